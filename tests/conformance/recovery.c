/* Connections that are lost, runs that stop halfway: no row is lost, and none
   is applied twice. */
#include "conformance.h"

static const char ALL[] = "SELECT [k], [v] FROM @ ORDER BY [k]";

static void expect_fact(upsert_session *session, const char *fact,
                        const char *value)
{
    assert_string_equal(upsert_session_fact(session, fact), value);
}

static int64_t number_fact(upsert_session *session, const char *fact)
{
    return strtoll(upsert_session_fact(session, fact), NULL, 10);
}

/* ------------------------------------------------------- lost connections */

/* Row 0 takes down the name of the connection that last updated it, which is
   what `kill` takes. */
static void create_with_name(const fixture *f)
{
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <text>, [n] <integer>");
    run(f, "INSERT INTO @ VALUES (0, '', 0)");
}

static upsert_session *open_named(fixture *f, const char *const *options)
{
    static char update[128];
    snprintf(update, sizeof update, "upsert.update=v:append, n:sql(\"(%s)\")",
             f->database->session_query);
    const char *all[8] = {update};
    for (size_t i = 0; options[i]; i++)
        all[i + 1] = options[i];
    return open_session(f, "k|v|n", all);
}

/* End the connection that row 0 names. */
static void kill_named(const fixture *f)
{
    char *name = read_on(f, f->hdbc, "SELECT [n] FROM @ WHERE [k] = 0");
    const char *hole = strstr(f->database->kill, "%s");
    char sql[256];
    snprintf(sql, sizeof sql, "%.*s%.*s%s", (int)(hole - f->database->kill),
             f->database->kill, (int)strcspn(name, "\n"), name, hole + 2);
    free(name);
    run(f, sql);
}

static void a_lost_connection_is_made_again(void **state)
{
    fixture *f = *state;
    if (!f->database->kill)
        return;
    create_with_name(f);
    upsert_session *session = open_named(f, OPTIONS("run.commit=100"));
    put_rows(session, "0|a|0\n1|a|0\n");
    commit(session);
    kill_named(f);
    put_rows(session, "0|b|0\n1|b|0\n2|b|0\n");
    commit(session);
    assert_true(number_fact(session, "retries") > 0);
    expect_rows(f, ALL, "0|ab\n1|ab\n2|b\n");
    upsert_counts counts;
    upsert_session_counts(session, &counts);
    expect_counts(f, UPSERT_MODE_UPSERT, &counts,
                  (counted){.inserted = 2, .updated = 3});
}

static const char *const ONE_BY_ONE[] = {"run.batch_rows=1", NULL};

/* A transaction of several batches is not in memory any more. */
static void rows_of_a_lost_transaction_come_again(void **state)
{
    fixture *f = *state;
    if (!f->database->kill)
        return;
    create_with_name(f);
    upsert_session *session = open_named(f, ONE_BY_ONE);
    put_rows(session, "0|a|0\n1|a|0\n");
    commit(session);
    put_rows(session, "1|b|0\n2|b|0\n");
    flush(session);
    kill_named(f);
    upsert_error error = UPSERT_ERROR_INIT;
    upsert_status status = upsert_session_flush(session, &error);
    put_rows(session, "3|b|0\n");
    if (status == UPSERT_OK)
        status = upsert_session_commit(session, &error);
    if (status == UPSERT_UNKNOWN_OUTCOME)
        return; /* the driver heard of it at the COMMIT */
    expect_status(status, UPSERT_CONNECTION, &error);
    assert_int_equal(upsert_session_rewind(session, NULL), UPSERT_OK);
    put_rows(session, "0|a|0\n1|a|0\n1|b|0\n2|b|0\n3|b|0\n");
    commit(session);
    expect_rows(f, ALL, "0|a\n1|ab\n2|b\n3|b\n");
    upsert_counts counts;
    upsert_session_counts(session, &counts);
    assert_int_equal(counts.rows_read, 5);
    expect_counts(f, UPSERT_MODE_UPSERT, &counts,
                  (counted){.inserted = 3, .updated = 2});
}

static void an_error_of_a_row_is_no_reason_to_try_again(void **state)
{
    fixture *f = *state;
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <text> NOT NULL");
    upsert_session *session = open_session(f, "k|v", NULL);
    upsert_error error = UPSERT_ERROR_INIT;
    assert_int_equal(upsert_session_rewind(session, &error), UPSERT_ARGUMENT);
    put_rows(session, "1|NULL\n");
    assert_int_equal(upsert_session_commit(session, NULL), UPSERT_CONSTRAINT);
    assert_int_equal(number_fact(session, "retries"), 0);
    upsert_error_clear(&error);
    assert_int_equal(upsert_session_rewind(session, &error), UPSERT_CONSTRAINT);
    assert_int_equal(error.row, 1);
}

/* A transaction of the application's own is nobody else's to try again. */
static void a_lost_connection_of_the_application_stays_lost(void **state)
{
    fixture *f = *state;
    if (!f->database->kill)
        return;
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <text>, [n] <integer>");
    SQLHDBC hdbc = connect_again(f);
    char *name = read_on(f, hdbc, f->database->session_query);
    char insert[96];
    snprintf(insert, sizeof insert, "INSERT INTO @ VALUES (0, '', %.*s)",
             (int)strcspn(name, "\n"), name);
    free(name);
    run(f, insert);
    upsert_session *session = borrow_session(f, hdbc, "k|v", NULL);
    put_rows(session, "1|a\n");
    kill_named(f);
    upsert_status status = upsert_session_commit(session, NULL);
    assert_true(status == UPSERT_CONNECTION ||
                status == UPSERT_UNKNOWN_OUTCOME);
    assert_int_equal(upsert_session_rewind(session, NULL), status);
}

static void another_connection_serves_where_the_first_does_not(void **state)
{
    fixture *f = *state;
    char working[sizeof f->connection + 32];
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <text>");
    snprintf(working, sizeof working, "target.connection_3=%s", f->connection);
    const upsert_target nowhere = {.connection = f->database->no_connection};
    upsert_session *session;
    upsert_error error = UPSERT_ERROR_INIT;
    assert_int_equal(
        try_session(f, &nowhere, "k|v", OPTIONS(working), &session, &error),
        UPSERT_OK);
    put_rows(session, "1|a\n");
    commit(session);
    expect_rows(f, ALL, "1|a\n");
}

/* ------------------------------------------------------------- checkpoints */

/* Open a session with a checkpoint of the test's own, which appends. */
static upsert_status try_checkpoint(fixture *f, const char *const *options,
                                    upsert_session **session,
                                    upsert_error *error)
{
    char job[sizeof f->table + 16];
    snprintf(job, sizeof job, "run.job=%s", f->table);
    const char *all[12] = {"run.checkpoint=yes", job, "run.input=today's",
                           "upsert.update=v:append", "run.commit=100"};
    for (size_t i = 0; options && options[i]; i++)
        all[i + 5] = options[i];
    return try_session(f, NULL, "k|v", all, session, error);
}

static upsert_session *open_checkpoint(fixture *f, const char *const *options,
                                       const char *found)
{
    upsert_session *session = NULL;
    upsert_error error = UPSERT_ERROR_INIT;
    if (try_checkpoint(f, options, &session, &error) != UPSERT_OK)
        fail_msg("%s", error.message);
    expect_fact(session, "checkpoint", found);
    return session;
}

static void finish(upsert_session *session)
{
    upsert_error error = UPSERT_ERROR_INIT;
    if (upsert_session_finish(session, &error) != UPSERT_OK)
        fail_msg("%s", error.message);
}

static void create_appended(const fixture *f)
{
    create(f, "[k] <text:20> NOT NULL PRIMARY KEY, [v] <text>");
}

static void a_run_goes_on_where_it_stopped(void **state)
{
    fixture *f = *state;
    create_appended(f);
    upsert_session *session = open_checkpoint(f, NULL, "begun");
    put_rows(session, "a|1\nb|1\na|2\n");
    commit(session);
    put_rows(session, "b|2\n");
    flush(session);
    close_session(f, session);
    expect_rows(f, ALL, "a|12\nb|1\n");

    session = open_checkpoint(f, NULL, "continued");
    put_rows(session, "a|1\nb|1\na|2\nb|2\nc|1\n");
    finish(session);
    expect_rows(f, ALL, "a|12\nb|12\nc|1\n");
    upsert_counts counts;
    upsert_session_counts(session, &counts);
    assert_int_equal(counts.rows_read, 5);
    expect_counts(f, UPSERT_MODE_UPSERT, &counts,
                  (counted){.inserted = 3, .updated = 1, .folded = 1});
    close_session(f, session);

    session = open_checkpoint(f, NULL, "finished");
    put_rows(session, "a|1\nb|1\na|2\nb|2\nc|1\n");
    finish(session);
    expect_rows(f, ALL, "a|12\nb|12\nc|1\n");
    upsert_session_counts(session, &counts);
    assert_int_equal(counts.rows_read, 5);
    expect_counts(f, UPSERT_MODE_UPSERT, &counts,
                  (counted){.inserted = 3, .updated = 1, .folded = 1});
}

/* With as many workers as it had; and one that is ahead does not fall back
   when a key that only the database compares brings them together. */
static void several_workers_go_on_where_they_stopped(void **state)
{
    static const char ROWS[] = "a|1\nb|1\nc|1\nd|1\ne|1\nf|1\ng|1\nh|1\n";
    fixture *f = *state;
    create_appended(f);
    upsert_session *session =
        open_checkpoint(f, OPTIONS("run.workers=3"), "begun");
    put_rows(session, ROWS);
    commit(session);
    close_session(f, session);
    session = open_checkpoint(f, NULL, "continued");
    expect_fact(session, "workers", f->database->one_writer ? "1" : "3");
    put_rows(session, ROWS);
    put_rows(session, "caf\xc3\xa9|1\n");
    commit(session);
    close_session(f, session);
    session = open_checkpoint(f, NULL, "continued");
    put_rows(session, ROWS);
    put_rows(session, "caf\xc3\xa9|1\ncaf\xc3\xa9|2\n");
    finish(session);
    close_session(f, session);
    expect_rows(f, "SELECT [k], [v] FROM @ WHERE [k] < 'caf' ORDER BY [k]",
                "a|1\nb|1\nc|1\n");
    expect_rows(f, "SELECT COUNT(*), MAX([v]) FROM @", "9|12\n");
    open_checkpoint(f, NULL, "finished");
}

static void each_shard_goes_on_by_itself(void **state)
{
    static const char ROWS[] = "1|a\n2|a\n3|a\n4|a\n5|a\n6|a\n7|a\n8|a\n";
    static const char *const SHARDS[] = {"run.shard=1/2", "run.shard=2/2"};
    fixture *f = *state;
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <text>");
    int64_t read = 0;
    for (int i = 0; i < 4; i++) {
        upsert_session *session = open_checkpoint(f, OPTIONS(SHARDS[i % 2]),
                                                  i < 2 ? "begun" : "finished");
        if (i < 2)
            put_rows(session, ROWS);
        finish(session);
        upsert_counts counts;
        upsert_session_counts(session, &counts);
        read += counts.rows_read;
        close_session(f, session);
    }
    assert_int_equal(read, 16);
    expect_rows(f, "SELECT COUNT(*), MAX([v]) FROM @", "8|a\n");
}

static void rows_passed_over_count_once(void **state)
{
    fixture *f = *state;
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <text>");
    const char *const *first = OPTIONS("upsert.duplicates=first");
    upsert_session *session = open_checkpoint(f, first, "begun");
    put_rows(session, "1|a\n1|b\n2|a\n");
    commit(session);
    close_session(f, session);
    session = open_checkpoint(f, first, "continued");
    put_rows(session, "1|a\n1|b\n2|a\n2|b\n1|c\n3|a\n");
    finish(session);
    expect_rows(f, ALL, "1|a\n2|a\n3|a\n");
    upsert_counts counts;
    upsert_session_counts(session, &counts);
    expect_counts(f, UPSERT_MODE_UPSERT, &counts,
                  (counted){.inserted = 3, .skipped = 3});
}

static void expect_changed(fixture *f, const char *option, const char *what)
{
    upsert_session *session;
    upsert_error error = UPSERT_ERROR_INIT;
    assert_int_equal(try_checkpoint(f, OPTIONS(option), &session, &error),
                     UPSERT_OPTION);
    expect_contains(error.message, what);
    expect_contains(error.message, "--restart");
}

static void a_changed_input_is_refused(void **state)
{
    fixture *f = *state;
    create_appended(f);
    upsert_session *session = open_checkpoint(f, NULL, "begun");
    put_rows(session, "a|1\n");
    commit(session);
    expect_changed(f, "run.input=yesterday's", "its input has changed");
    expect_changed(f, "upsert.update=v", "its settings or its table");
    /* Whoever was refused has taken nothing over. */
    put_rows(session, "a|2\n");
    finish(session);
    close_session(f, session);
    expect_rows(f, ALL, "a|12\n");
    session = open_checkpoint(f, OPTIONS("run.input=yesterday's"), "begun");
    put_rows(session, "a|3\n");
    finish(session);
    expect_rows(f, ALL, "a|123\n");
}

static void a_run_begins_anew(void **state)
{
    fixture *f = *state;
    create_appended(f);
    for (int i = 0; i < 2; i++) {
        upsert_session *session =
            open_checkpoint(f, OPTIONS("run.restart=yes"), "begun");
        put_rows(session, "a|1\n");
        commit(session);
        upsert_counts counts;
        upsert_session_counts(session, &counts);
        assert_int_equal(counts.rows_read, 1);
        close_session(f, session);
    }
    expect_rows(f, ALL, "a|11\n");
    upsert_session *session = open_checkpoint(
        f, OPTIONS("run.input=yesterday's", "run.restart=yes"), "begun");
    finish(session);
}

/* Of two runs at once the later one has the checkpoint, and the rows of the
   other are not committed. */
static void a_run_that_was_taken_over_commits_nothing(void **state)
{
    fixture *f = *state;
    create_appended(f);
    upsert_session *first = open_checkpoint(f, NULL, "begun");
    put_rows(first, "a|1\n");
    commit(first);
    upsert_session *second = open_checkpoint(f, NULL, "continued");
    put_rows(first, "b|1\n");
    upsert_error error = UPSERT_ERROR_INIT;
    assert_int_equal(upsert_session_commit(first, &error), UPSERT_SQL);
    expect_contains(error.message, "another run of the job");
    close_session(f, first);
    put_rows(second, "a|1\nb|1\n");
    finish(second);
    expect_rows(f, ALL, "a|1\nb|1\n");
}

static void a_checkpoint_needs_names_and_transactions(void **state)
{
    fixture *f = *state;
    create_appended(f);
    expect_refused(f, "k|v", OPTIONS("run.checkpoint=yes"), UPSERT_OPTION,
                   "needs run.job");
    expect_refused(f, "k|v", OPTIONS("run.checkpoint=yes", "run.job=j"),
                   UPSERT_OPTION, "needs run.input");
    SQLHDBC hdbc = connect_again(f);
    set_autocommit(hdbc, false);
    const upsert_target own = {.hdbc = hdbc};
    upsert_session *session;
    upsert_error error = UPSERT_ERROR_INIT;
    assert_int_equal(
        try_session(f, &own, "k|v",
                    OPTIONS("run.checkpoint=yes", "run.job=j", "run.input=i"),
                    &session, &error),
        UPSERT_OPTION);
    expect_contains(error.message, "the application's");
    end_transaction(hdbc, SQL_ROLLBACK);
}

static const struct CMUnitTest TESTS[] = {
    cmocka_unit_test(a_lost_connection_is_made_again),
    cmocka_unit_test(rows_of_a_lost_transaction_come_again),
    cmocka_unit_test(an_error_of_a_row_is_no_reason_to_try_again),
    cmocka_unit_test(a_lost_connection_of_the_application_stays_lost),
    cmocka_unit_test(another_connection_serves_where_the_first_does_not),
    cmocka_unit_test(a_run_goes_on_where_it_stopped),
    cmocka_unit_test(several_workers_go_on_where_they_stopped),
    cmocka_unit_test(each_shard_goes_on_by_itself),
    cmocka_unit_test(rows_passed_over_count_once),
    cmocka_unit_test(a_changed_input_is_refused),
    cmocka_unit_test(a_run_begins_anew),
    cmocka_unit_test(a_run_that_was_taken_over_commits_nothing),
    cmocka_unit_test(a_checkpoint_needs_names_and_transactions),
};
AREA(recovery, TESTS);
