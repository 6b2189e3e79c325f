/* SPDX-License-Identifier: MIT
 *
 * guide.c -- the guide page of a board.
 */
#include <curbside/domain/guide.h>

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <curbside/base/clock.h>
#include <curbside/base/crypto.h>
#include <curbside/domain/board.h>
#include <curbside/domain/identity.h>
#include <curbside/domain/permission.h>
#include <curbside/store/db.h>
#include <curbside/store/guides.h>

#include "board_rows.h"
#include "body.h"
#include "filter_rows.h"
#include "governing.h"
#include "public_words.h"

enum {
    DIGEST_BYTES = 16,
    DIGEST_SIZE = 2 * DIGEST_BYTES + 1,
};

/* A sysop may write the guide of a board that is not open yet. */
static enum err board_require(struct arena *a, struct visit *v, board_id id)
{
    struct board board;

    TRY(board_get_any(a, v, id, &board));
    return board.open || permission_has(v->who, MAY_GOVERN) ? OK : E_NOTFOUND;
}

enum err guide_get(struct arena *a, struct visit *v, board_id board, struct guide *ret)
{
    enum err err;

    TRY(board_require(a, v, board));
    err = guides_get(a, v->db, board, &ret->body, &ret->edited);
    if (err == E_NOTFOUND)
        *ret = (struct guide){.body = ""};
    return err == E_NOTFOUND ? OK : err;
}

enum err guide_can_set(const struct visit *v)
{
    return role_require(v->who, permission_role(MAY_SHAPE));
}

static enum err write(struct visit *v, board_id board, const char *body, int64_t day)
{
    return *body ? guides_set(v->db, board, body, day) : guides_remove(v->db, board);
}

/* ---- how it stood: a digest of what came in its place, the day, the text ---- */

static void digest(const char *body, char ret[static DIGEST_SIZE])
{
    uint8_t hash[DIGEST_BYTES];

    hash_keyed(NULL, body, strlen(body), hash, sizeof hash);
    for (int i = 0; i < DIGEST_BYTES; i++)
        snprintf(ret + 2 * i, 3, "%02x", hash[i]);
}

static const char *was_format(struct arena *a, const struct guide *before, const char *body)
{
    char now[DIGEST_SIZE];

    digest(body, now);
    return arena_printf(a, "%s %" PRId64 " %s", now, before->edited, before->body);
}

enum err undo_guide(struct arena *a, struct visit *v, const struct action_row *row, const char *was)
{
    char left[DIGEST_SIZE], now[DIGEST_SIZE];
    struct guide guide;
    int64_t day;
    int used;

    if (sscanf(was, "%32s %" SCNd64 "%n", left, &day, &used) != 2 || was[used] != ' ')
        return E_CORRUPT;
    TRY(guide_get(a, v, row->board, &guide));
    digest(guide.body, now);
    return strcmp(left, now) == 0 ? write(v, row->board, was + used + 1, day) : E_STALE;
}

/* What no member may post no moderator puts before everybody; what stands there already may stay.
 */
static enum err filters_require(struct arena *a, struct visit *v, board_id board, const char *body)
{
    const struct filter_parts parts = {.body = body, .body_n = strlen(body)};
    struct filter_parts before = {.title = NULL};
    struct filter_verdict verdict;
    struct guide now;

    TRY(guide_get(a, v, board, &now));
    before.body = now.body;
    before.body_n = strlen(now.body);
    TRY(filter_look(a, v, &parts, &before, &verdict));
    return filter_met(&verdict, FILTER_REJECT) ? E_FILTERED : OK;
}

enum err guide_set(struct visit *v, board_id board, const char *typed, size_t n, action_id *ret_id)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    const struct action_row what = {.verb = "guide", .board = board};
    const char *body = "";
    struct guide before;
    enum err err;

    TRY(guide_can_set(v));
    err = body_clean(&a, CLEAN_STRICT, typed, n, GUIDE_BYTES, &body);
    if (err != OK && err != E_BODY_EMPTY)
        return err;
    body = err == E_BODY_EMPTY ? "" : body;
    TRY(filters_require(&a, v, board, body));
    TRY(public_words_require(body, OVERRIDE_PUBLIC)); /* offices have addresses */
    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(permission_require(v, MAY_SHAPE));
    TRY(guide_get(&a, v, board, &before));
    if (strcmp(before.body, body) == 0)
        return E_DONE_ALREADY;
    TRY(write(v, board, body, time_floor_day(clock_wall_s(v->clock))));
    return governing_end(&txn, v, &what, was_format(&a, &before, body), ret_id);
}
