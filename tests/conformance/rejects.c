/* Bad rows are left out, told of in time, and nothing else is. */
#include "conformance.h"

#define REJECT "run.on_bad_row=reject"

/* ------------------------------------------------------------ the listener */

enum { NOTES = 5000 };

/* What a listener was told. Its calls come one at a time. */
typedef struct notes {
    upsert_error reasons[8]; /* of the first rows */
    int64_t rows[NOTES];
    int64_t attached[NOTES];
    size_t count; /* taken, and not rolled back */
    size_t kept;
    char calls[64]; /* the last letter of each run of calls: t, s, k, u */
    upsert_status answer_take, answer_settle;
} notes;

static void note_call(notes *n, char call)
{
    size_t length = strlen(n->calls);
    if ((length && n->calls[length - 1] == call && call == 't') ||
        length + 1 == sizeof n->calls)
        return;
    n->calls[length] = call;
}

static upsert_status answer(upsert_status status, upsert_error *error)
{
    if (status != UPSERT_OK && error) {
        error->status = status;
        snprintf(error->message, sizeof error->message, "the listener");
    }
    return status;
}

static upsert_status take(void *context, const upsert_reject *reject,
                          upsert_error *error)
{
    notes *n = context;
    note_call(n, 't');
    if (n->count < NOTES) {
        n->rows[n->count] = reject->row;
        n->attached[n->count] = 0;
        if (reject->attachment_length == sizeof(int64_t))
            memcpy(&n->attached[n->count], reject->attachment, sizeof(int64_t));
        if (n->count < LENGTH(n->reasons))
            n->reasons[n->count] = *reject->reason;
        n->count++;
    }
    return answer(n->answer_take, error);
}

static upsert_status settle(void *context, upsert_error *error)
{
    notes *n = context;
    note_call(n, 's');
    return answer(n->answer_settle, error);
}

static void end(void *context, int kept)
{
    notes *n = context;
    note_call(n, kept ? 'k' : 'u');
    if (kept)
        n->kept = n->count;
    n->count = n->kept;
}

static void listen(upsert_session *session, notes *n)
{
    upsert_error error = UPSERT_ERROR_INIT;
    const upsert_reject_listener listener = {n, take, settle, end};
    expect_status(upsert_session_on_reject(session, &listener, &error),
                  UPSERT_OK, &error);
}

/* ---------------------------------------------------------------- the rows */

static void create_rows(const fixture *f)
{
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <text>,"
              " [n] <integer> NOT NULL CHECK ([n] < 100)");
    run(f, "INSERT INTO @ VALUES (1, 'old', 7)");
}

/* Put a row, with its key attached, or reject it. */
static upsert_status put_one(upsert_session *session, int64_t key,
                             const char *number, upsert_error *error)
{
    upsert_error why = UPSERT_ERROR_INIT;
    upsert_status status = upsert_row_attach(session, &key, sizeof key, &why);
    if (status == UPSERT_OK)
        status = upsert_row_int64(session, 0, key, &why);
    if (status == UPSERT_OK)
        status = upsert_row_text(session, 1, "v", 1, &why);
    if (status == UPSERT_OK)
        status = number ? upsert_row_text(session, 2, number, UPSERT_NTS, &why)
                        : upsert_row_null(session, 2, &why);
    if (status == UPSERT_OK)
        status = upsert_row_put(session, &why);
    if (status == UPSERT_ROW)
        return upsert_row_reject(session, &why, error);
    if (status != UPSERT_OK && error->status == UPSERT_OK)
        *error = why;
    return status;
}

/* Rows 1 to `count`, of which each `step`th from `first` on breaks a CHECK. */
static upsert_status put_many(upsert_session *session, int64_t count,
                              int64_t first, int64_t step, upsert_error *error)
{
    upsert_status status = UPSERT_OK;
    for (int64_t i = 1; i <= count && status == UPSERT_OK; i++) {
        bool bad = i >= first && (i - first) % step == 0;
        status = put_one(session, i, bad ? "123" : "1", error);
    }
    return status == UPSERT_OK ? upsert_session_commit(session, error) : status;
}

static int64_t fact(upsert_session *session, const char *name)
{
    return strtoll(upsert_session_fact(session, name), NULL, 10);
}

/* --------------------------------------------------------------- the tests */

static void good_rows_go_in_and_bad_ones_are_told(void **state)
{
    fixture *f = *state;
    static const char *const BATCHES[] = {
        "run.batch_rows=auto", "run.batch_rows=1", "run.batch_rows=64"};
    create_rows(f);
    for (size_t i = 0; i < LENGTH(BATCHES); i++) {
        static notes n;
        n = (notes){0};
        upsert_error error = UPSERT_ERROR_INIT;
        upsert_session *session =
            open_session(f, "k|v|n", OPTIONS(REJECT, BATCHES[i]));
        listen(session, &n);
        expect_status(put_many(session, 1000, 100, 300, &error), UPSERT_OK,
                      &error);
        upsert_counts counts;
        upsert_session_counts(session, &counts);
        assert_int_equal(counts.rows_read, 1000);
        assert_int_equal(counts.rejected, 4);
        assert_int_equal(counts.folded, 0);
        close_session(f, session);
        assert_int_equal(n.kept, 4);
        for (size_t row = 0; row < 4; row++) {
            assert_int_equal(n.rows[row], 100 + 300 * row);
            assert_int_equal(n.attached[row], 100 + 300 * row);
            assert_int_equal(n.reasons[row].status, UPSERT_CONSTRAINT);
            assert_int_equal(strlen(n.reasons[row].sqlstate), 5);
            assert_null(strstr(n.reasons[row].message, "row 100"));
        }
        const char *calls = strchr(n.calls, 't');
        assert_non_null(calls);
        assert_memory_equal(calls, "tsk", 3);
        expect_rows(f, "SELECT count(*) FROM @", "996\n");
        run(f, "DELETE FROM @ WHERE [k] > 1");
    }
}

/* All kinds of badness in one run, whoever notices. */
static void whatever_is_wrong_with_a_row(void **state)
{
    fixture *f = *state;
    static notes n;
    n = (notes){0};
    if (!f->database->typed)
        return;
    create_rows(f);
    upsert_error error = UPSERT_ERROR_INIT;
    upsert_session *session = open_session(f, "k|v|n", OPTIONS(REJECT));
    listen(session, &n);
    static const char *const NUMBERS[] = {"1", "123",  NULL,      "99999999999",
                                          "2", "\xff", "hunter2", "3"};
    for (size_t i = 0; i < LENGTH(NUMBERS); i++)
        expect_status(put_one(session, (int64_t)i + 1, NUMBERS[i], &error),
                      UPSERT_OK, &error);
    expect_status(upsert_session_commit(session, &error), UPSERT_OK, &error);
    upsert_counts counts;
    upsert_session_counts(session, &counts);
    expect_counts(f, UPSERT_MODE_UPSERT, &counts,
                  (counted){.inserted = 2, .updated = 1, .rejected = 5});
    assert_int_equal(n.kept, 5);
    static const int64_t ROWS[] = {2, 3, 4, 6, 7};
    for (size_t i = 0; i < LENGTH(ROWS); i++) {
        assert_int_equal(n.rows[i], ROWS[i]);
        assert_null(strstr(n.reasons[i].message, "hunter2"));
        assert_null(strstr(n.reasons[i].message, "9999"));
    }
    assert_string_equal(n.reasons[3].column, "n");
    assert_string_equal(n.reasons[3].message, "the text is not UTF-8");
    expect_rows(f, "SELECT [k], [n] FROM @ ORDER BY [k]", "1|1\n5|2\n8|3\n");
}

static void the_order_of_a_key_is_kept(void **state)
{
    fixture *f = *state;
    static notes n;
    n = (notes){0};
    create_rows(f);
    upsert_error error = UPSERT_ERROR_INIT;
    upsert_session *session =
        open_session(f, "k|v|n", OPTIONS(REJECT, "upsert.update=n:add"));
    listen(session, &n);
    /* 7 + 50, + 50 is too much, + 42 is the most, + 1 is too much, - 90 */
    static const char *const NUMBERS[] = {"50", "50", "42", "1", "-90"};
    for (size_t i = 0; i < LENGTH(NUMBERS); i++) {
        expect_status(put_one(session, 1, NUMBERS[i], &error), UPSERT_OK,
                      &error);
        expect_status(put_one(session, 10 + (int64_t)i, "5", &error), UPSERT_OK,
                      &error);
    }
    expect_status(upsert_session_commit(session, &error), UPSERT_OK, &error);
    assert_int_equal(n.kept, 2);
    assert_int_equal(n.rows[0], 3);
    assert_int_equal(n.rows[1], 7);
    expect_rows(f, "SELECT [k], [n] FROM @ WHERE [k] < 11 ORDER BY [k]",
                "1|9\n10|5\n");
}

/* A batch of n rows with one bad one costs about 2 log2 n statements more. */
static void a_bad_row_is_found_by_halves(void **state)
{
    fixture *f = *state;
    int64_t batches[2];
    create_rows(f);
    for (int i = 0; i < 2; i++) {
        static notes n;
        n = (notes){0};
        upsert_error error = UPSERT_ERROR_INIT;
        upsert_session *session =
            open_session(f, "k|v|n", OPTIONS(REJECT, "run.batch_rows=4096"));
        listen(session, &n);
        expect_status(put_many(session, 4096, i ? 2500 : 5000, 5000, &error),
                      UPSERT_OK, &error);
        assert_int_equal(n.kept, (size_t)i);
        batches[i] = fact(session, "batches");
        assert_true(fact(session, "splits") <= 12);
        close_session(f, session);
        run(f, "DELETE FROM @");
    }
    /* the halves, and looking the row up */
    assert_in_range(batches[1], batches[0], batches[0] + 2 * 12 + 2);
}

static void one_too_many_stops_the_run(void **state)
{
    fixture *f = *state;
    create_rows(f);
    static notes n;
    n = (notes){0};
    upsert_error error = UPSERT_ERROR_INIT;
    upsert_session *session =
        open_session(f, "k|v|n", OPTIONS(REJECT, "run.max_rejects=3"));
    listen(session, &n);
    expect_status(put_many(session, 100, 10, 10, &error), UPSERT_CONSTRAINT,
                  &error);
    assert_int_equal(error.row, 40);
    expect_contains(error.message, "run.max_rejects");
    upsert_counts counts;
    upsert_session_counts(session, &counts);
    assert_int_equal(counts.rejected, 0);
    close_session(f, session);
    assert_int_equal(n.kept, 0);
    expect_rows(f, "SELECT [k], [v], [n] FROM @", "1|old|7\n");

    session = open_session(f, "k|v|n", OPTIONS(REJECT, "run.max_rejects=10"));
    listen(session, &n);
    upsert_error_clear(&error);
    expect_status(put_many(session, 100, 10, 10, &error), UPSERT_OK, &error);
    assert_int_equal(n.kept, 10);
    expect_rows(f, "SELECT count(*) FROM @", "90\n");
}

/* What was committed, and told of, stays. */
static void what_was_kept_stays(void **state)
{
    fixture *f = *state;
    create_rows(f);
    static notes n;
    n = (notes){0};
    upsert_error error = UPSERT_ERROR_INIT;
    upsert_session *session = open_session(
        f, "k|v|n", OPTIONS(REJECT, "run.max_rejects=3", "run.commit=25"));
    listen(session, &n);
    expect_status(put_many(session, 100, 10, 10, &error), UPSERT_CONSTRAINT,
                  &error);
    upsert_counts counts;
    upsert_session_counts(session, &counts);
    assert_int_equal(counts.rejected, 2);
    assert_int_equal(n.kept, 2);
    close_session(f, session);
    expect_rows(f, "SELECT count(*) FROM @", "23\n");
}

/* Of rows that nobody could write down none is left out. */
static void a_listener_that_fails_stops_the_run(void **state)
{
    fixture *f = *state;
    create_rows(f);
    for (int i = 0; i < 2; i++) {
        static notes n;
        n = (notes){0};
        *(i ? &n.answer_take : &n.answer_settle) = UPSERT_FILE;
        upsert_error error = UPSERT_ERROR_INIT;
        upsert_session *session = open_session(f, "k|v|n", OPTIONS(REJECT));
        listen(session, &n);
        expect_status(put_many(session, 100, 50, 100, &error), UPSERT_FILE,
                      &error);
        expect_contains(error.message, "the listener");
        close_session(f, session);
        assert_int_equal(n.kept, 0);
        assert_null(strchr(n.calls, 'k'));
        expect_rows(f, "SELECT [k], [v], [n] FROM @", "1|old|7\n");
    }
}

static void nobody_is_left_out_unheard(void **state)
{
    fixture *f = *state;
    create_rows(f);
    upsert_error error = UPSERT_ERROR_INIT;
    upsert_session *session = open_session(f, "k|v|n", OPTIONS(REJECT));
    expect_status(put_one(session, 2, "1", &error), UPSERT_ARGUMENT, &error);
    close_session(f, session);
    upsert_error_clear(&error);
    session = open_session(f, "k|v|n", NULL);
    static notes n;
    const upsert_reject_listener listener = {&n, take, settle, end};
    expect_status(upsert_session_on_reject(session, &listener, &error),
                  UPSERT_ARGUMENT, &error);
    assert_int_equal(upsert_row_reject(session, &error, NULL), UPSERT_ARGUMENT);
}

static void an_application_s_transaction_goes_on(void **state)
{
    fixture *f = *state;
    create_rows(f);
    SQLHDBC hdbc = connect_again(f);
    set_autocommit(hdbc, false);
    static notes n;
    n = (notes){0};
    upsert_error error = UPSERT_ERROR_INIT;
    upsert_session *session =
        borrow_session(f, hdbc, "k|v|n", OPTIONS(REJECT, "run.batch_rows=20"));
    listen(session, &n);
    expect_status(put_many(session, 100, 50, 100, &error), UPSERT_OK, &error);
    assert_int_equal(n.kept, 1);
    expect_rows_on(f, hdbc, "SELECT count(*) FROM @", "99\n");
    end_transaction(hdbc, SQL_ROLLBACK);
    close_session(f, session);
    disconnect(f, hdbc);
    expect_rows(f, "SELECT [k], [v], [n] FROM @", "1|old|7\n");
}

static void workers_tell_one_at_a_time(void **state)
{
    fixture *f = *state;
    create_rows(f);
    static notes n;
    n = (notes){0};
    upsert_error error = UPSERT_ERROR_INIT;
    upsert_session *session =
        open_session(f, "k|v|n",
                     OPTIONS(REJECT, "run.workers=3", "run.commit=100",
                             "run.batch_rows=100"));
    listen(session, &n);
    expect_status(put_many(session, 2000, 7, 7, &error), UPSERT_OK, &error);
    upsert_counts counts;
    upsert_session_counts(session, &counts);
    assert_int_equal(counts.rejected, 285);
    assert_int_equal(n.kept, 285);
    bool seen[2001] = {false};
    for (size_t i = 0; i < n.kept; i++) {
        assert_int_equal(n.rows[i] % 7, 0);
        assert_int_equal(n.attached[i], n.rows[i]);
        assert_false(seen[n.rows[i]]);
        seen[n.rows[i]] = true;
    }
    close_session(f, session);
    expect_rows(f, "SELECT count(*) FROM @", "1715\n");

    n = (notes){0};
    session =
        open_session(f, "k|v|n",
                     OPTIONS(REJECT, "run.workers=3", "run.commit=100",
                             "run.batch_rows=100", "run.max_rejects=100"));
    listen(session, &n);
    expect_status(put_many(session, 2000, 7, 7, &error), UPSERT_CONSTRAINT,
                  &error);
    assert_true(n.kept <= 100);
}

/* A row whose constraint ends the transaction is none to go on from. */
static void a_transaction_that_is_gone_is_noticed(void **state)
{
    fixture *f = *state;
    if (!f->database->fatal_check)
        return;
    char columns[200];
    snprintf(columns, sizeof columns,
             "[k] <integer> NOT NULL PRIMARY KEY, [v] <text>, [n] %s",
             f->database->fatal_check);
    create(f, columns);
    static notes n;
    n = (notes){0};
    upsert_error error = UPSERT_ERROR_INIT;
    upsert_session *session = open_session(f, "k|v|n", OPTIONS(REJECT));
    listen(session, &n);
    upsert_status status = put_one(session, 1, "1", &error);
    if (status == UPSERT_OK)
        status = put_one(session, 2, NULL, &error);
    if (status == UPSERT_OK)
        status = put_one(session, 3, "3", &error);
    if (status == UPSERT_OK)
        status = upsert_session_commit(session, &error);
    expect_status(status, UPSERT_SQL, &error);
    expect_contains(error.message, "ended the transaction");
    assert_int_equal(n.kept, 0);
    close_session(f, session);
    expect_rows(f, "SELECT [k] FROM @", "");
}

static const struct CMUnitTest TESTS[] = {
    cmocka_unit_test(good_rows_go_in_and_bad_ones_are_told),
    cmocka_unit_test(whatever_is_wrong_with_a_row),
    cmocka_unit_test(the_order_of_a_key_is_kept),
    cmocka_unit_test(a_bad_row_is_found_by_halves),
    cmocka_unit_test(one_too_many_stops_the_run),
    cmocka_unit_test(what_was_kept_stays),
    cmocka_unit_test(a_listener_that_fails_stops_the_run),
    cmocka_unit_test(nobody_is_left_out_unheard),
    cmocka_unit_test(an_application_s_transaction_goes_on),
    cmocka_unit_test(workers_tell_one_at_a_time),
    cmocka_unit_test(a_transaction_that_is_gone_is_noticed),
};
AREA(rejects, TESTS);
