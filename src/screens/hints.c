/* SPDX-License-Identifier: MIT
 *
 * hints.c -- what is said once, and where.
 *
 * A row's number is stored: a new hint takes the next number, none is used again.
 */
#include "hints.h"

#include <string.h>

#include <curbside/domain/identity.h>
#include <curbside/domain/settings.h>
#include <curbside/screens/context.h>
#include <curbside/ui/ui.h>

static const struct hint_row {
    int number; /* from 0, with SETTING_HINT_FIRST the setting's */
    const char *screen;
    struct ui_hint hint; /* as it is read, and as it is read aloud */
} rows[] = {
    {0,
     "home",
     {"Arrow keys and Enter are enough. ? shows what else works, : goes anywhere.",
      "Type the number of a row to open it. \"help\" says what else works on a page."}},
    {1,
     "thread_list",
     {"Numbers at the left are unread posts. Space reads on where something is unread.",
      "Enter alone reads on where something is unread."}},
    {2,
     "thread",
     {"Space reads on, thread after thread: what was shown to its end counts as read.",
      "Enter alone reads on, thread after thread: what was said to its end counts as read."}},
    {3,
     "compose",
     {"Ctrl-X finishes. What you type is kept as a draft every two seconds, whatever happens.",
      "\"finish\" posts it. What you type is kept as a draft every two seconds."}},
    {4,
     "search",
     {"Also: \"two words\", -without, board:anki, tag:step1, since:30d. Results open at the post.",
      "Results open at the post."}},
    {5,
     "interviews",
     {"Type / and any name people call a school: its city or state will do, too.",
      "\"find\" and any name people call a school: its city or state will do, too."}},
    {6,
     "inbox",
     {"c clears this list and marks nothing read; answers and mentions stay until then.",
      "\"clear\" empties this list and marks nothing read."}},
};

enum {
    N_ROWS = sizeof rows / sizeof *rows
};

/* In the place of what is true for members alone: for a guest nothing is unread. */
static const struct {
    const char *screen;
    struct ui_hint hint;
} for_guests[] = {
    {"thread_list",
     {"Enter reads the selected thread. / narrows the list as you type.",
      "Type the number of a thread to read it. \"find\" narrows the list."}},
    {"thread",
     {"Space reads on, } goes to the next post. s searches, ? shows what else works.",
      "Enter alone reads on, \"skip\" goes to the next post."}},
};

static const struct ui_hint *words_of(const struct hint_row *row, const struct visit *v)
{
    for (size_t i = 0; who_is_guest(v->who) && i < sizeof for_guests / sizeof *for_guests; i++)
        if (strcmp(for_guests[i].screen, row->screen) == 0)
            return &for_guests[i].hint;
    return &row->hint;
}

static enum setting setting_of(const struct hint_row *row)
{
    return (enum setting)(SETTING_HINT_FIRST + row->number);
}

bool hints_any_shown(const struct visit *v)
{
    for (int i = 0; i < N_ROWS; i++)
        if (setting_get(v, setting_of(&rows[i])) == 1)
            return true;
    return false;
}

void hints_bring_back(struct visit *v)
{
    for (int i = 0; i < N_ROWS; i++)
        IGNORE(setting_set(v, setting_of(&rows[i]), 0)); /* 0 is a value of every setting */
}

const struct ui_hint *screen_hint(void *context, const char *screen)
{
    const struct screen_context *ctx = context;

    for (int i = 0; i < N_ROWS; i++) {
        if (strcmp(rows[i].screen, screen) != 0 ||
            setting_get(ctx->visit, setting_of(&rows[i])) == 1)
            continue;
        IGNORE(setting_set(ctx->visit, setting_of(&rows[i]), 1)); /* a value it has */
        return words_of(&rows[i], ctx->visit);
    }
    return NULL;
}
