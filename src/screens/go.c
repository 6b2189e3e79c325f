/* SPDX-License-Identifier: MIT
 *
 * go.c -- g and a letter: a place, from every screen that takes no text.
 */
#include <string.h>

#include <curbside/screens/context.h>

#include "context.h"

static const struct go_row {
    keycode key;
    const char *screen; /* NULL: the first one of a visit */
    bool member;
} rows[] = {
    {'h', NULL, false},       {'b', "boards", false},     {'m', "inbox", true},
    {'f', "following", true}, {'s', "bookmarks", true},   {'d', "drafts", true},
    {'o', "go_to", false},    {'i', "interviews", false},
};

bool screen_go(struct ui *ui, keycode key)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (rows[i].key != key)
            continue;
        if (rows[i].member && !is_member(ui))
            ui_fail(ui, E_GUEST);
        else if (!rows[i].screen)
            ui_restart(ui, screen_first(context_of(ui)), NULL, 0);
        else
            ui_push(ui, rows[i].screen, NULL, 0);
        return true;
    }
    return false;
}
