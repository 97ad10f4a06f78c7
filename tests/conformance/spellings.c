/* Two spellings of one key, which only the database can tell to be one. */
#include "conformance.h"

static const spelling COMMON[] = {
    {"<integer>", "7", "07"},
    {"<decimal>", "1.5", "1.50"},
};

/* Three rows of the key, the last or the one between in the second spelling;
   `expected` is what is left of v and w. */
static void check_order(fixture *f, const spelling *s, bool between,
                        const char *const *options, const char *before,
                        const char *expected)
{
    char rows[256];
    run(f, "DELETE FROM @");
    if (before) {
        snprintf(rows, sizeof rows, "%s|%s|x\n", s->second, before);
        upsert_rows(f, "k|v|w", NULL, rows);
    }
    snprintf(rows, sizeof rows, "%s|one|a\n%s|two|b\n%s|three|c\n", s->first,
             between ? s->second : s->first, between ? s->first : s->second);
    upsert_counts counts = upsert_rows(f, "k|v|w", options, rows);
    assert_int_equal(counts.rows_read, 3);
    expect_rows(f, "SELECT [v], [w] FROM @", expected);
}

/* In one batch, row by row, and with a batch that ends between them. */
static void check(fixture *f, const spelling *s, const char *mode,
                  const char *before, const char *expected)
{
    static const struct {
        const char *batch;
        bool between;
    } CASES[] = {
        {"run.batch_rows=auto", false},
        {"run.batch_rows=auto", true},
        {"run.batch_rows=1", true},
        {"run.batch_rows=2", false},
    };
    for (size_t i = 0; i < LENGTH(CASES); i++)
        check_order(f, s, CASES[i].between, OPTIONS(mode, CASES[i].batch),
                    before, expected);
}

static void check_spelling(fixture *f, const spelling *s)
{
    char columns[128];
    print_message("%s '%s' '%s'\n", s->type, s->first, s->second);
    snprintf(columns, sizeof columns,
             "[k] %s NOT NULL PRIMARY KEY, [v] <text>, [w] <text>", s->type);
    create(f, columns);
    check(f, s, "upsert.mode=upsert", NULL, "three|c\n");
    check(f, s, "upsert.mode=upsert", "old", "three|c\n");
    check(f, s, "upsert.mode=insert_missing", NULL, "one|a\n");
    check(f, s, "upsert.mode=insert_missing", "old", "old|x\n");
    check(f, s, "upsert.mode=update_existing", NULL, "");
    check(f, s, "upsert.mode=update_existing", "old", "three|c\n");
    check(f, s, "upsert.update=v", NULL, "three|a\n");
    check(f, s, "upsert.update=v", "old", "three|x\n");
    run(f, "DROP TABLE @");
}

static void the_last_of_two_spellings_wins(void **state)
{
    fixture *f = *state;
    for (size_t i = 0; i < LENGTH(COMMON); i++)
        check_spelling(f, &COMMON[i]);
    const spelling *s = f->database->spellings;
    for (; s && s->type; s++)
        check_spelling(f, s);
}

/* Where rows are joined, the plan of a large table is another one. */
static void the_last_wins_in_a_large_table(void **state)
{
    fixture *f = *state;
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <text>");
    upsert_session *session = borrow_session(f, f->hdbc, "k|v", NULL);
    for (int64_t i = 0; i < 10000; i++) {
        assert_int_equal(upsert_row_int64(session, 0, i, NULL), UPSERT_OK);
        assert_int_equal(upsert_row_text(session, 1, "old", 3, NULL),
                         UPSERT_OK);
        assert_int_equal(upsert_row_put(session, NULL), UPSERT_OK);
    }
    commit(session);
    close_session(f, session);
    upsert_counts counts =
        upsert_rows(f, "k|v", OPTIONS("upsert.mode=update_existing"),
                    "7|one\n8|eight\n07|two\n007|three\n9|nine\n");
    expect_rows(f, "SELECT [k], [v] FROM @ WHERE [k] IN (7, 8, 9) ORDER BY [k]",
                "7|three\n8|eight\n9|nine\n");
    expect_counts(f, UPSERT_MODE_UPDATE_EXISTING, &counts,
                  (counted){.updated = 3, .folded = 2});
}

static void an_insert_refuses_the_second(void **state)
{
    fixture *f = *state;
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <text>");
    upsert_error error =
        fail_rows(f, "k|v", OPTIONS("upsert.mode=insert"),
                  "6|a\n7|b\n8|c\n07|d\n9|e\n", UPSERT_DUPLICATE_KEY);
    assert_int_equal(error.row, 4);
    expect_rows(f, "SELECT count(*) FROM @", "0\n");
}

static void all_rows_are_counted(void **state)
{
    fixture *f = *state;
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <text>");
    upsert_counts counts =
        upsert_rows(f, "k|v", NULL, "1|a\n7|b\n7|c\n2|d\n07|e\n3|f\n");
    expect_rows(f, "SELECT [k], [v] FROM @ ORDER BY [k]",
                "1|a\n2|d\n3|f\n7|e\n");
    expect_counts(f, UPSERT_MODE_UPSERT, &counts,
                  (counted){.inserted = 4, .folded = 2});
}

static const struct CMUnitTest TESTS[] = {
    cmocka_unit_test(the_last_of_two_spellings_wins),
    cmocka_unit_test(the_last_wins_in_a_large_table),
    cmocka_unit_test(an_insert_refuses_the_second),
    cmocka_unit_test(all_rows_are_counted),
};
AREA(spellings, TESTS);
