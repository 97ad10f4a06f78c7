/* A session that another thread cancels. */
#include <pthread.h>
#include <time.h>

#include "conformance.h"

static const char ALL[] = "SELECT [k], [v] FROM @ ORDER BY [k]";
static const char BEFORE[] = "1|one\n2|two\n";

static void set_scene(const fixture *f)
{
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <text>");
    run(f, "INSERT INTO @ VALUES (1, 'one'), (2, 'two')");
}

/* Every call from now on. */
static void expect_cancelled(upsert_session *session)
{
    for (int i = 0; i < 2; i++) {
        upsert_error error = UPSERT_ERROR_INIT;
        expect_status(try_rows(session, "5|five\n", &error), UPSERT_CANCELLED,
                      &error);
        upsert_error_clear(&error);
        expect_status(upsert_session_flush(session, &error), UPSERT_CANCELLED,
                      &error);
        upsert_error_clear(&error);
        expect_status(upsert_session_commit(session, &error), UPSERT_CANCELLED,
                      &error);
        assert_int_equal(error.row, 0);
    }
    upsert_counts counts;
    upsert_session_counts(session, &counts);
    assert_int_equal(counts.inserted + counts.updated + counts.unchanged, 0);
}

static void rows_that_are_sent_are_rolled_back(void **state)
{
    fixture *f = *state;
    set_scene(f);
    upsert_session *session = open_session(f, "k|v", NULL);
    put_rows(session, "2|zwei\n3|drei\n");
    flush(session);
    upsert_session_cancel(session);
    expect_cancelled(session);
    expect_rows(f, ALL, BEFORE);
    close_session(f, session);
}

static void rows_of_several_workers_are_rolled_back(void **state)
{
    fixture *f = *state;
    set_scene(f);
    upsert_session *session =
        open_session(f, "k|v", OPTIONS("run.workers=3", "run.commit=100"));
    put_rows(session, "2|zwei\n3|drei\n4|vier\n");
    upsert_session_cancel(session);
    expect_cancelled(session);
    expect_rows(f, ALL, BEFORE);
    close_session(f, session);
}

/* A connection of the application's own serves it as before. */
static void a_borrowed_connection_is_given_back(void **state)
{
    fixture *f = *state;
    set_scene(f);
    upsert_session *session = borrow_session(f, f->hdbc, "k|v", NULL);
    put_rows(session, "2|zwei\n3|drei\n");
    flush(session);
    upsert_session_cancel(session);
    expect_cancelled(session);
    expect_rows(f, ALL, BEFORE);
    close_session(f, session);
    assert_true(get_autocommit(f->hdbc));
    run(f, "INSERT INTO @ VALUES (3, 'three')");
    expect_rows(f, ALL, "1|one\n2|two\n3|three\n");
}

static void a_transaction_of_the_application_stays_its_own(void **state)
{
    fixture *f = *state;
    set_scene(f);
    SQLHDBC hdbc = connect_again(f);
    set_autocommit(hdbc, false);
    upsert_session *session = borrow_session(f, hdbc, "k|v", NULL);
    put_rows(session, "2|zwei\n3|drei\n");
    flush(session);
    upsert_session_cancel(session);
    upsert_error error = UPSERT_ERROR_INIT;
    expect_status(upsert_session_commit(session, &error), UPSERT_CANCELLED,
                  &error);
    close_session(f, session);
    expect_rows_on(f, hdbc, ALL, "1|one\n2|zwei\n3|drei\n");
    end_transaction(hdbc, SQL_ROLLBACK);
    disconnect(f, hdbc);
    expect_rows(f, ALL, BEFORE);
}

/* ------------------------------------------------------- while it waits */

/* Long enough for a statement to be under way, and shorter than any server
   waits for a lock. */
enum { HEAD_START_MS = 400 };

static void *cancel_soon(void *session)
{
    const struct timespec span = {0, HEAD_START_MS * 1000000L};
    nanosleep(&span, NULL);
    upsert_session_cancel(session);
    return NULL;
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static void a_wait_for_a_lock_is_ended(void **state)
{
    fixture *f = *state;
    set_scene(f);
    SQLHDBC hdbc = connect_again(f);
    upsert_session *session = open_session(f, "k|v", NULL);
    set_autocommit(hdbc, false);
    run_on(f, hdbc, "UPDATE @ SET [v] = 'mine' WHERE [k] = 2");
    put_rows(session, "3|drei\n2|zwei\n");
    pthread_t thread;
    double begin = now();
    assert_int_equal(pthread_create(&thread, NULL, cancel_soon, session), 0);
    upsert_error error = UPSERT_ERROR_INIT;
    upsert_status status = upsert_session_commit(session, &error);
    double seconds = now() - begin;
    pthread_join(thread, NULL);
    end_transaction(hdbc, SQL_ROLLBACK);
    disconnect(f, hdbc);
    expect_status(status, UPSERT_CANCELLED, &error);
    if (seconds > f->database->lock_wait + 2)
        fail_msg("it took %.1f s", seconds);
    expect_cancelled(session);
    expect_rows(f, ALL, BEFORE);
    close_session(f, session);
}

static const struct CMUnitTest TESTS[] = {
    cmocka_unit_test(rows_that_are_sent_are_rolled_back),
    cmocka_unit_test(rows_of_several_workers_are_rolled_back),
    cmocka_unit_test(a_borrowed_connection_is_given_back),
    cmocka_unit_test(a_transaction_of_the_application_stays_its_own),
    cmocka_unit_test(a_wait_for_a_lock_is_ended),
};
AREA(cancel, TESTS);
