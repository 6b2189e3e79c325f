/* SPDX-License-Identifier: MIT
 *
 * filter_rows.h -- filters inside the domain: the set that texts are met with, and dry runs.
 */
#ifndef CURBSIDE_SRC_DOMAIN_FILTER_ROWS_H
#define CURBSIDE_SRC_DOMAIN_FILTER_ROWS_H

#include <curbside/domain/filter.h>
#include <curbside/store/actions.h>
#include <curbside/store/filters.h>

/* A text as filters see it; NULL: no such part. */
struct filter_parts {
    const char *title, *tags, *body;
    size_t body_n;
};

enum filter_part {
    PART_TITLE,
    PART_TAGS,
    PART_BODY,
    N_FILTER_PARTS
};

/* One filter that was met, or was over its limit. */
struct filter_hit {
    filter_id id;
    enum filter_action action;
    const char *rule, *sentence;
    bool over;
    enum filter_part part;
    size_t start, end; /* in that part */
};

struct filter_verdict {
    struct filter_hit *rows;
    int n;
};

/* Those that are on: made for one look or several. All memory in `a`, but the sieve. */
struct filter_set {
    struct sieve *sieve;      /* NULL: there are none */
    struct filter_hit *rules; /* by the sieve's numbers */
};
NODISCARD enum err filter_set_load(struct arena *a, struct visit *v, struct filter_set *ret);
/* Those alone that slow. */
NODISCARD enum err filter_set_load_slow(struct arena *a, struct visit *v, struct filter_set *ret);
void filter_set_drop(struct filter_set *set);
#define AUTO_FILTER_SET __attribute__((cleanup(filter_set_drop)))

NODISCARD enum err filter_set_look(struct arena *a, struct visit *v, const struct filter_set *set,
                                   const struct filter_parts *parts, struct filter_verdict *ret);
/* Without what `before` meets as well. `before` NULL: all of it. */
NODISCARD enum err filter_look(struct arena *a, struct visit *v, const struct filter_parts *parts,
                               const struct filter_parts *before, struct filter_verdict *ret);
/* The first of that action that was met; NULL: none. Over its limit counts as met for FILTER_HOLD
 * where the filter's action is to hold or to reject. */
const struct filter_hit *filter_met(const struct filter_verdict *verdict,
                                    enum filter_action action);
/* Count them, inside the transaction that writes the text. */
NODISCARD enum err filter_tally(struct visit *v, const struct filter_verdict *verdict);

/* Is this text such that its author's next one waits? */
NODISCARD enum err filter_slows(struct visit *v, const struct filter_set *set, const char *title,
                                const char *body, bool *ret);

/* What a dry run finds. E_FILTER with `refused`: it is no filter, or one that is refused. */
NODISCARD enum err filter_run(struct arena *a, struct visit *v, enum sieve_kind kind,
                              const char *text, struct filter_trial *ret);

/* Texts of deleted ones and old counts go. Cheap when there are none. */
NODISCARD enum err filter_tick(struct visit *v);

#endif
