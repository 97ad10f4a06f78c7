/* The tables of a case, and what is in them. */
#include "property.h"

/* ------------------------------------------------------------------- SQL */

void property_sql_begin(property_sql *sql)
{
    *sql = (property_sql){NULL, NULL, 0};
    sql->out = open_memstream(&sql->text, &sql->size);
    assert_non_null(sql->out);
}

char *property_sql_end(property_sql *sql)
{
    assert_int_equal(fclose(sql->out), 0);
    return sql->text;
}

bool property_any(const property_case *c, size_t column)
{
    return column < c->column_count;
}

void property_put_names(FILE *out, const property_case *c, const char *before,
                        property_choice *chosen)
{
    const char *comma = "";
    for (size_t i = 0; i < c->column_count; i++) {
        if (!chosen(c, i))
            continue;
        fprintf(out, "%s%s[%s]", comma, before, c->columns[i].name);
        comma = ", ";
    }
}

/* ------------------------------------------------------------ definitions */

static void put_column(FILE *out, const property_column *column)
{
    fprintf(out, "[%s] %s", column->name, column->kind->type);
    if (column->defaulted)
        fprintf(out, " DEFAULT %s", column->kind->initial);
    if (!column->nullable)
        fputs(" NOT NULL", out);
    if (column->kind->traits & CHECKED)
        fprintf(out, " CHECK ([%s] >= 0)", column->name);
}

char *property_definition(const property_case *c, const char *table)
{
    property_sql sql;
    property_sql_begin(&sql);
    fprintf(sql.out, "CREATE TABLE %s (", table);
    for (size_t i = 0; i < c->column_count; i++) {
        fputs(i ? ", " : "", sql.out);
        put_column(sql.out, &c->columns[i]);
    }
    if (!c->unique_index) {
        fputs(", PRIMARY KEY (", sql.out);
        property_put_names(sql.out, c, "", property_in_key);
        fputc(')', sql.out);
    }
    fputc(')', sql.out);
    return property_sql_end(&sql);
}

static bool is_unique(const property_case *c, size_t column)
{
    return column == c->unique;
}

static bool is_first_value(const property_case *c, size_t column)
{
    return column == c->key_count;
}

static char *index_of(const property_case *c, const char *kind,
                      const char *name, const char *table,
                      property_choice *chosen)
{
    property_sql sql;
    property_sql_begin(&sql);
    fprintf(sql.out, "CREATE %s [%s] ON %s (", kind, name, table);
    property_put_names(sql.out, c, "", chosen);
    fputc(')', sql.out);
    return property_sql_end(&sql);
}

void property_indexes(const property_case *c, const char *table,
                      const char *suffix, char *indexes[INDEXES])
{
    char names[INDEXES][64];
    for (size_t i = 0; i < INDEXES; i++)
        snprintf(names[i], sizeof names[i], "%c%s", "kux"[i], suffix);
    bool unique = c->unique < COLUMNS;
    indexes[0] = c->unique_index ? index_of(c, "UNIQUE INDEX", names[0], table,
                                            property_in_key)
                                 : NULL;
    indexes[1] =
        unique ? index_of(c, "UNIQUE INDEX", names[1], table, is_unique) : NULL;
    indexes[2] = c->extra_index
                     ? index_of(c, "INDEX", names[2], table, is_first_value)
                     : NULL;
}

/* ---------------------------------------------------------------- tables */

/* Another test may do so at the same moment, and then the first try fails. */
void property_set_up(const fixture *f)
{
    for (size_t i = 0; i < 2; i++)
        if (strstr(f->database->name, "postgresql"))
            property_execute(f, "CREATE EXTENSION IF NOT EXISTS citext");
}

static void make_table(const fixture *f, const property_case *c,
                       const char *table, const char *suffix)
{
    char sql[2048];
    char *definition = property_definition(c, table);
    snprintf(sql, sizeof sql, "%s%s", definition, f->database->table_options);
    free(definition);
    run(f, sql);
    char *indexes[INDEXES];
    property_indexes(c, table, suffix, indexes);
    for (size_t i = 0; i < INDEXES; i++) {
        if (indexes[i])
            run(f, indexes[i]);
        free(indexes[i]);
    }
}

/* The same types, and nothing that a row must keep to. */
static void make_plain_table(const fixture *f, const property_case *c,
                             const char *table)
{
    property_sql sql;
    property_sql_begin(&sql);
    fprintf(sql.out, "CREATE TABLE %s ([i] <integer> NOT NULL PRIMARY KEY",
            table);
    for (size_t i = 0; i < c->column_count; i++)
        fprintf(sql.out, ", [%s] %s", c->columns[i].name,
                c->columns[i].kind->type);
    fprintf(sql.out, ")%s", f->database->table_options);
    char *text = property_sql_end(&sql);
    run(f, text);
    free(text);
}

/* What the tables that are there were made from; "": there are none. */
static char made[2048];

static void make_all(const fixture *f, const property_case *c)
{
    property_drop_tables(f);
    make_table(f, c, "@", "a~");
    make_table(f, c, "@other", "b~");
    make_plain_table(f, c, "[n~]");
    make_plain_table(f, c, "[p~]");
}

static void empty_all(const fixture *f)
{
    static const char *const EMPTY[] = {"DELETE FROM @", "DELETE FROM @other",
                                        "DELETE FROM [n~]", "DELETE FROM [p~]",
                                        NULL};
    run_all(f, EMPTY);
}

void property_make_tables(const fixture *f, const property_case *c)
{
    char *definition = property_definition(c, "@");
    char wanted[sizeof made];
    snprintf(wanted, sizeof wanted, "%d %d %zu %s", c->unique_index,
             c->extra_index, c->unique, definition);
    free(definition);
    set_autocommit(f->hdbc, false);
    if (strcmp(wanted, made) == 0) {
        empty_all(f);
    } else {
        make_all(f, c);
        memcpy(made, wanted, sizeof made);
    }
    property_stage(f, c);
    end_transaction(f->hdbc, SQL_COMMIT);
    set_autocommit(f->hdbc, true);
}

void property_drop_tables(const fixture *f)
{
    static const char *const DROP[] = {
        "DROP TABLE IF EXISTS @other", "DROP TABLE IF EXISTS @",
        "DROP TABLE IF EXISTS [n~]", "DROP TABLE IF EXISTS [p~]", NULL};
    run_all(f, DROP);
    made[0] = '\0';
}

/* --------------------------------------------------------------- reading */

static int compare(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Cut rows into lines. @return how many. */
static size_t cut_lines(char *rows, char **lines)
{
    size_t count = 0;
    for (char *at = rows; *at; count++) {
        char *end = strchr(at, '\n');
        *end = '\0';
        if (lines)
            lines[count] = at;
        else
            *end = '\n';
        at = end + 1;
    }
    return count;
}

/* The database might order differently what it takes for equal. */
static char *sort_lines(char *rows)
{
    size_t count = cut_lines(rows, NULL);
    char **lines = calloc(count + 1, sizeof *lines);
    assert_non_null(lines);
    cut_lines(rows, lines);
    qsort(lines, count, sizeof *lines, compare);
    property_sql sorted;
    property_sql_begin(&sorted);
    for (size_t i = 0; i < count; i++)
        fprintf(sorted.out, "%s\n", lines[i]);
    free(lines);
    free(rows);
    return property_sql_end(&sorted);
}

char *property_read_table(const fixture *f, const property_case *c,
                          const char *table)
{
    property_sql sql;
    property_sql_begin(&sql);
    fputs("SELECT ", sql.out);
    for (size_t i = 0; i < c->column_count; i++) {
        const char *comma = i ? ", " : "";
        const char *name = c->columns[i].name;
        if (i == c->touch)
            fprintf(sql.out,
                    "%sCASE WHEN [%s] IS NULL THEN 'empty' WHEN [%s] < "
                    "'2002-01-01 00:00:00' THEN 'as it was' ELSE 'touched' END",
                    comma, name, name);
        else
            fprintf(sql.out, "%s[%s]", comma, name);
    }
    fprintf(sql.out, " FROM %s", table);
    char *text = property_sql_end(&sql);
    char *rows = property_query(f, text);
    free(text);
    return sort_lines(rows);
}
