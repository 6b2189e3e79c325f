/* SPDX-License-Identifier: MIT
 *
 * server.h -- a stage whose server runs: its keeper does at once what a sysop asks for. Included by
 * one test program each.
 */
#ifndef CURBSIDE_TESTS_SERVER_H
#define CURBSIDE_TESTS_SERVER_H

#include "stage.h"

#include <curbside/domain/house.h>

static int server_kicked; /* the number that was asked for last */

static void server_listen(void *ctx, uint64_t topic, bool on)
{
    (void)ctx, (void)topic, (void)on;
}

/* The keeper, at once: what was asked for last is done. */
static enum err server_answer(void *ctx, uint64_t topic, int ms, struct house_session *rows,
                              int *ret_n, bool *ret_second)
{
    static const struct house_session there[] = {
        {163402, HOUSE_SCREENS, HOUSE_NEW, false, true},
        {420917, HOUSE_PLAIN, HOUSE_DAY, true, false},
        {778215, HOUSE_COMMAND, HOUSE_HOUR, false, false},
    };
    struct stage *st = ctx;
    struct house_request r;

    (void)ms;
    assert_int_equal(house_take(&st->visit, &r), OK);
    assert_int_equal(topic, topic_number(TOPIC_HOUSE, r.answer));
    server_kicked = r.session;
    *ret_second = false;
    *ret_n = rows ? 3 : 0;
    if (rows)
        memcpy(rows, there, sizeof there);
    return OK;
}

/* Whoever is on the stage; `house` lives as long. */
static void server_run(struct stage *st, struct house *house)
{
    *house = (struct house){.ctx = st, .listen = server_listen, .await = server_answer};
    st->visit.house = house;
}

#endif
