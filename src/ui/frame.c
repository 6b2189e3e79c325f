/* SPDX-License-Identifier: MIT
 *
 * frame.c -- what stands around every screen: one line that says where you are, one that says what
 * works here.
 *
 * On a low terminal the two rules go first; the words stay. The footer is made from the key table:
 * what does not fit is left out from its end, and the help key is always there.
 */
#include <stdio.h>
#include <string.h>

#include <curbside/text/wrap.h>

#include "ui_state.h"

enum {
    MARGIN = 1,
    GAP = 2,       /* between two hints */
    BACK_COLS = 7, /* "Q leave" */
    HINT_ROWS = 4,
    NOTICE_ROWS = 4,
    MESSAGE_ROWS = 8, /* of a few sentences on a phone: a receipt and where help is, too */
};

/* The help page and dialogs of a bare screen have their frame. */
static bool is_bare(const struct ui *ui)
{
    const struct layer *top = ui_top(ui);

    return top != NULL && top->ops->bare && !ui->helping && !ui->asking;
}

/* The hint of a first visit, wrapped; none on a low terminal, which has no room to give away. */
static int hint_lines(const struct ui *ui, struct wrap_line ret[static HINT_ROWS])
{
    const struct layer *top = ui_top(ui);
    int cols = canvas_cols(ui->canvas) - 2 * MARGIN;
    size_t at = 0;
    int n = 0;

    if (top == NULL || top->hint == NULL || is_bare(ui) || ui->helping ||
        canvas_rows(ui->canvas) < UI_TALL_ROWS)
        return 0;
    while (n < HINT_ROWS && wrap_next(top->hint->text, strlen(top->hint->text), cols, &at, &ret[n]))
        n++;
    return n;
}

const char *frame_notice(const struct ui *ui)
{
    const char *text = ui->app.notice == NULL ? NULL : ui->app.notice(ui->app.context);

    return text == NULL || text[0] == '\0' ? NULL : text;
}

/* What is said to everybody, wrapped, below the header. On a low terminal its beginning has to do.
 */
static int notice_lines(const struct ui *ui, struct wrap_line ret[static NOTICE_ROWS])
{
    int most = canvas_rows(ui->canvas) >= UI_TALL_ROWS ? NOTICE_ROWS : 1;
    int cols = canvas_cols(ui->canvas) - 2 * MARGIN;
    const char *text = is_bare(ui) ? NULL : frame_notice(ui);
    size_t at = 0;
    int n = 0;

    while (text != NULL && n < most && wrap_next(text, strlen(text), cols, &at, &ret[n]))
        n++;
    return n;
}

static int edge_rows(const struct ui *ui)
{
    return is_bare(ui) ? 0 : canvas_rows(ui->canvas) >= UI_TALL_ROWS ? 2 : 1;
}

struct area frame_body(const struct ui *ui)
{
    int cols = canvas_cols(ui->canvas);
    int edge = edge_rows(ui);
    struct wrap_line hint[HINT_ROWS], notice[NOTICE_ROWS];
    int above = edge + notice_lines(ui, notice);

    return (struct area){0, above, cols,
                         canvas_rows(ui->canvas) - above - edge - hint_lines(ui, hint)};
}

static void notice_draw(struct ui *ui)
{
    struct wrap_line lines[NOTICE_ROWS];
    int n = notice_lines(ui, lines);
    int cols = canvas_cols(ui->canvas) - 2 * MARGIN;

    for (int i = 0; i < n; i++)
        canvas_text_n(ui->canvas, MARGIN, edge_rows(ui) + i, cols, THEME_WARNING,
                      frame_notice(ui) + lines[i].start, lines[i].n);
}

static void hint_text_draw(struct ui *ui)
{
    struct wrap_line lines[HINT_ROWS];
    int n = hint_lines(ui, lines);
    int cols = canvas_cols(ui->canvas) - 2 * MARGIN;

    for (int i = 0; i < n; i++)
        canvas_text_n(ui->canvas, MARGIN, canvas_rows(ui->canvas) - 2 - n + i, cols, THEME_SECTION,
                      ui_top(ui)->hint->text + lines[i].start, lines[i].n);
}

/* Of parts with points between them the last ones that fit, for unread and new posts stand there;
 * all of it where not even the last one does. */
static const char *right_fitting(struct canvas *c, const char *right, int cols)
{
    static const char point[] = " · ";
    const char *at = right;

    while (at && canvas_text_cols(c, at) > cols)
        if ((at = strstr(at, point)) != NULL)
            at += sizeof point - 1;
    return at ? at : right;
}

static void header_draw(struct ui *ui, const struct header *header)
{
    struct canvas *c = ui->canvas;
    int cols = canvas_cols(c) - 2 * MARGIN;
    int place = canvas_text_cols(c, header->place);
    int right = cols - place - GAP;

    /* The place matters more, but a name cut to nothing helps nobody: it keeps a third. */
    if (right < cols / 3)
        right = cols / 3;
    right = canvas_text_right(c, MARGIN + cols, 0, right, THEME_ME,
                              right_fitting(c, header->right, right));
    if (right > 0)
        right += GAP;
    canvas_text_fit(c, MARGIN, 0, cols - right, header->quiet ? THEME_QUIET : THEME_HEADER,
                    header->place);
}

const char *label_split(const char *text, keycode key, bool ascii, char label[KEY_NAME_BYTES],
                        const char **ret_words)
{
    const char *tab = strchr(text, '\t');

    if (tab == NULL || tab - text >= KEY_NAME_BYTES) {
        *ret_words = text;
        return key_name(key, ascii, label);
    }
    memcpy(label, text, (size_t)(tab - text));
    label[tab - text] = '\0';
    *ret_words = tab + 1;
    return label;
}

/* One hint at x if it ends before `end`; returns where the next begins, or x. */
static int hint_draw(struct ui *ui, int x, int y, int end, keycode key, const char *hint)
{
    struct canvas *c = ui->canvas;
    char label[KEY_NAME_BYTES];
    const char *words;
    int cols;

    label_split(hint, key, canvas_charset(ui->canvas) != CHARSET_UNICODE, label, &words);
    cols = canvas_text_cols(c, label) + 1 + canvas_text_cols(c, words);
    if (x + cols > end)
        return x;
    x += canvas_text(c, x, y, end - x, THEME_KEY, label) + 1;
    x += canvas_text(c, x, y, end - x, THEME_HINT, words);
    return x + GAP;
}

/* Is there a list, and so much in it that / is worth a word? The first screen is not of that kind.
 */
static bool has_list(const struct ui *ui)
{
    const struct key_help *const *moving = ui_top(ui)->ops->moving;

    for (int i = 0; moving != NULL && moving[i] != NULL; i++)
        if (moving[i] == list_help)
            return ui->depth > 1;
    return false;
}

static void hints_draw(struct ui *ui, int y)
{
    const struct key_action *keys = ui_top(ui)->ops->keys;
    bool typing = ui_is_typing(ui);
    int help_cols = typing ? 0 : 6 + GAP; /* "? help" */
    bool narrows = !typing && has_list(ui);
    int x = MARGIN;
    int end = canvas_cols(ui->canvas) - MARGIN;

    for (int i = 0; keys != NULL && keys[i].key != K_NONE; i++) {
        narrows = narrows && keys[i].key != '/'; /* the screen has its own */
        if (keys[i].hint == NULL || !action_is_shown(ui, &keys[i]))
            continue;
        if (typing && key_is_text(keys[i].key))
            continue;
        x = hint_draw(ui, x, y, end - help_cols, keys[i].key, keys[i].hint);
    }
    if (narrows)
        x = hint_draw(ui, x, y, end - help_cols - 2 * GAP - BACK_COLS, '/', "narrow");
    if (typing) {
        hint_draw(ui, x, y, end, K_ESC, "back");
        return;
    }
    x = hint_draw(ui, x, y, end, '?', "help");
    if (ui->depth > 1)
        hint_draw(ui, x, y, end, 'q', "back");
    else
        hint_draw(ui, x, y, end, 'Q', "leave");
}

/* While one types behind /. */
static void typed_hints_draw(struct ui *ui, int y)
{
    int end = canvas_cols(ui->canvas) - MARGIN;
    int x = hint_draw(ui, MARGIN, y, end, K_ENTER, ui->typed.list != NULL ? "keep" : "find");

    hint_draw(ui, x, y, end, K_ESC, ui->typed.list != NULL ? "all rows" : "not now");
}

static void help_hints_draw(struct ui *ui, int y)
{
    int end = canvas_cols(ui->canvas) - MARGIN;
    int x = MARGIN;

    if (ui->app.manual != NULL)
        x = hint_draw(ui, x, y, end, 't', "topics");
    hint_draw(ui, x, y, end, 'q', "back");
}

static void footer_draw(struct ui *ui)
{
    int y = canvas_rows(ui->canvas) - 1;
    int cols = canvas_cols(ui->canvas) - 2 * MARGIN;

    if (ui->message[0] != '\0')
        canvas_text_fit(ui->canvas, MARGIN, y, cols, ui->message_ink, ui->message);
    else if (typed_is_on(ui))
        typed_hints_draw(ui, y);
    else if (ui->asking)
        hint_draw(ui, MARGIN, y, MARGIN + cols, K_ESC, "not now");
    else if (ui->helping)
        help_hints_draw(ui, y);
    else if (ui->count > 0)
        canvas_printf(ui->canvas, MARGIN, y, cols, THEME_KEY, "%d", ui->count);
    else
        hints_draw(ui, y);
}

void frame_draw(struct ui *ui, const struct header *header)
{
    int cols = canvas_cols(ui->canvas);
    int rows = canvas_rows(ui->canvas);

    if (is_bare(ui))
        return;
    header_draw(ui, header);
    if (rows >= UI_TALL_ROWS) {
        canvas_hline(ui->canvas, 0, 1, cols, THEME_RULE);
        canvas_hline(ui->canvas, 0, rows - 2, cols, THEME_RULE);
    }
    notice_draw(ui);
    hint_text_draw(ui);
    footer_draw(ui);
}

/* In the lower line, where a text goes on below it. */
void frame_part_draw(struct ui *ui)
{
    struct canvas *c = ui->canvas;
    int rows = canvas_rows(c), shown, of;
    char words[16];

    canvas_part_get(c, &shown, &of);
    if (of == 0 || rows < UI_TALL_ROWS || is_bare(ui))
        return;
    if (shown == of)
        snprintf(words, sizeof(words), " end ");
    else
        snprintf(words, sizeof(words), " %d%% ", shown * 100 / of);
    canvas_text_right(c, canvas_cols(c) - 2, rows - 2, (int)sizeof(words), THEME_DIM, words);
}

/* A sentence longer than the line takes rows from the body, until the next key. */
void frame_message_draw(struct ui *ui)
{
    struct canvas *c = ui->canvas;
    int cols = canvas_cols(c) - 2 * MARGIN;
    struct wrap_line lines[MESSAGE_ROWS];
    size_t len = strlen(ui->message);
    size_t at = 0;
    int n = 0;
    int y;

    while (n < MESSAGE_ROWS && wrap_next(ui->message, len, cols, &at, &lines[n]))
        n++;
    y = canvas_rows(c) - n;
    if (n < 2 && !(n == 1 && is_bare(ui)))
        return;
    canvas_fill(c, (struct area){0, y, canvas_cols(c), n}, THEME_TEXT);
    if (canvas_rows(c) >= UI_TALL_ROWS && !is_bare(ui))
        canvas_hline(c, 0, y - 1, canvas_cols(c), THEME_RULE);
    for (int i = 0; i < n; i++)
        canvas_text_n(c, MARGIN, y + i, cols, ui->message_ink, ui->message + lines[i].start,
                      lines[i].n);
}
