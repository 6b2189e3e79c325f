/* SPDX-License-Identifier: MIT
 *
 * keeping.c -- the answers of the commands about follows and bookmarks.
 */
#include "keeping.h"

#include <curbside/domain/bookmark.h>
#include <curbside/domain/follow.h>
#include <curbside/domain/state.h>

#include "json.h"
#include "page.h"
#include "paging.h"
#include "submit.h"

enum {
    ADDRESS_COLS = 30, /* board/fellowship-applications */
    GAP_COLS = 2,
};

static json_t *describe(struct command *c, const struct follow *f)
{
    return json_pack("{s:o, s:s, s:o, s:o}", "address", json_text(f->address), "kind",
                     follow_kind_name(f->kind), "title", json_text(f->title), "news",
                     json_text(school_news_words(c->arena, &f->news)));
}

enum err following_answer(struct command *c)
{
    struct follow_page page;
    json_t *list;
    int limit;

    TRY(paging_limit(c, &limit));
    TRY(follow_list(c->arena, c->visit, words_value(&c->words, "--after"), limit, &page));
    if (c->json) {
        list = json_array();
        for (int i = 0; i < page.n; i++)
            json_array_append_new(list, describe(c, &page.rows[i]));
        return json_answer(
            c, json_pack("{s:o, s:o}", "following", list, "next", json_text(page.next)));
    }
    for (int i = 0; i < page.n; i++) {
        const struct follow *f = &page.rows[i];
        const char *news = school_news_words(c->arena, &f->news);

        page_entry(c, 0, f->address, ADDRESS_COLS + GAP_COLS,
                   arena_printf(c->arena, "%s%s%s", f->title ? f->title : "(not there any more)",
                                news ? ": " : "", news ? news : ""));
    }
    if (page.n == 0)
        page_line(c, "You follow nothing. \"follow board/SLUG\" begins.");
    paging_more(c, "following", page.next);
    return OK;
}

enum err following_changed(struct command *c)
{
    TRY(state_save(c->visit));
    return following_answer(c);
}

enum err bookmark_answer(struct command *c, bool on)
{
    post_id post;

    TRY(post_argument(c, &post));
    TRY(on ? bookmark_add(c->visit, post) : bookmark_remove(c->visit, post));
    TRY(state_save(c->visit));
    if (c->json)
        return json_answer(
            c, json_pack("{s:I, s:b}", "post", (json_int_t)post.v, "bookmarked", (int)on));
    page_line(c, on ? "post/%lld is bookmarked." : "post/%lld is not bookmarked any more.",
              (long long)post.v);
    return OK;
}
