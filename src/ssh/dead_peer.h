/* SPDX-License-Identifier: MIT
 *
 * dead_peer.h -- a peer that is gone without a word: the kernel is asked to notice it.
 */
#ifndef SSH_DEAD_PEER_H
#define SSH_DEAD_PEER_H

/* From now on the kernel ends this TCP connection when its peer has answered nothing for
 * `timeout_ms` at the latest, whether or not anything waits to be sent. On another kind of socket
 * nothing happens. */
void dead_peer_watch(int fd, int timeout_ms);

#endif
