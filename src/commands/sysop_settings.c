/* SPDX-License-Identifier: MIT
 *
 * sysop_settings.c -- governing by command: what holds for the whole board while it runs.
 */
#include <curbside/domain/board_settings.h>

#include "json.h"
#include "page.h"
#include "verbs.h"

enum {
    NAME_COLS = 20
};

static const struct board_settings *file_of(const struct command *c)
{
    return c->visit->file_settings ? c->visit->file_settings : &board_settings_default;
}

static json_t *describe(enum board_setting which, int value, int file, bool set)
{
    const struct board_setting_about *s = board_setting_about(which);

    return json_pack("{s:s, s:i, s:i, s:b, s:i, s:i, s:s, s:s}", "name", s->name, "value", value,
                     "file", file, "set", set, "min", s->min, "max", s->max, "unit", s->unit,
                     "about", s->about);
}

static void write_row(struct command *c, enum board_setting which, int value, int file, bool set)
{
    const struct board_setting_about *s = board_setting_about(which);

    page_entry(c, 0, s->name, NAME_COLS,
               arena_printf(c->arena, "%s%s (%d to %d). %s",
                            board_setting_words(c->arena, which, value),
                            set ? arena_printf(c->arena, ", %d in the operator's file", file) : "",
                            s->min, s->max, s->about));
}

static enum err settings_run(struct command *c)
{
    json_t *list = json_array();
    struct board_settings now;
    enum err err = board_settings_load(c->visit, file_of(c), &now);

    for (int i = 0; err == OK && i < N_BOARD_SETTINGS; i++) {
        enum board_setting which = (enum board_setting)i;
        int file = file_of(c)->values[i];
        bool set;

        err = board_setting_is_set(c->visit, which, &set);
        if (err != OK)
            break;
        json_array_append_new(list, describe(which, now.values[i], file, set));
        if (!c->json)
            write_row(c, which, now.values[i], file, set);
    }
    if (err == OK && c->json)
        return json_answer(c, json_pack("{s:o}", "settings", list));
    json_decref(list);
    return err;
}

static enum err answer_done(struct command *c, action_id id, const char *name)
{
    if (c->json)
        return json_answer(c, json_pack("{s:s, s:I, s:s}", "action", "set", "id", (json_int_t)id.v,
                                        "target", arena_printf(c->arena, "setting/%s", name)));
    page_line(c, "set %s: action %lld. It holds from now on.", name, (long long)id.v);
    return OK;
}

static enum err set_run(struct command *c)
{
    bool unset = words_has(&c->words, "--default");
    enum board_setting which;
    long long value = -1;
    action_id id;
    enum err err;

    if (board_setting_find(c->words.args[1], &which) != OK)
        return verbs_usage(c, "There is no such setting; \"sysop settings\" lists them.");
    if (unset == (c->words.n_args > 2))
        return verbs_usage(c, "Either a value, or --default for the operator's file.");
    if (unset) {
        err = board_setting_unset(c->visit, which, &id);
    } else {
        IGNORE(int_parse(c->words.args[2], 0, INT32_MAX, &value)); /* then it is out of range */
        err = board_setting_set(c->visit, which, (int)value, &id);
    }
    if (err == E_NUMBER_INVALID)
        str_add(&c->err, board_setting_range(c->arena, which));
    TRY(err);
    return answer_done(c, id, c->words.args[1]);
}

/* clang-format off */
const struct command_verb sysop_setting_verbs[] = {
    {"settings", "settings", "Lists what can be set while the board runs, and in which range.", NULL,
     0, 0, settings_run},
    {"set", "set NAME VALUE|--default",
     "Sets one, at once and for everybody; --default: as the operator's file says. Values that "
     "protect less than the threat model says are the operator's file alone.",
     "--default", 1, 2, set_run},
    {0},
};
/* clang-format on */
