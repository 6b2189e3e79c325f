/* SPDX-License-Identifier: MIT
 *
 * view.h -- what a guest sees of a week who looks whenever something public was written: boards
 * with their counts, lists of threads, posts, edits; and when they saw it first.
 */
#ifndef CURBSIDE_TESTS_WATCHER_VIEW_H
#define CURBSIDE_TESTS_WATCHER_VIEW_H

#include <sqlite3.h>

#include "thief/week.h"

/* A post, or a change to one, at the second it showed. */
struct sight {
    int64_t at;
    post_id post;
    thread_id thread;
    int no;
    char author[40]; /* an alias with its ~ */
    bool alias;
    bool alias_board;
    bool edit; /* a text that changed, or went */
};

/* An interview report, at the second its texts showed. */
struct report_sight {
    int64_t at, id;
};

struct view {
    struct sight *sights; /* as they came */
    int n, cap;
    struct report_sight *reports;
    int n_reports, cap_reports;
    int rows_seen;
    bool plant_reports; /* a planted leak: a report shows when it is handed in */
    struct known_thread *threads;
    int n_threads, cap_threads;
    struct {
        int64_t threads, posts, helpful;
    } counts[BOARDS];
    int64_t looked; /* how often */
    sqlite3 *raw;   /* by which is found out what need not be looked at again; NULL: not yet */
    sqlite3_stmt *texts;
};

/*
 * The observer of a week. It looks after every act that could have changed anything, at its second:
 * between two acts there is nothing new to be seen, so that nobody who looks every second sees
 * more.
 */
void view_after(void *ctx, struct week *w, const struct act *act);
void view_done(struct view *v);

#endif
