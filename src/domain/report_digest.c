/* SPDX-License-Identifier: MIT
 *
 * report_digest.c -- questions asked most, and wishes, of the reports that are out.
 *
 * Two questions are the same where their words are: case, accents and punctuation do not count.
 */
#include <curbside/domain/report_digest.h>

#include <stdlib.h>
#include <string.h>

#include <curbside/text/terms.h>

/* One question of one report. */
struct sighting {
    const char *words; /* as terms */
    const char *text;
    int report; /* its place among those read */
};

static int by_words(const void *a, const void *b)
{
    const struct sighting *x = a, *y = b;
    int order = strcmp(x->words, y->words);

    return order ? order : x->report - y->report;
}

static enum err sightings_collect(struct arena *a, const struct report_page *page,
                                  struct sighting **ret, int *ret_n)
{
    int n = 0, all = 0;

    for (int i = 0; i < page->n; i++)
        all += page->rows[i].form.n_questions;
    *ret = arena_array(a, (size_t)all, sizeof **ret);
    if (!*ret)
        return E_NOMEM;
    for (int i = 0; i < page->n; i++)
        for (int k = 0; k < page->rows[i].form.n_questions; k++) {
            AUTO_STR struct str words = STR_INIT;
            const char *text = page->rows[i].form.questions[k];

            terms_add(&words, text, strlen(text));
            (*ret)[n] = (struct sighting){arena_strdup(a, str_cstr(&words)), text, i};
            if (!(*ret)[n].words || words.failed)
                return E_NOMEM;
            n++;
        }
    *ret_n = n;
    return OK;
}

/* Where it belongs by its count; what was there first stays before its equals. */
static void asked_put(struct report_digest *d, const char *text, int reports)
{
    int at = d->n_asked;

    while (at > 0 && d->asked[at - 1].reports < reports)
        at--;
    if (at == DIGEST_QUESTIONS)
        return;
    if (d->n_asked < DIGEST_QUESTIONS)
        d->n_asked++;
    memmove(&d->asked[at + 1], &d->asked[at], (size_t)(d->n_asked - at - 1) * sizeof d->asked[0]);
    d->asked[at] = (struct asked_question){text, reports};
}

static void asked_count(struct sighting *s, int n, struct report_digest *d)
{
    qsort(s, (size_t)n, sizeof *s, by_words);
    for (int from = 0, to; from < n; from = to) {
        int reports = 1;

        for (to = from + 1; to < n && strcmp(s[to].words, s[from].words) == 0; to++)
            reports += s[to].report != s[to - 1].report;
        asked_put(d, s[from].text, reports);
    }
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
    for (int i = 0; i < d->n_asked; i++)
        if ((d->asked[i].text = arena_strdup(a, d->asked[i].text)) == NULL)
            return E_NOMEM;
    for (int i = 0; i < d->n_wishes; i++)
        if ((d->wishes[i].text = arena_strdup(a, d->wishes[i].text)) == NULL)
            return E_NOMEM;
    return OK;
}

enum err report_digest(struct arena *a, struct visit *v, const char *school,
                       struct report_digest *ret)
{
    AUTO_ARENA struct arena scratch = ARENA_INIT;
    struct sighting *sightings;
    struct report_page page;
    int n;

    *ret = (struct report_digest){0};
    TRY(report_list(&scratch, v, school, NULL, DIGEST_REPORTS, &page));
    TRY(sightings_collect(&scratch, &page, &sightings, &n));
    asked_count(sightings, n, ret);
    for (int i = 0; i < page.n; i++)
        if (page.rows[i].form.texts[FIELD_WISH_KNOWN])
            wish_put(ret, &page.rows[i]);
    ret->reports = page.n;
    return texts_keep(a, ret);
}
