/* SPDX-License-Identifier: MIT
 *
 * anonymity_text.h -- how anonymity works here: one topic a screen, in the form of words.h.
 *
 * It says only what this version does. Whoever changes what is stored, or what is protected,
 * changes it in the same commit.
 */
#ifndef SCREENS_ANONYMITY_TEXT_H
#define SCREENS_ANONYMITY_TEXT_H

struct topic {
    const char *title;
    const char *note; /* beside the title in the list */
    const char *text;
};

static const struct topic topics[] = {
    {"Your account", "a secret number, opened by your key",
     "Your account is a secret number of 256 bits. The board keeps it only wrapped: once for each "
     "of your keys and once for your recovery code. A wrap opens with the key that you prove at "
     "login together with a secret of the board's that is not in the database. Your key itself is "
     "not stored.\n"
     "\n"
     "Whoever steals the database opens no account. Whoever also steals that secret and every "
     "backup opens only accounts whose public key they find elsewhere: so **use a key that you use "
     "nowhere else**. Some sites, GitHub among them, publish their members' keys.\n"
     "\n"
     "The recovery code needs no secret of the board's: who has it has your account.\n"
     "\n"
     "No email, no password, no way for staff to look into an account or to give it back.\n"},
    {"Your handle", "public; all its posts are one person's",
     "A handle is a name that stays. Everybody sees which posts share it, and can read them "
     "together as one person's: a school here, a month there. Take a name that you use nowhere "
     "else, and mind what the posts say together.\n"
     "\n"
     "Stored with a handle and public: the name, the role, the quarter in which it joined, its "
     "posts with their times and what they said before they were edited.\n"
     "\n"
     "Stored nowhere: when a handle was last here, who reads what, who found what helpful.\n"},
    {"Your aliases", "two words for one thread, tied to nothing",
     "An alias is drawn for you in one thread, and shown with a ~. The post carries the alias and "
     "a tag that only your session can make again, from your account's secret and a key of the "
     "month. Two tags of yours in two threads have nothing in common. No row anywhere says which "
     "aliases are one person's; staff have no button for it.\n"
     "\n"
     "The month's key is destroyed 120 days after the month's end. From then on nobody can tell "
     "whose the alias is, you included: you cannot edit, you would be somebody new in that thread, "
     "and only the receipt that you were shown deletes the post. In an old thread the key can end "
     "sooner than in a new one; the composer says until when, before you post.\n"
     "\n"
     "Within its thread an alias is one person, always: choose before the first post.\n"},
    {"When it is seen", "posts come out together",
     "On boards that are under aliases only, a post comes out at a drawn moment within the next "
     "hours, together with others and in a drawn order, so that nobody can tell when you were here; "
     "you may say now, and it comes with the next release. Edits, deletions and a thread's closing "
     "to new aliases wait for the next release, too; until then only you see them. A deletion can "
     "be made at once, for a slip that cannot wait.\n"
     "\n"
     "On boards that take handles and aliases everything is out at once: whoever watches the clock "
     "may put it together with what you do under your handle at that time.\n"
     "\n"
     "Times of alias posts are kept and shown in hours.\n"},
    {"What is stored", "all of it",
     "**Public:** boards, threads with titles and tags, posts with author, time, state and counts; "
     "of handle posts what they said before; handles with role and quarter of joining.\n"
     "\n"
     "**Sealed, opened by your key alone:** what you have read, follow and bookmarked, your keys' "
     "labels, whom you hid, settings, where your drafts are; each draft. All are padded, so that "
     "their size says little, and never written beside a post.\n"
     "\n"
     "**For a time:** posts and changes that wait for their release (with an alias's tag, no time "
     "of writing); a hash of each submission, a day; a code for another key, ten minutes; names of "
     "those who left, a year; sealed jobs of erasing, to the end of the next months.\n"
     "\n"
     "**Counted:** marks of \"helpful\", each a token that nobody can match to an account or to "
     "another mark; how often a rule of the safety check or a filter found something, by day.\n"
     "\n"
     "\"What is stored\" under \"You\" shows every row about you.\n"},
    {"What is not stored", "address, client, times of visits",
     "Your network address, your ssh user name, your ssh client and its version, the keys your "
     "client offered, your terminal and its size, your language, when you came and went.\n"
     "\n"
     "While you are connected the process that listens knows the address it answers to, and your "
     "session the size of your window. Both are forgotten with the connection. Logs hold counts "
     "for five minutes each, and no address, name or text.\n"
     "\n"
     "Your network and your provider can see that you connect to this machine, not what you read "
     "or write.\n"},
    {"What can be demanded", "what an operator can be forced to give",
     "An operator can be forced to give what they have: the database, its backups, the board's "
     "secret, the keys of the last months.\n"
     "\n"
     "**With all of that** one reads every public post, and which posts share a handle. One opens "
     "the accounts whose public keys one already has, and only by trying each key. For an account "
     "opened that way one sees its sealed record, in which some of its threads and posts under "
     "aliases are noted, and, for the months whose keys still exist, all its aliases.\n"
     "\n"
     "**One does not get** addresses, keys, names, or a list of who is who: they do not exist. "
     "Aliases whose month's key is destroyed are tied to nobody any more.\n"
     "\n"
     "**To watch from then on:** an operator could be forced to change the program on the running "
     "machine. No board can protect you from that; nothing from before is lost by it but the "
     "above.\n"},
    {"What is not protected", "style, content, a watched machine",
     "**What you write.** A school, a month and a detail can be enough. The safety check helps "
     "with patients and with facts that add up; it does not see everything.\n"
     "\n"
     "**How you write.** Pet phrases and typing habits can be compared with posts under your "
     "handle or elsewhere.\n"
     "\n"
     "**When you write** on boards that take both faces, to somebody who watches the clock.\n"
     "\n"
     "**A live intruder** on the machine, its memory, its provider's snapshots: they hold "
     "everything while it is used.\n"
     "\n"
     "**A key that others know to be yours.**\n"},
    {"Moderators", "what they see and can do",
     "Moderators see what you see, flags, and held posts. They act on posts, and through an alias "
     "on its author, without learning who that is: neither an answer nor a log nor a refusal "
     "depends on it. They never see keys, addresses or which aliases belong together, and cannot "
     "edit anybody's words. What they did is public, with its reason.\n"},
    {"Leaving", "what goes, what stays, erasing",
     "When you leave, your keys and your recovery code open nothing any more; drafts and the sealed "
     "record are gone at once. Posts stay under \"gone\". Alias posts are not touched at that "
     "moment: a change to all of them together would show that they are one person's.\n"
     "\n"
     "If you ask for it, your words are erased, each post on a random day of its own within 30 "
     "days. Which post goes on which day is sealed, one job a post among others that hold nothing, "
     "so that the list of your posts lies nowhere. Alias posts whose month's key is destroyed "
     "cannot be found; their receipts delete them. A board restored from a backup has lost the "
     "jobs of alias posts that were still to be done.\n"
     "\n"
     "What remains: somebody who copies the public posts sees some disappear in that month.\n"},
};

enum {
    N_TOPICS = sizeof topics / sizeof *topics
};

#endif
