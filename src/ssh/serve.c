/* SPDX-License-Identifier: MIT
 *
 * serve.c -- everything that can go wrong before the first caller goes wrong here, with a sentence.
 *
 * The order matters: the lock first (two servers on one folder), then the ports (which may need
 * root), then the identity of the folder's owner, then the host key and the warm handshake, then
 * the sandbox. The lock is a POSIX one: it belongs to this process alone, so that the sessions of a
 * killed listener do not keep a new one out.
 */
#include <curbside/ssh/serve.h>

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <malloc.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <libssh/libssh.h>

#include <curbside/base/crypto.h>
#include <curbside/base/fd.h>
#include <curbside/base/log.h>

#include "address.h"
#include "algorithms.h"
#include "door.h"
#include "listener.h"
#include "sandbox.h"

enum {
    PATH_BYTES = 4096,
    TRIM_BYTES = 16 * 1024, /* an idle session gives back what a busy moment took */
};

static int or_default(int v, int fallback)
{
    return v > 0 ? v : fallback;
}

static struct serve_options fill(const struct serve_options *given)
{
    struct serve_options o = *given;

    o.login_deadline_ms = or_default(o.login_deadline_ms, 20 * 1000);
    o.peer_timeout_ms = or_default(o.peer_timeout_ms, 45 * 1000);
    o.callers_max = or_default(o.callers_max, 10 * 1000);
    o.waiting_begin = or_default(o.waiting_begin, 50);
    o.waiting_percent = or_default(o.waiting_percent, 30);
    o.waiting_max = or_default(o.waiting_max, 200);
    o.source_waiting_max = or_default(o.source_waiting_max, 40);
    o.source_callers_max = or_default(o.source_callers_max, 200);
    o.source_per_minute = or_default(o.source_per_minute, 240);
    o.joins_per_hour = or_default(o.joins_per_hour, 30);
    if (o.waiting_max <= o.waiting_begin)
        o.waiting_max = o.waiting_begin + 1;
    return o;
}

static PRINTF(3, 4) enum err fail(enum err err, char *ret_why, const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    vsnprintf(ret_why, SERVE_WHY_SIZE, fmt, ap);
    va_end(ap);
    return err;
}

/* The descriptor stays open for the life of the process; closing it would give the lock up. */
static enum err lock_folder(const char *data_dir, const struct stat *folder, char *ret_why)
{
    struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    char path[PATH_BYTES];
    int fd;

    snprintf(path, sizeof(path), "%s/lock", data_dir);
    fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return fail(err_from_errno(errno), ret_why, "cannot write into the data folder %s: %s",
                    data_dir, strerror(errno));
    if (geteuid() == 0 && fchown(fd, folder->st_uid, folder->st_gid) != 0)
        return fail(E_IO, ret_why, "cannot give %s to the folder's owner", path);
    if (fcntl(fd, F_SETLK, &whole) == 0)
        return OK;
    close(fd);
    return fail(E_IN_USE, ret_why, "another server already serves the data folder %s", data_dir);
}

static enum err bind_all(const struct serve_options *o, struct listener_setup *setup, char *ret_why)
{
    if (o->n_listen + o->n_inherited > LISTENER_SOCKETS_MAX || o->n_listen + o->n_inherited < 1)
        return fail(E_USAGE, ret_why, "between 1 and %d addresses to listen on, please",
                    LISTENER_SOCKETS_MAX);
    for (int i = 0; i < o->n_inherited; i++) {
        if (fd_set_nonblock(o->inherited[i]) != OK)
            return fail(E_IO, ret_why, "an inherited socket is not usable");
        setup->sockets[setup->n_sockets++] = o->inherited[i];
    }
    for (int i = 0; i < o->n_listen; i++) {
        enum err err = address_bind(o->listen[i], &setup->sockets[setup->n_sockets]);

        if (err == E_USAGE)
            return fail(err, ret_why, "cannot read the address %s: use ADDR:PORT or [ADDR]:PORT",
                        o->listen[i]);
        if (err == E_IN_USE)
            return fail(err, ret_why, "another program already listens on %s", o->listen[i]);
        if (err != OK)
            return fail(err, ret_why, "cannot listen on %s: %s", o->listen[i], strerror(errno));
        setup->n_sockets++;
    }
    return OK;
}

/* Root becomes the owner of the data folder; a folder of root's is served as root, with a warning.
 */
static enum err become_owner(const struct stat *folder, char *ret_why)
{
    if (geteuid() != 0)
        return OK;
    if (folder->st_uid == 0) {
        log_line(LOG_WARNING, "serving as root: give the data folder to an ordinary user");
        return OK;
    }
    if (setgroups(0, NULL) != 0 || setresgid(folder->st_gid, folder->st_gid, folder->st_gid) != 0 ||
        setresuid(folder->st_uid, folder->st_uid, folder->st_uid) != 0 || setuid(0) == 0)
        return fail(E_IO, ret_why, "cannot become the owner of the data folder");
    return OK;
}

static enum err warm_up(const struct serve_options *o, const struct serve_hooks *hooks,
                        ssh_bind *ret_bind, char *ret_why)
{
    char path[PATH_BYTES];
    enum err err;

    snprintf(path, sizeof(path), "%s/host_ed25519", o->data_dir);
    err = algorithms_bind(o->host_key != NULL ? o->host_key : path, ret_bind);
    if (err == E_NOTFOUND)
        return fail(err, ret_why, "there is no host key in %s: run curbside init first",
                    o->data_dir);
    if (err != OK)
        return fail(err, ret_why,
                    "the host key cannot be used: it must be an ed25519 key that "
                    "only its owner may read");
    if (algorithms_warm(*ret_bind) != OK)
        return fail(E_IO, ret_why, "the SSH library failed its first handshake");
    if (hooks->warm != NULL)
        hooks->warm(hooks->ctx);
    malloc_trim(0);
    return OK;
}

/* As many descriptors as the operator allows: the switchboard holds one for each caller. */
static void raise_descriptors(void)
{
    struct rlimit r;

    if (getrlimit(RLIMIT_NOFILE, &r) != 0)
        return;
    r.rlim_cur = r.rlim_max;
    IGNORE(setrlimit(RLIMIT_NOFILE, &r)); /* then it stays as it was */
}

static enum err begin(const struct serve_options *o, const struct serve_hooks *hooks,
                      struct listener_setup *setup, char *ret_why)
{
    struct stat folder;

    if (stat(o->data_dir, &folder) != 0 || !S_ISDIR(folder.st_mode))
        return fail(E_NOTFOUND, ret_why, "there is no data folder %s: run curbside init first",
                    o->data_dir);
    TRY(lock_folder(o->data_dir, &folder, ret_why));
    TRY(bind_all(o, setup, ret_why));
    TRY(become_owner(&folder, ret_why));
    if (crypto_init() != OK || ssh_init() != SSH_OK)
        return fail(E_IO, ret_why, "the cryptographic libraries do not work here");
    TRY(warm_up(o, hooks, &setup->bind, ret_why));
    if (control_listen(o->data_dir, &setup->door) != OK)
        log_line(LOG_WARNING, "control.sock could not be made: the operator can reach the running "
                              "server by signals alone");
    if (sandbox_prepare(o->data_dir) != OK)
        return fail(E_IO, ret_why, "the kernel refuses the sandbox (seccomp)");
    return OK;
}

enum err serve(const struct serve_options *options, const struct serve_hooks *hooks,
               char ret_why[static SERVE_WHY_SIZE])
{
    struct serve_options o = fill(options);
    struct listener_setup setup = {.options = &o, .hooks = hooks, .door = -1};
    enum err err;

    ret_why[0] = '\0';
    log_part_set("listener");
    raise_descriptors();
    mallopt(M_TRIM_THRESHOLD, TRIM_BYTES);
    mallopt(M_ARENA_MAX, 1);
    err = begin(&o, hooks, &setup, ret_why);
    if (err == OK) {
        err = listener_run(&setup);
        control_remove(o.data_dir);
        if (err != OK)
            return fail(err, ret_why, "the server could not begin: %s", err_info(err)->sentence);
    } else {
        for (int i = 0; i < setup.n_sockets; i++)
            close(setup.sockets[i]);
    }
    ssh_bind_free(setup.bind);
    return err;
}

const char *serve_library_version(void)
{
    static char version[32];
    const char *v = ssh_version(0);
    size_t n = strcspn(v, "/");

    snprintf(version, sizeof(version), "%.*s", (int)n, v);
    return version;
}
