/* SPDX-License-Identifier: MIT
 *
 * marks_room.c -- a reader with more marks than there is room for.
 */
#include "unit/domain/forum_fixture.h"

#include "state_record.h"

enum {
    ROOM = 16, /* for marks, instead of STATE_MARKS */
    THREADS = 3 * ROOM,
};

static struct member writer, reader;
static thread_id threads[THREADS];

static int open_forum(void **state)
{
    struct forum *f;

    assert_int_equal(forum_setup(state), 0);
    f = *state;
    member_init(f, &writer, "amber-wren-1", ROLE_MEMBER);
    member_init(f, &reader, "lucid-ibex-2", ROLE_MEMBER);
    reader.v.state->marks_most = ROOM;
    return 0;
}

static int close_forum(void **state)
{
    member_done(&writer);
    member_done(&reader);
    return forum_teardown(state);
}

/* Threads of one post, an hour apart; read as they come, but for `but`. */
static void read_all(struct forum *f, int but)
{
    for (int i = 0; i < THREADS; i++) {
        struct submission s = thread_of(f->board, "Title", "Text.");
        struct submitted made;

        s.face = FACE_HANDLE;
        assert_int_equal(post_submit(&writer.v, &s, &made), OK);
        threads[i] = made.thread;
        if (i != but)
            post_mark_read(&reader.v, threads[i], 1, 1);
        f->now += 3600;
    }
}

static int64_t unread(struct forum *f, int i)
{
    struct thread_row row;

    assert_int_equal(thread_get(&f->a, &reader.v, threads[i], &row), OK);
    return row.unread;
}

static void who_reads_everything_keeps_all_of_it(void **state)
{
    int64_t total;

    read_all(*state, -1);
    assert_int_equal(unread_total(&reader.v, &total), OK);
    assert_int_equal(total, 0);
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(unread(*state, i), 0);
    assert_true(reader.v.state->n_marks <= ROOM);
}

static void what_was_not_shown_stays_unread(void **state)
{
    enum {
        LEFT = 4
    };
    int64_t total, sum = 0;

    read_all(*state, LEFT);
    assert_int_equal(unread(*state, LEFT), 1);
    for (int i = 0; i < LEFT; i++)
        assert_int_equal(unread(*state, i), 0); /* under all that is unread */
    for (int i = 0; i < THREADS; i++)
        sum += unread(*state, i);
    assert_true(sum > 1); /* and some of the others were forgotten */
    assert_int_equal(unread_total(&reader.v, &total), OK);
    assert_int_equal(total, sum);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(who_reads_everything_keeps_all_of_it, open_forum,
                                        close_forum),
        cmocka_unit_test_setup_teardown(what_was_not_shown_stays_unread, open_forum, close_forum),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
