/* SPDX-License-Identifier: MIT
 *
 * hear.c -- the topics the screen on top listens to, and when it is told that one rang.
 *
 * A screen is told at once, then at most once in UI_HEAR_MS, many bells as one and never without
 * the last: a busy board costs a reader one load a second. Where a load takes long, because a
 * thousand others heard the same bell, the next is further off in proportion: what is told to many
 * never takes the machine from whoever types. A screen that is covered listens to nothing, for it
 * loads when it is on top again.
 *
 * Where nothing was typed for UI_ATTENDED_MS nobody is likely to look. The first bell after that
 * leaves a word on the screen, and from then on the session asks for no bells at all: it sleeps,
 * whatever others post. The next key brings the screen up to date before it does what it does.
 */
#include <string.h>

#include "ui_state.h"

static int topic_index(const uint64_t *topics, int n, uint64_t topic)
{
    for (int i = 0; i < n; i++) {
        if (topics[i] == topic)
            return i;
    }
    return -1;
}

static void tell_app(const struct ui *ui, uint64_t topic, bool on)
{
    if (ui->app.listen != NULL)
        ui->app.listen(ui->app.listen_ctx, topic, on);
}

static void ask_for(struct ui *ui, uint64_t topic)
{
    struct hearing *h = &ui->hearing;

    if (topic_index(h->topics, h->n, topic) >= 0 || h->n == UI_HEARD)
        return;
    h->topics[h->n++] = topic;
    tell_app(ui, topic, true);
}

void ui_listen(struct ui *ui, uint64_t topic)
{
    struct layer *layer = ui->running;

    BUG_ON(layer == NULL || layer->n_topics == UI_TOPICS);
    if (topic_index(layer->topics, layer->n_topics, topic) >= 0)
        return;
    layer->topics[layer->n_topics++] = topic;
    /* Before the load that follows, so that nothing is missed between the two. */
    if (layer == ui_top(ui) && !ui->hearing.dozing)
        ask_for(ui, topic);
}

/* Ask for what the screen on top listens to and for nothing else. */
void hear_follow(struct ui *ui)
{
    const struct layer *top = ui->hearing.dozing ? NULL : ui_top(ui);
    struct hearing *h = &ui->hearing;

    for (int i = 0; top != NULL && i < top->n_topics; i++)
        ask_for(ui, top->topics[i]);
    for (int i = h->n - 1; i >= 0; i--) {
        uint64_t topic = h->topics[i];

        if (top != NULL && topic_index(top->topics, top->n_topics, topic) >= 0)
            continue;
        h->topics[i] = h->topics[--h->n];
        tell_app(ui, topic, false);
    }
}

void hear_loaded(struct ui *ui, struct layer *layer)
{
    memset(layer->rang, 0, sizeof layer->rang);
    layer->told_ms = clock_mono_ms(ui->app.clock);
    layer->pause_ms = UI_HEAR_MS;
}

static bool has_rung(const struct layer *layer)
{
    for (int i = 0; i < layer->n_topics; i++) {
        if (layer->rang[i])
            return true;
    }
    return false;
}

/* When the screen on top is to be told what rang, -1: never. */
int64_t hear_deadline_ms(const struct ui *ui)
{
    const struct layer *top = ui_top(ui);

    if (top == NULL || ui->hearing.dozing || !has_rung(top))
        return -1;
    return top->told_ms < 0 ? 0 : top->told_ms + top->pause_ms;
}

static int64_t pause_after(int64_t took_ms)
{
    int64_t pause_ms = took_ms * UI_HEAR_SHARE;

    if (pause_ms < UI_HEAR_MS)
        return UI_HEAR_MS;
    return pause_ms < UI_HEAR_MOST_MS ? pause_ms : UI_HEAR_MOST_MS;
}

static void tell_screen(struct ui *ui, struct layer *top)
{
    int64_t began_ms = clock_mono_ms(ui->app.clock);
    unsigned serial = top->serial;
    bool rang[UI_TOPICS];

    memcpy(rang, top->rang, sizeof rang);
    hear_loaded(ui, top);
    for (int i = 0; i < top->n_topics; i++) {
        if (!rang[i] || top->ops->bell == NULL)
            continue;
        ui->running = top;
        top->ops->bell(ui, top->state, top->topics[i]);
    }
    if (ui->plain != NULL)
        plain_bell(ui);
    ui->dirty = true;
    ui_event_end(ui);
    top = ui_top(ui); /* it may have gone meanwhile */
    if (top != NULL && top->serial == serial)
        top->pause_ms = pause_after(clock_mono_ms(ui->app.clock) - began_ms);
}

void hear_due(struct ui *ui)
{
    int64_t due_ms = hear_deadline_ms(ui);

    if (due_ms >= 0 && clock_mono_ms(ui->app.clock) >= due_ms)
        tell_screen(ui, ui_top(ui));
}

/* Nobody looks. What is on the message line already may be worth more than the word. */
static void doze(struct ui *ui)
{
    ui->hearing.dozing = true;
    hear_follow(ui);
    if (ui->plain == NULL && ui->message[0] == '\0')
        ui_say(ui, "Something new was posted meanwhile; any key shows it.");
}

void hear_touch(struct ui *ui)
{
    struct hearing *h = &ui->hearing;
    struct layer *top = ui_top(ui);

    h->touched_ms = clock_mono_ms(ui->app.clock);
    if (!h->dozing || top == NULL || ui->ended)
        return;
    h->dozing = false;
    hear_follow(ui);
    /* Of the bells that were not asked for nobody knows. */
    for (int i = 0; i < top->n_topics; i++)
        top->rang[i] = true;
    tell_screen(ui, top);
}

void ui_bell(struct ui *ui, uint64_t topic)
{
    struct layer *top = ui_top(ui);
    int i = top == NULL ? -1 : topic_index(top->topics, top->n_topics, topic);

    if (i < 0 || ui->ended)
        return; /* asked for by a screen that is not on top any more */
    top->rang[i] = true;
    if (clock_mono_ms(ui->app.clock) - ui->hearing.touched_ms >= UI_ATTENDED_MS)
        doze(ui);
    else
        hear_due(ui);
}
