/* SPDX-License-Identifier: MIT
 *
 * csv.c -- RFC 4180, strictly: our own data files have no excuse.
 *
 * Fields are unquoted into one copy of the document, which they never outgrow: a field loses its
 * quotes and gains a NUL where its separator was.
 */
#include <curbside/base/csv.h>

#include <string.h>

struct reader {
    const char *p;
    const char *end;
    char *out; /* where the next field's bytes go */
    int line;
};

static bool at_line_end(const struct reader *r)
{
    return r->p == r->end || *r->p == '\n' ||
           (*r->p == '\r' && r->p + 1 < r->end && r->p[1] == '\n');
}

static void line_end_take(struct reader *r)
{
    if (r->p < r->end && *r->p == '\r')
        r->p++;
    if (r->p < r->end)
        r->p++;
    r->line++;
}

/* After the opening quote up to past the closing one. */
static bool quoted_take(struct reader *r)
{
    for (; r->p < r->end; r->p++) {
        if (*r->p == '"') {
            r->p++;
            if (r->p == r->end || *r->p != '"')
                return true;
        } else if (*r->p == '\n') {
            r->line++;
        }
        *r->out++ = *r->p;
    }
    return false;
}

static bool field_take(struct reader *r, char **ret)
{
    char *start = r->out;

    if (r->p < r->end && *r->p == '"') {
        r->p++;
        if (!quoted_take(r))
            return false;
    } else {
        while (!at_line_end(r) && *r->p != ',' && *r->p != '"')
            *r->out++ = *r->p++;
    }
    if (!at_line_end(r) && *r->p != ',')
        return false;
    *r->out++ = '\0';
    *ret = start;
    return true;
}

/* A row of exactly n_cols fields, and its line end. */
static bool row_take(struct reader *r, char **fields, int n_cols)
{
    for (int i = 0; i < n_cols; i++) {
        if (!field_take(r, &fields[i]))
            return false;
        if (i < n_cols - 1 && (r->p == r->end || *r->p++ != ','))
            return false;
    }
    if (!at_line_end(r))
        return false;
    line_end_take(r);
    return true;
}

static int count_char(const char *p, const char *end, char c)
{
    int count = 0;

    while (p < end && (p = memchr(p, c, (size_t)(end - p))) != NULL) {
        count++;
        p++;
    }
    return count;
}

static enum err rows_take(struct arena *a, struct reader *r, struct csv *ret, int *row_line)
{
    size_t most = (size_t)count_char(r->p, r->end, '\n') + 1;

    ret->rows = arena_array(a, most, sizeof *ret->rows);
    if (ret->rows == NULL)
        return E_NOMEM;
    while (r->p < r->end) {
        *row_line = r->line;
        if (at_line_end(r)) { /* an empty line is no row */
            line_end_take(r);
            continue;
        }
        char **fields = arena_array(a, (size_t)ret->n_cols, sizeof *fields);
        if (fields == NULL)
            return E_NOMEM;
        if (!row_take(r, fields, ret->n_cols))
            return E_CORRUPT;
        ret->rows[ret->n_rows++] = fields;
    }
    return OK;
}

static enum err document_parse(struct arena *a, const char *text, size_t n, struct csv *ret,
                               int *row_line)
{
    struct reader r = {.p = text, .end = text + n, .line = 1};
    struct csv csv = {0};

    if (n >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
        r.p += 3; /* a byte order mark, as spreadsheets write it */
    r.out = arena_alloc(a, n + 1);
    if (r.out == NULL)
        return E_NOMEM;
    if (at_line_end(&r) || memchr(text, '\0', n) != NULL)
        return E_CORRUPT;
    const char *header_end = memchr(r.p, '\n', (size_t)(r.end - r.p));
    csv.n_cols = 1 + count_char(r.p, header_end != NULL ? header_end : r.end, ',');
    csv.header = arena_array(a, (size_t)csv.n_cols, sizeof *csv.header);
    if (csv.header == NULL)
        return E_NOMEM;
    if (!row_take(&r, csv.header, csv.n_cols))
        return E_CORRUPT;
    TRY(rows_take(a, &r, &csv, row_line));
    *ret = csv;
    return OK;
}

enum err csv_parse(struct arena *a, const char *text, size_t n, struct csv *ret, int *ret_line)
{
    int row_line = 1;
    enum err err = document_parse(a, text, n, ret, &row_line);

    if (err == E_CORRUPT && ret_line != NULL)
        *ret_line = row_line;
    return err;
}

const char *csv_get(const struct csv *csv, int row, const char *column)
{
    BUG_ON(row < 0 || row >= csv->n_rows);
    for (int i = 0; i < csv->n_cols; i++) {
        if (strcmp(csv->header[i], column) == 0)
            return csv->rows[row][i];
    }
    return NULL;
}
