/* SPDX-License-Identifier: MIT
 *
 * address.h -- addresses of this board (thread/123, post/456, board/mcat, school/drexel,
 * tag/step1): opening one, and finding them in what people write.
 */
#ifndef SCREENS_ADDRESS_H
#define SCREENS_ADDRESS_H

#include <curbside/ui/screen.h>

enum {
    ADDRESSES_MAX = 50, /* found in one text */
};

/* Open what is there, on top of the calling screen, whatever the case it is typed in; E_NOTFOUND
 * opens nothing. A bare number and a "#12" are no addresses here; a leading "ssh ... read" is not
 * understood either. */
NODISCARD enum err address_open(struct ui *ui, const char *typed);
/* The addresses in a text but for those of tags, each once, in their order; in `a`. */
NODISCARD enum err address_list(struct arena *a, const char *text, const char *const **ret,
                                int *ret_n);
/* Would address_list() find one? `scratch` is only worked in; without memory there is none. */
bool address_is_in(struct arena *scratch, const char *text);

#endif
