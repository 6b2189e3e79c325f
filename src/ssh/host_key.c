/* SPDX-License-Identifier: MIT
 *
 * host_key.c -- make and show the server's ed25519 key.
 *
 * The key is made and encoded in memory and written by file_create(): the library's own writer
 * would overwrite a key that every known_hosts file out there has learnt.
 */
#include <curbside/ssh/host_key.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <libssh/libssh.h>

#include <curbside/base/crypto.h>
#include <curbside/base/fd.h>
#include <curbside/base/str.h>

/* The library writes OpenSSH's format to files only, so it gets one that has no name. */
static enum err key_encode(ssh_key key, struct str *ret)
{
    AUTO_FD int fd = memfd_create("host-key", MFD_CLOEXEC);
    char path[32];

    if (fd < 0)
        return E_IO;
    snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
    if (ssh_pki_export_privkey_file(key, NULL, NULL, NULL, path) != SSH_OK)
        return E_IO;
    if (lseek(fd, 0, SEEK_SET) < 0)
        return E_IO;
    return fd_read_all(fd, 16 * 1024, ret);
}

enum err host_key_create(const char *path)
{
    AUTO_STR struct str text = STR_INIT;
    ssh_key key = NULL;
    enum err err;

    if (ssh_pki_generate(SSH_KEYTYPE_ED25519, 0, &key) != SSH_OK)
        return E_IO;
    err = key_encode(key, &text);
    ssh_key_free(key);
    TRY(err);
    err = file_create(path, 0600, text.s, text.n);
    secret_wipe(text.s, text.n);
    return err;
}

static enum err key_fingerprint(ssh_key key, char ret[static HOST_KEY_FINGERPRINT_SIZE])
{
    unsigned char *hash = NULL;
    size_t n = 0;
    char *text;

    if (ssh_get_publickey_hash(key, SSH_PUBLICKEY_HASH_SHA256, &hash, &n) != 0)
        return E_CORRUPT;
    text = ssh_get_fingerprint_hash(SSH_PUBLICKEY_HASH_SHA256, hash, n);
    ssh_clean_pubkey_hash(&hash);
    if (text == NULL)
        return E_NOMEM;
    snprintf(ret, HOST_KEY_FINGERPRINT_SIZE, "%s", text);
    ssh_string_free_char(text);
    return OK;
}

enum err host_key_fingerprint(const char *path, char ret[static HOST_KEY_FINGERPRINT_SIZE])
{
    ssh_key key = NULL;
    enum err err;

    if (access(path, R_OK) != 0)
        return err_from_errno(errno);
    if (ssh_pki_import_privkey_file(path, NULL, NULL, NULL, &key) != SSH_OK)
        return E_CORRUPT;
    err = ssh_key_type(key) == SSH_KEYTYPE_ED25519 ? key_fingerprint(key, ret) : E_CORRUPT;
    ssh_key_free(key);
    return err;
}
