/* SPDX-License-Identifier: MIT
 *
 * list.c -- the program others are measured with: one ncurses list that fills 24 lines. j and k
 * move, q leaves. What a forced command of sshd draws.
 */
#include <curses.h>

static void draw(int at)
{
    erase();
    for (int i = 0; i < LINES - 2; i++) {
        if (i == at)
            attron(A_REVERSE);
        mvprintw(i, 0, "%4d  A thread title of about the usual length, number %-4d  %6d", i, i,
                 i * 37 % 100);
        if (i == at)
            attroff(A_REVERSE);
    }
    mvaddstr(LINES - 1, 0, " j k move   Enter open   q leave");
    refresh();
}

int main(void)
{
    int at = 0, key;

    initscr();
    cbreak();
    noecho();
    draw(at);
    while ((key = getch()) != 'q' && key != ERR) {
        if (key == 'j' && at < LINES - 3)
            at++;
        if (key == 'k' && at > 0)
            at--;
        draw(at);
    }
    endwin();
    return 0;
}
