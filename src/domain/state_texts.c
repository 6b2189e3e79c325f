/* SPDX-License-Identifier: MIT
 *
 * state_texts.c -- a set of short texts that two sessions may change at a time.
 */
#include "state_texts.h"

#include <stdlib.h>
#include <string.h>

#include "state_record.h"

/* Where it is, or belongs. */
static size_t place_of(const struct text_list *list, const char *text)
{
    size_t low = 0, high = list->n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (strcmp(list->v[middle].text, text) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool is_at(const struct text_list *list, size_t at, const char *text)
{
    return at < list->n && strcmp(list->v[at].text, text) == 0;
}

static bool list_put(struct text_list *list, size_t at, const char *text, uint32_t order)
{
    char *copy = strdup(text);

    if (list->n == list->cap && copy) {
        size_t cap = list->cap == 0 ? 8 : list->cap * 2;
        struct state_text *grown = reallocarray(list->v, cap, sizeof *grown);

        if (grown) {
            list->v = grown;
            list->cap = cap;
        }
    }
    if (!copy || list->n == list->cap) {
        free(copy);
        return false;
    }
    memmove(list->v + at + 1, list->v + at, (list->n - at) * sizeof *list->v);
    list->v[at] = (struct state_text){copy, order};
    list->n++;
    return true;
}

static bool list_take(struct text_list *list, const char *text)
{
    size_t at = place_of(list, text);

    if (!is_at(list, at, text))
        return false;
    free((char *)list->v[at].text);
    memmove(list->v + at, list->v + at + 1, (list->n - at - 1) * sizeof *list->v);
    list->n--;
    return true;
}

static void list_done(struct text_list *list)
{
    for (size_t i = 0; i < list->n; i++)
        free((char *)list->v[i].text);
    free(list->v);
    *list = (struct text_list){0};
}

void state_texts_done(struct state_texts *set)
{
    list_done(&set->here);
    list_done(&set->gone);
}

const struct state_text *state_texts_find(const struct state_texts *set, const char *text)
{
    size_t at = place_of(&set->here, text);

    return is_at(&set->here, at, text) ? &set->here.v[at] : NULL;
}

static uint32_t last_order(const struct state_texts *set)
{
    uint32_t last = 0;

    for (size_t i = 0; i < set->here.n; i++)
        if (set->here.v[i].order > last)
            last = set->here.v[i].order;
    return last;
}

enum err state_texts_add(struct state_texts *set, size_t max, const char *text, bool *ret_new)
{
    size_t at = place_of(&set->here, text);
    uint32_t last = last_order(set);

    BUG_ON(!text[0] || strlen(text) > STATE_TEXT_BYTES);
    *ret_new = !is_at(&set->here, at, text);
    if (!*ret_new)
        return OK;
    if (set->here.n >= max)
        return E_LIST_FULL;
    if (!list_put(&set->here, at, text, last < UINT32_MAX ? last + 1 : last))
        return E_NOMEM;
    list_take(&set->gone, text);
    return OK;
}

bool state_texts_remove(struct state_texts *set, const char *text)
{
    char copy[STATE_TEXT_BYTES + 1];
    size_t n = strlen(text);

    if (n >= sizeof copy) /* so long a text cannot be there */
        return false;
    memcpy(copy, text, n + 1); /* it may be the one in the list */
    if (!list_take(&set->here, copy))
        return false;
    /* Without memory a merge may bring it back: nothing worse. */
    IGNORE(list_put(&set->gone, place_of(&set->gone, copy), copy, 0));
    return true;
}

/* ---- the form: order, bytes of the text, text ---- */

void state_texts_format(const struct state_texts *set, struct str *out)
{
    for (size_t i = 0; i < set->here.n; i++) {
        const struct state_text *t = &set->here.v[i];
        size_t n = strlen(t->text);

        state_add_number(out, t->order);
        state_add_number(out, (uint32_t)n);
        str_add_n(out, t->text, n);
    }
}

enum err state_texts_parse(struct state_reader *r, struct state_texts *set, size_t max)
{
    while (r->at < r->end) {
        char text[STATE_TEXT_BYTES + 1] = "";
        uint32_t order, n;

        TRY(state_read_number(r, UINT32_MAX, &order));
        TRY(state_read_number(r, STATE_TEXT_BYTES, &n));
        if ((size_t)(r->end - r->at) < n)
            return E_CORRUPT;
        memcpy(text, r->at, n);
        r->at += n;
        /* In order, each once, none empty, no NUL in it. */
        if (n == 0 || strlen(text) != n || set->here.n >= max ||
            place_of(&set->here, text) < set->here.n)
            return E_CORRUPT;
        if (!list_put(&set->here, set->here.n, text, order))
            return E_NOMEM;
    }
    return OK;
}

enum err state_texts_merge(struct state_texts *set, const struct state_texts *from, size_t max)
{
    for (size_t i = 0; i < from->here.n && set->here.n < max; i++) {
        const struct state_text *t = &from->here.v[i];
        size_t at = place_of(&set->here, t->text);

        if (is_at(&set->here, at, t->text) ||
            is_at(&set->gone, place_of(&set->gone, t->text), t->text))
            continue;
        if (!list_put(&set->here, at, t->text, t->order))
            return E_NOMEM;
    }
    return OK;
}
