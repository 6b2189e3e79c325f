/* SPDX-License-Identifier: MIT
 *
 * export.c -- everything public, in the form that an import reads.
 *
 * Public is what a guest may read: open boards, posts that stand, times as coarse as the board
 * shows them. No transaction is open while a record is handed out, since whoever takes it may be a
 * pipe that stands still.
 */
#include <curbside/domain/transfer.h>

#include <inttypes.h>
#include <string.h>

#include <curbside/base/str.h>
#include <curbside/domain/authorship.h>
#include <curbside/store/boards.h>
#include <curbside/store/db.h>
#include <curbside/store/imports.h>
#include <curbside/store/posts.h>
#include <curbside/store/threads.h>

#include "board_rows.h"
#include "thread_rows.h"
#include "transfer_names.h"

enum {
    THREADS_AT_ONCE = 64,
    POSTS_AT_ONCE = 64,
    BYTES_AT_ONCE = 1024 * 1024,
    ID_MAX = 999999999,
};

struct exporting {
    struct visit *v;
    enum err (*each)(void *ctx, const struct export_record *record);
    void *ctx;
};

const char *transfer_name_format(struct arena *a, const char *kind, int64_t id)
{
    return arena_printf(a, "%s/%" PRId64, kind, id);
}

bool transfer_name_parse(const char *name, const char *kind, int64_t *ret_id)
{
    size_t n = strlen(kind);
    long long id;

    if (strncmp(name, kind, n) != 0 || name[n] != '/')
        return false;
    if (int_parse(name + n + 1, 1, ID_MAX, &id) != OK)
        return false;
    *ret_id = id;
    return true;
}

/* A thread on its way out. */
struct outgoing {
    const struct exporting *x;
    const char *board;
    const struct thread_record *thread;
    const char *name;
    const char **names; /* of its posts, by number; NULL for one that is not handed out */
    bool started;       /* its first record, which carries the title, is out */
};

static bool stands(const struct post_record *post)
{
    return strcmp(post->state, "visible") == 0 || strcmp(post->state, "collapsed") == 0;
}

/* The name of a post, kept in `names` for the replies to it. */
static enum err post_name(struct arena *names, const struct outgoing *out,
                          const struct post_record *post, const char **ret)
{
    TRY(imports_get_name(names, out->x->v->db, post->thread, post->no, ret));
    if (!*ret)
        *ret = transfer_name_format(names, "post", post->id.v);
    return *ret ? OK : E_NOMEM;
}

static enum err post_hand_out(struct arena *a, struct arena *names, struct outgoing *out,
                              const struct post_record *post)
{
    const struct thread_record *thread = out->thread;
    struct import_post record = {
        .board = out->board,
        .thread = out->name,
        .title = out->started ? NULL : thread->title,
        .date = thread_time(thread->has_alias, post->created_at),
        .body = post->body,
    };
    struct author author;

    if (!stands(post) || post->no > thread->posts)
        return OK;
    TRY(post_name(names, out, post, &record.id));
    TRY(author_show(a, &post->author, &author));
    record.author = author.name;
    if (post->reply_to > 0 && post->reply_to < post->no)
        record.reply_to = out->names[post->reply_to];
    out->names[post->no] = record.id;
    out->started = true;
    return out->x->each(out->x->ctx, &(struct export_record){.post = &record});
}

/* A page of posts from `from` on; *ret_next 0 at the end. */
static enum err posts_hand_out(struct arena *names, struct outgoing *out, int from, int *ret_next)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct post_records page;

    TRY(posts_list(&a, out->x->v->db, out->thread->id, from, POSTS_AT_ONCE, BYTES_AT_ONCE, &page));
    for (int i = 0; i < page.n; i++)
        TRY(post_hand_out(&a, names, out, &page.rows[i]));
    *ret_next = page.n > 0 ? page.rows[page.n - 1].no + 1 : 0;
    return OK;
}

static enum err thread_hand_out(const struct exporting *x, const char *board,
                                const struct thread_record *thread)
{
    AUTO_ARENA struct arena names = ARENA_INIT;
    struct outgoing out = {.x = x, .board = board, .thread = thread};
    int next = 1;

    out.names = arena_array(&names, (size_t)thread->posts + 1, sizeof *out.names);
    TRY(imports_get_name(&names, x->v->db, thread->id, 0, &out.name));
    if (!out.name)
        out.name = transfer_name_format(&names, "thread", thread->id.v);
    if (!out.names || !out.name)
        return E_NOMEM;
    while (next > 0)
        TRY(posts_hand_out(&names, &out, next, &next));
    return OK;
}

static enum err threads_hand_out(const struct exporting *x, const struct board_row *board)
{
    thread_id after = {0};
    int n = THREADS_AT_ONCE;

    while (n == THREADS_AT_ONCE) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        struct thread_records page;

        TRY(threads_walk(&a, x->v->db, board->id, after, THREADS_AT_ONCE, &page));
        for (int i = 0; i < page.n; i++)
            TRY(thread_hand_out(x, board->slug, &page.rows[i]));
        n = page.n;
        if (n > 0)
            after = page.rows[n - 1].id;
    }
    return OK;
}

static enum err board_hand_out(const struct exporting *x, const struct board_row *row)
{
    struct board board;

    board_from_row(row, &board);
    const struct import_board record = {
        .slug = board.slug,
        .title = board.title,
        .category = board.category,
        .description = board.description,
        .mode = board.mode,
    };

    return x->each(x->ctx, &(struct export_record){.board = &record});
}

enum err export_all(struct visit *v,
                    enum err (*each)(void *ctx, const struct export_record *record), void *ctx)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    const struct exporting x = {v, each, ctx};
    struct board_row *boards;
    int n;

    TRY(boards_list(&a, v->db, false, &boards, &n));
    for (int i = 0; i < n; i++)
        TRY(board_hand_out(&x, &boards[i]));
    for (int i = 0; i < n; i++)
        TRY(threads_hand_out(&x, &boards[i]));
    return OK;
}
