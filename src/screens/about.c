/* SPDX-License-Identifier: MIT
 *
 * about.c -- the pages of plain words: what this board is, how to come with a key, and what to do
 * when ssh showed another key than the one that was meant.
 */
#include <curbside/domain/rule.h>

#include "about_text.h"
#include "context.h"
#include "page.h"
#include "places.h"
#include "ssh_words.h"
#include "words.h"

struct state {
    enum about_page which;
    const char *text; /* in the form of words.h */
    struct page page;
};

static const char *joining_text(struct arena *a, const struct screen_context *ctx)
{
    const char *config = ssh_config_lines(a, ctx);

    return arena_printf(
        a,
        "# A key in ten seconds\n"
        "\n"
        "Reading needs nothing. To write, come with an ssh key. These two lines, typed on your own "
        "machine, make one that is used here only, and come back with it:\n"
        "\n"
        "    %s\n"
        "    %s\n"
        "\n"
        "Then choose \"Join with this key\": a name is drawn for you, or you choose one.\n"
        "\n"
        "# Why a key of its own\n"
        "\n"
        "ssh shows keys to every server it meets, and some sites publish their members' keys. A "
        "key used here only says nothing about you, and nobody can match it.\n"
        "\n"
        "# So that \"ssh curbside\" is enough\n"
        "\n"
        "Put these lines into ~/.ssh/config:\n"
        "\n"
        "%s",
        SSH_KEYGEN_LINE, ssh_line(a, ctx, SSH_KEY_OPTIONS, ""), config);
}

static const char *key_text(struct arena *a, const struct screen_context *ctx)
{
    const char *config = ssh_config_lines(a, ctx);

    return arena_printf(
        a,
        "# You expected your account\n"
        "\n"
        "Your client proved a key, and no account here belongs to it. ssh tries its keys in an "
        "order of its own, and this board takes the first one it is shown, so that it learns of "
        "no other. Most likely that was not the key you joined with.\n"
        "\n"
        "# Which key did ssh offer?\n"
        "\n"
        "    %s 2>&1 | grep Offering\n"
        "\n"
        "# Two lines that fix it\n"
        "\n"
        "Come back with the key that you joined with, and no other:\n"
        "\n"
        "    %s\n"
        "\n"
        "and for good, the last two of these in ~/.ssh/config:\n"
        "\n"
        "%s"
        "\n"
        "Do not join again before you have tried: a second account cannot be merged with the "
        "first.\n",
        ssh_line(a, ctx, "-v ", "version"), ssh_line(a, ctx, SSH_KEY_OPTIONS, ""), config);
}

static const char *board_text(struct ui *ui)
{
    struct arena *a = ui_arena(ui);
    const char *text = arena_printf(a, "%s# House rules\n\n", about_text);
    struct rule_page rules = {.n = 0};

    /* Without them the page is still worth reading. */
    IGNORE(rule_list(a, visit_of(ui), &rules));
    for (int i = 0; text && i < rules.n; i++)
        text = arena_printf(a, "%s%d. **%s.** %s\n", text, i + 1, rules.rows[i].title,
                            rules.rows[i].text);
    return text ? arena_printf(a, "%s%s", text, about_text_after) : NULL;
}

static enum err about_open(struct ui *ui, void *state, const void *arg)
{
    const struct about_arg *a = arg;
    struct state *s = state;

    s->which = a ? a->page : ABOUT_BOARD;
    if (s->which == ABOUT_BOARD)
        s->text = board_text(ui);
    if (s->which == ABOUT_JOINING)
        s->text = joining_text(ui_arena(ui), context_of(ui));
    else if (s->which == ABOUT_KEY)
        s->text = key_text(ui_arena(ui), context_of(ui));
    return s->text ? OK : E_NOMEM;
}

static void about_header(struct ui *ui, const void *state, struct header *ret)
{
    static const char *const places[] = {
        [ABOUT_BOARD] = "About",
        [ABOUT_JOINING] = "How to join",
        [ABOUT_KEY] = "Which key?",
    };
    const struct state *s = state;

    (void)ui;
    ret->place = places[s->which];
}

static void lay_out(const void *ctx, struct lines *lines, int cols)
{
    const struct state *s = ctx;

    words_add(lines, cols, s->text);
}

static void about_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    struct state *s = state;

    (void)ui;
    page_draw(&s->page, canvas, body, lay_out, s);
}

static bool about_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;

    return pager_key(&s->page.pager, ui, key) != PAGER_IGNORED;
}

static void about_close(struct ui *ui, void *state)
{
    struct state *s = state;

    (void)ui;
    page_done(&s->page);
}

static void go_anonymity(struct ui *ui, void *state)
{
    (void)state;
    ui_push(ui, "anonymity", NULL, 0);
}

/* clang-format off */
static const struct key_action keys[] = {
    {'a', go_anonymity, "anonymity in full", "How your anonymity works, topic by topic", NULL},
    {0},
};
/* clang-format on */

static const struct key_help *const moving[] = {pager_help, NULL};

const struct screen_ops screen_about = {
    .name = "about",
    .about = "About this board",
    .state_size = sizeof(struct state),
    .keys = keys,
    .moving = moving,
    .open = about_open,
    .header = about_header,
    .draw = about_draw,
    .key = about_key,
    .close = about_close,
};
