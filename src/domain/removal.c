/* SPDX-License-Identifier: MIT
 *
 * removal.c -- which of the posts that moderators removed are the caller's own.
 */
#include "removal.h"

#include <string.h>

#include <curbside/domain/authorship.h>
#include <curbside/store/actions.h>

#include "judged.h"

static bool is_listed(const struct sanction_page *page, const struct judged *on)
{
    for (int i = 0; i < page->n; i++)
        if (page->rows[i].thread.v == on->thread.id.v && page->rows[i].no == on->post.no)
            return true;
    return false;
}

static enum err look(struct arena *a, struct visit *v, const struct action_row *row,
                     struct sanction_page *page)
{
    struct judged on;
    bool own;
    enum err err = judged_find(a, v, row->post, &on);

    if (err != OK)
        return err == E_NOTFOUND ? OK : err;
    if (strcmp(on.post.state, "removed") != 0 || is_listed(page, &on))
        return OK; /* it is back, or was removed again later */
    TRY(judged_is_own(v, &on, &own));
    if (!own)
        return OK;
    page->rows[page->n++] = (struct sanction_notice){
        .id = row->id,
        .removal = true,
        .no = on.post.no,
        .alias = author_is_alias(&on.post.author),
        .thread = on.thread.id,
        .thread_title = on.thread.title,
        .rule = row->rule,
        .reason = row->reason,
        .day = row->day,
    };
    return OK;
}

enum err removal_list_mine(struct arena *a, struct visit *v, int64_t since_day, int limit,
                           struct sanction_page *ret)
{
    struct action_rows removals;

    TRY(actions_list_removals(a, v->db, since_day, limit, &removals));
    *ret = (struct sanction_page){arena_array(a, (size_t)removals.n + 1, sizeof *ret->rows), 0};
    if (!ret->rows)
        return E_NOMEM;
    for (int i = 0; i < removals.n; i++)
        TRY(look(a, v, &removals.rows[i], ret));
    return OK;
}
