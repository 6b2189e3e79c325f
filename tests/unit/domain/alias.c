/* SPDX-License-Identifier: MIT
 *
 * alias.c -- being somebody else in a thread: names, faces, releases, receipts, and their end.
 */
#include "unit/domain/town_fixture.h"

#include <curbside/domain/draft.h>
#include <curbside/domain/edit.h>
#include <curbside/domain/release.h>

/* ---- who one is ---- */

static void an_either_board_takes_an_alias_unless_the_author_chooses(void **state)
{
    struct face_offer offer = offer_of(&town.ann, town.f->board, (thread_id){0}, FACE_DEFAULT);
    struct submitted made;
    struct post post;

    (void)state;
    assert_int_equal(offer.face, FACE_ALIAS);
    assert_int_equal(offer.author.name[0], '~');
    assert_false(offer.fixed);
    assert_false(offer.waits);
    offer = offer_of(&town.ann, town.f->board, (thread_id){0}, FACE_HANDLE);
    assert_string_equal(offer.author.name, "amber-wren-1");
    assert_false(offer.fixed);
    made = start(&town.ann, town.f->board, FACE_DEFAULT);
    assert_int_equal(made.no, 1);
    assert_int_equal(made.name[0], '~');
    assert_int_equal(strlen(made.receipt), RECEIPT_CODE_SIZE - 1);
    post = post_at(&town.bob, made.thread, 1);
    assert_int_equal(post.author.kind, AUTHOR_ALIAS);
    assert_string_equal(post.author.name, made.name);
    assert_false(post.you);
    assert_true(post_at(&town.ann, made.thread, 1).you);
    assert_false(post_at(&town.guest, made.thread, 1).you);
}

static void the_first_post_in_a_thread_fixes_the_face(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_ALIAS);
    struct submission s = reply_of(made.thread, "x");
    struct submitted again, other;
    struct face_offer offer;

    (void)state;
    offer = offer_of(&town.ann, town.f->board, made.thread, FACE_DEFAULT);
    assert_true(offer.fixed);
    assert_string_equal(offer.author.name, made.name);
    again = reply(&town.ann, made.thread, "me again");
    assert_string_equal(again.name, made.name);
    assert_true(post_at(&town.bob, made.thread, 2).op);
    s.face = FACE_HANDLE;
    assert_int_equal(post_check(&town.ann.v, &s), E_FACE_FIXED);
    /* Bob is his handle here, and stays it. */
    other = must_submit(&town.bob, &s);
    assert_string_equal(other.name, "lucid-ibex-2");
    assert_string_equal(other.receipt, "");
    s.face = FACE_ALIAS;
    assert_int_equal(post_check(&town.bob.v, &s), E_FACE_FIXED);
    assert_true(offer_of(&town.bob, town.f->board, made.thread, FACE_DEFAULT).fixed);
    assert_false(post_at(&town.ann, made.thread, 3).op);
}

static void boards_of_one_mode_take_one_face(void **state)
{
    board_id news = forum_board(town.f, "news", "handle", true, false);
    struct submission s = thread_of(news, "Title", "Body");

    (void)state;
    assert_string_equal(offer_of(&town.ann, news, (thread_id){0}, FACE_DEFAULT).author.name,
                        "amber-wren-1");
    assert_true(offer_of(&town.ann, news, (thread_id){0}, FACE_DEFAULT).fixed);
    s.face = FACE_ALIAS;
    assert_int_equal(post_check(&town.ann.v, &s), E_FACE_FIXED);
    s = thread_of(town.vent, "Title", "Body");
    s.face = FACE_HANDLE;
    assert_int_equal(post_check(&town.ann.v, &s), E_FACE_FIXED);
    assert_true(offer_of(&town.ann, town.vent, (thread_id){0}, FACE_DEFAULT).fixed);
}

static void the_name_offered_is_the_name_posted_under(void **state)
{
    struct face_offer offer = offer_of(&town.ann, town.f->board, (thread_id){0}, FACE_ALIAS), again;
    struct submission s = thread_of(town.f->board, "Title", "Body");
    struct submitted made;

    (void)state;
    assert_int_equal(post_offer(&town.f->a, &town.ann.v, town.f->board, (thread_id){0}, FACE_ALIAS,
                                offer.alias, &again),
                     OK);
    assert_string_equal(again.alias, offer.alias);
    s.face = FACE_ALIAS;
    s.alias = offer.alias;
    made = must_submit(&town.ann, &s);
    assert_string_equal(made.name, offer.author.name);
    /* Somebody else cannot have it in this thread, and is told so before anything is posted. */
    s = reply_of(made.thread, "x");
    s.face = FACE_ALIAS;
    s.alias = offer.alias;
    assert_int_equal(post_check(&town.bob.v, &s), E_ALIAS_CHANGED);
    assert_int_equal(post_offer(&town.f->a, &town.bob.v, town.f->board, made.thread, FACE_ALIAS,
                                offer.alias, &again),
                     OK);
    assert_string_not_equal(again.alias, offer.alias);
}

/* A draft outlives its post, or was one of two: the token is forgotten, or another one by then. */
static void a_name_that_one_had_elsewhere_is_not_had_again(void **state)
{
    const board_id boards[] = {town.f->board, town.vent}; /* out at once; waiting, then out */

    (void)state;
    for (size_t i = 0; i < sizeof boards / sizeof *boards; i++) {
        struct face_offer offer = offer_of(&town.ann, boards[i], (thread_id){0}, FACE_ALIAS), again;
        struct submission s = thread_of(boards[i], "Title", "Body");

        s.face = FACE_ALIAS;
        s.alias = offer.alias;
        must_submit(&town.ann, &s);
        s = thread_of(boards[i], "Another title", "Another body");
        s.face = FACE_ALIAS;
        s.alias = offer.alias;
        assert_int_equal(post_check(&town.ann.v, &s), E_ALIAS_CHANGED);
        town.f->now += 3 * 24 * HOUR;
        tick();
        assert_int_equal(post_check(&town.ann.v, &s), E_ALIAS_CHANGED);
        assert_int_equal(post_offer(&town.f->a, &town.ann.v, boards[i], (thread_id){0}, FACE_ALIAS,
                                    offer.alias, &again),
                         OK);
        assert_string_not_equal(again.alias, offer.alias);
        /* Somebody else may have it by chance, and nothing is told. */
        assert_int_equal(post_check(&town.bob.v, &s), OK);
    }
}

static void nobody_chooses_an_alias(void **state)
{
    static const char *const typed[] = {"doctor-evil", "amber-wren-1",  "amber", "amber-",
                                        "-heron",      "amber-heron-x", ""};
    struct submission s = thread_of(town.f->board, "Title", "Body");

    (void)state;
    s.face = FACE_ALIAS;
    for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
        s.alias = typed[i];
        assert_int_equal(post_check(&town.ann.v, &s), E_ALIAS_CHANGED);
    }
}

static void a_draft_keeps_the_name_it_was_offered(void **state)
{
    struct draft d, read;

    (void)state;
    draft_init(&d, town.ann.v.random);
    d.board = town.f->board;
    d.face = FACE_ALIAS;
    d.alias = "amber-heron";
    d.body = "text";
    d.body_n = 4;
    assert_int_equal(draft_save(&town.ann.v, &d), OK);
    assert_int_equal(draft_get(&town.f->a, &town.ann.v, d.number, &read), OK);
    assert_string_equal(read.alias, "amber-heron");
    assert_int_equal(read.face, FACE_ALIAS);
}

static void times_of_an_alias_and_of_its_thread_are_hours(void **state)
{
    struct submitted made;
    struct post post;

    (void)state;
    town.f->now = T0 + 17 * MINUTE;
    made = start(&town.ann, town.f->board, FACE_ALIAS);
    post = post_at(&town.bob, made.thread, 1);
    assert_int_equal(post.created, T0);
    town.f->now = T0 + 40 * MINUTE;
    assert_int_equal(post_edit(&town.ann.v, post.id, "Another wording.", 16), OK);
    assert_int_equal(post_at(&town.bob, made.thread, 1).edited, T0);
    /* Also what a handle writes there. */
    reply(&town.bob, made.thread, "x");
    assert_int_equal(post_at(&town.bob, made.thread, 2).created, T0);
}

/* ---- releases ---- */

static int64_t visible_threads(struct member *m)
{
    struct thread_query query = {.board = town.vent, .limit = LIST_DEFAULT};
    struct thread_page page;

    assert_int_equal(thread_list(&town.f->a, &m->v, &query, &page), OK);
    return page.n;
}

static int64_t counted_posts(void)
{
    struct board board;

    assert_int_equal(board_get(&town.f->a, &town.guest.v, town.vent, &board), OK);
    return board.posts;
}

static void a_post_on_an_alias_board_is_out_at_the_tick_and_not_before(void **state)
{
    struct submitted made;
    struct thread_row row;
    struct post_page page;
    struct post post;

    (void)state;
    town.f->now = T0 + 4 * MINUTE;
    made = start(&town.ann, town.vent, FACE_DEFAULT);
    assert_true(made.waits);
    assert_int_equal(made.no, 0);
    assert_int_equal(made.released, T0 + 10 * MINUTE);
    town.f->now = T0 + 10 * MINUTE - 1;
    tick();
    assert_int_equal(visible_threads(&town.bob), 0);
    assert_int_equal(visible_threads(&town.guest), 0);
    assert_int_equal(counted_posts(), 0);
    assert_int_equal(thread_get(&town.f->a, &town.bob.v, made.thread, &row), E_NOTFOUND);
    assert_int_equal(post_list(&town.f->a, &town.bob.v, made.thread, 1, 9, &page), E_NOTFOUND);
    assert_whole();
    /* Its author sees it, and when it will be out. */
    assert_int_equal(visible_threads(&town.ann), 1);
    assert_int_equal(thread_get(&town.f->a, &town.ann.v, made.thread, &row), OK);
    assert_int_equal(row.released, T0 + 10 * MINUTE);
    assert_int_equal(row.unread, 0);
    post = post_at(&town.ann, made.thread, 1);
    assert_true(post.you);
    assert_true(post.op);
    assert_int_equal(post.released, T0 + 10 * MINUTE);
    assert_string_equal(post.body, "The first post.");
    town.f->now = T0 + 10 * MINUTE;
    tick();
    assert_int_equal(visible_threads(&town.bob), 1);
    assert_int_equal(visible_threads(&town.ann), 1);
    assert_int_equal(counted_posts(), 1);
    post = post_at(&town.ann, made.thread, 1);
    assert_int_equal(post.released, 0);
    assert_true(post.you);
    assert_int_equal(post.id.v, made.post.v);
    assert_string_equal(post.author.name, made.name);
    assert_false(post_at(&town.bob, made.thread, 1).you);
    assert_whole();
}

static void a_reply_waits_likewise_and_its_author_sees_it_at_the_end(void **state)
{
    struct submitted made = start(&town.ann, town.vent, FACE_DEFAULT), one, two;
    struct post_page page;
    struct thread_row row;

    (void)state;
    town.f->now += 10 * MINUTE;
    tick();
    one = reply(&town.bob, made.thread, "one");
    two = reply(&town.bob, made.thread, "two");
    assert_string_equal(one.name, two.name);
    assert_string_not_equal(one.name, made.name);
    assert_int_equal(post_list_waiting(&town.f->a, &town.ann.v, made.thread, &page), OK);
    assert_int_equal(page.n, 0);
    assert_int_equal(post_list_waiting(&town.f->a, &town.bob.v, made.thread, &page), OK);
    assert_int_equal(page.n, 2);
    assert_string_equal(page.rows[0].body, "one");
    assert_int_equal(page.rows[0].no, 0);
    assert_int_equal(thread_get(&town.f->a, &town.bob.v, made.thread, &row), OK);
    assert_int_equal(row.posts, 1);
    town.f->now += 10 * MINUTE;
    tick();
    assert_string_equal(post_at(&town.ann, made.thread, 2).body, "one");
    assert_string_equal(post_at(&town.ann, made.thread, 3).body, "two");
    assert_int_equal(post_list_waiting(&town.f->a, &town.bob.v, made.thread, &page), OK);
    assert_int_equal(page.n, 0);
    assert_whole();
}

static void a_release_comes_out_in_a_drawn_order(void **state)
{
    struct submitted made = start(&town.ann, town.vent, FACE_DEFAULT);
    struct member many[8];
    bool moved = false;

    (void)state;
    town.f->now += 10 * MINUTE;
    tick();
    for (int i = 0; i < 8; i++) {
        char name[32];

        snprintf(name, sizeof name, "calm-otter-%d", i + 10);
        town_member(&town, &many[i], name);
    }
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 8; i++)
            reply(&many[i], made.thread,
                  (const char *[]){"0", "1", "2", "3", "4", "5", "6", "7"}[i]);
        town.f->now += 10 * MINUTE;
        tick();
        for (int i = 0; i < 8; i++)
            moved = moved || atoi(post_at(&town.ann, made.thread, 2 + round * 8 + i).body) != i;
    }
    assert_true(moved); /* never so by chance in 10^13 runs */
    for (int i = 0; i < 8; i++)
        town_member_done(&many[i]);
}

/* Whether the author was seen under the handle cannot be read off what waits. */
static void a_post_waits_for_a_drawn_time_whoever_wrote_it(void **state)
{
    int64_t sum[2] = {0}, soonest = INT64_MAX, latest = 0, before = 0;
    enum {
        ROUNDS = 24
    };

    (void)state;
    town.rules.spread_minutes = 120;
    start(&town.bob, town.f->board, FACE_HANDLE);
    for (int i = 0; i < 2 * ROUNDS; i++) {
        struct submitted made = start(i % 2 ? &town.bob : &town.ann, town.vent, FACE_DEFAULT);
        int64_t wait = made.released - town.f->now;

        sum[i % 2] += wait;
        soonest = wait < soonest ? wait : soonest;
        latest = wait > latest ? wait : latest;
    }
    assert_true(soonest < 30 * MINUTE && latest > 95 * MINUTE && latest <= 130 * MINUTE);
    assert_in_range(sum[0] / ROUNDS, 40 * MINUTE, 90 * MINUTE);
    assert_in_range(sum[1] / ROUNDS, 40 * MINUTE, 90 * MINUTE);
    /* And an alias keeps its own order in a thread. */
    town.rules.spread_minutes = 0;
    struct submitted thread = start(&town.ann, town.vent, FACE_DEFAULT);
    town.f->now += 3 * HOUR;
    tick();
    town.rules.spread_minutes = 120;
    for (int i = 0; i < 10; i++) {
        int64_t out = reply(&town.bob, thread.thread, "one more").released;

        assert_true(out >= before);
        before = out;
    }
}

static void a_change_waits_for_a_drawn_time_as_a_post_does(void **state)
{
    struct submitted made = start(&town.ann, town.vent, FACE_DEFAULT);
    int64_t soonest = INT64_MAX, latest = 0, due;

    (void)state;
    town.f->now += 10 * MINUTE;
    tick();
    town.rules.spread_minutes = 120;
    for (int i = 0; i < 30; i++) {
        assert_int_equal(post_delete_when(&town.ann.v, made.post, CHANGE_AT_RELEASE, &due), OK);
        soonest = due < soonest ? due : soonest;
        latest = due > latest ? due : latest;
    }
    assert_true(soonest < town.f->now + 30 * MINUTE);
    assert_true(latest > town.f->now + 90 * MINUTE && latest <= town.f->now + 130 * MINUTE);
    assert_int_equal(post_delete_when(&town.ann.v, made.post, CHANGE_NOW, &due), OK);
    assert_int_equal(due, 0);
}

static int rings;

static void count_ring(void *ctx, enum topic_kind kind, int64_t id)
{
    (void)ctx;
    (void)kind;
    (void)id;
    rings++;
}

static void bells_ring_at_the_release_and_not_at_posting(void **state)
{
    struct visit keeper = forum_visit(town.f);

    (void)state;
    rings = 0;
    town.ann.v.ring = keeper.ring = count_ring;
    keeper.alias = &town.rules;
    start(&town.ann, town.vent, FACE_DEFAULT);
    assert_int_equal(rings, 0);
    town.f->now += 10 * MINUTE;
    assert_int_equal(release_due(&keeper), OK);
    assert_int_equal(rings, 2);
    assert_int_equal(release_due(&keeper), OK);
    assert_int_equal(rings, 2);
}

static void zero_minutes_let_everything_out_at_once(void **state)
{
    struct submitted made;

    (void)state;
    town.rules.release_minutes = 0;
    made = start(&town.ann, town.vent, FACE_DEFAULT);
    assert_false(made.waits);
    assert_int_equal(made.no, 1);
    assert_int_equal(visible_threads(&town.guest), 1);
}

static void who_was_just_seen_under_the_handle_waits_longer_or_chooses_not_to(void **state)
{
    struct submission s = thread_of(town.vent, "Title", "Body");
    struct submitted made;
    int64_t longest = 0;

    (void)state;
    start(&town.ann, town.f->board, FACE_HANDLE);
    town.f->now += 59 * MINUTE;
    assert_true(offer_of(&town.ann, town.vent, (thread_id){0}, FACE_DEFAULT).seen);
    assert_false(offer_of(&town.bob, town.vent, (thread_id){0}, FACE_DEFAULT).seen);
    for (int i = 0; i < 20; i++) {
        random_fill(&forum_random, s.token, sizeof s.token);
        made = must_submit(&town.ann, &s);
        assert_in_range(made.released, town.f->now, town.f->now + 6 * HOUR + 10 * MINUTE);
        assert_int_equal(made.released % (10 * MINUTE), 0);
        longest = made.released > longest ? made.released : longest;
    }
    assert_true(longest > town.f->now + HOUR);
    s.soon = true;
    random_fill(&forum_random, s.token, sizeof s.token);
    assert_true(must_submit(&town.ann, &s).released <= town.f->now + 10 * MINUTE);
    town.f->now += 2 * MINUTE;
    assert_false(offer_of(&town.ann, town.vent, (thread_id){0}, FACE_DEFAULT).seen);
    /* What comes out hours later is of the hour it comes out in. */
    town.f->now = longest;
    tick();
    assert_int_equal(visible_threads(&town.guest), 20);
    assert_whole();
}

static void a_late_keeper_makes_nothing_younger_and_months_hold(void **state)
{
    struct submitted made;

    (void)state;
    town.f->now = T0 + 8 * DAY - 12 * HOUR - 5 * MINUTE; /* November ends in five minutes */
    made = start(&town.ann, town.vent, FACE_DEFAULT);
    town.f->now += 3 * HOUR;
    tick();
    assert_true(post_at(&town.ann, made.thread, 1).you);
    assert_int_equal(post_at(&town.ann, made.thread, 1).created, made.released);
}

static void the_same_token_is_answered_alike_before_and_after_the_release(void **state)
{
    struct submission s = thread_of(town.vent, "Title", "Body");
    struct submitted first = must_submit(&town.ann, &s), again;

    (void)state;
    again = must_submit(&town.ann, &s);
    assert_int_equal(again.post.v, first.post.v);
    assert_true(again.waits);
    assert_string_equal(again.name, first.name);
    assert_string_equal(again.receipt, first.receipt);
    town.f->now += 10 * MINUTE;
    tick();
    again = must_submit(&town.ann, &s);
    assert_int_equal(again.post.v, first.post.v);
    assert_false(again.waits);
    assert_int_equal(again.no, 1);
    assert_string_equal(again.receipt, first.receipt);
    assert_int_equal(visible_threads(&town.guest), 1);
    assert_whole();
}

static void a_waiting_post_is_edited_and_taken_back_by_its_author_alone(void **state)
{
    struct submitted made = start(&town.ann, town.vent, FACE_DEFAULT);
    int64_t due;

    (void)state;
    assert_int_equal(post_edit(&town.bob.v, made.post, "x", 1), E_NOTFOUND);
    assert_int_equal(post_delete(&town.bob.v, made.post), E_NOTFOUND);
    assert_int_equal(
        post_delete_by_receipt(&town.bob.v, made.post, "AAAA-AAAA-AAAA-AAAA", CHANGE_NOW, &due),
        E_NOTFOUND);
    assert_int_equal(post_edit(&town.ann.v, made.post, "Better.", 7), OK);
    assert_string_equal(post_at(&town.ann, made.thread, 1).body, "Better.");
    assert_int_equal(post_at(&town.ann, made.thread, 1).edited, 0);
    assert_int_equal(post_delete(&town.ann.v, made.post), OK);
    assert_int_equal(visible_threads(&town.ann), 0);
    town.f->now += 10 * MINUTE;
    tick();
    assert_int_equal(visible_threads(&town.ann), 0);
    assert_whole();
}

/* ---- receipts, and the end of a key ---- */

static void an_alias_post_is_edited_without_a_trace_and_deleted_by_its_author(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_ALIAS);
    struct revision_page history;
    char code[RECEIPT_CODE_SIZE];

    (void)state;
    assert_int_equal(post_edit(&town.bob.v, made.post, "x", 1), E_DENIED);
    assert_int_equal(post_receipt(&town.bob.v, made.post, code), E_DENIED);
    assert_int_equal(post_edit(&town.ann.v, made.post, "Better.", 7), OK);
    assert_int_equal(post_history(&town.f->a, &town.bob.v, made.post, &history), OK);
    assert_int_equal(history.n, 1);
    assert_string_equal(history.rows[0].body, "Better.");
    assert_int_equal(post_receipt(&town.ann.v, made.post, code), OK);
    assert_string_equal(code, made.receipt);
    assert_int_equal(post_delete(&town.ann.v, made.post), OK);
    assert_int_equal(post_at(&town.bob, made.thread, 1).state, POST_DELETED);
}

static void after_the_keys_end_only_the_receipt_deletes(void **state)
{
    struct submitted made = start(&town.ann, town.f->board, FACE_ALIAS);
    struct face_offer offer;
    char code[RECEIPT_CODE_SIZE];
    int64_t due;

    (void)state;
    assert_int_equal(made.until, T0 + 8 * DAY - 12 * HOUR + 120 * DAY);
    town.f->now = made.until - 1;
    tick();
    assert_true(post_at(&town.ann, made.thread, 1).you);
    offer = offer_of(&town.ann, town.f->board, made.thread, FACE_DEFAULT);
    assert_string_equal(offer.author.name, made.name);
    town.f->now = made.until;
    tick();
    assert_false(post_at(&town.ann, made.thread, 1).you);
    assert_int_equal(post_edit(&town.ann.v, made.post, "x", 1), E_DENIED);
    assert_int_equal(post_delete(&town.ann.v, made.post), E_DENIED);
    assert_int_equal(post_receipt(&town.ann.v, made.post, code), E_DENIED);
    /* Who comes back is somebody new. */
    offer = offer_of(&town.ann, town.f->board, made.thread, FACE_DEFAULT);
    assert_string_not_equal(offer.author.name, made.name);
    assert_false(offer.fixed);
    assert_int_equal(
        post_delete_by_receipt(&town.guest.v, made.post, "AAAA-AAAA-AAAA-AAAA", CHANGE_NOW, &due),
        E_CODE_INVALID);
    assert_int_equal(
        post_delete_by_receipt(&town.guest.v, made.post, made.receipt, CHANGE_AT_RELEASE, &due),
        OK);
    assert_int_equal(due, 0); /* at once: the board takes both faces */
    assert_int_equal(post_at(&town.bob, made.thread, 1).state, POST_DELETED);
}

/* ---- what is private stays apart ---- */

static long wal_size(void)
{
    char path[128];
    struct stat st;

    snprintf(path, sizeof path, "%s/db/board.db-wal", town.f->dir);
    return stat(path, &st) == 0 ? (long)st.st_size : 0;
}

static void no_log_holds_a_post_and_its_authors_state(void **state)
{
    struct thread_row row;
    struct submitted made;
    bool empty;
    long alone;

    (void)state;
    assert_int_equal(db_wal_truncate(town.f->db, &empty), OK);
    marks_add(town.ann.v.state, (thread_id){5}, 1, 1);
    assert_int_equal(state_save(&town.ann.v), OK);
    alone = wal_size();
    assert_true(alone > 0);
    made = start(&town.ann, town.f->board, FACE_ALIAS);
    assert_false(state_is_dirty(town.ann.v.state));
    marks_add(town.ann.v.state, (thread_id){5}, 2, 2);
    assert_true(wal_size() > alone);
    assert_int_equal(state_save(&town.ann.v), OK);
    assert_true(wal_size() <= alone);
    /* Another session of hers, which knows nothing of the post, does not call it unread. */
    state_free(town.ann.v.state);
    town.ann.v.state = state_new(town.f->now);
    assert_int_equal(thread_get(&town.f->a, &town.ann.v, made.thread, &row), OK);
    assert_int_equal(row.unread, 0);
    assert_false(state_is_dirty(town.ann.v.state));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(an_either_board_takes_an_alias_unless_the_author_chooses),
        T(the_first_post_in_a_thread_fixes_the_face),
        T(boards_of_one_mode_take_one_face),
        T(the_name_offered_is_the_name_posted_under),
        T(a_name_that_one_had_elsewhere_is_not_had_again),
        T(nobody_chooses_an_alias),
        T(a_draft_keeps_the_name_it_was_offered),
        T(times_of_an_alias_and_of_its_thread_are_hours),
        T(a_post_on_an_alias_board_is_out_at_the_tick_and_not_before),
        T(a_reply_waits_likewise_and_its_author_sees_it_at_the_end),
        T(a_release_comes_out_in_a_drawn_order),
        T(a_post_waits_for_a_drawn_time_whoever_wrote_it),
        T(a_change_waits_for_a_drawn_time_as_a_post_does),
        T(bells_ring_at_the_release_and_not_at_posting),
        T(zero_minutes_let_everything_out_at_once),
        T(who_was_just_seen_under_the_handle_waits_longer_or_chooses_not_to),
        T(a_late_keeper_makes_nothing_younger_and_months_hold),
        T(the_same_token_is_answered_alike_before_and_after_the_release),
        T(a_waiting_post_is_edited_and_taken_back_by_its_author_alone),
        T(an_alias_post_is_edited_without_a_trace_and_deleted_by_its_author),
        T(after_the_keys_end_only_the_receipt_deletes),
        T(no_log_holds_a_post_and_its_authors_state),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
