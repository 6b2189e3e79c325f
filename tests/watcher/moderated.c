/* SPDX-License-Identifier: MIT
 *
 * moderated.c -- a moderator's eyes: the whole queue whenever its count has changed, the newest of
 * the log whenever somebody acted, and what is answered to who asks for an appeal. Between two acts
 * none of it changes.
 */
#include "moderated.h"

#include <stdlib.h>

#include <curbside/domain/appeal.h>
#include <curbside/domain/modlog.h>
#include <curbside/domain/permission.h>
#include <curbside/domain/queue.h>
#include <curbside/domain/thread.h>

#include "queue_items.h"

enum {
    LOG_SEEN = 20, /* of the newest day */
    LOG_ASKED = 100,
};

static void see(struct moderated *m, int64_t now, int64_t key, enum moderated_where where)
{
    for (int i = m->n - 1; i >= 0; i--)
        if (m->sights[i].key == key && m->sights[i].where == where)
            return;
    if (m->n == m->cap) {
        m->cap = m->cap ? 2 * m->cap : 512;
        m->sights = reallocarray(m->sights, (size_t)m->cap, sizeof *m->sights);
        assert_non_null(m->sights);
    }
    m->sights[m->n++] = (struct moderated_sight){now, key, where};
}

/* ---- the queue ---- */

static void moderator_come(struct moderated *m, struct week *w)
{
    if (m->looks || w->people[MODERATOR].handle.v == 0)
        return;
    week_visit_open(w, MODERATOR, &m->moderator);
    m->looks = permission_has(m->moderator.who, MAY_SEE_QUEUE);
    if (!m->looks)
        account_close(&m->moderator);
}

static void item_see(struct moderated *m, int64_t now, const struct queue_item *item)
{
    enum queue_kind kind;
    int64_t id;

    assert_int_equal(queue_item_parse(item->item, &kind, &id), OK);
    if (item->kind == QUEUE_HELD)
        see(m, now, item->post.v, IN_QUEUE_POST);
    else if (kind == QUEUE_REPORT || kind == QUEUE_SCHOOL || kind == QUEUE_APPEAL)
        see(m, now, id, IN_QUEUE_ROW);
}

static void look_at_queue(struct moderated *m, struct week *w)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct queue_query query = {.limit = LIST_MAX};
    struct queue_page page;
    int waiting;

    assert_int_equal(queue_count(&m->moderator, &waiting), OK);
    if (waiting == m->waiting)
        return;
    m->waiting = waiting;
    m->lists++;
    do {
        assert_int_equal(queue_list(&a, &m->moderator, &query, &page), OK);
        for (int i = 0; i < page.n; i++)
            item_see(m, w->board->now_s, &page.rows[i]);
        query.after = page.next;
    } while (query.after);
}

/* ---- the log ---- */

static void look_at_log(struct moderated *m, struct week *w)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct visit guest = visit_as(w->board, NULL);
    struct modlog_page page;

    assert_int_equal(modlog_list(&a, &guest, NULL, LOG_SEEN, &page), OK);
    for (int i = 0; i < page.n; i++) {
        long long post;

        if (page.rows[i].target && sscanf(page.rows[i].target, "post/%lld", &post) == 1)
            see(m, w->board->now_s, post, IN_LOG);
    }
    account_close(&guest);
}

/* Who acted asks of every action in the log whether somebody appealed: what they may not decide
 * themselves is refused in other words than what is not there. */
static void ask_for_appeals(struct moderated *m, struct week *w)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct modlog_page page;
    action_id id;

    assert_int_equal(modlog_list(&a, &m->moderator, NULL, LOG_ASKED, &page), OK);
    for (int i = 0; i < page.n; i++) {
        enum err err = appeal_decide(&m->moderator, page.rows[i].id, false, NULL, &id);

        assert_int_not_equal(err, OK); /* they are the only moderator */
        m->refused++;
        if (err != E_NOTFOUND)
            see(m, w->board->now_s, page.rows[i].id.v, IN_ANSWER);
    }
}

/* ---- the leak ---- */

static void plant(struct moderated *m, const struct week *w)
{
    for (; m->truths_seen < w->n_truths; m->truths_seen++) {
        const struct truth *t = &w->truths[m->truths_seen];

        if (t->face != FACE_ALIAS || !t->alias_board)
            continue;
        see(m, w->board->now_s, t->id.v, IN_QUEUE_POST);
        see(m, w->board->now_s, t->id.v, IN_LOG);
    }
    for (; m->rows_seen < w->n_rows; m->rows_seen++) {
        see(m, w->board->now_s, w->rows[m->rows_seen].key, IN_QUEUE_ROW);
        see(m, w->board->now_s, w->rows[m->rows_seen].key, IN_ANSWER);
    }
}

static bool changes_the_queue(enum act_kind kind)
{
    return kind == ACT_SUBMIT || kind == ACT_DELETE || kind == ACT_FLAG || kind == ACT_REPORT ||
           kind == ACT_PROPOSE || kind == ACT_APPEAL || kind == ACT_DECIDE || kind == ACT_UNDO ||
           kind == ACT_TICK;
}

static bool is_in_the_log(enum act_kind kind)
{
    return kind == ACT_DECIDE || kind == ACT_SANCTION || kind == ACT_CORRECT || kind == ACT_UNDO;
}

void moderated_after(struct moderated *m, struct week *w, const struct act *act)
{
    if (m->plant) {
        plant(m, w);
        return;
    }
    moderator_come(m, w);
    if (m->looks && changes_the_queue(act->kind))
        look_at_queue(m, w);
    if (is_in_the_log(act->kind))
        look_at_log(m, w);
    if (m->looks && (act->kind == ACT_APPEAL || act->kind == ACT_TICK))
        ask_for_appeals(m, w);
}

void moderated_done(struct moderated *m)
{
    if (m->looks)
        account_close(&m->moderator);
    free(m->sights);
}
