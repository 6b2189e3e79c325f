/* SPDX-License-Identifier: MIT
 *
 * export.c -- everything the caller wrote and everything kept for them, as one JSON document.
 */
#include <string.h>

#include <curbside/domain/bookmark.h>
#include <curbside/domain/draft.h>
#include <curbside/domain/export_own.h>
#include <curbside/domain/follow.h>
#include <curbside/domain/identity.h>
#include <curbside/domain/keys.h>
#include <curbside/domain/mute.h>
#include <curbside/domain/quiet.h>
#include <curbside/domain/state.h>

#include "json.h"
#include "submit.h"

/* A list being written; posts come one by one and may be many. */
struct list {
    struct command *c;
    int n;
};

static void list_begin(struct list *l, struct command *c, const char *name)
{
    *l = (struct list){c, 0};
    str_printf(&c->out, ",\"%s\":[", name);
}

static enum err list_add(struct list *l, json_t *value)
{
    if (l->n++ > 0)
        str_add_char(&l->c->out, ',');
    return json_add(&l->c->out, value);
}

static void list_end(struct list *l)
{
    str_add_char(&l->c->out, ']');
}

/* ---- posts ---- */

static json_t *earlier(const struct export_post *post)
{
    json_t *list = json_array();

    for (int i = 0; i < post->n_earlier; i++)
        json_array_append_new(list, json_text(post->earlier[i]));
    return list;
}

static enum err each_post(void *ctx, const struct export_post *p)
{
    json_t *post = json_pack(
        "{s:I, s:I, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "post", (json_int_t)p->post.v,
        "thread", (json_int_t)p->thread.v, "no", p->no ? json_integer(p->no) : json_null(), "board",
        json_text(p->board), "title", json_text(p->title), "author", json_text(p->author),
        "created", json_time(p->created), "edited", json_time(p->edited), "state",
        json_text(p->state), "body", json_text(p->body));

    if (post && p->n_earlier > 0)
        json_object_set_new(post, "earlier", earlier(p));
    if (post && p->receipt)
        json_object_set_new(post, "receipt", json_text(p->receipt));
    if (post && p->released)
        json_object_set_new(post, "released", json_time(p->released));
    return list_add(ctx, post);
}

static enum err write_posts(struct command *c, bool aliases)
{
    struct list list;

    list_begin(&list, c, "posts");
    TRY(export_own_posts(c->visit, each_post, &list));
    list_end(&list);
    if (!aliases)
        return OK;
    list_begin(&list, c, "alias_posts");
    TRY(export_own_aliases(c->visit, each_post, &list));
    list_end(&list);
    return OK;
}

/* ---- what is sealed ---- */

static enum err write_keys(struct command *c)
{
    struct key_page page;
    struct list list;

    TRY(keys_list(c->arena, c->visit, &page));
    list_begin(&list, c, "keys");
    for (int i = 0; i < page.n; i++)
        TRY(list_add(&list, json_pack("{s:i, s:o}", "n", page.rows[i].number, "label",
                                      json_text(page.rows[i].label))));
    list_end(&list);
    return OK;
}

static enum err write_hidden(struct command *c)
{
    struct mute_page page;
    struct list list;

    TRY(mute_list(c->arena, c->visit, &page));
    list_begin(&list, c, "hidden");
    for (int i = 0; i < page.n; i++)
        TRY(list_add(&list, json_pack("{s:o, s:o}", "name", json_text(page.rows[i].name), "thread",
                                      page.rows[i].thread.v ? json_integer(page.rows[i].thread.v)
                                                            : json_null())));
    list_end(&list);
    return OK;
}

static enum err add_address(void *ctx, const char *address)
{
    return list_add(ctx, json_text(address));
}

static enum err write_kept(struct command *c)
{
    struct list list;

    list_begin(&list, c, "following");
    TRY(follow_walk(c->visit, add_address, &list));
    list_end(&list);
    list_begin(&list, c, "bookmarks");
    TRY(bookmark_walk(c->visit, add_address, &list));
    list_end(&list);
    return OK;
}

static enum err write_marks(struct command *c)
{
    struct state_range range;
    struct list list;
    size_t at = 0;

    list_begin(&list, c, "read");
    while (marks_next_range(c->visit->state, &at, &range))
        TRY(list_add(&list, json_pack("{s:I, s:i, s:i}", "thread", (json_int_t)range.thread.v,
                                      "from", range.from, "to", range.to)));
    list_end(&list);
    return OK;
}

static enum err write_drafts(struct command *c)
{
    struct draft_page page;
    struct list list;

    TRY(draft_list(c->arena, c->visit, &page));
    list_begin(&list, c, "drafts");
    for (int i = 0; i < page.n; i++) {
        const struct draft *d = &page.rows[i];

        TRY(list_add(&list,
                     json_pack("{s:o, s:o, s:o, s:o, s:o}", "thread",
                               d->thread.v ? json_integer(d->thread.v) : json_null(), "title",
                               json_text(d->title), "tags", json_text(d->tags), "body",
                               json_text(d->body), "updated", json_time(d->updated))));
    }
    list_end(&list);
    return OK;
}

static const char *alias_words(struct command *c, bool aliases)
{
    if (!aliases)
        return "Posts under aliases were not asked for: --with-aliases. Whoever gets hold of a "
               "document with them knows that they are one person's.";
    if (!c->visit->alias)
        return "Aliases are closed here: posts under them cannot be found.";
    return "Posts under aliases whose month key is destroyed are not here: nobody can tell any "
           "more whose they are. Their receipts still delete them.";
}

static enum err write_head(struct command *c, bool aliases)
{
    const struct who *who = c->visit->who;
    char day[TIME_RFC3339_SIZE];

    time_format_rfc3339(who->joined_day, day);
    json_t *head = json_pack("{s:s, s:s, s:s, s:b, s:s}", "handle", who->name, "role",
                             role_name(who->role), "joined", day, "quiet", quiet_is_on(c->visit),
                             "aliases", alias_words(c, aliases));

    TRY(json_add(&c->out, head));
    c->out.n--; /* the closing brace: the rest follows inside */
    return OK;
}

static enum err export_run(struct command *c)
{
    bool aliases = words_has(&c->words, "--with-aliases");

    TRY(write_head(c, aliases));
    TRY(write_keys(c));
    TRY(write_hidden(c));
    TRY(write_kept(c));
    TRY(write_marks(c));
    TRY(write_drafts(c));
    TRY(write_posts(c, aliases));
    str_add(&c->out, "}\n");
    return c->out.failed ? E_NOMEM : OK;
}

static const struct flag flags[] = {
    {.name = "--with-aliases"},
    {.name = NULL},
};

const struct command_ops command_export = {
    .name = "export",
    .summary = "Everything you wrote and everything kept for you, as one JSON document",
    .usage = "export [--with-aliases]",
    .detail = "Your handle, keys' labels, whom you hid, what you follow, bookmarked and have "
              "read, drafts, and the posts "
              "under your handle with what they said before. Posts under aliases come only with "
              "--with-aliases, as far as anybody can still tell that they are yours, each with its "
              "receipt. Keep such a document where nobody finds it.",
    .flags = flags,
    .needs_account = true,
    .run = export_run,
};
