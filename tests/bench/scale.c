/* SPDX-License-Identifier: MIT
 *
 * scale.c -- bench-scale: how long the lists, pages, scans and searches of a full board take.
 *
 *     bench-scale DATA [ROUNDS [WHAT]]
 *
 * DATA is a data folder that may be written to: a member joins it, and furnish.c puts in what the
 * generator does not make. Only what has WHAT in its name is measured. Every figure is one call of
 * the domain as a screen makes it, under cold statements and SQLite's small cache, over different
 * threads and boards each time. The member is counted as having joined before everything, so that
 * every post is unread. One JSON document comes out: how long each took, and of that on a CPU,
 * which is what it takes on a machine that does nothing else; the status is 3 when a 99th
 * percentile of that is over its budget.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <curbside/app/folder.h>
#include <curbside/domain/board.h>
#include <curbside/domain/bookmark.h>
#include <curbside/domain/follow.h>
#include <curbside/domain/identity.h>
#include <curbside/domain/inbox.h>
#include <curbside/domain/post.h>
#include <curbside/domain/search.h>
#include <curbside/domain/thread.h>
#include <curbside/domain/unread.h>
#include <curbside/store/db.h>

#include "furnish.h"
#include "generate_words.h"

enum {
    ROUNDS = 300,
    LIST_BUDGET_MS = 10,
    SEARCH_BUDGET_MS = 100,
    ALL_BUDGET_MS = 100, /* for what is no page, but counts thousands of rows */
    COMMONEST = 10,
    THREADS = 4096, /* to draw from */
    SCREENFUL = 22,
    LIST_ROWS = 50, /* that the list of a board, and the inbox, load at a time */
};

struct bench {
    struct visit *v;
    struct arena a;
    struct board_page boards;
    thread_id threads[THREADS];
    int n_threads;
    int round;
    enum search_sort sort;
};

static double now_ms(clockid_t clock)
{
    struct timespec t;

    clock_gettime(clock, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static thread_id some_thread(const struct bench *b)
{
    return b->threads[((unsigned)b->round * 2654435761u) % (unsigned)b->n_threads];
}

static board_id some_board(const struct bench *b)
{
    return b->boards.rows[b->round % b->boards.n].id;
}

/* ---- what is measured ---- */

static enum err boards(struct bench *b)
{
    struct board_page page;

    return board_list(&b->a, b->v, &page);
}

static enum err threads_of(struct bench *b, enum thread_sort sort, int pages)
{
    struct thread_query q = {.board = some_board(b), .sort = sort, .limit = LIST_ROWS};
    struct thread_page page;

    for (int i = 0; i < pages; i++) {
        TRY(thread_list(&b->a, b->v, &q, &page));
        if (!page.next)
            break;
        q.after = page.next;
    }
    return OK;
}

static enum err threads_active(struct bench *b)
{
    return threads_of(b, THREADS_ACTIVE, 1);
}

static enum err threads_new(struct bench *b)
{
    return threads_of(b, THREADS_NEW, 1);
}

static enum err threads_helpful(struct bench *b)
{
    return threads_of(b, THREADS_HELPFUL, 1);
}

static enum err threads_everywhere(struct bench *b)
{
    struct thread_query q = {.sort = THREADS_ACTIVE, .limit = SCREENFUL};
    struct thread_page page;

    return thread_list(&b->a, b->v, &q, &page);
}

static enum err thread_page(struct bench *b)
{
    struct post_page page;
    struct thread_row row;

    TRY(thread_get(&b->a, b->v, some_thread(b), &row));
    return post_list(&b->a, b->v, row.id, row.posts > SCREENFUL ? (int)row.posts / 2 : 1, SCREENFUL,
                     &page);
}

static enum err unread_sum(struct bench *b)
{
    int64_t n;

    return unread_total(b->v, &n);
}

static enum err unread_threads(struct bench *b)
{
    struct thread_page page;

    return unread_list(&b->a, b->v, (board_id){0}, NULL, SCREENFUL, &page);
}

static enum err read_some(struct bench *b)
{
    thread_id next;

    TRY(unread_next(b->v, (board_id){0}, (thread_id){0}, &next));
    post_mark_read(b->v, next, 1, 5);
    return unread_next(b->v, (board_id){0}, next, &next);
}

static enum err inbox_page(struct bench *b)
{
    struct inbox_page page;

    return inbox_list(&b->a, b->v, NULL, SCREENFUL, &page);
}

static enum err inbox_at_home(struct bench *b)
{
    struct inbox_page page;

    return inbox_newest(&b->a, b->v, 5, &page);
}

/* As its screen does. */
static enum err inbox_opens(struct bench *b)
{
    struct inbox_page page;

    return inbox_list(&b->a, b->v, NULL, LIST_ROWS, &page);
}

/* As the command does that answers programs. */
static enum err inbox_unread(struct bench *b)
{
    bool more;
    int n;

    return inbox_count_unread(b->v, INBOX_COUNT_MAX, &n, &more);
}

static enum err following(struct bench *b)
{
    struct follow_page page;

    return follow_list(&b->a, b->v, NULL, LIST_ROWS, &page);
}

static enum err bookmarks(struct bench *b)
{
    struct bookmark_page page;

    return bookmark_list(&b->a, b->v, b->round % (FURNISH_BOOKMARKS - SCREENFUL), SCREENFUL, &page);
}

static enum err tagged(struct bench *b)
{
    struct thread_query q = {
        .sort = THREADS_ACTIVE, .tag = FURNISH_TAG, .limit = LIST_ROWS, .board = {0}};
    struct thread_page page;

    return thread_list(&b->a, b->v, &q, &page);
}

static enum err search_for(struct bench *b, const char *text)
{
    struct search_query q = {.text = text, .n = strlen(text), .sort = b->sort, .limit = SCREENFUL};
    struct query_fault fault;
    struct search_page page;

    return search_run(&b->a, b->v, &q, &page, &fault);
}

static enum err search_common(struct bench *b)
{
    return search_for(b, generate_words[b->round % COMMONEST]);
}

static enum err search_some(struct bench *b)
{
    return search_for(b, generate_words[b->round % generate_words_n]);
}

static enum err search_two(struct bench *b)
{
    char text[128];

    snprintf(text, sizeof text, "%s %s", generate_words[b->round % generate_words_n],
             generate_words[(b->round * 7 + 3) % generate_words_n]);
    return search_for(b, text);
}

static enum err search_phrase(struct bench *b)
{
    char text[128];

    snprintf(text, sizeof text, "\"%s %s\"", generate_words[b->round % 60],
             generate_words[(b->round * 7 + 3) % 60]);
    return search_for(b, text);
}

/* A common word under one filter, another at each round. */
static enum err search_filtered(struct bench *b)
{
    static const char *const filters[] = {"board:%s", ("tag:" FURNISH_TAG), "since:90d", "by:me",
                                          "-%s"};
    const char *filter = filters[b->round % 5];
    const char *word = filter[0] == '-' ? generate_words[COMMONEST]
                                        : b->boards.rows[b->round % b->boards.n].slug;
    char text[128], made[96];

    snprintf(made, sizeof made, "%.*s%s", (int)strcspn(filter, "%"), filter,
             strchr(filter, '%') ? word : "");
    snprintf(text, sizeof text, "%s %s", generate_words[b->round / 5 % COMMONEST], made);
    return search_for(b, text);
}

static const struct measure {
    const char *name;
    enum err (*run)(struct bench *b);
    double budget_ms;
    enum search_sort sort;
} measures[] = {
    {"boards", boards, LIST_BUDGET_MS, SEARCH_SORT_NEW},
    {"threads by activity", threads_active, LIST_BUDGET_MS, SEARCH_SORT_NEW},
    {"threads by age", threads_new, LIST_BUDGET_MS, SEARCH_SORT_NEW},
    {"threads by helpful marks", threads_helpful, LIST_BUDGET_MS, SEARCH_SORT_NEW},
    {"threads of all boards", threads_everywhere, LIST_BUDGET_MS, SEARCH_SORT_NEW},
    {"a page of a thread", thread_page, LIST_BUDGET_MS, SEARCH_SORT_NEW},
    {"unread posts, all", unread_sum, LIST_BUDGET_MS, SEARCH_SORT_NEW},
    {"unread threads", unread_threads, LIST_BUDGET_MS, SEARCH_SORT_NEW},
    {"next unread, reading on", read_some, LIST_BUDGET_MS, SEARCH_SORT_NEW},
    {"the inbox, a page", inbox_page, LIST_BUDGET_MS, SEARCH_SORT_NEW},
    {"the inbox at home", inbox_at_home, LIST_BUDGET_MS, SEARCH_SORT_NEW},
    {"the inbox, as it opens", inbox_opens, LIST_BUDGET_MS, SEARCH_SORT_NEW},
    {"the inbox, unread of all its rows", inbox_unread, ALL_BUDGET_MS, SEARCH_SORT_NEW},
    {"what is followed", following, LIST_BUDGET_MS, SEARCH_SORT_NEW},
    {"bookmarks", bookmarks, LIST_BUDGET_MS, SEARCH_SORT_NEW},
    {"threads of a tag", tagged, LIST_BUDGET_MS, SEARCH_SORT_NEW},
    {"search, with a filter", search_filtered, SEARCH_BUDGET_MS, SEARCH_SORT_NEW},
    {"the same by relevance", search_filtered, SEARCH_BUDGET_MS, SEARCH_SORT_BEST},
    {"search, the 10 commonest words", search_common, SEARCH_BUDGET_MS, SEARCH_SORT_NEW},
    {"the same by relevance", search_common, SEARCH_BUDGET_MS, SEARCH_SORT_BEST},
    {"search, one word of 400", search_some, SEARCH_BUDGET_MS, SEARCH_SORT_NEW},
    {"the same by relevance", search_some, SEARCH_BUDGET_MS, SEARCH_SORT_BEST},
    {"search, two words", search_two, SEARCH_BUDGET_MS, SEARCH_SORT_NEW},
    {"search, a phrase", search_phrase, SEARCH_BUDGET_MS, SEARCH_SORT_NEW},
};

/* ---- measuring ---- */

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

struct rounds_ms {
    double *wall, *cpu; /* ms of each round */
};

static double percentile_99(double *ms, int n)
{
    qsort(ms, (size_t)n, sizeof *ms, compare);
    return ms[(n * 99 + 99) / 100 - 1];
}

/* False: over the budget. */
static bool tell(const struct measure *m, const struct rounds_ms *f, int n, bool first)
{
    double wall_99 = percentile_99(f->wall, n), cpu_99 = percentile_99(f->cpu, n);

    printf(
        "%s  {\"what\": \"%s\", \"n\": %d, \"p50_ms\": %.2f, \"p99_ms\": %.2f, \"max_ms\": %.2f, "
        "\"cpu_p50_ms\": %.2f, \"cpu_p99_ms\": %.2f, \"budget_ms\": %.0f}",
        first ? "" : ",\n", m->name, n, f->wall[n / 2], wall_99, f->wall[n - 1], f->cpu[n / 2],
        cpu_99, m->budget_ms);
    fflush(stdout);
    return cpu_99 <= m->budget_ms;
}

static enum err measure(struct bench *b, const struct measure *m, const struct rounds_ms *f,
                        int rounds)
{
    b->sort = m->sort;
    for (b->round = 0; b->round < rounds; b->round++) {
        double wall = now_ms(CLOCK_MONOTONIC), cpu = now_ms(CLOCK_PROCESS_CPUTIME_ID);

        TRY(m->run(b));
        f->cpu[b->round] = now_ms(CLOCK_PROCESS_CPUTIME_ID) - cpu;
        f->wall[b->round] = now_ms(CLOCK_MONOTONIC) - wall;
        arena_reset(&b->a);
        db_release_memory(b->v->db);
    }
    return OK;
}

/* The threads of the first pages of every board. */
static enum err threads_collect(struct bench *b)
{
    static struct arena kept;
    struct thread_page page;

    TRY(board_list(&kept, b->v, &b->boards));
    for (int i = 0; i < b->boards.n; i++) {
        struct thread_query q = {.board = b->boards.rows[i].id, .limit = LIST_MAX};

        TRY(thread_list(&b->a, b->v, &q, &page));
        for (int k = 0; k < page.n && b->n_threads < THREADS; k++)
            b->threads[b->n_threads++] = page.rows[k].id;
        arena_reset(&b->a);
    }
    return b->n_threads > 0 ? OK : E_NOTFOUND;
}

/* A member for whom everything is unread. */
static enum err member_make(struct folder *f)
{
    static const uint8_t blob[] = "no real key";
    char code[RECOVERY_CODE_SIZE];

    account_close(&f->visit);
    TRY(account_open(&f->visit, blob, sizeof blob));
    if (who_is_guest(f->visit.who))
        TRY(account_join(&f->visit, NULL, code));
    f->visit.who->joined_day = 0;
    return OK;
}

int main(int argc, char **argv)
{
    const int n = sizeof measures / sizeof measures[0];
    int rounds = argc >= 3 ? atoi(argv[2]) : ROUNDS;
    const char *what = argc == 4 ? argv[3] : "";
    AUTO_FOLDER struct folder folder = {0};
    struct bench b = {0};
    size_t room = (size_t)(rounds > 0 ? rounds : 1);
    struct rounds_ms f = {calloc(room, sizeof(double)), calloc(room, sizeof(double))};
    bool within = true, first = true;
    enum err err;

    if (argc < 2 || argc > 4 || rounds < 1 || !f.wall || !f.cpu) {
        fprintf(stderr, "usage: bench-scale DATA [ROUNDS [WHAT]]\n");
        return 2;
    }
    err = folder_open(argv[1], &folder);
    if (err == OK)
        err = member_make(&folder);
    b.v = &folder.visit;
    if (err == OK)
        err = threads_collect(&b);
    if (err == OK)
        err = furnish(b.v, b.threads, b.n_threads);
    printf("[\n");
    for (int i = 0; err == OK && i < n; i++) {
        if (!strstr(measures[i].name, what))
            continue;
        err = measure(&b, &measures[i], &f, rounds);
        if (err == OK)
            within = tell(&measures[i], &f, rounds, first) && within;
        first = false;
    }
    printf("\n]\n");
    if (err != OK)
        fprintf(stderr, "bench-scale: %s\n", err_info(err)->sentence);
    arena_done(&b.a);
    free(f.wall);
    free(f.cpu);
    return err != OK ? 1 : within ? 0 : 3;
}
