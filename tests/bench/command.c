/* SPDX-License-Identifier: MIT
 *
 * command.c -- many at once who each run a command again and again: `ssh host COMMAND < input`.
 *
 * A run is counted from TCP connect to the exit status, which is the server's acknowledgement.
 * Every client has a key of its own: "%d" in the key's file name is the client's number, from 0.
 */
#include "bench.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    RUNNERS_MAX = 64,
    EXIT_NONE = -1,
    COMPLAINTS = 3,
};

struct runner {
    struct target target;
    const struct commanding *what;
    int number, runs, done, failed;
    double *ms;
};

/* Until the channel ends; what was said last is for a complaint. */
static int take_answer(struct call *c, char *said, size_t room)
{
    size_t n = 0;

    for (int err = 0; err < 2; err++) {
        int got;

        do {
            got = ssh_channel_read(c->channel, said + n, (uint32_t)(room - 1 - n), err);
            n += got > 0 ? (size_t)got : 0;
            if (n == room - 1)
                n = 0; /* a long answer: its end */
        } while (got > 0);
    }
    said[n] = '\0';
    return ssh_channel_get_exit_status(c->channel);
}

static int run_once(const struct runner *r, int round, double *ret_ms, char *said, size_t room)
{
    char input[512];
    struct call c;
    int status = EXIT_NONE, n;

    n = snprintf(input, sizeof input, "%s %d.%d\n", r->what->input, r->number, round);
    if (call_login(&c, &r->target) && ssh_channel_request_exec(c.channel, r->what->command) == 0 &&
        ssh_channel_write(c.channel, input, (uint32_t)n) == n &&
        ssh_channel_send_eof(c.channel) == 0)
        status = take_answer(&c, said, room);
    *ret_ms = clock_ms() - c.began_ms;
    call_close(&c);
    return status;
}

static void *run_all(void *arg)
{
    struct runner *r = arg;
    char said[512];

    for (int i = 0; i < r->runs; i++) {
        said[0] = '\0';
        if (run_once(r, i, &r->ms[r->done], said, sizeof said) == 0)
            r->done++;
        else if (r->failed++ < COMPLAINTS)
            fprintf(stderr, "curbside-bench: client %d: %s\n", r->number, said);
        pause_ms(r->what->pause_ms);
    }
    return NULL;
}

static bool runner_init(struct runner *r, const struct target *t, const struct commanding *what)
{
    char path[4096];

    r->target = *t;
    r->what = what;
    r->ms = calloc((size_t)r->runs + 1, sizeof *r->ms);
    if (!r->ms)
        abort();
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    snprintf(path, sizeof path, what->key_path, r->number);
#pragma GCC diagnostic pop
    return ssh_pki_import_privkey_file(path, NULL, NULL, NULL, &r->target.key) == SSH_OK;
}

json_t *measure_command(const struct target *t, int clients, int runs,
                        const struct commanding *what)
{
    struct runner r[RUNNERS_MAX] = {{.number = 0}};
    pthread_t threads[RUNNERS_MAX];
    json_t *o = json_object();
    int done = 0, failed = 0;
    double *ms, began;

    if (!what->command || !what->key_path)
        return NULL;
    clients = clients > RUNNERS_MAX ? RUNNERS_MAX : clients;
    ms = calloc((size_t)(clients * runs) + 1, sizeof *ms);
    if (!ms)
        abort();
    for (int i = 0; i < clients; i++) {
        r[i].number = i;
        r[i].runs = runs;
        if (!runner_init(&r[i], t, what))
            return NULL;
    }
    began = clock_ms();
    for (int i = 0; i < clients; i++)
        if (pthread_create(&threads[i], NULL, run_all, &r[i]) != 0)
            abort();
    for (int i = 0; i < clients; i++) {
        pthread_join(threads[i], NULL);
        memcpy(ms + done, r[i].ms, (size_t)r[i].done * sizeof *ms);
        done += r[i].done;
        failed += r[i].failed;
        free(r[i].ms);
        ssh_key_free(r[i].target.key);
    }
    json_object_set_new(o, "clients", json_integer(clients));
    json_object_set_new(o, "per_second", json_real(done / (clock_ms() - began) * 1e3));
    json_object_set_new(o, "failed", json_integer(failed));
    json_object_set_new(o, "acknowledged_ms", percentiles(ms, done));
    free(ms);
    return o;
}
