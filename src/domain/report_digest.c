/* SPDX-License-Identifier: MIT
 *
 * report_digest.c -- questions asked most, and wishes, of the reports that are out.
 */
#include <curbside/domain/report_digest.h>

#include <limits.h>
#include <string.h>

#include <curbside/domain/questions.h>

#include "report_rows.h"

/* Where it belongs by the count that is shown; what was there first stays before its equals. */
static void asked_put(struct report_digest *d, const char *text, int reports)
{
    int at = d->n_asked++;

    for (; at > 0 && d->asked[at - 1].reports < reports; at--)
        d->asked[at] = d->asked[at - 1];
    d->asked[at] = (struct asked_question){text, reports};
}

/* As the question bank has them: merged wordings are one, and counts are rounded there. */
static enum err asked_fill(struct arena *a, struct visit *v, const char *school,
                           struct report_digest *d)
{
    const struct question_query query = {.school = school,
                                         .kind = QUESTION_ANY_KIND,
                                         .level = QUESTION_ANY_LEVEL,
                                         .limit = DIGEST_QUESTIONS};
    struct question_page page;

    TRY(question_list(a, v, &query, &page));
    for (int i = 0; i < page.n; i++)
        asked_put(d, page.rows[i].text, page.rows[i].seen);
    return OK;
}

static void wish_put(struct report_digest *d, const struct report *r)
{
    int at = d->n_wishes;

    for (int i = 0; i < d->n_wishes; i++)
        if (strcmp(d->wishes[i].text, r->form.texts[FIELD_WISH_KNOWN]) == 0)
            return; /* said already, by one who is confirmed as often or newer */
    while (at > 0 && d->wishes[at - 1].confirmations < r->confirmations)
        at--;
    if (at == DIGEST_WISHES)
        return;
    if (d->n_wishes < DIGEST_WISHES)
        d->n_wishes++;
    memmove(&d->wishes[at + 1], &d->wishes[at],
            (size_t)(d->n_wishes - at - 1) * sizeof d->wishes[0]);
    d->wishes[at] = (struct wish){r->id, r->form.texts[FIELD_WISH_KNOWN], r->confirmations};
}

/* What was kept of them points into an arena that goes. */
static enum err texts_keep(struct arena *a, struct report_digest *d)
{
    for (int i = 0; i < d->n_wishes; i++)
        if ((d->wishes[i].text = arena_strdup(a, d->wishes[i].text)) == NULL)
            return E_NOMEM;
    return OK;
}

enum err report_digest(struct arena *a, struct visit *v, const char *school,
                       struct report_digest *ret)
{
    AUTO_ARENA struct arena scratch = ARENA_INIT;
    struct report_page page;
    struct school s;
    int out;

    *ret = (struct report_digest){0};
    TRY(report_list(&scratch, v, school, NULL, DIGEST_REPORTS, &page));
    TRY(asked_fill(a, v, school, ret));
    TRY(school_get(&scratch, school, &s));
    TRY(reports_count_shown(v->db, s.pool, INT_MAX, &out));
    ret->out = report_count_shown(v, s.pool, "out", out);
    for (int i = 0; i < page.n; i++)
        if (page.rows[i].form.texts[FIELD_WISH_KNOWN])
            wish_put(ret, &page.rows[i]);
    ret->reports = page.n;
    return texts_keep(a, ret);
}
