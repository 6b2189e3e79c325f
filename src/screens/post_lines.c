/* SPDX-License-Identifier: MIT
 *
 * post_lines.c -- a post as styled lines.
 *
 * Meaning is never color alone: who wrote it, that it is yours, that it is unread are words.
 */
#include "post_lines.h"

#include <stdio.h>
#include <string.h>

#include <curbside/base/count.h>
#include <curbside/base/str.h>
#include <curbside/text/markdown.h>

#include "age.h"

enum {
    WIDE_COLS = 60,
    INDENT_WIDE = 5,
    INDENT_NARROW = 1,
    HEAD_SPANS = 8,
};

int post_indent(int cols)
{
    return cols >= WIDE_COLS ? INDENT_WIDE : INDENT_NARROW;
}

int post_text_cols(int cols)
{
    /* The pager draws pages no wider than this. */
    int page = cols < UI_TEXT_COLS + 2 ? cols : UI_TEXT_COLS + 2;

    return page - post_indent(cols) - 1;
}

void body_lines_add(struct lines *l, int indent, int cols, const char *body, size_t n)
{
    struct styled_text text;

    if (markdown_render(l->arena, body, n, cols, &text) != OK)
        l->failed = true;
    else
        lines_add_body(l, indent, &text);
}

/* A line of spans being put together; texts are constant or in the arena. */
struct head {
    struct line_span spans[HEAD_SPANS];
    int n;
};

static void head_add(struct head *h, ink s, const char *text)
{
    if (text && h->n < HEAD_SPANS)
        h->spans[h->n++] = (struct line_span){text, (uint32_t)strlen(text), s};
}

/* The same for an alias wherever it stands in its thread, and another one elsewhere: two threads
 * must not look alike because somebody was drawn the same words. */
static ink alias_ink(const struct post *post)
{
    static const ink tints[] = {THEME_ALIAS, THEME_TINT1, THEME_TINT2,
                                THEME_TINT3, THEME_TINT4, THEME_TINT5};
    uint64_t mixed = (uint64_t)post->thread.v;

    for (const char *at = post->author.name; *at; at++)
        mixed = (mixed ^ (unsigned char)*at) * UINT64_C(0x100000001b3);
    return tints[(mixed >> 16) % (sizeof tints / sizeof tints[0])];
}

static ink author_ink(const struct post *post)
{
    if (post->you)
        return THEME_ME;
    return post->author.kind == AUTHOR_ALIAS ? alias_ink(post) : THEME_AUTHOR;
}

/* What stands at the right edge of the head: when, whether edited, and how many found it helpful.
 */
static const char *head_right(struct arena *a, const struct page_layout *layout,
                              const struct post *post, const struct post_extra *extra)
{
    char age[AGE_LONG_SIZE], narrow[AGE_SIZE], helpful[48] = "", count[COUNT_SIZE];
    const char *edited = post->edited ? "edited  " : "";
    const char *kept = extra && extra->bookmarked ? "bookmarked  " : "";

    if (post->released > 0) {
        char wait[WAIT_SIZE];

        wait_format(layout->now.s, post->released, wait);
        return arena_printf(a, "out in %s", wait);
    }
    if (post->changes > 0) {
        char wait[WAIT_SIZE];

        wait_format(layout->now.s, post->changes, wait);
        return arena_printf(a, "%s in %s", post->going ? "gone" : "changed", wait);
    }
    if (post->helpful > 0)
        snprintf(helpful, sizeof helpful, "  %s helpful%s", count_format(post->helpful, count),
                 post->marked ? ", you too" : "");
    else if (post->marked)
        snprintf(helpful, sizeof helpful, "  helpful: your mark");
    if (layout->cols < WIDE_COLS) {
        age_format(&layout->now, post->created, narrow);
        if (post->helpful > 0)
            snprintf(helpful, sizeof helpful, " +%s", count_format(post->helpful, count));
        else
            helpful[0] = '\0';
        return arena_printf(a, "%s%s%s", post->edited ? "edited " : "", narrow, helpful);
    }
    age_format_long(&layout->now, post->created, age);
    return arena_printf(a, "%s%s%s%s", kept, edited, age, helpful);
}

/* "Post 3 by ~amber-heron, reply to 2, unread, 4 minutes ago, 7 helpful." */
static const char *head_say(struct arena *a, const struct page_layout *layout,
                            const struct post *post, const struct post_extra *extra)
{
    AUTO_STR struct str text = STR_INIT;
    char when[AGE_SAID_SIZE], count[COUNT_SIZE];

    if (post->no > 0)
        str_printf(&text, "Post %d by %s", post->no, post->author.name);
    else
        str_printf(&text, "Post by %s", post->author.name);
    if (post->author.kind == AUTHOR_IMPORTED)
        str_add(&text, ", imported");
    if (post->you)
        str_add(&text, ", that is you");
    else if (post->op && post->no != 1)
        str_add(&text, ", who began the thread");
    if (post->reply_to > 0)
        str_printf(&text, ", reply to %d", post->reply_to);
    if (post->unread && !post->you)
        str_add(&text, ", unread");
    if (post->released > 0) {
        wait_format(layout->now.s, post->released, when);
        str_printf(&text, ", comes out in %s", when);
    } else {
        age_say(&layout->now, post->created, when);
        str_printf(&text, ", %s", when);
    }
    if (post->edited)
        str_add(&text, ", edited");
    if (post->helpful > 0)
        str_printf(&text, ", %s found it helpful", count_format(post->helpful, count));
    if (post->marked)
        str_add(&text, ", marked by you");
    if (extra && extra->bookmarked)
        str_add(&text, ", bookmarked");
    str_add_char(&text, '.');
    return arena_strdup(a, str_cstr(&text));
}

static void head_lines_add(struct lines *l, const struct page_layout *layout,
                           const struct post *post, const struct post_extra *extra)
{
    struct head h = {0};
    char answered[24] = "", no[16];
    const char *right = head_right(l->arena, layout, post, extra);

    snprintf(no, sizeof no, "#%d", post->no);
    if (post->no > 0) {
        head_add(&h, THEME_STRONG | ATTR_BOLD, no);
        head_add(&h, THEME_TEXT, layout->cols < WIDE_COLS ? " " : "  ");
    }
    head_add(&h, author_ink(post) | ATTR_BOLD, post->author.name);
    if (post->author.kind == AUTHOR_IMPORTED)
        head_add(&h, THEME_DIM, " (imported)");
    if (post->you)
        head_add(&h, THEME_DIM, " (you)");
    else if (post->op && post->no != 1)
        head_add(&h, THEME_DIM, " (op)");
    if (post->reply_to > 0) {
        snprintf(answered, sizeof answered, " → #%d", post->reply_to);
        head_add(&h, THEME_DIM, answered);
    }
    if (post->unread && !post->you)
        head_add(&h, THEME_UNREAD, layout->cols < WIDE_COLS ? " new" : "  unread");
    lines_add_spans(l, layout->cols < WIDE_COLS ? 0 : 1, h.spans, h.n);
    if (right)
        lines_right(l, right);
    if ((right = head_say(l->arena, layout, post, extra)))
        lines_say(l, right);
}

static const char *state_words(enum post_state state)
{
    switch (state) {
    case POST_REMOVED:
        return "(removed by a moderator)";
    case POST_DELETED:
        return "(deleted by its author)";
    case POST_HELD:
        return "(waits for a moderator)";
    case POST_COLLAPSED:
        return "(collapsed: readers flagged it)";
    case POST_VISIBLE:
        break;
    }
    return NULL;
}

static const char *hidden_words(struct arena *a, const struct post *post)
{
    if (post->quiet)
        return "(left out: a handle without standing; the quiet view is under \"You\")";
    if (post->moved_to.v != 0)
        return arena_printf(a, "(moved to thread/%lld)", (long long)post->moved_to.v);
    if (post->you && post->no > 0 && post->state == POST_REMOVED)
        return "(removed by a moderator; Enter says why)";
    return post->hidden ? "(hidden by you; H shows it again)" : state_words(post->state);
}

static const char *moved_words(struct lines *l, const struct thread_row *thread)
{
    const char *words = arena_printf(l->arena,
                                     "moved to thread/%lld: its posts stand at the end there",
                                     (long long)thread->moved_to.v);

    return words ? words : "moved to another thread";
}

void thread_lines_add(struct lines *l, int cols, const struct thread_row *thread, bool follows)
{
    int margin = cols < WIDE_COLS ? 0 : 1;
    const char *tags = "";
    const char *said = "";
    int first = l->n;

    lines_wrap(l, margin, margin + post_text_cols(cols), THEME_TITLE | ATTR_BOLD, thread->title);
    for (int i = 0; i < thread->n_tags && tags && said; i++) {
        tags = arena_printf(l->arena, "%s%s#%s", tags, tags[0] ? " " : "", thread->tags[i]);
        said = arena_printf(l->arena, "%s %s", said, thread->tags[i]);
    }
    if (tags && tags[0])
        lines_wrap(l, margin, margin + post_text_cols(cols), THEME_TAG, tags);
    lines_hush(l, first); /* the header has the title */
    said = said && said[0] ? arena_printf(l->arena, "Tagged%s.", said) : NULL;
    if (said)
        lines_say(l, said);
    if (thread->moved_to.v != 0)
        lines_wrap(l, margin, margin + post_text_cols(cols), THEME_WARNING, moved_words(l, thread));
    else if (thread->locked)
        lines_add(l, margin, THEME_WARNING, "locked: no more replies");
    if (thread->alias_closed)
        lines_add(l, margin, THEME_DIM, "closed to new aliases");
    if (thread->pinned)
        lines_add(l, margin, THEME_DIM, "pinned to the top of its board");
    if (follows)
        lines_add(l, margin, THEME_DIM, "you follow this thread");
    lines_blank(l);
}

bool post_is_shown(const struct post *post)
{
    return post->state == POST_VISIBLE || post->state == POST_COLLAPSED;
}

bool post_is_folded(const struct post *post)
{
    return (post->state == POST_COLLAPSED || post->hidden) && post->body && post->body[0];
}

/* "answered by #7, #9" */
static void answers_add(struct lines *l, int indent, int cols, const struct post_answers *answers)
{
    AUTO_STR struct str text = STR_INIT;
    int first = l->n;

    if (answers->n == 0)
        return;
    for (int i = 0; i < answers->n; i++)
        str_printf(&text, "%s#%d", i == 0 ? "answered by " : ", ", answers->nos[i]);
    if (answers->more)
        str_add(&text, " and more");
    lines_blank(l);
    lines_wrap(l, indent, cols, THEME_DIM, str_cstr(&text));
    lines_aside(l, first);
}

void post_lines_add(struct lines *l, const struct page_layout *layout, const struct post *post,
                    const struct post_extra *extra)
{
    int indent = post_indent(layout->cols);
    const char *words = hidden_words(l->arena, post);
    bool folded = post_is_folded(post);

    head_lines_add(l, layout, post, extra);
    if (words && folded && !(extra && extra->unfolded))
        words = arena_printf(l->arena, "%s  Enter shows it", words);
    if (words)
        lines_wrap(l, indent, indent + post_text_cols(layout->cols), THEME_DIM, words);
    if (post->see > 0)
        lines_wrap(l, indent, indent + post_text_cols(layout->cols), THEME_WARNING,
                   arena_printf(l->arena, "disputed: see #%d", post->see));
    if (post->body && post->body[0] && (!folded || (extra && extra->unfolded)))
        body_lines_add(l, indent, post_text_cols(layout->cols), post->body, strlen(post->body));
    if (extra)
        answers_add(l, indent, indent + post_text_cols(layout->cols), &extra->answers);
    lines_blank(l);
}
