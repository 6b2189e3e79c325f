/* SPDX-License-Identifier: MIT
 *
 * counted.c -- a guest's eyes on figures and the question bank, whenever a report came and whenever
 * the keeper has worked.
 */
#include "counted.h"

#include <stdlib.h>

#include <curbside/domain/interview.h>
#include <curbside/domain/questions.h>

static uint64_t bytes_sum(uint64_t sum, const void *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++)
        sum = (sum ^ ((const uint8_t *)bytes)[i]) * UINT64_C(1099511628211);
    return sum;
}

/* ---- standing ---- */

static sqlite3 *raw_open(struct counted *c, const struct week *w)
{
    char path[256];

    if (!c->raw) {
        snprintf(path, sizeof path, "%s/db/board.db", w->board->folder.path);
        assert_int_equal(sqlite3_open(path, &c->raw), SQLITE_OK);
    }
    return c->raw;
}

/* The school of a report; -1: the row is none. */
static int school_of(sqlite3 *raw, int64_t id)
{
    sqlite3_stmt *st;
    int found = -1;

    assert_int_equal(
        sqlite3_prepare_v2(raw, "SELECT school FROM report WHERE id = ?1", -1, &st, NULL),
        SQLITE_OK);
    sqlite3_bind_int64(st, 1, id);
    if (sqlite3_step(st) == SQLITE_ROW)
        for (int i = 0; week_schools[i]; i++)
            if (strcmp(week_schools[i], (const char *)sqlite3_column_text(st, 0)) == 0)
                found = i;
    sqlite3_finalize(st);
    return found;
}

static struct counted_sight *sight_add(struct counted *c, int64_t at, enum counted_where where)
{
    if (c->n == c->cap) {
        c->cap = c->cap ? 2 * c->cap : 256;
        c->sights = reallocarray(c->sights, (size_t)c->cap, sizeof *c->sights);
        assert_non_null(c->sights);
    }
    c->sights[c->n] = (struct counted_sight){.at = at, .where = where};
    return &c->sights[c->n++];
}

static void reports_stand(struct counted *c, const struct week *w)
{
    sqlite3 *raw = raw_open(c, w);

    assert_int_equal(sqlite3_exec(raw,
                                  "UPDATE report SET counts = 1, cohort = owner,"
                                  " came = came - 86400 * (id % 5) WHERE counts = 0",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    for (; c->rows_seen < w->n_rows; c->rows_seen++) {
        int person = w->rows[c->rows_seen].person,
            school = school_of(raw, w->rows[c->rows_seen].key);

        for (int k = 0; k < N_COUNTED && school >= 0; k++) {
            c->schools[school][k].people[person] = true;
            if (c->plant)
                sight_add(c, w->board->now_s, (enum counted_where)k)->people[person] = true;
        }
    }
}

/* ---- looking ---- */

static uint64_t figures_sum(const char *school, struct visit *guest)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct school_figures *page = arena_alloc(&a, sizeof *page);
    uint64_t sum = 1;

    assert_non_null(page);
    assert_int_equal(report_figures(&a, guest, school, 0, page), OK);
    for (int i = -1; i < page->n_cycles; i++) {
        AUTO_STR struct str written = STR_INIT;
        struct school_figures *of = arena_alloc(&a, sizeof *of);

        assert_non_null(of);
        assert_int_equal(report_figures(&a, guest, school, i < 0 ? 0 : page->cycles[i], of), OK);
        figures_format(&of->figures, &written);
        str_printf(&written, "%lld", (long long)of->day);
        sum = bytes_sum(sum, str_cstr(&written), written.n);
    }
    return sum;
}

static uint64_t bank_sum(const char *school, struct visit *guest)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    const struct question_query query = {.school = school,
                                         .kind = QUESTION_ANY_KIND,
                                         .level = QUESTION_ANY_LEVEL,
                                         .limit = QUESTION_LIST_MAX};
    struct question_page page;
    uint64_t sum = 1;

    assert_int_equal(question_list(&a, guest, &query, &page), OK);
    for (int i = 0; i < page.n; i++) {
        const int64_t shown[] = {page.rows[i].id.v, page.rows[i].seen, page.rows[i].schools,
                                 page.rows[i].last_cycle};

        sum = bytes_sum(sum, shown, sizeof shown);
    }
    return sum;
}

static void look(struct counted *c, struct week *w)
{
    struct visit guest = visit_as(w->board, NULL);

    guest.figures = w->figures;
    for (int s = 0; week_schools[s]; s++)
        for (int k = 0; k < N_COUNTED; k++) {
            uint64_t sum = k == IN_FIGURES ? figures_sum(week_schools[s], &guest)
                                           : bank_sum(week_schools[s], &guest);
            bool moved = c->schools[s][k].sum != 0 && c->schools[s][k].sum != sum;

            c->schools[s][k].sum = sum;
            if (!moved)
                continue;
            memcpy(sight_add(c, w->board->now_s, (enum counted_where)k)->people,
                   c->schools[s][k].people, sizeof c->schools[s][k].people);
            memset(c->schools[s][k].people, 0, sizeof c->schools[s][k].people);
        }
    account_close(&guest);
}

void counted_after(struct counted *c, struct week *w, const struct act *act)
{
    if (act->kind == ACT_REPORT)
        reports_stand(c, w);
    if (!c->plant && (act->kind == ACT_REPORT || act->kind == ACT_TICK))
        look(c, w);
}

void counted_done(struct counted *c)
{
    sqlite3_close(c->raw);
    free(c->sights);
}
