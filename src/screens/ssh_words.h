/* SPDX-License-Identifier: MIT
 *
 * ssh_words.h -- what a person types on their own machine to come here, with this board's name and
 * port in it. All in the arena; never NULL.
 */
#ifndef SCREENS_SSH_WORDS_H
#define SCREENS_SSH_WORDS_H

#include <curbside/base/arena.h>
#include <curbside/screens/context.h>

/* "ssh OPTIONS -p 2222 bbs.example REST"; options and rest may be "". */
const char *ssh_line(struct arena *a, const struct screen_context *ctx, const char *options,
                     const char *rest);
/* The lines of ~/.ssh/config that show this key here and no other, each after four spaces and
 * ended by a line feed. */
const char *ssh_config_lines(struct arena *a, const struct screen_context *ctx);

#define SSH_KEYGEN_LINE "ssh-keygen -t ed25519 -N \"\" -C \"\" -f ~/.ssh/curbside"
#define SSH_KEY_OPTIONS "-i ~/.ssh/curbside -o IdentitiesOnly=yes "

#endif
