/* SPDX-License-Identifier: MIT
 *
 * sysop_filters.c -- governing by command: filters.
 *
 * Nothing is switched on here but behind the figure of its dry run, in the same answer.
 */
#include <string.h>

#include <curbside/domain/filter.h>

#include "json.h"
#include "page.h"
#include "verbs.h"

enum {
    ID_MAX = 999999999,
};

#define DAY_CHARS 10 /* of an RFC 3339 time */

static enum err id_argument(struct command *c, const char *word, filter_id *ret)
{
    long long id;

    if (cstr_starts(word, "filter/"))
        word += strlen("filter/");
    if (int_parse(word, 1, ID_MAX, &id) != OK)
        return verbs_usage(c, "A filter is named by its number; \"sysop filters\" lists them.");
    ret->v = id;
    return OK;
}

/* ---- dry runs ---- */

static json_t *trial_json(const struct filter_trial *trial)
{
    json_t *examples = json_array();

    for (int i = 0; i < trial->n; i++)
        json_array_append_new(
            examples, json_pack("{s:I, s:I, s:i, s:o}", "post", (json_int_t)trial->rows[i].post.v,
                                "thread", (json_int_t)trial->rows[i].thread.v, "no",
                                trial->rows[i].no, "excerpt", json_text(trial->rows[i].excerpt)));
    return json_pack("{s:i, s:i, s:o, s:o}", "looked", trial->looked, "hits", trial->hits,
                     "refused", trial->refused ? json_text(trial->refused) : json_null(),
                     "examples", examples);
}

/* The figure, and what it was found in. */
static void trial_tell(struct command *c, const struct filter_trial *trial)
{
    const char *words = filter_trial_words(c->arena, trial);

    page_text(c, 0, 0, trial->refused ? trial->refused : words ? words : "");
    for (int i = 0; i < trial->n; i++)
        page_text(c, 2, 4,
                  arena_printf(c->arena, "thread/%lld #%d  %s", (long long)trial->rows[i].thread.v,
                               trial->rows[i].no, trial->rows[i].excerpt));
}

/* Why there is no filter, in place of the general sentence. */
static enum err trial_told(struct command *c, enum err err, const struct filter_trial *trial)
{
    if (err == E_FILTER && trial->refused)
        str_add(&c->err, trial->refused);
    return err;
}

static enum err kind_argument(struct command *c, const char *word, enum sieve_kind *ret)
{
    return sieve_kind_parse(word, ret) == OK
               ? OK
               : verbs_usage(c, "A filter is a word, a pattern or a link.");
}

static enum err try_run(struct command *c)
{
    const char *word = c->words.args[2];
    struct filter_trial trial = {0};
    enum sieve_kind kind;
    filter_id id;

    if (c->words.n_args == 3) {
        TRY(id_argument(c, word, &id));
        TRY(trial_told(c, filter_try_again(c->arena, c->visit, id, &trial), &trial));
    } else {
        TRY(kind_argument(c, word, &kind));
        TRY(trial_told(c, filter_try(c->arena, c->visit, kind, c->words.args[3], &trial), &trial));
    }
    if (c->json)
        return json_answer(c, trial_json(&trial));
    trial_tell(c, &trial);
    return OK;
}

/* ---- changing ---- */

/* `trial` NULL: none was made. */
static enum err answer(struct command *c, const char *action, action_id id, filter_id filter,
                       bool on, const struct filter_trial *trial)
{
    json_t *json;

    if (!c->json) {
        if (trial)
            trial_tell(c, trial);
        page_line(c, "%s filter/%lld: action %lld.%s", action, (long long)filter.v, (long long)id.v,
                  strcmp(action, "add") != 0 ? ""
                  : on                       ? " It is on."
                                             : " It is off.");
        return OK;
    }
    json = json_pack("{s:s, s:I, s:s, s:I, s:b}", "action", action, "id", (json_int_t)id.v,
                     "target", arena_printf(c->arena, "filter/%lld", (long long)filter.v), "filter",
                     (json_int_t)filter.v, "on", on);
    if (json && trial && json_object_set_new(json, "dry_run", trial_json(trial)) != 0) {
        json_decref(json);
        return E_NOMEM;
    }
    return json_answer(c, json);
}

static enum err add_run(struct command *c)
{
    const char *action = words_value(&c->words, "--action");
    struct filter_draft draft = {.rule = words_value(&c->words, "--rule"),
                                 .sentence = words_value(&c->words, "--sentence")};
    bool on = words_has(&c->words, "--on");
    struct filter_trial trial = {0};
    action_id id;
    filter_id filter;

    if (c->words.n_args != 4)
        return verbs_usage(c, "A filter needs its kind and one text, in quotes.");
    TRY(kind_argument(c, c->words.args[2], &draft.kind));
    if (!action || filter_action_parse(action, &draft.action) != OK)
        return verbs_usage(c, "--action takes warn, hold, reject or slow.");
    draft.text = c->words.args[3];
    enum err err = filter_add(c->arena, c->visit, &draft, on, &trial, &filter, &id);
    if (err == E_REASON_LONG)
        str_add(&c->err, "The sentence is over 160 bytes; please say it shorter.");
    TRY(trial_told(c, err, &trial));
    return answer(c, "add", id, filter, on, &trial);
}

static enum err switch_run(struct command *c)
{
    bool on = strcmp(c->words.args[1], "on") == 0;
    struct filter_trial trial = {0};
    action_id id;
    filter_id filter;

    TRY(id_argument(c, c->words.args[2], &filter));
    TRY(trial_told(c, filter_switch(c->arena, c->visit, filter, on, &trial, &id), &trial));
    return answer(c, c->words.args[1], id, filter, on, on ? &trial : NULL);
}

static enum err delete_run(struct command *c)
{
    action_id id;
    filter_id filter;

    TRY(id_argument(c, c->words.args[2], &filter));
    TRY(filter_delete(c->visit, filter, &id));
    return answer(c, "delete", id, filter, false, NULL);
}

/* ---- the list ---- */

static json_t *nullable(const char *text)
{
    return text ? json_text(text) : json_null();
}

static json_t *describe(const struct filter *f)
{
    return json_pack(
        "{s:I, s:s, s:o, s:s, s:o, s:o, s:b, s:I, s:I, s:o, s:I, s:I}", "filter",
        (json_int_t)f->id.v, "kind", sieve_kind_name(f->kind), "text", json_text(f->text), "action",
        filter_action_name(f->action), "rule", nullable(f->rule), "sentence", nullable(f->sentence),
        "on", f->on, "hits", (json_int_t)f->hits, "looked", (json_int_t)f->looked, "tried",
        json_time(f->tried), "met", (json_int_t)f->met, "over_limit", (json_int_t)f->overs);
}

static void tell(struct command *c, const struct filter *f)
{
    char day[TIME_RFC3339_SIZE];

    time_format_rfc3339(f->tried, day);
    page_text(c, 0, 6,
              arena_printf(c->arena, "%4lld  %-3s  %-6s  %-7s  %s%s%s", (long long)f->id.v,
                           f->on ? "on" : "off", filter_action_name(f->action),
                           sieve_kind_name(f->kind), f->text, f->rule ? "  " : "",
                           f->rule ? f->rule : ""));
    page_text(c, 6, 6,
              arena_printf(c->arena,
                           "tried %.*s: %s of %s posts; met in %s texts of 90 days, without today",
                           DAY_CHARS, day, page_number(c, f->hits), page_number(c, f->looked),
                           page_number(c, f->met)));
    if (f->overs > 0)
        page_text(c, 6, 6,
                  arena_printf(c->arena,
                               "over its limit in %s texts: a pattern that takes fewer "
                               "steps would see them",
                               page_number(c, f->overs)));
    if (f->sentence)
        page_text(c, 6, 6, f->sentence);
}

static enum err list_run(struct command *c)
{
    struct filter_page page;
    json_t *list;

    if (c->words.n_args == 2 && strcmp(c->words.args[1], "list") != 0)
        return verbs_usage(c, "There is a word too many.");
    TRY(filter_list(c->arena, c->visit, &page));
    if (!c->json) {
        for (int i = 0; i < page.n; i++)
            tell(c, &page.rows[i]);
        if (page.n == 0)
            page_line(c, "There are no filters.");
        return OK;
    }
    list = json_array();
    for (int i = 0; i < page.n; i++)
        json_array_append_new(list, describe(&page.rows[i]));
    return json_answer(c, json_pack("{s:o}", "filters", list));
}

static enum err filter_run(struct command *c)
{
    static const struct {
        const char *name;
        int min, max; /* words, "filter" among them */
        enum err (*run)(struct command *c);
    } does[] = {
        {"add", 3, 4, add_run},    {"try", 3, 4, try_run},       {"on", 3, 3, switch_run},
        {"off", 3, 3, switch_run}, {"delete", 3, 3, delete_run},
    };

    for (size_t i = 0; i < sizeof does / sizeof *does; i++) {
        if (strcmp(does[i].name, c->words.args[1]) != 0)
            continue;
        if (c->words.n_args < does[i].min || c->words.n_args > does[i].max)
            return verbs_usage(c, "Those are too few or too many words.");
        return does[i].run(c);
    }
    return verbs_usage(c, "One can add, try, on, off or delete a filter.");
}

/* clang-format off */
const struct command_verb sysop_filter_verbs[] = {
    {"filters", "filters [list]",
     "Lists the filters: number, on or off, what it does, what it looks for; the figure of its last "
     "dry run; in how many texts it was met, by days that are over. Moderators may, too.",
     NULL, 0, 1, list_run},
    {"filter", "filter add word|pattern|link TEXT --action warn|hold|reject|slow [--rule RULE] "
     "[--sentence TEXT] [--on] | try word|pattern|link TEXT | try N | on N | off N | delete N",
     "A word is found whole, whatever its case and accents; a link with its subdomains; a pattern is "
     "PCRE2's. \"add\" tries it on the last 10,000 posts, says how many it finds, and leaves it off "
     "unless --on; \"on\" tries it again. One that finds more than a quarter of them, or any text "
     "whatever, or takes too many steps, is refused. --sentence is what its author is told. Title, "
     "tags and body of posts, replies, edits and interview reports are looked at; imports are not. "
     "What is looked for is not in the public log.",
     "--action --rule --sentence --on", 2, 3, filter_run},
    {0},
};
/* clang-format on */
