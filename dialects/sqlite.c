/* SQLite 3.37 and newer: INSERT .. ON CONFLICT. */
#include <stdio.h>
#include <string.h>

#include <upsert/dialect.h>

/* The driver waits 100 s for a lock unless told otherwise. */
static const char *const CONNECT[] = {
    "PRAGMA busy_timeout = 5000",
    "PRAGMA cache_size = -49152", /* KiB */
    NULL,
};

/* Without a schema a name means the first of temp, main and the attached
   databases that has it. `hidden` is 2 or 3 for a generated column. */
#define WANTED                                                                 \
    "WITH wanted AS (SELECT CAST(? AS text) AS tab, CAST(? AS text) AS sch),"  \
    " found AS (SELECT l.schema, l.name, CASE l.schema WHEN 'temp' THEN 0"     \
    " WHEN 'main' THEN 1 ELSE 2 END AS place FROM wanted w"                    \
    " JOIN pragma_table_list l ON l.name = w.tab COLLATE NOCASE"               \
    " WHERE l.type IN ('table', 'view')"                                       \
    " AND (w.sch = '' OR l.schema = w.sch COLLATE NOCASE)),"                   \
    " tab AS (SELECT schema, name FROM found ORDER BY place LIMIT 1) "

static const char COLUMNS_QUERY[] =
    WANTED "SELECT tab.schema, tab.name, x.name, x.type, x.type,"
           " CASE WHEN x.hidden IN (2, 3) THEN 'generated'"
           " WHEN x.pk AND x.type = 'INTEGER' COLLATE NOCASE THEN 'identity'"
           " WHEN x.dflt_value IS NULL AND NOT x.\"notnull\" THEN 'null'"
           " ELSE '' END, COALESCE((SELECT max(NULLIF(c.coll, 'BINARY'))"
           " FROM pragma_index_list(tab.name, tab.schema) i"
           " JOIN pragma_index_xinfo(i.name, tab.schema) c"
           " WHERE i.\"unique\" AND c.name = x.name), '') "
           "FROM tab JOIN pragma_table_xinfo(tab.name, tab.schema) x "
           "WHERE x.hidden <> 1 ORDER BY x.cid";

/* An INTEGER PRIMARY KEY has no index of its own: the primary key is read off
   the columns. A predicate is only to be had from the index's own text. */
static const char INDEXES_QUERY[] = WANTED
    "SELECT 'PRIMARY KEY', '1', '', x.name, NULL, 0 AS o, x.pk AS p "
    "FROM tab JOIN pragma_table_xinfo(tab.name, tab.schema) x WHERE x.pk > 0 "
    "UNION ALL "
    "SELECT i.name, '0', CASE WHEN EXISTS (SELECT 1 FROM "
    "pragma_index_xinfo(i.name, tab.schema) e"
    " WHERE e.key AND e.cid < 0) THEN 'it is on an expression'"
    " ELSE '' END, c.name, CASE WHEN i.partial THEN (SELECT substr(m.sql,"
    " instr(replace(upper(m.sql), char(10), ' '), ' WHERE ') + 7)"
    " FROM sqlite_schema m WHERE m.name = i.name) END, i.seq + 1, c.seqno "
    "FROM tab JOIN pragma_index_list(tab.name, tab.schema) i"
    " JOIN pragma_index_xinfo(i.name, tab.schema) c "
    "WHERE i.\"unique\" AND i.origin <> 'pk' AND c.key "
    "ORDER BY o, p";

static const char SELF_REFERENCES_QUERY[] =
    WANTED "SELECT count(*) FROM tab"
           " JOIN pragma_foreign_key_list(tab.name, tab.schema) f"
           " WHERE f.\"table\" = tab.name COLLATE NOCASE";

/* A table has a rowid unless it is declared without one, and new ones are one
   higher than the highest unless a column, an INTEGER PRIMARY KEY, stands for
   it. Source: SQLite, ROWIDs and the INTEGER PRIMARY KEY. */
static const char NUMBERED_QUERY[] = WANTED
    "SELECT count(*) FROM tab JOIN pragma_table_list l"
    " ON l.schema = tab.schema AND l.name = tab.name AND NOT l.wr"
    " WHERE NOT EXISTS (SELECT 1 FROM"
    " pragma_table_info(tab.name, tab.schema) c"
    " WHERE c.name = '_rowid_' COLLATE NOCASE)"
    " AND (SELECT count(*) <> 1 OR max(c.type) <> 'INTEGER' COLLATE NOCASE"
    " FROM pragma_table_info(tab.name, tab.schema) c WHERE c.pk)";

/* The counting query cannot tell the writes of triggers and of foreign key
   actions from the statement's own. */
static const char EFFECTS_QUERY[] = WANTED
    "SELECT 'trigger ' || m.name, '1' FROM tab JOIN (SELECT * FROM "
    "sqlite_schema"
    " UNION ALL SELECT * FROM sqlite_temp_schema) m "
    "WHERE m.type = 'trigger' AND m.tbl_name = tab.name COLLATE NOCASE"
    " AND m.name NOT LIKE 'upsert!_count!_%' ESCAPE '!' "
    "UNION ALL "
    "SELECT 'foreign key of ' || m.name, '1' FROM tab JOIN sqlite_schema m"
    " JOIN pragma_foreign_key_list(m.name) f "
    "WHERE m.type = 'table' AND f.\"table\" = tab.name COLLATE NOCASE"
    " AND f.on_update NOT IN ('NO ACTION', 'RESTRICT')";

static int match(const upsert_server *server)
{
    return strcmp(server->dbms_name, "SQLite") == 0 ? 50 : 0;
}

/* Column affinity. Source: SQLite, Datatypes In SQLite, 3.1. */
static upsert_type type_of(const char *type_name)
{
    char upper[64];
    size_t i = 0;
    for (; type_name[i] && i < sizeof upper - 1; i++)
        upper[i] = (char)(type_name[i] >= 'a' && type_name[i] <= 'z'
                              ? type_name[i] - 'a' + 'A'
                              : type_name[i]);
    upper[i] = '\0';
    if (strstr(upper, "INT"))
        return UPSERT_TYPE_INTEGER;
    if (strstr(upper, "CHAR") || strstr(upper, "CLOB") || strstr(upper, "TEXT"))
        return UPSERT_TYPE_TEXT;
    if (strstr(upper, "BLOB") || upper[0] == '\0')
        return UPSERT_TYPE_BINARY;
    if (strstr(upper, "REAL") || strstr(upper, "FLOA") || strstr(upper, "DOUB"))
        return UPSERT_TYPE_FLOAT;
    return UPSERT_TYPE_DECIMAL;
}

/* Byte by byte, whatever the column's own collation takes for equal. */
static void render_changed(const upsert_plan *plan, const upsert_sides *sides,
                           upsert_sql *sql)
{
    const char *between = "";
    for (size_t i = 0; i < plan->column_count; i++) {
        if (!upsert_plan_compares(plan, i))
            continue;
        upsert_sql_text(sql, between);
        upsert_render_there(plan, i, sql);
        upsert_sql_text(sql, " COLLATE BINARY IS NOT ");
        upsert_render_value(plan, i, sides, sql);
        between = " OR ";
    }
}

static void plain_sum(const upsert_plan *plan, size_t column,
                      const upsert_sides *sides, upsert_sql *sql)
{
    upsert_render_there(plan, column, sql);
    upsert_sql_text(sql, " + ");
    sides->incoming(plan, column, sql);
}

/* A sum of integers that overflows would become a floating-point number: it is
   made to fail instead, in the one function that does. A text becomes the
   number that it is. Source: SQLite, Built-In Scalar SQL Functions, abs(). */
static void render_sum(const upsert_plan *plan, size_t column,
                       const upsert_sides *sides, upsert_sql *sql)
{
    upsert_sql_text(sql, "CASE WHEN typeof(");
    plain_sum(plan, column, sides, sql);
    upsert_sql_text(sql, ") = 'real' AND typeof(");
    upsert_render_there(plan, column, sql);
    upsert_sql_text(sql, " + 0) = 'integer' AND typeof(");
    sides->incoming(plan, column, sql);
    upsert_sql_text(sql, " + 0) = 'integer'"
                         " THEN abs(-9223372036854775807 - 1) ELSE ");
    plain_sum(plan, column, sides, sql);
    upsert_sql_text(sql, " END");
}

/* The driver keeps a prepared statement only for what it takes for a query,
   and it takes for one what begins with WITH; its row count is then 0. */
static const upsert_on_conflict ON_CONFLICT = {
    .prefix = "WITH prepared AS (SELECT 1) ",
    .render_changed = render_changed,
    .render_sum = render_sum,
};

/* "WHERE true" lets the parser tell ON CONFLICT from a join's ON. */
static void render_document(const upsert_plan *plan, upsert_sql *sql)
{
    for (size_t i = 0; i < plan->column_count; i++) {
        upsert_sql_text(sql, i ? ", json_extract(value, '$["
                               : "SELECT json_extract(value, '$[");
        upsert_sql_number(sql, i);
        upsert_sql_text(sql, "]') AS column");
        upsert_sql_number(sql, i + 1);
    }
    upsert_sql_text(sql, " FROM json_each(");
    upsert_sql_document(sql);
    upsert_sql_text(sql, ") WHERE true");
}

/* An UPDATE would take either of two rows of one key. */
static bool carries(const upsert_plan *plan, upsert_transport transport)
{
    return transport == UPSERT_TRANSPORT_ROW ||
           (transport == UPSERT_TRANSPORT_DOCUMENT &&
            plan->mode != UPSERT_MODE_UPDATE_EXISTING);
}

/* A temporary table counts the inserts by a temporary trigger: exact, and as
   cheap for a small batch into a large table as for a large one. */
static void counter(const upsert_plan *plan, const char *what, upsert_sql *sql)
{
    char name[512];
    snprintf(name, sizeof name, "upsert_%s_%s", what, plan->table);
    upsert_sql_name(sql, name);
}

static bool render_setup(const upsert_plan *plan, unsigned index,
                         upsert_sql *sql)
{
    if (plan->numbered)
        return false;
    switch (index) {
    case 0:
        upsert_sql_text(sql, "CREATE TEMP TABLE IF NOT EXISTS ");
        counter(plan, "counts", sql);
        upsert_sql_text(sql, " (inserted INTEGER NOT NULL)");
        return true;
    case 1:
        upsert_sql_text(sql, "INSERT INTO temp.");
        counter(plan, "counts", sql);
        upsert_sql_text(sql, " SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM temp.");
        counter(plan, "counts", sql);
        upsert_sql_text(sql, ")");
        return true;
    case 2:
        upsert_sql_text(sql, "CREATE TEMP TRIGGER IF NOT EXISTS ");
        counter(plan, "count", sql);
        upsert_sql_text(sql, " AFTER INSERT ON ");
        upsert_render_table(plan, sql);
        upsert_sql_text(sql, " BEGIN UPDATE ");
        counter(plan, "counts", sql);
        upsert_sql_text(sql, " SET inserted = inserted + 1; END");
        return true;
    default:
        return false;
    }
}

static bool render_teardown(const upsert_plan *plan, unsigned index,
                            upsert_sql *sql)
{
    if (plan->numbered)
        return false;
    switch (index) {
    case 0:
        upsert_sql_text(sql, "DROP TRIGGER IF EXISTS temp.");
        counter(plan, "count", sql);
        return true;
    case 1:
        upsert_sql_text(sql, "DROP TABLE IF EXISTS temp.");
        counter(plan, "counts", sql);
        return true;
    default:
        return false;
    }
}

/* Of a table with row numbers of its own the highest tells how many rows came;
   a trigger does of others, and makes each statement slower by a seventh.
   total_changes() counts its own updates, one an insert. */
static void render_count(const upsert_plan *plan, upsert_sql *sql)
{
    if (plan->numbered) {
        upsert_sql_text(sql, "SELECT coalesce((SELECT max(_rowid_) FROM ");
        upsert_render_table(plan, sql);
        upsert_sql_text(sql, "), 0), total_changes()");
        return;
    }
    upsert_sql_text(sql, "SELECT inserted, total_changes() - inserted FROM "
                         "temp.");
    counter(plan, "counts", sql);
}

/* Primary result codes. Source: SQLite, Result and Error Codes. */
static upsert_status classify(const char *sqlstate, int32_t native,
                              const char *message)
{
    (void)sqlstate;
    switch (native) {
    case 1: /* SQLITE_ERROR */
        return strstr(message, "integer overflow") ? UPSERT_VALUE : UPSERT_OK;
    case 5: /* SQLITE_BUSY */
    case 6: /* SQLITE_LOCKED */
        return UPSERT_RETRY_STATEMENT;
    case 9: /* SQLITE_INTERRUPT */
        return UPSERT_CANCELLED;
    case 14: /* SQLITE_CANTOPEN */
    case 26: /* SQLITE_NOTADB */
        return UPSERT_CONNECTION;
    case 18: /* SQLITE_TOOBIG */
    case 20: /* SQLITE_MISMATCH */
        return UPSERT_VALUE;
    case 19: /* SQLITE_CONSTRAINT */
        return strstr(message, "UNIQUE constraint") ? UPSERT_DUPLICATE_KEY
                                                    : UPSERT_CONSTRAINT;
    default:
        return UPSERT_OK;
    }
}

extern const upsert_dialect upsert_dialect_sqlite;
const upsert_dialect upsert_dialect_sqlite = {
    .struct_size = sizeof(upsert_dialect),
    .abi_version = UPSERT_DIALECT_ABI,
    .name = "sqlite",
    .summary = "SQLite 3.37 and newer, by INSERT .. ON CONFLICT",
    .notes =
        "On a table with triggers, or one that a cascading foreign key "
        "refers to, inserted and updated rows are not told apart. A sum of "
        "integers that overflows is an error of its row.",
    .quote_open = '"',
    .quote_close = '"',
    .limits = {.parameters = 32766, .bytes = (size_t)64 << 20},
    .transport = UPSERT_TRANSPORT_ROW,
    .carries = carries,
    .render_document = render_document,
    .counting_upsert = UPSERT_COUNTING_SESSION,
    .counting_other = UPSERT_COUNTING_SESSION,
    .affected_by_update = 1,
    .partial_keys = true,
    .evidence = UPSERT_RUN_ON_A_SERVER,
    /* The driver's own BEGIN is deferred: a read that turns into a write then
       waits for a lock that it cannot get. */
    .begin = "BEGIN IMMEDIATE",
    .commit = "COMMIT",
    .rollback = "ROLLBACK",
    .savepoint = "SAVEPOINT upsert_statement",
    .rollback_to_savepoint = "ROLLBACK TO SAVEPOINT upsert_statement",
    .release_savepoint = "RELEASE SAVEPOINT upsert_statement",
    .banner_query = "SELECT sqlite_version()",
    .connect_statements = CONNECT,
    .columns_query = COLUMNS_QUERY,
    .indexes_query = INDEXES_QUERY,
    .effects_query = EFFECTS_QUERY,
    .match = match,
    .type_of = type_of,
    .profile = &ON_CONFLICT,
    .render = upsert_render_on_conflict,
    .render_setup = render_setup,
    .render_teardown = render_teardown,
    .render_count = render_count,
    .classify = classify,
    .types_are_affinities = true,
    .self_references_query = SELF_REFERENCES_QUERY,
    .numbered_query = NUMBERED_QUERY,
    .one_writer = true,
    .repeats = UPSERT_REPEATS_IN_ORDER, /* one row a statement */
    .clock_query = "SELECT CURRENT_TIMESTAMP",
};
