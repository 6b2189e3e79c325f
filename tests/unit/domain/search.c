/* SPDX-License-Identifier: MIT
 *
 * search.c -- what is found, what never is, and what an index must not remember.
 */
#include "unit/domain/library_fixture.h"

#include <fcntl.h>

#include <curbside/base/fd.h>
#include <curbside/domain/edit.h>
#include <curbside/domain/mute.h>

#include "../../../src/store/db_handle.h"
#include "search_index.h"

static void a_post_is_found_by_its_words_at_once(void **state)
{
    struct submitted made = say(&lib.ann, lib.f->board, FACE_HANDLE, "Failed Step-1",
                                "Do I tell *programs*?");
    struct search_page page;

    (void)state;
    answer(&lib.bob, made.thread, "The β-blocker question again");
    page = look_for(&lib.guest, "step1", SEARCH_SORT_NEW, NULL, 10);
    assert_int_equal(page.n, 1);
    assert_int_equal(page.rows[0].post.v, made.post.v);
    assert_string_equal(page.rows[0].title, "Failed Step-1");
    assert_string_equal(page.rows[0].board_slug, "lobby");
    assert_string_equal(page.rows[0].author.name, "amber-wren-1");
    page = look_for(&lib.guest, "\"beta blocker\"", SEARCH_SORT_NEW, NULL, 10);
    assert_int_equal(page.n, 1);
    assert_int_equal(page.rows[0].no, 2);
    assert_int_equal(page.rows[0].n_marks, 1);
    assert_string_equal(page.rows[0].snippet, "The β-blocker question again");
    assert_int_equal(page.rows[0].marks[0].start, 4);
    assert_int_equal(found(&lib.guest, "step2"), 0);
    assert_int_equal(found(&lib.guest, "programs -tell"), 0);
    assert_int_equal(found(&lib.guest, "step OR blocker"), 2);
}

/* What the screen would show by ink is left out whole, not by half; what is a word stays. */
static void the_words_of_a_result_are_free_of_marks(void **state)
{
    struct search_page page;

    (void)state;
    say(&lib.ann, lib.f->board, FACE_HANDLE, "Marks",
        "> #2 ~amber-heron:\n> * vellichor\n\n**Bold words** and -5\n===\n1. one\n```c\nx_y\n```");
    page = look_for(&lib.guest, "vellichor", SEARCH_SORT_NEW, NULL, 10);
    assert_int_equal(page.n, 1);
    assert_string_equal(page.rows[0].snippet,
                        "#2 ~amber-heron: vellichor Bold words and -5 1. one c x_y");
}

static void alias_posts_are_found_before_and_after_they_are_indexed(void **state)
{
    (void)state;
    say(&lib.ann, lib.f->board, FACE_ALIAS, "Xylophone", "one");
    assert_int_equal(found(&lib.guest, "xylophone"), 1);
    tick();
    assert_int_equal(found(&lib.guest, "xylophone"), 1);
    lib.f->now += HOUR;
    tick();
    assert_int_equal(found(&lib.guest, "xylophone"), 1);
    assert_int_equal(found(&lib.guest, "board:lobby xylophone -two"), 1);
}

static void what_waits_for_its_release_is_not_found(void **state)
{
    (void)state;
    say(&lib.ann, lib.vent, FACE_ALIAS, "Xylophone", "one");
    assert_int_equal(found(&lib.guest, "xylophone"), 0);
    assert_int_equal(found(&lib.ann, "xylophone"), 0);
    tick();
    assert_int_equal(found(&lib.guest, "xylophone"), 0);
    lib.f->now += 10 * 60;
    tick();
    assert_int_equal(found(&lib.guest, "xylophone"), 1);
}

static void what_nobody_may_read_is_not_found(void **state)
{
    struct submitted made = say(&lib.ann, lib.f->board, FACE_HANDLE, "Xylophone", "marimba");
    struct submission s = reply_of(made.thread, "vibraphone");
    struct submitted reply;

    (void)state;
    s.face = FACE_HANDLE;
    reply = must_submit(&lib.bob, &s);
    forum_sql(lib.f, "UPDATE post SET state = 'held' WHERE no = 2");
    assert_int_equal(found(&lib.guest, "vibraphone"), 0);
    forum_sql(lib.f, "UPDATE post SET state = 'removed' WHERE no = 2");
    assert_int_equal(found(&lib.guest, "vibraphone"), 0);
    forum_sql(lib.f, "UPDATE post SET state = 'collapsed' WHERE no = 2");
    assert_int_equal(found(&lib.guest, "vibraphone"), 1);
    assert_int_equal(mute_add(&lib.ann.v, "lucid-ibex-2", (thread_id){0}), OK);
    assert_int_equal(found(&lib.ann, "vibraphone"), 0);
    assert_int_equal(post_delete(&lib.bob.v, reply.post), OK);
    assert_int_equal(found(&lib.guest, "vibraphone"), 0);
    forum_sql(lib.f, "UPDATE board SET open = 0 WHERE slug = 'lobby'");
    assert_int_equal(found(&lib.guest, "marimba"), 0);
}

static void an_edit_changes_what_is_found(void **state)
{
    struct submitted named = say(&lib.ann, lib.f->board, FACE_HANDLE, "One", "xylophone");
    struct submitted alias = say(&lib.ann, lib.f->board, FACE_ALIAS, "Two", "xylophone");

    (void)state;
    lib.f->now += HOUR;
    tick();
    assert_int_equal(found(&lib.guest, "xylophone"), 2);
    assert_int_equal(post_edit(&lib.ann.v, named.post, "marimba", 7), OK);
    assert_int_equal(post_edit(&lib.ann.v, alias.post, "marimba", 7), OK);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(found(&lib.guest, "xylophone"), 0);
        assert_int_equal(found(&lib.guest, "marimba"), 2);
        lib.f->now += HOUR;
        tick();
    }
}

static void filters_narrow(void **state)
{
    const char *tags[] = {"step-1", "Anki"};
    struct submission s = thread_of(lib.f->board, "Xylophone", "one");
    board_id other = forum_board(lib.f, "other", "either", true, false);

    (void)state;
    s.tags = tags;
    s.n_tags = 2;
    s.face = FACE_HANDLE;
    must_submit(&lib.ann, &s);
    lib.f->now += DAY;
    say(&lib.bob, other, FACE_HANDLE, "Xylophone", "two");
    assert_int_equal(found(&lib.guest, "xylophone"), 2);
    assert_int_equal(found(&lib.guest, "xylophone board:other"), 1);
    assert_int_equal(found(&lib.guest, "xylophone -board:other"), 1);
    assert_int_equal(found(&lib.guest, "xylophone board:other board:lobby"), 2);
    assert_int_equal(found(&lib.guest, "tag:#anki"), 1);
    assert_int_equal(found(&lib.guest, "tag:step-1 xylophone"), 1);
    assert_int_equal(found(&lib.guest, "xylophone -tag:step-1"), 1);
    assert_int_equal(found(&lib.guest, "xylophone since:2026-11-24"), 1);
    assert_int_equal(found(&lib.guest, "xylophone until:2026-11-23"), 1);
    assert_int_equal(found(&lib.guest, "xylophone since:1d until:2026-11-23"), 1);
    assert_int_equal(found(&lib.guest, "board:other"), 1);
    /* A time alone lists what is of it. */
    assert_int_equal(found(&lib.guest, "since:2026-11-24"), 1);
    assert_int_equal(found(&lib.guest, "until:2026-11-23"), 1);
    assert_int_equal(found(&lib.guest, "since:2026-11"), 2);
    assert_int_equal(found(&lib.guest, "since:2026-11 -two"), 1);
}

static void own_posts_are_found_under_either_face_by_nobody_else(void **state)
{
    struct submitted made = say(&lib.bob, lib.f->board, FACE_ALIAS, "Thread", "xylophone");
    struct query_fault fault;
    struct search_page page;

    (void)state;
    say(&lib.ann, lib.f->board, FACE_HANDLE, "Named", "xylophone");
    answer(&lib.ann, made.thread, "xylophone");
    assert_int_equal(found(&lib.ann, "by:me"), 2);
    assert_int_equal(found(&lib.ann, "by:me xylophone -thread"), 2);
    assert_int_equal(found(&lib.ann, "by:me marimba"), 0);
    assert_int_equal(found(&lib.bob, "by:me"), 1);
    lib.f->now += HOUR;
    tick();
    assert_int_equal(found(&lib.ann, "by:me"), 2);
    assert_int_equal(search_run(&lib.f->a, &lib.guest.v,
                                &(struct search_query){.text = "by:me", .n = 5}, &page, &fault),
                     E_GUEST);
}

static void pages_follow_one_another_without_gaps(void **state)
{
    enum {
        POSTS = 50
    };
    const char *after;
    int seen;

    (void)state;
    for (int i = 0; i < POSTS; i++) {
        say(i % 2 ? &lib.ann : &lib.bob, lib.f->board, i % 3 ? FACE_HANDLE : FACE_ALIAS, "Title",
            i % 7 ? "xylophone" : "xylophone xylophone marimba");
        lib.f->now += i % 5 ? 60 : HOUR;
        if (i % 10 == 0)
            tick();
    }
    for (int sort = SEARCH_SORT_NEW; sort <= SEARCH_SORT_BEST; sort++) {
        int64_t ids[POSTS], last = INT64_MAX;

        seen = 0;
        after = NULL;
        do {
            struct search_page page = look_for(&lib.guest, "xylophone", (enum search_sort)sort,
                                               after, 7);

            for (int i = 0; i < page.n; i++) {
                for (int k = 0; k < seen; k++)
                    assert_int_not_equal(ids[k], page.rows[i].post.v);
                ids[seen++] = page.rows[i].post.v;
                if (sort == SEARCH_SORT_NEW)
                    assert_true(time_floor_hour(page.rows[i].created) <= last);
                last = page.rows[i].created + HOUR;
            }
            after = page.next;
        } while (after);
        assert_int_equal(seen, POSTS);
    }
    assert_int_equal(look_for(&lib.guest, "marimba OR xylophone", SEARCH_SORT_BEST, NULL, 1).n, 1);
}

static void a_title_counts_more_than_a_mention(void **state)
{
    struct submitted about = say(&lib.ann, lib.f->board, FACE_HANDLE, "Xylophone", "how to begin");

    (void)state;
    for (int i = 0; i < 5; i++) {
        lib.f->now += 60;
        say(&lib.bob, lib.f->board, FACE_HANDLE, "Else", "a long post with a xylophone in it");
    }
    assert_int_equal(look_for(&lib.guest, "xylophone", SEARCH_SORT_BEST, NULL, 1).rows[0].post.v,
                     about.post.v);
    assert_int_not_equal(look_for(&lib.guest, "xylophone", SEARCH_SORT_NEW, NULL, 1).rows[0].post.v,
                         about.post.v);
}

/* ---- what must not be remembered ---- */

static bool file_holds(const char *name, const char *word)
{
    AUTO_FREE char *bytes = NULL;
    char path[128];
    FILE *file;
    long n;

    snprintf(path, sizeof path, "%s/db/%s", lib.f->dir, name);
    file = fopen(path, "rb");
    if (!file)
        return false;
    fseek(file, 0, SEEK_END);
    n = ftell(file);
    rewind(file);
    bytes = malloc((size_t)n + 1);
    assert_non_null(bytes);
    assert_int_equal(fread(bytes, 1, (size_t)n, file), (size_t)n);
    fclose(file);
    return memmem(bytes, (size_t)n, word, strlen(word)) != NULL;
}

static bool is_on_disk(const char *word)
{
    return file_holds("board.db", word) || file_holds("board.db-wal", word);
}

static void empty_log(void)
{
    bool empty = false;

    assert_int_equal(db_wal_truncate(lib.f->db, &empty), OK);
    assert_true(empty);
}

static void a_deleted_word_is_nowhere_in_the_file(void **state)
{
    struct submitted named = say(&lib.ann, lib.f->board, FACE_HANDLE, "One", "qwertyxylophone");
    struct submitted alias = say(&lib.ann, lib.f->board, FACE_ALIAS, "Two", "asdfmarimba");
    struct submitted edited = say(&lib.bob, lib.f->board, FACE_ALIAS, "Three", "zxcvvibraphone");

    (void)state;
    for (int i = 0; i < 30; i++)
        say(&lib.bob, lib.f->board, i % 2 ? FACE_ALIAS : FACE_HANDLE, "Else", "words and words");
    lib.f->now += HOUR;
    tick();
    empty_log();
    assert_true(is_on_disk("qwertyxylophone"));
    assert_true(is_on_disk("asdfmarimba"));
    assert_int_equal(post_delete(&lib.ann.v, named.post), OK);
    assert_int_equal(post_delete(&lib.ann.v, alias.post), OK);
    assert_int_equal(post_edit(&lib.bob.v, edited.post, "words", 5), OK);
    tick();
    empty_log();
    assert_false(is_on_disk("qwerty"));
    assert_false(is_on_disk("asdfmar"));
    assert_false(is_on_disk("zxcvvib"));
    assert_int_equal(found(&lib.guest, "words"), 31);
}

static int64_t number(const char *sql)
{
    char path[128];
    sqlite3 *beside;
    sqlite3_stmt *stmt;
    int64_t n;

    snprintf(path, sizeof path, "%s/db/board.db", lib.f->dir);
    assert_int_equal(sqlite3_open(path, &beside), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(beside, sql, -1, &stmt, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
    n = sqlite3_column_int64(stmt, 0);
    sqlite3_finalize(stmt);
    assert_int_equal(sqlite3_close(beside), SQLITE_OK);
    return n;
}

static void the_index_learns_of_alias_posts_by_whole_hours(void **state)
{
    (void)state;
    say(&lib.ann, lib.f->board, FACE_ALIAS, "One", "xylophone");
    tick();
    lib.f->now += 20 * 60;
    say(&lib.bob, lib.f->board, FACE_ALIAS, "Two", "xylophone");
    tick();
    assert_int_equal(number("SELECT count(*) FROM search_alias_docsize"), 0);
    assert_int_equal(number("SELECT count(*) FROM search_pending"), 2);
    lib.f->now += 40 * 60;
    say(&lib.bob, lib.f->board, FACE_ALIAS, "Three", "xylophone");
    tick();
    assert_int_equal(number("SELECT count(*) FROM search_alias_docsize"), 2);
    assert_int_equal(number("SELECT count(DISTINCT segid) FROM search_alias_idx"), 1);
    assert_int_equal(number("SELECT count(*) FROM search_named_docsize"), 0);
}

static void removals_leave_one_part(void **state)
{
    struct submitted made[3];

    (void)state;
    for (int i = 0; i < 3; i++) {
        made[i] = say(&lib.ann, lib.f->board, FACE_ALIAS, "Title", "xylophone");
        lib.f->now += HOUR;
        tick();
    }
    assert_int_equal(number("SELECT count(DISTINCT segid) FROM search_alias_idx"), 3);
    assert_int_equal(post_delete(&lib.ann.v, made[1].post), OK);
    tick();
    assert_int_equal(number("SELECT count(DISTINCT segid) FROM search_alias_idx"), 1);
    assert_int_equal(found(&lib.guest, "xylophone"), 2);
}

/* ---- damage ---- */

static void damage_is_noticed_told_and_mended_while_posting_goes_on(void **state)
{
    static const char *const damages[] = {
        "UPDATE search_named_data SET block = x'00' WHERE id = 10",
        "UPDATE search_named_data SET block = zeroblob(length(block)) WHERE id > 10",
        "DELETE FROM search_named_data WHERE id > 10",
        "DELETE FROM search_named_data",
        "DROP TABLE search_named_data",
        "DROP TABLE search_named_config",
        "DROP TABLE search_named_docsize",
        "DROP TABLE search_named_idx",
        "UPDATE search_named_data SET block = randomblob(length(block)) WHERE id > 10",
        "DELETE FROM search_named_docsize",
    };
    const struct search_query query = {.text = "xylophone", .n = 9, .limit = 10};
    struct visit v = forum_visit(lib.f);
    struct query_fault fault;
    struct search_page page;

    (void)state;
    for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
        struct submitted made = say(&lib.ann, lib.f->board, FACE_HANDLE, "Title", "xylophone");

        assert_true(check_is_whole());
        db_close(lib.f->db);
        forum_sql(lib.f, damages[i]);
        assert_int_equal(db_open(lib.f->dir, &lib.f->db), OK);
        v.db = lib.ann.v.db = lib.bob.v.db = lib.guest.v.db = lib.f->db;
        if (check_is_whole())
            fail_msg("not noticed: %s", damages[i]);
        enum err err = search_run(&lib.f->a, &lib.guest.v, &query, &page, &fault);
        if (err != OK && err != E_SEARCH_BROKEN)
            fail_msg("%s: %s", damages[i], err_info(err)->code);
        if (err == OK && page.n == 0)
            fail_msg("taken for nothing found: %s", damages[i]);
        for (int n = 0; n < 8; n++)
            answer(&lib.bob, made.thread, "a xylophone that is not lost");
        assert_int_equal(post_delete(&lib.ann.v, made.post), OK);
        tick();
        assert_int_equal(search_rebuild(&v), OK);
        assert_int_equal(search_catch_up(&v, NULL, NULL), OK);
        lib.f->now += HOUR;
        assert_int_equal(search_catch_up(&v, NULL, NULL), OK);
        assert_int_equal(found(&lib.guest, "\"not lost\""), 8 * ((int)i + 1));
        assert_true(check_is_whole());
    }
}

/* So that it is seen on a phone, whose lines hold 36 cells of it. */
static void a_match_stands_near_the_beginning_of_its_line(void **state)
{
    struct search_page page;

    (void)state;
    say(&lib.ann, lib.f->board, FACE_HANDLE, "Title",
        "A long way before the word that somebody will look for one day there is a xylophone, and "
        "after it goes on.");
    page = look_for(&lib.guest, "xylophone", SEARCH_SORT_NEW, NULL, 10);
    assert_int_equal(page.n, 1);
    assert_int_equal(page.rows[0].n_marks, 1);
    assert_true(page.rows[0].marks[0].end <= 40);
    assert_int_equal(strncmp(page.rows[0].snippet, "... ", 4), 0);
}

/* One of many pages: what stands on the others is found as before. */
static void a_page_of_zeros_is_told_by_whoever_searches_there(void **state)
{
    const struct search_query query = {.text = "qqqqq", .n = 5, .limit = 10};
    struct query_fault fault;
    struct search_page page;

    (void)state;
    for (int i = 0; i < 20; i++) {
        AUTO_STR struct str body = STR_INIT;

        for (int k = 0; k < 300; k++)
            str_printf(&body, "w%c%c%c ", 'a' + i, 'a' + k / 26, 'a' + k % 26);
        str_add(&body, i == 7 ? "qqqqq" : "r");
        say(&lib.ann, lib.f->board, FACE_HANDLE, "Title", str_cstr(&body));
    }
    assert_int_equal(found(&lib.guest, "qqqqq"), 1);
    assert_int_equal(found(&lib.guest, "nowhere"), 0);
    assert_true(number("SELECT count(*) FROM search_named_data WHERE id > 10") > 5);
    forum_sql(lib.f, "UPDATE search_named_data SET block = zeroblob(length(block))"
                     " WHERE id > 10 AND instr(block, x'7171717171') > 0");
    assert_int_equal(search_run(&lib.f->a, &lib.guest.v, &query, &page, &fault), E_SEARCH_BROKEN);
    assert_int_equal(found(&lib.guest, "wtag"), 1);
    assert_int_equal(found(&lib.guest, "wtag wtzz"), 0);
}

/* Of the file, which is worse: then a table cannot even be emptied. */
static void damaged_pages_of_the_file_are_mended_by_the_command(void **state)
{
    static const char *const leaf[N_SEARCH] = {
        [SEARCH_NAMED] = "SELECT pageno FROM dbstat WHERE name = 'search_named_data'"
                         " AND pagetype = 'leaf' ORDER BY pageno LIMIT 1 OFFSET 2",
        [SEARCH_ALIAS] = "SELECT pageno FROM dbstat WHERE name = 'search_alias_data'"
                         " AND pagetype = 'leaf' ORDER BY pageno LIMIT 1 OFFSET 2",
    };
    static const char zeros[4096];
    struct visit v = forum_visit(lib.f);
    const char **problems;
    char path[128];
    int fd, n;

    (void)state;
    v.alias = &lib.rules;
    for (int i = 0; i < 40; i++) {
        AUTO_STR struct str body = STR_INIT;

        for (int k = 0; k < 300; k++)
            str_printf(&body, "w%c%c%c ", 'a' + i % 26, 'a' + k / 26, 'a' + i * k % 26);
        say(&lib.ann, lib.f->board, i % 2 ? FACE_HANDLE : FACE_ALIAS, "Title", str_cstr(&body));
    }
    lib.f->now += HOUR;
    tick();
    empty_log();
    snprintf(path, sizeof path, "%s/db/board.db", lib.f->dir);
    fd = open(path, O_RDWR | O_CLOEXEC);
    for (int i = 0; i < N_SEARCH; i++)
        assert_int_equal(pwrite(fd, zeros, sizeof zeros, (number(leaf[i]) - 1) * 4096),
                         sizeof zeros);
    assert_int_equal(close(fd), 0);
    sqlite3_db_release_memory(lib.f->db->conn);
    assert_false(check_is_whole());
    say(&lib.ann, lib.f->board, FACE_HANDLE, "Title", "posting goes on");
    assert_int_equal(search_rebuild(&v), OK);
    assert_int_equal(search_catch_up(&v, NULL, NULL), OK);
    assert_true(check_is_whole());
    assert_int_equal(number("SELECT count(*) FROM meta WHERE key = 'search-compact'"), 0);
    /* Broken off before the pages that were cut out left the file: the next try sees to it. */
    forum_sql(lib.f, "INSERT INTO meta VALUES ('search-compact', '')");
    assert_int_equal(search_rebuild(&v), OK);
    assert_int_equal(search_catch_up(&v, NULL, NULL), OK);
    assert_int_equal(number("SELECT count(*) FROM meta WHERE key = 'search-compact'"), 0);
    assert_int_equal(found(&lib.guest, "title"), 41);
    assert_int_equal(db_check(&lib.f->a, lib.f->db, &problems, &n), OK);
    assert_int_equal(n, 0);
}

static void a_page_of_zeros_is_found_by_the_keeper(void **state)
{
    const struct search_query query = {.text = "vibraphone", .n = 10, .limit = 10};
    struct query_fault fault;
    struct search_page page;

    (void)state;
    say(&lib.ann, lib.f->board, FACE_HANDLE, "Title", "xylophone");
    say(&lib.ann, lib.f->board, FACE_HANDLE, "Title", "vibraphone");
    tick();
    assert_int_equal(found(&lib.guest, "vibraphone"), 1);
    forum_sql(lib.f, "UPDATE search_named_data SET block = zeroblob(length(block)) WHERE id ="
                     " (SELECT min(id) FROM search_named_data WHERE id > 10)");
    tick();
    assert_int_equal(search_run(&lib.f->a, &lib.guest.v, &query, &page, &fault), E_SEARCH_BROKEN);
    say(&lib.ann, lib.f->board, FACE_HANDLE, "Title", "posting goes on");
}

static void an_index_of_an_older_cut_is_made_anew_by_the_keeper(void **state)
{
    (void)state;
    say(&lib.ann, lib.f->board, FACE_HANDLE, "Title", "xylophone");
    forum_sql(lib.f, "REPLACE INTO meta VALUES ('search', x'63')");
    lib.f->now += HOUR;
    tick();
    assert_int_equal(found(&lib.guest, "xylophone"), 1);
    assert_true(check_is_whole());
}

static void posts_from_before_the_index_are_indexed_by_the_keeper(void **state)
{
    (void)state;
    say(&lib.ann, lib.f->board, FACE_HANDLE, "Title", "xylophone");
    forum_sql(lib.f, "INSERT INTO search_named (search_named) VALUES ('delete-all')");
    assert_int_equal(found(&lib.guest, "xylophone"), 0);
    lib.f->now += HOUR;
    tick();
    assert_int_equal(found(&lib.guest, "xylophone"), 1);
    assert_int_equal(number("SELECT count(*) FROM search_named_docsize"), 1);
    assert_true(check_is_whole());
}

static void faults_name_what_only_the_board_knows(void **state)
{
    const struct search_query query = {.text = "x board:nowhere", .n = 15};
    struct query_fault fault;
    struct search_page page;

    (void)state;
    assert_int_equal(search_run(&lib.f->a, &lib.guest.v, &query, &page, &fault), E_QUERY_INVALID);
    assert_string_equal(fault.sentence,
                        "board: at column 3 names no open board; \"boards\" lists them.");
}

/* Somebody posts between the upgrade and the keeper's first tick. */
static void posts_from_before_the_search_are_found_though_somebody_posted_since(void **state)
{
    struct submitted old = say(&lib.ann, lib.f->board, FACE_HANDLE, "Old", "xylophone");
    struct txn txn = TXN_NONE;

    (void)state;
    forum_sql(lib.f, "DELETE FROM meta WHERE key LIKE 'search%'");
    assert_int_equal(txn_begin(&txn, lib.f->db, TXN_WRITE), OK);
    assert_int_equal(search_forget(&lib.ann.v, old.post), OK);
    assert_int_equal(txn_commit(&txn), OK);
    say(&lib.ann, lib.f->board, FACE_HANDLE, "New", "vibraphone");
    assert_int_equal(found(&lib.guest, "xylophone"), 0);
    lib.f->now += HOUR;
    tick();
    assert_int_equal(found(&lib.guest, "xylophone"), 1);
    assert_int_equal(found(&lib.guest, "vibraphone"), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        library_unit_test(a_post_is_found_by_its_words_at_once),
        library_unit_test(the_words_of_a_result_are_free_of_marks),
        library_unit_test(posts_from_before_the_search_are_found_though_somebody_posted_since),
        library_unit_test(alias_posts_are_found_before_and_after_they_are_indexed),
        library_unit_test(what_waits_for_its_release_is_not_found),
        library_unit_test(what_nobody_may_read_is_not_found),
        library_unit_test(an_edit_changes_what_is_found),
        library_unit_test(filters_narrow),
        library_unit_test(own_posts_are_found_under_either_face_by_nobody_else),
        library_unit_test(pages_follow_one_another_without_gaps),
        library_unit_test(a_title_counts_more_than_a_mention),
        library_unit_test(a_deleted_word_is_nowhere_in_the_file),
        library_unit_test(the_index_learns_of_alias_posts_by_whole_hours),
        library_unit_test(removals_leave_one_part),
        library_unit_test(damage_is_noticed_told_and_mended_while_posting_goes_on),
        library_unit_test(a_match_stands_near_the_beginning_of_its_line),
        library_unit_test(a_page_of_zeros_is_told_by_whoever_searches_there),
        library_unit_test(damaged_pages_of_the_file_are_mended_by_the_command),
        library_unit_test(a_page_of_zeros_is_found_by_the_keeper),
        library_unit_test(an_index_of_an_older_cut_is_made_anew_by_the_keeper),
        library_unit_test(posts_from_before_the_index_are_indexed_by_the_keeper),
        library_unit_test(faults_name_what_only_the_board_knows),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
