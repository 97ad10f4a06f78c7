/* However the rows travel, the same ones arrive. */
#include "conformance.h"

enum { ROWS = 300 };

static const char *const TEXTS[] = {
    NULL,
    "",
    " ",
    "NULL",
    "{1,2}",
    "a,b",
    "it's \"quoted\" `thrice`",
    "C:\\new\\",
    "\\x41",
    "line\nline\ttab",
    "\xc3\xa9 \xe4\xb8\xad \xf0\x9f\x98\x80",
    "? ?? ?1 :name $1 %s {fn now()}",
    "a; DROP TABLE t; -- /* # */",
};

/* A text that is much longer than the others comes now and then, and one of a
   megabyte, full of what has to be escaped. */
static char *text_of(size_t row, size_t turn)
{
    const char *text = TEXTS[(row + turn) % LENGTH(TEXTS)];
    if ((row + turn) % 97 != 96)
        return text ? strdup(text) : NULL;
    size_t length = row + turn == 193 ? 1 << 20 : 5000;
    char *longer = calloc(1, length + 1);
    assert_non_null(longer);
    for (size_t i = 0; i < length; i++)
        longer[i] = "x'\"\\;?,{}`"[i % 10];
    return longer;
}

static void put(upsert_session *session, size_t turn)
{
    for (size_t i = 0; i < ROWS; i++) {
        char *text = text_of(i, turn);
        assert_int_equal(upsert_row_int64(session, 0, (int64_t)i, NULL),
                         UPSERT_OK);
        assert_int_equal(
            text ? upsert_row_text(session, 1, text, UPSERT_NTS, NULL)
                 : upsert_row_null(session, 1, NULL),
            UPSERT_OK);
        assert_int_equal(
            i % 3 ? upsert_row_int64(session, 2, -(int64_t)(i + turn), NULL)
                  : upsert_row_null(session, 2, NULL),
            UPSERT_OK);
        assert_int_equal(upsert_row_put(session, NULL), UPSERT_OK);
        free(text);
    }
}

static upsert_counts send(fixture *f, const char *transport, size_t turn)
{
    char option[64];
    upsert_counts counts;
    snprintf(option, sizeof option, "run.transport=%s", transport);
    upsert_session *session =
        borrow_session(f, f->hdbc, "k|t|n", OPTIONS(option));
    assert_string_equal(upsert_session_fact(session, "transport"), transport);
    put(session, turn);
    commit(session);
    upsert_session_counts(session, &counts);
    close_session(f, session);
    return counts;
}

static void expect_all(const fixture *f, size_t turn)
{
    char query[100], wanted[100];
    for (size_t i = 0; i < ROWS; i++) {
        char *text = text_of(i, turn);
        snprintf(query, sizeof query, "SELECT [t] FROM @ WHERE [k] = %zu", i);
        char *read = read_on(f, f->hdbc, query);
        /* A text of NULL reads as NULL does: it is looked at below. */
        const char *expected = text ? text : "NULL";
        assert_memory_equal(read, expected, strlen(expected));
        assert_string_equal(read + strlen(expected), "\n");
        free(read);
        free(text);
    }
    size_t nulls = 0;
    for (size_t i = 0; i < ROWS; i++) {
        char *text = text_of(i, turn);
        nulls += text == NULL;
        free(text);
    }
    snprintf(wanted, sizeof wanted, "%d|%zu|%d\n", ROWS, nulls, ROWS / 3);
    expect_rows(f,
                "SELECT count(*), sum(CASE WHEN [t] IS NULL THEN 1 ELSE 0 END),"
                " sum(CASE WHEN [n] IS NULL THEN 1 ELSE 0 END) FROM @",
                wanted);
}

/* Insert, insert nothing twice, update; each once by each transport. */
static void check_transport(fixture *f, const char *transport)
{
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [t] <longtext>,"
              " [n] <integer>");
    upsert_counts counts = send(f, transport, 0);
    expect_counts(f, UPSERT_MODE_UPSERT, &counts, (counted){.inserted = ROWS});
    expect_all(f, 0);
    counts = send(f, transport, 0);
    expect_counts(f, UPSERT_MODE_UPSERT, &counts, (counted){.unchanged = ROWS});
    send(f, transport, 1);
    expect_all(f, 1);
    run(f, "DROP TABLE @");
}

typedef void transport_test(fixture *f, const char *transport);

static void each_transport(fixture *f, transport_test *test)
{
    const char *at = f->database->transports;
    while (at) {
        char transport[16];
        size_t length = strcspn(at, "|");
        snprintf(transport, sizeof transport, "%.*s", (int)length, at);
        test(f, transport);
        at = at[length] ? at + length + 1 : NULL;
    }
}

static void every_transport_carries_every_row(void **state)
{
    each_transport(*state, check_transport);
}

static void put_all_bytes(upsert_session *session, const unsigned char *bytes)
{
    for (int64_t i = 0; i < 3; i++) {
        assert_int_equal(upsert_row_int64(session, 0, i, NULL), UPSERT_OK);
        assert_int_equal(
            i ? upsert_row_bytes(session, 1, bytes, i == 1 ? 0 : 256, NULL)
              : upsert_row_null(session, 1, NULL),
            UPSERT_OK);
        assert_int_equal(upsert_row_put(session, NULL), UPSERT_OK);
    }
    commit(session);
}

static void check_bytes(fixture *f, const char *transport)
{
    unsigned char bytes[256];
    char option[64], wanted[600] = "0|NULL\n1|\n2|";
    for (size_t i = 0; i < sizeof bytes; i++) {
        bytes[i] = (unsigned char)i;
        snprintf(wanted + strlen(wanted), 4, i == 255 ? "ff\n" : "%02x",
                 (unsigned)i);
    }
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <binary>");
    snprintf(option, sizeof option, "run.transport=%s", transport);
    if (strcmp(transport, "document") == 0) {
        expect_refused(f, "k|v", OPTIONS(option), UPSERT_OPTION,
                       "cannot carry");
    } else {
        upsert_session *session =
            borrow_session(f, f->hdbc, "k|v", OPTIONS(option));
        put_all_bytes(session, bytes);
        close_session(f, session);
        expect_rows(f, "SELECT [k], [v] FROM @ ORDER BY [k]", wanted);
    }
    run(f, "DROP TABLE @");
}

/* JSON has none. */
static void bytes_go_by_all_transports_but_documents(void **state)
{
    fixture *f = *state;
    if (!f->database->no_bytes)
        each_transport(f, check_bytes);
}

static void check_order(fixture *f, const char *transport)
{
    char columns[256], option[64];
    snprintf(columns, sizeof columns, "%s, [k] <text> NOT NULL, [v] <text>",
             f->database->identity);
    snprintf(option, sizeof option, "run.transport=%s", transport);
    create(f, columns);
    run(f, "CREATE UNIQUE INDEX [i~] ON @ ([k])");
    for (int turn = 0; turn < 2; turn++) {
        upsert_session *session =
            borrow_session(f, f->hdbc, "k|v", OPTIONS(option, "upsert.key=k"));
        for (int i = 0; i < ROWS; i++) {
            char row[64];
            snprintf(row, sizeof row, "%d %d|%d\n", turn, i * 7919 % ROWS, i);
            put_rows(session, row);
        }
        commit(session);
        close_session(f, session);
    }
    expect_rows(f,
                "SELECT count(*) FROM @ a JOIN @ b ON a.[id] < b.[id]"
                " AND substr(a.[k], 1, 1) = substr(b.[k], 1, 1)"
                " AND CAST(a.[v] AS decimal) > CAST(b.[v] AS decimal)",
                "0\n");
    run(f, "DROP TABLE @");
}

static void numbers_follow_the_input_by_every_transport(void **state)
{
    each_transport(*state, check_order);
}

/* ---------------------------------------------------------------- the stage */

static bool has_stage(const fixture *f)
{
    return strstr(f->database->transports, "staging") != NULL;
}

/* What a row of the stage cannot hold is no error of a row that finds none; a
   NULL that the table would refuse is none that keeps what is there. */
static void an_update_comes_out_of_a_stage(void **state)
{
    fixture *f = *state;
    if (!has_stage(f))
        return;
    create(f, "[k] <text:20> NOT NULL PRIMARY KEY, [v] <text:3> NOT NULL,"
              " [n] <integer>");
    run(f, "INSERT INTO @ ([k], [v], [n]) VALUES ('a', 'a', 1)");
    run(f, "INSERT INTO @ ([k], [v], [n]) VALUES ('b ', 'b', 2)");
    run(f, "INSERT INTO @ ([k], [v], [n]) VALUES ('10', 'c', 3)");
    run(f, "INSERT INTO @ ([k], [v], [n]) VALUES ('cafe', 'd', 4)");
    upsert_session *session = borrow_session(
        f, f->hdbc, "k|v|n",
        OPTIONS("upsert.mode=update_existing",
                "upsert.update=v:keep_if_null, n",
                f->database->other_unique_absorbs ? "run.transport=auto"
                                                  : "run.transport=staging"));
    assert_string_equal(upsert_session_fact(session, "transport"), "staging");
    put_rows(session, "a|NULL|11\nb |x|12\n10|y|13\n1e1|z|14\nb  c|w|15\n");
    commit(session);
    /* PostgreSQL folds the constants of a MERGE of one row before it looks. */
    put_rows(session, f->database->forced ? "nobody|no|1\na|z|21\n"
                                          : "nobody|too long|1\na|z|21\n");
    commit(session);
    put_rows(session, "a|q|31\na|r|32\n10|s|33\na|NULL|34\n");
    commit(session);
    /* One key to MySQL and MariaDB alone: the last row counts. */
    put_rows(session, f->database->other_unique_absorbs
                          ? "caf\xc3\xa9|u|42\ncafe|w|43\n"
                          : "cafe|w|43\n");
    commit(session);
    close_session(f, session);
    expect_rows(f, "SELECT [k], [v], [n] FROM @ ORDER BY [n]",
                "b |x|12\n10|s|33\na|r|34\ncafe|w|43\n");
}

static void a_stage_goes_with_its_session(void **state)
{
    fixture *f = *state;
    if (!has_stage(f))
        return;
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <text>");
    for (int turn = 0; turn < 2; turn++) {
        set_autocommit(f->hdbc, turn > 0);
        upsert_rows(f, "k|v", OPTIONS("run.transport=staging"), "1|a\n2|b\n");
        if (turn == 0)
            end_transaction(f->hdbc, SQL_COMMIT);
        run(f, "CREATE TEMPORARY TABLE [upsert_stage_0] ([k] <integer>)");
        run(f, "DROP TABLE [upsert_stage_0]");
    }
    set_autocommit(f->hdbc, true);
    expect_rows(f, "SELECT [k], [v] FROM @ ORDER BY [k]", "1|a\n2|b\n");
}

/* It makes no commit of a transaction that is the application's own. */
static void a_stage_goes_with_a_rollback(void **state)
{
    fixture *f = *state;
    if (!has_stage(f))
        return;
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <text>");
    set_autocommit(f->hdbc, false);
    upsert_session *session =
        borrow_session(f, f->hdbc, "k|v", OPTIONS("run.transport=staging"));
    put_rows(session, "1|a\n2|b\n");
    commit(session);
    end_transaction(f->hdbc, SQL_ROLLBACK);
    put_rows(session, "3|c\n4|d\n");
    commit(session);
    end_transaction(f->hdbc, SQL_COMMIT);
    close_session(f, session);
    set_autocommit(f->hdbc, true);
    expect_rows(f, "SELECT [k], [v] FROM @ ORDER BY [k]", "3|c\n4|d\n");
}

static void a_plan_shows_its_stage(void **state)
{
    fixture *f = *state;
    if (!has_stage(f))
        return;
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <text>");
    upsert_session *session =
        borrow_session(f, f->hdbc, "k|v", OPTIONS("run.transport=staging"));
    const char *plan = upsert_session_fact(session, "plan");
    expect_contains(plan, "\ntransport  staging, ");
    expect_contains(plan, "\nstage      CREATE TEMPORARY TABLE ");
    expect_contains(plan, "\nfill       INSERT INTO ");
    expect_contains(plan, "\nsql        1 row: ");
    expect_contains(plan, "ORDER BY upsert_place");
}

/* A server that changes its mind ends the run, and keeps nobody waiting. */
static void files_are_for_servers_that_take_them(void **state)
{
    fixture *f = *state;
    if (!f->database->no_files)
        return;
    const char *const *options = OPTIONS("run.transport=load");
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <text>");
    upsert_session *session = borrow_session(f, f->hdbc, "k|v", options);
    run(f, f->database->no_files);
    for (int i = 0; i < 20000; i++) {
        char row[64];
        snprintf(row, sizeof row, "%d|a text that fills the pipe\n", i);
        put_rows(session, row);
    }
    upsert_error error = UPSERT_ERROR_INIT;
    expect_status(upsert_session_commit(session, &error), UPSERT_SQL, &error);
    close_session(f, session);
    expect_refused(f, "k|v", options, UPSERT_OPTION, "local_infile");
    expect_rows(f, "SELECT count(*) FROM @", "0\n");
}

static void a_transport_that_cannot_carry_is_refused(void **state)
{
    fixture *f = *state;
    static const char *const ALL[] = {"row",      "values",  "columns", "array",
                                      "document", "staging", "load"};
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [t] <longtext>");
    for (size_t i = 0; i < LENGTH(ALL); i++) {
        const char *can = f->database->transports;
        char option[64];
        snprintf(option, sizeof option, "run.transport=%s", ALL[i]);
        if (!strstr(can, ALL[i]))
            expect_refused(f, "k|t", OPTIONS(option), UPSERT_OPTION,
                           "cannot carry");
    }
}

/* A wide text among many short ones: an array has room for it in every row. */
static void a_wide_row_takes_no_memory_in_others(void **state)
{
    fixture *f = *state;
    enum { WIDE = 3 << 20, MANY = 2000 };
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [t] <longtext>");
    upsert_session *session = borrow_session(f, f->hdbc, "k|t", NULL);
    char *wide = malloc(WIDE);
    assert_non_null(wide);
    memset(wide, 'w', WIDE);
    for (int64_t i = 0; i < MANY; i++) {
        assert_int_equal(upsert_row_int64(session, 0, i, NULL), UPSERT_OK);
        assert_int_equal(
            upsert_row_text(session, 1, wide, i == MANY / 2 ? WIDE : 3, NULL),
            UPSERT_OK);
        assert_int_equal(upsert_row_put(session, NULL), UPSERT_OK);
    }
    commit(session);
    free(wide);
    close_session(f, session);
    expect_rows(f, "SELECT count(*) FROM @ WHERE [t] = 'www'", "1999\n");
    expect_rows(f, "SELECT count(*) FROM @", "2000\n");
}

static const struct CMUnitTest TESTS[] = {
    cmocka_unit_test(every_transport_carries_every_row),
    cmocka_unit_test(a_transport_that_cannot_carry_is_refused),
    cmocka_unit_test(bytes_go_by_all_transports_but_documents),
    cmocka_unit_test(numbers_follow_the_input_by_every_transport),
    cmocka_unit_test(an_update_comes_out_of_a_stage),
    cmocka_unit_test(a_stage_goes_with_its_session),
    cmocka_unit_test(a_stage_goes_with_a_rollback),
    cmocka_unit_test(a_plan_shows_its_stage),
    cmocka_unit_test(files_are_for_servers_that_take_them),
    cmocka_unit_test(a_wide_row_takes_no_memory_in_others),
};
AREA(transports, TESTS);
