/* SPDX-License-Identifier: MIT
 *
 * school.c -- one school: what its interviews are like, first in one screen, then all that is
 * known; the way to single reports and to one's own.
 */
#include <string.h>

#include <curbside/domain/follow.h>
#include <curbside/domain/interview_words.h>
#include <curbside/domain/questions.h>
#include <curbside/domain/report_digest.h>
#include <curbside/domain/school_news.h>
#include <curbside/domain/school_talk.h>
#include <curbside/domain/school_trend.h>
#include <curbside/text/utf8.h>
#include <curbside/ui/ui.h>

#include "context.h"
#include "figure_text.h"
#include "page.h"
#include "places.h"
#include "rows.h"

enum {
    QUESTIONS_SHOWN = 5,
    WISHES_SHOWN = 4,
    NIGHT_QUESTIONS = 4,
    NIGHT_WISHES = 3,
    COUNT_COLS = 9,  /* "about 15" */
    OF_COLS = 48,    /* below, "reports" has no room beside how many there are */
    TREND_COLS = 13, /* as the labels of figures */
    STRESS_TOP = 10,
    PERCENT_TOP = 100,
};

struct state {
    char *slug;
    int cycle; /* 0: all */
    struct school_figures figures;
    struct figure_lines lines; /* that every school has */
    struct figure_lines rest;  /* what only some were asked */
    struct figure_lines day;   /* what one needs the night before */
    bool brief;                /* that, on one screen, and nothing else */
    bool numbers;              /* how many each bar stands for, too */
    struct report_digest digest;
    struct school_trend trend;
    struct school_talk talk;
    bool has_talk;
    const char *summary;
    const char *pool; /* NULL: it has no campuses */
    struct page page;
};

static void lay_anew(struct state *s)
{
    s->page.cols = s->page.cols > 0 ? -1 : 0;
}

/* ---- loading ---- */

/* Without its board there is nowhere to talk. */
static enum err talk_load(struct ui *ui, struct arena *page, struct state *s)
{
    enum err err = school_talk_find(page, visit_of(ui), s->slug, s->cycle, &s->talk);

    s->has_talk = err == OK;
    return err == E_NOTFOUND ? OK : err;
}

/* The eight lines of every school, and behind the words of people all others. */
static enum err lines_load(struct arena *page, struct state *s)
{
    struct figure_lines *all = arena_alloc(page, sizeof *all);

    if (!all)
        return E_NOMEM;
    TRY(figure_lines(page, &s->figures.figures, false, &s->lines));
    TRY(figure_lines(page, &s->figures.figures, true, all));
    TRY(figure_lines_day(page, &s->figures.figures, &s->day));
    s->rest.n = all->n - s->lines.n;
    memcpy(s->rest.rows, all->rows + s->lines.n, (size_t)s->rest.n * sizeof all->rows[0]);
    return OK;
}

static enum err school_load(struct ui *ui, void *state)
{
    struct state *s = state;
    struct arena *page = ui_page(ui);
    char day[TIME_RFC3339_SIZE];

    TRY(report_figures(page, visit_of(ui), s->slug, s->cycle, &s->figures));
    TRY(report_digest(page, visit_of(ui), s->slug, &s->digest));
    TRY(lines_load(page, s));
    TRY(school_trend(visit_of(ui), &s->figures, &s->trend));
    TRY(talk_load(ui, page, s));
    TRY(school_pool_words(page, &s->figures.school, &s->pool));
    s->summary = figure_summary_words(page, &s->figures);
    if (s->figures.day != 0 && s->summary) {
        time_format_rfc3339(s->figures.day, day);
        s->summary = arena_printf(page, "%s · snapshot %.10s · %s", s->summary, day,
                                  "they run high");
    }
    lay_anew(s);
    if (!s->summary)
        return E_NOMEM;
    return school_news_seen(visit_of(ui), s->figures.school.pool);
}

static enum err school_open(struct ui *ui, void *state, const void *arg)
{
    const struct school_arg *a = arg;
    struct state *s = state;

    s->slug = arena_strdup(ui_arena(ui), a->slug);
    return s->slug ? school_load(ui, s) : E_NOMEM;
}

static void school_close(struct ui *ui, void *state)
{
    struct state *s = state;

    (void)ui;
    page_done(&s->page);
}

/* ---- drawing ---- */

static void school_header(struct ui *ui, const void *state, struct header *ret)
{
    const struct state *s = state;
    char cycle[INTERVIEW_CYCLE_SIZE];

    if (is_narrow(ui)) {
        ret->place = s->figures.school.short_name;
        return;
    }
    ret->place = arena_printf(ui_scratch(ui), "Interviews › %s · %s", s->figures.school.short_name,
                              school_place_words(ui_scratch(ui), &s->figures.school));
    interview_form_cycle_format(s->cycle, cycle);
    ret->right = s->brief        ? "the night before"
                 : s->cycle == 0 ? "all cycles"
                                 : arena_printf(ui_scratch(ui), "cycle %s", cycle);
}

/* "of about 215 reports" */
static const char *of_words(struct arena *a, int cols, int out)
{
    const char *count = figure_count_words(a, out);

    return count ? arena_printf(a, "of %s%s", count, cols < OF_COLS ? "" : " reports") : NULL;
}

/* They are those of all cycles, whichever the figures above are of. */
static void lay_questions(struct lines *lines, int cols, const struct report_digest *d, int most)
{
    if (d->n_asked == 0)
        return;
    lines_blank(lines);
    lines_add(lines, 1, THEME_SECTION, "Asked most, all cycles");
    lines_right(lines, of_words(lines->arena, cols, d->out));
    lines_hush(lines, lines->n);
    for (int i = 0; i < d->n_asked && i < most; i++) {
        int first = lines->n;

        lines_wrap(lines, 3, cols - COUNT_COLS, THEME_TEXT, d->asked[i].text);
        if (lines->failed || lines->n == first)
            return;
        lines->line[first].right = figure_count_words(lines->arena, d->asked[i].reports);
    }
}

static void lay_wishes(struct lines *lines, int cols, const struct report_digest *d, int most)
{
    if (d->n_wishes == 0)
        return;
    lines_blank(lines);
    lines_add(lines, 1, THEME_SECTION, "What people wish they had known");
    for (int i = 0; i < d->n_wishes && i < most; i++) {
        const struct wish *w = &d->wishes[i];
        const char *words = w->confirmations == 0
                                ? w->text
                                : arena_printf(lines->arena, "%s (confirmed by %lld)", w->text,
                                               (long long)w->confirmations);

        lines_wrap(lines, 3, cols, THEME_TEXT, words ? words : w->text);
    }
}

/* One figure from cycle to cycle: "Stress  ▅▅▄▄  5 to 4". */
static void lay_trend_line(struct lines *lines, const struct school_trend *trend, const char *label,
                           const int *values, int top, const char *unit)
{
    const char *said = school_trend_words(lines->arena, trend, values, unit);
    const char *plot, *words, *label_cells;

    if (!said)
        return;
    plot = figure_bars(lines->arena, values, trend->n, top);
    label_cells = arena_printf(lines->arena, "%-*s", TREND_COLS, label);
    words = arena_printf(lines->arena, "  %s", said);
    if (!plot || !label_cells || !words)
        return;
    lines_add_spans(lines, 1,
                    (struct line_span[]){{label_cells, (uint32_t)strlen(label_cells), THEME_LABEL},
                                         {plot, (uint32_t)strlen(plot), THEME_PLOT},
                                         {words, (uint32_t)strlen(words), THEME_TEXT}},
                    3);
    lines_say(lines, arena_printf(lines->arena, "%s: %s", label, said));
}

static void lay_trend(struct lines *lines, const struct school_trend *trend)
{
    char from[INTERVIEW_CYCLE_SIZE], to[INTERVIEW_CYCLE_SIZE];
    int top = 1;

    if (trend->n < 2)
        return;
    for (int i = 0; i < trend->n; i++)
        top = trend->reports[i] > top ? trend->reports[i] : top;
    interview_form_cycle_format(trend->cycles[0], from);
    interview_form_cycle_format(trend->cycles[trend->n - 1], to);
    lines_blank(lines);
    lines_add(lines, 1, THEME_SECTION,
              arena_printf(lines->arena, "From cycle to cycle, %s to %s", from, to));
    lay_trend_line(lines, trend, "Stress", trend->stress, STRESS_TOP, "");
    lay_trend_line(lines, trend, "Better", trend->better, PERCENT_TOP, "%");
    lay_trend_line(lines, trend, "MMI", trend->mmi, PERCENT_TOP, "%");
    lay_trend_line(lines, trend, "Reports", trend->reports, top, "");
}

/* By ear keys are commands, of the names in their table. */
static void lay_talk(struct lines *lines, int cols, const struct state *s)
{
    const struct thread_row *thread = &s->talk.thread;
    bool is_begun = thread->id.v != 0;
    const char *words = is_begun
                            ? arena_printf(lines->arena, "Thread: %s, %s; ", thread->title,
                                           count_say(lines->arena, thread->posts, "post", "posts"))
                            : arena_printf(lines->arena, "Nobody has begun \"%s\" yet; ",
                                           s->talk.title);
    const char *does = is_begun ? "opens it" : "does";
    int first;

    lines_blank(lines);
    first = lines->n;
    lines_wrap(lines, 1, cols, is_begun ? THEME_TEXT : THEME_DIM,
               arena_printf(lines->arena, "%st %s.", words ? words : "", does));
    if (lines->failed)
        return;
    lines_hush(lines, first + 1);
    lines->line[first].say = arena_printf(lines->arena, "%s\"thread\" %s.", words ? words : "",
                                          does);
}

static void lay_more(struct lines *lines, int cols, const struct state *s)
{
    lay_trend(lines, &s->trend);
    if (s->figures.day == 0 || s->rest.n == 0)
        return;
    lines_blank(lines);
    lines_add(lines, 1, THEME_SECTION, "What else was asked of them");
    figure_text_lines(lines, cols, s->numbers, &s->rest);
}

/* What does not fit is cut, and said in full where it is read aloud. */
static void lay_first_row(struct lines *lines, int indent, int cols, const char *text)
{
    size_t n = strcspn(text, "\n");
    int cells;
    size_t fits = text_clip(text, n, cols - indent, &cells);
    const char *cut;

    if (!text[fits]) {
        lines_add(lines, indent, THEME_TEXT, text);
        return;
    }
    fits = text_clip(text, n, cols - indent - 1, &cells);
    cut = arena_printf(lines->arena, "%.*s…", (int)fits, text);
    lines_add(lines, indent, THEME_TEXT, cut ? cut : "");
    lines_say(lines, text);
}

/* The first row of each text, so that all of it stands on one screen. */
static void lay_night(struct lines *lines, int width, const struct state *s)
{
    const struct report_digest *d = &s->digest;
    int first;

    if (d->n_asked > 0) {
        lines_blank(lines);
        lines_add(lines, 1, THEME_SECTION, "Asked most, all cycles");
    }
    for (int i = 0; i < d->n_asked && i < NIGHT_QUESTIONS; i++)
        lay_first_row(lines, 3, width, d->asked[i].text);
    if (d->n_wishes > 0) {
        lines_blank(lines);
        lines_add(lines, 1, THEME_SECTION, "What people wish they had known");
    }
    for (int i = 0; i < d->n_wishes && i < NIGHT_WISHES; i++)
        lay_first_row(lines, 3, width, d->wishes[i].text);
    first = lines->n;
    lines_wrap(lines, 1, width, THEME_DIM,
               "b has every question, Enter every report, n the whole page.");
    if (lines->failed)
        return;
    lines_hush(lines, first);
    lines->line[first].say = "Bank has every question, reports every report, brief the whole page.";
}

static void lay_page(struct lines *lines, int width, const struct state *s)
{
    lay_questions(lines, width, &s->digest, QUESTIONS_SHOWN);
    lay_wishes(lines, width, &s->digest, WISHES_SHOWN);
    lay_more(lines, width, s);
    if (s->digest.reports == 0) {
        lines_blank(lines);
        lines_wrap(lines, 1, width, THEME_TEXT,
                   "Nobody's report is out yet; they come out three at a time. Have you been "
                   "there? w writes yours: six answers, and nobody can tell whose it is.");
    }
    if (s->has_talk)
        lay_talk(lines, width, s);
    figure_text_caution(lines, width);
}

static void lay_out(const void *ctx, struct lines *lines, int cols)
{
    const struct state *s = ctx;
    int width = cols - 1 < UI_TEXT_COLS ? cols - 1 : UI_TEXT_COLS;

    lines_wrap(lines, 1, width, THEME_STRONG, s->summary);
    if (s->pool)
        lines_wrap(lines, 1, width, THEME_DIM, s->pool);
    if (s->figures.day != 0 && s->figures.figures.page.n > 0)
        figure_text_lines(lines, width, s->numbers, s->brief ? &s->day : &s->lines);
    if (s->brief)
        lay_night(lines, width, s);
    else
        lay_page(lines, width, s);
}

static void school_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    struct state *s = state;

    (void)ui;
    page_draw(&s->page, canvas, body, lay_out, s);
}

static bool school_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;

    return pager_key(&s->page.pager, ui, key) != PAGER_IGNORED;
}

/* ---- keys ---- */

static bool has_cycles(struct ui *ui, const void *state)
{
    const struct state *s = state;

    (void)ui;
    return s->figures.n_cycles > 0;
}

static bool may_write(struct ui *ui, const void *state)
{
    (void)state;
    return is_member(ui);
}

static void go_with_slug(struct ui *ui, const struct state *s, const char *screen)
{
    struct school_arg arg = {s->slug};

    ui_push(ui, screen, &arg, sizeof arg);
}

static void read_reports(struct ui *ui, void *state)
{
    go_with_slug(ui, state, "reports");
}

static void write_report(struct ui *ui, void *state)
{
    go_with_slug(ui, state, "report");
}

static void questions(struct ui *ui, void *state)
{
    go_with_slug(ui, state, "questions");
}

static void practice(struct ui *ui, void *state)
{
    const struct state *s = state;
    struct practice_arg arg = {
        .school = s->slug, .kind = QUESTION_ANY_KIND, .level = QUESTION_MEDICAL_SCHOOL};

    ui_push(ui, "practice", &arg, sizeof arg);
}

static bool has_talk(struct ui *ui, const void *state)
{
    const struct state *s = state;

    return s->has_talk && (s->talk.thread.id.v != 0 || is_member(ui));
}

/* Open the thread, or begin it. */
static void talk(struct ui *ui, void *state)
{
    const struct state *s = state;

    if (s->talk.thread.id.v != 0) {
        struct thread_arg arg = {.thread = s->talk.thread.id};

        ui_push(ui, "thread", &arg, sizeof arg);
    } else {
        struct compose_arg arg = {
            .board = s->talk.board, .title = s->talk.title, .tags = s->talk.tags};

        ui_push(ui, "compose", &arg, sizeof arg);
    }
}

static bool is_followed(struct ui *ui, const struct state *s)
{
    return follow_has_school(visit_of(ui), s->figures.school.pool);
}

static bool may_follow(struct ui *ui, const void *state)
{
    return is_member(ui) && !is_followed(ui, state);
}

static bool may_unfollow(struct ui *ui, const void *state)
{
    return is_member(ui) && is_followed(ui, state);
}

static void follow(struct ui *ui, void *state)
{
    const struct state *s = state;
    const char *address = arena_printf(ui_scratch(ui), "school/%s", s->figures.school.pool), *done;
    bool on = is_followed(ui, s);
    enum err err = !address ? E_NOMEM
                   : on     ? follow_remove(ui_scratch(ui), visit_of(ui), address, &done)
                            : follow_add(ui_scratch(ui), visit_of(ui), address, &done);

    if (err != OK)
        ui_fail(ui, err);
    else
        ui_say(ui,
               on ? "Not followed any more."
                  : "Followed: home tells of new figures and reports, the inbox of its threads.");
}

static void compare(struct ui *ui, void *state)
{
    const struct state *s = state;
    struct interviews_arg arg = {.with = {s->slug}, .n_with = 1};

    ui_push(ui, "interviews", &arg, sizeof arg);
}

static void night_before(struct ui *ui, void *state)
{
    struct state *s = state;

    (void)ui;
    s->brief = !s->brief;
    lay_anew(s);
}

/* From the page for the night before back to the whole one. */
static bool school_may_leave(struct ui *ui, void *state)
{
    struct state *s = state;

    if (!s->brief)
        return true;
    night_before(ui, s);
    return false;
}

static void show_numbers(struct ui *ui, void *state)
{
    struct state *s = state;

    s->numbers = !s->numbers;
    lay_anew(s);
    ui_say(ui,
           s->numbers ? "How many gave each answer; v takes it away. The middle half is lit." : "");
}

/* Read aloud, what the bars stand for is said with every line. */
static bool has_bars(struct ui *ui, const void *state)
{
    const struct state *s = state;

    return !ui_is_plain(ui) && s->figures.day != 0 && s->figures.figures.page.n > 0;
}

/* All cycles, then each that has a page. */
static void next_cycle(struct ui *ui, void *state)
{
    struct state *s = state;
    int next = 0, before = s->cycle;
    enum err err;

    for (int i = 0; i < s->figures.n_cycles && next == 0; i++)
        if (s->cycle == 0 || s->figures.cycles[i] < s->cycle)
            next = s->figures.cycles[i];
    s->cycle = next;
    err = school_load(ui, s);
    if (err == OK)
        return;
    s->cycle = before;
    ui_fail(ui, err);
}

/* clang-format off */
static const struct key_action keys[] = {
    {K_ENTER, read_reports, "reports", "Read single reports", NULL},
    {'p', practice, "practice", "Practice with the questions asked there", NULL},
    {'w', write_report, "write yours", "Write your own report, or change it", may_write},
    {'b', questions, "bank", "The questions asked there", NULL},
    {'n', night_before, "brief", "The page for the night before: the day, the questions, what people wish they had known", NULL},
    {'x', compare, "compare", "Compare it with another school, side by side", NULL},
    {'t', talk, "thread", "The thread about its interviews of this cycle", has_talk},
    {'f', follow, "follow", "Follow its figures, reports and threads", may_follow},
    {'f', follow, "unfollow", "Follow it no longer", may_unfollow},
    {'w', tell_guest, NULL, "", is_guest},
    {'f', tell_guest, NULL, "", is_guest},
    {'c', next_cycle, "cycle", "All cycles, or one of them", has_cycles},
    {'v', show_numbers, "values", "Values of the bars, how many gave each answer, and back", has_bars},
    {0},
};
/* clang-format on */

static const struct key_help *const moving[] = {pager_help, NULL};

const struct screen_ops screen_school = {
    .name = "school",
    .about = "A school",
    .state_size = sizeof(struct state),
    .keys = keys,
    .moving = moving,
    .open = school_open,
    .resume = school_load,
    .header = school_header,
    .draw = school_draw,
    .key = school_key,
    .may_leave = school_may_leave,
    .close = school_close,
};
