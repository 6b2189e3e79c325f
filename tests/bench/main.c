/* SPDX-License-Identifier: MIT
 *
 * main.c -- curbside-bench: measure any SSH server that draws a screen, JSON out.
 *
 *     curbside-bench --port PORT --marker TEXT [--key FILE] [--server PID] [...] WHAT...
 *     curbside-bench compare A.json B.json
 *
 * WHAT is connect[=N], keys[=N], hold[=N], storm[=SECONDS], command[=N]; see README.md beside this
 * file.
 */
#include "bench.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

struct plan {
    struct target target;
    const char *name, *key; /* key: a file; NULL: method "none" */
    struct holding holding;
    struct commanding commanding;
    int clients;
};

static _Noreturn void usage(const char *why)
{
    fprintf(
        stderr,
        "curbside-bench: %s\n"
        "usage: curbside-bench --port PORT --marker TEXT [--key FILE] [--user USER] [--name NAME]\n"
        "         [--host IPV4] [--term TERM] [--cols N] [--rows N] [--server PID] [--keys jk]\n"
        "         [--steps KEYS] [--rest SECONDS] [--idle SECONDS] [--meanwhile COMMAND] [--probes N]\n"
        "         [--clients N] [--command WORDS --input TEXT --keys-of FILE%%d --pause MS]\n"
        "         (connect[=N] | keys[=N] | hold[=N] | storm[=SECONDS] | command[=N])...\n"
        "       curbside-bench compare A.json B.json\n",
        why);
    exit(2);
}

/* \r, \e and \\ in keys given on the command line; in place. */
static char *unescape(char *s)
{
    char *to = s;

    for (char *from = s; *from; from++) {
        if (*from == '\\' && from[1] == 'r')
            *to++ = '\r', from++;
        else if (*from == '\\' && from[1] == 'e')
            *to++ = '\033', from++;
        else
            *to++ = *from;
    }
    *to = '\0';
    return s;
}

static void key_load(struct target *t, const char *path)
{
    if (ssh_pki_import_privkey_file(path, NULL, NULL, NULL, &t->key) != SSH_OK)
        usage("the key cannot be read");
}

/* Where the value of an option goes. */
static const struct option_row {
    const char *name;
    enum {
        TEXT,
        NUMBER,
        KEYS
    } kind;
    size_t offset; /* in struct plan */
} option_rows[] = {
    {"name", TEXT, offsetof(struct plan, name)},
    {"host", TEXT, offsetof(struct plan, target.host)},
    {"port", NUMBER, offsetof(struct plan, target.port)},
    {"user", TEXT, offsetof(struct plan, target.user)},
    {"term", TEXT, offsetof(struct plan, target.term)},
    {"cols", NUMBER, offsetof(struct plan, target.cols)},
    {"rows", NUMBER, offsetof(struct plan, target.rows)},
    {"marker", TEXT, offsetof(struct plan, target.marker)},
    {"server", NUMBER, offsetof(struct plan, target.server)},
    {"keys", KEYS, offsetof(struct plan, target.keys)},
    {"steps", KEYS, offsetof(struct plan, target.steps)},
    {"key", TEXT, offsetof(struct plan, key)},
    {"idle", NUMBER, offsetof(struct plan, holding.idle_s)},
    {"rest", NUMBER, offsetof(struct plan, holding.rest_s)},
    {"meanwhile", TEXT, offsetof(struct plan, holding.meanwhile)},
    {"probes", NUMBER, offsetof(struct plan, holding.probes)},
    {"clients", NUMBER, offsetof(struct plan, clients)},
    {"command", TEXT, offsetof(struct plan, commanding.command)},
    {"input", TEXT, offsetof(struct plan, commanding.input)},
    {"keys-of", TEXT, offsetof(struct plan, commanding.key_path)},
    {"pause", NUMBER, offsetof(struct plan, commanding.pause_ms)},
};

static void option_set(struct plan *p, const struct option_row *row, char *value)
{
    char *field = (char *)p + row->offset;

    if (row->kind == NUMBER)
        *(int *)(void *)field = atoi(value);
    else
        *(const char **)(void *)field = row->kind == KEYS ? unescape(value) : value;
}

/* Options first; *ret_first is the first word behind them. */
static struct plan options(int argc, char **argv, int *ret_first)
{
    struct plan p = {
        .target = {.host = "127.0.0.1",
                   .user = "bench",
                   .term = "xterm-256color",
                   .keys = "jk",
                   .cols = 80,
                   .rows = 24,
                   .timeout_ms = 15000,
                   .quiet_ms = 40},
        .name = "server",
        .holding = {.rest_s = 65, .idle_s = 30, .probes = 50},
        .commanding = {.input = ""},
        .clients = 8,
    };
    int i = 1;

    for (; i + 1 < argc && strncmp(argv[i], "--", 2) == 0; i += 2) {
        size_t k = 0, n = sizeof option_rows / sizeof option_rows[0];

        while (k < n && strcmp(option_rows[k].name, argv[i] + 2) != 0)
            k++;
        if (k == n)
            usage("an option that is not known");
        option_set(&p, &option_rows[k], argv[i + 1]);
    }
    if (!p.target.port || !(p.target.marker || p.commanding.command))
        usage("--port and --marker are needed");
    if (strlen(p.target.keys) != 2)
        usage("--keys are two keys");
    if (p.key)
        key_load(&p.target, p.key);
    *ret_first = i;
    return p;
}

/* One measurement by its word; false when the word is none. */
static bool run(const struct plan *p, const char *word, json_t *out)
{
    char name[16];
    const char *equals = strchr(word, '=');
    int n = equals ? atoi(equals + 1) : 0;
    json_t *o = NULL;

    snprintf(name, sizeof name, "%.*s", (int)strcspn(word, "="), word);
    if (strcmp(name, "connect") == 0)
        o = measure_connect(&p->target, n ? n : 100);
    else if (strcmp(name, "keys") == 0)
        o = measure_keys(&p->target, n ? n : 500);
    else if (strcmp(name, "hold") == 0)
        o = measure_hold(&p->target, n ? n : 300, &p->holding);
    else if (strcmp(name, "storm") == 0)
        o = measure_storm(&p->target, p->clients, n ? n : 10);
    else if (strcmp(name, "command") == 0)
        o = measure_command(&p->target, p->clients, n ? n : 10, &p->commanding);
    return o && json_object_set_new(out, name, o) == 0;
}

/* Thousands of callers need as many descriptors. */
static void limits_raise(void)
{
    struct rlimit l;

    if (getrlimit(RLIMIT_NOFILE, &l) == 0) {
        l.rlim_cur = l.rlim_max;
        setrlimit(RLIMIT_NOFILE, &l);
    }
}

int main(int argc, char **argv)
{
    struct plan p;
    json_t *out;
    int first;

    if (argc == 4 && strcmp(argv[1], "compare") == 0)
        return compare(argv[2], argv[3]);
    signal(SIGPIPE, SIG_IGN);
    ssh_init();
    limits_raise();
    p = options(argc, argv, &first);
    out = json_object();
    json_object_set_new(out, "name", json_string(p.name));
    for (int i = first; i < argc; i++)
        if (!run(&p, argv[i], out))
            usage("what is to be measured?");
    json_dumpf(out, stdout, JSON_INDENT(2) | JSON_REAL_PRECISION(6));
    putchar('\n');
    json_decref(out);
    ssh_key_free(p.target.key);
    ssh_finalize();
    return 0;
}
