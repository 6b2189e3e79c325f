/* SPDX-License-Identifier: MIT
 *
 * fuzz_keys.c -- whatever a keyboard sends, in whatever pieces: keys are keys, pastes are clean
 * text, and nothing waits for ever.
 *
 * The input is a run of reads: a byte that says how many bytes come (low six bits) and how long the
 * line was silent before them (high two bits), then the bytes.
 */
/* layers: term */
#include <curbside/term/keys.h>

#include <stdlib.h>
#include <string.h>

#include <curbside/text/utf8.h>

#include "fuzz.h"

static void check_paste(const struct key_event *event)
{
    HOLDS(strlen(event->text) == event->text_n);
    HOLDS(event->text_n <= 3 * (size_t)KEYS_PASTE_BYTES);
    HOLDS(utf8_is_valid(event->text, event->text_n));
    for (size_t i = 0; i < event->text_n; i++) {
        unsigned char c = (unsigned char)event->text[i];

        HOLDS(c >= 0x20 || c == '\n' || c == '\t');
        HOLDS(c != 0x7f);
        HOLDS(c != 0xc2 || (unsigned char)event->text[i + 1] >= 0xa0);
    }
}

static void check_key(keycode key)
{
    char name[KEY_NAME_BYTES];
    keycode base = key & 0x1fffff;

    HOLDS(base != K_NONE && base < K_NAMED_END);
    HOLDS(base >= 0x20 && base != 0x7f && !(base >= 0x80 && base < 0xa0));
    HOLDS(!(base >= 0xd800 && base < 0xe000));
    HOLDS(strlen(key_name(key, false, name)) > 0);
    HOLDS(strlen(key_name(key, true, name)) > 0);
}

static void drain(struct keys *k)
{
    struct key_event event;

    while (keys_next(k, &event)) {
        if (event.kind == KEY_EVENT_PASTE)
            check_paste(&event);
        else
            check_key(event.key);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const int64_t silences_ms[] = {0, 30, 150, 6000};
    struct keys *k = keys_new();
    int64_t now_ms = 1000;

    HOLDS(k != NULL);
    for (size_t i = 0; i < size;) {
        size_t n = data[i] & 0x3f;
        uint8_t *read;

        now_ms += silences_ms[data[i] >> 6];
        i++;
        n = n < size - i ? n : size - i;
        keys_expire(k, now_ms);
        drain(k);
        read = malloc(n > 0 ? n : 1);
        HOLDS(read != NULL);
        memcpy(read, data + i, n);
        keys_feed(k, read, n, now_ms);
        drain(k);
        free(read);
        i += n;
    }
    for (int i = 0; i < 3 && keys_deadline_ms(k) >= 0; i++) {
        now_ms = keys_deadline_ms(k);
        keys_expire(k, now_ms);
        drain(k);
    }
    HOLDS(keys_deadline_ms(k) < 0);
    keys_free(k);
    return 0;
}
