/* SPDX-License-Identifier: MIT
 *
 * unread_list.h -- the naive list of every post, and whether all counts say what it says. Included
 * by one test program.
 */
#ifndef CURBSIDE_TESTS_UNREAD_LIST_H
#define CURBSIDE_TESTS_UNREAD_LIST_H

#include "unit/domain/forum_fixture.h"

#include <sys/stat.h>

#include <curbside/domain/alias_rules.h>
#include <curbside/domain/decide.h>
#include <curbside/domain/edit.h>
#include <curbside/domain/queue.h>
#include <curbside/domain/release.h>
#include <curbside/domain/reshape.h>
#include <curbside/domain/upkeep.h>

#include <curbside/store/waiting.h>

#include "../../../src/store/db_handle.h"
#include "state_record.h"
#include "unread.h"
#include "who_secret.h"

enum {
    MANY_STEPS = 10000,
#ifdef CURBSIDE_ASAN
    STEPS = MANY_STEPS / 4, /* slower by far, and the same code */
#else
    STEPS = MANY_STEPS,
#endif
    BOARDS = 4,
    OTHER = 3, /* the board of the same kind as the first */
    STARTED = 40,
    THREADS = 60, /* with those that were split off */
    FEW_MARKS = 48,
    POSTS = 4000,
    SCATTERED = 0, /* a thread of which one post here and one there is read, as by jumping */
    SESSIONS = 2,
    PLACES = 1 + BOARDS + THREADS, /* everything, boards, threads */
};

struct model_post {
    int thread, no;
    bool out, own;
    post_id id;
};

/* What a catch-up covered, the way the sealed state merges it. */
struct cover {
    uint32_t edition;
    int64_t value;
    bool of[POSTS];
    int upto[THREADS]; /* numbers of threads that were active in its last hour */
};

struct session {
    struct member m;
    bool shown[POSTS];
    struct cover covers[PLACES];
    struct cover before;
    int before_place; /* -1: nothing to undo */
    uint32_t before_edition;
    bool before_stored;
};

struct model {
    struct forum *f;
    struct alias_rules rules;
    char seal[96];
    uint64_t dice;
    struct random random;
    board_id boards[BOARDS];
    thread_id threads[THREADS];
    int thread_board[THREADS], thread_posts[THREADS];
    bool thread_out[THREADS], thread_gone[THREADS];
    int n_threads, n_posts, most_ranges;
    int moved, merged, split, kept, held, forgotten;
    bool calm; /* the scattered thread is not caught up with any more */
    bool few;  /* room for FEW_MARKS */
    struct model_post posts[POSTS];
    struct member writer, mod;
    struct session sessions[SESSIONS];
};

static uint32_t roll(struct model *w, uint32_t below)
{
    uint64_t z = (w->dice += UINT64_C(0x9e3779b97f4a7c15));

    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return (uint32_t)((z ^ (z >> 31)) % below);
}

static void model_fill(void *ctx, void *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++)
        ((uint8_t *)bytes)[i] = (uint8_t)roll(ctx, 256);
}

/* ---- the naive list ---- */

static int place_of_board(int board)
{
    return 1 + board;
}

static int place_of_thread(int thread)
{
    return 1 + BOARDS + thread;
}

/* Numbers that were there when any board was caught up stay read, wherever the thread is put. */
static bool is_under_any(const struct model *w, const struct session *s, const struct model_post *p)
{
    (void)w;
    for (int b = 0; b <= BOARDS; b++)
        if (p->no <= s->covers[b].upto[p->thread])
            return true;
    return false;
}

static bool is_unread(const struct model *w, const struct session *s, int i)
{
    const struct model_post *p = &w->posts[i];

    return p->out && !p->own && !w->thread_gone[p->thread] && !s->shown[i] && !s->covers[0].of[i] &&
           !s->covers[place_of_board(w->thread_board[p->thread])].of[i] &&
           !s->covers[place_of_thread(p->thread)].of[i] && !is_under_any(w, s, p);
}

static bool is_of_thread(const struct model *w, int place, int thread)
{
    return place == 0 || place == place_of_board(w->thread_board[thread]) ||
           place == place_of_thread(thread);
}

static bool is_in_place(const struct model *w, int i, int place)
{
    return is_of_thread(w, place, w->posts[i].thread);
}

static int64_t count(const struct model *w, const struct session *s, int place)
{
    int64_t n = 0;

    for (int i = 0; i < w->n_posts; i++)
        n += is_in_place(w, i, place) && is_unread(w, s, i);
    return n;
}

/* The stored record comes into a session: of covers the higher edition, then the higher value. */
static void cover_merge(struct cover *to, const struct cover *from)
{
    if (from->edition > to->edition || (from->edition == to->edition && from->value > to->value)) {
        *to = *from;
    } else if (from->edition == to->edition && from->value == to->value) {
        for (int i = 0; i < POSTS; i++)
            to->of[i] = to->of[i] || from->of[i];
        for (int i = 0; i < THREADS; i++)
            to->upto[i] = from->upto[i] > to->upto[i] ? from->upto[i] : to->upto[i];
    }
}

/* ---- comparing ---- */

static void assert_thread(struct model *w, struct session *s, int thread, const int64_t *unread)
{
    struct thread_row row;
    int no, first = 0;

    if (!w->thread_out[thread] || w->thread_gone[thread])
        return;
    assert_int_equal(thread_get(&w->f->a, &s->m.v, w->threads[thread], &row), OK);
    assert_int_equal(row.unread, unread[place_of_thread(thread)]);
    assert_int_equal(unread_first(&s->m.v, w->threads[thread], &no), OK);
    for (int i = 0; i < w->n_posts; i++)
        if (w->posts[i].thread == thread && is_unread(w, s, i) &&
            (first == 0 || w->posts[i].no < first))
            first = w->posts[i].no;
    assert_int_equal(no, first);
}

static int thread_of_id(const struct model *w, thread_id id)
{
    for (int i = 0; i < w->n_threads; i++)
        if (w->threads[i].v == id.v)
            return i;
    fail_msg("a thread that nobody made");
    return 0;
}

/* Each thread in it with its own count. */
static void assert_list(struct model *w, struct session *s, board_id board, int64_t threads,
                        int64_t posts, const int64_t *unread)
{
    struct thread_page page = {0};
    int limit = 1 + (int)roll(w, 40);

    do {
        assert_int_equal(unread_list(&w->f->a, &s->m.v, board, page.next, limit, &page), OK);
        for (int i = 0; i < page.n; i++) {
            assert_true(page.rows[i].unread > 0);
            assert_int_equal(page.rows[i].unread,
                             unread[place_of_thread(thread_of_id(w, page.rows[i].id))]);
            posts -= page.rows[i].unread;
            threads--;
        }
    } while (page.next);
    assert_int_equal(threads, 0);
    assert_int_equal(posts, 0);
}

static void assert_session(struct model *w, struct session *s)
{
    int64_t unread[PLACES] = {0}, threads[1 + BOARDS] = {0}, total;
    struct board_page boards;

    arena_done(&w->f->a);
    arena_init(&w->f->a, ARENA_LIMIT_BYTES);
    for (int i = 0; i < w->n_posts; i++) {
        int thread = w->posts[i].thread, board = w->thread_board[thread];

        if (!is_unread(w, s, i))
            continue;
        if (unread[place_of_thread(thread)]++ == 0) {
            threads[0]++;
            threads[1 + board]++;
        }
        unread[0]++;
        unread[place_of_board(board)]++;
    }
    assert_int_equal(unread_total(&s->m.v, &total), OK);
    assert_int_equal(total, unread[0]);
    assert_int_equal(board_list(&w->f->a, &s->m.v, &boards), OK);
    for (int b = 0; b < BOARDS; b++)
        for (int i = 0; i < boards.n; i++)
            if (boards.rows[i].id.v == w->boards[b].v)
                assert_int_equal(boards.rows[i].unread, unread[place_of_board(b)]);
    assert_list(w, s, (board_id){0}, threads[0], unread[0], unread);
    int one = (int)roll(w, BOARDS);
    assert_list(w, s, w->boards[one], threads[1 + one], unread[place_of_board(one)], unread);
    /* Pages of a few threads a step, those without anything unread among them: all of them would
     * take minutes. */
    for (int i = 0; i < 3 && w->n_threads > 0; i++)
        assert_thread(w, s, (int)roll(w, (uint32_t)w->n_threads), unread);
}

#endif
