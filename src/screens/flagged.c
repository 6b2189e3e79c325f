/* SPDX-License-Identifier: MIT
 *
 * flagged.c -- what became of the posts and reports that the caller flagged. Their own session
 * finds it out; see domain/flag.h.
 */
#include <curbside/domain/flag.h>
#include <curbside/ui/list.h>

#include "context.h"
#include "places.h"

enum {
    RESULT_COLS = 22,
    REASON_COLS = 16,
    WIDE_COLS = 64,
};

struct state {
    struct flag_outcome_page page;
    struct list list;
};

static const char *const results[] = {
    [FLAG_WAITS] = "waits for a moderator",
    [FLAG_LED_TO_REMOVAL] = "removed: thank you",
    [FLAG_LED_TO_NOTHING] = "looked at; it stands",
    [FLAG_IS_GONE] = "not there any more",
};

static int count_rows(const void *ctx)
{
    const struct state *s = ctx;

    return s->page.n;
}

static void draw_row(const void *ctx, struct canvas *c, struct area row, int index, bool selected)
{
    const struct state *s = ctx;
    const struct flag_outcome *f = &s->page.rows[index];
    ink look = f->what == FLAG_LED_TO_REMOVAL ? THEME_OK : THEME_DIM;
    int x = row.x, end = row.x + row.cols - 1;

    (void)selected;
    canvas_text_fit(c, x, row.y, RESULT_COLS - 1, look, results[f->what]);
    x += RESULT_COLS;
    if (row.cols >= WIDE_COLS) {
        canvas_text_fit(c, x, row.y, REASON_COLS - 1, THEME_WARNING, f->reason ? f->reason : "");
        x += REASON_COLS;
    }
    if (f->title && f->report.v == 0)
        x += canvas_printf(c, x, row.y, end - x, THEME_STRONG, "#%d ", f->no);
    if (f->title)
        x += canvas_text_fit(c, x, row.y, end - x, THEME_TITLE, f->title);
    if (f->what == FLAG_LED_TO_REMOVAL && f->rule && row.cols >= WIDE_COLS)
        canvas_printf(c, x + 2, row.y, end - x - 2, THEME_DIM, "%s", f->rule);
}

static const char *say_row(const void *ctx, struct arena *a, int index)
{
    const struct state *s = ctx;
    const struct flag_outcome *f = &s->page.rows[index];

    if (!f->title || !f->reason)
        return results[f->what];
    if (f->report.v != 0)
        return arena_printf(a, "%s: %s, which you flagged as %s", results[f->what], f->title,
                            f->reason);
    return arena_printf(a, "%s: post %d of %s, which you flagged as %s", results[f->what], f->no,
                        f->title, f->reason);
}

static const struct list_source source = {
    .count = count_rows,
    .draw = draw_row,
    .say = say_row,
    .empty = "You have flagged nothing. Press ! on a post that hurts somebody or breaks a rule: a "
             "moderator looks at it, nobody learns who flagged, and what came of it stands here.",
};

static enum err flagged_load(struct ui *ui, void *state)
{
    struct state *s = state;

    TRY(flag_outcome_list(ui_page(ui), visit_of(ui), &s->page));
    flag_outcome_told(visit_of(ui), &s->page);
    list_clamp(&s->list, &source, s);
    return OK;
}

static enum err flagged_open(struct ui *ui, void *state, const void *arg)
{
    struct state *s = state;

    (void)arg;
    TRY(flagged_load(ui, s));
    list_reset(&s->list, &source, s);
    return OK;
}

static void flagged_header(struct ui *ui, const void *state, struct header *ret)
{
    (void)state;
    ret->place = "What you flagged";
    ret->right = is_narrow(ui) ? "yours alone" : "nobody else sees this";
}

static void flagged_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    struct state *s = state;

    (void)ui;
    list_draw(&s->list, &source, s, canvas, body);
}

static bool flagged_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;

    return list_key(&s->list, &source, s, ui, key);
}

static bool is_there(struct ui *ui, const void *state)
{
    const struct state *s = state;
    int at = list_selected(&s->list);

    (void)ui;
    return at >= 0 && (s->page.rows[at].thread.v != 0 || s->page.rows[at].school);
}

static void open_row(struct ui *ui, void *state)
{
    struct state *s = state;
    const struct flag_outcome *f = &s->page.rows[list_selected(&s->list)];
    const struct thread_arg arg = {.thread = f->thread, .no = f->no};
    const struct school_arg school = {f->school};

    if (f->school)
        ui_push(ui, "reports", &school, sizeof school);
    else
        ui_push(ui, "thread", &arg, sizeof arg);
}

static bool does_wait(struct ui *ui, const void *state)
{
    const struct state *s = state;
    int at = list_selected(&s->list);

    (void)ui;
    return at >= 0 && at < s->page.n && s->page.rows[at].what == FLAG_WAITS;
}

static void withdraw(struct ui *ui, void *state)
{
    struct state *s = state;
    const struct flag_outcome *f = &s->page.rows[list_selected(&s->list)];
    enum err err = f->report.v != 0 ? report_flag_withdraw(visit_of(ui), f->report)
                                    : flag_withdraw(visit_of(ui), f->post);
    enum err loaded = flagged_load(ui, s);

    if (err != OK || loaded != OK)
        ui_fail(ui, err != OK ? err : loaded);
    else
        ui_say(ui, "Your flag is taken back.");
}

/* clang-format off */
static const struct key_action keys[] = {
    {K_ENTER, open_row, "open", "Open the post in its thread, or the reports of the school", is_there},
    {'!', withdraw, "take back", "Take your flag back, until a moderator has decided", does_wait},
    {0},
};
/* clang-format on */

static const struct key_help *const moving[] = {list_help, NULL};

const struct screen_ops screen_flagged = {
    .name = "flagged",
    .about = "What you flagged",
    .min_level = 1,
    .state_size = sizeof(struct state),
    .keys = keys,
    .moving = moving,
    .open = flagged_open,
    .resume = flagged_load,
    .header = flagged_header,
    .draw = flagged_draw,
    .key = flagged_key,
};
