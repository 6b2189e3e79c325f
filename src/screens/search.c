/* SPDX-License-Identifier: MIT
 *
 * search.c -- posts by their words: a field, and below it what was found.
 *
 * What is typed is looked for on Enter and not before: a search is one query of the database. The
 * query stays while results are read, and comes back with the next search of the visit; it is kept
 * in memory only. A result opens its thread at the post, with the words marked there.
 */
#include <stdio.h>
#include <string.h>

#include <curbside/domain/search.h>
#include <curbside/text/utf8.h>
#include <curbside/ui/editor.h>
#include <curbside/ui/list.h>
#include <curbside/ui/plain.h>

#include "age.h"
#include "context.h"
#include "glance.h"
#include "places.h"
#include "rows.h"

enum {
    PAGE_HITS = 40,
    EMPTY_PAGES = 5, /* passed over before it is said that nothing was found */
    HITS_MAX = 1000, /* kept loaded; who looks further narrows the search */
    ROWS_OF_HIT = 2, /* the thread, and the words */
    FIELD_ROWS = 2,  /* the field, and what is said about it */
    FAULT_ROWS = 4,  /* of a sentence on a phone */
    LABEL_COLS = 9,  /* "Search   " */
    NAME_COLS = 34,  /* who and where */
    WIDE_COLS = 70,  /* from here on with who and where in the first row */
};

struct state {
    struct ui *ui; /* for the list's source, which loads by itself */
    struct editor *field;
    bool typing;
    bool recalled; /* in the field is the last search, and nothing was typed yet */
    bool searched; /* there is an answer to show */
    char *text;    /* that was searched for */
    enum search_sort sort;
    struct query_fault fault; /* of the text in the field; "": none */
    struct search_hit *hits;
    int n;
    const char *next;
    bool partial;
    struct arena *page;
    struct moment now;
    struct list list;
    struct glance glance; /* at the selected post */
};

/* ---- results ---- */

static int count_rows(const void *ctx)
{
    const struct state *s = ctx;

    return s->n * ROWS_OF_HIT;
}

static bool row_selectable(const void *ctx, int index)
{
    (void)ctx;
    return index % ROWS_OF_HIT == 0;
}

/* The number of the post, and its words. The marks lie over these: they are cut as one. */
static void draw_words(struct canvas *c, struct area row, const struct search_hit *h)
{
    int no = canvas_printf(c, row.x + 2, row.y, row.cols - 3, THEME_STRONG, "#%d", h->no) + 1;
    int x = row.x + 2 + no, cols = row.cols - 3 - no;
    bool cut = canvas_text_cols(c, h->snippet) > cols;

    canvas_text_fit(c, x, row.y, cols, THEME_DIM, h->snippet);
    cols -= cut;
    for (int i = 0; i < h->n_marks; i++) {
        const struct query_span *m = &h->marks[i];
        int at = text_cells(h->snippet, m->start);

        if (at < cols)
            canvas_text_n(c, x + at, row.y, cols - at, THEME_STRONG | ATTR_BOLD,
                          h->snippet + m->start, m->end - m->start);
    }
}

static void draw_hit(const struct state *s, struct canvas *c, struct area row,
                     const struct search_hit *h)
{
    int end = row.x + row.cols - 1, name = end - AGE_COLS - NAME_COLS, cols;
    char age[AGE_SIZE];

    age_format(&s->now, h->created, age);
    cols = canvas_text_right(c, end, row.y, AGE_COLS, THEME_DIM, age);
    end -= (row.cols < WIDE_COLS ? cols : AGE_COLS) + 1;
    if (row.cols >= WIDE_COLS) {
        int x = name + NAME_COLS / 2 + 1;

        canvas_text_fit(c, name, row.y, NAME_COLS / 2,
                        h->author.kind == AUTHOR_ALIAS ? THEME_ALIAS : THEME_AUTHOR,
                        h->author.name);
        canvas_text_fit(c, x, row.y, end - x, THEME_DIM, h->board_title);
        end = name - 1;
    }
    canvas_text_fit(c, row.x, row.y, end - row.x, THEME_TITLE, h->title);
}

static void draw_row(const void *ctx, struct canvas *c, struct area row, int index, bool selected)
{
    const struct state *s = ctx;
    const struct search_hit *h = &s->hits[index / ROWS_OF_HIT];

    (void)selected;
    if (index % ROWS_OF_HIT == 0)
        draw_hit(s, c, row, h);
    else
        draw_words(c, row, h);
}

static const char *say_row(const void *ctx, struct arena *a, int index)
{
    const struct state *s = ctx;
    const struct search_hit *h = &s->hits[index / ROWS_OF_HIT];
    char age[AGE_SAID_SIZE];

    if (index % ROWS_OF_HIT != 0)
        return h->snippet;
    age_say(&s->now, h->created, age);
    return arena_printf(a, "%s, post %d by %s, %s, %s", h->title, h->no, h->author.name,
                        h->board_title, age);
}

/* One page of results behind those loaded; a broken query goes to the field. */
static enum err load_page(struct state *s)
{
    const struct search_query query = {.text = s->text,
                                       .n = strlen(s->text),
                                       .sort = s->sort,
                                       .after = s->next,
                                       .limit = PAGE_HITS};
    struct search_page found;
    struct search_hit *hits;

    TRY(search_run(s->page, visit_of(s->ui), &query, &found, &s->fault));
    hits = arena_array(s->page, (size_t)(s->n + found.n) + 1, sizeof *hits);
    if (!hits)
        return E_NOMEM;
    if (s->n > 0)
        memcpy(hits, s->hits, (size_t)s->n * sizeof *hits);
    if (found.n > 0)
        memcpy(hits + s->n, found.rows, (size_t)found.n * sizeof *hits);
    s->hits = hits;
    s->n += found.n;
    s->next = s->n < HITS_MAX ? found.next : NULL;
    s->partial = found.partial;
    return OK;
}

static int more_rows(void *ctx, enum list_side side)
{
    struct state *s = ctx;
    int before = s->n;
    enum err err = OK;

    if (side == LIST_AFTER && s->next)
        err = load_page(s);
    if (err != OK)
        ui_fail(s->ui, err);
    return (s->n - before) * ROWS_OF_HIT;
}

static const struct list_source source = {
    .count = count_rows,
    .draw = draw_row,
    .more = more_rows,
    .selectable = row_selectable,
    .goes_on = true,
    .say = say_row,
    .empty =
        "Nothing found. Fewer words find more, and so does leaving out a filter. s changes the "
        "search.",
};

static void look(struct ui *ui, struct state *s)
{
    int index = list_selected(&s->list);

    if (s->searched && index >= 0)
        glance_load_post(&s->glance, ui, s->hits[index / ROWS_OF_HIT].thread,
                         s->hits[index / ROWS_OF_HIT].no);
    else
        glance_forget(&s->glance);
}

/* ---- searching ---- */

/* A page may hold nothing and yet not be the last: what was looked through did not match. */
static enum err load_first(struct state *s)
{
    enum err err = load_page(s);

    for (int i = 0; i < EMPTY_PAGES && err == OK && s->n == 0 && s->next; i++)
        err = load_page(s);
    return err;
}

static void search_now(struct ui *ui, struct state *s)
{
    size_t n;
    const char *text = editor_text(s->field, &n);
    enum err err;

    s->page = ui_page(ui);
    s->text = arena_memdup0(s->page, text, n);
    s->n = 0;
    s->next = NULL;
    s->recalled = false;
    s->fault.sentence[0] = '\0';
    s->now = moment_now(ui);
    err = s->text ? load_first(s) : E_NOMEM;
    s->searched = err == OK;
    s->typing = err != OK;
    if (err != OK && err != E_QUERY_INVALID)
        ui_fail(ui, err);
    if (err == OK)
        snprintf(context_of(ui)->search, sizeof context_of(ui)->search, "%s", s->text);
    list_reset(&s->list, &source, s);
    glance_forget(&s->glance);
    look(ui, s);
}

static enum err search_open(struct ui *ui, void *state, const void *arg)
{
    const struct search_arg *a = arg;
    struct state *s = state;
    const char *kept = context_of(ui)->search;

    s->ui = ui;
    s->field = editor_new(EDITOR_LINE, QUERY_BYTES);
    if (!s->field)
        return E_NOMEM;
    s->typing = true;
    if (a && a->board)
        kept = arena_printf(ui_scratch(ui), "board:%s ", a->board);
    if (a && a->tag)
        kept = arena_printf(ui_scratch(ui), "tag:%s ", a->tag);
    if (a && a->text)
        kept = a->text;
    TRY(editor_set(s->field, kept ? kept : "", kept ? strlen(kept) : 0));
    s->recalled = kept == context_of(ui)->search && kept[0] != '\0';
    if (a && a->text)
        search_now(ui, s);
    return OK;
}

static void search_close(struct ui *ui, void *state)
{
    struct state *s = state;

    (void)ui;
    glance_done(&s->glance);
    editor_free(s->field);
}

/* ---- drawing ---- */

static void search_header(struct ui *ui, const void *state, struct header *ret)
{
    const struct state *s = state;
    char found[COUNT_SIZE];

    ret->place = "Search";
    if (s->searched && s->n > 0)
        ret->right = arena_printf(ui_scratch(ui), "%s%s found", count_format(s->n, found),
                                  s->next ? "+" : "");
}

/* A fault takes as many rows as it needs; returns those beyond the first. */
static int draw_about(struct ui *ui, struct canvas *c, struct area area, const struct state *s)
{
    int x = area.x, y = area.y, cols = area.cols, rows = 1;

    if (s->fault.sentence[0])
        rows = text_block_draw(c, area, ui_scratch(ui), THEME_ERROR, s->fault.sentence);
    else if (s->recalled && !plain_hears(c))
        canvas_text_fit(c, x, y, cols, THEME_DIM, "your last search: type another, or change it");
    else if (s->partial)
        canvas_text_fit(c, x, y, cols, THEME_WARNING,
                        "The index is being made: older posts may be missing.");
    else if (s->searched && s->n > 0)
        canvas_text_fit(c, x, y, cols, THEME_DIM,
                        s->sort == SEARCH_SORT_NEW ? "the newest first" : "the best first");
    return rows > 1 ? rows - 1 : 0;
}

static void draw_help(struct ui *ui, struct canvas *c, struct area body)
{
    static const char help[] =
        "Words find posts that have all of them; step1 finds Step-1, xray X-ray; accents and case "
        "do not matter.\n\n"
        "\"two words\"   side by side\n"
        "one OR other  either\n"
        "-word         leave out\n"
        "board:anki    on a board\n"
        "tag:step1     in threads with a tag\n"
        "by:me         your own posts; nobody else can list them\n"
        "since:2026-03 until:30d   by time";
    struct area area = {body.x + 1, body.y + 1, body.cols - 2, body.rows - 1};

    static const char said[] =
        "Words find posts that have all of them. Accents and case do not matter. Words in "
        "quotation marks stand side by side; OR between two words means either; a minus before a "
        "word leaves it out. board:anki is on a board, tag:step1 in threads with a tag, by:me "
        "your own posts, since:2026-03 and until:30d by time.";

    if (area.cols > UI_TEXT_COLS)
        area.cols = UI_TEXT_COLS;
    text_block_draw(c, area, ui_scratch(ui), THEME_DIM, plain_hears(c) ? said : help);
}

static void draw_found(struct ui *ui, struct state *s, struct canvas *c, struct area area)
{
    struct area list, beside;

    glance_divide(area, &list, &beside);
    glance_draw(&s->glance, ui, c, beside, &s->now);
    list_draw(&s->list, &source, s, c, list);
}

static void search_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    struct state *s = state;
    int x = body.x + 1, cols = body.cols - 2 - LABEL_COLS;
    struct area field = {x + LABEL_COLS, body.y, cols, 1};
    struct area about = {x + LABEL_COLS, body.y + 1, cols, FAULT_ROWS};
    int used = FIELD_ROWS + draw_about(ui, canvas, about, s);
    struct area rest = {body.x, body.y + used, body.cols, body.rows - used};

    if (s->searched)
        draw_found(ui, s, canvas, rest);
    else if (!plain_hears(canvas) || editor_bytes(s->field) == 0)
        draw_help(ui, canvas, rest);
    if (!plain_hears(canvas)) /* the header says it */
        canvas_text(canvas, x, body.y, LABEL_COLS, THEME_LABEL, "Search");
    editor_draw(s->field, canvas, field, s->typing);
}

/* ---- keys ---- */

static bool search_typing(struct ui *ui, const void *state)
{
    const struct state *s = state;

    (void)ui;
    return s->typing;
}

static bool found_key(struct ui *ui, struct state *s, keycode key)
{
    if (glance_key(&s->glance, ui, key))
        return true;
    if (!list_key(&s->list, &source, s, ui, key))
        return false;
    look(ui, s);
    return true;
}

/* Whoever comes back and types means another search; whoever moves in the last one changes it. */
static void begin_anew(struct state *s, bool types)
{
    if (s->recalled && types)
        IGNORE(editor_set(s->field, "", 0)); /* less memory is always to be had */
    s->recalled = false;
}

static bool search_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;

    if (!s->typing)
        return found_key(ui, s, key);
    if (key == K_ENTER)
        return false; /* the table's */
    if (s->searched && s->n > 0 && (key == K_DOWN || key == K_TAB || key == K_ESC)) {
        s->typing = false;
        return true;
    }
    s->fault.sentence[0] = '\0';
    begin_anew(s, key_is_text(key));
    return editor_key(s->field, key) != EDITOR_IGNORED;
}

static void search_paste(struct ui *ui, void *state, const char *text, size_t n)
{
    struct state *s = state;

    begin_anew(s, true);
    if (editor_paste(s->field, text, n) == EDITOR_FULL)
        ui_warn(ui, "A search may be 1,000 bytes long; the rest was left out.");
}

static bool has_row(struct ui *ui, const void *state)
{
    const struct state *s = state;

    (void)ui;
    return !s->typing && s->n > 0;
}

static bool is_reading(struct ui *ui, const void *state)
{
    const struct state *s = state;

    (void)ui;
    return !s->typing;
}

static bool may_flag(struct ui *ui, const void *state)
{
    const struct state *s = state;

    return is_member(ui) && has_row(ui, state) &&
           !s->hits[list_selected(&s->list) / ROWS_OF_HIT].you;
}

static void flag_hit(struct ui *ui, void *state)
{
    const struct state *s = state;
    const struct search_hit *hit = &s->hits[list_selected(&s->list) / ROWS_OF_HIT];
    const struct flag_arg arg = {
        .post = hit->post,
        .what = arena_printf(ui_scratch(ui), "#%d by %s", hit->no, hit->author.name)};

    ui_push(ui, "flag", &arg, sizeof arg);
}

static void open_hit(struct ui *ui, void *state)
{
    struct state *s = state;
    const struct search_hit *h = &s->hits[list_selected(&s->list) / ROWS_OF_HIT];
    struct thread_arg arg = {.thread = h->thread, .no = h->no, .find = s->text};

    ui_push(ui, "thread", &arg, sizeof arg);
}

static void change_text(struct ui *ui, void *state)
{
    struct state *s = state;

    (void)ui;
    s->typing = true;
}

static void change_order(struct ui *ui, void *state)
{
    struct state *s = state;

    s->sort = s->sort == SEARCH_SORT_NEW ? SEARCH_SORT_BEST : SEARCH_SORT_NEW;
    search_now(ui, s);
}

static void search_again(struct ui *ui, void *state)
{
    search_now(ui, state);
}

static bool may_read_on(struct ui *ui, const void *state)
{
    return is_reading(ui, state) && has_unread_anywhere(ui, state);
}

/* clang-format off */
static const struct key_action keys[] = {
    {K_ENTER, search_again, "search", "Search for what is typed", search_typing},
    {K_ENTER, open_hit, "read", "Read the thread, from the post on", has_row},
    {'!', tell_guest, NULL, "", is_guest},
    {'!', flag_hit, NULL, "Flag the post: a moderator looks at it, and nobody learns that it was you", may_flag},
    {'s', change_text, "change", "Change what is searched for", is_reading},
    {'o', change_order, "order", "The newest first, or the best first", is_reading},
    {K_CTRL('r'), search_again, NULL, "Search again", is_reading},
    {' ', read_on_anywhere, NULL, "Read on where something is unread", may_read_on},
    {0},
};
/* clang-format on */

static const struct key_help *const moving[] = {list_help, glance_help, editor_help, NULL};

const struct screen_ops screen_search = {
    .name = "search",
    .about = "Search",
    .state_size = sizeof(struct state),
    .keys = keys,
    .moving = moving,
    .open = search_open,
    .header = search_header,
    .draw = search_draw,
    .key = search_key,
    .paste = search_paste,
    .typing = search_typing,
    .close = search_close,
};
