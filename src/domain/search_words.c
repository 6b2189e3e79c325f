/* SPDX-License-Identifier: MIT
 *
 * search_words.c -- a post as a row of a search index.
 *
 * Deterministic: a row is taken out by making the same words of the same post again.
 */
#include "search_index.h"

#include <inttypes.h>
#include <string.h>

#include <curbside/base/str.h>
#include <curbside/domain/authorship.h>
#include <curbside/text/joins.h>

#include "tags.h"

#define ROW_IDS   (INT64_C(1) << 30) /* ids are below 10^9 */
#define TIME_MOST (INT64_C(1) << 32)

int64_t search_row_from(int64_t created_at)
{
    if (created_at > TIME_MOST)
        created_at = TIME_MOST;
    if (created_at < -TIME_MOST)
        created_at = -TIME_MOST;
    return created_at * ROW_IDS;
}

int64_t search_row(int64_t created_at, post_id post)
{
    return search_row_from(created_at) + post.v;
}

post_id search_row_post(int64_t row)
{
    int64_t id = row % ROW_IDS;

    return (post_id){id < 0 ? id + ROW_IDS : id};
}

const char *search_board_word(struct arena *a, board_id board)
{
    return arena_printf(a, "b%" PRId64, board.v);
}

/* Tags are folded letters, digits and hyphens; a hyphen beyond ASCII is part of a word. */
const char *search_tag_word(struct arena *a, const char *tag)
{
    AUTO_STR struct str word = STR_INIT;

    str_add_char(&word, 't');
    for (; *tag; tag++) {
        if (*tag == '-')
            str_add(&word, "\u2010");
        else
            str_add_char(&word, *tag);
    }
    return word.failed ? NULL : arena_strdup(a, str_cstr(&word));
}

enum err search_doc_get(struct arena *a, struct visit *v, thread_id thread, int no,
                        struct search_doc *ret)
{
    TRY(posts_get(a, v->db, thread, no, &ret->post));
    if (ret->thread.id.v != thread.v)
        TRY(threads_get(a, v->db, thread, &ret->thread));
    ret->index = author_is_alias(&ret->post.author) ? SEARCH_ALIAS : SEARCH_NAMED;
    ret->row = search_row(ret->post.created_at, ret->post.id);
    ret->findable = strcmp(ret->post.state, "visible") == 0 ||
                    strcmp(ret->post.state, "collapsed") == 0;
    return OK;
}

static const char *words_of(struct arena *a, const char *text)
{
    AUTO_STR struct str words = STR_INIT;

    joins_add(&words, text, strlen(text));
    return words.failed ? NULL : arena_strdup(a, str_cstr(&words));
}

static enum err place_of(struct arena *a, const struct search_doc *doc, const char **ret)
{
    const char *place = search_board_word(a, doc->thread.board);
    char *tags = arena_strdup(a, doc->thread.tags ? doc->thread.tags : "");
    char *rest = tags;

    while (place && rest) {
        const char *tag = strsep(&rest, " "), *folded;

        if (!*tag)
            continue;
        TRY(tag_fold(a, tag, &folded));
        place = arena_printf(a, "%s %s", place, search_tag_word(a, folded));
    }
    *ret = place;
    return tags && place ? OK : E_NOMEM;
}

enum err search_doc_words(struct arena *a, const struct search_doc *doc, struct search_words *ret)
{
    ret->title = doc->post.no == 1 ? words_of(a, doc->thread.title) : "";
    ret->body = words_of(a, doc->post.body);
    TRY(place_of(a, doc, &ret->place));
    return ret->title && ret->body ? OK : E_NOMEM;
}
