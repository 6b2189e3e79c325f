/* SPDX-License-Identifier: MIT
 *
 * sysop_sessions.c -- who is connected, by numbers that stand for this list alone, and ending one.
 */
#include <curbside/domain/house.h>
#include <curbside/ui/list.h>

#include "context.h"
#include "list_page.h"

enum {
    NUMBER_COLS = 7,
    KIND_COLS = 8,
    HERE_COLS = 13,
    WORDS_LEAST = 10, /* in a lower body there is the list alone */
};

struct state {
    struct house_page page;
    struct list list;
    int asked; /* the number of the session that is asked about */
};

static int count_rows(const void *ctx)
{
    return ((const struct state *)ctx)->page.n;
}

static const char *remark(const struct house_session *row)
{
    return row->own ? "this one" : row->idle ? "idle" : "";
}

static void draw_row(const void *ctx, struct canvas *c, struct area row, int index, bool selected)
{
    const struct state *s = ctx;
    const struct house_session *session = &s->page.rows[index];
    int x = row.x, end = row.x + row.cols;

    (void)selected;
    canvas_printf(c, x, row.y, NUMBER_COLS - 1, THEME_TITLE, "%d", session->number);
    x += NUMBER_COLS;
    canvas_text_fit(c, x, row.y, KIND_COLS - 1, THEME_TEXT, house_kind_name(session->kind));
    x += KIND_COLS;
    canvas_text_fit(c, x, row.y, end - x, THEME_DIM, house_age_name(session->age));
    x += HERE_COLS;
    if (x < end)
        canvas_text_fit(c, x, row.y, end - x, THEME_DIM, remark(session));
}

static const char *say_row(const void *ctx, struct arena *a, int index)
{
    const struct house_session *row = &((const struct state *)ctx)->page.rows[index];
    const char *words = remark(row);

    return arena_printf(a, "%d, %s, here %s%s%s", row->number, house_kind_name(row->kind),
                        house_age_name(row->age), *words ? ", " : "", words);
}

static const struct list_source source = {
    .count = count_rows,
    .draw = draw_row,
    .say = say_row,
    .empty =
        "Nobody of the last list is left. It is made once a minute at most; who came since is in the "
        "next one.",
};

static enum err sessions_load(struct ui *ui, void *state)
{
    struct state *s = state;

    s->page.n = 0;
    TRY(house_sessions(ui_page(ui), visit_of(ui), &s->page));
    list_clamp(&s->list, &source, s);
    return OK;
}

static enum err sessions_open(struct ui *ui, void *state, const void *arg)
{
    struct state *s = state;

    (void)arg;
    TRY(sessions_load(ui, s));
    list_reset(&s->list, &source, s);
    return OK;
}

static void look_again(struct ui *ui, void *state)
{
    ui_fail(ui, sessions_load(ui, state));
}

static void end_it(struct ui *ui, void *state)
{
    struct state *s = state;
    enum err err = house_kick(visit_of(ui), s->asked);

    if (err == OK)
        ui_sayf(ui, "Session %d was ended. The public log says that one was.", s->asked);
    else
        ui_fail(ui, err);
}

static void end_asked(struct ui *ui, void *state)
{
    static const struct dialog_choice choices[] = {
        {'e', "End it: they read so, and a draft is kept", end_it},
        {0},
    };
    struct state *s = state;
    struct dialog dialog = {.choices = choices};

    s->asked = s->page.rows[list_selected(&s->list)].number;
    dialog.title = arena_printf(ui_arena(ui), "End session %d?", s->asked);
    if (dialog.title)
        ui_ask(ui, &dialog);
}

static void sessions_header(struct ui *ui, const void *state, struct header *ret)
{
    (void)ui, (void)state;
    ret->place = "Sysop › Sessions";
}

static void sessions_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    static const char words[] =
        "Numbers are drawn for this list, which is up to a minute old: who came since is not in it "
        "yet (u looks again). Whose a session is, where it comes from and what it reads is not "
        "known here.";
    struct state *s = state;
    struct list_page page = {&s->list, &source, s, WORDS_LEAST};

    list_page_draw_under(ui, &page, canvas, body, words);
}

static bool sessions_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;

    return list_key(&s->list, &source, s, ui, key);
}

static bool has_row(struct ui *ui, const void *state)
{
    (void)ui;
    return count_rows(state) > 0;
}

/* clang-format off */
static const struct key_action keys[] = {
    {'X', end_asked, "end", "End the selected session", has_row},
    {'u', look_again, "look again", "Make the list anew, once a minute at most", NULL},
    {0},
};
/* clang-format on */

static const struct key_help *const moving[] = {list_help, NULL};

const struct screen_ops screen_sysop_sessions = {
    .name = "sysop_sessions",
    .about = "Sessions",
    .min_level = 3,
    .state_size = sizeof(struct state),
    .keys = keys,
    .moving = moving,
    .open = sessions_open,
    .header = sessions_header,
    .draw = sessions_draw,
    .key = sessions_key,
};
