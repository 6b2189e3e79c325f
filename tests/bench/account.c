/* SPDX-License-Identifier: MIT
 *
 * account.c -- what a server costs, read from /proc.
 *
 * CPU is the sum over the tree of processes, with that of children already waited for, so that a
 * caller who came and went is counted in full once the parent has reaped it. The kernel's own
 * memory for a caller cannot be read for one process: the machine's sums are taken before and
 * after, and they hold the client's sockets too.
 */
#include "bench.h"

#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct process {
    pid_t pid, parent;
    double ticks;
    bool taken;
};

static FILE *proc_open(pid_t pid, const char *file)
{
    char path[64];

    snprintf(path, sizeof path, "/proc/%d/%s", (int)pid, file);
    return fopen(path, "re");
}

static bool process_read(pid_t pid, struct process *ret)
{
    FILE *f = proc_open(pid, "stat");
    char line[1024] = "", *end;
    long user, system, waited_user, waited_system;

    if (!f)
        return false;
    if (!fgets(line, sizeof line, f))
        line[0] = '\0';
    fclose(f);
    end = strrchr(line, ')');
    if (!end || sscanf(end + 2, "%*c %d %*d %*d %*d %*d %*u %*u %*u %*u %*u %ld %ld %ld %ld",
                       &ret->parent, &user, &system, &waited_user, &waited_system) != 5)
        return false;
    ret->pid = pid;
    ret->ticks = (double)(user + system + waited_user + waited_system);
    ret->taken = false;
    return true;
}

static struct process *processes_read(int *ret_n)
{
    DIR *d = opendir("/proc");
    struct dirent *e;
    struct process *all = NULL;
    int n = 0, room = 0;

    while (d && (e = readdir(d))) {
        if (!isdigit((unsigned char)e->d_name[0]))
            continue;
        if (n == room) {
            room = room * 2 + 1024;
            all = realloc(all, (size_t)room * sizeof *all);
            if (!all)
                abort();
        }
        n += process_read(atoi(e->d_name), &all[n]);
    }
    if (d)
        closedir(d);
    *ret_n = n;
    return all;
}

/* The number behind "Key:" summed over the lines that have it; -1 without the file. */
static double field(FILE *f, const char *key)
{
    char line[256];
    double sum = 0;

    if (!f)
        return -1;
    while (fgets(line, sizeof line, f))
        if (strncmp(line, key, strlen(key)) == 0 && line[strlen(key)] == ':')
            sum += atof(line + strlen(key) + 1);
    fclose(f);
    return sum;
}

static void process_add(struct account *a, const struct process *p, bool memory)
{
    double pss;

    a->processes++;
    a->cpu_ms += p->ticks * 1e3 / (double)sysconf(_SC_CLK_TCK);
    a->wakeups += (long)field(proc_open(p->pid, "status"), "voluntary_ctxt_switches");
    if (!memory)
        return;
    pss = field(proc_open(p->pid, "smaps_rollup"), "Pss");
    if (pss > 0)
        a->pss_kb += pss;
}

/* Processes are listed in the order of their numbers, parents mostly first: a few rounds do. */
static bool takes_some(struct account *a, pid_t server, struct process *all, int n, bool memory)
{
    bool some = false;

    for (int i = 0; i < n; i++) {
        bool ours = all[i].pid == server;

        for (int k = 0; k < n && !ours && !all[i].taken; k++)
            ours = all[k].taken && all[k].pid == all[i].parent;
        if (!ours || all[i].taken)
            continue;
        all[i].taken = some = true;
        process_add(a, &all[i], memory);
    }
    return some;
}

struct account account_of(pid_t server, bool memory)
{
    struct account a = {.pss_kb = memory ? 0 : -1};
    struct process *all;
    int n;

    if (server > 0) {
        all = processes_read(&n);
        while (takes_some(&a, server, all, n, memory))
            ;
        free(all);
    }
    a.kernel_kb = field(fopen("/proc/meminfo", "re"), "SUnreclaim") +
                  field(fopen("/proc/meminfo", "re"), "KernelStack") +
                  field(fopen("/proc/meminfo", "re"), "PageTables");
    return a;
}
