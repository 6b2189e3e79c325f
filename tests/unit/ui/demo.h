/* SPDX-License-Identifier: MIT
 *
 * demo.h -- a ui driven by hand: a clock that stands still, keys by name, the canvas as text.
 * Included by one test program each; it brings its own screens.
 */
#ifndef CURBSIDE_TESTS_UI_DEMO_H
#define CURBSIDE_TESTS_UI_DEMO_H

#include <curbside/ui/ui.h>

#include <stdio.h>
#include <string.h>

#include "unit.h"

struct demo {
    struct ui *ui;
    struct clock clock;
    int64_t now_ms;
    struct str text;
    void *context;
    uint64_t asked[4]; /* topics that bells are asked for, as the app knows it */
    int n_asked;
};

__attribute__((unused)) static int64_t demo_mono_ms(void *ctx)
{
    return ((struct demo *)ctx)->now_ms;
}

__attribute__((unused)) static int64_t demo_wall_s(void *ctx)
{
    return 1795442400 + ((struct demo *)ctx)->now_ms / 1000;
}

__attribute__((unused)) static const char *demo_who(void *context, struct arena *scratch)
{
    (void)context;
    return arena_strdup(scratch, "quiet-otter-41");
}

__attribute__((unused)) static void demo_listen(void *ctx, uint64_t topic, bool on)
{
    struct demo *d = ctx;
    int i = 0;

    while (i < d->n_asked && d->asked[i] != topic)
        i++;
    assert_int_equal(i == d->n_asked, on); /* asked for once, and taken back once */
    if (on)
        d->asked[d->n_asked++] = topic;
    else
        d->asked[i] = d->asked[--d->n_asked];
}

__attribute__((unused)) static void
demo_open(struct demo *d, const struct screen_ops *const *screens, int cols, int rows)
{
    struct ui_app app = {.screens = screens, .clock = &d->clock, .who = demo_who, .context = d};

    *d = (struct demo){.now_ms = 1000};
    d->clock = (struct clock){demo_wall_s, demo_mono_ms, d};
    app.listen = demo_listen;
    app.listen_ctx = d;
    app.cols = cols;
    app.rows = rows;
    assert_int_equal(ui_new(&app, &d->ui), OK);
    assert_int_equal(ui_start(d->ui, screens[0]->name, NULL, 0), OK);
    ui_draw(d->ui);
}

__attribute__((unused)) static void demo_done(struct demo *d)
{
    ui_free(d->ui);
    str_done(&d->text);
    d->ui = NULL;
}

__attribute__((unused)) static void demo_wait(struct demo *d, int64_t ms)
{
    d->now_ms += ms;
    ui_time(d->ui);
    ui_draw(d->ui);
}

/* One read of these bytes, then what a waiting Esc becomes, then a frame. */
__attribute__((unused)) static void demo_bytes(struct demo *d, const char *bytes)
{
    ui_input(d->ui, bytes, strlen(bytes));
    d->now_ms += 1000;
    ui_time(d->ui);
    ui_draw(d->ui);
}

/* Typed one key at a time: every character is a key; arrows and the like go by demo_bytes(). */
__attribute__((unused)) static void demo_type(struct demo *d, const char *keys)
{
    for (; *keys != '\0'; keys++) {
        char one[2] = {*keys, '\0'};

        demo_bytes(d, one);
    }
}

__attribute__((unused)) static const char *demo_text(struct demo *d)
{
    str_clear(&d->text);
    canvas_dump(ui_draw(d->ui), DUMP_TEXT | DUMP_CURSOR, &d->text);
    return str_cstr(&d->text);
}

#define assert_demo(d, want)                                                                       \
    do {                                                                                           \
        if (strcmp(demo_text(d), want) != 0)                                                       \
            fail_msg("it is:\n%s\nand not:\n%s", demo_text(d), want);                              \
    } while (0)
#define assert_demo_shows(d, words)                                                                \
    do {                                                                                           \
        if (strstr(demo_text(d), words) == NULL)                                                   \
            fail_msg("\"%s\" is not in:\n%s", words, demo_text(d));                                \
    } while (0)
#define assert_demo_hides(d, words)                                                                \
    do {                                                                                           \
        if (strstr(demo_text(d), words) != NULL)                                                   \
            fail_msg("\"%s\" is in:\n%s", words, demo_text(d));                                    \
    } while (0)

#endif
