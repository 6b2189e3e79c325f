/* SPDX-License-Identifier: MIT
 *
 * transport_channel.c -- the one channel: what it asks for, and what of it the session is told.
 *
 * The callbacks note, channel_step() tells. A terminal's name and size are facts about a person, so
 * they live here and in the session, and nowhere else. Of the environment only NO_COLOR is heard,
 * and of it only that it is set. Of a second channel, subsystems, X11 and agents nothing is noted:
 * they are refused politely.
 */
#include "transport.h"

#include <string.h>

static uint32_t clean_size(int v)
{
    return v < 0 ? 0 : (uint32_t)v;
}

static void note_term(struct wire_hello *h, const char *term)
{
    size_t n = term == NULL ? 0 : strlen(term);

    h->term[0] = '\0';
    h->term_unusable = n > WIRE_TERM_BYTES;
    for (size_t i = 0; i < n && !h->term_unusable; i++)
        h->term_unusable = !wire_is_term_char(term[i]);
    if (!h->term_unusable && n > 0)
        memcpy(h->term, term, n + 1);
}

static int on_pty(ssh_session session, ssh_channel channel, const char *term, int cols, int rows,
                  int x_pixels, int y_pixels, void *ctx)
{
    struct transport *t = ctx;

    (void)session, (void)channel, (void)x_pixels, (void)y_pixels;
    if (t->phase != PHASE_OPENING || t->pty)
        return -1;
    t->pty = true;
    t->hello.pty = true;
    t->hello.cols = clean_size(cols);
    t->hello.rows = clean_size(rows);
    note_term(&t->hello, term);
    return 0;
}

static int on_resize(ssh_session session, ssh_channel channel, int cols, int rows, int x_pixels,
                     int y_pixels, void *ctx)
{
    struct transport *t = ctx;

    (void)session, (void)channel, (void)x_pixels, (void)y_pixels;
    if (!t->pty)
        return -1;
    t->cols = clean_size(cols);
    t->rows = clean_size(rows);
    t->resize_due = true;
    return 0;
}

static int on_shell(ssh_session session, ssh_channel channel, void *ctx)
{
    struct transport *t = ctx;

    (void)session, (void)channel;
    if (t->phase != PHASE_OPENING)
        return 1;
    t->phase = PHASE_RUNNING;
    t->hello_due = true;
    return 0;
}

static int on_exec(ssh_session session, ssh_channel channel, const char *command, void *ctx)
{
    struct transport *t = ctx;
    size_t n = strlen(command);

    (void)session, (void)channel;
    if (t->phase != PHASE_OPENING)
        return 1;
    t->phase = PHASE_RUNNING;
    t->hello_due = true;
    t->hello.exec = true;
    t->hello.command_too_long = n > WIRE_COMMAND_BYTES;
    t->hello.command_n = t->hello.command_too_long ? 0 : n;
    memcpy(t->command, command, t->hello.command_n);
    return 0;
}

/* As no-color.org has it: set, and not to nothing. */
static int on_env(ssh_session session, ssh_channel channel, const char *name, const char *value,
                  void *ctx)
{
    struct transport *t = ctx;

    (void)session, (void)channel;
    if (t->phase != PHASE_OPENING || name == NULL || strcmp(name, "NO_COLOR") != 0)
        return 1;
    t->hello.no_color = value != NULL && value[0] != '\0';
    return 0;
}

static void on_signal(ssh_session session, ssh_channel channel, const char *signal, void *ctx)
{
    static const char *const names[] = {
        [WIRE_SIGNAL_INT] = "INT",
        [WIRE_SIGNAL_TERM] = "TERM",
        [WIRE_SIGNAL_HUP] = "HUP",
        [WIRE_SIGNAL_QUIT] = "QUIT",
    };
    struct transport *t = ctx;

    (void)session, (void)channel;
    for (unsigned i = WIRE_SIGNAL_INT; i <= WIRE_SIGNAL_QUIT; i++) {
        if (signal != NULL && strcmp(signal, names[i]) == 0)
            t->signals_due |= 1u << i;
    }
}

static int on_data(ssh_session session, ssh_channel channel, void *bytes, uint32_t n, int is_stderr,
                   void *ctx)
{
    (void)session, (void)channel;
    if (is_stderr)
        return (int)n; /* no client sends that; swallow it */
    return flow_on_data(ctx, bytes, n);
}

static void on_eof(ssh_session session, ssh_channel channel, void *ctx)
{
    struct transport *t = ctx;

    (void)session, (void)channel;
    t->in_eof = true;
}

static void on_close(ssh_session session, ssh_channel channel, void *ctx)
{
    struct transport *t = ctx;

    (void)session, (void)channel;
    t->peer_closed = true;
}

static struct ssh_channel_callbacks_struct callbacks = {
    .channel_pty_request_function = on_pty,
    .channel_pty_window_change_function = on_resize,
    .channel_shell_request_function = on_shell,
    .channel_exec_request_function = on_exec,
    .channel_env_request_function = on_env,
    .channel_signal_function = on_signal,
    .channel_data_function = on_data,
    .channel_eof_function = on_eof,
    .channel_close_function = on_close,
};

ssh_channel channel_open(struct transport *t)
{
    t->callbacks++;
    if (t->channel != NULL || t->phase != PHASE_OPENING)
        return NULL;
    t->channel = ssh_channel_new(t->session);
    if (t->channel == NULL)
        return NULL;
    callbacks.userdata = t;
    ssh_callbacks_init(&callbacks);
    ssh_set_channel_callbacks(t->channel, &callbacks);
    return t->channel;
}

static void tell_hello(struct transport *t)
{
    struct wire_message m = {.type = WIRE_HELLO, .u.hello = t->hello};

    m.u.hello.guest = t->guest;
    m.u.hello.key = t->key_n > 0 ? t->key : NULL;
    m.u.hello.key_n = t->key_n;
    m.u.hello.command = t->hello.command_n > 0 ? t->command : NULL;
    t->hello_due = false;
    transport_send(t, &m);
}

void channel_step(struct transport *t)
{
    if (t->hello_due)
        tell_hello(t);
    if (t->phase != PHASE_RUNNING)
        return;
    if (t->resize_due) { /* a storm of them within one poll is one message */
        struct wire_message m = {.type = WIRE_RESIZE, .u.resize = {t->cols, t->rows}};

        t->resize_due = false;
        transport_send(t, &m);
    }
    for (unsigned i = WIRE_SIGNAL_INT; i <= WIRE_SIGNAL_QUIT; i++) {
        struct wire_message m = {.type = WIRE_SIGNAL, .u.signal = (enum wire_signal)i};

        if (t->signals_due & 1u << i)
            transport_send(t, &m);
    }
    t->signals_due = 0;
}
