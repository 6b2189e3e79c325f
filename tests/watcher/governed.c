/* SPDX-License-Identifier: MIT
 *
 * governed.c -- a sysop's eyes, every twelve minutes: the statistics always, the queue and the
 * record when their numbers moved.
 *
 * A number names nobody. So each is compared with what is shown as rows or is out: what it counts
 * beyond that is taken to be the alias posts that were written last.
 */
#include "governed.h"

#include <stdlib.h>

#include <curbside/domain/audit.h>
#include <curbside/domain/board_stats.h>
#include <curbside/domain/queue.h>
#include <curbside/domain/thread.h>

#include "queue_items.h"

/* Once of a post and a place. */
static void see(struct governed *g, const struct week *w, enum lists_where where, int truth,
                int64_t at)
{
    const struct truth *t = &w->truths[truth];

    assert_true(truth < GOVERNED_POSTS);
    if (t->face != FACE_ALIAS || !t->alias_board || g->told[truth][where])
        return;
    g->told[truth][where] = true;
    if (g->n == g->cap) {
        g->cap = g->cap ? 2 * g->cap : 512;
        g->sights = reallocarray(g->sights, (size_t)g->cap, sizeof *g->sights);
        assert_non_null(g->sights);
    }
    g->sights[g->n++] = (struct lists_sight){at, where, t->person};
}

static void post_see(struct governed *g, const struct week *w, enum lists_where where, post_id post,
                     int64_t at)
{
    const struct truth *t = week_truth(w, post.v);

    if (t)
        see(g, w, where, (int)(t - w->truths), at);
}

/* So many are counted that are neither out nor listed: those written last. */
static void surplus_see(struct governed *g, const struct week *w, enum lists_where where,
                        int64_t surplus)
{
    int before = g->n;

    for (int i = w->n_truths; i-- > 0 && g->n - before < surplus - g->surplus[where];)
        if (!g->out[i])
            see(g, w, where, i, w->board->now_s);
    if (surplus > g->surplus[where])
        g->surplus[where] = (int)surplus;
}

/* As the operator, who may what a sysop may: one account more would make another week. So would
 * the board's randomness. */
static void sysop_come(struct governed *g, struct week *w)
{
    if (g->governs)
        return;
    listed_init(&g->listed, w);
    g->sysop = (struct visit){.db = w->board->db,
                              .pepper = &w->board->pepper,
                              .clock = &w->board->clock,
                              .random = &g->listed.random,
                              .alias = &w->rules,
                              .house = &g->listed.house};
    assert_int_equal(account_open(&g->sysop, NULL, 0), OK);
    account_be_operator(&g->sysop);
    g->governs = true;
}

/* ---- statistics ---- */

/* Is it in a thread, or was it once? Then everybody can count it. */
static bool is_out(struct governed *g, const struct week *w, int truth)
{
    char path[256];

    if (!g->raw) {
        snprintf(path, sizeof path, "%s/db/board.db", w->board->folder.path);
        assert_int_equal(sqlite3_open(path, &g->raw), SQLITE_OK);
        assert_int_equal(
            sqlite3_prepare_v2(g->raw, "SELECT 1 FROM post WHERE id = ?1", -1, &g->post, NULL),
            SQLITE_OK);
    }
    if (!g->out[truth]) {
        sqlite3_bind_int64(g->post, 1, w->truths[truth].id.v);
        g->out[truth] = sqlite3_step(g->post) == SQLITE_ROW;
        sqlite3_reset(g->post);
    }
    return g->out[truth];
}

static void look_at_posts(struct governed *g, const struct week *w, const struct board_stats *s)
{
    int64_t posts = 0, out = 0;

    for (int i = 0; i < s->n_days; i++)
        posts += s->days[i].posts;
    if (posts == g->posts)
        return;
    g->posts = posts;
    for (int i = 0; i < w->n_truths; i++) {
        if (!is_out(g, w, i))
            continue;
        out++;
        see(g, w, IN_POSTS, i, w->board->now_s);
    }
    surplus_see(g, w, IN_POSTS, posts - out);
}

/* All of the queue: how many rows, which is first, and posts that were not there before. */
static int queue_read(struct governed *g, struct week *w, enum lists_where where,
                      struct queue_item *ret_first)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct queue_query query = {.limit = LIST_MAX};
    struct queue_page page;
    int n = 0;

    do {
        assert_int_equal(queue_list(&a, &g->sysop, &query, &page), OK);
        for (int i = 0; i < page.n; i++) {
            if (n++ == 0)
                *ret_first = page.rows[i];
            if (page.rows[i].kind != QUEUE_HELD)
                continue;
            post_see(g, w, where, page.rows[i].post, w->board->now_s);
            /* An age that is shown says about when it began. */
            if (page.rows[i].age_hours > 0)
                post_see(g, w, IN_AGE, page.rows[i].post,
                         w->board->now_s - page.rows[i].age_hours * 60 * 60);
        }
        query.after = page.next;
    } while (query.after);
    return n;
}

static void look_at_queue(struct governed *g, struct week *w, const struct board_stats *s)
{
    struct queue_item first = {.item = 0};
    int listed;

    if (s->waiting == g->waiting && s->oldest_hours == g->hours)
        return;
    listed = queue_read(g, w, IN_WAITING, &first);
    surplus_see(g, w, IN_WAITING, s->waiting - listed);
    g->waiting = s->waiting;
    g->hours = s->oldest_hours;
}

/* The keeper's count of a day, at the tick that made it. */
static void look_at_day(struct governed *g, struct week *w, const struct board_stats *s)
{
    const struct day_count *today = &s->days[s->n_days - 1];
    struct queue_item first = {.item = 0};
    int listed;

    if (today->waiting < 0 || today->day == g->day || w->board->now_s != today->day)
        return;
    g->day = today->day;
    listed = queue_read(g, w, IN_QUEUE_DAY, &first);
    surplus_see(g, w, IN_QUEUE_DAY,
                today->waiting - listed + (today->oldest_hours > first.age_hours));
}

/* ---- the record ---- */

static void look_at_record(struct governed *g, struct week *w, const struct board_stats *s)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct audit_page page = {.next = NULL};
    int64_t actions = 0;
    int rows = 0;

    for (int i = 0; i < s->n_days; i++)
        actions += s->days[i].actions;
    if (actions == g->actions)
        return;
    g->actions = actions;
    do {
        assert_int_equal(audit_list(&a, &g->sysop, page.next, LIST_MAX, &page), OK);
        for (int i = 0; i < page.n; i++, rows++)
            post_see(g, w, IN_AUDIT, page.rows[i].post, w->board->now_s);
    } while (page.next);
    g->rows_seen = rows;
    surplus_see(g, w, IN_AUDIT, actions - rows);
}

/* ---- after an act ---- */

static void plant(struct governed *g, const struct week *w, const struct act *act)
{
    static const enum lists_where planted[] = {IN_WAITING, IN_AGE, IN_QUEUE_DAY, IN_AUDIT};

    if (act->kind == ACT_SUBMIT && w->n_truths > 0)
        for (size_t i = 0; i < sizeof planted / sizeof planted[0]; i++)
            see(g, w, planted[i], w->n_truths - 1, w->board->now_s);
}

void governed_after(struct governed *g, struct week *w, const struct act *act)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct board_stats s;

    sysop_come(g, w);
    listed_after(&g->listed, act);
    if (g->plant)
        plant(g, w, act);
    if (act->kind != ACT_TICK || (act->at - w->start) % LISTED_EVERY_S != 0)
        return;
    g->polls++;
    listed_poll(&g->listed, &g->sysop);
    if ((act->at - w->start) % GOVERNED_EVERY_S != 0)
        return;
    assert_int_equal(board_stats(&a, &g->sysop, 1, &s), OK);
    look_at_posts(g, w, &s);
    if (g->plant)
        return;
    look_at_queue(g, w, &s);
    look_at_day(g, w, &s);
    look_at_record(g, w, &s);
}

void governed_done(struct governed *g)
{
    if (g->governs)
        account_close(&g->sysop);
    listed_done(&g->listed);
    sqlite3_finalize(g->post);
    sqlite3_close(g->raw);
    free(g->sights);
}
