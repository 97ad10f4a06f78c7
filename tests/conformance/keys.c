/* Which columns can find a row, and what becomes of a key that cannot. */
#include "conformance.h"

static void composite_keys_come_in_any_order(void **state)
{
    fixture *f = *state;
    create(f, "[a] <integer> NOT NULL, [b] <text> NOT NULL, [v] <text>,"
              " [c] <date> NOT NULL, PRIMARY KEY ([c], [a], [b])");
    static const char *const KEYS[] = {"upsert.key=a, b, c", "upsert.key=c,b,a",
                                       "upsert.key=auto"};
    for (size_t i = 0; i < LENGTH(KEYS); i++) {
        run(f, "DELETE FROM @");
        upsert_rows(f, "a|b|v|c", OPTIONS(KEYS[i]),
                    "1|x|one|2024-01-01\n1|x|two|2024-01-02\n"
                    "1|y|three|2024-01-01\n2|x|four|2024-01-01\n");
        upsert_counts counts =
            upsert_rows(f, "v|c|b|a", OPTIONS(KEYS[i]),
                        "ONE|2024-01-01|x|1\nfive|2024-01-02|y|1\n"
                        "uno|2024-01-01|x|1\n");
        expect_counts(f, UPSERT_MODE_UPSERT, &counts,
                      (counted){.inserted = 1, .updated = 1, .folded = 1});
        expect_rows(f, "SELECT [a], [b], [v] FROM @ ORDER BY [v]",
                    "1|y|five\n2|x|four\n1|y|three\n1|x|two\n1|x|uno\n");
    }
}

/* ("a", "bc") is not ("ab", "c"). */
static void composite_keys_are_not_glued(void **state)
{
    fixture *f = *state;
    create(f, "[a] <text> NOT NULL, [b] <text> NOT NULL, [v] <text>,"
              " PRIMARY KEY ([a], [b])");
    upsert_counts counts =
        upsert_rows(f, "a|b|v", NULL, "a|bc|1\nab|c|2\n|abc|3\nabc||4\n");
    expect_counts(f, UPSERT_MODE_UPSERT, &counts, (counted){.inserted = 4});
}

static void a_unique_index_serves(void **state)
{
    fixture *f = *state;
    create(f, "[id] <integer> NOT NULL PRIMARY KEY, [k] <integer> NOT NULL,"
              " [v] <text>");
    run(f, "CREATE UNIQUE INDEX [i~] ON @ ([k])");
    run(f, "INSERT INTO @ VALUES (1, 10, 'one'), (2, 20, 'two')");
    upsert_rows(
        f, "id|k|v",
        OPTIONS("upsert.key=k", "upsert.update=v", "upsert.other_unique=allow"),
        "3|10|uno\n4|40|four\n");
    expect_rows(f, "SELECT [id], [k], [v] FROM @ ORDER BY [id]",
                "1|10|uno\n2|20|two\n4|40|four\n");
}

static void other_good_indexes_serve(void **state)
{
    fixture *f = *state;
    const char *const *sql = f->database->good_indexes;
    for (; sql && *sql; sql++) {
        create(f, "[k] <integer> NOT NULL, [v] <text>");
        run(f, *sql);
        upsert_rows(f, "k|v", OPTIONS("upsert.key=k"), "1|a\n1|b\n2|c\n");
        upsert_rows(f, "k|v", OPTIONS("upsert.key=k"), "1|d\n");
        expect_rows(f, "SELECT [k], [v] FROM @ ORDER BY [k]", "1|d\n2|c\n");
        run(f, "DROP TABLE @");
    }
}

/* Neither primary key nor unique index: refused, with the index that would
   help, and that index helps. */
static void a_key_without_an_index_is_refused(void **state)
{
    fixture *f = *state;
    create(f, "[k] <integer> NOT NULL, [b] <integer> NOT NULL, [v] <text>");
    run(f, "CREATE INDEX [n~] ON @ ([k], [b])");
    run(f, "INSERT INTO @ VALUES (1, 1, 'one')");
    const char *const *options = OPTIONS("upsert.key=b, k");
    upsert_error error = UPSERT_ERROR_INIT;
    upsert_session *session;
    assert_int_equal(try_session(f, NULL, "k|b|v", options, &session, &error),
                     UPSERT_SCHEMA);
    const char *help = strstr(error.message, "CREATE UNIQUE INDEX ");
    assert_non_null(help);
    expect_rows(f, "SELECT [k], [b], [v] FROM @", "1|1|one\n");

    run(f, help);
    upsert_rows(f, "k|b|v", options, "1|1|uno\n");
    expect_rows(f, "SELECT [k], [b], [v] FROM @", "1|1|uno\n");
}

static void a_part_of_an_index_is_refused(void **state)
{
    fixture *f = *state;
    create(f, "[a] <integer> NOT NULL, [b] <integer> NOT NULL, [v] <text>,"
              " PRIMARY KEY ([a], [b])");
    expect_refused(f, "a|b|v", OPTIONS("upsert.key=a"), UPSERT_SCHEMA,
                   "CREATE UNIQUE INDEX");
    expect_refused(f, "a|b|v", OPTIONS("upsert.key=a, b, v"), UPSERT_SCHEMA,
                   "CREATE UNIQUE INDEX");
    expect_refused(f, "a|v", NULL, UPSERT_SCHEMA, "b");
}

static void poor_indexes_are_refused(void **state)
{
    fixture *f = *state;
    const poor_index *poor = f->database->poor_indexes;
    for (; poor && poor->sql; poor++) {
        create(f, "[k] <integer> NOT NULL, [v] <text>");
        run(f, poor->sql);
        expect_refused(f, "k|v", OPTIONS("upsert.key=k"), UPSERT_SCHEMA,
                       "CREATE UNIQUE INDEX");
        if (poor->reason)
            expect_refused(f, "k|v", OPTIONS("upsert.key=k"), UPSERT_SCHEMA,
                           poor->reason);
        expect_refused(f, "k|v", NULL, UPSERT_SCHEMA, "no primary key");
        run(f, "DROP TABLE @");
    }
}

static void auto_needs_a_primary_key(void **state)
{
    fixture *f = *state;
    create(f, "[k] <integer> NOT NULL, [v] <text>");
    run(f, "CREATE UNIQUE INDEX [i~] ON @ ([k])");
    expect_refused(f, "k|v", NULL, UPSERT_SCHEMA, "no primary key");
    expect_refused(f, "k|v", OPTIONS("upsert.mode=insert_missing"),
                   UPSERT_SCHEMA, "no primary key");
}

static void null_in_a_key_is_refused(void **state)
{
    fixture *f = *state;
    create(f, "[a] <integer> NOT NULL, [b] <text>, [v] <text>");
    run(f, "CREATE UNIQUE INDEX [i~] ON @ ([a], [b])");
    static const char *const MODES[] = {"upsert.mode=upsert",
                                        "upsert.mode=insert_missing",
                                        "upsert.mode=update_existing"};
    for (size_t i = 0; i < LENGTH(MODES); i++) {
        upsert_error error =
            fail_rows(f, "v|a|b", OPTIONS("upsert.key=a,b", MODES[i]),
                      "one|1|x\nNULL|1|y\nthree|1|NULL\n", UPSERT_ROW);
        assert_int_equal(error.row, 3);
        assert_string_equal(error.column, "b");
        expect_contains(error.message, "row 3");
        expect_contains(error.message, "column b");
        expect_rows(f, "SELECT count(*) FROM @", "0\n");
    }
}

static const struct CMUnitTest TESTS[] = {
    cmocka_unit_test(composite_keys_come_in_any_order),
    cmocka_unit_test(composite_keys_are_not_glued),
    cmocka_unit_test(a_unique_index_serves),
    cmocka_unit_test(other_good_indexes_serve),
    cmocka_unit_test(a_key_without_an_index_is_refused),
    cmocka_unit_test(a_part_of_an_index_is_refused),
    cmocka_unit_test(poor_indexes_are_refused),
    cmocka_unit_test(auto_needs_a_primary_key),
    cmocka_unit_test(null_in_a_key_is_refused),
};
AREA(keys, TESTS);
