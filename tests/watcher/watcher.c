/* SPDX-License-Identifier: MIT
 *
 * watcher.c -- can a guest who looks at everything that changes tell whose a post on an alias board
 * is? Measured against the guess that needs no watching: always the busiest handle.
 *
 * The same week is watched twice: as it is, and with releases switched off, which the watcher must
 * notice before anybody believes that there is nothing to notice. On boards where the author
 * chooses, alias posts go out at once and are not protected from a clock; what the watcher gets
 * there is printed, and said in docs/threat-model.md. Interview reports are watched as well, and
 * the figures and questions that are counted of them: the week with the leak shows all of it when a
 * report is handed in. Who may see what sysops see watches, too, as the operator (an account more
 * would be another week): sessions, statistics and the record, every few minutes.
 */
#include "counted.h"
#include "governed.h"
#include "guessing.h"
#include "lists.h"
#include "moderated.h"
#include "thief/score.h"
#include "view.h"

#include <math.h>

enum {
    SEED = 20251208,
    DAYS = 5,
};

struct watched {
    struct week *week;
    struct view view;
    struct moderated moderated;
    struct counted counted;
    struct lists lists;
    struct governed governed;
};

static struct watched shipped, leaking;

static void look(void *ctx, struct week *week, const struct act *act)
{
    struct watched *w = ctx;

    view_after(&w->view, week, act);
    moderated_after(&w->moderated, week, act);
    counted_after(&w->counted, week, act);
    lists_after(&w->lists, week, act);
    governed_after(&w->governed, week, act);
}

static void watch(struct watched *w, int release_minutes)
{
    static const struct figure_rules every_day = {
        .minimum = 5, .split_minimum = 10, .new_rows = 5, .days = UINT32_MAX};

    w->view.plant_reports = w->moderated.plant = w->counted.plant = w->lists.plant =
        w->governed.plant = w->governed.listed.plant = release_minutes == 0;
    w->week = week_new(&(struct week_options){.seed = SEED,
                                              .days = DAYS,
                                              .release_minutes = release_minutes,
                                              .figures = &every_day,
                                              .observer = {look, w}});
    week_run(w->week);
}

static int setup(void **state)
{
    (void)state;
    watch(&shipped, ALIAS_RELEASE_MINUTES);
    watch(&leaking, 0);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    view_done(&shipped.view);
    view_done(&leaking.view);
    moderated_done(&shipped.moderated);
    moderated_done(&leaking.moderated);
    counted_done(&shipped.counted);
    counted_done(&leaking.counted);
    lists_done(&shipped.lists);
    lists_done(&leaking.lists);
    governed_done(&shipped.governed);
    governed_done(&leaking.governed);
    week_free(shipped.week);
    week_free(leaking.week);
    return 0;
}

/* ---- counting ---- */

/* Posts, or changes to posts, of aliases on one kind of board. */
static bool counts(const struct sight *s, bool alias_board, bool edit)
{
    return s->alias && s->alias_board == alias_board && s->edit == edit;
}

/* Hits of the guess that watches nothing, and of how many. */
static double blind_share(const struct watched *w, bool alias_board, bool edit)
{
    int who = busiest(w->week, &w->view), n = 0, hits = 0;

    for (int i = 0; i < w->view.n; i++) {
        const struct sight *s = &w->view.sights[i];

        if (!counts(s, alias_board, edit))
            continue;
        n++;
        hits += week_truth(w->week, s->post.v)->person == who;
    }
    return n > 0 ? (double)hits / n : 0;
}

/* Edits are few, and the busiest may have made none: who posts most is then as good a guess. */
static double blind_chance(const struct watched *w, bool alias_board, bool edit)
{
    double posts = blind_share(w, alias_board, false), same = blind_share(w, alias_board, edit);

    return posts > same ? posts : same;
}

static struct score score_way(const struct watched *w, int way, bool alias_board, bool edit)
{
    double blind = blind_chance(w, alias_board, edit), *chances;
    int n = 0, hits = 0;

    chances = calloc((size_t)w->view.n + 1, sizeof *chances);
    assert_non_null(chances);
    for (int i = 0; i < w->view.n; i++) {
        const struct sight *s = &w->view.sights[i];
        const struct sight *said = counts(s, alias_board, edit) ? guess(&w->view, s->at, way)
                                                                : NULL;

        if (!said)
            continue;
        chances[n++] = blind;
        hits += week_named(w->week, said->author) == week_truth(w->week, s->post.v)->person;
    }
    struct score score = score_make(chances, n, hits);
    free(chances);
    return score;
}

/* The luckiest way. */
static struct score score_all(const char *what, const struct watched *w, bool alias_board,
                              bool edit)
{
    struct score best = {.luck = 2};

    for (int i = 0; i < GUESS_WAYS; i++) {
        struct score s = score_way(w, i, alias_board, edit);

        print_message(
            "  %-22s %-18s %4d guesses, %4d right (%4.1f %%), blind %4.1f %%, luck %.2g\n", what,
            guess_way_name(i), s.guesses, s.hits, s.guesses ? 100.0 * s.hits / s.guesses : 0,
            s.guesses ? 100.0 * s.expected / s.guesses : 0, s.luck);
        if (s.luck < best.luck)
            best = s;
    }
    return best;
}

static void releases_that_are_off_are_noticed(void **state)
{
    struct score s = score_all("no releases", &leaking, true, false);

    (void)state;
    assert_true(s.luck < SCORE_CAUGHT);
}

static void on_alias_boards_watching_helps_nobody(void **state)
{
    struct score s = score_all("alias boards", &shipped, true, false);

    (void)state;
    assert_true(s.guesses > 120);
    assert_true(s.luck > SCORE_PASSES);
}

static void an_edit_on_an_alias_board_tells_no_more(void **state)
{
    struct score planted = score_all("edits, no releases", &leaking, true, true);
    struct score s = score_all("edits", &shipped, true, true);

    (void)state;
    assert_true(planted.luck < SCORE_PASSES);
    assert_true(s.luck > SCORE_PASSES);
}

static struct lists_sight *seen_new(int n)
{
    struct lists_sight *seen = calloc((size_t)n + 1, sizeof *seen);

    assert_non_null(seen);
    return seen;
}

/* ---- what moderators see ---- */

/* Whose it is, where anything is to be found out; -1. */
static int moderated_person(const struct watched *w, const struct moderated_sight *s)
{
    const struct truth *t;

    if (s->where == IN_QUEUE_ROW || s->where == IN_ANSWER)
        return week_row_person(w->week, s->key);
    t = week_truth(w->week, s->key);
    return t && t->face == FACE_ALIAS && t->alias_board ? t->person : -1;
}

static struct score score_all_moderated(const char *what, const struct watched *w,
                                        enum moderated_where where, int *ret_seen)
{
    const struct moderated *m = &w->moderated;
    struct lists_sight *seen = seen_new(m->n);
    int n = 0;

    for (int i = 0; i < m->n; i++) {
        int person = m->sights[i].where == where ? moderated_person(w, &m->sights[i]) : -1;

        if (person >= 0)
            seen[n++] = (struct lists_sight){.at = m->sights[i].at, .person = person};
    }
    struct score best = score_seen(what, w->week, &w->view, seen, n, 0);
    free(seen);
    *ret_seen = n;
    return best;
}

/* A moderator who looks every minute is no better off than whoever reads the board. */
static void the_queue_tells_no_minute(void **state)
{
    int seen;
    struct score planted = score_all_moderated("queue, planted", &leaking, IN_QUEUE_POST, &seen);
    struct score s = score_all_moderated("queue", &shipped, IN_QUEUE_POST, &seen);

    (void)state;
    assert_true(planted.luck < SCORE_CAUGHT);
    assert_true(s.luck > SCORE_PASSES);
    assert_true(seen > 20);
    print_message("  the queue was read %lld times\n", (long long)shipped.moderated.lists);
}

static void the_public_log_tells_no_minute(void **state)
{
    int seen;
    struct score planted = score_all_moderated("log, planted", &leaking, IN_LOG, &seen);
    struct score s = score_all_moderated("log", &shipped, IN_LOG, &seen);

    (void)state;
    assert_true(planted.luck < SCORE_CAUGHT);
    assert_true(s.luck > SCORE_PASSES);
    /* Hardly a post of an alias board has an address there: a held one has none at all. */
    assert_true(seen >= 1);
}

static void of_reports_and_appeals_the_queue_tells_no_minute(void **state)
{
    int seen;
    struct score planted = score_all_moderated("rows, planted", &leaking, IN_QUEUE_ROW, &seen);
    struct score s = score_all_moderated("rows", &shipped, IN_QUEUE_ROW, &seen);

    (void)state;
    assert_true(planted.luck < SCORE_CAUGHT);
    assert_true(s.luck > SCORE_PASSES);
    assert_true(seen > 20);
}

/* ---- other lists ---- */

static struct score score_all_list(const char *what, const struct watched *w,
                                   enum lists_where where, int *ret_seen)
{
    bool governed = where >= IN_POSTS;
    const struct lists_sight *sights = governed ? w->governed.sights : w->lists.sights;
    int n_sights = governed ? w->governed.n : w->lists.n, n = 0;
    struct lists_sight *seen = seen_new(n_sights);

    for (int i = 0; i < n_sights; i++)
        if (sights[i].where == where && sights[i].person >= 0)
            seen[n++] = sights[i];
    struct score best = score_seen(what, w->week, &w->view, seen, n,
                                   governed ? blind_chance(w, true, false) : 0);
    free(seen);
    *ret_seen = n;
    return best;
}

/* What nothing is held back in is caught, and what is shipped tells nothing. */
static void assert_list(const char *what, enum lists_where where, int at_least)
{
    int seen;
    struct score planted = score_all_list(what, &leaking, where, &seen);
    struct score s = score_all_list(what, &shipped, where, &seen);

    assert_true(planted.luck < SCORE_CAUGHT);
    assert_true(s.luck > SCORE_PASSES);
    assert_true(seen >= at_least);
}

static void the_search_tells_no_minute(void **state)
{
    (void)state;
    assert_list("search", IN_SEARCH, 120);
}

static void the_threads_of_a_tag_tell_no_minute(void **state)
{
    (void)state;
    assert_list("tag", IN_TAG, 120);
}

static void home_tells_no_minute(void **state)
{
    (void)state;
    assert_list("home", IN_HOME, 120);
}

static void what_is_new_to_a_member_tells_no_minute(void **state)
{
    (void)state;
    assert_list("new", IN_NEW, 120);
}

static void counts_of_helpful_marks_tell_no_minute(void **state)
{
    (void)state;
    assert_list("helpful", IN_HELPFUL, 20);
}

/* Of an alias post it has nothing but what the post says. */
static void the_history_tells_nothing_of_an_alias(void **state)
{
    int seen;
    struct score planted = score_all_list("history", &leaking, IN_HISTORY, &seen);

    (void)state;
    assert_true(planted.luck < SCORE_PASSES);
    score_all_list("history", &shipped, IN_HISTORY, &seen);
    assert_int_equal(seen, 0);
    assert_true(shipped.lists.histories > 20); /* were asked for, and had one wording */
}

/* Who asks and asks again must not be told by the answer when somebody appealed. */
static void of_appeals_a_refusal_tells_no_minute(void **state)
{
    int seen;
    struct score planted = score_all_moderated("asked, planted", &leaking, IN_ANSWER, &seen);
    struct score s = score_all_moderated("asked", &shipped, IN_ANSWER, &seen);

    (void)state;
    assert_true(planted.luck < SCORE_CAUGHT);
    assert_true(s.luck > SCORE_PASSES);
    assert_true(shipped.moderated.refused > 20);
}

/* ---- interview reports ---- */

/* Whose handle post was seen nearest before or after the report showed; -1: nobody's was near. */
static int report_guess(const struct watched *w, const struct report_sight *report, bool before)
{
    int64_t least = GUESS_NEAR_S + 1;
    int person = -1;

    for (int i = 0; i < w->view.n; i++) {
        const struct sight *s = &w->view.sights[i];
        int64_t away = before ? report->at - s->at : s->at - report->at;

        if (s->alias || away < 0 || away >= least)
            continue;
        least = away;
        person = week_named(w->week, s->author);
    }
    return person;
}

static struct score score_reports(const struct watched *w, bool before)
{
    double *chances = calloc((size_t)w->view.n_reports + 1, sizeof *chances);
    int n = 0, hits = 0, blind = 0, who = busiest(w->week, &w->view);

    assert_non_null(chances);
    for (int i = 0; i < w->view.n_reports; i++)
        blind += week_row_person(w->week, w->view.reports[i].id) == who;
    for (int i = 0; i < w->view.n_reports; i++) {
        int person = report_guess(w, &w->view.reports[i], before);

        if (person < 0)
            continue;
        chances[n++] = fmax((double)blind / w->view.n_reports, GUESS_ANYBODY);
        hits += person == week_row_person(w->week, w->view.reports[i].id);
    }
    struct score score = score_make(chances, n, hits);
    free(chances);
    print_message("  reports %-14s %4d guesses of %d, %4d right, blind %.1f, luck %.2g\n",
                  before ? "last before" : "first after", n, w->view.n_reports, hits,
                  score.expected, score.luck);
    return score;
}

static void a_report_that_shows_tells_nothing_of_who_was_there(void **state)
{
    struct score planted[2], shown[2];

    (void)state;
    for (int i = 0; i < 2; i++) {
        planted[i] = score_reports(&leaking, i == 0);
        shown[i] = score_reports(&shipped, i == 0);
        assert_true(shown[i].luck > SCORE_PASSES);
    }
    assert_true(planted[0].luck < SCORE_CAUGHT || planted[1].luck < SCORE_CAUGHT);
    assert_true(shipped.view.n_reports > 20);
}

/* ---- figures and the question bank ---- */

/* How probable it is that somebody is among these people who is drawn by how much they post. */
static double share_of(const struct watched *w, const bool people[PEOPLE])
{
    int n = 0, of = 0;

    for (int i = 0; i < w->view.n; i++) {
        const struct sight *s = &w->view.sights[i];
        int person = s->alias || s->edit ? -1 : week_named(w->week, s->author);

        of += person >= 0;
        n += person >= 0 && people[person];
    }
    return of > 0 ? (double)n / of : 0;
}

static struct score score_counted(const char *what, const struct watched *w,
                                  enum counted_where where, int way)
{
    const struct counted *c = &w->counted;
    double *chances = calloc((size_t)c->n + 1, sizeof *chances);
    int n = 0, hits = 0;

    assert_non_null(chances);
    for (int i = 0; i < c->n; i++) {
        const struct sight *said = c->sights[i].where == where
                                       ? guess(&w->view, c->sights[i].at, way)
                                       : NULL;

        if (!said)
            continue;
        chances[n++] = share_of(w, c->sights[i].people);
        hits += c->sights[i].people[week_named(w->week, said->author)];
    }
    struct score score = score_make(chances, n, hits);
    free(chances);
    print_message("  %-16s %-18s %4d guesses, %4d right, by chance %.1f, luck %.2g\n", what,
                  guess_way_name(way), n, hits, score.expected, score.luck);
    return score;
}

static int moved(const struct watched *w, enum counted_where where)
{
    int n = 0;

    for (int i = 0; i < w->counted.n; i++)
        n += w->counted.sights[i].where == where;
    return n;
}

/* The luckiest way. */
static struct score score_all_counted(const char *what, const struct watched *w,
                                      enum counted_where where)
{
    struct score best = {.luck = 2};

    for (int i = 0; i < GUESS_WAYS; i++) {
        struct score s = score_counted(what, w, where, i);

        if (s.luck < best.luck)
            best = s;
    }
    print_message("  %s moved %d times\n", what, moved(w, where));
    return best;
}

static void figures_that_move_tell_nothing_of_who_was_there(void **state)
{
    struct score planted = score_all_counted("figures, planted", &leaking, IN_FIGURES);
    struct score s = score_all_counted("figures", &shipped, IN_FIGURES);

    (void)state;
    assert_true(planted.luck < SCORE_CAUGHT);
    assert_true(s.luck > SCORE_PASSES);
    assert_true(moved(&shipped, IN_FIGURES) >= COUNTED_SCHOOLS / 2);
}

static void questions_that_come_tell_nothing_of_who_was_there(void **state)
{
    struct score planted = score_all_counted("bank, planted", &leaking, IN_BANK);
    struct score s = score_all_counted("bank", &shipped, IN_BANK);

    (void)state;
    assert_true(planted.luck < SCORE_CAUGHT);
    assert_true(s.luck > SCORE_PASSES);
    assert_true(moved(&shipped, IN_BANK) >= COUNTED_SCHOOLS);
}

/* ---- what sysops see ---- */

static void counts_of_posts_tell_no_minute(void **state)
{
    (void)state;
    assert_list("posts of a day", IN_POSTS, 120);
    assert_int_equal(shipped.governed.surplus[IN_POSTS], 0); /* counts nothing that is not out */
}

static void how_much_waits_tells_no_minute(void **state)
{
    (void)state;
    assert_list("waiting", IN_WAITING, 20);
    assert_list("age", IN_AGE, 20);
    assert_list("queue by day", IN_QUEUE_DAY, 1);
    print_message("  counted, not listed: %d, as a day began %d\n",
                  shipped.governed.surplus[IN_WAITING], shipped.governed.surplus[IN_QUEUE_DAY]);
}

static void the_record_tells_no_minute(void **state)
{
    (void)state;
    assert_list("record", IN_AUDIT, 5);
    assert_int_equal(shipped.governed.surplus[IN_AUDIT], 0);
    print_message("  %d rows of the record\n", shipped.governed.rows_seen);
}

static struct score score_row(const char *what, const struct watched *w, int way)
{
    double *chances = calloc((size_t)w->view.n + 1, sizeof *chances);
    int n = 0, hits = 0;
    bool right;

    assert_non_null(chances);
    for (int i = 0; i < w->view.n; i++) {
        const struct sight *s = &w->view.sights[i];

        if (!counts(s, true, false) ||
            !listed_point(&w->governed.listed, way, s->at, week_truth(w->week, s->post.v)->person,
                          &chances[n], &right))
            continue;
        n++;
        hits += right;
    }
    struct score score = score_make(chances, n, hits);
    free(chances);
    print_message("  %-22s %-20s %4d to point at, %4d right, by chance %.1f, luck %.2g\n", what,
                  listed_way_name(way), n, hits, score.expected, score.luck);
    return score;
}

static void a_list_of_sessions_does_not_say_which_one_wrote(void **state)
{
    double caught = 1;

    (void)state;
    for (int i = 0; i < LISTED_WAYS; i++) {
        struct score planted = score_row("sessions, planted", &leaking, i);

        caught = planted.luck < caught ? planted.luck : caught;
        assert_true(score_row("sessions", &shipped, i).luck > SCORE_PASSES);
    }
    assert_true(caught < SCORE_CAUGHT);
}

/* The handle that was seen next to a list which says that few are here, or that somebody came. */
static struct score score_minutes(const char *what, const struct watched *w,
                                  int64_t (*minute)(const struct listed *l, int64_t at))
{
    struct lists_sight *seen = seen_new(w->view.n);
    int n = 0;

    for (int i = 0; i < w->view.n; i++) {
        const struct sight *s = &w->view.sights[i];
        int64_t at = counts(s, true, false) ? minute(&w->governed.listed, s->at) : -1;

        if (at >= 0)
            seen[n++] = (struct lists_sight){.at = at,
                                             .person = week_truth(w->week, s->post.v)->person};
    }
    struct score best = score_seen(what, w->week, &w->view, seen, n, blind_chance(w, true, false));
    free(seen);
    assert_true(n > 120);
    return best;
}

static void that_few_are_here_or_somebody_came_tells_nobody(void **state)
{
    struct score caught = score_minutes("came, no releases", &leaking, listed_came);
    struct score came = score_minutes("came", &shipped, listed_came);
    struct score fewest = score_minutes("fewest", &shipped, listed_fewest);

    (void)state;
    assert_true(caught.luck < SCORE_CAUGHT);
    assert_true(came.luck > SCORE_PASSES);
    assert_true(fewest.luck > SCORE_PASSES);
    print_message("  %d lists of sessions\n", shipped.governed.polls);
}

/* Said plainly: there it is not protected. */
static void where_the_author_chooses_a_clock_tells(void **state)
{
    struct score s = score_all("boards of either face", &shipped, false, false);

    (void)state;
    assert_true(s.luck < SCORE_CAUGHT);
}

static void the_watcher_saw_the_week(void **state)
{
    int posts = 0;

    (void)state;
    for (int i = 0; i < shipped.view.n; i++)
        posts += !shipped.view.sights[i].edit;
    print_message("  looked %lld times, saw %d posts of %d\n", (long long)shipped.view.looked,
                  posts, shipped.week->n_truths);
    assert_true(posts > shipped.week->n_truths * 9 / 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_watcher_saw_the_week),
        cmocka_unit_test(releases_that_are_off_are_noticed),
        cmocka_unit_test(on_alias_boards_watching_helps_nobody),
        cmocka_unit_test(an_edit_on_an_alias_board_tells_no_more),
        cmocka_unit_test(the_queue_tells_no_minute),
        cmocka_unit_test(the_public_log_tells_no_minute),
        cmocka_unit_test(of_reports_and_appeals_the_queue_tells_no_minute),
        cmocka_unit_test(of_appeals_a_refusal_tells_no_minute),
        cmocka_unit_test(the_search_tells_no_minute),
        cmocka_unit_test(the_threads_of_a_tag_tell_no_minute),
        cmocka_unit_test(home_tells_no_minute),
        cmocka_unit_test(what_is_new_to_a_member_tells_no_minute),
        cmocka_unit_test(counts_of_helpful_marks_tell_no_minute),
        cmocka_unit_test(the_history_tells_nothing_of_an_alias),
        cmocka_unit_test(a_report_that_shows_tells_nothing_of_who_was_there),
        cmocka_unit_test(figures_that_move_tell_nothing_of_who_was_there),
        cmocka_unit_test(questions_that_come_tell_nothing_of_who_was_there),
        cmocka_unit_test(counts_of_posts_tell_no_minute),
        cmocka_unit_test(how_much_waits_tells_no_minute),
        cmocka_unit_test(the_record_tells_no_minute),
        cmocka_unit_test(a_list_of_sessions_does_not_say_which_one_wrote),
        cmocka_unit_test(that_few_are_here_or_somebody_came_tells_nobody),
        cmocka_unit_test(where_the_author_chooses_a_clock_tells),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
