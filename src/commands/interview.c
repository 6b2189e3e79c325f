/* SPDX-License-Identifier: MIT
 *
 * interview.c -- the caller's own interview reports: handing one in, changing it, taking it back.
 */
#include <string.h>

#include <curbside/domain/identity.h>
#include <curbside/domain/interview.h>

#include "form_input.h"
#include "json.h"
#include "page.h"
#include "school_argument.h"
#include "submit.h"

enum {
    CYCLES_SAID = 4 /* of several reports of one school */
};

/* ---- answers ---- */

/* What becomes of it, "It is looked at until 2026-12-02 ..." */
static const char *fate_words(struct command *c, const struct own_report *own)
{
    switch (own->state) {
    case REPORT_WAITING:
        return arena_printf(c->arena,
                            "It waits until %s, because your account is new; then it stands unless "
                            "somebody objects. Figures count it once your account has standing.",
                            page_day(c, own->until));
    case REPORT_REMOVED:
        return "A moderator removed it; whoami says why, and under which number to appeal.";
    case REPORT_ACCEPTED:
        break;
    }
    if (own->hidden)
        return "Members flagged it, and it is hidden until a moderator has looked at it.";
    if (own->amended)
        return "What you changed shows from tomorrow on; other words, while your account has no "
               "standing, in three days, and a moderator looks at them.";
    if (!own->counts)
        return own->shown
                   ? "Its texts are out; figures count it once your account has standing."
                   : "Its texts come out with two others of this school; figures count it once your "
                     "account has standing.";
    return own->shown ? "Its texts are out." : "Its texts come out with two others of this school.";
}

static enum err answer(struct command *c, const struct school *school, int cycle, const char *done)
{
    struct own_report own;

    TRY(report_own(c->arena, c->visit, school->slug, cycle, &own));
    if (c->json)
        return json_answer(c, json_pack("{s:I, s:s}", "id", (json_int_t)own.id.v, "state",
                                        report_state_name(own.state)));
    page_text(c, 0, 0,
              arena_printf(c->arena, "%s: report %lld on %s, cycle %s. %s", done,
                           (long long)own.id.v, school->short_name, cycle_words(c, own.cycle),
                           fate_words(c, &own)));
    return OK;
}

/* ---- handing in ---- */

static enum err input_take(struct command *c, struct str *ret)
{
    TRY(read_input(c, ret));
    if (ret->n > INTERVIEW_BYTES)
        return E_BODY_LONG;
    if (ret->n == 0) {
        str_add(&c->err, "Nothing came on standard input; the form is read from there. "
                         "\"interview form\" prints an empty one.");
        return E_BODY_EMPTY;
    }
    return OK;
}

/* The sentences of what the domain refuses; a fault names the key. */
static enum err refused(struct command *c, enum err err, const struct interview_fault *fault)
{
    if (err == E_USAGE)
        return form_fault(c, fault);
    if (err == E_IN_USE) {
        c->exit = err_info(E_NOTFOUND)->exit;
        str_add(&c->err,
                "You have a report of this school and cycle already; \"interview amend\" changes "
                "it.");
    }
    if (err == E_DENIED)
        str_add(&c->err,
                "A moderator removed your report of this school and cycle; whoami says why.");
    return err;
}

/* The safety check is told before, and decides with the rest. */
static enum err safety_look_at(struct command *c, const struct interview_form *form,
                               enum privacy_override *ret)
{
    struct safety_report report;

    TRY(override_flag(c, ret));
    TRY(report_check(c->arena, c->visit, form, *ret, &report));
    safety_tell(c, &report);
    return OK;
}

static enum err add(struct command *c, const struct school *school)
{
    AUTO_STR struct str input = STR_INIT;
    struct interview_fault fault = {0};
    enum privacy_override override;
    struct interview_form form;
    report_id id;

    TRY(input_take(c, &input));
    TRY(form_input(c, str_cstr(&input), input.n, &form));
    TRY(safety_look_at(c, &form, &override));
    TRY(refused(c, safety_told(c, report_add(c->visit, school->slug, &form, override, &fault, &id)),
                &fault));
    return answer(c, school, form.values[FIELD_CYCLE], "Handed in");
}

/* The caller's report of the cycle that the form names, or the newest. */
static enum err own_get(struct command *c, const struct school *school, int cycle,
                        struct own_report *ret)
{
    enum err err = report_own(c->arena, c->visit, school->slug, cycle, ret);

    if (err == E_NOTFOUND)
        str_printf(&c->err, "You have no report on %s%s%s; \"interview add\" hands one in.",
                   school->short_name, cycle ? " of " : "", cycle ? cycle_words(c, cycle) : "");
    return err;
}

/* The cycles of the caller's reports there from the newest back, as words: "2026-27 and 2025-26";
 * NULL: it is the only one. Older ones than CYCLES_SAID are there to be asked for. */
static enum err several_words(struct command *c, const struct school *school, int newest,
                              const char **ret)
{
    int cycles[CYCLES_SAID] = {newest}, n = 1;
    const char *words = cycle_words(c, newest);

    for (int cycle = newest - 1; cycle >= INTERVIEW_FIRST_CYCLE && n < CYCLES_SAID; cycle--) {
        struct own_report own;
        enum err err = report_own(c->arena, c->visit, school->slug, cycle, &own);

        TRY(err == E_NOTFOUND ? OK : err);
        if (err == OK)
            cycles[n++] = cycle;
    }
    for (int i = 1; words && i < n; i++)
        words = arena_printf(c->arena, "%s%s%s", words, i < n - 1 ? ", " : " and ",
                             cycle_words(c, cycles[i]));
    *ret = n > 1 ? words : NULL;
    return words ? OK : E_NOMEM;
}

/* Which of several is meant is not guessed. `how`: "--cycle ", or the key of a form. */
static enum err one_check(struct command *c, const struct school *school, int newest,
                          const char *how)
{
    const char *words;

    TRY(several_words(c, school, newest, &words));
    if (!words)
        return OK;
    str_printf(&c->err, "You have reports of %s there; say which: \"%s%s\".", words, how,
               cycle_words(c, newest));
    return E_USAGE;
}

/* By --cycle; without it the only one. */
static enum err flagged_get(struct command *c, const struct school *school, struct own_report *ret)
{
    int cycle;

    TRY(cycle_flag(c, &cycle));
    TRY(own_get(c, school, cycle, ret));
    return cycle == 0 ? one_check(c, school, ret->cycle, "--cycle ") : OK;
}

static enum err amend_with(struct command *c, const struct school *school,
                           const struct interview_form *form, const char *done)
{
    struct interview_fault fault = {0};
    enum privacy_override override;
    report_id id;

    TRY(safety_look_at(c, form, &override));
    TRY(refused(c,
                safety_told(c, report_amend(c->visit, school->slug, form, override, &fault, &id)),
                &fault));
    return answer(c, school, form->values[FIELD_CYCLE], done);
}

static enum err amend(struct command *c, const struct school *school)
{
    AUTO_STR struct str input = STR_INIT;
    struct interview_form given;
    struct own_report own;
    int cycle;

    TRY(input_take(c, &input));
    TRY(form_input(c, str_cstr(&input), input.n, &given));
    cycle = given.values[FIELD_CYCLE] == INTERVIEW_NONE ? 0 : given.values[FIELD_CYCLE];
    TRY(own_get(c, school, cycle, &own));
    if (cycle == 0)
        TRY(one_check(c, school, own.cycle, "cycle: "));
    TRY(form_input_over(c, str_cstr(&input), input.n, &own.form));
    return amend_with(c, school, &own.form, "Amended");
}

static enum err outcome(struct command *c, const struct school *school)
{
    struct interview_fault fault = {0};
    struct own_report own;
    enum err err;

    if (c->words.n_args < 3) {
        str_add(&c->err, "outcome takes a VALUE: pending, accepted, waitlisted, rejected or "
                         "withdrew.");
        return E_USAGE;
    }
    TRY(flagged_get(c, school, &own));
    err = interview_form_answer(c->arena, &own.form, &interview_fields[FIELD_OUTCOME],
                                c->words.args[2], &fault);
    TRY(err == E_USAGE ? form_fault(c, &fault) : err);
    return amend_with(c, school, &own.form, "Noted");
}

/* ---- looking at it, taking it back ---- */

static enum err show(struct command *c, const struct school *school)
{
    AUTO_STR struct str written = STR_INIT;
    struct own_report own;
    const char *several = NULL;
    int cycle;

    TRY(cycle_flag(c, &cycle));
    TRY(own_get(c, school, cycle, &own));
    if (cycle == 0)
        TRY(several_words(c, school, own.cycle, &several));
    if (several)
        str_printf(&c->note, "You have reports of %s there; this is %s. --cycle shows another.\n",
                   several, cycle_words(c, own.cycle));
    /* Not where there is none: that is looked for before one is handed in. */
    IGNORE(report_count_own(c->visit));
    interview_form_format(&own.form, &written);
    if (c->json)
        return json_answer(c, json_pack("{s:I, s:s, s:s}", "id", (json_int_t)own.id.v, "state",
                                        report_state_name(own.state), "form", str_cstr(&written)));
    str_add(&c->out, str_cstr(&written));
    return OK;
}

static enum err withdraw(struct command *c, const struct school *school)
{
    struct own_report own;

    TRY(flagged_get(c, school, &own));
    TRY(report_withdraw(c->visit, school->slug, own.cycle));
    if (c->json)
        return json_answer(
            c, json_pack("{s:I, s:s}", "id", (json_int_t)own.id.v, "state", "withdrawn"));
    page_line(c, "Withdrawn: your report on %s, cycle %s.", school->short_name,
              cycle_words(c, own.cycle));
    return OK;
}

/* ---- an empty form ---- */

static void form_line(struct command *c, const struct interview_field *field)
{
    str_printf(&c->out, "# %s", field->help);
    if (field->kind == INTERVIEW_NUMBER)
        str_printf(&c->out, " %d to %d.", field->low, field->high);
    for (int i = 0; field->choices && field->choices[i]; i++)
        str_printf(&c->out, "%s%s", i ? ", " : " ", field->choices[i]);
    str_printf(&c->out, "\n%s%s:\n", field->group == INTERVIEW_REQUIRED ? "" : "#", field->key);
}

static enum err form_print(struct command *c)
{
    str_add(&c->out, "# The first six are required; the rest is yours to answer: take away the #\n"
                     "# before a key. roles, asked_about and question may be given several times.\n"
                     "# A text goes on in lines that begin with two spaces.\n\n");
    for (int i = 0; i < INTERVIEW_FIELDS; i++)
        form_line(c, &interview_fields[i]);
    return OK;
}

/* ---- the command ---- */

static const struct {
    const char *name;
    enum err (*run)(struct command *c, const struct school *school);
} actions[] = {
    {"add", add}, {"amend", amend}, {"outcome", outcome}, {"show", show}, {"withdraw", withdraw},
};

static enum err interview_run(struct command *c)
{
    const char *name = c->words.args[0];
    struct school school;

    if (strcmp(name, "form") == 0)
        return form_print(c);
    for (size_t i = 0; i < sizeof actions / sizeof actions[0]; i++) {
        if (strcmp(name, actions[i].name) != 0)
            continue;
        if (who_is_guest(c->visit->who))
            return E_GUEST;
        if (c->words.n_args < 2) {
            str_printf(&c->err, "\"interview %s\" needs SCHOOL.", name);
            return E_USAGE;
        }
        TRY(school_argument(c, c->words.args[1], &school));
        return actions[i].run(c, &school);
    }
    str_add(&c->err, "\"interview\" takes add, amend, outcome, show, withdraw or form.");
    return E_USAGE;
}

static const struct flag flags[] = {
    {.name = "--cycle", .takes_value = true},
    {.name = "--override", .takes_value = true},
    {.name = NULL},
};

const struct command_ops command_interview = {
    .name = "interview",
    .summary = "Hand in, change or take back your own report of an interview",
    .usage = "interview add|amend SCHOOL [--override public|mine|example] | interview outcome "
             "SCHOOL VALUE [--cycle 2026-27] | interview show|withdraw SCHOOL [--cycle 2026-27] | "
             "interview form",
    .detail =
        "The form comes on standard input, as \"key: value\" lines or as one JSON object of the "
        "same names; \"interview form\" prints an empty one. One report per school and cycle. "
        "amend takes the answers that change; an empty value takes one back. Where you have "
        "reports of several cycles, outcome and withdraw want --cycle, and show says which it takes. "
        "Only you can tell that it is yours: others see its format, impression and texts, three at a time, and "
        "everything else only in counts. The safety check is as for post. "
        "Figures count reports of accounts with standing (14 days old, posts on 5 days that stood a "
        "week); those handed in before begin to count one by one, on days when your "
        "screens rest for a minute or you say \"interview show\", and you hand in none.",
    .flags = flags,
    .min_args = 1,
    .max_args = 3,
    .run = interview_run,
};
