/* SPDX-License-Identifier: MIT
 *
 * boards.c -- rows of boards.
 *
 * There are some hundred boards at most, made by the sysop: reading all of them is no scan of a
 * growing table. The counters are kept by whoever writes threads and posts, in the same
 * transaction.
 */
#include <curbside/store/boards.h>

#include <stdlib.h>
#include <string.h>

#include "stmt.h"

#define BOARD_COLUMNS                                                                              \
    " b.id, b.slug, b.title, b.category, b.description, b.mode, b.open, b.staff_threads,"          \
    " b.position, b.threads, b.posts, b.slow "

enum {
    COUNT,
    LIST,
    LIST_MODES,
    GET,
    FIND,
    INSERT,
    LAST_POSITION,
    COUNT_UP,
    UPDATE,
    N_SQL
};
static const char *const sql[N_SQL] = {
    [COUNT] = "SELECT /* scan: boards are few */ count(*) AS n FROM board",
    [LIST] = "SELECT /* scan: boards are few */" BOARD_COLUMNS "FROM board AS b",
    [LIST_MODES] = "SELECT /* scan: boards are few */ id, mode FROM board"
                   " WHERE open = 1 ORDER BY id",
    [GET] = "SELECT" BOARD_COLUMNS "FROM board AS b WHERE b.id = :id",
    [FIND] = "SELECT" BOARD_COLUMNS "FROM board AS b WHERE b.slug = :slug",
    [INSERT] = "INSERT INTO board (slug, title, category, description, mode, open, staff_threads,"
               "                   position)"
               " VALUES (:slug, :title, :category, :description, :mode, :open, :staff_threads,"
               "         :position)"
               " RETURNING id",
    [LAST_POSITION] = "SELECT /* scan: boards are few */ ifnull(max(position), 0) AS last"
                      "  FROM board",
    [UPDATE] = "UPDATE board SET title = :title, category = :category, description = :description,"
               "    mode = :mode, open = :open, staff_threads = :staff_threads,"
               "    position = :position, slow = :slow WHERE id = :id",
    [COUNT_UP] = "UPDATE board SET threads = threads + :threads, posts = posts + :posts"
                 " WHERE id = :id",
};
const struct sql_family sql_boards = {.name = "boards", .sql = sql, .n = N_SQL};

static void row_read(struct stmt *st, struct arena *a, struct board_row *ret)
{
    ret->id.v = col_int(st, "id");
    ret->slug = col_text(st, a, "slug");
    ret->title = col_text(st, a, "title");
    ret->category = col_text(st, a, "category");
    ret->description = col_text(st, a, "description");
    ret->mode = col_text(st, a, "mode");
    ret->open = col_bool(st, "open");
    ret->staff_threads = col_bool(st, "staff_threads");
    ret->position = col_int(st, "position");
    ret->threads = col_int(st, "threads");
    ret->posts = col_int(st, "posts");
    ret->slow = (int)col_int(st, "slow");
}

static enum err count(struct db *db, int *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[COUNT]));
    TRY(stmt_get(&st));
    *ret = (int)col_int(&st, "n");
    return stmt_end(&st);
}

/* A board with the place of its category: the least position in it, closed boards included. */
struct placed {
    struct board_row row;
    int64_t first;
};

static int by_place(const void *one, const void *two)
{
    const struct placed *x = one, *y = two;
    int category = strcmp(x->row.category, y->row.category);

    if (x->first != y->first)
        return x->first < y->first ? -1 : 1;
    if (category != 0)
        return category;
    if (x->row.position != y->row.position)
        return x->row.position < y->row.position ? -1 : 1;
    return x->row.id.v < y->row.id.v ? -1 : 1;
}

static void place_all(struct placed *all, int n)
{
    for (int i = 0; i < n; i++) {
        all[i].first = all[i].row.position;
        for (int k = 0; k < n; k++)
            if (all[k].row.position < all[i].first &&
                strcmp(all[k].row.category, all[i].row.category) == 0)
                all[i].first = all[k].row.position;
    }
    qsort(all, (size_t)n, sizeof *all, by_place);
}

/* Put in order here: the first screen of every visit asks for them, and SQLite's join and sort of
 * so few rows cost a third of a millisecond. */
enum err boards_list(struct arena *a, struct db *db, bool closed, struct board_row **ret_rows,
                     int *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    struct board_row *rows;
    struct placed *all;
    int room, n_all = 0, n = 0;
    bool row;

    TRY(count(db, &room));
    all = arena_array(a, (size_t)room, sizeof *all);
    rows = arena_array(a, (size_t)room, sizeof *rows);
    if (!all || !rows)
        return E_NOMEM;
    TRY(stmt_open(&st, db, sql[LIST]));
    while (n_all < room) {
        TRY(stmt_step(&st, &row));
        if (!row)
            break;
        row_read(&st, a, &all[n_all++].row);
    }
    TRY(stmt_end(&st));
    place_all(all, n_all);
    for (int i = 0; i < n_all; i++)
        if (closed || all[i].row.open)
            rows[n++] = all[i].row;
    *ret_rows = rows;
    *ret_n = n;
    return OK;
}

enum err boards_list_modes(struct arena *a, struct db *db, struct board_row **ret_rows, int *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    struct board_row *rows;
    int room, n = 0;
    bool row;

    TRY(count(db, &room));
    rows = arena_array(a, (size_t)room, sizeof *rows);
    if (!rows)
        return E_NOMEM;
    TRY(stmt_open(&st, db, sql[LIST_MODES]));
    while (n < room) {
        TRY(stmt_step(&st, &row));
        if (!row)
            break;
        rows[n] = (struct board_row){.open = true};
        rows[n].id.v = col_int(&st, "id");
        rows[n++].mode = col_text(&st, a, "mode");
    }
    TRY(stmt_end(&st));
    *ret_rows = rows;
    *ret_n = n;
    return OK;
}

enum err boards_get(struct arena *a, struct db *db, board_id id, struct board_row *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[GET]));
    bind_int(&st, "id", id.v);
    TRY(stmt_get(&st));
    row_read(&st, a, ret);
    return stmt_end(&st);
}

enum err boards_find(struct arena *a, struct db *db, const char *slug, struct board_row *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[FIND]));
    bind_text(&st, "slug", slug);
    TRY(stmt_get(&st));
    row_read(&st, a, ret);
    return stmt_end(&st);
}

enum err boards_insert(struct db *db, const struct board_row *row, board_id *ret_id)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    board_id id;

    TRY(stmt_open(&st, db, sql[INSERT]));
    bind_text(&st, "slug", row->slug);
    bind_text(&st, "title", row->title);
    bind_text(&st, "category", row->category);
    bind_text(&st, "description", row->description);
    bind_text(&st, "mode", row->mode);
    bind_int(&st, "open", row->open);
    bind_int(&st, "staff_threads", row->staff_threads);
    bind_int(&st, "position", row->position);
    TRY(stmt_get(&st));
    id.v = col_int(&st, "id");
    TRY(stmt_end(&st));
    *ret_id = id;
    return OK;
}

enum err boards_last_position(struct db *db, int64_t *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[LAST_POSITION]));
    TRY(stmt_get(&st));
    *ret = col_int(&st, "last");
    return stmt_end(&st);
}

enum err boards_update(struct db *db, const struct board_row *row)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[UPDATE]));
    bind_int(&st, "id", row->id.v);
    bind_text(&st, "title", row->title);
    bind_text(&st, "category", row->category);
    bind_text(&st, "description", row->description);
    bind_text(&st, "mode", row->mode);
    bind_int(&st, "open", row->open);
    bind_int(&st, "staff_threads", row->staff_threads);
    bind_int(&st, "position", row->position);
    bind_int(&st, "slow", row->slow);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err boards_count_up(struct db *db, board_id id, int64_t threads, int64_t posts)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[COUNT_UP]));
    bind_int(&st, "threads", threads);
    bind_int(&st, "posts", posts);
    bind_int(&st, "id", id.v);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}
