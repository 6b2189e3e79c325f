/* SPDX-License-Identifier: MIT
 *
 * author.h -- the name a post shows. What ties a post to its author is authorship.h's secret.
 */
#ifndef CURBSIDE_DOMAIN_AUTHOR_H
#define CURBSIDE_DOMAIN_AUTHOR_H

#include <stdbool.h>

#include <curbside/base/base32.h>

enum author_kind {
    AUTHOR_HANDLE,   /* a member's public name */
    AUTHOR_ALIAS,    /* a name drawn for one thread; shown with a leading ~ */
    AUTHOR_OFFICIAL, /* an attributed account of a program or organisation */
    AUTHOR_IMPORTED, /* a name that came with an import: nobody can log in as it */
    AUTHOR_GONE,     /* the account was left */
};

/* What deletes an alias post when nobody can tell any more whose it is. */
enum {
    RECEIPT_BITS = 80,
    RECEIPT_BYTES = 10,
    RECEIPT_CODE_SIZE = CODE_SIZE(RECEIPT_BITS),
};

/* Who to be when posting. */
enum face {
    FACE_DEFAULT, /* what the board and the thread ask for */
    FACE_HANDLE,
    FACE_ALIAS,
};

struct author {
    enum author_kind kind;
    const char *name; /* as shown, alias with its ~; "gone" for AUTHOR_GONE */
};

/* "handle", "alias", "official", "imported", "gone". */
const char *author_kind_name(enum author_kind kind);

#endif
