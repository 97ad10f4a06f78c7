/* What the files of this folder share: the handles themselves. */
#ifndef UP_ODBC_HANDLES_H
#define UP_ODBC_HANDLES_H

#include <stdbool.h>

#include <sql.h>
#include <sqlext.h>

#include "odbc/cancel.h"
#include "odbc/connection.h"

/** ColumnSize of every text parameter: drivers look at it only to choose a
    type, and psqlodbc takes 5 for a boolean. */
#define UP_COLUMN_SIZE 4000

struct up_connection {
    SQLHENV henv; /* NULL when the HDBC is borrowed */
    SQLHDBC hdbc;
    bool connected;
    bool autocommit;
    char *addresses[UP_ADDRESSES_MAXIMUM]; /* owned */
    size_t address_count;
    size_t address; /* the one that is, or was, connected to */
    up_error_reader reader;
    up_cancel *cancel; /* borrowed */
    SQLCHAR dbms_name[128];
    SQLCHAR dbms_version[128];
    SQLCHAR driver_name[128];
};

/* cancel.c */

/** SQLPrepare, which another thread may cancel. */
SQLRETURN up_call_prepare(up_connection *connection, SQLHSTMT statement,
                          const char *sql);

/** Likewise SQLExecDirect, or SQLExecute where `sql` is NULL. */
SQLRETURN up_call_execute(up_connection *connection, SQLHSTMT statement,
                          const char *sql);

/** What a call on a statement failed of. @return its status. */
upsert_status up_call_failed(up_connection *connection, SQLHSTMT statement,
                             upsert_error *error);

/* connection.c */

/** Read all rows of a statement that was executed. */
upsert_status up_read_rows(up_connection *connection, SQLHSTMT statement,
                           up_result *result, upsert_error *error);

#endif
