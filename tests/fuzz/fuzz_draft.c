/* SPDX-License-Identifier: MIT
 *
 * fuzz_draft.c -- a draft that parses is written back as it was, but for the padding.
 */
/* layers: domain */
#include <stdlib.h>
#include <string.h>

#include "../../src/domain/draft_form.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct draft d = {0};

    enum err err = draft_parse(&a, data, size, &d);
    HOLDS(err == OK || err == E_CORRUPT || err == E_NEWER);
    if (err != OK)
        return 0;
    HOLDS(d.body_n <= DRAFT_BODY_BYTES && d.reply_to >= 0 && d.face <= FACE_ALIAS);
    /* Titles and tags end at their first NUL byte: they are text. */
    size_t n = draft_form_bytes(&d);
    HOLDS(n <= size + 8 + 8 + EDIT_BASE_BYTES + 4); /* an older one gains what was added since */
    uint8_t *back = malloc(n);
    HOLDS(back != NULL);
    draft_format(&d, back);
    struct draft again = {0};
    HOLDS(draft_parse(&a, back, n, &again) == OK);
    HOLDS(again.number == d.number && again.board.v == d.board.v && again.thread.v == d.thread.v);
    HOLDS(again.reply_to == d.reply_to && again.face == d.face && again.updated == d.updated);
    HOLDS(memcmp(again.token, d.token, sizeof d.token) == 0);
    HOLDS(strcmp(again.title, d.title) == 0 && strcmp(again.tags, d.tags) == 0);
    HOLDS(strcmp(again.alias, d.alias) == 0 && strcmp(again.kept, d.kept) == 0);
    HOLDS(again.edit.v == d.edit.v && memcmp(again.base, d.base, sizeof d.base) == 0);
    HOLDS(again.body_n == d.body_n && memcmp(again.body, d.body, d.body_n) == 0);
    free(back);
    return 0;
}
