/* SPDX-License-Identifier: MIT
 *
 * library_fixture.h -- a forum with an alias board, two members and a guest who search it. Included
 * by one test program each.
 */
#ifndef CURBSIDE_TESTS_LIBRARY_FIXTURE_H
#define CURBSIDE_TESTS_LIBRARY_FIXTURE_H

#include "unit/domain/forum_fixture.h"

#include <sys/stat.h>

#include <curbside/domain/alias_rules.h>
#include <curbside/domain/search.h>
#include <curbside/domain/upkeep.h>

#include "who_secret.h"

#define HOUR INT64_C(3600)

struct library {
    struct forum *f;
    struct alias_rules rules;
    char seal[96];
    board_id vent; /* aliases only */
    struct member ann, bob, guest;
};

static struct library lib;

static void library_member(struct member *m, const char *name)
{
    member_init(lib.f, m, name, ROLE_MEMBER);
    m->who.secret = secret_new(sizeof *m->who.secret);
    memset(m->who.secret, 0, sizeof *m->who.secret);
    hash_keyed(NULL, name, strlen(name), m->who.secret->root.b, sizeof m->who.secret->root.b);
    m->v.alias = &lib.rules;
}

static int library_setup(void **state)
{
    assert_int_equal(forum_setup(state), 0);
    lib = (struct library){.f = *state};
    snprintf(lib.seal, sizeof lib.seal, "%s/seal", lib.f->dir);
    assert_int_equal(mkdir(lib.seal, 0700), 0);
    lib.rules = (struct alias_rules){true, lib.seal, 10, 60, 120, 0};
    lib.vent = forum_board(lib.f, "vent", "alias", true, false);
    library_member(&lib.ann, "amber-wren-1");
    library_member(&lib.bob, "lucid-ibex-2");
    member_init(lib.f, &lib.guest, "", ROLE_GUEST);
    lib.guest.v.alias = &lib.rules;
    return 0;
}

static int library_teardown(void **state)
{
    secret_free(lib.ann.who.secret);
    secret_free(lib.bob.who.secret);
    member_done(&lib.ann);
    member_done(&lib.bob);
    return forum_teardown(state);
}

#define library_unit_test(test)                                                                    \
    cmocka_unit_test_setup_teardown(test, library_setup, library_teardown)

__attribute__((unused)) static void tick(void)
{
    struct visit v = forum_visit(lib.f);

    v.alias = &lib.rules;
    assert_int_equal(forum_tick(&v), OK);
}

__attribute__((unused)) static struct search_page
look_for(struct member *m, const char *text, enum search_sort sort, const char *after, int limit)
{
    const struct search_query query = {
        .text = text, .n = strlen(text), .sort = sort, .after = after, .limit = limit};
    struct query_fault fault = {""};
    struct search_page page;
    enum err err = search_run(&lib.f->a, &m->v, &query, &page, &fault);

    if (err != OK)
        fail_msg("%s: %s %s", text, err_info(err)->code, fault.sentence);
    return page;
}

__attribute__((unused)) static int found(struct member *m, const char *text)
{
    struct search_page page = look_for(m, text, SEARCH_SORT_NEW, NULL, 100);

    assert_null(page.next);
    assert_int_equal(look_for(m, text, SEARCH_SORT_BEST, NULL, 100).n, page.n);
    return page.n;
}

__attribute__((unused)) static struct submitted
say(struct member *m, board_id board, enum face face, const char *title, const char *body)
{
    struct submission s = thread_of(board, title, body);

    s.face = face;
    return must_submit(m, &s);
}

__attribute__((unused)) static struct submitted answer(struct member *m, thread_id thread,
                                                       const char *body)
{
    struct submission s = reply_of(thread, body);

    return must_submit(m, &s);
}

__attribute__((unused)) static bool check_is_whole(void)
{
    struct visit v = forum_visit(lib.f);
    struct check_report report;

    assert_int_equal(forum_check(&lib.f->a, &v, &report), OK);
    for (int i = 0; i < report.n; i++)
        if (report.rows[i].violations > 0)
            print_message("%s: %s\n", report.rows[i].rule, report.rows[i].example);
    return report.violations == 0;
}

#endif
