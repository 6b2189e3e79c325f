/* SPDX-License-Identifier: MIT
 *
 * talk.h -- a conversation in plain mode, driven by hand on a stage. Included by one test program
 * each.
 *
 *     struct talk t;
 *     make(&t);
 *     begin(&t, "calm-wim");
 *     type(&t, "boards\r3\r");
 *     assert_said(&t, "CARS plateau");
 */
#ifndef CURBSIDE_TESTS_TALK_H
#define CURBSIDE_TESTS_TALK_H

#include "stage.h"

#include <curbside/text/utf8.h>

enum {
    SCREENS_MAX = 128,
    COLS = 78,
};

static const char *heard[SCREENS_MAX];
static int n_heard;

struct talk {
    struct stage st;
    struct str text;
};

__attribute__((unused)) static void hear_screen(const char *name)
{
    for (int i = 0; i < n_heard; i++) {
        if (strcmp(heard[i], name) == 0)
            return;
    }
    assert_true(n_heard < SCREENS_MAX);
    heard[n_heard++] = name;
}

/* No escape, no control, no box, no block, and no line wider than the terminal. */
__attribute__((unused)) static void assert_speakable(const char *text)
{
    size_t n = strlen(text);
    int cells = 0;

    for (size_t at = 0; at < n;) {
        uint32_t cp;
        size_t used = utf8_decode(text + at, n - at, &cp);

        if (cp == UTF8_INVALID || (cp < ' ' && cp != '\n') || (cp >= 0x7f && cp < 0xa0) ||
            (cp >= 0x2500 && cp < 0x2600))
            fail_msg("U+%04X is no text to be read aloud, before: %.60s", cp, text + at);
        cells = cp == '\n' ? 0 : cells + text_cells(text + at, used);
        assert_true(cells < 4 * COLS); /* a line with what was typed behind its prompt */
        at += used;
    }
}

__attribute__((unused)) static void take(struct talk *t)
{
    AUTO_STR struct str said = STR_INIT;

    ui_take_text(t->st.ui, &said);
    for (size_t i = 0; i < said.n; i++) {
        if (said.s[i] != '\r')
            str_add_char(&t->text, said.s[i]);
    }
    if (!ui_ended(t->st.ui))
        hear_screen(ui_screen_name(t->st.ui));
}

__attribute__((unused)) static void begin(struct talk *t, const char *who)
{
    t->text = STR_INIT;
    t->st.mode = UI_PLAIN_ECHO;
    stage_enter(&t->st, who);
    take(t);
}

__attribute__((unused)) static void press(struct talk *t, const char *bytes)
{
    for (; *bytes && !ui_ended(t->st.ui); bytes++) {
        ui_input(t->st.ui, bytes, 1);
        take(t);
    }
}

/* Lines as a person types them, ended by Enter. */
__attribute__((unused)) static void type(struct talk *t, const char *lines)
{
    press(t, lines);
}

__attribute__((unused)) static bool was_said(struct talk *t, const char *words)
{
    return strstr(str_cstr(&t->text), words) != NULL;
}

#define assert_said(t, words)                                                                      \
    do {                                                                                           \
        if (!was_said(t, words))                                                                   \
            fail_msg("\"%s\" was not said:\n%s", words, str_cstr(&(t)->text));                     \
    } while (0)
#define assert_said_not(t, words)                                                                  \
    do {                                                                                           \
        if (was_said(t, words))                                                                    \
            fail_msg("\"%s\" was said:\n%s", words, str_cstr(&(t)->text));                         \
    } while (0)

__attribute__((unused)) static void golden(struct talk *t, const char *name)
{
    const char *mode = getenv("CURBSIDE_GOLDEN");
    AUTO_STR struct str want = STR_INIT;
    char path[512];
    FILE *f;

    str_add_char(&t->text, '\n');
    assert_speakable(str_cstr(&t->text));
    snprintf(path, sizeof path, "%s/plain/%s.txt", TEST_DATA, name);
    if (mode && strcmp(mode, "write") == 0) {
        f = fopen(path, "w");
        assert_non_null(f);
        fputs(str_cstr(&t->text), f);
        assert_int_equal(fclose(f), 0);
        return;
    }
    if (file_read(path, 1 << 20, &want) != OK)
        fail_msg("%s: there is no such transcript; this was said:\n%s", path, str_cstr(&t->text));
    if (strcmp(str_cstr(&want), str_cstr(&t->text)) != 0)
        fail_msg("%s differs. It was:\n%s\nIt is:\n%s", path, str_cstr(&want), str_cstr(&t->text));
}

__attribute__((unused)) static void done(struct talk *t)
{
    str_done(&t->text);
    stage_done(&t->st);
}

/* Forget what was said so far. */
__attribute__((unused)) static void listen(struct talk *t)
{
    str_clear(&t->text);
}

/* -- a board worth hearing --------------------------------------------------------------------- */

static const char plateau[] =
    "I have been stuck at 126 in CARS for six weeks. Full length after full length, the same "
    "number.\n"
    "\n"
    "What moved *you*? I would rather hear one thing that worked than ten that might.";

static const char answer[] =
    "> I have been stuck at 126 in CARS for six weeks.\n"
    "\n"
    "Stop timing yourself for two weeks. What moved me from 126 to 129:\n"
    "\n"
    "1. one read, one sentence per paragraph on the scratch board\n"
    "2. review **why the wrong answer attracted me**, not why the right one is right\n"
    "\n"
    "Timing sheet: https://example.org/sheet\n";

static const char nested[] = "> > I have been stuck at 126 in CARS for six weeks.\n"
                             ">\n"
                             "> Stop timing yourself for two weeks.\n"
                             "\n"
                             "This. And sleep.\n";

__attribute__((unused)) static thread_id add_threads(struct stage *st)
{
    static const thread_id none = {0};
    struct submitted mcat;

    stage_post(st, "wise-heron-8", "premed", none, "Welcome to the board",
               "Please be kind. See the house rules.");
    st->now_ms += 40 * 60 * 1000;
    mcat = stage_post(st, "quiet-otter-41", "mcat", none,
                      "CARS plateau at 126, what actually moved?", plateau);
    st->now_ms += 9 * 60 * 1000;
    stage_post(st, "lucid-ibex-7", "mcat", mcat.thread, NULL, answer);
    st->now_ms += 60 * 1000;
    stage_post(st, "amber-heron-3", "mcat", mcat.thread, NULL, nested);
    st->now_ms += 4 * 60 * 1000;
    return mcat.thread;
}

__attribute__((unused)) static thread_id make(struct talk *t)
{
    memset(t, 0, sizeof *t);
    stage_make(&t->st);
    return add_threads(&t->st);
}

#endif
