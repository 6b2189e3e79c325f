/* SPDX-License-Identifier: MIT
 *
 * post_lines.h -- posts as lines of a page.
 */
#ifndef SCREENS_POST_LINES_H
#define SCREENS_POST_LINES_H

#include <curbside/domain/post.h>
#include <curbside/domain/thread.h>
#include <curbside/ui/pager.h>

#include "age.h"

/* How a page is laid out. */
struct page_layout {
    int cols;          /* of the whole page */
    struct moment now; /* ages are counted from here */
};

/* What is shown of a post besides itself. */
struct post_extra {
    struct post_answers answers;
    bool bookmarked;
    bool unfolded; /* the reader asked for its text */
};

/* Does it say something: neither removed nor deleted, nor held back? */
bool post_is_shown(const struct post *post);
/* Is its text left out until the reader asks for it? */
bool post_is_folded(const struct post *post);

/* The thread's whole title and its tags, that it is locked or pinned, and that the caller follows
 * it: for the top of the page. */
void thread_lines_add(struct lines *l, int cols, const struct thread_row *thread, bool follows);

/* One post: a line on who wrote it and when, its body, who answers it, a blank line. All of them
 * belong to the item set in `l`. `extra` may be NULL. What cannot be laid out sets l->failed. */
void post_lines_add(struct lines *l, const struct page_layout *layout, const struct post *post,
                    const struct post_extra *extra);

/* Markdown alone, `indent` columns in. */
void body_lines_add(struct lines *l, int indent, int cols, const char *body, size_t n);

/* Columns left of a post's text, and of the text itself, on a page of `cols` columns. */
int post_indent(int cols);
int post_text_cols(int cols);

#endif
