/* Plain ODBC, one statement after the other. */
#include "property.h"

/* What the driver is told of a parameter that is longer than it expects. */
#define COLUMN_SIZE 8000

/* Bytes that are read at a time. */
enum { PART = 4096 };

static char refusal[1024];

const char *property_refusal(void)
{
    return refusal;
}

static void note_refusal(SQLHSTMT handle)
{
    SQLCHAR state[6] = "";
    SQLCHAR text[512] = "";
    SQLINTEGER native = 0;
    SQLSMALLINT length;
    SQLGetDiagRec(SQL_HANDLE_STMT, handle, 1, state, &native, text,
                  sizeof text - 1, &length);
    snprintf(refusal, sizeof refusal, "%s %s", (char *)state, (char *)text);
}

static void fail_statement(SQLHSTMT handle, const char *what)
{
    note_refusal(handle);
    fail_msg("%s: %s", what, refusal);
}

static SQLHSTMT new_statement(const fixture *f)
{
    SQLHSTMT handle;
    assert_true(
        SQL_SUCCEEDED(SQLAllocHandle(SQL_HANDLE_STMT, f->hdbc, &handle)));
    return handle;
}

/* ------------------------------------------------------------- executing */

/* psqlodbc loses some errors of H2's; the count of rows is then unknown. */
static SQLLEN execute(const fixture *f, SQLHSTMT handle, const char *sql)
{
    char *text = expand(f, sql);
    SQLRETURN code = SQLExecDirect(handle, (SQLCHAR *)text, SQL_NTS);
    free(text);
    SQLLEN rows = -1;
    if (code == SQL_NO_DATA)
        rows = 0;
    else if (SQL_SUCCEEDED(code))
        SQLRowCount(handle, &rows);
    if (rows < 0)
        note_refusal(handle);
    return rows;
}

SQLLEN property_execute(const fixture *f, const char *sql)
{
    SQLHSTMT handle = new_statement(f);
    SQLLEN rows = execute(f, handle, sql);
    SQLFreeHandle(SQL_HANDLE_STMT, handle);
    return rows;
}

static void bind(SQLHSTMT handle, size_t marker, const property_value *value,
                 SQLLEN *length)
{
    static const char nothing[1] = "";
    *length = value->text ? (SQLLEN)strlen(value->text) : SQL_NULL_DATA;
    if (!SQL_SUCCEEDED(SQLBindParameter(
            handle, (SQLUSMALLINT)(marker + 1), SQL_PARAM_INPUT,
            value->bytes ? SQL_C_BINARY : SQL_C_CHAR,
            value->bytes ? SQL_VARBINARY : SQL_VARCHAR, COLUMN_SIZE, 0,
            (SQLPOINTER)(value->text ? value->text : nothing),
            value->text ? *length : 0, length)))
        fail_statement(handle, "SQLBindParameter");
}

SQLLEN property_execute_with(const fixture *f, const char *sql,
                             const property_value *values, size_t count)
{
    SQLHSTMT handle = new_statement(f);
    SQLLEN *lengths = calloc(count, sizeof *lengths);
    assert_non_null(lengths);
    for (size_t i = 0; i < count; i++)
        bind(handle, i, &values[i], &lengths[i]);
    SQLLEN rows = execute(f, handle, sql);
    SQLFreeHandle(SQL_HANDLE_STMT, handle);
    free(lengths);
    return rows;
}

/* --------------------------------------------------------------- reading */

/* Nothing that is a separator. */
static void put_text(const char *text, FILE *out)
{
    for (; *text; text++)
        fputs(*text == '\n'  ? "\\n"
              : *text == '|' ? "\\|"
                             : (char[2]){*text},
              out);
}

/* Bytes as whatever the driver makes of them: psqlodbc would ask the catalog
   for the type. */
static void read_cell(SQLHSTMT handle, SQLUSMALLINT column, FILE *out)
{
    char part[PART];
    SQLLEN length = 0;
    SQLRETURN code;
    while (SQL_SUCCEEDED(code = SQLGetData(handle, column, SQL_C_CHAR, part,
                                           sizeof part, &length))) {
        put_text(length == SQL_NULL_DATA ? "NULL" : part, out);
        if (code == SQL_SUCCESS)
            return;
    }
    if (code != SQL_NO_DATA)
        fail_statement(handle, "SQLGetData");
}

static void read_row(SQLHSTMT handle, FILE *out)
{
    SQLSMALLINT columns = 0;
    SQLNumResultCols(handle, &columns);
    for (SQLSMALLINT i = 1; i <= columns; i++) {
        read_cell(handle, (SQLUSMALLINT)i, out);
        fputc('|', out);
    }
    fputc('\n', out);
}

char *property_query(const fixture *f, const char *sql)
{
    char *text = expand(f, sql);
    SQLHSTMT handle = new_statement(f);
    if (!SQL_SUCCEEDED(SQLExecDirect(handle, (SQLCHAR *)text, SQL_NTS)))
        fail_statement(handle, text);
    property_sql rows;
    property_sql_begin(&rows);
    SQLRETURN code;
    while (SQL_SUCCEEDED(code = SQLFetch(handle)))
        read_row(handle, rows.out);
    if (code != SQL_NO_DATA)
        fail_statement(handle, text);
    free(text);
    SQLFreeHandle(SQL_HANDLE_STMT, handle);
    return property_sql_end(&rows);
}
