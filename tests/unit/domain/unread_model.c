/* SPDX-License-Identifier: MIT
 *
 * unread_model.c -- unread counts against a naive list of every post.
 *
 * Two sessions of one account read, write, catch up, take that back and merge, while others post,
 * delete and are let out by ticks. After every step each thread, each board, home and the list of
 * unread threads must say what the list says. The list knows no floors, hours or ranges: of every
 * post it knows whether a session was shown it and what each catch-up covered.
 */
#include "unit/domain/forum_fixture.h"

#include <sys/stat.h>

#include <curbside/domain/alias_rules.h>
#include <curbside/domain/edit.h>
#include <curbside/domain/release.h>
#include <curbside/domain/upkeep.h>

#include <curbside/store/waiting.h>

#include "../../../src/store/db_handle.h"
#include "state_record.h"
#include "who_secret.h"

enum {
#ifdef CURBSIDE_ASAN
    STEPS = 2500, /* slower by far, and the same code */
#else
    STEPS = 10000,
#endif
    BOARDS = 3,
    THREADS = 40,
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
    bool thread_out[THREADS];
    int n_threads, n_posts, most_ranges;
    bool calm; /* the scattered thread is not caught up with any more */
    struct model_post posts[POSTS];
    struct member writer;
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

static bool is_unread(const struct model *w, const struct session *s, int i)
{
    const struct model_post *p = &w->posts[i];

    return p->out && !p->own && !s->shown[i] && !s->covers[0].of[i] &&
           !s->covers[place_of_board(w->thread_board[p->thread])].of[i] &&
           !s->covers[place_of_thread(p->thread)].of[i];
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
    }
}

/* ---- comparing ---- */

static void assert_thread(struct model *w, struct session *s, int thread, const int64_t *unread)
{
    struct thread_row row;
    int no, first = 0;

    if (!w->thread_out[thread])
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

static void assert_list(struct model *w, struct session *s, board_id board, int64_t threads,
                        int64_t posts)
{
    struct thread_page page = {0};
    int limit = 1 + (int)roll(w, 12);

    do {
        assert_int_equal(unread_list(&w->f->a, &s->m.v, board, page.next, limit, &page), OK);
        for (int i = 0; i < page.n; i++) {
            assert_true(page.rows[i].unread > 0);
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
    /* One list and a few threads a step: all of them would take minutes. */
    if (roll(w, 4) == 0)
        assert_list(w, s, (board_id){0}, threads[0], unread[0]);
    else if (roll(w, 4) == 0)
        assert_list(w, s, w->boards[1], threads[2], unread[place_of_board(1)]);
    for (int i = 0; i < 3 && w->n_threads > 0; i++)
        assert_thread(w, s, (int)roll(w, (uint32_t)w->n_threads), unread);
}

/* ---- steps ---- */

/* One's own are read in both sessions, whichever of them wrote. */
static void note_post(struct model *w, int thread, int no, bool own, post_id id)
{
    assert_true(w->n_posts < POSTS);
    w->posts[w->n_posts++] = (struct model_post){thread, no, no > 0, own, id};
    if (no > w->thread_posts[thread])
        w->thread_posts[thread] = no;
}

static struct member *somebody(struct model *w, bool *ret_own)
{
    uint32_t who = roll(w, 8);

    *ret_own = who < SESSIONS;
    return *ret_own ? &w->sessions[who].m : &w->writer;
}

static void step_start(struct model *w)
{
    int board = (int)roll(w, BOARDS), thread = w->n_threads;
    bool own;
    struct member *m;
    struct submission s = thread_of(w->boards[board], "Title", "The first post.");
    struct submitted made;

    if (thread == THREADS)
        return;
    m = somebody(w, &own);
    s.face = board == 0 && roll(w, 2) ? FACE_HANDLE : FACE_DEFAULT;
    assert_int_equal(post_submit(&m->v, &s, &made), OK);
    w->threads[thread] = made.thread;
    w->thread_board[thread] = board;
    w->thread_posts[thread] = 0;
    w->thread_out[thread] = !made.waits;
    w->n_threads++;
    note_post(w, thread, made.waits ? 0 : 1, own, made.post);
}

/* One grows longer than the others. */
static int some_thread(struct model *w)
{
    return roll(w, 4) == 0 ? SCATTERED : (int)roll(w, (uint32_t)w->n_threads);
}

static void step_reply(struct model *w)
{
    int thread = some_thread(w);
    struct submission s = reply_of(w->threads[thread], "More.");
    struct submitted made;
    bool own;
    struct member *m = somebody(w, &own);

    if (!w->thread_out[thread])
        return;
    assert_int_equal(post_submit(&m->v, &s, &made), OK);
    note_post(w, thread, made.waits ? 0 : made.no, own, made.post);
}

/* What was due is out. */
static void find_released(struct model *w)
{
    for (int i = 0; i < w->n_posts; i++) {
        struct model_post *p = &w->posts[i];
        thread_id thread;

        if (p->out)
            continue;
        char address[32];
        snprintf(address, sizeof address, "post/%lld", (long long)p->id.v);
        if (thread_resolve(&w->writer.v, address, &thread, &p->no) != OK)
            continue;
        p->out = true;
        w->thread_out[p->thread] = true;
        if (p->no > w->thread_posts[p->thread])
            w->thread_posts[p->thread] = p->no;
    }
}

static void step_time(struct model *w)
{
    static const int64_t steps[] = {1, 60, 600, 600, 3600, 7200};
    struct visit v = forum_visit(w->f);

    /* In all less than the 120 days after which nobody knows their own aliases any more. */
    w->f->now += roll(w, 30) == 0 ? 26 * 3600 : steps[roll(w, 6)];
    if (roll(w, 3) == 0)
        return; /* the keeper is late */
    v.alias = &w->rules;
    assert_int_equal(release_due(&v), OK);
    find_released(w);
}

static void step_delete(struct model *w)
{
    const struct model_post *p = &w->posts[roll(w, (uint32_t)w->n_posts)];
    struct member *m = p->own ? &w->sessions[0].m : &w->writer;

    if (!p->out)
        return;
    if (roll(w, 2))
        IGNORE(post_delete(&m->v, p->id)); /* deleted already, or somebody else's: no matter */
    else
        IGNORE(post_edit(&m->v, p->id, "Other words.", 12));
}

static void step_read(struct model *w, struct session *s)
{
    int thread = some_thread(w);
    int posts = w->thread_posts[thread], from, to;

    if (posts == 0)
        return;
    from = 1 + (int)roll(w, (uint32_t)posts);
    if (thread == SCATTERED)
        from |= 1; /* ranges do not grow together */
    to = thread == SCATTERED ? from : from + (int)roll(w, 12);
    if (thread != SCATTERED && roll(w, 3) == 0)
        from = 1;
    post_mark_read(&s->m.v, w->threads[thread], from, to < posts ? to : posts);
    for (int i = 0; i < w->n_posts; i++)
        if (w->posts[i].thread == thread && w->posts[i].out && w->posts[i].no >= from &&
            w->posts[i].no <= to)
            s->shown[i] = true;
}

/* The value a floor of this moment gets: an hour, or the thread's posts. */
static int64_t cover_value(const struct model *w, const struct session *s, int place)
{
    uint32_t hour;
    struct visit v = s->m.v;
    int64_t due;

    if (place > BOARDS)
        return w->thread_posts[place - 1 - BOARDS];
    assert_int_equal(waiting_next_due(v.db, &due), OK);
    hour = (uint32_t)((due < w->f->now ? due : w->f->now) / 3600);
    return hour > s->covers[place].value ? (int64_t)hour : s->covers[place].value;
}

static void step_catch_up(struct model *w, struct session *s)
{
    int place = roll(w, 4) == 0 ? (int)roll(w, 1 + BOARDS)
                                : place_of_thread((int)roll(w, (uint32_t)w->n_threads));
    board_id board = {0};
    thread_id thread = {0};
    int64_t marked, value = cover_value(w, s, place);

    if (place > BOARDS && !w->thread_out[place - 1 - BOARDS])
        return;
    if (w->calm && is_of_thread(w, place, SCATTERED))
        return;
    if (place > BOARDS)
        thread = w->threads[place - 1 - BOARDS];
    else if (place > 0)
        board = w->boards[place - 1];
    assert_int_equal(catch_up(&s->m.v, board, thread, &marked), OK);
    assert_int_equal(marked, count(w, s, place));
    s->before = s->covers[place];
    s->before_place = place;
    s->covers[place].edition++;
    s->covers[place].value = value;
    s->before_edition = s->covers[place].edition;
    s->before_stored = false;
    for (int i = 0; i < w->n_posts; i++)
        if (w->posts[i].out && is_in_place(w, i, place))
            s->covers[place].of[i] = true;
}

static void step_undo(struct model *w, struct session *s)
{
    struct cover *c = &s->covers[s->before_place < 0 ? 0 : s->before_place];
    uint32_t edition = c->edition + 1;

    (void)w;
    assert_int_equal(catch_up_undo(&s->m.v), s->before_place < 0 ? E_NOTFOUND : OK);
    if (s->before_place < 0)
        return;
    if (!s->before_stored && c->edition == s->before_edition)
        edition = s->before.edition; /* nobody knew of it */
    *c = s->before;
    c->edition = edition;
    s->before_place = -1;
}

/* Both save: the second has then what the first stored, and the first what the second did. */
static void step_merge(struct model *w)
{
    struct session *one = &w->sessions[roll(w, SESSIONS)];
    struct session *two = one == &w->sessions[0] ? &w->sessions[1] : &w->sessions[0];
    AUTO_STR struct str form = STR_INIT;

    assert_int_equal(state_format(one->m.v.state, &form), OK);
    one->m.v.state->before_stored = one->before_stored = true; /* as a save says */
    assert_int_equal(state_parse(two->m.v.state, (const uint8_t *)form.s, form.n), OK);
    for (int i = 0; i < POSTS; i++)
        two->shown[i] = two->shown[i] || one->shown[i];
    for (int i = 0; i < PLACES; i++)
        cover_merge(&two->covers[i], &one->covers[i]);
}

/* The connection ends and the account comes again with what was stored. */
static void step_reconnect(struct model *w, struct session *s)
{
    AUTO_STR struct str form = STR_INIT;

    assert_int_equal(state_format(s->m.v.state, &form), OK);
    state_free(s->m.v.state);
    s->m.v.state = state_new(w->f->now);
    assert_int_equal(state_parse(s->m.v.state, (const uint8_t *)form.s, form.n), OK);
    s->before_place = -1;
}

static void step(struct model *w)
{
    struct session *s = &w->sessions[roll(w, SESSIONS)];
    uint32_t what = roll(w, 100);

    if (w->n_threads == 0 || what < 3)
        step_start(w);
    else if (what < 22)
        step_reply(w);
    else if (what < 36)
        step_time(w);
    else if (what < 40)
        step_delete(w);
    else if (what < 74)
        step_read(w, s);
    else if (what < 82)
        step_catch_up(w, s);
    else if (what < 87)
        step_undo(w, s);
    else if (what < 96)
        step_merge(w);
    else
        step_reconnect(w, s);
}

/* ---- the world ---- */

static void secret_give(struct member *m, const char *root)
{
    m->who.secret = secret_new(sizeof *m->who.secret);
    assert_non_null(m->who.secret);
    memset(m->who.secret, 0, sizeof *m->who.secret);
    hash_keyed(NULL, root, strlen(root), m->who.secret->root.b, sizeof m->who.secret->root.b);
}

static void world_open(struct model *w, struct forum *f)
{
    w->f = f;
    w->dice = 15;
    w->random = (struct random){model_fill, w};
    w->rules = (struct alias_rules){true, w->seal, 10, 60, 120, 0};
    snprintf(w->seal, sizeof w->seal, "%s/seal", f->dir);
    assert_int_equal(mkdir(w->seal, 0700), 0);
    w->boards[0] = f->board;
    w->boards[1] = forum_board(f, "vent", "alias", true, false);
    w->boards[2] = forum_board(f, "notes", "handle", true, false);
    member_init(f, &w->writer, "amber-wren-1", ROLE_MEMBER);
    member_init(f, &w->sessions[0].m, "lucid-ibex-2", ROLE_MEMBER);
    secret_give(&w->writer, "the writer");
    secret_give(&w->sessions[0].m, "the reader");
    w->sessions[1].m = w->sessions[0].m;
    w->sessions[1].m.v.who = &w->sessions[1].m.who;
    w->sessions[1].m.v.state = state_new(f->now);
    secret_give(&w->sessions[1].m, "the reader");
    w->writer.v.alias = &w->rules;
    w->writer.v.random = &w->random;
    for (int i = 0; i < SESSIONS; i++) {
        w->sessions[i].m.v.alias = &w->rules;
        w->sessions[i].m.v.random = &w->random;
        w->sessions[i].before_place = -1;
    }
}

static void world_close(struct model *w)
{
    secret_free(w->writer.who.secret);
    member_done(&w->writer);
    for (int i = 0; i < SESSIONS; i++) {
        secret_free(w->sessions[i].m.who.secret);
        member_done(&w->sessions[i].m);
    }
    free(w);
}

/* How scattered what is read has become. */
static void ranges_note(struct model *w, const struct session *s)
{
    const struct state *state = s->m.v.state;
    int n = 0;

    for (size_t i = 0; i < state->n_marks; i++)
        n += state->marks[i].thread == (uint32_t)w->threads[SCATTERED].v;
    if (n > w->most_ranges)
        w->most_ranges = n;
}

static void counts_say_what_a_naive_list_says_after_every_step(void **state)
{
    struct model *w = calloc(1, sizeof *w);

    assert_non_null(w);
    world_open(w, *state);
    /* Nothing here is about power loss, and the disk is slow. */
    assert_int_equal(sqlite3_exec(w->f->db->conn, "PRAGMA synchronous = OFF", NULL, NULL, NULL),
                     SQLITE_OK);
    for (int i = 0; i < STEPS; i++) {
        w->calm = i > STEPS / 4;
        step(w);
        assert_session(w, &w->sessions[i % SESSIONS]);
        ranges_note(w, &w->sessions[i % SESSIONS]);
    }
    assert_true(w->n_posts > STEPS / 8);
    assert_true(w->most_ranges > STEPS / 120);
    world_close(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FORUM_TEST(counts_say_what_a_naive_list_says_after_every_step),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
