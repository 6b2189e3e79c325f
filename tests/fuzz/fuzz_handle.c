/* SPDX-License-Identifier: MIT
 *
 * fuzz_handle.c -- handles and codes as people type them.
 */
/* layers: domain */
#include <stdlib.h>
#include <string.h>

#include <curbside/domain/handle.h>
#include <curbside/domain/identity.h>

#include "fuzz.h"

static void check_handle(const char *typed)
{
    char skeleton[HANDLE_SIZE], again[HANDLE_SIZE];

    enum err err = handle_check_form(typed);
    HOLDS(err == OK || err == E_HANDLE_INVALID || err == E_HANDLE_RESERVED);
    if (err == E_HANDLE_INVALID)
        return;
    HOLDS(strlen(typed) >= HANDLE_MIN && strlen(typed) <= HANDLE_MAX);
    handle_skeleton(typed, skeleton);
    HOLDS(strlen(skeleton) >= 1 && strlen(skeleton) <= HANDLE_MAX);
    HOLDS(!strpbrk(skeleton, "-0123456789i"));
    handle_skeleton(typed, again);
    HOLDS(strcmp(skeleton, again) == 0);
    const char *claim = handle_claim(typed);
    HOLDS(claim == NULL || strstr(typed, claim) != NULL);
}

static void check_code(const char *typed)
{
    enum {
        BITS = RECOVERY_LOCATOR_BITS + RECOVERY_SECRET_BITS
    };
    uint8_t bytes[(BITS + 7) / 8], again[(BITS + 7) / 8];
    char code[RECOVERY_CODE_SIZE];

    if (code_parse(typed, BITS, bytes) != OK)
        return;
    code_format(bytes, BITS, code);
    HOLDS(strlen(code) + 1 == sizeof code);
    HOLDS(code_parse(code, BITS, again) == OK);
    HOLDS(memcmp(bytes, again, sizeof bytes) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *typed = malloc(size + 1);

    HOLDS(typed != NULL);
    memcpy(typed, data, size);
    typed[size] = '\0';
    check_handle(typed);
    check_code(typed);
    free(typed);
    return 0;
}
