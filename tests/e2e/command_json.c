/* SPDX-License-Identifier: MIT
 *
 * command_json.c -- the JSON contract of every command: keys, types, paging, and nothing more.
 *
 * One board for all of them, with the project's own threads imported.
 */
#include "e2e/harness.h"

#define FIXTURE TEST_DATA "/threads.jsonl"

static int setup(void **state)
{
    struct board *b = board_new(&(struct board_options){.fixture = FIXTURE});

    caller_join(b, "ada", "calm-ada");
    *state = b;
    return 0;
}

static int teardown(void **state)
{
    board_free(*state);
    return 0;
}

static json_t *first(const json_t *o, const char *key)
{
    json_t *a = answer_array(o, key);

    if (json_array_size(a) == 0)
        fail_msg("\"%s\" is empty", key);
    return json_array_get(a, 0);
}

static void help_lists_every_command(void **state)
{
    static const char *const commands[] = {"help",   "man",   "completion", "version", "join",
                                           "whoami", "mine",  "boards",     "threads", "read",
                                           "post",   "reply", "drafts",     "claim"};
    json_t *o = answer(*state, CALLER_GUEST, 0, NULL, "help --json"), *row;
    size_t i, found = 0;

    assert_true(json_is_array(o));
    json_array_foreach(o, i, row)
    {
        answer_has_keys(row, "name summary usage");
        for (size_t k = 0; k < sizeof commands / sizeof commands[0]; k++)
            found += strcmp(answer_text(row, "name"), commands[k]) == 0;
    }
    assert_int_equal(found, sizeof commands / sizeof commands[0]);
    json_decref(o);
}

static void version_names_the_parts(void **state)
{
    json_t *o = answer(*state, CALLER_GUEST, 0, NULL, "version --json");

    answer_has_keys(o, "version schema sqlite libssh");
    assert_true(answer_number(o, "schema") >= 1);
    assert_true(strchr(answer_text(o, "libssh"), '.') != NULL);
    json_decref(o);
}

static void whoami_tells_guest_and_member_apart(void **state)
{
    json_t *o = answer(*state, CALLER_GUEST, 0, NULL, "whoami --json");

    answer_has_keys(o, "guest handle role badges standing since");
    assert_true(answer_flag(o, "guest"));
    assert_true(json_is_null(json_object_get(o, "handle")));
    assert_string_equal(answer_text(o, "role"), "guest");
    json_decref(o);
    o = answer(*state, CALLER("ada"), 0, NULL, "whoami --json");
    answer_has_keys(o, "guest handle role badges standing since");
    assert_false(answer_flag(o, "guest"));
    assert_string_equal(answer_text(o, "handle"), "calm-ada");
    assert_string_equal(answer_text(o, "role"), "member");
    assert_false(answer_flag(o, "standing"));
    answer_is_time(o, "since");
    json_decref(o);
}

static void join_gives_a_handle_and_a_recovery_code(void **state)
{
    json_t *o;
    const char *code;

    caller_key(*state, "newcomer");
    o = answer(*state, CALLER("newcomer"), 0, NULL, "join --json");
    answer_has_keys(o, "handle recovery_code");
    code = answer_text(o, "recovery_code");
    assert_int_equal(strlen(code), 34); /* 28 letters in groups of four */
    assert_int_equal(strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567-"), 34);
    assert_int_equal(code[4], '-');
    assert_true(strlen(answer_text(o, "handle")) >= 3);
    json_decref(o);
}

static void boards_are_never_paged(void **state)
{
    json_t *o = answer(*state, CALLER_GUEST, 0, NULL, "boards --json"), *row;
    size_t i, ours = 0;

    answer_has_keys(o, "boards");
    assert_true(json_array_size(answer_array(o, "boards")) > 20);
    json_array_foreach(answer_array(o, "boards"), i, row)
    {
        answer_has_keys(row, "slug title category description mode threads posts unread");
        if (strcmp(answer_text(row, "slug"), "fixture-cars") == 0) {
            assert_int_equal(answer_number(row, "threads"), 49);
            assert_int_equal(answer_number(row, "posts"), 112);
            ours++;
        }
    }
    assert_int_equal(ours, 1);
    json_decref(o);
}

static void hits_are_found_by_word_and_page_without_repeats(void **state)
{
    char after[200] = "";
    long long seen[200];
    size_t n = 0;

    do {
        json_t *o = answer(*state, CALLER_GUEST, 0, NULL,
                           "search the board:fixture-cars --limit 7%s --json", after);
        json_t *row, *next = json_object_get(o, "next");
        size_t i;

        answer_has_keys(o, "hits next");
        json_array_foreach(answer_array(o, "hits"), i, row)
        {
            answer_has_keys(row, "thread post no board title author snippet created");
            answer_is_time(row, "created");
            assert_string_equal(answer_text(row, "board"), "fixture-cars");
            for (size_t k = 0; k < n; k++)
                assert_true(seen[k] != answer_number(row, "post"));
            assert_true(n < 200);
            seen[n++] = answer_number(row, "post");
        }
        after[0] = '\0';
        if (json_is_string(next))
            snprintf(after, sizeof after, " --after %s", json_string_value(next));
        json_decref(o);
    } while (after[0]);
    assert_true(n > 7);
}

static void a_post_is_found_as_soon_as_it_is_out(void **state)
{
    json_t *o = answer(*state, CALLER("ada"), 0, "The xylophone of β-blockers.\n",
                       "post fixture-step --as handle --title 'Step-1 \"quoted\"' --json"),
           *row;
    long long post = answer_number(o, "post");

    json_decref(o);
    o = answer(*state, CALLER_GUEST, 0, "xylophone \"beta blockers\"\n", "search - --json");
    row = json_array_get(answer_array(o, "hits"), 0);
    assert_non_null(row);
    assert_int_equal(answer_number(row, "post"), post);
    assert_string_equal(answer_text(row, "snippet"), "The **xylophone** of **β-blockers**.");
    json_decref(o);
    o = answer(*state, CALLER("ada"), 0, NULL, "search by:me step1 --sort best --json");
    assert_int_equal(json_array_size(answer_array(o, "hits")), 1);
    json_decref(o);
}

static void threads_page_without_gaps_or_repeats(void **state)
{
    char after[200] = "";
    int pages = 0;
    size_t n = 0;
    long long seen[100];

    do {
        json_t *o = answer(*state, CALLER("ada"), 0, NULL,
                           "threads fixture-cars --limit 10%s --json", after);
        json_t *row, *next = json_object_get(o, "next");
        size_t i;

        answer_has_keys(o, "threads next");
        json_array_foreach(answer_array(o, "threads"), i, row)
        {
            answer_has_keys(row, "id board title author author_kind posts helpful tags created "
                                 "active unread pinned locked");
            answer_is_time(row, "created");
            answer_is_time(row, "active");
            assert_in_range(answer_number(row, "id"), 1, 999999999);
            for (size_t k = 0; k < n; k++)
                assert_true(seen[k] != answer_number(row, "id"));
            seen[n++] = answer_number(row, "id");
        }
        after[0] = '\0';
        if (json_is_string(next))
            snprintf(after, sizeof after, " --after %s", json_string_value(next));
        json_decref(o);
    } while (after[0] && ++pages < 20);
    assert_int_equal(n, 49);
    assert_int_equal(pages, 4);
}

static void read_gives_the_whole_thread(void **state)
{
    long long id = answer_thread(*state, CALLER_GUEST, "fixture-cars",
                                 "CARS plateau at 126, what actually moved?");
    json_t *o = answer(*state, CALLER_GUEST, 0, NULL, "read %lld --json", id), *post;

    answer_has_keys(o, "id board title tags locked posts next");
    assert_int_equal(json_array_size(answer_array(o, "posts")), 4);
    assert_true(json_is_null(json_object_get(o, "next")));
    post = json_array_get(answer_array(o, "posts"), 2);
    answer_has_keys(post,
                    "id no author author_kind op you badges body created edited helpful state "
                    "reply_to");
    assert_int_equal(answer_number(post, "no"), 3);
    assert_int_equal(answer_number(post, "reply_to"), 2);
    assert_string_equal(answer_text(post, "author_kind"), "imported");
    assert_string_equal(answer_text(post, "author"), "calm-finch");
    assert_string_equal(answer_text(post, "created"), "2025-03-02T11:05:00Z");
    assert_string_equal(answer_text(post, "state"), "visible");
    assert_true(strncmp(answer_text(post, "body"), "> I read the passage twice", 26) == 0);
    assert_true(answer_flag(first(o, "posts"), "op"));
    json_decref(o);
}

/* How much the thread has unread, by a list of threads: others of the same second may stand first.
 */
static long long unread_of(json_t *o, long long thread)
{
    size_t i;
    json_t *row;

    json_array_foreach(answer_array(o, "threads"), i,
                       row) if (answer_number(row, "id") == thread) return answer_number(row,
                                                                                         "unread");
    fail_msg("the thread is not listed");
    return -1;
}

static void reading_marks_nothing_unless_asked(void **state)
{
    json_t *o = answer(*state, CALLER("ada"), 0, "First words.",
                       "post fixture-step --as handle --title 'Marked or not' --json");
    long long id = answer_number(o, "thread");

    json_decref(o);
    caller_join(*state, "reader", "calm-reader");
    json_decref(
        answer(*state, CALLER("ada"), 0, "More words.", "reply %lld --as handle --json", id));
    json_decref(answer(*state, CALLER("reader"), 0, NULL, "read %lld --json", id));
    o = answer(*state, CALLER("reader"), 0, NULL, "threads fixture-step --json");
    assert_true(unread_of(o, id) >= 1);
    json_decref(o);
    json_decref(answer(*state, CALLER("reader"), 0, NULL, "read %lld --mark --json", id));
    o = answer(*state, CALLER("reader"), 0, NULL, "threads fixture-step --json");
    assert_int_equal(unread_of(o, id), 0);
    json_decref(o);
}

static void what_is_unread_is_listed_counted_and_caught_up(void **state)
{
    json_t *o, *row;
    long long id;
    size_t i;
    int64_t sum = 0, unread;

    caller_join(*state, "catcher", "calm-catcher");
    o = answer(*state, CALLER("ada"), 0, "One.",
               "post fixture-step --as handle --title 'To catch up' --json");
    id = answer_number(o, "thread");
    json_decref(o);
    json_decref(answer(*state, CALLER("ada"), 0, "Two.", "reply %lld --as handle --json", id));
    o = answer(*state, CALLER("catcher"), 0, NULL, "unread --json");
    answer_has_keys(o, "unread threads next");
    unread = answer_number(o, "unread");
    json_decref(o);
    o = answer(*state, CALLER("catcher"), 0, NULL, "new --limit 200 --json");
    answer_has_keys(o, "threads next");
    json_array_foreach(answer_array(o, "threads"), i, row)
    {
        answer_has_keys(row, "id board title author author_kind posts helpful tags created active "
                             "unread pinned locked");
        sum += answer_number(row, "unread");
    }
    assert_int_equal(sum, unread);
    assert_int_equal(unread_of(o, id), 2);
    json_decref(o);
    o = answer(*state, CALLER("catcher"), 0, NULL, "catchup %lld --json", id);
    answer_has_keys(o, "marked");
    assert_int_equal(answer_number(o, "marked"), 2);
    json_decref(o);
    o = answer(*state, CALLER("catcher"), 0, NULL, "catchup fixture-step --json");
    assert_int_equal(answer_number(o, "marked"), unread - 2);
    json_decref(o);
    free(caller_expect(*state, CALLER("catcher"), 1, NULL, "unread"));
    json_decref(answer(*state, CALLER("ada"), 0, "Three.", "reply %lld --as handle --json", id));
    o = answer(*state, CALLER("catcher"), 0, NULL, "catchup --json");
    assert_int_equal(answer_number(o, "marked"), 1);
    json_decref(o);
    o = answer(*state, CALLER("catcher"), 1, NULL, "unread --json");
    assert_int_equal(answer_number(o, "unread"), 0);
    json_decref(o);
}

static void post_and_reply_name_what_they_made(void **state)
{
    json_t *o = answer(*state, CALLER("ada"), 0, "A body with **weight**.\n",
                       "post fixture-step --title 'By command' --tag step1 --as handle --json");
    long long thread = answer_number(o, "thread"), post = answer_number(o, "post");
    json_t *read;

    answer_has_keys(o, "thread post released");
    answer_is_time(o, "released");
    json_decref(o);
    o = answer(*state, CALLER("ada"), 0, "> A body with\n\nAnd an answer.",
               "reply %lld --to 1 --as handle --json", thread);
    answer_has_keys(o, "thread post no released");
    assert_int_equal(answer_number(o, "thread"), thread);
    assert_int_equal(answer_number(o, "no"), 2);
    json_decref(o);
    read = answer(*state, CALLER("ada"), 0, NULL, "read %lld --json", thread);
    assert_string_equal(json_string_value(json_array_get(answer_array(read, "tags"), 0)), "step1");
    assert_int_equal(answer_number(first(read, "posts"), "id"), post);
    assert_true(answer_flag(first(read, "posts"), "you"));
    assert_string_equal(answer_text(first(read, "posts"), "author"), "calm-ada");
    assert_string_equal(answer_text(first(read, "posts"), "author_kind"), "handle");
    json_decref(read);
    read = answer(*state, CALLER_GUEST, 0, NULL, "read %lld --json", thread);
    assert_false(answer_flag(first(read, "posts"), "you"));
    json_decref(read);
}

static void interviews_are_handed_in_and_read(void **state)
{
    static const char form[] = "cycle: 2026-27\nmonth: 2026-08\nmodality: virtual\nformat: mmi\n"
                               "stress: 4\nimpression: 1\nquestion: Why here?\n";
    json_t *o = answer(*state, CALLER_GUEST, 0, NULL, "schools Jeff --json");

    answer_has_keys(o, "schools next");
    answer_has_keys(first(o, "schools"), "slug name degree city state country reports");
    assert_string_equal(answer_text(first(o, "schools"), "slug"), "jefferson-kimmel");
    json_decref(o);
    o = answer(*state, CALLER("ada"), 0, form, "interview add jeff --json");
    answer_has_keys(o, "id state");
    assert_string_equal(answer_text(o, "state"), "waiting");
    json_decref(o);
    json_decref(answer(*state, CALLER("ada"), 0, "{\"stress\":5}", "interview amend jeff --json"));
    json_decref(answer(*state, CALLER("ada"), 0, NULL, "interview outcome jeff pending --json"));
    o = answer(*state, CALLER_GUEST, 0, NULL, "interviews jeff --json");
    answer_has_keys(o, "school shown reports snapshot cycles metrics formats outcomes questions");
    assert_true(json_is_null(json_object_get(o, "reports")));
    json_decref(o);
    o = answer(*state, CALLER_GUEST, 0, NULL, "interviews jeff --reports --json");
    answer_has_keys(o, "reports next");
    assert_int_equal(json_array_size(answer_array(o, "reports")), 0);
    json_decref(o);
    o = answer(*state, CALLER_GUEST, 0, NULL, "interviews --compare jeff yale --json");
    assert_int_equal(json_array_size(answer_array(o, "schools")), 2);
    json_decref(o);
    o = answer(*state, CALLER_GUEST, 0, NULL, "questions --kind ethics --limit 3 --json");
    answer_has_keys(o, "questions next");
    assert_int_equal(json_array_size(answer_array(o, "questions")), 3);
    answer_has_keys(first(o, "questions"), "id text kind level tags seen schools last_cycle");
    assert_string_equal(answer_text(first(o, "questions"), "kind"), "ethics");
    json_decref(o);
    o = answer(*state, CALLER_GUEST, 0, NULL, "brief jeff --json");
    answer_has_keys(first(o, "schools"),
                    "school shown reports snapshot cycles metrics formats outcomes questions");
    json_decref(o);
    json_decref(answer(*state, CALLER("ada"), 1, NULL, "confirm 5 --reason was-there --json"));
}

static void drafts_and_mine_are_documents(void **state)
{
    json_t *o = answer(*state, CALLER("ada"), 0, NULL, "drafts --json");

    answer_array(o, "drafts");
    json_decref(o);
    o = answer(*state, CALLER("ada"), 0, NULL, "mine --json");
    assert_true(json_is_object(o));
    json_decref(o);
}

static void claim_makes_the_first_sysop_once(void **state)
{
    struct board *b = *state;
    json_t *o;

    assert_true(b->claim[0] != '\0');
    o = answer(b, CALLER("ada"), 0, NULL, "claim %s --json", b->claim);
    answer_has_keys(o, "role");
    assert_string_equal(answer_text(o, "role"), "sysop");
    json_decref(o);
    caller_join(b, "late", "calm-late");
    o = answer(b, CALLER("catcher"), 1, NULL, "claim %s --json", b->claim);
    answer_has_keys(o, "error");
    json_decref(o);
}

/* One document with exactly these keys; the number of the action in it, 0 where there is none. */
static long long deed(struct board *b, const char *line, const char *keys)
{
    json_t *o = answer(b, CALLER("ada"), 0, NULL, "%s --json", line), *id;
    long long action;

    answer_has_keys(o, keys);
    id = json_object_get(o, "id");
    action = json_integer_value(id);
    json_decref(o);
    return action;
}

static long long deed_on(struct board *b, const char *verb, long long id, const char *rest,
                         const char *keys)
{
    char line[160];

    snprintf(line, sizeof line, "%s %lld%s", verb, id, rest);
    return deed(b, line, keys);
}

/* All verbs and their refusals are in unit.commands.staff_verbs; these over the line. */
static void who_moderates_is_told_the_action_and_its_target(void **state)
{
    static const char done[] = "action id target", person[] = "action id";
    json_t *o = answer(*state, CALLER("reader"), 0, "Buy my course.",
                       "post fixture-step --as handle --title 'A course' --json");
    long long thread = answer_number(o, "thread"), post = answer_number(o, "post"), action;

    json_decref(o);
    o = answer(*state, CALLER("catcher"), 0, NULL, "flag %lld --reason spam --json", post);
    answer_has_keys(o, "flag");
    json_decref(o);
    o = answer(*state, CALLER("ada"), 0, NULL, "mod queue --json");
    answer_has_keys(o, "items next");
    answer_has_keys(first(o, "items"),
                    "item kind post thread board reasons count excerpt age_hours claimed title "
                    "barred author body appeal sanctions edited reader_notes notes");
    json_decref(o);
    deed_on(*state, "mod claim", post, "", "action item");
    deed_on(*state, "mod note", post, " --note 'The second one'", "action item");
    action = deed_on(*state, "mod remove", post, " --rule no-spam", done);
    deed_on(*state, "mod undo", action, "", person);
    deed_on(*state, "mod keep", post, "", done);
    deed_on(*state, "mod lock", thread, "", done);
    deed_on(*state, "mod retitle", thread, " --title 'Of courses'", done);
    action = deed_on(*state, "mod warn", post, " --rule no-spam", person);
    o = answer(*state, CALLER("reader"), 0, "I did not sell it.", "appeal %lld --json", action);
    answer_has_keys(o, "appeal");
    json_decref(o);
    deed_on(*state, "mod lift", action, " --reason 'A mistake'", person);
    o = answer(*state, CALLER_GUEST, 0, NULL, "modlog --limit 1 --json");
    answer_has_keys(o, "actions next appeals");
    answer_has_keys(first(o, "actions"), "id action target board rule reason day");
    json_decref(o);
}

static void who_governs_is_told_the_action_and_its_target(void **state)
{
    static const char done[] = "action id target", all[] = "action id";
    json_t *o;

    deed(*state, "sysop roles", "roles");
    deed(*state, "sysop role calm-reader moderator", "action id handle role");
    deed(*state, "sysop board fixture-step --slow 5", done);
    deed(*state, "sysop board fixture-step --slow 0", done);
    deed(*state, "sysop maintenance no-joins on", all);
    deed(*state, "sysop maintenance no-joins off", all);
    deed(*state, "sysop broadcast Hello", all);
    deed(*state, "sysop broadcast --end", all);
    deed(*state, "sysop filter try word plateau", "looked hits refused examples");
    deed(*state, "sysop set spread_minutes 180", done);
    deed(*state, "sysop stats --weeks 1", "weeks days members quarters queue");
    deed(*state, "sysop database",
         "bytes pages free_pages wal_bytes schema search_whole checked violations backup "
         "backup_bytes");
    deed(*state, "sysop backup", "backup bytes");
    o = answer(*state, CALLER("ada"), 0, NULL, "sysop sessions --json");
    answer_has_keys(first(o, "sessions"), "session kind here idle this");
    json_decref(o);
    json_decref(answer(*state, CALLER("ada"), 1, NULL, "sysop kick 5 --json"));
}

static void an_error_is_one_document_too(void **state)
{
    json_t *o = answer(*state, CALLER_GUEST, 1, NULL, "read 999999998 --json");

    answer_has_keys(o, "error");
    answer_has_keys(json_object_get(o, "error"), "code message");
    assert_string_equal(answer_text(json_object_get(o, "error"), "code"), "not-found");
    json_decref(o);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(help_lists_every_command),
        cmocka_unit_test(version_names_the_parts),
        cmocka_unit_test(whoami_tells_guest_and_member_apart),
        cmocka_unit_test(join_gives_a_handle_and_a_recovery_code),
        cmocka_unit_test(boards_are_never_paged),
        cmocka_unit_test(threads_page_without_gaps_or_repeats),
        cmocka_unit_test(hits_are_found_by_word_and_page_without_repeats),
        cmocka_unit_test(a_post_is_found_as_soon_as_it_is_out),
        cmocka_unit_test(read_gives_the_whole_thread),
        cmocka_unit_test(reading_marks_nothing_unless_asked),
        cmocka_unit_test(what_is_unread_is_listed_counted_and_caught_up),
        cmocka_unit_test(post_and_reply_name_what_they_made),
        cmocka_unit_test(interviews_are_handed_in_and_read),
        cmocka_unit_test(drafts_and_mine_are_documents),
        cmocka_unit_test(claim_makes_the_first_sysop_once),
        cmocka_unit_test(who_moderates_is_told_the_action_and_its_target),
        cmocka_unit_test(who_governs_is_told_the_action_and_its_target),
        cmocka_unit_test(an_error_is_one_document_too),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
