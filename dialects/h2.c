/* H2 2.x through its PostgreSQL-wire server: MERGE. */
#include <string.h>

#include <upsert/dialect.h>

#define WANTED                                                                 \
    "FROM (SELECT CAST(? AS VARCHAR) AS tab, CAST(? AS VARCHAR) AS sch) w "

/* The type of a time with digits of a second: behind the first word. */
#define TIME_OF(digits)                                                        \
    "REGEXP_SUBSTR(UPPER(c.data_type), '^[A-Z]+') || '(' || " digits           \
    " || ')' || SUBSTRING(UPPER(c.data_type) FROM"                             \
    " LENGTH(REGEXP_SUBSTR(c.data_type, '^[A-Za-z]+')) + 1)"

/* CAST rounds to NUMERIC(100000, 0) what has no scale, and cuts fractions of
   seconds to 6 digits or none: numbers keep theirs, times get all of them. */
static const char COLUMNS_QUERY[] =
    "SELECT c.table_schema, c.table_name, c.column_name,"
    " CASE WHEN c.character_maximum_length IS NOT NULL THEN"
    " UPPER(c.data_type) || '(' || c.character_maximum_length || ')'"
    " WHEN UPPER(c.data_type) = 'NUMERIC' THEN"
    " 'NUMERIC(' || c.numeric_precision || ', ' || c.numeric_scale || ')'"
    " WHEN UPPER(c.data_type) LIKE 'TIME%' THEN " TIME_OF(
        "c.datetime_precision") " ELSE UPPER(c.data_type) END,"
                                " CASE WHEN UPPER(c.data_type) = 'CHARACTER' "
                                "THEN 'CHARACTER VARYING'"
                                " WHEN UPPER(c.data_type) = 'BINARY' THEN "
                                "'BINARY VARYING'"
                                " WHEN UPPER(c.data_type) = 'NUMERIC' THEN"
                                " 'NUMERIC(' || c.numeric_precision || ', ' || "
                                "c.numeric_scale || ')'"
                                " WHEN UPPER(c.data_type) LIKE 'TIME%' "
                                "THEN " TIME_OF(
                                    "9") " ELSE UPPER(c.data_type) END,"
                                         " CASE WHEN c.is_generated = 'ALWAYS'"
                                         " OR c.identity_generation = 'ALWAYS' "
                                         "THEN 'generated'"
                                         " WHEN c.is_identity = 'YES' THEN "
                                         "'identity'"
                                         " WHEN c.is_nullable = 'YES' AND "
                                         "c.column_default IS NULL THEN 'null'"
                                         " ELSE '' END,"
                                         " CASE WHEN UPPER(c.data_type) LIKE "
                                         "'%IGNORECASE%' THEN 'ignore case'"
                                         " WHEN UPPER(c.data_type) IN "
                                         "('CHARACTER', 'BINARY') THEN 'padded'"
                                         " ELSE "
                                         "COALESCE(NULLIF(c.collation_name, "
                                         "'OFF'), '') "
                                         "END " WANTED
                                         "JOIN information_schema.columns c ON "
                                         "LOWER(c.table_name) = LOWER(w.tab)"
                                         " AND LOWER(c.table_schema) ="
                                         " CASE w.sch WHEN '' THEN "
                                         "LOWER(CURRENT_SCHEMA) ELSE "
                                         "LOWER(w.sch) END "
                                         "ORDER BY c.table_schema, "
                                         "c.table_name, c.ordinal_position";

/* A constraint's index has a name that H2 made up. */
static const char INDEXES_QUERY[] =
    "SELECT COALESCE(c.constraint_name, i.index_name) AS name,"
    " CASE i.index_type_name WHEN 'PRIMARY KEY' THEN '1' ELSE '0' END, '',"
    " k.column_name, NULL " WANTED
    "JOIN information_schema.indexes i ON i.table_name = w.tab"
    " AND i.table_schema = w.sch"
    " JOIN information_schema.index_columns k ON k.index_name = i.index_name"
    " AND k.index_schema = i.index_schema AND k.is_unique"
    " LEFT JOIN information_schema.table_constraints c"
    " ON c.index_name = i.index_name AND c.index_schema = i.index_schema"
    " AND c.constraint_type IN ('UNIQUE', 'PRIMARY KEY') "
    "ORDER BY CASE i.index_type_name WHEN 'PRIMARY KEY' THEN 0 ELSE 1 END,"
    " name, k.ordinal_position";

static const char EFFECTS_QUERY[] =
    "SELECT 'trigger ' || g.trigger_name, '0' " WANTED
    "JOIN information_schema.triggers g ON g.event_object_table = w.tab"
    " AND g.event_object_schema = w.sch ORDER BY g.trigger_name";

static const char SELF_REFERENCES_QUERY[] =
    "SELECT count(*) " WANTED
    "JOIN information_schema.table_constraints c ON c.table_name = w.tab"
    " AND c.table_schema = w.sch"
    " JOIN information_schema.referential_constraints r"
    " ON r.constraint_name = c.constraint_name"
    " AND r.constraint_schema = c.constraint_schema"
    " JOIN information_schema.table_constraints u"
    " ON u.constraint_name = r.unique_constraint_name"
    " AND u.constraint_schema = r.unique_constraint_schema"
    " AND u.table_name = w.tab AND u.table_schema = w.sch";

/* Its server calls itself PostgreSQL and says H2 in version(). */
static int match(const upsert_server *server)
{
    return strstr(server->banner, " H2 ") ? 90 : 0;
}

/* Not BINARY: what comes in for it is read as UTF-8, which bytes are not. */
static const upsert_type_name TYPES[] = {
    {"binary", UPSERT_TYPE_OTHER},
    {NULL, UPSERT_TYPE_OTHER},
};

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
};

/* Source: H2, Error Codes. */
static const upsert_error_code ERROR_CODES[] = {
    {"23505", 0, NULL, UPSERT_DUPLICATE_KEY},
    {"22", 0, NULL, UPSERT_VALUE},
    {"90067", 0, NULL, UPSERT_CONNECTION}, /* the session was ended */
    {"90098", 0, NULL, UPSERT_CONNECTION},
    {"90121", 0, NULL, UPSERT_CONNECTION},
    {"90", 0, "Timeout trying to lock", UPSERT_RETRY_STATEMENT},
    {"HYT00", 0, NULL, UPSERT_RETRY_STATEMENT},
    {NULL, 0, NULL, UPSERT_OK},
};

extern const upsert_dialect upsert_dialect_h2;
const upsert_dialect upsert_dialect_h2 = {
    .struct_size = sizeof(upsert_dialect),
    .abi_version = UPSERT_DIALECT_ABI,
    .name = "h2",
    .summary = "H2 2.x, by MERGE",
    .notes = "Reached through H2's PostgreSQL-wire server and psqlodbc with "
             "`Protocol=7.4-0`. A MERGE returns the sum of rows inserted and "
             "updated; H2 has no way to tell them apart that would see the "
             "statement's own rows only. Bytes are refused: the server would "
             "read them as UTF-8. A statement that succeeds without a row "
             "count fails the run, for psqlodbc loses some of H2's errors.",
    .quote_open = '"',
    .quote_close = '"',
    .limits = {.parameters = 7498, .rows = 1000, .bytes = (size_t)16 << 20},
    .transport = UPSERT_TRANSPORT_VALUES,
    .counting_upsert = UPSERT_COUNTING_AFFECTED,
    .counting_other = UPSERT_COUNTING_AFFECTED,
    .affected_by_update = 1,
    .name_case = UPSERT_NAMES_UPPER,
    .evidence = UPSERT_RUN_ON_A_SERVER,
    .savepoint = "SAVEPOINT upsert_statement",
    .rollback_to_savepoint = "ROLLBACK TO SAVEPOINT upsert_statement",
    .banner_query = "SELECT version()",
    .columns_query = COLUMNS_QUERY,
    .indexes_query = INDEXES_QUERY,
    .effects_query = EFFECTS_QUERY,
    .self_references_query = SELF_REFERENCES_QUERY,
    .match = match,
    .types = TYPES,
    .profile = &MERGE,
    .render = upsert_render_merge,
    .error_codes = ERROR_CODES,
    .tells_row_counts = true,
    .repeats = UPSERT_REPEATS_UNNOTICED,
    .fraction_digits = 6,
    .clock_query = "SELECT CAST(LOCALTIMESTAMP AS VARCHAR)",
};
