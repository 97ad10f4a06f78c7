/* When rows are seen, and whose the transaction is. */
#include "conformance.h"

static const char COUNT[] = "SELECT count(*) FROM @";
static const char ALL[] = "SELECT [k], [v] FROM @ ORDER BY [k]";

static void create_rows(const fixture *f)
{
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <text> NOT NULL");
}

static void expect_no_leftovers(const fixture *f, SQLHDBC hdbc)
{
    if (f->database->leftovers)
        expect_rows_on(f, hdbc, f->database->leftovers, "0\n");
}

static void nothing_is_seen_before_the_commit(void **state)
{
    fixture *f = *state;
    create_rows(f);
    upsert_session *session =
        open_session(f, "k|v", OPTIONS("run.batch_rows=2"));
    put_rows(session, "1|one\n2|two\n3|three\n");
    expect_rows(f, COUNT, "0\n");
    flush(session);
    expect_rows(f, COUNT, "0\n");
    upsert_counts counts;
    upsert_session_counts(session, &counts);
    assert_int_equal(counts.rows_read, 3);
    assert_int_equal(counts.inserted, 0);
    commit(session);
    expect_rows(f, COUNT, "3\n");
    upsert_session_counts(session, &counts);
    expect_counts(f, UPSERT_MODE_UPSERT, &counts, (counted){.inserted = 3});
}

static void a_session_ends_without_a_commit(void **state)
{
    fixture *f = *state;
    create_rows(f);
    upsert_session *session =
        open_session(f, "k|v", OPTIONS("run.batch_rows=2"));
    put_rows(session, "1|one\n2|two\n3|three\n");
    close_session(f, session);
    expect_rows(f, COUNT, "0\n");
    session = open_session(f, "k|v", NULL);
    put_rows(session, "1|one\n");
    flush(session);
    close_session(f, session);
    expect_rows(f, COUNT, "0\n");
}

static void a_session_commits_many_times(void **state)
{
    fixture *f = *state;
    create_rows(f);
    upsert_session *session = open_session(f, "k|v", NULL);
    commit(session);
    put_rows(session, "1|one\n2|two\n");
    commit(session);
    commit(session);
    put_rows(session, "2|zwei\n3|three\n1|one\n");
    commit(session);
    put_rows(session, "4|four\n");
    flush(session);
    upsert_counts counts;
    upsert_session_counts(session, &counts);
    assert_int_equal(counts.rows_read, 6);
    expect_counts(f, UPSERT_MODE_UPSERT, &counts,
                  (counted){.inserted = 3, .updated = 1, .unchanged = 1});
    close_session(f, session);
    expect_rows(f, ALL, "1|one\n2|zwei\n3|three\n");
}

static void commits_come_every_so_many_rows(void **state)
{
    fixture *f = *state;
    create_rows(f);
    upsert_session *session = open_session(f, "k|v", OPTIONS("run.commit=3"));
    put_rows(session, "1|a\n2|b\n");
    expect_rows(f, COUNT, "0\n");
    put_rows(session, "3|c\n");
    flush(session);
    expect_rows(f, COUNT, "3\n");
    /* Rows that are folded count, too. */
    put_rows(session, "4|d\n4|e\n");
    expect_rows(f, COUNT, "3\n");
    put_rows(session, "4|f\n5|g\n");
    flush(session);
    expect_rows(f, ALL, "1|a\n2|b\n3|c\n4|f\n");
    commit(session);
    expect_rows(f, ALL, "1|a\n2|b\n3|c\n4|f\n5|g\n");
    upsert_counts counts;
    upsert_session_counts(session, &counts);
    expect_counts(f, UPSERT_MODE_UPSERT, &counts,
                  (counted){.inserted = 5, .folded = 2});
}

/* -------------------------------------------------- connections borrowed */

static void a_borrowed_connection_in_autocommit_mode(void **state)
{
    fixture *f = *state;
    create_rows(f);
    SQLHDBC hdbc = connect_again(f);
    upsert_session *session = borrow_session(f, hdbc, "k|v", NULL);
    put_rows(session, "1|one\n2|two\n");
    flush(session);
    expect_rows(f, COUNT, "0\n");
    commit(session);
    expect_rows(f, COUNT, "2\n");
    assert_true(get_autocommit(hdbc));
    put_rows(session, "3|three\n");
    flush(session);
    close_session(f, session);
    expect_rows(f, COUNT, "2\n");

    /* The connection is as it was, and the application's to use. */
    assert_true(get_autocommit(hdbc));
    expect_no_leftovers(f, hdbc);
    run_on(f, hdbc, "INSERT INTO @ VALUES (4, 'four')");
    expect_rows(f, ALL, "1|one\n2|two\n4|four\n");
}

static void a_borrowed_connection_after_an_error(void **state)
{
    fixture *f = *state;
    create_rows(f);
    SQLHDBC hdbc = connect_again(f);
    upsert_session *session = borrow_session(f, hdbc, "k|v", NULL);
    put_rows(session, "1|one\n2|NULL\n");
    assert_int_equal(upsert_session_commit(session, NULL), UPSERT_CONSTRAINT);
    assert_true(get_autocommit(hdbc));
    close_session(f, session);
    expect_no_leftovers(f, hdbc);
    run_on(f, hdbc, "INSERT INTO @ VALUES (4, 'four')");
    expect_rows(f, ALL, "4|four\n");
}

static void the_application_commits(void **state)
{
    fixture *f = *state;
    create_rows(f);
    SQLHDBC hdbc = connect_again(f);
    set_autocommit(hdbc, false);
    run_on(f, hdbc, "INSERT INTO @ VALUES (1, 'one')");
    upsert_session *session = borrow_session(f, hdbc, "k|v", NULL);
    put_rows(session, "1|uno\n2|two\n");
    commit(session);
    upsert_counts counts;
    upsert_session_counts(session, &counts);
    expect_counts(f, UPSERT_MODE_UPSERT, &counts,
                  (counted){.inserted = 1, .updated = 1});
    expect_rows(f, COUNT, "0\n");
    close_session(f, session);
    expect_rows(f, COUNT, "0\n");
    expect_no_leftovers(f, hdbc);
    assert_false(get_autocommit(hdbc));
    end_transaction(hdbc, SQL_COMMIT);
    expect_rows(f, ALL, "1|uno\n2|two\n");
}

static void the_application_rolls_back(void **state)
{
    fixture *f = *state;
    create_rows(f);
    SQLHDBC hdbc = connect_again(f);
    set_autocommit(hdbc, false);
    upsert_session *session = borrow_session(f, hdbc, "k|v", NULL);
    put_rows(session, "1|one\n");
    commit(session);
    close_session(f, session);
    end_transaction(hdbc, SQL_ROLLBACK);
    set_autocommit(hdbc, true);
    expect_rows(f, COUNT, "0\n");
    expect_no_leftovers(f, hdbc);
}

/* One session through several transactions of the application. */
static void a_session_outlives_the_applications_transactions(void **state)
{
    fixture *f = *state;
    create_rows(f);
    SQLHDBC hdbc = connect_again(f);
    set_autocommit(hdbc, false);
    upsert_session *session = borrow_session(f, hdbc, "k|v", NULL);
    put_rows(session, "1|one\n");
    flush(session);
    end_transaction(hdbc, SQL_ROLLBACK);
    put_rows(session, "2|two\n");
    flush(session);
    end_transaction(hdbc, SQL_COMMIT);
    put_rows(session, "2|zwei\n3|three\n");
    flush(session);
    upsert_counts counts; /* of what was sent */
    upsert_session_counts(session, &counts);
    expect_counts(f, UPSERT_MODE_UPSERT, &counts,
                  (counted){.inserted = 3, .updated = 1});
    close_session(f, session);
    end_transaction(hdbc, SQL_COMMIT);
    set_autocommit(hdbc, true);
    expect_rows(f, ALL, "2|zwei\n3|three\n");
    expect_no_leftovers(f, hdbc);
}

/* The session's end after the application's commit opens nothing. */
static void a_session_ends_after_the_applications_commit(void **state)
{
    fixture *f = *state;
    create_rows(f);
    SQLHDBC hdbc = connect_again(f);
    set_autocommit(hdbc, false);
    upsert_session *session = borrow_session(f, hdbc, "k|v", NULL);
    put_rows(session, "1|one\n");
    commit(session);
    end_transaction(hdbc, SQL_COMMIT);
    close_session(f, session);
    assert_true(SQL_SUCCEEDED(SQLDisconnect(hdbc)));
    expect_rows(f, COUNT, "1\n");
}

/* A bad row in the application's transaction leaves it to the application. */
static void the_application_rolls_back_after_an_error(void **state)
{
    fixture *f = *state;
    create_rows(f);
    SQLHDBC hdbc = connect_again(f);
    set_autocommit(hdbc, false);
    upsert_session *session = borrow_session(f, hdbc, "k|v", NULL);
    put_rows(session, "1|one\n2|NULL\n");
    upsert_error error = UPSERT_ERROR_INIT;
    assert_int_equal(upsert_session_commit(session, &error), UPSERT_CONSTRAINT);
    assert_int_equal(error.row, 2);
    close_session(f, session);
    end_transaction(hdbc, SQL_ROLLBACK);
    set_autocommit(hdbc, true);
    expect_rows(f, COUNT, "0\n");
    expect_no_leftovers(f, hdbc);
}

static void two_sessions_share_a_connection(void **state)
{
    fixture *f = *state;
    create_rows(f);
    create_other(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <text>");
    SQLHDBC hdbc = connect_again(f);
    upsert_session *first = borrow_session(f, hdbc, "k|v", NULL);
    char table[128];
    memcpy(table, f->table, sizeof table);
    memcpy(f->table, f->other, sizeof table);
    upsert_session *second = borrow_session(f, hdbc, "k|v", NULL);
    memcpy(f->table, table, sizeof table);
    put_rows(first, "1|one\n");
    put_rows(second, "1|one\n2|two\n");
    commit(first);
    commit(second);
    put_rows(first, "1|uno\n");
    commit(first);
    upsert_counts counts;
    upsert_session_counts(first, &counts);
    expect_counts(f, UPSERT_MODE_UPSERT, &counts,
                  (counted){.inserted = 1, .updated = 1});
    upsert_session_counts(second, &counts);
    expect_counts(f, UPSERT_MODE_UPSERT, &counts, (counted){.inserted = 2});
    close_session(f, first);
    close_session(f, second);
    expect_no_leftovers(f, hdbc);
}

/* -------------------------------------------------- connections that die */

/* What `kill` takes: to be asked before the session uses the connection. */
static char *name_of(const fixture *f, SQLHDBC hdbc)
{
    char *name = read_on(f, hdbc, f->database->session_query);
    name[strcspn(name, "\n")] = '\0';
    return name;
}

static void kill_connection(const fixture *f, char *name)
{
    const char *hole = strstr(f->database->kill, "%s");
    char sql[256];
    snprintf(sql, sizeof sql, "%.*s%s%s", (int)(hole - f->database->kill),
             f->database->kill, name, hole + 2);
    free(name);
    run(f, sql);
}

static void a_connection_that_dies_before_the_rows_go(void **state)
{
    fixture *f = *state;
    if (!f->database->kill)
        return;
    create_rows(f);
    SQLHDBC hdbc = connect_again(f);
    char *name = name_of(f, hdbc);
    upsert_session *session = borrow_session(f, hdbc, "k|v", NULL);
    put_rows(session, "1|one\n2|two\n");
    kill_connection(f, name);
    upsert_error error = UPSERT_ERROR_INIT;
    expect_status(upsert_session_commit(session, &error), UPSERT_CONNECTION,
                  &error);
    assert_int_equal(strlen(error.sqlstate), 5);
    assert_int_equal(upsert_session_commit(session, NULL), UPSERT_ARGUMENT);
    expect_rows(f, COUNT, "0\n");
}

/* Kill the connection under a session that has sent rows, and go on.
   @return what the session said: never that all went well. */
static upsert_status die_before_the_commit(fixture *f, bool send_more)
{
    SQLHDBC hdbc = connect_again(f);
    char *name = name_of(f, hdbc);
    upsert_session *session = borrow_session(f, hdbc, "k|v", NULL);
    put_rows(session, "1|one\n2|two\n");
    flush(session);
    kill_connection(f, name);
    upsert_error error = UPSERT_ERROR_INIT;
    upsert_status status = UPSERT_OK;
    if (send_more) {
        put_rows(session, "3|three\n");
        status = upsert_session_flush(session, &error);
        if (!f->database->dies_at_the_commit)
            expect_status(status, UPSERT_CONNECTION, &error);
    }
    if (status == UPSERT_OK)
        status = upsert_session_commit(session, &error);
    if (status != UPSERT_UNKNOWN_OUTCOME)
        expect_status(status, UPSERT_CONNECTION, &error);
    assert_int_equal(error.status, status);
    assert_int_equal(upsert_session_commit(session, NULL), UPSERT_ARGUMENT);
    upsert_counts counts;
    upsert_session_counts(session, &counts);
    assert_int_equal(counts.inserted, 0);
    close_session(f, session);
    disconnect(f, hdbc);
    return status;
}

/* What is sent and not committed is lost, and the COMMIT must not say that it
   went well. */
static void a_connection_that_dies_before_the_commit(void **state)
{
    fixture *f = *state;
    if (!f->database->kill)
        return;
    create_rows(f);
    for (int send_more = 0; send_more < 2; send_more++) {
        upsert_status status = die_before_the_commit(f, send_more);
        if (status != UPSERT_UNKNOWN_OUTCOME)
            expect_rows(f, COUNT, "0\n");
        run(f, "DELETE FROM @");
    }
}

static const struct CMUnitTest TESTS[] = {
    cmocka_unit_test(nothing_is_seen_before_the_commit),
    cmocka_unit_test(a_session_ends_without_a_commit),
    cmocka_unit_test(a_session_commits_many_times),
    cmocka_unit_test(commits_come_every_so_many_rows),
    cmocka_unit_test(a_borrowed_connection_in_autocommit_mode),
    cmocka_unit_test(a_borrowed_connection_after_an_error),
    cmocka_unit_test(the_application_commits),
    cmocka_unit_test(the_application_rolls_back),
    cmocka_unit_test(a_session_outlives_the_applications_transactions),
    cmocka_unit_test(a_session_ends_after_the_applications_commit),
    cmocka_unit_test(the_application_rolls_back_after_an_error),
    cmocka_unit_test(two_sessions_share_a_connection),
    cmocka_unit_test(a_connection_that_dies_before_the_rows_go),
    cmocka_unit_test(a_connection_that_dies_before_the_commit),
};
AREA(transactions, TESTS);
