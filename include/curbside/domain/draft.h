/* SPDX-License-Identifier: MIT
 *
 * draft.h -- what somebody has typed and not yet posted: kept through a dropped line, a kill and a
 * restart, readable to nobody else.
 *
 * An account has 32 slots. A draft is one padded sealed record in a row of its own, written every
 * two seconds of typing and removed (overwritten: secure_delete) once posted, each time in a
 * transaction of its own, never in that of the post.
 *
 * The write-ahead log shows in which order rows changed, so the row that is written before a post
 * says "this row's owner wrote that post". Therefore a row's name serves one draft only: a draft
 * has a number, drawn in the range of its day, and lies under BLAKE2b(KDF(R, "draft"), number); two
 * posts of one author have two names that nobody without R can join. The sealed state knows the
 * numbers; those made since it was last saved are found by trying the ranges of the days since
 * then, so a kill loses none. (A number can come twice only in one day around a kill, 1 in 128.)
 *
 * Two sessions of one account may write on the same draft. Each knows the record as it last read or
 * wrote it, and what it finds changed it does not write over: its own text goes on as a draft of
 * its own beside the other. Both keep the token: of the two, the one that is posted second is told
 * of the first (submitted.differs), and its person says whether it is another post. What the token
 * made may stand under an alias, so the box of a draft that shares one takes the month key, as
 * those of aliases do; a day after it was saved nobody knows the token any more, and it gets its
 * own.
 */
#ifndef CURBSIDE_DOMAIN_DRAFT_H
#define CURBSIDE_DOMAIN_DRAFT_H

#include <stddef.h>
#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/domain/edit.h>
#include <curbside/domain/post.h>
#include <curbside/domain/visit.h>
#include <curbside/store/ids.h>
#include <curbside/store/sealed.h>

enum {
    DRAFT_SLOTS = 32,
    DRAFT_DAY_NUMBERS = 128,       /* numbers in the range of one day */
    DRAFT_DAYS = 40,               /* how far back ranges are tried after a lost state */
    DRAFT_BODY_BYTES = 128 * 1024, /* more than a post: text that is too long is still kept */
    DRAFT_TITLE_BYTES = 4 * 1024,
    DRAFT_TAGS_BYTES = 1024,
    DRAFT_ALIAS_BYTES = 64,
    DRAFT_KEPT_BYTES = 4 * 1024,
    DRAFT_SCHOOL_BYTES = 64,
    DRAFT_STAMP_BYTES = 24,
};

struct draft {
    uint32_t number; /* 0: not stored yet; draft_save() fills it */
    board_id board;  /* a new thread there, when thread is 0 */
    thread_id thread;
    int reply_to;      /* 0: none */
    enum face face;    /* as last chosen */
    const char *alias; /* drawn and shown, so that it stays; NULL is "" when saved */
    const char *title; /* NULL is "" when saved; never NULL when read */
    const char *tags;  /* as typed; NULL likewise */
    const char *body;
    size_t body_n;
    const char *kept; /* findings of the safety check that may stand, a line each; NULL likewise */
    post_id edit;     /* of one's own, to which this is another text; 0: none */
    const char *school; /* slug: an interview report, whose written form `body` is; NULL is "" */
    uint8_t base[EDIT_BASE_BYTES];     /* and what that post said when it was begun, hashed */
    uint8_t token[SUBMIT_TOKEN_BYTES]; /* for the submission */
    int64_t updated;                   /* inside the sealed part only */

    uint8_t stamp[DRAFT_STAMP_BYTES]; /* of the record as last read or written; not stored */
    bool apart;  /* set by draft_save(): see there; not stored, and never cleared */
    bool shared; /* its token is another draft's, too; told by its seal, and not stored */
};

struct draft_page {
    struct draft *rows; /* newest first */
    int n;
};

/* An empty one for a place, with a fresh token, not stored. */
void draft_init(struct draft *d, const struct random *random);
/* Everything the caller has kept. E_GUEST. A record that cannot be read is left out. */
NODISCARD enum err draft_list(struct arena *a, struct visit *v, struct draft_page *ret);
/* The newest draft for this place (a reply in `thread`, or a new thread on `board` when thread is
 * 0), edits of posts left aside. E_NOTFOUND. */
NODISCARD enum err draft_find(struct arena *a, struct visit *v, board_id board, thread_id thread,
                              struct draft *ret);
/* The newest one that edits this post. E_NOTFOUND. */
NODISCARD enum err draft_find_edit(struct arena *a, struct visit *v, post_id post,
                                   struct draft *ret);
/* The newest one of an interview report of this school. E_NOTFOUND. */
NODISCARD enum err draft_find_report(struct arena *a, struct visit *v, const char *school,
                                     struct draft *ret);
NODISCARD enum err draft_get(struct arena *a, struct visit *v, uint32_t number, struct draft *ret);
/*
 * Store it. When another session has changed, posted or discarded the record since `d` was read or
 * saved, it is left as it is, and `d` becomes another draft: new number, `apart` set.
 * E_DRAFTS_FULL: no free slot, or no free number today. E_BODY_LONG E_TITLE_LONG: over the bounds
 * above.
 */
NODISCARD enum err draft_save(struct visit *v, struct draft *d);
/* The name and size of a draft's row, for `mine`. E_NOTFOUND. */
NODISCARD enum err draft_row(struct visit *v, uint32_t number,
                             uint8_t ret_name[static SEALED_NAME_BYTES], size_t *ret_bytes);
/* Remove it. OK also when it is gone. */
NODISCARD enum err draft_clear(struct visit *v, uint32_t number);
/* Remove it as it was read or saved: what another session has made of it since stays, E_STALE. OK
 * also when it is gone, or was never stored. */
NODISCARD enum err draft_drop(struct visit *v, const struct draft *d);

#endif
