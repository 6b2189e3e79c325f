/* SPDX-License-Identifier: MIT
 *
 * mod.c -- moderating by command: the queue, and every verb.
 *
 * The answers say what was done and the number of the action. Nothing in them depends on who is
 * behind a post.
 */
#include <string.h>

#include <curbside/domain/appeal.h>
#include <curbside/domain/board.h>
#include <curbside/domain/decide.h>
#include <curbside/domain/questions.h>
#include <curbside/domain/queue.h>
#include <curbside/domain/reshape.h>
#include <curbside/domain/sanction.h>
#include <curbside/domain/shape.h>
#include <curbside/domain/slow.h>
#include <curbside/domain/thread.h>
#include <curbside/domain/undo.h>
#include <curbside/text/markdown.h>

#include "board_argument.h"
#include "json.h"
#include "page.h"
#include "paging.h"

enum {
    ID_MAX = 999999999, /* an item that is about no post has a greater number */
    DAY_HOURS = 24,
    ITEM_INDENT = 11,
};

struct mod_verb {
    const char *name;
    const char *usage; /* behind "mod " */
    int n_args;        /* behind the name; the first is a number */
    bool needs_rule;
    enum err (*run)(struct command *c, const struct mod_verb *verb, int64_t item);
};

static enum err usage_of(struct command *c, const struct mod_verb *verb, const char *trouble)
{
    str_printf(&c->err, "%s\nusage: mod %s", trouble, verb->usage);
    return E_USAGE;
}

/* A number, post/NUMBER, thread/NUMBER or report/NUMBER. */
static enum err item_parse(const char *word, int64_t *ret)
{
    long long number;

    if (cstr_starts(word, "post/"))
        word += strlen("post/");
    else if (cstr_starts(word, "thread/"))
        word += strlen("thread/");
    bool is_report = cstr_starts(word, "report/");

    if (is_report)
        word += strlen("report/");
    if (int_parse(word, 1, is_report ? ID_MAX : INT64_MAX, &number) != OK)
        return E_NOTFOUND;
    *ret = is_report ? queue_item_of_report((report_id){number}) : number;
    return OK;
}

/* ---- answers ---- */

/* `target` NULL: none is told. */
static enum err answer_done(struct command *c, const char *action, action_id id, const char *target)
{
    if (!c->json) {
        page_line(c, "%s%s%s: action %lld.", action, target ? " " : "", target ? target : "",
                  (long long)id.v);
        return OK;
    }
    if (!target)
        return json_answer(c, json_pack("{s:s, s:I}", "action", action, "id", (json_int_t)id.v));
    return json_answer(c, json_pack("{s:s, s:I, s:s}", "action", action, "id", (json_int_t)id.v,
                                    "target", target));
}

static const char *post_address(struct command *c, int64_t item)
{
    return item <= ID_MAX ? arena_printf(c->arena, "post/%lld", (long long)item) : NULL;
}

/* ---- the queue ---- */

/* Of reports, questions, schools and appeals the day is all that is kept. */
static bool is_by_day(const struct queue_item *item)
{
    return item->kind == QUEUE_REPORT || item->kind == QUEUE_MERGE || item->kind == QUEUE_SCHOOL ||
           item->kind == QUEUE_APPEAL;
}

static json_int_t age_of(const struct queue_item *item)
{
    return (json_int_t)(is_by_day(item) ? item->age_hours / DAY_HOURS * DAY_HOURS
                                        : item->age_hours);
}

/* What moderators said of it. */
static json_t *notes_json(const struct queue_note_page *notes)
{
    json_t *list = json_array();

    for (int i = 0; i < notes->n; i++)
        json_array_append_new(list, json_pack("{s:o, s:o}", "by", json_text(notes->rows[i].by),
                                              "text", json_text(notes->rows[i].text)));
    return list;
}

/* Why the caller may not decide on it; NULL: they may. */
static const char *barred_word(const struct queue_item *item)
{
    return item->barred == E_OWN_CASE || item->by_me ? "own"
           : item->barred == E_PEER                  ? "staff"
                                                     : NULL;
}

static json_t *describe(const struct queue_item *item, const struct queue_note_page *notes)
{
    json_t *row = json_pack(
        "{s:I, s:s, s:I, s:I, s:o, s:o, s:i, s:o, s:I, s:o}", "item", (json_int_t)item->item,
        "kind", queue_kind_name(item->kind), "post", (json_int_t)item->post.v, "thread",
        (json_int_t)item->thread.v, "board", json_text(item->board), "reasons",
        json_texts(item->reasons, item->n_reasons), "count", item->count, "excerpt",
        json_text(item->excerpt), "age_hours", age_of(item), "claimed", json_text(item->claimed));
    json_t *rest = json_pack("{s:o, s:o, s:o, s:o, s:o, s:i, s:b, s:o, s:o}", "title",
                             json_text(item->thread_title), "barred", json_text(barred_word(item)),
                             "author", json_text(item->author.name), "body", json_text(item->body),
                             "appeal", json_text(item->appeal), "sanctions", item->priors, "edited",
                             item->edited, "reader_notes", json_texts(item->notes, item->n_notes),
                             "notes", notes_json(notes));

    if (row && rest)
        json_object_update(row, rest);
    json_decref(rest);
    return row;
}

/* " (3: unkind, spam)" */
static const char *reasons_words(struct command *c, const struct queue_item *item)
{
    const char *words = "";

    if (item->n_reasons == 0)
        return words;
    for (int i = 0; i < item->n_reasons; i++)
        words = arena_printf(c->arena, "%s%s%s", words, i ? ", " : "", item->reasons[i]);
    return arena_printf(c->arena, " (%d: %s)", item->count, words);
}

static const char *age_words(struct command *c, const struct queue_item *item)
{
    if (!is_by_day(item))
        return arena_printf(c->arena, "%s h", page_number(c, item->age_hours));
    if (item->age_hours < DAY_HOURS)
        return "today";
    return page_count(c, item->age_hours / DAY_HOURS, "day", "days");
}

static void tell_notes(struct command *c, const struct queue_item *item,
                       const struct queue_note_page *notes)
{
    for (int i = 0; i < item->n_notes; i++)
        page_text(c, ITEM_INDENT, ITEM_INDENT + 2,
                  arena_printf(c->arena, "a reader: %s", item->notes[i]));
    for (int i = 0; i < notes->n; i++)
        page_text(c, ITEM_INDENT, ITEM_INDENT + 2,
                  arena_printf(c->arena, "%s: %s", notes->rows[i].by, notes->rows[i].text));
}

static const char *barred_words(const struct queue_item *item)
{
    const char *word = barred_word(item);

    return !word                      ? ""
           : strcmp(word, "own") == 0 ? ", your own: another decides"
                                      : ", of the staff: a sysop decides";
}

/* What it is about, and before it what was appealed with. */
static enum err tell_whole(struct command *c, const struct queue_item *item)
{
    int cells = c->width < PAGE_TEXT_COLS ? c->width : PAGE_TEXT_COLS;

    if (item->appeal)
        page_text(c, ITEM_INDENT, ITEM_INDENT,
                  arena_printf(c->arena, "Appeal against %s: %s", item->verb, item->appeal));
    page_blank(c);
    return markdown_plain(item->body, strlen(item->body), cells, ITEM_INDENT, &c->out);
}

static void tell_item(struct command *c, const struct queue_item *item)
{
    const char *edited = item->edited && item->kind == QUEUE_FLAGS
                             ? ", edited since, or within that hour"
                             : "";
    const char *claimed = item->claimed ? arena_printf(c->arena, ", claimed by %s", item->claimed)
                                        : "";

    page_entry(c, 0, arena_printf(c->arena, "%9lld", (long long)item->item), ITEM_INDENT,
               arena_printf(c->arena, "%s%s, %s: %s, \"%s\", %s%s%s%s", queue_kind_name(item->kind),
                            reasons_words(c, item), item->board, item->author.name,
                            item->thread_title, age_words(c, item), edited, claimed,
                            barred_words(item)));
}

static enum err queue_json(struct command *c, const struct queue_page *page)
{
    struct queue_note_page notes;
    json_t *list = json_array();
    enum err err = OK;

    for (int i = 0; i < page->n && err == OK; i++) {
        err = queue_note_list(c->arena, c->visit, page->rows[i].item, &notes);
        if (err == OK)
            json_array_append_new(list, describe(&page->rows[i], &notes));
    }
    if (err == OK)
        return json_answer(c,
                           json_pack("{s:o, s:o}", "items", list, "next", json_text(page->next)));
    json_decref(list);
    return err;
}

static enum err queue_run(struct command *c, const struct mod_verb *verb, int64_t item)
{
    struct queue_query query = {.after = words_value(&c->words, "--after")};
    struct queue_note_page notes;
    struct queue_page page;

    (void)verb, (void)item;
    TRY(paging_limit(c, &query.limit));
    TRY(queue_list(c->arena, c->visit, &query, &page));
    if (c->json)
        return queue_json(c, &page);
    if (page.n == 0)
        page_text(c, 0, 0, "Nothing waits.");
    for (int i = 0; i < page.n; i++) {
        TRY(queue_note_list(c->arena, c->visit, page.rows[i].item, &notes));
        tell_item(c, &page.rows[i]);
        page_text(c, ITEM_INDENT, ITEM_INDENT, page.rows[i].excerpt);
        tell_notes(c, &page.rows[i], &notes);
    }
    paging_more(c, "mod queue", page.next);
    return OK;
}

static enum err show_run(struct command *c, const struct mod_verb *verb, int64_t number)
{
    struct queue_note_page notes;
    struct queue_item item;

    (void)verb;
    TRY(queue_get(c->arena, c->visit, number, &item));
    TRY(queue_note_list(c->arena, c->visit, number, &notes));
    if (c->json)
        return json_answer(c, describe(&item, &notes));
    tell_item(c, &item);
    tell_notes(c, &item, &notes);
    return tell_whole(c, &item);
}

static enum err claim_run(struct command *c, const struct mod_verb *verb, int64_t item)
{
    TRY(item_claim(c->visit, item));
    if (c->json)
        return json_answer(c,
                           json_pack("{s:s, s:I}", "action", verb->name, "item", (json_int_t)item));
    page_line(c, "%lld is yours for an hour.", (long long)item);
    return OK;
}

static enum err unclaim_run(struct command *c, const struct mod_verb *verb, int64_t item)
{
    TRY(item_unclaim(c->visit, item));
    if (c->json)
        return json_answer(c,
                           json_pack("{s:s, s:I}", "action", verb->name, "item", (json_int_t)item));
    page_line(c, "%lld is left to whoever comes first.", (long long)item);
    return OK;
}

/* ---- posts ---- */

static enum err keep_run(struct command *c, const struct mod_verb *verb, int64_t item)
{
    action_id id;

    TRY(item_keep(c->visit, item, &id));
    return answer_done(c, verb->name, id, post_address(c, item));
}

static enum err remove_run(struct command *c, const struct mod_verb *verb, int64_t item)
{
    action_id id;

    TRY(item_remove(c->visit, item, words_value(&c->words, "--rule"),
                    words_value(&c->words, "--reason"), &id));
    return answer_done(c, verb->name, id, post_address(c, item));
}

static enum err restore_run(struct command *c, const struct mod_verb *verb, int64_t item)
{
    action_id id;

    TRY(post_restore(c->visit, (post_id){item}, words_value(&c->words, "--rule"),
                     words_value(&c->words, "--reason"), &id));
    return answer_done(c, verb->name, id, post_address(c, item));
}

/* ---- threads ---- */

static enum err shape_run(struct command *c, const struct mod_verb *verb, int64_t item)
{
    enum shape shape;
    action_id id;

    TRY(shape_parse(verb->name, &shape));
    TRY(thread_shape(c->visit, (thread_id){item}, shape, words_value(&c->words, "--rule"),
                     words_value(&c->words, "--reason"), &id));
    return answer_done(c, verb->name, id, arena_printf(c->arena, "thread/%lld", (long long)item));
}

static const char *thread_address(struct command *c, thread_id thread)
{
    return arena_printf(c->arena, "thread/%lld", (long long)thread.v);
}

static const char *rule_of(struct command *c)
{
    return words_value(&c->words, "--rule");
}

static const char *reason_of(struct command *c)
{
    return words_value(&c->words, "--reason");
}

static enum err move_run(struct command *c, const struct mod_verb *verb, int64_t item)
{
    struct board board;
    action_id id;

    TRY(board_argument(c, c->words.args[2], &board));
    TRY(thread_move(c->visit, (thread_id){item}, board.id, rule_of(c), reason_of(c), &id));
    return answer_done(c, verb->name, id, thread_address(c, (thread_id){item}));
}

static enum err merge_run(struct command *c, const struct mod_verb *verb, int64_t item)
{
    int64_t into;
    action_id id;

    TRY(item_parse(c->words.args[2], &into));
    TRY(thread_merge(c->visit, (thread_id){item}, (thread_id){into}, rule_of(c), reason_of(c),
                     &id));
    return answer_done(c, verb->name, id, thread_address(c, (thread_id){into}));
}

static enum err retitle_run(struct command *c, const struct mod_verb *verb, int64_t item)
{
    const char *title = words_value(&c->words, "--title");
    action_id id;

    if (!title)
        return usage_of(c, verb, "It needs --title.");
    TRY(thread_retitle(c->visit, (thread_id){item}, title, rule_of(c), reason_of(c), &id));
    return answer_done(c, verb->name, id, thread_address(c, (thread_id){item}));
}

static enum err split_run(struct command *c, const struct mod_verb *verb, int64_t item)
{
    const char *title = words_value(&c->words, "--title");
    thread_id thread;
    action_id id;

    if (!title)
        return usage_of(c, verb, "It needs --title.");
    TRY(thread_split(c->visit, (post_id){item}, title, rule_of(c), reason_of(c), &thread, &id));
    return answer_done(c, verb->name, id, thread_address(c, thread));
}

/* --see and --minutes. */
static enum err number_of(struct command *c, const struct mod_verb *verb, const char *flag, int max,
                          int *ret)
{
    const char *word = words_value(&c->words, flag);
    long long number;

    if (!word)
        return usage_of(c, verb, arena_printf(c->arena, "It needs %s.", flag));
    if (int_parse(word, 0, max, &number) != OK)
        return E_NUMBER_INVALID;
    *ret = (int)number;
    return OK;
}

static enum err slow_run(struct command *c, const struct mod_verb *verb, int64_t item)
{
    action_id id;
    int minutes;

    TRY(number_of(c, verb, "--minutes", SLOW_MINUTES_MAX, &minutes));
    TRY(thread_slow(c->visit, (thread_id){item}, minutes, rule_of(c), reason_of(c), &id));
    return answer_done(c, verb->name, id, thread_address(c, (thread_id){item}));
}

static enum err correct_run(struct command *c, const struct mod_verb *verb, int64_t item)
{
    action_id id;
    int see;

    TRY(number_of(c, verb, "--see", THREAD_POSTS, &see));
    TRY(post_correct(c->visit, (post_id){item}, see, rule_of(c), reason_of(c), &id));
    return answer_done(c, verb->name, id, post_address(c, item));
}

/* ---- the question bank ---- */

static enum err kind_run(struct command *c, const struct mod_verb *verb, int64_t item)
{
    enum question_kind kind;
    action_id id;

    if (question_kind_parse(c->words.args[2], &kind) != OK)
        return usage_of(
            c, verb,
            "KIND: traditional mmi ethics behavioral policy role-play clinical research "
            "why-us current-events to-ask.");
    TRY(question_set_kind(c->visit, (question_id){item}, kind, reason_of(c), &id));
    return answer_done(c, verb->name, id, arena_printf(c->arena, "question/%lld", (long long)item));
}

/* ---- appeals ---- */

static enum err settle_run(struct command *c, const struct mod_verb *verb, int64_t item)
{
    action_id id;

    TRY(appeal_decide(c->visit, (action_id){item}, strcmp(verb->name, "grant") == 0, reason_of(c),
                      &id));
    return answer_done(c, verb->name, id, NULL);
}

/* ---- whoever wrote a post ---- */

static json_t *id_json(action_id id)
{
    return id.v != 0 ? json_integer((json_int_t)id.v) : json_null();
}

/* What was asked for, and not agreed to. */
static enum err say_asked(struct command *c, action_id id)
{
    bool asked;

    TRY(sanction_is_asked(c->visit, id, &asked));
    page_line(c, asked
                     ? "Banned. Everywhere only once another moderator agrees: it is in the queue."
                     : "Two moderators agree: out everywhere, from a day within 3 to 10 on.");
    return OK;
}

/* What M and B do on the screens. Of two posts of one author on one day the second is removed, and
 * no more: they are muted. */
static enum err remove_and_sanction(struct command *c, const struct mod_verb *verb, int64_t item,
                                    const struct sanction_order *order)
{
    struct sanctioned made;

    if (order->severity == SEVERITY_WARN)
        return usage_of(c, verb, "--remove goes with mute and ban alone.");
    TRY(post_sanction(c->visit, (post_id){item}, order, &made));
    if (c->json)
        return json_answer(c, json_pack("{s:s, s:o, s:o}", "action", verb->name, "id",
                                        id_json(made.sanction), "removal", id_json(made.removal)));
    if (made.removal.v != 0)
        TRY(answer_done(c, "remove", made.removal, post_address(c, item)));
    if (made.sanction.v != 0)
        TRY(answer_done(c, verb->name, made.sanction, NULL));
    if (made.sanction.v != 0 && order->out != OUT_NO)
        TRY(say_asked(c, made.sanction));
    return OK;
}

static enum err sanction_run(struct command *c, const struct mod_verb *verb, int64_t item)
{
    const char *everywhere = words_value(&c->words, "--everywhere");
    struct sanction_order order = {.rule = words_value(&c->words, "--rule"),
                                   .reason = words_value(&c->words, "--reason")};
    action_id id;

    TRY(severity_parse(verb->name, &order.severity));
    if (everywhere && order.severity != SEVERITY_BAN)
        return usage_of(c, verb, "--everywhere goes with ban alone.");
    if (everywhere && out_reason_parse(everywhere, &order.out) != OK)
        return usage_of(c, verb, "--everywhere takes doxxing, threat or patient.");
    if (words_has(&c->words, "--remove"))
        return remove_and_sanction(c, verb, item, &order);
    TRY(sanction_through_post(c->visit, (post_id){item}, &order, &id));
    TRY(answer_done(c, verb->name, id, NULL));
    if (!c->json && order.out != OUT_NO)
        TRY(say_asked(c, id));
    return OK;
}

static enum err lift_run(struct command *c, const struct mod_verb *verb, int64_t item)
{
    action_id id;

    TRY(sanction_lift(c->visit, (action_id){item}, words_value(&c->words, "--reason"), &id));
    return answer_done(c, verb->name, id, NULL);
}

/* ---- notes, and taking back ---- */

static enum err note_run(struct command *c, const struct mod_verb *verb, int64_t item)
{
    const char *note = words_value(&c->words, "--note");

    if (!note)
        return usage_of(c, verb, "It needs --note.");
    TRY(queue_note_add(c->visit, item, note));
    if (c->json)
        return json_answer(c,
                           json_pack("{s:s, s:I}", "action", verb->name, "item", (json_int_t)item));
    page_line(c, "Noted on %lld, for the other moderators.", (long long)item);
    return OK;
}

static enum err undo_run(struct command *c, const struct mod_verb *verb, int64_t item)
{
    action_id id;

    TRY(action_undo(c->visit, (action_id){item}, &id));
    return answer_done(c, verb->name, id, NULL);
}

/* ---- which ---- */

#define SHAPE_USAGE " [--rule RULE] [--reason TEXT]"
#define RULE_USAGE  " --rule RULE [--reason TEXT]"

static const struct mod_verb verbs[] = {
    {"queue", "queue " PAGING_USAGE, 0, false, queue_run},
    {"show", "show ITEM", 1, false, show_run},
    {"claim", "claim ITEM", 1, false, claim_run},
    {"unclaim", "unclaim ITEM", 1, false, unclaim_run},
    {"keep", "keep ITEM", 1, false, keep_run},
    {"remove", "remove POST|report/NUMBER" RULE_USAGE, 1, true, remove_run},
    {"restore", "restore POST [--rule RULE] [--reason TEXT]", 1, false, restore_run},
    {"lock", "lock THREAD" SHAPE_USAGE, 1, false, shape_run},
    {"unlock", "unlock THREAD" SHAPE_USAGE, 1, false, shape_run},
    {"pin", "pin THREAD" SHAPE_USAGE, 1, false, shape_run},
    {"unpin", "unpin THREAD" SHAPE_USAGE, 1, false, shape_run},
    {"warn", "warn POST" RULE_USAGE, 1, true, sanction_run},
    {"mute", "mute POST" RULE_USAGE " [--remove]", 1, true, sanction_run},
    {"ban", "ban POST" RULE_USAGE " [--remove] [--everywhere doxxing|threat|patient]", 1, true,
     sanction_run},
    {"move", "move THREAD BOARD" SHAPE_USAGE, 2, false, move_run},
    {"retitle", "retitle THREAD --title TITLE" SHAPE_USAGE, 1, false, retitle_run},
    {"split", "split POST --title TITLE" SHAPE_USAGE, 1, false, split_run},
    {"merge", "merge THREAD THREAD" SHAPE_USAGE, 2, false, merge_run},
    {"slow", "slow THREAD --minutes N" SHAPE_USAGE, 1, false, slow_run},
    {"correct", "correct POST --see NO" SHAPE_USAGE, 1, false, correct_run},
    {"kind", "kind QUESTION KIND [--reason TEXT]", 2, false, kind_run},
    {"grant", "grant ACTION [--reason TEXT]", 1, false, settle_run},
    {"deny", "deny ACTION [--reason TEXT]", 1, false, settle_run},
    {"note", "note ITEM --note TEXT", 1, false, note_run},
    {"undo", "undo ACTION", 1, false, undo_run},
    {"lift", "lift ACTION [--reason TEXT]", 1, false, lift_run},
};

static const struct mod_verb *verb_find(const char *name)
{
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (strcmp(verbs[i].name, name) == 0)
            return &verbs[i];
    return NULL;
}

static enum err mod_run(struct command *c)
{
    const struct mod_verb *verb = verb_find(c->words.args[0]);
    int64_t item = 0;

    if (!verb) {
        str_printf(&c->err, "\"mod\" has no such verb.\nusage: %s", c->ops->usage);
        return E_USAGE;
    }
    if (c->words.n_args != 1 + verb->n_args)
        return usage_of(c, verb,
                        verb->n_args == 0   ? "It takes no more words."
                        : verb->n_args == 1 ? "It needs one number."
                                            : "It needs two words.");
    if (verb->needs_rule && !words_value(&c->words, "--rule"))
        return usage_of(c, verb, "It needs --rule.");
    if (verb->n_args > 0)
        TRY(item_parse(c->words.args[1], &item));
    return verb->run(c, verb, item);
}

static const struct flag flags[] = {
    {.name = "--rule", .takes_value = true},
    {.name = "--reason", .takes_value = true},
    {.name = "--everywhere", .takes_value = true},
    {.name = "--remove"},
    {.name = "--note", .takes_value = true},
    {.name = "--title", .takes_value = true},
    {.name = "--minutes", .takes_value = true},
    {.name = "--see", .takes_value = true},
    PAGING_FLAGS,
    {.name = NULL},
};

const struct command_ops command_mod = {
    .name = "mod",
    .summary = "Moderate: the queue, posts, and whoever wrote them",
    .usage =
        "mod queue|show|claim|unclaim|note|keep|remove|restore|lock|unlock|pin|unpin|move|retitle|split|merge|"
        "slow|correct|kind|warn|mute|ban|lift|grant|deny|undo [ITEM] [--rule RULE] "
        "[--reason TEXT] [--note TEXT] [--title TITLE] [--minutes N] [--see NO] "
        "[--remove] [--everywhere doxxing|threat|patient] " PAGING_USAGE,
    .detail =
        "For moderators; the operator runs the same as \"curbside mod VERB\", but for claims and "
        "notes, which stand under a handle. \"mod queue\" lists what waits; ITEM is a number from it, \"show\" shows one "
        "with its whole text, \"claim\" looks after it for an hour, \"unclaim\" no longer; \"keep\" lets a "
        "held post out and settles the item. \"mod remove POST --rule RULE\" hides a post behind a "
        "marker, \"restore\" brings it back; report/NUMBER in its place takes an interview report "
        "out of the pages and figures, until \"undo\". \"lock\", \"unlock\", \"pin\" and \"unpin\" are "
        "for threads, and so are \"move THREAD BOARD\", \"retitle\", \"merge THREAD INTO\" and "
        "\"slow THREAD --minutes N\" (0: not slow); \"split POST --title\" puts a post and those "
        "after it into a thread of their own; \"correct POST --see NO\" says that another post "
        "sets it right. \"kind QUESTION KIND\" says what kind a question of the bank is. "
        "\"grant\" and \"deny\" decide on an appeal against ACTION, of another "
        "moderator. \"warn\", \"mute\" and \"ban\" reach whoever wrote "
        "POST, through a handle or an alias; you choose the severity, the board the length, and "
        "you do not learn who it is. The post itself stays, unless you say --remove, as M and B do "
        "on the screens. \"ban --everywhere doxxing|threat|patient\" takes a second "
        "moderator who says the same. \"lift ACTION\" takes one back. \"undo ACTION\" takes back "
        "whatever you did within a week, while it stands as you left it; a held post only until "
        "it is out, at the next release. \"note ITEM\" leaves a word for the other "
        "moderators.\n"
        "\"rules\" lists the rules. "
        "Without --reason the rule's own words are given. Everything you do is in \"modlog\".",
    .flags = flags,
    .min_args = 1,
    .max_args = 3,
    .needs_account = true,
    .run = mod_run,
};
