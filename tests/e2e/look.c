/* SPDX-License-Identifier: MIT
 *
 * look.c -- see a screen without sitting in front of it: call a board, press keys, print the
 * screen.
 *
 *     look [--size 80x24] [--term xterm-256color] [--key NAME | --join HANDLE] [--port PORT]
 *          [--fixture FILE.jsonl] [--command 'open board/x'] [--colors] [STEP]...
 *
 * Without --port it makes a board of its own and removes it afterwards. A STEP is keys to type
 * (\r \n \t \e \b \\ \xHH are understood), or one of
 *     wait:TEXT  gone:TEXT   wait until it is on the screen, or no longer
 *     paste:TEXT             paste it
 *     size:40x15             resize
 *     print                  print the screen here, too
 *     cut                    the line breaks
 * It prints the screen at the end, with the cursor's place, and says how the client ended if it
 * did.
 */
#include "e2e/harness.h"

#include <getopt.h>
#include <locale.h>
#include <unistd.h>
#include <wchar.h>

struct wish {
    int cols, rows, port;
    bool colors;
    const char *join, *fixture, *command;
    struct caller caller;
};

/* C-like escapes; malloced, its length in *ret_n. */
static char *unescape(const char *s, size_t *ret_n)
{
    char *out = malloc(strlen(s) + 1);
    size_t n = 0;

    assert_non_null(out);
    for (; *s; s++) {
        static const char from[] = "rntebs\\", to[] = "\r\n\t\033\b \\";
        const char *at;

        if (*s != '\\' || !s[1]) {
            out[n++] = *s;
        } else if (s[1] == 'x' && s[2] && s[3]) {
            char hex[3] = {s[2], s[3], '\0'};

            out[n++] = (char)strtol(hex, NULL, 16);
            s += 3;
        } else {
            at = strchr(from, *++s);
            out[n++] = at ? to[at - from] : *s;
        }
    }
    out[n] = '\0';
    *ret_n = n;
    return out;
}

/* Changes of color and attributes as SGR, so that the print looks like the screen. */
static void print_colors(struct screen *s)
{
    for (int row = 0; row < screen_rows(s); row++) {
        for (int col = 0; col < screen_cols(s); col++) {
            struct look l = screen_look(s, row, col);

            printf("\033[0%s%s%s%s", l.bold ? ";1" : "", l.underline ? ";4" : "",
                   l.reverse ? ";7" : "", l.italic ? ";3" : "");
            if (l.fg >= 0)
                printf(";38;5;%d", l.fg);
            if (l.bg >= 0)
                printf(";48;5;%d", l.bg);
            printf("m%lc", l.ch ? (wint_t)l.ch : L' ');
            col += l.width > 1;
        }
        printf("\033[0m\n");
    }
}

static void print(struct screen *s, const struct wish *w)
{
    int row, col;
    bool shown;

    screen_cursor(s, &row, &col, &shown);
    if (w->colors)
        print_colors(s);
    else
        fputs(screen_text(s), stdout);
    printf("-- %dx%d, cursor %d,%d%s, title \"%s\"\n", screen_cols(s), screen_rows(s), row, col,
           shown ? "" : " (hidden)", screen_title(s));
}

static void step(struct screen *s, const struct wish *w, const char *what)
{
    size_t n;
    char *keys = unescape(strchr(what, ':') && strncmp(what, "paste:", 6) == 0 ? what + 6 : what,
                          &n);
    int cols, rows;

    if (strncmp(what, "wait:", 5) == 0)
        screen_wait_text(s, "%s", what + 5);
    else if (strncmp(what, "gone:", 5) == 0)
        screen_wait_gone(s, "%s", what + 5);
    else if (strncmp(what, "paste:", 6) == 0)
        screen_paste(s, keys, n);
    else if (sscanf(what, "size:%dx%d", &cols, &rows) == 2)
        screen_resize(s, cols, rows);
    else if (strcmp(what, "print") == 0)
        print(s, w);
    else if (strcmp(what, "cut") == 0)
        screen_cut(s);
    else
        screen_type(s, keys);
    free(keys);
    screen_settle(s, 150);
}

static struct wish options(int argc, char **argv)
{
    enum {
        SIZE = 256,
        TERM,
        KEY,
        JOIN,
        PORT,
        FIXTURE,
        COMMAND,
        COLORS
    };
    static const struct option known[] = {
        {"size", 1, NULL, SIZE},       {"term", 1, NULL, TERM},     {"key", 1, NULL, KEY},
        {"join", 1, NULL, JOIN},       {"port", 1, NULL, PORT},     {"fixture", 1, NULL, FIXTURE},
        {"command", 1, NULL, COMMAND}, {"colors", 0, NULL, COLORS}, {NULL, 0, NULL, 0},
    };
    struct wish w = {.cols = 80, .rows = 24};
    int o;

    while ((o = getopt_long(argc, argv, "+", known, NULL)) != -1) {
        if (o == SIZE && sscanf(optarg, "%dx%d", &w.cols, &w.rows) == 2)
            continue;
        else if (o == TERM)
            w.caller.term = optarg;
        else if (o == KEY)
            w.caller.key = optarg;
        else if (o == JOIN)
            w.join = w.caller.key = optarg;
        else if (o == PORT)
            w.port = atoi(optarg);
        else if (o == FIXTURE)
            w.fixture = optarg;
        else if (o == COMMAND)
            w.command = optarg;
        else if (o == COLORS)
            w.colors = true;
        else
            exit(2);
    }
    return w;
}

int main(int argc, char **argv)
{
    struct wish w = options(argc, argv);
    struct board_options o = {.fixture = w.fixture, .not_init = w.port != 0};
    struct board *b = board_new(&o);
    struct screen *s;

    if (w.port)
        b->port = w.port;
    if (w.join)
        caller_join(b, w.caller.key, w.join);
    s = screen_open_command(b, &w.caller, w.cols, w.rows, w.command);
    screen_settle(s, 400);
    for (int i = optind; i < argc; i++)
        step(s, &w, argv[i]);
    print(s, &w);
    screen_close(s);
    board_discard(b);
    return 0;
}
