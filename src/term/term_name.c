/* SPDX-License-Identifier: MIT
 *
 * term_name.c -- the names terminals go by.
 *
 * The lists are of families: "foot" stands for foot-extra and foot-direct too.
 */
#include "term_name.h"

#include <string.h>

#include <curbside/base/str.h>

enum {
    TERM_NAME_BYTES = 48 /* the longest entry of ncurses-term has 37 */
};

static bool is_family(const char *term, const char *const *families)
{
    for (int i = 0; families[i] != NULL; i++) {
        if (cstr_starts(term, families[i]))
            return true;
    }
    return false;
}

bool term_name_is_safe(const char *term)
{
    size_t n = term == NULL ? 0 : strlen(term);

    if (n == 0 || n > TERM_NAME_BYTES || term[0] == '.')
        return false;
    return strspn(term, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._+-") == n;
}

bool term_name_is_modern(const char *term)
{
    static const char *const families[] = {
        "xterm-", "kitty",  "alacritty", "foot",    "ghostty", "wezterm", "rio",     "contour",
        "iterm",  "iTerm",  "konsole",   "gnome",   "vte",     "st-",     "putty",   "mintty",
        "tmux-",  "screen", "rxvt-",     "mlterm-", "warp",    "tabby",   "termius", NULL};

    return is_family(term, families);
}

bool term_name_is_direct(const char *term)
{
    return strstr(term, "-direct") != NULL;
}

enum canvas_charset term_name_charset(const char *term)
{
    static const char *const typewriters[] = {"vt1",    "vt2", "vt3",    "vt4",  "vt5",    "ansi",
                                              "pcansi", "sun", "cons25", "wsvt", "cygwin", NULL};
    static const char *const consoles[] = {"linux", "hurd", NULL};

    if (is_family(term, typewriters))
        return CHARSET_ASCII;
    return is_family(term, consoles) ? CHARSET_ASCII_LINES : CHARSET_UNICODE;
}

bool term_name_has_title(const char *term)
{
    static const char *const families[] = {"xterm", "rxvt", "tmux",  "screen", "alacritty", "foot",
                                           "st-",   "vte",  "putty", "mintty", "konsole",   NULL};

    return is_family(term, families);
}
