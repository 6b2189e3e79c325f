/* SPDX-License-Identifier: MIT
 *
 * unread_model.c -- unread counts against a naive list of every post.
 *
 * Two sessions of one account read, write, catch up, take that back and merge, while others post,
 * edit, delete, are held and let out, and a moderator moves, splits and merges threads. After every
 * step each board, home, the list of unread threads and each thread in it must say what the list
 * says. The list knows no floors and no ranges: of every post it knows whether a session was shown
 * it and what each catch-up covered. Only where a thread was put elsewhere it asks for the hour in
 * which a post came, for that is what the board it came to was caught up by.
 *
 * Once more with room for so few marks that they are forgotten, by who only reads: then nothing may
 * be taken for read that was not shown, and all counts agree about what was forgotten. (A thread
 * that is put on a board whose floor was raised for want of room brings what is older along as
 * read, as where one has caught up.)
 */
#include "unit/domain/unread_list.h"

/* ---- steps ---- */

/* One's own are read in both sessions, whichever of them wrote. */
static void note_post(struct model *w, int thread, int no, bool own, post_id id)
{
    assert_true(w->n_posts < POSTS);
    w->posts[w->n_posts++] = (struct model_post){
        .thread = thread, .no = no, .out = no > 0, .own = own, .id = id};
    if (no > w->thread_posts[thread])
        w->thread_posts[thread] = no;
}

static struct member *somebody(struct model *w, bool *ret_own)
{
    uint32_t who = roll(w, 8);

    *ret_own = who < SESSIONS && !w->few;
    return *ret_own ? &w->sessions[who].m : &w->writer;
}

static void step_start(struct model *w)
{
    int board = w->n_threads == SCATTERED ? 0 : (int)roll(w, BOARDS), thread = w->n_threads;
    bool own;
    struct member *m;
    struct submission s = thread_of(w->boards[board], "Title", "The first post.");
    struct submitted made;

    if (thread >= STARTED)
        return;
    m = somebody(w, &own);
    s.face = (board == 0 || board == OTHER) && roll(w, 2) ? FACE_HANDLE : FACE_DEFAULT;
    assert_int_equal(post_submit(&m->v, &s, &made), OK);
    w->held += made.held;
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

    if (!w->thread_out[thread] || w->thread_gone[thread])
        return;
    assert_int_equal(post_submit(&m->v, &s, &made), OK);
    w->held += made.held;
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

    if (posts == 0 || w->thread_gone[thread])
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

/* ---- hours, for what is put elsewhere ---- */

static int64_t ask(struct model *w, const char *sql, int thread, int no)
{
    sqlite3_stmt *st;
    int64_t answer;

    assert_int_equal(sqlite3_prepare_v2(w->f->db->conn, sql, -1, &st, NULL), SQLITE_OK);
    sqlite3_bind_int64(st, 1, w->threads[thread].v);
    sqlite3_bind_int(st, 2, no);
    assert_int_equal(sqlite3_step(st), SQLITE_ROW);
    answer = sqlite3_column_int64(st, 0);
    sqlite3_finalize(st);
    return answer;
}

static int64_t active_hour(struct model *w, int thread)
{
    return ask(w, "SELECT active_at + 0 * ?2 FROM thread WHERE id = ?1", thread, 0) / 3600;
}

/* The hour of the newest post up to it in its thread. */
static int64_t came_hour(struct model *w, const struct model_post *p)
{
    return ask(w, "SELECT max(created_at) FROM post WHERE thread_id = ?1 AND no <= ?2", p->thread,
               p->no) /
           3600;
}

static void cover_again(struct model *w, struct cover *c, int place, int i)
{
    const struct model_post *p = &w->posts[i];

    if (place == place_of_board(w->thread_board[p->thread]))
        c->of[i] = came_hour(w, p) < c->value;
}

/* Post i stands on another board: what that one was caught up with covers what came before it. */
static void covers_again(struct model *w, int i)
{
    for (int k = 0; k < SESSIONS; k++) {
        struct session *s = &w->sessions[k];

        for (int place = 1; place <= BOARDS; place++)
            cover_again(w, &s->covers[place], place, i);
        if (s->before_place > 0)
            cover_again(w, &s->before, s->before_place, i);
    }
}

/* Post i is another number of another thread: nobody was shown it there. */
static void forget_post(struct model *w, int i)
{
    int64_t came = came_hour(w, &w->posts[i]);

    for (int k = 0; k < SESSIONS; k++) {
        struct session *s = &w->sessions[k];

        s->shown[i] = s->before.of[i] = false;
        for (int place = 0; place < PLACES; place++)
            s->covers[place].of[i] = false;
        s->covers[0].of[i] = came < s->covers[0].value;
        if (s->before_place == 0)
            s->before.of[i] = came < s->before.value;
    }
    covers_again(w, i);
}

/* ---- what a moderator does ---- */

static bool is_of_kind(const struct model *w, int thread)
{
    return w->thread_out[thread] && !w->thread_gone[thread] &&
           (w->thread_board[thread] == 0 || w->thread_board[thread] == OTHER);
}

static void step_move(struct model *w)
{
    int thread = (int)roll(w, (uint32_t)w->n_threads);
    int to = w->thread_board[thread] == 0 ? OTHER : 0;
    action_id id;

    if (!is_of_kind(w, thread))
        return;
    assert_int_equal(thread_move(&w->mod.v, w->threads[thread], w->boards[to], NULL, NULL, &id),
                     OK);
    w->thread_board[thread] = to;
    for (int i = 0; i < w->n_posts; i++)
        if (w->posts[i].thread == thread && w->posts[i].out)
            covers_again(w, i);
    w->moved++;
}

/* Post i is the last of that thread now. An alias of one's own is nobody's there. */
static void put(struct model *w, int i, int thread)
{
    struct model_post *p = &w->posts[i];
    struct post_page page;

    p->thread = thread;
    if (!p->out) {
        p->own = false;
        return;
    }
    p->no = ++w->thread_posts[thread];
    assert_int_equal(post_list(&w->f->a, &w->mod.v, w->threads[thread], p->no, 1, &page), OK);
    if (p->id.v != 0) /* a marker's is not known */
        assert_int_equal(page.rows[0].id.v, p->id.v);
    if (page.rows[0].author.kind == AUTHOR_ALIAS)
        p->own = false;
    forget_post(w, i);
}

/* By their numbers. */
static void put_all(struct model *w, int from, int first, int thread)
{
    for (int no = first; no <= w->thread_posts[from]; no++)
        for (int i = 0; i < w->n_posts; i++)
            if (w->posts[i].thread == from && w->posts[i].out && w->posts[i].no == no) {
                put(w, i, thread);
                break;
            }
}

static void step_merge_threads(struct model *w)
{
    int from = (int)roll(w, (uint32_t)w->n_threads), to = (int)roll(w, (uint32_t)w->n_threads);
    action_id id;

    if (from == to || from == SCATTERED || !is_of_kind(w, from) || !is_of_kind(w, to))
        return;
    if (thread_merge(&w->mod.v, w->threads[from], w->threads[to], NULL, NULL, &id) != OK)
        return; /* two aliases would look like one person, or too many posts */
    put_all(w, from, 1, to);
    for (int i = 0; i < w->n_posts; i++)
        if (w->posts[i].thread == from)
            put(w, i, to); /* what waits comes out there */
    w->thread_gone[from] = true;
    w->merged++;
}

static bool has_own_from(const struct model *w, int thread, int first)
{
    for (int i = 0; i < w->n_posts; i++)
        if (w->posts[i].thread == thread && w->posts[i].no >= first && w->posts[i].own)
            return true;
    return false;
}

/* A marker keeps the number, and who has read that has read it. */
static void mark_place(struct model *w, int i)
{
    int k = w->n_posts;

    assert_true(w->n_posts < POSTS);
    w->posts[w->n_posts++] = w->posts[i];
    w->posts[k].id.v = 0;
    for (int n = 0; n < SESSIONS; n++) {
        struct session *s = &w->sessions[n];

        s->shown[k] = s->shown[i];
        s->before.of[k] = s->before.of[i];
        for (int place = 0; place < PLACES; place++)
            s->covers[place].of[k] = s->covers[place].of[i];
    }
}

static int post_at(const struct model *w, int thread, int no)
{
    for (int i = 0; i < w->n_posts; i++)
        if (w->posts[i].thread == thread && w->posts[i].out && w->posts[i].no == no)
            return i;
    fail_msg("a number without a post");
    return 0;
}

/* Posts of one's own stay where they are: of a marker nobody knows whose it was. */
static void step_split(struct model *w)
{
    int from = (int)roll(w, (uint32_t)w->n_threads), to = w->n_threads, last, first;
    thread_id made;
    action_id id;

    if (to == THREADS || from == SCATTERED || !is_of_kind(w, from) || w->thread_posts[from] < 2)
        return;
    last = w->thread_posts[from];
    first = 2 + (int)roll(w, (uint32_t)last - 1);
    if (has_own_from(w, from, first) || w->posts[post_at(w, from, first)].id.v == 0)
        return;
    if (thread_split(&w->mod.v, w->posts[post_at(w, from, first)].id, "Apart", NULL, NULL, &made,
                     &id) != OK)
        return;
    w->threads[to] = made;
    w->thread_board[to] = w->thread_board[from];
    w->thread_out[to] = true;
    w->n_threads++;
    for (int no = first; no <= last; no++) {
        int i = post_at(w, from, no);

        mark_place(w, i);
        put(w, i, to);
    }
    w->split++;
}

/* All that is held comes out, at the tick after. */
static void step_keep(struct model *w)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct queue_page page;
    action_id id;

    assert_int_equal(queue_list(&a, &w->mod.v, &(struct queue_query){.limit = 100}, &page), OK);
    for (int i = 0; i < page.n; i++)
        if (page.rows[i].kind == QUEUE_HELD) {
            assert_int_equal(post_keep(&w->mod.v, page.rows[i].post, &id), OK);
            w->kept++;
        }
    find_released(w);
}

static void step_moderate(struct model *w)
{
    uint32_t what = roll(w, 20);

    if (what < 8 || w->few)
        step_keep(w);
    else if (what < 14)
        step_move(w);
    else if (what < 18)
        for (int i = 0; i < 8; i++)
            step_split(w);
    else
        for (int i = 0; i < 2; i++)
            step_merge_threads(w);
}

static void step_catch_up(struct model *w, struct session *s)
{
    int place = roll(w, 4) == 0 ? (int)roll(w, 1 + BOARDS)
                                : place_of_thread((int)roll(w, (uint32_t)w->n_threads));
    board_id board = {0};
    thread_id thread = {0};
    int64_t marked, value = cover_value(w, s, place);

    if (place > BOARDS &&
        (!w->thread_out[place - 1 - BOARDS] || w->thread_gone[place - 1 - BOARDS]))
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
    for (int i = 0; i < THREADS && place <= BOARDS; i++)
        s->covers[place].upto[i] = is_of_thread(w, place, i) && w->thread_out[i] &&
                                           !w->thread_gone[i] && active_hour(w, i) >= value
                                       ? w->thread_posts[i]
                                       : 0;
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
    if (w->few)
        s->m.v.state->marks_most = FEW_MARKS;
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
    else if (what < 74 || (w->few && what < 87))
        step_read(w, s);
    else if (what < 82)
        step_catch_up(w, s);
    else if (what < 87)
        step_undo(w, s);
    else if (what < 90)
        step_moderate(w);
    else if (what < 96 && !w->few)
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

static enum err pass(void *ctx, board_id board, bool is_new)
{
    (void)board, (void)is_new;
    return roll(ctx, 6) == 0 ? E_TOOFAST : OK;
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
    w->boards[OTHER] = forum_board(f, "lounge", "either", true, false);
    member_init(f, &w->mod, "calm-otter-3", ROLE_MODERATOR);
    secret_give(&w->mod, "the moderator");
    w->mod.v.alias = &w->rules;
    w->mod.v.random = &w->random;
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
    w->writer.v.newcomer_posts = 6;
    w->writer.v.newcomer_pass = pass;
    w->writer.v.newcomer_ctx = w;
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
    secret_free(w->mod.who.secret);
    member_done(&w->mod);
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

/* What a session forgot is unread again: only what the list holds for read may differ, and only
 * this way. */
static void forgotten_note(struct model *w, struct session *s)
{
    for (int t = 0; t < w->n_threads; t++) {
        struct thread_activity thread;
        int base;

        if (!w->thread_out[t] || w->thread_gone[t])
            continue;
        assert_int_equal(threads_get_activity(w->f->db, w->threads[t], &thread), OK);
        assert_int_equal(unread_own_of_thread(&s->m.v, &thread), OK);
        assert_int_equal(unread_base(&s->m.v, &thread, &base), OK);
        for (int i = 0; i < w->n_posts; i++) {
            const struct model_post *p = &w->posts[i];

            if (p->thread != t || !p->out || p->own || !s->shown[i] || p->no <= base ||
                marks_has(s->m.v.state, w->threads[t], p->no))
                continue;
            s->shown[i] = false;
            w->forgotten++;
        }
    }
}

static struct model *world_run(struct forum *f, bool few)
{
    struct model *w = calloc(1, sizeof *w);

    assert_non_null(w);
    w->few = few;
    world_open(w, f);
    for (int i = 0; i < SESSIONS && few; i++)
        w->sessions[i].m.v.state->marks_most = FEW_MARKS;
    /* Nothing here is about power loss, and the disk is slow. */
    assert_int_equal(sqlite3_exec(w->f->db->conn, "PRAGMA synchronous = OFF", NULL, NULL, NULL),
                     SQLITE_OK);
    for (int i = 0; i < (few ? STEPS / 4 : STEPS); i++) {
        struct session *s = &w->sessions[i % SESSIONS];

        w->calm = i > STEPS / 4;
        step(w);
        if (few)
            for (int k = 0; k < SESSIONS; k++)
                forgotten_note(w, &w->sessions[k]);
        assert_session(w, s);
        ranges_note(w, s);
    }
    print_message("  %d posts, %d held, %d kept, %d moved, %d split, %d merged, %d forgotten\n",
                  w->n_posts, w->held, w->kept, w->moved, w->split, w->merged, w->forgotten);
    return w;
}

static void counts_say_what_a_naive_list_says_after_every_step(void **state)
{
    struct model *w = world_run(*state, false);

    assert_true(w->n_posts > STEPS / 8);
    assert_true(w->most_ranges > STEPS / 120);
    assert_true(w->kept > 0 && w->moved > 0);
    assert_true(STEPS < MANY_STEPS || (w->split > 1 && w->merged > 1));
    assert_int_equal(w->forgotten, 0);
    world_close(w);
}

static void with_little_room_nothing_is_taken_for_read(void **state)
{
    struct model *w = world_run(*state, true);
    int raised = 0;

    for (int i = 0; i < BOARDS; i++)
        raised += state_floor_hour(w->sessions[0].m.v.state, w->boards[i]) > 0;
    assert_true(STEPS < MANY_STEPS || (w->forgotten > 0 && raised > 0));
    world_close(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FORUM_TEST(counts_say_what_a_naive_list_says_after_every_step),
        FORUM_TEST(with_little_room_nothing_is_taken_for_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
