/* SPDX-License-Identifier: MIT
 *
 * view.c -- a guest's eyes: every call is one that the guest's screens and commands make.
 */
#include "view.h"

#include <stdlib.h>

#include <curbside/domain/interview.h>
#include <curbside/domain/post.h>
#include <curbside/domain/thread.h>

enum {
    THREADS_SEEN = 60 /* on each board, those with the newest activity */
};

struct known_thread {
    thread_id id;
    bool alias_board;
    int n;
    uint64_t stored; /* a sum of all that is stored of its posts' texts, when it was looked at */
    uint64_t sums[THREAD_POSTS / 20]; /* of each post's text */
};

static uint64_t sum_of(const struct post *post)
{
    uint64_t sum = (uint64_t)post->state;

    for (const char *p = post->body; *p; p++)
        sum = (sum ^ (uint8_t)*p) * UINT64_C(1099511628211);
    return sum;
}

static struct sight *sight_add(struct view *v)
{
    if (v->n == v->cap) {
        v->cap = v->cap ? 2 * v->cap : 2048;
        v->sights = reallocarray(v->sights, (size_t)v->cap, sizeof *v->sights);
        assert_non_null(v->sights);
    }
    return &v->sights[v->n++];
}

static struct known_thread *thread_note(struct view *v, thread_id id, bool alias_board)
{
    for (int i = 0; i < v->n_threads; i++)
        if (v->threads[i].id.v == id.v)
            return &v->threads[i];
    if (v->n_threads == v->cap_threads) {
        v->cap_threads = v->cap_threads ? 2 * v->cap_threads : 256;
        v->threads = reallocarray(v->threads, (size_t)v->cap_threads, sizeof *v->threads);
        assert_non_null(v->threads);
    }
    v->threads[v->n_threads] = (struct known_thread){.id = id, .alias_board = alias_board};
    return &v->threads[v->n_threads++];
}

static void see(struct view *v, const struct known_thread *t, const struct post *post, int64_t now,
                bool edit)
{
    struct sight *s = sight_add(v);

    *s = (struct sight){.at = now,
                        .post = post->id,
                        .thread = t->id,
                        .no = post->no,
                        .alias = post->author.kind == AUTHOR_ALIAS,
                        .alias_board = t->alias_board,
                        .edit = edit};
    snprintf(s->author, sizeof s->author, "%s", post->author.name);
}

static void look_at_thread(struct view *v, struct visit *guest, struct known_thread *t, int64_t now)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct post_page page;

    assert_int_equal(post_list(&a, guest, t->id, 1, POST_LIST_MAX, &page), OK);
    assert_true(page.n <= (int)(sizeof t->sums / sizeof t->sums[0]));
    for (int i = 0; i < page.n; i++) {
        const struct post *post = &page.rows[i];
        uint64_t sum = sum_of(post);

        if (i >= t->n)
            see(v, t, post, now, false);
        else if (t->sums[i] != sum)
            see(v, t, post, now, true);
        t->sums[i] = sum;
    }
    t->n = page.n;
}

/* ---- what need not be looked at: nothing of it was written since ---- */

static uint64_t bytes_sum(uint64_t sum, const void *bytes, int n)
{
    for (int i = 0; i < n; i++)
        sum = (sum ^ ((const uint8_t *)bytes)[i]) * UINT64_C(1099511628211);
    return sum;
}

static sqlite3_stmt *stored_texts(struct view *v, const struct week *w)
{
    char path[256];

    if (!v->raw) {
        snprintf(path, sizeof path, "%s/db/board.db", w->board->folder.path);
        assert_int_equal(sqlite3_open(path, &v->raw), SQLITE_OK);
        assert_int_equal(sqlite3_prepare_v2(v->raw,
                                            "SELECT state, body FROM post WHERE thread_id = ?1", -1,
                                            &v->texts, NULL),
                         SQLITE_OK);
    }
    return v->texts;
}

/* A guest who looks at a thread sees these texts, or what their states make of them. */
static bool is_stored_anew(struct view *v, const struct week *w, struct known_thread *t)
{
    sqlite3_stmt *st = stored_texts(v, w);
    uint64_t sum = 0;

    sqlite3_bind_int64(st, 1, t->id.v);
    while (sqlite3_step(st) == SQLITE_ROW)
        for (int i = 0; i < 2; i++)
            sum = bytes_sum(sum, sqlite3_column_text(st, i), sqlite3_column_bytes(st, i) + 1);
    sqlite3_reset(st);
    bool anew = sum != t->stored;
    t->stored = sum;
    return anew;
}

/* Texts of all threads, where one may have changed; else only threads with new posts. */
static void look_at_board(struct view *v, struct week *w, struct visit *guest,
                          const struct board *board, bool texts)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    const struct thread_query query = {.board = board->id, .limit = THREADS_SEEN};
    struct thread_page page;

    assert_int_equal(thread_list(&a, guest, &query, &page), OK);
    for (int i = 0; i < page.n; i++) {
        struct known_thread *t = thread_note(v, page.rows[i].id, board->mode == BOARD_ALIAS);

        if (page.rows[i].posts != t->n || (texts && is_stored_anew(v, w, t)))
            look_at_thread(v, guest, t, clock_wall_s(guest->clock));
    }
}

static void look(struct view *v, struct week *w, bool texts)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct visit guest = visit_as(w->board, NULL);
    struct board_page page;

    guest.alias = &w->rules;
    assert_int_equal(board_list(&a, &guest, &page), OK);
    assert_int_equal(page.n, BOARDS);
    for (int i = 0; i < page.n; i++) {
        bool changed = v->counts[i].threads != page.rows[i].threads ||
                       v->counts[i].posts != page.rows[i].posts;

        v->counts[i].threads = page.rows[i].threads;
        v->counts[i].posts = page.rows[i].posts;
        if (changed || texts)
            look_at_board(v, w, &guest, &page.rows[i], texts);
    }
    account_close(&guest);
    v->looked++;
}

/* ---- reports ---- */

static void report_see(struct view *v, int64_t id, int64_t now)
{
    for (int i = 0; i < v->n_reports; i++)
        if (v->reports[i].id == id)
            return;
    if (v->n_reports == v->cap_reports) {
        v->cap_reports = v->cap_reports ? 2 * v->cap_reports : 256;
        v->reports = reallocarray(v->reports, (size_t)v->cap_reports, sizeof *v->reports);
        assert_non_null(v->reports);
    }
    v->reports[v->n_reports++] = (struct report_sight){now, id};
}

/* The pages of single reports, of every school anybody wrote of. */
static void look_at_reports(struct view *v, struct week *w)
{
    struct visit guest = visit_as(w->board, NULL);

    for (int s = 0; week_schools[s]; s++) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        struct report_page page;

        assert_int_equal(report_list(&a, &guest, week_schools[s], NULL, LIST_MAX, &page), OK);
        for (int i = 0; i < page.n; i++)
            report_see(v, page.rows[i].id.v, w->board->now_s);
    }
    account_close(&guest);
}

/* The planted leak: as if texts were let out at once. */
static void look_at_rows(struct view *v, const struct week *w, bool report)
{
    if (report && v->rows_seen < w->n_rows)
        report_see(v, w->rows[w->n_rows - 1].key, w->board->now_s);
    v->rows_seen = w->n_rows;
}

/* What only reads, or writes what is sealed, shows nowhere. */
static bool changes_what_is_seen(enum act_kind kind)
{
    switch (kind) {
    case ACT_LOGIN:
    case ACT_READ:
    case ACT_DRAFT:
    case ACT_CLEAR:
    case ACT_RECEIPT:
    case ACT_MUTE:
    case ACT_FOLLOW:
    case ACT_QUIET:
    case ACT_SEARCH:
    case ACT_REPORT: /* looked at by itself */
    case ACT_JUDGE:
    case ACT_PROPOSE:
    case ACT_PRACTICE:
    case ACT_APPEAL:
    case ACT_NOTE:
        return false;
    default:
        return true;
    }
}

void view_after(void *ctx, struct week *w, const struct act *act)
{
    bool release = act->kind == ACT_TICK && act->at % (10 * 60) == 0;

    struct view *v = ctx;

    if (v->plant_reports)
        look_at_rows(v, w, act->kind == ACT_REPORT);
    else if (act->kind == ACT_REPORT || release)
        look_at_reports(v, w);
    if (!changes_what_is_seen(act->kind))
        return;
    look(ctx, w, act->kind == ACT_EDIT || act->kind == ACT_DELETE || release);
}

void view_done(struct view *v)
{
    sqlite3_finalize(v->texts);
    sqlite3_close(v->raw);
    free(v->sights);
    free(v->threads);
    free(v->reports);
}
