/* SPDX-License-Identifier: MIT
 *
 * answer.c -- what commands answer with --json, read and checked.
 */
#include "e2e/harness.h"

json_t *answer(const struct board *b, const struct caller *c, int status, const char *input,
               const char *fmt, ...)
{
    char *command = NULL;
    json_error_t e;
    json_t *o;
    char *out;
    va_list ap;

    va_start(ap, fmt);
    assert_true(vasprintf(&command, fmt, ap) >= 0);
    va_end(ap);
    out = caller_expect(b, c, status, input, command);
    o = json_loads(out, JSON_REJECT_DUPLICATES, &e);
    if (!o)
        fail_msg("`%s`: no JSON (%s): %s", command, e.text, out);
    if (out[0] == '\0' || out[strlen(out) - 1] != '\n' || strchr(out, '\n') != strrchr(out, '\n'))
        fail_msg("`%s`: not one document and a newline: %s", command, out);
    free(out);
    free(command);
    return o;
}

void answer_has_keys(const json_t *o, const char *keys)
{
    char copy[512], *save = NULL;
    size_t n = 0;

    assert_true(json_is_object(o));
    snprintf(copy, sizeof copy, "%s", keys);
    for (char *key = strtok_r(copy, " ", &save); key; key = strtok_r(NULL, " ", &save), n++)
        if (!json_object_get(o, key))
            fail_msg("no key \"%s\" in %s", key, json_dumps(o, JSON_COMPACT));
    if (json_object_size(o) != n)
        fail_msg("more keys than \"%s\": %s", keys, json_dumps(o, JSON_COMPACT));
}

static json_t *field(const json_t *o, const char *key)
{
    json_t *v = json_object_get(o, key);

    if (!v)
        fail_msg("no key \"%s\" in %s", key, json_dumps(o, JSON_COMPACT));
    return v;
}

const char *answer_text(const json_t *o, const char *key)
{
    const json_t *v = field(o, key);

    if (!json_is_string(v))
        fail_msg("\"%s\" is no string: %s", key, json_dumps(v, JSON_ENCODE_ANY));
    return json_string_value(v);
}

long long answer_number(const json_t *o, const char *key)
{
    const json_t *v = field(o, key);

    if (!json_is_integer(v))
        fail_msg("\"%s\" is no whole number: %s", key, json_dumps(v, JSON_ENCODE_ANY));
    return json_integer_value(v);
}

bool answer_flag(const json_t *o, const char *key)
{
    const json_t *v = field(o, key);

    if (!json_is_boolean(v))
        fail_msg("\"%s\" is no truth value: %s", key, json_dumps(v, JSON_ENCODE_ANY));
    return json_is_true(v);
}

json_t *answer_array(const json_t *o, const char *key)
{
    json_t *v = field(o, key);

    if (!json_is_array(v))
        fail_msg("\"%s\" is no array: %s", key, json_dumps(v, JSON_ENCODE_ANY));
    return v;
}

void answer_is_time(const json_t *o, const char *key)
{
    static const char shape[] = "dddd-dd-ddTdd:dd:ddZ";
    const char *s = answer_text(o, key);

    for (size_t i = 0; i < sizeof shape; i++) {
        bool good = shape[i] == 'd' ? s[i] >= '0' && s[i] <= '9' : s[i] == shape[i];

        if (!good)
            fail_msg("\"%s\" is no time: %s", key, s);
        if (!s[i])
            return;
    }
}

long long answer_thread(const struct board *b, const struct caller *c, const char *board,
                        const char *title)
{
    json_t *page = answer(b, c, 0, NULL, "threads %s --limit 200 --json", board);
    json_t *row;
    size_t i;
    long long id = 0;

    json_array_foreach(answer_array(page, "threads"), i,
                       row) if (strcmp(answer_text(row, "title"), title) == 0)
        id = answer_number(row, "id");
    if (!id)
        fail_msg("no thread \"%s\" in %s", title, json_dumps(page, JSON_COMPACT));
    json_decref(page);
    return id;
}
