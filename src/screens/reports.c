/* SPDX-License-Identifier: MIT
 *
 * reports.c -- single reports of a school, newest cycle first; what one thinks of them.
 *
 * A verdict takes one key and a reason, shows at once, and can be taken back. Whose a report or a
 * verdict is, nobody is told.
 */
#include <string.h>

#include <curbside/domain/interview_words.h>

#include "context.h"
#include "page.h"
#include "places.h"

enum {
    PAGE_REPORTS = 40,
    REPORTS_MAX = 1000, /* kept loaded; further ones are read by command */
    REASONS_MAX = 6,
};

struct state {
    char *slug;
    struct school school;
    struct report rows[REPORTS_MAX];
    int n;
    const char *next;
    struct page page;
    enum verdict asked; /* what the open question is about */
    report_id about;
    struct dialog_choice choices[REASONS_MAX + 1];
    report_id back; /* judged last; 0: none */
};

/* ---- loading ---- */

static enum err load_more(struct ui *ui, struct state *s)
{
    struct report_page page;

    TRY(report_list(ui_arena(ui), visit_of(ui), s->slug, s->next, PAGE_REPORTS, &page));
    for (int i = 0; i < page.n && s->n < REPORTS_MAX; i++)
        s->rows[s->n++] = page.rows[i];
    s->next = s->n < REPORTS_MAX ? page.next : NULL;
    return OK;
}

static enum err reports_open(struct ui *ui, void *state, const void *arg)
{
    const struct school_arg *a = arg;
    struct state *s = state;

    s->slug = arena_strdup(ui_arena(ui), a->slug);
    if (!s->slug)
        return E_NOMEM;
    TRY(school_get(ui_arena(ui), s->slug, &s->school));
    return load_more(ui, s);
}

static void reports_close(struct ui *ui, void *state)
{
    struct state *s = state;

    (void)ui;
    page_done(&s->page);
}

/* ---- drawing ---- */

static void reports_header(struct ui *ui, const void *state, struct header *ret)
{
    const struct state *s = state;

    ret->place = is_narrow(ui) ? arena_printf(ui_scratch(ui), "%s › reports", s->school.short_name)
                               : arena_printf(ui_scratch(ui), "Interviews › %s › reports",
                                              s->school.short_name);
    if (s->n > 0)
        ret->right = arena_printf(ui_scratch(ui), "%d of %d%s", pager_item(&s->page.pager) + 1,
                                  s->n, s->next ? "+" : "");
}

static const char *words_of(struct lines *lines, const struct interview_form *f,
                            enum interview_field_id id)
{
    const char *words = interview_form_value_words(lines->arena, f, id);

    return words ? words : "";
}

static void lay_report(struct lines *lines, int cols, const struct report *r)
{
    const struct interview_form *f = &r->form;

    lines_wrap(lines, 1, cols, THEME_SECTION,
               arena_printf(lines->arena, "%s · %s, %s · %s%s", words_of(lines, f, FIELD_CYCLE),
                            words_of(lines, f, FIELD_FORMAT), words_of(lines, f, FIELD_MODALITY),
                            report_impression_words(f), r->you ? " (yours)" : ""));
    lines_wrap(
        lines, 1, cols, THEME_DIM,
        arena_printf(lines->arena, "%s%s%s", report_evidence_words(lines->arena, r),
                     r->verdict == VERDICT_NONE ? "" : " · you said: ", verdict_name(r->verdict)));
    for (int i = 0; i < f->n_questions; i++)
        lines_wrap(lines, 3, cols, THEME_TEXT, arena_printf(lines->arena, "? %s", f->questions[i]));
    for (int i = 0; i < INTERVIEW_FIELDS; i++) {
        if (!f->texts[i])
            continue;
        lines_add(lines, 3, THEME_LABEL, interview_fields[i].label);
        lines_wrap(lines, 5, cols, THEME_TEXT, f->texts[i]);
    }
    lines_blank(lines);
}

static void lay_out(const void *ctx, struct lines *lines, int cols)
{
    const struct state *s = ctx;
    int width = cols - 1 < UI_TEXT_COLS ? cols - 1 : UI_TEXT_COLS;

    if (s->n == 0)
        lines_wrap(lines, 1, width, THEME_TEXT,
                   "Nobody's report is out yet; they come out three at a time.");
    for (int i = 0; i < s->n; i++) {
        lines->item = i;
        lay_report(lines, width, &s->rows[i]);
    }
    lines_wrap(lines, 1, width, THEME_DIM, interview_caution);
}

static void reports_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    struct state *s = state;

    (void)ui;
    page_draw(&s->page, canvas, body, lay_out, s);
}

static void lay_anew(struct state *s)
{
    if (s->page.cols > 0)
        s->page.cols = -1;
}

static bool reports_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;
    enum pager_answer answer = pager_key(&s->page.pager, ui, key);

    if (answer == PAGER_AT_END && s->next) {
        enum err err = load_more(ui, s);

        if (err != OK)
            ui_fail(ui, err);
        lay_anew(s);
    }
    return answer != PAGER_IGNORED;
}

/* ---- verdicts ---- */

static const struct report *current(const struct state *s)
{
    int item = pager_item(&s->page.pager);

    return item >= 0 && item < s->n ? &s->rows[item] : NULL;
}

static bool may_judge(struct ui *ui, const void *state)
{
    const struct state *s = state;

    return is_member(ui) && s->n > 0;
}

static bool can_undo(struct ui *ui, const void *state)
{
    const struct state *s = state;

    (void)ui;
    return s->back.v != 0;
}

/* The counts as they are now; the texts stay where they were read. */
static void row_update(struct state *s, const struct report *now)
{
    for (int i = 0; i < s->n; i++)
        if (s->rows[i].id.v == now->id.v) {
            struct interview_form form = s->rows[i].form;

            s->rows[i] = *now;
            s->rows[i].form = form;
        }
    lay_anew(s);
}

static void judge(struct ui *ui, struct state *s, report_id id, enum verdict verdict,
                  const char *reason)
{
    struct report now;
    enum err err = report_judge(visit_of(ui), id, verdict, reason, &now);

    if (err == E_OWN_POST) {
        ui_warn(ui, "That is your own report; others say what they think of it.");
        return;
    }
    if (err != OK) {
        ui_fail(ui, err);
        return;
    }
    row_update(s, &now);
    s->back = verdict == VERDICT_NONE ? (report_id){0} : id;
    if (verdict == VERDICT_NONE)
        ui_say(ui, "Taken back.");
    else
        ui_say(ui, now.uncounted ? "Noted, not counted: you have no standing. z takes it back."
                                 : "Noted. z takes it back.");
}

static void judge_for(struct ui *ui, void *state)
{
    struct state *s = state;

    judge(ui, s, s->about, s->asked, verdict_reasons(s->asked)[ui_taken(ui)]);
}

static void ask(struct ui *ui, struct state *s, enum verdict verdict, const char *title)
{
    const char *const *reasons = verdict_reasons(verdict);
    const struct report *r = current(s);
    int n = 0;

    if (!r)
        return;
    if (r->you) {
        ui_warn(ui, "That is your own report; others say what they think of it.");
        return;
    }
    s->asked = verdict;
    s->about = r->id;
    for (; reasons[n] && n < REASONS_MAX; n++)
        s->choices[n] = (struct dialog_choice){(keycode)('1' + n), reasons[n], judge_for};
    s->choices[n] = (struct dialog_choice){0};
    ui_ask(ui, &(struct dialog){.title = title, .text = "Why?", .choices = s->choices});
}

static void confirm(struct ui *ui, void *state)
{
    ask(ui, state, VERDICT_CONFIRM, "Confirm this report");
}

static void dispute(struct ui *ui, void *state)
{
    ask(ui, state, VERDICT_DISPUTE, "Dispute this report");
}

static void outdated(struct ui *ui, void *state)
{
    ask(ui, state, VERDICT_OUTDATED, "Call this report outdated");
}

static void flag(struct ui *ui, void *state)
{
    const struct report *r = current(state);
    const struct flag_arg arg = {.report = r ? r->id : (report_id){0}, .what = "a report"};

    if (!r)
        return;
    if (r->you)
        ui_warn(ui, "That is your own report; you can amend it or take it back.");
    else
        ui_push(ui, "flag", &arg, sizeof arg);
}

static void undo(struct ui *ui, void *state)
{
    struct state *s = state;

    judge(ui, s, s->back, VERDICT_NONE, NULL);
}

/* clang-format off */
static const struct key_action keys[] = {
    {'+', confirm, "confirm", "Say that it was so, with a reason", may_judge},
    {'-', dispute, "dispute", "Say that it is not right, with a reason", may_judge},
    {'o', outdated, "outdated", "Say that it is of a time gone by", may_judge},
    {'!', flag, "flag", "Flag this report: a moderator looks at it, and nobody learns that it was you", may_judge},
    {'+', tell_guest, NULL, "", is_guest},
    {'-', tell_guest, NULL, "", is_guest},
    {'o', tell_guest, NULL, "", is_guest},
    {'!', tell_guest, NULL, "", is_guest},
    {'z', undo, "undo", "Take back what you said of a report last", can_undo},
    {0},
};
/* clang-format on */

static const struct key_help *const moving[] = {pager_help, NULL};

const struct screen_ops screen_reports = {
    .name = "reports",
    .about = "Single interview reports",
    .state_size = sizeof(struct state),
    .keys = keys,
    .moving = moving,
    .open = reports_open,
    .header = reports_header,
    .draw = reports_draw,
    .key = reports_key,
    .close = reports_close,
};
