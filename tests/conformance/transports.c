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
};

/* A text that is much longer than the others comes now and then. */
static char *text_of(size_t row, size_t turn)
{
    const char *text = TEXTS[(row + turn) % LENGTH(TEXTS)];
    if ((row + turn) % 97 == 96) {
        char *length = calloc(1, 5001);
        assert_non_null(length);
        memset(length, 'x', 5000);
        return length;
    }
    return text ? strdup(text) : NULL;
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
    char query[100], wanted[6000];
    for (size_t i = 0; i < ROWS; i++) {
        char *text = text_of(i, turn);
        snprintf(query, sizeof query, "SELECT [t] FROM @ WHERE [k] = %zu", i);
        snprintf(wanted, sizeof wanted, "%s\n", text ? text : "NULL");
        /* A text of NULL reads as NULL does: it is looked at below. */
        if (!text || !strchr(text, '\n'))
            expect_rows(f, query, wanted);
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

static void every_transport_carries_every_row(void **state)
{
    fixture *f = *state;
    const char *at = f->database->transports;
    while (at) {
        char transport[16];
        size_t length = strcspn(at, "|");
        snprintf(transport, sizeof transport, "%.*s", (int)length, at);
        check_transport(f, transport);
        at = at[length] ? at + length + 1 : NULL;
    }
}

static void a_transport_that_cannot_carry_is_refused(void **state)
{
    fixture *f = *state;
    static const char *const ALL[] = {"row", "values", "columns", "array"};
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
    cmocka_unit_test(a_wide_row_takes_no_memory_in_others),
};
AREA(transports, TESTS);
