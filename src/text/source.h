/* SPDX-License-Identifier: MIT
 *
 * source.h -- the lines of a body as they were typed, and what each one is.
 *
 * The block structure of our dialect is a matter of single lines: quote marks, list marks, #, rules
 * and fences, each told by how its line begins. No line changes what another one means, but for
 * code fences, so a body from a mail program cannot come apart.
 */
#ifndef CURBSIDE_SRC_TEXT_SOURCE_H
#define CURBSIDE_SRC_TEXT_SOURCE_H

#include <stdbool.h>
#include <stddef.h>

enum line_kind {
    LINE_BLANK,
    LINE_TEXT,
    LINE_ITEM,    /* starts with a list mark */
    LINE_HEADING, /* starts with #, after a blank line */
    LINE_RULE,
    LINE_FENCE, /* ```, opening or closing */
    LINE_CODE,  /* between fences */
};

struct source_line {
    enum line_kind kind;
    int quotes;   /* marks of quoting before it */
    size_t start; /* offsets in the text: the line, */
    size_t body;  /* what follows its quote marks, */
    size_t words; /* what follows indent and list mark or #, */
    size_t end;   /* and its end without the line feed */
};

struct source {
    const char *s;
    size_t n;
    size_t at;
    bool after_text; /* the line before was not blank */
    size_t fence;    /* length of what opened the code block we are in; 0: in none */
    int fence_quotes;
    size_t looked; /* bytes read ahead so far */
};

/* Start with `s` and `n` set, the rest zero. False at the end. */
bool source_next(struct source *src, struct source_line *ret);

#endif
