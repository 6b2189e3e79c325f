/* SPDX-License-Identifier: MIT
 *
 * board_edit.c -- making and changing boards.
 */
#include <curbside/domain/board_edit.h>

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <curbside/domain/permission.h>
#include <curbside/domain/slow.h>
#include <curbside/store/boards.h>
#include <curbside/store/db.h>
#include <curbside/text/clean.h>

#include "board_rows.h"
#include "governing.h"
#include "undo_note.h"

enum {
    PARTS = 4, /* texts in an undo row */
};

struct board_change board_change_none(void)
{
    return (struct board_change){.open = BOARD_AS_IS,
                                 .staff_threads = BOARD_AS_IS,
                                 .slow = BOARD_AS_IS,
                                 .position = BOARD_AS_IS};
}

/* ---- what is asked for ---- */

static enum err words_take(struct arena *a, const char *typed, bool may_be_empty, const char **at)
{
    char *line;
    size_t n;

    if (!typed)
        return OK;
    TRY(text_line(a, CLEAN_STRICT, typed, strlen(typed), &line, &n));
    if (n > BOARD_WORDS)
        return E_TITLE_LONG;
    if (!may_be_empty && (n == 0 || text_is_blank(line, n)))
        return E_TITLE_EMPTY;
    *at = line;
    return OK;
}

static enum err mode_take(const char *typed, struct board_row *row)
{
    enum board_mode mode;

    if (!typed || strcmp(typed, row->mode) == 0)
        return OK;
    TRY(board_mode_parse(typed, &mode));
    if (row->threads > 0)
        return E_BOARD_OTHER;
    row->mode = board_mode_name(mode);
    return OK;
}

/* Where moderators alone start threads and everybody is an alias, every thread would tell of one.
 */
static enum err aliases_check(const struct board_row *row)
{
    bool alias = strcmp(row->mode, board_mode_name(BOARD_ALIAS)) == 0;

    return row->staff_threads && alias ? E_ALIAS_STAFF : OK;
}

static enum err change_take(struct arena *a, const struct board_change *c, struct board_row *row)
{
    TRY(words_take(a, c->title, false, &row->title));
    TRY(words_take(a, c->category, false, &row->category));
    TRY(words_take(a, c->description, true, &row->description));
    TRY(mode_take(c->mode, row));
    if (c->slow > SLOW_MINUTES_MAX || c->position > BOARD_POSITION_MAX)
        return E_NUMBER_INVALID;
    row->open = c->open == BOARD_AS_IS ? row->open : c->open == 1;
    row->staff_threads = c->staff_threads == BOARD_AS_IS ? row->staff_threads
                                                         : c->staff_threads == 1;
    row->slow = c->slow == BOARD_AS_IS ? row->slow : c->slow;
    row->position = c->position == BOARD_AS_IS ? row->position : c->position;
    return aliases_check(row);
}

static bool is_same(const struct board_row *one, const struct board_row *two)
{
    return strcmp(one->title, two->title) == 0 && strcmp(one->category, two->category) == 0 &&
           strcmp(one->description, two->description) == 0 && strcmp(one->mode, two->mode) == 0 &&
           one->open == two->open && one->staff_threads == two->staff_threads &&
           one->slow == two->slow && one->position == two->position;
}

/* ---- how it stood, and how it stands: numbers, then texts with their lengths ---- */

static const char *row_format(struct arena *a, const struct board_row *row)
{
    return arena_printf(a, "%d %d %d %" PRId64 " %zu:%s%zu:%s%zu:%s%zu:%s", row->open,
                        row->staff_threads, row->slow, row->position, strlen(row->title),
                        row->title, strlen(row->category), row->category, strlen(row->description),
                        row->description, strlen(row->mode), row->mode);
}

static const char *was_format(struct arena *a, const struct board_row *before,
                              const struct board_row *after)
{
    const char *one = row_format(a, before), *other = row_format(a, after);

    return one && other ? arena_printf(a, "%s%s", one, other) : NULL;
}

/* The row at *was, which moves behind it. */
static enum err row_parse(struct arena *a, const char **was, struct board_row *row)
{
    const char **texts[PARTS] = {&row->title, &row->category, &row->description, &row->mode};
    int open, staff, used;

    if (sscanf(*was, "%d %d %d %" SCNd64 " %n", &open, &staff, &row->slow, &row->position, &used) !=
        4)
        return E_CORRUPT;
    row->open = open == 1;
    row->staff_threads = staff == 1;
    *was += used;
    for (int i = 0; i < PARTS; i++)
        TRY(undo_text_take(a, was, texts[i]));
    return OK;
}

/* ---- back: what was changed, and nothing that was changed beside it or since ---- */

static bool number_back(int64_t *now, int64_t before, int64_t after)
{
    bool stale = before != after && *now != after;

    *now = before != after ? before : *now;
    return !stale;
}

static bool flag_back(bool *now, bool before, bool after)
{
    int64_t number = *now;
    bool back = number_back(&number, before, after);

    *now = number != 0;
    return back;
}

static bool text_back(const char **now, const char *before, const char *after)
{
    bool changed = strcmp(before, after) != 0, stale = changed && strcmp(*now, after) != 0;

    *now = changed ? before : *now;
    return !stale;
}

static enum err row_back(struct board_row *row, const struct board_row *before,
                         const struct board_row *after)
{
    const char *mode = row->mode;
    int64_t slow = row->slow;

    if (!flag_back(&row->open, before->open, after->open) ||
        !flag_back(&row->staff_threads, before->staff_threads, after->staff_threads) ||
        !number_back(&slow, before->slow, after->slow) ||
        !number_back(&row->position, before->position, after->position) ||
        !text_back(&row->title, before->title, after->title) ||
        !text_back(&row->category, before->category, after->category) ||
        !text_back(&row->description, before->description, after->description) ||
        !text_back(&row->mode, before->mode, after->mode))
        return E_STALE;
    row->slow = (int)slow;
    if (strcmp(mode, row->mode) != 0 && row->threads > 0)
        return E_BOARD_OTHER;
    return aliases_check(row);
}

/* ---- writing ---- */

enum err board_edit(struct visit *v, const char *slug, const struct board_change *change,
                    action_id *ret_id)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    struct action_row what = {.verb = "board"};
    struct board_row before, row;

    TRY(governing_begin(&txn, v));
    TRY(boards_find(&a, v->db, slug, &before));
    row = before;
    TRY(change_take(&a, change, &row));
    if (is_same(&before, &row))
        return E_DONE_ALREADY;
    TRY(boards_update(v->db, &row));
    what.board = row.id;
    return governing_end(&txn, v, &what, was_format(&a, &before, &row), ret_id);
}

enum err board_make(struct visit *v, const char *slug, const struct board_change *change,
                    action_id *ret_id)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    struct board_row known, row = {.slug = slug,
                                   .title = slug,
                                   .category = "Other",
                                   .description = "",
                                   .mode = board_mode_name(BOARD_EITHER)};
    struct action_row what = {.verb = "new-board"};

    if (!board_slug_is_valid(slug))
        return E_USAGE;
    TRY(governing_begin(&txn, v));
    enum err err = boards_find(&a, v->db, slug, &known);
    if (err != E_NOTFOUND)
        return err == OK ? E_DONE_ALREADY : err;
    TRY(boards_last_position(v->db, &row.position));
    row.position++;
    TRY(change_take(&a, change, &row));
    TRY(boards_insert(v->db, &row, &row.id));
    TRY(boards_update(v->db, &row));
    what.board = row.id;
    return governing_end(&txn, v, &what, "", ret_id);
}

/* `was` "": it was made, and nothing can be unmade that others may have seen; it closes. */
enum err undo_board(struct arena *a, struct visit *v, const struct action_row *action,
                    const char *was)
{
    struct board_row row, before, after;

    TRY(boards_get(a, v->db, action->board, &row));
    if (!*was) {
        row.open = false;
        return boards_update(v->db, &row);
    }
    before = after = row;
    TRY(row_parse(a, &was, &before));
    TRY(row_parse(a, &was, &after));
    TRY(row_back(&row, &before, &after));
    return boards_update(v->db, &row);
}

enum err board_setup_list(struct arena *a, struct visit *v, struct board_setup_page *ret)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    struct board_row *rows;
    int n;

    TRY(txn_begin(&txn, v->db, TXN_READ));
    TRY(permission_require(v, MAY_GOVERN));
    TRY(boards_list(a, v->db, true, &rows, &n));
    TRY(txn_commit(&txn));
    *ret = (struct board_setup_page){.rows = arena_array(a, (size_t)n + 1, sizeof *ret->rows)};
    if (!ret->rows)
        return E_NOMEM;
    for (; ret->n < n; ret->n++) {
        board_from_row(&rows[ret->n], &ret->rows[ret->n].board);
        ret->rows[ret->n].position = rows[ret->n].position;
    }
    return OK;
}
