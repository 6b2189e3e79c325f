/* SPDX-License-Identifier: MIT
 *
 * tagged.c -- the threads of all boards that carry a tag, the newest activity first.
 *
 * More are loaded as the selection moves towards the end, by keyset.
 */
#include <string.h>

#include <curbside/domain/thread.h>
#include <curbside/ui/list.h>

#include "context.h"
#include "places.h"
#include "rows.h"

enum {
    PAGE_ROWS = 50,
    ROWS_MAX = 400, /* further ones are found by searching for the tag */
};

struct state {
    struct ui *ui; /* for the list's source, which loads by itself */
    const char *tag;
    struct thread_row rows[ROWS_MAX];
    int n;
    const char *next; /* cursor, NULL: no more */
    struct arena *page;
    struct thread_columns columns;
    struct list list;
};

static int count_rows(const void *ctx)
{
    const struct state *s = ctx;

    return s->n;
}

static void draw_row(const void *ctx, struct canvas *c, struct area row, int index, bool selected)
{
    const struct state *s = ctx;

    (void)selected;
    thread_row_draw(c, row, &s->columns, &s->rows[index], NULL);
}

static const char *say_row(const void *ctx, struct arena *a, int index)
{
    const struct state *s = ctx;

    return thread_row_say(a, &s->columns, &s->rows[index], NULL);
}

static enum err load_more(struct visit *v, struct state *s)
{
    int room = ROWS_MAX - s->n;
    struct thread_query query = {.tag = s->tag,
                                 .sort = THREADS_ACTIVE,
                                 .after = s->next,
                                 .limit = room < PAGE_ROWS ? room : PAGE_ROWS};
    struct thread_page page;

    TRY(thread_list(s->page, v, &query, &page));
    for (int i = 0; i < page.n && s->n < ROWS_MAX; i++)
        s->rows[s->n++] = page.rows[i];
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
    err = load_more(visit_of(s->ui), s);
    if (err != OK)
        ui_fail(s->ui, err);
    return s->n - before;
}

static const struct list_source source = {
    .count = count_rows,
    .draw = draw_row,
    .say = say_row,
    .more = more_rows,
    .empty = "No thread carries this tag now. What gets it later is in your inbox: g m.",
};

static enum err tagged_load(struct ui *ui, void *state)
{
    struct state *s = state;

    s->page = ui_page(ui);
    s->n = 0;
    s->next = NULL;
    s->columns = (struct thread_columns){
        .boards = true, .marks = is_member(ui), .now = moment_now(ui)};
    TRY(load_more(visit_of(ui), s));
    list_clamp(&s->list, &source, s);
    return OK;
}

static enum err tagged_open(struct ui *ui, void *state, const void *arg)
{
    const struct tagged_arg *a = arg;
    struct state *s = state;

    s->ui = ui;
    s->tag = arena_strdup(ui_arena(ui), a->tag);
    if (!s->tag)
        return E_NOMEM;
    TRY(tagged_load(ui, s));
    list_reset(&s->list, &source, s);
    return OK;
}

static void tagged_header(struct ui *ui, const void *state, struct header *ret)
{
    const struct state *s = state;

    ret->place = arena_printf(ui_scratch(ui), "Threads with #%s", s->tag);
}

static void tagged_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    struct state *s = state;

    (void)ui;
    list_draw(&s->list, &source, s, canvas, body);
}

static bool tagged_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;

    return list_key(&s->list, &source, s, ui, key);
}

static bool has_row(struct ui *ui, const void *state)
{
    (void)ui;
    return count_rows(state) > 0;
}

static void open_row(struct ui *ui, void *state)
{
    const struct state *s = state;
    struct thread_arg arg = {.thread = s->rows[list_selected(&s->list)].id};

    ui_push(ui, "thread", &arg, sizeof arg);
}

static const struct key_action keys[] = {
    {K_ENTER, open_row, "read", "Read the selected thread", has_row},
    {0},
};

static const struct key_help *const moving[] = {list_help, NULL};

const struct screen_ops screen_tagged = {
    .name = "tagged",
    .about = "Threads with a tag",
    .state_size = sizeof(struct state),
    .keys = keys,
    .moving = moving,
    .open = tagged_open,
    .resume = tagged_load,
    .header = tagged_header,
    .draw = tagged_draw,
    .key = tagged_key,
};
