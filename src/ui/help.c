/* SPDX-License-Identifier: MIT
 *
 * help.c -- the help page of a screen, and docs/keys.md: both from the key tables, so a key without
 * help cannot exist and help without a key neither.
 */
#include <string.h>

#include <curbside/text/wrap.h>
#include <curbside/ui/form.h>
#include <curbside/ui/list.h>

#include "ui_state.h"

enum {
    LABEL_COLS = 21, /* the longest label of ours and one */
    NARROW_LABEL_COLS = 4,
    COMMON_SCREENS = 4,
};

/* clang-format off */
static const struct key_help everywhere[] = {
    {"q  Esc  Backspace",      "Back; in a text field, Esc alone"},
    {"Ctrl-C",                 "Back as well; on the first page it asks whether to leave"},
    {"\u2190  h",               "Back"},
    {"\u2192  l",               "Open, as Enter"},
    {"?",                      "This page"},
    {":  Ctrl-P",              "Go anywhere by name; Ctrl-P in a text field, too"},
    {"g and h b m d f s o l",  "Home, boards, inbox, drafts, what you follow, bookmarks, an address, public log"},
    {"g and i k c",            "Interviews, the question bank, Confidential Consult"},
    {"\\  Ctrl-\\",            "Boss key: a dull page at once; any key comes back. Ctrl-\\ in text, too"},
    {"Ctrl-L",                 "Draw the screen anew"},
    {"Q",                      "Leave"},
    {0}
};
/* clang-format on */

/* -- the page ---------------------------------------------------------------------------------- */

/* The label, then the words: beside it where there is room, else under it. On a phone there is room
 * beside a single key. */
static void row_add(struct ui *ui, struct lines *l, const char *label, const char *words)
{
    int cols = canvas_cols(ui->canvas) < UI_TEXT_COLS ? canvas_cols(ui->canvas) : UI_TEXT_COLS;
    int label_cols = canvas_text_cols(ui->canvas, label);
    int room = cols >= 2 * LABEL_COLS + 10 ? LABEL_COLS : NARROW_LABEL_COLS;
    bool beside = label_cols < room;
    int indent = 1 + room;
    struct wrap_line line;
    size_t n = strlen(words);
    size_t at = 0;

    if (!beside)
        lines_add(l, 1, THEME_KEY, label);
    while (wrap_next(words, n, cols - indent, &at, &line)) {
        const char *pad = arena_printf(&ui->help_arena, "%*s", room - label_cols, "");
        struct line_span spans[] = {
            {label, (uint32_t)strlen(label), THEME_KEY},
            {pad, pad == NULL ? 0 : (uint32_t)strlen(pad), THEME_TEXT},
            {words + line.start, (uint32_t)line.n, THEME_TEXT},
        };

        if (beside && line.start == 0)
            lines_add_spans(l, 1, spans, 3);
        else
            lines_add_spans(l, indent, &spans[2], 1);
    }
}

static void table_add(struct ui *ui, struct lines *l, const struct key_help *table)
{
    for (int i = 0; table[i].keys != NULL; i++)
        row_add(ui, l, table[i].keys, table[i].help);
}

/* How one moves: without the space bar where the page has its own use for it. */
static void moving_add(struct ui *ui, struct lines *l, const struct key_help *table)
{
    static const char space[] = "  space";
    const size_t tail = sizeof space - 1;

    for (int i = 0; table[i].keys != NULL; i++) {
        const char *keys = table[i].keys;
        size_t n = strlen(keys);

        if (n > tail && strcmp(keys + n - tail, space) == 0 && ui_action(ui, ' ') != NULL)
            keys = arena_memdup0(&ui->help_arena, keys, n - tail);
        row_add(ui, l, keys == NULL ? "" : keys, table[i].help);
    }
}

static void actions_add(struct ui *ui, struct lines *l)
{
    const struct key_action *keys = ui_top(ui)->ops->keys;

    for (int i = 0; keys != NULL && keys[i].key != K_NONE; i++) {
        char label[KEY_NAME_BYTES];
        const char *words;

        if (keys[i].help == NULL || keys[i].help[0] == '\0' || !action_is_shown(ui, &keys[i]))
            continue;
        label_split(keys[i].help, keys[i].key, canvas_charset(ui->canvas) != CHARSET_UNICODE, label,
                    &words);
        row_add(ui, l, label, words);
    }
}

/* Laid out anew when the width changes. */
static void help_lay_out(struct ui *ui)
{
    const struct screen_ops *ops = ui_top(ui)->ops;
    struct lines l;

    arena_reset(&ui->help_arena);
    lines_init(&l, &ui->help_arena);
    actions_add(ui, &l);
    for (int i = 0; ops->moving != NULL && ops->moving[i] != NULL; i++) {
        if (l.n > 0)
            lines_blank(&l);
        if (i == 0)
            lines_add(&l, 1, THEME_SECTION, "Moving");
        moving_add(ui, &l, ops->moving[i]);
    }
    if (ui->app.manual != NULL)
        row_add(ui, &l, "t", "Here: pages on reading, unread, aliases, search, commands and more");
    if (l.n > 0)
        lines_blank(&l);
    lines_add(&l, 1, THEME_SECTION, "Everywhere");
    table_add(ui, &l, everywhere);
    pager_show(&ui->help, &l, 0);
    ui->help_cols = canvas_cols(ui->canvas);
}

void help_open(struct ui *ui)
{
    help_lay_out(ui);
    ui->helping = true;
}

void help_manual_open(struct ui *ui)
{
    const char *name = ui_screen_name(ui);

    ui->helping = false;
    if (ui->app.manual != NULL)
        ui_push(ui, ui->app.manual, name, strlen(name) + 1);
}

void help_key(struct ui *ui, keycode key)
{
    if (key == 't')
        help_manual_open(ui);
    else if (key == 'q' || key == '?' || key == K_ESC || key == K_BACKSPACE || key == K_CTRL('c') ||
             key == K_LEFT || key == 'h')
        ui->helping = false;
    else if (key == 'g')
        pager_key(&ui->help, ui, K_HOME);
    else
        pager_key(&ui->help, ui, ui_moving_key(key));
}

void help_draw(struct ui *ui, struct area body)
{
    if (ui->help_cols != canvas_cols(ui->canvas))
        help_lay_out(ui);
    pager_draw(&ui->help, ui->canvas, body);
}

/* -- the document ------------------------------------------------------------------------------ */

static void document_row(struct str *ret, const char *label, const char *words)
{
    str_printf(ret, "| `%s` | %s |\n", label, words);
}

static void document_table(struct str *ret, const char *heading, const struct key_help *table)
{
    str_printf(ret, "\n## %s\n\n| key | what it does |\n|---|---|\n", heading);
    for (int i = 0; table[i].keys != NULL; i++)
        document_row(ret, table[i].keys, table[i].help);
}

static bool has_help(const struct key_action *row)
{
    return row->help != NULL && row->help[0] != '\0';
}

/* Is it in the table of `ops` before `end`, with the same key? NULL: anywhere. */
static bool is_listed(const struct screen_ops *ops, const struct key_action *end,
                      const struct key_action *row)
{
    for (const struct key_action *at = ops->keys; at != NULL && at != end && at->key != K_NONE;
         at++) {
        const char *tab = at->help == NULL ? NULL : strchr(at->help, '\t');
        const char *other = strchr(row->help, '\t');

        if (at->key == row->key && has_help(at) &&
            strcmp(tab == NULL ? at->help : tab, other == NULL ? row->help : other) == 0)
            return true;
    }
    return false;
}

/* The same key for the same thing on so many pages stands in one table for all of them. */
static bool is_common(const struct screen_ops *const *screens, const struct key_action *row)
{
    int n = 0;

    for (int i = 0; screens[i] != NULL; i++)
        n += is_listed(screens[i], NULL, row);
    return n >= COMMON_SCREENS;
}

static bool is_common_before(const struct screen_ops *const *screens, int end,
                             const struct key_action *row)
{
    for (int i = 0; i < end; i++) {
        if (is_listed(screens[i], NULL, row))
            return true;
    }
    return false;
}

static void document_action(struct str *ret, const struct key_action *row)
{
    char label[KEY_NAME_BYTES];
    const char *words;

    label_split(row->help, row->key, false, label, &words);
    document_row(ret, label, words);
}

static void document_common(struct str *ret, const struct screen_ops *const *screens)
{
    str_add(ret, "\n## On several pages\n\nThe same wherever it is possible.\n\n"
                 "| key | what it does |\n|---|---|\n");
    for (int i = 0; screens[i] != NULL; i++) {
        for (const struct key_action *row = screens[i]->keys; row != NULL && row->key != K_NONE;
             row++) {
            if (has_help(row) && is_common(screens, row) && !is_listed(screens[i], row, row) &&
                !is_common_before(screens, i, row))
                document_action(ret, row);
        }
    }
}

/* The name of the page stands in the first of its rows. */
static void document_screen(struct str *ret, const struct screen_ops *const *screens,
                            const struct screen_ops *ops)
{
    const char *about = ops->about == NULL ? ops->name : ops->about;

    for (const struct key_action *row = ops->keys; row != NULL && row->key != K_NONE; row++) {
        if (!has_help(row) || is_common(screens, row) || is_listed(ops, row, row))
            continue;
        str_printf(ret, about[0] != '\0' ? "| **%s** " : "| %s", about);
        about = "";
        document_action(ret, row);
    }
}

/* Each widget's table once, however many screens use it. */
static void document_moving(struct str *ret)
{
    static const struct {
        const char *heading;
        const struct key_help *table;
    } widgets[] = {
        {"In lists", list_help},
        {"In long texts", pager_help},
        {"In text fields", editor_help},
        {"In forms", form_help},
    };

    for (size_t i = 0; i < sizeof(widgets) / sizeof(widgets[0]); i++)
        document_table(ret, widgets[i].heading, widgets[i].table);
}

void ui_keys_document(const struct screen_ops *const *screens, struct str *ret)
{
    str_add(ret, "# Keys\n\nMade from the key tables of the screens; `?` shows the part that works "
                 "where you are.\n");
    document_table(ret, "Everywhere", everywhere);
    document_moving(ret);
    document_common(ret, screens);
    str_add(ret, "\n## On one page\n\n| page | key | what it does |\n|---|---|---|\n");
    for (int i = 0; screens[i] != NULL; i++)
        document_screen(ret, screens, screens[i]);
}
