/* SPDX-License-Identifier: MIT
 *
 * catalog.c -- look-ups in the table of commands.
 *
 * A name is suggested when at most a third of it is wrong.
 */
#include "catalog.h"

#include <string.h>

#include <curbside/text/slips.h>

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

const struct command_ops *command_closest(const char *name)
{
    const struct command_ops *best = NULL;
    int best_distance = 0;

    for (int i = 0; command_registry[i]; i++) {
        const struct command_ops *ops = command_registry[i];
        int distance = slips_between(name, strlen(name), ops->name, strlen(ops->name));
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
