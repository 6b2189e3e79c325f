/* SPDX-License-Identifier: MIT
 *
 * brief.c -- a school on one page, for the night before.
 */
#include "figure_answer.h"
#include "json.h"
#include "page.h"

static enum err brief_run(struct command *c)
{
    struct school_answer s;

    TRY(school_answer_get(c, c->words.args[0], 0, &s));
    if (c->json) {
        json_t *schools = json_array();

        json_array_append_new(schools, school_answer_json(c, &s));
        return json_answer(c, json_pack("{s:o}", "schools", schools));
    }
    if (!words_has(&c->words, "--all")) {
        TRY(school_answer_night(c, &s));
        page_text(c, 0, 0, "--all tells all of it; \"questions --school\" has every question.");
        return OK;
    }
    TRY(school_answer_head(c, &s));
    TRY(school_answer_figures(c, &s, true));
    school_answer_words(c, &s, DIGEST_QUESTIONS, DIGEST_WISHES);
    school_answer_caution(c);
    return OK;
}

static const struct flag flags[] = {
    {.name = "--all"},
    {.name = NULL},
};

const struct command_ops command_brief = {
    .name = "brief",
    .summary = "Show a school on one page, for the night before an interview",
    .usage = "brief SCHOOL [--all]",
    .detail = "What the day is like, what is asked most, and what people wish they had known: the "
              "first of each, on one screen; --all has the rest. SCHOOL is a slug, or a name that "
              "fits one school.",
    .flags = flags,
    .min_args = 1,
    .max_args = 1,
    .run = brief_run,
};
