/* SPDX-License-Identifier: MIT
 *
 * address.c -- the only file that sees an address of a caller, for the time of one hash.
 */
#include "address.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>

#include <curbside/base/fd.h>
#include <curbside/base/str.h>

/* Split at the last colon; brackets around the address are dropped. */
static bool split(const char *text, char host[static ADDRESS_SIZE], const char **ret_port)
{
    const char *colon = strrchr(text, ':');
    size_t n = colon == NULL ? 0 : (size_t)(colon - text);
    long long port;

    if (n == 0 || n >= ADDRESS_SIZE || int_parse(colon + 1, 0, 65535, &port) != OK)
        return false;
    if (text[0] == '[') {
        if (n < 3 || text[n - 1] != ']')
            return false;
        text++;
        n -= 2;
    } else if (memchr(text, ':', n) != NULL) {
        return false; /* an IPv6 address without brackets: where would the port begin? */
    }
    memcpy(host, text, n);
    host[n] = '\0';
    *ret_port = colon + 1;
    return true;
}

static enum err bind_one(const struct addrinfo *a, int *ret_fd)
{
    AUTO_FD int fd = socket(a->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    int on = 1;

    if (fd < 0)
        return err_from_errno(errno);
    if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) != 0)
        return E_IO;
    if (a->ai_family == AF_INET6 && setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof(on)) != 0)
        return E_IO;
    if (bind(fd, a->ai_addr, a->ai_addrlen) != 0)
        return errno == EADDRINUSE ? E_IN_USE : err_from_errno(errno);
    *ret_fd = TAKE_FD(fd);
    return OK;
}

enum err address_bind(const char *text, int *ret_fd)
{
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE | AI_NUMERICSERV};
    struct addrinfo *found = NULL;
    char host[ADDRESS_SIZE];
    const char *port;
    enum err err;

    if (!split(text, host, &port) || getaddrinfo(host, port, &hints, &found) != 0)
        return E_USAGE;
    err = bind_one(found, ret_fd);
    freeaddrinfo(found);
    return err;
}

void address_format(int fd, char ret[static ADDRESS_SIZE])
{
    struct sockaddr_storage at = {0};
    socklen_t n = sizeof(at);
    char host[64];
    char port[8];

    if (getsockname(fd, (struct sockaddr *)&at, &n) != 0 ||
        getnameinfo((struct sockaddr *)&at, n, host, sizeof(host), port, sizeof(port),
                    NI_NUMERICHOST | NI_NUMERICSERV) != 0)
        snprintf(ret, ADDRESS_SIZE, "an inherited socket");
    else if (at.ss_family == AF_INET6)
        snprintf(ret, ADDRESS_SIZE, "[%s]:%s", host, port);
    else
        snprintf(ret, ADDRESS_SIZE, "%s:%s", host, port);
}

static uint64_t hash_source(const struct key *key, const void *bytes, size_t n)
{
    uint8_t hash[TAG_BYTES];
    uint64_t id;

    hash_keyed(key, bytes, n, hash, sizeof(hash));
    memcpy(&id, hash, sizeof(id));
    return id == 0 ? 1 : id;
}

uint64_t address_source(const struct key *key, const struct sockaddr_storage *from)
{
    static const struct in6_addr loopback = IN6ADDR_LOOPBACK_INIT;
    const struct sockaddr_in *v4 = (const struct sockaddr_in *)from;
    const struct sockaddr_in6 *v6 = (const struct sockaddr_in6 *)from;
    const uint8_t *bytes;

    if (from->ss_family == AF_INET)
        bytes = (const uint8_t *)&v4->sin_addr;
    else if (from->ss_family == AF_INET6 && IN6_IS_ADDR_V4MAPPED(&v6->sin6_addr))
        bytes = v6->sin6_addr.s6_addr + 12;
    else if (from->ss_family == AF_INET6)
        return memcmp(&v6->sin6_addr, &loopback, sizeof(loopback)) == 0
                   ? 0
                   : hash_source(key, v6->sin6_addr.s6_addr, 8);
    else
        return 0;
    return bytes[0] == 127 ? 0 : hash_source(key, bytes, 4);
}
