/* SPDX-License-Identifier: MIT
 *
 * real_text.c -- thousands of real posts through import, lists and export. Left out where there is
 * no corpus (CURBSIDE_CORPUS). Here and not beside the domain's tests, because JSON is read here.
 */
#include "unit/domain/forum_fixture.h"

#include <jansson.h>

#include <curbside/domain/transfer.h>
#include <curbside/domain/upkeep.h>

enum {
    CORPUS_POSTS = 12959,
    CORPUS_THREADS = 5517,
};

static const char *field(const json_t *line, const char *key)
{
    return json_string_value(json_object_get(line, key));
}

static enum err import_line(struct import *i, const json_t *line, enum import_result *ret)
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
        .mode = BOARD_HANDLE,
    };

    if (strcmp(field(line, "type"), "board") == 0)
        return import_board(i, &b, ret);
    assert_int_equal(time_parse_rfc3339(field(line, "date"), &p.date), OK);
    return import_post(i, &p, ret);
}

/* How many records of a file are new; -1: there is no such file. */
static int import_file(struct visit *v, const char *name)
{
    const char *env = getenv("CURBSIDE_CORPUS");
    char command[512], *text = NULL;
    struct import *i;
    size_t size = 0;
    int made = 0;
    FILE *lines;

    snprintf(command, sizeof command, "%s/%s", env ? env : TEST_CORPUS, name);
    if (access(command, R_OK) != 0)
        return -1;
    snprintf(command, sizeof command, "gzip -dc '%s/%s'", env ? env : TEST_CORPUS, name);
    lines = popen(command, "r");
    assert_non_null(lines);
    assert_int_equal(import_open(v, &i), OK);
    while (getline(&text, &size, lines) > 0) {
        json_t *line = json_loads(text, 0, NULL);
        enum import_result result;

        assert_non_null(line);
        assert_int_equal(import_line(i, line, &result), OK);
        made += result == IMPORT_MADE;
        json_decref(line);
    }
    assert_int_equal(import_close(i), OK);
    assert_int_equal(pclose(lines), 0);
    free(text);
    return made;
}

static int import_corpus(struct visit *v)
{
    int one = import_file(v, "threads.jsonl.gz");
    int two = import_file(v, "sci-med.jsonl.gz");

    return one < 0 || two < 0 ? -1 : one + two;
}

static void assert_whole(struct forum *f)
{
    struct visit v = forum_visit(f);
    struct check_report report;

    assert_int_equal(forum_check(&f->a, &v, &report), OK);
    for (int i = 0; i < report.n; i++)
        if (report.rows[i].violations > 0)
            print_error("%s: %s\n", report.rows[i].rule, report.rows[i].example);
    assert_int_equal(report.violations, 0);
    assert_int_equal(report.posts, CORPUS_POSTS);
    assert_int_equal(report.threads, CORPUS_THREADS);
}

static double now_ms(void)
{
    return (double)clock_mono_ms(&clock_system);
}

/* Every page of every board; returns milliseconds per page. */
static double lists_walk(struct visit *v, const char *slug, int *ret_threads)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct thread_query query = {.limit = LIST_DEFAULT};
    double start = now_ms();
    struct thread_page page;
    struct board board;
    int pages = 0;

    assert_int_equal(board_find(&a, v, slug, &board), OK);
    query.board = board.id;
    do {
        assert_int_equal(thread_list(&a, v, &query, &page), OK);
        for (int i = 0; i < page.n; i++) {
            assert_true(*page.rows[i].title != '\0');
            assert_int_equal(page.rows[i].author.kind, AUTHOR_IMPORTED);
            ++*ret_threads;
        }
        query.after = page.next;
        pages++;
    } while (page.next);
    return (now_ms() - start) / pages;
}

static void real_text_loads_whole_and_once(void **state)
{
    struct forum *f = *state;
    struct visit v = forum_visit(f);
    double start = now_ms(), page_ms;
    int made = import_corpus(&v), threads = 0;

    if (made < 0)
        skip();
    print_message("%d records in %.1f s\n", made, (now_ms() - start) / 1000);
    assert_int_equal(made, CORPUS_POSTS + 2); /* and two boards */
    assert_whole(f);
    assert_int_equal(import_corpus(&v), 0);
    assert_whole(f);
    page_ms = lists_walk(&v, "archive-devel", &threads);
    lists_walk(&v, "archive-sci-med", &threads);
    assert_int_equal(threads, CORPUS_THREADS);
    print_message("%.3f ms per page of %d threads\n", page_ms, LIST_DEFAULT);
    assert_true(page_ms < 20); /* a sanitizer on a busy machine included */
}

/* The sum of all exported records, whatever their order. */
struct summing {
    uint64_t sum;
    int posts, replies;
    struct import *into;
};

static enum err sum_up(void *ctx, const struct export_record *record)
{
    struct summing *s = ctx;
    const struct import_post *p = record->post;
    struct str text = STR_INIT;
    enum import_result result;
    uint64_t hash[2];

    if (!p)
        return s->into ? import_board(s->into, record->board, &result) : OK;
    str_printf(&text, "%s|%s|%s|%s|%s|%lld|%s|%s", p->board, p->thread, p->id,
               p->title ? p->title : "", p->author, (long long)p->date,
               p->reply_to ? p->reply_to : "", p->body);
    hash_keyed(NULL, text.s, text.n, (uint8_t *)hash, sizeof hash);
    str_done(&text);
    s->sum += hash[0];
    s->posts++;
    s->replies += p->reply_to != NULL;
    return s->into ? import_post(s->into, p, &result) : OK;
}

static void real_text_goes_out_and_comes_in_the_same(void **state)
{
    struct forum *f = *state;
    struct visit v = forum_visit(f), w;
    struct summing out = {0}, back = {0};
    void *other;

    if (import_corpus(&v) < 0)
        skip();
    forum_setup(&other);
    w = forum_visit(other);
    assert_int_equal(import_open(&w, &out.into), OK);
    assert_int_equal(export_all(&v, sum_up, &out), OK);
    assert_int_equal(import_close(out.into), OK);
    assert_whole(other);
    assert_int_equal(export_all(&w, sum_up, &back), OK);
    assert_int_equal(out.posts, CORPUS_POSTS);
    assert_true(out.replies > CORPUS_POSTS / 4);
    assert_int_equal(back.posts, out.posts);
    assert_int_equal(back.replies, out.replies);
    assert_true(back.sum == out.sum);
    forum_teardown(&other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FORUM_TEST(real_text_loads_whole_and_once),
        FORUM_TEST(real_text_goes_out_and_comes_in_the_same),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
