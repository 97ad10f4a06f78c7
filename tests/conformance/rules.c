/* What each rule gives a row that is there, and one that is new. */
#include "conformance.h"

static const char ALL[] = "SELECT [k], [v] FROM @ ORDER BY [k]";
static const char *const MODES[] = {"upsert.mode=upsert",
                                    "upsert.mode=update_existing"};

/* What is there and what comes in, neither of them NULL. */
typedef struct rule_case {
    const char *rule;
    const char *type; /* a template */
    const char *there, *incoming;
    const char *merged;           /* what becomes of them */
    const char *of_null_there;    /* of NULL there and `incoming` */
    const char *of_null_incoming; /* of `there` and NULL */
} rule_case;

static const rule_case CASES[] = {
    {"replace", "<text>", "one", "two", "two", "two", "NULL"},
    {"keep_if_null", "<text>", "one", "two", "two", "two", "one"},
    {"keep_if_null", "<integer>", "1", "2", "2", "2", "1"},
    {"keep_if_null", "<timestamp>", "2024-02-29 12:34:56.789012",
     "2024-02-29 12:34:56.789013", "2024-02-29 12:34:56.789013",
     "2024-02-29 12:34:56.789013", "2024-02-29 12:34:56.789012"},
    {"insert_only", "<text>", "one", "two", "one", "NULL", "one"},
    {"add", "<integer>", "40", "-42", "-2", "-42", "40"},
    {"add", "smallint", "30000", "2767", "32767", "2767", "30000"},
    {"add", "<bigint>", "9007199254740993", "9007199254740992",
     "18014398509481985", "9007199254740992", "9007199254740993"},
    {"add", "<bigint>", "-9223372036854775807", "-1", "-9223372036854775808",
     "-1", "-9223372036854775807"},
    {"add", "<decimal>", "0.1234", "0.4321", "0.5555", "0.4321", "0.1234"},
    {"add", "<double>", "0.5", "-0.125", "0.375", "-0.125", "0.5"},
    {"greatest", "<integer>", "9", "10", "10", "10", "9"},
    {"greatest", "<integer>", "10", "9", "10", "9", "10"},
    {"greatest", "<bigint>", "9007199254740992", "9007199254740993",
     "9007199254740993", "9007199254740993", "9007199254740992"},
    {"greatest", "<bigint>", "9007199254740993", "9007199254740992",
     "9007199254740993", "9007199254740992", "9007199254740993"},
    {"greatest", "<decimal>", "-9.1234", "-10.1234", "-9.1234", "-10.1234",
     "-9.1234"},
    {"greatest", "<double>", "0.5", "0.75", "0.75", "0.75", "0.5"},
    {"greatest", "<text>", "apple", "banana", "banana", "banana", "apple"},
    {"greatest", "<date>", "2024-02-29", "2024-03-01", "2024-03-01",
     "2024-03-01", "2024-02-29"},
    {"greatest", "<timestamp>", "2024-02-29 12:34:56.789012",
     "2024-02-29 12:34:56.789011", "2024-02-29 12:34:56.789012",
     "2024-02-29 12:34:56.789011", "2024-02-29 12:34:56.789012"},
    {"least", "<integer>", "9", "10", "9", "10", "9"},
    {"least", "<integer>", "10", "9", "9", "9", "10"},
    {"least", "<bigint>", "9007199254740993", "9007199254740992",
     "9007199254740992", "9007199254740992", "9007199254740993"},
    {"least", "<text>", "banana", "apple", "apple", "apple", "banana"},
    {"least", "<date>", "2024-03-01", "0999-12-31", "0999-12-31", "0999-12-31",
     "2024-03-01"},
    {"append", "<text>", "one ", " two", "one  two", " two", "one "},
    {"append", "<text>", "", "\xe2\x82\xac'\"\\", "\xe2\x82\xac'\"\\",
     "\xe2\x82\xac'\"\\", ""},
    {"append", "<longtext>", "1", "2", "12", "2", "1"},
    {"sql(\"COALESCE(new.V, old.v)\")", "<text>", "one", "two", "two", "two",
     "one"},
    {"sql(\"CASE WHEN new.v > 9 THEN old.v ELSE new.v END\")", "<integer>", "1",
     "5", "5", "5", "NULL"},
};

static void create_case(const fixture *f, const rule_case *c)
{
    char text[256];
    snprintf(text, sizeof text, "[k] <integer> NOT NULL PRIMARY KEY, [v] %s",
             c->type);
    create(f, text);
    snprintf(text, sizeof text,
             "INSERT INTO @ VALUES (1, '%s'), (2, NULL), (3, '%s'), (4, NULL)",
             c->there, c->there);
    run(f, text);
}

/* Rows 1 to 4 are there, 5 and 6 are not. */
static upsert_counts upsert_case(fixture *f, const rule_case *c,
                                 const char *mode)
{
    char update[128], rows[256];
    snprintf(update, sizeof update, "upsert.update=v:%s", c->rule);
    snprintf(rows, sizeof rows, "1|%s\n2|%s\n3|NULL\n4|NULL\n5|%s\n6|NULL\n",
             c->incoming, c->incoming, c->incoming);
    return upsert_rows(f, "k|v", OPTIONS(update, mode), rows);
}

/* insert_only leaves update_existing nothing to do. */
static bool can_update(const rule_case *c)
{
    return strcmp(c->rule, "insert_only") != 0;
}

static void check_case(fixture *f, const rule_case *c)
{
    char rows[512];
    print_message("%s %s\n", c->rule, c->type);
    int length = snprintf(rows, sizeof rows, "1|%s\n2|%s\n3|%s\n4|NULL\n",
                          c->merged, c->of_null_there, c->of_null_incoming);
    create_case(f, c);
    if (can_update(c)) {
        upsert_case(f, c, MODES[1]);
        expect_rows(f, ALL, rows);
    }
    run(f, "DROP TABLE @");
    create_case(f, c);
    upsert_counts counts = upsert_case(f, c, MODES[0]);
    snprintf(rows + length, sizeof rows - (size_t)length, "5|%s\n6|NULL\n",
             c->incoming);
    expect_rows(f, ALL, rows);
    int64_t updated = (strcmp(c->merged, c->there) != 0) +
                      (strcmp(c->of_null_there, "NULL") != 0) +
                      (strcmp(c->of_null_incoming, c->there) != 0);
    expect_counts(
        f, UPSERT_MODE_UPSERT, &counts,
        (counted){.inserted = 2, .updated = updated, .unchanged = 4 - updated});
    run(f, "DROP TABLE @");
}

static void rules_do_what_the_table_says(void **state)
{
    fixture *f = *state;
    for (size_t i = 0; i < LENGTH(CASES); i++)
        check_case(f, &CASES[i]);
}

/* -------------------------------------------------------------- numbers */

/* Sums that no double could hold. */
static void sums_of_decimals_are_exact(void **state)
{
    static const char *const SUMS[][3] = {
        {"0.1", "0.2", "0.3000"},
        {"9999999999999999.9998", "0.0001", "9999999999999999.9999"},
        {"-9007199254740993.0001", "0.0002", "-9007199254740992.9999"},
    };
    fixture *f = *state;
    if (!f->database->exact_decimals)
        return;
    for (size_t i = 0; i < LENGTH(SUMS); i++)
        for (size_t k = 0; k < LENGTH(MODES); k++) {
            char text[128];
            create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <decimal>");
            snprintf(text, sizeof text, "INSERT INTO @ VALUES (1, %s)",
                     SUMS[i][0]);
            run(f, text);
            snprintf(text, sizeof text, "1|%s\n", SUMS[i][1]);
            upsert_rows(f, "k|v", OPTIONS("upsert.update=v:add", MODES[k]),
                        text);
            snprintf(text, sizeof text, "1|%s\n", SUMS[i][2]);
            expect_rows(f, ALL, text);
            run(f, "DROP TABLE @");
        }
}

/* A value that fits, and one that does not once it is merged. */
typedef struct misfit {
    const char *rule, *type, *there, *fits, *fails;
    bool typed; /* only where a type has a size */
} misfit;

static const misfit MISFITS[] = {
    {"add", "<bigint>", "9223372036854775806", "1", "2", false},
    {"add", "<bigint>", "-9223372036854775807", "-1", "-2", false},
    {"add", "<integer>", "2147483646", "1", "2", true},
    {"add", "smallint", "32766", "1", "2", true},
    {"add", "<decimal>", "9999999999999999.9998", "0.0001", "0.0002", true},
    {"append", "<text:5>", "abcd", "e", "ef", true},
    {"sql(\"old.v + new.v\")", "<integer>", "2147483646", "1", "2", true},
};

static void check_misfit(fixture *f, const misfit *m, const char *mode)
{
    char text[256], update[64];
    print_message("%s %s %s\n", m->rule, m->type, mode);
    snprintf(text, sizeof text, "[k] <integer> NOT NULL PRIMARY KEY, [v] %s",
             m->type);
    create(f, text);
    snprintf(text, sizeof text,
             "INSERT INTO @ VALUES (1, '%s'), (2, '%s'), (3, NULL)", m->there,
             m->there);
    run(f, text);
    snprintf(update, sizeof update, "upsert.update=v:%s", m->rule);
    snprintf(text, sizeof text, "1|%s\n2|%s\n3|%s\n", m->fits, m->fails,
             m->fits);
    upsert_error error =
        fail_rows(f, "k|v", OPTIONS(update, mode), text, UPSERT_VALUE);
    assert_int_equal(error.row, 2);
    snprintf(text, sizeof text, "1|%s\n2|%s\n3|NULL\n", m->there, m->there);
    expect_rows(f, ALL, text);
    run(f, "DROP TABLE @");
}

/* Whatever the server would do with it when left alone. */
static void what_does_not_fit_is_the_error_of_its_row(void **state)
{
    fixture *f = *state;
    if (f->database->lax)
        run(f, f->database->lax);
    for (size_t i = 0; i < LENGTH(MISFITS); i++)
        for (size_t k = 0; k < LENGTH(MODES); k++)
            if (f->database->typed || !MISFITS[i].typed)
                check_misfit(f, &MISFITS[i], MODES[k]);
}

/* ---------------------------------------------------------- expressions */

/* Every old value is the one from before the update. */
static void expressions_see_the_row_as_it_was(void **state)
{
    fixture *f = *state;
    const char *const *options = OPTIONS(
        "upsert.update=a:sql(\"old.B + new.a\"), b:add, c:sql(\"old.A + "
        "old.b\")");
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [a] <integer>,"
              " [b] <integer>, [c] <integer>");
    run(f, "INSERT INTO @ VALUES (1, 10, 20, 30), (2, 1, 2, 3)");
    upsert_rows(f, "k|a|b|c", options, "1|5|7|0\n2|1|1|1\n3|1|2|3\n");
    expect_rows(f, "SELECT [k], [a], [b], [c] FROM @ ORDER BY [k]",
                "1|25|27|30\n2|3|3|3\n3|1|2|3\n");
}

static void expressions_may_read_each_other(void **state)
{
    fixture *f = *state;
    const char *const *options =
        OPTIONS("upsert.update=a:sql(\"old.b\"), b:sql(\"old.a\")");
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [a] <integer>,"
              " [b] <integer>");
    run(f, "INSERT INTO @ VALUES (1, 10, 20), (2, 5, 5), (3, NULL, 1)");
    if (f->database->assigns_in_turn) {
        expect_refused(f, "k|a|b", options, UPSERT_SCHEMA, "in a circle");
        return;
    }
    upsert_counts counts =
        upsert_rows(f, "k|a|b", options, "1|0|0\n2|0|0\n3|0|0\n");
    expect_counts(f, UPSERT_MODE_UPSERT, &counts,
                  (counted){.updated = 2, .unchanged = 1});
    expect_rows(f, "SELECT [k], [a], [b] FROM @ ORDER BY [k]",
                "1|20|10\n2|5|5\n3|1|NULL\n");
}

/* Columns that the input has not, names that a word cannot say, texts. */
static void expressions_name_any_column(void **state)
{
    fixture *f = *state;
    static const char UPDATE[] =
        "upsert.update=v:sql(\"CASE old.w WHEN 'old.x (new.y), ' THEN new.v "
        "WHEN 'it''s' THEN old.\"\"Odd name\"\" ELSE old.v END\")";
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <integer>, [w] <text>,"
              " [Odd name] <integer>");
    run(f, "INSERT INTO @ VALUES (1, 10, 'old.x (new.y), ', 7),"
           " (2, 20, 'it''s', 8), (3, 30, 'x', 9)");
    for (size_t i = 0; i < LENGTH(MODES); i++) {
        upsert_rows(f, "k|v", OPTIONS(UPDATE, MODES[i]), "1|11\n2|22\n3|33\n");
        expect_rows(f, ALL, "1|11\n2|8\n3|30\n");
    }
}

/* ------------------------------------------------------------- all of it */

static const char EACH[] = "upsert.update=s:add, a:append, g:greatest, "
                           "l:least, n:keep_if_null, e:sql(\"old.e + new.s\"), "
                           "r";
static const char COLUMNS[] = "k|s|a|g|l|n|e|r|o";
static const char ROWS[] =
    "SELECT [k], [s], [a], [g], [l], [n], [e], [r], [o] FROM @ ORDER BY [k]";

static void create_each(const fixture *f)
{
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [s] <integer>, [a] <text>,"
              " [g] <date>, [l] <integer>, [n] <text>, [e] <integer>,"
              " [r] <text>, [o] <text>");
    run(f, "INSERT INTO @ VALUES"
           " (1, 1, 'a', '2024-01-01', 10, 'n', 100, 'r', 'o'),"
           " (2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),"
           " (3, 3, 'c', '2024-03-03', 30, 'm', 300, 'q', 'p')");
}

/* One statement where the database takes several rows, each of another key. */
static void rules_go_together(void **state)
{
    static const char INPUT[] = "1|10|b|2023-12-31|9|x|0|R|O\n"
                                "2|20|d|2024-02-02|5|N|0|S|P\n"
                                "4|40|e|2024-04-04|4|M|7|T|Q\n"
                                "3|0|NULL|NULL|NULL|NULL|0|q|O\n"
                                "5|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL\n";
    static const char THERE[] = "1|11|ab|2024-01-01|9|x|110|R|o\n"
                                "2|20|d|2024-02-02|5|N|NULL|S|NULL\n"
                                "3|3|c|2024-03-03|30|m|300|q|p\n";
    char all[512];
    fixture *f = *state;
    create_each(f);
    upsert_counts counts = upsert_rows(f, COLUMNS, OPTIONS(EACH), INPUT);
    expect_counts(f, UPSERT_MODE_UPSERT, &counts,
                  (counted){.inserted = 2, .updated = 2, .unchanged = 1});
    snprintf(all, sizeof all, "%s%s", THERE,
             "4|40|e|2024-04-04|4|M|7|T|Q\n"
             "5|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL\n");
    expect_rows(f, ROWS, all);
    run(f, "DROP TABLE @");
    create_each(f);
    counts = upsert_rows(f, COLUMNS, OPTIONS(EACH, MODES[1]), INPUT);
    assert_int_equal(counts.updated, 2);
    expect_rows(f, ROWS, THERE);
}

/* Without only_changed every row is written, and gets the same. */
static void rules_do_not_need_only_changed(void **state)
{
    fixture *f = *state;
    create_each(f);
    for (size_t i = 0; i < LENGTH(MODES); i++)
        upsert_rows(f, COLUMNS,
                    OPTIONS(EACH, MODES[i], "upsert.only_changed=no"),
                    "1|1|b|2025-01-01|NULL|x|0|y|z\n"
                    "3|NULL|NULL|NULL|NULL|NULL|0|q|O\n");
    expect_rows(f, ROWS,
                "1|3|abb|2025-01-01|10|x|102|y|o\n"
                "2|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL\n"
                "3|3|c|2024-03-03|30|m|NULL|q|p\n");
}

static void the_plan_tells_the_rules(void **state)
{
    fixture *f = *state;
    create_each(f);
    upsert_session *session = borrow_session(
        f, f->hdbc, COLUMNS,
        OPTIONS(EACH, "upsert.only_newer=l", "upsert.where=OLD.k > 0",
                "upsert.duplicates=first", "upsert.null_keys=insert"));
    const char *plan = upsert_session_fact(session, "plan");
    static const char *const PARTS[] = {
        "\ncolumn     k ",
        ": key\n",
        ": add\n",
        ": append\n",
        ": greatest\n",
        ": least\n",
        ": keep_if_null\n",
        ": sql(old.\"e\" + new.\"s\")\n",
        ": replace\n",
        ": insert_only\n",
        "\nonly newer l\n",
        "\nwhere      old.\"k\" > 0\n",
        "\nduplicates first\n",
        "\nnull keys  insert\n",
    };
    for (size_t i = 0; i < LENGTH(PARTS); i++)
        expect_contains(plan, PARTS[i]);
    assert_null(strstr(plan, "tells what is newer"));
    close_session(f, session);

    session =
        borrow_session(f, f->hdbc, "k|l|s",
                       OPTIONS("upsert.update=s:add", "upsert.only_newer=l"));
    plan = upsert_session_fact(session, "plan");
    expect_contains(plan, "\nwarning    l tells what is newer, and "
                          "upsert.update does not list it");
    static const char *const ABSENT[] = {"\nwhere ", "\nduplicates ",
                                         "\nnull keys "};
    for (size_t i = 0; i < LENGTH(ABSENT); i++)
        assert_null(strstr(plan, ABSENT[i]));
}

/* But for what the database or the run's clock fills. */
static void without_names_every_column_comes_in(void **state)
{
    static const char *const NAMES[] = {"k", "v", "Odd name"};
    fixture *f = *state;
    char columns[256];
    snprintf(columns, sizeof columns,
             "[k] <integer> NOT NULL PRIMARY KEY, [t] <timestamp>, %s,"
             " [v] <text>, [Odd name] <integer>",
             f->database->generated);
    create(f, columns);
    upsert_session *session =
        borrow_session(f, f->hdbc, NULL, OPTIONS("upsert.update=v, T:touch"));
    assert_int_equal(upsert_session_columns(session), LENGTH(NAMES));
    for (size_t i = 0; i < LENGTH(NAMES); i++)
        assert_string_equal(upsert_session_column(session, i), NAMES[i]);
    assert_null(upsert_session_column(session, LENGTH(NAMES)));
    put_rows(session, "1|one|7\n2|two|NULL\n");
    commit(session);
    expect_rows(f, "SELECT [k], [v], [Odd name], [g] FROM @ ORDER BY [k]",
                "1|one|7|2\n2|two|NULL|4\n");
    expect_rows(f, "SELECT count([t]) FROM @", "2\n");
}

static const struct CMUnitTest TESTS[] = {
    cmocka_unit_test(rules_do_what_the_table_says),
    cmocka_unit_test(sums_of_decimals_are_exact),
    cmocka_unit_test(what_does_not_fit_is_the_error_of_its_row),
    cmocka_unit_test(expressions_see_the_row_as_it_was),
    cmocka_unit_test(expressions_may_read_each_other),
    cmocka_unit_test(expressions_name_any_column),
    cmocka_unit_test(rules_go_together),
    cmocka_unit_test(rules_do_not_need_only_changed),
    cmocka_unit_test(the_plan_tells_the_rules),
    cmocka_unit_test(without_names_every_column_comes_in),
};
AREA(rules, TESTS);
