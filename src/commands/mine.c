/* SPDX-License-Identifier: MIT
 *
 * mine.c -- every stored row about the caller: what the board knows, shown to whom it is about.
 */
#include <string.h>

#include <curbside/domain/mine.h>

#include "json.h"
#include "page.h"

enum {
    VALUE_COLS = 24 /* where values stand in the text */
};

struct walk {
    struct command *c;
    json_t *rows; /* NULL: text */
    int64_t n;
};

static enum err add_json(struct walk *w, const struct mine_row *row)
{
    json_t *fields = json_array();

    for (int i = 0; i < row->n; i++) {
        const struct mine_field *f = &row->fields[i];

        json_array_append_new(fields,
                              json_pack("{s:o, s:o, s:o}", "name", json_text(f->name), "value",
                                        json_text(f->value), "note", json_text(f->note)));
    }
    return json_array_append_new(w->rows,
                                 json_pack("{s:s, s:o}", "table", row->table, "fields", fields))
               ? E_NOMEM
               : OK;
}

static enum err add_text(struct walk *w, const struct mine_row *row)
{
    struct command *c = w->c;

    if (w->n)
        page_blank(c);
    page_line(c, "%s", row->table);
    for (int i = 0; i < row->n; i++) {
        const struct mine_field *f = &row->fields[i];
        const char *value = f->value ? f->value : "-";

        if (f->note)
            value = arena_printf(c->arena, "%s  (%s)", value, f->note);
        page_entry(c, 2, f->name, VALUE_COLS, value);
    }
    return c->out.failed ? E_NOMEM : OK;
}

static enum err each_row(void *ctx, const struct mine_row *row)
{
    struct walk *w = ctx;
    enum err err = w->rows ? add_json(w, row) : add_text(w, row);

    w->n++;
    return err;
}

static enum err mine_run(struct command *c)
{
    struct walk w = {.c = c, .rows = c->json ? json_array() : NULL};
    enum err err = mine_walk(c->arena, c->visit, each_row, &w);

    if (err != OK) {
        json_decref(w.rows);
        return err;
    }
    if (c->json)
        return json_answer(c, json_pack("{s:o}", "rows", w.rows));
    page_blank(c);
    page_text(c, 0, 0,
              arena_printf(c->arena,
                           "%s. There is nothing else here that can be tied to you: no address, no "
                           "key, no time of a visit.",
                           page_count(c, w.n, "row", "rows")));
    return OK;
}

const struct command_ops command_mine = {
    .name = "mine",
    .summary = "Show every stored row about you, field by field",
    .usage = "mine",
    .needs_account = true,
    .run = mine_run,
};
