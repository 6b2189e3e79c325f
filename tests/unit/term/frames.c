/* SPDX-License-Identifier: MIT
 *
 * frames.c -- what a client's terminal shows after many frames, each sent as what changed since the
 * one before: cell for cell the canvas and its looks, wherever wide characters come to lie,
 * whatever is selected, and after sleep and other palettes.
 */
#include <curbside/term/terminal.h>

#include <stdio.h>
#include <vterm.h>

#include "dice.h"
#include "unit.h"

enum {
    FRAMES = 400,
    CHANGES = 6,  /* pieces of text drawn anew in each frame, at most */
    BOUND = 100,  /* one in so many frames begins with an empty canvas */
    ALTERED = 40, /* and before one in so many the palette changes, or the terminal sleeps */
};

struct stage {
    struct dice dice;
    struct random random;
    struct terminal *terminal;
    enum theme_palette palette;
    struct canvas *canvas;
    VTerm *vterm;
    VTermScreen *screen;
    struct str out;
};

static void begin(struct stage *s, const char *term, int cols, int rows)
{
    const struct terminal_wish wish = {.term = term, .cols = cols, .rows = rows};

    s->random = dice_random(&s->dice);
    assert_int_equal(terminal_open(&wish, &s->terminal), OK);
    s->canvas = canvas_new(cols, rows);
    assert_non_null(s->canvas);
    s->vterm = vterm_new(rows, cols);
    vterm_set_utf8(s->vterm, 1);
    s->screen = vterm_obtain_screen(s->vterm);
    vterm_screen_enable_altscreen(s->screen, 1);
    vterm_state_set_bold_highbright(vterm_obtain_state(s->vterm), 0);
    vterm_screen_reset(s->screen, 1);
    terminal_enter(s->terminal, NULL, &s->out);
}

static void end(struct stage *s)
{
    terminal_close(s->terminal);
    canvas_free(s->canvas);
    vterm_free(s->vterm);
    str_done(&s->out);
}

static int below(struct stage *s, int n)
{
    uint16_t v;

    random_fill(&s->random, &v, sizeof(v));
    return v % n;
}

/* Letters, wide characters and marks, so that wide ones begin at every column. A mark never stands
 * in the last column, where libvterm puts it on the next row. */
static void scribble(struct stage *s)
{
    static const char *const pieces[] = {"a", "b", " ", "\u4f60", "\ud55c", "\u00fc", "e\u0301"};
    AUTO_STR struct str text = STR_INIT;
    int n = 1 + below(s, 30);
    int marks = below(s, 2);

    for (int i = 0; i < n; i++)
        str_add(&text, pieces[below(s, 6 + marks)]);
    int x = below(s, canvas_cols(s->canvas));
    int y = below(s, canvas_rows(s->canvas));
    ink style = (uint16_t)below(s, N_THEME_ROLES);
    canvas_text(s->canvas, x, y, canvas_cols(s->canvas) - x - marks, style, str_cstr(&text));
}

/* The text stays, and its look is another. */
static void mark(struct stage *s)
{
    static const uint16_t attrs[] = {ATTR_SELECTED, ATTR_SELECTED, ATTR_REVERSE, ATTR_BOLD};
    int x = below(s, canvas_cols(s->canvas));
    int y = below(s, canvas_rows(s->canvas));
    int cols = 1 + below(s, canvas_cols(s->canvas) - x);

    canvas_mark(s->canvas, (struct area){x, y, cols, 1}, attrs[below(s, 4)]);
}

/* What a person does between two frames without a key of the board's. */
static void alter(struct stage *s)
{
    if (below(s, ALTERED) == 0) {
        s->palette = (enum theme_palette)below(s, N_PALETTES);
        terminal_set_palette(s->terminal, s->palette);
    }
    if (below(s, ALTERED) == 0) {
        terminal_sleep(s->terminal);
        canvas_rest(s->canvas);
        canvas_clear(s->canvas);
    }
}

static void send_frame(struct stage *s)
{
    assert_int_equal(terminal_draw(s->terminal, s->canvas, &s->out), OK);
    vterm_input_write(s->vterm, str_cstr(&s->out), s->out.n);
    str_clear(&s->out);
}

static bool same_cell(struct stage *s, int x, int y)
{
    struct canvas_cell want = canvas_cell(s->canvas, x, y);
    VTermScreenCell cell;

    vterm_screen_get_cell(s->screen, (VTermPos){.row = y, .col = x}, &cell);
    if (want.cols == 0)
        return cell.chars[0] == (uint32_t)-1;
    if (want.ch == ' ')
        return cell.chars[0] == 0 || cell.chars[0] == ' ';
    return cell.chars[0] == want.ch && cell.chars[1] == want.marks[0] && cell.width == want.cols;
}

static int color_of(const VTermColor *color)
{
    if (VTERM_COLOR_IS_DEFAULT_FG(color) || VTERM_COLOR_IS_DEFAULT_BG(color))
        return -1;
    return VTERM_COLOR_IS_INDEXED(color) ? color->indexed.idx : -2;
}

/* libvterm knows no faint letters, and of a wide one keeps the look in its left half alone. */
static bool same_look(struct stage *s, int x, int y)
{
    struct canvas_cell drawn = canvas_cell(s->canvas, x, y);
    struct theme_look want = theme_look(s->palette, terminal_colors(s->terminal), drawn.ink);
    VTermScreenCell cell;

    if (drawn.cols == 0)
        return true;
    vterm_screen_get_cell(s->screen, (VTermPos){.row = y, .col = x}, &cell);
    return color_of(&cell.fg) == want.fg && color_of(&cell.bg) == want.bg &&
           cell.attrs.bold == ((want.attrs & ATTR_BOLD) != 0) &&
           cell.attrs.italic == ((want.attrs & ATTR_ITALIC) != 0) &&
           (cell.attrs.underline != VTERM_UNDERLINE_OFF) == ((want.attrs & ATTR_UNDERLINE) != 0) &&
           cell.attrs.reverse == ((want.attrs & ATTR_REVERSE) != 0);
}

static void assert_shown(struct stage *s, int frame)
{
    for (int y = 0; y < canvas_rows(s->canvas); y++)
        for (int x = 0; x < canvas_cols(s->canvas); x++) {
            if (!same_cell(s, x, y))
                fail_msg("frame %d shows another character at %d,%d", frame, x, y);
            if (!same_look(s, x, y))
                fail_msg("frame %d shows another look at %d,%d", frame, x, y);
        }
}

static void play(const char *term, int cols, int rows)
{
    struct stage s = {.terminal = NULL};

    begin(&s, term, cols, rows);
    for (int frame = 0; frame < FRAMES; frame++) {
        alter(&s);
        if (below(&s, BOUND) == 0)
            canvas_clear(s.canvas);
        for (int n = below(&s, CHANGES); n > 0; n--)
            scribble(&s);
        for (int n = below(&s, CHANGES); n > 0; n--)
            mark(&s);
        send_frame(&s);
        assert_shown(&s, frame);
    }
    end(&s);
}

static void a_terminal_shows_what_was_drawn_frame_after_frame(void **state)
{
    (void)state;
    play("xterm-256color", 80, 24);
}

static void and_where_the_columns_are_odd(void **state)
{
    (void)state;
    play("xterm-256color", 41, 15);
}

static void and_where_there_are_few_colors(void **state)
{
    (void)state;
    play("xterm", 80, 24);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_terminal_shows_what_was_drawn_frame_after_frame),
        cmocka_unit_test(and_where_the_columns_are_odd),
        cmocka_unit_test(and_where_there_are_few_colors),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
