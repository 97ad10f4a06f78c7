/*
 * A plugin as it was written when version 1 of the interface was the newest:
 * for PostgreSQL, with a renderer of its own. It is compiled against the frozen
 * header, and must load and work for ever.
 */
#include <string.h>

#include "dialect_v1.h"

/* What version 1 offers is there: it is looked up when the plugin is loaded. */
typedef void any_function(void);
extern any_function *const upsert_test_offers[];
#define OFFER(name) (any_function *)name
any_function *const upsert_test_offers[] = {
    OFFER(upsert_sql_text),
    OFFER(upsert_sql_name),
    OFFER(upsert_sql_marker),
    OFFER(upsert_sql_string),
    OFFER(upsert_sql_number),
    OFFER(upsert_sql_refuse),
    OFFER(upsert_type_of_name),
    OFFER(upsert_render_on_conflict),
    OFFER(upsert_render_on_duplicate_key),
    OFFER(upsert_render_merge),
    OFFER(upsert_render_marker),
    OFFER(upsert_render_rows),
    OFFER(upsert_render_select),
    OFFER(upsert_render_names),
    OFFER(upsert_render_no_update),
    OFFER(upsert_render_table),
    OFFER(upsert_render_there),
    OFFER(upsert_render_source),
    OFFER(upsert_render_each),
    OFFER(upsert_render_name),
    OFFER(upsert_render_there_named),
    OFFER(upsert_render_value),
    OFFER(upsert_render_rounded),
    OFFER(upsert_render_expression),
    OFFER(upsert_render_assignments),
    OFFER(upsert_render_conditions),
    OFFER(upsert_render_key),
    OFFER(upsert_plan_compares),
    OFFER(upsert_plan_assigns),
    OFFER(upsert_plan_updates),
};

#define WANTED                                                                 \
    "FROM (SELECT CAST(? AS varchar) AS tab, CAST(? AS varchar) AS sch) w "

static const char COLUMNS_QUERY[] =
    "SELECT c.table_schema, c.table_name, c.column_name, c.data_type,"
    " c.data_type, '', '' " WANTED
    "JOIN information_schema.columns c ON c.table_name = w.tab"
    " AND c.table_schema = COALESCE(NULLIF(w.sch, ''), CURRENT_SCHEMA) "
    "ORDER BY c.ordinal_position";

static const char INDEXES_QUERY[] =
    "SELECT k.constraint_name, '1', '', k.column_name, NULL " WANTED
    "JOIN information_schema.table_constraints c ON c.table_name = w.tab"
    " AND c.table_schema = w.sch AND c.constraint_type = 'PRIMARY KEY'"
    " JOIN information_schema.key_column_usage k"
    " ON k.constraint_schema = c.constraint_schema"
    " AND k.constraint_name = c.constraint_name "
    "ORDER BY k.ordinal_position";

static int match(const upsert_server *server)
{
    return strcmp(server->dbms_name, "PostgreSQL") == 0;
}

static upsert_type type_of(const char *type_name)
{
    return strcmp(type_name, "character varying") == 0
               ? UPSERT_TYPE_TEXT
               : upsert_type_of_name(type_name);
}

static void assignment(const upsert_plan *plan, size_t column, upsert_sql *sql)
{
    upsert_render_name(plan, column, sql);
    upsert_sql_text(sql, " = excluded.");
    upsert_render_name(plan, column, sql);
}

static void difference(const upsert_plan *plan, size_t column, upsert_sql *sql)
{
    upsert_render_there(plan, column, sql);
    upsert_sql_text(sql, " IS DISTINCT FROM excluded.");
    upsert_sql_name(sql, plan->columns[column].name);
}

static void markers(const upsert_plan *plan, size_t rows, upsert_sql *sql)
{
    for (size_t row = 0; row < rows; row++) {
        upsert_sql_text(sql, row ? ", (" : "(");
        for (size_t i = 0; i < plan->column_count; i++) {
            if (i)
                upsert_sql_text(sql, ", ");
            upsert_sql_marker(sql, i);
        }
        upsert_sql_text(sql, ")");
    }
}

static void render(const upsert_plan *plan, size_t rows, upsert_sql *sql)
{
    if (plan->mode != UPSERT_MODE_UPSERT)
        upsert_sql_refuse(sql, "only mode upsert is known");
    upsert_sql_text(sql, "INSERT INTO ");
    upsert_render_table(plan, sql);
    upsert_sql_text(sql, " AS t (");
    upsert_render_names(plan, sql);
    upsert_sql_text(sql, ") VALUES ");
    markers(plan, rows, sql);
    upsert_sql_text(sql, " ON CONFLICT (");
    upsert_render_each(plan, UPSERT_RULE_KEY, ", ", upsert_render_name, sql);
    upsert_sql_text(sql, ") DO UPDATE SET ");
    upsert_render_each(plan, UPSERT_RULE_REPLACE, ", ", assignment, sql);
    if (!plan->only_changed)
        return;
    upsert_sql_text(sql, " WHERE ");
    upsert_render_each(plan, UPSERT_RULE_REPLACE, " OR ", difference, sql);
}

static bool render_setup(const upsert_plan *plan, unsigned index,
                         upsert_sql *sql)
{
    (void)plan;
    if (index > 0)
        return false;
    upsert_sql_text(sql, "SET application_name = ");
    upsert_sql_string(sql, "upsert's plugin");
    return true;
}

static bool render_teardown(const upsert_plan *plan, unsigned index,
                            upsert_sql *sql)
{
    (void)plan;
    if (index > 0)
        return false;
    upsert_sql_text(sql, "RESET application_name");
    return true;
}

static const upsert_error_code ERROR_CODES[] = {
    {"23505", 0, NULL, UPSERT_DUPLICATE_KEY},
    {NULL, 0, NULL, UPSERT_OK},
};

static upsert_status classify(const char *sqlstate, int32_t native,
                              const char *message)
{
    (void)native;
    (void)message;
    return strcmp(sqlstate, "40001") == 0 ? UPSERT_RETRY_TRANSACTION
                                          : UPSERT_OK;
}

static const char *const CONNECT[] = {"SET client_encoding TO 'UTF8'", NULL};

static const upsert_dialect DIALECT = {
    .struct_size = sizeof(upsert_dialect),
    .abi_version = UPSERT_DIALECT_ABI,
    .name = "abi1",
    .summary = "a dialect of version 1",
    .quote_open = '"',
    .quote_close = '"',
    .limits = {.parameters = 600, .rows = 100},
    .transport = UPSERT_TRANSPORT_VALUES,
    .counting_upsert = UPSERT_COUNTING_AFFECTED,
    .counting_other = UPSERT_COUNTING_AFFECTED,
    .affected_by_update = 1,
    .name_case = UPSERT_NAMES_LOWER,
    .evidence = UPSERT_RUN_ON_A_SERVER,
    .begin = "BEGIN",
    .commit = "COMMIT",
    .rollback = "ROLLBACK",
    .savepoint = "SAVEPOINT s",
    .rollback_to_savepoint = "ROLLBACK TO SAVEPOINT s",
    .banner_query = "SELECT version()",
    .connect_statements = CONNECT,
    .columns_query = COLUMNS_QUERY,
    .indexes_query = INDEXES_QUERY,
    .match = match,
    .type_of = type_of,
    .render = render,
    .render_setup = render_setup,
    .render_teardown = render_teardown,
    .error_codes = ERROR_CODES,
    .classify = classify,
};

const upsert_dialect *upsert_dialect_plugin(uint32_t abi_version)
{
    return abi_version >= UPSERT_DIALECT_ABI ? &DIALECT : NULL;
}
