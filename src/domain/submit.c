/* SPDX-License-Identifier: MIT
 *
 * submit.c -- posting: from what a person hands in to a committed post.
 *
 * Texts are cleaned before the write lock is taken; everything that depends on the board and the
 * thread is asked under it. One transaction holds the thread, the post, the counters and the
 * token's hash, and nothing else: what is private to the author (read marks, the draft) changes in
 * memory or in a transaction of its own, later. When post_submit() says OK the post is on disk.
 */
#include <curbside/domain/post.h>

#include <stdio.h>
#include <string.h>

#include <curbside/base/crypto.h>
#include <curbside/domain/alias_rules.h>
#include <curbside/domain/authorship.h>
#include <curbside/domain/board.h>
#include <curbside/domain/filter.h>
#include <curbside/domain/identity.h>
#include <curbside/domain/maintenance.h>
#include <curbside/domain/month_key.h>
#include <curbside/domain/permission.h>
#include <curbside/domain/sanction.h>
#include <curbside/domain/slow.h>
#include <curbside/domain/standing.h>
#include <curbside/domain/state.h>
#include <curbside/domain/thread.h>
#include <curbside/store/db.h>
#include <curbside/store/flags.h>
#include <curbside/store/handles.h>
#include <curbside/store/posts.h>
#include <curbside/store/submissions.h>
#include <curbside/store/threads.h>
#include <curbside/store/waiting.h>

#include "board_rows.h"
#include "body.h"
#include "heading.h"
#include "insert.h"
#include "own_waiting.h"
#include "release_time.h"
#include "safety_look.h"
#include "tags.h"
#include "unread.h"

enum {
    MINUTE_S = 60,
    HELD_PERCENT = 5, /* of everybody's posts on alias boards */
    HELD_MAX = 512,   /* on one board; newcomers then come back later */
    DAY_S = 24 * 60 * 60,
};

/* ---- the texts ---- */

struct wording {
    struct heading heading; /* none in a reply */
    const char *body;
};

static enum err wording_clean(struct arena *a, const struct submission *s, struct wording *ret)
{
    *ret = (struct wording){0};
    if (s->thread.v == 0) {
        TRY(heading_clean(a, s->title ? s->title : "", s->tags, s->n_tags, &ret->heading));
    }
    return body_clean(a, CLEAN_STRICT, s->body, s->body_n, BODY_BYTES, &ret->body);
}

/* ---- the place ---- */

/* Where a post goes, that it may go there, and when it will be out. */
struct place {
    struct board board;
    thread_id thread; /* drawn, for a new thread */
    bool starts;      /* that one */
    bool waits;       /* for a release */
    bool seen;        /* the caller's handle was seen a moment ago */
    int64_t due;      /* when it is out */
    int64_t latest;   /* when it would be, at the latest, if it waited a drawn time */
    int64_t created;  /* of the thread */
    bool shut;        /* the thread takes no new aliases */
    bool has_alias;   /* and holds some */
};

static enum err place_reply(struct arena *a, struct visit *v, const struct submission *s,
                            struct place *ret)
{
    struct thread_record thread;

    TRY(threads_get(a, v->db, s->thread, &thread));
    TRY(board_get_any(a, v, thread.board, &ret->board));
    TRY(board_can_reply(v, &ret->board));
    if (thread.moved_to.v != 0)
        return E_MOVED;
    if (thread.locked)
        return E_LOCKED;
    if (thread.posts >= THREAD_POSTS)
        return E_THREAD_FULL;
    if (s->reply_to < 0 || s->reply_to > thread.posts)
        return E_NOTFOUND;
    ret->thread = s->thread;
    ret->starts = false;
    ret->created = thread.created_at;
    ret->shut = thread.alias_closed;
    ret->has_alias = thread.has_alias;
    return OK;
}

static enum err place_start(struct arena *a, struct visit *v, const struct submission *s,
                            struct place *ret)
{
    TRY(board_get_any(a, v, s->board, &ret->board));
    TRY(board_can_start(v, &ret->board));
    if (s->reply_to != 0)
        return E_NOTFOUND;
    TRY(thread_draw(v, &ret->thread));
    ret->starts = true;
    ret->created = 0;
    ret->shut = ret->has_alias = false;
    return OK;
}

/* Handle posts are public with their times, so they need no record to be remembered by. */
static enum err handle_was_seen(struct visit *v, bool *ret)
{
    int64_t now = clock_wall_s(v->clock), last;

    TRY(author_last_post(v->db, v->who->handle, &last));
    *ret = last > now - (int64_t)v->alias->other_face_minutes * MINUTE_S;
    return OK;
}

/* The same for everybody: a wait that depended on the author would tell of the author, to whoever
 * watches what is let out late and to whoever sees it waiting. */
static int64_t wait_most_s(const struct visit *v, bool seen)
{
    if (v->alias->spread_minutes > 0)
        return (int64_t)v->alias->spread_minutes * MINUTE_S;
    return seen ? ALIAS_OTHER_FACE_WAIT_S : 0;
}

static enum err place_time(struct visit *v, const struct submission *s, struct place *place)
{
    int64_t now = clock_wall_s(v->clock), most;

    place->waits = place->seen = false;
    place->due = place->latest = now;
    if (release_holds(v, place->board.mode)) {
        place->waits = true;
        TRY(handle_was_seen(v, &place->seen));
        most = wait_most_s(v, place->seen);
        place->latest = release_after(v, now + most);
        if (most > 0 && !s->soon)
            now += random_below(v->random, (uint32_t)most);
        place->due = release_after(v, now);
    }
    if (s->thread.v == 0)
        place->created = place->due;
    return OK;
}

/* Nobody's second post comes out before their first in the same thread. */
static enum err place_after_own(struct arena *a, struct visit *v, struct place *place)
{
    struct waiting_rows own;

    TRY(own_waiting_replies(a, v, place->thread, &own));
    for (int i = 0; i < own.n; i++)
        if (own.rows[i].due_at > place->due)
            place->due = own.rows[i].due_at;
    return OK;
}

static enum err place_find(struct arena *a, struct visit *v, const struct submission *s,
                           struct place *ret)
{
    TRY((s->thread.v != 0 ? place_reply : place_start)(a, v, s, ret));
    TRY(place_time(v, s, ret));
    return ret->waits && s->thread.v != 0 ? place_after_own(a, v, ret) : OK;
}

/* The author of a post, and what follows from being an alias. */
struct byline {
    struct author_row row;
    enum face face;
    struct key secret; /* of the thread; wiped by byline_done() */
    int64_t until;     /* 0 for a handle */
};

static void byline_done(struct byline *b)
{
    secret_wipe(&b->secret, sizeof b->secret);
}
#define AUTO_BYLINE __attribute__((cleanup(byline_done)))

static enum err byline_make(struct arena *a, struct visit *v, const struct place *place,
                            const struct submission *s, struct byline *ret)
{
    struct author_place at = {
        .thread = place->thread,
        .mode = place->board.mode,
        .alias_shut = place->shut,
        .has_alias = place->has_alias,
        .alias = s->alias,
    };

    if (v->alias) {
        TRY(thread_secret_get(v, place->thread, place->created, place->due, &ret->secret,
                              &ret->until));
        at.secret = &ret->secret;
        at.alias_open = v->alias->open;
    }
    TRY(author_for_new_post(a, v, &at, s->face, &ret->row, &ret->face));
    if (ret->face == FACE_ALIAS && place->starts && place->board.staff_threads)
        return E_ALIAS_STAFF;
    if (ret->face == FACE_HANDLE)
        ret->until = 0;
    return sanction_require(v, ret->face, place->thread, v->alias ? &ret->secret : NULL);
}

/* ---- held for a moderator ---- */

/* Where the post goes, as far as that can be said without the write lock. */
static enum err board_of(struct arena *a, struct visit *v, const struct submission *s,
                         struct board *ret)
{
    struct thread_record thread;

    if (s->thread.v == 0)
        return board_get_any(a, v, s->board, ret);
    TRY(threads_get(a, v->db, s->thread, &thread));
    return board_get_any(a, v, thread.board, ret);
}

/* Once newcomers have used up what passes on the board in an hour, everybody's wait for the rest of
 * it, and always a few: being held says nothing of whom it happened to. */
static enum err hold_draw(struct visit *v, const struct board *board, bool *ret)
{
    bool is_new;
    int held;

    *ret = random_below(v->random, 100) < HELD_PERCENT;
    TRY(standing_is_new(v, &is_new));
    if (!*ret && v->newcomer_pass)
        *ret = v->newcomer_pass(v->newcomer_ctx, board->id, is_new) != OK;
    if (!*ret)
        return OK;
    TRY(waiting_count_held(v->db, board->id, HELD_MAX, &held));
    *ret = held < HELD_MAX;
    return held < HELD_MAX || !is_new ? OK : E_TOOFAST;
}

/* Asked before the transaction: the count is kept in another process. */
static enum err hold_decide(struct visit *v, const struct submission *s, bool *ret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct board board;
    bool staff;

    *ret = false;
    if (v->newcomer_posts == 0)
        return OK;
    TRY(board_of(&a, v, s, &board));
    if (board.mode != BOARD_ALIAS)
        return OK;
    TRY(handles_has_staff(v->db, &staff)); /* nobody else could let it out */
    return staff ? hold_draw(v, &board, ret) : OK;
}

static enum err require_not_slow(struct visit *v, const struct submission *s)
{
    int64_t wait = 0;

    if (s->thread.v != 0)
        TRY(slow_wait(v, s->thread, &wait));
    return wait > 0 ? E_SLOW : OK;
}

/* ---- checking ---- */

enum err post_check(struct visit *v, const struct submission *s)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    AUTO_BYLINE struct byline byline = {0};
    struct wording wording;
    struct place place;

    if (who_is_guest(v->who))
        return E_GUEST;
    TRY(wording_clean(&a, s, &wording));
    TRY(txn_begin(&txn, v->db, TXN_READ));
    TRY(maintenance_require_writing(v));
    TRY(place_find(&a, v, s, &place));
    TRY(byline_make(&a, v, &place, s, &byline));
    TRY(require_not_slow(v, s));
    return txn_commit(&txn);
}

static bool is_barred(enum err err)
{
    return err == E_BARRED || err == E_BARRED_THREAD || err == E_BARRED_ALIAS ||
           err == E_BARRED_HANDLE;
}

/* Can the caller have the other face here as well? */
static enum err other_face_ask(struct arena *a, struct visit *v, const struct place *place,
                               enum face face, bool *ret)
{
    AUTO_BYLINE struct byline byline = {0};
    const struct submission other = {.face = face == FACE_ALIAS ? FACE_HANDLE : FACE_ALIAS};
    enum err err = byline_make(a, v, place, &other, &byline);

    *ret = err == OK;
    return err == E_FACE_FIXED || err == E_ALIAS_CLOSED || err == E_ALIAS_SHUT ||
                   err == E_ALIAS_STAFF || is_barred(err)
               ? OK
               : err;
}

static enum err offer_fill(struct arena *a, struct visit *v, const struct place *place,
                           const struct byline *byline, struct face_offer *ret)
{
    struct face_offer offer = {
        .face = byline->face,
        .waits = place->waits,
        .seen = place->seen,
        .released = place->due,
        .latest = place->latest,
        .until = byline->until,
    };
    bool other;

    TRY(author_show(a, &byline->row, &offer.author));
    if (offer.face == FACE_ALIAS)
        offer.alias = offer.author.name + 1; /* behind the ~ */
    TRY(other_face_ask(a, v, place, offer.face, &other));
    offer.fixed = !other;
    *ret = offer;
    return OK;
}

enum err post_offer(struct arena *a, struct visit *v, board_id board, thread_id thread,
                    enum face wish, const char *alias, struct face_offer *ret)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    AUTO_BYLINE struct byline byline = {0};
    /* No texts yet, and the thread as it is. */
    struct submission s = {
        .board = board, .thread = thread, .face = wish, .alias = alias, .soon = true};
    struct place place;
    enum err err;

    if (who_is_guest(v->who))
        return E_GUEST;
    TRY(txn_begin(&txn, v->db, TXN_READ));
    TRY(place_find(a, v, &s, &place));
    err = byline_make(a, v, &place, &s, &byline);
    if (err == E_ALIAS_CHANGED) {
        s.alias = NULL;
        err = byline_make(a, v, &place, &s, &byline);
    }
    TRY(err);
    TRY(offer_fill(a, v, &place, &byline, ret));
    return txn_commit(&txn);
}

/* ---- posting ---- */

static void token_hash(const struct submission *s, uint8_t ret[static TOKEN_HASH_BYTES])
{
    hash_keyed(NULL, s->token, sizeof s->token, ret, TOKEN_HASH_BYTES);
}

/* A post that is written, and what its author is told of it. */
struct writing {
    struct visit *v;
    const struct submission *s;
    const struct wording *wording;
    const struct place *place;
    const struct byline *byline;
    uint8_t token[TOKEN_HASH_BYTES];
    uint8_t receipt[TAG_BYTES]; /* its hash */
    struct submitted made;
    bool hold;
};

static enum err name_put(const struct author_row *row, struct submitted *ret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct author author;

    TRY(author_show(&a, row, &author));
    snprintf(ret->name, sizeof ret->name, "%s", author.name);
    return OK;
}

static void receipt_put(const struct who *who, const struct key *secret, struct submitted *ret,
                        uint8_t ret_hash[static TAG_BYTES])
{
    uint8_t receipt[RECEIPT_BYTES];

    author_receipt(who, secret, ret->post, receipt);
    receipt_hash(ret->post, receipt, ret_hash);
    code_format(receipt, RECEIPT_BITS, ret->receipt);
    secret_wipe(receipt, sizeof receipt);
}

/* What is told of an alias post again: as on the first time, while its key lives. */
static enum err tell_alias(struct visit *v, const struct author_row *row, int64_t thread_created,
                           struct submitted *ret)
{
    uint8_t hash[TAG_BYTES];
    struct key secret;

    TRY(name_put(row, ret));
    if (!author_is_alias(row) || !v->alias)
        return OK;
    TRY(thread_secret_get(v, ret->thread, thread_created, ret->released, &secret, &ret->until));
    receipt_put(v->who, &secret, ret, hash);
    secret_wipe(&secret, sizeof secret);
    return OK;
}

/* Does it stand as it is handed in now? A reply has no heading. */
static bool says_the_same(const struct wording *w, const char *title, const char *tags,
                          const char *body)
{
    const struct heading stands = {title, tags ? tags : ""};

    return strcmp(w->body, body) == 0 &&
           (!w->heading.title || heading_is_same(&stands, &w->heading));
}

static enum err answer_waiting(struct arena *a, struct visit *v,
                               const uint8_t hash[static TOKEN_HASH_BYTES],
                               const struct wording *wording, struct submitted *ret)
{
    struct waiting_row row;
    struct thread_record thread;
    int64_t created;

    TRY(waiting_find_token(a, v->db, hash, &row));
    created = row.due_at;
    if (!row.title) {
        TRY(threads_get(a, v->db, row.thread, &thread));
        created = thread.created_at;
    }
    *ret = (struct submitted){
        .thread = row.thread, .post = row.id, .waits = true, .released = row.due_at};
    ret->differs = row.body && !says_the_same(wording, row.title, row.tags, row.body);
    TRY(tell_alias(v, &row.author, created, ret));
    ret->held = row.held != WAITING_FREE;
    ret->released = ret->held ? 0 : row.due_at;
    return OK;
}

/* What this token made before. E_NOTFOUND: nothing. */
static enum err answer_again(struct arena *a, struct visit *v,
                             const uint8_t hash[static TOKEN_HASH_BYTES],
                             const struct wording *wording, struct submitted *ret)
{
    struct submission_row row;
    struct thread_record thread;
    struct post_record post;
    enum err err = submissions_find(v->db, hash, &row);

    if (err == E_NOTFOUND)
        return answer_waiting(a, v, hash, wording, ret);
    TRY(err);
    TRY(posts_get(a, v->db, row.thread, row.no, &post));
    TRY(threads_get(a, v->db, row.thread, &thread));
    *ret = (struct submitted){
        .thread = row.thread, .post = row.post, .no = row.no, .released = post.created_at};
    ret->differs = !says_the_same(wording, thread.title, thread.tags, post.body);
    return tell_alias(v, &post.author, thread.created_at, ret);
}

static enum err write_thread(struct arena *a, const struct writing *w, int64_t created_at)
{
    struct new_thread thread = {
        .id = w->place->thread,
        .board = w->place->board.id,
        .title = w->wording->heading.title,
        .created_at = created_at,
    };

    TRY(tags_list(a, w->wording->heading.tags, &thread.tags, &thread.n_tags));
    return thread_insert(w->v, &thread);
}

/* Nobody but its author learns of it before it is out. */
static enum err write_waiting(struct writing *w)
{
    struct waiting_row row = {
        .id = w->made.post,
        .thread = w->place->thread,
        .board = w->place->board.id,
        .title = w->wording->heading.title,
        .tags = w->wording->heading.tags ? w->wording->heading.tags : "",
        /* Where there are no releases it would be the second it was written in. */
        .due_at = w->place->waits ? w->place->due : time_floor_hour(w->place->due),
        .reply_to = w->s->reply_to,
        .body = w->wording->body,
        .held = w->hold ? WAITING_HELD : WAITING_FREE,
        .has_receipt = w->byline->face == FACE_ALIAS,
        .author = w->byline->row,
    };

    memcpy(row.receipt, w->receipt, sizeof row.receipt);
    memcpy(row.token, w->token, sizeof row.token);
    TRY(author_count_waiting(w->v, row.thread, &row.author, &row.part));
    w->made.waits = true;
    w->made.held = w->hold;
    w->made.released = w->hold ? 0 : row.due_at;
    return waiting_insert(w->v->db, &row);
}

/* The first post under a handle, which everybody can see that it is, comes before a moderator,
 * where there is one. Of an alias nobody may learn that its author is new. */
static enum err is_first(const struct writing *w, bool *ret)
{
    bool has_posts, staff;

    *ret = false;
    if (w->byline->face != FACE_HANDLE || w->v->newcomer_posts == 0 ||
        w->v->who->role >= ROLE_MODERATOR)
        return OK;
    TRY(author_has_posts(w->v->db, w->v->who->handle, &has_posts));
    TRY(handles_has_staff(w->v->db, &staff));
    *ret = staff && !has_posts;
    return OK;
}

static enum err write_out(struct arena *a, struct writing *w)
{
    bool alias = author_is_alias(&w->byline->row);
    const struct new_post post = {
        .id = w->made.post,
        .board = w->place->board.id,
        .thread = w->place->thread,
        .created_at = alias ? time_floor_hour(w->place->due) : w->place->due,
        .reply_to = w->s->reply_to,
        .body = w->wording->body,
        .receipt = alias ? w->receipt : NULL,
        .author = w->byline->row,
    };
    bool first;
    post_id id;

    TRY(is_first(w, &first));
    if (w->s->thread.v == 0)
        TRY(write_thread(a, w, post.created_at));
    w->made.released = post.created_at;
    TRY(post_insert(w->v, &post, &id, &w->made.no));
    return first ? flagged_add(w->v->db, id, time_floor_hour(post.created_at)) : OK;
}

static enum err write_token(struct visit *v, const uint8_t hash[static TOKEN_HASH_BYTES],
                            const struct submitted *made)
{
    const struct submission_row row = {made->thread, made->post, made->no};

    return submissions_insert(v->db, hash, &row, time_floor_day(clock_wall_s(v->clock)));
}

/* The whole of what one post writes. */
static enum err write_post(struct arena *a, struct writing *w)
{
    w->made.thread = w->place->thread;
    w->made.until = w->byline->until;
    TRY(post_draw(w->v, &w->made.post));
    TRY(name_put(&w->byline->row, &w->made));
    if (w->byline->face == FACE_ALIAS)
        receipt_put(w->v->who, &w->byline->secret, &w->made, w->receipt);
    if (w->place->waits || w->hold)
        return write_waiting(w);
    TRY(write_out(a, w));
    return write_token(w->v, w->token, &w->made);
}

/* After the commit: what the caller's own session remembers, and a bell for the others. */
static void posted(struct visit *v, const struct place *place, const struct submitted *made,
                   enum face face)
{
    state_wrote(v->state);
    if (face == FACE_ALIAS && !made->held)
        state_evidence_note(v->state, made->post, (uint32_t)(made->released / DAY_S),
                            month_serving(v, place->created, made->released));
    if (made->waits)
        return;
    /* Else it is found again by its row. */
    IGNORE(unread_mark(v, made->thread, made->no, made->no, true));
    if (!v->ring)
        return;
    v->ring(v->ring_ctx, TOPIC_BOARD, place->board.id.v);
    v->ring(v->ring_ctx, TOPIC_THREAD, made->thread.v);
}

/* The texts as they will be stored. Whoever may not post there is told so later. */
static enum err wording_safety(struct arena *a, struct visit *v, const struct submission *s,
                               const struct wording *wording, struct safety_report *ret)
{
    struct submission clean = *s;

    clean.title = wording->heading.title;
    clean.body = wording->body;
    clean.body_n = strlen(wording->body);
    return safety_check(a, v, &clean, ret);
}

/* Does every post wait now? Not a moderator's under their own handle: it has been seen by one.
 * Under an alias no difference is made, which would tell of who it is. */
static enum err all_wait(const struct writing *w, bool *ret)
{
    TRY(maintenance_is_on(w->v, MAINTENANCE_HOLD, ret));
    if (w->byline->face == FACE_HANDLE && permission_has(w->v->who, MAY_DECIDE))
        *ret = false;
    return OK;
}

/* What a filter or a sysop holds waits under whatever face and on whatever board, as long as there
 * is somebody who could let it out, and no more of it than people can look at. */
static enum err filter_hold(struct writing *w, const struct safety_report *safety)
{
    bool staff, all;
    int held;

    w->made.slow_minutes = safety->slows ? FILTER_SLOW_MINUTES : 0;
    TRY(all_wait(w, &all));
    if ((!safety->holds && !all) || w->hold)
        return OK;
    TRY(handles_has_staff(w->v->db, &staff));
    if (!staff)
        return OK;
    TRY(waiting_count_held(w->v->db, w->place->board.id, HELD_MAX, &held));
    w->hold = true;
    return held < HELD_MAX ? OK : E_TOOFAST;
}

enum err post_submit(struct visit *v, const struct submission *s, struct submitted *ret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    AUTO_BYLINE struct byline byline = {0};
    struct safety_report safety;
    struct wording wording;
    struct place place;
    struct writing w = {.v = v, .s = s, .wording = &wording, .place = &place, .byline = &byline};
    enum err err;

    if (who_is_guest(v->who))
        return E_GUEST;
    TRY(wording_clean(&a, s, &wording));
    token_hash(s, w.token);
    TRY(wording_safety(&a, v, s, &wording, &safety));
    TRY(hold_decide(v, s, &w.hold));
    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    err = answer_again(&a, v, w.token, &wording, ret);
    if (err != E_NOTFOUND)
        return err;
    TRY(maintenance_require_writing(v));
    TRY(place_find(&a, v, s, &place));
    TRY(byline_make(&a, v, &place, s, &byline));
    TRY(require_not_slow(v, s));
    err = safety_verdict(&safety);
    if (err != OK) {
        txn_rollback(&txn);
        return safety_stop(v, &safety, err);
    }
    TRY(filter_hold(&w, &safety));
    TRY(write_post(&a, &w));
    TRY(safety_tally(v, &safety));
    TRY(txn_commit(&txn));
    posted(v, &place, &w.made, byline.face);
    *ret = w.made;
    return OK;
}
