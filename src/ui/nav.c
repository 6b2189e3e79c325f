/* SPDX-License-Identifier: MIT
 *
 * nav.c -- the screens on top of each other, found by name.
 *
 * A request waits until the function that made it has returned: the state it works on may be the
 * one that goes. The new screen opens before the old one closes, so what the argument points to in
 * the old one's arena is still there.
 */
#include <stdlib.h>
#include <string.h>

#include "ui_state.h"

static const struct screen_ops *screen_find(const struct ui *ui, const char *name)
{
    for (int i = 0; ui->app.screens[i] != NULL; i++) {
        if (strcmp(ui->app.screens[i]->name, name) == 0)
            return ui->app.screens[i];
    }
    return NULL;
}

static void request(struct ui *ui, enum nav_kind kind, const char *name, const void *arg,
                    size_t arg_size)
{
    const struct screen_ops *ops = screen_find(ui, name);
    void *copy = NULL;

    BUG_ON(ops == NULL);
    if (arg != NULL) {
        copy = arena_alloc(&ui->scratch, arg_size);
        if (copy == NULL) {
            ui_fail(ui, E_NOMEM);
            return;
        }
        memcpy(copy, arg, arg_size);
    }
    ui->nav = (struct nav){.kind = kind, .ops = ops, .arg = copy};
}

void ui_push(struct ui *ui, const char *name, const void *arg, size_t arg_size)
{
    request(ui, NAV_PUSH, name, arg, arg_size);
}

void ui_replace(struct ui *ui, const char *name, const void *arg, size_t arg_size)
{
    request(ui, NAV_REPLACE, name, arg, arg_size);
}

void ui_restart(struct ui *ui, const char *name, const void *arg, size_t arg_size)
{
    request(ui, NAV_RESTART, name, arg, arg_size);
}

void ui_back(struct ui *ui)
{
    ui->nav = (struct nav){.kind = NAV_BACK};
}

void ui_back_then(struct ui *ui, keycode key)
{
    ui->nav = (struct nav){.kind = NAV_BACK, .then = key};
}

static int level_of(const struct ui *ui)
{
    return ui->app.level == NULL ? 0 : ui->app.level(ui->app.context);
}

bool ui_has_screen(const struct ui *ui, const char *name)
{
    const struct screen_ops *ops = screen_find(ui, name);

    return ops != NULL && level_of(ui) >= ops->min_level;
}

void ui_reload(struct ui *ui)
{
    if (ui->nav.kind == NAV_NONE)
        ui->nav = (struct nav){.kind = NAV_RELOAD};
}

static void layer_free(struct layer *layer)
{
    arena_done(&layer->arena);
    arena_done(&layer->page);
    free(layer->state);
    free(layer);
}

static struct layer *layer_new(const struct screen_ops *ops)
{
    struct layer *layer = calloc(1, sizeof(*layer));

    if (layer == NULL)
        return NULL;
    layer->ops = ops;
    layer->wake_ms = layer->told_ms = -1;
    layer->state = calloc(1, ops->state_size > 0 ? ops->state_size : 1);
    if (layer->state == NULL) {
        free(layer);
        return NULL;
    }
    return layer;
}

/* Close and take out the layer at `index`. */
static void close_at(struct ui *ui, int index)
{
    struct layer *layer = ui->stack[index];

    ui->running = layer;
    if (layer->ops->close != NULL)
        layer->ops->close(ui, layer->state);
    ui->running = NULL;
    memmove(&ui->stack[index], &ui->stack[index + 1],
            (size_t)(ui->depth - index - 1) * sizeof(struct layer *));
    ui->depth--;
    layer_free(layer);
}

void nav_close_all(struct ui *ui)
{
    while (ui->depth > 0)
        close_at(ui, ui->depth - 1);
}

static void overlays_close(struct ui *ui)
{
    typed_end(ui);
    ui->asking = false;
    ui->helping = false;
    ui->count = 0;
    ui->g = false;
}

/* One hint at a time: that of a screen which is covered or left was there to be read. */
static void hint_begin(struct ui *ui)
{
    struct layer *top = ui_top(ui);

    for (int i = 0; i < ui->depth; i++)
        ui->stack[i]->hint = NULL;
    if (ui->app.hint != NULL)
        top->hint = ui->app.hint(ui->app.context, top->ops->name);
}

static void cover_top(struct ui *ui)
{
    struct layer *top = ui_top(ui);

    if (top == NULL || top->ops->cover == NULL)
        return;
    ui->running = top;
    top->ops->cover(ui, top->state);
}

enum err nav_open(struct ui *ui, const struct screen_ops *ops, const void *arg)
{
    struct layer *layer;
    enum err err;

    ui->nav = (struct nav){.kind = NAV_NONE};
    if (level_of(ui) < ops->min_level)
        return E_DENIED;
    cover_top(ui);
    layer = layer_new(ops);
    if (layer == NULL)
        return E_NOMEM;
    layer->serial = ++ui->last_serial;
    ui->stack[ui->depth++] = layer;
    ui->running = layer;
    err = ops->open == NULL ? OK : ops->open(ui, layer->state, arg);
    if (err != OK) {
        ui->depth--;
        ui->running = NULL;
        layer_free(layer);
        return err;
    }
    overlays_close(ui);
    hint_begin(ui);
    ui->dirty = true;
    if (ui->depth > UI_DEPTH)
        close_at(ui, 1); /* the first stays: it is home */
    return OK;
}

static void resume_top(struct ui *ui)
{
    struct layer *top = ui_top(ui);
    enum err err = OK;

    if (top == NULL)
        return;
    ui->dirty = true;
    hear_follow(ui);
    hear_loaded(ui, top);
    ui->running = top;
    if (top->ops->resume != NULL)
        err = top->ops->resume(ui, top->state);
    if (err == OK)
        return;
    /* What it showed is no more; the one before is the nearest place that still is. */
    ui_fail(ui, err);
    if (ui->depth > 1)
        ui_back(ui);
}

static void go_back(struct ui *ui, keycode then)
{
    const struct key_action *action;

    if (ui->depth <= 1) {
        ui_quit(ui, NULL);
        return;
    }
    overlays_close(ui);
    close_at(ui, ui->depth - 1);
    resume_top(ui);
    action = then == K_NONE || ui->nav.kind != NAV_NONE ? NULL : ui_action(ui, then);
    if (action != NULL)
        action_run(ui, action);
}

static void go_forward(struct ui *ui, const struct nav *nav)
{
    int before = ui->depth;
    char said[UI_MESSAGE_BYTES];
    enum err err;

    memcpy(said, ui->message, sizeof(said));
    err = nav_open(ui, nav->ops, nav->arg);
    if (err != OK) {
        if (strcmp(said, ui->message) == 0)
            ui_fail(ui, err);
        return;
    }
    if (nav->kind == NAV_REPLACE && before > 0)
        close_at(ui, ui->depth - 2);
    while (nav->kind == NAV_RESTART && ui->depth > 1)
        close_at(ui, ui->depth - 2);
}

void nav_run(struct ui *ui)
{
    /* Bounded: a screen that sends everyone on, to one that sends them back, must not hang. */
    for (int i = 0; i < UI_DEPTH && ui->nav.kind != NAV_NONE && !ui->ended; i++) {
        struct nav nav = ui->nav;

        ui->nav = (struct nav){.kind = NAV_NONE};
        if (nav.kind == NAV_BACK)
            go_back(ui, nav.then);
        else if (nav.kind == NAV_RELOAD)
            resume_top(ui);
        else
            go_forward(ui, &nav);
    }
    ui->nav = (struct nav){.kind = NAV_NONE};
}
