/* SPDX-License-Identifier: MIT
 *
 * db.c -- databases as they should be, and as disks and people make them.
 */
#include "data_folder.h"

#include <sqlite3.h>

#include <curbside/store/db.h>
#include <curbside/store/meta.h>

#include "db_handle.h"
#include "migration.h"

struct fixture {
    struct data_folder folder;
    struct db *db;
};

static int open_fixture(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);

    data_folder_make(&f->folder);
    assert_int_equal(db_create(f->folder.path, &f->db), OK);
    *state = f;
    return 0;
}

static int close_fixture(void **state)
{
    struct fixture *f = *state;

    db_close(f->db);
    data_folder_remove(&f->folder);
    free(f);
    return 0;
}

static void reopen(struct fixture *f)
{
    db_close(f->db);
    f->db = NULL;
}

static enum err put(struct db *db, const char *key, const void *bytes, size_t n)
{
    AUTO_TXN struct txn txn = TXN_NONE;

    TRY(txn_begin(&txn, db, TXN_WRITE));
    TRY(meta_set(db, key, bytes, n));
    return txn_commit(&txn);
}

static bool has(struct db *db, const char *key)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    const uint8_t *bytes;
    size_t n;

    return meta_get(&a, db, key, &bytes, &n) == OK;
}

static void sql(struct fixture *f, const char *text)
{
    sqlite3 *conn;

    assert_int_equal(sqlite3_open(data_folder_path(&f->folder, "db/board.db"), &conn), SQLITE_OK);
    assert_int_equal(sqlite3_exec(conn, text, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(conn);
}

static int64_t pragma(struct db *db, const char *text)
{
    int64_t value = -1;

    assert_int_equal(db_number(db, text, &value), OK);
    return value;
}

static void created_folder_is_closed_to_others(void **state)
{
    struct fixture *f = *state;
    struct stat st;

    assert_int_equal(stat(data_folder_path(&f->folder, "db"), &st), 0);
    assert_int_equal(st.st_mode & 0777, 0700);
    assert_int_equal(stat(data_folder_path(&f->folder, "backups"), &st), 0);
    assert_int_equal(st.st_mode & 0777, 0700);
    assert_int_equal(stat(data_folder_path(&f->folder, "db/board.db"), &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
}

static void every_pragma_holds_after_opening(void **state)
{
    struct fixture *f = *state;

    assert_int_equal(pragma(f->db, "PRAGMA synchronous"), 2);
    assert_int_equal(pragma(f->db, "PRAGMA secure_delete"), 1);
    assert_int_equal(pragma(f->db, "PRAGMA temp_store"), 2);
    assert_int_equal(pragma(f->db, "PRAGMA foreign_keys"), 1);
    assert_int_equal(pragma(f->db, "PRAGMA mmap_size"), 0);
    assert_int_equal(pragma(f->db, "PRAGMA cache_size"), -256);
    assert_int_equal(pragma(f->db, "SELECT (SELECT * FROM pragma_journal_mode) = 'wal'"), 1);
    assert_int_equal(pragma(f->db, "PRAGMA user_version"), db_schema_newest());
}

static void second_create_changes_nothing(void **state)
{
    struct fixture *f = *state;
    struct db *other = NULL;

    assert_int_equal(put(f->db, "k", "v", 1), OK);
    assert_int_equal(db_create(f->folder.path, &other), E_IN_USE);
    assert_null(other);
    assert_true(has(f->db, "k"));
}

static void missing_database_is_not_found(void **state)
{
    struct fixture *f = *state;
    struct db *other = NULL;

    reopen(f);
    assert_int_equal(unlink(data_folder_path(&f->folder, "db/board.db")), 0);
    assert_int_equal(db_open(f->folder.path, &other), E_NOTFOUND);
    assert_null(other);
}

static void newer_database_is_refused(void **state)
{
    struct fixture *f = *state;
    int from, to;

    reopen(f);
    sql(f, "PRAGMA user_version = 1000");
    assert_int_equal(db_open(f->folder.path, &f->db), E_NEWER);
    assert_int_equal(db_upgrade(f->folder.path, &from, &to), E_NEWER);
}

static void foreign_database_is_corrupt(void **state)
{
    struct fixture *f = *state;

    reopen(f);
    sql(f, "PRAGMA application_id = 7");
    assert_int_equal(db_open(f->folder.path, &f->db), E_CORRUPT);
}

static void overwrite(struct fixture *f, off_t at, size_t n)
{
    char noise[4096];
    int fd = open(data_folder_path(&f->folder, "db/board.db"), O_RDWR | O_CLOEXEC);

    memset(noise, 0xa5, sizeof noise);
    assert_true(fd >= 0);
    assert_int_equal(pwrite(fd, noise, n, at), (ssize_t)n);
    close(fd);
}

static void damaged_header_is_corrupt(void **state)
{
    struct fixture *f = *state;

    reopen(f);
    overwrite(f, 0, 100);
    assert_int_equal(db_open(f->folder.path, &f->db), E_CORRUPT);
}

static void damaged_page_is_corrupt_when_it_is_read(void **state)
{
    struct fixture *f = *state;
    AUTO_ARENA struct arena a = ARENA_INIT;
    const char **problems;
    const uint8_t *bytes;
    int n_problems = 0;
    size_t n;

    assert_int_equal(put(f->db, "k", "v", 1), OK);
    int64_t page = pragma(f->db, "SELECT rootpage FROM sqlite_schema WHERE name = 'meta'");
    reopen(f);
    overwrite(f, (off_t)(page - 1) * 4096, 4096);
    assert_int_equal(db_open(f->folder.path, &f->db), OK);
    assert_int_equal(meta_get(&a, f->db, "k", &bytes, &n), E_CORRUPT);
    assert_int_equal(db_check(&a, f->db, &problems, &n_problems), OK);
    assert_true(n_problems > 0);
}

static void whole_database_has_no_problems(void **state)
{
    struct fixture *f = *state;
    AUTO_ARENA struct arena a = ARENA_INIT;
    const char **problems;
    int n = -1;

    assert_int_equal(db_check(&a, f->db, &problems, &n), OK);
    assert_int_equal(n, 0);
}

static void check_names_rows_that_point_nowhere(void **state)
{
    struct fixture *f = *state;
    AUTO_ARENA struct arena a = ARENA_INIT;
    const char **problems;
    int n = -1;

    sql(f, "INSERT INTO thread_tag VALUES (5, 0, 'tag', 'tag')");
    assert_int_equal(db_check(&a, f->db, &problems, &n), OK);
    assert_int_equal(n, 1);
    assert_string_equal(problems[0], "1 rows of thread_tag point to no row of thread");
}

/* As somebody without the rights of root, whom permissions do not bind. */
static void open_as_nobody(void *ctx)
{
    struct fixture *f = ctx;
    struct db *db = NULL;

    if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0))
        _exit(100);
    enum err err = db_open(f->folder.path, &db);
    if (err == OK)
        err = put(db, "k", "v", 1);
    _exit((int)err);
}

static void read_only_folder_is_told_as_such(void **state)
{
    struct fixture *f = *state;

    reopen(f);
    chmod(data_folder_path(&f->folder, "db/board.db"), 0444);
    chmod(data_folder_path(&f->folder, "db"), 0555);
    assert_int_equal(child_result(open_as_nobody, f), E_READONLY);
    chmod(data_folder_path(&f->folder, "db/board.db"), 0666);
    assert_int_equal(child_result(open_as_nobody, f), E_READONLY);
    chmod(data_folder_path(&f->folder, "db"), 0700);
}

static void full_database_stores_nothing_and_works_again(void **state)
{
    struct fixture *f = *state;
    uint8_t *big = calloc(1, 1 << 20);

    assert_int_equal(put(f->db, "small", "v", 1), OK);
    pragma(f->db, "PRAGMA max_page_count = 60");
    assert_int_equal(put(f->db, "big", big, 1 << 20), E_FULL);
    assert_false(has(f->db, "big"));
    assert_true(has(f->db, "small"));
    db_assert_idle(f->db);
    pragma(f->db, "PRAGMA max_page_count = 1000000");
    assert_int_equal(put(f->db, "big", big, 1 << 20), OK);
    assert_true(has(f->db, "big"));
    free(big);
}

/* The kernel refuses to let any file grow beyond 300 KiB: the WAL's write fails at commit. */
static void write_to_a_full_disk(void *ctx)
{
    struct fixture *f = ctx;
    struct rlimit limit = {300 * 1024, 300 * 1024};
    struct db *db = NULL;
    uint8_t *big = calloc(1, 1 << 20);

    signal(SIGXFSZ, SIG_IGN);
    if (setrlimit(RLIMIT_FSIZE, &limit) != 0 || db_open(f->folder.path, &db) != OK)
        _exit(100);
    enum err err = put(db, "big", big, 1 << 20);
    db_assert_idle(db);
    if (has(db, "big") || put(db, "small", "v", 1) != OK)
        _exit(101);
    _exit((int)err);
}

static void full_disk_at_commit_is_told_as_such(void **state)
{
    struct fixture *f = *state;

    reopen(f);
    assert_int_equal(child_result(write_to_a_full_disk, f), E_FULL);
    assert_int_equal(db_open(f->folder.path, &f->db), OK);
    assert_false(has(f->db, "big"));
    assert_true(has(f->db, "small"));
}

static void dropped_transaction_leaves_nothing(void **state)
{
    struct fixture *f = *state;

    {
        AUTO_TXN struct txn txn = TXN_NONE;
        assert_int_equal(txn_begin(&txn, f->db, TXN_WRITE), OK);
        assert_int_equal(meta_set(f->db, "k", "v", 1), OK);
    }
    assert_false(has(f->db, "k"));
    db_assert_idle(f->db);
}

static void upgrade_under_a_session_ends_it(void **state)
{
    struct fixture *f = *state;

    assert_int_equal(put(f->db, "k", "v", 1), OK);
    sql(f, "PRAGMA user_version = 1000");
    assert_int_equal(put(f->db, "k", "w", 1), E_NEWER);
    db_assert_idle(f->db);
}

static void duplicate_row_is_in_use(void **state)
{
    struct fixture *f = *state;
    AUTO_TXN struct txn txn = TXN_NONE;
    AUTO_STMT struct stmt st = STMT_NONE;

    assert_int_equal(put(f->db, "k", "v", 1), OK);
    assert_int_equal(txn_begin(&txn, f->db, TXN_WRITE), OK);
    assert_int_equal(stmt_open(&st, f->db, "INSERT INTO meta (key, value) VALUES (:key, 1)"), OK);
    bind_text(&st, "key", "k");
    assert_int_equal(stmt_run(&st), E_IN_USE);
}

/* How many are kept after twice so many. */
static int statements_kept(struct db *db)
{
    static char texts[3 * STATEMENTS_KEPT][64];
    int kept = 0;

    for (int round = 0; round < 2; round++)
        for (int i = 0; i < 3 * STATEMENTS_KEPT; i++) {
            AUTO_STMT struct stmt st = STMT_NONE;
            snprintf(texts[i], sizeof texts[i], "SELECT %d AS number", i);
            assert_int_equal(stmt_open(&st, db, texts[i]), OK);
            assert_int_equal(stmt_get(&st), OK);
            assert_int_equal(col_int(&st, "number"), i);
        }
    for (sqlite3_stmt *s = NULL; (s = sqlite3_next_stmt(db->conn, s));)
        kept++;
    return kept;
}

static void old_statements_leave_the_cache(void **state)
{
    struct fixture *f = *state;

    assert_int_equal(statements_kept(f->db), STATEMENTS_KEPT);
    assert_int_equal(db_keep_statements(f->db, 2 * STATEMENTS_KEPT), OK);
    assert_int_equal(statements_kept(f->db), 2 * STATEMENTS_KEPT);
}

static void columns_arrive_as_they_were_stored(void **state)
{
    struct fixture *f = *state;
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_STMT struct stmt st = STMT_NONE;
    char text[4];
    uint8_t two[2];
    size_t n;

    assert_int_equal(stmt_open(&st, f->db,
                               "SELECT 7 AS i, NULL AS none, 'abc' AS t, x'0102' AS b,"
                               " x'' AS empty, 'abc' AS t2, x'0304' AS b2"),
                     OK);
    assert_int_equal(stmt_get(&st), OK);
    assert_int_equal(col_int(&st, "i"), 7);
    assert_true(col_is_null(&st, "none"));
    assert_string_equal(col_text(&st, &a, "t"), "abc");
    assert_memory_equal(col_blob(&st, &a, "b", &n), "\1\2", 2);
    assert_int_equal(n, 2);
    assert_non_null(col_blob(&st, &a, "empty", &n));
    assert_int_equal(n, 0);
    col_text_to(&st, "t2", text, sizeof text);
    assert_string_equal(text, "abc");
    col_bytes(&st, "b2", two, sizeof two);
    assert_memory_equal(two, "\3\4", 2);
    assert_int_equal(stmt_end(&st), OK);
}

static void column_of_the_wrong_size_is_corrupt(void **state)
{
    struct fixture *f = *state;
    AUTO_STMT struct stmt st = STMT_NONE;
    char text[3];
    uint8_t two[2];

    assert_int_equal(stmt_open(&st, f->db, "SELECT 'abc' AS t, x'01' AS b"), OK);
    assert_int_equal(stmt_get(&st), OK);
    col_text_to(&st, "t", text, sizeof text);
    col_bytes(&st, "b", two, sizeof two);
    assert_int_equal(stmt_end(&st), E_CORRUPT);
    assert_string_equal(text, "");
}

static void text_beyond_the_arena_is_out_of_memory(void **state)
{
    struct fixture *f = *state;
    AUTO_ARENA struct arena a;
    AUTO_STMT struct stmt st = STMT_NONE;

    arena_init(&a, ARENA_CHUNK_BYTES);
    assert_int_equal(stmt_open(&st, f->db, "SELECT zeroblob(100000) AS b"), OK);
    assert_int_equal(stmt_get(&st), OK);
    size_t n;
    assert_null(col_blob(&st, &a, "b", &n));
    assert_int_equal(stmt_end(&st), E_NOMEM);
}

static void wal_is_empty_after_truncation(void **state)
{
    struct fixture *f = *state;
    struct stat st;
    bool empty = false;

    assert_int_equal(put(f->db, "k", "v", 1), OK);
    assert_int_equal(stat(data_folder_path(&f->folder, "db/board.db-wal"), &st), 0);
    assert_true(st.st_size > 0);
    assert_int_equal(db_wal_truncate(f->db, &empty), OK);
    assert_true(empty);
    assert_int_equal(stat(data_folder_path(&f->folder, "db/board.db-wal"), &st), 0);
    assert_int_equal(st.st_size, 0);
}

static void wal_waits_for_a_reader_of_an_old_view(void **state)
{
    struct fixture *f = *state;
    struct db *reader = NULL;
    bool empty = true;

    assert_int_equal(db_open(f->folder.path, &reader), OK);
    AUTO_TXN struct txn txn = TXN_NONE;
    assert_int_equal(txn_begin(&txn, reader, TXN_READ), OK);
    assert_int_equal(put(f->db, "k", "v", 1), OK);
    assert_false(has(reader, "k"));
    assert_int_equal(db_wal_truncate(f->db, &empty), OK);
    assert_false(empty);
    assert_int_equal(put(f->db, "k", "w", 1), OK); /* nobody is held up by it */
    txn_rollback(&txn);
    assert_true(has(reader, "k"));
    assert_int_equal(db_wal_truncate(f->db, &empty), OK);
    assert_true(empty);
    db_close(reader);
}

static bool file_holds(const char *path, const char *needle)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat st;
    bool found = false;

    if (fd < 0 || fstat(fd, &st) != 0)
        return false;
    char *bytes = malloc((size_t)st.st_size + 1);
    if (read(fd, bytes, (size_t)st.st_size) == st.st_size)
        found = memmem(bytes, (size_t)st.st_size, needle, strlen(needle)) != NULL;
    free(bytes);
    close(fd);
    return found;
}

static void removed_text_is_gone_from_the_files(void **state)
{
    static const char secret[] = "the words nobody should ever find again";
    struct fixture *f = *state;
    bool empty;

    assert_int_equal(put(f->db, "k", secret, strlen(secret)), OK);
    assert_int_equal(db_wal_truncate(f->db, &empty), OK);
    assert_true(file_holds(data_folder_path(&f->folder, "db/board.db"), secret));
    AUTO_TXN struct txn txn = TXN_NONE;
    assert_int_equal(txn_begin(&txn, f->db, TXN_WRITE), OK);
    assert_int_equal(meta_remove(f->db, "k"), OK);
    assert_int_equal(txn_commit(&txn), OK);
    assert_int_equal(db_wal_truncate(f->db, &empty), OK);
    assert_false(file_holds(data_folder_path(&f->folder, "db/board.db"), secret));
    assert_false(file_holds(data_folder_path(&f->folder, "db/board.db-wal"), secret));
}

/* ---- migrations ---- */

enum {
    MIGRATIONS_MAX = 64
};

/* Those a new database has had already. */
static void migrations_before(struct migration *list)
{
    for (int i = 0; i < db_schema_newest(); i++)
        list[i] = (struct migration){"done", ""};
}

static void failed_migration_leaves_the_schema_before_it(void **state)
{
    struct fixture *f = *state;
    int now = db_schema_newest();
    struct migration list[MIGRATIONS_MAX] = {{0}};

    migrations_before(list);
    list[now] = (struct migration){"good", "CREATE TABLE good (x INTEGER) STRICT;"};
    list[now + 1] = (struct migration){"bad",
                                       "CREATE TABLE bad (x INTEGER) STRICT; CREATE NONSENSE;"};
    assert_int_not_equal(migrate(f->db, list), OK);
    assert_int_equal(pragma(f->db, "PRAGMA user_version"), now + 1);
    assert_int_equal(pragma(f->db, "SELECT count(*) FROM sqlite_schema WHERE name = 'good'"), 1);
    assert_int_equal(pragma(f->db, "SELECT count(*) FROM sqlite_schema WHERE name = 'bad'"), 0);
    assert_int_equal(pragma(f->db, "PRAGMA foreign_keys"), 1);
}

static void migration_that_breaks_references_is_undone(void **state)
{
    struct fixture *f = *state;
    int now = db_schema_newest();
    struct migration list[MIGRATIONS_MAX] = {{0}};

    migrations_before(list);
    list[now] = (struct migration){"bad", "INSERT INTO thread_tag VALUES (5, 0, 'tag', 'tag');"};
    assert_int_equal(migrate(f->db, list), E_CORRUPT);
    assert_int_equal(pragma(f->db, "SELECT count(*) FROM thread_tag"), 0);
    assert_int_equal(pragma(f->db, "PRAGMA user_version"), now);
}

static void current_database_is_left_alone_by_upgrade(void **state)
{
    struct fixture *f = *state;
    int from = 0, to = 0;

    assert_int_equal(db_upgrade(f->folder.path, &from, &to), OK);
    assert_int_equal(from, db_schema_newest());
    assert_int_equal(to, db_schema_newest());
    assert_int_not_equal(access(data_folder_path(&f->folder, "backups/before-upgrade.db"), F_OK),
                         0);
}

static void snapshot_holds_everything_but_drafts(void **state)
{
    struct fixture *f = *state;

    sql(f, "INSERT INTO meta VALUES ('k', 1);"
           "INSERT INTO draft VALUES (zeroblob(32), CAST('words of a draft' AS BLOB));"
           "INSERT INTO state VALUES (zeroblob(32), zeroblob(9))");
    assert_int_equal(db_snapshot(f->db, f->folder.path), OK);
    const char *path = data_folder_path(&f->folder, "backups/before-upgrade.db");
    assert_false(file_holds(path, "words of a draft"));
    struct db *copy = NULL;
    struct stat st;
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_int_equal(db_open_file(path, &copy), OK);
    assert_int_equal(pragma(copy, "SELECT count(*) FROM meta"), 1);
    assert_int_equal(pragma(copy, "SELECT count(*) FROM state"), 1);
    assert_int_equal(pragma(copy, "SELECT count(*) FROM draft"), 0);
    db_close(copy);
}

/* ---- several processes ---- */

enum {
    WRITERS = 4,
    WRITES = 50
};

static void write_many(struct fixture *f, int writer)
{
    struct db *db = NULL;
    char key[32];

    if (db_open(f->folder.path, &db) != OK)
        _exit(1);
    for (int i = 0; i < WRITES; i++) {
        snprintf(key, sizeof key, "%d.%d", writer, i);
        if (put(db, key, key, strlen(key)) != OK)
            _exit(2);
    }
    db_close(db);
    _exit(0);
}

static void writers_in_several_processes_lose_nothing(void **state)
{
    struct fixture *f = *state;
    pid_t pids[WRITERS];
    int status;

    for (int i = 0; i < WRITERS; i++) {
        pids[i] = fork();
        if (pids[i] == 0)
            write_many(f, i);
    }
    for (int i = 0; i < WRITERS; i++) {
        assert_int_equal(waitpid(pids[i], &status, 0), pids[i]);
        assert_int_equal(status, 0);
    }
    assert_int_equal(pragma(f->db, "SELECT count(*) FROM meta"), WRITERS * WRITES);
}

/* Writes pairs in one transaction each and says so after the commit, until it is killed. */
static void write_until_killed(struct fixture *f, int say)
{
    struct db *db = NULL;
    char key[32];

    if (db_open(f->folder.path, &db) != OK)
        _exit(1);
    for (uint32_t i = 0;; i++) {
        struct txn txn = TXN_NONE;
        if (txn_begin(&txn, db, TXN_WRITE) != OK)
            _exit(2);
        snprintf(key, sizeof key, "one.%u", i);
        IGNORE(meta_set(db, key, "v", 1)); /* the parent sees what is missing */
        snprintf(key, sizeof key, "two.%u", i);
        IGNORE(meta_set(db, key, "v", 1)); /* as above */
        if (txn_commit(&txn) != OK || write(say, &i, sizeof i) != sizeof i)
            _exit(3);
    }
}

static void killed_writer_loses_nothing_it_acknowledged(void **state)
{
    struct fixture *f = *state;
    int say[2];
    uint32_t last = 0;

    assert_int_equal(pipe(say), 0);
    pid_t pid = fork();
    if (pid == 0)
        write_until_killed(f, say[1]);
    close(say[1]);
    while (read(say[0], &last, sizeof last) == (ssize_t)sizeof last && last < 20)
        ;
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
    while (read(say[0], &last, sizeof last) == (ssize_t)sizeof last)
        ;
    close(say[0]);
    assert_true(last >= 20);
    int64_t ones = pragma(f->db, "SELECT count(*) FROM meta WHERE key GLOB 'one.*'");
    int64_t twos = pragma(f->db, "SELECT count(*) FROM meta WHERE key GLOB 'two.*'");
    assert_int_equal(ones, twos);
    assert_true(ones >= last + 1);
}

static void open_handle_is_small(void **state)
{
    struct fixture *f = *state;
    AUTO_ARENA struct arena a = ARENA_INIT;
    const uint8_t *bytes;
    char key[16];
    size_t n;

    for (int i = 0; i < 300; i++) {
        snprintf(key, sizeof key, "%d", i);
        assert_int_equal(put(f->db, key, f->folder.path, sizeof f->folder.path), OK);
    }
    IGNORE(meta_get(&a, f->db, "1", &bytes, &n)); /* only its memory counts here */
    assert_true(db_memory_bytes(f->db) < 400 * 1024);
    db_release_memory(f->db);
    assert_true(db_memory_bytes(f->db) < 152 * 1024); /* most of it the schema */
}

int main(void)
{
#define CASE(test) cmocka_unit_test_setup_teardown(test, open_fixture, close_fixture)
    const struct CMUnitTest tests[] = {
        CASE(created_folder_is_closed_to_others),
        CASE(every_pragma_holds_after_opening),
        CASE(second_create_changes_nothing),
        CASE(missing_database_is_not_found),
        CASE(newer_database_is_refused),
        CASE(foreign_database_is_corrupt),
        CASE(damaged_header_is_corrupt),
        CASE(damaged_page_is_corrupt_when_it_is_read),
        CASE(whole_database_has_no_problems),
        CASE(check_names_rows_that_point_nowhere),
        CASE(read_only_folder_is_told_as_such),
        CASE(full_database_stores_nothing_and_works_again),
        CASE(full_disk_at_commit_is_told_as_such),
        CASE(dropped_transaction_leaves_nothing),
        CASE(upgrade_under_a_session_ends_it),
        CASE(duplicate_row_is_in_use),
        CASE(old_statements_leave_the_cache),
        CASE(columns_arrive_as_they_were_stored),
        CASE(column_of_the_wrong_size_is_corrupt),
        CASE(text_beyond_the_arena_is_out_of_memory),
        CASE(wal_is_empty_after_truncation),
        CASE(wal_waits_for_a_reader_of_an_old_view),
        CASE(removed_text_is_gone_from_the_files),
        CASE(failed_migration_leaves_the_schema_before_it),
        CASE(migration_that_breaks_references_is_undone),
        CASE(current_database_is_left_alone_by_upgrade),
        CASE(snapshot_holds_everything_but_drafts),
        CASE(writers_in_several_processes_lose_nothing),
        CASE(killed_writer_loses_nothing_it_acknowledged),
        CASE(open_handle_is_small),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
