/* SPDX-License-Identifier: MIT
 *
 * inbox_rows.h -- rows of the inbox, on its own screen and under "For you".
 */
#ifndef SCREENS_INBOX_ROWS_H
#define SCREENS_INBOX_ROWS_H

#include <curbside/domain/inbox.h>
#include <curbside/ui/screen.h>

#include "age.h"

/* "2 replies   Confidential Consult › Failed Step 1, do I tell programs?    1 h" */
void inbox_row_draw(struct canvas *c, struct area row, const struct moment *now,
                    const struct inbox_row *r);
/* "2 replies", "mention", "3 new"; in `a`. */
const char *inbox_row_what(struct arena *a, const struct inbox_row *r);
/* The row in words, for plain mode; in `a`. */
const char *inbox_row_say(struct arena *a, const struct moment *now, const struct inbox_row *r);

#endif
