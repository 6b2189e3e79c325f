/* SPDX-License-Identifier: MIT
 *
 * privacy.c -- bench-privacy: how long the safety check takes for 64 KiB of anything.
 *
 *     bench-privacy [FILE...]
 *
 * The texts are what the rules look for, over and over: the worst that somebody could hand in. FILE
 * is looked at besides, as it is. One line of JSON comes out; the status is 3 over the budget.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <curbside/text/privacy.h>

enum {
    TEXT_BYTES = 64 * 1024,
    TIMES = 5,
    BUDGET_MS = 50,
};

static const char *const units[] = {
    "a",
    "1",
    "1 ",
    "12 ",
    "123-",
    "555-555-",
    "1.1.1.",
    "A. ",
    "Aa ",
    "Dr. A. ",
    "patient Aa ",
    "pt 12 year old on March 3 ",
    "Aa Clinic ",
    "Aa, MA ",
    "a@",
    "a@b.",
    "a@b.co ",
    "MRN a ",
    "MRN: 123456 ",
    "ID ",
    "case case ",
    "((1",
    "+1 ",
    "May 1 ",
    "only one in my ",
    "AB12345-",
    "\n",
    "> ",
    "*",
    "\xE2\x80\x94",
    "\xFF",
    "http://",
    "acgme 1",
    "call me ",
    "kill myself ",
    "john A. ",
    "92-year-old ",
    "M3 here ",
    "ID account member policy device serial license plate case claim insurance phone ssn MRN acct ",
    "ID a-a a account b-b b member c c c policy d d device ",
    "Dr Aa Bb Cc. at Aa Bb, from Aa Bb, MA Aa Clinic St. Aa Bb named Aa Bb john Aa A. who ",
    "call the unit at on at a at gmail.com ",
    "my chief Aa Bb, our resident called Aa a nurse Aa professor Bb ",
    "he is 94 she was 101 patient is 99 Aa, Mexico, Aa, Peru in Erie ",
    "M3 in psych at Aa from Aa 3.42 GPA 508 MCAT 62M from Aa with pain ",
    "1-1-1 12/12/12 123-45-678 123 456 78 1.1.1 1234567a (123) 12 May 12 ",
};

/* Of this process alone: what the machine does besides is not measured. */
static double now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static double measure(const struct privacy *rules, const char *text, size_t n)
{
    double best = 1e9;

    for (int i = 0; i < TIMES; i++) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        struct privacy_findings found;
        double start = now_ms();
        if (privacy_scan(rules, &a, text, n, NULL, &found) != OK)
            exit(1);
        double took = now_ms() - start;
        best = took < best ? took : best;
    }
    return best;
}

static double measure_unit(const struct privacy *rules, const char *unit)
{
    static char text[TEXT_BYTES];
    size_t n = strlen(unit);

    for (size_t i = 0; i < TEXT_BYTES; i++)
        text[i] = unit[i % n];
    return measure(rules, text, TEXT_BYTES);
}

static double measure_file(const struct privacy *rules, const char *path)
{
    static char text[TEXT_BYTES];
    FILE *file = fopen(path, "r");

    if (file == NULL)
        exit(1);
    size_t n = fread(text, 1, sizeof text, file);
    fclose(file);
    return measure(rules, text, n);
}

int main(int argc, char **argv)
{
    double start = now_ms();
    struct privacy *rules = privacy_new();
    double made = now_ms() - start;
    double worst = 0;

    if (rules == NULL)
        return 1;
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        double took = measure_unit(rules, units[i]);
        worst = took > worst ? took : worst;
    }
    for (int i = 1; i < argc; i++) {
        double took = measure_file(rules, argv[i]);
        worst = took > worst ? took : worst;
    }
    printf("{\"rules_ms\":%.2f,\"worst_ms\":%.2f,\"budget_ms\":%d}\n", made, worst, BUDGET_MS);
    privacy_free(rules);
    return worst > BUDGET_MS ? 3 : 0;
}
