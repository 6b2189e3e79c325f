/* SPDX-License-Identifier: MIT
 *
 * thread_window.c -- the part of a thread that is in memory.
 *
 * The screen's page holds the posts, arenas of its own their lines, so that another width needs no
 * loading. A run is as long as its posts are short; what exceeds the arenas all the same is loaded
 * with half as many posts, down to one.
 */
#include "thread_window.h"

#include <limits.h>
#include <string.h>

#include <curbside/domain/bookmark.h>
#include <curbside/domain/follow.h>

#include "context.h"
#include "post_lines.h"

enum {
    WINDOW_FIRST = 16,         /* posts asked for at first: a screen or two; then by what fitted */
    WINDOW_POSTS = 48,         /* and at most; laying out ordinary ones takes about 1 ms */
    WINDOW_BYTES = 128 * 1024, /* of text laid out, however many posts that is; at least one */
};

void thread_window_done(struct thread_window *w)
{
    page_done(&w->page);
}

const struct post *thread_window_post(const struct thread_window *w)
{
    int item = pager_item(&w->page.pager);

    if (w->posts.n == 0)
        return NULL;
    if (item >= w->posts.n && item < w->posts.n + w->waiting.n)
        return &w->waiting.rows[item - w->posts.n];
    return &w->posts.rows[item < 0 ? 0 : item >= w->posts.n ? w->posts.n - 1 : item];
}

const struct post_answers *thread_window_answers(const struct thread_window *w)
{
    const struct post *post = thread_window_post(w);

    if (!post || post < w->posts.rows || post >= w->posts.rows + w->posts.n)
        return NULL;
    return &w->extra[post - w->posts.rows].answers;
}

static int cols_of(const struct thread_window *w, struct ui *ui)
{
    int cols, rows;

    if (w->page.cols > 0)
        return w->page.cols;
    ui_body_size(ui, &cols, &rows);
    return cols;
}

static enum err lay_out(struct thread_window *w, int cols, struct lines *lines)
{
    struct page_layout layout = {.cols = cols, .now = w->now};

    page_begin(&w->page, lines);
    for (int i = 0; i < w->posts.n && !lines->failed; i++) {
        lines->item = i;
        if (w->posts.rows[i].no == 1)
            thread_lines_add(lines, cols, &w->thread, w->follows);
        post_lines_add(lines, &layout, &w->posts.rows[i], &w->extra[i]);
    }
    for (int i = 0; i < w->waiting.n && !lines->failed; i++) {
        lines->item = w->posts.n + i;
        post_lines_add(lines, &layout, &w->waiting.rows[i], NULL);
    }
    if (w->posts.next_no == 0 && lines->n > 0)
        lines_say(lines, "That was the last post."); /* the eye sees it in the frame */
    return lines->failed ? E_NOMEM : OK;
}

static int item_of(const struct thread_window *w, int no)
{
    int item = 0;

    while (item + 1 < w->posts.n && w->posts.rows[item].no < no)
        item++;
    return item;
}

/* Keep as many posts around `no` as WINDOW_BYTES hold, most of them behind it. */
static void trim(struct thread_window *w, int no)
{
    struct post_page *page = &w->posts;
    int from = item_of(w, no), to = from + 1;
    size_t bytes = strlen(page->rows[from].body);

    for (; to < page->n && bytes < WINDOW_BYTES * 3 / 4; to++)
        bytes += strlen(page->rows[to].body);
    for (; from > 0 && bytes < WINDOW_BYTES; from--)
        bytes += strlen(page->rows[from - 1].body);
    if (to < page->n)
        page->next_no = page->rows[to].no;
    page->rows += from;
    page->n = to - from;
    w->limit = 2 * page->n + 2 < WINDOW_POSTS ? 2 * page->n + 2 : WINDOW_POSTS;
}

static bool is_opened(const struct thread_window *w, int no)
{
    for (int i = 0; i < w->n_opened; i++)
        if (w->opened[i] == no)
            return true;
    return false;
}

/* What answers each of the posts, and whether the caller keeps it. */
static enum err load_extra(struct thread_window *w, struct ui *ui, struct arena *page)
{
    w->follows = follow_has_thread(visit_of(ui), w->thread.id);
    w->extra = arena_array(page, (size_t)w->posts.n, sizeof *w->extra);
    if (!w->extra)
        return E_NOMEM;
    for (int i = 0; i < w->posts.n; i++) {
        const struct post *post = &w->posts.rows[i];

        w->extra[i].unfolded = is_opened(w, post->no);
        w->extra[i].bookmarked = bookmark_has(visit_of(ui), post->id);
        TRY(post_list_answers(visit_of(ui), w->thread.id, post->no, &w->extra[i].answers));
    }
    return OK;
}

/* At most `limit` posts from about `no` on, loaded and laid out. */
static enum err load_run(struct thread_window *w, struct ui *ui, thread_id thread, int no,
                         int limit, struct lines *ret_lines)
{
    int back = limit / 3; /* of these before the one being read */
    struct arena *page = ui_page(ui);

    TRY(thread_get(page, visit_of(ui), thread, &w->thread));
    TRY(post_list(page, visit_of(ui), thread, no > back ? no - back : 1, limit, &w->posts));
    if (w->posts.n == 0)
        return E_NOTFOUND;
    trim(w, no);
    TRY(load_extra(w, ui, page));
    w->waiting.n = 0;
    if (w->posts.next_no == 0)
        TRY(post_list_waiting(page, visit_of(ui), thread, &w->waiting));
    return lay_out(w, cols_of(w, ui), ret_lines);
}

static bool is_whole(const struct thread_window *w)
{
    return w->posts.n > 0 && w->posts.rows[0].no == 1 && w->posts.next_no == 0;
}

static enum err load(struct thread_window *w, struct ui *ui, thread_id thread, int no,
                     struct lines *ret_lines)
{
    enum err err = E_NOMEM;

    w->now = moment_now(ui);
    w->frame_bottom = 0;
    if (w->limit == 0)
        w->limit = WINDOW_FIRST;
    for (int limit = w->limit; limit > 0 && err == E_NOMEM; limit /= 2)
        err = load_run(w, ui, thread, no, limit, ret_lines);
    if (err != OK)
        w->posts.n = 0;
    w->page.pager.find.beyond = is_whole(w) ? NULL : thread_find_beyond;
    w->page.pager.find.ctx = w;
    w->page.pager.find.none = "Not found in this thread.";
    return err;
}

enum err thread_window_open(struct thread_window *w, struct ui *ui, thread_id thread, int no)
{
    struct lines lines;

    TRY(load(w, ui, thread, no, &lines));
    page_show(&w->page, &lines, cols_of(w, ui), item_of(w, no));
    w->whole_from = INT_MAX;
    return OK;
}

/* Load around `no`, the post being read keeping its place on the screen. */
static enum err load_around(struct thread_window *w, struct ui *ui, int no)
{
    int first = w->posts.n > 0 ? w->posts.rows[0].no : 1;
    struct lines lines;

    TRY(load(w, ui, w->thread.id, no, &lines));
    page_relay(&w->page, &lines, cols_of(w, ui), first - w->posts.rows[0].no);
    return OK;
}

enum err thread_window_reload(struct thread_window *w, struct ui *ui)
{
    const struct post *post = thread_window_post(w);

    return load_around(w, ui, post ? post->no : 1);
}

/* Did the run that is loaded now bring anything beyond `edge`? */
static bool is_beyond(const struct thread_window *w, int edge, bool forward)
{
    return forward ? w->posts.rows[w->posts.n - 1].no > edge : w->posts.rows[0].no < edge;
}

enum err thread_window_step(struct thread_window *w, struct ui *ui, bool forward,
                            enum window_step *ret)
{
    const struct post *post = thread_window_post(w);
    int edge;

    *ret = WINDOW_STAYED;
    if (!post)
        return OK;
    edge = forward ? w->posts.rows[w->posts.n - 1].no : w->posts.rows[0].no;
    if (forward ? w->posts.next_no == 0 : edge <= 1)
        return OK;
    TRY(load_around(w, ui, post->no));
    *ret = WINDOW_GREW;
    if (is_beyond(w, edge, forward))
        return OK;
    TRY(thread_window_open(w, ui, w->thread.id, forward ? edge + 1 : edge - 1));
    *ret = WINDOW_JUMPED;
    return OK;
}

void thread_window_fit(struct thread_window *w, int cols)
{
    struct lines lines;

    if (cols == w->page.cols || w->posts.n == 0)
        return;
    IGNORE(lay_out(w, cols, &lines)); /* what did not fit is left out: the rest is still readable */
    page_relay(&w->page, &lines, cols, 0);
    w->frame_bottom = 0;
}

void thread_window_unfold(struct thread_window *w)
{
    const struct post *post = thread_window_post(w);
    struct lines lines;

    if (!thread_window_answers(w)) /* one that waits is never folded */
        return;
    w->extra[post - w->posts.rows].unfolded = true;
    if (w->n_opened < THREAD_OPENED)
        w->opened[w->n_opened++] = post->no;
    IGNORE(lay_out(w, w->page.cols, &lines)); /* as in thread_window_fit() */
    page_relay(&w->page, &lines, w->page.cols, 0);
    w->frame_bottom = 0;
}

/* INT_MAX: of a post that waits, and has none. */
static int no_of_line(const struct thread_window *w, int line)
{
    int item = w->page.pager.lines.line[line].item;

    return item < w->posts.n ? w->posts.rows[item].no : INT_MAX;
}

/* The first post of the frame whose first line is in it. */
static int first_whole(const struct thread_window *w, int top, int bottom)
{
    const struct line *line = w->page.pager.lines.line;

    for (int i = top; i < bottom; i++)
        if (i == 0 || line[i - 1].item != line[i].item)
            return no_of_line(w, i);
    return INT_MAX;
}

/* The blank line that ends a post is not its text. */
static bool ends_before(const struct thread_window *w, int line)
{
    const struct lines *l = &w->page.pager.lines;

    return line + 1 == l->n || l->line[line + 1].item != l->line[line].item;
}

void thread_window_seen(struct thread_window *w, int *ret_from, int *ret_to)
{
    const struct pager *p = &w->page.pager;
    int top = p->top;
    int bottom = top + p->rows < p->lines.n ? top + p->rows : p->lines.n;
    bool joins = w->frame_bottom == 0 || (top <= w->frame_bottom && bottom >= w->frame_top);
    int whole = first_whole(w, top, bottom);

    if (!joins || whole < w->whole_from)
        w->whole_from = whole;
    w->frame_top = top;
    w->frame_bottom = bottom;
    *ret_from = *ret_to = 0;
    for (int i = top + 1; i <= bottom && i < p->lines.n; i++) {
        int no = no_of_line(w, i);

        if (!ends_before(w, i) || no < w->whole_from || no == INT_MAX)
            continue;
        *ret_to = no;
        if (*ret_from == 0)
            *ret_from = *ret_to;
    }
}
