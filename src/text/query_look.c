/* SPDX-License-Identifier: MIT
 *
 * query_look.c -- looking for a query's phrases in a text.
 *
 * The text is cut once; for each phrase a set of bits says how far it has come: bit i stands while
 * the last i + 1 words were the phrase's first i + 1. So phrases that begin inside themselves are
 * found as well, at a comparison per word of the query and word of the text.
 */
#include <curbside/text/query.h>

#include <string.h>

#include <curbside/text/terms.h>

enum {
    RING = 32, /* a power of two, not below QUERY_PHRASE_TERMS */
};

struct looking {
    const struct query *q;
    uint32_t progress[QUERY_PHRASES];
    size_t starts[RING]; /* of the last words */
    unsigned count;
};

static const struct query_phrase *phrase_at(const struct query *q, int i)
{
    return i < q->n_must ? &q->must[i] : &q->never[i - q->n_must];
}

/* One word more; is the phrase complete with it? */
static bool advance(uint32_t *progress, const struct query_phrase *phrase, const struct term *term)
{
    uint32_t next = 0;
    uint32_t reach = *progress << 1 | 1;

    for (int i = 0; i < phrase->n; i++)
        if ((reach >> i & 1) && strcmp(phrase->terms[i], term->s) == 0)
            next |= UINT32_C(1) << i;
    *progress = next;
    return next >> (phrase->n - 1) & 1;
}

uint64_t query_look(const struct query *q, const char *text, size_t n)
{
    struct looking l = {.q = q};
    int phrases = q->n_must + q->n_never;
    uint64_t found = 0;
    struct terms reader;
    struct term term;

    terms_begin(&reader, text, n);
    while (phrases > 0 && terms_next(&reader, &term))
        for (int i = 0; i < phrases; i++)
            if (advance(&l.progress[i], phrase_at(q, i), &term))
                found |= UINT64_C(1) << i;
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

int query_spans(const struct query *q, const char *text, size_t n, struct query_span *ret, int max)
{
    struct looking l = {.q = q};
    struct terms reader;
    struct term term;
    int spans = 0;

    terms_begin(&reader, text, n);
    while (spans < max && terms_next(&reader, &term)) {
        l.starts[l.count++ % RING] = term.start;
        for (int i = 0; i < q->n_must; i++) {
            unsigned first = l.count - (unsigned)q->must[i].n;

            if (advance(&l.progress[i], &q->must[i], &term))
                spans = span_add(ret, spans, max,
                                 (struct query_span){l.starts[first % RING], term.end});
        }
    }
    return spans;
}
