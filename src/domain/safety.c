/* SPDX-License-Identifier: MIT
 *
 * safety.c -- a text about to be posted, beside what was posted under the same name.
 *
 * The rules are made for each look and forgotten with it: two milliseconds, against a third of a
 * megabyte that every caller would hold for as long as they stay.
 */
#include <curbside/domain/safety.h>

#include <string.h>

#include <curbside/base/str.h>
#include <curbside/domain/authorship.h>
#include <curbside/domain/identity.h>
#include <curbside/store/db.h>
#include <curbside/store/posts.h>
#include <curbside/store/safety_counts.h>
#include <curbside/store/threads.h>
#include <curbside/store/waiting.h>
#include <curbside/text/utf8.h>

#include "filter_rows.h"
#include "own_waiting.h"
#include "safety_look.h"

enum {
    EARLIER_TEXTS = 200,
    EARLIER_BYTES = 256 * 1024,
    EARLIER_ARENA_BYTES = 4 * 1024 * 1024,
    SHOWN_CELLS =
        60, /* of what a filter warns of: less than PRIVACY's 80 bytes where it is plain */
};

const char *safety_field_name(enum safety_field field)
{
    return field == SAFETY_TITLE ? "title" : field == SAFETY_ANSWER ? "answer" : "body";
}

/* ---- the same name's earlier texts ---- */

struct earlier {
    struct privacy_text texts[EARLIER_TEXTS];
    int n;
    size_t bytes;
    uint32_t facts; /* of texts that need not be read again */
};

static void earlier_add(struct earlier *e, const char *body)
{
    size_t n = strlen(body);

    if (e->n == EARLIER_TEXTS || e->bytes > EARLIER_BYTES)
        return;
    e->texts[e->n++] = (struct privacy_text){body, n};
    e->bytes += n;
}

static enum err earlier_of_handle(struct arena *a, struct visit *v, struct earlier *ret)
{
    struct author_text *rows;
    int n;

    TRY(author_list_texts(a, v->db, v->who->handle, EARLIER_TEXTS, EARLIER_BYTES, &rows, &n));
    for (int i = 0; i < n; i++)
        earlier_add(ret, rows[i].body);
    return OK;
}

static enum err earlier_waiting(struct arena *a, struct visit *v, const struct waiting_row *row,
                                struct earlier *ret)
{
    struct waiting_row full;

    TRY(waiting_get(a, v->db, row->id, &full));
    earlier_add(ret, full.body);
    return OK;
}

/* Those in the thread that are the caller's, out and waiting: one face per account and thread. */
static enum err earlier_of_alias(struct arena *a, struct visit *v, thread_id thread,
                                 struct earlier *ret)
{
    struct thread_record record;
    struct waiting_rows waiting;
    struct post_record post;
    int nos[EARLIER_TEXTS];
    int n;

    enum err err = threads_get(a, v->db, thread, &record);
    if (err != OK)
        return err == E_NOTFOUND ? OK : err; /* it waits itself: nobody replied yet */
    TRY(author_list_mine(v, thread, record.created_at, 0, nos, EARLIER_TEXTS, &n));
    for (int i = 0; i < n; i++) {
        TRY(posts_get(a, v->db, thread, nos[i], &post));
        earlier_add(ret, post.body);
    }
    TRY(own_waiting_replies(a, v, thread, &waiting));
    for (int i = 0; i < waiting.n; i++)
        TRY(earlier_waiting(a, v, &waiting.rows[i], ret));
    return OK;
}

static enum err earlier_find(struct arena *a, struct visit *v, const struct safety_place *place,
                             struct earlier *ret)
{
    AUTO_TXN struct txn txn = TXN_NONE;

    if (who_is_guest(v->who) || place->face == FACE_DEFAULT)
        return OK;
    TRY(txn_begin(&txn, v->db, TXN_READ));
    if (place->face == FACE_HANDLE)
        TRY(earlier_of_handle(a, v, ret));
    else if (place->thread.v != 0)
        TRY(earlier_of_alias(a, v, place->thread, ret));
    return txn_commit(&txn);
}

/* ---- looking ---- */

static enum err finding_keep(struct arena *a, enum safety_field field,
                             const struct privacy_finding *find, struct safety_finding *ret)
{
    *ret = (struct safety_finding){
        .field = field,
        .rule = arena_strdup(a, find->rule->id),
        .tier = find->rule->tier,
        .overrides = find->rule->overrides,
        .what = arena_strdup(a, find->rule->text),
        .advice = arena_strdup(a, find->rule->advice),
        .find = *find,
    };
    ret->find.rule = NULL;
    return ret->rule && ret->what && ret->advice ? OK : E_NOMEM;
}

static enum err field_look(struct arena *a, const struct privacy *rules, enum safety_field field,
                           const struct privacy_text *text, const struct privacy_company *company,
                           struct safety_report *report, uint32_t *ret_known)
{
    struct privacy_findings found;

    TRY(privacy_scan(rules, a, text->s, text->n, company, &found));
    for (int i = 0; i < found.n; i++)
        TRY(finding_keep(a, field, &found.rows[i], &report->rows[report->n++]));
    for (int i = 0; i < found.n_told; i++)
        TRY(finding_keep(a, field, &found.told[i], &report->told[report->n_told++]));
    if (found.facts > report->facts)
        report->facts = found.facts;
    if (ret_known)
        *ret_known = found.known;
    return OK;
}

static bool stops(const struct safety_finding *f, enum privacy_override override)
{
    return f->tier == TIER_BLOCK && (f->overrides & override) == 0;
}

/* The body is looked at with the title as one more text of its author's. */
static enum err texts_look(struct arena *a, const struct privacy *rules, const struct submission *s,
                           struct earlier *earlier, struct safety_report *ret)
{
    const struct privacy_text title = {s->title ? s->title : "", s->title ? strlen(s->title) : 0};
    const struct privacy_text body = {s->body, s->body_n};
    struct privacy_company company = {
        .earlier = earlier->texts, .n_earlier = earlier->n, .known = earlier->facts};

    *ret = (struct safety_report){0};
    ret->rows = arena_array(a, (size_t)2 * PRIVACY_FINDINGS_MAX + FILTERS_MAX, sizeof *ret->rows);
    ret->told = arena_array(a, (size_t)2 * PRIVACY_FACTS_MAX, sizeof *ret->told);
    if (!ret->rows || !ret->told)
        return E_NOMEM;
    TRY(field_look(a, rules, SAFETY_TITLE, &title, &company, ret, &earlier->facts));
    company = (struct privacy_company){.earlier = &title, .n_earlier = 1, .known = earlier->facts};
    TRY(field_look(a, rules, SAFETY_BODY, &body, &company, ret, NULL));
    for (int i = 0; i < ret->n; i++)
        ret->blocked = ret->blocked || stops(&ret->rows[i], s->override);
    return OK;
}

/* ---- filters ---- */

static enum err tags_join(struct arena *a, const struct submission *s, const char **ret)
{
    AUTO_STR struct str line = STR_INIT;

    for (int i = 0; i < s->n_tags; i++)
        str_printf(&line, "%s%s", i > 0 ? " " : "", s->tags[i]);
    *ret = line.failed ? NULL : arena_strdup(a, str_cstr(&line));
    return *ret ? OK : E_NOMEM;
}

/* The bytes a warning is about: never none, and for tags, which have no marks, the title's. */
static void span_find(const struct filter_parts *parts, const struct filter_hit *hit,
                      struct privacy_finding *ret)
{
    const char *title = parts->title ? parts->title : "";
    size_t n = hit->part == PART_BODY ? parts->body_n : strlen(title);

    ret->start = hit->part == PART_TAGS ? 0 : hit->start;
    ret->end = hit->part == PART_TAGS ? n : hit->end;
    if (ret->end == ret->start && ret->end < n)
        ret->end += utf8_decode((hit->part == PART_BODY ? parts->body : title) + ret->end,
                                n - ret->end, &(uint32_t){0});
}

static enum err warning_add(struct arena *a, const struct filter_parts *parts,
                            const struct filter_hit *hit, struct safety_report *report)
{
    struct safety_finding *f = &report->rows[report->n];
    const char *text = hit->part == PART_BODY ? parts->body : parts->title ? parts->title : "";
    size_t n;

    *f = (struct safety_finding){
        .field = hit->part == PART_BODY ? SAFETY_BODY : SAFETY_TITLE,
        .rule = "filter",
        .tier = TIER_WARN,
        .what = filter_sentence(a, hit->action, hit->rule, hit->sentence),
        .advice = "You may post it all the same.",
    };
    span_find(parts, hit, &f->find);
    n = text_clip(text + f->find.start, f->find.end - f->find.start, SHOWN_CELLS, NULL);
    f->find.text = arena_memdup0(a, text + f->find.start, n);
    report->n++;
    return f->what && f->find.text ? OK : E_NOMEM;
}

static enum err sentence_of(struct arena *a, const struct filter_verdict *verdict,
                            enum filter_action action, const char **ret)
{
    const struct filter_hit *hit = filter_met(verdict, action);

    *ret = NULL;
    if (!hit)
        return OK;
    /* One that was over its limit says nothing of what it would have done. */
    *ret = filter_sentence(a, action, hit->over ? NULL : hit->rule,
                           hit->over ? NULL : hit->sentence);
    return *ret ? OK : E_NOMEM;
}

static enum err filters_meet(struct arena *a, struct visit *v, const struct safety_place *place,
                             const struct submission *s, struct safety_report *ret)
{
    struct filter_parts parts = {.title = s->title, .body = s->body, .body_n = s->body_n};
    struct filter_verdict *verdict = arena_alloc(a, sizeof *verdict);

    if (!verdict)
        return E_NOMEM;
    TRY(tags_join(a, s, &parts.tags));
    TRY(filter_look(a, v, &parts, place->before, verdict));
    ret->filters = verdict;
    for (int i = 0; i < verdict->n; i++)
        if (verdict->rows[i].action == FILTER_WARN && !verdict->rows[i].over)
            TRY(warning_add(a, &parts, &verdict->rows[i], ret));
    ret->slows = filter_met(verdict, FILTER_SLOW) != NULL;
    TRY(sentence_of(a, verdict, FILTER_REJECT, &ret->refused));
    return sentence_of(a, verdict, FILTER_HOLD, &ret->holds);
}

static bool is_of(const struct safety_memory *m, const struct safety_place *place)
{
    return m->set && m->face == place->face && m->thread.v == place->thread.v;
}

/* `m` NULL: nothing is remembered. */
static enum err look(struct arena *a, struct visit *v, const struct safety_place *place,
                     const struct submission *s, struct safety_memory *m, struct safety_report *ret)
{
    AUTO_ARENA struct arena scratch = ARENA_INIT;
    struct earlier *earlier;
    struct privacy *rules;
    enum err err;

    arena_init(&scratch, EARLIER_ARENA_BYTES);
    earlier = arena_alloc(&scratch, sizeof *earlier);
    if (!earlier)
        return E_NOMEM;
    if (m && is_of(m, place))
        earlier->facts = m->facts;
    else
        TRY(earlier_find(&scratch, v, place, earlier));
    rules = privacy_new();
    err = rules ? texts_look(a, rules, s, earlier, ret) : E_NOMEM;
    privacy_free(rules);
    if (err == OK)
        err = filters_meet(a, v, place, s, ret);
    if (m && err == OK)
        *m = (struct safety_memory){true, place->face, place->thread, earlier->facts};
    return err;
}

enum err safety_look(struct arena *a, struct visit *v, const struct safety_place *place,
                     const struct submission *s, struct safety_report *ret)
{
    return look(a, v, place, s, NULL, ret);
}

enum err safety_check(struct arena *a, struct visit *v, const struct submission *s,
                      struct safety_report *ret)
{
    return safety_check_on(a, v, s, NULL, ret);
}

enum err safety_check_on(struct arena *a, struct visit *v, const struct submission *s,
                         struct safety_memory *m, struct safety_report *ret)
{
    struct safety_place place = {.face = FACE_DEFAULT, .thread = s->thread};
    struct face_offer offer;

    if (!who_is_guest(v->who) &&
        post_offer(a, v, s->board, s->thread, s->face, s->alias, &offer) == OK)
        place.face = offer.face;
    return look(a, v, &place, s, m, ret);
}

enum err safety_check_text(struct arena *a, struct visit *v, const char *text, size_t n,
                           struct safety_report *ret)
{
    const struct safety_place place = {.face = FACE_HANDLE};
    const struct submission s = {.body = text, .body_n = n};

    return safety_look(a, v, &place, &s, ret);
}

/* ---- counting ---- */

static bool is_first_of_rule(const struct safety_report *report, int at)
{
    for (int i = 0; i < at; i++)
        if (strcmp(report->rows[i].rule, report->rows[at].rule) == 0)
            return false;
    return true;
}

enum err safety_tally(struct visit *v, const struct safety_report *report)
{
    int64_t day = time_floor_day(clock_wall_s(v->clock));

    for (int i = 0; i < report->n; i++)
        if (is_first_of_rule(report, i))
            TRY(safety_counts_add(v->db, report->rows[i].rule, day));
    return filter_tally(v, report->filters);
}

static enum err stopped_tally(struct visit *v, const struct safety_report *report)
{
    AUTO_TXN struct txn txn = TXN_NONE;

    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(safety_tally(v, report));
    return txn_commit(&txn);
}

enum err safety_verdict(const struct safety_report *report)
{
    if (report->refused)
        return E_FILTERED;
    return report->blocked ? E_BLOCKED : OK;
}

enum err safety_stop(struct visit *v, const struct safety_report *report, enum err why)
{
    IGNORE(stopped_tally(v, report)); /* a count that is lost changes no answer */
    return why;
}
