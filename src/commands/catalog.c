/* SPDX-License-Identifier: MIT
 *
 * catalog.c -- look-ups in the table of commands.
 *
 * The distance between two names is the restricted edit distance (insert, drop, change, swap two
 * neighbours): the slips of a typing hand. A name is suggested when at most a third of it is wrong.
 */
#include "catalog.h"

#include <string.h>

const struct exit_row exit_rows[] = {
    {0, "done"},
    {1, "not found, or it could not be done"},
    {2, "usage"},
    {3, "denied: a guest, a missing role, a locked thread, a closed board"},
    {4, "too fast, try later"},
    {5, "stopped by the safety check"},
    {70, "our fault"},
    {0, NULL},
};

const struct command_ops *command_find(const char *name)
{
    for (int i = 0; command_registry[i]; i++)
        if (strcmp(command_registry[i]->name, name) == 0)
            return command_registry[i];
    return NULL;
}

enum {
    NAME_MAX_CHARS = 24
}; /* longer words are no misspelled command */

static int min_of(int a, int b)
{
    return a < b ? a : b;
}

static int edit_distance(const char *a, const char *b)
{
    int d[NAME_MAX_CHARS + 1][NAME_MAX_CHARS + 1];
    int na = (int)strlen(a), nb = (int)strlen(b);

    for (int i = 0; i <= na; i++)
        d[i][0] = i;
    for (int j = 0; j <= nb; j++)
        d[0][j] = j;
    for (int i = 1; i <= na; i++) {
        for (int j = 1; j <= nb; j++) {
            int change = d[i - 1][j - 1] + (a[i - 1] != b[j - 1]);

            d[i][j] = min_of(change, 1 + min_of(d[i - 1][j], d[i][j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                d[i][j] = min_of(d[i][j], d[i - 2][j - 2] + 1);
        }
    }
    return d[na][nb];
}

const struct command_ops *command_closest(const char *name)
{
    const struct command_ops *best = NULL;
    int best_distance = 0;

    if (strlen(name) > NAME_MAX_CHARS)
        return NULL;
    for (int i = 0; command_registry[i]; i++) {
        const struct command_ops *ops = command_registry[i];
        int distance = edit_distance(name, ops->name);
        int allowed = 1 + (int)strlen(ops->name) / 4;

        if (distance <= allowed && (!best || distance < best_distance)) {
            best = ops;
            best_distance = distance;
        }
    }
    return best;
}

void command_flags(const struct command_ops *ops, struct flag ret[static COMMAND_FLAGS_MAX])
{
    static const struct flag common[] = {
        {.name = "--json"},
        {.name = "--help"},
    };
    int n = 0;

    for (const struct flag *f = ops->flags; f && f->name; f++) {
        BUG_ON(n + 3 > COMMAND_FLAGS_MAX);
        ret[n++] = *f;
    }
    for (size_t i = 0; i < sizeof common / sizeof *common; i++)
        ret[n++] = common[i];
    ret[n] = (struct flag){.name = NULL};
}
