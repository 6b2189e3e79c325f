/* SPDX-License-Identifier: MIT
 *
 * interviews.c -- bench-interviews: what the screens of interviews cost when there are many
 * reports.
 *
 *     bench-interviews DATA [REPORTS]
 *
 * DATA is the folder of a board made for this: made-up reports are put into it, plausible in their
 * answers and as uneven over schools as real ones, and never anywhere else. Then the clock's work
 * is done, and each screen's calls are measured over all schools. One JSON document comes out; the
 * status is 3 when a 99th percentile of CPU is over its budget, or somebody who wrote during the
 * clock's work waited too long.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <curbside/app/folder.h>
#include <curbside/domain/identity.h>
#include <curbside/domain/interview_words.h>
#include <curbside/domain/questions.h>
#include <curbside/domain/report_digest.h>
#include <curbside/domain/school_rank.h>
#include <curbside/domain/school_trend.h>
#include <curbside/store/db.h>
#include <curbside/store/meta.h>

enum {
    REPORTS = 500000,
    BATCH = 5000,
    SCHOOLS = 400,
    CLOCK_TICKS = 5000, /* at most; each takes its time and goes on at the next */
    IDLE_TICKS = 3,     /* one after the other in which nothing was to be done */
    IDLE_MS = 3,
    WRITER_PAUSE_MS = 20,
    WRITER_BUDGET_MS = 2000,
    CYCLES = 7,
    FIRST_CYCLE = 2020,
    ROUNDS = 1000,
    PAGE_BUDGET_MS = 10,
    DAY_S = 86400,
    QUESTIONS = 4000, /* different ones */
};

static uint64_t seed = 41;

/* xorshift: the same board every time. */
static uint32_t draw(uint32_t bound)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (uint32_t)((seed >> 16) % bound);
}

/* Small ones far more often. */
static uint32_t draw_uneven(uint32_t bound)
{
    uint32_t a = draw(bound), b = draw(bound), c = draw(bound);
    uint32_t least = a < b ? a : b;

    return least < c ? least : c;
}

static double cpu_ms(clockid_t clock)
{
    struct timespec t;

    clock_gettime(clock, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void must(enum err err, const char *what)
{
    if (err == OK)
        return;
    fprintf(stderr, "%s: %s\n", what, err_info(err)->sentence);
    exit(1);
}

/* ---- making reports ---- */

static void form_write(struct str *out, int cycle)
{
    static const char *const formats[] = {"one-on-one", "panel", "group", "mmi", "mixed"};
    static const char *const where[] = {"in-person", "virtual", "hybrid", "async"};
    static const char *const subjects[] = {"a patient", "a colleague", "your school", "the system",
                                           "a friend",  "the law",     "research",    "this city"};
    static const char *const asks[] = {"What would you do about", "How do you feel about",
                                       "Why should we care about", "Tell me about"};
    int questions = 2 + (int)draw(4);

    str_clear(out);
    str_printf(out, "cycle: %d-%02d\nmonth: %d-%02d\nmodality: %s\nformat: %s\nstress: %u\n", cycle,
               (cycle + 1) % 100, cycle, 9 + (int)draw(3), where[draw_uneven(4)], formats[draw(5)],
               draw(11));
    str_printf(out, "impression: %d\nminutes: %u\n", (int)draw(3) - 1, 30 + draw(200));
    if (draw(2))
        str_printf(out, "rank: %u\noutcome: accepted\n", draw(11));
    for (int i = 0; i < questions; i++) {
        uint32_t q = draw_uneven(QUESTIONS);

        str_printf(out, "question: %s %s, case %u?\n", asks[q % 4], subjects[q / 4 % 8], q);
    }
    if (draw(3) == 0)
        str_printf(out, "wish_known: Number %u: it was colder than I thought.\n", draw(100000));
}

static void reports_put(struct visit *v, const struct school_list *schools, int n)
{
    AUTO_STR struct str form = STR_INIT;
    int64_t today = time_floor_day(clock_wall_s(v->clock));
    struct txn txn = TXN_NONE;

    for (int i = 0; i < n; i++) {
        int cycle = FIRST_CYCLE + (int)draw(CYCLES);
        const struct school *school = &schools->rows[draw_uneven((uint32_t)schools->n)];
        struct report_row row = {.school = school->pool,
                                 .cycle = cycle,
                                 .state = "accepted",
                                 .counts = true,
                                 .came = today - (1 + (int64_t)draw(300)) * DAY_S};

        if (i % BATCH == 0)
            must(txn_begin(&txn, v->db, TXN_WRITE), "begin");
        form_write(&form, cycle);
        row.form = str_cstr(&form);
        row.id.v = 1 + (int64_t)i * 1999 % 999999937;
        random_fill(v->random, row.owner, sizeof row.owner);
        random_fill(v->random, row.cohort, sizeof row.cohort);
        must(reports_insert(v->db, &row), "insert");
        if (i % BATCH == BATCH - 1 || i == n - 1)
            must(txn_commit(&txn), "commit");
    }
}

/* ---- measuring ---- */

struct bench {
    struct visit *v;
    struct school_list schools;
    int round;
};

static const char *some_school(const struct bench *b)
{
    return b->schools.rows[b->round % b->schools.n].slug;
}

/* What the page of a school asks for. */
static void page(struct bench *b)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct school_figures *figures = arena_alloc(&a, sizeof *figures);
    struct figure_lines *lines = arena_alloc(&a, sizeof *lines);
    struct report_digest *digest = arena_alloc(&a, sizeof *digest);
    struct school_trend trend;

    must(figures && lines && digest ? OK : E_NOMEM, "memory");
    must(report_figures(&a, b->v, some_school(b), 0, figures), "figures");
    must(report_digest(&a, b->v, some_school(b), digest), "digest");
    must(figure_lines(&a, &figures->figures, true, lines), "lines");
    must(school_trend(b->v, figures, &trend), "trend");
}

static void reports(struct bench *b)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct report_page rows;

    must(report_list(&a, b->v, some_school(b), NULL, 40, &rows), "reports");
}

static void schools(struct bench *b)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct school_query query = {0};
    struct ranked_page rows;

    must(school_ranking(&a, b->v, &query, (enum school_sort)(b->round % SCHOOL_SORTS), false, NULL,
                        1000, &rows),
         "schools");
}

static void bank(struct bench *b)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    const struct question_query query = {
        .kind = QUESTION_ANY_KIND, .level = QUESTION_ANY_LEVEL, .limit = 100};
    struct question_page rows;

    must(question_list(&a, b->v, &query, &rows), "bank");
}

static void bank_of_school(struct bench *b)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    const struct question_query query = {.school = some_school(b),
                                         .kind = QUESTION_ANY_KIND,
                                         .level = QUESTION_ANY_LEVEL,
                                         .limit = 100};
    struct question_page rows;

    must(question_list(&a, b->v, &query, &rows), "bank of a school");
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* False: over the budget. */
static bool measure(struct bench *b, const char *name, void (*run)(struct bench *b), int rounds)
{
    static double ms[ROUNDS];

    for (b->round = 0; b->round < rounds; b->round++) {
        double began = cpu_ms(CLOCK_PROCESS_CPUTIME_ID);

        run(b);
        ms[b->round] = cpu_ms(CLOCK_PROCESS_CPUTIME_ID) - began;
    }
    qsort(ms, (size_t)rounds, sizeof *ms, by_size);
    printf(",\n  \"%s\": {\"cpu_ms_p50\": %.3f, \"cpu_ms_p99\": %.3f, \"cpu_ms_max\": %.3f}", name,
           ms[rounds / 2], ms[rounds * 99 / 100], ms[rounds - 1]);
    return ms[rounds * 99 / 100] <= PAGE_BUDGET_MS;
}

/* ---- the clock's work ---- */

/* What it took until nothing was due, and its longest tick: of CPU, and by the clock. */
struct work {
    double sum_ms, most_ms, longest_ms;
    int ticks;
};

static bool work_do(struct visit *v, enum err (*tick)(struct visit *v), const char *what,
                    struct work *w)
{
    double cpu = cpu_ms(CLOCK_PROCESS_CPUTIME_ID), began = cpu_ms(CLOCK_MONOTONIC), took;

    must(tick(v), what);
    took = cpu_ms(CLOCK_MONOTONIC) - began;
    cpu = cpu_ms(CLOCK_PROCESS_CPUTIME_ID) - cpu;
    w->sum_ms += cpu;
    w->most_ms = cpu > w->most_ms ? cpu : w->most_ms;
    w->ticks++;
    if (took > w->longest_ms)
        w->longest_ms = took;
    return took > IDLE_MS;
}

static void clock_work(struct visit *v, struct work *reports, struct work *questions)
{
    for (int i = 0, idle = 0; i < CLOCK_TICKS && idle < IDLE_TICKS; i++) {
        bool busy = work_do(v, interview_tick, "tick", reports);

        busy |= work_do(v, question_tick, "questions", questions);
        idle = busy ? 0 : idle + 1;
    }
}

/* ---- one who writes meanwhile ---- */

struct writer {
    pid_t child;
    int from; /* its answer, when it is told to stop */
};

/* How long a small transaction takes, again and again until a SIGTERM. */
static double writer_run(const char *dir, const sigset_t *end)
{
    AUTO_FOLDER struct folder folder = {0};
    const struct timespec pause = {0, WRITER_PAUSE_MS * 1000000L};
    double longest = 0;

    must(folder_open(dir, &folder), dir);
    do {
        AUTO_TXN struct txn txn = TXN_NONE;
        double began = cpu_ms(CLOCK_MONOTONIC), took;

        must(txn_begin(&txn, folder.visit.db, TXN_WRITE), "writer");
        must(meta_set(folder.visit.db, "bench.writer", &began, sizeof began), "writer");
        must(txn_commit(&txn), "writer");
        took = cpu_ms(CLOCK_MONOTONIC) - began;
        longest = took > longest ? took : longest;
    } while (sigtimedwait(end, NULL, &pause) != SIGTERM);
    return longest;
}

/* A process of its own: nothing of SQLite goes through a fork. */
static struct writer writer_start(const char *dir)
{
    struct writer w;
    int ends[2];
    double longest;
    sigset_t end;

    sigemptyset(&end);
    sigaddset(&end, SIGTERM);
    sigprocmask(SIG_BLOCK, &end, NULL);
    if (pipe(ends) != 0 || (w.child = fork()) < 0)
        exit(1);
    w.from = ends[0];
    if (w.child > 0) {
        sigprocmask(SIG_UNBLOCK, &end, NULL);
        return w;
    }
    longest = writer_run(dir, &end);
    if (write(ends[1], &longest, sizeof longest) != sizeof longest)
        _exit(1);
    _exit(0);
}

static double writer_stop(struct writer *w)
{
    double longest = -1;

    kill(w->child, SIGTERM);
    if (read(w->from, &longest, sizeof longest) != sizeof longest)
        longest = -1;
    waitpid(w->child, NULL, 0);
    return longest;
}

static void print_work(const char *name, const struct work *w)
{
    printf(",\n  \"%s\": {\"ticks\": %d, \"cpu_s\": %.1f, \"most_cpu_ms\": %.0f, "
           "\"longest_ms\": %.0f}",
           name, w->ticks, w->sum_ms / 1e3, w->most_ms, w->longest_ms);
}

int main(int argc, char **argv)
{
    static const struct figure_rules every_day = {
        .minimum = 5, .split_minimum = 10, .new_rows = 5, .days = UINT32_MAX};
    AUTO_FOLDER struct folder folder = {0};
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct bench b = {.v = &folder.visit};
    int n = argc > 2 ? atoi(argv[2]) : REPORTS;
    struct work reports_work = {0}, questions_work = {0};
    struct writer writer;
    double waited_ms;
    bool within = true;

    if (argc < 2) {
        fprintf(stderr, "usage: bench-interviews DATA [REPORTS]\n");
        return 2;
    }
    must(school_all(&a, &b.schools), "schools");
    must(folder_open(argv[1], &folder), argv[1]);
    folder.visit.figures = &every_day;
    reports_put(b.v, &b.schools, n);
    folder_close(&folder);
    writer = writer_start(argv[1]);
    must(folder_open(argv[1], &folder), argv[1]);
    folder.visit.figures = &every_day;
    clock_work(b.v, &reports_work, &questions_work);
    waited_ms = writer_stop(&writer);
    printf("{\n  \"reports\": %d", n);
    print_work("clock_reports", &reports_work);
    print_work("clock_questions", &questions_work);
    printf(",\n  \"writer_waited_ms\": %.0f", waited_ms);
    within &= waited_ms >= 0 && waited_ms <= WRITER_BUDGET_MS;
    within &= measure(&b, "school_page", page, ROUNDS);
    within &= measure(&b, "single_reports", reports, ROUNDS);
    within &= measure(&b, "schools", schools, 200);
    within &= measure(&b, "bank", bank, 200);
    within &= measure(&b, "bank_of_a_school", bank_of_school, ROUNDS);
    printf("\n}\n");
    return within ? 0 : 3;
}
