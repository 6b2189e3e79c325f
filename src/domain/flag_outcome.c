/* SPDX-License-Identifier: MIT
 *
 * flag_outcome.c -- what became of the caller's own flags.
 *
 * Nobody writes to a flagger: which posts they flagged lies in their own sealed state, or is found
 * by trying their token on what was decided lately; their session reads the public record of it.
 */
#include <curbside/domain/flag.h>

#include <string.h>

#include <curbside/domain/identity.h>
#include <curbside/domain/post.h>
#include <curbside/domain/state.h>
#include <curbside/domain/thread.h>
#include <curbside/store/actions.h>
#include <curbside/store/posts.h>

#include "action.h"
#include "flag_rows.h"

enum {
    DAY_S = 24 * 60 * 60,
    FOUND_DAYS = 30, /* fewer than STATE_FLAG_DAYS: what was told is still known */
    FOUND_MAX = 200, /* of everybody's decisions: asked whenever the first screen is loaded */
};

/* One more must not push out another, to be found and told again. */
static enum err take_own(struct visit *v, post_id post)
{
    size_t known;
    bool mine;

    state_flags(v->state, &known);
    if (known == STATE_FLAGS)
        return OK;
    TRY(flag_is_mine(v, post, &mine));
    if (mine)
        state_flag_add(v->state, post);
    return OK;
}

/* A command that flags saves no sealed state, for it would stand beside the flag in the log: what
 * was decided is found again by the token. The commands never ask for it. */
static enum err find_decided(struct arena *a, struct visit *v)
{
    struct action_rows decided;

    TRY(actions_list_settling(a, v->db, action_day(v) - (int64_t)FOUND_DAYS * DAY_S, FOUND_MAX,
                              &decided));
    for (int i = 0; i < decided.n; i++)
        TRY(take_own(v, decided.rows[i].post));
    return OK;
}

/* And what waits still, among the oldest of the queue: whoever looks at the list wants to see that
 * their flag arrived. No news, so the first screen does not ask. */
static enum err find_waiting(struct arena *a, struct visit *v)
{
    struct flagged_row *rows;
    int n;

    TRY(flagged_list(a, v->db, INT64_MIN, (post_id){0}, FOUND_MAX, &rows, &n));
    for (int i = 0; i < n; i++)
        TRY(take_own(v, rows[i].post));
    return OK;
}

/* By what is shown now: a decision may have been taken back. */
static enum err outcome_of(struct arena *a, struct visit *v, bool decided, struct flag_outcome *ret)
{
    struct thread_row thread;
    struct post post;
    enum err err = posts_find(v->db, ret->post, &ret->thread, &ret->no);

    if (err == OK)
        err = thread_get(a, v, ret->thread, &thread);
    if (err == OK)
        err = post_get(a, v, ret->thread, ret->no, &post);
    if (err != OK)
        return err == E_NOTFOUND ? OK : err;
    ret->title = thread.title;
    if (!decided)
        ret->what = FLAG_WAITS;
    else if (post.state == POST_REMOVED)
        ret->what = FLAG_LED_TO_REMOVAL;
    else if (post.state != POST_DELETED)
        ret->what = FLAG_LED_TO_NOTHING;
    return OK;
}

/* *ret_listed false: it was taken back, on another session of the account. */
static enum err fill(struct arena *a, struct visit *v, const struct state_flag *flag,
                     struct flag_outcome *ret, bool *ret_listed)
{
    uint8_t token[TAG_BYTES];
    struct action_row action;
    struct flag_row row;

    *ret = (struct flag_outcome){.post = {flag->post}, .told = flag->told, .what = FLAG_IS_GONE};
    *ret_listed = true;
    flag_token(v, ret->post, token);
    enum err err = flags_get(a, v->db, ret->post, token, &row);
    if (err == E_NOTFOUND) {
        err = posts_find(v->db, ret->post, &ret->thread, &ret->no);
        *ret_listed = err != OK;
        return err == E_NOTFOUND ? OK : err;
    }
    TRY(err);
    ret->reason = row.reason;
    if (row.settled_by.v != 0) {
        TRY(actions_get(a, v->db, row.settled_by, &action));
        ret->rule = action.rule;
    }
    return outcome_of(a, v, row.settled_by.v != 0, ret);
}

static enum err list_known(struct arena *a, struct visit *v, struct flag_outcome_page *ret)
{
    const struct state_flag *flags;
    bool listed;
    size_t n;

    *ret = (struct flag_outcome_page){0};
    TRY(find_decided(a, v));
    flags = state_flags(v->state, &n);
    ret->rows = arena_array(a, n + 1, sizeof *ret->rows);
    if (!ret->rows)
        return E_NOMEM;
    for (size_t i = 0; i < n; i++) {
        TRY(fill(a, v, &flags[i], &ret->rows[ret->n], &listed));
        ret->n += listed;
    }
    return OK;
}

enum err flag_outcome_list(struct arena *a, struct visit *v, struct flag_outcome_page *ret)
{
    TRY(role_require(v->who, ROLE_MEMBER));
    TRY(find_waiting(a, v));
    return list_known(a, v, ret);
}

static bool is_news(const struct flag_outcome *row)
{
    return !row->told && row->what != FLAG_WAITS && row->what != FLAG_IS_GONE;
}

enum err flag_outcome_news(struct visit *v, int *ret_removed, int *ret_kept)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct flag_outcome_page page;

    *ret_removed = *ret_kept = 0;
    if (who_is_guest(v->who))
        return OK;
    TRY(list_known(&a, v, &page));
    for (int i = 0; i < page.n; i++) {
        *ret_removed += is_news(&page.rows[i]) && page.rows[i].what == FLAG_LED_TO_REMOVAL;
        *ret_kept += is_news(&page.rows[i]) && page.rows[i].what == FLAG_LED_TO_NOTHING;
    }
    return OK;
}

void flag_outcome_told(struct visit *v, const struct flag_outcome_page *page)
{
    for (int i = 0; i < page->n; i++)
        if (is_news(&page->rows[i]))
            state_flag_told(v->state, page->rows[i].post);
}
