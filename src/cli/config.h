/* SPDX-License-Identifier: MIT
 *
 * config.h -- curbside.conf: every setting in one table, from which the file that `init` writes,
 * the reading of it and the defaults are made. Only settings that do something stand in it.
 */
#ifndef CURBSIDE_CLI_CONFIG_H
#define CURBSIDE_CLI_CONFIG_H

#include <stddef.h>

#include <curbside/app/folder.h>
#include <curbside/base/arena.h>
#include <curbside/base/err.h>
#include <curbside/base/str.h>

enum {
    CONFIG_LISTEN_MAX = 16,
    CONFIG_FILE_BYTES = 64 * 1024,
    CONFIG_WHY_SIZE = 256,
};

struct config {
    const char *listen; /* as written: addresses separated by commas */
    const char *host;
    int callers;
    int callers_per_source;
    int connections_per_minute;
    int joins_per_hour;
    int newcomer_posts;
    int idle_minutes;
    int alias_open;
    int release_minutes;
    int other_face_minutes;
    int spread_minutes;
    int month_key_days;
    const char *snapshot_days; /* of the month, separated by commas */
    int new_rows;
    int minimum;
    int split_minimum;
};

/* Defaults. */
void config_init(struct config *c);
/* Read a file's text over what is in `c`; values live in `a`. Unknown settings are written to
 * `warnings`, a line each with its number. E_CONFIG: `ret_why` says which line and what it takes.
 */
NODISCARD enum err config_parse(struct arena *a, const char *text, struct config *c,
                                struct str *warnings, char ret_why[static CONFIG_WHY_SIZE]);
/* DATA/curbside.conf over the defaults; warnings, and that there is none, go to stderr. E_CONFIG
 * with its sentence in `ret_why`; E_NOMEM. */
NODISCARD enum err config_read(struct arena *a, const char *data_dir, struct config *ret,
                               char ret_why[static CONFIG_WHY_SIZE]);
/* The settings for aliases among them, as a folder takes them. */
struct alias_rules;
void config_alias_rules(const struct config *c, struct alias_rules *ret);
/* The settings of figures. */
struct figure_rules;
void config_figure_rules(const struct config *c, struct figure_rules *ret);
/* An opened folder works by this file from here on, and by what a sysop set over it. */
void config_give(const struct config *c, struct folder *f);
/* The file that `init` writes. */
void config_format(struct str *ret);
/* "A, B" as a list. E_CONFIG: empty, or more than CONFIG_LISTEN_MAX. */
NODISCARD enum err config_listen_split(struct arena *a, const char *value, const char ***ret,
                                       int *ret_n);

#endif
