/* SPDX-License-Identifier: MIT
 *
 * keys.c -- with the pepper a public key opens its account; the program's own functions then say
 * which posts are the account's, as they would to its owner. That is what a wrap is for: nobody's
 * account opens whose public key the thief has not found.
 */
#include "keys.h"

#include <curbside/domain/post.h>
#include <curbside/domain/state.h>

/* A visit with a known public key, on everything that was stolen. */
static bool open_account(struct campaign *c, const struct key *pepper,
                         const struct alias_rules *rules, int person, struct visit *ret)
{
    const struct person *p = &c->week->people[person];

    *ret = (struct visit){.db = c->week->board->db,
                          .pepper = pepper,
                          .clock = &c->week->board->clock,
                          .random = &c->week->board->random,
                          .alias = rules};
    assert_int_equal(account_open(ret, (const uint8_t *)p->key, strlen(p->key)), OK);
    return !who_is_guest(ret->who);
}

static void claim(struct campaign *c, struct visit *v, int person, struct opened *ret)
{
    for (int i = 0; i < c->loot.n_posts; i++) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        const struct seen_post *p = &c->loot.posts[i];
        const struct truth *truth = week_truth(c->week, p->id);
        struct post post;

        if (!truth || p->handle != 0 || p->no == 0)
            continue;
        if (post_get(&a, v, (thread_id){p->thread}, p->no, &post) != OK)
            continue;
        ret->posts += post.you;
        ret->right += post.you && truth->person == person;
        /* A deleted post shows no author. */
        ret->missed += !post.you && truth->person == person && post.state != POST_DELETED;
    }
}

void keys_try(struct campaign *c, const struct key *pepper, const char *seal, int n,
              struct opened *ret)
{
    struct alias_rules rules = c->week->rules;

    rules.seal_dir = seal;
    *ret = (struct opened){0};
    for (int i = 0; i < n; i++) {
        struct visit v;

        if (open_account(c, pepper, &rules, i, &v)) {
            ret->accounts++;
            claim(c, &v, i, ret);
        }
        account_close(&v);
    }
}

/* ---- marks ---- */

struct marked {
    struct state *states[PEOPLE]; /* of accounts that opened */
    int64_t handles[PEOPLE];
};

static void read_states(struct campaign *c, const struct key *pepper, int n, bool planted,
                        struct marked *ret)
{
    for (int i = 0; i < n; i++) {
        struct visit v;

        ret->states[i] = NULL;
        if (open_account(c, pepper, NULL, i, &v)) {
            ret->handles[i] = v.who->handle.v;
            ret->states[i] = state_new(0);
            assert_non_null(ret->states[i]);
            if (!planted)
                assert_int_equal(state_load(&v, ret->states[i]), OK);
        }
        account_close(&v);
    }
}

static void plant_own_marks(struct campaign *c, struct marked *m, int n)
{
    for (int i = 0; i < c->loot.n_posts; i++) {
        const struct seen_post *p = &c->loot.posts[i];
        const struct truth *truth = week_truth(c->week, p->id);

        if (truth && truth->person < n && p->no > 0 && m->states[truth->person])
            marks_add(m->states[truth->person], (thread_id){p->thread}, p->no, p->no);
    }
}

/* Whoever has this post marked and the one before it not, or the one after it. */
static int64_t guess_mark(void *ctx, struct loot *loot, const struct seen_post *post)
{
    const struct marked *m = ctx;
    thread_id thread = {post->thread};

    (void)loot;
    for (int i = 0; i < PEOPLE && post->no > 0; i++)
        if (m->states[i] && marks_has(m->states[i], thread, post->no) && post->no > 1 &&
            !marks_has(m->states[i], thread, post->no - 1))
            return m->handles[i];
    return 0;
}

struct score keys_score_marks(struct campaign *c, const struct key *pepper, int n, bool planted)
{
    struct marked m = {{NULL}, {0}};

    read_states(c, pepper, n, planted, &m);
    if (planted)
        plant_own_marks(c, &m, n);
    struct score score = campaign_score_by(c, &c->loot, guess_mark, &m, false);
    for (int i = 0; i < PEOPLE; i++)
        state_free(m.states[i]);
    return score;
}
