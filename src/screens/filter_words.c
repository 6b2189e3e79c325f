/* SPDX-License-Identifier: MIT
 *
 * filter_words.c -- filters and their dry runs in words.
 */
#include "filter_words.h"

#include <stdio.h>

#include <curbside/base/str.h>

#include "rows.h"

enum {
    DAY_CHARS = 10, /* of an RFC 3339 time */
};

void filter_figure(const struct filter *f, char ret[static FILTER_FIGURE_SIZE])
{
    char hits[COUNT_SIZE], looked[COUNT_SIZE], met[COUNT_SIZE];

    snprintf(ret, FILTER_FIGURE_SIZE, "%s of %s, met %s", count_format(f->hits, hits),
             count_format(f->looked, looked), count_format(f->met, met));
}

const char *filter_words(struct arena *a, const struct filter *f)
{
    AUTO_STR struct str words = STR_INIT;
    char day[TIME_RFC3339_SIZE], hits[COUNT_SIZE], looked[COUNT_SIZE], met[COUNT_SIZE];
    const char *sentence = filter_sentence(a, f->action, f->rule, f->sentence), *ret;

    time_format_rfc3339(f->tried, day);
    str_printf(&words, "Found %s of %s posts when it was tried, on %.*s. ",
               count_format(f->hits, hits), count_format(f->looked, looked), DAY_CHARS, day);
    str_printf(&words, "Met in %s texts of the last 90 days, today not counted. ",
               count_format(f->met, met));
    if (f->overs > 0)
        str_printf(&words, "In %s texts it took too many steps. ", count_format(f->overs, met));
    str_printf(&words, "It tells: %s", sentence ? sentence : "");
    ret = words.failed ? NULL : arena_strdup(a, str_cstr(&words));
    return ret ? ret : "";
}

const char *filter_trial_text(struct arena *a, const struct filter_trial *trial)
{
    AUTO_STR struct str text = STR_INIT;

    str_add(&text, trial->refused ? trial->refused : filter_trial_words(a, trial));
    for (int i = 0; i < trial->n; i++)
        str_printf(&text, "\n#%d \"%s\"", trial->rows[i].no, trial->rows[i].excerpt);
    return text.failed ? NULL : arena_strdup(a, str_cstr(&text));
}
