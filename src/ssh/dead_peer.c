/* SPDX-License-Identifier: MIT
 *
 * dead_peer.c -- options of a socket.
 *
 * Probes go out from a third of the timeout on. A connection is given up at the first probe after
 * the user timeout, and what was sent is given up when it is that old; the user timeout is nine
 * tenths, so that the probe comes before the whole is over.
 */
#include "dead_peer.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <curbside/base/err.h>

static void set_int(int fd, int level, int option, int value)
{
    IGNORE(setsockopt(fd, level, option, &value, sizeof(value))); /* a Unix socket has none */
}

void dead_peer_watch(int fd, int timeout_ms)
{
    set_int(fd, SOL_SOCKET, SO_KEEPALIVE, 1);
    set_int(fd, IPPROTO_TCP, TCP_KEEPIDLE, timeout_ms / 3000 + 1);
    set_int(fd, IPPROTO_TCP, TCP_KEEPINTVL, timeout_ms / 15000 + 1);
    set_int(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, timeout_ms - timeout_ms / 10);
}
