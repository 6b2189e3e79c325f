/* SPDX-License-Identifier: MIT
 *
 * search_look.c -- what a search looks for, and looking at one post.
 *
 * The expression handed to an index is made of words alone, each in quotes, so nothing that was
 * typed is ever read as FTS5's own language.
 */
#include "search_look.h"

#include <string.h>

#include <curbside/base/str.h>
#include <curbside/domain/authorship.h>
#include <curbside/domain/identity.h>
#include <curbside/domain/month_key.h>
#include <curbside/domain/mute.h>
#include <curbside/domain/thread.h>
#include <curbside/store/boards.h>
#include <curbside/text/joins.h>

#include "board_rows.h"
#include "tags.h"
#include "thread_rows.h"

void search_look_done(struct search_look *l)
{
    secret_wipe(&l->secret, sizeof l->secret);
}

/* ---- the expression ---- */

static void add_phrase(struct str *s, const struct query_phrase *phrase)
{
    str_add(s, "{title body} : \"");
    for (int i = 0; i < phrase->n; i++)
        str_printf(s, "%s%s", i > 0 ? " " : "", phrase->terms[i]);
    str_add_char(s, '"');
}

static void add_join(struct str *s, const char *before, const char *term)
{
    str_printf(s, "%s{title body} : \"" JOIN_MARK "%s\"", before, term);
}

/* An index knows of a join that it is there, not beside what. So where one of several words is a
 * join, all of them are asked for wherever they stand, and looking at the post decides. */
static void add_phrase_of_joins(struct str *s, const struct query_phrase *phrase)
{
    for (int i = 0; i < phrase->n; i++) {
        str_printf(s, "%s({title body} : \"%s\"", i > 0 ? " AND " : "", phrase->terms[i]);
        add_join(s, " OR ", phrase->terms[i]);
        str_add_char(s, ')');
    }
    for (int i = 0; i < phrase->n; i++)
        add_join(s, i > 0 ? " OR " : " AND (", phrase->terms[i]);
    str_add_char(s, ')');
}

/* What may hold it. */
static void add_wanted(struct str *s, const struct query_phrase *phrase)
{
    add_phrase(s, phrase);
    if (phrase->n == 1) {
        add_join(s, " OR ", phrase->terms[0]);
        return;
    }
    str_add(s, " OR (");
    add_phrase_of_joins(s, phrase);
    str_add_char(s, ')');
}

static void add_word(struct str *s, const char *before, const char *word)
{
    str_printf(s, "%splace : \"%s\"", before, word ? word : "");
}

/* A time alone: whatever is on any open board. */
static enum err add_everywhere(struct arena *a, struct str *s, struct visit *v)
{
    struct board_row *rows;
    int n;

    TRY(boards_list(a, v->db, false, &rows, &n));
    if (n == 0)
        add_word(s, "", NULL);
    for (int i = 0; i < n; i++)
        add_word(s, i > 0 ? " OR " : "", search_board_word(a, rows[i].id));
    return OK;
}

static const char *both(const struct str *s)
{
    return s->n > 0 ? " AND " : "";
}

static void add_words(struct str *s, const struct query *q)
{
    for (int i = 0; i < q->n_must;) {
        str_printf(s, "%s(", both(s));
        do {
            str_add(s, q->must[i].joined ? " OR " : "");
            add_wanted(s, &q->must[i]);
        } while (++i < q->n_must && q->must[i].joined);
        str_add_char(s, ')');
    }
}

/* On any of the boards, with all of the tags. */
static void add_places(struct arena *a, struct str *s, const struct search_look *l)
{
    bool any = false;

    for (int i = 0; i < l->q.n_boards; i++) {
        if (l->q.boards[i].exclude)
            continue;
        if (!any)
            str_printf(s, "%s(", both(s));
        add_word(s, any ? " OR " : "", search_board_word(a, l->boards[i]));
        any = true;
    }
    if (any)
        str_add_char(s, ')');
    for (int i = 0; i < l->q.n_tags; i++)
        if (!l->q.tags[i].exclude)
            add_word(s, both(s), search_tag_word(a, l->tags[i]));
}

static void add_exclusions(struct arena *a, struct str *s, const struct search_look *l)
{
    for (int i = 0; i < l->q.n_never; i++) {
        str_add(s, " NOT ");
        add_phrase(s, &l->q.never[i]);
    }
    for (int i = 0; i < l->q.n_boards; i++)
        if (l->q.boards[i].exclude)
            add_word(s, " NOT ", search_board_word(a, l->boards[i]));
    for (int i = 0; i < l->q.n_tags; i++)
        if (l->q.tags[i].exclude)
            add_word(s, " NOT ", search_tag_word(a, l->tags[i]));
}

static enum err make_expression(struct arena *a, struct search_look *l)
{
    AUTO_STR struct str wanted = STR_INIT, whole = STR_INIT;

    add_words(&wanted, &l->q);
    add_places(a, &wanted, l);
    if (wanted.n == 0)
        TRY(add_everywhere(a, &wanted, l->v));
    str_printf(&whole, "(%s)", str_cstr(&wanted));
    add_exclusions(a, &whole, l);
    l->expression = whole.failed ? NULL : arena_strdup(a, str_cstr(&whole));
    return l->expression ? OK : E_NOMEM;
}

/* ---- filters ---- */

static enum err find_board(struct arena *a, struct search_look *l, const struct query_filter *f,
                           board_id *ret, struct query_fault *fault)
{
    struct board board;
    enum err err = board_find(a, l->v, f->value, &board);

    if (err == E_NOTFOUND) {
        query_fault_set(fault, f->column, "board:", "names no open board; \"boards\" lists them.");
        return E_QUERY_INVALID;
    }
    TRY(err);
    *ret = board.id;
    return OK;
}

static enum err find_tag(struct arena *a, const struct query_filter *f, const char **ret,
                         struct query_fault *fault)
{
    enum err err = tag_typed_fold(a, f->value, ret);

    if (err != E_TAG_INVALID)
        return err;
    query_fault_set(fault, f->column, "tag:", "takes 1 to 32 letters, digits or hyphens.");
    return E_QUERY_INVALID;
}

static enum err find_filters(struct arena *a, struct search_look *l, struct query_fault *fault)
{
    for (int i = 0; i < l->q.n_boards; i++)
        TRY(find_board(a, l, &l->q.boards[i], &l->boards[i], fault));
    for (int i = 0; i < l->q.n_tags; i++)
        TRY(find_tag(a, &l->q.tags[i], &l->tags[i], fault));
    return OK;
}

/* --board counts as one filter more. */
static enum err add_board(struct search_look *l, const char *slug, struct query_fault *fault)
{
    if (l->q.n_boards == QUERY_FILTERS) {
        query_fault_set(fault, 1, "board:", "is one filter too many.");
        return E_QUERY_INVALID;
    }
    l->q.boards[l->q.n_boards++] = (struct query_filter){.value = slug, .column = 1};
    return OK;
}

enum err search_look_init(struct arena *a, struct search_look *l, const struct search_query *query,
                          struct query_fault *fault)
{
    TRY(query_parse(a, query->text, query->n, clock_wall_s(l->v->clock), &l->q, fault));
    if (query->board)
        TRY(add_board(l, query->board, fault));
    if (l->q.mine && who_is_guest(l->v->who))
        return E_GUEST;
    TRY(find_filters(a, l, fault));
    l->from = l->q.since == INT64_MIN ? INT64_MIN : search_row_from(l->q.since);
    l->below = l->q.until == INT64_MAX ? INT64_MAX : search_row_from(l->q.until);
    return make_expression(a, l);
}

/* ---- one post ---- */

/* Another thread than the last: its record, its board, and its secret for by:me. */
static enum err turn_to(struct arena *a, struct search_look *l, thread_id thread)
{
    struct visit *v = l->v;

    if (l->thread.v == thread.v)
        return OK;
    l->thread.v = 0;
    TRY(threads_get(a, v->db, thread, &l->record));
    if (l->board.id.v != l->record.board.v)
        TRY(board_get_any(a, v, l->record.board, &l->board));
    l->has_secret = l->record.has_alias && v->alias && !who_is_guest(v->who);
    if (l->has_secret)
        TRY(thread_secret_get(v, thread, l->record.created_at, clock_wall_s(v->clock), &l->secret,
                              NULL));
    l->thread = thread;
    return OK;
}

/* The tags that are asked for, and none that is not. */
static enum err is_tagged(const struct search_look *l, bool *ret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    const char *const *tags;
    int n;

    *ret = true;
    if (l->q.n_tags == 0)
        return OK;
    TRY(tags_list(&a, l->record.tags, &tags, &n));
    for (int i = 0; i < l->q.n_tags && *ret; i++) {
        bool has;

        TRY(tags_have(&a, tags, n, l->tags[i], &has));
        *ret = has != l->q.tags[i].exclude;
    }
    return OK;
}

static bool is_on_board(const struct search_look *l)
{
    bool wanted = false, found = false;

    for (int i = 0; i < l->q.n_boards; i++) {
        bool here = l->boards[i].v == l->record.board.v;

        if (here && l->q.boards[i].exclude)
            return false;
        wanted = wanted || !l->q.boards[i].exclude;
        found = found || here;
    }
    return found || !wanted;
}

static bool says(const struct search_look *l, const struct post_record *post)
{
    uint64_t found = query_look(&l->q, post->body, strlen(post->body));

    if (post->no == 1)
        found |= query_look(&l->q, l->record.title, strlen(l->record.title));
    return query_holds(&l->q, found);
}

static enum err hit_fill(struct arena *a, struct search_look *l, const struct post_record *post,
                         struct search_hit *ret, bool *ret_hit)
{
    bool you = author_is_me(l->v->who, &post->author, l->has_secret ? &l->secret : NULL);
    struct search_hit hit = {
        .thread = post->thread,
        .post = post->id,
        .no = post->no,
        .board_slug = l->board.slug,
        .board_title = l->board.title,
        .title = l->record.title,
        .you = you,
        .created = thread_time(l->record.has_alias, post->created_at),
    };

    *ret_hit = false;
    TRY(author_show(a, &post->author, &hit.author));
    if (you != l->q.mine && l->q.mine)
        return OK;
    if (!you && mute_covers(l->v, post->thread, &hit.author))
        return OK;
    TRY(search_snippet(a, &l->q, post->body, &hit));
    *ret = hit;
    *ret_hit = true;
    return OK;
}

enum err search_look_at(struct arena *a, struct search_look *l, post_id post,
                        struct search_hit *ret, bool *ret_hit)
{
    AUTO_ARENA struct arena scratch = ARENA_INIT;
    struct search_post at;
    struct post_record record;
    bool tagged;
    enum err err = search_post_get(l->v->db, post, &at);

    *ret_hit = false;
    if (err == E_NOTFOUND)
        return OK;
    TRY(err);
    TRY(turn_to(a, l, at.thread));
    if (!l->board.open || !is_on_board(l))
        return OK;
    TRY(is_tagged(l, &tagged));
    if (!tagged)
        return OK;
    TRY(posts_get(&scratch, l->v->db, at.thread, at.no, &record));
    if (strcmp(record.state, "visible") != 0 && strcmp(record.state, "collapsed") != 0)
        return OK;
    return says(l, &record) ? hit_fill(a, l, &record, ret, ret_hit) : OK;
}
