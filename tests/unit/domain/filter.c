/* SPDX-License-Identifier: MIT
 *
 * filter.c -- filters: their dry run, what they do to a text under either face, and the record.
 */
#include "unit/domain/staff_fixture.h"

#include <curbside/domain/audit.h>
#include <curbside/domain/decide.h>
#include <curbside/domain/edit.h>
#include <curbside/domain/filter.h>
#include <curbside/domain/handle.h>
#include <curbside/domain/modlog.h>
#include <curbside/domain/queue.h>
#include <curbside/domain/safety.h>
#include <curbside/domain/slow.h>
#include <curbside/domain/undo.h>

static struct filter_trial trial;
static filter_id last_id;
static action_id last_action;

static enum err add_as(struct member *m, enum sieve_kind kind, const char *text,
                       enum filter_action action, bool on)
{
    const struct filter_draft draft = {
        .kind = kind, .action = action, .text = text, .rule = "no-spam"};

    return filter_add(&town.f->a, &m->v, &draft, on, &trial, &last_id, &last_action);
}

static filter_id add(enum sieve_kind kind, const char *text, enum filter_action action)
{
    assert_int_equal(add_as(&town.sysop, kind, text, action, true), OK);
    return last_id;
}

static int64_t count(const char *sql)
{
    char path[128];
    sqlite3 *conn;
    sqlite3_stmt *st;

    snprintf(path, sizeof path, "%s/db/board.db", town.f->dir);
    assert_int_equal(sqlite3_open(path, &conn), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(conn, sql, -1, &st, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(st), SQLITE_ROW);
    int64_t n = sqlite3_column_int64(st, 0);
    sqlite3_finalize(st);
    sqlite3_close(conn);
    return n;
}

/* One that no text made for it has shown: the dry run cannot think of all. */
static void add_past_the_trial(const char *text, enum filter_action action)
{
    char sql[256];

    assert_int_equal(add_as(&town.sysop, SIEVE_WORD, "spam", action, true), OK);
    snprintf(sql, sizeof sql, "UPDATE filter SET kind = 'pattern', text = '%s'", text);
    forum_sql(town.f, sql);
}

static enum err try_text(struct member *m, board_id board, enum face face, const char *title,
                         const char *body, struct submitted *made)
{
    struct submission s = thread_of(board, title, body);

    s.face = face;
    return post_submit(&m->v, &s, made);
}

static struct filter only(void)
{
    struct filter_page page;

    assert_int_equal(filter_list(&town.f->a, &town.sysop.v, &page), OK);
    assert_int_equal(page.n, 1);
    return page.rows[0];
}

/* ---- dry runs ---- */

static void a_dry_run_counts_and_shows(void **state)
{
    struct submitted made;

    (void)state;
    for (int i = 0; i < 8; i++)
        start(&town.ann, town.f->board, FACE_HANDLE);
    assert_int_equal(
        try_text(&town.ann, town.f->board, FACE_HANDLE, "Buy an essay", "Cheap.", &made), OK);
    assert_int_equal(
        try_text(&town.ann, town.f->board, FACE_HANDLE, "Title", "Write my\nESSAY for me", &made),
        OK);
    assert_int_equal(filter_try(&town.f->a, &town.sysop.v, SIEVE_WORD, "essay", &trial), OK);
    assert_int_equal(trial.looked, 10);
    assert_int_equal(trial.hits, 2);
    assert_null(trial.refused);
    assert_int_equal(trial.n, 2);
    assert_true(strcmp(trial.rows[0].excerpt, "Write my ESSAY for me") == 0 ||
                strcmp(trial.rows[1].excerpt, "Write my ESSAY for me") == 0);
    assert_string_equal(filter_trial_words(&town.f->a, &trial), "It finds 2 of the last 10 posts.");
}

static void what_finds_everything_is_refused_with_its_figure(void **state)
{
    static const char *const wide[] = {".*", ".", "", "(a|b)*", "e"};
    struct filter_page page;

    (void)state;
    for (int i = 0; i < 12; i++)
        start(&town.ann, town.f->board, FACE_HANDLE);
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++) {
        assert_int_equal(add_as(&town.sysop, SIEVE_PATTERN, wide[i], FILTER_HOLD, false), E_FILTER);
        assert_non_null(trial.refused);
        if (*wide[i])
            assert_non_null(strstr(trial.refused, "12 of the last 12 posts"));
    }
    assert_int_equal(add_as(&town.sysop, SIEVE_WORD, "post", FILTER_HOLD, true), E_FILTER);
    assert_string_equal(trial.refused, "It finds 12 of the last 12 posts. That is more than a "
                                       "quarter: too wide.");
    assert_int_equal(filter_list(&town.f->a, &town.sysop.v, &page), OK);
    assert_int_equal(page.n, 0);
}

static void on_an_empty_board_what_finds_everything_is_refused_too(void **state)
{
    (void)state;
    assert_int_equal(add_as(&town.sysop, SIEVE_PATTERN, ".+", FILTER_REJECT, true), E_FILTER);
    assert_int_equal(add_as(&town.sysop, SIEVE_PATTERN, "spam|essay", FILTER_REJECT, true), OK);
}

static void a_pattern_that_explodes_is_refused_by_its_dry_run(void **state)
{
    struct submitted made;

    (void)state;
    assert_int_equal(try_text(&town.ann, town.f->board, FACE_HANDLE, "Title",
                              "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", &made),
                     OK);
    assert_int_equal(add_as(&town.sysop, SIEVE_PATTERN, "(a+)+$", FILTER_HOLD, true), E_FILTER);
    assert_non_null(strstr(trial.refused, "too many steps"));
    assert_int_equal(add_as(&town.sysop, SIEVE_PATTERN, "([a-z]+)*@", FILTER_HOLD, true), E_FILTER);
    assert_int_equal(add_as(&town.sysop, SIEVE_PATTERN, "(x+)+$", FILTER_HOLD, true), E_FILTER);
    assert_string_equal(trial.refused,
                        "It finds 0 of the last 1 post. But it takes too many steps: "
                        "a text of one line can make it explode.");
    assert_int_equal(add_as(&town.sysop, SIEVE_PATTERN, "\\bbuy\\s+.*(essay|recall)s?\\b.*now",
                            FILTER_HOLD, true),
                     OK);
    assert_int_equal(filter_try(&town.f->a, &town.sysop.v, SIEVE_PATTERN, "a(", &trial), E_FILTER);
    assert_non_null(strstr(trial.refused, "byte 2"));
}

static void switching_on_runs_it_again(void **state)
{
    (void)state;
    assert_int_equal(add_as(&town.sysop, SIEVE_WORD, "first post", FILTER_HOLD, false), OK);
    assert_int_equal(trial.looked, 0);
    for (int i = 0; i < 6; i++)
        assert_false(start(&town.ann, town.f->board, FACE_HANDLE).held);
    assert_int_equal(filter_switch(&town.f->a, &town.sysop.v, last_id, true, &trial, &last_action),
                     E_FILTER);
    assert_non_null(strstr(trial.refused, "6 of the last 6 posts"));
    assert_false(only().on);
}

/* ---- what each does ---- */

static void a_filter_that_rejects_refuses_with_its_sentence_and_posts_nothing(void **state)
{
    struct safety_report report;
    struct submitted made;
    struct submission s = thread_of(town.f->board, "Title", "Visit https://www.spam.example/now");

    (void)state;
    add(SIEVE_LINK, "spam.example", FILTER_REJECT);
    assert_int_equal(post_submit(&town.ann.v, &s, &made), E_FILTERED);
    assert_int_equal(safety_check(&town.f->a, &town.ann.v, &s, &report), OK);
    assert_string_equal(report.refused, "A filter of this board does not take this text (house "
                                        "rule: no-spam).");
    s.face = FACE_HANDLE;
    assert_int_equal(post_submit(&town.ann.v, &s, &made), E_FILTERED);
    assert_int_equal(try_text(&town.bob, town.vent, FACE_ALIAS, "spam.example", "Body", &made),
                     E_FILTERED);
    assert_int_equal(try_text(&town.ann, town.f->board, FACE_ALIAS, "Title", "Spam example", &made),
                     OK);
}

static void tags_are_looked_at(void **state)
{
    static const char *const tags[] = {"essay"};
    struct submission s = thread_of(town.f->board, "Title", "Body");
    struct submitted made;

    (void)state;
    add(SIEVE_WORD, "essay", FILTER_REJECT);
    s.tags = tags;
    s.n_tags = 1;
    assert_int_equal(post_submit(&town.ann.v, &s, &made), E_FILTERED);
}

static void a_filter_that_warns_tells_and_lets_pass(void **state)
{
    struct safety_report report;
    struct submission s = thread_of(town.f->board, "Title", "So cringe, this");
    struct submitted made;

    (void)state;
    add(SIEVE_PATTERN, "\\bcringe\\w*", FILTER_WARN);
    assert_int_equal(safety_check(&town.f->a, &town.ann.v, &s, &report), OK);
    assert_int_equal(report.n, 1);
    assert_int_equal(report.rows[0].tier, TIER_WARN);
    assert_string_equal(report.rows[0].find.text, "cringe");
    assert_int_equal(report.rows[0].find.start, 3);
    assert_false(report.blocked);
    assert_int_equal(post_submit(&town.ann.v, &s, &made), OK);
    assert_false(made.held);
}

static struct queue_page queue(void)
{
    struct queue_page page;

    assert_int_equal(
        queue_list(&town.f->a, &town.mod.v, &(struct queue_query){.limit = 100}, &page), OK);
    return page;
}

/* Under which face and on which board is all the same. */
static void held_and_kept(board_id board, enum face face)
{
    struct submitted made;
    struct thread_row row;
    struct queue_page page;
    action_id id;

    assert_int_equal(try_text(&town.ann, board, face, "Essay", "Write it for me", &made), OK);
    assert_true(made.held && made.waits && made.released == 0);
    assert_int_equal(made.receipt[0] != '\0', face == FACE_ALIAS);
    assert_int_equal(thread_get(&town.f->a, &town.bob.v, made.thread, &row), E_NOTFOUND);
    assert_int_equal(thread_get(&town.f->a, &town.ann.v, made.thread, &row), OK);
    assert_true(row.held);
    assert_int_equal(post_at(&town.ann, made.thread, 1).state, POST_HELD);
    if (board.v == town.vent.v) {
        assert_int_equal(queue().n, 0); /* there it has a release to wait for */
        later(11 * MINUTE);
    }
    page = queue();
    assert_int_equal(page.n, 1);
    assert_int_equal(page.rows[0].kind, QUEUE_HELD);
    assert_int_equal(page.rows[0].n_reasons, 1);
    assert_string_equal(page.rows[0].reasons[0], "filter/1");
    if (board.v == town.f->board.v)
        assert_int_equal(page.rows[0].since % HOUR, 0);
    assert_int_equal(post_keep(&town.mod.v, made.post, &id), OK);
    later(11 * MINUTE);
    assert_int_equal(thread_get(&town.f->a, &town.bob.v, made.thread, &row), OK);
    assert_int_equal(post_at(&town.bob, made.thread, 1).state, POST_VISIBLE);
    assert_true(post_at(&town.ann, made.thread, 1).you);
    assert_whole();
}

static void a_filter_that_holds_holds_every_face_on_every_board(void **state)
{
    (void)state;
    add(SIEVE_WORD, "essay", FILTER_HOLD);
    held_and_kept(town.f->board, FACE_HANDLE);
    held_and_kept(town.f->board, FACE_ALIAS);
    held_and_kept(town.vent, FACE_ALIAS);
}

static void of_an_alias_that_is_held_no_minute_is_stored(void **state)
{
    struct submitted made;

    (void)state;
    add(SIEVE_WORD, "essay", FILTER_HOLD);
    town.f->now = time_floor_hour(town.f->now) + 17 * MINUTE + 3;
    assert_int_equal(try_text(&town.ann, town.f->board, FACE_ALIAS, "Essay", "Body", &made), OK);
    assert_int_equal(count("SELECT count(*) FROM waiting WHERE due_at % 3600 = 0"), 1);
    assert_int_equal(count("SELECT count(*) FROM waiting WHERE author_handle"), 0);
}

static void who_holds_a_handle_back_has_one_face_still(void **state)
{
    struct submitted opened = start(&town.bob, town.f->board, FACE_HANDLE), made;
    struct submission s = reply_of(opened.thread, "my essay");

    (void)state;
    add(SIEVE_WORD, "essay", FILTER_HOLD);
    s.face = FACE_HANDLE;
    assert_int_equal(post_submit(&town.ann.v, &s, &made), OK);
    assert_true(made.held);
    s = reply_of(opened.thread, "and as somebody else");
    s.face = FACE_ALIAS;
    assert_int_equal(post_submit(&town.ann.v, &s, &made), E_FACE_FIXED);
}

static void without_anybody_who_could_let_it_out_nothing_is_held(void **state)
{
    struct submitted made;

    (void)state;
    add(SIEVE_WORD, "essay", FILTER_HOLD);
    forum_sql(town.f, "UPDATE handle SET role = 'member'");
    assert_int_equal(try_text(&town.ann, town.f->board, FACE_ALIAS, "Essay", "Body", &made), OK);
    assert_false(made.held);
}

static void a_text_that_a_pattern_cannot_get_through_is_held(void **state)
{
    char body[64 * 1024];
    struct submitted made;

    (void)state;
    add_past_the_trial("^(a+)+$|spam", FILTER_REJECT);
    memset(body, 'a', sizeof body - 1);
    body[sizeof body - 2] = '!';
    body[sizeof body - 1] = '\0';
    assert_int_equal(try_text(&town.ann, town.f->board, FACE_ALIAS, "Title", body, &made), OK);
    assert_true(made.held);
    assert_int_equal(only().overs, 0);
    later(DAY);
    assert_int_equal(only().overs, 1);
    assert_int_equal(only().met, 0);
}

static void where_it_warns_such_a_text_goes_out(void **state)
{
    struct submitted made;

    (void)state;
    add_past_the_trial("^(a+)+$|spam", FILTER_WARN);
    assert_int_equal(try_text(&town.ann, town.f->board, FACE_ALIAS, "Title",
                              "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", &made),
                     OK);
    assert_false(made.held);
}

static void slows(enum face face, int64_t wait)
{
    struct submitted opened = start(&town.bob, town.f->board, face), made;
    struct submission s = reply_of(opened.thread, "What nonsense.");

    s.face = face;
    assert_int_equal(post_submit(&town.ann.v, &s, &made), OK);
    assert_int_equal(made.slow_minutes, FILTER_SLOW_MINUTES);
    assert_int_equal(try_reply(&town.ann, opened.thread), E_SLOW);
    assert_non_null(strstr(slow_words(&town.f->a, &town.ann.v, opened.thread), "A filter slows"));
    assert_int_equal(try_reply(&town.bob, opened.thread), OK);
    town.f->now += wait - 1;
    assert_int_equal(try_reply(&town.ann, opened.thread), E_SLOW);
    town.f->now++;
    assert_int_equal(try_reply(&town.ann, opened.thread), OK);
}

static void a_filter_that_slows_makes_its_author_wait_in_that_thread(void **state)
{
    (void)state;
    add(SIEVE_WORD, "nonsense", FILTER_SLOW);
    town.f->now = time_floor_hour(town.f->now);
    slows(FACE_HANDLE, FILTER_SLOW_MINUTES * MINUTE);
    town.f->now = time_floor_hour(town.f->now) + HOUR;
    slows(FACE_ALIAS, HOUR);
}

static void sheds(enum face face, int64_t wait)
{
    struct submitted opened = start(&town.bob, town.f->board, face), made;
    struct submission s = reply_of(opened.thread, "What nonsense.");

    s.face = face;
    assert_int_equal(post_submit(&town.ann.v, &s, &made), OK);
    assert_int_equal(post_edit(&town.ann.v, made.post, "What a day.", 11), E_SLOW_EDIT);
    assert_int_equal(post_edit(&town.ann.v, made.post, "Nonsense, I say.", 16), OK);
    assert_int_equal(try_reply(&town.ann, opened.thread), E_SLOW);
    town.f->now += wait;
    assert_int_equal(post_edit(&town.ann.v, made.post, "What a day.", 11), OK);
    assert_int_equal(try_reply(&town.ann, opened.thread), OK);
}

static void a_filter_that_slows_is_not_shed_by_an_edit(void **state)
{
    (void)state;
    add(SIEVE_WORD, "nonsense", FILTER_SLOW);
    town.f->now = time_floor_hour(town.f->now);
    sheds(FACE_HANDLE, FILTER_SLOW_MINUTES * MINUTE);
    town.f->now = time_floor_hour(town.f->now) + HOUR;
    sheds(FACE_ALIAS, HOUR);
}

static void deletes(enum face face, int64_t wait)
{
    struct submitted opened = start(&town.bob, town.f->board, face), made;
    struct submission s = reply_of(opened.thread, "What nonsense.");

    s.face = face;
    assert_int_equal(post_submit(&town.ann.v, &s, &made), OK);
    assert_int_equal(post_delete(&town.ann.v, made.post), OK);
    assert_int_equal(try_reply(&town.ann, opened.thread), E_SLOW);
    town.f->now += wait;
    assert_int_equal(try_reply(&town.ann, opened.thread), OK);
}

static void a_filter_that_slows_is_not_shed_by_deleting(void **state)
{
    (void)state;
    add(SIEVE_WORD, "nonsense", FILTER_SLOW);
    town.f->now = time_floor_hour(town.f->now);
    deletes(FACE_HANDLE, FILTER_SLOW_MINUTES * MINUTE);
    town.f->now = time_floor_hour(town.f->now) + HOUR;
    deletes(FACE_ALIAS, HOUR);
}

static void an_edit_is_met_as_a_post_is(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_HANDLE);

    (void)state;
    add(SIEVE_WORD, "essay", FILTER_HOLD);
    add(SIEVE_WORD, "spam", FILTER_REJECT);
    assert_int_equal(post_edit(&town.ann.v, made.post, "an essay", 8), E_EDIT_HELD);
    assert_int_equal(post_edit(&town.ann.v, made.post, "the spam", 8), E_FILTERED);
    assert_string_equal(post_at(&town.bob, made.thread, 1).body, "The first post.");
    assert_int_equal(post_edit(&town.ann.v, made.post, "all fine", 8), OK);
}

static void what_stood_there_before_is_not_held_against_an_edit(void **state)
{
    struct submitted made;

    (void)state;
    assert_int_equal(try_text(&town.ann, town.f->board, FACE_HANDLE, "Title", "my essay", &made),
                     OK);
    add(SIEVE_WORD, "essay", FILTER_REJECT);
    add(SIEVE_WORD, "spam", FILTER_REJECT);
    assert_int_equal(post_edit(&town.ann.v, made.post, "my essay!", 9), OK);
    assert_int_equal(post_edit(&town.ann.v, made.post, "my essay, spam", 14), E_FILTERED);
}

static void a_waiting_post_that_is_changed_into_one_is_held(void **state)
{
    struct submitted made = start(&town.ann, town.vent, FACE_ALIAS);

    (void)state;
    add(SIEVE_WORD, "essay", FILTER_HOLD);
    assert_false(made.held);
    assert_int_equal(post_edit(&town.ann.v, made.post, "an essay", 8), OK);
    assert_int_equal(queue().n, 0);
    later(11 * MINUTE);
    assert_int_equal(queue().n, 1);
    later(3 * HOUR);
    assert_int_equal(count("SELECT count(*) FROM post"), 0);
}

/* ---- who may, and the record ---- */

static void sysops_make_them_and_moderators_see_them(void **state)
{
    struct filter_page page;

    (void)state;
    assert_int_equal(add_as(&town.guest, SIEVE_WORD, "spam", FILTER_HOLD, false), E_GUEST);
    assert_int_equal(add_as(&town.ann, SIEVE_WORD, "spam", FILTER_HOLD, false), E_DENIED);
    assert_int_equal(add_as(&town.mod, SIEVE_WORD, "spam", FILTER_HOLD, false), E_DENIED);
    assert_int_equal(filter_try(&town.f->a, &town.mod.v, SIEVE_WORD, "spam", &trial), E_DENIED);
    add(SIEVE_WORD, "spam", FILTER_HOLD);
    assert_int_equal(filter_list(&town.f->a, &town.mod.v, &page), OK);
    assert_int_equal(page.n, 1);
    assert_int_equal(filter_list(&town.f->a, &town.ann.v, &page), E_DENIED);
    assert_int_equal(filter_switch(&town.f->a, &town.mod.v, last_id, false, &trial, &last_action),
                     E_DENIED);
    assert_int_equal(filter_delete(&town.mod.v, last_id, &last_action), E_DENIED);
    assert_int_equal(action_undo(&town.mod.v, last_action, &last_action), E_DENIED);
}

static void the_public_log_says_what_it_does_and_not_what_it_looks_for(void **state)
{
    struct modlog_page log;

    (void)state;
    add(SIEVE_WORD, "sesame", FILTER_HOLD);
    assert_int_equal(modlog_list(&town.f->a, &town.guest.v, NULL, 10, &log), OK);
    assert_int_equal(log.n, 1);
    assert_string_equal(modlog_words(log.rows[0].action), "switch on");
    assert_string_equal(log.rows[0].target, "filter/1");
    assert_string_equal(log.rows[0].rule, "no-spam");
    assert_string_equal(log.rows[0].reason, "action: hold");
    assert_int_equal(count("SELECT count(*) FROM action WHERE verb || reason || "
                           "subject || rule LIKE '%sesame%'"),
                     0);
}

static const char *state_of(filter_id id)
{
    struct filter_page page;

    assert_int_equal(filter_list(&town.f->a, &town.sysop.v, &page), OK);
    for (int i = 0; i < page.n; i++)
        if (page.rows[i].id.v == id.v)
            return page.rows[i].on ? "on" : "off";
    return "deleted";
}

static void each_change_can_be_taken_back(void **state)
{
    action_id on, off, gone, id;

    (void)state;
    assert_int_equal(add_as(&town.sysop, SIEVE_WORD, "spam", FILTER_HOLD, false), OK);
    filter_id filter = last_id;
    action_id made = last_action;
    assert_int_equal(filter_switch(&town.f->a, &town.sysop.v, filter, true, &trial, &on), OK);
    assert_int_equal(filter_switch(&town.f->a, &town.sysop.v, filter, true, &trial, &id),
                     E_DONE_ALREADY);
    assert_int_equal(filter_switch(&town.f->a, &town.sysop.v, filter, false, &trial, &off), OK);
    assert_int_equal(action_undo(&town.sysop.v, on, &id), E_STALE);
    assert_int_equal(filter_delete(&town.sysop.v, filter, &gone), OK);
    assert_int_equal(filter_delete(&town.sysop.v, filter, &id), E_NOTFOUND);
    assert_string_equal(state_of(filter), "deleted");
    assert_int_equal(action_undo(&town.sysop.v, gone, &id), OK);
    assert_string_equal(state_of(filter), "off");
    assert_int_equal(action_undo(&town.sysop.v, off, &id), OK);
    assert_string_equal(state_of(filter), "on");
    assert_int_equal(action_undo(&town.sysop.v, on, &id), OK);
    assert_string_equal(state_of(filter), "off");
    assert_int_equal(action_undo(&town.sysop.v, made, &id), OK);
    assert_string_equal(state_of(filter), "deleted");
    assert_int_equal(action_undo(&town.sysop.v, made, &id), E_NO_UNDO);
}

static void a_deleted_ones_text_goes_with_its_undo_and_its_number_stays(void **state)
{
    (void)state;
    add(SIEVE_WORD, "sesame", FILTER_HOLD);
    assert_int_equal(filter_delete(&town.sysop.v, last_id, &last_action), OK);
    later((UNDO_DAYS + 2) * DAY);
    assert_int_equal(count("SELECT count(*) FROM filter WHERE text = ''"), 1);
    assert_int_equal(add(SIEVE_WORD, "other", FILTER_HOLD).v, 2);
}

static void there_are_so_many_and_no_more(void **state)
{
    char word[32];

    (void)state;
    for (int i = 0; i < FILTERS_MAX; i++) {
        snprintf(word, sizeof word, "word %d", i);
        assert_int_equal(add_as(&town.sysop, SIEVE_WORD, word, FILTER_WARN, false), OK);
    }
    assert_int_equal(add_as(&town.sysop, SIEVE_WORD, "word 7", FILTER_WARN, false), E_DONE_ALREADY);
    assert_int_equal(add_as(&town.sysop, SIEVE_WORD, "more", FILTER_WARN, false), E_FILTERS_FULL);
}

static void hits_are_told_when_the_day_is_over(void **state)
{
    struct submitted made;

    (void)state;
    add(SIEVE_WORD, "essay", FILTER_HOLD);
    assert_int_equal(try_text(&town.ann, town.vent, FACE_ALIAS, "Essay", "Body", &made), OK);
    assert_int_equal(try_text(&town.bob, town.vent, FACE_ALIAS, "Essay", "Body", &made), OK);
    assert_int_equal(only().met, 0);
    later(DAY);
    assert_int_equal(only().met, 2);
    later((FILTER_COUNT_DAYS + 2) * DAY);
    assert_int_equal(count("SELECT count(*) FROM filter_day"), 0);
}

/* A name stands over every post. What only warns or slows is no reason to refuse one. */
static void a_handle_that_a_filter_would_stop_is_not_taken(void **state)
{
    (void)state;
    add(SIEVE_WORD, "quack", FILTER_REJECT);
    add(SIEVE_WORD, "tutor", FILTER_HOLD);
    add(SIEVE_WORD, "essay", FILTER_WARN);
    assert_int_equal(handle_check(&town.guest.v, "dull-quack-7"), E_HANDLE_FILTERED);
    assert_int_equal(handle_check(&town.guest.v, "q-u-a-c-k"), E_HANDLE_FILTERED);
    assert_int_equal(handle_check(&town.guest.v, "cheap-tutor"), E_HANDLE_FILTERED);
    assert_int_equal(handle_check(&town.guest.v, "long-essay"), OK);
    assert_int_equal(handle_check(&town.guest.v, "calm-heron-12"), OK);
}

static void imports_are_not_filtered_but_dry_runs_see_them(void **state)
{
    (void)state;
    forum_sql(town.f, "INSERT INTO thread (id, board_id, title, posts, created_at, active_at)"
                      " VALUES (5, (SELECT min(id) FROM board), 'Old', 1, 100, 100);"
                      "INSERT INTO post (id, thread_id, no, created_at, body, author_imported)"
                      " VALUES (6, 5, 1, 100, 'an essay', 'somebody')");
    assert_int_equal(filter_try(&town.f->a, &town.sysop.v, SIEVE_WORD, "essay", &trial), OK);
    assert_int_equal(trial.hits, 1);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TOWN_TEST(a_dry_run_counts_and_shows),
        cmocka_unit_test_setup_teardown(what_finds_everything_is_refused_with_its_figure,
                                        town_setup, town_teardown),
        TOWN_TEST(on_an_empty_board_what_finds_everything_is_refused_too),
        cmocka_unit_test_setup_teardown(a_pattern_that_explodes_is_refused_by_its_dry_run,
                                        town_setup, town_teardown),
        TOWN_TEST(switching_on_runs_it_again),
        TOWN_TEST(a_filter_that_rejects_refuses_with_its_sentence_and_posts_nothing),
        TOWN_TEST(tags_are_looked_at),
        TOWN_TEST(a_filter_that_warns_tells_and_lets_pass),
        TOWN_TEST(a_filter_that_holds_holds_every_face_on_every_board),
        TOWN_TEST(of_an_alias_that_is_held_no_minute_is_stored),
        TOWN_TEST(who_holds_a_handle_back_has_one_face_still),
        TOWN_TEST(without_anybody_who_could_let_it_out_nothing_is_held),
        cmocka_unit_test_setup_teardown(a_text_that_a_pattern_cannot_get_through_is_held,
                                        town_setup, town_teardown),
        TOWN_TEST(where_it_warns_such_a_text_goes_out),
        TOWN_TEST(a_filter_that_slows_makes_its_author_wait_in_that_thread),
        TOWN_TEST(a_filter_that_slows_is_not_shed_by_an_edit),
        TOWN_TEST(a_filter_that_slows_is_not_shed_by_deleting),
        TOWN_TEST(an_edit_is_met_as_a_post_is),
        TOWN_TEST(what_stood_there_before_is_not_held_against_an_edit),
        TOWN_TEST(a_waiting_post_that_is_changed_into_one_is_held),
        TOWN_TEST(sysops_make_them_and_moderators_see_them),
        TOWN_TEST(the_public_log_says_what_it_does_and_not_what_it_looks_for),
        TOWN_TEST(each_change_can_be_taken_back),
        TOWN_TEST(a_deleted_ones_text_goes_with_its_undo_and_its_number_stays),
        cmocka_unit_test_setup_teardown(there_are_so_many_and_no_more, town_setup, town_teardown),
        TOWN_TEST(hits_are_told_when_the_day_is_over),
        TOWN_TEST(a_handle_that_a_filter_would_stop_is_not_taken),
        TOWN_TEST(imports_are_not_filtered_but_dry_runs_see_them),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
