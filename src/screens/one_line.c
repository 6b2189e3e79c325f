/* SPDX-License-Identifier: MIT
 *
 * one_line.c -- one line of text for the screen that asks: a reason, a note, another title.
 *
 * What was typed lies where the asking screen keeps it; that screen takes it when it is on top
 * again.
 */
#include <string.h>

#include <curbside/ui/form.h>

#include "context.h"
#include "places.h"
#include "rows.h"

struct state {
    struct form form;
    struct form_field field;
    const char *place;
    const char *words;
    struct line_answer *answer;
};

static const char *copy(struct ui *ui, const char *text)
{
    return text ? arena_strdup(ui_arena(ui), text) : NULL;
}

static enum err one_line_open(struct ui *ui, void *state, const void *arg)
{
    const struct one_line_arg *a = arg;
    struct state *s = state;

    s->place = copy(ui, a->place);
    s->words = copy(ui, a->words);
    s->answer = a->answer;
    s->answer->given = false;
    s->field = (struct form_field){.kind = FIELD_LINE,
                                   .label = copy(ui, a->label),
                                   .note = copy(ui, a->note),
                                   .limit_bytes = sizeof s->answer->text - 1};
    TRY(form_init(&s->form, &s->field, 1, s));
    return form_text_set(&s->form, 0, a->text ? a->text : "");
}

static void one_line_close(struct ui *ui, void *state)
{
    struct state *s = state;

    (void)ui;
    form_done(&s->form);
}

static void give(struct ui *ui, void *state)
{
    struct state *s = state;
    size_t n;
    const char *text = form_text(&s->form, 0, &n);

    if (n >= sizeof s->answer->text)
        n = sizeof s->answer->text - 1;
    memcpy(s->answer->text, text, n);
    s->answer->text[n] = '\0';
    s->answer->given = true;
    ui_back(ui);
}

static void one_line_header(struct ui *ui, const void *state, struct header *ret)
{
    const struct state *s = state;

    (void)ui;
    ret->place = s->place;
}

static void one_line_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    struct state *s = state;
    int used;

    if (body.cols > UI_TEXT_COLS)
        body.cols = UI_TEXT_COLS;
    if (s->words) {
        struct area words = {body.x + 1, body.y, body.cols - 2, body.rows - 2};

        used = text_block_draw(canvas, words, ui_scratch(ui), THEME_DIM, s->words) + 1;
        body.y += used;
        body.rows -= used;
    }
    form_draw(&s->form, canvas, body);
}

static bool one_line_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;
    enum form_answer answer;

    if (key == K_ENTER) {
        give(ui, s);
        return true;
    }
    answer = form_key(&s->form, key);
    if (answer == FORM_FULL)
        ui_warn(ui, "That is as long as it can be.");
    return answer != FORM_IGNORED;
}

static void one_line_paste(struct ui *ui, void *state, const char *text, size_t n)
{
    struct state *s = state;

    if (form_paste(&s->form, text, n) == FORM_FULL)
        ui_warn(ui, "That is as long as it can be.");
}

static bool one_line_typing(struct ui *ui, const void *state)
{
    const struct state *s = state;

    (void)ui;
    return form_is_typing(&s->form);
}

/* clang-format off */
static const struct key_action keys[] = {
    {K_ENTER, give, "done", "Take what is typed", NULL},
    {0},
};
/* clang-format on */

static const struct key_help *const moving[] = {editor_help, NULL};

const struct screen_ops screen_one_line = {
    .name = "one_line",
    .about = "One line of text",
    .min_level = 1,
    .state_size = sizeof(struct state),
    .keys = keys,
    .moving = moving,
    .open = one_line_open,
    .header = one_line_header,
    .draw = one_line_draw,
    .key = one_line_key,
    .paste = one_line_paste,
    .typing = one_line_typing,
    .close = one_line_close,
};
