/* SPDX-License-Identifier: MIT
 *
 * author.c -- the words for kinds of authors. What a post says of its author is authorship.c's.
 */
#include <curbside/domain/author.h>

#include <stddef.h>

#include <curbside/base/err.h>

const char *author_kind_name(enum author_kind kind)
{
    static const char *const names[] = {
        [AUTHOR_HANDLE] = "handle",     [AUTHOR_ALIAS] = "alias", [AUTHOR_OFFICIAL] = "official",
        [AUTHOR_IMPORTED] = "imported", [AUTHOR_GONE] = "gone",
    };

    BUG_ON((size_t)kind >= sizeof names / sizeof *names);
    return names[kind];
}
