/* SPDX-License-Identifier: MIT
 *
 * tell.h -- one sentence to the operator, and the exit status that goes with an error.
 */
#ifndef CURBSIDE_CLI_TELL_H
#define CURBSIDE_CLI_TELL_H

#include <curbside/app/folder.h>
#include <curbside/base/err.h>

/* "curbside: SENTENCE" on stderr; returns the exit status of `err`. For the operator what the
 * world refuses is 1 (it could not be done), not our fault. */
int tell(enum err err, const char *fmt, ...) PRINTF(2, 3);
/* The same with the error's own sentence. */
int tell_err(enum err err);

/*
 * Become the folder's owner (when root) and open it. On an error the sentence was told and
 * *ret_exit is the status.
 */
NODISCARD enum err tell_folder_open(const char *data_dir, struct folder *ret, int *ret_exit);

#endif
