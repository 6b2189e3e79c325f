/* SPDX-License-Identifier: MIT
 *
 * editor_marks.c -- marks and how they follow a change.
 *
 * Whoever set them looks at the text again before long, so a mark that a change touches is taken
 * away rather than guessed at.
 */
#include "editor_marks.h"

#include <stdlib.h>
#include <string.h>

#include <curbside/text/utf8.h>

void marks_done(struct marks *m)
{
    free(m->rows);
    *m = (struct marks){0};
}

enum err marks_set(struct marks *m, const struct editor_text *t, const struct editor_mark *rows,
                   int n)
{
    m->n = 0;
    m->version = t->version;
    if (n == 0)
        return OK;
    if (m->rows == NULL)
        m->rows = calloc(EDITOR_MARKS, sizeof(*m->rows));
    if (m->rows == NULL)
        return E_NOMEM;
    m->n = n < EDITOR_MARKS ? n : EDITOR_MARKS;
    memcpy(m->rows, rows, (size_t)m->n * sizeof(*rows));
    return OK;
}

/* Where a mark is after the last change of the text; false: the change touched it. */
static bool mark_move(const struct editor_text *t, struct editor_mark *m)
{
    if (m->end <= t->last_at)
        return true;
    if (m->start < t->last_at + t->last_removed_n || m->start < t->last_at)
        return false;
    m->start += t->last_added_n - t->last_removed_n; /* wraps around and back */
    m->end += t->last_added_n - t->last_removed_n;
    return true;
}

void marks_follow(struct marks *m, const struct editor_text *t)
{
    int kept = 0;

    if (m->version == t->version)
        return;
    /* Should a change have been missed, no mark is right. */
    for (int i = 0; i < m->n && m->version + 1 == t->version; i++) {
        m->rows[kept] = m->rows[i];
        kept += mark_move(t, &m->rows[kept]) ? 1 : 0;
    }
    m->n = kept;
    m->version = t->version;
}

void marks_draw(const struct marks *m, const char *s, struct canvas *c, struct area a, size_t from,
                size_t to)
{
    for (int i = 0; i < m->n; i++) {
        size_t start = m->rows[i].start > from ? m->rows[i].start : from;
        size_t end = m->rows[i].end < to ? m->rows[i].end : to;
        int column;

        if (start >= end)
            continue;
        column = text_cells(s + from, start - from);
        if (column < a.cols)
            canvas_text_n(c, a.x + column, a.y, a.cols - column, m->rows[i].ink, s + start,
                          end - start);
    }
}
