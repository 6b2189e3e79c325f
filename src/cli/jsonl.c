/* SPDX-License-Identifier: MIT
 *
 * jsonl.c -- records from lines and back. Knows the form, not whether a board takes a record.
 */
#include "jsonl.h"

#include <string.h>

#include <curbside/base/clock.h>
#include <curbside/domain/post.h>

enum err jsonl_read(FILE *in, struct str *ret)
{
    bool too_long = false, any = false;
    int ch;

    str_clear(ret);
    while ((ch = getc_unlocked(in)) != EOF) {
        any = true;
        if (ch == '\n')
            break;
        if (ret->n == JSONL_LINE_BYTES)
            too_long = true;
        else
            str_add_char(ret, (char)ch);
    }
    if (ferror(in))
        return E_IO;
    if (ret->failed)
        return E_NOMEM;
    if (!any)
        return E_NOTFOUND;
    return too_long ? E_BODY_LONG : OK;
}

/* A text field; missing and null are NULL. E_USAGE: another type. */
static enum err text_field(const struct jsonl_record *r, const char *name, const char **ret,
                           char *why)
{
    json_t *value = json_object_get(r->doc, name);

    *ret = json_string_value(value);
    if (*ret || !value || json_is_null(value))
        return OK;
    snprintf(why, JSONL_WHY_SIZE, "\"%s\" is not a text", name);
    return E_USAGE;
}

static enum err text_required(const struct jsonl_record *r, const char *name, const char **ret,
                              char *why)
{
    TRY(text_field(r, name, ret, why));
    if (*ret && **ret)
        return OK;
    snprintf(why, JSONL_WHY_SIZE, "\"%s\" is missing", name);
    return E_USAGE;
}

static enum err parse_board(struct jsonl_record *r, char *why)
{
    struct import_board *b = &r->board;
    const char *mode;

    r->is_board = true;
    TRY(text_required(r, "slug", &b->slug, why));
    TRY(text_required(r, "title", &b->title, why));
    TRY(text_field(r, "category", &b->category, why));
    TRY(text_field(r, "description", &b->description, why));
    TRY(text_field(r, "mode", &mode, why));
    if (!b->category)
        b->category = "";
    if (!b->description)
        b->description = "";
    if (board_mode_parse(mode ? mode : "either", &b->mode) != OK) {
        snprintf(why, JSONL_WHY_SIZE, "\"mode\" is not either, handle or alias");
        return E_USAGE;
    }
    return OK;
}

static enum err parse_post(struct jsonl_record *r, char *why)
{
    struct import_post *p = &r->post;
    const char *date;

    TRY(text_required(r, "board", &p->board, why));
    TRY(text_required(r, "thread", &p->thread, why));
    TRY(text_required(r, "id", &p->id, why));
    TRY(text_required(r, "author", &p->author, why));
    TRY(text_required(r, "date", &date, why));
    TRY(text_required(r, "body", &p->body, why));
    TRY(text_field(r, "title", &p->title, why));
    TRY(text_field(r, "reply_to", &p->reply_to, why));
    if (time_parse_rfc3339(date, &p->date) != OK) {
        snprintf(why, JSONL_WHY_SIZE, "\"date\" is not RFC 3339");
        return E_USAGE;
    }
    if (strlen(p->body) > IMPORT_BODY_BYTES) {
        snprintf(why, JSONL_WHY_SIZE, "\"body\" is over 256 KiB");
        return E_USAGE;
    }
    return OK;
}

/* One answer, or one of several. */
static enum err parse_answer(struct jsonl_record *r, const struct interview_field *field,
                             const json_t *value, char *why)
{
    struct interview_fault fault = {0};
    char number[32];
    const char *typed = json_is_string(value) ? json_string_value(value) : NULL;
    enum err err;

    if (json_is_integer(value)) {
        snprintf(number, sizeof number, "%lld", (long long)json_integer_value(value));
        typed = number;
    }
    if (json_is_null(value))
        typed = "";
    if (!typed) {
        snprintf(why, JSONL_WHY_SIZE, "\"%s\" is neither a text nor a number", field->key);
        return E_USAGE;
    }
    err = interview_form_answer(&r->texts, &r->form, field, typed, &fault);
    if (err == E_USAGE)
        snprintf(why, JSONL_WHY_SIZE, "%s", fault.sentence);
    return err;
}

static enum err parse_field(struct jsonl_record *r, const char *key, const json_t *value, char *why)
{
    const struct interview_field *field = interview_form_field_find(key);

    if (!field) {
        snprintf(why, JSONL_WHY_SIZE, "there is no key \"%.40s\" in an interview", key);
        return E_USAGE;
    }
    if (!json_is_array(value))
        return parse_answer(r, field, value, why);
    for (size_t i = 0; i < json_array_size(value); i++)
        TRY(parse_answer(r, field, json_array_get(value, i), why));
    return OK;
}

static bool is_form_key(const char *key)
{
    static const char *const others[] = {"type", "school", "id", "date"};

    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (strcmp(key, others[i]) == 0)
            return false;
    return true;
}

static enum err parse_interview(struct jsonl_record *r, char *why)
{
    struct import_interview *report = &r->interview;
    const char *date, *key;
    json_t *value;

    r->is_interview = true;
    TRY(text_required(r, "school", &report->school, why));
    TRY(text_field(r, "id", &report->id, why));
    TRY(text_field(r, "date", &date, why));
    if (date && time_parse_rfc3339(date, &report->date) != OK) {
        snprintf(why, JSONL_WHY_SIZE, "\"date\" is not RFC 3339");
        return E_USAGE;
    }
    interview_form_init(&r->form);
    json_object_foreach(r->doc, key, value)
    {
        if (is_form_key(key))
            TRY(parse_field(r, key, value, why));
    }
    return OK;
}

static enum err parse_record(struct jsonl_record *r, char *why)
{
    const char *type;

    TRY(text_required(r, "type", &type, why));
    if (strcmp(type, "board") == 0)
        return parse_board(r, why);
    if (strcmp(type, "post") == 0)
        return parse_post(r, why);
    if (strcmp(type, "interview") == 0)
        return parse_interview(r, why);
    snprintf(why, JSONL_WHY_SIZE, "\"type\" is none of board, post and interview");
    return E_USAGE;
}

enum err jsonl_parse(const struct str *line, struct jsonl_record *ret,
                     char ret_why[static JSONL_WHY_SIZE])
{
    struct jsonl_record r = {0};
    json_error_t trouble;
    enum err err;

    r.doc = json_loadb(str_cstr(line), line->n, 0, &trouble);
    if (!r.doc) {
        snprintf(ret_why, JSONL_WHY_SIZE, "not JSON at column %d", trouble.column);
        return E_USAGE;
    }
    err = parse_record(&r, ret_why);
    if (err != OK) {
        jsonl_record_done(&r);
        return err;
    }
    *ret = r;
    ret->interview.form = &ret->form;
    return OK;
}

void jsonl_record_done(struct jsonl_record *r)
{
    json_decref(r->doc);
    arena_done(&r->texts);
    *r = (struct jsonl_record){0};
}

static json_t *board_doc(const struct import_board *b)
{
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s}", "type", "board", "slug", b->slug, "title",
                     b->title, "category", b->category, "description", b->description, "mode",
                     board_mode_name(b->mode));
}

static json_t *post_doc(const struct import_post *p)
{
    char date[TIME_RFC3339_SIZE];

    time_format_rfc3339(p->date, date);
    return json_pack("{s:s, s:s, s:s, s:s*, s:s, s:s, s:s, s:s?, s:s}", "type", "post", "board",
                     p->board, "thread", p->thread, "title", p->title, "author", p->author, "date",
                     date, "body", p->body, "reply_to", p->reply_to, "id", p->id);
}

static int append(const char *bytes, size_t n, void *ctx)
{
    struct str *s = ctx;

    str_add_n(s, bytes, n);
    return s->failed ? -1 : 0;
}

enum err jsonl_format(const struct export_record *r, struct str *ret)
{
    json_t *doc = r->board ? board_doc(r->board) : post_doc(r->post);
    int failed = doc ? json_dump_callback(doc, append, ret, JSON_COMPACT) : -1;

    json_decref(doc);
    str_add_char(ret, '\n');
    return failed || ret->failed ? E_NOMEM : OK;
}
