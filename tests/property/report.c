/* A case that failed, for people: what to look at and how to repeat it. */
#include "property.h"

#include <unistd.h>

static FILE *new_file(const char *folder, const char *name)
{
    char path[200];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *out = fopen(path, "w");
    if (!out)
        perror(path);
    return out;
}

/* ------------------------------------------------------------------ rows */

/* A CSV has no way to leave a cell out. */
static bool needs_json(const property_case *c)
{
    for (size_t i = 0; i < c->row_count; i++) {
        if (c->rows[i].deletes)
            return true;
        for (size_t column = 0; column < c->input_count; column++)
            if (c->rows[i].cells[c->input[column]] == property_absent)
                return true;
    }
    return false;
}

/* Between quotes, in which some characters have something before them. */
static void put_quoted(FILE *out, const char *value, char quote,
                       const char *escaped)
{
    fputc(quote, out);
    for (; *value; value++)
        if (*value == '\n' && escaped[0] == '\\')
            fputs("\\n", out);
        else if (strchr(escaped, *value))
            fprintf(out, "%c%c", escaped[0], *value);
        else
            fputc(*value, out);
    fputc(quote, out);
}

static void write_csv(FILE *out, const property_case *c)
{
    for (size_t i = 0; i < c->input_count; i++)
        fprintf(out, "%s%s", i ? "," : "", c->columns[c->input[i]].name);
    fputc('\n', out);
    for (size_t row = 0; row < c->row_count; row++)
        for (size_t i = 0; i < c->input_count; i++) {
            const char *cell = c->rows[row].cells[c->input[i]];
            if (cell)
                put_quoted(out, cell, '"', "\"");
            fputc(i + 1 < c->input_count ? ',' : '\n', out);
        }
}

static void write_object(FILE *out, const property_case *c,
                         const property_row *row)
{
    fprintf(out, "{\"op\": \"%s\"", row->deletes ? "D" : "P");
    for (size_t i = 0; i < c->input_count; i++) {
        const char *cell = row->cells[c->input[i]];
        if (cell == property_absent)
            continue;
        fprintf(out, ", \"%s\": ", c->columns[c->input[i]].name);
        if (cell)
            put_quoted(out, cell, '"', "\\\"");
        else
            fputs("null", out);
    }
    fputs("}\n", out);
}

static void write_rows(const char *folder, const property_case *c)
{
    bool json = needs_json(c);
    FILE *out = new_file(folder, json ? "rows.jsonl" : "rows.csv");
    if (!out)
        return;
    if (!json)
        write_csv(out, c);
    for (size_t row = 0; json && row < c->row_count; row++)
        write_object(out, c, &c->rows[row]);
    fclose(out);
}

/* --------------------------------------------------------------- the job */

static void put_source(FILE *out, const char *folder, const property_case *c)
{
    const char *type = needs_json(c) ? "jsonl" : "csv";
    fprintf(out, "[source]\ntype = %s\npath = %s/rows.%s\n", type, folder,
            type);
}

/* SQLite's own file is gone after the test: another one takes its place. */
static void put_target(FILE *out, const fixture *f, const char *folder)
{
    fputs("[target]\nconnection = \"", out);
    if (f->database->environment)
        fputs(f->connection, out);
    else
        fprintf(out, "Driver=SQLite3;Database=%s/law.db", folder);
    fputs("\"\ntable = law\n", out);
    if (f->database->forced)
        fprintf(out, "dialect = %s\n", f->database->dialect);
}

static void put_options(FILE *out, const property_case *c)
{
    static char options[PROPERTY_OPTIONS][OPTION_SIZE];
    size_t count = property_options(c, options);
    const char *section = "";
    for (size_t i = 0; i < count; i++) {
        size_t length = strcspn(options[i], ".");
        if (strncmp(section, options[i], length) != 0)
            fprintf(out, "[%.*s]\n", (int)length, options[i]);
        if (strncmp(section, "upsert", 6) != 0 && options[i][0] == 'u' &&
            needs_json(c))
            fputs("delete_when = op:D\n", out);
        section = options[i];
        char *equals = strchr(options[i], '=');
        fprintf(out, "%.*s = %s\n",
                (int)(equals - options[i] - (int)length - 1),
                options[i] + length + 1, equals + 1);
    }
}

/* Of which the job is one part. */
static void put_shards(FILE *out, const property_case *c)
{
    if (c->shards)
        fprintf(out, "; to be run with --set run.shard=1/%u to %u/%u\n",
                c->shards, c->shards, c->shards);
}

static void write_job(const fixture *f, const char *folder,
                      const property_case *c)
{
    FILE *out = new_file(folder, "job.ini");
    if (!out)
        return;
    put_source(out, folder, c);
    put_target(out, f, folder);
    put_options(out, c);
    put_shards(out, c);
    fclose(out);
}

/* ------------------------------------------------------------- the table */

static void put_literal(FILE *out, const fixture *f, const char *value)
{
    bool backslashes = f->database->quote_open == '`';
    if (!value)
        fputs("NULL", out);
    else if (backslashes)
        put_quoted(out, value, '\'', "\\'");
    else
        put_quoted(out, value, '\'', "'");
}

static void put_statement(FILE *out, const fixture *f, char *sql,
                          const char *behind)
{
    char *text = expand(f, sql);
    fprintf(out, "%s%s;\n", text, behind);
    free(text);
    free(sql);
}

static void write_table(const fixture *f, const char *folder,
                        const property_case *c)
{
    FILE *out = new_file(folder, "table.sql");
    if (!out)
        return;
    put_statement(out, f, property_definition(c, "[law]"),
                  f->database->table_options);
    char *indexes[INDEXES];
    property_indexes(c, "[law]", "_law", indexes);
    for (size_t i = 0; i < INDEXES; i++)
        if (indexes[i])
            put_statement(out, f, indexes[i], "");
    for (size_t row = 0; row < c->initial_count; row++) {
        fputs("INSERT INTO law VALUES (", out);
        for (size_t i = 0; i < c->column_count; i++) {
            put_literal(out, f, c->initial[row].cells[i]);
            fputs(i + 1 < c->column_count ? ", " : ");\n", out);
        }
    }
    fclose(out);
}

/* -------------------------------------------------------------- printing */

/* The lines of one table that are not in the other. */
static void print_difference(const char *mark, const char *rows,
                             const char *others)
{
    while (*rows) {
        size_t length = strcspn(rows, "\n") + 1;
        char *line = strndup(rows, length);
        if (!strstr(others, line))
            print_message("%s %s", mark, line);
        free(line);
        rows += length;
    }
}

static void print_count(const char *name, int64_t run, int64_t reference)
{
    char text[32] = "unknown";
    if (run != UNKNOWN)
        snprintf(text, sizeof text, "%lld", (long long)run);
    if (run != 0 || reference != 0)
        print_message("%-9s  %s, by the reference %lld\n", name, text,
                      (long long)reference);
}

static void print_counts(const upsert_counts *run,
                         const upsert_counts *reference)
{
    print_count("inserted", run->inserted, reference->inserted);
    print_count("updated", run->updated, reference->updated);
    print_count("unchanged", run->unchanged, reference->unchanged);
    print_count("skipped", run->skipped, reference->skipped);
    print_count("deleted", run->deleted, reference->deleted);
    print_count("folded", run->folded, reference->folded);
}

static void print_tables(fixture *f, const property_case *c)
{
    property_finding again;
    property_check(f, c, &again);
    print_counts(&again.run.counts, &again.reference.counts);
    char *table = property_read_table(f, c, "@");
    char *other = property_read_table(f, c, "@other");
    print_difference("run:      ", table, other);
    print_difference("reference:", other, table);
    free(table);
    free(other);
}

void property_report(fixture *f, const property_case *c,
                     const property_finding *finding)
{
    char folder[64];
    const char *parent = getenv("TMPDIR");
    snprintf(folder, sizeof folder, "%s/upsert-property.XXXXXX",
             parent && strlen(parent) < 32 ? parent : "/tmp");
    print_message("seed %llu, shrunk: %s\n", (unsigned long long)c->seed,
                  finding->text);
    print_tables(f, c);
    if (!mkdtemp(folder)) {
        perror(folder);
        return;
    }
    write_rows(folder, c);
    write_job(f, folder, c);
    write_table(f, folder, c);
    print_message("table.sql, job.ini and the rows in %s repeat it\n", folder);
}
