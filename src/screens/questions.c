/* SPDX-License-Identifier: MIT
 *
 * questions.c -- the question bank: all of it, or what was asked at one school; found by typing,
 * narrowed by kind and level; the way to one question and to practice.
 */
#include <stdio.h>
#include <string.h>

#include <curbside/domain/interview_words.h>
#include <curbside/domain/questions.h>
#include <curbside/domain/school.h>
#include <curbside/ui/editor.h>
#include <curbside/ui/list.h>

#include "context.h"
#include "find_field.h"
#include "places.h"
#include "rows.h"

enum {
    PAGE_ROWS = 100,
    ROWS_MAX = 1000, /* kept loaded; further ones are found by typing */
    TYPED_BYTES = 80,
    WIDE_COLS = 64, /* below, a row is its text */
    KIND_COLS = 14,
    SEEN_COLS = 9,
};

struct state {
    struct find_field find;
    const char *slug; /* NULL: all schools */
    struct school school;
    int kind, level;
    struct question *rows; /* in the screen's page arena */
    int n, cap;
    const char *next;
    struct ui *ui; /* for loading more */
    struct arena *page;
    struct list list;
};

/* ---- rows ---- */

static int count_rows(const void *ctx)
{
    return ((const struct state *)ctx)->n;
}

static const char *seen_words(const struct question *q, char ret[static 24])
{
    ret[0] = '\0';
    if (q->seen > 0)
        snprintf(ret, 24, "about %d", q->seen);
    else if (q->seen < 0)
        snprintf(ret, 24, "<5");
    return ret;
}

static void draw_row(const void *ctx, struct canvas *c, struct area row, int index, bool selected)
{
    const struct question *q = &((const struct state *)ctx)->rows[index];
    int end = row.x + row.cols - 1;
    char seen[24];

    (void)selected;
    if (row.cols >= WIDE_COLS) {
        canvas_text_right(c, end, row.y, SEEN_COLS, THEME_DIM, seen_words(q, seen));
        end -= SEEN_COLS + KIND_COLS + 1;
        canvas_text_fit(c, end, row.y, KIND_COLS, THEME_DIM, question_kind_name(q->kind));
        end--;
    }
    canvas_text_fit(c, row.x, row.y, end - row.x, q->improper ? THEME_WARNING : THEME_TITLE,
                    q->text);
}

static const char *say_row(const void *ctx, struct arena *a, int index)
{
    const struct question *q = &((const struct state *)ctx)->rows[index];

    return arena_printf(a, "%s %s", q->text, question_about_words(a, q));
}

/* ---- loading ---- */

/* Room for `more` rows; the old array stays behind in the arena, at most as large again. */
static enum err rows_reserve(struct state *s, int more)
{
    struct question *rows;
    int cap = s->cap > 0 ? s->cap : PAGE_ROWS;

    while (cap < s->n + more)
        cap *= 2;
    if (cap == s->cap)
        return OK;
    rows = arena_array(s->page, (size_t)cap, sizeof *rows);
    if (!rows)
        return E_NOMEM;
    if (s->n > 0)
        memcpy(rows, s->rows, (size_t)s->n * sizeof *rows);
    s->rows = rows;
    s->cap = cap;
    return OK;
}

static enum err load_more(struct state *s)
{
    struct question_query query = {
        .school = s->slug,
        .kind = (enum question_kind)s->kind,
        .level = (enum question_level)s->level,
        .after = s->next,
        .limit = PAGE_ROWS,
    };
    struct question_page page;
    size_t n;
    const char *typed = editor_text(s->find.editor, &n);

    query.text = arena_memdup0(s->page, typed, n);
    if (!query.text)
        return E_NOMEM;
    TRY(question_list(s->page, visit_of(s->ui), &query, &page));
    TRY(rows_reserve(s, page.n));
    if (page.n > 0)
        memcpy(&s->rows[s->n], page.rows, (size_t)page.n * sizeof *page.rows);
    s->n += page.n;
    s->next = s->n < ROWS_MAX ? page.next : NULL;
    return OK;
}

static int more_rows(void *ctx, enum list_side side)
{
    struct state *s = ctx;
    int before = s->n;
    enum err err;

    if (side == LIST_BEFORE || !s->next)
        return 0;
    err = load_more(s);
    if (err != OK)
        ui_fail(s->ui, err);
    return s->n - before;
}

static const struct list_source source = {
    .count = count_rows,
    .draw = draw_row,
    .more = more_rows,
    .say = say_row,
    .empty = "No question is like that. Fewer letters find more; t and v change kind and level.",
};

static const struct list_source source_of_school = {
    .count = count_rows,
    .draw = draw_row,
    .more = more_rows,
    .say = say_row,
    .empty = "Nobody told yet what was asked there. b shows the questions of all schools; p "
             "practices with them.",
};

static const struct list_source *source_of(const struct state *s)
{
    return s->slug && editor_bytes(s->find.editor) == 0 ? &source_of_school : &source;
}

static enum err questions_load(struct ui *ui, void *state)
{
    struct state *s = state;

    s->page = ui_page(ui);
    s->rows = NULL;
    s->n = s->cap = 0;
    s->next = NULL;
    TRY(load_more(s));
    list_clamp(&s->list, source_of(s), s);
    return OK;
}

static void load_anew(struct ui *ui, struct state *s)
{
    enum err err = questions_load(ui, s);

    if (err != OK)
        ui_fail(ui, err);
    list_reset(&s->list, source_of(s), s);
}

static enum err questions_open(struct ui *ui, void *state, const void *arg)
{
    const struct school_arg *a = arg;
    struct state *s = state;

    s->ui = ui;
    s->kind = QUESTION_ANY_KIND;
    s->level = QUESTION_ANY_LEVEL;
    TRY(find_field_init(&s->find, TYPED_BYTES));
    if (a) {
        s->slug = arena_strdup(ui_arena(ui), a->slug);
        if (!s->slug)
            return E_NOMEM;
        TRY(school_get(ui_arena(ui), s->slug, &s->school));
    }
    TRY(questions_load(ui, s));
    list_reset(&s->list, source_of(s), s);
    return OK;
}

static void questions_close(struct ui *ui, void *state)
{
    struct state *s = state;

    (void)ui;
    find_field_done(&s->find);
}

/* ---- drawing ---- */

static const char *kind_words(const struct state *s)
{
    return s->kind == QUESTION_ANY_KIND ? "all kinds"
                                        : question_kind_name((enum question_kind)s->kind);
}

static const char *level_words(const struct state *s)
{
    if (s->level == QUESTION_ANY_LEVEL)
        return "all levels";
    return s->level == QUESTION_MEDICAL_SCHOOL ? "medical school"
                                               : question_level_name((enum question_level)s->level);
}

static void questions_header(struct ui *ui, const void *state, struct header *ret)
{
    const struct state *s = state;

    ret->place = s->slug ? arena_printf(ui_scratch(ui), "%s › questions", s->school.short_name)
                         : "Question bank";
    if (!is_narrow(ui))
        ret->right = arena_printf(ui_scratch(ui), "%d%s · %s · %s", s->n, s->next ? "+" : "",
                                  kind_words(s), level_words(s));
}

static void heading_draw(struct canvas *canvas, struct area body)
{
    int end = body.x + body.cols - 2;

    canvas_text(canvas, body.x + 2, body.y, 10, THEME_SECTION, "Question");
    if (body.cols < WIDE_COLS + 2)
        return;
    canvas_text_right(canvas, end, body.y, SEEN_COLS, THEME_SECTION, "Reports");
    canvas_text(canvas, end - SEEN_COLS - KIND_COLS - 1, body.y, KIND_COLS, THEME_SECTION, "Kind");
}

static void questions_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    struct state *s = state;
    struct area rest = {body.x, body.y + 1, body.cols, body.rows - 1};

    (void)ui;
    if (s->n == 0 && !find_field_shows(&s->find)) {
        list_draw(&s->list, source_of(s), s, canvas, body);
        return;
    }
    list_draw(&s->list, source_of(s), s, canvas, rest);
    if (!find_field_shows(&s->find)) {
        heading_draw(canvas, body);
        return;
    }
    find_field_draw(&s->find, canvas, body);
}

/* ---- keys ---- */

static bool questions_typing(struct ui *ui, const void *state)
{
    (void)ui;
    return ((const struct state *)state)->find.typing;
}

static void find_nothing(struct ui *ui, struct state *s)
{
    if (find_field_clear(&s->find))
        load_anew(ui, s);
}

static bool questions_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;
    enum find_answer answer = find_field_key(&s->find, key);

    if (answer == FIND_LIST)
        return list_key(&s->list, source_of(s), s, ui, key);
    if (answer == FIND_CHANGED)
        load_anew(ui, s);
    return answer != FIND_IGNORED;
}

static void questions_paste(struct ui *ui, void *state, const char *text, size_t n)
{
    struct state *s = state;

    find_field_paste(&s->find, text, n);
    load_anew(ui, s);
}

static bool has_row(struct ui *ui, const void *state)
{
    (void)ui;
    return count_rows(state) > 0;
}

static bool is_moving(struct ui *ui, const void *state)
{
    return !questions_typing(ui, state);
}

static bool is_of_school(struct ui *ui, const void *state)
{
    const struct state *s = state;

    return is_moving(ui, state) && s->slug;
}

static void open_row(struct ui *ui, void *state)
{
    struct state *s = state;
    int index = list_selected(&s->list);

    s->find.typing = false;
    if (index >= 0) {
        struct question_arg arg = {s->rows[index].id};

        ui_push(ui, "question", &arg, sizeof arg);
    }
}

static void find(struct ui *ui, void *state)
{
    struct state *s = state;

    find_nothing(ui, s);
    s->find.typing = true;
}

/* From any to each, and back to any. */
static int next_of(int value, int n)
{
    return value + 1 < n ? value + 1 : -1;
}

static void next_kind(struct ui *ui, void *state)
{
    struct state *s = state;

    s->kind = next_of(s->kind, QUESTION_KINDS);
    load_anew(ui, s);
    ui_sayf(ui, "Questions: %s.", kind_words(s));
}

static void next_level(struct ui *ui, void *state)
{
    struct state *s = state;

    s->level = next_of(s->level, QUESTION_LEVELS);
    load_anew(ui, s);
    ui_sayf(ui, "Questions: %s.", level_words(s));
}

static void practice(struct ui *ui, void *state)
{
    const struct state *s = state;
    struct practice_arg arg = {.school = s->slug, .kind = s->kind, .level = s->level};

    ui_push(ui, "practice", &arg, sizeof arg);
}

static void all_schools(struct ui *ui, void *state)
{
    (void)state;
    ui_push(ui, "questions", NULL, 0);
}

/* clang-format off */
static const struct key_action keys[] = {
    {K_ENTER, open_row, "open", "Open the question: where it was asked, how often", has_row},
    {'/', find, "find", "Find questions by their words", is_moving},
    {'s', find, NULL, "The same as /", is_moving},
    {'t', next_kind, "kind", "Traditional, mmi, ethics..., or all kinds", is_moving},
    {'v', next_level, "level", "Medical school, residency, fellowship, or all", is_moving},
    {'p', practice, "practice", "Practice with these questions", is_moving},
    {'b', all_schools, "all schools", "The questions of all schools", is_of_school},
    {0},
};
/* clang-format on */

static const struct key_help *const moving[] = {list_help, editor_help, NULL};

const struct screen_ops screen_questions = {
    .name = "questions",
    .about = "The question bank",
    .state_size = sizeof(struct state),
    .keys = keys,
    .moving = moving,
    .open = questions_open,
    .resume = questions_load,
    .header = questions_header,
    .draw = questions_draw,
    .key = questions_key,
    .paste = questions_paste,
    .typing = questions_typing,
    .close = questions_close,
};
