/* SPDX-License-Identifier: MIT
 *
 * process.c -- programs run to their end, and waiting for conditions.
 *
 * Every program is started in a session of its own, so that nothing reaches the terminal the tests
 * run on, and with a parent-death signal, so that a test that dies leaves nothing running.
 */
#include "e2e/harness.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    /* Between two looks at what is waited for: */
    REST_MIN_MS = 10,
    REST_MAX_MS = 500,
};

long long now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int patience(void)
{
    const char *env = getenv("CURBSIDE_TEST_PATIENCE");
    int factor = env ? atoi(env) : 0;

#ifdef CURBSIDE_ASAN
    return factor > 0 ? factor : 4;
#else
    return factor > 0 ? factor : 1;
#endif
}

long long deadline_in(int ms)
{
    return now_ms() + (long long)ms * patience();
}

/* A tenth of what was waited already, so that long waits do not look at all processes a thousand
 * times. */
static int rest_ms(long long waited, long long left)
{
    long long ms = waited / 10;

    ms = ms < REST_MIN_MS ? REST_MIN_MS : ms > REST_MAX_MS ? REST_MAX_MS : ms;
    return (int)(ms < left ? ms : left);
}

bool wait_until(bool (*cond)(void *ctx), void *ctx, int ms)
{
    long long began = now_ms(), deadline = deadline_in(ms);

    while (!cond(ctx)) {
        long long now = now_ms();
        if (now >= deadline)
            return false;
        poll(NULL, 0, rest_ms(now - began, deadline - now));
    }
    return true;
}

void words_add(struct words *w, const char *fmt, ...)
{
    va_list ap;

    assert_true(w->n + 1 < (int)(sizeof w->v / sizeof w->v[0]));
    va_start(ap, fmt);
    assert_true(vasprintf(&w->v[w->n], fmt, ap) >= 0);
    va_end(ap);
    w->v[++w->n] = NULL;
}

void words_add_all(struct words *w, ...)
{
    va_list ap;
    const char *word;

    va_start(ap, w);
    while ((word = va_arg(ap, const char *)))
        words_add(w, "%s", word);
    va_end(ap);
}

void words_done(struct words *w)
{
    for (int i = 0; i < w->n; i++)
        free(w->v[i]);
    memset(w, 0, sizeof *w);
}

static void child_descriptor(int fd, int as)
{
    if (fd < 0)
        fd = open("/dev/null", O_RDWR);
    if (fd == as)
        fcntl(fd, F_SETFD, 0);
    else
        dup2(fd, as);
}

pid_t process_start(const struct words *w, int in, int out, int err)
{
    pid_t parent = getpid();
    pid_t pid = fork();

    assert_true(pid >= 0);
    if (pid > 0)
        return pid;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(127);
    setsid();
    child_descriptor(in, 0);
    child_descriptor(out, 1);
    child_descriptor(err, 2);
    execvp(w->v[0], w->v);
    fprintf(stderr, "%s: %s\n", w->v[0], strerror(errno));
    _exit(127);
}

static int status_of(int raw)
{
    return WIFEXITED(raw) ? WEXITSTATUS(raw) : 128 + WTERMSIG(raw);
}

struct child {
    pid_t pid;
    int raw;
};

static bool child_ended(void *ctx)
{
    struct child *c = ctx;

    return waitpid(c->pid, &c->raw, WNOHANG) == c->pid;
}

int process_wait(pid_t pid, int ms)
{
    struct child c = {pid, 0};

    if (wait_until(child_ended, &c, ms))
        return status_of(c.raw);
    kill(pid, SIGKILL);
    waitpid(pid, &c.raw, 0);
    return -1;
}

/* One output of a running program. */
struct sink {
    int fd;
    char *text;
    size_t n, cap;
};

static void sink_read(struct sink *k)
{
    ssize_t got;

    if (k->n + 65536 > k->cap) {
        k->cap = k->cap * 2 + 65537;
        k->text = realloc(k->text, k->cap);
        assert_non_null(k->text);
    }
    got = read(k->fd, k->text + k->n, k->cap - k->n - 1);
    if (got > 0) {
        k->n += (size_t)got;
    } else if (got == 0 || errno != EINTR) {
        close(k->fd);
        k->fd = -1;
    }
    k->text[k->n] = '\0';
}

static void feed(int *fd, const char **input, size_t *n)
{
    ssize_t put = *n ? write(*fd, *input, *n) : 0;

    if (put > 0) {
        *input += put;
        *n -= (size_t)put;
    }
    if (*n == 0 || (put < 0 && errno != EAGAIN && errno != EINTR)) {
        close(*fd);
        *fd = -1;
    }
}

/* Move bytes until both outputs ended; false when the deadline passed first. */
static bool exchange(int in, const char *input, size_t n, struct sink *out, struct sink *err,
                     long long deadline)
{
    fcntl(in, F_SETFL, O_NONBLOCK);
    while (out->fd >= 0 || err->fd >= 0) {
        struct pollfd p[3] = {{in, POLLOUT, 0}, {out->fd, POLLIN, 0}, {err->fd, POLLIN, 0}};
        long long left = deadline - now_ms();

        if (left <= 0)
            break;
        if (poll(p, 3, (int)left) <= 0)
            continue;
        if (p[0].revents)
            feed(&in, &input, &n);
        if (p[1].revents)
            sink_read(out);
        if (p[2].revents)
            sink_read(err);
    }
    if (in >= 0)
        close(in);
    return out->fd < 0 && err->fd < 0;
}

struct outcome process_run(const struct words *w, const void *input, size_t n, int ms)
{
    int in[2], out[2], err[2];
    struct sink o = {-1, NULL, 0, 0}, e = {-1, NULL, 0, 0};
    struct outcome result;
    pid_t pid;
    bool ended;

    signal(SIGPIPE, SIG_IGN);
    assert_true(pipe2(in, O_CLOEXEC) == 0 && pipe2(out, O_CLOEXEC) == 0 &&
                pipe2(err, O_CLOEXEC) == 0);
    pid = process_start(w, in[0], out[1], err[1]);
    close(in[0]);
    close(out[1]);
    close(err[1]);
    o.fd = out[0];
    e.fd = err[0];
    ended = exchange(in[1], input, input ? n : 0, &o, &e, deadline_in(ms));
    if (!ended)
        kill(pid, SIGKILL);
    result.status = process_wait(pid, ms);
    if (!ended)
        result.status = -1;
    if (o.fd >= 0)
        close(o.fd);
    if (e.fd >= 0)
        close(e.fd);
    result.out = o.text ? o.text : calloc(1, 1);
    result.out_n = o.n;
    result.err = e.text ? e.text : calloc(1, 1);
    result.err_n = e.n;
    return result;
}

void outcome_done(struct outcome *o)
{
    free(o->out);
    free(o->err);
    memset(o, 0, sizeof *o);
}

/* State and parent of a process; false: gone. */
static bool stat_read(pid_t pid, char *ret_state, pid_t *ret_parent)
{
    char path[64], line[1024];
    FILE *f;
    char *end;

    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    f = fopen(path, "re");
    if (!f)
        return false;
    if (!fgets(line, sizeof line, f))
        line[0] = '\0';
    fclose(f);
    end = strrchr(line, ')');
    return end && sscanf(end + 2, "%c %d", ret_state, ret_parent) == 2;
}

bool process_is_alive(pid_t pid)
{
    char state;
    pid_t parent;

    return stat_read(pid, &state, &parent) && state != 'Z' && state != 'X';
}

pid_t process_parent(pid_t pid)
{
    char state;
    pid_t parent;

    return stat_read(pid, &state, &parent) ? parent : 0;
}

void process_name(pid_t pid, char ret[32])
{
    char path[64];
    FILE *f;

    ret[0] = '\0';
    snprintf(path, sizeof path, "/proc/%d/comm", (int)pid);
    f = fopen(path, "re");
    if (!f)
        return;
    if (fgets(ret, 32, f))
        ret[strcspn(ret, "\n")] = '\0';
    fclose(f);
}

static bool descends(pid_t pid, pid_t root)
{
    for (int depth = 0; depth < 16 && pid > 1; depth++) {
        pid = process_parent(pid);
        if (pid == root)
            return true;
    }
    return false;
}

int process_tree(pid_t root, pid_t *ret, int max)
{
    DIR *d = opendir("/proc");
    struct dirent *e;
    int n = 0;

    assert_non_null(d);
    while ((e = readdir(d)) && n < max) {
        pid_t pid = (pid_t)atoi(e->d_name);

        if (pid > 0 && process_is_alive(pid) && descends(pid, root))
            ret[n++] = pid;
    }
    closedir(d);
    return n;
}

static int remove_entry(const char *path, const struct stat *st, int kind, struct FTW *where)
{
    (void)st;
    (void)kind;
    (void)where;
    return remove(path);
}

void folder_remove(const char *path)
{
    nftw(path, remove_entry, 16, FTW_DEPTH | FTW_PHYS | FTW_MOUNT);
}

char *file_text(const char *path, size_t *ret_n)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct sink k = {fd, NULL, 0, 0};

    if (fd < 0)
        return NULL;
    while (k.fd >= 0)
        sink_read(&k);
    if (ret_n)
        *ret_n = k.n;
    return k.text;
}

/* A test program's own leaks end with it; the board it starts judges itself. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "detect_leaks=0";
}
