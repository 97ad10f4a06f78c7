#include "property.h"

/* What the driver is told of a parameter that is longer than it expects. */
#define COLUMN_SIZE 8000

static void fail_statement(SQLHSTMT handle, const char *what)
{
    SQLCHAR state[6] = "";
    SQLCHAR text[512] = "";
    SQLINTEGER native = 0;
    SQLSMALLINT length;
    SQLGetDiagRec(SQL_HANDLE_STMT, handle, 1, state, &native, text,
                  sizeof text - 1, &length);
    fail_msg("%s: %s %s", what, (char *)state, (char *)text);
}

void property_prepare(const fixture *f, const char *sql,
                      property_statement *statement)
{
    char *text = expand(f, sql);
    assert_true(SQL_SUCCEEDED(
        SQLAllocHandle(SQL_HANDLE_STMT, f->hdbc, &statement->handle)));
    if (!SQL_SUCCEEDED(SQLPrepare(statement->handle, (SQLCHAR *)text, SQL_NTS)))
        fail_statement(statement->handle, text);
    free(text);
}

void property_close(property_statement *statement)
{
    SQLFreeHandle(SQL_HANDLE_STMT, statement->handle);
}

void property_bind(property_statement *statement, size_t marker,
                   const char *value)
{
    static const char nothing[1] = "";
    SQLLEN *length = &statement->lengths[marker];
    *length = value ? (SQLLEN)strlen(value) : SQL_NULL_DATA;
    if (!SQL_SUCCEEDED(SQLBindParameter(
            statement->handle, (SQLUSMALLINT)(marker + 1), SQL_PARAM_INPUT,
            SQL_C_CHAR, SQL_VARCHAR, COLUMN_SIZE, 0,
            (SQLPOINTER)(value ? value : nothing), value ? *length : 0,
            length)))
        fail_statement(statement->handle, "SQLBindParameter");
}

bool property_execute(property_statement *statement)
{
    SQLRETURN code = SQLExecute(statement->handle);
    return SQL_SUCCEEDED(code) || code == SQL_NO_DATA;
}

static void read_text(SQLHSTMT handle, SQLUSMALLINT column, FILE *out)
{
    char part[4096];
    SQLLEN length = 0;
    SQLRETURN code;
    while (SQL_SUCCEEDED(code = SQLGetData(handle, column, SQL_C_CHAR, part,
                                           sizeof part, &length))) {
        fputs(length == SQL_NULL_DATA ? "NULL" : part, out);
        if (code == SQL_SUCCESS)
            return;
    }
    if (code != SQL_NO_DATA)
        fail_statement(handle, "SQLGetData");
}

char *property_fetch(property_statement *statement)
{
    if (!property_execute(statement))
        fail_statement(statement->handle, "a SELECT of the reference");
    char *row = NULL;
    SQLRETURN code = SQLFetch(statement->handle);
    if (SQL_SUCCEEDED(code)) {
        size_t size;
        FILE *out = open_memstream(&row, &size);
        SQLSMALLINT columns = 0;
        SQLNumResultCols(statement->handle, &columns);
        for (SQLSMALLINT i = 1; i <= columns; i++) {
            read_text(statement->handle, (SQLUSMALLINT)i, out);
            fputc('|', out);
        }
        assert_int_equal(fclose(out), 0);
    } else if (code != SQL_NO_DATA) {
        fail_statement(statement->handle, "SQLFetch");
    }
    SQLFreeStmt(statement->handle, SQL_CLOSE);
    return row;
}
