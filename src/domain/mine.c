/* SPDX-License-Identifier: MIT
 *
 * mine.c -- every stored row about the caller.
 *
 * What is not listed because nobody, the caller included, can find it: rows that are about no
 * account (boards, other people's posts), and the box under a key that was never noted in the
 * sealed state, because it has not come again since.
 */
#include <curbside/domain/mine.h>

#include <stdio.h>
#include <string.h>

#include <curbside/domain/authorship.h>
#include <curbside/domain/draft.h>
#include <curbside/domain/identity.h>
#include <curbside/domain/sanction.h>
#include <curbside/domain/state.h>
#include <curbside/store/actions.h>
#include <curbside/store/author_row.h>
#include <curbside/store/changes.h>
#include <curbside/store/claims.h>
#include <curbside/store/handles.h>
#include <curbside/store/helpful.h>
#include <curbside/store/queue_notes.h>
#include <curbside/store/sanctions.h>
#include <curbside/store/waiting.h>
#include <curbside/store/wraps.h>

#include "helpful_rows.h"
#include "mine_walk.h"
#include "own_posts.h"
#include "who_secret.h"

enum {
    ACTIONS_AT_A_TIME = 100,
    SANCTIONS_MAX = 64, /* of a handle */
    POSTS_AT_A_TIME = 200,
    MARKS_AT_A_TIME = 1000,
};

void mine_add(struct mine_walk *w, const char *name, const char *value, const char *note)
{
    BUG_ON(w->n == MINE_FIELDS);
    if (!value)
        w->failed = true;
    w->fields[w->n++] = (struct mine_field){name, value, note};
}

void mine_add_int(struct mine_walk *w, const char *name, int64_t value, const char *note)
{
    mine_add(w, name, arena_printf(w->a, "%lld", (long long)value), note);
}

void mine_add_time(struct mine_walk *w, const char *name, int64_t value, const char *note)
{
    char text[TIME_RFC3339_SIZE];

    time_format_rfc3339(value, text);
    mine_add(w, name, arena_strdup(w->a, text), note);
}

void mine_add_hex(struct mine_walk *w, const char *name, const uint8_t *bytes, size_t n,
                  const char *note)
{
    char *hex = arena_alloc(w->a, 2 * n + 1);

    for (size_t i = 0; hex && i < n; i++)
        snprintf(hex + 2 * i, 3, "%02x", bytes[i]);
    mine_add(w, name, hex, note);
}

static void add_box(struct mine_walk *w, size_t n, const char *note)
{
    mine_add(w, "box", arena_printf(w->a, "%zu bytes, sealed", n), note);
}

enum err mine_row_end(struct mine_walk *w, const char *table)
{
    struct mine_row row = {table, w->fields, w->n};

    if (w->failed)
        return E_NOMEM;
    w->n = 0;
    return w->each(w->ctx, &row);
}

static enum err walk_handle(struct mine_walk *w)
{
    struct handle_row row;

    TRY(handles_get(w->v->db, w->v->who->handle, &row));
    mine_add_int(w, "id", row.id.v, "random; names the handle, not the account");
    mine_add(w, "name", arena_strdup(w->a, row.name), "public");
    mine_add(w, "skeleton", arena_strdup(w->a, row.skeleton), "what the name looks like");
    mine_add(w, "role", arena_strdup(w->a, row.role), "public");
    mine_add_int(w, "official", row.official, "speaks for an organisation");
    mine_add_time(w, "joined_quarter", row.joined_quarter, "never finer than a quarter");
    mine_add_int(w, "gone", row.gone, NULL);
    return mine_row_end(w, "handle");
}

static enum err walk_wrap(struct mine_walk *w, const struct state_key *key)
{
    bool here = memcmp(key->locator, w->v->who->secret->locator, sizeof key->locator) == 0;
    const char *label = key->label[0] ? arena_printf(w->a, ", \"%s\"", key->label) : "";
    const uint8_t *box;
    size_t n;

    enum err err = wraps_get(w->a, w->v->db, key->locator, &box, &n);
    if (err == E_NOTFOUND)
        return OK;
    TRY(err);
    mine_add_hex(w, "locator", key->locator, LOCATOR_BYTES,
                 arena_printf(w->a, "a keyed hash of %s%s",
                              here ? "this key" : "another key of yours", label));
    add_box(w, n, "your root, the handle's id and the day you joined; opened by that key");
    return mine_row_end(w, "wrap");
}

static enum err walk_wraps(struct mine_walk *w)
{
    size_t n;
    const struct state_key *keys = state_keys(w->v->state, &n);

    for (size_t i = 0; i < n; i++)
        TRY(walk_wrap(w, &keys[i]));
    return OK;
}

/* Of a code made today or just before midnight. */
static enum err walk_link(struct mine_walk *w, int days_back)
{
    uint8_t locator[RECOVERY_LOCATOR_BYTES], salt[RECOVERY_SALT_BYTES];
    const uint8_t *box;
    size_t n;

    link_locator(w->v, days_back, locator);
    enum err err = links_get(w->a, w->v->db, locator, clock_wall_s(w->v->clock), salt, &box, &n);
    if (err == E_NOTFOUND)
        return OK;
    TRY(err);
    mine_add_hex(w, "locator", locator, sizeof locator, "the first eight letters of the link code");
    mine_add_hex(w, "salt", salt, sizeof salt, "random");
    add_box(w, n, "the same as under a key; opened by the link code");
    mine_add(w, "until", "within ten minutes", "when it ends");
    return mine_row_end(w, "link");
}

static enum err walk_recovery(struct mine_walk *w, uint8_t generation)
{
    uint8_t locator[RECOVERY_LOCATOR_BYTES], salt[RECOVERY_SALT_BYTES];
    const uint8_t *box;
    size_t n;

    recovery_locator(w->v->who, generation, locator);
    enum err err = recoveries_get(w->a, w->v->db, locator, salt, &box, &n);
    if (err == E_NOTFOUND)
        return OK;
    TRY(err);
    mine_add_hex(w, "locator", locator, sizeof locator,
                 "the first eight letters of the recovery code");
    mine_add_hex(w, "salt", salt, sizeof salt, "random");
    add_box(w, n, "the same as under the key; opened by the recovery code");
    return mine_row_end(w, "recovery");
}

static enum err walk_state(struct mine_walk *w)
{
    uint8_t name[SEALED_NAME_BYTES];
    size_t n;

    enum err err = state_row(w->v, name, &n);
    if (err == E_NOTFOUND)
        return OK;
    TRY(err);
    mine_add_hex(w, "name", name, sizeof name, "derived from your root");
    add_box(
        w, n,
        "what you have read, follow and bookmarked, what you saw of schools you follow, what of "
        "your inbox you cleared, your keys' "
        "labels, whom you hid, where your drafts are, and which sanctions reached you");
    return mine_row_end(w, "state");
}

static enum err walk_drafts(struct mine_walk *w)
{
    struct draft_page page;
    uint8_t name[SEALED_NAME_BYTES];
    size_t n;

    TRY(draft_list(w->a, w->v, &page));
    for (int i = 0; i < page.n; i++) {
        enum err err = draft_row(w->v, page.rows[i].number, name, &n);
        if (err == E_NOTFOUND)
            continue;
        TRY(err);
        mine_add_hex(w, "name", name, sizeof name, "derived from your root, for this draft alone");
        add_box(w, n, page.rows[i].title[0] ? page.rows[i].title : "a draft of yours");
        TRY(mine_row_end(w, "draft"));
    }
    return OK;
}

static enum err walk_sanction(struct mine_walk *w, const struct sanction_row *row)
{
    mine_add_int(w, "id", row->id.v, "random");
    if (row->target.handle.v != 0) {
        mine_add_int(w, "handle_id", row->target.handle.v, "your handle");
    } else {
        mine_add_int(w, "thread_id", row->target.thread.v, NULL);
        mine_add_hex(
            w, "tag", row->target.tag, sizeof row->target.tag,
            "as on your posts in that thread; only your session can tell that it is yours");
    }
    mine_add(w, "severity", row->severity, NULL);
    mine_add(w, "rule", row->rule, NULL);
    mine_add(w, "reason", row->reason, NULL);
    mine_add_time(w, "day", row->day, NULL);
    if (row->until > 0)
        mine_add_time(w, "until", row->until, NULL);
    mine_add(w, "everywhere", row->everywhere, "out everywhere takes two moderators");
    mine_add_time(w, "goes", row->goes, "when this row is removed");
    return mine_row_end(w, "sanction");
}

/* Through the handle by its id; through aliases those that the account's session has found. */
static enum err walk_sanctions(struct mine_walk *w)
{
    const struct sanction_target me = {.handle = w->v->who->handle};
    struct sanction_rows rows;
    struct sanction_row row;
    size_t n;

    TRY(sanctions_list_target(w->a, w->v->db, &me, 0, SANCTIONS_MAX, &rows));
    for (int i = 0; i < rows.n; i++)
        TRY(walk_sanction(w, &rows.rows[i]));
    TRY(sanction_find_own(w->v));
    const struct state_strike *strikes = state_strikes(w->v->state, &n);
    for (size_t i = 0; i < n; i++) {
        enum err err = sanctions_get(w->a, w->v->db, (action_id){strikes[i].id}, &row);

        if (err != OK && err != E_NOTFOUND)
            return err;
        if (err == OK)
            TRY(walk_sanction(w, &row));
    }
    return OK;
}

static enum err walk_action(struct mine_walk *w, const struct action_row *row)
{
    mine_add_int(w, "id", row->id.v, "random");
    mine_add_time(w, "day", row->day, "never finer");
    mine_add(w, "verb", row->verb, NULL);
    if (row->post.v != 0)
        mine_add_int(w, "post_id", row->post.v, NULL);
    if (row->rule)
        mine_add(w, "rule", row->rule, NULL);
    if (row->reason)
        mine_add(w, "reason", row->reason, NULL);
    if (row->on.v != 0)
        mine_add_int(w, "on_handle", row->on.v, "whose role it was about");
    mine_add(w, "by_handle", w->v->who->name, "what moderators do is kept for good");
    return mine_row_end(w, "action");
}

/* Of a moderator. */
static enum err walk_actions(struct mine_walk *w)
{
    struct action_rows rows;
    int64_t day = INT64_MIN;
    action_id after = {0};

    do {
        TRY(actions_list_by(w->a, w->v->db, w->v->who->handle, day, after, ACTIONS_AT_A_TIME,
                            &rows));
        for (int i = 0; i < rows.n; i++)
            TRY(walk_action(w, &rows.rows[i]));
        if (rows.n > 0) {
            day = rows.rows[rows.n - 1].day;
            after = rows.rows[rows.n - 1].id;
        }
    } while (rows.n == ACTIONS_AT_A_TIME);
    return OK;
}

static enum err walk_claims(struct mine_walk *w)
{
    int64_t after = 0, item, until;

    for (;;) {
        TRY(claims_next_of(w->v->db, w->v->who->handle, after, &item, &until));
        if (item == 0)
            return OK;
        mine_add_int(w, "item", item, "in the moderators' queue");
        mine_add(w, "by_handle", w->v->who->name, NULL);
        mine_add_time(w, "until", until, "when your claim ends");
        TRY(mine_row_end(w, "claim"));
        after = item;
    }
}

static enum err walk_queue_notes(struct mine_walk *w)
{
    struct queue_note_row *rows;
    int64_t item = 0, id = 0;
    int n;

    do {
        TRY(queue_notes_list_by(w->a, w->v->db, w->v->who->handle, item, id, ACTIONS_AT_A_TIME,
                                &rows, &n));
        for (int i = 0; i < n; i++) {
            mine_add_int(w, "item", rows[i].item, "in the moderators' queue");
            mine_add_int(w, "id", rows[i].id, "random");
            mine_add(w, "by_handle", w->v->who->name, NULL);
            mine_add(w, "body", rows[i].body, "for the other moderators");
            mine_add_time(w, "goes", rows[i].goes, "when this row is removed");
            TRY(mine_row_end(w, "queue_note"));
            item = rows[i].item;
            id = rows[i].id;
        }
    } while (n == ACTIONS_AT_A_TIME);
    return OK;
}

static enum err walk_post(struct mine_walk *w, const struct author_post *post)
{
    mine_add_int(w, "id", post->post.v, "random");
    mine_add_int(w, "thread_id", post->thread.v, NULL);
    mine_add_int(w, "no", post->no, NULL);
    mine_add_time(w, "created_at", post->created, NULL);
    mine_add(w, "body", arena_printf(w->a, "%lld bytes", (long long)post->body_bytes), "public");
    mine_add(w, "author", arena_strdup(w->a, w->v->who->name), "your handle");
    return mine_row_end(w, "post");
}

static enum err add_alias(struct mine_walk *w, const struct author_row *row)
{
    struct author author;

    TRY(author_show(w->a, row, &author));
    mine_add(w, "author", author.name,
             "the alias and a tag that your session alone can make, while its month key lives");
    return OK;
}

static enum err walk_change(struct mine_walk *w, post_id post, enum change_about about)
{
    struct change_row change;
    enum err err = changes_get(w->a, w->v->db, post, about, &change);

    if (err != OK)
        return err == E_NOTFOUND ? OK : err;
    mine_add_int(w, "post_id", post.v, NULL);
    static const char *const abouts[] = {
        [CHANGE_TEXT] = "text", [CHANGE_HEADING] = "heading", [CHANGE_DOOR] = "door"};
    static const char *const notes[] = {[CHANGE_HEADING] = "title and tags of your thread",
                                        [CHANGE_DOOR] = "whether your thread lets new aliases in"};
    mine_add(w, "about", abouts[about], notes[about]);
    mine_add(w, "body", change.body ? "the new one" : "none", change.body ? NULL : "it is deleted");
    mine_add_time(w, "due_at", change.due_at, "the release that lets it out");
    return mine_row_end(w, "change");
}

/* What nobody else can tell to be the caller's. */
static enum err walk_alias(void *ctx, const struct own_post *own)
{
    struct mine_walk *w = ctx;

    mine_add_int(w, "id", own->post->id.v, "random");
    mine_add_int(w, "thread_id", own->post->thread.v, NULL);
    mine_add_int(w, "no", own->post->no, NULL);
    mine_add_time(w, "created_at", own->post->created_at, "the hour");
    mine_add(w, "body", arena_printf(w->a, "%zu bytes", strlen(own->post->body)), "public");
    TRY(add_alias(w, &own->post->author));
    TRY(mine_row_end(w, "post"));
    TRY(walk_change(w, own->post->id, CHANGE_TEXT));
    TRY(walk_change(w, own->post->id, CHANGE_HEADING));
    return walk_change(w, own->post->id, CHANGE_DOOR);
}

static enum err walk_waiting(void *ctx, const struct waiting_row *row, const struct key *secret)
{
    struct mine_walk *w = ctx;

    mine_add_int(w, "id", row->id.v, "random");
    mine_add_int(w, "thread_id", row->thread.v, NULL);
    mine_add_time(w, "due_at", row->due_at,
                  row->held == WAITING_FREE
                      ? "the release that lets it out; no time of writing is kept"
                      : "the hour; a moderator looks at it, or refused it");
    if (row->decided_by.v != 0)
        mine_add_int(w, "decided_by", row->decided_by.v, "the decision on it, in the public log");
    mine_add(w, "body", arena_printf(w->a, "%zu bytes", strlen(row->body)), "not out yet");
    if (secret)
        TRY(add_alias(w, &row->author));
    else
        mine_add(w, "author", arena_strdup(w->a, w->v->who->name), "your handle");
    return mine_row_end(w, "waiting");
}

static enum err walk_aliases(struct mine_walk *w)
{
    TRY(own_handle_waiting(w->v, walk_waiting, w));
    TRY(own_alias_posts(w->v, walk_alias, w));
    return own_waiting_posts(w->v, walk_waiting, w);
}

static enum err walk_posts(struct mine_walk *w)
{
    thread_id thread = {0};
    struct author_post *rows;
    int no = 0, n;

    do {
        TRY(author_list_posts(w->a, w->v->db, w->v->who->handle, thread, no, POSTS_AT_A_TIME, &rows,
                              &n));
        for (int i = 0; i < n; i++)
            TRY(walk_post(w, &rows[i]));
        if (n > 0) {
            thread = rows[n - 1].thread;
            no = rows[n - 1].no;
        }
    } while (n == POSTS_AT_A_TIME);
    return OK;
}

static enum err mark_row(struct mine_walk *w, const struct helpful_row *row)
{
    struct helpful_row own;

    helpful_row_of(w->v, row->post, &own);
    if (!bytes_equal(own.token, row->token, sizeof own.token))
        return OK;
    mine_add_int(w, "post_id", row->post.v, NULL);
    mine_add_hex(w, "token", row->token, sizeof row->token,
                 "derived from your root, for this post alone");
    return mine_row_end(w, "helpful");
}

/* Which marks are the caller's nobody can ask the table: every one is compared. */
static enum err walk_marks(struct mine_walk *w)
{
    struct helpful_row last = {0}, *rows;
    int n;

    do {
        AUTO_ARENA struct arena a = ARENA_INIT;

        TRY(helpful_walk(&a, w->v->db, &last, MARKS_AT_A_TIME, &rows, &n));
        for (int i = 0; i < n; i++)
            TRY(mark_row(w, &rows[i]));
        if (n > 0)
            last = rows[n - 1];
    } while (n == MARKS_AT_A_TIME);
    return OK;
}

enum err mine_walk(struct arena *a, struct visit *v, mine_each *each, void *ctx)
{
    struct mine_walk w = {.a = a, .v = v, .each = each, .ctx = ctx};

    TRY(role_require(v->who, ROLE_MEMBER));
    TRY(walk_handle(&w));
    TRY(walk_wraps(&w));
    for (uint8_t i = 0; i < RECOVERY_GENERATIONS; i++)
        TRY(walk_recovery(&w, i));
    TRY(walk_link(&w, 0));
    TRY(walk_link(&w, 1));
    TRY(walk_state(&w));
    TRY(walk_drafts(&w));
    TRY(walk_sanctions(&w));
    TRY(walk_actions(&w));
    TRY(walk_claims(&w));
    TRY(walk_queue_notes(&w));
    TRY(mine_walk_appeals(&w));
    TRY(mine_walk_flags(&w));
    TRY(walk_posts(&w));
    TRY(walk_aliases(&w));
    TRY(mine_walk_interviews(&w));
    TRY(mine_walk_addressed(&w));
    return walk_marks(&w);
}
