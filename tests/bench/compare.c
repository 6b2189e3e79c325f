/* SPDX-License-Identifier: MIT
 *
 * compare.c -- two results of the same ruler side by side, as a Markdown table.
 */
#include "bench.h"

#include <stdio.h>
#include <string.h>

static const struct row {
    const char *name, *path; /* keys joined by "." */
    double must;             /* the budget of docs/architecture.md; 0: none */
    bool at_least;
} rows[] = {
    {"connect to first complete screen, p50, ms", "connect.screen_ms.p50", 15, false},
    {"connect to first complete screen, p95, ms", "connect.screen_ms.p95", 0, false},
    {"server CPU per connection, ms", "connect.server_cpu_ms", 6, false},
    {"key to redraw, p50, ms", "keys.redraw_ms.p50", 0.8, false},
    {"key to redraw, p99, ms", "keys.redraw_ms.p99", 5, false},
    {"sessions held", "hold.held", 0, false},
    {"PSS per session just opened, KiB", "hold.pss_kb_per_session_at_first", 0, false},
    {"PSS per idle session, KiB", "hold.pss_kb_per_session", 1024, false},
    {"kernel memory per idle session, KiB", "hold.kernel_kb_per_session", 0, false},
    {"CPU of the idle sessions, % of a core", "hold.idle.cpu_percent_of_core", 0.5, false},
    {"wake-ups per second, all idle sessions", "hold.idle.wakeups_per_second", 0, false},
    {"connect while they are held, p50, ms", "hold.connect_while_held.screen_ms.p50", 0, false},
    {"server CPU per connection while held, ms", "hold.connect_while_held.server_cpu_ms", 0, false},
    {"new connections per second, 8 clients", "storm.per_second", 200, true},
};

static double value(const json_t *o, const char *path, bool *ret_there)
{
    char keys[128], *save = NULL;

    snprintf(keys, sizeof keys, "%s", path);
    for (char *key = strtok_r(keys, ".", &save); key && o; key = strtok_r(NULL, ".", &save))
        o = json_object_get(o, key);
    *ret_there = json_is_number(o);
    return json_number_value(o);
}

static void print_value(const json_t *o, const char *path)
{
    bool there;
    double v = value(o, path, &there);

    if (there)
        printf(" %10.2f |", v);
    else
        printf(" %10s |", "-");
}

/* Where the first result misses its budget; how often. */
static int print_rows(const json_t *a, const json_t *b)
{
    int missed = 0;

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct row *r = &rows[i];
        bool there, bad;
        double v = value(a, r->path, &there);

        bad = there && r->must > 0 && (r->at_least ? v < r->must : v > r->must);
        missed += bad;
        printf("| %-43s |", r->name);
        print_value(a, r->path);
        print_value(b, r->path);
        if (r->must > 0)
            printf(" %s %-6g%s |\n", r->at_least ? ">=" : "<=", r->must, bad ? " missed" : "");
        else
            printf(" |\n");
    }
    return missed;
}

int compare(const char *path_a, const char *path_b)
{
    json_error_t e;
    json_t *a = json_load_file(path_a, 0, &e), *b = json_load_file(path_b, 0, &e);
    int missed;

    if (!a || !b) {
        fprintf(stderr, "curbside-bench: %s: %s\n", a ? path_b : path_a, e.text);
        return 1;
    }
    printf("| %-43s | %10s | %10s | must |\n", "what",
           json_string_value(json_object_get(a, "name")),
           json_string_value(json_object_get(b, "name")));
    printf("|---------------------------------------------|-----------:|-----------:|------|\n");
    missed = print_rows(a, b);
    json_decref(a);
    json_decref(b);
    return missed ? 3 : 0;
}
