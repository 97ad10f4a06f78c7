/* What goes wrong is named, and leaves nothing behind. */
#include "conformance.h"

#include <math.h>

/* 1000 rows, of which number 700 ends in `bad` instead of "1". */
static char *thousand_rows(const char *bad)
{
    char *rows;
    size_t size;
    FILE *out = open_memstream(&rows, &size);
    for (int i = 1; i <= 1000; i++)
        fprintf(out, "%d|v%d|%s\n", i, i, i == 700 ? bad : "1");
    fclose(out);
    return rows;
}

static void create_rows(const fixture *f)
{
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <text>,"
              " [n] <integer> NOT NULL CHECK ([n] < 100)");
    run(f, "INSERT INTO @ VALUES (1, 'old', 7)");
}

static void expect_untouched(const fixture *f)
{
    expect_rows(f, "SELECT [k], [v], [n] FROM @", "1|old|7\n");
}

/* The session's end: nothing more goes in, and nothing was counted. */
static void expect_ended(upsert_session *session)
{
    upsert_error error = UPSERT_ERROR_INIT;
    assert_int_equal(upsert_row_int64(session, 0, 1, &error), UPSERT_ARGUMENT);
    assert_int_equal(upsert_row_put(session, NULL), UPSERT_ARGUMENT);
    assert_int_equal(upsert_session_flush(session, NULL), UPSERT_ARGUMENT);
    assert_int_equal(upsert_session_commit(session, NULL), UPSERT_ARGUMENT);
    upsert_counts counts;
    upsert_session_counts(session, &counts);
    assert_int_equal(counts.inserted, 0);
    assert_int_equal(counts.updated, 0);
}

static upsert_error fail_row_700(fixture *f, const char *const *options,
                                 const char *bad, upsert_status expected)
{
    char *rows = thousand_rows(bad);
    upsert_session *session = open_session(f, "k|v|n", options);
    upsert_error error = UPSERT_ERROR_INIT;
    upsert_status status = try_rows(session, rows, &error);
    if (status == UPSERT_OK)
        status = upsert_session_commit(session, &error);
    if (status != expected)
        fail_msg("%s: %s", upsert_status_name(status), error.message);
    assert_int_equal(error.status, expected);
    assert_int_equal(error.row, 700);
    expect_contains(error.message, "row 700");
    expect_ended(session);
    expect_untouched(f);
    close_session(f, session);
    expect_untouched(f);
    free(rows);
    return error;
}

static void a_bad_row_is_named_and_all_is_undone(void **state)
{
    fixture *f = *state;
    create_rows(f);
    static const char *const BATCHES[] = {
        "run.batch_rows=auto", "run.batch_rows=1", "run.batch_rows=64"};
    for (size_t i = 0; i < LENGTH(BATCHES); i++) {
        const char *const *options = OPTIONS(BATCHES[i]);
        upsert_error error =
            fail_row_700(f, options, "NULL", UPSERT_CONSTRAINT);
        assert_int_equal(strlen(error.sqlstate), 5);
        fail_row_700(f, options, "123", UPSERT_CONSTRAINT);
    }
}

static void a_bad_value_is_named_and_not_told(void **state)
{
    fixture *f = *state;
    if (!f->database->typed)
        return;
    create_rows(f);
    upsert_error error = fail_row_700(f, NULL, "hunter2", UPSERT_VALUE);
    assert_memory_equal(error.sqlstate, f->database->value_state, 2);
    assert_null(strstr(error.message, "hunter2"));
}

static void every_mode_names_the_bad_row(void **state)
{
    fixture *f = *state;
    create_rows(f);
    run(f, "DELETE FROM @");
    static const char *const MODES[] = {"upsert.mode=insert",
                                        "upsert.mode=insert_missing",
                                        "upsert.mode=update_existing"};
    for (size_t i = 0; i < LENGTH(MODES); i++) {
        if (i == 2)
            run(f, "INSERT INTO @ VALUES (1, 'a', 1), (2, 'b', 2),"
                   " (3, 'c', 3)");
        upsert_error error =
            fail_rows(f, "k|v|n", OPTIONS(MODES[i]), "1|x|1\n2|y|NULL\n3|z|3\n",
                      UPSERT_CONSTRAINT);
        assert_int_equal(error.row, 2);
        expect_rows(f, "SELECT [k], [v] FROM @ ORDER BY [k]",
                    i == 2 ? "1|a\n2|b\n3|c\n" : "");
    }
}

static void what_was_committed_before_stays(void **state)
{
    fixture *f = *state;
    create_rows(f);
    upsert_session *session = open_session(f, "k|v|n", OPTIONS("run.commit=4"));
    upsert_error error = UPSERT_ERROR_INIT;
    upsert_status status =
        try_rows(session,
                 "1|a|1\n2|b|2\n3|c|3\n4|d|4\n5|e|5\n6|f|NULL\n7|g|7\n8|h|8\n"
                 "9|i|9\n",
                 &error);
    if (status == UPSERT_OK) /* it was not waited for */
        status = upsert_session_flush(session, &error);
    assert_int_equal(status, UPSERT_CONSTRAINT);
    assert_int_equal(error.row, 6);
    expect_rows(f, "SELECT [k], [v] FROM @ ORDER BY [k]",
                "1|a\n2|b\n3|c\n4|d\n");
    upsert_counts counts;
    upsert_session_counts(session, &counts);
    expect_counts(f, UPSERT_MODE_UPSERT, &counts,
                  (counted){.inserted = 3, .updated = 1});
    assert_int_equal(upsert_session_commit(session, NULL), UPSERT_ARGUMENT);
}

/* ------------------------------------------------------------------ cells */

static void expect_row_error(const upsert_error *error, const char *column,
                             const char *text)
{
    assert_int_equal(error->status, UPSERT_ROW);
    assert_int_equal(error->row, 1);
    assert_string_equal(error->column, column);
    assert_string_equal(error->sqlstate, "");
    expect_contains(error->message, "row 1");
    expect_contains(error->message, text);
}

/* What no database is asked: the row can be put right and put again. */
static void bad_cells_are_refused(void **state)
{
    fixture *f = *state;
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <text>, [d] <double>");
    upsert_session *session = open_session(f, "k|v|d", NULL);
    upsert_error error = UPSERT_ERROR_INIT;
    assert_int_equal(upsert_row_text(session, 1, "a\0b", 3, &error),
                     UPSERT_ROW);
    expect_row_error(&error, "v", "NUL");
    upsert_error_clear(&error);
    assert_int_equal(upsert_row_text(session, 1, "\xff", 1, &error),
                     UPSERT_ROW);
    expect_row_error(&error, "v", "UTF-8");
    upsert_error_clear(&error);
    assert_int_equal(upsert_row_double(session, 2, (double)INFINITY, &error),
                     UPSERT_ROW);
    expect_row_error(&error, "d", "finite");
    upsert_error_clear(&error);
    assert_int_equal(upsert_row_bytes(session, 1, "x", 1, &error), UPSERT_ROW);
    expect_row_error(&error, "v", "binary");
    upsert_error_clear(&error);
    assert_int_equal(upsert_row_int64(session, 3, 1, &error), UPSERT_ARGUMENT);
    upsert_error_clear(&error);

    assert_int_equal(upsert_row_int64(session, 0, 1, &error), UPSERT_OK);
    assert_int_equal(upsert_row_text(session, 1, "one", 3, &error), UPSERT_OK);
    assert_int_equal(upsert_row_put(session, &error), UPSERT_ROW);
    expect_row_error(&error, "d", "not set");
    upsert_error_clear(&error);
    upsert_row_clear(session);
    put_rows(session, "2|two|0.5\n");
    commit(session);
    expect_rows(f, "SELECT [k], [v], [d] FROM @", "2|two|0.5\n");
}

static void the_first_error_wins(void **state)
{
    fixture *f = *state;
    create_rows(f);
    upsert_error error = {.status = UPSERT_FILE, .message = "first"};
    upsert_session *session;
    assert_int_equal(try_session(f, NULL, "k|none", NULL, &session, &error),
                     UPSERT_SCHEMA);
    upsert_target target = {f->database->no_connection, NULL};
    assert_int_equal(try_session(f, &target, "k|v", NULL, &session, &error),
                     UPSERT_CONNECTION);
    session = open_session(f, "k|v|n", NULL);
    put_rows(session, "2|two|NULL\n");
    assert_int_equal(upsert_session_commit(session, &error), UPSERT_CONSTRAINT);
    assert_int_equal(error.status, UPSERT_FILE);
    assert_string_equal(error.message, "first");
    assert_string_equal(error.sqlstate, "");
    assert_int_equal(error.row, 0);
}

/* ------------------------------------------------------------ connections */

static void connections_that_fail_keep_the_password(void **state)
{
    fixture *f = *state;
    const char *strings[] = {
        f->database->no_connection,
        "Driver=NoSuchDriver;Server=x;Uid=u;Pwd=hunter2",
        "DSN=NoSuchSource;Uid=u;Pwd=hunter2",
        "hunter2",
        "",
    };
    for (size_t i = 0; i < LENGTH(strings); i++) {
        upsert_target target = {strings[i], NULL};
        upsert_session *session;
        upsert_error error = UPSERT_ERROR_INIT;
        assert_int_equal(try_session(f, &target, "k|v", NULL, &session, &error),
                         UPSERT_CONNECTION);
        assert_int_equal(error.status, UPSERT_CONNECTION);
        assert_int_equal(strlen(error.sqlstate), 5);
        expect_contains(error.message, "cannot connect");
        assert_null(strstr(error.message, "hunter2"));
        assert_null(strchr(error.message, '\n'));
    }
}

static const struct CMUnitTest TESTS[] = {
    cmocka_unit_test(a_bad_row_is_named_and_all_is_undone),
    cmocka_unit_test(a_bad_value_is_named_and_not_told),
    cmocka_unit_test(every_mode_names_the_bad_row),
    cmocka_unit_test(what_was_committed_before_stays),
    cmocka_unit_test(bad_cells_are_refused),
    cmocka_unit_test(the_first_error_wins),
    cmocka_unit_test(connections_that_fail_keep_the_password),
};
AREA(errors, TESTS);
