/* SPDX-License-Identifier: MIT
 *
 * words.c -- shell-like splitting without a shell, and flags without getopt's globals.
 *
 * All words of a line are unquoted into one buffer of its size: a word never grows, and the NUL
 * that ends it takes the place of the white space or quote that did.
 */
#include <curbside/base/words.h>

#include <string.h>

struct splitter {
    const char *p;
    const char *end;
    char *out;
};

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f';
}

/* After the opening quote up to past the closing one. */
static bool single_take(struct splitter *s)
{
    while (s->p < s->end && *s->p != '\'')
        *s->out++ = *s->p++;
    return s->p++ < s->end;
}

static bool double_take(struct splitter *s)
{
    while (s->p < s->end && *s->p != '"') {
        if (*s->p == '\\' && s->p + 1 < s->end && strchr("\"\\$`", s->p[1]) != NULL)
            s->p++;
        *s->out++ = *s->p++;
    }
    return s->p++ < s->end;
}

static bool escape_take(struct splitter *s)
{
    if (s->p == s->end)
        return false;
    *s->out++ = *s->p++;
    return true;
}

static bool word_take(struct splitter *s)
{
    bool closed = true;

    while (closed && s->p < s->end && !is_space(*s->p)) {
        char c = *s->p++;
        if (c == '\'')
            closed = single_take(s);
        else if (c == '"')
            closed = double_take(s);
        else if (c == '\\')
            closed = escape_take(s);
        else
            *s->out++ = c;
    }
    if (closed)
        *s->out++ = '\0';
    return closed;
}

enum err words_split(struct arena *a, const char *line, size_t n, char ***ret_words, int *ret_count)
{
    struct splitter s = {line, line + n, NULL};
    int count = 0;

    if (n > WORDS_LINE_BYTES || memchr(line, '\0', n) != NULL)
        return E_USAGE;
    s.out = arena_alloc(a, n + 1);
    char **words = arena_array(a, WORDS_MAX + 1, sizeof *words);
    if (s.out == NULL || words == NULL)
        return E_NOMEM;
    for (;;) {
        while (s.p < s.end && is_space(*s.p))
            s.p++;
        if (s.p == s.end)
            break;
        if (count == WORDS_MAX)
            return E_USAGE;
        words[count++] = s.out;
        if (!word_take(&s))
            return E_USAGE;
    }
    *ret_words = words;
    *ret_count = count;
    return OK;
}

static bool starts_flag(const char *word)
{
    return word[0] == '-' && word[1] == '-';
}

/* Does `word` name this flag, alone or before "="? */
static bool is_flag(const struct flag *flag, const char *word)
{
    size_t n = strlen(flag->name);

    return strncmp(word, flag->name, n) == 0 && (word[n] == '\0' || word[n] == '=');
}

static const struct flag *flag_find(const struct flag *known, const char *word)
{
    for (; known != NULL && known->name != NULL; known++) {
        if (is_flag(known, word))
            return known;
    }
    return NULL;
}

static bool flag_given(const struct parsed_words *p, const struct flag *flag)
{
    for (int i = 0; i < p->n_flags; i++) {
        if (p->flags[i].flag == flag)
            return true;
    }
    return false;
}

/* The flag words[*at] and its value; *at moves to the last word it took. */
static bool flag_take(struct parsed_words *p, const struct flag *flag, char **words, int count,
                      int *at)
{
    const char *value = strchr(words[*at], '=');

    if (flag_given(p, flag) && !flag->repeats)
        return false;
    if (!flag->takes_value && value != NULL)
        return false;
    if (flag->takes_value && value == NULL) {
        /* A forgotten value must not swallow the next flag. */
        if (*at + 1 == count || starts_flag(words[*at + 1]))
            return false;
        value = words[++*at];
    } else if (value != NULL) {
        value++;
    }
    p->flags[p->n_flags].flag = flag;
    p->flags[p->n_flags].value = value;
    p->n_flags++;
    return true;
}

static enum err words_sort(const struct flag *known, char **words, int count,
                           struct parsed_words *p)
{
    bool flags_over = false;

    for (int i = 0; i < count; i++) {
        const struct flag *flag = flags_over ? NULL : flag_find(known, words[i]);
        int first = i;
        if (flag == NULL && !flags_over && strcmp(words[i], "--") == 0) {
            flags_over = true;
        } else if (flag != NULL) {
            if (flag_take(p, flag, words, count, &i))
                continue;
            p->offending = words[first];
            return E_USAGE;
        } else if (!flags_over && starts_flag(words[i])) {
            p->offending = words[i];
            return E_USAGE;
        } else {
            p->args[p->n_args++] = words[i];
        }
    }
    return OK;
}

enum err words_parse(struct arena *a, const struct flag *known, char **words, int count,
                     struct parsed_words *ret)
{
    *ret = (struct parsed_words){0};
    ret->args = arena_array(a, (size_t)count + 1, sizeof *ret->args);
    ret->flags = arena_array(a, (size_t)count + 1, sizeof *ret->flags);
    if (ret->args == NULL || ret->flags == NULL)
        return E_NOMEM;
    return words_sort(known, words, count, ret);
}

const char *words_value(const struct parsed_words *p, const char *name)
{
    for (int i = 0; i < p->n_flags; i++) {
        if (strcmp(p->flags[i].flag->name, name) == 0)
            return p->flags[i].value;
    }
    return NULL;
}

bool words_has(const struct parsed_words *p, const char *name)
{
    for (int i = 0; i < p->n_flags; i++) {
        if (strcmp(p->flags[i].flag->name, name) == 0)
            return true;
    }
    return false;
}
