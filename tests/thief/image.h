/* SPDX-License-Identifier: MIT
 *
 * image.h -- the bytes of a stolen database and of its log, read as SQLite's file format says and
 * not as SQLite answers: in which page and where in it a row lies, which pages are free and what is
 * left in them, in which order the log's commits changed what.
 */
#ifndef CURBSIDE_TESTS_THIEF_IMAGE_H
#define CURBSIDE_TESTS_THIEF_IMAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    IMAGE_PAGE = 4096
};

struct image {
    uint8_t *bytes; /* pages one after another; page 1 first */
    uint32_t pages;
    uint8_t *log; /* the write-ahead log as it lay there */
    size_t log_n;
};

/* The file, without what its log says. Fails the running test where there is none. */
void image_read(struct image *image, const char *db_path);
void image_free(struct image *image);

/* Put the next commit of the log into the pages. *at starts at 0; false at the end. */
bool image_next_commit(struct image *image, size_t *at);

/* One row, or one entry of an index. */
struct cell {
    int64_t rowid;          /* 0 in an index or a table WITHOUT ROWID */
    const uint8_t *payload; /* what lies in the page itself */
    size_t n;
    uint32_t page;
    uint32_t offset;   /* in its page */
    uint32_t overflow; /* the first page of the rest; 0: all lies here */
};

typedef void image_cell(void *ctx, const struct image *image, const struct cell *cell);

/* Every cell of the tree with this root, in order. */
void image_walk(const struct image *image, uint32_t root, image_cell *each, void *ctx);
/* The root of a table; 0: there is none. */
uint32_t image_root(const struct image *image, const char *table);
/* The page that follows in a chain of overflow or of free pages; 0 at the end. */
uint32_t image_follow(const struct image *image, uint32_t page);
/* The bytes of a column of a record, NULL where they do not lie in the page itself. */
const uint8_t *cell_blob(const struct cell *cell, int column, size_t *ret_n);
int64_t cell_int(const struct cell *cell, int column);

/* Marks pages that no tree and no chain uses, by the list of free pages; the trunks of that list
 * are not among them. `ret` has image->pages + 1 places. */
void image_free_pages(const struct image *image, bool *ret);

#endif
