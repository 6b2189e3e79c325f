/* SPDX-License-Identifier: MIT
 *
 * fuzz_editor.c -- whatever is typed and pasted: the text stays valid and within its bound, the
 * cursor stays in view, and undo leads back to the beginning.
 *
 * The first byte chooses kind, width and height; the rest is typed, through the key parser.
 */
/* layers: ui */
#include <curbside/ui/editor.h>

#include <string.h>

#include <curbside/text/utf8.h>

#include "fuzz.h"

enum {
    LIMIT = 3000
};

static void check(struct editor *e, struct canvas *c, struct area a)
{
    size_t n;
    const char *text = editor_text(e, &n);
    int x, y;

    HOLDS(strlen(text) == n && n <= LIMIT);
    HOLDS(utf8_is_valid(text, n));
    editor_draw(e, c, a, true);
    canvas_cursor_get(c, &x, &y);
    HOLDS(x >= a.x && x < a.x + a.cols && y >= a.y && y < a.y + a.rows);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct editor *e;
    struct canvas *c = canvas_new(60, 20);
    struct keys *k = keys_new();
    struct key_event event;
    struct area a = {2, 1, 1, 1};

    HOLDS(c != NULL && k != NULL);
    if (size > 0) {
        a.cols = 1 + (data[0] >> 1 & 0x1f);
        a.rows = 1 + (data[0] >> 6);
    }
    e = editor_new(size > 0 && data[0] & 1 ? EDITOR_LINE : EDITOR_TEXT, LIMIT);
    HOLDS(e != NULL);
    for (size_t i = 1; i < size; i += 16) {
        keys_feed(k, data + i, size - i < 16 ? size - i : 16, 1000 + (int64_t)i * 500);
        while (keys_next(k, &event)) {
            if (event.kind == KEY_EVENT_PASTE)
                IGNORE(editor_paste(e, event.text, event.text_n)); /* cut or not: it is checked */
            else
                IGNORE(editor_key(e, event.key)); /* taken or not: it is checked */
            check(e, c, a);
        }
    }
    for (size_t i = 0; i < size + 2; i++)
        IGNORE(editor_key(e, K_CTRL('z'))); /* always taken */
    check(e, c, a);
    HOLDS(editor_bytes(e) == 0);
    editor_free(e);
    keys_free(k);
    canvas_free(c);
    return 0;
}
