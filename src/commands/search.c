/* SPDX-License-Identifier: MIT
 *
 * search.c -- posts by their words.
 *
 * One argument is the query as it is. Of several, one with a space in it was quoted for the shell's
 * sake and is a phrase again: `search "two words" -not` means what it looks like.
 */
#include <string.h>

#include <curbside/domain/search.h>

#include "board_argument.h"
#include "json.h"
#include "page.h"
#include "paging.h"
#include "submit.h"

enum {
    ADDRESS_COLS = 14, /* post/123456789 */
    GAP_COLS = 2,
};

static void add_argument(struct str *s, const char *word)
{
    bool quote = strpbrk(word, " \t") != NULL && !strchr(word, '"');

    if (s->n > 0)
        str_add_char(s, ' ');
    if (quote && word[0] == '-')
        str_add_char(s, *word++);
    if (quote)
        str_printf(s, "\"%s\"", word);
    else
        str_add(s, word);
}

static enum err query_text(struct command *c, struct str *ret)
{
    if (c->words.n_args == 1 && strcmp(c->words.args[0], "-") == 0)
        return read_input(c, ret);
    if (c->words.n_args == 1)
        str_add(ret, c->words.args[0]);
    for (int i = 0; c->words.n_args > 1 && i < c->words.n_args; i++)
        add_argument(ret, c->words.args[i]);
    return ret->failed ? E_NOMEM : OK;
}

/* The matches between asterisks. */
static const char *marked(struct command *c, const struct search_hit *hit)
{
    AUTO_STR struct str s = STR_INIT;
    size_t at = 0;

    for (int i = 0; i < hit->n_marks; i++) {
        const struct query_span *m = &hit->marks[i];

        str_add_n(&s, hit->snippet + at, m->start - at);
        str_printf(&s, "**%.*s**", (int)(m->end - m->start), hit->snippet + m->start);
        at = m->end;
    }
    str_add(&s, hit->snippet + at);
    return s.failed ? NULL : arena_strdup(c->arena, str_cstr(&s));
}

static enum err answer_json(struct command *c, const struct search_page *page)
{
    json_t *list = json_array(), *answer;

    for (int i = 0; i < page->n; i++) {
        const struct search_hit *h = &page->rows[i];

        json_array_append_new(
            list,
            json_pack("{s:I, s:I, s:i, s:o, s:o, s:o, s:o, s:o}", "thread", (json_int_t)h->thread.v,
                      "post", (json_int_t)h->post.v, "no", h->no, "board", json_text(h->board_slug),
                      "title", json_text(h->title), "author", json_text(h->author.name), "snippet",
                      json_text(marked(c, h)), "created", json_time(h->created)));
    }
    answer = json_pack("{s:o, s:o}", "hits", list, "next", json_text(page->next));
    if (answer && page->partial)
        json_object_set_new(answer, "partial", json_true());
    return json_answer(c, answer);
}

static void tell_hit(struct command *c, const struct search_hit *h)
{
    const int at = ADDRESS_COLS + GAP_COLS;

    page_entry(c, 0, arena_printf(c->arena, "post/%lld", (long long)h->post.v), at, h->title);
    page_text(c, at, at,
              arena_printf(c->arena, "#%d %s%s, %s, %s", h->no, h->author.name,
                           h->you ? " (you)" : "", h->board_slug, page_day(c, h->created)));
    if (h->snippet[0])
        page_text(c, at, at, marked(c, h));
}

static void answer_text(struct command *c, const struct search_page *page)
{
    if (page->n == 0)
        page_text(c, 0, 0, page->next ? "Nothing found so far." : "Nothing found.");
    for (int i = 0; i < page->n; i++)
        tell_hit(c, &page->rows[i]);
    paging_more(c, paging_same(c, "search"), page->next);
    if (page->partial)
        str_add(&c->note,
                "curbside: The search index is being made; older posts may be missing.\n");
}

static enum err search_command_run(struct command *c)
{
    AUTO_STR struct str text = STR_INIT;
    const char *sort = words_value(&c->words, "--sort");
    struct search_query query = {.board = words_value(&c->words, "--board"),
                                 .after = words_value(&c->words, "--after")};
    struct query_fault fault = {""};
    struct search_page page;
    struct board board;
    enum err err;

    TRY(paging_limit(c, &query.limit));
    if (sort && search_sort_parse(sort, &query.sort) != OK) {
        str_add(&c->err, "--sort takes new or best.");
        return E_USAGE;
    }
    if (query.board) {
        TRY(board_argument(c, query.board, &board));
        query.board = board.slug;
    }
    TRY(query_text(c, &text));
    query.text = str_cstr(&text);
    query.n = text.n;
    err = search_run(c->arena, c->visit, &query, &page, &fault);
    if (err == E_QUERY_INVALID)
        str_add(&c->err, fault.sentence);
    TRY(err);
    if (c->json)
        return answer_json(c, &page);
    answer_text(c, &page);
    return OK;
}

static const struct flag flags[] = {
    {.name = "--board", .takes_value = true},
    {.name = "--sort", .takes_value = true},
    PAGING_FLAGS,
    {.name = NULL},
};

const struct command_ops command_search = {
    .name = "search",
    .summary = "Find posts by their words",
    .usage = "search QUERY [--board B] [--sort best|new] " PAGING_USAGE,
    .detail =
        "QUERY: words (all of them), \"two words\" side by side, one OR other, -word to leave out, "
        "board:NAME, tag:TAG, by:me, since: and until: with a date (2026-03-01, 2026-03, 2026) or "
        "an age (30d, 8w, 6m, 2y), also alone. Case, accents and hyphens do not matter: step1 finds Step-1, "
        "xray finds X-ray. The newest come first; --sort best ranks the newest 2,000 that match. \"search -\" reads QUERY "
        "from standard input, so that it stands in no process list and no history. \"read\" takes "
        "the address in front. Posts are found as soon as they are out; what was deleted is not.",
    .flags = flags,
    .min_args = 1,
    .max_args = WORDS_MAX,
    .run = search_command_run,
};
