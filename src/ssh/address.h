/* SPDX-License-Identifier: MIT
 *
 * address.h -- listening sockets, and the source a caller counts as.
 */
#ifndef CURBSIDE_SSH_ADDRESS_H
#define CURBSIDE_SSH_ADDRESS_H

#include <stdint.h>
#include <sys/socket.h>

#include <curbside/base/crypto.h>
#include <curbside/base/err.h>

enum {
    ADDRESS_SIZE = 80 /* "[IPv6%scope]:port" */
};

/* Bind "ADDR:PORT" or "[ADDR]:PORT"; not yet listening. E_USAGE: cannot be read. E_IN_USE E_DENIED
 * E_IO: of bind. */
NODISCARD enum err address_bind(const char *text, int *ret_fd);
/* The address a listening socket is bound to, as text. */
void address_format(int fd, char ret[static ADDRESS_SIZE]);
/*
 * What a caller counts as: a hash under `key` of the IPv4 address or the IPv6 /64; 0 for loopback
 * and for what is no Internet address. The address itself goes nowhere.
 */
uint64_t address_source(const struct key *key, const struct sockaddr_storage *from);

#endif
