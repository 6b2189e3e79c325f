/* SPDX-License-Identifier: MIT
 *
 * upkeep.c -- many writers at once, writers killed, and the check that would notice.
 */
#include "unit/domain/forum_fixture.h"

#include <signal.h>
#include <sys/wait.h>

#include <curbside/base/fd.h>
#include <curbside/domain/upkeep.h>

static struct check_report must_check(struct forum *f)
{
    struct visit v = forum_visit(f);
    struct check_report report;

    assert_int_equal(forum_check(&f->a, &v, &report), OK);
    return report;
}

static void assert_whole(struct forum *f)
{
    struct check_report report = must_check(f);

    for (int i = 0; i < report.n; i++)
        if (report.rows[i].violations > 0)
            print_error("%s: %s\n", report.rows[i].rule, report.rows[i].example);
    assert_int_equal(report.violations, 0);
}

/* ---- the check notices ---- */

/* Damage, and whether a rule other than SQLite's own saw it. */
static void assert_noticed(struct forum *f, const char *damage)
{
    struct check_report report;

    forum_sql(f, damage);
    report = must_check(f);
    if (report.violations == 0)
        fail_msg("not noticed: %s", damage);
    for (int i = 0; i < report.n; i++)
        if (report.rows[i].violations > 0)
            assert_non_null(report.rows[i].example);
}

static void every_kind_of_damage_is_noticed(void **state)
{
    static const char *const damages[][2] = {
        {"UPDATE board SET threads = threads + 1", "UPDATE board SET threads = threads - 1"},
        {"UPDATE board SET posts = posts - 1", "UPDATE board SET posts = posts + 1"},
        {"UPDATE thread SET posts = posts + 1", "UPDATE thread SET posts = posts - 1"},
        {"UPDATE thread SET active_at = active_at + 1",
         "UPDATE thread SET active_at = active_at - 1"},
        {"UPDATE thread SET created_at = created_at - 1",
         "UPDATE thread SET created_at = created_at + 1"},
        {"UPDATE post SET no = 9 WHERE no = 2", "UPDATE post SET no = 2 WHERE no = 9"},
        {"UPDATE post SET reply_to = 2 WHERE no = 2",
         "UPDATE post SET reply_to = NULL WHERE no = 2"},
        {"UPDATE submission SET no = 7 WHERE no = 2", "UPDATE submission SET no = 2 WHERE no = 7"},
        {"UPDATE thread_tag SET position = 3 WHERE position = 0",
         "UPDATE thread_tag SET position = 0 WHERE position = 3"},
        {"INSERT INTO waiting (id, thread_id, board_id, due_at, part, body, receipt, token,"
         " author_tag, author_alias) SELECT 5, 5, id, 0, 0, 'b', zeroblob(16), zeroblob(32),"
         " zeroblob(16), 'a-b' FROM board LIMIT 1",
         "DELETE FROM waiting"},
        {"INSERT INTO change (post_id, about, due_at, body) SELECT id, 'text', 0, 'b' FROM post",
         "DELETE FROM change"},
        {"INSERT INTO erasure (name, until, box) VALUES (zeroblob(16), 86400, zeroblob(60))",
         "DELETE FROM erasure"},
        {"PRAGMA foreign_keys = OFF; UPDATE post SET thread_id = 5 WHERE no = 2",
         "UPDATE post SET thread_id = (SELECT id FROM thread) WHERE no = 2"},
    };
    struct forum *f = *state;
    const char *tags[] = {"anki"};
    struct submission s = thread_of(f->board, "Title", "Body");
    struct member m;
    thread_id thread;

    member_init(f, &m, "amber-wren-1", ROLE_MEMBER);
    s.tags = tags;
    s.n_tags = 1;
    thread = must_submit(&m, &s).thread;
    must_reply(&m, thread, "Reply");
    assert_whole(f);
    for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
        assert_noticed(f, damages[i][0]);
        forum_sql(f, damages[i][1]);
        assert_whole(f);
    }
    member_done(&m);
}

/* ---- counters against a naive count ---- */

enum {
    MODEL_THREADS = 12,
    MODEL_POSTS = 400,
    MODEL_BOARDS = 3,
};

struct model {
    board_id boards[MODEL_BOARDS];
    thread_id threads[MODEL_THREADS];
    int board_of[MODEL_THREADS];
    int posts[MODEL_THREADS];
    int64_t active[MODEL_THREADS];
    int n_threads;
};

static void model_post(struct forum *f, struct member *m, struct model *model)
{
    bool start = model->n_threads == 0 ||
                 (model->n_threads < MODEL_THREADS && random_below(&forum_random, 10) == 0);
    int t = start ? model->n_threads++
                  : (int)random_below(&forum_random, (uint32_t)model->n_threads);
    struct submission s = reply_of(model->threads[t], "Body");
    struct submitted done;

    if (start) {
        model->board_of[t] = (int)random_below(&forum_random, MODEL_BOARDS);
        s = thread_of(model->boards[model->board_of[t]], "Title", "Body");
        model->active[t] = INT64_MIN;
    }
    f->now += (int64_t)random_below(&forum_random, 200) - 50; /* clocks go back, too */
    done = must_submit(m, &s);
    model->threads[t] = done.thread;
    model->posts[t]++;
    if (f->now > model->active[t])
        model->active[t] = f->now;
    assert_int_equal(done.no, model->posts[t]);
}

static void model_compare_boards(struct forum *f, struct member *m, const struct model *model)
{
    for (int b = 0; b < MODEL_BOARDS; b++) {
        struct board board;
        int64_t threads = 0, posts = 0;

        for (int t = 0; t < model->n_threads; t++) {
            threads += model->board_of[t] == b;
            posts += model->board_of[t] == b ? model->posts[t] : 0;
        }
        assert_int_equal(board_get(&f->a, &m->v, model->boards[b], &board), OK);
        assert_int_equal(board.threads, threads);
        assert_int_equal(board.posts, posts);
    }
}

static void counters_agree_with_a_naive_count(void **state)
{
    struct forum *f = *state;
    struct model model = {.boards = {f->board}};
    struct thread_row row;
    struct member m;

    model.boards[1] = forum_board(f, "second", "either", true, false);
    model.boards[2] = forum_board(f, "third", "handle", true, false);
    member_init(f, &m, "amber-wren-1", ROLE_MEMBER);
    for (int i = 0; i < MODEL_POSTS; i++)
        model_post(f, &m, &model);
    for (int t = 0; t < model.n_threads; t++) {
        assert_int_equal(thread_get(&f->a, &m.v, model.threads[t], &row), OK);
        assert_int_equal(row.posts, model.posts[t]);
        assert_int_equal(row.active, model.active[t]);
    }
    model_compare_boards(f, &m, &model);
    assert_whole(f);
    member_done(&m);
}

/* ---- writers at once ---- */

enum {
    WRITERS = 4,
    WRITES = 40,
};

/* Post to a thread in a process with a handle of its own; each acknowledged number goes down the
 * pipe. n < 0: until killed. */
static pid_t writer_start(struct forum *f, struct member *m, thread_id thread, int n, int pipe_fd)
{
    pid_t pid = fork();

    if (pid != 0)
        return pid;
    if (db_open(f->dir, &f->db) != OK)
        _exit(1);
    m->v.db = f->db;
    for (int i = 0; n < 0 || i < n; i++) {
        struct submission s = reply_of(thread, "From one of many.");
        struct submitted done;

        if (post_submit(&m->v, &s, &done) != OK)
            _exit(2);
        if (fd_write_all(pipe_fd, &done.no, sizeof done.no) != OK)
            _exit(3);
    }
    _exit(0);
}

static void writers_of_one_thread_get_numbers_without_gap_or_twin(void **state)
{
    struct forum *f = *state;
    struct member members[WRITERS];
    pid_t pids[WRITERS];
    bool seen[WRITERS * WRITES + 2] = {false};
    struct thread_row row;
    thread_id thread;
    int pipes[2], no, status;

    for (int i = 0; i < WRITERS; i++) {
        char name[24];

        snprintf(name, sizeof name, "writer-%d", i);
        member_init(f, &members[i], name, ROLE_MEMBER);
    }
    thread = must_start(f, &members[0], "Title");
    assert_int_equal(pipe(pipes), 0);
    db_close(f->db);
    for (int i = 0; i < WRITERS; i++)
        pids[i] = writer_start(f, &members[i], thread, WRITES, pipes[1]);
    close(pipes[1]);
    while (read(pipes[0], &no, sizeof no) == sizeof no) {
        assert_in_range(no, 2, WRITERS * WRITES + 1);
        assert_false(seen[no]);
        seen[no] = true;
    }
    close(pipes[0]);
    for (int i = 0; i < WRITERS; i++) {
        assert_int_equal(waitpid(pids[i], &status, 0), pids[i]);
        assert_int_equal(status, 0);
    }
    assert_int_equal(db_open(f->dir, &f->db), OK);
    members[0].v.db = f->db;
    assert_int_equal(thread_get(&f->a, &members[0].v, thread, &row), OK);
    assert_int_equal(row.posts, WRITERS * WRITES + 1);
    for (no = 2; no <= WRITERS * WRITES + 1; no++)
        assert_true(seen[no]);
    assert_whole(f);
    for (int i = 0; i < WRITERS; i++)
        member_done(&members[i]);
}

static void what_was_acknowledged_survives_a_kill(void **state)
{
    struct forum *f = *state;
    struct member m;
    struct thread_row row;
    thread_id thread;
    int last = 1;

    member_init(f, &m, "amber-wren-1", ROLE_MEMBER);
    thread = must_start(f, &m, "Title");
    for (int round = 0; round < 15; round++) {
        int pipes[2], no;
        pid_t pid;

        assert_int_equal(pipe(pipes), 0);
        db_close(f->db);
        pid = writer_start(f, &m, thread, -1, pipes[1]);
        close(pipes[1]);
        for (int i = 0; i <= round; i++) { /* a few posts, then in the middle of one */
            assert_int_equal(read(pipes[0], &no, sizeof no), sizeof no);
            last = no;
        }
        kill(pid, SIGKILL);
        assert_int_equal(waitpid(pid, NULL, 0), pid);
        while (read(pipes[0], &no, sizeof no) == sizeof no)
            last = no;
        close(pipes[0]);
        assert_int_equal(db_open(f->dir, &f->db), OK);
        m.v.db = f->db;
        assert_int_equal(thread_get(&f->a, &m.v, thread, &row), OK);
        assert_true(row.posts >= last); /* at most the one on its way came besides */
        assert_true(row.posts <= last + 1);
        assert_whole(f);
    }
    member_done(&m);
}

static void a_tick_without_work_writes_nothing(void **state)
{
    struct forum *f = *state;
    struct visit v = forum_visit(f);
    struct txn held = TXN_NONE;
    struct db *other;

    assert_int_equal(forum_tick(&v), OK); /* the first notes that nothing is from before */
    assert_int_equal(db_open(f->dir, &other), OK);
    assert_int_equal(txn_begin(&held, other, TXN_WRITE), OK);
    assert_int_equal(forum_tick(&v), OK); /* would wait for the lock */
    txn_rollback(&held);
    db_close(other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FORUM_TEST(every_kind_of_damage_is_noticed),
        FORUM_TEST(counters_agree_with_a_naive_count),
        FORUM_TEST(writers_of_one_thread_get_numbers_without_gap_or_twin),
        FORUM_TEST(what_was_acknowledged_survives_a_kill),
        FORUM_TEST(a_tick_without_work_writes_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
