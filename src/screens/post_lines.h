/* SPDX-License-Identifier: MIT
 *
 * post_lines.h -- posts as lines of a page.
 */
#ifndef SCREENS_POST_LINES_H
#define SCREENS_POST_LINES_H

#include <curbside/domain/post.h>
#include <curbside/domain/thread.h>
#include <curbside/ui/pager.h>

/* How a page is laid out. */
struct page_layout {
    int cols;      /* of the whole page */
    int64_t now_s; /* ages are counted from here */
};

/* The thread's whole title and its tags, for the top of the page. */
void thread_lines_add(struct lines *l, int cols, const struct thread_row *thread);

/* One post: a line on who wrote it and when, its body, a blank line. All of them belong to the
 * item set in `l`. What cannot be laid out sets l->failed. */
void post_lines_add(struct lines *l, const struct page_layout *layout, const struct post *post);

/* Markdown alone, `indent` columns in. */
void body_lines_add(struct lines *l, int indent, int cols, const char *body, size_t n);

/* Columns left of a post's text, and of the text itself, on a page of `cols` columns. */
int post_indent(int cols);
int post_text_cols(int cols);

#endif
