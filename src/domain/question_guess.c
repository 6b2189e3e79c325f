/* SPDX-License-Identifier: MIT
 *
 * question_guess.c -- what the words of a question say of it: its tags, its kind, and whether it
 * should be asked at all. A guess, to be found by until a moderator says better.
 */
#include <string.h>

#include <curbside/base/csv.h>
#include <curbside/domain/interview.h>

#include "data_files.h"
#include "question_rows.h"

enum {
    WHY_WORDS = 3,
    STATION_WORDS = 9, /* at least, in what a station of an MMI sets */
};

/* ---- tags ---- */

static bool has_word(const char *words, const char *word, size_t n)
{
    for (const char *p = words; *p; p = strchr(p, ' ') + 1)
        if (strncmp(p, word, n) == 0 && p[n] == ' ')
            return true;
    return false;
}

/* Is it one of a list with spaces between? */
static bool list_has(const char *list, const char *word)
{
    size_t n = strlen(word);

    for (; *list; list += strcspn(list, " "), list += *list == ' ')
        if (strcspn(list, " ") == n && strncmp(list, word, n) == 0)
            return true;
    return false;
}

/* Do these words include one of a list with spaces between? */
static bool has_any(const char *words, const char *list)
{
    while (*list) {
        size_t n = strcspn(list, " ");

        if (has_word(words, list, n))
            return true;
        list += n + (list[n] == ' ');
    }
    return false;
}

const char *question_tags_of(struct arena *a, const char *words)
{
    AUTO_STR struct str tags = STR_INIT;
    struct csv csv;

    if (csv_parse(a, (const char *)question_tags_csv, question_tags_csv_n, &csv, NULL) != OK)
        return NULL;
    for (int i = 0; i < csv.n_rows; i++)
        if (has_any(words, csv_get(&csv, i, "words")))
            str_printf(&tags, "%s%s", tags.n ? " " : "", csv_get(&csv, i, "tag"));
    return tags.failed ? NULL : arena_strdup(a, str_cstr(&tags));
}

/* ---- kinds ---- */

/* What a tag says of the kind: the subject of a question before the form of the interview. */
static const struct {
    const char *tag;
    enum question_kind kind;
} tag_kinds[] = {
    {"consent", QUESTION_ETHICS},       {"confidentiality", QUESTION_ETHICS},
    {"integrity", QUESTION_ETHICS},     {"end-of-life", QUESTION_ETHICS},
    {"health-policy", QUESTION_POLICY}, {"research", QUESTION_RESEARCH},
};

static int words_in(const char *words)
{
    int n = *words != '\0';

    for (; *words; words++)
        n += *words == ' ';
    return n;
}

/* Does it tell what is the case, and ask what one does then? */
static bool is_case(const char *words)
{
    static const char *const asks[] = {" what do you ", " what would you ", " what should ",
                                       " how do you ", " how would you "};
    bool is = false;

    for (size_t i = 0; i < sizeof asks / sizeof *asks; i++)
        is = is || strstr(words, asks[i]);
    return is && words_in(words) >= STATION_WORDS &&
           has_any(words, "do say tell respond react handle approach");
}

const char *question_kind_guess(const char *words, const char *tags,
                                const struct interview_form *form)
{
    if (has_any(words, "why") && has_any(words, "school here us our program"))
        return question_kind_name(QUESTION_WHY_US);
    if (cstr_starts(words, "tell me about ") || cstr_starts(words, "describe "))
        return question_kind_name(has_any(words, "time") ? QUESTION_BEHAVIORAL
                                                         : QUESTION_TRADITIONAL);
    if (has_any(words, "why") && has_any(words, "medicine doctor physician"))
        return question_kind_name(QUESTION_TRADITIONAL);
    if (cstr_starts(words, "why ") && words_in(words) <= WHY_WORDS) /* "Why Temple?" */
        return question_kind_name(QUESTION_WHY_US);
    for (size_t i = 0; i < sizeof tag_kinds / sizeof *tag_kinds; i++)
        if (list_has(tags, tag_kinds[i].tag))
            return question_kind_name(tag_kinds[i].kind);
    if (is_case(words))
        return question_kind_name(QUESTION_ETHICS);
    /* Nobody reads two minutes what they read for fun: a station tells what is the case. */
    if (form->values[FIELD_FORMAT] == 3 &&
        words_in(words) >= STATION_WORDS) /* "mmi", in the order of the form's table */
        return question_kind_name(QUESTION_MMI);
    return question_kind_name(QUESTION_TRADITIONAL);
}

bool question_is_improper(const char *words)
{
    return has_any(words, "you your") && has_any(words, "married marriage husband wife pregnant "
                                                        "pregnancy children kids religion "
                                                        "religious church");
}
