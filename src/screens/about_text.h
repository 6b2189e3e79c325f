/* SPDX-License-Identifier: MIT
 *
 * about_text.h -- what the About page says, in the form of words.h.
 *
 * It says only what this version does. Whoever changes what is stored changes this text in the
 * same commit.
 */
#ifndef SCREENS_ABOUT_TEXT_H
#define SCREENS_ABOUT_TEXT_H

static const char about_text[] =
    "# What Curbside is\n"
    "\n"
    "A curbside consult is what clinicians call an informal question to a colleague, off the "
    "record. Curbside is that, as a bulletin board for people in medical training: premeds, "
    "students, applicants, residents and those who have it behind them.\n"
    "\n"
    "Everything can be read without an account. To write, come with an ssh key and join: the key "
    "is the account. No email, no app, no tracker, no private messages, no profile pages.\n"
    "\n"
    "# How your anonymity works\n"
    "\n"
    "**Stored, and public:** the posts, with their titles, tags and times, and the name they "
    "show.\n"
    "\n"
    "**Stored, and locked:** your account is a secret number. It lies here only wrapped: once "
    "under your key, once under your recovery code. What you have read and your drafts are sealed "
    "under that number. Without your key or your code nobody opens them, we included. The key "
    "itself is not stored.\n"
    "\n"
    "**Stored nowhere:** your network address, your ssh user name, your ssh client, your terminal, "
    "the keys your client offered, when you came. While you are connected the server knows "
    "the address it answers to and the size of your window; then it forgets them.\n"
    "\n"
    "**Not protected, by anybody:** what you write and how you write it. A story with a school, a "
    "month and a detail can be enough. All posts under one handle can be read as one "
    "person's. And whoever controls the running machine could change the program to watch.\n"
    "\n"
    "Use a key that you use nowhere else: a key that is published beside your name (GitHub does "
    "that) is a thread back to you for somebody who has stolen everything here.\n"
    "\n"
    "# House rules\n"
    "\n"
    "1. **Kindness.** Answer as you would on rounds with the patient listening.\n"
    "2. **No names.** Roles, not names, for colleagues, teachers and staff.\n"
    "3. **No patients.** Nothing that could point to one: no dates, places, record numbers, "
    "faces.\n"
    "4. **No exam items.** No recalled questions from any licensing or board exam.\n"
    "5. **No fraud.** Do not claim a role, a score or an invitation that you do not have.\n"
    "6. **No spam.** Say so when you gain from what you recommend.\n"
    "7. **On topic.** Each board says what it is for.\n"
    "\n"
    "If you are in danger or thinking of ending your life: in the US call or text **988**. "
    "Physicians and medical students can also call the Physician Support Line, "
    "**1-888-409-0141**, free and confidential.\n"
    "\n"
    "# Good to know\n"
    "\n"
    "- ? shows what the keys do wherever you are. Ctrl-C, q and Esc go back and never lose "
    "text.\n"
    "- What you write is kept as a draft while you type. If the line drops, the draft is on your "
    "home screen when you return.\n"
    "- Everything works without screens too: ssh HOST help.\n";

#endif
