/* SPDX-License-Identifier: MIT
 *
 * question.c -- one question: what it is, how often and where it was asked.
 */
#include <string.h>

#include <curbside/domain/interview_words.h>
#include <curbside/domain/questions.h>
#include <curbside/domain/undo.h>

#include "context.h"
#include "page.h"
#include "places.h"

enum {
    PLACES_SHOWN = 40,
    COUNT_COLS = 22,
};

struct state {
    struct question question;
    struct line_answer kind; /* as a moderator types it */
    action_id filed;         /* under another kind, here; 0: it was not */
    struct question_place *places;
    int n_places;
    struct page page;
};

static enum err question_load(struct ui *ui, struct state *s, question_id id)
{
    struct arena *page = ui_page(ui);

    s->page.cols = s->page.cols > 0 ? -1 : 0; /* to be laid out anew */
    TRY(question_get(page, visit_of(ui), id, &s->question));
    return question_places(page, visit_of(ui), s->question.id, PLACES_SHOWN, &s->places,
                           &s->n_places);
}

static enum err question_open(struct ui *ui, void *state, const void *arg)
{
    const struct question_arg *a = arg;

    return question_load(ui, state, a->id);
}

/* ---- its kind (moderators) ---- */

static void file(struct ui *ui, struct state *s)
{
    enum question_kind kind;
    enum err err = question_kind_parse(s->kind.text, &kind);

    if (err != OK) {
        ui_warn(ui, "That is no kind; K lists them.");
        return;
    }
    err = question_set_kind(visit_of(ui), s->question.id, kind, NULL, &s->filed);
    if (err == E_DONE_ALREADY)
        ui_sayf(ui, "It is of that kind: %s.", question_kind_name(kind));
    else if (err != OK)
        ui_fail(ui, err);
    else
        ui_sayf(ui, "Filed under %s. z takes it back.", question_kind_name(kind));
}

static enum err question_resume(struct ui *ui, void *state)
{
    struct state *s = state;

    if (s->kind.given)
        file(ui, s);
    s->kind.given = false;
    return question_load(ui, s, s->question.id);
}

static void question_close(struct ui *ui, void *state)
{
    struct state *s = state;

    (void)ui;
    page_done(&s->page);
}

/* ---- drawing ---- */

static void question_header(struct ui *ui, const void *state, struct header *ret)
{
    const struct state *s = state;

    ret->place = is_narrow(ui) ? "A question" : "Question bank › a question";
    if (!is_narrow(ui))
        ret->right = question_kind_name(s->question.kind);
}

static void lay_places(struct lines *lines, int cols, const struct state *s)
{
    lines_blank(lines);
    lines_add(lines, 1, THEME_SECTION, "Where it was asked");
    for (int i = 0; i < s->n_places; i++) {
        const struct question_place *p = &s->places[i];
        char cycle[INTERVIEW_CYCLE_SIZE];
        int first = lines->n;

        interview_form_cycle_format(p->last_cycle, cycle);
        lines_wrap(lines, 3, cols - COUNT_COLS, THEME_TEXT, p->school);
        if (lines->failed || lines->n == first)
            return;
        lines->line[first].right = arena_printf(lines->arena, "%s  %s",
                                                figure_count_words(lines->arena, p->seen), cycle);
    }
}

static void lay_out(const void *ctx, struct lines *lines, int cols)
{
    const struct state *s = ctx;
    const struct question *q = &s->question;
    int width = cols - 1 < UI_TEXT_COLS ? cols - 1 : UI_TEXT_COLS;

    lines_wrap(lines, 1, width, THEME_STRONG, q->text);
    lines_blank(lines);
    lines_wrap(lines, 1, width, THEME_TEXT, question_about_words(lines->arena, q));
    if (*q->tags)
        lines_wrap(lines, 1, width, THEME_DIM, arena_printf(lines->arena, "tags: %s", q->tags));
    if (q->improper) {
        lines_blank(lines);
        lines_wrap(lines, 1, width, THEME_WARNING,
                   "Schools should not ask this. You may answer what they need to know instead: "
                   "that you will be there, do the work and stay.");
    }
    if (s->n_places > 0)
        lay_places(lines, width, s);
    else {
        lines_blank(lines);
        lines_wrap(lines, 1, width, THEME_TEXT,
                   "No report that is out has it yet. It is here to practice with: p.");
    }
}

static void question_draw_page(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    struct state *s = state;

    (void)ui;
    page_draw(&s->page, canvas, body, lay_out, s);
}

static bool question_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;

    return pager_key(&s->page.pager, ui, key) != PAGER_IGNORED;
}

/* ---- keys ---- */

static void practice(struct ui *ui, void *state)
{
    const struct state *s = state;
    struct practice_arg arg = {
        .kind = (int)s->question.kind, .level = (int)s->question.level, .id = s->question.id};

    ui_push(ui, "practice", &arg, sizeof arg);
}

static void copy(struct ui *ui, void *state)
{
    const struct state *s = state;

    ui_copy(ui, s->question.text, "the question");
}

static bool may_file(struct ui *ui, const void *state)
{
    (void)state;
    return is_moderator(ui);
}

static void ask_kind(struct ui *ui, void *state)
{
    struct state *s = state;
    const struct one_line_arg arg = {
        .place = "Question bank › its kind",
        .words = "traditional, mmi, ethics, behavioral, policy, role-play, clinical, research, "
                 "why-us, current-events or to-ask (which the applicant asks). It stands in the "
                 "public log.",
        .label = "Kind",
        .text = question_kind_name(s->question.kind),
        .answer = &s->kind};

    ui_push(ui, "one_line", &arg, sizeof arg);
}

static bool can_undo(struct ui *ui, const void *state)
{
    const struct state *s = state;

    (void)ui;
    return s->filed.v != 0;
}

static void undo(struct ui *ui, void *state)
{
    struct state *s = state;
    action_id id;
    enum err err = action_undo(visit_of(ui), s->filed, &id);

    if (err == OK) {
        s->filed.v = 0;
        err = question_load(ui, s, s->question.id);
    }
    if (err == OK)
        ui_say(ui, "Taken back.");
    else
        ui_fail(ui, err);
}

/* clang-format off */
static const struct key_action keys[] = {
    {'p', practice, "practice", "Answer it against the clock", NULL},
    {'y', copy, "copy", "Copy its text", NULL},
    {'K', ask_kind, "kind", "Say what kind of question it is", may_file},
    {'z', undo, "undo", "Take back what you said of its kind", can_undo},
    {0},
};
/* clang-format on */

static const struct key_help *const moving[] = {pager_help, NULL};

const struct screen_ops screen_question = {
    .name = "question",
    .about = "A question",
    .state_size = sizeof(struct state),
    .keys = keys,
    .moving = moving,
    .open = question_open,
    .resume = question_resume,
    .header = question_header,
    .draw = question_draw_page,
    .key = question_key,
    .close = question_close,
};
