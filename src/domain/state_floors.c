/* SPDX-License-Identifier: MIT
 *
 * state_floors.c -- up to where the account has caught up: everything, boards, single threads.
 *
 * A floor is an hour: what came before it is read, however much that is. Of the threads active in
 * that hour the numbers that were there stand beside it, since a later post of the same hour is
 * unread. Each place's floor has an edition that grows with every change, so that of two sessions
 * the later change holds, an undo too: the higher edition, else the higher value.
 *
 * What is counted from all this (the tally, how old a thread's posts are) is of this session alone.
 */
#include "state_record.h"

#include <stdlib.h>
#include <string.h>

/* ---- lists ---- */

static int compare_places(struct state_place one, struct state_place two)
{
    if (one.board != two.board)
        return one.board < two.board ? -1 : 1;
    return one.thread < two.thread ? -1 : one.thread > two.thread;
}

static size_t place_at(const struct floors *f, struct state_place place)
{
    size_t at = 0;

    while (at < f->n && compare_places(f->list[at].place, place) < 0)
        at++;
    return at;
}

static struct floor_record *floor_find(const struct floors *f, struct state_place place)
{
    size_t at = place_at(f, place);

    return at < f->n && compare_places(f->list[at].place, place) == 0 ? &f->list[at] : NULL;
}

static size_t upto_at(const struct floors *f, uint32_t thread, uint32_t board)
{
    size_t low = 0, high = f->n_uptos;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct floor_upto *u = &f->uptos[middle];

        if (u->thread < thread || (u->thread == thread && u->board < board))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool list_reserve(struct floors *f)
{
    size_t cap = f->cap == 0 ? 16 : f->cap * 2;
    struct floor_record *list;

    if (f->n < f->cap)
        return true;
    list = reallocarray(f->list, cap, sizeof *list);
    if (!list)
        return false;
    f->list = list;
    f->cap = cap;
    return true;
}

static bool uptos_reserve(struct floors *f, size_t more)
{
    size_t cap = f->cap_uptos == 0 ? 64 : f->cap_uptos;
    struct floor_upto *uptos;

    while (cap < f->n_uptos + more)
        cap *= 2;
    if (cap == f->cap_uptos)
        return true;
    uptos = reallocarray(f->uptos, cap, sizeof *uptos);
    if (!uptos)
        return false;
    f->uptos = uptos;
    f->cap_uptos = cap;
    return true;
}

/* There is room. */
static void upto_put(struct floors *f, uint32_t thread, uint32_t board, uint32_t upto)
{
    size_t at = upto_at(f, thread, board);

    if (at < f->n_uptos && f->uptos[at].thread == thread && f->uptos[at].board == board) {
        if (f->uptos[at].upto < upto)
            f->uptos[at].upto = upto;
        return;
    }
    memmove(f->uptos + at + 1, f->uptos + at, (f->n_uptos - at) * sizeof *f->uptos);
    f->uptos[at] = (struct floor_upto){thread, board, upto};
    f->n_uptos++;
}

static void uptos_drop(struct floors *f, uint32_t board)
{
    size_t kept = 0;

    for (size_t i = 0; i < f->n_uptos; i++)
        if (f->uptos[i].board != board)
            f->uptos[kept++] = f->uptos[i];
    f->n_uptos = kept;
}

static size_t uptos_count(const struct floors *f, uint32_t board)
{
    size_t n = 0;

    for (size_t i = 0; i < f->n_uptos; i++)
        n += f->uptos[i].board == board;
    return n;
}

static void floors_done(struct floors *f)
{
    free(f->list);
    free(f->uptos);
    *f = (struct floors){0};
}

void state_floors_done(struct state *s)
{
    floors_done(&s->floors);
    floors_done(&s->before);
    free(s->old);
    free(s->tally.rows);
}

/* ---- one place ---- */

/* The floor of `place` in `from`, with what stands beside it, becomes that of `f`. */
static bool floor_take(struct floors *f, const struct floors *from, struct state_place place,
                       uint32_t edition)
{
    const struct floor_record *given = floor_find(from, place);
    size_t n = place.thread == 0 ? uptos_count(from, place.board) : 0;
    struct floor_record *known = floor_find(f, place);
    uint32_t value = given ? given->value : 0;

    if (!uptos_reserve(f, n) || (!known && !list_reserve(f)))
        return false;
    if (!known) {
        size_t at = place_at(f, place);

        memmove(f->list + at + 1, f->list + at, (f->n - at) * sizeof *f->list);
        f->n++;
        known = &f->list[at];
    }
    *known = (struct floor_record){place, edition, value};
    if (place.thread != 0)
        return true;
    uptos_drop(f, place.board);
    for (size_t i = 0; i < from->n_uptos && f->n_uptos < STATE_UPTOS; i++)
        if (from->uptos[i].board == place.board)
            upto_put(f, from->uptos[i].thread, place.board, from->uptos[i].upto);
    return true;
}

/* Of too many threads one becomes marks: it can no longer be undone then, and stays read. */
static void limit_threads(struct state *s, struct state_place keep)
{
    struct floors *f = &s->floors;
    size_t threads = 0, oldest = f->n;

    for (size_t i = 0; i < f->n; i++) {
        if (f->list[i].place.thread == 0 || f->list[i].place.thread == keep.thread)
            continue;
        threads++;
        if (oldest == f->n || f->list[i].value < f->list[oldest].value)
            oldest = i;
    }
    if (threads < STATE_FLOOR_THREADS)
        return;
    if (f->list[oldest].value > 0)
        IGNORE(marks_put(s, f->list[oldest].place.thread, 1, f->list[oldest].value, s->today));
    memmove(f->list + oldest, f->list + oldest + 1, (f->n - oldest - 1) * sizeof *f->list);
    f->n--;
}

static bool has_room(const struct state *s, struct state_place place)
{
    return s->floors.n < STATE_FLOORS || floor_find(&s->floors, place);
}

size_t state_floor_room(const struct state *s, struct state_place place)
{
    return STATE_UPTOS - s->floors.n_uptos + uptos_count(&s->floors, place.board);
}

enum err state_floor_set(struct state *s, struct state_place place, uint32_t value,
                         const struct state_upto *uptos, size_t n)
{
    const struct floor_record *known = floor_find(&s->floors, place);
    struct floors before = {0}, after = {0};
    uint32_t edition = known ? known->edition + 1 : 1;
    bool ok = has_room(s, place) && floor_take(&before, &s->floors, place, 0) &&
              floor_take(&after, &before, place, 0) && uptos_reserve(&after, n);

    if (ok && place.thread == 0)
        uptos_drop(&after, place.board);
    for (size_t i = 0; ok && i < n; i++)
        upto_put(&after, uptos[i].thread, place.board, uptos[i].upto);
    if (ok)
        after.list[0].value = value;
    ok = ok && floor_take(&s->floors, &after, place, edition);
    floors_done(&after);
    if (!ok) {
        floors_done(&before);
        return E_NOMEM;
    }
    floors_done(&s->before);
    s->before = before;
    s->has_before = true;
    s->before_edition = edition;
    s->before_stored = false;
    s->tally.known = false;
    s->dirty = true;
    limit_threads(s, place);
    return OK;
}

void state_floor_raise(struct state *s, board_id board, uint32_t hour)
{
    struct state_place place = {(uint32_t)board.v, 0};
    const struct floor_record *known = floor_find(&s->floors, place);
    struct floor_record raised = {place, known ? known->edition : 1, hour};
    struct floors after = {.list = &raised, .n = 1};

    floors_done(&s->before);
    s->has_before = false;
    if ((known && known->value >= hour) || !has_room(s, place) ||
        !floor_take(&s->floors, &after, place, raised.edition))
        return;
    s->tally.known = false;
    s->dirty = true;
}

/* Above what was taken back, where others may have it; else as if nothing had been, so that what
 * another session catches up with holds. */
static uint32_t edition_undone(const struct state *s, const struct floor_record *known)
{
    if (!known)
        return 1;
    return s->before_stored || known->edition != s->before_edition ? known->edition + 1
                                                                   : known->edition - 1;
}

enum err state_floor_undo(struct state *s, struct state_place *ret)
{
    const struct floor_record *known;

    if (!s->has_before)
        return E_NOTFOUND;
    *ret = s->before.list[0].place;
    known = floor_find(&s->floors, *ret);
    if (!floor_take(&s->floors, &s->before, *ret, edition_undone(s, known)))
        return E_NOMEM;
    floors_done(&s->before);
    s->has_before = false;
    s->tally.known = false;
    s->dirty = true;
    return OK;
}

bool state_floor_can_undo(const struct state *s)
{
    return s->has_before;
}

uint32_t state_floor(const struct state *s, struct state_place place)
{
    const struct floor_record *f = floor_find(&s->floors, place);

    return f ? f->value : 0;
}

uint32_t state_floor_hour(const struct state *s, board_id board)
{
    uint32_t all = state_floor(s, (struct state_place){0, 0});
    uint32_t one = state_floor(s, (struct state_place){(uint32_t)board.v, 0});

    return all > one ? all : one;
}

int state_floor_upto(const struct state *s, thread_id thread)
{
    const struct floors *f = &s->floors;
    uint32_t upto = state_floor(s, (struct state_place){0, (uint32_t)thread.v});

    for (size_t i = upto_at(f, (uint32_t)thread.v, 0);
         i < f->n_uptos && f->uptos[i].thread == (uint32_t)thread.v; i++)
        if (f->uptos[i].upto > upto)
            upto = f->uptos[i].upto;
    return (int)upto;
}

bool state_floor_next(const struct state *s, size_t *at, thread_id *ret_thread)
{
    const struct floors *f = &s->floors;

    for (; *at < f->n + f->n_uptos; (*at)++) {
        bool listed = *at < f->n;
        size_t i = listed ? *at : *at - f->n;
        uint32_t thread = listed ? f->list[i].place.thread : f->uptos[i].thread;
        size_t first = upto_at(f, thread, 0);

        /* Those with `uptos` come with the first of these. */
        if (thread == 0 || (listed && first < f->n_uptos && f->uptos[first].thread == thread) ||
            (!listed && first != i))
            continue;
        ret_thread->v = thread;
        (*at)++;
        return true;
    }
    return false;
}

uint32_t state_own_hour(const struct state *s)
{
    return s->own_hour;
}

void state_own_hour_set(struct state *s, uint32_t hour)
{
    /* Not worth a write by itself: without it, more is looked through next time. */
    s->own_hour = hour;
}

void state_own_key(const struct state *s, int64_t *ret_time, int64_t *ret_id)
{
    *ret_time = s->own_time;
    *ret_id = s->own_id;
}

void state_own_key_set(struct state *s, int64_t time, int64_t id)
{
    s->own_time = time;
    s->own_id = id;
}

/* ---- the form: own hour; places, each with edition and value; threads with board and number ----
 */

void state_floors_format(const struct state *s, struct str *out)
{
    const struct floors *f = &s->floors;

    /* What is marked without being stored is to be found again. */
    state_add_number(out, s->n_quiet > 0 ? s->own_hour_loaded : s->own_hour);
    state_add_number(out, (uint32_t)f->n);
    for (size_t i = 0; i < f->n; i++) {
        state_add_number(out, f->list[i].place.board);
        state_add_number(out, f->list[i].place.thread);
        state_add_number(out, f->list[i].edition);
        state_add_number(out, f->list[i].value);
    }
    for (size_t i = 0; i < f->n_uptos; i++) {
        state_add_number(out, f->uptos[i].thread);
        state_add_number(out, f->uptos[i].board);
        state_add_number(out, f->uptos[i].upto);
    }
}

static enum err parse_floor(struct state_reader *r, struct floors *f)
{
    struct floor_record record;

    TRY(state_read_number(r, UINT32_MAX, &record.place.board));
    TRY(state_read_number(r, STATE_MUTE_THREAD_MAX, &record.place.thread));
    TRY(state_read_number(r, INT32_MAX, &record.edition));
    TRY(state_read_number(r, record.place.thread != 0 ? STATE_NO_MAX : STATE_HOUR_MAX,
                          &record.value));
    if (record.place.board != 0 && record.place.thread != 0)
        return E_CORRUPT;
    if (f->n > 0 && compare_places(f->list[f->n - 1].place, record.place) >= 0)
        return E_CORRUPT;
    if (!list_reserve(f))
        return E_NOMEM;
    f->list[f->n++] = record;
    return OK;
}

static enum err parse_upto(struct state_reader *r, struct floors *f)
{
    struct floor_upto row;
    const struct floor_upto *before = f->n_uptos > 0 ? &f->uptos[f->n_uptos - 1] : NULL;

    TRY(state_read_number(r, STATE_MUTE_THREAD_MAX, &row.thread));
    TRY(state_read_number(r, UINT32_MAX, &row.board));
    TRY(state_read_number(r, STATE_NO_MAX, &row.upto));
    if (before && (before->thread > row.thread ||
                   (before->thread == row.thread && before->board >= row.board)))
        return E_CORRUPT;
    if (f->n_uptos == STATE_UPTOS || !floor_find(f, (struct state_place){row.board, 0}))
        return E_CORRUPT;
    if (!uptos_reserve(f, 1))
        return E_NOMEM;
    f->uptos[f->n_uptos++] = row;
    return OK;
}

enum err state_floors_parse(struct state_reader *r, struct state *s)
{
    uint32_t n;

    TRY(state_read_number(r, STATE_HOUR_MAX, &s->own_hour));
    TRY(state_read_number(r, STATE_FLOORS, &n));
    for (uint32_t i = 0; i < n; i++)
        TRY(parse_floor(r, &s->floors));
    while (r->at < r->end)
        TRY(parse_upto(r, &s->floors));
    return OK;
}

/* ---- merging ---- */

/* Both sessions caught up to the same hour: what either saw there. */
static void join_uptos(struct floors *f, const struct floors *from, uint32_t board)
{
    for (size_t i = 0; i < from->n_uptos; i++)
        if (from->uptos[i].board == board && f->n_uptos < STATE_UPTOS && uptos_reserve(f, 1))
            upto_put(f, from->uptos[i].thread, board, from->uptos[i].upto);
}

enum err state_floors_merge(struct state *s, const struct state *from)
{
    for (size_t i = 0; i < from->floors.n; i++) {
        const struct floor_record *theirs = &from->floors.list[i];
        const struct floor_record *ours = floor_find(&s->floors, theirs->place);

        bool same = ours && ours->edition == theirs->edition && ours->value == theirs->value;

        if (same && theirs->place.thread == 0)
            join_uptos(&s->floors, &from->floors, theirs->place.board);
        else if (same ||
                 (ours && (ours->edition > theirs->edition ||
                           (ours->edition == theirs->edition && ours->value > theirs->value))))
            continue;
        else if (has_room(s, theirs->place) &&
                 !floor_take(&s->floors, &from->floors, theirs->place, theirs->edition))
            return E_NOMEM;
    }
    if (from->own_hour > s->own_hour)
        s->own_hour = from->own_hour;
    if (!s->loaded)
        s->own_hour_loaded = from->own_hour;
    s->loaded = true;
    s->tally.known = false;
    return OK;
}

/* ---- what is only of this session ---- */

bool state_old_known(const struct state *s, thread_id thread, uint32_t hour, int *ret_old)
{
    const struct old_known *k = s->old ? &s->old[thread.v % OLD_KNOWN] : NULL;

    if (!k || k->thread != thread.v || k->hour != hour)
        return false;
    *ret_old = (int)k->old;
    return true;
}

void state_old_set(struct state *s, thread_id thread, uint32_t hour, int old)
{
    if (!s->old)
        s->old = calloc(OLD_KNOWN, sizeof *s->old);
    if (s->old)
        s->old[thread.v % OLD_KNOWN] = (struct old_known){(uint32_t)thread.v, hour, (uint32_t)old};
}

bool state_tally_known(const struct state *s)
{
    return s->tally.known;
}

bool state_tally_is_of(const struct state *s, int64_t moves)
{
    return s->tally.known && s->tally.moves == moves;
}

void state_tally_begin(struct state *s, int64_t moves)
{
    s->tally.n = 0;
    s->tally.moves = moves;
    s->tally.known = true;
}

void state_tally_forget(struct state *s)
{
    s->tally.known = false;
}

static struct tally_row *tally_row(const struct tally *t, int64_t board)
{
    for (size_t i = 0; i < t->n; i++)
        if (t->rows[i].board == board)
            return &t->rows[i];
    return NULL;
}

void state_tally_add(struct state *s, board_id board, int64_t read)
{
    struct tally *t = &s->tally;
    struct tally_row *row = tally_row(t, board.v);

    if (!row && t->n == t->cap) {
        size_t cap = t->cap == 0 ? 32 : t->cap * 2;
        struct tally_row *rows = reallocarray(t->rows, cap, sizeof *rows);

        if (!rows) {
            t->known = false;
            return;
        }
        t->rows = rows;
        t->cap = cap;
    }
    if (!row) {
        row = &t->rows[t->n++];
        *row = (struct tally_row){board.v, 0};
    }
    row->read += read;
}

int64_t state_tally(const struct state *s, board_id board)
{
    const struct tally_row *row = tally_row(&s->tally, board.v);

    return row ? row->read : 0;
}
