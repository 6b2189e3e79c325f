/* SPDX-License-Identifier: MIT
 *
 * switchboard.c -- relays bells by topic; knows nobody.
 *
 * A ring goes at once to each subscriber who has not heard that topic for BELL_INTERVAL_MS; for the
 * others it is kept and goes out when that time is over, many rings as one. So a subscriber hears
 * at most four bells a second on a topic and always the last. A line with a packet that is no bell
 * is closed, and one that takes none is tried again later, never waited for.
 *
 * Joins are counted here by source for an hour, in memory: sessions must not know their source, and
 * the listener must not be asked anything. So are newcomers' posts, by board: on disk a count
 * beside a post would say that it is a newcomer's.
 *
 * Callers are listed, and ended, for the keeper alone. What a list says of them is fixed once a
 * minute, under numbers that are drawn for it, so that two lists cannot be laid on top of each
 * other.
 */
#include "switchboard.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <curbside/base/clock.h>
#include <curbside/base/crypto.h>
#include <curbside/base/fd.h>
#include <curbside/base/random.h>

#include "caller_list.h"
#include "sandbox.h"

enum {
    BUCKETS = 4096,
    BATCH = 64,           /* events, and messages of one line, before the next has its turn */
    FULL_RETRY_MS = 1000, /* for a line that took no bell */
    JOIN_ENTRIES = 4096,
    PASS_ENTRIES = 1024, /* far more than there are boards */
    HOUR_MS = 3600 * 1000,
    OPERATORS_MAX = 4,
};

enum line_kind {
    LINE_CALLER,
    LINE_KEEPER,
    LINE_LISTENER,
    LINE_OPERATOR,
    LINE_DOOR, /* where operators come in */
};

struct line;

struct subscription {
    uint64_t topic;
    struct line *line;                 /* NULL: free */
    struct subscription *next, **link; /* in its bucket */
    struct subscription *next_waiting;
    int64_t due_ms; /* not before */
    bool waiting;   /* a bell is kept for then */
};

struct line {
    int fd;
    uint64_t source;
    enum line_kind kind;
    bool dead;           /* freed after the batch */
    enum bell_kind sees; /* of a caller; 0: not said yet */
    int64_t since_ms;    /* connected */
    int64_t rests_ms;    /* nothing was typed since; -1: something was */
    uint64_t row;        /* in the list that was made last; 0: not in it */
    struct line *next, **link;
    struct line *next_dead;
    struct subscription topics[BELL_TOPICS_MAX];
};

/* Within an hour: joins from a source, or newcomers' posts on a board. */
struct hourly {
    uint64_t about;
    int64_t started_ms;
    int count;
};

struct switchboard {
    int epoll;
    int joins_per_hour;
    int newcomer_posts_per_hour;
    bool listener_gone;
    int n_subscribers;
    int n_operators;
    uid_t owner;
    int64_t listed_ms;             /* the list was made; -1: never */
    struct caller_numbers numbers; /* in the list that was made last */
    struct line *lines;
    struct line *dead;
    struct subscription *waiting;
    struct subscription *buckets[BUCKETS];
    struct hourly joins[JOIN_ENTRIES];
    struct hourly passes[PASS_ENTRIES];
};

/* What the listener sends with a descriptor, or alone (stop). */
struct order {
    uint64_t source;
    bool stop;
    bool keeper;
};

static int64_t now_ms(void)
{
    return clock_mono_ms(&clock_system);
}

static struct subscription **bucket_of(struct switchboard *s, uint64_t topic)
{
    return &s->buckets[topic * 0x9e3779b97f4a7c15u >> 52];
}

static enum err send_bell(const struct line *l, enum bell_type type, uint64_t topic)
{
    uint8_t bytes[BELL_BYTES];

    bell_format(&(struct bell){type, topic}, bytes);
    if (send(l->fd, bytes, sizeof(bytes), MSG_DONTWAIT | MSG_NOSIGNAL) < 0)
        return err_from_errno(errno);
    return OK;
}

static struct subscription *subscription_find(struct line *l, uint64_t topic)
{
    for (int i = 0; i < BELL_TOPICS_MAX; i++) {
        if (l->topics[i].line != NULL && l->topics[i].topic == topic)
            return &l->topics[i];
    }
    return NULL;
}

static void subscribe(struct switchboard *s, struct line *l, uint64_t topic)
{
    struct subscription **bucket = bucket_of(s, topic);

    if (subscription_find(l, topic) != NULL)
        return;
    for (int i = 0; i < BELL_TOPICS_MAX; i++) {
        struct subscription *sub = &l->topics[i];

        if (sub->line != NULL || sub->waiting) /* a freed one may still stand in the waiting list */
            continue;
        *sub = (struct subscription){.topic = topic, .line = l, .next = *bucket, .link = bucket};
        if (sub->next != NULL)
            sub->next->link = &sub->next;
        *bucket = sub;
        return;
    }
}

static void unsubscribe(struct subscription *sub)
{
    if (sub == NULL || sub->line == NULL)
        return;
    *sub->link = sub->next;
    if (sub->next != NULL)
        sub->next->link = sub->link;
    sub->line = NULL;
}

static void wait_until(struct switchboard *s, struct subscription *sub, int64_t due_ms)
{
    sub->due_ms = due_ms;
    if (sub->waiting)
        return;
    sub->waiting = true;
    sub->next_waiting = s->waiting;
    s->waiting = sub;
}

static void ring_one(struct switchboard *s, struct subscription *sub, int64_t now)
{
    if (now < sub->due_ms) {
        wait_until(s, sub, sub->due_ms);
    } else if (send_bell(sub->line, BELL_RANG, sub->topic) == E_NOTREADY) {
        wait_until(s, sub, now + FULL_RETRY_MS);
    } else {
        sub->due_ms = now + BELL_INTERVAL_MS; /* a broken line says so by its own event */
    }
}

static void ring(struct switchboard *s, uint64_t topic)
{
    int64_t now = now_ms();

    for (struct subscription *sub = *bucket_of(s, topic); sub != NULL; sub = sub->next) {
        if (sub->topic == topic && !sub->waiting)
            ring_one(s, sub, now);
    }
}

/* Send the kept bells whose time has come. Returns how long to sleep until the next, -1: none. */
static int ring_waiting(struct switchboard *s)
{
    struct subscription *list = s->waiting;
    int64_t now = s->waiting == NULL ? 0 : now_ms();
    int64_t next = INT64_MAX;

    s->waiting = NULL;
    while (list != NULL) {
        struct subscription *sub = list;

        list = sub->next_waiting;
        sub->waiting = false;
        if (sub->line == NULL)
            continue;
        ring_one(s, sub, now);
        if (sub->waiting && sub->due_ms < next)
            next = sub->due_ms;
    }
    return next == INT64_MAX ? -1 : (int)(next - now);
}

/* One more within the hour? What collides shares a count. */
static bool count_one(struct hourly *h, uint64_t about, int per_hour)
{
    int64_t now = now_ms();

    if (h->count == 0 || now - h->started_ms >= HOUR_MS)
        *h = (struct hourly){about, now, 0};
    if (h->count >= per_hour)
        return false;
    h->count++;
    return true;
}

static bool may_join(struct switchboard *s, uint64_t source)
{
    return count_one(&s->joins[source % JOIN_ENTRIES], source, s->joins_per_hour);
}

static bool may_pass(struct switchboard *s, uint64_t board)
{
    return count_one(&s->passes[board % PASS_ENTRIES], board, s->newcomer_posts_per_hour);
}

static bool is_pass_left(const struct switchboard *s, uint64_t board)
{
    const struct hourly *h = &s->passes[board % PASS_ENTRIES];
    int count = now_ms() - h->started_ms < HOUR_MS ? h->count : 0;

    return count < s->newcomer_posts_per_hour;
}

/* Somebody for whom the switchboard stays. */
static bool is_subscriber(const struct line *l)
{
    return l->kind == LINE_CALLER || l->kind == LINE_KEEPER;
}

static void hang_up(struct switchboard *s, struct line *l)
{
    if (l->dead)
        return;
    for (int i = 0; i < BELL_TOPICS_MAX; i++)
        unsubscribe(&l->topics[i]);
    *l->link = l->next;
    if (l->next != NULL)
        l->next->link = l->link;
    s->listener_gone |= l->kind == LINE_LISTENER;
    s->n_subscribers -= is_subscriber(l);
    s->n_operators -= l->kind == LINE_OPERATOR;
    fd_close(&l->fd); /* leaves the epoll set with its last copy */
    l->dead = true;
    l->next_dead = s->dead;
    s->dead = l;
}

/* Events of this batch and the waiting list may still point to a dead line until here. */
static void bury(struct switchboard *s)
{
    struct subscription **at = &s->waiting;

    if (s->dead == NULL)
        return;
    while (*at != NULL) {
        if ((*at)->line == NULL) {
            (*at)->waiting = false;
            *at = (*at)->next_waiting;
        } else {
            at = &(*at)->next_waiting;
        }
    }
    while (s->dead != NULL) {
        struct line *l = s->dead;

        s->dead = l->next_dead;
        free(l);
    }
}

static enum err add_line(struct switchboard *s, int fd, uint64_t source, enum line_kind kind)
{
    struct line *l = calloc(1, sizeof(*l));
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = l};

    if (l == NULL)
        return E_NOMEM;
    if (epoll_ctl(s->epoll, EPOLL_CTL_ADD, fd, &event) != 0) {
        free(l);
        return E_IO;
    }
    l->fd = fd;
    l->source = source;
    l->kind = kind;
    l->since_ms = now_ms();
    l->rests_ms = -1;
    l->next = s->lines;
    l->link = &s->lines;
    if (l->next != NULL)
        l->next->link = &l->next;
    s->lines = l;
    s->n_subscribers += is_subscriber(l);
    s->n_operators += kind == LINE_OPERATOR;
    return OK;
}

static void tell_everybody(const struct switchboard *s)
{
    for (const struct line *l = s->lines; l != NULL; l = l->next) {
        if (is_subscriber(l))
            IGNORE(send_bell(l, BELL_STOPPING, 0)); /* a full line hangs: it is killed later */
    }
}

/* One order of the listener. False: nothing more now, or its line has ended. */
static bool take_order(struct switchboard *s, struct line *l)
{
    union {
        char bytes[CMSG_SPACE(sizeof(int))];
        struct cmsghdr align;
    } ancillary;
    struct order order;
    struct iovec iov = {&order, sizeof(order)};
    struct msghdr m = {.msg_iov = &iov,
                       .msg_iovlen = 1,
                       .msg_control = ancillary.bytes,
                       .msg_controllen = sizeof(ancillary.bytes)};
    ssize_t got = recvmsg(l->fd, &m, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
    struct cmsghdr *c = got < 0 ? NULL : CMSG_FIRSTHDR(&m);
    int fd = -1;

    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return false;
    if (c != NULL && c->cmsg_type == SCM_RIGHTS && c->cmsg_len == CMSG_LEN(sizeof(int)))
        memcpy(&fd, CMSG_DATA(c), sizeof(fd));
    if (got != sizeof(order)) {
        fd_close(&fd);
        hang_up(s, l);
        return false;
    }
    if (order.stop)
        tell_everybody(s);
    if (fd >= 0 && add_line(s, fd, order.source, order.keeper ? LINE_KEEPER : LINE_CALLER) != OK)
        fd_close(&fd); /* that session goes on without bells */
    return true;
}

/* ---- the list of callers ---- */

static void list_make(struct switchboard *s)
{
    int64_t now = now_ms();

    if (s->listed_ms >= 0 && now - s->listed_ms < BELL_RENUMBER_MS)
        return;
    s->listed_ms = now;
    memset(&s->numbers, 0, sizeof(s->numbers));
    for (struct line *l = s->lines; l != NULL; l = l->next) {
        const struct caller_seen seen = {l->sees, l->since_ms, l->rests_ms};
        struct bell_session row;

        l->row = 0;
        if (l->kind != LINE_CALLER || l->sees == 0)
            continue;
        row = caller_row(&s->numbers, &random_system, &seen, now);
        l->row = bell_session_format(&row);
    }
}

/* To one that subscribed to the topic; a full line gets a part. */
static void list_send(const struct switchboard *s, const struct line *to)
{
    struct bell_session row;
    int n = 0;

    for (const struct line *l = s->lines; l != NULL && n < BELL_SESSIONS_MAX; l = l->next) {
        if (bell_session_parse(l->row, &row) != OK)
            continue;
        row.own = l == to;
        n += send_bell(to, BELL_SESSION, bell_session_format(&row)) == OK;
    }
}

static void list(struct switchboard *s, uint64_t topic)
{
    list_make(s);
    for (struct subscription *sub = *bucket_of(s, topic); sub != NULL; sub = sub->next) {
        if (sub->topic == topic)
            list_send(s, sub->line);
    }
}

static bool end_session(struct switchboard *s, uint64_t number)
{
    for (struct line *l = s->lines; l != NULL; l = l->next) {
        if (l->row == 0 || (uint32_t)l->row != number)
            continue;
        return send_bell(l, BELL_END, 0) == OK;
    }
    return false;
}

static void limits_set(struct switchboard *s, uint64_t packed)
{
    const uint64_t number = (UINT64_C(1) << BELL_JOINS_AT) - 1;

    s->joins_per_hour = (int)(packed >> BELL_JOINS_AT & number);
    s->newcomer_posts_per_hour = (int)(packed & number);
}

/* What the keeper alone may say. */
static void govern(struct switchboard *s, struct line *l, const struct bell *b)
{
    if (l->kind != LINE_KEEPER) {
        hang_up(s, l);
        return;
    }
    if (b->type == BELL_RING)
        ring(s, b->topic);
    else if (b->type == BELL_LIST)
        list(s, b->topic);
    else if (b->type == BELL_LIMITS)
        limits_set(s, b->topic);
    else
        IGNORE(send_bell(l, end_session(s, b->topic) ? BELL_KICKED : BELL_NOBODY, 0));
}

/* Who sees nothing any more leaves the list that stands, too. */
static void note_seen(struct line *l, enum bell_kind sees)
{
    l->sees = sees == BELL_NOTHING ? 0 : sees;
    if (l->sees == 0)
        l->row = 0;
}

/* What a caller says of itself. */
static void note(struct switchboard *s, struct line *l, const struct bell *b)
{
    if (l->kind != LINE_CALLER || (b->type == BELL_AM && b->topic > BELL_NOTHING))
        hang_up(s, l);
    else if (b->type == BELL_AM)
        note_seen(l, (enum bell_kind)b->topic);
    else
        l->rests_ms = b->type == BELL_RESTS ? now_ms() : -1;
}

static bool is_governing(const struct bell *b)
{
    return b->type == BELL_LIST || b->type == BELL_KICK || b->type == BELL_LIMITS ||
           (b->type == BELL_RING && b->topic < BELL_TOPIC_FREE && b->topic != BELL_TOPIC_ASKED);
}

static void answer(struct switchboard *s, struct line *l, const struct bell *b)
{
    if (is_governing(b)) {
        govern(s, l, b);
        return;
    }
    switch (b->type) {
    case BELL_SUBSCRIBE:
        subscribe(s, l, b->topic);
        break;
    case BELL_UNSUBSCRIBE:
        unsubscribe(subscription_find(l, b->topic));
        break;
    case BELL_RING:
        ring(s, b->topic);
        break;
    case BELL_ASK_JOIN:
        IGNORE(send_bell(l, may_join(s, l->source) ? BELL_JOIN_YES : BELL_JOIN_NO, 0));
        break; /* an answer that does not fit comes too late anyway */
    case BELL_ASK_PASS:
        IGNORE(send_bell(l, may_pass(s, b->topic) ? BELL_PASS_YES : BELL_PASS_NO, 0));
        return;
    case BELL_ASK_LEFT:
        IGNORE(send_bell(l, is_pass_left(s, b->topic) ? BELL_PASS_YES : BELL_PASS_NO, 0));
        break; /* likewise */
    case BELL_AM:
    case BELL_RESTS:
    case BELL_STIRS:
        note(s, l, b);
        break;
    default:
        hang_up(s, l); /* ours to say, not theirs */
    }
}

/* One bell of a subscriber. False: nothing more now, or its line has ended. */
static bool take_bell(struct switchboard *s, struct line *l)
{
    uint8_t bytes[BELL_BYTES + 1];
    struct bell b;
    ssize_t got;

    do
        got = recv(l->fd, bytes, sizeof(bytes), MSG_DONTWAIT);
    while (got < 0 && errno == ECONNRESET); /* its last rings stand behind it: wire_receive() */
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return false;
    if (got <= 0 || bell_parse(bytes, (size_t)got, &b) != OK)
        hang_up(s, l);
    else
        answer(s, l, &b);
    return !l->dead;
}

/* One operator at the door: the folder's owner, or root. False: nobody more now. */
static bool take_operator(struct switchboard *s, const struct line *door)
{
    AUTO_FD int fd = accept4(door->fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
    struct ucred who;
    socklen_t n = sizeof(who);

    if (fd < 0)
        return false;
    if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &who, &n) != 0 ||
        (who.uid != s->owner && who.uid != 0) || s->n_operators >= OPERATORS_MAX)
        return true;
    if (add_line(s, fd, 0, LINE_OPERATOR) == OK)
        IGNORE(TAKE_FD(fd)); /* the line's now */
    return true;
}

static bool serve_once(struct switchboard *s, struct line *l)
{
    switch (l->kind) {
    case LINE_LISTENER:
        return take_order(s, l);
    case LINE_DOOR:
        return take_operator(s, l);
    default:
        return take_bell(s, l);
    }
}

static void serve_line(struct switchboard *s, struct line *l)
{
    for (int i = 0; i < BATCH && !l->dead; i++) {
        if (!serve_once(s, l))
            return;
    }
}

static int relay(struct switchboard *s)
{
    struct epoll_event events[BATCH];

    while (!s->listener_gone || s->n_subscribers > 0) {
        int n = epoll_wait(s->epoll, events, BATCH, ring_waiting(s));

        if (n < 0 && errno != EINTR)
            return 1;
        for (int i = 0; i < n; i++)
            serve_line(s, events[i].data.ptr);
        bury(s);
    }
    return 0;
}

int switchboard_run(int control, int door, int joins_per_hour, int newcomer_posts_per_hour)
{
    static struct switchboard s;

    s.listed_ms = -1;
    s.owner = geteuid();
    s.joins_per_hour = joins_per_hour;
    s.newcomer_posts_per_hour = newcomer_posts_per_hour;
    s.epoll = epoll_create1(EPOLL_CLOEXEC);
    if (s.epoll < 0 || crypto_init() != OK || add_line(&s, control, 0, LINE_LISTENER) != OK ||
        (door >= 0 && add_line(&s, door, 0, LINE_DOOR) != OK) ||
        sandbox_enter(SANDBOX_SWITCHBOARD) != OK)
        return 1;
    return relay(&s);
}

static enum err send_order(int control, const struct order *order, int fd)
{
    union {
        char bytes[CMSG_SPACE(sizeof(int))];
        struct cmsghdr align;
    } ancillary = {{0}};
    struct iovec iov = {(void *)(uintptr_t)order, sizeof(*order)};
    struct msghdr m = {.msg_iov = &iov, .msg_iovlen = 1};

    if (fd >= 0) {
        struct cmsghdr *c;

        m.msg_control = ancillary.bytes;
        m.msg_controllen = sizeof(ancillary.bytes);
        c = CMSG_FIRSTHDR(&m);
        c->cmsg_level = SOL_SOCKET;
        c->cmsg_type = SCM_RIGHTS;
        c->cmsg_len = CMSG_LEN(sizeof(int));
        memcpy(CMSG_DATA(c), &fd, sizeof(fd));
    }
    return sendmsg(control, &m, MSG_DONTWAIT | MSG_NOSIGNAL) < 0 ? err_from_errno(errno) : OK;
}

enum err switchboard_add(int control, int line, uint64_t source, bool keeper)
{
    struct order order;

    memset(&order, 0, sizeof(order));
    order.source = source;
    order.keeper = keeper;
    return send_order(control, &order, line);
}

enum err switchboard_stop(int control)
{
    struct order order;

    memset(&order, 0, sizeof(order));
    order.stop = true;
    return send_order(control, &order, -1);
}
