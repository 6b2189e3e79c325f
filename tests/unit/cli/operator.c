/* SPDX-License-Identifier: MIT
 *
 * operator.c -- the operator's command line as typed: statuses, sentences, and that running
 * something twice is safe.
 */
#include "own_folder.h"
#include "unit.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sqlite3.h>

#include <curbside/base/fd.h>
#include <curbside/cli/subcommand.h>

struct shell {
    char home[64], data[96];
    char out[256 * 1024], err[16 * 1024];
};

static void file_into(const struct shell *s, const char *name, char *ret, size_t size)
{
    AUTO_STR struct str text = STR_INIT;
    char path[160];

    snprintf(path, sizeof path, "%s/%s", s->home, name);
    assert_int_equal(file_read(path, size - 1, &text), OK);
    memcpy(ret, str_cstr(&text), text.n + 1);
}

/* What is written to `fd` goes to a file of the shell's home; the old descriptor is returned. */
static int redirect(const struct shell *s, int fd, const char *name)
{
    char path[160];
    FILE *f;
    int kept = dup(fd);

    snprintf(path, sizeof path, "%s/%s", s->home, name);
    f = fopen(path, "we");
    assert_non_null(f);
    assert_true(dup2(fileno(f), fd) == fd);
    fclose(f);
    return kept;
}

/* curbside A B C --data DATA; the status. Words are split at spaces. */
static int curbside(struct shell *s, const char *words)
{
    char line[512], *argv[24];
    int argc = 0, out, err, status;

    snprintf(line, sizeof line, "curbside %s --data %s", words, s->data);
    for (char *word = strtok(line, " "); word; word = strtok(NULL, " "))
        argv[argc++] = word;
    argv[argc] = NULL;
    fflush(NULL);
    out = redirect(s, STDOUT_FILENO, "out");
    err = redirect(s, STDERR_FILENO, "err");
    status = cli_main(argc, argv);
    fflush(NULL);
    dup2(out, STDOUT_FILENO);
    dup2(err, STDERR_FILENO);
    close(out);
    close(err);
    file_into(s, "out", s->out, sizeof s->out);
    file_into(s, "err", s->err, sizeof s->err);
    return status;
}

static void write_file(const struct shell *s, const char *name, const char *text)
{
    char path[160];
    FILE *f;

    snprintf(path, sizeof path, "%s/%s", s->home, name);
    f = fopen(path, "we");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

static void wrong_words_are_status_2_with_the_usage(void **state)
{
    struct shell *s = *state;

    assert_int_equal(curbside(s, "frobnicate"), 2);
    assert_non_null(strstr(s->err, "curbside help"));
    assert_int_equal(curbside(s, "import"), 2);
    assert_non_null(strstr(s->err, "usage: curbside import FILE.jsonl"));
    assert_int_equal(curbside(s, "check now"), 2);
    assert_int_equal(curbside(s, "init --nope"), 2);
    assert_int_equal(curbside(s, "help"), 0);
    assert_int_equal(curbside(s, "version"), 0);
}

static void without_a_board_everything_points_to_init(void **state)
{
    static const char *const words[] = {"check", "tick", "export", "import -"};
    struct shell *s = *state;

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        assert_int_equal(curbside(s, words[i]), 1);
        assert_non_null(strstr(s->err, "curbside init"));
        assert_string_equal(s->out, "");
    }
}

static void claim_code(const struct shell *s, char ret[static 32])
{
    const char *at = strstr(s->out, "Claim code     ");

    assert_non_null(at);
    snprintf(ret, 32, "%.24s", at + 15);
    assert_int_equal(strspn(ret, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567-"), 24);
}

static void init_makes_a_board_that_only_its_owner_can_look_into(void **state)
{
    static const char *const parts[] = {"",
                                        "/db",
                                        "/seal",
                                        "/backups",
                                        "/secret.key",
                                        "/curbside.conf",
                                        "/host_ed25519",
                                        "/db/board.db"};
    struct shell *s = *state;
    char path[160], code[32];
    struct stat st;

    assert_int_equal(curbside(s, "init"), 0);
    claim_code(s, code);
    assert_non_null(strstr(s->out, "SHA256:"));
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        snprintf(path, sizeof path, "%s%s", s->data, parts[i]);
        assert_int_equal(stat(path, &st), 0);
        assert_int_equal(st.st_mode & 077, 0);
    }
    assert_int_equal(curbside(s, "check"), 0);
    assert_non_null(strstr(s->out, "all well"));
    assert_int_equal(curbside(s, "tick"), 0);
}

static void init_leaves_a_board_alone(void **state)
{
    struct shell *s = *state;
    char before[64], after[64];

    assert_int_equal(curbside(s, "init"), 0);
    file_into(s, "data/secret.key", before, sizeof before);
    assert_int_equal(curbside(s, "init"), 1);
    assert_non_null(strstr(s->err, "holds a board already"));
    file_into(s, "data/secret.key", after, sizeof after);
    assert_memory_equal(before, after, 32);
}

/* A kill at any point leaves a folder without its last part, curbside.conf. */
static void init_finishes_what_was_left_half_made(void **state)
{
    static const char *const missing[][3] = {
        {"data/curbside.conf", NULL, NULL},
        {"data/curbside.conf", "data/db/board.db", NULL},
        {"data/curbside.conf", "data/db/board.db", "data/host_ed25519"},
    };
    struct shell *s = *state;
    char path[160], first[32], second[32], before[64], after[64];

    assert_int_equal(curbside(s, "init"), 0);
    claim_code(s, first);
    file_into(s, "data/secret.key", before, sizeof before);
    for (size_t i = 0; i < sizeof missing / sizeof *missing; i++) {
        for (size_t k = 0; k < 3 && missing[i][k]; k++) {
            snprintf(path, sizeof path, "%s/%s", s->home, missing[i][k]);
            assert_int_equal(unlink(path), 0);
        }
        assert_int_equal(curbside(s, "init"), 0);
        claim_code(s, second);
        assert_string_not_equal(first, second);
        file_into(s, "data/secret.key", after, sizeof after);
        assert_memory_equal(before, after, 32);
        assert_int_equal(curbside(s, "check"), 0);
    }
}

/* The first bytes of the key below, and what stands behind it. */
static const uint8_t key_bytes[] = {0xe3, 0x2a, 0xaa, 0x79, 0x15, 0xce, 0xb9, 0xb4};
static const char key_comment[] = "me@example.org";

static void is_nowhere_in(const struct shell *s, const char *name)
{
    AUTO_STR struct str bytes = STR_INIT;
    char path[160];

    snprintf(path, sizeof path, "%s%s", s->data, name);
    assert_int_equal(file_read(path, STR_LIMIT_BYTES, &bytes), OK);
    assert_null(memmem(bytes.s, bytes.n, key_bytes, sizeof key_bytes));
    assert_null(memmem(bytes.s, bytes.n, key_comment, strlen(key_comment)));
}

static void a_key_file_makes_its_owner_sysop(void **state)
{
    struct shell *s = *state;
    char words[160];

    write_file(s, "bad.pub", "not a key\n");
    snprintf(words, sizeof words, "init --sysop-key %s/bad.pub", s->home);
    assert_int_equal(curbside(s, words), 1);
    assert_non_null(strstr(s->err, "--sysop-key"));
    assert_int_equal(curbside(s, "check"), 1); /* nothing was made */
    assert_int_equal(curbside(s, "sysop --help"), 0);
    assert_non_null(strstr(s->out, "new-board"));
    write_file(s, "good.pub",
               "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl "
               "me@example.org\n");
    snprintf(words, sizeof words, "init --sysop-key %s/good.pub", s->home);
    assert_int_equal(curbside(s, words), 0);
    assert_non_null(strstr(s->out, "Sysop          "));
    assert_non_null(strstr(s->out, "Recovery code  "));
    assert_null(strstr(s->out, "Claim code"));
    is_nowhere_in(s, "/db/board.db"); /* its locator alone is kept */
    assert_int_equal(curbside(s, "audit"), 0);
    assert_non_null(strstr(s->out, "\"action\":\"role\""));
    assert_non_null(strstr(s->out, "\"reason\":\"sysop\""));
    is_nowhere_in(s, "/curbside.conf");
}

static void the_operator_does_what_moderators_do(void **state)
{
    struct shell *s = *state;

    assert_int_equal(curbside(s, "init"), 0);
    assert_int_equal(curbside(s, "mod queue"), 0);
    assert_string_equal(s->out, "Nothing waits.\n");
    assert_int_equal(curbside(s, "mod remove 5 --rule kindness"), 1);
    assert_int_equal(curbside(s, "mod remove 5"), 2);
    assert_non_null(strstr(s->err, "usage: mod remove POST"));
    assert_int_equal(curbside(s, "guide lounge"), 0);
    assert_int_equal(curbside(s, "guide nowhere"), 1);
}

static const char lines[] =
    "{\"type\":\"board\",\"slug\":\"old\",\"title\":\"Old\",\"category\":\"Archive\","
    "\"description\":\"\",\"mode\":\"handle\"}\n"
    "{\"type\":\"post\",\"board\":\"old\",\"thread\":\"t\",\"id\":\"1\",\"title\":\"Hello\","
    "\"author\":\"ann\",\"date\":\"2004-01-02T14:25:20Z\",\"body\":\"First.\",\"reply_to\":null}\n"
    "this is not JSON\n"
    "{\"type\":\"post\",\"board\":\"nowhere\",\"thread\":\"u\",\"id\":\"9\",\"title\":\"x\","
    "\"author\":\"ann\",\"date\":\"2004-01-02T14:25:20Z\",\"body\":\"Lost.\",\"reply_to\":null}\n"
    "\n"
    "{\"type\":\"post\",\"board\":\"old\",\"thread\":\"t\",\"id\":\"2\","
    "\"author\":\"bob\",\"date\":\"2004-01-03T14:25:20Z\",\"body\":\"Second.\","
    "\"reply_to\":\"1\"}\n";

static void an_import_names_bad_lines_goes_on_and_is_idempotent(void **state)
{
    struct shell *s = *state;
    char words[160];

    assert_int_equal(curbside(s, "init"), 0);
    write_file(s, "in.jsonl", lines);
    snprintf(words, sizeof words, "import %s/in.jsonl", s->home);
    assert_int_equal(curbside(s, words), 1);
    assert_string_equal(s->out, "2 posts made, 0 known already, 1 boards made, 2 bad lines\n");
    assert_non_null(strstr(s->err, "line 3: not JSON"));
    assert_non_null(strstr(s->err, "line 4: its board does not exist"));
    assert_int_equal(curbside(s, words), 1);
    assert_string_equal(s->out, "0 posts made, 2 known already, 0 boards made, 2 bad lines\n");
    assert_int_equal(curbside(s, "check"), 0);
}

static void a_damaged_search_index_is_told_and_made_anew(void **state)
{
    struct shell *s = *state;
    char path[160];
    sqlite3 *beside;

    assert_int_equal(curbside(s, "init"), 0);
    write_file(s, "posts.jsonl", lines);
    snprintf(path, sizeof path, "import %s/posts.jsonl", s->home);
    IGNORE(curbside(s, path)); /* some lines are bad, others are not */
    assert_int_equal(curbside(s, "check"), 0);
    snprintf(path, sizeof path, "%s/db/board.db", s->data);
    assert_int_equal(sqlite3_open(path, &beside), SQLITE_OK);
    assert_int_equal(sqlite3_exec(beside, "DELETE FROM search_named_data", NULL, NULL, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_close(beside), SQLITE_OK);
    assert_int_equal(curbside(s, "check"), 1);
    assert_non_null(strstr(s->out, "BROKEN  the search index"));
    assert_non_null(strstr(s->out, "curbside reindex"));
    assert_int_equal(curbside(s, "reindex"), 0);
    assert_string_equal(s->out, "The search index is whole.\n");
    assert_int_equal(curbside(s, "check"), 0);
}

static void what_is_exported_can_be_imported_elsewhere(void **state)
{
    struct shell *s = *state;
    char words[160], *first;

    assert_int_equal(curbside(s, "init"), 0);
    write_file(s, "in.jsonl", lines);
    snprintf(words, sizeof words, "import %s/in.jsonl", s->home);
    curbside(s, words);
    assert_int_equal(curbside(s, "export"), 0);
    first = strdup(s->out);
    write_file(s, "out.jsonl", first);
    snprintf(s->data, sizeof s->data, "%s/second", s->home);
    assert_int_equal(curbside(s, "init"), 0);
    snprintf(words, sizeof words, "import %s/out.jsonl", s->home);
    assert_int_equal(curbside(s, words), 0);
    assert_non_null(strstr(s->out, "2 posts made"));
    assert_int_equal(curbside(s, "export"), 0);
    assert_non_null(strstr(s->out, "\"body\":\"Second.\""));
    assert_int_equal(strlen(s->out), strlen(first));
    free(first);
}

/* ---- restoring ---- */

/* How many posts `check` counts. */
static int posts_now(struct shell *s)
{
    const char *at;
    int n = -1;

    assert_int_equal(curbside(s, "check"), 0);
    at = strstr(s->out, "threads, ");
    assert_non_null(at);
    assert_int_equal(sscanf(at, "threads, %d posts", &n), 1);
    return n;
}

static void import_lines(struct shell *s)
{
    char words[160];

    write_file(s, "in.jsonl", lines);
    snprintf(words, sizeof words, "import %s/in.jsonl", s->home);
    IGNORE(curbside(s, words)); /* some lines are bad, others are not */
}

static void a_backup_is_put_back_and_what_was_there_after_it(void **state)
{
    struct shell *s = *state;
    int empty;

    assert_int_equal(curbside(s, "init"), 0);
    empty = posts_now(s);
    assert_int_equal(curbside(s, "backup"), 0);
    import_lines(s);
    assert_int_equal(posts_now(s), empty + 2);
    assert_int_equal(curbside(s, "restore newest.db"), 0);
    assert_non_null(strstr(s->out, "before-restore.db"));
    assert_int_equal(posts_now(s), empty);
    assert_int_equal(curbside(s, "audit"), 0);
    assert_non_null(strstr(s->out, "restore-backup"));
    assert_int_equal(curbside(s, "restore before-restore.db"), 0);
    assert_int_equal(posts_now(s), empty + 2);
    assert_int_equal(curbside(s, "restore before-restore.db"), 0);
    assert_int_equal(posts_now(s), empty);
}

static void what_is_no_backup_changes_nothing(void **state)
{
    struct shell *s = *state;
    char words[160], path[160];
    int before;

    assert_int_equal(curbside(s, "init"), 0);
    import_lines(s);
    before = posts_now(s);
    assert_int_equal(curbside(s, "restore"), 2);
    assert_int_equal(curbside(s, "restore nowhere.db"), 1);
    assert_non_null(strstr(s->err, "There is no backup"));
    write_file(s, "text.db", "This is no database, however long it may be looked at.\n");
    snprintf(words, sizeof words, "restore %s/text.db", s->home);
    assert_int_equal(curbside(s, words), 1);
    assert_non_null(strstr(s->err, "no database of curbside. Nothing was changed."));
    write_file(s, "empty.db", "");
    snprintf(words, sizeof words, "restore %s/empty.db", s->home);
    assert_int_equal(curbside(s, words), 1);
    snprintf(words, sizeof words, "restore %s", s->home);
    assert_int_equal(curbside(s, words), 1);
    assert_int_equal(curbside(s, "backup"), 0);
    snprintf(path, sizeof path, "%s/backups/newest.db", s->data);
    assert_int_equal(truncate(path, 64 * 1024), 0);
    assert_int_equal(curbside(s, "restore newest.db"), 1);
    assert_non_null(strstr(s->err, "is damaged"));
    assert_int_equal(posts_now(s), before);
}

static void a_newer_backup_is_refused(void **state)
{
    struct shell *s = *state;
    char path[160];
    sqlite3 *beside;

    assert_int_equal(curbside(s, "init"), 0);
    assert_int_equal(curbside(s, "backup"), 0);
    snprintf(path, sizeof path, "%s/backups/newest.db", s->data);
    assert_int_equal(sqlite3_open(path, &beside), SQLITE_OK);
    assert_int_equal(sqlite3_exec(beside, "PRAGMA user_version = 9999", NULL, NULL, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_close(beside), SQLITE_OK);
    assert_int_equal(curbside(s, "restore newest.db"), 1);
    assert_non_null(strstr(s->err, "newer curbside"));
}

/* A session may go on after its listener has stopped: its lock is gone, and it writes all the
 * same. */
static void a_board_in_use_is_not_restored(void **state)
{
    struct shell *s = *state;
    char path[160];
    sqlite3 *beside;

    assert_int_equal(curbside(s, "init"), 0);
    assert_int_equal(curbside(s, "backup"), 0);
    snprintf(path, sizeof path, "%s/db/board.db", s->data);
    assert_int_equal(sqlite3_open(path, &beside), SQLITE_OK);
    assert_int_equal(sqlite3_exec(beside, "SELECT count(*) FROM post", NULL, NULL, NULL),
                     SQLITE_OK);
    assert_int_equal(curbside(s, "restore newest.db"), 1);
    assert_non_null(strstr(s->err, "is in use; stop it first"));
    assert_int_equal(sqlite3_close(beside), SQLITE_OK);
    assert_int_equal(curbside(s, "restore newest.db"), 0);
}

/* The database may be what is broken. */
static void a_damaged_or_missing_database_is_put_aside_as_well(void **state)
{
    struct shell *s = *state;
    char path[160];
    int before;

    assert_int_equal(curbside(s, "init"), 0);
    import_lines(s);
    before = posts_now(s);
    assert_int_equal(curbside(s, "backup"), 0);
    snprintf(path, sizeof path, "%s/db/board.db", s->data);
    assert_int_equal(truncate(path, 1000), 0);
    assert_int_equal(curbside(s, "check"), 1);
    assert_int_equal(curbside(s, "restore newest.db"), 0);
    assert_int_equal(posts_now(s), before);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(curbside(s, "restore newest.db"), 0);
    assert_null(strstr(s->out, "To go back"));
    assert_int_equal(posts_now(s), before);
}

static int setup(void **state)
{
    struct shell *s = calloc(1, sizeof *s);

    if (!s)
        return -1;
    if (!own_folder_make(s->home, sizeof s->home))
        return -1;
    snprintf(s->data, sizeof s->data, "%s/data", s->home);
    *state = s;
    return 0;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    (void)st, (void)type, (void)ftw;
    return remove(path);
}

static int teardown(void **state)
{
    struct shell *s = *state;

    nftw(s->home, remove_one, 8, FTW_DEPTH | FTW_PHYS);
    free(s);
    return 0;
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(wrong_words_are_status_2_with_the_usage),
        T(without_a_board_everything_points_to_init),
        T(init_makes_a_board_that_only_its_owner_can_look_into),
        T(init_leaves_a_board_alone),
        T(init_finishes_what_was_left_half_made),
        T(a_key_file_makes_its_owner_sysop),
        T(the_operator_does_what_moderators_do),
        T(an_import_names_bad_lines_goes_on_and_is_idempotent),
        T(what_is_exported_can_be_imported_elsewhere),
        T(a_damaged_search_index_is_told_and_made_anew),
        T(a_backup_is_put_back_and_what_was_there_after_it),
        T(what_is_no_backup_changes_nothing),
        T(a_newer_backup_is_refused),
        T(a_board_in_use_is_not_restored),
        T(a_damaged_or_missing_database_is_put_aside_as_well),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
