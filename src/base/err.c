/* SPDX-License-Identifier: MIT
 *
 * err.c -- the one table of everything that may go wrong: code, exit status, sentence.
 *
 * The codes are a promise to scripts: they are added to, never renamed. Several errors may share a
 * code where a script could do nothing else with the difference. The sentences stand alone: whoever
 * prints one adds nothing but "curbside: " before it.
 */
#include <curbside/base/err.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <curbside/base/log.h>

enum {
    EXIT_NOT_DONE = 1,
    EXIT_USAGE = 2,
    EXIT_DENIED = 3,
    EXIT_TOO_FAST = 4,
    EXIT_BLOCKED = 5,
    EXIT_OURS = 70, /* EX_SOFTWARE */
};

/* clang-format off: a table that is read by row */
static const struct err_info infos[N_ERR] = {
    [OK] = {"ok", 0, "Done."},

    [E_NOMEM] = {"out-of-memory", EXIT_OURS,
                 "That was more than fits into memory here; ask for less at once."},
    [E_IO] = {"io", EXIT_OURS,
              "The board could not read or write its data; please try again later."},
    [E_FULL] = {"full", EXIT_OURS,
                "The board's disk is full; please try again later, and keep your text."},
    [E_READONLY] = {"read-only", EXIT_OURS,
                    "The board's data cannot be written now; please try again later."},
    [E_CORRUPT] = {"corrupt", EXIT_OURS,
                   "Something stored here is damaged; please tell the sysop."},
    [E_NEWER] = {"newer", EXIT_OURS, "The board was just upgraded; please connect again."},
    [E_BUSY] = {"busy", EXIT_OURS, "The board is very busy; please try again in a moment."},
    [E_PROTOCOL] = {"protocol", EXIT_OURS,
                    "The connection broke its own rules; please connect again."},
    [E_CLOSED] = {"closed", EXIT_OURS, "The connection was closed; please connect again."},
    [E_TIMEOUT] = {"timeout", EXIT_OURS, "That took too long and was given up; please try again."},
    [E_NOTREADY] = {"not-ready", EXIT_OURS, "That is not ready yet; please try again in a moment."},
    [E_IN_USE] = {"in-use", EXIT_OURS,
                  "It exists already, or another process holds it; choose another or stop "
                  "that one first."},
    [E_NO_SECRET] = {"no-secret", EXIT_OURS,
                     "The board's secret.key is missing or unusable; the sysop has to put it "
                     "back from the backup."},
    [E_CONFIG] = {"config", EXIT_OURS,
                  "curbside.conf cannot be read or holds an impossible value; the sysop has "
                  "to correct it."},

    [E_USAGE] = {"usage", EXIT_USAGE,
                 "Those words do not fit together here; see \"help\" for how to put it."},
    [E_NOTFOUND] = {"not-found", EXIT_NOT_DONE,
                    "There is no such thing here; check the name or number."},
    [E_AMBIGUOUS] = {"ambiguous", EXIT_NOT_DONE,
                     "That may mean several things; type more of the name."},
    [E_DENIED] = {"denied", EXIT_DENIED,
                  "You may not do that here; \"whoami\" shows what your account may do."},
    [E_GUEST] = {"denied", EXIT_DENIED,
                 "Guests can read everything; join with your key to do that."},
    [E_NO_KEY] = {"denied", EXIT_DENIED,
                  "An account needs an SSH key; make one with ssh-keygen and connect again, not "
                  "as guest."},
    [E_MEMBER_ALREADY] =
        {"member-already", EXIT_NOT_DONE,
         "This key has an account already; reconnect to use it, or come with another key to join."},
    [E_JOINS_FAST] = {"joins-fast", EXIT_TOO_FAST,
                      "Enough accounts were made from where you are; within an hour there is room "
                      "again."},
    [E_APPEALS_MINE] = {"appeals-mine", EXIT_TOO_FAST,
                        "Two appeals of yours wait already; write this one when one of them is "
                        "decided."},
    [E_APPEALS_MANY] = {"appeals-many", EXIT_TOO_FAST,
                        "More appeals wait than moderators can read; write yours again tomorrow."},
    [E_REPORTS_MINE] = {"reports-mine", EXIT_TOO_FAST,
                        "Five reports of yours wait to be read; hand in the next when one is "
                        "accepted, in three days."},
    [E_REPORTS_CYCLE] = {"reports-cycle", EXIT_TOO_FAST,
                         "You have 40 reports of this cycle; more are taken from nobody."},
    [E_PROPOSALS_MINE] = {"proposals-mine", EXIT_TOO_FAST,
                          "Three schools you proposed wait already; propose this one when one of "
                          "them is decided."},
    [E_TOOFAST] = {"too-fast", EXIT_TOO_FAST,
                   "That was a little too fast; wait a while and try again."},
    [E_CLOSED_BOARD] = {"denied", EXIT_DENIED, "This board takes no posts; choose another board."},
    [E_LOCKED] = {"denied", EXIT_DENIED, "This thread is locked; read on, or start a new thread."},
    [E_MOVED] = {"moved", EXIT_NOT_DONE,
                 "That thread was merged into another; open it to see where its posts are."},
    [E_THREAD_FULL] = {"thread-full", EXIT_NOT_DONE,
                       "This thread holds as many posts as a thread can; please start a new "
                       "one."},
    [E_ALIAS_CLOSED] = {"denied", EXIT_DENIED,
                        "Aliases are closed here by the operator; post under your handle, on a "
                        "board that takes it."},
    [E_ALIAS_SHUT] =
        {"denied", EXIT_DENIED,
         "This thread takes no new aliases: use your handle if the board allows it, or start your "
         "own thread."},
    [E_STAFF_BOARD] =
        {"denied", EXIT_DENIED,
         "Moderators alone start threads here; answer in one, or choose another board."},
    [E_ALIAS_STAFF] =
        {"denied", EXIT_DENIED,
         "Moderators alone start threads there, so an alias would tell one; use your handle."},
    [E_FACE_ASK] =
        {"denied", EXIT_DENIED,
         "This would show your handle among aliases; say that you mean your handle, and try again."},
    [E_FACE_FIXED] =
        {"face-fixed", EXIT_NOT_DONE,
         "Your name is fixed here, by the board or by what you posted in this thread; go on "
         "under that one."},
    [E_ALIAS_CHANGED] =
        {"alias-changed", EXIT_NOT_DONE,
         "The name drawn for you is another by now; look who you will be, and post again."},
    [E_TITLE_EMPTY] = {"title-empty", EXIT_NOT_DONE,
                       "A thread needs a title; give it a few words."},
    [E_TITLE_LONG] = {"title-long", EXIT_NOT_DONE,
                      "The title is over 200 characters; please shorten it."},
    [E_NOT_OPENER] = {"not-opener", EXIT_NOT_DONE,
                      "Only the first post of a thread has a title and tags; give its number."},
    [E_BODY_EMPTY] = {"body-empty", EXIT_NOT_DONE, "There is no text yet; write something first."},
    [E_BODY_LONG] = {"body-long", EXIT_NOT_DONE,
                     "The text is over 64 KiB; please shorten it or post it in parts."},
    [E_NOT_UTF8] = {"not-utf8", EXIT_NOT_DONE,
                    "The text is not UTF-8; convert it first, with iconv for example."},
    [E_TAG_INVALID] = {"tag-invalid", EXIT_NOT_DONE,
                       "A tag is 1 to 32 letters, digits or hyphens; please correct it."},
    [E_TAGS_MANY] = {"tags-many", EXIT_NOT_DONE,
                     "A thread carries at most five tags; please leave some out."},
    [E_HANDLE_INVALID] = {"handle-invalid", EXIT_NOT_DONE,
                          "A handle is 3 to 24 of a-z, 0-9 and hyphens and starts with a letter; "
                          "please choose another."},
    [E_HANDLE_TAKEN] = {"handle-taken", EXIT_NOT_DONE,
                        "That handle is taken; please choose another."},
    [E_HANDLE_FILTERED] = {"handle-filtered", EXIT_NOT_DONE,
                           "That handle holds words that this board does not take; please choose "
                           "another."},
    [E_HANDLE_RESERVED] =
        {"handle-reserved", EXIT_NOT_DONE,
         "That handle could be taken for staff or an official name; please choose "
         "another."},
    [E_CODE_INVALID] = {"code-invalid", EXIT_NOT_DONE,
                        "That code opens nothing; check every letter, or ask for a new one."},
    [E_KEY_LAST] = {"key-last", EXIT_NOT_DONE,
                    "That is the only key of your account; link another first, or \"leave\"."},
    [E_KEY_IN_USE] = {"key-in-use", EXIT_NOT_DONE,
                      "That is the key you came with; come with another one to remove it."},
    [E_KEYS_FULL] = {"keys-full", EXIT_NOT_DONE,
                     "Your account has as many keys as it may have; remove one first."},
    [E_LABEL_INVALID] = {"label-invalid", EXIT_NOT_DONE,
                         "A label is one line of 1 to 40 characters; please choose another."},
    [E_MUTES_FULL] = {"mutes-full", EXIT_NOT_DONE,
                      "You have hidden as many people as you can; \"unhide\" somebody first."},
    [E_DRAFTS_FULL] = {"drafts-full", EXIT_NOT_DONE,
                       "All your draft slots are in use; post or discard a draft first."},
    [E_NUMBER_INVALID] = {"number-invalid", EXIT_USAGE,
                          "That is not a number in the allowed range; see \"help\" for the range."},
    [E_CURSOR_INVALID] = {"cursor-invalid", EXIT_USAGE,
                          "--after takes the \"next\" of the page before, unchanged; start again "
                          "without it."},
    [E_BLOCKED] = {"blocked", EXIT_BLOCKED,
                   "The safety check stopped this text; change what it found and try again."},
    [E_STALE] = {"stale", EXIT_NOT_DONE,
                 "This was changed elsewhere meanwhile; look at it as it is now, then try again."},
    [E_QUERY_INVALID] = {"query-invalid", EXIT_USAGE,
                         "That search cannot be read; \"help search\" shows how to write one."},
    [E_SEARCH_BROKEN] = {"search-broken", EXIT_OURS,
                         "The search index is damaged; reading and posting go on, and the sysop "
                         "repairs it with \"curbside reindex\"."},
    [E_LIST_FULL] = {"list-full", EXIT_NOT_DONE,
                     "That list is full; take something from it first."},
    [E_NOT_OUT] = {"not-out", EXIT_NOT_DONE, "It is not out yet; it can be bookmarked once it is."},
    [E_OWN_POST] = {"denied", EXIT_DENIED,
                    "That is your own post; marks and flags come from other people."},
    [E_BARRED_THREAD] = {"denied", EXIT_DENIED,
                         "A moderator took you out of this thread; \"whoami\" shows why and until "
                         "when."},
    [E_BARRED_ALIAS] = {"denied", EXIT_DENIED,
                        "You may not write under an alias for now; \"whoami\" shows why and until "
                        "when."},
    [E_BARRED_HANDLE] = {"denied", EXIT_DENIED,
                         "You may not write under your handle for now; \"whoami\" shows why and "
                         "until when."},
    [E_BARRED] = {"denied", EXIT_DENIED, "You may not write here any more; \"whoami\" shows why."},
    [E_RULE_UNKNOWN] = {"rule-unknown", EXIT_USAGE,
                        "There is no such house rule; \"rules\" lists them."},
    [E_RULE_LAST] = {"rule-last", EXIT_NOT_DONE,
                     "That is the only rule in force; make another first."},
    [E_RULES_FULL] = {"rules-full", EXIT_NOT_DONE,
                      "There are as many as there can be (40 rules, 7 reasons of each); take one "
                      "away first."},
    [E_WORDS_EMPTY] = {"words-empty", EXIT_NOT_DONE,
                       "That needs a few words; nothing was changed."},
    [E_REASON_LONG] = {"reason-long", EXIT_NOT_DONE,
                       "The reason is over 240 bytes; please say it in a sentence."},
    [E_NOBODY] = {"nobody", EXIT_NOT_DONE,
                  "Nobody can be reached behind this post any more; remove the post instead."},
    [E_OWN_CASE] = {"denied", EXIT_DENIED,
                    "That is your own; somebody else of the staff has to look at it."},
    [E_PEER] =
        {"denied", EXIT_DENIED,
         "That is of the staff: a sysop decides about moderators, another sysop about sysops."},
    [E_DONE_ALREADY] = {"done-already", EXIT_NOT_DONE,
                        "That has been done already; nothing was changed."},
    [E_FLAG_DECIDED] = {"flag-decided", EXIT_NOT_DONE,
                        "A moderator has looked at it already; your flag stays as it was."},
    [E_CLAIMED] = {"claimed", EXIT_NOT_DONE,
                   "Another moderator looks after this; leave it to them for the hour."},
    [E_APPEAL_LONG] = {"appeal-long", EXIT_NOT_DONE,
                       "An appeal takes 2,000 bytes; please say it in fewer words."},
    [E_NO_HANDLE] = {"denied", EXIT_DENIED,
                     "That stands under a handle, and the operator has none; do it over ssh, as a "
                     "moderator."},
    [E_LAST_SYSOP] = {"last-sysop", EXIT_NOT_DONE,
                      "That is the only sysop; make somebody else a sysop first."},
    [E_BOARD_OTHER] = {"board-other", EXIT_NOT_DONE,
                       "One writes under other names on that board; choose a board of the same "
                       "kind."},
    [E_ALIAS_TWICE] = {"alias-twice", EXIT_NOT_DONE,
                       "Two people have the same alias there; lock the thread and link to the "
                       "other."},
    [E_SLOW] = {"slow", EXIT_TOO_FAST,
                "This thread is slow for now; wait a while before your next post in it."},
    [E_SAME_PERSON] = {"denied", EXIT_DENIED,
                       "You did that yourself; another moderator has to decide."},
    [E_PAUSED] = {"paused", EXIT_DENIED,
                  "The board is read-only for a while; drafts are kept, so try again later."},
    [E_NO_JOINS] = {"no-joins", EXIT_DENIED,
                    "No accounts are made for a while; look around as a guest, and come again."},
    [E_NO_SERVER] = {"no-server", EXIT_NOT_DONE,
                     "No server answers for this board now; start it, or try again in a minute."},
    [E_NO_SESSION] = {"no-session", EXIT_NOT_DONE,
                      "No session has that number now; numbers are drawn anew for each list."},
    [E_BROADCAST_LONG] = {"broadcast-long", EXIT_NOT_DONE,
                          "What is said to everybody has at most 200 characters; please shorten "
                          "it."},
    [E_FILTERED] = {"filtered", EXIT_BLOCKED,
                    "A filter of this board does not take this text; change it and try again."},
    [E_EDIT_HELD] = {"edit-held", EXIT_BLOCKED,
                     "A filter holds such texts for a moderator; write it as a reply of its own."},
    [E_EDIT_PAUSED] = {"edit-paused", EXIT_DENIED,
                       "New texts wait for a moderator now and edits cannot; reply, or try again "
                       "later."},
    [E_WORDS_PERSON] = {"names-somebody", EXIT_BLOCKED,
                        "That says who somebody is or how to reach them; say it without."},
    [E_FILTER] = {"filter", EXIT_NOT_DONE, "This filter cannot be switched on; change it."},
    [E_FILTERS_FULL] = {"filters-full", EXIT_NOT_DONE,
                        "There are 200 filters already; delete one first."},
    [E_NO_UNDO] = {"no-undo", EXIT_NOT_DONE,
                   "That cannot be taken back: it was already, or a week ago, or is of no such "
                   "kind."},
    [E_APPEAL_GRANTED] = {"appeal-granted", EXIT_NOT_DONE,
                          "An appeal against it was granted; that decision has to be taken back "
                          "first."},
    [E_SLOW_EDIT] = {"slow-edit", EXIT_TOO_FAST,
                     "A filter slows you down for these words; take them out later, or delete the "
                     "post."},
};
/* clang-format on */

static const struct err_info info_unknown = {
    "internal", EXIT_OURS, "Something went wrong on our side; please try again later."};

const struct err_info *err_info(enum err err)
{
    if ((int)err < 0 || err >= N_ERR || infos[err].code == NULL)
        return &info_unknown;
    return &infos[err];
}

enum err err_from_errno(int errnum)
{
    switch (errnum) {
    case ENOMEM:
        return E_NOMEM;
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return E_FULL;
    case EROFS:
        return E_READONLY;
    case ENOENT:
    case ENOTDIR:
        return E_NOTFOUND;
    case EACCES:
    case EPERM:
        return E_DENIED;
    case EADDRINUSE:
    case EBUSY:
    case EEXIST:
    case ETXTBSY:
        return E_IN_USE;
    case EPIPE:
    case ECONNRESET:
    case ENOTCONN:
        return E_CLOSED;
    case EAGAIN:
    case EINPROGRESS:
        return E_NOTREADY;
    default:
        return E_IO;
    }
}

static struct {
    void (*hook)(void *ctx);
    void *ctx;
} bug;

void bug_hook_set(void (*hook)(void *ctx), void *ctx)
{
    bug.hook = hook;
    bug.ctx = ctx;
}

void bug_at(const char *what, const char *file, int line)
{
    void (*hook)(void *ctx) = bug.hook;
    const char *slash = strrchr(file, '/');

    /* A bug inside the hook must not call it again. */
    bug.hook = NULL;
    log_line(LOG_ERROR, "bug: %s at %s:%d", what, slash != NULL ? slash + 1 : file, line);
    if (hook != NULL)
        hook(bug.ctx);
    abort();
}
