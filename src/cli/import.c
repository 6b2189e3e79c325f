/* SPDX-License-Identifier: MIT
 *
 * import.c -- boards and posts from JSON Lines.
 *
 * A bad line is told by its number and the import goes on; trouble with the disk or the database
 * ends it. Either way what was made stays, and running it again goes on where it ended.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <curbside/cli/subcommand.h>
#include <curbside/store/db.h>

#include "jsonl.h"
#include "tell.h"

enum {
    PROGRESS_LINES = 500,
    BAD_LINES_SHOWN = 100, /* more are counted only */
};

struct counts {
    long long line, made, known, boards, bad, reports;
};

static void tell_progress(const struct counts *n, bool done)
{
    if (!isatty(STDERR_FILENO) || (!done && n->line % PROGRESS_LINES != 0))
        return;
    fprintf(stderr, done ? "\r\033[K" : "\r%lld lines, %lld posts made", n->line, n->made);
    fflush(stderr);
}

static void tell_bad(struct counts *n, const char *why)
{
    n->bad++;
    tell_progress(n, true);
    if (n->bad <= BAD_LINES_SHOWN)
        fprintf(stderr, "line %lld: %s\n", n->line, why);
    if (n->bad == BAD_LINES_SHOWN)
        fprintf(stderr, "further bad lines are counted, not shown\n");
}

/* Is it this record that is wrong, and not the world? */
static bool is_about_record(enum err err)
{
    return err_info(err)->exit != err_info(E_IO)->exit;
}

static const char *why_refused(enum err err)
{
    switch (err) {
    case E_NOTFOUND:
        return "its board does not exist; a board line must come before it";
    case E_BODY_LONG:
        return "\"body\" is over 256 KiB";
    case E_USAGE:
        return "a field holds what cannot be stored";
    default:
        return err_info(err)->sentence;
    }
}

static enum err import_record(struct import *run, const struct jsonl_record *r, struct counts *n)
{
    enum import_result result;
    enum err err = r->is_board ? import_board(run, &r->board, &result)
                               : import_post(run, &r->post, &result);

    if (err != OK && is_about_record(err)) {
        tell_bad(n, why_refused(err));
        return OK;
    }
    TRY(err);
    if (r->is_board)
        n->boards += result == IMPORT_MADE;
    else if (result == IMPORT_MADE)
        n->made++;
    else
        n->known++;
    return OK;
}

static enum err import_report(struct import *run, const struct jsonl_record *r, struct counts *n)
{
    struct interview_fault fault = {0};
    enum import_result result;
    enum err err = import_interview(run, &r->interview, &fault, &result);

    if (err != OK && is_about_record(err)) {
        tell_bad(n, err == E_USAGE      ? fault.sentence
                    : err == E_NOTFOUND ? "its school is none of ours; \"schools\" lists them"
                                        : why_refused(err));
        return OK;
    }
    TRY(err);
    if (result == IMPORT_MADE)
        n->reports++;
    else
        n->known++;
    return OK;
}

static enum err import_line(struct import *run, const struct str *line, struct counts *n)
{
    struct jsonl_record record;
    char why[JSONL_WHY_SIZE];
    enum err err;

    if (strspn(str_cstr(line), " \t\r") == line->n)
        return OK;
    if (jsonl_parse(line, &record, why) != OK) {
        tell_bad(n, why);
        return OK;
    }
    err = record.is_interview ? import_report(run, &record, n) : import_record(run, &record, n);
    jsonl_record_done(&record);
    return err;
}

static enum err import_lines(struct import *run, FILE *in, struct counts *n)
{
    AUTO_STR struct str line = STR_INIT;

    for (;;) {
        enum err err = jsonl_read(in, &line);

        if (err == E_NOTFOUND)
            return OK;
        n->line++;
        if (err == E_BODY_LONG)
            tell_bad(n, "longer than 2 MiB");
        else if (err != OK)
            return err;
        else
            TRY(import_line(run, &line, n));
        tell_progress(n, false);
    }
}

static int import_into(struct folder *folder, FILE *in)
{
    struct import *run = NULL;
    struct counts n = {0};
    enum err err = db_prepare_bulk(folder->db), closed;

    if (err == OK)
        err = import_open(&folder->visit, &run);
    if (err != OK)
        return tell_err(err);
    err = import_lines(run, in, &n);
    closed = import_close(run);
    tell_progress(&n, true);
    printf("%lld posts made, %lld known already, %lld boards made, %lld bad lines\n", n.made,
           n.known, n.boards, n.bad);
    if (n.reports > 0)
        printf("%lld interview reports made; their texts come out at the next tick, three of a "
               "school at a time\n",
               n.reports);
    if (err == OK)
        err = closed;
    if (err != OK)
        return tell(err, "The import stopped at line %lld: %s Run it again to go on.", n.line,
                    err_info(err)->sentence);
    return n.bad ? 1 : 0;
}

static int import_run(struct subcommand *s)
{
    AUTO_FOLDER struct folder folder = {0};
    const char *path = s->words.args[0];
    bool from_stdin = strcmp(path, "-") == 0;
    /* Opened before root is given up: the file may be root's own. */
    FILE *in = from_stdin ? stdin : fopen(path, "re");
    int exit_status = 0;

    if (!in)
        return tell(err_from_errno(errno), "%s cannot be read: %s.", path, strerror(errno));
    if (tell_folder_open(s->data_dir, &folder, &exit_status) == OK)
        exit_status = import_into(&folder, in);
    if (!from_stdin)
        fclose(in);
    return exit_status;
}

const struct subcommand_ops subcommand_import = {
    .name = "import",
    .summary =
        "Read boards, posts and interview reports from JSON Lines; run again, it makes nothing twice",
    .usage = "import FILE.jsonl [--data DIR]",
    .min_args = 1,
    .max_args = 1,
    .run = import_run,
};
