/* SPDX-License-Identifier: MIT
 *
 * judging.c -- asking for a rule, doing what was chosen, and taking it back.
 *
 * Whether somebody may is asked of the domain each time; the keys are only offered to those who
 * could when they came.
 */
#include "judging.h"

#include <string.h>

#include <curbside/domain/decide.h>
#include <curbside/domain/queue.h>
#include <curbside/domain/sanction.h>

#include "context.h"

static const struct {
    const char *asks, *done;
} words[N_JUDGE_VERBS] = {
    [JUDGE_KEEP] = {"Keep", "kept"},
    [JUDGE_REMOVE] = {"Remove", "removed"},
    [JUDGE_WARN] = {"Warn (the post stands)", "warned"},
    [JUDGE_MUTE] = {"Remove and mute", "removed, their author muted"},
    [JUDGE_BAN] = {"Remove and ban", "removed, their author banned"},
};

const char *judging_done_word(enum judge_verb verb)
{
    return words[verb].done;
}

/* ---- the question: which rule, for which reason ---- */

/* The rule comes first, as a word before a colon: "kindness: Say it again without ...". */
static void other_words(struct ui *ui, void *state)
{
    struct judging *j = state;
    struct one_line_arg arg = {
        .place = "Moderation › Reason",
        .words = "The rule, a colon, and the reason that the person and the public log will read.",
        .label = "Reason",
        .text = arena_printf(ui_scratch(ui), "%s: ", j->rules.rows[0].name),
        .answer = &j->answer,
    };

    j->in_words = true;
    ui_push(ui, "one_line", &arg, sizeof arg);
}

static void choice_take(struct ui *ui, void *state);
static void more_rules(struct ui *ui, void *state);
static void everywhere(struct ui *ui, void *state);

static void choice_add(struct judging *j, int *n, keycode key, const char *label,
                       void (*run)(struct ui *ui, void *state))
{
    j->choices[(*n)++] = (struct dialog_choice){key, label, run};
}

static void rules_offer(struct judging *j, struct ui *ui)
{
    bool far = j->verb == JUDGE_BAN && j->out == OUT_NO;
    int n = 0, room = JUDGE_CHOICES - (far ? 2 : 1);
    bool more = j->n_offers > room;

    room -= more;
    j->shown = j->n_offers - j->first < room ? j->n_offers - j->first : room;
    for (const struct judge_offer *offer = j->offers + j->first; n < j->shown; offer++)
        choice_add(j, &n, (keycode)('1' + n), is_narrow(ui) ? offer->label_narrow : offer->label,
                   choice_take);
    if (more)
        choice_add(j, &n, 'm', "More rules and reasons", more_rules);
    choice_add(j, &n, 'w', "In other words", other_words);
    if (far)
        choice_add(j, &n, 'e', "Everywhere, if another agrees", everywhere);
    j->choices[n] = (struct dialog_choice){0};
    ui_ask(ui, &j->dialog);
}

/* On a narrow screen a rule's title says its own reason. */
static enum err offer_add(struct judging *j, struct arena *a, const struct rule *rule,
                          const char *reason)
{
    struct judge_offer *offer = &j->offers[j->n_offers++];

    *offer = (struct judge_offer){rule, reason, rule->title, rule->title};
    offer->label = arena_printf(a, "%s  \"%s\"", rule->title, reason ? reason : rule->reason);
    if (reason)
        offer->label_narrow = arena_printf(a, "%s: %s", rule->title, reason);
    return offer->label && offer->label_narrow ? OK : E_NOMEM;
}

/* The rules first: their keys stay what they are when reasons are added. */
static enum err offers_fill(struct judging *j, struct ui *ui)
{
    struct arena *a = ui_arena(ui);
    struct template_page others;

    for (int i = 0; i < j->rules.n; i++)
        TRY(offer_add(j, a, &j->rules.rows[i], NULL));
    for (int i = 0; i < j->rules.n; i++) {
        TRY(template_list(a, visit_of(ui), j->rules.rows[i].name, &others));
        for (int k = 0; k < others.n; k++)
            TRY(offer_add(j, a, &j->rules.rows[i], others.rows[k].text));
    }
    return OK;
}

/* When it is asked for first, and once: the arena is the screen's, and most who come ask nothing.
 */
static enum err offers_list(struct judging *j, struct ui *ui)
{
    if (j->offers)
        return OK;
    j->n_offers = 0;
    j->offers = arena_array(ui_arena(ui), (size_t)j->rules.n * (TEMPLATES_MAX + 1),
                            sizeof *j->offers);
    enum err err = j->offers ? offers_fill(j, ui) : E_NOMEM;
    if (err != OK)
        j->offers = NULL;
    return err;
}

/* ---- out everywhere: for what ---- */

static void out_take(struct ui *ui, void *state)
{
    struct judging *j = state;

    j->out = (enum out_reason)(OUT_DOXXING + ui_taken(ui));
    j->first = 0;
    j->dialog.title = is_narrow(ui) ? "A ban everywhere: by which rule?"
                                    : "Remove, ban, and ask for a ban everywhere: by which rule?";
    rules_offer(j, ui);
}

static void everywhere(struct ui *ui, void *state)
{
    static const char *const reasons[] = {"Doxxing", "A threat", "Patient data"}; /* out_reason */
    struct judging *j = state;
    int n = 0;

    j->dialog.title = "Everywhere takes a second moderator. For what?";
    while (n < (int)(sizeof reasons / sizeof *reasons))
        choice_add(j, &n, (keycode)('1' + n), reasons[n], out_take);
    j->choices[n] = (struct dialog_choice){0};
    ui_ask(ui, &j->dialog);
}

static void more_rules(struct ui *ui, void *state)
{
    struct judging *j = state;

    j->first += j->shown;
    if (j->first >= j->n_offers)
        j->first = 0;
    rules_offer(j, ui);
}

static void choice_take(struct ui *ui, void *state)
{
    struct judging *j = state;
    const struct judge_offer *offer = &j->offers[j->first + ui_taken(ui)];

    j->decide(ui, state, j->verb, offer->rule->name, offer->reason);
}

enum err judging_init(struct judging *j, struct ui *ui,
                      void (*decide)(struct ui *ui, void *state, enum judge_verb verb,
                                     const char *rule, const char *reason))
{
    j->decide = decide;
    return rule_list(ui_arena(ui), visit_of(ui), &j->rules);
}

void judging_ask(struct judging *j, struct ui *ui, void *state, enum judge_verb verb,
                 const char *what)
{
    j->verb = verb;
    j->first = 0;
    j->out = OUT_NO;
    if (verb == JUDGE_KEEP) {
        j->decide(ui, state, verb, NULL, NULL);
        return;
    }
    j->dialog = (struct dialog){
        .title = is_narrow(ui)
                     ? arena_printf(ui_arena(ui), "%s: %s", words[verb].asks, what)
                     : arena_printf(ui_arena(ui), "%s: %s, by which rule?", words[verb].asks, what),
        .choices = j->choices,
    };
    enum err err = j->dialog.title ? offers_list(j, ui) : E_NOMEM;
    if (err == OK)
        rules_offer(j, ui);
    else
        ui_fail(ui, err);
}

static const struct rule *rule_named(const struct judging *j, const char *name, size_t n)
{
    for (int i = 0; i < j->rules.n; i++)
        if (strlen(j->rules.rows[i].name) == n && strncmp(j->rules.rows[i].name, name, n) == 0)
            return &j->rules.rows[i];
    return NULL;
}

void judging_resume(struct judging *j, struct ui *ui, void *state)
{
    const char *colon = strchr(j->answer.text, ':');
    const struct rule *rule;

    if (!j->decide || !j->in_words)
        return;
    j->in_words = false;
    if (!j->answer.given)
        return;
    rule = colon ? rule_named(j, j->answer.text, (size_t)(colon - j->answer.text)) : NULL;
    if (!rule)
        ui_warn(ui, "Begin with the rule and a colon: \"kindness: ...\". Nothing was done.");
    else
        j->decide(ui, state, j->verb, rule->name, colon + 1 + strspn(colon + 1, " "));
}

/* ---- doing ---- */

static void step_add(const struct judging *j, struct ui *ui, action_id action,
                     const struct judged_post *on)
{
    const struct judged_step step = {.action = action,
                                     .post = on->post,
                                     .thread = on->thread,
                                     .done = on->item != 0 ? "settled" : words[j->verb].done};

    judged_steps_add(ui, &step);
}

void judging_note(struct ui *ui, action_id action, thread_id thread, const char *done)
{
    const struct judged_step step = {.action = action, .thread = thread, .done = done};

    judged_steps_begin(ui);
    judged_steps_add(ui, &step);
}

static enum err keep(const struct judging *j, struct ui *ui, const struct judged_post *on)
{
    action_id id;

    TRY(on->item != 0 ? item_keep(visit_of(ui), on->item, &id)
                      : post_keep(visit_of(ui), on->post, &id));
    step_add(j, ui, id, on);
    return OK;
}

static enum err remove_post(const struct judging *j, struct ui *ui, const struct judged_post *on,
                            const char *rule, const char *reason)
{
    action_id id;

    TRY(on->item != 0 ? item_remove(visit_of(ui), on->item, rule, reason, &id)
                      : post_remove(visit_of(ui), on->post, rule, reason, &id));
    step_add(j, ui, id, on);
    return OK;
}

/* All of it or nothing; z takes back both. */
static enum err sanction(struct judging *j, struct ui *ui, const struct judged_post *on,
                         enum severity severity, const char *rule, const char *reason)
{
    const struct sanction_order order = {
        .severity = severity, .rule = rule, .reason = reason, .out = j->out};
    struct sanctioned made;

    TRY(post_sanction(visit_of(ui), on->post, &order, &made));
    if (made.removal.v != 0)
        step_add(j, ui, made.removal, on);
    if (made.sanction.v != 0)
        step_add(j, ui, made.sanction, on);
    return OK;
}

enum err judging_do(struct judging *j, struct ui *ui, const struct judged_post *on,
                    const char *rule, const char *reason)
{
    switch (j->verb) {
    case JUDGE_REMOVE:
        return remove_post(j, ui, on, rule, reason);
    case JUDGE_WARN:
        return sanction(j, ui, on, SEVERITY_WARN, rule, reason);
    case JUDGE_MUTE:
        return sanction(j, ui, on, SEVERITY_MUTE, rule, reason);
    case JUDGE_BAN:
        return sanction(j, ui, on, SEVERITY_BAN, rule, reason);
    case JUDGE_KEEP:
    case N_JUDGE_VERBS:
        break;
    }
    return keep(j, ui, on);
}
