/* SPDX-License-Identifier: MIT
 *
 * inbox.c -- what is new for the caller: answers, mentions, what they follow.
 *
 * Loaded anew whenever the screen is on top; clearing can be taken back as long as the visit lasts.
 */
#include <curbside/domain/inbox.h>

#include <curbside/ui/list.h>

#include "age.h"
#include "context.h"
#include "glance.h"
#include "inbox_rows.h"
#include "places.h"

struct state {
    struct inbox_page page;
    bool cleared; /* in this screen */
    struct moment now;
    struct list list;
    struct glance glance; /* at the selected row */
};

static int count_rows(const void *ctx)
{
    const struct state *s = ctx;

    return s->page.n;
}

static void draw_row(const void *ctx, struct canvas *c, struct area row, int index, bool selected)
{
    const struct state *s = ctx;

    (void)selected;
    inbox_row_draw(c, row, &s->now, &s->page.rows[index]);
}

static const char *say_row(const void *ctx, struct arena *a, int index)
{
    const struct state *s = ctx;

    return inbox_row_say(a, &s->now, &s->page.rows[index]);
}

static const struct list_source source = {
    .count = count_rows,
    .draw = draw_row,
    .say = say_row,
    .empty = "Nothing is new for you. Answers to your posts come here, your name in other posts "
             "(@handle, or ~alias in its thread), and what is unread in what you follow (f).",
};

static void look(struct ui *ui, struct state *s)
{
    int index = list_selected(&s->list);

    if (index >= 0)
        glance_load_post(&s->glance, ui, s->page.rows[index].thread.id, s->page.rows[index].no);
    else
        glance_forget(&s->glance);
}

static enum err inbox_load(struct ui *ui, void *state)
{
    struct state *s = state;

    s->page.n = 0;
    s->now = moment_now(ui);
    unread_recount(ui);
    TRY(inbox_list(ui_page(ui), visit_of(ui), INBOX_MAX, &s->page));
    list_clamp(&s->list, &source, s);
    glance_forget(&s->glance);
    look(ui, s);
    return OK;
}

static enum err inbox_open(struct ui *ui, void *state, const void *arg)
{
    struct state *s = state;

    (void)arg;
    TRY(inbox_load(ui, s));
    list_reset(&s->list, &source, s);
    look(ui, s);
    return OK;
}

static void inbox_header(struct ui *ui, const void *state, struct header *ret)
{
    const struct state *s = state;

    ret->place = "Inbox";
    if (s->page.unread > 0)
        ret->right = is_narrow(ui) ? arena_printf(ui_scratch(ui), "%d unread", s->page.unread)
                                   : arena_printf(ui_scratch(ui), "%s · %d unread here",
                                                  visit_name(ui), s->page.unread);
}

static void inbox_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    struct state *s = state;
    struct area list, beside;

    glance_divide(body, &list, &beside);
    glance_draw(&s->glance, ui, canvas, beside, &s->now);
    list_draw(&s->list, &source, s, canvas, list);
}

static void inbox_close(struct ui *ui, void *state)
{
    struct state *s = state;

    (void)ui;
    glance_done(&s->glance);
}

static bool inbox_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;

    if (glance_key(&s->glance, ui, key))
        return true;
    if (!list_key(&s->list, &source, s, ui, key))
        return false;
    look(ui, s);
    return true;
}

static bool has_row(struct ui *ui, const void *state)
{
    (void)ui;
    return count_rows(state) > 0;
}

static void open_row(struct ui *ui, void *state)
{
    struct state *s = state;
    const struct inbox_row *r = &s->page.rows[list_selected(&s->list)];
    struct thread_arg arg = {.thread = r->thread.id, .no = r->no};
    thread_id *ids = arena_array(ui_scratch(ui), (size_t)s->page.n, sizeof *ids);

    for (int i = 0; ids && i < s->page.n; i++)
        ids[i] = s->page.rows[i].thread.id;
    arg.neighbors = ids;
    arg.n_neighbors = ids ? s->page.n : 0;
    ui_push(ui, "thread", &arg, sizeof arg);
}

static void clear_all(struct ui *ui, void *state)
{
    struct state *s = state;
    enum err err = inbox_clear(visit_of(ui));

    if (err == OK)
        err = inbox_load(ui, s);
    s->cleared = err == OK;
    if (err == OK)
        ui_say(ui, "Cleared; in the threads nothing was marked read. z brings it back.");
    else
        ui_fail(ui, err);
}

static bool can_undo(struct ui *ui, const void *state)
{
    const struct state *s = state;

    (void)ui;
    return s->cleared;
}

static void undo(struct ui *ui, void *state)
{
    struct state *s = state;
    enum err err = inbox_clear_undo(visit_of(ui));

    s->cleared = false;
    if (err == OK)
        err = inbox_load(ui, s);
    if (err == OK)
        ui_say(ui, "It is back.");
    else
        ui_fail(ui, err);
}

static void reload(struct ui *ui, void *state)
{
    enum err err = inbox_load(ui, state);

    if (err != OK)
        ui_fail(ui, err);
}

/* clang-format off */
static const struct key_action keys[] = {
    {K_ENTER, open_row, "read", "Read it, from the first unread post it is about", has_row},
    {'c', clear_all, "clear all", "Clear the inbox; nothing is marked read in the threads", has_row},
    {'z', undo, "undo", "Bring back what was cleared", can_undo},
    {K_CTRL('r'), reload, NULL, "Look for what came meanwhile", NULL},
    {0},
};
/* clang-format on */

static const struct key_help *const moving[] = {list_help, glance_help, NULL};

const struct screen_ops screen_inbox = {
    .name = "inbox",
    .about = "Inbox",
    .min_level = 1,
    .state_size = sizeof(struct state),
    .keys = keys,
    .moving = moving,
    .open = inbox_open,
    .resume = inbox_load,
    .header = inbox_header,
    .draw = inbox_draw,
    .key = inbox_key,
    .close = inbox_close,
};
