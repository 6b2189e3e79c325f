/* SPDX-License-Identifier: MIT
 *
 * boss.c -- a dull page over everything, at once, for when somebody looks over a shoulder.
 *
 * It covers; it changes nothing. Screens below go on: their clocks tick, drafts are kept, what was
 * typed is there. The next key takes it away and does nothing else.
 */
#include "plain_state.h"

/* What somebody's shell may look like at any time of any day. */
static const char *const dull[] = {
    "$ df -h",
    "Filesystem      Size  Used Avail Use% Mounted on",
    "udev            3.9G     0  3.9G   0% /dev",
    "tmpfs           796M  1.2M  795M   1% /run",
    "/dev/sda2        49G   21G   26G  45% /",
    "tmpfs           3.9G     0  3.9G   0% /dev/shm",
    "/dev/sda1       511M  6.1M  505M   2% /boot/efi",
    "/dev/sdb1       916G  402G  468G  47% /home",
    "$ ls",
    "Documents  Downloads  Music  Pictures  notes.txt",
};

enum {
    N_DULL = sizeof dull / sizeof *dull
};

static const char prompt[] = "$ ";

void ui_boss(struct ui *ui)
{
    ui->boss = ui->boss_turned = true;
    ui->count = 0;
    ui->g = false;
    ui->dirty = true;
    if (ui->plain != NULL)
        boss_say(ui);
}

void boss_end(struct ui *ui)
{
    ui->boss = false;
    ui->boss_turned = true;
    ui->dirty = true;
}

bool ui_take_boss(struct ui *ui, bool *ret_on)
{
    bool turned = ui->boss_turned;

    ui->boss_turned = false;
    *ret_on = ui->boss;
    return turned;
}

void boss_draw(struct ui *ui)
{
    struct canvas *c = ui->canvas;
    int rows = canvas_rows(c) - 1;
    int y = 0;

    for (; y < N_DULL && y < rows; y++)
        canvas_text(c, 0, y, canvas_cols(c), THEME_TEXT, dull[y]);
    canvas_text(c, 0, y, canvas_cols(c), THEME_TEXT, prompt);
    canvas_cursor_set(c, sizeof prompt - 1, y);
}

/* Lines cannot be taken back, but they can be pushed out of sight. */
void boss_say(struct ui *ui)
{
    for (int i = 0; i < canvas_rows(ui->canvas); i++)
        plain_put(ui, "\n", 1);
    plain_put(ui, prompt, sizeof prompt - 1);
}
