/* SPDX-License-Identifier: MIT
 *
 * state.h -- the sealed state: everything private to an account, one record only it can read.
 *
 * In memory from login to quit. Stored as XChaCha20-Poly1305 under KDF(R, "state key"), padded to
 * 16, 64 or 256 KiB, in the row named BLAKE2b(KDF(R, "state")). Saving merges with what another
 * session of the account stored meanwhile: of marks the union, of numbers the maximum.
 *
 * state_save() is the only writer. It must never run in or beside the transaction of a post: in the
 * write-ahead log that would name the author. The session calls it at quit, on hang-up and every
 * ten minutes, not when something was posted; and where this session wrote something public since
 * the log was last emptied, state_save() empties the log first and writes nothing while that cannot
 * be done. Nothing is written at joining; later the rows of joining are treated like a post. An
 * account that was left in another session is not written for any more.
 *
 * What names alias posts of the account (sanctions through them, posts that count for standing,
 * threads to look for answers in) lies in the record in a box for each month key, under a key that
 * takes the root and the month key: when that is destroyed, nobody can read it any more, whether
 * the account comes back or not.
 *
 * Form: "CBS" version 1, then fields: number (u16), length (u32), bytes; little endian; ended by
 * field 0. Fields whose number this version does not know are kept and written back unchanged, so
 * that a session of an older binary, still running through an upgrade, loses nothing; when both
 * sides of a merge have one, the stored one wins. Another version byte is E_NEWER.
 */
#ifndef CURBSIDE_DOMAIN_STATE_H
#define CURBSIDE_DOMAIN_STATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <curbside/base/err.h>
#include <curbside/base/str.h>
#include <curbside/domain/visit.h>
#include <curbside/store/ids.h>
#include <curbside/store/sealed.h>

enum {
    STATE_BYTES = 256 * 1024, /* the largest bucket */
    STATE_MARKS = 16 * 1024,  /* ranges of marks, so that they fit; beyond, what lies under all
                                 that is unread becomes floors (unread.h), then the shortest go */
    STATE_RANGES = 2500,      /* ranges in one thread: every other post of a full one; beyond (in
                                 an imported one), the shortest range is unread again */
    STATE_NO_MAX = 1000000,   /* a post's number */
};

struct state;

/* Empty; marks made in it are of the day of `now_s`. NULL without memory. */
struct state *state_new(int64_t now_s);
void state_free(struct state *s);

/* Read the caller's record and merge it into `s`. OK also when there is none yet. E_CORRUPT: it
 * cannot be read; `s` is as before. */
NODISCARD enum err state_load(struct visit *v, struct state *s);
/* Take over what another session of the account has stored since this one read or wrote the record
 * last; costs one row where it has not. Before rules that count or list, and holding nothing that
 * points into the state. OK for a guest, too. */
NODISCARD enum err state_look_again(struct visit *v);
/* Merge with the stored record and write, if there is anything new; else touch nothing. E_BUSY
 * also: the log could not be emptied of what this session wrote. */
NODISCARD enum err state_save(struct visit *v);
/* The name and size of the stored record, for `mine`. E_NOTFOUND: none yet. */
NODISCARD enum err state_row(struct visit *v, uint8_t ret_name[static SEALED_NAME_BYTES],
                             size_t *ret_bytes);
/* Is there anything to save? */
bool state_is_dirty(const struct state *s);
/* This session has written something that this record must not stand beside: a post, an edit, the
 * rows of joining, a key's wrap. Saving parts the two: then it has written nothing. NULL, of who
 * has none: nothing. */
void state_wrote(struct state *s);
bool state_has_written(const struct state *s);
/* A form of a report was before the caller; that stays so until the session ends. NULL: nothing. */
void state_begin_report(struct state *s);
bool state_has_begun_report(const struct state *s);
/* A stored record could not be read, and this is a new one. */
bool state_was_lost(const struct state *s);
void state_lost_set(struct state *s);

/* ---- read marks: which posts of a thread the account has seen, by number ---- */

/* Posts from..to (1-based, inclusive) are read. */
void marks_add(struct state *s, thread_id thread, int from, int to);
/* For this session only: for the caller's own posts, which are found again by the rows themselves.
 * They are not stored before they are read like others (marks_add()): a lone mark would say whose
 * the post is, to whoever opens the record later. */
void marks_add_quietly(struct state *s, thread_id thread, int from, int to);
/* The same, by unread.c: it keeps the tally itself (below), which those above make unknown. */
void marks_add_counted(struct state *s, thread_id thread, int from, int to, bool quietly);
bool marks_has(const struct state *s, thread_id thread, int no);
/* How many of the posts 1..up_to are read. */
int marks_count(const struct state *s, thread_id thread, int up_to);
/* The first number that is not read; 1 for an unknown thread. */
int marks_first_unread(const struct state *s, thread_id thread);
/* Have own posts up to this number been looked for in this session? Looking costs queries, and is
 * done once; without memory more often. */
bool marks_own_known(const struct state *s, thread_id thread, int64_t posts);
void marks_own_set(struct state *s, thread_id thread, int64_t posts);
/* Walk the threads with marks, in order of id: start with *at 0; false at the end. */
bool marks_next(const struct state *s, size_t *at, thread_id *ret_thread);
/* The same range by range. */
struct state_range {
    thread_id thread;
    int from, to;
};
bool marks_next_range(const struct state *s, size_t *at, struct state_range *ret);

/* ---- where the drafts are (draft.c alone) ---- */

enum {
    STATE_DRAFTS = 64
};
/* Numbers of drafts that may still be stored. */
size_t state_drafts(const struct state *s, uint32_t ret[static STATE_DRAFTS]);
void state_draft_add(struct state *s, uint32_t number);
void state_draft_remove(struct state *s, uint32_t number);
/* Drafts made before this day (since 1970) are all among those numbers; 0: nothing is known. */
uint32_t state_draft_day(const struct state *s);
void state_draft_day_set(struct state *s, uint32_t day);
/* The number given last in this session, 0: none yet. Not stored. */
uint32_t state_draft_last(const struct state *s);
void state_draft_last_set(struct state *s, uint32_t number);

/* ---- the account's keys (keys.c and identity.c alone) ---- */

enum {
    STATE_KEYS = 32,           /* more than may be linked: some may have lost their wrap */
    STATE_LOCATOR_BYTES = 32,  /* of a wrap */
    STATE_KEY_LABEL = 160 + 1, /* with NUL */
};

struct state_key {
    uint8_t locator[STATE_LOCATOR_BYTES];
    uint32_t number;  /* what its owner calls it by; stays while the key is there */
    uint32_t edition; /* of the label: of two, the later one holds */
    char label[STATE_KEY_LABEL];
};

/* By number. Points into `s`: until the next change of it. */
const struct state_key *state_keys(const struct state *s, size_t *ret_n);
/* OK also when it is there. E_KEYS_FULL. */
NODISCARD enum err state_key_add(struct state *s,
                                 const uint8_t locator[static STATE_LOCATOR_BYTES]);
/* The same without making the state one to be saved; a full one stays as it is. */
void state_key_note(struct state *s, const uint8_t locator[static STATE_LOCATOR_BYTES]);
/* Now it is one to be saved, if a key was noted. */
void state_keys_keep(struct state *s);
/* Nothing happens for one that is not there. `label` is shorter than STATE_KEY_LABEL. */
void state_key_label(struct state *s, const uint8_t locator[static STATE_LOCATOR_BYTES],
                     const char *label);
void state_key_remove(struct state *s, const uint8_t locator[static STATE_LOCATOR_BYTES]);

/* ---- what the account wants to be shown (quiet.c alone) ---- */

enum {
    STATE_EDITION_MAX = 1000000000
};
bool state_quiet(const struct state *s);
void state_quiet_set(struct state *s, bool on);

/* ---- whom the account has hidden (mute.c alone) ---- */

enum {
    STATE_MUTES = 128,
    STATE_MUTE_NAME = 32, /* with NUL; handles and aliases are shorter */
    STATE_MUTE_THREAD_MAX = 999999999,
};

struct state_mute {
    uint32_t thread; /* of an alias; 0 for a handle */
    char name[STATE_MUTE_NAME];
};

/* By thread, then name. Points into `s`: until the next change of it. */
const struct state_mute *state_mutes(const struct state *s, size_t *ret_n);
/* OK also when it is there. E_MUTES_FULL. The name is shorter than STATE_MUTE_NAME. */
NODISCARD enum err state_mute_add(struct state *s, thread_id thread, const char *name);
void state_mute_remove(struct state *s, thread_id thread, const char *name);

/* ---- up to where the account has caught up (unread.c alone) ---- */

enum {
    STATE_FLOORS = 512,         /* places: every board, and some threads */
    STATE_FLOOR_THREADS = 64,   /* of these; beyond, a thread's becomes marks */
    STATE_UPTOS = 1024,         /* threads of the hours of floors, all together */
    STATE_HOUR_MAX = INT32_MAX, /* since 1970 */
};

/* Both 0: everything. Either a board or a thread. */
struct state_place {
    uint32_t board, thread;
};
struct state_upto {
    uint32_t thread, upto;
};

/*
 * Everything in the place that came before the hour `value` is read; of the threads active since,
 * the posts up to their numbers in `uptos`. Of a thread, `value` is that number and there are no
 * `uptos`. Replaces the place's floor before, which is kept for state_floor_undo(). E_NOMEM:
 * nothing changed. At most state_floor_room() of them.
 */
NODISCARD enum err state_floor_set(struct state *s, struct state_place place, uint32_t value,
                                   const struct state_upto *uptos, size_t n);
size_t state_floor_room(const struct state *s, struct state_place place);
/* Give the place of the last state_floor_set() its floor back; also what was merged in between
 * counts as before. E_NOTFOUND: nothing to undo. */
NODISCARD enum err state_floor_undo(struct state *s, struct state_place *ret);
bool state_floor_can_undo(const struct state *s);
/* 0: nowhere yet. */
uint32_t state_floor(const struct state *s, struct state_place place);
/* The later of a board's and everything's. */
uint32_t state_floor_hour(const struct state *s, board_id board);
/* The number up to which a thread is read by any floor's `uptos` or its own; 0: none. */
int state_floor_upto(const struct state *s, thread_id thread);
/* Walk the threads that have one: start with *at 0; false at the end. */
bool state_floor_next(const struct state *s, size_t *at, thread_id *ret_thread);

/* The caller's own posts that came before this hour are marked. */
uint32_t state_own_hour(const struct state *s);
void state_own_hour_set(struct state *s, uint32_t hour);
/* And of those on threads with aliases, up to this key (thread activity, id). Not stored. */
void state_own_key(const struct state *s, int64_t *ret_time, int64_t *ret_id);
void state_own_key_set(struct state *s, int64_t time, int64_t id);

/* How many of a thread's first posts came before an hour, if that is known. Not stored. */
bool state_old_known(const struct state *s, thread_id thread, uint32_t hour, int *ret_old);
void state_old_set(struct state *s, thread_id thread, uint32_t hour, int old);

/* How much is read of each board, counted once and kept up while it is known. Whatever changes
 * marks or floors beside unread.c makes it unknown. Not stored. */
bool state_tally_known(const struct state *s);
/* Known, and made when moderators had put threads elsewhere so many times? */
bool state_tally_is_of(const struct state *s, int64_t moves);
void state_tally_begin(struct state *s, int64_t moves); /* known, and nothing is read yet */
void state_tally_forget(struct state *s);
void state_tally_add(struct state *s, board_id board, int64_t read);
int64_t state_tally(const struct state *s, board_id board);
/* ---- sanctions the account found to be its own, and its posts that count for standing
 * (strikes.c and standing.c alone) ---- */

enum {
    STATE_STRIKES = 32,      /* beyond, the oldest goes */
    STATE_STRIKE_DAYS = 200, /* an older one is dropped, unless it keeps the account out */
    STATE_RULE = 24,         /* with NUL */
    STATE_REASON = 241,      /* with NUL */
    STATE_EVIDENCE = 16,     /* days */
    STATE_EVIDENCE_DAYS = 7, /* a post has stood for, to count when its month key is gone */
    STATE_SEVERITY_MAX = 2,
    STATE_DAY_MAX = 3000000, /* days since 1970 */
    STATE_ALIAS_MONTHS = 24, /* of which something is kept */
    STATE_REST_DAYS = 7,     /* the day of what stays of a strike is rounded down to these */
};

struct state_strike {
    uint32_t id;      /* the sanction's; 0: its month key is gone, and nothing more is known than
                         severity and week */
    uint32_t thread;  /* where the alias was that it came through */
    uint32_t month;   /* whose key served that thread; 0: unknown, and so never stored */
    uint32_t day;     /* since 1970, when it was given */
    uint32_t out_day; /* when two moderators agreed on "out everywhere"; 0: they did not */
    uint8_t severity; /* enum severity */
    char rule[STATE_RULE];
    char reason[STATE_REASON];
};

/* By day, then number. Points into `s`: until the next change of it. */
const struct state_strike *state_strikes(const struct state *s, size_t *ret_n);
/* OK also when it is there; a later `out_day` is taken over. E_NOMEM. */
NODISCARD enum err state_strike_add(struct state *s, const struct state_strike *strike);
/* When they were last looked for in this session, 0: not yet. Not stored. */
int64_t state_strikes_looked(const struct state *s);
void state_strikes_looked_set(struct state *s, int64_t at);

/* A post of the account's own, under an alias. */
struct state_evidence {
    uint32_t post;
    uint32_t day;   /* since 1970, when it came out */
    uint32_t month; /* as above */
};

/* By day, one a day. Points into `s`: until the next change of it. */
const struct state_evidence *state_evidence(const struct state *s, size_t *ret_n);
/* Without making the state one to be saved: a post must not be a reason to write it. */
void state_evidence_note(struct state *s, post_id post, uint32_t day, uint32_t month);
/* On how many days the account posted under aliases whose month keys are gone. */
int state_evidence_days(const struct state *s);

/* ---- posts and interview reports the account has flagged: state_flags.c ---- */

enum {
    STATE_FLAGS = 256,               /* beyond, the oldest goes */
    STATE_FLAG_DAYS = 120,           /* remembered */
    STATE_REPORT_FLAGS = 1000000000, /* the number of a report is its id and this */
};

struct state_flag {
    uint32_t number; /* the id of a post, or the number of a report */
    uint32_t day;    /* since 1970, of flagging */
    bool told;       /* what became of it */
};

/* By number. */
const struct state_flag *state_flags(const struct state *s, size_t *ret_n);
void state_flag_add(struct state *s, post_id post);
void state_report_flag_add(struct state *s, int64_t report);
void state_flag_told(struct state *s, uint32_t number);
/* Another session that knows of it brings it back; see flag_outcome.c. */
void state_flag_remove(struct state *s, post_id post);
void state_report_flag_remove(struct state *s, int64_t report);

/* ---- what it has seen of schools it follows: state_schools.c (school_news.c alone) ---- */

enum {
    STATE_SCHOOLS = 128, /* beyond, no more are noted */
    STATE_SCHOOL_BYTES = 64,
};

struct state_school {
    char slug[STATE_SCHOOL_BYTES + 1];
    uint32_t day;     /* since 1970, of the newest snapshot that was looked at; 0: none */
    uint32_t reports; /* single reports that were out then */
};

/* NULL: nothing is known. Points into `s`: until the next change of it. */
const struct state_school *state_school_find(const struct state *s, const char *slug);
/* In place of what was noted. A slug that is empty or longer than that is not noted. */
void state_school_set(struct state *s, const struct state_school *seen);
void state_school_forget(struct state *s, const char *slug);

/* ---- what the account follows and has bookmarked (follow.c, bookmark.c alone) ---- */

enum state_keep {
    STATE_FOLLOWS,
    STATE_BOOKMARKS,
    N_STATE_KEEPS
};

enum {
    STATE_FOLLOWS_MAX = 1000,
    STATE_BOOKMARKS_MAX = 1000,
    STATE_TEXT_BYTES = 255, /* of an address */
};

/* An address ("thread/123", "tag/retake") and its place among the others: later ones are greater.
 */
struct state_text {
    const char *text;
    uint32_t order;
};

/* By address. Points into `s`: until the next change of it. */
const struct state_text *state_keeps(const struct state *s, enum state_keep which, size_t *ret_n);
bool state_keep_has(const struct state *s, enum state_keep which, const char *address);
/* OK also when it is there. E_LIST_FULL. The address is 1 to STATE_TEXT_BYTES long. */
NODISCARD enum err state_keep_add(struct state *s, enum state_keep which, const char *address);
void state_keep_remove(struct state *s, enum state_keep which, const char *address);

/* ---- what of the inbox was cleared (inbox.c alone) ---- */

enum {
    STATE_INBOX_THREADS = 1024, /* with a number of their own */
    STATE_ALIAS_THREADS = 512,
};

/* Posts before this hour (since 1970) are cleared; 0: none. */
uint32_t state_inbox_hour(const struct state *s);
/* In this thread also those up to this number. */
int state_inbox_cleared(const struct state *s, thread_id thread);
/* False: no more room. */
bool state_inbox_clear(struct state *s, thread_id thread, int no);
/* Only forward. */
void state_inbox_hour_set(struct state *s, uint32_t hour);
/* The threads with a number, by walking them: start with *at 0; false at the end. */
bool state_inbox_next(const struct state *s, size_t *at, thread_id *ret);
/* The hour covers this thread's number. */
void state_inbox_forget(struct state *s, thread_id thread);

/* Remember what is cleared now, to be put back; one such moment. */
void state_inbox_hold(struct state *s);
/* False: nothing is held. */
bool state_inbox_put_back(struct state *s);

/* The threads in which the account is an alias, with the month of the key, as far as it has
 * noticed: by walking them, start with *at 0; false at the end. Nothing here makes the state one to
 * be saved. */
bool state_alias_next(const struct state *s, size_t *at, thread_id *ret);
void state_alias_note(struct state *s, thread_id thread, uint32_t month);
void state_alias_forget(struct state *s, thread_id thread);
/* Threads that were active before this hour have been looked at. */
uint32_t state_alias_looked(const struct state *s);
void state_alias_looked_set(struct state *s, uint32_t hour);

/* ---- what moderators told the account, see sanction.h ---- */

/* Read up to this week since 1970, and so many of it; 0, 0: nothing. It only grows. */
void state_told(const struct state *s, uint32_t *ret_week, uint32_t *ret_n);
void state_told_set(struct state *s, uint32_t week, uint32_t n);

/* ---- questions the account has practiced with (practice.c alone) ---- */

enum {
    STATE_ATTEMPTS = 500, /* beyond, the oldest goes */
    STATE_RATINGS = 5,
    STATE_RATING_MAX = 4,
    STATE_PRACTICE_MODE_MAX = 7,
    STATE_SECONDS_MAX = 24 * 60 * 60,
};

struct state_attempt {
    uint32_t order;    /* its place among the others; later ones are greater */
    uint32_t question; /* id */
    uint32_t day;      /* since 1970 */
    uint32_t seconds;  /* of the answer */
    uint8_t mode;
    bool typed;
    uint8_t ratings[STATE_RATINGS]; /* 1..STATE_RATING_MAX; 0: not rated */
};

/* By order. Points into `s`: until the next change of it. */
const struct state_attempt *state_attempts(const struct state *s, size_t *ret_n);
/* `order` is filled in. E_NOMEM. */
NODISCARD enum err state_attempt_add(struct state *s, const struct state_attempt *attempt);
/* All of them. */
void state_attempts_forget(struct state *s);

/* ---- how the account wants the board to look, and what it was told once (settings.c alone) ----
 */

enum {
    STATE_SETTINGS = 96, /* kinds: with those of a newer version */
    STATE_SETTING_MAX = 65535,
    STATE_SETTING_VALUE_MAX = 1000000,
};

/* 0: never set. */
uint32_t state_setting(const struct state *s, uint32_t number);
/* Of two sessions, the later change of one setting holds. What does not fit is not kept: there are
 * fewer kinds than room. */
void state_setting_set(struct state *s, uint32_t number, uint32_t value);
/* Was any ever set? */
bool state_has_settings(const struct state *s);

/* ---- the stored form, for the fuzzer and tests ---- */

/* Unpadded. */
NODISCARD enum err state_format(const struct state *s, struct str *ret);
/* Merge a stored form into `s`. E_CORRUPT: not one; E_NEWER; `s` is then as before. */
NODISCARD enum err state_parse(struct state *s, const uint8_t *bytes, size_t n);
/* Merge what can be read of one that state_parse() finds corrupt: fields that cannot be are left
 * out, those of another version are kept as they are, and where the frame breaks what came before
 * it stays. `s` is then lost. E_CORRUPT: not one at all; E_NEWER. */
NODISCARD enum err state_parse_rest(struct state *s, const uint8_t *bytes, size_t n);

#endif
