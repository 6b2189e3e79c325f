/* SPDX-License-Identifier: MIT
 *
 * palette_words.c -- other words for places, settings and actions.
 *
 * By how the names begin that the palette shows, so that a name changed there needs its row here
 * changed, too: a test looks for names that nothing has.
 */
#include "palette_words.h"

#include <string.h>
#include <strings.h>

#include <curbside/base/str.h>

#include "fuzzy.h"

enum {
    LETTERS_LEAST = 2,
    LETTERS_SURE = 4, /* of a word not typed to its end: fewer may begin anything */
};

static const struct {
    const char *name, *words;
} called[] = {
    {"Home", "start;main menu;front page"},
    {"Boards", "forums;categories;sections;subforums;groups"},
    {"Inbox", "notifications;mail;messages;alerts;replies;mentions"},
    {"Private messages", "dm;pm;direct message;private message;chat;whisper;message somebody"},
    {"Following", "subscriptions;watched;watching;subscribed"},
    {"Bookmarks", "saved;favorites;favourites;starred;read later"},
    {"Drafts", "unsent;unfinished"},
    {"Public log", "moderation log;removed posts;transparency"},
    {"Queue", "moderation;reported posts;reports"},
    {"Search", "find;look for;lookup"},
    {"Interviews", "schools;feedback;interview reports"},
    {"Practice", "mock interview;flashcards;quiz;timer"},
    {"Account", "profile;password;user;my account;username;change name;email;2fa"},
    {"Your keys", "ssh keys;devices;another computer;add key;password"},
    {"Hidden people", "blocked;block;muted;mute;ignored;ignore"},
    {"Leave for good", "delete account;delete my account;close account;deactivate;erase"},
    {"What is stored about you", "my data;gdpr;export;privacy;what do you know"},
    {"End this visit", "exit;quit;logout;log out;log off;bye;disconnect;sign out;close"},
    {"Settings", "preferences;options;configuration;language"},
    {"How your anonymity works", "privacy;tracking;vpn;tor;who can see me"},
    {"Help by topic", "faq;how to;tutorial;documentation;manual;shortcuts;guide;formatting"},
    {"About this board", "rules;house rules;terms;guidelines;contact;crisis;hotline"},
    {"Join", "register;sign up;signup;create account;log in;login;sign in;new account"},
    {"Colors, theme", "dark mode;light mode;night mode;contrast;colours"},
    {"ASCII only", "unicode;utf-8;garbled;boxes;line drawing"},
    {"Time zone", "timezone;utc"},
    {"Times: ago", "timestamps;date format;24 hour;clock"},
    {"Screen reader", "accessibility;blind;braille;voiceover;nvda;orca;text only"},
    {"Hints", "tips"},
    {"Boss key", "hide screen;panic;lock screen"},
    {"Mark this post as helpful", "upvote;like;thumbs up;vote;thank;kudos"},
    {"Bookmark this post", "save;star;favorite;favourite;remember"},
    {"Follow this", "subscribe;watch;notify me"},
    {"Flag ", "report;complain;abuse"},
    {"Hide what this author", "block;mute;ignore"},
    {"Copy the address", "share;permalink;copy link;url"},
    {"Change this post", "modify;correct;fix"},
    {"Delete this post", "remove;erase;take down"},
    {"Reply to this", "answer;respond;comment"},
    {"Catch up", "mark all read;mark as read;mark read"},
    {"Start a thread", "new post;new thread;new topic;ask;compose"},
    {"Help: Reading", "upvote;like;thumbs up;vote;thank;save;subscribe;share;permalink;block"},
    {"Other threads with a tag", "similar;related;hashtag"},
};

/* How many letters of the word that begins so are not typed yet; -1: none does. */
static int letters_left(const char *typed, const char *words)
{
    size_t n = strlen(typed);
    int least = -1;

    while (*words) {
        size_t word = strcspn(words, ";");

        if (word >= n && strncasecmp(words, typed, n) == 0 &&
            (least < 0 || (int)(word - n) < least))
            least = (int)(word - n);
        words += word + (words[word] == ';');
    }
    return least;
}

int palette_words_score(const char *typed, const char *name)
{
    int n = (int)strlen(typed);

    if (n < LETTERS_LEAST)
        return 0;
    for (size_t i = 0; i < sizeof called / sizeof *called; i++) {
        int left = cstr_starts(name, called[i].name) ? letters_left(typed, called[i].words) : -1;

        if (left >= 0)
            return left == 0 || n >= LETTERS_SURE ? fuzzy_score_most(n)
                                                  : fuzzy_score(typed, typed) - 1;
    }
    return 0;
}
