/* The entry points that libupsert and the driver manager use. */
#include "fault.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

real_driver real;

#define EXPORT __attribute__((visibility("default")))

/* A call that is passed on with the real handle in place of the first
   argument. */
#define PASS(target, function, ...)                                            \
    do {                                                                       \
        SQLRETURN code;                                                        \
        if (!fault_before(h, #function, target, &code))                        \
            code = fault_after(h, real.function(h->own, __VA_ARGS__));         \
        return code;                                                           \
    } while (0)

/* -------------------------------------------------------------- handles */

static bool load(void)
{
    void *driver = dlopen(plan.real, RTLD_NOW | RTLD_LOCAL);
    if (!driver)
        return false;
    void *found;
#define FIND(name)                                                             \
    found = dlsym(driver, #name);                                              \
    memcpy(&real.name, &found, sizeof found);
    REAL_FUNCTIONS(FIND)
#undef FIND
    return true;
}

/* The real handles of connections are made when they connect. */
EXPORT SQLRETURN SQL_API SQLAllocHandle(SQLSMALLINT type, SQLHANDLE parent,
                                        SQLHANDLE *out)
{
    handle *of = parent;
    SQLRETURN code;
    handle *h = calloc(1, sizeof *h);
    *out = SQL_NULL_HANDLE;
    if (!h)
        return SQL_ERROR;
    h->type = type;
    h->connection = of;
    if (of && fault_before(of, "SQLAllocHandle", TARGET_HANDLE, &code)) {
        free(h);
        return code;
    }
    code = type == SQL_HANDLE_STMT ? real.SQLAllocHandle(type, of->own, &h->own)
                                   : SQL_SUCCESS;
    if (of)
        code = fault_after(of, code);
    if (!SQL_SUCCEEDED(code)) {
        if (h->own)
            real.SQLFreeHandle(type, h->own);
        free(h);
        return code;
    }
    plan.handles++;
    *out = h;
    return code;
}

EXPORT SQLRETURN SQL_API SQLFreeHandle(SQLSMALLINT type, SQLHANDLE given)
{
    handle *h = given;
    if (h->own)
        real.SQLFreeHandle(type, h->own);
    if (h->env)
        real.SQLFreeHandle(SQL_HANDLE_ENV, h->env);
    free(h);
    plan.handles--;
    return SQL_SUCCESS;
}

EXPORT SQLRETURN SQL_API SQLSetEnvAttr(SQLHENV env, SQLINTEGER attribute,
                                       SQLPOINTER value, SQLINTEGER length)
{
    (void)env;
    (void)attribute;
    (void)value;
    (void)length;
    return SQL_SUCCESS;
}

static void drop(handle *h)
{
    if (h->own)
        real.SQLFreeHandle(SQL_HANDLE_DBC, h->own);
    if (h->env)
        real.SQLFreeHandle(SQL_HANDLE_ENV, h->env);
    h->own = h->env = SQL_NULL_HANDLE;
}

static SQLRETURN connect_really(handle *h)
{
    if (!load() || !SQL_SUCCEEDED(real.SQLAllocHandle(
                       SQL_HANDLE_ENV, SQL_NULL_HANDLE, &h->env)))
        return SQL_ERROR;
    real.SQLSetEnvAttr(h->env, SQL_ATTR_ODBC_VERSION, (SQLPOINTER)SQL_OV_ODBC3,
                       0);
    if (!SQL_SUCCEEDED(real.SQLAllocHandle(SQL_HANDLE_DBC, h->env, &h->own)))
        return SQL_ERROR;
    return real.SQLDriverConnect(h->own, NULL, (SQLCHAR *)plan.connection,
                                 SQL_NTS, NULL, 0, NULL, SQL_DRIVER_NOPROMPT);
}

EXPORT SQLRETURN SQL_API SQLDriverConnect(SQLHDBC hdbc, SQLHWND window,
                                          SQLCHAR *in, SQLSMALLINT in_length,
                                          SQLCHAR *out, SQLSMALLINT size,
                                          SQLSMALLINT *out_length,
                                          SQLUSMALLINT completion)
{
    handle *h = hdbc;
    SQLRETURN code;
    (void)window;
    (void)in;
    (void)in_length;
    (void)completion;
    if (out && size > 0)
        out[0] = '\0';
    if (out_length)
        *out_length = 0;
    if (!fault_before(h, "SQLDriverConnect", TARGET_CLIENT, &code)) {
        SQLRETURN connected = connect_really(h);
        code = fault_after(h, connected);
        if (SQL_SUCCEEDED(connected) && !SQL_SUCCEEDED(code))
            real.SQLDisconnect(h->own);
    }
    if (!SQL_SUCCEEDED(code))
        drop(h);
    return code;
}

/* Nobody can mend a connection that does not end: it always does. */
EXPORT SQLRETURN SQL_API SQLDisconnect(SQLHDBC hdbc)
{
    handle *h = hdbc;
    SQLRETURN code = real.SQLDisconnect(h->own);
    if (SQL_SUCCEEDED(code))
        drop(h);
    return code;
}

EXPORT SQLRETURN SQL_API SQLGetDiagRec(SQLSMALLINT type, SQLHANDLE given,
                                       SQLSMALLINT number, SQLCHAR *sqlstate,
                                       SQLINTEGER *native, SQLCHAR *text,
                                       SQLSMALLINT size, SQLSMALLINT *length)
{
    handle *h = given;
    if (!h->fails && !h->record_count && h->own)
        return real.SQLGetDiagRec(type, h->own, number, sqlstate, native, text,
                                  size, length);
    if (number < 1 || (size_t)number > h->record_count)
        return SQL_NO_DATA;
    const record *r = &h->records[number - 1];
    size_t whole = strlen(r->text);
    if (sqlstate)
        memcpy(sqlstate, r->sqlstate, 6);
    if (native)
        *native = r->native;
    if (length)
        *length = (SQLSMALLINT)whole;
    if (!text || size < 1)
        return SQL_SUCCESS;
    size_t part = whole < (size_t)size ? whole : (size_t)size - 1;
    memcpy(text, r->text, part);
    text[part] = '\0';
    return part == whole ? SQL_SUCCESS : SQL_SUCCESS_WITH_INFO;
}

/* The driver manager asks for its own records; it needs none of the rest. */
EXPORT SQLRETURN SQL_API SQLGetDiagField(SQLSMALLINT type, SQLHANDLE given,
                                         SQLSMALLINT number, SQLSMALLINT field,
                                         SQLPOINTER value, SQLSMALLINT size,
                                         SQLSMALLINT *length)
{
    (void)type;
    (void)given;
    (void)number;
    (void)field;
    (void)value;
    (void)size;
    (void)length;
    return SQL_NO_DATA;
}

/* ---------------------------------------------------------- connections */

EXPORT SQLRETURN SQL_API SQLGetInfo(SQLHDBC hdbc, SQLUSMALLINT type,
                                    SQLPOINTER value, SQLSMALLINT size,
                                    SQLSMALLINT *length)
{
    handle *h = hdbc;
    PASS(TARGET_CLIENT, SQLGetInfo, type, value, size, length);
}

EXPORT SQLRETURN SQL_API SQLSetConnectAttr(SQLHDBC hdbc, SQLINTEGER attribute,
                                           SQLPOINTER value, SQLINTEGER length)
{
    handle *h = hdbc;
    if (!h->own)
        return SQL_SUCCESS;
    PASS(TARGET_SERVER, SQLSetConnectAttr, attribute, value, length);
}

EXPORT SQLRETURN SQL_API SQLGetConnectAttr(SQLHDBC hdbc, SQLINTEGER attribute,
                                           SQLPOINTER value, SQLINTEGER size,
                                           SQLINTEGER *length)
{
    handle *h = hdbc;
    if (h->lost && attribute == SQL_ATTR_CONNECTION_DEAD) {
        *(SQLUINTEGER *)value = SQL_CD_TRUE;
        return SQL_SUCCESS;
    }
    bool asks = attribute == SQL_ATTR_CONNECTION_DEAD;
    SQLRETURN code;
    if (!fault_before(h, "SQLGetConnectAttr",
                      asks ? TARGET_PING : TARGET_CLIENT, &code))
        code = fault_after(
            h, real.SQLGetConnectAttr(h->own, attribute, value, size, length));
    fault_near_commit = asks;
    plan.commits |= fault_near_commit && fault_is(h, FAULT_LOST_QUIETLY);
    return code;
}

EXPORT SQLRETURN SQL_API SQLEndTran(SQLSMALLINT type, SQLHANDLE given,
                                    SQLSMALLINT how)
{
    handle *h = given;
    SQLRETURN code;
    if (!fault_before(h, "SQLEndTran",
                      how == SQL_COMMIT ? TARGET_COMMIT : TARGET_SERVER, &code))
        code = fault_after(h, real.SQLEndTran(type, h->own, how));
    fault_near_commit = how == SQL_COMMIT;
    return code;
}

/* ----------------------------------------------------------- statements */

EXPORT SQLRETURN SQL_API SQLFreeStmt(SQLHSTMT statement, SQLUSMALLINT option)
{
    handle *h = statement;
    PASS(TARGET_CLIENT, SQLFreeStmt, option);
}

EXPORT SQLRETURN SQL_API SQLCloseCursor(SQLHSTMT statement)
{
    handle *h = statement;
    return real.SQLCloseCursor(h->own);
}

EXPORT SQLRETURN SQL_API SQLMoreResults(SQLHSTMT statement)
{
    handle *h = statement;
    return real.SQLMoreResults(h->own);
}

EXPORT SQLRETURN SQL_API SQLGetStmtAttr(SQLHSTMT statement,
                                        SQLINTEGER attribute, SQLPOINTER value,
                                        SQLINTEGER size, SQLINTEGER *length)
{
    handle *h = statement;
    return real.SQLGetStmtAttr(h->own, attribute, value, size, length);
}

EXPORT SQLRETURN SQL_API SQLSetStmtAttr(SQLHSTMT statement,
                                        SQLINTEGER attribute, SQLPOINTER value,
                                        SQLINTEGER length)
{
    handle *h = statement;
    if (attribute == SQL_ATTR_PARAMSET_SIZE)
        h->rows = (SQLULEN)value;
    if (attribute == SQL_ATTR_PARAM_STATUS_PTR)
        h->statuses = value;
    PASS(TARGET_CLIENT, SQLSetStmtAttr, attribute, value, length);
}

EXPORT SQLRETURN SQL_API SQLPrepare(SQLHSTMT statement, SQLCHAR *sql,
                                    SQLINTEGER length)
{
    handle *h = statement;
    PASS(TARGET_SERVER, SQLPrepare, sql, length);
}

EXPORT SQLRETURN SQL_API SQLBindParameter(
    SQLHSTMT statement, SQLUSMALLINT number, SQLSMALLINT direction,
    SQLSMALLINT c_type, SQLSMALLINT type, SQLULEN size, SQLSMALLINT digits,
    SQLPOINTER value, SQLLEN length, SQLLEN *indicator)
{
    handle *h = statement;
    PASS(TARGET_CLIENT, SQLBindParameter, number, direction, c_type, type, size,
         digits, value, length, indicator);
}

/* Leave the last row of a parameter array out. */
static void lose_a_row(handle *h)
{
    real.SQLSetStmtAttr(h->own, SQL_ATTR_PARAMSET_SIZE,
                        (SQLPOINTER)(h->rows - 1), 0);
    if (plan.kind == FAULT_ROWS_UNTOLD && h->statuses)
        real.SQLSetStmtAttr(h->own, SQL_ATTR_PARAM_STATUS_PTR, NULL, 0);
}

static void have_lost_a_row(handle *h)
{
    real.SQLSetStmtAttr(h->own, SQL_ATTR_PARAMSET_SIZE, (SQLPOINTER)h->rows, 0);
    if (!h->statuses)
        return;
    if (plan.kind == FAULT_ROWS_UNTOLD)
        real.SQLSetStmtAttr(h->own, SQL_ATTR_PARAM_STATUS_PTR, h->statuses, 0);
    else
        h->statuses[h->rows - 1] = SQL_PARAM_ERROR;
}

static SQLRETURN execute(handle *h, SQLCHAR *sql, SQLINTEGER length)
{
    bool loses = fault_is(h, FAULT_ROWS_LOST) || fault_is(h, FAULT_ROWS_UNTOLD);
    if (loses)
        lose_a_row(h);
    SQLRETURN code =
        sql ? real.SQLExecDirect(h->own, sql, length) : real.SQLExecute(h->own);
    if (loses)
        have_lost_a_row(h);
    SQLLEN count = -1;
    if (fault_is(h, FAULT_NO_DATA) && SQL_SUCCEEDED(code)) {
        real.SQLRowCount(h->own, &count);
        SQLSMALLINT columns = 0;
        real.SQLNumResultCols(h->own, &columns);
        code = count == 0 && columns == 0 ? SQL_NO_DATA : code;
    }
    return fault_after(h, code);
}

EXPORT SQLRETURN SQL_API SQLExecDirect(SQLHSTMT statement, SQLCHAR *sql,
                                       SQLINTEGER length)
{
    handle *h = statement;
    bool commits = strncmp((char *)sql, "COMMIT", 6) == 0;
    SQLRETURN code;
    if (!fault_before(h, "SQLExecDirect",
                      commits ? TARGET_COMMITTING_EXECUTION : TARGET_EXECUTION,
                      &code))
        code = execute(h, sql, length);
    return code;
}

EXPORT SQLRETURN SQL_API SQLExecute(SQLHSTMT statement)
{
    handle *h = statement;
    SQLRETURN code;
    if (!fault_before(h, "SQLExecute", TARGET_EXECUTION, &code))
        code = execute(h, NULL, 0);
    return code;
}

EXPORT SQLRETURN SQL_API SQLRowCount(SQLHSTMT statement, SQLLEN *count)
{
    handle *h = statement;
    SQLRETURN code;
    SQLLEN untouched = *count;
    if (!fault_before(h, "SQLRowCount", TARGET_COUNT, &code))
        code = fault_after(h, real.SQLRowCount(h->own, count));
    if (fault_is(h, FAULT_NO_COUNT))
        *count = untouched;
    return code;
}

EXPORT SQLRETURN SQL_API SQLNumResultCols(SQLHSTMT statement,
                                          SQLSMALLINT *count)
{
    handle *h = statement;
    PASS(TARGET_CLIENT, SQLNumResultCols, count);
}

EXPORT SQLRETURN SQL_API SQLFetch(SQLHSTMT statement)
{
    handle *h = statement;
    SQLRETURN code;
    if (fault_before(h, "SQLFetch", TARGET_FETCH, &code))
        return code;
    return fault_is(h, FAULT_NO_DATA) ? SQL_NO_DATA
                                      : fault_after(h, real.SQLFetch(h->own));
}

EXPORT SQLRETURN SQL_API SQLGetData(SQLHSTMT statement, SQLUSMALLINT column,
                                    SQLSMALLINT type, SQLPOINTER value,
                                    SQLLEN size, SQLLEN *length)
{
    handle *h = statement;
    PASS(TARGET_CLIENT, SQLGetData, column, type, value, size, length);
}

/* -------------------------------------------------------------- catalog */

EXPORT SQLRETURN SQL_API SQLColumns(SQLHSTMT statement, SQLCHAR *catalog,
                                    SQLSMALLINT catalog_length, SQLCHAR *schema,
                                    SQLSMALLINT schema_length, SQLCHAR *table,
                                    SQLSMALLINT table_length, SQLCHAR *column,
                                    SQLSMALLINT column_length)
{
    handle *h = statement;
    PASS(TARGET_EXECUTION, SQLColumns, catalog, catalog_length, schema,
         schema_length, table, table_length, column, column_length);
}

EXPORT SQLRETURN SQL_API SQLPrimaryKeys(SQLHSTMT statement, SQLCHAR *catalog,
                                        SQLSMALLINT catalog_length,
                                        SQLCHAR *schema,
                                        SQLSMALLINT schema_length,
                                        SQLCHAR *table,
                                        SQLSMALLINT table_length)
{
    handle *h = statement;
    PASS(TARGET_EXECUTION, SQLPrimaryKeys, catalog, catalog_length, schema,
         schema_length, table, table_length);
}

EXPORT SQLRETURN SQL_API SQLStatistics(
    SQLHSTMT statement, SQLCHAR *catalog, SQLSMALLINT catalog_length,
    SQLCHAR *schema, SQLSMALLINT schema_length, SQLCHAR *table,
    SQLSMALLINT table_length, SQLUSMALLINT unique, SQLUSMALLINT reserved)
{
    handle *h = statement;
    PASS(TARGET_EXECUTION, SQLStatistics, catalog, catalog_length, schema,
         schema_length, table, table_length, unique, reserved);
}
