/* SPDX-License-Identifier: MIT
 *
 * week_acts.c -- what people do in their week, each act as the program does it.
 *
 * When the session writes the sealed state and empties the log is copied from app/session.c and
 * app/screens_run.c, for that is part of what the thief sees.
 */
#include "week_acts.h"

#include <curbside/domain/edit.h>
#include <curbside/domain/keys.h>
#include <curbside/domain/post.h>
#include <curbside/domain/release.h>
#include <curbside/domain/state.h>
#include <curbside/domain/thread.h>
#include <curbside/domain/upkeep.h>
#include <curbside/store/handles.h>

#include "state_record.h"

enum {
    THREADS_SEEN = 25, /* on the first page of a board */
    PLACES_TRIED = 6,
    NEW_THREAD_PERCENT = 7,
    READ_MORE_PERCENT = 70,
    ANSWER_PERCENT = 30,
    NEWCOMER_POSTS = 6, /* see newcomer_pass(); of everybody a few are held */
    LEAVES_PLAIN = 20,  /* one who comes seldom */
    LEAVES_ERASING = 8, /* and one who comes more often */
};

static const char *const words[] = {
    "the",  "of",      "and",    "shift", "exam",   "night",  "ward",  "notes",  "score", "week",
    "team", "program", "letter", "reads", "asking", "answer", "never", "always", "maybe", "tired",
};

static uint32_t draw(struct week *w, uint32_t bound)
{
    return dice_below(&w->dice, bound);
}

/* Most texts are short; some run over a page of the file. */
static const char *text_make(struct arena *a, struct week *w)
{
    uint32_t n = 8 + draw(w, 120) + (draw(w, 8) == 0 ? 600 + draw(w, 900) : 0);
    AUTO_STR struct str s = STR_INIT;

    for (uint32_t i = 0; i < n; i++) {
        str_add(&s, words[draw(w, sizeof words / sizeof words[0])]);
        str_add(&s, i % 12 == 11 ? ".\n" : " ");
    }
    return arena_strdup(a, str_cstr(&s));
}

/* ---- coming and going ---- */

/* From the next visit on. */
static void make_moderator(struct visit *v)
{
    AUTO_TXN struct txn txn = TXN_NONE;

    assert_int_equal(txn_begin(&txn, v->db, TXN_WRITE), OK);
    assert_int_equal(handles_set_role(v->db, v->who->handle, "moderator"), OK);
    assert_int_equal(txn_commit(&txn), OK);
}

/* In one hour of five newcomers used up what passes: what is held has to be enough to look at. As
 * on a board, everybody's waits then. */
static enum err newcomer_pass(void *ctx, board_id board, bool is_new)
{
    struct week *w = ctx;
    uint64_t hour = w->crowd + (uint64_t)board.v * 7919 + (uint64_t)w->board->now_s / 3600;

    (void)is_new;
    return dice_below(&hour, 5) == 0 ? E_TOOFAST : OK;
}

void week_visit_open(struct week *w, int person, struct visit *ret)
{
    struct person *p = &w->people[person];
    char code[RECOVERY_CODE_SIZE];

    *ret = visit_as(w->board, p->key);
    ret->alias = &w->rules;
    ret->newcomer_posts = NEWCOMER_POSTS;
    ret->newcomer_pass = newcomer_pass;
    ret->newcomer_ctx = w;
    if (who_is_guest(ret->who) && !p->gone) {
        assert_int_equal(account_join(ret, p->name, code), OK);
        p->handle = ret->who->handle;
        if (person == MODERATOR)
            make_moderator(ret);
    }
}

bool week_state_name(struct week *w, int person, uint8_t ret[static SEALED_NAME_BYTES])
{
    struct person *p = &w->people[person];
    struct visit v;
    size_t n;

    if (p->handle.v == 0 || p->gone)
        return false;
    if (!p->state_named) {
        week_visit_open(w, person, &v);
        p->state_named = state_row(&v, p->state_name, &n) == OK;
        account_close(&v);
    }
    memcpy(ret, p->state_name, SEALED_NAME_BYTES);
    return p->state_named;
}

static enum err log_in(struct week *w, struct session *s)
{
    if (w->people[s->person].gone)
        return E_GUEST;
    week_visit_open(w, s->person, &s->v);
    s->in = true;
    return OK;
}

static enum err save(struct session *s)
{
    bool empty;

    TRY(state_save(&s->v));
    return db_wal_truncate(s->v.db, &empty);
}

static enum err quit(struct session *s)
{
    enum err err = state_save(&s->v);

    account_close(&s->v);
    s->in = false;
    return err;
}

static enum err leave(struct week *w, int person)
{
    struct person *p = &w->people[person];
    bool erases = person == LEAVES_ERASING;
    struct visit v;

    week_visit_open(w, person, &v);
    enum err err = (erases ? account_leave_erasing : account_leave)(&v, p->name);
    p->gone = err == OK;
    p->erases = p->gone && erases;
    account_close(&v);
    return err;
}

/* ---- reading ---- */

/* One of the threads a board shows first; NULL where there is none. */
const struct thread_row *week_thread_pick(struct arena *a, struct week *w, struct visit *v,
                                          int board)
{
    const struct thread_query query = {.board = w->boards[board], .limit = THREADS_SEEN};
    struct thread_page page;

    assert_int_equal(thread_list(a, v, &query, &page), OK);
    if (page.n == 0)
        return NULL;
    /* Rather one of the first. */
    const struct thread_row *row = &page.rows[draw(w, 1 + draw(w, (uint32_t)page.n))];
    return row->released == 0 ? row : NULL;
}

static enum err read_thread(struct week *w, struct session *s)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    const struct thread_row *row = week_thread_pick(&a, w, &s->v, (int)draw(w, BOARDS));
    struct post_page page;

    if (!row)
        return OK;
    int from = marks_first_unread(s->v.state, row->id);
    TRY(post_list(&a, &s->v, row->id, from, LIST_MAX, &page));
    if (page.n > 0 && draw(w, 100) < READ_MORE_PERCENT)
        post_mark_read(&s->v, row->id, from, page.rows[page.n - 1].no);
    return OK;
}

/* ---- writing ---- */

static int board_pick(struct week *w, const struct writing *wr)
{
    for (;;) {
        int i = (int)draw(w, BOARDS);
        bool fits = wr->alias_board ? w->modes[i] == BOARD_ALIAS : w->modes[i] == BOARD_EITHER;

        if (fits || (wr->face == FACE_HANDLE && w->modes[i] == BOARD_HANDLE))
            return i;
    }
}

/* A place where the face can be had; after a few tries a thread of one's own. */
static enum err place_pick(struct arena *a, struct week *w, struct session *s, struct writing *wr)
{
    struct face_offer offer;

    for (int i = 0; i < PLACES_TRIED; i++) {
        int board = board_pick(w, wr);
        bool opens = draw(w, 100) < NEW_THREAD_PERCENT || i == PLACES_TRIED - 1;
        const struct thread_row *row = opens ? NULL : week_thread_pick(a, w, &s->v, board);

        wr->board = w->boards[board];
        wr->thread = row ? row->id : (thread_id){0};
        wr->reply_to = row && draw(w, 100) < ANSWER_PERCENT ? 1 + (int)draw(w, (uint32_t)row->posts)
                                                            : 0;
        if (post_offer(a, &s->v, wr->board, wr->thread, wr->face, NULL, &offer) == OK)
            return OK;
    }
    return E_FACE_FIXED;
}

static enum err draft_note(struct week *w, struct session *s, const struct writing *wr)
{
    uint8_t name[SEALED_NAME_BYTES];
    struct draft_truth truth = {.person = s->person};
    size_t n;

    TRY(draft_row(&s->v, wr->draft.number, name, &n));
    memcpy(&truth.name, name, sizeof truth.name);
    if (w->n_drafts == w->cap_drafts) {
        w->cap_drafts = w->cap_drafts ? 2 * w->cap_drafts : 1024;
        w->drafts = reallocarray(w->drafts, (size_t)w->cap_drafts, sizeof *w->drafts);
        assert_non_null(w->drafts);
    }
    w->drafts[w->n_drafts++] = truth;
    return OK;
}

static enum err draft_type(struct week *w, struct session *s, struct writing *wr)
{
    AUTO_ARENA struct arena a = ARENA_INIT;

    if (!wr->open) {
        TRY(place_pick(&a, w, s, wr));
        draft_init(&wr->draft, s->v.random);
        wr->open = true;
    }
    wr->draft.board = wr->board;
    wr->draft.thread = wr->thread;
    wr->draft.face = wr->face;
    wr->draft.body = text_make(&a, w);
    wr->draft.body_n = strlen(wr->draft.body);
    uint32_t number = wr->draft.number;
    enum err err = draft_save(&s->v, &wr->draft);
    if (err == OK && wr->draft.number != number)
        err = draft_note(w, s, wr);
    wr->draft.body = wr->draft.alias = wr->draft.title = wr->draft.tags = "";
    return err;
}

static void truth_add(struct week *w, const struct session *s, const struct writing *wr,
                      const struct submitted *made)
{
    if (w->n_truths == w->cap_truths) {
        w->cap_truths = w->cap_truths ? 2 * w->cap_truths : 1024;
        w->truths = reallocarray(w->truths, (size_t)w->cap_truths, sizeof *w->truths);
        assert_non_null(w->truths);
    }
    w->truths[w->n_truths] = (struct truth){.id = made->post,
                                            .seq = w->n_truths + 1,
                                            .person = s->person,
                                            .face = wr->face,
                                            .alias_board = wr->alias_board,
                                            .written = w->board->now_s,
                                            .due = made->released};
    w->n_truths++;
}

/* The planted leak: what state_save() forbids itself, done all the same. */
static void save_beside(struct week *w, struct session *s)
{
    if (!w->plant_state)
        return;
    s->v.state->wrote = false;
    s->v.state->dirty = true;
    assert_int_equal(state_save(&s->v), OK);
}

void week_row_written(struct week *w, struct session *s, int64_t key)
{
    if (w->n_rows == w->cap_rows) {
        w->cap_rows = w->cap_rows ? 2 * w->cap_rows : 256;
        w->rows = reallocarray(w->rows, (size_t)w->cap_rows, sizeof *w->rows);
        assert_non_null(w->rows);
    }
    w->rows[w->n_rows++] = (struct row_truth){key, s->person};
    save_beside(w, s);
}

static enum err submit(struct week *w, struct session *s, struct writing *wr)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    const char *const tags[] = {WEEK_TAG};
    struct submission sub = {.board = wr->board,
                             .thread = wr->thread,
                             .face = wr->face,
                             .reply_to = wr->reply_to,
                             .title = wr->thread.v == 0 ? "A question about this" : NULL,
                             .tags = tags,
                             .n_tags = wr->thread.v == 0 ? 1 : 0,
                             .body = text_make(&a, w)};
    struct submitted made;

    if (!wr->open)
        return E_NOTFOUND;
    sub.body_n = strlen(sub.body);
    memcpy(sub.token, wr->draft.token, sizeof sub.token);
    TRY(post_submit(&s->v, &sub, &made));
    wr->posted = made.post;
    truth_add(w, s, wr, &made);
    save_beside(w, s);
    return OK;
}

static enum err receipt(struct session *s, post_id post)
{
    char code[RECEIPT_CODE_SIZE];

    return post_receipt(&s->v, post, code);
}

/* Rather one that is out, of the same face: what waits is changed where it lies. */
static post_id edit_pick(struct week *w, const struct session *s, const struct writing *wr)
{
    post_id post = wr->posted;

    for (int i = 0; i < w->n_truths; i++) {
        const struct truth *t = &w->truths[i];

        if (t->person == s->person && t->face == wr->face && t->alias_board == wr->alias_board &&
            t->due < w->board->now_s - ALIAS_RELEASE_MINUTES * 60 && draw(w, 3) > 0)
            post = t->id;
    }
    return post;
}

static enum err edit(struct week *w, struct session *s, post_id post)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    const char *body = text_make(&a, w);

    return post_edit(&s->v, post, body, strlen(body));
}

static enum err own(struct week *w, const struct act *act)
{
    struct session *s = act->session;
    struct writing *wr = &s->writing[act->write];

    if (act->kind == ACT_DRAFT)
        return draft_type(w, s, wr);
    if (act->kind == ACT_SUBMIT)
        return submit(w, s, wr);
    if (act->kind == ACT_CLEAR)
        return wr->draft.number ? draft_clear(&s->v, wr->draft.number) : E_NOTFOUND;
    if (wr->posted.v == 0)
        return E_NOTFOUND;
    if (act->kind == ACT_EDIT)
        return edit(w, s, edit_pick(w, s, wr));
    if (act->kind == ACT_RECEIPT)
        return receipt(s, wr->posted);
    return post_delete(&s->v, wr->posted);
}

/* ---- the rest ---- */

static enum err tick(struct week *w)
{
    struct visit v = {.db = w->board->db,
                      .pepper = &w->board->pepper,
                      .clock = &w->board->clock,
                      .random = &w->board->random,
                      .figures = w->figures,
                      .alias = &w->rules};
    bool empty;

    TRY(forum_tick(&v));
    return db_wal_truncate(v.db, &empty);
}

static enum err in_session(struct week *w, const struct act *act)
{
    struct session *s = act->session;

    if (act->kind == ACT_LOGIN)
        return log_in(w, s);
    if (!s->in)
        return E_GUEST;
    switch (act->kind) {
    case ACT_READ:
        return read_thread(w, s);
    case ACT_SAVE:
        return state_is_dirty(s->v.state) ? save(s) : OK;
    case ACT_QUIT:
        return quit(s);
    case ACT_DRAFT:
    case ACT_SUBMIT:
    case ACT_CLEAR:
    case ACT_EDIT:
    case ACT_DELETE:
    case ACT_RECEIPT:
        return own(w, act);
    default:
        return week_pastime(w, s, act->kind);
    }
}

void week_act(struct week *w, const struct act *act)
{
    enum err err = OK;

    w->board->now_s = act->at;
    if (act->kind == ACT_TICK)
        err = tick(w);
    else if (act->kind == ACT_LEAVE)
        err = leave(w, act->write == 0 ? LEAVES_PLAIN : LEAVES_ERASING);
    else if (act->session)
        err = in_session(w, act);
    if (err == OK)
        w->done[act->kind]++;
    else
        w->refused++;
}

void week_run(struct week *w)
{
    for (int i = 0; i < w->n_acts; i++) {
        week_act(w, &w->acts[i]);
        if (w->observer.after)
            w->observer.after(w->observer.ctx, w, &w->acts[i]);
    }
}
