/* SPDX-License-Identifier: MIT
 *
 * proposed.c -- the schools that the caller proposed, and what became of them. Their own session
 * finds it out; see domain/school_proposal.h.
 */
#include <curbside/domain/school_proposal.h>
#include <curbside/ui/list.h>

#include "context.h"
#include "places.h"

enum {
    FATE_COLS = 24,
    NARROW_FATE_COLS = 10,
};

struct state {
    struct own_proposals page;
    struct list list;
};

static int count_rows(const void *ctx)
{
    const struct state *s = ctx;

    return s->page.n;
}

static const char *fate_words(const struct own_proposal *p)
{
    if (p->slug)
        return "in the list now";
    return p->fate == PROPOSAL_ACCEPTED  ? "accepted: in the next list"
           : p->fate == PROPOSAL_REFUSED ? "refused"
                                         : "waits for a moderator";
}

static const char *fate_word(const struct own_proposal *p)
{
    if (p->slug)
        return "is there";
    return p->fate == PROPOSAL_ACCEPTED  ? "accepted"
           : p->fate == PROPOSAL_REFUSED ? "refused"
                                         : "waits";
}

/* What stands behind its name: why it was refused or accepted, else where it is. */
static const char *note_of(const struct own_proposal *p)
{
    return p->reason ? p->reason : p->place;
}

static void draw_row(const void *ctx, struct canvas *c, struct area row, int index, bool selected)
{
    const struct state *s = ctx;
    const struct own_proposal *p = &s->page.rows[index];
    bool narrow = row.cols < UI_TEXT_COLS - 8;
    int cols = narrow ? NARROW_FATE_COLS : FATE_COLS + 3;
    int x = row.x + cols, end = row.x + row.cols - 1;

    (void)selected;
    canvas_text_fit(c, row.x, row.y, cols - 1, p->slug ? THEME_OK : THEME_DIM,
                    narrow ? fate_word(p) : fate_words(p));
    x += canvas_text_fit(c, x, row.y, end - x, THEME_TITLE, p->name);
    if (end - x > NARROW_FATE_COLS)
        canvas_text_fit(c, x + 2, row.y, end - x - 2, THEME_DIM, note_of(p));
}

static const char *say_row(const void *ctx, struct arena *a, int index)
{
    const struct state *s = ctx;
    const struct own_proposal *p = &s->page.rows[index];

    return arena_printf(a, "%s, %s: %s%s%s", p->name, p->place, fate_words(p),
                        p->reason ? ", because: " : "", p->reason ? p->reason : "");
}

static const struct list_source source = {
    .count = count_rows,
    .draw = draw_row,
    .say = say_row,
    .empty = "You have proposed no school. Where one is missing, w proposes it: a moderator looks "
             "at it, nobody learns who did, and what became of it stands here.",
};

static enum err proposed_load(struct ui *ui, void *state)
{
    struct state *s = state;

    TRY(school_proposal_list_own(ui_page(ui), visit_of(ui), &s->page));
    list_clamp(&s->list, &source, s);
    return OK;
}

static enum err proposed_open(struct ui *ui, void *state, const void *arg)
{
    struct state *s = state;

    (void)arg;
    TRY(proposed_load(ui, s));
    list_reset(&s->list, &source, s);
    return OK;
}

static void proposed_header(struct ui *ui, const void *state, struct header *ret)
{
    (void)state;
    ret->place = "Schools you proposed";
    ret->right = is_narrow(ui) ? "" : "nobody else sees this";
}

static void proposed_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    struct state *s = state;

    (void)ui;
    list_draw(&s->list, &source, s, canvas, body);
}

static bool proposed_key(struct ui *ui, void *state, keycode key)
{
    struct state *s = state;

    return list_key(&s->list, &source, s, ui, key);
}

/* ---- keys ---- */

static const struct own_proposal *selected(const struct state *s)
{
    int at = list_selected(&s->list);

    return at < 0 ? NULL : &s->page.rows[at];
}

static bool is_there(struct ui *ui, const void *state)
{
    const struct own_proposal *p = selected(state);

    (void)ui;
    return p && p->slug;
}

static bool is_missing(struct ui *ui, const void *state)
{
    const struct own_proposal *p = selected(state);

    (void)ui;
    return p && !p->slug;
}

static void open_school(struct ui *ui, void *state)
{
    struct school_arg arg = {selected(state)->slug};

    ui_push(ui, "school", &arg, sizeof arg);
}

/* Also of one that was refused: what was written of it can be read. */
static void write_report(struct ui *ui, void *state)
{
    char address[PROPOSAL_ADDRESS_SIZE];
    struct school_arg arg;

    school_proposal_address(selected(state)->id, address);
    arg.slug = arena_strdup(ui_scratch(ui), address);
    if (arg.slug)
        ui_push(ui, "report", &arg, sizeof arg);
    else
        ui_fail(ui, E_NOMEM);
}

static void propose(struct ui *ui, void *state)
{
    (void)state;
    ui_push(ui, "propose", NULL, 0);
}

/* clang-format off */
static const struct key_action keys[] = {
    {K_ENTER, open_school, "open", "Open the page of the school", is_there},
    {K_ENTER, write_report, "your report", "Write your report of it, a draft until the school is there", is_missing},
    {'w', propose, "propose", "Propose another one", NULL},
    {0},
};
/* clang-format on */

static const struct key_help *const moving[] = {list_help, NULL};

const struct screen_ops screen_proposed = {
    .name = "proposed",
    .about = "Schools you proposed",
    .min_level = 1,
    .state_size = sizeof(struct state),
    .keys = keys,
    .moving = moving,
    .open = proposed_open,
    .resume = proposed_load,
    .header = proposed_header,
    .draw = proposed_draw,
    .key = proposed_key,
};
