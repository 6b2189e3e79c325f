/* SPDX-License-Identifier: MIT
 *
 * listed.c -- the week's sessions, made into rows by what makes them in the switchboard, brought
 * over a line and read as a sysop's session reads them. Only the clock is the week's.
 */
#include "listed.h"

#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include <curbside/app/house_line.h>

#define SECOND_MS INT64_C(1000)

enum {
    REST_S = 60,      /* after which a session says that it rests */
    WAIT_S = 65 * 60, /* between writing and showing, in the middle */
};

/* ---- the server's side ---- */

static void packet_send(const struct listed *l, enum bell_type type, uint64_t topic)
{
    uint8_t bytes[BELL_BYTES];

    bell_format(&(struct bell){type, topic}, bytes);
    assert_int_equal(send(l->far_end, bytes, sizeof bytes, 0), sizeof bytes);
}

static struct caller_seen seen_of(const struct listed *l, int session)
{
    const struct listed_caller *caller = &l->callers[session];
    bool rests = l->week->board->now_s - caller->stirred >= REST_S;

    return (struct caller_seen){.sees = BELL_SCREENS,
                                .since_ms = l->week->sessions[session].from * SECOND_MS,
                                .rests_ms = rests ? (caller->stirred + REST_S) * SECOND_MS : -1};
}

static int planted_number(const struct listed *l, int session)
{
    int64_t wrote = l->callers[session].wrote;

    return BELL_NUMBER_MAX -
           (wrote ? l->week->n_sessions + (int)(wrote - l->week->start) : session);
}

static void caller_send(struct listed *l, struct caller_numbers *numbers, int session)
{
    const struct caller_seen seen = seen_of(l, session);
    struct bell_session row = caller_row(numbers, &l->random, &seen,
                                         l->week->board->now_s * SECOND_MS);

    if (l->plant)
        row.number = planted_number(l, session);
    assert_true(l->n_told < LISTED_ROWS);
    l->told[l->n_told].person = l->week->sessions[session].person;
    l->told[l->n_told++].shown.number = row.number;
    packet_send(l, BELL_SESSION, bell_session_format(&row));
}

static void list_send(struct listed *l)
{
    struct caller_numbers numbers = {{0}};
    const struct caller_seen own = {BELL_SCREENS, l->week->start * SECOND_MS, -1};
    struct bell_session row = caller_row(&numbers, &l->random, &own,
                                         l->week->board->now_s * SECOND_MS);

    row.own = true;
    packet_send(l, BELL_SESSION, bell_session_format(&row));
    l->n_told = 0;
    for (int i = 0; i < l->week->n_sessions; i++)
        if (l->week->sessions[i].in)
            caller_send(l, &numbers, i);
}

static void keeper_answers(struct listed *l, uint64_t topic)
{
    struct visit keeper = {.db = l->week->board->db,
                           .pepper = &l->week->board->pepper,
                           .clock = &l->week->board->clock,
                           .random = &l->random};
    struct house_request request;
    uint8_t heard[BELL_BYTES];

    while (recv(l->far_end, heard, sizeof heard, MSG_DONTWAIT) > 0)
        continue; /* who listens to what */
    assert_int_equal(house_take(&keeper, &request), OK);
    assert_int_equal(request.wish, HOUSE_LIST);
    list_send(l);
    packet_send(l, BELL_RANG, topic);
}

static void house_listen(void *ctx, uint64_t topic, bool on)
{
    house_line_listen(&((struct listed *)ctx)->line, topic, on);
}

static enum err house_await(void *ctx, uint64_t topic, int ms, struct house_session *rows,
                            int *ret_n, bool *ret_second)
{
    struct listed *l = ctx;

    keeper_answers(l, topic);
    return house_line_await(&l->line, topic, ms, rows, ret_n, ret_second);
}

/* Not the board's: the week is the same, watched or not. */
static void dice_fill(void *ctx, void *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++)
        ((uint8_t *)bytes)[i] = (uint8_t)dice_below(ctx, 256);
}

void listed_init(struct listed *l, struct week *w)
{
    int ends[2];

    assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends),
                     0);
    l->week = w;
    l->random = (struct random){dice_fill, &l->dice};
    l->line.fd = ends[0];
    l->far_end = ends[1];
    l->house = (struct house){l, house_listen, house_await};
    l->callers = calloc((size_t)w->n_sessions, sizeof *l->callers);
    assert_non_null(l->callers);
}

void listed_after(struct listed *l, const struct act *act)
{
    struct listed_caller *caller;
    const struct writing *wr;

    if (!act->session || act->kind == ACT_SAVE)
        return;
    caller = &l->callers[act->session - l->week->sessions];
    wr = &act->session->writing[act->write];
    caller->stirred = act->at;
    if (act->kind == ACT_SUBMIT && wr->posted.v && wr->face == FACE_ALIAS && wr->alias_board)
        caller->wrote = act->at;
}

void listed_done(struct listed *l)
{
    if (!l->week)
        return;
    close(l->line.fd);
    close(l->far_end);
    free(l->callers);
    free(l->polls);
}

/* ---- the sysop's ---- */

static int told_person(const struct listed *l, int number)
{
    for (int i = 0; i < l->n_told; i++)
        if (l->told[i].shown.number == number)
            return l->told[i].person;
    return -1;
}

void listed_poll(struct listed *l, struct visit *sysop)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct listed_poll *poll;
    struct house_page page;

    if (l->n == l->cap) {
        l->cap = l->cap ? 2 * l->cap : 1024;
        l->polls = reallocarray(l->polls, (size_t)l->cap, sizeof *l->polls);
        assert_non_null(l->polls);
    }
    assert_int_equal(house_sessions(&a, sysop, &page), OK);
    poll = &l->polls[l->n++];
    poll->at = l->week->board->now_s;
    poll->n = 0;
    for (int i = 0; i < page.n; i++)
        if (!page.rows[i].own)
            poll->rows[poll->n++] = (struct listed_row){told_person(l, page.rows[i].number),
                                                        page.rows[i]};
    assert_int_equal(poll->n, l->n_told);
}

/* ---- pointing ---- */

static bool is_newer(const struct house_session *a, const struct house_session *b)
{
    return a->age < b->age;
}

static bool is_older(const struct house_session *a, const struct house_session *b)
{
    return a->age > b->age;
}

static bool is_before(const struct house_session *a, const struct house_session *b)
{
    return a->number < b->number;
}

static bool is_after(const struct house_session *a, const struct house_session *b)
{
    return a->number > b->number;
}

static const struct {
    const char *name;
    bool (*better)(const struct house_session *a, const struct house_session *b);
    int64_t back_s; /* the list of so long before the post shows */
} ways[LISTED_WAYS] = {
    {"first row", is_before, 0},
    {"last row", is_after, 0},
    {"newest", is_newer, 0},
    {"longest there", is_older, 0},
    {"first row, then", is_before, WAIT_S},
    {"last row, then", is_after, WAIT_S},
    {"newest, then", is_newer, WAIT_S},
    {"longest there, then", is_older, WAIT_S},
};

const char *listed_way_name(int way)
{
    return ways[way].name;
}

/* The first list at or after that second; NULL: none. */
static const struct listed_poll *poll_after(const struct listed *l, int64_t at)
{
    for (int i = 0; i < l->n; i++)
        if (l->polls[i].at >= at)
            return &l->polls[i];
    return NULL;
}

bool listed_point(const struct listed *l, int way, int64_t at, int person, double *ret_chance,
                  bool *ret_right)
{
    const struct listed_poll *poll = poll_after(l, at - ways[way].back_s);
    const struct listed_row *best;
    int theirs = 0;

    if (!poll || poll->n < 2)
        return false;
    best = &poll->rows[0];
    for (int i = 0; i < poll->n; i++) {
        theirs += poll->rows[i].person == person;
        if (ways[way].better(&poll->rows[i].shown, &best->shown))
            best = &poll->rows[i];
    }
    *ret_chance = (double)theirs / poll->n;
    *ret_right = best->person == person;
    return theirs > 0;
}

int64_t listed_fewest(const struct listed *l, int64_t at)
{
    const struct listed_poll *best = NULL;

    for (int i = 0; i < l->n; i++) {
        const struct listed_poll *poll = &l->polls[i];

        if (poll->at >= at - LISTED_BACK_S && poll->at <= at && poll->n > 0 &&
            (!best || poll->n < best->n))
            best = poll;
    }
    return best ? best->at : -1;
}

int64_t listed_came(const struct listed *l, int64_t at)
{
    int64_t came = -1;

    for (int i = 1; i < l->n && l->polls[i].at <= at; i++)
        if (l->polls[i].n > l->polls[i - 1].n)
            came = l->polls[i].at;
    return came;
}
