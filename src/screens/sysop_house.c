/* SPDX-License-Identifier: MIT
 *
 * sysop_house.c -- what holds for everybody: three switches, and a sentence that is said to all.
 */
#include <curbside/domain/maintenance.h>
#include <curbside/ui/list.h>

#include "age.h"
#include "context.h"
#include "list_page.h"
#include "places.h"
#include "undo_stack.h"

enum {
    ROW_WORDS = N_MAINTENANCE, /* the row below the switches */
    N_ROWS,
    TITLE_COLS = 19,
    STATE_COLS = 5,
    WORDS_LEAST = 9, /* in a lower body there is the list alone */
    SENTENCE_LEAST =
        24, /* narrower than this a sentence tells nothing: it stands above once it is on */
};

static const char *const titles[N_ROWS] = {
    [MAINTENANCE_READ_ONLY] = "Read-only",
    [MAINTENANCE_NO_JOINS] = "No new accounts",
    [MAINTENANCE_HOLD] = "Hold every post",
    [ROW_WORDS] = "Said to everybody",
};

struct state {
    bool on[N_MAINTENANCE];
    struct broadcast said; /* on the page */
    struct list list;
    struct line_answer answer; /* a sentence that was typed */
    bool asked;                /* for it */
    struct undo_stack done;
};

/* ---- the list ---- */

static int count_rows(const void *ctx)
{
    (void)ctx;
    return N_ROWS;
}

static const char *row_state(const struct state *s, int index)
{
    if (index == ROW_WORDS)
        return s->said.words ? "on" : "off";
    return s->on[index] ? "on" : "off";
}

static const char *row_words(const struct state *s, int index)
{
    if (index == ROW_WORDS)
        return s->said.words ? s->said.words : "Nothing is said now.";
    return maintenance_sentence((enum maintenance)index);
}

static void draw_row(const void *ctx, struct canvas *c, struct area row, int index, bool selected)
{
    const struct state *s = ctx;
    const char *state = row_state(s, index);
    int x = row.x + TITLE_COLS;

    (void)selected;
    canvas_text_fit(c, row.x, row.y, TITLE_COLS - 1, THEME_TITLE, titles[index]);
    canvas_text(c, x, row.y, STATE_COLS - 1, state[1] == 'n' ? THEME_WARNING : THEME_DIM, state);
    x += STATE_COLS;
    if (row.x + row.cols - x >= SENTENCE_LEAST)
        canvas_text_fit(c, x, row.y, row.x + row.cols - x, THEME_DIM, row_words(s, index));
}

static const char *say_row(const void *ctx, struct arena *a, int index)
{
    return arena_printf(a, "%s, %s: %s", titles[index], row_state(ctx, index),
                        row_words(ctx, index));
}

static const struct list_source source = {
    .count = count_rows,
    .draw = draw_row,
    .say = say_row,
};

static enum err house_load(struct ui *ui, void *state)
{
    struct state *s = state;

    for (int i = 0; i < N_MAINTENANCE; i++)
        TRY(maintenance_is_on(visit_of(ui), (enum maintenance)i, &s->on[i]));
    return broadcast_find(ui_page(ui), visit_of(ui), &s->said);
}

static enum err house_open(struct ui *ui, void *state, const void *arg)
{
    struct state *s = state;

    (void)arg;
    TRY(house_load(ui, s));
    list_reset(&s->list, &source, s);
    return OK;
}

/* ---- changing ---- */

static void changed(struct ui *ui, struct state *s, enum err err, action_id id, const char *words)
{
    if (err == OK)
        undo_stack_add(&s->done, id);
    if (err == OK)
        err = house_load(ui, s);
    if (err == OK)
        ui_sayf(ui, "%s z takes it back.", words);
    else
        ui_fail(ui, err);
}

static void write_sentence(struct ui *ui, void *state)
{
    struct state *s = state;
    const struct one_line_arg arg = {
        .place = "Sysop › To everybody",
        .words = "One sentence, to all who are connected and to who comes within ten minutes. "
                 "\"sysop broadcast TEXT --minutes N\" says it for longer.",
        .label = "Sentence",
        .answer = &s->answer};

    s->asked = true;
    ui_push(ui, "one_line", &arg, sizeof arg);
}

static enum err house_resume(struct ui *ui, void *state)
{
    struct state *s = state;
    action_id id = {0};

    TRY(house_load(ui, s));
    if (s->asked && s->answer.given && s->answer.text[0] != '\0')
        changed(ui, s, broadcast_say(visit_of(ui), s->answer.text, 0, &id), id,
                "It is said to everybody.");
    s->asked = false;
    return OK;
}

static void end_sentence(struct ui *ui, struct state *s)
{
    action_id id = {0};

    changed(ui, s, broadcast_end(visit_of(ui), &id), id, "It is said no longer.");
}

static void turn(struct ui *ui, void *state)
{
    struct state *s = state;
    int index = list_selected(&s->list);
    action_id id = {0};
    bool on;

    if (index == ROW_WORDS) {
        if (s->said.words)
            end_sentence(ui, s);
        else
            write_sentence(ui, s);
        return;
    }
    on = !s->on[index];
    changed(ui, s, maintenance_set(visit_of(ui), (enum maintenance)index, on, &id), id,
            on ? "It is on, for everybody." : "It is off.");
}

static void undo(struct ui *ui, void *state)
{
    undo_stack_take_back(&((struct state *)state)->done, ui, house_load, state);
}

static bool can_undo(struct ui *ui, const void *state)
{
    (void)ui;
    return !undo_stack_is_empty(&((const struct state *)state)->done);
}

/* ---- the page ---- */

static void house_header(struct ui *ui, const void *state, struct header *ret)
{
    (void)ui, (void)state;
    ret->place = "Sysop › To everybody";
}

static void house_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    static const char words[] =
        "What is on stands at the top of everybody's screen, at once and until it is off. Nobody "
        "loses a draft, and moderators go on.";
    struct state *s = state;
    struct list_page page = {&s->list, &source, s, WORDS_LEAST};

    list_page_draw_under(ui, &page, canvas, body, words);
}

static bool house_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;

    return list_key(&s->list, &source, s, ui, key);
}

/* clang-format off */
static const struct key_action keys[] = {
    {K_ENTER, turn, "on/off", "Turn the selected one on or off", NULL},
    {'w', write_sentence, "say", "Say a sentence to everybody", NULL},
    {'z', undo, "undo", "Take back what was done last", can_undo},
    {0},
};
/* clang-format on */

static const struct key_help *const moving[] = {list_help, NULL};

const struct screen_ops screen_sysop_house = {
    .name = "sysop_house",
    .about = "To everybody",
    .min_level = 3,
    .state_size = sizeof(struct state),
    .keys = keys,
    .moving = moving,
    .open = house_open,
    .resume = house_resume,
    .header = house_header,
    .draw = house_draw,
    .key = house_key,
};
