/* Columns that the database numbers. */
#include "conformance.h"

static void create_rows(const fixture *f)
{
    char columns[256];
    snprintf(columns, sizeof columns, "%s, [k] <text> NOT NULL, [v] <text>",
             f->database->identity);
    create(f, columns);
    run(f, "CREATE UNIQUE INDEX [i~] ON @ ([k])");
}

/* Whatever order a batch might be sorted in. */
static void numbers_follow_the_input(void **state)
{
    fixture *f = *state;
    create_rows(f);
    char *rows, *expected;
    size_t size;
    FILE *in = open_memstream(&rows, &size);
    FILE *out = open_memstream(&expected, &size);
    for (int i = 0; i < 2500; i++) {
        fprintf(in, "key %d|%d\n", i * 7919 % 2500, i);
        fprintf(out, "key %d|%d\n", i * 7919 % 2500, i);
    }
    fclose(in);
    fclose(out);
    upsert_rows(f, "k|v", OPTIONS("upsert.key=k"), rows);
    expect_rows(f, "SELECT [k], [v] FROM @ ORDER BY [id]", expected);
    free(rows);
    free(expected);
}

static void numbers_stay_with_their_rows(void **state)
{
    fixture *f = *state;
    create_rows(f);
    upsert_rows(f, "k|v", OPTIONS("upsert.key=k"), "b|1\na|2\n");
    char *before = read_on(f, f->hdbc, "SELECT [id], [k] FROM @ ORDER BY [id]");
    upsert_rows(f, "k|v", OPTIONS("upsert.key=k"), "a|3\nb|4\n");
    expect_rows(f, "SELECT [id], [k] FROM @ ORDER BY [id]", before);
    expect_rows(f, "SELECT [k], [v] FROM @ ORDER BY [k]", "a|3\nb|4\n");
    free(before);
}

/* 0 too, which MySQL would take for "the next number". */
static void numbers_can_be_given(void **state)
{
    fixture *f = *state;
    create_rows(f);
    static const char *const BATCHES[] = {"run.batch_rows=auto",
                                          "run.batch_rows=1"};
    for (size_t i = 0; i < LENGTH(BATCHES); i++) {
        run(f, "DELETE FROM @");
        const char *const *options =
            OPTIONS(BATCHES[i], "upsert.other_unique=allow");
        upsert_rows(f, "id|k|v", options, "7|a|1\n0|b|2\n-3|c|3\n");
        upsert_counts counts =
            upsert_rows(f, "id|k|v", options, "0|b|two\n7|a|1\n9|d|4\n");
        expect_rows(f, "SELECT [id], [k], [v] FROM @ ORDER BY [id]",
                    "-3|c|3\n0|b|two\n7|a|1\n9|d|4\n");
        expect_counts(f, UPSERT_MODE_UPSERT, &counts,
                      (counted){.inserted = 1, .updated = 1, .unchanged = 1});
    }
}

static const struct CMUnitTest TESTS[] = {
    cmocka_unit_test(numbers_follow_the_input),
    cmocka_unit_test(numbers_stay_with_their_rows),
    cmocka_unit_test(numbers_can_be_given),
};
AREA(identity, TESTS);
