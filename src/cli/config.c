/* SPDX-License-Identifier: MIT
 *
 * config.c -- the table of settings, read with inih.
 *
 * inih as distributions build it does not tell a handler the line number, so the lines are handed
 * to it one by one and counted here.
 */
#include "config.h"

#include <ini.h>
#include <stdio.h>
#include <string.h>

#include <curbside/base/fd.h>
#include <curbside/domain/alias_rules.h>
#include <curbside/domain/interview.h>

struct setting {
    const char *section;
    const char *name;
    size_t at;        /* of the field in struct config */
    const char *text; /* default of a text setting; NULL: a number */
    int number, min, max;
    const char *help; /* lines for the file, without "# " */
};

#define AT(field) offsetof(struct config, field)

static const struct setting settings[] = {
    {.section = "server",
     .name = "listen",
     .at = AT(listen),
     .text = "127.0.0.1:2222",
     .help =
         "Addresses to listen on, separated by commas: 127.0.0.1:2222, [::1]:2222, 0.0.0.0:22.\n"
         "`curbside serve --listen` takes their place."},
    {.section = "server",
     .name = "host",
     .at = AT(host),
     .text = "",
     .help = "The name people put after ssh, for the page that tells newcomers how to connect.\n"
             "Empty: the page says HOST."},
    {.section = "limits",
     .name = "idle_minutes",
     .at = AT(idle_minutes),
     .number = 60,
     .min = 1,
     .max = 24 * 60,
     .help = "Minutes without a key pressed after which a session on the screens ends. Its caller\n"
             "is warned two minutes before; what was being written is kept as a draft."},
    {.section = "limits",
     .name = "joins_per_hour",
     .at = AT(joins_per_hour),
     .number = 30,
     .min = 1,
     .max = 100000,
     .help =
         "New accounts from one source (an IPv4 address or an IPv6 /64) in an hour. Sources are\n"
         "kept in memory only. A local forwarder such as Tor is no source."},
    {.section = "limits",
     .name = "newcomer_posts_per_hour",
     .at = AT(newcomer_posts),
     .number = 6,
     .min = 0,
     .max = 100000,
     .help =
         "Posts of all newcomers together that come out on one alias board in an hour. After that\n"
         "everybody's are held there for a moderator until the hour is over, and one in twenty\n"
         "always, where there is one, so that being held tells nobody who is new. 0: nothing is\n"
         "held, and the first post under a handle comes before no moderator either."},
    {.section = "limits",
     .name = "callers",
     .at = AT(callers),
     .number = 10000,
     .min = 1,
     .max = 100000,
     .help =
         "Callers at the same time. About 1 MiB of memory each; LimitNOFILE and TasksMax of the\n"
         "service must allow for them."},
    {.section = "limits",
     .name = "callers_per_source",
     .at = AT(callers_per_source),
     .number = 200,
     .min = 1,
     .max = 100000,
     .help = "Callers at the same time from one source: a campus may stand behind one address."},
    {.section = "limits",
     .name = "connections_per_minute",
     .at = AT(connections_per_minute),
     .number = 240,
     .min = 1,
     .max = 1000000,
     .help = "New connections from one source in a minute."},
    {.section = "alias",
     .name = "open",
     .at = AT(alias_open),
     .number = 1,
     .min = 0,
     .max = 1,
     .help =
         "1: members may post under an alias: they choose where a board takes both, and the\n"
         "boards that are under aliases only take posts. 0: no new posts under any; where a board\n"
         "takes both, everybody is asked to choose their handle, each time."},
    {.section = "alias",
     .name = "release_minutes",
     .at = AT(release_minutes),
     .number = ALIAS_RELEASE_MINUTES,
     .min = 0,
     .max = 24 * 60,
     .help = "Minutes between two releases on the boards that are under aliases only: what was\n"
             "written in between comes out together, in a drawn order. 0: at once."},
    {.section = "alias",
     .name = "spread_minutes",
     .at = AT(spread_minutes),
     .number = ALIAS_SPREAD_MINUTES,
     .min = 0,
     .max = 24 * 60,
     .help = "There every post waits for a drawn time up to this, and then for a release, unless\n"
             "its author chooses the next one. Less than two hours helps whoever watches the\n"
             "clock. 0: only who was seen under their handle waits, up to six hours."},
    {.section = "alias",
     .name = "other_face_minutes",
     .at = AT(other_face_minutes),
     .number = ALIAS_OTHER_FACE_MINUTES,
     .min = 0,
     .max = 24 * 60,
     .help = "Who posted under their handle within so many minutes is asked whether it should\n"
             "really be the next release."},
    {.section = "alias",
     .name = "month_key_days",
     .at = AT(month_key_days),
     .number = ALIAS_MONTH_KEY_DAYS,
     .min = 0,
     .max = 3650,
     .help =
         "Days from the end of a month until its key is destroyed. From then on nobody can tell\n"
         "whose the alias posts of that month's threads are, their authors included."},
    {.section = "statistics",
     .name = "snapshot_days",
     .at = AT(snapshot_days),
     .text = "1,15",
     .help = "Days of the month on which figures of interview reports are made anew. In between\n"
             "nothing moves, and on these days only the pages for which new_rows have come."},
    {.section = "statistics",
     .name = "new_rows",
     .at = AT(new_rows),
     .number = 5,
     .min = 1,
     .max = 1000,
     .help = "Reports by members with standing that have to come before a page changes."},
    {.section = "statistics",
     .name = "minimum",
     .at = AT(minimum),
     .number = 5,
     .min = 2,
     .max = 1000,
     .help = "Fewer people than this are never shown as a number."},
    {.section = "statistics",
     .name = "split_minimum",
     .at = AT(split_minimum),
     .number = 10,
     .min = 2,
     .max = 1000,
     .help = "A single cycle of a school has a page of its own from so many reports on."},
};

enum {
    N_SETTINGS = sizeof settings / sizeof *settings,
    INI_LINE_BYTES = 200, /* what inih was built with, its newline and NUL included */
};

static void *field(struct config *c, const struct setting *s)
{
    return (char *)c + s->at;
}

void config_init(struct config *c)
{
    *c = (struct config){0};
    for (int i = 0; i < N_SETTINGS; i++) {
        const struct setting *s = &settings[i];

        if (s->text)
            *(const char **)field(c, s) = s->text;
        else
            *(int *)field(c, s) = s->number;
    }
}

struct reading {
    struct arena *arena;
    struct config *config;
    struct str *warnings;
    const char *rest; /* of the text */
    int line;
    char *why;
    enum err err;
};

static const struct setting *setting_find(const char *section, const char *name)
{
    for (int i = 0; i < N_SETTINGS; i++)
        if (strcmp(settings[i].section, section) == 0 && strcmp(settings[i].name, name) == 0)
            return &settings[i];
    return NULL;
}

static enum err text_take(struct reading *r, const struct setting *s, const char *value)
{
    const char **at = field(r->config, s);

    *at = arena_strdup(r->arena, value);
    return *at ? OK : E_NOMEM;
}

static enum err number_take(struct reading *r, const struct setting *s, const char *value)
{
    long long n;

    if (int_parse(value, s->min, s->max, &n) != OK) {
        snprintf(r->why, CONFIG_WHY_SIZE, "curbside.conf line %d: %s takes a number from %d to %d.",
                 r->line, s->name, s->min, s->max);
        return E_CONFIG;
    }
    *(int *)field(r->config, s) = (int)n;
    return OK;
}

/* inih's handler: 0 is an error to it. */
static int on_setting(void *ctx, const char *section, const char *name, const char *value)
{
    struct reading *r = ctx;
    const struct setting *s = setting_find(section, name);

    if (r->err != OK)
        return 0;
    if (!s) {
        str_printf(r->warnings,
                   "curbside.conf line %d: there is no setting %.60s in [%.60s]; "
                   "the line is ignored.\n",
                   r->line, name, section);
        return 1;
    }
    r->err = s->text ? text_take(r, s, value) : number_take(r, s, value);
    return r->err == OK;
}

/* inih's reader: one line, as fgets() would. */
static char *next_line(char *buf, int size, void *ctx)
{
    struct reading *r = ctx;
    size_t n = strcspn(r->rest, "\n");

    if (r->err != OK || !*r->rest)
        return NULL;
    r->line++;
    if (n + 2 > (size_t)size) {
        snprintf(r->why, CONFIG_WHY_SIZE, "curbside.conf line %d: longer than %d characters.",
                 r->line, size - 2);
        r->err = E_CONFIG;
        return NULL;
    }
    snprintf(buf, (size_t)size, "%.*s\n", (int)n, r->rest);
    r->rest += n + (r->rest[n] == '\n');
    return buf;
}

/* "1,15" as bits, the first of the month lowest; 0: there is something else in it, or nothing. */
static uint32_t days_parse(const char *list)
{
    uint32_t days = 0;

    while (*(list += strspn(list, ", \t"))) {
        char day[4] = "";
        size_t n = strcspn(list, ", \t");
        long long number;

        if (n >= sizeof day)
            return 0;
        memcpy(day, list, n);
        if (int_parse(day, 1, 31, &number) != OK)
            return 0;
        days |= (uint32_t)1 << (number - 1);
        list += n;
    }
    return days;
}

enum err config_parse(struct arena *a, const char *text, struct config *c, struct str *warnings,
                      char ret_why[static CONFIG_WHY_SIZE])
{
    struct reading r = {
        .arena = a, .config = c, .warnings = warnings, .rest = text, .why = ret_why};
    int bad_line = ini_parse_stream(next_line, &r, on_setting, &r);

    if (r.err != OK)
        return r.err;
    if (bad_line) {
        snprintf(ret_why, CONFIG_WHY_SIZE,
                 "curbside.conf line %d: not a [section], a comment or name = value.",
                 bad_line > 0 ? bad_line : 0);
        return E_CONFIG;
    }
    if (days_parse(c->snapshot_days) == 0) {
        snprintf(ret_why, CONFIG_WHY_SIZE,
                 "curbside.conf: snapshot_days takes days of the month, as 1,15.");
        return E_CONFIG;
    }
    return OK;
}

enum err config_read(struct arena *a, const char *data_dir, struct config *config,
                     char ret_why[static CONFIG_WHY_SIZE])
{
    AUTO_STR struct str text = STR_INIT;
    AUTO_STR struct str warnings = STR_INIT;
    const char *path = arena_printf(a, "%s/curbside.conf", data_dir);
    enum err err;

    config_init(config);
    if (!path)
        return E_NOMEM;
    err = file_read(path, CONFIG_FILE_BYTES, &text);
    if (err == E_NOTFOUND) {
        fputs("curbside: there is no curbside.conf; the defaults serve\n", stderr);
        return OK;
    }
    if (err != OK) {
        snprintf(ret_why, CONFIG_WHY_SIZE, "curbside.conf cannot be read.");
        return E_CONFIG;
    }
    err = config_parse(a, str_cstr(&text), config, &warnings, ret_why);
    fputs(str_cstr(&warnings), stderr);
    return err;
}

void config_alias_rules(const struct config *c, struct alias_rules *ret)
{
    ret->open = c->alias_open != 0;
    ret->release_minutes = c->release_minutes;
    ret->other_face_minutes = c->other_face_minutes;
    ret->spread_minutes = c->spread_minutes;
    ret->month_key_days = c->month_key_days;
}

void config_figure_rules(const struct config *c, struct figure_rules *ret)
{
    *ret = (struct figure_rules){.minimum = c->minimum,
                                 .split_minimum = c->split_minimum,
                                 .new_rows = c->new_rows,
                                 .days = days_parse(c->snapshot_days)};
}

static void add_comment(struct str *ret, const char *help)
{
    while (*help) {
        size_t n = strcspn(help, "\n");

        str_printf(ret, "# %.*s\n", (int)n, help);
        help += n + (help[n] == '\n');
    }
}

void config_format(struct str *ret)
{
    const char *section = "";

    str_add(ret,
            "# The settings of this board, each with its default. `curbside serve` reads them\n"
            "# when it starts. Where an address may stand, a name may not.\n");
    for (int i = 0; i < N_SETTINGS; i++) {
        const struct setting *s = &settings[i];

        if (strcmp(section, s->section) != 0)
            str_printf(ret, "\n[%s]\n", s->section);
        section = s->section;
        str_add_char(ret, '\n');
        add_comment(ret, s->help);
        if (s->text)
            str_printf(ret, *s->text ? "%s = %s\n" : "%s =%s\n", s->name, s->text);
        else
            str_printf(ret, "%s = %d\n", s->name, s->number);
    }
}

enum err config_listen_split(struct arena *a, const char *value, const char ***ret, int *ret_n)
{
    const char **list = arena_array(a, CONFIG_LISTEN_MAX, sizeof *list);
    int n = 0;

    if (!list)
        return E_NOMEM;
    for (;;) {
        size_t len;

        value += strspn(value, ", \t");
        len = strcspn(value, ", \t");
        if (!len)
            break;
        if (n == CONFIG_LISTEN_MAX)
            return E_CONFIG;
        list[n] = arena_memdup0(a, value, len);
        if (!list[n++])
            return E_NOMEM;
        value += len;
    }
    *ret = list;
    *ret_n = n;
    return n ? OK : E_CONFIG;
}

void config_give(const struct config *c, struct folder *f)
{
    struct alias_rules alias = {0};
    struct figure_rules figures;

    config_alias_rules(c, &alias);
    config_figure_rules(c, &figures);
    folder_set_file(f, &(struct folder_file){.alias = &alias,
                                             .figures = &figures,
                                             .idle_minutes = c->idle_minutes,
                                             .joins_per_hour = c->joins_per_hour,
                                             .newcomer_posts = c->newcomer_posts});
}
