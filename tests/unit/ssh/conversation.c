/* SPDX-License-Identifier: MIT
 *
 * conversation.c -- a whole server with the double as its session, and the library's own client.
 */
#include "unit.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <libssh/callbacks.h>
#include <libssh/libssh.h>

#include <curbside/base/crypto.h>
#include <curbside/ssh/host_key.h>

#include "address.h"
#include "double.h"

enum {
    BIG_BYTES = 3 * 1000 * 1000,
    REKEY_BYTES = 64 * 1024,
    LOGIN_DEADLINE_MS = 5000 /* of our server: long enough for a slow build, short to wait for */
};

static char folder[] = "/tmp/curbside-ssh-XXXXXX";
static char host_key[64];
static pid_t server;
static int port;

/* ---- the server ---- */

/* The port it says it listens on, from the other end of its standard error. */
static int read_port(int fd)
{
    char text[1024];
    size_t n = 0;

    while (n < sizeof(text) - 1) {
        ssize_t got = read(fd, text + n, sizeof(text) - 1 - n);
        char *at;

        assert_true(got > 0);
        n += (size_t)got;
        text[n] = '\0';
        at = strstr(text, "listening on 127.0.0.1:");
        if (at != NULL && strchr(at, '\n') != NULL)
            return atoi(at + strlen("listening on 127.0.0.1:"));
    }
    fail_msg("the server did not say where it listens: %s", text);
    return 0;
}

static void serve_in_child(int err)
{
    static const char *const listen[] = {"127.0.0.1:0"};
    const struct serve_options o = {.data_dir = folder,
                                    .listen = listen,
                                    .n_listen = 1,
                                    .joins_per_hour = 2,
                                    .login_deadline_ms = LOGIN_DEADLINE_MS};

    dup2(err, STDERR_FILENO);
    _exit(double_serve(&o));
}

static int start(void **state)
{
    char path[64];
    int ends[2];

    (void)state;
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof(path), "%s/db", folder);
    assert_int_equal(mkdir(path, 0700), 0);
    snprintf(host_key, sizeof(host_key), "%s/host_ed25519", folder);
    assert_int_equal(host_key_create(host_key), OK);
    assert_int_equal(pipe(ends), 0);
    server = fork();
    if (server == 0)
        serve_in_child(ends[1]);
    close(ends[1]);
    port = read_port(ends[0]);
    return 0; /* the pipe stays open: the server may still write */
}

static int stop(void **state)
{
    static const char *const names[] = {"/db", "/host_ed25519", "/lock", ""};
    char path[64];
    int status;

    (void)state;
    kill(server, SIGTERM);
    assert_int_equal(waitpid(server, &status, 0), server);
    assert_int_equal(status, 0);
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        snprintf(path, sizeof(path), "%s%s", folder, names[i]);
        remove(path);
    }
    return 0;
}

/* ---- the client ---- */

static ssh_session connect_as(const char *user, uint64_t rekey_bytes)
{
    ssh_session s = ssh_new();
    bool process_config = false;

    ssh_options_set(s, SSH_OPTIONS_HOST, "127.0.0.1");
    ssh_options_set(s, SSH_OPTIONS_PORT, &port);
    ssh_options_set(s, SSH_OPTIONS_USER, user);
    ssh_options_set(s, SSH_OPTIONS_PROCESS_CONFIG, &process_config);
    if (rekey_bytes > 0)
        ssh_options_set(s, SSH_OPTIONS_REKEY_DATA, &rekey_bytes);
    assert_int_equal(ssh_connect(s), SSH_OK);
    return s;
}

static void nothing_is_compressed(void **state)
{
    ssh_session s = ssh_new();
    bool process_config = false;

    (void)state;
    ssh_options_set(s, SSH_OPTIONS_HOST, "127.0.0.1");
    ssh_options_set(s, SSH_OPTIONS_PORT, &port);
    ssh_options_set(s, SSH_OPTIONS_PROCESS_CONFIG, &process_config);
    ssh_options_set(s, SSH_OPTIONS_COMPRESSION_C_S, "zlib@openssh.com,zlib");
    assert_int_equal(ssh_connect(s), SSH_ERROR);
    ssh_free(s);
}

/* A person at a passphrase has longer; a program that came in has not. */
static void a_login_by_key_that_opens_nothing_ends_as_soon_as_any(void **state)
{
    ssh_session s = connect_as("somebody", 0);
    struct pollfd p = {.fd = ssh_get_fd(s), .events = POLLIN};
    char bytes[4096];
    ssize_t n = 1;
    ssh_key key = NULL;

    (void)state;
    assert_int_equal(ssh_pki_generate(SSH_KEYTYPE_ED25519, 0, &key), SSH_OK);
    assert_int_equal(ssh_userauth_try_publickey(s, NULL, key), SSH_AUTH_SUCCESS);
    assert_int_equal(ssh_userauth_publickey(s, NULL, key), SSH_AUTH_SUCCESS);
    while (n > 0) {
        assert_int_equal(poll(&p, 1, 3 * LOGIN_DEADLINE_MS), 1);
        n = recv(p.fd, bytes, sizeof(bytes), 0);
    }
    ssh_key_free(key);
    ssh_disconnect(s);
    ssh_free(s);
}

static ssh_session guest(void)
{
    ssh_session s = connect_as("guest", 0);

    assert_int_equal(ssh_userauth_none(s, NULL), SSH_AUTH_SUCCESS);
    return s;
}

static ssh_channel begin(ssh_session s, const char *command)
{
    ssh_channel c = ssh_channel_new(s);

    assert_int_equal(ssh_channel_open_session(c), SSH_OK);
    assert_int_equal(ssh_channel_request_exec(c, command), SSH_OK);
    return c;
}

/* Read one line; without its end. */
static void read_line(ssh_channel c, char *ret, size_t size)
{
    size_t n = 0;

    while (n < size - 1 && ssh_channel_read(c, ret + n, 1, 0) == 1 && ret[n] != '\n')
        n++;
    ret[n] = '\0';
}

/* To its end: how many bytes of standard output; its last words on standard error. */
static size_t drain(ssh_channel c, char *ret_err, size_t size)
{
    static char bytes[65536];
    size_t total = 0;
    int n;

    while ((n = ssh_channel_read(c, bytes, sizeof(bytes), 0)) > 0)
        total += (size_t)n;
    n = ssh_channel_read(c, ret_err, (uint32_t)size - 1, 1);
    ret_err[n > 0 ? n : 0] = '\0';
    return total;
}

static void end(ssh_session s, ssh_channel c)
{
    ssh_channel_free(c);
    ssh_disconnect(s);
    ssh_free(s);
}

/* ---- the tests ---- */

static void the_status_of_a_command_always_arrives(void **state)
{
    char err[256];

    (void)state;
    for (int i = 0; i < 20; i++) {
        ssh_session s = guest();
        ssh_channel c = begin(s, i % 2 ? "exit 70" : "exit 3");

        drain(c, err, sizeof(err));
        assert_int_equal(ssh_channel_get_exit_status(c), i % 2 ? 70 : 3);
        end(s, c);
    }
}

static void a_key_is_told_as_the_client_proved_it(void **state)
{
    ssh_session s = connect_as("somebody", 0);
    ssh_key key = NULL;
    ssh_channel c;
    char line[256];

    (void)state;
    assert_int_equal(ssh_pki_generate(SSH_KEYTYPE_ED25519, 0, &key), SSH_OK);
    assert_int_equal(ssh_userauth_publickey(s, NULL, key), SSH_AUTH_SUCCESS);
    c = begin(s, "facts");
    read_line(c, line, sizeof(line));
    assert_non_null(strstr(line, "guest=0 key=51 ")); /* "ssh-ed25519" and 32 bytes */
    ssh_key_free(key);
    end(s, c);
}

static void a_person_without_a_key_gets_in_with_one_enter(void **state)
{
    ssh_session s = connect_as("somebody", 0);
    char line[256];
    ssh_channel c;

    (void)state;
    assert_int_equal(ssh_userauth_kbdint(s, NULL, NULL), SSH_AUTH_INFO);
    assert_int_equal(ssh_userauth_kbdint_getnprompts(s), 1);
    assert_non_null(strstr(ssh_userauth_kbdint_getinstruction(s), "ssh-keygen -t ed25519"));
    assert_int_equal(ssh_userauth_kbdint_setanswer(s, 0, ""), 0);
    assert_int_equal(ssh_userauth_kbdint(s, NULL, NULL), SSH_AUTH_SUCCESS);
    c = begin(s, "facts");
    read_line(c, line, sizeof(line));
    assert_non_null(strstr(line, "guest=0 key=0 "));
    end(s, c);
}

static void keys_are_exchanged_anew_while_much_goes_out(void **state)
{
    ssh_session s = connect_as("guest", REKEY_BYTES);
    char err[256];
    ssh_channel c;

    (void)state;
    assert_int_equal(ssh_userauth_none(s, NULL), SSH_AUTH_SUCCESS);
    c = begin(s, "big 3000000");
    assert_int_equal(drain(c, err, sizeof(err)), BIG_BYTES);
    assert_int_equal(ssh_channel_get_exit_status(c), 0);
    end(s, c);
}

static void keys_are_exchanged_anew_while_much_comes_in(void **state)
{
    static char piece[30000];
    ssh_session s = connect_as("guest", REKEY_BYTES);
    char line[64];
    ssh_channel c;

    (void)state;
    assert_int_equal(ssh_userauth_none(s, NULL), SSH_AUTH_SUCCESS);
    c = begin(s, "cat");
    for (int i = 0; i < 100; i++)
        assert_int_equal(ssh_channel_write(c, piece, sizeof(piece)), sizeof(piece));
    ssh_channel_send_eof(c);
    read_line(c, line, sizeof(line));
    assert_string_equal(line, "3000000 bytes, ok");
    end(s, c);
}

static void a_session_that_dies_is_excused(void **state)
{
    ssh_session s = guest();
    ssh_channel c = begin(s, "die");
    char err[256];

    (void)state;
    drain(c, err, sizeof(err));
    assert_string_equal(err, "curbside: something went wrong here; the command did not finish\n");
    assert_int_equal(ssh_channel_get_exit_status(c), 70);
    end(s, c);
}

static void a_terminal_of_a_session_that_dies_is_left_clean(void **state)
{
    ssh_session s = guest();
    ssh_channel c = ssh_channel_new(s);
    char text[4096] = "";
    size_t n = 0;
    int got;

    (void)state;
    assert_int_equal(ssh_channel_open_session(c), SSH_OK);
    assert_int_equal(ssh_channel_request_pty_size(c, "xterm", 80, 24), SSH_OK);
    assert_int_equal(ssh_channel_request_exec(c, "die"), SSH_OK);
    while ((got = ssh_channel_read(c, text + n, (uint32_t)(sizeof(text) - 1 - n), 0)) > 0)
        n += (size_t)got;
    assert_non_null(strstr(text, "\033[?1049l\033[?2004l\033[23;0;0t\033[?25h"));
    assert_non_null(strstr(text, "what you wrote is kept"));
    end(s, c);
}

static void a_shell_hears_sizes_and_signals_and_the_end_of_input(void **state)
{
    ssh_session s = guest();
    ssh_channel c = ssh_channel_new(s);
    char line[256];

    (void)state;
    assert_int_equal(ssh_channel_open_session(c), SSH_OK);
    assert_int_equal(ssh_channel_request_pty_size(c, "xterm\033[2J", 80, 24), SSH_OK);
    assert_int_equal(ssh_channel_request_shell(c), SSH_OK);
    read_line(c, line, sizeof(line));
    assert_non_null(strstr(line, "pty=1 exec=0 term= unusable=1 size=80x24"));
    ssh_channel_change_pty_size(c, 132, 50);
    read_line(c, line, sizeof(line));
    assert_string_equal(line, "size=132x50\r");
    ssh_channel_request_send_signal(c, "INT");
    read_line(c, line, sizeof(line));
    assert_string_equal(line, "signal=1\r");
    ssh_channel_send_eof(c);
    drain(c, line, sizeof(line));
    assert_int_equal(ssh_channel_get_exit_status(c), 6);
    end(s, c);
}

static void a_long_command_is_refused_with_a_sentence(void **state)
{
    static char command[WIRE_COMMAND_BYTES + 2];
    ssh_session s = guest();
    char err[256];
    ssh_channel c;

    (void)state;
    memset(command, 'x', sizeof(command) - 1);
    c = begin(s, command);
    drain(c, err, sizeof(err));
    assert_non_null(strstr(err, "8192 bytes"));
    assert_int_equal(ssh_channel_get_exit_status(c), 2);
    end(s, c);
}

static void a_session_reaches_no_file_but_its_own(void **state)
{
    char command[128];
    char line[64];
    ssh_session s = guest();
    ssh_channel c;

    (void)state;
    snprintf(command, sizeof(command), "open %s", host_key);
    c = begin(s, command);
    read_line(c, line, sizeof(line));
    assert_string_equal(line, "refused");
    end(s, c);
}

static void one_session_rings_and_another_hears(void **state)
{
    ssh_session a = guest();
    ssh_session b = guest();
    ssh_channel hearing = begin(a, "hear 7");
    ssh_channel ringing;
    char line[64];

    (void)state;
    read_line(hearing, line, sizeof(line));
    assert_string_equal(line, "listening");
    ringing = begin(b, "ring 7");
    drain(ringing, line, sizeof(line));
    assert_int_equal(ssh_channel_get_exit_status(ringing), 0);
    read_line(hearing, line, sizeof(line));
    assert_string_equal(line, "rang");
    end(a, hearing);
    end(b, ringing);
}

static void so_many_may_join_from_one_place(void **state)
{
    char err[64];

    (void)state;
    for (int i = 0; i < 3; i++) {
        ssh_session s = guest();
        ssh_channel c = begin(s, "join");

        drain(c, err, sizeof(err));
        assert_int_equal(ssh_channel_get_exit_status(c), i < 2 ? OK : E_JOINS_FAST);
        end(s, c);
    }
}

static void a_second_server_on_the_folder_is_refused(void **state)
{
    static const char *const listen[] = {"127.0.0.1:0"};
    const struct serve_options o = {.data_dir = folder, .listen = listen, .n_listen = 1};
    const struct serve_hooks hooks = {.session = double_session};
    char why[SERVE_WHY_SIZE];

    (void)state;
    assert_int_equal(serve(&o, &hooks, why), E_IN_USE);
    assert_non_null(strstr(why, "another server already serves"));
}

static void a_host_key_is_made_once(void **state)
{
    char print[HOST_KEY_FINGERPRINT_SIZE];
    struct stat st;

    (void)state;
    assert_int_equal(host_key_create(host_key), E_IN_USE);
    assert_int_equal(stat(host_key, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_int_equal(host_key_fingerprint(host_key, print), OK);
    assert_memory_equal(print, "SHA256:", 7);
    assert_int_equal(host_key_fingerprint("/nonexistent", print), E_NOTFOUND);
    assert_int_equal(host_key_fingerprint("/dev/null", print), E_CORRUPT);
}

static void addresses_are_read_or_refused(void **state)
{
    static const char *const bad[] = {"",
                                      "2222",
                                      ":2222",
                                      "127.0.0.1",
                                      "::1:22",
                                      "[::1]",
                                      "127.0.0.1:x",
                                      "127.0.0.1:65536",
                                      "[]:2222",
                                      "[::1:22",
                                      "nowhere.invalid:1"};
    char text[ADDRESS_SIZE];
    int fd = -1;

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        assert_int_equal(address_bind(bad[i], &fd), E_USAGE);
    assert_int_equal(address_bind("127.0.0.1:0", &fd), OK);
    address_format(fd, text);
    assert_memory_equal(text, "127.0.0.1:", 10);
    close(fd);
}

static void a_source_is_an_address_or_a_64_and_loopback_is_none(void **state)
{
    struct sockaddr_storage a = {.ss_family = AF_INET6};
    struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)&a;
    struct key key = {{1}};
    struct key other = {{2}};
    uint64_t id;

    (void)state;
    assert_int_equal(crypto_init(), OK);
    v6->sin6_addr.s6_addr[0] = 0x20;
    id = address_source(&key, &a);
    assert_true(id != 0);
    v6->sin6_addr.s6_addr[15] = 9;
    assert_true(address_source(&key, &a) == id);
    assert_true(address_source(&other, &a) != id);
    v6->sin6_addr.s6_addr[7] = 9;
    assert_true(address_source(&key, &a) != id);
    memset(&v6->sin6_addr, 0, 15);
    v6->sin6_addr.s6_addr[15] = 1;
    assert_true(address_source(&key, &a) == 0);
    a = (struct sockaddr_storage){.ss_family = AF_INET};
    ((struct sockaddr_in *)&a)->sin_addr.s_addr = htonl(0x7f000002);
    assert_true(address_source(&key, &a) == 0);
    ((struct sockaddr_in *)&a)->sin_addr.s_addr = htonl(0xc0000201);
    assert_true(address_source(&key, &a) != 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_status_of_a_command_always_arrives),
        cmocka_unit_test(a_key_is_told_as_the_client_proved_it),
        cmocka_unit_test(a_person_without_a_key_gets_in_with_one_enter),
        cmocka_unit_test(keys_are_exchanged_anew_while_much_goes_out),
        cmocka_unit_test(keys_are_exchanged_anew_while_much_comes_in),
        cmocka_unit_test(nothing_is_compressed),
        cmocka_unit_test(a_login_by_key_that_opens_nothing_ends_as_soon_as_any),
        cmocka_unit_test(a_session_that_dies_is_excused),
        cmocka_unit_test(a_terminal_of_a_session_that_dies_is_left_clean),
        cmocka_unit_test(a_shell_hears_sizes_and_signals_and_the_end_of_input),
        cmocka_unit_test(a_long_command_is_refused_with_a_sentence),
        cmocka_unit_test(a_session_reaches_no_file_but_its_own),
        cmocka_unit_test(one_session_rings_and_another_hears),
        cmocka_unit_test(so_many_may_join_from_one_place),
        cmocka_unit_test(a_second_server_on_the_folder_is_refused),
        cmocka_unit_test(a_host_key_is_made_once),
        cmocka_unit_test(addresses_are_read_or_refused),
        cmocka_unit_test(a_source_is_an_address_or_a_64_and_loopback_is_none),
    };

    return cmocka_run_group_tests(tests, start, stop);
}
