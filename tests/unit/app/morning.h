/* SPDX-License-Identifier: MIT
 *
 * morning.h -- a board in the morning: of everything that can wait for a moderator some waits.
 *
 * Real text where there is a corpus (CURBSIDE_CORPUS), and members' posts under both faces on three
 * kinds of boards. 300 posts are flagged, for every reason, by people with standing and without,
 * some by several, so that some have collapsed and some will with the release; beside them wait
 * held posts, first posts, reports, schools, questions and appeals.
 */
#ifndef CURBSIDE_TESTS_MORNING_H
#define CURBSIDE_TESTS_MORNING_H

#include "unit/screens/stage.h"

#include <jansson.h>
#include <sqlite3.h>

#include <curbside/domain/appeal.h>
#include <curbside/domain/decide.h>
#include <curbside/domain/flag.h>
#include <curbside/domain/interview.h>
#include <curbside/domain/maintenance.h>
#include <curbside/domain/questions.h>
#include <curbside/domain/queue.h>
#include <curbside/domain/sanction.h>
#include <curbside/domain/school_proposal.h>
#include <curbside/domain/standing.h>
#include <curbside/domain/transfer.h>
#include <curbside/domain/upkeep.h>

enum {
    FLAGGED = 300,       /* posts */
    CORPUS_LINES = 1200, /* of each corpus, at most */
    READERS = 3,         /* with standing; they write in the lounge alone */
    AUTHORS = 6,         /* without; the even ones are aliases wherever that can be */
    OWN_POSTS = 72,
    HELD = 8, /* on the alias board, and as many under handles */
    FIRST = 6,
    REPORTS = 8,
    SCHOOLS = 8,
    MERGES = 8,
    APPEALS = 8,
    HOUR_MS = 60 * 60 * 1000,
    DAY_MS = 24 * HOUR_MS,
};

static const char morning_mod[] = "calm-maud-7", morning_peer[] = "wise-peer-4",
                  morning_sysop[] = "wise-heron-8";
static const char *const morning_authors[AUTHORS] = {"quiet-otter-41", "calm-ibex-3",
                                                     "brave-lynx-9",   "lucid-wren-5",
                                                     "amber-hare-2",   "dapper-elk-6"};

/* ---- who does what ---- */

static enum err morning_never_passes(void *ctx, board_id board, bool is_new)
{
    (void)ctx, (void)board, (void)is_new;
    return E_TOOFAST;
}

static struct submitted morning_post(struct stage *st, struct visit *v, const char *board,
                                     thread_id thread, enum face face)
{
    static int n;
    char body[64];
    struct submission s = {.thread = thread, .face = face, .body = body};
    struct submitted made = {0};
    struct board b;

    s.title = thread.v == 0 ? "What do you think?" : NULL;
    s.body_n = (size_t)snprintf(body, sizeof body, "What I think, number %d.", ++n);
    assert_int_equal(board_find(&st->arena, v, board, &b), OK);
    s.board = b.id;
    dice_fill(&st->dice, s.token, sizeof s.token);
    assert_int_equal(post_submit(v, &s, &made), OK);
    return made;
}

/* Time goes on, and the keeper ticks. */
static void morning_later(struct stage *st, int64_t ms)
{
    struct visit v = stage_visit(st);

    st->now_ms += ms;
    assert_int_equal(account_open(&v, NULL, 0), OK);
    assert_int_equal(forum_tick(&v), OK);
    account_close(&v);
}

static sqlite3 *raw_open(const struct stage *st)
{
    char path[128];
    sqlite3 *conn;

    snprintf(path, sizeof path, "%s/db/board.db", st->dir);
    assert_int_equal(sqlite3_open(path, &conn), SQLITE_OK);
    return conn;
}

/* ---- the corpora ---- */

static const char *field(const json_t *line, const char *key)
{
    return json_string_value(json_object_get(line, key));
}

static enum err import_line(struct import *i, const json_t *line)
{
    struct import_post p = {
        .board = field(line, "board"),
        .thread = field(line, "thread"),
        .id = field(line, "id"),
        .title = field(line, "title"),
        .author = field(line, "author"),
        .body = field(line, "body"),
        .reply_to = field(line, "reply_to"),
    };
    struct import_board b = {
        .slug = field(line, "slug"),
        .title = p.title,
        .category = field(line, "category"),
        .description = field(line, "description"),
        .mode = BOARD_EITHER,
    };
    enum import_result result;

    if (strcmp(field(line, "type"), "board") == 0)
        return import_board(i, &b, &result);
    assert_int_equal(time_parse_rfc3339(field(line, "date"), &p.date), OK);
    return import_post(i, &p, &result);
}

/* False: there is no corpus. */
static bool import_corpus(struct import *i, const char *name)
{
    const char *env = getenv("CURBSIDE_CORPUS"), *folder = env ? env : TEST_CORPUS;
    char path[512], command[600], *text = NULL;
    size_t size = 0;
    FILE *lines;

    snprintf(path, sizeof path, "%s/%s.jsonl.gz", folder, name);
    if (access(path, R_OK) != 0)
        return false;
    snprintf(command, sizeof command, "gzip -dc '%s' | head -%d", path, CORPUS_LINES);
    lines = popen(command, "r");
    assert_non_null(lines);
    while (getline(&text, &size, lines) > 0) {
        json_t *line = json_loads(text, 0, NULL);

        assert_non_null(line);
        assert_int_equal(import_line(i, line), OK);
        json_decref(line);
    }
    free(text);
    pclose(lines);
    return true;
}

/* As many posts as are flagged, three to a thread. */
static void import_made_up(struct import *i)
{
    const struct import_board board = {.slug = "made-up",
                                       .title = "Made up",
                                       .category = "Archive",
                                       .description = "Nobody wrote this.",
                                       .mode = BOARD_EITHER};
    enum import_result result;

    assert_int_equal(import_board(i, &board, &result), OK);
    for (int n = 0; n < FLAGGED; n++) {
        char id[16], thread[16], body[64];
        const struct import_post post = {.board = board.slug,
                                         .thread = thread,
                                         .id = id,
                                         .title = n % 3 == 0 ? "A question" : NULL,
                                         .author = "somebody",
                                         .date = INT64_C(1700000000) + n * 3600,
                                         .body = body};

        snprintf(id, sizeof id, "p%d", n);
        snprintf(thread, sizeof thread, "t%d", n / 3);
        snprintf(body, sizeof body, "What was said as number %d.", n);
        assert_int_equal(import_post(i, &post, &result), OK);
    }
}

static void morning_import(struct stage *st)
{
    struct visit v = stage_visit(st);
    struct import *i;

    assert_int_equal(account_open(&v, NULL, 0), OK);
    assert_int_equal(import_open(&v, &i), OK);
    if (!import_corpus(i, "sci-med") || !import_corpus(i, "threads"))
        import_made_up(i);
    assert_int_equal(import_close(i), OK);
    account_close(&v);
}

/* ---- people ---- */

static void morning_reader(char ret[static HANDLE_SIZE], int i)
{
    snprintf(ret, HANDLE_SIZE, "calm-reader-%d", i + 1);
}

static void morning_hello(struct stage *st, const char *name)
{
    struct visit v;

    stage_become(st, &v, name);
    morning_post(st, &v, "lounge", (thread_id){0}, FACE_HANDLE);
    account_close(&v);
}

/* Five days on which each wrote something, and then two weeks. */
static void morning_make_readers(struct stage *st)
{
    for (int day = 0; day < 5; day++) {
        for (int i = 0; i < READERS; i++) {
            char name[HANDLE_SIZE];

            morning_reader(name, i);
            morning_hello(st, name);
        }
        morning_later(st, DAY_MS);
    }
    morning_later(st, (int64_t)15 * DAY_MS);
}

static void morning_make_staff(struct stage *st)
{
    morning_hello(st, morning_mod);
    morning_hello(st, morning_peer);
    morning_hello(st, morning_sysop);
    stage_role(st, morning_mod, "moderator");
    stage_role(st, morning_peer, "moderator");
    stage_role(st, morning_sysop, "sysop");
}

/* In twelve threads, on two boards where the author chooses and on one of aliases. */
static void morning_write(struct stage *st, struct submitted ret[static OWN_POSTS])
{
    static const char *const boards[] = {"premed", "mcat", "vent"};
    struct submitted made = {0};

    for (int i = 0; i < OWN_POSTS; i++) {
        const char *board = boards[i / AUTHORS % 3];
        bool alias = i % 2 == 0 || strcmp(board, "vent") == 0;
        thread_id thread = i % AUTHORS == 0 ? (thread_id){0} : made.thread;
        struct visit v;

        stage_become(st, &v, morning_authors[i % AUTHORS]);
        ret[i] = morning_post(st, &v, board, thread, alias ? FACE_ALIAS : FACE_HANDLE);
        account_close(&v);
        if (i % AUTHORS == 0)
            made = ret[i];
        morning_later(st, (int64_t)7 * HOUR_MS); /* longer than the other face makes one wait */
    }
}

/* ---- what waits beside flags ---- */

static void morning_newcomer(struct stage *st, struct visit *v, const char *kind, int i)
{
    char name[HANDLE_SIZE];

    snprintf(name, sizeof name, "young-%s-%d", kind, i + 1);
    stage_become(st, v, name);
    v->newcomer_posts = 6;
    v->newcomer_pass = morning_never_passes;
}

static void morning_hold_all(struct stage *st, bool on)
{
    struct visit v;
    action_id id;

    stage_become(st, &v, morning_sysop);
    assert_int_equal(maintenance_set(&v, MAINTENANCE_HOLD, on, &id), OK);
    account_close(&v);
}

static void morning_hold(struct stage *st)
{
    struct visit v;

    for (int i = 0; i < HELD; i++) {
        morning_newcomer(st, &v, "finch", i);
        assert_true(morning_post(st, &v, "vent", (thread_id){0}, FACE_ALIAS).held);
        account_close(&v);
    }
    morning_hold_all(st, true);
    for (int i = 0; i < HELD; i++) {
        morning_newcomer(st, &v, "lark", i);
        assert_true(morning_post(st, &v, "mcat", (thread_id){0}, FACE_HANDLE).held);
        account_close(&v);
    }
    morning_hold_all(st, false);
}

static void morning_first(struct stage *st)
{
    struct visit v;

    for (int i = 0; i < FIRST; i++) {
        morning_newcomer(st, &v, "swift", i);
        assert_false(morning_post(st, &v, "premed", (thread_id){0}, FACE_HANDLE).held);
        account_close(&v);
    }
}

static void morning_report(struct stage *st)
{
    static const char written[] = "cycle: 2026-27\nmonth: 2026-10\nmodality: virtual\nformat: mmi\n"
                                  "stress: 4\nimpression: 1\nquestion: Why this school?\n"
                                  "comments: A fine day.\n";
    struct interview_fault fault;
    struct interview_form form;
    struct visit v;
    report_id id;

    for (int i = 0; i < REPORTS; i++) {
        morning_newcomer(st, &v, "heron", i);
        interview_form_init(&form);
        assert_int_equal(
            interview_form_parse(&st->arena, written, sizeof written - 1, &form, &fault), OK);
        assert_int_equal(report_add(&v, "yale", &form, OVERRIDE_NONE, &fault, &id), OK);
        account_close(&v);
    }
}

static void morning_propose(struct stage *st)
{
    struct visit v;

    for (int i = 0; i < SCHOOLS; i++) {
        school_proposal_id id;
        char name[64];

        snprintf(name, sizeof name, "Arkham Medical College %d", i + 1);
        stage_become(st, &v, morning_authors[i % AUTHORS]);
        assert_int_equal(school_propose(&v, name, "Arkham, MA, US", &id), OK);
        account_close(&v);
    }
}

/* Questions that ship, two and two: the keeper would propose those that look alike. */
static void morning_pair(struct stage *st)
{
    sqlite3 *conn = raw_open(st);
    char sql[400];

    snprintf(sql, sizeof sql,
             "INSERT INTO merge_proposal (one, other, alike, since)"
             " SELECT id, next, 70, %lld FROM (SELECT id, lead(id) OVER w AS next,"
             "   row_number() OVER w AS n FROM question WINDOW w AS (ORDER BY id))"
             "  WHERE n %% 2 = 1 AND n < %d",
             (long long)time_floor_day(clock_wall_s(&st->clock)), 2 * MERGES);
    assert_int_equal(sqlite3_exec(conn, sql, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_changes(conn), MERGES);
    sqlite3_close(conn);
}

/* What another moderator did yesterday; whom it reached asks again. */
static void morning_appeal(struct stage *st, const struct submitted posts[static OWN_POSTS])
{
    static const char why[] = "It was meant kindly.";
    action_id done[APPEALS];
    struct visit v;

    stage_become(st, &v, morning_peer);
    for (int i = 0; i < APPEALS; i++) {
        const struct sanction_order order = {(enum severity)((i / 2 + i / AUTHORS) % 3), "kindness",
                                             NULL, OUT_NO};

        if (i % 2 == 0)
            assert_int_equal(post_remove(&v, posts[i].post, "on-topic", NULL, &done[i]), OK);
        else
            assert_int_equal(sanction_through_post(&v, posts[i].post, &order, &done[i]), OK);
    }
    account_close(&v);
    for (int i = 0; i < APPEALS; i++) {
        stage_become(st, &v, morning_authors[i % AUTHORS]);
        assert_int_equal(appeal_make(&v, done[i], why, sizeof why - 1), OK);
        account_close(&v);
    }
}

/* ---- flags ---- */

/* Members' posts, and of the corpora what an id that was drawn makes first. */
static void morning_choose(struct stage *st, post_id ret[static FLAGGED])
{
    sqlite3 *conn = raw_open(st);
    sqlite3_stmt *rows;
    int n = 0;

    assert_int_equal(
        sqlite3_prepare_v2(conn,
                           "SELECT id FROM post WHERE state = 'visible' AND ifnull(author_handle,"
                           " 0) NOT IN (SELECT id FROM handle WHERE role <> 'member')"
                           "   AND id NOT IN (SELECT post_id FROM flagged)"
                           " ORDER BY author_imported IS NULL DESC, id",
                           -1, &rows, NULL),
        SQLITE_OK);
    while (n < FLAGGED && sqlite3_step(rows) == SQLITE_ROW)
        ret[n++].v = sqlite3_column_int64(rows, 0);
    assert_int_equal(n, FLAGGED);
    sqlite3_finalize(rows);
    sqlite3_close(conn);
}

/* False: it is the flagger's own. */
static bool morning_flag(struct visit *v, post_id post, enum flag_code code, const char *note)
{
    enum err err = flag_add(v, post, code, note);

    if (err != E_OWN_POST)
        assert_int_equal(err, OK);
    return err == OK;
}

/* Each by one without standing; every third by several, of whom some have it. */
static void morning_flag_one(struct visit light[static AUTHORS],
                             struct visit weighty[static READERS], int i, post_id post)
{
    enum flag_code code = (enum flag_code)(i % N_FLAG_CODES);
    const char *note = i % 7 == 0 ? "Please look." : NULL;
    bool flagged = morning_flag(&light[i % AUTHORS], post, code, note) ||
                   morning_flag(&light[(i + 1) % AUTHORS], post, code, note);

    assert_true(flagged);
    for (int k = 0; k < READERS && i % 3 == 0 && k <= i / 3 % READERS; k++)
        morning_flag(&weighty[k], post, (enum flag_code)((i + k) % N_FLAG_CODES), note);
}

static void morning_flags(struct stage *st, const post_id posts[static FLAGGED])
{
    struct visit light[AUTHORS], weighty[READERS];

    for (int i = 0; i < AUTHORS; i++)
        stage_become(st, &light[i], morning_authors[i]);
    for (int i = 0; i < READERS; i++) {
        char name[HANDLE_SIZE];

        bool standing;

        morning_reader(name, i);
        stage_become(st, &weighty[i], name);
        assert_int_equal(standing_has(&weighty[i], &standing), OK);
        assert_true(standing);
    }
    for (int i = 0; i < FLAGGED; i++)
        morning_flag_one(light, weighty, i, posts[i]);
    for (int i = 0; i < AUTHORS; i++)
        account_close(&light[i]);
    for (int i = 0; i < READERS; i++)
        account_close(&weighty[i]);
}

/* ---- all of it ---- */

static const int morning_waits[N_QUEUE_KINDS] = {
    [QUEUE_HELD] = 2 * HELD,  [QUEUE_FLAGS] = FLAGGED,  [QUEUE_FIRST] = FIRST,
    [QUEUE_REPORT] = REPORTS, [QUEUE_SCHOOL] = SCHOOLS, [QUEUE_MERGE] = MERGES,
    [QUEUE_APPEAL] = APPEALS,
};

static void morning_make(struct stage *st)
{
    static const char vent[] = "slug,category,title,description,mode,open,position,staff\n"
                               "vent,Lounge,Vent,Nobody is named here.,alias,1,60,0\n";
    struct submitted own[OWN_POSTS];
    post_id posts[FLAGGED];
    struct visit v;
    int made;

    stage_make(st);
    stage_allow_aliases(st);
    v = stage_visit(st);
    assert_int_equal(account_open(&v, NULL, 0), OK);
    assert_int_equal(board_seed(&v, vent, sizeof vent - 1, &made), OK);
    assert_int_equal(question_seed(&v), OK);
    account_close(&v);
    morning_import(st);
    morning_make_readers(st);
    morning_make_staff(st);
    morning_write(st, own);
    morning_appeal(st, own);
    morning_report(st);
    morning_propose(st);
    morning_later(st, DAY_MS); /* what is known by its day waits from the next one on */
    morning_hold(st);
    morning_first(st);
    morning_later(st, HOUR_MS);
    morning_choose(st, posts);
    morning_flags(st, posts);
    morning_pair(st);
}

#endif
