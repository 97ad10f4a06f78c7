/* Which rows that are there an update leaves alone, and does not touch. */
#include "conformance.h"

static const char ALL[] = "SELECT [k], [v], [n] FROM @ ORDER BY [k]";

/* ---------------------------------------------------------- only_changed */

/* Rules, and rows that they change nothing of: the row there is 'b' and 5. */
static const struct {
    const char *update;
    const char *rows; /* of k, v and n */
} EQUAL[] = {
    {"upsert.update=v, n", "1|b|5\n"},
    {"upsert.update=v:keep_if_null, n:keep_if_null", "1|NULL|5\n2|b|NULL\n"},
    {"upsert.update=v:insert_only", "1|x|6\n2|NULL|NULL\n"},
    {"upsert.update=n:add", "1|x|0\n2|x|NULL\n3|x|-0\n"},
    {"upsert.update=v:greatest, n:greatest", "1|a|4\n2|b|5\n3|NULL|NULL\n"},
    {"upsert.update=v:least, n:least", "1|c|6\n2|b|5\n3|NULL|NULL\n"},
    {"upsert.update=v:append", "1||0\n2|NULL|0\n"},
    {"upsert.update=n:sql(\"old.n + new.n - new.n\")", "1|x|7\n2|y|0\n"},
};

static void create_rows(const fixture *f)
{
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <text>, [n] <integer>");
    create_other(f, "[k] <integer>, [what] <text>");
    run(f, "INSERT INTO @ VALUES (1, 'b', 5), (2, 'b', 5), (3, 'b', 5)");
}

static int64_t rows_in(const char *text)
{
    int64_t rows = 0;
    for (; *text; text++)
        rows += *text == '\n';
    return rows;
}

static void equal_rows_are_left_alone(void **state)
{
    fixture *f = *state;
    create_rows(f);
    for (size_t i = 0; i < LENGTH(EQUAL); i++) {
        print_message("%s\n", EQUAL[i].update);
        upsert_counts counts =
            upsert_rows(f, "k|v|n", OPTIONS(EQUAL[i].update), EQUAL[i].rows);
        expect_counts(f, UPSERT_MODE_UPSERT, &counts,
                      (counted){.unchanged = rows_in(EQUAL[i].rows)});
        expect_rows(f, ALL, "1|b|5\n2|b|5\n3|b|5\n");
    }
}

static void equal_rows_fire_no_trigger(void **state)
{
    fixture *f = *state;
    if (!f->database->trigger || f->database->fires_without_change)
        return;
    create_rows(f);
    run_all(f, f->database->trigger);
    for (size_t i = 0; i < LENGTH(EQUAL); i++) {
        upsert_rows(f, "k|v|n", OPTIONS(EQUAL[i].update), EQUAL[i].rows);
        if (strstr(EQUAL[i].update, "insert_only"))
            continue;
        upsert_rows(f, "k|v|n",
                    OPTIONS(EQUAL[i].update, "upsert.mode=update_existing"),
                    EQUAL[i].rows);
    }
    expect_rows(f, "SELECT count(*) FROM @other", "0\n");
    upsert_rows(f, "k|v|n", OPTIONS("upsert.update=n:add"),
                "1|x|0\n2|x|1\n3|x|NULL\n");
    expect_rows(f, "SELECT [k], [what] FROM @other", "2|updated\n");
}

/* ------------------------------------------------------------ only_newer */

/* Versions: what is there, what comes in, and one smaller. */
static const struct {
    const char *type, *there, *newer, *older;
} VERSIONS[] = {
    {"<integer>", "9", "10", "8"},
    {"<bigint>", "9007199254740992", "9007199254740993", "9007199254740991"},
    {"<decimal>", "9.1234", "10.1234", "9.1233"},
    {"<text>", "b", "c", "a"},
    {"<date>", "2024-02-29", "2024-03-01", "0999-12-31"},
    {"<timestamp>", "2024-02-29 12:34:56.789012", "2024-02-29 12:34:56.789013",
     "2024-02-29 12:34:56.789011"},
};

static void create_versions(const fixture *f, const char *type,
                            const char *there)
{
    char text[256];
    snprintf(text, sizeof text,
             "[k] <integer> NOT NULL PRIMARY KEY, [v] <text>, [n] %s", type);
    create(f, text);
    snprintf(text, sizeof text,
             "INSERT INTO @ VALUES (1, 'a', '%s'), (2, 'a', '%s'),"
             " (3, 'a', '%s'), (4, 'a', '%s'), (5, 'a', NULL), (6, 'a', NULL)",
             there, there, there, there);
    run(f, text);
}

static void check_version(fixture *f, const char *const *options, size_t i)
{
    const char *there = VERSIONS[i].there, *newer = VERSIONS[i].newer;
    const char *older = VERSIONS[i].older;
    char rows[512];
    print_message("%s\n", VERSIONS[i].type);
    create_versions(f, VERSIONS[i].type, there);
    snprintf(rows, sizeof rows,
             "1|b|%s\n2|b|%s\n3|b|%s\n4|b|NULL\n5|b|%s\n6|b|NULL\n", newer,
             there, older, older);
    upsert_counts counts = upsert_rows(f, "k|v|n", options, rows);
    if (options[1])
        assert_int_equal(counts.updated, 2);
    else
        expect_counts(f, UPSERT_MODE_UPSERT, &counts,
                      (counted){.updated = 2, .unchanged = 4});
    snprintf(rows, sizeof rows,
             "1|b|%s\n2|a|%s\n3|a|%s\n4|a|%s\n5|b|%s\n6|a|NULL\n", newer, there,
             there, there, older);
    expect_rows(f, ALL, rows);
    run(f, "DROP TABLE @");
}

static void only_what_is_newer_is_taken(void **state)
{
    fixture *f = *state;
    for (size_t i = 0; i < LENGTH(VERSIONS); i++) {
        check_version(f, OPTIONS("upsert.only_newer=N"), i);
        check_version(
            f, OPTIONS("upsert.only_newer=n", "upsert.mode=update_existing"),
            i);
    }
}

/* Whatever its version, NULL included. */
static void a_new_row_needs_no_version(void **state)
{
    fixture *f = *state;
    create_rows(f);
    upsert_counts counts =
        upsert_rows(f, "k|v|n", OPTIONS("upsert.only_newer=n"),
                    "1|x|5\n4|y|NULL\n5|z|-1\n");
    expect_counts(f, UPSERT_MODE_UPSERT, &counts,
                  (counted){.inserted = 2, .unchanged = 1});
    expect_rows(f, ALL, "1|b|5\n2|b|5\n3|b|5\n4|y|NULL\n5|z|-1\n");
}

/* With or without only_changed, a row that is held back is not written. */
static void a_row_held_back_is_not_written(void **state)
{
    fixture *f = *state;
    create_rows(f);
    if (f->database->trigger)
        run_all(f, f->database->trigger);
    upsert_rows(f, "k|v|n",
                OPTIONS("upsert.only_newer=n", "upsert.only_changed=no",
                        "upsert.update=v:append, n"),
                "1|x|5\n2|x|6\n3|x|4\n");
    expect_rows(f, ALL, "1|b|5\n2|bx|6\n3|b|5\n");
    if (f->database->trigger && !f->database->fires_without_change)
        expect_rows(f, "SELECT [k], [what] FROM @other", "2|updated\n");
}

/* ----------------------------------------------------------------- where */

static void a_condition_holds_rows_back(void **state)
{
    static const char INPUT[] = "1|c|6\n2|closed|7\n3|new|1\n4|reopened|0\n"
                                "5|x|9\n6|NULL|NULL\n";
    fixture *f = *state;
    const char *const *options =
        OPTIONS("upsert.where=old.V <> 'closed' OR new.v = 'reopened'");
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <text>, [n] <integer>");
    run(f, "INSERT INTO @ VALUES (1, 'open', 5), (2, 'closed', 5),"
           " (3, NULL, 5), (4, 'closed', 5)");
    upsert_counts counts = upsert_rows(f, "k|v|n", options, INPUT);
    expect_counts(f, UPSERT_MODE_UPSERT, &counts,
                  (counted){.inserted = 2, .updated = 2, .unchanged = 2});
    expect_rows(f, ALL,
                "1|c|6\n2|closed|5\n3|NULL|5\n4|reopened|0\n5|x|9\n"
                "6|NULL|NULL\n");
    counts = upsert_rows(f, "k|v|n",
                         OPTIONS(options[0], "upsert.mode=update_existing"),
                         "1|d|6\n2|open|5\n6|x|1\n7|x|1\n");
    assert_int_equal(counts.updated, 1);
    expect_rows(f, ALL,
                "1|d|6\n2|closed|5\n3|NULL|5\n4|reopened|0\n5|x|9\n"
                "6|NULL|NULL\n");
}

/* A number that comes in is a number in a condition, too. */
static void a_condition_sees_values_of_their_type(void **state)
{
    fixture *f = *state;
    create_rows(f);
    const char *const *options = OPTIONS("upsert.where=new.n > 9");
    upsert_rows(f, "k|v|n", options, "1|x|5\n2|x|10\n3|x|NULL\n");
    expect_rows(f, ALL, "1|b|5\n2|x|10\n3|b|5\n");
    upsert_rows(f, "k|v|n", OPTIONS(options[0], "upsert.mode=update_existing"),
                "1|y|5\n2|y|9\n3|y|100\n");
    expect_rows(f, ALL, "1|b|5\n2|x|10\n3|y|100\n");
}

static void conditions_go_together(void **state)
{
    fixture *f = *state;
    create_rows(f);
    const char *const *options = OPTIONS(
        "upsert.only_newer=n", "upsert.where=new.v <> 'no' AND old.k < 3",
        "upsert.update=v:append, n:greatest");
    upsert_counts counts =
        upsert_rows(f, "k|v|n", options, "1|x|6\n2|no|6\n3|x|6\n4|no|1\n");
    expect_counts(f, UPSERT_MODE_UPSERT, &counts,
                  (counted){.inserted = 1, .updated = 1, .unchanged = 2});
    expect_rows(f, ALL, "1|bx|6\n2|b|5\n3|b|5\n4|no|1\n");
    counts = upsert_rows(f, "k|v|n", options, "1|y|6\n2|y|7\n4|y|0\n");
    expect_counts(f, UPSERT_MODE_UPSERT, &counts,
                  (counted){.updated = 1, .unchanged = 2});
    expect_rows(f, ALL, "1|bx|6\n2|by|7\n3|b|5\n4|no|1\n");
}

/* ----------------------------------------------------------------- touch */

static const char OLD_TIME[] = "1999-12-31 00:00:00";
static const char TOUCHED[] =
    "SELECT [k], [v], CASE WHEN [t] = '1999-12-31 00:00:00' THEN 'old'"
    " WHEN [t] > '2000-01-01 00:00:00' THEN 'new' ELSE 'other' END"
    " FROM @ ORDER BY [k]";

/* Rows 1 to 4, touched long ago but for the last one. */
static void create_touched(const fixture *f, const char *type)
{
    char text[256];
    snprintf(text, sizeof text,
             "[k] <integer> NOT NULL PRIMARY KEY, [v] <text>, [n] <integer>,"
             " [t] %s",
             type);
    create(f, text);
    snprintf(text, sizeof text,
             "INSERT INTO @ VALUES (1, 'a', 1, '%s'), (2, 'b', 1, '%s'),"
             " (3, 'c', 1, '%s'), (4, 'd', 1, NULL)",
             OLD_TIME, OLD_TIME, OLD_TIME);
    run(f, text);
}

static void the_clock_moves_when_a_row_changes(void **state)
{
    fixture *f = *state;
    const char *const *options =
        OPTIONS("upsert.update=v:keep_if_null, n, t:touch");
    create_touched(f, "<timestamp>");
    upsert_counts counts = upsert_rows(
        f, "k|v|n", options, "1|a|1\n2|B|1\n3|NULL|1\n4|d|2\n5|e|5\n");
    expect_counts(f, UPSERT_MODE_UPSERT, &counts,
                  (counted){.inserted = 1, .updated = 2, .unchanged = 2});
    expect_rows(f, TOUCHED, "1|a|old\n2|B|new\n3|c|old\n4|d|new\n5|e|new\n");
    expect_rows(f, "SELECT count(DISTINCT [t]) FROM @ WHERE [k] IN (2, 4, 5)",
                "1\n");
}

static void the_clock_moves_when_a_row_that_is_there_changes(void **state)
{
    fixture *f = *state;
    create_touched(f, "<timestamp>");
    upsert_counts counts = upsert_rows(
        f, "k|v",
        OPTIONS("upsert.update=t:touch, v", "upsert.mode=update_existing"),
        "1|a\n2|B\n3|c\n9|x\n");
    assert_int_equal(counts.updated, 1);
    expect_rows(f, TOUCHED, "1|a|old\n2|B|new\n3|c|old\n4|d|other\n");
}

/* An equal row keeps its clock also where it is written. */
static void a_clock_is_no_change_by_itself(void **state)
{
    static const char *const MODES[] = {"upsert.mode=upsert",
                                        "upsert.mode=update_existing"};
    fixture *f = *state;
    create_touched(f, "<timestamp>");
    for (size_t i = 0; i < LENGTH(MODES); i++) {
        upsert_rows(f, "k|v",
                    OPTIONS("upsert.update=t:touch, v", MODES[i],
                            "upsert.only_changed=no"),
                    "1|a\n3|c\n4|d\n");
        expect_rows(f, TOUCHED, "1|a|old\n2|b|old\n3|c|old\n4|d|other\n");
    }
    upsert_rows(f, "k|v|n",
                OPTIONS("upsert.update=t:touch, v, n", "upsert.only_newer=n",
                        "upsert.where=old.k <> 2"),
                "1|x|1\n2|y|2\n3|z|2\n");
    expect_rows(f, TOUCHED, "1|a|old\n2|b|old\n3|z|new\n4|d|other\n");
}

/* Several columns, of every kind that takes a time. */
static void the_clock_fits_dates_and_texts(void **state)
{
    fixture *f = *state;
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <text>, [d] <date>,"
              " [t] <text>, [s] <timestamp>");
    run(f, "INSERT INTO @ VALUES (1, 'a', '1999-12-31', 'never', NULL),"
           " (2, 'b', '1999-12-31', 'never', NULL)");
    for (size_t i = 0; i < 2; i++) {
        upsert_rows(f, "k|v",
                    OPTIONS("upsert.update=d:touch, v, t:touch, s:touch"),
                    "1|A\n2|b\n3|c\n");
        expect_rows(
            f,
            "SELECT [k], [v], CASE WHEN [d] > '2000-01-01' THEN 1 ELSE 0"
            " END, CASE WHEN [t] LIKE '2%-%-% %:%:%' THEN 1 ELSE 0 END,"
            " CASE WHEN [s] IS NULL THEN 0 ELSE 1 END FROM @"
            " ORDER BY [k]",
            "1|A|1|1|1\n2|b|0|0|0\n3|c|1|1|1\n");
    }
}

static const struct CMUnitTest TESTS[] = {
    cmocka_unit_test(equal_rows_are_left_alone),
    cmocka_unit_test(equal_rows_fire_no_trigger),
    cmocka_unit_test(only_what_is_newer_is_taken),
    cmocka_unit_test(a_new_row_needs_no_version),
    cmocka_unit_test(a_row_held_back_is_not_written),
    cmocka_unit_test(a_condition_holds_rows_back),
    cmocka_unit_test(a_condition_sees_values_of_their_type),
    cmocka_unit_test(conditions_go_together),
    cmocka_unit_test(the_clock_moves_when_a_row_changes),
    cmocka_unit_test(the_clock_moves_when_a_row_that_is_there_changes),
    cmocka_unit_test(a_clock_is_no_change_by_itself),
    cmocka_unit_test(the_clock_fits_dates_and_texts),
};
AREA(conditions, TESTS);
