/* SPDX-License-Identifier: MIT
 *
 * sanctions.c -- through real ssh: whoever is warned, muted and banned through posts under an alias
 * is told so, is out of those threads at once, and goes on everywhere else as before.
 */
#include "e2e/harness.h"

static int setup(void **state)
{
    struct board *b = board_new(&(struct board_options){.aliases = true});

    caller_join(b, "mod", "calm-maud");
    json_decref(answer(b, CALLER("mod"), 0, NULL, "claim %s --json", b->claim));
    caller_join(b, "ann", "calm-ann");
    *state = b;
    return 0;
}

static int teardown(void **state)
{
    board_free(*state);
    return 0;
}

struct place {
    long long thread, post;
};

/* Ann's, as an alias. */
static struct place started(const struct board *b, const char *title)
{
    json_t *o = answer(b, CALLER("ann"), 0, "Unkind words.", "post lounge --title %s --json",
                       title);
    struct place made = {answer_number(o, "thread"), answer_number(o, "post")};

    answer_has_keys(o, "thread post released receipt");
    json_decref(o);
    return made;
}

static void sanctioned(const struct board *b, const char *verb, const struct place *place)
{
    json_t *o = answer(b, CALLER("mod"), 0, NULL, "mod %s %lld --rule kindness --json", verb,
                       place->post);

    answer_has_keys(o, "action id"); /* and nothing of whom it reached */
    json_decref(o);
}

static void is_told(const struct board *b, int n)
{
    json_t *o = answer(b, CALLER("ann"), 0, NULL, "whoami --json");

    assert_int_equal(json_array_size(answer_array(o, "sanctions")), n);
    json_decref(o);
}

static void everything_else_works(const struct board *b)
{
    json_t *o = answer(b, CALLER("mod"), 0, "Ask away.",
                       "post lounge --title Other --as handle --json");
    long long thread = answer_number(o, "thread"), post = answer_number(o, "post");

    json_decref(o);
    json_decref(answer(b, CALLER("ann"), 0, "Thank you.", "reply %lld --as handle --json", thread));
    json_decref(answer(b, CALLER("ann"), 0, NULL, "helpful %lld --json", post));
    json_decref(answer(b, CALLER("ann"), 0, NULL, "bookmark %lld --json", post));
    json_decref(answer(b, CALLER("ann"), 0, NULL, "follow thread/%lld --json", thread));
    json_decref(answer(b, CALLER("ann"), 0, NULL, "inbox --json"));
}

static void on_screen_it_is_news_until_it_was_read(const struct board *b)
{
    struct screen *s = screen_open(b, CALLER("ann"), 80, 24);

    screen_wait_text(s, "A moderator has told you something");
    screen_select(s, "A moderator has told you something", "j");
    screen_type(s, "\r");
    screen_wait_text(s, "You were banned");
    screen_type(s, "q");
    screen_wait_text(s, "Places");
    screen_wait_gone(s, "A moderator has told you something");
    screen_close(s);
}

static void who_is_sanctioned_through_an_alias_is_told_and_goes_on_elsewhere(void **state)
{
    struct board *b = *state;
    struct place warned = started(b, "Warned"), muted = started(b, "Muted");
    struct place banned = started(b, "Banned");
    json_t *o;

    sanctioned(b, "warn", &warned);
    sanctioned(b, "mute", &muted);
    sanctioned(b, "ban", &banned);
    json_decref(answer(b, CALLER("ann"), 0, "Sorry.", "reply %lld --json", warned.thread));
    o = answer(b, CALLER("ann"), 3, "But.", "reply %lld --json", muted.thread);
    json_decref(o);
    o = answer(b, CALLER("ann"), 3, "But.", "reply %lld --json", banned.thread);
    json_decref(o);
    json_decref(answer(b, CALLER("ann"), 3, "Changed.", "edit %lld --json", banned.post));
    /* Nor does the handle get in where the alias is known. */
    json_decref(
        answer(b, CALLER("ann"), 1, "But.", "reply %lld --as handle --json", banned.thread));
    json_decref(answer(b, CALLER("ann"), 0, NULL, "read %lld --json", banned.thread));
    is_told(b, 3);
    everything_else_works(b);
    on_screen_it_is_news_until_it_was_read(b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_is_sanctioned_through_an_alias_is_told_and_goes_on_elsewhere),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
