/* SPDX-License-Identifier: MIT
 *
 * query_look.c -- looking for a query's phrases in a text.
 *
 * The text is read once, with its joins; for each phrase a set of bits says how far it has come
 * with each of the last words: bit i stands where the first i + 1 words of the phrase end there. So
 * phrases that begin inside themselves are found as well, and a join goes on from the word before
 * the first it stands for; at a comparison per word of the query and word of the text.
 */
#include <curbside/text/query.h>

#include <assert.h>
#include <string.h>

#include <curbside/text/joins.h>

enum {
    RECENT = 2 * JOIN_WORDS,                        /* words a join may reach over, and more */
    RING = 128,                                     /* of starts: all words of a phrase of joins */
    PHRASE_WORDS = QUERY_PHRASE_TERMS * JOIN_WORDS, /* of the text, in one phrase */
};
static_assert((int)RING > (int)PHRASE_WORDS, "the start of what was found is still known");

/* A phrase, where a word ends. */
struct progress {
    uint32_t reached;                  /* a bit for each number of its words */
    uint8_t words[QUERY_PHRASE_TERMS]; /* of the text that they took */
};

struct looking {
    struct progress progress[QUERY_READINGS][RECENT];
    size_t starts[RING]; /* of the last words */
    size_t count;
};

static const struct query_phrase *phrase_at(const struct query *q, int i)
{
    return i < q->n_must ? &q->must[i] : &q->never[i - q->n_must];
}

/* A word, or a join of several, ends here. */
static bool advance(struct looking *l, int at, const struct query_phrase *phrase,
                    const struct join *join)
{
    struct progress *now = &l->progress[at][l->count % RECENT];
    const struct progress *before = &l->progress[at][(l->count - (size_t)join->words) % RECENT];
    uint32_t reach = before->reached << 1 | 1;
    bool complete = false;

    if (join->words == 1)
        now->reached = 0;
    for (int i = 0; i < phrase->n; i++) {
        if (!(reach >> i & 1) || strcmp(phrase->terms[i], join->term.s) != 0)
            continue;
        now->reached |= UINT32_C(1) << i;
        now->words[i] = (uint8_t)(join->words + (i > 0 ? before->words[i - 1] : 0));
        complete = i == phrase->n - 1;
    }
    return complete;
}

uint64_t query_look(const struct query *q, const char *text, size_t n)
{
    int phrases = q->n_must + q->n_never;
    uint64_t found = 0;
    struct looking l; /* large: only what is needed of it is set to nothing */
    struct joins reader;
    struct join join;

    memset(l.progress, 0, (size_t)phrases * sizeof *l.progress);
    l.count = 0;
    joins_begin(&reader, text, n);
    while (phrases > 0 && joins_next(&reader, &join)) {
        l.count += join.words == 1;
        for (int i = 0; i < phrases; i++)
            if (advance(&l, i, phrase_at(q, i), &join))
                found |= UINT64_C(1) << i;
    }
    return found;
}

bool query_holds(const struct query *q, uint64_t found)
{
    for (int i = 0; i < q->n_must;) {
        bool any = false;

        do
            any = any || (found >> i & 1);
        while (++i < q->n_must && q->must[i].joined);
        if (!any)
            return false;
    }
    return found >> q->n_must == 0;
}

/* Spans come by their ends: one that reaches into the last is made one with it. */
static int span_add(struct query_span *ret, int n, int max, struct query_span span)
{
    while (n > 0 && ret[n - 1].end > span.start) {
        if (ret[n - 1].start < span.start)
            span.start = ret[n - 1].start;
        n--;
    }
    if (n == max)
        return n;
    ret[n] = span;
    return n + 1;
}

/* Where a phrase begins that is complete with the last word. */
static size_t start_of(const struct looking *l, int at, const struct query_phrase *phrase)
{
    const struct progress *now = &l->progress[at][l->count % RECENT];

    return l->starts[(l->count - now->words[phrase->n - 1]) % RING];
}

int query_spans(const struct query *q, const char *text, size_t n, struct query_span *ret, int max)
{
    struct looking l = {0};
    struct joins reader;
    struct join join;
    int spans = 0;

    joins_begin(&reader, text, n);
    while (spans < max && joins_next(&reader, &join)) {
        if (join.words == 1)
            l.starts[l.count++ % RING] = join.term.start;
        for (int i = 0; i < q->n_must; i++)
            if (advance(&l, i, &q->must[i], &join))
                spans = span_add(ret, spans, max,
                                 (struct query_span){start_of(&l, i, &q->must[i]), join.term.end});
    }
    return spans;
}
