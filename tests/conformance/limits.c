/* What is too large: for a column, and for a statement. */
#include "conformance.h"

/* Whatever the server would do with it when left alone. */
static void what_does_not_fit_is_an_error(void **state)
{
    fixture *f = *state;
    static const struct {
        const char *type, *value, *reads;
        upsert_status status; /* VALUE: it is not known before it is sent, as in
                                 mode update_existing, in which it may find no
                                 row */
    } MISFITS[] = {
        {"<text:3>", "toolong", "abc", UPSERT_ROW},
        {"smallint", "99999", "9", UPSERT_ROW},
        {"smallint", "99999.0", "9", UPSERT_VALUE},
        {"<date>", "2024-2-30", "2024-02-29", UPSERT_VALUE},
        {"<date>", "2024-02-32", "2024-02-29", UPSERT_ROW},
    };
    static const char *const MODES[] = {
        "upsert.mode=upsert", "upsert.mode=insert_missing",
        "upsert.mode=update_existing", "upsert.mode=insert"};
    enum { UPDATES = 2 };
    if (!f->database->typed)
        return;
    if (f->database->lax)
        run(f, f->database->lax);
    for (size_t i = 0; i < LENGTH(MISFITS); i++) {
        char columns[128], rows[128];
        snprintf(columns, sizeof columns,
                 "[k] <integer> NOT NULL PRIMARY KEY, [v] %s", MISFITS[i].type);
        snprintf(rows, sizeof rows, "1|%s\n2|%s\n3|%s\n", MISFITS[i].reads,
                 MISFITS[i].value, MISFITS[i].reads);
        for (size_t k = 0; k < LENGTH(MODES); k++) {
            create(f, columns);
            bool there = strstr(MODES[k], "update_existing");
            if (there)
                run(f, "INSERT INTO @ ([k]) VALUES (1), (2), (3)");
            upsert_error error =
                fail_rows(f, "k|v", OPTIONS(MODES[k]), rows,
                          k == UPDATES ? UPSERT_VALUE : MISFITS[i].status);
            assert_int_equal(error.row, 2);
            expect_rows(f, "SELECT count([v]) FROM @", "0\n");
            run(f, "DROP TABLE @");
        }
    }
}

/* ------------------------------------------------------------- statements */

static char *long_text(size_t size)
{
    char *text = malloc(size + 1);
    for (size_t i = 0; i < size; i++)
        text[i] = "'\\\"x"[i % 4];
    text[size] = '\0';
    return text;
}

static void put_long(upsert_session *session, int64_t key, size_t size)
{
    char *text = long_text(size);
    upsert_error error = UPSERT_ERROR_INIT;
    if (upsert_row_int64(session, 0, key, &error) != UPSERT_OK ||
        upsert_row_text(session, 1, text, size, &error) != UPSERT_OK ||
        upsert_row_put(session, &error) != UPSERT_OK)
        fail_msg("%s", error.message);
    free(text);
}

static SQLHDBC connect_tight(fixture *f)
{
    if (f->database->tight)
        run(f, f->database->tight);
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <longtext>");
    return connect_again(f);
}

static void long_rows_are_cut_into_statements(void **state)
{
    fixture *f = *state;
    SQLHDBC hdbc = connect_tight(f);
    enum { ROWS = 30, SIZE = 100000 };
    upsert_session *session = borrow_session(f, hdbc, "k|v", NULL);
    for (int again = 0; again < 2; again++) {
        for (int64_t i = 0; i < ROWS; i++)
            put_long(session, i, SIZE);
        put_long(session, ROWS, 9 * SIZE);
        put_long(session, ROWS + 1, 1);
        commit(session);
    }
    upsert_counts counts;
    upsert_session_counts(session, &counts);
    expect_counts(f, UPSERT_MODE_UPSERT, &counts,
                  (counted){.inserted = ROWS + 2, .unchanged = ROWS + 2});
    expect_rows_on(f, hdbc, "SELECT count(*) FROM @ WHERE length([v]) = 100000",
                   "30\n");
    expect_rows_on(f, hdbc, "SELECT count(*) FROM @ WHERE length([v]) = 900000",
                   "1\n");
}

static void a_row_too_long_for_a_statement_is_named(void **state)
{
    fixture *f = *state;
    if (!f->database->tight)
        return;
    SQLHDBC hdbc = connect_tight(f);
    upsert_session *session = borrow_session(f, hdbc, "k|v", NULL);
    put_long(session, 1, 10);
    put_long(session, 2, 1100000);
    upsert_error error = UPSERT_ERROR_INIT;
    expect_status(upsert_session_commit(session, &error), UPSERT_ROW, &error);
    assert_int_equal(error.row, 2);
    expect_contains(error.message, "row 2");
    expect_rows_on(f, hdbc, "SELECT count(*) FROM @", "0\n");
    close_session(f, session);
    session = borrow_session(f, hdbc, "k|v", NULL);
    put_long(session, 1, 10);
    commit(session);
    expect_rows(f, "SELECT count(*) FROM @", "1\n");
}

static const struct CMUnitTest TESTS[] = {
    cmocka_unit_test(what_does_not_fit_is_an_error),
    cmocka_unit_test(long_rows_are_cut_into_statements),
    cmocka_unit_test(a_row_too_long_for_a_statement_is_named),
};
AREA(limits, TESTS);
