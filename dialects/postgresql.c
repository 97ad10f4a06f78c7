/* PostgreSQL 9.5 and newer: INSERT .. ON CONFLICT. */
#include <string.h>

#include <upsert/dialect.h>

static const char *const CONNECT[] = {
    "SET client_encoding TO 'UTF8'",
    NULL,
};

/* pg_attribute rather than ODBC's catalog calls, which take "_" for a wildcard
   and do not show generated columns. format_type() with a type modifier of -1
   gives the type without its length. */
static const char COLUMNS_QUERY[] =
    "WITH wanted AS (SELECT CAST(? AS text) AS tab, CAST(? AS text) AS sch) "
    "SELECT n.nspname, c.relname, a.attname,"
    " format_type(a.atttypid, a.atttypmod), format_type(a.atttypid, -1),"
    " CASE WHEN a.attgenerated <> '' OR a.attidentity = 'a' THEN 'generated'"
    " WHEN a.attidentity = 'd' THEN 'identity' ELSE '' END "
    "FROM wanted w JOIN pg_class c ON lower(c.relname) = lower(w.tab)"
    " JOIN pg_namespace n ON n.oid = c.relnamespace"
    " JOIN pg_attribute a ON a.attrelid = c.oid "
    "WHERE c.relkind IN ('r', 'p', 'f', 'v')"
    " AND a.attnum > 0 AND NOT a.attisdropped"
    " AND CASE w.sch WHEN '' THEN pg_table_is_visible(c.oid)"
    " ELSE lower(n.nspname) = lower(w.sch) END "
    "ORDER BY n.nspname, c.relname, a.attnum";

/* indkey lists INCLUDE columns behind the first indnkeyatts. */
static const char INDEXES_QUERY[] =
    "WITH wanted AS (SELECT CAST(? AS text) AS tab, CAST(? AS text) AS sch) "
    "SELECT i.relname, CASE WHEN x.indisprimary THEN '1' ELSE '0' END,"
    " CASE WHEN NOT x.indisvalid THEN 'it is not valid'"
    " WHEN NOT x.indimmediate THEN 'its constraint is deferrable'"
    " WHEN x.indpred IS NOT NULL THEN 'it is partial'"
    " WHEN x.indexprs IS NOT NULL THEN 'it is on an expression'"
    " ELSE '' END,"
    " a.attname "
    "FROM wanted w JOIN pg_class c ON c.relname = w.tab"
    " JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = w.sch"
    " JOIN pg_index x ON x.indrelid = c.oid"
    " JOIN pg_class i ON i.oid = x.indexrelid"
    " CROSS JOIN LATERAL generate_series(0, x.indnkeyatts - 1) AS p(position)"
    " LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0"
    " AND a.attnum = x.indkey[p.position] "
    "WHERE x.indisunique "
    "ORDER BY x.indisprimary DESC, i.relname, p.position";

static const char EFFECTS_QUERY[] =
    "WITH wanted AS (SELECT CAST(? AS text) AS tab, CAST(? AS text) AS sch) "
    "SELECT 'trigger ' || quote_ident(g.tgname) "
    "FROM wanted w JOIN pg_class c ON c.relname = w.tab"
    " JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = w.sch"
    " JOIN pg_trigger g ON g.tgrelid = c.oid "
    "WHERE NOT g.tgisinternal AND g.tgenabled <> 'D' ORDER BY g.tgname";

static int match(const upsert_server *server)
{
    if (strcmp(server->dbms_name, "PostgreSQL") != 0)
        return 0;
    if (server->banner[0] == '\0')
        return 50;
    /* Others that speak PostgreSQL's protocol name themselves here. */
    return strncmp(server->banner, "PostgreSQL ", 11) == 0 &&
                   !strstr(server->banner, " H2 ")
               ? 50
               : 0;
}

static upsert_type type_of(const char *type_name)
{
    static const struct {
        const char *beginning;
        upsert_type type;
    } TYPES[] = {
        {"smallint", UPSERT_TYPE_INTEGER},
        {"integer", UPSERT_TYPE_INTEGER},
        {"bigint", UPSERT_TYPE_INTEGER},
        {"numeric", UPSERT_TYPE_DECIMAL},
        {"real", UPSERT_TYPE_FLOAT},
        {"double precision", UPSERT_TYPE_FLOAT},
        {"boolean", UPSERT_TYPE_BOOLEAN},
        {"text", UPSERT_TYPE_TEXT},
        {"character", UPSERT_TYPE_TEXT},
        {"bytea", UPSERT_TYPE_BINARY},
        {"date", UPSERT_TYPE_DATE},
        {"timestamp", UPSERT_TYPE_TIMESTAMP},
        {"time", UPSERT_TYPE_TIME},
        {"uuid", UPSERT_TYPE_UUID},
        {"json", UPSERT_TYPE_JSON},
        {"jsonb", UPSERT_TYPE_JSON},
    };
    size_t length = strlen(type_name);
    if (length >= 2 && strcmp(type_name + length - 2, "[]") == 0)
        return UPSERT_TYPE_OTHER;
    for (size_t i = 0; i < sizeof TYPES / sizeof *TYPES; i++) {
        size_t part = strlen(TYPES[i].beginning);
        if (strncmp(type_name, TYPES[i].beginning, part) != 0 ||
            (type_name[part] && !strchr(" (", type_name[part])))
            continue;
        bool zoned = strstr(type_name, " with time zone");
        return zoned && TYPES[i].type == UPSERT_TYPE_TIMESTAMP
                   ? UPSERT_TYPE_TIMESTAMP_TZ
                   : TYPES[i].type;
    }
    return UPSERT_TYPE_OTHER;
}

/* An UPDATE's source has the type without its length: give it the length
   before comparing, as storing it would. */
static void stored(const upsert_plan *plan, size_t column, upsert_sql *sql)
{
    bool source = plan->mode == UPSERT_MODE_UPDATE_EXISTING;
    if (source)
        upsert_sql_text(sql, "CAST(");
    upsert_render_incoming(plan, column, sql);
    if (source) {
        upsert_sql_text(sql, " AS ");
        upsert_sql_text(sql, plan->columns[column].type_name);
        upsert_sql_text(sql, ")");
    }
}

/* *<> compares what is stored, byte by byte: it works for types without
   equality (json), and sees what equality passes over (case in citext, 1.0
   and 1.00). Of two bare ROWs it would compare pair by pair, hence the casts.
   Source: PostgreSQL manual, 9.24.6 Composite Type Comparison. */
static void render_changed(const upsert_plan *plan, upsert_sql *sql)
{
    upsert_sql_text(sql, "CAST(ROW(");
    upsert_render_each(plan, UPSERT_RULE_REPLACE, ", ", upsert_render_there,
                       sql);
    upsert_sql_text(sql, ") AS record) *<> CAST(ROW(");
    upsert_render_each(plan, UPSERT_RULE_REPLACE, ", ", stored, sql);
    upsert_sql_text(sql, ") AS record)");
}

/* A row that ON CONFLICT updates was locked first, which sets its xmax. */
static const upsert_on_conflict ON_CONFLICT = {
    .render_changed = render_changed,
    .was_inserted = "(xmax = 0)",
    .cast_markers = true,
    .refuse_row_twice = true,
};

extern const upsert_dialect upsert_dialect_postgresql;
const upsert_dialect upsert_dialect_postgresql = {
    .struct_size = sizeof(upsert_dialect),
    .abi_version = UPSERT_DIALECT_ABI,
    .name = "postgresql",
    .summary = "PostgreSQL 12 and newer, by INSERT .. ON CONFLICT",
    .quote_open = '"',
    .quote_close = '"',
    /* libpq takes a description of more than 7,498 parameters (30,000 bytes)
       for a broken connection: "lost synchronization with server". */
    .limits = {.parameters = 7498, .bytes = (size_t)64 << 20},
    .transport = UPSERT_TRANSPORT_VALUES,
    .counting_upsert = UPSERT_COUNTING_RESULT,
    .counting_other = UPSERT_COUNTING_AFFECTED,
    .savepoint = "SAVEPOINT upsert_statement",
    .rollback_to_savepoint = "ROLLBACK TO SAVEPOINT upsert_statement",
    .release_savepoint = "RELEASE SAVEPOINT upsert_statement",
    .banner_query = "SELECT version()",
    .connect_statements = CONNECT,
    .columns_query = COLUMNS_QUERY,
    .indexes_query = INDEXES_QUERY,
    .effects_query = EFFECTS_QUERY,
    .match = match,
    .type_of = type_of,
    .profile = &ON_CONFLICT,
    .render = upsert_render_on_conflict,
};
