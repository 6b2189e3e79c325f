/* SPDX-License-Identifier: MIT
 *
 * form_input.h -- an interview form from standard input: "key: value" lines, or one JSON object of
 * the same names.
 */
#ifndef CURBSIDE_COMMANDS_FORM_INPUT_H
#define CURBSIDE_COMMANDS_FORM_INPUT_H

#include <curbside/commands/command.h>
#include <curbside/domain/interview_form.h>

/* Read it into *ret, which is begun anew. E_USAGE with a sentence that names the key and what it
 * takes. */
NODISCARD enum err form_input(struct command *c, const char *text, size_t n,
                              struct interview_form *ret);
/* Read it over the answers of *f: what it names takes their place, an empty value takes one back.
 */
NODISCARD enum err form_input_over(struct command *c, const char *text, size_t n,
                                   struct interview_form *f);
/* The sentence of a fault into c->err; E_USAGE. */
NODISCARD enum err form_fault(struct command *c, const struct interview_fault *fault);

#endif
