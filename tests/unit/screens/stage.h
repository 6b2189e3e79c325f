/* SPDX-License-Identifier: MIT
 *
 * stage.h -- a board to show screens on: a database of its own, a clock that stands still,
 * randomness that repeats, a caller, and the ui driven by hand. Included by one test program each.
 *
 *     struct stage st;
 *     stage_open(&st, "guest");                 80x24
 *     stage_keys(&st, "<Down><Enter>");
 *     stage_golden(&st, "guest_home");
 *
 * Golden screens lie in tests/data/screens/NAME_COLSxROWS.txt. After a change that is meant, write
 * them anew with CURBSIDE_GOLDEN=write and read the difference.
 */
#ifndef CURBSIDE_TESTS_STAGE_H
#define CURBSIDE_TESTS_STAGE_H

#include "dice.h"
#include "own_folder.h"
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <curbside/base/crypto.h>
#include <curbside/base/fd.h>
#include <curbside/base/str.h>
#include <curbside/domain/alias_rules.h>
#include <curbside/domain/board.h>
#include <curbside/domain/draft.h>
#include <curbside/domain/identity.h>
#include <curbside/domain/post.h>
#include <curbside/domain/state.h>
#include <curbside/domain/thread.h>
#include <curbside/screens/context.h>
#include <curbside/store/db.h>
#include <curbside/store/handles.h>
#include <curbside/ui/ui.h>

enum {
    STAGE_NOW = 1795442401 /* 2026-11-23T14:00:01Z: a whole hour is what aliases have */
};

struct stage {
    struct alias_rules alias; /* seal_dir NULL: nobody can be an alias */
    char seal[96];
    char dir[64];
    struct db *db;
    struct clock clock;
    struct random random;
    struct dice dice;
    int64_t now_ms; /* since STAGE_NOW */
    struct key pepper;
    struct visit visit; /* the caller's */
    struct screen_context context;
    struct ui *ui;
    struct arena arena;
    int cols, rows;
    enum ui_mode mode;
};

static int64_t stage_wall_s(void *ctx)
{
    return STAGE_NOW + ((struct stage *)ctx)->now_ms / 1000;
}

static int64_t stage_mono_ms(void *ctx)
{
    return 1000 + ((struct stage *)ctx)->now_ms;
}

static enum err stage_join(void *ctx, struct arena *a, const char *handle, const char **ret_code)
{
    struct stage *st = ctx;
    char code[RECOVERY_CODE_SIZE];

    TRY(account_join(&st->visit, handle, code));
    *ret_code = arena_strdup(a, code);
    return *ret_code ? OK : E_NOMEM;
}

static struct visit stage_visit(struct stage *st)
{
    return (struct visit){.db = st->db,
                          .pepper = &st->pepper,
                          .clock = &st->clock,
                          .random = &st->random,
                          .alias = st->alias.seal_dir ? &st->alias : NULL};
}

static const char stage_boards[] =
    "slug,category,title,description,mode,open,position,staff\n"
    "announcements,Front Desk,Announcements,\"News from the sysops: releases, downtime, rule "
    "changes. Staff post, everyone may reply.\",handle,1,10,1\n"
    "premed,Premed,Premed General,\"Course planning, majors, advisors, committee letters, "
    "is-this-a-good-idea threads.\",either,1,20,0\n"
    "mcat,MCAT,MCAT General,\"Scheduling, test day, score release, voids and retakes.\",either,1,"
    "30,0\n"
    "rotations,Medical School,Clinical Rotations,\"Clerkships, shelf exams, evals, what to carry, "
    "how not to annoy the team.\",either,1,40,0\n"
    "lounge,Lounge,Lounge,\"Off-topic, kept friendly.\",either,1,50,0\n";

/* Become the owner of a key of this name: a member who joined under it, or joins now. */
static void stage_become(struct stage *st, struct visit *v, const char *name)
{
    char code[RECOVERY_CODE_SIZE];

    *v = stage_visit(st);
    assert_int_equal(account_open(v, (const uint8_t *)name, strlen(name)), OK);
    if (who_is_guest(v->who))
        assert_int_equal(account_join(v, name, code), OK);
}

/* One post by a member of this name; thread 0: a new thread. Time stands still. */
__attribute__((unused)) static struct submitted stage_post(struct stage *st, const char *author,
                                                           const char *board, thread_id thread,
                                                           const char *title, const char *body)
{
    struct submission s = {.thread = thread, .title = title, .body = body, .body_n = strlen(body)};
    struct submitted ret = {0};
    struct board b;
    struct visit v;

    stage_become(st, &v, author);
    assert_int_equal(board_find(&st->arena, &v, board, &b), OK);
    s.board = b.id;
    dice_fill(&st->dice, s.token, sizeof s.token);
    assert_int_equal(post_submit(&v, &s, &ret), OK);
    account_close(&v);
    return ret;
}

static void stage_make(struct stage *st)
{
    int made;
    struct visit v;

    memset(st, 0, sizeof *st);
    st->clock = (struct clock){stage_wall_s, stage_mono_ms, st};
    st->random = dice_random(&st->dice);
    st->cols = 80;
    st->rows = 24;
    memset(st->pepper.b, 7, sizeof st->pepper.b);
    assert_true(own_folder_make(st->dir, sizeof st->dir));
    assert_int_equal(crypto_init(), OK);
    assert_int_equal(db_init(), OK);
    rmdir(st->dir);
    assert_int_equal(db_create(st->dir, &st->db), OK);
    assert_int_equal(db_keep_statements(st->db, UNIT_STATEMENTS), OK);
    v = stage_visit(st);
    assert_int_equal(account_open(&v, NULL, 0), OK);
    assert_int_equal(board_seed(&v, stage_boards, sizeof stage_boards - 1, &made), OK);
    account_close(&v);
}

/* From here on callers may be aliases. */
__attribute__((unused)) static void stage_allow_aliases(struct stage *st)
{
    snprintf(st->seal, sizeof st->seal, "%s/seal", st->dir);
    assert_int_equal(mkdir(st->seal, 0700), 0);
    st->alias = (struct alias_rules){true, st->seal, 10, 60, 120, 0};
}

/* The caller: "guest" has no key, "stranger" a key without an account, any other name is a member.
 * The first screen opens. */
static void stage_enter(struct stage *st, const char *name)
{
    struct ui_app app = {.context = &st->context,
                         .screens = screen_registry,
                         .clock = &st->clock,
                         .level = screen_level,
                         .who = screen_who,
                         .notice = screen_notice,
                         .manual = "manual",
                         .palette = "palette",
                         .go = screen_go,
                         .go_named = screen_go_named,
                         .cols = st->cols,
                         .rows = st->rows,
                         .mode = st->mode};
    bool guest = strcmp(name, "guest") == 0;

    if (guest || strcmp(name, "stranger") == 0) {
        st->visit = stage_visit(st);
        assert_int_equal(
            account_open(&st->visit, guest ? NULL : (const uint8_t *)name, guest ? 0 : 8), OK);
    } else {
        stage_become(st, &st->visit, name);
    }
    st->context = (struct screen_context){.visit = &st->visit,
                                          .key_proven = !guest,
                                          .term = "xterm-256color",
                                          .host = "bbs.example",
                                          .port = 22,
                                          .join = stage_join,
                                          .join_ctx = st};
    assert_int_equal(ui_new(&app, &st->ui), OK);
    assert_int_equal(ui_start(st->ui, screen_first(&st->context), NULL, 0), OK);
    ui_draw(st->ui);
}

/* The caller goes; the line may have dropped. Screens close. */
static void stage_leave(struct stage *st)
{
    ui_free(st->ui);
    st->ui = NULL;
    screen_context_done(&st->context);
    if (st->visit.state)
        assert_int_equal(state_save(&st->visit), OK);
    account_close(&st->visit);
}

static void stage_done(struct stage *st)
{
    char command[128];

    if (st->ui)
        stage_leave(st);
    db_assert_idle(st->db);
    db_close(st->db);
    arena_done(&st->arena);
    snprintf(command, sizeof command, "rm -rf %s", st->dir);
    assert_int_equal(system(command), 0);
}

__attribute__((unused)) static void stage_open(struct stage *st, const char *name)
{
    stage_make(st);
    stage_enter(st, name);
}

__attribute__((unused)) static void stage_size(struct stage *st, int cols, int rows)
{
    st->cols = cols;
    st->rows = rows;
    ui_resize(st->ui, cols, rows);
    ui_draw(st->ui);
}

/* Let time pass; what was due runs. */
__attribute__((unused)) static void stage_wait(struct stage *st, int64_t ms)
{
    st->now_ms += ms;
    ui_time(st->ui);
    ui_draw(st->ui);
}

static void stage_bytes(struct stage *st, const char *bytes, size_t n)
{
    ui_input(st->ui, bytes, n);
    if (!ui_ended(st->ui))
        ui_draw(st->ui);
}

static const struct {
    const char *name, *bytes;
} stage_names[] = {
    {"<Enter>", "\r"},    {"<Up>", "\033[A"},    {"<Down>", "\033[B"},  {"<Right>", "\033[C"},
    {"<Left>", "\033[D"}, {"<PgUp>", "\033[5~"}, {"<PgDn>", "\033[6~"}, {"<Tab>", "\t"},
    {"<BS>", "\177"},     {"<Home>", "\033[H"},  {"<End>", "\033[F"},   {"<C-x>", "\030"},
    {"<C-t>", "\024"},    {"<C-c>", "\003"},     {"<C-r>", "\022"},     {"<C-k>", "\013"},
    {"<C-u>", "\025"},    {"<C-n>", "\016"},     {"<S-Tab>", "\033[Z"},
};

/* Keys one by one, a frame after each; <Esc> and the names above. */
__attribute__((unused)) static void stage_keys(struct stage *st, const char *keys)
{
    while (*keys && !ui_ended(st->ui)) {
        size_t n = 1, i;

        for (i = 0; i < sizeof stage_names / sizeof stage_names[0]; i++)
            if (cstr_starts(keys, stage_names[i].name))
                break;
        if (cstr_starts(keys, "<Esc>")) {
            stage_bytes(st, "\033", 1);
            stage_wait(st, 500);
            keys += 5;
        } else if (i < sizeof stage_names / sizeof stage_names[0]) {
            stage_bytes(st, stage_names[i].bytes, strlen(stage_names[i].bytes));
            keys += strlen(stage_names[i].name);
        } else {
            while (((unsigned char)keys[n] & 0xc0) == 0x80)
                n++;
            stage_bytes(st, keys, n);
            keys += n;
        }
    }
}

/* The screen as text, with the cursor; in the arena. */
static const char *stage_text(struct stage *st, unsigned what)
{
    struct str text = STR_INIT;
    char *copy;

    canvas_dump(ui_draw(st->ui), what, &text);
    copy = arena_strdup(&st->arena, str_cstr(&text));
    str_done(&text);
    return copy;
}

__attribute__((unused)) static bool stage_shows(struct stage *st, const char *words)
{
    return strstr(stage_text(st, DUMP_TEXT), words) != NULL;
}

#define assert_shows(st, words)                                                                    \
    do {                                                                                           \
        if (!stage_shows(st, words))                                                               \
            fail_msg("\"%s\" is not on the screen:\n%s", words, stage_text(st, DUMP_TEXT));        \
    } while (0)
#define assert_shows_not(st, words)                                                                \
    do {                                                                                           \
        if (stage_shows(st, words))                                                                \
            fail_msg("\"%s\" is on the screen:\n%s", words, stage_text(st, DUMP_TEXT));            \
    } while (0)

/* What is shown, as `got`: the screen's text, without what is another in every run. */
__attribute__((unused)) static void stage_golden_text(struct stage *st, const char *name,
                                                      const char *got)
{
    const char *mode = getenv("CURBSIDE_GOLDEN");
    struct str want = STR_INIT;
    char path[512];
    FILE *f;

    snprintf(path, sizeof path, "%s/screens/%s_%dx%d.txt", TEST_DATA, name, st->cols, st->rows);
    if (mode && strcmp(mode, "write") == 0) {
        f = fopen(path, "w");
        assert_non_null(f);
        fputs(got, f);
        assert_int_equal(fclose(f), 0);
        return;
    }
    if (file_read(path, 1 << 20, &want) != OK)
        fail_msg("%s: there is no such golden screen; the screen is:\n%s", path, got);
    if (strcmp(str_cstr(&want), got) != 0)
        fail_msg("%s differs. It was:\n%s\nIt is:\n%s", path, str_cstr(&want), got);
    str_done(&want);
}

__attribute__((unused)) static void stage_golden(struct stage *st, const char *name)
{
    stage_golden_text(st, name, stage_text(st, DUMP_TEXT | DUMP_CURSOR));
}

/* At the design size, on a phone, and at sizes where it only must not fall over. */
__attribute__((unused)) static void stage_golden_sizes(struct stage *st, const char *name)
{
    static const int sizes[][2] = {{20, 6}, {132, 43}, {200, 60}};

    stage_golden(st, name);
    stage_size(st, 40, 15);
    stage_golden(st, name);
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++)
        stage_size(st, sizes[i][0], sizes[i][1]);
    stage_size(st, 80, 24);
}

/* Give the owner of this handle a role. */
__attribute__((unused)) static void stage_role(struct stage *st, const char *handle,
                                               const char *role)
{
    struct txn txn = TXN_NONE;
    handle_id id;

    assert_int_equal(txn_begin(&txn, st->db, TXN_WRITE), OK);
    assert_int_equal(handles_find(st->db, handle, &id), OK);
    assert_int_equal(handles_set_role(st->db, id, role), OK);
    assert_int_equal(txn_commit(&txn), OK);
}

#endif
