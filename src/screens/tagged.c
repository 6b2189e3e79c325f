/* SPDX-License-Identifier: MIT
 *
 * tagged.c -- the threads of all boards that carry a tag, the newest activity first.
 *
 * More are loaded as the selection moves towards the end, by keyset.
 */
#include <string.h>

#include <curbside/domain/follow.h>
#include <curbside/domain/thread.h>
#include <curbside/ui/list.h>

#include "context.h"
#include "glance.h"
#include "places.h"
#include "rows.h"
#include "tag_keys.h"

enum {
    PAGE_ROWS = 50,
    ROWS_MAX = 400, /* further ones are found by searching for the tag */
};

struct state {
    struct ui *ui; /* for the list's source, which loads by itself */
    const char *tag;
    struct thread_row rows[ROWS_MAX];
    int n;
    const char *next; /* cursor, NULL: no more */
    struct arena *page;
    struct thread_columns columns;
    struct list list;
    struct glance glance; /* at the selected thread */
};

static int count_rows(const void *ctx)
{
    const struct state *s = ctx;

    return s->n;
}

static void draw_row(const void *ctx, struct canvas *c, struct area row, int index, bool selected)
{
    const struct state *s = ctx;

    (void)selected;
    thread_row_draw(c, row, &s->columns, &s->rows[index], NULL);
}

static const char *say_row(const void *ctx, struct arena *a, int index)
{
    const struct state *s = ctx;

    return thread_row_say(a, &s->columns, &s->rows[index], NULL);
}

static enum err load_more(struct visit *v, struct state *s)
{
    int room = ROWS_MAX - s->n;
    struct thread_query query = {.tag = s->tag,
                                 .sort = THREADS_ACTIVE,
                                 .after = s->next,
                                 .limit = room < PAGE_ROWS ? room : PAGE_ROWS};
    struct thread_page page;

    TRY(thread_list(s->page, v, &query, &page));
    for (int i = 0; i < page.n && s->n < ROWS_MAX; i++)
        s->rows[s->n++] = page.rows[i];
    s->next = s->n < ROWS_MAX ? page.next : NULL;
    return OK;
}

static int more_rows(void *ctx, enum list_side side)
{
    struct state *s = ctx;
    int before = s->n;
    enum err err;

    if (side == LIST_AFTER && s->n >= ROWS_MAX)
        ui_say(s->ui, "No more than 400 threads are listed; s finds the others by their words.");
    if (side == LIST_BEFORE || !s->next)
        return 0;
    err = load_more(visit_of(s->ui), s);
    if (err != OK)
        ui_fail(s->ui, err);
    return s->n - before;
}

static const struct list_source source = {
    .count = count_rows,
    .draw = draw_row,
    .say = say_row,
    .more = more_rows,
    .empty = "No thread carries this tag now. f follows it: what gets it later is in your inbox.",
};

static void look(struct ui *ui, struct state *s)
{
    int index = list_selected(&s->list);

    glance_load_row(&s->glance, ui, index >= 0 ? &s->rows[index] : NULL);
}

/* From the start, until so many rows are there. */
static enum err load_first(struct ui *ui, struct state *s, int rows)
{
    s->page = ui_page(ui);
    s->n = 0;
    s->next = NULL;
    s->columns = (struct thread_columns){
        .boards = true, .marks = is_member(ui), .now = moment_now(ui)};
    unread_recount(ui);
    TRY(load_more(visit_of(ui), s));
    while (s->next && s->n < rows)
        TRY(load_more(visit_of(ui), s));
    return OK;
}

static int find_thread(const struct state *s, thread_id id)
{
    for (int i = 0; i < s->n; i++)
        if (s->rows[i].id.v == id.v)
            return i;
    return -1;
}

/* As far as was loaded, and the same thread selected wherever it is now. */
static enum err tagged_resume(struct ui *ui, void *state)
{
    struct state *s = state;
    int index = list_selected(&s->list);
    thread_id was = {index >= 0 && index < s->n ? s->rows[index].id.v : 0};

    TRY(load_first(ui, s, s->n));
    index = was.v != 0 ? find_thread(s, was) : -1;
    if (index >= 0)
        list_follow(&s->list, &source, s, index);
    list_clamp(&s->list, &source, s);
    glance_forget(&s->glance);
    look(ui, s);
    return OK;
}

static void tagged_bell(struct ui *ui, void *state, uint64_t topic)
{
    (void)state;
    if (topic == topic_number(TOPIC_FORUM, 0))
        ui_reload(ui);
}

static enum err tagged_open(struct ui *ui, void *state, const void *arg)
{
    const struct tagged_arg *a = arg;
    struct state *s = state;

    s->ui = ui;
    TRY(tag_parse(ui_arena(ui), a->tag, &s->tag));
    topic_listen(ui, TOPIC_FORUM, 0);
    TRY(load_first(ui, s, 0));
    list_reset(&s->list, &source, s);
    look(ui, s);
    return OK;
}

static void tagged_header(struct ui *ui, const void *state, struct header *ret)
{
    const struct state *s = state;

    ret->place = arena_printf(ui_scratch(ui), "Threads with #%s", s->tag);
    if (follow_has_tag(visit_of(ui), s->tag))
        ret->right = "you follow it";
}

static void tagged_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    struct state *s = state;
    struct area list, beside;

    glance_divide(body, &list, &beside);
    glance_draw(&s->glance, ui, canvas, beside, &s->columns.now);
    list_draw(&s->list, &source, s, canvas, list);
}

static bool tagged_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;

    if (glance_key(&s->glance, ui, key))
        return true;
    if (!list_key(&s->list, &source, s, ui, key))
        return false;
    look(ui, s);
    return true;
}

static void tagged_close(struct ui *ui, void *state)
{
    struct state *s = state;

    (void)ui;
    glance_done(&s->glance);
}

static bool has_row(struct ui *ui, const void *state)
{
    (void)ui;
    return count_rows(state) > 0;
}

static void open_at(struct ui *ui, struct state *s, int index)
{
    struct thread_arg arg = {.thread = s->rows[index].id};
    thread_id *ids = arena_array(ui_scratch(ui), (size_t)s->n, sizeof *ids);

    for (int i = 0; ids && i < s->n; i++)
        if (list_shows(&s->list, i))
            ids[arg.n_neighbors++] = s->rows[i].id;
    arg.neighbors = ids;
    ui_push(ui, "thread", &arg, sizeof arg);
}

static void open_row(struct ui *ui, void *state)
{
    struct state *s = state;

    open_at(ui, s, list_selected(&s->list));
}

/* The next unread thread from the selected one on, then from the start, then anywhere. */
static void read_on(struct ui *ui, void *state)
{
    struct state *s = state;
    int from = list_selected(&s->list);

    for (int i = 0; i < s->n; i++) {
        int at = (from + i) % s->n;

        if (s->rows[at].unread == 0 || !list_shows(&s->list, at))
            continue;
        list_select(&s->list, &source, s, at);
        open_at(ui, s, at);
        return;
    }
    read_on_anywhere(ui, s);
}

static void follow(struct ui *ui, void *state)
{
    const struct state *s = state;

    tag_toggle_follow(ui, s->tag);
}

static bool is_a_member(struct ui *ui, const void *state)
{
    (void)state;
    return is_member(ui);
}

static void search(struct ui *ui, void *state)
{
    const struct state *s = state;
    struct search_arg arg = {.tag = s->tag};

    ui_push(ui, "search", &arg, sizeof arg);
}

static void other_tags(struct ui *ui, void *state)
{
    struct state *s = state;

    tag_ask(ui, &s->rows[list_selected(&s->list)]);
}

/* clang-format off */
static const struct key_action keys[] = {
    {K_ENTER, open_row, "read", "Read the selected thread", has_row},
    {' ', read_on, "next unread", "Read on where something is unread, here first", has_unread_anywhere},
    {'f', tell_guest, NULL, "", is_guest},
    {'f', follow, "follow", "Follow this tag, or no longer; g f lists what you follow", is_a_member},
    {'t', other_tags, NULL, "Threads with another tag of the selected one", has_row},
    {'s', search, "search", "Search for words in threads with this tag", NULL},
    {0},
};
/* clang-format on */

static const struct key_help *const moving[] = {list_help, glance_help, NULL};

const struct screen_ops screen_tagged = {
    .name = "tagged",
    .about = "Threads with a tag",
    .state_size = sizeof(struct state),
    .keys = keys,
    .moving = moving,
    .open = tagged_open,
    .resume = tagged_resume,
    .header = tagged_header,
    .draw = tagged_draw,
    .key = tagged_key,
    .bell = tagged_bell,
    .close = tagged_close,
};
