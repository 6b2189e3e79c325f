/* SPDX-License-Identifier: MIT
 *
 * keeper.c -- wakes once a minute and at every release, does what is due, sleeps; more often while
 * a search index is made anew.
 *
 * The write-ahead log holds what the database overwrote, and the order in which rows changed: it is
 * truncated at every tick until it is empty. A failed tick is logged and tried again a minute
 * later; only the end of the server ends the keeper.
 */
#include <curbside/app/keeper.h>

#include <errno.h>
#include <poll.h>
#include <string.h>

#include <curbside/app/app.h>
#include <curbside/base/log.h>
#include <curbside/domain/backup.h>
#include <curbside/domain/erasure.h>
#include <curbside/domain/house.h>
#include <curbside/domain/maintenance.h>
#include <curbside/domain/search.h>
#include <curbside/domain/upkeep.h>

enum err keeper_tick(struct folder *f, bool *ret_wal_empty)
{
    enum err err = forum_tick(&f->visit);
    enum err wal = db_wal_truncate(f->db, ret_wal_empty);

    db_assert_idle(f->db);
    db_release_memory(f->db);
    return err != OK ? err : wal;
}

/* Milliseconds until the next minute's tick, or the next release if that is sooner. */
static int next_tick_ms(const struct folder *f)
{
    int64_t step = (int64_t)f->alias.release_minutes * 60, now = clock_wall_s(f->visit.clock);
    int64_t left = step > 0 ? (step - now % step) * 1000 : KEEPER_TICK_MS;

    return left < KEEPER_TICK_MS ? (int)left : KEEPER_TICK_MS;
}

/* An index of a million posts is made in minutes so, and would take more than an hour. */
static bool search_is_made(struct folder *f)
{
    bool behind;

    return search_is_behind(&f->visit, &behind) == OK && behind;
}

int keeper_rest_ms(struct folder *f, enum err err)
{
    int rest = next_tick_ms(f);

    /* What failed is not tried again and again meanwhile. */
    return err == OK && rest > KEEPER_SEARCH_MS && search_is_made(f) ? KEEPER_SEARCH_MS : rest;
}

int keeper_step(struct keeper_pace *p, const struct clock *clock, int (*work)(void *ctx), void *ctx)
{
    int64_t now = clock_mono_ms(clock);

    if (now >= p->due_ms) {
        int rest = work(ctx);

        now = clock_mono_ms(clock);
        p->due_ms = now + rest;
    }
    return (int)(p->due_ms - now);
}

/* After a release everybody who looks at what it changed hears of it. */
static void ring(void *ctx, enum topic_kind kind, int64_t id)
{
    /* A lost bell: an update later. */
    IGNORE(bell_ring(ctx, topic_number(kind, id)));
    if (kind == TOPIC_BOARD)
        IGNORE(bell_ring(ctx, topic_number(TOPIC_FORUM, 0)));
}

enum {
    REQUESTS_AT_ONCE = 32
};

struct keeper {
    struct folder folder;
    const char *data_dir;
    struct bell_line *line;
    bool had_line; /* without one from the start it runs a minute, and is started again */
    uint8_t told[HASH_BYTES]; /* of what was said to everybody last */
    bool asked;               /* something of the house waits */
    int wal_tries;
};

/* What is said to everybody has changed: they hear of it. Looked at after every tick, too: for what
 * was said until now, and for what the operator changed. */
static void tell_notice(struct keeper *k)
{
    char notice[NOTICE_BYTES];
    uint8_t hash[HASH_BYTES];

    if (notice_get(&k->folder.visit, notice) != OK)
        return; /* a minute later */
    hash_keyed(NULL, notice, strlen(notice), hash, sizeof hash);
    if (memcmp(hash, k->told, sizeof hash) == 0)
        return;
    memcpy(k->told, hash, sizeof hash);
    /* A lost bell: seen with the next. */
    IGNORE(bell_ring(k->line, topic_number(TOPIC_HOUSE, HOUSE_NEWS)));
}

/* What a sysop set takes effect here, and what the switchboard counts by there. */
static void take_settings(struct keeper *k)
{
    folder_take_settings(&k->folder);
    /* A lost bell: told again with the next tick. */
    IGNORE(bell_limits(k->line, k->folder.joins_per_hour, k->folder.visit.newcomer_posts));
}

/* Milliseconds until the next tick. */
static int tick_and_plan(void *ctx)
{
    struct keeper *k = ctx;
    bool empty = true;

    take_settings(k);
    enum err err = keeper_tick(&k->folder, &empty);

    if (err != OK)
        log_line(LOG_WARNING, "the clock's work failed: %s", err_info(err)->code);
    tell_notice(k);
    if (err == OK && !empty && ++k->wal_tries < KEEPER_WAL_TRIES)
        return KEEPER_WAL_RETRY_MS;
    k->wal_tries = 0;
    return keeper_rest_ms(&k->folder, err);
}

/* False: the server stops. */
static bool hear_bells(struct keeper *k)
{
    struct bell bell;

    for (;;) {
        enum err err = bell_receive(k->line, &bell);

        if (err == E_NOTREADY)
            return true;
        if (err != OK || bell.type == BELL_STOPPING)
            return false;
        k->asked |= bell.topic == topic_number(TOPIC_HOUSE, HOUSE_ASKED);
    }
}

static bool do_request(struct keeper *k, const struct house_request *r)
{
    uint64_t topic = topic_number(TOPIC_HOUSE, r->answer);
    enum err err = OK;

    switch (r->wish) {
    case HOUSE_LIST:
        return bell_list(k->line, topic) == OK;
    case HOUSE_KICK:
        err = bell_end_session(k->line, r->session);
        break;
    case HOUSE_BACKUP:
        err = backup_make(&k->folder.visit, k->data_dir);
        if (err != OK)
            log_line(LOG_WARNING, "a backup was not made: %s", err_info(err)->code);
        break;
    }
    if (err == OK && house_record(&k->folder.visit, r) != OK)
        log_line(LOG_WARNING, "what a sysop did could not be recorded");
    return err == OK;
}

/* What sysops' sessions and the operator asked for. */
static void answer(struct keeper *k)
{
    struct house_request r;

    k->asked = false;
    take_settings(k);
    for (int i = 0; i < REQUESTS_AT_ONCE && house_take(&k->folder.visit, &r) == OK; i++) {
        bool done = do_request(k, &r);

        /* A lost bell: whoever waits gives up by themselves. */
        IGNORE(bell_ring(k->line, topic_number(TOPIC_HOUSE, r.answer) + !done));
    }
    tell_notice(k);
    db_assert_idle(k->folder.db);
    db_release_memory(k->folder.db);
}

static enum err keeper_open(struct keeper *k, const struct app *app)
{
    k->data_dir = app->data_dir;
    TRY(folder_open(app->data_dir, &k->folder));
    const struct folder_file file = app_file(app);
    folder_set_file(&k->folder, &file);
    k->folder.visit.ring = ring;
    k->folder.visit.ring_ctx = k->line;
    /* Without a line everything happens at the next tick. */
    IGNORE(bell_subscribe(k->line, topic_number(TOPIC_HOUSE, HOUSE_ASKED)));
    return OK;
}

static int keep(struct keeper *k)
{
    struct keeper_pace pace = {0};

    for (;;) {
        struct pollfd p = {.fd = k->line->fd, .events = POLLIN};
        int wait_ms = keeper_step(&pace, &clock_system, tick_and_plan, k);

        if (k->had_line && k->line->fd < 0)
            return 0; /* it broke while a bell was rung */
        if (!k->asked && poll(&p, 1, wait_ms) < 0 && errno != EINTR)
            return 1;
        if (!hear_bells(k))
            return 0;
        if (k->asked)
            answer(k);
    }
}

int app_keeper(void *ctx, struct bell_line *line)
{
    AUTO_ERASURE_MEMORY struct erasure_memory erasures = {0};
    /* What was asked for while no keeper ran is looked at first. */
    struct keeper k = {.line = line, .had_line = line->fd >= 0, .asked = true};
    enum err err = keeper_open(&k, ctx);
    int status = 1;

    if (err != OK) {
        log_line(LOG_ERROR, "the data folder did not open: %s", err_info(err)->code);
        return status;
    }
    k.folder.visit.erasures = &erasures;
    status = keep(&k);
    folder_close(&k.folder);
    return status;
}
