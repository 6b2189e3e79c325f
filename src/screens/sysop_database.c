/* SPDX-License-Identifier: MIT
 *
 * sysop_database.c -- how the database is, and a backup now.
 */

#include <curbside/domain/backup.h>
#include <curbside/domain/house.h>

#include "context.h"
#include "rows.h"

enum {
    LABEL_COLS = 14,
    WAIT_MS = 2000, /* a small board's is done by then; a large one's goes on */
};

struct state {
    struct health health;
};

static enum err database_load(struct ui *ui, void *state)
{
    struct state *s = state;

    return health_get(visit_of(ui), &s->health);
}

static enum err database_open(struct ui *ui, void *state, const void *arg)
{
    (void)arg;
    return database_load(ui, state);
}

static void back_up(struct ui *ui, void *state)
{
    enum err err = house_backup(visit_of(ui), WAIT_MS);

    if (err == E_NO_SERVER)
        ui_say(ui, "It is being made; u looks again whether it is done.");
    else if (err == E_IO)
        ui_warn(ui, "There is no new backup; the server's log says why.");
    else if (err != OK)
        ui_fail(ui, err);
    else
        ui_say(ui, "A backup was made, and it is whole.");
    if (err == OK)
        ui_fail(ui, database_load(ui, state));
}

static void look_again(struct ui *ui, void *state)
{
    ui_fail(ui, database_load(ui, state));
}

/* ---- the page ---- */

static const char *kilobytes(struct arena *a, int64_t bytes)
{
    bool small = bytes < 10 * 1024 * 1024;
    char count[COUNT_SIZE];

    return arena_printf(a, "%s %s", count_format(bytes / 1024 / (small ? 1 : 1024), count),
                        small ? "kB" : "MB");
}

static const char *day_words(struct arena *a, int64_t day)
{
    char text[TIME_RFC3339_SIZE];

    if (day < 0)
        return "never";
    time_format_rfc3339(day, text);
    return arena_printf(a, "%.10s", text);
}

static void line(struct canvas *c, struct area *at, const char *label, const char *words, ink s)
{
    if (at->rows < 1 || !words)
        return;
    canvas_text_fit(c, at->x + 1, at->y, LABEL_COLS, THEME_DIM, label);
    canvas_text_fit(c, at->x + 1 + LABEL_COLS, at->y, at->cols - 2 - LABEL_COLS, s, words);
    at->y++;
    at->rows--;
}

static void database_header(struct ui *ui, const void *state, struct header *ret)
{
    (void)ui, (void)state;
    ret->place = "Sysop › Database";
}

static void database_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    static const char words[] =
        "A backup is backups/newest.db in the data folder: all but drafts. secret.key is not in "
        "it: keep a copy apart, for without it no key opens its account. seal/ is in none.";
    const struct health *h = &((const struct state *)state)->health;
    struct arena *a = ui_scratch(ui);
    char pages[COUNT_SIZE], free_pages[COUNT_SIZE];
    bool damaged = h->violations > 0;

    if (body.cols > UI_TEXT_COLS)
        body.cols = UI_TEXT_COLS;
    line(canvas, &body, "Size",
         arena_printf(a, "%s, %s pages, %s free", kilobytes(a, h->bytes),
                      count_format(h->pages, pages), count_format(h->free_pages, free_pages)),
         THEME_TEXT);
    line(canvas, &body, "Log", kilobytes(a, h->wal_bytes), THEME_TEXT);
    line(canvas, &body, "Schema", arena_printf(a, "%d", h->schema), THEME_TEXT);
    line(canvas, &body, "Search", h->search_whole ? "whole" : "damaged: curbside reindex",
         h->search_whole ? THEME_TEXT : THEME_WARNING);
    line(canvas, &body, "Checked",
         arena_printf(a, "%s%s", day_words(a, h->checked_day),
                      damaged ? ", damaged: curbside check" : ""),
         damaged ? THEME_WARNING : THEME_TEXT);
    line(canvas, &body, "Backup",
         h->backup_day < 0 ? "never"
                           : arena_printf(a, "%s, %s", day_words(a, h->backup_day),
                                          kilobytes(a, h->backup_bytes)),
         h->backup_day < 0 ? THEME_WARNING : THEME_TEXT);
    body.x++, body.cols -= 2, body.y++, body.rows--;
    if (body.rows > 0)
        text_block_draw(canvas, body, a, THEME_DIM, words);
}

/* clang-format off */
static const struct key_action keys[] = {
    {'b', back_up, "backup", "Make a backup now", NULL},
    {'u', look_again, "look again", "Read all of it anew", NULL},
    {0},
};
/* clang-format on */

const struct screen_ops screen_sysop_database = {
    .name = "sysop_database",
    .about = "Database",
    .min_level = 3,
    .state_size = sizeof(struct state),
    .keys = keys,
    .open = database_open,
    .resume = database_load,
    .header = database_header,
    .draw = database_draw,
};
