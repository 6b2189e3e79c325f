/* SPDX-License-Identifier: MIT
 *
 * reply.c -- answer in a thread; the body comes on standard input.
 */
#include <string.h>

#include <curbside/domain/thread.h>

#include "json.h"
#include "page.h"
#include "submit.h"

/* --to NO, or the post that the address itself named: post/123 is answered, thread/123 is not. */
static enum err reply_target(struct command *c, int named, struct submission *s)
{
    const char *to = words_value(&c->words, "--to");
    long long no = 0;

    if (to && int_parse(*to == '#' ? to + 1 : to, 1, THREAD_POSTS, &no) != OK) {
        str_add(&c->err, "--to takes the number of a post in the thread.");
        return E_USAGE;
    }
    if (to)
        s->reply_to = (int)no;
    else if (cstr_starts(c->words.args[0], "post/"))
        s->reply_to = named;
    return OK;
}

/* A reply that waits has no number yet. */
static enum err answer_json(struct command *c, const struct submitted *made)
{
    json_t *answer = json_pack("{s:I, s:I, s:o, s:o}", "thread", (json_int_t)made->thread.v, "post",
                               (json_int_t)made->post.v, "no",
                               made->no ? json_integer(made->no) : json_null(), "released",
                               json_time(made->released));

    TRY(submit_json(made, answer));
    return json_answer(c, answer);
}

static enum err answer_text(struct command *c, const struct submitted *made)
{
    if (made->no)
        page_line(c, "Posted%s: #%d in thread/%lld.", submit_words(c, made), made->no,
                  (long long)made->thread.v);
    else
        page_line(c, "Posted%s: in thread/%lld.", submit_words(c, made), (long long)made->thread.v);
    submit_receipt(c, made);
    submit_slow(c, made);
    return OK;
}

static enum err reply_run(struct command *c)
{
    struct submission s = {0};
    struct submitted made;
    int named = 0;

    TRY(submit_face(c, &s));
    TRY(thread_resolve(c->visit, c->words.args[0], &s.thread, &named));
    TRY(reply_target(c, named, &s));
    TRY(submit_body(c, &s, &made));
    return c->json ? answer_json(c, &made) : answer_text(c, &made);
}

static const struct flag flags[] = {
    {.name = "--to", .takes_value = true},
    {.name = "--as", .takes_value = true},
    {.name = "--now"},
    {.name = "--override", .takes_value = true},
    {.name = NULL},
};

const struct command_ops command_reply = {
    .name = "reply",
    .summary = "Reply in a thread; the body comes on standard input",
    .usage = "reply THREAD [--to NO] [--as handle|alias] [--now] "
             "[--override public|mine|example]",
    .detail =
        "THREAD is a number from \"threads\", or thread/NUMBER. With post/NUMBER the reply "
        "answers that post, as --to NO does. Names, releases, receipts and --override are as for post.",
    .flags = flags,
    .min_args = 1,
    .max_args = 1,
    .needs_account = true,
    .run = reply_run,
};
