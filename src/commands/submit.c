/* SPDX-License-Identifier: MIT
 *
 * submit.c -- a body from standard input becomes a post.
 *
 * Each invocation draws its own token: running a command twice is meant, while a retry inside one
 * invocation is not a second post.
 */
#include "submit.h"

#include <string.h>

#include <curbside/base/random.h>
#include <curbside/domain/slow.h>

#include "json.h"
#include "page.h"

enum {
    LINE_BYTES = 256, /* a code or a name, with room for what an editor adds */
    POST_ID_MAX = 999999999,
};

enum err submit_face(struct command *c, struct submission *s)
{
    const char *as = words_value(&c->words, "--as");

    s->face = FACE_DEFAULT;
    s->soon = words_has(&c->words, "--now");
    if (!as)
        return OK;
    if (strcmp(as, "handle") == 0)
        s->face = FACE_HANDLE;
    else if (strcmp(as, "alias") == 0)
        s->face = FACE_ALIAS;
    else {
        str_add(&c->err, "--as takes handle or alias.");
        return E_USAGE;
    }
    return OK;
}

/* "6 min", "3 h", rounded up. */
static const char *wait_words(struct command *c, int64_t released)
{
    int64_t left = released - clock_wall_s(c->visit->clock);
    int64_t minutes = left > 0 ? (left + 59) / 60 : 1;

    if (minutes > 90)
        return arena_printf(c->arena, "%lld h", (long long)(minutes + 59) / 60);
    return arena_printf(c->arena, "%lld min", (long long)minutes);
}

void submit_slow(struct command *c, const struct submitted *made)
{
    if (made->slow_minutes > 0)
        page_text(c, 0, 0,
                  arena_printf(c->arena,
                               "A filter slows you down: your next post in this thread can go in "
                               "%d minutes.",
                               made->slow_minutes));
}

const char *submit_words(struct command *c, const struct submitted *made)
{
    if (!made->waits)
        return arena_printf(c->arena, " as %s", made->name);
    if (made->held)
        return arena_printf(c->arena, " as %s, held for a moderator", made->name);
    return arena_printf(c->arena, " as %s, out in %s", made->name, wait_words(c, made->released));
}

void submit_receipt(struct command *c, const struct submitted *made)
{
    char until[TIME_RFC3339_SIZE];

    if (!made->receipt[0])
        return;
    time_format_rfc3339(made->until, until);
    page_text(c, 0, 0,
              arena_printf(c->arena,
                           "Receipt %s: it deletes post/%lld even after %.10s, when nobody can "
                           "tell any more that it is yours.",
                           made->receipt, (long long)made->post.v, until));
}

enum err submit_json(const struct submitted *made, json_t *answer)
{
    if (!answer)
        return E_NOMEM;
    if (made->held && json_object_set_new(answer, "held", json_true()) != 0)
        return E_NOMEM;
    if (made->slow_minutes > 0 &&
        json_object_set_new(answer, "slow_minutes", json_integer(made->slow_minutes)) != 0)
        return E_NOMEM;
    if (!made->receipt[0])
        return OK;
    return json_object_set_new(answer, "receipt", json_string(made->receipt)) == 0 ? OK : E_NOMEM;
}

/* Why nobody is shown by their handle unless they say so; NULL: it is not about that. */
static const char *face_words(enum err err)
{
    switch (err) {
    case E_ALIAS_CLOSED:
        return "Aliases are closed here";
    case E_ALIAS_SHUT:
        return "This thread takes no new aliases";
    case E_ALIAS_STAFF:
        return "An alias would tell that you are a moderator here";
    case E_BARRED_ALIAS:
        return "You may not write under an alias for now (see \"whoami\")";
    case E_FACE_ASK:
        return "You cannot be an alias here";
    default:
        return NULL;
    }
}

/* Everything that could be refused without the body, by a body that nothing is wrong with. Where
 * only the alias cannot be had, the way to the handle is told, and not gone. */
static enum err check_before_body(struct command *c, const struct submission *s)
{
    struct submission trial = *s;
    enum err err;

    trial.body = "x";
    trial.body_n = 1;
    err = post_check(c->visit, &trial);
    trial.face = FACE_HANDLE;
    if (s->face == FACE_DEFAULT && face_words(err) && post_check(c->visit, &trial) == OK)
        str_printf(&c->err, "%s; with --as handle it goes out under your handle.", face_words(err));
    return err;
}

enum err read_input(struct command *c, struct str *ret)
{
    if (!c->io->read_stdin) {
        str_add(&c->err, "This reads standard input up to its end, which a terminal asked for with "
                         "ssh -t does not have; leave out -t.");
        return E_USAGE;
    }
    return c->io->read_stdin(c->io->ctx, ret);
}

enum err read_input_line(struct command *c, const char **ret)
{
    AUTO_STR struct str line = STR_INIT;

    TRY(read_input(c, &line));
    *ret = line.n > LINE_BYTES
               ? ""
               : arena_memdup0(c->arena, str_cstr(&line), strcspn(str_cstr(&line), "\r\n"));
    return *ret ? OK : E_NOMEM;
}

enum err changed_answer(struct command *c, post_id post, int64_t due)
{
    json_t *answer = json_pack("{s:I}", "post", (json_int_t)post.v);

    if (due != 0 && json_object_set_new(answer, "released", json_time(due)) != 0) {
        json_decref(answer);
        return E_NOMEM;
    }
    return json_answer(c, answer);
}

enum err post_argument(struct command *c, post_id *ret)
{
    const char *at = c->words.args[0];
    long long id;

    if (cstr_starts(at, "post/"))
        at += strlen("post/");
    if (int_parse(at, 1, POST_ID_MAX, &id) != OK)
        return E_NOTFOUND;
    ret->v = id;
    return OK;
}

bool report_argument(const struct command *c, report_id *ret)
{
    const char *at = c->words.args[0];
    long long id = 0;

    ret->v = 0;
    if (!cstr_starts(at, "report/"))
        return false;
    if (int_parse(at + strlen("report/"), 1, POST_ID_MAX, &id) == OK)
        ret->v = id;
    return true;
}

enum err read_body(struct command *c, struct str *body)
{
    TRY(read_input(c, body));
    if (body->n > BODY_BYTES)
        return E_BODY_LONG;
    if (body->n == 0) {
        str_add(&c->err, "Nothing came on standard input; the body is read from there.");
        return E_BODY_EMPTY;
    }
    return OK;
}

enum err tag_flags(struct command *c, const char ***ret, int *ret_n)
{
    const char **tags = arena_array(c->arena, (size_t)c->words.n_flags + 1, sizeof *tags);

    if (!tags)
        return E_NOMEM;
    *ret_n = 0;
    for (int i = 0; i < c->words.n_flags; i++)
        if (strcmp(c->words.flags[i].flag->name, "--tag") == 0)
            tags[(*ret_n)++] = c->words.flags[i].value;
    *ret = tags;
    return OK;
}

enum err override_flag(struct command *c, enum privacy_override *ret)
{
    const char *reason = words_value(&c->words, "--override");

    *ret = OVERRIDE_NONE;
    if (!reason || privacy_override_parse(reason, ret) == OK)
        return OK;
    str_add(&c->err, "--override takes public, mine or example.");
    return E_USAGE;
}

/* With the time that is left. */
static enum err slow_told(struct command *c, const struct submission *s, enum err err)
{
    const char *words = err == E_SLOW ? slow_words(c->arena, c->visit, s->thread) : NULL;

    if (words)
        str_add(&c->err, words);
    return err;
}

enum err submit_body(struct command *c, struct submission *s, struct submitted *ret)
{
    AUTO_STR struct str body = STR_INIT;
    struct safety_report report;

    TRY(override_flag(c, &s->override));
    TRY(slow_told(c, s, check_before_body(c, s)));
    TRY(read_body(c, &body));
    s->body = body.s;
    s->body_n = body.n;
    random_fill(c->visit->random, s->token, sizeof s->token);
    TRY(safety_check(c->arena, c->visit, s, &report));
    safety_tell(c, &report);
    TRY(safety_told(c, slow_told(c, s, post_submit(c->visit, s, ret))));
    if (ret->held && report.holds)
        str_printf(&c->note, "curbside: %s\n", report.holds);
    return OK;
}
