/* SPDX-License-Identifier: MIT
 *
 * flag.c -- complaining of a post or of an interview report: which of ten reasons, and a note if
 * one likes.
 *
 * A reason is taken by Enter or its number, at once: whoever saw something that hurts should not
 * have to write about it. With w one writes a note first. A post one has flagged shows for what,
 * and the flag can be taken back until a moderator has decided.
 */
#include <curbside/domain/flag.h>
#include <curbside/domain/interview.h>
#include <curbside/ui/list.h>

#include "context.h"
#include "places.h"
#include "rows.h"

enum {
    NAME_COLS = 17,
    WIDE_COLS = 60,
};

struct state {
    post_id post;     /* 0: of a report */
    report_id report; /* 0: of a post */
    const char *what;
    bool mine;            /* the caller has flagged it, */
    enum flag_code given; /* for this */
    struct line_answer note;
    int noted; /* the reason a note is typed for; -1: none */
    struct list list;
};

static const char *const means[N_FLAG_CODES] = {
    [FLAG_UNKIND] = "it attacks or belittles somebody",
    [FLAG_HARASSMENT] = "it goes after one person again and again",
    [FLAG_DOXXING] = "it says who somebody is, or where",
    [FLAG_PATIENT] = "it could point to a patient",
    [FLAG_FAKE_CREDENTIAL] = "its author claims what does not seem to be so",
    [FLAG_MISINFORMATION] = "it is wrong in a way that could do harm",
    [FLAG_EXAM_CONTENT] = "it repeats questions of an exam",
    [FLAG_SPAM] = "it sells something, or was posted over and over",
    [FLAG_OFF_TOPIC] = "it belongs on another board",
    [FLAG_SELF_HARM] = "somebody may be in danger; you are shown where help is",
};

static int count_rows(const void *ctx)
{
    (void)ctx;
    return N_FLAG_CODES;
}

static void draw_row(const void *ctx, struct canvas *c, struct area row, int index, bool selected)
{
    int x = row.x + 3;

    (void)ctx, (void)selected;
    canvas_printf(c, row.x, row.y, 2, THEME_KEY, "%d", (index + 1) % N_FLAG_CODES);
    canvas_text_fit(c, x, row.y, NAME_COLS, THEME_TITLE, flag_code_name((enum flag_code)index));
    if (row.cols >= WIDE_COLS)
        canvas_text_fit(c, x + NAME_COLS, row.y, row.x + row.cols - x - NAME_COLS, THEME_DIM,
                        means[index]);
}

static const char *say_row(const void *ctx, struct arena *a, int index)
{
    (void)ctx;
    return arena_printf(a, "%s: %s", flag_code_name((enum flag_code)index), means[index]);
}

static const struct list_source source = {
    .count = count_rows, .draw = draw_row, .say = say_row, .empty = ""};

static enum err given_find(struct ui *ui, const struct flag_arg *arg, struct state *s)
{
    enum err err = arg->report.v != 0 ? report_flag_get_mine(visit_of(ui), arg->report, &s->given)
                                      : flag_get_mine(visit_of(ui), arg->post, &s->given);

    s->mine = err == OK;
    return err == E_NOTFOUND ? OK : err;
}

static enum err flag_open(struct ui *ui, void *state, const void *arg)
{
    const struct flag_arg *a = arg;
    struct state *s = state;

    TRY(given_find(ui, a, s));
    s->post = a->post;
    s->report = a->report;
    s->noted = -1;
    s->what = arena_strdup(ui_arena(ui), a->what);
    list_reset(&s->list, &source, s);
    return s->what ? OK : E_NOMEM;
}

static void flag_header(struct ui *ui, const void *state, struct header *ret)
{
    const struct state *s = state;

    ret->place = arena_printf(ui_scratch(ui), "Flag %s", s->what);
    ret->right = is_narrow(ui) ? "" : "nobody learns who flags";
}

static void flag_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    struct state *s = state;
    struct area text = {body.x + 1, body.y, body.cols - 2, body.rows};

    if (!s->mine) {
        list_draw(&s->list, &source, s, canvas, body);
        return;
    }
    text.cols = text.cols < UI_TEXT_COLS ? text.cols : UI_TEXT_COLS;
    text_block_draw(canvas, text, ui_scratch(ui), THEME_TEXT,
                    arena_printf(ui_scratch(ui),
                                 "You flagged it as %s: %s. No moderator has looked yet. ! takes "
                                 "the flag back; q leaves it.",
                                 flag_code_name(s->given), means[s->given]));
}

static void flag_now(struct ui *ui, struct state *s, enum flag_code code, const char *note)
{
    enum err err = s->report.v != 0 ? report_flag(visit_of(ui), s->report, code, note)
                                    : flag_add(visit_of(ui), s->post, code, note);

    if (err != OK) {
        ui_fail(ui, err);
        return;
    }
    ui_say(
        ui,
        code == FLAG_SELF_HARM
            ? flag_crisis_words()
            : "Thank you. A moderator looks at it; what came of it is told here. ! takes it back.");
    ui_back(ui);
}

static enum err flag_resume(struct ui *ui, void *state)
{
    struct state *s = state;
    int code = s->noted;

    s->noted = -1;
    if (code >= 0 && s->note.given)
        flag_now(ui, s, (enum flag_code)code, s->note.text);
    return OK;
}

static bool flag_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;

    if (s->mine)
        return false;
    if (key >= '0' && key <= '9') {
        flag_now(ui, s, (enum flag_code)((key - '0' + N_FLAG_CODES - 1) % N_FLAG_CODES), NULL);
        return true;
    }
    return list_key(&s->list, &source, s, ui, key);
}

static void withdraw(struct ui *ui, void *state)
{
    const struct state *s = state;
    enum err err = s->report.v != 0 ? report_flag_withdraw(visit_of(ui), s->report)
                                    : flag_withdraw(visit_of(ui), s->post);

    if (err != OK)
        ui_fail(ui, err);
    else
        ui_say(ui, "Your flag is taken back; ! flags it again.");
    if (err == OK || err == E_FLAG_DECIDED)
        ui_back(ui);
}

static bool is_mine(struct ui *ui, const void *state)
{
    (void)ui;
    return ((const struct state *)state)->mine;
}

static bool is_not_mine(struct ui *ui, const void *state)
{
    return !is_mine(ui, state);
}

static void take(struct ui *ui, void *state)
{
    struct state *s = state;

    flag_now(ui, s, (enum flag_code)list_selected(&s->list), NULL);
}

static void take_with_note(struct ui *ui, void *state)
{
    struct state *s = state;
    const struct one_line_arg arg = {
        .place = "Flag › Note",
        .words = "For the moderators. Do not say who you are; they do not learn it from us.",
        .label = "Note",
        .answer = &s->note};

    s->noted = list_selected(&s->list);
    ui_push(ui, "one_line", &arg, sizeof arg);
}

/* clang-format off */
static const struct key_action keys[] = {
    {K_ENTER, take, "flag", "Flag it for this reason", is_not_mine},
    {'w', take_with_note, "with a note", "Flag it for this reason, with a note for the moderators", is_not_mine},
    {'!', withdraw, "take it back", "Of what you flagged: take your flag back, until a moderator has decided", is_mine},
    {0},
};
/* clang-format on */

static const struct key_help digits[] = {{"1 ... 9 0", "Flag for the reason of this number"}, {0}};
static const struct key_help *const moving[] = {digits, list_help, NULL};

const struct screen_ops screen_flag = {
    .name = "flag",
    .about = "Flagging a post or a report",
    .min_level = 1,
    .state_size = sizeof(struct state),
    .digits = true,
    .keys = keys,
    .moving = moving,
    .open = flag_open,
    .resume = flag_resume,
    .header = flag_header,
    .draw = flag_draw,
    .key = flag_key,
};
