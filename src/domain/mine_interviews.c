/* SPDX-License-Identifier: MIT
 *
 * mine_interviews.c -- the caller's interview reports and verdicts.
 *
 * Nothing says which there are: every school and cycle is tried for the caller's token, and every
 * verdict is compared with it.
 */
#include <string.h>

#include <curbside/domain/interview.h>
#include <curbside/store/school_proposals.h>

#include "mine_walk.h"
#include "report_rows.h"
#include "school_proposal_rows.h"

enum {
    CYCLES_BACK = 12,
    VERDICTS_AT_A_TIME = 1000,
};

static enum err walk_report(struct mine_walk *w, const struct report_row *row)
{
    mine_add_int(w, "id", row->id.v, "random");
    mine_add_hex(w, "owner", row->owner, sizeof row->owner,
                 "derived from your root for this school and cycle");
    mine_add(w, "school", row->school, NULL);
    mine_add_int(w, "cycle", row->cycle, NULL);
    mine_add(w, "form", row->form, "your answers; most of them seen in figures alone");
    if (row->amended)
        mine_add(w, "amended", row->amended, "what you made of it, not shown yet");
    mine_add(w, "state", row->state, NULL);
    if (row->until)
        mine_add_time(w, "until", row->until, "when it is accepted");
    mine_add_int(w, "counts", row->counts, "1: you had standing");
    if (row->came)
        mine_add_time(w, "came", row->came, "the day; gone once it has entered the figures");
    mine_add_int(w, "entered", row->entered, "0 no figures yet, 1 of all cycles, 2 of its own too");
    mine_add_int(w, "shown", row->shown, "1: its texts can be read");
    if (row->look_since)
        mine_add_time(w, "look_since", row->look_since, "a moderator is to look at it");
    if (row->removed_by.v)
        mine_add_int(w, "removed_by", row->removed_by.v,
                     "the action that removed it last, as in the public log");
    if (row->was_out)
        mine_add_int(w, "was_out", row->was_out, "1: its texts could be read before");
    return mine_row_end(w, "report");
}

/* Schools that are their own pool: reports are kept under no other. */
static enum err walk_school(struct mine_walk *w, const struct school *school, int newest)
{
    if (strcmp(school->slug, school->pool) != 0)
        return OK;
    for (int cycle = newest; cycle > newest - CYCLES_BACK; cycle--) {
        struct report_row row;
        uint8_t owner[TAG_BYTES];
        enum err err;

        report_owner(w->v, school->pool, cycle, owner);
        err = reports_find_own(w->a, w->v->db, owner, &row);
        if (err == E_NOTFOUND)
            continue;
        TRY(err);
        TRY(walk_report(w, &row));
    }
    return OK;
}

static enum err walk_verdicts(struct mine_walk *w)
{
    struct verdict_row after = {0};
    struct verdict_rows rows;

    do {
        AUTO_ARENA struct arena a = ARENA_INIT;

        TRY(verdicts_walk(&a, w->v->db, &after, VERDICTS_AT_A_TIME, &rows));
        for (int i = 0; i < rows.n; i++) {
            uint8_t token[TAG_BYTES];

            after = rows.rows[i];
            if (strcmp(after.verdict, "flag") == 0)
                report_flag_token(w->v, after.report, token);
            else
                verdict_token(w->v, after.report, token);
            if (memcmp(token, after.token, sizeof token) != 0)
                continue;
            mine_add_int(w, "report_id", after.report.v, NULL);
            mine_add_hex(w, "token", token, sizeof token, "derived from your root for this report");
            mine_add(w, "verdict", arena_strdup(w->a, after.verdict), NULL);
            mine_add(w, "reason", arena_strdup(w->a, after.reason), NULL);
            mine_add_int(w, "weight", after.weight, "1: you had standing");
            mine_add_time(w, "day", after.day, "never finer");
            if (after.note)
                mine_add(w, "note", arena_strdup(w->a, after.note), "for the moderators");
            if (after.settled_by.v)
                mine_add_int(w, "settled_by", after.settled_by.v,
                             "the action, as in the public log");
            TRY(mine_row_end(w, "verdict"));
        }
    } while (rows.n == VERDICTS_AT_A_TIME);
    return OK;
}

static enum err walk_proposals(struct mine_walk *w)
{
    struct school_proposal_rows rows;
    int64_t after = 0;

    do {
        AUTO_ARENA struct arena a = ARENA_INIT;

        TRY(school_proposals_walk(&a, w->v->db, after, VERDICTS_AT_A_TIME, &rows));
        for (int i = 0; i < rows.n; i++) {
            const struct school_proposal_row *row = &rows.rows[i];
            uint8_t token[TAG_BYTES];

            after = row->id.v;
            school_proposal_token(w->v, row->name, token);
            if (memcmp(token, row->token, sizeof token) != 0)
                continue;
            mine_add_int(w, "id", row->id.v, "random");
            mine_add_hex(w, "token", token, sizeof token, "derived from your root for this name");
            mine_add(w, "name", arena_strdup(w->a, row->name), NULL);
            mine_add(w, "place", arena_strdup(w->a, row->place), NULL);
            mine_add_time(w, "day", row->day, "never finer");
            mine_add(w, "state", arena_strdup(w->a, row->state), NULL);
            if (row->decided_by.v != 0)
                mine_add_int(w, "decided_by", row->decided_by.v,
                             "the action, as in the public log");
            TRY(mine_row_end(w, "school_proposal"));
        }
    } while (rows.n == VERDICTS_AT_A_TIME);
    return OK;
}

enum err mine_walk_interviews(struct mine_walk *w)
{
    int newest = interview_form_cycle_at(clock_wall_s(w->v->clock));
    struct school_list all;

    TRY(school_all(w->a, &all));
    for (int i = 0; i < all.n; i++)
        TRY(walk_school(w, &all.rows[i], newest));
    TRY(walk_verdicts(w));
    return walk_proposals(w);
}
