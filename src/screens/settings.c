/* SPDX-License-Identifier: MIT
 *
 * settings.c -- how the board looks to this caller. Every change holds at once and can be taken
 * back; a member's follow the account, a guest's end with the visit.
 */
#include <string.h>

#include <curbside/domain/settings.h>
#include <curbside/ui/list.h>
#include <curbside/ui/plain.h>

#include "context.h"
#include "hints.h"
#include "places.h"
#include "rows.h"

enum {
    LABEL_COLS = 14,
    UNDO_MAX = 32,
    ABOUT_ROWS_MAX = 6,
};

enum {
    ROW_HINTS = 5,
    N_ROWS
};

static const struct row {
    const char *label;
    enum setting setting;
    const char *values[6]; /* NULL-ended; none: it has a screen of its own */
    const char *about;
} rows[N_ROWS] = {
    {"Theme",
     SETTING_THEME,
     {"dark", "light", "high contrast", "no color", NULL},
     "Which background your terminal has; high contrast brings a black one where there are 256 "
     "colors. Nothing is told by color alone, so every theme shows everything."},
    {"Characters",
     SETTING_CHARACTERS,
     {"as your terminal", "UTF-8", "ASCII only", NULL},
     "ASCII only draws lines and marks with plain characters, and shows letters without their "
     "accents. Take it where the screen is full of question marks."},
    {"Time zone",
     SETTING_ZONE,
     {NULL},
     "When your days begin, and what times of day mean. It is sealed like everything of yours: "
     "nobody sees where you are."},
    {"Times",
     SETTING_TIMES,
     {"how long ago", "by the clock", NULL},
     "\"4 m\" and \"yesterday\", or \"2:05 pm\" and \"Nov 22\". What is written under an alias is "
     "known to the hour and no finer."},
    {"Plain mode",
     SETTING_PLAIN,
     {"off", "on", NULL},
     "Lines of text and a prompt in place of screens, for screen readers and braille displays. On "
     "means from now on, at every visit."},
    {"Hints",
     SETTING_HINT_FIRST,
     {NULL},
     "One line of advice on your first visit to a page. Each is shown once."},
};

struct change {
    int row;
    uint32_t before;
};

struct state {
    const struct visit *visit;
    struct list list;
    const char *zone; /* the caller's, with the time there */
    uint32_t zone_number;
    struct change changes[UNDO_MAX]; /* to be taken back, the last one last */
    int n_changes;
};

static const char *value_of(const struct state *s, const struct visit *v, int row)
{
    if (row == ROW_HINTS)
        return hints_any_shown(v) ? "shown once each; Enter brings them back" : "all to come";
    if (rows[row].setting == SETTING_ZONE)
        return s->zone;
    return rows[row].values[setting_get(v, rows[row].setting)];
}

/* ---- rows ---- */

static int count_rows(const void *ctx)
{
    (void)ctx;
    return N_ROWS;
}

static void draw_row(const void *ctx, struct canvas *c, struct area row, int index, bool selected)
{
    const struct state *s = ctx;
    int cols = row.cols - LABEL_COLS;

    (void)selected;
    canvas_text_fit(c, row.x, row.y, LABEL_COLS - 1, THEME_TITLE, rows[index].label);
    canvas_text_fit(c, row.x + LABEL_COLS, row.y, cols, THEME_STRONG, value_of(s, s->visit, index));
}

static const char *say_row(const void *ctx, struct arena *a, int index)
{
    const struct state *s = ctx;

    return arena_printf(a, "%s, %s", rows[index].label, value_of(s, s->visit, index));
}

static const struct list_source source = {
    .count = count_rows,
    .draw = draw_row,
    .say = say_row,
};

/* ---- loading ---- */

static void remember(struct state *s, int row, uint32_t before)
{
    if (s->n_changes == UNDO_MAX) {
        for (int i = 1; i < UNDO_MAX; i++)
            s->changes[i - 1] = s->changes[i];
        s->n_changes--;
    }
    s->changes[s->n_changes++] = (struct change){row, before};
}

static int row_of(enum setting which)
{
    int row = 0;

    while (rows[row].setting != which)
        row++;
    return row;
}

static enum err load_zone(struct ui *ui, struct state *s)
{
    uint32_t number = setting_get(visit_of(ui), SETTING_ZONE);
    struct moment now = moment_now(ui);
    struct arena *page = ui_page(ui);
    struct zone_page zones;
    char at[AGE_SIZE];

    clock_format(&now, at);
    TRY(zone_list(page, &zones));
    s->zone_number = number;
    for (int i = 0; i < zones.n; i++)
        if (zones.rows[i].number == number)
            s->zone = arena_printf(page, "%s, now %s", zones.rows[i].name, at);
    return s->zone ? OK : E_NOMEM;
}

static enum err settings_load(struct ui *ui, void *state)
{
    struct state *s = state;
    uint32_t before = s->zone_number;

    TRY(load_zone(ui, s));
    if (before != s->zone_number)
        remember(s, row_of(SETTING_ZONE), before);
    return OK;
}

static enum err settings_open(struct ui *ui, void *state, const void *arg)
{
    const struct settings_arg *a = arg;
    struct state *s = state;

    s->visit = visit_of(ui);
    TRY(load_zone(ui, s));
    list_reset(&s->list, &source, s);
    for (int i = 0; a && i < N_ROWS; i++)
        if (strcmp(rows[i].label, a->label) == 0)
            list_select(&s->list, &source, s, i);
    return OK;
}

static void settings_header(struct ui *ui, const void *state, struct header *ret)
{
    (void)state;
    ret->place = "Settings";
    if (!is_member(ui))
        ret->right = "guest · for this visit";
}

/* ---- drawing ---- */

static const char *about_row(struct ui *ui, int row)
{
    if (rows[row].setting == SETTING_THEME && context_of(ui)->no_color)
        return "Your client asks for no color (NO_COLOR), so there is none on this terminal. The "
               "theme holds on the others.";
    return rows[row].about;
}

/* All that can be chosen, the present one strong. */
static void draw_values(struct canvas *c, struct area area, const struct row *row, uint32_t value)
{
    int x = area.x, end = area.x + area.cols;

    for (int i = 0; row->values[i] && x < end; i++) {
        ink s = (uint32_t)i == value ? THEME_STRONG | ATTR_UNDERLINE : THEME_DIM;

        x += canvas_text(c, x, area.y, end - x, s, row->values[i]) + 2;
    }
}

static void draw_about(struct ui *ui, struct canvas *c, struct area area, int row)
{
    if (rows[row].values[0]) {
        draw_values(c, area, &rows[row], setting_get(visit_of(ui), rows[row].setting));
        area.y++;
        area.rows--;
    }
    if (area.rows > 0)
        text_block_draw(c, area, ui_scratch(ui), THEME_DIM, about_row(ui, row));
}

static void settings_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    struct state *s = state;
    struct area list = body, about = {body.x + 2, body.y + N_ROWS + 1, body.cols - 4, 0};

    about.rows = body.rows - N_ROWS - 1;
    if (about.rows > ABOUT_ROWS_MAX)
        about.rows = ABOUT_ROWS_MAX;
    if (about.cols > UI_TEXT_COLS - 2)
        about.cols = UI_TEXT_COLS - 2;
    if (list.cols > UI_TEXT_COLS + 2)
        list.cols = UI_TEXT_COLS + 2;
    if (about.rows > 0 && list_selected(&s->list) >= 0 && !plain_hears(canvas)) {
        draw_about(ui, canvas, about, list_selected(&s->list));
        list.rows = N_ROWS;
    }
    list_draw(&s->list, &source, s, canvas, list);
}

static bool settings_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;

    return list_key(&s->list, &source, s, ui, key);
}

/* ---- changing ---- */

static int count_values(const struct row *row)
{
    int n = 0;

    while (row->values[n])
        n++;
    return n;
}

static void say_change(struct ui *ui, const struct state *s, int row)
{
    ui_sayf(ui, "%s: %s. z takes it back.", rows[row].label, value_of(s, visit_of(ui), row));
}

static void change(struct ui *ui, void *state)
{
    struct state *s = state;
    int row = list_selected(&s->list);
    const struct row *r = &rows[row];
    uint32_t before = setting_get(visit_of(ui), r->setting);
    enum err err;

    if (row == ROW_HINTS) {
        hints_bring_back(visit_of(ui));
        ui_say(ui, "Every page says its hint once more.");
        return;
    }
    if (r->setting == SETTING_ZONE) {
        ui_push(ui, "zones", NULL, 0);
        return;
    }
    err = setting_set(visit_of(ui), r->setting, (before + 1) % (uint32_t)count_values(r));
    if (err != OK) {
        ui_fail(ui, err);
        return;
    }
    remember(s, row, before);
    settings_apply(ui);
    say_change(ui, s, row);
}

static bool can_undo(struct ui *ui, const void *state)
{
    const struct state *s = state;

    (void)ui;
    return s->n_changes > 0;
}

static void undo(struct ui *ui, void *state)
{
    struct state *s = state;
    struct change last = s->changes[--s->n_changes];
    enum err err = setting_set(visit_of(ui), rows[last.row].setting, last.before);

    settings_apply(ui);
    if (err == OK)
        err = load_zone(ui, s);
    if (err == OK)
        ui_sayf(ui, "%s: %s, as before.", rows[last.row].label,
                value_of(s, visit_of(ui), last.row));
    else
        ui_fail(ui, err);
}

/* clang-format off */
static const struct key_action keys[] = {
    {K_ENTER, change, "change", "Change what is selected; it holds at once", NULL},
    {' ', change, NULL, "Change it, as Enter", NULL},
    {'z', undo, "undo", "Take the last change back", can_undo},
    {0},
};
/* clang-format on */

static const struct key_help *const moving[] = {list_help, NULL};

const struct screen_ops screen_settings = {
    .name = "settings",
    .about = "Settings",
    .state_size = sizeof(struct state),
    .keys = keys,
    .moving = moving,
    .open = settings_open,
    .resume = settings_load,
    .header = settings_header,
    .draw = settings_draw,
    .key = settings_key,
};
