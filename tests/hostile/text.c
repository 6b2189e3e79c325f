/* SPDX-License-Identifier: MIT
 *
 * text.c -- hostile text typed, pasted, posted and imported: what one person writes never moves
 * another's cursor, rings a bell, asks the terminal anything or leaves the screen.
 *
 * The project's own cases always run; the corpus's when it is there.
 */
#include "e2e/harness.h"

#include <unistd.h>

#define BETWEEN "\n\n"

enum {
    TOGETHER = 8
};

static int setup(void **state)
{
    struct board *b = board_new(&(struct board_options){
        .fixture = TEST_DATA "/threads.jsonl",
    });

    caller_join(b, "jan", "calm-jan");
    caller_join(b, "kim", "calm-kim");
    *state = b;
    return 0;
}

static int teardown(void **state)
{
    board_free(*state);
    return 0;
}

static bool is_utf8(const char *s, size_t n)
{
    const unsigned char *p = (const unsigned char *)s, *end = p + n;

    while (p < end) {
        int more = *p < 0x80   ? 0
                   : *p < 0xc2 ? -1
                   : *p < 0xe0 ? 1
                   : *p < 0xf0 ? 2
                   : *p < 0xf5 ? 3
                               : -1;
        uint32_t c = more > 0 ? *p & (0x3fu >> more) : *p;

        if (more < 0 || end - p <= more)
            return false;
        for (p++; more-- > 0; p++) {
            if ((*p & 0xc0) != 0x80)
                return false;
            c = c << 6 | (*p & 0x3f);
        }
        if (c >= 0xd800 && c <= 0xdfff)
            return false;
    }
    return true;
}

/* No control byte but the line end, no C1 control, valid UTF-8. */
static void is_harmless(const char *what, const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        bool c1 = c == 0xc2 && i + 1 < n && (unsigned char)s[i + 1] >= 0x80 &&
                  (unsigned char)s[i + 1] < 0xa0;

        if ((c < 0x20 && c != '\n') || c == 0x7f || c1)
            fail_msg("%s: byte %02x at %zu of the output", what, c, i);
    }
    if (!is_utf8(s, n))
        fail_msg("%s: the output is not UTF-8", what);
}

static bool is_short(const struct torture *t)
{
    return t->n < 400 && is_utf8(t->bytes, t->n);
}

/* Hand in one body, or several that are one body; it counts as a post if it was taken. */
static int reply_with(struct board *b, const char *command, const char *name, const char *body,
                      size_t n)
{
    bool good = is_utf8(body, n);
    struct outcome r = caller_run_n(b, CALLER("jan"), body, n, command);
    int taken = r.status == 0;

    if (r.status != 0 && r.status != 1)
        fail_msg("%s: status %d: %s", name, r.status, r.err);
    if (!taken && good && n > 0 && !strstr(r.err, "no text") && n <= 65536)
        fail_msg("%s: refused: %s", name, r.err);
    if (taken && !good)
        fail_msg("%s: accepted, and is not UTF-8", name);
    is_harmless(name, r.err, r.err_n);
    outcome_done(&r);
    return taken;
}

/* The bytes of the case at *i and of as many after it as make one post: short lines go eight in
 * one, for each post is a login. To be freed; *i is the next case. */
static char *gather(const struct torture *t, size_t n, size_t *i, size_t *ret_n)
{
    size_t last = *i, total = t[*i].n;
    char *body, *at;

    while (last + 1 < n && last + 1 < *i + TOGETHER && is_short(&t[last]) && is_short(&t[last + 1]))
        total += strlen(BETWEEN) + t[++last].n;
    body = at = malloc(total + 1);
    assert_non_null(body);
    for (size_t k = *i; k <= last; k++) {
        if (k > *i)
            at = mempcpy(at, BETWEEN, strlen(BETWEEN));
        at = mempcpy(at, t[k].bytes, t[k].n);
    }
    *i = last + 1;
    *ret_n = total;
    return body;
}

/* Everything that was posted, in one thread, so that one reader sees it all. */
static long long post_all(struct board *b, const struct torture *t, size_t n, int *ret_posts)
{
    json_t *o = answer(b, CALLER("jan"), 0, "All of it.",
                       "post fixture-step --as handle --title 'Torture' --json");
    long long id = answer_number(o, "thread");
    char command[64];

    json_decref(o);
    *ret_posts = 1;
    snprintf(command, sizeof command, "reply %lld", id);
    for (size_t i = 0; i < n;) {
        const char *name = t[i].name;
        size_t size;
        char *body = gather(t, n, &i, &size);

        *ret_posts += reply_with(b, command, name, body, size);
        free(body);
    }
    return id;
}

static void read_by_command(struct board *b, long long id, int posts)
{
    struct outcome r;
    char command[64];
    json_t *o = answer(b, CALLER_GUEST, 0, NULL, "read %lld --json", id);

    assert_int_equal(json_array_size(answer_array(o, "posts")), posts);
    json_decref(o);
    snprintf(command, sizeof command, "read %lld", id);
    r = caller_run(b, CALLER_GUEST, NULL, command);
    assert_int_equal(r.status, 0);
    is_harmless("read", r.out, r.out_n);
    outcome_done(&r);
}

static bool header_is_of_the_thread(struct screen *s, void *ctx)
{
    (void)ctx;
    return screen_find(s, "Torture") == 0;
}

/* Page through a thread to its end; nothing of the terminal may change but text and attributes. */
static void read_on_screen(struct board *b, int cols, int rows)
{
    struct screen *s = screen_open(b, CALLER("kim"), cols, rows);
    char before[256];

    screen_go_board(s, "Fixture Step");
    screen_type(s, "gg"); /* the list may open at what is unread */
    screen_select(s, "Torture", "j");
    screen_type(s, "\r");
    assert_true(screen_wait(s, header_is_of_the_thread, NULL, 20000));
    screen_type(s, "gg");
    screen_wait_text(s, "All of it.");
    snprintf(before, sizeof before, "%s", screen_title(s));
    for (int i = 0; i < 2000 && screen_find(s, "End of the thread") < 0; i++) {
        screen_answers(s, "\033[6~", 200); /* a page of one long word looks like the last one */
        if (screen_find(s, "Torture") != 0) {
            screen_print(s, "the header is gone");
            fail_msg("a post reached the header");
        }
    }
    screen_wait_text(s, "End of the thread");
    assert_int_equal(screen_bells(s), 0);
    assert_int_equal(screen_replies(s), 0);
    assert_string_equal(screen_title(s), before);
    screen_type(s, "Q");
    assert_int_equal(screen_wait_exit(s), 0);
    screen_assert_clean(s);
    screen_close(s);
}

static void posted_text_harms_no_reader(void **state)
{
    size_t n;
    struct torture *t = torture_load(&n);
    int posts;
    long long id = post_all(*state, t, n, &posts);

    assert_true(posts > 20);
    read_by_command(*state, id, posts);
    read_on_screen(*state, 80, 24);
    read_on_screen(*state, 40, 15);
    torture_done(t, n);
}

static void titles_harm_no_list(void **state)
{
    static const char *const titles[] = {
        "\033[2J\033[Hcleared",          "\033]2;OWNED\007title", "bell\007\007", "up\033[5Adown",
        "wide \uff37\uff37\uff37\uff37", "rtl \u202e\u2066evil",  "new\nline",    "tab\there",
    };
    struct screen *s;

    for (size_t i = 0; i < sizeof titles / sizeof titles[0]; i++) {
        char command[200];
        struct outcome r;

        snprintf(command, sizeof command, "post fixture-step --as handle --title '%s'", titles[i]);
        r = caller_run(*state, CALLER("jan"), "Body.", command);
        assert_true(r.status == 0 || r.status == 1 || r.status == 2);
        outcome_done(&r);
        r = caller_run(*state, CALLER_GUEST, NULL, "threads fixture-step");
        assert_int_equal(r.status, 0);
        is_harmless(titles[i], r.out, r.out_n);
        outcome_done(&r);
    }
    s = screen_open(*state, CALLER("kim"), 80, 24);
    screen_go_board(s, "Fixture Step");
    assert_int_equal(screen_bells(s), 0);
    assert_null(strstr(screen_title(s), "OWNED"));
    screen_close(s);
}

/* Into the composer, by keys and by paste; then thrown away. The session must live, the terminal
 * must not have been spoken to. */
static void compose(struct board *b, const struct torture *t, size_t n, bool paste)
{
    struct screen *s = screen_open(b, CALLER("jan"), 80, 24);

    screen_go_board(s, "Fixture Step");
    screen_type(s, "w");
    screen_wait_text(s, "Tags");
    screen_type(s, "Torture\t");
    for (size_t i = 0; i < n; i++) {
        if (paste)
            screen_paste(s, t[i].bytes, t[i].n);
        else
            for (size_t k = 0; k < t[i].n && k < 400; k++)
                if ((unsigned char)t[i].bytes[k] >= 0x20 && t[i].bytes[k] != 0x7f)
                    screen_send(s, t[i].bytes + k, 1);
        screen_settle(s, 1);
    }
    screen_settle(s, 50);
    if (screen_find(s, "Title") < 0) {
        screen_print(s, "not composing any longer");
        fail_msg("text left the composer");
    }
    assert_int_equal(screen_bells(s), 0);
    assert_int_equal(screen_replies(s), 0);
    screen_cut(s);
    screen_close(s);
    board_wait_processes(b, "session", 0);
}

static void typed_text_is_text(void **state)
{
    size_t n;
    struct torture *t = torture_load(&n);

    compose(*state, t, n < 60 ? n : 60, false);
    torture_done(t, n);
}

static void pasted_text_is_text(void **state)
{
    size_t n;
    struct torture *t = torture_load(&n);

    compose(*state, t, n < 200 ? n : 200, true);
    torture_done(t, n);
}

static void imported_lines_that_are_bad_are_named_and_skipped(void **state)
{
    struct board *b = *state;
    char path[256];
    struct outcome r;
    FILE *f;

    snprintf(path, sizeof path, "%s/bad.jsonl", b->home);
    f = fopen(path, "we");
    fputs("{\"type\":\"post\",\"board\":\"fixture-step\",\"thread\":\"g\",\"id\":\"g1\","
          "\"title\":\"Good\",\"author\":\"a\",\"date\":\"2025-01-01T00:00:00Z\",\"body\":\"b\"}\n"
          "not json\n"
          "{\"type\":\"post\"}\n"
          "{\"type\":\"post\",\"board\":\"no-such\",\"thread\":\"x\",\"id\":\"x1\",\"title\":\"T\","
          "\"author\":\"a\",\"date\":\"2025-01-01T00:00:00Z\",\"body\":\"b\"}\n"
          "\xff\xfe\n"
          "{\"type\":\"post\",\"board\":\"fixture-step\",\"thread\":\"g\",\"id\":\"g2\","
          "\"author\":\"a\",\"date\":\"never\",\"body\":\"b\"}\n"
          "{\"type\":\"post\",\"board\":\"fixture-step\",\"thread\":\"g\",\"id\":\"g3\","
          "\"author\":\"a\",\"date\":\"2025-01-01T01:00:00Z\",\"body\":\"b\"}\n",
          f);
    fclose(f);
    r = board_curbside(b, "import", path, NULL);
    for (int line = 2; line <= 6; line++) {
        char number[16];

        snprintf(number, sizeof number, "%d", line);
        if (!strstr(r.err, number) && !strstr(r.out, number))
            fail_msg("line %d is not named: %s%s", line, r.out, r.err);
    }
    outcome_done(&r);
    json_t *o = answer(b, CALLER_GUEST, 0, NULL, "read %lld --json",
                       answer_thread(b, CALLER_GUEST, "fixture-step", "Good"));
    assert_int_equal(json_array_size(answer_array(o, "posts")), 2);
    json_decref(o);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(titles_harm_no_list),
        cmocka_unit_test(typed_text_is_text),
        cmocka_unit_test(pasted_text_is_text),
        cmocka_unit_test(imported_lines_that_are_bad_are_named_and_skipped),
        cmocka_unit_test(posted_text_harms_no_reader),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
