/* SPDX-License-Identifier: MIT
 *
 * questions.c -- rows of the question bank.
 *
 * A group of merged wordings is one question: its root carries the counts, and lists show roots.
 */
#include <curbside/store/questions.h>

#include <stdio.h>

#include "stmt.h"

#define QUESTION_COLUMNS                                                                           \
    " q.id, q.words, q.text, q.kind, q.level, q.tags, q.solo, q.improper, q.starter, q.root,"      \
    " q.merged_into, q.kind_set "
#define COUNTS    ", q.seen, q.schools, q.last_cycle "
#define NARROWED  " AND (:kind = '' OR q.kind = :kind) AND (:level = '' OR q.level = :level)"
#define IN_ORDER  " ORDER BY q.seen DESC, q.id DESC LIMIT :limit"
#define BELOW_KEY " AND (q.seen, q.id) < (:place, :id) AND q.seen >= :least"

enum {
    INSERT,
    WORD_ADD,
    SET_STARTER,
    SET_KIND,
    GET,
    FIND_WORDS,
    COUNT,
    COUNT_MERGED,
    LIST,
    LIST_KIND,
    LIST_LEVEL,
    LIST_FEW,
    LIST_SCHOOL,
    SEEN_AT,
    WITH_WORD,
    SHARING,
    SCHOOLS,
    SIGHTINGS,
    SIGHTING_SET,
    SIGHTING_CLEAR,
    RECOUNT,
    COUNT_ON,
    DUE_ADD,
    DUE_LIST,
    DUE_REMOVE,
    MERGE,
    MERGE_ROOTS,
    PART,
    PART_ROOTS,
    PROPOSE,
    PROPOSALS,
    PROPOSALS_COUNT,
    SETTLE,
    N_SQL
};
static const char *const sql[N_SQL] = {
    [INSERT] =
        "INSERT INTO question (id, words, text, kind, level, tags, solo, improper, starter,"
        "                      root)"
        " VALUES (:id, :words, :text, :kind, :level, :tags, :solo, :improper, :starter, :id)",
    [WORD_ADD] = "INSERT OR IGNORE INTO question_word (word, question_id) VALUES (:word, :id)",
    [SET_STARTER] =
        "UPDATE question SET kind = iif(kind_set, kind, :kind), level = :level, solo = :solo,"
        "       improper = :improper, starter = 1 WHERE id = :id",
    [SET_KIND] = "UPDATE question SET kind = :kind, kind_set = :set WHERE id = :id",
    [GET] = "SELECT" QUESTION_COLUMNS COUNTS "FROM question AS q WHERE q.id = :id",
    [FIND_WORDS] = "SELECT" QUESTION_COLUMNS COUNTS "FROM question AS q WHERE q.words = :words",
    [COUNT] = "SELECT count(*) AS n FROM (SELECT 1 FROM question INDEXED BY question_by_seen"
              "  WHERE merged_into IS NULL AND seen >= 0 LIMIT :limit) AS q",
    [COUNT_MERGED] = "SELECT /* scan: few */ count(*) AS n"
                     "  FROM question INDEXED BY question_merged WHERE merged_into IS NOT NULL",
    [LIST] = "SELECT" QUESTION_COLUMNS COUNTS
             "FROM question AS q INDEXED BY question_by_seen WHERE q.merged_into IS NULL" BELOW_KEY
                 IN_ORDER,
    [LIST_KIND] = "SELECT" QUESTION_COLUMNS COUNTS "FROM question AS q INDEXED BY question_by_kind"
                  " WHERE q.merged_into IS NULL AND q.kind = :kind" BELOW_KEY
                  " AND (:level = '' OR q.level = :level)" IN_ORDER,
    [LIST_LEVEL] = "SELECT" QUESTION_COLUMNS COUNTS
                   "FROM question AS q INDEXED BY question_by_level"
                   " WHERE q.merged_into IS NULL AND q.level = :level" BELOW_KEY IN_ORDER,
    [LIST_FEW] =
        "SELECT /* scan: by id until enough are found, and most are seen so seldom */" QUESTION_COLUMNS
            COUNTS "FROM question AS q NOT INDEXED WHERE q.merged_into IS NULL AND q.seen > 0"
        "  AND q.seen < :least AND q.id < :id" NARROWED " ORDER BY q.id DESC LIMIT :limit",
    /* Of those that were not merged with any the first :look alone are joined with their words, and
     * all of the few that were: a school may have thousands. Cycle 0 is the sum of all. */
    [LIST_SCHOOL] =
        "WITH own (id, place) AS"
        "      (SELECT question_id, iif(reports < :least, 1, reports)"
        "         FROM sighting INDEXED BY sighting_of_school"
        "        WHERE school = :school AND cycle = 0),"
        " top (id) AS (SELECT id FROM own WHERE (place, id) < (:place, :id) AND id NOT IN"
        "      (SELECT id FROM question INDEXED BY question_merged WHERE merged_into IS NOT NULL)"
        "      ORDER BY place DESC, id DESC LIMIT :look),"
        " some (id) AS (SELECT id FROM top UNION"
        "      SELECT root FROM question INDEXED BY question_merged WHERE merged_into IS NOT NULL)"
        "SELECT /* scan: the school's own */" QUESTION_COLUMNS
        ", s.seen AS seen, 1 AS schools, s.last_cycle AS last_cycle"
        "  FROM (SELECT some.id AS id, sum(x.reports) AS seen, max(x.cycle) AS last_cycle,"
        "               iif(sum(x.reports) < :least, 1, sum(x.reports)) AS place"
        "          FROM some CROSS JOIN question AS g ON g.root = some.id"
        "         CROSS JOIN sighting AS x ON x.school = :school AND x.question_id = g.id"
        "                                 AND x.cycle > 0"
        "         GROUP BY some.id) AS s"
        " CROSS JOIN question AS q ON q.id = s.id"
        " WHERE (s.place, q.id) < (:place, :id)" NARROWED
        " ORDER BY s.place DESC, q.id DESC LIMIT :limit",
    [SEEN_AT] = "SELECT coalesce(sum(x.reports), 0) AS n"
                "  FROM question AS g CROSS JOIN sighting AS x"
                "    ON x.school = :school AND x.question_id = g.id AND x.cycle = 0"
                " WHERE g.root = :root",
    [WITH_WORD] = "SELECT DISTINCT q.root AS id"
                  "  FROM question_word AS w CROSS JOIN question AS q ON q.id = w.question_id"
                  " WHERE w.word >= :word AND w.word < :end ORDER BY q.root LIMIT :limit",
    [SHARING] = "SELECT question_id AS id FROM question_word WHERE word = :word LIMIT :limit",
    [SCHOOLS] = "SELECT x.school AS school, sum(x.reports) AS n, max(x.cycle) AS last_cycle"
                "  FROM question AS g CROSS JOIN sighting AS x ON x.question_id = g.id"
                " WHERE g.root = :root AND x.cycle > 0 GROUP BY x.school"
                " ORDER BY x.school LIMIT :limit",
    [SIGHTINGS] = "SELECT question_id, cycle, reports FROM sighting"
                  " WHERE school = :school AND cycle > 0"
                  " ORDER BY question_id, cycle",
    [SIGHTING_SET] = "INSERT INTO sighting (school, question_id, cycle, reports)"
                     " VALUES (:school, :question, :cycle, :reports)"
                     " ON CONFLICT (school, question_id, cycle)"
                     " DO UPDATE SET reports = excluded.reports",
    [SIGHTING_CLEAR] = "DELETE FROM sighting WHERE school = :school AND question_id = :question"
                       "   AND cycle = :cycle",
    [RECOUNT] = "UPDATE question SET (seen, schools, last_cycle) ="
                "       (SELECT coalesce(sum(x.reports), 0), count(DISTINCT x.school),"
                "               coalesce(max(x.cycle), 0)"
                "          FROM question AS g CROSS JOIN sighting AS x ON x.question_id = g.id"
                "         WHERE g.root = :root AND x.cycle > 0)"
                " WHERE id = :root",
    [COUNT_ON] = "UPDATE question SET seen = seen + :more, schools = schools + :schools,"
                 "       last_cycle = max(last_cycle, :cycle)"
                 " WHERE id = :id AND root = :id"
                 "   AND (SELECT count(*) FROM question AS g WHERE g.root = :id) = 1",
    [DUE_ADD] = "INSERT INTO sighting_due (school, day) VALUES (:school, :day)"
                " ON CONFLICT (school) DO UPDATE SET day = min(day, excluded.day)",
    [DUE_LIST] = "SELECT /* scan: at most a row for each school */ school FROM sighting_due"
                 " WHERE day < :before ORDER BY school LIMIT :limit",
    [DUE_REMOVE] = "DELETE FROM sighting_due WHERE school = :school",
    [MERGE] = "UPDATE question SET merged_into = :into WHERE id = :from",
    [MERGE_ROOTS] = "UPDATE question SET root = :into WHERE root = :from",
    [PART] = "UPDATE question SET merged_into = NULL WHERE id = :from",
    [PART_ROOTS] = "WITH RECURSIVE part (id) AS ("
                   "  SELECT :from UNION ALL"
                   "  SELECT q.id FROM part CROSS JOIN question AS q ON q.merged_into = part.id)"
                   " UPDATE question SET root = :from WHERE id IN (SELECT id FROM part)",
    [PROPOSE] = "INSERT OR IGNORE INTO merge_proposal (one, other, alike, since)"
                " VALUES (:one, :other, :alike, :since)",
    [PROPOSALS] = "SELECT one, other, alike, since FROM merge_proposal"
                  " WHERE settled = 0 AND (since, one, other) > (:since, :one, :other)"
                  " ORDER BY since, one, other LIMIT :limit",
    [PROPOSALS_COUNT] = "SELECT count(*) AS n FROM (SELECT 1 FROM merge_proposal"
                        "  INDEXED BY merge_proposal_open WHERE settled = 0 AND since >= 0"
                        " LIMIT :limit) AS p",
    [SETTLE] = "UPDATE merge_proposal SET settled = :settled"
               " WHERE one = :one AND other = :other AND settled <> :settled",
};
const struct sql_family sql_questions = {.name = "questions", .sql = sql, .n = N_SQL};

/* ---- wordings ---- */

static void bind_question(struct stmt *st, const struct question_row *row)
{
    bind_int(st, "id", row->id.v);
    bind_text(st, "kind", row->kind);
    bind_text(st, "level", row->level);
    bind_int(st, "solo", row->solo);
    bind_int(st, "improper", row->improper);
}

enum err questions_insert(struct db *db, const struct question_row *row)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[INSERT]));
    bind_question(&st, row);
    bind_text(&st, "words", row->words);
    bind_text(&st, "text", row->text);
    bind_text(&st, "tags", row->tags);
    bind_int(&st, "starter", row->starter);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err questions_word_add(struct db *db, const char *word, question_id id)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[WORD_ADD]));
    bind_text(&st, "word", word);
    bind_int(&st, "id", id.v);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err questions_set_starter(struct db *db, const struct question_row *row)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[SET_STARTER]));
    bind_question(&st, row);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err questions_set_kind(struct db *db, question_id id, const char *kind, bool set)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[SET_KIND]));
    bind_int(&st, "id", id.v);
    bind_text(&st, "kind", kind);
    bind_int(&st, "set", set);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

static void row_read(struct stmt *st, struct arena *a, struct question_row *ret)
{
    ret->id.v = col_int(st, "id");
    ret->words = col_text(st, a, "words");
    ret->text = col_text(st, a, "text");
    ret->kind = col_text(st, a, "kind");
    ret->level = col_text(st, a, "level");
    ret->tags = col_text(st, a, "tags");
    ret->solo = col_bool(st, "solo");
    ret->improper = col_bool(st, "improper");
    ret->starter = col_bool(st, "starter");
    ret->kind_set = col_bool(st, "kind_set");
    ret->root.v = col_int(st, "root");
    ret->into.v = col_int(st, "merged_into");
    ret->seen = col_int(st, "seen");
    ret->schools = col_int(st, "schools");
    ret->last_cycle = (int)col_int(st, "last_cycle");
}

enum err questions_get(struct arena *a, struct db *db, question_id id, struct question_row *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[GET]));
    bind_int(&st, "id", id.v);
    TRY(stmt_get(&st));
    row_read(&st, a, ret);
    return stmt_end(&st);
}

enum err questions_find_words(struct arena *a, struct db *db, const char *words,
                              struct question_row *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[FIND_WORDS]));
    bind_text(&st, "words", words);
    TRY(stmt_get(&st));
    row_read(&st, a, ret);
    return stmt_end(&st);
}

/* The number that an open statement answers with, as n. */
static enum err number_read(struct stmt *st, int64_t *ret)
{
    TRY(stmt_get(st));
    *ret = col_int(st, "n");
    return stmt_end(st);
}

enum err questions_count(struct db *db, int limit, int64_t *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[COUNT]));
    bind_int(&st, "limit", limit);
    return number_read(&st, ret);
}

enum err questions_count_merged(struct db *db, int64_t *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[COUNT_MERGED]));
    return number_read(&st, ret);
}

/* ---- lists ---- */

int64_t questions_place(int64_t seen, int64_t least)
{
    return seen > 0 && seen < least ? 1 : seen;
}

static enum err rows_begin(struct arena *a, int limit, struct question_rows *ret)
{
    *ret = (struct question_rows){.rows = arena_array(a, (size_t)limit, sizeof *ret->rows)};
    return ret->rows ? OK : E_NOMEM;
}

/* More rows, up to `limit` of all, of an open statement that binds everything but that. */
static enum err rows_read(struct stmt *st, struct arena *a, int limit, struct question_rows *ret)
{
    bool row;

    bind_int(st, "limit", limit - ret->n);
    while (ret->n < limit) {
        TRY(stmt_step(st, &row));
        if (!row)
            break;
        row_read(st, a, &ret->rows[ret->n++]);
    }
    return stmt_end(st);
}

static void bind_key(struct stmt *st, const struct question_key *key)
{
    bind_int(st, "place", key->place);
    bind_int(st, "id", key->id);
    bind_int(st, "least", key->least);
}

/* Those seen at least so often, in the order of an index. */
static enum err list_some(struct arena *a, struct db *db, const struct question_narrow *narrow,
                          const struct question_key *below, int limit, struct question_rows *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    int which = *narrow->kind ? LIST_KIND : *narrow->level ? LIST_LEVEL : LIST;

    TRY(stmt_open(&st, db, sql[which]));
    bind_key(&st, below);
    if (which == LIST_KIND)
        bind_text(&st, "kind", narrow->kind);
    if (which != LIST)
        bind_text(&st, "level", narrow->level);
    return rows_read(&st, a, limit, ret);
}

static enum err list_few(struct arena *a, struct db *db, const struct question_narrow *narrow,
                         int64_t below, int64_t least, int limit, struct question_rows *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[LIST_FEW]));
    bind_int(&st, "id", below);
    bind_int(&st, "least", least);
    bind_text(&st, "kind", narrow->kind);
    bind_text(&st, "level", narrow->level);
    return rows_read(&st, a, limit, ret);
}

enum err questions_list(struct arena *a, struct db *db, const struct question_narrow *narrow,
                        const struct question_key *below, int limit, struct question_rows *ret)
{
    bool many = below->place >= below->least, few = below->place > 0;
    struct question_key none = {few ? 1 : 0, few ? 0 : below->id, 0};

    TRY(rows_begin(a, limit, ret));
    if (many)
        TRY(list_some(a, db, narrow, below, limit, ret));
    if (few && ret->n < limit)
        TRY(list_few(a, db, narrow, many ? INT64_MAX : below->id, below->least, limit, ret));
    return ret->n < limit ? list_some(a, db, narrow, &none, limit, ret) : OK;
}

enum err questions_list_school(struct arena *a, struct db *db, const char *school,
                               const struct question_narrow *narrow,
                               const struct question_key *below, int limit,
                               struct question_rows *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(rows_begin(a, limit, ret));
    TRY(stmt_open(&st, db, sql[LIST_SCHOOL]));
    bind_key(&st, below);
    bind_text(&st, "school", school);
    bind_int(&st, "look", *narrow->kind || *narrow->level ? -1 : limit);
    bind_text(&st, "kind", narrow->kind);
    bind_text(&st, "level", narrow->level);
    return rows_read(&st, a, limit, ret);
}

enum err questions_seen_at(struct db *db, const char *school, question_id root, int64_t *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[SEEN_AT]));
    bind_text(&st, "school", school);
    bind_int(&st, "root", root.v);
    return number_read(&st, ret);
}

/* The ids of an open statement that binds everything but the limit. */
static enum err ids_read(struct stmt *st, int limit, int64_t *ret, int *ret_n)
{
    bool row;
    int n = 0;

    bind_int(st, "limit", limit);
    while (n < limit) {
        TRY(stmt_step(st, &row));
        if (!row)
            break;
        ret[n++] = col_int(st, "id");
    }
    *ret_n = n;
    return stmt_end(st);
}

enum err questions_with_word(struct db *db, const char *word, int limit, int64_t *ret, int *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    AUTO_STR struct str end = STR_INIT;

    str_printf(&end, "%s\xff", word); /* behind every word that begins so */
    if (end.failed)
        return E_NOMEM;
    TRY(stmt_open(&st, db, sql[WITH_WORD]));
    bind_text(&st, "word", word);
    bind_text(&st, "end", str_cstr(&end));
    return ids_read(&st, limit, ret, ret_n);
}

enum err questions_sharing(struct db *db, const char *word, int limit, int64_t *ret, int *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[SHARING]));
    bind_text(&st, "word", word);
    return ids_read(&st, limit, ret, ret_n);
}

enum err questions_schools(struct arena *a, struct db *db, question_id root, int limit,
                           struct seen_at **ret, int *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    struct seen_at *rows = arena_array(a, (size_t)limit, sizeof *rows);
    bool row;
    int n = 0;

    if (!rows)
        return E_NOMEM;
    TRY(stmt_open(&st, db, sql[SCHOOLS]));
    bind_int(&st, "root", root.v);
    bind_int(&st, "limit", limit);
    while (n < limit) {
        TRY(stmt_step(&st, &row));
        if (!row)
            break;
        rows[n].school = col_text(&st, a, "school");
        rows[n].reports = col_int(&st, "n");
        rows[n++].last_cycle = (int)col_int(&st, "last_cycle");
    }
    *ret = rows;
    *ret_n = n;
    return stmt_end(&st);
}

/* ---- sightings ---- */

enum {
    ROWS_FIRST = 256
};

static enum err sightings_grow(struct arena *a, struct sighting_row **rows, int n, int *cap)
{
    struct sighting_row *more;

    if (n < *cap)
        return OK;
    more = arena_array(a, (size_t)(*cap ? 2 * *cap : ROWS_FIRST), sizeof *more);
    if (!more)
        return E_NOMEM;
    for (int i = 0; i < n; i++)
        more[i] = (*rows)[i];
    *rows = more;
    *cap = *cap ? 2 * *cap : ROWS_FIRST;
    return OK;
}

enum err sightings_list(struct arena *a, struct db *db, const char *school,
                        struct sighting_row **ret, int *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    struct sighting_row *rows = NULL;
    int n = 0, cap = 0;
    bool row;

    TRY(stmt_open(&st, db, sql[SIGHTINGS]));
    bind_text(&st, "school", school);
    for (;;) {
        TRY(stmt_step(&st, &row));
        if (!row)
            break;
        TRY(sightings_grow(a, &rows, n, &cap));
        rows[n].question.v = col_int(&st, "question_id");
        rows[n].cycle = (int)col_int(&st, "cycle");
        rows[n++].reports = col_int(&st, "reports");
    }
    *ret = rows;
    *ret_n = n;
    return stmt_end(&st);
}

enum err sightings_set(struct db *db, const char *school, const struct sighting_row *row)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[row->reports > 0 ? SIGHTING_SET : SIGHTING_CLEAR]));
    bind_text(&st, "school", school);
    bind_int(&st, "question", row->question.v);
    bind_int(&st, "cycle", row->cycle);
    if (row->reports > 0)
        bind_int(&st, "reports", row->reports);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err questions_recount(struct db *db, question_id root)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[RECOUNT]));
    bind_int(&st, "root", root.v);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err questions_count_on(struct db *db, question_id id, int64_t more, int schools,
                            int last_cycle, bool *ret_done)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[COUNT_ON]));
    bind_int(&st, "id", id.v);
    bind_int(&st, "more", more);
    bind_int(&st, "schools", schools);
    bind_int(&st, "cycle", last_cycle);
    TRY(stmt_run(&st));
    *ret_done = stmt_changes(&st) > 0;
    return stmt_end(&st);
}

enum err sightings_due_add(struct db *db, const char *school, int64_t day)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[DUE_ADD]));
    bind_text(&st, "school", school);
    bind_int(&st, "day", day);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err sightings_due_list(struct arena *a, struct db *db, int64_t before, int limit,
                            const char ***ret, int *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[DUE_LIST]));
    bind_int(&st, "before", before);
    return stmt_texts(&st, a, "school", limit, ret, ret_n);
}

enum err sightings_due_remove(struct db *db, const char *school)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[DUE_REMOVE]));
    bind_text(&st, "school", school);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

/* ---- merging ---- */

static enum err merge_run(struct db *db, int statement, question_id from, question_id into)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[statement]));
    bind_int(&st, "from", from.v);
    if (into.v != 0)
        bind_int(&st, "into", into.v);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err questions_merge(struct db *db, question_id from, question_id into)
{
    TRY(merge_run(db, MERGE, from, into));
    return merge_run(db, MERGE_ROOTS, from, into);
}

enum err questions_part(struct db *db, question_id from)
{
    TRY(merge_run(db, PART, from, (question_id){0}));
    return merge_run(db, PART_ROOTS, from, (question_id){0});
}

enum err proposals_add(struct db *db, const struct proposal_row *row)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[PROPOSE]));
    bind_int(&st, "one", row->one.v);
    bind_int(&st, "other", row->other.v);
    bind_int(&st, "alike", row->alike);
    bind_int(&st, "since", row->since);
    TRY(stmt_run(&st));
    return stmt_end(&st);
}

enum err proposals_list(struct arena *a, struct db *db, const struct proposal_row *after, int limit,
                        struct proposal_row **ret, int *ret_n)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    struct proposal_row *rows = arena_array(a, (size_t)limit, sizeof *rows);
    bool row;
    int n = 0;

    if (!rows)
        return E_NOMEM;
    TRY(stmt_open(&st, db, sql[PROPOSALS]));
    bind_int(&st, "since", after->since);
    bind_int(&st, "one", after->one.v);
    bind_int(&st, "other", after->other.v);
    bind_int(&st, "limit", limit);
    while (n < limit) {
        TRY(stmt_step(&st, &row));
        if (!row)
            break;
        rows[n].one.v = col_int(&st, "one");
        rows[n].other.v = col_int(&st, "other");
        rows[n].alike = (int)col_int(&st, "alike");
        rows[n++].since = col_int(&st, "since");
    }
    *ret = rows;
    *ret_n = n;
    return stmt_end(&st);
}

enum err proposals_count(struct db *db, int limit, int *ret)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    int64_t n;

    TRY(stmt_open(&st, db, sql[PROPOSALS_COUNT]));
    bind_int(&st, "limit", limit);
    TRY(number_read(&st, &n));
    *ret = (int)n;
    return OK;
}

enum err proposals_settle(struct db *db, question_id one, question_id other, bool settled)
{
    AUTO_STMT struct stmt st = STMT_NONE;
    bool swapped = one.v > other.v;

    TRY(stmt_open(&st, db, sql[SETTLE]));
    bind_int(&st, "one", swapped ? other.v : one.v);
    bind_int(&st, "other", swapped ? one.v : other.v);
    bind_int(&st, "settled", settled);
    TRY(stmt_run(&st));
    TRY(stmt_changes(&st) > 0 ? OK : E_NOTFOUND);
    return stmt_end(&st);
}
