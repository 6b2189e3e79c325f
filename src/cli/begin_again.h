/* SPDX-License-Identifier: MIT
 *
 * begin_again.h -- this program once more, with an allocator that keeps less.
 */
#ifndef CLI_BEGIN_AGAIN_H
#define CLI_BEGIN_AGAIN_H

/* Run this program again with the same words, in the same process, with glibc's cache for each
 * thread off: once, whatever becomes of the environment. Returns where that is done already, or
 * cannot be: everything works as well then, in more memory. Nothing may be open yet that the other
 * one would miss. */
void begin_again(char **argv);

#endif
