/* SPDX-License-Identifier: MIT
 *
 * export_own.c -- a caller's own posts, for taking them along.
 */
#include <curbside/domain/export_own.h>

#include <curbside/base/crypto.h>
#include <curbside/domain/authorship.h>
#include <curbside/domain/edit.h>
#include <curbside/store/boards.h>
#include <curbside/store/revisions.h>

#include "own_posts.h"
#include "thread_rows.h"

struct exporting {
    struct visit *v;
    export_post_each *each;
    void *ctx;
};

static enum err put_name(struct arena *a, const struct author_row *row, struct export_post *ret)
{
    struct author author;

    TRY(author_show(a, row, &author));
    ret->author = author.name;
    return OK;
}

static enum err put_board(struct arena *a, struct visit *v, board_id id, struct export_post *ret)
{
    struct board_row board;

    TRY(boards_get(a, v->db, id, &board));
    ret->board = board.slug;
    return OK;
}

static enum err put_earlier(struct arena *a, struct visit *v, struct export_post *ret)
{
    struct revision_row *old;
    int n;

    TRY(revisions_list(a, v->db, ret->post, REVISIONS_MAX, &old, &n));
    const char **earlier = arena_array(a, (size_t)n, sizeof *earlier);
    if (!earlier)
        return E_NOMEM;
    for (int i = 0; i < n; i++)
        earlier[i] = old[i].body;
    ret->earlier = earlier;
    ret->n_earlier = n;
    return OK;
}

static enum err put_receipt(struct arena *a, struct visit *v, const struct key *secret,
                            struct export_post *ret)
{
    uint8_t receipt[RECEIPT_BYTES];
    char *code = arena_alloc(a, RECEIPT_CODE_SIZE);

    if (!code)
        return E_NOMEM;
    author_receipt(v->who, secret, ret->post, receipt);
    code_format(receipt, RECEIPT_BITS, code);
    secret_wipe(receipt, sizeof receipt);
    ret->receipt = code;
    return OK;
}

static enum err export_out(void *ctx, const struct own_post *own)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    const struct exporting *e = ctx;
    struct export_post post = {
        .post = own->post->id,
        .thread = own->thread->id,
        .no = own->post->no,
        .title = own->thread->title,
        .body = own->post->body,
        .state = own->post->state,
        .created = thread_time(own->thread->has_alias, own->post->created_at),
        .edited = thread_time(own->thread->has_alias, own->post->edited_at),
    };

    TRY(put_board(&a, e->v, own->thread->board, &post));
    TRY(put_name(&a, &own->post->author, &post));
    TRY(own->secret ? put_receipt(&a, e->v, own->secret, &post) : put_earlier(&a, e->v, &post));
    return e->each(e->ctx, &post);
}

static enum err export_waiting(void *ctx, const struct waiting_row *row, const struct key *secret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    const struct exporting *e = ctx;
    struct export_post post = {
        .post = row->id,
        .thread = row->thread,
        .title = row->title,
        .body = row->body,
        .state = row->held == WAITING_HELD   ? "held"
                 : row->held == WAITING_FREE ? "waiting"
                                             : "removed",
        .created = time_floor_hour(row->due_at),
        .released = row->held == WAITING_FREE ? row->due_at : 0,
    };

    TRY(put_board(&a, e->v, row->board, &post));
    TRY(put_name(&a, &row->author, &post));
    if (secret)
        TRY(put_receipt(&a, e->v, secret, &post));
    return e->each(e->ctx, &post);
}

enum err export_own_posts(struct visit *v, export_post_each *each, void *ctx)
{
    struct exporting e = {v, each, ctx};

    TRY(own_handle_posts(v, export_out, &e));
    return own_handle_waiting(v, export_waiting, &e);
}

enum err export_own_aliases(struct visit *v, export_post_each *each, void *ctx)
{
    struct exporting e = {v, each, ctx};

    TRY(own_alias_posts(v, export_out, &e));
    return own_waiting_posts(v, export_waiting, &e);
}
