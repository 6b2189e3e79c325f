/* SPDX-License-Identifier: MIT
 *
 * state_aliases.c -- what of the sealed record names alias posts, while their month keys live and
 * after.
 */
#include "unit/domain/staff_fixture.h"

#include <curbside/domain/draft.h>
#include <curbside/domain/inbox.h>
#include <curbside/domain/month_key.h>
#include <curbside/domain/standing.h>
#include <curbside/domain/state.h>

#include "state_record.h"

static struct inbox_page inbox_of(struct member *m)
{
    struct inbox_page page;

    assert_int_equal(inbox_list(&town.f->a, &m->v, NULL, 20, &page), OK);
    return page;
}

/* Ann posts on five days, is answered, clears her inbox, is banned; and her session ends. Her last
 * post. */
static struct submitted a_full_record(void)
{
    struct submitted made = {0};

    for (int i = 0; i < 5; i++) {
        made = start(&town.ann, town.f->board, FACE_ALIAS);
        later(DAY);
    }
    town.f->now += 8 * DAY;
    town.ann.v.state->today = (uint32_t)(town.f->now / DAY); /* a session of that day */
    reply(&town.bob, made.thread, "An answer.");
    assert_int_equal(inbox_of(&town.ann).n, 1);
    assert_true(state_inbox_clear(town.ann.v.state, made.thread, 2));
    sanction(&town.mod, made.post, SEVERITY_BAN);
    assert_int_equal(sanction_find_own(&town.ann.v), OK);
    assert_int_equal(state_save(&town.ann.v), OK);
    return made;
}

/* What the record says; `with_keys`: to whoever has what is left in DATA/seal, too. */
static struct state *opened(bool with_keys)
{
    struct visit v = town.ann.v;
    struct state *s = state_new(town.f->now);

    v.alias = with_keys ? &town.rules : NULL;
    assert_int_equal(state_load(&v, s), OK);
    return s;
}

static void destroy_keys(void)
{
    town.f->now += 200 * DAY;
    assert_int_equal(month_keys_keep(&town.rules, town.ann.v.random, town.f->now), OK);
}

static int named_strikes(const struct state *s)
{
    int n = 0;

    for (size_t i = 0; i < s->n_strikes; i++)
        n += s->strikes[i].id != 0 || s->strikes[i].thread != 0 || s->strikes[i].reason[0] ||
             s->strikes[i].rule[0];
    return n;
}

static void assert_names_nothing(const struct state *s)
{
    assert_int_equal(named_strikes(s), 0);
    assert_int_equal(s->n_evidence, 0);
    assert_int_equal(s->alias_threads.n, 0);
    assert_int_equal(s->inbox_cleared.n, 0);
}

static void with_the_month_key_the_record_is_whole(void **state)
{
    struct submitted made = a_full_record();
    struct state *s = opened(true);

    (void)state;
    assert_int_equal(named_strikes(s), 1);
    assert_int_equal(s->n_strikes, 1);
    assert_int_equal(s->n_evidence, 5);
    assert_int_equal(s->alias_threads.n, 5);
    assert_int_equal(state_inbox_cleared(s, made.thread), 2);
    assert_int_equal(state_evidence_days(s), 0);
    state_free(s);
}

/* Whoever has the root and no month key; so after its end also when the account never comes back.
 */
static void without_it_the_root_opens_nothing_that_names_a_post(void **state)
{
    struct state *s;

    (void)state;
    a_full_record();
    s = opened(false);
    assert_names_nothing(s);
    assert_int_equal(s->n_strikes, 1); /* its rest */
    state_free(s);
    destroy_keys();
    s = opened(true);
    assert_names_nothing(s);
    assert_int_equal(s->n_boxes, 1);
    assert_int_equal(s->boxes[0].n, 0);
    state_free(s);
}

static void when_its_key_is_gone_a_strike_leaves_severity_and_week(void **state)
{
    struct state *s;

    (void)state;
    a_full_record();
    destroy_keys();
    town.f->now -= 80 * DAY; /* the key is gone early: the strike still counts */
    s = opened(true);
    assert_int_equal(s->n_strikes, 1);
    assert_int_equal(s->strikes[0].severity, SEVERITY_BAN);
    assert_int_equal(s->strikes[0].day % STATE_REST_DAYS, 0);
    assert_int_equal(state_evidence_days(s), 5);
    state_free(s);
}

static void after_one_more_save_the_stored_record_has_no_box(void **state)
{
    struct state *s;

    (void)state;
    a_full_record();
    destroy_keys();
    /* The same session goes on, with everything in memory. */
    marks_add(town.ann.v.state, (thread_id){5}, 1, 1);
    assert_int_equal(state_save(&town.ann.v), OK);
    assert_names_nothing(town.ann.v.state);
    s = opened(false);
    assert_names_nothing(s);
    for (size_t i = 0; i < s->n_boxes; i++)
        assert_int_equal(s->boxes[i].n, 0);
    assert_int_equal(state_evidence_days(s), 5);
    assert_true(marks_has(s, (thread_id){5}, 1));
    state_free(s);
}

static void standing_outlives_the_month_key(void **state)
{
    struct submitted made = {0};
    bool standing;

    (void)state;
    for (int i = 0; i < 5; i++) {
        made = start(&town.ann, town.f->board, FACE_ALIAS);
        later(DAY);
    }
    town.f->now += 20 * DAY;
    town.ann.v.state->today = (uint32_t)(town.f->now / DAY);
    marks_add(town.ann.v.state, made.thread, 1, 1);
    assert_int_equal(state_save(&town.ann.v), OK);
    destroy_keys();
    state_free(town.ann.v.state);
    town.ann.v.state = opened(true);
    assert_int_equal(standing_has(&town.ann.v, &standing), OK);
    assert_true(standing);
}

/* A key made anew after a restore opens no box of before. */
static void a_box_of_another_key_is_as_gone(void **state)
{
    struct state *s;
    struct key key;

    (void)state;
    a_full_record();
    destroy_keys();
    town.f->now -= 200 * DAY;
    assert_int_equal(
        thread_secret_get(&town.ann.v, (thread_id){7}, town.f->now, town.f->now, &key, NULL), OK);
    s = opened(true);
    assert_names_nothing(s);
    state_free(s);
}

static void two_sessions_merge_what_names_posts(void **state)
{
    struct member two = town.ann;
    struct submitted one_s, two_s;

    (void)state;
    two.v.who = &two.who;
    two.v.state = state_new(town.f->now);
    one_s = start(&town.ann, town.f->board, FACE_ALIAS);
    town.f->now += DAY;
    two_s = start(&two, town.f->board, FACE_ALIAS);
    inbox_of(&two);
    assert_true(state_inbox_clear(two.v.state, two_s.thread, 1));
    sanction(&town.mod, one_s.post, SEVERITY_WARN);
    assert_int_equal(sanction_find_own(&town.ann.v), OK);
    assert_int_equal(state_save(&town.ann.v), OK);
    assert_int_equal(state_save(&two.v), OK);
    state_free(two.v.state);
    two.v.state = opened(true);
    assert_int_equal(two.v.state->n_evidence, 2);
    assert_int_equal(named_strikes(two.v.state), 1);
    assert_int_equal(state_inbox_cleared(two.v.state, two_s.thread), 1);
    state_free(two.v.state);
}

static int drafts_of(struct member *m)
{
    struct draft_page page;

    assert_int_equal(draft_list(&town.f->a, &m->v, &page), OK);
    return page.n;
}

static void save_draft(struct member *m, thread_id thread, post_id edit, enum face face)
{
    struct draft d;

    draft_init(&d, m->v.random);
    d.thread = thread;
    d.edit = edit;
    d.face = face;
    assert_int_equal(draft_save(&m->v, &d), OK);
}

static void a_draft_of_an_alias_goes_with_the_month_key(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_ALIAS);
    const post_id none = {0};

    (void)state;
    save_draft(&town.ann, made.thread, none, FACE_ALIAS);
    save_draft(&town.ann, (thread_id){0}, made.post, FACE_DEFAULT);
    save_draft(&town.ann, (thread_id){0}, none, FACE_ALIAS);
    save_draft(&town.ann, made.thread, none, FACE_HANDLE);
    assert_int_equal(drafts_of(&town.ann), 4);
    town.ann.v.alias = NULL; /* as whoever has the root alone */
    assert_int_equal(drafts_of(&town.ann), 1);
    town.ann.v.alias = &town.rules;
    assert_int_equal(drafts_of(&town.ann), 4);
    destroy_keys();
    assert_int_equal(drafts_of(&town.ann), 1);
}

/* One draft in two windows, of which either may be posted by an alias: the token would tell. */
static void a_draft_that_parted_from_another_goes_with_the_month_key(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_ALIAS);
    struct draft d, e;

    (void)state;
    draft_init(&d, town.ann.v.random);
    d.thread = made.thread;
    d.face = FACE_HANDLE;
    assert_int_equal(draft_save(&town.ann.v, &d), OK);
    e = d;
    d.body = "here";
    d.body_n = 4;
    assert_int_equal(draft_save(&town.ann.v, &d), OK);
    e.body = "there";
    e.body_n = 5;
    assert_int_equal(draft_save(&town.ann.v, &e), OK);
    assert_true(e.apart && e.shared && !d.shared);
    assert_int_equal(drafts_of(&town.ann), 2);
    town.ann.v.alias = NULL; /* as whoever has the root alone */
    assert_int_equal(drafts_of(&town.ann), 1);
    town.ann.v.alias = &town.rules;
    /* Read and saved again it stays so, until its token is worth nothing. */
    assert_int_equal(draft_get(&town.f->a, &town.ann.v, e.number, &e), OK);
    assert_true(e.shared);
    assert_memory_equal(e.token, d.token, sizeof e.token);
    assert_int_equal(draft_save(&town.ann.v, &e), OK);
    town.f->now += 3 * DAY;
    assert_int_equal(draft_get(&town.f->a, &town.ann.v, e.number, &e), OK);
    assert_false(e.shared);
    assert_memory_not_equal(e.token, d.token, sizeof e.token);
    assert_int_equal(draft_save(&town.ann.v, &e), OK);
    town.ann.v.alias = NULL;
    assert_int_equal(drafts_of(&town.ann), 2);
    town.ann.v.alias = &town.rules;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TOWN_TEST(with_the_month_key_the_record_is_whole),
        TOWN_TEST(without_it_the_root_opens_nothing_that_names_a_post),
        TOWN_TEST(when_its_key_is_gone_a_strike_leaves_severity_and_week),
        TOWN_TEST(after_one_more_save_the_stored_record_has_no_box),
        TOWN_TEST(standing_outlives_the_month_key),
        TOWN_TEST(a_box_of_another_key_is_as_gone),
        TOWN_TEST(a_draft_of_an_alias_goes_with_the_month_key),
        TOWN_TEST(a_draft_that_parted_from_another_goes_with_the_month_key),
        TOWN_TEST(two_sessions_merge_what_names_posts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
