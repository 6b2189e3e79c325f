/* SPDX-License-Identifier: MIT
 *
 * import.c -- posts that come from elsewhere.
 *
 * A record is checked and cleaned whole before anything of it is written, so that a bad one leaves
 * the open transaction as it was and the run goes on. What the disk refuses ends the run: the
 * transaction is undone, and every later call answers with the same error. The records of a
 * transaction are there together or not at all, with the external ids that let the next run skip
 * them.
 *
 * The write lock is held for at most a moment at a time, so that a board can be filled while people
 * are on it.
 */
#include <curbside/domain/transfer.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <curbside/base/str.h>
#include <curbside/domain/authorship.h>
#include <curbside/domain/post.h>
#include <curbside/domain/school.h>
#include <curbside/domain/search.h>
#include <curbside/domain/thread.h>
#include <curbside/store/boards.h>
#include <curbside/store/db.h>
#include <curbside/store/imports.h>
#include <curbside/store/posts.h>
#include <curbside/store/reports.h>
#include <curbside/text/clean.h>
#include <curbside/text/utf8.h>

#include "board_rows.h"
#include "body.h"
#include "insert.h"
#include "transfer_names.h"

enum {
    LOCK_MS = 200,        /* then others get their turn: no keystroke waits longer for us */
    EXTERNAL_BYTES = 512, /* a message id of any mail program */
    AUTHOR_CHARS = 64,
    FOUND_TITLE_CHARS = 80, /* of a title made from the body: one line of a screen */
    POSITION_STEP = 10,
};

struct import {
    struct visit *v;
    struct txn txn;
    int pending;      /* records in txn */
    int64_t since_ms; /* when it began */
    enum err failed;  /* what ended the run */
    struct arena a;   /* emptied with every record */
    struct {
        char slug[64];
        board_id id;
    } board; /* the last one looked up */
};

enum err import_open(struct visit *v, struct import **ret)
{
    struct import *i = calloc(1, sizeof *i);

    if (!i)
        return E_NOMEM;
    i->v = v;
    *ret = i;
    return OK;
}

/* ---- the transaction ---- */

static enum err batch_begin(struct import *i)
{
    if (i->failed != OK)
        return i->failed;
    arena_reset(&i->a);
    if (i->txn.db)
        return OK;
    TRY(txn_begin(&i->txn, i->v->db, TXN_WRITE));
    i->pending = 0;
    i->since_ms = clock_mono_ms(i->v->clock);
    return OK;
}

static enum err batch_fail(struct import *i, enum err err)
{
    txn_rollback(&i->txn);
    i->failed = err;
    return err;
}

static enum err batch_commit(struct import *i)
{
    enum err err = i->txn.db ? txn_commit(&i->txn) : OK;

    return err == OK ? OK : batch_fail(i, err);
}

/* One record is done; is it time to commit? */
static enum err batch_count(struct import *i)
{
    i->pending++;
    if (i->pending < IMPORT_BATCH && clock_mono_ms(i->v->clock) - i->since_ms < LOCK_MS)
        return OK;
    return batch_commit(i);
}

enum err import_close(struct import *i)
{
    enum err err;

    if (!i)
        return OK;
    err = i->failed != OK ? i->failed : batch_commit(i);
    if (err == OK)
        err = search_catch_up(i->v, NULL, NULL);
    if (err == E_SEARCH_BROKEN)
        err = OK; /* the posts are there; `curbside check` tells of the index */
    arena_done(&i->a);
    free(i);
    return err;
}

/* ---- texts ---- */

/* The first `chars` characters of one line. */
static const char *line_cut(char *line, int chars)
{
    const char *p = line, *end = line + strlen(line);
    struct cluster c;

    while (chars-- > 0 && cluster_next(&p, end, &c))
        ;
    line[p - line] = '\0';
    return line;
}

/* One clean line of at most `chars` characters; "" if nothing is left. */
static enum err line_clean(struct arena *a, const char *text, int chars, const char **ret)
{
    char *line;

    TRY(text_line(a, CLEAN_REPAIR, text, strlen(text), &line, NULL));
    *ret = text_is_blank(line, strlen(line)) ? "" : line_cut(line, chars);
    return OK;
}

/* The first line that the author wrote, rather than quoted. */
static enum err title_from_body(struct arena *a, const char *body, const char **ret)
{
    char *copy = arena_strdup(a, body);
    char *rest = copy, *line;

    if (!copy)
        return E_NOMEM;
    while ((line = strsep(&rest, "\n")) != NULL) {
        if (line[strspn(line, " \t")] == '>')
            continue;
        TRY(line_clean(a, line, FOUND_TITLE_CHARS, ret));
        if (**ret)
            return OK;
    }
    *ret = "(no title)";
    return OK;
}

static bool external_is_valid(const char *external)
{
    size_t n = external ? strlen(external) : 0;

    return n >= 1 && n <= EXTERNAL_BYTES && utf8_is_valid(external, n);
}

/* ---- boards ---- */

static enum err board_insert(struct import *i, const struct import_board *b)
{
    struct board_row row = {
        .slug = b->slug,
        .mode = board_mode_name(b->mode),
        .open = true,
    };
    board_id id;

    TRY(line_clean(&i->a, b->title, TITLE_CHARS, &row.title));
    TRY(line_clean(&i->a, b->category ? b->category : "", TITLE_CHARS, &row.category));
    TRY(line_clean(&i->a, b->description ? b->description : "", TITLE_CHARS, &row.description));
    if (!*row.title)
        return E_USAGE;
    if (!*row.category)
        row.category = "Archive";
    TRY(boards_last_position(i->v->db, &row.position));
    row.position += POSITION_STEP;
    return boards_insert(i->v->db, &row, &id);
}

enum err import_board(struct import *i, const struct import_board *b, enum import_result *ret)
{
    struct board_row known;
    enum err err;

    if (!b->slug || !b->title || !board_slug_is_valid(b->slug))
        return E_USAGE;
    TRY(batch_begin(i));
    err = boards_find(&i->a, i->v->db, b->slug, &known);
    *ret = err == OK ? IMPORT_KNOWN : IMPORT_MADE;
    if (err == E_NOTFOUND)
        err = board_insert(i, b);
    if (err == E_USAGE)
        return err;
    return err == OK ? batch_count(i) : batch_fail(i, err);
}

/* A board by its slug; records of one board usually follow one another. */
static enum err board_look_up(struct import *i, const char *slug, board_id *ret)
{
    struct board_row row;

    if (!slug || strlen(slug) >= sizeof i->board.slug)
        return E_NOTFOUND;
    if (i->board.id.v == 0 || strcmp(slug, i->board.slug) != 0) {
        TRY(boards_find(&i->a, i->v->db, slug, &row));
        i->board.id = row.id;
        strcpy(i->board.slug, slug);
    }
    *ret = i->board.id;
    return OK;
}

/* ---- posts ---- */

/* A record, checked and cleaned. */
struct incoming {
    board_id board;
    const char *thread; /* external */
    const char *id;
    const char *title;
    struct new_post post;
};

/* Did this database itself export the record? Then it needs no second copy. */
static enum err is_own_export(struct import *i, const struct import_post *p, bool *ret)
{
    struct post_record post;
    thread_id thread;
    post_id id;
    int no;
    enum err err;

    *ret = false;
    if (!transfer_name_parse(p->id, "post", &id.v))
        return OK;
    err = posts_find(i->v->db, id, &thread, &no);
    if (err == E_NOTFOUND)
        return OK;
    TRY(err);
    TRY(posts_get(&i->a, i->v->db, thread, no, &post));
    *ret = strcmp(post.body, p->body) == 0;
    return OK;
}

static enum err is_known(struct import *i, const struct import_post *p, board_id board, bool *ret)
{
    thread_id thread;
    int no;
    enum err err = imports_find_post(i->v->db, board, p->id, &thread, &no);

    *ret = err == OK;
    if (err != E_NOTFOUND)
        return err;
    return is_own_export(i, p, ret);
}

static enum err incoming_clean(struct import *i, const struct import_post *p, board_id board,
                               struct incoming *ret)
{
    int64_t now = clock_wall_s(i->v->clock);
    const char *author;

    *ret = (struct incoming){
        .board = board, .thread = p->thread, .id = p->id, .post = {.bulk = true}};
    ret->post.board = board;
    ret->post.created_at = p->date < now ? p->date : now;
    TRY(body_clean(&i->a, CLEAN_REPAIR, p->body, strlen(p->body), IMPORT_BODY_BYTES,
                   &ret->post.body));
    TRY(line_clean(&i->a, p->author ? p->author : "", AUTHOR_CHARS, &author));
    ret->post.author = author_for_import(*author ? author : "unknown");
    TRY(line_clean(&i->a, p->title ? p->title : "", TITLE_CHARS, &ret->title));
    if (!*ret->title)
        TRY(title_from_body(&i->a, ret->post.body, &ret->title));
    return OK;
}

/* The thread of that external id, made if this is its first post. */
static enum err thread_for(struct import *i, const struct incoming *in, thread_id *ret)
{
    struct new_thread thread = {
        .board = in->board,
        .title = in->title,
        .created_at = in->post.created_at,
    };
    enum err err = imports_find_thread(i->v->db, in->board, in->thread, ret);

    if (err != E_NOTFOUND)
        return err;
    TRY(thread_draw(i->v, &thread.id));
    TRY(thread_insert(i->v, &thread));
    TRY(imports_add_thread(i->v->db, in->board, in->thread, thread.id));
    *ret = thread.id;
    return OK;
}

/* The number of the post that this one answers; 0 if it is not in the same thread. */
static enum err reply_number(struct import *i, const struct incoming *in, const char *reply_to,
                             int *ret)
{
    thread_id thread;
    int no;
    enum err err;

    *ret = 0;
    if (!external_is_valid(reply_to))
        return OK;
    err = imports_find_post(i->v->db, in->board, reply_to, &thread, &no);
    if (err == OK && thread.v == in->post.thread.v)
        *ret = no;
    return err == E_NOTFOUND ? OK : err;
}

static enum err incoming_write(struct import *i, struct incoming *in, const char *reply_to)
{
    post_id id;
    int no;

    TRY(thread_for(i, in, &in->post.thread));
    TRY(reply_number(i, in, reply_to, &in->post.reply_to));
    TRY(post_insert(i->v, &in->post, &id, &no));
    return imports_add_post(i->v->db, in->board, in->id, in->post.thread, id, no);
}

enum err import_post(struct import *i, const struct import_post *p, enum import_result *ret)
{
    struct incoming in;
    board_id board;
    bool known;
    enum err err;

    if (!external_is_valid(p->id) || !external_is_valid(p->thread) || !p->body)
        return E_USAGE;
    TRY(batch_begin(i));
    TRY(board_look_up(i, p->board, &board));
    TRY(is_known(i, p, board, &known));
    *ret = known ? IMPORT_KNOWN : IMPORT_MADE;
    if (known)
        return batch_count(i);
    TRY(incoming_clean(i, p, board, &in));
    err = incoming_write(i, &in, p->reply_to);
    return err == OK ? batch_count(i) : batch_fail(i, err);
}

/* ---- interview reports ---- */

enum {
    MONTH_DAYS = 28, /* that every month has */
    DRAWS = 64,
};

/* The same record, the same owner: made of what names it, and of no account's root. */
static void imported_owner(const struct import_interview *r, const char *pool, const char *written,
                           uint8_t ret[static TAG_BYTES])
{
    AUTO_STR struct str name = STR_INIT;

    str_printf(&name, "import/%s/%d/%s", pool, r->form->values[FIELD_CYCLE],
               r->id ? r->id : written);
    hash_keyed(NULL, str_cstr(&name), name.n, ret, TAG_BYTES);
}

/* The day it counts from: never one to come. */
static int64_t imported_day(const struct import *i, const struct import_interview *r)
{
    int64_t today = time_floor_day(clock_wall_s(i->v->clock)), day = r->date;

    if (day == 0) {
        struct tm month = {.tm_year = r->form->values[FIELD_MONTH] / 12 - 1900,
                           .tm_mon = r->form->values[FIELD_MONTH] % 12,
                           .tm_mday = 1 + (int)random_below(i->v->random, MONTH_DAYS)};

        day = (int64_t)timegm(&month);
    }
    day = time_floor_day(day);
    return day < today ? day : today;
}

static enum err interview_write(struct import *i, struct report_row *row)
{
    enum err err = E_IN_USE;

    random_fill(i->v->random, row->cohort, sizeof row->cohort);
    for (int k = 0; k < DRAWS && err == E_IN_USE; k++) {
        row->id.v = random_id(i->v->random);
        err = reports_insert(i->v->db, row);
    }
    return err == E_IN_USE ? E_IO : err;
}

enum err import_interview(struct import *i, const struct import_interview *r,
                          struct interview_fault *fault, enum import_result *ret)
{
    AUTO_STR struct str written = STR_INIT;
    struct report_row row, known;
    struct school school;
    enum err err;

    TRY(batch_begin(i));
    err = r->school ? school_find(&i->a, r->school, &school, NULL) : E_NOTFOUND;
    TRY(err == E_AMBIGUOUS ? E_NOTFOUND : err);
    TRY(interview_form_check(r->form, clock_wall_s(i->v->clock), fault));
    interview_form_format(r->form, &written);
    if (written.failed)
        return E_NOMEM;
    row = (struct report_row){
        .school = school.pool,
        .cycle = r->form->values[FIELD_CYCLE],
        .form = str_cstr(&written),
        .state = "accepted",
        .counts = true,
        .came = imported_day(i, r),
    };
    imported_owner(r, school.pool, row.form, row.owner);
    err = reports_find_own(&i->a, i->v->db, row.owner, &known);
    *ret = err == OK ? IMPORT_KNOWN : IMPORT_MADE;
    if (err == E_NOTFOUND)
        err = interview_write(i, &row);
    return err == OK ? batch_count(i) : batch_fail(i, err);
}
