/* SPDX-License-Identifier: MIT
 *
 * home_links.c -- the line at the foot of home: what the board says of itself.
 */
#include "home_links.h"

/* Where the board says what it is, on one line that is always there. */
static const struct {
    const char *key, *words;
} links[] = {
    {"a", "How your anonymity works"},
    {"r", "House rules"},
    {"p", "What moderators did"},
};

void home_links_draw(struct canvas *c, struct area row)
{
    int x = row.x, end = row.x + row.cols;

    for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
        int cols = 2 + canvas_text_cols(c, links[i].words);

        if (x + cols > end)
            return;
        canvas_text(c, x, row.y, 1, THEME_KEY, links[i].key);
        canvas_text(c, x + 2, row.y, cols - 2, THEME_DIM, links[i].words);
        x += cols + 3;
    }
}

void home_link_anonymity(struct ui *ui, void *state)
{
    (void)state;
    ui_push(ui, "anonymity", NULL, 0);
}

void home_link_rules(struct ui *ui, void *state)
{
    (void)state;
    ui_push(ui, "about", NULL, 0);
}

void home_link_log(struct ui *ui, void *state)
{
    (void)state;
    ui_push(ui, "modlog", NULL, 0);
}

bool home_has_log(struct ui *ui, const void *state)
{
    (void)state;
    return ui_has_screen(ui, "modlog");
}
