/* The catalog as ODBC's own functions tell it: for databases whose catalog
   nobody here has queried. Native queries are better wherever there are any,
   for drivers leave out partial and expression indexes, generated columns and
   more. */
#ifndef UP_ODBC_CATALOG_H
#define UP_ODBC_CATALOG_H

#include "odbc/connection.h"

/**
 * The columns of the tables of a name, by SQLColumns.
 * @param table        as it was asked for; it is tried so and, without regard
 *                     to case, as `name_case` says.
 * @param schema       "" for any.
 * @param[out] result  laid out as <upsert/dialect.h> says of `columns_query`.
 */
upsert_status up_odbc_columns(up_connection *connection, const char *table,
                              const char *schema, upsert_name_case name_case,
                              up_result *result, upsert_error *error);

/**
 * The unique indexes of a table, by SQLPrimaryKeys and SQLStatistics.
 * @param[out] result  laid out as `indexes_query`.
 */
upsert_status up_odbc_indexes(up_connection *connection, const char *table,
                              const char *schema, up_result *result,
                              upsert_error *error);

#endif
