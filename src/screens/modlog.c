/* SPDX-License-Identifier: MIT
 *
 * modlog.c -- the public log: what moderators did, on which board, by which rule and why, on which
 * day. No names on either side.
 */
#include <curbside/base/str.h>
#include <curbside/domain/modlog.h>
#include <curbside/domain/sanction.h>
#include <curbside/domain/undo.h>
#include <curbside/ui/list.h>
#include <curbside/ui/plain.h>

#include "context.h"
#include "places.h"
#include "rows.h"

enum {
    PAGE_ROWS = 50,
    ROWS_MAX = 2000, /* further back by command */
    WHOLE_ROWS = 4,  /* below the list, for the whole of the selected row */
    DAY_COLS = 10,
    YEAR_COLS = 5, /* "2026-" */
    VERB_COLS = 12,
    BOARD_COLS = 16,
    RULE_COLS = 14,
    WIDE_COLS = 64,
};

struct state {
    struct ui *ui;
    struct modlog_row *rows;
    int n, cap;
    const char *next;
    int64_t decided, granted;
    struct list list;
};

static int count_rows(const void *ctx)
{
    const struct state *s = ctx;

    return s->n;
}

/* "2026-11-29": the day is all that is kept; of what was done to a person "week 11-26". */
static void draw_day(struct canvas *c, int x, int y, const struct modlog_row *r)
{
    char day[TIME_RFC3339_SIZE];

    time_format_rfc3339(r->day, day);
    day[DAY_COLS] = '\0';
    canvas_printf(c, x, y, DAY_COLS, THEME_DIM, r->by_week ? "week %s" : "%s",
                  r->by_week ? day + YEAR_COLS : day);
}

static void draw_row(const void *ctx, struct canvas *c, struct area row, int index, bool selected)
{
    const struct state *s = ctx;
    const struct modlog_row *r = &s->rows[index];
    int x = row.x, end = row.x + row.cols - 1;

    (void)selected;
    draw_day(c, x, row.y, r);
    x += DAY_COLS + 1;
    canvas_text_fit(c, x, row.y, (r->board || r->reason ? VERB_COLS - 1 : end - x), THEME_STRONG,
                    modlog_words(r->action));
    x += VERB_COLS;
    if (!r->board && !r->reason)
        return;
    if (row.cols >= WIDE_COLS) {
        canvas_text_fit(c, x, row.y, BOARD_COLS - 1, THEME_DIM,
                        r->board    ? r->board
                        : r->target ? r->target
                                    : "");
        x += BOARD_COLS;
        canvas_text_fit(c, x, row.y, RULE_COLS - 1, THEME_TAG, r->rule ? r->rule : "");
        x += RULE_COLS;
    }
    canvas_text_fit(c, x, row.y, end - x, THEME_TEXT, r->reason ? r->reason : "");
}

static const char *say_row(const void *ctx, struct arena *a, int index)
{
    const struct state *s = ctx;
    const struct modlog_row *r = &s->rows[index];
    char day[TIME_RFC3339_SIZE];

    time_format_rfc3339(r->day, day);
    day[DAY_COLS] = '\0';
    return arena_printf(a, "%s%s, action %lld: %s%s%s%s%s%s%s%s%s",
                        r->by_week ? "in the week from " : "", day, (long long)r->id.v,
                        modlog_words(r->action), r->target ? " " : "", r->target ? r->target : "",
                        r->board ? " on " : "", r->board ? r->board : "",
                        r->rule ? ", by the rule " : "", r->rule ? r->rule : "",
                        r->reason ? ": " : "", r->reason ? r->reason : "");
}

static enum err load_more(struct ui *ui, struct state *s)
{
    struct modlog_page page;

    TRY(modlog_list(ui_arena(ui), visit_of(ui), s->next, PAGE_ROWS, &page));
    if (s->n + page.n > s->cap) {
        int cap = s->cap > 0 ? 2 * s->cap : 2 * PAGE_ROWS;
        struct modlog_row *rows = arena_array(ui_arena(ui), (size_t)cap, sizeof *rows);

        if (!rows)
            return E_NOMEM;
        for (int i = 0; i < s->n; i++)
            rows[i] = s->rows[i];
        s->rows = rows;
        s->cap = cap;
    }
    for (int i = 0; i < page.n; i++)
        s->rows[s->n++] = page.rows[i];
    s->decided = page.decided;
    s->granted = page.granted;
    s->next = s->n < ROWS_MAX ? page.next : NULL;
    return OK;
}

static int more_rows(void *ctx, enum list_side side)
{
    struct state *s = ctx;
    int before = s->n;
    enum err err;

    if (side == LIST_BEFORE || !s->next)
        return 0;
    err = load_more(s->ui, s);
    if (err != OK)
        ui_fail(s->ui, err);
    return s->n - before;
}

static const struct list_source source = {
    .count = count_rows,
    .draw = draw_row,
    .say = say_row,
    .more = more_rows,
    .empty =
        "Moderators have done nothing yet. Whatever they do stands here: what, on which board, "
        "by which rule, why, and on which day.",
};

static enum err modlog_open(struct ui *ui, void *state, const void *arg)
{
    struct state *s = state;

    (void)arg;
    s->ui = ui;
    TRY(load_more(ui, s));
    list_reset(&s->list, &source, s);
    return OK;
}

static void modlog_header(struct ui *ui, const void *state, struct header *ret)
{
    const struct state *s = state;
    char granted[COUNT_SIZE], decided[COUNT_SIZE];

    ret->place = "What moderators did";
    if (s->decided > 0)
        ret->right = arena_printf(ui_scratch(ui), "%s of %s appeals granted",
                                  count_format(s->granted, granted),
                                  count_format(s->decided, decided));
}

static void modlog_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    struct state *s = state;
    struct area list = body, whole = {body.x + 1, body.y + body.rows - WHOLE_ROWS, 0, WHOLE_ROWS};
    int at = list_selected(&s->list);
    const char *words;

    if (body.rows > 2 * WHOLE_ROWS && at >= 0 && at < s->n && !plain_hears(canvas)) {
        list.rows -= WHOLE_ROWS + 1;
        whole.cols = (body.cols < UI_TEXT_COLS ? body.cols : UI_TEXT_COLS) - 2;
        canvas_hline(canvas, body.x, whole.y - 1, body.cols, THEME_RULE);
        words = say_row(s, ui_scratch(ui), at);
        if (words)
            text_block_draw(canvas, whole, ui_scratch(ui), THEME_TEXT, words);
    }
    list_draw(&s->list, &source, s, canvas, list);
}

static bool modlog_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;

    return list_key(&s->list, &source, s, ui, key);
}

static bool has_target(struct ui *ui, const void *state)
{
    const struct state *s = state;
    int at = list_selected(&s->list);

    (void)ui;
    return at >= 0 && at < s->n && s->rows[at].target &&
           (cstr_starts(s->rows[at].target, "post/") || cstr_starts(s->rows[at].target, "thread/"));
}

static void open_target(struct ui *ui, void *state)
{
    struct state *s = state;
    struct thread_arg arg = {0};
    enum err err = thread_resolve(visit_of(ui), s->rows[list_selected(&s->list)].target,
                                  &arg.thread, &arg.no);

    if (err == OK)
        ui_push(ui, "thread", &arg, sizeof arg);
    else
        ui_fail(ui, err);
}

static bool may_undo(struct ui *ui, const void *state)
{
    return is_moderator(ui) && list_selected(&((const struct state *)state)->list) >= 0;
}

/* What was done to a person every moderator may lift; all else is who did it to take back. */
static enum err take_back(struct visit *v, const struct modlog_row *row)
{
    enum severity severity;
    action_id id;
    enum err err = action_undo(v, row->id, &id);

    if (err == E_DENIED && severity_parse(row->action, &severity) == OK)
        return sanction_lift(v, row->id, NULL, &id);
    return err;
}

static void undo(struct ui *ui, void *state)
{
    struct state *s = state;
    int at = list_selected(&s->list);
    const char *what = modlog_words(s->rows[at].action);
    enum err err = take_back(visit_of(ui), &s->rows[at]);

    if (err == E_DENIED) {
        ui_warn(ui, "Only what you did yourself can be taken back; a sysop takes back anybody's.");
        return;
    }
    if (err == OK) {
        s->n = 0;
        s->next = NULL;
        err = load_more(ui, s);
        list_clamp(&s->list, &source, s);
    }
    if (err == OK)
        ui_sayf(ui, "Taken back: %s.", what);
    else
        ui_fail(ui, err);
}

/* clang-format off */
static const struct key_action keys[] = {
    {K_ENTER, open_target, "open", "Open what it was done to", has_target},
    {'z', undo, "undo", "Of the staff: take back the selected action, if you did it; lift a warning, mute or ban, whoever gave it", may_undo},
    {0},
};
/* clang-format on */

static const struct key_help *const moving[] = {list_help, NULL};

const struct screen_ops screen_modlog = {
    .name = "modlog",
    .about = "The public log",
    .state_size = sizeof(struct state),
    .keys = keys,
    .moving = moving,
    .open = modlog_open,
    .header = modlog_header,
    .draw = modlog_draw,
    .key = modlog_key,
};
