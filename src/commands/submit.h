/* SPDX-License-Identifier: MIT
 *
 * submit.h -- what commands share that change posts, or read what must not stand in a command line:
 * who to be, which post, standard input.
 */
#ifndef CURBSIDE_COMMANDS_SUBMIT_H
#define CURBSIDE_COMMANDS_SUBMIT_H

#include <jansson.h>

#include <curbside/commands/command.h>
#include <curbside/domain/interview.h>
#include <curbside/domain/post.h>
#include <curbside/domain/safety.h>

/* --as into s->face. E_USAGE with its sentence. */
NODISCARD enum err submit_face(struct command *c, struct submission *s);
/* Standard input as a whole. E_USAGE with its sentence where there is none. */
NODISCARD enum err read_input(struct command *c, struct str *ret);
/* " as ~amber-heron, out in 6 min" for the answer of a post, and the receipt of an alias's. */
const char *submit_words(struct command *c, const struct submitted *made);
void submit_receipt(struct command *c, const struct submitted *made);
/* That a filter makes the next one wait, where one does. */
void submit_slow(struct command *c, const struct submitted *made);
/* The same for --json, added to the answer: "receipt", of an alias post only; "slow_minutes". */
NODISCARD enum err submit_json(const struct submitted *made, json_t *answer);

/* The first line of standard input, for codes and names; "" when it is longer than those are. */
NODISCARD enum err read_input_line(struct command *c, const char **ret);
/*
 * Check what is known before the body, read the body, post. With an error there is one sentence and
 * nothing was posted. A caller who may not post is told before the body is read.
 */
NODISCARD enum err submit_body(struct command *c, struct submission *s, struct submitted *ret);

/* Every --tag, as typed. */
NODISCARD enum err tag_flags(struct command *c, const char ***ret, int *ret_n);
/* --override into *ret. E_USAGE with its sentence. */
NODISCARD enum err override_flag(struct command *c, enum privacy_override *ret);
/* What the safety check says of a text that is about to be handed in: into c->err what will stop
 * it, and what would lift that; else into c->note what it warns of. It is handed in either way, for
 * the domain decides and counts; safety_told() passes on its answer. */
void safety_tell(struct command *c, const struct safety_report *report);
NODISCARD enum err safety_told(struct command *c, enum err err);
/* One finding in a line or two: "email in the body, bytes 10-15 (a@b.c): An email address. ...". */
const char *safety_words(struct command *c, const struct safety_finding *f);
/* The same with its tier in front; of a crisis the word to its author alone. */
const char *safety_tier_words(struct command *c, const struct safety_finding *f);

/* {"post"}, the answer of a change; with "released" where others see it later. */
NODISCARD enum err changed_answer(struct command *c, post_id post, int64_t due);
/* A post's number as typed, or post/NUMBER. E_NOTFOUND for what is neither. */
NODISCARD enum err post_argument(struct command *c, post_id *ret);
/* "report/12"? Then *ret is its number, 0 for what is none. */
bool report_argument(const struct command *c, report_id *ret);
/* A whole body from standard input. E_BODY_EMPTY E_BODY_LONG, E_USAGE as read_input(). */
NODISCARD enum err read_body(struct command *c, struct str *body);

#endif
