/* SPDX-License-Identifier: MIT
 *
 * erasure.c -- bench-erasure: what the keeper's minute costs while many posts wait to be erased.
 *
 *     bench-erasure DATA [JOBS]
 *
 * DATA is a data folder that may be written to: jobs for posts that are not there are put into it,
 * one in two for an alias. The CPU time of one tick is measured in the middle of their month: the
 * first of a process, which opens them all, and those after it. One JSON document comes out; the
 * status is 3 when a later tick is over its budget.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <curbside/app/folder.h>
#include <curbside/domain/erasure.h>
#include <curbside/store/db.h>

enum {
    JOBS = 5000,
    TICKS = 50,
    BUDGET_MS = 5,
    DAYS_ON = 15,
    DAY_S = 24 * 60 * 60,
    MINUTE_S = 60,
    POST_ID_MAX = 999999999,
};

static int64_t wall = 1795442400; /* any whole day's afternoon */

static int64_t wall_s(void *ctx)
{
    (void)ctx;
    return wall;
}

static int64_t mono_ms(void *ctx)
{
    (void)ctx;
    return wall * 1000;
}

static _Noreturn void give_up(const char *what, enum err err)
{
    fprintf(stderr, "bench-erasure: %s: %s\n", what, err_info(err)->sentence);
    exit(1);
}

static void jobs_make(struct visit *v, int n)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    struct erasure_plan plan = {.posts = calloc((size_t)n, sizeof *plan.posts), .n = n, .cap = n};
    struct erasure_jobs *jobs;

    if (!plan.posts)
        give_up("jobs", E_NOMEM);
    for (int i = 0; i < n; i++)
        plan.posts[i] = (struct erasure_post){.post = {1 + random_below(v->random, POST_ID_MAX)},
                                              .alias = i % 2 == 0};
    enum err err = erasure_seal(&a, v, &plan, &jobs);
    if (err == OK)
        err = txn_begin(&txn, v->db, TXN_WRITE);
    if (err == OK)
        err = erasure_store(v, jobs);
    if (err == OK)
        err = txn_commit(&txn);
    free(plan.posts);
    if (err != OK)
        give_up("jobs", err);
}

/* Milliseconds of CPU of one tick. */
static double tick(struct visit *v)
{
    struct timespec from, to;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
    enum err err = erasure_due(v);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
    if (err != OK)
        give_up("a tick", err);
    wall += MINUTE_S;
    return (double)(to.tv_sec - from.tv_sec) * 1e3 + (double)(to.tv_nsec - from.tv_nsec) / 1e6;
}

int main(int argc, char **argv)
{
    const struct clock clock = {.wall_s = wall_s, .mono_ms = mono_ms};
    AUTO_FOLDER struct folder folder = {0};
    AUTO_ERASURE_MEMORY struct erasure_memory memory = {0};
    double first, sum = 0, most = 0;
    int n = argc > 2 ? atoi(argv[2]) : JOBS;

    if (argc < 2 || n < 1)
        give_up("usage: bench-erasure DATA [JOBS]", E_USAGE);
    enum err err = folder_open(argv[1], &folder);
    if (err != OK)
        give_up(argv[1], err);
    folder.visit.clock = &clock;
    folder.visit.erasures = &memory;
    jobs_make(&folder.visit, n);
    wall += (int64_t)DAYS_ON * DAY_S;
    tick(&folder.visit); /* with all that was not done before */
    erasure_memory_done(&memory);
    first = tick(&folder.visit);
    for (int i = 0; i < TICKS; i++) {
        double ms = tick(&folder.visit);

        sum += ms;
        most = ms > most ? ms : most;
    }
    printf("{\"jobs\": %d, \"first_ms\": %.3f, \"tick_ms\": %.3f, \"most_ms\": %.3f}\n", n, first,
           sum / TICKS, most);
    return sum / TICKS > BUDGET_MS ? 3 : 0;
}
