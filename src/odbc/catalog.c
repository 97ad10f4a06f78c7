#include "odbc/catalog.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/buffer.h"
#include "base/error.h"
#include "odbc/handles.h"

/* A result that is put together from others. */
typedef struct rows {
    up_result *result;
    size_t capacity; /* cells */
} rows;

static bool add_row(rows *to, const char *const *cells)
{
    up_result *result = to->result;
    size_t used = result->rows * result->columns;
    for (size_t i = 0; i < result->columns; i++) {
        char *copy = cells[i] ? strdup(cells[i]) : NULL;
        if ((cells[i] && !copy) ||
            !up_array_reserve(&result->cells, &to->capacity, used + i,
                              sizeof *result->cells)) {
            free(copy);
            while (i-- > 0)
                free(result->cells[used + i]);
            return false;
        }
        result->cells[used + i] = copy;
    }
    result->rows++;
    return true;
}

/* Run one catalog function and read all that it returns. */
typedef SQLRETURN catalog_call(SQLHSTMT statement, const char *table,
                               const char *schema);

static upsert_status call(up_connection *connection, catalog_call *function,
                          const char *table, const char *schema,
                          up_result *result, upsert_error *error)
{
    SQLHSTMT statement;
    *result = (up_result){0};
    if (!SQL_SUCCEEDED(
            SQLAllocHandle(SQL_HANDLE_STMT, connection->hdbc, &statement)))
        return up_diagnose(SQL_HANDLE_DBC, connection->hdbc,
                           &connection->reader, error);
    upsert_status status =
        SQL_SUCCEEDED(function(statement, table, schema))
            ? up_read_rows(connection, statement, result, error)
            : up_diagnose(SQL_HANDLE_STMT, statement, &connection->reader,
                          error);
    SQLFreeHandle(SQL_HANDLE_STMT, statement);
    return status;
}

/* NULL where there is no name, which means any. */
static SQLCHAR *name_or_null(const char *name)
{
    return name[0] ? (SQLCHAR *)name : NULL;
}

static SQLRETURN call_columns(SQLHSTMT statement, const char *table,
                              const char *schema)
{
    return SQLColumns(statement, NULL, 0, name_or_null(schema), SQL_NTS,
                      (SQLCHAR *)table, SQL_NTS, NULL, 0);
}

static SQLRETURN call_primary_keys(SQLHSTMT statement, const char *table,
                                   const char *schema)
{
    return SQLPrimaryKeys(statement, NULL, 0, name_or_null(schema), SQL_NTS,
                          (SQLCHAR *)table, SQL_NTS);
}

static SQLRETURN call_statistics(SQLHSTMT statement, const char *table,
                                 const char *schema)
{
    return SQLStatistics(statement, NULL, 0, name_or_null(schema), SQL_NTS,
                         (SQLCHAR *)table, SQL_NTS, SQL_INDEX_UNIQUE,
                         SQL_QUICK);
}

/* "" where the driver says NULL. */
static const char *text(const up_result *result, size_t row, size_t column)
{
    const char *cell = up_result_cell(result, row, column);
    return cell ? cell : "";
}

static bool contains(const char *type_name, const char *word)
{
    size_t length = strlen(word);
    for (const char *c = type_name; *c; c++)
        if (up_ascii_equal_part(c, length, word))
            return true;
    return false;
}

/* SQLColumns: TYPE_NAME is the 6th column, COLUMN_SIZE the 7th,
   DECIMAL_DIGITS the 9th. */
static void type_with_length(const up_result *columns, size_t row, char *type,
                             size_t size)
{
    const char *name = text(columns, row, 5);
    const char *length = text(columns, row, 6);
    const char *digits = text(columns, row, 8);
    if (strchr(name, '(') || !length[0] || strcmp(length, "0") == 0)
        snprintf(type, size, "%s", name);
    else if (contains(name, "char") || contains(name, "binary"))
        snprintf(type, size, "%s(%s)", name, length);
    else if (contains(name, "numeric") || contains(name, "decimal") ||
             contains(name, "number"))
        snprintf(type, size, "%s(%s, %s)", name, length,
                 digits[0] ? digits : "0");
    else
        snprintf(type, size, "%s", name);
}

static bool is_text_type(const char *type_name)
{
    return contains(type_name, "char") || contains(type_name, "binary");
}

/* NULLABLE is the 11th column, COLUMN_DEF the 13th. */
static bool add_column(rows *to, const up_result *columns, size_t row)
{
    char type[256];
    type_with_length(columns, row, type, sizeof type);
    bool null = strcmp(text(columns, row, 10), "1") == 0 &&
                !up_result_cell(columns, row, 12);
    const char *const cells[] = {
        text(columns, row, 1),
        text(columns, row, 2),
        text(columns, row, 3),
        type,
        is_text_type(type) ? text(columns, row, 5) : type,
        null ? "null" : "",
        "",
    };
    return add_row(to, cells);
}

/* The name as a pattern that matches only itself. */
static void escape(up_connection *connection, const char *name,
                   up_buffer *pattern)
{
    char mark[8] = "";
    SQLSMALLINT length = 0;
    SQLGetInfo(connection->hdbc, SQL_SEARCH_PATTERN_ESCAPE, mark,
               sizeof mark - 1, &length);
    for (const char *c = name; *c; c++) {
        if (mark[0] && (*c == '_' || *c == '%' || *c == mark[0]))
            up_buffer_text(pattern, mark);
        up_buffer_append(pattern, c, 1);
    }
}

static upsert_status columns_of(up_connection *connection, const char *table,
                                const char *schema, rows *to,
                                upsert_error *error)
{
    up_buffer pattern = {0};
    up_result columns = {0};
    escape(connection, table, &pattern);
    const char *escaped = up_buffer_string(&pattern);
    upsert_status status = escaped ? call(connection, call_columns, escaped,
                                          schema, &columns, error)
                                   : up_error_memory(error);
    for (size_t i = 0; status == UPSERT_OK && i < columns.rows; i++)
        if (up_ascii_equal(text(&columns, i, 2), table) &&
            !add_column(to, &columns, i))
            status = up_error_memory(error);
    up_result_dispose(&columns);
    up_buffer_dispose(&pattern);
    return status;
}

static char fold(char c, upsert_name_case name_case)
{
    if (name_case == UPSERT_NAMES_LOWER)
        return up_ascii_lower(c);
    if (name_case == UPSERT_NAMES_UPPER && c >= 'a' && c <= 'z')
        return (char)(c - 'a' + 'A');
    return c;
}

upsert_status up_odbc_columns(up_connection *connection, const char *table,
                              const char *schema, upsert_name_case name_case,
                              up_result *result, upsert_error *error)
{
    *result = (up_result){.columns = 7};
    rows to = {result, 0};
    upsert_status status = columns_of(connection, table, schema, &to, error);
    if (status != UPSERT_OK || result->rows)
        return status;
    char *folded = strdup(table);
    if (!folded)
        return up_error_memory(error);
    for (char *c = folded; *c; c++)
        *c = fold(*c, name_case);
    if (strcmp(folded, table) != 0)
        status = columns_of(connection, folded, schema, &to, error);
    free(folded);
    return status;
}

/* SQLPrimaryKeys: COLUMN_NAME is the 4th column, PK_NAME the 6th; the rows
   come in the order of the key. */
static upsert_status add_primary_key(up_connection *connection,
                                     const char *table, const char *schema,
                                     rows *to, upsert_error *error)
{
    up_result keys;
    upsert_status status =
        call(connection, call_primary_keys, table, schema, &keys, error);
    for (size_t i = 0; status == UPSERT_OK && i < keys.rows; i++) {
        const char *name = text(&keys, i, 5);
        const char *const cells[] = {name[0] ? name : "PRIMARY KEY", "1", "",
                                     text(&keys, i, 3), NULL};
        if (!add_row(to, cells))
            status = up_error_memory(error);
    }
    up_result_dispose(&keys);
    return status;
}

/* SQLStatistics: INDEX_NAME is the 6th column, COLUMN_NAME the 9th,
   FILTER_CONDITION the 13th. */
static upsert_status add_unique(up_connection *connection, const char *table,
                                const char *schema, rows *to,
                                upsert_error *error)
{
    up_result indexes;
    upsert_status status =
        call(connection, call_statistics, table, schema, &indexes, error);
    for (size_t i = 0; status == UPSERT_OK && i < indexes.rows; i++) {
        const char *name = up_result_cell(&indexes, i, 5);
        const char *column = up_result_cell(&indexes, i, 8);
        const char *const cells[] = {
            name, "0", column && column[0] ? "" : "it is on an expression",
            column,
            indexes.columns > 12 ? up_result_cell(&indexes, i, 12) : NULL};
        if (name && !add_row(to, cells))
            status = up_error_memory(error);
    }
    up_result_dispose(&indexes);
    return status;
}

upsert_status up_odbc_indexes(up_connection *connection, const char *table,
                              const char *schema, up_result *result,
                              upsert_error *error)
{
    *result = (up_result){.columns = 5};
    rows to = {result, 0};
    upsert_status status =
        add_primary_key(connection, table, schema, &to, error);
    if (status == UPSERT_OK)
        status = add_unique(connection, table, schema, &to, error);
    return status;
}
