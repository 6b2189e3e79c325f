/* SPDX-License-Identifier: MIT
 *
 * search_rank.c -- BM25, at a cost that does not grow with the board.
 *
 * FTS5's own bm25() counts every row of every word of the query first: 230 to 460 ms for common
 * words among 1,000,000 posts. This one counts up to COUNT_MOST and goes on from there by how far
 * in time it came, which is as good for a logarithm, and asks it only of words that score at all.
 */
#include "search_rank.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

enum {
    COUNT_MOST = 2000, /* rows of a word that are really counted */
    COLUMNS_MAX = 4,
    PHRASES_MAX = 64,
};

static const double k1 = 1.2, b = 0.75; /* as everywhere */

/* Of one query. */
struct ranking {
    double average; /* words of a row */
    double rows;
    double rarity[PHRASES_MAX]; /* 0: not asked yet */
};

struct counting {
    int n;
    sqlite3_int64 first, last;
};

static int count_row(const Fts5ExtensionApi *api, Fts5Context *fts, void *ctx)
{
    struct counting *c = ctx;

    c->last = api->xRowid(fts);
    if (c->n == 0)
        c->first = c->last;
    return ++c->n < COUNT_MOST ? SQLITE_OK : SQLITE_DONE;
}

/* The rarer, the more. `newest` is a row near the end of time. */
static int rarity_find(const Fts5ExtensionApi *api, Fts5Context *fts, int phrase, struct ranking *r,
                       double *ret)
{
    struct counting c = {0};
    double newest = (double)api->xRowid(fts);
    int rc = api->xQueryPhrase(fts, phrase, &c, count_row);
    double found = c.n;

    if (rc != SQLITE_OK)
        return rc;
    if (c.n == COUNT_MOST && newest > (double)c.last && c.last > c.first)
        found *= (newest - (double)c.first) / ((double)c.last - (double)c.first);
    if (found > r->rows)
        found = r->rows;
    *ret = log((r->rows - found + 0.5) / (found + 0.5));
    if (*ret < 0.05)
        *ret = 0.05; /* a word in most rows still says a little */
    return SQLITE_OK;
}

static int ranking_get(const Fts5ExtensionApi *api, Fts5Context *fts, struct ranking **ret)
{
    struct ranking *r = api->xGetAuxdata(fts, 0);
    sqlite3_int64 rows = 0, words = 0;
    int rc;

    *ret = r;
    if (r)
        return SQLITE_OK;
    r = sqlite3_malloc(sizeof *r);
    if (!r)
        return SQLITE_NOMEM;
    memset(r, 0, sizeof *r);
    rc = api->xRowCount(fts, &rows);
    if (rc == SQLITE_OK)
        rc = api->xColumnTotalSize(fts, -1, &words);
    if (rc != SQLITE_OK) {
        sqlite3_free(r);
        return rc;
    }
    r->rows = rows > 0 ? (double)rows : 1;
    r->average = rows > 0 && words > 0 ? (double)words / (double)rows : 1;
    *ret = r;
    return api->xSetAuxdata(fts, r, sqlite3_free);
}

/* How often each phrase stands in this row, by weight of the column. */
static int weigh(const Fts5ExtensionApi *api, Fts5Context *fts, int n_weights,
                 const double *weights, double ret[PHRASES_MAX])
{
    int n = 0, rc = api->xInstCount(fts, &n);

    for (int i = 0; i < n && rc == SQLITE_OK; i++) {
        int phrase, column, offset;

        rc = api->xInst(fts, i, &phrase, &column, &offset);
        if (rc == SQLITE_OK && phrase < PHRASES_MAX)
            ret[phrase] += column < n_weights ? weights[column] : 1.0;
    }
    return rc;
}

static int score(const Fts5ExtensionApi *api, Fts5Context *fts, struct ranking *r, int n_weights,
                 const double *weights, double *ret)
{
    double often[PHRASES_MAX] = {0}, size;
    int words = 0, phrases = api->xPhraseCount(fts), rc = api->xColumnSize(fts, -1, &words);

    if (rc == SQLITE_OK)
        rc = weigh(api, fts, n_weights, weights, often);
    size = k1 * (1 - b + b * words / r->average);
    for (int i = 0; i < phrases && i < PHRASES_MAX && rc == SQLITE_OK; i++) {
        if (often[i] <= 0)
            continue;
        if (r->rarity[i] <= 0)
            rc = rarity_find(api, fts, i, r, &r->rarity[i]);
        *ret += r->rarity[i] * often[i] * (k1 + 1) / (often[i] + size);
    }
    return rc;
}

static void board_rank(const Fts5ExtensionApi *api, Fts5Context *fts, sqlite3_context *ctx, int n,
                       sqlite3_value **values)
{
    double weights[COLUMNS_MAX], sum = 0;
    struct ranking *r = NULL;
    int rc;

    if (n > COLUMNS_MAX)
        n = COLUMNS_MAX;
    for (int i = 0; i < n; i++)
        weights[i] = sqlite3_value_double(values[i]);
    rc = ranking_get(api, fts, &r);
    if (rc == SQLITE_OK)
        rc = score(api, fts, r, n, weights, &sum);
    if (rc != SQLITE_OK)
        sqlite3_result_error_code(ctx, rc);
    else
        sqlite3_result_int64(ctx, (sqlite3_int64)(-1000000 * sum));
}

int search_rank_register(sqlite3 *conn)
{
    sqlite3_stmt *stmt = NULL;
    fts5_api *api = NULL;
    int rc = sqlite3_prepare_v2(conn, "SELECT fts5(?1)", -1, &stmt, NULL);

    if (rc == SQLITE_OK)
        rc = sqlite3_bind_pointer(stmt, 1, &api, "fts5_api_ptr", NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_step(stmt) == SQLITE_ROW ? SQLITE_OK : SQLITE_ERROR;
    sqlite3_finalize(stmt);
    if (rc != SQLITE_OK || !api)
        return rc != SQLITE_OK ? rc : SQLITE_ERROR;
    return api->xCreateFunction(api, "board_rank", NULL, board_rank, NULL);
}
