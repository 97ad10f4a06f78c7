#include "property.h"

static void put_names(const property_case *c, size_t count, FILE *out)
{
    for (size_t i = 0; i < count; i++)
        fprintf(out, "%s[%s]", i ? ", " : "", c->columns[i].name);
}

char *property_definition(const property_case *c, const char *table)
{
    char *sql = NULL;
    size_t size;
    FILE *out = open_memstream(&sql, &size);
    fprintf(out, "CREATE TABLE %s (", table);
    for (size_t i = 0; i < c->column_count; i++)
        fprintf(out, "%s[%s] %s%s", i ? ", " : "", c->columns[i].name,
                c->columns[i].type, c->columns[i].nullable ? "" : " NOT NULL");
    if (!c->unique_index) {
        fputs(", PRIMARY KEY (", out);
        put_names(c, c->key_count, out);
        fputc(')', out);
    }
    fputc(')', out);
    assert_int_equal(fclose(out), 0);
    return sql;
}

/* The indexes of a table; their names begin with a letter of their own. */
static void make_indexes(const fixture *f, const property_case *c,
                         const char *table, char letter)
{
    char *sql = NULL;
    size_t size;
    FILE *out = open_memstream(&sql, &size);
    fprintf(out, "CREATE UNIQUE INDEX [u%c~] ON %s (", letter, table);
    put_names(c, c->key_count, out);
    fputc(')', out);
    assert_int_equal(fclose(out), 0);
    if (c->unique_index)
        run(f, sql);
    free(sql);
    char extra[200];
    snprintf(extra, sizeof extra, "CREATE INDEX [x%c~] ON %s ([%s])", letter,
             table, c->columns[c->key_count].name);
    if (c->extra_index)
        run(f, extra);
}

static void make_table(const fixture *f, const property_case *c,
                       const char *table, char letter)
{
    char sql[2048];
    char *definition = property_definition(c, table);
    snprintf(sql, sizeof sql, "%s%s", definition, f->database->table_options);
    free(definition);
    run(f, sql);
    make_indexes(f, c, table, letter);
}

/* What the tables that are there were made from; "": there are none. */
static char made[2048];

void property_make_tables(const fixture *f, const property_case *c)
{
    char *definition = property_definition(c, "@");
    char wanted[sizeof made];
    snprintf(wanted, sizeof wanted, "%d %d %s", c->unique_index, c->extra_index,
             definition);
    free(definition);
    if (strcmp(wanted, made) == 0) {
        run(f, "DELETE FROM @");
        run(f, "DELETE FROM @other");
    } else {
        property_drop_tables(f);
        make_table(f, c, "@", 'a');
        make_table(f, c, "@other", 'b');
        memcpy(made, wanted, sizeof made);
    }
    if (c->initial_count)
        property_fill(f, c);
}

void property_drop_tables(const fixture *f)
{
    run(f, "DROP TABLE IF EXISTS @other");
    run(f, "DROP TABLE IF EXISTS @");
    made[0] = '\0';
}

char *property_read_table(const fixture *f, const property_case *c,
                          const char *table)
{
    char *sql = NULL;
    size_t size;
    FILE *out = open_memstream(&sql, &size);
    fputs("SELECT ", out);
    put_names(c, c->column_count, out);
    fprintf(out, " FROM %s ORDER BY ", table);
    put_names(c, c->key_count, out);
    assert_int_equal(fclose(out), 0);
    char *rows = read_on(f, f->hdbc, sql);
    free(sql);
    return rows;
}
