/* SPDX-License-Identifier: MIT
 *
 * snapshot.c -- making the pages of figures of a school.
 *
 * A page changes only when enough has come for it: new reports of authors with standing, from
 * several days, not all of one week's accounts. Each of them enters with this snapshot or with the
 * next, by a coin that only this board can toss, so that whoever sent some of them does not know
 * whose the others are. The page of all cycles comes first: a cycle's changes only together with
 * it, and by reports that are on it. Who is on the page of all and on that of no cycle are none or
 * as many as a page needs, and all pages of a school are made in the light of each other and of
 * those before (disclosure.h), so that neither tells of the other what no page shows.
 */
#include <curbside/domain/interview.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <curbside/store/db.h>

#include "report_rows.h"

enum {
    ROWS = 500,        /* reports in one look: their forms are in memory then */
    COHORT_COUNTS = 2, /* new reports by accounts of one week that count as new */
    NEW_DAYS = 3,      /* days on which new reports have to have come */
    PARTS = 31,        /* cycles with pages of their own, the newest; two pages each are read */
    GROUPS = 5 * PARTS + 5,
};

const struct figure_rules figure_rules_default = {
    .minimum = 5, .split_minimum = 10, .new_rows = 5, .days = 1u << 0 | 1u << 14};

static const struct figure_rules *rules_of(const struct visit *v)
{
    return v->figures ? v->figures : &figure_rules_default;
}

/* ---- what is new ---- */

struct arrival {
    report_id id;
    int cycle;
    int64_t came;
    uint8_t cohort[TAG_BYTES];
    int was_entered, entered;
    bool was_aside; /* at a snapshot before */
    bool aside;
};

struct arrivals {
    struct arrival *rows;
    int n, cap;
};

static enum err arrivals_add(struct arrivals *all, const struct report_row *row)
{
    if (all->n == all->cap) {
        int cap = all->cap ? 2 * all->cap : 64;
        struct arrival *more = realloc(all->rows, (size_t)cap * sizeof *more);

        if (!more)
            return E_NOMEM;
        all->rows = more;
        all->cap = cap;
    }
    struct arrival *r = &all->rows[all->n++];

    *r = (struct arrival){.id = row->id,
                          .cycle = row->cycle,
                          .came = row->came,
                          .was_entered = row->entered,
                          .entered = row->entered,
                          .was_aside = row->aside,
                          .aside = row->aside};
    memcpy(r->cohort, row->cohort, sizeof r->cohort);
    return OK;
}

/* Is it new for the page of this cycle (0: of all)? */
static bool is_new(const struct arrival *r, int cycle)
{
    return cycle == 0 ? r->entered == 0 : r->cycle == cycle && r->entered < 2;
}

/* The how-maniest of its cohort it is among the new ones before it. */
static int cohort_place(const struct arrivals *all, int at, int cycle)
{
    int n = 0;

    for (int i = 0; i < at; i++)
        n += is_new(&all->rows[i], cycle) &&
             memcmp(all->rows[i].cohort, all->rows[at].cohort, TAG_BYTES) == 0;
    return n;
}

/* Notes the day of a report that counts, while there are fewer than NEW_DAYS. */
static void day_add(int64_t days[static NEW_DAYS], int *n, int64_t day)
{
    for (int i = 0; i < *n; i++)
        if (days[i] == day)
            return;
    if (*n < NEW_DAYS)
        days[(*n)++] = day;
}

/* Has enough come for this page to change? What its cohort has too many of counts neither as a
 * report nor for its day. Not counted on when it has: a first snapshot looks at thousands. */
static bool enough_came(const struct figure_rules *rules, const struct arrivals *all, int cycle)
{
    int64_t days[NEW_DAYS];
    int rows = 0, n = 0;

    for (int i = 0; i < all->n && (rows < rules->new_rows || n < NEW_DAYS); i++) {
        if (!is_new(&all->rows[i], cycle) || cohort_place(all, i, cycle) >= COHORT_COUNTS)
            continue;
        rows++;
        day_add(days, &n, all->rows[i].came);
    }
    return rows >= rules->new_rows && n >= NEW_DAYS;
}

/* Every report is let in by its second snapshot at the latest. */
static bool coin(const struct visit *v, const struct arrival *r)
{
    uint8_t toss[TAG_BYTES], id[8];
    struct key key;

    if (r->was_aside)
        return true;
    for (int i = 0; i < 8; i++)
        id[i] = (uint8_t)((uint64_t)r->id.v >> (8 * i));
    key_derive(v->pepper, "coin", NULL, 0, &key);
    hash_keyed(&key, id, sizeof id, toss, sizeof toss);
    secret_wipe(&key, sizeof key);
    return toss[0] & 1;
}

/* Who enters the page of all now. */
static void whole_enter(const struct visit *v, struct arrivals *all)
{
    for (int i = 0; i < all->n; i++) {
        struct arrival *r = &all->rows[i];

        if (r->entered != 0)
            continue;
        if (coin(v, r))
            r->entered = 1;
        else
            r->aside = true;
    }
}

/* Does it enter the page of this cycle (0: of all) now? */
static bool enters(const struct arrival *r, int cycle)
{
    return cycle == 0 ? r->entered != 0 && r->was_entered == 0
                      : r->cycle == cycle && r->entered == 1;
}

/* Do as many enter as have to come? The coin may leave one of five, and every cell that changed
 * would be this one's answer. Of a cohort no more count than when they came. */
static bool enough_enter(const struct figure_rules *rules, const struct arrivals *all, int cycle)
{
    int rows = 0;

    for (int i = 0; i < all->n && rows < rules->new_rows; i++) {
        int alike = 0;

        if (!enters(&all->rows[i], cycle))
            continue;
        for (int k = 0; k < i && alike < COHORT_COUNTS; k++)
            alike += enters(&all->rows[k], cycle) &&
                     memcmp(all->rows[k].cohort, all->rows[i].cohort, TAG_BYTES) == 0;
        rows += alike < COHORT_COUNTS;
    }
    return rows >= rules->new_rows;
}

/* No page is written: who was to enter it is as new for the next snapshot. */
static void whole_leave(struct arrivals *all)
{
    for (int i = 0; i < all->n; i++)
        all->rows[i].entered = all->rows[i].was_entered;
}

/* ---- the reports of a school, one look after the other ---- */

typedef enum err (*report_fn)(void *ctx, const struct report_row *row);

/* By cycle and number; of one cycle, or with 0 of all. */
static enum err walk(struct visit *v, const char *school, int cycle, report_fn each, void *ctx)
{
    struct report_key after = {cycle, cycle == 0 ? 0 : INT64_MIN};
    struct report_rows rows;

    do {
        AUTO_ARENA struct arena a = ARENA_INIT;

        arena_init(&a, (size_t)64 * 1024 * 1024);
        TRY(reports_walk(&a, v->db, school, &after, ROWS, &rows));
        for (int i = 0; i < rows.n; i++) {
            if (cycle != 0 && rows.rows[i].cycle != cycle)
                return OK;
            TRY(each(ctx, &rows.rows[i]));
        }
        if (rows.n > 0)
            after = (struct report_key){rows.rows[rows.n - 1].cycle, rows.rows[rows.n - 1].id.v};
    } while (rows.n == ROWS);
    return OK;
}

/* ---- the pages of a school ---- */

/* One cycle. */
struct part {
    int cycle;
    int settled; /* reports that are on its page */
    int waits;   /* that are on the page of all, or enter it now, and not on its own */
    bool is_made;
};

struct making {
    struct visit *v;
    const char *school;
    int64_t today;
    struct arrivals arrivals;
    struct part parts[PARTS]; /* from the oldest on */
    int n_parts;
    bool moves; /* there is something to be written */
};

static struct part *part_of(struct making *m, int cycle)
{
    for (int i = 0; i < m->n_parts; i++)
        if (m->parts[i].cycle == cycle)
            return &m->parts[i];
    return NULL;
}

/* Reports come in the order of their cycles. Of more cycles than there is room for, the oldest have
 * no page any more. */
static struct part *part_put(struct making *m, int cycle)
{
    struct part *part = part_of(m, cycle);

    if (part)
        return part;
    if (m->n_parts == PARTS)
        memmove(&m->parts[0], &m->parts[1], sizeof m->parts[0] * (size_t)--m->n_parts);
    part = &m->parts[m->n_parts++];
    *part = (struct part){.cycle = cycle};
    return part;
}

static enum err note_row(void *ctx, const struct report_row *row)
{
    struct making *m = ctx;

    part_put(m, row->cycle)->settled += row->entered == 2;
    return row->entered < 2 ? arrivals_add(&m->arrivals, row) : OK;
}

/* ---- which of them are made ---- */

/* As far as its own size goes; who is left of all is looked at for all cycles together. */
static bool part_may_be_made(const struct making *m, const struct part *part)
{
    const struct figure_rules *rules = rules_of(m->v);

    return part->waits > 0 && part->settled + part->waits >= rules->split_minimum &&
           enough_came(rules, &m->arrivals, part->cycle) &&
           enough_enter(rules, &m->arrivals, part->cycle);
}

/* Who would be on the page of all, and on that of no cycle. */
static int rest_of(const struct making *m, int whole)
{
    for (int i = 0; i < m->n_parts; i++)
        whole -= m->parts[i].settled + (m->parts[i].is_made ? m->parts[i].waits : 0);
    return whole;
}

/* The one by which the fewest come is left as it is. False: none was to be made. */
static bool part_give_up(struct making *m)
{
    struct part *least = NULL;

    for (int i = 0; i < m->n_parts; i++)
        if (m->parts[i].is_made && (!least || m->parts[i].waits < least->waits))
            least = &m->parts[i];
    if (least)
        least->is_made = false;
    return least != NULL;
}

/* Of a cycle whose page is not made now, and new on the page of all. */
static bool is_put_off(struct making *m, const struct arrival *r)
{
    const struct part *part = part_of(m, r->cycle);

    return r->entered == 1 && r->was_entered == 0 && part && !part->is_made;
}

/* If nobody is left but such, they come later: else a few reports of one cycle would keep the pages
 * of all others from being made. */
static bool newcomers_put_off(struct making *m, int rest, int *whole)
{
    int n = 0;

    for (int i = 0; i < m->arrivals.n; i++)
        n += is_put_off(m, &m->arrivals.rows[i]);
    if (n != rest)
        return false;
    for (int i = 0; i < m->arrivals.n; i++) {
        struct arrival *r = &m->arrivals.rows[i];

        if (!is_put_off(m, r))
            continue;
        part_of(m, r->cycle)->waits--;
        r->entered = 0;
        r->aside = true;
    }
    *whole -= n;
    return true;
}

/* False: no page can be, or the rest would be so few that the page of all tells of them. */
static bool parts_choose(struct making *m)
{
    int whole = 0, least = rules_of(m->v)->minimum, rest;

    for (int i = 0; i < m->n_parts; i++)
        whole += m->parts[i].settled;
    for (int i = 0; i < m->arrivals.n; i++) {
        const struct arrival *r = &m->arrivals.rows[i];
        struct part *part = part_of(m, r->cycle);

        whole += r->entered == 1;
        if (part)
            part->waits += r->entered == 1;
    }
    for (int i = 0; i < m->n_parts; i++)
        m->parts[i].is_made = part_may_be_made(m, &m->parts[i]);
    do
        rest = rest_of(m, whole);
    while (rest > 0 && rest < least && (newcomers_put_off(m, rest, &whole) || part_give_up(m)));
    return whole >= least && (rest == 0 || rest >= least);
}

/* Who is on the page of all enters that of their cycle. */
static void parts_enter(struct making *m)
{
    for (int i = 0; i < m->arrivals.n; i++) {
        struct arrival *r = &m->arrivals.rows[i];
        const struct part *part = part_of(m, r->cycle);

        if (r->entered == 1 && part && part->is_made)
            r->entered = 2;
    }
}

/* ---- counting ---- */

/* The pages of a school as they were shown last and as they are made now, and who is on them. */
struct counting {
    struct making *m;
    struct arena *a;
    struct figure_page pages[DISCLOSURE_PAGES];
    struct {
        int cycle, level; /* on it are the reports of this cycle (0: all) that entered so far */
    } of[DISCLOSURE_PAGES];
    int n_pages;
    struct figure_group groups[GROUPS];
    int n_groups;
};

static int by_walk(const void *a, const void *b)
{
    const struct arrival *x = a, *y = b;

    if (x->cycle != y->cycle)
        return x->cycle < y->cycle ? -1 : 1;
    return x->id.v < y->id.v ? -1 : x->id.v > y->id.v;
}

/* On which pages a report is after this snapshot. The arrivals stand as they were walked. */
static int entered_after(const struct counting *c, const struct report_row *row)
{
    const struct arrivals *all = &c->m->arrivals;
    struct arrival key = {.id = row->id, .cycle = row->cycle};
    const struct arrival *found = NULL;

    if (row->entered < 2 && all->n > 0)
        found = bsearch(&key, all->rows, (size_t)all->n, sizeof key, by_walk);
    return found ? found->entered : row->entered;
}

static uint64_t pages_of(const struct counting *c, const struct report_row *row)
{
    int after = entered_after(c, row);
    uint64_t pages = 0;

    for (int i = 0; i < c->n_pages; i++)
        if ((c->of[i].cycle == 0 || c->of[i].cycle == row->cycle) &&
            (c->pages[i].is_out ? row->entered : after) >= c->of[i].level)
            pages |= (uint64_t)1 << i;
    return pages;
}

static enum err group_get(struct counting *c, uint64_t pages, struct figure_count **ret)
{
    for (int i = 0; i < c->n_groups; i++)
        if (c->groups[i].pages == pages) {
            *ret = c->groups[i].count;
            return OK;
        }
    BUG_ON(c->n_groups == GROUPS);
    TRY(figure_count_new(ret));
    c->groups[c->n_groups++] = (struct figure_group){pages, *ret};
    return OK;
}

static enum err count_one(void *ctx, const struct report_row *row)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct counting *c = ctx;
    struct interview_form form;
    struct interview_fault fault;
    struct figure_count *count;
    uint64_t pages = pages_of(c, row);

    if (pages == 0)
        return OK;
    interview_form_init(&form);
    if (interview_form_parse(&a, row->form, strlen(row->form), &form, &fault) == E_NOMEM)
        return E_NOMEM;
    TRY(group_get(c, pages, &count));
    return figure_count_add(count, &form);
}

/* ---- reading and writing ---- */

/* Are the same people on the page of this cycle as on that of all? Then both round alike: two
 * roundings of one count would narrow it, and look like two different schools. */
static bool is_all_there_is(struct making *m, int cycle)
{
    const struct part *part = part_of(m, cycle);
    int others = 0;

    for (int i = 0; i < m->n_parts; i++)
        others += &m->parts[i] != part ? m->parts[i].settled + m->parts[i].waits
                  : part->is_made      ? 0
                                       : part->waits;
    return part && others == 0;
}

static enum err page_add(struct counting *c, int cycle, const char *written)
{
    struct figure_page *page = &c->pages[c->n_pages];
    char name[160];

    BUG_ON(c->n_pages == DISCLOSURE_PAGES);
    snprintf(name, sizeof name, "%s/%d", c->m->school, is_all_there_is(c->m, cycle) ? 0 : cycle);
    *page = (struct figure_page){.name = arena_strdup(c->a, name),
                                 .is_out = written != NULL,
                                 .figures = arena_alloc(c->a, sizeof *page->figures)};
    if (!page->name || !page->figures)
        return E_NOMEM;
    c->of[c->n_pages].cycle = cycle;
    c->of[c->n_pages].level = cycle == 0 ? 1 : 2;
    c->n_pages++;
    return written ? figures_parse(written, page->figures) : OK;
}

/* The page as it is, and the one that is to be made. */
static enum err pages_add(struct counting *c, int cycle, bool is_made)
{
    struct figures_row row = {0};
    enum err err = figures_get(c->a, c->m->v->db, c->m->school, cycle, &row);

    if (err == OK)
        TRY(page_add(c, cycle, row.page));
    else if (err != E_NOTFOUND)
        return err;
    return is_made ? page_add(c, cycle, NULL) : OK;
}

static enum err page_write(const struct counting *c, int at)
{
    AUTO_STR struct str written = STR_INIT;
    struct figures_row row = {.school = c->m->school, .cycle = c->of[at].cycle, .day = c->m->today};

    figures_format(c->pages[at].figures, &written);
    if (written.failed)
        return E_NOMEM;
    row.page = str_cstr(&written);
    return figures_set(c->m->v->db, &row);
}

static enum err pages_show(struct counting *c)
{
    const struct figure_rules *rules = rules_of(c->m->v);
    struct disclosure_rules how = {.minimum = rules->minimum};
    struct key key;
    enum err err;

    key_derive(c->m->v->pepper, "statistics", NULL, 0, &key);
    how.key = &key;
    err = figures_show(&how, c->groups, c->n_groups, c->pages, c->n_pages);
    secret_wipe(&key, sizeof key);
    return err;
}

static enum err pages_make(struct counting *c)
{
    const struct making *m = c->m;
    enum err err;

    TRY(pages_add(c, 0, true));
    for (int i = 0; i < m->n_parts; i++)
        TRY(pages_add(c, m->parts[i].cycle, m->parts[i].is_made));
    err = walk(m->v, m->school, 0, count_one, c);
    if (err == OK)
        err = pages_show(c);
    for (int i = 0; i < c->n_groups; i++)
        figure_count_free(c->groups[i].count);
    return err;
}

/* ---- a school ---- */

static enum err arrivals_write(const struct making *m)
{
    for (int i = 0; i < m->arrivals.n; i++) {
        const struct arrival *r = &m->arrivals.rows[i];

        if (r->entered != r->was_entered || r->aside != r->was_aside)
            TRY(reports_set_entered(m->v->db, r->id, r->aside, r->entered));
    }
    return OK;
}

/* All that takes long, while others may write. Who takes a report back before the pages are written
 * has done so right after. */
static enum err school_read(struct making *m, struct counting *c)
{
    AUTO_TXN struct txn txn = TXN_NONE;

    TRY(txn_begin(&txn, m->v->db, TXN_READ));
    TRY(walk(m->v, m->school, 0, note_row, m));
    m->moves = enough_came(rules_of(m->v), &m->arrivals, 0);
    if (!m->moves)
        return txn_commit(&txn);
    whole_enter(m->v, &m->arrivals);
    if (parts_choose(m) && enough_enter(rules_of(m->v), &m->arrivals, 0)) {
        parts_enter(m);
        TRY(pages_make(c));
    } else {
        whole_leave(&m->arrivals);
    }
    return txn_commit(&txn);
}

/* A report has entered what was written with it, and nothing else. */
static enum err school_write(const struct making *m, const struct counting *c,
                             snapshot_note_fn note, void *ctx)
{
    AUTO_TXN struct txn txn = TXN_NONE;

    TRY(txn_begin(&txn, m->v->db, TXN_WRITE));
    for (int i = 0; i < c->n_pages; i++)
        if (!c->pages[i].is_out)
            TRY(page_write(c, i));
    TRY(arrivals_write(m));
    if (note)
        TRY(note(m->v, m->school, m->today, ctx));
    return txn_commit(&txn);
}

enum err snapshot_school(struct visit *v, const char *school, int64_t today, snapshot_note_fn note,
                         void *ctx)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct making m = {.v = v, .school = school, .today = today};
    struct counting c = {.m = &m, .a = &a};
    enum err err = school_read(&m, &c);

    if (err == OK && (m.moves || note))
        err = school_write(&m, &c, note, ctx);
    free(m.arrivals.rows);
    return err;
}
