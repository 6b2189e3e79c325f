/* SPDX-License-Identifier: MIT
 *
 * board_argument.c -- which board was meant. "following" and "y" give addresses, "boards" gives
 * names: both are taken wherever a board is.
 */
#include "board_argument.h"

static const char kind[] = "board/";

enum err board_argument_find(struct command *c, const char *typed, struct board *ret)
{
    char *slug = arena_strdup(c->arena, cstr_starts(typed, kind) ? typed + sizeof kind - 1 : typed);

    if (!slug)
        return E_NOMEM;
    for (char *at = slug; *at; at++)
        if (*at >= 'A' && *at <= 'Z')
            *at = (char)(*at - 'A' + 'a');
    return board_find(c->arena, c->visit, slug, ret);
}

enum err board_argument(struct command *c, const char *typed, struct board *ret)
{
    enum err err = board_argument_find(c, typed, ret);

    if (err == E_NOTFOUND)
        str_printf(&c->err, "There is no open board \"%.40s\"; \"boards\" lists them.", typed);
    return err;
}
