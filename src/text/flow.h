/* SPDX-License-Identifier: MIT
 *
 * flow.h -- the lines of a body, and which of their ends a person meant.
 *
 * Mail programs break paragraphs at some 72 cells. Where such a line has to be broken once more,
 * keeping its old end makes a comb of full lines and stubs. Here that end is told apart from one
 * that was typed: verse, lists, addresses, code and columns keep every line.
 */
#ifndef CURBSIDE_SRC_TEXT_FLOW_H
#define CURBSIDE_SRC_TEXT_FLOW_H

#include "source.h"

enum {
    FLOW_LINES_MAX = 128
}; /* of one paragraph looked at together; the next ones start anew */

struct flow_line {
    struct source_line line;
    int cells; /* of the words, without space at the end */
    int first; /* cells of the first word */
    bool prose;
    bool soft; /* the end of the line was a program's: the next line's words may follow */
};

struct flow {
    struct source source;
    struct flow_line run[FLOW_LINES_MAX]; /* lines read ahead: a paragraph, or one other line */
    int n;
    int at;
    struct source_line ahead; /* read, but not of this run */
    bool has_ahead;
    int signature_quotes; /* depth of the signature we are in, -1: in none */
};

void flow_init(struct flow *f, const char *s, size_t n);
/* The next line; *ret_soft: it and the one after it, which is there, are one paragraph at one depth
 * of quoting, and no person put the break there. False at the end. */
bool flow_next(struct flow *f, struct source_line *ret, bool *ret_soft);
/* "-- ", which starts a signature. */
bool is_signature_mark(const char *s, const struct source_line *line);
/* Spaces before the words of the second line of n, and of those after it. */
size_t flow_hang(const struct source_line *lines, int n);
/* A word that was broken at its hyphen goes on without a space. */
bool flow_joins_bare(const char *s, const struct source_line *line);

#endif
