/* SPDX-License-Identifier: MIT
 *
 * practice_run.c -- one round of practice: read, answer against the clock, rate, next.
 *
 * The clock wakes the session once a second, and only while it runs and is seen: under another
 * screen, in a pause and while one rates it does not. What is typed lives in this screen's editor
 * and goes with it.
 */
#include <stdio.h>
#include <string.h>

#include <curbside/domain/practice.h>
#include <curbside/ui/editor.h>
#include <curbside/ui/list.h>
#include <curbside/ui/plain.h>

#include "context.h"
#include "places.h"
#include "rows.h"

enum {
    ANSWER_BYTES = 16 * 1024,
    SECOND_MS = 1000,
    NAME_COLS = 16,
    RATING_MOST = 4,
};

enum phase {
    PHASE_READ,
    PHASE_ANSWER,
    PHASE_RATE,
};

struct state {
    struct question *questions;
    int n, at;
    enum practice_mode mode;
    int answer; /* minutes of a station */
    bool typed;
    const char *school; /* NULL: any */
    int own;            /* so many of the first ones are of its reports */
    enum phase phase;
    int64_t since_ms;  /* of the running clock: when it stood at `spent_ms` */
    int64_t spent_ms;  /* of this phase */
    int64_t answer_ms; /* of the answer, once it is over */
    bool running;
    bool asked;  /* it stands because leaving was asked about, and in no pause */
    bool belled; /* the soft bell of this phase rang */
    int shown_s; /* what the clock shows */
    struct editor *editor;
    int ratings[PRACTICE_RATINGS];
    int kept; /* answers of this round */
    struct list list;
};

/* ---- the clock ---- */

/* Of the phase; 0: no end. */
static int64_t limit_ms(const struct state *s)
{
    if (s->phase == PHASE_READ)
        return (int64_t)PRACTICE_READ_S * SECOND_MS;
    if (s->mode == PRACTICE_MMI)
        return (int64_t)s->answer * 60 * SECOND_MS;
    return s->mode == PRACTICE_TRADITIONAL ? (int64_t)PRACTICE_TRADITIONAL_S * SECOND_MS : 0;
}

static int64_t spent_ms(struct ui *ui, const struct state *s)
{
    return s->spent_ms + (s->running ? clock_mono_ms(ui_clock(ui)) - s->since_ms : 0);
}

/* What is left, or without an end what has passed; and when that changes next. */
static void clock_look(struct ui *ui, struct state *s)
{
    int64_t spent = spent_ms(ui, s), limit = limit_ms(s);
    int64_t shown = limit > 0 ? limit - spent + SECOND_MS - 1 : spent;

    s->shown_s = shown > 0 ? (int)(shown / SECOND_MS) : 0;
    if (s->running)
        ui_wake_at(ui, s->since_ms + (spent / SECOND_MS + 1) * SECOND_MS - s->spent_ms);
}

static void clock_stop(struct ui *ui, struct state *s)
{
    s->spent_ms = spent_ms(ui, s);
    s->running = false;
    clock_look(ui, s);
}

static void clock_run(struct ui *ui, struct state *s)
{
    s->since_ms = clock_mono_ms(ui_clock(ui));
    s->running = true;
    s->asked = false;
    clock_look(ui, s);
}

static void phase_begin(struct ui *ui, struct state *s, enum phase phase)
{
    s->phase = phase;
    s->spent_ms = 0;
    s->belled = false;
    s->running = false;
    if (phase == PHASE_RATE)
        return;
    clock_run(ui, s);
}

/* ---- from one to the next ---- */

static int rating_count(const void *ctx)
{
    (void)ctx;
    return PRACTICE_RATINGS + 1;
}

static void rating_draw(const void *ctx, struct canvas *c, struct area row, int index,
                        bool selected)
{
    const struct state *s = ctx;
    int x = row.x + 1 + NAME_COLS;

    (void)selected;
    if (index == PRACTICE_RATINGS) {
        canvas_text(c, row.x + 1, row.y, row.cols - 1, THEME_TITLE,
                    s->at + 1 < s->n ? "Next question" : "Done");
        return;
    }
    canvas_text(c, row.x + 1, row.y, NAME_COLS, THEME_LABEL,
                practice_rating_name((enum practice_rating)index));
    for (int i = 1; i <= RATING_MOST; i++, x += 4)
        canvas_printf(c, x, row.y, 3, s->ratings[index] == i ? THEME_STRONG : THEME_DIM,
                      s->ratings[index] == i ? "[%d]" : " %d ", i);
}

static const char *rating_say(const void *ctx, struct arena *a, int index)
{
    const struct state *s = ctx;

    if (index == PRACTICE_RATINGS)
        return s->at + 1 < s->n ? "Next question" : "Done";
    if (s->ratings[index] == 0)
        return arena_printf(a, "%s, not rated. %s",
                            practice_rating_name((enum practice_rating)index),
                            practice_rating_words((enum practice_rating)index));
    return arena_printf(a, "%s, %d of 4", practice_rating_name((enum practice_rating)index),
                        s->ratings[index]);
}

static const struct list_source source = {
    .count = rating_count,
    .draw = rating_draw,
    .say = rating_say,
};

static enum err question_begin(struct ui *ui, struct state *s)
{
    memset(s->ratings, 0, sizeof s->ratings);
    TRY(editor_set(s->editor, "", 0));
    phase_begin(ui, s, s->mode == PRACTICE_MMI ? PHASE_READ : PHASE_ANSWER);
    return OK;
}

static void answer_begin(struct ui *ui, struct state *s)
{
    phase_begin(ui, s, PHASE_ANSWER);
    ui_say(ui, s->typed ? "Answer now." : "Answer now, aloud.");
}

static void answer_end(struct ui *ui, struct state *s)
{
    clock_stop(ui, s);
    s->answer_ms = s->spent_ms;
    phase_begin(ui, s, PHASE_RATE);
    list_reset(&s->list, &source, s);
}

/* A round is over: what was practiced is said where it began. */
static void round_end(struct ui *ui, struct state *s)
{
    if (s->kept == 0)
        ui_say(ui, is_member(ui) ? "Nothing was kept." : "As a guest nothing is kept.");
    else
        ui_sayf(ui, "%d %s kept; your progress is below.", s->kept,
                s->kept == 1 ? "answer" : "answers");
    ui_back(ui);
}

static void question_next(struct ui *ui, struct state *s)
{
    enum err err;

    if (++s->at == s->n) {
        round_end(ui, s);
        return;
    }
    err = question_begin(ui, s);
    if (err != OK)
        ui_fail(ui, err);
}

static void answer_keep(struct ui *ui, struct state *s)
{
    struct practice_attempt attempt = {
        .question = s->questions[s->at].id,
        .mode = s->mode,
        .typed = s->typed,
        .seconds = (int)(s->answer_ms / SECOND_MS),
    };
    enum err err;

    memcpy(attempt.ratings, s->ratings, sizeof attempt.ratings);
    err = is_member(ui) ? practice_keep(visit_of(ui), &attempt) : OK;
    if (err != OK)
        ui_fail(ui, err);
    else
        s->kept += is_member(ui);
    question_next(ui, s);
}

/* ---- opening ---- */

static enum err practice_run_open(struct ui *ui, void *state, const void *arg)
{
    const struct practice_run_arg *a = arg;
    struct state *s = state;

    s->n = a->n;
    s->mode = (enum practice_mode)a->mode;
    s->answer = a->answer;
    s->typed = a->typed;
    s->school = a->school ? arena_strdup(ui_arena(ui), a->school) : NULL;
    s->own = a->own;
    s->questions = arena_array(ui_arena(ui), (size_t)a->n, sizeof *s->questions);
    s->editor = editor_new(EDITOR_TEXT, ANSWER_BYTES);
    if (!s->questions || !s->editor)
        return E_NOMEM;
    for (int i = 0; i < a->n; i++) {
        s->questions[i] = a->questions[i];
        s->questions[i].tags = "";
        s->questions[i].text = arena_strdup(ui_arena(ui), a->questions[i].text);
        if (!s->questions[i].text)
            return E_NOMEM;
    }
    return question_begin(ui, s);
}

static void practice_run_close(struct ui *ui, void *state)
{
    struct state *s = state;

    (void)ui;
    editor_free(s->editor);
}

/* A second has passed. Under another screen the clock stands. */
static void practice_run_tick(struct ui *ui, void *state)
{
    struct state *s = state;
    int64_t left;

    if (!s->running)
        return;
    if (!ui_is_on_top(ui)) {
        clock_stop(ui, s);
        return;
    }
    left = limit_ms(s) - spent_ms(ui, s);
    if (limit_ms(s) == 0 || left > (int64_t)PRACTICE_SOFT_BELL_S * SECOND_MS) {
        clock_look(ui, s);
        return;
    }
    if (left <= 0 && s->phase == PHASE_READ) {
        ui_chime(ui);
        answer_begin(ui, s);
    } else if (left <= 0) {
        ui_chime(ui);
        ui_warn(ui, "Time. Rate your answer.");
        answer_end(ui, s);
    } else {
        if (!s->belled && s->phase == PHASE_ANSWER) {
            ui_chime(ui);
            ui_say(ui, "One minute left.");
        }
        s->belled = true;
        clock_look(ui, s);
    }
}

/* ---- drawing ---- */

static const char *clock_words(struct arena *a, const struct state *s)
{
    return arena_printf(a, "%d:%02d", s->shown_s / 60, s->shown_s % 60);
}

static void practice_run_header(struct ui *ui, const void *state, struct header *ret)
{
    const struct state *s = state;
    struct arena *a = ui_scratch(ui);

    const char *mode = practice_mode_name(s->mode);

    if (is_narrow(ui) || !s->school)
        ret->place = arena_printf(a, "Practice › %s", mode);
    else if (s->at < s->own)
        ret->place = arena_printf(a, "Practice › %s › %s", s->school, mode);
    else
        ret->place = arena_printf(a, "Practice › %s, not from %s reports", mode, s->school);
    ret->right = arena_printf(a, "%d of %d%s%s", s->at + 1, s->n,
                              s->phase == PHASE_RATE ? "" : " · ",
                              s->phase == PHASE_RATE ? "" : clock_words(a, s));
}

/* By ear what was said while leaving is asked about would stand when the clock goes on. */
static bool is_paused(const struct state *s, bool heard)
{
    return s->phase != PHASE_RATE && !s->running && !(heard && s->asked);
}

static const char *phase_words(const struct state *s, bool heard)
{
    if (is_paused(s, heard))
        return "Paused";
    switch (s->phase) {
    case PHASE_READ:
        return "Read";
    case PHASE_ANSWER:
        return "Answer";
    case PHASE_RATE:
        break;
    }
    return "Rate your answer";
}

/* What is left of the time, as a bar that gets shorter. */
static void bar_draw(struct canvas *c, struct area row, const struct state *s)
{
    int64_t limit = limit_ms(s);
    int left = limit > 0 ? (int)((int64_t)s->shown_s * SECOND_MS * row.cols / limit) : 0;
    ink how = s->shown_s <= PRACTICE_SOFT_BELL_S && s->phase == PHASE_ANSWER ? THEME_WARNING
                                                                             : THEME_OK;

    if (limit == 0 || canvas_listener(c))
        return;
    for (int i = 0; i < row.cols; i++)
        canvas_text(c, row.x + i, row.y, 1, i < left ? how : THEME_DIM, i < left ? "█" : "▁");
}

static void clock_draw(struct ui *ui, struct canvas *c, struct area body, const struct state *s)
{
    const char *words = s->phase == PHASE_RATE ? "" : clock_words(ui_scratch(ui), s);

    canvas_text(c, body.x + 1, body.y, body.cols - 12, THEME_SECTION,
                phase_words(s, plain_hears(c)));
    if (!canvas_listener(c))
        canvas_text_right(c, body.x + body.cols - 1, body.y, 10, THEME_STRONG, words);
    if (s->phase != PHASE_RATE)
        bar_draw(c, (struct area){body.x + 1, body.y + 1, body.cols - 2, 1}, s);
}

/* By ear keys are commands, of the names in their table. */
static const char *what_to_do(const struct state *s, bool heard)
{
    if (is_paused(s, heard))
        return heard ? "The clock stands. \"pause\" goes on." : "The clock stands. Space goes on.";
    if (s->phase == PHASE_READ)
        return heard ? "Read and think. \"answer\" begins the answer early."
                     : "Read and think. Enter begins the answer early.";
    return heard ? "Answer aloud; nothing is recorded. \"done\" ends the answer."
                 : "Answer aloud; nothing is recorded. Enter ends the answer.";
}

/* The ratings, and what the selected one means. */
static void ratings_draw(struct ui *ui, struct canvas *canvas, struct area area, struct state *s)
{
    int index = list_selected(&s->list), below = PRACTICE_RATINGS + 2;
    struct area words = {area.x + 3, area.y + below, area.cols - 4, area.rows - below};

    if (words.rows > 0 && index >= 0 && index < PRACTICE_RATINGS && !canvas_listener(canvas))
        text_block_draw(canvas, words, ui_scratch(ui), THEME_DIM,
                        practice_rating_words((enum practice_rating)index));
    list_draw(&s->list, &source, s, canvas, area);
}

static void practice_run_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    struct state *s = state;
    int cols = body.cols - 2 > UI_TEXT_COLS ? UI_TEXT_COLS : body.cols - 2;
    struct area text = {body.x + 1, body.y + 3, cols, body.rows - 3};
    struct area rest;
    int rows;

    clock_draw(ui, canvas, body, s);
    if (s->phase == PHASE_RATE || body.rows < 12)
        text.y--, text.rows++;
    rows = text_block_draw(canvas, text, ui_scratch(ui), THEME_STRONG, s->questions[s->at].text);
    rest = (struct area){body.x, text.y + rows + 1, body.cols, text.rows - rows - 1};
    if (rest.rows < 1)
        return;
    if (s->phase == PHASE_RATE) {
        ratings_draw(ui, canvas, rest, s);
    } else if (s->phase == PHASE_ANSWER && s->typed) {
        rest.x++;
        rest.cols = cols;
        editor_draw(s->editor, canvas, rest, s->running);
    } else {
        canvas_cursor_set(canvas, rest.x + 1, rest.y);
        rest.x++;
        rest.cols = cols;
        text_block_draw(canvas, rest, ui_scratch(ui), THEME_DIM,
                        what_to_do(s, plain_hears(canvas)));
    }
}

/* ---- keys ---- */

static bool practice_run_typing(struct ui *ui, const void *state)
{
    const struct state *s = state;

    (void)ui;
    return s->phase == PHASE_ANSWER && s->typed && s->running;
}

static bool practice_run_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;

    if (s->phase == PHASE_RATE)
        return list_key(&s->list, &source, s, ui, key);
    if (!practice_run_typing(ui, s))
        return false;
    if (key == K_ESC) {
        clock_stop(ui, s);
        return true;
    }
    switch (editor_key(s->editor, key)) {
    case EDITOR_IGNORED:
        return false;
    case EDITOR_FULL:
        ui_warn(ui, "There is no more room; nobody listens to so long an answer.");
        return true;
    default:
        return true;
    }
}

static void practice_run_paste(struct ui *ui, void *state, const char *text, size_t n)
{
    struct state *s = state;

    if (practice_run_typing(ui, s) && editor_paste(s->editor, text, n) == EDITOR_FULL)
        ui_warn(ui, "Not all of it fits.");
}

static bool is_reading(struct ui *ui, const void *state)
{
    (void)ui;
    return ((const struct state *)state)->phase == PHASE_READ;
}

static bool is_answering(struct ui *ui, const void *state)
{
    (void)ui;
    return ((const struct state *)state)->phase == PHASE_ANSWER;
}

static bool is_speaking(struct ui *ui, const void *state)
{
    return is_answering(ui, state) && !practice_run_typing(ui, state);
}

static bool is_rating(struct ui *ui, const void *state)
{
    (void)ui;
    return ((const struct state *)state)->phase == PHASE_RATE;
}

static bool is_timed(struct ui *ui, const void *state)
{
    return !is_rating(ui, state);
}

static bool is_asking(struct ui *ui, const void *state)
{
    return !is_rating(ui, state) && !practice_run_typing(ui, state);
}

static void answer_now(struct ui *ui, void *state)
{
    answer_begin(ui, state);
}

static void answer_done(struct ui *ui, void *state)
{
    answer_end(ui, state);
}

static void pause_or_go_on(struct ui *ui, void *state)
{
    struct state *s = state;

    if (s->running)
        clock_stop(ui, s);
    else
        clock_run(ui, s);
}

static void skip(struct ui *ui, void *state)
{
    question_next(ui, state);
}

/* Enter on a rating raises it, from 4 back to 1; on the last row it goes on. */
static void rating_enter(struct ui *ui, void *state)
{
    struct state *s = state;
    int index = list_selected(&s->list);

    if (index == PRACTICE_RATINGS)
        answer_keep(ui, s);
    else if (index >= 0)
        s->ratings[index] = s->ratings[index] % RATING_MOST + 1;
}

static void rate(struct state *s, int value)
{
    int index = list_selected(&s->list);

    if (index < 0 || index >= PRACTICE_RATINGS)
        return;
    s->ratings[index] = value;
    list_select(&s->list, &source, s, index + 1);
}

static void rate_1(struct ui *ui, void *state)
{
    (void)ui;
    rate(state, 1);
}

static void rate_2(struct ui *ui, void *state)
{
    (void)ui;
    rate(state, 2);
}

static void rate_3(struct ui *ui, void *state)
{
    (void)ui;
    rate(state, 3);
}

static void rate_4(struct ui *ui, void *state)
{
    (void)ui;
    rate(state, 4);
}

static void leave(struct ui *ui, void *state)
{
    round_end(ui, state);
}

/* A pause stays one. */
static void go_on(struct ui *ui, void *state)
{
    struct state *s = state;

    if (s->asked && s->phase != PHASE_RATE && !s->running)
        clock_run(ui, s);
}

static bool practice_run_may_leave(struct ui *ui, void *state)
{
    static const struct dialog_choice choices[] = {
        {'g', "Go on", go_on},
        {'e', "End the round", leave},
        {0},
    };
    struct state *s = state;

    if (s->running) {
        clock_stop(ui, s);
        s->asked = true;
    }
    ui_ask(ui, &(struct dialog){.title = "End this round?",
                                .text = "This answer is not kept; those before it are.",
                                .choices = choices,
                                .enter_first = true,
                                .refused = go_on});
    return false;
}

/* clang-format off */
static const struct key_action keys[] = {
    {K_ENTER, answer_now, "answer", "Answer before the reading time is over", is_reading},
    {K_ENTER, answer_done, "done", "End the answer and rate it", is_speaking},
    {K_CTRL('x'), answer_done, "Ctrl-X\tfinish", "End the answer and rate it, also while typing", is_answering},
    {K_ENTER, rating_enter, "choose", "Raise the rating, or go on", is_rating},
    {'1', rate_1, "1-4\trate", "1 2 3 4\tRate what is selected", is_rating},
    {'2', rate_2, NULL, "", is_rating},
    {'3', rate_3, NULL, "", is_rating},
    {'4', rate_4, NULL, "", is_rating},
    {' ', pause_or_go_on, "pause", "Pause, and go on; Esc while typing", is_timed},
    {'n', skip, "skip", "The next question; this one is not kept", is_asking},
    {0},
};
/* clang-format on */

static const struct key_help choosing[] = {
    {"\u2191 \u2193  j k", "Choose what to rate"},
    {0},
};
static const struct key_help *const moving[] = {choosing, editor_help, NULL};

const struct screen_ops screen_practice_run = {
    .name = "practice_run",
    .about = "A round of practice",
    .state_size = sizeof(struct state),
    .keys = keys,
    .moving = moving,
    .open = practice_run_open,
    .header = practice_run_header,
    .draw = practice_run_draw,
    .key = practice_run_key,
    .paste = practice_run_paste,
    .typing = practice_run_typing,
    .tick = practice_run_tick,
    .may_leave = practice_run_may_leave,
    .close = practice_run_close,
};
