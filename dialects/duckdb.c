/*
 * DuckDB 1.4 and newer: MERGE.
 *
 * Source, where a line names no other: DuckDB documentation, MERGE INTO; the
 * text ran on DuckDB 1.5.2 through its ODBC driver, and the catalog queries on
 * 1.5.6 without it.
 */
#include <string.h>

#include <upsert/dialect.h>

#define WANTED                                                                 \
    "FROM (SELECT CAST(? AS VARCHAR) AS tab, CAST(? AS VARCHAR) AS sch) w "

/* Texts have no length; that a column is generated is told nowhere. Source:
 * DuckDB documentation, Metadata Functions. */
static const char COLUMNS_QUERY[] =
    "SELECT c.schema_name, c.table_name, c.column_name, c.data_type,"
    " c.data_type, CASE WHEN c.is_nullable AND c.column_default IS NULL THEN "
    "'null'"
    " WHEN starts_with(c.column_default, 'nextval(') THEN 'identity'"
    " ELSE '' END, '' " WANTED
    "JOIN duckdb_columns() c ON lower(c.table_name) = lower(w.tab)"
    " AND c.database_name = current_database() AND lower(c.schema_name) ="
    " lower(CASE w.sch WHEN '' THEN current_schema() ELSE w.sch END)"
    " ORDER BY c.schema_name, c.table_name, c.column_index";

/* Indexes that are no constraint's tell their columns in text only, and are
   left out. */
static const char INDEXES_QUERY[] =
    "SELECT k.name, k.is_primary, '', k.columns[k.position], NULL FROM"
    " (SELECT coalesce(c.constraint_name, c.constraint_index::VARCHAR) AS name,"
    " CASE c.constraint_type WHEN 'PRIMARY KEY' THEN '1' ELSE '0' END"
    " AS is_primary, c.constraint_column_names AS columns,"
    " unnest(generate_series(1, len(c.constraint_column_names))) AS "
    "position " WANTED "JOIN duckdb_constraints() c ON c.table_name = w.tab"
    " AND c.schema_name = w.sch AND c.database_name = current_database()"
    " WHERE c.constraint_type IN ('PRIMARY KEY', 'UNIQUE')) k "
    "ORDER BY k.is_primary DESC, k.name, k.position";

/* Source: the driver's own source, api_info.cpp. */
static int match(const upsert_server *server)
{
    return strcmp(server->dbms_name, "DuckDB") == 0 ? 80 : 0;
}

/* A row twice in the source does not fail, and the last one wins (measured). */
static const upsert_merge MERGE = {
    .source = UPSERT_MERGE_VALUES,
    .from = "",
    .column_list = true,
    .table_as = true,
    .source_as = true,
    .hint = "",
    .casts = UPSERT_CAST_FIRST_ROW,
    .condition = UPSERT_MERGE_CONDITION_AND,
    .differs = UPSERT_MERGE_DISTINCT,
    .terminator = "",
};

/* Every SQLSTATE is HY000: the text tells (measured). */
static const upsert_error_code ERROR_CODES[] = {
    {NULL, 0, "Duplicate key", UPSERT_DUPLICATE_KEY},
    {NULL, 0, "duplicate key", UPSERT_DUPLICATE_KEY},
    {NULL, 0, "TransactionContext Error", UPSERT_RETRY_TRANSACTION},
    {NULL, 0, "Constraint Error", UPSERT_CONSTRAINT},
    {NULL, 0, "Conversion Error", UPSERT_VALUE},
    {NULL, 0, "Out of Range Error", UPSERT_VALUE},
    {NULL, 0, NULL, UPSERT_OK},
};

static const char NOTES[] =
    "Its driver tells no row counts for MERGE, and up to 1.5.2 ends the "
    "process "
    "where a decimal is bound as one; here all is bound as text.";

extern const upsert_dialect upsert_dialect_duckdb;
const upsert_dialect upsert_dialect_duckdb = {
    .struct_size = sizeof(upsert_dialect),
    .abi_version = UPSERT_DIALECT_ABI,
    .name = "duckdb",
    .summary = "DuckDB 1.4 and newer, by MERGE",
    .notes = NOTES,
    .quote_open = '"',
    .quote_close = '"',
    /* No limit is documented; linq2db sends 2048 parameters. */
    .limits = {.parameters = 2048, .rows = 1000, .bytes = (size_t)16 << 20},
    .transport = UPSERT_TRANSPORT_VALUES,
    /* The driver's row count of a MERGE is -1 (measured). */
    .counting_upsert = UPSERT_COUNTING_NONE,
    .counting_other = UPSERT_COUNTING_NONE,
    .affected_by_update = 1,
    .name_case = UPSERT_NAMES_AS_THEY_ARE,
    .evidence = UPSERT_GOLDEN_TEXT,
    .banner_query = "SELECT 'DuckDB ' || version()",
    .columns_query = COLUMNS_QUERY,
    .indexes_query = INDEXES_QUERY,
    .match = match,
    .profile = &MERGE,
    .render = upsert_render_merge,
    .error_codes = ERROR_CODES,
    .repeats = UPSERT_REPEATS_UNNOTICED,
    .fraction_digits = 6,
    /* Source: DuckDB documentation, Timestamp Functions. */
    .clock_query = "SELECT CAST(LOCALTIMESTAMP AS VARCHAR)",
};
