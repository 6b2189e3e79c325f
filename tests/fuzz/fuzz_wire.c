/* SPDX-License-Identifier: MIT
 *
 * fuzz_wire.c -- what a transport in the wrong hands can say: whatever is accepted is within its
 * bounds, and is the one way to say it.
 */
/* layers: ssh */
#include <string.h>

#include <curbside/ssh/bell.h>
#include <curbside/ssh/wire.h>

#include "fuzz.h"

static void check_hello(const struct wire_hello *h)
{
    size_t term = strnlen(h->term, sizeof h->term);

    HOLDS(h->key_n <= WIRE_KEY_BYTES && (h->key == NULL) == (h->key_n == 0));
    HOLDS(h->command_n <= WIRE_COMMAND_BYTES && (h->command == NULL) == (h->command_n == 0));
    HOLDS(term <= WIRE_TERM_BYTES);
    for (size_t i = 0; i < term; i++)
        HOLDS(wire_is_term_char(h->term[i]));
    HOLDS(!(h->guest && h->key_n > 0));
}

static void try_wire(const uint8_t *data, size_t size)
{
    static uint8_t again[WIRE_MESSAGE_BYTES];
    struct wire_message m;

    if (wire_parse(data, size, &m) != OK)
        return;
    if (m.type == WIRE_HELLO)
        check_hello(&m.u.hello);
    if (m.type == WIRE_STDERR)
        HOLDS(m.u.text.n >= 1 && m.u.text.n <= WIRE_STDERR_BYTES);
    HOLDS(wire_format(&m, again) == size && memcmp(again, data, size) == 0);
}

static void try_row(uint64_t packed)
{
    struct bell_session row;

    if (bell_session_parse(packed, &row) != OK)
        return;
    HOLDS(row.number >= BELL_NUMBER_MIN && row.number <= BELL_NUMBER_MAX);
    HOLDS(row.kind >= BELL_SCREENS && row.kind <= BELL_COMMAND && row.age <= BELL_AGE_DAYS);
    HOLDS(bell_session_format(&row) == packed);
}

static void try_bell(const uint8_t *data, size_t size)
{
    uint8_t again[BELL_BYTES];
    struct bell b;

    if (bell_parse(data, size, &b) != OK)
        return;
    bell_format(&b, again);
    HOLDS(size == BELL_BYTES && memcmp(again, data, size) == 0);
    try_row(b.topic);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    try_wire(data, size);
    try_bell(data, size);
    return 0;
}
