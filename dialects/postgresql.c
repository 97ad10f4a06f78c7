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
    " WHEN a.attidentity = 'd'"
    " OR pg_get_expr(d.adbin, d.adrelid) LIKE 'nextval(%' THEN 'identity'"
    " WHEN d.adbin IS NULL AND NOT a.attnotnull THEN 'null' ELSE '' END,"
    " CASE WHEN a.atttypid = 'bpchar'::regtype THEN 'padded'"
    " WHEN l.collisdeterministic THEN '' ELSE l.collname END "
    "FROM wanted w JOIN pg_class c ON lower(c.relname) = lower(w.tab)"
    " JOIN pg_namespace n ON n.oid = c.relnamespace"
    " JOIN pg_attribute a ON a.attrelid = c.oid"
    " LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum"
    " LEFT JOIN pg_collation l ON l.oid = a.attcollation "
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
    " WHEN x.indexprs IS NOT NULL THEN 'it is on an expression'"
    " ELSE '' END,"
    " a.attname, pg_get_expr(x.indpred, x.indrelid) "
    "FROM wanted w JOIN pg_class c ON c.relname = w.tab"
    " JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = w.sch"
    " JOIN pg_index x ON x.indrelid = c.oid"
    " JOIN pg_class i ON i.oid = x.indexrelid"
    " CROSS JOIN LATERAL generate_series(0, x.indnkeyatts - 1) AS p(position)"
    " LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0"
    " AND a.attnum = x.indkey[p.position] "
    "WHERE x.indisunique "
    "ORDER BY x.indisprimary DESC, i.relname, p.position";

/* RETURNING counts rows whatever a trigger does; of a partitioned table it
   cannot return xmax, and the statistics are those of the partitions. */
static const char EFFECTS_QUERY[] =
    "WITH wanted AS (SELECT CAST(? AS text) AS tab, CAST(? AS text) AS sch) "
    "SELECT 'trigger ' || quote_ident(g.tgname), '0' "
    "FROM wanted w JOIN pg_class c ON c.relname = w.tab"
    " JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = w.sch"
    " JOIN pg_trigger g ON g.tgrelid = c.oid "
    "WHERE NOT g.tgisinternal AND g.tgenabled <> 'D' "
    "UNION ALL "
    "SELECT 'the routing of rows to partitions', '1' "
    "FROM wanted w JOIN pg_class c ON c.relname = w.tab"
    " JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = w.sch "
    "WHERE c.relkind = 'p' ORDER BY 1";

/* A text is CAST as a marker is. */
static void render_document(const upsert_plan *plan, upsert_sql *sql)
{
    for (size_t i = 0; i < plan->column_count; i++) {
        upsert_sql_text(sql, i ? ", CAST(d.value ->> "
                               : "SELECT CAST("
                                 "d.value ->> ");
        upsert_sql_number(sql, i);
        upsert_sql_text(sql, " AS ");
        upsert_sql_text(sql, plan->columns[i].cast_name);
        upsert_sql_text(sql, ") AS column");
        upsert_sql_number(sql, i + 1);
    }
    upsert_sql_text(sql, " FROM jsonb_array_elements(CAST(");
    upsert_sql_document(sql);
    upsert_sql_text(sql, " AS jsonb)) AS d");
}

static bool has_cast_names(const upsert_plan *plan)
{
    for (size_t i = 0; i < plan->column_count; i++)
        if (!plan->columns[i].cast_name[0])
            return false;
    return true;
}

/* A table made from a query takes the types of the columns, with their
   collations, and NULL. */
static bool render_make(const upsert_plan *plan, unsigned index,
                        upsert_sql *sql)
{
    static const char *const BEFORE[] = {
        "CREATE TEMPORARY TABLE IF NOT EXISTS ", "ALTER TABLE ", "TRUNCATE "};
    if (index > 2)
        return false;
    upsert_sql_text(sql, BEFORE[index]);
    upsert_render_stage(plan, sql);
    if (index == 1)
        upsert_sql_text(sql, " ADD COLUMN IF NOT EXISTS " UPSERT_STAGE_PLACE
                             " bigint GENERATED ALWAYS AS IDENTITY");
    if (index > 0)
        return true;
    for (size_t i = 0; i < plan->column_count; i++) {
        upsert_sql_text(sql, i ? ", " : " AS SELECT ");
        upsert_render_name(plan, i, sql);
        upsert_sql_text(sql, " AS column");
        upsert_sql_number(sql, i + 1);
    }
    upsert_sql_text(sql, " FROM ");
    upsert_render_table(plan, sql);
    upsert_sql_text(sql, " WITH NO DATA");
    return true;
}

static void render_drop(const upsert_plan *plan, upsert_sql *sql)
{
    upsert_sql_text(sql, "DROP TABLE IF EXISTS ");
    upsert_render_stage(plan, sql);
}

static const upsert_stage STAGE = {
    .schema = "pg_temp",
    .render_make = render_make,
    .render_drop = render_drop,
};

/* Of an array of arrays unnest() would make single values. */
static bool carries(const upsert_plan *plan, upsert_transport transport)
{
    if (transport == UPSERT_TRANSPORT_DOCUMENT)
        return has_cast_names(plan);
    if (transport != UPSERT_TRANSPORT_COLUMNS)
        return transport != UPSERT_TRANSPORT_ARRAY;
    for (size_t i = 0; i < plan->column_count; i++)
        if (strstr(plan->columns[i].cast_name, "[]"))
            return false;
    return has_cast_names(plan);
}

static const char SELF_REFERENCES_QUERY[] =
    "WITH wanted AS (SELECT CAST(? AS text) AS tab, CAST(? AS text) AS sch) "
    "SELECT count(*) FROM wanted w JOIN pg_class c ON c.relname = w.tab"
    " JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = w.sch"
    " JOIN pg_constraint f ON f.conrelid = c.oid AND f.contype = 'f'"
    " AND f.confrelid = c.oid";

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

static const upsert_on_conflict ON_CONFLICT;

/* Padding is no part of the text, nor of what a longer one is compared with. */
static bool is_padded(const upsert_plan_column *column)
{
    return strcmp(column->cast_name, "bpchar") == 0;
}

static void there(const upsert_plan *plan, size_t column,
                  const upsert_sides *sides, upsert_sql *sql)
{
    bool padded = is_padded(&plan->columns[column]);
    upsert_sql_text(sql, padded ? "CAST(" : "");
    sides->there(plan, plan->columns[column].name, sql);
    upsert_sql_text(sql, padded ? " AS text)" : "");
}

/* What a CAST rounds. */
static bool is_rounded(upsert_type type)
{
    return type == UPSERT_TYPE_INTEGER || type == UPSERT_TYPE_DECIMAL ||
           type == UPSERT_TYPE_FLOAT || type == UPSERT_TYPE_TIME ||
           type == UPSERT_TYPE_TIMESTAMP || type == UPSERT_TYPE_TIMESTAMP_TZ;
}

/* Whether a value has its column's type: the row that an INSERT excludes is of
   the table, the numbers and times of a source are cast to it, and most rules
   keep the type. */
static bool is_of_type(const upsert_plan *plan, size_t column)
{
    const upsert_plan_column *of = &plan->columns[column];
    if (of->rule == UPSERT_RULE_APPEND || of->rule == UPSERT_RULE_SQL)
        return false;
    return is_rounded(of->type) || (plan->dialect->profile == &ON_CONFLICT &&
                                    plan->mode != UPSERT_MODE_UPDATE_EXISTING);
}

/* What a column gets as it would be stored, but for a text, which a CAST to the
   full type would cut. */
static void stored(const upsert_plan *plan, size_t column,
                   const upsert_sides *sides, upsert_sql *sql)
{
    const upsert_plan_column *of = &plan->columns[column];
    bool padded = is_padded(of), cast = padded || !is_of_type(plan, column);
    upsert_sql_text(sql, padded ? "CAST(" : "");
    upsert_sql_text(sql, cast ? "CAST(" : "");
    upsert_render_value(plan, column, sides, sql);
    if (cast) {
        upsert_sql_text(sql, " AS ");
        upsert_sql_text(sql, of->type == UPSERT_TYPE_TEXT ? of->cast_name
                                                          : of->type_name);
        upsert_sql_text(sql, ")");
    }
    upsert_sql_text(sql, padded ? " AS text)" : "");
}

typedef void render_side(const upsert_plan *plan, size_t column,
                         const upsert_sides *sides, upsert_sql *sql);

/* Whether values of the column's type that are equal are stored alike, byte by
   byte; texts, where they are compared so. */
static bool equal_is_alike(const upsert_plan_column *column)
{
    switch (column->type) {
    case UPSERT_TYPE_INTEGER:
    case UPSERT_TYPE_BOOLEAN:
    case UPSERT_TYPE_DATE:
    case UPSERT_TYPE_TIMESTAMP:
    case UPSERT_TYPE_TIMESTAMP_TZ:
    case UPSERT_TYPE_UUID:
        return true;
    case UPSERT_TYPE_TEXT:
        return strcmp(column->type_name, "text") == 0 ||
               strncmp(column->type_name, "character varying", 17) == 0;
    default:
        return false;
    }
}

static const char *by_bytes(const upsert_plan_column *column)
{
    return column->type == UPSERT_TYPE_TEXT ? " COLLATE \"C\"" : "";
}

typedef void render_side(const upsert_plan *plan, size_t column,
                         const upsert_sides *sides, upsert_sql *sql);

static void each_compared(const upsert_plan *plan, render_side *append,
                          const upsert_sides *sides, upsert_sql *sql)
{
    const char *between = "CAST(ROW(";
    for (size_t i = 0; i < plan->column_count; i++) {
        if (!upsert_plan_compares(plan, i) || equal_is_alike(&plan->columns[i]))
            continue;
        upsert_sql_text(sql, between);
        append(plan, i, sides, sql);
        between = ", ";
    }
    upsert_sql_text(sql, ") AS record)");
}

/* One column after the other, so that the first that differs ends it; then,
   which takes ten times as long, what is stored of the others, as records, by
   *<>: it works for types without equality (json), and sees what equality
   passes over (case in citext, 1.0 and 1.00). Of two bare ROWs it would compare
   pair by pair, hence the casts. Source: PostgreSQL manual, 9.24.6 Composite
   Type Comparison. */
static void render_changed(const upsert_plan *plan, const upsert_sides *sides,
                           upsert_sql *sql)
{
    const char *between = "";
    bool others = false;
    for (size_t i = 0; i < plan->column_count; i++) {
        const upsert_plan_column *column = &plan->columns[i];
        if (!upsert_plan_compares(plan, i))
            continue;
        others |= !equal_is_alike(column);
        if (!equal_is_alike(column))
            continue;
        upsert_sql_text(sql, between);
        there(plan, i, sides, sql);
        upsert_sql_text(sql, by_bytes(column));
        upsert_sql_text(sql, " IS DISTINCT FROM (");
        stored(plan, i, sides, sql);
        upsert_sql_text(sql, ")");
        upsert_sql_text(sql, by_bytes(column));
        between = " OR ";
    }
    if (!others)
        return;
    upsert_sql_text(sql, between);
    each_compared(plan, there, sides, sql);
    upsert_sql_text(sql, " *<> ");
    each_compared(plan, stored, sides, sql);
}

/* A row that ON CONFLICT updates was locked first, which sets its xmax. */
static const upsert_on_conflict ON_CONFLICT = {
    .render_changed = render_changed,
    .was_inserted = "(xmax = 0)",
    .casts = UPSERT_CAST_FIRST_ROW,
    .refuse_row_twice = true,
};

/* MERGE instead: it can lose a race with another run and then fails with
   23505, so it is only for those who ask for it. */
static const upsert_merge MERGE = {
    .source = UPSERT_MERGE_VALUES,
    .from = "",
    .column_list = true,
    .table_as = true,
    .source_as = true,
    .hint = "",
    .casts = UPSERT_CAST_FIRST_ROW,
    .condition = UPSERT_MERGE_CONDITION_AND,
    .render_changed = render_changed,
    .terminator = "",
};

/* Rows of the table updated by this transaction. */
static void render_count(const upsert_plan *plan, upsert_sql *sql)
{
    upsert_sql_text(sql, "SELECT pg_stat_get_xact_tuples_updated(c.oid)"
                         " FROM pg_class c JOIN pg_namespace n"
                         " ON n.oid = c.relnamespace WHERE n.nspname = ");
    upsert_sql_string(sql, plan->schema);
    upsert_sql_text(sql, " AND c.relname = ");
    upsert_sql_string(sql, plan->table);
}

static int match_none(const upsert_server *server)
{
    (void)server;
    return 0;
}

/* libpq takes a description of more than 7,498 parameters (30,000 bytes) for a
   broken connection: "lost synchronization with server". */
#define COMMON                                                                 \
    .struct_size = sizeof(upsert_dialect), .abi_version = UPSERT_DIALECT_ABI,  \
    .quote_open = '"', .quote_close = '"',                                     \
    .limits = {.parameters = 7498, .bytes = (size_t)64 << 20},                 \
    .transport = UPSERT_TRANSPORT_COLUMNS, .carries = carries,                 \
    .bulk_rows = 20000, .prefers_key_order = true,                             \
    .render_document = render_document, .stage = &STAGE,                       \
    .self_references_query = SELF_REFERENCES_QUERY,                            \
    .counting_other = UPSERT_COUNTING_AFFECTED, .affected_by_update = 1,       \
    .name_case = UPSERT_NAMES_LOWER, .evidence = UPSERT_RUN_ON_A_SERVER,       \
    .savepoint = "SAVEPOINT upsert_statement",                                 \
    .rollback_to_savepoint = "ROLLBACK TO SAVEPOINT upsert_statement",         \
    .release_savepoint = "RELEASE SAVEPOINT upsert_statement",                 \
    .banner_query = "SELECT version()", .connect_statements = CONNECT,         \
    .columns_query = COLUMNS_QUERY, .indexes_query = INDEXES_QUERY,            \
    .effects_query = EFFECTS_QUERY, .type_of = upsert_type_of_name,            \
    .fraction_digits = 6,                                                      \
    .clock_query = "SELECT CAST(CURRENT_TIMESTAMP AS text)"

extern const upsert_dialect upsert_dialect_postgresql;
const upsert_dialect upsert_dialect_postgresql = {
    COMMON,
    .name = "postgresql",
    .summary = "PostgreSQL 12 and newer, by INSERT .. ON CONFLICT",
    .notes = "Of a partitioned table inserted and updated rows are not told "
             "apart. `Protocol=7.4-0` in the connection string saves psqlodbc "
             "a savepoint for every statement.",
    .counting_upsert = UPSERT_COUNTING_RESULT,
    .repeats = UPSERT_REPEATS_REFUSED,
    .partial_keys = true,
    .match = match,
    .profile = &ON_CONFLICT,
    .render = upsert_render_on_conflict,
};

extern const upsert_dialect upsert_dialect_merge_postgresql;
const upsert_dialect upsert_dialect_merge_postgresql = {
    COMMON,
    .name = "merge:postgresql",
    .summary = "PostgreSQL 15 and newer, by MERGE; never chosen by itself",
    .notes = "Two runs that insert the same new key at once can fail with "
             "23505, which ON CONFLICT never does.",
    .counting_upsert = UPSERT_COUNTING_UPDATED,
    .repeats = UPSERT_REPEATS_UNNOTICED,
    .match = match_none,
    .profile = &MERGE,
    .render = upsert_render_merge,
    .render_count = render_count,
};
