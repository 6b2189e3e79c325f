/* SPDX-License-Identifier: MIT
 *
 * sysop_boards.c -- governing by command: the boards.
 */
#include <string.h>

#include <curbside/domain/board.h>
#include <curbside/domain/board_edit.h>
#include <curbside/domain/slow.h>

#include "json.h"
#include "page.h"
#include "verbs.h"

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
        return verbs_usage(c, "--open and --staff take yes or no.");
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

static enum err answer_done(struct command *c, action_id id)
{
    const char *slug = c->words.args[1];

    if (c->json)
        return json_answer(c, json_pack("{s:s, s:I, s:s}", "action", c->words.args[0], "id",
                                        (json_int_t)id.v, "target",
                                        arena_printf(c->arena, "board/%s", slug)));
    page_line(c, "%s board/%s: action %lld.", c->words.args[0], slug, (long long)id.v);
    return OK;
}

static enum err move_run(struct command *c)
{
    bool up = strcmp(c->words.args[2], "up") == 0;
    action_id id;

    if (!up && strcmp(c->words.args[2], "down") != 0)
        return verbs_usage(c, "A board moves up or down.");
    TRY(board_move(c->visit, c->words.args[1], up ? -1 : 1, &id));
    return answer_done(c, id);
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
        return verbs_usage(c,
                           "A slug is 1 to 48 of a-z, 0-9 and -; a mode either, handle or alias.");
    TRY(err);
    return answer_done(c, id);
}

#define BOARD_FLAGS "--title --category --description --mode --open --staff --slow --position"
#define BOARD_USAGE                                                                                \
    "[--title T] [--category C] [--description D] [--mode either|handle|alias] [--open yes|no] "   \
    "[--staff yes|no] [--slow MINUTES] [--position N]"

/* clang-format off */
const struct command_verb sysop_board_verbs[] = {
    {"boards", "boards", "Lists all boards in their order, the closed ones too.", NULL, 0, 0,
     boards_run},
    {"board", "board SLUG " BOARD_USAGE,
     "Changes one. --staff yes: only moderators begin threads. --slow: minutes between two posts "
     "of one person in a thread. The mode is fixed with the first thread.",
     BOARD_FLAGS, 1, 1, board_run},
    {"new-board", "new-board SLUG " BOARD_USAGE, "Makes one, closed unless --open yes.",
     BOARD_FLAGS, 1, 1, board_run},
    {"move-board", "move-board SLUG up|down",
     "Moves one past its neighbor; at the edge of its category, the category past the next.", NULL,
     2, 2, move_run},
    {0},
};
/* clang-format on */
