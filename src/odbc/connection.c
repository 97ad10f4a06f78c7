#include "odbc/connection.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sql.h>
#include <sqlext.h>

#include "base/buffer.h"
#include "base/error.h"
#include "odbc/handles.h"

static void read_facts(up_connection *connection)
{
    SQLSMALLINT ignored;
    SQLGetInfo(connection->hdbc, SQL_DBMS_NAME, connection->dbms_name,
               sizeof connection->dbms_name - 1, &ignored);
    SQLGetInfo(connection->hdbc, SQL_DBMS_VER, connection->dbms_version,
               sizeof connection->dbms_version - 1, &ignored);
    SQLGetInfo(connection->hdbc, SQL_DRIVER_NAME, connection->driver_name,
               sizeof connection->driver_name - 1, &ignored);
    SQLUINTEGER autocommit = SQL_AUTOCOMMIT_ON;
    SQLGetConnectAttr(connection->hdbc, SQL_ATTR_AUTOCOMMIT, &autocommit, 0,
                      NULL);
    connection->autocommit = autocommit == SQL_AUTOCOMMIT_ON;
}

static void disconnect(up_connection *connection)
{
    if (connection->connected)
        SQLDisconnect(connection->hdbc);
    if (connection->hdbc)
        SQLFreeHandle(SQL_HANDLE_DBC, connection->hdbc);
    connection->connected = false;
    connection->hdbc = SQL_NULL_HDBC;
}

static upsert_status not_connected(up_connection *connection,
                                   upsert_error *error)
{
    bool first = error && error->status == UPSERT_OK;
    up_diagnose(SQL_HANDLE_DBC, connection->hdbc, NULL, error);
    if (first) {
        error->status = UPSERT_CONNECTION;
        up_error_prefix(error, "cannot connect");
    }
    disconnect(connection);
    return UPSERT_CONNECTION;
}

/* Driver managers before 2.3.13 let two threads that connect collide while a
   driver is loaded, and psqlodbc sets the locale of the whole process. */
static pthread_mutex_t one_connects = PTHREAD_MUTEX_INITIALIZER;

static upsert_status connect_to(up_connection *connection, size_t address,
                                upsert_error *error)
{
    if (!SQL_SUCCEEDED(SQLAllocHandle(SQL_HANDLE_DBC, connection->henv,
                                      &connection->hdbc)))
        return up_diagnose(SQL_HANDLE_ENV, connection->henv, NULL, error);
    pthread_mutex_lock(&one_connects);
    SQLRETURN code = SQLDriverConnect(
        connection->hdbc, NULL, (SQLCHAR *)connection->addresses[address],
        SQL_NTS, NULL, 0, NULL, SQL_DRIVER_NOPROMPT);
    pthread_mutex_unlock(&one_connects);
    if (!SQL_SUCCEEDED(code))
        return not_connected(connection, error);
    connection->connected = true;
    connection->address = address;
    return UPSERT_OK;
}

/* To the address that served last, or else to those behind it, in a circle. */
static upsert_status connect_in_turn(up_connection *connection,
                                     upsert_error *error)
{
    upsert_error failure = UPSERT_ERROR_INIT;
    upsert_status status = UPSERT_CONNECTION;
    size_t first = connection->address;
    for (size_t i = 0; i < connection->address_count && status != UPSERT_OK;
         i++)
        status = connect_to(connection, (first + i) % connection->address_count,
                            &failure);
    return status == UPSERT_OK ? status : up_error_pass(error, &failure);
}

static upsert_status open_handles(up_connection *connection,
                                  upsert_error *error)
{
    if (!SQL_SUCCEEDED(
            SQLAllocHandle(SQL_HANDLE_ENV, SQL_NULL_HANDLE, &connection->henv)))
        return up_error_memory(error);
    SQLSetEnvAttr(connection->henv, SQL_ATTR_ODBC_VERSION,
                  (SQLPOINTER)SQL_OV_ODBC3, 0);
    upsert_status status = connect_in_turn(connection, error);
    if (status == UPSERT_OK)
        read_facts(connection);
    return status;
}

static up_connection *new_connection(const up_addresses *addresses,
                                     up_cancel *cancel)
{
    up_connection *connection = calloc(1, sizeof *connection);
    if (!connection)
        return NULL;
    connection->cancel = cancel;
    for (size_t i = 0; i < addresses->count; i++) {
        connection->addresses[i] = strdup(addresses->strings[i]);
        if (!connection->addresses[i]) {
            up_connection_free(connection);
            return NULL;
        }
        connection->address_count++;
    }
    return connection;
}

static upsert_status open_new(up_connection *connection, up_connection **out,
                              upsert_error *error)
{
    if (!connection)
        return up_error_memory(error);
    upsert_status status = open_handles(connection, error);
    if (status == UPSERT_OK)
        *out = connection;
    else
        up_connection_free(connection);
    return status;
}

upsert_status up_connection_open(const up_addresses *addresses,
                                 up_cancel *cancel, up_connection **out,
                                 upsert_error *error)
{
    return open_new(new_connection(addresses, cancel), out, error);
}

upsert_status up_connection_open_beside(const up_connection *beside,
                                        up_connection **out,
                                        upsert_error *error)
{
    up_addresses addresses = {.count = beside->address_count};
    for (size_t i = 0; i < addresses.count; i++)
        addresses.strings[i] = beside->addresses[i];
    up_connection *connection = new_connection(&addresses, beside->cancel);
    if (connection)
        connection->address = beside->address;
    return open_new(connection, out, error);
}

/* What the driver told of the server stays: the plan is made for it. */
upsert_status up_connection_reopen(up_connection *connection,
                                   upsert_error *error)
{
    disconnect(connection);
    return connect_in_turn(connection, error);
}

upsert_status up_connection_borrow(void *hdbc, up_cancel *cancel,
                                   up_connection **out, upsert_error *error)
{
    up_connection *connection = calloc(1, sizeof *connection);
    if (!connection)
        return up_error_memory(error);
    connection->cancel = cancel;
    connection->hdbc = hdbc;
    read_facts(connection);
    *out = connection;
    return UPSERT_OK;
}

bool up_connection_borrowed(const up_connection *connection)
{
    return !connection->henv;
}

void up_connection_free(up_connection *connection)
{
    if (!connection)
        return;
    if (connection->henv) {
        disconnect(connection);
        SQLFreeHandle(SQL_HANDLE_ENV, connection->henv);
    }
    for (size_t i = 0; i < connection->address_count; i++)
        free(connection->addresses[i]);
    free(connection);
}

void up_connection_read_errors(up_connection *connection,
                               up_error_reader reader)
{
    connection->reader = reader;
}

const char *up_connection_dbms_name(const up_connection *connection)
{
    return (const char *)connection->dbms_name;
}

const char *up_connection_dbms_version(const up_connection *connection)
{
    return (const char *)connection->dbms_version;
}

const char *up_connection_driver_name(const up_connection *connection)
{
    return (const char *)connection->driver_name;
}

bool up_connection_autocommit(const up_connection *connection)
{
    return connection->autocommit;
}

bool up_connection_dead(const up_connection *connection)
{
    SQLUINTEGER dead = SQL_CD_FALSE;
    if (SQL_SUCCEEDED(SQLGetConnectAttr(
            connection->hdbc, SQL_ATTR_CONNECTION_DEAD, &dead, 0, NULL)))
        return dead == SQL_CD_TRUE;
    /* It does not know the attribute; or it has asked the server. */
    return up_diagnose(SQL_HANDLE_DBC, connection->hdbc, NULL, NULL) ==
           UPSERT_CONNECTION;
}

static upsert_status set_autocommit(up_connection *connection, SQLULEN mode,
                                    upsert_error *error)
{
    SQLRETURN code = SQLSetConnectAttr(connection->hdbc, SQL_ATTR_AUTOCOMMIT,
                                       (SQLPOINTER)mode, SQL_IS_UINTEGER);
    if (SQL_SUCCEEDED(code))
        return UPSERT_OK;
    return up_diagnose(SQL_HANDLE_DBC, connection->hdbc, &connection->reader,
                       error);
}

upsert_status up_connection_begin(up_connection *connection,
                                  upsert_error *error)
{
    return set_autocommit(connection, SQL_AUTOCOMMIT_OFF, error);
}

upsert_status up_connection_end(up_connection *connection, bool commit,
                                upsert_error *error)
{
    upsert_status status =
        commit ? up_cancel_check(connection->cancel, error) : UPSERT_OK;
    if (status != UPSERT_OK)
        return status;
    SQLRETURN code = SQLEndTran(SQL_HANDLE_DBC, connection->hdbc,
                                commit ? SQL_COMMIT : SQL_ROLLBACK);
    /* Going back to autocommit mode would commit what is still open. */
    if (!SQL_SUCCEEDED(code))
        return up_diagnose(SQL_HANDLE_DBC, connection->hdbc,
                           &connection->reader, error);
    bool first = error && error->status == UPSERT_OK;
    if (set_autocommit(connection, SQL_AUTOCOMMIT_ON, error) == UPSERT_OK)
        return UPSERT_OK;
    if (first)
        error->status = UPSERT_CONNECTION;
    return UPSERT_CONNECTION;
}

static upsert_status new_statement(up_connection *connection, SQLHSTMT *out,
                                   upsert_error *error)
{
    if (SQL_SUCCEEDED(SQLAllocHandle(SQL_HANDLE_STMT, connection->hdbc, out)))
        return UPSERT_OK;
    return up_diagnose(SQL_HANDLE_DBC, connection->hdbc, &connection->reader,
                       error);
}

static bool succeeded(SQLRETURN code)
{
    return SQL_SUCCEEDED(code) || code == SQL_NO_DATA;
}

static upsert_status execute_once(up_connection *connection, const char *sql,
                                  bool undoes, upsert_error *error)
{
    SQLHSTMT statement;
    upsert_status status = new_statement(connection, &statement, error);
    if (status != UPSERT_OK)
        return status;
    SQLRETURN code = undoes ? SQLExecDirect(statement, (SQLCHAR *)sql, SQL_NTS)
                            : up_call_execute(connection, statement, sql);
    if (!succeeded(code))
        status = up_call_failed(connection, statement, error);
    SQLFreeHandle(SQL_HANDLE_STMT, statement);
    return status;
}

upsert_status up_connection_execute(up_connection *connection, const char *sql,
                                    upsert_error *error)
{
    return execute_once(connection, sql, false, error);
}

upsert_status up_connection_undo(up_connection *connection, const char *sql,
                                 upsert_error *error)
{
    return execute_once(connection, sql, true, error);
}

#define CELL_MAXIMUM ((size_t)1 << 20)

/* One cell of the current row, however long. */
static upsert_status read_cell(SQLHSTMT statement, SQLUSMALLINT column,
                               char **cell)
{
    up_buffer text = {.maximum = CELL_MAXIMUM};
    *cell = NULL;
    for (;;) {
        char part[512];
        SQLLEN length = 0;
        SQLRETURN code = SQLGetData(statement, column, SQL_C_CHAR, part,
                                    sizeof part, &length);
        if (code == SQL_NO_DATA)
            break;
        if (!SQL_SUCCEEDED(code)) {
            up_buffer_dispose(&text);
            return UPSERT_SQL;
        }
        if (length == SQL_NULL_DATA)
            return UPSERT_OK;
        up_buffer_text(&text, part);
        if (code == SQL_SUCCESS)
            break;
    }
    if (!up_buffer_string(&text)) {
        up_buffer_dispose(&text);
        return UPSERT_MEMORY;
    }
    *cell = text.data;
    return UPSERT_OK;
}

static upsert_status read_row(SQLHSTMT statement, size_t columns,
                              up_result *result, size_t *capacity)
{
    for (size_t i = 0; i < columns; i++) {
        size_t used = result->rows * columns + i;
        upsert_status status = UPSERT_MEMORY;
        if (up_array_reserve(&result->cells, capacity, used,
                             sizeof *result->cells))
            status = read_cell(statement, (SQLUSMALLINT)(i + 1),
                               &result->cells[used]);
        if (status != UPSERT_OK) {
            while (i-- > 0)
                free(result->cells[result->rows * columns + i]);
            return status;
        }
    }
    result->rows++;
    return UPSERT_OK;
}

upsert_status up_read_rows(up_connection *connection, SQLHSTMT statement,
                           up_result *result, upsert_error *error)
{
    SQLSMALLINT columns = 0;
    if (!SQL_SUCCEEDED(SQLNumResultCols(statement, &columns)))
        return up_call_failed(connection, statement, error);
    result->columns = (size_t)columns;
    size_t capacity = 0;
    for (;;) {
        SQLRETURN code = SQLFetch(statement);
        if (code == SQL_NO_DATA)
            return UPSERT_OK;
        if (!SQL_SUCCEEDED(code))
            return up_call_failed(connection, statement, error);
        upsert_status status =
            read_row(statement, (size_t)columns, result, &capacity);
        if (status == UPSERT_MEMORY)
            return up_error_memory(error);
        if (status != UPSERT_OK)
            return up_call_failed(connection, statement, error);
    }
}

/* Execute with text parameters, of which the driver keeps the `lengths`. */
static upsert_status execute_with(up_connection *connection, SQLHSTMT statement,
                                  const char *sql,
                                  const char *const *parameters, size_t count,
                                  SQLLEN *lengths, upsert_error *error)
{
    for (size_t i = 0; i < count; i++) {
        lengths[i] = (SQLLEN)strlen(parameters[i]);
        SQLRETURN code = SQLBindParameter(
            statement, (SQLUSMALLINT)(i + 1), SQL_PARAM_INPUT, SQL_C_CHAR,
            SQL_VARCHAR, UP_COLUMN_SIZE, 0, (SQLPOINTER)parameters[i],
            lengths[i], &lengths[i]);
        if (!SQL_SUCCEEDED(code))
            return up_call_failed(connection, statement, error);
    }
    if (!succeeded(up_call_execute(connection, statement, sql)))
        return up_call_failed(connection, statement, error);
    return UPSERT_OK;
}

#define PARAMETERS_MAXIMUM 8

upsert_status up_connection_query(up_connection *connection, const char *sql,
                                  const char *const *parameters, size_t count,
                                  up_result *result, upsert_error *error)
{
    *result = (up_result){0};
    SQLHSTMT statement;
    SQLLEN lengths[PARAMETERS_MAXIMUM];
    upsert_status status = new_statement(connection, &statement, error);
    if (status != UPSERT_OK)
        return status;
    status = execute_with(connection, statement, sql, parameters, count,
                          lengths, error);
    if (status == UPSERT_OK)
        status = up_read_rows(connection, statement, result, error);
    SQLFreeHandle(SQL_HANDLE_STMT, statement);
    return status;
}

upsert_status up_connection_write(up_connection *connection, const char *sql,
                                  const char *const *parameters, size_t count,
                                  int64_t *affected, upsert_error *error)
{
    *affected = UP_ROW_COUNT_UNKNOWN;
    SQLHSTMT statement;
    SQLLEN lengths[PARAMETERS_MAXIMUM], rows = UP_ROW_COUNT_UNKNOWN;
    upsert_status status = new_statement(connection, &statement, error);
    if (status != UPSERT_OK)
        return status;
    status = execute_with(connection, statement, sql, parameters, count,
                          lengths, error);
    if (status == UPSERT_OK && SQL_SUCCEEDED(SQLRowCount(statement, &rows)) &&
        rows >= 0)
        *affected = rows;
    SQLFreeHandle(SQL_HANDLE_STMT, statement);
    return status;
}

const char *up_result_cell(const up_result *result, size_t row, size_t column)
{
    return result->cells[row * result->columns + column];
}

void up_result_dispose(up_result *result)
{
    for (size_t i = 0; i < result->rows * result->columns; i++)
        free(result->cells[i]);
    free(result->cells);
    *result = (up_result){0};
}

upsert_status up_connection_numbers(up_connection *connection, const char *sql,
                                    int64_t *numbers, size_t count,
                                    upsert_error *error)
{
    up_result result;
    upsert_status status =
        up_connection_query(connection, sql, NULL, 0, &result, error);
    if (status == UPSERT_OK && (result.rows == 0 || result.columns < count))
        status = up_error_set(error, UPSERT_SQL,
                              "a query for %zu numbers returned fewer: %s",
                              count, sql);
    for (size_t i = 0; status == UPSERT_OK && i < count; i++) {
        const char *cell = up_result_cell(&result, 0, i);
        numbers[i] = cell ? strtoll(cell, NULL, 10) : 0;
    }
    up_result_dispose(&result);
    return status;
}

upsert_status up_connection_text(up_connection *connection, const char *sql,
                                 char *text, size_t size, upsert_error *error)
{
    up_result result;
    text[0] = '\0';
    upsert_status status =
        up_connection_query(connection, sql, NULL, 0, &result, error);
    if (status == UPSERT_OK && result.rows && up_result_cell(&result, 0, 0))
        snprintf(text, size, "%s", up_result_cell(&result, 0, 0));
    up_result_dispose(&result);
    return status;
}
