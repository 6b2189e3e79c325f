/* SPDX-License-Identifier: MIT
 *
 * question.c -- one question: what it is, how often and where it was asked.
 */
#include <string.h>

#include <curbside/domain/interview_words.h>
#include <curbside/domain/questions.h>

#include "context.h"
#include "page.h"
#include "places.h"

enum {
    PLACES_SHOWN = 40,
    COUNT_COLS = 22,
};

struct state {
    struct question question;
    struct question_place *places;
    int n_places;
    struct page page;
};

static enum err question_open(struct ui *ui, void *state, const void *arg)
{
    const struct question_arg *a = arg;
    struct state *s = state;

    TRY(question_get(ui_arena(ui), visit_of(ui), a->id, &s->question));
    return question_places(ui_arena(ui), visit_of(ui), s->question.id, PLACES_SHOWN, &s->places,
                           &s->n_places);
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

    ret->place = "Question bank › a question";
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

/* clang-format off */
static const struct key_action keys[] = {
    {'p', practice, "practice", "Answer it against the clock", NULL},
    {'y', copy, "copy", "Copy its text", NULL},
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
    .header = question_header,
    .draw = question_draw_page,
    .key = question_key,
    .close = question_close,
};
