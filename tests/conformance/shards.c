/* Several runs that each take a part of one input do what one run does. */
#include "conformance.h"

enum { SHARDS = 3 };

static const char ALL[] = "SELECT [k], [v], [n] FROM @ ORDER BY [k]";

static upsert_session *open_shard(fixture *f, int number,
                                  const char *const *options)
{
    char shard[32];
    const char *all[8] = {shard};
    snprintf(shard, sizeof shard, "run.shard=%d/%d", number, SHARDS);
    for (size_t i = 0; options && options[i]; i++)
        all[i + 1] = options[i];
    return open_session(f, "k|v|n", all);
}

static void add(upsert_counts *sum, const upsert_counts *counts)
{
    int64_t *to = (int64_t *)sum;
    const int64_t *from = (const int64_t *)counts;
    for (size_t i = 0; i < sizeof *sum / sizeof *to; i++)
        to[i] =
            to[i] == UNKNOWN || from[i] == UNKNOWN ? UNKNOWN : to[i] + from[i];
}

static upsert_counts run_shards(fixture *f, const char *const *options,
                                const char *rows)
{
    upsert_counts sum = {0};
    for (int i = 1; i <= SHARDS; i++) {
        upsert_counts counts;
        upsert_session *session = open_shard(f, i, options);
        put_rows(session, rows);
        commit(session);
        upsert_session_counts(session, &counts);
        close_session(f, session);
        add(&sum, &counts);
    }
    return sum;
}

static void set_scene(const fixture *f)
{
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <text>, [n] <integer>");
    run(f, "INSERT INTO @ VALUES (1, 'one', 1), (2, 'two', 2), (3, 'three', 3),"
           " (4, 'four', 4)");
}

static void all_shards_do_what_one_run_does(void **state)
{
    fixture *f = *state;
    set_scene(f);
    upsert_counts sum = run_shards(
        f, NULL,
        "1|one|1\n2|zwei|2\n5|five|5\n6|six|6\n7|seven|7\n8|eight|8\n"
        "2|deux|2\n5|cinq|5\n" DELETING "3||\n");
    expect_rows(f, ALL,
                "1|one|1\n2|deux|2\n4|four|4\n5|cinq|5\n6|six|6\n7|seven|7\n"
                "8|eight|8\n");
    assert_int_equal(sum.rows_read, 9);
    expect_counts(f, UPSERT_MODE_UPSERT, &sum,
                  (counted){.inserted = 4,
                            .updated = 1,
                            .unchanged = 1,
                            .folded = 2,
                            .deleted = 1});
}

/* Rows that find no row have no key to be parted by. */
static void rows_without_a_key_go_to_one_shard(void **state)
{
    fixture *f = *state;
    create(f, "[k] <integer>, [v] <text>, [n] <integer>, UNIQUE ([k])");
    upsert_counts sum =
        run_shards(f, OPTIONS("upsert.key=k", "upsert.null_keys=insert"),
                   "NULL|a|1\n1|b|2\nNULL|c|3\n2|d|4\nNULL|e|5\nNULL|f|6\n");
    assert_int_equal(sum.rows_read, 6);
    expect_rows(f, "SELECT [v], [n] FROM @ ORDER BY [v]",
                "a|1\nb|2\nc|3\nd|4\ne|5\nf|6\n");
}

/* A row that is refused is an error of one of the runs. */
static void a_refused_row_is_one_shards_error(void **state)
{
    fixture *f = *state;
    int refused = 0;
    set_scene(f);
    for (int i = 1; i <= SHARDS; i++) {
        upsert_session *session = open_shard(f, i, NULL);
        upsert_error error = UPSERT_ERROR_INIT;
        if (try_rows(session, "9|nine|9\nNULL|none|0\n", &error) == UPSERT_OK) {
            commit(session);
        } else {
            refused++;
            assert_int_equal(error.status, UPSERT_ROW);
            assert_int_equal(error.row, 2);
        }
        close_session(f, session);
    }
    assert_int_equal(refused, 1);
}

static void workers_share_what_a_shard_has(void **state)
{
    fixture *f = *state;
    set_scene(f);
    upsert_counts sum =
        run_shards(f, OPTIONS("run.workers=2", "run.commit=2"),
                   "11|a|1\n12|a|1\n13|a|1\n14|a|1\n15|a|1\n16|a|1\n17|a|1\n");
    assert_int_equal(sum.rows_read, 7);
    expect_rows(f, "SELECT count(*) FROM @ WHERE [k] > 10", "7\n");
}

static void expect_tied(fixture *f, const char *reason)
{
    expect_refused(f, NULL,
                   OPTIONS("run.shard=1/2", "upsert.other_unique=allow"),
                   UPSERT_SCHEMA, reason);
}

static void rows_that_hang_together_are_not_parted(void **state)
{
    fixture *f = *state;
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <text> NOT NULL,"
              " UNIQUE ([v])");
    expect_tied(f, "run.shard: the input cannot be taken by 2 runs: rows of "
                   "different keys may meet in another unique index");
}

static const struct CMUnitTest TESTS[] = {
    cmocka_unit_test(all_shards_do_what_one_run_does),
    cmocka_unit_test(rows_without_a_key_go_to_one_shard),
    cmocka_unit_test(a_refused_row_is_one_shards_error),
    cmocka_unit_test(workers_share_what_a_shard_has),
    cmocka_unit_test(rows_that_hang_together_are_not_parted),
};
AREA(shards, TESTS);
