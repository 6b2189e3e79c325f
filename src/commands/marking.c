/* SPDX-License-Identifier: MIT
 *
 * marking.c -- the work of `helpful` and `unhelpful`.
 */
#include "marking.h"

#include <curbside/domain/helpful.h>

#include "json.h"
#include "page.h"
#include "submit.h"

enum err marking_run(struct command *c, bool on)
{
    struct helpful_answer answer;
    post_id post;

    TRY(post_argument(c, &post));
    TRY(helpful_set(c->visit, post, on, &answer));
    if (c->json)
        return json_answer(c, json_pack("{s:I, s:I}", "post", (json_int_t)post.v, "helpful",
                                        (json_int_t)answer.count));
    page_line(c, "post/%lld: %s helpful%s.", (long long)post.v, page_number(c, answer.count),
              !answer.waits ? ""
              : on          ? "; your mark counts with a later release"
                            : "; your mark goes with a later release");
    return OK;
}
