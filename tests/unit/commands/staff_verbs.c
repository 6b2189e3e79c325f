/* SPDX-License-Identifier: MIT
 *
 * staff_verbs.c -- every verb of "mod" and of "sysop": what it exits with when it is done, refused,
 * about nothing that is there, or in wrong words; and the keys of its JSON.
 *
 * A verb without a row here fails the test.
 */
#include "unit/commands/desk.h"

#include <curbside/domain/questions.h>
#include <curbside/store/handles.h>

#include "verbs.h"

enum {
    LINE = 200
};

static void give_role(struct desk *d, const char *key, const char *handle, const char *role)
{
    struct txn txn = TXN_NONE;

    desk_join_as(d, key, handle);
    assert_int_equal(txn_begin(&txn, d->visit.db, TXN_WRITE), OK);
    assert_int_equal(handles_set_role(d->visit.db, d->visit.who->handle, role), OK);
    assert_int_equal(txn_commit(&txn), OK);
}

static int setup(void **state)
{
    struct desk *d = desk_new();

    give_role(d, "key mod", "calm-maud", "moderator");
    give_role(d, "key peer", "calm-pia", "moderator");
    give_role(d, "key wim", "calm-wim", "sysop");
    desk_join_as(d, "key ann", "calm-ann");
    *state = d;
    return 0;
}

static int teardown(void **state)
{
    desk_free(*state);
    return 0;
}

/* ---- refused, nothing there, wrong words ---- */

struct refusal {
    const char *verb;
    const char *line;  /* right, about what is not there; or about anything, for who may not */
    int status;        /* of that line, for who may; 0: it is no refusal at all */
    const char *wrong; /* NULL: no words of it are wrong */
};

/* clang-format off */
static const struct refusal mod_verbs[] = {
    {"queue",    "mod queue",                           0, "mod queue 5"},
    {"show",     "mod show 5",                          1, "mod show"},
    {"claim",    "mod claim 5",                         1, "mod claim"},
    {"unclaim",  "mod unclaim 5",                       1, "mod unclaim"},
    {"note",     "mod note 5 --note Seen",              1, "mod note 5"},
    {"keep",     "mod keep 5",                          1, "mod keep 5 6"},
    {"remove",   "mod remove 5 --rule kindness",        1, "mod remove 5"},
    {"restore",  "mod restore 5",                       1, "mod restore"},
    {"lock",     "mod lock 5",                          1, "mod lock 5 6"},
    {"unlock",   "mod unlock 5",                        1, "mod unlock"},
    {"pin",      "mod pin 5",                           1, "mod pin"},
    {"unpin",    "mod unpin 5",                         1, "mod unpin"},
    {"move",     "mod move 5 lounge",                   1, "mod move 5"},
    {"retitle",  "mod retitle 5 --title T",             1, "mod retitle 5"},
    {"split",    "mod split 5 --title T",               1, "mod split 5"},
    {"merge",    "mod merge 5 6",                       1, "mod merge 5"},
    {"slow",     "mod slow 5 --minutes 5",              1, "mod slow 5"},
    {"correct",  "mod correct 5 --see 1",               1, "mod correct 5"},
    {"kind",     "mod kind 5 ethics",                   1, "mod kind 5 hard"},
    {"warn",     "mod warn 5 --rule kindness",          1, "mod warn 5"},
    {"mute",     "mod mute 5 --rule kindness",          1, "mod mute 5"},
    {"ban",      "mod ban 5 --rule kindness",           1, "mod ban 5"},
    {"lift",     "mod lift 5",                          1, "mod lift"},
    {"grant",    "mod grant 5",                         1, "mod grant"},
    {"deny",     "mod deny 5",                          1, "mod deny"},
    {"undo",     "mod undo 5",                          1, "mod undo"},
    {0},
};

static const struct refusal sysop_verbs[] = {
    {"roles",       "sysop roles",                        0, "sysop roles 5"},
    {"role",        "sysop role nobody-9 moderator",      1, "sysop role calm-ann wizard"},
    {"boards",      "sysop boards",                       0, "sysop boards 5"},
    {"board",       "sysop board nowhere --open no",      1, "sysop board lounge --open maybe"},
    {"new-board",   "sysop new-board lounge --title T",   1, "sysop new-board 'Bad Slug' --title T"},
    {"move-board",  "sysop move-board nowhere up",        1, "sysop move-board lounge sideways"},
    {"maintenance", "sysop maintenance hold off",         1, "sysop maintenance everything on"},
    {"broadcast",   "sysop broadcast --end",              1, "sysop broadcast Hello --end"},
    {"sessions",    "sysop sessions",                     1, "sysop sessions 5"},
    {"kick",        "sysop kick 5",                       1, "sysop kick"},
    {"database",    "sysop database",                     0, "sysop database 5"},
    {"backup",      "sysop backup",                       1, "sysop backup now"},
    {"filters",     "sysop filters",                      0, "sysop filters all"},
    {"filter",      "sysop filter off 5",                 1, "sysop filter dance 5"},
    {"rules",       "sysop rules",                        0, "sysop rules 5"},
    {"rule",        "sysop rule nothing --title T",       2, "sysop rule kindness --retired maybe"},
    {"new-rule",    "sysop new-rule kindness --title T --text T --reason R", 1,
                    "sysop new-rule cups --title T"},
    {"template",    "sysop template nothing --text T",    2, "sysop template kindness --remove"},
    {"settings",    "sysop settings",                     0, "sysop settings 5"},
    {"set",         "sysop set spread_minutes --default", 1, "sysop set callers 5"},
    {"stats",       "sysop stats",                        0, "sysop stats --weeks 0"},
    {"audit",       "sysop audit",                        0, "sysop audit 5"},
    {"undo",        "sysop undo 5",                       1, "sysop undo"},
    {0},
};
/* clang-format on */

static void expect(struct desk *d, const char *line, int status)
{
    int got = desk_run(d, line);

    if (got != status)
        fail_msg("`%s`: status %d, not %d\n%s%s", line, got, status, desk_out(d), desk_err(d));
    if (status != 0)
        assert_true(strlen(desk_err(d)) > 10);
}

/* One clear sentence and the one right line. */
static void expect_usage(struct desk *d, const char *command, const struct refusal *r)
{
    char usage[64];

    expect(d, r->wrong, 2);
    snprintf(usage, sizeof usage, "\nusage: %s %s", command, r->verb);
    if (!strstr(desk_err(d), usage))
        fail_msg("`%s` says:\n%s", r->wrong, desk_err(d));
    assert_true(strcspn(desk_err(d), "\n") <= strlen("curbside: ") + 110);
}

static void check(struct desk *d, const char *command, const char *key,
                  const struct refusal rows[static 1])
{
    for (const struct refusal *r = rows; r->verb; r++) {
        desk_caller(d, NULL);
        expect(d, r->line, 3);
        desk_caller(d, "key ann");
        expect(d, r->line, 3);
        desk_caller(d, key);
        expect(d, r->line, r->status);
        expect_usage(d, command, r);
    }
}

static bool has_row(const struct refusal *rows, const char *verb, size_t n)
{
    for (; rows->verb; rows++)
        if (strlen(rows->verb) == n && strncmp(rows->verb, verb, n) == 0)
            return true;
    return false;
}

static void verbs_of_mod_refuse(void **state)
{
    struct desk *d = *state;
    const char *at, *end;

    check(d, "mod", "key mod", mod_verbs);
    expect(d, "mod dance", 2);
    at = strstr(desk_err(d), "usage: mod "); /* "mod queue|claim|note ITEM ..." */
    assert_non_null(at);
    at += strlen("usage: mod ");
    for (end = at + strcspn(at, " "); at < end; at += strcspn(at, "| ") + 1)
        if (!has_row(mod_verbs, at, strcspn(at, "| ")))
            fail_msg("no row for mod %.20s", at);
}

static void verbs_of_sysop_refuse(void **state)
{
    static const struct command_verb *const groups[] = {
        sysop_role_verbs, sysop_board_verbs,   sysop_house_verbs, sysop_filter_verbs,
        sysop_rule_verbs, sysop_setting_verbs, sysop_stats_verbs, sysop_audit_verbs,
    };

    check(*state, "sysop", "key wim", sysop_verbs);
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
        for (const struct command_verb *v = groups[i]; v->name; v++)
            if (!has_row(sysop_verbs, v->name, strlen(v->name)))
                fail_msg("no row for sysop %s", v->name);
}

/* A moderator governs nothing but the list of filters. */
static void a_moderator_does_not_govern(void **state)
{
    struct desk *d = *state;

    desk_caller(d, "key mod");
    for (const struct refusal *r = sysop_verbs; r->verb; r++)
        expect(d, r->line,
               strcmp(r->verb, "filters") == 0 || strcmp(r->verb, "undo") == 0 ? r->status : 3);
}

/* ---- done ---- */

struct deed {
    const char *line; /* $P: ann's post, $T: its thread, $U: another of hers, $Q: a question, $A:
                         the last action */
    const char *keys;
};

struct things {
    long long post, thread, other, question, action;
};

static void fill_in(char ret[static LINE], const char *line, const struct things *t)
{
    size_t n = 0;

    for (; *line; line++) {
        long long id = 0;

        if (*line != '$') {
            ret[n++] = *line;
            continue;
        }
        line++;
        id = *line == 'P'   ? t->post
             : *line == 'T' ? t->thread
             : *line == 'U' ? t->other
             : *line == 'Q' ? t->question
                            : t->action;
        n += (size_t)snprintf(ret + n, LINE - n, "%lld", id);
    }
    snprintf(ret + n, LINE - n, " --json");
}

static void do_all(struct desk *d, const struct deed *deeds, struct things *t)
{
    for (; deeds->line; deeds++) {
        char line[LINE];
        json_t *doc;

        fill_in(line, deeds->line, t);
        expect(d, line, 0);
        doc = desk_json(d);
        assert_keys(doc, deeds->keys);
        if (json_object_get(doc, "id"))
            t->action = json_integer_value(json_object_get(doc, "id"));
        json_decref(doc);
    }
}

static long long posted(struct desk *d, const char *line, const char *key)
{
    json_t *doc;
    long long id;

    assert_int_equal(desk_run_with(d, line, "What I think of them."), 0);
    doc = desk_json(d);
    id = json_integer_value(json_object_get(doc, key));
    json_decref(doc);
    return id;
}

static void things_make(struct desk *d, struct things *ret)
{
    char line[LINE];

    assert_int_equal(question_seed(&d->visit), OK);
    ret->thread = posted(d, "post lounge --title One --as handle --json", "thread");
    ret->other = posted(d, "post lounge --title Two --as handle --json", "thread");
    snprintf(line, sizeof line, "reply %lld --json", ret->thread);
    ret->post = posted(d, line, "post");
    desk_join_as(d, "key bob", "calm-bob");
    snprintf(line, sizeof line, "flag %lld --reason spam", ret->post);
    expect(d, line, 0);
    desk_caller(d, "key mod");
    expect(d, "questions --kind ethics --limit 1 --json", 0);
    json_t *doc = desk_json(d);
    ret->question = json_integer_value(
        json_object_get(json_array_get(json_object_get(doc, "questions"), 0), "id"));
    json_decref(doc);
}

#define ITEM_KEYS                                                                                  \
    "item kind post thread board reasons count excerpt age_hours claimed title barred author "     \
    "body appeal sanctions edited reader_notes notes"

static const char done[] = "action id target", person[] = "action id";

/* clang-format off */
static const struct deed signed_deeds[] = {
    {"mod claim $P", "action item"}, {"mod unclaim $P", "action item"},
    {"mod claim $P", "action item"}, {"mod note $P --note Seen", "action item"}, {0},
};

static const struct deed mod_deeds[] = {
    {"mod queue", "items next"}, {"mod show $P", ITEM_KEYS}, {"mod keep $P", done},
    {"mod undo $A", person}, {"mod remove post/$P --rule kindness", done},
    {"mod restore $P", done}, {"mod lock $T", done}, {"mod unlock $T", done},
    {"mod pin thread/$T", done}, {"mod unpin $T", done}, {"mod move $T mcat-general", done},
    {"mod move $T lounge", done}, {"mod retitle $T --title Three", done},
    {"mod slow $T --minutes 5", done}, {"mod slow $T --minutes 0", done},
    {"mod correct $P --see 1", done}, {"mod kind $Q policy", done},
    {"mod warn $P --rule kindness", person}, {"mod mute $P --rule kindness", person},
    {"mod ban $P --rule kindness --reason Enough", person}, {"mod lift $A", person},
    {"mod split $P --title Four", done}, {"mod undo $A", person},
    {"mod merge $T $U", done}, {"mod ban $P --rule kindness --remove", "action id removal"},
    {0},
};
/* clang-format on */

static void verbs_of_mod_say_what_they_did(void **state)
{
    struct things t = {0};

    things_make(*state, &t);
    do_all(*state, signed_deeds, &t);
    do_all(*state, mod_deeds, &t);
}

/* ---- the same by the operator, who is nobody on the board ---- */

static void become_operator(struct desk *d)
{
    desk_caller(d, NULL);
    account_be_operator(&d->visit);
}

/* Nothing that reached somebody is asked of a root that nobody has. */
static void the_operator_decides_on_what_moderators_did(void **state)
{
    struct desk *d = *state;
    struct things t = {0};
    char line[LINE];

    things_make(d, &t);
    do_all(d, (const struct deed[]){{"mod warn $P --rule kindness", person}, {0}}, &t);
    desk_caller(d, "key ann");
    snprintf(line, sizeof line, "appeal %lld", t.action);
    assert_int_equal(desk_run_with(d, line, "It was meant kindly."), 0);
    d->now += 24 * 3600; /* its day is over */
    become_operator(d);
    snprintf(line, sizeof line, "mod deny %lld", t.action);
    expect(d, line, 0);
    snprintf(line, sizeof line, "sysop undo %lld", t.action);
    expect(d, line, 0);
}

static void the_operator_moderates(void **state)
{
    struct desk *d = *state;
    struct things t = {0};
    char line[LINE];

    things_make(d, &t);
    become_operator(d);
    do_all(d, mod_deeds, &t);
    desk_caller(d, "key wim");
    expect(d, "sysop audit", 0);
    assert_non_null(strstr(desk_out(d), "the operator: ban post/"));
    become_operator(d);
    for (const struct deed *deed = signed_deeds; deed->line; deed++) {
        fill_in(line, deed->line, &t);
        expect(d, line, 3);
        assert_non_null(strstr(desk_err(d), "under a handle"));
    }
}

static void an_appeal_is_granted_or_denied_by_another(void **state)
{
    static const struct deed deeds[] = {
        {"mod deny $A --reason 'It stands'", "action id"}, {"mod undo $A", "action id"}, {0}};
    struct desk *d = *state;
    struct things t = {0};
    long long warning;
    char line[LINE];

    things_make(d, &t);
    do_all(d, (const struct deed[]){{"mod warn $P --rule kindness", "action id"}, {0}}, &t);
    warning = t.action;
    desk_caller(d, "key ann");
    snprintf(line, sizeof line, "appeal %lld --json", warning);
    assert_int_equal(desk_run_with(d, line, "It was meant kindly."), 0);
    assert_int_equal(desk_run_with(d, line, "It was meant kindly."), 1);
    d->now += 24 * 3600; /* its day is over */
    desk_caller(d, "key mod");
    snprintf(line, sizeof line, "mod grant %lld", warning);
    expect(d, line, 3); /* who acted */
    desk_caller(d, "key peer");
    do_all(d, deeds, &t);
    expect(d, line, 0);
    expect(d, line, 1);
    desk_caller(d, "key ann");
    expect(d, "whoami", 0);
    assert_non_null(strstr(desk_out(d), "You appealed, and it was granted."));
    expect(d, "whoami --json", 0);
    assert_non_null(strstr(desk_out(d), "\"appeal\":{\"state\":\"granted\",\"reason\":"));
}

/* What is refused although it is there: one's own, a peer's, what is done, what is claimed. */
static void mod_refuses_what_is_ones_own_or_done(void **state)
{
    struct desk *d = *state;
    struct things t = {0}, own = {0};
    char line[LINE];

    things_make(d, &t);
    own.post = posted(d, "post lounge --title Mine --as handle --json", "post");
    snprintf(line, sizeof line, "mod remove %lld --rule kindness", own.post);
    expect(d, line, 3);
    desk_caller(d, "key peer");
    expect(d, line, 3);
    snprintf(line, sizeof line, "mod claim %lld", t.post);
    expect(d, line, 0);
    desk_caller(d, "key mod");
    expect(d, line, 1);
    snprintf(line, sizeof line, "mod keep %lld", t.post);
    expect(d, line, 1);
    snprintf(line, sizeof line, "mod remove %lld --rule nonsense", t.post);
    expect(d, line, 2);
    desk_caller(d, "key peer");
    snprintf(line, sizeof line, "mod lock %lld", t.thread);
    expect(d, line, 0);
    expect(d, line, 1);
    snprintf(line, sizeof line, "mod slow %lld --minutes 100000", t.thread);
    expect(d, line, 2);
}

static void verbs_of_sysop_say_what_they_did(void **state)
{
    /* clang-format off */
    static const struct deed deeds[] = {
        {"sysop roles", "roles"}, {"sysop role calm-ann moderator", "action id handle role"},
        {"sysop undo $A", done}, {"sysop boards", "boards"},
        {"sysop board lounge --slow 5", done},
        {"sysop new-board night --title 'Night shift'", done},
        {"sysop move-board night up", done}, {"sysop maintenance", "maintenance"},
        {"sysop maintenance hold on", "action id"}, {"sysop maintenance hold off", "action id"},
        {"sysop broadcast", "broadcast until"}, {"sysop broadcast Hello", "action id"},
        {"sysop broadcast --end", "action id"},
        {"sysop database", "bytes pages free_pages wal_bytes schema search_whole checked violations"
                           " backup backup_bytes"},
        {"sysop filters", "filters"},
        {"sysop filter try word essay", "looked hits refused examples"},
        {"sysop filter add word essay --action hold", "action id target filter on dry_run"},
        {"sysop filter try 1", "looked hits refused examples"},
        {"sysop filter on 1", "action id target filter on dry_run"},
        {"sysop filter off 1", "action id target filter on"},
        {"sysop filter delete 1", "action id target filter on"},
        {"sysop rules", "rules"}, {"sysop rule kindness --text 'Be kind.'", done},
        {"sysop new-rule cups --title Cups --text 'Bring one.' --reason 'Where is it?'", done},
        {"sysop template cups --text 'No cup.'", done}, {"sysop template cups 1 --remove", done},
        {"sysop settings", "settings"}, {"sysop set spread_minutes 180", done},
        {"sysop set spread_minutes --default", done},
        {"sysop stats", "weeks days members quarters queue"},
        {"sysop audit", "actions next"}, {0},
    };
    /* clang-format on */
    struct things t = {0};

    desk_caller(*state, "key wim");
    do_all(*state, deeds, &t);
}

/* The last one cannot go, by whatever way. */
static void the_last_sysop_stays(void **state)
{
    struct desk *d = *state;

    desk_caller(d, "key wim");
    expect(d, "sysop role calm-wim member", 1);
    assert_non_null(strstr(desk_err(d), "only sysop"));
    assert_int_equal(desk_run_with(d, "leave", "calm-wim\n"), 1);
    assert_non_null(strstr(desk_err(d), "only sysop"));
    expect(d, "sysop role calm-maud sysop", 0);
    assert_int_equal(desk_run_with(d, "leave", "calm-wim\n"), 0);
}

#define T(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(verbs_of_mod_refuse),
        T(verbs_of_sysop_refuse),
        T(a_moderator_does_not_govern),
        T(verbs_of_mod_say_what_they_did),
        T(the_operator_moderates),
        T(the_operator_decides_on_what_moderators_did),
        T(an_appeal_is_granted_or_denied_by_another),
        T(mod_refuses_what_is_ones_own_or_done),
        T(verbs_of_sysop_say_what_they_did),
        T(the_last_sysop_stays),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
