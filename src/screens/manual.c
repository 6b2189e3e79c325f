/* SPDX-License-Identifier: MIT
 *
 * manual.c -- help by topic: the pages to choose from. Opened from the help of a screen, it begins
 * with the page that fits it.
 */
#include <stdio.h>
#include <string.h>

#include <curbside/ui/list.h>

#include "context.h"
#include "manual_text.h"
#include "places.h"
#include "rows.h"

enum {
    TITLE_COLS = 16,
    NAME_BYTES = 48, /* of a screen, with blanks around */
};

struct state {
    struct list list;
};

static int count_rows(const void *ctx)
{
    (void)ctx;
    return N_MANUAL;
}

static void draw_row(const void *ctx, struct canvas *c, struct area row, int index, bool selected)
{
    int at = row.cols < ROWS_WIDE_COLS ? row.cols : TITLE_COLS;

    (void)ctx;
    (void)selected;
    canvas_text_fit(c, row.x, row.y, at, THEME_TITLE, manual[index].title);
    if (row.cols > at)
        canvas_text_fit(c, row.x + at, row.y, row.cols - at, THEME_DIM, manual[index].note);
}

static const char *say_row(const void *ctx, struct arena *a, int index)
{
    (void)ctx;
    return arena_printf(a, "%s, %s", manual[index].title, manual[index].note);
}

static const struct list_source source = {
    .count = count_rows,
    .draw = draw_row,
    .say = say_row,
};

static int page_for(const char *screen)
{
    char name[NAME_BYTES];

    snprintf(name, sizeof name, " %s ", screen);
    for (int i = 0; i < N_MANUAL; i++)
        if (strstr(manual[i].screens, name))
            return i;
    return 0;
}

static enum err manual_open(struct ui *ui, void *state, const void *arg)
{
    struct state *s = state;

    (void)ui;
    list_reset(&s->list, &source, s);
    if (arg)
        list_select(&s->list, &source, s, page_for(arg));
    return OK;
}

static void manual_header(struct ui *ui, const void *state, struct header *ret)
{
    (void)ui;
    (void)state;
    ret->place = "Help";
}

static void manual_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    static const char words[] = "? on any page lists the keys that work there. These pages say the "
                                "rest, one screen or two each.";
    struct state *s = state;
    struct area text = {body.x + 1, body.y, body.cols - 2, body.rows};
    int rows;

    if (text.cols > UI_TEXT_COLS)
        text.cols = UI_TEXT_COLS;
    rows = text_block_draw(canvas, text, ui_scratch(ui), THEME_TEXT, words) + 1;
    if (rows > body.rows / 2)
        rows = body.rows / 2;
    body.y += rows;
    body.rows -= rows;
    if (body.cols > UI_TEXT_COLS + 2)
        body.cols = UI_TEXT_COLS + 2;
    list_draw(&s->list, &source, s, canvas, body);
}

static bool manual_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;

    return list_key(&s->list, &source, s, ui, key);
}

static void open_page(struct ui *ui, void *state)
{
    const struct state *s = state;
    const struct topic_arg arg = {list_selected(&s->list)};

    ui_push(ui, "manual_page", &arg, sizeof arg);
}

/* clang-format off */
static const struct key_action keys[] = {
    {K_ENTER, open_page, "read", "Read the selected page", NULL},
    {0},
};
/* clang-format on */

static const struct key_help *const moving[] = {list_help, NULL};

const struct screen_ops screen_manual = {
    .name = "manual",
    .about = "Help by topic",
    .state_size = sizeof(struct state),
    .keys = keys,
    .moving = moving,
    .open = manual_open,
    .header = manual_header,
    .draw = manual_draw,
    .key = manual_key,
};
