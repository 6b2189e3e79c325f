/* SPDX-License-Identifier: MIT
 *
 * question_bank.c -- the clock's work on the question bank: the starters, and what the reports that
 * are out have asked.
 *
 * The sightings of a school are made anew as a whole from its reports, so that what was amended or
 * taken back is not counted any more; only what differs is written. A question that nobody had put
 * in these words before becomes a wording of its own, and is compared with those that share its
 * words: where two look alike, moderators are asked. That comes first, one wording in a
 * transaction; a tick works for half a second, or at one school, and goes on at the next.
 */
#include <curbside/domain/questions.h>

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <curbside/base/csv.h>
#include <curbside/domain/interview.h>
#include <curbside/store/db.h>
#include <curbside/store/meta.h>
#include <curbside/text/terms.h>

#include "data_files.h"
#include "question_rows.h"

enum {
    SCHOOLS = 64, /* in one look */
    ROWS = 500,   /* reports in one look */
    ID_TRIES = 64,
    LETTERS = 4,      /* of a word that says something about its question */
    SHARING = 200,    /* wordings with one word that are looked at; with more it says nothing */
    CANDIDATES = 400, /* wordings compared with a new one */
    TICK_MS = 500,
    CHANGES = 100, /* questions of a school written in one transaction: some 50 ms */
};

static const char starters_done[] = "questions.starters";

/* ---- a wording ---- */

static enum err words_index(struct visit *v, const struct question_row *row)
{
    AUTO_STR struct str list = STR_INIT;
    char *rest, *word;

    str_add(&list, row->words);
    if (list.failed)
        return E_NOMEM;
    rest = list.s;
    while ((word = strsep(&rest, " ")) != NULL && *word)
        TRY(questions_word_add(v->db, word, row->id));
    str_clear(&list);
    for (const char *tag = row->tags; *tag; tag += strcspn(tag, " "), tag += *tag == ' ') {
        str_clear(&list);
        str_printf(&list, "#%.*s", (int)strcspn(tag, " "), tag);
        TRY(questions_word_add(v->db, str_cstr(&list), row->id));
    }
    return list.failed ? E_NOMEM : OK;
}

static enum err wording_insert(struct visit *v, struct question_row *row)
{
    enum err err = E_IN_USE;

    for (int i = 0; i < ID_TRIES && err == E_IN_USE; i++) {
        row->id.v = random_id(v->random);
        err = questions_insert(v->db, row);
    }
    TRY(err == E_IN_USE ? E_BUSY : err);
    row->root = row->id;
    return words_index(v, row);
}

/* ---- what looks like it ---- */

struct candidates {
    int64_t ids[CANDIDATES];
    int n;
};

static void candidate_add(struct candidates *c, int64_t id)
{
    for (int i = 0; i < c->n; i++)
        if (c->ids[i] == id)
            return;
    if (c->n < CANDIDATES)
        c->ids[c->n++] = id;
}

static enum err candidates_find(struct visit *v, const char *words, struct candidates *ret)
{
    int64_t ids[SHARING];
    char word[TERM_BYTES + 8];

    ret->n = 0;
    for (const char *p = words; *p; p = strchr(p, ' ') + 1) {
        size_t n = strcspn(p, " ");
        int found;

        if (n < LETTERS || n >= sizeof word)
            continue;
        memcpy(word, p, n);
        word[n] = '\0';
        TRY(questions_sharing(v->db, word, SHARING, ids, &found));
        for (int i = 0; i < found && found < SHARING; i++)
            candidate_add(ret, ids[i]);
    }
    return OK;
}

/* The pair, the smaller id first. */
static enum err propose(struct visit *v, const struct question_row *row,
                        const struct question_row *other, int alike, int64_t today)
{
    bool before = row->root.v < other->root.v;

    if (row->root.v == other->root.v)
        return OK;
    return proposals_add(v->db, &(struct proposal_row){
                                    .one = before ? row->root : other->root,
                                    .other = before ? other->root : row->root,
                                    .alike = alike,
                                    .since = today,
                                });
}

static enum err alike_propose(struct visit *v, const struct question_row *row, int64_t today)
{
    struct candidates candidates;

    TRY(candidates_find(v, row->words, &candidates));
    for (int i = 0; i < candidates.n; i++) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        struct question_row other;
        int alike;

        TRY(questions_get(&a, v->db, (question_id){candidates.ids[i]}, &other));
        alike = questions_alike(row->words, other.words);
        if (other.id.v != row->id.v && alike >= QUESTIONS_ALIKE)
            TRY(propose(v, row, &other, alike, today));
    }
    return OK;
}

/* ---- the wording of a question in a report ---- */

/* What makes a text the same question as another; "": nothing but signs. */
static enum err words_of(const char *text, struct str *ret)
{
    terms_add(ret, text, strlen(text));
    return ret->failed ? E_NOMEM : OK;
}

static enum err wording_make(struct arena *a, struct visit *v, const char *text, const char *words,
                             const struct interview_form *form, int64_t today)
{
    struct question_row row = {
        .words = words,
        .text = text,
        .level = question_level_name(QUESTION_MEDICAL_SCHOOL),
        .tags = question_tags_of(a, words),
        .solo = true,
        .improper = question_is_improper(words),
    };

    if (!row.tags)
        return E_NOMEM;
    row.kind = question_kind_guess(words, row.tags, form);
    TRY(wording_insert(v, &row));
    return alike_propose(v, &row, today);
}

/* ---- wordings nobody had before ---- */

static bool is_over(const struct visit *v, int64_t until_ms)
{
    return clock_mono_ms(v->clock) >= until_ms;
}

/* To compare a wording takes long, so that each has a transaction of its own. */
static enum err wording_put(struct visit *v, const char *text, const struct interview_form *form,
                            int64_t today, bool *ret_put)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    AUTO_STR struct str words = STR_INIT;
    struct question_row row;
    enum err err;

    TRY(words_of(text, &words));
    if (words.n == 0)
        return OK;
    err = questions_find_words(&a, v->db, str_cstr(&words), &row);
    if (err != E_NOTFOUND)
        return err;
    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(wording_make(&a, v, text, str_cstr(&words), form, today));
    *ret_put = true;
    return txn_commit(&txn);
}

static enum err report_words_put(struct visit *v, const struct report_row *row, int64_t today,
                                 bool *ret_put)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct interview_fault fault;
    struct interview_form form;

    interview_form_init(&form);
    if (interview_form_parse(&a, row->form, strlen(row->form), &form, &fault) == E_NOMEM)
        return E_NOMEM;
    for (int i = 0; i < form.n_questions; i++)
        TRY(wording_put(v, form.questions[i], &form, today, ret_put));
    return OK;
}

/* Of all reports of a school, as far as there is time from the first new one on; *ret: that was
 * all. */
static enum err school_words_put(struct visit *v, const char *school, int64_t today, bool *ret)
{
    struct report_key below = {INT32_MAX, 0};
    struct report_rows rows;
    int64_t until_ms = 0;

    *ret = false;
    do {
        AUTO_ARENA struct arena a = ARENA_INIT;

        arena_init(&a, (size_t)64 * 1024 * 1024);
        TRY(reports_list_shown(&a, v->db, school, &below, ROWS, &rows));
        for (int i = 0; i < rows.n; i++) {
            bool put = false;

            TRY(report_words_put(v, &rows.rows[i], today, &put));
            if (put && until_ms == 0)
                until_ms = clock_mono_ms(v->clock) + TICK_MS;
            else if (put && is_over(v, until_ms))
                return OK;
        }
        if (rows.n > 0)
            below = (struct report_key){rows.rows[rows.n - 1].cycle, rows.rows[rows.n - 1].id.v};
    } while (rows.n == ROWS);
    *ret = true;
    return OK;
}

/* ---- the sightings of a school ---- */

struct tally {
    struct sighting_row *rows;
    int n, cap;
    int reports;    /* that were read */
    int64_t merged; /* wordings that were, when they were */
};

static enum err tally_add(struct tally *t, question_id id, int cycle)
{
    if (t->n == t->cap) {
        int cap = t->cap ? 2 * t->cap : 256;
        struct sighting_row *more = realloc(t->rows, (size_t)cap * sizeof *more);

        if (!more)
            return E_NOMEM;
        t->rows = more;
        t->cap = cap;
    }
    t->rows[t->n++] = (struct sighting_row){id, cycle, 1};
    return OK;
}

static int by_question(const void *a, const void *b)
{
    const struct sighting_row *x = a, *y = b;

    if (x->question.v != y->question.v)
        return x->question.v < y->question.v ? -1 : 1;
    return x->cycle - y->cycle;
}

/* One row for each question and cycle. */
static void tally_sum(struct tally *t)
{
    int kept = 0;

    if (t->n == 0)
        return;
    qsort(t->rows, (size_t)t->n, sizeof *t->rows, by_question);
    for (int i = 0; i < t->n; i++)
        if (kept > 0 && by_question(&t->rows[kept - 1], &t->rows[i]) == 0)
            t->rows[kept - 1].reports++;
        else
            t->rows[kept++] = t->rows[i];
    t->n = kept;
}

static bool is_said_before(const question_id *ids, int n, question_id id)
{
    for (int i = 0; i < n; i++)
        if (ids[i].v == id.v)
            return true;
    return false;
}

/* A report counts once for a question, however often and in however many wordings it has it: of
 * wordings that were merged the one that comes first in it has the sighting. As in the figures,
 * that of an author without standing does not count. */
static enum err report_tally(struct visit *v, const struct report_row *row, struct tally *t)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    question_id roots[INTERVIEW_QUESTIONS];
    struct interview_fault fault;
    struct interview_form form;
    int n = 0;

    t->reports++;
    if (!row->counts)
        return OK;
    interview_form_init(&form);
    if (interview_form_parse(&a, row->form, strlen(row->form), &form, &fault) == E_NOMEM)
        return E_NOMEM;
    for (int i = 0; i < form.n_questions; i++) {
        AUTO_STR struct str words = STR_INIT;
        struct question_row found;

        TRY(words_of(form.questions[i], &words));
        if (words.n == 0)
            continue;
        TRY(questions_find_words(&a, v->db, str_cstr(&words), &found));
        if (is_said_before(roots, n, found.root))
            continue;
        TRY(tally_add(t, found.id, row->cycle));
        roots[n++] = found.root;
    }
    return OK;
}

static enum err school_tally(struct visit *v, const char *school, struct tally *t)
{
    struct report_key below = {INT32_MAX, 0};
    struct report_rows rows;

    TRY(questions_count_merged(v->db, &t->merged));
    do {
        AUTO_ARENA struct arena a = ARENA_INIT;

        arena_init(&a, (size_t)64 * 1024 * 1024);
        TRY(reports_list_shown(&a, v->db, school, &below, ROWS, &rows));
        for (int i = 0; i < rows.n; i++)
            TRY(report_tally(v, &rows.rows[i], t));
        if (rows.n > 0)
            below = (struct report_key){rows.rows[rows.n - 1].cycle, rows.rows[rows.n - 1].id.v};
    } while (rows.n == ROWS);
    tally_sum(t);
    return OK;
}

static enum err recount(struct visit *v, question_id id)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct question_row row;

    TRY(questions_get(&a, v->db, id, &row));
    return questions_recount(v->db, row.root);
}

/* One question at one school: what was counted there, and what is now. */
struct seen {
    question_id question;
    int64_t before, now; /* reports */
    int last_before, last_now;
};

/* Only where its last cycle may have gone, or the question is one of a group, is everything counted
 * that stands in other schools. */
static enum err seen_write(struct visit *v, const struct seen *s)
{
    int schools = (s->now > 0) - (s->before > 0);
    bool done = false;

    if (s->last_now >= s->last_before)
        TRY(questions_count_on(v->db, s->question, s->now - s->before, schools, s->last_now,
                               &done));
    return done ? OK : recount(v, s->question);
}

static enum err sighting_write(struct visit *v, const char *school, struct sighting_row row,
                               int64_t reports)
{
    row.reports = reports;
    return sightings_set(v->db, school, &row);
}

/* The sightings of a question at a school before or now, in order of cycles. */
static int64_t sightings_sum(const struct sighting_row *rows, int n, question_id question,
                             int *ret_n, int *ret_last)
{
    int64_t sum = 0;
    int k = 0;

    for (; k < n && rows[k].question.v == question.v; k++) {
        sum += rows[k].reports;
        *ret_last = rows[k].cycle;
    }
    *ret_n = k;
    return sum;
}

/* What differs between a question's cycles that were there and those that are there now. */
static enum err cycles_update(struct visit *v, const char *school,
                              const struct sighting_row *before, int n_before,
                              const struct sighting_row *now, int n_now, bool *ret_any)
{
    int i = 0, k = 0;

    *ret_any = false;
    while (i < n_before || k < n_now) {
        int order = i == n_before ? 1 : k == n_now ? -1 : by_question(&before[i], &now[k]);
        bool differs = order != 0 || before[i].reports != now[k].reports;

        if (differs && order < 0)
            TRY(sighting_write(v, school, before[i], 0));
        else if (differs)
            TRY(sighting_write(v, school, now[k], now[k].reports));
        *ret_any = *ret_any || differs;
        i += order <= 0;
        k += order >= 0;
    }
    return OK;
}

/* No rows lie nowhere, and nothing is added to that. */
static const struct sighting_row *from(const struct sighting_row *rows, int i)
{
    return rows ? rows + i : NULL;
}

/* What a question's cycles are together, here and at all schools. */
static enum err sums_write(struct visit *v, const char *school, const struct seen *s)
{
    TRY(sighting_write(v, school, (struct sighting_row){.question = s->question}, s->now));
    return seen_write(v, s);
}

/* Question by question, both in order, until so many have changed. *ret_all: that was all. */
static enum err sightings_update(struct visit *v, const char *school,
                                 const struct sighting_row *before, int n, const struct tally *now,
                                 bool *ret_all)
{
    int i = 0, k = 0, changed = 0;

    while ((i < n || k < now->n) && changed < CHANGES) {
        struct seen s = {.question = i == n ? now->rows[k].question : before[i].question};
        int n_before, n_now;
        bool any;

        if (k < now->n && now->rows[k].question.v < s.question.v)
            s.question = now->rows[k].question;
        s.before = sightings_sum(from(before, i), n - i, s.question, &n_before, &s.last_before);
        s.now = sightings_sum(from(now->rows, k), now->n - k, s.question, &n_now, &s.last_now);
        TRY(cycles_update(v, school, from(before, i), n_before, from(now->rows, k), n_now, &any));
        if (any)
            TRY(sums_write(v, school, &s));
        changed += any;
        i += n_before;
        k += n_now;
    }
    *ret_all = i == n && k == now->n;
    return OK;
}

/* What was counted is written, if all these reports are still there (none comes out but by this
 * clock) and no questions were merged. Else the school stays due; also where there is more to write
 * than others shall wait for. *ret_more: there is. */
static enum err tally_write(struct visit *v, const char *school, const struct tally *now,
                            bool *ret_more)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    struct sighting_row *before;
    int64_t merged;
    int n, reports;
    bool all;

    *ret_more = false;
    arena_init(&a, (size_t)64 * 1024 * 1024);
    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(reports_count_shown(v->db, school, INT_MAX, &reports));
    TRY(questions_count_merged(v->db, &merged));
    if (reports != now->reports || merged != now->merged)
        return OK;
    TRY(sightings_list(&a, v->db, school, &before, &n));
    TRY(sightings_update(v, school, before, n, now, &all));
    if (all)
        TRY(sightings_due_remove(v->db, school));
    *ret_more = !all;
    return txn_commit(&txn);
}

/* Counted while others may write. */
static enum err school_update(struct visit *v, const char *school)
{
    struct tally now = {0};
    enum err err = school_tally(v, school, &now);

    for (bool more = true; err == OK && more;) {
        err = tally_write(v, school, &now, &more);
        if (more)
            db_give_way(CHANGES);
    }
    free(now.rows);
    return err;
}

/* ---- the starters ---- */

static enum err starter_put(struct visit *v, const struct csv *csv, int i)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_STR struct str words = STR_INIT;
    const char *text = csv_get(csv, i, "text"), *level = csv_get(csv, i, "level");
    struct question_row row, there;
    enum err err;

    terms_add(&words, text, strlen(text));
    row = (struct question_row){
        .words = str_cstr(&words),
        .text = text,
        .kind = csv_get(csv, i, "kind"),
        .level = strcmp(level, "medical_school") == 0 ? "medical-school" : level,
        .tags = question_tags_of(&a, str_cstr(&words)),
        .solo = *csv_get(csv, i, "solo") == '1',
        .improper = *csv_get(csv, i, "improper") == '1',
        .starter = true,
    };
    if (words.failed || !row.tags)
        return E_NOMEM;
    err = questions_find_words(&a, v->db, row.words, &there);
    if (err == E_NOTFOUND)
        return wording_insert(v, &row);
    TRY(err);
    row.id = there.id;
    return questions_set_starter(v->db, &row);
}

/* Were these very starters put in already? */
static enum err starters_are_in(struct visit *v, const uint8_t mark[static TAG_BYTES], bool *ret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    const uint8_t *bytes;
    size_t n;
    enum err err = meta_get(&a, v->db, starters_done, &bytes, &n);

    *ret = err == OK && n == TAG_BYTES && memcmp(bytes, mark, n) == 0;
    return err == E_NOTFOUND ? OK : err;
}

enum err question_seed(struct visit *v)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    uint8_t mark[TAG_BYTES];
    struct csv csv;
    bool done;

    hash_keyed(NULL, interview_questions_csv, interview_questions_csv_n, mark, sizeof mark);
    TRY(starters_are_in(v, mark, &done));
    if (done)
        return OK;
    TRY(csv_parse(&a, (const char *)interview_questions_csv, interview_questions_csv_n, &csv,
                  NULL));
    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    for (int i = 0; i < csv.n_rows; i++)
        TRY(starter_put(v, &csv, i));
    TRY(meta_set(v->db, starters_done, mark, sizeof mark));
    return txn_commit(&txn);
}

enum err question_tick(struct visit *v)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    int64_t today = time_floor_day(clock_wall_s(v->clock));
    int64_t until_ms = clock_mono_ms(v->clock) + TICK_MS;
    const char **schools;
    bool all;
    int n;

    TRY(question_seed(v));
    TRY(sightings_due_list(&a, v->db, today, SCHOOLS, &schools, &n));
    for (int i = 0; i < n && !is_over(v, until_ms); i++) {
        TRY(school_words_put(v, schools[i], today, &all));
        if (!all)
            return OK;
        TRY(school_update(v, schools[i]));
        db_give_way(n);
    }
    return OK;
}
