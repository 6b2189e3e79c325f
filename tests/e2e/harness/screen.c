/* SPDX-License-Identifier: MIT
 *
 * screen.c -- a caller in front of a terminal: a real client in a pty, its output parsed by
 * libvterm.
 *
 * Everything that came is also kept as bytes: what libvterm does not tell (bracketed paste, keypad
 * mode) is read from there.
 */
#include "e2e/harness.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <vterm.h>

enum {
    KEY_PACE_MS = 250
}; /* between two keys, unless an answer came before */

struct screen {
    VTerm *vt;
    VTermScreen *vs;
    pid_t pid;
    int fd;     /* master side; open to the last: closing it hangs up on the client */
    bool ended; /* the client closed its side */
    int status; /* of the client; -1 while it runs */
    int cols, rows, bells, replies;
    bool alternate, cursor_shown;
    int mouse;
    char title[256];
    char *bytes;
    size_t n, cap;
    char *text; /* last answer of screen_text and screen_row */
};

static int on_prop(VTermProp prop, VTermValue *v, void *user)
{
    struct screen *s = user;

    if (prop == VTERM_PROP_ALTSCREEN)
        s->alternate = v->boolean;
    else if (prop == VTERM_PROP_CURSORVISIBLE)
        s->cursor_shown = v->boolean;
    else if (prop == VTERM_PROP_MOUSE)
        s->mouse = v->number;
    else if (prop == VTERM_PROP_TITLE)
        snprintf(s->title, sizeof s->title, "%s", v->string);
    return 1;
}

static int on_bell(void *user)
{
    ((struct screen *)user)->bells++;
    return 1;
}

static void on_output(const char *bytes, size_t n, void *user)
{
    struct screen *s = user;

    s->replies++;
    if (write(s->fd, bytes, n) < 0)
        s->replies++;
}

static const VTermScreenCallbacks callbacks = {.settermprop = on_prop, .bell = on_bell};

static struct screen *screen_alloc(int cols, int rows)
{
    struct screen *s = calloc(1, sizeof *s);

    assert_non_null(s);
    s->cols = cols;
    s->rows = rows;
    s->status = -1;
    s->cursor_shown = true;
    s->cap = 65536;
    s->bytes = malloc(s->cap);
    assert_non_null(s->bytes);
    s->bytes[0] = '\0';
    s->vt = vterm_new(rows > 0 ? rows : 1, cols > 0 ? cols : 1);
    vterm_set_utf8(s->vt, 1);
    s->vs = vterm_obtain_screen(s->vt);
    vterm_screen_enable_altscreen(s->vs, 1);
    vterm_screen_set_callbacks(s->vs, &callbacks, s);
    vterm_screen_reset(s->vs, 1);
    vterm_output_set_callback(s->vt, on_output, s);
    return s;
}

struct screen *screen_run(const struct words *w, int cols, int rows, const char *term)
{
    struct screen *s = screen_alloc(cols, rows);
    struct winsize size = {(unsigned short)rows, (unsigned short)cols, 0, 0};

    s->pid = forkpty(&s->fd, NULL, NULL, &size);
    assert_true(s->pid >= 0);
    if (s->pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (term)
            setenv("TERM", term, 1);
        execvp(w->v[0], w->v);
        _exit(127);
    }
    fcntl(s->fd, F_SETFL, O_NONBLOCK);
    fcntl(s->fd, F_SETFD, FD_CLOEXEC);
    return s;
}

struct screen *screen_open_command(const struct board *b, const struct caller *c, int cols,
                                   int rows, const char *command)
{
    struct words w = caller_words(b, c, true);
    struct screen *s;

    if (command)
        words_add(&w, "%s", command);
    s = screen_run(&w, cols, rows, NULL);
    words_done(&w);
    return s;
}

struct screen *screen_open(const struct board *b, const struct caller *c, int cols, int rows)
{
    return screen_open_command(b, c, cols, rows, NULL);
}

void screen_close(struct screen *s)
{
    if (!s)
        return;
    if (s->status < 0) {
        kill(s->pid, SIGKILL);
        waitpid(s->pid, NULL, 0);
    }
    close(s->fd);
    vterm_free(s->vt);
    free(s->bytes);
    free(s->text);
    free(s);
}

static void keep(struct screen *s, const char *bytes, size_t n)
{
    if (s->n + n + 1 > s->cap) {
        s->cap = (s->n + n + 1) * 2;
        s->bytes = realloc(s->bytes, s->cap);
        assert_non_null(s->bytes);
    }
    memcpy(s->bytes + s->n, bytes, n);
    s->n += n;
    s->bytes[s->n] = '\0';
}

/* Take what came within `ms`; false when nothing did. */
static bool screen_pump(struct screen *s, int ms)
{
    struct pollfd p = {s->fd, POLLIN, 0};
    char bytes[65536];
    ssize_t n;

    if (s->ended) {
        poll(NULL, 0, ms);
        return false;
    }
    if (poll(&p, 1, ms) <= 0)
        return false;
    n = read(s->fd, bytes, sizeof bytes);
    if (n > 0) {
        keep(s, bytes, (size_t)n);
        vterm_input_write(s->vt, bytes, (size_t)n);
        return true;
    }
    if (n < 0 && (errno == EAGAIN || errno == EINTR))
        return false;
    s->ended = true;
    return false;
}

bool screen_wait(struct screen *s, bool (*cond)(struct screen *s, void *ctx), void *ctx, int ms)
{
    long long deadline = deadline_in(ms);

    for (;;) {
        while (screen_pump(s, 0))
            ;
        if (cond(s, ctx))
            return true;
        if (now_ms() >= deadline || s->ended)
            return false;
        screen_pump(s, 50);
    }
}

void screen_settle(struct screen *s, int ms)
{
    while (screen_pump(s, ms))
        ;
}

struct wanted {
    const char *text;
    bool there;
};

static bool is_as_wanted(struct screen *s, void *ctx)
{
    const struct wanted *w = ctx;

    return (screen_find(s, w->text) >= 0) == w->there;
}

__attribute__((format(printf, 2, 0))) static void wait_for(struct screen *s, const char *fmt,
                                                           va_list ap, bool there)
{
    char *text = NULL;
    struct wanted w = {NULL, there};

    assert_true(vasprintf(&text, fmt, ap) >= 0);
    w.text = text;
    if (!screen_wait(s, is_as_wanted, &w, WAIT_MS)) {
        screen_print(s, s->ended ? "the client ended" : "the deadline passed");
        fail_msg("\"%s\" %s", text, there ? "did not appear" : "did not go away");
    }
    free(text);
}

void screen_wait_text(struct screen *s, const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    wait_for(s, fmt, ap, true);
    va_end(ap);
}

void screen_wait_gone(struct screen *s, const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    wait_for(s, fmt, ap, false);
    va_end(ap);
}

void screen_send(struct screen *s, const void *bytes, size_t n)
{
    const char *at = bytes;
    long long deadline = deadline_in(WAIT_MS);

    while (n > 0 && !s->ended && now_ms() < deadline) {
        struct pollfd p = {s->fd, POLLOUT | POLLIN, 0};
        ssize_t put;

        if (poll(&p, 1, 100) <= 0)
            continue;
        if (p.revents & (POLLIN | POLLHUP))
            screen_pump(s, 0);
        if (s->ended || !(p.revents & POLLOUT))
            continue;
        put = write(s->fd, at, n < 512 ? n : 512);
        if (put > 0) {
            at += put;
            n -= (size_t)put;
        }
    }
    if (n > 0) {
        screen_print(s, "keys could not be sent");
        fail_msg("the client takes no keys");
    }
}

/* Bytes of the key that `keys` begins with: an escape sequence, a character of UTF-8, a byte. */
static size_t key_bytes(const char *keys)
{
    size_t n = 1;

    if (keys[0] == '\033' && (keys[1] == '[' || keys[1] == 'O')) {
        for (n = 2; keys[n] && (keys[n] < '@' || keys[n] > '~'); n++)
            ;
        return keys[n] ? n + 1 : n;
    }
    while (((unsigned char)keys[n] & 0xc0) == 0x80)
        n++;
    return n;
}

void screen_type(struct screen *s, const char *keys)
{
    while (*keys) {
        size_t n = key_bytes(keys);

        screen_send(s, keys, n);
        keys += n;
        if (*keys)
            screen_pump(s, KEY_PACE_MS);
    }
}

/* Was this private mode switched on last? */
static bool mode_is_on(const struct screen *s, int mode)
{
    bool on = false;
    const char *p = s->bytes, *end = s->bytes + s->n;

    while ((p = memmem(p, (size_t)(end - p), "\033[?", 3))) {
        bool mine = false;

        for (p += 3; p < end && (*p == ';' || (*p >= '0' && *p <= '9'));) {
            char *next;

            mine |= strtol(p, &next, 10) == mode;
            p = next > p ? next : p + 1;
        }
        if (mine && p < end && (*p == 'h' || *p == 'l'))
            on = *p == 'h';
    }
    return on;
}

void screen_paste(struct screen *s, const void *bytes, size_t n)
{
    bool bracketed = mode_is_on(s, 2004);

    if (bracketed)
        screen_type(s, "\033[200~");
    screen_send(s, bytes, n);
    if (bracketed)
        screen_type(s, "\033[201~");
}

void screen_resize(struct screen *s, int cols, int rows)
{
    struct winsize size = {(unsigned short)rows, (unsigned short)cols, 0, 0};

    s->cols = cols;
    s->rows = rows;
    if (cols > 0 && rows > 0 && cols <= 1000 && rows <= 1000)
        vterm_set_size(s->vt, rows, cols);
    if (!s->ended)
        ioctl(s->fd, TIOCSWINSZ, &size);
}

static size_t utf8_put(uint32_t c, char *to)
{
    if (c < 0x80)
        return (size_t)(to[0] = (char)c, 1);
    if (c < 0x800) {
        to[0] = (char)(0xc0 | c >> 6);
        to[1] = (char)(0x80 | (c & 63));
        return 2;
    }
    if (c < 0x10000) {
        to[0] = (char)(0xe0 | c >> 12);
        to[1] = (char)(0x80 | (c >> 6 & 63));
        to[2] = (char)(0x80 | (c & 63));
        return 3;
    }
    to[0] = (char)(0xf0 | c >> 18);
    to[1] = (char)(0x80 | (c >> 12 & 63));
    to[2] = (char)(0x80 | (c >> 6 & 63));
    to[3] = (char)(0x80 | (c & 63));
    return 4;
}

/* One row as UTF-8 at `to`, trailing blanks cut; its bytes. */
static size_t row_put(struct screen *s, int row, char *to)
{
    size_t n = 0, end = 0;
    int rows, cols;

    vterm_get_size(s->vt, &rows, &cols);
    for (int col = 0; col < cols;) {
        VTermScreenCell cell = {0};

        vterm_screen_get_cell(s->vs, (VTermPos){row, col}, &cell);
        if (cell.chars[0] == 0 || cell.chars[0] == (uint32_t)-1)
            to[n++] = ' ';
        else
            for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i]; i++)
                n += utf8_put(cell.chars[i], to + n);
        if (to[n - 1] != ' ')
            end = n;
        col += cell.width > 1 ? cell.width : 1;
    }
    to[end] = '\0';
    return end;
}

static char *text_space(struct screen *s)
{
    int rows, cols;

    vterm_get_size(s->vt, &rows, &cols);
    free(s->text);
    s->text = malloc((size_t)rows * ((size_t)cols * 4 * VTERM_MAX_CHARS_PER_CELL + 2) + 1);
    assert_non_null(s->text);
    return s->text;
}

const char *screen_text(struct screen *s)
{
    char *at = text_space(s);
    int rows, cols;

    vterm_get_size(s->vt, &rows, &cols);
    for (int row = 0; row < rows; row++) {
        at += row_put(s, row, at);
        *at++ = '\n';
    }
    *at = '\0';
    return s->text;
}

const char *screen_row(struct screen *s, int row)
{
    row_put(s, row, text_space(s));
    return s->text;
}

int screen_find(struct screen *s, const char *text)
{
    int rows, cols;

    vterm_get_size(s->vt, &rows, &cols);
    for (int row = 0; row < rows; row++)
        if (strstr(screen_row(s, row), text))
            return row;
    return -1;
}

static int color_index(const VTermColor *c)
{
    if (c->type & VTERM_COLOR_DEFAULT_MASK)
        return -1;
    return VTERM_COLOR_IS_INDEXED(c) ? c->indexed.idx : -2;
}

struct look screen_look(struct screen *s, int row, int col)
{
    VTermScreenCell cell = {0};

    vterm_screen_get_cell(s->vs, (VTermPos){row, col}, &cell);
    return (struct look){
        .ch = cell.chars[0],
        .width = cell.width,
        .bold = cell.attrs.bold,
        .underline = cell.attrs.underline != 0,
        .reverse = cell.attrs.reverse,
        .italic = cell.attrs.italic,
        .fg = color_index(&cell.fg),
        .bg = color_index(&cell.bg),
    };
}

void screen_cursor(struct screen *s, int *ret_row, int *ret_col, bool *ret_visible)
{
    VTermPos pos;

    vterm_state_get_cursorpos(vterm_obtain_state(s->vt), &pos);
    if (ret_row)
        *ret_row = pos.row;
    if (ret_col)
        *ret_col = pos.col;
    if (ret_visible)
        *ret_visible = s->cursor_shown;
}

const char *screen_title(struct screen *s)
{
    return s->title;
}

int screen_cols(const struct screen *s)
{
    return s->cols;
}

int screen_rows(const struct screen *s)
{
    return s->rows;
}

const char *screen_bytes(struct screen *s, size_t *ret_n)
{
    if (ret_n)
        *ret_n = s->n;
    return s->bytes;
}

int screen_bells(const struct screen *s)
{
    return s->bells;
}

int screen_replies(const struct screen *s)
{
    return s->replies;
}

static bool cursor_row_holds(struct screen *s, const char *text)
{
    int row;

    screen_cursor(s, &row, NULL, NULL);
    return strstr(screen_row(s, row), text) != NULL;
}

static bool cursor_is_there(struct screen *s, void *ctx)
{
    return cursor_row_holds(s, ctx);
}

void screen_wait_cursor(struct screen *s, const char *text)
{
    char *wanted = strdup(text);

    if (!screen_wait(s, cursor_is_there, wanted, WAIT_MS)) {
        screen_print(s, "the cursor is elsewhere");
        fail_msg("the cursor did not come to \"%s\"", text);
    }
    free(wanted);
}

static bool has_more(struct screen *s, void *ctx)
{
    return s->n > *(const size_t *)ctx;
}

bool screen_answers(struct screen *s, const char *key, int ms)
{
    size_t n;

    screen_settle(s, 20);
    n = s->n;
    screen_type(s, key);
    return screen_wait(s, has_more, &n, ms);
}

struct moving {
    const char *text;
    size_t bytes;
};

static bool is_there_or_moved(struct screen *s, void *ctx)
{
    const struct moving *m = ctx;

    return cursor_row_holds(s, m->text) || s->n > m->bytes;
}

void screen_select(struct screen *s, const char *text, const char *key)
{
    screen_settle(s, 50); /* the cursor goes to its place last */
    for (int presses = 0; presses < 300 && !cursor_row_holds(s, text); presses++) {
        struct moving m = {text, s->n};

        screen_type(s, key);
        if (!screen_wait(s, is_there_or_moved, &m, 3000))
            break;
        screen_settle(s, 10);
    }
    if (!cursor_row_holds(s, text)) {
        screen_print(s, "the cursor never came there");
        fail_msg("no row with \"%s\" can be selected", text);
    }
}

void screen_go_board(struct screen *s, const char *title)
{
    screen_wait_text(s, "Boards");
    screen_type(s, "1");
    screen_wait_gone(s, "Places");
    screen_wait_text(s, "Boards");
    screen_select(s, title, "j");
    screen_type(s, "\r");
    screen_wait_text(s, "%s", title);
    screen_settle(s, 50);
}

pid_t screen_pid(const struct screen *s)
{
    return s->pid;
}

void screen_cut(struct screen *s)
{
    kill(s->pid, SIGKILL);
    s->status = process_wait(s->pid, WAIT_MS);
}

static bool client_ended(struct screen *s, void *ctx)
{
    (void)ctx;
    return s->ended;
}

int screen_wait_exit(struct screen *s)
{
    if (s->status >= 0)
        return s->status;
    if (!screen_wait(s, client_ended, NULL, WAIT_MS)) {
        screen_print(s, "the client still runs");
        fail_msg("the client did not end");
    }
    s->status = process_wait(s->pid, WAIT_MS);
    return s->status;
}

static bool pen_is_plain(struct screen *s)
{
    static const VTermAttr attrs[] = {VTERM_ATTR_BOLD, VTERM_ATTR_UNDERLINE, VTERM_ATTR_REVERSE,
                                      VTERM_ATTR_ITALIC, VTERM_ATTR_BLINK};

    for (size_t i = 0; i < sizeof attrs / sizeof attrs[0]; i++) {
        VTermValue v = {0};

        vterm_state_get_penattr(vterm_obtain_state(s->vt), attrs[i], &v);
        if (v.number)
            return false;
    }
    return true;
}

/* Was the title put on the terminal's stack (CSI 22 t) and not taken back from it (CSI 23 t)? */
static bool title_is_kept(const struct screen *s)
{
    const char *p = s->bytes, *end = s->bytes + s->n;
    int kept = 0;

    while ((p = memmem(p, (size_t)(end - p), "\033[2", 3))) {
        p += 3;
        if (p + 1 < end && p[1] == ';' && p[1 + strspn(p + 1, ";0123456789")] == 't')
            kept += *p == '2' ? 1 : *p == '3' ? -1 : 0;
    }
    return kept > 0;
}

void screen_assert_clean(struct screen *s)
{
    const char *left = NULL;

    if (s->alternate || mode_is_on(s, 1049) || mode_is_on(s, 47))
        left = "the alternate screen";
    else if (!s->cursor_shown)
        left = "a hidden cursor";
    else if (mode_is_on(s, 2004))
        left = "bracketed paste";
    else if (s->mouse || mode_is_on(s, 1000) || mode_is_on(s, 1006))
        left = "the mouse";
    else if (mode_is_on(s, 1))
        left = "application cursor keys";
    else if (!pen_is_plain(s))
        left = "attributes";
    else if (title_is_kept(s))
        left = "our title";
    if (left) {
        screen_print(s, "not clean");
        fail_msg("the terminal was left with %s", left);
    }
}

void screen_print(struct screen *s, const char *why)
{
    const char *text = screen_text(s);
    int row, col;

    screen_cursor(s, &row, &col, NULL);
    print_error("-- %s; %dx%d, cursor at row %d column %d, %zu bytes came --\n", why, s->cols,
                s->rows, row, col, s->n);
    while (*text) {
        int n = (int)strcspn(text, "\n");

        print_error("|%.*s\n", n, text);
        text += n + (text[n] == '\n');
    }
    print_error("--\n");
}
