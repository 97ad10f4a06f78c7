#include "odbc/statement.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "odbc/handles.h"

struct up_statement {
    up_connection *connection;
    SQLHSTMT hstmt;
    char *direct; /* the text, where it was not prepared; or NULL */
    size_t parameters;
    SQLLEN *lengths;        /* one a parameter: drivers keep pointers to them */
    SQLUSMALLINT *outcomes; /* one a row of an array; or NULL */
    size_t rows;            /* of the array; 0: none was bound */
};

static upsert_status failed(up_statement *statement, upsert_error *error)
{
    return up_call_failed(statement->connection, statement->hstmt, error);
}

static upsert_status set_up(up_statement *statement, const char *sql,
                            up_prepare when, upsert_error *error)
{
    statement->lengths =
        calloc(statement->parameters + 1, sizeof *statement->lengths);
    if (!statement->lengths)
        return up_error_memory(error);
    up_connection *connection = statement->connection;
    if (!SQL_SUCCEEDED(SQLAllocHandle(SQL_HANDLE_STMT, connection->hdbc,
                                      &statement->hstmt)))
        return up_diagnose(SQL_HANDLE_DBC, connection->hdbc,
                           &connection->reader, error);
    if (when == UP_PREPARE_NEVER)
        return (statement->direct = strdup(sql)) ? UPSERT_OK
                                                 : up_error_memory(error);
    if (!SQL_SUCCEEDED(up_call_prepare(connection, statement->hstmt, sql)))
        return failed(statement, error);
    return UPSERT_OK;
}

upsert_status up_statement_new(up_connection *connection, const char *sql,
                               size_t parameters, up_prepare when,
                               up_statement **out, upsert_error *error)
{
    assert(parameters <= 32767);
    up_statement *statement = calloc(1, sizeof *statement);
    if (!statement)
        return up_error_memory(error);
    statement->connection = connection;
    statement->parameters = parameters;
    upsert_status status = set_up(statement, sql, when, error);
    if (status != UPSERT_OK) {
        up_statement_free(statement);
        return status;
    }
    *out = statement;
    return UPSERT_OK;
}

void up_statement_free(up_statement *statement)
{
    if (!statement)
        return;
    if (statement->hstmt)
        SQLFreeHandle(SQL_HANDLE_STMT, statement->hstmt);
    free(statement->direct);
    free(statement->outcomes);
    free(statement->lengths);
    free(statement);
}

upsert_status up_statement_bind(up_statement *statement, size_t index,
                                const up_value *value, upsert_error *error)
{
    assert(index < statement->parameters);
    /* Some drivers look at the pointer even where the value is NULL. */
    static const char nothing[1] = "";
    const void *data = value->data ? value->data : nothing;
    statement->lengths[index] =
        value->data ? (SQLLEN)value->length : SQL_NULL_DATA;
    SQLRETURN code = SQLBindParameter(
        statement->hstmt, (SQLUSMALLINT)(index + 1), SQL_PARAM_INPUT,
        value->binary ? SQL_C_BINARY : SQL_C_CHAR,
        value->binary ? SQL_VARBINARY : SQL_VARCHAR, UP_COLUMN_SIZE, 0,
        (SQLPOINTER)data, (SQLLEN)value->length, &statement->lengths[index]);
    return SQL_SUCCEEDED(code) ? UPSERT_OK : failed(statement, error);
}

_Static_assert(sizeof(SQLLEN) == sizeof(ptrdiff_t), "lengths are SQLLENs");
_Static_assert(SQL_NULL_DATA == UP_NULL_LENGTH, "NULL has a length of its own");

static bool set_attribute(up_statement *statement, SQLINTEGER attribute,
                          SQLPOINTER value)
{
    return SQL_SUCCEEDED(SQLSetStmtAttr(statement->hstmt, attribute, value, 0));
}

/* The length of the arrays, and where the driver says what came of each row. */
static upsert_status set_rows(up_statement *statement, size_t rows,
                              upsert_error *error)
{
    if (rows == statement->rows)
        return UPSERT_OK;
    statement->rows = 0; /* none, while the driver knows one of the two only */
    SQLUSMALLINT *outcomes =
        realloc(statement->outcomes, rows * sizeof *outcomes);
    if (!outcomes)
        return up_error_memory(error);
    statement->outcomes = outcomes;
    if (!set_attribute(statement, SQL_ATTR_PARAMSET_SIZE, (SQLPOINTER)rows) ||
        !set_attribute(statement, SQL_ATTR_PARAM_STATUS_PTR, outcomes))
        return failed(statement, error);
    statement->rows = rows;
    return UPSERT_OK;
}

upsert_status up_statement_bind_array(up_statement *statement, size_t index,
                                      const up_values *values, size_t rows,
                                      upsert_error *error)
{
    assert(index < statement->parameters && values->width);
    upsert_status status = set_rows(statement, rows, error);
    if (status != UPSERT_OK)
        return status;
    SQLRETURN code = SQLBindParameter(
        statement->hstmt, (SQLUSMALLINT)(index + 1), SQL_PARAM_INPUT,
        values->binary ? SQL_C_BINARY : SQL_C_CHAR,
        values->binary ? SQL_VARBINARY : SQL_VARCHAR, UP_COLUMN_SIZE, 0,
        (SQLPOINTER)values->data, (SQLLEN)values->width,
        (SQLLEN *)values->lengths);
    return SQL_SUCCEEDED(code) ? UPSERT_OK : failed(statement, error);
}

/* Drivers that send an array row by row go on behind one that fails, and call
   that a success with a warning. */
static bool lost_rows(const up_statement *statement, SQLRETURN code)
{
    if (code != SQL_SUCCESS_WITH_INFO)
        return false;
    for (size_t i = 0; i < statement->rows; i++)
        if (statement->outcomes[i] != SQL_PARAM_SUCCESS &&
            statement->outcomes[i] != SQL_PARAM_SUCCESS_WITH_INFO)
            return true;
    return false;
}

upsert_status up_statement_execute(up_statement *statement, int64_t *affected,
                                   upsert_error *error)
{
    *affected = UP_ROW_COUNT_UNKNOWN;
    for (size_t i = 0; i < statement->rows; i++)
        statement->outcomes[i] = SQL_PARAM_UNUSED;
    SQLRETURN code = up_call_execute(statement->connection, statement->hstmt,
                                     statement->direct);
    /* To be cancelled may have cost a result what it told. */
    upsert_status status =
        up_cancel_check(statement->connection->cancel, error);
    if (status != UPSERT_OK)
        return status;
    if (code == SQL_NO_DATA) { /* no row was touched */
        *affected = 0;
        return UPSERT_OK;
    }
    if (!SQL_SUCCEEDED(code) || lost_rows(statement, code))
        return failed(statement, error);
    SQLLEN count = UP_ROW_COUNT_UNKNOWN;
    if (SQL_SUCCEEDED(SQLRowCount(statement->hstmt, &count)) && count >= 0)
        *affected = count;
    return UPSERT_OK;
}

upsert_status up_statement_numbers(up_statement *statement, int64_t *numbers,
                                   size_t count, upsert_error *error)
{
    SQLRETURN code = SQLFetch(statement->hstmt);
    if (code == SQL_NO_DATA)
        return up_error_set(error, UPSERT_SQL,
                            "the statement returned no counts");
    if (!SQL_SUCCEEDED(code))
        return failed(statement, error);
    for (size_t i = 0; i < count; i++) {
        SQLBIGINT number = 0;
        SQLLEN length;
        code = SQLGetData(statement->hstmt, (SQLUSMALLINT)(i + 1),
                          SQL_C_SBIGINT, &number, sizeof number, &length);
        if (!SQL_SUCCEEDED(code))
            return failed(statement, error);
        numbers[i] = number;
    }
    return UPSERT_OK;
}

void up_statement_close(up_statement *statement)
{
    if (!statement)
        return;
    SQLFreeStmt(statement->hstmt, SQL_CLOSE);
}
