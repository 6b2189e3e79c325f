/* SPDX-License-Identifier: MIT
 *
 * report.c -- one's own interview report: handing it in, amending it, taking it back.
 */
#include <curbside/domain/interview.h>

#include <string.h>

#include <curbside/domain/identity.h>
#include <curbside/domain/maintenance.h>
#include <curbside/domain/standing.h>
#include <curbside/domain/state.h>
#include <curbside/store/db.h>

#include "interview_possible.h"
#include "report_rows.h"
#include "safety_look.h"
#include "who_secret.h"

enum {
    DAY_S = 24 * 60 * 60,
    WEEK_S = 7 * DAY_S,
    ID_TRIES = 20,
    COUNTED_CYCLES = 3, /* newest ones, in which reports begin to count later */
    COUNTED_MAX = 128,  /* of one account; nobody interviews so often */
    WAITING_AT_A_TIME = 200,
};

static const char *const state_names[] = {
    [REPORT_WAITING] = "waiting", [REPORT_ACCEPTED] = "accepted", [REPORT_REMOVED] = "removed"};

const char *report_state_name(enum report_state state)
{
    return state_names[state];
}

static enum report_state state_of(const struct report_row *row)
{
    int i = 0;

    while (i < REPORT_REMOVED && strcmp(state_names[i], row->state) != 0)
        i++;
    return (enum report_state)i;
}

/* ---- whose it is ---- */

void report_owner(const struct visit *v, const char *pool, int cycle, uint8_t ret[static TAG_BYTES])
{
    AUTO_STR struct str name = STR_INIT;
    struct key key;

    str_printf(&name, "%s/%d", pool, cycle);
    who_derive(v->who, "report", NULL, 0, &key);
    hash_keyed(&key, str_cstr(&name), name.n, ret, TAG_BYTES);
    secret_wipe(&key, sizeof key);
}

/* Accounts of one week look alike for one school, and nothing else can be read in it. */
static void cohort_of(const struct visit *v, const char *pool, uint8_t ret[static TAG_BYTES])
{
    AUTO_STR struct str name = STR_INIT;
    struct key key;

    str_printf(&name, "%s/%lld", pool, (long long)(v->who->joined_day / WEEK_S));
    key_derive(v->pepper, "cohort", NULL, 0, &key);
    hash_keyed(&key, str_cstr(&name), name.n, ret, TAG_BYTES);
    secret_wipe(&key, sizeof key);
}

/* ---- checking ---- */

/* All that a person wrote, one text after the other. */
static void texts_join(const struct interview_form *form, struct str *out)
{
    for (int i = 0; i < form->n_questions; i++)
        str_printf(out, "%s\n\n", form->questions[i]);
    for (int i = 0; i < INTERVIEW_FIELDS; i++)
        if (form->texts[i])
            str_printf(out, "%s\n\n", form->texts[i]);
}

enum err report_check(struct arena *a, struct visit *v, const struct interview_form *form,
                      enum privacy_override override, struct safety_report *ret)
{
    /* Nothing of this author is known to a reader of a report: no earlier text belongs to it. */
    const struct safety_place place = {.face = FACE_DEFAULT};
    AUTO_STR struct str texts = STR_INIT;
    struct submission s = {.override = override};

    texts_join(form, &texts);
    if (texts.failed)
        return E_NOMEM;
    s.body = arena_strdup(a, str_cstr(&texts));
    s.body_n = texts.n;
    if (!s.body)
        return E_NOMEM;
    TRY(safety_look(a, v, &place, &s, ret));
    for (int i = 0; i < ret->n; i++)
        ret->rows[i].field = SAFETY_ANSWER;
    return OK;
}

/* Nobody applies for a degree that the school does not give. */
static enum err track_check(const struct school *s, const struct interview_form *form,
                            struct interview_fault *fault)
{
    int32_t value = form->values[FIELD_TRACK];
    const char *track = value == INTERVIEW_NONE ? "" : interview_fields[FIELD_TRACK].choices[value];
    bool is_do = strcmp(track, "do") == 0, is_md = cstr_starts(track, "md");

    if ((is_do && strcmp(s->degree, "MD") == 0) || (is_md && strcmp(s->degree, "DO") == 0))
        return interview_fault_at(fault, FIELD_TRACK, "is of a degree this school does not give.");
    return OK;
}

static enum err check_all(struct arena *a, struct visit *v, const struct school *s,
                          const struct interview_form *form, enum privacy_override override,
                          struct interview_fault *fault, struct safety_report *ret)
{
    TRY(role_require(v->who, ROLE_MEMBER));
    TRY(interview_form_check(form, clock_wall_s(v->clock), fault));
    TRY(track_check(s, form, fault));
    TRY(report_check(a, v, form, override, ret));
    enum err err = safety_verdict(ret);
    return err != OK ? safety_stop(v, ret, err) : OK;
}

/* ---- writing ---- */

/* What a filter holds comes before a moderator, too. */
static enum err row_make(struct visit *v, const char *pool, const struct interview_form *form,
                         bool holds, struct report_row *ret)
{
    int64_t today = time_floor_day(clock_wall_s(v->clock));
    bool stands;

    TRY(standing_has(v, &stands));
    *ret = (struct report_row){
        .school = pool,
        .cycle = form->values[FIELD_CYCLE],
        .state = state_names[stands && !holds ? REPORT_ACCEPTED : REPORT_WAITING],
        .until = stands && !holds ? 0 : today + REPORT_WAIT_DAYS * DAY_S,
        .counts = stands,
        .came = today,
    };
    report_owner(v, pool, ret->cycle, ret->owner);
    cohort_of(v, pool, ret->cohort);
    return OK;
}

static enum err row_insert(struct visit *v, struct report_row *row)
{
    for (int i = 0; i < ID_TRIES; i++) {
        struct report_row there;
        AUTO_ARENA struct arena a = ARENA_INIT;
        enum err err;

        row->id.v = random_id(v->random);
        err = reports_get(&a, v->db, row->id, &there);
        if (err == OK)
            continue;
        return err == E_NOTFOUND ? reports_insert(v->db, row) : err;
    }
    return E_BUSY;
}

enum err report_require_kept(struct visit *v)
{
    enum err err = who_require_kept(v);

    return err == E_NOTFOUND ? E_GUEST : err;
}

static enum err own_row(struct arena *a, struct visit *v, const char *pool, int cycle,
                        struct report_row *ret)
{
    uint8_t owner[TAG_BYTES];

    report_owner(v, pool, cycle, owner);
    return reports_find_own(a, v->db, owner, ret);
}

/* ---- how many ---- */

/* Of the caller's among those that wait: so many that moderators can read them. */
static enum err require_few_waiting(struct visit *v)
{
    int64_t until = INT64_MIN, id = 0;
    int mine = 0;

    for (;;) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        struct report_rows rows;

        TRY(reports_list_waiting(&a, v->db, until, id, WAITING_AT_A_TIME, &rows));
        for (int i = 0; i < rows.n; i++) {
            uint8_t owner[TAG_BYTES];

            report_owner(v, rows.rows[i].school, rows.rows[i].cycle, owner);
            mine += bytes_equal(owner, rows.rows[i].owner, TAG_BYTES);
            until = rows.rows[i].until;
            id = rows.rows[i].id.v;
        }
        if (mine >= REPORTS_WAITING_MINE)
            return E_REPORTS_MINE;
        if (rows.n < WAITING_AT_A_TIME)
            return OK;
    }
}

/* Looked for school by school: nothing says how many there are. */
static enum err require_room_in_cycle(struct visit *v, int cycle)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct school_list all;
    int mine = 0;

    TRY(school_all(&a, &all));
    for (int i = 0; i < all.n; i++) {
        AUTO_ARENA struct arena row_arena = ARENA_INIT;
        struct report_row row;

        if (strcmp(all.rows[i].slug, all.rows[i].pool) != 0)
            continue;
        enum err err = own_row(&row_arena, v, all.rows[i].pool, cycle, &row);
        TRY(err == E_NOTFOUND ? OK : err);
        mine += err == OK;
    }
    return mine < REPORTS_CYCLE_MINE ? OK : E_REPORTS_CYCLE;
}

static enum err require_room(struct visit *v, const struct report_row *row)
{
    if (row->until != 0)
        TRY(require_few_waiting(v));
    return require_room_in_cycle(v, row->cycle);
}

enum err report_add(struct visit *v, const char *school, const struct interview_form *form,
                    enum privacy_override override, struct interview_fault *fault, report_id *ret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    AUTO_STR struct str written = STR_INIT;
    struct safety_report safety;
    struct report_row row, there;
    struct school s;
    enum err err;

    TRY(school_get(&a, school, &s));
    TRY(check_all(&a, v, &s, form, override, fault, &safety));
    TRY(row_make(v, s.pool, form, safety.holds != NULL, &row));
    err = own_row(&a, v, s.pool, row.cycle, &there);
    if (err == E_NOTFOUND)
        TRY(require_room(v, &row));
    interview_form_format(form, &written);
    if (written.failed)
        return E_NOMEM;
    row.form = str_cstr(&written);
    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(maintenance_require_writing(v));
    TRY(report_require_kept(v));
    err = own_row(&a, v, s.pool, row.cycle, &there);
    if (err == OK)
        return state_of(&there) == REPORT_REMOVED ? E_DENIED : E_IN_USE;
    if (err != E_NOTFOUND)
        return err;
    TRY(require_room(v, &row)); /* another session may have been faster */
    TRY(row_insert(v, &row));
    TRY(safety_tally(v, &safety));
    TRY(txn_commit(&txn));
    state_wrote(v->state);
    *ret = row.id;
    return OK;
}

/* Do readers see other words? Answers that only figures show need nobody's eyes. */
static enum err texts_differ(struct arena *a, const struct report_row *row,
                             const struct interview_form *form, bool *ret)
{
    const char *written = row->amended ? row->amended : row->form;
    AUTO_STR struct str before = STR_INIT;
    AUTO_STR struct str after = STR_INIT;
    struct interview_fault fault;
    struct interview_form was;

    interview_form_init(&was);
    if (interview_form_parse(a, written, strlen(written), &was, &fault) == E_NOMEM)
        return E_NOMEM;
    texts_join(&was, &before);
    texts_join(form, &after);
    *ret = strcmp(str_cstr(&before), str_cstr(&after)) != 0;
    return before.failed || after.failed ? E_NOMEM : OK;
}

/* Other texts of a new account wait as its first ones did, and moderators look at them when the day
 * is over. *ret_day: behind which they show. */
static enum err amend_wait(struct arena *a, struct visit *v, const struct report_row *row,
                           const struct interview_form *form, bool stands, int64_t *ret_day)
{
    int64_t today = time_floor_day(clock_wall_s(v->clock));
    bool differ;

    *ret_day = today;
    TRY(texts_differ(a, row, form, &differ));
    if (stands || !differ || state_of(row) != REPORT_ACCEPTED)
        return OK;
    *ret_day = today + (REPORT_WAIT_DAYS - 1) * DAY_S;
    return reports_look(v->db, row->id, today + DAY_S);
}

enum err report_amend(struct visit *v, const char *school, const struct interview_form *form,
                      enum privacy_override override, struct interview_fault *fault, report_id *ret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    AUTO_STR struct str written = STR_INIT;
    struct safety_report safety;
    struct report_row row;
    struct school s;
    int64_t day;
    bool stands;

    TRY(school_get(&a, school, &s));
    TRY(check_all(&a, v, &s, form, override, fault, &safety));
    if (safety.holds) /* it is out already and cannot go back */
        return safety_stop(v, &safety, E_FILTERED);
    TRY(standing_has(v, &stands));
    interview_form_format(form, &written);
    if (written.failed)
        return E_NOMEM;
    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(maintenance_require_writing(v));
    TRY(report_require_kept(v));
    TRY(own_row(&a, v, s.pool, form->values[FIELD_CYCLE], &row));
    if (state_of(&row) == REPORT_REMOVED)
        return E_DENIED;
    TRY(amend_wait(&a, v, &row, form, stands, &day));
    TRY(reports_amend(v->db, row.id, str_cstr(&written), day));
    if (stands && !row.counts)
        TRY(reports_set_counts(v->db, row.id));
    TRY(safety_tally(v, &safety));
    TRY(txn_commit(&txn));
    state_wrote(v->state);
    *ret = row.id;
    return OK;
}

/* ---- reading ---- */

static enum err own_read(struct arena *a, const struct report_row *row, struct own_report *ret)
{
    const char *form = row->amended ? row->amended : row->form;
    struct interview_fault fault;

    *ret = (struct own_report){
        .id = row->id,
        .school = row->school,
        .cycle = row->cycle,
        .state = state_of(row),
        .until = row->until,
        .amended = row->amended != NULL,
        .shown = row->shown,
        .hidden = row->was_out && state_of(row) == REPORT_ACCEPTED,
        .counts = row->counts,
    };
    interview_form_init(&ret->form);
    return interview_form_parse(a, form, strlen(form), &ret->form, &fault) == E_NOMEM ? E_NOMEM
                                                                                      : OK;
}

/* The newest: looked for cycle by cycle, since nothing says which there are. */
static enum err own_find(struct arena *a, struct visit *v, const char *pool, int cycle,
                         struct report_row *ret)
{
    int now = interview_form_cycle_at(clock_wall_s(v->clock));

    if (cycle > 0)
        return own_row(a, v, pool, cycle, ret);
    for (int c = now; c >= now - 10; c--) {
        enum err err = own_row(a, v, pool, c, ret);

        if (err != E_NOTFOUND)
            return err;
    }
    return E_NOTFOUND;
}

enum err report_own(struct arena *a, struct visit *v, const char *school, int cycle,
                    struct own_report *ret)
{
    struct report_row row;
    struct school s;

    TRY(role_require(v->who, ROLE_MEMBER));
    TRY(school_get(a, school, &s));
    TRY(own_find(a, v, s.pool, cycle, &row));
    return own_read(a, &row, ret);
}

/* ---- standing that came later ---- */

/* One of the caller's own reports. */
struct own_key {
    const char *pool;
    int cycle;
    uint8_t owner[TAG_BYTES];
};

struct own_keys {
    struct own_key rows[COUNTED_MAX];
    int n;
    int64_t came; /* the newest day on which one came that is not in the figures yet */
};

static enum err own_keys_find(struct visit *v, const char *pool, int newest, struct own_keys *ret)
{
    for (int c = newest; c > newest - COUNTED_CYCLES && ret->n < COUNTED_MAX; c--) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        struct own_key *key = &ret->rows[ret->n];
        struct report_row row;
        enum err err;

        *key = (struct own_key){.pool = pool, .cycle = c};
        report_owner(v, pool, c, key->owner);
        err = reports_find_own(&a, v->db, key->owner, &row);
        ret->n += err == OK;
        TRY(err == E_NOTFOUND ? OK : err);
        if (err == OK && row.came > ret->came)
            ret->came = row.came;
    }
    return OK;
}

/* The one whose day it is; NULL: there is none at all. Whether it counts already does not matter,
 * or a second visit would find another one on the same day. */
static const struct own_key *own_key_of_day(const struct visit *v, const struct own_keys *own,
                                            int64_t today)
{
    const struct own_key *first = NULL;
    uint8_t least[TAG_BYTES], draw[TAG_BYTES];
    struct key key;

    who_derive(v->who, "report day", &today, sizeof today, &key);
    for (int i = 0; i < own->n; i++) {
        hash_keyed(&key, own->rows[i].owner, TAG_BYTES, draw, sizeof draw);
        if (first && memcmp(draw, least, sizeof draw) >= 0)
            continue;
        first = &own->rows[i];
        memcpy(least, draw, sizeof least);
    }
    secret_wipe(&key, sizeof key);
    return first;
}

/* Since it was looked for it may have been taken back, or removed. */
static enum err own_count(struct visit *v, const struct own_key *own)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    struct report_row row;
    enum err err;

    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(maintenance_require_writing(v));
    TRY(report_require_kept(v));
    err = own_row(&a, v, own->pool, own->cycle, &row);
    if (err == E_NOTFOUND || (err == OK && (row.counts || state_of(&row) == REPORT_REMOVED)))
        return OK;
    TRY(err);
    TRY(reports_set_counts(v->db, row.id));
    TRY(txn_commit(&txn));
    state_wrote(v->state);
    return OK;
}

static enum err own_is_to_count(struct visit *v, const struct own_key *own, bool *ret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct report_row row;
    enum err err = own_row(&a, v, own->pool, own->cycle, &row);

    *ret = err == OK && !row.counts && state_of(&row) != REPORT_REMOVED;
    return err == E_NOTFOUND ? OK : err;
}

void report_begun(struct visit *v)
{
    state_begin_report(v->state);
}

enum err report_count_own(struct visit *v)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    int64_t today = time_floor_day(clock_wall_s(v->clock));
    int newest = interview_form_cycle_at(clock_wall_s(v->clock));
    const struct own_key *of_day;
    struct own_keys own = {.n = 0};
    struct school_list all;
    bool stands, is_to_count;

    TRY(standing_has(v, &stands));
    if (!stands || state_has_written(v->state) || state_has_begun_report(v->state))
        return OK;
    TRY(school_all(&a, &all));
    for (int i = 0; i < all.n; i++)
        if (strcmp(all.rows[i].slug, all.rows[i].pool) == 0)
            TRY(own_keys_find(v, all.rows[i].pool, newest, &own));
    of_day = own_key_of_day(v, &own, today);
    if (!of_day || own.came >= today)
        return OK;
    TRY(own_is_to_count(v, of_day, &is_to_count));
    return is_to_count ? own_count(v, of_day) : OK;
}

/* ---- taking it back ---- */

enum err report_withdraw(struct visit *v, const char *school, int cycle)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    struct report_row row;
    struct school s;

    TRY(role_require(v->who, ROLE_MEMBER));
    TRY(school_get(&a, school, &s));
    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(report_require_kept(v));
    TRY(own_find(&a, v, s.pool, cycle, &row));
    if (state_of(&row) == REPORT_REMOVED) /* that it was removed is not taken back */
        TRY(reports_erase(v->db, row.id));
    else
        TRY(reports_delete(v->db, row.id, time_floor_day(clock_wall_s(v->clock))));
    TRY(txn_commit(&txn));
    state_wrote(v->state);
    return OK;
}
