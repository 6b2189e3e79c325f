/* SPDX-License-Identifier: MIT
 *
 * board.c -- a board of one's own: a fresh data folder and `curbside serve` on a free port.
 *
 * The test program becomes the reaper of orphans, so that processes which outlive a killed listener
 * can still be found, and are gone when the test is.
 */
#include "e2e/harness.h"
#include "own_folder.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    PROCESSES_MAX = 1024
};

static const char *binary(void)
{
    const char *env = getenv("CURBSIDE_BINARY");

    return env ? env : CURBSIDE_BINARY_DEFAULT;
}

/* As root, the data folder belongs to an ordinary user. */
static void own_as_ordinary(const char *path)
{
    struct passwd *pw;

    if (geteuid() != 0)
        return;
    pw = getpwnam("nobody");
    assert_non_null(pw);
    assert_int_equal(chown(path, pw->pw_uid, pw->pw_gid), 0);
}

static struct board *board_home(void)
{
    struct board *b = calloc(1, sizeof *b);

    assert_non_null(b);
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    assert_true(own_folder_make(b->home, sizeof b->home));
    assert_int_equal(chmod(b->home, 0755), 0);
    snprintf(b->data, sizeof b->data, "%s/data", b->home);
    snprintf(b->log, sizeof b->log, "%s/log", b->home);
    return b;
}

struct board *board_new(const struct board_options *o)
{
    static const struct board_options usual;
    struct board *b = board_home();

    if (!o)
        o = &usual;
    if (o->not_init)
        return b;
    board_init(b);
    if (!o->aliases)
        board_set(b, "[alias]\nopen = 0\n");
    if (o->settings)
        board_set(b, o->settings);
    if (o->fixture) {
        struct outcome r = board_curbside(b, "import", o->fixture, NULL);

        if (r.status != 0)
            fail_msg("import of %s: status %d: %s", o->fixture, r.status, r.err);
        outcome_done(&r);
    }
    if (!o->not_started)
        board_start(b);
    return b;
}

struct outcome board_curbside(const struct board *b, ...)
{
    struct words w = {{NULL}, 0};
    struct outcome r;
    va_list ap;
    const char *word;

    words_add(&w, "%s", binary());
    va_start(ap, b);
    while ((word = va_arg(ap, const char *)))
        words_add(&w, "%s", word);
    va_end(ap);
    words_add_all(&w, "--data", b->data, NULL);
    r = process_run(&w, NULL, 0, 120000);
    words_done(&w);
    return r;
}

/* The first word of `text` that looks like a code: base32 groups of four joined by "-". */
static void code_find(const char *text, char *ret, size_t size)
{
    for (const char *p = text; *p; p++) {
        size_t n = strspn(p, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567-");

        if (n >= 9 && n < size && p[4] == '-') {
            memcpy(ret, p, n);
            ret[n] = '\0';
            return;
        }
        if (n)
            p += n - 1;
    }
}

void board_init(struct board *b)
{
    struct outcome r;

    if (mkdir(b->data, 0700) != 0)
        assert_int_equal(errno, EEXIST);
    own_as_ordinary(b->data);
    r = board_curbside(b, "init", NULL);
    if (r.status != 0)
        fail_msg("init: status %d: %s", r.status, r.err);
    code_find(r.out, b->claim, sizeof b->claim);
    outcome_done(&r);
}

void board_set(const struct board *b, const char *lines)
{
    char path[200];
    FILE *f;

    snprintf(path, sizeof path, "%s/curbside.conf", b->data);
    f = fopen(path, "ae");
    assert_non_null(f);
    fprintf(f, "\n%s\n", lines);
    fclose(f);
}

char *board_log(const struct board *b)
{
    char *text = file_text(b->log, NULL);

    return text ? text : calloc(1, 1);
}

void board_print_log(const struct board *b)
{
    char *log = board_log(b);

    print_error("serve said:\n%s\n", log);
    free(log);
}

/* Where it listens, or -1 when it ended without. */
struct starting {
    struct board *board;
    int raw;
    bool ended;
};

static bool listens_or_ended(void *ctx)
{
    struct starting *s = ctx;
    char *log = board_log(s->board);
    const char *line = strstr(log, "listening on ");

    if (line && strchr(line, '\n')) {
        const char *end = strchr(line, '\n');

        while (end > line && end[-1] != ':')
            end--;
        s->board->port = atoi(end);
    }
    free(log);
    if (s->board->port == 0)
        s->ended = waitpid(s->board->pid, &s->raw, WNOHANG) == s->board->pid;
    return s->board->port != 0 || s->ended;
}

static struct starting board_launch(struct board *b)
{
    struct starting s = {b, 0, false};
    struct words w = {{NULL}, 0};
    int log = open(b->log, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);

    assert_true(log >= 0);
    b->port = 0;
    words_add_all(&w, binary(), "serve", "--data", b->data, "--listen", "127.0.0.1:0", NULL);
    b->pid = process_start(&w, -1, log, log);
    close(log);
    words_done(&w);
    if (!wait_until(listens_or_ended, &s, WAIT_MS)) {
        kill(b->pid, SIGKILL);
        s.ended = waitpid(b->pid, &s.raw, 0) == b->pid;
    }
    if (s.ended)
        b->pid = 0;
    return s;
}

void board_start(struct board *b)
{
    struct starting s = board_launch(b);

    if (s.ended) {
        board_print_log(b);
        fail_msg("serve did not listen");
    }
}

struct outcome board_start_failing(struct board *b)
{
    struct starting s = board_launch(b);
    struct outcome r = {0, calloc(1, 1), 0, board_log(b), 0};

    r.err_n = strlen(r.err);
    if (!s.ended)
        r.status = board_stop(b);
    else
        r.status = WIFEXITED(s.raw) ? WEXITSTATUS(s.raw) : 128 + WTERMSIG(s.raw);
    return r;
}

int board_stop(struct board *b)
{
    int status = 0;

    if (b->pid > 0) {
        kill(b->pid, SIGTERM);
        status = process_wait(b->pid, WAIT_MS);
    }
    b->pid = 0;
    b->port = 0;
    return status;
}

/* Lines no healthy board writes. */
static void log_check(const struct board *b)
{
    static const char *const bad[] = {"AddressSanitizer", "LeakSanitizer", "runtime error:", "BUG",
                                      "Assertion"};
    char *log = board_log(b);

    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        if (strstr(log, bad[i])) {
            board_print_log(b);
            free(log);
            fail_msg("the log holds \"%s\"", bad[i]);
        }
    free(log);
}

void board_discard(struct board *b)
{
    pid_t pids[PROCESSES_MAX];
    int n = process_tree(getpid(), pids, PROCESSES_MAX);

    for (int i = 0; i < n; i++)
        kill(pids[i], SIGKILL);
    for (int i = 0; i < n; i++)
        process_wait(pids[i], WAIT_MS);
    folder_remove(b->home);
    free(b);
}

void board_free(struct board *b)
{
    bool ran = b->pid > 0;
    int status = board_stop(b);

    if (ran && status != 0) {
        board_print_log(b);
        fail_msg("serve ended with status %d", status);
    }
    log_check(b);
    board_discard(b);
}

int board_processes(const struct board *b, const char *name, pid_t *ret, int max)
{
    pid_t all[PROCESSES_MAX];
    int n = process_tree(getpid(), all, PROCESSES_MAX), found = 0;

    (void)b;
    for (int i = 0; i < n && found < max; i++) {
        char its[32];

        process_name(all[i], its);
        if (strstr(its, name))
            ret[found++] = all[i];
    }
    return found;
}

struct counting {
    const struct board *board;
    const char *name;
    int wanted;
};

static bool is_counted(void *ctx)
{
    const struct counting *c = ctx;
    pid_t pids[PROCESSES_MAX];

    return board_processes(c->board, c->name, pids, PROCESSES_MAX) == c->wanted;
}

void board_wait_processes(const struct board *b, const char *name, int n)
{
    struct counting c = {b, name, n};
    pid_t pids[PROCESSES_MAX];

    if (!wait_until(is_counted, &c, WAIT_MS))
        fail_msg("%d processes named %s, not %d", board_processes(b, name, pids, PROCESSES_MAX),
                 name, n);
}

pid_t board_process(const struct board *b, const char *name)
{
    pid_t pid;

    board_wait_processes(b, name, 1);
    assert_int_equal(board_processes(b, name, &pid, 1), 1);
    return pid;
}

static bool is_gone(void *ctx)
{
    return !process_is_alive(*(pid_t *)ctx);
}

void board_wait_gone(pid_t pid)
{
    if (!wait_until(is_gone, &pid, WAIT_MS))
        fail_msg("process %d is still there", (int)pid);
}
