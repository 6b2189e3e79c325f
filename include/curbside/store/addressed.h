/* SPDX-License-Identifier: MIT
 *
 * addressed.h -- rows that say to whom a post is addressed: a second writing of what its text and
 * its reply_to say.
 */
#ifndef CURBSIDE_STORE_ADDRESSED_H
#define CURBSIDE_STORE_ADDRESSED_H

#include <stdbool.h>
#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/store/author_row.h>
#include <curbside/store/db.h>
#include <curbside/store/ids.h>
#include <curbside/store/threads.h>

struct addressed_row {
    thread_id thread;
    int no;
    handle_id handle;  /* 0: to an alias */
    const char *alias; /* without ~; NULL: to a handle */
    bool reply;        /* answers a post of theirs; else names them */
    int64_t created_at;
};

/* OK also when it is there; a row that answers takes the place of one that names. */
NODISCARD enum err addressed_add(struct db *db, const struct addressed_row *row);
/* Every post there is in the order of ids, which is none, from above `after` on. */
struct post_place {
    post_id id;
    thread_id thread;
    int no;
};
NODISCARD enum err addressed_list_posts(struct db *db, post_id after, struct post_place *ret,
                                        int limit, int *ret_n);
/* Of one post: those by their names alone, or all. */
NODISCARD enum err addressed_clear(struct db *db, thread_id thread, int no, bool names_only);

/* A post addressed to somebody. */
struct addressed_post {
    thread_id thread;
    int no;
    bool reply;
    int64_t created_at;
};

/* Where a post stands among those addressed to a handle. */
struct addressed_key {
    int64_t created_at;
    thread_id thread;
    int no;
};

/* Posts that are shown (not removed, held or deleted) and addressed to a handle at or after
 * `since`, below a key, the newest first; fills at most `limit`. */
NODISCARD enum err addressed_list_handle(struct db *db, handle_id handle, int64_t since,
                                         const struct addressed_key *below,
                                         struct addressed_key *ret, int limit, int *ret_n);

/* Of one thread: addressed to an alias of it, or with alias NULL to a handle, and between two
 * numbers, neither of them included. */
struct addressed_range {
    thread_id thread;
    const char *alias;
    handle_id handle;
    int64_t since;
    int above, under;
};
/* Those of them that are shown, the last first. */
NODISCARD enum err addressed_list_thread(struct arena *a, struct db *db,
                                         const struct addressed_range *range, int limit,
                                         struct addressed_post **ret, int *ret_n);

/* Who wrote one: asked of the post itself, which costs more than all of the above. E_NOTFOUND. */
NODISCARD enum err addressed_author(struct arena *a, struct db *db, thread_id thread, int no,
                                    struct author_row *ret);

/* Every row of a handle, oldest first, behind this one (NULL: from the start): for `mine`. The
 * alias is not read. */
NODISCARD enum err addressed_walk(struct arena *a, struct db *db, handle_id handle,
                                  const struct addressed_row *after, int limit,
                                  struct addressed_row **ret, int *ret_n);

/* What counting needs of a thread on an open board. E_NOTFOUND. */
NODISCARD enum err addressed_activity(struct db *db, thread_id thread, struct thread_activity *ret);

/* The newest `look` threads on open boards below a key that were active at or after `since`: each
 * with one tag it carries, as many rows as it has tags, or one row with tag NULL. */
struct tagged_thread {
    struct thread_activity thread;
    const char *tag, *folded;
};
NODISCARD enum err addressed_list_tags(struct arena *a, struct db *db, int64_t since,
                                       const struct thread_key *below, int look, int limit,
                                       struct tagged_thread **ret, int *ret_n);
/* Those that carry this tag, folded, the newest first; fills at most `limit`. It reads and sorts
 * every thread with the tag. */
NODISCARD enum err addressed_list_tagged(struct db *db, const char *tag, int64_t since,
                                         const struct thread_key *below,
                                         struct thread_activity *ret, int limit, int *ret_n);
/* Threads above `after` that carry it, rising, wherever they are and however old: by an index
 * alone. Fills at most `limit`. */
NODISCARD enum err addressed_list_of_tag(struct db *db, const char *tag, thread_id after,
                                         thread_id *ret, int limit, int *ret_n);

#endif
