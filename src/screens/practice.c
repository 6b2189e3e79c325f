/* SPDX-License-Identifier: MIT
 *
 * practice.c -- how to practice, and how it went so far: three ways to begin, and below them plots
 * of one's own ratings.
 */
#include <stdio.h>
#include <string.h>

#include <curbside/domain/interview_words.h>
#include <curbside/domain/practice.h>
#include <curbside/domain/school.h>
#include <curbside/ui/list.h>

#include "context.h"
#include "places.h"

enum {
    ITEMS_MAX = 32,
    LABEL_COLS = 15,
    WIDE_COLS = 60, /* below, plots are shorter and words fewer */
    NARROW_BINS = 12,
    QUESTIONS = 10, /* of a traditional round */
    QUESTIONS_FREE = 40,
    TOP = 40, /* the best rating, in tenths */
};

enum item_kind {
    ITEM_BLANK,
    ITEM_HEADING,
    ITEM_WORDS,
    ITEM_PLOT,
    ITEM_MODE, /* can be selected */
};

struct item {
    enum item_kind kind;
    int mode;
    const char *label;
    const char *plot;   /* NULL: none */
    const char *recent; /* its last part, where there is little room */
    const char *words;  /* "2.1 → 3.4" */
    const char *brief;  /* the same, where there is little room; NULL: the same */
    const char *say;    /* NULL: label and words */
};

struct state {
    struct practice_query query;
    question_id only; /* practice with this one; 0: choose */
    struct school school;
    int stations, answer; /* minutes */
    bool typed;
    struct practice_progress progress;
    struct item items[ITEMS_MAX];
    int n;
    struct list list;
};

/* ---- items ---- */

static struct item *item_add(struct state *s, enum item_kind kind, const char *label)
{
    static struct item none;

    if (s->n == ITEMS_MAX)
        return &none;
    s->items[s->n] = (struct item){.kind = kind, .label = label};
    return &s->items[s->n++];
}

static void mode_add(struct state *s, enum practice_mode mode, const char *label, const char *words,
                     const char *brief)
{
    struct item *item = item_add(s, ITEM_MODE, label);

    item->mode = (int)mode;
    item->words = words;
    item->brief = brief;
}

static void modes_list(struct arena *a, struct state *s)
{
    bool one = s->only.v != 0;

    item_add(s, ITEM_HEADING, "Begin");
    mode_add(
        s, PRACTICE_MMI, "Stations",
        one ? arena_printf(a, "2 min to read, %d to answer", s->answer)
            : arena_printf(a, "%d of them: 2 min to read, %d to answer", s->stations, s->answer),
        arena_printf(a, "%d of 2 + %d min", one ? 1 : s->stations, s->answer));
    mode_add(s, PRACTICE_TRADITIONAL, "Traditional",
             one ? "2 min" : arena_printf(a, "%d questions, 2 min each", QUESTIONS),
             arena_printf(a, "%d of 2 min", one ? 1 : QUESTIONS));
    mode_add(s, PRACTICE_FREE, "Free", "one after the other; the clock counts up",
             "clock counts up");
}

static const char *tenths(struct arena *a, int value)
{
    return arena_printf(a, "%d.%d", value / 10, value % 10);
}

static void rating_list(struct arena *a, struct state *s, enum practice_rating rating)
{
    const struct rating_progress *p = &s->progress.ratings[rating];
    int n = s->progress.n_bins, from = n < NARROW_BINS ? 0 : n - NARROW_BINS;
    struct item *item;

    if (p->last == 0 && p->first == 0)
        return;
    item = item_add(s, ITEM_PLOT, practice_rating_name(rating));
    item->plot = figure_bars(a, p->bins, n, TOP);
    item->recent = figure_bars(a, p->bins + from, n - from, TOP);
    item->words = arena_printf(a, "%s → %s", tenths(a, p->first), tenths(a, p->last));
    item->say = arena_printf(a, "%s, at first %s, now %s of 4", item->label, tenths(a, p->first),
                             tenths(a, p->last));
}

static void weeks_list(struct arena *a, struct state *s)
{
    struct item *item = item_add(s, ITEM_PLOT, "answers a week");
    int top = 1, now = s->progress.weeks[PROGRESS_WEEKS - 1];

    for (int i = 0; i < PROGRESS_WEEKS; i++)
        top = s->progress.weeks[i] > top ? s->progress.weeks[i] : top;
    item->plot = item->recent = figure_bars(a, s->progress.weeks, PROGRESS_WEEKS, top);
    item->words = arena_printf(a, "%d this week, at most %d", now, top);
    item->brief = arena_printf(a, "%d, top %d", now, top);
    item->say = arena_printf(a, "%d answers this week, at most %d in a week", now, top);
}

static void weak_list(struct arena *a, struct state *s)
{
    AUTO_STR struct str words = STR_INIT;

    for (int i = 0; i < s->progress.n_weak; i++)
        str_printf(&words, "%s%s %s", i ? ", " : "", s->progress.weak[i].tag,
                   tenths(a, s->progress.weak[i].mean));
    if (words.n == 0)
        return;
    item_add(s, ITEM_PLOT, "weakest")->words = arena_strdup(a, str_cstr(&words));
}

/* `brief` where there is little room. */
static void words_add(struct state *s, const char *words, const char *brief)
{
    struct item *item = item_add(s, ITEM_WORDS, words);

    item->words = words;
    item->brief = brief;
    item->say = words;
}

static void progress_list(struct ui *ui, struct arena *a, struct state *s)
{
    item_add(s, ITEM_BLANK, "");
    item_add(s, ITEM_HEADING, "Your progress");
    if (!is_member(ui)) {
        words_add(s, "As a guest you can practice; nothing of it is kept.",
                  "As a guest: nothing of it is kept.");
        return;
    }
    if (s->progress.answers == 0) {
        words_add(s, "Nothing yet. What you say or type is kept nowhere; your own",
                  "Nothing yet. Answers are kept");
        words_add(s, "ratings are, sealed, and only you can read them.",
                  "nowhere, your ratings for you alone.");
        return;
    }
    words_add(
        s,
        arena_printf(a, "%d %s to %d %s. 1 to 4, oldest left; only you can read this.",
                     s->progress.answers, s->progress.answers == 1 ? "answer" : "answers",
                     s->progress.questions, s->progress.questions == 1 ? "question" : "questions"),
        arena_printf(a, "%d to %d questions; 1 to 4.", s->progress.answers, s->progress.questions));
    for (int r = 0; r < PRACTICE_RATINGS; r++)
        rating_list(a, s, (enum practice_rating)r);
    weeks_list(a, s);
    weak_list(a, s);
}

static void items_list(struct ui *ui, struct state *s)
{
    struct arena *a = ui_page(ui);

    s->n = 0;
    modes_list(a, s);
    progress_list(ui, a, s);
}

static int count_rows(const void *ctx)
{
    return ((const struct state *)ctx)->n;
}

static bool row_selectable(const void *ctx, int index)
{
    return ((const struct state *)ctx)->items[index].kind == ITEM_MODE;
}

static const char *words_for(const struct item *item, int cols)
{
    return cols < WIDE_COLS && item->brief ? item->brief : item->words;
}

static void draw_plot(struct canvas *c, struct area row, const struct item *item)
{
    const char *plot = row.cols < WIDE_COLS ? item->recent : item->plot;
    int x = row.x + 1;

    canvas_text_fit(c, x, row.y, LABEL_COLS - 1, THEME_LABEL, item->label);
    x += LABEL_COLS;
    if (plot) {
        canvas_text(c, x, row.y, row.x + row.cols - x, THEME_PLOT, plot);
        x += canvas_text_cols(c, plot) + (row.cols < WIDE_COLS ? 1 : 2);
    }
    canvas_text_fit(c, x, row.y, row.x + row.cols - x, THEME_TEXT, words_for(item, row.cols));
}

static void draw_row(const void *ctx, struct canvas *c, struct area row, int index, bool selected)
{
    const struct state *s = ctx;
    const struct item *item = &s->items[index];

    (void)selected;
    switch (item->kind) {
    case ITEM_BLANK:
        break;
    case ITEM_HEADING:
        canvas_text_fit(c, row.x - 1, row.y, row.cols, THEME_SECTION, item->label);
        break;
    case ITEM_WORDS:
        canvas_text_fit(c, row.x + 1, row.y, row.cols - 1, THEME_DIM, words_for(item, row.cols));
        break;
    case ITEM_PLOT:
        draw_plot(c, row, item);
        break;
    case ITEM_MODE:
        canvas_printf(c, row.x + 1, row.y, 2, THEME_KEY, "%d", item->mode + 1);
        canvas_text_fit(c, row.x + 3, row.y, LABEL_COLS - 2, THEME_TITLE, item->label);
        canvas_text_fit(c, row.x + 1 + LABEL_COLS, row.y, row.cols - 1 - LABEL_COLS, THEME_DIM,
                        words_for(item, row.cols));
        break;
    }
}

static const char *say_row(const void *ctx, struct arena *a, int index)
{
    const struct item *item = &((const struct state *)ctx)->items[index];

    if (item->say)
        return item->say;
    if (item->kind == ITEM_MODE)
        return arena_printf(a, "%s: %s", item->label, item->words);
    return item->words ? arena_printf(a, "%s, %s", item->label, item->words) : item->label;
}

static const struct list_source source = {
    .count = count_rows,
    .draw = draw_row,
    .say = say_row,
    .selectable = row_selectable,
};

/* ---- loading ---- */

static enum err practice_load(struct ui *ui, void *state)
{
    struct state *s = state;
    struct arena *page = ui_page(ui);

    s->progress = (struct practice_progress){0};
    if (is_member(ui))
        TRY(practice_progress(page, visit_of(ui), &s->progress));
    for (int i = 0; i < s->progress.n_weak; i++) {
        s->progress.weak[i].tag = arena_strdup(ui_arena(ui), s->progress.weak[i].tag);
        if (!s->progress.weak[i].tag)
            return E_NOMEM;
    }
    items_list(ui, s);
    list_clamp(&s->list, &source, s);
    return OK;
}

static enum err practice_open(struct ui *ui, void *state, const void *arg)
{
    const struct practice_arg *a = arg;
    struct state *s = state;

    s->query = (struct practice_query){.kind = QUESTION_ANY_KIND, .level = QUESTION_MEDICAL_SCHOOL};
    s->stations = 8;
    s->answer = 6;
    if (a) {
        s->query.kind = a->kind;
        s->query.level = a->level;
        s->only = a->id;
        s->query.school = a->school ? arena_strdup(ui_arena(ui), a->school) : NULL;
    }
    if (s->query.school)
        TRY(school_get(ui_arena(ui), s->query.school, &s->school));
    TRY(practice_load(ui, s));
    list_reset(&s->list, &source, s);
    return OK;
}

/* ---- drawing ---- */

static void practice_header(struct ui *ui, const void *state, struct header *ret)
{
    const struct state *s = state;
    struct arena *a = ui_scratch(ui);

    ret->place = s->query.school ? arena_printf(a, "Practice › %s", s->school.short_name)
                                 : "Practice";
    if (is_narrow(ui))
        return;
    ret->right = arena_printf(a, "%s%s · %s",
                              s->only.v           ? "this question"
                              : s->query.kind < 0 ? ""
                                                  : "kind ",
                              s->only.v ? ""
                              : s->query.kind >= 0
                                  ? question_kind_name((enum question_kind)s->query.kind)
                                  : "all kinds",
                              s->typed ? "typed" : "spoken");
}

static void practice_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    struct state *s = state;

    (void)ui;
    list_draw(&s->list, &source, s, canvas, body);
}

static bool practice_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;

    return list_key(&s->list, &source, s, ui, key);
}

/* ---- beginning ---- */

static enum err questions_choose(struct ui *ui, struct state *s, struct question_page *ret,
                                 int *ret_own)
{
    struct question *one;

    if (s->only.v == 0)
        return practice_choose(ui_scratch(ui), visit_of(ui), &s->query, ret, ret_own);
    *ret_own = 1; /* it was come to from there */
    one = arena_alloc(ui_scratch(ui), sizeof *one);
    if (!one)
        return E_NOMEM;
    *ret = (struct question_page){.rows = one, .n = 1};
    return question_get(ui_scratch(ui), visit_of(ui), s->only, one);
}

static void begin(struct ui *ui, struct state *s, enum practice_mode mode)
{
    struct practice_run_arg arg = {.mode = (int)mode, .answer = s->answer, .typed = s->typed};
    struct question_page page = {0};
    enum err err;

    s->query.mode = mode;
    s->query.n = mode == PRACTICE_MMI           ? s->stations
                 : mode == PRACTICE_TRADITIONAL ? QUESTIONS
                                                : QUESTIONS_FREE;
    err = questions_choose(ui, s, &page, &arg.own);
    if (err != OK) {
        ui_fail(ui, err);
        return;
    }
    if (page.n == 0) {
        ui_warn(ui, "No question fits that; choose another kind in the bank, or another way.");
        return;
    }
    arg.questions = page.rows;
    arg.n = page.n;
    arg.school = s->query.school ? s->school.short_name : NULL;
    ui_push(ui, "practice_run", &arg, sizeof arg);
    if (arg.school && arg.own < arg.n)
        ui_sayf(ui, "%d of these %d %s asked at %s; the others are of other schools and the bank.",
                arg.own, arg.n, arg.own == 1 ? "was" : "were", arg.school);
}

static void begin_selected(struct ui *ui, void *state)
{
    struct state *s = state;
    int index = list_selected(&s->list);

    if (index >= 0)
        begin(ui, s, (enum practice_mode)s->items[index].mode);
}

static void begin_mmi(struct ui *ui, void *state)
{
    begin(ui, state, PRACTICE_MMI);
}

static void begin_traditional(struct ui *ui, void *state)
{
    begin(ui, state, PRACTICE_TRADITIONAL);
}

static void begin_free(struct ui *ui, void *state)
{
    begin(ui, state, PRACTICE_FREE);
}

/* ---- how ---- */

static void next_answer(struct ui *ui, void *state)
{
    struct state *s = state;

    s->answer = s->answer == PRACTICE_ANSWER_MOST ? PRACTICE_ANSWER_LEAST : s->answer + 1;
    items_list(ui, s);
    ui_sayf(ui, "%d minutes to answer at a station.", s->answer);
}

static void next_stations(struct ui *ui, void *state)
{
    struct state *s = state;

    s->stations = s->stations == PRACTICE_STATIONS_MOST ? PRACTICE_STATIONS_LEAST : s->stations + 1;
    items_list(ui, s);
    ui_sayf(ui, "%d stations.", s->stations);
}

static void next_voice(struct ui *ui, void *state)
{
    struct state *s = state;

    s->typed = !s->typed;
    ui_say(ui,
           s->typed ? "You type your answers; they are kept nowhere." : "You speak your answers.");
}

static bool has_history(struct ui *ui, const void *state)
{
    (void)ui;
    return ((const struct state *)state)->progress.answers > 0;
}

static void forget(struct ui *ui, void *state)
{
    enum err err = practice_forget(visit_of(ui));

    if (err == OK)
        err = practice_load(ui, state);
    if (err != OK)
        ui_fail(ui, err);
    else
        ui_say(ui, "Your practice history is forgotten.");
}

static void ask_forget(struct ui *ui, void *state)
{
    static const struct dialog_choice choices[] = {
        {'k', "Keep it", NULL},
        {'f', "Forget all of it", forget},
        {0},
    };

    (void)state;
    ui_ask(ui, &(struct dialog){.title = "Forget your practice history?",
                                .text = "All answers and ratings go, and cannot be brought back.",
                                .choices = choices,
                                .enter_first = true});
}

/* clang-format off */
static const struct key_action keys[] = {
    {K_ENTER, begin_selected, NULL, "Begin the selected way", NULL},
    {'1', begin_mmi, "1-3\tbegin", "1 2 3\tStations, traditional, free", NULL},
    {'2', begin_traditional, NULL, "", NULL},
    {'3', begin_free, NULL, "", NULL},
    {'a', next_answer, "answer time", "Minutes to answer at a station, 5 to 8", NULL},
    {'s', next_stations, "stations", "How many stations, 6 to 10", NULL},
    {'o', next_voice, "type or speak", "Type your answers, or speak them", NULL},
    {'X', ask_forget, NULL, "Forget your whole practice history", has_history},
    {0},
};
/* clang-format on */

static const struct key_help *const moving[] = {list_help, NULL};

const struct screen_ops screen_practice = {
    .name = "practice",
    .about = "Practice",
    .state_size = sizeof(struct state),
    .keys = keys,
    .moving = moving,
    .open = practice_open,
    .resume = practice_load,
    .header = practice_header,
    .draw = practice_draw,
    .key = practice_key,
};
