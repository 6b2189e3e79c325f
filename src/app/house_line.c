/* SPDX-License-Identifier: MIT
 *
 * house_line.c -- the domain's words for what comes over a line.
 */
#include <curbside/app/house_line.h>

#include <assert.h>

static_assert((int)HOUSE_SESSIONS_MAX == (int)BELL_SESSIONS_MAX, "a list fits its bells");

void house_line_listen(struct bell_line *line, uint64_t topic, bool on)
{
    /* Without a line no answer comes, which is an answer. */
    for (uint64_t t = topic; t <= topic + 1; t++) {
        if (on)
            IGNORE(bell_subscribe(line, t));
        else
            IGNORE(bell_unsubscribe(line, t));
    }
}

static enum house_kind kind_of(enum bell_kind kind)
{
    return kind == BELL_SCREENS ? HOUSE_SCREENS : kind == BELL_PLAIN ? HOUSE_PLAIN : HOUSE_COMMAND;
}

static enum house_age age_of(enum bell_age age)
{
    return age == BELL_AGE_NEW    ? HOUSE_NEW
           : age == BELL_AGE_HOUR ? HOUSE_HOUR
           : age == BELL_AGE_DAY  ? HOUSE_DAY
                                  : HOUSE_DAYS;
}

enum err house_line_await(struct bell_line *line, uint64_t topic, int ms,
                          struct house_session *rows, int *ret_n, bool *ret_second)
{
    struct bell_session heard[BELL_SESSIONS_MAX];
    int n;

    TRY(bell_await(line, topic, ms, heard, &n, ret_second));
    for (int i = 0; i < n && rows; i++)
        rows[i] = (struct house_session){.number = heard[i].number,
                                         .kind = kind_of(heard[i].kind),
                                         .age = age_of(heard[i].age),
                                         .idle = heard[i].idle,
                                         .own = heard[i].own};
    *ret_n = rows ? n : 0;
    return OK;
}
