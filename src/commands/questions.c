/* SPDX-License-Identifier: MIT
 *
 * questions.c -- the question bank: a list, a draw, or cards to learn with.
 */
#include <string.h>

#include <curbside/domain/interview_form.h>
#include <curbside/domain/questions.h>

#include "json.h"
#include "page.h"
#include "paging.h"
#include "school_argument.h"

/* ---- what is asked for ---- */

static enum err names_tell(struct command *c, const char *flag, const char *(*name)(int), int n)
{
    str_printf(&c->err, "%s takes one of", flag);
    for (int i = 0; i < n; i++)
        str_printf(&c->err, "%s %s", i ? "," : "", name(i));
    str_add(&c->err, ".");
    return E_USAGE;
}

static const char *kind_name(int i)
{
    return question_kind_name((enum question_kind)i);
}

static const char *level_name(int i)
{
    return question_level_name((enum question_level)i);
}

static enum err narrow_flags(struct command *c, struct question_query *ret)
{
    const char *kind = words_value(&c->words, "--kind"), *level = words_value(&c->words, "--level");

    if (kind && question_kind_parse(kind, &ret->kind) != OK)
        return names_tell(c, "--kind", kind_name, QUESTION_KINDS);
    if (level && question_level_parse(level, &ret->level) != OK)
        return names_tell(c, "--level", level_name, QUESTION_LEVELS);
    ret->tag = words_value(&c->words, "--tag");
    return OK;
}

static enum err school_flag(struct command *c, struct question_query *ret)
{
    const char *typed = words_value(&c->words, "--school");
    struct school school;

    if (!typed)
        return OK;
    TRY(school_argument(c, typed, &school));
    ret->school = school.slug;
    return OK;
}

static enum err random_flag(struct command *c, int *ret)
{
    const char *value = words_value(&c->words, "--random");
    long long n = 0;

    if (value && int_parse(value, 1, QUESTION_LIST_MAX, &n) != OK) {
        str_printf(&c->err, "--random takes a number from 1 to %d.", QUESTION_LIST_MAX);
        return E_USAGE;
    }
    *ret = (int)n;
    return OK;
}

/* ---- json ---- */

static json_t *tags_json(struct command *c, const char *tags)
{
    json_t *list = json_array();

    for (size_t n; *tags; tags += n + (tags[n] == ' ')) {
        n = strcspn(tags, " ");
        json_array_append_new(list, json_text(arena_printf(c->arena, "%.*s", (int)n, tags)));
    }
    return list;
}

static json_t *count_json(int shown)
{
    return shown < 0 ? json_null() : json_integer(shown);
}

static json_t *cycle_json(int cycle)
{
    char words[INTERVIEW_CYCLE_SIZE];

    if (cycle == 0)
        return json_null();
    interview_form_cycle_format(cycle, words);
    return json_string(words);
}

static enum err answer_json(struct command *c, const struct question_page *page)
{
    json_t *list = json_array();

    for (int i = 0; i < page->n; i++) {
        const struct question *q = &page->rows[i];

        json_array_append_new(
            list, json_pack("{s:I, s:s, s:s, s:s, s:o, s:o, s:o, s:o}", "id", (json_int_t)q->id.v,
                            "text", q->text, "kind", question_kind_name(q->kind), "level",
                            question_level_name(q->level), "tags", tags_json(c, q->tags), "seen",
                            count_json(q->seen), "schools", count_json(q->schools), "last_cycle",
                            cycle_json(q->last_cycle)));
    }
    return json_answer(c,
                       json_pack("{s:o, s:o}", "questions", list, "next", json_text(page->next)));
}

/* ---- cards ---- */

/* As Anki's importer reads it: the lines with # say how. A text is one line without tabs. */
static enum err answer_anki(struct command *c, const struct question_page *page)
{
    str_add(&c->out, "#separator:tab\n#html:false\n#notetype:Basic\n#deck:Curbside interviews\n"
                     "#columns:Front\tBack\tTags\n#tags column:3\n");
    for (int i = 0; i < page->n; i++) {
        const struct question *q = &page->rows[i];

        for (const char *p = q->text; *p; p++)
            str_add_char(&c->out, *p == '\t' || *p == '"' ? *p == '"' ? '\'' : ' ' : *p);
        str_printf(&c->out, "\t%s\t%s %s %s\n", question_about_words(c->arena, q),
                   question_kind_name(q->kind), question_level_name(q->level), q->tags);
    }
    return OK;
}

/* ---- text ---- */

static enum err answer_text(struct command *c, const struct question_page *page)
{
    if (page->n == 0)
        page_text(c, 0, 0,
                  "No question fits. \"questions\" without a word or flag lists all of them.");
    for (int i = 0; i < page->n; i++) {
        const struct question *q = &page->rows[i];

        page_text(c, 0, 2, q->text);
        page_text(c, 4, 4,
                  arena_printf(c->arena, "%s%s%s", question_about_words(c->arena, q),
                               *q->tags ? " · " : "", q->tags));
    }
    paging_more(c, paging_same(c, "questions"), page->next);
    return OK;
}

static enum err questions_run(struct command *c)
{
    struct question_query query = {
        .kind = QUESTION_ANY_KIND,
        .level = QUESTION_ANY_LEVEL,
        .after = words_value(&c->words, "--after"),
    };
    bool anki = words_has(&c->words, "--anki");
    AUTO_STR struct str typed = STR_INIT;
    struct question_page page;
    int drawn;

    if (anki && c->json) {
        str_add(&c->err, "--anki is a form of its own; leave --json away.");
        return E_USAGE;
    }
    TRY(paging_limit(c, &query.limit));
    if (anki && !words_has(&c->words, "--limit"))
        query.limit = QUESTION_LIST_MAX;
    TRY(narrow_flags(c, &query));
    TRY(school_flag(c, &query));
    TRY(random_flag(c, &drawn));
    for (int i = 0; i < c->words.n_args; i++)
        str_printf(&typed, "%s%s", i ? " " : "", c->words.args[i]);
    query.text = str_cstr(&typed);
    if (drawn > 0)
        query.limit = drawn;
    if (drawn > 0 && !words_has(&c->words, "--level"))
        query.level = QUESTION_MEDICAL_SCHOOL;
    TRY(drawn > 0 ? question_draw(c->arena, c->visit, &query, &page)
                  : question_list(c->arena, c->visit, &query, &page));
    if (anki)
        return answer_anki(c, &page);
    return c->json ? answer_json(c, &page) : answer_text(c, &page);
}

static const struct flag flags[] = {
    {.name = "--school", .takes_value = true},
    {.name = "--kind", .takes_value = true},
    {.name = "--level", .takes_value = true},
    {.name = "--tag", .takes_value = true},
    {.name = "--random", .takes_value = true},
    {.name = "--anki"},
    PAGING_FLAGS,
    {.name = NULL},
};

const struct command_ops command_questions = {
    .name = "questions",
    .summary = "List interview questions, draw some, or make Anki cards of them",
    .usage = "questions [QUERY] [--school SCHOOL] [--kind KIND] [--level LEVEL] [--tag TAG] "
             "[--random N] [--anki] " PAGING_USAGE,
    .detail =
        "QUERY is words of a question, each may be cut short. Most seen in reports first; --school "
        "lists what was asked there. KIND is traditional, mmi, ethics, behavioral, policy, "
        "role-play, clinical, research, why-us, current-events or to-ask; LEVEL is medical-school, "
        "residency or fellowship; --random draws medical-school unless told. --anki writes up to 1,000 cards, tab-separated, for Anki's own "
        "import. Counts are rounded to 5, null (\"fewer than 5\") below.",
    .flags = flags,
    .max_args = 16,
    .run = questions_run,
};
