/* SPDX-License-Identifier: MIT
 *
 * caller.c -- the people of a test: their keys, and the clients they call with.
 */
#include "e2e/harness.h"

#include <unistd.h>

static void run_quietly(struct words *w)
{
    struct outcome r = process_run(w, NULL, 0, 60000);

    if (r.status != 0)
        fail_msg("%s: status %d: %s%s", w->v[0], r.status, r.out, r.err);
    outcome_done(&r);
    words_done(w);
}

const char *caller_key_path(const struct board *b, const char *name)
{
    static char path[256];

    snprintf(path, sizeof path, "%s/%s", b->home, name);
    return path;
}

void caller_key(const struct board *b, const char *name)
{
    const char *path = caller_key_path(b, name);
    const char *type = strncmp(name, "rsa", 3) == 0     ? "rsa"
                       : strncmp(name, "ecdsa", 5) == 0 ? "ecdsa"
                                                        : "ed25519";
    struct words w = {{NULL}, 0};

    if (access(path, F_OK) == 0)
        return;
    words_add_all(&w, "ssh-keygen", "-q", "-t", type, "-N", "", "-C", "test", "-f", path, NULL);
    run_quietly(&w);
    words_add_all(&w, "puttygen", path, "-O", "private", "-o", NULL);
    words_add(&w, "%s.ppk", path);
    run_quietly(&w);
    words_add_all(&w, "dropbearconvert", "openssh", "dropbear", path, NULL);
    words_add(&w, "%s.dropbear", path);
    run_quietly(&w);
}

char *caller_public_key(const struct board *b, const char *name)
{
    char path[300];
    char *line;

    snprintf(path, sizeof path, "%s.pub", caller_key_path(b, name));
    line = file_text(path, NULL);
    assert_non_null(line);
    line[strcspn(line, "\n")] = '\0';
    if (strrchr(line, ' ') != strchr(line, ' '))
        *strrchr(line, ' ') = '\0';
    return line;
}

static void openssh_words(struct words *w, const struct board *b, const struct caller *c, bool tty)
{
    words_add_all(w, "ssh", "-F", "none", "-oGlobalKnownHostsFile=/dev/null",
                  "-oStrictHostKeyChecking=accept-new", "-oIdentitiesOnly=yes",
                  "-oIdentityAgent=none", "-oConnectTimeout=20", NULL);
    words_add(w, "-oUserKnownHostsFile=%s/known_hosts", b->home);
    words_add(w, "-oLogLevel=%s", c->talkative ? "INFO" : "ERROR");
    if (c->key)
        words_add(w, "-oIdentityFile=%s", caller_key_path(b, c->key));
    else
        words_add(w, "-oIdentityFile=none");
    words_add(w, tty ? "-tt" : "-T");
}

/* plink asks for the fingerprint on the command line. */
static void fingerprint_read(const struct board *b, char *ret, size_t size)
{
    struct words w = {{NULL}, 0};
    struct outcome r;
    const char *at;

    words_add_all(&w, "sh", "-c", NULL);
    words_add(&w, "ssh-keyscan -t ed25519 -p %d 127.0.0.1 2>&1 | ssh-keygen -lf -", b->port);
    r = process_run(&w, NULL, 0, WAIT_MS);
    at = strstr(r.out, "SHA256:");
    if (!at)
        fail_msg("no host key: %s%s", r.out, r.err);
    snprintf(ret, size, "%.*s", (int)strcspn(at, " \n"), at);
    outcome_done(&r);
    words_done(&w);
}

static void plink_words(struct words *w, const struct board *b, const struct caller *c, bool tty)
{
    char fingerprint[128];

    fingerprint_read(b, fingerprint, sizeof fingerprint);
    words_add_all(w, "plink", "-ssh", "-noagent", "-no-antispoof", "-hostkey", fingerprint, NULL);
    if (c->key)
        words_add_all(w, "-i", NULL), words_add(w, "%s.ppk", caller_key_path(b, c->key));
    words_add(w, tty ? "-t" : "-T");
}

static void dbclient_words(struct words *w, const struct board *b, const struct caller *c, bool tty)
{
    words_add_all(w, "dbclient", "-y", "-y", NULL);
    if (c->key)
        words_add_all(w, "-i", NULL), words_add(w, "%s.dropbear", caller_key_path(b, c->key));
    words_add(w, tty ? "-t" : "-T");
}

struct words caller_words(const struct board *b, const struct caller *c, bool tty)
{
    struct words w = {{NULL}, 0};
    const char *user = c->user ? c->user : c->key ? "someone" : "guest";
    int port = c->port ? c->port : b->port;

    if (c->key)
        caller_key(b, c->key);
    words_add_all(&w, "env", "LC_ALL=C.UTF-8", NULL);
    words_add(&w, "HOME=%s", b->home);
    words_add(&w, "TERM=%s", c->term ? c->term : "xterm-256color");
    if (c->client == CLIENT_OPENSSH)
        openssh_words(&w, b, c, tty);
    else if (c->client == CLIENT_PLINK)
        plink_words(&w, b, c, tty);
    else
        dbclient_words(&w, b, c, tty);
    for (size_t i = 0; i < sizeof c->options / sizeof c->options[0] && c->options[i]; i++)
        words_add(&w, "%s", c->options[i]);
    words_add(&w, c->client == CLIENT_PLINK ? "-P" : "-p");
    words_add(&w, "%d", port);
    words_add(&w, "%s@127.0.0.1", user);
    return w;
}

struct outcome caller_run_n(const struct board *b, const struct caller *c, const void *input,
                            size_t n, const char *command)
{
    struct words w = caller_words(b, c, false);
    struct outcome r;

    if (command)
        words_add(&w, "%s", command);
    r = process_run(&w, input, n, 60000);
    words_done(&w);
    return r;
}

struct outcome caller_run(const struct board *b, const struct caller *c, const char *input,
                          const char *command)
{
    return caller_run_n(b, c, input, input ? strlen(input) : 0, command);
}

char *caller_expect(const struct board *b, const struct caller *c, int status, const char *input,
                    const char *command)
{
    struct outcome r = caller_run(b, c, input, command);

    if (r.status != status) {
        board_print_log(b);
        fail_msg("`ssh HOST %s` exited with %d, not %d\nstdout: %s\nstderr: %s", command, r.status,
                 status, r.out, r.err);
    }
    free(r.err);
    return r.out;
}

void caller_join(const struct board *b, const char *key, const char *handle)
{
    char command[128];

    snprintf(command, sizeof command, "join --handle %s", handle);
    free(caller_expect(b, CALLER(key), 0, NULL, command));
}
