/*
 * Snowflake: MERGE.
 *
 * Source, where a line names no other: Snowflake documentation, MERGE and
 * VALUES. No server of this kind was within reach, and of the parsers on npm
 * none knows its MERGE and refuses a broken one: the text is only written down.
 */
#include <string.h>

#include <upsert/dialect.h>

/* Source: what its driver answers, as odbc for R knows it. */
static int match(const upsert_server *server)
{
    return strcmp(server->dbms_name, "Snowflake") == 0 ? 80 : 0;
}

/* Values in VALUES are constants, whose columns are column1, column2, ...; they
   get their types above it. */
static const upsert_merge MERGE = {
    .source = UPSERT_MERGE_FROM_VALUES,
    .from = "",
    .table_as = true,
    .source_as = true,
    .hint = "",
    .casts = UPSERT_CAST_EVERY,
    .condition = UPSERT_MERGE_CONDITION_AND,
    .differs = UPSERT_MERGE_DISTINCT,
    .terminator = "",
};

/* Its unique keys are not enforced, and no error tells of a duplicate; a MERGE
   locks the table for others. The numbers are from memory. */
static const upsert_error_code ERROR_CODES[] = {
    {NULL, 0, "Duplicate row detected during DML action", UPSERT_ROW_TWICE},
    {NULL, 0, "waiting for a lock", UPSERT_RETRY_STATEMENT},
    {NULL, 625, NULL, UPSERT_RETRY_STATEMENT},
    {NULL, 0, "deadlock", UPSERT_RETRY_TRANSACTION},
    {NULL, 100072, NULL, UPSERT_CONSTRAINT}, /* NULL */
    {NULL, 100038, NULL, UPSERT_VALUE},      /* not a number */
    {NULL, 100035, NULL, UPSERT_VALUE},      /* not a timestamp */
    {NULL, 100040, NULL, UPSERT_VALUE},      /* not a date */
    {NULL, 100078, NULL, UPSERT_VALUE},      /* too long */
    {NULL, 100132, NULL, UPSERT_VALUE},
    {NULL, 0, NULL, UPSERT_OK},
};

static const char NOTES[] = "Its unique keys are not enforced: two runs at "
                            "once may insert a key twice.";

/* No catalog query: only SHOW PRIMARY KEYS tells a key's columns, which takes
   no parameters; ODBC's functions ask it. VALUES took 16,384 rows at most; the
   text of a statement takes 1 MB (Snowflake documentation, Query text size). */
extern const upsert_dialect upsert_dialect_snowflake;
const upsert_dialect upsert_dialect_snowflake = {
    .struct_size = sizeof(upsert_dialect),
    .abi_version = UPSERT_DIALECT_ABI,
    .name = "snowflake",
    .summary = "Snowflake, by MERGE",
    .notes = NOTES,
    .quote_open = '"',
    .quote_close = '"',
    .limits = {.parameters = 16384, .rows = 16384, .bytes = (size_t)1 << 20},
    .transport = UPSERT_TRANSPORT_VALUES,
    .counting_upsert = UPSERT_COUNTING_AFFECTED,
    .counting_other = UPSERT_COUNTING_AFFECTED,
    .affected_by_update = 1,
    .name_case = UPSERT_NAMES_UPPER,
    .evidence = UPSERT_GOLDEN_TEXT,
    .banner_query = "SELECT 'Snowflake ' || CURRENT_VERSION()",
    .match = match,
    .profile = &MERGE,
    .render = upsert_render_merge,
    .error_codes = ERROR_CODES,
    /* Unless ERROR_ON_NONDETERMINISTIC_MERGE is off. */
    .repeats = UPSERT_REPEATS_UNNOTICED,
    .fraction_digits = 9,
    /* Source: Snowflake SQL reference, TO_VARCHAR. */
    .clock_query = "SELECT TO_VARCHAR(CAST(CURRENT_TIMESTAMP AS"
                   " TIMESTAMP_NTZ), 'YYYY-MM-DD HH24:MI:SS.FF3')",
};
