/* SPDX-License-Identifier: MIT
 *
 * channel_free_pages.c -- what was deleted must be gone: a free page that still holds a handle and
 * the id of an alias post would tie the two. The plant writes such a row into a free page, as it
 * would lie there without secure_delete.
 */
#include "channel.h"

#include <stdlib.h>

#include "ranking.h"

enum {
    PLANTS = 3 /* in one copy */
};

struct note {
    char text[64];
};

static void note_make(const struct truth *t, const struct person *p, struct note *ret)
{
    snprintf(ret->text, sizeof ret->text, "%s\t%lld\t", p->name, (long long)t->id.v);
}

static void plant_bytes(const struct week *w, const char *path)
{
    struct image image = {0};
    int n = w->n_truths < PLANTS ? w->n_truths : PLANTS;

    image_read(&image, path);
    bool *is_free = calloc(image.pages + 1, sizeof *is_free);
    FILE *f = fopen(path, "r+e");
    assert_true(is_free && f);
    image_free_pages(&image, is_free);
    for (uint32_t page = 1; page <= image.pages && n > 0; page++) {
        const struct truth *t = &w->truths[w->n_truths - n];
        struct note note;

        if (!is_free[page])
            continue;
        n--;
        if (w->people[t->person].gone)
            continue; /* their handle has no name any more that could be read there */
        note_make(t, &w->people[t->person], &note);
        fseek(f, (long)(page - 1) * IMAGE_PAGE + 64, SEEK_SET);
        assert_int_equal(fwrite(note.text, strlen(note.text), 1, f), 1);
    }
    fclose(f);
    free(is_free);
    image_free(&image);
}

/* The handle that is named in these bytes beside the post's id; 0: none. */
static int64_t read_page(const uint8_t *page, sqlite3_stmt *handles, void *memory)
{
    int64_t found = 0;

    while (sqlite3_step(handles) == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(handles, 1);
        const uint8_t *at = memmem(page, IMAGE_PAGE, name, strlen(name));
        long long id;

        if (at && sscanf((const char *)at + strlen(name), "\t%lld\t", &id) == 1) {
            found = sqlite3_column_int64(handles, 0);
            ranking_add(memory, id, found);
        }
    }
    sqlite3_reset(handles);
    return found;
}

static bool is_zero(const uint8_t *page)
{
    for (int i = 0; i < IMAGE_PAGE; i++)
        if (page[i] != 0)
            return false;
    return true;
}

static void look(struct loot *loot, void *memory, const struct look *look)
{
    (void)loot;
    if (!look->image)
        return;
    bool *is_free = calloc(look->image->pages + 1, sizeof *is_free);
    sqlite3_stmt *st = loot_prepare(look->db, "SELECT id, name FROM handle WHERE name NOT NULL");
    assert_non_null(is_free);
    image_free_pages(look->image, is_free);
    for (uint32_t page = 1; page <= look->image->pages; page++) {
        const uint8_t *bytes = look->image->bytes + (size_t)(page - 1) * IMAGE_PAGE;

        /* Anything at all in a free page is a leak, whatever it is. */
        if (is_free[page] && !is_zero(bytes) && read_page(bytes, st, memory) == 0)
            fail_msg("free page %u of copy %d is not empty", page, look->copy);
    }
    sqlite3_finalize(st);
    free(is_free);
}

static int64_t guess(struct loot *loot, void *memory, const struct seen_post *post)
{
    int64_t handle;

    (void)loot;
    return ranking_find(memory, post->id, &handle) ? handle : 0;
}

static void done(void *memory)
{
    ranking_done(memory);
}

const struct channel channel_free_pages = {
    .name = "free_pages",
    .what = "what is left in free pages",
    .memory = sizeof(struct ranking),
    .plant_bytes = plant_bytes,
    .look = look,
    .guess = guess,
    .done = done,
};
