/*
 * SAP HANA: MERGE.
 *
 * Source, where a line names no other: SAP HANA SQL Reference Guide, MERGE
 * INTO, whose examples have WHEN MATCHED AND. No server of this kind was within
 * reach: the text is only written down. UPSERT .. WITH PRIMARY KEY is not used:
 * it takes one row and no condition.
 */
#include <string.h>

#include <upsert/dialect.h>

#define WANTED                                                                 \
    "FROM (SELECT CAST(? AS NVARCHAR(256)) AS tab,"                            \
    " CAST(? AS NVARCHAR(256)) AS sch FROM DUMMY) w "

/* A text is cast to one character more than its column takes, so that what is
   too long still is. The column names are from memory. Source: SAP HANA SQL
   Reference Guide, TABLE_COLUMNS System View. */
static const char COLUMNS_QUERY[] =
    "SELECT c.schema_name, c.table_name, c.column_name,"
    " CASE WHEN c.data_type_name IN ('VARCHAR', 'NVARCHAR', 'CHAR', 'NCHAR',"
    " 'ALPHANUM', 'SHORTTEXT', 'VARBINARY', 'BINARY')"
    " THEN c.data_type_name || '(' || c.length || ')'"
    " WHEN c.data_type_name = 'DECIMAL' AND c.scale IS NOT NULL"
    " THEN 'DECIMAL(' || c.length || ',' || c.scale || ')'"
    " ELSE c.data_type_name END,"
    " CASE WHEN c.data_type_name IN ('VARCHAR', 'NVARCHAR', 'CHAR', 'NCHAR',"
    " 'ALPHANUM', 'SHORTTEXT') THEN 'NVARCHAR(' || LEAST(c.length + 1, 5000)"
    " || ')' WHEN c.data_type_name IN ('VARBINARY', 'BINARY')"
    " THEN 'VARBINARY(' || LEAST(c.length + 1, 5000) || ')'"
    " WHEN c.data_type_name = 'DECIMAL' AND c.scale IS NOT NULL"
    " THEN 'DECIMAL(' || c.length || ',' || c.scale || ')'"
    " WHEN c.data_type_name LIKE 'ST\\_%' ESCAPE '\\' THEN ''"
    " ELSE c.data_type_name END,"
    " CASE WHEN c.generation_type LIKE 'ALWAYS%' THEN 'generated'"
    " WHEN c.generation_type IS NOT NULL THEN 'identity'"
    " WHEN c.is_nullable = 'TRUE' AND c.default_value IS NULL THEN 'null'"
    " ELSE '' END, '' " WANTED
    "JOIN sys.table_columns c ON LOWER(c.table_name) = LOWER(w.tab)"
    " AND LOWER(c.schema_name) ="
    " LOWER(CASE w.sch WHEN '' THEN CURRENT_SCHEMA ELSE w.sch END) "
    "ORDER BY c.schema_name, c.table_name, c.position";

/* Source: SAP HANA SQL Reference Guide, INDEX_COLUMNS System View. */
static const char INDEXES_QUERY[] =
    "SELECT i.index_name,"
    " CASE i.constraint WHEN 'PRIMARY KEY' THEN '1' ELSE '0' END, '',"
    " i.column_name, NULL " WANTED
    "JOIN sys.index_columns i ON i.table_name = w.tab"
    " AND i.schema_name = w.sch"
    " AND i.constraint IN ('PRIMARY KEY', 'UNIQUE', 'NOT NULL UNIQUE') "
    "ORDER BY CASE i.constraint WHEN 'PRIMARY KEY' THEN 0 ELSE 1 END,"
    " i.index_name, i.position";

static const char EFFECTS_QUERY[] =
    "SELECT 'trigger ' || g.trigger_name, '0' " WANTED
    "JOIN sys.triggers g ON g.subject_table_name = w.tab"
    " AND g.subject_table_schema = w.sch AND g.is_enabled = 'TRUE' "
    "ORDER BY g.trigger_name";

/* Source: what its driver answers, as odbc for R knows it. */
static int match(const upsert_server *server)
{
    return strcmp(server->dbms_name, "HDB") == 0 ? 80 : 0;
}

/* Source: SAP HANA SQL Reference Guide, LOB types; in part from memory. */
static const char *const INCOMPARABLE[] = {
    "BLOB", "CLOB", "NCLOB", "TEXT", "BINTEXT", "ST_GEOMETRY", "ST_POINT", NULL,
};

/* It has no IS DISTINCT FROM. */
static const upsert_merge MERGE = {
    .source = UPSERT_MERGE_SELECT,
    .from = " FROM DUMMY",
    .table_as = true,
    .source_as = true,
    .hint = "",
    .casts = UPSERT_CAST_EVERY,
    .condition = UPSERT_MERGE_CONDITION_AND,
    .differs = UPSERT_MERGE_PORTABLE,
    .terminator = "",
    .incomparable = INCOMPARABLE,
};

/* Source: SAP HANA SQL Reference Guide, SQL Error Codes. */
static const upsert_error_code ERROR_CODES[] = {
    {NULL, 301, NULL, UPSERT_DUPLICATE_KEY},
    {NULL, 131, NULL, UPSERT_RETRY_TRANSACTION}, /* lock wait, rolled back */
    {NULL, 133, NULL, UPSERT_RETRY_TRANSACTION}, /* deadlock */
    {NULL, 138, NULL, UPSERT_RETRY_TRANSACTION}, /* serialization failure */
    {NULL, 146, NULL, UPSERT_RETRY_STATEMENT},   /* NOWAIT */
    {NULL, 139, NULL, UPSERT_CANCELLED},
    {NULL, 287, NULL, UPSERT_CONSTRAINT}, /* NULL */
    {NULL, 461, NULL, UPSERT_CONSTRAINT}, /* FOREIGN KEY */
    {NULL, 462, NULL, UPSERT_CONSTRAINT},
    {NULL, 677, NULL, UPSERT_CONSTRAINT}, /* CHECK */
    {NULL, 274, NULL, UPSERT_VALUE},      /* too long */
    {NULL, 303, NULL, UPSERT_VALUE},      /* no date */
    {NULL, 304, NULL, UPSERT_VALUE},      /* division, overflow */
    {NULL, 314, NULL, UPSERT_VALUE},      /* numeric overflow */
    {NULL, 339, NULL, UPSERT_VALUE},      /* no number */
    {NULL, 0, NULL, UPSERT_OK},
};

static const char NOTES[] =
    "LOBs cannot be compared: with one to update, the job needs "
    "`upsert.only_changed = no`.";

/* Larger unions exhausted the memory of small servers: linq2db's tests stay at
   50 rows. */
extern const upsert_dialect upsert_dialect_hana;
const upsert_dialect upsert_dialect_hana = {
    .struct_size = sizeof(upsert_dialect),
    .abi_version = UPSERT_DIALECT_ABI,
    .name = "hana",
    .summary = "SAP HANA, by MERGE",
    .notes = NOTES,
    .quote_open = '"',
    .quote_close = '"',
    .limits = {.parameters = 32767, .rows = 50, .bytes = (size_t)1 << 20},
    .transport = UPSERT_TRANSPORT_VALUES,
    .counting_upsert = UPSERT_COUNTING_AFFECTED,
    .counting_other = UPSERT_COUNTING_AFFECTED,
    .affected_by_update = 1,
    .name_case = UPSERT_NAMES_UPPER,
    .evidence = UPSERT_GOLDEN_TEXT,
    .banner_query = "SELECT version FROM sys.m_database",
    .columns_query = COLUMNS_QUERY,
    .indexes_query = INDEXES_QUERY,
    .effects_query = EFFECTS_QUERY,
    .match = match,
    .profile = &MERGE,
    .render = upsert_render_merge,
    .error_codes = ERROR_CODES,
    /* Nothing is known of a row that comes twice. */
    .repeats = UPSERT_REPEATS_UNNOTICED,
    .fraction_digits = 7,
    /* Source: SAP HANA SQL Reference Guide, TO_VARCHAR. */
    .clock_query = "SELECT TO_VARCHAR(CURRENT_TIMESTAMP,"
                   " 'YYYY-MM-DD HH24:MI:SS') FROM DUMMY",
};
