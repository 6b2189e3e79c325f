/* SPDX-License-Identifier: MIT
 *
 * manual_text.h -- help by topic, one page each, in the form of words.h.
 *
 * It says only what this version does. Keys that a screen has are in its own help (?), made from
 * its table; here is what one needs to know to use them.
 */
#ifndef SCREENS_MANUAL_TEXT_H
#define SCREENS_MANUAL_TEXT_H

struct manual_page {
    const char *title;
    const char *note;    /* beside the title in the list */
    const char *screens; /* from which it is the one that is looked for, each with blanks around */
    const char *text;
};

static const struct manual_page manual[] = {
    {"Reading", "moving, replies, links, copying",
     " thread bookmarks following bare links history ",
     "Arrow keys move, Enter opens, q goes back. **Space** reads on: a page, then the next post, "
     "then the next thread with something unread. So one key reads everything there is.\n"
     "\n"
     "{ and } go from post to post, [ and ] from thread to thread of the list you came from. A "
     "number and G goes to that post: 12 G. / finds words in the whole thread; n and N go on.\n"
     "\n"
     "# Who answers whom\n"
     "\n"
     "An answer says which post it answers. o goes there, a to the first answer to a post, and < "
     "back to where you were.\n"
     "\n"
     "# Taking things along\n"
     "\n"
     "m bookmarks a post (g s lists them), f follows a thread or board (g f). y copies the address "
     "of a post or its text, u lists its links in full, t other threads with its tag, v shows it "
     "without a frame, so that your terminal can select it. An address opens from the shell, too:\n"
     "\n"
     "    ssh HOST read post/ID\n"
     "\n"
     "# Looking at more at once\n"
     "\n"
     "From 110 columns on, lists show the post under the cursor at the right; { and } scroll it. "
     "What is only shown there stays unread.\n"},
    {"Unread", "what counts as read, catching up", " home boards thread_list inbox ",
     "A post is read when its end was on your screen. Nothing else marks it, unless you catch up: no list, no preview, "
     "no command without --mark. The numbers at home, on boards and in lists are counts of posts, "
     "and they always agree.\n"
     "\n"
     "Space goes to the next unread post, wherever it is. An account begins on the day it joined: "
     "what was there before is not unread.\n"
     "\n"
     "# Catching up\n"
     "\n"
     "c takes a thread, a board or everything for read. z takes that back.\n"
     "\n"
     "# The inbox\n"
     "\n"
     "Answers to your posts, your name in others' posts, and what is new in what you follow. Your "
     "own session puts it together each time; nobody writes into it. Clearing it marks nothing "
     "read.\n"
     "\n"
     "A guest has no unread posts: nothing is kept of a guest.\n"},
    {"Aliases", "two words for one thread, and how to choose", " compose preview drafts ",
     "An alias is two words with a ~ before them, drawn for you in one thread. Nobody can tell "
     "whose it is, nor that two aliases are one person's. On boards that take both, you are an "
     "alias unless you choose your handle: **Ctrl-T** in the composer, before your first post in "
     "the thread. After that the thread knows you by that name.\n"
     "\n"
     "In a thread each alias has its color, always the same one there. In another thread the same "
     "words may be somebody else and look different.\n"
     "\n"
     "# What you may still do\n"
     "\n"
     "Edit and delete, for about four months. Then the key by which your session knows its own "
     "aliases is destroyed. The receipt you are shown after posting deletes the post for good.\n"
     "\n"
     "# What an alias does not hide\n"
     "\n"
     "What you write. Three facts may be one person: the safety check counts them for you. Times "
     "of aliases are cut to the hour, and on the boards under aliases only, posts come out "
     "together every few minutes.\n"
     "\n"
     "More in \"How your anonymity works\".\n"},
    {"Safety check", "what is marked while you write", " compose ",
     "While you write, the board looks for what should not be there: names of patients, numbers "
     "and dates that point to one, your own mail address or phone, and facts that together name "
     "you. It happens in your own session. Nothing of it is kept but one count for each rule and "
     "day.\n"
     "\n"
     "Marked words are underlined, and below the text it says why. **Ctrl-N** goes from one to the "
     "next and offers to say less (a date becomes a year), to remove it, or to keep it.\n"
     "\n"
     "Some findings are only told. Some stop the post until you change it, or say why it may stay. "
     "It is a seat belt and not a promise: it misses things.\n"
     "\n"
     "To try a text without posting it:\n"
     "\n"
     "    ssh HOST check < file\n"},
    {"Search", "words, phrases, filters", " search palette go_to ",
     "Words find posts that have all of them. Accents and case do not matter; step1, Step-1 and "
     "step 1 are the same, and so are xray and X-ray, tcell and T cell, HbA1c and hb a1c.\n"
     "\n"
     "    \"two words\"\n"
     "    one OR other\n"
     "    -word\n"
     "    board:anki\n"
     "    tag:step1\n"
     "    by:me\n"
     "    since:2026-03\n"
     "    until:30d\n"
     "\n"
     "In this order: side by side; either; leave out; on a board; in threads with a tag; your own "
     "posts, which nobody else can list; not before March; not within the last 30 days. A time alone finds everything of that time.\n"
     "\n"
     "The newest come first; o puts the best first. A result opens at its post with the words "
     "marked; n and N go on from there.\n"
     "\n"
     "# In a list or a page\n"
     "\n"
     "/ narrows any list as you type and finds in any page. The palette (:) finds boards, schools, "
     "threads, places, these pages, and everything the page below it can do.\n"},
    {"Plain mode", "the board as lines, for screen readers", " settings zones ",
     "The whole board as lines of text and a prompt: for screen readers, braille displays, "
     "terminals that cannot move a cursor, and pipes. Nothing is repainted or taken back.\n"
     "\n"
     "    ssh HOST plain\n"
     "\n"
     "Or turn it on in Settings, and it is on at every visit.\n"
     "\n"
     "A number opens a row. Enter alone reads on. Everything else is a word: reply, write, find, "
     "back, help. The beginning of a word will do. In a field, a line that begins with a colon is "
     "a command; a text ends with a line that is only a full stop.\n"},
    {"Commands", "everything from the shell, too", " keys account mine ",
     "What can be read here can be read without a screen, and posting works, too:\n"
     "\n"
     "    ssh HOST help\n"
     "    ssh HOST threads mcat\n"
     "    ssh HOST read thread/ID\n"
     "    ssh HOST search 'CARS -timing'\n"
     "    ssh HOST unread\n"
     "\n"
     "A text comes on standard input:\n"
     "\n"
     "    ssh HOST reply thread/ID < file\n"
     "\n"
     "--json makes one document of every answer. help with the name of a command says more.\n"
     "\n"
     "What you type on a command line stands in your shell's history and in the list of processes "
     "of your own machine. search - takes its words from standard input.\n"},
    {"Governing", "what sysops can do, and what nobody can",
     " sysop sysop_boards sysop_board sysop_roles sysop_rules sysop_rule sysop_templates "
     "sysop_settings sysop_stats ",
     "g y opens the sysop's menu, and a letter one of its pages. What is done there holds at once "
     "and for everybody. It stands in the public log without names, and z takes it back; later, "
     "within a week, so does:\n"
     "\n"
     "    ssh HOST sysop undo ACTION\n"
     "\n"
     "# What stays as it is\n"
     "\n"
     "The names under which one writes on a board, from its first thread on. The name of a rule: "
     "what was decided by it stays explained, so that a rule is retired and never removed. The last "
     "sysop. And no page, no command and no setting shows who is behind an alias, or makes it "
     "easier to tell; what would is in the operator's file alone.\n"
     "\n"
     "# From the shell\n"
     "\n"
     "Every page has its commands; the operator has the same without being anybody here:\n"
     "\n"
     "    ssh HOST sysop --help\n"
     "    curbside sysop --help\n"},
    {"Markdown", "lists, quotes, code, links", " compose guide_edit ",
     "Posts are Markdown. What you type is readable as it is; these are drawn:\n"
     "\n"
     "    **strong**   *stressed*\n"
     "    > a quote\n"
     "    - a list\n"
     "    1. a numbered one\n"
     "    `code`\n"
     "    # a heading\n"
     "    [words](https://...)\n"
     "\n"
     "Lines between two lines of ``` are kept as they are, for tables of numbers.\n"
     "\n"
     "@handle calls somebody, ~alias calls somebody in this thread. thread/ID and post/ID are "
     "links to open with u. HTML is shown as text.\n"
     "\n"
     "Ctrl-X and Preview shows what a post will look like.\n"},
};

enum {
    N_MANUAL = sizeof manual / sizeof *manual
};

#endif
