/* SPDX-License-Identifier: MIT
 *
 * session.c -- one caller, from HELLO to EXIT.
 *
 * Who the caller is follows from the key that signed and from nothing else. The ssh layer has
 * confined this process already; the database is opened here, after the fork, and nowhere before.
 * What a caller's client told of itself (TERM, size) stays in memory and ends with this process.
 */
#include "session.h"

#include <assert.h>
#include <malloc.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <curbside/app/house_line.h>

#include <curbside/base/log.h>
#include <curbside/base/words.h>
#include <curbside/domain/identity.h>
#include <curbside/domain/maintenance.h>
#include <curbside/domain/settings.h>
#include <curbside/domain/state.h>
#include <curbside/term/terminal.h>

enum {
    EXIT_OUR_FAULT = 70,
    FIRST_SCREEN_BYTES = 640 * 1024,
    PIPE_BYTES = 32 * 1024, /* less than this a client's pipe takes at once */
    LINGER_MS = 10 * 60 *
                1000, /* for `ssh host read ID | less`: the pager has not taken the rest */
};

enum err session_join(void *ctx, struct arena *a, const char *handle, const char **ret_code)
{
    struct session *s = ctx;
    struct visit *v = &s->folder.visit;
    char code[RECOVERY_CODE_SIZE];
    enum err err;

    if (!who_is_guest(v->who))
        return E_MEMBER_ALREADY;
    if (!v->who->has_key)
        return E_NO_KEY;
    /* A misspelled or taken name costs no join. */
    if (handle)
        TRY(handle_check(v, handle));
    TRY(maintenance_require_joins(v));
    TRY(bell_may_join(&s->link->bells));
    TRY(account_join(v, handle, code));
    *ret_code = arena_strdup(a, code);
    settings_carry(v);
    err = *ret_code ? OK : E_NOMEM;
    secret_wipe(code, sizeof code);
    return err;
}

enum err session_may_try_code(void *ctx)
{
    struct session *s = ctx;

    return bell_may_join(&s->link->bells);
}

void session_save_state(struct session *s)
{
    struct visit *v = &s->folder.visit;
    enum err err = OK;

    if (v->state && state_is_dirty(v->state))
        err = state_save(v);
    if (err != OK)
        log_line(LOG_WARNING, "a sealed state was not saved: %s", err_info(err)->code);
}

void session_tell(struct session_link *link, const char *sentence)
{
    char line[512];
    int n = snprintf(line, sizeof line, link->hello.pty ? "%s\r\n" : "%s\n", sentence);
    size_t len = n < 0 ? 0 : (size_t)n < sizeof line ? (size_t)n : sizeof line - 1;

    /* A caller who is gone is told nothing. */
    if (link->hello.exec)
        IGNORE(session_link_stderr(link, line, len));
    else
        IGNORE(session_link_write_all(link, line, len));
}

/* After a commit: everybody who shows this hears of it, nobody hears from whom. */
static void ring(void *ctx, enum topic_kind kind, int64_t id)
{
    struct session *s = ctx;

    /* A lost bell: an update later. */
    IGNORE(bell_ring(&s->link->bells, topic_number(kind, id)));
    if (kind == TOPIC_BOARD)
        IGNORE(bell_ring(&s->link->bells, topic_number(TOPIC_FORUM, 0)));
}

static enum err newcomer_pass(void *ctx, board_id board, bool is_new)
{
    struct session *s = ctx;

    return bell_may_pass(&s->link->bells, topic_number(TOPIC_BOARD, board.v), is_new);
}

/* ---- what is asked of the keeper ---- */

static_assert((int)HOUSE_ASKED == (int)BELL_TOPIC_ASKED &&
                  (int)HOUSE_NEWS == (int)BELL_TOPIC_NEWS && (int)HOUSE_LAST < (int)BELL_TOPIC_FREE,
              "the same topics");

static void house_listen(void *ctx, uint64_t topic, bool on)
{
    struct session *s = ctx;

    house_line_listen(&s->link->bells, topic, on);
}

static enum err house_await(void *ctx, uint64_t topic, int ms, struct house_session *rows,
                            int *ret_n, bool *ret_second)
{
    struct session *s = ctx;

    return house_line_await(&s->link->bells, topic, ms, rows, ret_n, ret_second);
}

struct folder_file app_file(const struct app *app)
{
    return (struct folder_file){.alias = &app->alias,
                                .figures = &app->figures,
                                .idle_minutes = app->idle_minutes,
                                .joins_per_hour = app->joins_per_hour,
                                .newcomer_posts = app->newcomer_posts};
}

static enum err session_open(struct session *s)
{
    const struct wire_hello *hello = &s->link->hello;
    struct visit *v = &s->folder.visit;

    TRY(folder_open(s->app->data_dir, &s->folder));
    db_guard(s->folder.db);
    const struct folder_file file = app_file(s->app);
    folder_set_file(&s->folder, &file);
    v->ring = ring;
    v->ring_ctx = s;
    s->house = (struct house){.ctx = s, .listen = house_listen, .await = house_await};
    v->house = &s->house;
    v->newcomer_pass = newcomer_pass;
    v->newcomer_ctx = s;
    if (hello->guest || !hello->key)
        return OK;
    account_close(v);
    return account_open(v, hello->key, hello->key_n);
}

/* "open ADDRESS [--plain]": without a terminal and without --plain there is nothing to show. */
static bool open_parse(struct arena *a, bool pty, char **words, int n, struct screens_wish *ret)
{
    static const struct flag flags[] = {{"--plain", false, false}, {0}};
    struct parsed_words parsed;

    if (words_parse(a, flags, words, n, &parsed) != OK || parsed.n_args != 2)
        return false;
    ret->address = parsed.args[1];
    ret->plain = words_has(&parsed, "--plain");
    return ret->plain || pty;
}

/* Is this command one that opens the screens? "plain", "--plain" (which OpenSSH takes for an option
 * of its own unless "--" stands before it), "open ...". */
static bool screens_asked(struct arena *a, const struct wire_hello *hello, struct screens_wish *ret)
{
    char **words;
    int n;

    if (words_split(a, hello->command, hello->command_n, &words, &n) != OK || n == 0)
        return false;
    if (strcmp(words[0], "open") == 0)
        return open_parse(a, hello->pty, words, n, ret);
    ret->plain = strcmp(words[0], "plain") == 0 || strcmp(words[0], "--plain") == 0;
    return ret->plain && n == 1;
}

static int session_dispatch(struct session *s)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    const struct wire_hello *hello = &s->link->hello;
    struct screens_wish wish = {.plain = false};

    if (hello->exec && !screens_asked(&a, hello, &wish)) {
        IGNORE(bell_am(&s->link->bells, BELL_COMMAND)); /* for the list; nothing else hangs on it */
        return exec_run(s);
    }
    if (!hello->pty || terminal_is_plain(hello->term))
        wish.plain = true;
    return screens_run(s, &wish);
}

/* The memory up to the first screen in one go: touched page by page, the kernel takes four times as
 * long for it. What is not needed goes back when the session first sleeps. */
static void memory_take(void)
{
    char *end = sbrk(0);
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    uintptr_t from = ((uintptr_t)end + page - 1) / page * page;

    mallopt(M_TOP_PAD, FIRST_SCREEN_BYTES);
    void *volatile a = malloc(FIRST_SCREEN_BYTES / 8), *volatile b = malloc(FIRST_SCREEN_BYTES / 8);
    free(b);
    free(a);
    if ((uintptr_t)sbrk(0) > from)
        IGNORE(madvise((void *)from, (uintptr_t)sbrk(0) - from, MADV_POPULATE_WRITE));
}

int app_session(void *ctx, struct session_link *link)
{
    struct session s = {.app = ctx, .link = link};
    char sentence[256];
    int status = EXIT_OUR_FAULT;
    enum err err;

    memory_take();
    err = session_open(&s);

    if (err == OK) {
        status = session_dispatch(&s);
    } else {
        log_line(LOG_ERROR, "a session did not open: %s", err_info(err)->code);
        snprintf(sentence, sizeof sentence, "curbside: %s", err_info(err)->sentence);
        session_tell(link, sentence);
    }
    if (!s.put_off)
        folder_leave(&s.folder);
    if (session_link_exit(link, status) == OK && !s.put_off && link->hello.exec &&
        !link->hello.pty && link->written > PIPE_BYTES)
        session_link_linger(link, LINGER_MS);
    if (s.put_off) {
        screens_save_put_off(&s);
        folder_leave(&s.folder);
    }
    return 0;
}
