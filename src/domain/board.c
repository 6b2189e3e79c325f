/* SPDX-License-Identifier: MIT
 *
 * board.c -- the boards and who may write on them.
 *
 * A closed board is not there for anybody who reads: it is in no list and cannot be found. Who
 * writes is told that it is closed; which boards exist is no secret.
 */
#include <curbside/domain/board.h>

#include <string.h>

#include <curbside/base/csv.h>
#include <curbside/base/str.h>
#include <curbside/domain/alias_rules.h>
#include <curbside/domain/identity.h>
#include <curbside/store/boards.h>
#include <curbside/store/db.h>

#include "board_rows.h"
#include "data_files.h"
#include "unread.h"

enum {
    SLUG_BYTES = 48, /* fits a terminal's line with an address around it */
};

static const char *const mode_names[] = {
    [BOARD_EITHER] = "either",
    [BOARD_HANDLE] = "handle",
    [BOARD_ALIAS] = "alias",
};

const char *board_mode_name(enum board_mode mode)
{
    BUG_ON((size_t)mode >= sizeof mode_names / sizeof *mode_names);
    return mode_names[mode];
}

enum err board_mode_parse(const char *name, enum board_mode *ret)
{
    for (size_t i = 0; i < sizeof mode_names / sizeof *mode_names; i++) {
        if (strcmp(name, mode_names[i]) == 0) {
            *ret = (enum board_mode)i;
            return OK;
        }
    }
    return E_USAGE;
}

bool board_slug_is_valid(const char *slug)
{
    size_t n = strlen(slug);

    return n >= 1 && n <= SLUG_BYTES && slug[0] != '-' &&
           strspn(slug, "abcdefghijklmnopqrstuvwxyz0123456789-") == n;
}

/* ---- reading ---- */

void board_from_row(const struct board_row *row, struct board *ret)
{
    *ret = (struct board){
        .id = row->id,
        .slug = row->slug,
        .title = row->title,
        .category = row->category,
        .description = row->description,
        .open = row->open,
        .staff_threads = row->staff_threads,
        .slow = row->slow,
        .threads = row->threads,
        .posts = row->posts,
    };
    BUG_ON(board_mode_parse(row->mode, &ret->mode) != OK); /* the schema allows no other word */
}

enum err board_get_any(struct arena *a, struct visit *v, board_id id, struct board *ret)
{
    struct board_row row;

    TRY(boards_get(a, v->db, id, &row));
    board_from_row(&row, ret);
    return OK;
}

static bool takes_aliases(const struct visit *v)
{
    return v->alias && v->alias->open;
}

bool board_is_open(const struct visit *v, const struct board *board)
{
    return board->open && (board->mode != BOARD_ALIAS || takes_aliases(v));
}

static enum err count_unread(struct arena *a, struct visit *v, struct board *boards, int n)
{
    board_id *ids = arena_array(a, (size_t)n, sizeof *ids);
    int64_t *unread = arena_array(a, (size_t)n, sizeof *unread);

    if (!ids || !unread)
        return E_NOMEM;
    for (int i = 0; i < n; i++)
        ids[i] = boards[i].id;
    TRY(unread_of_boards(v, ids, n, unread));
    for (int i = 0; i < n; i++)
        boards[i].unread = unread[i];
    return OK;
}

enum err board_list(struct arena *a, struct visit *v, struct board_page *ret)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    struct board_row *rows;
    struct board *boards;
    int n_rows, n = 0;

    TRY(txn_begin(&txn, v->db, TXN_READ));
    TRY(boards_list(a, v->db, false, &rows, &n_rows));
    boards = arena_array(a, (size_t)n_rows, sizeof *boards);
    if (!boards)
        return E_NOMEM;
    for (int i = 0; i < n_rows; i++) {
        board_from_row(&rows[i], &boards[n]);
        n += board_is_open(v, &boards[n]);
    }
    TRY(count_unread(a, v, boards, n));
    TRY(txn_commit(&txn));
    *ret = (struct board_page){boards, n};
    return OK;
}

/* An open board, with what the caller has not read. */
static enum err board_show(struct visit *v, const struct board_row *row, struct board *ret)
{
    struct board board;

    board_from_row(row, &board);
    if (!board_is_open(v, &board))
        return E_NOTFOUND;
    TRY(unread_of_boards(v, &row->id, 1, &board.unread));
    *ret = board;
    return OK;
}

enum err board_find(struct arena *a, struct visit *v, const char *slug, struct board *ret)
{
    struct board_row row;

    TRY(boards_find(a, v->db, slug, &row));
    return board_show(v, &row, ret);
}

enum err board_get(struct arena *a, struct visit *v, board_id id, struct board *ret)
{
    struct board_row row;

    TRY(boards_get(a, v->db, id, &row));
    return board_show(v, &row, ret);
}

/* ---- writing there ---- */

enum err board_can_reply(const struct visit *v, const struct board *board)
{
    if (who_is_guest(v->who))
        return E_GUEST;
    if (board->mode == BOARD_ALIAS && !takes_aliases(v))
        return E_ALIAS_CLOSED;
    return board->open ? OK : E_CLOSED_BOARD;
}

enum err board_can_start(const struct visit *v, const struct board *board)
{
    TRY(board_can_reply(v, board));
    if (board->staff_threads && role_require(v->who, ROLE_MODERATOR) != OK)
        return E_STAFF_BOARD;
    return OK;
}

/* ---- the boards of a file ---- */

static enum err flag_parse(const char *text, bool *ret)
{
    if (strcmp(text, "0") != 0 && strcmp(text, "1") != 0)
        return E_CORRUPT;
    *ret = text[0] == '1';
    return OK;
}

static enum err seed_row(const struct csv *csv, int i, struct board_row *ret)
{
    const char *open = csv_get(csv, i, "open");
    const char *staff = csv_get(csv, i, "staff");
    const char *position = csv_get(csv, i, "position");
    enum board_mode mode;
    long long number;

    *ret = (struct board_row){
        .slug = csv_get(csv, i, "slug"),
        .title = csv_get(csv, i, "title"),
        .category = csv_get(csv, i, "category"),
        .description = csv_get(csv, i, "description"),
        .mode = csv_get(csv, i, "mode"),
    };
    if (!ret->slug || !ret->title || !ret->category || !ret->description || !ret->mode || !open ||
        !position)
        return E_CORRUPT;
    if (!board_slug_is_valid(ret->slug) || !*ret->title || !*ret->category)
        return E_CORRUPT;
    if (board_mode_parse(ret->mode, &mode) != OK || int_parse(position, 0, 1000000, &number) != OK)
        return E_CORRUPT;
    TRY(flag_parse(open, &ret->open));
    TRY(flag_parse(staff ? staff : "0", &ret->staff_threads));
    ret->position = number;
    return OK;
}

static enum err seed_one(struct arena *a, struct visit *v, const struct board_row *row, int *made)
{
    struct board_row known;
    board_id id;
    enum err err = boards_find(a, v->db, row->slug, &known);

    if (err != E_NOTFOUND)
        return err;
    TRY(boards_insert(v->db, row, &id));
    *made += 1;
    return OK;
}

enum err board_seed(struct visit *v, const char *csv, size_t n, int *ret_made)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    struct csv table;
    int made = 0;

    TRY(csv_parse(&a, csv, n, &table, NULL));
    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    for (int i = 0; i < table.n_rows; i++) {
        struct board_row row;

        TRY(seed_row(&table, i, &row));
        TRY(seed_one(&a, v, &row, &made));
    }
    TRY(txn_commit(&txn));
    *ret_made = made;
    return OK;
}

enum err board_seed_default(struct visit *v, int *ret_made)
{
    return board_seed(v, (const char *)boards_csv, boards_csv_n, ret_made);
}
