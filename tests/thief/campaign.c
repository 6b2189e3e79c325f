/* SPDX-License-Identifier: MIT
 *
 * campaign.c -- taking copies while a week goes by, and counting.
 */
#include "campaign.h"

#include <stdlib.h>

#include <curbside/domain/queue.h>
#include <curbside/domain/thread.h>

/* ---- copies ---- */

static void file_copy(const char *from, const char *to)
{
    char bytes[65536];
    FILE *in = fopen(from, "re"), *out = fopen(to, "we");
    size_t n;

    while (in && out && (n = fread(bytes, 1, sizeof bytes, in)) > 0)
        fwrite(bytes, 1, n, out);
    if (in)
        fclose(in);
    if (out)
        fclose(out);
}

/* In a child: closing the file in this process would drop the locks of its connection. */
static void copy_raw(const struct week *w, const char *to)
{
    int status;
    pid_t pid = fork();

    assert_true(pid >= 0);
    if (pid == 0) {
        char from[256], log[512];

        snprintf(from, sizeof from, "%s/db/board.db", w->board->folder.path);
        file_copy(from, to);
        snprintf(from, sizeof from, "%s/db/board.db-wal", w->board->folder.path);
        snprintf(log, sizeof log, "%s-wal", to);
        if (access(from, F_OK) == 0)
            file_copy(from, log);
        _exit(0);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
}

/* As a backup is made: nothing of free pages, no drafts. */
static void copy_backup(const struct week *w, const char *to)
{
    char sql[512];
    sqlite3 *db;

    snprintf(sql, sizeof sql, "%s/db/board.db", w->board->folder.path);
    assert_int_equal(sqlite3_open(sql, &db), SQLITE_OK);
    snprintf(sql, sizeof sql, "VACUUM INTO '%s'", to);
    loot_exec(db, sql);
    sqlite3_close(db);
    assert_int_equal(sqlite3_open(to, &db), SQLITE_OK);
    loot_exec(db, "PRAGMA secure_delete = ON; DELETE FROM draft;");
    sqlite3_close(db);
}

/* ---- what a moderator is shown ---- */

static void shown_add(struct theft *theft, const struct queue_item *item)
{
    if (item->post.v == 0 || item->author.kind != AUTHOR_ALIAS)
        return;
    if (theft->n_shown == theft->cap_shown) {
        theft->cap_shown = theft->cap_shown ? 2 * theft->cap_shown : 64;
        theft->shown = reallocarray(theft->shown, (size_t)theft->cap_shown, sizeof *theft->shown);
        assert_non_null(theft->shown);
    }
    theft->shown[theft->n_shown++] = (struct shown_item){item->post.v, item->since};
}

static void read_queue(struct week *w, struct theft *theft)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct queue_query query = {.limit = LIST_MAX};
    struct queue_page page;
    struct visit v;

    if (w->people[MODERATOR].handle.v == 0)
        return;
    week_visit_open(w, MODERATOR, &v);
    do {
        assert_int_equal(queue_list(&a, &v, &query, &page), OK);
        for (int i = 0; i < page.n; i++)
            shown_add(theft, &page.rows[i]);
        query.after = page.next;
    } while (query.after);
    account_close(&v);
}

static void take(struct campaign *c, enum act_kind kind)
{
    char path[128], other[160];
    struct theft theft;

    snprintf(path, sizeof path, "%s/copy.db", c->dir);
    if (kind == ACT_BACKUP)
        copy_backup(c->week, path);
    else
        copy_raw(c->week, path);
    theft_read(&theft, path, c->week->board->now_s, kind == ACT_COPY);
    if (c->plants)
        read_queue(c->week, &theft);
    loot_take(&c->loot, &theft, false);
    if (c->plants)
        loot_take(&c->planted, &theft, true);
    theft_done(&theft);
    unlink(path);
    snprintf(other, sizeof other, "%s-wal", path);
    unlink(other);
    snprintf(other, sizeof other, "%s-shm", path);
    unlink(other);
}

static bool is_copy(enum act_kind kind)
{
    return kind == ACT_COPY || kind == ACT_BACKUP;
}

static void after(void *ctx, struct week *w, const struct act *act)
{
    (void)w;
    if (is_copy(act->kind))
        take(ctx, act->kind);
}

void campaign_run(struct campaign *c, const struct week_options *options, bool plants)
{
    struct week_options mine = *options;

    *c = (struct campaign){.plants = plants};
    mine.observer = (struct week_observer){after, c};
    c->week = week_new(&mine);
    snprintf(c->dir, sizeof c->dir, "%s/loot", c->week->board->folder.path);
    assert_int_equal(mkdir(c->dir, 0700), 0);
    loot_init(&c->loot, c->week, channel_registry);
    loot_init(&c->planted, c->week, channel_registry);
    for (int i = 0; i < c->week->n_acts; i++)
        c->planted.last_copy += is_copy(c->week->acts[i].kind);
    c->planted.last_copy--;
    week_run(c->week);
    loot_settle(&c->loot);
    if (plants)
        loot_settle(&c->planted);
}

void campaign_done(struct campaign *c)
{
    if (!c->week)
        return;
    loot_done(&c->loot);
    loot_done(&c->planted);
    week_free(c->week);
}

/* ---- counting ---- */

/* Who was there when this post was handed in, as far as the copies and the stored hour say. */
static void active_at(struct campaign *c, struct loot *loot, const struct seen_post *post,
                      const struct truth *truth, bool ret[PEOPLE])
{
    int64_t from, to;

    loot_period(loot, post, &from, &to);
    if (truth->written < from || truth->written > to)
        loot_between(loot, post, &from, &to);
    week_active(c->week, from, to, ret);
    assert_true(ret[truth->person]);
}

static bool is_same_alias(const struct seen_post *a, const struct seen_post *b)
{
    return a->thread == b->thread && strcmp(a->alias, b->alias) == 0;
}

/* 1 / the accounts that were there; each time this alias wrote, where its posts are joined. */
static double chance_of(struct campaign *c, struct loot *loot, const struct seen_post *post,
                        const struct truth *truth, bool joins)
{
    bool there[PEOPLE], too[PEOPLE];
    int n = 0;

    active_at(c, loot, post, truth, there);
    for (int i = 0; joins && i < loot->n_posts; i++) {
        const struct truth *other = week_truth(c->week, loot->posts[i].id);

        if (!other || !is_same_alias(&loot->posts[i], post))
            continue;
        active_at(c, loot, &loot->posts[i], other, too);
        for (int k = 0; k < PEOPLE; k++)
            there[k] = there[k] && too[k];
    }
    for (int i = 0; i < PEOPLE; i++)
        n += there[i];
    return 1.0 / n;
}

struct score campaign_score_by(struct campaign *c, struct loot *loot, campaign_guess *guess,
                               void *ctx, bool joins)
{
    double *chances = calloc((size_t)loot->n_posts + 1, sizeof *chances);
    int n = 0, hits = 0;

    assert_non_null(chances);
    for (int i = 0; i < loot->n_posts; i++) {
        const struct seen_post *p = &loot->posts[i];
        const struct truth *truth = p->handle == 0 ? week_truth(c->week, p->id) : NULL;
        int64_t handle = truth ? guess(ctx, loot, p) : 0;

        if (handle == 0)
            continue;
        chances[n++] = chance_of(c, loot, p, truth, joins);
        hits += week_person(c->week, handle) == truth->person;
    }
    struct score score = score_make(chances, n, hits);
    free(chances);
    return score;
}

struct voice {
    const struct channel *channel; /* NULL: all */
};

static int64_t one_says(struct loot *loot, const struct channel *channel,
                        const struct seen_post *post)
{
    int i = 0;

    while (loot->channels[i] != channel)
        i++;
    return channel->guess ? channel->guess(loot, loot->memory[i], post) : 0;
}

static int64_t voice_says(void *ctx, struct loot *loot, const struct seen_post *post)
{
    const struct voice *voice = ctx;
    int64_t said[CHANNELS_MAX], best = 0;
    int n = 0, most = 0;

    if (voice->channel)
        return one_says(loot, voice->channel, post);
    for (int i = 0; loot->channels[i]; i++)
        if ((said[n] = one_says(loot, loot->channels[i], post)) != 0)
            n++;
    for (int i = 0; i < n; i++) {
        int votes = 0;

        for (int j = 0; j < n; j++)
            votes += said[j] == said[i];
        if (votes > most) {
            most = votes;
            best = said[i];
        }
    }
    return best;
}

/* Whoever had a session between the copies may have made the row. */
static struct score score_rows(struct campaign *c, struct loot *loot, const struct channel *channel)
{
    double *chances = calloc((size_t)loot->n_rows + 1, sizeof *chances);
    int n = 0, hits = 0, at = 0;

    assert_non_null(chances);
    while (loot->channels[at] != channel)
        at++;
    for (int i = 0; i < loot->n_rows; i++) {
        const struct seen_row *row = &loot->rows[i];
        int person = week_row_person(c->week, row->key);
        int64_t handle = channel->guess_row(loot, loot->memory[at], row);

        if (person < 0 || handle == 0)
            continue;
        chances[n++] = 1.0 / week_active(c->week,
                                         row->first > 0 ? loot->copies[row->first - 1].at : 0,
                                         loot->copies[row->first].at, NULL);
        hits += week_person(c->week, handle) == person;
    }
    struct score score = score_make(chances, n, hits);
    free(chances);
    return score;
}

struct score campaign_score(struct campaign *c, struct loot *loot, const struct channel *channel)
{
    struct voice voice = {channel};

    if (channel && channel->guess_row)
        return score_rows(c, loot, channel);

    return campaign_score_by(c, loot, voice_says, &voice, !channel || channel->joins);
}
