/* SPDX-License-Identifier: MIT
 *
 * torture.c -- hostile text: the project's own cases, and those of the corpus where there is one.
 *
 * Three shapes are read: JSON Lines of {"id", "text"} (ours) or {"id", "b64"}, a JSON array of
 * strings, and text files, cut into pieces that fit into a post.
 */
#include "e2e/harness.h"

#include <unistd.h>

enum {
    PIECE_BYTES = 16 * 1024,
    CASES_MAX = 4096
};

struct collecting {
    struct torture *all;
    size_t n;
};

static void collect(struct collecting *c, const char *name, const void *bytes, size_t n)
{
    struct torture *t = &c->all[c->n++];

    assert_true(c->n < CASES_MAX);
    t->name = strdup(name);
    t->bytes = calloc(1, n + 1);
    assert_non_null(t->bytes);
    memcpy(t->bytes, bytes, n);
    t->n = n;
}

static int base64_value(char c)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *at = c ? strchr(digits, c) : NULL;

    return at ? (int)(at - digits) : -1;
}

static void collect_base64(struct collecting *c, const char *name, const char *b64)
{
    unsigned char *bytes = calloc(1, strlen(b64) + 4);
    unsigned int bits = 0;
    int held = 0;
    size_t n = 0;

    assert_non_null(bytes);
    for (; *b64; b64++) {
        int v = base64_value(*b64);

        if (v < 0)
            continue;
        bits = bits << 6 | (unsigned int)v;
        held += 6;
        if (held >= 8)
            bytes[n++] = (unsigned char)(bits >> (held -= 8));
    }
    collect(c, name, bytes, n);
    free(bytes);
}

static void load_lines(struct collecting *c, const char *path)
{
    char *text = file_text(path, NULL), *save = NULL;

    for (char *line = strtok_r(text, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
        json_t *o = json_loads(line, JSON_ALLOW_NUL, NULL), *t = json_object_get(o, "text");
        const char *b64 = json_string_value(json_object_get(o, "b64"));

        assert_non_null(o);
        if (t)
            collect(c, answer_text(o, "id"), json_string_value(t), json_string_length(t));
        else if (b64)
            collect_base64(c, answer_text(o, "id"), b64);
        json_decref(o);
    }
    free(text);
}

static void load_strings(struct collecting *c, const char *path)
{
    json_t *all = json_load_file(path, JSON_ALLOW_NUL, NULL), *s;
    size_t i;

    json_array_foreach(all, i, s)
    {
        char name[32];

        snprintf(name, sizeof name, "blns-%zu", i);
        collect(c, name, json_string_value(s), json_string_length(s));
    }
    json_decref(all);
}

static void load_file(struct collecting *c, const char *path)
{
    size_t n;
    char *text = file_text(path, &n), name[64];

    for (size_t at = 0; at < n; at += PIECE_BYTES) {
        size_t piece = n - at < PIECE_BYTES ? n - at : PIECE_BYTES;

        snprintf(name, sizeof name, "%.40s-%zu", strrchr(path, '/') + 1, at);
        collect(c, name, text + at, piece);
    }
    free(text);
}

struct torture *torture_load(size_t *ret_n)
{
    static const char *const files[] = {"UTF-8-demo.txt", "UTF-8-test.txt"};
    struct collecting c = {calloc(CASES_MAX, sizeof *c.all), 0};
    const char *env = getenv("CURBSIDE_CORPUS"), *folder = env ? env : TEST_CORPUS;
    char path[512];

    assert_non_null(c.all);
    load_lines(&c, TEST_DATA "/torture.jsonl");
    snprintf(path, sizeof path, "%s/torture/terminal-torture.jsonl", folder);
    if (access(path, R_OK) == 0)
        load_lines(&c, path);
    snprintf(path, sizeof path, "%s/torture/blns.json", folder);
    if (access(path, R_OK) == 0)
        load_strings(&c, path);
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        snprintf(path, sizeof path, "%s/torture/%s", folder, files[i]);
        if (access(path, R_OK) == 0)
            load_file(&c, path);
    }
    *ret_n = c.n;
    return c.all;
}

void torture_done(struct torture *t, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        free(t[i].name);
        free(t[i].bytes);
    }
    free(t);
}
