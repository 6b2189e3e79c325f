/* SPDX-License-Identifier: MIT
 *
 * key_codes.c -- the tables of bytes, sequences and names of keys.
 *
 * Collected from xterm, VTE, kitty, PuTTY, rxvt, the Linux console, tmux and screen. Modifiers are
 * xterm's: the second parameter less one, bits Shift, Alt, Ctrl.
 */
#include "key_codes.h"

#include <stdio.h>
#include <string.h>

#include <curbside/text/utf8.h>

keycode key_from_byte(unsigned char c)
{
    switch (c) {
    case '\r':
    case '\n':
        return K_ENTER;
    case '\t':
        return K_TAB;
    case 0x08:
    case 0x7f:
        return K_BACKSPACE;
    case 0x1b:
        return K_ESC;
    case 0x00:
        return K_CTRL(' ');
    default:
        break;
    }
    if (c <= 0x1a)
        return K_CTRL('a' + c - 1);
    return c < 0x20 ? K_CTRL(c + 0x40) : c;
}

static keycode from_letter(char final)
{
    switch (final) {
    case 'A':
        return K_UP;
    case 'B':
        return K_DOWN;
    case 'C':
        return K_RIGHT;
    case 'D':
        return K_LEFT;
    case 'F':
        return K_END;
    case 'H':
        return K_HOME;
    case 'Z':
        return K_BACKTAB;
    default:
        return K_NONE;
    }
}

static keycode from_number(int number)
{
    switch (number) {
    case 1:
    case 7:
        return K_HOME;
    case 2:
        return K_INSERT;
    case 3:
        return K_DELETE;
    case 4:
    case 8:
        return K_END;
    case 5:
        return K_PAGE_UP;
    case 6:
        return K_PAGE_DOWN;
    default:
        return K_NONE;
    }
}

static keycode modified(keycode key, int modifiers)
{
    unsigned bits = modifiers > 1 ? (unsigned)modifiers - 1 : 0;

    if (key == K_NONE)
        return K_NONE;
    if ((bits & 1) != 0 && key == K_TAB)
        return K_BACKTAB;
    if ((bits & 1) != 0 && key >= K_NAMED)
        key |= (keycode)K_SHIFT;
    if (bits & 2)
        key |= (keycode)K_ALT;
    if (bits & 4)
        key |= (keycode)K_CTRL_BIT;
    return key;
}

/* kitty and xterm's modifyOtherKeys: the character's number and the modifiers. */
static keycode from_character(int number, int modifiers)
{
    if (number <= 0 || number > 0x10ffff || (number >= 0xd800 && number < 0xe000))
        return K_NONE;
    if (number < 0x20 || number == 0x7f)
        return modified(key_from_byte((unsigned char)number), modifiers);
    if (number < 0xa0 && number > 0x7e)
        return K_NONE;
    if (modifiers > 1 && ((modifiers - 1) & 4) && number >= 'A' && number <= 'Z')
        number += 'a' - 'A';
    return modified((keycode)number, modifiers);
}

keycode key_from_csi(const char *seq, size_t n)
{
    int params[3] = {0, 0, 0};
    int n_params = 0;
    char final = n > 0 ? seq[n - 1] : 0;

    for (size_t i = 0; i + 1 < n; i++) {
        if (seq[i] >= '0' && seq[i] <= '9') {
            int *param = &params[n_params];

            *param = *param > 100000 ? *param : *param * 10 + (seq[i] - '0');
        } else if (seq[i] == ';' && n_params < 2) {
            n_params++;
        } else {
            return K_NONE; /* private marks and intermediates: replies, not keys */
        }
    }
    if (final == '~' && params[0] == 27)
        return from_character(params[2], params[1]);
    if (final == '~')
        return modified(from_number(params[0]), params[1]);
    if (final == '^') /* rxvt */
        return modified(from_number(params[0]), 5);
    if (final == '@')
        return modified(from_number(params[0]), 6);
    if (final == 'u')
        return from_character(params[0], params[1]);
    if (final >= 'a' && final <= 'd' && n == 1)
        return modified(from_letter((char)(final - 'a' + 'A')), 2);
    return modified(from_letter(final), params[1]);
}

keycode key_from_ss3(unsigned char c)
{
    if (c == 'M')
        return K_ENTER;
    if (c >= 'a' && c <= 'd')
        return modified(from_letter((char)(c - 'a' + 'A')), 5);
    if (c >= 'j' && c <= 'y')
        return (keycode) "*+,-./0123456789"[c - 'j'];
    return from_letter((char)c);
}

static const char *const names[][2] = {
    [K_ENTER - K_NAMED] = {"Enter", "Enter"},
    [K_ESC - K_NAMED] = {"Esc", "Esc"},
    [K_TAB - K_NAMED] = {"Tab", "Tab"},
    [K_BACKTAB - K_NAMED] = {"Shift-Tab", "Shift-Tab"},
    [K_BACKSPACE - K_NAMED] = {"Backspace", "Backspace"},
    [K_DELETE - K_NAMED] = {"Del", "Del"},
    [K_INSERT - K_NAMED] = {"Ins", "Ins"},
    [K_UP - K_NAMED] = {"\u2191", "Up"},
    [K_DOWN - K_NAMED] = {"\u2193", "Down"},
    [K_LEFT - K_NAMED] = {"\u2190", "Left"},
    [K_RIGHT - K_NAMED] = {"\u2192", "Right"},
    [K_HOME - K_NAMED] = {"Home", "Home"},
    [K_END - K_NAMED] = {"End", "End"},
    [K_PAGE_UP - K_NAMED] = {"PgUp", "PgUp"},
    [K_PAGE_DOWN - K_NAMED] = {"PgDn", "PgDn"},
    [K_HALF_UP - K_NAMED] = {"Ctrl-U", "Ctrl-U"},
    [K_HALF_DOWN - K_NAMED] = {"Ctrl-D", "Ctrl-D"},
};

const char *key_name(keycode key, bool ascii, char ret[static KEY_NAME_BYTES])
{
    keycode base = key & 0x1fffff;
    char bare[8] = {0};
    const char *name = bare;

    if (base >= K_NAMED && base < K_NAMED_END)
        name = names[base - K_NAMED][ascii ? 1 : 0];
    else if (base == ' ')
        name = "space";
    else if ((key & (keycode)K_CTRL_BIT) && base >= 'a' && base <= 'z')
        bare[0] = (char)(base - 'a' + 'A');
    else
        bare[utf8_encode(base, bare)] = '\0';
    snprintf(ret, KEY_NAME_BYTES, "%s%s%s%s", key & (keycode)K_CTRL_BIT ? "Ctrl-" : "",
             key & (keycode)K_ALT ? "Alt-" : "", key & (keycode)K_SHIFT ? "Shift-" : "", name);
    return ret;
}

bool key_is_text(keycode key)
{
    return key >= 0x20 && key != 0x7f && key < K_NAMED && !(key >= 0x80 && key < 0xa0);
}
