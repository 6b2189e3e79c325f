/* SPDX-License-Identifier: MIT
 *
 * folder.h -- the data folder, opened: its database, the pepper, and a visit to act with.
 *
 * Opened once per process and never across a fork: by a session after its HELLO, by the keeper, by
 * the operator's command line. The visit starts as a guest without a key.
 */
#ifndef CURBSIDE_APP_FOLDER_H
#define CURBSIDE_APP_FOLDER_H

#include <curbside/base/crypto.h>
#include <curbside/base/err.h>
#include <curbside/domain/alias_rules.h>
#include <curbside/domain/board_settings.h>
#include <curbside/domain/interview.h>
#include <curbside/domain/visit.h>
#include <curbside/store/db.h>

enum {
    FOLDER_PATH_SIZE = 4096
};

struct folder {
    struct db *db;
    struct key *pepper;
    struct board_settings file; /* the operator's; the defaults, until whoever opened it says */
    struct figure_rules figures;
    struct alias_rules alias;
    int idle_minutes;
    int joins_per_hour; /* from one source: the switchboard counts */
    char seal_dir[FOLDER_PATH_SIZE];
    struct visit visit; /* points into this struct's things: do not copy */
};

enum {
    FOLDER_WHY_SIZE = 512
};

/*
 * E_NOTFOUND: no board there. E_NO_SECRET E_NEWER E_CORRUPT E_READONLY E_DENIED, and what db_open()
 * may say. Nothing is left open on an error.
 */
NODISCARD enum err folder_open(const char *data_dir, struct folder *ret);
/* What of the operator's file a sysop may set otherwise. */
struct folder_file {
    const struct alias_rules *alias;
    const struct figure_rules *figures;
    int idle_minutes, joins_per_hour, newcomer_posts;
};
/* In place of the defaults, and over it what a sysop set. */
void folder_set_file(struct folder *f, const struct folder_file *file);
/* What a sysop set meanwhile takes effect. Where that cannot be read all stays as it is. */
void folder_take_settings(struct folder *f);
/* A cleared struct is fine. */
void folder_close(struct folder *f);
/* For a process that ends now: secrets are wiped; the database is left to the kernel, which gives a
 * connection's memory and locks back without being told of each piece. */
void folder_leave(struct folder *f);
#define AUTO_FOLDER __attribute__((cleanup(folder_close)))

/* One sentence for the operator on why the folder could not be opened. */
void folder_why(const char *data_dir, enum err err, char ret[static FOLDER_WHY_SIZE]);

/* Started as root, become the owner of the folder, so that nothing in it ever belongs to root.
 * Nothing for anybody else. E_NOTFOUND: no such folder. E_DENIED: the owner cannot be become. */
NODISCARD enum err folder_become_owner(const char *data_dir);

#endif
