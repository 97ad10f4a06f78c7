/*
 * HSQLDB 2.x: MERGE. Its server speaks to PostgreSQL's ODBC driver.
 *
 * Source, where a line names no other: HyperSQL User Guide, Data Access and
 * Change; the text and the catalog queries ran on HSQLDB 2.7.1 through that
 * driver, 13.02 (13.02 is as far as it goes: later ones cannot connect). It
 * passes ASCII only; another character ends the connection.
 */
#include <string.h>

#include <upsert/dialect.h>

#define WANTED                                                                 \
    "FROM (VALUES (CAST(? AS VARCHAR(128)), CAST(? AS VARCHAR(128))))"         \
    " AS w (tab, sch) "

/* A text is cast to one character more than its column takes, so that what is
   too long still is. Source: HyperSQL User Guide, System Tables. */
static const char COLUMNS_QUERY[] =
    "SELECT c.table_schema, c.table_name, c.column_name, c.dtd_identifier,"
    " CASE WHEN c.dtd_identifier LIKE 'VARCHAR%'"
    " OR c.dtd_identifier LIKE 'CHARACTER(%' THEN 'VARCHAR('"
    " || CAST(c.character_maximum_length + 1 AS VARCHAR(20)) || ')'"
    " WHEN c.dtd_identifier LIKE 'VARBINARY%'"
    " OR c.dtd_identifier LIKE 'BINARY%' THEN 'VARBINARY('"
    " || CAST(c.character_maximum_length + 1 AS VARCHAR(20)) || ')'"
    " ELSE c.dtd_identifier END,"
    " CASE WHEN c.is_generated = 'ALWAYS'"
    " OR c.identity_generation = 'ALWAYS' THEN 'generated'"
    " WHEN c.is_identity = 'YES' THEN 'identity'"
    " WHEN c.is_nullable = 'YES' AND c.column_default IS NULL THEN 'null'"
    " ELSE '' END, COALESCE(c.collation_name, '') " WANTED
    "JOIN information_schema.columns c ON LOWER(c.table_name) = LOWER(w.tab)"
    " AND LOWER(c.table_schema) ="
    " LOWER(CASE w.sch WHEN '' THEN CURRENT_SCHEMA ELSE w.sch END) "
    "ORDER BY c.table_schema, c.table_name, c.ordinal_position";

static const char INDEXES_QUERY[] =
    "SELECT i.index_name,"
    " CASE WHEN k.pk_name IS NULL THEN '0' ELSE '1' END, '', i.column_name,"
    " CAST(NULL AS VARCHAR(1)) " WANTED
    "JOIN information_schema.system_indexinfo i ON i.table_name = w.tab"
    " AND i.table_schem = w.sch AND NOT i.non_unique"
    " LEFT JOIN (SELECT DISTINCT table_schem, table_name, pk_name"
    " FROM information_schema.system_primarykeys) k"
    " ON k.table_schem = i.table_schem AND k.table_name = i.table_name"
    " AND k.pk_name = i.index_name "
    "ORDER BY 2 DESC, i.index_name, i.ordinal_position";

static const char EFFECTS_QUERY[] =
    "SELECT 'trigger ' || g.trigger_name, '0' " WANTED
    "JOIN information_schema.triggers g ON g.event_object_table = w.tab"
    " AND g.event_object_schema = w.sch ORDER BY g.trigger_name";

/* To PostgreSQL's driver it is "PostgreSQL" 8.3.1, and has no version() to ask
   (measured); PostgreSQL itself is 12 or newer. The other name is what its JDBC
   driver says. */
static int match(const upsert_server *server)
{
    if (strcmp(server->dbms_name, "HSQL Database Engine") == 0)
        return 80;
    return strcmp(server->dbms_name, "PostgreSQL") == 0 &&
                   strcmp(server->dbms_version, "8.3.1") == 0
               ? 80
               : 0;
}

/* Types are taken from the first row. Equality passes over trailing spaces:
   HyperSQL User Guide, Collations. */
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
    .bytes_before = "OCTET_LENGTH(",
    .bytes_after = ")",
};

/* The SQLSTATE tells: 23505, 22xxx, 40001 (measured). */
static const upsert_error_code ERROR_CODES[] = {
    {"23505", 0, NULL, UPSERT_DUPLICATE_KEY},
    {NULL, 0, NULL, UPSERT_OK},
};

static const char NOTES[] = "By PostgreSQL's ODBC driver up to 13.02, with "
                            "`Protocol=7.4-0`, and for ASCII "
                            "only: another character ends the connection. It "
                            "tells no row counts for MERGE.";

extern const upsert_dialect upsert_dialect_hsqldb;
const upsert_dialect upsert_dialect_hsqldb = {
    .struct_size = sizeof(upsert_dialect),
    .abi_version = UPSERT_DIALECT_ABI,
    .name = "hsqldb",
    .summary = "HSQLDB 2.x, by MERGE",
    .notes = NOTES,
    .quote_open = '"',
    .quote_close = '"',
    /* PostgreSQL's driver sets the number of parameters. */
    .limits = {.parameters = 7498, .rows = 1000, .bytes = (size_t)16 << 20},
    .transport = UPSERT_TRANSPORT_VALUES,
    /* The row count of a MERGE is -1 (measured). */
    .counting_upsert = UPSERT_COUNTING_NONE,
    .counting_other = UPSERT_COUNTING_AFFECTED,
    .affected_by_update = 1,
    .name_case = UPSERT_NAMES_UPPER,
    .evidence = UPSERT_GOLDEN_TEXT,
    .savepoint = "SAVEPOINT upsert_statement",
    .rollback_to_savepoint = "ROLLBACK TO SAVEPOINT upsert_statement",
    .banner_query = "VALUES ('HSQLDB ' || DATABASE_VERSION())",
    .columns_query = COLUMNS_QUERY,
    .indexes_query = INDEXES_QUERY,
    .effects_query = EFFECTS_QUERY,
    .match = match,
    .profile = &MERGE,
    .render = upsert_render_merge,
    .error_codes = ERROR_CODES,
    /* The last one wins (measured). */
    .repeats = UPSERT_REPEATS_UNNOTICED,
    .fraction_digits = 6,
    /* Source: HSQLDB User Guide, Built In Functions. */
    .clock_query = "SELECT CAST(LOCALTIMESTAMP AS VARCHAR(30))"
                   " FROM (VALUES (0)) AS w (n)",
};
