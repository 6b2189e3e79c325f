/* SPDX-License-Identifier: MIT
 *
 * submit.c -- what may be posted, what becomes of it, and what is refused with which reason.
 */
#include "unit/domain/forum_fixture.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <curbside/domain/upkeep.h>

/* Both must answer the same, and a refusal must leave nothing behind. */
static void assert_refused(struct forum *f, struct member *m, const struct submission *s,
                           enum err expected)
{
    struct check_report before, after;
    struct visit v = forum_visit(f);
    struct submitted done;

    assert_int_equal(forum_check(&f->a, &v, &before), OK);
    assert_int_equal(post_check(&m->v, s), expected);
    assert_int_equal(post_submit(&m->v, s, &done), expected);
    assert_int_equal(forum_check(&f->a, &v, &after), OK);
    assert_int_equal(after.violations, 0);
    assert_int_equal(after.threads, before.threads);
    assert_int_equal(after.posts, before.posts);
}

static char *filled(struct forum *f, size_t n, char c)
{
    char *text = arena_alloc(&f->a, n + 1);

    memset(text, c, n);
    return text;
}

static void a_thread_is_read_back_as_it_was_posted(void **state)
{
    struct forum *f = *state;
    const char *tags[] = {"#Anki", "step-2", "anki"};
    struct submission s = thread_of(f->board, "  A  title\twith\nspace  ",
                                    "\n\n    code\n\ntext  \n\n");
    struct thread_row row;
    struct submitted done;
    struct post post;
    struct member m;

    member_init(f, &m, "amber-wren-1", ROLE_MEMBER);
    s.tags = tags;
    s.n_tags = 3;
    assert_int_equal(post_check(&m.v, &s), OK);
    done = must_submit(&m, &s);
    assert_int_equal(done.no, 1);
    assert_in_range(done.thread.v, 1, 999999999);
    assert_in_range(done.post.v, 1, 999999999);
    assert_int_equal(done.released, T0);

    assert_int_equal(thread_get(&f->a, &m.v, done.thread, &row), OK);
    assert_string_equal(row.title, "A title with space");
    assert_string_equal(row.board_slug, "lobby");
    assert_int_equal(row.n_tags, 2);
    assert_string_equal(row.tags[0], "anki");
    assert_string_equal(row.tags[1], "step-2");
    assert_int_equal(row.posts, 1);
    assert_int_equal(row.created, T0);
    assert_int_equal(row.active, T0);
    assert_string_equal(row.author.name, "amber-wren-1");
    assert_int_equal(row.author.kind, AUTHOR_HANDLE);

    assert_int_equal(post_get(&f->a, &m.v, done.thread, 1, &post), OK);
    assert_string_equal(post.body, "    code\n\ntext");
    assert_true(post.op);
    assert_true(post.you);
    assert_false(post.unread);
    assert_int_equal(post.id.v, done.post.v);
    assert_int_equal(post.state, POST_VISIBLE);
    assert_int_equal(post.reply_to, 0);
    assert_int_equal(post.edited, 0);
    member_done(&m);
}

static void you_and_op_follow_the_author(void **state)
{
    struct forum *f = *state;
    struct member one, two;
    struct post_page page;
    thread_id thread;

    member_init(f, &one, "amber-wren-1", ROLE_MEMBER);
    member_init(f, &two, "calm-heron-2", ROLE_MEMBER);
    thread = must_start(f, &one, "Title");
    must_reply(&two, thread, "second");
    must_reply(&one, thread, "third");
    assert_int_equal(post_list(&f->a, &two.v, thread, 1, 10, &page), OK);
    assert_int_equal(page.n, 3);
    assert_int_equal(page.next_no, 0);
    assert_true(page.rows[0].op && !page.rows[1].op && page.rows[2].op);
    assert_true(!page.rows[0].you && page.rows[1].you && !page.rows[2].you);
    member_done(&one);
    member_done(&two);
}

static void guests_are_refused_before_anything_else(void **state)
{
    struct forum *f = *state;
    struct submission s = thread_of((board_id){12345}, "", "");
    struct member guest;

    member_init(f, &guest, "", ROLE_GUEST);
    assert_refused(f, &guest, &s, E_GUEST);
}

static void places_that_take_no_post_say_why(void **state)
{
    struct forum *f = *state;
    board_id shut = forum_board(f, "shut", "either", false, false);
    board_id staff = forum_board(f, "staff", "handle", true, true);
    board_id alias = forum_board(f, "alias", "alias", true, false);
    struct submission s = thread_of(shut, "Title", "Body");
    struct member m, sysop;

    member_init(f, &m, "amber-wren-1", ROLE_MEMBER);
    member_init(f, &sysop, "calm-heron-2", ROLE_SYSOP);
    assert_refused(f, &m, &s, E_CLOSED_BOARD);
    s.board = staff;
    assert_refused(f, &m, &s, E_STAFF_BOARD);
    s.board = alias;
    assert_refused(f, &m, &s, E_ALIAS_CLOSED);
    s.board = (board_id){999};
    assert_refused(f, &m, &s, E_NOTFOUND);
    s.board = staff;
    s = reply_of(must_submit(&sysop, &s).thread, "Members may answer.");
    assert_int_equal(must_submit(&m, &s).no, 2);
    s = reply_of((thread_id){999999999}, "x");
    assert_refused(f, &m, &s, E_NOTFOUND);
    s = reply_of((thread_id){-1}, "x");
    assert_refused(f, &m, &s, E_NOTFOUND);
    member_done(&m);
    member_done(&sysop);
}

static void choosing_an_alias_is_refused_until_aliases_are_open(void **state)
{
    struct forum *f = *state;
    struct submission s = thread_of(f->board, "Title", "Body");
    struct face_offer offer;
    struct member m;

    member_init(f, &m, "amber-wren-1", ROLE_MEMBER);
    s.face = FACE_ALIAS;
    assert_refused(f, &m, &s, E_ALIAS_CLOSED);
    assert_int_equal(post_offer(&f->a, &m.v, f->board, (thread_id){0}, FACE_ALIAS, NULL, &offer),
                     E_ALIAS_CLOSED);
    assert_int_equal(post_offer(&f->a, &m.v, f->board, (thread_id){0}, FACE_DEFAULT, NULL, &offer),
                     OK);
    assert_int_equal(offer.face, FACE_HANDLE);
    assert_true(offer.fixed);
    assert_string_equal(offer.author.name, "amber-wren-1");
    assert_int_equal(offer.author.kind, AUTHOR_HANDLE);
    member_done(&m);
}

static void titles_are_measured_in_characters(void **state)
{
    struct forum *f = *state;
    struct submission s = thread_of(f->board, "", "Body");
    char accents[200 * 3 + 4] = "";
    struct member m;

    member_init(f, &m, "amber-wren-1", ROLE_MEMBER);
    assert_refused(f, &m, &s, E_TITLE_EMPTY);
    s.title = NULL;
    assert_refused(f, &m, &s, E_TITLE_EMPTY);
    s.title = " \t\n\r  ";
    assert_refused(f, &m, &s, E_TITLE_EMPTY);
    s.title = "\x1b[31m\x1b[0m";
    assert_refused(f, &m, &s, E_TITLE_EMPTY);
    s.title = "broken \xff byte";
    assert_refused(f, &m, &s, E_NOT_UTF8);
    s.title = filled(f, 201, 't');
    assert_refused(f, &m, &s, E_TITLE_LONG);
    s.title = filled(f, 200, 't');
    assert_int_equal(post_check(&m.v, &s), OK);
    for (int i = 0; i < 200; i++)
        strcat(accents, "e\xcc\x81"); /* e and an acute accent: one character */
    s.title = accents;
    assert_int_equal(post_check(&m.v, &s), OK);
    strcat(accents, "e");
    assert_refused(f, &m, &s, E_TITLE_LONG);
    member_done(&m);
}

static void bodies_are_measured_in_bytes(void **state)
{
    struct forum *f = *state;
    struct submission s = thread_of(f->board, "Title", "");
    struct member m;

    member_init(f, &m, "amber-wren-1", ROLE_MEMBER);
    assert_refused(f, &m, &s, E_BODY_EMPTY);
    s.body = " \n\t \n";
    s.body_n = strlen(s.body);
    assert_refused(f, &m, &s, E_BODY_EMPTY);
    s.body = "\x1b[2J\x07\0\0";
    s.body_n = 7;
    assert_refused(f, &m, &s, E_BODY_EMPTY);
    s.body = "\xe2\x80";
    s.body_n = 2;
    assert_refused(f, &m, &s, E_NOT_UTF8);
    s.body = filled(f, BODY_BYTES + 1, 'b');
    s.body_n = BODY_BYTES + 1;
    assert_refused(f, &m, &s, E_BODY_LONG);
    s.body = filled(f, BODY_BYTES + 1, ' '); /* too long even if cleaning would shorten it */
    assert_refused(f, &m, &s, E_BODY_LONG);
    s.body = filled(f, BODY_BYTES, 'b');
    s.body_n = BODY_BYTES;
    assert_int_equal(must_submit(&m, &s).no, 1);
    member_done(&m);
}

static void a_body_that_grows_over_the_bound_in_cleaning_is_refused(void **state)
{
    struct forum *f = *state;
    char *body = filled(f, BODY_BYTES, 'x');
    struct submission s = thread_of(f->board, "Title", "");
    struct member m;

    /* U+0958 has a canonical form of two characters, six bytes instead of three */
    for (size_t i = 0; i + 3 <= BODY_BYTES; i += 3)
        memcpy(body + i, "\xe0\xa5\x98", 3);
    s.body = body;
    s.body_n = BODY_BYTES;
    member_init(f, &m, "amber-wren-1", ROLE_MEMBER);
    assert_refused(f, &m, &s, E_BODY_LONG);
    member_done(&m);
}

static void what_steers_a_terminal_does_not_enter(void **state)
{
    struct forum *f = *state;
    const char body[] = "a\x1b]0;owned\x07"
                        "b\xe2\x80\xae"
                        "c\0d\r\ne";
    struct submission s = thread_of(f->board, "t\x1b[1mt\xe2\x80\xae", "");
    struct thread_row row;
    struct submitted done;
    struct post post;
    struct member m;

    s.body = body;
    s.body_n = sizeof body - 1;
    member_init(f, &m, "amber-wren-1", ROLE_MEMBER);
    done = must_submit(&m, &s);
    assert_int_equal(post_get(&f->a, &m.v, done.thread, 1, &post), OK);
    assert_string_equal(post.body, "abcd\ne");
    assert_int_equal(thread_get(&f->a, &m.v, done.thread, &row), OK);
    assert_string_equal(row.title, "tt");
    member_done(&m);
}

static void sql_in_texts_is_text(void **state)
{
    static const char hostile[] = "'); DROP TABLE post; --";
    struct forum *f = *state;
    struct submission s = thread_of(f->board, hostile, hostile);
    struct submitted done;
    struct post post;
    struct member m;

    member_init(f, &m, "amber-wren-1", ROLE_MEMBER);
    done = must_submit(&m, &s);
    assert_int_equal(post_get(&f->a, &m.v, done.thread, 1, &post), OK);
    assert_string_equal(post.body, hostile);
    member_done(&m);
}

static void bad_or_too_many_tags_are_refused(void **state)
{
    static const char *const bad[] = {
        "",           "#",    "two words",        "a,b",
        "-",          "\xff", "\xf0\x9f\x98\x80", "aaaaaaaaaabbbbbbbbbbccccccccccddd",
        "a\x1b[1m b", "%s/.."};
    static const char *const many[] = {"a", "b", "A", "c", "d", "e", "#e", "f"};
    struct forum *f = *state;
    struct submission s = thread_of(f->board, "Title", "Body");
    struct member m;

    member_init(f, &m, "amber-wren-1", ROLE_MEMBER);
    s.n_tags = 1;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        s.tags = &bad[i];
        assert_int_not_equal(post_check(&m.v, &s), OK);
    }
    s.tags = many;
    s.n_tags = 7; /* a b c d e, with repetitions */
    assert_int_equal(post_check(&m.v, &s), OK);
    s.n_tags = 8;
    assert_refused(f, &m, &s, E_TAGS_MANY);
    member_done(&m);
}

static void a_reply_answers_a_post_that_is_there(void **state)
{
    struct forum *f = *state;
    struct submission s;
    struct member m;
    struct post post;
    thread_id thread;

    member_init(f, &m, "amber-wren-1", ROLE_MEMBER);
    thread = must_start(f, &m, "Title");
    s = reply_of(thread, "Body");
    s.reply_to = 2; /* itself */
    assert_refused(f, &m, &s, E_NOTFOUND);
    s.reply_to = -1;
    assert_refused(f, &m, &s, E_NOTFOUND);
    s.reply_to = 1;
    assert_int_equal(must_submit(&m, &s).no, 2);
    assert_int_equal(post_get(&f->a, &m.v, thread, 2, &post), OK);
    assert_int_equal(post.reply_to, 1);
    s = thread_of(f->board, "Title", "Body");
    s.reply_to = 1;
    assert_refused(f, &m, &s, E_NOTFOUND);
    member_done(&m);
}

static void assert_same(const struct submitted *one, const struct submitted *two)
{
    assert_int_equal(one->thread.v, two->thread.v);
    assert_int_equal(one->post.v, two->post.v);
    assert_int_equal(one->no, two->no);
    assert_int_equal(one->released, two->released);
}

static void the_same_token_makes_no_second_post(void **state)
{
    struct forum *f = *state;
    struct submission s = thread_of(f->board, "Title", "Body");
    struct submitted first, again;
    struct thread_row row;
    struct member m;

    member_init(f, &m, "amber-wren-1", ROLE_MEMBER);
    first = must_submit(&m, &s);
    f->now += 3600;
    again = must_submit(&m, &s);
    assert_same(&first, &again);
    s = reply_of(first.thread, "Reply");
    first = must_submit(&m, &s);
    s.thread.v = 4711; /* whatever is asked the second time */
    again = must_submit(&m, &s);
    assert_same(&first, &again);
    assert_int_equal(thread_get(&f->a, &m.v, first.thread, &row), OK);
    assert_int_equal(row.posts, 2);
    member_done(&m);
}

/* A draft that outlived its post (a kill between the two) and was changed: not lost in silence. */
static void the_same_token_with_another_text_is_told(void **state)
{
    struct forum *f = *state;
    struct submission s = thread_of(f->board, "Title", "The text.");
    static const char *const tags[] = {"retake"};
    struct submitted first, again;
    uint8_t token[SUBMIT_TOKEN_BYTES];
    struct member m;

    member_init(f, &m, "amber-wren-1", ROLE_MEMBER);
    random_fill(&forum_random, s.token, sizeof s.token);
    memcpy(token, s.token, sizeof token);
    first = must_submit(&m, &s);
    assert_false(first.differs);
    again = must_submit(&m, &s);
    assert_false(again.differs);
    s.body = "The text, and more.";
    s.body_n = strlen(s.body);
    again = must_submit(&m, &s);
    assert_true(again.differs);
    assert_int_equal(again.post.v, first.post.v);
    s = thread_of(f->board, "Another title", "The text.");
    memcpy(s.token, token, sizeof s.token);
    assert_true(must_submit(&m, &s).differs);
    s.title = "Title";
    s.tags = tags;
    s.n_tags = 1;
    assert_true(must_submit(&m, &s).differs);
    s.n_tags = 0;
    assert_false(must_submit(&m, &s).differs);
    member_done(&m);
}

static void tokens_are_forgotten_after_a_day_and_not_before(void **state)
{
    struct forum *f = *state;
    struct submission s = thread_of(f->board, "Title", "Body");
    struct visit keeper = forum_visit(f);
    struct submitted first, again;
    struct member m;

    member_init(f, &m, "amber-wren-1", ROLE_MEMBER);
    first = must_submit(&m, &s);
    assert_int_equal(forum_tick(&keeper), OK);
    f->now += DAY - 1;
    assert_int_equal(forum_tick(&keeper), OK);
    again = must_submit(&m, &s);
    assert_int_equal(again.thread.v, first.thread.v);
    f->now += DAY + 1;
    assert_int_equal(forum_tick(&keeper), OK);
    again = must_submit(&m, &s);
    assert_int_not_equal(again.thread.v, first.thread.v);
    member_done(&m);
}

static void activity_only_moves_forward(void **state)
{
    struct forum *f = *state;
    struct thread_row row;
    struct member m;
    thread_id thread;

    member_init(f, &m, "amber-wren-1", ROLE_MEMBER);
    thread = must_start(f, &m, "Title");
    f->now += 100;
    must_reply(&m, thread, "later");
    f->now -= 5000; /* somebody set the clock back */
    must_reply(&m, thread, "and earlier");
    assert_int_equal(thread_get(&f->a, &m.v, thread, &row), OK);
    assert_int_equal(row.active, T0 + 100);
    assert_int_equal(row.posts, 3);
    member_done(&m);
}

/* A source of chance that gives each number three times. */
struct stutter {
    struct random random;
    uint32_t calls;
};

static void stutter_fill(void *ctx, void *bytes, size_t n)
{
    struct stutter *s = ctx;
    uint32_t value = 0x40000000 + s->calls++ / 3; /* so large that no draw refuses it */

    memset(bytes, 0, n);
    memcpy(bytes, &value, n < sizeof value ? n : sizeof value);
}

static void a_taken_id_is_drawn_again(void **state)
{
    struct forum *f = *state;
    struct stutter stutter = {.random = {stutter_fill, &stutter}};
    struct visit v = forum_visit(f);
    struct check_report report;
    struct member m;

    member_init(f, &m, "amber-wren-1", ROLE_MEMBER);
    m.v.random = &stutter.random;
    for (int i = 0; i < 20; i++)
        must_start(f, &m, "Title");
    assert_int_equal(forum_check(&f->a, &v, &report), OK);
    assert_int_equal(report.threads, 20);
    assert_int_equal(report.violations, 0);
    member_done(&m);
}

static void stuck_fill(void *ctx, void *bytes, size_t n)
{
    (void)ctx;
    memset(bytes, 0x55, n);
}

static void a_broken_source_of_chance_ends_in_an_error(void **state)
{
    struct forum *f = *state;
    const struct random stuck = {stuck_fill, NULL};
    struct submission s = thread_of(f->board, "Title", "Body");
    struct submitted done;
    struct member m;

    member_init(f, &m, "amber-wren-1", ROLE_MEMBER);
    m.v.random = &stuck;
    assert_int_equal(post_submit(&m.v, &s, &done), OK);
    random_fill(&forum_random, s.token, sizeof s.token);
    assert_int_equal(post_submit(&m.v, &s, &done), E_IO);
    member_done(&m);
}

struct bells {
    int board, thread;
    int64_t board_id, thread_id;
};

static void bell(void *ctx, enum topic_kind kind, int64_t id)
{
    struct bells *bells = ctx;

    if (kind == TOPIC_BOARD) {
        bells->board++;
        bells->board_id = id;
    } else {
        bells->thread++;
        bells->thread_id = id;
    }
}

static void a_post_rings_board_and_thread_once(void **state)
{
    struct forum *f = *state;
    struct submission s = thread_of(f->board, "Title", "Body");
    struct bells bells = {0};
    struct submitted done;
    struct member m;

    member_init(f, &m, "amber-wren-1", ROLE_MEMBER);
    m.v.ring = bell;
    m.v.ring_ctx = &bells;
    done = must_submit(&m, &s);
    must_submit(&m, &s); /* the same token: nothing new */
    s.title = "";
    assert_int_equal(post_submit(&m.v, &s, &done), E_TITLE_EMPTY);
    assert_int_equal(bells.board, 1);
    assert_int_equal(bells.thread, 1);
    assert_int_equal(bells.board_id, f->board.v);
    assert_int_equal(bells.thread_id, done.thread.v);
    member_done(&m);
}

/* Post until the disk is full, in a process that may not grow files. */
static void post_to_a_full_disk(struct forum *f, struct member *m)
{
    const struct rlimit limit = {400 * 1024, 400 * 1024};
    char *body = filled(f, BODY_BYTES, 'b');
    struct submission s;
    struct submitted done;
    enum err err = OK;

    signal(SIGXFSZ, SIG_IGN);
    if (setrlimit(RLIMIT_FSIZE, &limit) != 0 || db_open(f->dir, &f->db) != OK)
        _exit(99);
    m->v.db = f->db;
    for (int i = 0; i < 100 && err == OK; i++) {
        s = thread_of(f->board, "Title", body);
        err = post_submit(&m->v, &s, &done);
    }
    db_assert_idle(f->db);
    _exit((int)err);
}

static void a_full_disk_refuses_the_post_and_leaves_the_board_whole(void **state)
{
    struct forum *f = *state;
    struct visit v;
    struct check_report report;
    struct member m;
    int status;
    pid_t pid;

    member_init(f, &m, "amber-wren-1", ROLE_MEMBER);
    db_close(f->db);
    pid = fork();
    if (pid == 0)
        post_to_a_full_disk(f, &m);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(db_open(f->dir, &f->db), OK);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), E_FULL);
    v = forum_visit(f);
    assert_int_equal(forum_check(&f->a, &v, &report), OK);
    assert_int_equal(report.violations, 0);
    m.v.db = f->db;
    must_start(f, &m, "There is room again");
    member_done(&m);
}

static void posting_writes_no_private_state(void **state)
{
    struct forum *f = *state;
    struct member m;

    member_init(f, &m, "amber-wren-1", ROLE_MEMBER);
    must_start(f, &m, "Title");
    assert_false(state_is_dirty(m.v.state)); /* so nothing is written because of it */
    forum_sql(f, "CREATE TRIGGER state_written BEFORE INSERT ON state"
                 " BEGIN SELECT raise(ABORT, 'written beside a post'); END;"
                 "CREATE TRIGGER draft_written BEFORE INSERT ON draft"
                 " BEGIN SELECT raise(ABORT, 'written beside a post'); END");
    must_start(f, &m, "Another");
    member_done(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FORUM_TEST(a_thread_is_read_back_as_it_was_posted),
        FORUM_TEST(you_and_op_follow_the_author),
        FORUM_TEST(guests_are_refused_before_anything_else),
        FORUM_TEST(places_that_take_no_post_say_why),
        FORUM_TEST(choosing_an_alias_is_refused_until_aliases_are_open),
        FORUM_TEST(titles_are_measured_in_characters),
        FORUM_TEST(bodies_are_measured_in_bytes),
        FORUM_TEST(a_body_that_grows_over_the_bound_in_cleaning_is_refused),
        FORUM_TEST(what_steers_a_terminal_does_not_enter),
        FORUM_TEST(sql_in_texts_is_text),
        FORUM_TEST(bad_or_too_many_tags_are_refused),
        FORUM_TEST(a_reply_answers_a_post_that_is_there),
        FORUM_TEST(the_same_token_makes_no_second_post),
        FORUM_TEST(the_same_token_with_another_text_is_told),
        FORUM_TEST(tokens_are_forgotten_after_a_day_and_not_before),
        FORUM_TEST(activity_only_moves_forward),
        FORUM_TEST(a_taken_id_is_drawn_again),
        FORUM_TEST(a_broken_source_of_chance_ends_in_an_error),
        FORUM_TEST(a_post_rings_board_and_thread_once),
        FORUM_TEST(a_full_disk_refuses_the_post_and_leaves_the_board_whole),
        FORUM_TEST(posting_writes_no_private_state),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
