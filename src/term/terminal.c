/* SPDX-License-Identifier: MIT
 *
 * terminal.c -- ncurses with a memfd for a terminal.
 *
 * What ncurses is used for: the description of the client's terminal, and the shortest bytes from
 * one picture to the next. What it is kept from: reading keys, the size of a window, signals, the
 * environment, and a descriptor that could be full.
 *
 * Sleeping shrinks the screen to one cell. That gives back its three copies (80x24: 165 of 220 kB)
 * without a look at any file on the way back; freeing the SCREEN instead leaks 3 kB each time and
 * reads terminfo again.
 */
#include <curbside/term/terminal.h>

#include <curses.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <term.h>
#include <unistd.h>
#include <wchar.h>

#include <curbside/base/fd.h>

#include "term_name.h"

enum {
    PAIRS = 128,             /* more than the table of looks can ask for */
    PART_COLS = 8,           /* a row is compared, and given to ncurses, in parts of so many */
    MEMFD_KEEP_BYTES = 16384 /* a frame is 2-6 kB; a larger one's pages are given back */
};

struct pair {
    int16_t fg, bg;
};

struct terminal {
    SCREEN *screen;
    FILE *file; /* the memfd */
    enum terminal_match match;
    enum canvas_charset charset;
    enum theme_palette palette;
    bool has_title;
    bool own_title_stack; /* the description does not save the title by itself */
    bool asleep;
    bool entered;
    bool repaint;
    int cols, rows;
    int colors;
    int n_pairs;
    struct pair pairs[PAIRS]; /* pair i + 1 of ncurses */
    uint64_t *drawn;          /* what ncurses was last given, by row and part; NULL: nothing */
    char clear[32];           /* for terminals without an alternate screen */
};

static int clamp(int v, int low, int high)
{
    return v < low ? low : v > high ? high : v;
}

static void size_set(struct terminal *t, int cols, int rows)
{
    t->cols = clamp(cols, CANVAS_MIN_COLS, CANVAS_MAX_COLS);
    t->rows = clamp(rows, CANVAS_MIN_ROWS, CANVAS_MAX_ROWS);
}

void terminal_prepare(void)
{
    /* ncurses asks the locale what UTF-8 is and how wide; nothing else here does. */
    if (setlocale(LC_CTYPE, "C.UTF-8") == NULL)
        setlocale(LC_CTYPE, "en_US.UTF-8");
}

bool terminal_is_plain(const char *term)
{
    static const char *const plain[] = {"dumb", "emacs", "network", "cat", NULL};

    for (int i = 0; term != NULL && plain[i] != NULL; i++) {
        if (strcmp(term, plain[i]) == 0)
            return true;
    }
    return false;
}

/* newterm() with the signals left as they were: it would set its own handlers. */
static SCREEN *screen_new(const char *name, FILE *file)
{
    static const int signals[] = {SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
    struct sigaction before[4];
    SCREEN *screen;

    for (size_t i = 0; i < 4; i++)
        sigaction(signals[i], NULL, &before[i]);
    screen = newterm(name, file, file);
    for (size_t i = 0; i < 4; i++)
        sigaction(signals[i], &before[i], NULL);
    return screen;
}

static bool screen_is_usable(void)
{
    return cursor_address != NULL && clear_screen != NULL && !generic_type && !hard_copy;
}

/* newterm() leaks its preparations when there is no such name. */
static bool is_described(const char *name, int fd)
{
    int found = 0;

    if (setupterm(name, fd, &found) != OK)
        return false;
    del_curterm(cur_term);
    return true;
}

/* One description; false leaves nothing behind. */
static bool try_name(struct terminal *t, const char *name)
{
    if (!is_described(name, fileno(t->file)))
        return false;
    t->screen = screen_new(name, t->file);
    if (t->screen == NULL)
        return false;
    if (!screen_is_usable()) {
        endwin();
        delscreen(t->screen);
        t->screen = NULL;
        return false;
    }
    t->charset = term_name_charset(name);
    t->has_title = term_name_has_title(name);
    return true;
}

/* The chain: as named, a modern one as xterm-256color, anything else as vt100. */
static bool find_description(struct terminal *t, const char *term)
{
    bool safe = term_name_is_safe(term);
    bool modern = safe && term_name_is_modern(term);

    t->match = TERMINAL_KNOWN;
    if (safe && !term_name_is_direct(term) && try_name(t, term))
        return true;
    t->match = TERMINAL_MODERN;
    if (modern && (try_name(t, "xterm-256color") || try_name(t, "xterm")))
        return true;
    t->match = TERMINAL_UNKNOWN;
    if (!try_name(t, "vt100"))
        return false;
    /* It calls itself something else than a VT100, so it is newer than that. */
    t->charset = CHARSET_ASCII_LINES;
    return true;
}

static void colors_init(struct terminal *t, bool no_color)
{
    if (no_color || start_color() == ERR || use_default_colors() == ERR)
        return;
    t->colors = COLORS;
}

/* What half of the emulators that call themselves xterm-256color get wrong is not worth the bytes
 * it saves: repeating a character, and erasing to the color of the ground. */
static void description_soften(struct terminal *t)
{
    repeat_char = NULL;
    back_color_erase = FALSE;
    t->own_title_stack = t->has_title &&
                         (enter_ca_mode == NULL || strstr(enter_ca_mode, "22;") == NULL);
    /* Delays are for hardware; ncurses would send them as NUL bytes. */
    if (exit_ca_mode == NULL)
        snprintf(t->clear, sizeof(t->clear), "\033[H\033[J");
}

static enum err memfd_file(FILE **ret)
{
    AUTO_FD int fd = memfd_create("frame", MFD_CLOEXEC);
    FILE *file;

    if (fd < 0)
        return E_IO;
    file = fdopen(fd, "w+");
    if (file == NULL)
        return E_NOMEM;
    IGNORE(TAKE_FD(fd)); /* the FILE holds it now */
    *ret = file;
    return OK;
}

/* Until a program comes back from endwin() for the first time, ncurses writes out its buffer with
 * every movement of the cursor: 40 system calls for a large frame. So it goes and comes back before
 * anything was shown, and what it had to say goes nowhere; it says it again with the first frame.
 */
static void pretend_return(const struct terminal *t)
{
    endwin();
    fflush(t->file);
    IGNORE(lseek(fileno(t->file), 0, SEEK_SET)); /* what stays is sent, and harmless */
}

enum err terminal_open(const struct terminal_wish *wish, struct terminal **ret)
{
    struct terminal *t;
    enum err err;

    if (terminal_is_plain(wish->term))
        return E_NOTFOUND;
    terminal_prepare();
    /* The size is the client's. Without these two ncurses takes the description's or 80x24, and
     * resize_term() corrects it; with use_env(FALSE) it would refuse descriptions without one. */
    unsetenv("LINES");
    unsetenv("COLUMNS");
    use_extended_names(FALSE);
    t = calloc(1, sizeof(*t));
    if (t == NULL)
        return E_NOMEM;
    size_set(t, wish->cols, wish->rows);
    t->palette = wish->palette;
    err = memfd_file(&t->file);
    if (err == OK && !find_description(t, wish->term))
        err = E_NOTFOUND;
    if (err != OK) {
        terminal_close(t);
        return err;
    }
    if (MB_CUR_MAX < 4)
        t->charset = CHARSET_ASCII; /* no UTF-8 locale on this system */
    description_soften(t);
    typeahead(-1); /* there is nothing to look for in the memfd between two lines */
    colors_init(t, wish->no_color);
    if (t->colors >= 8)
        idlok(stdscr, TRUE);
    resize_term(t->rows, t->cols);
    pretend_return(t);
    *ret = t;
    return OK;
}

void terminal_close(struct terminal *t)
{
    if (t == NULL)
        return;
    if (t->screen != NULL) {
        endwin();
        delscreen(t->screen);
    }
    if (t->file != NULL)
        fclose(t->file);
    free(t->drawn);
    free(t);
}

enum terminal_match terminal_match(const struct terminal *t)
{
    return t->match;
}

int terminal_colors(const struct terminal *t)
{
    return t->colors;
}

enum canvas_charset terminal_charset(const struct terminal *t)
{
    return t->charset;
}

void terminal_size(const struct terminal *t, int *ret_cols, int *ret_rows)
{
    *ret_cols = t->cols;
    *ret_rows = t->rows;
}

void terminal_repaint(struct terminal *t)
{
    t->repaint = true;
}

/* ncurses' own picture is no longer what `drawn` says, or has another size. */
static void parts_forget(struct terminal *t)
{
    free(t->drawn);
    t->drawn = NULL;
}

void terminal_resize(struct terminal *t, int cols, int rows)
{
    size_set(t, cols, rows);
    if (!t->asleep)
        resize_term(t->rows, t->cols);
    parts_forget(t);
    t->repaint = true;
}

void terminal_set_palette(struct terminal *t, enum theme_palette palette)
{
    t->palette = palette;
    parts_forget(t);
}

void terminal_sleep(struct terminal *t)
{
    if (t->asleep || !t->entered)
        return;
    resize_term(1, 1);
    IGNORE(ftruncate(fileno(t->file), 0)); /* only memory is at stake */
    parts_forget(t);
    t->asleep = true;
}

bool terminal_is_asleep(const struct terminal *t)
{
    return t->asleep;
}

/* -- bytes ------------------------------------------------------------------------------------- */

/* Move what ncurses wrote from the memfd to `out`. */
static enum err collect(struct terminal *t, struct str *out)
{
    int fd = fileno(t->file);
    char part[4096];
    off_t at = 0;
    off_t end;

    fflush(t->file);
    end = lseek(fd, 0, SEEK_CUR);
    while (at < end) {
        size_t want = end - at < (off_t)sizeof(part) ? (size_t)(end - at) : sizeof(part);
        ssize_t n = pread(fd, part, want, at);

        if (n <= 0)
            return E_IO;
        str_add_n(out, part, (size_t)n);
        at += n;
    }
    if (end > MEMFD_KEEP_BYTES && ftruncate(fd, 0) < 0)
        return E_IO;
    if (lseek(fd, 0, SEEK_SET) < 0)
        return E_IO;
    return out->failed ? E_NOMEM : OK;
}

void terminal_enter(struct terminal *t, const char *title, struct str *out)
{
    refresh();               /* blank: this sends what the description says to start with */
    IGNORE(collect(t, out)); /* a failed append shows in `out` */
    if (t->has_title && t->own_title_stack)
        str_add(out, "\033[22;2t");
    if (t->has_title && title != NULL)
        str_printf(out, "\033]2;%s\007", title);
    str_add(out, "\033[?2004h");
    t->entered = true;
}

void terminal_retitle(const struct terminal *t, const char *title, struct str *out)
{
    if (t->has_title)
        str_printf(out, "\033]2;%s\007", title);
}

/* Erasing what was scrolled out is xterm's; what has no title does not know it either. */
void terminal_forget(const struct terminal *t, struct str *out)
{
    if (t->has_title)
        str_add(out, "\033[3J");
}

void terminal_leave(struct terminal *t, const char *line, struct str *out)
{
    if (!t->entered)
        return;
    t->entered = false;
    str_add(out, "\033[?2004l");
    endwin();
    IGNORE(collect(t, out)); /* as above */
    str_add(out, t->clear);
    if (t->has_title && t->own_title_stack)
        str_add(out, "\033[23;2t");
    str_add(out, "\033[?25h\r");
    if (line != NULL && *line != '\0')
        str_printf(out, "%s\r\n", line);
}

static void base64_add(struct str *out, const unsigned char *s, size_t n)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    for (size_t i = 0; i < n; i += 3) {
        unsigned v = (unsigned)s[i] << 16 | (i + 1 < n ? (unsigned)s[i + 1] << 8 : 0) |
                     (i + 2 < n ? s[i + 2] : 0);

        str_add_char(out, digits[v >> 18]);
        str_add_char(out, digits[v >> 12 & 63]);
        str_add_char(out, i + 1 < n ? digits[v >> 6 & 63] : '=');
        str_add_char(out, i + 2 < n ? digits[v & 63] : '=');
    }
}

void terminal_copy(const struct terminal *t, const char *text, struct str *out)
{
    if (!t->has_title)
        return;
    str_add(out, "\033]52;c;");
    base64_add(out, (const unsigned char *)text, strlen(text));
    str_add_char(out, '\007');
}

/* -- frames ------------------------------------------------------------------------------------ */

static short pair_get(struct terminal *t, int16_t fg, int16_t bg)
{
    if (fg < 0 && bg < 0)
        return 0;
    for (int i = 0; i < t->n_pairs; i++) {
        if (t->pairs[i].fg == fg && t->pairs[i].bg == bg)
            return (short)(i + 1);
    }
    if (t->n_pairs >= PAIRS || t->n_pairs + 1 >= COLOR_PAIRS)
        return 0;
    if (init_pair((short)(t->n_pairs + 1), fg, bg) == ERR)
        return 0;
    t->pairs[t->n_pairs] = (struct pair){fg, bg};
    return (short)++t->n_pairs;
}

static attr_t attrs_get(uint16_t attrs)
{
    return (attrs & ATTR_BOLD ? A_BOLD : 0) | (attrs & ATTR_ITALIC ? A_ITALIC : 0) |
           (attrs & ATTR_UNDERLINE ? A_UNDERLINE : 0) | (attrs & ATTR_REVERSE ? A_REVERSE : 0) |
           (attrs & ATTR_DIM ? A_DIM : 0);
}

/* The look of the cell before, so that a row of one ink is looked up once. */
struct brush {
    ink ink;
    bool valid;
    attr_t attrs;
    short pair;
    cchar_t sample; /* a blank */
};

static void brush_set(struct terminal *t, struct brush *b, ink s)
{
    struct theme_look look;

    if (b->valid && b->ink == s)
        return;
    look = theme_look(t->palette, t->colors, s);
    *b = (struct brush){.ink = s, .valid = true, .attrs = attrs_get(look.attrs)};
    if (t->colors > 0)
        b->pair = pair_get(t, look.fg, look.bg);
    setcchar(&b->sample, L" ", b->attrs, b->pair, NULL);
}

/* The C library measures characters by its own table, and ncurses by the C library. Where it
 * disagrees with ours a question mark is drawn, or the row would shift. */
static void cell_chars(const struct canvas_cell *cell, wchar_t chars[CANVAS_MARKS + 2])
{
    int n = 0;

    if (wcwidth((wchar_t)cell->ch) != cell->cols) {
        chars[n++] = cell->cols == 1 ? 0xfffd : 0xff1f;
        chars[n] = 0;
        return;
    }
    chars[n++] = (wchar_t)cell->ch;
    for (int i = 0; i < CANVAS_MARKS && cell->marks[i] != 0; i++) {
        if (wcwidth((wchar_t)cell->marks[i]) == 0)
            chars[n++] = (wchar_t)cell->marks[i];
    }
    chars[n] = 0;
}

/* A printable ASCII character is the brush's sample with another letter; setcchar() takes ten times
 * as long. */
static void cell_give(const struct brush *b, const struct canvas_cell *cell, cchar_t *ret)
{
    wchar_t chars[CANVAS_MARKS + 2];

    if (cell->ch >= 0x20 && cell->ch < 0x7f && cell->marks[0] == 0) {
        *ret = b->sample;
        ret->chars[0] = (wchar_t)cell->ch;
        return;
    }
    cell_chars(cell, chars);
    setcchar(ret, chars, b->attrs, b->pair, NULL);
}

/* The cells from `from` to before `to`, neither of which parts the halves of a wide character. */
static void draw_span(struct terminal *t, const struct canvas *c, int y, int from, int to)
{
    cchar_t row[CANVAS_MAX_COLS];
    struct brush brush = {.valid = false};
    int n = 0;

    for (int x = from; x < to; x++) {
        struct canvas_cell cell = canvas_cell(c, x, y);

        if (cell.cols == 0)
            continue; /* ncurses adds the right half itself */
        brush_set(t, &brush, cell.ink);
        cell_give(&brush, &cell, &row[n++]);
    }
    mvadd_wchnstr(y, from, row, n);
}

static int parts_of(const struct terminal *t)
{
    return (t->cols + PART_COLS - 1) / PART_COLS;
}

/* Is this part another than ncurses was last given? It counts as given from now on. */
static bool part_differs(uint64_t *drawn, const struct canvas *c, int y, int x, int cols)
{
    uint64_t hash = canvas_span_hash(c, x, y, x + PART_COLS < cols ? PART_COLS : cols - x);
    bool differs = hash != *drawn;

    *drawn = hash;
    return differs;
}

/* Neighbors that differ are given in one. Where a part begins or ends inside a wide character, the
 * other half is in the part beside it, and was there before if that part is the same. */
static void draw_row(struct terminal *t, const struct canvas *c, int y)
{
    uint64_t *drawn = t->drawn + (ptrdiff_t)y * parts_of(t);
    int cols = t->cols < canvas_cols(c) ? t->cols : canvas_cols(c);

    for (int x = 0; x < cols; x += PART_COLS) {
        int from = x, to;

        while (x < cols && part_differs(&drawn[x / PART_COLS], c, y, x, cols))
            x += PART_COLS;
        if (x == from)
            continue;
        to = x < cols ? x : cols;
        while (from > 0 && canvas_cell(c, from, y).cols == 0)
            from--;
        while (to < cols && canvas_cell(c, to, y).cols == 0)
            to++;
        draw_span(t, c, y, from, to);
    }
}

static void wake(struct terminal *t)
{
    if (!t->asleep)
        return;
    t->asleep = false;
    resize_term(t->rows, t->cols);
    parts_forget(t);
    t->repaint = true;
}

enum err terminal_draw(struct terminal *t, const struct canvas *c, struct str *out)
{
    int x, y;

    wake(t);
    if (t->repaint)
        clearok(curscr, TRUE);
    t->repaint = false;
    if (t->drawn == NULL)
        t->drawn = calloc((size_t)t->rows * (size_t)parts_of(t), sizeof(*t->drawn));
    if (t->drawn == NULL)
        return E_NOMEM;
    for (int row = 0; row < canvas_rows(c) && row < t->rows; row++)
        draw_row(t, c, row);
    canvas_cursor_get(c, &x, &y);
    move(y, x);
    wnoutrefresh(stdscr);
    doupdate();
    return collect(t, out);
}
