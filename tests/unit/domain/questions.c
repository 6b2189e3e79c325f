/* SPDX-License-Identifier: MIT
 *
 * questions.c -- the question bank: starters, sightings of reports that are out, and merging.
 */
#include "report_fixture.h"

#include <curbside/domain/modlog.h>
#include <curbside/domain/questions.h>
#include <curbside/domain/report_digest.h>
#include <curbside/domain/undo.h>
#include <curbside/domain/upkeep.h>
#include <curbside/store/questions.h>
#include <curbside/text/terms.h>

enum {
    PEOPLE = 8
};

static const char school[] = "jefferson-kimmel";

static struct question_query any(void)
{
    return (struct question_query){
        .kind = QUESTION_ANY_KIND, .level = QUESTION_ANY_LEVEL, .limit = QUESTION_LIST_MAX};
}

static struct question_page list(struct forum *f, const struct question_query *query)
{
    struct visit guest = forum_visit(f);
    struct question_page page;

    guest.pepper = &pepper;
    assert_int_equal(question_list(&f->a, &guest, query, &page), OK);
    return page;
}

static struct question_page at_school(struct forum *f)
{
    struct question_query query = any();

    query.school = school;
    return list(f, &query);
}

/* Two wordings that look alike, for a moderator. */
static int pairs_waiting(struct forum *f, struct proposal_row **ret)
{
    const struct proposal_row first = {.since = INT64_MIN};
    int n;

    assert_int_equal(proposals_list(&f->a, f->db, &first, 20, ret, &n), OK);
    return n;
}

static const struct question *find(const struct question_page *page, const char *text)
{
    for (int i = 0; i < page->n; i++)
        if (strcmp(page->rows[i].text, text) == 0)
            return &page->rows[i];
    return NULL;
}

/* What is counted on by differences is what counting everything would give. */
static void assert_counted(struct forum *f, struct visit *v)
{
    struct check_report report;

    assert_int_equal(forum_check(&f->a, v, &report), OK);
    for (int i = 0; i < report.n; i++)
        if (strstr(report.rows[i].rule, "question") && report.rows[i].violations > 0)
            fail_msg("%s: %s", report.rows[i].rule, report.rows[i].example);
}

/* The clock's work of a day. */
static void pass_day(struct forum *f)
{
    struct visit v = forum_visit(f);

    f->now += DAY;
    v.pepper = &pepper;
    v.figures = &every_day;
    assert_int_equal(interview_tick(&v), OK);
    assert_int_equal(question_tick(&v), OK);
    assert_counted(f, &v);
}

/* A report with these questions, ended by NULL. */
static void ask(struct forum *f, struct member *m, int no, const char *const *questions)
{
    struct interview_form form;
    struct interview_fault fault;
    report_id id;

    person_init(f, m, no, 40);
    fill(&f->a, &form, 5);
    for (form.n_questions = 0; questions[form.n_questions]; form.n_questions++)
        form.questions[form.n_questions] = questions[form.n_questions];
    assert_int_equal(report_add(&m->v, school, &form, OVERRIDE_NONE, &fault, &id), OK);
    count_all(f);
}

static int alike(const char *one, const char *other)
{
    AUTO_STR struct str a = STR_INIT, b = STR_INIT;

    terms_add(&a, one, strlen(one));
    terms_add(&b, other, strlen(other));
    return questions_alike(str_cstr(&a), str_cstr(&b));
}

static void starters_are_put_in_once_and_found(void **state)
{
    struct forum *f = *state;
    struct question_query query = any();
    struct question_page page;
    int all;

    assert_int_equal(list(f, &query).n, 0);
    pass_day(f);
    all = list(f, &query).n;
    assert_true(all > 150);
    pass_day(f);
    assert_int_equal(list(f, &query).n, all);
    query.kind = QUESTION_MMI;
    page = list(f, &query);
    assert_in_range(page.n, 10, all - 1);
    for (int i = 0; i < page.n; i++)
        assert_int_equal(page.rows[i].kind, QUESTION_MMI);
    query = any();
    query.level = QUESTION_FELLOWSHIP;
    assert_in_range(list(f, &query).n, 10, all - 1);
    query = any();
    query.text = "TRANSPLANT unvacc";
    page = list(f, &query);
    assert_int_equal(page.n, 1);
    assert_non_null(strstr(page.rows[0].text, "unvaccinated people"));
    query = any();
    query.tag = "public-health";
    page = list(f, &query);
    assert_true(page.n >= 2);
    for (int i = 0; i < page.n; i++)
        assert_non_null(strstr(page.rows[i].tags, "public-health"));
    query.text = "transplant";
    assert_int_equal(list(f, &query).n, 1);
}

static void pages_follow_each_other_and_a_draw_is_of_what_was_asked(void **state)
{
    struct forum *f = *state;
    struct visit guest = forum_visit(f);
    struct question_query query = any();
    struct question_page page;
    int seen = 0, all;

    pass_day(f);
    all = list(f, &query).n;
    query.limit = 37;
    do {
        page = list(f, &query);
        seen += page.n;
        query.after = page.next;
    } while (page.next);
    assert_int_equal(seen, all);
    query.after = "nonsense";
    assert_int_equal(question_list(&f->a, &guest, &query, &page), E_CURSOR_INVALID);
    query = any();
    query.kind = QUESTION_ETHICS;
    query.limit = 5;
    assert_int_equal(question_draw(&f->a, &guest, &query, &page), OK);
    assert_int_equal(page.n, 5);
    for (int i = 0; i < page.n; i++) {
        assert_int_equal(page.rows[i].kind, QUESTION_ETHICS);
        for (int k = 0; k < i; k++)
            assert_true(page.rows[i].id.v != page.rows[k].id.v);
    }
    query.school = "hogwarts";
    assert_int_equal(question_list(&f->a, &guest, &query, &page), E_NOTFOUND);
}

/* In the words of whichever report was read first. */
static const struct question *find_why(const struct question_page *page)
{
    const struct question *q = find(page, "Why this school?");

    q = q ? q : find(page, "why THIS school");
    assert_non_null(q);
    return q;
}

/* With the texts, at least three reports of a school at a time; fewer than five are not counted. */
static void sightings_come_with_the_texts_and_few_are_hidden(void **state)
{
    struct forum *f = *state;
    struct member people[PEOPLE];
    const char *const questions[] = {"Why this school?", "What is a good death?", "???", NULL};
    const struct question *q;
    struct question_page page;

    for (int i = 0; i < 2; i++)
        ask(f, &people[i], i, questions);
    pass_day(f);
    assert_int_equal(at_school(f).n, 0);
    ask(f, &people[2], 2, (const char *const[]){"why THIS school", "Why this school?", NULL});
    pass_day(f);
    page = at_school(f);
    assert_int_equal(page.n, 2);
    q = find_why(&page);
    assert_int_equal(q->seen, SHOWN_FEW);
    assert_int_equal(q->schools, SHOWN_FEW);
    assert_int_equal(q->last_cycle, 2026);
    assert_int_equal(q->kind, QUESTION_WHY_US);
    for (int i = 3; i < PEOPLE; i++)
        ask(f, &people[i], i, questions);
    pass_day(f);
    page = at_school(f);
    q = find_why(&page);
    assert_true(q->seen == 5 || q->seen == 10); /* of 8 */
    assert_int_equal(q->schools, SHOWN_FEW);
    for (int i = 0; i < PEOPLE; i++)
        person_done(&people[i]);
}

/* The ids of a list, page by page. */
static int ids_of(struct forum *f, struct question_query query,
                  int64_t ids[static QUESTION_LIST_MAX])
{
    int n = 0;

    query.limit = 7;
    do {
        struct question_page page = list(f, &query);

        for (int i = 0; i < page.n; i++)
            ids[n++] = page.rows[i].id.v;
        query.after = page.next;
    } while (query.after);
    return n;
}

/* Every list of these questions stands as it stood, whichever of those that are shown as "<5" are
 * in one report and which in four. */
static void assert_places_tell_nothing(struct forum *f, const struct question_query *query)
{
    static const char *const counts[] = {"1 + id % 4", "4 - id % 4", "1 + (id / 7) % 4"};
    int64_t first[QUESTION_LIST_MAX], now[QUESTION_LIST_MAX];
    int n = 0;

    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        AUTO_STR struct str sql = STR_INIT;

        str_printf(&sql,
                   "WITH n (id, n) AS (SELECT id, %s FROM question)"
                   " UPDATE question SET seen = (SELECT n FROM n WHERE n.id = question.id)"
                   "  WHERE seen BETWEEN 1 AND 4;"
                   "UPDATE sighting SET reports = (SELECT seen FROM question"
                   "  WHERE id = question_id AND seen BETWEEN 1 AND 4) WHERE reports < 5",
                   counts[i]);
        forum_sql(f, str_cstr(&sql));
        if (i == 0)
            n = ids_of(f, *query, first);
        assert_int_equal(ids_of(f, *query, now), n);
        assert_memory_equal(first, now, (size_t)n * sizeof *now);
    }
    assert_true(n > 20);
}

static void places_in_a_list_tell_no_hidden_count(void **state)
{
    struct forum *f = *state;
    struct question_query query = any();

    pass_day(f);
    forum_sql(f, "UPDATE question SET seen = CASE id % 3 WHEN 0 THEN 0 WHEN 1 THEN 2"
                 "                    ELSE 5 + id % 20 END,"
                 "                    schools = 1, last_cycle = 2026");
    forum_sql(f, "INSERT INTO sighting (school, question_id, cycle, reports)"
                 " SELECT 'yale', id, cycle, seen FROM question,"
                 "        (SELECT 0 AS cycle UNION SELECT 2026) WHERE seen > 0");
    assert_places_tell_nothing(f, &query);
    query.kind = QUESTION_TRADITIONAL;
    assert_places_tell_nothing(f, &query);
    query.kind = QUESTION_ANY_KIND;
    query.level = QUESTION_MEDICAL_SCHOOL;
    assert_places_tell_nothing(f, &query);
    query.level = QUESTION_ANY_LEVEL;
    query.text = "you";
    assert_places_tell_nothing(f, &query);
    query.text = NULL;
    query.school = "yale";
    assert_places_tell_nothing(f, &query);
}

static void what_is_taken_back_is_not_counted_from_the_next_day_on(void **state)
{
    struct forum *f = *state;
    struct member people[3];

    for (int i = 0; i < 3; i++)
        ask(f, &people[i], i,
            (const char *const[]){"Why here?", i == 2 ? "What do you cook?" : NULL, NULL});
    pass_day(f);
    assert_int_equal(at_school(f).n, 2);
    assert_int_equal(report_withdraw(&people[2].v, school, 2026), OK);
    assert_int_equal(question_tick(&people[2].v), OK);
    assert_int_equal(at_school(f).n, 2);
    pass_day(f);
    assert_int_equal(at_school(f).n, 1);
    for (int i = 0; i < 3; i++)
        person_done(&people[i]);
}

static void alike_is_what_shares_its_letters(void **state)
{
    (void)state;
    assert_int_equal(alike("Why this school?", "why this school"), 100);
    assert_true(alike("Why do you want to be a doctor?", "Why do you want to become a doctor?") >=
                QUESTIONS_ALIKE);
    assert_true(alike("Tell me about a time you failed.", "Tell me about a time when you failed") >=
                QUESTIONS_ALIKE);
    assert_true(alike("Tell me about yourself.", "Tell me about a conflict in a team.") <
                QUESTIONS_ALIKE);
    assert_true(alike("Why medicine?", "What do you cook?") < QUESTIONS_ALIKE);
    assert_int_equal(alike("", ""), 100);
}

static void near_duplicates_are_proposed_and_merged_by_moderators(void **state)
{
    struct forum *f = *state;
    static const char one[] = "Why do you want to be a doctor?";
    static const char other[] = "Why do you want to become a doctor?";
    struct member people[PEOPLE], mod;
    struct proposal_row *waiting;
    struct question_page page;
    question_id from, into;
    action_id merged, undone;
    struct modlog_page log;

    member_init(f, &mod, "calm-mod", ROLE_MODERATOR);
    mod.v.pepper = &pepper;
    for (int i = 0; i < PEOPLE; i++)
        ask(f, &people[i], i, (const char *const[]){i % 2 ? one : other, NULL});
    pass_day(f);
    page = at_school(f);
    assert_int_equal(page.n, 2);
    assert_int_equal(page.rows[0].seen, SHOWN_FEW);
    from = find(&page, other)->id;
    into = find(&page, one)->id;

    assert_int_equal(pairs_waiting(f, &waiting), 1);
    assert_true(waiting[0].alike >= QUESTIONS_ALIKE);

    assert_int_equal(question_merge(&people[0].v, from, into, NULL, &merged), E_DENIED);
    assert_int_equal(question_merge(&mod.v, from, (question_id){7}, NULL, &merged), E_NOTFOUND);
    assert_int_equal(question_merge(&mod.v, from, into, NULL, &merged), OK);
    assert_int_equal(question_merge(&mod.v, from, into, NULL, &undone), E_DONE_ALREADY);
    page = at_school(f);
    assert_int_equal(page.n, 1);
    assert_string_equal(page.rows[0].text, one);
    assert_true(page.rows[0].seen == 5 || page.rows[0].seen == 10);
    assert_int_equal(pairs_waiting(f, &waiting), 0);

    assert_int_equal(action_undo(&people[0].v, merged, &undone), E_DENIED);
    assert_int_equal(action_undo(&mod.v, merged, &undone), OK);
    assert_int_equal(action_undo(&mod.v, merged, &undone), E_NO_UNDO);
    assert_int_equal(action_undo(&mod.v, undone, &undone), E_NO_UNDO);
    assert_int_equal(at_school(f).n, 2);
    assert_int_equal(pairs_waiting(f, &waiting), 1);
    assert_int_equal(modlog_list(&f->a, &mod.v, NULL, 20, &log), OK);
    assert_int_equal(log.n, 2);
    assert_non_null(strstr(log.rows[0].target, "question/"));
    for (int i = 0; i < PEOPLE; i++)
        person_done(&people[i]);
    member_done(&mod);
}

static void what_a_moderator_keeps_apart_is_not_asked_again(void **state)
{
    struct forum *f = *state;
    struct member people[PEOPLE], mod;
    struct proposal_row *waiting;
    action_id action;

    member_init(f, &mod, "calm-mod", ROLE_MODERATOR);
    for (int i = 0; i < 4; i++)
        ask(f, &people[i], i,
            (const char *const[]){i % 2 ? "Tell me about a time you failed."
                                        : "Tell me about a time when you failed.",
                                  NULL});
    pass_day(f);
    assert_int_equal(pairs_waiting(f, &waiting), 1);
    assert_int_equal(question_keep_apart(&mod.v, waiting[0].other, waiting[0].one, NULL, &action),
                     OK);
    pass_day(f);
    assert_int_equal(pairs_waiting(f, &waiting), 0);
    assert_int_equal(action_undo(&mod.v, action, &action), OK);
    assert_int_equal(pairs_waiting(f, &waiting), 1);
    for (int i = 0; i < 4; i++)
        person_done(&people[i]);
    member_done(&mod);
}

/* A merged into B, B into C, and the first taken back: what was C's stays C's. */
static void a_merge_is_taken_back_whole_when_more_was_merged_since(void **state)
{
    struct forum *f = *state;
    struct member people[3], mod;
    struct question_page page;
    question_id ids[3];
    action_id first, second;
    const char *const texts[] = {"What do you cook?", "Who taught you most?", "Where is home?"};

    member_init(f, &mod, "calm-mod", ROLE_MODERATOR);
    for (int i = 0; i < 3; i++)
        ask(f, &people[i], i, (const char *const[]){texts[0], texts[1], texts[2], NULL});
    pass_day(f);
    page = at_school(f);
    for (int i = 0; i < 3; i++)
        ids[i] = find(&page, texts[i])->id;
    assert_int_equal(question_merge(&mod.v, ids[0], ids[1], NULL, &first), OK);
    assert_int_equal(question_merge(&mod.v, ids[1], ids[2], NULL, &second), OK);
    assert_int_equal(at_school(f).n, 1);
    assert_int_equal(action_undo(&mod.v, first, &first), OK);
    page = at_school(f);
    assert_int_equal(page.n, 2);
    assert_non_null(find(&page, texts[0]));
    assert_non_null(find(&page, texts[2]));
    assert_int_equal(action_undo(&mod.v, second, &second), OK);
    assert_int_equal(at_school(f).n, 3);
    for (int i = 0; i < 3; i++)
        person_done(&people[i]);
    member_done(&mod);
}

/* Asked of two wordings, one of which had been merged: it is asked again of these two. */
static void what_was_asked_of_wordings_is_asked_again_when_it_is_taken_back(void **state)
{
    struct forum *f = *state;
    const char *const texts[] = {"What do you cook?", "Who taught you most?", "Where is home?"};
    struct member people[3], mod;
    struct question_page page;
    long long ids[3];
    action_id merged;
    char sql[160];
    struct proposal_row *waiting;

    member_init(f, &mod, "calm-mod", ROLE_MODERATOR);
    for (int i = 0; i < 3; i++)
        ask(f, &people[i], i, (const char *const[]){texts[0], texts[1], texts[2], NULL});
    pass_day(f);
    page = at_school(f);
    for (int i = 0; i < 3; i++)
        ids[i] = find(&page, texts[i])->id.v;
    snprintf(sql, sizeof sql,
             "INSERT INTO merge_proposal (one, other, alike, since) VALUES (%lld, %lld, 70, 0)",
             ids[0] < ids[2] ? ids[0] : ids[2], ids[0] < ids[2] ? ids[2] : ids[0]);
    forum_sql(f, sql);
    assert_int_equal(
        question_merge(&mod.v, (question_id){ids[0]}, (question_id){ids[1]}, NULL, &merged), OK);
    assert_int_equal(
        question_merge(&mod.v, (question_id){ids[0]}, (question_id){ids[2]}, NULL, &merged), OK);
    assert_int_equal(pairs_waiting(f, &waiting), 0);
    assert_int_equal(action_undo(&mod.v, merged, &merged), OK);
    assert_int_equal(pairs_waiting(f, &waiting), 1);
    for (int i = 0; i < 3; i++)
        person_done(&people[i]);
    member_done(&mod);
}

/* Sightings of the whole bank, as they are stored. */
static int64_t sightings(struct forum *f)
{
    sqlite3 *beside;
    sqlite3_stmt *st;
    char path[128];
    int64_t n;

    snprintf(path, sizeof path, "%s/db/board.db", f->dir);
    assert_int_equal(sqlite3_open(path, &beside), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(beside, "SELECT sum(reports) FROM sighting WHERE cycle > 0",
                                        -1, &st, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_step(st), SQLITE_ROW);
    n = sqlite3_column_int64(st, 0);
    sqlite3_finalize(st);
    sqlite3_close(beside);
    return n;
}

/* More than one transaction writes: six hundred, each of one report. */
static void all_of_many_questions_are_written(void **state)
{
    struct forum *f = *state;
    struct member people[10];

    for (int i = 0; i < 10; i++) {
        const char *questions[INTERVIEW_QUESTIONS + 1];

        for (int k = 0; k < INTERVIEW_QUESTIONS; k++)
            questions[k] = arena_printf(&f->a, "q%dx%d?", i, k);
        questions[INTERVIEW_QUESTIONS] = NULL;
        ask(f, &people[i], i, questions);
    }
    pass_day(f);
    for (int i = 0; i < 60 && count_of(f, "SELECT count(*) FROM sighting_due") > 0; i++)
        pass_day(f);
    assert_int_equal(sightings(f), 10 * INTERVIEW_QUESTIONS);
    assert_int_equal(count_of(f, "SELECT count(*) FROM sighting_due"), 0);
    for (int i = 0; i < 10; i++)
        person_done(&people[i]);
}

static void a_report_that_has_both_wordings_counts_once_for_the_merged_question(void **state)
{
    struct forum *f = *state;
    static const char one[] = "What do you cook?", other[] = "Which dish is yours?";
    struct member people[PEOPLE], mod;
    struct question_page page;
    action_id merged;

    member_init(f, &mod, "calm-mod", ROLE_MODERATOR);
    mod.v.pepper = &pepper;
    for (int i = 0; i < PEOPLE; i++)
        ask(f, &people[i], i, (const char *const[]){one, other, NULL});
    pass_day(f);
    assert_int_equal(sightings(f), 2 * PEOPLE);
    page = at_school(f);
    assert_int_equal(
        question_merge(&mod.v, find(&page, other)->id, find(&page, one)->id, NULL, &merged), OK);
    pass_day(f);
    pass_day(f);
    assert_int_equal(sightings(f), PEOPLE);
    assert_int_equal(at_school(f).n, 1);
    /* And twice again, where they are two. */
    assert_int_equal(action_undo(&mod.v, merged, &merged), OK);
    pass_day(f);
    pass_day(f);
    assert_int_equal(sightings(f), 2 * PEOPLE);
    for (int i = 0; i < PEOPLE; i++)
        person_done(&people[i]);
    member_done(&mod);
}

static void a_schools_digest_counts_as_the_bank_does(void **state)
{
    struct forum *f = *state;
    struct member people[PEOPLE];
    struct report_digest digest;
    struct question_page page;

    for (int i = 0; i < PEOPLE; i++)
        ask(f, &people[i], i,
            (const char *const[]){"Why this school?", i < 2 ? "What do you cook?" : NULL, NULL});
    pass_day(f);
    page = at_school(f);
    assert_int_equal(report_digest(&f->a, &people[0].v, "jefferson-kimmel", &digest), OK);
    assert_int_equal(digest.n_asked, page.n);
    for (int i = 0; i < page.n; i++) {
        assert_string_equal(digest.asked[i].text, page.rows[i].text);
        assert_int_equal(digest.asked[i].reports, page.rows[i].seen);
    }
    assert_true(digest.asked[0].reports % 5 == 0);
    assert_int_equal(digest.asked[1].reports, SHOWN_FEW);
    for (int i = 0; i < PEOPLE; i++)
        person_done(&people[i]);
}

static void a_kind_is_guessed_and_a_moderators_word_stays(void **state)
{
    struct forum *f = *state;
    static const struct {
        const char *text;
        enum question_kind kind;
    } asked[] = {
        {"Would you report a classmate for cheating?", QUESTION_ETHICS},
        {"Why this school?", QUESTION_WHY_US},
        {"Tell me about a time you led a team.", QUESTION_BEHAVIORAL},
        {"What did your research lab find?", QUESTION_RESEARCH},
        {"A classmate asks you to sign them in for a lecture.", QUESTION_MMI}, /* it was one */
        {"What do you cook?", QUESTION_TRADITIONAL},                           /* so was this */
        {"Why Temple?", QUESTION_WHY_US},
        {"A friend asks you to sign them in. What do you do?", QUESTION_ETHICS},
        {"What would you do if you were not admitted this year?", QUESTION_MMI},
    };
    enum {
        ASKED = sizeof asked / sizeof asked[0]
    };
    struct member people[3], mod;
    struct question_page page;
    struct question question;
    action_id filed, undone;
    question_id id;

    member_init(f, &mod, "calm-mod", ROLE_MODERATOR);
    mod.v.pepper = &pepper;
    for (int i = 0; i < 3; i++) {
        const char *texts[ASKED + 1] = {NULL};

        for (int k = 0; k < ASKED; k++)
            texts[k] = asked[k].text;
        ask(f, &people[i], i, texts);
    }
    pass_day(f);
    page = at_school(f);
    for (int k = 0; k < ASKED; k++)
        if (find(&page, asked[k].text)->kind != asked[k].kind)
            fail_msg("%s: %s", asked[k].text, question_kind_name(find(&page, asked[k].text)->kind));
    id = find(&page, "A classmate asks you to sign them in for a lecture.")->id;
    assert_int_equal(question_set_kind(&people[0].v, id, QUESTION_TRADITIONAL, NULL, &filed),
                     E_DENIED);
    assert_int_equal(question_set_kind(&mod.v, id, QUESTION_MMI, NULL, &filed), E_DONE_ALREADY);
    assert_int_equal(question_set_kind(&mod.v, (question_id){7}, QUESTION_MMI, NULL, &filed),
                     E_NOTFOUND);
    assert_int_equal(question_set_kind(&mod.v, id, QUESTION_TRADITIONAL, "Small talk.", &filed),
                     OK);
    assert_int_equal(question_get(&f->a, &mod.v, id, &question), OK);
    assert_int_equal(question.kind, QUESTION_TRADITIONAL);
    assert_int_equal(action_undo(&mod.v, filed, &undone), OK);
    assert_int_equal(question_get(&f->a, &mod.v, id, &question), OK);
    assert_int_equal(question.kind, QUESTION_MMI);
    /* A starter's too, whatever a later list ships. */
    assert_int_equal(question_seed(&mod.v), OK);
    assert_int_equal(question_draw(&f->a, &mod.v,
                                   &(struct question_query){.kind = QUESTION_POLICY,
                                                            .level = QUESTION_ANY_LEVEL,
                                                            .limit = 1},
                                   &page),
                     OK);
    id = page.rows[0].id;
    assert_int_equal(question_set_kind(&mod.v, id, QUESTION_ETHICS, NULL, &filed), OK);
    forum_sql(f, "UPDATE meta SET value = 'another list' WHERE key = 'questions.starters'");
    assert_int_equal(question_seed(&mod.v), OK);
    assert_int_equal(question_get(&f->a, &mod.v, id, &question), OK);
    assert_int_equal(question.kind, QUESTION_ETHICS);
    for (int i = 0; i < 3; i++)
        person_done(&people[i]);
    member_done(&mod);
}

/* ---- what is too much ---- */

static void too_long_and_too_many_questions_are_refused_at_entry(void **state)
{
    struct forum *f = *state;
    const struct interview_field *field = interview_form_field_find("question");
    struct interview_fault fault;
    struct interview_form form;
    char text[5001];
    enum err err = OK;

    memset(text, 'a', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    interview_form_init(&form);
    assert_int_equal(interview_form_answer(&f->a, &form, field, text, &fault), E_USAGE);
    assert_non_null(strstr(fault.sentence, "1,000"));
    assert_int_equal(form.n_questions, 0);
    for (int i = 0; i < 100 && err == OK; i++)
        err = interview_form_answer(&f->a, &form, field, "Why?", &fault);
    assert_int_equal(err, E_USAGE);
    assert_non_null(strstr(fault.sentence, "60"));
    assert_int_equal(form.n_questions, INTERVIEW_QUESTIONS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FORUM_TEST(starters_are_put_in_once_and_found),
        FORUM_TEST(pages_follow_each_other_and_a_draw_is_of_what_was_asked),
        FORUM_TEST(sightings_come_with_the_texts_and_few_are_hidden),
        FORUM_TEST(places_in_a_list_tell_no_hidden_count),
        FORUM_TEST(what_is_taken_back_is_not_counted_from_the_next_day_on),
        FORUM_TEST(alike_is_what_shares_its_letters),
        FORUM_TEST(near_duplicates_are_proposed_and_merged_by_moderators),
        FORUM_TEST(what_a_moderator_keeps_apart_is_not_asked_again),
        FORUM_TEST(a_merge_is_taken_back_whole_when_more_was_merged_since),
        FORUM_TEST(what_was_asked_of_wordings_is_asked_again_when_it_is_taken_back),
        FORUM_TEST(all_of_many_questions_are_written),
        FORUM_TEST(a_report_that_has_both_wordings_counts_once_for_the_merged_question),
        FORUM_TEST(a_schools_digest_counts_as_the_bank_does),
        FORUM_TEST(a_kind_is_guessed_and_a_moderators_word_stays),
        FORUM_TEST(too_long_and_too_many_questions_are_refused_at_entry),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
