/* SPDX-License-Identifier: MIT
 *
 * school_talk.c -- the thread of a school and cycle.
 */
#include <curbside/domain/school_talk.h>

#include <curbside/domain/board.h>
#include <curbside/domain/interview_form.h>

#include "tags.h"

enum {
    LOOK = 40 /* threads with the school's tag that are looked through, the latest active first */
};

static const char board_slug[] = "medical-interviews";

enum err school_talk_find(struct arena *a, struct visit *v, const char *slug, int cycle,
                          struct school_talk *ret)
{
    struct thread_query query = {.sort = THREADS_ACTIVE, .limit = LOOK};
    char words[INTERVIEW_CYCLE_SIZE];
    const char *cycle_tag;
    struct thread_page page;
    struct school school;
    struct board board;

    *ret = (struct school_talk){0};
    TRY(school_get(a, slug, &school));
    TRY(school_get(a, school.pool, &school));
    TRY(board_find(a, v, board_slug, &board));
    interview_form_cycle_format(cycle ? cycle : interview_form_cycle_at(clock_wall_s(v->clock)),
                                words);
    ret->board = query.board = board.id;
    ret->title = arena_printf(a, "%s interviews %s", school.short_name, words);
    ret->tags = arena_printf(a, "%s %s", school.slug, words);
    if (!ret->title || !ret->tags)
        return E_NOMEM;
    query.tag = school.slug;
    TRY(thread_list(a, v, &query, &page));
    TRY(tag_typed_fold(a, words, &cycle_tag));
    for (int i = 0; i < page.n && ret->thread.id.v == 0; i++) {
        bool has;

        TRY(tags_have(a, page.rows[i].tags, page.rows[i].n_tags, cycle_tag, &has));
        if (has)
            ret->thread = page.rows[i];
    }
    return OK;
}
