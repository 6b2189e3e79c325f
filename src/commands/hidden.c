/* SPDX-License-Identifier: MIT
 *
 * hidden.c -- the answer of `hide` and `unhide`.
 */
#include "hidden.h"

#include <curbside/domain/thread.h>

#include "json.h"
#include "page.h"

enum err hidden_thread(struct command *c, thread_id *ret)
{
    const char *address = words_value(&c->words, "--thread");
    int no;

    ret->v = 0;
    return address ? thread_resolve(c->visit, address, ret, &no) : OK;
}

static json_t *describe(const struct mute *mute)
{
    return json_pack("{s:o, s:o}", "name", json_text(mute->name), "thread",
                     mute->thread.v ? json_integer(mute->thread.v) : json_null());
}

static void tell(struct command *c, const struct mute *mute)
{
    const char *where = "everywhere";

    if (mute->thread.v)
        where = arena_printf(c->arena, "in thread/%lld", (long long)mute->thread.v);
    page_line(c, "%s, %s", mute->name, where);
}

enum err hidden_answer(struct command *c)
{
    struct mute_page page;
    json_t *list;

    TRY(mute_list(c->arena, c->visit, &page));
    if (c->json) {
        list = json_array();
        for (int i = 0; i < page.n; i++)
            json_array_append_new(list, describe(&page.rows[i]));
        return json_answer(c, json_pack("{s:o}", "hidden", list));
    }
    for (int i = 0; i < page.n; i++)
        tell(c, &page.rows[i]);
    if (!page.n)
        page_line(c, "Nobody is hidden.");
    return OK;
}
