/* SPDX-License-Identifier: MIT
 *
 * session.h -- one caller as the app's files see it: the opened folder, the line, who they are.
 */
#ifndef CURBSIDE_APP_SESSION_H
#define CURBSIDE_APP_SESSION_H

#include <curbside/app/app.h>
#include <curbside/app/folder.h>
#include <curbside/base/arena.h>
#include <curbside/domain/house.h>

enum {
    STATE_SAVE_MS = 10 * 60 * 1000, /* at most this much of the sealed state is lost by a kill */
    PUT_OFF_MIN_MS = 60 * 1000,     /* what a sysop ended is saved so much later, or more */
};

struct session {
    const struct app *app;
    struct session_link *link;
    struct folder folder; /* its visit speaks for the caller */
    struct house house;   /* for that visit */
    /* A sysop ended it. Were its state written at that moment, whoever looks at the file would see
     * whose the session is, and with it whose the draft that was being typed in it. */
    bool put_off;
};

/* Counts against the caller's source, then makes the account. For screens and commands. */
enum err session_join(void *ctx, struct arena *a, const char *handle, const char **ret_code);

/* Counts one recovery or link code against the caller's source. E_TOOFAST E_BUSY. */
enum err session_may_try_code(void *ctx);

/* Write the sealed state if it changed; trouble is logged, not told: the caller can do nothing. */
void session_save_state(struct session *s);

/* Each runs to the caller's end and returns the exit status for session_link_exit(). */
int exec_run(struct session *s);
/* How the screens were asked for. */
struct screens_wish {
    bool plain;          /* as lines of text; what cannot show screens gets them in any case */
    const char *address; /* to begin at, NULL: at home */
};
int screens_run(struct session *s, const struct screens_wish *wish);

/* After a session that is put off, when its caller has gone: its state is saved minutes later, at a
 * moment that is drawn, or as soon as the server stops. */
void screens_save_put_off(struct session *s);

/* A sentence for the caller who gets no further: on stderr for a command, else on the terminal. */
void session_tell(struct session_link *link, const char *sentence);

#endif
