/* SPDX-License-Identifier: MIT
 *
 * check.c -- what the safety check says of a text; nothing is posted, nothing is kept.
 */
#include <curbside/domain/safety.h>

#include "json.h"
#include "page.h"
#include "submit.h"

/* What to do, and what may stand there instead. */
static const char *advice(struct command *c, const struct safety_finding *f)
{
    const char *general = f->find.general;

    if (!general || !*general)
        return arena_printf(c->arena, "%s %s", f->what, f->advice);
    return arena_printf(c->arena, "%s %s Instead: \"%s\".", f->what, f->advice, general);
}

static json_t *describe(struct command *c, const struct safety_finding *f)
{
    return json_pack("{s:s, s:s, s:I, s:I, s:o, s:o}", "rule", f->rule, "tier",
                     privacy_tier_name(f->tier), "start", (json_int_t)f->find.start, "end",
                     (json_int_t)f->find.end, "text", json_text(f->find.text), "advice",
                     json_text(advice(c, f)));
}

static enum err answer_json(struct command *c, const struct safety_report *report)
{
    json_t *rows = json_array();

    for (int i = 0; rows && i < report->n; i++)
        if (json_array_append_new(rows, describe(c, &report->rows[i])) != 0) {
            json_decref(rows);
            return E_NOMEM;
        }
    return rows ? json_answer(c, json_pack("{s:o}", "findings", rows)) : E_NOMEM;
}

static void answer_text(struct command *c, const struct safety_report *report)
{
    for (int i = 0; i < report->n; i++) {
        const struct safety_finding *f = &report->rows[i];

        page_text(c, 0, f->tier == TIER_CRISIS ? 0 : 4, safety_tier_words(c, f));
        if (f->find.general && *f->find.general)
            page_text(c, 4, 4, arena_printf(c->arena, "Instead: %s", f->find.general));
    }
    if (report->n == 0)
        page_line(c, "Nothing found. That is no promise: what you wrote may still tell on you.");
}

static enum err check_run(struct command *c)
{
    AUTO_STR struct str text = STR_INIT;
    struct safety_report report;

    TRY(read_input(c, &text));
    if (text.n > BODY_BYTES)
        return E_BODY_LONG;
    TRY(safety_check_text(c->arena, c->visit, str_cstr(&text), text.n, &report));
    if (c->json)
        return answer_json(c, &report);
    answer_text(c, &report);
    return OK;
}

const struct command_ops command_check = {
    .name = "check",
    .summary = "Look for what could identify a patient or you in a text from standard input",
    .usage = "check",
    .detail =
        "Nothing is posted and nothing is kept. \"post\", \"reply\" and \"edit\" do the same: "
        "what is marked \"block\" stops them unless --override gives a reason its rule "
        "knows, what is marked \"warn\" is told and posted. Offsets are bytes. Facts about "
        "yourself are counted together with the posts under your handle.",
    .min_args = 0,
    .max_args = 0,
    .run = check_run,
};
