/* Tables with another unique index than the key's: its rows are not the key's.
 */
#include "conformance.h"

static const char ALL[] = "SELECT [k], [u], [v] FROM @ ORDER BY [k]";
static const char BEFORE[] = "1|10|one\n2|20|two\n";
#define ALLOW "upsert.other_unique=allow"

static void create_rows(const fixture *f)
{
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [u] <integer> NOT NULL,"
              " [v] <text>");
    run(f, "CREATE UNIQUE INDEX [i~] ON @ ([u])");
    run(f, "INSERT INTO @ VALUES (1, 10, 'one'), (2, 20, 'two')");
}

static void it_is_refused_where_it_absorbs(void **state)
{
    fixture *f = *state;
    create_rows(f);
    static const char *const MODES[] = {"upsert.mode=upsert",
                                        "upsert.mode=insert_missing"};
    for (size_t i = 0; i < LENGTH(MODES); i++) {
        if (!f->database->other_unique_absorbs) {
            upsert_rows(f, "k|u|v", OPTIONS(MODES[i]), "1|10|one\n");
            continue;
        }
        expect_refused(f, "k|u|v", OPTIONS(MODES[i]), UPSERT_SCHEMA,
                       "upsert.other_unique = allow");
    }
    /* Neither of these finds rows by it. */
    upsert_rows(f, "k|u|v", OPTIONS("upsert.mode=update_existing"),
                "1|10|one\n");
    upsert_rows(f, "k|u|v", OPTIONS("upsert.mode=insert"), "");
    expect_rows(f, ALL, BEFORE);
}

/* The rows of a table, a collision, and what the table has. */
typedef struct collision {
    const char *columns; /* of the table; the key is its primary key */
    const char *index;
    const char *before;
    const char *rows; /* number 3 collides with the index only */
    const char *good; /* updates, inserts, leaves */
    const char *upserted, *missing_inserted;
} collision;

static const collision COLLISIONS[] = {
    {"[k] <integer> NOT NULL PRIMARY KEY, [l] <integer>, [u] <integer> NOT"
     " NULL, [v] <text>",
     "[u]", "1|0|10|one\n2|0|20|two\n",
     "1|0|11|uno\n3|0|30|three\n4|0|20|x\n5|0|50|five\n",
     "1|0|11|uno\n3|0|30|three\n2|0|20|two\n",
     "1|0|11|uno\n2|0|20|two\n3|0|30|three\n",
     "1|0|10|one\n2|0|20|two\n3|0|30|three\n"},
    {"[k] <text> NOT NULL PRIMARY KEY, [l] <integer>, [u] <text> NOT NULL,"
     " [v] <text>",
     "[u]", "a|0|ten|one\nb|0|twenty|two\n",
     "a|0|eleven|uno\nc|0|thirty|three\nd|0|twenty|x\ne|0|fifty|five\n",
     "a|0|eleven|uno\nc|0|thirty|three\nb|0|twenty|two\n",
     "a|0|eleven|uno\nb|0|twenty|two\nc|0|thirty|three\n",
     "a|0|ten|one\nb|0|twenty|two\nc|0|thirty|three\n"},
    {"[k] <text> NOT NULL, [l] <integer> NOT NULL, [u] <integer> NOT NULL,"
     " [v] <text>, PRIMARY KEY ([k], [l])",
     "[u], [v]", "a|1|10|one\na|2|20|two\n",
     "a|1|11|uno\na|3|30|three\nb|2|20|two\nb|3|50|five\n",
     "a|1|11|uno\na|3|30|three\na|2|20|two\n",
     "a|1|11|uno\na|2|20|two\na|3|30|three\n",
     "a|1|10|one\na|2|20|two\na|3|30|three\n"},
};

static void check_mode(fixture *f, const collision *c, const char *mode,
                       const char *after)
{
    static const char *const BATCHES[] = {"run.batch_rows=auto",
                                          "run.batch_rows=1"};
    static const char QUERY[] =
        "SELECT [k], [l], [u], [v] FROM @ ORDER BY [k], [l]";
    for (size_t i = 0; i < LENGTH(BATCHES); i++) {
        const char *const *options = OPTIONS(mode, ALLOW, BATCHES[i]);
        run(f, "DELETE FROM @");
        upsert_rows(f, "k|l|u|v", OPTIONS("upsert.mode=insert"), c->before);
        upsert_error error =
            fail_rows(f, "k|l|u|v", options, c->rows, UPSERT_DUPLICATE_KEY);
        assert_int_equal(error.row, 3);
        expect_contains(error.message, "row 3");
        expect_rows(f, QUERY, c->before);
        upsert_counts counts = upsert_rows(f, "k|l|u|v", options, c->good);
        expect_rows(f, QUERY, after);
        bool upserts = strcmp(mode, "upsert.mode=upsert") == 0;
        expect_counts(
            f, upserts ? UPSERT_MODE_UPSERT : UPSERT_MODE_INSERT_MISSING,
            &counts,
            upserts ? (counted){.inserted = 1, .updated = 1, .unchanged = 1}
                    : (counted){.inserted = 1, .skipped = 2});
    }
}

static void a_row_that_only_it_finds_is_an_error(void **state)
{
    fixture *f = *state;
    for (size_t i = 0; i < LENGTH(COLLISIONS); i++) {
        const collision *c = &COLLISIONS[i];
        char index[128];
        snprintf(index, sizeof index, "CREATE UNIQUE INDEX [i~] ON @ (%s)",
                 c->index);
        create(f, c->columns);
        run(f, index);
        check_mode(f, c, "upsert.mode=upsert", c->upserted);
        check_mode(f, c, "upsert.mode=insert_missing", c->missing_inserted);
        run(f, "DROP TABLE @");
    }
}

/* An update that takes another row's place in it. */
static void an_update_that_it_refuses_is_an_error(void **state)
{
    fixture *f = *state;
    create_rows(f);
    upsert_error error = fail_rows(f, "k|u|v", OPTIONS(ALLOW),
                                   "3|30|x\n1|20|uno\n", UPSERT_DUPLICATE_KEY);
    assert_int_equal(error.row, 2);
    error = fail_rows(f, "k|u|v", OPTIONS(ALLOW), "1|30|x\n2|30|y\n",
                      UPSERT_DUPLICATE_KEY);
    assert_int_equal(error.row, 2);
    error = fail_rows(f, "k|u|v", OPTIONS("upsert.mode=update_existing"),
                      "1|30|x\n2|30|y\n", UPSERT_DUPLICATE_KEY);
    expect_rows(f, ALL, BEFORE);
}

/* Without a column to update, the guard stands alone. */
static void keys_alone_are_guarded(void **state)
{
    fixture *f = *state;
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [u] <integer> NOT NULL");
    run(f, "CREATE UNIQUE INDEX [i~] ON @ ([u])");
    run(f, "INSERT INTO @ VALUES (1, 10), (2, 20)");
    const char *const *options =
        OPTIONS("upsert.key=u", ALLOW, "upsert.update=");
    upsert_error error =
        fail_rows(f, "k|u", OPTIONS("upsert.mode=insert_missing", ALLOW),
                  "1|99\n3|20\n", UPSERT_DUPLICATE_KEY);
    assert_int_equal(error.row, 2);
    error = fail_rows(f, "k|u", options, "5|50\n1|60\n", UPSERT_DUPLICATE_KEY);
    assert_int_equal(error.row, 2);
    expect_rows(f, "SELECT [k], [u] FROM @ ORDER BY [k]", "1|10\n2|20\n");
}

/* A primary key that the database numbers, and an index that has all of the
   key's columns, cannot find another row than the key. */
static void an_index_that_cannot_collide_is_none(void **state)
{
    fixture *f = *state;
    char columns[256];
    snprintf(columns, sizeof columns,
             "%s, [k] <integer> NOT NULL, [v] <integer>",
             f->database->identity);
    create(f, columns);
    run(f, "CREATE UNIQUE INDEX [i~] ON @ ([k])");
    run(f, "CREATE UNIQUE INDEX [j~] ON @ ([v], [k])");
    upsert_rows(f, "k|v", OPTIONS("upsert.key=k"), "10|1\n20|2\n10|3\n");
    upsert_rows(f, "k|v", OPTIONS("upsert.key=k"), "20|4\n30|5\n");
    expect_rows(f, "SELECT [k], [v] FROM @ ORDER BY [k]", "10|3\n20|4\n30|5\n");
}

static const struct CMUnitTest TESTS[] = {
    cmocka_unit_test(it_is_refused_where_it_absorbs),
    cmocka_unit_test(a_row_that_only_it_finds_is_an_error),
    cmocka_unit_test(an_update_that_it_refuses_is_an_error),
    cmocka_unit_test(keys_alone_are_guarded),
    cmocka_unit_test(an_index_that_cannot_collide_is_none),
};
AREA(other_unique, TESTS);
