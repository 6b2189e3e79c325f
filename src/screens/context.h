/* SPDX-License-Identifier: MIT
 *
 * context.h -- the screens' own short ways to the connection they are shown on.
 */
#ifndef SCREENS_CONTEXT_H
#define SCREENS_CONTEXT_H

#include <curbside/domain/board.h>
#include <curbside/domain/thread.h>
#include <curbside/screens/context.h>
#include <curbside/ui/screen.h>

#include "age.h"

struct screen_context *context_of(struct ui *ui);
struct visit *visit_of(struct ui *ui);
bool is_member(struct ui *ui);
/* For the key tables: what only members may says so to a guest, and how one joins. */
bool is_guest(struct ui *ui, const void *state);
void tell_guest(struct ui *ui, void *state);
/* The caller's handle, "guest" for a guest. */
const char *visit_name(struct ui *ui);
/* Is the screen as narrow as a phone? Words are shorter there. */
bool is_narrow(struct ui *ui);
/* Is this board under aliases only? Such places look calmer. */
bool board_is_quiet(struct ui *ui, board_id board);
/* What another session of the account saved is known from here on: before a list is loaded. */
void state_recheck(struct ui *ui);
/* Count the unread posts for the header anew, after state_recheck(). */
void unread_recount(struct ui *ui);
/* The same from a list of all boards that was read just now. */
void unread_sum(struct ui *ui, const struct board_page *boards);
/* Count what waits for a moderator anew; nothing for everybody else. */
void queue_recount(struct ui *ui);
/* Look whether the caller has the same role as before. */
void role_recheck(struct ui *ui);
/* May the caller, as was seen last, moderate? */
bool is_moderator(struct ui *ui);
/* The number of the post with which a reader begins: the first unread one. Where nothing is unread,
 * the first that was never shown, else the last; 1 for a guest. Memory in the scratch. */
int post_to_begin(struct ui *ui, const struct thread_row *thread);
/* Go where something is unread: on this board if it is one, else anywhere. False: nowhere. */
bool read_next_unread(struct ui *ui, board_id board);
/* For the key tables of lists: Space reads on where something is unread, and pages where nothing
 * is. */
bool has_unread_anywhere(struct ui *ui, const void *state);
void read_on_anywhere(struct ui *ui, void *state);
/* Confidential Consult among all boards; NULL: an operator may have none. */
const struct board *confidential_find(const struct board_page *boards);
/* Open it. False: there is none. */
bool confidential_open(struct ui *ui);
/* Now, as this caller wants times. */
struct moment moment_now(struct ui *ui);
/* The caller's settings take effect: after one was changed, or somebody became another. */
void settings_apply(struct ui *ui);
/* The same for whoever has just become a member: what they chose as a guest is the account's. */
void settings_adopt(struct ui *ui);
/* The screen's `bell` is called with topic_number(kind, id) from now on. */
void topic_listen(struct ui *ui, enum topic_kind kind, int64_t id);

#endif
