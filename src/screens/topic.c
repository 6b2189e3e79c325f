/* SPDX-License-Identifier: MIT
 *
 * topic.c -- one topic of how anonymity works here.
 */
#include "anonymity_text.h"
#include "context.h"
#include "page.h"
#include "places.h"
#include "words.h"

struct state {
    int index;
    struct page page;
};

static enum err topic_open(struct ui *ui, void *state, const void *arg)
{
    const struct topic_arg *a = arg;
    struct state *s = state;

    (void)ui;
    s->index = a->index;
    return OK;
}

static void topic_header(struct ui *ui, const void *state, struct header *ret)
{
    const struct state *s = state;

    ret->place = arena_printf(ui_scratch(ui), "Your anonymity › %s", topics[s->index].title);
    ret->right = arena_printf(ui_scratch(ui), "%d of %d", s->index + 1, (int)N_TOPICS);
}

static void lay_out(const void *ctx, struct lines *lines, int cols)
{
    const struct state *s = ctx;

    words_add(lines, cols, topics[s->index].text);
}

static void topic_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    struct state *s = state;

    (void)ui;
    page_draw(&s->page, canvas, body, lay_out, s);
}

static bool topic_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;

    return pager_key(&s->page.pager, ui, key) != PAGER_IGNORED;
}

static void topic_close(struct ui *ui, void *state)
{
    struct state *s = state;

    (void)ui;
    page_done(&s->page);
}

static void go(struct ui *ui, const struct state *s, int by)
{
    const struct topic_arg arg = {(s->index + by + N_TOPICS) % N_TOPICS};

    ui_replace(ui, "topic", &arg, sizeof arg);
}

static void next(struct ui *ui, void *state)
{
    go(ui, state, 1);
}

static void previous(struct ui *ui, void *state)
{
    go(ui, state, -1);
}

/* clang-format off */
static const struct key_action keys[] = {
    {']', next, "next topic", "The next topic", NULL},
    {'[', previous, NULL, "The topic before", NULL},
    {0},
};
/* clang-format on */

static const struct key_help *const moving[] = {pager_help, NULL};

const struct screen_ops screen_topic = {
    .name = "topic",
    .about = "One topic of your anonymity",
    .state_size = sizeof(struct state),
    .keys = keys,
    .moving = moving,
    .open = topic_open,
    .header = topic_header,
    .draw = topic_draw,
    .key = topic_key,
    .close = topic_close,
};
