/* SPDX-License-Identifier: MIT
 *
 * data_list.c -- docs/threat-model.md lists what is stored, field by field. It says all of it: a
 * column that is not in the list, or stands there twice, or is gone, fails.
 */
#include "data_folder.h"

#include <sqlite3.h>

#include <curbside/store/db.h>

enum {
    FIELDS_MAX = 1000,
    FIELD_SIZE = 80,
};

struct fields {
    char at[FIELDS_MAX][FIELD_SIZE];
    int n;
};

static void field_add(struct fields *f, const char *text, size_t n)
{
    assert_true(f->n < FIELDS_MAX && n < FIELD_SIZE);
    memcpy(f->at[f->n], text, n);
    f->at[f->n++][n] = '\0';
}

static bool field_has(const struct fields *f, const char *field)
{
    for (int i = 0; i < f->n; i++)
        if (strcmp(f->at[i], field) == 0)
            return true;
    return false;
}

/* `table.column` in the first column of a table. */
static void read_row(struct fields *f, const char *line)
{
    const char *end = strchr(line + 1, '|');

    for (const char *at = strchr(line, '`'); end && at && at < end; at = strchr(at, '`')) {
        const char *close = strchr(++at, '`');

        if (!close || close > end)
            return;
        if (strspn(at, "abcdefghijklmnopqrstuvwxyz0123456789_.") == (size_t)(close - at) &&
            memchr(at, '.', (size_t)(close - at)))
            field_add(f, at, (size_t)(close - at));
        at = close + 1;
    }
}

static void read_document(struct fields *f)
{
    FILE *in = fopen(PROJECT_DATA "/../docs/threat-model.md", "re");
    char *line = NULL;
    size_t size = 0;
    bool list = false;

    assert_non_null(in);
    while (getline(&line, &size, in) > 0) {
        if (line[0] == '#' && line[1] == '#')
            list = strstr(line, "What is stored") != NULL || (list && line[2] == '#');
        if (list && strstr(line, "Beside the database"))
            break;
        if (list && line[0] == '|')
            read_row(f, line);
    }
    free(line);
    fclose(in);
}

/* Every column but those that a virtual table keeps for itself. */
static void read_schema(struct fields *f)
{
    struct data_folder folder;
    struct db *db;
    sqlite3 *conn;
    sqlite3_stmt *st;

    data_folder_make(&folder);
    assert_int_equal(db_create(folder.path, &db), OK);
    db_close(db);
    assert_int_equal(sqlite3_open(data_folder_path(&folder, "db/board.db"), &conn), SQLITE_OK);
    assert_int_equal(
        sqlite3_prepare_v2(conn,
                           "SELECT t.name || '.' || c.name FROM pragma_table_list AS t,"
                           " pragma_table_info(t.name) AS c"
                           " WHERE t.schema = 'main' AND t.type <> 'shadow'"
                           "   AND t.name NOT LIKE 'sqlite%'",
                           -1, &st, NULL),
        SQLITE_OK);
    while (sqlite3_step(st) == SQLITE_ROW)
        field_add(f, (const char *)sqlite3_column_text(st, 0), (size_t)sqlite3_column_bytes(st, 0));
    sqlite3_finalize(st);
    sqlite3_close(conn);
    data_folder_remove(&folder);
}

static void the_threat_model_lists_what_is_stored(void **state)
{
    static struct fields document, schema;
    int bad = 0;

    (void)state;
    read_document(&document);
    read_schema(&schema);
    assert_true(document.n > 100 && schema.n > 100);
    for (int i = 0; i < schema.n; i++)
        if (!field_has(&document, schema.at[i]) && ++bad)
            print_error("stored, and not in docs/threat-model.md: %s\n", schema.at[i]);
    for (int i = 0; i < document.n; i++)
        for (int j = 0; j < i; j++)
            if (strcmp(document.at[i], document.at[j]) == 0 && ++bad)
                print_error("twice in docs/threat-model.md: %s\n", document.at[i]);
    for (int i = 0; i < document.n; i++)
        if (!field_has(&schema, document.at[i]) && ++bad)
            print_error("in docs/threat-model.md, and not stored: %s\n", document.at[i]);
    assert_int_equal(bad, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_threat_model_lists_what_is_stored),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
