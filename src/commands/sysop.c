/* SPDX-License-Identifier: MIT
 *
 * sysop.c -- governing by command: who has which role, and the boards.
 */
#include <string.h>

#include <curbside/domain/board.h>
#include <curbside/domain/board_edit.h>
#include <curbside/domain/role.h>
#include <curbside/domain/slow.h>

#include "json.h"
#include "page.h"

struct sysop_verb {
    const char *name;
    const char *usage; /* behind "sysop " */
    int n_args;        /* behind the name */
    enum err (*run)(struct command *c);
};

#define BOARD_FLAGS                                                                                \
    "[--title T] [--category C] [--description D] [--mode either|handle|alias] [--open yes|no] "   \
    "[--staff yes|no] [--slow MINUTES] [--position N]"
static const char board_usage[] = "board|new-board SLUG " BOARD_FLAGS;

static enum err usage_of(struct command *c, const char *trouble, const char *usage)
{
    str_printf(&c->err, "%s\nusage: sysop %s", trouble, usage);
    return E_USAGE;
}

/* ---- roles ---- */

static enum err roles_run(struct command *c)
{
    struct staff_page staff;
    json_t *list;

    TRY(staff_list(c->arena, c->visit, &staff));
    if (!c->json) {
        for (int i = 0; i < staff.n; i++)
            page_line(c, "%-9s  %s", role_name(staff.rows[i].role), staff.rows[i].handle);
        return OK;
    }
    list = json_array();
    for (int i = 0; i < staff.n; i++)
        json_array_append_new(list, json_pack("{s:s, s:s}", "handle", staff.rows[i].handle, "role",
                                              role_name(staff.rows[i].role)));
    return json_answer(c, json_pack("{s:o}", "roles", list));
}

static enum err role_run(struct command *c)
{
    const char *handle = c->words.args[1];
    enum role role;
    action_id id;

    if (role_parse(c->words.args[2], &role) != OK)
        return usage_of(c, "A role is member, moderator or sysop.", "role HANDLE ROLE");
    TRY(role_give(c->visit, handle, role, &id));
    if (c->json)
        return json_answer(c,
                           json_pack("{s:s, s:I, s:s, s:s}", "action", "role", "id",
                                     (json_int_t)id.v, "handle", handle, "role", role_name(role)));
    page_line(c, "%s is %s now: action %lld.", handle, role_name(role), (long long)id.v);
    return OK;
}

/* ---- boards ---- */

static json_t *describe(const struct board_setup *b)
{
    return json_pack("{s:o, s:o, s:o, s:o, s:s, s:b, s:b, s:i, s:I, s:I, s:I}", "slug",
                     json_text(b->board.slug), "title", json_text(b->board.title), "category",
                     json_text(b->board.category), "description", json_text(b->board.description),
                     "mode", board_mode_name(b->board.mode), "open", b->board.open, "staff",
                     b->board.staff_threads, "slow", b->board.slow, "position",
                     (json_int_t)b->position, "threads", (json_int_t)b->board.threads, "posts",
                     (json_int_t)b->board.posts);
}

static enum err boards_run(struct command *c)
{
    struct board_setup_page page;
    json_t *list;

    TRY(board_setup_list(c->arena, c->visit, &page));
    if (!c->json) {
        for (int i = 0; i < page.n; i++)
            page_line(c, "%-7s %6lld  %s", page.rows[i].board.open ? "open" : "closed",
                      (long long)page.rows[i].position, page.rows[i].board.slug);
        return OK;
    }
    list = json_array();
    for (int i = 0; i < page.n; i++)
        json_array_append_new(list, describe(&page.rows[i]));
    return json_answer(c, json_pack("{s:o}", "boards", list));
}

/* "yes" or "no"; nothing: as it is. */
static enum err switch_of(struct command *c, const char *flag, int *ret)
{
    const char *word = words_value(&c->words, flag);

    if (!word)
        return OK;
    if (strcmp(word, "yes") != 0 && strcmp(word, "no") != 0)
        return usage_of(c, "--open and --staff take yes or no.", board_usage);
    *ret = strcmp(word, "yes") == 0;
    return OK;
}

static enum err number_of(struct command *c, const char *flag, int max, int64_t *ret)
{
    const char *word = words_value(&c->words, flag);
    long long number;

    if (!word)
        return OK;
    if (int_parse(word, 0, max, &number) != OK)
        return E_NUMBER_INVALID;
    *ret = number;
    return OK;
}

static enum err change_of(struct command *c, struct board_change *ret)
{
    int64_t slow = BOARD_AS_IS;

    *ret = board_change_none();
    ret->title = words_value(&c->words, "--title");
    ret->category = words_value(&c->words, "--category");
    ret->description = words_value(&c->words, "--description");
    ret->mode = words_value(&c->words, "--mode");
    TRY(switch_of(c, "--open", &ret->open));
    TRY(switch_of(c, "--staff", &ret->staff_threads));
    TRY(number_of(c, "--slow", SLOW_MINUTES_MAX, &slow));
    TRY(number_of(c, "--position", BOARD_POSITION_MAX, &ret->position));
    ret->slow = (int)slow;
    return OK;
}

static enum err board_run(struct command *c)
{
    bool is_new = strcmp(c->words.args[0], "new-board") == 0;
    const char *slug = c->words.args[1];
    struct board_change change;
    action_id id;
    enum err err;

    TRY(change_of(c, &change));
    err = (is_new ? board_make : board_edit)(c->visit, slug, &change, &id);
    if (err == E_USAGE)
        return usage_of(c, "A slug is 1 to 48 of a-z, 0-9 and -; a mode either, handle or alias.",
                        board_usage);
    TRY(err);
    if (c->json)
        return json_answer(c, json_pack("{s:s, s:I, s:s}", "action", c->words.args[0], "id",
                                        (json_int_t)id.v, "target",
                                        arena_printf(c->arena, "board/%s", slug)));
    page_line(c, "%s board/%s: action %lld.", c->words.args[0], slug, (long long)id.v);
    return OK;
}

/* ---- which ---- */

static const struct sysop_verb verbs[] = {
    {"roles", "roles", 0, roles_run},
    {"role", "role HANDLE member|moderator|sysop", 2, role_run},
    {"boards", "boards", 0, boards_run},
    {"board", board_usage, 1, board_run},
    {"new-board", board_usage, 1, board_run},
};

static enum err sysop_run(struct command *c)
{
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        if (strcmp(verbs[i].name, c->words.args[0]) != 0)
            continue;
        if (c->words.n_args != 1 + verbs[i].n_args)
            return usage_of(c, "Those are too few or too many words.", verbs[i].usage);
        return verbs[i].run(c);
    }
    str_printf(&c->err, "\"sysop\" has no such verb.\nusage: %s", c->ops->usage);
    return E_USAGE;
}

static const struct flag flags[] = {
    {.name = "--title", .takes_value = true},
    {.name = "--category", .takes_value = true},
    {.name = "--description", .takes_value = true},
    {.name = "--mode", .takes_value = true},
    {.name = "--open", .takes_value = true},
    {.name = "--staff", .takes_value = true},
    {.name = "--slow", .takes_value = true},
    {.name = "--position", .takes_value = true},
    {.name = NULL},
};

const struct command_ops command_sysop = {
    .name = "sysop",
    .summary = "Govern the board: roles and boards",
    .usage = "sysop roles|role|boards|board|new-board [HANDLE|SLUG] [ROLE] " BOARD_FLAGS,
    .detail =
        "For sysops. \"sysop roles\" lists who moderates and who governs. \"sysop role HANDLE "
        "ROLE\" gives a role or takes it; one that is taken ends at once. There is always a "
        "sysop: the last one keeps the role until there is another.\n"
        "\"sysop boards\" lists all boards, the closed ones too; \"sysop board SLUG\" changes one, "
        "\"sysop new-board SLUG\" makes one, closed unless --open yes. --staff yes: only "
        "moderators begin threads. --slow: minutes between two posts of one person in a "
        "thread. The mode is fixed with the first thread. \"mod undo ACTION\" takes it back.",
    .flags = flags,
    .min_args = 1,
    .max_args = 3,
    .needs_account = true,
    .run = sysop_run,
};
