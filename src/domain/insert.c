/* SPDX-License-Identifier: MIT
 *
 * insert.c -- writing threads and posts with everything that counts them.
 *
 * Ids are drawn at random below 10^9 and drawn again when taken; a post's number is what the
 * thread's counter says after counting it, so numbers have no gaps and no twins whatever other
 * processes do: the write lock is held from before the count until the commit.
 */
#include "insert.h"

#include <curbside/domain/authorship.h>
#include <curbside/store/arrivals.h>
#include <curbside/store/boards.h>
#include <curbside/store/posts.h>
#include <curbside/store/threads.h>
#include <curbside/store/waiting.h>

#include "addressed.h"
#include "search_index.h"
#include "tags.h"

enum {
    DRAWS = 64, /* with half of all ids taken, one draw in 10^19 runs into this */
};

enum err thread_draw(struct visit *v, thread_id *ret)
{
    for (int i = 0; i < DRAWS; i++) {
        thread_id id = {random_id(v->random)};
        bool taken;

        TRY(threads_has(v->db, id, &taken));
        if (!taken)
            TRY(waiting_has_thread(v->db, id, &taken));
        if (!taken) {
            *ret = id;
            return OK;
        }
    }
    return E_IO;
}

enum err thread_insert(struct visit *v, const struct new_thread *thread)
{
    const struct thread_record record = {
        .id = thread->id,
        .board = thread->board,
        .title = thread->title,
        .created_at = thread->created_at,
        .active_at = thread->created_at,
    };

    TRY(threads_insert(v->db, &record));
    TRY(tags_write(v, thread->id, thread->tags, thread->n_tags));
    return boards_count_up(v->db, thread->board, 1, 0);
}

enum err post_draw(struct visit *v, post_id *ret)
{
    for (int i = 0; i < DRAWS; i++) {
        post_id id = {random_id(v->random)};
        thread_id thread;
        int no;
        bool waits;
        enum err err = posts_find(v->db, id, &thread, &no);

        if (err != OK && err != E_NOTFOUND)
            return err;
        TRY(waiting_has_post(v->db, id, &waits));
        if (err == E_NOTFOUND && !waits) {
            *ret = id;
            return OK;
        }
    }
    return E_IO;
}

enum err post_insert(struct visit *v, const struct new_post *post, post_id *ret_id, int *ret_no)
{
    struct post_record record = {
        .id = post->id,
        .thread = post->thread,
        .created_at = post->created_at,
        .reply_to = post->reply_to,
        .body = post->body,
        .receipt = post->receipt,
        .author = post->author,
    };
    bool alias = author_is_alias(&post->author);
    int64_t active_at;

    if (record.id.v == 0)
        TRY(post_draw(v, &record.id));
    TRY(threads_count_post(v->db, post->thread, post->created_at, alias, &record.no, &active_at));
    TRY(posts_insert(v->db, &record));
    TRY(addressed_index(v, &record));
    TRY(arrivals_add(v->db, post->board, active_at / ARRIVAL_HOUR_S, 1));
    TRY(boards_count_up(v->db, post->board, 0, 1));
    TRY((post->bulk ? search_learn_later : search_learn)(v, record.id));
    *ret_id = record.id;
    *ret_no = record.no;
    return OK;
}
