/* SPDX-License-Identifier: MIT
 *
 * sysop.c -- the sysop's menu: one table of places, each with a line on how it stands.
 *
 * Nothing is governed here. A place enters the table with its screen, whose key is not one that
 * moves in every list (g G j k n N q) or is the same everywhere.
 */
#include <curbside/base/count.h>
#include <curbside/domain/backup.h>
#include <curbside/domain/board_edit.h>
#include <curbside/domain/board_settings.h>
#include <curbside/domain/filter.h>
#include <curbside/domain/maintenance.h>
#include <curbside/domain/queue.h>
#include <curbside/domain/role.h>
#include <curbside/domain/rule.h>
#include <curbside/ui/list.h>

#include "context.h"
#include "list_page.h"

enum {
    TITLE_COLS = 20,
    NARROW_TITLE_COLS = 14,
    WORDS_LEAST = 10, /* in a lower body there is the list alone */
};

/* ---- how things stand: short enough for a phone, 22 columns; NULL without memory ---- */

static const char *boards_line(struct ui *ui, struct arena *a)
{
    struct board_setup_page boards;
    int open = 0;

    if (board_setup_list(a, visit_of(ui), &boards) != OK)
        return "";
    for (int i = 0; i < boards.n; i++)
        open += boards.rows[i].board.open;
    return arena_printf(a, "%d open, %d closed", open, boards.n - open);
}

static const char *roles_line(struct ui *ui, struct arena *a)
{
    struct staff_page staff;
    int sysops = 0;

    if (staff_list(a, visit_of(ui), &staff) != OK)
        return "";
    for (int i = 0; i < staff.n; i++)
        sysops += staff.rows[i].role == ROLE_SYSOP;
    return arena_printf(a, "%d sysop%s, %d moderator%s", sysops, sysops == 1 ? "" : "s",
                        staff.n - sysops, staff.n - sysops == 1 ? "" : "s");
}

static const char *filters_line(struct ui *ui, struct arena *a)
{
    struct filter_page filters;
    int on = 0;

    if (filter_list(a, visit_of(ui), &filters) != OK)
        return "";
    for (int i = 0; i < filters.n; i++)
        on += filters.rows[i].on;
    return arena_printf(a, "%d on, %d off", on, filters.n - on);
}

static const char *house_line(struct ui *ui, struct arena *a)
{
    struct broadcast said;
    int on = 0;

    for (int i = 0; i < N_MAINTENANCE; i++) {
        bool is_on = false;

        if (maintenance_is_on(visit_of(ui), (enum maintenance)i, &is_on) != OK)
            return "";
        on += is_on;
    }
    if (broadcast_find(a, visit_of(ui), &said) != OK)
        return "";
    return arena_printf(a, "%d of 3 on%s", on, said.words ? ", a sentence" : "");
}

static const char *database_line(struct ui *ui, struct arena *a)
{
    char day[TIME_RFC3339_SIZE];
    struct health h;

    if (health_get(visit_of(ui), &h) != OK)
        return "";
    if (h.backup_day < 0)
        return "no backup yet";
    time_format_rfc3339(h.backup_day, day);
    return arena_printf(a, "backup %.10s", day);
}

static const char *rules_line(struct ui *ui, struct arena *a)
{
    struct rule_page rules;
    int retired = 0;

    if (rule_list_all(a, visit_of(ui), &rules) != OK)
        return "";
    for (int i = 0; i < rules.n; i++)
        retired += rules.rows[i].retired;
    return arena_printf(a, "%d in force, %d retired", rules.n - retired, retired);
}

static const char *settings_line(struct ui *ui, struct arena *a)
{
    int n = 0;

    for (int i = 0; i < N_BOARD_SETTINGS; i++) {
        bool set;

        if (board_setting_is_set(visit_of(ui), (enum board_setting)i, &set) != OK)
            return "";
        n += set;
    }
    return n == 0 ? "as in the file" : arena_printf(a, "%d set here", n);
}

static const char *stats_line(struct ui *ui, struct arena *a)
{
    char count[COUNT_SIZE];
    int waiting = 0;

    if (queue_count(visit_of(ui), &waiting) != OK)
        return "";
    return arena_printf(a, "%s wait in the queue", count_format(waiting, count));
}

/* ---- the places ---- */

/* clang-format off: a table that is read by row */
static const struct place {
    keycode key;
    const char *title;
    const char *screen;
    const char *(*line)(struct ui *ui, struct arena *a); /* NULL: there is nothing to say */
} places[] = {
    {'b', "Boards", "sysop_boards", boards_line},
    {'r', "Roles", "sysop_roles", roles_line},
    {'f', "Filters", "filters", filters_line},
    {'e', "To everybody", "sysop_house", house_line},
    {'s', "Sessions", "sysop_sessions", NULL},
    {'d', "Database", "sysop_database", database_line},
    {'u', "House rules", "sysop_rules", rules_line},
    {'c', "Settings", "sysop_settings", settings_line},
    {'t', "Statistics", "sysop_stats", stats_line},
};
/* clang-format on */

enum {
    N_PLACES = sizeof places / sizeof *places,
};

struct state {
    const char *lines[N_PLACES];
    struct list list;
    bool narrow;
};

/* ---- the list ---- */

static int count_rows(const void *ctx)
{
    (void)ctx;
    return N_PLACES;
}

static void draw_row(const void *ctx, struct canvas *c, struct area row, int index, bool selected)
{
    const struct state *s = ctx;
    const char key[] = {(char)places[index].key, '\0'};
    int title = s->narrow ? NARROW_TITLE_COLS : TITLE_COLS;

    (void)selected;
    canvas_text(c, row.x, row.y, 1, THEME_KEY, key);
    canvas_text_fit(c, row.x + 3, row.y, title - 1, THEME_TITLE, places[index].title);
    if (row.cols > 3 + title)
        canvas_text_fit(c, row.x + 3 + title, row.y, row.cols - 3 - title, THEME_DIM,
                        s->lines[index]);
}

static const char *say_row(const void *ctx, struct arena *a, int index)
{
    const struct state *s = ctx;

    return arena_printf(a, "%s%s%s", places[index].title, *s->lines[index] ? ", " : "",
                        s->lines[index]);
}

static const struct list_source source = {
    .count = count_rows,
    .draw = draw_row,
    .say = say_row,
};

static enum err sysop_load(struct ui *ui, void *state)
{
    struct state *s = state;
    struct arena *page = ui_page(ui);

    s->narrow = is_narrow(ui);
    for (int i = 0; i < N_PLACES; i++) {
        s->lines[i] = places[i].line ? places[i].line(ui, page) : "";
        if (!s->lines[i])
            return E_NOMEM;
    }
    list_clamp(&s->list, &source, s);
    return OK;
}

static enum err sysop_open(struct ui *ui, void *state, const void *arg)
{
    struct state *s = state;

    (void)arg;
    TRY(sysop_load(ui, s));
    list_reset(&s->list, &source, s);
    return OK;
}

static void sysop_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    static const char words[] =
        "All of this holds for everybody and stands in the public log, without names. z takes back "
        "what was done. None of it shows who is behind an alias.";
    struct state *s = state;
    struct list_page page = {&s->list, &source, s, N_PLACES + WORDS_LEAST};

    s->narrow = is_narrow(ui);
    list_page_draw_under(ui, &page, canvas, body, words);
}

static bool sysop_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;

    for (int i = 0; i < N_PLACES; i++) {
        if (places[i].key != key)
            continue;
        list_select(&s->list, &source, s, i);
        ui_push(ui, places[i].screen, NULL, 0);
        return true;
    }
    return list_key(&s->list, &source, s, ui, key);
}

static void open_place(struct ui *ui, void *state)
{
    struct state *s = state;

    ui_push(ui, places[list_selected(&s->list)].screen, NULL, 0);
}

/* clang-format off */
static const struct key_action keys[] = {
    {K_ENTER, open_place, "open", "Open what is selected", NULL},
    {0},
};

static const struct key_help letters[] = {
    {"the letter", "Open the place with that letter"},
    {0},
};
/* clang-format on */

static const struct key_help *const moving[] = {letters, list_help, NULL};

const struct screen_ops screen_sysop = {
    .name = "sysop",
    .about = "Sysop menu",
    .min_level = 3,
    .state_size = sizeof(struct state),
    .keys = keys,
    .moving = moving,
    .open = sysop_open,
    .resume = sysop_load,
    .draw = sysop_draw,
    .key = sysop_key,
};
