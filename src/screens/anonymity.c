/* SPDX-License-Identifier: MIT
 *
 * anonymity.c -- how anonymity works here: the topics.
 */
#include <curbside/ui/list.h>

#include "anonymity_text.h"
#include "context.h"
#include "places.h"
#include "rows.h"

enum {
    TITLE_COLS = 24
};

struct state {
    struct list list;
};

static int count_rows(const void *ctx)
{
    (void)ctx;
    return N_TOPICS + 1;
}

static bool is_key_page(int index)
{
    return index == N_TOPICS;
}

static const char *title_of(int index)
{
    return is_key_page(index) ? "A key for here only" : topics[index].title;
}

static const char *note_of(int index)
{
    return is_key_page(index) ? "two lines make one, four lines use it" : topics[index].note;
}

static void draw_row(const void *ctx, struct canvas *c, struct area row, int index, bool selected)
{
    int at = row.cols < ROWS_WIDE_COLS ? row.cols : TITLE_COLS;

    (void)ctx;
    (void)selected;
    canvas_text_fit(c, row.x, row.y, at, THEME_TITLE, title_of(index));
    if (row.cols > at)
        canvas_text_fit(c, row.x + at, row.y, row.cols - at, THEME_DIM, note_of(index));
}

static const char *say_row(const void *ctx, struct arena *a, int index)
{
    (void)ctx;
    return arena_printf(a, "%s, %s", title_of(index), note_of(index));
}

static const struct list_source source = {
    .count = count_rows,
    .draw = draw_row,
    .say = say_row,
};

static enum err anonymity_open(struct ui *ui, void *state, const void *arg)
{
    struct state *s = state;

    (void)ui;
    (void)arg;
    list_reset(&s->list, &source, s);
    return OK;
}

static void anonymity_header(struct ui *ui, const void *state, struct header *ret)
{
    (void)ui;
    (void)state;
    ret->place = "How your anonymity works";
}

static void anonymity_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    static const char words[] =
        "In one sentence: what is not kept cannot be stolen, and what must be kept is locked with "
        "your key. Each topic is one screen.";
    struct state *s = state;
    struct area text = {body.x + 1, body.y, body.cols - 2, body.rows};
    int rows = text_block_draw(canvas, text, ui_scratch(ui), THEME_TEXT, words) + 1;

    if (rows > body.rows / 2)
        rows = body.rows / 2;
    body.y += rows;
    body.rows -= rows;
    list_draw(&s->list, &source, s, canvas, body);
}

static bool anonymity_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;

    return list_key(&s->list, &source, s, ui, key);
}

static void open_topic(struct ui *ui, void *state)
{
    const struct state *s = state;
    const struct topic_arg topic = {list_selected(&s->list)};
    const struct about_arg about = {ABOUT_JOINING};

    if (is_key_page(topic.index))
        ui_push(ui, "about", &about, sizeof about);
    else
        ui_push(ui, "topic", &topic, sizeof topic);
}

/* clang-format off */
static const struct key_action keys[] = {
    {K_ENTER, open_topic, "read", "Read about the selected topic", NULL},
    {0},
};
/* clang-format on */

static const struct key_help *const moving[] = {list_help, NULL};

const struct screen_ops screen_anonymity = {
    .name = "anonymity",
    .about = "How your anonymity works",
    .state_size = sizeof(struct state),
    .keys = keys,
    .moving = moving,
    .open = anonymity_open,
    .header = anonymity_header,
    .draw = anonymity_draw,
    .key = anonymity_key,
};
