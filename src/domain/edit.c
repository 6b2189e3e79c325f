/* SPDX-License-Identifier: MIT
 *
 * edit.c -- changing and deleting one's own posts.
 *
 * Whose a post is, is asked of authorship.c under the write lock; nothing private to the author is
 * written with the change.
 */
#include <curbside/domain/edit.h>

#include <string.h>

#include <curbside/base/crypto.h>
#include <curbside/domain/authorship.h>
#include <curbside/domain/board.h>
#include <curbside/domain/identity.h>
#include <curbside/domain/month_key.h>
#include <curbside/domain/post.h>
#include <curbside/domain/sanction.h>
#include <curbside/domain/state.h>
#include <curbside/store/changes.h>
#include <curbside/store/db.h>
#include <curbside/store/helpful.h>
#include <curbside/store/posts.h>
#include <curbside/store/revisions.h>
#include <curbside/store/threads.h>
#include <curbside/store/waiting.h>

#include "addressed.h"
#include "board_rows.h"
#include "body.h"
#include "change.h"
#include "own_waiting.h"
#include "release_time.h"
#include "safety_look.h"
#include "thread_rows.h"

/* A post as its author finds it: out, or waiting. */
struct target {
    bool waits;
    struct thread_record thread; /* of one that is out */
    struct post_record post;
    struct waiting_row waiting;
    bool changes; /* of one that is out: its author changed it, and that is not out yet */
    struct change_row change;
    enum board_mode mode;
};

static enum err mode_get(struct arena *a, struct visit *v, board_id id, enum board_mode *ret)
{
    struct board board;

    TRY(board_get_any(a, v, id, &board));
    *ret = board.mode;
    return board.open ? OK : E_NOTFOUND;
}

static enum err find_out(struct arena *a, struct visit *v, post_id id, struct target *ret)
{
    thread_id thread;
    int no;

    TRY(posts_find(v->db, id, &thread, &no));
    TRY(thread_record_get(a, v, thread, &ret->thread));
    TRY(posts_get(a, v->db, thread, no, &ret->post));
    TRY(mode_get(a, v, ret->thread.board, &ret->mode));
    return strcmp(ret->post.state, "deleted") == 0 ? E_NOTFOUND : OK;
}

static enum err find_change(struct arena *a, struct visit *v, post_id id, struct target *ret)
{
    enum err err = changes_get(a, v->db, id, CHANGE_TEXT, &ret->change);

    ret->changes = err == OK;
    return err == E_NOTFOUND ? OK : err;
}

static enum err target_find(struct arena *a, struct visit *v, post_id id, struct target *ret)
{
    enum err err = find_out(a, v, id, ret);

    ret->waits = ret->changes = false;
    if (err == OK)
        return find_change(a, v, id, ret);
    if (err != E_NOTFOUND)
        return err;
    ret->waits = true;
    TRY(waiting_get(a, v->db, id, &ret->waiting));
    return mode_get(a, v, ret->waiting.board, &ret->mode);
}

/* As its author last left it: a deletion that is not out yet left it standing. */
static const char *target_body(const struct target *t)
{
    if (t->waits)
        return t->waiting.body;
    return t->changes && t->change.body ? t->change.body : t->post.body;
}

/* Its author deleted it, and that is not out yet. */
static bool is_going(const struct target *t)
{
    return t->changes && !t->change.body;
}

static const struct author_row *target_author(const struct target *t)
{
    return t->waits ? &t->waiting.author : &t->post.author;
}

/* The secret its tag was made with, as far as that can be had now. */
static enum err target_secret(struct arena *a, struct visit *v, const struct target *t,
                              struct key *ret)
{
    if (t->waits)
        return waiting_secret(a, v, &t->waiting, ret);
    return thread_secret_get(v, t->thread.id, t->thread.created_at, clock_wall_s(v->clock), ret,
                             NULL);
}

/* Of strangers' waiting posts nobody may learn that they are there. */
static enum err own_require(struct arena *a, struct visit *v, const struct target *t)
{
    struct key secret;
    bool mine;

    if (!author_is_alias(target_author(t))) {
        mine = author_is_me(v->who, target_author(t), NULL);
    } else {
        enum err err = target_secret(a, v, t, &secret);

        if (err != OK)
            return err == E_ALIAS_CLOSED ? E_DENIED : err;
        mine = author_is_me(v->who, target_author(t), &secret);
        secret_wipe(&secret, sizeof secret);
    }
    return mine ? OK : t->waits ? E_NOTFOUND : E_DENIED;
}

static enum err own_find(struct arena *a, struct visit *v, post_id id, struct target *ret)
{
    if (who_is_guest(v->who))
        return E_GUEST;
    TRY(target_find(a, v, id, ret));
    return own_require(a, v, ret);
}

/* Another text is as good as another post; taking one back is always open. */
static enum err bars_require(struct arena *a, struct visit *v, const struct target *t)
{
    struct key secret;

    if (!author_is_alias(target_author(t)))
        return sanction_require(v, FACE_HANDLE, t->thread.id, NULL);
    TRY(target_secret(a, v, t, &secret));
    enum err err = sanction_require(v, FACE_ALIAS, t->waits ? t->waiting.thread : t->thread.id,
                                    &secret);
    secret_wipe(&secret, sizeof secret);
    return err;
}

static enum err editable_find(struct arena *a, struct visit *v, post_id id, struct target *ret)
{
    TRY(own_find(a, v, id, ret));
    TRY(bars_require(a, v, ret));
    if (ret->waits)
        return OK;
    if (strcmp(ret->post.state, "visible") != 0 && strcmp(ret->post.state, "collapsed") != 0)
        return E_DENIED;
    return ret->thread.locked ? E_LOCKED : OK;
}

enum err post_edit_begin(struct arena *a, struct visit *v, post_id post, const char **ret_body)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    struct target t;

    TRY(txn_begin(&txn, v->db, TXN_READ));
    TRY(editable_find(a, v, post, &t));
    *ret_body = target_body(&t);
    return txn_commit(&txn);
}

enum err post_change(struct arena *a, struct visit *v, post_id post, struct post_change *ret)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    struct target t;

    TRY(txn_begin(&txn, v->db, TXN_READ));
    TRY(own_find(a, v, post, &t));
    if (!t.changes)
        return E_NOTFOUND;
    *ret = (struct post_change){.body = t.change.body, .due = t.change.due_at};
    return txn_commit(&txn);
}

/* Put it where a release finds it, in place of an earlier change. */
static enum err change_later(struct visit *v, const struct target *t, const char *body, int64_t due)
{
    const struct change_row row = {
        .post = t->post.id,
        .about = CHANGE_TEXT,
        .due_at = due,
        .body = body,
    };

    return changes_set(v->db, &row);
}

/* After the commit. Sessions ring no bell for alias boards. */
static void changed(struct visit *v, const struct target *t)
{
    if (v->state)
        state_wrote(v->state);
    if (v->ring && !t->waits && t->mode != BOARD_ALIAS)
        v->ring(v->ring_ctx, TOPIC_THREAD, t->thread.id.v);
}

/* ---- editing ---- */

static enum err write_edit(struct visit *v, const struct target *t, const char *body)
{
    int64_t now = clock_wall_s(v->clock);
    int n;

    if (t->changes && strcmp(t->post.body, body) == 0)
        return changes_remove(v->db, t->post.id, CHANGE_TEXT);
    if (release_holds(v, t->mode))
        return change_later(v, t, body, release_drawn(v));
    TRY(addressed_index_again(v, &t->post, body));
    if (author_is_alias(&t->post.author))
        return post_text_set(v, t->post.id, body, time_floor_hour(now));
    TRY(revisions_count(v->db, t->post.id, &n));
    if (n >= REVISIONS_MAX)
        return E_TOOFAST;
    TRY(revisions_add(v->db, t->post.id, t->post.body, now));
    return post_text_set(v, t->post.id, body, now);
}

/* Under which face the post stands; nothing is asked of one that cannot be edited. */
static enum err edit_look(struct arena *a, struct visit *v, post_id post, const char *body,
                          size_t n, enum privacy_override override, struct safety_report *ret)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    const struct submission s = {.body = body, .body_n = n, .override = override};
    struct safety_place place;
    struct target t;

    TRY(txn_begin(&txn, v->db, TXN_READ));
    TRY(editable_find(a, v, post, &t));
    TRY(txn_commit(&txn));
    place.face = author_is_alias(target_author(&t)) ? FACE_ALIAS : FACE_HANDLE;
    place.thread = t.waits ? t.waiting.thread : t.thread.id;
    return safety_look(a, v, &place, &s, ret);
}

enum err post_edit_check(struct arena *a, struct visit *v, post_id post, const char *body, size_t n,
                         enum privacy_override override, struct safety_report *ret)
{
    return who_is_guest(v->who) ? E_GUEST : edit_look(a, v, post, body, n, override, ret);
}

enum err post_edit(struct visit *v, post_id post, const char *body, size_t n)
{
    return post_edit_override(v, post, body, n, OVERRIDE_NONE);
}

void post_edit_base(const char *body, uint8_t ret[static EDIT_BASE_BYTES])
{
    hash_keyed(NULL, body, strlen(body), ret, EDIT_BASE_BYTES);
}

static bool is_still(const uint8_t *base, const char *body)
{
    uint8_t now[EDIT_BASE_BYTES];

    post_edit_base(body, now);
    return memcmp(now, base, sizeof now) == 0;
}

/* `base` NULL: whatever it says now. */
static enum err edit_write(struct visit *v, post_id post, const uint8_t *base, const char *typed,
                           size_t n, enum privacy_override override)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    struct safety_report safety;
    const char *body, *now;
    struct target t;

    if (who_is_guest(v->who))
        return E_GUEST;
    TRY(body_clean(&a, CLEAN_STRICT, typed, n, BODY_BYTES, &body));
    TRY(edit_look(&a, v, post, body, strlen(body), override, &safety));
    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(editable_find(&a, v, post, &t));
    now = target_body(&t);
    if (strcmp(now, body) == 0 && !is_going(&t))
        return OK;
    if (base && !is_still(base, now))
        return E_STALE;
    if (safety.blocked) {
        txn_rollback(&txn);
        return safety_stop(v, &safety);
    }
    TRY(safety_tally(v, &safety));
    if (t.waits)
        TRY(waiting_set_body(v->db, post, body));
    else
        TRY(write_edit(v, &t, body));
    TRY(txn_commit(&txn));
    changed(v, &t);
    return OK;
}

enum err post_edit_override(struct visit *v, post_id post, const char *body, size_t n,
                            enum privacy_override override)
{
    return edit_write(v, post, NULL, body, n, override);
}

enum err post_edit_from(struct visit *v, post_id post, const uint8_t base[static EDIT_BASE_BYTES],
                        const char *body, size_t n, enum privacy_override override)
{
    return edit_write(v, post, base, body, n, override);
}

/* ---- deleting ---- */

/* At a release, or now; what waits itself is taken back without a trace. */
static enum err write_delete(struct visit *v, const struct target *t, enum change_when when,
                             int64_t *ret_due)
{
    *ret_due = 0;
    if (t->waits)
        return waiting_remove(v->db, t->waiting.id);
    if (when == CHANGE_AT_RELEASE && release_holds(v, t->mode)) {
        *ret_due = release_drawn(v);
        return change_later(v, t, NULL, *ret_due);
    }
    TRY(changes_remove(v->db, t->post.id, CHANGE_TEXT));
    return post_text_remove(v, &t->thread, &t->post);
}

enum err post_delete_when(struct visit *v, post_id post, enum change_when when, int64_t *ret_due)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    struct target t;

    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(own_find(&a, v, post, &t));
    TRY(write_delete(v, &t, when, ret_due));
    TRY(txn_commit(&txn));
    changed(v, &t);
    return OK;
}

enum err post_delete(struct visit *v, post_id post)
{
    int64_t due;

    return post_delete_when(v, post, CHANGE_AT_RELEASE, &due);
}

static enum err receipt_require(struct visit *v, const struct target *t, post_id post,
                                const uint8_t receipt[static RECEIPT_BYTES])
{
    uint8_t hash[TAG_BYTES];
    bool right;

    receipt_hash(post, receipt, hash);
    if (t->waits)
        right = bytes_equal(hash, t->waiting.receipt, sizeof hash);
    else
        TRY(posts_has_receipt(v->db, post, hash, &right));
    return right ? OK : t->waits ? E_NOTFOUND : E_CODE_INVALID;
}

enum err post_delete_by_receipt(struct visit *v, post_id post, const char *code,
                                enum change_when when, int64_t *ret_due)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    uint8_t receipt[RECEIPT_BYTES];
    struct target t;

    TRY(code_parse(code, RECEIPT_BITS, receipt));
    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(target_find(&a, v, post, &t));
    TRY(receipt_require(v, &t, post, receipt));
    TRY(write_delete(v, &t, when, ret_due));
    TRY(txn_commit(&txn));
    changed(v, &t);
    return OK;
}

/* ---- receipts and history ---- */

enum err post_receipt(struct visit *v, post_id post, char ret_code[static RECEIPT_CODE_SIZE])
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    uint8_t receipt[RECEIPT_BYTES];
    struct key secret;
    struct target t;

    TRY(txn_begin(&txn, v->db, TXN_READ));
    TRY(own_find(&a, v, post, &t));
    if (!author_is_alias(target_author(&t)))
        return E_DENIED;
    TRY(target_secret(&a, v, &t, &secret));
    author_receipt(v->who, &secret, post, receipt);
    secret_wipe(&secret, sizeof secret);
    code_format(receipt, RECEIPT_BITS, ret_code);
    return txn_commit(&txn);
}

/* Each wording is as old as the edit that ended the one before. */
static enum err history_fill(struct arena *a, struct visit *v, const struct target *t,
                             struct revision_page *ret)
{
    int64_t created = t->post.created_at;
    struct revision_row *old;
    int n;

    TRY(revisions_list(a, v->db, t->post.id, REVISIONS_MAX, &old, &n));
    ret->rows = arena_array(a, (size_t)n + 1, sizeof *ret->rows);
    if (!ret->rows)
        return E_NOMEM;
    for (int i = 0; i < n; i++) {
        ret->rows[i] = (struct revision){old[i].body, thread_time(t->thread.has_alias, created)};
        created = old[i].edited_at;
    }
    if (n == 0 && t->post.edited_at != 0)
        created = t->post.edited_at;
    ret->rows[n] = (struct revision){t->post.body, thread_time(t->thread.has_alias, created)};
    ret->n = n + 1;
    return OK;
}

enum err post_history(struct arena *a, struct visit *v, post_id post, struct revision_page *ret)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    struct target t;

    TRY(txn_begin(&txn, v->db, TXN_READ));
    TRY(find_out(a, v, post, &t));
    if (strcmp(t.post.state, "visible") != 0 && strcmp(t.post.state, "collapsed") != 0)
        return E_NOTFOUND;
    TRY(history_fill(a, v, &t, ret));
    return txn_commit(&txn);
}
