/* SPDX-License-Identifier: MIT
 *
 * search.h -- the full-text indexes: rows of folded words, and which of them match.
 *
 * An index holds no text, only words: to take a row out it must be given exactly the words that
 * were put in. Row ids rise with the time of the post, so "the newest first" is the order of rows.
 * Words come separated by spaces and hold nothing but a-z, 0-9 and bytes beyond ASCII.
 *
 * E_CORRUPT from any function here means that an index is damaged and no other part of the
 * database; so does E_IN_USE from a change, its guard or the commit after it.
 */
#ifndef CURBSIDE_STORE_SEARCH_H
#define CURBSIDE_STORE_SEARCH_H

#include <stdbool.h>
#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/store/db.h>
#include <curbside/store/ids.h>

enum search_index {
    SEARCH_NAMED, /* posts under handles and imported names */
    SEARCH_ALIAS, /* posts under aliases */
    N_SEARCH
};

struct search_words {
    const char *title;
    const char *body;
    const char *place;
};

NODISCARD enum err search_add(struct db *db, enum search_index index, int64_t row,
                              const struct search_words *words);
NODISCARD enum err search_remove(struct db *db, enum search_index index, int64_t row,
                                 const struct search_words *words);
NODISCARD enum err search_has(struct db *db, enum search_index index, int64_t row, bool *ret);

struct search_range {
    const char *expression; /* of FTS5, made from words alone */
    int64_t from;           /* least row */
    int64_t below;          /* rows under this one */
};
/* The newest rows that match, falling; fills at most `limit`. */
NODISCARD enum err search_newest(struct db *db, enum search_index index,
                                 const struct search_range *range, int64_t *ret_rows, int limit,
                                 int *ret_n);

struct search_score {
    int64_t row;
    int64_t score; /* the less, the better */
};
/* The same rows with how well they match. */
NODISCARD enum err search_best(struct db *db, enum search_index index,
                               const struct search_range *range, struct search_score *ret_rows,
                               int limit, int *ret_n);

/* ---- care ---- */

/* Both indexes anew and empty, whatever is left of them. E_CORRUPT: pages of the file itself are
 * damaged, with which a table cannot even be emptied; then, in another transaction: */
NODISCARD enum err search_remake(struct db *db);
/* The same by taking them from the list of tables. Their pages belong to nothing from then on, and
 * hold words: db_compact() takes them out. */
NODISCARD enum err search_cut_out(struct db *db);
/* Merge the parts of an index, about `pages` of work; *ret_done: it is one part, that holds nothing
 * of what was taken out. Call again, in a transaction of its own, until it is. */
NODISCARD enum err search_merge(struct db *db, enum search_index index, int pages, bool *ret_done);
/* Is it one part? */
NODISCARD enum err search_is_merged(struct db *db, enum search_index index, bool *ret);
/* Read an index whole. E_CORRUPT. */
NODISCARD enum err search_verify(struct db *db, enum search_index index);
/* Has it more rows than this? */
NODISCARD enum err search_is_large(struct db *db, enum search_index index, int rows, bool *ret);
/* Rows that an expression which every row matches does not find. An index that lost parts of itself
 * in a way that leaves it readable passes search_verify(). */
NODISCARD enum err search_count_lost(struct db *db, enum search_index index, const char *expression,
                                     int64_t *ret);
/* Can the pages be read in which this word would stand? A page of zeros is not noticed by the
 * search itself. E_CORRUPT: no. */
NODISCARD enum err search_probe(struct db *db, enum search_index index, const char *word);
/* The same for at most `limit` pages from *at (0: the first) on; *at is where to go on, 0 again
 * when all were seen. */
NODISCARD enum err search_look_through(struct db *db, enum search_index index, int limit,
                                       int64_t *at);
/* Posts that may be found, are not pending and are in no index; rows of no such post count too. */
NODISCARD enum err search_count_missing(struct db *db, int64_t *ret);

/* Changes that cannot break what stands around them: after search_guard_end() they are on disk or,
 * with another result than OK, undone, and the transaction goes on either way. */
NODISCARD enum err search_guard_begin(struct db *db);
/* `err` is what the changes came to. */
NODISCARD enum err search_guard_end(struct db *db, enum err err);

/* ---- posts that are not in their index ---- */

/* OK also for one that is there already. */
NODISCARD enum err search_pending_add(struct db *db, post_id post);
NODISCARD enum err search_pending_remove(struct db *db, post_id post, bool *ret_was);
/* Every post that may be found. */
NODISCARD enum err search_pending_fill(struct db *db);
/* The same of those that no index has. */
NODISCARD enum err search_pending_fill_missing(struct db *db);
/* Are there posts, and has nothing of them ever been indexed or queued? */
NODISCARD enum err search_is_unused(struct db *db, bool *ret);
NODISCARD enum err search_pending_count(struct db *db, int64_t *ret);
/* Are there more than so many? Costs no more than these, however many there are. */
NODISCARD enum err search_pending_is_over(struct db *db, int posts, bool *ret);

/* A post as far as indexing it goes. */
struct search_post {
    post_id post;
    thread_id thread;
    int no;
    int64_t created_at;
    int64_t changed_at; /* the later of its two times */
};
/* Those that are pending and were changed before `before`; fills at most `limit`, in no particular
 * order. */
NODISCARD enum err search_pending_list(struct db *db, int64_t before, struct search_post *ret,
                                       int limit, int *ret_n);
/* Those that are pending and shown, with what they say, by id, above `after`; fills at most
 * `limit`.
 */
struct search_text {
    post_id post;
    thread_id thread;
    int no;
    int64_t created_at;
    const char *body;
};
NODISCARD enum err search_pending_texts(struct arena *a, struct db *db, post_id after,
                                        struct search_text *ret, int limit, int *ret_n);
/* E_NOTFOUND. */
NODISCARD enum err search_post_get(struct db *db, post_id post, struct search_post *ret);

#endif
