/* SPDX-License-Identifier: MIT
 *
 * fuzz_key_line.c -- a line of authorized_keys gives a blob that says its own type, or nothing.
 */
/* layers: domain */
#include <stdlib.h>
#include <string.h>

#include "../../src/domain/key_line.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static uint8_t blob[KEY_BLOB_BYTES];
    char *line = malloc(size + 1);
    size_t n = 0;

    HOLDS(line != NULL);
    memcpy(line, data, size);
    line[size] = '\0';
    enum err err = key_line_parse(line, blob, &n);
    HOLDS(err == OK || err == E_CONFIG);
    if (err == OK) {
        HOLDS(n > 4 && n <= KEY_BLOB_BYTES && blob[0] == 0 && blob[1] == 0 && blob[2] == 0);
        HOLDS(n >= 4u + blob[3] && memmem(line, size, blob + 4, blob[3]) != NULL);
    }
    free(line);
    return 0;
}
