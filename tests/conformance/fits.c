/* Values that fit no column are refused at once, and no others. */
#include "conformance.h"

#define E_ACUTE "\xc3\xa9"

/* `certain`: typed databases refuse it, and it is known beforehand. */
typedef struct fit {
    const char *type, *value;
    bool certain;
} fit_case;

static const fit_case FITS[] = {
    {"<integer>", "2147483647", false},
    {"<integer>", "2147483648", true},
    {"<integer>", "-2147483648", false},
    {"<integer>", "-2147483649", true},
    {"<integer>", "00000002147483647", false},
    {"<integer>", " 12 ", false},
    {"<integer>", "1e3", false},
    {"<integer>", "2147483647.4", false},
    {"<integer>", "99999999999.0", false},
    {"<bigint>", "9223372036854775807", false},
    {"<bigint>", "9223372036854775808", true},
    {"<bigint>", "-9223372036854775809", true},
    {"<decimal>", "9999999999999999", false},
    {"<decimal>", "10000000000000000", true},
    {"<decimal>", "9999999999999999.99999", false},
    {"<decimal>", "0.123456789", false},
    {"<decimal>", "1e3", false},
    {"<text:3>", "abc", false},
    {"<text:3>", "abcd", true},
    {"<text:3>", E_ACUTE E_ACUTE E_ACUTE, false},
    {"<text:3>", E_ACUTE E_ACUTE E_ACUTE E_ACUTE, true},
    {"<text:3>", "abc    ", false},
    {"<text:3>", "ab     c", true},
    {"<date>", "2024-02-29", false},
    {"<date>", "2024-02-32", true},
    {"<date>", "2024-13-01", true},
    {"<date>", "2023-02-29", false},
    {"<date>", "2024-00-00", false},
    {"<date>", "0000-00-00", false},
    {"<date>", "infinity", false},
    {"<date>", "today", false},
    {"<timestamp>", "2024-02-29 12:00:00", false},
    {"<timestamp>", "2024-13-01 12:00:00", true},
    {"<timestamp>", "2023-02-29 12:00:00", false},
    {"<timestamp>", "2023-02-29", false},
};

static void create_for(const fixture *f, const char *type)
{
    char columns[200];
    snprintf(columns, sizeof columns,
             "[k] <integer> NOT NULL PRIMARY KEY, [v] %s", type);
    create(f, columns);
    create_other(f, columns);
}

/* Whether an INSERT of nobody's but the database takes the value. */
static bool is_taken(const fixture *f, const char *value)
{
    char text[200];
    snprintf(text, sizeof text,
             "INSERT INTO @other ([k], [v]) VALUES (1, '%s')", value);
    char *sql = expand(f, text);
    SQLHSTMT statement;
    SQLAllocHandle(SQL_HANDLE_STMT, f->hdbc, &statement);
    SQLExecDirect(statement, (SQLCHAR *)sql, SQL_NTS);
    SQLFreeHandle(SQL_HANDLE_STMT, statement);
    free(sql);
    char *rows = read_on(f, f->hdbc, "SELECT [k] FROM @other");
    bool taken = strcmp(rows, "1\n") == 0;
    free(rows);
    return taken;
}

static void check_fit(fixture *f, const fit_case *fit)
{
    char row[100];
    create_for(f, fit->type);
    bool taken = is_taken(f, fit->value);
    snprintf(row, sizeof row, "1|%s\n", fit->value);
    upsert_session *session = open_session(f, "k|v", NULL);
    upsert_error error = UPSERT_ERROR_INIT;
    upsert_status put = try_rows(session, row, &error);
    upsert_status status = put;
    if (status == UPSERT_OK)
        status = upsert_session_commit(session, &error);
    close_session(f, session);
    /* A session is stricter than the suite's own connection. */
    if (put == UPSERT_ROW ? taken : status == UPSERT_OK && !taken)
        fail_msg("%s '%s': the database %s it, the library %s: %s", fit->type,
                 fit->value, taken ? "takes" : "refuses",
                 upsert_status_name(status), error.message);
    if (fit->certain && f->database->typed && put != UPSERT_ROW)
        fail_msg("%s '%s' was sent", fit->type, fit->value);
    if (put == UPSERT_ROW) {
        assert_int_equal(error.row, 1);
        assert_string_equal(error.column, "v");
        assert_memory_equal(error.sqlstate, "22", 2);
        assert_null(strstr(error.message, fit->value));
    }
    run(f, "DROP TABLE @");
    run(f, "DROP TABLE @other");
}

static void what_fits_no_column_is_refused_at_once(void **state)
{
    fixture *f = *state;
    for (size_t i = 0; i < LENGTH(FITS); i++)
        check_fit(f, &FITS[i]);
}

/* An expression may make something of it; a row that deletes stores nothing. */
static void what_is_not_stored_need_not_fit(void **state)
{
    fixture *f = *state;
    if (!f->database->typed)
        return;
    create_for(f, "<text:3>");
    run(f, "INSERT INTO @ VALUES (1, 'old')");
    upsert_counts counts = upsert_rows(f, "k|v", NULL, DELETING "1|too long\n");
    assert_int_equal(counts.rows_read, 1);
    expect_rows(f, "SELECT [k] FROM @", "");
}

/* The session goes on: the row can be put right and put again. */
static void a_row_that_does_not_fit_ends_nothing(void **state)
{
    fixture *f = *state;
    if (!f->database->typed)
        return;
    create_for(f, "<integer>");
    upsert_session *session = open_session(f, "k|v", NULL);
    upsert_error error = UPSERT_ERROR_INIT;
    put_rows(session, "1|1\n");
    assert_int_equal(try_rows(session, "2|99999999999\n", &error), UPSERT_ROW);
    assert_int_equal(error.row, 2);
    upsert_row_clear(session);
    put_rows(session, "2|2\n");
    commit(session);
    expect_rows(f, "SELECT [k], [v] FROM @ ORDER BY [k]", "1|1\n2|2\n");
}

static const struct CMUnitTest TESTS[] = {
    cmocka_unit_test(what_fits_no_column_is_refused_at_once),
    cmocka_unit_test(what_is_not_stored_need_not_fit),
    cmocka_unit_test(a_row_that_does_not_fit_ends_nothing),
};
AREA(fits, TESTS);
