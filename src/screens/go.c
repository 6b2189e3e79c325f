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
    bool staff;
} rows[] = {
    {'h', NULL, false, false},        {'b', "boards", false, false},
    {'m', "inbox", true, false},      {'f', "following", true, false},
    {'s', "bookmarks", true, false},  {'d', "drafts", true, false},
    {'o', "go_to", false, false},     {'i', "interviews", false, false},
    {'q', "queue", true, true},       {'l', "modlog", false, false},
    {'k', "questions", false, false}, {'y', "sysop", true, true},
};

bool screen_go(struct ui *ui, keycode key)
{
    if (key == 'c' && confidential_open(ui))
        return true;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (rows[i].key != key)
            continue;
        if (rows[i].staff)
            role_recheck(ui);
        if (rows[i].staff && !ui_has_screen(ui, rows[i].screen))
            return false;
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
