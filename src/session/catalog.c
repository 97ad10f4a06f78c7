#include "session/catalog.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
#include "dialect/registry.h"
#include "dialect/types.h"
#include "odbc/catalog.h"

/* "" where the dialect does not ask. */
static upsert_status read_banner(up_connection *connection, const char *query,
                                 char *banner, upsert_error *error)
{
    banner[0] = '\0';
    return query ? up_connection_text(connection, query, banner,
                                      UP_BANNER_MAXIMUM, error)
                 : UPSERT_OK;
}

/* The name that the driver gives may be that of a compatible server: the best
   match asks the server, and what it answers decides. */
static upsert_status detect(up_connection *connection,
                            const upsert_dialect **dialect,
                            const upsert_server *server, char *banner,
                            upsert_error *error)
{
    const upsert_dialect *candidate = up_dialect_match(server);
    if (candidate) {
        upsert_status status =
            read_banner(connection, candidate->banner_query, banner, error);
        if (status != UPSERT_OK)
            return status;
        candidate = up_dialect_match(server);
    }
    if (!candidate)
        return up_error_set(error, UPSERT_SCHEMA,
                            "no dialect for this server (%s %s %s); set "
                            "target.dialect to one of `upsert dialects`",
                            server->dbms_name, server->dbms_version, banner);
    *dialect = candidate;
    return UPSERT_OK;
}

static upsert_status by_name(up_connection *connection, const char *name,
                             const upsert_dialect **dialect, char *banner,
                             upsert_error *error)
{
    *dialect = up_dialect_find(name);
    if (!*dialect)
        return up_error_set(error, UPSERT_OPTION,
                            "target.dialect: no dialect is named '%s'; "
                            "`upsert dialects` lists them",
                            name);
    return read_banner(connection, (*dialect)->banner_query, banner, error);
}

static upsert_status choose(up_connection *connection, const char *name,
                            const upsert_dialect **dialect,
                            const upsert_server *server, char *banner,
                            upsert_error *error)
{
    if (*dialect)
        return read_banner(connection, (*dialect)->banner_query, banner, error);
    if (strcmp(name, "auto") == 0)
        return detect(connection, dialect, server, banner, error);
    return by_name(connection, name, dialect, banner, error);
}

static upsert_status execute_all(up_connection *connection,
                                 const char *const *statement,
                                 upsert_error *error)
{
    upsert_status status = UPSERT_OK;
    for (; statement && *statement && status == UPSERT_OK; statement++)
        status = up_connection_execute(connection, *statement, error);
    return status;
}

upsert_status up_catalog_greet(up_connection *connection,
                               const upsert_dialect *dialect,
                               upsert_error *error)
{
    up_connection_read_errors(
        connection, (up_error_reader){dialect->error_codes, dialect->classify});
    upsert_status status =
        execute_all(connection, dialect->connect_statements, error);
    if (status == UPSERT_OK && !up_connection_borrowed(connection))
        status = execute_all(connection, dialect->own_statements, error);
    return status;
}

upsert_status up_catalog_dialect(up_connection *connection, const char *name,
                                 const upsert_dialect **dialect,
                                 upsert_server *server, char *banner,
                                 upsert_error *error)
{
    banner[0] = '\0';
    *server = (upsert_server){
        .struct_size = sizeof *server,
        .dbms_name = up_connection_dbms_name(connection),
        .dbms_version = up_connection_dbms_version(connection),
        .banner = banner,
        .driver_name = up_connection_driver_name(connection),
    };
    upsert_status status =
        choose(connection, name, dialect, server, banner, error);
    return status == UPSERT_OK ? up_catalog_greet(connection, *dialect, error)
                               : status;
}

static char *copy_cell(const up_result *result, size_t row, size_t column)
{
    const char *cell = up_result_cell(result, row, column);
    return cell ? strdup(cell) : NULL;
}

/* "" for NULL, and for a column that the query does not have. */
static const char *cell_text(const up_result *result, size_t row, size_t column)
{
    const char *cell =
        column < result->columns ? up_result_cell(result, row, column) : NULL;
    return cell ? cell : "";
}

/* Whether the rows of the columns query speak of one table only: the one that
   is spelt as asked for, or else the only one. */
static upsert_status pick_table(const up_result *result,
                                const up_table_name *name, size_t *first,
                                upsert_error *error)
{
    size_t tables = 0;
    for (size_t i = 0; i < result->rows; i++) {
        if (i &&
            strcmp(up_result_cell(result, i, 0),
                   up_result_cell(result, i - 1, 0)) == 0 &&
            strcmp(up_result_cell(result, i, 1),
                   up_result_cell(result, i - 1, 1)) == 0)
            continue;
        if (tables++ == 0 ||
            strcmp(up_result_cell(result, i, 1), name->table) == 0)
            *first = i;
        if (strcmp(up_result_cell(result, i, 1), name->table) == 0)
            return UPSERT_OK;
    }
    if (tables == 0)
        return up_error_set(error, UPSERT_SCHEMA, "there is no table %s%s%s",
                            name->schema ? name->schema : "",
                            name->schema ? "." : "", name->table);
    if (tables > 1)
        return up_error_set(error, UPSERT_SCHEMA,
                            "several tables are named like %s, apart from "
                            "upper and lower case",
                            name->table);
    return UPSERT_OK;
}

static bool add_column(const upsert_dialect *dialect, const up_result *result,
                       size_t row, up_table *table, size_t *capacity)
{
    if (!up_array_reserve(&table->columns, capacity, table->column_count,
                          sizeof *table->columns))
        return false;
    const char *filled = cell_text(result, row, 5);
    up_column *column = &table->columns[table->column_count++];
    *column = (up_column){
        .name = copy_cell(result, row, 2),
        .type_name = copy_cell(result, row, 3),
        .cast_name = strdup(cell_text(result, row, 4)),
        .generated = strcmp(filled, "generated") == 0,
        .identity = strcmp(filled, "identity") == 0,
        .null_by_default = strcmp(filled, "null") == 0,
        .collation = strdup(cell_text(result, row, 6)),
    };
    if (!column->name || !column->type_name || !column->cast_name ||
        !column->collation)
        return false;
    column->type = up_type_of(dialect, column->type_name);
    return true;
}

static upsert_status take_columns(const upsert_dialect *dialect,
                                  const up_result *result,
                                  const up_table_name *name, up_table *table,
                                  upsert_error *error)
{
    size_t first = 0;
    upsert_status status = pick_table(result, name, &first, error);
    if (status != UPSERT_OK)
        return status;
    table->schema = copy_cell(result, first, 0);
    table->name = copy_cell(result, first, 1);
    if (!table->schema || !table->name)
        return up_error_memory(error);
    size_t capacity = 0;
    for (size_t i = first; i < result->rows; i++) {
        if (strcmp(up_result_cell(result, i, 0), table->schema) != 0 ||
            strcmp(up_result_cell(result, i, 1), table->name) != 0)
            break;
        if (!add_column(dialect, result, i, table, &capacity))
            return up_error_memory(error);
    }
    return UPSERT_OK;
}

static up_index *index_of_row(up_table *table, const up_result *result,
                              size_t row, size_t *capacity)
{
    const char *name = up_result_cell(result, row, 0);
    bool primary = up_result_cell(result, row, 1)[0] == '1';
    if (table->index_count) {
        up_index *last = &table->indexes[table->index_count - 1];
        if (strcmp(last->name, name) == 0 && last->primary == primary)
            return last;
    }
    if (!up_array_reserve(&table->indexes, capacity, table->index_count,
                          sizeof *table->indexes))
        return NULL;
    up_index *index = &table->indexes[table->index_count++];
    *index = (up_index){.name = copy_cell(result, row, 0),
                        .primary = primary,
                        .unusable = strdup(cell_text(result, row, 2)),
                        .predicate = strdup(cell_text(result, row, 4))};
    return index->name && index->unusable && index->predicate ? index : NULL;
}

static upsert_status take_indexes(const up_result *result, up_table *table,
                                  upsert_error *error)
{
    size_t capacity = 0;
    size_t column_capacity = 0;
    for (size_t i = 0; i < result->rows; i++) {
        up_index *index = index_of_row(table, result, i, &capacity);
        if (!index)
            return up_error_memory(error);
        if (index->count == 0)
            column_capacity = 0;
        if (!up_array_reserve(&index->columns, &column_capacity, index->count,
                              sizeof *index->columns))
            return up_error_memory(error);
        index->columns[index->count] = copy_cell(result, i, 3);
        if (up_result_cell(result, i, 3) && !index->columns[index->count])
            return up_error_memory(error);
        index->count++;
    }
    return UPSERT_OK;
}

static upsert_status take_effects(const up_result *result, up_table *table,
                                  upsert_error *error)
{
    size_t capacity = 0;
    for (size_t i = 0; i < result->rows; i++) {
        if (!up_array_reserve(&table->effects, &capacity, table->effect_count,
                              sizeof *table->effects))
            return up_error_memory(error);
        char *effect = copy_cell(result, i, 0);
        if (!effect)
            return up_error_memory(error);
        table->effects[table->effect_count++] =
            (up_effect){effect, strcmp(cell_text(result, i, 1), "0") != 0};
    }
    return UPSERT_OK;
}

static upsert_status query_columns(up_connection *connection,
                                   const upsert_dialect *dialect,
                                   const up_table_name *name, up_result *result,
                                   upsert_error *error)
{
    const char *schema = name->schema ? name->schema : "";
    const char *asked[] = {name->table, schema};
    if (dialect->columns_query)
        return up_connection_query(connection, dialect->columns_query, asked, 2,
                                   result, error);
    return up_odbc_columns(connection, name->table, schema, dialect->name_case,
                           result, error);
}

static upsert_status read_columns(up_connection *connection,
                                  const upsert_dialect *dialect,
                                  const up_table_name *name, up_table *table,
                                  upsert_error *error)
{
    up_result result;
    upsert_status status =
        query_columns(connection, dialect, name, &result, error);
    if (status == UPSERT_OK)
        status = take_columns(dialect, &result, name, table, error);
    up_result_dispose(&result);
    return status;
}

static upsert_status read_indexes(up_connection *connection,
                                  const upsert_dialect *dialect,
                                  up_table *table, upsert_error *error)
{
    const char *found[] = {table->name, table->schema};
    up_result result;
    upsert_status status =
        dialect->columns_query
            ? up_connection_query(connection, dialect->indexes_query, found, 2,
                                  &result, error)
            : up_odbc_indexes(connection, table->name, table->schema, &result,
                              error);
    if (status == UPSERT_OK)
        status = take_indexes(&result, table, error);
    up_result_dispose(&result);
    return status;
}

static upsert_status read_effects(up_connection *connection,
                                  const upsert_dialect *dialect,
                                  up_table *table, upsert_error *error)
{
    if (!dialect->effects_query)
        return UPSERT_OK;
    const char *found[] = {table->name, table->schema};
    up_result result;
    upsert_status status = up_connection_query(
        connection, dialect->effects_query, found, 2, &result, error);
    if (status == UPSERT_OK)
        status = take_effects(&result, table, error);
    up_result_dispose(&result);
    return status;
}

/* A query of one number; without a query it stays as it is. */
static upsert_status read_number(up_connection *connection, const char *query,
                                 const up_table *table, int64_t *number,
                                 upsert_error *error)
{
    if (!query)
        return UPSERT_OK;
    const char *found[] = {table->name, table->schema};
    up_result result;
    upsert_status status =
        up_connection_query(connection, query, found, 2, &result, error);
    if (status == UPSERT_OK && result.rows == 1 && result.columns == 1 &&
        result.cells[0])
        *number = strtoll(result.cells[0], NULL, 10);
    up_result_dispose(&result);
    return status;
}

upsert_status up_catalog_table(up_connection *connection,
                               const upsert_dialect *dialect,
                               const up_table_name *name, up_table *table,
                               upsert_error *error)
{
    int64_t numbered = 0;
    table->self_references = UP_NOT_TOLD;
    upsert_status status =
        read_columns(connection, dialect, name, table, error);
    if (status == UPSERT_OK)
        status = read_indexes(connection, dialect, table, error);
    if (status == UPSERT_OK)
        status = read_effects(connection, dialect, table, error);
    if (status == UPSERT_OK)
        status = read_number(connection, dialect->self_references_query, table,
                             &table->self_references, error);
    if (status == UPSERT_OK)
        status = read_number(connection, dialect->numbered_query, table,
                             &numbered, error);
    table->numbered = numbered != 0;
    return status;
}
