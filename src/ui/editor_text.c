/* SPDX-License-Identifier: MIT
 *
 * editor_text.c -- bytes and their history.
 *
 * Invariant: applying changes[0..n_done) in order to the text as it was set gives the text as it
 * is. When the history is over its bound the oldest changes are forgotten first.
 */
#include "editor_text.h"

#include <stdlib.h>
#include <string.h>

#include <curbside/ui/editor.h>

enum {
    TEXT_FIRST_BYTES = 256,
    RUN_BYTES = 64, /* a run of typing longer than this is cut at the next space */
};

void editor_text_init(struct editor_text *t, size_t limit)
{
    *t = (struct editor_text){.limit = limit};
}

static void change_forget(struct editor_text *t, struct change *c)
{
    t->undo_bytes -= c->removed_n + c->added_n;
    free(c->bytes);
    *c = (struct change){0};
}

/* Forget what was undone: it does not fit a text that went another way. */
static void redo_forget(struct editor_text *t)
{
    while (t->n_changes > t->n_done)
        change_forget(t, &t->changes[--t->n_changes]);
}

static void history_forget(struct editor_text *t)
{
    t->n_done = 0;
    redo_forget(t);
}

static void oldest_forget(struct editor_text *t)
{
    change_forget(t, &t->changes[0]);
    memmove(t->changes, t->changes + 1, (size_t)(t->n_changes - 1) * sizeof(*t->changes));
    t->n_changes--;
    t->n_done--;
}

void editor_text_done(struct editor_text *t)
{
    history_forget(t);
    free(t->changes);
    free(t->s);
    *t = (struct editor_text){0};
}

static enum err make_room(struct editor_text *t, size_t n)
{
    size_t cap = t->cap == 0 ? TEXT_FIRST_BYTES : t->cap;
    char *bigger;

    if (n > t->limit)
        return E_FULL;
    if (n + 1 <= t->cap)
        return OK;
    while (cap < n + 1)
        cap *= 2;
    bigger = realloc(t->s, cap);
    if (bigger == NULL)
        return E_NOMEM;
    t->s = bigger;
    t->cap = cap;
    return OK;
}

/* The bytes themselves; room was made. */
static void splice(struct editor_text *t, size_t at, size_t removed_n, const char *added,
                   size_t added_n)
{
    memmove(t->s + at + added_n, t->s + at + removed_n, t->n - at - removed_n);
    if (added_n > 0)
        memcpy(t->s + at, added, added_n);
    t->n = t->n - removed_n + added_n;
    t->s[t->n] = '\0';
    t->version++;
    t->last_at = at;
    t->last_removed_n = removed_n;
    t->last_added_n = added_n;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t';
}

/* Does this change go on where the last one stopped: typing after typed, erasing before erased? */
static bool continues_run(const struct editor_text *t, size_t at, size_t removed_n,
                          const char *added, size_t added_n)
{
    const struct change *last;

    if (t->n_done == 0 || t->run_is_broken)
        return false;
    last = &t->changes[t->n_done - 1];
    if (removed_n == 0 && last->removed_n == 0 && at == last->at + last->added_n)
        return added_n <= 4 && *added != '\n' && !(last->added_n > RUN_BYTES && is_space(*added)) &&
               !(is_space(*added) && last->added_n > 0 && !is_space(t->s[at - 1]) &&
                 last->added_n > 16);
    return added_n == 0 && last->added_n == 0 && at + removed_n == last->at &&
           last->removed_n <= RUN_BYTES;
}

/* The last change takes this one in. */
static bool run_extend(struct editor_text *t, size_t at, size_t removed_n, const char *added,
                       size_t added_n)
{
    struct change *last = &t->changes[t->n_done - 1];
    size_t held = last->removed_n + last->added_n;
    char *bytes = realloc(last->bytes, held + removed_n + added_n);

    if (bytes == NULL)
        return false;
    last->bytes = bytes;
    if (added_n > 0) {
        memcpy(bytes + held, added, added_n);
    } else {
        memmove(bytes + removed_n, bytes, held);
        memcpy(bytes, t->s + at, removed_n);
        last->at = at;
    }
    last->removed_n += removed_n;
    last->added_n += added_n;
    t->undo_bytes += removed_n + added_n;
    return true;
}

static bool change_new(struct editor_text *t, size_t at, size_t removed_n, const char *added,
                       size_t added_n)
{
    char *bytes;

    if (t->n_changes == t->cap_changes) {
        int cap = t->cap_changes == 0 ? 32 : 2 * t->cap_changes;
        struct change *bigger = realloc(t->changes, (size_t)cap * sizeof(*bigger));

        if (bigger == NULL)
            return false;
        t->changes = bigger;
        t->cap_changes = cap;
    }
    bytes = malloc(removed_n + added_n + 1);
    if (bytes == NULL)
        return false;
    if (removed_n > 0)
        memcpy(bytes, t->s + at, removed_n);
    if (added_n > 0)
        memcpy(bytes + removed_n, added, added_n);
    t->changes[t->n_changes++] = (struct change){at, removed_n, added_n, bytes};
    t->n_done = t->n_changes;
    t->undo_bytes += removed_n + added_n;
    while (t->undo_bytes > EDITOR_UNDO_BYTES && t->n_changes > 1)
        oldest_forget(t);
    return true;
}

enum err editor_text_replace(struct editor_text *t, size_t at, size_t removed_n, const char *added,
                             size_t added_n)
{
    bool known;

    if (removed_n == 0 && added_n == 0)
        return OK;
    TRY(make_room(t, t->n - removed_n + added_n));
    redo_forget(t);
    known = continues_run(t, at, removed_n, added, added_n)
                ? run_extend(t, at, removed_n, added, added_n)
                : change_new(t, at, removed_n, added, added_n);
    if (!known)
        return E_NOMEM;
    t->run_is_broken = false;
    splice(t, at, removed_n, added, added_n);
    return OK;
}

enum err editor_text_set(struct editor_text *t, const char *s, size_t n)
{
    TRY(make_room(t, n));
    history_forget(t);
    t->n = 0;
    splice(t, 0, 0, s, n);
    return OK;
}

bool editor_text_undo(struct editor_text *t, size_t *ret_at)
{
    const struct change *c;

    if (t->n_done == 0)
        return false;
    c = &t->changes[t->n_done - 1];
    if (make_room(t, t->n - c->added_n + c->removed_n) != OK)
        return false;
    splice(t, c->at, c->added_n, c->bytes, c->removed_n);
    *ret_at = c->at + c->removed_n;
    t->n_done--;
    t->run_is_broken = true;
    return true;
}

bool editor_text_redo(struct editor_text *t, size_t *ret_at)
{
    const struct change *c;

    if (t->n_done == t->n_changes)
        return false;
    c = &t->changes[t->n_done];
    if (make_room(t, t->n - c->removed_n + c->added_n) != OK)
        return false;
    splice(t, c->at, c->removed_n, c->bytes + c->removed_n, c->added_n);
    *ret_at = c->at + c->added_n;
    t->n_done++;
    t->run_is_broken = true;
    return true;
}

void editor_text_break_run(struct editor_text *t)
{
    t->run_is_broken = true;
}
