/* SPDX-License-Identifier: MIT
 *
 * queue_items.h -- items of the queue by their number, for those who write about them, claim them
 * or decide on them.
 *
 * A post's number is its id; of other kinds the number says which kind it is.
 */
#ifndef CURBSIDE_SRC_DOMAIN_QUEUE_ITEMS_H
#define CURBSIDE_SRC_DOMAIN_QUEUE_ITEMS_H

#include <stdbool.h>
#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/domain/queue.h>
#include <curbside/domain/visit.h>

int64_t queue_item_of(enum queue_kind kind, int64_t id);
/* Of two questions. */
int64_t queue_item_of_pair(int64_t one, int64_t other);
/* False, and zeros: it is no pair. */
bool queue_pair_parse(int64_t item, int64_t *ret_one, int64_t *ret_other);
/* Of a post: QUEUE_FLAGS, whatever it waits for. E_NOTFOUND. */
NODISCARD enum err queue_item_parse(int64_t item, enum queue_kind *ret_kind, int64_t *ret_id);
/* What is known by its day alone stands in the queue when that day is over: a moderator who looks
 * every minute would see when somebody handed in a report, a school or an appeal, and whose post
 * came next. The first day of which nothing stands there yet. */
int64_t queue_first_hidden_day(const struct visit *v);
/* Does this item wait? E_NOTFOUND. */
NODISCARD enum err queue_require(struct arena *a, struct visit *v, int64_t item);
/* Claimed by another moderator: E_CLAIMED. */
NODISCARD enum err queue_require_unclaimed(struct visit *v, int64_t item);
/* Remember what waits as this day begins, once a day; what is older than QUEUE_DAYS_KEPT goes. */
NODISCARD enum err queue_days_tick(struct visit *v);
/* Notes that have had their time go. Cheap when there are none. */
NODISCARD enum err queue_notes_tick(struct visit *v);

#endif
