/* SPDX-License-Identifier: MIT
 *
 * queue.c -- everything that waits for a moderator, emptied with one hand.
 *
 * A list above, and below it the selected item as it has to be seen; beside it on a wide screen. A
 * verb is one key, a rule one more. An item that is done leaves the list at once, without loading
 * the rest anew; z brings the last ones back, also after the queue was left. What others decide
 * meanwhile is found out when one moves on in the list or acts: then it is refused, with the
 * reason.
 */
#include <string.h>

#include <curbside/domain/decide.h>
#include <curbside/domain/queue.h>
#include <curbside/ui/list.h>
#include <curbside/ui/plain.h>
#include <curbside/ui/ui.h>

#include "context.h"
#include "glance.h"
#include "queue_state.h"
#include "rows.h"

enum {
    PAGE_ROWS = 50,
    LOW_ROWS = 10,  /* so few left, and more waits: load anew */
    LIST_LEAST = 3, /* rows of the list on a phone */
    LIST_PART = 3,  /* of so many parts of the body one is the list's */
    WIDE_COLS = 64,
    REASON_COLS = 24,
    REASON_COLS_NARROW = 12,
    BOARD_COLS = 14,
    AGE_WIDTH = 6,
    OLD_MS = 2000, /* a list this old is loaded anew with the next move in it */
};

struct queue_item *queue_selected(struct queue_state *s)
{
    int at = list_selected(&s->list);

    return at >= 0 && at < s->n ? &s->rows[at] : NULL;
}

bool queue_is_about_post(const struct queue_item *item)
{
    return item->kind == QUEUE_HELD || item->kind == QUEUE_FLAGS || item->kind == QUEUE_FIRST;
}

void queue_fail(struct ui *ui, enum err err)
{
    if (err == E_DENIED)
        role_recheck(ui);
    if (err != E_DENIED || is_moderator(ui)) {
        ui_fail(ui, err);
        return;
    }
    ui_warn(ui, "Your role has ended: the queue is for moderators.");
    ui_back(ui);
}

/* ---- the list ---- */

static int count_rows(const void *ctx)
{
    const struct queue_state *s = ctx;

    return s->n;
}

static void draw_row(const void *ctx, struct canvas *c, struct area row, int index,
                     bool is_selected)
{
    const struct queue_state *s = ctx;
    const struct queue_item *item = &s->rows[index];
    bool wide = row.cols >= WIDE_COLS;
    int x = row.x, end = row.x + row.cols - 1, reasons = wide ? REASON_COLS : REASON_COLS_NARROW;
    const char *words = queue_reasons(s->page, item);

    (void)is_selected;
    canvas_text(c, x, row.y, 1, THEME_KEY, s->marked[index] ? "*" : " ");
    if (wide && item->count > 1 && item->n_reasons > 0)
        words = arena_printf(s->page, "%d %s", item->count, words);
    canvas_text_fit(c, x + 2, row.y, reasons - 1, THEME_WARNING, words);
    x += 2 + reasons;
    canvas_text_right(c, end, row.y, AGE_WIDTH, THEME_DIM, queue_age(s->page, item));
    end -= AGE_WIDTH;
    if (wide) {
        end -= BOARD_COLS;
        canvas_text_fit(c, end + 1, row.y, BOARD_COLS - 2, THEME_DIM, item->board_title);
    }
    if (item->claimed)
        x += canvas_text(c, x, row.y, end - x, THEME_ME, item->claimed_by_me ? "mine " : "taken ");
    if (*queue_barred(item))
        x += canvas_printf(c, x, row.y, end - x, THEME_WARNING, "%s ", queue_barred(item));
    canvas_text_fit(c, x, row.y, end - x, THEME_TEXT, item->excerpt);
}

static const char *say_row(const void *ctx, struct arena *a, int index)
{
    const struct queue_state *s = ctx;
    const char *words = queue_context_say(a, &s->rows[index]);

    return s->marked[index] && words ? arena_printf(a, "selected, %s", words) : words;
}

static enum err load_page(struct queue_state *s, struct visit *v)
{
    struct queue_query query = {.after = s->next, .limit = PAGE_ROWS};
    struct queue_page page;
    struct queue_item *rows;
    bool *marked;

    TRY(queue_list(s->page, v, &query, &page));
    rows = arena_array(s->page, (size_t)(s->n + page.n) + 1, sizeof *rows);
    marked = arena_array(s->page, (size_t)(s->n + page.n) + 1, sizeof *marked);
    if (!rows || !marked)
        return E_NOMEM;
    if (s->n > 0) {
        memcpy(rows, s->rows, (size_t)s->n * sizeof *rows);
        memcpy(marked, s->marked, (size_t)s->n * sizeof *marked);
    }
    if (page.n > 0)
        memcpy(rows + s->n, page.rows, (size_t)page.n * sizeof *rows);
    memset(marked + s->n, 0, (size_t)page.n * sizeof *marked);
    s->rows = rows;
    s->marked = marked;
    s->n += page.n;
    s->next = page.next;
    return OK;
}

void queue_show_context(struct ui *ui, struct queue_state *s)
{
    enum err err = queue_context_load(&s->context, ui, queue_selected(s));

    if (err != OK)
        queue_fail(ui, err);
}

int queue_more_rows(void *ctx, enum list_side side)
{
    struct queue_state *s = ctx;
    int before = s->n;
    enum err err;

    if (side == LIST_BEFORE || !s->next)
        return 0;
    err = load_page(s, visit_of(s->ui));
    if (err != OK)
        queue_fail(s->ui, err);
    s->context.item = queue_selected(s);
    return s->n - before;
}

static const struct list_source source = {
    .count = count_rows,
    .draw = draw_row,
    .say = say_row,
    .more = queue_more_rows,
    .empty = "Nothing waits. Thank you: everything here was looked at.",
};

void queue_select(struct queue_state *s, int at)
{
    list_select(&s->list, &source, s, at);
}

/* ---- loading ---- */

static enum err load(struct ui *ui, struct queue_state *s)
{
    s->context.item = NULL;
    s->page = ui_page(ui);
    s->loaded_ms = clock_mono_ms(ui_clock(ui));
    s->n = s->n_marked = 0;
    s->next = NULL;
    TRY(queue_count(visit_of(ui), &s->waiting));
    queue_recount(ui);
    TRY(load_page(s, visit_of(ui)));
    list_clamp(&s->list, &source, s);
    return queue_context_load(&s->context, ui, queue_selected(s));
}

static void decide(struct ui *ui, void *state, enum judge_verb verb, const char *rule,
                   const char *reason);

static enum err queue_open(struct ui *ui, void *state, const void *arg)
{
    struct queue_state *s = state;

    (void)arg;
    s->ui = ui;
    TRY(judging_init(&s->judging, ui, decide));
    TRY(load(ui, s));
    list_reset(&s->list, &source, s);
    queue_show_context(ui, s);
    return OK;
}

static int row_of(const struct queue_state *s, int64_t item)
{
    for (int i = 0; i < s->n; i++)
        if (s->rows[i].item == item)
            return i;
    return -1;
}

/* As far down as before: what waits still is not lost because it stood on a later page. */
static enum err load_at(struct ui *ui, struct queue_state *s, int64_t item)
{
    int at, before = s->n;

    TRY(load(ui, s));
    while (row_of(s, item) < 0 && s->n < before && s->next)
        TRY(load_page(s, visit_of(ui)));
    at = row_of(s, item);
    if (at >= 0)
        list_select(&s->list, &source, s, at);
    queue_show_context(ui, s);
    return OK;
}

/* Load anew; what is gone is not silently another one: who was about to decide on it must know. */
static enum err look_at(struct ui *ui, struct queue_state *s, int64_t item)
{
    bool waited = row_of(s, item) >= 0;

    TRY(load_at(ui, s, item));
    if (waited && row_of(s, item) < 0)
        ui_warn(ui, "That one no longer waits here.");
    return OK;
}

static enum err queue_resume(struct ui *ui, void *state)
{
    struct queue_state *s = state;
    const struct queue_item *item = queue_selected(s);
    int64_t at = item ? item->item : 0;

    queue_note_take(ui, s);
    judging_resume(&s->judging, ui, s);
    enum err err = look_at(ui, s, at);
    if (err != E_DENIED)
        return err;
    queue_fail(ui, err);
    return OK;
}

static void queue_close(struct ui *ui, void *state)
{
    struct queue_state *s = state;

    (void)ui;
    queue_context_done(&s->context);
}

/* ---- drawing ---- */

static void queue_header(struct ui *ui, const void *state, struct header *ret)
{
    const struct queue_state *s = state;
    struct arena *a = ui_scratch(ui);
    char waiting[COUNT_SIZE];
    int claimed = 0;

    count_format(s->waiting, waiting);
    for (int i = 0; i < s->n; i++)
        claimed += s->rows[i].claimed != NULL;
    ret->place = "Moderation › Queue";
    if (s->n_marked > 0)
        ret->right = arena_printf(a, "%d selected of %s", s->n_marked, waiting);
    else if (s->n == 0)
        ret->right = "nothing waits";
    else if (is_narrow(ui) && !ui_is_plain(ui))
        ret->right = arena_printf(a, "%s · %s", waiting, queue_age(a, &s->rows[0]));
    else
        ret->right = arena_printf(a, "%s waiting · oldest %s · %d claimed", waiting,
                                  (ui_is_plain(ui) ? queue_age_aloud : queue_age)(a, &s->rows[0]),
                                  claimed);
}

static void draw_below(struct queue_state *s, struct canvas *canvas, struct area body)
{
    int rows = body.rows / LIST_PART;
    struct area list = body, below = body;

    if (rows < LIST_LEAST)
        rows = LIST_LEAST;
    if (rows > s->n && !s->next)
        rows = s->n > 0 ? s->n : 1;
    rows = rows < body.rows ? rows : body.rows;
    list.rows = rows;
    below.y += rows + 1;
    below.rows -= rows + 1;
    if (below.rows > 0) {
        canvas_hline(canvas, body.x, body.y + rows, body.cols, THEME_RULE);
        queue_context_draw(&s->context, canvas, below);
    }
    list_draw(&s->list, &source, s, canvas, list);
}

static void queue_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    struct queue_state *s = state;
    struct area list, beside;

    body.rows -= ui_asking_rows(ui, body); /* what is decided on stays in view */
    glance_divide(body, &list, &beside);
    s->heard = plain_hears(canvas);
    if (s->heard || s->n == 0) {
        list_draw(&s->list, &source, s, canvas, body);
    } else if (beside.cols > 0) {
        queue_context_draw(&s->context, canvas, beside);
        list_draw(&s->list, &source, s, canvas, list);
    } else {
        draw_below(s, canvas, body);
    }
}

/* Others decide, and more comes in. Only with a move: a verb must not meet another item than the
 * one that was read. */
static void look_again(struct ui *ui, struct queue_state *s)
{
    const struct queue_item *item = queue_selected(s);

    if (s->n_marked > 0 || clock_mono_ms(ui_clock(ui)) - s->loaded_ms < OLD_MS)
        return;
    enum err err = look_at(ui, s, item ? item->item : 0);
    if (err != OK)
        queue_fail(ui, err);
}

static bool queue_key(struct ui *ui, void *state, keycode key)
{
    struct queue_state *s = state;
    int before = list_selected(&s->list);

    if (!list_key(&s->list, &source, s, ui, key))
        return false;
    if (list_selected(&s->list) != before)
        queue_show_context(ui, s);
    look_again(ui, s);
    return true;
}

/* ---- verbs ---- */

static void row_drop(struct queue_state *s, int at)
{
    s->n_marked -= s->marked[at];
    s->n--;
    s->waiting--;
    memmove(&s->rows[at], &s->rows[at + 1], (size_t)(s->n - at) * sizeof *s->rows);
    memmove(&s->marked[at], &s->marked[at + 1], (size_t)(s->n - at) * sizeof *s->marked);
}

static enum err judge_row(struct ui *ui, struct queue_state *s, int at, const char *rule,
                          const char *reason)
{
    const struct queue_item *item = &s->rows[at];
    const struct judged_post on = {.item = queue_is_about_post(item) ? 0 : item->item,
                                   .post = item->post,
                                   .thread = item->thread};
    enum err err = queue_still_waits(visit_of(ui), item->item);

    if (err == OK)
        err = judging_do(&s->judging, ui, &on, rule, reason);
    if (err == OK)
        row_drop(s, at);
    return err;
}

struct tally {
    int done, left;
    bool mixed; /* they were not of one kind, nor all about posts */
    enum queue_kind kind;
    enum err why;
};

/* What became of an item, in the words of its kind. */
static const char *done_word(const struct tally *t, enum judge_verb verb)
{
    bool kept = verb == JUDGE_KEEP;

    if (t->mixed)
        return "settled";
    switch (t->kind) {
    case QUEUE_APPEAL:
        return kept ? "upheld" : "granted";
    case QUEUE_OUT:
        return kept ? "declined" : "agreed to";
    case QUEUE_SCHOOL:
        return kept ? "accepted" : "refused";
    case QUEUE_MERGE:
        return kept ? "kept apart" : "merged";
    default:
        return judging_done_word(verb);
    }
}

static bool is_alike(enum queue_kind one, enum queue_kind two)
{
    bool posts = one <= QUEUE_REPORT && two <= QUEUE_REPORT; /* and reports: kept or removed */

    return one == two || posts;
}

static void judge_one(struct ui *ui, struct queue_state *s, int at, const char *rule,
                      const char *reason, struct tally *ret)
{
    enum queue_kind kind = s->rows[at].kind;
    enum err err = judge_row(ui, s, at, rule, reason);

    if (err == OK) {
        ret->mixed = ret->mixed || (ret->done > 0 && !is_alike(ret->kind, kind));
        ret->kind = kind;
    }
    ret->done += err == OK;
    ret->left += err != OK;
    if (err != OK)
        ret->why = err;
}

static void tell(struct ui *ui, enum judge_verb verb, const struct tally *t)
{
    const char *word = done_word(t, verb);

    if (t->done == 0 && t->left > 0)
        queue_fail(ui, t->why);
    else if (t->left > 0)
        ui_sayf(ui, "%d %s, %d left: %s", t->done, word, t->left, err_info(t->why)->sentence);
    else if (t->done == 1)
        ui_sayf(ui, "It is %s. z takes it back.", word);
    else
        ui_sayf(ui, "%d are %s. z takes them back.", t->done, word);
}

/* Somebody else decided, or it is gone: what is shown is old. */
static bool is_news(enum err err)
{
    return err == E_NOTFOUND || err == E_DONE_ALREADY || err == E_CLAIMED;
}

static void decide(struct ui *ui, void *state, enum judge_verb verb, const char *rule,
                   const char *reason)
{
    struct queue_state *s = state;
    struct tally t = {0};

    judged_steps_begin(ui);
    if (s->n_marked == 0 && queue_selected(s)) {
        judge_one(ui, s, list_selected(&s->list), rule, reason, &t);
    } else {
        for (int i = s->n - 1; i >= 0; i--)
            if (s->marked[i])
                judge_one(ui, s, i, rule, reason, &t);
    }
    tell(ui, verb, &t);
    if (is_news(t.why) || (s->n < LOW_ROWS && s->next)) {
        enum err err = load(ui, s);
        if (err != OK)
            queue_fail(ui, err);
    }
    list_clamp(&s->list, &source, s);
    queue_recount(ui);
    queue_show_context(ui, s);
}

static const char *what_words(struct ui *ui, struct queue_state *s)
{
    const struct queue_item *item = queue_selected(s);

    if (s->n_marked > 0)
        return arena_printf(ui_scratch(ui), "%d items", s->n_marked);
    if (item->kind == QUEUE_REPORT)
        return "this report";
    return item->no > 0 ? arena_printf(ui_scratch(ui), "#%d by %s", item->no, item->author.name)
                        : arena_printf(ui_scratch(ui), "the held post by %s", item->author.name);
}

static void ask(struct ui *ui, struct queue_state *s, enum judge_verb verb)
{
    judging_ask(&s->judging, ui, s, verb, what_words(ui, s));
}

static void keep(struct ui *ui, void *state)
{
    ask(ui, state, JUDGE_KEEP);
}

static void remove_post(struct ui *ui, void *state)
{
    ask(ui, state, JUDGE_REMOVE);
}

/* What was done to them is taken back: that needs no rule. */
static void grant(struct ui *ui, void *state)
{
    struct queue_state *s = state;

    s->judging.verb = JUDGE_REMOVE;
    decide(ui, s, JUDGE_REMOVE, NULL, NULL);
}

static void warn(struct ui *ui, void *state)
{
    ask(ui, state, JUDGE_WARN);
}

static void mute(struct ui *ui, void *state)
{
    ask(ui, state, JUDGE_MUTE);
}

static void ban(struct ui *ui, void *state)
{
    ask(ui, state, JUDGE_BAN);
}

static void undo(struct ui *ui, void *state)
{
    struct queue_state *s = state;
    post_id post;
    const char *done;
    enum err err = judged_steps_undo(ui, &post, &done);
    enum err loaded = load_at(ui, s, post.v);

    if (err != OK || loaded != OK)
        queue_fail(ui, err != OK ? err : loaded);
    else
        ui_sayf(ui, "Taken back: %s.", done ? done : "nothing");
}

/* Read on in the item, then the next one. */
static void read_on(struct ui *ui, void *state)
{
    struct queue_state *s = state;

    if (!queue_context_on(&s->context, ui))
        queue_key(ui, s, K_DOWN);
}

static void load_again(struct ui *ui, void *state)
{
    enum err err = load(ui, state);

    if (err != OK)
        queue_fail(ui, err);
}

/* ---- when ---- */

static bool has_row(struct ui *ui, const void *state)
{
    const struct queue_state *s = state;

    (void)ui;
    return s->n > 0;
}

static bool has_author(struct ui *ui, const void *state)
{
    const struct queue_state *s = state;
    int at = list_selected(&s->list);

    (void)ui;
    return at >= 0 && at < s->n && (s->n_marked > 0 || queue_is_about_post(&s->rows[at]));
}

static bool is_one_of(const struct queue_state *s, enum queue_kind kind)
{
    int at = list_selected(&s->list);

    return at >= 0 && at < s->n && s->n_marked == 0 && s->rows[at].kind == kind;
}

static bool is_appeal(struct ui *ui, const void *state)
{
    (void)ui;
    return is_one_of(state, QUEUE_APPEAL);
}

static bool is_pair(struct ui *ui, const void *state)
{
    (void)ui;
    return is_one_of(state, QUEUE_MERGE);
}

static bool is_school(struct ui *ui, const void *state)
{
    (void)ui;
    return is_one_of(state, QUEUE_SCHOOL);
}

static bool is_out(struct ui *ui, const void *state)
{
    (void)ui;
    return is_one_of(state, QUEUE_OUT);
}

/* Kept or removed, as most are. */
static bool is_ordinary(struct ui *ui, const void *state)
{
    return has_row(ui, state) && !is_appeal(ui, state) && !is_pair(ui, state) &&
           !is_school(ui, state) && !is_out(ui, state);
}

static bool is_heard(struct ui *ui, const void *state)
{
    return has_row(ui, state) && ((const struct queue_state *)state)->heard;
}

static bool is_seen(struct ui *ui, const void *state)
{
    return has_row(ui, state) && !is_heard(ui, state);
}

static bool is_heard_of_thread(struct ui *ui, const void *state)
{
    return is_heard(ui, state) && queue_has_thread(ui, state);
}

static bool is_seen_of_thread(struct ui *ui, const void *state)
{
    return is_seen(ui, state) && queue_has_thread(ui, state);
}

static bool can_undo(struct ui *ui, const void *state)
{
    (void)state;
    return judged_steps_has(ui, (thread_id){0});
}

/* clang-format off */
static const struct key_action keys[] = {
    {'K', keep, "uphold", "Of an appeal: what was done stands", is_appeal},
    {'X', grant, "grant", "Of an appeal: what was done is taken back", is_appeal},
    {'K', keep, "two", "Of two questions: they stay two", is_pair},
    {'X', grant, "one", "Of two questions: they are one in other words", is_pair},
    {'K', keep, "accept", "Of a school: it is to be in the list", is_school},
    {'X', grant, "refuse", "Of a school: it is not", is_school},
    {'K', keep, "decline", "Of a ban everywhere: the ban is enough", is_out},
    {'X', grant, "agree", "Of a ban everywhere: agree, as the second moderator", is_out},
    {'K', keep, "keep", "Keep: the post stands, or comes out if it was held", is_ordinary},
    {'X', remove_post, "remove", "Remove, by a rule: X and the rule's number", is_ordinary},
    {'W', warn, "warn", "Warn whoever wrote it; the post stands", has_author},
    {'M', mute, "mute", "Remove it and mute whoever wrote it", has_author},
    {'B', ban, "ban", "Remove it and ban whoever wrote it", has_author},
    {'C', queue_claim, "claim", "Claim: look after it for an hour, or no longer", has_row},
    {'L', queue_lock, NULL, "Lock its thread, or open it again", queue_may_shape},
    {'P', queue_pin, NULL, "Pin its thread, or no longer", queue_may_shape},
    {'*', queue_mark, "select", "Select it, or no longer: a verb then takes all that are selected", is_ordinary},
    {'A', queue_mark_author, NULL, "Select all that waits by the same author", queue_has_name},
    {'z', undo, "undo", "Take back what you did last, here or in a thread", can_undo},
    {'N', queue_note_ask, "note", "Leave a note for the other moderators", has_row},
    {K_ENTER, queue_read_whole, "read", "Read it whole", is_heard},
    {'t', queue_open_thread, "thread", "Open the thread at this post", is_heard_of_thread},
    {K_ENTER, queue_open_thread, "thread", "Open the thread at this post", is_seen_of_thread},
    {'v', queue_read_whole, NULL, "Read it whole, without a frame", is_seen},
    {' ', read_on, "read on", "Read on in the post, then the next item", has_row},
    {K_CTRL('r'), load_again, NULL, "Look again what waits", NULL},
    {0},
};
/* clang-format on */

static const struct key_help *const moving[] = {list_help, NULL};

const struct screen_ops screen_queue = {
    .name = "queue",
    .about = "The moderators' queue",
    .min_level = 2,
    .state_size = sizeof(struct queue_state),
    .keys = keys,
    .moving = moving,
    .open = queue_open,
    .resume = queue_resume,
    .header = queue_header,
    .draw = queue_draw,
    .key = queue_key,
    .close = queue_close,
};
