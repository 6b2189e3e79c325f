/* SPDX-License-Identifier: MIT
 *
 * school_proposal_merge.c -- proposals of one school by several people, as one.
 *
 * The same is what says the same words for name and for place, whatever their case and punctuation:
 * two schools of one name in two towns stay two. How many there are is counted of days that are
 * over alone, as everything of proposals that is shown.
 */
#include <string.h>

#include <curbside/domain/school_proposal.h>
#include <curbside/text/terms.h>

#include "school_proposal_rows.h"

static const char *words_of(struct arena *a, const struct school_proposal_row *row)
{
    AUTO_STR struct str words = STR_INIT;

    terms_add(&words, row->name, strlen(row->name));
    str_add(&words, "\n");
    terms_add(&words, row->place, strlen(row->place));
    return words.failed ? NULL : arena_strdup(a, str_cstr(&words));
}

/* Its words of each row. */
static enum err all_words(struct arena *a, const struct school_proposal_rows *rows,
                          const char ***ret)
{
    *ret = arena_array(a, (size_t)rows->n + 1, sizeof **ret);
    if (!*ret)
        return E_NOMEM;
    for (int i = 0; i < rows->n; i++) {
        (*ret)[i] = words_of(a, &rows->rows[i]);
        if (!(*ret)[i])
            return E_NOMEM;
    }
    return OK;
}

static bool is_repeated(const char *const *words, int at)
{
    for (int i = 0; i < at; i++)
        if (strcmp(words[i], words[at]) == 0)
            return true;
    return false;
}

enum err school_proposals_once(struct arena *a, struct visit *v, int64_t before,
                               struct school_proposal_rows *ret)
{
    const char **words;
    int n = 0;

    TRY(school_proposals_list(a, v->db, INT64_MIN, 0, PROPOSAL_WAITING_MAX, ret));
    while (ret->n > 0 && ret->rows[ret->n - 1].day >= before)
        ret->n--;
    TRY(all_words(a, ret, &words));
    for (int i = 0; i < ret->n; i++)
        if (!is_repeated(words, i))
            ret->rows[n++] = ret->rows[i];
    ret->n = n;
    return OK;
}

enum err school_proposals_same(struct arena *a, struct visit *v,
                               const struct school_proposal_row *row, int64_t before,
                               struct school_proposal_rows *ret)
{
    const char **words, *of = words_of(a, row);
    int n = 0;

    if (!of)
        return E_NOMEM;
    TRY(school_proposals_list(a, v->db, INT64_MIN, 0, PROPOSAL_WAITING_MAX, ret));
    TRY(all_words(a, ret, &words));
    for (int i = 0; i < ret->n; i++)
        if (ret->rows[i].day < before && strcmp(words[i], of) == 0)
            ret->rows[n++] = ret->rows[i];
    ret->n = n;
    return OK;
}
