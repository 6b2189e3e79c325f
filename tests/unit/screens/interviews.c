/* SPDX-License-Identifier: MIT
 *
 * interviews.c -- schools, their figures and reports on screen.
 */
#include "unit/screens/stage.h"

#include <curbside/domain/draft.h>
#include <curbside/domain/interview.h>
#include <curbside/domain/questions.h>
#include <curbside/store/reports.h>

enum {
    DAY_MS = 86400 * 1000,
};

static void table_set(struct figures *f, enum interview_field_id field, int n, const int *cells)
{
    struct shown_table *t = &f->page.tables[figure_table_of(field, -1)];

    t->n = n;
    for (int i = 0; i < t->n_cells; i++)
        t->cells[i] = cells[i];
}

static void quartiles_set(struct figures *f, enum interview_field_id field, int q1, int median,
                          int q3)
{
    struct shown_table *t = &f->page.tables[figure_table_of(field, -1)];

    t->quartiles = true;
    t->q1 = q1;
    t->median = median;
    t->q3 = q3;
}

/* A page as a snapshot would make it. */
static void figures_put(struct stage *st, const char *school, int cycle, int median)
{
    struct figures f;
    struct str page = STR_INIT;
    struct txn txn = TXN_NONE;

    assert_int_equal(figures_parse("", &f), OK);
    f.page.n = 65;
    table_set(&f, FIELD_STRESS, 65, (int[]){-1, -1, 5, 10, 20, 15, 10, 5, -1, -1, -1});
    quartiles_set(&f, FIELD_STRESS, 3, median, 6);
    table_set(&f, FIELD_IMPRESSION, 65, (int[]){5, 15, 45});
    table_set(&f, FIELD_RANK, 40, (int[]){-1, -1, -1, -1, 5, 5, 5, 10, 10, 5, -1});
    quartiles_set(&f, FIELD_RANK, 5, 7, 8);
    table_set(&f, FIELD_FORMAT, 65, (int[]){15, -1, -1, 50, -1});
    table_set(&f, FIELD_MODALITY, 65, (int[]){10, 55, -1, -1});
    table_set(&f, FIELD_OUTCOME, 65, (int[]){20, 25, 15, 5, -1});
    table_set(&f, FIELD_MONTH, 65, (int[]){5, 15, 25, 20, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1});
    f.numbers[figure_number_of(FIELD_MINUTES)] = (struct figure_number){60, 95};
    figures_format(&f, &page);
    assert_int_equal(txn_begin(&txn, st->db, TXN_WRITE), OK);
    assert_int_equal(figures_set(st->db, &(struct figures_row){.school = school,
                                                               .cycle = cycle,
                                                               .day = 1794700800,
                                                               .page = str_cstr(&page)}),
                     OK);
    assert_int_equal(txn_commit(&txn), OK);
    str_done(&page);
}

/* As if its author had earned standing. */
static void count(struct stage *st, report_id id)
{
    struct txn txn = TXN_NONE;

    assert_int_equal(txn_begin(&txn, st->db, TXN_WRITE), OK);
    assert_int_equal(reports_set_counts(st->db, id), OK);
    assert_int_equal(txn_commit(&txn), OK);
}

static void report_put(struct stage *st, const char *author, const char *form)
{
    struct interview_fault fault;
    struct interview_form f;
    struct visit v;
    report_id id;

    stage_become(st, &v, author);
    interview_form_init(&f);
    assert_int_equal(interview_form_parse(&st->arena, form, strlen(form), &f, &fault), OK);
    assert_int_equal(report_add(&v, "jefferson-kimmel", &f, OVERRIDE_NONE, &fault, &id), OK);
    account_close(&v);
    count(st, id);
}

#define SEVEN                                                                                      \
    "cycle: 2026-27\nmonth: 2026-10\nmodality: virtual\nformat: mmi\nstress: 6\nimpression: 1\n"

/* Three people's reports, let out. */
static void reports_put(struct stage *st)
{
    struct visit v;

    report_put(st, "amber-heron-3",
               SEVEN "question: Why this school, and why this city?\n"
                     "question: A classmate asks you to sign them in. What do you do?\n"
                     "wish_known: Second look is optional and really is.\n");
    report_put(st, "lucid-ibex-7",
               SEVEN "question: why this school and why this city\n"
                     "positive: Students who meant it.\n");
    report_put(st, "calm-finch-9", SEVEN "comments: A long day, well run.\n");
    st->now_ms += (int64_t)4 * DAY_MS;
    v = stage_visit(st);
    assert_int_equal(account_open(&v, NULL, 0), OK);
    assert_int_equal(interview_tick(&v), OK);
    assert_int_equal(question_tick(&v), OK);
    account_close(&v);
}

static void a_guest_finds_a_school_by_typing(void **state)
{
    struct stage st;

    (void)state;
    stage_open(&st, "guest");
    stage_keys(&st, "<Enter>2");
    assert_string_equal(ui_screen_name(st.ui), "interviews");
    stage_golden_sizes(&st, "interviews");
    stage_keys(&st, "/jeff");
    stage_golden_sizes(&st, "interviews_find");
    stage_keys(&st, "zzz");
    assert_shows(&st, "No school is called that.");
    stage_keys(&st, "<Enter>");
    assert_shows(&st, "join with your key");
    stage_keys(&st, "<BS><BS><BS><Enter>");
    assert_string_equal(ui_screen_name(st.ui), "school");
    stage_golden_sizes(&st, "school_empty");
    stage_keys(&st, "w");
    assert_string_equal(ui_screen_name(st.ui), "school");
    stage_done(&st);
}

/* The role of the cell at x in the row of the stress at a school. */
static int role_at(struct stage *st, int x)
{
    return canvas_cell(ui_draw(st->ui), x, 3).ink & ATTR_ROLE_MASK;
}

/* Two columns a bar; lit from the lower quartile to the upper, and nothing else. */
static void the_middle_half_of_a_plot_is_lit(void **state)
{
    enum {
        BARS_X = 18
    };
    struct stage st;

    (void)state;
    stage_open(&st, "quiet-otter-41");
    figures_put(&st, "jefferson-kimmel", 0, 4);
    stage_keys(&st, "2/jeff<Enter>");
    assert_shows(&st, "median 4 (3-6)");
    for (int bar = 0; bar <= 10; bar++)
        for (int k = 0; k < 2; k++)
            assert_int_equal(role_at(&st, BARS_X + 2 * bar + k),
                             bar >= 3 && bar <= 6 ? THEME_PLOT : THEME_DIM);
    stage_done(&st);
}

/* Esc shows all again, from the field or from the rows, and only then leads back; / begins anew: of
 * two words one after the other the second was typed behind the first. */
static void finding_ends_with_escape_and_begins_anew(void **state)
{
    static const char *const screens[] = {"i", "k"};
    struct stage st;

    (void)state;
    stage_open(&st, "quiet-otter-41");
    for (int i = 0; i < 2; i++) {
        stage_keys(&st, "g");
        stage_keys(&st, screens[i]);
        stage_keys(&st, "/utah");
        assert_shows(&st, "Find  utah");
        stage_keys(&st, "<Esc>");
        assert_shows_not(&st, "Find");
        stage_keys(&st, "/utah<Down>");
        stage_keys(&st, "<Esc>");
        assert_shows_not(&st, "Find");
        stage_keys(&st, "/utah<Down>/duke");
        assert_shows(&st, "Find  duke");
        stage_keys(&st, "<Esc><Esc>");
        assert_string_equal(ui_screen_name(st.ui), "home");
    }
    stage_done(&st);
}

/* Which key it was, and that it takes an account: nothing is simply dead. */
static void a_guest_is_told_what_takes_an_account(void **state)
{
    static const char *const keys[] = {"w", "f"}, *const of_reports[] = {"+", "-", "o", "!"};
    struct stage st;

    (void)state;
    stage_make(&st);
    reports_put(&st);
    stage_enter(&st, "guest");
    stage_keys(&st, "<Enter>2w");
    assert_shows(&st, "join with your key");
    stage_keys(&st, "/jeff<Enter>");
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        stage_keys(&st, "j");
        assert_shows_not(&st, "join with your key");
        stage_keys(&st, keys[i]);
        assert_shows(&st, "join with your key");
    }
    stage_keys(&st, "<Enter>");
    for (size_t i = 0; i < sizeof of_reports / sizeof *of_reports; i++) {
        stage_keys(&st, "j");
        assert_shows_not(&st, "join with your key");
        stage_keys(&st, of_reports[i]);
        assert_shows(&st, "join with your key");
    }
    stage_leave(&st);
    stage_enter(&st, "stranger");
    stage_keys(&st, "j<Enter>2/jeff<Enter>w");
    assert_shows(&st, ": then Join makes your account");
    stage_done(&st);
}

static void a_slip_of_the_hand_offers_what_was_meant(void **state)
{
    struct stage st;

    (void)state;
    stage_open(&st, "quiet-otter-41");
    stage_keys(&st, "2/jhons hopkins");
    stage_golden_sizes(&st, "interviews_nearly");
    stage_keys(&st, "<Enter>");
    assert_shows(&st, "Johns Hopkins");
    assert_string_equal(ui_screen_name(st.ui), "school");
    stage_keys(&st, "q<Down>w");
    assert_string_equal(ui_screen_name(st.ui), "propose");
    assert_shows(&st, "jhons hopkins");
    stage_keys(&st, "<Esc>:stanferd");
    assert_shows(&st, "Stanford");
    stage_done(&st);
}

static void schools_are_narrowed_by_degree_and_put_in_order(void **state)
{
    struct stage st;

    (void)state;
    stage_make(&st);
    figures_put(&st, "jefferson-kimmel", 0, 4);
    figures_put(&st, "yale", 0, 3);
    stage_enter(&st, "quiet-otter-41");
    stage_keys(&st, "2oo");
    assert_shows(&st, "by stress");
    stage_golden(&st, "interviews_by_stress");
    stage_keys(&st, "dd");
    assert_shows(&st, "DO · by stress");
    assert_shows_not(&st, "Yale");
    stage_done(&st);
}

static void a_school_is_one_screen(void **state)
{
    struct stage st;

    (void)state;
    stage_make(&st);
    figures_put(&st, "jefferson-kimmel", 0, 4);
    figures_put(&st, "jefferson-kimmel", 2026, 5);
    reports_put(&st);
    stage_enter(&st, "quiet-otter-41");
    stage_keys(&st, "2/jeff<Enter>");
    stage_golden_sizes(&st, "school");
    stage_keys(&st, "c");
    assert_shows(&st, "cycle 2026-27");
    assert_shows(&st, "median 5 (3-6)");
    stage_keys(&st, "c");
    assert_shows(&st, "all cycles");
    assert_shows(&st, "they run high");
    stage_keys(&st, "n");
    assert_shows(&st, "the night before");
    assert_shows(&st, "n the whole page."); /* its last line: all of it is on one screen */
    stage_golden_sizes(&st, "school_night");
    stage_keys(&st, "n");
    assert_shows(&st, "all cycles");
    stage_keys(&st, "nq"); /* back to the whole page, not out of it */
    assert_string_equal(ui_screen_name(st.ui), "school");
    assert_shows(&st, "all cycles");
    stage_keys(&st, "v");
    stage_golden_sizes(&st, "school_values");
    stage_keys(&st, "v");
    assert_shows_not(&st, "5: 15, 6: 10");
    stage_done(&st);
}

static void a_report_is_confirmed_with_a_reason_and_that_taken_back(void **state)
{
    struct stage st;

    (void)state;
    stage_make(&st);
    reports_put(&st);
    stage_enter(&st, "quiet-otter-41");
    stage_keys(&st, "2/jeff<Enter><Enter>");
    stage_golden_sizes(&st, "reports");
    stage_keys(&st, "+");
    stage_golden_sizes(&st, "reports_confirm");
    stage_keys(&st, "1");
    assert_shows(&st, "you said: confirm");
    stage_keys(&st, "z");
    assert_shows(&st, "Taken back.");
    assert_shows_not(&st, "you said");
    stage_keys(&st, "-<Esc>o1");
    assert_shows(&st, "you said: outdated");
    assert_shows(&st, "Noted, not counted: you have no standing.");
    assert_shows_not(&st, "called outdated by");
    stage_keys(&st, "!");
    assert_string_equal(ui_screen_name(st.ui), "flag");
    stage_keys(&st, "3");
    assert_shows(&st, "Thank you. A moderator looks at it");
    stage_keys(&st, "!");
    assert_shows(&st, "You flagged it as doxxing"); /* once is enough */
    stage_keys(&st, "!");
    assert_string_equal(ui_screen_name(st.ui), "reports");
    assert_shows(&st, "Your flag is taken back");
    stage_leave(&st);
    stage_enter(&st, "amber-heron-3");
    stage_keys(&st, "2/jeff<Enter><Enter>");
    assert_shows(&st, "(yours)");
    stage_done(&st);
}

static void a_school_is_reached_by_letters_by_name_and_by_address(void **state)
{
    struct stage st;

    (void)state;
    stage_open(&st, "quiet-otter-41");
    stage_keys(&st, "gi");
    assert_string_equal(ui_screen_name(st.ui), "interviews");
    stage_keys(&st, "q:skmc<Enter>");
    assert_string_equal(ui_screen_name(st.ui), "school");
    assert_shows(&st, "Jefferson Kimmel");
    stage_keys(&st, "qgoschool/yale<Enter>");
    assert_string_equal(ui_screen_name(st.ui), "school");
    assert_shows(&st, "Yale");
    stage_keys(&st, "qgoschool/hogwarts<Enter>");
    assert_shows(&st, "There is nothing under that address here.");
    stage_done(&st);
}

static void a_visit_begins_at_a_school(void **state)
{
    struct stage st;

    (void)state;
    stage_open(&st, "guest");
    assert_int_equal(screen_start(st.ui, "school/jefferson"), OK);
    ui_draw(st.ui);
    assert_string_equal(ui_screen_name(st.ui), "school");
    assert_shows(&st, "Jefferson Kimmel");
    assert_int_equal(screen_start(st.ui, "school/hogwarts"), OK);
    assert_shows(&st, "There is nothing at that address");
    stage_done(&st);
}

static void schools_stand_side_by_side(void **state)
{
    struct stage st;

    (void)state;
    stage_make(&st);
    figures_put(&st, "jefferson-kimmel", 0, 4);
    stage_enter(&st, "quiet-otter-41");
    stage_keys(&st, "2/jeff<Enter>x");
    assert_shows(&st, "Enter compare");
    stage_keys(&st, "/yale<Enter>");
    assert_string_equal(ui_screen_name(st.ui), "compare");
    stage_golden_sizes(&st, "compare");
    stage_keys(&st, "x/drexel<Enter>");
    stage_golden_sizes(&st, "compare_three");
    stage_done(&st);
}

static void a_school_is_followed_and_has_a_thread_for_each_cycle(void **state)
{
    struct stage st;

    (void)state;
    stage_make(&st);
    stage_enter(&st, "quiet-otter-41");
    stage_keys(&st, "2/yale<Enter>f");
    assert_shows(&st, "Followed");
    stage_keys(&st, "gf");
    assert_shows(&st, "Yale");
    stage_keys(&st, "<Enter>");
    assert_string_equal(ui_screen_name(st.ui), "school");
    stage_keys(&st, "f");
    assert_shows(&st, "Not followed any more.");
    stage_done(&st);
}

/* The board on which the threads of schools are. */
static void talk_board_make(struct stage *st)
{
    static const char csv[] = "slug,category,title,description,mode,open,position,staff\n"
                              "medical-interviews,Premed,Interviews,,either,1,25,0\n";
    struct visit v = stage_visit(st);
    int made;

    assert_int_equal(account_open(&v, NULL, 0), OK);
    assert_int_equal(board_seed(&v, csv, sizeof csv - 1, &made), OK);
    assert_int_equal(made, 1);
    account_close(&v);
}

static void the_thread_of_a_cycle_is_begun_and_found_again_from_the_school(void **state)
{
    struct stage st;

    (void)state;
    stage_make(&st);
    talk_board_make(&st);
    stage_enter(&st, "quiet-otter-41");
    stage_keys(&st, "2/yale<Enter><End>");
    assert_shows(&st, "Nobody has begun \"Yale interviews 2026-27\" yet; t does.");
    stage_keys(&st, "t");
    assert_string_equal(ui_screen_name(st.ui), "compose");
    assert_shows(&st, "Yale interviews 2026-27");
    stage_keys(&st, "Who else is there in October?<C-x>p");
    assert_string_equal(ui_screen_name(st.ui), "thread");
    assert_shows(&st, "Who else is there in October?");
    stage_keys(&st, "q");
    assert_string_equal(ui_screen_name(st.ui), "school");
    stage_keys(&st, "<End>");
    assert_shows(&st, "Thread: Yale interviews 2026-27, 1 post; t opens it.");
    stage_keys(&st, "t");
    assert_string_equal(ui_screen_name(st.ui), "thread");
    stage_keys(&st, "q");
    assert_string_equal(ui_screen_name(st.ui), "school");
    stage_leave(&st);
    /* A guest reads it, and begins none of another school. */
    stage_enter(&st, "guest");
    stage_keys(&st, "<Enter>2/yale<Enter>t");
    assert_string_equal(ui_screen_name(st.ui), "thread");
    stage_keys(&st, "qq/<C-u>drexel<Enter>t");
    assert_string_equal(ui_screen_name(st.ui), "school");
    stage_done(&st);
}

static void a_moderator_says_what_kind_a_question_is(void **state)
{
    struct stage st;
    struct visit v;

    (void)state;
    stage_make(&st);
    v = stage_visit(&st);
    assert_int_equal(account_open(&v, NULL, 0), OK);
    assert_int_equal(question_seed(&v), OK);
    account_close(&v);
    stage_enter(&st, "quiet-otter-41");
    stage_keys(&st, "gk<Enter>K");
    assert_string_equal(ui_screen_name(st.ui), "question");
    stage_leave(&st);
    stage_role(&st, "quiet-otter-41", "moderator");
    stage_enter(&st, "quiet-otter-41");
    stage_keys(&st, "gk<Enter>K");
    stage_golden_sizes(&st, "question_kind");
    stage_keys(&st, "<C-u>riddle<Enter>");
    assert_shows(&st, "That is no kind; K lists them.");
    stage_keys(&st, "K<C-u>policy<Enter>");
    assert_shows(&st, "Filed under policy. z takes it back.");
    stage_keys(&st, "z");
    assert_shows(&st, "Taken back.");
    stage_done(&st);
}

static void home_tells_of_what_came_out_at_a_followed_school(void **state)
{
    struct stage st;

    (void)state;
    stage_open(&st, "quiet-otter-41");
    stage_keys(&st, "2/jeff<Enter>f");
    stage_leave(&st);
    figures_put(&st, "jefferson-kimmel", 0, 4);
    reports_put(&st);
    stage_enter(&st, "quiet-otter-41");
    stage_golden_sizes(&st, "home_school");
    stage_keys(&st, "gf");
    stage_golden_sizes(&st, "following_school");
    stage_keys(&st, "<Enter>");
    assert_string_equal(ui_screen_name(st.ui), "school");
    stage_keys(&st, "q");
    assert_shows_not(&st, "new figures");
    stage_keys(&st, "gh");
    assert_shows_not(&st, "3 reports");
    stage_done(&st);
}

static void figures_are_followed_from_cycle_to_cycle(void **state)
{
    struct stage st;

    (void)state;
    stage_make(&st);
    figures_put(&st, "yale", 0, 4);
    for (int i = 0; i < 4; i++)
        figures_put(&st, "yale", 2023 + i, 3 + i);
    stage_enter(&st, "quiet-otter-41");
    stage_keys(&st, "2/yale<Enter>");
    stage_golden_sizes(&st, "school_trend");
    assert_shows(&st, "From cycle to cycle, 2023-24 to 2026-27");
    assert_shows(&st, "3 to 6");
    stage_done(&st);
}

static void schools_are_narrowed_to_a_state_and_ordered_by_format(void **state)
{
    struct stage st;

    (void)state;
    stage_make(&st);
    figures_put(&st, "jefferson-kimmel", 0, 4);
    stage_enter(&st, "quiet-otter-41");
    stage_keys(&st, "2ooooo");
    assert_shows(&st, "by format");
    assert_shows(&st, "mmi");
    stage_keys(&st, "t");
    assert_shows(&st, "in PA");
    assert_shows_not(&st, "Yale");
    stage_golden(&st, "interviews_state");
    stage_keys(&st, "t");
    assert_shows_not(&st, "in PA");
    stage_done(&st);
}

static void a_name_with_a_slip_still_finds_its_school(void **state)
{
    struct stage st;

    (void)state;
    stage_open(&st, "quiet-otter-41");
    stage_keys(&st, ":jefrson<Enter>");
    assert_string_equal(ui_screen_name(st.ui), "school");
    assert_shows(&st, "Jefferson");
    stage_done(&st);
}

static void a_missing_school_is_proposed_and_its_report_kept_until_it_is_there(void **state)
{
    struct draft_page drafts;
    struct stage st;

    (void)state;
    stage_open(&st, "quiet-otter-41");
    stage_keys(&st, "2/hogwarts<Enter>");
    assert_string_equal(ui_screen_name(st.ui), "propose");
    stage_golden_sizes(&st, "propose");
    stage_keys(&st, "<C-x>");
    assert_shows(&st, "Name and place are both needed.");
    stage_keys(&st, "Scotland<Esc>");
    assert_shows(&st, "Leave without proposing it?");
    stage_keys(&st, "g<Enter>");
    stage_golden_sizes(&st, "propose_done");
    stage_keys(&st, "w");
    assert_string_equal(ui_screen_name(st.ui), "report");
    stage_golden_sizes(&st, "report_proposed");
    stage_keys(&st, "o<Tab>v<Tab>m<C-x>");
    assert_shows_not(&st, "Hand it in");
    stage_keys(&st, "k");
    assert_shows(&st, "Kept as a draft until the school is there");
    assert_int_equal(draft_list(&st.arena, &st.visit, &drafts), OK);
    assert_int_equal(drafts.n, 1);
    stage_keys(&st, "p");
    assert_string_equal(ui_screen_name(st.ui), "proposed");
    stage_golden_sizes(&st, "proposed");
    stage_keys(&st, "<Enter>");
    assert_shows(&st, "Your draft of this report.");
    assert_shows(&st, "< mmi >");
    stage_keys(&st, "<Esc>kghgd<Enter>");
    assert_string_equal(ui_screen_name(st.ui), "report");
    assert_shows(&st, "hogwarts");
    stage_keys(&st, "<Esc>");
    stage_leave(&st);
    stage_enter(&st, "amber-heron-3");
    stage_keys(&st, ":gogwarts<Down><Enter>"); /* the first is to search for it */
    assert_string_equal(ui_screen_name(st.ui), "propose");
    assert_shows(&st, "gogwarts");
    stage_keys(&st, "<Esc>gip");
    assert_shows(&st, "You have proposed no school.");
    stage_done(&st);
}

/* Minutes before another comes: not by looking at the interviews, nor with a form before one. */
static void no_report_begins_to_count_where_one_hands_in(void **state)
{
    struct own_report own;
    struct stage st;

    (void)state;
    stage_open(&st, "quiet-otter-41");
    stage_keys(&st, "2/jeff<Enter>wo<Tab>v<Tab>m<Tab>6<Tab>b<C-x>h");
    assert_shows(&st, "counts once you have standing");
    stage_leave(&st);
    for (int i = 0; i < 5; i++, st.now_ms += DAY_MS)
        stage_post(&st, "quiet-otter-41", "premed", (thread_id){0}, "A title", "A body to read.");
    st.now_ms += (int64_t)15 * DAY_MS;
    stage_enter(&st, "quiet-otter-41");
    assert_int_equal(report_own(&st.arena, &st.visit, "jefferson-kimmel", 0, &own), OK);
    assert_false(own.counts);
    stage_keys(&st, "gi/yale<Enter>w");
    assert_string_equal(ui_screen_name(st.ui), "report");
    assert_int_equal(report_count_own(&st.visit), OK);
    assert_int_equal(report_own(&st.arena, &st.visit, "jefferson-kimmel", 0, &own), OK);
    assert_false(own.counts);
    stage_leave(&st);
    stage_enter(&st, "quiet-otter-41");
    assert_int_equal(report_count_own(&st.visit), OK);
    assert_int_equal(report_own(&st.arena, &st.visit, "jefferson-kimmel", 0, &own), OK);
    assert_true(own.counts);
    stage_done(&st);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_guest_finds_a_school_by_typing),
        cmocka_unit_test(finding_ends_with_escape_and_begins_anew),
        cmocka_unit_test(the_middle_half_of_a_plot_is_lit),
        cmocka_unit_test(a_guest_is_told_what_takes_an_account),
        cmocka_unit_test(a_slip_of_the_hand_offers_what_was_meant),
        cmocka_unit_test(schools_are_narrowed_by_degree_and_put_in_order),
        cmocka_unit_test(a_school_is_one_screen),
        cmocka_unit_test(a_report_is_confirmed_with_a_reason_and_that_taken_back),
        cmocka_unit_test(a_school_is_reached_by_letters_by_name_and_by_address),
        cmocka_unit_test(a_visit_begins_at_a_school),
        cmocka_unit_test(schools_stand_side_by_side),
        cmocka_unit_test(a_school_is_followed_and_has_a_thread_for_each_cycle),
        cmocka_unit_test(the_thread_of_a_cycle_is_begun_and_found_again_from_the_school),
        cmocka_unit_test(a_moderator_says_what_kind_a_question_is),
        cmocka_unit_test(home_tells_of_what_came_out_at_a_followed_school),
        cmocka_unit_test(figures_are_followed_from_cycle_to_cycle),
        cmocka_unit_test(schools_are_narrowed_to_a_state_and_ordered_by_format),
        cmocka_unit_test(a_name_with_a_slip_still_finds_its_school),
        cmocka_unit_test(a_missing_school_is_proposed_and_its_report_kept_until_it_is_there),
        cmocka_unit_test(no_report_begins_to_count_where_one_hands_in),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
