/*
 * Plans and the SQL that they become: each golden/DIALECT/CASE.sql is one test.
 *
 *   -- What the case is about, in any number of lines.
 *   --
 *   -- dialect: postgresql
 *   -- version: 15.0.6              SQL_DBMS_VER; left out: empty
 *   -- banner: PostgreSQL 15.6      what the server says; left out: empty
 *   -- mode: upsert                 upsert | insert_missing | ...
 *   -- only_changed: yes            left out: yes
 *   -- transport: values            row | values | columns | document |
 *   --                              staging | load; left out: row where the
 *   --                              dialect's is that, else values
 *   -- counting: affected           affected | result | session | updated |
 *   --                              none; left out: the dialect's for the mode
 *   -- lock_hint: no                left out: yes
 *   -- guard_key: yes               left out: no
 *   -- predicate: NOT gone          of the key's index; left out: none
 *   -- newer: version               left out: none
 *   -- where: old.open = 1          left out: none
 *   -- schema: shop                 left out: none
 *   -- table: products
 *   -- column: id | integer | key   the name as it is, the type in full, the
 *   --                              rule, and what to CAST to, where that is
 *   --                              not the type without its parentheses
 *   -- column: n | integer | sql: old.n * 2
 *   -- rows: 3                      left out: 1
 *
 *   -- statement
 *   INSERT ...;
 *
 * Sections are "statement", "setup", "count", "teardown", "delete", "find",
 * "stage", "fill" and "drop";
 * those that are there are checked. A line's end stands for a space; they are
 * written before clauses and near column 80. A plan that a dialect refuses has
 * "refused: why" for its SQL.
 *
 * UPSERT_GOLDEN_REWRITE=1 in the environment writes what came out into the
 * files; a new file needs no more than its sections' heads. Read the difference
 * before you commit it.
 */
#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "dialect/registry.h"
#include "dialect/row.h"
#include "dialect/sql.h"
#include "dialect/types.h"
#include "session/transport.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))

enum { COLUMNS_MAXIMUM = 64, FIELDS = 4 };

/* ------------------------------------------------------------ the plan */

typedef struct golden {
    char *text; /* the file, cut into lines; the strings below point into it */
    upsert_server server;
    upsert_plan plan;
    upsert_plan_column columns[COLUMNS_MAXIMUM];
    char cast_names[COLUMNS_MAXIMUM][128];
    bool counting_given;
    size_t rows;
} golden;

static char *read_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        fail_msg("cannot open %s", path);
    up_buffer text = {0};
    char part[4096];
    size_t length;
    while ((length = fread(part, 1, sizeof part, file)) > 0)
        up_buffer_append(&text, part, length);
    fclose(file);
    assert_non_null(up_buffer_string(&text));
    return text.data;
}

/* The index of a word. */
static int choice(const char *word, const char *const *words, int count)
{
    for (int i = 0; i < count; i++)
        if (strcmp(words[i], word) == 0)
            return i;
    fail_msg("\"%s\" is none of %s, %s, ...", word, words[0], words[1]);
    return 0;
}

#define CHOICE(value, ...)                                                     \
    choice(value, (const char *const[]){__VA_ARGS__},                          \
           (int)LENGTH(((const char *const[]){__VA_ARGS__})))

/* Cut "a | b | c" in place. @return how many fields there are. */
static size_t split(char *text, char *fields[FIELDS])
{
    size_t count = 0;
    for (char *next = text; next; count++) {
        if (count == FIELDS)
            fail_msg("more than %d fields", FIELDS);
        fields[count] = next;
        next = strstr(next, " | ");
        if (next) {
            *next = '\0';
            next += 3;
        }
    }
    return count;
}

/* "character varying(20)" without its parentheses. */
static void cast_name_of(const char *type, char name[128])
{
    const char *open = strchr(type, '(');
    const char *close = open ? strchr(open, ')') : NULL;
    snprintf(name, 128, "%.*s%s", close ? (int)(open - type) : 127, type,
             close ? close + 1 : "");
}

static void take_rule(upsert_plan_column *column, const char *rule)
{
    bool sql = strncmp(rule, "sql: ", 5) == 0;
    column->expression = sql ? rule + 5 : NULL;
    column->rule =
        sql ? UPSERT_RULE_SQL
            : (upsert_rule)CHOICE(rule, "key", "replace", "insert_only",
                                  "key_null", "keep_if_null", "add", "greatest",
                                  "least", "append", "touch");
}

static void take_column(golden *g, char *value)
{
    char *fields[FIELDS];
    size_t count = split(value, fields);
    size_t i = g->plan.column_count++;
    if (count < 3 || i == COLUMNS_MAXIMUM)
        fail_msg("column: NAME | TYPE | RULE, at most %d", COLUMNS_MAXIMUM);
    cast_name_of(fields[1], g->cast_names[i]);
    g->columns[i] = (upsert_plan_column){
        .name = fields[0],
        .type_name = fields[1],
        .cast_name = count > 3 ? fields[3] : g->cast_names[i],
        .type = up_type_of(g->plan.dialect, fields[1]),
    };
    take_rule(&g->columns[i], fields[2]);
}

static void take_dialect(golden *g, const char *value)
{
    g->plan.dialect = up_dialect_find(value);
    if (!g->plan.dialect)
        fail_msg("no dialect is named %s", value);
    g->plan.transport = g->plan.dialect->transport == UPSERT_TRANSPORT_ROW
                            ? UPSERT_TRANSPORT_ROW
                            : UPSERT_TRANSPORT_VALUES;
}

static void take_fact(golden *g, const char *name, char *value)
{
    if (strcmp(name, "dialect") == 0)
        take_dialect(g, value);
    else if (!g->plan.dialect)
        fail_msg("\"dialect\" comes first, not \"%s\"", name);
    else if (strcmp(name, "version") == 0)
        g->server.dbms_version = value;
    else if (strcmp(name, "banner") == 0)
        g->server.banner = value;
    else if (strcmp(name, "mode") == 0)
        g->plan.mode = (upsert_mode)CHOICE(value, "upsert", "insert_missing",
                                           "update_existing", "insert");
    else if (strcmp(name, "only_changed") == 0)
        g->plan.only_changed = CHOICE(value, "no", "yes");
    else if (strcmp(name, "transport") == 0)
        g->plan.transport =
            (upsert_transport)CHOICE(value, "row", "values", "columns", "array",
                                     "document", "staging", "load");
    else if (strcmp(name, "counting") == 0) {
        g->plan.counting = (upsert_counting)CHOICE(
            value, "affected", "result", "session", "updated", "none");
        g->counting_given = true;
    } else if (strcmp(name, "lock_hint") == 0)
        g->plan.lock_hint = CHOICE(value, "no", "yes");
    else if (strcmp(name, "guard_key") == 0)
        g->plan.guard_key = CHOICE(value, "no", "yes");
    else if (strcmp(name, "predicate") == 0)
        g->plan.predicate = value;
    else if (strcmp(name, "newer") == 0)
        g->plan.newer = value;
    else if (strcmp(name, "where") == 0)
        g->plan.where = value;
    else if (strcmp(name, "schema") == 0)
        g->plan.schema = value;
    else if (strcmp(name, "table") == 0)
        g->plan.table = value;
    else if (strcmp(name, "column") == 0)
        take_column(g, value);
    else if (strcmp(name, "rows") == 0)
        g->rows = (size_t)strtoul(value, NULL, 10);
    else
        fail_msg("there is no fact \"%s\"", name);
}

/* The facts stand between a bare "--" and an empty line. */
static void parse_plan(golden *g)
{
    bool in_facts = false;
    for (char *line = g->text, *next; line && *line; line = next) {
        next = strchr(line, '\n');
        if (next)
            *next++ = '\0';
        if (!*line)
            break;
        char *value = strstr(line, ": ");
        if (strcmp(line, "--") == 0)
            in_facts = true;
        else if (in_facts && value) {
            *value = '\0';
            take_fact(g, line + strspn(line, "- "), value + 2);
        }
    }
    assert_non_null(g->plan.table);
    assert_true(g->plan.column_count > 0 && g->rows > 0);
    if (!g->counting_given)
        g->plan.counting = g->plan.mode == UPSERT_MODE_UPSERT
                               ? g->plan.dialect->counting_upsert
                               : g->plan.dialect->counting_other;
}

static golden *read_golden(const char *path)
{
    golden *g = calloc(1, sizeof *g);
    assert_non_null(g);
    g->text = read_file(path);
    g->rows = 1;
    g->plan.struct_size = sizeof g->plan;
    g->plan.only_changed = true;
    g->plan.lock_hint = true;
    g->plan.server = &g->server;
    g->server = (upsert_server){sizeof g->server, "", "", "", ""};
    g->plan.columns = g->columns;
    parse_plan(g);
    return g;
}

static void free_golden(golden *g)
{
    free(g->text);
    free(g);
}

/* ------------------------------------------------------------- the SQL */

static bool begins_clause(const char *text)
{
    static const char *const WORDS[] = {
        "VALUES (",   "ON CONFLICT ", "ON DUPLICATE ", "WHERE ",
        "RETURNING ", "SELECT ",      "FROM ",         "SET ",
        "USING ",     "WHEN ",        "OUTPUT ",
    };
    for (size_t i = 0; i < LENGTH(WORDS); i++)
        if (strncmp(text, WORDS[i], strlen(WORDS[i])) == 0)
            return true;
    return false;
}

/* Whether the space at `at` becomes a line's end, in a line of `width`. */
static bool breaks(const char *at, size_t width)
{
    return begins_clause(at + 1) || width + 1 + strcspn(at + 1, " ") > 79;
}

/* Append SQL, in lines, with a semicolon behind it. */
static void wrap(const char *sql, const upsert_sql *quotes, up_buffer *text)
{
    size_t width = 0;
    bool quoted = false;
    for (const char *c = sql; *c; c++) {
        if (*c == (quoted ? quotes->quote_close : quotes->quote_open))
            quoted = !quoted;
        bool end = *c == ' ' && !quoted && width && breaks(c, width);
        up_buffer_append(text, end ? "\n" : c, 1);
        width = end ? 0 : width + 1;
    }
    up_buffer_text(text, ";\n");
}

/* Append a statement that was rendered, or why it was refused. */
static void take(upsert_sql *sql, up_buffer *text)
{
    const char *rendered = NULL;
    upsert_error error = UPSERT_ERROR_INIT;
    if (up_sql_take(sql, &rendered, &error) == UPSERT_OK)
        wrap(rendered, sql, text);
    else
        up_buffer_format(text, "refused: %s\n", error.message);
    up_sql_dispose(sql);
}

typedef bool render_step(const upsert_plan *plan, unsigned index,
                         upsert_sql *sql);

static void render_steps(const golden *g, render_step *render, up_buffer *text)
{
    for (unsigned i = 0; render; i++) {
        upsert_sql sql;
        up_sql_init(&sql, g->plan.dialect);
        bool more = render(&g->plan, i, &sql);
        if (!more) {
            assert_int_equal(sql.text.length, 0);
            up_sql_dispose(&sql);
            return;
        }
        take(&sql, text);
    }
}

/* Markers outside of quoted names and of texts. */
static size_t count_markers(const upsert_sql *sql)
{
    size_t markers = 0;
    char close = '\0';
    for (size_t i = 0; i < sql->text.length; i++) {
        char c = sql->text.data[i];
        if (close)
            close = c == close ? '\0' : close;
        else if (c == sql->quote_open)
            close = sql->quote_close;
        else if (c == '\'')
            close = c;
        else if (c == '?')
            markers++;
    }
    return markers;
}

typedef void render_rows(const upsert_plan *plan, size_t rows, upsert_sql *sql);

static void render_find(const upsert_plan *plan, size_t rows, upsert_sql *sql)
{
    (void)rows;
    up_render_find(plan, sql);
}

static void render_statement(const golden *g, render_rows *render,
                             up_buffer *text)
{
    upsert_sql sql;
    up_sql_init(&sql, g->plan.dialect);
    render(&g->plan, g->rows, &sql);
    if (!sql.refusal.length)
        assert_int_equal(count_markers(&sql), up_sql_markers(&sql));
    take(&sql, text);
}

static void render_fill(const upsert_plan *plan, size_t rows, upsert_sql *sql)
{
    const upsert_plan fill = up_transport_fill(plan);
    up_render_fill(&fill, rows, sql);
}

static void render_drop(const upsert_plan *plan, size_t rows, upsert_sql *sql)
{
    (void)rows;
    plan->dialect->stage->render_drop(plan, sql);
}

static void render_section(const golden *g, const char *name, up_buffer *text)
{
    switch (CHOICE(name, "statement", "setup", "count", "teardown", "delete",
                   "find", "stage", "fill", "drop")) {
    case 0:
        render_statement(g, g->plan.dialect->render, text);
        break;
    case 1:
        render_steps(g, g->plan.dialect->render_setup, text);
        break;
    case 2: {
        upsert_sql sql;
        up_sql_init(&sql, g->plan.dialect);
        assert_non_null(g->plan.dialect->render_count);
        g->plan.dialect->render_count(&g->plan, &sql);
        take(&sql, text);
        break;
    }
    case 3:
        render_steps(g, g->plan.dialect->render_teardown, text);
        break;
    case 4:
        render_statement(g, up_render_delete, text);
        break;
    case 5:
        render_statement(g, render_find, text);
        break;
    case 6:
        render_steps(g, g->plan.dialect->stage->render_make, text);
        break;
    case 7:
        render_statement(g, render_fill, text);
        break;
    default:
        render_statement(g, render_drop, text);
    }
}

/* The whole file as it should be: its head as it is, its sections rendered. */
static char *expected_file(const golden *g, const char *file)
{
    up_buffer text = {0};
    const char *sections = strstr(file, "\n\n");
    assert_non_null(sections);
    up_buffer_append(&text, file, (size_t)(sections - file) + 1);
    size_t count = 0;
    for (const char *at = sections; (at = strstr(at, "\n-- ")) != NULL;) {
        char name[32];
        at += 4;
        snprintf(name, sizeof name, "%.*s", (int)strcspn(at, "\n"), at);
        up_buffer_format(&text, "\n-- %s\n", name);
        render_section(g, name, &text);
        count++;
    }
    assert_true(count > 0);
    assert_non_null(up_buffer_string(&text));
    return text.data;
}

/* ----------------------------------------------------------- the tests */

static size_t line_length(const char *text)
{
    size_t length = strcspn(text, "\n");
    return length + (text[length] == '\n');
}

static void print_lines(char mark, const char *text, const char *end)
{
    while (text < end) {
        size_t length = line_length(text);
        print_message("%c %.*s\n", mark, (int)strcspn(text, "\n"), text);
        text += length;
    }
}

/* The lines between those that both texts begin with and those that they end
   with. */
static void print_difference(const char *file, const char *rendered)
{
    const char *a = file, *b = rendered;
    while (*a && line_length(a) == line_length(b) &&
           strncmp(a, b, line_length(a)) == 0) {
        a += line_length(a);
        b += line_length(b);
    }
    const char *a_end = a + strlen(a), *b_end = b + strlen(b);
    for (;;) {
        const char *c = a_end, *d = b_end;
        while (c > a && (c == a_end || c[-1] != '\n'))
            c--;
        while (d > b && (d == b_end || d[-1] != '\n'))
            d--;
        if (c == a_end || d == b_end || a_end - c != b_end - d ||
            strncmp(c, d, (size_t)(a_end - c)) != 0)
            break;
        a_end = c;
        b_end = d;
    }
    print_lines('-', a, a_end);
    print_lines('+', b, b_end);
}

static void rewrite(const char *path, const char *text)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
    print_message("wrote %s\n", path);
}

/* Whether two texts differ in where their lines end alone. */
static bool same_words(const char *a, const char *b)
{
    for (; *a && *b; a++, b++)
        if ((*a == '\n' ? ' ' : *a) != (*b == '\n' ? ' ' : *b))
            return false;
    return *a == *b;
}

/* The state is the file's path. */
static void the_plan_becomes_the_sql_of_the_file(void **state)
{
    const char *path = *state;
    golden *g = read_golden(path);
    char *file = read_file(path);
    char *rendered = expected_file(g, file);
    const char *wanted = getenv("UPSERT_GOLDEN_REWRITE");
    bool same = same_words(file, rendered);
    bool written = strcmp(file, rendered) != 0 && wanted && *wanted == '1';
    if (written)
        rewrite(path, rendered);
    else if (!same)
        print_difference(file, rendered);
    free(rendered);
    free(file);
    free_golden(g);
    if (!same && !written)
        fail_msg("%s: - is the file's, + is what came out", path);
}

int main(void)
{
    glob_t paths;
    if (glob(UPSERT_GOLDEN "/*/*.sql", 0, NULL, &paths) != 0) {
        fprintf(stderr, "no files in " UPSERT_GOLDEN "\n");
        return 1;
    }
    struct CMUnitTest *tests = calloc(paths.gl_pathc, sizeof *tests);
    if (!tests)
        return 1;
    for (size_t i = 0; i < paths.gl_pathc; i++)
        tests[i] = (struct CMUnitTest){
            .name = paths.gl_pathv[i] + sizeof UPSERT_GOLDEN,
            .test_func = the_plan_becomes_the_sql_of_the_file,
            .initial_state = paths.gl_pathv[i],
        };
    int failed =
        _cmocka_run_group_tests("golden", tests, paths.gl_pathc, NULL, NULL);
    free(tests);
    globfree(&paths);
    return failed;
}
