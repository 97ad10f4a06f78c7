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

static void put_field(FILE *out, const char *value)
{
    if (!value)
        return;
    fputc('"', out);
    for (; *value; value++) {
        if (*value == '"')
            fputc('"', out);
        fputc(*value, out);
    }
    fputc('"', out);
}

static void write_csv(const char *folder, const property_case *c)
{
    FILE *out = new_file(folder, "rows.csv");
    if (!out)
        return;
    for (size_t i = 0; i < c->input_count; i++)
        fprintf(out, "%s%s", i ? "," : "", c->columns[c->input[i]].name);
    fputc('\n', out);
    for (size_t row = 0; row < c->row_count; row++)
        for (size_t i = 0; i < c->input_count; i++) {
            put_field(out, c->rows[row].cells[c->input[i]]);
            fputc(i + 1 < c->input_count ? ',' : '\n', out);
        }
    fclose(out);
}

static void write_job(const fixture *f, const char *folder,
                      const property_case *c)
{
    FILE *out = new_file(folder, "job.ini");
    if (!out)
        return;
    fprintf(out, "[source]\ntype = csv\npath = %s/rows.csv\n", folder);
    fputs("[target]\nconnection = \"to be filled in\"\n", out);
    fprintf(out, "table = law\n%s%s\n", f->database->forced ? "dialect = " : "",
            f->database->forced ? f->database->dialect : "");
    char options[PROPERTY_OPTIONS][200];
    size_t count = property_options(c, options);
    const char *section = "";
    for (size_t i = 0; i < count; i++) {
        size_t length = strcspn(options[i], ".");
        if (strncmp(section, options[i], length) != 0)
            fprintf(out, "[%.*s]\n", (int)length, options[i]);
        section = options[i];
        char *equals = strchr(options[i], '=');
        fprintf(out, "%.*s = %s\n",
                (int)(equals - options[i] - (int)length - 1),
                options[i] + length + 1, equals + 1);
    }
    fclose(out);
}

static void put_literal(FILE *out, const char *value)
{
    if (!value) {
        fputs("NULL", out);
        return;
    }
    fputc('\'', out);
    for (; *value; value++) {
        if (*value == '\'')
            fputc('\'', out);
        fputc(*value, out);
    }
    fputc('\'', out);
}

static void write_table(const fixture *f, const char *folder,
                        const property_case *c)
{
    FILE *out = new_file(folder, "table.sql");
    if (!out)
        return;
    char *definition = property_definition(c, "[law]");
    char *sql = expand(f, definition);
    fprintf(out, "%s%s;\n", sql, f->database->table_options);
    free(sql);
    free(definition);
    for (size_t i = 0; c->unique_index && i < c->key_count; i++)
        fprintf(out, "%s%s%s", i ? ", " : "CREATE UNIQUE INDEX law_k ON law (",
                c->columns[i].name, i + 1 < c->key_count ? "" : ");\n");
    for (size_t row = 0; row < c->initial_count; row++) {
        fputs("INSERT INTO law VALUES (", out);
        for (size_t i = 0; i < c->column_count; i++) {
            put_literal(out, c->initial[row].cells[i]);
            fputs(i + 1 < c->column_count ? ", " : ");\n", out);
        }
    }
    fclose(out);
}

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

static void print_tables(fixture *f, const property_case *c)
{
    property_finding again;
    property_check(f, c, &again);
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
    write_csv(folder, c);
    write_job(f, folder, c);
    write_table(f, folder, c);
    print_message("table.sql, job.ini and rows.csv in %s repeat it\n", folder);
}
