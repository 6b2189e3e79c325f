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

/* The part that was asked for, behind the draft whose number is the cursor; *ret_next as in all
 * lists. */
static enum err page_cut_out(struct command *c, struct draft_page *page, const char **ret_next)
{
    const char *after = words_value(&c->words, "--after");
    int limit, first = 0;
    long long number;

    TRY(paging_limit(c, &limit));
    if (after) {
        if (int_parse(after, 1, UINT32_MAX, &number) != OK)
            return E_CURSOR_INVALID;
        while (first < page->n && page->rows[first].number != (uint32_t)number)
            first++;
        if (first++ == page->n)
            return E_CURSOR_INVALID;
    }
    page->rows += first;
    page->n -= first;
    *ret_next = NULL;
    if (page->n > limit) {
        page->n = limit;
        *ret_next = arena_printf(c->arena, "%lu", (unsigned long)page->rows[limit - 1].number);
    }
    return OK;
}

static enum err drafts_run(struct command *c)
{
    struct draft_page page;
    const char *next;
    json_t *list;

    TRY(draft_list(c->arena, c->visit, &page));
    TRY(page_cut_out(c, &page, &next));
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
    if (c->json)
        return json_answer(c, json_pack("{s:o, s:o}", "drafts", list, "next", json_text(next)));
    paging_more(c, "drafts", next);
    return OK;
}

static const struct flag flags[] = {PAGING_FLAGS, {.name = NULL}};

const struct command_ops command_drafts = {
    .name = "drafts",
    .summary = "List what you have written and not yet posted",
    .usage = "drafts " PAGING_USAGE,
    .detail = "Drafts are sealed under your account: nobody else can read them. Open one in the "
              "screens to go on with it.",
    .flags = flags,
    .needs_account = true,
    .run = drafts_run,
};
