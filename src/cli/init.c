/* SPDX-License-Identifier: MIT
 *
 * init.c -- make the data folder of a new board.
 *
 * Each part is made complete or not at all, and curbside.conf comes last: a folder without it was
 * left half-made, and init simply goes on with it (with a new claim code, for the old one may never
 * have been seen). A folder with it is a board, and is left alone.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <curbside/base/fd.h>
#include <curbside/cli/subcommand.h>
#include <curbside/domain/board.h>
#include <curbside/domain/identity.h>
#include <curbside/domain/month_key.h>
#include <curbside/domain/questions.h>
#include <curbside/domain/secret.h>
#include <curbside/ssh/host_key.h>

#include "config.h"
#include "tell.h"

enum {
    PATH_SIZE = 4096,
    KEY_FILE_BYTES = 16 * 1024,
};

struct paths {
    char conf[PATH_SIZE], host_key[PATH_SIZE], seal[PATH_SIZE], backups[PATH_SIZE];
};

static enum err paths_make(const char *data_dir, struct paths *ret)
{
    if (strlen(data_dir) > PATH_SIZE - 32)
        return E_USAGE;
    snprintf(ret->conf, PATH_SIZE, "%.4000s/curbside.conf", data_dir);
    snprintf(ret->host_key, PATH_SIZE, "%.4000s/host_ed25519", data_dir);
    snprintf(ret->seal, PATH_SIZE, "%.4000s/seal", data_dir);
    snprintf(ret->backups, PATH_SIZE, "%.4000s/backups", data_dir);
    return OK;
}

/* A folder nobody else may look into. */
static enum err folder_make(const char *path)
{
    if (mkdir(path, 0700) < 0 && errno != EEXIST)
        return err_from_errno(errno);
    return chmod(path, 0700) < 0 ? err_from_errno(errno) : OK;
}

/* What is there already was made by an init that did not come to its end. */
static enum err unless_there(enum err err)
{
    return err == E_IN_USE ? OK : err;
}

static enum err parts_make(const char *data_dir, const struct paths *p)
{
    struct db *db = NULL;

    TRY(folder_make(p->seal));
    TRY(folder_make(p->backups));
    TRY(unless_there(pepper_create(data_dir, &random_system)));
    TRY(unless_there(host_key_create(p->host_key)));
    TRY(db_init());
    TRY(unless_there(db_create(data_dir, &db)));
    db_close(db);
    return OK;
}

struct first_sysop {
    const char *key_line; /* NULL: a claim code is made instead */
    char handle[HANDLE_SIZE], recovery[RECOVERY_CODE_SIZE], claim[CLAIM_CODE_SIZE];
};

static enum err content_make(const char *data_dir, struct first_sysop *sysop, int *ret_boards)
{
    AUTO_FOLDER struct folder folder = {0};
    enum err err;

    TRY(folder_open(data_dir, &folder));
    TRY(board_seed_default(&folder.visit, ret_boards));
    TRY(question_seed(&folder.visit));
    TRY(month_keys_keep(&folder.alias, folder.visit.random, clock_wall_s(folder.visit.clock)));
    if (!sysop->key_line)
        return claim_make(&folder.visit, sysop->claim);
    err = account_make_sysop(&folder.visit, sysop->key_line, sysop->handle, sysop->recovery);
    return err == E_MEMBER_ALREADY ? OK : err;
}

static void print_made(const char *data_dir, const struct paths *p, const struct first_sysop *sysop)
{
    char fingerprint[HOST_KEY_FINGERPRINT_SIZE];

    printf("A board was made in %s.\n\n", data_dir);
    if (host_key_fingerprint(p->host_key, fingerprint) == OK)
        printf("Host key       %s\n", fingerprint);
    if (sysop->claim[0])
        printf("Claim code     %s\n", sysop->claim);
    if (sysop->handle[0])
        printf("Sysop          %s\nRecovery code  %s\n", sysop->handle, sysop->recovery);
    printf("\n  curbside serve --data %s\n", data_dir);
    if (sysop->claim[0])
        printf("  ssh HOST join           then\n"
               "  ssh HOST claim CODE     makes you the first sysop; the code works once\n");
    printf("\nBack up secret.key apart from the database: without it no key opens its account.\n");
    fflush(stdout);
}

static int tell_failed(const char *data_dir, enum err err)
{
    if (err == E_CORRUPT || err == E_NO_SECRET || err == E_NEWER)
        return tell(err,
                    "%s holds parts of a board that do not fit together; move it away and run "
                    "init again.",
                    data_dir);
    if (err == E_NOTFOUND)
        return tell(err, "%s cannot be made; the folder it would lie in does not exist.", data_dir);
    return tell(err, "%s could not be made into a board: %s", data_dir, err_info(err)->sentence);
}

static int init_folder(const char *data_dir, struct first_sysop *sysop)
{
    AUTO_STR struct str conf = STR_INIT;
    struct paths p;
    int boards;
    enum err err = paths_make(data_dir, &p);

    if (err != OK)
        return tell(err, "That path is too long.");
    if (access(p.conf, F_OK) == 0)
        return tell(E_IN_USE, "%s holds a board already; nothing was changed.", data_dir);
    err = sysop->key_line ? account_key_check(sysop->key_line) : OK;
    if (err == OK)
        err = folder_make(data_dir);
    if (err == OK)
        err = folder_become_owner(data_dir);
    if (err == OK)
        err = parts_make(data_dir, &p);
    if (err == OK)
        err = content_make(data_dir, sysop, &boards);
    if (err == E_CONFIG)
        return tell(err, "--sysop-key wants a public key, one line such as "
                         "\"ssh-ed25519 AAAA...\".");
    if (err != OK)
        return tell_failed(data_dir, err);
    print_made(data_dir, &p, sysop);
    config_format(&conf);
    err = conf.failed ? E_NOMEM : file_create(p.conf, 0600, conf.s, conf.n);
    return err == OK ? 0 : tell_failed(data_dir, err);
}

static int init_run(struct subcommand *s)
{
    AUTO_STR struct str key = STR_INIT;
    struct first_sysop sysop = {0};
    const char *key_file = words_value(&s->words, "--sysop-key");
    enum err err = key_file ? file_read(key_file, KEY_FILE_BYTES, &key) : OK;

    if (err != OK)
        return tell(err, "%s cannot be read.", key_file);
    if (key_file) {
        if (key.n)
            key.s[strcspn(key.s, "\r\n")] = '\0';
        sysop.key_line = str_cstr(&key);
    }
    return init_folder(s->data_dir, &sysop);
}

static const struct flag flags[] = {
    {.name = "--sysop-key", .takes_value = true},
    {.name = NULL},
};

const struct subcommand_ops subcommand_init = {
    .name = "init",
    .summary = "Make the data folder: keys, database, boards, settings",
    .usage = "init [--sysop-key FILE] [--data DIR]",
    .flags = flags,
    .run = init_run,
};
