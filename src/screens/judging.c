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

/* ---- the question: which rule, and where it has several, which reason ---- */

/* The rule comes first, as a word before a colon: "kindness: Say it again without ...". */
static void other_words(struct ui *ui, void *state)
{
    struct judging *j = state;
    struct one_line_arg arg = {
        .place = "Moderation › Reason",
        .words = "The rule, a colon, and the reason that the person and the public log will read.",
        .label = "Reason",
        .text = arena_printf(ui_scratch(ui),
                             "%s: ", (j->chosen ? j->chosen : &j->rules.rows[0])->name),
        .answer = &j->answer,
    };

    j->in_words = true;
    ui_push(ui, "one_line", &arg, sizeof arg);
}

static void choice_take(struct ui *ui, void *state);
static void more_rules(struct ui *ui, void *state);
static void everywhere(struct ui *ui, void *state);

/* Its number is its key. */
static void choice_put(struct judging *j, int at, const char *label,
                       void (*run)(struct ui *ui, void *state))
{
    j->choices[at] = (struct dialog_choice){(keycode)('1' + at), label, run};
}

static void rules_offer(struct judging *j, struct ui *ui)
{
    int n = 0;

    for (int i = j->first; i < j->rules.n && n < JUDGE_RULES; i++, n++)
        choice_put(j, n, is_narrow(ui) ? j->rules.rows[i].title : j->labels[i], choice_take);
    if (j->rules.n > JUDGE_RULES)
        j->choices[n++] = (struct dialog_choice){'m', "More rules", more_rules};
    j->choices[n++] = (struct dialog_choice){'w', "In other words", other_words};
    if (j->verb == JUDGE_BAN && j->out == OUT_NO)
        j->choices[n++] = (struct dialog_choice){'e', "Everywhere, if another agrees", everywhere};
    j->choices[n] = (struct dialog_choice){0};
    ui_ask(ui, &j->dialog);
}

/* ---- out everywhere: for what ---- */

static void out_take(struct ui *ui, void *state)
{
    struct judging *j = state;

    j->out = (enum out_reason)(OUT_DOXXING + ui_taken(ui));
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
    for (; n < (int)(sizeof reasons / sizeof *reasons); n++)
        choice_put(j, n, reasons[n], out_take);
    j->choices[n] = (struct dialog_choice){0};
    ui_ask(ui, &j->dialog);
}

static void more_rules(struct ui *ui, void *state)
{
    struct judging *j = state;

    j->first += JUDGE_RULES;
    if (j->first >= j->rules.n)
        j->first = 0;
    rules_offer(j, ui);
}

/* The rule's own first. */
static void reasons_offer(struct judging *j, struct ui *ui)
{
    int n = 0;

    choice_put(j, n++, j->chosen->reason, choice_take);
    for (int i = 0; i < j->others.n; i++, n++)
        choice_put(j, n, j->others.rows[i].text, choice_take);
    j->choices[n++] = (struct dialog_choice){'w', "In other words", other_words};
    j->choices[n] = (struct dialog_choice){0};
    j->dialog.title = arena_printf(ui_arena(ui), "%s: for which reason?", j->chosen->title);
    if (j->dialog.title)
        ui_ask(ui, &j->dialog);
}

static void choice_take(struct ui *ui, void *state)
{
    struct judging *j = state;
    int choice = ui_taken(ui);

    if (j->chosen) {
        j->decide(ui, state, j->verb, j->chosen->name,
                  choice > 0 ? j->others.rows[choice - 1].text : NULL);
        return;
    }
    j->chosen = &j->rules.rows[j->first + choice];
    enum err err = template_list(ui_arena(ui), visit_of(ui), j->chosen->name, &j->others);
    if (err != OK)
        ui_fail(ui, err);
    else if (j->others.n > 0)
        reasons_offer(j, ui);
    else
        j->decide(ui, state, j->verb, j->chosen->name, NULL);
}

enum err judging_init(struct judging *j, struct ui *ui,
                      void (*decide)(struct ui *ui, void *state, enum judge_verb verb,
                                     const char *rule, const char *reason))
{
    j->decide = decide;
    TRY(rule_list(ui_arena(ui), visit_of(ui), &j->rules));
    for (int i = 0; i < j->rules.n; i++) {
        j->labels[i] = arena_printf(ui_arena(ui), "%s  \"%s\"", j->rules.rows[i].title,
                                    j->rules.rows[i].reason);
        if (!j->labels[i])
            return E_NOMEM;
    }
    return OK;
}

void judging_ask(struct judging *j, struct ui *ui, void *state, enum judge_verb verb,
                 const char *what)
{
    j->verb = verb;
    j->first = 0;
    j->chosen = NULL;
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
    if (j->dialog.title)
        rules_offer(j, ui);
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
