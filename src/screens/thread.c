/* SPDX-License-Identifier: MIT
 *
 * thread.c -- reading one thread.
 *
 * Opened at the first unread post. A post is read when it was shown to its end, and only then. What
 * others add meanwhile is told in the header and never moves the text.
 */
#include <stdio.h>
#include <string.h>

#include <curbside/base/count.h>
#include <curbside/domain/unread.h>
#include <curbside/ui/ui.h>

#include "author.h"
#include "catching.h"
#include "context.h"
#include "places.h"
#include "tag_keys.h"
#include "thread_state.h"

static int number_to_open(struct ui *ui, const struct thread_arg *arg)
{
    struct thread_row thread;

    if (arg->no > 0 || thread_get(ui_scratch(ui), visit_of(ui), arg->thread, &thread) != OK)
        return arg->no; /* a thread that is not there is refused by the load */
    return post_to_begin(ui, &thread);
}

static void copy_neighbors(struct ui *ui, struct thread_state *s, const struct thread_arg *arg)
{
    if (arg->n_neighbors <= 0)
        return;
    s->neighbors = arena_array(ui_arena(ui), (size_t)arg->n_neighbors, sizeof *s->neighbors);
    if (!s->neighbors)
        return;
    memcpy(s->neighbors, arg->neighbors, (size_t)arg->n_neighbors * sizeof *s->neighbors);
    s->n_neighbors = arg->n_neighbors;
}

static void loaded(struct ui *ui, struct thread_state *s)
{
    s->new_below = 0;
    s->may_reply = thread_can_answer(ui, &s->window.thread);
    s->has_door = author_has_door(ui, s->thread);
    s->quiet = board_is_quiet(ui, s->window.thread.board);
    if (slow_get(visit_of(ui), s->thread, &s->slow) != OK)
        s->slow = (struct slow){0}; /* said when they post */
}

void thread_go_to(struct ui *ui, struct thread_state *s, int no)
{
    enum err err = thread_window_open(&s->window, ui, s->thread, no);

    if (err != OK)
        ui_fail(ui, err);
    loaded(ui, s);
}

/* The words that were searched for are marked; n and N go from one to the next. */
static void mark_query(struct ui *ui, struct thread_state *s, const char *text)
{
    struct query_fault fault;

    if (!text)
        return;
    s->query = arena_alloc(ui_arena(ui), sizeof *s->query);
    if (s->query && query_parse(ui_arena(ui), text, strlen(text), clock_wall_s(ui_clock(ui)),
                                s->query, &fault) == OK)
        s->window.page.pager.find.query = s->query;
}

static enum err thread_open(struct ui *ui, void *state, const void *arg)
{
    const struct thread_arg *a = arg;
    struct thread_state *s = state;
    enum err err;

    s->thread = a->thread;
    s->n_trail = a->n_trail;
    if (a->n_trail > 0)
        memcpy(s->trail, a->trail, (size_t)a->n_trail * sizeof *a->trail);
    copy_neighbors(ui, s, a);
    mark_query(ui, s, a->find);
    topic_listen(ui, TOPIC_THREAD, s->thread.v);
    err = thread_window_open(&s->window, ui, a->thread, number_to_open(ui, a));
    if (err != OK) {
        thread_window_done(&s->window);
        return err;
    }
    loaded(ui, s);
    return thread_judge_init(ui, s);
}

/* What was shown to its end is read. */
void thread_mark_read(struct ui *ui, struct thread_state *s)
{
    if (s->seen_to > 0)
        post_mark_read(visit_of(ui), s->thread, s->seen_from, s->seen_to);
    s->seen_from = s->seen_to = 0;
}

/* The next screen says how much is unread, whether it counts or not: this one has shown what it
 * has. */
static void thread_cover(struct ui *ui, void *state)
{
    struct thread_state *s = state;

    thread_mark_read(ui, s);
    if (s->window.thread.unread > 0)
        unread_recount(ui);
}

/* Back from writing: the own reply is shown, else everything stays where it was. Also where one's
 * own post came out over the text without a frame: by ear a command there is meant for that post,
 * not for the new one. */
static enum err thread_resume(struct ui *ui, void *state)
{
    struct thread_state *s = state;
    int64_t before = s->window.thread.posts;
    bool stays = s->stays;
    struct post last;

    s->stays = false;
    thread_mark_read(ui, s);
    thread_reshape_resume(ui, s);
    TRY(thread_window_reload(&s->window, ui));
    loaded(ui, s);
    judging_resume(&s->judging, ui, s);
    if (s->window.thread.posts <= before || stays)
        return OK;
    TRY(post_get(ui_scratch(ui), visit_of(ui), s->thread, (int)s->window.thread.posts, &last));
    if (last.you)
        thread_go_to(ui, s, last.no);
    return OK;
}

/* "post 3 of 28"; without the word where the last post's would not fit into the third of the line
 * that the frame leaves beside a long title: "4999 of 5000" on a phone. */
static const char *place_words(struct ui *ui, const struct thread_state *s)
{
    const struct post *post = thread_window_post(&s->window);
    long long posts = (long long)s->window.thread.posts;
    int cols, rows;
    bool fits;

    ui_body_size(ui, &cols, &rows);
    fits = snprintf(NULL, 0, "post %lld of %lld", posts, posts) <= cols / 3 - 1;
    return arena_printf(ui_scratch(ui), "%s%d of %lld", fits || ui_is_plain(ui) ? "post " : "",
                        post ? post->no : 0, posts);
}

static void thread_header(struct ui *ui, const void *state, struct header *ret)
{
    const struct thread_state *s = state;
    const struct thread_row *thread = &s->window.thread;
    struct arena *a = ui_scratch(ui);
    const char *place = place_words(ui, s);
    char below[COUNT_SIZE];

    ret->quiet = s->quiet;
    ret->place = is_narrow(ui) ? thread->title
                               : arena_printf(a, "%s › %s", thread->board_title, thread->title);
    if (s->new_below > 0)
        ret->right = arena_printf(a, "%s · %s new below", place, count_format(s->new_below, below));
    else if (s->slow.minutes > 0 && !thread->locked)
        ret->right = arena_printf(a, "%s · %s: %d min", place,
                                  s->slow.cools ? "cools down" : "slow", s->slow.minutes);
    else
        ret->right = arena_printf(a, "%s%s", place,
                                  thread->moved_to.v != 0 ? " · moved"
                                  : thread->locked        ? " · locked"
                                                          : "");
}

static void thread_draw(struct ui *ui, void *state, struct canvas *canvas, struct area body)
{
    struct thread_state *s = state;

    (void)ui;
    thread_window_fit(&s->window, body.cols);
    pager_draw(&s->window.page.pager, canvas, body);
    thread_window_seen(&s->window, &s->seen_from, &s->seen_to);
}

/* One moving key, across the edge of what is loaded if need be. False: it met the end of the
 * thread. */
static bool move(struct ui *ui, struct thread_state *s, keycode key)
{
    enum pager_answer answer = pager_key(&s->window.page.pager, ui, key);
    enum window_step step;
    enum err err;

    if (answer != PAGER_AT_START && answer != PAGER_AT_END)
        return answer == PAGER_MOVED;
    err = thread_window_step(&s->window, ui, answer == PAGER_AT_END, &step);
    if (err != OK) {
        ui_fail(ui, err);
        return true;
    }
    if (step == WINDOW_GREW)
        pager_key(&s->window.page.pager, ui, key);
    else if (step == WINDOW_JUMPED && answer == PAGER_AT_START && key != '{')
        pager_key(&s->window.page.pager, ui, K_END);
    return step != WINDOW_STAYED;
}

/* Posts far away may not be loaded: G and counts go by number. G in the last post goes to its end,
 * which in a long one is far below. */
static bool go_by_number(struct ui *ui, struct thread_state *s, keycode key)
{
    const struct post *post = thread_window_post(&s->window);
    int64_t last = s->window.thread.posts + s->new_below;
    int count = ui_count(ui);
    int64_t no = count > 0 ? count : key == K_HOME ? 1 : last;

    if ((key == '{' || key == '}') && count > 1 && post)
        no = key == '{' ? post->no - count : post->no + count;
    else if (key != K_END && key != K_HOME)
        return false;
    if (key == K_END && count == 0 && post && post->no == last) {
        pager_key(&s->window.page.pager, ui, K_END);
        return true;
    }
    thread_go_to(ui, s, no < 1 ? 1 : no > last ? (int)last : (int)no);
    return true;
}

static bool goes_on(keycode key)
{
    return key == K_DOWN || key == K_PAGE_DOWN || key == K_HALF_DOWN || key == '}';
}

static bool goes_back(keycode key)
{
    return key == K_UP || key == K_PAGE_UP || key == K_HALF_UP || key == '{';
}

static bool thread_key(struct ui *ui, void *state, keycode key)
{
    struct thread_state *s = state;

    thread_mark_read(ui, s);
    if (go_by_number(ui, s, key) || move(ui, s, key))
        return true;
    if (goes_on(key))
        ui_say(ui, s->new_below > 0 ? "New posts came: Ctrl-R shows them." : "End of the thread.");
    return goes_on(key) || goes_back(key);
}

static void thread_bell(struct ui *ui, void *state, uint64_t topic)
{
    struct thread_state *s = state;
    struct thread_row now;

    if (topic != topic_number(TOPIC_THREAD, s->thread.v))
        return;
    if (thread_get(ui_scratch(ui), visit_of(ui), s->thread, &now) != OK)
        return;
    s->new_below = now.posts - s->window.thread.posts;
}

static void thread_close(struct ui *ui, void *state)
{
    struct thread_state *s = state;

    thread_mark_read(ui, s);
    thread_window_done(&s->window);
}

/* Is there an unread thread other than this one? Shows it: one of the same board first. */
static bool show_next_unread(struct ui *ui, struct thread_state *s)
{
    thread_id next;

    state_recheck(ui);
    if (!is_member(ui) || unread_next(visit_of(ui), s->window.thread.board, s->thread, &next) != OK)
        return false;
    thread_read_on(ui, s, next);
    return true;
}

void thread_load_again(struct ui *ui, void *state)
{
    struct thread_state *s = state;
    enum err err;

    thread_mark_read(ui, s);
    err = thread_window_reload(&s->window, ui);
    if (err != OK)
        ui_fail(ui, err);
    loaded(ui, s);
}

/* The end is in view, and Space leaves the thread: that is said before it is pressed. */
static bool leads_elsewhere(struct ui *ui, const void *state)
{
    const struct thread_state *s = state;
    const struct pager *p = &s->window.page.pager;
    int cols, rows, end = p->lines.n;

    ui_body_size(ui, &cols, &rows);
    while (end > 0 && p->lines.line[end - 1].n_spans == 0)
        end--; /* nobody presses a key for blank lines */
    return is_member(ui) && s->new_below == 0 && s->window.posts.next_no == 0 &&
           p->top + (p->aloud ? p->rows : rows) >= end;
}

/* Read on; at the end go to what is unread elsewhere. */
static void read_on(struct ui *ui, void *state)
{
    struct thread_state *s = state;

    thread_mark_read(ui, s);
    if (!leads_elsewhere(ui, s) && move(ui, s, K_PAGE_DOWN))
        return;
    if (s->new_below > 0)
        thread_load_again(ui, s);
    else if (!show_next_unread(ui, s))
        ui_say(ui, is_member(ui) ? "Nothing else is unread." : "End of the thread.");
}

static bool goes_on_here(struct ui *ui, const void *state)
{
    return is_member(ui) && !leads_elsewhere(ui, state);
}

static void catch_up_here(struct ui *ui, void *state)
{
    struct thread_state *s = state;
    struct thread_row thread;

    thread_mark_read(ui, s);
    if (thread_get(ui_scratch(ui), visit_of(ui), s->thread, &thread) == OK)
        catching_ask(ui, thread.board, s->thread);
}

static bool is_members(struct ui *ui, const void *state)
{
    (void)state;
    return is_member(ui);
}

static void show_neighbor(struct ui *ui, struct thread_state *s, int step)
{
    int here = 0;

    while (here < s->n_neighbors && s->neighbors[here].v != s->thread.v)
        here++;
    if (here >= s->n_neighbors || here + step < 0 || here + step >= s->n_neighbors)
        ui_say(ui,
               step > 0 ? "No further thread in this list." : "No earlier thread in this list.");
    else
        thread_read_on(ui, s, s->neighbors[here + step]);
}

static void show_previous(struct ui *ui, void *state)
{
    show_neighbor(ui, state, -1);
}

static void show_next(struct ui *ui, void *state)
{
    show_neighbor(ui, state, 1);
}

static bool has_neighbors(struct ui *ui, const void *state)
{
    const struct thread_state *s = state;

    (void)ui;
    return s->n_neighbors > 0;
}

static bool is_folded(struct ui *ui, const void *state)
{
    const struct thread_state *s = state;
    const struct post *post = thread_window_post(&s->window);

    (void)ui;
    return post && post_is_folded(post);
}

static void unfold(struct ui *ui, void *state)
{
    struct thread_state *s = state;

    (void)ui;
    thread_window_unfold(&s->window);
}

static bool may_reply(struct ui *ui, const void *state)
{
    const struct thread_state *s = state;

    (void)ui;
    return s->may_reply == OK;
}

static bool may_not_reply(struct ui *ui, const void *state)
{
    return !may_reply(ui, state);
}

static bool has_text(struct ui *ui, const void *state)
{
    const struct thread_state *s = state;
    const struct post *post = thread_window_post(&s->window);

    (void)ui;
    return post && post->body[0] != '\0';
}

/* A post whose text is gone has nothing to quote; with a count another one is meant. */
static bool may_quote(struct ui *ui, const void *state)
{
    return may_reply(ui, state) && (ui_count(ui) > 0 || has_text(ui, state));
}

static bool is_a_member(struct ui *ui, const void *state)
{
    (void)state;
    return is_member(ui);
}

static bool has_post(struct ui *ui, const void *state)
{
    const struct thread_state *s = state;

    (void)ui;
    return thread_window_post(&s->window) != NULL;
}

static void hide(struct ui *ui, void *state)
{
    struct thread_state *s = state;
    enum err err = author_hide_toggle(ui, thread_window_post(&s->window));

    if (err == OK)
        err = thread_window_reload(&s->window, ui);
    if (err != OK)
        ui_fail(ui, err);
}

static bool can_hide(struct ui *ui, const void *state)
{
    const struct thread_state *s = state;

    return author_can_hide(ui, thread_window_post(&s->window));
}

static void turn_door(struct ui *ui, void *state)
{
    struct thread_state *s = state;
    enum err err = author_door_toggle(ui, s->thread);

    if (err == OK)
        err = thread_window_reload(&s->window, ui);
    if (err != OK)
        ui_fail(ui, err);
}

static bool has_door(struct ui *ui, const void *state)
{
    const struct thread_state *s = state;

    (void)ui;
    return s->has_door;
}

static void show_tagged(struct ui *ui, void *state)
{
    const struct thread_state *s = state;

    tag_ask(ui, &s->window.thread);
}

static bool has_tags(struct ui *ui, const void *state)
{
    const struct thread_state *s = state;

    (void)ui;
    return s->window.thread.n_tags > 0;
}

static void search(struct ui *ui, void *state)
{
    (void)state;
    ui_push(ui, "search", NULL, 0);
}

/* clang-format off */
static const struct key_action keys[] = {
    {' ', read_on, "read on", "A page on; at the end the next unread thread", goes_on_here},
    {' ', read_on, "read on", "A page on", is_guest},
    {' ', read_on, "next unread", "On to the next unread thread", leads_elsewhere},
    {'r', thread_reply, "reply", "Reply to this post; 12 r replies to #12", may_reply},
    {'R', thread_reply_quoting, "quote", "Reply with this post quoted", may_quote},
    {'r', thread_reply, NULL, "", may_not_reply},
    {'R', thread_reply_quoting, NULL, "", may_not_reply},
    {K_ENTER, unfold, "show", "Show the text of a post that is folded away", is_folded},
    {K_ENTER, thread_follow_move, "open", "Open the thread that this post was moved to", thread_was_moved},
    {K_ENTER, thread_show_why, "why", "Why a moderator removed this post of yours, and how to appeal", thread_was_removed},
    {'+', thread_toggle_helpful, "helpful", "Mark this post as helpful, or take the mark back; nobody sees who", thread_may_mark},
    {'+', thread_toggle_helpful, NULL, "", thread_is_own},
    {'a', thread_go_answer, "answers", "Go to the first answer to this post; 2 a to the second", thread_has_answers},
    {'o', thread_go_answered, NULL, "Go to the post that this one answers", thread_has_answered},
    {'<', thread_go_back, NULL, "Back to where a jump began; to the thread that was read before", thread_has_jumped},
    {'e', thread_edit, "edit", "Change this post of yours; with the first one title and tags, too", thread_may_edit},
    {'x', thread_delete, NULL, "Delete this post of yours", thread_may_delete},
    {'E', thread_show_history, NULL, "What this post said before it was edited", thread_has_history},
    {'!', thread_flag, "flag", "Flag this post: a moderator looks at it, and nobody learns that it was you", thread_may_flag},
    {'!', thread_say_own, NULL, "", thread_is_own},
    {'+', tell_guest, NULL, "", is_guest},
    {'!', tell_guest, NULL, "", is_guest},
    {'m', tell_guest, NULL, "", is_guest},
    {'f', tell_guest, NULL, "", is_guest},
    {'c', tell_guest, NULL, "", is_guest},
    {'H', tell_guest, NULL, "", is_guest},
    {'m', thread_toggle_bookmark, NULL, "Bookmark this post, or no longer; g s lists them", thread_may_bookmark},
    {'f', thread_toggle_follow, NULL, "Follow this thread, or no longer; g f lists what you follow", is_a_member},
    {']', show_next, "next", "The next thread in the list", has_neighbors},
    {'[', show_previous, NULL, "The thread before in the list", has_neighbors},
    {'t', show_tagged, NULL, "Other threads with a tag of this one", has_tags},
    {'u', thread_show_links, "links", "The links of this post in full, and addresses to open", thread_has_links},
    {'y', thread_copy, NULL, "Copy the address or the text of this post", has_post},
    {'v', thread_show_plain, NULL, "This post without a frame, for the terminal's own selection", has_text},
    {'H', hide, NULL, "Hide what this author writes, or show it again", can_hide},
    {'A', turn_door, NULL, "Close your thread to new aliases, or open it again", has_door},
    {'K', thread_keep, NULL, "Moderating: keep this post, or bring it back", thread_may_judge},
    {'X', thread_remove, NULL, "Moderating: remove it, by a rule", thread_may_remove},
    {'W', thread_warn, NULL, "Moderating: warn whoever wrote it; the post stands", thread_may_judge},
    {'M', thread_mute, NULL, "Moderating: remove it and mute whoever wrote it", thread_may_judge},
    {'B', thread_ban, NULL, "Moderating: remove it and ban whoever wrote it", thread_may_judge},
    {'C', thread_claim, NULL, "Moderating: claim it in the queue for an hour", thread_may_judge},
    {'L', thread_lock, NULL, "Moderating: lock the thread, or open it again", thread_may_shape},
    {'P', thread_pin, NULL, "Moderating: pin the thread, or no longer", thread_may_shape},
    {'T', thread_reshape_ask, NULL, "Moderating: move, retitle, split, merge, slow mode, a correction", thread_may_judge},
    {'z', thread_undo, NULL, "Moderating: take back what the last key did", thread_can_undo},
    {'c', catch_up_here, NULL, "Catch up: take the thread, its board or everything for read", is_members},
    {'z', catching_undo, NULL, "Take the last catching up back", catching_can_undo},
    {'s', search, NULL, "Search for words", NULL},
    {K_CTRL('r'), thread_load_again, NULL, "Look for new posts", NULL},
    {0},
};
/* clang-format on */

static const struct key_help *const moving[] = {pager_help, NULL};

const struct screen_ops screen_thread = {
    .name = "thread",
    .about = "Reading a thread",
    .state_size = sizeof(struct thread_state),
    .keys = keys,
    .moving = moving,
    .open = thread_open,
    .resume = thread_resume,
    .cover = thread_cover,
    .header = thread_header,
    .draw = thread_draw,
    .key = thread_key,
    .bell = thread_bell,
    .close = thread_close,
};
