/* SPDX-License-Identifier: MIT
 *
 * image.c -- SQLite's file format, as far as a thief needs it (sqlite.org/fileformat2.html).
 */
#include "image.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "unit.h"

enum {
    LOG_HEADER = 32,
    FRAME_HEADER = 24,
    TREE_INDEX_INNER = 2,
    TREE_TABLE_INNER = 5,
    TREE_INDEX_LEAF = 10,
    TREE_TABLE_LEAF = 13,
    SCHEMA_NAME = 1, /* columns of the table of tables */
    SCHEMA_ROOT = 3,
};

static uint32_t be(const uint8_t *at, int bytes)
{
    uint32_t value = 0;

    for (int i = 0; i < bytes; i++)
        value = value << 8 | at[i];
    return value;
}

static uint8_t *file_read(const char *path, size_t *ret_n)
{
    FILE *f = fopen(path, "re");
    uint8_t *bytes;
    long n;

    *ret_n = 0;
    if (!f)
        return NULL;
    assert_int_equal(fseek(f, 0, SEEK_END), 0);
    n = ftell(f);
    assert_true(n >= 0);
    rewind(f);
    bytes = malloc((size_t)n + 1);
    assert_non_null(bytes);
    *ret_n = fread(bytes, 1, (size_t)n, f);
    assert_int_equal(*ret_n, n);
    fclose(f);
    return bytes;
}

void image_read(struct image *image, const char *db_path)
{
    char log_path[512];
    size_t n;

    snprintf(log_path, sizeof log_path, "%s-wal", db_path);
    image->bytes = file_read(db_path, &n);
    assert_non_null(image->bytes);
    image->pages = (uint32_t)(n / IMAGE_PAGE);
    assert_true(image->pages > 0 && be(image->bytes + 16, 2) == IMAGE_PAGE);
    image->log = file_read(log_path, &image->log_n);
}

void image_free(struct image *image)
{
    free(image->bytes);
    free(image->log);
    *image = (struct image){0};
}

/* ---- the log ---- */

static void put_page(struct image *image, uint32_t page, const uint8_t *bytes)
{
    if (page > image->pages) {
        image->bytes = reallocarray(image->bytes, page, IMAGE_PAGE);
        assert_non_null(image->bytes);
        memset(image->bytes + (size_t)image->pages * IMAGE_PAGE, 0,
               (size_t)(page - image->pages) * IMAGE_PAGE);
        image->pages = page;
    }
    memcpy(image->bytes + (size_t)(page - 1) * IMAGE_PAGE, bytes, IMAGE_PAGE);
}

bool image_next_commit(struct image *image, size_t *at)
{
    size_t frame = FRAME_HEADER + IMAGE_PAGE;
    size_t from = *at == 0 ? LOG_HEADER : *at, end = from;

    if (image->log_n < LOG_HEADER)
        return false;
    /* A frame whose salt is not the header's is older than the log: this thief stops there. */
    for (;; end += frame) {
        if (end + frame > image->log_n || memcmp(image->log + end + 8, image->log + 16, 8) != 0)
            return false;
        if (be(image->log + end + 4, 4) != 0)
            break;
    }
    for (size_t i = from; i <= end; i += frame)
        put_page(image, be(image->log + i, 4), image->log + i + FRAME_HEADER);
    *at = end + frame;
    return true;
}

/* ---- trees ---- */

static const uint8_t *page_at(const struct image *image, uint32_t page)
{
    return page >= 1 && page <= image->pages ? image->bytes + (size_t)(page - 1) * IMAGE_PAGE
                                             : NULL;
}

static size_t varint(const uint8_t *at, uint64_t *ret)
{
    *ret = 0;
    for (size_t i = 0; i < 8; i++) {
        *ret = *ret << 7 | (at[i] & 0x7f);
        if (!(at[i] & 0x80))
            return i + 1;
    }
    *ret = *ret << 8 | at[8];
    return 9;
}

/* How much of a payload lies in its page: the format's own arithmetic. */
static size_t local_bytes(uint64_t n, bool table)
{
    uint64_t most = table ? IMAGE_PAGE - 35 : (IMAGE_PAGE - 12) * 64 / 255 - 23;
    uint64_t least = (IMAGE_PAGE - 12) * 32 / 255 - 23;
    uint64_t some = least + (n <= most ? 0 : (n - least) % (IMAGE_PAGE - 4));

    return (size_t)(n <= most ? n : some <= most ? some : least);
}

static void cell_read(const uint8_t *page, uint32_t number, uint32_t offset, int kind,
                      struct cell *ret)
{
    const uint8_t *at = page + offset;
    bool table = kind == TREE_TABLE_LEAF;
    uint64_t n, rowid = 0;

    if (kind == TREE_INDEX_INNER)
        at += 4;
    at += varint(at, &n);
    if (table)
        at += varint(at, &rowid);
    size_t local = local_bytes(n, table);
    *ret = (struct cell){.rowid = (int64_t)rowid,
                         .payload = at,
                         .n = local,
                         .page = number,
                         .offset = offset,
                         .overflow = local < n ? be(at + local, 4) : 0};
}

void image_walk(const struct image *image, uint32_t root, image_cell *each, void *ctx)
{
    const uint8_t *page = page_at(image, root);
    const uint8_t *head = page ? page + (root == 1 ? 100 : 0) : NULL;
    bool inner = head && (head[0] == TREE_INDEX_INNER || head[0] == TREE_TABLE_INNER);

    if (!head || (!inner && head[0] != TREE_INDEX_LEAF && head[0] != TREE_TABLE_LEAF))
        return;
    for (uint32_t i = 0; i < be(head + 3, 2); i++) {
        uint32_t offset = be(head + (inner ? 12 : 8) + 2 * (size_t)i, 2);
        struct cell cell;

        if (inner)
            image_walk(image, be(page + offset, 4), each, ctx);
        if (head[0] == TREE_TABLE_INNER)
            continue;
        cell_read(page, root, offset, head[0], &cell);
        each(ctx, image, &cell);
    }
    if (inner)
        image_walk(image, be(head + 8, 4), each, ctx);
}

uint32_t image_follow(const struct image *image, uint32_t page)
{
    const uint8_t *at = page_at(image, page);

    return at ? be(at, 4) : 0;
}

/* ---- records ---- */

static size_t serial_bytes(uint64_t type)
{
    static const size_t bytes[] = {0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0};

    return type < 12 ? bytes[type] : (size_t)(type - 12) / 2;
}

const uint8_t *cell_blob(const struct cell *cell, int column, size_t *ret_n)
{
    uint64_t head, type = 0;
    size_t at = varint(cell->payload, &head), body = (size_t)head;

    for (int i = 0; i <= column; i++) {
        if (i > 0)
            body += serial_bytes(type);
        if (at >= head || at >= cell->n)
            return NULL;
        at += varint(cell->payload + at, &type);
    }
    *ret_n = serial_bytes(type);
    return body + *ret_n <= cell->n ? cell->payload + body : NULL;
}

int64_t cell_int(const struct cell *cell, int column)
{
    size_t n;
    const uint8_t *at = cell_blob(cell, column, &n);

    return at && n <= 4 ? (int64_t)be(at, (int)n) : 0;
}

struct root_search {
    const char *table;
    uint32_t root;
};

static void root_seen(void *ctx, const struct image *image, const struct cell *cell)
{
    struct root_search *search = ctx;
    size_t n;
    const uint8_t *name = cell_blob(cell, SCHEMA_NAME, &n);

    (void)image;
    if (name && n == strlen(search->table) && memcmp(name, search->table, n) == 0)
        search->root = (uint32_t)cell_int(cell, SCHEMA_ROOT);
}

uint32_t image_root(const struct image *image, const char *table)
{
    struct root_search search = {table, 0};

    image_walk(image, 1, root_seen, &search);
    return search.root;
}

/* ---- free pages ---- */

void image_free_pages(const struct image *image, bool *ret)
{
    uint32_t trunk = be(image->bytes + 32, 4);

    memset(ret, 0, (image->pages + 1) * sizeof *ret);
    for (uint32_t guard = 0; trunk != 0 && guard < image->pages; guard++) {
        const uint8_t *page = page_at(image, trunk);

        assert_non_null(page);
        for (uint32_t i = 0; i < be(page + 4, 4); i++) {
            uint32_t leaf = be(page + 8 + 4 * (size_t)i, 4);

            if (leaf <= image->pages)
                ret[leaf] = true;
        }
        trunk = be(page, 4);
    }
}
