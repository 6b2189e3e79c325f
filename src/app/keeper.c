/* SPDX-License-Identifier: MIT
 *
 * keeper.c -- wakes once a minute and at every release, does what is due, sleeps.
 *
 * The write-ahead log holds what the database overwrote, and the order in which rows changed: it is
 * truncated at every tick until it is empty. A failed tick is logged and tried again a minute
 * later; only the end of the server ends the keeper.
 */
#include <curbside/app/keeper.h>

#include <errno.h>
#include <poll.h>

#include <curbside/app/app.h>
#include <curbside/base/log.h>
#include <curbside/domain/erasure.h>
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

/* After a release everybody who looks at what it changed hears of it. */
static void ring(void *ctx, enum topic_kind kind, int64_t id)
{
    /* A lost bell: an update later. */
    IGNORE(bell_ring(ctx, topic_number(kind, id)));
    if (kind == TOPIC_BOARD)
        IGNORE(bell_ring(ctx, topic_number(TOPIC_FORUM, 0)));
}

/* Milliseconds until the next tick. */
static int tick_and_plan(struct folder *f, int *wal_tries)
{
    bool empty = true;
    enum err err = keeper_tick(f, &empty);

    if (err != OK)
        log_line(LOG_WARNING, "the clock's work failed: %s", err_info(err)->code);
    if (err == OK && !empty && ++*wal_tries < KEEPER_WAL_TRIES)
        return KEEPER_WAL_RETRY_MS;
    *wal_tries = 0;
    return next_tick_ms(f);
}

/* False: the server stops. */
static bool hear_bells(struct bell_line *line)
{
    struct bell bell;

    for (;;) {
        enum err err = bell_receive(line, &bell);

        if (err == E_NOTREADY)
            return true;
        if (err != OK || bell.type == BELL_STOPPING)
            return false;
    }
}

int app_keeper(void *ctx, struct bell_line *line)
{
    const struct app *app = ctx;
    AUTO_FOLDER struct folder folder = {0};
    AUTO_ERASURE_MEMORY struct erasure_memory erasures = {0};
    enum err err = folder_open(app->data_dir, &folder);
    int64_t due = 0;
    int wal_tries = 0;

    if (err != OK) {
        log_line(LOG_ERROR, "the data folder did not open: %s", err_info(err)->code);
        return 1;
    }
    folder_set_alias(&folder, &app->alias);
    folder.figures = app->figures;
    folder.visit.erasures = &erasures;
    folder.visit.ring = ring;
    folder.visit.ring_ctx = line;
    for (;;) {
        struct pollfd p = {.fd = line->fd, .events = POLLIN};
        int64_t now = clock_mono_ms(&clock_system);

        if (now >= due)
            due = now + tick_and_plan(&folder, &wal_tries);
        now = clock_mono_ms(&clock_system);
        if (poll(&p, 1, due > now ? (int)(due - now) : 0) < 0 && errno != EINTR)
            return 1;
        if (!hear_bells(line))
            return 0;
    }
}
