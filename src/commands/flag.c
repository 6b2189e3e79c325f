/* SPDX-License-Identifier: MIT
 *
 * flag.c -- complain of a post, or of an interview report.
 */
#include <string.h>

#include <curbside/domain/flag.h>
#include <curbside/domain/interview.h>

#include "json.h"
#include "page.h"
#include "submit.h"

static enum err code_flag(struct command *c, enum flag_code *ret)
{
    const char *name = words_value(&c->words, "--reason");

    if (name && flag_code_parse(name, ret) == OK)
        return OK;
    str_printf(&c->err,
               "--reason takes unkind, harassment, doxxing, patient, fake-credential, "
               "misinformation, exam-content, spam, off-topic or self-harm.\nusage: %s",
               c->ops->usage);
    return E_USAGE;
}

static void crisis_note(struct command *c, enum flag_code code)
{
    if (code == FLAG_SELF_HARM)
        str_printf(&c->note, "%s\n", flag_crisis_words());
}

static enum err flagged_say(struct command *c, const char *what, int64_t id, enum flag_code code)
{
    crisis_note(c, code);
    if (c->json)
        return json_answer(c, json_pack("{s:{s:I, s:s}}", "flag", what, (json_int_t)id, "reason",
                                        flag_code_name(code)));
    page_line(c, "Flagged %s/%lld for the moderators: %s. Nobody learns that it was you.", what,
              (long long)id, flag_code_name(code));
    return OK;
}

static enum err flag_report(struct command *c, report_id report, enum flag_code code)
{
    enum err err = report_flag(c->visit, report, code, words_value(&c->words, "--note"));

    if (err == E_OWN_POST)
        str_add(&c->err, "That is your own report; \"interview amend\" and \"interview "
                         "withdraw\" change it.");
    TRY(err);
    return flagged_say(c, "report", report.v, code);
}

static enum err flag_run(struct command *c)
{
    enum flag_code code;
    report_id report;
    post_id post;

    TRY(code_flag(c, &code));
    if (report_argument(c, &report))
        return flag_report(c, report, code);
    TRY(post_argument(c, &post));
    TRY(flag_add(c->visit, post, code, words_value(&c->words, "--note")));
    return flagged_say(c, "post", post.v, code);
}

static const struct flag flags[] = {
    {.name = "--reason", .takes_value = true},
    {.name = "--note", .takes_value = true},
    {.name = NULL},
};

const struct command_ops command_flag = {
    .name = "flag",
    .summary = "Complain of a post or a report to the moderators",
    .usage = "flag POST|report/NUMBER --reason CODE [--note TEXT]",
    .detail =
        "CODE is unkind, harassment, doxxing, patient, fake-credential, misinformation, "
        "exam-content, spam, off-topic or self-harm. Nobody learns who flagged, moderators "
        "included, and two flags of yours cannot be put together. With standing, and outside "
        "of threads you write in, your flag has weight: three of those collapse a post until "
        "a moderator has looked, one does for doxxing and patient data; an interview report that is out, "
        "report/NUMBER, they hide.",
    .flags = flags,
    .min_args = 1,
    .max_args = 1,
    .needs_account = true,
    .run = flag_run,
};
