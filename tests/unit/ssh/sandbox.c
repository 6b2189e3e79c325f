/* SPDX-License-Identifier: MIT
 *
 * sandbox.c -- each filter bites: the forbidden call kills, the needed ones pass.
 *
 * Every trial is a child that enters a role and makes one call.
 */
#include "unit.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sandbox.h"

#ifdef CURBSIDE_ASAN
static const bool asan = true;
#else
static const bool asan = false;
#endif

static char folder[] = "/tmp/curbside-sandbox-XXXXXX";
static int pair[2];

static int in_folder(const char *name, int flags)
{
    char path[128];
    int fd;

    snprintf(path, sizeof(path), "%s/%s", folder, name);
    fd = open(path, flags | O_CLOEXEC, 0600);
    return fd < 0 ? errno : (close(fd), 0);
}

/* ---- calls; 0: it worked, else errno ---- */

static int result(long rc)
{
    return rc < 0 ? errno : 0;
}

static int do_open(void)
{
    return in_folder("db/board.db", O_RDWR);
}

static int do_socket(void)
{
    return result(socket(AF_INET, SOCK_STREAM, 0));
}

static int do_connect(void)
{
    struct sockaddr a = {.sa_family = AF_UNSPEC};

    return result(connect(pair[0], &a, sizeof(a)));
}

static int do_execve(void)
{
    char *argv[] = {NULL};

    return result(execve("/nonexistent", argv, argv));
}

static int do_fork(void)
{
    pid_t pid = fork();

    if (pid == 0)
        _exit(0);
    return result(pid);
}

static int do_ptrace(void)
{
    return result(ptrace(PTRACE_TRACEME, 0, NULL, NULL));
}

static int do_kill(void)
{
    return result(kill(getppid(), 0));
}

static int do_tgkill(void)
{
    return result(syscall(SYS_tgkill, getppid(), getppid(), 0));
}

static int do_setuid(void)
{
    return result(setuid(getuid()));
}

static int do_io_uring(void)
{
    return result(syscall(SYS_io_uring_setup, 1, NULL));
}

static int do_exec_memory(void)
{
    void *p = mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    return p == MAP_FAILED ? errno : 0;
}

static int do_steal_descriptor(void)
{
    return result(syscall(SYS_pidfd_getfd, 0, 0, 0));
}

static int do_own_work(void)
{
    struct pollfd p = {pair[0], POLLOUT, 0};
    void *memory = malloc(1024 * 1024);

    if (memory == NULL || poll(&p, 1, 0) != 1 || send(pair[0], "x", 1, MSG_NOSIGNAL) != 1)
        return errno;
    free(memory);
    return 0;
}

static int do_wait_epoll(void)
{
    struct epoll_event e;

    return epoll_wait(pair[1], &e, 1, 0) < 0 && errno == EINVAL ? 0 : 1;
}

static int do_cut_file(void)
{
    char path[128];

    snprintf(path, sizeof(path), "%s/db/board.db", folder);
    int fd = open(path, O_RDWR | O_CLOEXEC);
    return fd < 0 ? errno : result(ftruncate(fd, 0));
}

static int do_make_and_remove(void)
{
    char path[128];
    int rc = in_folder("seal/new", O_RDWR | O_CREAT);

    snprintf(path, sizeof(path), "%s/seal/new", folder);
    return rc != 0 ? rc : result(unlink(path));
}

static int do_read_pepper(void)
{
    return in_folder("secret.key", O_RDONLY);
}

static int do_write_pepper(void)
{
    return in_folder("secret.key", O_RDWR);
}

static int do_read_host_key(void)
{
    return in_folder("host_ed25519", O_RDONLY);
}

static int do_backup(void)
{
    return in_folder("backups/new", O_RDWR | O_CREAT);
}

static int do_read_passwd(void)
{
    return result(open("/etc/passwd", O_RDONLY | O_CLOEXEC));
}

static int do_read_own_memory(void)
{
    return result(open("/proc/self/maps", O_RDONLY | O_CLOEXEC));
}

static int do_ask_confinement(void)
{
    struct rlimit r = {1, 1};

    if (getrlimit(RLIMIT_CORE, &r) != 0 || r.rlim_max != 0)
        return 1;
    return prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0 && prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1
               ? 0
               : 2;
}

/* ---- trials ---- */

enum {
    KILLED = -1
};

/* What became of a child in this role: KILLED, or what the call returned. */
static int attempt(enum sandbox_role role, int (*call)(void))
{
    int status;
    pid_t pid = fork();

    if (pid == 0) {
        if (sandbox_enter(role) != OK)
            _exit(200);
        _exit(call());
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    if (WIFSIGNALED(status)) {
        assert_int_equal(WTERMSIG(status), SIGSYS);
        return KILLED;
    }
    assert_int_not_equal(WEXITSTATUS(status), 200);
    return WEXITSTATUS(status);
}

static void all_below_the_listener_die_of_what_is_dangerous(void **state)
{
    static const struct {
        const char *name;
        int (*call)(void);
    } dangerous[] = {
        {"socket", do_socket},     {"connect", do_connect},
        {"execve", do_execve},     {"clone", do_fork},
        {"ptrace", do_ptrace},     {"kill", do_kill},
        {"tgkill", do_tgkill},     {"setuid", do_setuid},
        {"io_uring", do_io_uring}, {"pidfd_getfd", do_steal_descriptor},
    };

    (void)state;
    for (int role = SANDBOX_LISTENER + 1; role < N_SANDBOX_ROLES; role++) {
        for (size_t i = 0; i < sizeof(dangerous) / sizeof(dangerous[0]); i++) {
            if (attempt((enum sandbox_role)role, dangerous[i].call) != KILLED)
                fail_msg("role %d survived %s", role, dangerous[i].name);
        }
    }
}

static void the_listener_may_fork_and_signal_but_never_execute(void **state)
{
    (void)state;
    assert_int_equal(attempt(SANDBOX_LISTENER, do_execve), KILLED);
    assert_int_equal(attempt(SANDBOX_LISTENER, do_connect), KILLED);
    assert_int_equal(attempt(SANDBOX_LISTENER, do_io_uring), KILLED);
    assert_int_equal(attempt(SANDBOX_LISTENER, do_steal_descriptor), KILLED);
    if (!asan)
        assert_int_equal(attempt(SANDBOX_LISTENER, do_ptrace), KILLED);
    assert_int_equal(attempt(SANDBOX_LISTENER, do_fork), 0);
    assert_int_equal(attempt(SANDBOX_LISTENER, do_kill), 0);
}

static void the_transport_opens_no_file(void **state)
{
    int expected = asan ? EACCES : KILLED;

    (void)state;
    assert_int_equal(attempt(SANDBOX_TRANSPORT, do_open), expected);
    assert_int_equal(attempt(SANDBOX_TRANSPORT, do_read_own_memory), expected);
    assert_int_equal(attempt(SANDBOX_SWITCHBOARD, do_open), expected);
}

static void nobody_makes_executable_memory(void **state)
{
    (void)state;
    assert_int_equal(attempt(SANDBOX_TRANSPORT, do_exec_memory), KILLED);
    assert_int_equal(attempt(SANDBOX_SWITCHBOARD, do_exec_memory), KILLED);
    assert_int_equal(attempt(SANDBOX_SESSION, do_exec_memory), EACCES);
    assert_int_equal(attempt(SANDBOX_KEEPER, do_exec_memory), EACCES);
}

static void everybody_can_do_their_own_work(void **state)
{
    (void)state;
    for (int role = 0; role < N_SANDBOX_ROLES; role++)
        assert_int_equal(attempt((enum sandbox_role)role, do_own_work), 0);
    assert_int_equal(attempt(SANDBOX_SWITCHBOARD, do_wait_epoll), 0);
    assert_int_equal(attempt(SANDBOX_TRANSPORT, do_wait_epoll), KILLED);
}

static void a_session_reaches_database_and_seals_only(void **state)
{
    (void)state;
    if (syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION) < 3)
        skip(); /* this kernel bounds no paths */
    assert_int_equal(attempt(SANDBOX_SESSION, do_open), 0);
    assert_int_equal(attempt(SANDBOX_SESSION, do_cut_file), 0);
    assert_int_equal(attempt(SANDBOX_SESSION, do_make_and_remove), 0);
    assert_int_equal(attempt(SANDBOX_SESSION, do_read_pepper), 0);
    assert_int_equal(attempt(SANDBOX_SESSION, do_write_pepper), EACCES);
    assert_int_equal(attempt(SANDBOX_SESSION, do_read_host_key), EACCES);
    assert_int_equal(attempt(SANDBOX_SESSION, do_backup), EACCES);
    assert_int_equal(attempt(SANDBOX_SESSION, do_read_passwd), EACCES);
    assert_int_equal(attempt(SANDBOX_SESSION, do_read_own_memory), EACCES);
    assert_int_equal(attempt(SANDBOX_KEEPER, do_backup), 0);
    assert_int_equal(attempt(SANDBOX_KEEPER, do_read_host_key), EACCES);
}

/* prctl is no call of a confined process, so the listener's role is asked: it does the same. */
static void a_confined_process_leaves_no_core_and_gains_nothing(void **state)
{
    (void)state;
    assert_int_equal(attempt(SANDBOX_LISTENER, do_ask_confinement), 0);
}

static void make_file(const char *name)
{
    assert_int_equal(in_folder(name, O_RDWR | O_CREAT), 0);
}

static int prepare(void **state)
{
    static const char *const folders[] = {"db", "seal", "backups"};
    char path[128];

    (void)state;
    assert_non_null(mkdtemp(folder));
    for (size_t i = 0; i < 3; i++) {
        snprintf(path, sizeof(path), "%s/%s", folder, folders[i]);
        assert_int_equal(mkdir(path, 0700), 0);
    }
    make_file("db/board.db");
    make_file("secret.key");
    make_file("host_ed25519");
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
    assert_int_equal(sandbox_prepare(folder), OK);
    return 0;
}

static int clean_up(void **state)
{
    static const char *const names[] = {"db/board.db", "secret.key", "host_ed25519", "backups/new",
                                        "db",          "seal",       "backups",      ""};
    char path[128];

    (void)state;
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        snprintf(path, sizeof(path), "%s/%s", folder, names[i]);
        remove(path);
    }
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_below_the_listener_die_of_what_is_dangerous),
        cmocka_unit_test(the_listener_may_fork_and_signal_but_never_execute),
        cmocka_unit_test(the_transport_opens_no_file),
        cmocka_unit_test(nobody_makes_executable_memory),
        cmocka_unit_test(everybody_can_do_their_own_work),
        cmocka_unit_test(a_session_reaches_database_and_seals_only),
        cmocka_unit_test(a_confined_process_leaves_no_core_and_gains_nothing),
    };

    return cmocka_run_group_tests(tests, prepare, clean_up);
}
