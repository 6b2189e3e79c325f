/* SPDX-License-Identifier: MIT
 *
 * judging.h -- what a moderator does about a post, with the same keys in the queue and in a thread:
 * a verb, for most a rule, and z that takes it back.
 *
 * A rule with a reason is one key more. Muting and banning remove the post as well; a warning lets
 * it stand. What was done is remembered by judged_steps.h.
 */
#ifndef SCREENS_JUDGING_H
#define SCREENS_JUDGING_H

#include <stdbool.h>
#include <stdint.h>

#include <curbside/base/err.h>
#include <curbside/domain/rule.h>
#include <curbside/domain/sanction.h>
#include <curbside/domain/visit.h>
#include <curbside/ui/screen.h>

#include "judged_steps.h"
#include "places.h"

enum judge_verb {
    JUDGE_KEEP,
    JUDGE_REMOVE,
    JUDGE_WARN,
    JUDGE_MUTE,
    JUDGE_BAN,
    N_JUDGE_VERBS
};

enum {
    JUDGE_CHOICES =
        9, /* of the question: rules with reasons, other words, and what else there is */
};

/* What is judged. */
struct judged_post {
    int64_t item; /* of the queue, if it is about no post; else 0 */
    post_id post;
    thread_id thread; /* of that post */
};

/* What one key of the question says. */
struct judge_offer {
    const struct rule *rule;
    const char *reason; /* NULL: the rule's own */
    const char *label, *label_narrow;
};

/* First in the state of a screen that judges: the question's choices find it there. */
struct judging {
    /* A rule was chosen: the screen does `verb` to what it is about, by judging_do(). `reason`
     * NULL: the rule's own. */
    void (*decide)(struct ui *ui, void *state, enum judge_verb verb, const char *rule,
                   const char *reason);
    enum judge_verb verb;
    enum out_reason out; /* of a ban: asks for it to be everywhere */
    struct rule_page rules;
    struct judge_offer *offers; /* each rule with its own reason, then the other reasons; NULL until
                                   asked for */
    int n_offers;
    int first, shown; /* of them that the question shows */
    bool in_words;    /* other words are being typed */
    struct line_answer answer;
    struct dialog dialog;
    struct dialog_choice choices[JUDGE_CHOICES + 1];
};

NODISCARD enum err judging_init(struct judging *j, struct ui *ui,
                                void (*decide)(struct ui *ui, void *state, enum judge_verb verb,
                                               const char *rule, const char *reason));
/* Ask for the rule; `what` is judged: "#3 by lucid-ibex-7", "4 posts". Keeping needs none. */
void judging_ask(struct judging *j, struct ui *ui, void *state, enum judge_verb verb,
                 const char *what);
/* The screen is on top again: other words may have been typed. */
void judging_resume(struct judging *j, struct ui *ui, void *state);
/* Do it to one post, as a step of the key that began last. What was done before an error stays, and
 * is taken back with the rest. */
NODISCARD enum err judging_do(struct judging *j, struct ui *ui, const struct judged_post *on,
                              const char *rule, const char *reason);
/* Remember a key that did something otherwise to this thread: "locked", a static word. */
void judging_note(struct ui *ui, action_id action, thread_id thread, const char *done);
/* "kept", "removed" */
const char *judging_done_word(enum judge_verb verb);

#endif
