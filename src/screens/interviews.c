/* SPDX-License-Identifier: MIT
 *
 * interviews.c -- the medical schools: found by typing, in the order of a figure; the way to the
 * page of one, or the choice of one to compare with.
 *
 * What is typed narrows the list as it is typed, by any name people call a school, by city and by
 * state. Figures are those of the last snapshot.
 */
#include <stdio.h>
#include <string.h>

#include <curbside/domain/interview.h>
#include <curbside/domain/interview_words.h>
#include <curbside/domain/school_rank.h>
#include <curbside/ui/editor.h>
#include <curbside/ui/list.h>

#include "context.h"
#include "find_field.h"
#include "places.h"

enum {
    SCHOOLS_MAX = 1000, /* more than there are */
    TYPED_BYTES = 80,
    WIDE_COLS = 64, /* below, a row is a name and its reports */
    DEGREE_COLS = 5,
    PLACE_COLS = 19,
    FIGURE_COLS = 19, /* "about 50 one-on-one" */
    REPORTS_COLS = 10,
    NAME_GAP = 2,
};

struct state {
    struct find_field find;
    int degree;      /* among `degrees` */
    char region[16]; /* "": all; a state, or a country where there are none */
    enum school_sort sort;
    bool reverse;
    struct ranked_page page;
    bool nearly; /* nothing is called what was typed: these are spelled nearly so */
    const char *with[SCHOOLS_COMPARED - 1]; /* to be compared with what is chosen */
    int n_with;
    struct list list;
};

static const char *const degrees[] = {NULL, "MD", "DO"};
static const char *const degree_words[] = {"all degrees", "MD", "DO"};

/* ---- rows ---- */

static int count_rows(const void *ctx)
{
    const struct state *s = ctx;

    return s->page.n;
}

static void draw_row(const void *ctx, struct canvas *c, struct area row, int index, bool selected)
{
    const struct state *s = ctx;
    const struct ranked_school *r = &s->page.rows[index];
    int end = row.x + row.cols - 1;
    char reports[24] = "";

    (void)selected;
    if (r->reports > 0)
        snprintf(reports, sizeof reports, "about %d", r->reports);
    canvas_text_right(c, end, row.y, REPORTS_COLS, THEME_DIM, reports);
    end -= REPORTS_COLS + 1;
    if (row.cols >= WIDE_COLS) {
        AUTO_ARENA struct arena a = ARENA_INIT;

        if (s->sort > SCHOOLS_BY_REPORTS) {
            canvas_text_right(c, end, row.y, FIGURE_COLS, THEME_STRONG,
                              ranked_figure_words(&a, r, s->sort));
            end -= FIGURE_COLS + 1;
        }
        end -= PLACE_COLS;
        canvas_printf(c, end, row.y, PLACE_COLS, THEME_DIM, "%s %s", r->school.city,
                      *r->school.region ? r->school.region : r->school.country);
        end -= DEGREE_COLS + 1;
        canvas_text_fit(c, end, row.y, DEGREE_COLS, THEME_DIM, r->school.degree);
        end -= NAME_GAP;
    }
    canvas_text_fit(c, row.x, row.y, end - row.x, THEME_TITLE, r->school.short_name);
}

static const char *say_row(const void *ctx, struct arena *a, int index)
{
    const struct state *s = ctx;
    const struct ranked_school *r = &s->page.rows[index];
    const char *figure = ranked_figure_words(a, r, s->sort);

    return arena_printf(a, "%s, %s%s%s%s", r->school.short_name, school_place_words(a, &r->school),
                        figure && *figure ? ", " : "", figure ? figure : "",
                        r->reports > 0 ? arena_printf(a, ", about %d reports", r->reports) : "");
}

static const struct list_source source = {
    .count = count_rows,
    .draw = draw_row,
    .say = say_row,
    .empty = "No school is called that. Fewer letters find more; a city or a state works, too. "
             "One that is missing can be proposed.",
};

/* ---- loading ---- */

static enum err interviews_load(struct ui *ui, void *state)
{
    struct state *s = state;
    struct arena *page = ui_page(ui);
    size_t n;
    const char *typed = editor_text(s->find.editor, &n);
    struct school_query query = {
        .text = arena_memdup0(page, typed, n), .degree = degrees[s->degree], .region = s->region};

    s->page.n = 0;
    if (!query.text)
        return E_NOMEM;
    TRY(school_ranking(page, visit_of(ui), &query, s->sort, s->reverse, NULL, SCHOOLS_MAX,
                       &s->page));
    query.nearly = s->page.n == 0 && n > 0;
    if (query.nearly)
        TRY(school_ranking(page, visit_of(ui), &query, s->sort, false, NULL, SCHOOLS_MAX,
                           &s->page));
    s->nearly = query.nearly && s->page.n > 0;
    list_clamp(&s->list, &source, s);
    return OK;
}

static void load_anew(struct ui *ui, struct state *s)
{
    enum err err = interviews_load(ui, s);

    if (err != OK)
        ui_fail(ui, err);
    list_reset(&s->list, &source, s);
}

static enum err interviews_open(struct ui *ui, void *state, const void *arg)
{
    const struct interviews_arg *a = arg;
    struct state *s = state;

    for (int i = 0; a && i < a->n_with; i++) {
        s->with[i] = arena_strdup(ui_arena(ui), a->with[i]);
        if (!s->with[i])
            return E_NOMEM;
        s->n_with++;
    }
    TRY(find_field_init(&s->find, TYPED_BYTES));
    TRY(interviews_load(ui, s));
    list_reset(&s->list, &source, s);
    return OK;
}

static void interviews_close(struct ui *ui, void *state)
{
    struct state *s = state;

    (void)ui;
    find_field_done(&s->find);
}

/* ---- drawing ---- */

static void interviews_header(struct ui *ui, const void *state, struct header *ret)
{
    const struct state *s = state;

    ret->place = s->n_with > 0 ? "Interviews › compare with" : "Interviews";
    if (!is_narrow(ui))
        ret->right = arena_printf(ui_scratch(ui), "%d %s%s%s · %s · by %s", s->page.n,
                                  s->page.n == 1 ? "school" : "schools", *s->region ? " in " : "",
                                  s->region, degree_words[s->degree], school_sort_name(s->sort));
}

static void interviews_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    struct state *s = state;
    struct area rest = body;
    int above = find_field_shows(&s->find) + s->nearly;

    rest.y += above;
    rest.rows -= above;
    list_draw(&s->list, &source, s, canvas, rest);
    if (!find_field_shows(&s->find))
        return;
    if (s->nearly)
        canvas_text_fit(canvas, body.x + 1, body.y + 1, body.cols - 2, THEME_DIM,
                        is_narrow(ui) ? "None is called that; nearly so:"
                                      : "None is called that. Nearly so; Down, then w, proposes "
                                        "what you typed:");
    find_field_draw(&s->find, canvas, body);
}

/* ---- keys ---- */

static bool interviews_typing(struct ui *ui, const void *state)
{
    const struct state *s = state;

    (void)ui;
    return s->find.typing;
}

static void find_nothing(struct ui *ui, struct state *s)
{
    if (find_field_clear(&s->find))
        load_anew(ui, s);
}

static bool interviews_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;
    enum find_answer answer = find_field_key(&s->find, key);

    if (answer == FIND_LIST)
        return list_key(&s->list, &source, s, ui, key);
    if (answer == FIND_CHANGED)
        load_anew(ui, s);
    return answer != FIND_IGNORED;
}

static void interviews_paste(struct ui *ui, void *state, const char *text, size_t n)
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

static bool may_compare(struct ui *ui, const void *state)
{
    return ((const struct state *)state)->n_with > 0 && has_row(ui, state);
}

static bool may_open(struct ui *ui, const void *state)
{
    return has_row(ui, state) && !may_compare(ui, state);
}

static bool is_moving(struct ui *ui, const void *state)
{
    return !interviews_typing(ui, state);
}

static void open_row(struct ui *ui, void *state)
{
    struct state *s = state;
    const char *slug = s->page.rows[list_selected(&s->list)].school.slug;

    s->find.typing = false;
    if (s->n_with > 0) {
        struct compare_arg arg = {.n = s->n_with + 1};

        for (int i = 0; i < s->n_with; i++)
            arg.schools[i] = s->with[i];
        arg.schools[s->n_with] = slug;
        ui_replace(ui, "compare", &arg, sizeof arg);
    } else {
        struct school_arg arg = {slug};

        ui_push(ui, "school", &arg, sizeof arg);
    }
}

static bool has_none(struct ui *ui, const void *state)
{
    return !has_row(ui, state);
}

/* What was typed, where it found nothing, is the name of what is missing. */
static void propose(struct ui *ui, void *state)
{
    struct state *s = state;
    size_t n;
    const char *typed = editor_text(s->find.editor, &n);
    struct propose_arg arg = {.name = arena_memdup0(ui_scratch(ui), typed, n)};

    if (!is_member(ui)) {
        tell_guest(ui, state);
        return;
    }
    s->find.typing = false;
    ui_push(ui, "propose", s->page.n == 0 || s->nearly ? &arg : NULL, sizeof arg);
}

static bool may_propose(struct ui *ui, const void *state)
{
    return is_member(ui) && is_moving(ui, state);
}

static bool is_guest_moving(struct ui *ui, const void *state)
{
    return is_guest(ui, state) && is_moving(ui, state);
}

static void proposed(struct ui *ui, void *state)
{
    (void)state;
    ui_push(ui, "proposed", NULL, 0);
}

static void find(struct ui *ui, void *state)
{
    struct state *s = state;

    find_nothing(ui, s);
    s->find.typing = true;
}

static void next_degree(struct ui *ui, void *state)
{
    struct state *s = state;

    s->degree = (s->degree + 1) % (int)(sizeof degrees / sizeof *degrees);
    load_anew(ui, s);
    ui_sayf(ui, "Schools: %s.", degree_words[s->degree]);
}

/* The state of the selected school alone; then all again. */
static void this_state(struct ui *ui, void *state)
{
    struct state *s = state;
    int index = list_selected(&s->list);

    if (*s->region || index < 0) {
        s->region[0] = '\0';
        ui_say(ui, "Schools of all states.");
    } else if (!*s->page.rows[index].school.region) {
        ui_say(ui, "This school is in no state; / finds by city and country.");
    } else {
        snprintf(s->region, sizeof s->region, "%s", s->page.rows[index].school.region);
        ui_sayf(ui, "Schools in %s; t shows all again.", s->region);
    }
    load_anew(ui, s);
}

/* How a list is ordered, where the figures beside the names do not say it all. */
static const char *const order_words[SCHOOL_SORTS] = {
    [SCHOOLS_BY_NAME] = "By name.",
    [SCHOOLS_BY_REPORTS] = "By reports, the most first.",
    [SCHOOLS_BY_STRESS] = "By stress, the calmest first; fewer than 20 answers are not ranked.",
    [SCHOOLS_BY_IMPRESSION] = "By impression, the best first; fewer than 20 are not ranked.",
    [SCHOOLS_BY_RANK] = "By rank, the highest first; fewer than 20 answers are not ranked.",
    [SCHOOLS_BY_FORMAT] = "By their commonest format; fewer than 20 answers are not ranked.",
};

static void next_order(struct ui *ui, void *state)
{
    struct state *s = state;

    s->sort = (enum school_sort)((s->sort + 1) % SCHOOL_SORTS);
    s->reverse = false;
    load_anew(ui, s);
    ui_say(ui, order_words[s->sort]);
}

static void turn(struct ui *ui, void *state)
{
    struct state *s = state;

    s->reverse = !s->reverse;
    load_anew(ui, s);
    ui_say(ui, s->reverse ? "The other way round; schools of too few answers stay last."
                          : order_words[s->sort]);
}

static void bank(struct ui *ui, void *state)
{
    (void)state;
    ui_push(ui, "questions", NULL, 0);
}

/* clang-format off */
static const struct key_action keys[] = {
    {K_ENTER, open_row, "open", "Open the page of the school", may_open},
    {K_ENTER, open_row, "compare", "Put the school beside the one you came from", may_compare},
    {K_ENTER, propose, "propose it", "Propose a school that is missing, by the name that was typed", has_none},
    {'/', find, "find", "Find a school by what people call it, its city or its state", is_moving},
    {'s', find, NULL, "The same as /", is_moving},
    {'d', next_degree, "degree", "MD, DO or all", is_moving},
    {'o', next_order, "order", "By name, number of reports, stress, impression, rank, format", is_moving},
    {'r', turn, NULL, "The order the other way round, and back", is_moving},
    {'t', this_state, "state", "The state of the selected school alone, and all again", is_moving},
    {'b', bank, "bank", "The question bank", is_moving},
    {'w', propose, NULL, "Propose a school that is missing", may_propose},
    {'w', tell_guest, NULL, "", is_guest_moving},
    {'p', proposed, NULL, "Schools you proposed, and what became of them", may_propose},
    {0},
};
/* clang-format on */

static const struct key_help *const moving[] = {list_help, editor_help, NULL};

const struct screen_ops screen_interviews = {
    .name = "interviews",
    .about = "Interviews",
    .state_size = sizeof(struct state),
    .keys = keys,
    .moving = moving,
    .open = interviews_open,
    .resume = interviews_load,
    .header = interviews_header,
    .draw = interviews_draw,
    .key = interviews_key,
    .paste = interviews_paste,
    .typing = interviews_typing,
    .close = interviews_close,
};
