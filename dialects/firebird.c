/*
 * Firebird 3.0 and newer: MERGE.
 *
 * Source, where a line names no other: Firebird Language Reference, MERGE; the
 * text and the catalog queries ran on Firebird 3.0.11 (isql), the text through
 * its ODBC driver 3.5, too.
 */
#include <string.h>

#include <upsert/dialect.h>

#define WANTED                                                                 \
    "FROM (SELECT CAST(? AS VARCHAR(63)) AS tab,"                              \
    " CAST(? AS VARCHAR(63)) AS sch FROM rdb$database) w "

/* Of a field: its whole type, but for what stands behind a text's length. */
#define TYPE                                                                   \
    " CASE WHEN f.rdb$field_sub_type IN (1, 2) AND f.rdb$field_type IN"        \
    " (7, 8, 16, 26, 27) THEN CASE f.rdb$field_sub_type WHEN 1"                \
    " THEN 'NUMERIC(' ELSE 'DECIMAL(' END || f.rdb$field_precision || ','"     \
    " || (-f.rdb$field_scale) || ')'"                                          \
    " ELSE CASE f.rdb$field_type WHEN 7 THEN 'SMALLINT' WHEN 8 THEN 'INTEGER'" \
    " WHEN 10 THEN 'FLOAT' WHEN 12 THEN 'DATE' WHEN 13 THEN 'TIME'"            \
    " WHEN 16 THEN 'BIGINT' WHEN 23 THEN 'BOOLEAN'"                            \
    " WHEN 24 THEN 'DECFLOAT(16)' WHEN 25 THEN 'DECFLOAT(34)'"                 \
    " WHEN 26 THEN 'INT128' WHEN 27 THEN 'DOUBLE PRECISION'"                   \
    " WHEN 28 THEN 'TIME WITH TIME ZONE' WHEN 35 THEN 'TIMESTAMP'"             \
    " WHEN 29 THEN 'TIMESTAMP WITH TIME ZONE'"                                 \
    " WHEN 261 THEN 'BLOB SUB_TYPE ' || CASE f.rdb$field_sub_type"             \
    " WHEN 1 THEN 'TEXT' ELSE 'BINARY' END ELSE '' END END"

#define OCTETS                                                                 \
    " || CASE f.rdb$character_set_id WHEN 1 THEN ' CHARACTER SET OCTETS'"      \
    " ELSE '' END"

/* A text is cast to one character more than its column takes, so that what is
   too long still is. Its equality passes over trailing spaces. There are no
   schemas. Source: Firebird Language Reference, System Tables. */
static const char COLUMNS_QUERY[] =
    "SELECT '', TRIM(c.rdb$relation_name), TRIM(c.rdb$field_name),"
    " CASE WHEN f.rdb$field_type IN (14, 37) THEN CASE f.rdb$field_type"
    " WHEN 14 THEN 'CHAR(' ELSE 'VARCHAR(' END"
    " || f.rdb$character_length || ')'" OCTETS " ELSE" TYPE " END,"
    " CASE WHEN f.rdb$field_type IN (14, 37) THEN 'VARCHAR('"
    " || (f.rdb$character_length + CASE WHEN f.rdb$field_length < 32760"
    " THEN 1 ELSE 0 END) || ')'" OCTETS " ELSE" TYPE " END,"
    " CASE WHEN f.rdb$computed_source IS NOT NULL"
    " OR c.rdb$identity_type = 0 THEN 'generated'"
    " WHEN c.rdb$identity_type = 1 THEN 'identity'"
    " WHEN COALESCE(c.rdb$null_flag, f.rdb$null_flag, 0) = 0"
    " AND c.rdb$default_source IS NULL AND f.rdb$default_source IS NULL"
    " THEN 'null' ELSE '' END,"
    " CASE WHEN f.rdb$field_type IN (14, 37) THEN 'padded' ELSE '' END " WANTED
    "JOIN rdb$relation_fields c"
    " ON LOWER(TRIM(c.rdb$relation_name)) = LOWER(w.tab) AND w.sch = ''"
    " JOIN rdb$fields f ON f.rdb$field_name = c.rdb$field_source "
    "ORDER BY c.rdb$relation_name, c.rdb$field_position";

static const char INDEXES_QUERY[] =
    "SELECT TRIM(i.rdb$index_name),"
    " CASE WHEN k.rdb$constraint_type IS NULL THEN '0' ELSE '1' END,"
    " CASE WHEN i.rdb$index_inactive = 1 THEN 'it is not active'"
    " WHEN i.rdb$expression_source IS NOT NULL THEN 'it is on an expression'"
    " ELSE '' END, TRIM(s.rdb$field_name), CAST(NULL AS VARCHAR(1)) " WANTED
    "JOIN rdb$indices i ON i.rdb$relation_name = w.tab"
    " AND i.rdb$unique_flag = 1"
    " LEFT JOIN rdb$index_segments s ON s.rdb$index_name = i.rdb$index_name"
    " LEFT JOIN rdb$relation_constraints k"
    " ON k.rdb$index_name = i.rdb$index_name"
    " AND k.rdb$constraint_type = 'PRIMARY KEY' "
    "ORDER BY 2 DESC, 1, s.rdb$field_position";

static const char EFFECTS_QUERY[] =
    "SELECT 'trigger ' || TRIM(g.rdb$trigger_name), '0' " WANTED
    "JOIN rdb$triggers g ON g.rdb$relation_name = w.tab"
    " AND g.rdb$system_flag = 0 AND COALESCE(g.rdb$trigger_inactive, 0) = 0 "
    "ORDER BY g.rdb$trigger_name";

/* Source: what its ODBC driver answers (measured). */
static int match(const upsert_server *server)
{
    return strncmp(server->dbms_name, "Firebird", 8) == 0 ? 80 : 0;
}

/* No VALUES for a source (-104); a marker without a CAST has no type (-804).
   HASH() sees case and trailing spaces. All measured. */
static const upsert_merge MERGE = {
    .source = UPSERT_MERGE_SELECT,
    .from = " FROM RDB$DATABASE",
    .table_as = true,
    .source_as = true,
    .hint = "",
    .casts = UPSERT_CAST_EVERY,
    .condition = UPSERT_MERGE_CONDITION_AND,
    .differs = UPSERT_MERGE_DISTINCT,
    .terminator = "",
    .bytes_before = "HASH(",
    .bytes_after = ")",
};

/* The SQLSTATE is HY000 or 23000 for most: the numbers tell, which are SQL
   codes in driver 3.0 and 3.5 (measured). Source: Firebird Language Reference,
   Exception Codes. */
static const upsert_error_code ERROR_CODES[] = {
    {NULL, -803, NULL, UPSERT_DUPLICATE_KEY},
    {NULL, -913, NULL, UPSERT_RETRY_TRANSACTION}, /* deadlock */
    {NULL, -901, "lock", UPSERT_RETRY_TRANSACTION},
    {NULL, 335545269, NULL, UPSERT_ROW_TWICE}, /* Firebird 4 and newer */
    {NULL, 0, "Multiple source records", UPSERT_ROW_TWICE},
    {NULL, -625, NULL, UPSERT_CONSTRAINT}, /* NULL */
    {NULL, -297, NULL, UPSERT_CONSTRAINT}, /* CHECK */
    {NULL, -530, NULL, UPSERT_CONSTRAINT}, /* FOREIGN KEY */
    {NULL, -413, NULL, UPSERT_VALUE},      /* conversion */
    {NULL, -802, NULL, UPSERT_VALUE},      /* overflow, too long */
    {NULL, 0, NULL, UPSERT_OK},
};

static const char NOTES[] = "Its row count is wrong where a MERGE updates and "
                            "inserts: in mode `upsert` "
                            "the counts are null.";

/* A statement has 256 contexts, of which a row of the union costs more than
   one: 140 rows went through, 200 did not (measured on 3.0.11). */
extern const upsert_dialect upsert_dialect_firebird;
const upsert_dialect upsert_dialect_firebird = {
    .struct_size = sizeof(upsert_dialect),
    .abi_version = UPSERT_DIALECT_ABI,
    .name = "firebird",
    .summary = "Firebird 3.0 and newer, by MERGE",
    .notes = NOTES,
    .quote_open = '"',
    .quote_close = '"',
    .limits = {.rows = 100, .bytes = (size_t)1 << 20},
    .transport = UPSERT_TRANSPORT_VALUES,
    /* Its row count is wrong where a MERGE updates and inserts (measured). */
    .counting_upsert = UPSERT_COUNTING_NONE,
    .counting_other = UPSERT_COUNTING_AFFECTED,
    .affected_by_update = 1,
    .name_case = UPSERT_NAMES_UPPER,
    .evidence = UPSERT_GOLDEN_TEXT,
    .savepoint = "SAVEPOINT upsert_statement",
    .rollback_to_savepoint = "ROLLBACK TO SAVEPOINT upsert_statement",
    .banner_query = "SELECT 'Firebird ' || RDB$GET_CONTEXT('SYSTEM',"
                    " 'ENGINE_VERSION') FROM RDB$DATABASE",
    .columns_query = COLUMNS_QUERY,
    .indexes_query = INDEXES_QUERY,
    .effects_query = EFFECTS_QUERY,
    .match = match,
    .profile = &MERGE,
    .render = upsert_render_merge,
    .error_codes = ERROR_CODES,
    /* Firebird 3 takes either; 4 and newer fail (measured). */
    .repeats = UPSERT_REPEATS_UNNOTICED,
    .fraction_digits = 4,
    /* Source: Firebird Language Reference, LOCALTIMESTAMP (3.0.4). */
    .clock_query = "SELECT CAST(LOCALTIMESTAMP AS VARCHAR(24))"
                   " FROM RDB$DATABASE",
};
