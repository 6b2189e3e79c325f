/* SPDX-License-Identifier: MIT
 *
 * disclosure_together.c -- pages that are read together: a school's cycles and all of them over
 * successive snapshots, questions with several answers, answers that were changed.
 *
 * disclosure.c enumerates what an attacker can work out, which so many pages have too many answers
 * for. Here people have answers of their own, and for every count that a page hides somebody else
 * is looked for who, answering otherwise, would leave all pages as they are: then no reckoning of
 * any kind can rule that out. Nothing is shared with the code under test.
 */
#include "unit.h"

#include <stdio.h>
#include <string.h>

#include <curbside/base/crypto.h>
#include <curbside/domain/disclosure.h>

enum {
#ifdef CURBSIDE_ASAN
    SETS = 1000, /* slower by far, and the same code */
#else
    SETS = 10000,
#endif
    SCHOOLS = SETS / 10, /* for all but the pairs */
    THREES = 1000,       /* a share of a thousandth wants as many everywhere */
    GROUPS = 8,
    PEOPLE = 48, /* at most, in a group */
    PAGES = 6,
    QUESTIONS = 5,
    TABLES = 11,
    CHOICES = 5, /* of a question with several answers */
    VALUES = 1 << CHOICES,
};

static const struct key key = {{7}};
static const struct disclosure_rules rules = {.minimum = 5, .key = &key};

static uint64_t seed;

static int draw(int bound)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (int)((seed >> 33) % (uint64_t)bound);
}

/* ---- questions, and what people say to them ---- */

/* An answer is a cell, of several answers a set of them; `n_values` of them, and where it may be
 * left out one more: the last, of several answers the empty set. */
static const struct question {
    const char *name;
    int n_cells, choices;
    bool everybody, ordered, dated;
} questions[QUESTIONS] = {
    {"stress", 11, 0, true, true, false},      {"facilities", 5, 0, false, true, false},
    {"month", 6, 0, true, false, true},        {"roles", 2, CHOICES, false, false, false},
    {"asked_about", 2, 3, true, false, false},
};

static int n_values(const struct question *q)
{
    return q->choices ? 1 << q->choices : q->n_cells + !q->everybody;
}

static int n_tables(const struct question *q)
{
    return q->choices ? q->choices : 1;
}

static bool is_none(const struct question *q, int value)
{
    return !q->everybody && value == (q->choices ? 0 : q->n_cells);
}

/* The cell of a question's table into which an answer falls; -1: none. */
static int cell_of(const struct question *q, int table, int value)
{
    if (is_none(q, value))
        return -1;
    return q->choices ? !(value >> table & 1) : value;
}

struct group {
    uint64_t pages;
    int n, came; /* before which snapshot */
    int said[PEOPLE][QUESTIONS];
    struct count_page counts;
};

struct world {
    struct group groups[GROUPS];
    int n_groups;
    struct shown_page shown[PAGES];
    char names[PAGES][32];
    int made[PAGES]; /* with which snapshot */
    int n_pages, snapshots;
    int favorites[QUESTIONS];
    int months;      /* that have come */
    bool may_change; /* nobody knows who changed an answer since the page before */
};

static int value_draw(const struct world *w, int question)
{
    const struct question *q = &questions[question];
    int at = w->favorites[question] + draw(3) - 1, n = n_values(q);

    if (q->choices) {
        int set = 1 << w->favorites[question] | (draw(3) ? 0 : 1 << draw(q->choices));

        return draw(4) == 0 ? draw(n) : set;
    }
    if (q->dated)
        return draw(w->months);
    if (draw(4) == 0)
        at = draw(n);
    return at < 0 ? 0 : at >= n ? n - 1 : at;
}

static void world_begin(struct world *w, int number)
{
    *w = (struct world){.months = 1 + draw(4)};
    for (int q = 0; q < QUESTIONS; q++)
        w->favorites[q] = draw(questions[q].choices ? questions[q].choices : questions[q].n_cells);
    for (int i = 0; i < PAGES; i++)
        snprintf(w->names[i], sizeof w->names[i], "school-%d/%d", number, i / 2);
}

static struct group *people_come(struct world *w, uint64_t pages, int n)
{
    struct group *g = &w->groups[w->n_groups++];

    *g = (struct group){.pages = pages, .n = n, .came = w->snapshots};
    for (int i = 0; i < n; i++)
        for (int q = 0; q < QUESTIONS; q++)
            g->said[i][q] = value_draw(w, q);
    return g;
}

static void person_count(struct count_page *page, const int *said)
{
    int at = 0;

    for (int q = 0; q < QUESTIONS; q++)
        for (int t = 0; t < n_tables(&questions[q]); t++, at++) {
            int cell = cell_of(&questions[q], t, said[q]);

            if (cell >= 0)
                page->tables[at].cells[cell]++;
            page->tables[at].alone += questions[q].choices && !questions[q].everybody &&
                                      said[q] == 1 << t;
        }
    page->n++;
}

static void tables_begin(struct count_page *page)
{
    static char names[TABLES][32];
    int at = 0;

    *page = (struct count_page){.n_tables = TABLES};
    for (int i = 0; i < QUESTIONS; i++)
        for (int t = 0; t < n_tables(&questions[i]); t++, at++) {
            const struct question *q = &questions[i];

            snprintf(names[at], sizeof names[at], "%s.%d", q->name, t);
            page->tables[at] = (struct count_table){.name = names[at],
                                                    .several = q->choices ? q->name : NULL,
                                                    .n_cells = q->n_cells,
                                                    .everybody = q->everybody,
                                                    .ordered = q->ordered,
                                                    .dated = q->dated};
        }
    assert_int_equal(at, TABLES);
}

static void group_count(struct group *g)
{
    tables_begin(&g->counts);
    for (int i = 0; i < g->n; i++)
        person_count(&g->counts, g->said[i]);
}

/* Make the pages `now`, in the light of those that `are out`. */
static void pages_show(struct world *w, uint64_t are_out, uint64_t now)
{
    struct disclosure_group groups[GROUPS];
    struct disclosure_page pages[PAGES];
    int at[PAGES], n = 0, n_groups = 0;

    for (int i = 0; i < w->n_pages; i++)
        if ((are_out | now) >> i & 1) {
            pages[n] = (struct disclosure_page){w->names[i], !(now >> i & 1), &w->shown[i]};
            at[n++] = i;
            w->made[i] = now >> i & 1 ? w->snapshots : w->made[i];
        }
    w->snapshots++;
    for (int g = 0; g < w->n_groups; g++) {
        uint64_t on = 0;

        for (int i = 0; i < n; i++)
            on |= (w->groups[g].pages >> at[i] & 1) << i;
        if (on == 0)
            continue;
        group_count(&w->groups[g]);
        groups[n_groups++] = (struct disclosure_group){on, &w->groups[g].counts};
    }
    disclosure_show(&rules, groups, n_groups, pages, n);
}

/* ---- other answers ---- */

/* One question of a world: who said what, and what the pages allow. */
struct search {
    const struct world *w;
    const struct question *q;
    int first_table;
    int hist[GROUPS][VALUES];
    int cells[PAGES][CHOICES][DISCLOSURE_CELLS];
    int n_said[GROUPS]; /* answers they can have given: no month that had not come */
    bool allows[PAGES][VALUES][VALUES];
};

static bool is_within(int count, int shown)
{
    if (shown == SHOWN_WITHHELD)
        return true;
    if (shown == SHOWN_FEW)
        return count < 5;
    return count >= 5 && count > shown - 5 && count < shown + 5;
}

static int rank_of(const int *cells, int n_cells, int rank)
{
    for (int i = 0, sum = 0; i < n_cells; i++)
        if ((sum += cells[i]) >= rank)
            return i;
    return n_cells - 1;
}

static bool table_fits(const struct question *q, const struct shown_table *t, const int *cells)
{
    int sum = 0;

    for (int i = 0; i < q->n_cells; i++)
        sum += cells[i];
    if (!q->everybody && !is_within(sum, t->n))
        return false;
    for (int i = 0; i < q->n_cells; i++)
        if (t->n >= 0 && !is_within(cells[i], t->cells[i]))
            return false;
    if (!t->quartiles)
        return true;
    return rank_of(cells, q->n_cells, (sum + 3) / 4) == t->q1 &&
           rank_of(cells, q->n_cells, (2 * sum + 3) / 4) == t->median &&
           rank_of(cells, q->n_cells, (3 * sum + 3) / 4) == t->q3;
}

/* Would this page be the same, had one person said `to` instead of `from`? */
static bool page_fits(const struct search *s, int page, int from, int to)
{
    for (int t = 0; t < n_tables(s->q); t++) {
        int cells[DISCLOSURE_CELLS], less = cell_of(s->q, t, from), more = cell_of(s->q, t, to);

        memcpy(cells, s->cells[page][t], sizeof cells);
        if (less >= 0)
            cells[less]--;
        if (more >= 0)
            cells[more]++;
        if (!table_fits(s->q, &s->w->shown[page].tables[s->first_table + t], cells))
            return false;
    }
    return true;
}

static bool is_on(uint64_t pages, int page)
{
    return pages >> page & 1;
}

static void allows_fill(struct search *s, int page)
{
    for (int from = 0; from < n_values(s->q); from++)
        for (int to = 0; to < n_values(s->q); to++)
            s->allows[page][from][to] = page_fits(s, page, from, to);
}

/* False: the pages do not fit what people said, and the test is wrong. */
static bool search_begin(struct search *s, const struct world *w, int question, int first_table)
{
    bool fits = true;

    *s = (struct search){.w = w, .q = &questions[question], .first_table = first_table};
    for (int g = 0; g < w->n_groups; g++)
        s->n_said[g] = s->q->dated ? 0 : n_values(s->q);
    for (int g = 0; g < w->n_groups; g++)
        for (int i = 0; i < w->groups[g].n; i++) {
            int value = w->groups[g].said[i][question];

            s->hist[g][value]++;
            for (int k = 0; s->q->dated && k < w->n_groups; k++)
                if (w->groups[g].came <= w->groups[k].came && value >= s->n_said[k])
                    s->n_said[k] = value + 1;
            for (int p = 0; p < w->n_pages; p++)
                for (int t = 0; t < n_tables(s->q) && is_on(w->groups[g].pages, p); t++)
                    if (cell_of(s->q, t, value) >= 0)
                        s->cells[p][t][cell_of(s->q, t, value)]++;
        }
    for (int p = 0; p < w->n_pages; p++) {
        if (w->shown[p].n == 0)
            continue;
        fits = fits && page_fits(s, p, 0, 0);
        allows_fill(s, p);
    }
    return fits;
}

/* Whose answer it would be: of g, and of h (-1: nobody) the other way round. */
struct movers {
    int g, h;
    uint64_t there, back; /* the pages on which they are */
};

static bool pages_allow(const struct search *s, const struct movers *m, int from, int to)
{
    for (int p = 0; p < s->w->n_pages; p++)
        if (s->w->shown[p].n > 0 && is_on(m->there ^ m->back, p) &&
            !(is_on(m->there, p) ? s->allows[p][from][to] : s->allows[p][to][from]))
            return false;
    return true;
}

/* Has the group anybody who says so, and could say that instead? Of several answers: whatever else
 * they say, but something. */
static bool has_one(const struct search *s, int group, int from, int to)
{
    int flip = from ^ to;

    if (!s->q->choices || is_none(s->q, from) || is_none(s->q, to))
        return s->hist[group][from] > 0;
    for (int value = 0; value < n_values(s->q); value++)
        if (s->hist[group][value] > 0 && (value & flip) == (from & flip) && !is_none(s->q, value) &&
            !is_none(s->q, value ^ flip))
            return true;
    return false;
}

/* Is there another set of answers with another count here, by these people? */
static bool opens(const struct search *s, const struct movers *m, int page, int table, int cell)
{
    int n = s->n_said[m->g];

    if (is_on(m->there, page) == is_on(m->back, page))
        return false;
    for (int from = 0; from < n; from++)
        for (int to = 0; to < n; to++)
            if ((cell_of(s->q, table, from) == cell) != (cell_of(s->q, table, to) == cell) &&
                has_one(s, m->g, from, to) && (m->h < 0 || has_one(s, m->h, to, from)) &&
                pages_allow(s, m, from, to))
                return true;
    return false;
}

static bool is_open(const struct search *s, int page, int table, int cell)
{
    const struct world *w = s->w;

    for (int g = 0; g < w->n_groups; g++) {
        /* Somebody may have changed this answer between two pages. */
        struct movers alone = {g, -1, w->groups[g].pages & (uint64_t)1 << page, 0};

        if (w->may_change && opens(s, &alone, page, table, cell))
            return true;
        for (int h = -1; h < w->n_groups; h++) {
            struct movers m = {g, h, w->groups[g].pages, h < 0 ? 0 : w->groups[h].pages};

            if (opens(s, &m, page, table, cell))
                return true;
        }
    }
    return false;
}

/* As if one of g had said something else. */
static void search_move(struct search *s, int g, int from, int to)
{
    s->hist[g][from]--;
    s->hist[g][to]++;
    for (int p = 0; p < s->w->n_pages; p++) {
        if (s->w->shown[p].n == 0 || !is_on(s->w->groups[g].pages, p))
            continue;
        for (int t = 0; t < n_tables(s->q); t++) {
            int less = cell_of(s->q, t, from), more = cell_of(s->q, t, to);

            if (less >= 0)
                s->cells[p][t][less]--;
            if (more >= 0)
                s->cells[p][t][more]++;
        }
        allows_fill(s, p);
    }
}

/* Could one more say something else, so that all pages are as they are? Not of this count. */
static bool is_mended(const struct search *s, int table, int cell)
{
    const struct world *w = s->w;

    for (int g = 0; g < w->n_groups; g++)
        for (int k = 0; k < s->n_said[g] * s->n_said[g]; k++) {
            int from = k / s->n_said[g], to = k % s->n_said[g];
            bool fits = s->hist[g][from] > 0 &&
                        (cell_of(s->q, table, from) == cell) == (cell_of(s->q, table, to) == cell);

            for (int p = 0; p < w->n_pages && fits; p++)
                fits = w->shown[p].n == 0 ||
                       (is_on(w->groups[g].pages, p) ? s->allows[p][from][to] : s->allows[p][0][0]);
            if (fits)
                return true;
        }
    return false;
}

/* Where one person is not enough: one here, and one anywhere. */
static bool is_open_by_two(const struct search *s, int page, int table, int cell)
{
    for (int g = 0; g < s->w->n_groups; g++)
        for (int k = 0, n = s->n_said[g]; k < n * n && is_on(s->w->groups[g].pages, page); k++) {
            static struct search moved;

            if (s->hist[g][k / n] == 0 ||
                (cell_of(s->q, table, k / n) == cell) == (cell_of(s->q, table, k % n) == cell))
                continue;
            moved = *s;
            search_move(&moved, g, k / n, k % n);
            if (is_mended(&moved, table, cell))
                return true;
        }
    return false;
}

struct found {
    long shown, hidden, told;
};

/* That had come when the page was made. */
static int months_of(const struct search *s, int page)
{
    int n = 0;

    for (int g = 0; g < s->w->n_groups; g++)
        if (s->w->groups[g].came <= s->w->made[page] && s->n_said[g] > n)
            n = s->n_said[g];
    return n;
}

static void question_look(const struct search *s, struct found *found)
{
    for (int p = 0; p < s->w->n_pages; p++)
        for (int t = 0; t < n_tables(s->q) && s->w->shown[p].n > 0; t++) {
            const struct shown_table *shown = &s->w->shown[p].tables[s->first_table + t];
            int n = s->q->dated ? months_of(s, p) : shown->n_cells;

            for (int c = 0; c < n; c++)
                if (shown->cells[c] >= 0)
                    found->shown++;
                else if (++found->hidden && !is_open(s, p, t, c) && !is_open_by_two(s, p, t, c))
                    found->told++;
        }
}

static void world_look(const struct world *w, struct found found[QUESTIONS])
{
    int first = 0;

    for (int q = 0; q < QUESTIONS; q++) {
        struct search s;

        if (!search_begin(&s, w, q, first))
            fail_msg("%s: a page shows what nobody said: this test is wrong", questions[q].name);
        question_look(&s, &found[q]);
        first += n_tables(&questions[q]);
    }
}

/* How many have no other set; shown and hidden are enough for this to say something. */
static long found_tell(const struct found found[QUESTIONS])
{
    long told = 0;

    for (int q = 0; q < QUESTIONS; q++) {
        print_message("%s: shown %ld, hidden %ld, without another set %ld\n", questions[q].name,
                      found[q].shown, found[q].hidden, found[q].told);
        assert_true(found[q].shown > SCHOOLS);
        assert_true(found[q].hidden > SCHOOLS / 2);
        told += found[q].told;
    }
    return told;
}

/* ---- one page after the other ---- */

enum {
    FIRST = 1,
    SECOND = 2,
    THIRD = 4,
};

/* `careful`: each page is made in the light of the one before. */
static void snapshots_draw(struct world *w, int number, int n, bool careful)
{
    world_begin(w, number);
    for (int i = 0; i < n; i++) {
        people_come(w, ((uint64_t)1 << n) - ((uint64_t)1 << i), i ? 5 + draw(8) : 5 + draw(20));
        w->n_pages++;
        snprintf(w->names[i], sizeof w->names[i], "school-%d", number);
        pages_show(w, i > 0 && careful ? (uint64_t)1 << (i - 1) : 0, (uint64_t)1 << i);
    }
}

/* Without that the search finds what they tell together: else its silence would say nothing. */
static void pages_made_alone_tell_of_each_other(void **state)
{
    struct found found[QUESTIONS] = {0};
    static struct world w;

    (void)state;
    seed = 20261202;
    for (int i = 0; i < SCHOOLS; i++) {
        snapshots_draw(&w, i, 2, false);
        world_look(&w, found);
    }
    assert_true(found_tell(found) > SCHOOLS / 100);
}

static void two_snapshots_hide_what_each_hides(void **state)
{
    struct found found[QUESTIONS] = {0};
    static struct world w;

    (void)state;
    seed = 20261203;
    for (int i = 0; i < SETS; i++) {
        snapshots_draw(&w, i, 2, true);
        world_look(&w, found);
    }
    assert_int_equal(found_tell(found), 0);
}

/* The oldest of three is not read with the newest (disclosure.h): it is not made of sure things. */
static void three_snapshots_tell_less_than_one_hidden_count_of_a_thousand(void **state)
{
    struct found found[QUESTIONS] = {0};
    static struct world w;
    long hidden = 0;

    (void)state;
    seed = 20261204;
    for (int i = 0; i < THREES; i++) {
        snapshots_draw(&w, i, 3, true);
        world_look(&w, found);
    }
    for (int q = 0; q < QUESTIONS; q++)
        hidden += found[q].hidden;
    assert_true(found_tell(found) * 1000 < hidden);
}

/* ---- cycles and all of them, twice ---- */

enum {
    A1 = 1,
    A2 = 2,
    B1 = 4,
    B2 = 8,
    W1 = 16,
    W2 = 32,
};

/* As snapshots make them: who is on the page of all and on that of no cycle are none or five at
 * least, and five at least come to each page. */
static void school_draw(struct world *w, int number)
{
    int rest = draw(3) == 0 ? 0 : 5 + draw(6), comes = draw(2) ? 5 + draw(5) : 0;

    world_begin(w, number);
    w->n_pages = PAGES;
    people_come(w, A1 | A2 | W1 | W2, 10 + draw(8));
    people_come(w, B1 | B2 | W1 | W2, 10 + draw(8));
    if (rest > 0 && draw(2)) /* they enter the page of their cycle with the second snapshot */
        people_come(w, A2 | W1 | W2, rest);
    else if (rest > 0)
        people_come(w, W1 | W2, rest);
    pages_show(w, 0, A1 | B1 | W1);
    people_come(w, A2 | W2, 5 + draw(6));
    if (comes > 0)
        people_come(w, B2 | W2, comes);
    else
        for (int g = 0; g < w->n_groups; g++) /* no second page of that cycle */
            w->groups[g].pages &= ~(uint64_t)B2;
    pages_show(w, A1 | B1 | W1, comes ? A2 | B2 | W2 : A2 | W2);
}

static void cycles_over_two_snapshots_hide_what_each_hides(void **state)
{
    struct found found[QUESTIONS] = {0};
    static struct world w;

    (void)state;
    seed = 20261205;
    for (int i = 0; i < SCHOOLS; i++) {
        school_draw(&w, i);
        world_look(&w, found);
    }
    assert_int_equal(found_tell(found), 0);
}

/* ---- changed answers ---- */

/* Some of those on the first page say otherwise on the second: what they were and what they are are
 * two people to an attacker, who does not know how many they are. */
static void amended_draw(struct world *w, int number)
{
    struct group *then;
    int n = 1 + draw(2);

    world_begin(w, number);
    w->n_pages = 2;
    w->may_change = true;
    people_come(w, FIRST | SECOND, 5 + draw(20));
    then = people_come(w, FIRST, n);
    snprintf(w->names[1], sizeof w->names[1], "%s", w->names[0]);
    pages_show(w, 0, FIRST);
    people_come(w, SECOND, 5 + draw(8));
    /* As the code sees them: the same people, who said what they say now. */
    people_come(w, FIRST | SECOND, n);
    then->pages = 0;
    pages_show(w, FIRST, SECOND);
    then->pages = FIRST;
    w->groups[w->n_groups - 1].pages = SECOND;
}

static void changed_answers_stay_hidden(void **state)
{
    struct found found[QUESTIONS] = {0};
    static struct world w;

    (void)state;
    seed = 20261206;
    for (int i = 0; i < SCHOOLS; i++) {
        amended_draw(&w, i);
        world_look(&w, found);
    }
    assert_int_equal(found_tell(found), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_made_alone_tell_of_each_other),
        cmocka_unit_test(two_snapshots_hide_what_each_hides),
        cmocka_unit_test(three_snapshots_tell_less_than_one_hidden_count_of_a_thousand),
        cmocka_unit_test(cycles_over_two_snapshots_hide_what_each_hides),
        cmocka_unit_test(changed_answers_stay_hidden),
    };

    return crypto_init() == OK ? cmocka_run_group_tests(tests, NULL, NULL) : 1;
}
