/* SPDX-License-Identifier: MIT
 *
 * edit.h -- changing and deleting one's own posts.
 *
 * A handle post is its handle's; an alias post is whose tag it carries, while its month key lives,
 * and after that nobody's: then only its receipt deletes it. Edited handle posts keep what they
 * said before, for everybody to see; alias posts keep nothing, for the slip that was edited away
 * must be gone. A deleted post keeps its number and loses its text; with the first post of a thread
 * its title and tags go. Posts that still wait for their release are changed where they wait, and
 * taken back without a trace. With the text of the first post its author may change the title and
 * the tags of the thread, under the same rules; the thread keeps its address.
 *
 * On alias boards a change is out with the next release, as a post is: at once, it would tell
 * whoever watches the clock when its author was here. Until then its author alone sees it. That
 * holds for deleting too, unless the author says now: a slip that names somebody is worse than a
 * known minute, so who deletes chooses, and the minutes of the release are the most it can wait.
 */
#ifndef CURBSIDE_DOMAIN_EDIT_H
#define CURBSIDE_DOMAIN_EDIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/domain/author.h>
#include <curbside/domain/safety.h>
#include <curbside/domain/visit.h>
#include <curbside/store/ids.h>
#include <curbside/text/privacy.h>

enum {
    REVISIONS_MAX = 50,   /* edits one handle post may have */
    EDIT_BASE_BYTES = 16, /* hash of a wording */
};

/*
 * Another text. The same text again changes nothing, and is OK.
 * E_GUEST. E_NOTFOUND: no such post, or one on a closed board, or deleted. E_DENIED: not the
 * caller's, or nobody can tell any more; or a moderator holds or removed it. E_LOCKED. E_TOOFAST:
 * REVISIONS_MAX edits. E_BODY_EMPTY E_BODY_LONG E_NOT_UTF8. E_BLOCKED: the safety check stops it.
 * E_FILTERED E_EDIT_HELD: a filter does, which the text before did not meet. E_SLOW_EDIT: it would
 * take out what a filter slows its author down for. E_EDIT_PAUSED: every new text waits for a
 * moderator now, and this post is out; what waits itself goes on waiting, for a moderator.
 */
NODISCARD enum err post_edit(struct visit *v, post_id post, const char *body, size_t n);
/* The same with a reason for which what the safety check stops may stand; without one, E_BLOCKED.
 */
NODISCARD enum err post_edit_override(struct visit *v, post_id post, const char *body, size_t n,
                                      enum privacy_override override);
/* What a post says, as its author can change it. */
struct post_text {
    const char *body;
    size_t n;
    const char *title;       /* of the thread that it opens; NULL: of a reply, or as it is */
    const char *const *tags; /* likewise, with a title only */
    int n_tags;
};
/* The hash of what a post said when its edit was begun. */
void post_edit_base(const struct post_text *text, uint8_t ret[static EDIT_BASE_BYTES]);
/*
 * Another text, and another title and other tags with it. `base` NULL: whatever the post says now;
 * else E_STALE when it says something else by now than it did when the edit was begun, and nothing
 * is written over what another session made of it. E_NOT_OPENER: a title for a reply. E_TITLE_EMPTY
 * E_TITLE_LONG E_TAG_INVALID E_TAGS_MANY, and the errors of post_edit().
 */
NODISCARD enum err post_edit_text(struct visit *v, post_id post, const uint8_t *base,
                                  const struct post_text *text, enum privacy_override override);
/* What the safety check says of such a text; errors of the post as above. */
NODISCARD enum err post_edit_check(struct arena *a, struct visit *v, post_id post,
                                   const struct post_text *text, enum privacy_override override,
                                   struct safety_report *ret);
/* When a deletion is out on an alias board; elsewhere it is at once. */
enum change_when {
    CHANGE_AT_RELEASE,
    CHANGE_NOW
};
/* Delete one's own, at the release; locked threads too. As above. An edit before it is out takes it
 * back. */
NODISCARD enum err post_delete(struct visit *v, post_id post);
/* *ret_due: when others see it; 0: they do. */
NODISCARD enum err post_delete_when(struct visit *v, post_id post, enum change_when when,
                                    int64_t *ret_due);
/* Delete by receipt, guests too. E_NOTFOUND as above; E_CODE_INVALID: it is not this post's. */
NODISCARD enum err post_delete_by_receipt(struct visit *v, post_id post, const char *code,
                                          enum change_when when, int64_t *ret_due);
/* What the caller changed in their own post and what is not out yet. E_NOTFOUND: nothing. */
struct post_change {
    const char *body; /* the text to come, or as it is under another title; NULL: it is deleted */
    int64_t due;
};
NODISCARD enum err post_change(struct arena *a, struct visit *v, post_id post,
                               struct post_change *ret);
/* The receipt of one's own alias post, also one that waits. E_GUEST E_NOTFOUND; E_DENIED: as in
 * post_edit(), and for handle posts, which have none. */
NODISCARD enum err post_receipt(struct visit *v, post_id post,
                                char ret_code[static RECEIPT_CODE_SIZE]);
/* Is it the caller's own? What to begin an edit with, in `a`. Errors as post_edit(). */
NODISCARD enum err post_edit_begin(struct arena *a, struct visit *v, post_id post,
                                   struct post_text *ret);

struct revision {
    const char *body;
    const char *title; /* of the thread then; NULL: of a reply, or not known */
    const char *const *tags;
    int n_tags;
    int64_t created; /* of this wording; coarsened where the thread is */
};
struct revision_page {
    struct revision *rows; /* oldest first, the present wording last */
    int n;
    bool retitled; /* title or tags were changed, too */
};
/* What a post said, wording by wording. An alias post shows its present one alone. E_NOTFOUND also
 * for one whose text is not shown. */
NODISCARD enum err post_history(struct arena *a, struct visit *v, post_id post,
                                struct revision_page *ret);

#endif
