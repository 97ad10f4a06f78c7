/*
 * Oracle Database 12.1 and newer: MERGE.
 *
 * Source, where a line names no other: SQL Language Reference, MERGE; the text
 * also runs in H2's Oracle mode.
 */
#include <string.h>

#include <upsert/dialect.h>

/* What text means as a number, a date or a time.
   Source: Database Reference, NLS_DATE_FORMAT and its neighbours. */
static const char *const CONNECT[] = {
    "ALTER SESSION SET NLS_NUMERIC_CHARACTERS = '.,'",
    "ALTER SESSION SET NLS_DATE_FORMAT = 'YYYY-MM-DD HH24:MI:SS'",
    "ALTER SESSION SET NLS_TIMESTAMP_FORMAT = 'YYYY-MM-DD HH24:MI:SS.FF'",
    "ALTER SESSION SET NLS_TIMESTAMP_TZ_FORMAT ="
    " 'YYYY-MM-DD HH24:MI:SS.FF TZH:TZM'",
    NULL,
};

#define WANTED                                                                 \
    "FROM (SELECT CAST(? AS VARCHAR2(128)) AS tab,"                            \
    " CAST(? AS VARCHAR2(128)) AS sch FROM DUAL) w "

/* A text is cast to one byte more than its column takes, so that what is too
   long still is; not above 4000 bytes, where CAST would cut, and LOBs not at
   all. '' is NULL. Source: Database Reference, ALL_TAB_COLS. */
static const char COLUMNS_QUERY[] =
    "SELECT c.owner, c.table_name, c.column_name,"
    " CASE WHEN c.data_type IN ('CHAR', 'VARCHAR2') THEN c.data_type || '(' ||"
    " c.char_length || DECODE(c.char_used, 'C', ' CHAR)', ' BYTE)')"
    " WHEN c.data_type IN ('NCHAR', 'NVARCHAR2')"
    " THEN c.data_type || '(' || c.char_length || ')'"
    " WHEN c.data_type = 'RAW' THEN 'RAW(' || c.data_length || ')'"
    " WHEN c.data_type = 'NUMBER' AND c.data_scale IS NOT NULL THEN 'NUMBER('"
    " || NVL(TO_CHAR(c.data_precision), '*') || ',' || c.data_scale || ')'"
    " ELSE c.data_type END,"
    " CASE WHEN c.data_type IN ('CHAR', 'VARCHAR2') AND c.data_length < 4000"
    " THEN 'VARCHAR2(' || (c.data_length + 1) || ' BYTE)'"
    " WHEN c.data_type IN ('NCHAR', 'NVARCHAR2') AND c.char_length < 2000"
    " THEN 'NVARCHAR2(' || (c.char_length + 1) || ')'"
    " WHEN c.data_type = 'NUMBER' AND c.data_scale IS NOT NULL THEN 'NUMBER('"
    " || NVL(TO_CHAR(c.data_precision), '*') || ',' || c.data_scale || ')'"
    " WHEN c.data_type IN ('NUMBER', 'FLOAT', 'BINARY_FLOAT', 'BINARY_DOUBLE',"
    " 'DATE') OR c.data_type LIKE 'TIMESTAMP%' THEN c.data_type END,"
    " CASE WHEN c.virtual_column = 'YES' OR i.generation_type = 'ALWAYS'"
    " THEN 'generated' WHEN i.column_name IS NOT NULL THEN 'identity'"
    " WHEN c.nullable = 'Y' AND NVL(c.default_length, 0) = 0 THEN 'null' END,"
    " NULL " WANTED "JOIN all_tab_cols c ON LOWER(c.table_name) = LOWER(w.tab)"
    " AND LOWER(c.owner) ="
    " LOWER(NVL(w.sch, SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA')))"
    " AND c.hidden_column = 'NO'"
    " LEFT JOIN all_tab_identity_cols i ON i.owner = c.owner"
    " AND i.table_name = c.table_name AND i.column_name = c.column_name "
    "ORDER BY c.owner, c.table_name, c.column_id";

/* A primary key that is deferrable has an index that is not unique, and is
   left out with it. Source: Database Reference, ALL_INDEXES. */
static const char INDEXES_QUERY[] =
    "SELECT i.index_name, NVL2(k.constraint_name, '1', '0'),"
    " CASE WHEN i.status NOT IN ('VALID', 'N/A') THEN 'it is not valid'"
    " WHEN i.index_type LIKE 'FUNCTION-BASED%' THEN 'it is on an expression'"
    " END, c.column_name, NULL " WANTED
    "JOIN all_indexes i ON i.table_owner = w.sch AND i.table_name = w.tab"
    " AND i.uniqueness = 'UNIQUE'"
    " JOIN all_ind_columns c ON c.index_owner = i.owner"
    " AND c.index_name = i.index_name"
    " LEFT JOIN all_constraints k ON k.owner = w.sch AND k.table_name = w.tab"
    " AND k.index_name = i.index_name AND k.constraint_type = 'P' "
    "ORDER BY 2 DESC, i.index_name, c.column_position";

static const char EFFECTS_QUERY[] =
    "SELECT 'trigger ' || g.trigger_name, '0' " WANTED
    "JOIN all_triggers g ON g.table_owner = w.sch AND g.table_name = w.tab"
    " AND g.status = 'ENABLED' ORDER BY g.trigger_name";

/* Source: what Oracle's driver answers to SQL_DBMS_NAME, as odbc for R knows
 * it. */
static int match(const upsert_server *server)
{
    return strcmp(server->dbms_name, "Oracle") == 0 ? 80 : 0;
}

/* Its DATE has a time of day. */
static const upsert_type_name TYPES[] = {
    {"DATE", UPSERT_TYPE_TIMESTAMP},
    {"LONG RAW", UPSERT_TYPE_BINARY},
    {"LONG", UPSERT_TYPE_TEXT},
    {NULL, UPSERT_TYPE_OTHER},
};

/* Source: SQL Language Reference, Comparison Conditions: no LOBs. */
static const char *const INCOMPARABLE[] = {
    "CLOB", "NCLOB", "BLOB", "BFILE", "LONG", "XMLTYPE", "JSON", NULL,
};

/* No AS before aliases, no column list behind them; ON stands in parentheses,
   and its columns are not set (ORA-38104). DECODE takes two NULLs for equal.
   Source: SQL Language Reference, DECODE. */
static const upsert_merge MERGE = {
    .source = UPSERT_MERGE_SELECT,
    .from = " FROM DUAL",
    .hint = "",
    .on_parentheses = true,
    .casts = UPSERT_CAST_EVERY,
    .condition = UPSERT_MERGE_CONDITION_WHERE,
    .differs = UPSERT_MERGE_DECODE,
    .terminator = "", /* ORA-00911 with one */
    .incomparable = INCOMPARABLE,
};

/* Source: Database Error Messages. */
static const upsert_error_code ERROR_CODES[] = {
    {NULL, 1, NULL, UPSERT_DUPLICATE_KEY},
    {NULL, 30926, NULL, UPSERT_ROW_TWICE},
    {NULL, 60, NULL, UPSERT_RETRY_TRANSACTION},   /* deadlock */
    {NULL, 8177, NULL, UPSERT_RETRY_TRANSACTION}, /* cannot serialize */
    {NULL, 54, NULL, UPSERT_RETRY_STATEMENT},     /* resource busy */
    {NULL, 30006, NULL, UPSERT_RETRY_STATEMENT},
    {NULL, 1013, NULL, UPSERT_CANCELLED},
    {NULL, 1400, NULL, UPSERT_CONSTRAINT}, /* NULL */
    {NULL, 1407, NULL, UPSERT_CONSTRAINT},
    {NULL, 2290, NULL, UPSERT_CONSTRAINT}, /* CHECK */
    {NULL, 2291, NULL, UPSERT_CONSTRAINT}, /* FOREIGN KEY */
    {NULL, 2292, NULL, UPSERT_CONSTRAINT},
    {NULL, 12899, NULL, UPSERT_VALUE}, /* too long */
    {NULL, 1401, NULL, UPSERT_VALUE},
    {NULL, 1438, NULL, UPSERT_VALUE}, /* larger than the precision */
    {NULL, 1426, NULL, UPSERT_VALUE}, /* overflow */
    {NULL, 1476, NULL, UPSERT_VALUE}, /* division by zero */
    {NULL, 1722, NULL, UPSERT_VALUE}, /* no number */
    {NULL, 1465, NULL, UPSERT_VALUE}, /* no hex digits */
    {NULL, 1830, NULL, UPSERT_VALUE}, /* no date, from here on */
    {NULL, 1839, NULL, UPSERT_VALUE},
    {NULL, 1841, NULL, UPSERT_VALUE},
    {NULL, 1843, NULL, UPSERT_VALUE},
    {NULL, 1847, NULL, UPSERT_VALUE},
    {NULL, 1850, NULL, UPSERT_VALUE},
    {NULL, 1858, NULL, UPSERT_VALUE},
    {NULL, 1861, NULL, UPSERT_VALUE},
    {NULL, 3113, NULL, UPSERT_CONNECTION},
    {NULL, 3114, NULL, UPSERT_CONNECTION},
    {NULL, 0, NULL, UPSERT_OK},
};

static const char NOTES[] = "An empty text is NULL. LOBs cannot be compared: "
                            "with one to update, the job "
                            "needs `upsert.only_changed = no`.";

/* No limit of rows is documented; long unions take long to parse, so that
   others stay at 1000 parameters (FlexLabs.Upsert) or 1000 rows (linq2db). A
   quoted name cannot hold a double quote at all: Oracle then refuses it.
   Source: SQL Language Reference, Database Object Naming Rules. */
extern const upsert_dialect upsert_dialect_oracle;
const upsert_dialect upsert_dialect_oracle = {
    .struct_size = sizeof(upsert_dialect),
    .abi_version = UPSERT_DIALECT_ABI,
    .name = "oracle",
    .summary = "Oracle Database 12.1 and newer, by MERGE",
    .notes = NOTES,
    .quote_open = '"',
    .quote_close = '"',
    .limits = {.parameters = 1000, .rows = 200, .bytes = (size_t)4 << 20},
    .transport = UPSERT_TRANSPORT_VALUES,
    .counting_upsert = UPSERT_COUNTING_AFFECTED,
    .counting_other = UPSERT_COUNTING_AFFECTED,
    .affected_by_update = 1,
    .name_case = UPSERT_NAMES_UPPER,
    .evidence = UPSERT_PARSED_TEXT,
    .savepoint = "SAVEPOINT upsert_statement",
    .rollback_to_savepoint = "ROLLBACK TO SAVEPOINT upsert_statement",
    .banner_query = "SELECT banner FROM v$version WHERE ROWNUM = 1",
    .connect_statements = CONNECT,
    .columns_query = COLUMNS_QUERY,
    .indexes_query = INDEXES_QUERY,
    .effects_query = EFFECTS_QUERY,
    .match = match,
    .types = TYPES,
    .profile = &MERGE,
    .render = upsert_render_merge,
    .error_codes = ERROR_CODES,
    .repeats = UPSERT_REPEATS_UNNOTICED,
    .fraction_digits = 6,
    .clock_query = "SELECT TO_CHAR(LOCALTIMESTAMP,"
                   " 'YYYY-MM-DD HH24:MI:SS') FROM DUAL",
};
