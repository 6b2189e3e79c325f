/* SPDX-License-Identifier: MIT
 *
 * space_walk.c -- two hundred imported threads read with the space bar alone, on the screen, and
 * with Enter alone, in plain mode: every post is shown to its end, once, thread after thread, and
 * nobody is ever led back into one that was read.
 */
#include "talk.h"

#include <curbside/domain/transfer.h>
#include <curbside/domain/unread.h>

enum {
    THREADS = 200,
    POSTS_MOST = 5,
    LINES_MOST = 40, /* of a post: some are longer than a screen */
    PRESSES = 20000, /* far more than it takes */
};

/* Like the threads of real boards: mostly short, some long. */
static int posts_of(int thread)
{
    return 1 + thread * 7 % POSTS_MOST;
}

static int lines_of(int thread, int no)
{
    int n = (thread * 13 + no * 29) % 97;

    return n < 80 ? 1 + n % 6 : 6 + n % LINES_MOST;
}

static void import_one(struct import *run, int thread, int no)
{
    AUTO_STR struct str body = STR_INIT;
    char threads[16], id[32], title[32];
    struct import_post post = {.board = thread % 3 ? "mcat" : "premed",
                               .thread = threads,
                               .id = id,
                               .title = title,
                               .author = "brisk-heron",
                               .date = STAGE_NOW - 86400 * 30 + thread * 7200 + no * 60};
    enum import_result result;

    snprintf(threads, sizeof threads, "t%d", thread);
    snprintf(id, sizeof id, "t%dp%d", thread, no);
    snprintf(title, sizeof title, "Imported thread %d", thread);
    for (int i = 1; i < lines_of(thread, no); i++)
        str_printf(&body, "Line %d of what was said.\n\n", i);
    str_printf(&body, "mark%03dx%d", thread, no);
    post.body = str_cstr(&body);
    assert_int_equal(import_post(run, &post, &result), OK);
}

static void import_threads(struct stage *st)
{
    struct visit v = stage_visit(st);
    struct import *run;

    assert_int_equal(account_open(&v, NULL, 0), OK);
    assert_int_equal(import_open(&v, &run), OK);
    for (int t = 0; t < THREADS; t++)
        for (int no = 1; no <= posts_of(t); no++)
            import_one(run, t, no);
    assert_int_equal(import_close(run), OK);
    account_close(&v);
}

/* A reader for whom all of it is new. */
static void reader_enter(struct stage *st)
{
    stage_enter(st, "quiet-otter-41");
    st->visit.who->joined_day = 0;
    ui_bell(st->ui, topic_number(TOPIC_FORUM, 0));
    ui_draw(st->ui);
}

static int64_t unread_now(struct stage *st)
{
    int64_t n;

    assert_int_equal(unread_total(&st->visit, &n), OK);
    return n;
}

/* How far the reader has come. */
struct walk {
    int seen[THREADS][POSTS_MOST + 1]; /* times */
    bool left[THREADS];
    int at, read; /* the thread being read, -1: none; threads left behind */
};

static void thread_leave(struct walk *w)
{
    if (w->at < 0)
        return;
    for (int no = 1; no <= posts_of(w->at); no++)
        if (w->seen[w->at][no] == 0)
            fail_msg("thread %d was left before its post %d was shown to the end", w->at, no);
    w->left[w->at] = true;
    w->read++;
}

/* Every end of a post in this text. */
static void walk_look(struct walk *w, const char *text)
{
    int thread, no;

    for (const char *at = text; (at = strstr(at, "mark")) != NULL; at += 4) {
        if (sscanf(at, "mark%3dx%1d", &thread, &no) != 2)
            continue;
        if (thread != w->at) {
            thread_leave(w);
            if (w->left[thread])
                fail_msg("the reader was led back into thread %d", thread);
            w->at = thread;
        }
        w->seen[thread][no]++;
    }
}

static void assert_all_read(struct walk *w)
{
    thread_leave(w);
    assert_int_equal(w->read, THREADS);
}

/* Whoever takes the same words for a handle is not taken for the one whose posts were brought
 * along. */
static void assert_says_imported(const char *text, const char *words)
{
    if (strstr(text, "brisk-heron"))
        assert_non_null(strstr(text, words));
}

static void space_alone_reads_everything_in_its_order(void **state)
{
    struct walk w = {.at = -1};
    struct stage st;
    int presses = 0;

    (void)state;
    stage_make(&st);
    import_threads(&st);
    reader_enter(&st);
    while (unread_now(&st) > 0 && presses++ < PRESSES) {
        stage_keys(&st, " ");
        if (strcmp(ui_screen_name(st.ui), "thread") == 0) {
            walk_look(&w, stage_text(&st, DUMP_TEXT));
            assert_says_imported(stage_text(&st, DUMP_TEXT), "brisk-heron (imported)");
        }
        arena_reset(&st.arena);
    }
    assert_int_equal(unread_now(&st), 0);
    assert_all_read(&w);
    stage_done(&st);
}

static void enter_alone_says_everything_once_in_plain_mode(void **state)
{
    struct talk t = {.text = STR_INIT};
    struct walk w = {.at = -1};
    int presses = 0;

    (void)state;
    stage_make(&t.st);
    import_threads(&t.st);
    t.st.mode = UI_PLAIN_ECHO;
    reader_enter(&t.st);
    take(&t);
    while (unread_now(&t.st) > 0 && presses++ < PRESSES) {
        str_clear(&t.text);
        ui_input(t.st.ui, "\r", 1);
        take(&t);
        walk_look(&w, str_cstr(&t.text));
        if (strstr(str_cstr(&t.text), "Post 1 by"))
            assert_says_imported(str_cstr(&t.text), "by brisk-heron, imported");
    }
    assert_int_equal(unread_now(&t.st), 0);
    assert_all_read(&w);
    for (int thread = 0; thread < THREADS; thread++)
        for (int no = 1; no <= posts_of(thread); no++)
            assert_int_equal(w.seen[thread][no], 1); /* nothing is said twice */
    str_done(&t.text);
    stage_done(&t.st);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(space_alone_reads_everything_in_its_order),
        cmocka_unit_test(enter_alone_says_everything_once_in_plain_mode),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
