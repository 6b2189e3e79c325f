/* SPDX-License-Identifier: MIT
 *
 * account.c -- "You": everything a member can see and do about their own account, in one place.
 */
#include <curbside/base/crypto.h>
#include <curbside/domain/keys.h>
#include <curbside/domain/mute.h>
#include <curbside/domain/quiet.h>
#include <curbside/ui/list.h>

#include "context.h"
#include "places.h"

enum {
    LABEL_COLS = 18,
    NARROW_LABEL_COLS = 16,
};

struct place {
    const char *label;
    void (*go)(struct ui *ui, void *state);
};

enum {
    N_PLACES = 9
};

struct state {
    const char *notes[N_PLACES];
    struct list list;
    bool narrow;
};

static enum err you_load(struct ui *ui, void *state);

static void go_keys(struct ui *ui, void *state)
{
    (void)state;
    ui_push(ui, "keys", NULL, 0);
}

static void go_hidden(struct ui *ui, void *state)
{
    (void)state;
    ui_push(ui, "hidden", NULL, 0);
}

static void turn_quiet(struct ui *ui, void *state)
{
    bool on = !quiet_is_on(visit_of(ui));
    enum err err = quiet_set(visit_of(ui), on);

    if (err == OK)
        err = you_load(ui, state);
    if (err != OK)
        ui_fail(ui, err);
    else if (on)
        ui_say(ui, "On: what handles write that are new or never stood is left out. Aliases stay.");
    else
        ui_say(ui, "Off: everybody is shown but those you hid.");
}

static void go_settings(struct ui *ui, void *state)
{
    (void)state;
    ui_push(ui, "settings", NULL, 0);
}

static void go_mine(struct ui *ui, void *state)
{
    (void)state;
    ui_push(ui, "mine", NULL, 0);
}

static void make_code(struct ui *ui, void *state)
{
    struct recovery_arg arg = {.renewed = true};
    char code[RECOVERY_CODE_SIZE];
    enum err err = account_new_code(visit_of(ui), code);

    (void)state;
    if (err == OK) {
        arg.code = arena_strdup(ui_scratch(ui), code);
        err = arg.code ? OK : E_NOMEM;
    }
    secret_wipe(code, sizeof code);
    if (err == OK)
        ui_push(ui, "recovery", &arg, sizeof arg);
    else
        ui_fail(ui, err);
}

static void ask_code(struct ui *ui, void *state)
{
    static const struct dialog_choice choices[] = {
        {'n', "Make a new one", make_code},
        {0},
    };
    static const struct dialog dialog = {
        .title = "A new recovery code?",
        .text = "The one you have cannot be shown again: it is stored nowhere. A new one takes its "
                "place, and the old one opens nothing from then on.",
        .choices = choices,
    };

    (void)state;
    ui_ask(ui, &dialog);
}

static void go_anonymity(struct ui *ui, void *state)
{
    (void)state;
    ui_push(ui, "anonymity", NULL, 0);
}

static void go_told(struct ui *ui, void *state)
{
    (void)state;
    ui_push(ui, "sanctions", NULL, 0);
}

static void go_leave(struct ui *ui, void *state)
{
    (void)state;
    ui_push(ui, "leave", NULL, 0);
}

static const struct place places[N_PLACES] = {
    {"Keys", go_keys},
    {"Hidden people", go_hidden},
    {"Quiet view", turn_quiet},
    {"Settings", go_settings},
    {"What is stored", go_mine},
    {"Recovery code", ask_code},
    {"Your anonymity", go_anonymity},
    {"From moderators", go_told},
    {"Leave for good", go_leave},
};

static int count_rows(const void *ctx)
{
    (void)ctx;
    return N_PLACES;
}

static void draw_row(const void *ctx, struct canvas *c, struct area row, int index, bool selected)
{
    const struct state *s = ctx;
    int at = s->narrow ? NARROW_LABEL_COLS : LABEL_COLS;

    (void)selected;
    canvas_text_fit(c, row.x, row.y, at, THEME_TITLE, places[index].label);
    /* A note that would be cut says nothing. */
    if (row.cols - at >= canvas_text_cols(c, s->notes[index]))
        canvas_text(c, row.x + at, row.y, row.cols - at, THEME_DIM, s->notes[index]);
}

static const char *say_row(const void *ctx, struct arena *a, int index)
{
    const struct state *s = ctx;

    return arena_printf(a, "%s, %s", places[index].label, s->notes[index]);
}

static const struct list_source source = {
    .count = count_rows,
    .draw = draw_row,
    .say = say_row,
};

static const char *count_words(struct arena *a, int n, const char *none, const char *one,
                               const char *many)
{
    if (n == 0)
        return none;
    return n == 1 ? one : arena_printf(a, "%d %s", n, many);
}

static enum err you_load(struct ui *ui, void *state)
{
    struct visit *v = visit_of(ui);
    struct arena *page = ui_page(ui);
    struct state *s = state;
    struct key_page keys;
    struct mute_page hidden;

    TRY(keys_list(page, v, &keys));
    TRY(mute_list(page, v, &hidden));
    s->narrow = is_narrow(ui);
    s->notes[0] = count_words(page, keys.n, "open your account", "one opens your account",
                              "open your account");
    s->notes[1] = count_words(page, hidden.n, "nobody", "one name", "names");
    s->notes[2] = quiet_is_on(v) ? "on: new handles left out" : "off: all handles shown";
    s->notes[3] = "colors, times, plain mode";
    s->notes[4] = "every row about you, field by field";
    s->notes[5] = "a new one, in place of the old";
    s->notes[6] = "what is protected, what is not";
    s->notes[7] = "what they told you, and your appeals";
    s->notes[8] = "and have your words erased, or not";
    for (int i = 0; i < N_PLACES; i++)
        if (!s->notes[i])
            return E_NOMEM;
    list_clamp(&s->list, &source, s);
    return OK;
}

static enum err you_open(struct ui *ui, void *state, const void *arg)
{
    struct state *s = state;

    (void)arg;
    TRY(you_load(ui, s));
    list_reset(&s->list, &source, s);
    return OK;
}

static void you_header(struct ui *ui, const void *state, struct header *ret)
{
    (void)ui;
    (void)state;
    ret->place = "You";
}

static void you_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    struct state *s = state;

    s->narrow = is_narrow(ui);
    list_draw(&s->list, &source, s, canvas, body);
}

static bool you_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;

    return list_key(&s->list, &source, s, ui, key);
}

static void open_place(struct ui *ui, void *state)
{
    const struct state *s = state;

    places[list_selected(&s->list)].go(ui, state);
}

/* clang-format off */
static const struct key_action keys[] = {
    {K_ENTER, open_place, "open", "Open what is selected, or turn it on and off", NULL},
    {0},
};
/* clang-format on */

static const struct key_help *const moving[] = {list_help, NULL};

const struct screen_ops screen_account = {
    .name = "account",
    .about = "You",
    .min_level = 1,
    .state_size = sizeof(struct state),
    .keys = keys,
    .moving = moving,
    .open = you_open,
    .resume = you_load,
    .header = you_header,
    .draw = you_draw,
    .key = you_key,
};
