/* SPDX-License-Identifier: MIT
 *
 * sysop_stats.c -- governing by command: how the board does.
 */
#include <curbside/domain/board_stats.h>
#include <curbside/domain/interview_words.h>

#include "json.h"
#include "page.h"
#include "verbs.h"

enum {
    WEEK_DAYS = 7
};

static json_t *known(int64_t n)
{
    return n < 0 ? json_null() : json_integer((json_int_t)n);
}

static json_t *describe_day(const struct day_count *d)
{
    return json_pack("{s:o, s:I, s:I, s:o, s:o}", "day", json_time(d->day), "posts",
                     (json_int_t)d->posts, "actions", (json_int_t)d->actions, "waiting",
                     known(d->waiting), "oldest_hours", known(d->oldest_hours));
}

static json_t *describe_days(const struct board_stats *s)
{
    json_t *list = json_array();

    for (int i = 0; i < s->n_days; i++)
        json_array_append_new(list, describe_day(&s->days[i]));
    return list;
}

static json_t *describe_weeks(const struct board_stats *s)
{
    json_t *list = json_array();

    for (int i = 0; i < s->n_days / WEEK_DAYS; i++) {
        struct day_count week;

        board_stats_week(s, i, &week);
        json_array_append_new(list, describe_day(&week));
    }
    return list;
}

static json_t *describe_quarters(struct arena *a, const struct board_stats *s)
{
    json_t *list = json_array();

    for (int i = 0; i < s->n_quarters; i++)
        json_array_append_new(list, json_pack("{s:s, s:I}", "quarter",
                                              quarter_words(a, s->quarters[i].quarter), "members",
                                              (json_int_t)s->quarters[i].members));
    return list;
}

static json_t *describe(struct arena *a, const struct board_stats *s)
{
    return json_pack("{s:o, s:o, s:I, s:o, s:{s:i, s:o}}", "weeks", describe_weeks(s), "days",
                     describe_days(s), "members", (json_int_t)s->members, "quarters",
                     describe_quarters(a, s), "queue", "waiting", s->waiting, "oldest_hours",
                     known(s->oldest_hours));
}

/* "12, 30 h" */
static const char *queue_words(struct command *c, const struct day_count *d)
{
    return d->waiting < 0    ? "-"
           : d->waiting == 0 ? "0"
                             : arena_printf(c->arena, "%s, %s h", page_number(c, d->waiting),
                                            page_number(c, d->oldest_hours));
}

static enum err write_text(struct command *c, const struct board_stats *s)
{
    page_line(c, "%-12s %8s %8s   %s", "week from", "posts", "actions", "most in the queue");
    for (int i = 0; i < s->n_days / WEEK_DAYS; i++) {
        struct day_count week;

        board_stats_week(s, i, &week);
        page_line(c, "%-12s %8s %8s   %s", page_day(c, week.day), page_number(c, week.posts),
                  page_number(c, week.actions), queue_words(c, &week));
    }
    page_blank(c);
    for (int i = 0; i < s->n_quarters; i++)
        page_line(c, "%-12s about %s joined and are here",
                  quarter_words(c->arena, s->quarters[i].quarter),
                  page_number(c, s->quarters[i].members));
    page_blank(c);
    if (s->oldest_hours < 0)
        page_line(c, "Nothing waits in the queue.");
    else
        page_line(c, "%s wait in the queue, the oldest for %s h.", page_number(c, s->waiting),
                  page_number(c, s->oldest_hours));
    return OK;
}

static enum err stats_run(struct command *c)
{
    const char *typed = words_value(&c->words, "--weeks");
    struct board_stats stats;
    long long weeks = STATS_WEEKS;

    if (typed && int_parse(typed, 1, STATS_WEEKS_MAX, &weeks) != OK)
        return verbs_usage(c, "--weeks takes 1 to 52.");
    TRY(board_stats(c->arena, c->visit, (int)weeks, &stats));
    return c->json ? json_answer(c, describe(c->arena, &stats)) : write_text(c, &stats);
}

/* clang-format off */
const struct command_verb sysop_stats_verbs[] = {
    {"stats", "stats [--weeks N]",
     "Posts and moderators' actions by week (--json: by day too), members by the quarter they joined "
     "in, what waits in the queue and the most that did as a day began.",
     "--weeks", 0, 0, stats_run},
    {0},
};
/* clang-format on */
