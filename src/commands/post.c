/* SPDX-License-Identifier: MIT
 *
 * post.c -- start a thread; the body comes on standard input.
 */
#include <curbside/domain/board.h>
#include <curbside/domain/thread.h>

#include "board_argument.h"
#include "json.h"
#include "page.h"
#include "submit.h"

static enum err answer_json(struct command *c, const struct submitted *made)
{
    json_t *answer = json_pack("{s:I, s:I, s:o}", "thread", (json_int_t)made->thread.v, "post",
                               (json_int_t)made->post.v, "released", json_time(made->released));

    TRY(submit_json(made, answer));
    return json_answer(c, answer);
}

static enum err answer_text(struct command *c, const struct submitted *made)
{
    page_line(c, "Posted%s: thread/%lld.", submit_words(c, made), (long long)made->thread.v);
    submit_receipt(c, made);
    submit_slow(c, made);
    return OK;
}

static enum err post_run(struct command *c)
{
    struct submission s = {.title = words_value(&c->words, "--title")};
    struct submitted made;
    struct board board;
    const char **tags;

    if (!s.title) {
        str_printf(&c->err, "A thread needs --title.\nusage: %s", c->ops->usage);
        return E_USAGE;
    }
    TRY(submit_face(c, &s));
    TRY(tag_flags(c, &tags, &s.n_tags));
    s.tags = tags;
    TRY(board_argument(c, c->words.args[0], &board));
    s.board = board.id;
    TRY(submit_body(c, &s, &made));
    return c->json ? answer_json(c, &made) : answer_text(c, &made);
}

static const struct flag flags[] = {
    {.name = "--title", .takes_value = true},
    {.name = "--tag", .takes_value = true, .repeats = true},
    {.name = "--as", .takes_value = true},
    {.name = "--now"},
    {.name = "--override", .takes_value = true},
    {.name = NULL},
};

const struct command_ops command_post = {
    .name = "post",
    .summary = "Start a thread; the body comes on standard input",
    .usage = "post BOARD --title T [--tag T]... [--as handle|alias] [--now] "
             "[--override public|mine|example]",
    .detail =
        "The body is Markdown, at most 64 KiB. Title and tags stand on the command line, "
        "where your own computer may remember them. Your shell takes off one layer of quotes, "
        "so quote twice:\n"
        "  ssh HOST 'post lounge --title \"Good morning\"' < body.md\n"
        "Your first post in a thread fixes who you are in it: an alias drawn for it, unless --as "
        "handle says otherwise or the board takes handles only. Where no alias can be had, --as "
        "handle has to be said. On boards under aliases a "
        "post comes out with others at a drawn moment within the next hours, so that nobody who "
        "watches can put it together with what you do under your handle; with --now at the next "
        "release. The receipt that an alias post is answered with deletes it when nobody can "
        "tell any more whose it is. "
        "For --override see \"check\".",
    .flags = flags,
    .min_args = 1,
    .max_args = 1,
    .needs_account = true,
    .run = post_run,
};
