/* SPDX-License-Identifier: MIT
 *
 * practice.c -- the caller's own history of practice.
 */
#include <curbside/domain/practice.h>

#include "json.h"
#include "page.h"
#include "paging.h"

static json_t *ratings_json(const struct practice_attempt *a)
{
    json_t *ratings = json_object();

    for (int r = 0; r < PRACTICE_RATINGS; r++)
        json_object_set_new(ratings, practice_rating_name((enum practice_rating)r),
                            a->ratings[r] > 0 ? json_integer(a->ratings[r]) : json_null());
    return ratings;
}

static enum err answer_json(struct command *c, const struct practice_page *page)
{
    json_t *list = json_array();

    for (int i = 0; i < page->n; i++) {
        const struct practice_attempt *a = &page->rows[i];

        json_array_append_new(list, json_pack("{s:I, s:o, s:s, s:s, s:b, s:i, s:o}", "question",
                                              (json_int_t)a->question.v, "text", json_text(a->text),
                                              "day", page_day(c, a->day), "mode",
                                              practice_mode_name(a->mode), "typed", a->typed,
                                              "seconds", a->seconds, "ratings", ratings_json(a)));
    }
    return json_answer(c, json_pack("{s:o, s:o}", "attempts", list, "next", json_text(page->next)));
}

static void attempt_tell(struct command *c, const struct practice_attempt *a)
{
    AUTO_STR struct str words = STR_INIT;

    for (int r = 0; r < PRACTICE_RATINGS; r++)
        if (a->ratings[r] > 0)
            str_printf(&words, " · %s %d", practice_rating_name((enum practice_rating)r),
                       a->ratings[r]);
    page_text(c, 0, 2,
              arena_printf(c->arena, "%s  %s", page_day(c, a->day),
                           a->text ? a->text : "(a question that is gone)"));
    page_text(c, 4, 4,
              arena_printf(c->arena, "%s, %s, %d:%02d%s", practice_mode_name(a->mode),
                           a->typed ? "typed" : "spoken", a->seconds / 60, a->seconds % 60,
                           str_cstr(&words)));
}

static enum err practice_run(struct command *c)
{
    struct practice_page page;
    int limit;

    if (!words_has(&c->words, "--list")) {
        str_add(&c->err, "Practice is done in the screens (ssh -t HOST, then g k p); here "
                         "\"practice --list\" shows your history.");
        return E_USAGE;
    }
    TRY(paging_limit(c, &limit));
    TRY(practice_list(c->arena, c->visit, words_value(&c->words, "--after"), limit, &page));
    if (c->json)
        return answer_json(c, &page);
    if (page.n == 0)
        page_text(c, 0, 0, "You have not practiced yet, or not kept it.");
    for (int i = 0; i < page.n; i++)
        attempt_tell(c, &page.rows[i]);
    paging_more(c, "practice --list", page.next);
    return OK;
}

static const struct flag flags[] = {
    {.name = "--list"},
    PAGING_FLAGS,
    {.name = NULL},
};

const struct command_ops command_practice = {
    .name = "practice",
    .summary = "List the questions you practiced with, and how you rated yourself",
    .usage = "practice --list " PAGING_USAGE,
    .detail = "Newest first. It is sealed under your account: nobody else can read it. What you "
              "said or typed is kept nowhere. Practicing itself is done in the screens.",
    .flags = flags,
    .run = practice_run,
};
