/* SPDX-License-Identifier: MIT
 *
 * school_proposal_merge.c -- proposals of one school by several people, as one.
 *
 * The same is what says the same words for name and for place, whatever their case and punctuation:
 * two schools of one name in two towns stay two. Of what is shown the days that are over alone are
 * counted. PROPOSAL_WAITING_MAX are compared, in memory of its own that goes with the answer: no
 * more come, though a decision that is taken back may put others there beside them.
 */
#include <string.h>

#include <curbside/domain/school_proposal.h>
#include <curbside/text/terms.h>

#include "school_proposal_rows.h"

/* Those that wait, with the words of each. */
struct proposals {
    struct school_proposal_rows all;
    const char **words;
};

static const char *words_of(struct arena *a, const struct school_proposal_row *row)
{
    AUTO_STR struct str words = STR_INIT;

    terms_add(&words, row->name, strlen(row->name));
    str_add(&words, "\n");
    terms_add(&words, row->place, strlen(row->place));
    return words.failed ? NULL : arena_strdup(a, str_cstr(&words));
}

static enum err proposals_load(struct arena *a, struct visit *v, struct proposals *ret)
{
    TRY(school_proposals_list(a, v->db, INT64_MIN, 0, PROPOSAL_WAITING_MAX, &ret->all));
    ret->words = arena_array(a, (size_t)ret->all.n + 1, sizeof *ret->words);
    if (!ret->words)
        return E_NOMEM;
    for (int i = 0; i < ret->all.n; i++) {
        ret->words[i] = words_of(a, &ret->all.rows[i]);
        if (!ret->words[i])
            return E_NOMEM;
    }
    return OK;
}

/* With the words of this row, which may be none of them. */
static enum err proposals_load_beside(struct arena *a, struct visit *v,
                                      const struct school_proposal_row *row, struct proposals *ret,
                                      const char **ret_words)
{
    *ret_words = words_of(a, row);
    return *ret_words ? proposals_load(a, v, ret) : E_NOMEM;
}

/* From a day that is over, and the first of its words. */
static bool comes_first(const struct proposals *p, int at, int64_t before)
{
    if (p->all.rows[at].day >= before)
        return false;
    for (int i = 0; i < at; i++)
        if (strcmp(p->words[i], p->words[at]) == 0)
            return false;
    return true;
}

enum err school_proposals_count_once(struct visit *v, int64_t before, int *ret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct proposals p;

    *ret = 0;
    TRY(proposals_load(&a, v, &p));
    for (int i = 0; i < p.all.n; i++)
        *ret += comes_first(&p, i, before);
    return OK;
}

static bool is_behind(const struct school_proposal_row *row, int64_t day, int64_t id)
{
    return row->day > day || (row->day == day && row->id.v > id);
}

enum err school_proposals_list_once(struct arena *a, struct visit *v,
                                    const struct school_proposal_after *after, int limit,
                                    struct school_proposal_rows *ret)
{
    AUTO_ARENA struct arena own = ARENA_INIT;
    struct proposals p;

    TRY(proposals_load(&own, v, &p));
    *ret = (struct school_proposal_rows){0};
    if (p.all.n < limit)
        limit = p.all.n;
    ret->rows = arena_array(a, (size_t)limit + 1, sizeof *ret->rows);
    if (!ret->rows)
        return E_NOMEM;
    for (int i = 0; i < p.all.n && ret->n < limit; i++) {
        const struct school_proposal_row *row = &p.all.rows[i];

        if (comes_first(&p, i, after->before) && is_behind(row, after->day, after->id))
            TRY(school_proposals_get(a, v->db, row->id, &ret->rows[ret->n++]));
    }
    return OK;
}

enum err school_proposals_count_same(struct visit *v, const struct school_proposal_row *row,
                                     int64_t before, int *ret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct proposals p;
    const char *words;

    *ret = 0;
    TRY(proposals_load_beside(&a, v, row, &p, &words));
    for (int i = 0; i < p.all.n; i++)
        *ret += p.all.rows[i].day < before && strcmp(p.words[i], words) == 0;
    return OK;
}

/* Whoever proposed it today is told with the others: their day shows in nothing. The row itself may
 * stand behind all that are compared. */
enum err school_proposals_decide_same(struct visit *v, const struct school_proposal_row *row,
                                      const char *state, action_id by)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct proposals p;
    const char *words;

    TRY(proposals_load_beside(&a, v, row, &p, &words));
    TRY(school_proposals_set_state(v->db, row->id, state, by));
    for (int i = 0; i < p.all.n; i++)
        if (strcmp(p.words[i], words) == 0)
            TRY(school_proposals_set_state(v->db, p.all.rows[i].id, state, by));
    return OK;
}
