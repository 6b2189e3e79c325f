/* SPDX-License-Identifier: MIT
 *
 * ui.c -- one event at a time: input, a size, time; a bell is in hear.c.
 *
 * Every event ends the same way: navigation that was asked for takes place, then the scratch arena
 * is emptied. Nothing is drawn before ui_draw(), so any number of events make one frame.
 */
#include <curbside/ui/ui.h>

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plain_state.h"
#include "ui_state.h"

enum err ui_new(const struct ui_app *app, struct ui **ret)
{
    struct ui *ui = calloc(1, sizeof(*ui));

    if (ui == NULL)
        return E_NOMEM;
    ui->app = *app;
    ui->canvas = canvas_new(app->mode == UI_DRAWN ? app->cols : plain_cols(app->cols), app->rows);
    ui->keys = keys_new();
    if (ui->canvas == NULL || ui->keys == NULL) {
        ui_free(ui);
        return E_NOMEM;
    }
    canvas_charset_set(ui->canvas, app->charset);
    if (app->mode != UI_DRAWN && plain_new(ui) != OK) {
        ui_free(ui);
        return E_NOMEM;
    }
    ui->dirty = true;
    ui->hearing.touched_ms = clock_mono_ms(app->clock);
    *ret = ui;
    return OK;
}

void ui_free(struct ui *ui)
{
    if (ui == NULL)
        return;
    nav_close_all(ui);
    arena_done(&ui->scratch);
    arena_done(&ui->help_arena);
    plain_free(ui->plain);
    canvas_free(ui->canvas);
    keys_free(ui->keys);
    free(ui);
}

struct layer *ui_top(const struct ui *ui)
{
    return ui->depth > 0 ? ui->stack[ui->depth - 1] : NULL;
}

void ui_event_end(struct ui *ui)
{
    nav_run(ui);
    hear_follow(ui);
    arena_reset(&ui->scratch);
}

enum err ui_start(struct ui *ui, const char *name, const void *arg, size_t arg_size)
{
    enum err err;

    ui_push(ui, name, arg, arg_size);
    err = nav_open(ui, ui->nav.ops, ui->nav.arg);
    ui_event_end(ui);
    if (err == OK && ui->plain != NULL)
        ui->plain->begins = true;
    return err;
}

void ui_input(struct ui *ui, const void *bytes, size_t n)
{
    struct key_event event;

    hear_touch(ui);
    if (ui->plain != NULL) {
        plain_input(ui, bytes, n);
        return;
    }
    keys_feed(ui->keys, bytes, n, clock_mono_ms(ui->app.clock));
    while (!ui->ended && keys_next(ui->keys, &event)) {
        if (event.kind == KEY_EVENT_PASTE)
            ui_paste(ui, &event);
        else
            ui_key(ui, event.key);
        ui_event_end(ui);
    }
}

void ui_resize(struct ui *ui, int cols, int rows)
{
    hear_touch(ui);
    if (canvas_resize(ui->canvas, ui->plain == NULL ? cols : plain_cols(cols), rows) != OK)
        return; /* the old size stays: nothing is lost but room */
    ui->dirty = true;
}

void ui_notice(struct ui *ui)
{
    ui->dirty = true;
    if (ui->plain != NULL)
        ui->plain->notice_due = true;
}

static void tick_due(struct ui *ui, int64_t now_ms)
{
    for (int i = 0; i < ui->depth; i++) {
        struct layer *layer = ui->stack[i];

        if (layer->wake_ms < 0 || now_ms < layer->wake_ms)
            continue;
        layer->wake_ms = -1;
        ui->running = layer;
        if (layer->ops->tick != NULL)
            layer->ops->tick(ui, layer->state);
        ui->dirty = true;
    }
    ui_event_end(ui);
}

void ui_time(struct ui *ui)
{
    int64_t now_ms = clock_mono_ms(ui->app.clock);
    struct key_event event;

    if (ui->ended)
        return;
    keys_expire(ui->keys, now_ms);
    if (ui->plain != NULL)
        plain_keys(ui);
    while (!ui->ended && keys_next(ui->keys, &event)) {
        if (event.kind == KEY_EVENT_PASTE)
            ui_paste(ui, &event);
        else
            ui_key(ui, event.key);
        ui_event_end(ui);
    }
    if (!ui->ended)
        tick_due(ui, now_ms);
    if (!ui->ended)
        hear_due(ui);
}

int64_t ui_deadline_ms(const struct ui *ui)
{
    int64_t deadline_ms = keys_deadline_ms(ui->keys);
    int64_t hear_ms = hear_deadline_ms(ui);

    if (hear_ms >= 0 && (deadline_ms < 0 || hear_ms < deadline_ms))
        deadline_ms = hear_ms;
    for (int i = 0; i < ui->depth; i++) {
        int64_t wake_ms = ui->stack[i]->wake_ms;

        if (wake_ms >= 0 && (deadline_ms < 0 || wake_ms < deadline_ms))
            deadline_ms = wake_ms;
    }
    return deadline_ms;
}

bool ui_is_dirty(const struct ui *ui)
{
    return ui->plain == NULL ? ui->dirty : plain_is_due(ui);
}

struct header ui_header(struct ui *ui, struct layer *top)
{
    struct header header = {.place = top->ops->about};

    if (ui->helping)
        return (struct header){.place = arena_printf(&ui->scratch, "Help%s%s",
                                                     canvas_symbol(ui->canvas, SYMBOL_CRUMB),
                                                     top->ops->about)};
    if (top->ops->header != NULL)
        top->ops->header(ui, top->state, &header);
    if (header.right == NULL && ui->app.who != NULL)
        header.right = ui->app.who(ui->app.context, &ui->scratch);
    return header;
}

const struct canvas *ui_draw(struct ui *ui)
{
    struct layer *top = ui_top(ui);
    struct area body = frame_body(ui);
    struct header header;

    if (!ui->dirty || top == NULL || ui->plain != NULL)
        return ui->canvas;
    ui->dirty = false;
    ui->running = top;
    canvas_clear(ui->canvas);
    if (ui->boss) {
        boss_draw(ui);
        return ui->canvas;
    }
    canvas_cursor_set(ui->canvas, body.x, body.y);
    header = ui_header(ui, top);
    frame_draw(ui, &header);
    if (ui->helping)
        help_draw(ui, body);
    else
        top->ops->draw(ui, top->state, ui->canvas, body);
    frame_part_draw(ui);
    if (ui->asking)
        dialog_draw(ui, body);
    frame_message_draw(ui);
    arena_reset(&ui->scratch);
    return ui->canvas;
}

void ui_rest(struct ui *ui)
{
    if (!ui->dirty)
        canvas_rest(ui->canvas);
}

bool ui_is_plain(const struct ui *ui)
{
    return ui->plain != NULL;
}

void ui_take_text(struct ui *ui, struct str *ret)
{
    plain_take(ui, ret);
}

void ui_take_text_last(struct ui *ui, const char *line, struct str *ret)
{
    if (line != NULL && line[0] != '\0')
        plain_say(ui, line);
    plain_take(ui, ret);
}

bool ui_wants_input(const struct ui *ui)
{
    return ui->plain == NULL || !ui->plain->busy;
}

void ui_go_on(struct ui *ui)
{
    if (!ui_wants_input(ui))
        plain_keys(ui);
}

bool ui_take_repaint(struct ui *ui)
{
    bool asked = ui->repaint;

    ui->repaint = false;
    return asked;
}

bool ui_take_palette(struct ui *ui, enum theme_palette *ret)
{
    bool asked = ui->palette_asked;

    ui->palette_asked = false;
    if (asked)
        *ret = ui->palette;
    return asked;
}

bool ui_take_mode(struct ui *ui, enum ui_mode *ret)
{
    bool asked = ui->plain_asked;

    ui->plain_asked = false;
    *ret = ui->plain_wish ? UI_PLAIN_ECHO : UI_DRAWN;
    return asked;
}

static enum err plain_begin_anew(struct ui *ui, enum ui_mode mode)
{
    enum ui_mode before = ui->app.mode;
    enum err err;

    ui->app.mode = mode;
    err = plain_new(ui);
    if (err != OK) {
        plain_end(ui);
        ui->app.mode = before;
        return err;
    }
    ui->plain->begins = true;
    return canvas_resize(ui->canvas, plain_cols(canvas_cols(ui->canvas)), canvas_rows(ui->canvas));
}

enum err ui_mode_set(struct ui *ui, enum ui_mode mode)
{
    if (mode != UI_DRAWN)
        TRY(plain_begin_anew(ui, mode));
    else
        plain_end(ui);
    ui->app.mode = mode;
    for (int i = 0; i < ui->depth; i++)
        ui->stack[i]->told = (struct told){.opened = false};
    ui->dirty = true;
    return OK;
}

const char *ui_ended(const struct ui *ui)
{
    return ui->ended ? ui->line : NULL;
}

const char *ui_screen_name(const struct ui *ui)
{
    const struct layer *top = ui_top(ui);

    return top == NULL ? "" : top->ops->name;
}

const char *ui_take_copy(struct ui *ui)
{
    if (!ui->copy_asked)
        return NULL;
    ui->copy_asked = false;
    return ui->copy;
}

/* -- what screens ask for ---------------------------------------------------------------------- */

void ui_quit(struct ui *ui, const char *line)
{
    snprintf(ui->line, sizeof(ui->line), "%s", line == NULL ? "" : line);
    ui->ended = true;
}

void *ui_context(struct ui *ui)
{
    return ui->app.context;
}

struct arena *ui_arena(struct ui *ui)
{
    return ui->running == NULL ? &ui->scratch : &ui->running->arena;
}

struct arena *ui_page(struct ui *ui)
{
    if (ui->running == NULL)
        return &ui->scratch;
    arena_reset(&ui->running->page);
    return &ui->running->page;
}

struct arena *ui_scratch(struct ui *ui)
{
    return &ui->scratch;
}

const struct clock *ui_clock(struct ui *ui)
{
    return ui->app.clock;
}

static void message_set(struct ui *ui, ink s, const char *sentence)
{
    snprintf(ui->message, sizeof(ui->message), "%s", sentence);
    ui->message_ink = s;
    ui->dirty = true;
}

void ui_say(struct ui *ui, const char *sentence)
{
    message_set(ui, THEME_OK, sentence);
}

void ui_sayf(struct ui *ui, const char *fmt, ...)
{
    char sentence[UI_MESSAGE_BYTES];
    va_list args;

    va_start(args, fmt);
    vsnprintf(sentence, sizeof(sentence), fmt, args);
    va_end(args);
    ui_say(ui, sentence);
}

void ui_warn(struct ui *ui, const char *sentence)
{
    message_set(ui, THEME_WARNING, sentence);
}

void ui_fail(struct ui *ui, enum err err)
{
    if (err != OK)
        message_set(ui, THEME_ERROR, err_info(err)->sentence);
}

int ui_count(struct ui *ui)
{
    return ui->count;
}

void ui_body_size(struct ui *ui, int *ret_cols, int *ret_rows)
{
    struct area body = frame_body(ui);

    *ret_cols = body.cols;
    *ret_rows = body.rows;
}

void ui_wake_at(struct ui *ui, int64_t mono_ms)
{
    struct layer *layer = ui->running;

    if (layer != NULL && (layer->wake_ms < 0 || mono_ms < layer->wake_ms))
        layer->wake_ms = mono_ms;
}

bool ui_is_on_top(const struct ui *ui)
{
    return ui->depth > 0 && ui->running == ui->stack[ui->depth - 1];
}

void ui_chime(struct ui *ui)
{
    ui->chime_asked = true;
    ui->dirty = true;
}

bool ui_take_chime(struct ui *ui)
{
    bool asked = ui->chime_asked && !ui->boss; /* under the dull page nothing sounds */

    ui->chime_asked = false;
    return asked;
}

void ui_palette_set(struct ui *ui, enum theme_palette palette)
{
    ui->palette = palette;
    ui->palette_asked = true;
    ui->dirty = true;
}

void ui_charset_set(struct ui *ui, enum ui_charset charset)
{
    static const enum canvas_charset of[] = {
        [UI_CHARSET_UTF8] = CHARSET_UNICODE,
        [UI_CHARSET_ASCII] = CHARSET_ASCII,
    };

    canvas_charset_set(ui->canvas, charset == UI_CHARSET_TERMINAL ? ui->app.charset : of[charset]);
    ui->dirty = true;
}

void ui_plain_set(struct ui *ui, bool on)
{
    ui->plain_asked = on != (ui->plain != NULL);
    ui->plain_wish = on;
}

void ui_copy(struct ui *ui, const char *text, const char *what)
{
    if (ui->plain != NULL) {
        plain_answer(ui, text);
        return;
    }
    ui_sayf(ui, "Copied, if your terminal allows it: %s", what);
    if (strlen(text) >= sizeof(ui->copy))
        return; /* a part of an address is no address */
    snprintf(ui->copy, sizeof(ui->copy), "%s", text);
    ui->copy_asked = true;
    ui->dirty = true;
}

void ui_ask(struct ui *ui, const struct dialog *dialog)
{
    ui->dialog = *dialog;
    ui->asking = true;
    ui->ask = ASK_NEW;
    ui->choice = dialog->enter_first ? 0 : -1;
    ui->dirty = true;
}
