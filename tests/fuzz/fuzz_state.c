/* SPDX-License-Identifier: MIT
 *
 * fuzz_state.c -- a sealed state that parses is written back the same, time and again; one that
 * does not leaves nothing behind, and what can be read of it is written so that all of it can.
 */
/* layers: domain */
#include <string.h>

#include <curbside/domain/state.h>

#include "fuzz.h"

static void check_marks(const struct state *s)
{
    thread_id thread = {0};
    size_t at = 0;

    for (int64_t before = 0; marks_next(s, &at, &thread); before = thread.v) {
        int all = marks_count(s, thread, STATE_NO_MAX), first = marks_first_unread(s, thread);
        HOLDS(thread.v > before && all >= 1 && all <= STATE_NO_MAX);
        HOLDS(first >= 1 && !marks_has(s, thread, first));
        HOLDS(marks_count(s, thread, first) == first - 1);
    }
}

static void check_stable(const struct state *s, const uint8_t *data, size_t size)
{
    AUTO_STR struct str one = STR_INIT, two = STR_INIT;
    struct state *back = state_new(0);

    HOLDS(back && state_format(s, &one) == OK);
    HOLDS(state_parse(back, (const uint8_t *)one.s, one.n) == OK);
    HOLDS(state_format(back, &two) == OK);
    HOLDS(one.n == two.n && memcmp(one.s, two.s, one.n) == 0);
    /* Merging the same once more changes nothing. */
    HOLDS(state_parse(back, data, size) == OK);
    str_clear(&two);
    HOLDS(state_format(back, &two) == OK);
    HOLDS(one.n == two.n && memcmp(one.s, two.s, one.n) == 0);
    state_free(back);
}

/* What is left of it is written in a form that can be read, and its fields are within bounds. */
static void check_rest(const uint8_t *data, size_t size)
{
    AUTO_STR struct str form = STR_INIT;
    struct state *s = state_new(0), *back = state_new(0);

    HOLDS(s && back && state_parse_rest(s, data, size) != E_NOMEM);
    check_marks(s);
    HOLDS(state_format(s, &form) == OK);
    HOLDS(state_parse(back, (const uint8_t *)form.s, form.n) == OK);
    state_free(s);
    state_free(back);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct state *s = state_new(0);
    size_t at = 0;
    thread_id thread;
    uint32_t drafts[STATE_DRAFTS];

    HOLDS(s != NULL);
    enum err err = state_parse(s, data, size);
    HOLDS(err == OK || err == E_CORRUPT || err == E_NEWER);
    if (err == OK) {
        check_marks(s);
        check_stable(s, data, size);
    } else {
        HOLDS(!marks_next(s, &at, &thread) && state_drafts(s, drafts) == 0);
        check_rest(data, size);
    }
    state_free(s);
    return 0;
}
