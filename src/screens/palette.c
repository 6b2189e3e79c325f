/* SPDX-License-Identifier: MIT
 *
 * palette.c -- anything by its name: places, boards, threads, what the screen below can do, and
 * addresses (thread/123, post/456, board/mcat, tag/step1, school/drexel).
 *
 * Everything that could be meant is loaded when it opens; typing only sorts it. It needs no letter
 * that a keyboard layout might lack, and it works while a text is being written.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <curbside/domain/board.h>
#include <curbside/domain/school.h>
#include <curbside/text/fold.h>
#include <curbside/ui/form.h>
#include <curbside/ui/list.h>
#include <curbside/ui/plain.h>

#include "context.h"
#include "fuzzy.h"
#include "manual_text.h"
#include "palette_places.h"
#include "palette_schools.h"
#include "palette_words.h"
#include "places.h"

enum {
    THINGS_MAX = 600,
    HITS_MAX = 60, /* rows shown: further ones are found by one more letter */
    THREADS = 200, /* of the latest activity */
    SCHOOLS_MAX = 5,
    SEARCH_LETTERS = 3,
    SEARCH_ROW = 4,      /* at the latest: in view on a phone */
    MISSING_LETTERS = 4, /* fewer name no school */
    TYPED_BYTES = 100,
    NOTE_COLS = 28,
    NOTE_LEAST = 50, /* a narrower list has no room for notes */
};

enum kind {
    KIND_ADDRESS,
    KIND_ACTION,
    KIND_PLACE,
    KIND_BOARD,
    KIND_THREAD,
    KIND_SCHOOL,
    KIND_SEARCH,  /* for what was typed, in all posts */
    KIND_MISSING, /* a school that nobody has heard of yet */
    KIND_MANUAL,
    KIND_TAG, /* what was typed, with a # before it */
    KIND_BOSS,
    KIND_LEAVE,
    KIND_SETTING
};

struct thing {
    enum kind kind;
    const char *name;
    const char *note;
    const char *slug;   /* of a school */
    keycode key;        /* of an action */
    const char *screen; /* of a place */
    int64_t id;         /* of a board or a thread */
    int no;             /* of the post */
    int score;
};

struct state {
    struct form form;
    struct thing things[THINGS_MAX];
    int n_things;
    struct thing addresses[2]; /* what was typed, if it is one; a number may be of two things */
    int n_addresses;
    struct thing schools[SCHOOLS_MAX]; /* that what was typed may mean */
    int n_schools;
    bool school_is_meant; /* the first is called just so */
    struct thing tag;
    bool has_tag;
    struct thing search;  /* for what was typed */
    struct thing missing; /* what was typed, where it names nothing */
    const struct thing *hits[HITS_MAX];
    int n_hits;
    struct list list;
};

static const struct form_field fields[] = {
    {.kind = FIELD_LINE,
     .label = "Go to",
     .note = "a board, a thread, a place, something to do, thread/123",
     .limit_bytes = TYPED_BYTES},
};

/* -- what there is ----------------------------------------------------------------------------- */

static void add(struct state *s, struct thing thing)
{
    if (s->n_things < THINGS_MAX && thing.name)
        s->things[s->n_things++] = thing;
}

/* Enter, space and digits act on what one sees, which is covered now. */
static bool is_named(keycode key)
{
    return key != K_ENTER && key != ' ' && (key < '0' || key > '9');
}

static void add_actions(struct ui *ui, struct state *s)
{
    const char *words;
    keycode key;

    for (int i = 0; ui_below_action(ui, i, &key, &words); i++) {
        char name[KEY_NAME_BYTES];

        if (words && is_named(key))
            add(s, (struct thing){.kind = KIND_ACTION,
                                  .name = words,
                                  .note = arena_strdup(ui_arena(ui), key_name(key, false, name)),
                                  .key = key});
    }
}

static void add_manual(struct ui *ui, struct state *s)
{
    for (int i = 0; i < N_MANUAL; i++)
        add(s, (struct thing){.kind = KIND_MANUAL,
                              .name = arena_printf(ui_arena(ui), "Help: %s", manual[i].title),
                              .note = manual[i].note,
                              .id = i});
}

/* What works everywhere. */
static void add_everywhere(struct state *s)
{
    add(s, (struct thing){
               .kind = KIND_BOSS, .name = "Boss key: a dull page at once", .note = "\\, Ctrl-\\"});
    add(s, (struct thing){.kind = KIND_LEAVE, .name = "End this visit", .note = "Q"});
}

/* Joining is for whoever came with a key and did not. */
static bool may_join(struct ui *ui)
{
    return !is_member(ui) && context_of(ui)->key_proven;
}

static void add_places(struct ui *ui, struct state *s)
{
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        if (!ui_has_screen(ui, places[i].screen) || (places[i].member && !is_member(ui)) ||
            (strcmp(places[i].screen, "join") == 0 && !may_join(ui)))
            continue;
        add(s, (struct thing){.kind = KIND_PLACE,
                              .name = places[i].name,
                              .note = places[i].note,
                              .screen = places[i].screen});
    }
}

static void add_settings(struct state *s)
{
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
        add(s, (struct thing){.kind = KIND_SETTING,
                              .name = settings[i].name,
                              .note = settings[i].note,
                              .id = (int64_t)i});
}

static enum err add_boards(struct ui *ui, struct state *s)
{
    struct board_page page;

    TRY(board_list(ui_arena(ui), visit_of(ui), &page));
    for (int i = 0; i < page.n; i++)
        add(s, (struct thing){.kind = KIND_BOARD,
                              .name = page.rows[i].title,
                              .note = page.rows[i].category,
                              .id = page.rows[i].id.v});
    return OK;
}

static enum err add_threads(struct ui *ui, struct state *s)
{
    struct thread_query query = {.sort = THREADS_ACTIVE, .limit = THREADS};
    struct thread_page page;

    TRY(thread_list(ui_arena(ui), visit_of(ui), &query, &page));
    for (int i = 0; i < page.n; i++)
        add(s, (struct thing){.kind = KIND_THREAD,
                              .name = page.rows[i].title,
                              .note = page.rows[i].board_title,
                              .id = page.rows[i].id.v});
    return OK;
}

bool screen_go_named(struct ui *ui, const char *name)
{
    size_t i = 0;

    while (i < sizeof places / sizeof *places && strcasecmp(places[i].name, name) != 0)
        i++;
    if (i == sizeof places / sizeof *places)
        return false;
    role_recheck(ui);
    if (strcmp(places[i].screen, "home") == 0)
        return screen_go(ui, 'h');
    if (places[i].member && !is_member(ui)) {
        ui_fail(ui, E_GUEST);
        return true;
    }
    if (!ui_has_screen(ui, places[i].screen) ||
        (strcmp(places[i].screen, "join") == 0 && !may_join(ui)))
        return false;
    ui_push(ui, places[i].screen, NULL, 0);
    return true;
}

/* -- what was typed ---------------------------------------------------------------------------- */

static const char board_kind[] = "board/", school_kind[] = "school/", tag_kind[] = "tag/";

/* "thread/123", "post/456": a thing of its own, with the thread's title. */
static void address_add(struct ui *ui, struct state *s, const char *address, const char *note)
{
    struct thread_row thread;
    thread_id id;
    int no;

    if (thread_resolve(visit_of(ui), address, &id, &no) == OK &&
        thread_get(ui_arena(ui), visit_of(ui), id, &thread) == OK)
        s->addresses[s->n_addresses++] = (struct thing){
            .kind = KIND_ADDRESS, .name = thread.title, .note = note, .id = id.v, .no = no};
}

/* "board/mcat", "school/drexel": by slug alone, as an address means one thing. */
static void address_add_named(struct ui *ui, struct state *s, const char *typed)
{
    struct thing thing = {.note = "address"};
    struct school school;
    struct board board;

    if (cstr_starts(typed, board_kind) &&
        board_find(ui_arena(ui), visit_of(ui), typed + strlen(board_kind), &board) == OK) {
        thing.kind = KIND_BOARD;
        thing.name = board.title;
        thing.id = board.id.v;
    } else if (cstr_starts(typed, school_kind) &&
               school_get(ui_arena(ui), typed + strlen(school_kind), &school) == OK) {
        thing.kind = KIND_SCHOOL;
        thing.name = school.short_name;
        thing.slug = school.slug;
    }
    if (thing.name)
        s->addresses[s->n_addresses++] = thing;
}

static bool is_number(const char *typed)
{
    return typed[0] != '\0' && typed[strspn(typed, "0123456789")] == '\0';
}

/* In any case, as commands take it: a phone begins with a capital, and a name is written with some.
 * A number alone, as commands print it, may be a thread's and a post's. */
static void address_find(struct ui *ui, struct state *s, const char *typed)
{
    char address[TYPED_BYTES + 8];
    char *small;

    s->n_addresses = 0;
    if (strchr(typed, '/') && text_lower(ui_scratch(ui), typed, strlen(typed), &small) == OK) {
        address_add(ui, s, small, "address");
        address_add_named(ui, s, small);
    }
    if (!is_number(typed))
        return;
    snprintf(address, sizeof address, "thread/%s", typed);
    address_add(ui, s, address, "the thread of that number");
    snprintf(address, sizeof address, "post/%s", typed);
    address_add(ui, s, address, "the post of that number");
}

/* "#step1", "tag/step1": the threads with it. */
static void tag_find(struct ui *ui, struct state *s, const char *typed)
{
    bool addressed = strncasecmp(typed, tag_kind, strlen(tag_kind)) == 0;
    const char *tag;

    typed += addressed ? strlen(tag_kind) : 0;
    s->has_tag = (addressed || typed[0] == '#') && tag_parse(ui_page(ui), typed, &tag) == OK;
    if (s->has_tag)
        s->tag = (struct thing){.kind = KIND_TAG,
                                .name = arena_printf(ui_arena(ui), "Threads with #%s", tag),
                                .note = "tag",
                                .slug = arena_strdup(ui_arena(ui), tag)};
    s->has_tag = s->has_tag && s->tag.name && s->tag.slug;
}

static int by_score(const void *a, const void *b)
{
    const struct thing *p = *(const struct thing *const *)a, *q = *(const struct thing *const *)b;

    if (p->score != q->score)
        return q->score > p->score ? 1 : -1;
    return p < q ? -1 : p > q; /* as they were added */
}

static int count_rows(const void *ctx)
{
    return ((const struct state *)ctx)->n_hits;
}

static void draw_row(const void *ctx, struct canvas *c, struct area row, int index, bool selected)
{
    const struct thing *thing = ((const struct state *)ctx)->hits[index];
    int note = row.cols >= NOTE_LEAST ? NOTE_COLS : 0;

    (void)selected;
    canvas_text_fit(c, row.x, row.y, row.cols - note - 2, THEME_TITLE, thing->name);
    if (note > 0)
        canvas_text_fit(c, row.x + row.cols - note, row.y, note - 1, THEME_DIM, thing->note);
}

static const struct list_source source = {
    .count = count_rows,
    .draw = draw_row,
    .empty = "Nothing here is called so. Fewer letters find more.",
};

static void schools_find(struct ui *ui, struct state *s, const char *typed)
{
    struct school found[SCHOOLS_MAX];
    int n = palette_schools_find(ui_scratch(ui), typed, found, SCHOOLS_MAX, &s->school_is_meant);

    s->n_schools = 0;
    for (int i = 0; i < n; i++) {
        const char *name = arena_strdup(ui_arena(ui), found[i].short_name);
        const char *slug = arena_strdup(ui_arena(ui), found[i].slug);

        if (name && slug) /* without memory one fewer is found */
            s->schools[s->n_schools++] = (struct thing){
                .kind = KIND_SCHOOL, .name = name, .note = "interviews of a school", .slug = slug};
    }
}

/* Only the newest threads are here, and what is meant may be a word in any post: in view, and not
 * before what is called so. */
static void search_offer(struct ui *ui, struct state *s, const char *typed)
{
    int at = s->n_hits < SEARCH_ROW ? s->n_hits : SEARCH_ROW;

    if (strlen(typed) < SEARCH_LETTERS || strchr(typed, '/'))
        return;
    s->search = (struct thing){
        .kind = KIND_SEARCH,
        .name = arena_printf(ui_page(ui), "Search all posts for: %s", typed),
        .note = "search",
    };
    if (!s->search.name)
        return;
    /* An array of pointers. NOLINTNEXTLINE(bugprone-sizeof-expression) */
    memmove(s->hits + at + 1, s->hits + at, (size_t)(s->n_hits - at) * sizeof *s->hits);
    s->hits[at] = &s->search;
    s->n_hits++;
}

/* What names nothing may be a school that is missing; "thread/999" and a number are none. */
static void missing_offer(struct ui *ui, struct state *s, const char *typed)
{
    if (strlen(typed) < MISSING_LETTERS || strchr(typed, '/') || is_number(typed) || !is_member(ui))
        return;
    s->missing = (struct thing){.kind = KIND_MISSING,
                                .name = "Propose a school that is missing",
                                .note = "by the name you typed"};
    s->hits[s->n_hits++] = &s->missing;
}

/* Without the blanks that a paste brings. */
static const char *typed_words(struct ui *ui, struct state *s)
{
    size_t to, from;
    const char *typed = form_text(&s->form, 0, &to);

    from = strspn(typed, " \t");
    while (to > from && (typed[to - 1] == ' ' || typed[to - 1] == '\t'))
        to--;
    typed = arena_memdup0(ui_scratch(ui), typed + from, to - from);
    return typed ? typed : "";
}

static void sort(struct ui *ui, struct state *s)
{
    /* An array of pointers. NOLINTNEXTLINE(bugprone-sizeof-expression) */
    const struct thing **found = arena_array(ui_scratch(ui), (size_t)s->n_things, sizeof *found);
    const char *typed = typed_words(ui, s);
    int n = 0;

    address_find(ui, s, typed);
    tag_find(ui, s, typed);
    schools_find(ui, s, typed);
    for (int i = 0; found && i < s->n_things; i++) {
        int other = palette_words_score(typed, s->things[i].name);

        s->things[i].score = fuzzy_score(typed, s->things[i].name);
        s->things[i].score = other > s->things[i].score ? other : s->things[i].score;
        if (s->things[i].score > 0)
            found[n++] = &s->things[i];
    }
    if (n > 0)
        qsort(found, (size_t)n, sizeof *found, by_score); /* NOLINT(bugprone-sizeof-expression) */
    s->n_hits = 0;
    for (int i = 0; i < s->n_addresses; i++)
        s->hits[s->n_hits++] = &s->addresses[i];
    if (s->has_tag)
        s->hits[s->n_hits++] = &s->tag;
    if (s->n_schools > 0 && s->school_is_meant)
        s->hits[s->n_hits++] = &s->schools[0];
    for (int i = 0; i < n && s->n_hits < HITS_MAX - SCHOOLS_MAX - 2; i++)
        s->hits[s->n_hits++] = found[i];
    for (int i = s->school_is_meant; i < s->n_schools; i++)
        s->hits[s->n_hits++] = &s->schools[i];
    bool names_nothing = s->n_hits == 0;
    search_offer(ui, s, typed);
    if (names_nothing)
        missing_offer(ui, s, typed);
    list_reset(&s->list, &source, s);
}

static enum err palette_open(struct ui *ui, void *state, const void *arg)
{
    struct state *s = state;

    (void)arg;
    add_actions(ui, s);
    add_places(ui, s);
    add_manual(ui, s);
    add_everywhere(s);
    add_settings(s);
    TRY(add_boards(ui, s));
    TRY(add_threads(ui, s));
    TRY(form_init(&s->form, fields, 1, s));
    sort(ui, s);
    return OK;
}

static void palette_close(struct ui *ui, void *state)
{
    struct state *s = state;

    (void)ui;
    form_done(&s->form);
}

static void palette_header(struct ui *ui, const void *state, struct header *ret)
{
    (void)ui;
    (void)state;
    ret->place = "Go to";
}

static void palette_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    struct state *s = state;
    struct area list = {body.x, body.y + 2, body.cols, body.rows - 2};
    int x, y;

    (void)ui;
    if (list.cols > UI_TEXT_COLS + 2)
        list.cols = UI_TEXT_COLS + 2;
    form_draw(&s->form, canvas, (struct area){body.x, body.y, body.cols, 1});
    canvas_cursor_get(canvas, &x, &y);
    list_draw(&s->list, &source, s, canvas, list);
    /* What is typed goes into the field, so there the cursor stays. */
    canvas_cursor_set(canvas, x, y);
}

static bool moves(keycode key)
{
    return key == K_UP || key == K_DOWN || key == K_PAGE_UP || key == K_PAGE_DOWN ||
           key == K_HOME || key == K_END;
}

static bool palette_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;
    uint64_t before = form_version(&s->form);
    enum form_answer answer;

    if (moves(key))
        return list_key(&s->list, &source, s, ui, key);
    if (key == K_ENTER)
        return false; /* the table's */
    answer = form_key(&s->form, key);
    if (form_version(&s->form) != before)
        sort(ui, s);
    return answer != FORM_IGNORED;
}

static void palette_paste(struct ui *ui, void *state, const char *text, size_t n)
{
    struct state *s = state;

    IGNORE(form_paste(&s->form, text, n)); /* what does not fit names nothing */
    sort(ui, s);
}

static bool palette_typing(struct ui *ui, const void *state)
{
    (void)ui;
    (void)state;
    return true;
}

/* -- going there ------------------------------------------------------------------------------- */

static void go_thread(struct ui *ui, const struct thing *thing)
{
    struct thread_arg arg = {.thread = {thing->id}, .no = thing->no};

    ui_replace(ui, "thread", &arg, sizeof arg);
}

static void go(struct ui *ui, void *state)
{
    struct state *s = state;
    int index = list_selected(&s->list);
    struct thread_list_arg board;
    struct propose_arg missing;
    struct search_arg search = {0};
    struct school_arg school;
    struct settings_arg setting;
    struct tagged_arg tagged;
    struct topic_arg page;
    size_t n;

    if (index < 0)
        return;
    switch (s->hits[index]->kind) {
    case KIND_ACTION:
        ui_back_then(ui, s->hits[index]->key);
        break;
    case KIND_PLACE:
        ui_replace(ui, s->hits[index]->screen, NULL, 0);
        break;
    case KIND_BOARD:
        board = (struct thread_list_arg){.board = {s->hits[index]->id}};
        ui_replace(ui, "thread_list", &board, sizeof board);
        break;
    case KIND_SCHOOL:
        school.slug = s->hits[index]->slug;
        ui_replace(ui, "school", &school, sizeof school);
        break;
    case KIND_SEARCH:
        search.text = form_text(&s->form, 0, &n);
        ui_replace(ui, "search", &search, sizeof search);
        break;
    case KIND_MISSING:
        missing.name = form_text(&s->form, 0, &n);
        ui_replace(ui, "propose", &missing, sizeof missing);
        break;
    case KIND_MANUAL:
        page.index = (int)s->hits[index]->id;
        ui_replace(ui, "manual_page", &page, sizeof page);
        break;
    case KIND_SETTING:
        setting.label = settings[s->hits[index]->id].label;
        ui_replace(ui, "settings", &setting, sizeof setting);
        break;
    case KIND_TAG:
        tagged.tag = s->hits[index]->slug;
        ui_replace(ui, "tagged", &tagged, sizeof tagged);
        break;
    case KIND_LEAVE:
        ui_quit(ui, NULL); /* what is being written is kept, as when the line drops */
        break;
    case KIND_BOSS:
        ui_back(ui);
        ui_boss(ui);
        break;
    case KIND_ADDRESS:
    case KIND_THREAD:
        go_thread(ui, s->hits[index]);
        break;
    }
}

/* clang-format off */
static const struct key_action keys[] = {
    {K_ENTER, go, "open", "Go to what is selected, or do it", NULL},
    {0},
};
/* clang-format on */

static const struct key_help *const moving[] = {list_help, editor_help, NULL};

const struct screen_ops screen_palette = {
    .name = "palette",
    .about = "Going anywhere",
    .state_size = sizeof(struct state),
    .keys = keys,
    .moving = moving,
    .open = palette_open,
    .header = palette_header,
    .draw = palette_draw,
    .key = palette_key,
    .paste = palette_paste,
    .typing = palette_typing,
    .close = palette_close,
};
