/*
 * Teradata: MERGE, a row a statement.
 *
 * Source, where a line names no other: Teradata SQL Data Manipulation Language,
 * MERGE, from memory. No server of this kind was within reach: the text is only
 * written down. The key must hold the table's primary index, which ON has to
 * bind by equality, and whose columns cannot be updated.
 */
#include <string.h>

#include <upsert/dialect.h>

/* Source: what its driver answers, as odbc for R knows it. */
static int match(const upsert_server *server)
{
    return strcmp(server->dbms_name, "Teradata") == 0 ? 80 : 0;
}

/* WHEN MATCHED takes no condition. Markers have the types that the driver says
   with them, and need no CAST. */
static const upsert_merge MERGE = {
    .source = UPSERT_MERGE_ONE_ROW,
    .from = "",
    .column_list = true,
    .table_as = true,
    .source_as = true,
    .hint = "",
    .casts = UPSERT_CAST_NONE,
    .condition = UPSERT_MERGE_CONDITION_NONE,
    .terminator = "",
};

/* Source: Teradata Messages, from memory. */
static const upsert_error_code ERROR_CODES[] = {
    {NULL, -2801, NULL, UPSERT_DUPLICATE_KEY},
    {NULL, -2803, NULL, UPSERT_DUPLICATE_KEY}, /* secondary index */
    {NULL, -7547, NULL, UPSERT_ROW_TWICE},
    {NULL, -2631, NULL, UPSERT_RETRY_TRANSACTION}, /* deadlock */
    {NULL, -2639, NULL, UPSERT_RETRY_TRANSACTION},
    {NULL, -7595, NULL, UPSERT_RETRY_STATEMENT}, /* could not get a lock */
    {NULL, -3811, NULL, UPSERT_CONSTRAINT},      /* NULL */
    {NULL, -5317, NULL, UPSERT_CONSTRAINT},      /* CHECK */
    {NULL, -2700, NULL, UPSERT_CONSTRAINT},      /* FOREIGN KEY */
    {NULL, -2616, NULL, UPSERT_VALUE},           /* overflow */
    {NULL, -2617, NULL, UPSERT_VALUE},
    {NULL, -2621, NULL, UPSERT_VALUE}, /* bad character */
    {NULL, -2665, NULL, UPSERT_VALUE}, /* no date */
    {NULL, -3996, NULL, UPSERT_VALUE}, /* too long */
    {NULL, -6760, NULL, UPSERT_VALUE}, /* no timestamp */
    {NULL, 0, NULL, UPSERT_OK},
};

static const char NOTES[] =
    "One row a statement, and equal rows cannot be left alone: the job needs "
    "`upsert.only_changed = no`. The key must hold the table's primary index.";

/* No catalog query: DBC.ColumnsV has codes for types. There are no savepoints,
   and none is needed for a row a statement. */
extern const upsert_dialect upsert_dialect_teradata;
const upsert_dialect upsert_dialect_teradata = {
    .struct_size = sizeof(upsert_dialect),
    .abi_version = UPSERT_DIALECT_ABI,
    .name = "teradata",
    .summary = "Teradata, by MERGE; needs only_changed = no",
    .notes = NOTES,
    .quote_open = '"',
    .quote_close = '"',
    .limits = {.parameters = 2048, .rows = 1, .bytes = (size_t)1 << 20},
    .transport = UPSERT_TRANSPORT_ROW,
    .counting_upsert = UPSERT_COUNTING_AFFECTED,
    .counting_other = UPSERT_COUNTING_AFFECTED,
    .affected_by_update = 1,
    .name_case = UPSERT_NAMES_AS_THEY_ARE,
    .evidence = UPSERT_GOLDEN_TEXT,
    .banner_query = "SELECT 'Teradata ' || InfoData FROM DBC.DBCInfoV"
                    " WHERE InfoKey = 'VERSION'",
    .match = match,
    .profile = &MERGE,
    .render = upsert_render_merge,
    .error_codes = ERROR_CODES,
    .repeats = UPSERT_REPEATS_IN_ORDER, /* one row a statement */
    .fraction_digits = 6,
};
