/* SPDX-License-Identifier: MIT
 *
 * preview.c -- a draft as others would read it. Nothing is posted from here.
 */
#include <string.h>

#include <curbside/domain/thread.h>

#include "compose_text.h"
#include "context.h"
#include "page.h"
#include "places.h"
#include "post_lines.h"

struct state {
    const char *title; /* NULL: a reply */
    const char *tags;  /* as they will be stored, "" for none */
    const char *what;
    struct post post;
    struct page page;
};

/* "#step1 #retake", as the domain makes them of what was typed; what it will refuse is told. */
static const char *tags_shown(struct arena *a, const char *typed)
{
    const char *const *tags;
    const char *out = "";
    int n;

    if (!typed || tags_split(a, typed, &tags, &n) != OK)
        return "";
    for (int i = 0; i < n && out; i++) {
        const char *tag;
        bool is_tag = tag_parse(a, tags[i], &tag) == OK;

        out = arena_printf(a, is_tag ? "%s%s#%s" : "%s%s\"%s\" (no tag)", out, *out ? " " : "",
                           is_tag ? tag : tags[i]);
    }
    return out ? out : "";
}

static enum err preview_open(struct ui *ui, void *state, const void *arg)
{
    const struct preview_arg *a = arg;
    struct state *s = state;
    struct arena *arena = ui_arena(ui);

    s->title = arena_strdup(arena, a->title);
    s->tags = tags_shown(arena, a->tags);
    s->what = a->what ? a->what : "not posted yet";
    s->post = (struct post){
        .no = 1,
        .author = {AUTHOR_HANDLE, arena_strdup(arena, a->name)},
        .you = true,
        .body = arena_strdup(arena, a->body),
    };
    return s->post.body && s->post.author.name ? OK : E_NOMEM;
}

static void preview_header(struct ui *ui, const void *state, struct header *ret)
{
    const struct state *s = state;

    (void)ui;
    ret->place = "Preview";
    ret->right = s->what;
}

static void lay_out(const void *ctx, struct lines *lines, int cols)
{
    const struct state *s = ctx;
    int indent = post_indent(cols);

    if (s->title && s->title[0])
        lines_wrap(lines, 1, cols - 1, THEME_TITLE | ATTR_BOLD, s->title);
    if (s->tags[0])
        lines_wrap(lines, 1, cols - 1, THEME_TAG, s->tags);
    if (s->title)
        lines_blank(lines);
    lines_add(lines, 1, THEME_ME | ATTR_BOLD, s->post.author.name);
    if (s->post.body[0])
        body_lines_add(lines, indent, post_text_cols(cols), s->post.body, strlen(s->post.body));
    else
        lines_add(lines, indent, THEME_DIM, "(nothing written yet)");
}

static void preview_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    struct state *s = state;

    (void)ui;
    page_draw(&s->page, canvas, body, lay_out, s);
}

static bool preview_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;

    return pager_key(&s->page.pager, ui, key) != PAGER_IGNORED;
}

static void preview_close(struct ui *ui, void *state)
{
    struct state *s = state;

    (void)ui;
    page_done(&s->page);
}

static void go_on(struct ui *ui, void *state)
{
    (void)state;
    ui_back(ui);
}

/* clang-format off */
static const struct key_action keys[] = {
    {K_ENTER, go_on, "go on writing", "Back to writing", NULL},
    {0},
};
/* clang-format on */

static const struct key_help *const moving[] = {pager_help, NULL};

const struct screen_ops screen_preview = {
    .name = "preview",
    .about = "Preview",
    .min_level = 1,
    .state_size = sizeof(struct state),
    .keys = keys,
    .moving = moving,
    .open = preview_open,
    .header = preview_header,
    .draw = preview_draw,
    .key = preview_key,
    .close = preview_close,
};
