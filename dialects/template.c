/*
 * A template for a dialect of your own. As it stands it describes PostgreSQL's
 * MERGE, by nothing but standard SQL, and is tested against PostgreSQL 15.
 *
 * To make your own:
 *
 *  1. Copy this file, and replace "template" by the name of your database.
 *  2. Go through the table at its end, member by member; <upsert/dialect.h>
 *     says what each means. Leave out what is marked optional and what your
 *     database does not have: it is then NULL or 0.
 *  3. Choose how a plan is rendered. If the database has MERGE, INSERT .. ON
 *     CONFLICT or INSERT .. ON DUPLICATE KEY UPDATE, fill in the profile of
 *     that family. If it has none of them, write a `render` of your own from
 *     the upsert_sql_.. and upsert_render_.. functions. Identifiers go through
 *     upsert_sql_name() only, and values are markers only.
 *  4. Build it and use it, with nothing else installed but the header:
 *
 *         cc -std=c11 -shared -fPIC -o libmydb.so mydb.c
 *         upsert plan job.ini --set target.dialect_plugin=./libmydb.so
 *
 *     Link it against nothing of libupsert: its functions are the host's.
 *     A plugin in a folder of UPSERT_PLUGIN_PATH goes by its name, "mydb".
 *  5. To build it into libupsert instead, leave out upsert_dialect_plugin(),
 *     give the table a name of its own without "static", and add it to
 *     src/dialect/registry.c and src/CMakeLists.txt.
 */
#include <string.h>

#include <upsert/dialect.h>

/* The two markers, named. Without the CASTs the server could not tell their
   types. */
#define WANTED                                                                 \
    "FROM (SELECT CAST(? AS varchar(128)) AS tab,"                             \
    " CAST(? AS varchar(128)) AS sch) w "

/* "" for the collation: text is compared byte by byte. A database that
   compares otherwise must say so here, or two spellings of one key are taken
   for two keys until the server objects. */
static const char COLUMNS_QUERY[] =
    "SELECT c.table_schema, c.table_name, c.column_name, c.data_type,"
    " c.data_type,"
    " CASE WHEN c.is_generated = 'ALWAYS'"
    " OR c.identity_generation = 'ALWAYS' THEN 'generated'"
    " WHEN c.is_identity = 'YES' THEN 'identity'"
    " WHEN c.is_nullable = 'YES' AND c.column_default IS NULL THEN 'null'"
    " ELSE '' END, '' " WANTED
    "JOIN information_schema.columns c ON LOWER(c.table_name) = LOWER(w.tab)"
    " AND LOWER(c.table_schema) ="
    " CASE w.sch WHEN '' THEN LOWER(CURRENT_SCHEMA) ELSE LOWER(w.sch) END "
    "ORDER BY c.table_schema, c.table_name, c.ordinal_position";

/* The standard knows constraints, not indexes: a unique index without a
   constraint is not found here. Where the database has a catalog of its own,
   ask that. */
static const char INDEXES_QUERY[] =
    "SELECT c.constraint_name,"
    " CASE c.constraint_type WHEN 'PRIMARY KEY' THEN '1' ELSE '0' END, '',"
    " k.column_name, NULL " WANTED
    "JOIN information_schema.table_constraints c ON c.table_name = w.tab"
    " AND c.table_schema = w.sch"
    " JOIN information_schema.key_column_usage k"
    " ON k.constraint_schema = c.constraint_schema"
    " AND k.constraint_name = c.constraint_name "
    "WHERE c.constraint_type IN ('PRIMARY KEY', 'UNIQUE') "
    "ORDER BY 2 DESC, 1, k.ordinal_position";

/* A plugin is used whatever it returns. Built in, it would be chosen by this
   number, the highest of all dialects. */
static int match(const upsert_server *server)
{
    return strcmp(server->dbms_name, "PostgreSQL") == 0 ? 10 : 0;
}

/* Only what upsert_type_of_name() does not know. */
static const upsert_type_name TYPES[] = {
    {"name", UPSERT_TYPE_TEXT},
    {"xml", UPSERT_TYPE_TEXT},
    {NULL, UPSERT_TYPE_OTHER},
};

/* The first marker of each column carries its type to those below it. */
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

/* What the SQLSTATE alone does not tell; most drivers need a few native codes
   here. The first that fits counts. */
static const upsert_error_code ERROR_CODES[] = {
    {"55P03", 0, NULL, UPSERT_RETRY_STATEMENT},
    {"23", 0, "duplicate key", UPSERT_DUPLICATE_KEY},
    {NULL, 0, NULL, UPSERT_OK},
};

static const upsert_dialect TEMPLATE = {
    /* Never anything else: they tell the host which members there are. */
    .struct_size = sizeof(upsert_dialect),
    .abi_version = UPSERT_DIALECT_ABI,

    .name = "template",
    .summary = "a template, for PostgreSQL 15 and newer, by MERGE",
    .quote_open = '"',
    .quote_close = '"',

    /* Measure: more rows a statement are faster up to a point, and drivers
       have limits of their own. */
    .limits = {.parameters = 2000, .rows = 500},
    .transport = UPSERT_TRANSPORT_VALUES,

    /* SQLRowCount: exact for all modes but upsert, where it cannot tell an
       insert from an update. */
    .counting_upsert = UPSERT_COUNTING_AFFECTED,
    .counting_other = UPSERT_COUNTING_AFFECTED,
    .affected_by_update = 1,

    .name_case = UPSERT_NAMES_LOWER,
    .evidence = UPSERT_RUN_ON_A_SERVER,

    /* `begin` is left out: ODBC's own transactions. */
    .savepoint = "SAVEPOINT upsert_statement",
    .rollback_to_savepoint = "ROLLBACK TO SAVEPOINT upsert_statement",
    .release_savepoint = "RELEASE SAVEPOINT upsert_statement",

    /* A statement that finds a row twice fails; two texts are joined by ||. */
    .repeats = UPSERT_REPEATS_UNNOTICED,
    .fraction_digits = 6,
    .clock_query = "SELECT CAST(CURRENT_TIMESTAMP AS text)",

    .banner_query = "SELECT version()",
    .columns_query = COLUMNS_QUERY,
    .indexes_query = INDEXES_QUERY,
    .match = match,
    .types = TYPES,
    .profile = &MERGE,
    .render = upsert_render_merge,
    .error_codes = ERROR_CODES,
};

/* What the host asks a plugin for. It checks the version of the table itself,
   so that there is nothing to do here for a dialect of one version. */
const upsert_dialect *upsert_dialect_plugin(uint32_t abi_version)
{
    (void)abi_version;
    return &TEMPLATE;
}
