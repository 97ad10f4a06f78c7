/* Writes that cause other writes, and columns that the database fills. */
#include "conformance.h"

/* @other gets a row for each row of @ that is written. */
static void create_rows(const fixture *f)
{
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <text>");
    create_other(f, "[k] <integer>, [what] <text>");
    run(f, "INSERT INTO @ VALUES (1, 'one'), (2, 'two')");
    run_all(f, f->database->trigger);
}

static const char LOG[] = "SELECT [k], [what] FROM @other ORDER BY [k]";
static void expect_log(const fixture *f, const char *first, const char *rest)
{
    char rows[128];
    snprintf(rows, sizeof rows, "%s%s", first, rest);
    expect_rows(f, LOG, rows);
}

static const char INPUT[] = "1|one\n2|zwei\n3|three\n3|drei\n4|four\n";

static void triggers_fire_once_for_what_changes(void **state)
{
    fixture *f = *state;
    if (!f->database->trigger)
        return;
    create_rows(f);
    upsert_counts counts = upsert_rows(f, "k|v", NULL, INPUT);
    bool fires = f->database->fires_without_change;
    expect_log(f, fires ? "1|updated\n" : "",
               "2|updated\n3|inserted\n4|inserted\n");
    expect_counts_lost(
        f->database->lost_to_trigger, UPSERT_MODE_UPSERT, &counts,
        (counted){.inserted = 2, .updated = 1, .unchanged = 1, .folded = 1});
    run(f, "DELETE FROM @other");
    counts = upsert_rows(f, "k|v", NULL, "1|one\n2|zwei\n4|four\n");
    expect_log(f, fires ? "1|updated\n2|updated\n4|updated\n" : "", "");
    expect_counts_lost(f->database->lost_to_trigger, UPSERT_MODE_UPSERT,
                       &counts, (counted){.unchanged = 3});
}

static void triggers_do_not_disturb_the_other_modes(void **state)
{
    fixture *f = *state;
    if (!f->database->trigger)
        return;
    create_rows(f);
    upsert_counts counts =
        upsert_rows(f, "k|v", OPTIONS("upsert.mode=insert_missing"), INPUT);
    expect_counts_lost(f->database->lost_to_trigger, UPSERT_MODE_INSERT_MISSING,
                       &counts,
                       (counted){.inserted = 2, .skipped = 2, .folded = 1});
    if (f->database->fires_without_change)
        run(f, "DELETE FROM @other WHERE [k] < 3");
    counts = upsert_rows(f, "k|v", OPTIONS("upsert.mode=update_existing"),
                         "1|uno\n2|due\n");
    expect_counts_lost(f->database->lost_to_trigger,
                       UPSERT_MODE_UPDATE_EXISTING, &counts,
                       (counted){.updated = 2});
    counts = upsert_rows(f, "k|v", OPTIONS("upsert.mode=insert"),
                         "5|five\n6|six\n7|seven\n");
    expect_counts_lost(f->database->lost_to_trigger, UPSERT_MODE_INSERT,
                       &counts, (counted){.inserted = 3});
    expect_rows(f, LOG,
                "1|updated\n2|updated\n3|inserted\n4|inserted\n5|inserted\n"
                "6|inserted\n7|inserted\n");
}

static void the_plan_tells_of_triggers(void **state)
{
    fixture *f = *state;
    if (!f->database->trigger)
        return;
    create_rows(f);
    upsert_session *session = open_session(f, "k|v", NULL);
    expect_contains(upsert_session_fact(session, "plan"), "sets off trigger");
}

static void a_generated_column_is_refused(void **state)
{
    fixture *f = *state;
    char columns[256];
    snprintf(columns, sizeof columns,
             "[k] <integer> NOT NULL PRIMARY KEY, [v] <text>, %s",
             f->database->generated);
    create(f, columns);
    expect_refused(f, "k|v|g", NULL, UPSERT_SCHEMA, "column g of table");
    expect_refused(f, "k|v|g", NULL, UPSERT_SCHEMA, "generated");
    upsert_rows(f, "k|v", NULL, "1|one\n2|two\n1|uno\n");
    expect_rows(f, "SELECT [k], [v], [g] FROM @ ORDER BY [k]",
                "1|uno|2\n2|two|4\n");
}

/* Partitions for k from 0 to 99 and from 100 to 199. */
static void partitions_take_their_rows(void **state)
{
    fixture *f = *state;
    if (!f->database->partitioned)
        return;
    run_all(f, f->database->partitioned);
    const char *const *lost = f->database->lost_to_partitions;
    upsert_counts counts =
        upsert_rows(f, "k|v", NULL, "1|a\n101|b\n1|c\n2|d\n");
    expect_counts_lost(lost, UPSERT_MODE_UPSERT, &counts,
                       (counted){.inserted = 3, .folded = 1});
    counts = upsert_rows(f, "k|v", NULL, "1|c\n101|B\n102|e\n");
    expect_counts_lost(lost, UPSERT_MODE_UPSERT, &counts,
                       (counted){.inserted = 1, .updated = 1, .unchanged = 1});
    counts = upsert_rows(f, "k|v", NULL, "1|c\n101|B\n102|e\n");
    expect_counts_lost(lost, UPSERT_MODE_UPSERT, &counts,
                       (counted){.unchanged = 3});
    counts = upsert_rows(f, "k|v", OPTIONS("upsert.mode=insert_missing"),
                         "1|x\n103|f\n");
    expect_counts_lost(lost, UPSERT_MODE_INSERT_MISSING, &counts,
                       (counted){.inserted = 1, .skipped = 1});
    counts = upsert_rows(f, "k|v", OPTIONS("upsert.mode=update_existing"),
                         "2|D\n103|F\n");
    expect_counts_lost(lost, UPSERT_MODE_UPDATE_EXISTING, &counts,
                       (counted){.updated = 2});
    expect_rows(f, "SELECT [k], [v] FROM @ ORDER BY [k]",
                "1|c\n2|D\n101|B\n102|e\n103|F\n");

    upsert_session *session = open_session(f, "k|v", NULL);
    upsert_error error = UPSERT_ERROR_INIT;
    put_rows(session, "3|x\n200|nowhere\n4|y\n");
    assert_int_not_equal(upsert_session_commit(session, &error), UPSERT_OK);
    assert_int_equal(error.row, 2);
    close_session(f, session);
    expect_rows(f, "SELECT count(*) FROM @", "5\n");
}

static const struct CMUnitTest TESTS[] = {
    cmocka_unit_test(triggers_fire_once_for_what_changes),
    cmocka_unit_test(triggers_do_not_disturb_the_other_modes),
    cmocka_unit_test(the_plan_tells_of_triggers),
    cmocka_unit_test(a_generated_column_is_refused),
    cmocka_unit_test(partitions_take_their_rows),
};
AREA(effects, TESTS);
