/* SPDX-License-Identifier: MIT
 *
 * mentions.c -- whom a text names, and what only looks like it.
 */
#include "unit.h"

#include <stdio.h>
#include <string.h>

#include <curbside/base/str.h>
#include <curbside/text/mentions.h>

/* "@a-b ~c-d": what was found, in order. */
static void finds(const char *text, const char *want)
{
    struct mention found[MENTIONS_MAX];
    int n = mentions_find(text, strlen(text), found);
    struct str got = STR_INIT;

    for (int i = 0; i < n; i++)
        str_printf(&got, "%s%c%s", i ? " " : "", found[i].alias ? '~' : '@', found[i].name);
    if (strcmp(str_cstr(&got), want) != 0)
        fail_msg("\"%s\" names \"%s\", not \"%s\"", text, str_cstr(&got), want);
    str_done(&got);
}

static void names_are_found_where_words_begin(void **state)
{
    (void)state;
    finds("@quiet-otter-41, see this", "@quiet-otter-41");
    finds("Thanks (@ann-3) and ~amber-heron!", "@ann-3 ~amber-heron");
    finds("@Quiet-Otter @quiet-otter", "@quiet-otter");
    finds("end with a hyphen @quiet-otter- ok", "@quiet-otter");
    finds("two lines\n@one-1\n  @two-2", "@one-1 @two-2");
    finds("", "");
    finds("@", "");
}

static void what_only_looks_like_one_is_none(void **state)
{
    (void)state;
    finds("mail me at ann@example.org", "");
    finds("~5 min, ~~struck~~, a~b-c", "");
    finds("~alone is no alias", "");
    finds("@ab is too short, @9lives begins with a digit", "");
    finds("path/@name-1 and @@name-1", "");
    finds("@caf\xc3\xa9-1", "");
}

static void quoted_lines_and_code_call_nobody(void **state)
{
    (void)state;
    finds("> @quoted-1 said\n@asked-2", "@asked-2");
    finds("  > @quoted-1", "");
    finds("```\n@code-1\n```\n@text-1", "@text-1");
    finds("`@code-1` but @text-1", "@text-1");
    finds("an open ` stays text @text-1", "@text-1");
}

static void a_crowd_is_cut(void **state)
{
    struct mention found[MENTIONS_MAX];
    struct str text = STR_INIT;

    (void)state;
    for (int i = 0; i < 1000; i++)
        str_printf(&text, "@name-%d ", i);
    assert_int_equal(mentions_find(text.s, text.n, found), MENTIONS_MAX);
    str_done(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_found_where_words_begin),
        cmocka_unit_test(what_only_looks_like_one_is_none),
        cmocka_unit_test(quoted_lines_and_code_call_nobody),
        cmocka_unit_test(a_crowd_is_cut),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
