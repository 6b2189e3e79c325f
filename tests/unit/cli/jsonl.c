/* SPDX-License-Identifier: MIT
 *
 * jsonl.c -- JSON Lines: lines are bounded, records are checked, what is written can be read.
 */
#include "unit.h"
#include <string.h>

#include "jsonl.h"

static enum err parse(const char *text, struct jsonl_record *r, char *why)
{
    AUTO_STR struct str line = STR_INIT;

    why[0] = '\0';
    str_add(&line, text);
    return jsonl_parse(&line, r, why);
}

static void a_post_is_read_field_by_field(void **state)
{
    struct jsonl_record r;
    char why[JSONL_WHY_SIZE];

    (void)state;
    assert_int_equal(parse("{\"type\":\"post\",\"board\":\"b\",\"thread\":\"t1\",\"id\":\"p2\","
                           "\"author\":\"Ann\",\"date\":\"2004-01-02T14:25:20Z\","
                           "\"body\":\"Hi\\n\",\"reply_to\":\"p1\",\"title\":null}",
                           &r, why),
                     OK);
    assert_false(r.is_board);
    assert_string_equal(r.post.thread, "t1");
    assert_string_equal(r.post.id, "p2");
    assert_string_equal(r.post.author, "Ann");
    assert_string_equal(r.post.body, "Hi\n");
    assert_string_equal(r.post.reply_to, "p1");
    assert_null(r.post.title);
    assert_int_equal(r.post.date, 1073053520);
    jsonl_record_done(&r);
}

static void what_is_no_record_is_refused_in_a_few_words(void **state)
{
    static const struct {
        const char *line, *why;
    } cases[] = {
        {"not json", "not JSON"},
        {"[1]", "\"type\" is missing"},
        {"{}", "\"type\" is missing"},
        {"{\"type\":\"vote\"}", "none of board, post and"},
        {"{\"type\":7}", "not a text"},
        {"{\"type\":\"post\",\"board\":\"b\"}", "\"thread\" is mis"},
        {"{\"type\":\"board\",\"slug\":\"s\",\"title\":\"\"}", "\"title\" is miss"},
        {"{\"type\":\"board\",\"slug\":\"s\",\"title\":\"T\",\"mode\":\"x\"}", "\"mode\" is not"},
        {"{\"type\":\"post\",\"board\":\"b\",\"thread\":\"t\",\"id\":\"i\",\"author\":\"a\","
         "\"date\":\"yesterday\",\"body\":\"x\"}",
         "RFC 3339"},
        {"{\"type\":\"post\",\"body\":\"\\u0000\"}", "not JSON"},
        {"{\"type\":\"post\",\"body\":\"\xff\"}", "not JSON"},
    };
    struct jsonl_record r;
    char why[JSONL_WHY_SIZE];

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(parse(cases[i].line, &r, why), E_USAGE);
        assert_non_null(strstr(why, cases[i].why));
    }
}

static void a_line_over_the_bound_is_skipped_and_the_next_one_read(void **state)
{
    AUTO_STR struct str line = STR_INIT;
    FILE *f = tmpfile();

    (void)state;
    assert_non_null(f);
    for (int i = 0; i < JSONL_LINE_BYTES + 10; i++)
        putc('x', f);
    fputs("\nshort\nlast without newline", f);
    rewind(f);
    assert_int_equal(jsonl_read(f, &line), E_BODY_LONG);
    assert_int_equal(jsonl_read(f, &line), OK);
    assert_string_equal(line.s, "short");
    assert_int_equal(jsonl_read(f, &line), OK);
    assert_string_equal(line.s, "last without newline");
    assert_int_equal(jsonl_read(f, &line), E_NOTFOUND);
    fclose(f);
}

static void what_export_writes_import_reads(void **state)
{
    const struct import_post post = {.board = "lounge",
                                     .thread = "t",
                                     .id = "i",
                                     .title = "Ünïcode \"quoted\"",
                                     .author = "someone",
                                     .date = 1073053520,
                                     .body = "two\nlines\t\xf0\x9f\xa9\xba",
                                     .reply_to = NULL};
    const struct export_record out = {.post = &post};
    AUTO_STR struct str line = STR_INIT;
    struct jsonl_record r;
    char why[JSONL_WHY_SIZE];

    (void)state;
    assert_int_equal(jsonl_format(&out, &line), OK);
    assert_int_equal(line.s[line.n - 1], '\n');
    assert_ptr_equal(strchr(line.s, '\n'), line.s + line.n - 1);
    assert_int_equal(jsonl_parse(&line, &r, why), OK);
    assert_string_equal(r.post.title, post.title);
    assert_string_equal(r.post.body, post.body);
    assert_int_equal(r.post.date, post.date);
    assert_null(r.post.reply_to);
    jsonl_record_done(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_post_is_read_field_by_field),
        cmocka_unit_test(what_is_no_record_is_refused_in_a_few_words),
        cmocka_unit_test(a_line_over_the_bound_is_skipped_and_the_next_one_read),
        cmocka_unit_test(what_export_writes_import_reads),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
