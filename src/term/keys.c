/* SPDX-License-Identifier: MIT
 *
 * keys.c -- the machine that reads a keyboard byte by byte.
 *
 *     GROUND --ESC--> ESCAPE --[--> CSI --final--> GROUND        (arrows, paste marks, replies)
 *        |               |----O--> SS3 --final--> GROUND         (arrows in application mode)
 *        |               |-]PX^_-> STRING --BEL or ESC \--> GROUND   (a terminal's answers)
 *        |               `--any--> GROUND                        (Alt with a key)
 *        |--lead byte--> UTF8 --last byte--> GROUND
 *        `--CSI 200~---> PASTE --CSI 201~--> GROUND
 *
 * A read ends anywhere. What is incomplete then waits in `seq` until its deadline; only for Esc
 * itself is that a key, see keys.h.
 *
 * Invariant: no byte of a sequence ever becomes a text key, whether the sequence is known or not.
 */
#include <curbside/term/keys.h>

#include <stdlib.h>
#include <string.h>

#include <curbside/base/str.h>
#include <curbside/text/utf8.h>

#include "key_codes.h"

enum {
    ESC = 0x1b,
    PARTIAL_MS = 400,                       /* for the rest of a sequence that is past its ESC */
    MOUSE_BYTES = 3,                        /* follow CSI M of the oldest mouse report */
    CLEAN_BYTES = 3 * KEYS_PASTE_BYTES + 1, /* U+FFFD for every byte */
};

enum state {
    GROUND,
    ESCAPE,
    CSI,
    SS3,
    STRING,
    UTF8,
    PASTE,
    LATE, /* '[' or 'O' came alone soon after an ESC that was taken for the key */
};

struct keys {
    enum state state;
    bool alt;       /* the sequence had two ESC, or the character follows one */
    bool twice;     /* ESC ESC so far */
    bool slow;      /* this line has split a sequence before */
    bool expired;   /* keys_expire() found the deadline passed */
    bool was_cr;    /* the byte before was CR: a LF now is the same key */
    uint8_t skip;   /* bytes of an old mouse report still to come */
    int64_t now_ms; /* as of the last feed */
    int64_t deadline_ms;
    int64_t late_until_ms;  /* a rest may still come */
    int64_t burst_until_ms; /* what comes is still the same burst */
    const unsigned char *in;
    size_t in_n;
    bool fresh; /* `in` is at the start of a read or behind a control: a burst may start here */
    char seq[KEYS_SEQUENCE_BYTES];
    size_t seq_n;
    bool paste_cut;
    struct str paste; /* raw while it comes in */
    struct str clean; /* what the last event points to */
};

struct keys *keys_new(void)
{
    struct keys *k = calloc(1, sizeof(*k));

    if (k != NULL) {
        k->deadline_ms = -1;
        k->late_until_ms = -1;
        k->burst_until_ms = -1;
        k->paste.limit = KEYS_PASTE_BYTES;
        k->clean.limit = CLEAN_BYTES;
    }
    return k;
}

void keys_free(struct keys *k)
{
    if (k == NULL)
        return;
    str_done(&k->paste);
    str_done(&k->clean);
    free(k);
}

static void go(struct keys *k, enum state state, int64_t wait_ms)
{
    k->state = state;
    k->deadline_ms = wait_ms < 0 ? -1 : k->now_ms + wait_ms;
}

static void go_ground(struct keys *k)
{
    go(k, GROUND, -1);
    k->alt = false;
    k->twice = false;
    k->seq_n = 0;
}

/* A whole key: Alt if its ESC said so. */
static bool emit(struct keys *k, keycode key, struct key_event *ret)
{
    bool alt = k->alt;

    k->fresh = k->fresh || k->state == CSI || k->state == SS3;
    go_ground(k);
    if (key == K_NONE)
        return false;
    *ret = (struct key_event){.kind = KEY_EVENT_KEY, .key = key | (alt ? (keycode)K_ALT : 0)};
    return true;
}

/* -- pastes ------------------------------------------------------------------------------------ */

/* One code point of pasted text: line ends become \n, other controls vanish. */
static void clean_add(struct str *ret, uint32_t cp, bool after_cr)
{
    char bytes[4];

    if (cp == UTF8_INVALID)
        cp = UTF8_REPLACEMENT;
    if (cp == '\n' && after_cr)
        return;
    if (cp == '\r')
        cp = '\n';
    if ((cp < 0x20 && cp != '\n' && cp != '\t') || (cp >= 0x7f && cp < 0xa0))
        return;
    str_add_n(ret, bytes, utf8_encode(cp, bytes));
}

static bool emit_paste(struct keys *k, const char *bytes, size_t n, bool guessed,
                       struct key_event *ret)
{
    uint32_t before = 0;

    str_clear(&k->clean);
    for (size_t i = 0; i < n;) {
        uint32_t cp;

        i += utf8_decode(bytes + i, n - i, &cp);
        clean_add(&k->clean, cp, before == '\r');
        before = cp;
    }
    *ret = (struct key_event){
        .kind = KEY_EVENT_PASTE,
        .text = str_cstr(&k->clean),
        .text_n = k->clean.n,
        .guessed = guessed,
        .cut = k->paste_cut || k->clean.failed,
    };
    return true;
}

static bool paste_end(struct keys *k, struct key_event *ret)
{
    bool some = emit_paste(k, str_cstr(&k->paste), k->paste.n, false, ret);

    str_done(&k->paste);
    k->paste = (struct str){.limit = KEYS_PASTE_BYTES};
    k->paste_cut = false;
    go_ground(k);
    return some;
}

static void paste_add(struct keys *k, const void *bytes, size_t n)
{
    size_t room = KEYS_PASTE_BYTES - k->paste.n;

    if (n > room) {
        k->paste_cut = true;
        n = room;
    }
    str_add_n(&k->paste, bytes, n);
    if (k->paste.failed)
        k->paste_cut = true;
}

/* Take pasted bytes up to the end mark, which may come split: what matches it so far is held back
 * in `seq`. */
static bool step_paste(struct keys *k, struct key_event *ret)
{
    static const char mark[] = "\033[201~";

    while (k->in_n > 0) {
        const unsigned char *esc;
        size_t plain;

        if (k->seq_n > 0 || *k->in == ESC) {
            unsigned char c = *k->in;

            if (c == (unsigned char)mark[k->seq_n]) {
                k->seq[k->seq_n++] = (char)c;
                k->in++;
                k->in_n--;
                if (k->seq_n == sizeof(mark) - 1)
                    return paste_end(k, ret);
                continue;
            }
            paste_add(k, k->seq, k->seq_n);
            k->seq_n = 0;
            continue;
        }
        esc = memchr(k->in, ESC, k->in_n);
        plain = esc == NULL ? k->in_n : (size_t)(esc - k->in);
        paste_add(k, k->in, plain);
        k->in += plain;
        k->in_n -= plain;
    }
    k->deadline_ms = k->now_ms + KEYS_PASTE_SILENCE_MS;
    return false;
}

/* -- bursts ------------------------------------------------------------------------------------ */

static bool is_burst_byte(unsigned char c)
{
    return (c >= 0x20 && c != 0x7f) || c == '\r' || c == '\n';
}

/* How much of what is left of this read is a burst of typing that nobody typed. A Tab is none of
 * it: it goes to the next field, as it does for whoever types fast on a slow line. */
static size_t burst_measure(const struct keys *k)
{
    const unsigned char *in = k->in;
    size_t n = k->in_n;
    bool seen[256] = {false};
    size_t chars = 0;
    size_t distinct = 0;
    size_t i;

    for (i = 0; i < n && is_burst_byte(in[i]); i++) {
        if (in[i] < 0x20 || (in[i] & 0xc0) == 0x80)
            continue;
        chars++;
        distinct += seen[in[i]] ? 0 : 1;
        seen[in[i]] = true;
    }
    /* A character cut off by the end of the read waits for its rest. */
    for (size_t back = 1; i == n && back <= 3 && back <= n; back++) {
        if (in[n - back] >= 0xc0) {
            uint32_t cp;

            if (utf8_decode((const char *)in + n - back, back, &cp) && cp == UTF8_INVALID)
                i = n - back;
            break;
        }
    }
    if (k->now_ms < k->burst_until_ms)
        return chars > 0 ? i : 0;
    return chars >= KEYS_BURST_CHARS && distinct >= 4 ? i : 0;
}

/* A burst that starts here, as a paste. */
static bool burst_take(struct keys *k, struct key_event *ret)
{
    const char *bytes = (const char *)k->in;
    size_t n;

    if (!k->fresh || k->state != GROUND || k->skip > 0)
        return false;
    k->fresh = false;
    n = burst_measure(k);
    if (n == 0)
        return false;
    k->in += n;
    k->in_n -= n;
    k->fresh = true;
    k->burst_until_ms = k->now_ms + KEYS_BURST_MS;
    return emit_paste(k, bytes, n, true, ret);
}

/* -- sequences --------------------------------------------------------------------------------- */

static bool step_escape(struct keys *k, unsigned char c, struct key_event *ret)
{
    if (c == ESC) {
        /* Esc twice, or Alt with an arrow as rxvt and PuTTY send it: the next byte tells. */
        if (k->twice)
            return emit(k, K_ESC, ret);
        k->twice = true;
        return false;
    }
    if (c == '[' || c == 'O') {
        k->alt = k->twice;
        go(k, c == '[' ? CSI : SS3, PARTIAL_MS);
        return false;
    }
    if (c == ']' || c == 'P' || c == 'X' || c == '^' || c == '_') {
        go(k, STRING, PARTIAL_MS);
        return false;
    }
    k->alt = true;
    if (c >= 0xc2 && c <= 0xf4) {
        k->seq[0] = (char)c;
        k->seq_n = 1;
        go(k, UTF8, -1);
        return false;
    }
    return emit(k, c < 0x80 ? key_from_byte(c) : K_NONE, ret);
}

static bool csi_done(struct keys *k, struct key_event *ret)
{
    keycode key;

    if (k->seq_n == 4 && memcmp(k->seq, "200~", 4) == 0) {
        go_ground(k);
        go(k, PASTE, KEYS_PASTE_SILENCE_MS);
        return false;
    }
    if (k->seq_n == 1 && k->seq[0] == 'M')
        k->skip = MOUSE_BYTES;
    key = key_from_csi(k->seq, k->seq_n);
    return emit(k, key, ret);
}

/* A control character inside a sequence ends it; ESC starts the next one. */
static bool sequence_broken(struct keys *k, unsigned char c, struct key_event *ret)
{
    go_ground(k);
    if (c == ESC) {
        go(k, ESCAPE, k->slow ? KEYS_ESC_SLOW_MS : KEYS_ESC_MS);
        return false;
    }
    return c == 0x18 || c == 0x1a ? false : emit(k, key_from_byte(c), ret);
}

static bool step_csi(struct keys *k, unsigned char c, struct key_event *ret)
{
    bool linux_function = k->seq_n == 1 && k->seq[0] == '[';

    if (c < 0x20 || c == 0x7f)
        return sequence_broken(k, c, ret);
    if (k->seq_n < sizeof(k->seq))
        k->seq[k->seq_n++] = (char)c;
    if (linux_function) /* CSI [ A: a function key of the Linux console */
        return emit(k, K_NONE, ret);
    if (c >= 0x40 && c <= 0x7e && !(c == '[' && k->seq_n == 1))
        return k->seq_n < sizeof(k->seq) ? csi_done(k, ret) : emit(k, K_NONE, ret);
    return false;
}

static bool step_ss3(struct keys *k, unsigned char c, struct key_event *ret)
{
    if (c < 0x20 || c == 0x7f)
        return sequence_broken(k, c, ret);
    if (c >= '0' && c <= '9' && k->seq_n < sizeof(k->seq)) {
        k->seq[k->seq_n++] = (char)c;
        return false;
    }
    return emit(k, key_from_ss3(c), ret);
}

static bool step_string(struct keys *k, unsigned char c)
{
    if (c == 0x07 || (c == '\\' && k->seq_n == 1))
        go_ground(k);
    else
        k->seq_n = c == ESC ? 1 : 0;
    return false;
}

static bool step_utf8(struct keys *k, unsigned char c, struct key_event *ret)
{
    size_t need = (unsigned char)k->seq[0] >= 0xf0 ? 4 : (unsigned char)k->seq[0] >= 0xe0 ? 3 : 2;
    uint32_t cp;

    if ((c & 0xc0) != 0x80) {
        /* The character never came whole; this byte starts anew. */
        go_ground(k);
        k->in--;
        k->in_n++;
        return false;
    }
    k->seq[k->seq_n++] = (char)c;
    if (k->seq_n < need)
        return false;
    if (utf8_decode(k->seq, k->seq_n, &cp) != need || cp == UTF8_INVALID || cp < 0xa0)
        cp = K_NONE;
    return emit(k, cp, ret);
}

static bool step_ground(struct keys *k, unsigned char c, struct key_event *ret)
{
    bool same_enter = c == '\n' && k->was_cr;

    k->was_cr = c == '\r';
    k->fresh = c < 0x20 || c == 0x7f;
    if (c == ESC) {
        go(k, ESCAPE, k->slow ? KEYS_ESC_SLOW_MS : KEYS_ESC_MS);
        return false;
    }
    if (c >= 0xc2 && c <= 0xf4) {
        k->seq[0] = (char)c;
        k->seq_n = 1;
        go(k, UTF8, -1);
        return false;
    }
    return c < 0x80 && !same_enter ? emit(k, key_from_byte(c), ret) : false;
}

/* Does a rest that came late, without its ESC, make a key? */
static bool is_late_rest(char intro, const unsigned char *in, size_t n)
{
    if (intro == 'O')
        return n >= 1 && key_from_ss3(in[0]) != K_NONE && in[0] < 'a';
    for (size_t i = 0; i < n && i < KEYS_SEQUENCE_BYTES; i++) {
        if (in[i] >= 0x40 && in[i] <= 0x7e)
            return key_from_csi((const char *)in, i + 1) != K_NONE;
        if (in[i] < 0x20)
            return false;
    }
    return false;
}

static bool step_late(struct keys *k, struct key_event *ret)
{
    char intro = k->seq[0];

    if (!is_late_rest(intro, k->in, k->in_n))
        return emit(k, (keycode)intro, ret);
    go_ground(k);
    k->slow = true;
    go(k, intro == '[' ? CSI : SS3, PARTIAL_MS);
    return false;
}

static bool step(struct keys *k, struct key_event *ret)
{
    unsigned char c;

    if (k->state == PASTE)
        return step_paste(k, ret);
    if (k->state == LATE)
        return step_late(k, ret);
    c = *k->in++;
    k->in_n--;
    if (k->skip > 0) {
        k->skip--;
        return false;
    }
    switch (k->state) {
    case ESCAPE:
        return step_escape(k, c, ret);
    case CSI:
        return step_csi(k, c, ret);
    case SS3:
        return step_ss3(k, c, ret);
    case STRING:
        return step_string(k, c);
    case UTF8:
        return step_utf8(k, c, ret);
    default:
        return step_ground(k, c, ret);
    }
}

/* -- the caller's side ------------------------------------------------------------------------- */

void keys_feed(struct keys *k, const void *bytes, size_t n, int64_t now_ms)
{
    const unsigned char *in = bytes;

    k->now_ms = now_ms;
    k->in = in;
    k->in_n = n;
    k->fresh = true;
    if (n == 0 || k->state != GROUND || k->skip > 0)
        return;
    if (now_ms <= k->late_until_ms && (in[0] == '[' || in[0] == 'O') &&
        (n == 1 || is_late_rest((char)in[0], in + 1, n - 1))) {
        k->seq[0] = (char)in[0];
        k->seq_n = 1;
        k->in++;
        k->in_n--;
        go(k, LATE, KEYS_ESC_MS);
    }
    k->late_until_ms = -1;
}

/* What was incomplete will not be completed. */
static bool give_up(struct keys *k, struct key_event *ret)
{
    k->expired = false;
    switch (k->state) {
    case ESCAPE:
        k->late_until_ms = k->now_ms + KEYS_LATE_MS;
        return emit(k, K_ESC, ret);
    case CSI:
    case SS3: {
        keycode key = k->state == CSI ? '[' : 'O';

        k->alt = true;
        return emit(k, k->seq_n == 0 ? key : K_NONE, ret);
    }
    case LATE:
        return emit(k, (keycode)k->seq[0], ret);
    case PASTE:
        paste_add(k, k->seq, k->seq_n);
        return paste_end(k, ret);
    default:
        go_ground(k);
        return false;
    }
}

bool keys_next(struct keys *k, struct key_event *ret)
{
    str_done(&k->clean);
    k->clean = (struct str){.limit = CLEAN_BYTES};
    if (k->expired && give_up(k, ret))
        return true;
    while (k->in_n > 0) {
        if (burst_take(k, ret) || step(k, ret))
            return true;
    }
    return false;
}

int64_t keys_deadline_ms(const struct keys *k)
{
    return k->deadline_ms;
}

void keys_expire(struct keys *k, int64_t now_ms)
{
    static const unsigned char none[1];

    if (k->deadline_ms < 0 || now_ms < k->deadline_ms)
        return;
    k->now_ms = now_ms;
    k->in = none;
    k->in_n = 0;
    k->expired = true;
    k->deadline_ms = -1;
}
