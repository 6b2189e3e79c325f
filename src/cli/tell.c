/* SPDX-License-Identifier: MIT
 *
 * tell.c -- what the operator reads when something did not work.
 */
#include "tell.h"

#include <stdarg.h>
#include <stdio.h>

static int exit_of(enum err err)
{
    switch (err) {
    case E_FULL:
    case E_READONLY:
    case E_CORRUPT:
    case E_NEWER:
    case E_BUSY:
    case E_IN_USE:
    case E_NO_SECRET:
    case E_CONFIG:
    case E_DENIED:
        return 1;
    default:
        return err_info(err)->exit;
    }
}

int tell(enum err err, const char *fmt, ...)
{
    va_list args;

    fputs("curbside: ", stderr);
    va_start(args, fmt);
    vfprintf(stderr, fmt, args);
    va_end(args);
    fputc('\n', stderr);
    return exit_of(err);
}

int tell_err(enum err err)
{
    return tell(err, "%s", err_info(err)->sentence);
}

enum err tell_folder_open(const char *data_dir, struct folder *ret, int *ret_exit)
{
    char why[FOLDER_WHY_SIZE];
    enum err err = folder_become_owner(data_dir);

    if (err == OK)
        err = folder_open(data_dir, ret);
    if (err == OK)
        return OK;
    folder_why(data_dir, err, why);
    *ret_exit = tell(err, "%s", why);
    return err;
}
