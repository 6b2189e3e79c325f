/* SPDX-License-Identifier: MIT
 *
 * mine.c -- every stored row about the caller, as it is stored, field by field.
 */
#include <curbside/domain/mine.h>

#include "context.h"
#include "page.h"

enum {
    ROWS_MAX = 1000, /* beyond, `ssh HOST mine` tells all */
};

struct state {
    struct mine_row *rows;
    int n;
    bool more;
    struct page page;
};

/* Strings of a row live until its return: they are kept in the screen's arena. */
struct keeping {
    struct arena *a;
    struct state *s;
};

static enum err keep_field(struct arena *a, const struct mine_field *from, struct mine_field *ret)
{
    ret->name = arena_strdup(a, from->name);
    ret->value = arena_strdup(a, from->value ? from->value : "-");
    ret->note = from->note ? arena_strdup(a, from->note) : NULL;
    return ret->name && ret->value && (ret->note || !from->note) ? OK : E_NOMEM;
}

static enum err keep_row(void *ctx, const struct mine_row *row)
{
    struct keeping *k = ctx;
    struct mine_row *kept = &k->s->rows[k->s->n];

    if (k->s->n == ROWS_MAX) {
        k->s->more = true;
        return OK;
    }
    kept->table = row->table;
    kept->n = row->n;
    kept->fields = arena_array(k->a, (size_t)row->n, sizeof *kept->fields);
    if (!kept->fields)
        return E_NOMEM;
    for (int i = 0; i < row->n; i++)
        TRY(keep_field(k->a, &row->fields[i], &kept->fields[i]));
    k->s->n++;
    return OK;
}

static enum err mine_open(struct ui *ui, void *state, const void *arg)
{
    struct state *s = state;
    struct keeping k = {ui_arena(ui), s};

    (void)arg;
    s->rows = arena_array(k.a, ROWS_MAX, sizeof *s->rows);
    return s->rows ? mine_walk(ui_scratch(ui), visit_of(ui), keep_row, &k) : E_NOMEM;
}

static void mine_header(struct ui *ui, const void *state, struct header *ret)
{
    (void)ui;
    (void)state;
    ret->place = "You › What is stored";
}

static void field_add(struct lines *l, int cols, const struct mine_field *f)
{
    int width = cols - 1 < UI_TEXT_COLS ? cols - 1 : UI_TEXT_COLS;
    const char *note = f->note ? arena_printf(l->arena, "  (%s)", f->note) : "";
    const char *text = arena_printf(l->arena, "%-14s  %s%s", f->name, f->value, note ? note : "");

    lines_wrap(l, 3, width, THEME_TEXT, text ? text : f->name);
}

static void lay_out(const void *ctx, struct lines *l, int cols)
{
    const struct state *s = ctx;
    int width = cols - 1 < UI_TEXT_COLS ? cols - 1 : UI_TEXT_COLS;

    lines_wrap(l, 1, width, THEME_TEXT,
               "Every row of the board's database that is about you, as it is stored. There is "
               "nothing else here that can be tied to you: no address, no key, no time of a "
               "visit. Rows of aliases are found by your session alone.");
    for (int i = 0; i < s->n; i++) {
        lines_blank(l);
        l->item = i + 1;
        lines_add(l, 1, THEME_SECTION, s->rows[i].table);
        for (int f = 0; f < s->rows[i].n; f++)
            field_add(l, cols, &s->rows[i].fields[f]);
    }
    if (s->more) {
        lines_blank(l);
        lines_wrap(l, 1, width, THEME_DIM,
                   "There are more rows: \"ssh HOST mine\" tells them all.");
    }
}

static void mine_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    struct state *s = state;

    (void)ui;
    page_draw(&s->page, canvas, body, lay_out, s);
}

static bool mine_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;

    return pager_key(&s->page.pager, ui, key) != PAGER_IGNORED;
}

static void mine_close(struct ui *ui, void *state)
{
    struct state *s = state;

    (void)ui;
    page_done(&s->page);
}

static const struct key_help *const moving[] = {pager_help, NULL};

const struct screen_ops screen_mine = {
    .name = "mine",
    .about = "What is stored about you",
    .min_level = 1,
    .state_size = sizeof(struct state),
    .moving = moving,
    .open = mine_open,
    .header = mine_header,
    .draw = mine_draw,
    .key = mine_key,
    .close = mine_close,
};
