/* SPDX-License-Identifier: MIT
 *
 * audit_line.h -- what moderators did as JSON, alike for sysops and for the operator.
 */
#ifndef CURBSIDE_COMMANDS_AUDIT_LINE_H
#define CURBSIDE_COMMANDS_AUDIT_LINE_H

#include <curbside/domain/audit.h>

struct json_t;
/* One object, whose keys are a contract: null where there is none. NULL: no memory. */
struct json_t *audit_line(const struct audit_row *row);

#endif
