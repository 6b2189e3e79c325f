/* SPDX-License-Identifier: MIT
 *
 * filter_try.c -- dry runs: a filter over the newest posts.
 *
 * In portions, each with a view of its own, so that nobody who posts meanwhile waits for it.
 */
#include <string.h>

#include <curbside/base/count.h>
#include <curbside/base/str.h>
#include <curbside/domain/permission.h>
#include <curbside/store/db.h>
#include <curbside/text/clean.h>

#include "filter_rows.h"

enum {
    POSTS_AT_A_TIME = 100,
    PORTION_BYTES = POSTS_AT_A_TIME * 280 * 1024, /* imported bodies are the longest */
    AROUND_BYTES = 40,                            /* of what was found, in an example */
    WIDE_SHARE = 4,                               /* more than one in so many is too wide */
    MADE_UNITS = 64,                              /* of a text made to explode a pattern */
};

/* A run on its way. */
struct run {
    struct arena *a; /* of the result */
    struct visit *v;
    struct sieve *sieve;
    struct filter_trial *trial;
    int64_t created; /* of the last post that was looked at */
    post_id post;
    int64_t until_ms;
    bool over;
};

static enum err refuse(struct arena *a, struct filter_trial *trial, const char *words)
{
    trial->refused = words ? arena_strdup(a, words) : NULL;
    return trial->refused ? E_FILTER : E_NOMEM;
}

const char *filter_trial_words(struct arena *a, const struct filter_trial *trial)
{
    char hits[COUNT_SIZE], looked[COUNT_SIZE];

    if (trial->looked == 0)
        return arena_strdup(a, "There are no posts yet to try it on.");
    return arena_printf(a, "It finds %s of the last %s %s.", count_format(trial->hits, hits),
                        count_format(trial->looked, looked), trial->looked == 1 ? "post" : "posts");
}

/* ---- any text whatever ---- */

/* Nothing, and what has no word in common: whoever finds these finds everything. */
static enum err finds_anything(const struct run *r, bool *ret)
{
    static const char *const texts[] = {
        "", "a", "7", "Thank you!", "ok?\n\n- so it is", "\xE2\x80\xA6"};
    struct sieve_hit hit;
    int found = 0, n = (int)(sizeof texts / sizeof *texts);

    for (int i = 0; i < n; i++) {
        /* sieve_look() takes no empty text: one blank line stands for it */
        const char *text = *texts[i] ? texts[i] : "\n";

        TRY(sieve_look(r->sieve, NULL, text, strlen(text), &hit));
        found += hit.found && hit.start == hit.end ? n : hit.found;
    }
    *ret = found >= n - 1;
    return OK;
}

/* ---- texts made to explode it ---- */

/* Something over and over, then what breaks it off, then all that the pattern may ask to be there:
 * a board may have no post that would show it, until somebody writes one. */
static enum err made_look(const struct run *r, const char *pattern, const char *unit,
                          bool *ret_over)
{
    AUTO_STR struct str text = STR_INIT;
    struct sieve_hit hit;

    for (int i = 0; i < MADE_UNITS; i++)
        str_add(&text, unit);
    str_printf(&text, "! %s", pattern);
    if (text.failed)
        return E_NOMEM;
    TRY(sieve_look(r->sieve, NULL, text.s, text.n, &hit));
    *ret_over = *ret_over || hit.over;
    return OK;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static enum err explodes(const struct run *r, const char *pattern, bool *ret)
{
    static const char *const units[] = {"a", "1", " ", "ab ", "a1", "word ", "."};
    char letters[SIEVE_RULE_BYTES + 1] = "";
    int n = 0;

    *ret = false;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        TRY(made_look(r, pattern, units[i], ret));
    for (const char *c = pattern; *c && n < SIEVE_RULE_BYTES; c++) {
        const char one[] = {*c, '\0'};

        if (!is_letter(*c) || (n > 0 && strchr(letters, *c)))
            continue;
        letters[n++] = *c;
        letters[n] = '\0';
        TRY(made_look(r, pattern, one, ret));
    }
    return n > 1 ? made_look(r, pattern, letters, ret) : OK;
}

/* ---- posts ---- */

static size_t char_start(const char *s, size_t at)
{
    while (at > 0 && ((unsigned char)s[at] & 0xC0) == 0x80)
        at--;
    return at;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t';
}

/* Whole words, where there are any. */
static enum err excerpt_make(struct arena *a, const char *text, size_t n,
                             const struct sieve_hit *hit, const char **ret)
{
    size_t from = hit->start > AROUND_BYTES ? char_start(text, hit->start - AROUND_BYTES) : 0;
    size_t to = n - hit->start > 2 * AROUND_BYTES ? char_start(text, hit->start + 2 * AROUND_BYTES)
                                                  : n;
    size_t first = from, last = to;
    char *line;

    while (first > 0 && first < hit->start && !is_blank(text[first - 1]))
        first++;
    while (last < n && last > hit->end && !is_blank(text[last]))
        last--;
    from = first < hit->start ? first : from;
    to = last > hit->end ? last : to;
    TRY(text_line(a, CLEAN_REPAIR, text + from, to - from, &line, NULL));
    *ret = line;
    return OK;
}

static enum err found(struct run *r, const struct filter_text *post, const char *text, size_t n,
                      const struct sieve_hit *hit)
{
    struct filter_example *row = &r->trial->rows[r->trial->n];

    r->trial->hits++;
    if (r->trial->n == FILTER_EXAMPLES)
        return OK;
    r->trial->n++;
    *row = (struct filter_example){.post = post->post, .thread = post->thread, .no = post->no};
    return excerpt_make(r->a, text, n, hit, &row->excerpt);
}

/* Over its limit is what is so twice: the machine may have been busy with something else. */
static enum err part_look(const struct run *r, const char *text, size_t n, struct sieve_hit *ret)
{
    TRY(sieve_look(r->sieve, r->v->clock, text, n, ret));
    return ret->over ? sieve_look(r->sieve, r->v->clock, text, n, ret) : OK;
}

static enum err post_look(struct run *r, const struct filter_text *post)
{
    const char *const parts[] = {post->title, post->tags, post->body};

    r->trial->looked++;
    for (size_t i = 0; i < sizeof parts / sizeof *parts && !r->over; i++) {
        struct sieve_hit hit;
        size_t n = parts[i] ? strlen(parts[i]) : 0;

        if (!parts[i])
            continue;
        TRY(part_look(r, parts[i], n, &hit));
        r->over = hit.over;
        if (hit.found)
            return found(r, post, parts[i], n, &hit);
    }
    return OK;
}

static enum err portion_look(struct run *r, bool *ret_more)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    int want = FILTER_TRY_POSTS - r->trial->looked, n;
    struct filter_text *posts;

    arena_init(&a, PORTION_BYTES);
    want = want < POSTS_AT_A_TIME ? want : POSTS_AT_A_TIME;
    TRY(txn_begin(&txn, r->v->db, TXN_READ));
    TRY(filter_texts_list(&a, r->v->db, r->created, r->post, want, &posts, &n));
    TRY(txn_commit(&txn));
    for (int i = 0; i < n && !r->over; i++)
        TRY(post_look(r, &posts[i]));
    *ret_more = n == want && r->trial->looked < FILTER_TRY_POSTS && !r->over;
    if (n > 0) {
        r->created = posts[n - 1].created_at;
        r->post = posts[n - 1].post;
    }
    if (clock_mono_ms(r->v->clock) > r->until_ms)
        r->over = true;
    return OK;
}

static enum err refuse_over(struct run *r)
{
    char looked[COUNT_SIZE];

    return refuse(r->a, r->trial,
                  arena_printf(r->a,
                               "It takes too many steps: it was over its limit "
                               "after %s of the last posts.",
                               count_format(r->trial->looked, looked)));
}

static enum err judge(struct run *r, const char *text)
{
    struct filter_trial *t = r->trial;
    bool anything, made;
    const char *words;

    if (r->over)
        return refuse_over(r);
    TRY(explodes(r, text, &made));
    TRY(finds_anything(r, &anything));
    words = filter_trial_words(r->a, t);
    if (!words)
        return E_NOMEM;
    if (made)
        return refuse(r->a, t,
                      arena_printf(r->a,
                                   "%s But it takes too many steps: a text of one line can "
                                   "make it explode.",
                                   words));
    if (anything)
        return refuse(r->a, t, arena_printf(r->a, "%s It finds any text whatever.", words));
    if (t->hits > FILTER_WIDE_LEAST && t->hits > t->looked / WIDE_SHARE)
        return refuse(r->a, t,
                      arena_printf(r->a, "%s That is more than a quarter: too wide.", words));
    return OK;
}

enum err filter_run(struct arena *a, struct visit *v, enum sieve_kind kind, const char *text,
                    struct filter_trial *ret)
{
    AUTO_SIEVE struct sieve *sieve = sieve_new();
    struct run r = {.a = a, .v = v, .sieve = sieve, .trial = ret};
    bool more = true;

    *ret = (struct filter_trial){0};
    if (!sieve)
        return E_NOMEM;
    TRY(sieve_add(sieve, kind, text));
    r.created = r.post.v = INT64_MAX;
    r.until_ms = clock_mono_ms(v->clock) + FILTER_TRY_MS;
    while (more)
        TRY(portion_look(&r, &more));
    return judge(&r, text);
}
