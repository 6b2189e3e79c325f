/* SPDX-License-Identifier: MIT
 *
 * large.c -- the largest things there may be, read on the screen: a thread of 5,000 posts, and a
 * post of 64 KiB.
 */
#include "stage.h"

#include <curbside/domain/transfer.h>
#include <curbside/domain/unread.h>

enum {
    POSTS = 5000,
    PARAGRAPHS = 900, /* of 64 KiB */
};

static void import_thread(struct stage *st, int posts, const char *first)
{
    struct visit v = stage_visit(st);
    struct import *run;
    enum import_result result;

    assert_int_equal(account_open(&v, NULL, 0), OK);
    assert_int_equal(import_open(&v, &run), OK);
    for (int i = 1; i <= posts; i++) {
        char id[16], body[64];
        struct import_post post = {.board = "mcat",
                                   .thread = "large",
                                   .id = id,
                                   .title = "A large one",
                                   .author = "brisk-heron",
                                   .date = STAGE_NOW - 86400 * 30 + i * 60,
                                   .body = i == 1 && first ? first : body};

        snprintf(id, sizeof id, "p%d", i);
        snprintf(body, sizeof body, "What post %d says.", i);
        assert_int_equal(import_post(run, &post, &result), OK);
    }
    assert_int_equal(import_close(run), OK);
    account_close(&v);
}

static int64_t unread_now(struct stage *st)
{
    int64_t n;

    assert_int_equal(unread_total(&st->visit, &n), OK);
    return n;
}

static void a_thread_of_5000_posts_is_read_anywhere(void **state)
{
    struct stage st;

    (void)state;
    stage_make(&st);
    import_thread(&st, POSTS, NULL);
    stage_enter(&st, "quiet-otter-41");
    st.visit.who->joined_day = 0;
    stage_keys(&st, "1<Down><Down>");
    assert_shows(&st, "5,000 unread");
    stage_keys(&st, "<Enter>");
    assert_shows(&st, "5,000 unread here");
    stage_keys(&st, "<Enter>");
    assert_shows(&st, "post 1 of 5000");
    assert_shows(&st, "What post 1 says.");
    stage_keys(&st, "2500G");
    assert_shows(&st, "post 2500 of 5000");
    assert_shows(&st, "What post 2500 says.");
    stage_keys(&st, "{");
    assert_shows(&st, "What post 2499 says.");
    stage_keys(&st, "G");
    assert_shows(&st, "What post 5000 says.");
    stage_keys(&st, "gg");
    assert_shows(&st, "post 1 of 5000");
    /* What is not loaded is looked through as well, by Enter. */
    stage_keys(&st, "/post 4321 says");
    assert_shows(&st, "not in view; Enter looks on");
    assert_shows(&st, "What post 1 says.");
    stage_keys(&st, "<Enter>");
    assert_shows(&st, "What post 4321 says.");
    assert_shows(&st, "post 4321 of 5000");
    stage_keys(&st, "n");
    assert_shows(&st, "That is the only place.");
    stage_keys(&st, "/post 99 says<Enter>");
    assert_shows(&st, "What post 99 says.");
    assert_shows(&st, "From the beginning again.");
    stage_keys(&st, "/post 12 says<Enter>/post 4998 says<Enter>/9 says<Enter>N");
    assert_shows(&st, "post 4989 of 5000");
    stage_keys(&st, "/zebra<Enter>");
    assert_shows(&st, "Not found in this thread.");
    assert_shows(&st, "post 4989 of 5000"); /* nothing moved */
    stage_keys(&st, "<Esc>gg");
    /* What was jumped over is not read. */
    assert_in_range(unread_now(&st), POSTS - 50, POSTS - 5);
    stage_size(&st, 40, 15);
    stage_keys(&st, "4999G");
    assert_shows(&st, "What post 4999 says.");
    assert_shows(&st, " 4999 of 5000"); /* whole, beside the title */
    stage_done(&st);
}

/* Looking through the rest is broken off after a moment, and goes on with the next key. */
static int64_t hurried_ms(void *ctx)
{
    struct stage *st = ctx;

    st->now_ms += 150;
    return 1000 + st->now_ms;
}

static void looking_through_5000_posts_goes_on_with_the_next_key(void **state)
{
    struct stage st;

    (void)state;
    stage_make(&st);
    import_thread(&st, POSTS, NULL);
    stage_enter(&st, "quiet-otter-41");
    st.visit.who->joined_day = 0;
    stage_keys(&st, "1<Down><Down><Enter><Enter>/post 900 says");
    st.clock.mono_ms = hurried_ms;
    stage_keys(&st, "<Enter>");
    assert_shows(&st, "posts; Enter looks on.");
    assert_shows(&st, "none so far; Enter looks on");
    for (int i = 0; i < 20 && !stage_shows(&st, "What post 900 says."); i++)
        stage_keys(&st, "<Enter>");
    assert_shows(&st, "What post 900 says.");
    for (int i = 0; i < 60 && !stage_shows(&st, "That is the only place."); i++) {
        stage_keys(&st, "n");
        arena_reset(&st.arena);
    }
    assert_shows(&st, "post 900 of 5000");
    st.clock.mono_ms = stage_mono_ms;
    stage_done(&st);
}

static void a_post_of_64_kib_is_read_to_its_end(void **state)
{
    AUTO_STR struct str body = STR_INIT;
    struct stage st;
    int pages = 0;

    (void)state;
    for (int i = 1; i <= PARAGRAPHS; i++)
        str_printf(&body, "Paragraph %d of a post that goes on and on, as some do.\n\n", i);
    str_add(&body, "And here it ends.");
    assert_in_range(body.n, 50 * 1024, 64 * 1024);
    stage_make(&st);
    import_thread(&st, 2, str_cstr(&body));
    stage_enter(&st, "quiet-otter-41");
    st.visit.who->joined_day = 0;
    stage_keys(&st, "1<Down><Down><Enter><Enter>");
    assert_shows(&st, "Paragraph 1 of a post");
    while (!stage_shows(&st, "And here it ends.") && pages++ < 2 * PARAGRAPHS) {
        stage_keys(&st, " ");
        assert_int_equal(unread_now(&st), 2); /* its end was not shown yet */
        arena_reset(&st.arena);
    }
    assert_shows(&st, "And here it ends.");
    stage_keys(&st, " ");
    assert_int_equal(unread_now(&st), 1);
    stage_done(&st);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_thread_of_5000_posts_is_read_anywhere),
        cmocka_unit_test(looking_through_5000_posts_goes_on_with_the_next_key),
        cmocka_unit_test(a_post_of_64_kib_is_read_to_its_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
