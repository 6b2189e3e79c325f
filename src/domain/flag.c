/* SPDX-License-Identifier: MIT
 *
 * flag.c -- flagging, and what flags do to a post.
 *
 * Nothing private to the flagger is written but the token: whether it weighs is reckoned from their
 * own sealed state and is one bit on the row.
 */
#include <curbside/domain/flag.h>

#include <string.h>

#include <curbside/domain/alias_rules.h>
#include <curbside/domain/authorship.h>
#include <curbside/domain/board.h>
#include <curbside/domain/identity.h>
#include <curbside/domain/maintenance.h>
#include <curbside/domain/month_key.h>
#include <curbside/domain/post.h>
#include <curbside/domain/rule.h>
#include <curbside/domain/sanction.h>
#include <curbside/domain/standing.h>
#include <curbside/domain/state.h>
#include <curbside/store/author_row.h>
#include <curbside/store/db.h>
#include <curbside/text/privacy.h>

#include "flag_rows.h"
#include "judged.h"
#include "post_state.h"
#include "public_words.h"
#include "release_time.h"

enum {
    ID_BYTES = 8,
    COLLAPSES_MAX = 1000, /* in one tick; the rest follow in the next minute */
};

static const char *const codes[N_FLAG_CODES] = {
    [FLAG_UNKIND] = "unkind",
    [FLAG_HARASSMENT] = "harassment",
    [FLAG_DOXXING] = "doxxing",
    [FLAG_PATIENT] = "patient",
    [FLAG_FAKE_CREDENTIAL] = "fake-credential",
    [FLAG_MISINFORMATION] = "misinformation",
    [FLAG_EXAM_CONTENT] = "exam-content",
    [FLAG_SPAM] = "spam",
    [FLAG_OFF_TOPIC] = "off-topic",
    [FLAG_SELF_HARM] = "self-harm",
};

const char *flag_code_name(enum flag_code code)
{
    return codes[code];
}

enum err flag_code_parse(const char *name, enum flag_code *ret)
{
    for (int i = 0; i < N_FLAG_CODES; i++)
        if (strcmp(codes[i], name) == 0) {
            *ret = (enum flag_code)i;
            return OK;
        }
    return E_USAGE;
}

const char *flag_crisis_words(void)
{
    return "In the US anybody can call or text 988 at any hour; physicians and medical students "
           "also reach the Physician Support Line, 1-888-409-0141. A kind reply may help too; "
           "nothing is locked.";
}

void flag_token(const struct visit *v, post_id post, uint8_t ret[static TAG_BYTES])
{
    uint8_t id[ID_BYTES];
    struct key key;

    for (int i = 0; i < ID_BYTES; i++)
        id[i] = (uint8_t)((uint64_t)post.v >> (8 * i));
    who_derive(v->who, "flag", NULL, 0, &key);
    hash_keyed(&key, id, sizeof id, ret, TAG_BYTES);
    secret_wipe(&key, sizeof key);
}

enum err flag_is_mine(struct visit *v, post_id post, bool *ret)
{
    uint8_t token[TAG_BYTES];

    *ret = false;
    if (who_is_guest(v->who))
        return OK;
    flag_token(v, post, token);
    return flags_has(v->db, post, token, ret);
}

static enum err mine_find(struct arena *a, struct visit *v, post_id post, struct flag_row *ret)
{
    uint8_t token[TAG_BYTES];

    flag_token(v, post, token);
    TRY(flags_get(a, v->db, post, token, ret));
    return ret->settled ? E_FLAG_DECIDED : OK;
}

enum err flag_get_mine(struct visit *v, post_id post, enum flag_code *ret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct flag_row row;

    TRY(role_require(v->who, ROLE_MEMBER));
    TRY(mine_find(&a, v, post, &row));
    return flag_code_parse(row.reason, ret);
}

/* ---- weight ---- */

/* Who writes in a thread is a party there. */
static enum err is_party(struct visit *v, const struct judged *on, bool *ret)
{
    int no, n;

    TRY(author_list_mine(v, on->thread.id, on->thread.created_at, 0, &no, 1, &n));
    *ret = n > 0;
    return OK;
}

static enum err weight_reckon(struct visit *v, const struct judged *on, bool *ret)
{
    bool standing, party;

    TRY(standing_has(v, &standing));
    TRY(is_party(v, on, &party));
    *ret = standing && !party;
    return OK;
}

static bool is_urgent(const char *reason)
{
    return strcmp(reason, codes[FLAG_DOXXING]) == 0 || strcmp(reason, codes[FLAG_PATIENT]) == 0;
}

/* Does the safety check find in the text what it would have stopped? */
static enum err scanner_agrees(const char *body, bool *ret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct privacy *rules = privacy_new();
    struct privacy_findings found;
    enum err err = rules ? privacy_scan(rules, &a, body, strlen(body), NULL, &found) : E_NOMEM;

    *ret = false;
    for (int i = 0; err == OK && i < found.n; i++)
        *ret = *ret || found.rows[i].rule->tier == TIER_BLOCK;
    privacy_free(rules);
    return err;
}

/* ---- collapsing ---- */

enum err flags_hide(const struct flag_reason *reasons, int n, const char *text, bool *ret)
{
    int weight = 0;

    *ret = false;
    for (int i = 0; i < n; i++) {
        bool agrees = false;

        weight += reasons[i].weight;
        if (!is_urgent(reasons[i].reason))
            continue;
        if (reasons[i].weight < FLAG_COLLAPSE_URGENT)
            TRY(scanner_agrees(text, &agrees));
        *ret = *ret || agrees || reasons[i].weight >= FLAG_COLLAPSE_URGENT;
    }
    *ret = *ret || weight >= FLAG_COLLAPSE;
    return OK;
}

static enum err collapse(struct arena *a, struct visit *v, const struct judged *on)
{
    struct flag_reason *reasons;
    bool should;
    int n;

    if (strcmp(on->post.state, "visible") != 0)
        return OK;
    TRY(flags_reasons(a, v->db, on->post.id, N_FLAG_CODES, &reasons, &n));
    TRY(flags_hide(reasons, n, on->post.body, &should));
    if (!should)
        return OK;
    if (on->mode == BOARD_ALIAS && v->alias && v->alias->release_minutes > 0)
        return flagged_set_collapse(v->db, on->post.id, release_after(v, clock_wall_s(v->clock)));
    return post_state_set(v, on->post.id, "collapsed");
}

static enum err collapse_due(struct visit *v, post_id id)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct judged on;

    TRY(flagged_set_collapse(v->db, id, 0));
    enum err err = judged_find(&a, v, id, &on);
    if (err != OK)
        return err == E_NOTFOUND ? OK : err;
    return strcmp(on.post.state, "visible") == 0 ? post_state_set(v, id, "collapsed") : OK;
}

enum err flags_tick(struct visit *v)
{
    AUTO_TXN struct txn txn = TXN_NONE;
    int64_t now = clock_wall_s(v->clock);
    post_id id;

    TRY(flagged_next_collapse(v->db, now, &id));
    if (id.v == 0)
        return OK;
    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    for (int i = 0; i < COLLAPSES_MAX; i++) {
        TRY(flagged_next_collapse(v->db, now, &id));
        if (id.v == 0)
            break;
        TRY(collapse_due(v, id));
    }
    return txn_commit(&txn);
}

enum err flags_decided(struct visit *v, post_id post, action_id by)
{
    TRY(flags_settle(v->db, post, by));
    return flagged_remove(v->db, post);
}

/* ---- flagging ---- */

static enum err target_find(struct arena *a, struct visit *v, post_id post, struct judged *ret)
{
    struct key secret;
    bool mine;

    TRY(judged_find(a, v, post, ret));
    if (!ret->open)
        return E_NOTFOUND;
    if (strcmp(ret->post.state, "visible") != 0 && strcmp(ret->post.state, "collapsed") != 0)
        return E_NOTFOUND;
    mine = author_is_me(v->who, &ret->post.author, NULL);
    if (author_is_alias(&ret->post.author) && v->alias) {
        TRY(thread_secret_get(v, ret->thread.id, ret->thread.created_at, clock_wall_s(v->clock),
                              &secret, NULL));
        mine = author_is_me(v->who, &ret->post.author, &secret);
        secret_wipe(&secret, sizeof secret);
    }
    return mine ? E_OWN_POST : OK;
}

enum err flag_note_parse(struct arena *a, const char *typed, const char **ret)
{
    static const struct rule none = {.reason = ""};

    TRY(reason_parse(a, &none, typed, ret));
    if (!**ret)
        *ret = NULL;
    return *ret ? public_words_require(*ret, OVERRIDE_NONE) : OK;
}

enum err flag_add(struct visit *v, post_id post, enum flag_code code, const char *note)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    struct flag_row row = {.post = post, .reason = codes[code]};
    struct judged on;

    TRY(role_require(v->who, ROLE_MEMBER));
    TRY(flag_note_parse(&a, note, &row.note));
    TRY(sanction_require_any(v));
    TRY(target_find(&a, v, post, &on));
    if (row.note && author_is_alias(&on.post.author))
        TRY(public_handles_require_none(v, row.note)); /* nor whose it may be */
    TRY(weight_reckon(v, &on, &row.weighs));
    flag_token(v, post, row.token);
    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(maintenance_require_writing(v));
    TRY(target_find(&a, v, post, &on));
    enum err err = flags_insert(v->db, &row);
    TRY(err == E_IN_USE ? E_DONE_ALREADY : err);
    TRY(flagged_add(v->db, post, time_floor_hour(clock_wall_s(v->clock))));
    TRY(collapse(&a, v, &on));
    TRY(txn_commit(&txn));
    state_wrote(v->state);
    state_flag_add(v->state, post);
    judged_ring(v, &on);
    return OK;
}

/* ---- taking it back ---- */

/* The first post under a handle is there for itself, since the hour it was written in. */
static enum err is_first(struct visit *v, const struct judged *on, int64_t since, bool *ret)
{
    const struct author_dated all = {.created = INT64_MIN};
    struct sanction_target target;
    struct author_dated first;
    int n;

    *ret = false;
    if (since != time_floor_hour(on->post.created_at) || judged_target(on, &target) != OK ||
        target.handle.v == 0)
        return OK;
    TRY(author_list_since(v->db, target.handle, &all, &first, 1, &n));
    *ret = n == 1 && first.post.v == on->post.id.v;
    return OK;
}

/* What the flags that are left still ask for. */
static enum err look_again(struct arena *a, struct visit *v, const struct judged *on)
{
    int64_t since, collapses;
    struct flag_reason *left;
    bool first, should;
    int n;

    if (strcmp(on->post.state, "visible") != 0)
        return OK;
    TRY(flags_reasons(a, v->db, on->post.id, N_FLAG_CODES, &left, &n));
    TRY(flagged_find(v->db, on->post.id, &since, &collapses));
    TRY(is_first(v, on, since, &first));
    if (n == 0 && !first)
        return flagged_remove(v->db, on->post.id);
    TRY(flags_hide(left, n, on->post.body, &should));
    return collapses != 0 && !should ? flagged_set_collapse(v->db, on->post.id, 0) : OK;
}

enum err flag_withdraw(struct visit *v, post_id post)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_TXN struct txn txn = TXN_NONE;
    struct flag_row row;
    struct judged on;

    TRY(role_require(v->who, ROLE_MEMBER));
    TRY(txn_begin(&txn, v->db, TXN_WRITE));
    TRY(maintenance_require_writing(v));
    TRY(mine_find(&a, v, post, &row));
    TRY(flags_remove(v->db, &row));
    TRY(judged_find(&a, v, post, &on));
    TRY(look_again(&a, v, &on));
    TRY(txn_commit(&txn));
    state_wrote(v->state);
    state_flag_remove(v->state, post);
    return OK;
}
