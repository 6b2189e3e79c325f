/* SPDX-License-Identifier: MIT
 *
 * palette_places.h -- what the palette offers by name beside boards and threads: pages, and single
 * settings. Included by palette.c alone.
 */
#ifndef SCREENS_PALETTE_PLACES_H
#define SCREENS_PALETTE_PLACES_H

#include <stdbool.h>

/* Screens that open without an argument. What is not there yet, or not for this caller, is not
 * offered. */
static const struct {
    const char *name, *note, *screen;
    bool member;
} places[] = {
    {"Home", "where a visit begins", "home", false},
    {"Boards", "all boards", "boards", false},
    {"Inbox", "replies, mentions, what you follow", "inbox", true},
    {"Following", "threads, boards and tags you follow", "following", true},
    {"Bookmarks", "posts you marked", "bookmarks", true},
    {"Drafts", "what is half written", "drafts", true},
    {"Queue", "what waits for moderators", "queue", true},
    {"Filters", "words, patterns and links", "filters", true},
    {"Sysop menu", "boards, roles, rules, settings", "sysop", true},
    {"Sysop: boards", "made, changed, ordered, opened", "sysop_boards", true},
    {"Sysop: roles", "who moderates, who governs", "sysop_roles", true},
    {"Sysop: house rules", "and reasons to pick from", "sysop_rules", true},
    {"Sysop: settings", "of the whole board", "sysop_settings", true},
    {"Sysop: statistics", "posts, actions, members", "sysop_stats", true},
    {"Public log", "what moderators did, and why", "modlog", false},
    {"Sessions", "sysop: who is connected", "sysop_sessions", true},
    {"To everybody", "sysop: switches, a sentence", "sysop_house", true},
    {"Database", "sysop: size, health, backup", "sysop_database", true},
    {"Flags", "what became of what you flagged", "flagged", true},
    {"What moderators told you", "removals, sanctions, appeals", "sanctions", true},
    {"Search", "words in all posts", "search", false},
    {"Interviews", "reports by school", "interviews", false},
    {"Schools you proposed", "what became of them", "proposed", true},
    {"Question bank", "questions asked, and practice", "questions", false},
    {"Practice", "answer questions against the clock", "practice", false},
    {"Account", "keys, recovery, leaving", "account", true},
    {"Your keys", "one for each computer", "keys", true},
    {"Hidden people", "whom you do not read", "hidden", true},
    {"What is stored about you", "field by field", "mine", true},
    {"Leave for good", "the account goes", "leave", true},
    {"Settings", "colors, times, plain mode", "settings", false},
    {"How your anonymity works", "", "anonymity", false},
    {"Help by topic", "reading, unread, search, commands", "manual", false},
    {"About this board", "house rules", "about", false},
    {"Join", "with the key you came with", "join", false},
    {"Private messages: there are none", "what is for you: inbox", "inbox", true},
};

/* Who looks for one setting types what it does, not "settings". */
static const struct {
    const char *name, *note, *label; /* of its row there */
} settings[] = {
    {"Colors, theme", "settings", "Theme"},
    {"ASCII only", "settings: characters", "Characters"},
    {"Time zone", "settings", "Time zone"},
    {"Times: ago, or the hour", "settings", "Times"},
    {"Screen reader: plain mode", "settings", "Plain mode"},
    {"Hints", "settings: show them again", "Hints"},
};

#endif
