/* SPDX-License-Identifier: MIT
 *
 * zones.c -- which time zone the caller's days are reckoned in.
 */
#include <curbside/domain/settings.h>
#include <curbside/ui/list.h>

#include "context.h"

enum {
    NAME_COLS = 24,
    NARROW_NAME_COLS = 22,
    PLACES_LEAST = 60, /* a narrower list has no room for places */
    TIME_COLS = 9,
};

struct state {
    struct zone_page page;
    int64_t now_s;
    struct list list;
};

static int count_rows(const void *ctx)
{
    return ((const struct state *)ctx)->page.n;
}

static void time_in(const struct state *s, int index, char ret[static AGE_SIZE])
{
    const struct moment there = {.s = s->now_s, .zone = s->page.rows[index].zone};

    clock_format(&there, ret);
}

static void draw_row(const void *ctx, struct canvas *c, struct area row, int index, bool selected)
{
    const struct state *s = ctx;
    const struct zone_row *zone = &s->page.rows[index];
    bool narrow = row.cols + 2 < PLACES_LEAST;
    int at = narrow ? NARROW_NAME_COLS : NAME_COLS;
    char time[AGE_SIZE];

    (void)selected;
    time_in(s, index, time);
    canvas_text_fit(c, row.x, row.y, at - 1, THEME_TITLE, zone->name);
    canvas_text_right(c, row.x + at + TIME_COLS, row.y, TIME_COLS, THEME_STRONG, time);
    at += TIME_COLS + 3;
    if (!narrow)
        canvas_text_fit(c, row.x + at, row.y, row.cols - at, THEME_DIM, zone->places);
}

static const char *say_row(const void *ctx, struct arena *a, int index)
{
    const struct state *s = ctx;
    const struct zone_row *zone = &s->page.rows[index];
    char time[AGE_SIZE];

    time_in(s, index, time);
    return arena_printf(a, "%s, %s, now %s", zone->name, zone->places, time);
}

static const struct list_source source = {
    .count = count_rows,
    .draw = draw_row,
    .say = say_row,
};

static enum err zones_open(struct ui *ui, void *state, const void *arg)
{
    struct state *s = state;
    uint32_t number = setting_get(visit_of(ui), SETTING_ZONE);

    (void)arg;
    s->now_s = clock_wall_s(ui_clock(ui));
    TRY(zone_list(ui_arena(ui), &s->page));
    list_reset(&s->list, &source, s);
    for (int i = 0; i < s->page.n; i++)
        if (s->page.rows[i].number == number)
            list_select(&s->list, &source, s, i);
    return OK;
}

static void zones_header(struct ui *ui, const void *state, struct header *ret)
{
    (void)ui;
    (void)state;
    ret->place = "Settings › Time zone";
}

static void zones_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    struct state *s = state;

    (void)ui;
    if (body.cols > UI_TEXT_COLS + 2)
        body.cols = UI_TEXT_COLS + 2;
    list_draw(&s->list, &source, s, canvas, body);
}

static bool zones_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;

    return list_key(&s->list, &source, s, ui, key);
}

static bool has_row(struct ui *ui, const void *state)
{
    const struct state *s = state;

    (void)ui;
    return list_selected(&s->list) >= 0;
}

static void choose(struct ui *ui, void *state)
{
    struct state *s = state;
    const struct zone_row *zone = &s->page.rows[list_selected(&s->list)];
    enum err err = setting_set(visit_of(ui), SETTING_ZONE, zone->number);
    char time[AGE_SIZE];

    if (err != OK) {
        ui_fail(ui, err);
        return;
    }
    settings_apply(ui);
    time_in(s, list_selected(&s->list), time);
    ui_sayf(ui, "Time zone: %s, where it is %s. z takes it back.", zone->name, time);
    ui_back(ui);
}

/* clang-format off */
static const struct key_action keys[] = {
    {K_ENTER, choose, "take it", "Take the selected time zone", has_row},
    {0},
};
/* clang-format on */

static const struct key_help *const moving[] = {list_help, NULL};

const struct screen_ops screen_zones = {
    .name = "zones",
    .about = "Time zone",
    .state_size = sizeof(struct state),
    .keys = keys,
    .moving = moving,
    .open = zones_open,
    .header = zones_header,
    .draw = zones_draw,
    .key = zones_key,
};
