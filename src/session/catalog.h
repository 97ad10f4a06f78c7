/* What the server and the table are, asked of the server itself. */
#ifndef UP_SESSION_CATALOG_H
#define UP_SESSION_CATALOG_H

#include <upsert/dialect.h>

#include "odbc/connection.h"
#include "schema/names.h"
#include "schema/table.h"

/** The longest banner kept. */
#define UP_BANNER_MAXIMUM 256

/**
 * Choose the dialect, by name or by what the server says of itself, and run
 * its connect statements.
 * @param name             "auto" or a built-in dialect's.
 * @param[in,out] dialect  the one to use, whatever the name; NULL: choose.
 * @param server        filled in; its banner is written to `banner`, of
 *                      UP_BANNER_MAXIMUM bytes.
 * @return UPSERT_OK; UPSERT_OPTION for an unknown name; UPSERT_SCHEMA when no
 *         dialect fits; any status of the database.
 */
upsert_status up_catalog_dialect(up_connection *connection, const char *name,
                                 const upsert_dialect **dialect,
                                 upsert_server *server, char *banner,
                                 upsert_error *error);

/** Get a connection ready for a dialect: how its errors are read, and the
    dialect's connect statements. */
upsert_status up_catalog_greet(up_connection *connection,
                               const upsert_dialect *dialect,
                               upsert_error *error);

/**
 * Read a table's columns, unique indexes and effects.
 * @param[out] table  up_table_dispose() ends it, also after an error.
 * @return UPSERT_OK; UPSERT_SCHEMA when it is not there or its name fits
 *         several; any status of the database.
 */
upsert_status up_catalog_table(up_connection *connection,
                               const upsert_dialect *dialect,
                               const up_table_name *name, up_table *table,
                               upsert_error *error);

#endif
