/* SPDX-License-Identifier: MIT
 *
 * keys.c -- the keys that open the caller's account: seen, named, put out, and another one let in.
 */
#include <stdio.h>

#include <curbside/domain/keys.h>
#include <curbside/ui/list.h>

#include "context.h"
#include "places.h"
#include "rows.h"

enum {
    WORDS_LEAST = 10, /* in a lower body there is the list alone */
};

struct state {
    struct key_page keys;
    struct list list;
};

static int count_rows(const void *ctx)
{
    const struct state *s = ctx;

    return s->keys.n;
}

static const char *row_words(struct arena *a, const struct key_row *key)
{
    return arena_printf(a, "%d  %s%s", key->number, key->label[0] ? key->label : "(no label)",
                        key->is_this ? "  (the one you came with)" : "");
}

static void draw_row(const void *ctx, struct canvas *c, struct area row, int index, bool selected)
{
    const struct state *s = ctx;
    const struct key_row *key = &s->keys.rows[index];
    int x = row.x;

    (void)selected;
    x += canvas_printf(c, x, row.y, 5, THEME_KEY, "%-4d", key->number);
    x += canvas_text_fit(c, x, row.y, row.x + row.cols - x, THEME_TITLE,
                         key->label[0] ? key->label : "(no label)");
    if (key->is_this && row.x + row.cols - x > 2)
        canvas_text_fit(c, x + 2, row.y, row.x + row.cols - x - 2, THEME_ME,
                        "the one you came with");
}

static const char *say_row(const void *ctx, struct arena *a, int index)
{
    const struct state *s = ctx;

    return row_words(a, &s->keys.rows[index]);
}

static const struct list_source source = {
    .count = count_rows,
    .draw = draw_row,
    .say = say_row,
    .empty = "No key is listed yet. A key is listed from its second visit on.",
};

static enum err keys_load(struct ui *ui, void *state)
{
    struct state *s = state;

    s->keys.n = 0;
    TRY(keys_list(ui_page(ui), visit_of(ui), &s->keys));
    list_clamp(&s->list, &source, s);
    return OK;
}

static enum err keys_open(struct ui *ui, void *state, const void *arg)
{
    struct state *s = state;

    (void)arg;
    TRY(keys_load(ui, s));
    list_reset(&s->list, &source, s);
    return OK;
}

static void keys_header(struct ui *ui, const void *state, struct header *ret)
{
    (void)ui;
    (void)state;
    ret->place = "You › Keys";
}

static void keys_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    static const char words[] =
        "Each of these opens your account. Labels are sealed: nobody else reads them. Another "
        "device gets a key of its own; a lost one is removed from here.";
    struct state *s = state;
    struct area text = {body.x + 1, body.y, body.cols - 2, body.rows};
    int rows = 0;

    text.rows = body.rows / 2 - 1; /* the rest and a blank row are the list's */
    if (body.rows >= WORDS_LEAST)
        rows = text_block_draw(canvas, text, ui_scratch(ui), THEME_DIM, words) + 1;
    body.y += rows;
    body.rows -= rows;
    list_draw(&s->list, &source, s, canvas, body);
}

static bool keys_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;

    return list_key(&s->list, &source, s, ui, key);
}

static bool has_row(struct ui *ui, const void *state)
{
    (void)ui;
    return count_rows(state) > 0;
}

static const struct key_row *selected(const struct state *s)
{
    return &s->keys.rows[list_selected(&s->list)];
}

static void label(struct ui *ui, void *state)
{
    const struct key_row *key = selected(state);
    struct key_label_arg arg = {key->number, key->label};

    ui_push(ui, "key_label", &arg, sizeof arg);
}

static void remove_now(struct ui *ui, void *state)
{
    struct state *s = state;
    enum err err = keys_remove(visit_of(ui), selected(s)->number);

    if (err == OK)
        err = keys_load(ui, s);
    if (err == OK)
        ui_say(ui, "That key opens nothing any more.");
    else
        ui_fail(ui, err);
}

static void ask_remove(struct ui *ui, void *state)
{
    static const struct dialog_choice choices[] = {
        {'x', "Remove it", remove_now},
        {0},
    };
    const struct dialog dialog = {
        .title = "Remove this key?",
        .text = arena_printf(ui_arena(ui),
                             "%s. It opens your account no more. That cannot be undone, but a key "
                             "can be let in again.",
                             row_words(ui_scratch(ui), selected(state))),
        .choices = choices,
    };

    if (selected(state)->is_this)
        ui_fail(ui, E_KEY_IN_USE);
    else
        ui_ask(ui, &dialog);
}

static void let_in(struct ui *ui, void *state)
{
    (void)state;
    ui_push(ui, "link_code", NULL, 0);
}

/* clang-format off */
static const struct key_action keys[] = {
    {K_ENTER, label, "label", "Name the selected key", has_row},
    {'x', ask_remove, "remove", "Let the selected key open your account no more", has_row},
    {'w', let_in, "let another in", "A code by which another key opens your account, too", NULL},
    {0},
};
/* clang-format on */

static const struct key_help *const moving[] = {list_help, NULL};

const struct screen_ops screen_keys = {
    .name = "keys",
    .about = "Your keys",
    .min_level = 1,
    .state_size = sizeof(struct state),
    .keys = keys,
    .moving = moving,
    .open = keys_open,
    .resume = keys_load,
    .header = keys_header,
    .draw = keys_draw,
    .key = keys_key,
};
