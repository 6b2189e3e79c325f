/* SPDX-License-Identifier: MIT
 *
 * sanction_words.c -- a sanction told to whom it reached, the same in every place.
 */
#include <curbside/domain/appeal.h>
#include <curbside/domain/sanction.h>

#include <string.h>

#include <curbside/base/clock.h>

static const char *day(struct arena *a, int64_t wall_s)
{
    char text[TIME_RFC3339_SIZE];

    time_format_rfc3339(wall_s, text);
    return arena_printf(a, "%.10s", text);
}

static const char *thread_words(struct arena *a, const struct sanction_notice *n)
{
    if (n->thread_until == INT64_MAX)
        return "You are out of that thread for good. ";
    if (n->thread_until > 0)
        return arena_printf(a, "You are out of that thread until %s. ", day(a, n->thread_until));
    return "";
}

static const char *others_words(struct arena *a, const struct sanction_notice *n)
{
    if (n->until == 0)
        return "";
    return arena_printf(a, "No posts under %s from %s until %s. ",
                        n->alias ? "any other alias" : "your handle", day(a, n->from),
                        day(a, n->until));
}

static const char *out_words(struct arena *a, const struct sanction_notice *n)
{
    return n->out_from == 0 ? ""
                            : arena_printf(a, "No posts at all from %s on. ", day(a, n->out_from));
}

static const char *until_words(struct arena *a, const struct sanction_notice *n)
{
    char *words;
    size_t len;

    if (n->lifted)
        return "It was lifted.";
    if (n->thread_until == 0 && n->until == 0 && n->out_from == 0)
        return "It keeps you from nothing.";
    words = arena_printf(a, "%s%s%s%s", thread_words(a, n), others_words(a, n), out_words(a, n),
                         n->alias && n->out_from == 0 ? "Your handle is not touched by it." : "");
    len = words ? strlen(words) : 0;
    if (len > 0 && words[len - 1] == ' ')
        words[len - 1] = '\0';
    return words;
}

/* Its month key is gone. */
static enum err rest_words(struct arena *a, const struct sanction_notice *n, const char *done,
                           struct sanction_words *ret)
{
    ret->what = arena_printf(a, "You were %s in the week from %s.", done, day(a, n->day));
    ret->where =
        "For what you wrote as an alias. Its month key is gone, and with it where that was.";
    ret->why = "The reason is not known any more.";
    ret->until = until_words(a, n);
    ret->last = "It has no number any more, and can not be lifted.";
    return ret->what && ret->until ? OK : E_NOMEM;
}

/* An interview report of theirs was removed. */
static enum err report_words(struct arena *a, const struct sanction_notice *n,
                             struct sanction_words *ret)
{
    ret->what = arena_printf(a, "Your interview report was removed on %s, by the rule %s: %s",
                             day(a, n->day), n->rule, n->rule_text);
    ret->where = arena_printf(a, "It was the one of %s.", n->report);
    ret->why = arena_printf(a, "The reason given: %s", n->reason);
    ret->until = "It keeps you from nothing; you cannot hand in another of that school and cycle.";
    ret->last = arena_printf(
        a,
        "Its number is %lld. Whoever did it does not know whose it was. What it said is kept "
        "30 days, for an appeal.",
        (long long)n->id.v);
    return ret->what && ret->where && ret->why && ret->last ? OK : E_NOMEM;
}

/* A post of theirs was removed. */
static enum err removal_words(struct arena *a, const struct sanction_notice *n,
                              struct sanction_words *ret)
{
    const char *face = n->alias ? "an alias" : "your handle";

    ret->what = arena_printf(a, "Your post was removed on %s, by the rule %s: %s", day(a, n->day),
                             n->rule, n->rule_text);
    ret->where = n->no > 0
                     ? arena_printf(a, "It was #%d in \"%s\" (thread/%lld), under %s.", n->no,
                                    n->thread_title, (long long)n->thread.v, face)
                     : arena_printf(a, "It was held, in \"%s\", under %s, and was not let out.",
                                    n->thread_title, face);
    ret->why = arena_printf(a, "The reason given: %s", n->reason);
    ret->until = "It keeps you from nothing.";
    ret->last = arena_printf(a, "Its number is %lld.%s", (long long)n->id.v,
                             n->alias ? " Whoever did it does not know whose it was." : "");
    return ret->what && ret->where && ret->why && ret->last ? OK : E_NOMEM;
}

const char *appeal_words(struct arena *a, enum appeal_state state, const char *reason)
{
    static const char *const words[] = {
        [APPEAL_WAITS] = "You appealed: another moderator decides.",
        [APPEAL_GRANTED] = "You appealed, and it was granted.",
        [APPEAL_DENIED] = "You appealed; another moderator let it stand.",
    };

    if (state == APPEAL_NONE)
        return NULL;
    return reason ? arena_printf(a, "%s %s", words[state], reason) : words[state];
}

enum err sanction_words(struct arena *a, const struct sanction_notice *n,
                        struct sanction_words *ret)
{
    static const char *const done[] = {
        [SEVERITY_WARN] = "warned", [SEVERITY_MUTE] = "muted", [SEVERITY_BAN] = "banned"};

    if (n->removal)
        return n->report ? report_words(a, n, ret) : removal_words(a, n, ret);
    if (n->id.v == 0)
        return rest_words(a, n, done[n->severity], ret);
    ret->what = arena_printf(a, "You were %s on %s, by the rule %s: %s", done[n->severity],
                             day(a, n->day), n->rule, n->rule_text);
    ret->where = "For what you wrote under your handle.";
    if (n->alias)
        ret->where = arena_printf(a, "For what you wrote as an alias in \"%s\" (thread/%lld).",
                                  n->thread_title ? n->thread_title : "a thread",
                                  (long long)n->thread.v);
    ret->why = arena_printf(a, "The reason given: %s", n->reason);
    ret->until = until_words(a, n);
    ret->last = arena_printf(a, "Its number is %lld.%s", (long long)n->id.v,
                             n->alias ? " Whoever gave it does not know whom it reached." : "");
    return ret->what && ret->where && ret->why && ret->until && ret->last ? OK : E_NOMEM;
}
