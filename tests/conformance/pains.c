/* What users of other upserts suffer from, one test each. */
#include "conformance.h"

/* "ON CONFLICT DO UPDATE command cannot affect row a second time", and the same
   of every MERGE: a key that comes twice in one statement. */
static void pain_1_a_key_that_comes_twice(void **state)
{
    fixture *f = *state;
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <text>, [n] <integer>");
    run(f, "INSERT INTO @ VALUES (1, 'old', 1)");
    upsert_rows(f, "k|v|n", OPTIONS("upsert.update=v, n:add"),
                "1|a|2\n2|b|1\n1|c|3\n2|d|-4\n2|e|5\n1|f|NULL\n");
    expect_rows(f, "SELECT [k], [v], [n] FROM @ ORDER BY [k]",
                "1|f|6\n2|e|2\n");
}

/* ON DUPLICATE KEY UPDATE assigns from left to right: a version that is set
   first holds back the columns behind it, and the row is torn. */
static void pain_2_a_row_torn_by_its_guard(void **state)
{
    fixture *f = *state;
    static const char *const COLUMNS[] = {"k|ver|v|w", "k|v|ver|w",
                                          "k|v|w|ver"};
    static const char *const ROWS[] = {"1|9|new|90\n2|1|older|10\n",
                                       "1|new|9|90\n2|older|1|10\n",
                                       "1|new|90|9\n2|older|10|1\n"};
    for (size_t i = 0; i < LENGTH(COLUMNS); i++) {
        create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <text>,"
                  " [w] <integer>, [ver] <integer>");
        run(f, "INSERT INTO @ VALUES (1, 'old', 1, 3), (2, 'old', 2, 3)");
        upsert_rows(f, COLUMNS[i], OPTIONS("upsert.only_newer=ver"), ROWS[i]);
        expect_rows(f, "SELECT [k], [v], [w], [ver] FROM @ ORDER BY [k]",
                    "1|new|90|9\n2|old|2|3\n");
        run(f, "DROP TABLE @");
    }
}

/* ON DUPLICATE KEY UPDATE updates the row that any unique index finds, and
   gives it another key. */
static void pain_3_another_index_finds_another_row(void **state)
{
    fixture *f = *state;
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [mail] <text:100>,"
              " [v] <text>");
    run(f, "CREATE UNIQUE INDEX [u~] ON @ ([mail])");
    run(f, "INSERT INTO @ VALUES (1, 'anna', 'one'), (2, 'bert', 'two')");
    upsert_error error = fail_rows(
        f, "k|mail|v", OPTIONS("upsert.key=k", "upsert.other_unique=allow"),
        "2|bert|zwei\n3|anna|three\n", UPSERT_DUPLICATE_KEY);
    assert_int_equal(error.row, 2);
    expect_rows(f, "SELECT [k], [mail], [v] FROM @ ORDER BY [k]",
                "1|anna|one\n2|bert|two\n");
}

/* Two keys are equal when the database says so, not when their bytes are. */
static void pain_4_two_spellings_of_one_key(void **state)
{
    fixture *f = *state;
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [n] <integer>");
    upsert_rows(f, "k|n", OPTIONS("upsert.update=n:add"),
                "7|1\n8|1\n07|2\n007|4\n7|8\n");
    expect_rows(f, "SELECT [k], [n] FROM @ ORDER BY [k]", "7|15\n8|1\n");
    const spelling *s = f->database->spellings;
    for (; s && s->type; s++) {
        char columns[200], rows[300];
        run(f, "DROP TABLE @");
        snprintf(columns, sizeof columns,
                 "[k] %s NOT NULL PRIMARY KEY, [n] <integer>", s->type);
        create(f, columns);
        snprintf(rows, sizeof rows, "%s|1\n%s|2\n%s|4\n%s|8\n", s->first,
                 s->second, s->first, s->second);
        upsert_rows(f, "k|n", OPTIONS("upsert.update=n:add"), rows);
        expect_rows(f, "SELECT [n] FROM @", "15\n");
    }
}

/* NULL in the key never matches: every run adds the row once more. */
static void pain_5_null_in_the_key_grows_the_table(void **state)
{
    fixture *f = *state;
    create(f, "[a] <integer>, [b] <text:20>, [v] <integer>");
    run(f, "CREATE UNIQUE INDEX [u~] ON @ ([a], [b])");
    static const char *const MATCH[] = {"upsert.key=a, b",
                                        "upsert.null_keys=match", NULL};
    for (int i = 0; i < 3; i++)
        upsert_rows(f, "a|b|v", MATCH, "1|NULL|1\nNULL|x|2\nNULL|NULL|3\n");
    expect_rows(f, "SELECT [v] FROM @ ORDER BY [v]", "1\n2\n3\n");
    fail_rows(f, "a|b|v", OPTIONS("upsert.key=a, b"), "1|NULL|9\n", UPSERT_ROW);
    expect_rows(f, "SELECT [v] FROM @ ORDER BY [v]", "1\n2\n3\n");
}

/* A column that is missing, or NULL, overwrites what is there; rows with
   different columns do not go into one run. */
static void pain_11_a_missing_column_overwrites_good_data(void **state)
{
    fixture *f = *state;
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <text>, [w] <integer>");
    run(f, "INSERT INTO @ VALUES (1, 'one', 10), (2, 'two', 20)");
    upsert_rows(f, "k|v|w", NULL,
                "1|ABSENT|11\n2|zwei|ABSENT\n3|three|ABSENT\n1|uno|ABSENT\n");
    expect_rows(f, "SELECT [k], [v], [w] FROM @ ORDER BY [k]",
                "1|uno|11\n2|zwei|20\n3|three|NULL\n");
    upsert_rows(f, "k|v|w",
                OPTIONS("upsert.update=v:keep_if_null, w:keep_if_null"),
                "1|NULL|12\n2|due|NULL\n");
    expect_rows(f, "SELECT [k], [v], [w] FROM @ ORDER BY [k]",
                "1|uno|12\n2|due|20\n3|three|NULL\n");
}

static const struct CMUnitTest TESTS[] = {
    cmocka_unit_test(pain_1_a_key_that_comes_twice),
    cmocka_unit_test(pain_2_a_row_torn_by_its_guard),
    cmocka_unit_test(pain_3_another_index_finds_another_row),
    cmocka_unit_test(pain_4_two_spellings_of_one_key),
    cmocka_unit_test(pain_5_null_in_the_key_grows_the_table),
    cmocka_unit_test(pain_11_a_missing_column_overwrites_good_data),
};
AREA(pains, TESTS);
