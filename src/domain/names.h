/* SPDX-License-Identifier: MIT
 *
 * names.h -- the lists of data/names, compiled in. Each ends with NULL.
 */
#ifndef DOMAIN_NAMES_H
#define DOMAIN_NAMES_H

extern const char *const names_adjectives[];
extern const char *const names_animals[];
extern const char *const names_reserved_words[];   /* refused as any word of a handle */
extern const char *const names_reserved_names[];   /* refused as the whole of it ... */
extern const char *const names_reserved_fillers[]; /* ... also with any of these around it */

#endif
