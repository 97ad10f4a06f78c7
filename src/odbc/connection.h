/* One ODBC connection, and statements that are run once. */
#ifndef UP_ODBC_CONNECTION_H
#define UP_ODBC_CONNECTION_H

#include <stdbool.h>
#include <stdint.h>

#include "odbc/cancel.h"
#include "odbc/diagnose.h"

typedef struct up_connection up_connection;

/** How many connection strings there may be. */
#define UP_ADDRESSES_MAXIMUM 9

/** Where a database is: connection strings that are tried in turn; never part
    of a message. */
typedef struct up_addresses {
    const char *strings[UP_ADDRESSES_MAXIMUM];
    size_t count;
} up_addresses;

/**
 * Connect. The ANSI entry points are used throughout, for through them the
 * driver manager passes UTF-8 as it is.
 * @param addresses        copied; at least one.
 * @param cancel           borrowed; what may end its statements, and keep it
 * from committing. Connecting itself it cannot end.
 * @param[out] connection  owned by the caller; up_connection_free() ends it.
 * @return UPSERT_OK; UPSERT_CONNECTION, with what the first address came to;
 *         UPSERT_MEMORY.
 */
upsert_status up_connection_open(const up_addresses *addresses,
                                 up_cancel *cancel, up_connection **connection,
                                 upsert_error *error);

/** Connect once more to where a connection is, or else to another address of
    its own. Arguments and errors as up_connection_open(). */
upsert_status up_connection_open_beside(const up_connection *beside,
                                        up_connection **connection,
                                        upsert_error *error);

/**
 * Give a lost connection up, and make another in its place. All statements on
 * it must have been freed. It must not be a borrowed one.
 * @return as up_connection_open(); after an error it can be called again, and
 *         nothing else but up_connection_free().
 */
upsert_status up_connection_reopen(up_connection *connection,
                                   upsert_error *error);

/** Use an HDBC of the application's, borrowed until up_connection_free(). */
upsert_status up_connection_borrow(void *hdbc, up_cancel *cancel,
                                   up_connection **connection,
                                   upsert_error *error);

bool up_connection_borrowed(const up_connection *connection);

/** Disconnect, unless the HDBC was borrowed. An open transaction must have
    been ended before. NULL is legal. */
void up_connection_free(up_connection *connection);

/** How errors are read from now on. */
void up_connection_read_errors(up_connection *connection,
                               up_error_reader reader);

/** SQL_DBMS_NAME, SQL_DBMS_VER and SQL_DRIVER_NAME, borrowed; "" where the
    driver has none. */
const char *up_connection_dbms_name(const up_connection *connection);
const char *up_connection_dbms_version(const up_connection *connection);
const char *up_connection_driver_name(const up_connection *connection);

/** Whether the connection was in autocommit mode when it was opened or
    borrowed. */
bool up_connection_autocommit(const up_connection *connection);

/** Whether the driver knows the connection to be lost. */
bool up_connection_dead(const up_connection *connection);

/** Leave autocommit mode, and so begin a transaction. */
upsert_status up_connection_begin(up_connection *connection,
                                  upsert_error *error);

/** Commit or roll back by SQLEndTran, and go back to autocommit mode.
    Once it is cancelled nothing is committed; a COMMIT that is under way then
    is left to end.
    @return UPSERT_CONNECTION when the first went well and the second did not:
            nobody knows then what the first is worth. */
upsert_status up_connection_end(up_connection *connection, bool commit,
                                upsert_error *error);

/** Run a statement once and throw its results away. */
upsert_status up_connection_execute(up_connection *connection, const char *sql,
                                    upsert_error *error);

/** The same for what takes back: it runs also once all else is cancelled. */
upsert_status up_connection_undo(up_connection *connection, const char *sql,
                                 upsert_error *error);

/**
 * Run a statement that writes once, with text parameters.
 * @param parameters     `count` texts, at most 8, borrowed during the call.
 * @param[out] affected  SQLRowCount, or UP_ROW_COUNT_UNKNOWN.
 */
upsert_status up_connection_write(up_connection *connection, const char *sql,
                                  const char *const *parameters, size_t count,
                                  int64_t *affected, upsert_error *error);

/** What SQLRowCount left unsaid. */
#define UP_ROW_COUNT_UNKNOWN ((int64_t)-1)

/** A query's rows as text. */
typedef struct up_result {
    char **cells; /* owned; row after row; NULL for NULL */
    size_t rows, columns;
} up_result;

/** One cell, borrowed; NULL for NULL. */
const char *up_result_cell(const up_result *result, size_t row, size_t column);

/**
 * Run a query with text parameters and keep all its rows, of at most 1 MiB a
 * cell.
 * @param parameters  `count` texts, at most 8, borrowed during the call.
 * @param[out] result  up_result_dispose() ends it, also after an error.
 */
upsert_status up_connection_query(up_connection *connection, const char *sql,
                                  const char *const *parameters, size_t count,
                                  up_result *result, upsert_error *error);

/** The numbers in the first row of a query. @return UPSERT_SQL when it returns
    no row, or too few columns. */
upsert_status up_connection_numbers(up_connection *connection, const char *sql,
                                    int64_t *numbers, size_t count,
                                    upsert_error *error);

/** The first cell of a query, cut to `size` bytes with its NUL; "" when it
    returns none. */
upsert_status up_connection_text(up_connection *connection, const char *sql,
                                 char *text, size_t size, upsert_error *error);

void up_result_dispose(up_result *result);

#endif
