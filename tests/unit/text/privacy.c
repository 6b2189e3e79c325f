/* SPDX-License-Identifier: MIT
 *
 * privacy.c -- what the safety check finds and what it leaves alone. In the texts of the tests
 * {braces} stand around what has to be found.
 */
#include <curbside/text/privacy.h>

#include <stdlib.h>
#include <string.h>

#include <curbside/base/csv.h>
#include <curbside/base/fd.h>

#include "unit.h"

static struct privacy *rules;

static int rules_make(void **state)
{
    (void)state;
    rules = privacy_new();
    return rules != NULL ? 0 : -1;
}

static int rules_drop(void **state)
{
    (void)state;
    privacy_free(rules);
    return 0;
}

static struct privacy_findings scan(struct arena *a, const char *text)
{
    struct privacy_findings ret;

    assert_int_equal(privacy_scan(rules, a, text, strlen(text), NULL, &ret), OK);
    return ret;
}

static const struct privacy_finding *find(const struct privacy_findings *f, const char *rule)
{
    for (int i = 0; i < f->n; i++) {
        if (strcmp(f->rows[i].rule->id, rule) == 0)
            return &f->rows[i];
    }
    return NULL;
}

/* The text without its braces; where they stood. */
static char *unmark(struct arena *a, const char *marked, size_t *start, size_t *end)
{
    char *text = arena_strdup(a, marked);
    char *to = text;

    assert_non_null(text);
    for (const char *p = marked; *p != '\0'; p++) {
        if (*p == '{')
            *start = (size_t)(to - text);
        else if (*p == '}')
            *end = (size_t)(to - text);
        else
            *to++ = *p;
    }
    *to = '\0';
    return text;
}

static void check(const char *rule, const char *marked)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    size_t start = 0, end = 0;
    const char *text = unmark(&a, marked, &start, &end);
    struct privacy_findings f = scan(&a, text);
    const struct privacy_finding *one = find(&f, rule);

    if (one == NULL)
        fail_msg("no %s in: %s", rule, text);
    if (one->start != start || one->end != end)
        fail_msg("%s is \"%.*s\" in: %s", rule, (int)(one->end - one->start), text + one->start,
                 text);
    assert_memory_equal(one->text, text + start, strlen(one->text));
}

static void clean(const char *text)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct privacy_findings f = scan(&a, text);

    if (f.n > 0)
        fail_msg("%s \"%s\" in: %s", f.rows[0].rule->id, f.rows[0].text, text);
}

/* ---- what stops a post ---- */

static void addresses_are_found_however_they_are_written(void **state)
{
    (void)state;
    check("email", "write {j.doe+x@med.example.edu}, please");
    check("email", "{john_doe@gmail.com}.");
    check("email", "it is {jo.doe at gmail dot com}");
    check("email", "or {jodoe (at) hopkins [dot] edu}");
    check("ip", "join at {73.162.14.201}");
    clean("version 1.2.3.4, v1.2.3.4, 1.2.3, 300.1.1.1");
    clean("look at this. com is a word");
    clean("ssh -p 2222 anna@board.example, guest@board.example, ssh guest@203.0.113.5");
}

static void phone_numbers_are_found_in_all_their_forms(void **state)
{
    (void)state;
    check("phone", "at {215-555-0143}");
    check("phone", "at {(215) 555-0143}");
    check("phone", "at {215.555.0143}");
    check("phone", "at {215 555 0143} tonight");
    check("phone", "at {2155550143}");
    check("phone", "at {+1 215 555 0143}");
    check("phone", "at {1-215-555-0143}");
    check("phone", "at {+44 20 7946 0958}");
    check("phone", "call me at {555-0143}");
    check("phone", "pager {555-0143}");
    check("phone", "at {215\xE2\x80\x93"
                   "555\xE2\x80\x93"
                   "0143}");
    clean("the limit is 2147483648 or 4294967295, not -2147483648");
    clean("sections 250-259 and 260-269");
    clean("0.215 555.0143 0.3");
    clean("1-888-409-0141, (888) 409-0141, 18884090141, 988, text 741741");
}

static void numbers_of_people_need_a_plausible_form(void **state)
{
    (void)state;
    check("ssn", "{219-09-9999}");
    check("ssn", "{219 09 9999}");
    check("ssn", "my social is {219099999}");
    clean("000-12-3456, 666-12-3456, 900-12-3456, 219-00-9999, 219-09-0000");
    check("provider", "NPI {1234567893}");
    check("provider", "his NPI number was {1245319599}");
    clean("NPI 1234567890");
    clean("1234567893 cells");
    check("dea", "{AB1234563}");
    check("dea", "DEA: {F91234563}");
    clean("AB1234567");
}

static void a_label_makes_a_number_a_name(void **state)
{
    (void)state;
    check("record", "MRN {4482913}");
    check("record", "mrn: {00123-45}");
    check("record", "MRN{4482913}");
    check("record", "MRN (from the sticker) {5582014}");
    check("record", "**MRN:** {4482913}");
    check("record", "> the MRN\n> was {4482913}");
    check("record", "patient ID {A1029384}");
    check("account", "acct {99120034}");
    check("account", "member ID: {XGP123456789}");
    check("account", "policy number is {55-A-20931}");
    check("account", "policy {#HZ-20931}");
    check("account", "device serial {SN-4412}");
    check("account", "license {A128834}");
    check("account", "plate {7ABC123}");
    check("account", "license plate: {ABC 123}");
    check("account", "VIN {1HGCM82633A004352}");
    check("account", "case {#A-1023}");
    check("account", "ID: {98811234}");
}

static void the_same_words_without_a_number_are_words(void **state)
{
    (void)state;
    clean("In this case 3 of us went; case 4 was brutal; the case of the 100mg dose.");
    clean("The policy of 2024 says 80 hours. Policy 2025-26 is out.");
    clean("members of the class of 2027, member since 2019, a member of 3 committees");
    clean("the device policy, serial 7s, license exams, a license in 12 weeks");
    clean("I account for 1500 hours, and account for 20% of the pages");
    clean("question ID 1234567, QID 12345, Zoom meeting ID 812 3456 7890");
    clean("The MRN is a number. MRNs changed in 2019.");
    clean("ID fellowship in 2026; an ID consult; ID week 40");
}

static void numbers_of_examinees_are_found(void **state)
{
    (void)state;
    check("exam-id", "my AAMC ID is {15234567}");
    check("exam-id", "USMLE {5-123-456-7}");
    check("exam-id", "{5-123-456-7}");
    check("exam-id", "ECFMG # {0-987-654-3}");
    check("exam-id", "NBOME ID: {123456}");
    clean("USMLE Step 2 in 2025-2026, AAMC FL 5, a 515 on the AAMC, USMLE 250");
}

/* ---- what is told beside a patient ---- */

static void ages_from_90_on_are_told(void **state)
{
    (void)state;
    check("age-90", "a {92-year-old} with a cough");
    check("age-90", "{97 yo} F");
    check("age-90", "{93yoM} fell");
    check("age-90", "she is {101 years old}");
    check("age-90", "aged {93}, DNR");
    check("age-90", "pt, {94F}, fell");
    check("age-90", "a {ninety-two-year-old} man");
    clean("an 89-year-old, a 9-year-old, a 190 lb man");
    clean("a 92-year-old building, the 100-year-old hospital, a 95 year old program");
}

static void dates_and_places_count_beside_a_patient_only(void **state)
{
    (void)state;
    check("date", "patient admitted {March 3, 2025}");
    check("date", "pt seen {4/17/2024}");
    check("date", "dx {2024-05-02}");
    check("date", "my patient died on the {14th of February}");
    check("date", "61-year-old man, DOB {02/11/1963}");
    check("place", "pt seen at {Lakeside Clinic}");
    check("place", "patient transferred from {St. Agnes}");
    check("place", "48 yo M, {New York clinic}, chest pain");
    check("place", "pt lives in {Toledo, Ohio}");
    check("place", "patient diagnosed at {Children's Hospital Boston}");
    check("number", "patient {44829135} on the list");
    clean("Interview on March 3, 2025 at Lakeside Clinic in Toledo, Ohio.");
    clean("I matched at St. Agnes; orientation is 6/24/2026.");
    clean("My patient said thanks. My interview at Lakeside Clinic is on March 3.");
    clean("A patient asked about the guideline of March 2023 from Mayo Clinic.");
    clean("Room to grow: 12345678 is the best password.");
}

static void patient_has_more_than_one_meaning(void **state)
{
    (void)state;
    clean("I love patient care; back on March 3 I learned that.");
    clean("Be patient until March 3.");
    clean("I was admitted to two schools on April 2.");
    clean("We presented a poster in Boston, MA on May 5.");
}

static void streets_are_told_anywhere(void **state)
{
    (void)state;
    check("street", "come to {123 Maple Street}");
    check("street", "{4500 N 10th Ave, Apt 3}");
    clean("12 Angry Men drive 3 Cars");
}

/* ---- people ---- */

static void names_need_a_cue(void **state)
{
    (void)state;
    check("name", "{Dr. Whitcomb} runs it");
    check("name", "{Mr Alvarez} is kind");
    check("name", "ask {Dr. K} or not");
    check("name", "{dr. patel} said");
    check("name", "{Dr. van der Berg} said");
    check("name", "a patient named {Delphine} said");
    check("name", "{Anna S.} said");
    check("name", "{Ngozi S.} said so");
    check("name", "pt {Robert Lewis} left");
    check("name", "the patient, {Ifeoma Obi}, who came late");
    check("name", "my name is {Priya Raman}, hi");
    check("name", "{Nurse Patty} saved me");
    clean("Robert Lewis wrote a book.");
    clean("Dr. Goljan's audio; a deck named AnKing; Dr. Pepper; the Nurse Manager; Mr. House");
    clean("Vitamin D. is low, hepatitis B. virus, Plan B. then");
    clean("a patient from African American families, a male Asian patient");
}

static void people_of_ones_own_are_named_without_a_title(void **state)
{
    (void)state;
    check("name", "our chief, {Tyler Brandt}, wrote it");
    check("name", "my classmate {Rohan Desai} matched");
    check("name", "my roommate {Priya} snores");
    check("name", "a resident called {Bogdan} showed me");
    check("name", "{nurse Gloria} on 4 North");
    check("name", "{professor Vandermeer} curved it");
    check("accusation", "my co-resident {Sam Turner} stole it");
    clean("The resident called Cardiology, Cardiology called Surgery.");
    clean("my advisor Medicine clerkship thing, our program director Internal Medicine");
    clean("I am attending Howard University, my friend Google, a robot named Harold");
    clean("My mom thinks I'm a doctor. I'm in week 3.");
}

static void more_ages_and_places_beside_a_patient(void **state)
{
    (void)state;
    check("age-90", "my patient is {94} and does crosswords");
    check("age-90", "She's {102}. Admitted for pneumonia.");
    check("place", "62M from {Yakima, WA} with chest pain");
    check("place", "pt from {Oaxaca, Mexico}");
    clean("The patient's sat is 94 on room air. His heart rate was 110.");
    clean("Our hospital is 92 years old. Room 302 is booked until June 5.");
    clean("Guidelines for patients in Brazil, Austria and Germany");
}

static void more_ways_to_be_reached(void **state)
{
    (void)state;
    check("email", "{drsam88 at hotmail.com}");
    check("phone", "Call the unit at {555.0198} and ask");
    clean("look at gmail.com is down, follow up to bug ID 7166, in any case gcc-3.4.3");
}

static void an_accusation_beside_a_name_is_told_as_one(void **state)
{
    (void)state;
    check("accusation", "{Dr. Hartwell} groped a student");
    check("accusation", "I work with {Dr. Hartwell}. He screamed at me twice.");
    check("accusation", "{Maria Gonzalez} bullied us");
    clean("My attending screamed at the intern.");
}

static void what_is_true_of_one_person_only_is_told(void **state)
{
    (void)state;
    check("only-one", "I am the {only Black woman in my class}");
    check("only-one", "as the {first DO resident in our program}");
    check("only-one", "the {only female surgeon at my hospital}");
    clean("the first exam in my class, first year in my program, the only thing in my program");
    clean("the only day in my school week, the first generation in my family");
}

static void accents_quotes_and_dashes_do_not_hide_anything(void **state)
{
    (void)state;
    check("name", "\xC3\xA9t\xC3\xA9 {Dr. N\xC3\xBA\xC3\xB1"
                  "ez}");
    check("place", "pt at {St. Jude\xE2\x80\x99s} since May");
    check("phone", "{\xEF\xBC\x92\xEF\xBC\x91\xEF\xBC\x95-555-0143}");
    check("phone", "at {215-\xE2\x80\x8B"
                   "555-0143}");
    check("record", "> > MRN {4482913}");
}

static void what_only_looks_like_a_number_never_fires(void **state)
{
    (void)state;
    clean("cycle 2025-2026, 2025-26 or 2025/26, score 515-519, GPA 3.80-3.89, 3/4, 24/7");
    clean("ACGME 1403521234, NRMP code 1043140C0, program codes 3201112345 and 3201112346");
    clean("pt paper: PMID 31515221, doi:10.1001/jama.2019.11111, ISBN 978-0-323-39304-1");
    clean("patient: https://pubmed.ncbi.nlm.nih.gov/33301246/?x=215-555-0143 n = 43548");
    clean("my patient owes $1200000, 1,234,567 cells, 12345678 people, 3.14159265");
}

static void the_boards_own_address_never_fires(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    static const char *const own[] = {"curbside.example", "203.0.113.5"};
    const struct privacy_company company = {.own = own, .n_own = 2};
    static const char text[] = "guest@curbside.example or 203.0.113.5, not 203.0.113.9";
    struct privacy_findings f;

    (void)state;
    assert_int_equal(privacy_scan(rules, &a, text, strlen(text), &company, &f), OK);
    assert_int_equal(f.n, 1);
    assert_string_equal(f.rows[0].text, "203.0.113.9");
}

/* ---- crisis ---- */

static void a_crisis_is_answered_and_nothing_is_stopped(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;

    (void)state;
    check("crisis", "I {want to die}");
    check("crisis", "thinking about {killing myself} again");
    check("crisis", "I have been {suicidal} since fall");
    check("crisis", "I {can't do this anymore}. I feel hopeless.");
    check("crisis", "if I don't match I'm {going to end it}");
    check("crisis", "been {cutting again}, first time since college and I hate it");
    check("crisis", "I'm {scared of myself} tonight");
    check("crisis", "Been {having suicidal thoughts} since the second fail");
    clean("Going to end it here, good night. I started cutting carbs.");
    clean("This exam is killing me. I could kill for a coffee. I want to die of embarrassment.");
    clean("my patient is suicidal, suicide risk assessment, killing myself over anki");
    clean("I can't do this anymore, who has notes?");
    clean("> I want to die\nCall somebody.");
    struct privacy_findings f = scan(&a, "I want to die");
    assert_int_equal(f.rows[0].rule->tier, TIER_CRISIS);
    assert_non_null(strstr(f.rows[0].rule->advice, "988"));
    assert_non_null(strstr(f.rows[0].rule->advice, "1-888-409-0141"));
}

/* ---- the identity budget ---- */

static int facts(const char *draft, const char *earlier, const char **ret_rule)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    const struct privacy_text texts[] = {{earlier, strlen(earlier)}};
    const struct privacy_company company = {.earlier = texts, .n_earlier = 1};
    struct privacy_findings f;

    assert_int_equal(privacy_scan(rules, &a, draft, strlen(draft), &company, &f), OK);
    *ret_rule = find(&f, "identity-budget")     ? "identity-budget"
                : find(&f, "identity-budget-4") ? "identity-budget-4"
                                                : "";
    return f.facts;
}

static void facts_about_oneself_add_up_over_posts(void **state)
{
    const char *rule;

    (void)state;
    assert_int_equal(facts("I go to Drexel.", "", &rule), 1);
    assert_string_equal(rule, "");
    assert_int_equal(facts("I'm a woman and my Step 2 was 247.", "I go to Drexel.", &rule), 3);
    assert_string_equal(rule, "identity-budget");
    assert_int_equal(
        facts("I'm from Ohio.", "I'm an M3 at Drexel. As a woman I scored a 247.", &rule), 5);
    assert_string_equal(rule, "identity-budget-4");
}

static void nothing_new_is_no_reason_to_warn_again(void **state)
{
    const char *rule;

    (void)state;
    assert_int_equal(facts("I go to Drexel.", "I go to Drexel. I'm a woman. I'm an M3.", &rule), 3);
    assert_string_equal(rule, "");
    assert_int_equal(facts("Thanks, all.", "I go to Drexel. I'm a woman. I'm an M3.", &rule), 3);
    assert_string_equal(rule, "");
}

static void bins_others_and_quotes_cost_nothing(void **state)
{
    const char *rule;

    (void)state;
    assert_int_equal(facts("I got 515-519 on the MCAT, GPA 3.80-3.89.", "", &rule), 0);
    assert_int_equal(facts("She goes to Drexel. Any M3 women from Ohio around?", "", &rule), 0);
    assert_int_equal(facts("> I'm an M3 at Drexel\n\nHow was it?", "", &rule), 0);
    assert_string_equal(rule, "");
}

static void each_new_fact_is_told_where_it_stands(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    static const char text[] = "I am an MS3 from Idaho at Jefferson and my Step 2 was 247.";
    struct privacy_findings f = scan(&a, text);
    static const struct {
        const char *text, *general;
    } want[] = {{"MS3", NULL}, {"Idaho", NULL}, {"Jefferson", "my school"}, {"247", "245-249"}};

    (void)state;
    assert_int_equal(f.n_told, 4);
    for (int i = 0; i < f.n_told; i++) {
        const struct privacy_finding *told = &f.told[i];
        assert_string_equal(told->text, want[i].text);
        assert_memory_equal(text + told->start, told->text, told->end - told->start);
        assert_string_equal(told->rule->id, "identity-budget");
        if (want[i].general != NULL)
            assert_string_equal(told->general, want[i].general);
        else
            assert_null(told->general);
    }
}

static void facts_told_before_are_not_told_again(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    const struct privacy_text texts[] = {{"I go to Drexel.", 15}};
    const struct privacy_company company = {.earlier = texts, .n_earlier = 1};
    static const char text[] = "At Drexel as a woman I had a 3.87 GPA.";
    struct privacy_findings f;

    (void)state;
    assert_int_equal(privacy_scan(rules, &a, text, strlen(text), &company, &f), OK);
    assert_int_equal(f.facts, 3);
    assert_int_equal(f.n_told, 2);
    assert_string_equal(f.told[0].text, "woman");
    assert_string_equal(f.told[1].general, "3.80-3.89");
}

/* ---- what to write instead ---- */

static void check_instead(const char *rule, const char *text, const char *general,
                          const char *removed)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct privacy_findings f = scan(&a, text);
    const struct privacy_finding *one = find(&f, rule);
    char *result = NULL;
    size_t n = 0;

    if (one == NULL)
        fail_msg("no %s in: %s", rule, text);
    assert_int_equal(privacy_remove(&a, text, strlen(text), one, &result, &n), OK);
    assert_string_equal(result, removed);
    assert_int_equal(strlen(result), n);
    enum err err = privacy_generalize(&a, text, strlen(text), one, &result, &n);
    assert_int_equal(err, general != NULL ? OK : E_USAGE);
    if (general != NULL)
        assert_string_equal(result, general);
}

static void finds_are_removed_or_said_more_broadly(void **state)
{
    (void)state;
    check_instead("date", "Pt admitted on March 3, 2025 with DKA.", "Pt admitted on 2025 with DKA.",
                  "Pt admitted on with DKA.");
    check_instead("date", "pt seen 4/17/24.", "pt seen 2024.", "pt seen.");
    check_instead("date", "pt seen 5 May '23.", "pt seen 2023.", "pt seen.");
    check_instead("date", "pt seen May 5.", NULL, "pt seen.");
    check_instead("age-90", "A 92-year-old fell.", "A 90 or older fell.", "A fell.");
    check_instead("place", "pt lives in Toledo, Ohio now", "pt lives in Ohio now",
                  "pt lives in now");
    check_instead("place", "pt seen at Cleveland Clinic.", "pt seen at a clinic in Ohio.",
                  "pt seen at.");
    check_instead("place", "pt seen at the Lakeside Clinic.", "pt seen at the clinic.",
                  "pt seen at the.");
    check_instead("name", "ask Dr. Whitcomb, he knows", "ask a doctor, he knows", "ask, he knows");
    check_instead("name", "my attending Dr. Whitcomb said", "my attending said",
                  "my attending said");
    check_instead("name", "the patient, Ifeoma Obi, who came", "the patient, who came",
                  "the patient, who came");
    check_instead("record", "The CT (MRN 4482913) was lost (4482913).", NULL,
                  "The CT (MRN) was lost (4482913).");
}

static void check_removed(const char *text, const char *what, const char *left)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    size_t start = (size_t)(strstr(text, what) - text), n;
    const struct privacy_finding f = {.start = start, .end = start + strlen(what)};
    char *out;

    assert_int_equal(privacy_remove(&a, text, strlen(text), &f, &out, &n), OK);
    assert_string_equal(arena_memdup0(&a, out, n), left);
}

static void what_is_removed_takes_its_article_along(void **state)
{
    (void)state;
    check_removed("I am an MS3 from Idaho.", "MS3", "I am from Idaho.");
    check_removed("I am an MS3.", "MS3", "I am.");
    check_removed("I am an MS3, as you know", "MS3", "I am, as you know");
    check_removed("Ask an MS3 student here.", "MS3", "Ask a student here.");
    check_removed("An MS3 student asks.", "MS3", "A student asks.");
    check_removed("As a Texan intern I asked.", "Texan", "As an intern I asked.");
    check_removed("I saw Oman MS3 from there.", "MS3", "I saw Oman from there.");
    check_removed("an MS3 from Idaho", "MS3", "from Idaho");
    check_removed("The plan MS3 had.", "MS3", "The plan had.");
}

static void the_stop_of_a_sentence_is_no_part_of_its_date(void **state)
{
    (void)state;
    check_instead("date", "pt seen 12 March.", NULL, "pt seen.");
    check_instead("date", "pt seen 12 Mar.", NULL, "pt seen.");
    check_instead("date", "pt seen 12 March. He left.", NULL, "pt seen. He left.");
    check_instead("date", "pt seen 12 Mar. 2025 again", "pt seen 2025 again", "pt seen again");
}

/* ---- the whole ---- */

static void every_rule_says_what_and_what_to_do(void **state)
{
    int n = 0;
    const struct privacy_rule *all = privacy_rules(rules, &n);

    (void)state;
    assert_true(n >= 15);
    for (int i = 0; i < n; i++) {
        assert_true(strlen(all[i].text) > 0 && strlen(all[i].advice) > 0);
        assert_true(all[i].tier == TIER_BLOCK || all[i].overrides == 0);
    }
}

static void reasons_have_names(void **state)
{
    enum privacy_override override;

    (void)state;
    assert_int_equal(privacy_override_parse("public", &override), OK);
    assert_int_equal(override, OVERRIDE_PUBLIC);
    assert_string_equal(privacy_override_name(OVERRIDE_EXAMPLE), "example");
    assert_int_equal(privacy_override_parse("because", &override), E_USAGE);
    assert_int_equal(privacy_override_parse("", &override), E_USAGE);
}

static void a_text_full_of_finds_is_told_within_bounds(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_STR struct str text = STR_INIT;

    (void)state;
    for (int i = 0; i < 3000; i++)
        str_add(&text, "Dr. Whitcomb said. ");
    str_add(&text, "MRN 4482913");
    struct privacy_findings f = scan(&a, str_cstr(&text));
    assert_true(f.n <= PRIVACY_FINDINGS_MAX);
    assert_non_null(find(&f, "record"));
}

/* Lines as people in training write them: tests/data/privacy_lines.csv. */
static void lines_of_trainees_are_told_apart(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_STR struct str file = STR_INIT;
    struct csv csv;
    int lines[2] = {0, 0}, found = 0, blocked = 0, warned = 0;

    (void)state;
    assert_int_equal(file_read(TEST_DATA "/privacy_lines.csv", STR_LIMIT_BYTES, &file), OK);
    assert_int_equal(csv_parse(&a, file.s, file.n, &csv, NULL), OK);
    for (int i = 0; i < csv.n_rows; i++) {
        bool is_clean = strcmp(csv_get(&csv, i, "label"), "clean") == 0;
        struct privacy_findings f = scan(&a, csv_get(&csv, i, "text"));
        bool hit = !is_clean && find(&f, csv_get(&csv, i, "rule")) != NULL;
        lines[is_clean]++;
        found += hit ? 1 : 0;
        warned += is_clean && f.n > 0 ? 1 : 0;
        for (int k = 0; is_clean && k < f.n; k++)
            blocked += f.rows[k].rule->tier == TIER_BLOCK ? 1 : 0;
        if ((is_clean && f.n > 0) || (!is_clean && !hit))
            print_message("%s: %s\n", csv_get(&csv, i, "label"), csv_get(&csv, i, "text"));
    }
    assert_true(lines[0] >= 50 && lines[1] >= 50);
    assert_int_equal(blocked, 0);
    assert_true(warned * 100 <= lines[1] * 5);
    assert_true(found * 100 >= lines[0] * 95);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_are_found_however_they_are_written),
        cmocka_unit_test(phone_numbers_are_found_in_all_their_forms),
        cmocka_unit_test(numbers_of_people_need_a_plausible_form),
        cmocka_unit_test(a_label_makes_a_number_a_name),
        cmocka_unit_test(the_same_words_without_a_number_are_words),
        cmocka_unit_test(numbers_of_examinees_are_found),
        cmocka_unit_test(ages_from_90_on_are_told),
        cmocka_unit_test(dates_and_places_count_beside_a_patient_only),
        cmocka_unit_test(patient_has_more_than_one_meaning),
        cmocka_unit_test(streets_are_told_anywhere),
        cmocka_unit_test(names_need_a_cue),
        cmocka_unit_test(people_of_ones_own_are_named_without_a_title),
        cmocka_unit_test(more_ages_and_places_beside_a_patient),
        cmocka_unit_test(more_ways_to_be_reached),
        cmocka_unit_test(an_accusation_beside_a_name_is_told_as_one),
        cmocka_unit_test(what_is_true_of_one_person_only_is_told),
        cmocka_unit_test(accents_quotes_and_dashes_do_not_hide_anything),
        cmocka_unit_test(what_only_looks_like_a_number_never_fires),
        cmocka_unit_test(the_boards_own_address_never_fires),
        cmocka_unit_test(a_crisis_is_answered_and_nothing_is_stopped),
        cmocka_unit_test(facts_about_oneself_add_up_over_posts),
        cmocka_unit_test(nothing_new_is_no_reason_to_warn_again),
        cmocka_unit_test(bins_others_and_quotes_cost_nothing),
        cmocka_unit_test(each_new_fact_is_told_where_it_stands),
        cmocka_unit_test(facts_told_before_are_not_told_again),
        cmocka_unit_test(finds_are_removed_or_said_more_broadly),
        cmocka_unit_test(what_is_removed_takes_its_article_along),
        cmocka_unit_test(the_stop_of_a_sentence_is_no_part_of_its_date),
        cmocka_unit_test(every_rule_says_what_and_what_to_do),
        cmocka_unit_test(reasons_have_names),
        cmocka_unit_test(a_text_full_of_finds_is_told_within_bounds),
        cmocka_unit_test(lines_of_trainees_are_told_apart),
    };

    return cmocka_run_group_tests(tests, rules_make, rules_drop);
}
