/* SPDX-License-Identifier: MIT
 *
 * for_you.c -- the lines of home that are for its owner, from their sources.
 *
 * A line says why it is there, where it is, and when. On a narrow screen the place goes first.
 */
#include "for_you.h"

#include <inttypes.h>
#include <string.h>

#include <curbside/domain/board.h>
#include <curbside/domain/draft.h>
#include <curbside/domain/flag.h>
#include <curbside/domain/unread.h>

#include "age.h"
#include "context.h"
#include "places.h"
#include "rows.h"

enum {
    DRAFTS = 3,       /* shown; the others are one step away */
    UNREAD = 6,       /* likewise */
    PLACE_LEAST = 60, /* columns of a row with room for the place */
};

/* In the order in which they are shown. */
static for_you_source *const sources[] = {
    for_you_inbox,
    for_you_drafts,
    for_you_schools,
    for_you_unread,
};

void for_you_add(struct for_you *list, const struct for_you_line *line, const char *screen,
                 const void *arg, size_t arg_size)
{
    struct for_you_line *added = &list->lines[list->n];

    BUG_ON(arg_size > sizeof added->arg);
    if (list->n == FOR_YOU_MAX)
        return;
    *added = *line;
    added->screen = screen;
    memcpy(added->arg, arg, arg_size);
    added->arg_size = arg_size;
    list->n++;
}

enum err for_you_load(struct ui *ui, struct arena *page, struct for_you *ret)
{
    ret->n = 0;
    if (!is_member(ui))
        return OK;
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++)
        TRY(sources[i](ui, page, ret));
    return OK;
}

/* ---- sources ---- */

static const char *draft_place(struct ui *ui, struct arena *page, const struct draft *d)
{
    struct thread_row thread;
    struct board board;

    if (d->thread.v != 0)
        return thread_get(page, visit_of(ui), d->thread, &thread) == OK ? thread.board_title : NULL;
    return board_get(page, visit_of(ui), d->board, &board) == OK ? board.title : NULL;
}

/* Of an interview report: the slug is in the page's arena, as what the line points to. */
static void report_draft_add(struct for_you *ret, const struct draft *d)
{
    struct school_arg arg = {d->school};

    for_you_add(ret,
                &(struct for_you_line){.mark = "your draft",
                                       .said = "Your report, not handed in",
                                       .title = d->title,
                                       .when = d->updated},
                "report", &arg, sizeof arg);
}

enum err for_you_drafts(struct ui *ui, struct arena *page, struct for_you *ret)
{
    struct draft_page drafts;

    TRY(draft_list(page, visit_of(ui), &drafts));
    for (int i = 0; i < drafts.n && i < DRAFTS; i++) {
        const struct draft *d = &drafts.rows[i];
        struct compose_arg arg = {.draft = d->number, .board = d->board, .thread = d->thread};

        if (*d->school) {
            report_draft_add(ret, d);
            continue;
        }
        for_you_add(ret,
                    &(struct for_you_line){.mark = "your draft",
                                           .said = d->thread.v != 0 ? "Your draft of a reply"
                                                                    : "Your draft, not posted",
                                           .place = draft_place(ui, page, d),
                                           .title = draft_name(page, visit_of(ui), d),
                                           .when = d->updated},
                    "compose", &arg, sizeof arg);
    }
    return OK;
}

static bool is_listed(const struct for_you *list, thread_id thread)
{
    for (int i = 0; i < list->n; i++)
        if (list->lines[i].thread.v == thread.v)
            return true;
    return false;
}

enum err for_you_unread(struct ui *ui, struct arena *page, struct for_you *ret)
{
    struct thread_page threads;

    if (context_of(ui)->unread == 0)
        return OK;
    TRY(unread_list(page, visit_of(ui), (board_id){0}, NULL, UNREAD, &threads));
    for (int i = 0; i < threads.n; i++) {
        const struct thread_row *t = &threads.rows[i];
        struct thread_arg arg = {.thread = t->id};

        if (is_listed(ret, t->id))
            continue;
        for_you_add(
            ret,
            &(struct for_you_line){.mark = arena_printf(page, "%" PRId64 " unread", t->unread),
                                   .place = t->board_title,
                                   .title = t->title,
                                   .when = t->active,
                                   .thread = t->id},
            "thread", &arg, sizeof arg);
    }
    return OK;
}

/* ---- lines ---- */

void for_you_draw(struct canvas *c, struct area row, const struct for_you_line *line,
                  const struct moment *now)
{
    int x = row.x + FOR_YOU_MARK_COLS + 1, end = row.x + row.cols - 1;
    char age[AGE_SIZE] = "";
    int cols;

    canvas_text_fit(c, row.x, row.y, FOR_YOU_MARK_COLS, THEME_UNREAD, line->mark);
    if (line->when != 0)
        age_format(now, line->when, age);
    cols = canvas_text_right(c, end, row.y, AGE_COLS, THEME_DIM, age);
    end -= row.cols < PLACE_LEAST ? cols : AGE_COLS; /* on a phone the title has the rest */
    if (line->place && row.cols >= PLACE_LEAST) {
        x += canvas_text_fit(c, x, row.y, (end - x) / 2, THEME_DIM, line->place);
        x += canvas_text(c, x, row.y, end - x, THEME_DIM, canvas_symbol(c, SYMBOL_CRUMB));
    }
    canvas_text_fit(c, x, row.y, end - x - 1, THEME_TITLE | ATTR_BOLD, line->title);
}

const char *for_you_say(struct arena *a, const struct for_you_line *line, const struct moment *now)
{
    char age[AGE_SAID_SIZE] = "";

    if (line->when != 0)
        age_say(now, line->when, age);
    return arena_printf(a, "%s: %s%s%s%s%s", line->said ? line->said : line->mark, line->title,
                        line->place ? ", on " : "", line->place ? line->place : "",
                        *age ? ", " : "", age);
}

void for_you_open(struct ui *ui, const struct for_you_line *line)
{
    ui_push(ui, line->screen, line->arg, line->arg_size);
}

void for_you_glance(struct glance *g, struct ui *ui, const struct for_you_line *line)
{
    struct thread_arg arg = {0};

    if (line->thread.v != 0 && strcmp(line->screen, "thread") == 0)
        memcpy(&arg, line->arg, sizeof arg);
    glance_load_post(g, ui, arg.thread, arg.no);
}

/* ---- flags ---- */

enum err for_you_thanks(struct ui *ui, struct arena *page, const char **ret)
{
    int removed, kept;

    *ret = NULL;
    TRY(flag_outcome_news(visit_of(ui), &removed, &kept));
    if (removed > 0 && kept > 0)
        *ret = arena_printf(page, "Thank you: of what you flagged %d removed, %d stands", removed,
                            kept);
    else if (removed > 0)
        *ret = removed == 1
                   ? "Thank you: what you flagged was removed"
                   : arena_printf(page, "Thank you: %d that you flagged were removed", removed);
    else if (kept > 0)
        *ret = "A moderator looked at what you flagged: it stands";
    return OK;
}
