/* SPDX-License-Identifier: MIT
 *
 * page.h -- an answer as text for people: wrapped to the width, aligned, without colour or escapes.
 *
 * Everything a person wrote passes one of these functions; they drop control bytes and measure in
 * terminal cells, so that an answer is safe to show on any terminal.
 */
#ifndef CURBSIDE_COMMANDS_PAGE_H
#define CURBSIDE_COMMANDS_PAGE_H

#include <stdint.h>

#include <curbside/commands/command.h>

enum {
    PAGE_TABLE_COLS = 72, /* below this width a list gives each row two lines instead of columns */
    PAGE_TEXT_COLS = 78,  /* running text is never wider, whatever the terminal */
};

/* One line as it is (trusted text), with its newline. */
void page_line(struct command *c, const char *fmt, ...) PRINTF(2, 3);
void page_blank(struct command *c);
/* Running text wrapped to the width; the first line indented by `first` cells, others by `rest`. */
void page_text(struct command *c, int first, int rest, const char *text);
/* A name and what it means, the meaning wrapped beside it at column `at` (or below, when narrow).
 */
void page_entry(struct command *c, int indent, const char *name, int at, const char *meaning);

/* One line of it, cut with ".." at the width. */
void page_cut(struct command *c, int indent, const char *text);

/* One cell of a table: cleaned, cut to `cols` with "..", padded unless last. */
void page_cell(struct command *c, const char *text, int cols);
void page_cell_right(struct command *c, const char *text, int cols);
/* End the line that cells made: trailing blanks are dropped. */
void page_end_row(struct command *c);

/* "1,234" in the command's arena. */
const char *page_number(struct command *c, int64_t n);
/* "1 post", "1,234 posts". */
const char *page_count(struct command *c, int64_t n, const char *one, const char *many);
/* "2026-11-23" and "2026-11-23 10:04 UTC". */
const char *page_day(struct command *c, int64_t wall_s);
const char *page_moment(struct command *c, int64_t wall_s);
/* "< 1 KiB", "12 KiB". */
const char *page_size(struct command *c, int64_t bytes);

#endif
