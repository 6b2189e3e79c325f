/* SPDX-License-Identifier: MIT
 *
 * checks.c -- what must hold between the rows of the forum, asked of all of them.
 *
 * For the operator only: every statement here reads whole tables, and says so. A rule that a CHECK
 * or a foreign key of the schema states already is left to SQLite's own check.
 */
#include <curbside/store/checks.h>

#include "stmt.h"

/* One rule: the rows that break it, as `bad`, each with its address. */
#define RULE(bad)                                                                                  \
    "SELECT /* scan: checks read everything */ count(*) AS violations, min(address) AS example"    \
    "  FROM (" bad ")"

enum {
    BOARD_THREADS,
    BOARD_POSTS,
    BOARD_ARRIVALS,
    THREAD_POSTS_COUNTED,
    THREAD_FIRST_POST,
    THREAD_NUMBERS,
    THREAD_CREATED,
    THREAD_ACTIVE,
    POST_REPLIES,
    TAGS_COUNT,
    POST_HELPFUL,
    THREAD_HELPFUL,
    SUBMISSIONS,
    WAITING,
    IMPORTS,
    CHANGES,
    ERASURES,
    QUESTIONS,
    N_RULES,
    TOTALS = N_RULES,
    N_SQL
};

static const char *const rules[N_RULES] = {
    [BOARD_THREADS] = "a board counts its threads",
    [BOARD_POSTS] = "a board counts its posts",
    [BOARD_ARRIVALS] = "a board counts its posts by the hour, the day and 32 days",
    [THREAD_POSTS_COUNTED] = "a thread counts its posts",
    [THREAD_FIRST_POST] = "a thread has a first post",
    [THREAD_NUMBERS] = "the posts of a thread are numbered without gaps",
    [THREAD_CREATED] = "a thread is as old as its first post",
    [THREAD_ACTIVE] = "a thread was active when its newest post was written",
    [POST_REPLIES] = "a reply answers an earlier post of its thread",
    [TAGS_COUNT] = "a thread has at most five tags, in order",
    [POST_HELPFUL] = "a post counts its helpful marks",
    [THREAD_HELPFUL] = "a thread counts the helpful marks of its posts",
    [SUBMISSIONS] = "a submission made a post",
    [WAITING] = "what waits is on a board under aliases, in a thread or opening its own",
    [IMPORTS] = "an imported id stands for a post where it says",
    [CHANGES] = "what is about to change is on a board under aliases",
    [ERASURES] = "what a left account asked to erase goes with its month",
    [QUESTIONS] = "a question counts where it was asked",
};

static const char *const sql[N_SQL] = {
    [BOARD_THREADS] = RULE("SELECT 'board/' || b.slug AS address FROM board AS b"
                           " WHERE b.threads <>"
                           "       (SELECT count(*) FROM thread AS t"
                           "         WHERE t.board_id = b.id AND t.moved_to IS NULL)"),
    [BOARD_POSTS] = RULE("SELECT 'board/' || b.slug AS address FROM board AS b"
                         "  LEFT JOIN (SELECT t.board_id, count(*) AS n"
                         "               FROM post AS p JOIN thread AS t ON t.id = p.thread_id"
                         "              WHERE t.moved_to IS NULL"
                         "              GROUP BY t.board_id) AS c ON c.board_id = b.id"
                         " WHERE b.posts <> ifnull(c.n, 0)"),
    [BOARD_ARRIVALS] = RULE(
        "SELECT 'board/' || b.slug AS address FROM board AS b,"
        "       (SELECT 1 AS span UNION ALL SELECT 24 UNION ALL SELECT 768) AS s"
        " WHERE b.posts <> (SELECT ifnull(sum(a.posts), 0) FROM arrival AS a"
        "                    WHERE a.board_id = b.id AND a.span = s.span)"),
    [THREAD_POSTS_COUNTED] = RULE(
        "SELECT 'thread/' || t.id AS address FROM thread AS t"
        " WHERE t.posts <> (SELECT count(*) FROM post AS p WHERE p.thread_id = t.id)"),
    [THREAD_FIRST_POST] = RULE(
        "SELECT 'thread/' || t.id AS address FROM thread AS t"
        " WHERE NOT EXISTS"
        "       (SELECT 1 FROM post AS p WHERE p.thread_id = t.id AND p.no = 1)"),
    [THREAD_NUMBERS] = RULE("SELECT 'thread/' || p.thread_id AS address FROM post AS p"
                            " GROUP BY p.thread_id HAVING max(p.no) <> count(*)"),
    [THREAD_CREATED] = RULE("SELECT 'thread/' || t.id AS address FROM thread AS t"
                            "  JOIN post AS p ON p.thread_id = t.id AND p.no = 1"
                            " WHERE p.created_at <> t.created_at"),
    [THREAD_ACTIVE] = RULE("SELECT 'thread/' || t.id AS address FROM thread AS t"
                           " WHERE t.active_at <> (SELECT max(p.created_at) FROM post AS p"
                           "                        WHERE p.thread_id = t.id)"),
    [POST_REPLIES] = RULE("SELECT 'post/' || p.id AS address FROM post AS p"
                          " WHERE p.reply_to >= p.no"),
    [TAGS_COUNT] = RULE("SELECT 'thread/' || g.thread_id AS address FROM thread_tag AS g"
                        " GROUP BY g.thread_id"
                        " HAVING count(*) > 5 OR min(g.position) <> 0"
                        "     OR max(g.position) <> count(*) - 1"),
    [POST_HELPFUL] = RULE("SELECT 'post/' || p.id AS address FROM post AS p"
                          " WHERE p.helpful <>"
                          "       (SELECT count(*) FROM helpful AS h WHERE h.post_id = p.id)"),
    [THREAD_HELPFUL] = RULE("SELECT 'thread/' || t.id AS address FROM thread AS t"
                            " WHERE t.helpful <> (SELECT ifnull(sum(p.helpful), 0) FROM post AS p"
                            "                      WHERE p.thread_id = t.id)"),
    [SUBMISSIONS] = RULE("SELECT 'post/' || s.post_id AS address FROM submission AS s"
                         "  LEFT JOIN post AS p ON p.id = s.post_id"
                         " WHERE p.thread_id IS NOT s.thread_id OR p.no IS NOT s.no"),
    [WAITING] = RULE("SELECT 'post/' || w.id AS address FROM waiting AS w"
                     "  LEFT JOIN board AS b ON b.id = w.board_id"
                     "  LEFT JOIN thread AS t ON t.id = w.thread_id"
                     " WHERE b.id IS NULL OR (w.title IS NULL) = (t.id IS NULL)"
                     "    OR EXISTS (SELECT 1 FROM post AS p WHERE p.id = w.id)"),
    [IMPORTS] = RULE("SELECT 'thread/' || i.thread_id AS address FROM import_source AS i"
                     "  LEFT JOIN post AS p ON p.id = i.post_id"
                     "  LEFT JOIN thread AS t ON t.id = i.thread_id"
                     " WHERE t.board_id IS NOT i.board_id"
                     "    OR (i.kind = 'post'"
                     "        AND (p.thread_id IS NOT i.thread_id OR p.no IS NOT i.no))"),
    [CHANGES] = RULE("SELECT 'post/' || c.post_id AS address FROM change AS c"
                     "  LEFT JOIN post AS p ON p.id = c.post_id"
                     "  LEFT JOIN thread AS t ON t.id = p.thread_id"
                     "  LEFT JOIN board AS b ON b.id = t.board_id"
                     " WHERE b.mode IS NOT 'alias' OR (c.about = 'door' AND p.no <> 1)"),
    [ERASURES] = RULE("SELECT 'erasure/' || hex(e.name) AS address FROM erasure AS e"
                      " WHERE strftime('%d %H:%M:%S', e.until, 'unixepoch') <> '01 00:00:00'"),
    [QUESTIONS] = RULE(
        "SELECT 'question/' || q.id AS address FROM question AS q"
        "  LEFT JOIN (SELECT g.root, sum(s.reports) AS seen,"
        "                    count(DISTINCT s.school) AS schools, max(s.cycle) AS last_cycle"
        "               FROM sighting AS s JOIN question AS g ON g.id = s.question_id"
        "              WHERE s.cycle > 0 GROUP BY g.root) AS c ON c.root = q.id"
        " WHERE q.root = q.id AND (q.seen, q.schools, q.last_cycle)"
        "       <> (ifnull(c.seen, 0), ifnull(c.schools, 0), ifnull(c.last_cycle, 0))"
        " UNION ALL SELECT 'question/' || question_id AS address FROM sighting"
        "  GROUP BY school, question_id"
        " HAVING sum(iif(cycle = 0, reports, 0)) <> sum(iif(cycle = 0, 0, reports))"),
    [TOTALS] = "SELECT /* scan: counts all */ (SELECT count(*) FROM board) AS boards,"
               " (SELECT count(*) FROM thread) AS threads, (SELECT count(*) FROM post) AS posts",
};
const struct sql_family sql_checks = {.name = "checks", .sql = sql, .n = N_SQL};

const char *checks_rule(int i)
{
    return i >= 0 && i < N_RULES ? rules[i] : NULL;
}

enum err checks_run(struct arena *a, struct db *db, int i, int64_t *ret_violations,
                    const char **ret_example)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    BUG_ON(i < 0 || i >= N_RULES);
    TRY(stmt_open(&st, db, sql[i]));
    TRY(stmt_get(&st));
    *ret_violations = col_int(&st, "violations");
    *ret_example = col_text(&st, a, "example");
    return stmt_end(&st);
}

enum err checks_totals(struct db *db, int64_t *ret_boards, int64_t *ret_threads, int64_t *ret_posts)
{
    AUTO_STMT struct stmt st = STMT_NONE;

    TRY(stmt_open(&st, db, sql[TOTALS]));
    TRY(stmt_get(&st));
    *ret_boards = col_int(&st, "boards");
    *ret_threads = col_int(&st, "threads");
    *ret_posts = col_int(&st, "posts");
    return stmt_end(&st);
}
