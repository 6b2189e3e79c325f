/* SPDX-License-Identifier: MIT
 *
 * disclosure_bounds.h -- what is known of a page's true counts, for the two halves of disclosure.h.
 */
#ifndef DOMAIN_DISCLOSURE_BOUNDS_H
#define DOMAIN_DISCLOSURE_BOUNDS_H

#include <curbside/domain/disclosure.h>

struct page_bounds {
    struct count_range group; /* of the page's n */
    struct count_range totals[DISCLOSURE_TABLES];
    struct count_range cells[DISCLOSURE_TABLES][DISCLOSURE_CELLS];
};

/* From one page alone. */
void disclosure_bounds(const struct disclosure_rules *rules, const struct shown_page *page,
                       struct page_bounds *ret);

#endif
