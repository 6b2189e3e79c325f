/* SPDX-License-Identifier: MIT
 *
 * inbox_followed.c -- what of the threads, tags and boards that are followed belongs in an inbox.
 *
 * Followed threads, and those that carry a followed tag, are written down first, by an index alone;
 * then the newest threads of all are walked down, and whatever stands there is looked at. A thread
 * that is walked past costs a fraction of one that is fetched by itself, and the walk mostly ends
 * early: with as many rows as are wanted, or below the oldest of them. Where it does not, what is
 * left is fetched thread by thread and tag by tag. A tag with too many threads to be written down
 * is found by what the threads of the walk carry.
 */
#include "inbox_gathering.h"

#include <string.h>

#include <curbside/domain/follow.h>
#include <curbside/domain/state.h>
#include <curbside/store/addressed.h>
#include <curbside/store/boards.h>

#include "keep_address.h"
#include "tags.h"
#include "unread.h"

enum {
    KNOWN_MAX = 4096,   /* threads written down: 64 KiB while it lasts */
    KNOWN_SLOTS = 8192, /* a power of two */
    KNOWN_AT_A_TIME = 256,
    WALK_AT_A_TIME = 64, /* threads */
    WALK_EACH = 4,       /* for each that was written down; fetching it costs more than so many */
    TAG_LOOK = 1024,     /* walked where a tag is not written down, and in brief */
    TAGGED_MOST = 1024,  /* of one tag: each time all of its threads are read and sorted */
};

/* A thread, and the first of the follows that it is there for. */
struct known {
    int32_t thread; /* 0: free */
    int16_t follow;
    bool met; /* on the walk */
};

struct following {
    struct gathering *g;
    struct arena *a;
    const struct state_text *follows;
    size_t n;
    const char **folds; /* of each follow: of its tag; NULL: it finds no threads by one */
    struct known *slots;
    int n_known, n_met;
    bool wide; /* not every thread of every tag is known */
};

/* ---- what to look for ---- */

/* The tag by which a follow finds threads; NULL: it finds none. A school's is its slug. */
static const char *tag_followed(const struct state_text *follow)
{
    const char *tag = keep_rest(follow->text, "tag");

    return tag ? tag : keep_rest(follow->text, "school");
}

static struct known *known_slot(const struct following *f, thread_id thread)
{
    size_t slot = (size_t)thread.v & (KNOWN_SLOTS - 1); /* ids are random */

    while (f->slots[slot].thread != 0 && f->slots[slot].thread != thread.v)
        slot = (slot + 1) & (KNOWN_SLOTS - 1);
    return &f->slots[slot];
}

/* False: there is no more room. */
static bool know(struct following *f, thread_id thread, size_t follow)
{
    struct known *k = known_slot(f, thread);

    if (k->thread != 0)
        return true;
    if (f->n_known == KNOWN_MAX)
        return false;
    *k = (struct known){.thread = (int32_t)thread.v, .follow = (int16_t)follow};
    f->n_known++;
    return true;
}

static enum err know_tagged(struct following *f, size_t follow)
{
    thread_id ids[KNOWN_AT_A_TIME], after = {0};
    int n = KNOWN_AT_A_TIME;

    while (n == KNOWN_AT_A_TIME) {
        TRY(addressed_list_of_tag(f->g->v->db, f->folds[follow], after, ids, KNOWN_AT_A_TIME, &n));
        for (int i = 0; i < n; i++) {
            if (know(f, ids[i], follow))
                continue;
            f->wide = true;
            return OK;
        }
        if (n > 0)
            after = ids[n - 1];
    }
    return OK;
}

/* Threads by themselves first: who asked for less is listed for that. */
static enum err know_all(struct following *f)
{
    for (size_t i = 0; i < f->n; i++) {
        int64_t thread = keep_number(f->follows[i].text, "thread");

        if (thread) /* there is room: STATE_FOLLOWS_MAX */
            f->wide = !know(f, (thread_id){thread}, i) || f->wide;
    }
    for (size_t i = 0; i < f->n; i++) {
        const char *tag = tag_followed(&f->follows[i]);

        if (!tag)
            continue;
        TRY(tag_fold(f->a, tag, &f->folds[i]));
        TRY(know_tagged(f, i));
    }
    return OK;
}

static enum err following_init(struct arena *a, struct gathering *g, struct following *ret)
{
    *ret = (struct following){.g = g, .a = a};
    ret->follows = state_keeps(g->v->state, STATE_FOLLOWS, &ret->n);
    if (ret->n == 0)
        return OK;
    ret->folds = arena_array(a, ret->n + 1, sizeof *ret->folds);
    ret->slots = arena_array(a, KNOWN_SLOTS, sizeof *ret->slots);
    if (!ret->folds || !ret->slots)
        return E_NOMEM;
    return know_all(ret);
}

/* ---- one thread ---- */

static enum err add(struct following *f, const struct thread_activity *thread, size_t follow)
{
    struct gathering *g = f->g;
    const struct inbox_hit *hit = gathering_find(g, thread->id);
    const char *tag = f->folds[follow] ? tag_followed(&f->follows[follow]) : NULL;
    int64_t unread;

    if ((hit && hit->count > 0) || thread->active_at < gathering_oldest(g))
        return OK;
    TRY(unread_of_thread(g->v, thread, &unread));
    if (unread == 0)
        return OK;
    if (tag) {
        tag = arena_strdup(g->a, tag);
        if (!tag)
            return E_NOMEM;
    }
    return gathering_add(g, thread, unread, tag ? INBOX_TAG : INBOX_THREAD, tag);
}

/* ---- walking down the newest threads ---- */

/* Met with one of the tags it carries, or NULL. */
static enum err meet(struct following *f, const struct thread_activity *thread, const char *folded)
{
    struct known *k = known_slot(f, thread->id);

    if (k->thread != 0) {
        f->n_met += !k->met;
        k->met = true;
        return add(f, thread, (size_t)k->follow);
    }
    for (size_t i = 0; folded && i < f->n; i++)
        if (f->folds[i] && strcmp(f->folds[i], folded) == 0)
            return add(f, thread, i);
    return OK;
}

/* *ret_n: rows; 0: there are no more threads. */
static enum err walk_plain(struct following *f, struct thread_key *below, int *ret_n)
{
    struct thread_activity rows[WALK_AT_A_TIME];

    TRY(threads_list_active(f->g->v->db, (board_id){0}, gathering_oldest(f->g), below, rows,
                            WALK_AT_A_TIME, ret_n));
    for (int i = 0; i < *ret_n && !gathering_has_enough(f->g); i++)
        TRY(meet(f, &rows[i], NULL));
    if (*ret_n > 0)
        *below = (struct thread_key){.time = rows[*ret_n - 1].active_at,
                                     .id = rows[*ret_n - 1].id.v};
    return OK;
}

static enum err walk_tags(struct following *f, struct thread_key *below, int *ret_n)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    const struct thread_activity *last;
    struct tagged_thread *rows;

    TRY(addressed_list_tags(&a, f->g->v->db, gathering_oldest(f->g), below, WALK_AT_A_TIME,
                            WALK_AT_A_TIME * TAGS_MAX, &rows, ret_n));
    for (int i = 0; i < *ret_n && !gathering_has_enough(f->g); i++)
        TRY(meet(f, &rows[i].thread, rows[i].folded));
    last = *ret_n > 0 ? &rows[*ret_n - 1].thread : NULL;
    if (last)
        *below = (struct thread_key){.time = last->active_at, .id = last->id.v};
    return OK;
}

/* *ret_below: where the walk ended; *ret_all: whatever is followed and wanted was met. */
static enum err walk(struct following *f, struct thread_key *ret_below, bool *ret_all)
{
    int most = f->wide || f->g->wish.brief ? TAG_LOOK : f->n_known * WALK_EACH, n = 1;

    for (int seen = 0; seen < most && n > 0; seen += WALK_AT_A_TIME) {
        if (gathering_has_enough(f->g) || (!f->wide && f->n_met == f->n_known))
            break;
        TRY(f->wide ? walk_tags(f, ret_below, &n) : walk_plain(f, ret_below, &n));
    }
    *ret_all = n == 0 || gathering_has_enough(f->g) || (!f->wide && f->n_met == f->n_known);
    return OK;
}

/* ---- what the walk did not come to ---- */

static enum err fetch_threads(struct following *f)
{
    for (size_t i = 0; i < f->n; i++) {
        thread_id id = {keep_number(f->follows[i].text, "thread")};
        struct thread_activity thread;
        enum err err = id.v == 0 || known_slot(f, id)->met
                           ? E_NOTFOUND
                           : addressed_activity(f->g->v->db, id, &thread);

        if (err == E_NOTFOUND)
            continue;
        TRY(err);
        TRY(add(f, &thread, i));
    }
    return OK;
}

static enum err fetch_tag(struct following *f, size_t follow, struct thread_key below)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct gathering *g = f->g;
    struct thread_activity *rows = arena_array(&a, TAGGED_MOST, sizeof *rows);
    int n = TAGGED_MOST;

    if (!rows)
        return E_NOMEM;
    g->added = 0; /* each tag is a source of its own */
    while (n == TAGGED_MOST && !gathering_has_enough(g)) {
        TRY(addressed_list_tagged(g->v->db, f->folds[follow], gathering_oldest(g), &below, rows,
                                  TAGGED_MOST, &n));
        for (int i = 0; i < n && !gathering_has_enough(g); i++)
            TRY(add(f, &rows[i], follow));
        if (n > 0)
            below = (struct thread_key){.time = rows[n - 1].active_at, .id = rows[n - 1].id.v};
    }
    return OK;
}

static enum err fetch_tags(struct following *f, const struct thread_key *below)
{
    for (size_t i = 0; i < f->n; i++)
        if (f->folds[i])
            TRY(fetch_tag(f, i, *below));
    return OK;
}

/* ---- boards ---- */

static enum err add_of_board(void *ctx, const struct thread_activity *thread, int64_t unread)
{
    struct gathering *g = ctx;

    if (gathering_has_enough(g) || thread->active_at < gathering_oldest(g))
        return E_CLOSED;
    return gathering_add(g, thread, unread, INBOX_BOARD, NULL);
}

static enum err gather_boards(const struct following *f)
{
    board_id *boards = arena_array(f->a, f->n + 1, sizeof *boards);
    struct gathering *g = f->g;
    int n_boards = 0;

    if (!boards)
        return E_NOMEM;
    for (size_t i = 0; i < f->n; i++) {
        const char *slug = keep_rest(f->follows[i].text, "board");
        struct board_row board;
        enum err err = slug ? boards_find(f->a, g->v->db, slug, &board) : E_NOTFOUND;

        if (err == OK && board.open)
            boards[n_boards++] = board.id;
        else if (err != E_NOTFOUND)
            TRY(err);
    }
    g->added = 0;
    return unread_walk_boards(g->v, boards, n_boards, &g->wish.below, add_of_board, g);
}

/* Threads and tags first, then boards: who asked for less is listed for that. */
enum err gather_followed(struct gathering *g)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct thread_key below = g->wish.below;
    struct following f;
    bool all;

    TRY(following_init(&a, g, &f));
    if (f.n == 0)
        return OK;
    g->added = 0;
    TRY(walk(&f, &below, &all));
    if (!all)
        TRY(fetch_threads(&f));
    if (!all && !g->wish.brief)
        TRY(fetch_tags(&f, &below));
    return gather_boards(&f);
}
