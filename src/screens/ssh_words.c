/* SPDX-License-Identifier: MIT
 *
 * ssh_words.c -- command lines and configuration for the caller's own machine.
 *
 * The key's file is always called the same, so that the pages that make it, use it and keep it in
 * ~/.ssh/config fit together.
 */
#include "ssh_words.h"

enum {
    SSH_PORT = 22
};

static const char *host_of(const struct screen_context *ctx)
{
    return ctx->host && ctx->host[0] ? ctx->host : "HOST";
}

static const char *or_empty(const char *text)
{
    return text ? text : "";
}

const char *ssh_line(struct arena *a, const struct screen_context *ctx, const char *options,
                     const char *rest)
{
    const char *port = ctx->port == SSH_PORT || ctx->port == 0
                           ? ""
                           : arena_printf(a, "-p %d ", ctx->port);
    const char *gap = rest[0] ? " " : "";

    return or_empty(
        arena_printf(a, "ssh %s%s%s%s%s", options, or_empty(port), host_of(ctx), gap, rest));
}

const char *ssh_config_lines(struct arena *a, const struct screen_context *ctx)
{
    const char *port = ctx->port == SSH_PORT || ctx->port == 0
                           ? ""
                           : arena_printf(a, "        Port %d\n", ctx->port);

    return or_empty(arena_printf(a,
                                 "    Host curbside\n"
                                 "        HostName %s\n"
                                 "%s"
                                 "        IdentityFile ~/.ssh/curbside\n"
                                 "        IdentitiesOnly yes\n",
                                 host_of(ctx), or_empty(port)));
}
