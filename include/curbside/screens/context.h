/* SPDX-License-Identifier: MIT
 *
 * context.h -- what a screen may ask of the connection it is shown on.
 *
 * ui_context(ui) is a `struct screen_context *`. The session fills it before the first screen opens
 * and keeps it, and what it points to, until the last one closed. It says nothing about where a
 * caller comes from: the facts in it are the ones the welcome page shows back to its caller, kept
 * in memory for the visit and written nowhere.
 */
#ifndef CURBSIDE_SCREENS_CONTEXT_H
#define CURBSIDE_SCREENS_CONTEXT_H

#include <stdbool.h>
#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/base/zone.h>
#include <curbside/domain/maintenance.h>
#include <curbside/domain/thread.h>
#include <curbside/domain/visit.h>
#include <curbside/text/query.h>
#include <curbside/ui/screen.h>

struct judged_steps;
struct screen_context {
    struct visit *visit; /* never NULL; `who` and `state` in it change when the caller joins */

    bool key_proven;  /* the caller signed with a key: may join with it */
    const char *term; /* TERM as the client told it, "" if it told none */
    const char *host; /* the name to put after `ssh`, "" if the operator gave none */
    int port;         /* the port to put after -p */

    bool no_color;    /* the client asked for none (NO_COLOR); the theme has no say then */
    bool plain_asked; /* plain mode was asked for by the command or the terminal: whatever the
                         settings say, it stays */

    /*
     * Make the account for the proven key and become it: `visit` speaks for a member afterwards.
     * `handle` is the name to hold, NULL to have one drawn; `*ret_code` is the recovery code, in
     * the arena, to be shown once. E_NO_KEY E_MEMBER_ALREADY E_TOOFAST (joins per source and hour)
     * E_HANDLE_INVALID E_HANDLE_TAKEN E_HANDLE_RESERVED E_HANDLE_FILTERED, and the world's errors:
     * nobody joined.
     */
    enum err (*join)(void *ctx, struct arena *a, const char *handle, const char **ret_code);
    void *join_ctx;

    /* May this caller try a recovery or link code? Counts against where they come from, like a
     * join; called with join_ctx. NULL: as often as they like. E_TOOFAST E_BUSY. */
    enum err (*may_try_code)(void *ctx);

    struct zone zone; /* the caller's, from their settings; both by settings_apply() alone */
    bool clock_times; /* times of day in place of ages */

    struct {
        board_id board;
        thread_id thread;
    } catching; /* what the open question about catching up is about (catching.c alone) */
    const char *tags_asked[TAGS_MAX]; /* of the open question about tags (tag_keys.c alone) */
    char search[QUERY_BYTES + 1];     /* what was searched for last in this visit */

    char notice[NOTICE_BYTES]; /* what is said to everybody, "" if nothing; screen_notice_load() */

    struct judged_steps
        *judged; /* what a moderator did; NULL: nothing yet (judged_steps.c alone) */

    int waiting;    /* in the queue, for the header of those who may see it */
    int64_t unread; /* posts, for the header; the screens count it anew when they load */
};

/* Give back what the screens keep in it: after the last one closed. */
void screen_context_done(struct screen_context *ctx);
/* The screen a visit begins on: "home" for a member, "welcome" for everybody else. */
const char *screen_first(const struct screen_context *ctx);

struct ui;
/*
 * Begin a visit on a new ui: its first screen, and on top of it what is at `address` (board/SLUG,
 * thread/ID, post/ID, tag/T, school/SLUG; NULL: nothing). What is not there is said on the first
 * screen. The error of the first screen's open, if it fails.
 */
NODISCARD enum err screen_start(struct ui *ui, const char *address);

/* For struct ui_app, whose context is a screen_context: the caller's role as a level, and the words
 * at the right of the header. */
int screen_level(void *context);
const char *screen_who(void *context, struct arena *scratch);
/* What is said to everybody: read it anew, and the words of it. */
void screen_notice_load(struct screen_context *ctx);
const char *screen_notice(void *context);
/* What is said once on the first visit to a screen; asking marks it as said. */
struct ui_hint;
const struct ui_hint *screen_hint(void *context, const char *screen);
/* And what g and a letter open. */
bool screen_go(struct ui *ui, keycode key);
/* Or the whole name of a place, as the palette has it ("inbox", "public log"). */
bool screen_go_named(struct ui *ui, const char *name);

#endif
