/* SPDX-License-Identifier: MIT
 *
 * context.c -- what every screen asks of its connection.
 *
 * Not the session: it holds no descriptor and decides nothing. It puts the caller and the count of
 * unread posts into the words of the header.
 */
#include <curbside/screens/context.h>

#include <string.h>

#include <curbside/domain/board.h>
#include <curbside/domain/identity.h>
#include <curbside/domain/permission.h>
#include <curbside/domain/queue.h>
#include <curbside/domain/role.h>
#include <curbside/domain/settings.h>
#include <curbside/domain/state.h>
#include <curbside/domain/thread.h>
#include <curbside/domain/unread.h>

#include "context.h"
#include "places.h"
#include "rows.h"

enum {
    NARROW_COLS = 60
};

const char *screen_first(const struct screen_context *ctx)
{
    return who_is_guest(ctx->visit->who) ? "welcome" : "home";
}

int screen_level(void *context)
{
    const struct screen_context *ctx = context;

    return (int)ctx->visit->who->role;
}

/* "calm-maud-7 · 7 wait · 21 unread" */
static const char *waiting_words(const struct screen_context *ctx, struct arena *scratch)
{
    const char *name = ctx->visit->who->name;
    char waiting[COUNT_SIZE], unread[COUNT_SIZE];
    const char *text;

    count_format(ctx->waiting, waiting);
    if (ctx->unread == 0)
        text = arena_printf(scratch, "%s · %s in the queue", name, waiting);
    else
        text = arena_printf(scratch, "%s · %s in queue · %s unread", name, waiting,
                            count_format(ctx->unread, unread));
    return text ? text : name;
}

const char *screen_who(void *context, struct arena *scratch)
{
    const struct screen_context *ctx = context;
    char unread[COUNT_SIZE];
    const char *text;

    if (who_is_guest(ctx->visit->who))
        return "guest · nothing is kept";
    if (ctx->waiting > 0)
        return waiting_words(ctx, scratch);
    if (ctx->unread == 0)
        return ctx->visit->who->name;
    text = arena_printf(scratch, "%s · %s unread", ctx->visit->who->name,
                        count_format(ctx->unread, unread));
    return text ? text : ctx->visit->who->name;
}

void screen_notice_load(struct screen_context *ctx)
{
    char text[NOTICE_BYTES];

    /* What could not be read stays as it was. */
    if (notice_get(ctx->visit, text) == OK)
        memcpy(ctx->notice, text, sizeof text);
}

const char *screen_notice(void *context)
{
    const struct screen_context *ctx = context;

    return ctx->notice;
}

struct screen_context *context_of(struct ui *ui)
{
    return ui_context(ui);
}

struct visit *visit_of(struct ui *ui)
{
    return context_of(ui)->visit;
}

bool is_member(struct ui *ui)
{
    return !who_is_guest(visit_of(ui)->who);
}

bool is_guest(struct ui *ui, const void *state)
{
    (void)state;
    return !is_member(ui);
}

void tell_guest(struct ui *ui, void *state)
{
    (void)state;
    if (context_of(ui)->key_proven)
        ui_warn(ui, "That is for members; : then Join makes your account, with the key you have.");
    else
        ui_fail(ui, E_GUEST);
}

bool is_narrow(struct ui *ui)
{
    int cols, rows;

    ui_body_size(ui, &cols, &rows);
    return cols < NARROW_COLS;
}

const char *visit_name(struct ui *ui)
{
    return is_member(ui) ? visit_of(ui)->who->name : "guest";
}

/* Who was given a role in the middle of a visit finds the queue, and who lost it does not. */
void role_recheck(struct ui *ui)
{
    IGNORE(role_look_again(visit_of(ui))); /* then they stay who they were; the rules ask anew */
    if (!is_moderator(ui))
        context_of(ui)->waiting = 0;
}

void state_recheck(struct ui *ui)
{
    IGNORE(state_look_again(visit_of(ui))); /* then it is looked at with the next list */
}

void unread_recount(struct ui *ui)
{
    int64_t n;

    state_recheck(ui);
    /* A header without the count is no reason to refuse the screen. */
    if (is_member(ui) && unread_total(visit_of(ui), &n) == OK)
        context_of(ui)->unread = n;
    queue_recount(ui);
}

void unread_sum(struct ui *ui, const struct board_page *boards)
{
    int64_t n = 0;

    for (int i = 0; i < boards->n; i++)
        n += boards->rows[i].unread;
    context_of(ui)->unread = n;
    queue_recount(ui);
}

void queue_recount(struct ui *ui)
{
    int n;

    role_recheck(ui);
    if (is_moderator(ui) && queue_count(visit_of(ui), &n) == OK)
        context_of(ui)->waiting = n;
}

bool is_moderator(struct ui *ui)
{
    return permission_has(visit_of(ui)->who, MAY_SEE_QUEUE);
}

int post_to_begin(struct ui *ui, const struct thread_row *thread)
{
    struct visit *v = visit_of(ui);
    int no;

    if (!is_member(ui))
        return 1;
    if (thread->unread > 0 && unread_first(v, thread->id, &no) == OK && no > 0)
        return no;
    no = marks_first_unread(v->state, thread->id);
    return no > thread->posts ? (int)thread->posts : no;
}

bool read_next_unread(struct ui *ui, board_id board)
{
    struct thread_arg arg = {0};

    state_recheck(ui);
    if (!is_member(ui) || unread_next(visit_of(ui), board, (thread_id){0}, &arg.thread) != OK)
        return false;
    ui_push(ui, "thread", &arg, sizeof arg);
    return true;
}

bool has_unread_anywhere(struct ui *ui, const void *state)
{
    (void)state;
    return context_of(ui)->unread > 0;
}

void read_on_anywhere(struct ui *ui, void *state)
{
    (void)state;
    if (read_next_unread(ui, (board_id){0}))
        return;
    unread_recount(ui); /* it was read elsewhere meanwhile */
    ui_say(ui, "Nothing is unread any more.");
}

const struct board *confidential_find(const struct board_page *boards)
{
    for (int i = 0; i < boards->n; i++)
        if (strcmp(boards->rows[i].slug, "confidential-consult") == 0)
            return &boards->rows[i];
    return NULL;
}

bool confidential_open(struct ui *ui)
{
    struct thread_list_arg arg;
    const struct board *board;
    struct board_page boards;

    if (board_list(ui_scratch(ui), visit_of(ui), &boards) != OK)
        return false;
    board = confidential_find(&boards);
    if (!board)
        return false;
    arg.board = board->id;
    ui_push(ui, "thread_list", &arg, sizeof arg);
    return true;
}

struct moment moment_now(struct ui *ui)
{
    const struct screen_context *ctx = context_of(ui);

    return (struct moment){clock_wall_s(ui_clock(ui)), ctx->zone, ctx->clock_times};
}

void settings_apply(struct ui *ui)
{
    static const enum theme_palette palettes[] = {
        [THEME_CHOICE_DARK] = PALETTE_DARK,
        [THEME_CHOICE_LIGHT] = PALETTE_LIGHT,
        [THEME_CHOICE_CONTRAST] = PALETTE_CONTRAST,
        [THEME_CHOICE_MONO] = PALETTE_MONO,
    };
    static const enum ui_charset charsets[] = {
        [CHARACTERS_AUTO] = UI_CHARSET_TERMINAL,
        [CHARACTERS_UTF8] = UI_CHARSET_UTF8,
        [CHARACTERS_ASCII] = UI_CHARSET_ASCII,
    };
    struct screen_context *ctx = context_of(ui);

    ctx->zone = setting_zone(ctx->visit);
    ctx->clock_times = setting_get(ctx->visit, SETTING_TIMES) == TIMES_CLOCK;
    ui_palette_set(ui, palettes[setting_get(ctx->visit, SETTING_THEME)]);
    ui_charset_set(ui, charsets[setting_get(ctx->visit, SETTING_CHARACTERS)]);
    ui_plain_set(ui, ctx->plain_asked || setting_get(ctx->visit, SETTING_PLAIN) == 1);
}

void settings_adopt(struct ui *ui)
{
    settings_carry(visit_of(ui));
    settings_apply(ui);
}

void topic_listen(struct ui *ui, enum topic_kind kind, int64_t id)
{
    ui_listen(ui, topic_number(kind, id));
}

bool board_is_quiet(struct ui *ui, board_id board)
{
    struct board row;

    return board_get(ui_scratch(ui), visit_of(ui), board, &row) == OK && row.mode == BOARD_ALIAS;
}
