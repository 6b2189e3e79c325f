/* SPDX-License-Identifier: MIT
 *
 * look.h -- one look at the board, for a screen that asks many rules: whatever is read between
 * begin and end is of one moment, and the database is locked once instead of once for each
 * question. Nothing may be written in between (checked builds abort), nothing waited for.
 */
#ifndef CURBSIDE_DOMAIN_LOOK_H
#define CURBSIDE_DOMAIN_LOOK_H

#include <curbside/base/err.h>
#include <curbside/domain/visit.h>
#include <curbside/store/db.h>

struct look {
    struct txn txn;
};

#define LOOK_NONE ((struct look){TXN_NONE})
#define AUTO_LOOK __attribute__((cleanup(look_drop)))

NODISCARD enum err look_begin(struct look *look, struct visit *v);
NODISCARD enum err look_end(struct look *look);
/* Of one that ended or never began: nothing. */
void look_drop(struct look *look);

#endif
