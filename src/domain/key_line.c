/* SPDX-License-Identifier: MIT
 *
 * key_line.c -- "ssh-ed25519 AAAAC3... comment" to the bytes the SSH protocol carries.
 *
 * The blob must be what the transport will hand over when the same key signs, or the account made
 * from it could never be opened; so the base64 is read strictly and the type inside must match.
 */
#include "key_line.h"

#include <string.h>

static const char *const types[] = {
    "ssh-ed25519",
    "ssh-rsa",
    "ecdsa-sha2-nistp256",
    "ecdsa-sha2-nistp384",
    "ecdsa-sha2-nistp521",
    "sk-ssh-ed25519@openssh.com",
    "sk-ecdsa-sha2-nistp256@openssh.com",
};

static const char blanks[] = " \t\r\n";

static int base64_value(char c)
{
    static const char alphabet[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *at = c ? strchr(alphabet, c) : NULL;

    return at ? (int)(at - alphabet) : -1;
}

/* Groups of four, "=" only to fill the last one, unused bits 0. */
static enum err base64_parse(const char *s, size_t n, uint8_t *ret, size_t size, size_t *ret_n)
{
    size_t out = 0, pad = 0;
    uint32_t bits = 0;

    if (n == 0 || n % 4 != 0 || n / 4 * 3 > size)
        return E_CONFIG;
    while (pad < 2 && s[n - 1 - pad] == '=')
        pad++;
    for (size_t i = 0; i < n - pad; i++) {
        int value = base64_value(s[i]);
        if (value < 0)
            return E_CONFIG;
        bits = bits << 6 | (uint32_t)value;
        if (i % 4 != 0)
            ret[out++] = (uint8_t)(bits >> (2 * (3 - i % 4)));
    }
    uint32_t unused = pad == 2 ? 0xf : pad == 1 ? 0x3 : 0;
    if (bits & unused)
        return E_CONFIG;
    *ret_n = out;
    return OK;
}

/* The blob starts with its type as an SSH string. */
static bool is_of_type(const uint8_t *blob, size_t n, const char *type)
{
    size_t length = strlen(type);

    if (n < 4 + length)
        return false;
    size_t said = (size_t)blob[0] << 24 | (size_t)blob[1] << 16 | (size_t)blob[2] << 8 | blob[3];
    return said == length && memcmp(blob + 4, type, length) == 0;
}

static const char *known_type(const char *word, size_t n)
{
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (strlen(types[i]) == n && memcmp(types[i], word, n) == 0)
            return types[i];
    return NULL;
}

/* To the end of a word; blanks between double quotes belong to it, as in options. */
static size_t word_length(const char *s)
{
    bool quoted = false;
    size_t n = 0;

    for (; s[n] && (quoted || !strchr(blanks, s[n])); n++)
        if (s[n] == '"')
            quoted = !quoted;
    return n;
}

enum err key_line_parse(const char *line, uint8_t ret_blob[static KEY_BLOB_BYTES], size_t *ret_n)
{
    const char *word = line + strspn(line, blanks);
    size_t n = word_length(word);
    const char *type = known_type(word, n);

    if (!type) { /* options may stand before */
        word += n;
        word += strspn(word, blanks);
        n = word_length(word);
        type = known_type(word, n);
    }
    if (!type)
        return E_CONFIG;
    word += n;
    word += strspn(word, blanks);
    TRY(base64_parse(word, strcspn(word, blanks), ret_blob, KEY_BLOB_BYTES, ret_n));
    return is_of_type(ret_blob, *ret_n, type) ? OK : E_CONFIG;
}
