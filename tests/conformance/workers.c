/* Several connections, and sending while the next batch is filled: the table is
   what one connection leaves. */
#include <time.h>

#include "conformance.h"

enum { KEYS = 40, ROUNDS = 30 };

static const char *const THREE[] = {"run.workers=3", "run.commit=20",
                                    "upsert.update=v:append", NULL};
static const char *const ONE[] = {"run.batch_rows=20", "run.commit=50",
                                  "upsert.update=v:append", NULL};

static void expect_fact(upsert_session *session, const char *fact,
                        const char *value)
{
    assert_string_equal(upsert_session_fact(session, fact), value);
}

/* The number of workers there, when more were asked for. */
static const char *workers_of(const fixture *f, const char *workers)
{
    return f->database->one_writer ? "1" : workers;
}

/* -------------------------------------------------------------- the order */

/* Letters to append, a round of all keys after the other. */
static void put_letters(upsert_session *session)
{
    for (int i = 0; i < KEYS * ROUNDS; i++) {
        char row[16];
        snprintf(row, sizeof row, "%d|%c\n", i % KEYS,
                 'a' + (i / KEYS + i % KEYS) % 26);
        put_rows(session, row);
    }
}

static void expect_letters(const fixture *f)
{
    char *found = read_on(f, f->hdbc, "SELECT [k], [v] FROM @ ORDER BY [k]");
    const char *at = found;
    for (int k = 0; k < KEYS; k++) {
        char row[64];
        int length = snprintf(row, sizeof row, "%d|", k);
        for (int i = 0; i < ROUNDS; i++)
            row[length++] = (char)('a' + (i + k) % 26);
        row[length++] = '\n';
        if (strncmp(at, row, (size_t)length) != 0)
            fail_msg("key %d: %.*s", k, (int)strcspn(at, "\n"), at);
        at += length;
    }
    assert_string_equal(at, "");
    free(found);
}

static void check_letters(fixture *f, const char *const *options,
                          const char *workers)
{
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <text:100>");
    upsert_session *session = open_session(f, "k|v", options);
    expect_fact(session, "workers", workers);
    put_letters(session);
    commit(session);
    upsert_counts counts;
    upsert_session_counts(session, &counts);
    assert_int_equal(counts.rows_read, KEYS * ROUNDS);
    close_session(f, session);
    expect_letters(f);
}

static void rows_of_a_key_keep_their_order_between_workers(void **state)
{
    fixture *f = *state;
    check_letters(f, THREE, workers_of(f, "3"));
}

static void rows_keep_their_order_while_batches_overlap(void **state)
{
    fixture *f = *state;
    check_letters(f, ONE, "1");
}

/* ------------------------------------------------------- where one is right */

static void several_workers_cannot_commit_all_at_once(void **state)
{
    fixture *f = *state;
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <text>");
    upsert_session *session;
    upsert_error error = UPSERT_ERROR_INIT;
    assert_int_equal(
        try_session(f, NULL, "k|v", OPTIONS("run.workers=2"), &session, &error),
        UPSERT_OPTION);
    expect_contains(error.message, "run.commit");
    session = open_session(f, "k|v", OPTIONS("run.workers=auto"));
    expect_fact(session, "workers", "1");
}

static void expect_one(fixture *f, const char *columns, const char *key,
                       const char *reason)
{
    char option[64];
    snprintf(option, sizeof option, "upsert.key=%s", key);
    upsert_session *session =
        open_session(f, columns,
                     OPTIONS("run.workers=2", "run.commit=10", option,
                             "upsert.other_unique=allow"));
    expect_fact(session, "workers", "1");
    expect_contains(upsert_session_fact(session, "plan"),
                    f->database->one_writer ? "one writer" : reason);
    close_session(f, session);
}

static void rows_that_hang_together_go_by_one(void **state)
{
    fixture *f = *state;
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [b] <integer> NOT NULL,"
              " CONSTRAINT [u~] UNIQUE ([b])");
    expect_one(f, "k|b", "k", "another unique index");
}

static void rows_that_refer_to_others_go_by_one(void **state)
{
    fixture *f = *state;
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [p] <integer>,"
              " FOREIGN KEY ([p]) REFERENCES @ ([k])");
    expect_one(f, "k|p", "k", "refer to one another");
}

static void a_connection_of_the_applications_own_is_the_only_one(void **state)
{
    fixture *f = *state;
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <text>");
    upsert_session *session = borrow_session(
        f, f->hdbc, "k|v", OPTIONS("run.workers=2", "run.commit=10"));
    expect_fact(session, "workers", "1");
}

/* A key that some collations compare in a way of their own: from there on one
   worker sends, and no row passes another. */
static void a_key_that_only_the_database_compares(void **state)
{
    fixture *f = *state;
    create(f, "[k] <text:20> NOT NULL PRIMARY KEY, [v] <text:100>");
    upsert_session *session = open_session(f, "k|v", THREE);
    put_rows(session, "cafe|a\ntea|a\ncaf\xc3\xa9s|a\ntea|b\ncaf\xc3\xa9s|b\n"
                      "cafe|b\ntea|c\ncaf\xc3\xa9s|c\n");
    commit(session);
    expect_rows(f, "SELECT [v] FROM @ WHERE [k] = 'cafe'", "ab\n");
    expect_rows(f, "SELECT [v] FROM @ WHERE [k] = 'tea'", "abc\n");
    expect_rows(f, "SELECT [v] FROM @ WHERE [k] LIKE 'caf_s'", "abc\n");
}

/* ----------------------------------------------------------------- errors */

static void an_error_ends_all_workers(void **state)
{
    fixture *f = *state;
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <integer> NOT NULL");
    upsert_session *session =
        open_session(f, "k|v", OPTIONS("run.workers=3", "run.commit=1000"));
    for (int i = 1; i <= 100; i++) {
        char row[32];
        snprintf(row, sizeof row, i == 50 ? "%d|NULL\n" : "%d|%d\n", i, i);
        put_rows(session, row);
    }
    upsert_error error = UPSERT_ERROR_INIT;
    assert_int_equal(upsert_session_commit(session, &error), UPSERT_CONSTRAINT);
    assert_int_equal(error.row, 50);
    upsert_error_clear(&error);
    assert_int_equal(upsert_row_int64(session, 0, 1, &error), UPSERT_ARGUMENT);
    close_session(f, session);
    expect_rows(f, "SELECT COUNT(*) FROM @ WHERE [k] = 50", "0\n");
}

/* Another transaction holds 2 and what makes it the heavier one, and wants 1,
   which the run holds while it waits for 2: the server ends the run's. */
static void a_transaction_that_met_a_deadlock_is_sent_again(void **state)
{
    fixture *f = *state;
    if (!f->database->ends_the_lighter)
        return;
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <text>");
    for (int i = 1; i < 30; i++) {
        char insert[64];
        snprintf(insert, sizeof insert, "INSERT INTO @ VALUES (%d, 'old')", i);
        run(f, insert);
    }
    SQLHDBC other = connect_again(f);
    set_autocommit(other, false);
    run_on(f, other, "UPDATE @ SET [v] = 'other' WHERE [k] > 1");
    upsert_session *session =
        open_session(f, "k|v", OPTIONS("run.commit=2", "run.workers=1"));
    put_rows(session, "1|new\n2|new\n");
    nanosleep(&(struct timespec){.tv_nsec = 300 * 1000 * 1000}, NULL);
    run_on(f, other, "UPDATE @ SET [v] = 'other' WHERE [k] = 1");
    end_transaction(other, SQL_COMMIT);
    commit(session);
    assert_true(atoi(upsert_session_fact(session, "retries")) > 0);
    upsert_counts counts;
    upsert_session_counts(session, &counts);
    expect_counts(f, UPSERT_MODE_UPSERT, &counts, (counted){.updated = 2});
    expect_rows(f, "SELECT [k], [v] FROM @ WHERE [k] < 4 ORDER BY [k]",
                "1|new\n2|new\n3|other\n");
}

/* Two runs at once, over the same keys in opposite orders: each sends its rows
   in the order of their keys, so that none waits for one that waits for it. */
static void two_runs_do_not_deadlock_each_other(void **state)
{
    enum { MET = 200, TIMES = 30 };
    fixture *f = *state;
    if (f->database->one_writer)
        return;
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <integer>");
    static const char *const OFTEN[] = {"run.commit=200", "upsert.update=v:add",
                                        NULL};
    upsert_session *up = open_session(f, "k|v", OFTEN);
    for (int i = 0; i < MET; i++) {
        char row[32];
        snprintf(row, sizeof row, "%d|0\n", i);
        put_rows(up, row);
    }
    commit(up);
    upsert_session *down = open_session(f, "k|v", OFTEN);
    for (int i = 0; i < MET * TIMES; i++) {
        char row[32];
        snprintf(row, sizeof row, "%d|1\n", i % MET);
        put_rows(up, row);
        snprintf(row, sizeof row, "%d|1\n", MET - 1 - i % MET);
        put_rows(down, row);
    }
    commit(up);
    commit(down);
    expect_fact(up, "retries", "0");
    expect_fact(down, "retries", "0");
    expect_rows(f, "SELECT MIN([v]), MAX([v]) FROM @", "60|60\n");
}

static const struct CMUnitTest TESTS[] = {
    cmocka_unit_test(rows_of_a_key_keep_their_order_between_workers),
    cmocka_unit_test(rows_keep_their_order_while_batches_overlap),
    cmocka_unit_test(several_workers_cannot_commit_all_at_once),
    cmocka_unit_test(rows_that_hang_together_go_by_one),
    cmocka_unit_test(rows_that_refer_to_others_go_by_one),
    cmocka_unit_test(a_connection_of_the_applications_own_is_the_only_one),
    cmocka_unit_test(a_key_that_only_the_database_compares),
    cmocka_unit_test(an_error_ends_all_workers),
    cmocka_unit_test(a_transaction_that_met_a_deadlock_is_sent_again),
    cmocka_unit_test(two_runs_do_not_deadlock_each_other),
};
AREA(workers, TESTS);
