/* MySQL and MariaDB: INSERT .. ON DUPLICATE KEY UPDATE. */
#include <stdlib.h>
#include <string.h>

#include <upsert/dialect.h>

/* Without a strict mode a value that does not fit is cut in silence, and a 0
   for an AUTO_INCREMENT key becomes another number. */
static const char *const CONNECT[] = {
    "SET SESSION sql_mode = CONCAT_WS(',', NULLIF(@@sql_mode, ''),"
    " 'STRICT_ALL_TABLES', 'ERROR_FOR_DIVISION_BY_ZERO',"
    " 'NO_ZERO_IN_DATE', 'NO_ZERO_DATE', 'NO_AUTO_VALUE_ON_ZERO')",
    NULL,
};

/* Under REPEATABLE READ, the servers' own, a row that is there locks the gap
   before it, and two connections with rows between those of each other get into
   deadlocks. Nothing here reads a row twice. A binary log of statements cannot
   have it. Source: MySQL Reference Manual, 17.7.2.1; seen on MariaDB 10.11. */
#define READ_COMMITTED(variable)                                               \
    "SET SESSION " variable " = IF(@@log_bin AND"                              \
    " @@binlog_format = 'STATEMENT', @@" variable ", 'READ-COMMITTED')"

static const char *const MYSQL_OWN[] = {READ_COMMITTED("transaction_isolation"),
                                        NULL};
static const char *const MARIADB_OWN[] = {READ_COMMITTED("tx_isolation"), NULL};

/* The names asked for, under a collation of their own, since that of the
   connection may not mix with that of information_schema. */
#define NAMES                                                                  \
    "SELECT CONVERT(? USING utf8mb4) COLLATE utf8mb4_general_ci AS tab,"       \
    " CONVERT(? USING utf8mb4) COLLATE utf8mb4_general_ci AS sch"
#define WANTED "FROM (" NAMES ") w "

/* A CAST serves for a marker in an expression: it rounds as an INSERT would,
   and takes any number of digits. MariaDB writes a default of NULL as the text
   NULL. */
static const char COLUMNS_QUERY[] =
    "SELECT c.TABLE_SCHEMA, c.TABLE_NAME, c.COLUMN_NAME, c.COLUMN_TYPE,"
    " CASE WHEN c.DATA_TYPE LIKE '%int' THEN 'DECIMAL(65,0)'"
    " WHEN c.DATA_TYPE = 'decimal'"
    " THEN CONCAT('DECIMAL(65,', c.NUMERIC_SCALE, ')')"
    " WHEN c.DATA_TYPE IN ('float', 'double', 'date') THEN UPPER(c.DATA_TYPE)"
    " WHEN c.DATA_TYPE IN ('datetime', 'timestamp')"
    " THEN CONCAT('DATETIME(', c.DATETIME_PRECISION, ')')"
    " WHEN c.DATA_TYPE = 'time'"
    " THEN CONCAT('TIME(', c.DATETIME_PRECISION, ')') ELSE '' END,"
    " CASE WHEN c.GENERATION_EXPRESSION <> '' THEN 'generated'"
    " WHEN c.EXTRA LIKE '%auto_increment%' THEN 'identity'"
    " WHEN c.IS_NULLABLE = 'YES' AND (c.COLUMN_DEFAULT IS NULL"
    " OR c.COLUMN_DEFAULT = 'NULL') THEN 'null' ELSE '' END,"
    " CASE c.DATA_TYPE WHEN 'binary' THEN 'padded'"
    " ELSE COALESCE(c.COLLATION_NAME, '') END " WANTED
    "JOIN information_schema.COLUMNS c ON LOWER(c.TABLE_NAME) = LOWER(w.tab)"
    " AND c.TABLE_SCHEMA = CASE w.sch WHEN '' THEN DATABASE() ELSE w.sch END "
    "ORDER BY c.TABLE_SCHEMA, c.TABLE_NAME, c.ORDINAL_POSITION";

static const char INDEXES_QUERY[] =
    "SELECT s.INDEX_NAME,"
    " CASE s.INDEX_NAME WHEN 'PRIMARY' THEN '1' ELSE '0' END,"
    " CASE WHEN MAX(s.SUB_PART IS NOT NULL) OVER (PARTITION BY s.INDEX_NAME)"
    " THEN 'it is on the beginning of a column only'"
    " WHEN MAX(s.COLUMN_NAME IS NULL) OVER (PARTITION BY s.INDEX_NAME)"
    " THEN 'it is on an expression' ELSE '' END,"
    " s.COLUMN_NAME, NULL " WANTED
    "JOIN information_schema.STATISTICS s ON s.TABLE_NAME = w.tab"
    " AND s.TABLE_SCHEMA = w.sch AND s.NON_UNIQUE = 0 "
    "ORDER BY s.INDEX_NAME <> 'PRIMARY', s.INDEX_NAME, s.SEQ_IN_INDEX";

static const char SELF_REFERENCES_QUERY[] =
    "SELECT count(*) " WANTED
    "JOIN information_schema.REFERENTIAL_CONSTRAINTS r"
    " ON r.TABLE_NAME = w.tab AND r.CONSTRAINT_SCHEMA = w.sch"
    " AND r.REFERENCED_TABLE_NAME = r.TABLE_NAME";

/* Where NULL stands in a column with another default the server may take a row
   for changed that the engine finds to be the same: it counts in
   Handler_update, and as one affected row. */
#define EFFECTS                                                                \
    "WITH w AS (" NAMES ") SELECT CONCAT('trigger ', g.TRIGGER_NAME), '1'"     \
    " FROM w JOIN information_schema.TRIGGERS g"                               \
    " ON g.EVENT_OBJECT_TABLE = w.tab AND g.EVENT_OBJECT_SCHEMA = w.sch "      \
    "UNION SELECT CONCAT('a count of changes that are none, by NULL in ',"     \
    " c.COLUMN_NAME, ', which has a default'), '1' FROM w"                     \
    " JOIN information_schema.COLUMNS c ON c.TABLE_NAME = w.tab"               \
    " AND c.TABLE_SCHEMA = w.sch AND c.IS_NULLABLE = 'YES'"                    \
    " AND c.COLUMN_DEFAULT IS NOT NULL AND c.COLUMN_DEFAULT <> 'NULL' "

static const char MYSQL_EFFECTS[] = EFFECTS "ORDER BY 1";

/* An update in a partition counts twice in its Handler_update. */
static const char MARIADB_EFFECTS[] =
    EFFECTS "UNION SELECT 'the routing of rows to partitions', '1' FROM w "
            "JOIN information_schema.PARTITIONS p ON p.TABLE_NAME = w.tab"
            " AND p.TABLE_SCHEMA = w.sch AND p.PARTITION_NAME IS NOT NULL "
            "ORDER BY 1";

static bool is_mariadb(const upsert_server *server)
{
    return strstr(server->banner, "MariaDB") != NULL;
}

static bool speaks_mysql(const upsert_server *server)
{
    return strcmp(server->dbms_name, "MySQL") == 0 ||
           strcmp(server->dbms_name, "MariaDB") == 0;
}

/* 8.0.20 is 8000020. TiDB and others tell a version of MySQL that they are
   compatible with. */
static unsigned long version_of(const upsert_server *server)
{
    char *at = (char *)server->banner;
    unsigned long version = 0;
    for (int i = 0; i < 3; i++) {
        version = version * 1000 + strtoul(at, &at, 10);
        if (*at == '.')
            at++;
    }
    return version;
}

/* What comes in as a text is converted by the INSERT, as a marker's is: the
   conversions of JSON_TABLE are others. */
static void render_document(const upsert_plan *plan, upsert_sql *sql)
{
    upsert_sql_text(sql, "SELECT * FROM JSON_TABLE(");
    upsert_sql_document(sql);
    upsert_sql_text(sql, ", '$[*]' COLUMNS (");
    for (size_t i = 0; i < plan->column_count; i++) {
        upsert_sql_text(sql, i ? ", column" : "column");
        upsert_sql_number(sql, i + 1);
        upsert_sql_text(sql, " LONGTEXT CHARACTER SET utf8mb4 PATH '$[");
        upsert_sql_number(sql, i);
        upsert_sql_text(sql, "]' ERROR ON ERROR");
    }
    upsert_sql_text(sql, ")) AS s");
}

/* LOAD makes warnings of errors: nothing is converted on the way. */
static void loose_columns(const upsert_plan *plan, upsert_sql *sql)
{
    for (size_t i = 0; i < plan->column_count; i++) {
        upsert_sql_text(sql, ", column");
        upsert_sql_number(sql, i + 1);
        upsert_sql_text(sql, plan->columns[i].type == UPSERT_TYPE_BINARY
                                 ? " LONGBLOB"
                                 : " LONGTEXT CHARACTER SET utf8mb4");
    }
    upsert_sql_text(sql, ")");
}

/* Two rows of one key an INSERT applies in order; an UPDATE would take either,
   and the stage refuses them. */
static void key_of_stage(const upsert_plan *plan, upsert_sql *sql)
{
    const char *before = ", UNIQUE (column";
    for (size_t i = 0; i < plan->column_count; i++) {
        if (plan->columns[i].rule != UPSERT_RULE_KEY)
            continue;
        upsert_sql_text(sql, before);
        upsert_sql_number(sql, i + 1);
        before = ", column";
    }
    upsert_sql_text(sql, ")");
}

/* A query gives the stage the types of the columns, and an outer join makes all
   of them take NULL. */
static void typed_columns(const upsert_plan *plan, upsert_sql *sql)
{
    if (plan->mode == UPSERT_MODE_UPDATE_EXISTING)
        key_of_stage(plan, sql);
    upsert_sql_text(sql, ")");
    for (size_t i = 0; i < plan->column_count; i++) {
        upsert_sql_text(sql, i ? ", t." : " SELECT t.");
        upsert_render_name(plan, i, sql);
        upsert_sql_text(sql, " AS column");
        upsert_sql_number(sql, i + 1);
    }
    upsert_sql_text(sql, " FROM (SELECT 1 AS one) AS o LEFT JOIN ");
    upsert_render_table(plan, sql);
    upsert_sql_text(sql, " AS t ON 1 = 0 LIMIT 0");
}

static void make_stage(const upsert_plan *plan, upsert_sql *sql)
{
    upsert_sql_text(sql, "CREATE TEMPORARY TABLE IF NOT EXISTS ");
    upsert_render_stage(plan, sql);
    upsert_sql_text(sql, " (" UPSERT_STAGE_PLACE " BIGINT UNSIGNED NOT NULL"
                         " AUTO_INCREMENT PRIMARY KEY");
    if (plan->transport == UPSERT_TRANSPORT_LOAD)
        loose_columns(plan, sql);
    else
        typed_columns(plan, sql);
}

/* TRUNCATE would end the transaction. */
static bool render_make(const upsert_plan *plan, unsigned index,
                        upsert_sql *sql)
{
    if (index == 0)
        make_stage(plan, sql);
    if (index == 1) {
        upsert_sql_text(sql, "DELETE FROM ");
        upsert_render_stage(plan, sql);
    }
    return index < 2;
}

static void render_drop(const upsert_plan *plan, upsert_sql *sql)
{
    upsert_sql_text(sql, "DROP TEMPORARY TABLE IF EXISTS ");
    upsert_render_stage(plan, sql);
}

/* Read as bytes, the file's texts are not converted either. */
static void render_load(const upsert_plan *plan, upsert_sql *sql)
{
    upsert_sql_text(sql, "LOAD DATA LOCAL INFILE ");
    upsert_sql_file(sql);
    upsert_sql_text(sql, " INTO TABLE ");
    upsert_render_stage(plan, sql);
    upsert_sql_text(sql, " CHARACTER SET binary FIELDS ESCAPED BY '!'");
    for (size_t i = 0; i < plan->column_count; i++) {
        upsert_sql_text(sql, i ? ", column" : " (column");
        upsert_sql_number(sql, i + 1);
    }
    upsert_sql_text(sql, ")");
}

static const upsert_stage STAGE = {
    .render_make = render_make,
    .render_drop = render_drop,
    .render_load = render_load,
    .load_query = "SELECT @@local_infile",
};

static bool is_maodbc(const upsert_server *server)
{
    return server->driver_name && strstr(server->driver_name, "maodbc");
}

/* TiDB has no temporary table like that. */
static bool stages(const upsert_server *server)
{
    return !strstr(server->banner, "TiDB");
}

/* An UPDATE would have to join it, and compare its texts with the key. */
static bool carries_document(const upsert_plan *plan, unsigned long since)
{
    return version_of(plan->server) >= since &&
           plan->mode != UPSERT_MODE_UPDATE_EXISTING;
}

/* An UPDATE takes one row at a time, or those of a stage that has the types of
   the table. Other drivers than the one that is known to read a pipe are not
   asked to. */
static bool carries_values(const upsert_plan *plan, upsert_transport transport)
{
    bool update = plan->mode == UPSERT_MODE_UPDATE_EXISTING;
    if (transport == UPSERT_TRANSPORT_VALUES)
        return !update || !stages(plan->server);
    if (transport == UPSERT_TRANSPORT_LOAD)
        return !update && stages(plan->server) && is_maodbc(plan->server);
    return transport == UPSERT_TRANSPORT_ROW ||
           (transport == UPSERT_TRANSPORT_STAGING && stages(plan->server));
}

/* The one driver that hands an array of parameters to the server as it is, and
   only to MariaDB: others send a statement a row. The server's bulk UPDATE
   loses NULLs. Seen in 10.11. */
static bool mariadb_carries(const upsert_plan *plan, upsert_transport transport)
{
    if (transport == UPSERT_TRANSPORT_ARRAY)
        return is_maodbc(plan->server) &&
               plan->mode != UPSERT_MODE_UPDATE_EXISTING;
    if (transport == UPSERT_TRANSPORT_DOCUMENT)
        return carries_document(plan, 10006000);
    return carries_values(plan, transport);
}

static bool mysql_carries(const upsert_plan *plan, upsert_transport transport)
{
    if (transport == UPSERT_TRANSPORT_DOCUMENT)
        return carries_document(plan, 8000004);
    return carries_values(plan, transport);
}

static int match_mysql(const upsert_server *server)
{
    return speaks_mysql(server) && !is_mariadb(server) ? 50 : 0;
}

static int match_mariadb(const upsert_server *server)
{
    return speaks_mysql(server) && is_mariadb(server) ? 60 : 0;
}

/* One value of an ENUM, a SET or a YEAR has several spellings. */
static upsert_type type_of(const char *type_name)
{
    static const struct {
        const char *part;
        upsert_type type;
    } TYPES[] = {
        {"tinyint(1)", UPSERT_TYPE_BOOLEAN},
        {"int", UPSERT_TYPE_INTEGER},
        {"decimal", UPSERT_TYPE_DECIMAL},
        {"float", UPSERT_TYPE_FLOAT},
        {"double", UPSERT_TYPE_FLOAT},
        {"char", UPSERT_TYPE_TEXT},
        {"text", UPSERT_TYPE_TEXT},
        {"binary", UPSERT_TYPE_BINARY},
        {"blob", UPSERT_TYPE_BINARY},
        {"datetime", UPSERT_TYPE_TIMESTAMP},
        {"timestamp", UPSERT_TYPE_TIMESTAMP_TZ},
        {"date", UPSERT_TYPE_DATE},
        {"time", UPSERT_TYPE_TIME},
        {"json", UPSERT_TYPE_JSON},
    };
    if (strncmp(type_name, "point", 5) == 0 ||
        strncmp(type_name, "enum(", 5) == 0 ||
        strncmp(type_name, "set(", 4) == 0)
        return UPSERT_TYPE_OTHER;
    for (size_t i = 0; i < sizeof TYPES / sizeof *TYPES; i++)
        if (strstr(type_name, TYPES[i].part))
            return TYPES[i].type;
    return UPSERT_TYPE_OTHER;
}

/* The row alias came with MySQL 8.0.20, which deprecated VALUES(). Source:
   MySQL 8.0 Reference Manual, 15.2.7.2. */
static bool mysql_row_alias(const upsert_server *server)
{
    return version_of(server) >= 8000020;
}

static bool mariadb_row_alias(const upsert_server *server)
{
    (void)server;
    return false;
}

static const upsert_on_duplicate_key MYSQL = {mysql_row_alias};
static const upsert_on_duplicate_key MARIADB = {mariadb_row_alias};

/* Rows updated by this connection so far: SQLRowCount counts an inserted row
   once, an updated one twice and an equal one not at all. */
static void count_mysql(const upsert_plan *plan, upsert_sql *sql)
{
    (void)plan;
    upsert_sql_text(sql, "SELECT CAST(VARIABLE_VALUE AS SIGNED)"
                         " FROM performance_schema.session_status"
                         " WHERE VARIABLE_NAME = 'Handler_update'");
}

static void count_mariadb(const upsert_plan *plan, upsert_sql *sql)
{
    (void)plan;
    upsert_sql_text(sql, "SELECT CAST(VARIABLE_VALUE AS SIGNED)"
                         " FROM information_schema.SESSION_STATUS"
                         " WHERE VARIABLE_NAME = 'Handler_update'");
}

/* Native codes, for the SQLSTATEs of drivers differ. Source: MySQL Error
   Message Reference; MariaDB Error Codes. */
static const upsert_error_code ERROR_CODES[] = {
    {NULL, 1062, NULL, UPSERT_DUPLICATE_KEY},
    {NULL, 1022, NULL, UPSERT_DUPLICATE_KEY},
    {NULL, 1586, NULL, UPSERT_DUPLICATE_KEY},
    {NULL, 1242, NULL, UPSERT_DUPLICATE_KEY}, /* the guard of the key */
    {NULL, 1048, NULL, UPSERT_CONSTRAINT},
    {NULL, 1364, NULL, UPSERT_CONSTRAINT},
    {NULL, 1451, NULL, UPSERT_CONSTRAINT},
    {NULL, 1452, NULL, UPSERT_CONSTRAINT},
    {NULL, 3819, NULL, UPSERT_CONSTRAINT},
    {NULL, 4025, NULL, UPSERT_CONSTRAINT},
    {NULL, 1264, NULL, UPSERT_VALUE},
    {NULL, 1690, NULL, UPSERT_VALUE}, /* overflow in an expression */
    {NULL, 1365, NULL, UPSERT_VALUE}, /* division by zero */
    {NULL, 1265, NULL, UPSERT_VALUE},
    {NULL, 1292, NULL, UPSERT_VALUE},
    {NULL, 1366, NULL, UPSERT_VALUE},
    {NULL, 1406, NULL, UPSERT_VALUE},
    {NULL, 1526, NULL, UPSERT_VALUE}, /* no partition for it */
    {NULL, 1213, NULL, UPSERT_RETRY_TRANSACTION},
    /* MariaDB: another wrote the row after it was read; at the COMMIT, what
       Galera and Group Replication could not certify. */
    {NULL, 1020, NULL, UPSERT_RETRY_TRANSACTION},
    {NULL, 1180, "eadlock", UPSERT_RETRY_TRANSACTION},
    {NULL, 3101, NULL, UPSERT_RETRY_TRANSACTION},
    {NULL, 1205, NULL, UPSERT_RETRY_STATEMENT},
    {NULL, 3572, NULL, UPSERT_RETRY_STATEMENT},
    {NULL, 1317, NULL, UPSERT_CANCELLED},
    {NULL, 1969, NULL, UPSERT_CANCELLED},
    {NULL, 3024, NULL, UPSERT_CANCELLED},
    {NULL, 1047, NULL, UPSERT_CONNECTION}, /* Galera: not ready, or no more */
    {NULL, 1053, NULL, UPSERT_CONNECTION}, /* it shuts down */
    {NULL, 1153, NULL, UPSERT_CONNECTION},
    {NULL, 1160, NULL, UPSERT_CONNECTION},
    {NULL, 1927, NULL, UPSERT_CONNECTION},
    {NULL, 2006, NULL, UPSERT_CONNECTION},
    {NULL, 2013, NULL, UPSERT_CONNECTION},
    {NULL, 3169, NULL, UPSERT_CONNECTION}, /* MySQL: the session was killed */
    {NULL, 4031, NULL, UPSERT_CONNECTION}, /* MySQL: it was idle too long */
    {NULL, 5014, NULL, UPSERT_CONNECTION}, /* the driver could not write */
    {NULL, 0, NULL, UPSERT_OK},
};

#define NOTES                                                                  \
    "The session's sql_mode is made strict, and a connection of its own is "   \
    "under READ COMMITTED. An equal row is never written, "                    \
    "but it fires UPDATE triggers all the same, as does a row that is there "  \
    "in mode `insert_missing`. Another unique index than the key's is "        \
    "refused, or guarded: see `upsert.other_unique`. On a table with "         \
    "triggers, or with a default on a column that may be NULL, inserted and "  \
    "updated rows are not told apart. The counts rest "                        \
    "on SQLRowCount counting changed rows: leave the driver's option to "      \
    "count found rows (`OPTION=2`) alone. Mode `update_existing` goes by a "   \
    "temporary table, which takes the privilege to make one; "                 \
    "`run.transport = row` sends one row a statement instead. What a "         \
    "condition says of a row is kept in the "                                  \
    "session's variable `@upsert_taken`. Columns are assigned one after the "  \
    "other: expressions that read each other's values in a circle are "        \
    "refused."

/* Beyond about a thousand rows a statement gains nothing. */
#define COMMON                                                                 \
    .struct_size = sizeof(upsert_dialect), .abi_version = UPSERT_DIALECT_ABI,  \
    .quote_open = '`', .quote_close = '`',                                     \
    .limits = {.parameters = 32767, .rows = 1000, .update_rows = 1},           \
    .counting_upsert = UPSERT_COUNTING_UPDATED,                                \
    .counting_other = UPSERT_COUNTING_AFFECTED, .affected_by_update = 2,       \
    .other_unique_absorbs = true, .evidence = UPSERT_RUN_ON_A_SERVER,          \
    .savepoint = "SAVEPOINT upsert_statement",                                 \
    .rollback_to_savepoint = "ROLLBACK TO SAVEPOINT upsert_statement",         \
    .banner_query = "SELECT CONCAT(VERSION(), ' ', @@version_comment)",        \
    .connect_statements = CONNECT, .columns_query = COLUMNS_QUERY,             \
    .indexes_query = INDEXES_QUERY,                                            \
    .self_references_query = SELF_REFERENCES_QUERY,                            \
    .limits_query = "SELECT @@max_allowed_packet", .type_of = type_of,         \
    .render = upsert_render_on_duplicate_key,                                  \
    .render_document = render_document, .stage = &STAGE,                       \
    .error_codes = ERROR_CODES, .leaves_equal_rows = true,                     \
    .repeats = UPSERT_REPEATS_IN_ORDER, .concat = "",                          \
    .clock_query = "SELECT CAST(CURRENT_TIMESTAMP AS CHAR)"

extern const upsert_dialect upsert_dialect_mysql;
const upsert_dialect upsert_dialect_mysql = {
    COMMON,
    .name = "mysql",
    .transport = UPSERT_TRANSPORT_VALUES,
    .carries = mysql_carries,
    .summary = "MySQL 8.0 and newer, by INSERT .. ON DUPLICATE KEY UPDATE",
    .notes = NOTES,
    .effects_query = MYSQL_EFFECTS,
    .profile = &MYSQL,
    .match = match_mysql,
    .render_count = count_mysql,
    .own_statements = MYSQL_OWN,
};

extern const upsert_dialect upsert_dialect_mariadb;
const upsert_dialect upsert_dialect_mariadb = {
    COMMON,
    .name = "mariadb",
    .transport = UPSERT_TRANSPORT_ARRAY,
    .carries = mariadb_carries,
    .bulk_rows = 50000,
    .summary = "MariaDB 10.3 and newer, by INSERT .. ON DUPLICATE KEY UPDATE",
    .notes = NOTES,
    .effects_query = MARIADB_EFFECTS,
    .profile = &MARIADB,
    .match = match_mariadb,
    .render_count = count_mariadb,
    .own_statements = MARIADB_OWN,
};
