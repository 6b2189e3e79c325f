/* SPDX-License-Identifier: MIT
 *
 * threads.c -- rows of threads and the pages that lists are made of.
 *
 * One statement for each kind of page, so that each has one plan: the index gives the order, the
 * key is a range on it, and the first post and its author are looked up for the rows shown only.
 * CROSS JOIN keeps the planner to that. Pages by tag read and sort the threads that carry the tag,
 * and the few pinned ones are found by their own index and sorted: in order of time the planner
 * would look at every thread of the board for them.
 */
#include <curbside/store/threads.h>

#include "author_row.h"
#include "stmt.h"

#define THREAD_COLUMNS                                                                             \
    " t.id, t.board_id, t.title, t.posts, t.created_at, t.active_at, t.pinned, t.locked,"          \
    " t.has_alias, t.alias_closed, t.helpful, t.slow, ifnull(t.moved_to, 0) AS moved_to,"          \
    " ifnull(t.split_from, 0) AS split_from,"                                                      \
    " ifnull((SELECT group_concat(g.tag, ' ')"                                                     \
    "           FROM (SELECT tag FROM thread_tag WHERE thread_id = t.id ORDER BY position) AS g)," \
    "        '') AS tags,"
#define FIRST_POST " CROSS JOIN post AS p ON p.thread_id = t.id AND p.no = 1 " AUTHOR_JOIN
#define BY_ACTIVE                                                                                  \
    "   AND (t.active_at, t.id) < (:time, :id)"                                                    \
    " ORDER BY t.active_at DESC, t.id DESC LIMIT :limit"
#define BY_CREATED                                                                                 \
    "   AND (t.created_at, t.id) < (:time, :id)"                                                   \
    " ORDER BY t.created_at DESC, t.id DESC LIMIT :limit"
#define BY_HELPFUL                                                                                 \
    "   AND (t.helpful, t.active_at, t.id) < (:helpful, :time, :id)"                               \
    " ORDER BY t.helpful DESC, t.active_at DESC, t.id DESC LIMIT :limit"
#define OF_BOARD "SELECT" THREAD_COLUMNS AUTHOR_COLUMNS "FROM thread AS t" FIRST_POST
#define OF_PINNED                                                                                  \
    "SELECT" THREAD_COLUMNS AUTHOR_COLUMNS "FROM thread AS t INDEXED BY thread_by_pinned" FIRST_POST
/* Which threads carry the tag is known from two rows of each; only of those of the page is more
 * read. */
#define OF_TAG                                                                                     \
    "SELECT /* scan: of a page */" THREAD_COLUMNS AUTHOR_COLUMNS                                   \
    "FROM (SELECT t.id FROM thread_tag AS tt CROSS JOIN thread AS t ON t.id = tt.thread_id"        \
    "       WHERE tt.folded = :tag AND t.moved_to IS NULL"
#define OF_PICKED        ") AS picked CROSS JOIN thread AS t ON t.id = picked.id" FIRST_POST " ORDER BY "
#define OF_TAG_AND_BOARD OF_TAG " AND t.board_id = :board AND t.pinned = :pinned"

enum {
    ACTIVE,
    CREATED,
    HELPFUL,
    PINNED_ACTIVE,
    PINNED_CREATED,
    PINNED_HELPFUL,
    TAG_ACTIVE,
    TAG_CREATED,
    TAG_HELPFUL,
    ALL_ACTIVE,
    ALL_TAG_ACTIVE,
    GET,
    HAS,
    WALK,
    ACTIVITY,
    ACTIVITY_OF_BOARD,
    ACTIVITY_OF_ALIASES,
    ACTIVITY_OF_REGROUPED,
    ACTIVITY_GET,
    INSERT,
    ADD_TAG,
    LIST_UNFOLDED,
    FOLD_TAG,
    RETITLE,
    DROP_TAGS,
    COUNT_POST,
    SET_LOCKED,
    SET_SLOW,
    SET_BOARD,
    SET_MOVED,
    SET_SPLIT,
    TOOK_IN,
    SPLIT_OFF,
    COUNT_HELPFUL,
    SET_PINNED,
    CLOSE_ALIASES,
    LIST_ALIAS,
    N_SQL
};
static const char *const sql[N_SQL] = {
    [ACTIVE] = OF_BOARD
    " WHERE t.board_id = :board AND t.pinned = 0 AND t.moved_to IS NULL" BY_ACTIVE,
    [CREATED] = OF_BOARD
    " WHERE t.board_id = :board AND t.pinned = 0 AND t.moved_to IS NULL" BY_CREATED,
    [HELPFUL] = OF_BOARD
    " WHERE t.board_id = :board AND t.pinned = 0 AND t.moved_to IS NULL" BY_HELPFUL,
    [PINNED_ACTIVE] = OF_PINNED
    " WHERE t.board_id = :board AND t.pinned = 1 AND t.moved_to IS NULL" BY_ACTIVE,
    [PINNED_CREATED] = OF_PINNED
    " WHERE t.board_id = :board AND t.pinned = 1 AND t.moved_to IS NULL" BY_CREATED,
    [PINNED_HELPFUL] = OF_PINNED
    " WHERE t.board_id = :board AND t.pinned = 1 AND t.moved_to IS NULL" BY_HELPFUL,
    [TAG_ACTIVE] = OF_TAG_AND_BOARD BY_ACTIVE OF_PICKED "t.active_at DESC, t.id DESC",
    [TAG_CREATED] = OF_TAG_AND_BOARD BY_CREATED OF_PICKED "t.created_at DESC, t.id DESC",
    [TAG_HELPFUL] = OF_TAG_AND_BOARD BY_HELPFUL OF_PICKED
    "t.helpful DESC, t.active_at DESC, t.id DESC",
    /* Nobody is led to a thread whose beginning is gone. */
    [ALL_ACTIVE] = OF_BOARD " WHERE (SELECT open FROM board WHERE id = t.board_id)"
                            "   AND p.state NOT IN ('deleted', 'removed')" BY_ACTIVE,
    [ALL_TAG_ACTIVE] = OF_TAG
    " AND (SELECT open FROM board WHERE id = t.board_id)" BY_ACTIVE OF_PICKED
    "t.active_at DESC, t.id DESC",
    [GET] = OF_BOARD " WHERE t.id = :id",
    [HAS] = "SELECT count(*) AS n FROM thread WHERE id = :id",
    [WALK] = OF_BOARD " WHERE t.board_id = :board AND t.id > :after ORDER BY t.id LIMIT :limit",
    [ACTIVITY] = "SELECT t.id, t.board_id, t.posts, t.created_at, t.active_at,"
                 "       t.moved_to IS NOT NULL AS moved"
                 "  FROM thread AS t"
                 " WHERE t.active_at >= :since"
                 "   AND (t.active_at, t.id) < (:time, :id)"
                 "   AND (SELECT open FROM board WHERE id = t.board_id)"
                 " ORDER BY t.active_at DESC, t.id DESC LIMIT :limit",
    [ACTIVITY_OF_BOARD] = "SELECT t.id, t.board_id, t.posts, t.created_at, t.active_at,"
                          "       t.moved_to IS NOT NULL AS moved"
                          "  FROM thread AS t"
                          " WHERE t.board_id = :board AND t.active_at >= :since"
                          "   AND (t.active_at, t.id) < (:time, :id)"
                          " ORDER BY t.active_at DESC, t.id DESC LIMIT :limit",
    [ACTIVITY_OF_ALIASES] = "SELECT t.id, t.board_id, t.posts, t.created_at, t.active_at,"
                            "       t.moved_to IS NOT NULL AS moved"
                            "  FROM thread AS t"
                            " WHERE t.has_alias = 1 AND (t.active_at, t.id) > (:time, :id)"
                            " ORDER BY t.active_at, t.id LIMIT :limit",
    /* CROSS JOIN: from those few, not from all threads. */
    [ACTIVITY_OF_REGROUPED] =
        "SELECT t.id, t.board_id, t.posts, t.created_at, t.active_at, 0 AS moved"
        "  FROM (SELECT moved_to AS id FROM thread WHERE moved_to IS NOT NULL UNION"
        "        SELECT id FROM thread WHERE split_from IS NOT NULL) AS r"
        "  CROSS JOIN thread AS t ON t.id = r.id"
        " WHERE t.moved_to IS NULL AND t.active_at >= :since LIMIT :limit",
    [ACTIVITY_GET] = "SELECT t.id, t.board_id, t.posts, t.created_at, t.active_at,"
                     "       t.moved_to IS NOT NULL AS moved"
                     "  FROM thread AS t WHERE t.id = :id",
    [INSERT] = "INSERT INTO thread (id, board_id, title, created_at, active_at, pinned, locked)"
               " VALUES (:id, :board, :title, :created_at, :active_at, :pinned, :locked)",
    [ADD_TAG] = "INSERT INTO thread_tag (thread_id, position, tag, folded)"
                " VALUES (:id, :position, :tag, :folded)",
    [RETITLE] = "UPDATE thread SET title = :title WHERE id = :id",
    [LIST_UNFOLDED] = "SELECT thread_id, position, tag FROM thread_tag WHERE folded IS NULL"
                      " LIMIT :limit",
    [FOLD_TAG] =
        "UPDATE thread_tag SET folded = CASE WHEN EXISTS"
        "    (SELECT 1 FROM thread_tag AS o WHERE o.thread_id = :id AND o.folded = :folded)"
        "  THEN '' ELSE :folded END"
        " WHERE thread_id = :id AND position = :position AND folded IS NULL",
    [DROP_TAGS] = "DELETE FROM thread_tag WHERE thread_id = :id",
    [COUNT_POST] = "UPDATE thread"
                   "   SET posts = posts + 1,"
                   "       active_at = max(active_at, :created_at),"
                   "       has_alias = max(has_alias, :alias)"
                   " WHERE id = :id RETURNING posts, active_at",
    [SET_LOCKED] = "UPDATE thread SET locked = :on WHERE id = :id",
    [SET_SLOW] = "UPDATE thread SET slow = :on WHERE id = :id",
    [SET_BOARD] = "UPDATE thread SET board_id = :on WHERE id = :id",
    [SET_MOVED] = "UPDATE thread SET moved_to = nullif(:on, 0) WHERE id = :id",
    [SET_SPLIT] = "UPDATE thread SET split_from = :on WHERE id = :id",
    [TOOK_IN] = "SELECT id FROM thread WHERE moved_to = :id LIMIT :limit",
    [SPLIT_OFF] = "SELECT id FROM thread WHERE split_from = :id AND created_at <= :time"
                  " ORDER BY created_at DESC LIMIT 1",
    [COUNT_HELPFUL] = "UPDATE thread SET helpful = helpful + :on WHERE id = :id",
    [SET_PINNED] = "UPDATE thread SET pinned = :on WHERE id = :id",
    [CLOSE_ALIASES] = "UPDATE thread SET alias_closed = :closed WHERE id = :id",
    [LIST_ALIAS] = "SELECT id, created_at FROM thread WHERE has_alias = 1 AND id > :after"
                   " ORDER BY id LIMIT :limit",
};
const struct sql_family sql_threads = {.name = "threads", .sql = sql, .n = N_SQL};

static void record_read(struct stmt *st, struct arena *a, struct thread_record *ret)
{
    ret->id.v = col_int(st, "id");
    ret->board.v = col_int(st, "board_id");
    ret->title = col_text(st, a, "title");
    ret->tags = col_text(st, a, "tags");
    ret->posts = col_int(st, "posts");
    ret->created_at = col_int(st, "created_at");
    ret->active_at = col_int(st, "active_at");
    ret->pinned = col_bool(st, "pinned");
    ret->locked = col_bool(st, "locked");
    ret->has_alias = col_bool(st, "has_alias");
    ret->alias_closed = col_bool(st, "alias_closed");
    ret->helpful = col_int(st, "helpful");
    ret->slow = (int)col_int(st, "slow");
    ret->moved_to.v = col_int(st, "moved_to");
    ret->split_from.v = col_int(st, "split_from");
    author_row_read(st, a, &ret->author);
}

static enum err records_read(struct stmt *st, struct arena *a, int limit,
                             struct thread_records *ret)
{
    struct thread_record *rows = arena_array(a, (size_t)limit, sizeof *rows);
    int n = 0;
    bool row;

    if (!rows)
        return E_NOMEM;
    while (n < limit) {
        TRY(stmt_step(st, &row));
        if (!row)
            break;
        record_read(st, a, &rows[n++]);
    }
    TRY(stmt_end(st));
    ret->rows = rows;
    ret->n = n;
    return OK;
}

static int page_statement(const struct thread_range *range)
{
    static const int by_tag[] = {TAG_ACTIVE, TAG_CREATED, TAG_HELPFUL};
    static const int pinned[] = {PINNED_ACTIVE, PINNED_CREATED, PINNED_HELPFUL};
    static const int others[] = {ACTIVE, CREATED, HELPFUL};

    if (range->board.v == 0)
        return range->tag ? ALL_TAG_ACTIVE : ALL_ACTIVE;
    return (range->tag ? by_tag : range->pinned ? pinned : others)[range->order];
}

enum err threads_page(struct arena *a, struct db *db, const struct thread_range *range,
                      const struct thread_key *below, int limit, struct thread_records *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[page_statement(range)]));
    if (range->board.v != 0)
        bind_int(&st, "board", range->board.v);
    if (range->tag)
        bind_text(&st, "tag", range->tag);
    if (range->tag && range->board.v != 0)
        bind_int(&st, "pinned", range->pinned);
    if (range->order == THREAD_ORDER_HELPFUL)
        bind_int(&st, "helpful", below->helpful);
    bind_int(&st, "time", below->time);
    bind_int(&st, "id", below->id);
    bind_int(&st, "limit", limit);
    return records_read(&st, a, limit, ret);
}

enum err threads_get(struct arena *a, struct db *db, thread_id id, struct thread_record *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[GET]));
    bind_int(&st, "id", id.v);
    TRY(stmt_get(&st));
    record_read(&st, a, ret);
    return stmt_end(&st);
}

enum err threads_has(struct db *db, thread_id id, bool *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[HAS]));
    bind_int(&st, "id", id.v);
    TRY(stmt_get(&st));
    *ret = col_bool(&st, "n");
    return stmt_end(&st);
}

enum err threads_walk(struct arena *a, struct db *db, board_id board, thread_id after, int limit,
                      struct thread_records *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[WALK]));
    bind_int(&st, "board", board.v);
    bind_int(&st, "after", after.v);
    bind_int(&st, "limit", limit);
    return records_read(&st, a, limit, ret);
}

static void activity_read(struct stmt *st, struct thread_activity *ret)
{
    ret->id.v = col_int(st, "id");
    ret->board.v = col_int(st, "board_id");
    ret->posts = col_int(st, "posts");
    ret->created_at = col_int(st, "created_at");
    ret->active_at = col_int(st, "active_at");
    ret->moved = col_bool(st, "moved");
}

static enum err activities_read(struct stmt *st, struct thread_activity *ret_rows, int limit,
                                int *ret_n)
{
    int n = 0;
    bool row;

    while (n < limit) {
        TRY(stmt_step(st, &row));
        if (!row)
            break;
        activity_read(st, &ret_rows[n++]);
    }
    *ret_n = n;
    return OK;
}

enum err threads_list_active(struct db *db, board_id board, int64_t since,
                             const struct thread_key *below, struct thread_activity *ret_rows,
                             int limit, int *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[board.v != 0 ? ACTIVITY_OF_BOARD : ACTIVITY]));
    if (board.v != 0)
        bind_int(&st, "board", board.v);
    bind_int(&st, "since", since);
    bind_int(&st, "time", below->time);
    bind_int(&st, "id", below->id);
    bind_int(&st, "limit", limit);
    TRY(activities_read(&st, ret_rows, limit, ret_n));
    return stmt_end(&st);
}

enum err threads_list_alias_active(struct db *db, const struct thread_key *above,
                                   struct thread_activity *ret_rows, int limit, int *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[ACTIVITY_OF_ALIASES]));
    bind_int(&st, "time", above->time);
    bind_int(&st, "id", above->id);
    bind_int(&st, "limit", limit);
    TRY(activities_read(&st, ret_rows, limit, ret_n));
    return stmt_end(&st);
}

enum err threads_list_regrouped(struct db *db, int64_t since, struct thread_activity *ret_rows,
                                int limit, int *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[ACTIVITY_OF_REGROUPED]));
    bind_int(&st, "since", since);
    bind_int(&st, "limit", limit);
    TRY(activities_read(&st, ret_rows, limit, ret_n));
    return stmt_end(&st);
}

enum err threads_get_activity(struct db *db, thread_id id, struct thread_activity *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[ACTIVITY_GET]));
    bind_int(&st, "id", id.v);
    TRY(stmt_get(&st));
    activity_read(&st, ret);
    return stmt_end(&st);
}

enum err threads_insert(struct db *db, const struct thread_record *row)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[INSERT]));
    bind_int(&st, "id", row->id.v);
    bind_int(&st, "board", row->board.v);
    bind_text(&st, "title", row->title);
    bind_int(&st, "created_at", row->created_at);
    bind_int(&st, "active_at", row->active_at);
    bind_int(&st, "pinned", row->pinned);
    bind_int(&st, "locked", row->locked);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err threads_add_tag(struct db *db, const struct thread_tag *tag)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[ADD_TAG]));
    bind_int(&st, "id", tag->thread.v);
    bind_int(&st, "position", tag->position);
    bind_text(&st, "tag", tag->tag);
    bind_text(&st, "folded", tag->folded);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err threads_list_unfolded(struct arena *a, struct db *db, struct thread_tag *ret, int limit,
                               int *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    int n = 0;
    bool row;

    TRY(stmt_open(&st, db, sql[LIST_UNFOLDED]));
    bind_int(&st, "limit", limit);
    while (n < limit) {
        TRY(stmt_step(&st, &row));
        if (!row)
            break;
        ret[n].thread.v = col_int(&st, "thread_id");
        ret[n].position = (int)col_int(&st, "position");
        ret[n++].tag = col_text(&st, a, "tag");
    }
    *ret_n = n;
    return stmt_end(&st);
}

enum err threads_fold_tag(struct db *db, const struct thread_tag *tag)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[FOLD_TAG]));
    bind_int(&st, "id", tag->thread.v);
    bind_int(&st, "position", tag->position);
    bind_text(&st, "folded", tag->folded);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

static enum err retitle(struct db *db, thread_id id, const char *title)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[RETITLE]));
    bind_int(&st, "id", id.v);
    bind_text(&st, "title", title);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err threads_blank(struct db *db, thread_id id, const char *title)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(retitle(db, id, title));
    TRY(stmt_open(&st, db, sql[DROP_TAGS]));
    bind_int(&st, "id", id.v);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err threads_count_post(struct db *db, thread_id id, int64_t created_at, bool alias,
                            int *ret_no, int64_t *ret_active_at)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[COUNT_POST]));
    bind_int(&st, "id", id.v);
    bind_int(&st, "created_at", created_at);
    bind_int(&st, "alias", alias);
    TRY(stmt_get(&st));
    *ret_no = (int)col_int(&st, "posts");
    *ret_active_at = col_int(&st, "active_at");
    return stmt_end(&st);
}

static enum err set_value(struct db *db, const char *text, thread_id id, int64_t on)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, text));
    bind_int(&st, "id", id.v);
    bind_int(&st, "on", on);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err threads_set_locked(struct db *db, thread_id id, bool locked)
{
    return set_value(db, sql[SET_LOCKED], id, locked);
}

enum err threads_set_pinned(struct db *db, thread_id id, bool pinned)
{
    return set_value(db, sql[SET_PINNED], id, pinned);
}

enum err threads_set_slow(struct db *db, thread_id id, int minutes)
{
    return set_value(db, sql[SET_SLOW], id, minutes);
}

enum err threads_set_board(struct db *db, thread_id id, board_id board)
{
    return set_value(db, sql[SET_BOARD], id, board.v);
}

enum err threads_set_moved(struct db *db, thread_id id, thread_id to)
{
    return set_value(db, sql[SET_MOVED], id, to.v);
}

enum err threads_find_split(struct db *db, thread_id from, int64_t at, thread_id *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    bool row;

    ret->v = 0;
    TRY(stmt_open(&st, db, sql[SPLIT_OFF]));
    bind_int(&st, "id", from.v);
    bind_int(&st, "time", at);
    TRY(stmt_step(&st, &row));
    if (row)
        ret->v = col_int(&st, "id");
    return stmt_end(&st);
}

enum err threads_set_split(struct db *db, thread_id id, thread_id from)
{
    return set_value(db, sql[SET_SPLIT], id, from.v);
}

enum err threads_took_in(struct db *db, thread_id id, thread_id *ret, int limit, int *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    int n = 0;
    bool row;

    TRY(stmt_open(&st, db, sql[TOOK_IN]));
    bind_int(&st, "id", id.v);
    bind_int(&st, "limit", limit);
    while (n < limit) {
        TRY(stmt_step(&st, &row));
        if (!row)
            break;
        ret[n++].v = col_int(&st, "id");
    }
    *ret_n = n;
    return stmt_end(&st);
}

enum err threads_count_helpful(struct db *db, thread_id id, int64_t n)
{
    return n != 0 ? set_value(db, sql[COUNT_HELPFUL], id, n) : OK;
}

enum err threads_set_title(struct db *db, thread_id id, const char *title)
{
    return retitle(db, id, title);
}

enum err threads_close_aliases(struct db *db, thread_id id, bool closed)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[CLOSE_ALIASES]));
    bind_int(&st, "id", id.v);
    bind_int(&st, "closed", closed);
    return stmt_run(&st);
}

enum err threads_list_alias(struct db *db, thread_id after, struct thread_birth *ret, int limit,
                            int *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    bool row;

    *ret_n = 0;
    TRY(stmt_open(&st, db, sql[LIST_ALIAS]));
    bind_int(&st, "after", after.v);
    bind_int(&st, "limit", limit);
    while (*ret_n < limit) {
        TRY(stmt_step(&st, &row));
        if (!row)
            break;
        ret[*ret_n].id.v = col_int(&st, "id");
        ret[(*ret_n)++].created_at = col_int(&st, "created_at");
    }
    return stmt_end(&st);
}
