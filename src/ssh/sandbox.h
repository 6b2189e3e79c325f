/* SPDX-License-Identifier: MIT
 *
 * sandbox.h -- what each process may ask of the kernel. Asking for anything else kills it.
 *
 * Filters are compiled once, in the listener (sandbox_prepare), and entered by each child. Every
 * filter forbids execve, ptrace and the like; only the listener may fork, signal and accept; only
 * it and the switchboard may receive descriptors. Sessions and the keeper are also bounded by
 * Landlock to the paths below the data folder that they need.
 */
#ifndef CURBSIDE_SSH_SANDBOX_H
#define CURBSIDE_SSH_SANDBOX_H

#include <curbside/base/err.h>

enum sandbox_role {
    SANDBOX_LISTENER,
    SANDBOX_SWITCHBOARD,
    SANDBOX_KEEPER,
    SANDBOX_SESSION,
    SANDBOX_TRANSPORT,
    N_SANDBOX_ROLES
};

/*
 * Compile every filter and open the paths, as they are now: a folder that takes the place of
 * another is outside. `data_dir` NULL: no path rules (tests of the filters). E_IO E_NOMEM: no
 * sandbox, no server. A kernel without Landlock costs one logged note.
 */
NODISCARD enum err sandbox_prepare(const char *data_dir);

/* The descriptor that must be open still when a child enters this role; -1: none. */
int sandbox_rules(enum sandbox_role role);

/*
 * Confine the calling process for good: no_new_privs, no core, not dumpable, paths, system calls.
 * E_IO: it is not confined and must end.
 */
NODISCARD enum err sandbox_enter(enum sandbox_role role);

#endif
