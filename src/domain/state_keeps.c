/* SPDX-License-Identifier: MIT
 *
 * state_keeps.c -- what the account follows and what it has bookmarked: two sets of addresses.
 */
#include "state_record.h"

static size_t max_of(enum state_keep which)
{
    return which == STATE_FOLLOWS ? STATE_FOLLOWS_MAX : STATE_BOOKMARKS_MAX;
}

const struct state_text *state_keeps(const struct state *s, enum state_keep which, size_t *ret_n)
{
    *ret_n = s->keeps[which].here.n;
    return s->keeps[which].here.v;
}

bool state_keep_has(const struct state *s, enum state_keep which, const char *address)
{
    return state_texts_find(&s->keeps[which], address) != NULL;
}

enum err state_keep_add(struct state *s, enum state_keep which, const char *address)
{
    bool fresh;

    TRY(state_texts_add(&s->keeps[which], max_of(which), address, &fresh));
    s->dirty = s->dirty || fresh;
    return OK;
}

void state_keep_remove(struct state *s, enum state_keep which, const char *address)
{
    if (state_texts_remove(&s->keeps[which], address))
        s->dirty = true;
}

void state_keeps_done(struct state *s)
{
    for (int i = 0; i < N_STATE_KEEPS; i++)
        state_texts_done(&s->keeps[i]);
}

void state_follows_format(const struct state *s, struct str *out)
{
    state_texts_format(&s->keeps[STATE_FOLLOWS], out);
}

enum err state_follows_parse(struct state_reader *r, struct state *s)
{
    return state_texts_parse(r, &s->keeps[STATE_FOLLOWS], max_of(STATE_FOLLOWS));
}

enum err state_follows_merge(struct state *s, const struct state *from)
{
    return state_texts_merge(&s->keeps[STATE_FOLLOWS], &from->keeps[STATE_FOLLOWS],
                             max_of(STATE_FOLLOWS));
}

void state_bookmarks_format(const struct state *s, struct str *out)
{
    state_texts_format(&s->keeps[STATE_BOOKMARKS], out);
}

enum err state_bookmarks_parse(struct state_reader *r, struct state *s)
{
    return state_texts_parse(r, &s->keeps[STATE_BOOKMARKS], max_of(STATE_BOOKMARKS));
}

enum err state_bookmarks_merge(struct state *s, const struct state *from)
{
    return state_texts_merge(&s->keeps[STATE_BOOKMARKS], &from->keeps[STATE_BOOKMARKS],
                             max_of(STATE_BOOKMARKS));
}
