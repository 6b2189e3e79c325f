/* SPDX-License-Identifier: MIT
 *
 * rows.c -- the rows of threads and drafts.
 *
 * From the left: a mark of four columns (unread posts, "pin", "you"), the title with its tags, then
 * from the right edge: when, how many posts, who or where. What does not fit goes in that order:
 * who (in a pane beside the post that says it, too), posts, tags, and last the end of the title.
 */
#include "rows.h"

#include <stdio.h>
#include <string.h>

#include <curbside/text/clean.h>
#include <curbside/text/markdown.h>
#include <curbside/text/wrap.h>
#include <curbside/ui/plain.h>

#include "age.h"

enum {
    MARK_COLS = 4,
    POSTS_COLS = 6,
    BOARD_COLS = 15,
    AUTHOR_COLS = 17,
    NAME_WIDE_COLS = 24,
    WIDE_COLS = 110,
    AUTHOR_LEAST = 74, /* narrower lists leave out who: the title is what is read */
    TINY_COLS = 30,    /* below, there is room for the title alone */
    NAME_EXCERPT_COLS = 60,
};

/* Where the columns of a row lie; cols 0: left out. */
struct places {
    int mark_end; /* 0: no marks */
    int title, title_cols;
    int name, name_cols;
    int posts_end, age_end; /* 0: left out */
};

static struct places places_of(struct area row, const struct thread_columns *columns)
{
    struct places k = {.title = row.x, .age_end = row.x + row.cols - 1};
    int end = k.age_end - AGE_COLS;

    if (row.cols < TINY_COLS) {
        k.age_end = 0;
        k.title_cols = row.cols - 1;
        return k;
    }
    if (columns->marks) {
        k.mark_end = row.x + MARK_COLS;
        k.title = k.mark_end + 1;
    }
    if (row.cols >= ROWS_WIDE_COLS) {
        end--; /* "yesterday" fills its column */
        k.posts_end = end;
        if (row.cols >= WIDE_COLS)
            k.name_cols = NAME_WIDE_COLS;
        else if (columns->boards)
            k.name_cols = BOARD_COLS;
        else
            k.name_cols = row.cols >= AUTHOR_LEAST ? AUTHOR_COLS : 0;
        k.name = end - POSTS_COLS - k.name_cols;
        end = k.name;
    }
    k.title_cols = end - k.title - 1;
    return k;
}

static void draw_mark(struct canvas *c, struct area row, struct places k,
                      const struct thread_row *thread)
{
    char count[COUNT_SIZE];

    if (k.mark_end == 0)
        return;
    if (thread->unread > 999)
        canvas_text_right(c, k.mark_end, row.y, MARK_COLS, THEME_UNREAD, "999+");
    else if (thread->unread > 0)
        canvas_text_right(c, k.mark_end, row.y, MARK_COLS, THEME_UNREAD,
                          count_format(thread->unread, count));
    else if (thread->released > 0 || thread->held)
        canvas_text_right(c, k.mark_end, row.y, MARK_COLS, THEME_DIM, "you");
    else if (thread->pinned)
        canvas_text_right(c, k.mark_end, row.y, MARK_COLS, THEME_DIM, "pin");
}

/* What the mark leaves no room for is said behind the title. */
static const char *title_note(struct places k, const struct thread_row *thread, const char *note)
{
    bool marked = thread->unread > 0 || thread->released > 0 || thread->held;
    bool pin = thread->pinned && (k.mark_end == 0 || marked);

    if (thread->locked)
        return pin ? "pin, locked" : "locked";
    return pin && !note ? "pin" : note;
}

/* The title, then what is said about it as far as there is room. */
static void draw_title(struct canvas *c, struct area row, struct places k,
                       const struct thread_row *thread, const char *note)
{
    ink s = thread->unread > 0 ? THEME_TITLE | ATTR_BOLD : THEME_TITLE;
    int x = k.title;
    int end = k.title + k.title_cols;

    /* A long title makes room for the note, the tags have what is left. */
    if (note)
        end -= canvas_text_cols(c, note) + 1;
    x += canvas_text_fit(c, x, row.y, end - x, s, thread->title) + 1;
    if (note) {
        end = k.title + k.title_cols;
        x += canvas_text(c, x, row.y, end - x, THEME_WARNING, note) + 1;
    }
    for (int i = 0; i < thread->n_tags; i++) {
        int cols = 1 + canvas_text_cols(c, thread->tags[i]);

        if (end - x < cols)
            break;
        x += canvas_text(c, x, row.y, 1, THEME_TAG, "#");
        x += canvas_text(c, x, row.y, cols, THEME_TAG, thread->tags[i]) + 1;
    }
}

static ink name_ink(const struct thread_columns *columns, const struct thread_row *thread)
{
    if (columns->boards)
        return THEME_DIM;
    return thread->author.kind == AUTHOR_ALIAS ? THEME_ALIAS : THEME_AUTHOR;
}

/* When a thread of the caller's own will be out, in place of its age. Returns its columns. */
static int draw_wait(struct canvas *c, struct area row, struct places k,
                     const struct thread_columns *columns, int64_t released)
{
    char wait[WAIT_SIZE], text[WAIT_SIZE + 4];
    char *short_form;

    wait_format(columns->now.s, released, wait);
    short_form = strstr(wait, " min"); /* "59 m", as ages are: the column is no wider */
    if (short_form)
        short_form[2] = '\0';
    snprintf(text, sizeof text, "in %s", wait);
    return canvas_text_right(c, k.age_end, row.y, AGE_COLS, THEME_DIM, text);
}

static int draw_age(struct canvas *c, struct area row, struct places k,
                    const struct thread_columns *columns, int64_t then_s)
{
    char age[AGE_SIZE];

    age_format(&columns->now, then_s, age);
    return canvas_text_right(c, k.age_end, row.y, AGE_COLS, THEME_DIM, age);
}

static int draw_when(struct canvas *c, struct area row, struct places k,
                     const struct thread_columns *columns, const struct thread_row *thread)
{
    if (thread->held)
        return canvas_text_right(c, k.age_end, row.y, AGE_COLS, THEME_DIM, "held");
    if (thread->released > 0)
        return draw_wait(c, row, k, columns, thread->released);
    return draw_age(c, row, k, columns, thread->active);
}

/* On a phone the title has what the age leaves; elsewhere columns stand below each other. */
static void title_widen(struct places *k, int age_cols)
{
    if (k->posts_end == 0 && k->age_end > 0)
        k->title_cols = k->age_end - age_cols - 1 - k->title;
}

void thread_row_draw(struct canvas *c, struct area row, const struct thread_columns *columns,
                     const struct thread_row *thread, const char *note)
{
    struct places k = places_of(row, columns);
    char count[COUNT_SIZE];

    draw_mark(c, row, k, thread);
    if (k.age_end > 0)
        title_widen(&k, draw_when(c, row, k, columns, thread));
    draw_title(c, row, k, thread, title_note(k, thread, note));
    if (k.posts_end > 0) {
        canvas_text_fit(c, k.name, row.y, k.name_cols, name_ink(columns, thread),
                        columns->boards ? thread->board_title : thread->author.name);
        canvas_text_right(c, k.posts_end, row.y, POSTS_COLS, THEME_DIM,
                          count_format(thread->posts, count));
    }
}

const char *count_say(struct arena *a, int64_t n, const char *one, const char *many)
{
    char count[COUNT_SIZE];

    return arena_printf(a, "%s %s", count_format(n, count), n == 1 ? one : many);
}

static void say_part(struct str *text, const char *part)
{
    if (part)
        str_printf(text, ", %s", part);
}

static void say_tags(struct str *text, const struct thread_row *thread)
{
    for (int i = 0; i < thread->n_tags; i++)
        str_printf(text, "%s%s", i == 0 ? ", tagged " : " ", thread->tags[i]);
}

static void say_when(struct str *text, const struct thread_columns *columns,
                     const struct thread_row *thread)
{
    char age[AGE_SAID_SIZE], wait[WAIT_SIZE];

    if (thread->held) {
        str_add(text, ", yours, held for a moderator");
    } else if (thread->released > 0) {
        wait_format(columns->now.s, thread->released, wait);
        str_printf(text, ", yours, comes out in %s", wait);
    } else {
        age_say(&columns->now, thread->active, age);
        say_part(text, age);
    }
}

const char *thread_row_say(struct arena *a, const struct thread_columns *columns,
                           const struct thread_row *thread, const char *note)
{
    AUTO_STR struct str text = STR_INIT;
    char count[COUNT_SIZE];

    str_add(&text, thread->title);
    say_part(&text, note);
    if (thread->pinned)
        say_part(&text, "pinned");
    if (thread->locked)
        say_part(&text, "locked");
    str_printf(&text, columns->boards ? ", in %s" : ", by %s",
               columns->boards ? thread->board_title : thread->author.name);
    say_part(&text, count_say(a, thread->posts, "post", "posts"));
    if (thread->unread > 0)
        str_printf(&text, ", %s unread", count_format(thread->unread, count));
    say_when(&text, columns, thread);
    say_tags(&text, thread);
    return arena_strdup(a, str_cstr(&text));
}

void thread_heading_draw(struct canvas *c, struct area row, const struct thread_columns *columns)
{
    struct places k = places_of(row, columns);

    if (k.posts_end == 0 || plain_hears(c))
        return;
    canvas_text(c, k.title, row.y, k.title_cols, THEME_DIM, "Title");
    canvas_text(c, k.name, row.y, k.name_cols, THEME_DIM, columns->boards ? "Board" : "By");
    canvas_text_right(c, k.posts_end, row.y, POSTS_COLS, THEME_DIM, "Posts");
    canvas_text_right(c, k.age_end, row.y, AGE_COLS, THEME_DIM, "Active");
}

void draft_row_draw(struct canvas *c, struct area row, const struct thread_columns *columns,
                    const struct draft *draft, const char *what)
{
    const struct thread_columns named = {.boards = true, .marks = columns->marks};
    struct places k = places_of(row, columns);

    if (k.name_cols == 0) /* what it is a draft of is said where an author is not */
        k = places_of(row, &named);

    if (k.mark_end > 0)
        canvas_text_right(c, k.mark_end, row.y, MARK_COLS, THEME_ME, "you");
    if (k.age_end > 0)
        title_widen(&k, draw_age(c, row, k, columns, draft->updated));
    canvas_text_fit(c, k.title, row.y, k.title_cols, THEME_TITLE, what);
    if (k.posts_end > 0)
        canvas_text_fit(c, k.name, row.y, k.name_cols + POSTS_COLS, THEME_WARNING,
                        draft->edit.v != 0     ? "draft of an edit"
                        : draft->thread.v != 0 ? "draft of a reply"
                                               : "draft, not posted");
}

const char *draft_row_say(struct arena *a, const struct thread_columns *columns,
                          const struct draft *draft, const char *what)
{
    char age[AGE_SAID_SIZE];

    age_say(&columns->now, draft->updated, age);
    return arena_printf(a, "%s: %s, %s",
                        draft->thread.v != 0 ? "Your draft of a reply" : "Your draft, not posted",
                        what, age);
}

const char *draft_name(struct arena *a, struct visit *v, const struct draft *d)
{
    struct thread_row thread;
    const char *words;

    if (d->title && !text_is_blank(d->title, strlen(d->title)))
        return d->title;
    if (d->thread.v != 0 && thread_get(a, v, d->thread, &thread) == OK)
        return thread.title;
    words = markdown_excerpt(a, d->body ? d->body : "", d->body_n, NAME_EXCERPT_COLS);
    return words && words[0] ? words : "(no words yet)";
}

int text_block_rows(struct arena *scratch, int cols, const char *text)
{
    struct wrapped wrapped;

    return wrap_text(scratch, text, strlen(text), cols, &wrapped) == OK ? wrapped.n : 0;
}

int text_block_draw(struct canvas *c, struct area area, struct arena *scratch, ink s,
                    const char *text)
{
    struct wrapped wrapped;
    int rows = 0;

    if (wrap_text(scratch, text, strlen(text), area.cols, &wrapped) != OK)
        return 0;
    if (plain_paragraph(c, area.x, area.y, text))
        return wrapped.n < area.rows ? wrapped.n : area.rows;
    for (; rows < wrapped.n && rows < area.rows; rows++)
        canvas_text_n(c, area.x, area.y + rows, area.cols, s, text + wrapped.lines[rows].start,
                      wrapped.lines[rows].n);
    return rows;
}
