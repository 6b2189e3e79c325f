/* SPDX-License-Identifier: MIT
 *
 * plain.c -- the whole board in plain mode, as conversations.
 *
 * Transcripts lie in tests/data/plain/NAME.txt; what is typed stands behind its prompt, as a
 * terminal shows it. After a change that is meant, write them anew with CURBSIDE_GOLDEN=write and
 * read them aloud. The last test says which screens no conversation comes to: add them.
 */
#include "stage.h"

#include <curbside/text/utf8.h>

enum {
    SCREENS_MAX = 128,
    COLS = 78,
};

static const char *heard[SCREENS_MAX];
static int n_heard;

struct talk {
    struct stage st;
    struct str text;
};

static void hear_screen(const char *name)
{
    for (int i = 0; i < n_heard; i++) {
        if (strcmp(heard[i], name) == 0)
            return;
    }
    assert_true(n_heard < SCREENS_MAX);
    heard[n_heard++] = name;
}

/* No escape, no control, no box, no block, and no line wider than the terminal. */
static void assert_speakable(const char *text)
{
    size_t n = strlen(text);
    int cells = 0;

    for (size_t at = 0; at < n;) {
        uint32_t cp;
        size_t used = utf8_decode(text + at, n - at, &cp);

        if (cp == UTF8_INVALID || (cp < ' ' && cp != '\n') || (cp >= 0x7f && cp < 0xa0) ||
            (cp >= 0x2500 && cp < 0x2600))
            fail_msg("U+%04X is no text to be read aloud, before: %.60s", cp, text + at);
        cells = cp == '\n' ? 0 : cells + text_cells(text + at, used);
        assert_true(cells < 4 * COLS); /* a line with what was typed behind its prompt */
        at += used;
    }
}

static void take(struct talk *t)
{
    AUTO_STR struct str said = STR_INIT;

    ui_take_text(t->st.ui, &said);
    for (size_t i = 0; i < said.n; i++) {
        if (said.s[i] != '\r')
            str_add_char(&t->text, said.s[i]);
    }
    if (!ui_ended(t->st.ui))
        hear_screen(ui_screen_name(t->st.ui));
}

static void begin(struct talk *t, const char *who)
{
    t->text = STR_INIT;
    t->st.mode = UI_PLAIN_ECHO;
    stage_enter(&t->st, who);
    take(t);
}

static void press(struct talk *t, const char *bytes)
{
    for (; *bytes && !ui_ended(t->st.ui); bytes++) {
        ui_input(t->st.ui, bytes, 1);
        take(t);
    }
}

/* Lines as a person types them, ended by Enter. */
static void type(struct talk *t, const char *lines)
{
    press(t, lines);
}

static bool was_said(struct talk *t, const char *words)
{
    return strstr(str_cstr(&t->text), words) != NULL;
}

#define assert_said(t, words)                                                                      \
    do {                                                                                           \
        if (!was_said(t, words))                                                                   \
            fail_msg("\"%s\" was not said:\n%s", words, str_cstr(&(t)->text));                     \
    } while (0)
#define assert_said_not(t, words)                                                                  \
    do {                                                                                           \
        if (was_said(t, words))                                                                    \
            fail_msg("\"%s\" was said:\n%s", words, str_cstr(&(t)->text));                         \
    } while (0)

static void golden(struct talk *t, const char *name)
{
    const char *mode = getenv("CURBSIDE_GOLDEN");
    AUTO_STR struct str want = STR_INIT;
    char path[512];
    FILE *f;

    str_add_char(&t->text, '\n');
    assert_speakable(str_cstr(&t->text));
    snprintf(path, sizeof path, "%s/plain/%s.txt", TEST_DATA, name);
    if (mode && strcmp(mode, "write") == 0) {
        f = fopen(path, "w");
        assert_non_null(f);
        fputs(str_cstr(&t->text), f);
        assert_int_equal(fclose(f), 0);
        return;
    }
    if (file_read(path, 1 << 20, &want) != OK)
        fail_msg("%s: there is no such transcript; this was said:\n%s", path, str_cstr(&t->text));
    if (strcmp(str_cstr(&want), str_cstr(&t->text)) != 0)
        fail_msg("%s differs. It was:\n%s\nIt is:\n%s", path, str_cstr(&want), str_cstr(&t->text));
}

static void done(struct talk *t)
{
    str_done(&t->text);
    stage_done(&t->st);
}

/* Forget what was said so far. */
static void listen(struct talk *t)
{
    str_clear(&t->text);
}

/* -- a board worth hearing --------------------------------------------------------------------- */

static const char plateau[] =
    "I have been stuck at 126 in CARS for six weeks. Full length after full length, the same "
    "number.\n"
    "\n"
    "What moved *you*? I would rather hear one thing that worked than ten that might.";

static const char answer[] =
    "> I have been stuck at 126 in CARS for six weeks.\n"
    "\n"
    "Stop timing yourself for two weeks. What moved me from 126 to 129:\n"
    "\n"
    "1. one read, one sentence per paragraph on the scratch board\n"
    "2. review **why the wrong answer attracted me**, not why the right one is right\n"
    "\n"
    "Timing sheet: https://example.org/sheet\n";

static const char nested[] = "> > I have been stuck at 126 in CARS for six weeks.\n"
                             ">\n"
                             "> Stop timing yourself for two weeks.\n"
                             "\n"
                             "This. And sleep.\n";

static thread_id add_threads(struct stage *st)
{
    static const thread_id none = {0};
    struct submitted mcat;

    stage_post(st, "wise-heron-8", "premed", none, "Welcome to the board",
               "Please be kind. See the house rules.");
    st->now_ms += 40 * 60 * 1000;
    mcat = stage_post(st, "quiet-otter-41", "mcat", none,
                      "CARS plateau at 126, what actually moved?", plateau);
    st->now_ms += 9 * 60 * 1000;
    stage_post(st, "lucid-ibex-7", "mcat", mcat.thread, NULL, answer);
    st->now_ms += 60 * 1000;
    stage_post(st, "amber-heron-3", "mcat", mcat.thread, NULL, nested);
    st->now_ms += 4 * 60 * 1000;
    return mcat.thread;
}

static thread_id make(struct talk *t)
{
    memset(t, 0, sizeof *t);
    stage_make(&t->st);
    return add_threads(&t->st);
}

/* -- conversations ----------------------------------------------------------------------------- */

static void a_guest_hears_the_board(void **state)
{
    struct talk t;

    (void)state;
    make(&t);
    begin(&t, "guest");
    type(&t, "look\r1\r3\r");
    type(&t, "1\r");
    type(&t, "\r\r\r\r");
    type(&t, "2\rreply\rwhere\r");
    type(&t, "back\rboards\r3\r1\r1\r\r\rreply\r\rhelp\rfrobnicate\rb\rb\rb\rq\rb\rb\rleave\r");
    golden(&t, "guest");
    assert_non_null(ui_ended(t.st.ui));
    done(&t);
}

static void a_stranger_joins(void **state)
{
    struct talk t;

    (void)state;
    make(&t);
    begin(&t, "stranger");
    type(&t, "join\rdr-admin\rbrave-lynx\r");
    type(&t, "\rback\rw\r");
    golden(&t, "join");
    done(&t);
}

static void a_member_replies_reads_back_and_corrects(void **state)
{
    struct talk t;

    (void)state;
    make(&t);
    begin(&t, "quiet-otter-41");
    type(&t, "boards\r3\r1\r");
    listen(&t);
    type(&t, "\r2r\rTwo weaks it is.\rThank you.\r.\r");
    type(&t, "0\rread\rchange 1\rTwo weeks it is.\rinsert 2\rI will try.\r.\rread\rdelete 3\r");
    type(&t, "finish\r2\rback\r");
    type(&t, "finish\rpost\r");
    golden(&t, "reply");
    done(&t);
}

static void a_draft_is_kept_listed_discarded_and_brought_back(void **state)
{
    struct talk t;

    (void)state;
    make(&t);
    begin(&t, "quiet-otter-41");
    type(&t, "boards\r3\r");
    listen(&t);
    type(&t, "write\r");
    type(&t, "Is there a CARS tutor?\rcars\rAsking for a friend.\r.\r3\r");
    type(&t, "quit\r");
    golden(&t, "draft");
    stage_leave(&t.st);
    str_done(&t.text);
    begin(&t, "quiet-otter-41");
    assert_said(&t, "\n1. Your draft, not posted: Is there a CARS tutor?");
    listen(&t);
    type(&t, "drafts\rdiscard 1\rundo\r1\r\r\r.\r1\r");
    golden(&t, "drafts");
    done(&t);
}

static void links_and_refusals_are_said(void **state)
{
    struct talk t;

    (void)state;
    make(&t);
    begin(&t, "calm-wim");
    type(&t, "boards\r3\r1\r");
    listen(&t);
    type(&t, "links 2\ry\rback\r");
    type(&t, "reply\rMail me at calm.wim@example.com please.\r.\r1\r1\r1\r");
    type(&t, "change 1\rNo mail, then.\rfinish\r9\r1\r");
    golden(&t, "links");
    done(&t);
}

static void a_quote_is_chosen_line_by_line(void **state)
{
    struct talk t;

    (void)state;
    make(&t);
    begin(&t, "calm-wim");
    type(&t, "boards\r3\r1\r2 reply\r.\r0\rquote\r");
    assert_string_equal(ui_screen_name(t.st.ui), "quote");
    listen(&t);
    type(&t, "mark 3\r");
    assert_said(&t, "marked");
    type(&t, "quote\r");
    listen(&t);
    type(&t, ".\r0\rread\r");
    assert_said(&t, "lucid-ibex-7");
    done(&t);
}

static void the_palette_tells_what_it_found_before_it_opens_anything(void **state)
{
    struct talk t;

    (void)state;
    make(&t);
    begin(&t, "calm-wim");
    type(&t, ":\r");
    listen(&t);
    type(&t, "mcat\r");
    assert_string_equal(ui_screen_name(t.st.ui), "palette");
    assert_said(&t, "\n1. MCAT General, MCAT\n");
    type(&t, "1\r");
    assert_string_equal(ui_screen_name(t.st.ui), "thread_list");
    done(&t);
}

/* Out of whatever was opened, back to the screen of this name. */
static void go_back_to(struct talk *t, const char *name)
{
    if (cstr_ends(str_cstr(&t->text), "Choice: "))
        press(t, "\003");
    for (int i = 0; i < 4 && strcmp(ui_screen_name(t->st.ui), name) != 0; i++)
        press(t, "\003");
    assert_string_equal(ui_screen_name(t->st.ui), name);
}

/* Everything that can be named opens and is said, and so is what the rows there lead to. */
static void every_place_is_said_and_what_its_rows_lead_to(void **state)
{
    static const char *const places[] = {"Boards",
                                         "Inbox",
                                         "Following",
                                         "Bookmarks",
                                         "Drafts",
                                         "Account",
                                         "Settings",
                                         "About this board",
                                         "How your anonymity works"};
    struct talk t;

    (void)state;
    make(&t);
    begin(&t, "calm-wim");
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        const char *name;

        type(&t, ":\r");
        type(&t, places[i]);
        type(&t, "\r1\r");
        name = ui_screen_name(t.st.ui);
        for (int row = 0; row < 9 && strcmp(name, "palette") != 0; row++) {
            char number[] = {(char)('1' + row), '\r', '\0'};

            type(&t, number);
            go_back_to(&t, name);
        }
        go_back_to(&t, "home");
    }
    assert_speakable(str_cstr(&t.text));
    done(&t);
}

static void keys_and_codes_are_said(void **state)
{
    struct talk t;

    (void)state;
    make(&t);
    begin(&t, "stranger");
    type(&t, "i have a code\r");
    go_back_to(&t, "welcome");
    type(&t, "join\rbrave-lynx\rw\r");
    type(&t, ":\raccount\r1\rkeys\r");
    assert_string_equal(ui_screen_name(t.st.ui), "keys");
    type(&t, "let another in\r");
    go_back_to(&t, "keys");
    type(&t, "1\rlaptop\r");
    go_back_to(&t, "keys");
    assert_said(&t, "laptop");
    assert_speakable(str_cstr(&t.text));
    done(&t);
}

static void pages_of_plain_words_are_said_to_their_end(void **state)
{
    struct talk t;

    (void)state;
    make(&t);
    begin(&t, "stranger");
    type(&t, "i expected\r\r\rback\rlook\rabout\rall\r");
    assert_speakable(str_cstr(&t.text));
    assert_said(&t, "Which key did ssh offer?");
    assert_said(&t, "What Curbside is");
    assert_said(&t, "Good to know");
    done(&t);
}

/* -- single rules ------------------------------------------------------------------------------ */

static void what_is_typed_into_a_field_is_a_draft_two_seconds_later(void **state)
{
    struct draft_page drafts;
    struct talk t;

    (void)state;
    make(&t);
    begin(&t, "quiet-otter-41");
    type(&t, "boards\r3\rwrite\rA title\r\rhalf a li");
    stage_wait(&t.st, 2500);
    assert_int_equal(draft_list(&t.st.arena, &t.st.visit, &drafts), OK);
    assert_int_equal(drafts.n, 1);
    assert_string_equal(drafts.rows[0].title, "A title");
    assert_string_equal(drafts.rows[0].body, "half a li");
    done(&t);
}

static void a_dropped_line_keeps_the_line_that_was_not_ended(void **state)
{
    struct draft_page drafts;
    struct talk t;

    (void)state;
    make(&t);
    begin(&t, "quiet-otter-41");
    type(&t, "boards\r3\rwrite\rA title\r\rfirst\rsecond, not en");
    stage_leave(&t.st);
    stage_become(&t.st, &t.st.visit, "quiet-otter-41");
    assert_int_equal(draft_list(&t.st.arena, &t.st.visit, &drafts), OK);
    assert_int_equal(drafts.n, 1);
    assert_string_equal(drafts.rows[0].body, "first\nsecond, not en");
    account_close(&t.st.visit);
    str_done(&t.text);
    t.st.ui = NULL;
    stage_done(&t.st);
}

static void a_letter_is_echoed_and_taken_back(void **state)
{
    struct talk t;

    (void)state;
    make(&t);
    begin(&t, "guest");
    listen(&t);
    press(&t, "bo\xc3\xa9x\177\177");
    assert_string_equal(str_cstr(&t.text), "bo\xc3\xa9x\b \b\b \b");
    press(&t, "\025");
    listen(&t);
    press(&t, "\r");
    assert_said(&t, "end of the list");
    done(&t);
}

static void control_c_goes_back_and_loses_no_text(void **state)
{
    struct talk t;

    (void)state;
    make(&t);
    begin(&t, "quiet-otter-41");
    type(&t, "boards\r3\rwrite\rA title\r\rsome text");
    listen(&t);
    press(&t, "\003");
    assert_said(&t, "Leave this text?");
    press(&t, "\003");
    type(&t, ".\r0\rread\r");
    assert_said(&t, "1. some text");
    done(&t);
}

static void a_command_prompt_runs_one_line_of_a_paste(void **state)
{
    static const char paste[] = "boards\r3\rwrite\rmy text\r";
    struct talk t;

    (void)state;
    make(&t);
    begin(&t, "quiet-otter-41");
    listen(&t);
    ui_input(t.st.ui, paste, sizeof paste - 1);
    take(&t);
    assert_string_equal(ui_screen_name(t.st.ui), "boards");
    assert_said(&t, "looked pasted");
    done(&t);
}

static void a_text_takes_all_lines_of_a_paste(void **state)
{
    static const char paste[] = "one line\rand another one\r.\r";
    struct talk t;

    (void)state;
    make(&t);
    begin(&t, "quiet-otter-41");
    type(&t, "boards\r3\rwrite\rA title\r\r");
    ui_input(t.st.ui, paste, sizeof paste - 1);
    take(&t);
    type(&t, "0\rread\r");
    assert_said(&t, "1. one line\n2. and another one\n");
    done(&t);
}

static void a_pipe_runs_every_line(void **state)
{
    static const char lines[] = "boards\n3\n1\n";
    struct talk t;

    (void)state;
    make(&t);
    t.text = STR_INIT;
    t.st.mode = UI_PLAIN_LINES;
    stage_enter(&t.st, "quiet-otter-41");
    ui_input(t.st.ui, lines, sizeof lines - 1);
    take(&t);
    assert_string_equal(ui_screen_name(t.st.ui), "thread");
    done(&t);
}

/* The answers to what one read brought are not more than a line may hold at once. */
static void input_waits_for_its_answers_to_be_taken(void **state)
{
    char lines[4000];
    struct talk t;
    size_t most = 0;
    int rounds = 0;

    (void)state;
    make(&t);
    t.text = STR_INIT;
    t.st.mode = UI_PLAIN_LINES;
    stage_enter(&t.st, "guest");
    for (size_t i = 0; i < sizeof lines; i += 2)
        memcpy(lines + i, ".\n", 2);
    ui_input(t.st.ui, lines, sizeof lines);
    while (!ui_wants_input(t.st.ui)) {
        AUTO_STR struct str said = STR_INIT;

        ui_take_text(t.st.ui, &said);
        most = said.n > most ? said.n : most;
        ui_go_on(t.st.ui);
        rounds++;
    }
    assert_true(rounds > 10);
    assert_true(most < 32 * 1024);
    done(&t);
}

static void what_others_write_is_told_between_prompts_and_when_asked(void **state)
{
    struct talk t;
    thread_id mcat;

    (void)state;
    mcat = make(&t);
    begin(&t, "calm-wim");
    type(&t, "boards\r3\r1\r");
    stage_post(&t.st, "lucid-ibex-7", "mcat", mcat, NULL, "One more.");
    listen(&t);
    ui_bell(t.st.ui, topic_number(TOPIC_THREAD, mcat.v));
    take(&t);
    assert_string_equal(str_cstr(&t.text), "");
    type(&t, "news\r");
    assert_said(&t, "1 new below");
    listen(&t);
    type(&t, "news\r");
    assert_said(&t, "Nothing new.");
    done(&t);
}

static void nothing_a_user_writes_reaches_the_terminal_as_more_than_text(void **state)
{
    static const thread_id none = {0};
    static const char body[] =
        "Escapes \033[31mred\033[0m \xe2\x94\x8c\xe2\x94\x80\xe2\x94\x90 and "
        "\xe2\x96\x81\xe2\x96\x82\xe2\x96\x87 plots\a and \xe2\x80\xae.\n"
        "> quoted \xe2\x96\xba here\n";
    struct talk t;

    (void)state;
    make(&t);
    stage_post(&t.st, "amber-heron-3", "mcat", none,
               "A \xe2\x96\xba title \xe2\x80\xba of \xc2\xb7 signs", body);
    begin(&t, "calm-wim");
    type(&t, "boards\r3\r1\rall\r");
    assert_speakable(str_cstr(&t.text));
    assert_said(&t, "Escapes red and plots");
    assert_said(&t, "Quote:\nquoted here\nEnd of quote.");
    done(&t);
}

static void a_long_post_is_said_in_pages_and_no_line_twice(void **state)
{
    static const thread_id none = {0};
    AUTO_STR struct str body = STR_INIT;
    struct talk t;

    (void)state;
    make(&t);
    for (int i = 0; i < 90; i++)
        str_printf(&body, "line number %d%s\n", i, i % 7 == 6 ? "\n" : "");
    stage_post(&t.st, "amber-heron-3", "mcat", none, "Long", str_cstr(&body));
    begin(&t, "calm-wim");
    type(&t, "boards\r3\r1\r");
    for (int i = 0; i < 12; i++)
        type(&t, "\r");
    for (int i = 0; i < 90; i++) {
        char line[32];
        const char *at;

        snprintf(line, sizeof line, "line number %d\n", i);
        at = strstr(str_cstr(&t.text), line);
        assert_non_null(at);
        assert_null(strstr(at + 1, line));
    }
    done(&t);
}

static void a_list_goes_on_where_it_ended(void **state)
{
    static const thread_id none = {0};
    struct talk t;

    (void)state;
    make(&t);
    for (int i = 0; i < 70; i++) {
        char title[32];

        snprintf(title, sizeof title, "Thread %d", i);
        t.st.now_ms += 60 * 1000;
        stage_post(&t.st, "amber-heron-3", "mcat", none, title, "text");
    }
    begin(&t, "calm-wim");
    type(&t, "boards\r3\r");
    assert_said(&t, "\n1. Thread 69,");
    listen(&t);
    type(&t, "more\r");
    assert_said(&t, "\n21. Thread 49,");
    assert_said_not(&t, "\n20. ");
    type(&t, "more\rmore\rmore\r");
    assert_said(&t, "\n71. CARS plateau");
    listen(&t);
    type(&t, "more\r");
    assert_said(&t, "That is the end of the list.");
    type(&t, "previous\r");
    assert_said(&t, "\n51. Thread 19,");
    type(&t, "45\r");
    assert_said(&t, "Thread 25\n");
    done(&t);
}

/* An idle session that has said all does not wake. */
static void what_was_said_is_not_due_again(void **state)
{
    struct talk t;

    (void)state;
    make(&t);
    begin(&t, "guest");
    assert_false(ui_is_dirty(t.st.ui));
    assert_int_equal(ui_deadline_ms(t.st.ui), -1);
    done(&t);
}

static void every_screen_was_heard(void **state)
{
    AUTO_STR struct str missing = STR_INIT;

    (void)state;
    for (int i = 0; screen_registry[i]; i++) {
        bool found = false;

        for (int k = 0; k < n_heard; k++)
            found |= strcmp(heard[k], screen_registry[i]->name) == 0;
        if (!found)
            str_printf(&missing, " %s", screen_registry[i]->name);
    }
    if (missing.n > 0)
        fail_msg("no conversation in tests/unit/screens/plain.c comes to:%s", str_cstr(&missing));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_guest_hears_the_board),
        cmocka_unit_test(a_stranger_joins),
        cmocka_unit_test(a_member_replies_reads_back_and_corrects),
        cmocka_unit_test(a_draft_is_kept_listed_discarded_and_brought_back),
        cmocka_unit_test(links_and_refusals_are_said),
        cmocka_unit_test(a_quote_is_chosen_line_by_line),
        cmocka_unit_test(the_palette_tells_what_it_found_before_it_opens_anything),
        cmocka_unit_test(every_place_is_said_and_what_its_rows_lead_to),
        cmocka_unit_test(keys_and_codes_are_said),
        cmocka_unit_test(pages_of_plain_words_are_said_to_their_end),
        cmocka_unit_test(what_is_typed_into_a_field_is_a_draft_two_seconds_later),
        cmocka_unit_test(a_dropped_line_keeps_the_line_that_was_not_ended),
        cmocka_unit_test(a_letter_is_echoed_and_taken_back),
        cmocka_unit_test(control_c_goes_back_and_loses_no_text),
        cmocka_unit_test(a_command_prompt_runs_one_line_of_a_paste),
        cmocka_unit_test(a_text_takes_all_lines_of_a_paste),
        cmocka_unit_test(a_pipe_runs_every_line),
        cmocka_unit_test(input_waits_for_its_answers_to_be_taken),
        cmocka_unit_test(what_others_write_is_told_between_prompts_and_when_asked),
        cmocka_unit_test(nothing_a_user_writes_reaches_the_terminal_as_more_than_text),
        cmocka_unit_test(a_long_post_is_said_in_pages_and_no_line_twice),
        cmocka_unit_test(a_list_goes_on_where_it_ended),
        cmocka_unit_test(what_was_said_is_not_due_again),
        cmocka_unit_test(every_screen_was_heard),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
