/* SPDX-License-Identifier: MIT
 *
 * thread_copy.c -- taking an address or text elsewhere: the clipboard, the list of links, the
 * borderless view, and what a post said before.
 */
#include <string.h>

#include <curbside/base/crypto.h>
#include <curbside/domain/edit.h>
#include <curbside/text/markdown.h>

#include "address.h"
#include "context.h"
#include "places.h"
#include "ssh_words.h"
#include "thread_state.h"

static void copy_line(struct ui *ui, const char *line)
{
    if (line)
        ui_copy(ui, line, line);
}

static void copy_command(struct ui *ui, void *state)
{
    const struct thread_state *s = state;
    const struct post *post = thread_window_post(&s->window);

    copy_line(ui, ssh_line(ui_scratch(ui), context_of(ui), "",
                           arena_printf(ui_scratch(ui), "read %lld --from %d",
                                        (long long)s->thread.v, post->no > 0 ? post->no : 1)));
}

static void copy_address(struct ui *ui, void *state)
{
    const struct thread_state *s = state;

    copy_line(ui, arena_printf(ui_scratch(ui), "post/%lld",
                               (long long)thread_window_post(&s->window)->id.v));
}

static void copy_text(struct ui *ui, void *state)
{
    const struct thread_state *s = state;
    const char *body = thread_window_post(&s->window)->body;

    if (strlen(body) > UI_COPY_BYTES) {
        ui_say(ui, "It is too long for the clipboard. v shows it bare, to be selected.");
        return;
    }
    ui_copy(ui, body, "the text of the post.");
}

/* Made again, as it was shown after posting; there is one while the month key lives. */
static void copy_receipt(struct ui *ui, void *state)
{
    const struct thread_state *s = state;
    char code[RECEIPT_CODE_SIZE];
    enum err err = post_receipt(visit_of(ui), thread_window_post(&s->window)->id, code);

    if (err != OK)
        ui_fail(ui, err);
    else
        copy_line(ui, arena_printf(ui_scratch(ui), "Receipt %s", code));
    secret_wipe(code, sizeof code);
}

enum {
    COPY_CHOICES = 4
};

void thread_copy(struct ui *ui, void *state)
{
    const struct thread_state *s = state;
    const struct post *post = thread_window_post(&s->window);
    struct dialog_choice *choices = arena_array(ui_arena(ui), COPY_CHOICES + 1, sizeof *choices);
    int n = 0;

    if (!post || !choices)
        return;
    choices[n++] = (struct dialog_choice){'a', "Its address, for posts and g o", copy_address};
    choices[n++] = (struct dialog_choice){'c', "The ssh command that reads it", copy_command};
    if (post->body[0])
        choices[n++] = (struct dialog_choice){'t', "Its text", copy_text};
    if (post->you && post->author.kind == AUTHOR_ALIAS && post->state != POST_DELETED)
        choices[n++] = (struct dialog_choice){'r', "Its receipt, which deletes it", copy_receipt};
    choices[n] = (struct dialog_choice){0};
    ui_ask(ui, &(struct dialog){.title = "Copy what?", .choices = choices, .enter_first = true});
}

/* ---- links ---- */

void thread_show_links(struct ui *ui, void *state)
{
    struct thread_state *s = state;
    const struct post *post = thread_window_post(&s->window);
    struct links_arg arg = {0};
    struct styled_text text;

    if (markdown_render(ui_scratch(ui), post->body, strlen(post->body), UI_TEXT_COLS, &text) !=
        OK) {
        ui_fail(ui, E_NOMEM);
        return;
    }
    arg.urls = text.links;
    arg.n = text.n_links;
    arg.body = post->body;
    ui_push(ui, "links", &arg, sizeof arg);
}

bool thread_has_links(struct ui *ui, const void *state)
{
    const struct thread_state *s = state;
    const struct post *post = thread_window_post(&s->window);

    return post && (strstr(post->body, "://") || address_is_in(ui_scratch(ui), post->body));
}

/* ---- bare text, and what it said before ---- */

void thread_show_plain(struct ui *ui, void *state)
{
    struct thread_state *s = state;
    const struct post *post = thread_window_post(&s->window);
    struct bare_arg arg = {0};

    if (!post)
        return;
    arg.body = post->body;
    arg.head = post->no > 0 ? arena_printf(ui_scratch(ui), "#%d  %s", post->no, post->author.name)
                            : post->author.name;
    s->stays = true;
    ui_push(ui, "bare", &arg, sizeof arg);
}

bool thread_has_history(struct ui *ui, const void *state)
{
    const struct thread_state *s = state;
    const struct post *post = thread_window_post(&s->window);

    (void)ui;
    return post && post->edited != 0 && post->author.kind != AUTHOR_ALIAS && post_is_shown(post);
}

void thread_show_history(struct ui *ui, void *state)
{
    const struct thread_state *s = state;
    const struct post *post = thread_window_post(&s->window);
    struct history_arg arg = {.post = post->id, .no = post->no};

    ui_push(ui, "history", &arg, sizeof arg);
}
