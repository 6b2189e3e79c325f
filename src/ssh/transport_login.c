/* SPDX-License-Identifier: MIT
 *
 * transport_login.c -- who is there.
 *
 * Everybody gets in; the question is only which key, if any, they proved. Any offered key is
 * accepted as a candidate, with the same answer for all: nothing is looked up here, so nothing can
 * be told apart. The identity is the key that signed (SSH_PUBLICKEY_STATE_VALID) and never one that
 * was merely offered. `guest` gets in by "none"; a person without a key by keyboard-interactive and
 * one Enter. The user name is compared with "guest" and goes no further.
 *
 * The library does not answer a key type it does not know, nor a bad signature: bytes that arrive
 * without one of its callbacks are the only sign, and get a sentence after three seconds.
 */
#include "transport.h"

#include <stdlib.h>
#include <string.h>

static const char instruction[] =
    "Curbside: no key was offered, so this is a visit as a guest: read everything, keep nothing.\n"
    "To have an account next time, make a key and come back with it:\n"
    "  ssh-keygen -t ed25519 -f ~/.ssh/curbside -N ''\n"
    "  ssh -i ~/.ssh/curbside HOST\n";
static const char *prompts[] = {"Press Enter to look around as a guest: "};

static const char base64_digits[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/* The library hands a key's blob out as base64 only; what it wrote needs no forgiving reader. */
static bool base64_decode(const char *s, uint8_t *ret, size_t max, size_t *ret_n)
{
    uint32_t bits = 0;
    int held = 0;
    size_t n = 0;

    for (; *s != '\0' && *s != '='; s++) {
        const char *digit = strchr(base64_digits, *s);

        if (digit == NULL || n == max)
            return false;
        bits = bits << 6 | (uint32_t)(digit - base64_digits);
        held += 6;
        if (held >= 8) {
            held -= 8;
            ret[n++] = (uint8_t)(bits >> held);
        }
    }
    *ret_n = n;
    return n > 0;
}

static bool is_guest(const char *user)
{
    return user != NULL && strcmp(user, "guest") == 0;
}

/* From here on a program talks: what it opens is not waited for as long as a passphrase. */
static void let_in(struct transport *t)
{
    t->phase = PHASE_OPENING;
    t->asked_person = false;
    t->started = transport_now(t);
}

static int on_none(ssh_session session, const char *user, void *ctx)
{
    struct transport *t = ctx;

    (void)session;
    t->callbacks++;
    if (!is_guest(user))
        return SSH_AUTH_DENIED;
    t->guest = true;
    let_in(t);
    return SSH_AUTH_SUCCESS;
}

static bool remember_key(struct transport *t, ssh_key key)
{
    char *text = NULL;
    bool ok;

    if (ssh_pki_export_pubkey_base64(key, &text) != SSH_OK)
        return false;
    ok = base64_decode(text, t->key, sizeof(t->key), &t->key_n);
    ssh_string_free_char(text);
    return ok;
}

static int on_key(ssh_session session, const char *user, struct ssh_key_struct *key, char state,
                  void *ctx)
{
    struct transport *t = ctx;

    (void)session;
    t->callbacks++;
    if (state == SSH_PUBLICKEY_STATE_NONE) { /* only offered: yes to all, remembered of none */
        t->asked_person = true;
        return SSH_AUTH_SUCCESS;
    }
    if (state != SSH_PUBLICKEY_STATE_VALID)
        return SSH_AUTH_DENIED;
    t->guest = is_guest(user);
    if (!t->guest && !remember_key(t, key)) {
        t->key_n = 0;
        return SSH_AUTH_DENIED;
    }
    let_in(t);
    return SSH_AUTH_SUCCESS;
}

static int on_service(ssh_session session, const char *service, void *ctx)
{
    struct transport *t = ctx;

    (void)session;
    (void)service;
    t->callbacks++;
    if (t->phase == PHASE_GREETING) {
        t->phase = PHASE_LOGIN;
        t->asked_person = false;
    }
    return 0;
}

/* Progress of the key exchange: after its reply the client may ask about our host key. */
static void on_progress(void *ctx, float status)
{
    struct transport *t = ctx;

    if (t->phase == PHASE_GREETING)
        t->asked_person = status > 0.75f && status < 0.99f;
}

static int answer_interactive(struct transport *t, ssh_message m)
{
    char echo[] = {1};

    if (ssh_message_auth_kbdint_is_response(m)) {
        let_in(t);
        return ssh_message_auth_reply_success(m, 0) == SSH_OK ? 0 : 1;
    }
    t->asked_person = true;
    return ssh_message_auth_interactive_request(m, "", instruction, 1, prompts, echo) == SSH_OK ? 0
                                                                                                : 1;
}

/* What no callback took. 1: the library refuses politely, which is our answer to all the rest:
 * passwords, forwardings, agents, X11, subsystems, further kinds of channel. */
static int on_message(ssh_session session, ssh_message m, void *ctx)
{
    struct transport *t = ctx;

    (void)session;
    t->callbacks++;
    if (ssh_message_type(m) == SSH_REQUEST_AUTH &&
        ssh_message_subtype(m) == SSH_AUTH_METHOD_INTERACTIVE && t->phase <= PHASE_LOGIN)
        return answer_interactive(t, m);
    return 1;
}

static ssh_channel on_open(ssh_session session, void *ctx)
{
    (void)session;
    return channel_open(ctx);
}

static struct ssh_server_callbacks_struct server_callbacks = {
    .auth_none_function = on_none,
    .auth_pubkey_function = on_key,
    .service_request_function = on_service,
    .channel_open_request_session_function = on_open,
};
static struct ssh_callbacks_struct session_callbacks = {
    .connect_status_function = on_progress,
};

void login_begin(struct transport *t)
{
    t->started = transport_now(t);
    server_callbacks.userdata = t;
    session_callbacks.userdata = t;
    ssh_callbacks_init(&server_callbacks);
    ssh_callbacks_init(&session_callbacks);
    ssh_set_server_callbacks(t->session, &server_callbacks);
    ssh_set_callbacks(t->session, &session_callbacks);
    ssh_set_message_callback(t->session, on_message, t);
    ssh_set_auth_methods(t->session, SSH_AUTH_METHOD_PUBLICKEY | SSH_AUTH_METHOD_INTERACTIVE);
    ssh_set_counters(t->session, NULL, &t->received);
}

static int64_t overall_deadline(const struct transport *t)
{
    return t->started +
           (t->asked_person ? t->setup->person_deadline_ms : t->setup->login_deadline_ms);
}

int64_t login_deadline(const struct transport *t)
{
    int64_t deadline = overall_deadline(t);

    if (t->phase > PHASE_OPENING)
        return 0;
    if (t->unanswered_since != 0 && t->unanswered_since + UNANSWERED_MS < deadline)
        return t->unanswered_since + UNANSWERED_MS;
    return deadline;
}

static void note_unanswered(struct transport *t)
{
    if (t->callbacks != t->callbacks_seen || t->phase != PHASE_LOGIN) {
        t->callbacks_seen = t->callbacks;
        t->answered_bytes = t->received.in_bytes;
        t->unanswered_since = 0;
    } else if (t->received.in_bytes > t->answered_bytes && t->unanswered_since == 0) {
        t->unanswered_since = transport_now(t);
    }
}

void login_step(struct transport *t)
{
    int64_t now = transport_now(t);

    if (t->phase > PHASE_OPENING)
        return;
    note_unanswered(t);
    if (t->unanswered_since != 0 && now >= t->unanswered_since + UNANSWERED_MS)
        transport_dismiss(t,
                          "curbside: this key cannot be used here: use an ed25519 key or guest@");
    else if (now < overall_deadline(t))
        return;
    else if (t->phase == PHASE_OPENING)
        transport_dismiss(t, "curbside: no shell or command was asked for: leave out -N");
    else
        transport_dismiss(t, "curbside: logging in took too long");
}
