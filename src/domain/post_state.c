/* SPDX-License-Identifier: MIT
 *
 * post_state.c -- changing what is shown of a post.
 */
#include "post_state.h"

#include <curbside/store/posts.h>

#include "search_index.h"

enum err post_state_set(struct visit *v, post_id post, const char *state)
{
    TRY(search_forget(v, post));
    TRY(posts_set_state(v->db, post, state));
    return search_learn(v, post);
}
