/* SPDX-License-Identifier: MIT
 *
 * queue_stage.h -- posts that wait for a moderator, and who flagged them. Included by one test
 * program each.
 */
#ifndef CURBSIDE_TESTS_QUEUE_STAGE_H
#define CURBSIDE_TESTS_QUEUE_STAGE_H

#include "stage.h"

#include <curbside/domain/flag.h>
#include <curbside/domain/queue.h>

static void stage_flag(struct stage *st, const char *who, post_id post, enum flag_code code,
                       const char *note)
{
    struct visit v;

    stage_become(st, &v, who);
    assert_int_equal(flag_add(&v, post, code, note), OK);
    account_close(&v);
}

/* Three posts that wait, and a moderator. */
static void stage_queue(struct stage *st)
{
    struct submitted one, two, three;

    stage_make(st);
    one = stage_post(st, "quiet-otter-41", "premed", (thread_id){0}, "Is a 3.4 the end of it?",
                     "Two years of B's in the sciences. Do I apply or wait?");
    two = stage_post(st, "calm-ibex-3", "premed", one.thread, NULL,
                     "Maybe medicine isn't for you lol");
    three = stage_post(st, "brave-lynx-9", "mcat", (thread_id){0}, "Tutor, cheap",
                       "My course raises every score by ten points. Write to me.");
    stage_flag(st, "quiet-otter-41", two.post, FLAG_UNKIND, "Third time this week in this thread.");
    stage_flag(st, "calm-maud-7", two.post, FLAG_HARASSMENT, NULL);
    st->now_ms += 2 * 3600 * 1000;
    stage_flag(st, "quiet-otter-41", three.post, FLAG_SPAM, NULL);
    stage_flag(st, "calm-ibex-3", one.post, FLAG_OFF_TOPIC, NULL);
    stage_role(st, "calm-maud-7", "moderator");
}

static int waiting(struct stage *st)
{
    int n;

    assert_int_equal(queue_count(&st->visit, &n), OK);
    return n;
}

__attribute__((unused)) static void stage_peer(struct stage *st, const char *name)
{
    struct visit v;

    stage_become(st, &v, name);
    account_close(&v);
    stage_role(st, name, "moderator");
}

#endif
