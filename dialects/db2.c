/*
 * IBM Db2 11.1 and newer for Linux, UNIX and Windows: MERGE.
 *
 * Source, where a line names no other: Db2 SQL reference, MERGE; the text also
 * runs in H2's DB2 mode.
 */
#include <string.h>

#include <upsert/dialect.h>

#define WANTED                                                                 \
    "FROM (VALUES (CAST(? AS VARCHAR(128)), CAST(? AS VARCHAR(128))))"         \
    " AS w (tab, sch) "

/* A text is cast to one byte more than its column takes, so that what is too
   long still is. A code page of 0 is FOR BIT DATA; the scale of a TIMESTAMP is
   its precision. Source: Db2 SQL reference, SYSCAT.COLUMNS. */
static const char COLUMNS_QUERY[] =
    "SELECT RTRIM(c.tabschema), c.tabname, c.colname,"
    " CASE WHEN c.typename IN ('CHARACTER', 'VARCHAR') THEN c.typename || '('"
    " || c.length || CASE c.codepage WHEN 0 THEN ') FOR BIT DATA'"
    " ELSE ' OCTETS)' END"
    " WHEN c.typename IN ('GRAPHIC', 'VARGRAPHIC', 'BINARY', 'VARBINARY',"
    " 'CLOB', 'BLOB', 'DBCLOB') THEN c.typename || '(' || c.length || ')'"
    " WHEN c.typename = 'DECIMAL'"
    " THEN 'DECIMAL(' || c.length || ',' || c.scale || ')'"
    " WHEN c.typename = 'TIMESTAMP' THEN 'TIMESTAMP(' || c.scale || ')'"
    " WHEN c.typename = 'DECFLOAT'"
    " THEN CASE c.length WHEN 8 THEN 'DECFLOAT(16)' ELSE 'DECFLOAT(34)' END"
    " ELSE c.typename END,"
    " CASE WHEN c.typename IN ('CHARACTER', 'VARCHAR') THEN 'VARCHAR('"
    " || LEAST(c.length + 1, 32672) || CASE c.codepage WHEN 0"
    " THEN ') FOR BIT DATA' ELSE ' OCTETS)' END"
    " WHEN c.typename IN ('GRAPHIC', 'VARGRAPHIC')"
    " THEN 'VARGRAPHIC(' || LEAST(c.length + 1, 16336) || ')'"
    " WHEN c.typename IN ('BINARY', 'VARBINARY')"
    " THEN 'VARBINARY(' || LEAST(c.length + 1, 32672) || ')'"
    " WHEN c.typename IN ('CLOB', 'BLOB', 'DBCLOB')"
    " THEN c.typename || '(' || c.length || ')'"
    " WHEN c.typename = 'DECIMAL'"
    " THEN 'DECIMAL(' || c.length || ',' || c.scale || ')'"
    " WHEN c.typename = 'TIMESTAMP' THEN 'TIMESTAMP(' || c.scale || ')'"
    " WHEN c.typename IN ('XML', 'DISTINCT') THEN '' ELSE c.typename END,"
    " CASE WHEN c.generated = 'A' THEN 'generated'"
    " WHEN c.identity = 'Y' THEN 'identity'"
    " WHEN c.nulls = 'Y' AND c.default IS NULL THEN 'null' ELSE '' END,"
    " CASE WHEN c.typename IN ('CHARACTER', 'VARCHAR', 'GRAPHIC', 'VARGRAPHIC')"
    " THEN 'padded' ELSE '' END " WANTED
    "JOIN syscat.columns c ON LOWER(c.tabname) = LOWER(w.tab)"
    " AND LOWER(RTRIM(c.tabschema)) ="
    " LOWER(CASE w.sch WHEN '' THEN CURRENT SCHEMA ELSE w.sch END) "
    "ORDER BY c.tabschema, c.tabname, c.colno";

/* 'I' is an included column. Source: Db2 SQL reference, SYSCAT.INDEXES and
   SYSCAT.INDEXCOLUSE. */
static const char INDEXES_QUERY[] =
    "SELECT i.indname, CASE i.uniquerule WHEN 'P' THEN '1' ELSE '0' END, '',"
    " u.colname, CAST(NULL AS VARCHAR(1)) " WANTED
    "JOIN syscat.indexes i ON i.tabname = w.tab"
    " AND RTRIM(i.tabschema) = w.sch AND i.uniquerule IN ('P', 'U')"
    " JOIN syscat.indexcoluse u ON u.indschema = i.indschema"
    " AND u.indname = i.indname AND u.colorder <> 'I' "
    "ORDER BY CASE i.uniquerule WHEN 'P' THEN 0 ELSE 1 END, i.indname,"
    " u.colseq";

static const char EFFECTS_QUERY[] =
    "SELECT 'trigger ' || g.trigname, '0' " WANTED
    "JOIN syscat.triggers g ON g.tabname = w.tab"
    " AND RTRIM(g.tabschema) = w.sch ORDER BY g.trigname";

/* "DB2/LINUXX8664", "DB2/NT64" and so on. On z/OS and IBM i, which say "DB2"
   and "AS", the catalog is another. Source: the list of names in Activiti. */
static int match(const upsert_server *server)
{
    return strncmp(server->dbms_name, "DB2/", 4) == 0 ? 80 : 0;
}

static const char *const INCOMPARABLE[] = {
    "CLOB", "BLOB", "DBCLOB", "XML", "LONG", NULL,
};

/* A marker has no type of its own (SQL0418N). IS DISTINCT FROM: Db2 SQL
   reference 11.1, DISTINCT predicate. Equality passes over trailing spaces: Db2
   SQL reference, String comparisons. */
static const upsert_merge MERGE = {
    .source = UPSERT_MERGE_VALUES,
    .from = "",
    .column_list = true,
    .table_as = true,
    .source_as = true,
    .hint = "",
    .casts = UPSERT_CAST_EVERY,
    .condition = UPSERT_MERGE_CONDITION_AND,
    .differs = UPSERT_MERGE_DISTINCT,
    .terminator = "",
    .bytes_before = "LENGTH(",
    .bytes_after = ")",
    .incomparable = INCOMPARABLE,
};

/* Beyond what the SQLSTATE tells (23505, 21506, 40001, 22xxx). Source: Db2
   message reference, SQL0911N and SQL0913N. */
static const upsert_error_code ERROR_CODES[] = {
    {NULL, -803, NULL, UPSERT_DUPLICATE_KEY},
    {NULL, -788, NULL, UPSERT_ROW_TWICE},
    {NULL, -911, NULL, UPSERT_RETRY_TRANSACTION},
    {"57033", 0, NULL, UPSERT_RETRY_TRANSACTION}, /* -913 */
    {"57014", 0, NULL, UPSERT_CANCELLED},
    {NULL, 0, NULL, UPSERT_OK},
};

static const char NOTES[] =
    "Not for Db2 on z/OS or IBM i, whose catalogs are others. LOBs and XML "
    "cannot be "
    "compared: with one to update, the job needs `upsert.only_changed = no`.";

/* 1999 parameters are what linq2db sends; the text of a statement takes 2 MB:
   Db2 SQL reference, SQL limits. */
extern const upsert_dialect upsert_dialect_db2;
const upsert_dialect upsert_dialect_db2 = {
    .struct_size = sizeof(upsert_dialect),
    .abi_version = UPSERT_DIALECT_ABI,
    .name = "db2",
    .summary = "IBM Db2 11.1 and newer (Linux, UNIX, Windows), by MERGE",
    .notes = NOTES,
    .quote_open = '"',
    .quote_close = '"',
    .limits = {.parameters = 1999, .rows = 500, .bytes = (size_t)1 << 20},
    .transport = UPSERT_TRANSPORT_VALUES,
    .counting_upsert = UPSERT_COUNTING_AFFECTED,
    .counting_other = UPSERT_COUNTING_AFFECTED,
    .affected_by_update = 1,
    .name_case = UPSERT_NAMES_UPPER,
    .evidence = UPSERT_GOLDEN_TEXT,
    .savepoint = "SAVEPOINT upsert_statement ON ROLLBACK RETAIN CURSORS",
    .rollback_to_savepoint = "ROLLBACK TO SAVEPOINT upsert_statement",
    .release_savepoint = "RELEASE SAVEPOINT upsert_statement",
    .columns_query = COLUMNS_QUERY,
    .indexes_query = INDEXES_QUERY,
    .effects_query = EFFECTS_QUERY,
    .match = match,
    .profile = &MERGE,
    .render = upsert_render_merge,
    .error_codes = ERROR_CODES,
    .repeats = UPSERT_REPEATS_UNNOTICED,
    .fraction_digits = 6,
    /* Source: Db2 SQL reference, VARCHAR_FORMAT. */
    .clock_query = "SELECT VARCHAR_FORMAT(CURRENT TIMESTAMP,"
                   " 'YYYY-MM-DD HH24:MI:SS') FROM SYSIBM.SYSDUMMY1",
};
