/* SPDX-License-Identifier: MIT
 *
 * search.c -- the full-text indexes, their queue, and their care.
 *
 * Every statement stands twice, once for each index: a table's name cannot be bound. SQLite 3.40
 * has neither FTS5's contentless-delete nor its secure-delete: a row is taken out with the words it
 * was put in with, which adds a part that says so, and only a merge of all parts into one removes
 * them from the file.
 */
#include <curbside/store/search.h>

#include <curbside/base/str.h>

#include "db_handle.h"
#include "stmt.h"

enum {
    ADD,
    REMOVE = ADD + N_SEARCH,
    HAS = REMOVE + N_SEARCH,
    NEWEST = HAS + N_SEARCH,
    BEST = NEWEST + N_SEARCH,
    MERGE = BEST + N_SEARCH,
    IS_MERGED = MERGE + N_SEARCH,
    VERIFY = IS_MERGED + N_SEARCH,
    IS_LARGE = VERIFY + N_SEARCH,
    COUNT_LOST = IS_LARGE + N_SEARCH,
    PROBE = COUNT_LOST + N_SEARCH,
    LOOK_THROUGH = PROBE + N_SEARCH,
    PENDING_ADD = LOOK_THROUGH + N_SEARCH,
    PENDING_REMOVE,
    PENDING_FILL,
    PENDING_FILL_MISSING,
    IS_UNUSED,
    PENDING_COUNT,
    PENDING_IS_OVER,
    PENDING_LIST,
    PENDING_TEXTS,
    COUNT_MISSING,
    POST_GET,
    N_SQL
};

#define SQL_ADD(t)                                                                                 \
    "INSERT INTO " t " (rowid, title, body, place) VALUES (:row, :title, :body, :place)"
#define SQL_REMOVE(t)                                                                              \
    "INSERT INTO " t " (" t ", rowid, title, body, place)"                                         \
    " VALUES ('delete', :row, :title, :body, :place)"
#define SQL_HAS(t) "SELECT EXISTS (SELECT 1 FROM " t "_docsize WHERE id = :row) AS found"
#define SQL_NEWEST(t)                                                                              \
    "SELECT rowid AS id FROM " t " WHERE " t " MATCH :expression"                                  \
    "   AND rowid >= :from AND rowid < :below ORDER BY rowid DESC LIMIT :limit"
/* A word of the title counts as four of the body, one of the place nothing. */
#define SQL_BEST(t)                                                                                \
    "SELECT rowid AS id, board_rank(" t ", 4.0, 1.0, 0.0) AS score FROM " t " WHERE " t            \
    " MATCH :expression"                                                                           \
    "   AND rowid >= :from AND rowid < :below ORDER BY rowid DESC LIMIT :limit"
#define SQL_MERGE(t) "INSERT INTO " t " (" t ", rank) VALUES ('merge', :pages)"
/* The parts of an index are numbered. */
#define SQL_IS_MERGED(t)                                                                           \
    "SELECT ifnull((SELECT max(segid) FROM " t "_idx) = (SELECT min(segid) FROM " t "_idx), 1)"    \
    "       AS merged"
#define SQL_VERIFY(t) "INSERT INTO " t " (" t ") VALUES ('integrity-check')"
#define SQL_IS_LARGE(t)                                                                            \
    "SELECT /* scan: counts to a bound */ EXISTS"                                                  \
    "       (SELECT 1 FROM " t "_docsize LIMIT 1 OFFSET :rows) AS large"
#define SQL_COUNT_LOST(t)                                                                          \
    "SELECT /* scan: checks read everything */ (SELECT count(*) FROM " t "_docsize)"               \
    "       - (SELECT count(*) FROM " t " WHERE " t " MATCH :expression) AS n"
/* FTS5's own form: a leaf's id is its part's number in front of its page's, and it begins with the
 * place of its first row and its size, which is four at least. A leaf of zeros is read as one that
 * does not hold the word, and nothing is said. */
#define NO_LEAF "substr(d.block, 3, 2) < x'0004'"
/* In each part the leaf that would hold a word: the last one that begins with no later one. And the
 * list of parts, whose fifth byte says of how many levels: none, although there are rows? */
#define SQL_PROBE(t)                                                                               \
    "WITH RECURSIVE part (segid) AS ("                                                             \
    "  SELECT min(segid) FROM " t "_idx UNION ALL"                                                 \
    "  SELECT (SELECT min(segid) FROM " t "_idx WHERE segid > part.segid) FROM part"               \
    "   WHERE part.segid IS NOT NULL)"                                                             \
    " SELECT /* scan: the parts, some ten; one row */"                                             \
    "   EXISTS (SELECT 1 FROM part CROSS JOIN " t "_data AS d"                                     \
    "     ON d.id = (part.segid << 37) + ifnull((SELECT i.pgno >> 1 FROM " t "_idx AS i"           \
    "           WHERE i.segid = part.segid AND i.term <= :term ORDER BY i.term DESC LIMIT 1), 1)"  \
    "   WHERE " NO_LEAF ")"                                                                        \
    "   OR (EXISTS (SELECT 1 FROM " t "_data AS d WHERE d.id = 10"                                 \
    "                  AND (length(d.block) < 7 OR substr(d.block, 5, 1) = x'00'))"                \
    "       AND EXISTS (SELECT 1 FROM " t "_docsize)) AS broken"
/* Beside leaves there are pages that lead to them, told by a bit. */
#define SQL_LOOK_THROUGH(t)                                                                        \
    "SELECT d.id, " NO_LEAF " AS broken FROM " t "_data AS d"                                      \
    " WHERE d.id > :after AND d.id > 10 AND (d.id >> 36 & 1) = 0 ORDER BY d.id LIMIT :limit"

#define BOTH(slot, sql)                                                                            \
    [(slot) + SEARCH_NAMED] = sql("search_named"), [(slot) + SEARCH_ALIAS] = sql("search_alias")

#define POST_COLUMNS                                                                               \
    " p.id, p.thread_id, p.no, p.created_at,"                                                      \
    " max(p.created_at, ifnull(p.edited_at, p.created_at)) AS changed_at "

static const char *const sql[N_SQL] = {
    BOTH(ADD, SQL_ADD),
    BOTH(REMOVE, SQL_REMOVE),
    BOTH(HAS, SQL_HAS),
    BOTH(NEWEST, SQL_NEWEST),
    BOTH(BEST, SQL_BEST),
    BOTH(MERGE, SQL_MERGE),
    BOTH(IS_MERGED, SQL_IS_MERGED),
    BOTH(VERIFY, SQL_VERIFY),
    BOTH(IS_LARGE, SQL_IS_LARGE),
    BOTH(COUNT_LOST, SQL_COUNT_LOST),
    BOTH(PROBE, SQL_PROBE),
    BOTH(LOOK_THROUGH, SQL_LOOK_THROUGH),
    [PENDING_ADD] = "INSERT OR IGNORE INTO search_pending (post_id) VALUES (:post)",
    [PENDING_REMOVE] = "DELETE FROM search_pending WHERE post_id = :post",
    /* By indexes, a fortieth of the pages that the posts themselves take: writers wait for it. */
    [PENDING_FILL] = "INSERT /* scan: everything is indexed anew */ OR IGNORE INTO search_pending"
                     " SELECT id FROM post INDEXED BY post_by_created"
                     "  WHERE id NOT IN (SELECT id FROM post INDEXED BY post_unshown"
                     "                    WHERE state NOT IN ('visible', 'collapsed'))"
                     "  ORDER BY id",
    [PENDING_FILL_MISSING] =
        "INSERT /* scan: once, where posts were there before the index */ OR IGNORE"
        "  INTO search_pending"
        " SELECT p.id FROM post AS p WHERE p.state IN ('visible', 'collapsed')"
        "   AND NOT EXISTS (SELECT 1 FROM search_named_docsize AS d"
        "                    WHERE d.id = p.created_at * 1073741824 + p.id)"
        "   AND NOT EXISTS (SELECT 1 FROM search_alias_docsize AS d"
        "                    WHERE d.id = p.created_at * 1073741824 + p.id)",
    [IS_UNUSED] = "SELECT /* scan: a row of each */ EXISTS (SELECT 1 FROM post)"
                  "   AND NOT EXISTS (SELECT 1 FROM search_named_docsize)"
                  "   AND NOT EXISTS (SELECT 1 FROM search_alias_docsize)"
                  "   AND NOT EXISTS (SELECT 1 FROM search_pending) AS unused",
    [PENDING_COUNT] = "SELECT /* scan: an hour of them, or an import's */ count(*) AS n"
                      "  FROM search_pending",
    [PENDING_IS_OVER] = "SELECT /* scan: counts to a bound */ EXISTS"
                        "       (SELECT 1 FROM search_pending LIMIT 1 OFFSET :posts) AS more",
    /* CROSS JOIN: else the planner may read every post and look it up in the queue. */
    [PENDING_LIST] = "SELECT /* scan: an hour of them, or an import's */" POST_COLUMNS
                     "  FROM search_pending AS s CROSS JOIN post AS p ON p.id = s.post_id"
                     " WHERE changed_at < :before LIMIT :limit",
    [PENDING_TEXTS] = "SELECT p.id, p.thread_id, p.no, p.created_at, p.body"
                      "  FROM search_pending AS s CROSS JOIN post AS p ON p.id = s.post_id"
                      " WHERE s.post_id > :after AND p.state IN ('visible', 'collapsed')"
                      " ORDER BY s.post_id LIMIT :limit",
    [COUNT_MISSING] =
        "SELECT /* scan: checks read everything */"
        " (SELECT count(*) FROM post AS p WHERE p.state IN ('visible', 'collapsed')"
        "     AND NOT EXISTS (SELECT 1 FROM search_pending AS s WHERE s.post_id = p.id)"
        "     AND NOT EXISTS (SELECT 1 FROM search_named_docsize AS d"
        "                      WHERE d.id = p.created_at * 1073741824 + p.id)"
        "     AND NOT EXISTS (SELECT 1 FROM search_alias_docsize AS d"
        "                      WHERE d.id = p.created_at * 1073741824 + p.id))"
        " + (SELECT count(*) FROM (SELECT id FROM search_named_docsize"
        "                          UNION ALL SELECT id FROM search_alias_docsize) AS d"
        "     WHERE NOT EXISTS (SELECT 1 FROM post AS p WHERE p.id = d.id & 1073741823"
        "                          AND p.state IN ('visible', 'collapsed')))"
        " + (SELECT count(*) FROM search_pending AS s"
        "     WHERE NOT EXISTS (SELECT 1 FROM post AS p WHERE p.id = s.post_id"
        "                          AND p.state IN ('visible', 'collapsed'))) AS n",
    [POST_GET] = "SELECT" POST_COLUMNS "FROM post AS p WHERE p.id = :post",
};
const struct sql_family sql_search = {.name = "search", .sql = sql, .n = N_SQL};

/* ---- rows ---- */

static enum err change(struct db *db, const char *text, int64_t row,
                       const struct search_words *words)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, text));
    bind_int(&st, "row", row);
    bind_text(&st, "title", words->title);
    bind_text(&st, "body", words->body);
    bind_text(&st, "place", words->place);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err search_add(struct db *db, enum search_index index, int64_t row,
                    const struct search_words *words)
{
    return change(db, sql[ADD + index], row, words);
}

enum err search_remove(struct db *db, enum search_index index, int64_t row,
                       const struct search_words *words)
{
    return change(db, sql[REMOVE + index], row, words);
}

enum err search_has(struct db *db, enum search_index index, int64_t row, bool *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[HAS + index]));
    bind_int(&st, "row", row);
    TRY(stmt_get(&st));
    *ret = col_bool(&st, "found");
    return stmt_end(&st);
}

static void bind_range(struct stmt *st, const struct search_range *range, int limit)
{
    bind_text(st, "expression", range->expression);
    bind_int(st, "from", range->from);
    bind_int(st, "below", range->below);
    bind_int(st, "limit", limit);
}

enum err search_newest(struct db *db, enum search_index index, const struct search_range *range,
                       int64_t *ret_rows, int limit, int *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    int n = 0;
    bool row;

    TRY(stmt_open(&st, db, sql[NEWEST + index]));
    bind_range(&st, range, limit);
    while (n < limit) {
        TRY(stmt_step(&st, &row));
        if (!row)
            break;
        ret_rows[n++] = col_int(&st, "id");
    }
    *ret_n = n;
    return stmt_end(&st);
}

enum err search_best(struct db *db, enum search_index index, const struct search_range *range,
                     struct search_score *ret_rows, int limit, int *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    int n = 0;
    bool row;

    TRY(stmt_open(&st, db, sql[BEST + index]));
    bind_range(&st, range, limit);
    while (n < limit) {
        TRY(stmt_step(&st, &row));
        if (!row)
            break;
        ret_rows[n].row = col_int(&st, "id");
        ret_rows[n].score = col_int(&st, "score");
        n++;
    }
    *ret_n = n;
    return stmt_end(&st);
}

/* ---- care ---- */

static enum err run(struct db *db, const char *text)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, text));
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

/* What a full-text table needs to be opened, without which it cannot even be dropped: its parts as
 * they are when it is new. */
#define SQL_MEND(t)                                                                                \
    "CREATE TABLE IF NOT EXISTS " t "_data (id INTEGER PRIMARY KEY, block BLOB);"                  \
    "CREATE TABLE IF NOT EXISTS " t                                                                \
    "_idx (segid, term, pgno, PRIMARY KEY (segid, term)) WITHOUT ROWID;"                           \
    "CREATE TABLE IF NOT EXISTS " t "_docsize (id INTEGER PRIMARY KEY, sz BLOB);"                  \
    "CREATE TABLE IF NOT EXISTS " t "_config (k PRIMARY KEY, v) WITHOUT ROWID;"                    \
    "REPLACE INTO " t "_data VALUES (1, x''), (10, x'00000000000000');"                            \
    "REPLACE INTO " t "_config VALUES ('version', 4);"
/* Parts are merged by eights, not by fours: a third less work where a million posts are added, and
 * no more of them afterwards. */
#define SQL_REMAKE(t)                                                                              \
    "DROP TABLE IF EXISTS " t ";"                                                                  \
    "CREATE VIRTUAL TABLE " t " USING fts5(title, body, place, content = '', tokenize = 'ascii');" \
    "INSERT INTO " t " (" t ", rank) VALUES ('automerge', 8);"

/* What a session may not do: write to the tables of an index and to the list of tables. */
static enum err exec_undefended(struct db *db, const char *text)
{
    db_drop_statements(db);
    sqlite3_db_config(db->conn, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
    enum err err = db_exec(db, text);
    sqlite3_db_config(db->conn, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    return err;
}

enum err search_remake(struct db *db)
{
    TRY(exec_undefended(db, SQL_MEND("search_named") SQL_MEND("search_alias")));
    return db_exec(db, SQL_REMAKE("search_named") SQL_REMAKE("search_alias"));
}

enum err search_cut_out(struct db *db)
{
    TRY(exec_undefended(db, "PRAGMA writable_schema = ON;"
                            "DELETE FROM sqlite_schema"
                            " WHERE name IN ('search_named', 'search_alias')"
                            "    OR tbl_name GLOB 'search_named_*'"
                            "    OR tbl_name GLOB 'search_alias_*';"
                            "PRAGMA writable_schema = RESET"));
    return db_exec(db, SQL_REMAKE("search_named") SQL_REMAKE("search_alias"));
}

enum err search_is_merged(struct db *db, enum search_index index, bool *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[IS_MERGED + index]));
    TRY(stmt_get(&st));
    *ret = col_bool(&st, "merged");
    return stmt_end(&st);
}

/* A negative number of pages: begin by putting all parts on one level. */
static enum err merge_step(struct db *db, enum search_index index, int pages)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[MERGE + index]));
    bind_int(&st, "pages", -pages);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err search_merge(struct db *db, enum search_index index, int pages, bool *ret_done)
{
    TRY(search_is_merged(db, index, ret_done));
    if (*ret_done)
        return OK;
    TRY(merge_step(db, index, pages));
    return search_is_merged(db, index, ret_done);
}

enum err search_verify(struct db *db, enum search_index index)
{
    return run(db, sql[VERIFY + index]);
}

enum err search_is_large(struct db *db, enum search_index index, int rows, bool *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[IS_LARGE + index]));
    bind_int(&st, "rows", rows);
    TRY(stmt_get(&st));
    *ret = col_bool(&st, "large");
    return stmt_end(&st);
}

static enum err count(struct db *db, const char *text, int64_t *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, text));
    TRY(stmt_get(&st));
    *ret = col_int(&st, "n");
    return stmt_end(&st);
}

enum err search_count_lost(struct db *db, enum search_index index, const char *expression,
                           int64_t *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[COUNT_LOST + index]));
    bind_text(&st, "expression", expression);
    TRY(stmt_get(&st));
    *ret = col_int(&st, "n");
    return stmt_end(&st);
}

enum err search_probe(struct db *db, enum search_index index, const char *word)
{
    AUTO_STR struct str term = STR_INIT;
    AUTO_STMT struct stmt st = STMT_NONE;
    bool broken;

    str_printf(&term, "0%s", word); /* 0: of the index itself, not of one of its prefixes */
    if (term.failed)
        return E_NOMEM;
    TRY(stmt_open(&st, db, sql[PROBE + index]));
    bind_blob(&st, "term", str_cstr(&term), term.n);
    TRY(stmt_get(&st));
    broken = col_bool(&st, "broken");
    TRY(stmt_end(&st));
    return broken ? E_CORRUPT : OK;
}

enum err search_look_through(struct db *db, enum search_index index, int limit, int64_t *at)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    bool row, broken = false;
    int n = 0;

    TRY(stmt_open(&st, db, sql[LOOK_THROUGH + index]));
    bind_int(&st, "after", *at);
    bind_int(&st, "limit", limit);
    for (;; n++) {
        TRY(stmt_step(&st, &row));
        if (!row)
            break;
        *at = col_int(&st, "id");
        broken = col_bool(&st, "broken") || broken;
    }
    if (n < limit)
        *at = 0;
    TRY(stmt_end(&st));
    return broken ? E_CORRUPT : OK;
}

enum err search_count_missing(struct db *db, int64_t *ret)
{
    return count(db, sql[COUNT_MISSING], ret);
}

/*
 * FTS5 keeps what a transaction adds in memory and writes it when the transaction or a savepoint
 * comes: without the inner one a damaged index would be noticed by the commit, which would fail
 * with everything else in it.
 */
enum err search_guard_begin(struct db *db)
{
    return db_exec(db, "SAVEPOINT search_guard");
}

enum err search_guard_end(struct db *db, enum err err)
{
    if (err == OK)
        err = db_exec(db, "SAVEPOINT search_flush; RELEASE search_flush");
    /* A full disk ends the whole transaction by itself: then there is nothing to go back to. */
    if (err != OK && db_exec(db, "ROLLBACK TO search_guard") != OK)
        return err == E_CORRUPT || err == E_IN_USE ? E_IO : err;
    TRY(db_exec(db, "RELEASE search_guard"));
    return err;
}

/* ---- the queue ---- */

enum err search_pending_add(struct db *db, post_id post)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[PENDING_ADD]));
    bind_int(&st, "post", post.v);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err search_pending_remove(struct db *db, post_id post, bool *ret_was)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[PENDING_REMOVE]));
    bind_int(&st, "post", post.v);
    TRY(stmt_run(&st));
    *ret_was = stmt_changes(&st) > 0;
    return stmt_end(&st);
}

enum err search_pending_fill(struct db *db)
{
    return run(db, sql[PENDING_FILL]);
}

enum err search_pending_fill_missing(struct db *db)
{
    return run(db, sql[PENDING_FILL_MISSING]);
}

enum err search_is_unused(struct db *db, bool *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[IS_UNUSED]));
    TRY(stmt_get(&st));
    *ret = col_bool(&st, "unused");
    return stmt_end(&st);
}

enum err search_pending_count(struct db *db, int64_t *ret)
{
    return count(db, sql[PENDING_COUNT], ret);
}

enum err search_pending_is_over(struct db *db, int posts, bool *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[PENDING_IS_OVER]));
    bind_int(&st, "posts", posts);
    TRY(stmt_get(&st));
    *ret = col_bool(&st, "more");
    return stmt_end(&st);
}

static void post_read(struct stmt *st, struct search_post *ret)
{
    ret->post.v = col_int(st, "id");
    ret->thread.v = col_int(st, "thread_id");
    ret->no = (int)col_int(st, "no");
    ret->created_at = col_int(st, "created_at");
    ret->changed_at = col_int(st, "changed_at");
}

static enum err posts_read(struct stmt *st, struct search_post *ret, int limit, int *ret_n)
{
    int n = 0;
    bool row;

    while (n < limit) {
        TRY(stmt_step(st, &row));
        if (!row)
            break;
        post_read(st, &ret[n++]);
    }
    *ret_n = n;
    return stmt_end(st);
}

enum err search_pending_list(struct db *db, int64_t before, struct search_post *ret, int limit,
                             int *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[PENDING_LIST]));
    bind_int(&st, "before", before);
    bind_int(&st, "limit", limit);
    return posts_read(&st, ret, limit, ret_n);
}

enum err search_pending_texts(struct arena *a, struct db *db, post_id after,
                              struct search_text *ret, int limit, int *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    int n = 0;
    bool row;

    TRY(stmt_open(&st, db, sql[PENDING_TEXTS]));
    bind_int(&st, "after", after.v);
    bind_int(&st, "limit", limit);
    while (n < limit) {
        TRY(stmt_step(&st, &row));
        if (!row)
            break;
        ret[n].post.v = col_int(&st, "id");
        ret[n].thread.v = col_int(&st, "thread_id");
        ret[n].no = (int)col_int(&st, "no");
        ret[n].created_at = col_int(&st, "created_at");
        ret[n++].body = col_text(&st, a, "body");
    }
    *ret_n = n;
    return stmt_end(&st);
}

enum err search_post_get(struct db *db, post_id post, struct search_post *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[POST_GET]));
    bind_int(&st, "post", post.v);
    TRY(stmt_get(&st));
    post_read(&st, ret);
    return stmt_end(&st);
}
