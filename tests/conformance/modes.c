/* What each mode does to rows that are new, equal, changed or absent, and what
   it counts. */
#include "conformance.h"

static const char ALL[] = "SELECT [k], [v], [w] FROM @ ORDER BY [k]";

/* Rows 1 to 3. */
static void create_rows(const fixture *f)
{
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <text>, [w] <integer>");
    run(f, "INSERT INTO @ VALUES (1, 'one', 10), (2, 'two', 20),"
           " (3, NULL, NULL)");
}

/* Row 1 equal, 2 and 3 changed, 4 and 5 new. */
static const char INPUT[] = "1|one|10\n2|zwei|20\n4|four|40\n3|three|NULL\n"
                            "5|NULL|NULL\n";

static void upsert_does_both(void **state)
{
    fixture *f = *state;
    create_rows(f);
    upsert_counts counts = upsert_rows(f, "k|v|w", NULL, INPUT);
    assert_int_equal(counts.rows_read, 5);
    expect_counts(f, UPSERT_MODE_UPSERT, &counts,
                  (counted){.inserted = 2, .updated = 2, .unchanged = 1});
    expect_rows(f, ALL,
                "1|one|10\n2|zwei|20\n3|three|NULL\n4|four|40\n"
                "5|NULL|NULL\n");

    counts = upsert_rows(f, "k|v|w", NULL, INPUT);
    expect_counts(f, UPSERT_MODE_UPSERT, &counts, (counted){.unchanged = 5});
}

static void insert_missing_leaves_what_is_there(void **state)
{
    fixture *f = *state;
    create_rows(f);
    upsert_counts counts =
        upsert_rows(f, "k|v|w", OPTIONS("upsert.mode=insert_missing"), INPUT);
    expect_counts(f, UPSERT_MODE_INSERT_MISSING, &counts,
                  (counted){.inserted = 2, .skipped = 3});
    expect_rows(f, ALL,
                "1|one|10\n2|two|20\n3|NULL|NULL\n4|four|40\n5|NULL|NULL\n");
}

static void update_existing_never_inserts(void **state)
{
    fixture *f = *state;
    create_rows(f);
    upsert_counts counts =
        upsert_rows(f, "k|v|w", OPTIONS("upsert.mode=update_existing"), INPUT);
    /* A row that is equal and one that is absent look the same. */
    expect_counts(
        f, UPSERT_MODE_UPDATE_EXISTING, &counts,
        (counted){.updated = 2, .unchanged = UNKNOWN, .skipped = UNKNOWN});
    expect_rows(f, ALL, "1|one|10\n2|zwei|20\n3|three|NULL\n");

    counts = upsert_rows(f, "k|v|w", OPTIONS("upsert.mode=update_existing"),
                         "1|uno|10\n2|due|20\n");
    expect_counts(f, UPSERT_MODE_UPDATE_EXISTING, &counts,
                  (counted){.updated = 2});
}

static void insert_adds_rows(void **state)
{
    fixture *f = *state;
    create_rows(f);
    upsert_counts counts = upsert_rows(
        f, "k|v|w", OPTIONS("upsert.mode=insert"), "4|four|NULL\n5|five|50\n");
    expect_counts(f, UPSERT_MODE_INSERT, &counts, (counted){.inserted = 2});
    expect_rows(f, ALL,
                "1|one|10\n2|two|20\n3|NULL|NULL\n4|four|NULL\n5|five|50\n");
}

static void insert_refuses_a_key_that_is_there(void **state)
{
    fixture *f = *state;
    create_rows(f);
    upsert_error error =
        fail_rows(f, "k|v|w", OPTIONS("upsert.mode=insert"),
                  "4|a|1\n5|b|2\n2|c|3\n6|d|4\n", UPSERT_DUPLICATE_KEY);
    assert_int_equal(error.row, 3);
    expect_contains(error.message, "row 3");
    expect_rows(f, ALL, "1|one|10\n2|two|20\n3|NULL|NULL\n");
}

static void insert_refuses_a_repeat(void **state)
{
    fixture *f = *state;
    create_rows(f);
    upsert_error error =
        fail_rows(f, "k|v|w", OPTIONS("upsert.mode=insert"),
                  "7|a|1\n8|b|2\n7|c|3\n9|d|4\n", UPSERT_DUPLICATE_KEY);
    assert_int_equal(error.row, 3);
    expect_rows(f, ALL, "1|one|10\n2|two|20\n3|NULL|NULL\n");
}

static void insert_needs_no_key(void **state)
{
    fixture *f = *state;
    create(f, "[v] <text>, [w] <integer>");
    upsert_counts counts = upsert_rows(f, "v|w", OPTIONS("upsert.mode=insert"),
                                       "a|1\na|1\nNULL|NULL\n");
    expect_counts(f, UPSERT_MODE_INSERT, &counts, (counted){.inserted = 3});
    expect_rows(f, "SELECT count(*) FROM @", "3\n");
}

/* Columns that are not sent keep what they have, and get their default. */
static void columns_not_sent_are_left_alone(void **state)
{
    fixture *f = *state;
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <text>,"
              " [w] <integer> DEFAULT 7");
    run(f, "INSERT INTO @ VALUES (1, 'one', 10)");
    upsert_rows(f, "v|k", NULL, "uno|1\ndue|2\n");
    expect_rows(f, ALL, "1|uno|10\n2|due|7\n");
}

static void update_changes_only_its_columns(void **state)
{
    fixture *f = *state;
    create_rows(f);
    const char *const *options = OPTIONS("upsert.update=w");
    upsert_counts counts =
        upsert_rows(f, "k|v|w", options, "1|x|11\n2|y|20\n4|four|40\n");
    expect_counts(f, UPSERT_MODE_UPSERT, &counts,
                  (counted){.inserted = 1, .updated = 1, .unchanged = 1});
    expect_rows(f, ALL, "1|one|11\n2|two|20\n3|NULL|NULL\n4|four|40\n");

    counts = upsert_rows(
        f, "k|v|w", OPTIONS("upsert.update=w", "upsert.mode=update_existing"),
        "1|x|12\n2|y|21\n");
    expect_counts(f, UPSERT_MODE_UPDATE_EXISTING, &counts,
                  (counted){.updated = 2});
    expect_rows(f, ALL, "1|one|12\n2|two|21\n3|NULL|NULL\n4|four|40\n");
}

/* Nothing but the key: a row that is there cannot change. */
static void keys_alone_are_inserted(void **state)
{
    fixture *f = *state;
    create_rows(f);
    upsert_counts counts = upsert_rows(f, "k", NULL, "1\n4\n4\n5\n");
    expect_counts(f, UPSERT_MODE_UPSERT, &counts,
                  (counted){.inserted = 2, .unchanged = 1, .folded = 1});
    expect_rows(f, "SELECT [k] FROM @ ORDER BY [k]", "1\n2\n3\n4\n5\n");
    expect_refused(f, "k", OPTIONS("upsert.mode=update_existing"),
                   UPSERT_SCHEMA, "no column to update");
}

static void equal_rows_can_be_written(void **state)
{
    fixture *f = *state;
    create_rows(f);
    upsert_counts counts =
        upsert_rows(f, "k|v|w", OPTIONS("upsert.only_changed=no"),
                    "1|one|10\n3|NULL|NULL\n4|four|40\n");
    bool leaves = f->database->leaves_equal_rows;
    expect_counts(f, UPSERT_MODE_UPSERT, &counts,
                  leaves ? (counted){.inserted = 1, .unchanged = 2}
                         : (counted){.inserted = 1, .updated = 2});

    counts = upsert_rows(
        f, "k|v|w",
        OPTIONS("upsert.only_changed=no", "upsert.mode=update_existing"),
        "1|one|10\n9|nine|90\n");
    expect_counts(f, UPSERT_MODE_UPDATE_EXISTING, &counts,
                  leaves ? (counted){.unchanged = UNKNOWN, .skipped = UNKNOWN}
                         : (counted){.updated = 1, .skipped = 1});
}

/* NULL against a value, and what the column's own order takes for equal. */
static void any_difference_is_a_change(void **state)
{
    fixture *f = *state;
    create_rows(f);
    upsert_counts counts =
        upsert_rows(f, "k|v|w", NULL, "1|One|10\n2|NULL|20\n3|NULL|NULL\n");
    expect_counts(f, UPSERT_MODE_UPSERT, &counts,
                  (counted){.updated = 2, .unchanged = 1});
    expect_rows(f, ALL, "1|One|10\n2|NULL|20\n3|NULL|NULL\n");

    counts = upsert_rows(f, "k|v|w", OPTIONS("upsert.mode=update_existing"),
                         "1|ONE|10\n2||20\n3|NULL|0\n");
    expect_counts(f, UPSERT_MODE_UPDATE_EXISTING, &counts,
                  (counted){.updated = 3});
    expect_rows(f, ALL, "1|ONE|10\n2||20\n3|NULL|0\n");
}

static void nothing_comes_of_no_rows(void **state)
{
    fixture *f = *state;
    create_rows(f);
    upsert_counts counts = upsert_rows(f, "k|v|w", NULL, "");
    assert_int_equal(counts.rows_read, 0);
    expect_counts(f, UPSERT_MODE_UPSERT, &counts, (counted){0});
}

static const struct CMUnitTest TESTS[] = {
    cmocka_unit_test(upsert_does_both),
    cmocka_unit_test(insert_missing_leaves_what_is_there),
    cmocka_unit_test(update_existing_never_inserts),
    cmocka_unit_test(insert_adds_rows),
    cmocka_unit_test(insert_refuses_a_key_that_is_there),
    cmocka_unit_test(insert_refuses_a_repeat),
    cmocka_unit_test(insert_needs_no_key),
    cmocka_unit_test(columns_not_sent_are_left_alone),
    cmocka_unit_test(update_changes_only_its_columns),
    cmocka_unit_test(keys_alone_are_inserted),
    cmocka_unit_test(equal_rows_can_be_written),
    cmocka_unit_test(any_difference_is_a_change),
    cmocka_unit_test(nothing_comes_of_no_rows),
};
AREA(modes, TESTS);
