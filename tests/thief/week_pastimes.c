/* SPDX-License-Identifier: MIT
 *
 * week_pastimes.c -- what people do beside reading and writing, and what a moderator does.
 */
#include <stdio.h>
#include <string.h>

#include <curbside/domain/appeal.h>
#include <curbside/domain/decide.h>
#include <curbside/domain/flag.h>
#include <curbside/domain/follow.h>
#include <curbside/domain/helpful.h>
#include <curbside/domain/inbox.h>
#include <curbside/domain/interview.h>
#include <curbside/domain/mute.h>
#include <curbside/domain/post.h>
#include <curbside/domain/practice.h>
#include <curbside/domain/queue.h>
#include <curbside/domain/quiet.h>
#include <curbside/domain/reshape.h>
#include <curbside/domain/sanction.h>
#include <curbside/domain/school_proposal.h>
#include <curbside/domain/search.h>
#include <curbside/domain/undo.h>

#include "report_rows.h"
#include "school_proposal_rows.h"
#include "week_acts.h"

enum {
    JUDGED_LAST = 60, /* posts a moderator looks back at */
    SCHOOLS = 6,
};

/* A post of a page that somebody looks at; 0: none. */
static enum err post_pick(struct week *w, struct session *s, post_id *ret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    const struct thread_row *row = week_thread_pick(&a, w, &s->v,
                                                    (int)dice_below(&w->dice, BOARDS));
    struct post_page page;

    if (!row)
        return E_NOTFOUND;
    TRY(post_list(&a, &s->v, row->id, 1, LIST_DEFAULT, &page));
    if (page.n == 0)
        return E_NOTFOUND;
    *ret = page.rows[dice_below(&w->dice, (uint32_t)page.n)].id;
    return OK;
}

static enum err mark_helpful(struct week *w, struct session *s)
{
    struct helpful_answer answer;
    post_id post;

    TRY(post_pick(w, s, &post));
    TRY(helpful_set(&s->v, post, dice_below(&w->dice, 10) > 0, &answer));
    if (w->n_marked == w->cap_marked) {
        w->cap_marked = w->cap_marked ? 2 * w->cap_marked : 512;
        w->marked = reallocarray(w->marked, (size_t)w->cap_marked, sizeof *w->marked);
        assert_non_null(w->marked);
    }
    w->marked[w->n_marked++] = (struct marked_truth){post, s->person};
    return OK;
}

static enum err flag(struct week *w, struct session *s)
{
    static const enum flag_code codes[] = {FLAG_UNKIND,  FLAG_SPAM,    FLAG_OFF_TOPIC,
                                           FLAG_PATIENT, FLAG_DOXXING, FLAG_SELF_HARM};
    post_id post;

    TRY(post_pick(w, s, &post));
    return flag_add(&s->v, post, codes[dice_below(&w->dice, sizeof codes / sizeof codes[0])], NULL);
}

static enum err follow(struct week *w, struct session *s)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    const struct thread_row *row = week_thread_pick(&a, w, &s->v,
                                                    (int)dice_below(&w->dice, BOARDS));
    struct inbox_page inbox;
    const char *address;

    if (!row)
        return E_NOTFOUND;
    TRY(follow_add(&a, &s->v, arena_printf(&a, "thread/%lld", (long long)row->id.v), &address));
    return inbox_list(&a, &s->v, NULL, INBOX_MAX, &inbox);
}

static enum err look_for(struct week *w, struct session *s)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    static const char *const words[] = {"shift", "exam", "letter", "tired"};
    const char *word = words[dice_below(&w->dice, sizeof words / sizeof words[0])];
    const struct search_query query = {.text = word, .n = strlen(word), .limit = LIST_DEFAULT};
    struct query_fault fault;
    struct search_page page;

    return search_run(&a, &s->v, &query, &page, &fault);
}

/* One of four is refused. */
static enum err decide(struct week *w, struct session *s)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct queue_page page;
    action_id id;

    TRY(queue_list(&a, &s->v, &(struct queue_query){.limit = LIST_DEFAULT}, &page));
    if (page.n == 0)
        return E_NOTFOUND;
    const struct queue_item *item = &page.rows[dice_below(&w->dice, (uint32_t)page.n)];
    if (item->kind == QUEUE_HELD && dice_below(&w->dice, 4) == 0)
        return post_remove(&s->v, item->post, "kindness", NULL, &id);
    TRY(item_keep(&s->v, item->item, &id));
    w->acted = id;
    return OK;
}

static enum err note(struct week *w, struct session *s)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct queue_page page;

    TRY(queue_list(&a, &s->v, &(struct queue_query){.limit = LIST_DEFAULT}, &page));
    if (page.n == 0)
        return E_NOTFOUND;
    return queue_note_add(&s->v, page.rows[dice_below(&w->dice, (uint32_t)page.n)].item,
                          "Seen before.");
}

static enum err correct(struct week *w, struct session *s)
{
    post_id post;

    TRY(post_pick(w, s, &post));
    TRY(post_correct(&s->v, post, 1, NULL, NULL, &w->acted));
    return OK;
}

static enum err take_back(struct week *w, struct session *s)
{
    action_id id, acted = w->acted;

    w->acted.v = 0;
    return acted.v == 0 ? E_NOTFOUND : action_undo(&s->v, acted, &id);
}

/* Mostly warnings: whoever is muted writes less, and the chance that guesses are measured against
 * is of people who all write alike. */
static enum err sanction(struct week *w, struct session *s)
{
    int back = (int)dice_below(&w->dice, JUDGED_LAST), at = w->n_truths - 1 - back;
    const struct sanction_order order = {.severity = dice_below(&w->dice, 24) == 0 ? SEVERITY_MUTE
                                                                                   : SEVERITY_WARN,
                                         .rule = "kindness"};
    action_id id;

    if (at < 0)
        return E_NOTFOUND;
    TRY(sanction_through_post(&s->v, w->truths[at].id, &order, &id));
    if (w->n_reached < REACHED)
        w->reached[w->n_reached++] = (struct reached){id, w->truths[at].person, false};
    return OK;
}

static enum err appeal(struct week *w, struct session *s)
{
    static const char why[] = "It was meant kindly.";

    for (int i = 0; i < w->n_reached; i++) {
        struct reached *r = &w->reached[i];

        if (r->person != s->person || r->appealed)
            continue;
        r->appealed = true;
        TRY(appeal_make(&s->v, r->action, why, sizeof why - 1));
        week_row_written(w, s, r->action.v);
        return OK;
    }
    return E_NOTFOUND;
}

/* ---- interviews ---- */

const char *const week_schools[] = {
    "yale", "drexel", "uams", "jefferson-kimmel", "icahn-mount-sinai", "johns-hopkins", NULL};

static const char *school_pick(struct week *w)
{
    return week_schools[dice_below(&w->dice, SCHOOLS)];
}

static enum err report(struct week *w, struct session *s)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct interview_fault fault;
    struct interview_form form;
    char written[256];
    report_id id;

    interview_form_init(&form);
    snprintf(written, sizeof written,
             "cycle: 2025-26\nmonth: 2025-1%d\nmodality: virtual\nformat: %s\nstress: %d\n"
             "impression: %d\nquestion: Why this school?\ncomments: A day like others.\n",
             (int)dice_below(&w->dice, 2), dice_below(&w->dice, 2) ? "mmi" : "panel",
             (int)dice_below(&w->dice, 11), (int)dice_below(&w->dice, 3) - 1);
    TRY(interview_form_parse(&a, written, strlen(written), &form, &fault));
    TRY(report_add(&s->v, school_pick(w), &form, OVERRIDE_NONE, &fault, &id));
    week_row_written(w, s, id.v);
    return OK;
}

static int64_t token_key(const uint8_t token[static TAG_BYTES])
{
    int64_t key;

    memcpy(&key, token, sizeof key);
    return key;
}

static enum err judge(struct week *w, struct session *s)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    uint8_t token[TAG_BYTES];
    struct report_page page;
    struct report judged;

    TRY(report_list(&a, &s->v, school_pick(w), NULL, LIST_DEFAULT, &page));
    if (page.n == 0)
        return E_NOTFOUND;
    report_id id = page.rows[dice_below(&w->dice, (uint32_t)page.n)].id;
    TRY(report_judge(&s->v, id, VERDICT_CONFIRM, "was-there", &judged));
    verdict_token(&s->v, id, token);
    week_row_written(w, s, token_key(token));
    return OK;
}

static enum err propose(struct week *w, struct session *s)
{
    school_proposal_id id;
    char name[64];

    snprintf(name, sizeof name, "Springfield Medical %u", dice_below(&w->dice, 40));
    TRY(school_propose(&s->v, name, "Springfield", &id));
    week_row_written(w, s, id.v);
    return OK;
}

static enum err practice(struct week *w, struct session *s)
{
    return practice_keep(
        &s->v, &(struct practice_attempt){.question = {1 + (int64_t)dice_below(&w->dice, 1000000)},
                                          .seconds = 90,
                                          .ratings = {3, 2, 4, 3, 2}});
}

enum err week_pastime(struct week *w, struct session *s, enum act_kind kind)
{
    switch (kind) {
    case ACT_MUTE:
        return mute_add(&s->v, w->people[dice_below(&w->dice, PEOPLE / 2)].name, (thread_id){0});
    case ACT_HELPFUL:
        return mark_helpful(w, s);
    case ACT_FLAG:
        return flag(w, s);
    case ACT_FOLLOW:
        return follow(w, s);
    case ACT_QUIET:
        return quiet_set(&s->v, !quiet_is_on(&s->v));
    case ACT_SEARCH:
        return look_for(w, s);
    case ACT_REPORT:
        return report(w, s);
    case ACT_JUDGE:
        return judge(w, s);
    case ACT_PROPOSE:
        return propose(w, s);
    case ACT_PRACTICE:
        return practice(w, s);
    case ACT_APPEAL:
        return appeal(w, s);
    case ACT_NOTE:
        return note(w, s);
    case ACT_CORRECT:
        return correct(w, s);
    case ACT_UNDO:
        return take_back(w, s);
    case ACT_DECIDE:
        return decide(w, s);
    case ACT_SANCTION:
        return sanction(w, s);
    default:
        return E_USAGE;
    }
}
