/* SPDX-License-Identifier: MIT
 *
 * storage.c -- data folders as they should not be: full, read-only, newer, damaged, without a
 * secret, in use. The operator, or the person, reads one sentence; nothing is made worse.
 */
#include "e2e/harness.h"

#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

/* Fails to start with the sentence, without a trace of the machinery. */
static void does_not_start(struct board *b, const char *says)
{
    struct outcome r = board_start_failing(b);

    if (r.status == 0 || r.status > 127 || !strstr(r.err, says))
        fail_msg("serve: status %d, expected \"%s\": %s", r.status, says, r.err);
    outcome_done(&r);
}

static void sql(const struct board *b, const char *statement)
{
    struct words w = {{NULL}, 0};
    struct outcome r;

    words_add_all(&w, "sqlite3", NULL);
    words_add(&w, "%s/db/board.db", b->data);
    words_add(&w, "%s", statement);
    r = process_run(&w, NULL, 0, WAIT_MS);
    if (r.status != 0)
        fail_msg("sqlite3: %s", r.err);
    outcome_done(&r);
    words_done(&w);
}

static void a_newer_database_is_refused(void **state)
{
    struct board *b = board_new(&(struct board_options){.not_started = true});

    (void)state;
    sql(b, "PRAGMA user_version = 9999");
    does_not_start(b, "newer");
    board_discard(b);
}

static void a_damaged_database_is_refused(void **state)
{
    struct board *b = board_new(&(struct board_options){.not_started = true});
    char path[200], noise[4096];
    int fd;

    (void)state;
    snprintf(path, sizeof path, "%s/db/board.db", b->data);
    memset(noise, 0x5a, sizeof noise);
    fd = open(path, O_WRONLY | O_CLOEXEC);
    assert_int_equal(pwrite(fd, noise, sizeof noise, 0), sizeof noise);
    close(fd);
    does_not_start(b, "damaged");
    board_discard(b);
}

/* The header is whole, the pages behind it are not: serve may start, but no caller reads nonsense,
 * and `check` says so. */
static void damage_inside_is_found_by_check(void **state)
{
    struct board *b = board_new(
        &(struct board_options){.fixture = TEST_DATA "/threads.jsonl", .not_started = true});
    char path[200], noise[4096];
    struct outcome r;
    struct stat st;
    int fd;

    (void)state;
    sql(b, "PRAGMA wal_checkpoint(TRUNCATE)");
    snprintf(path, sizeof path, "%s/db/board.db", b->data);
    memset(noise, 0x5a, sizeof noise);
    fd = open(path, O_WRONLY | O_CLOEXEC);
    assert_int_equal(fstat(fd, &st), 0);
    for (off_t at = 8 * 4096; at + 4096 <= st.st_size; at += 3 * 4096)
        assert_int_equal(pwrite(fd, noise, sizeof noise, at), sizeof noise);
    close(fd);
    r = board_curbside(b, "check", NULL);
    assert_int_not_equal(r.status, 0);
    assert_true(r.status < 128);
    outcome_done(&r);
    board_discard(b);
}

static void a_file_that_is_no_database_is_refused(void **state)
{
    struct board *b = board_new(&(struct board_options){.not_started = true});
    char path[200];
    FILE *f;

    (void)state;
    snprintf(path, sizeof path, "%s/db/board.db", b->data);
    f = fopen(path, "we");
    fputs("I am not a database.\n", f);
    fclose(f);
    does_not_start(b, "damaged");
    board_discard(b);
}

static void a_missing_secret_is_refused(void **state)
{
    struct board *b = board_new(&(struct board_options){.not_started = true});
    char path[200];

    (void)state;
    snprintf(path, sizeof path, "%s/secret.key", b->data);
    assert_int_equal(unlink(path), 0);
    does_not_start(b, "secret.key");
    board_discard(b);
}

static void a_read_only_folder_is_refused(void **state)
{
    struct board *b = board_new(&(struct board_options){.not_started = true});
    char path[200];

    (void)state;
    snprintf(path, sizeof path, "%s/db/board.db", b->data);
    assert_int_equal(chmod(path, 0400), 0);
    snprintf(path, sizeof path, "%s/db", b->data);
    assert_int_equal(chmod(path, 0500), 0);
    assert_int_equal(chmod(b->data, 0500), 0);
    does_not_start(b, "cannot be written");
    assert_int_equal(chmod(b->data, 0700), 0);
    board_discard(b);
}

static void an_empty_folder_is_pointed_to_init(void **state)
{
    struct board *b = board_new(&(struct board_options){.not_init = true});

    (void)state;
    assert_int_equal(mkdir(b->data, 0700), 0);
    does_not_start(b, "curbside init");
    board_discard(b);
}

static void init_never_overwrites_a_board(void **state)
{
    struct board *b = board_new(&(struct board_options){.not_started = true});
    char path[200], *before, *after;
    struct outcome r;

    (void)state;
    snprintf(path, sizeof path, "%s/secret.key", b->data);
    before = file_text(path, NULL);
    r = board_curbside(b, "init", NULL);
    after = file_text(path, NULL);
    assert_int_not_equal(r.status, 0);
    assert_string_equal(before, after);
    free(before);
    free(after);
    outcome_done(&r);
    board_discard(b);
}

static void a_second_server_on_one_folder_is_refused(void **state)
{
    struct board *b = board_new(NULL), second = *b;

    (void)state;
    snprintf(second.log, sizeof second.log, "%s/log2", b->home);
    does_not_start(&second, "another");
    free(caller_expect(b, CALLER_GUEST, 0, NULL, "whoami"));
    board_free(b);
}

static void a_port_in_use_is_named(void **state)
{
    struct board *b = board_new(NULL),
                 *other = board_new(&(struct board_options){.not_started = true});
    char address[64];
    struct outcome r;

    (void)state;
    snprintf(address, sizeof address, "127.0.0.1:%d", b->port);
    r = board_curbside(other, "serve", "--listen", address, NULL);
    assert_int_not_equal(r.status, 0);
    if (!strstr(r.err, address))
        fail_msg("the sentence does not name %s: %s", address, r.err);
    outcome_done(&r);
    folder_remove(other->home);
    free(other);
    board_free(b);
}

static void impossible_settings_are_named(void **state)
{
    struct board *b = board_new(&(struct board_options){.not_started = true});

    (void)state;
    board_set(b, "[limits]\nidle_minutes = soon");
    does_not_start(b, "idle_minutes");
    board_discard(b);
}

/* A folder on a file system of its own, too small for what comes. */
static struct board *small_board(void)
{
    struct board *b = board_new(&(struct board_options){.not_init = true});

    assert_int_equal(mkdir(b->data, 0700), 0);
    if (mount("tmpfs", b->data, "tmpfs", 0, "size=4m,mode=0700") != 0) {
        print_message("no right to mount: the full disk is not tested\n");
        board_discard(b);
        return NULL;
    }
    board_init(b);
    board_start(b);
    return b;
}

/* Take all the room there is; the file that holds it is removed to give it back. */
static void fill(const struct board *b, const char *name)
{
    char path[200], block[4096] = "x";
    int fd;

    snprintf(path, sizeof path, "%s/%s", b->data, name);
    fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    assert_true(fd >= 0);
    while (write(fd, block, sizeof block) == sizeof block)
        ;
    close(fd);
}

static void a_full_disk_at_commit_keeps_the_text(void **state)
{
    struct board *b = small_board();
    struct outcome r;
    char path[200], *long_body;

    (void)state;
    if (!b)
        return;
    caller_join(b, "gus", "calm-gus");
    long_body = malloc(60001);
    memset(long_body, 'z', 60000);
    long_body[60000] = '\0';
    fill(b, "filler");
    r = caller_run(b, CALLER("gus"), long_body, "post premed-general --as handle --title Full");
    assert_int_equal(r.status, 70);
    assert_non_null(strstr(r.err, "disk is full"));
    outcome_done(&r);
    snprintf(path, sizeof path, "%s/filler", b->data);
    assert_int_equal(unlink(path), 0);
    free(caller_expect(b, CALLER("gus"), 0, long_body,
                       "post premed-general --as handle --title Full"));
    free(long_body);
    assert_int_equal(board_stop(b), 0);
    assert_int_equal(umount2(b->data, MNT_DETACH), 0);
    board_discard(b);
}

static void a_full_disk_keeps_the_draft_on_the_screen(void **state)
{
    struct board *b = small_board();
    struct screen *s;
    char path[200], text[3000];

    (void)state;
    if (!b)
        return;
    caller_join(b, "gil", "calm-gil");
    s = screen_open(b, CALLER("gil"), 80, 24);
    screen_go_board(s, "Premed General");
    screen_type(s, "w");
    screen_wait_text(s, "Tags");
    screen_type(s, "Full disk\t\tThe first words. ");
    memset(text, 'm', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    fill(b, "filler");
    screen_paste(s, text, sizeof text - 1);
    screen_type(s, " The last words.\x14\x18");
    screen_wait_text(s, "Post it");
    screen_type(s, "p");
    screen_wait_text(s, "Not posted");
    screen_type(s, "g");
    screen_wait_text(s, "last words.");
    snprintf(path, sizeof path, "%s/filler", b->data);
    assert_int_equal(unlink(path), 0);
    screen_type(s, "\x18");
    screen_wait_text(s, "Post it");
    screen_type(s, "p");
    screen_wait_text(s, "Posted");
    screen_close(s);
    assert_int_equal(board_stop(b), 0);
    assert_int_equal(umount2(b->data, MNT_DETACH), 0);
    board_discard(b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_newer_database_is_refused),
        cmocka_unit_test(a_damaged_database_is_refused),
        cmocka_unit_test(damage_inside_is_found_by_check),
        cmocka_unit_test(a_file_that_is_no_database_is_refused),
        cmocka_unit_test(a_missing_secret_is_refused),
        cmocka_unit_test(a_read_only_folder_is_refused),
        cmocka_unit_test(an_empty_folder_is_pointed_to_init),
        cmocka_unit_test(init_never_overwrites_a_board),
        cmocka_unit_test(a_second_server_on_one_folder_is_refused),
        cmocka_unit_test(a_port_in_use_is_named),
        cmocka_unit_test(impossible_settings_are_named),
        cmocka_unit_test(a_full_disk_at_commit_keeps_the_text),
        cmocka_unit_test(a_full_disk_keeps_the_draft_on_the_screen),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
