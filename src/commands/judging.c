/* SPDX-License-Identifier: MIT
 *
 * judging.c -- the work of `confirm`, `dispute` and `outdated`.
 */
#include "judging.h"

#include <string.h>

#include <curbside/domain/interview_words.h>

#include "json.h"
#include "page.h"

enum {
    REPORT_ID_MAX = 999999999
};

const struct flag judging_flags[] = {
    {.name = "--reason", .takes_value = true},
    {.name = "--undo"},
    {.name = NULL},
};

static enum err report_argument(struct command *c, report_id *ret)
{
    const char *at = c->words.args[0];
    long long id;

    if (cstr_starts(at, "report/"))
        at += strlen("report/");
    if (int_parse(at, 1, REPORT_ID_MAX, &id) != OK) {
        str_add(&c->err, "REPORT is the number of a report, from \"interviews SCHOOL --reports\".");
        return E_NOTFOUND;
    }
    ret->v = id;
    return OK;
}

/* "--reason takes was-there, same-cycle or told-the-same." */
static enum err reason_usage(struct command *c, enum verdict verdict)
{
    const char *const *reasons = verdict_reasons(verdict);

    str_add(&c->err, "--reason takes ");
    for (int i = 0; reasons[i]; i++)
        str_printf(&c->err, "%s%s", i == 0 ? "" : reasons[i + 1] ? ", " : " or ", reasons[i]);
    str_add(&c->err, ".");
    return E_USAGE;
}

enum err judging_run(struct command *c, enum verdict verdict)
{
    const char *reason = words_value(&c->words, "--reason");
    bool undo = words_has(&c->words, "--undo");
    struct report report;
    report_id id;
    enum err err;

    TRY(report_argument(c, &id));
    if (!undo && !reason)
        return reason_usage(c, verdict);
    err = report_judge(c->visit, id, undo ? VERDICT_NONE : verdict, reason, &report);
    if (err == E_USAGE)
        return reason_usage(c, verdict);
    if (err == E_OWN_POST)
        str_add(&c->err, "That is your own report; others say what they think of it.");
    if (err == E_NOTFOUND)
        str_add(&c->err, "There is no such report, or it is not out yet.");
    TRY(err);
    if (c->json)
        return json_answer(c, json_pack("{s:I, s:I, s:I}", "report", (json_int_t)id.v,
                                        "confirmations", (json_int_t)report.confirmations,
                                        "disputes", (json_int_t)report.disputes));
    page_line(c, "report %lld: %s.", (long long)id.v, report_evidence_words(c->arena, &report));
    if (report.uncounted)
        page_text(c, 0, 0, report_uncounted);
    return OK;
}
