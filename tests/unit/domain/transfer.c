/* SPDX-License-Identifier: MIT
 *
 * transfer.c -- what comes in by import, what goes out by export, and that both agree.
 */
#include "unit/domain/forum_fixture.h"

#include <signal.h>
#include <sys/wait.h>

#include <curbside/domain/alias_rules.h>
#include <curbside/domain/transfer.h>
#include <curbside/domain/upkeep.h>

static const struct import_board archive = {
    .slug = "archive", .title = "Archive", .category = "Old", .mode = BOARD_HANDLE};

static struct import *must_open(struct visit *v)
{
    struct import *i;

    assert_int_equal(import_open(v, &i), OK);
    return i;
}

static struct import_post incoming(const char *thread, const char *id, const char *body)
{
    return (struct import_post){.board = "lobby",
                                .thread = thread,
                                .id = id,
                                .title = "Title",
                                .author = "vivid-otter-21",
                                .date = 1073053520,
                                .body = body};
}

static enum import_result must_import(struct import *i, const struct import_post *p)
{
    enum import_result result;

    assert_int_equal(import_post(i, p, &result), OK);
    return result;
}

static void assert_whole(struct forum *f, int64_t threads, int64_t posts)
{
    struct visit v = forum_visit(f);
    struct check_report report;

    assert_int_equal(forum_check(&f->a, &v, &report), OK);
    for (int i = 0; i < report.n; i++)
        if (report.rows[i].violations > 0)
            print_error("%s: %s\n", report.rows[i].rule, report.rows[i].example);
    assert_int_equal(report.violations, 0);
    assert_int_equal(report.threads, threads);
    assert_int_equal(report.posts, posts);
}

/* The thread that a title names, as listed. */
static struct thread_row thread_titled(struct forum *f, struct visit *v, const char *title)
{
    struct thread_query query = {.limit = LIST_MAX};
    struct thread_page page;

    assert_int_equal(thread_list(&f->a, v, &query, &page), OK);
    for (int i = 0; i < page.n; i++)
        if (strcmp(page.rows[i].title, title) == 0)
            return page.rows[i];
    fail_msg("no thread is titled %s", title);
    return page.rows[0];
}

static void imported_posts_keep_author_date_and_reply(void **state)
{
    struct forum *f = *state;
    struct visit v = forum_visit(f);
    struct import *i = must_open(&v);
    struct import_post p = incoming("m0", "m0", "first");
    struct thread_row row;
    struct post_page posts;

    assert_int_equal(must_import(i, &p), IMPORT_MADE);
    p = incoming("m0", "m1", "second");
    p.reply_to = "m0";
    p.date += 60;
    p.author = "dapper-quail-303";
    assert_int_equal(must_import(i, &p), IMPORT_MADE);
    assert_int_equal(import_close(i), OK);

    row = thread_titled(f, &v, "Title");
    assert_int_equal(row.posts, 2);
    assert_int_equal(row.created, 1073053520);
    assert_int_equal(row.active, 1073053580);
    assert_int_equal(row.author.kind, AUTHOR_IMPORTED);
    assert_int_equal(post_list(&f->a, &v, row.id, 1, 10, &posts), OK);
    assert_string_equal(posts.rows[0].author.name, "vivid-otter-21");
    assert_int_equal(posts.rows[1].reply_to, 1);
    assert_int_equal(posts.rows[1].created, 1073053580);
    assert_true(posts.rows[0].op);
    assert_false(posts.rows[1].op);
    assert_whole(f, 1, 2);
}

static void nobody_is_an_imported_author(void **state)
{
    struct forum *f = *state;
    struct visit v = forum_visit(f);
    struct import *i = must_open(&v);
    struct import_post p = incoming("t", "p", "body");
    struct post post;
    struct member m;

    member_init(f, &m, "vivid-otter-21", ROLE_MEMBER); /* the same name */
    must_import(i, &p);
    assert_int_equal(import_close(i), OK);
    assert_int_equal(post_get(&f->a, &m.v, thread_titled(f, &v, "Title").id, 1, &post), OK);
    assert_false(post.you);
    assert_int_equal(post.author.kind, AUTHOR_IMPORTED);
    member_done(&m);
}

static void an_import_run_again_makes_nothing(void **state)
{
    struct forum *f = *state;
    struct visit v = forum_visit(f);
    struct import_post p = incoming("t", "p", "body");

    for (int run = 0; run < 3; run++) {
        struct import *i = must_open(&v);
        enum import_result result;

        assert_int_equal(import_board(i, &archive, &result), OK);
        assert_int_equal(result, run == 0 ? IMPORT_MADE : IMPORT_KNOWN);
        assert_int_equal(must_import(i, &p), run == 0 ? IMPORT_MADE : IMPORT_KNOWN);
        assert_int_equal(import_close(i), OK);
        assert_whole(f, 1, 1);
    }
}

static void archives_may_use_the_same_ids(void **state)
{
    struct forum *f = *state;
    struct visit v = forum_visit(f);
    struct import *i = must_open(&v);
    struct import_post p = incoming("1", "1", "on one board");
    enum import_result result;

    assert_int_equal(import_board(i, &archive, &result), OK);
    assert_int_equal(must_import(i, &p), IMPORT_MADE);
    p.board = "archive";
    assert_int_equal(must_import(i, &p), IMPORT_MADE);
    p.id = "2";
    p.reply_to = "1";
    assert_int_equal(must_import(i, &p), IMPORT_MADE);
    assert_int_equal(import_close(i), OK);
    assert_whole(f, 2, 3);
}

static void bad_records_are_refused_and_the_run_goes_on(void **state)
{
    struct forum *f = *state;
    struct visit v = forum_visit(f);
    struct import *i = must_open(&v);
    struct import_board b = archive;
    struct import_post p;
    enum import_result result;
    char *big = arena_alloc(&f->a, IMPORT_BODY_BYTES + 2);

    b.slug = "Not A Slug";
    assert_int_equal(import_board(i, &b, &result), E_USAGE);
    b = archive;
    b.title = "\x1b[1m";
    assert_int_equal(import_board(i, &b, &result), E_USAGE);
    p = incoming("t", "p", "body");
    p.board = "nowhere";
    assert_int_equal(import_post(i, &p, &result), E_NOTFOUND);
    p.board = NULL;
    assert_int_equal(import_post(i, &p, &result), E_NOTFOUND);
    p = incoming("t", "", "body");
    assert_int_equal(import_post(i, &p, &result), E_USAGE);
    p = incoming(NULL, "p", "body");
    assert_int_equal(import_post(i, &p, &result), E_USAGE);
    p = incoming("t", "p\xff", "body");
    assert_int_equal(import_post(i, &p, &result), E_USAGE);
    p = incoming("t", "p", NULL);
    assert_int_equal(import_post(i, &p, &result), E_USAGE);
    p = incoming("t", "p", " \n ");
    assert_int_equal(import_post(i, &p, &result), E_BODY_EMPTY);
    memset(big, 'b', IMPORT_BODY_BYTES + 1);
    p = incoming("t", "p", big);
    assert_int_equal(import_post(i, &p, &result), E_BODY_LONG);
    big[IMPORT_BODY_BYTES] = '\0';
    assert_int_equal(must_import(i, &p), IMPORT_MADE);
    assert_int_equal(import_close(i), OK);
    assert_whole(f, 1, 1);
}

static void odd_bytes_are_repaired(void **state)
{
    struct forum *f = *state;
    struct visit v = forum_visit(f);
    struct import *i = must_open(&v);
    struct import_post p = incoming("t", "p", "caf\xe9\r\nnext\x1b[31m");
    struct thread_row row;
    struct post post;

    p.title = "odd \xfa\xc1\t title \x07";
    p.author = " \x1b[1mname\xff ";
    must_import(i, &p);
    assert_int_equal(import_close(i), OK);
    row = thread_titled(f, &v, "odd \xef\xbf\xbd\xef\xbf\xbd title");
    assert_string_equal(row.author.name, "name\xef\xbf\xbd");
    assert_int_equal(post_get(&f->a, &v, row.id, 1, &post), OK);
    assert_string_equal(post.body, "caf\xef\xbf\xbd\nnext");
}

static void a_thread_without_a_title_takes_one_from_its_body(void **state)
{
    struct forum *f = *state;
    struct visit v = forum_visit(f);
    struct import *i = must_open(&v);
    struct import_post p = incoming("t1", "p1", "> quoted\n\n  My own words.\nMore.");
    char wide[400];

    p.title = NULL;
    must_import(i, &p);
    p = incoming("t2", "p2", "> nothing but\n> quotes");
    p.title = "";
    must_import(i, &p);
    memset(wide, 'w', sizeof wide - 1);
    wide[sizeof wide - 1] = '\0';
    p = incoming("t3", "p3", "body");
    p.title = wide;
    must_import(i, &p);
    assert_int_equal(import_close(i), OK);
    thread_titled(f, &v, "My own words.");
    thread_titled(f, &v, "(no title)");
    wide[TITLE_CHARS] = '\0';
    thread_titled(f, &v, wide);
}

static void replies_to_the_unknown_or_to_another_thread_are_dropped(void **state)
{
    struct forum *f = *state;
    struct visit v = forum_visit(f);
    struct import *i = must_open(&v);
    struct import_post p = incoming("t1", "p1", "first");
    struct post_page posts;

    must_import(i, &p);
    p = incoming("t2", "p2", "other thread");
    p.title = "Other";
    p.reply_to = "p1";
    must_import(i, &p);
    p = incoming("t2", "p3", "unknown");
    p.reply_to = "p99";
    must_import(i, &p);
    p = incoming("t2", "p4", "itself");
    p.reply_to = "p4";
    must_import(i, &p);
    assert_int_equal(import_close(i), OK);
    assert_int_equal(post_list(&f->a, &v, thread_titled(f, &v, "Other").id, 1, 10, &posts), OK);
    for (int n = 0; n < 3; n++)
        assert_int_equal(posts.rows[n].reply_to, 0);
}

static void a_date_to_come_becomes_now_and_a_date_before_1970_stays(void **state)
{
    struct forum *f = *state;
    struct visit v = forum_visit(f);
    struct import *i = must_open(&v);
    struct import_post p = incoming("t1", "p1", "from the future");

    p.date = INT64_MAX;
    p.title = "Future";
    must_import(i, &p);
    p = incoming("t2", "p2", "from the past");
    p.title = "Past";
    p.date = -86400;
    must_import(i, &p);
    assert_int_equal(import_close(i), OK);
    assert_int_equal(thread_titled(f, &v, "Future").created, T0);
    assert_int_equal(thread_titled(f, &v, "Past").created, -86400);
}

static void an_alias_board_is_imported_as_such(void **state)
{
    struct forum *f = *state;
    const struct alias_rules rules = {.open = true};
    struct visit v = forum_visit(f);
    struct import *i = must_open(&v);
    struct import_board b = archive;
    struct board board;
    enum import_result result;

    b.mode = BOARD_ALIAS;
    assert_int_equal(import_board(i, &b, &result), OK);
    assert_int_equal(import_close(i), OK);
    assert_int_equal(board_find(&f->a, &v, "archive", &board), E_NOTFOUND);
    v.alias = &rules;
    assert_int_equal(board_find(&f->a, &v, "archive", &board), OK);
    assert_int_equal(board.mode, BOARD_ALIAS);
}

static void imported_posts_are_nothing_unread(void **state)
{
    struct forum *f = *state;
    struct visit v = forum_visit(f);
    struct import_post p = incoming("t", "p", "old");
    struct import *i;
    struct member m;
    int64_t total;

    member_init(f, &m, "amber-wren-1", ROLE_MEMBER);
    i = must_open(&v);
    must_import(i, &p);
    assert_int_equal(import_close(i), OK);
    assert_int_equal(unread_total(&m.v, &total), OK);
    assert_int_equal(total, 0);
    member_done(&m);
}

static void what_is_not_closed_is_not_there(void **state)
{
    struct forum *f = *state;
    struct visit v = forum_visit(f);
    struct import *i;
    struct import_post p;

    assert_int_equal(import_close(NULL), OK);
    i = must_open(&v);
    for (int n = 0; n < IMPORT_BATCH; n++) {
        char id[16];

        snprintf(id, sizeof id, "p%d", n);
        p = incoming("t", id, "body");
        must_import(i, &p);
    }
    assert_whole(f, 1, IMPORT_BATCH); /* the batch is committed; the run is still open */
    assert_int_equal(import_close(i), OK);
}

/* ---- killed ---- */

enum {
    KILLED_POSTS = 3000,
    KILLED_THREADS = 7,
};

static void import_numbered(struct visit *v)
{
    struct import *i = must_open(v);

    for (int n = 0; n < KILLED_POSTS; n++) {
        char id[16], thread[16], reply_to[16];
        struct import_post p;

        snprintf(id, sizeof id, "p%d", n);
        snprintf(thread, sizeof thread, "t%d", n % KILLED_THREADS);
        snprintf(reply_to, sizeof reply_to, "p%d", n - KILLED_THREADS);
        p = incoming(thread, id, "body");
        p.date += n;
        p.reply_to = n >= KILLED_THREADS ? reply_to : NULL;
        must_import(i, &p);
    }
    assert_int_equal(import_close(i), OK);
}

static pid_t import_in_child(struct forum *f)
{
    pid_t pid = fork();

    if (pid == 0) {
        struct visit v;

        if (db_open(f->dir, &f->db) != OK)
            _exit(1);
        v = forum_visit(f);
        import_numbered(&v);
        db_close(f->db);
        _exit(0);
    }
    return pid;
}

static int64_t count_posts(struct forum *f)
{
    AUTO_ARENA struct arena a = ARENA_INIT; /* asked again and again while the child goes on */
    struct visit v = forum_visit(f);
    struct board board;

    assert_int_equal(board_find(&a, &v, "lobby", &board), OK);
    return board.posts;
}

static void a_killed_import_goes_on_where_it_was(void **state)
{
    struct forum *f = *state;
    int64_t seen = 0;
    int kills = 0;

    db_close(f->db);
    for (int run = 0; run < 100 && seen < KILLED_POSTS; run++) {
        pid_t pid = import_in_child(f);
        int64_t before = seen;

        assert_int_equal(db_open(f->dir, &f->db), OK);
        while (waitpid(pid, NULL, WNOHANG) == 0) { /* kill it once it got on a little */
            seen = count_posts(f);
            if (seen > before && seen < KILLED_POSTS) {
                kill(pid, SIGKILL);
                waitpid(pid, NULL, 0);
                kills++;
                break;
            }
        }
        seen = count_posts(f);
        assert_true(seen >= before);
        assert_whole(f, seen > 0 ? KILLED_THREADS : 0, seen);
        db_close(f->db);
    }
    assert_int_equal(db_open(f->dir, &f->db), OK);
    assert_int_equal(seen, KILLED_POSTS);
    assert_true(kills > 0);
}

/* ---- export ---- */

/* Records as text, so that two exports can be compared. */
struct exported {
    struct str text;
    struct import *into; /* NULL: only remember */
};

static enum err take(void *ctx, const struct export_record *record)
{
    struct exported *x = ctx;
    const struct import_board *b = record->board;
    const struct import_post *p = record->post;
    enum import_result result;

    if (b)
        str_printf(&x->text, "board %s|%s|%s|%s|%s\n", b->slug, b->title, b->category,
                   b->description, board_mode_name(b->mode));
    else
        str_printf(&x->text, "post %s|%s|%s|%s|%lld|%s|%s|%s\n", p->board, p->thread, p->id,
                   p->author, (long long)p->date, p->title ? p->title : "",
                   p->reply_to ? p->reply_to : "", p->body);
    if (x->into)
        return b ? import_board(x->into, b, &result) : import_post(x->into, p, &result);
    return OK;
}

static int line_compare(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The same lines, in whatever order of threads. */
static void assert_same_lines(struct str *one, struct str *two)
{
    char *lines[2][256];
    struct str *texts[] = {one, two};
    int n[2] = {0, 0};

    for (int i = 0; i < 2; i++) {
        char *rest = texts[i]->s, *line;

        while ((line = strsep(&rest, "\n")) != NULL && n[i] < 256)
            lines[i][n[i]++] = line;
        qsort(lines[i], (size_t)n[i], sizeof *lines[i], line_compare);
    }
    assert_int_equal(n[0], n[1]);
    for (int i = 0; i < n[0]; i++)
        assert_string_equal(lines[0][i], lines[1][i]);
}

static void forum_fill(struct forum *f)
{
    struct visit v = forum_visit(f);
    struct import *i = must_open(&v);
    struct import_post p = incoming("m0", "m0", "imported");
    struct submission s;
    struct member m;
    thread_id thread;

    must_import(i, &p);
    p = incoming("m0", "m1", "imported reply");
    p.reply_to = "m0";
    must_import(i, &p);
    assert_int_equal(import_close(i), OK);
    member_init(f, &m, "amber-wren-1", ROLE_MEMBER);
    for (int n = 0; n < 70; n++) { /* more than are read at a time */
        thread = must_start(f, &m, "Written here");
        f->now++;
    }
    for (int n = 0; n < 70; n++) {
        s = reply_of(thread, "a reply");
        s.reply_to = n / 2 + 1;
        must_submit(&m, &s);
    }
    s = reply_of(thread_titled(f, &v, "Title").id, "a reply to the imported");
    s.reply_to = 2;
    must_submit(&m, &s);
    member_done(&m);
}

static void an_export_imported_elsewhere_exports_the_same(void **state)
{
    struct forum *f = *state;
    struct forum *g;
    void *other;
    struct visit v = forum_visit(f), w;
    struct exported one = {.text = STR_INIT}, two = {.text = STR_INIT};

    forum_setup(&other);
    g = other;
    g->now += DAY;
    w = forum_visit(g);
    forum_fill(f);
    one.into = must_open(&w);
    assert_int_equal(export_all(&v, take, &one), OK);
    assert_int_equal(import_close(one.into), OK);
    assert_whole(g, 71, 143);
    assert_int_equal(export_all(&w, take, &two), OK);
    assert_same_lines(&one.text, &two.text);
    str_done(&one.text);
    str_done(&two.text);
    forum_teardown(&other);
}

static void an_export_imported_at_home_makes_nothing(void **state)
{
    struct forum *f = *state;
    struct visit v = forum_visit(f);
    struct exported x = {.text = STR_INIT};

    forum_fill(f);
    x.into = must_open(&v);
    assert_int_equal(export_all(&v, take, &x), OK);
    assert_int_equal(import_close(x.into), OK);
    assert_whole(f, 71, 143);
    str_done(&x.text);
}

static void what_is_not_public_is_not_exported(void **state)
{
    struct forum *f = *state;
    struct visit v = forum_visit(f);
    struct exported x = {.text = STR_INIT};
    struct member m;
    thread_id thread;

    member_init(f, &m, "amber-wren-1", ROLE_MEMBER);
    thread = must_start(f, &m, "Stays");
    must_reply(&m, thread, "the removed text");
    must_reply(&m, thread, "stays, too");
    forum_sql(f, "UPDATE post SET state = 'removed' WHERE no = 2;"
                 "INSERT INTO board (slug, title, category, mode, open, position)"
                 " VALUES ('secret', 'T', 'C', 'either', 0, 1)");
    assert_int_equal(export_all(&v, take, &x), OK);
    assert_non_null(strstr(x.text.s, "stays, too"));
    assert_null(strstr(x.text.s, "the removed text"));
    assert_null(strstr(x.text.s, "secret"));
    str_done(&x.text);
    member_done(&m);
}

static enum err refuse(void *ctx, const struct export_record *record)
{
    (void)record;
    return ++*(int *)ctx == 3 ? E_CLOSED : OK;
}

static void an_export_ends_with_the_error_of_its_taker(void **state)
{
    struct forum *f = *state;
    struct visit v = forum_visit(f);
    int calls = 0;

    forum_fill(f);
    assert_int_equal(export_all(&v, refuse, &calls), E_CLOSED);
    assert_int_equal(calls, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FORUM_TEST(imported_posts_keep_author_date_and_reply),
        FORUM_TEST(nobody_is_an_imported_author),
        FORUM_TEST(an_import_run_again_makes_nothing),
        FORUM_TEST(archives_may_use_the_same_ids),
        FORUM_TEST(bad_records_are_refused_and_the_run_goes_on),
        FORUM_TEST(odd_bytes_are_repaired),
        FORUM_TEST(a_thread_without_a_title_takes_one_from_its_body),
        FORUM_TEST(replies_to_the_unknown_or_to_another_thread_are_dropped),
        FORUM_TEST(a_date_to_come_becomes_now_and_a_date_before_1970_stays),
        FORUM_TEST(an_alias_board_is_imported_as_such),
        FORUM_TEST(imported_posts_are_nothing_unread),
        FORUM_TEST(what_is_not_closed_is_not_there),
        FORUM_TEST(a_killed_import_goes_on_where_it_was),
        FORUM_TEST(an_export_imported_elsewhere_exports_the_same),
        FORUM_TEST(an_export_imported_at_home_makes_nothing),
        FORUM_TEST(what_is_not_public_is_not_exported),
        FORUM_TEST(an_export_ends_with_the_error_of_its_taker),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
