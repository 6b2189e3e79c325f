/* SPDX-License-Identifier: MIT
 *
 * home_links.h -- the line at the foot of home, and what its keys open.
 */
#ifndef SCREENS_HOME_LINKS_H
#define SCREENS_HOME_LINKS_H

#include <curbside/ui/screen.h>

/* As many of them as fit whole. */
void home_links_draw(struct canvas *c, struct area row);
/* For the key table: a, r, p. */
void home_link_anonymity(struct ui *ui, void *state);
void home_link_rules(struct ui *ui, void *state);
void home_link_log(struct ui *ui, void *state);
bool home_has_log(struct ui *ui, const void *state);

#endif
