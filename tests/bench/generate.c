/* SPDX-License-Identifier: MIT
 *
 * generate.c -- bench-generate: a board's worth of posts as JSON Lines, for `curbside import`.
 *
 *     bench-generate BOARDS.CSV POSTS [SEED] > posts.jsonl
 *
 * Shaped like real boards, and the same for the same seed:
 *   threads   a Yule-Simon process: a post opens a thread with probability NEW_THREAD, else it
 *             answers in the thread of a post drawn from the recent ones. Sizes get the long tail
 *             that forums have, and threads go quiet.
 *   words     Zipf's law over VOCABULARY words: the commonest English ones, then the field's, then
 *             made-up ones that follow English spelling.
 *   lengths   log-normal, median MEDIAN_WORDS; one post in seven quotes another's words.
 *   time      three years up to yesterday, busier towards the end.
 * For tests and measurements only: nothing of it ever belongs on a board that people use.
 */
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <curbside/base/csv.h>
#include <curbside/base/str.h>

#include "generate_words.h"

enum {
    VOCABULARY = 60000,
    BOARDS_MAX = 128,
    AUTHORS = 20000,
    RECENT = 30000,      /* posts that an answer may go to */
    FIRST_THREADS = 500, /* so that no single one takes all that follow */
    THREAD_MAX = 5000,   /* posts in one thread */
    QUOTE_WORDS = 18,
    MEDIAN_WORDS = 55,
    BODY_WORDS = 4000,
    WORD_SIZE = 24,
    FILE_BYTES = 1024 * 1024,
    YEARS_S = 3 * 365 * 24 * 60 * 60,
    DAY_S = 24 * 60 * 60,
};

static const double NEW_THREAD = 0.08, WORDS_SIGMA = 0.9, ZIPF = 1.05;

struct recent {
    uint32_t thread, post; /* numbers of this run */
};

struct generator {
    uint64_t random;
    char words[VOCABULARY][WORD_SIZE];
    double word_sum[VOCABULARY]; /* running sums of the words' weights */
    const char *boards[BOARDS_MAX];
    double board_sum[BOARDS_MAX];
    int n_boards;
    struct recent recent[RECENT];
    uint32_t posts, threads;
    uint8_t *board_of; /* by thread */
    uint32_t *size_of; /* by thread: its posts */
    struct str body;
};

/* ---- chance: splitmix64 (Steele, Lea, Flood 2014) ---- */

static uint64_t draw(struct generator *g)
{
    uint64_t z = g->random += 0x9e3779b97f4a7c15u;

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static double draw_unit(struct generator *g)
{
    return (double)(draw(g) >> 11) * 0x1p-53;
}

static uint32_t draw_below(struct generator *g, uint32_t bound)
{
    return (uint32_t)(draw_unit(g) * bound);
}

/* Box and Muller's normal deviate. */
static double draw_normal(struct generator *g)
{
    double u = 1.0 - draw_unit(g), v = draw_unit(g);

    return sqrt(-2.0 * log(u)) * cos(2.0 * acos(-1.0) * v);
}

/* An index with the weights that `sums` runs up. */
static int draw_weighted(struct generator *g, const double *sums, int n)
{
    double at = draw_unit(g) * sums[n - 1];
    int low = 0, high = n - 1;

    while (low < high) {
        int middle = (low + high) / 2;

        if (sums[middle] > at)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

/* ---- words ---- */

/* A word of one to four syllables. */
static void word_invent(struct generator *g, char ret[static WORD_SIZE])
{
    static const char *const heads[] = {"b", "br", "c", "ch", "d",  "f",  "fl", "g",
                                        "h", "l",  "m", "n",  "p",  "ph", "pr", "r",
                                        "s", "st", "t", "th", "tr", "v",  "w",  ""};
    static const char *const middles[] = {"a", "e", "i", "o", "u", "ea", "io", "ou"};
    static const char *const tails[] = {"", "", "", "l", "n", "r", "s", "t", "m", "ng"};
    uint32_t syllables = 1 + draw_below(g, 3) + draw_below(g, 2);
    size_t n = 0;

    ret[0] = '\0';
    for (uint32_t i = 0; i < syllables && n + 6 < WORD_SIZE; i++)
        n += (size_t)snprintf(ret + n, WORD_SIZE - n, "%s%s%s", heads[draw_below(g, 24)],
                              middles[draw_below(g, 8)], tails[draw_below(g, 10)]);
}

static void words_make(struct generator *g)
{
    double sum = 0;

    for (int i = 0; i < VOCABULARY; i++) {
        if (i < generate_words_n)
            snprintf(g->words[i], WORD_SIZE, "%s", generate_words[i]);
        else
            word_invent(g, g->words[i]);
        sum += pow(i + 2.7, -ZIPF); /* Mandelbrot's shift: the first words are not that far apart */
        g->word_sum[i] = sum;
    }
}

static const char *word(struct generator *g)
{
    return g->words[draw_weighted(g, g->word_sum, VOCABULARY)];
}

static void sentence(struct generator *g, struct str *out, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        const char *w = word(g);

        if (i == 0 && *w >= 'a' && *w <= 'z') {
            str_add_char(out, (char)(*w - 'a' + 'A'));
            w++;
        }
        str_add(out, w);
        if (i + 1 < n)
            str_add(out, draw_below(g, 12) == 0 ? ", " : " ");
    }
    str_add_char(out, draw_below(g, 8) == 0 ? '?' : '.');
}

/* ---- posts ---- */

static void body_make(struct generator *g, bool answers)
{
    double length = MEDIAN_WORDS * exp(WORDS_SIGMA * draw_normal(g));
    uint32_t words = length < 3 ? 3 : length > BODY_WORDS ? BODY_WORDS : (uint32_t)length;
    uint32_t sentences = 0;

    str_clear(&g->body);
    if (answers && draw_below(g, 7) == 0) {
        str_add(&g->body, "> ");
        sentence(g, &g->body, QUOTE_WORDS);
        str_add(&g->body, "\\n\\n");
    }
    while (words > 0) {
        uint32_t n = 5 + draw_below(g, 16);

        if (n > words)
            n = words;
        sentence(g, &g->body, n);
        words -= n;
        if (words > 0)
            str_add(&g->body, ++sentences % 5 == 0 ? "\\n\\n" : " ");
    }
}

/* The thread this post stands in; *ret_answers is a post in it, 0 when the thread is new. */
static uint32_t thread_choose(struct generator *g, uint32_t *ret_answers)
{
    uint32_t n = g->posts < RECENT ? g->posts : RECENT;

    *ret_answers = 0;
    if (g->posts >= FIRST_THREADS && draw_unit(g) >= NEW_THREAD) {
        const struct recent *r = &g->recent[draw_below(g, n)];

        if (g->size_of[r->thread] < THREAD_MAX) {
            *ret_answers = r->post;
            return r->thread;
        }
    }
    g->board_of[g->threads] = (uint8_t)draw_weighted(g, g->board_sum, g->n_boards);
    return g->threads++;
}

static void post_print(struct generator *g, uint32_t total, time_t end)
{
    uint32_t answers, thread = thread_choose(g, &answers), no = g->posts + 1;
    double share = pow((double)no / total, 0.7);
    time_t at = end - YEARS_S + (time_t)(share * YEARS_S);
    struct tm tm;
    char date[32];

    gmtime_r(&at, &tm);
    strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%SZ", &tm);
    printf("{\"type\":\"post\",\"board\":\"%s\",\"thread\":\"t%u\",\"id\":\"p%u\","
           "\"author\":\"author-%u\",\"date\":\"%s\"",
           g->boards[g->board_of[thread]], thread, no, draw_below(g, AUTHORS), date);
    if (answers)
        printf(",\"reply_to\":\"p%u\"", answers);
    else {
        str_clear(&g->body);
        sentence(g, &g->body, 4 + draw_below(g, 7));
        printf(",\"title\":\"%s\"", str_cstr(&g->body));
    }
    body_make(g, answers != 0);
    printf(",\"body\":\"%s\"}\n", str_cstr(&g->body));
    g->size_of[thread]++;
    g->recent[g->posts++ % RECENT] = (struct recent){.thread = thread, .post = no};
}

/* ---- boards: those that are open and take handles, the first ones busiest ---- */

static bool boards_load(struct generator *g, struct arena *a, const char *path)
{
    FILE *file = fopen(path, "r");
    char *text = arena_alloc(a, FILE_BYTES);
    size_t n = file && text ? fread(text, 1, FILE_BYTES, file) : 0;
    struct csv csv;
    double sum = 0;

    if (file)
        fclose(file);
    if (n == 0 || n == FILE_BYTES || csv_parse(a, text, n, &csv, NULL) != OK)
        return false;
    for (int i = 0; i < csv.n_rows && g->n_boards < BOARDS_MAX; i++) {
        const char *mode = csv_get(&csv, i, "mode"), *open = csv_get(&csv, i, "open");

        if (!mode || !open || strcmp(mode, "either") != 0 || strcmp(open, "1") != 0)
            continue;
        sum += 1.0 / (g->n_boards + 3);
        g->boards[g->n_boards] = csv_get(&csv, i, "slug");
        g->board_sum[g->n_boards++] = sum;
    }
    return g->n_boards > 0;
}

int main(int argc, char **argv)
{
    struct generator *g = calloc(1, sizeof *g);
    struct arena a = {0};
    long long posts = 0, seed = 1;
    bool ok = g && (argc == 3 || argc == 4) && int_parse(argv[2], 1, 20000000, &posts) == OK &&
              (argc == 3 || int_parse(argv[3], 0, INT32_MAX, &seed) == OK);

    if (!ok || !boards_load(g, &a, argv[1])) {
        fprintf(stderr, "usage: bench-generate BOARDS.CSV POSTS [SEED]\n");
        free(g);
        return 2;
    }
    g->random = (uint64_t)seed;
    g->board_of = calloc((size_t)posts, sizeof *g->board_of);
    g->size_of = calloc((size_t)posts, sizeof *g->size_of);
    if (g->board_of && g->size_of) {
        time_t end = time(NULL) - DAY_S;

        words_make(g);
        while (g->posts < posts)
            post_print(g, (uint32_t)posts, end);
    }
    ok = g->posts == posts && fflush(stdout) == 0;
    str_done(&g->body);
    free(g->board_of);
    free(g->size_of);
    free(g);
    arena_done(&a);
    return ok ? 0 : 1;
}
