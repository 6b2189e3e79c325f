/* SPDX-License-Identifier: MIT
 *
 * algorithms.c -- the lists of algorithms, strongest first, and one handshake to warm the parent.
 *
 * No NIST-curve key exchange, no group exchange, no MAC but encrypt-then-MAC, no compression. The
 * library keeps of each list what it knows: the post-quantum exchanges take effect from libssh 0.12
 * on without a change here. Client keys may be of the NIST curves: they are the hardware keys and
 * the keys people have, and no harm to anyone but their owner.
 */
#include "algorithms.h"

#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

#include <libssh/callbacks.h>
#include <libssh/libssh.h>

#include <curbside/base/clock.h>
#include <curbside/base/fd.h>

enum {
    WARM_TIMEOUT_MS = 5000
}; /* a handshake takes 3 ms */

static const char kex_list[] =
    "mlkem768x25519-sha256,sntrup761x25519-sha512,sntrup761x25519-sha512@openssh.com,"
    "curve25519-sha256,curve25519-sha256@libssh.org";
static const char cipher_list[] =
    "chacha20-poly1305@openssh.com,aes256-gcm@openssh.com,aes128-gcm@openssh.com,"
    "aes256-ctr,aes192-ctr,aes128-ctr";
static const char mac_list[] = "hmac-sha2-256-etm@openssh.com,hmac-sha2-512-etm@openssh.com";
static const char host_key_list[] = "ssh-ed25519";
static const char client_key_list[] =
    "ssh-ed25519,sk-ssh-ed25519@openssh.com,ecdsa-sha2-nistp256,ecdsa-sha2-nistp384,"
    "ecdsa-sha2-nistp521,sk-ecdsa-sha2-nistp256@openssh.com,rsa-sha2-512,rsa-sha2-256";

static bool set_lists(ssh_bind b)
{
    static const struct {
        enum ssh_bind_options_e option;
        const char *value;
    } lists[] = {
        {SSH_BIND_OPTIONS_KEY_EXCHANGE, kex_list},
        {SSH_BIND_OPTIONS_CIPHERS_C_S, cipher_list},
        {SSH_BIND_OPTIONS_CIPHERS_S_C, cipher_list},
        {SSH_BIND_OPTIONS_HMAC_C_S, mac_list},
        {SSH_BIND_OPTIONS_HMAC_S_C, mac_list},
        {SSH_BIND_OPTIONS_HOSTKEY_ALGORITHMS, host_key_list},
        {SSH_BIND_OPTIONS_PUBKEY_ACCEPTED_KEY_TYPES, client_key_list},
        {SSH_BIND_OPTIONS_BANNER, "Curbside"},
    };
    bool process_config = false; /* no file of the system changes what we offer */

    if (ssh_bind_options_set(b, SSH_BIND_OPTIONS_PROCESS_CONFIG, &process_config) != SSH_OK)
        return false;
    for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
        if (ssh_bind_options_set(b, lists[i].option, lists[i].value) != SSH_OK)
            return false;
    }
    return true;
}

static enum err import_host_key(ssh_bind b, const char *path)
{
    ssh_key key = NULL;

    if (access(path, R_OK) != 0)
        return err_from_errno(errno);
    if (ssh_pki_import_privkey_file(path, NULL, NULL, NULL, &key) != SSH_OK)
        return E_CORRUPT;
    if (ssh_key_type(key) != SSH_KEYTYPE_ED25519 ||
        ssh_bind_options_set(b, SSH_BIND_OPTIONS_IMPORT_KEY, key) != SSH_OK) {
        ssh_key_free(key);
        return E_CORRUPT;
    }
    return OK; /* the bind owns the key */
}

enum err algorithms_bind(const char *host_key, ssh_bind *ret_bind)
{
    ssh_bind b = ssh_bind_new();
    enum err err;

    if (b == NULL)
        return E_NOMEM;
    err = set_lists(b) ? import_host_key(b, host_key) : E_IO;
    if (err != OK) {
        ssh_bind_free(b);
        return err;
    }
    *ret_bind = b;
    return OK;
}

enum err algorithms_accept(ssh_bind b, ssh_session session, int socket)
{
    /* A bind has no option for compression, and the library would offer zlib@openssh.com. */
    if (ssh_bind_accept_fd(b, session, socket) != SSH_OK ||
        ssh_options_set(session, SSH_OPTIONS_COMPRESSION_C_S, "none") != SSH_OK ||
        ssh_options_set(session, SSH_OPTIONS_COMPRESSION_S_C, "none") != SSH_OK)
        return E_IO;
    return OK;
}

static int let_in(ssh_session session, const char *user, void *ctx)
{
    (void)session;
    (void)user;
    (void)ctx;
    return SSH_AUTH_SUCCESS;
}

static ssh_session client_new(int fd)
{
    ssh_session client = ssh_new();
    bool process_config = false;

    if (client == NULL)
        return NULL;
    ssh_options_set(client, SSH_OPTIONS_HOST, "warm");
    ssh_options_set(client, SSH_OPTIONS_USER, "warm");
    ssh_options_set(client, SSH_OPTIONS_FD, &fd);
    ssh_options_set(client, SSH_OPTIONS_PROCESS_CONFIG, &process_config);
    ssh_set_blocking(client, 0);
    return client;
}

/* Drive both ends until the client is let in. */
static enum err shake_hands(ssh_event event, ssh_session client)
{
    int64_t deadline = clock_mono_ms(&clock_system) + WARM_TIMEOUT_MS;
    int connected = SSH_AGAIN;
    int authenticated = SSH_AUTH_AGAIN;

    while (authenticated != SSH_AUTH_SUCCESS) {
        if (connected == SSH_AGAIN)
            connected = ssh_connect(client);
        else
            authenticated = ssh_userauth_none(client, NULL);
        if (connected == SSH_ERROR || authenticated == SSH_AUTH_ERROR ||
            authenticated == SSH_AUTH_DENIED || clock_mono_ms(&clock_system) > deadline)
            return E_IO;
        if (ssh_event_dopoll(event, 10) == SSH_ERROR)
            return E_IO;
    }
    return OK;
}

/* The client drives itself from its own calls; only the server needs the event. */
static enum err warm_server(ssh_session server, ssh_session client)
{
    ssh_event event = ssh_event_new();
    enum err err = E_IO;

    if (event == NULL)
        return E_NOMEM;
    /* a session can join an event only after its first step */
    if (ssh_handle_key_exchange(server) != SSH_ERROR &&
        ssh_event_add_session(event, server) == SSH_OK) {
        err = shake_hands(event, client);
        ssh_event_remove_session(event, server);
    }
    ssh_event_free(event);
    return err;
}

static enum err warm_over(ssh_bind bind, int server_fd, int client_fd)
{
    ssh_session server = ssh_new();
    ssh_session client = client_new(client_fd);
    struct ssh_server_callbacks_struct callbacks = {.auth_none_function = let_in};
    enum err err = E_IO;

    ssh_callbacks_init(&callbacks);
    if (server != NULL && client != NULL && algorithms_accept(bind, server, server_fd) == OK) {
        ssh_set_server_callbacks(server, &callbacks);
        ssh_set_blocking(server, 0);
        err = warm_server(server, client);
    }
    ssh_free(client);
    ssh_free(server);
    return err;
}

enum err algorithms_warm(ssh_bind bind)
{
    int pair[2];

    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, pair) != 0)
        return err_from_errno(errno);
    /* Both sessions close what they were given. */
    return warm_over(bind, pair[0], pair[1]);
}
