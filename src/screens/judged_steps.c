/* SPDX-License-Identifier: MIT
 *
 * judged_steps.c -- the visit's memory of what its moderator did.
 */
#include "judged_steps.h"

#include <stdlib.h>
#include <string.h>

#include "context.h"

enum {
    STEPS_MAX = 1024 /* the oldest are forgotten: a morning's queue, muted and removed */
};

struct judged_steps {
    struct judged_step steps[STEPS_MAX];
    int n;
    int key;
};

/* NULL: no memory. */
static struct judged_steps *steps_of(struct ui *ui)
{
    struct screen_context *ctx = context_of(ui);

    if (!ctx->judged)
        ctx->judged = calloc(1, sizeof *ctx->judged);
    return ctx->judged;
}

void screen_context_done(struct screen_context *ctx)
{
    free(ctx->judged);
    ctx->judged = NULL;
}

void judged_steps_begin(struct ui *ui)
{
    struct judged_steps *s = steps_of(ui);

    if (s)
        s->key++;
}

void judged_steps_add(struct ui *ui, const struct judged_step *step)
{
    struct judged_steps *s = steps_of(ui);

    if (!s)
        return;
    if (s->n == STEPS_MAX)
        memmove(s->steps, s->steps + 1, (size_t)--s->n * sizeof *s->steps);
    s->steps[s->n] = *step;
    s->steps[s->n++].key = s->key;
}

bool judged_steps_has(struct ui *ui, thread_id thread)
{
    const struct judged_steps *s = context_of(ui)->judged;

    return s && s->n > 0 && (thread.v == 0 || s->steps[s->n - 1].thread.v == thread.v);
}

enum err judged_steps_undo(struct ui *ui, post_id *ret, const char **ret_done)
{
    struct judged_steps *s = steps_of(ui);
    int key = s && s->n > 0 ? s->steps[s->n - 1].key : 0;
    action_id id;

    ret->v = 0;
    *ret_done = s && s->n > 0 ? s->steps[s->n - 1].done : NULL;
    while (s && s->n > 0 && s->steps[s->n - 1].key == key) {
        s->n--;
        TRY(action_undo(visit_of(ui), s->steps[s->n].action, &id));
        *ret = s->steps[s->n].post;
    }
    return OK;
}
