/* SPDX-License-Identifier: MIT
 *
 * export.c -- everything public as JSON Lines on standard output, in the form import reads.
 */
#include <stdio.h>
#include <unistd.h>

#include <curbside/base/fd.h>
#include <curbside/cli/subcommand.h>

#include "jsonl.h"
#include "tell.h"

enum {
    FLUSH_BYTES = 64 * 1024
};

static enum err flush(struct str *out)
{
    TRY(fd_write_all(STDOUT_FILENO, str_cstr(out), out->n));
    str_clear(out);
    return OK;
}

static enum err each_record(void *ctx, const struct export_record *r)
{
    struct str *out = ctx;

    TRY(jsonl_format(r, out));
    return out->n >= FLUSH_BYTES ? flush(out) : OK;
}

static int export_run(struct subcommand *s)
{
    AUTO_FOLDER struct folder folder = {0};
    AUTO_STR struct str out = STR_INIT;
    int exit_status = 0;
    enum err err;

    if (tell_folder_open(s->data_dir, &folder, &exit_status) != OK)
        return exit_status;
    err = export_all(&folder.visit, each_record, &out);
    if (err == OK)
        err = flush(&out);
    return err == OK ? 0 : tell(err, "The export is not complete: %s", err_info(err)->sentence);
}

const struct subcommand_ops subcommand_export = {
    .name = "export",
    .summary = "Write everything public as JSON Lines to standard output",
    .usage = "export [--data DIR]",
    .run = export_run,
};
