/* SPDX-License-Identifier: MIT
 *
 * read.c -- a thread, whole.
 *
 * Posts are fetched and written in portions, so that a thread of long imported posts costs no more
 * memory than its answer. What an answer holds is bounded by posts and by bytes; beyond, "next" is
 * the number to go on from.
 */
#include <string.h>

#include <curbside/domain/post.h>
#include <curbside/domain/thread.h>
#include <curbside/text/markdown.h>

#include "json.h"
#include "page.h"

enum {
    PORTION_POSTS = 20,             /* of 256 KiB at most: well inside an arena */
    ANSWER_BYTES = 4 * 1024 * 1024, /* after it no further post is begun */
    BODY_INDENT = 4,
};

struct reading {
    struct command *c;
    struct thread_row thread;
    int from;  /* first post asked for */
    int next;  /* where to go on; 0: nothing is left */
    int count; /* posts in the answer */
};

/* One that waits has no number yet, but for the first of a thread, and says when it is out. */
static json_t *describe(const struct post *p)
{
    json_t *post = json_pack(
        "{s:I, s:o, s:o, s:s, s:b, s:b, s:[], s:o, s:o, s:o, s:I, s:s, s:o}", "id",
        (json_int_t)p->id.v, "no", p->no ? json_integer(p->no) : json_null(), "author",
        json_text(p->author.name), "author_kind", author_kind_name(p->author.kind), "op", p->op,
        "you", p->you, "badges", "body", json_text(p->body), "created", json_time(p->created),
        "edited", json_time(p->edited), "helpful", (json_int_t)p->helpful, "state",
        post_state_name(p->state), "reply_to",
        p->reply_to ? json_integer(p->reply_to) : json_null());

    if (post && p->released)
        json_object_set_new(post, "released", json_time(p->released));
    if (post && p->changes)
        json_object_set_new(post, p->going ? "gone" : "changed", json_time(p->changes));
    if (post && p->moved_to.v != 0)
        json_object_set_new(post, "moved_to", json_integer((json_int_t)p->moved_to.v));
    if (post && p->hidden)
        json_object_set_new(post, "hidden", json_true());
    return post;
}

/* Its author alone still reads it; of a removed post that was out nobody reads a word. */
static bool is_refused(const struct post *p)
{
    return p->state == POST_REMOVED && *p->body;
}

static const char *post_mark(const struct post *p)
{
    if (p->author.kind == AUTHOR_IMPORTED)
        return p->op ? " (imported, op)" : " (imported)";
    return p->op && p->you ? " (op, you)" : p->op ? " (op)" : p->you ? " (you)" : "";
}

/* "#3 quiet-otter-41 (op, you) → #2    2026-11-23 10:04 UTC" */
static void post_header(struct command *c, const struct post *p)
{
    const char *mark = post_mark(p);
    const char *to = p->reply_to ? arena_printf(c->arena, " → #%d", p->reply_to) : "";
    const char *edited = p->edited ? ", edited" : "";
    const char *helpful = p->helpful
                              ? arena_printf(c->arena, ", %s helpful", page_number(c, p->helpful))
                              : "";

    const char *no = p->no ? arena_printf(c->arena, "#%d ", p->no) : "";
    const char *when = p->released
                           ? arena_printf(c->arena, "out at %s", page_moment(c, p->released))
                       : p->state == POST_HELD ? "held for a moderator"
                       : is_refused(p)         ? "not let out; \"whoami\" says why"
                                               : page_moment(c, p->created);

    page_text(c, 0, BODY_INDENT,
              arena_printf(c->arena, "%s%s%s%s  %s%s%s", no, p->author.name, mark, to, when, edited,
                           helpful));
}

/* What its author alone is told: that others still see it as it was. */
static void change_text(struct command *c, const struct post *p)
{
    if (p->changes)
        page_text(c, BODY_INDENT, BODY_INDENT,
                  arena_printf(c->arena, "(%s at %s; until then others see it as it was)",
                               p->going ? "gone" : "changed", page_moment(c, p->changes)));
}

static enum err post_text(struct command *c, const struct post *p)
{
    int cells = c->width < PAGE_TEXT_COLS ? c->width : PAGE_TEXT_COLS;

    page_blank(c);
    post_header(c, p);
    change_text(c, p);
    page_blank(c);
    if (p->hidden) {
        page_text(c, BODY_INDENT, BODY_INDENT,
                  p->quiet ? "(left out by the quiet view; \"quiet off\" shows it)"
                           : arena_printf(c->arena, "(hidden by you; \"unhide %s\" shows it)",
                                          p->author.name));
        return OK;
    }
    if (p->moved_to.v != 0) {
        page_text(c, BODY_INDENT, BODY_INDENT,
                  arena_printf(c->arena, "(moved to thread/%lld)", (long long)p->moved_to.v));
        return OK;
    }
    if (p->state != POST_VISIBLE && !*p->body) {
        page_text(c, BODY_INDENT, BODY_INDENT,
                  arena_printf(c->arena, "(%s)", post_state_name(p->state)));
        return OK;
    }
    return markdown_plain(p->body, strlen(p->body), cells, BODY_INDENT, &c->out);
}

static enum err write_post(struct reading *r, const struct post *p)
{
    struct command *c = r->c;

    r->count++;
    if (!c->json)
        return post_text(c, p);
    if (r->count > 1)
        str_add_char(&c->out, ',');
    return json_add(&c->out, describe(p));
}

/* At the end, the caller's own that nobody else sees yet. */
static enum err write_waiting(struct reading *r)
{
    AUTO_ARENA struct arena portion = ARENA_INIT;
    struct post_page page;

    TRY(post_list_waiting(&portion, r->c->visit, r->thread.id, &page));
    for (int i = 0; i < page.n; i++)
        TRY(write_post(r, &page.rows[i]));
    return OK;
}

/* Write posts until one of the bounds; r->next says where it ended. */
static enum err write_posts(struct reading *r)
{
    r->next = r->from;
    while (r->next && r->count < POST_LIST_MAX && r->c->out.n < ANSWER_BYTES) {
        AUTO_ARENA struct arena portion = ARENA_INIT;
        struct post_page page;
        int room = POST_LIST_MAX - r->count;

        TRY(post_list(&portion, r->c->visit, r->thread.id, r->next,
                      room < PORTION_POSTS ? room : PORTION_POSTS, &page));
        for (int i = 0; i < page.n; i++)
            TRY(write_post(r, &page.rows[i]));
        if (page.n && words_has(&r->c->words, "--mark"))
            post_mark_read(r->c->visit, r->thread.id, page.rows[0].no, page.rows[page.n - 1].no);
        r->next = page.next_no;
    }
    return r->next ? OK : write_waiting(r);
}

static enum err read_json(struct reading *r)
{
    struct command *c = r->c;
    const struct thread_row *t = &r->thread;

    str_printf(&c->out, "{\"id\":%lld,\"board\":", (long long)t->id.v);
    TRY(json_add(&c->out, json_text(t->board_slug)));
    str_add(&c->out, ",\"title\":");
    TRY(json_add(&c->out, json_text(t->title)));
    str_add(&c->out, ",\"tags\":");
    TRY(json_add(&c->out, json_texts((const char *const *)t->tags, t->n_tags)));
    if (t->moved_to.v != 0)
        str_printf(&c->out, ",\"moved_to\":%lld", (long long)t->moved_to.v);
    str_printf(&c->out, ",\"locked\":%s,\"posts\":[", t->locked ? "true" : "false");
    TRY(write_posts(r));
    if (r->next)
        str_printf(&c->out, "],\"next\":\"%d\"}\n", r->next);
    else
        str_add(&c->out, "],\"next\":null}\n");
    return OK;
}

/* The one thing that there is to say of a thread whose posts are in another. */
static void moved_text(struct reading *r)
{
    page_blank(r->c);
    page_text(r->c, 0, 0,
              arena_printf(r->c->arena,
                           "Moved to thread/%lld: moderators put its posts at the end of that one.",
                           (long long)r->thread.moved_to.v));
}

static enum err read_text(struct reading *r)
{
    struct command *c = r->c;
    const struct thread_row *t = &r->thread;
    const char *tags = "";

    for (int i = 0; i < t->n_tags; i++)
        tags = arena_printf(c->arena, "%s #%s", tags, t->tags[i]);
    page_text(c, 0, 0, t->title);
    if (t->moved_to.v != 0) {
        moved_text(r);
        return OK;
    }
    page_text(c, 0, 0,
              arena_printf(c->arena, "%s, thread/%lld, %s%s%s", t->board_title, (long long)t->id.v,
                           page_count(c, t->posts, "post", "posts"), t->locked ? ", locked" : "",
                           tags));
    TRY(write_posts(r));
    if (r->count == 0) {
        page_blank(c);
        page_line(c, "Nothing from #%d on: the last post is #%lld.", r->from, (long long)t->posts);
    }
    if (r->next) {
        page_blank(c);
        page_line(c, "More: read %lld --from %d", (long long)t->id.v, r->next);
    }
    return OK;
}

/* --from, or the post the address named. Beyond the last post there is nothing yet, which is an
 * answer to whoever asks again and again. */
static enum err first_post(struct reading *r, int named)
{
    struct command *c = r->c;
    const char *from = words_value(&c->words, "--from");
    long long no = named;

    if (from && int_parse(*from == '#' ? from + 1 : from, 1, THREAD_POSTS, &no) != OK) {
        str_add(&c->err, "--from takes the number of a post in the thread.");
        return E_USAGE;
    }
    r->from = (int)no;
    return OK;
}

static enum err read_run(struct command *c)
{
    struct reading r = {.c = c};
    thread_id id;
    int named = 1;

    TRY(thread_resolve(c->visit, c->words.args[0], &id, &named));
    TRY(thread_get(c->arena, c->visit, id, &r.thread));
    TRY(first_post(&r, named));
    c->keep_state = words_has(&c->words, "--mark");
    return c->json ? read_json(&r) : read_text(&r);
}

static const struct flag flags[] = {
    {.name = "--from", .takes_value = true},
    {.name = "--mark"},
    {.name = NULL},
};

const struct command_ops command_read = {
    .name = "read",
    .summary = "Show a thread",
    .usage = "read THREAD [--from NO] [--mark]",
    .detail = "THREAD is a number from \"threads\", or thread/NUMBER; with post/NUMBER the thread "
              "is shown from that post on. At most 1,000 posts are shown. Nothing is marked read "
              "unless --mark is given.",
    .flags = flags,
    .min_args = 1,
    .max_args = 1,
    .run = read_run,
};
