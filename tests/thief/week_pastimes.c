/* SPDX-License-Identifier: MIT
 *
 * week_pastimes.c -- what people do beside reading and writing, and what a moderator does.
 */
#include <curbside/domain/decide.h>
#include <curbside/domain/flag.h>
#include <curbside/domain/follow.h>
#include <curbside/domain/helpful.h>
#include <curbside/domain/inbox.h>
#include <curbside/domain/mute.h>
#include <curbside/domain/post.h>
#include <curbside/domain/queue.h>
#include <curbside/domain/quiet.h>
#include <curbside/domain/sanction.h>
#include <curbside/domain/search.h>

#include "week_acts.h"

enum {
    JUDGED_LAST = 60 /* posts a moderator looks back at */
};

/* A post of a page that somebody looks at; 0: none. */
static enum err post_pick(struct week *w, struct session *s, post_id *ret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    const struct thread_row *row = week_thread_pick(&a, w, &s->v,
                                                    (int)dice_below(&w->dice, BOARDS));
    struct post_page page;

    if (!row)
        return E_NOTFOUND;
    TRY(post_list(&a, &s->v, row->id, 1, LIST_DEFAULT, &page));
    if (page.n == 0)
        return E_NOTFOUND;
    *ret = page.rows[dice_below(&w->dice, (uint32_t)page.n)].id;
    return OK;
}

static enum err mark_helpful(struct week *w, struct session *s)
{
    struct helpful_answer answer;
    post_id post;

    TRY(post_pick(w, s, &post));
    return helpful_set(&s->v, post, dice_below(&w->dice, 10) > 0, &answer);
}

static enum err flag(struct week *w, struct session *s)
{
    static const enum flag_code codes[] = {FLAG_UNKIND, FLAG_SPAM, FLAG_OFF_TOPIC};
    post_id post;

    TRY(post_pick(w, s, &post));
    return flag_add(&s->v, post, codes[dice_below(&w->dice, sizeof codes / sizeof codes[0])], NULL);
}

static enum err follow(struct week *w, struct session *s)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    const struct thread_row *row = week_thread_pick(&a, w, &s->v,
                                                    (int)dice_below(&w->dice, BOARDS));
    struct inbox_page inbox;
    const char *address;

    if (!row)
        return E_NOTFOUND;
    TRY(follow_add(&a, &s->v, arena_printf(&a, "thread/%lld", (long long)row->id.v), &address));
    return inbox_list(&a, &s->v, NULL, INBOX_MAX, &inbox);
}

static enum err look_for(struct week *w, struct session *s)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    static const char *const words[] = {"shift", "exam", "letter", "tired"};
    const char *word = words[dice_below(&w->dice, sizeof words / sizeof words[0])];
    const struct search_query query = {.text = word, .n = strlen(word), .limit = LIST_DEFAULT};
    struct query_fault fault;
    struct search_page page;

    return search_run(&a, &s->v, &query, &page, &fault);
}

/* One of four is refused. */
static enum err decide(struct week *w, struct session *s)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct queue_page page;
    action_id id;

    TRY(queue_list(&a, &s->v, &(struct queue_query){.limit = LIST_DEFAULT}, &page));
    if (page.n == 0)
        return E_NOTFOUND;
    const struct queue_item *item = &page.rows[dice_below(&w->dice, (uint32_t)page.n)];
    if (item->kind == QUEUE_HELD && dice_below(&w->dice, 4) == 0)
        return post_remove(&s->v, item->post, "kindness", NULL, &id);
    return post_keep(&s->v, item->post, &id);
}

/* Mostly warnings: whoever is muted writes less, and the chance that guesses are measured against
 * is of people who all write alike. */
static enum err sanction(struct week *w, struct session *s)
{
    int back = (int)dice_below(&w->dice, JUDGED_LAST), at = w->n_truths - 1 - back;
    const struct sanction_order order = {.severity = dice_below(&w->dice, 8) == 0 ? SEVERITY_MUTE
                                                                                  : SEVERITY_WARN,
                                         .rule = "kindness"};
    action_id id;

    return at < 0 ? E_NOTFOUND : sanction_through_post(&s->v, w->truths[at].id, &order, &id);
}

enum err week_pastime(struct week *w, struct session *s, enum act_kind kind)
{
    switch (kind) {
    case ACT_MUTE:
        return mute_add(&s->v, w->people[dice_below(&w->dice, PEOPLE / 2)].name, (thread_id){0});
    case ACT_HELPFUL:
        return mark_helpful(w, s);
    case ACT_FLAG:
        return flag(w, s);
    case ACT_FOLLOW:
        return follow(w, s);
    case ACT_QUIET:
        return quiet_set(&s->v, !quiet_is_on(&s->v));
    case ACT_SEARCH:
        return look_for(w, s);
    case ACT_DECIDE:
        return decide(w, s);
    case ACT_SANCTION:
        return sanction(w, s);
    default:
        return E_USAGE;
    }
}
