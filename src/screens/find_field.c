/* SPDX-License-Identifier: MIT
 *
 * find_field.c -- the line above a list by whose words it is narrowed.
 */
#include "find_field.h"

enum {
    LABEL_COLS = 6 /* "Find  " */
};

enum err find_field_init(struct find_field *f, size_t bytes)
{
    f->editor = editor_new(EDITOR_LINE, bytes);
    return f->editor ? OK : E_NOMEM;
}

void find_field_done(struct find_field *f)
{
    editor_free(f->editor);
}

bool find_field_shows(const struct find_field *f)
{
    return f->typing || editor_bytes(f->editor) > 0;
}

bool find_field_clear(struct find_field *f)
{
    f->typing = false;
    if (editor_bytes(f->editor) == 0)
        return false;
    IGNORE(editor_set(f->editor, "", 0)); /* nothing always fits */
    return true;
}

enum find_answer find_field_key(struct find_field *f, keycode key)
{
    uint64_t before;
    bool taken;

    if (key == K_ESC && find_field_shows(f))
        return find_field_clear(f) ? FIND_CHANGED : FIND_TAKEN;
    if (!f->typing)
        return FIND_LIST;
    if (key == K_ENTER)
        return FIND_IGNORED;
    if (key == K_DOWN || key == K_TAB) {
        f->typing = false;
        return FIND_TAKEN;
    }
    before = editor_version(f->editor);
    taken = editor_key(f->editor, key) != EDITOR_IGNORED;
    if (editor_version(f->editor) != before)
        return FIND_CHANGED;
    return taken ? FIND_TAKEN : FIND_IGNORED;
}

void find_field_paste(struct find_field *f, const char *text, size_t n)
{
    f->typing = true;
    IGNORE(editor_paste(f->editor, text, n));
}

void find_field_draw(const struct find_field *f, struct canvas *canvas, struct area body)
{
    struct area line = {body.x + 1 + LABEL_COLS, body.y, body.cols - 2 - LABEL_COLS, 1};

    if (!find_field_shows(f))
        return;
    canvas_text(canvas, body.x + 1, body.y, LABEL_COLS, THEME_LABEL, "Find");
    editor_draw(f->editor, canvas, line, f->typing);
}
