/* SPDX-License-Identifier: MIT
 *
 * real_text.c -- real text imports whole, once, and goes on after a kill.
 *
 * The project's own threads always; the corpus (12,959 posts) where it is there.
 */
#include "e2e/harness.h"

#include <signal.h>
#include <unistd.h>

struct totals {
    long long threads, posts;
};

static struct totals count(const struct board *b)
{
    json_t *o = answer(b, CALLER_GUEST, 0, NULL, "boards --json"), *row;
    struct totals t = {0, 0};
    size_t i;

    json_array_foreach(answer_array(o, "boards"), i, row)
    {
        t.threads += answer_number(row, "threads");
        t.posts += answer_number(row, "posts");
    }
    json_decref(o);
    return t;
}

static void import(const struct board *b, const char *path, int status)
{
    struct outcome r = board_curbside(b, "import", path, NULL);

    if (r.status != status)
        fail_msg("import: status %d: %s%s", r.status, r.out, r.err);
    outcome_done(&r);
}

static void importing_twice_changes_nothing(void **state)
{
    struct board *b = board_new(NULL);
    struct totals once;

    (void)state;
    import(b, TEST_DATA "/threads.jsonl", 0);
    once = count(b);
    assert_int_equal(once.threads, 50);
    assert_int_equal(once.posts, 113);
    import(b, TEST_DATA "/threads.jsonl", 0);
    assert_int_equal(count(b).posts, once.posts);
    assert_int_equal(count(b).threads, once.threads);
    board_free(b);
}

static void imported_authors_are_nobody_here(void **state)
{
    struct board *b = board_new(&(struct board_options){.fixture = TEST_DATA "/threads.jsonl"});
    json_t *o;

    (void)state;
    caller_join(b, "quinn", "calm-finch"); /* the name of an imported author is free */
    o = answer(b, CALLER("quinn"), 0, NULL, "read %lld --json",
               answer_thread(b, CALLER("quinn"), "fixture-cars",
                             "CARS plateau at 126, what actually moved?"));
    assert_false(answer_flag(json_array_get(answer_array(o, "posts"), 2), "you"));
    json_decref(o);
    board_free(b);
}

/* The corpus, unpacked into the board's home; false when there is none. */
static bool corpus(const struct board *b, const char *name, char *ret_path, size_t size)
{
    const char *env = getenv("CURBSIDE_CORPUS"), *folder = env ? env : TEST_CORPUS;
    struct words w = {{NULL}, 0};
    struct outcome r;
    char packed[512];

    snprintf(packed, sizeof packed, "%s/%s.jsonl.gz", folder, name);
    if (access(packed, R_OK) != 0)
        return false;
    snprintf(ret_path, size, "%s/%s.jsonl", b->home, name);
    words_add_all(&w, "sh", "-c", "gunzip -c \"$1\" >\"$2\"", "sh", packed, ret_path, NULL);
    r = process_run(&w, NULL, 0, 60000);
    assert_int_equal(r.status, 0);
    outcome_done(&r);
    words_done(&w);
    return true;
}

struct importing {
    struct board *board;
    long long wanted;
};

static bool has_some(void *ctx)
{
    struct importing *i = ctx;

    return count(i->board).posts >= i->wanted;
}

/* Kill an import in its middle: the board serves on, and the next run completes it. */
static void an_import_goes_on_after_a_kill(void **state)
{
    struct board *b = board_new(NULL);
    struct importing some = {b, 500};
    struct words w = {{NULL}, 0};
    struct totals t;
    char path[256];
    pid_t pid;

    (void)state;
    if (!corpus(b, "threads", path, sizeof path)) {
        print_message("no corpus: only the project's own threads were imported\n");
        board_free(b);
        return;
    }
    words_add_all(&w,
                  getenv("CURBSIDE_BINARY") ? getenv("CURBSIDE_BINARY") : CURBSIDE_BINARY_DEFAULT,
                  "import", path, "--data", b->data, NULL);
    pid = process_start(&w, -1, -1, -1);
    assert_true(wait_until(has_some, &some, 60000));
    kill(pid, SIGKILL);
    process_wait(pid, WAIT_MS);
    t = count(b);
    assert_true(t.posts >= 500 && t.posts < 11971);
    import(b, path, 0);
    t = count(b);
    assert_int_equal(t.posts, 11971);
    assert_int_equal(t.threads, 5114);
    assert_true(corpus(b, "sci-med", path, sizeof path));
    import(b, path, 0);
    t = count(b);
    assert_int_equal(t.posts, 12959);
    assert_int_equal(t.threads, 5517);
    words_done(&w);
    board_free(b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(importing_twice_changes_nothing),
        cmocka_unit_test(imported_authors_are_nobody_here),
        cmocka_unit_test(an_import_goes_on_after_a_kill),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
