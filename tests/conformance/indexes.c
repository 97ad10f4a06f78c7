/* The key as an index by its name, whole or partial. */
#include "conformance.h"

static void an_index_is_named(void **state)
{
    fixture *f = *state;
    create(f, "[a] <integer> NOT NULL, [b] <text> NOT NULL, [v] <text>");
    run(f, "CREATE UNIQUE INDEX [i~] ON @ ([b], [a])");
    char key[96];
    snprintf(key, sizeof key, "upsert.key=index:i%s", f->suffix);
    upsert_rows(f, "a|b|v", OPTIONS(key), "1|x|one\n2|x|two\n1|x|uno\n");
    upsert_rows(f, "b|v|a", OPTIONS(key), "x|due|2\ny|three|1\n");
    expect_rows(f, "SELECT [a], [b], [v] FROM @ ORDER BY [b], [a]",
                "1|x|uno\n2|x|due\n1|y|three\n");
    expect_refused(f, "a|b|v", OPTIONS("upsert.key=index:absent"),
                   UPSERT_SCHEMA, "no unique index named absent");
    expect_refused(f, "a|v", OPTIONS(key), UPSERT_SCHEMA, "b");
}

static void a_constraint_is_named(void **state)
{
    fixture *f = *state;
    if (!f->database->named_constraint)
        return;
    create(f, "[a] <integer> NOT NULL, [b] <integer> NOT NULL, [v] <text>");
    run(f, f->database->named_constraint);
    char key[96];
    snprintf(key, sizeof key, "upsert.key=index:c%s", f->suffix);
    upsert_rows(f, "a|b|v", OPTIONS(key), "1|10|one\n2|20|two\n3|10|tre\n");
    expect_rows(f, "SELECT [a], [b], [v] FROM @ ORDER BY [b]",
                "3|10|tre\n2|20|two\n");
}

static void poor_indexes_are_refused_by_name(void **state)
{
    fixture *f = *state;
    const poor_index *poor = f->database->poor_indexes;
    for (; poor && poor->sql; poor++) {
        if (!strstr(poor->sql, "[i~]") || strstr(poor->sql, "WHERE"))
            continue;
        create(f, "[k] <integer> NOT NULL, [v] <text>");
        run(f, poor->sql);
        char key[96];
        snprintf(key, sizeof key, "upsert.key=index:i%s", f->suffix);
        expect_refused(f, "k|v", OPTIONS(key), UPSERT_SCHEMA,
                       poor->reason ? poor->reason : "expression");
        run(f, "DROP TABLE @");
    }
}

/* ---------------------------------------------------------------- partial */

static const char PARTIAL[] =
    "CREATE UNIQUE INDEX [i~] ON @ ([k]) WHERE [state] = 'live'";
static const char ALL[] =
    "SELECT [k], [state], [v] FROM @ ORDER BY [k], [state], [v]";

/* Row 1 is inside the predicate, and twice outside; row 2 only outside. */
static void create_partial(const fixture *f, char *key, size_t size)
{
    create(f, "[k] <integer> NOT NULL, [state] <text>, [v] <text>");
    run(f, PARTIAL);
    run(f, "INSERT INTO @ VALUES (1, 'live', 'one'), (1, 'dead', 'a'),"
           " (1, 'dead', 'b'), (2, 'dead', 'c')");
    snprintf(key, size, "upsert.key=index:i%s", f->suffix);
}

static void a_partial_index_finds_what_it_holds(void **state)
{
    fixture *f = *state;
    if (!f->database->partial_keys)
        return;
    static const char *const BATCHES[] = {"run.batch_rows=auto",
                                          "run.batch_rows=1"};
    for (size_t i = 0; i < LENGTH(BATCHES); i++) {
        char key[96];
        create_partial(f, key, sizeof key);
        upsert_counts counts = upsert_rows(
            f, "k|state|v", OPTIONS(key, BATCHES[i]),
            "1|live|uno\n1|dead|d\n2|live|two\n2|live|due\n2|dead|e\n"
            "2|dead|e\n3|live|x\n3|live|x\n");
        expect_rows(f, ALL,
                    "1|dead|a\n1|dead|b\n1|dead|d\n1|live|uno\n2|dead|c\n"
                    "2|dead|e\n2|dead|e\n2|live|due\n3|live|x\n");
        assert_int_equal(counts.inserted, 5);
        assert_int_equal(counts.updated, 2);
        assert_int_equal(counts.unchanged, 1);
        run(f, "DROP TABLE @");
    }
}

static void a_partial_index_in_the_other_modes(void **state)
{
    fixture *f = *state;
    if (!f->database->partial_keys)
        return;
    char key[96];
    create_partial(f, key, sizeof key);
    upsert_rows(f, "k|state|v", OPTIONS(key, "upsert.mode=insert_missing"),
                "1|live|uno\n1|dead|d\n2|live|two\n2|live|due\n");
    expect_rows(f, ALL,
                "1|dead|a\n1|dead|b\n1|dead|d\n1|live|one\n2|dead|c\n"
                "2|live|two\n");
    upsert_rows(f, "k|v", OPTIONS(key, "upsert.mode=update_existing"),
                "1|UNO\n2|DUE\n1|eins\n3|x\n");
    expect_rows(f, ALL,
                "1|dead|a\n1|dead|b\n1|dead|d\n1|live|eins\n2|dead|c\n"
                "2|live|DUE\n");
}

static void a_partial_index_is_refused_where_it_cannot_be_said(void **state)
{
    fixture *f = *state;
    const poor_index *poor = f->database->poor_indexes;
    bool knows_partial =
        poor && poor->reason && strcmp(poor->reason, "is partial") == 0;
    if (f->database->partial_keys || !knows_partial)
        return;
    char key[96];
    create_partial(f, key, sizeof key);
    expect_refused(f, "k|state|v", OPTIONS(key), UPSERT_SCHEMA,
                   "it is partial");
}

static const struct CMUnitTest TESTS[] = {
    cmocka_unit_test(an_index_is_named),
    cmocka_unit_test(a_constraint_is_named),
    cmocka_unit_test(poor_indexes_are_refused_by_name),
    cmocka_unit_test(a_partial_index_finds_what_it_holds),
    cmocka_unit_test(a_partial_index_in_the_other_modes),
    cmocka_unit_test(a_partial_index_is_refused_where_it_cannot_be_said),
};
AREA(indexes, TESTS);
