/* SQL of the suite's own, by plain ODBC: libupsert is not asked about itself.
 */
#include "conformance.h"

/* ------------------------------------------------------------ templates */

static void put_name(const fixture *f, const char *name, size_t length,
                     FILE *out)
{
    fputc(f->database->quote_open, out);
    for (size_t i = 0; i < length; i++) {
        if (name[i] == '~') {
            fputs(f->suffix, out);
            continue;
        }
        if (name[i] == f->database->quote_close)
            fputc(name[i], out);
        fputc(name[i], out);
    }
    fputc(f->database->quote_close, out);
}

static void put_table(const fixture *f, const char *table, FILE *out)
{
    if (f->schema) {
        put_name(f, f->schema, strlen(f->schema), out);
        fputc('.', out);
    }
    put_name(f, table, strlen(table), out);
}

/* "name" or "name:length" */
static void put_type(const fixture *f, const char *name, size_t length,
                     FILE *out)
{
    char text[64];
    assert_true(length < sizeof text);
    memcpy(text, name, length);
    text[length] = '\0';
    char *colon = strchr(text, ':');
    if (colon)
        *colon = '\0';
    const type_name *type = f->database->types;
    while (type->name && strcmp(type->name, text) != 0)
        type++;
    if (!type->name)
        fail_msg("no type is named <%s>", text);
    const char *hole = strstr(type->sql, "%s");
    if (hole)
        fprintf(out, "%.*s%s%s", (int)(hole - type->sql), type->sql,
                colon ? colon + 1 : "200", hole + 2);
    else
        fputs(type->sql, out);
}

static const char *put_bracketed(const fixture *f, const char *at, char close,
                                 FILE *out)
{
    const char *end = strchr(at, close);
    assert_non_null(end);
    (close == ']' ? put_name : put_type)(f, at + 1, (size_t)(end - at - 1),
                                         out);
    return end;
}

static bool is_letter(char c)
{
    return c >= 'a' && c <= 'z';
}

char *expand(const fixture *f, const char *text)
{
    char *sql = NULL;
    size_t size;
    FILE *out = open_memstream(&sql, &size);
    assert_non_null(out);
    for (const char *at = text; *at; at++) {
        if (*at == '[' && (at[1] != ']'))
            at = put_bracketed(f, at, ']', out);
        else if (*at == '<' && is_letter(at[1]))
            at = put_bracketed(f, at, '>', out);
        else if (strncmp(at, "@other", 6) == 0) {
            put_table(f, f->other, out);
            at += 5;
        } else if (*at == '@')
            put_table(f, f->table, out);
        else if (*at == '~')
            fputs(f->suffix, out);
        else
            fputc(*at, out);
    }
    assert_int_equal(fclose(out), 0);
    return sql;
}

/* ----------------------------------------------------------- statements */

static void fail_odbc(SQLSMALLINT type, SQLHANDLE handle, const char *what)
{
    SQLCHAR state[6] = "";
    SQLCHAR text[512] = "";
    SQLINTEGER native = 0;
    SQLSMALLINT length;
    SQLGetDiagRec(type, handle, 1, state, &native, text, sizeof text - 1,
                  &length);
    fail_msg("%s: %s %d %s", what, (char *)state, (int)native, (char *)text);
}

static SQLHSTMT execute(const fixture *f, SQLHDBC hdbc, const char *text)
{
    char *sql = expand(f, text);
    SQLHSTMT statement;
    assert_true(
        SQL_SUCCEEDED(SQLAllocHandle(SQL_HANDLE_STMT, hdbc, &statement)));
    SQLRETURN code = SQLExecDirect(statement, (SQLCHAR *)sql, SQL_NTS);
    if (!SQL_SUCCEEDED(code) && code != SQL_NO_DATA)
        fail_odbc(SQL_HANDLE_STMT, statement, sql);
    free(sql);
    return statement;
}

void run_on(const fixture *f, SQLHDBC hdbc, const char *text)
{
    SQLFreeHandle(SQL_HANDLE_STMT, execute(f, hdbc, text));
}

void run(const fixture *f, const char *text)
{
    run_on(f, f->hdbc, text);
}

void run_all(const fixture *f, const char *const *texts)
{
    for (; texts && *texts; texts++)
        run(f, *texts);
}

static void create_table(const fixture *f, const char *name,
                         const char *columns)
{
    char sql[2048];
    snprintf(sql, sizeof sql, "CREATE TABLE %s (%s)%s", name, columns,
             f->database->table_options);
    run(f, sql);
}

void create(const fixture *f, const char *columns)
{
    create_table(f, "@", columns);
}

void create_other(const fixture *f, const char *columns)
{
    create_table(f, "@other", columns);
}

/* -------------------------------------------------------------- results */

static void read_double(SQLHSTMT statement, SQLUSMALLINT column, FILE *out)
{
    double number = 0;
    SQLLEN length;
    assert_true(SQL_SUCCEEDED(SQLGetData(statement, column, SQL_C_DOUBLE,
                                         &number, sizeof number, &length)));
    if (length == SQL_NULL_DATA)
        fputs("NULL", out);
    else
        fprintf(out, "%.17g", number);
}

/* Text, or bytes as hexadecimal digits, in parts. */
static void read_long(SQLHSTMT statement, SQLUSMALLINT column, bool bytes,
                      FILE *out)
{
    for (;;) {
        unsigned char part[4096];
        SQLLEN length = 0;
        SQLRETURN code =
            SQLGetData(statement, column, bytes ? SQL_C_BINARY : SQL_C_CHAR,
                       part, sizeof part, &length);
        if (code == SQL_NO_DATA)
            return;
        if (!SQL_SUCCEEDED(code))
            fail_odbc(SQL_HANDLE_STMT, statement, "SQLGetData");
        if (length == SQL_NULL_DATA) {
            fputs("NULL", out);
            return;
        }
        if (!bytes)
            fputs((char *)part, out);
        size_t filled = code == SQL_SUCCESS ? (size_t)length : sizeof part;
        for (size_t i = 0; bytes && i < filled; i++)
            fprintf(out, "%02x", part[i]);
        if (code == SQL_SUCCESS)
            return;
    }
}

static void read_cell(SQLHSTMT statement, SQLUSMALLINT column, FILE *out)
{
    SQLSMALLINT type = 0;
    SQLCHAR name[128];
    SQLSMALLINT ignored;
    SQLULEN size;
    assert_true(SQL_SUCCEEDED(SQLDescribeCol(statement, column, name,
                                             sizeof name, &ignored, &type,
                                             &size, &ignored, &ignored)));
    switch (type) {
    case SQL_REAL:
    case SQL_FLOAT:
    case SQL_DOUBLE:
        read_double(statement, column, out);
        return;
    case SQL_BINARY:
    case SQL_VARBINARY:
    case SQL_LONGVARBINARY:
        read_long(statement, column, true, out);
        return;
    default:
        read_long(statement, column, false, out);
    }
}

char *read_on(const fixture *f, SQLHDBC hdbc, const char *text)
{
    SQLHSTMT statement = execute(f, hdbc, text);
    char *rows = NULL;
    size_t size;
    FILE *out = open_memstream(&rows, &size);
    assert_non_null(out);
    SQLSMALLINT columns = 0;
    SQLNumResultCols(statement, &columns);
    SQLRETURN code;
    while (SQL_SUCCEEDED(code = SQLFetch(statement)))
        for (SQLSMALLINT i = 1; i <= columns; i++) {
            read_cell(statement, (SQLUSMALLINT)i, out);
            fputc(i < columns ? '|' : '\n', out);
        }
    if (code != SQL_NO_DATA)
        fail_odbc(SQL_HANDLE_STMT, statement, text);
    SQLFreeHandle(SQL_HANDLE_STMT, statement);
    assert_int_equal(fclose(out), 0);
    return rows;
}

void expect_rows_on(const fixture *f, SQLHDBC hdbc, const char *text,
                    const char *rows)
{
    char *found = read_on(f, hdbc, text);
    assert_string_equal(found, rows);
    free(found);
}

void expect_rows(const fixture *f, const char *text, const char *rows)
{
    expect_rows_on(f, f->hdbc, text, rows);
}

/* ---------------------------------------------------------- connections */

SQLHDBC connect_again(fixture *f)
{
    SQLHDBC *slot = f->connections;
    while (*slot)
        slot++;
    assert_true(slot < f->connections + OPEN_MAXIMUM);
    assert_true(SQL_SUCCEEDED(SQLAllocHandle(SQL_HANDLE_DBC, f->env, slot)));
    SQLHDBC hdbc = *slot;
    if (!SQL_SUCCEEDED(SQLDriverConnect(hdbc, NULL, (SQLCHAR *)f->connection,
                                        SQL_NTS, NULL, 0, NULL,
                                        SQL_DRIVER_NOPROMPT)))
        fail_odbc(SQL_HANDLE_DBC, hdbc, "SQLDriverConnect");
    return hdbc;
}

void disconnect(fixture *f, SQLHDBC hdbc)
{
    for (size_t i = 0; i < OPEN_MAXIMUM; i++)
        if (f->connections[i] == hdbc)
            f->connections[i] = NULL;
    SQLEndTran(SQL_HANDLE_DBC, hdbc, SQL_ROLLBACK);
    SQLDisconnect(hdbc);
    SQLFreeHandle(SQL_HANDLE_DBC, hdbc);
}

void set_autocommit(SQLHDBC hdbc, bool on)
{
    SQLULEN mode = on ? SQL_AUTOCOMMIT_ON : SQL_AUTOCOMMIT_OFF;
    assert_true(SQL_SUCCEEDED(SQLSetConnectAttr(
        hdbc, SQL_ATTR_AUTOCOMMIT, (SQLPOINTER)mode, SQL_IS_UINTEGER)));
}

bool get_autocommit(SQLHDBC hdbc)
{
    SQLUINTEGER mode = SQL_AUTOCOMMIT_OFF;
    assert_true(SQL_SUCCEEDED(
        SQLGetConnectAttr(hdbc, SQL_ATTR_AUTOCOMMIT, &mode, 0, NULL)));
    return mode == SQL_AUTOCOMMIT_ON;
}

void end_transaction(SQLHDBC hdbc, SQLSMALLINT how)
{
    if (!SQL_SUCCEEDED(SQLEndTran(SQL_HANDLE_DBC, hdbc, how)))
        fail_odbc(SQL_HANDLE_DBC, hdbc, "SQLEndTran");
}
