/* Whatever goes wrong, no message tells a value of a row. */
#include "conformance.h"

#define SECRET "hunter2"

/* A table, rows of which one is refused, and what they are sent with. */
typedef struct mishap {
    const char *columns; /* of @; k and v are the row's */
    const char *before;  /* a template that is run first; NULL */
    const char *rows;
    const char *options[3];
    bool strict; /* only where types are kept */
} mishap;

static const mishap MISHAPS[] = {
    {"[k] <integer> NOT NULL PRIMARY KEY, [v] <integer>",
     NULL,
     "1|1\n2|" SECRET "\n",
     {NULL},
     true},
    {"[k] <integer> NOT NULL PRIMARY KEY, [v] <text:3>",
     NULL,
     "1|a\n2|" SECRET "\n",
     {NULL},
     true},
    {"[k] <integer> NOT NULL PRIMARY KEY, [v] <date>",
     NULL,
     "1|2024-01-01\n2|" SECRET "\n",
     {NULL},
     true},
    {"[k] <integer> NOT NULL PRIMARY KEY, [v] <decimal>",
     NULL,
     "2|" SECRET "\n",
     {NULL},
     true},
    {"[k] <text> NOT NULL PRIMARY KEY, [v] <integer>",
     "INSERT INTO @ VALUES ('" SECRET "', 1)",
     SECRET "|2\n",
     {"upsert.mode=insert"},
     false},
    {"[k] <integer> NOT NULL PRIMARY KEY, [v] <text> UNIQUE",
     "INSERT INTO @ VALUES (1, '" SECRET "')",
     "2|" SECRET "\n",
     {"upsert.mode=insert"},
     false},
    {"[k] <integer> NOT NULL PRIMARY KEY, [v] <text> CHECK ([v] <> '" SECRET
     "')",
     NULL,
     "1|a\n2|" SECRET "\n",
     {NULL},
     false},
    {"[k] <text> NOT NULL PRIMARY KEY, [v] <integer> NOT NULL",
     NULL,
     "a|1\n" SECRET "|NULL\n",
     {NULL},
     false},
    {"[k] <integer> NOT NULL PRIMARY KEY, [v] <text>",
     "INSERT INTO @ VALUES (1, 'a')",
     "1|" SECRET "\n",
     {"upsert.update=v:sql(\"CAST(CAST(new.v AS DATE) AS CHAR(10))\")"},
     true},
};

static void expect_no_secret(const char *text)
{
    if (strstr(text, SECRET))
        fail_msg("a value is told: %s", text);
}

static void try_mishap(fixture *f, const mishap *m, const char *transport)
{
    char option[64];
    snprintf(option, sizeof option, "run.transport=%s", transport);
    const char *const options[] = {option, m->options[0], NULL};
    create(f, m->columns);
    if (m->before)
        run(f, m->before);
    upsert_session *session = open_session(f, "k|v", options);
    upsert_error error = UPSERT_ERROR_INIT;
    upsert_status status = try_rows(session, m->rows, &error);
    if (status == UPSERT_OK)
        status = upsert_session_commit(session, &error);
    if (status == UPSERT_OK)
        fail_msg("%s takes %s", m->columns, m->rows);
    expect_no_secret(error.message);
    expect_no_secret(error.column);
    expect_no_secret(upsert_session_fact(session, "plan"));
    close_session(f, session);
    run(f, "DROP TABLE @");
}

/* By each way in which rows travel, for each has words of its own. */
static void no_error_tells_a_value(void **state)
{
    fixture *f = *state;
    for (const char *at = f->database->transports; at;
         at = strchr(at, '|') ? strchr(at, '|') + 1 : NULL) {
        char transport[16];
        snprintf(transport, sizeof transport, "%.*s", (int)strcspn(at, "|"),
                 at);
        for (size_t i = 0; i < LENGTH(MISHAPS); i++)
            if (f->database->typed || !MISHAPS[i].strict)
                try_mishap(f, &MISHAPS[i], transport);
    }
}

/* Not even one that a trigger puts into words of its own. */
static void no_trigger_tells_a_value(void **state)
{
    fixture *f = *state;
    if (!f->database->raising)
        return;
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <text>");
    run_all(f, f->database->raising);
    upsert_error error = fail_rows(f, "k|v", NULL, "1|a\n2|" SECRET "\n3|b\n",
                                   UPSERT_CONSTRAINT);
    assert_int_equal(error.row, 2);
    expect_contains(error.message, "column ... is not");
    expect_no_secret(error.message);
}

static const struct CMUnitTest TESTS[] = {
    cmocka_unit_test(no_error_tells_a_value),
    cmocka_unit_test(no_trigger_tells_a_value),
};
AREA(secrets, TESTS);
