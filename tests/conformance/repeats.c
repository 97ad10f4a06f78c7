/* Keys that come again, in one batch and in several: the law. The table after
   a run is the one that applying the rows one at a time would have left. */
#include "conformance.h"

static const char ALL[] = "SELECT [k], [v], [w] FROM @ ORDER BY [k]";

static const char *const BATCHES[] = {"run.batch_rows=1", "run.batch_rows=2",
                                      "run.batch_rows=7",
                                      "run.batch_rows=auto"};

static void create_rows(const fixture *f)
{
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <text>, [w] <text>");
    run(f, "INSERT INTO @ VALUES (1, 'old', 'old')");
}

/* Empty the table, run, and compare. */
static upsert_counts check(fixture *f, const char *const *options,
                           const char *rows, const char *expected)
{
    run(f, "DELETE FROM @");
    run(f, "INSERT INTO @ VALUES (1, 'old', 'old')");
    upsert_counts counts = upsert_rows(f, "k|v|w", options, rows);
    expect_rows(f, ALL, expected);
    return counts;
}

static const char INPUT[] = "1|a|b\n2|c|d\n1|e|f\n2|g|NULL\n3|h|i\n2|j|k\n";

static void the_last_row_wins(void **state)
{
    fixture *f = *state;
    create_rows(f);
    for (size_t i = 0; i < LENGTH(BATCHES); i++)
        check(f, OPTIONS(BATCHES[i]), INPUT, "1|e|f\n2|j|k\n3|h|i\n");
}

static void the_first_row_wins_where_none_is_updated(void **state)
{
    fixture *f = *state;
    create_rows(f);
    for (size_t i = 0; i < LENGTH(BATCHES); i++)
        check(f, OPTIONS(BATCHES[i], "upsert.mode=insert_missing"), INPUT,
              "1|old|old\n2|c|d\n3|h|i\n");
}

static void the_last_row_wins_among_updates(void **state)
{
    fixture *f = *state;
    create_rows(f);
    for (size_t i = 0; i < LENGTH(BATCHES); i++)
        check(f, OPTIONS(BATCHES[i], "upsert.mode=update_existing"), INPUT,
              "1|e|f\n");
}

/* v is not in the update list: what inserted the row stays. */
static void a_column_that_only_inserts_keeps_the_first_value(void **state)
{
    fixture *f = *state;
    create_rows(f);
    for (size_t i = 0; i < LENGTH(BATCHES); i++)
        check(f, OPTIONS(BATCHES[i], "upsert.update=w"), INPUT,
              "1|old|f\n2|c|k\n3|h|i\n");
}

static void folded_rows_are_counted(void **state)
{
    fixture *f = *state;
    create_rows(f);
    upsert_counts counts = check(f, NULL, INPUT, "1|e|f\n2|j|k\n3|h|i\n");
    expect_counts(f, UPSERT_MODE_UPSERT, &counts,
                  (counted){.inserted = 2, .updated = 1, .folded = 3});
    counts = check(f, OPTIONS("upsert.mode=insert_missing"), INPUT,
                   "1|old|old\n2|c|d\n3|h|i\n");
    expect_counts(f, UPSERT_MODE_INSERT_MISSING, &counts,
                  (counted){.inserted = 2, .skipped = 1, .folded = 3});
    counts = check(f, OPTIONS("upsert.mode=update_existing"), INPUT, "1|e|f\n");
    expect_counts(f, UPSERT_MODE_UPDATE_EXISTING, &counts,
                  (counted){.updated = 1,
                            .unchanged = UNKNOWN,
                            .skipped = UNKNOWN,
                            .folded = 3});
}

/* One at a time every row is sent: a row inserted before in the transaction is
   updated, not inserted. */
static void repeats_across_batches_are_updates(void **state)
{
    fixture *f = *state;
    create_rows(f);
    upsert_counts counts =
        check(f, OPTIONS("run.batch_rows=1"), INPUT, "1|e|f\n2|j|k\n3|h|i\n");
    expect_counts(f, UPSERT_MODE_UPSERT, &counts,
                  (counted){.inserted = 2, .updated = 4});
    counts = check(f, OPTIONS("run.batch_rows=1", "run.commit=1"), INPUT,
                   "1|e|f\n2|j|k\n3|h|i\n");
    expect_counts(f, UPSERT_MODE_UPSERT, &counts,
                  (counted){.inserted = 2, .updated = 4});
    counts = check(f, OPTIONS("run.batch_rows=2"), "5|a|b\n5|c|d\n6|e|f\n5|a|b",
                   "1|old|old\n5|a|b\n6|e|f\n");
    expect_counts(f, UPSERT_MODE_UPSERT, &counts,
                  (counted){.inserted = 2, .updated = 1, .folded = 1});
}

/* ------------------------------------------------------------ random rows */

enum { ROWS = 200, KEYS = 30 };

/* Numbers that are the same everywhere. */
static unsigned draw(uint32_t *seed, unsigned below)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 16) % below;
}

static const char *const VALUES[] = {"NULL", "", "a", "A", "b", "c d"};

typedef struct model_row {
    bool there;
    const char *v, *w;
} model_row;

/* The law itself: one row on a table held in memory. */
static void apply(model_row *row, upsert_mode mode, bool updates_v,
                  const char *v, const char *w)
{
    if (!row->there) {
        if (mode != UPSERT_MODE_UPDATE_EXISTING)
            *row = (model_row){true, v, w};
        return;
    }
    if (mode == UPSERT_MODE_INSERT_MISSING)
        return;
    if (updates_v)
        row->v = v;
    row->w = w;
}

/* Rows to put, and what the table must be after them. */
static void draw_rows(uint32_t seed, upsert_mode mode, bool updates_v,
                      char **rows, char **expected)
{
    model_row table[KEYS] = {[1] = {true, "old", "old"}};
    size_t size;
    FILE *out = open_memstream(rows, &size);
    for (int i = 0; i < ROWS; i++) {
        unsigned key = draw(&seed, KEYS);
        const char *v = VALUES[draw(&seed, LENGTH(VALUES))];
        const char *w = VALUES[draw(&seed, LENGTH(VALUES))];
        fprintf(out, "%u|%s|%s\n", key, v, w);
        apply(&table[key], mode, updates_v, v, w);
    }
    fclose(out);
    out = open_memstream(expected, &size);
    for (unsigned key = 0; key < KEYS; key++)
        if (table[key].there)
            fprintf(out, "%u|%s|%s\n", key, table[key].v, table[key].w);
    fclose(out);
}

static void check_law(fixture *f, uint32_t seed, upsert_mode mode,
                      const char *mode_option, bool updates_v)
{
    char *rows, *expected;
    draw_rows(seed, mode, updates_v, &rows, &expected);
    const char *update = updates_v ? "upsert.update=" : "upsert.update=w";
    check(f, OPTIONS(mode_option, update, "run.batch_rows=1", "run.commit=1"),
          rows, expected);
    for (size_t i = 0; i < LENGTH(BATCHES); i++)
        check(f, OPTIONS(mode_option, update, BATCHES[i]), rows, expected);
    check(f, OPTIONS(mode_option, update, "run.batch_rows=7", "run.commit=11"),
          rows, expected);
    free(rows);
    free(expected);
}

static void random_rows_keep_the_law(void **state)
{
    fixture *f = *state;
    create_rows(f);
    for (unsigned i = 0; i < 2; i++) {
        bool updates_v = i == 0;
        check_law(f, 1 + i, UPSERT_MODE_UPSERT, "upsert.mode=upsert",
                  updates_v);
        check_law(f, 3 + i, UPSERT_MODE_INSERT_MISSING,
                  "upsert.mode=insert_missing", updates_v);
        check_law(f, 5 + i, UPSERT_MODE_UPDATE_EXISTING,
                  "upsert.mode=update_existing", updates_v);
    }
}

/* More than one statement holds, and a last statement that is not full. */
static void many_rows_are_cut_into_statements(void **state)
{
    fixture *f = *state;
    create_rows(f);
    upsert_session *session = open_session(f, "k|v|w", NULL);
    for (int64_t i = 0; i < 20011; i++) {
        assert_int_equal(upsert_row_int64(session, 0, i % 20001, NULL),
                         UPSERT_OK);
        assert_int_equal(upsert_row_int64(session, 1, i, NULL), UPSERT_OK);
        assert_int_equal(upsert_row_text(session, 2, "w", 1, NULL), UPSERT_OK);
        assert_int_equal(upsert_row_put(session, NULL), UPSERT_OK);
    }
    commit(session);
    upsert_counts counts;
    upsert_session_counts(session, &counts);
    assert_int_equal(counts.rows_read, 20011);
    expect_counts(f, UPSERT_MODE_UPSERT, &counts,
                  (counted){.inserted = 20000, .updated = 1, .folded = 10});
    expect_rows(f, "SELECT count(*), max([k]) FROM @", "20001|20000\n");
    expect_rows(f, "SELECT [v] FROM @ WHERE [k] IN (9, 10) ORDER BY [k]",
                "20010\n10\n");
}

static const struct CMUnitTest TESTS[] = {
    cmocka_unit_test(the_last_row_wins),
    cmocka_unit_test(the_first_row_wins_where_none_is_updated),
    cmocka_unit_test(the_last_row_wins_among_updates),
    cmocka_unit_test(a_column_that_only_inserts_keeps_the_first_value),
    cmocka_unit_test(folded_rows_are_counted),
    cmocka_unit_test(repeats_across_batches_are_updates),
    cmocka_unit_test(random_rows_keep_the_law),
    cmocka_unit_test(many_rows_are_cut_into_statements),
};
AREA(repeats, TESTS);
