/* SPDX-License-Identifier: MIT
 *
 * sandbox.c -- the tables of system calls and paths, and how a process enters them.
 *
 * The listener parses nothing from the network and forks everybody else, so its filter is the list
 * of what no process of ours ever does; filters stack, and each child adds the short list of what
 * it may do. Calls are killed, not refused: a process that asks for a forbidden one is no longer
 * ours. Two exceptions: executable memory is refused to sessions (a regular-expression JIT then
 * falls back to interpreting), and ASan's own needs are allowed or refused in its builds.
 *
 * kill, tgkill and the like are missing everywhere below the listener: abort() then dies of SIGSYS,
 * which is as dead.
 */
#include "sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <seccomp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <termios.h>
#include <unistd.h>

#include <linux/filter.h>
#include <linux/seccomp.h>

#include <curbside/base/fd.h>
#include <curbside/base/log.h>
#include <curbside/base/str.h>

#ifdef CURBSIDE_ASAN
static const bool asan = true;
#else
static const bool asan = false;
#endif

#define CALL(name) SCMP_SYS(name)

/* What no process of ours ever does. */
static const int never[] = {
    CALL(execve),
    CALL(execveat),
    CALL(ptrace),
    CALL(connect),
    CALL(process_vm_readv),
    CALL(process_vm_writev),
    CALL(bpf),
    CALL(perf_event_open),
    CALL(mount),
    CALL(umount2),
    CALL(pivot_root),
    CALL(chroot),
    CALL(unshare),
    CALL(setns),
    CALL(init_module),
    CALL(finit_module),
    CALL(delete_module),
    CALL(kexec_load),
    CALL(add_key),
    CALL(keyctl),
    CALL(request_key),
    CALL(userfaultfd),
    CALL(io_uring_setup),
    CALL(open_by_handle_at),
    CALL(reboot),
    CALL(swapon),
    CALL(acct),
    CALL(pidfd_getfd),
    CALL(personality),
    CALL(ioperm),
};

/* Memory, time, its own descriptors, its own end. */
static const int everybody[] = {
    CALL(read),          CALL(write),          CALL(readv),        CALL(writev),
    CALL(close),         CALL(close_range),    CALL(poll),         CALL(ppoll),
    CALL(recvfrom),      CALL(sendto),         CALL(shutdown),     CALL(getsockopt),
    CALL(brk),           CALL(munmap),         CALL(mremap),       CALL(madvise),
    CALL(futex),         CALL(getrandom),      CALL(getpid),       CALL(gettid),
    CALL(clock_gettime), CALL(gettimeofday),   CALL(time),         CALL(clock_getres),
    CALL(rt_sigreturn),  CALL(rt_sigprocmask), CALL(rt_sigaction), CALL(restart_syscall),
    CALL(exit),          CALL(exit_group),     CALL(fcntl),        CALL(sched_yield),
};

/* Besides: epoll, descriptors handed over by the listener, and operators who come in. */
static const int switchboard[] = {
    CALL(epoll_wait), CALL(epoll_pwait), CALL(epoll_ctl), CALL(recvmsg), CALL(fstat), CALL(accept4),
};

/* Besides: files (bounded by Landlock), what SQLite, ncurses and libsodium need. */
static const int database[] = {
    CALL(openat),         CALL(open),
    CALL(stat),           CALL(lstat),
    CALL(fstat),          CALL(newfstatat),
    CALL(statx),          CALL(statfs),
    CALL(fstatfs),        CALL(access),
    CALL(faccessat),      CALL(faccessat2),
    CALL(lseek),          CALL(pread64),
    CALL(pwrite64),       CALL(fsync),
    CALL(fdatasync),      CALL(ftruncate),
    CALL(fallocate),      CALL(unlink),
    CALL(unlinkat),       CALL(rename),
    CALL(renameat),       CALL(renameat2),
    CALL(mkdir),          CALL(mkdirat),
    CALL(getdents64),     CALL(readlink),
    CALL(readlinkat),     CALL(getcwd),
    CALL(umask),          CALL(fchmod),
    CALL(fchown),         CALL(utimensat),
    CALL(flock),          CALL(getuid),
    CALL(geteuid),        CALL(getgid),
    CALL(getegid),        CALL(memfd_create),
    CALL(sendfile),       CALL(dup),
    CALL(dup2),           CALL(dup3),
    CALL(pipe2),          CALL(eventfd2),
    CALL(timerfd_create), CALL(timerfd_settime),
    CALL(epoll_create1),  CALL(epoll_ctl),
    CALL(epoll_wait),     CALL(epoll_pwait),
    CALL(select),         CALL(pselect6),
    CALL(nanosleep),      CALL(clock_nanosleep),
    CALL(mlock),          CALL(mlock2),
    CALL(munlock),        CALL(sysinfo),
    CALL(uname),          CALL(getrusage),
    CALL(times),          CALL(prlimit64),
    CALL(getrlimit),      CALL(sched_getaffinity),
    CALL(sigaltstack),    CALL(msync),
};

/* What the sanitizers' runtime asks for: harmless ones allowed, the rest refused without dying. */
static const int asan_allowed[] = {
    CALL(sigaltstack), CALL(sched_getaffinity), CALL(prlimit64), CALL(getrlimit),
    CALL(fstat),       CALL(newfstatat),        CALL(lseek),     CALL(sysinfo),
};
static const int asan_refused[] = {
    CALL(openat), CALL(open), CALL(readlink), CALL(readlinkat), CALL(stat), CALL(getcwd),
};

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

struct filter {
    const char *part;
    const int *calls;
    size_t n_calls;
    bool files;       /* Landlock: db/ and seal/ */
    bool backups;     /* and backups/ */
    bool refuse_exec; /* executable memory is refused, not killed */
    struct sock_fprog program;
    int rules; /* Landlock's, or -1 */
};

static struct filter filters[N_SANDBOX_ROLES] = {
    [SANDBOX_LISTENER] = {.part = "listener", .rules = -1},
    [SANDBOX_SWITCHBOARD] =
        {"switchboard", switchboard, COUNT(switchboard), false, false, false, {0, NULL}, -1},
    [SANDBOX_KEEPER] = {"keeper", database, COUNT(database), true, true, true, {0, NULL}, -1},
    [SANDBOX_SESSION] = {"session", database, COUNT(database), true, false, true, {0, NULL}, -1},
    [SANDBOX_TRANSPORT] = {.part = "transport", .rules = -1},
};
static int landlock_abi;

/* Calls that this machine does not have (EDOM) need no rule; a second rule for one call is fine. */
static bool add(scmp_filter_ctx ctx, uint32_t action, const int *calls, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        int rc = seccomp_rule_add(ctx, action, calls[i], 0);

        if (rc != 0 && rc != -EDOM && rc != -EEXIST)
            return false;
    }
    return true;
}

/* Calls bounded by their arguments: no executable memory; ioctl only to ask "is this a terminal?"
 * and for the bytes waiting; one socket option. */
static bool add_bounded(scmp_filter_ctx ctx, enum sandbox_role role)
{
    const struct scmp_arg_cmp plain = SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);
    const struct scmp_arg_cmp exec = SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, PROT_EXEC);
    const struct scmp_arg_cmp quick_ack[] = {
        SCMP_A1(SCMP_CMP_EQ, IPPROTO_TCP, 0),
        SCMP_A2(SCMP_CMP_EQ, TCP_QUICKACK, 0),
    };
    const unsigned long ioctls[] = {TCGETS, TIOCGWINSZ, FIONREAD, FIONBIO};
    /* ncurses sets modes on its memfd, which has none; standard error may be the operator's
     * terminal, so the answer is the memfd's for every descriptor. */
    const unsigned long modes[] = {TCSETS, TCSETSW, TCSETSF};
    int rc = 0;

    rc |= seccomp_rule_add_array(ctx, SCMP_ACT_ALLOW, CALL(mmap), 1, &plain);
    rc |= seccomp_rule_add_array(ctx, SCMP_ACT_ALLOW, CALL(mprotect), 1, &plain);
    if (filters[role].refuse_exec) {
        rc |= seccomp_rule_add_array(ctx, SCMP_ACT_ERRNO(EACCES), CALL(mmap), 1, &exec);
        rc |= seccomp_rule_add_array(ctx, SCMP_ACT_ERRNO(EACCES), CALL(mprotect), 1, &exec);
    }
    if (role == SANDBOX_TRANSPORT)
        rc |= seccomp_rule_add_array(ctx, SCMP_ACT_ALLOW, CALL(setsockopt), 2, quick_ack);
    for (size_t i = 0; i < COUNT(ioctls); i++) {
        const struct scmp_arg_cmp request = SCMP_A1(SCMP_CMP_EQ, ioctls[i], 0);

        rc |= seccomp_rule_add_array(ctx, SCMP_ACT_ALLOW, CALL(ioctl), 1, &request);
    }
    for (size_t i = 0; i < COUNT(modes); i++) {
        const struct scmp_arg_cmp request = SCMP_A1(SCMP_CMP_EQ, modes[i], 0);

        rc |= seccomp_rule_add_array(ctx, SCMP_ACT_ERRNO(ENOTTY), CALL(ioctl), 1, &request);
    }
    return rc == 0;
}

static bool add_all(scmp_filter_ctx ctx, enum sandbox_role role)
{
    const struct filter *f = &filters[role];

    if (role == SANDBOX_LISTENER) {
        for (size_t i = 0; i < COUNT(never); i++) {
            /* the leak checker traces its own process at exit */
            if (!(asan && never[i] == CALL(ptrace)) &&
                !add(ctx, SCMP_ACT_KILL_PROCESS, &never[i], 1))
                return false;
        }
        return true;
    }
    if (!add(ctx, SCMP_ACT_ALLOW, everybody, COUNT(everybody)) ||
        !add(ctx, SCMP_ACT_ALLOW, f->calls, f->n_calls) || !add_bounded(ctx, role))
        return false;
    if (!asan)
        return true;
    return add(ctx, SCMP_ACT_ALLOW, asan_allowed, COUNT(asan_allowed)) &&
           (f->files || add(ctx, SCMP_ACT_ERRNO(EACCES), asan_refused, COUNT(asan_refused)));
}

/* The compiled program, kept for every child to come. */
static enum err export(scmp_filter_ctx ctx, struct sock_fprog *ret) {
    AUTO_FD int fd = memfd_create("filter", MFD_CLOEXEC); AUTO_STR struct str bytes = STR_INIT;

        if (fd < 0 || seccomp_export_bpf(ctx, fd) != 0 || lseek(fd, 0, SEEK_SET) < 0) return E_IO;
        TRY(fd_read_all(fd, 64 * 1024, &bytes));
        ret->len = (unsigned short)(bytes.n / sizeof(struct sock_filter));
        ret->filter = (struct sock_filter *)(void *)TAKE(bytes.s); return OK;
}

static enum err compile(enum sandbox_role role)
{
    bool listener = role == SANDBOX_LISTENER;
    scmp_filter_ctx ctx = seccomp_init(listener ? SCMP_ACT_ALLOW : SCMP_ACT_KILL_PROCESS);
    enum err err = E_IO;

    if (ctx == NULL)
        return E_NOMEM;
    seccomp_attr_set(ctx, SCMP_FLTATR_CTL_OPTIMIZE, 2); /* a tree; older libraries make a list */
    if (add_all(ctx, role))
        err = export(ctx, &filters[role].program);
    seccomp_release(ctx);
    return err;
}

/* Newer than the headers of Debian 12. */
enum {
    ACCESS_TRUNCATE = 1 << 14,
    ACCESS_ALL_ABI1 = (1 << 13) - 1,
    ACCESS_READ = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR,
    ACCESS_WRITE = ACCESS_READ | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG |
                   LANDLOCK_ACCESS_FS_REMOVE_FILE | ACCESS_TRUNCATE,
    ACCESS_FILE = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE | ACCESS_TRUNCATE,
};

static uint64_t handled_access(void)
{
    uint64_t handled = ACCESS_ALL_ABI1;

    if (landlock_abi >= 2)
        handled |= 1 << 13; /* moving between folders */
    if (landlock_abi >= 3)
        handled |= ACCESS_TRUNCATE;
    return handled;
}

/* A path that does not exist needs no rule. */
static enum err allow_path(int rules, const char *folder, const char *name, uint64_t access)
{
    struct landlock_path_beneath_attr rule = {0};
    AUTO_FD int fd = -1;
    struct stat st;
    char path[4096];

    if (snprintf(path, sizeof(path), "%s%s", folder, name) >= (int)sizeof(path))
        return E_IO;
    fd = open(path, O_PATH | O_CLOEXEC);
    if (fd < 0)
        return OK;
    if (fstat(fd, &st) != 0)
        return E_IO;
    rule.parent_fd = fd;
    rule.allowed_access = access & handled_access();
    if (!S_ISDIR(st.st_mode))
        rule.allowed_access &= ACCESS_FILE;
    return syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0 ? OK
                                                                                            : E_IO;
}

static enum err allow_paths(int rules, const struct filter *f, const char *data_folder)
{
    static const char *const readable[] = {
        "/etc/terminfo",       "/lib/terminfo",  "/usr/share/terminfo",
        "/usr/share/zoneinfo", "/etc/localtime", "/dev/urandom",
    };

    TRY(allow_path(rules, data_folder, "/db", ACCESS_WRITE));
    TRY(allow_path(rules, data_folder, "/seal", ACCESS_WRITE));
    TRY(allow_path(rules, data_folder, "/secret.key", ACCESS_READ));
    if (f->backups)
        TRY(allow_path(rules, data_folder, "/backups", ACCESS_WRITE));
    for (size_t i = 0; i < COUNT(readable); i++)
        TRY(allow_path(rules, "", readable[i], ACCESS_READ));
    return allow_path(rules, "", "/dev/null", ACCESS_READ | LANDLOCK_ACCESS_FS_WRITE_FILE);
}

/* The rules of a role that is bounded by paths, once for every child to come. */
static enum err make_rules(struct filter *f, const char *data_folder)
{
    struct landlock_ruleset_attr attr = {.handled_access_fs = handled_access()};
    AUTO_FD int rules = (int)syscall(SYS_landlock_create_ruleset, &attr, sizeof(attr), 0);

    if (rules < 0)
        return E_IO;
    if (f->files)
        TRY(allow_paths(rules, f, data_folder));
    f->rules = TAKE_FD(rules);
    return OK;
}

static enum err confine_paths(struct filter *f)
{
    if (f->rules < 0)
        return OK;
    if (syscall(SYS_landlock_restrict_self, f->rules, 0) != 0)
        return E_IO;
    fd_close(&f->rules);
    return OK;
}

static enum err make_all_rules(const char *data_dir)
{
    landlock_abi = (int)syscall(SYS_landlock_create_ruleset, NULL, 0,
                                LANDLOCK_CREATE_RULESET_VERSION);
    if (landlock_abi < 1) {
        log_line(LOG_NOTE, "this kernel has no Landlock: sessions are bounded by system calls, "
                           "not by paths");
        return OK;
    }
    for (int role = SANDBOX_LISTENER + 1; role < N_SANDBOX_ROLES; role++)
        TRY(make_rules(&filters[role], data_dir));
    return OK;
}

enum err sandbox_prepare(const char *data_dir)
{
    for (int role = 0; role < N_SANDBOX_ROLES; role++) {
        free(filters[role].program.filter);
        filters[role].program.filter = NULL;
        fd_close(&filters[role].rules);
        TRY(compile((enum sandbox_role)role));
    }
    return data_dir == NULL ? OK : make_all_rules(data_dir);
}

int sandbox_rules(enum sandbox_role role)
{
    return filters[role].rules;
}

enum err sandbox_enter(enum sandbox_role role)
{
    struct filter *f = &filters[role];
    struct rlimit none = {0, 0};

    if (f->program.filter == NULL || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
        prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0 || setrlimit(RLIMIT_CORE, &none) != 0)
        return E_IO;
    log_part_set(f->part);
    TRY(confine_paths(f));
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &f->program, 0, 0) == 0 ? OK : E_IO;
}
