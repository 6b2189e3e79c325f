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
#include <curbside/domain/maintenance.h>
#include <curbside/domain/month_key.h>
#include <curbside/domain/permission.h>
#include <curbside/domain/post.h>
#include <curbside/domain/sanction.h>
#include <curbside/domain/state.h>
#include <curbside/store/changes.h>
#include <curbside/store/db.h>
#include <curbside/store/handles.h>
#include <curbside/store/helpful.h>
#include <curbside/store/posts.h>
#include <curbside/store/revisions.h>
#include <curbside/store/threads.h>
#include <curbside/store/waiting.h>

#include "addressed.h"
#include "board_rows.h"
#include "body.h"
#include "change.h"
#include "filter_rows.h"
#include "heading.h"
#include "own_waiting.h"
#include "release_time.h"
#include "safety_look.h"
#include "slow_change.h"
#include "tags.h"
#include "thread_rows.h"

/* A post as its author finds it: out, or waiting. */
struct target {
    bool waits;
    struct thread_record thread; /* of one that is out */
    struct post_record post;
    struct waiting_row waiting;
    bool changes; /* of one that is out: its author changed it, and that is not out yet */
    struct change_row change;
    bool reheads; /* likewise its title and tags */
    struct change_row rehead;
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
    if (err != OK && err != E_NOTFOUND)
        return err;
    if (ret->post.no > 1)
        return OK;
    err = changes_get(a, v->db, id, CHANGE_HEADING, &ret->rehead);
    ret->reheads = err == OK;
    return err == E_NOTFOUND ? OK : err;
}

static enum err target_find(struct arena *a, struct visit *v, post_id id, struct target *ret)
{
    enum err err = find_out(a, v, id, ret);

    ret->waits = ret->changes = ret->reheads = false;
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

/* Title and tags as they stand for everybody; none of a reply. */
static struct heading target_heading_out(const struct target *t)
{
    if (t->waits)
        return (struct heading){t->waiting.title, t->waiting.tags};
    return t->post.no == 1 ? (struct heading){t->thread.title, t->thread.tags}
                           : (struct heading){NULL, NULL};
}

/* And as their author last left them. */
static enum err target_heading(struct arena *a, const struct target *t, struct heading *ret)
{
    *ret = target_heading_out(t);
    return t->reheads ? heading_unpack(a, t->rehead.body, ret) : OK;
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

/* Do new texts wait for a moderator now, and these as well? As with posts, a moderator's own under
 * their handle do not, and none where nobody could let them out. */
static enum err seen_first(struct visit *v, const struct target *t, bool *ret)
{
    TRY(maintenance_is_on(v, MAINTENANCE_HOLD, ret));
    if (!*ret)
        return OK;
    if (!author_is_alias(target_author(t)) && permission_has(v->who, MAY_DECIDE)) {
        *ret = false;
        return OK;
    }
    return handles_has_staff(v->db, ret);
}

/* What is out cannot go back and wait. */
static enum err require_unseen(struct visit *v, const struct target *t)
{
    bool seen;

    TRY(seen_first(v, t, &seen));
    return seen ? E_EDIT_PAUSED : OK;
}

static enum err editable_find(struct arena *a, struct visit *v, post_id id, struct target *ret)
{
    TRY(own_find(a, v, id, ret));
    TRY(bars_require(a, v, ret));
    if (ret->waits)
        return OK;
    if (strcmp(ret->post.state, "visible") != 0 && strcmp(ret->post.state, "collapsed") != 0)
        return E_DENIED;
    return ret->thread.locked ? E_LOCKED : require_unseen(v, ret);
}

static enum err text_fill(struct arena *a, const struct target *t, struct post_text *ret)
{
    struct heading h;

    TRY(target_heading(a, t, &h));
    *ret = (struct post_text){.body = target_body(t), .n = strlen(target_body(t))};
    ret->title = h.title;
    return h.title ? tags_list(a, h.tags, &ret->tags, &ret->n_tags) : OK;
}

enum err post_edit_begin(struct arena *a, struct visit *v, post_id post, struct post_text *ret)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    struct target t;

    TRY(txn_begin(&txn, v->db, TXN_READ));
    TRY(editable_find(a, v, post, &t));
    TRY(text_fill(a, &t, ret));
    return txn_commit(&txn);
}

enum err post_change(struct arena *a, struct visit *v, post_id post, struct post_change *ret)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    struct target t;

    TRY(txn_begin(&txn, v->db, TXN_READ));
    TRY(own_find(a, v, post, &t));
    if (!t.changes && !t.reheads)
        return E_NOTFOUND;
    *ret = (struct post_change){.body = is_going(&t) ? NULL : target_body(&t),
                                .due = t.changes ? t.change.due_at : t.rehead.due_at};
    return txn_commit(&txn);
}

/* Put it where a release finds it, in place of an earlier change. */
static enum err change_later(struct visit *v, const struct target *t, enum change_about about,
                             const char *body, int64_t due)
{
    const struct change_row row = {
        .post = t->post.id,
        .about = about,
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
    if (!v->ring || t->waits || t->mode == BOARD_ALIAS)
        return;
    if (t->post.no == 1)
        v->ring(v->ring_ctx, TOPIC_BOARD, t->thread.board.v);
    v->ring(v->ring_ctx, TOPIC_THREAD, t->thread.id.v);
}

/* ---- editing ---- */

/* What a post is to say from now on, clean. */
struct edit {
    const char *body;
    struct heading heading;
    bool text, head; /* which of them differ from what the author left */
};

/* The two are out together, or are taken back where they say what is out already. */
static enum err write_later(struct arena *a, struct visit *v, const struct target *t,
                            const struct edit *e)
{
    const struct heading out = target_heading_out(t);
    int64_t due = release_drawn(v);

    if (e->text && t->changes && strcmp(t->post.body, e->body) == 0)
        TRY(changes_remove(v->db, t->post.id, CHANGE_TEXT));
    else if (e->text)
        TRY(change_later(v, t, CHANGE_TEXT, e->body, due));
    if (!e->head)
        return OK;
    if (heading_is_same(&out, &e->heading))
        return changes_remove(v->db, t->post.id, CHANGE_HEADING);
    const char *packed = heading_pack(a, &e->heading);
    return packed ? change_later(v, t, CHANGE_HEADING, packed, due) : E_NOMEM;
}

/* Handle posts keep what they said. */
static enum err keep_wording(struct visit *v, const struct target *t, int64_t now)
{
    const struct heading out = target_heading_out(t);
    const struct revision_row row = {
        .body = t->post.body, .title = out.title, .tags = out.tags, .edited_at = now};
    int n;

    TRY(revisions_count(v->db, t->post.id, &n));
    return n >= REVISIONS_MAX ? E_TOOFAST : revisions_add(v->db, t->post.id, &row);
}

static enum err write_now(struct visit *v, const struct target *t, const struct edit *e)
{
    int64_t now = clock_wall_s(v->clock);

    if (author_is_alias(&t->post.author))
        now = time_floor_hour(now);
    else
        TRY(keep_wording(v, t, now));
    if (e->head)
        TRY(heading_write(v, &t->thread, &e->heading));
    TRY(addressed_index_again(v, &t->post, e->body));
    return post_text_set(v, t->post.id, e->body, now);
}

static enum err write_waiting(struct visit *v, const struct target *t, const struct edit *e)
{
    if (e->head)
        TRY(waiting_set_heading(v->db, t->waiting.id, e->heading.title, e->heading.tags));
    return waiting_set_body(v->db, t->waiting.id, e->body);
}

static enum err write_edit(struct arena *a, struct visit *v, const struct target *t,
                           const struct edit *e)
{
    if (t->waits)
        return write_waiting(v, t, e);
    return release_holds(v, t->mode) ? write_later(a, v, t, e) : write_now(v, t, e);
}

/* As its author left it: what was there before is not held against a change. */
static enum err parts_before(struct arena *a, const struct target *t, struct filter_parts *ret)
{
    struct heading now;

    TRY(target_heading(a, t, &now));
    *ret = (struct filter_parts){.title = now.title,
                                 .tags = now.tags,
                                 .body = target_body(t),
                                 .body_n = strlen(target_body(t))};
    return OK;
}

/* Under which face the post stands; nothing is asked of one that cannot be edited. */
static enum err edit_look(struct arena *a, struct visit *v, post_id post,
                          const struct post_text *text, enum privacy_override override,
                          struct safety_report *ret)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    const struct submission s = {.title = text->title,
                                 .tags = text->tags,
                                 .n_tags = text->title ? text->n_tags : 0,
                                 .body = text->body,
                                 .body_n = text->n,
                                 .override = override};
    struct safety_place place;
    struct filter_parts before;
    struct target t;

    TRY(txn_begin(&txn, v->db, TXN_READ));
    TRY(editable_find(a, v, post, &t));
    TRY(txn_commit(&txn));
    TRY(parts_before(a, &t, &before));
    place.face = author_is_alias(target_author(&t)) ? FACE_ALIAS : FACE_HANDLE;
    place.thread = t.waits ? t.waiting.thread : t.thread.id;
    place.before = &before;
    return safety_look(a, v, &place, &s, ret);
}

/* What a filter slowed stays in the post until the wait is over, or nobody would wait. */
static enum err edit_require_slow(struct arena *a, struct visit *v, post_id post,
                                  const struct post_text *text)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    struct filter_parts before;
    struct target t;

    TRY(txn_begin(&txn, v->db, TXN_READ));
    TRY(editable_find(a, v, post, &t));
    TRY(parts_before(a, &t, &before));
    TRY(txn_commit(&txn));
    const struct slow_change change = {
        .created = t.waits ? t.waiting.due_at : t.post.created_at,
        .alias = author_is_alias(target_author(&t)),
        .title_before = before.title,
        .before = before.body,
        .title = text->title ? text->title : before.title,
        .text = text->body,
    };
    return slow_require_kept(v, &change);
}

/* What waits can wait for a moderator as well; what is out cannot go back. */
static enum err edit_hold(struct visit *v, const struct target *t,
                          const struct safety_report *safety)
{
    bool held = t->waiting.held != WAITING_FREE, seen;

    TRY(seen_first(v, t, &seen));
    if (held || (!safety->holds && !seen))
        return OK;
    return waiting_set_held(v->db, t->waiting.id, WAITING_HELD, t->waiting.due_at);
}

/* `safety` let it through or did not; nothing is written yet. */
static enum err edit_verdict(const struct target *t, const struct safety_report *safety)
{
    enum err err = safety_verdict(safety);

    if (err != OK)
        return err;
    return safety->holds && !t->waits ? E_EDIT_HELD : OK;
}

enum err post_edit_check(struct arena *a, struct visit *v, post_id post,
                         const struct post_text *text, enum privacy_override override,
                         struct safety_report *ret)
{
    return who_is_guest(v->who) ? E_GUEST : edit_look(a, v, post, text, override, ret);
}

enum err post_edit(struct visit *v, post_id post, const char *body, size_t n)
{
    return post_edit_override(v, post, body, n, OVERRIDE_NONE);
}

enum err post_edit_override(struct visit *v, post_id post, const char *body, size_t n,
                            enum privacy_override override)
{
    const struct post_text text = {.body = body, .n = n};

    return post_edit_text(v, post, NULL, &text, override);
}

/* Each part is hashed for itself, so that none can be taken for the end of another. */
void post_edit_base(const struct post_text *text, uint8_t ret[static EDIT_BASE_BYTES])
{
    uint8_t parts[2 + TAGS_MAX][EDIT_BASE_BYTES];
    int n = 0;

    hash_keyed(NULL, text->body, text->n, parts[n++], EDIT_BASE_BYTES);
    if (text->title)
        hash_keyed(NULL, text->title, strlen(text->title), parts[n++], EDIT_BASE_BYTES);
    for (int i = 0; text->title && i < text->n_tags && i < TAGS_MAX; i++)
        hash_keyed(NULL, text->tags[i], strlen(text->tags[i]), parts[n++], EDIT_BASE_BYTES);
    if (n == 1)
        memcpy(ret, parts[0], EDIT_BASE_BYTES);
    else
        hash_keyed(NULL, parts, (size_t)n * EDIT_BASE_BYTES, ret, EDIT_BASE_BYTES);
}

static enum err base_require(struct arena *a, const struct target *t, const uint8_t *base)
{
    uint8_t hash[EDIT_BASE_BYTES];
    struct post_text now;

    TRY(text_fill(a, t, &now));
    post_edit_base(&now, hash);
    return memcmp(hash, base, sizeof hash) == 0 ? OK : E_STALE;
}

static enum err edit_clean(struct arena *a, const struct post_text *text, struct edit *ret)
{
    TRY(body_clean(a, CLEAN_STRICT, text->body, text->n, BODY_BYTES, &ret->body));
    ret->heading = (struct heading){NULL, NULL};
    return text->title ? heading_clean(a, text->title, text->tags, text->n_tags, &ret->heading)
                       : OK;
}

/* What of it is new; a title that is not given is as it is. */
static enum err edit_compare(struct arena *a, const struct target *t, struct edit *e)
{
    struct heading now;

    TRY(target_heading(a, t, &now));
    if (e->heading.title && !now.title)
        return E_NOT_OPENER;
    if (!e->heading.title)
        e->heading = now;
    e->text = is_going(t) || strcmp(target_body(t), e->body) != 0;
    e->head = !heading_is_same(&now, &e->heading);
    return OK;
}

enum err post_edit_text(struct visit *v, post_id post, const uint8_t *base,
                        const struct post_text *text, enum privacy_override override)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    struct safety_report safety;
    struct edit e;
    struct target t;

    if (who_is_guest(v->who))
        return E_GUEST;
    TRY(edit_clean(&a, text, &e));
    const struct post_text clean = {.body = e.body,
                                    .n = strlen(e.body),
                                    .title = e.heading.title,
                                    .tags = text->tags,
                                    .n_tags = text->n_tags};
    TRY(edit_look(&a, v, post, &clean, override, &safety));
    TRY(edit_require_slow(&a, v, post, &clean));
    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(maintenance_require_writing(v));
    TRY(editable_find(&a, v, post, &t));
    TRY(edit_compare(&a, &t, &e));
    if (!e.text && !e.head)
        return OK;
    if (base)
        TRY(base_require(&a, &t, base));
    enum err err = edit_verdict(&t, &safety);
    if (err != OK) {
        txn_rollback(&txn);
        return safety_stop(v, &safety, err);
    }
    if (t.waits)
        TRY(edit_hold(v, &t, &safety));
    TRY(safety_tally(v, &safety));
    TRY(write_edit(&a, v, &t, &e));
    TRY(txn_commit(&txn));
    changed(v, &t);
    return OK;
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
        return change_later(v, t, CHANGE_TEXT, NULL, *ret_due);
    }
    TRY(changes_remove(v->db, t->post.id, CHANGE_TEXT));
    TRY(changes_remove(v->db, t->post.id, CHANGE_HEADING));
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

static enum err wording_fill(struct arena *a, const struct target *t, const char *body,
                             const struct heading *h, int64_t created, struct revision *ret)
{
    *ret = (struct revision){
        .body = body, .title = h->title, .created = thread_time(t->thread.has_alias, created)};
    return h->title && h->tags ? tags_list(a, h->tags, &ret->tags, &ret->n_tags) : OK;
}

/* Each wording is as old as the edit that ended the one before. */
static enum err history_fill(struct arena *a, struct visit *v, const struct target *t,
                             struct revision_page *ret)
{
    const struct heading out = target_heading_out(t);
    int64_t created = t->post.created_at;
    struct revision_row *old;
    int n;

    TRY(revisions_list(a, v->db, t->post.id, REVISIONS_MAX, &old, &n));
    ret->rows = arena_array(a, (size_t)n + 1, sizeof *ret->rows);
    if (!ret->rows)
        return E_NOMEM;
    ret->retitled = false;
    for (int i = 0; i < n; i++) {
        const struct heading h = {old[i].title, old[i].tags};

        ret->retitled = ret->retitled || (h.title && !heading_is_same(&h, &out));
        TRY(wording_fill(a, t, old[i].body, &h, created, &ret->rows[i]));
        created = old[i].edited_at;
    }
    if (n == 0 && t->post.edited_at != 0)
        created = t->post.edited_at;
    ret->n = n + 1;
    return wording_fill(a, t, t->post.body, &out, created, &ret->rows[n]);
}

enum err post_history(struct arena *a, struct visit *v, post_id post, struct revision_page *ret)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    struct target t = {.waits = false};

    TRY(txn_begin(&txn, v->db, TXN_READ));
    TRY(find_out(a, v, post, &t));
    if (strcmp(t.post.state, "visible") != 0 && strcmp(t.post.state, "collapsed") != 0)
        return E_NOTFOUND;
    TRY(history_fill(a, v, &t, ret));
    return txn_commit(&txn);
}
