/* SPDX-License-Identifier: MIT
 *
 * state_record.h -- the inside of `struct state`, for state.c (the record) and marks.c.
 *
 * Marks lie in one array, ordered by thread, then number; ranges of a thread neither overlap nor
 * touch. A reader of ten thousand threads costs 160 kB.
 */
#ifndef DOMAIN_STATE_RECORD_H
#define DOMAIN_STATE_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <curbside/base/str.h>
#include <curbside/domain/state.h>

#include "state_texts.h"

struct mark {
    uint32_t thread;
    uint32_t from, to;
    uint32_t day; /* since 1970, of the last look at this thread; the same in all its ranges */
};

/* Marked in this session without having been read: not stored. */
struct quiet_mark {
    uint32_t thread, no;
};

/* A field this version does not know, kept as it was. */
struct foreign_field {
    uint16_t number;
    uint32_t n;
    uint8_t *bytes;
};

enum {
    FOREIGN_MAX = 64
};

/* That the caller's own posts among the first `posts` of a thread are marked: not stored. */
struct own_known {
    uint32_t thread, posts;
};

enum {
    OWN_KNOWN = 4096, /* threads remembered, each in its place by its id, which is random */
    OLD_KNOWN = 1024, /* likewise */
};

/* That the first `old` posts of a thread came before an hour: not stored. */
struct old_known {
    uint32_t thread, hour, old;
};

/* Up to where a board, a thread or everything was caught up; see state_floors.c. */
struct floor_record {
    struct state_place place;
    uint32_t edition; /* of two, the later one holds */
    uint32_t value;   /* an hour; of a thread, a number */
};

/* Of the threads that were active in the hour of a floor: the last number that was there. */
struct floor_upto {
    uint32_t thread, board; /* board 0: of the floor of everything */
    uint32_t upto;
};

struct floors {
    struct floor_record *list; /* by board, then thread */
    size_t n, cap;
    struct floor_upto *uptos; /* by thread, then board */
    size_t n_uptos, cap_uptos;
};

/* How many numbers of a board's threads are read, of those that came since its floor; not stored.
 */
struct tally_row {
    int64_t board;
    int64_t read;
};
struct tally {
    bool known;
    int64_t moves; /* of threads, when it was made (unread.c) */
    struct tally_row *rows;
    size_t n, cap;
};

/* A thread in the fields of the inbox. */
struct inbox_mark {
    uint32_t thread;
    uint32_t no;
};

/* By thread. */
struct inbox_list {
    struct inbox_mark *v;
    size_t n, cap;
};

/* What is known of the aliases of a month, sealed under that month's key; see state_aliases.c. */
struct alias_box {
    uint32_t month;
    uint32_t days; /* on which posts counted for standing */
    uint32_t n;    /* 0: its key is gone */
    uint8_t *bytes;
    bool open; /* what is in it lies in this state */
};

/* One setting. A number this version does not know is kept like the others. */
struct setting_record {
    uint32_t number;
    uint32_t edition; /* grows by one with every change */
    uint32_t value;
};

struct state {
    struct own_known *own; /* NULL until needed */
    struct old_known *old; /* NULL until needed */
    struct floors floors;
    struct floors before; /* what the last catch-up changed: at most one floor */
    bool has_before;
    uint32_t before_edition; /* that it got then */
    bool before_stored;      /* the record was written since: others may know of it */
    uint32_t own_hour;
    uint32_t own_hour_loaded; /* as the record said at login */
    bool loaded;
    int64_t own_time, own_id;
    struct tally tally;
    struct mark *marks;
    size_t n_marks, cap_marks;
    size_t marks_most; /* STATE_MARKS; tests take less */
    bool making_room;  /* unread_room.c is at work */
    struct quiet_mark *quiet;
    size_t n_quiet, cap_quiet;
    uint32_t drafts[STATE_DRAFTS];
    size_t n_drafts;
    uint32_t gone_drafts[STATE_DRAFTS]; /* cleared in this session: not to come back by a merge */
    size_t n_gone_drafts;
    uint32_t draft_day;
    uint32_t draft_last;
    struct state_key keys[STATE_KEYS]; /* by number */
    size_t n_keys;
    uint8_t gone_keys[STATE_KEYS][STATE_LOCATOR_BYTES]; /* as gone_drafts */
    size_t n_gone_keys;
    struct state_mute mutes[STATE_MUTES];
    size_t n_mutes;
    struct state_mute gone_mutes[STATE_MUTES]; /* as gone_drafts */
    size_t n_gone_mutes;
    struct {
        uint32_t edition; /* 0: never set */
        bool on;
    } quiet_view;
    struct {
        uint32_t week; /* since 1970, of the newest sanction that its account has read; 0: none */
        uint32_t n;    /* and how many of that week it has */
    } told;
    struct setting_record settings[STATE_SETTINGS]; /* by number */
    size_t n_settings;
    struct state_texts keeps[N_STATE_KEEPS];
    uint32_t inbox_hour; /* since 1970: what is older is cleared */
    struct inbox_list inbox_cleared;
    struct inbox_list inbox_held; /* as it was before it was cleared last */
    uint32_t inbox_held_hour;
    uint32_t inbox_undone;           /* an hour that was taken back in this session */
    struct inbox_list alias_threads; /* numbers are the months of their keys */
    uint32_t alias_looked;
    struct state_strike *strikes; /* NULL until needed: most accounts have none */
    size_t n_strikes;
    struct state_evidence evidence[STATE_EVIDENCE];
    size_t n_evidence;
    int64_t strikes_looked;
    struct state_flag flags[STATE_FLAGS];
    size_t n_flags;
    struct state_school *schools; /* by slug; NULL until needed */
    size_t n_schools;
    struct alias_box boxes[STATE_ALIAS_MONTHS]; /* by month */
    size_t n_boxes;
    struct state_attempt *attempts; /* by order; NULL until needed */
    size_t n_attempts;
    struct state_attempt
        *gone_attempts; /* forgotten in this session: not to come back by a merge */
    size_t n_gone_attempts;
    struct foreign_field foreign[FOREIGN_MAX];
    size_t n_foreign;
    uint32_t today;
    uint8_t
        stamp[SEALED_STAMP_BYTES]; /* of the record as last read or written; 0: none was there */
    bool dirty;
    bool wrote;        /* something public, since the log was last emptied */
    bool began_report; /* whatever was saved since: another report must not follow from here */
    bool lost;
    bool noted; /* a key, without making the state one to be saved */
};

/* marks.c: add with a day of its own; false without memory. */
bool marks_put(struct state *s, uint32_t thread, uint32_t from, uint32_t to, uint32_t day);

/* marks.c: is there no room for another range? */
bool marks_are_full(const struct state *s);
/* Ranges of the thread that lie at or under this number go; returns how many. */
size_t marks_forget(struct state *s, thread_id thread, int up_to);

/* state_floors.c: the floor of a board is at least this hour, whatever session said otherwise; the
 * last catch-up can no longer be taken back. Without room nothing happens. */
void state_floor_raise(struct state *s, board_id board, uint32_t hour);

/* marks_quiet.c: note a number that is not to be stored; false: full, or without memory. */
bool quiet_add(struct state *s, uint32_t thread, uint32_t no);
/* These are read in earnest now. Was any of them quiet? */
bool quiet_clear(struct state *s, uint32_t thread, uint32_t from, uint32_t to);
/* Marks were forgotten: the notes of those among them go. */
void quiet_settle(struct state *s);
/* The marks that are to be stored, into an empty `ret`; false without memory. */
bool quiet_leave_out(const struct state *s, struct state *ret);

/* ---- the form of fields: numbers are LEB128 (state.c) ---- */

struct state_reader {
    const uint8_t *at, *end;
};

void state_add_number(struct str *out, uint32_t value);
/* E_CORRUPT: cut off, over `max`, or longer than needed. */
enum err state_read_number(struct state_reader *r, uint32_t max, uint32_t *ret);

/* ---- the field of keys (state_keys.c) ---- */

void state_keys_format(const struct state *s, struct str *out);
enum err state_keys_parse(struct state_reader *r, struct state *s);
/* `from` is what is stored: its numbers stay, ours move. */
enum err state_keys_merge(struct state *s, const struct state *from);

/* ---- the field of floors (state_floors.c) ---- */

void state_floors_done(struct state *s);
void state_floors_format(const struct state *s, struct str *out);
enum err state_floors_parse(struct state_reader *r, struct state *s);
enum err state_floors_merge(struct state *s, const struct state *from);

/* ---- the field of mutes (state_mutes.c) ---- */

void state_mutes_format(const struct state *s, struct str *out);
enum err state_mutes_parse(struct state_reader *r, struct state *s);
enum err state_mutes_merge(struct state *s, const struct state *from);

/* ---- the field of what is to be shown (state_privacy.c) ---- */

void state_privacy_format(const struct state *s, struct str *out);
enum err state_privacy_parse(struct state_reader *r, struct state *s);
enum err state_privacy_merge(struct state *s, const struct state *from);

/* ---- the field of what was told and read (state_told.c) ---- */

void state_told_format(const struct state *s, struct str *out);
enum err state_told_parse(struct state_reader *r, struct state *s);
enum err state_told_merge(struct state *s, const struct state *from);

/* ---- the field of settings (state_settings.c) ---- */

void state_settings_format(const struct state *s, struct str *out);
enum err state_settings_parse(struct state_reader *r, struct state *s);
enum err state_settings_merge(struct state *s, const struct state *from);

/* ---- the fields of follows and of bookmarks (state_keeps.c) ---- */

void state_keeps_done(struct state *s);
void state_follows_format(const struct state *s, struct str *out);
enum err state_follows_parse(struct state_reader *r, struct state *s);
enum err state_follows_merge(struct state *s, const struct state *from);
void state_bookmarks_format(const struct state *s, struct str *out);
enum err state_bookmarks_parse(struct state_reader *r, struct state *s);
enum err state_bookmarks_merge(struct state *s, const struct state *from);

/* ---- the field of the inbox (state_inbox.c) ---- */

void state_inbox_done(struct state *s);
void state_inbox_format(const struct state *s, struct str *out);
enum err state_inbox_parse(struct state_reader *r, struct state *s);
enum err state_inbox_merge(struct state *s, const struct state *from);

/* The part of a month, for its box: threads with an alias and what of them was cleared. */
void state_inbox_month_format(const struct state *s, uint32_t month, struct str *out);
enum err state_inbox_month_parse(struct state_reader *r, struct state *s, uint32_t month);
uint32_t state_inbox_month_next(const struct state *s, uint32_t above);
/* Its key is gone. */
void state_inbox_close(struct state *s, uint32_t month);

/* ---- the field of flags (state_flags.c) ---- */

void state_flags_format(const struct state *s, struct str *out);
enum err state_flags_parse(struct state_reader *r, struct state *s);
enum err state_flags_merge(struct state *s, const struct state *from);

/* ---- the field of schools (state_schools.c) ---- */

void state_schools_done(struct state *s);
void state_schools_format(const struct state *s, struct str *out);
enum err state_schools_parse(struct state_reader *r, struct state *s);
enum err state_schools_merge(struct state *s, const struct state *from);

/* ---- the field of practice (state_practice.c) ---- */

void state_practice_done(struct state *s);
void state_practice_format(const struct state *s, struct str *out);
enum err state_practice_parse(struct state_reader *r, struct state *s);
enum err state_practice_merge(struct state *s, const struct state *from);

/* ---- strikes and evidence (state_strikes.c) ---- */

enum err state_strikes_merge(struct state *s, const struct state *from);
/* The part of a month, for its box. */
void state_strikes_month_format(const struct state *s, uint32_t month, struct str *out);
enum err state_strikes_month_parse(struct state_reader *r, struct state *s, uint32_t month);
uint32_t state_strikes_month_next(const struct state *s, uint32_t above);
/* Its key is gone: of strikes the rests stay. Are there any? */
bool state_strikes_close(struct state *s, uint32_t month);
/* Days of the month that stood for long enough by the day of this state; and then forget them. */
uint32_t state_evidence_stood(const struct state *s, uint32_t month);
uint32_t state_evidence_close(struct state *s, uint32_t month);

/* What stays of a strike: severity, week, and whether it keeps out everywhere. Stored beside the
 * box while there is one. */
size_t state_rests(const struct state *s, uint32_t month);
void state_rests_format(const struct state *s, uint32_t month, struct str *out);
enum err state_rests_parse(struct state_reader *r, struct state *s, uint32_t month);
void state_rests_drop(struct state *s, uint32_t month);

/* ---- the field of what names alias posts (state_aliases.c) ---- */

void state_aliases_done(struct state *s);
void state_aliases_format(const struct state *s, struct str *out);
enum err state_aliases_parse(struct state_reader *r, struct state *s);
enum err state_aliases_merge(struct state *s, const struct state *from);
/* After reading: open the boxes whose keys live, close the others. E_NOMEM. */
enum err state_aliases_open(struct visit *v, struct state *s);
/* Before writing: make them anew. */
enum err state_aliases_seal(struct visit *v, struct state *s);

#endif
