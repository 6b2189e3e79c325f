/* SPDX-License-Identifier: MIT
 *
 * thread_find.c -- what is looked for in a thread, in the posts that are not loaded.
 *
 * From one edge of the loaded run to the other, past the end of the thread from its other end. Many
 * posts are read and few laid out: only one whose text holds what is looked for, because what is
 * shown decides (a post may be folded away, and Markdown has signs that are not shown). A long
 * thread takes more than a moment: then it is said how far this came, and the next key goes on.
 */
#include "thread_window.h"

#include <string.h>

#include <curbside/base/count.h>
#include <curbside/ui/ui.h>

#include "context.h"

enum {
    READ_POSTS = 200, /* at a time */
    LOOK_MS = 200,    /* with one key */
};

/* The posts that are not loaded, in the order in which they are looked through. */
struct rest {
    int first, last; /* loaded */
    int posts;       /* of the thread */
    int by;
};

static int rest_count(const struct rest *r)
{
    return r->posts - (r->last - r->first + 1);
}

/* The number of the post that comes after `looked` others. */
static int rest_no(const struct rest *r, int looked)
{
    int no = r->by > 0 ? r->last + 1 + looked : r->first - 1 - looked;

    return no > r->posts ? no - r->posts : no < 1 ? no + r->posts : no;
}

/* How many follow that one, itself included, in one run of numbers. */
static int rest_run(const struct rest *r, int looked)
{
    int no = rest_no(r, looked), left = rest_count(r) - looked;
    int run = r->by > 0 ? r->posts - no + 1 : no;

    run = run < left ? run : left;
    return run < READ_POSTS ? run : READ_POSTS;
}

static bool text_holds(const struct pager *p, const char *text)
{
    return text && pager_find_holds(p, text, strlen(text));
}

static bool shows(const struct thread_window *w, const struct post *post)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    const struct page_layout layout = {.cols = w->page.cols, .now = w->now};
    struct lines lines;

    if (!text_holds(&w->page.pager, post->body) &&
        !text_holds(&w->page.pager, arena_printf(&a, "#%d  %s", post->no, post->author.name)))
        return false;
    lines_init(&lines, &a);
    post_lines_add(&lines, &layout, post, NULL);
    return pager_find_in(&w->page.pager, &lines);
}

/* One run of numbers read: the nearest of these posts that shows it, 0: none. E_NOMEM: they are too
 * much for one page. */
static enum err look_through(const struct thread_window *w, struct ui *ui, const struct rest *r,
                             int looked, int run, int *ret_no)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    int no = rest_no(r, looked);
    struct post_page page;

    *ret_no = 0;
    TRY(post_list(&a, visit_of(ui), w->thread.id, r->by > 0 ? no : no - run + 1, run, &page));
    if (page.n < run && run > 1)
        return E_NOMEM;
    for (int i = 0; i < page.n && *ret_no == 0; i++) {
        const struct post *post = &page.rows[r->by > 0 ? i : page.n - 1 - i];

        if (shows(w, post))
            *ret_no = post->no;
    }
    return OK;
}

/* Where it was broken off, if the same is looked for from the same edge again. */
static int begin_at(const struct thread_window *w, const struct rest *r)
{
    bool same = strcmp(w->find.text, w->page.pager.find.text) == 0 && w->find.by == r->by &&
                w->find.edge == rest_no(r, 0);

    return same ? w->find.looked : 0;
}

static void break_off(struct thread_window *w, struct ui *ui, const struct rest *r, int looked)
{
    char done[COUNT_SIZE], of[COUNT_SIZE];

    memcpy(w->find.text, w->page.pager.find.text, sizeof w->find.text);
    w->find.by = r->by;
    w->find.edge = rest_no(r, 0);
    w->find.looked = looked;
    ui_sayf(ui, "Looked through %s of the other %s posts; %s.", count_format(looked, done),
            count_format(rest_count(r), of),
            w->page.pager.find.typing ? "Enter looks on"
            : ui_is_plain(ui)         ? "\"find\" looks on"
            : r->by > 0               ? "n looks on"
                                      : "N looks on");
}

static enum pager_beyond show(struct thread_window *w, struct ui *ui, const struct rest *r, int no)
{
    bool round = r->by > 0 ? no < r->first : no > r->last;
    enum err err = thread_window_open(w, ui, w->thread.id, no);
    int item = 0;

    if (err != OK) {
        ui_fail(ui, err);
        return PAGER_BEYOND_LATER;
    }
    while (item + 1 < w->posts.n && w->posts.rows[item].no != no)
        item++;
    pager_find_item(&w->page.pager, item, r->by);
    if (round)
        ui_say(ui, r->by > 0 ? "From the beginning again." : "From the end again.");
    return PAGER_BEYOND_SHOWN;
}

enum pager_beyond thread_find_beyond(struct ui *ui, void *window, int by)
{
    struct thread_window *w = window;
    const struct clock *clock = ui_clock(ui);
    int64_t until_ms = clock_mono_ms(clock) + LOOK_MS;
    struct rest rest = {.first = w->posts.rows[0].no,
                        .last = w->posts.rows[w->posts.n - 1].no,
                        .posts = (int)w->thread.posts,
                        .by = by};
    int no = 0, run;

    for (int looked = begin_at(w, &rest); looked < rest_count(&rest); looked += run) {
        enum err err;

        if (clock_mono_ms(clock) >= until_ms) {
            break_off(w, ui, &rest, looked);
            return PAGER_BEYOND_LATER;
        }
        run = rest_run(&rest, looked);
        while ((err = look_through(w, ui, &rest, looked, run, &no)) == E_NOMEM && run > 1)
            run /= 2; /* posts of 256 KiB */
        if (err != OK) {
            ui_fail(ui, err);
            return PAGER_BEYOND_NONE;
        }
        if (no > 0)
            break;
    }
    w->find.looked = 0;
    return no > 0 ? show(w, ui, &rest, no) : PAGER_BEYOND_NONE;
}
