/* SPDX-License-Identifier: MIT
 *
 * app.h -- what `curbside serve` hands to the ssh layer: what a session is, and what every child of
 * the listener shares.
 */
#ifndef CURBSIDE_APP_APP_H
#define CURBSIDE_APP_APP_H

#include <curbside/app/folder.h>
#include <curbside/domain/alias_rules.h>
#include <curbside/domain/interview.h>
#include <curbside/ssh/session_link.h>

/* Settings that sessions and the keeper need; read before the first fork, unchanged after. */
struct app {
    const char *data_dir;
    const char *host; /* the name people put after ssh; "" if the operator gave none */
    int port;
    int idle_minutes;   /* without a key pressed until a session on the screens ends */
    int joins_per_hour; /* new accounts from one source */
    int newcomer_posts; /* of all newcomers that pass on an alias board in an hour; 0: no
                           post is held there */
    struct figure_rules figures;
    struct alias_rules alias; /* but for the folder, which each process sets for itself */
};

/* What a sysop may set otherwise; points into `app`. */
struct folder_file app_file(const struct app *app);

/* serve_hooks.session; ctx is a `struct app *`. One caller, from HELLO to EXIT. */
int app_session(void *ctx, struct session_link *link);
/* serve_hooks.warm: loads what every child shall share. */
void app_warm(void *ctx);

#endif
