/* SPDX-License-Identifier: MIT
 *
 * drafts.c -- everything half written: go on with it, or discard it.
 *
 * Discarding asks nothing and can be undone as long as this screen is open: the text stays in
 * memory until then.
 */
#include <stdio.h>
#include <string.h>

#include <curbside/ui/list.h>

#include "context.h"
#include "glance.h"
#include "places.h"
#include "rows.h"

struct state {
    struct draft_page drafts;
    const char **names;
    struct draft discarded; /* the last one; number 0: none */
    bool can_undo;
    struct arena kept; /* its texts */
    struct thread_columns columns;
    struct list list;
    struct glance glance; /* at the selected one */
};

static int count_rows(const void *ctx)
{
    const struct state *s = ctx;

    return s->drafts.n;
}

static void draw_row(const void *ctx, struct canvas *c, struct area row, int index, bool selected)
{
    const struct state *s = ctx;

    (void)selected;
    draft_row_draw(c, row, &s->columns, &s->drafts.rows[index], s->names[index]);
}

static const char *say_row(const void *ctx, struct arena *a, int index)
{
    const struct state *s = ctx;

    return draft_row_say(a, &s->columns, &s->drafts.rows[index], s->names[index]);
}

static const struct list_source source = {
    .count = count_rows,
    .draw = draw_row,
    .say = say_row,
    .empty = "Nothing half written. What you type is kept here by itself until you post it.",
};

static void look(struct ui *ui, struct state *s)
{
    int index = list_selected(&s->list);

    if (index >= 0)
        glance_load_draft(&s->glance, ui, &s->drafts.rows[index], s->names[index]);
    else
        glance_forget(&s->glance);
}

static enum err drafts_load(struct ui *ui, void *state)
{
    struct state *s = state;
    struct arena *page = ui_page(ui);

    s->columns = (struct thread_columns){.now = moment_now(ui)};
    s->drafts.n = 0;
    TRY(draft_list(page, visit_of(ui), &s->drafts));
    s->names = arena_array(page, (size_t)s->drafts.n, sizeof *s->names);
    if (!s->names)
        return E_NOMEM;
    for (int i = 0; i < s->drafts.n; i++)
        s->names[i] = draft_name(page, visit_of(ui), &s->drafts.rows[i]);
    list_clamp(&s->list, &source, s);
    glance_forget(&s->glance);
    look(ui, s);
    return OK;
}

static enum err drafts_open(struct ui *ui, void *state, const void *arg)
{
    struct state *s = state;

    (void)arg;
    TRY(drafts_load(ui, s));
    arena_init(&s->kept, ARENA_LIMIT_BYTES);
    list_reset(&s->list, &source, s);
    look(ui, s);
    return OK;
}

static void drafts_header(struct ui *ui, const void *state, struct header *ret)
{
    (void)ui;
    (void)state;
    ret->place = "Drafts";
}

static void drafts_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    struct state *s = state;
    struct area list, beside;

    glance_divide(body, &list, &beside);
    glance_draw(&s->glance, ui, canvas, beside, &s->columns.now);
    list_draw(&s->list, &source, s, canvas, list);
}

static bool drafts_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;

    if (glance_key(&s->glance, ui, key))
        return true;
    if (!list_key(&s->list, &source, s, ui, key))
        return false;
    look(ui, s);
    return true;
}

static void drafts_close(struct ui *ui, void *state)
{
    struct state *s = state;

    (void)ui;
    arena_done(&s->kept);
    glance_done(&s->glance);
}

static bool has_row(struct ui *ui, const void *state)
{
    (void)ui;
    return count_rows(state) > 0;
}

static void open_draft(struct ui *ui, void *state)
{
    struct state *s = state;
    const struct draft *d = &s->drafts.rows[list_selected(&s->list)];
    struct compose_arg arg = {
        .draft = d->number, .edit = d->edit, .board = d->board, .thread = d->thread};

    if (*d->school)
        ui_push(ui, "report", &(struct school_arg){d->school}, sizeof(struct school_arg));
    else
        ui_push(ui, "compose", &arg, sizeof arg);
}

/* Copy what is about to go, so that it can come back. */
static enum err hold(struct state *s, const struct draft *d)
{
    arena_reset(&s->kept);
    s->can_undo = false;
    s->discarded = *d;
    s->discarded.number = 0;
    s->discarded.title = arena_strdup(&s->kept, d->title ? d->title : "");
    s->discarded.tags = arena_strdup(&s->kept, d->tags ? d->tags : "");
    s->discarded.kept = arena_strdup(&s->kept, d->kept ? d->kept : "");
    s->discarded.alias = arena_strdup(&s->kept, d->alias ? d->alias : "");
    s->discarded.school = arena_strdup(&s->kept, d->school ? d->school : "");
    s->discarded.body = arena_memdup0(&s->kept, d->body ? d->body : "", d->body_n);
    return s->discarded.title && s->discarded.tags && s->discarded.alias && s->discarded.body &&
                   s->discarded.kept && s->discarded.school
               ? OK
               : E_NOMEM;
}

static void discard(struct ui *ui, void *state)
{
    struct state *s = state;
    const struct draft *d = &s->drafts.rows[list_selected(&s->list)];
    enum err err = hold(s, d);

    if (err == OK)
        err = draft_drop(visit_of(ui), d); /* as it is shown here; not what was written since */
    if (err == OK) {
        s->can_undo = true;
        err = drafts_load(ui, s);
    }
    if (err == OK)
        ui_say(ui, "Discarded. z brings it back.");
    else
        ui_fail(ui, err);
}

static bool can_undo(struct ui *ui, const void *state)
{
    const struct state *s = state;

    (void)ui;
    return s->can_undo;
}

static void undo(struct ui *ui, void *state)
{
    struct state *s = state;
    enum err err = draft_save(visit_of(ui), &s->discarded);

    if (err == OK) {
        s->can_undo = false;
        err = drafts_load(ui, s);
    }
    if (err == OK)
        ui_say(ui, "It is back.");
    else
        ui_fail(ui, err);
}

/* clang-format off */
static const struct key_action keys[] = {
    {K_ENTER, open_draft, "go on writing", "Go on with the selected draft", has_row},
    {'x', discard, "discard", "Discard the selected draft", has_row},
    {'z', undo, "undo", "Bring back what was discarded", can_undo},
    {' ', read_on_anywhere, NULL, "Read on where something is unread", has_unread_anywhere},
    {0},
};
/* clang-format on */

static const struct key_help *const moving[] = {list_help, glance_help, NULL};

const struct screen_ops screen_drafts = {
    .name = "drafts",
    .about = "Drafts",
    .min_level = 1,
    .state_size = sizeof(struct state),
    .keys = keys,
    .moving = moving,
    .open = drafts_open,
    .resume = drafts_load,
    .header = drafts_header,
    .draw = drafts_draw,
    .key = drafts_key,
    .close = drafts_close,
};
