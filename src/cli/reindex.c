/* SPDX-License-Identifier: MIT
 *
 * reindex.c -- make the search index anew from the posts.
 *
 * A board may be served meanwhile: posts come into the new index as they are written, and searches
 * find what is in it already.
 */
#include <stdio.h>
#include <unistd.h>

#include <curbside/cli/subcommand.h>
#include <curbside/domain/search.h>

#include "tell.h"

static void show(void *ctx, int64_t done, int64_t of)
{
    (void)ctx;
    if (isatty(STDERR_FILENO))
        fprintf(stderr, "\r%lld of %lld posts", (long long)done, (long long)of);
}

static int reindex_run(struct subcommand *s)
{
    AUTO_FOLDER struct folder folder = {0};
    int exit_status = 0;
    int64_t wrong;
    bool whole;
    enum err err;

    if (tell_folder_open(s->data_dir, &folder, &exit_status) != OK)
        return exit_status;
    err = search_rebuild(&folder.visit);
    if (err == OK)
        err = search_catch_up(&folder.visit, show, NULL);
    if (err == OK)
        err = search_check(&folder.visit, &whole, &wrong);
    if (isatty(STDERR_FILENO))
        fputc('\n', stderr);
    if (err != OK)
        return tell_err(err);
    puts(whole && wrong == 0 ? "The search index is whole."
                             : "The search index is still damaged: the disk may be failing.");
    return whole && wrong == 0 ? 0 : 1;
}

const struct subcommand_ops subcommand_reindex = {
    .name = "reindex",
    .summary = "Make the search index anew, also of a board that is served",
    .usage = "reindex [--data DIR]",
    .run = reindex_run,
};
