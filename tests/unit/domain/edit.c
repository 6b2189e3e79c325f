/* SPDX-License-Identifier: MIT
 *
 * edit.c -- changing and deleting one's own posts.
 */
#include "unit/domain/forum_fixture.h"

#include <curbside/domain/edit.h>

static struct post post_at(struct forum *f, struct member *m, thread_id thread, int no)
{
    struct post post;

    assert_int_equal(post_get(&f->a, &m->v, thread, no, &post), OK);
    return post;
}

static enum err edit(struct member *m, post_id post, const char *body)
{
    return post_edit(&m->v, post, body, strlen(body));
}

static void an_edited_handle_post_shows_what_it_said_before(void **state)
{
    struct forum *f = *state;
    struct revision_page history;
    struct member m;
    thread_id thread;
    struct post post;

    member_init(f, &m, "amber-wren-1", ROLE_MEMBER);
    thread = must_start(f, &m, "Title");
    post = post_at(f, &m, thread, 1);
    f->now += 60;
    assert_int_equal(edit(&m, post.id, "The second wording."), OK);
    f->now += 60;
    assert_int_equal(edit(&m, post.id, "  The third\x07 wording.\n\n"), OK);
    assert_int_equal(edit(&m, post.id, "  The third wording."), OK); /* nothing new */
    post = post_at(f, &m, thread, 1);
    assert_string_equal(post.body, "  The third wording.");
    assert_int_equal(post.edited, T0 + 120);
    assert_int_equal(post_history(&f->a, &m.v, post.id, &history), OK);
    assert_int_equal(history.n, 3);
    assert_string_equal(history.rows[0].body, "The first post.");
    assert_int_equal(history.rows[0].created, T0);
    assert_string_equal(history.rows[1].body, "The second wording.");
    assert_int_equal(history.rows[1].created, T0 + 60);
    assert_int_equal(history.rows[2].created, T0 + 120);
    member_done(&m);
}

static void only_the_author_edits_and_deletes(void **state)
{
    struct forum *f = *state;
    struct member m, other, guest;
    thread_id thread;
    struct post_text text;
    post_id id;

    member_init(f, &m, "amber-wren-1", ROLE_MEMBER);
    member_init(f, &other, "lucid-ibex-2", ROLE_SYSOP);
    member_init(f, &guest, "", ROLE_GUEST);
    thread = must_start(f, &m, "Title");
    id = post_at(f, &m, thread, 1).id;
    assert_int_equal(edit(&other, id, "Mine now."), E_DENIED);
    assert_int_equal(post_delete(&other.v, id), E_DENIED);
    assert_int_equal(edit(&guest, id, "Mine now."), E_GUEST);
    assert_int_equal(post_delete(&guest.v, id), E_GUEST);
    assert_int_equal(post_edit_begin(&f->a, &other.v, id, &text), E_DENIED);
    assert_int_equal(post_edit_begin(&f->a, &m.v, id, &text), OK);
    assert_string_equal(text.body, "The first post.");
    assert_string_equal(text.title, "Title");
    assert_string_equal(post_at(f, &m, thread, 1).body, "The first post.");
    assert_int_equal(edit(&m, (post_id){123456789}, "x"), E_NOTFOUND);
    member_done(&m);
    member_done(&other);
}

static void an_edit_is_held_to_what_a_post_is_held_to(void **state)
{
    struct forum *f = *state;
    static char large[BODY_BYTES + 1];
    struct member m;
    post_id id;

    member_init(f, &m, "amber-wren-1", ROLE_MEMBER);
    id = post_at(f, &m, must_start(f, &m, "Title"), 1).id;
    memset(large, 'x', sizeof large);
    assert_int_equal(edit(&m, id, " \n "), E_BODY_EMPTY);
    assert_int_equal(edit(&m, id, "\xff"), E_NOT_UTF8);
    assert_int_equal(post_edit(&m.v, id, large, sizeof large), E_BODY_LONG);
    for (int i = 0; i < REVISIONS_MAX; i++) {
        char body[32];

        snprintf(body, sizeof body, "wording %d", i);
        assert_int_equal(edit(&m, id, body), OK);
    }
    assert_int_equal(edit(&m, id, "one too many"), E_TOOFAST);
    member_done(&m);
}

/* The first post of the thread "Title", as it was begun with. */
static enum err edit_from(struct member *m, post_id post, const char *base, const char *body)
{
    const struct post_text was = {.body = base, .n = strlen(base), .title = "Title"};
    const struct post_text is = {.body = body, .n = strlen(body)};
    uint8_t hash[EDIT_BASE_BYTES];

    post_edit_base(&was, hash);
    return post_edit_text(&m->v, post, hash, &is, OVERRIDE_NONE);
}

/* Two sessions of one account on the same post: the later one does not write over the other. */
static void an_edit_of_what_a_post_says_no_more_is_stale(void **state)
{
    struct forum *f = *state;
    struct member m;
    thread_id thread;
    post_id id;

    member_init(f, &m, "amber-wren-1", ROLE_MEMBER);
    thread = must_start(f, &m, "Title");
    id = post_at(f, &m, thread, 1).id;
    assert_int_equal(edit_from(&m, id, "The first post.", "From one session."), OK);
    assert_int_equal(edit_from(&m, id, "The first post.", "From the other."), E_STALE);
    assert_string_equal(post_at(f, &m, thread, 1).body, "From one session.");
    /* Handed in twice, as after a dropped line: nothing is wrong. */
    assert_int_equal(edit_from(&m, id, "The first post.", "From one session."), OK);
    assert_int_equal(edit_from(&m, id, "From one session.", "From the other."), OK);
    assert_string_equal(post_at(f, &m, thread, 1).body, "From the other.");
    member_done(&m);
}

/* The text as it is, under this title and these tags. */
static enum err rehead(struct forum *f, struct member *m, post_id post, const char *title,
                       const char *const *tags, int n_tags)
{
    struct post_text text;

    TRY(post_edit_begin(&f->a, &m->v, post, &text));
    text.title = title;
    text.tags = tags;
    text.n_tags = n_tags;
    return post_edit_text(&m->v, post, NULL, &text, OVERRIDE_NONE);
}

static void title_and_tags_are_the_authors_and_keep_the_address(void **state)
{
    static const char *const tags[] = {"#Step1", "retake", "step1"}, *const bad[] = {"a b"},
                             *const many[] = {"a", "b", "c", "d", "e", "f", "g"};
    struct forum *f = *state;
    struct member m, other;
    struct revision_page history;
    struct thread_row row;
    thread_id thread;
    post_id id;

    member_init(f, &m, "amber-wren-1", ROLE_MEMBER);
    member_init(f, &other, "brisk-owl-2", ROLE_MODERATOR);
    thread = must_start(f, &m, "Titel");
    must_reply(&other, thread, "A reply.");
    id = post_at(f, &m, thread, 1).id;
    assert_int_equal(rehead(f, &m, id, "  A better\ttitle ", tags, 3), OK);
    assert_int_equal(thread_get(&f->a, &other.v, thread, &row), OK);
    assert_string_equal(row.title, "A better title");
    assert_int_equal(row.n_tags, 2);
    assert_string_equal(row.tags[0], "step1");
    assert_string_equal(row.tags[1], "retake");
    assert_int_equal(row.posts, 2);
    assert_int_not_equal(post_at(f, &other, thread, 1).edited, 0);
    assert_string_equal(post_at(f, &other, thread, 1).body, "The first post.");
    assert_int_equal(post_history(&f->a, &other.v, id, &history), OK);
    assert_int_equal(history.n, 2);
    assert_string_equal(history.rows[0].title, "Titel");
    assert_int_equal(history.rows[0].n_tags, 0);
    assert_string_equal(history.rows[1].title, "A better title");
    assert_int_equal(history.rows[1].n_tags, 2);

    assert_int_equal(rehead(f, &m, id, "A better title", row.tags, 2), OK); /* nothing changes */
    assert_int_equal(rehead(f, &m, id, " ", NULL, 0), E_TITLE_EMPTY);
    assert_int_equal(rehead(f, &m, id, "x", bad, 1), E_TAG_INVALID);
    assert_int_equal(rehead(f, &m, id, "x", many, 7), E_TAGS_MANY);
    assert_int_equal(rehead(f, &other, id, "Mine", NULL, 0), E_DENIED);
    assert_int_equal(rehead(f, &other, post_at(f, &m, thread, 2).id, "x", NULL, 0), E_NOT_OPENER);
    assert_int_equal(post_history(&f->a, &other.v, id, &history), OK);
    assert_int_equal(history.n, 2);
    forum_sql(f, "UPDATE thread SET locked = 1");
    assert_int_equal(rehead(f, &m, id, "Late", NULL, 0), E_LOCKED);
    member_done(&m);
    member_done(&other);
}

static void an_edit_under_another_title_than_it_was_begun_with_is_stale(void **state)
{
    struct forum *f = *state;
    struct post_text begun, now;
    uint8_t base[EDIT_BASE_BYTES];
    struct member m;
    post_id id;

    member_init(f, &m, "amber-wren-1", ROLE_MEMBER);
    id = post_at(f, &m, must_start(f, &m, "Title"), 1).id;
    assert_int_equal(post_edit_begin(&f->a, &m.v, id, &begun), OK);
    post_edit_base(&begun, base);
    assert_int_equal(rehead(f, &m, id, "From one session", NULL, 0), OK);
    begun.title = "From the other";
    assert_int_equal(post_edit_text(&m.v, id, base, &begun, OVERRIDE_NONE), E_STALE);
    assert_int_equal(post_edit_begin(&f->a, &m.v, id, &now), OK);
    assert_string_equal(now.title, "From one session");
    member_done(&m);
}

static void states_and_locks_decide_what_may_be_changed(void **state)
{
    struct forum *f = *state;
    struct member m;
    post_id id;

    member_init(f, &m, "amber-wren-1", ROLE_MEMBER);
    id = post_at(f, &m, must_start(f, &m, "Title"), 1).id;
    forum_sql(f, "UPDATE thread SET locked = 1");
    assert_int_equal(edit(&m, id, "x"), E_LOCKED);
    forum_sql(f, "UPDATE thread SET locked = 0; UPDATE post SET state = 'held'");
    assert_int_equal(edit(&m, id, "x"), E_DENIED);
    forum_sql(f, "UPDATE post SET state = 'removed'");
    assert_int_equal(edit(&m, id, "x"), E_DENIED);
    forum_sql(f, "UPDATE post SET state = 'visible'; UPDATE board SET open = 0");
    assert_int_equal(edit(&m, id, "x"), E_NOTFOUND);
    assert_int_equal(post_delete(&m.v, id), E_NOTFOUND);
    member_done(&m);
}

static void a_deleted_post_keeps_its_number_and_nothing_else(void **state)
{
    struct forum *f = *state;
    struct revision_page history;
    struct submission s;
    struct thread_row row;
    struct member m;
    struct post post;

    member_init(f, &m, "amber-wren-1", ROLE_MEMBER);
    s = thread_of(f->board, "A telling title", "The first post.");
    s.tags = (const char *const[]){"telling"};
    s.n_tags = 1;
    post.thread = must_submit(&m, &s).thread;
    must_reply(&m, post.thread, "A reply.");
    post = post_at(f, &m, post.thread, 1);
    assert_int_equal(edit(&m, post.id, "Another wording."), OK);
    assert_int_equal(post_delete(&m.v, post.id), OK);
    post = post_at(f, &m, post.thread, 1);
    assert_int_equal(post.state, POST_DELETED);
    assert_string_equal(post.body, "");
    assert_int_equal(post_history(&f->a, &m.v, post.id, &history), E_NOTFOUND);
    assert_int_equal(post_delete(&m.v, post.id), E_NOTFOUND);
    assert_int_equal(edit(&m, post.id, "x"), E_NOTFOUND);
    assert_int_equal(thread_get(&f->a, &m.v, post.thread, &row), OK);
    assert_string_equal(row.title, "(deleted by its author)");
    assert_int_equal(row.n_tags, 0);
    assert_int_equal(row.posts, 2);
    assert_int_equal(post_at(f, &m, post.thread, 2).state, POST_VISIBLE);
    member_done(&m);
}

static void a_removed_post_stays_removed_when_its_author_deletes_it(void **state)
{
    struct forum *f = *state;
    struct member m;
    struct post post;

    member_init(f, &m, "amber-wren-1", ROLE_MEMBER);
    post = post_at(f, &m, must_start(f, &m, "Title"), 1);
    forum_sql(f, "UPDATE post SET state = 'removed'");
    assert_int_equal(post_delete(&m.v, post.id), OK);
    assert_int_equal(post_at(f, &m, post.thread, 1).state, POST_REMOVED);
    member_done(&m);
}

static void handle_posts_have_no_receipt(void **state)
{
    struct forum *f = *state;
    char code[RECEIPT_CODE_SIZE];
    struct member m;
    post_id id;
    int64_t due;

    member_init(f, &m, "amber-wren-1", ROLE_MEMBER);
    id = post_at(f, &m, must_start(f, &m, "Title"), 1).id;
    assert_int_equal(post_receipt(&m.v, id, code), E_DENIED);
    assert_int_equal(post_delete_by_receipt(&m.v, id, "AAAA-AAAA-AAAA-AAAA", CHANGE_NOW, &due),
                     E_CODE_INVALID);
    assert_int_equal(post_delete_by_receipt(&m.v, id, "nonsense", CHANGE_NOW, &due),
                     E_CODE_INVALID);
    member_done(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FORUM_TEST(an_edited_handle_post_shows_what_it_said_before),
        FORUM_TEST(only_the_author_edits_and_deletes),
        FORUM_TEST(an_edit_is_held_to_what_a_post_is_held_to),
        FORUM_TEST(an_edit_of_what_a_post_says_no_more_is_stale),
        FORUM_TEST(title_and_tags_are_the_authors_and_keep_the_address),
        FORUM_TEST(an_edit_under_another_title_than_it_was_begun_with_is_stale),
        FORUM_TEST(states_and_locks_decide_what_may_be_changed),
        FORUM_TEST(a_deleted_post_keeps_its_number_and_nothing_else),
        FORUM_TEST(a_removed_post_stays_removed_when_its_author_deletes_it),
        FORUM_TEST(handle_posts_have_no_receipt),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
