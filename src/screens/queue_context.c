/* SPDX-License-Identifier: MIT
 *
 * queue_context.c -- the lower half of the queue: one item as it has to be seen.
 */
#include "queue_context.h"

#include <string.h>

#include <curbside/base/str.h>
#include <curbside/text/markdown.h>

#include "context.h"
#include "post_lines.h"
#include "rows.h"

enum {
    EXCERPT_COLS_SAID = 60,
    EXCERPT_COLS_OF = 240, /* of the post that is answered, or stands before */
    DAY_HOURS = 24,
    HOURS_TOLD = 72, /* from then on days */
};

void queue_context_done(struct queue_context *c)
{
    page_done(&c->page);
    arena_done(&c->arena);
}

static enum err load(struct queue_context *c, struct ui *ui, const struct queue_item *item)
{
    int before = item->reply_to > 0 ? item->reply_to : item->no - 1;
    enum err err;

    TRY(queue_note_list(&c->arena, visit_of(ui), item->item, &c->notes));
    if (before <= 0)
        return OK;
    err = post_get(&c->arena, visit_of(ui), item->thread, before, &c->before);
    return err == E_NOTFOUND ? OK : err;
}

enum err queue_context_load(struct queue_context *c, struct ui *ui, const struct queue_item *item)
{
    page_done(&c->page);
    c->page = (struct page){0};
    arena_done(&c->arena);
    arena_init(&c->arena, ARENA_LIMIT_BYTES);
    c->item = item;
    c->notes.n = 0;
    c->before.no = 0;
    c->now_s = clock_wall_s(ui_clock(ui));
    return item ? load(c, ui, item) : OK;
}

const char *queue_reasons(struct arena *a, const struct queue_item *item)
{
    const char *words = "";

    static const char *const names[N_QUEUE_KINDS] = {
        [QUEUE_HELD] = "held",         [QUEUE_FLAGS] = "flagged", [QUEUE_FIRST] = "first post",
        [QUEUE_REPORT] = "new report", [QUEUE_APPEAL] = "appeal", [QUEUE_MERGE] = "one or two",
        [QUEUE_SCHOOL] = "new school", [QUEUE_OUT] = "everywhere"};

    if (item->kind == QUEUE_REPORT && item->count == 0)
        return "amended report";
    if (item->n_reasons == 0)
        return names[item->kind];
    for (int i = 0; i < item->n_reasons && words; i++)
        words = arena_printf(a, "%s%s%s", words, i ? ", " : "", item->reasons[i]);
    return words ? words : "";
}

const char *queue_barred(const struct queue_item *item)
{
    if (item->barred == E_OWN_CASE || item->by_me)
        return "yours";
    return item->barred == E_PEER ? "staff" : "";
}

/* Of an interview report, of questions, of a school and of an appeal the day is all that is kept.
 */
static bool is_by_day(const struct queue_item *item)
{
    return item->kind == QUEUE_REPORT || item->kind == QUEUE_MERGE || item->kind == QUEUE_SCHOOL ||
           item->kind == QUEUE_APPEAL || item->kind == QUEUE_OUT;
}

const char *queue_age(struct arena *a, const struct queue_item *item)
{
    const char *words;

    if (is_by_day(item) && item->age_hours < DAY_HOURS)
        return "today";
    if (item->age_hours < 1)
        return "<1 h";
    if (is_by_day(item) || item->age_hours >= HOURS_TOLD)
        words = arena_printf(a, "%lld d", (long long)item->age_hours / DAY_HOURS);
    else
        words = arena_printf(a, "%lld h", (long long)item->age_hours);
    return words ? words : "";
}

const char *queue_age_aloud(struct arena *a, const struct queue_item *item)
{
    if (is_by_day(item) && item->age_hours < DAY_HOURS)
        return "since today";
    if (item->age_hours < 1)
        return "less than an hour";
    if (is_by_day(item) || item->age_hours >= HOURS_TOLD)
        return count_say(a, item->age_hours / DAY_HOURS, "day", "days");
    return count_say(a, item->age_hours, "hour", "hours");
}

/* "unkind, spam · 3 flags · 2 h · claimed by calm-maud-7" */
static const char *why(struct arena *a, const struct queue_item *item)
{
    const char *words = queue_reasons(a, item);

    if (item->kind == QUEUE_FLAGS || (item->kind == QUEUE_REPORT && item->n_reasons > 0))
        words = arena_printf(a, "%s · %s", words, count_say(a, item->count, "flag", "flags"));
    words = arena_printf(a, "%s · %s", words, queue_age(a, item));
    if (item->edited && item->kind == QUEUE_FLAGS)
        words = arena_printf(a, "%s · edited since, or within that hour", words);
    if (item->claimed)
        words = arena_printf(a, "%s · claimed by %s", words,
                             item->claimed_by_me ? "you" : item->claimed);
    if (item->barred == E_OWN_CASE)
        words = arena_printf(a, "%s · your own: another decides", words);
    if (item->barred == E_PEER)
        words = arena_printf(a, "%s · of the staff: a sysop decides", words);
    if (item->priors > 0)
        words = arena_printf(a, "%s · %s on this handle", words,
                             count_say(a, item->priors, "sanction", "sanctions"));
    return words ? words : "";
}

static void lay_notes(const struct queue_context *c, struct lines *lines, int width)
{
    for (int i = 0; i < c->item->n_notes; i++)
        lines_wrap(lines, 1, width, THEME_TEXT,
                   arena_printf(lines->arena, "a reader: %s", c->item->notes[i]));
    for (int i = 0; i < c->notes.n; i++)
        lines_wrap(
            lines, 1, width, THEME_ME,
            arena_printf(lines->arena, "%s: %s", c->notes.rows[i].by, c->notes.rows[i].text));
}

static void lay_appeal(const struct queue_item *item, struct lines *lines, int width)
{
    if (item->kind == QUEUE_OUT)
        lines_wrap(lines, 1, width, THEME_STRONG,
                   item->by_me ? "A ban is asked to be everywhere, by you: another agrees, or not."
                               : "A ban is asked to be everywhere. Agree as the second, or not?");
    if (!item->appeal)
        return;
    lines_wrap(lines, 1, width, THEME_STRONG,
               arena_printf(lines->arena, "Appeal against: %s%s", item->verb,
                            item->by_me ? ", which you did: another moderator decides" : ""));
    lines_wrap(lines, 1, width, THEME_TEXT, item->appeal);
    lines_blank(lines);
}

static bool is_answered(const struct queue_context *c)
{
    return c->before.no > 0 && c->before.no == c->item->reply_to;
}

/* What it answers; of one that answers none in particular the post before it. */
static const char *before_words(struct arena *a, const struct queue_context *c)
{
    const char *body = markdown_excerpt(a, c->before.body, strlen(c->before.body), EXCERPT_COLS_OF);
    const char *words = arena_printf(a, "> %s#%d %s: %s", is_answered(c) ? "" : "before it, ",
                                     c->before.no, c->before.author.name,
                                     body && *body ? body : post_state_name(c->before.state));

    return words ? words : "";
}

static void lay_before(const struct queue_context *c, struct lines *lines, int width)
{
    lines_wrap(lines, 1, width, THEME_QUOTE1, before_words(lines->arena, c));
}

static void lay_out(const void *ctx, struct lines *lines, int cols)
{
    const struct queue_context *c = ctx;
    const struct queue_item *item = c->item;
    int width = post_text_cols(cols) + 1;

    if (!item)
        return;
    lines_wrap(lines, 1, width, THEME_WARNING, why(lines->arena, item));
    lay_notes(c, lines, width);
    lay_appeal(item, lines, width);
    lines_wrap(lines, 1, width, THEME_TITLE | ATTR_BOLD, item->thread_title);
    if (is_answered(c))
        lay_before(c, lines, width);
    lines_wrap(lines, 1, width, THEME_AUTHOR | ATTR_BOLD,
               item->no > 0 ? arena_printf(lines->arena, "#%d %s", item->no, item->author.name)
                            : item->author.name);
    body_lines_add(lines, 1, post_text_cols(cols), item->body, strlen(item->body));
    if (c->before.no == 0 || is_answered(c))
        return;
    lines_blank(lines);
    lay_before(c, lines, width); /* below: on a phone the post itself must be seen */
}

void queue_context_draw(struct queue_context *c, struct canvas *canvas, struct area area)
{
    if (area.rows > 0 && area.cols > 0)
        page_draw(&c->page, canvas, area, lay_out, c);
}

bool queue_context_on(struct queue_context *c, struct ui *ui)
{
    return c->item && pager_key(&c->page.pager, ui, K_PAGE_DOWN) == PAGER_MOVED;
}

/* What is appealed with, asked or proposed; else what the post says. */
static const char *said_short(struct arena *a, const struct queue_item *item)
{
    const char *from = item->appeal ? item->appeal : item->body;
    const char *words = markdown_excerpt(a, from, strlen(from), EXCERPT_COLS_SAID);

    return words ? words : "";
}

/* "unkind, 1 flag, 2 hours, MCAT General, "CARS plateau", lucid-ibex-7" */
const char *queue_context_head(struct arena *a, const struct queue_item *item)
{
    AUTO_STR struct str text = STR_INIT;

    str_printf(&text, "%s", queue_reasons(a, item));
    if (item->kind == QUEUE_FLAGS)
        str_printf(&text, ", %s", count_say(a, item->count, "flag", "flags"));
    str_printf(&text, ", %s", queue_age_aloud(a, item));
    if (item->edited && item->kind == QUEUE_FLAGS)
        str_add(&text, ", edited since, or within that hour");
    if (item->claimed)
        str_printf(&text, ", claimed by %s", item->claimed_by_me ? "you" : item->claimed);
    if (*queue_barred(item))
        str_printf(&text, ", %s", queue_barred(item));
    str_printf(&text, ", %s, \"%s\", %s", item->board_title, item->thread_title, item->author.name);
    return arena_strdup(a, str_cstr(&text));
}

const char *queue_context_say(struct arena *a, const struct queue_item *item)
{
    const char *head = queue_context_head(a, item);

    return head ? arena_printf(a, "%s: %s", head, said_short(a, item)) : NULL;
}

const char *queue_context_whole(struct arena *a, const struct queue_context *c)
{
    AUTO_STR struct str text = STR_INIT;
    const struct queue_item *item = c->item;

    for (int i = 0; i < item->n_notes; i++)
        str_printf(&text, "A reader: %s\n", item->notes[i]);
    for (int i = 0; i < c->notes.n; i++)
        str_printf(&text, "%s: %s\n", c->notes.rows[i].by, c->notes.rows[i].text);
    if (item->appeal)
        str_printf(&text, "Appeal against %s: %s\n", item->verb, item->appeal);
    if (c->before.no > 0)
        str_printf(&text, "%s\n", before_words(a, c));
    if (text.n > 0)
        str_add(&text, "\n");
    str_add(&text, item->body);
    return arena_strdup(a, str_cstr(&text));
}
