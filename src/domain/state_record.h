/* SPDX-License-Identifier: MIT
 *
 * state_record.h -- the inside of `struct state`, for state.c (the record) and marks.c.
 *
 * Marks lie in one array, ordered by thread, then number; ranges of a thread neither overlap nor
 * touch. A reader of ten thousand threads costs 160 kB.
 */
#ifndef DOMAIN_STATE_RECORD_H
#define DOMAIN_STATE_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <curbside/base/str.h>
#include <curbside/domain/state.h>

struct mark {
    uint32_t thread;
    uint32_t from, to;
    uint32_t day; /* since 1970, of the last look at this thread; the same in all its ranges */
};

/* A field this version does not know, kept as it was. */
struct foreign_field {
    uint16_t number;
    uint32_t n;
    uint8_t *bytes;
};

enum {
    FOREIGN_MAX = 64
};

/* That the caller's own posts among the first `posts` of a thread are marked: not stored. */
struct own_known {
    uint32_t thread, posts;
};

enum {
    OWN_KNOWN = 4096 /* threads remembered, each in its place by its id, which is random */
};

struct state {
    struct own_known *own; /* NULL until needed */
    struct mark *marks;
    size_t n_marks, cap_marks;
    uint32_t drafts[STATE_DRAFTS];
    size_t n_drafts;
    uint32_t gone_drafts[STATE_DRAFTS]; /* cleared in this session: not to come back by a merge */
    size_t n_gone_drafts;
    uint32_t draft_day;
    uint32_t draft_last;
    struct state_key keys[STATE_KEYS]; /* by number */
    size_t n_keys;
    uint8_t gone_keys[STATE_KEYS][STATE_LOCATOR_BYTES]; /* as gone_drafts */
    size_t n_gone_keys;
    struct state_mute mutes[STATE_MUTES];
    size_t n_mutes;
    struct state_mute gone_mutes[STATE_MUTES]; /* as gone_drafts */
    size_t n_gone_mutes;
    struct foreign_field foreign[FOREIGN_MAX];
    size_t n_foreign;
    uint32_t today;
    bool dirty;
    bool wrote; /* something public, since the log was last emptied */
    bool lost;
    bool noted; /* a key, without making the state one to be saved */
};

/* marks.c: add with a day of its own; false without memory. */
bool marks_put(struct state *s, uint32_t thread, uint32_t from, uint32_t to, uint32_t day);

/* ---- the form of fields: numbers are LEB128 (state.c) ---- */

struct state_reader {
    const uint8_t *at, *end;
};

void state_add_number(struct str *out, uint32_t value);
/* E_CORRUPT: cut off, over `max`, or longer than needed. */
enum err state_read_number(struct state_reader *r, uint32_t max, uint32_t *ret);

/* ---- the field of keys (state_keys.c) ---- */

void state_keys_format(const struct state *s, struct str *out);
enum err state_keys_parse(struct state_reader *r, struct state *s);
/* `from` is what is stored: its numbers stay, ours move. */
void state_keys_merge(struct state *s, const struct state *from);

/* ---- the field of mutes (state_mutes.c) ---- */

void state_mutes_format(const struct state *s, struct str *out);
enum err state_mutes_parse(struct state_reader *r, struct state *s);
void state_mutes_merge(struct state *s, const struct state *from);

#endif
