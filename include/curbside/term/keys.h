/* SPDX-License-Identifier: MIT
 *
 * keys.h -- bytes from a keyboard, somewhere, into keys and pastes.
 *
 * Pure: it owns no clock and no descriptor; the caller says what time it is. Understood are UTF-8,
 * CSI and SS3 with modifiers, Alt as a leading ESC, and bracketed paste; every other sequence is
 * swallowed whole, so that no unknown key turns into letters.
 *
 * ESC alone is the one ambiguity. It counts as the Esc key when nothing followed for
 * KEYS_ESC_MS. If the rest of a sequence arrives later all the same (a lost packet, a link that
 * splits), the rest is still read as the key it belongs to, and this line waits
 * KEYS_ESC_SLOW_MS from then on.
 *
 * Terminals without bracketed paste send pasted text as typing. A read of at least
 * KEYS_BURST_CHARS characters, at least four of them different, is no typing: it is given out as a
 * paste too (`guessed`), so that it runs no hotkeys.
 */
#ifndef CURBSIDE_TERM_KEYS_H
#define CURBSIDE_TERM_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <curbside/base/err.h>

enum {
    KEYS_ESC_MS = 60,
    KEYS_ESC_SLOW_MS = 400,
    KEYS_LATE_MS = 2000,          /* how long after Esc a rest may still come */
    KEYS_BURST_CHARS = 12,        /* nobody types this many between two reads */
    KEYS_BURST_MS = 100,          /* what follows a burst this soon belongs to it */
    KEYS_PASTE_BYTES = 1 << 20,   /* more is dropped and `cut` set */
    KEYS_PASTE_SILENCE_MS = 5000, /* a paste whose end never came ends here */
    KEYS_SEQUENCE_BYTES = 64,     /* longer sequences are swallowed */
};

/* A key is a Unicode scalar value or one of K_..., or'ed with modifiers. Ctrl with a letter is
 * K_CTRL('x'), always lower case. Shift is only given with named keys. */
typedef uint32_t keycode;

enum {
    K_NONE = 0,
    K_NAMED = 0x110000,
    K_ENTER = K_NAMED,
    K_ESC,
    K_TAB,
    K_BACKTAB,
    K_BACKSPACE, /* both ^H and DEL */
    K_DELETE,
    K_INSERT,
    K_UP,
    K_DOWN,
    K_LEFT,
    K_RIGHT,
    K_HOME,
    K_END,
    K_PAGE_UP,
    K_PAGE_DOWN,
    /* Made by ui from what was typed, never by the parser: */
    K_HALF_UP,   /* Ctrl-U */
    K_HALF_DOWN, /* Ctrl-D */
    K_NAMED_END,

    K_ALT = 1 << 24,
    K_CTRL_BIT = 1 << 25,
    K_SHIFT = 1 << 26,
};
#define K_CTRL(letter) ((keycode)(letter) | (keycode)K_CTRL_BIT)

enum {
    KEY_NAME_BYTES = 24
};
/* "Enter", "Ctrl-X", "Alt-b", "n", "space", "↑" (or "Up" in ASCII). */
const char *key_name(keycode key, bool ascii, char ret[static KEY_NAME_BYTES]);
/* A character a person types into text: not a control, no Ctrl or Alt. */
bool key_is_text(keycode key);

enum key_event_kind {
    KEY_EVENT_KEY,
    KEY_EVENT_PASTE
};

struct key_event {
    enum key_event_kind kind;
    keycode key;
    const char *text; /* a paste: valid UTF-8, NUL-terminated, no control but \n and \t; valid until
                         the next call */
    size_t text_n;
    bool guessed; /* not bracketed: a burst */
    bool cut;     /* more came than KEYS_PASTE_BYTES */
};

struct keys;

struct keys *keys_new(void);
void keys_free(struct keys *k);
/*
 * One read. The bytes must stay until keys_next() has returned false. Then:
 *     keys_feed(k, bytes, n, now_ms);
 *     while (keys_next(k, &event)) ...
 */
void keys_feed(struct keys *k, const void *bytes, size_t n, int64_t now_ms);
/* The next event, false when there is none yet. */
bool keys_next(struct keys *k, struct key_event *ret);
/* When keys_expire() should be called, -1: no need. */
int64_t keys_deadline_ms(const struct keys *k);
/* Time passed: what waited for more is decided. Follow with keys_next() until false. */
void keys_expire(struct keys *k, int64_t now_ms);

#endif
