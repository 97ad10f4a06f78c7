/*
 * Microsoft SQL Server 2016 and newer, Azure SQL Database: MERGE.
 *
 * Source, where a line names no other: Transact-SQL reference, MERGE; the text
 * also ran on Babelfish 4.4, over the same protocol.
 */
#include <string.h>

#include <upsert/dialect.h>

/* Without it, what a date in text means follows the login's language.
   Source: Transact-SQL reference, SET DATEFORMAT. */
static const char *const CONNECT[] = {
    "SET DATEFORMAT ymd",
    NULL,
};

#define WANTED                                                                 \
    "FROM (SELECT CAST(? AS nvarchar(128)) AS tab,"                            \
    " CAST(? AS nvarchar(128)) AS sch) w "

/* A text is cast to one character more than its column takes, so that what is
   too long still is. The types that no CAST makes out of text get none.
   Source: System catalog views, sys.columns; ODBC's own calls show neither
   computed columns nor identity. */
static const char COLUMNS_QUERY[] =
    "SELECT s.name, o.name, c.name,"
    " CASE WHEN y.type IN ('char', 'varchar', 'nchar', 'nvarchar', 'binary',"
    " 'varbinary') THEN CONCAT(y.type, '(', CASE c.max_length WHEN -1"
    " THEN 'max' ELSE CAST(y.length AS varchar(5)) END, ')')"
    " WHEN y.type IN ('decimal', 'numeric')"
    " THEN CONCAT(y.type, '(', c.precision, ',', c.scale, ')')"
    " WHEN y.type IN ('time', 'datetime2', 'datetimeoffset')"
    " THEN CONCAT(y.type, '(', c.scale, ')') ELSE y.type END,"
    " CASE WHEN y.type IN ('char', 'varchar', 'nchar', 'nvarchar', 'binary',"
    " 'varbinary') THEN CONCAT(CASE WHEN y.type LIKE 'n%' THEN 'n' ELSE '' END,"
    " 'var', CASE WHEN y.type LIKE '%binary' THEN 'binary' ELSE 'char' END,"
    " '(', CASE WHEN c.max_length IN (-1, 8000) THEN 'max'"
    " ELSE CAST(y.length + 1 AS varchar(5)) END, ')')"
    " WHEN y.type IN ('decimal', 'numeric')"
    " THEN CONCAT(y.type, '(', c.precision, ',', c.scale, ')')"
    " WHEN y.type IN ('time', 'datetime2', 'datetimeoffset')"
    " THEN CONCAT(y.type, '(', c.scale, ')')"
    " WHEN y.type IN ('text', 'ntext', 'image', 'sql_variant', 'geography',"
    " 'geometry', 'hierarchyid') THEN '' ELSE y.type END,"
    " CASE WHEN c.is_computed = 1 OR c.is_identity = 1"
    " OR c.generated_always_type <> 0 OR y.type = 'timestamp' THEN 'generated'"
    " WHEN c.is_nullable = 1 AND c.default_object_id = 0 THEN 'null'"
    " ELSE '' END, COALESCE(c.collation_name, '') " WANTED
    "JOIN sys.objects o ON LOWER(o.name) = LOWER(w.tab)"
    " AND o.type IN ('U', 'V')"
    " JOIN sys.schemas s ON s.schema_id = o.schema_id AND LOWER(s.name) ="
    " LOWER(CASE w.sch WHEN '' THEN SCHEMA_NAME() ELSE w.sch END)"
    " JOIN sys.columns c ON c.object_id = o.object_id"
    " CROSS APPLY (SELECT TYPE_NAME(CASE c.system_type_id WHEN 240"
    " THEN c.user_type_id ELSE c.system_type_id END) AS type,"
    " CASE WHEN TYPE_NAME(c.system_type_id) IN ('nchar', 'nvarchar')"
    " THEN c.max_length / 2 ELSE c.max_length END AS length) y "
    "ORDER BY s.name, o.name, c.column_id";

/* Source: System catalog views, sys.indexes and sys.index_columns; included
   columns have a key_ordinal of 0. */
static const char INDEXES_QUERY[] =
    "SELECT i.name, CASE i.is_primary_key WHEN 1 THEN '1' ELSE '0' END,"
    " CASE i.is_disabled WHEN 1 THEN 'it is disabled' ELSE '' END,"
    " c.name, i.filter_definition " WANTED
    "JOIN sys.objects o ON o.name = w.tab AND o.schema_id = SCHEMA_ID(w.sch)"
    " JOIN sys.indexes i ON i.object_id = o.object_id AND i.is_unique = 1"
    " AND i.is_hypothetical = 0"
    " JOIN sys.index_columns k ON k.object_id = i.object_id"
    " AND k.index_id = i.index_id AND k.key_ordinal > 0"
    " JOIN sys.columns c ON c.object_id = i.object_id"
    " AND c.column_id = k.column_id "
    "ORDER BY i.is_primary_key DESC, i.name, k.key_ordinal";

static const char EFFECTS_QUERY[] =
    "SELECT CONCAT('trigger ', g.name), '0' " WANTED
    "JOIN sys.objects o ON o.name = w.tab AND o.schema_id = SCHEMA_ID(w.sch)"
    " JOIN sys.triggers g ON g.parent_id = o.object_id AND g.is_disabled = 0 "
    "ORDER BY g.name";

/* Source: what FreeTDS answers (measured), and Microsoft's driver, from memory.
 */
static int match(const upsert_server *server)
{
    return strcmp(server->dbms_name, "Microsoft SQL Server") == 0 ? 80 : 0;
}

/* Source: Transact-SQL reference, EXCEPT. */
static const char *const INCOMPARABLE[] = {
    "xml", "text", "ntext", "image", "geography", "geometry", "json", NULL,
};

/* MERGE does not lock what it does not find, and two runs at once then collide:
   hence the hint. Every marker has its CAST, for one nvarchar in a column of
   VALUES makes nvarchar of all, which no index on varchar finds. Most
   collations pass over case, and all over trailing spaces. */
static const upsert_merge MERGE = {
    .source = UPSERT_MERGE_VALUES,
    .from = "",
    .column_list = true,
    .table_as = true,
    .source_as = true,
    .hint = " WITH (UPDLOCK, HOLDLOCK)",
    .casts = UPSERT_CAST_EVERY,
    .condition = UPSERT_MERGE_CONDITION_AND,
    .differs = UPSERT_MERGE_EXCEPT,
    .terminator = ";", /* error 10713 without it */
    .bytes_before = "CAST(",
    .bytes_after = " AS varbinary(max))",
    .incomparable = INCOMPARABLE,
};

static void render_text(const upsert_plan *plan, size_t column, upsert_sql *sql)
{
    const char *cast_name = plan->columns[column].cast_name;
    upsert_sql_text(sql, cast_name[0] ? "CAST(d.column" : "d.column");
    upsert_sql_number(sql, column + 1);
    if (!cast_name[0])
        return;
    upsert_sql_text(sql, " AS ");
    upsert_sql_text(sql, cast_name);
    upsert_sql_text(sql, ") AS column");
    upsert_sql_number(sql, column + 1);
}

/* A text has the CAST of a marker: the conversions of OPENJSON are others.
   Source: Transact-SQL reference, OPENJSON. */
static void render_document(const upsert_plan *plan, upsert_sql *sql)
{
    for (size_t i = 0; i < plan->column_count; i++) {
        upsert_sql_text(sql, i ? ", " : "SELECT ");
        render_text(plan, i, sql);
    }
    upsert_sql_text(sql, " FROM OPENJSON(");
    upsert_sql_document(sql);
    for (size_t i = 0; i < plan->column_count; i++) {
        upsert_sql_text(sql, i ? ", column" : ") WITH (column");
        upsert_sql_number(sql, i + 1);
        upsert_sql_text(sql, " nvarchar(max) '$[");
        upsert_sql_number(sql, i);
        upsert_sql_text(sql, "]'");
    }
    upsert_sql_text(sql, ") AS d");
}

/* A database of an older compatibility level than 130 has no OPENJSON: it is
   not chosen by itself. */
static bool carries(const upsert_plan *plan, upsert_transport transport)
{
    (void)plan;
    return transport == UPSERT_TRANSPORT_ROW ||
           transport == UPSERT_TRANSPORT_VALUES ||
           transport == UPSERT_TRANSPORT_DOCUMENT;
}

/* FreeTDS gives 42000 for most: the numbers tell. Source: Database Engine
   events and errors. */
static const upsert_error_code ERROR_CODES[] = {
    {NULL, 2627, NULL, UPSERT_DUPLICATE_KEY},
    {NULL, 2601, NULL, UPSERT_DUPLICATE_KEY},
    {NULL, 8672, NULL, UPSERT_ROW_TWICE},
    {NULL, 1205, NULL, UPSERT_RETRY_TRANSACTION}, /* deadlock */
    {NULL, 3960, NULL, UPSERT_RETRY_TRANSACTION}, /* snapshot conflict */
    {NULL, 1222, NULL, UPSERT_RETRY_STATEMENT},   /* lock timeout */
    {NULL, 515, NULL, UPSERT_CONSTRAINT},         /* NULL */
    {NULL, 547, NULL, UPSERT_CONSTRAINT},         /* CHECK, FOREIGN KEY */
    {NULL, 245, NULL, UPSERT_VALUE},              /* conversion */
    {NULL, 241, NULL, UPSERT_VALUE},
    {NULL, 242, NULL, UPSERT_VALUE},
    {NULL, 295, NULL, UPSERT_VALUE},
    {NULL, 8114, NULL, UPSERT_VALUE},
    {NULL, 8169, NULL, UPSERT_VALUE},
    {NULL, 220, NULL, UPSERT_VALUE}, /* overflow */
    {NULL, 232, NULL, UPSERT_VALUE},
    {NULL, 248, NULL, UPSERT_VALUE},
    {NULL, 8115, NULL, UPSERT_VALUE},
    {NULL, 8134, NULL, UPSERT_VALUE}, /* division by zero */
    {NULL, 2628, NULL, UPSERT_VALUE}, /* too long */
    {NULL, 8152, NULL, UPSERT_VALUE},
    {NULL, 0, NULL, UPSERT_OK},
};

static const char NOTES[] =
    "Values for identity columns are refused: leave such a column out of the "
    "input. Rows are locked by a hint, `WITH (UPDLOCK, HOLDLOCK)`, which "
    "`target.lock_hint = no` leaves out. A value that cannot be converted ends "
    "the transaction on the server, so that no row of it can be set apart. A "
    "trigger without `SET NOCOUNT ON` makes the counts wrong. "
    "`run.transport = document` needs a compatibility level of 130, and sends "
    "many more rows a statement than the parameters allow.";

/* 2100 parameters, of which sp_prepexec takes two; 1000 rows of VALUES in an
   INSERT. Sources: Maximum capacity specifications; Table Value Constructor.
   ODBC's own transactions begin with the first statement, and no savepoint may
   stand before it (error 628): hence BEGIN. Setting a savepoint again moves it.
   Source: Transact-SQL reference, SAVE TRANSACTION. */
extern const upsert_dialect upsert_dialect_sqlserver;
const upsert_dialect upsert_dialect_sqlserver = {
    .struct_size = sizeof(upsert_dialect),
    .abi_version = UPSERT_DIALECT_ABI,
    .name = "sqlserver",
    .summary = "Microsoft SQL Server 2016 and newer, by MERGE",
    .notes = NOTES,
    .quote_open = '[',
    .quote_close = ']',
    .limits = {.parameters = 2098, .rows = 1000, .bytes = (size_t)16 << 20},
    .transport = UPSERT_TRANSPORT_VALUES,
    .carries = carries,
    .render_document = render_document,
    .counting_upsert = UPSERT_COUNTING_AFFECTED,
    .counting_other = UPSERT_COUNTING_AFFECTED,
    .affected_by_update = 1,
    .name_case = UPSERT_NAMES_AS_THEY_ARE,
    .evidence = UPSERT_PARSED_TEXT,
    .begin = "BEGIN TRANSACTION",
    .commit = "COMMIT TRANSACTION",
    .rollback = "IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION",
    .savepoint = "SAVE TRANSACTION upsert_statement",
    .rollback_to_savepoint = "ROLLBACK TRANSACTION upsert_statement",
    .banner_query = "SELECT @@VERSION",
    .connect_statements = CONNECT,
    .columns_query = COLUMNS_QUERY,
    .indexes_query = INDEXES_QUERY,
    .effects_query = EFFECTS_QUERY,
    .match = match,
    .profile = &MERGE,
    .render = upsert_render_merge,
    .error_codes = ERROR_CODES,
    .repeats = UPSERT_REPEATS_UNNOTICED,
    .fraction_digits = 7,
    .concat = "+",
    /* Three digits, for datetime takes no more. Source: Transact-SQL
       reference, CAST and CONVERT. */
    .clock_query = "SELECT CONVERT(varchar(23), SYSDATETIME(), 121)",
};
