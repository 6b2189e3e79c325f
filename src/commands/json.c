/* SPDX-License-Identifier: MIT
 *
 * json.c -- jansson at one place. Compact, in the order the keys were set.
 */
#include "json.h"

#include <curbside/base/clock.h>

static int append(const char *bytes, size_t n, void *ctx)
{
    struct str *s = ctx;

    str_add_n(s, bytes, n);
    return s->failed ? -1 : 0;
}

enum err json_add(struct str *ret, json_t *value)
{
    int failed = value ? json_dump_callback(value, append, ret, JSON_COMPACT | JSON_ENCODE_ANY)
                       : -1;

    json_decref(value);
    return failed ? E_NOMEM : OK;
}

enum err json_answer(struct command *c, json_t *doc)
{
    TRY(json_add(&c->out, doc));
    str_add_char(&c->out, '\n');
    return OK;
}

void json_error(struct str *ret, const char *code, const char *message)
{
    json_t *doc = json_pack("{s:{s:s, s:o}}", "error", "code", code, "message", json_text(message));

    if (json_add(ret, doc) == OK)
        str_add_char(ret, '\n');
}

json_t *json_time(int64_t wall_s)
{
    char text[TIME_RFC3339_SIZE];

    if (!wall_s)
        return json_null();
    time_format_rfc3339(wall_s, text);
    return json_string(text);
}

json_t *json_text(const char *s)
{
    json_t *text;

    if (!s)
        return json_null();
    text = json_string(s);
    return text ? text : json_string("");
}

json_t *json_texts(const char *const *texts, int n)
{
    json_t *array = json_array();

    for (int i = 0; i < n; i++)
        json_array_append_new(array, json_text(texts[i]));
    return array;
}
