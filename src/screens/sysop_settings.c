/* SPDX-License-Identifier: MIT
 *
 * sysop_settings.c -- what holds for the whole board while it runs.
 */
#include <curbside/base/str.h>
#include <curbside/domain/board_settings.h>
#include <curbside/ui/list.h>
#include <curbside/ui/plain.h>

#include "context.h"
#include "places.h"
#include "rows.h"
#include "undo_stack.h"

enum {
    TITLE_COLS = 16,
    ABOUT_ROWS = 8,  /* under the list, for what the selected one is, */
    ABOUT_LEAST = 5, /* and at least, where the list scrolls */
    LIST_LEAST = 4,
};

struct state {
    struct board_settings now;
    const struct board_settings *file;
    bool set[N_BOARD_SETTINGS];
    const char *words[N_BOARD_SETTINGS]; /* "120 minutes" */
    struct list list;
    struct line_answer answer; /* a number that was typed */
    bool asked;                /* for it */
    struct undo_stack done;
};

static const char *value_of(const struct state *s, struct arena *a, int index)
{
    const char *words = board_setting_words(a, (enum board_setting)index, s->now.values[index]);

    if (!words || !s->set[index])
        return words;
    return arena_printf(a, "%s (file: %d)", words, s->file->values[index]);
}

/* ---- the list ---- */

static int count_rows(const void *ctx)
{
    (void)ctx;
    return N_BOARD_SETTINGS;
}

static void draw_row(const void *ctx, struct canvas *c, struct area row, int index, bool selected)
{
    const struct state *s = ctx;

    (void)selected;
    canvas_text_fit(c, row.x, row.y, TITLE_COLS - 1, THEME_TITLE,
                    board_setting_about((enum board_setting)index)->title);
    canvas_text_fit(c, row.x + TITLE_COLS, row.y, row.cols - TITLE_COLS,
                    s->set[index] ? THEME_STRONG : THEME_TEXT, s->words[index]);
}

static const char *say_row(const void *ctx, struct arena *a, int index)
{
    const struct board_setting_about *about = board_setting_about((enum board_setting)index);

    return arena_printf(a, "%s, %s. %s", about->title, ((const struct state *)ctx)->words[index],
                        about->about);
}

static const struct list_source source = {
    .count = count_rows,
    .draw = draw_row,
    .say = say_row,
};

static enum err settings_load(struct ui *ui, void *state)
{
    struct state *s = state;
    struct visit *v = visit_of(ui);
    struct arena *page = ui_page(ui);

    s->file = v->file_settings ? v->file_settings : &board_settings_default;
    TRY(board_settings_load(v, s->file, &s->now));
    for (int i = 0; i < N_BOARD_SETTINGS; i++) {
        TRY(board_setting_is_set(v, (enum board_setting)i, &s->set[i]));
        s->words[i] = value_of(s, page, i);
        if (!s->words[i])
            return E_NOMEM;
    }
    return OK;
}

static enum err settings_open(struct ui *ui, void *state, const void *arg)
{
    struct state *s = state;

    (void)arg;
    TRY(settings_load(ui, s));
    list_reset(&s->list, &source, s);
    return OK;
}

/* ---- setting ---- */

static enum board_setting selected(const struct state *s)
{
    return (enum board_setting)list_selected(&s->list);
}

static void did(struct ui *ui, struct state *s, enum err err, action_id id)
{
    enum board_setting which = selected(s);

    if (err == OK) {
        undo_stack_add(&s->done, id);
        err = settings_load(ui, s);
    }
    if (err == E_NUMBER_INVALID)
        ui_warn(ui, board_setting_range(ui_scratch(ui), which));
    else if (err != OK)
        ui_fail(ui, err);
    else
        ui_sayf(ui, "%s: %s, from now on. z takes it back.", board_setting_about(which)->title,
                s->words[which]);
}

static void change(struct ui *ui, void *state)
{
    struct state *s = state;
    enum board_setting which = selected(s);
    const struct one_line_arg arg = {
        .place = "Sysop › Settings",
        .words = arena_printf(ui_scratch(ui), "%s %s", board_setting_about(which)->about,
                              board_setting_range(ui_scratch(ui), which)),
        .label = board_setting_about(which)->title,
        .text = arena_printf(ui_scratch(ui), "%d", s->now.values[which]),
        .answer = &s->answer};

    s->asked = true;
    ui_push(ui, "one_line", &arg, sizeof arg);
}

static enum err settings_resume(struct ui *ui, void *state)
{
    struct state *s = state;
    bool asked = s->asked;
    long long value = -1;
    action_id id = {0};

    s->asked = false;
    TRY(settings_load(ui, s));
    if (!asked || !s->answer.given)
        return OK;
    IGNORE(int_parse(s->answer.text, 0, INT32_MAX, &value)); /* then it is out of range */
    did(ui, s, board_setting_set(visit_of(ui), selected(s), (int)value, &id), id);
    return OK;
}

static void unset(struct ui *ui, void *state)
{
    struct state *s = state;
    action_id id = {0};

    did(ui, s, board_setting_unset(visit_of(ui), selected(s), &id), id);
}

static bool is_set(struct ui *ui, const void *state)
{
    const struct state *s = state;

    (void)ui;
    return list_selected(&s->list) >= 0 && s->set[selected(s)];
}

static void undo(struct ui *ui, void *state)
{
    undo_stack_take_back(&((struct state *)state)->done, ui, settings_load, state);
}

static bool can_undo(struct ui *ui, const void *state)
{
    (void)ui;
    return !undo_stack_is_empty(&((const struct state *)state)->done);
}

/* ---- the page ---- */

static void settings_header(struct ui *ui, const void *state, struct header *ret)
{
    (void)ui, (void)state;
    ret->place = "Sysop › Settings";
}

/* What the list leaves is for what the selected one is: its range must be seen on a phone, too. */
static int list_rows(int rows)
{
    if (rows > N_BOARD_SETTINGS + ABOUT_LEAST || rows < LIST_LEAST + ABOUT_LEAST + 1)
        return N_BOARD_SETTINGS < rows ? N_BOARD_SETTINGS : rows;
    return rows - ABOUT_LEAST - 1;
}

static void settings_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    static const char rest[] =
        "Addresses, how many callers, and whatever protects less than is said here: the operator's "
        "file (curbside.conf) and a restart.";
    struct state *s = state;
    struct area about = {body.x + 2, 0, body.cols - 4, 0}, list = body;
    const char *words;

    list.rows = list_rows(body.rows);
    about.y = body.y + list.rows + 1;
    about.rows = body.rows - list.rows - 1;
    if (about.rows > ABOUT_ROWS)
        about.rows = ABOUT_ROWS;
    if (about.cols > UI_TEXT_COLS - 2)
        about.cols = UI_TEXT_COLS - 2;
    if (about.rows > 0 && !plain_hears(canvas)) {
        words = arena_printf(ui_scratch(ui), "%s %s\n\n%s",
                             board_setting_range(ui_scratch(ui), selected(s)),
                             board_setting_about(selected(s))->about, rest);
        if (words)
            text_block_draw(canvas, about, ui_scratch(ui), THEME_DIM, words);
    } else {
        list.rows = body.rows;
    }
    if (list.cols > UI_TEXT_COLS + 2)
        list.cols = UI_TEXT_COLS + 2;
    list_draw(&s->list, &source, s, canvas, list);
}

static bool settings_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;

    return list_key(&s->list, &source, s, ui, key);
}

/* clang-format off */
static const struct key_action keys[] = {
    {K_ENTER, change, "change", "Set it, for everybody and from now on", NULL},
    {'x', unset, "as the file", "As the operator's file says", is_set},
    {'z', undo, "undo", "Take back what was done last", can_undo},
    {0},
};
/* clang-format on */

static const struct key_help *const moving[] = {list_help, NULL};

const struct screen_ops screen_sysop_settings = {
    .name = "sysop_settings",
    .about = "Settings of the board, for sysops",
    .min_level = 3,
    .state_size = sizeof(struct state),
    .keys = keys,
    .moving = moving,
    .open = settings_open,
    .resume = settings_resume,
    .header = settings_header,
    .draw = settings_draw,
    .key = settings_key,
};
