/* SPDX-License-Identifier: MIT
 *
 * typed.c -- one line of text typed into a list or a page.
 */
#include "typed.h"

#include <string.h>

#include <curbside/text/utf8.h>

#include "ui_state.h"

void typed_begin(struct ui *ui, const struct typed *typed)
{
    ui->typed = *typed;
    ui->dirty = true;
}

bool typed_is_on(const struct ui *ui)
{
    return ui->typed.list != NULL || ui->typed.pager != NULL;
}

void typed_end(struct ui *ui)
{
    if (ui->typed.list != NULL)
        ui->typed.list->narrow.typing = false;
    if (ui->typed.pager != NULL)
        ui->typed.pager->find.typing = false;
    ui->typed = (struct typed){.list = NULL};
}

bool typed_add(char text[static UI_TYPED_BYTES], const char *more, size_t n)
{
    size_t len = strlen(text);

    if (len + n >= UI_TYPED_BYTES)
        return false;
    memcpy(text + len, more, n);
    text[len + n] = '\0';
    return true;
}

bool typed_drop(char text[static UI_TYPED_BYTES])
{
    size_t len = strlen(text);

    if (len == 0)
        return false;
    text[cluster_before(text, len, len)] = '\0';
    return true;
}

static char *typed_text(struct ui *ui)
{
    return ui->typed.list != NULL ? ui->typed.list->narrow.text : ui->typed.pager->find.text;
}

static void changed(struct ui *ui)
{
    if (ui->typed.list != NULL)
        list_narrow(ui->typed.list, ui->typed.src, ui->typed.ctx);
    else
        pager_find(ui->typed.pager);
}

/* Enter keeps what was typed, Esc drops it. */
static void finish(struct ui *ui, bool keep)
{
    struct typed typed = ui->typed;

    if (!keep) {
        typed_text(ui)[0] = '\0';
        changed(ui);
    }
    typed_end(ui);
    if (keep && typed.list != NULL)
        list_narrow_keep(typed.list, typed.src, typed.ctx);
    if (keep && typed.pager != NULL && typed.pager->find.text[0] != '\0' &&
        !typed.pager->find.found)
        pager_find_say_none(typed.pager, ui);
}

/* Enter, where what was looked through does not have it, and there is more. */
static bool looks_on(struct ui *ui)
{
    if (ui->typed.list == NULL)
        return pager_find_on(ui->typed.pager, ui);
    return list_narrow_on(ui->typed.list, ui->typed.src, ui->typed.ctx);
}

/* Moving goes on while one types. */
static bool is_moving(keycode key)
{
    return key == K_UP || key == K_DOWN || key == K_PAGE_UP || key == K_PAGE_DOWN;
}

void typed_key(struct ui *ui, keycode key)
{
    char *text = typed_text(ui);
    char bytes[4];

    if (key == K_ENTER) {
        if (!looks_on(ui))
            finish(ui, true);
    } else if (key == K_ESC || key == K_CTRL('c') || (key == K_BACKSPACE && text[0] == '\0')) {
        finish(ui, false);
    } else if (key == K_BACKSPACE) {
        typed_drop(text);
        changed(ui);
    } else if (key == K_CTRL('u')) {
        text[0] = '\0';
        changed(ui);
    } else if (is_moving(key) && ui->typed.list != NULL) {
        list_key(ui->typed.list, ui->typed.src, ui->typed.ctx, ui, key);
    } else if (key_is_text(key)) {
        if (typed_add(text, bytes, utf8_encode(key, bytes)))
            changed(ui);
    }
}

void typed_paste(struct ui *ui, const char *text, size_t n)
{
    for (size_t i = 0; i < n && text[i] != '\n'; i++)
        IGNORE(typed_add(typed_text(ui), text + i, 1)); /* what does not fit is left out */
    changed(ui);
}
