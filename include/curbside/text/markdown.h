/* SPDX-License-Identifier: MIT
 *
 * markdown.h -- a body as lines with styles, ready to be drawn.
 *
 * People type Markdown, and they paste mail, tables and code. So the dialect is careful: what was
 * typed stays where it was typed, in the lines it was typed in, and Markdown adds style to it. A
 * line feed is a line feed (but where a mail program broke a paragraph into lines that are too long
 * for the width: those are filled anew), leading space and list marks stay, HTML is text, indented
 * text is text (only ``` with an end makes a code block), # makes a heading only after a blank
 * line, underlined headings are not read, a star or underscore inside a word means nothing, __
 * never does. Hidden are only code fences, the stars of **bold**, the target of [text](target) and
 * the backslash of
 * \*. Images are links. Links get a number; only http and https count.
 *
 * The bounds: BODY_RENDER_BYTES of text, 32 levels of quoting shown, 200 links. What is beyond is
 * shown as plain text or, for the length, left out with a last line that says so.
 */
#ifndef CURBSIDE_TEXT_MARKDOWN_H
#define CURBSIDE_TEXT_MARKDOWN_H

#include <stddef.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/base/str.h>

enum {
    BODY_RENDER_BYTES = 256 * 1024, /* as long as an imported body may be */
    MARKDOWN_LINKS_MAX = 200,
    MARKDOWN_QUOTES_MAX = 32,
};

/* Bits; a span may have several. */
enum style {
    STYLE_PLAIN = 0,
    STYLE_STRONG = 1 << 0,
    STYLE_EMPHASIS = 1 << 1,
    STYLE_CODE = 1 << 2,    /* `code` or a line of a code block */
    STYLE_HEADING = 1 << 3, /* a line that starts with # */
    STYLE_LINK = 1 << 4,    /* text of a link, or its number */
    STYLE_QUOTE = 1 << 5,   /* whole line; see also quote_depth */
    STYLE_STRIKE = 1 << 6,
    STYLE_RULE = 1 << 7, /* a line of --- or *** */
    STYLE_MARK = 1 << 8, /* quote marks, list marks, signs of continuation: syntax, not text */
};

struct styled_span {
    size_t start; /* bytes in the line's text */
    size_t n;
    unsigned style; /* bits of enum style */
    int link;       /* its number, from 1; 0: no link */
};

struct styled_line {
    const char
        *text; /* complete, with quote marks and indent; no tabs, no controls; ended by NUL */
    size_t n;
    int cells;
    struct styled_span *spans; /* in order, without gaps, over the whole text */
    int n_spans;
    int quote_depth;
    int indent;     /* cells of quote marks, indent and list mark before the words */
    bool continues; /* goes on from the line before: a break that was not typed */
};

struct styled_text {
    struct styled_line *lines;
    int n_lines;
    const char **links; /* link N is links[N - 1]: an http or https address */
    int n_links;
    bool cut; /* the body was over BODY_RENDER_BYTES */
};

/*
 * Lay out a body in lines of at most `cells` cells (brought into 10..1000). Any bytes will do; a
 * text that was not cleaned is shown with U+FFFD for broken bytes and without its controls. Blank
 * lines at either end are left out and runs of them become two at most; an empty body has no
 * lines. E_NOMEM.
 */
NODISCARD enum err markdown_render(struct arena *a, const char *body, size_t n, int cells,
                                   struct styled_text *ret);

/* The same lines as text, for pipes and paper: each after `indent` spaces (inside `cells`), ended
 * by a line feed, the stars of **bold** left in, then the addresses that do not stand in the text,
 * as "[1] https://...". E_NOMEM. */
NODISCARD enum err markdown_plain(const char *body, size_t n, int cells, int indent,
                                  struct str *ret);

/* What a body says, in one line of at most `cells` cells: quoted lines, code fences and marks are
 * left out; "…" ends what was cut. "" if nothing is left. NULL without memory. */
char *markdown_excerpt(struct arena *a, const char *body, size_t n, int cells);

/* Take out of a line, in place, the marks that a screen does not show, as the stars of **bold**.
 * `scratch` is only worked in. E_NOMEM: the line is as it was. */
NODISCARD enum err markdown_strip(struct arena *scratch, char *line, size_t *n);

/* A body as the start of a quoting reply: every line behind "> ", signature and blank lines at the
 * ends left out, quotes nested deeper than `depth` (2 reads well) left out, and at most `bytes`
 * long: whole lines, the last one "> [...]" if some were left out. Ends with a line feed. What
 * would not fit 78 cells is filled into lines of 72, but for code and words as long as that. NULL
 * without memory. */
char *markdown_quote(struct arena *a, const char *body, size_t n, int depth, size_t bytes);

#endif
