/* SPDX-License-Identifier: MIT
 *
 * drafts.c -- what the caller has typed and not yet posted.
 */
#include <string.h>

#include <curbside/domain/board.h>
#include <curbside/domain/draft.h>
#include <curbside/domain/thread.h>

#include "json.h"
#include "page.h"
#include "paging.h"

enum {
    FIRST_WORDS_BYTES = 160
};

/* Where a draft would go, as somebody types it, and how that place is called. */
struct place {
    const char *address; /* "thread/123", "board/lounge"; "" when the place is gone */
    const char *title;
};

static enum err find_place(struct command *c, const struct draft *d, struct place *ret)
{
    struct thread_row thread;
    struct board board;
    enum err err;

    *ret = (struct place){"", "(no longer there)"};
    if (*d->school) {
        *ret = (struct place){
            arena_printf(c->arena, strchr(d->school, '/') ? "%s" : "school/%s", d->school),
            "interview report"};
        return OK;
    }
    if (d->thread.v) {
        err = thread_get(c->arena, c->visit, d->thread, &thread);
        if (err == OK)
            *ret = (struct place){arena_printf(c->arena, "thread/%lld", (long long)d->thread.v),
                                  thread.title};
    } else {
        err = board_get(c->arena, c->visit, d->board, &board);
        if (err == OK)
            *ret = (struct place){arena_printf(c->arena, "board/%s", board.slug), board.title};
    }
    return err == E_NOTFOUND ? OK : err;
}

/* The first line of the author's own, behind what is quoted; "" if there is none. */
static const char *own_line(const char *body)
{
    const char *at = body + strspn(body, " \t\r\n");

    while (*at == '>') {
        at += strcspn(at, "\n");
        at += strspn(at, " \t\r\n");
    }
    return at;
}

/* The first line with something on it, cut; of a quote only where there is nothing else. */
static const char *first_words(struct command *c, const struct draft *d)
{
    const char *own = own_line(d->body);
    const char *at = *own ? own : d->body + strspn(d->body, " \t\r\n");
    size_t n = strcspn(at, "\r\n");

    if (n > FIRST_WORDS_BYTES)
        n = FIRST_WORDS_BYTES;
    while (n && ((unsigned char)at[n] & 0xC0) == 0x80)
        n--;
    return arena_memdup0(c->arena, at, n);
}

static json_t *describe(struct command *c, const struct draft *d, const struct place *place)
{
    return json_pack("{s:I, s:o, s:o, s:o, s:o, s:i, s:o, s:o, s:I}", "n", (json_int_t)d->number,
                     "where", json_text(*place->address ? place->address : NULL), "place",
                     json_text(place->title), "title", json_text(d->thread.v ? NULL : d->title),
                     "first_words", json_text(first_words(c, d)), "reply_to", d->reply_to, "edit",
                     d->edit.v ? json_integer(d->edit.v) : json_null(), "updated",
                     json_time(d->updated), "bytes", (json_int_t)d->body_n);
}

static void text_row(struct command *c, const struct draft *d, const struct place *place)
{
    const char *what = "New thread on";

    if (d->edit.v)
        what = arena_printf(c->arena, "Another text for post/%lld in", (long long)d->edit.v);
    else if (d->thread.v)
        what = d->reply_to ? arena_printf(c->arena, "Reply to #%d in", d->reply_to) : "Reply in";
    page_text(c, 0, 2, arena_printf(c->arena, "%s %s", what, place->title));
    if (!d->thread.v && d->title && *d->title)
        page_text(c, 2, 2, d->title);
    if (d->body_n)
        page_cut(c, 2, first_words(c, d));
    page_text(c, 2, 2,
              arena_printf(c->arena, "%s%s%s, saved %s", place->address,
                           *place->address ? ", " : "", page_size(c, (int64_t)d->body_n),
                           page_moment(c, d->updated)));
}

static enum err drafts_run(struct command *c)
{
    struct draft_page page;
    json_t *list;

    TRY(draft_list(c->arena, c->visit, &page));
    list = c->json ? json_array() : NULL;
    if (!c->json && !page.n)
        page_line(c, "No drafts.");
    for (int i = 0; i < page.n; i++) {
        struct place place;
        enum err err = find_place(c, &page.rows[i], &place);

        if (err != OK) {
            json_decref(list);
            return err;
        }
        if (!c->json && i)
            page_blank(c);
        if (c->json)
            json_array_append_new(list, describe(c, &page.rows[i], &place));
        else
            text_row(c, &page.rows[i], &place);
    }
    return c->json ? json_answer(c, json_pack("{s:o, s:n}", "drafts", list, "next")) : OK;
}

const struct command_ops command_drafts = {
    .name = "drafts",
    .summary = "List what you have written and not yet posted",
    .usage = "drafts",
    .detail = "Drafts are sealed under your account: nobody else can read them. Open one in the "
              "screens to go on with it.",
    .needs_account = true,
    .run = drafts_run,
};
