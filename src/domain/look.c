/* SPDX-License-Identifier: MIT
 *
 * look.c -- one look at the board: a transaction of the store over several rules.
 */
#include <curbside/domain/look.h>

enum err look_begin(struct look *look, struct visit *v)
{
    return txn_begin(&look->txn, v->db, TXN_VIEW);
}

enum err look_end(struct look *look)
{
    return txn_commit(&look->txn);
}

void look_drop(struct look *look)
{
    txn_rollback(&look->txn);
}
