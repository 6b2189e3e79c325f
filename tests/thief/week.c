/* SPDX-License-Identifier: MIT
 *
 * week.c -- the plan of a week: who comes when, what they mean to do, and when the files are
 * copied.
 *
 * The plan is drawn first, as one list of acts in the order of time; week_acts.c does them.
 */
#include "own_folder.h"
#include "week_acts.h"

#include <sys/stat.h>

#include <curbside/domain/filter.h>
#include <curbside/domain/state.h>

#define HOUR INT64_C(3600)

enum {
    SESSIONS_A_DAY = 170,
    MONDAY_S = 1764547200, /* 2025-12-01: its month's key lives through the week */
    PERCENT = 100,
    JOIN_LATER = 5, /* of the accounts come in the middle of the week */
    LEAVERS = 2,
};

static const struct {
    const char *slug, *mode;
} planned_boards[BOARDS] = {
    {"advice", "either"}, {"exams", "either"},  {"chances", "either"},       {"wards", "either"},
    {"vent", "alias"},    {"consult", "alias"}, {"announcements", "handle"},
};

uint32_t dice_below(uint64_t *dice, uint32_t bound)
{
    uint64_t z = (*dice += UINT64_C(0x9e3779b97f4a7c15));

    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return (uint32_t)((z ^ (z >> 31)) % bound);
}

static bool chance(struct week *w, uint32_t percent)
{
    return dice_below(&w->dice, PERCENT) < percent;
}

static int64_t between(struct week *w, int64_t low, int64_t high)
{
    return low + dice_below(&w->dice, (uint32_t)(high - low + 1));
}

/* ---- the plan ---- */

static void plan(struct week *w, int64_t at, enum act_kind kind, struct session *s, int write)
{
    if (w->n_acts == w->cap_acts) {
        w->cap_acts = w->cap_acts ? 2 * w->cap_acts : 4096;
        w->acts = reallocarray(w->acts, (size_t)w->cap_acts, sizeof *w->acts);
        assert_non_null(w->acts);
    }
    w->acts[w->n_acts] = (struct act){at, (uint32_t)w->n_acts, kind, s, write};
    w->n_acts++;
}

/* Two copies that are close are what a thief would choose, before the log is emptied. */
static void plan_copies(struct week *w, int64_t at)
{
    if (!chance(w, (uint32_t)w->awkward))
        return;
    plan(w, at - between(w, 1, 6), ACT_COPY, NULL, 0);
    plan(w, at + between(w, 0, 20), ACT_COPY, NULL, 0);
}

/* A text takes half a minute or two, saved every four seconds. */
static void plan_writing(struct week *w, struct session *s, int write, int64_t from)
{
    int64_t at = from;

    for (int n = (int)between(w, 4, 9); n > 0; n--, at += 4)
        plan(w, at, ACT_DRAFT, s, write);
    plan(w, at, ACT_SUBMIT, s, write);
    plan(w, at + 1, ACT_CLEAR, s, write);
    plan_copies(w, at);
    if (chance(w, 15))
        plan(w, at + between(w, 5, 60), ACT_EDIT, s, write);
    if (chance(w, 8))
        plan(w, at + between(w, 5, 60), ACT_RECEIPT, s, write);
    if (chance(w, 5))
        plan(w, at + between(w, 60, 90), ACT_DELETE, s, write);
}

/* Faces are chosen one by one: none depends on another. */
static void plan_writings(struct week *w, struct session *s)
{
    static const uint32_t percent[WRITES] = {55, 40, 32}; /* handle, alias board, alias elsewhere */

    for (int i = 0; i < WRITES; i++) {
        s->writing[i].face = i == 0 ? FACE_HANDLE : FACE_ALIAS;
        s->writing[i].alias_board = i == 1;
        if (chance(w, percent[i]))
            plan_writing(w, s, i, between(w, s->from + 10, s->to - 130));
    }
}

/* What else people do, now and then. */
static const struct {
    enum act_kind kind;
    uint32_t percent;
} pastimes[] = {
    {ACT_MUTE, 6},    {ACT_HELPFUL, 60}, {ACT_HELPFUL, 60}, {ACT_FLAG, 8},
    {ACT_FOLLOW, 15}, {ACT_QUIET, 4},    {ACT_SEARCH, 10},  {ACT_REPORT, 25},
    {ACT_JUDGE, 10},  {ACT_PROPOSE, 5},  {ACT_PRACTICE, 8}, {ACT_APPEAL, 60},
};

static void plan_moderation(struct week *w, struct session *s)
{
    for (int i = 0; i < 4; i++)
        plan(w, between(w, s->from + 10, s->to), ACT_DECIDE, s, 0);
    for (int i = 0; i < 2; i++)
        if (chance(w, 50))
            plan(w, between(w, s->from + 10, s->to), ACT_SANCTION, s, 0);
    for (enum act_kind kind = ACT_NOTE; kind <= ACT_UNDO; kind++)
        if (chance(w, 30))
            plan(w, between(w, s->from + 10, s->to), kind, s, 0);
}

static void plan_pastimes(struct week *w, struct session *s)
{
    for (size_t i = 0; i < sizeof pastimes / sizeof pastimes[0]; i++) {
        enum act_kind kind = pastimes[i].kind;
        int64_t at = between(w, s->from + 10, s->to);

        if (!chance(w, pastimes[i].percent))
            continue;
        plan(w, at, kind, s, 0);
        if (kind == ACT_REPORT || kind == ACT_JUDGE || kind == ACT_PROPOSE)
            plan_copies(w, at);
    }
    if (s->person == MODERATOR)
        plan_moderation(w, s);
}

static void plan_session(struct week *w, int person, int64_t from)
{
    struct session *s = &w->sessions[w->n_sessions++];

    *s = (struct session){.person = person, .from = from, .to = from + between(w, 200, 1300)};
    plan(w, s->from, ACT_LOGIN, s, 0);
    for (int64_t at = s->from + 5; at < s->to; at += between(w, 60, 240))
        plan(w, at, ACT_READ, s, 0);
    plan_writings(w, s);
    plan_pastimes(w, s);
    for (int64_t at = s->from + SAVE_EVERY_S; at < s->to; at += SAVE_EVERY_S)
        plan(w, at, ACT_SAVE, s, 0);
    plan(w, s->to, ACT_QUIT, s, 0);
}

/* Few at night. */
static int64_t draw_time(struct week *w)
{
    for (;;) {
        int64_t at = between(w, HOUR, w->length_s - 2 * HOUR);
        int64_t hour = at / HOUR % 24;

        if (hour >= 7 || chance(w, 12))
            return w->start + at;
    }
}

static int draw_person(struct week *w)
{
    int all = 0, at;

    for (int i = 0; i < PEOPLE; i++)
        all += w->people[i].weight;
    at = (int)dice_below(&w->dice, (uint32_t)all);
    for (int i = 0;; i++)
        if ((at -= w->people[i].weight) < 0)
            return i;
}

static bool is_planned(const struct week *w, int person, int64_t at)
{
    for (int i = 0; i < w->n_sessions; i++)
        if (w->sessions[i].person == person && at < w->sessions[i].to + 60 &&
            at + 1400 > w->sessions[i].from)
            return true; /* one at a time */
    return false;
}

static void plan_people(struct week *w)
{
    int n = (int)(SESSIONS_A_DAY * w->length_s / DAY_S);

    w->sessions = calloc((size_t)n, sizeof *w->sessions);
    assert_non_null(w->sessions);
    while (n-- > 0) {
        int64_t at = draw_time(w);
        int person = draw_person(w);
        bool later = person >= PEOPLE - JOIN_LATER && at < w->start + w->length_s / 3;

        if (!later && !is_planned(w, person, at))
            plan_session(w, person, at);
    }
    for (int i = 0; i < LEAVERS; i++)
        plan(w, w->start + w->length_s * 2 / 3 + i * HOUR, ACT_LEAVE, NULL, i);
}

static void plan_clockwork(struct week *w, int copies)
{
    for (int64_t at = 60; at < w->length_s; at += 60)
        plan(w, w->start + at, ACT_TICK, NULL, 0);
    for (int i = 0; i < copies; i++)
        plan(w, w->start + between(w, 8 * HOUR, w->length_s - 1), ACT_COPY, NULL, 0);
    for (int64_t at = 8 * HOUR; copies > 0 && at < w->length_s; at += 8 * HOUR)
        plan(w, w->start + at, ACT_BACKUP, NULL, 0);
}

static int by_time(const void *a, const void *b)
{
    const struct act *x = a, *y = b;

    if (x->at != y->at)
        return x->at < y->at ? -1 : 1;
    return x->order < y->order ? -1 : x->order > y->order;
}

/* ---- the board ---- */

static void make_board(struct week *w)
{
    struct visit_board *b = calloc(1, sizeof *b);

    assert_non_null(b);
    assert_int_equal(crypto_init(), OK);
    assert_true(own_folder_make(b->folder.path, sizeof b->folder.path));
    b->now_s = w->start;
    b->dice = w->dice + 1;
    b->clock = (struct clock){visit_board_wall_s, visit_board_mono_ms, b};
    b->random = (struct random){visit_board_fill, b};
    memset(b->pepper.b, 'p', sizeof b->pepper.b);
    assert_int_equal(db_create(b->folder.path, &b->db), OK);
    assert_int_equal(db_keep_statements(b->db, UNIT_STATEMENTS), OK);
    w->board = b;
}

static void make_boards(struct week *w)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct visit v = visit_as(w->board, NULL);
    char csv[1024];
    int n = snprintf(csv, sizeof csv, "slug,category,title,description,mode,open,staff,position\n"),
        made;

    v.alias = &w->rules;
    for (int i = 0; i < BOARDS; i++)
        n += snprintf(csv + n, sizeof csv - (size_t)n, "%s,All,%s,,%s,1,0,%d\n",
                      planned_boards[i].slug, planned_boards[i].slug, planned_boards[i].mode, i);
    assert_int_equal(board_seed(&v, csv, (size_t)n, &made), OK);
    for (int i = 0; i < BOARDS; i++) {
        struct board board;

        assert_int_equal(board_find(&a, &v, planned_boards[i].slug, &board), OK);
        w->boards[i] = board.id;
        w->modes[i] = board.mode;
    }
    account_close(&v);
}

/* So that its counts are written. */
static void make_filter(struct week *w)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    const struct filter_draft draft = {.kind = SIEVE_WORD, .action = FILTER_WARN, .text = "tired"};
    struct visit v = visit_as(w->board, NULL);
    struct filter_trial trial;
    action_id action;
    filter_id id;

    account_be_operator(&v);
    assert_int_equal(filter_add(&a, &v, &draft, true, &trial, &id, &action), OK);
    account_close(&v);
}

static void make_people(struct week *w)
{
    for (int i = 0; i < PEOPLE; i++) {
        struct person *p = &w->people[i];

        snprintf(p->key, sizeof p->key, "the key of person %02d", i);
        snprintf(p->name, sizeof p->name, "person-%02d", i);
        p->weight = 2 + 60 / (3 + i); /* a few come often */
    }
}

struct week *week_new(const struct week_options *options)
{
    struct week *w = calloc(1, sizeof *w);

    assert_non_null(w);
    w->dice = options->seed;
    w->crowd = options->seed + 7;
    w->start = MONDAY_S;
    w->length_s = (options->days ? options->days : 7) * (int64_t)DAY_S;
    w->observer = options->observer;
    w->plant_state = options->plant_state;
    w->figures = options->figures;
    w->awkward = options->awkward;
    make_board(w);
    if (options->copies == 0) /* nobody looks at the file: less often read and written */
        assert_int_equal(db_prepare_bulk(w->board->db), OK);
    snprintf(w->seal, sizeof w->seal, "%s/seal", w->board->folder.path);
    assert_int_equal(mkdir(w->seal, 0700), 0);
    w->rules = (struct alias_rules){true,
                                    w->seal,
                                    options->release_minutes,
                                    ALIAS_OTHER_FACE_MINUTES,
                                    ALIAS_MONTH_KEY_DAYS,
                                    ALIAS_SPREAD_MINUTES};
    make_boards(w);
    make_filter(w);
    make_people(w);
    plan_people(w);
    plan_clockwork(w, options->copies);
    qsort(w->acts, (size_t)w->n_acts, sizeof *w->acts, by_time);
    return w;
}

void week_free(struct week *w)
{
    if (!w)
        return;
    visit_board_free(w->board);
    free(w->sessions);
    free(w->acts);
    free(w->truths);
    free(w->drafts);
    free(w->rows);
    free(w->marked);
    free(w);
}

/* ---- the truth ---- */

const struct truth *week_truth(const struct week *w, int64_t post)
{
    for (int i = 0; i < w->n_truths; i++)
        if (w->truths[i].id.v == post)
            return &w->truths[i];
    return NULL;
}

int week_row_person(const struct week *w, int64_t key)
{
    for (int i = 0; i < w->n_rows; i++)
        if (w->rows[i].key == key)
            return w->rows[i].person;
    return -1;
}

int week_active(const struct week *w, int64_t from, int64_t to, bool ret[PEOPLE])
{
    bool there[PEOPLE] = {false};
    int n = 0;

    for (int i = 0; i < w->n_sessions; i++)
        if (w->sessions[i].from <= to && w->sessions[i].to >= from)
            there[w->sessions[i].person] = true;
    for (int i = 0; i < PEOPLE; i++)
        n += there[i];
    if (ret)
        memcpy(ret, there, sizeof there);
    return n;
}

int week_person(const struct week *w, int64_t handle)
{
    for (int i = 0; i < PEOPLE; i++)
        if (w->people[i].handle.v == handle && handle != 0)
            return i;
    return -1;
}
