/* SPDX-License-Identifier: MIT
 *
 * replay.c -- main() of a fuzz target where there is no libFuzzer: runs what it is given, and of
 * small inputs every beginning and every change of one bit. The same inputs in the same order every
 * time.
 *
 * usage: fuzz_<name> FOLDER|FILE...
 *
 * Every file of a folder is an input. Of FILE.json, FILE.jsonl and FILE.jsonl.gz every string of
 * more than 16 bytes is one (decoded, if its key is "b64"), without changes; other files are one.
 */
#include <dirent.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <curbside/base/arena.h>
#include <curbside/base/fd.h>
#include <curbside/base/str.h>

#include "fuzz.h"

enum {
    CHANGED_BYTES_MAX = 1024, /* larger seeds run only as they are */
    SEED_BYTES_MAX = 16 * 1024 * 1024,
    STRING_BYTES_MIN = 16,
};

static long runs;

/* A block of exactly its size, so that reading past the end is found. */
static void run_one(const void *bytes, size_t n)
{
    uint8_t *copy = malloc(n > 0 ? n : 1);

    BUG_ON(copy == NULL);
    if (n > 0)
        memcpy(copy, bytes, n);
    runs++;
    IGNORE(LLVMFuzzerTestOneInput(copy, n)); /* always 0 */
    free(copy);
}

static void run_changed(const char *bytes, size_t n)
{
    AUTO_FREE char *changed = malloc(n + 1);

    BUG_ON(changed == NULL);
    memcpy(changed, bytes, n);
    for (size_t i = 0; i < n; i++)
        run_one(bytes, i);
    for (size_t bit = 0; bit < n * 8; bit++) {
        changed[bit / 8] = (char)(changed[bit / 8] ^ (1 << bit % 8));
        run_one(changed, n);
        changed[bit / 8] = bytes[bit / 8];
    }
}

static int digit_of(char c)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *found = c != '\0' ? strchr(digits, c) : NULL;

    return found != NULL ? (int)(found - digits) : -1;
}

static void run_base64(const char *s)
{
    AUTO_STR struct str bytes = STR_INIT;
    unsigned bits = 0;
    int have = 0;

    for (; digit_of(*s) >= 0; s++) {
        bits = (bits << 6 | (unsigned)digit_of(*s)) & 0xFFFFFF;
        have += 6;
        if (have >= 8) {
            have -= 8;
            str_add_char(&bytes, (char)(bits >> have & 0xFF));
        }
    }
    run_one(str_cstr(&bytes), bytes.n);
}

static void run_json(const char *key, json_t *value)
{
    const char *name = NULL;
    size_t i = 0;
    json_t *item = NULL;

    if (json_is_string(value) && strcmp(key, "b64") == 0)
        run_base64(json_string_value(value));
    else if (json_is_string(value) && json_string_length(value) > STRING_BYTES_MIN)
        run_one(json_string_value(value), json_string_length(value));
    json_object_foreach(value, name, item) run_json(name, item);
    json_array_foreach(value, i, item) run_json(key, item);
}

static int run_json_stream(FILE *in, const char *path)
{
    json_t *root = NULL;

    while ((root = json_loadf(in, JSON_DISABLE_EOF_CHECK | JSON_ALLOW_NUL, NULL)) != NULL) {
        run_json("", root);
        json_decref(root);
    }
    if (feof(in))
        return 0;
    fprintf(stderr, "%s: no JSON at byte %ld\n", path, ftell(in));
    return 1;
}

static int run_json_file(const char *path)
{
    FILE *in = fopen(path, "re");

    if (in == NULL) {
        perror(path);
        return 1;
    }
    int bad = run_json_stream(in, path);
    fclose(in);
    return bad;
}

static int run_packed_file(const char *path)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    FILE *in = popen(arena_printf(&a, "gzip -dc '%s'", path), "re");

    if (in == NULL) {
        perror(path);
        return 1;
    }
    int bad = run_json_stream(in, path);
    return pclose(in) == 0 ? bad : 1;
}

static int run_seed(const char *path)
{
    AUTO_STR struct str seed = {.limit = SEED_BYTES_MAX};

    if (file_read(path, SEED_BYTES_MAX, &seed) != OK) {
        fprintf(stderr, "%s: cannot be read\n", path);
        return 1;
    }
    run_one(str_cstr(&seed), seed.n);
    if (seed.n > 0 && seed.n <= CHANGED_BYTES_MAX)
        run_changed(str_cstr(&seed), seed.n);
    return 0;
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static int run_folder(const char *path)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct dirent **entries = NULL;
    int n = scandir(path, &entries, NULL, by_name);
    int bad = n < 0 ? 1 : 0;

    for (int i = 0; i < n; i++) {
        if (entries[i]->d_name[0] != '.')
            bad |= run_seed(arena_printf(&a, "%s/%s", path, entries[i]->d_name));
        free(entries[i]);
    }
    free(entries);
    return bad;
}

static int run_path(const char *path)
{
    struct stat st;

    if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
        return run_folder(path);
    if (cstr_ends(path, ".gz"))
        return run_packed_file(path);
    if (cstr_ends(path, ".json") || cstr_ends(path, ".jsonl"))
        return run_json_file(path);
    return run_seed(path);
}

int main(int argc, char **argv)
{
    int bad = 0;

    for (int i = 1; i < argc; i++)
        bad |= run_path(argv[i]);
    printf("%ld inputs\n", runs);
    return bad != 0 || runs == 0 ? 1 : 0;
}
