/* SPDX-License-Identifier: MIT
 *
 * thief.c -- given every copy of the database and its log that a week allows, can anybody tell
 * whose an alias post is? README.md says what is counted and how to add a channel.
 *
 * Two weeks are lived through: one as the program is, whose copies are looked at as they are and
 * with each channel's planted leak; and one whose sessions do what state_save() forbids. A
 * channel's silence about the first counts only because it spoke up about its plant.
 */
#include "campaign.h"
#include "keys.h"

#include <curbside/domain/state.h>
#include <curbside/domain/upkeep.h>

enum {
    SEED = 20251203,
    COPIES = 40, /* besides those at awkward moments */
    AWKWARD = 14,
    DAYS = 6,
    AWKWARD_BESIDE = 25,
    DAYS_BESIDE = 3,
    KNOWN_KEYS = 6, /* public keys the thief has found somewhere */
};

static struct campaign honest, beside;

static int setup(void **state)
{
    (void)state;
    campaign_run(&honest,
                 &(struct week_options){.seed = SEED,
                                        .release_minutes = ALIAS_RELEASE_MINUTES,
                                        .copies = COPIES,
                                        .days = DAYS,
                                        .awkward = AWKWARD},
                 true);
    campaign_run(&beside,
                 &(struct week_options){.seed = SEED + 1,
                                        .release_minutes = ALIAS_RELEASE_MINUTES,
                                        .days = DAYS_BESIDE,
                                        .copies = COPIES,
                                        .awkward = AWKWARD_BESIDE,
                                        .plant_state = true},
                 false);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    campaign_done(&honest);
    campaign_done(&beside);
    return 0;
}

static void say(const char *name, const char *how, const struct score *s)
{
    print_message("  %-12s %-8s %4d guesses, %4d right, %6.1f by chance, luck %.2g\n", name, how,
                  s->guesses, s->hits, s->expected, s->luck);
}

static void the_week_was_one(void **state)
{
    const struct week *w = honest.week;
    int aliases = 0;

    (void)state;
    for (int i = 0; i < w->n_truths; i++)
        aliases += w->truths[i].face == FACE_ALIAS;
    print_message("  %d posts, %d of them aliases'; %d copies; %d logins, %d reads, %d drafts,"
                  " %d edits, %d deletes, %d receipts, %d mutes, %d marks, %d flags, %d follows,"
                  " %d searches, %d decisions, %d sanctions, %d reports, %d verdicts, %d proposals,"
                  " %d practiced, %d appeals, %d notes, %d corrections, %d undone, %d refused\n",
                  w->n_truths, aliases, honest.loot.n_copies, w->done[ACT_LOGIN], w->done[ACT_READ],
                  w->done[ACT_DRAFT], w->done[ACT_EDIT], w->done[ACT_DELETE], w->done[ACT_RECEIPT],
                  w->done[ACT_MUTE], w->done[ACT_HELPFUL], w->done[ACT_FLAG], w->done[ACT_FOLLOW],
                  w->done[ACT_SEARCH], w->done[ACT_DECIDE], w->done[ACT_SANCTION],
                  w->done[ACT_REPORT], w->done[ACT_JUDGE], w->done[ACT_PROPOSE],
                  w->done[ACT_PRACTICE], w->done[ACT_APPEAL], w->done[ACT_NOTE],
                  w->done[ACT_CORRECT], w->done[ACT_UNDO], w->refused);
    assert_true(aliases > 400 && w->n_truths - aliases > 300);
    assert_true(honest.loot.n_copies > 150);
    for (int i = 0; i < ACT_KINDS; i++)
        assert_true(w->done[i] > 0);
    assert_int_equal(w->done[ACT_LEAVE], 2);
}

/* The map from sealed rows to handles is what much else stands on. */
static void the_thief_knows_whose_sealed_row_is_whose(void **state)
{
    int right = 0;

    (void)state;
    for (int i = 0; i < PEOPLE; i++) {
        uint8_t name[SEALED_NAME_BYTES];
        struct visit v;
        size_t n;

        if (honest.week->people[i].gone || honest.week->people[i].handle.v == 0)
            continue;
        week_visit_open(honest.week, i, &v);
        if (state_row(&v, name, &n) == OK)
            right += loot_state(&honest.loot, loot_name(name, sizeof name))->handle ==
                     honest.week->people[i].handle.v;
        account_close(&v);
    }
    print_message("  %d of %d\n", right, PEOPLE);
    assert_true(right > PEOPLE / 2);
}

static void every_planted_leak_is_caught(void **state)
{
    int missed = 0;

    (void)state;
    for (int i = 0; channel_registry[i]; i++) {
        const struct channel *ch = channel_registry[i];
        bool own = ch->plant || ch->plant_bytes || ch->plant_events;
        struct campaign *c = own ? &honest : &beside;
        struct score s = campaign_score(c, own ? &honest.planted : &beside.loot, ch);

        say(ch->name, "planted", &s);
        /* What is known to tell is not believed when it finds nothing. */
        if (s.luck <= SCORE_CAUGHT || ch->known || ch->unproved)
            continue;
        print_message("  %s (%s) did not find its planted leak\n", ch->name, ch->what);
        missed++;
    }
    assert_int_equal(missed, 0);
}

static void no_channel_does_better_than_chance(void **state)
{
    int leaks = 0;

    (void)state;
    for (int i = 0; channel_registry[i]; i++) {
        struct score s = campaign_score(&honest, &honest.loot, channel_registry[i]);

        say(channel_registry[i]->name, channel_registry[i]->known ? "known" : "honest", &s);
        leaks += s.luck < SCORE_PASSES && !channel_registry[i]->known;
    }
    assert_int_equal(leaks, 0);
}

static void all_channels_together_do_no_better(void **state)
{
    struct score s = campaign_score(&honest, &honest.loot, NULL);
    struct score planted = campaign_score(&honest, &honest.planted, NULL);

    (void)state;
    say("all", "planted", &planted);
    say("all", "honest", &s);
    assert_true(planted.luck < SCORE_CAUGHT);
    assert_true(s.luck > SCORE_PASSES);
}

/* ---- with secret.key ---- */

static void without_the_pepper_a_public_key_opens_nothing(void **state)
{
    struct key wrong = {{0}};
    struct opened o;

    (void)state;
    keys_try(&honest, &wrong, honest.week->seal, PEOPLE, &o);
    assert_int_equal(o.accounts, 0);
    assert_int_equal(o.posts, 0);
}

static void with_it_only_accounts_of_known_keys_are_lost(void **state)
{
    struct opened o;

    (void)state;
    keys_try(&honest, &honest.week->board->pepper, honest.week->seal, KNOWN_KEYS, &o);
    print_message("  %d accounts opened: %d posts claimed, %d right, %d missed\n", o.accounts,
                  o.posts, o.right, o.missed);
    assert_int_equal(o.accounts, KNOWN_KEYS);
    /* The search is not blind: it finds all of theirs. And nobody else's. */
    assert_true(o.right > 50);
    assert_int_equal(o.missed, 0);
    assert_int_equal(o.posts, o.right);
}

/* Months later: the keeper has destroyed the key by which the tags were made. */
static void after_the_month_keys_nothing_tells(void **state)
{
    struct week *w = honest.week;
    struct visit keeper = {.db = w->board->db,
                           .pepper = &w->board->pepper,
                           .clock = &w->board->clock,
                           .random = &w->board->random,
                           .alias = &w->rules};
    struct score planted, s;
    struct opened o;

    (void)state;
    w->board->now_s += INT64_C(200) * 24 * 60 * 60;
    assert_int_equal(forum_tick(&keeper), OK);
    keys_try(&honest, &w->board->pepper, w->seal, PEOPLE, &o);
    assert_true(o.accounts > PEOPLE - 10);
    assert_int_equal(o.posts, 0);
    planted = keys_score_marks(&honest, &w->board->pepper, PEOPLE, true);
    s = keys_score_marks(&honest, &w->board->pepper, PEOPLE, false);
    say("own marks", "planted", &planted);
    say("own marks", "honest", &s);
    assert_true(planted.luck < SCORE_CAUGHT);
    assert_true(s.luck > SCORE_PASSES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_week_was_one),
        cmocka_unit_test(the_thief_knows_whose_sealed_row_is_whose),
        cmocka_unit_test(every_planted_leak_is_caught),
        cmocka_unit_test(no_channel_does_better_than_chance),
        cmocka_unit_test(all_channels_together_do_no_better),
        cmocka_unit_test(without_the_pepper_a_public_key_opens_nothing),
        cmocka_unit_test(with_it_only_accounts_of_known_keys_are_lost),
        cmocka_unit_test(after_the_month_keys_nothing_tells),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
