/*
 * Vertica 9 and newer: MERGE.
 *
 * Source, where a line names no other: Vertica documentation, MERGE: one WHEN
 * clause of each kind, each with an AND. No server of this kind was within
 * reach: the text is only written down.
 */
#include <string.h>

#include <upsert/dialect.h>

#define WANTED                                                                 \
    "FROM (SELECT CAST(? AS VARCHAR(128)) AS tab,"                             \
    " CAST(? AS VARCHAR(128)) AS sch) w "

/* A text is cast to one byte more than its column takes, so that what is too
   long still is. Source: Vertica documentation, COLUMNS; there, data_type has
   its length. */
static const char COLUMNS_QUERY[] =
    "SELECT c.table_schema, c.table_name, c.column_name, c.data_type,"
    " CASE WHEN c.data_type ILIKE 'char%' OR c.data_type ILIKE 'varchar%'"
    " THEN 'varchar(' || LEAST(c.data_type_length + 1, 65000) || ')'"
    " WHEN c.data_type ILIKE 'binary%' OR c.data_type ILIKE 'varbinary%'"
    " THEN 'varbinary(' || LEAST(c.data_type_length + 1, 65000) || ')'"
    " ELSE c.data_type END,"
    " CASE WHEN c.is_identity THEN 'generated'"
    " WHEN c.is_nullable AND c.column_default = '' THEN 'null' ELSE '' END, "
    "'' " WANTED
    "JOIN v_catalog.columns c ON LOWER(c.table_name) = LOWER(w.tab)"
    " AND LOWER(c.table_schema) ="
    " LOWER(CASE w.sch WHEN '' THEN CURRENT_SCHEMA() ELSE w.sch END) "
    "ORDER BY c.table_schema, c.table_name, c.ordinal_position";

/* A key that is not enforced (the default) does not keep duplicates out; that
   it is declared is enough to find rows by it. Source: Vertica documentation,
   PRIMARY_KEYS. */
static const char INDEXES_QUERY[] =
    "SELECT k.constraint_name, '1', '', k.column_name, NULL " WANTED
    "JOIN v_catalog.primary_keys k ON k.table_name = w.tab"
    " AND k.table_schema = w.sch "
    "ORDER BY k.constraint_name, k.ordinal_position";

/* Source: what its driver answers, as odbc for R knows it. */
static int match(const upsert_server *server)
{
    return strcmp(server->dbms_name, "Vertica Database") == 0 ? 80 : 0;
}

/* Source: Vertica documentation, Long data types. */
static const char *const INCOMPARABLE[] = {
    "long",
    "geometry",
    "geography",
    NULL,
};

/* It has no IS DISTINCT FROM. Source: jOOQ manual, DISTINCT predicate. */
static const upsert_merge MERGE = {
    .source = UPSERT_MERGE_SELECT,
    .from = "",
    .table_as = true,
    .source_as = true,
    .hint = "",
    .casts = UPSERT_CAST_EVERY,
    .condition = UPSERT_MERGE_CONDITION_AND,
    .differs = UPSERT_MERGE_PORTABLE,
    .terminator = "",
    .incomparable = INCOMPARABLE,
};

/* Beyond what the SQLSTATE tells (23505, 22xxx). A MERGE locks the whole table
   for others. From memory. */
static const upsert_error_code ERROR_CODES[] = {
    {NULL, 6745, NULL, UPSERT_DUPLICATE_KEY},
    {NULL, 3149, NULL, UPSERT_ROW_TWICE},
    {"40V01", 0, NULL, UPSERT_RETRY_TRANSACTION}, /* deadlock */
    {"55V03", 0, NULL, UPSERT_RETRY_STATEMENT},   /* lock timeout */
    {NULL, 0, NULL, UPSERT_OK},
};

static const char NOTES[] = "Unless its keys are enabled, they are not "
                            "enforced. A MERGE locks the whole "
                            "table.";

/* The limits are careful guesses: none is documented. */
extern const upsert_dialect upsert_dialect_vertica;
const upsert_dialect upsert_dialect_vertica = {
    .struct_size = sizeof(upsert_dialect),
    .abi_version = UPSERT_DIALECT_ABI,
    .name = "vertica",
    .summary = "Vertica, by MERGE",
    .notes = NOTES,
    .quote_open = '"',
    .quote_close = '"',
    .limits = {.parameters = 10000, .rows = 500, .bytes = (size_t)4 << 20},
    .transport = UPSERT_TRANSPORT_VALUES,
    .counting_upsert = UPSERT_COUNTING_AFFECTED,
    .counting_other = UPSERT_COUNTING_AFFECTED,
    .affected_by_update = 1,
    .name_case = UPSERT_NAMES_AS_THEY_ARE,
    .evidence = UPSERT_GOLDEN_TEXT,
    .savepoint = "SAVEPOINT upsert_statement",
    .rollback_to_savepoint = "ROLLBACK TO SAVEPOINT upsert_statement",
    .banner_query = "SELECT version()",
    .columns_query = COLUMNS_QUERY,
    .indexes_query = INDEXES_QUERY,
    .match = match,
    .profile = &MERGE,
    .render = upsert_render_merge,
    .error_codes = ERROR_CODES,
    .repeats = UPSERT_REPEATS_UNNOTICED,
    .fraction_digits = 6,
    /* Source: Vertica documentation, LOCALTIMESTAMP. */
    .clock_query = "SELECT CAST(LOCALTIMESTAMP AS VARCHAR(30))",
};
