/* SPDX-License-Identifier: MIT
 *
 * state.c -- the sealed record: its form, its merging, its row.
 *
 * The stored bytes were sealed by us, yet they are parsed as if a stranger had written them: a
 * length is never believed, order and ranges are checked, and nothing of a record is taken over
 * before all of it was read. Numbers in fields are LEB128, in at most five bytes.
 */
#include <curbside/domain/state.h>

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include <curbside/base/crypto.h>
#include <curbside/base/log.h>
#include <curbside/domain/identity.h>
#include <curbside/store/sealed.h>

#include "state_record.h"
#include "who_secret.h"

enum {
    FIELD_END = 0,
    THREAD_MAX = 999999999,
    DAY_S = 24 * 60 * 60,
    EMPTY_TRIES = 20, /* each waits a tenth of a second for readers */
};

static const uint8_t magic[4] = {'C', 'B', 'S', 1};
static const size_t buckets[] = {16 * 1024, 64 * 1024, STATE_BYTES};
static const char context[] = "state";
static_assert((int)SEALED_STAMP_BYTES <= (int)SEAL_EXTRA, "a box begins with its stamp");

/* ---- one in memory ---- */

struct state *state_new(int64_t now_s)
{
    struct state *s = calloc(1, sizeof *s);

    if (!s)
        return NULL;
    s->today = (uint32_t)(now_s / DAY_S);
    s->marks_most = STATE_MARKS;
    return s;
}

void state_free(struct state *s)
{
    if (!s)
        return;
    for (size_t i = 0; i < s->n_foreign; i++)
        free(s->foreign[i].bytes);
    free(s->strikes);
    state_aliases_done(s);
    free(s->marks);
    free(s->quiet);
    free(s->own);
    state_floors_done(s);
    state_keeps_done(s);
    state_inbox_done(s);
    state_practice_done(s);
    state_schools_done(s);
    free(s);
}

static void state_free_auto(struct state **s)
{
    state_free(*s);
}
#define AUTO_STATE __attribute__((cleanup(state_free_auto)))

bool state_is_dirty(const struct state *s)
{
    return s->dirty;
}

bool state_was_lost(const struct state *s)
{
    return s->lost;
}

void state_lost_set(struct state *s)
{
    s->lost = true;
    s->dirty = true;
}

/* ---- where drafts are ---- */

size_t state_drafts(const struct state *s, uint32_t ret[static STATE_DRAFTS])
{
    memcpy(ret, s->drafts, s->n_drafts * sizeof *ret);
    return s->n_drafts;
}

static bool list_has(const uint32_t *list, size_t n, uint32_t number)
{
    for (size_t i = 0; i < n; i++)
        if (list[i] == number)
            return true;
    return false;
}

/* In front of a full list the oldest makes room: numbers grow with the days. */
static void list_add(uint32_t *list, size_t *n, uint32_t number)
{
    if (*n == STATE_DRAFTS) {
        memmove(list, list + 1, (STATE_DRAFTS - 1) * sizeof *list);
        (*n)--;
    }
    list[(*n)++] = number;
}

void state_draft_add(struct state *s, uint32_t number)
{
    if (list_has(s->drafts, s->n_drafts, number))
        return;
    list_add(s->drafts, &s->n_drafts, number);
    s->dirty = true;
}

void state_draft_remove(struct state *s, uint32_t number)
{
    for (size_t i = 0; i < s->n_drafts; i++)
        if (s->drafts[i] == number) {
            s->drafts[i] = s->drafts[--s->n_drafts];
            s->dirty = true;
            break;
        }
    if (!list_has(s->gone_drafts, s->n_gone_drafts, number))
        list_add(s->gone_drafts, &s->n_gone_drafts, number);
}

uint32_t state_draft_day(const struct state *s)
{
    return s->draft_day;
}

void state_draft_day_set(struct state *s, uint32_t day)
{
    /* Not worth a write by itself: without it, more is tried next time. */
    if (day > s->draft_day)
        s->draft_day = day;
}

uint32_t state_draft_last(const struct state *s)
{
    return s->draft_last;
}

void state_draft_last_set(struct state *s, uint32_t number)
{
    s->draft_last = number;
}

/* ---- writing the form ---- */

static void add_le(struct str *out, uint64_t value, int bytes)
{
    for (int i = 0; i < bytes; i++)
        str_add_char(out, (char)(uint8_t)(value >> (8 * i)));
}

void state_add_number(struct str *out, uint32_t value)
{
    for (; value >= 0x80; value >>= 7)
        str_add_char(out, (char)(uint8_t)(value | 0x80));
    str_add_char(out, (char)(uint8_t)value);
}

static void add_field(struct str *out, uint16_t number, const void *bytes, size_t n)
{
    add_le(out, number, 2);
    add_le(out, n, 4);
    str_add_n(out, bytes, n);
}

/* thread (difference), day, count, then for each range: gap before it, length - 1 */
static void format_list(const struct state *s, struct str *out)
{
    uint32_t thread = 0;

    for (size_t i = 0, end; i < s->n_marks; i = end) {
        for (end = i; end < s->n_marks && s->marks[end].thread == s->marks[i].thread;)
            end++;
        state_add_number(out, s->marks[i].thread - thread);
        state_add_number(out, s->marks[i].day);
        state_add_number(out, (uint32_t)(end - i));
        uint32_t before = 0;
        for (size_t r = i; r < end; r++) {
            state_add_number(out, s->marks[r].from - before - 1);
            state_add_number(out, s->marks[r].to - s->marks[r].from);
            before = s->marks[r].to;
        }
        thread = s->marks[i].thread;
    }
}

/* Without those that nobody read. */
static void format_marks(const struct state *s, struct str *out)
{
    AUTO_STATE struct state *read = s->n_quiet > 0 ? state_new(0) : NULL;

    if (s->n_quiet == 0)
        format_list(s, out);
    else if (read && quiet_leave_out(s, read))
        format_list(read, out);
    else
        out->failed = true;
}

static void format_drafts(const struct state *s, struct str *out)
{
    state_add_number(out, s->draft_day);
    for (size_t i = 0; i < s->n_drafts; i++)
        state_add_number(out, s->drafts[i]);
}

/* ---- reading it ---- */

static enum err read_le(struct state_reader *r, int bytes, uint64_t *ret)
{
    if (r->end - r->at < bytes)
        return E_CORRUPT;
    *ret = 0;
    for (int i = 0; i < bytes; i++)
        *ret |= (uint64_t)r->at[i] << (8 * i);
    r->at += bytes;
    return OK;
}

enum err state_read_number(struct state_reader *r, uint32_t max, uint32_t *ret)
{
    uint64_t value = 0;

    for (int shift = 0; shift < 35; shift += 7) {
        if (r->at == r->end)
            return E_CORRUPT;
        uint8_t byte = *r->at++;
        value |= (uint64_t)(byte & 0x7f) << shift;
        if (byte & 0x80)
            continue;
        if (value > max || (byte == 0 && shift > 0)) /* too large, or longer than needed */
            return E_CORRUPT;
        *ret = (uint32_t)value;
        return OK;
    }
    return E_CORRUPT;
}

static enum err parse_range(struct state_reader *r, struct state *s, uint32_t thread, uint32_t day,
                            uint32_t *before)
{
    uint32_t gap, more;

    TRY(state_read_number(r, STATE_NO_MAX, &gap));
    TRY(state_read_number(r, STATE_NO_MAX, &more));
    uint32_t from = *before + 1 + gap, to = from + more;
    /* Ranges that touch would have been written as one. */
    if (to > STATE_NO_MAX || (gap == 0 && *before > 0))
        return E_CORRUPT;
    if (s->n_marks >= STATE_MARKS)
        return E_CORRUPT;
    if (!marks_put(s, thread, from, to, day))
        return E_NOMEM;
    *before = to;
    return OK;
}

static enum err parse_marks(struct state_reader *r, struct state *s)
{
    uint32_t thread = 0;

    while (r->at < r->end) {
        uint32_t step, day, ranges, before = 0;
        TRY(state_read_number(r, THREAD_MAX, &step));
        TRY(state_read_number(r, UINT32_MAX, &day));
        TRY(state_read_number(r, STATE_RANGES, &ranges));
        if (step == 0 || ranges == 0 || step > THREAD_MAX - thread)
            return E_CORRUPT;
        thread += step;
        for (uint32_t i = 0; i < ranges; i++)
            TRY(parse_range(r, s, thread, day, &before));
    }
    return OK;
}

static enum err parse_drafts(struct state_reader *r, struct state *s)
{
    TRY(state_read_number(r, UINT32_MAX, &s->draft_day));
    while (r->at < r->end) {
        uint32_t number;
        TRY(state_read_number(r, UINT32_MAX, &number));
        if (s->n_drafts == STATE_DRAFTS || list_has(s->drafts, s->n_drafts, number))
            return E_CORRUPT;
        s->drafts[s->n_drafts++] = number;
    }
    return OK;
}

static enum err foreign_set(struct state *s, uint16_t number, const uint8_t *bytes, size_t n)
{
    size_t at = 0;
    uint8_t *copy = malloc(n > 0 ? n : 1);

    if (!copy)
        return E_NOMEM;
    memcpy(copy, bytes, n);
    while (at < s->n_foreign && s->foreign[at].number < number)
        at++;
    if (at < s->n_foreign && s->foreign[at].number == number) {
        free(s->foreign[at].bytes);
    } else if (s->n_foreign == FOREIGN_MAX) {
        free(copy);
        return E_CORRUPT;
    } else {
        memmove(s->foreign + at + 1, s->foreign + at, (s->n_foreign - at) * sizeof *s->foreign);
        s->n_foreign++;
    }
    s->foreign[at] = (struct foreign_field){number, (uint32_t)n, copy};
    return OK;
}

/* ---- the fields ---- */

static enum err merge_marks(struct state *s, const struct state *from)
{
    for (size_t i = 0; i < from->n_marks; i++) {
        const struct mark *m = &from->marks[i];
        IGNORE(quiet_clear(s, m->thread, m->from, m->to)); /* it is stored already */
        if (!marks_put(s, m->thread, m->from, m->to, m->day))
            return E_NOMEM;
    }
    return OK;
}

static enum err merge_drafts(struct state *s, const struct state *from)
{
    for (size_t i = 0; i < from->n_drafts; i++)
        if (!list_has(s->gone_drafts, s->n_gone_drafts, from->drafts[i]) &&
            !list_has(s->drafts, s->n_drafts, from->drafts[i]))
            list_add(s->drafts, &s->n_drafts, from->drafts[i]);
    state_draft_day_set(s, from->draft_day);
    return OK;
}

/* One family of the record; a new one is a row here, in the order of the numbers. */
struct field {
    uint16_t number;
    void (*format)(const struct state *s, struct str *out);
    enum err (*parse)(struct state_reader *r, struct state *s);
    enum err (*merge)(struct state *s, const struct state *from);
};

static const struct field fields[] = {
    {1, format_marks, parse_marks, merge_marks},
    {2, format_drafts, parse_drafts, merge_drafts},
    {3, state_keys_format, state_keys_parse, state_keys_merge},
    {4, state_mutes_format, state_mutes_parse, state_mutes_merge},
    {5, state_aliases_format, state_aliases_parse, state_aliases_merge},
    {6, state_privacy_format, state_privacy_parse, state_privacy_merge},
    {8, state_floors_format, state_floors_parse, state_floors_merge},
    {9, state_follows_format, state_follows_parse, state_follows_merge},
    {10, state_bookmarks_format, state_bookmarks_parse, state_bookmarks_merge},
    {11, state_inbox_format, state_inbox_parse, state_inbox_merge},
    {12, state_settings_format, state_settings_parse, state_settings_merge},
    {13, state_practice_format, state_practice_parse, state_practice_merge},
    {14, state_flags_format, state_flags_parse, state_flags_merge},
    {15, state_told_format, state_told_parse, state_told_merge},
    {17, state_schools_format, state_schools_parse, state_schools_merge},
};

enum {
    N_FIELDS = sizeof fields / sizeof fields[0]
};

/* Foreign fields from `at` on with numbers below `below`. */
static size_t add_foreign(const struct state *s, size_t at, uint32_t below, struct str *out)
{
    for (; at < s->n_foreign && s->foreign[at].number < below; at++)
        add_field(out, s->foreign[at].number, s->foreign[at].bytes, s->foreign[at].n);
    return at;
}

enum err state_format(const struct state *s, struct str *ret)
{
    size_t foreign = 0;

    str_add_n(ret, magic, sizeof magic);
    for (size_t i = 0; i < N_FIELDS; i++) {
        AUTO_STR struct str bytes = STR_INIT;

        foreign = add_foreign(s, foreign, fields[i].number, ret);
        fields[i].format(s, &bytes);
        if (bytes.failed)
            return E_NOMEM;
        add_field(ret, fields[i].number, str_cstr(&bytes), bytes.n);
    }
    add_foreign(s, foreign, UINT16_MAX + 1U, ret);
    add_le(ret, FIELD_END, 2);
    return ret->failed ? E_NOMEM : OK;
}

/* Which fields are left out, one bit each, and which one cannot be read. */
struct salvage {
    unsigned skip;
    size_t bad; /* N_FIELDS: none of them, it is the frame that is broken */
};

static enum err parse_field(struct state *s, uint16_t number, const uint8_t *bytes, size_t n,
                            struct salvage *salvage)
{
    struct state_reader r = {bytes, bytes + n};
    size_t i = 0;

    while (i < N_FIELDS && fields[i].number != number)
        i++;
    if (i == N_FIELDS)
        return foreign_set(s, number, bytes, n);
    if (salvage->skip >> i & 1)
        return OK;
    enum err err = fields[i].parse(&r, s);
    if (err != OK)
        salvage->bad = i;
    return err;
}

static enum err parse_fields(struct state_reader *r, struct state *s, struct salvage *salvage)
{
    uint64_t number, n, before = 0;

    for (;;) {
        TRY(read_le(r, 2, &number));
        if (number == FIELD_END)
            return OK;
        TRY(read_le(r, 4, &n));
        if (number <= before || n > (uint64_t)(r->end - r->at))
            return E_CORRUPT;
        TRY(parse_field(s, (uint16_t)number, r->at, n, salvage));
        r->at += n;
        before = number;
    }
}

static bool is_zero(const uint8_t *at, const uint8_t *end)
{
    while (at < end && *at == 0)
        at++;
    return at == end;
}

static enum err merge(struct state *s, const struct state *from)
{
    for (size_t i = 0; i < N_FIELDS; i++)
        TRY(fields[i].merge(s, from));
    for (size_t i = 0; i < from->n_foreign; i++)
        TRY(foreign_set(s, from->foreign[i].number, from->foreign[i].bytes, from->foreign[i].n));
    return OK;
}

static enum err parse_magic(struct state_reader *r)
{
    size_t n = (size_t)(r->end - r->at);

    if (n > STATE_BYTES || n < sizeof magic || memcmp(r->at, magic, sizeof magic - 1) != 0)
        return E_CORRUPT;
    if (r->at[sizeof magic - 1] != magic[sizeof magic - 1])
        return E_NEWER;
    r->at += sizeof magic;
    return OK;
}

enum err state_parse(struct state *s, const uint8_t *bytes, size_t n)
{
    AUTO_STATE struct state *parsed = state_new(0);
    struct state_reader r = {bytes, bytes + n};
    struct salvage salvage = {0, N_FIELDS};

    if (!parsed)
        return E_NOMEM;
    TRY(parse_magic(&r));
    TRY(parse_fields(&r, parsed, &salvage));
    if (!is_zero(r.at, r.end))
        return E_CORRUPT;
    return merge(s, parsed);
}

/* Once more from the start for each field that has to be left out: a parser that stopped in the
 * middle has put something into its state. */
enum err state_parse_rest(struct state *s, const uint8_t *bytes, size_t n)
{
    struct salvage salvage = {0, N_FIELDS};

    for (;;) {
        AUTO_STATE struct state *parsed = state_new(0);
        struct state_reader r = {bytes, bytes + n};

        if (!parsed)
            return E_NOMEM;
        TRY(parse_magic(&r));
        salvage.bad = N_FIELDS;
        enum err err = parse_fields(&r, parsed, &salvage);
        if (err == E_CORRUPT && salvage.bad < N_FIELDS) {
            salvage.skip |= 1U << salvage.bad;
            continue;
        }
        if (err != OK && err != E_CORRUPT)
            return err;
        state_lost_set(s);
        return merge(s, parsed);
    }
}

/* ---- its row ---- */

struct place {
    struct key key;
    uint8_t name[SEALED_NAME_BYTES];
};

static void place_of(const struct who *who, struct place *ret)
{
    struct key name;

    who_derive(who, "state key", NULL, 0, &ret->key);
    who_derive(who, "state", NULL, 0, &name);
    memcpy(ret->name, name.b, sizeof ret->name);
}

static enum err read_box(struct arena *a, struct visit *v, const struct place *place,
                         uint8_t ret_stamp[static SEALED_STAMP_BYTES], const uint8_t **ret_plain,
                         size_t *ret_n)
{
    const uint8_t *box;
    size_t n;

    TRY(sealed_get(a, v->db, SEALED_STATE, place->name, &box, &n));
    if (n < SEAL_EXTRA)
        return E_CORRUPT;
    memcpy(ret_stamp, box, SEALED_STAMP_BYTES);
    uint8_t *plain = arena_alloc(a, n - SEAL_EXTRA);
    if (!plain)
        return E_NOMEM;
    TRY(unseal(&place->key, context, box, n, plain));
    *ret_plain = plain;
    *ret_n = n - SEAL_EXTRA;
    return OK;
}

static enum err load(struct visit *v, struct state *s, const struct place *place)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    const uint8_t *plain = NULL;
    size_t n = 0;

    enum err err = read_box(&a, v, place, s->stamp, &plain, &n);
    if (err == E_NOTFOUND)
        return OK;
    TRY(err);
    err = state_parse(s, plain, n);
    if (err == E_CORRUPT) {
        log_line(LOG_WARNING, "state: a part of a sealed state could not be read and starts anew");
        err = state_parse_rest(s, plain, n);
    }
    TRY(err);
    return state_aliases_open(v, s);
}

enum err state_load(struct visit *v, struct state *s)
{
    struct place place;

    place_of(v->who, &place);
    enum err err = load(v, s, &place);
    secret_wipe(&place, sizeof place);
    return err;
}

enum err state_look_again(struct visit *v)
{
    uint8_t stamp[SEALED_STAMP_BYTES];
    struct place place;
    enum err err;

    if (!v->state)
        return OK;
    place_of(v->who, &place);
    err = sealed_stamp(v->db, place.name, stamp);
    if (err == OK && memcmp(stamp, v->state->stamp, sizeof stamp) != 0)
        err = load(v, v->state, &place);
    secret_wipe(&place, sizeof place);
    return err == E_NOTFOUND ? OK : err; /* never written, or left in another session */
}

static size_t bucket_of(size_t n)
{
    size_t i = 0;

    while (i + 1 < sizeof buckets / sizeof buckets[0] && buckets[i] < n)
        i++;
    return buckets[i];
}

static enum err write_box(struct visit *v, const struct place *place)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_STR struct str form = STR_INIT;

    TRY(state_aliases_seal(v, v->state));
    TRY(state_format(v->state, &form));
    size_t n = bucket_of(form.n);
    uint8_t *plain = arena_alloc(&a, n);
    uint8_t *box = arena_alloc(&a, n + SEAL_EXTRA);
    if (!plain || !box || form.n > n)
        return E_NOMEM;
    memcpy(plain, form.s, form.n);
    seal(v->random, &place->key, context, plain, n, box);
    TRY(sealed_set(v->db, SEALED_STATE, place->name, box, n + SEAL_EXTRA));
    v->state->before_stored = true;
    memcpy(v->state->stamp, box, sizeof v->state->stamp);
    return OK;
}

static enum err save(struct visit *v, const struct place *place)
{
    AUTO_TXN struct txn txn = TXN_NONE;

    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    enum err err = who_require_kept(v);
    if (err == E_NOTFOUND)
        return OK; /* left in another session: nothing of it is to come back */
    TRY(err);
    err = load(v, v->state, place);
    if (err == E_CORRUPT && v->state->lost)
        err = OK; /* known at login: it is replaced */
    TRY(err);
    TRY(write_box(v, place));
    return txn_commit(&txn);
}

/* So that no log ever holds this session's post and its state together. */
static enum err part_from_posts(struct visit *v)
{
    bool empty = !v->state->wrote;

    for (int i = 0; i < EMPTY_TRIES && !empty; i++)
        TRY(db_wal_truncate(v->db, &empty));
    if (!empty)
        return E_BUSY;
    v->state->wrote = false;
    return OK;
}

enum err state_save(struct visit *v)
{
    struct place place;

    if (!v->state || !v->state->dirty)
        return OK;
    TRY(part_from_posts(v));
    place_of(v->who, &place);
    enum err err = save(v, &place);
    secret_wipe(&place, sizeof place);
    if (err == OK)
        v->state->dirty = v->state->noted = false;
    return err;
}

enum err state_row(struct visit *v, uint8_t ret_name[static SEALED_NAME_BYTES], size_t *ret_bytes)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct place place;
    const uint8_t *box;

    place_of(v->who, &place);
    memcpy(ret_name, place.name, sizeof place.name);
    secret_wipe(&place, sizeof place);
    return sealed_get(&a, v->db, SEALED_STATE, ret_name, &box, ret_bytes);
}
