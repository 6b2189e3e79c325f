/* SPDX-License-Identifier: MIT
 *
 * jsonl.h -- JSON Lines: one record a line, as import reads them and export writes them.
 */
#ifndef CURBSIDE_CLI_JSONL_H
#define CURBSIDE_CLI_JSONL_H

#include <stdio.h>

#include <jansson.h>

#include <curbside/base/str.h>
#include <curbside/domain/transfer.h>

enum {
    /* A body of 256 KiB whose every byte is escaped as \u00XX, and room for the other fields. */
    JSONL_LINE_BYTES = 2 * 1024 * 1024,
    JSONL_WHY_SIZE = 160,
};

/* The next line without its newline; `ret` is emptied first. E_NOTFOUND: end of file. E_BODY_LONG:
 * over JSONL_LINE_BYTES; the line was skipped to its end. E_IO. */
NODISCARD enum err jsonl_read(FILE *in, struct str *ret);

/* One of the three is set. Strings live as long as `doc`, those of a form as long as `texts`. */
struct jsonl_record {
    json_t *doc;
    bool is_board;
    struct import_board board;
    struct import_post post;
    bool is_interview;
    struct import_interview interview;
    struct interview_form form;
    struct arena texts;
};

/* E_USAGE: not a record; `ret_why` says in a few words what is wrong. Nothing is held then. */
NODISCARD enum err jsonl_parse(const struct str *line, struct jsonl_record *ret,
                               char ret_why[static JSONL_WHY_SIZE]);
void jsonl_record_done(struct jsonl_record *r);

/* Append one record as a line. E_NOMEM. */
NODISCARD enum err jsonl_format(const struct export_record *r, struct str *ret);

#endif
