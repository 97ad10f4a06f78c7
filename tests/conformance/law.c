/* Rows of one key, rows that bring different columns, rows that delete and rows
   with NULL in their key: as if one row at a time. */
#include "conformance.h"

static const char ALL[] = "SELECT [k], [v] FROM @ ORDER BY [k]";

/* ------------------------------------------------------------ repeats */

typedef struct repeats_case {
    const char *type; /* of the column v; a template */
    const char *update;
    const char *rows;
    const char *there; /* what becomes of a row that is there, with 5 */
    const char *new;   /* and of one that is not */
} repeats_case;

static const repeats_case REPEATS[] = {
    {"<integer>", "v", "@|1\n@|2\n@|NULL\n@|3\n", "3", "3"},
    {"<integer>", "v:keep_if_null", "@|1\n@|2\n@|NULL\n", "2", "2"},
    {"<integer>", "v:insert_only", "@|1\n@|2\n", "5", "1"},
    {"<integer>", "v:add", "@|1\n@|2\n@|NULL\n@|-4\n@|-1\n@|7\n", "10", "5"},
    {"<bigint>", "v:add", "@|9007199254740993\n@|9007199254740993\n",
     "18014398509481991", "18014398509481986"},
    {"<decimal>", "v:add", "@|0.5\n@|0.25\n@|-0.750\n@|1\n", "6", "1"},
    {"<double>", "v:add", "@|0.5\n@|0.25\n", "5.75", "0.75"},
    {"<integer>", "v:greatest", "@|9\n@|10\n@|NULL\n@|-3\n", "10", "10"},
    {"<integer>", "v:least", "@|9\n@|10\n@|NULL\n@|-3\n@|07\n", "-3", "-3"},
    {"<text>", "v:append", "@|a\n@|NULL\n@|b\n@|\n", "5ab", "ab"},
    {"<integer>", "v:sql(\"old.v * 2 + new.v\")", "@|1\n@|2\n@|3\n", "51",
     "11"},
};

/* The rows of one case, with "@" being a key, into a text of 300 bytes. */
static void spell_rows(const char *rows, const char *key, char *text)
{
    size_t length = 0;
    for (; *rows; rows++)
        length += (size_t)snprintf(text + length, 300 - length, "%.*s",
                                   *rows == '@' ? (int)strlen(key) : 1,
                                   *rows == '@' ? key : rows);
}

static void check_value(const fixture *f, const repeats_case *c, int key,
                        const char *wanted)
{
    char query[64], row[64];
    snprintf(query, sizeof query, "SELECT [v] FROM @ WHERE [k] = %d", key);
    snprintf(row, sizeof row, "%s\n", wanted);
    char *found = read_on(f, f->hdbc, query);
    bool decimal = strcmp(c->type, "<decimal>") == 0;
    if (decimal ? strtod(found, NULL) != strtod(row, NULL)
                : strcmp(found, row) != 0)
        fail_msg("%s: %s instead of %s", c->update, found, wanted);
    free(found);
}

static void check_repeats(fixture *f, const repeats_case *c,
                          const char *batch_rows)
{
    char columns[100], update[100], there[300], new[300];
    snprintf(columns, sizeof columns,
             "[k] <integer> NOT NULL PRIMARY KEY, [v] %s", c->type);
    create(f, columns);
    run(f, "INSERT INTO @ VALUES (1, 5)");
    snprintf(update, sizeof update, "upsert.update=%s", c->update);
    spell_rows(c->rows, "1", there);
    spell_rows(c->rows, "2", new);
    upsert_session *session =
        borrow_session(f, f->hdbc, "k|v", OPTIONS(update, batch_rows));
    put_rows(session, there);
    put_rows(session, new);
    commit(session);
    close_session(f, session);
    check_value(f, c, 1, c->there);
    check_value(f, c, 2, c->new);
    run(f, "DROP TABLE @");
}

static void repeats_are_applied_by_every_rule(void **state)
{
    for (size_t i = 0; i < LENGTH(REPEATS); i++) {
        check_repeats(*state, &REPEATS[i], "run.batch_rows=auto");
        check_repeats(*state, &REPEATS[i], "run.batch_rows=1");
    }
}

static void the_newest_of_the_repeats_wins(void **state)
{
    fixture *f = *state;
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <text>, [n] <integer>,"
              " [s] <integer>");
    run(f, "INSERT INTO @ VALUES (1, 'old', 5, 0)");
    upsert_rows(f, "k|v|n", OPTIONS("upsert.only_newer=n"),
                "1|a|4\n1|b|7\n1|c|6\n1|d|NULL\n2|a|NULL\n2|b|-1\n2|c|-2\n");
    expect_rows(f, "SELECT [k], [v], [n] FROM @ ORDER BY [k]",
                "1|b|7\n2|b|-1\n");
    /* the sum is of those rows only that were newer when they came */
    upsert_rows(f, "k|n|s",
                OPTIONS("upsert.only_newer=n", "upsert.update=n, s:add"),
                "1|7|1\n1|8|2\n1|8|4\n1|6|8\n1|9|16\n");
    expect_rows(f, "SELECT [n], [s] FROM @ WHERE [k] = 1", "9|18\n");
}

/* ---------------------------------------------------- what a row brings */

static void create_three(const fixture *f)
{
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <text>, [w] <integer>");
    run(f, "INSERT INTO @ VALUES (1, 'one', 10), (2, 'two', 20)");
}

static const char THREE[] = "SELECT [k], [v], [w] FROM @ ORDER BY [k]";

static void an_absent_cell_is_left_alone(void **state)
{
    fixture *f = *state;
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <text> DEFAULT 'none',"
              " [w] <integer>");
    run(f, "INSERT INTO @ VALUES (1, 'one', 10), (2, 'two', 20)");
    upsert_rows(f, "k|v|w", NULL,
                "1|ABSENT|11\n2|NULL|ABSENT\n3|ABSENT|30\n4|four|ABSENT\n"
                "1|uno|ABSENT\n3|ABSENT|NULL\n5|ABSENT|ABSENT\n1|ABSENT|12\n");
    expect_rows(f, THREE,
                "1|uno|12\n2|NULL|20\n3|none|NULL\n4|four|NULL\n"
                "5|none|NULL\n");
}

static void rows_of_different_shapes_are_counted_together(void **state)
{
    fixture *f = *state;
    create_three(f);
    upsert_counts counts =
        upsert_rows(f, "k|v|w", NULL,
                    "1|ABSENT|11\n2|two|ABSENT\n3|ABSENT|30\n3|x|ABSENT\n"
                    "1|ABSENT|12\nDELETE 2\n");
    expect_rows(f, THREE, "1|one|12\n3|x|30\n");
    expect_counts(
        f, UPSERT_MODE_UPSERT, &counts,
        (counted){.inserted = 1, .updated = 2, .folded = 2, .deleted = 1});
}

static void a_key_cannot_be_absent(void **state)
{
    fixture *f = *state;
    create_three(f);
    upsert_error error =
        fail_rows(f, "k|v|w", NULL, "1|a|1\nABSENT|b|2\n", UPSERT_ROW);
    assert_int_equal(error.row, 2);
    assert_string_equal(error.column, "k");
}

/* ------------------------------------------------------------- deletes */

static void deletes_keep_their_order(void **state)
{
    fixture *f = *state;
    create_three(f);
    upsert_counts counts =
        upsert_rows(f, "k|v|w", NULL,
                    "DELETE 1\n1|again|NULL\n3|three|30\nDELETE 3\n"
                    "DELETE 2\nDELETE 9\n4|four|40\n");
    expect_rows(f, THREE, "1|again|NULL\n4|four|40\n");
    expect_counts(
        f, UPSERT_MODE_UPSERT, &counts,
        (counted){.inserted = 2, .deleted = 2, .skipped = 2, .folded = 1});
}

static void many_deletes_go_in_few_statements(void **state)
{
    fixture *f = *state;
    create(f, "[a] <integer> NOT NULL, [b] <text:20> NOT NULL, [v] <integer>,"
              " PRIMARY KEY ([a], [b])");
    upsert_session *session = borrow_session(f, f->hdbc, "a|b|v", NULL);
    char row[64];
    for (int i = 0; i < 1500; i++) {
        snprintf(row, sizeof row, "%d|x%d|%d\n", i / 10, i % 10, i);
        put_rows(session, row);
    }
    commit(session);
    for (int i = 0; i < 1500; i += 2) {
        snprintf(row, sizeof row, "DELETE %d|x%d\n", i / 10, i % 10);
        put_rows(session, row);
    }
    commit(session);
    upsert_counts counts;
    upsert_session_counts(session, &counts);
    assert_int_equal(counts.deleted, 750);
    close_session(f, session);
    expect_rows(f, "SELECT count(*), min([v]), max([v]) FROM @",
                "750|1|1499\n");
}

/* ------------------------------------------------------- NULL in the key */

static void create_nullable(const fixture *f)
{
    create(f, "[a] <integer> NOT NULL, [b] <integer>, [v] <text>");
    run(f, "CREATE UNIQUE INDEX [u~] ON @ ([a], [b])");
    run(f, "INSERT INTO @ VALUES (1, NULL, 'one'), (1, 2, 'two')");
}

static const char NULLABLE[] =
    "SELECT [a], [b], [v] FROM @ ORDER BY [a], COALESCE([b], 0), [v]";

static void null_finds_null_when_it_matches(void **state)
{
    fixture *f = *state;
    create_nullable(f);
    upsert_counts counts = upsert_rows(
        f, "a|b|v", OPTIONS("upsert.key=a, b", "upsert.null_keys=match"),
        "1|NULL|uno\n1|2|due\n2|NULL|new\n2|NULL|newer\n1|NULL|uno\n"
        "3|NULL|x\nDELETE 3|NULL\n");
    expect_rows(f, NULLABLE, "1|NULL|uno\n1|2|due\n2|NULL|newer\n");
    expect_counts(
        f, UPSERT_MODE_UPSERT, &counts,
        (counted){.inserted = 1, .updated = 2, .skipped = 1, .folded = 3});
    counts = upsert_rows(f, "a|b|v",
                         OPTIONS("upsert.key=a, b", "upsert.null_keys=match"),
                         "1|NULL|uno\n2|NULL|newer\n");
    assert_int_equal(counts.unchanged, 2);
    expect_rows(f, NULLABLE, "1|NULL|uno\n1|2|due\n2|NULL|newer\n");
}

static void null_finds_nothing_when_it_inserts(void **state)
{
    fixture *f = *state;
    create_nullable(f);
    upsert_counts counts = upsert_rows(
        f, "a|b|v", OPTIONS("upsert.key=a, b", "upsert.null_keys=insert"),
        "1|NULL|uno\n1|2|due\n1|NULL|uno\nDELETE 1|NULL\n");
    expect_rows(f, NULLABLE, "1|NULL|one\n1|NULL|uno\n1|NULL|uno\n1|2|due\n");
    expect_counts(f, UPSERT_MODE_UPSERT, &counts,
                  (counted){.inserted = 2, .updated = 1, .skipped = 1});
}

static void null_is_refused_by_itself(void **state)
{
    fixture *f = *state;
    create_nullable(f);
    upsert_error error = fail_rows(f, "a|b|v", OPTIONS("upsert.key=a, b"),
                                   "1|2|due\n1|NULL|uno\n", UPSERT_ROW);
    assert_int_equal(error.row, 2);
    assert_string_equal(error.column, "b");
    expect_rows(f, NULLABLE, "1|NULL|one\n1|2|two\n");
}

/* -------------------- rows that only look as if they broke a constraint */

static void what_a_row_lacks_counts_only_for_a_new_one(void **state)
{
    fixture *f = *state;
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <text> NOT NULL,"
              " [w] <integer>");
    run(f, "INSERT INTO @ VALUES (1, 'one', 10), (2, 'two', 20)");
    upsert_counts counts = upsert_rows(f, "k|w", NULL, "1|11\n2|20\n1|12\n");
    expect_rows(f, THREE, "1|one|12\n2|two|20\n");
    expect_counts(f, UPSERT_MODE_UPSERT, &counts,
                  (counted){.updated = 1, .unchanged = 1, .folded = 1});
    upsert_rows(f, "k|v|w", OPTIONS("upsert.update=v:keep_if_null, w"),
                "1|NULL|13\n3|three|30\n2|zwei|21\n");
    expect_rows(f, THREE, "1|one|13\n2|zwei|21\n3|three|30\n");
    upsert_error error =
        fail_rows(f, "k|w", NULL, "1|14\n4|40\n", UPSERT_CONSTRAINT);
    assert_int_equal(error.row, 2);
    expect_rows(f, THREE, "1|one|13\n2|zwei|21\n3|three|30\n");
}

static void a_check_is_for_what_becomes_of_the_row(void **state)
{
    fixture *f = *state;
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <integer>,"
              " CHECK ([v] >= 0)");
    run(f, "INSERT INTO @ VALUES (1, 10), (2, 20)");
    upsert_rows(f, "k|v", OPTIONS("upsert.update=v:add"),
                "1|-3\n2|5\n3|7\n1|-7\n");
    expect_rows(f, ALL, "1|0\n2|25\n3|7\n");
    upsert_error error = fail_rows(f, "k|v", OPTIONS("upsert.update=v:add"),
                                   "3|-7\n2|-25\n1|-1\n", UPSERT_CONSTRAINT);
    assert_int_equal(error.row, 3);
    expect_rows(f, ALL, "1|0\n2|25\n3|7\n");
}

/* ----------------------------------------------------- other duplicates */

static void the_first_of_the_whole_run_stays(void **state)
{
    fixture *f = *state;
    create_three(f);
    upsert_counts counts = upsert_rows(
        f, "k|v|w",
        OPTIONS("upsert.duplicates=first", "run.batch_rows=2", "run.commit=3"),
        "1|a|1\n3|b|2\n1|c|3\n01|d|4\n4|e|5\nDELETE 3|x|1\n2|two|20\n");
    expect_rows(f, THREE, "1|a|1\n2|two|20\n3|b|2\n4|e|5\n");
    expect_counts(
        f, UPSERT_MODE_UPSERT, &counts,
        (counted){.inserted = 2, .updated = 1, .unchanged = 1, .skipped = 3});
}

static void a_repeat_is_refused_where_asked_for(void **state)
{
    fixture *f = *state;
    create_three(f);
    upsert_error error = fail_rows(
        f, "k|v|w", OPTIONS("upsert.duplicates=reject", "run.batch_rows=1"),
        "1|a|1\n3|b|2\n5|c|3\n003|d|4\n", UPSERT_ROW);
    assert_int_equal(error.row, 4);
    expect_contains(error.message, "row 2");
    expect_rows(f, THREE, "1|one|10\n2|two|20\n");
}

static const struct CMUnitTest TESTS[] = {
    cmocka_unit_test(repeats_are_applied_by_every_rule),
    cmocka_unit_test(the_newest_of_the_repeats_wins),
    cmocka_unit_test(an_absent_cell_is_left_alone),
    cmocka_unit_test(rows_of_different_shapes_are_counted_together),
    cmocka_unit_test(a_key_cannot_be_absent),
    cmocka_unit_test(deletes_keep_their_order),
    cmocka_unit_test(many_deletes_go_in_few_statements),
    cmocka_unit_test(null_finds_null_when_it_matches),
    cmocka_unit_test(null_finds_nothing_when_it_inserts),
    cmocka_unit_test(null_is_refused_by_itself),
    cmocka_unit_test(what_a_row_lacks_counts_only_for_a_new_one),
    cmocka_unit_test(a_check_is_for_what_becomes_of_the_row),
    cmocka_unit_test(the_first_of_the_whole_run_stays),
    cmocka_unit_test(a_repeat_is_refused_where_asked_for),
};
AREA(law, TESTS);
