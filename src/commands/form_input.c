/* SPDX-License-Identifier: MIT
 *
 * form_input.c -- answers from standard input.
 */
#include "form_input.h"

#include <string.h>

#include <jansson.h>

static void keys_list(struct command *c)
{
    str_add(&c->err, "\nKeys:");
    for (int i = 0; i < INTERVIEW_FIELDS; i++)
        str_printf(&c->err, " %s", interview_fields[i].key);
}

enum err form_fault(struct command *c, const struct interview_fault *fault)
{
    if (fault->line > 0)
        str_printf(&c->err, "Line %d: ", fault->line);
    str_add(&c->err, fault->sentence);
    if (!fault->field)
        keys_list(c);
    return E_USAGE;
}

/* ---- json ---- */

static enum err key_unknown(struct command *c, const char *key)
{
    str_printf(&c->err, "There is no key \"%.40s\" in this form.", key);
    keys_list(c);
    return E_USAGE;
}

/* A single value as it would be typed; NULL: it is none. */
static const char *value_typed(struct command *c, const json_t *value)
{
    if (json_is_string(value))
        return json_string_value(value);
    if (json_is_null(value))
        return "";
    if (json_is_integer(value))
        return arena_printf(c->arena, "%lld", (long long)json_integer_value(value));
    if (json_is_real(value))
        return arena_printf(c->arena, "%g", json_real_value(value));
    return NULL;
}

static enum err json_one(struct command *c, struct interview_form *f,
                         const struct interview_field *field, const json_t *value)
{
    const char *typed = value_typed(c, value);
    struct interview_fault fault = {0};
    enum err err;

    if (!typed) {
        str_printf(&c->err, "%s takes a string or a number.", field->key);
        return E_USAGE;
    }
    err = interview_form_answer(c->arena, f, field, typed, &fault);
    return err == E_USAGE ? form_fault(c, &fault) : err;
}

/* `given`: which fields the object has had so far. */
static enum err json_field(struct command *c, struct interview_form *f, bool *given,
                           const char *key, const json_t *value)
{
    const struct interview_field *field = interview_form_field_find(key);
    struct interview_fault fault;

    if (!field)
        return key_unknown(c, key);
    if (given[interview_form_id_of(field)]) {
        str_printf(&c->err, "%s stands twice, in two spellings; leave one of them out.",
                   field->key);
        return E_USAGE;
    }
    given[interview_form_id_of(field)] = true;
    if (!json_is_array(value))
        return json_one(c, f, field, value);
    if (!interview_field_is_several(field)) {
        str_printf(&c->err, "%s takes one value, not a list.", field->key);
        return E_USAGE;
    }
    TRY(interview_form_answer(c->arena, f, field, "", &fault));
    for (size_t i = 0; i < json_array_size(value); i++)
        TRY(json_one(c, f, field, json_array_get(value, i)));
    return OK;
}

static enum err json_fields(struct command *c, json_t *doc, struct interview_form *f)
{
    bool given[INTERVIEW_FIELDS] = {false};
    const char *key;
    json_t *value;

    if (!json_is_object(doc)) {
        str_add(&c->err, "The form as JSON is one object of keys and values.");
        return E_USAGE;
    }
    json_object_foreach(doc, key, value) TRY(json_field(c, f, given, key, value));
    return OK;
}

static enum err json_read(struct command *c, const char *text, size_t n, struct interview_form *f)
{
    json_error_t trouble;
    json_t *doc = json_loadb(text, n, JSON_REJECT_DUPLICATES, &trouble);
    enum err err;

    if (!doc) {
        str_printf(&c->err, "Line %d: that is no JSON: %s.", trouble.line, trouble.text);
        return E_USAGE;
    }
    err = json_fields(c, doc, f);
    json_decref(doc);
    return err;
}

/* ---- both ---- */

static enum err read_onto(struct command *c, const char *text, size_t n, struct interview_form *f)
{
    struct interview_fault fault = {0};
    size_t at = strspn(text, " \t\r\n");
    enum err err;

    if (n > INTERVIEW_BYTES)
        return E_BODY_LONG;
    if (text[at] == '{')
        return json_read(c, text, n, f);
    err = interview_form_parse(c->arena, text, n, f, &fault);
    return err == E_USAGE ? form_fault(c, &fault) : err;
}

enum err form_input(struct command *c, const char *text, size_t n, struct interview_form *ret)
{
    interview_form_init(ret);
    return read_onto(c, text, n, ret);
}

enum err form_input_over(struct command *c, const char *text, size_t n, struct interview_form *f)
{
    struct interview_form given;
    struct interview_fault fault;

    TRY(form_input(c, text, n, &given));
    for (int i = 0; i < INTERVIEW_FIELDS; i++) {
        const struct interview_field *field = &interview_fields[i];
        bool several = field->kind == INTERVIEW_LINES
                           ? given.n_questions > 0
                           : field->kind == INTERVIEW_CHOICES && given.values[i] != INTERVIEW_NONE;

        if (several)
            TRY(interview_form_answer(c->arena, f, field, "", &fault));
    }
    return read_onto(c, text, n, f);
}
