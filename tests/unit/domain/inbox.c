/* SPDX-License-Identifier: MIT
 *
 * inbox.c -- answers, mentions and what is followed; clearing; what must not call anybody; cost.
 */
#include "unit/domain/forum_fixture.h"

#include <sys/stat.h>
#include <time.h>

#include <curbside/domain/alias_rules.h>
#include <curbside/domain/edit.h>
#include <curbside/domain/follow.h>
#include <curbside/domain/inbox.h>
#include <curbside/domain/mute.h>
#include <curbside/domain/upkeep.h>

#include "who_secret.h"

#define MINUTE 60
#define HOUR   INT64_C(3600)

struct town {
    struct forum *f;
    struct alias_rules rules;
    char seal[96];
    board_id vent; /* aliases only */
    struct member ann, bob;
};

static struct town town;

static void town_member(struct member *m, const char *name)
{
    member_init(town.f, m, name, ROLE_MEMBER);
    m->who.secret = secret_new(sizeof *m->who.secret);
    assert_non_null(m->who.secret);
    memset(m->who.secret, 0, sizeof *m->who.secret);
    hash_keyed(NULL, name, strlen(name), m->who.secret->root.b, sizeof m->who.secret->root.b);
    m->v.alias = &town.rules;
}

static int town_setup(void **state)
{
    assert_int_equal(forum_setup(state), 0);
    town = (struct town){.f = *state};
    snprintf(town.seal, sizeof town.seal, "%s/seal", town.f->dir);
    assert_int_equal(mkdir(town.seal, 0700), 0);
    town.rules = (struct alias_rules){true, town.seal, 10, 60, 120, 0};
    town.vent = forum_board(town.f, "vent", "alias", true, false);
    town_member(&town.ann, "amber-wren-1");
    town_member(&town.bob, "lucid-ibex-2");
    return 0;
}

static int town_teardown(void **state)
{
    secret_free(town.ann.who.secret);
    secret_free(town.bob.who.secret);
    member_done(&town.ann);
    member_done(&town.bob);
    return forum_teardown(state);
}

static void tick(void)
{
    struct visit v = forum_visit(town.f);

    v.alias = &town.rules;
    town.f->now += 10 * MINUTE;
    assert_int_equal(forum_tick(&v), OK);
}

static thread_id start(struct member *m, board_id board, enum face face, const char *body)
{
    struct submission s = thread_of(board, "Title", body);

    s.face = face;
    s.soon = true;
    return must_submit(m, &s).thread;
}

static struct submitted answer(struct member *m, thread_id thread, int to, enum face face,
                               const char *body)
{
    struct submission s = reply_of(thread, body);

    s.reply_to = to;
    s.face = face;
    s.soon = true;
    return must_submit(m, &s);
}

static struct inbox_page inbox(struct member *m)
{
    struct inbox_page page;

    assert_int_equal(inbox_list(&town.f->a, &m->v, NULL, 20, &page), OK);
    return page;
}

/* Of all of it. */
static int unread_count(struct member *m)
{
    bool more;
    int n;

    assert_int_equal(inbox_count_unread(&m->v, INBOX_COUNT_MAX, &n, &more), OK);
    assert_false(more);
    return n;
}

static void follow(struct member *m, const char *address)
{
    const char *stored;

    assert_int_equal(follow_add(&town.f->a, &m->v, address, &stored), OK);
}

static void an_answer_comes_to_the_one_who_is_answered(void **state)
{
    thread_id thread = start(&town.ann, town.f->board, FACE_HANDLE, "A question.");
    struct inbox_page page;

    (void)state;
    assert_int_equal(inbox(&town.ann).n, 0);
    answer(&town.bob, thread, 0, FACE_HANDLE, "To the thread.");
    answer(&town.bob, thread, 1, FACE_HANDLE, "To the first.");
    answer(&town.ann, thread, 3, FACE_HANDLE, "And back.");
    page = inbox(&town.ann);
    assert_int_equal(page.n, 1);
    assert_int_equal(page.rows[0].kind, INBOX_REPLY);
    assert_int_equal(page.rows[0].count, 2);
    assert_int_equal(page.rows[0].unread, 2);
    assert_int_equal(page.rows[0].no, 2);
    assert_string_equal(page.rows[0].thread.board_title, "lobby");
    post_mark_read(&town.ann.v, thread, 2, 2);
    page = inbox(&town.ann);
    assert_int_equal(page.rows[0].unread, 1);
    assert_int_equal(page.rows[0].no, 3); /* begins with what is unread */
    page = inbox(&town.bob);
    assert_int_equal(page.n, 1);
    assert_int_equal(page.rows[0].no, 4);
}

static void many_answers_in_one_thread_are_all_counted(void **state)
{
    thread_id thread = start(&town.ann, town.f->board, FACE_HANDLE, "A question.");
    struct inbox_page page;

    (void)state;
    for (int i = 0; i < 40; i++)
        answer(&town.bob, thread, 1, FACE_HANDLE, "An answer.");
    post_mark_read(&town.ann.v, thread, 1, 5);
    page = inbox(&town.ann);
    assert_int_equal(page.n, 1);
    assert_int_equal(page.rows[0].count, 40);
    assert_int_equal(page.rows[0].unread, 36);
    assert_int_equal(page.rows[0].no, 6);
}

static void a_name_in_a_post_calls_its_holder(void **state)
{
    thread_id thread = start(&town.bob, town.f->board, FACE_HANDLE, "What does @Amber-Wren-1 say?");
    struct inbox_page page = inbox(&town.ann);

    (void)state;
    assert_int_equal(page.n, 1);
    assert_int_equal(page.rows[0].kind, INBOX_MENTION);
    assert_int_equal(page.rows[0].no, 1);
    assert_int_equal(unread_count(&town.ann), 1);
    /* Once more by an answer: it is that now. */
    answer(&town.ann, thread, 1, FACE_HANDLE, "This.");
    answer(&town.bob, thread, 2, FACE_HANDLE, "Thanks.");
    page = inbox(&town.ann);
    assert_int_equal(page.n, 1);
    assert_int_equal(page.rows[0].kind, INBOX_REPLY);
    assert_int_equal(page.rows[0].count, 2);
}

static void nobody_calls_themselves_or_a_name_of_later(void **state)
{
    struct member cat;

    (void)state;
    start(&town.ann, town.f->board, FACE_HANDLE, "I am @amber-wren-1 and wait for @calm-cat-3.");
    town_member(&cat, "calm-cat-3");
    assert_int_equal(inbox(&town.ann).n, 0);
    assert_int_equal(inbox(&cat).n, 0);
    secret_free(cat.who.secret);
    member_done(&cat);
}

static void an_alias_is_answered_and_called_in_its_thread(void **state)
{
    thread_id thread = start(&town.ann, town.vent, FACE_ALIAS, "Failed Step 1.");
    struct submitted made;
    struct inbox_page page;
    char body[120];

    (void)state;
    tick();
    made = answer(&town.bob, thread, 1, FACE_ALIAS, "Tell them.");
    assert_int_equal(inbox(&town.ann).n, 0); /* it is not out */
    tick();
    page = inbox(&town.ann);
    assert_int_equal(page.n, 1);
    assert_int_equal(page.rows[0].kind, INBOX_REPLY);
    assert_int_equal(page.rows[0].time % 3600, 0);
    assert_int_equal(inbox(&town.bob).n, 0);
    snprintf(body, sizeof body, "Thank you %s.", made.name);
    answer(&town.ann, thread, 1, FACE_ALIAS, body);
    tick();
    page = inbox(&town.bob);
    assert_int_equal(page.n, 1);
    assert_int_equal(page.rows[0].kind, INBOX_MENTION);
    assert_int_equal(page.rows[0].no, 3);
}

/* The name stands for one person in one thread: it calls nobody elsewhere. */
static void an_alias_is_not_called_from_another_thread(void **state)
{
    thread_id thread = start(&town.ann, town.f->board, FACE_ALIAS, "One.");
    struct post post;
    char body[120];

    (void)state;
    assert_int_equal(post_get(&town.f->a, &town.bob.v, thread, 1, &post), OK);
    snprintf(body, sizeof body, "Is %s here, too?", post.author.name);
    start(&town.bob, town.f->board, FACE_HANDLE, body);
    assert_int_equal(inbox(&town.ann).n, 0);
    answer(&town.bob, thread, 0, FACE_HANDLE, body);
    assert_int_equal(inbox(&town.ann).n, 1);
}

static void an_edit_calls_and_takes_back(void **state)
{
    thread_id thread = start(&town.bob, town.f->board, FACE_HANDLE, "Nobody yet.");
    const char *called = "Now @amber-wren-1.", *gone = "Nobody again.";
    struct post post;

    (void)state;
    assert_int_equal(post_get(&town.f->a, &town.bob.v, thread, 1, &post), OK);
    assert_int_equal(post_edit(&town.bob.v, post.id, called, strlen(called)), OK);
    assert_int_equal(inbox(&town.ann).n, 1);
    assert_int_equal(post_edit(&town.bob.v, post.id, gone, strlen(gone)), OK);
    assert_int_equal(inbox(&town.ann).n, 0);
    assert_int_equal(post_edit(&town.bob.v, post.id, called, strlen(called)), OK);
    assert_int_equal(post_delete(&town.bob.v, post.id), OK);
    assert_int_equal(inbox(&town.ann).n, 0);
}

static void what_was_taken_away_or_hidden_is_not_there(void **state)
{
    (void)state;
    start(&town.bob, town.f->board, FACE_HANDLE, "Hello @amber-wren-1.");
    assert_int_equal(inbox(&town.ann).n, 1);
    assert_int_equal(mute_add(&town.ann.v, "lucid-ibex-2", (thread_id){0}), OK);
    assert_int_equal(inbox(&town.ann).n, 0);
    assert_int_equal(mute_remove(&town.ann.v, "lucid-ibex-2", (thread_id){0}), OK);
    forum_sql(town.f, "UPDATE post SET state = 'removed'");
    assert_int_equal(inbox(&town.ann).n, 0);
    forum_sql(town.f, "UPDATE post SET state = 'visible'; UPDATE board SET open = 0");
    assert_int_equal(inbox(&town.ann).n, 0);
}

static void what_is_followed_is_there_while_it_is_unread(void **state)
{
    thread_id thread = start(&town.bob, town.f->board, FACE_HANDLE, "One.");
    struct submission s = thread_of(town.f->board, "Tagged", "Two.");
    const char *tags[] = {"retake"};
    struct inbox_page page;
    char address[32];

    (void)state;
    s.face = FACE_HANDLE;
    s.tags = tags;
    s.n_tags = 1;
    must_submit(&town.bob, &s);
    assert_int_equal(inbox(&town.ann).n, 0);
    snprintf(address, sizeof address, "thread/%lld", (long long)thread.v);
    follow(&town.ann, address);
    assert_int_equal(inbox(&town.ann).n, 1);
    assert_int_equal(inbox(&town.ann).rows[0].kind, INBOX_THREAD);
    follow(&town.ann, "tag/retake");
    page = inbox(&town.ann);
    assert_int_equal(page.n, 2);
    follow(&town.ann, "board/lobby");
    page = inbox(&town.ann);
    assert_int_equal(page.n, 2); /* each thread once, for the best reason */
    for (int i = 0; i < page.n; i++)
        assert_int_equal(page.rows[i].kind,
                         page.rows[i].thread.id.v == thread.v ? INBOX_THREAD : INBOX_TAG);
    post_mark_read(&town.ann.v, thread, 1, 1);
    assert_int_equal(inbox(&town.ann).n, 1);
}

/* ---- clearing ---- */

static void what_is_cleared_stays_away_and_what_comes_later_does_not(void **state)
{
    thread_id thread = start(&town.bob, town.f->board, FACE_HANDLE, "Hello @amber-wren-1.");
    struct inbox_page page;

    (void)state;
    follow(&town.ann, "board/lobby");
    assert_int_equal(inbox_clear(&town.ann.v), OK);
    assert_int_equal(inbox(&town.ann).n, 0);
    answer(&town.bob, thread, 0, FACE_HANDLE, "Not for her.");
    page = inbox(&town.ann);
    assert_int_equal(page.n, 1);
    assert_int_equal(page.rows[0].kind, INBOX_BOARD);
    assert_int_equal(page.rows[0].count, 1);
    answer(&town.bob, thread, 0, FACE_HANDLE, "@amber-wren-1 again.");
    page = inbox(&town.ann);
    assert_int_equal(page.rows[0].kind, INBOX_MENTION);
    assert_int_equal(page.rows[0].count, 1);
    town.f->now += 3 * DAY;
    assert_int_equal(inbox_clear(&town.ann.v), OK);
    assert_int_equal(inbox(&town.ann).n, 0);
}

static void clearing_is_taken_back_also_after_it_was_saved(void **state)
{
    AUTO_STR struct str form = STR_INIT;

    (void)state;
    start(&town.bob, town.f->board, FACE_HANDLE, "Hello @amber-wren-1.");
    assert_int_equal(inbox_clear_undo(&town.ann.v), E_NOTFOUND);
    assert_int_equal(inbox_clear(&town.ann.v), OK);
    assert_int_equal(state_format(town.ann.v.state, &form), OK);
    assert_int_equal(inbox_clear_undo(&town.ann.v), OK);
    assert_int_equal(inbox(&town.ann).n, 1);
    assert_int_equal(state_parse(town.ann.v.state, (const uint8_t *)form.s, form.n), OK);
    assert_int_equal(inbox(&town.ann).n, 1);
    assert_int_equal(inbox_clear_undo(&town.ann.v), E_NOTFOUND);
}

/* An alias post let out after the clearing stands under an hour before it. */
static void what_comes_out_late_under_an_earlier_hour_is_not_lost(void **state)
{
    thread_id thread = start(&town.ann, town.vent, FACE_ALIAS, "Failed Step 1.");

    (void)state;
    tick();
    answer(&town.bob, thread, 1, FACE_ALIAS, "Tell them.");
    town.f->now += 5 * MINUTE;
    assert_int_equal(inbox_clear(&town.ann.v), OK);
    tick();
    assert_int_equal(inbox(&town.ann).n, 1);
}

static void a_lost_state_finds_its_aliases_again(void **state)
{
    thread_id thread = start(&town.ann, town.vent, FACE_ALIAS, "Failed Step 1.");

    (void)state;
    tick();
    answer(&town.bob, thread, 1, FACE_ALIAS, "Tell them.");
    tick();
    state_free(town.ann.v.state);
    town.ann.v.state = state_new(town.f->now);
    assert_int_equal(inbox(&town.ann).n, 1);
}

static void a_guest_has_no_inbox(void **state)
{
    struct inbox_page page;
    struct member guest;

    (void)state;
    member_init(town.f, &guest, "", ROLE_GUEST);
    assert_int_equal(inbox_list(&town.f->a, &guest.v, NULL, 20, &page), E_GUEST);
    assert_int_equal(inbox_clear(&guest.v), E_GUEST);
}

/* ---- pages ---- */

enum {
    MANY = 10000,
    EACH_S = 60, /* from one to the next: a week of them */
    FLOOD = STATE_INBOX_THREADS + 100,
};

/* `n` threads from id `first` on with one post each, from now on, `apart` seconds from one to the
 * next. */
static void many_threads(int first, int n, int apart)
{
    char sql[1600];

    snprintf(sql, sizeof sql,
             "WITH n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < %d)"
             " INSERT INTO thread (id, board_id, title, posts, created_at, active_at)"
             " SELECT i + %d, %lld, 'Title', 1, %lld + i * %d, %lld + i * %d FROM n;"
             "INSERT INTO post (id, thread_id, no, created_at, body, author_handle)"
             " SELECT id, id, 1, created_at, 'Hello', %lld FROM thread WHERE id BETWEEN %d AND %d;"
             "INSERT INTO arrival (board_id, span, start, posts)"
             " SELECT board_id, s.span, h - h %% s.span, count(*)"
             "  FROM (SELECT board_id, created_at / 3600 AS h FROM thread"
             "         WHERE id BETWEEN %d AND %d),"
             "       (SELECT 1 AS span UNION ALL SELECT 24 UNION ALL SELECT 768) AS s"
             " GROUP BY 1, 2, 3 ON CONFLICT DO UPDATE SET posts = posts + excluded.posts",
             n, first, (long long)town.f->board.v, (long long)town.f->now, apart,
             (long long)town.f->now, apart, (long long)town.bob.who.handle.v, first, first + n - 1,
             first, first + n - 1);
    forum_sql(town.f, sql);
}

/* They name ann. */
static void many_mentions(int first, int n)
{
    char sql[300];

    snprintf(sql, sizeof sql,
             "INSERT INTO addressed (thread_id, no, handle_id, reply, created_at)"
             " SELECT id, 1, %lld, 0, created_at FROM thread WHERE id BETWEEN %d AND %d",
             (long long)town.ann.who.handle.v, first, first + n - 1);
    forum_sql(town.f, sql);
}

struct walk {
    int n, unread;
    int kinds[INBOX_BOARD + 1];
    uint8_t seen[MANY * 2];
};

/* Page by page to the end: every thread once, the newest first. */
static void walk_inbox(struct member *m, int limit, struct walk *ret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    const char *after = NULL;
    int64_t last = INT64_MAX;

    memset(ret, 0, sizeof *ret);
    do {
        struct inbox_page page;

        assert_int_equal(inbox_list(&a, &m->v, after, limit, &page), OK);
        assert_true(page.n == limit || !page.next);
        for (int i = 0; i < page.n; i++) {
            const struct inbox_row *r = &page.rows[i];

            assert_true(r->time <= last);
            last = r->time;
            assert_true(r->thread.id.v < MANY * 2 && !ret->seen[r->thread.id.v]++);
            ret->unread += r->unread > 0;
            ret->kinds[r->kind]++;
        }
        ret->n += page.n;
        after = page.next;
    } while (after);
}

static double ms_since(const struct timespec *from)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - from->tv_sec) * 1e3 + (double)(now.tv_nsec - from->tv_nsec) / 1e6;
}

/* Half of them name the caller, the other half is on a board that is followed. */
static void an_inbox_of_ten_thousand_threads_is_read_and_cleared_to_its_end(void **state)
{
    static struct walk walk;
    struct timespec from;

    (void)state;
    many_threads(1, MANY, EACH_S);
    many_mentions(1, MANY / 2);
    town.f->now = T0 + MANY * EACH_S;
    follow(&town.ann, "board/lobby");
    walk_inbox(&town.ann, INBOX_MAX, &walk);
    assert_int_equal(walk.n, MANY);
    assert_int_equal(walk.unread, MANY);
    assert_int_equal(walk.kinds[INBOX_MENTION], MANY / 2);
    assert_int_equal(unread_count(&town.ann), MANY);
    clock_gettime(CLOCK_MONOTONIC, &from);
    assert_int_equal(inbox(&town.ann).n, 20);
    print_message("the first page of an inbox of 10,000 threads: %.2f ms\n", ms_since(&from));

    for (int id = 100; id < 200; id++) /* mentions stay when they were read */
        post_mark_read(&town.ann.v, (thread_id){id}, 1, 1);
    for (int id = MANY - 100; id < MANY; id++) /* what is followed does not */
        post_mark_read(&town.ann.v, (thread_id){id}, 1, 1);
    walk_inbox(&town.ann, INBOX_MAX - 1, &walk);
    assert_int_equal(walk.n, MANY - 100);
    assert_int_equal(walk.unread, MANY - 200);

    assert_int_equal(inbox_clear(&town.ann.v), OK);
    assert_int_equal(inbox(&town.ann).n, 0);
    assert_int_equal(unread_count(&town.ann), 0);
    /* What comes next is there, in an old thread, too. */
    town.f->now += HOUR;
    answer(&town.bob, (thread_id){5}, 0, FACE_HANDLE, "@amber-wren-1 again.");
    answer(&town.bob, (thread_id){MANY}, 0, FACE_HANDLE, "On the board.");
    walk_inbox(&town.ann, INBOX_MAX, &walk);
    assert_int_equal(walk.n, 2);
    assert_int_equal(inbox_clear_undo(&town.ann.v), OK);
    assert_int_equal(unread_count(&town.ann), MANY - 200);
}

/* More in one hour than there is room to say of each how far it was cleared. */
static void clearing_a_flood_leaves_nothing_of_it(void **state)
{
    (void)state;
    many_threads(1, FLOOD, 1);
    many_mentions(1, FLOOD);
    town.f->now = T0 + FLOOD;
    assert_int_equal(inbox_clear(&town.ann.v), OK);
    assert_int_equal(inbox(&town.ann).n, 0);
    town.f->now += HOUR;
    answer(&town.bob, (thread_id){FLOOD}, 0, FACE_HANDLE, "@amber-wren-1 again.");
    assert_int_equal(inbox(&town.ann).n, 1);
}

/* A mention of long ago in a thread that is followed and goes on: its clearing holds for both. */
static void an_old_mention_in_a_thread_that_goes_on_is_cleared_with_it(void **state)
{
    (void)state;
    many_threads(1, FLOOD, EACH_S);
    many_mentions(1, FLOOD);
    town.f->now = T0 + FLOOD * EACH_S;
    follow(&town.ann, "board/lobby");
    answer(&town.bob, (thread_id){1}, 0, FACE_HANDLE, "Not for her.");
    assert_int_equal(unread_count(&town.ann), FLOOD);
    assert_int_equal(inbox_clear(&town.ann.v), OK);
    assert_int_equal(inbox(&town.ann).n, 0);
}

/* Numbers of threads that the hour covers make room, so that what is let out late is not lost. */
static void clearing_daily_never_runs_out_of_room(void **state)
{
    thread_id thread = start(&town.ann, town.vent, FACE_ALIAS, "Failed Step 1.");

    (void)state;
    tick();
    for (int day = 0; day < 3; day++) {
        town.f->now += 3 * DAY;
        many_threads(1000 * (day + 1), 600, 0);
        many_mentions(1000 * (day + 1), 600);
        answer(&town.bob, thread, 1, FACE_ALIAS, "Not yet out.");
        assert_int_equal(inbox_clear(&town.ann.v), OK);
        assert_int_equal(inbox(&town.ann).n, 0);
        tick();
        assert_int_equal(inbox(&town.ann).n, 1);
    }
}

/* Behind any number of other threads, and behind those of the tag that are there anyway. */
static void a_rare_tag_is_found_among_many_threads(void **state)
{
    struct inbox_page page;

    (void)state;
    many_threads(1, 1200, EACH_S);
    forum_sql(town.f, "INSERT INTO thread_tag VALUES (7, 0, 'retake', 'retake'),"
                      " (1190, 0, 'retake', 'retake'), (1190, 1, 'texas', 'texas');"
                      "INSERT INTO thread_tag SELECT id, 0, 'retake', 'retake' FROM thread"
                      " WHERE id BETWEEN 8 AND 107");
    many_mentions(8, 100);
    town.f->now = T0 + 1200 * EACH_S;
    follow(&town.ann, "tag/retake");
    follow(&town.ann, "tag/texas");
    assert_int_equal(inbox_list(&town.f->a, &town.ann.v, NULL, INBOX_MAX, &page), OK);
    assert_int_equal(page.n, 102);
    assert_int_equal(page.rows[0].thread.id.v, 1190);
    assert_int_equal(page.rows[101].thread.id.v, 7);
    assert_int_equal(page.rows[101].kind, INBOX_TAG);
    assert_string_equal(page.rows[101].tag, "retake");
    assert_int_equal(inbox_newest(&town.f->a, &town.ann.v, 1, &page), OK);
    assert_int_equal(page.n, 1);
}

/* Also where the posts that name one were not all looked at before what is followed. */
static void a_followed_thread_stands_where_it_names_one(void **state)
{
    struct inbox_page page;

    (void)state;
    many_threads(1, 31, EACH_S);
    many_mentions(1, 31);
    town.f->now = T0 + 31 * EACH_S;
    forum_sql(town.f, "INSERT INTO post (id, thread_id, no, created_at, body, author_handle)"
                      " SELECT 500, 1, 2, max(created_at), 'Again', author_handle FROM post;"
                      "UPDATE thread SET posts = 2, active_at = active_at + 1860 WHERE id = 1");
    follow(&town.ann, "thread/1");
    page = inbox(&town.ann);
    for (int i = 0; i < page.n; i++)
        assert_int_not_equal(page.rows[i].thread.id.v, 1);
}

/* Answers stay until they are cleared: those read must not hide the others from home. */
static void at_a_glance_there_is_what_is_unread(void **state)
{
    struct inbox_page page;

    (void)state;
    many_threads(1, 30, EACH_S);
    many_mentions(1, 30);
    town.f->now = T0 + 30 * EACH_S;
    for (int id = 4; id <= 30; id++)
        post_mark_read(&town.ann.v, (thread_id){id}, 1, 1);
    assert_int_equal(inbox_newest(&town.f->a, &town.ann.v, 2, &page), OK);
    assert_int_equal(page.n, 2);
    assert_int_equal(page.rows[0].thread.id.v, 3);
    assert_int_equal(page.rows[1].thread.id.v, 2);
    assert_non_null(page.next);
}

/* The newest posts to the caller are by somebody they do not want to read: those threads stand
 * where the post before puts them, and the others are not pushed off a page for them. */
static void a_hidden_author_moves_no_thread_to_another_page(void **state)
{
    static struct walk walk;
    struct member cat;

    (void)state;
    town_member(&cat, "calm-cat-3");
    many_threads(1, 300, EACH_S);
    many_mentions(1, 300);
    town.f->now = T0 + 400 * EACH_S;
    for (int id = 150; id < 160; id++)
        answer(&cat, (thread_id){id}, 0, FACE_HANDLE, "@amber-wren-1!");
    assert_int_equal(mute_add(&town.ann.v, "calm-cat-3", (thread_id){0}), OK);
    walk_inbox(&town.ann, 20, &walk);
    assert_int_equal(walk.n, 300);
    secret_free(cat.who.secret);
    member_done(&cat);
}

static void a_cursor_of_something_else_is_refused(void **state)
{
    struct inbox_page page;

    (void)state;
    assert_int_equal(inbox_list(&town.f->a, &town.ann.v, "0-1-2-3-00000000", 20, &page),
                     E_CURSOR_INVALID);
    assert_int_equal(inbox_list(&town.f->a, &town.ann.v, "", 20, &page), E_CURSOR_INVALID);
}

#define inbox_unit_test(name) cmocka_unit_test_setup_teardown(name, town_setup, town_teardown)

/* A board that had posts before anything of this was written down. */
static void posts_from_before_are_addressed_by_the_keeper(void **state)
{
    thread_id thread = start(&town.ann, town.f->board, FACE_HANDLE, "A question.");
    thread_id named;

    (void)state;
    answer(&town.bob, thread, 1, FACE_HANDLE, "To the first.");
    named = start(&town.bob, town.f->board, FACE_HANDLE, "Dear @amber-wren-1.");
    assert_int_equal(
        post_delete(&town.bob.v, answer(&town.bob, thread, 1, FACE_HANDLE, "Back.").post), OK);
    forum_sql(town.f, "DELETE FROM addressed; DELETE FROM meta WHERE key = 'addressed'");
    assert_int_equal(inbox(&town.ann).n, 0);
    tick();
    assert_int_equal(inbox(&town.ann).n, 2);
    for (int i = 0; i < 2; i++) {
        struct inbox_row row = inbox(&town.ann).rows[i];

        assert_int_equal(row.kind, row.thread.id.v == named.v ? INBOX_MENTION : INBOX_REPLY);
        assert_int_equal(row.count, 1);
    }
    /* Every post was looked at once: what is taken away now stays away. */
    forum_sql(town.f, "DELETE FROM addressed");
    tick();
    assert_int_equal(inbox(&town.ann).n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        inbox_unit_test(an_answer_comes_to_the_one_who_is_answered),
        inbox_unit_test(posts_from_before_are_addressed_by_the_keeper),
        inbox_unit_test(many_answers_in_one_thread_are_all_counted),
        inbox_unit_test(a_name_in_a_post_calls_its_holder),
        inbox_unit_test(nobody_calls_themselves_or_a_name_of_later),
        inbox_unit_test(an_alias_is_answered_and_called_in_its_thread),
        inbox_unit_test(an_alias_is_not_called_from_another_thread),
        inbox_unit_test(an_edit_calls_and_takes_back),
        inbox_unit_test(what_was_taken_away_or_hidden_is_not_there),
        inbox_unit_test(what_is_followed_is_there_while_it_is_unread),
        inbox_unit_test(what_is_cleared_stays_away_and_what_comes_later_does_not),
        inbox_unit_test(clearing_is_taken_back_also_after_it_was_saved),
        inbox_unit_test(what_comes_out_late_under_an_earlier_hour_is_not_lost),
        inbox_unit_test(a_lost_state_finds_its_aliases_again),
        inbox_unit_test(a_guest_has_no_inbox),
        inbox_unit_test(an_inbox_of_ten_thousand_threads_is_read_and_cleared_to_its_end),
        inbox_unit_test(clearing_a_flood_leaves_nothing_of_it),
        inbox_unit_test(an_old_mention_in_a_thread_that_goes_on_is_cleared_with_it),
        inbox_unit_test(clearing_daily_never_runs_out_of_room),
        inbox_unit_test(a_rare_tag_is_found_among_many_threads),
        inbox_unit_test(a_followed_thread_stands_where_it_names_one),
        inbox_unit_test(a_hidden_author_moves_no_thread_to_another_page),
        inbox_unit_test(at_a_glance_there_is_what_is_unread),
        inbox_unit_test(a_cursor_of_something_else_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
