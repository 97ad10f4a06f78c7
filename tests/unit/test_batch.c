/* up_batch: what is put comes back, and the rows of a key become one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "batch/batch.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))

#define TYPE(of, like)                                                         \
    {                                                                          \
        .type = of, .collation = like, .limit = UP_VALUE_UNLIMITED             \
    }
#define TEXT TYPE(UPSERT_TYPE_TEXT, UP_COLLATION_BYTES)
#define WORDS TYPE(UPSERT_TYPE_TEXT, UP_COLLATION_WORDS)
#define INTEGER TYPE(UPSERT_TYPE_INTEGER, UP_COLLATION_BYTES)
#define BYTES TYPE(UPSERT_TYPE_BINARY, UP_COLLATION_BYTES)

static const up_batch_column KEY = {true, UPSERT_RULE_KEY, TEXT, false};
static const up_batch_column WORD_KEY = {true, UPSERT_RULE_KEY, WORDS, false};
static const up_batch_column FIRST = {false, UPSERT_RULE_INSERT_ONLY, TEXT,
                                      false};
static const up_batch_column LAST = {false, UPSERT_RULE_REPLACE, TEXT, false};
static const up_batch_column VERSION = {false, UPSERT_RULE_REPLACE, INTEGER,
                                        false};

/* The most columns that a batch here has. */
enum { COLUMNS = 3 };

static up_batch_facts facts_of(const up_batch_column columns[COLUMNS])
{
    return (up_batch_facts){
        .columns = columns,
        .column_count = COLUMNS,
        .mode = UPSERT_MODE_UPSERT,
        .repeats = UPSERT_REPEATS_REFUSED,
        .newer = UP_NO_COLUMN,
        .folds = true,
    };
}

static up_batch *batch_of(const up_batch_facts *facts)
{
    up_batch *batch = NULL;
    upsert_error error = UPSERT_ERROR_INIT;
    assert_int_equal(up_batch_new(facts, &batch, &error), UPSERT_OK);
    return batch;
}

static up_batch *new_batch(const up_batch_column columns[COLUMNS], bool fold)
{
    up_batch_facts facts = facts_of(columns);
    facts.folds = fold;
    return batch_of(&facts);
}

/* Key, first, last. */
static up_batch *folding_batch(void)
{
    return new_batch((up_batch_column[]){KEY, FIRST, LAST}, true);
}

/* Set a cell to a text, or to NULL. */
static void set(up_batch *batch, size_t column, const char *text)
{
    assert_int_equal(up_batch_set(batch, column,
                                  text ? UP_CELL_TEXT : UP_CELL_NULL, text,
                                  text ? strlen(text) : 0, NULL),
                     UPSERT_OK);
}

static bool put(up_batch *batch, int64_t number, const char *a, const char *b,
                const char *c)
{
    bool folded;
    set(batch, 0, a);
    set(batch, 1, b);
    set(batch, 2, c);
    assert_int_equal(up_batch_put(batch, number, &folded, NULL), UPSERT_OK);
    return folded;
}

static void assert_cell(const up_batch *batch, size_t row, size_t column,
                        const char *text)
{
    up_cell cell = up_batch_cell(batch, row, column);
    if (!text) {
        assert_int_equal(cell.kind, UP_CELL_NULL);
        assert_null(cell.data);
        assert_int_equal(cell.length, 0);
        return;
    }
    assert_int_equal(cell.kind, UP_CELL_TEXT);
    assert_non_null(cell.data);
    assert_int_equal(cell.length, strlen(text));
    assert_memory_equal(cell.data, text, cell.length);
}

static void assert_settled_row(const up_batch *batch, size_t row,
                               int64_t number, const char *a, const char *b,
                               const char *c)
{
    assert_int_equal(up_batch_number(batch, row), number);
    assert_cell(batch, row, 0, a);
    assert_cell(batch, row, 1, b);
    assert_cell(batch, row, 2, c);
}

static void assert_row(up_batch *batch, size_t row, int64_t number,
                       const char *a, const char *b, const char *c)
{
    assert_int_equal(up_batch_settle(batch, NULL), UPSERT_OK);
    assert_settled_row(batch, row, number, a, b, c);
}

static void rows_come_back_in_the_order_of_their_keys(void **state)
{
    (void)state;
    up_batch *batch = folding_batch();
    assert_int_equal(up_batch_rows(batch), 0);
    assert_false(put(batch, 1, "k", "", NULL));
    assert_false(put(batch, 2, "j", NULL, "x"));
    assert_false(put(batch, 3, "", "y", ""));
    assert_int_equal(up_batch_rows(batch), 3);
    assert_row(batch, 0, 1, "k", "", NULL);
    assert_row(batch, 1, 2, "j", NULL, "x");
    assert_row(batch, 2, 3, "", "y", "");
    up_batch_free(batch);
}

static void a_column_of_empty_texts_is_not_null(void **state)
{
    (void)state;
    up_batch *batch = folding_batch();
    put(batch, 1, "", "", "");
    assert_row(batch, 0, 1, "", "", "");
    assert_true(put(batch, 2, "", NULL, NULL));
    assert_row(batch, 0, 2, "", "", NULL);
    up_batch_free(batch);
}

static void columns_fold_to_their_first_or_last_value(void **state)
{
    (void)state;
    up_batch *batch = folding_batch();
    assert_false(put(batch, 1, "k", "first", "first"));
    assert_false(put(batch, 2, "j", "a", "b"));
    assert_true(put(batch, 3, "k", "second", "second"));
    assert_true(put(batch, 4, "k", "third", "third"));
    assert_int_equal(up_batch_rows(batch), 2);
    assert_row(batch, 0, 4, "k", "first", "third");
    assert_row(batch, 1, 2, "j", "a", "b");
    up_batch_free(batch);
}

static void a_null_folds_as_any_value_does(void **state)
{
    (void)state;
    up_batch *batch = folding_batch();
    put(batch, 1, "k", NULL, "x");
    put(batch, 2, "k", "y", NULL);
    assert_row(batch, 0, 2, "k", NULL, NULL);
    put(batch, 3, "k", "z", "z");
    assert_row(batch, 0, 3, "k", NULL, "z");
    up_batch_free(batch);
}

static void keys_are_compared_cell_by_cell(void **state)
{
    (void)state;
    static const char *const KEYS[][2] = {
        {"a", "bc"}, {"ab", "c"}, {"abc", ""}, {"", "abc"},
        {"a", "b"},  {"b", "a"},  {"A", "bc"}, {"", ""},
    };
    up_batch *batch = new_batch((up_batch_column[]){KEY, KEY, LAST}, true);
    for (size_t i = 0; i < LENGTH(KEYS); i++)
        assert_false(put(batch, (int64_t)i, KEYS[i][0], KEYS[i][1], "x"));
    for (size_t i = 0; i < LENGTH(KEYS); i++)
        assert_true(put(batch, (int64_t)i, KEYS[i][0], KEYS[i][1], "y"));
    assert_int_equal(up_batch_rows(batch), LENGTH(KEYS));
    for (size_t i = 0; i < LENGTH(KEYS); i++)
        assert_row(batch, i, (int64_t)i, KEYS[i][0], KEYS[i][1], "y");
    up_batch_free(batch);
}

static void columns_outside_of_the_key_tell_no_rows_apart(void **state)
{
    (void)state;
    up_batch *batch = new_batch((up_batch_column[]){LAST, KEY, FIRST}, true);
    assert_false(put(batch, 1, "x", "k", "x"));
    assert_true(put(batch, 2, "y", "k", "y"));
    assert_row(batch, 0, 2, "y", "k", "x");
    up_batch_free(batch);
}

static void text_and_bytes_are_different_keys(void **state)
{
    (void)state;
    const up_batch_column bytes = {true, UPSERT_RULE_KEY, BYTES, false};
    up_batch *batch = new_batch((up_batch_column[]){bytes, FIRST, LAST}, true);
    bool folded;
    put(batch, 1, "k", "x", "x");
    set(batch, 1, "y");
    set(batch, 2, "y");
    assert_int_equal(up_batch_set(batch, 0, UP_CELL_BYTES, "k", 1, NULL),
                     UPSERT_OK);
    assert_int_equal(up_batch_put(batch, 2, &folded, NULL), UPSERT_OK);
    assert_false(folded);
    assert_int_equal(up_batch_settle(batch, NULL), UPSERT_OK);
    assert_int_equal(up_batch_cell(batch, 1, 0).kind, UP_CELL_BYTES);
    up_batch_free(batch);
}

static void bytes_may_hold_zeros(void **state)
{
    (void)state;
    const up_batch_column bytes = {true, UPSERT_RULE_KEY, BYTES, false};
    up_batch *batch = new_batch((up_batch_column[]){bytes, FIRST, LAST}, true);
    bool folded;
    for (int i = 0; i < 2; i++) {
        const char *key = i ? "a\0c" : "a\0b";
        assert_int_equal(up_batch_set(batch, 0, UP_CELL_BYTES, key, 3, NULL),
                         UPSERT_OK);
        set(batch, 1, NULL);
        set(batch, 2, NULL);
        assert_int_equal(up_batch_put(batch, i, &folded, NULL), UPSERT_OK);
        assert_false(folded);
    }
    assert_int_equal(up_batch_settle(batch, NULL), UPSERT_OK);
    assert_int_equal(up_batch_cell(batch, 1, 0).length, 3);
    assert_memory_equal(up_batch_cell(batch, 1, 0).data, "a\0c", 3);
    up_batch_free(batch);
}

static void nothing_is_folded_unless_asked_for(void **state)
{
    (void)state;
    up_batch *batch = new_batch((up_batch_column[]){KEY, FIRST, LAST}, false);
    for (int i = 0; i < 100; i++)
        assert_false(put(batch, i, "k", i % 2 ? "odd" : NULL, "x"));
    assert_int_equal(up_batch_rows(batch), 100);
    for (int i = 0; i < 100; i++)
        assert_row(batch, (size_t)i, i, "k", i % 2 ? "odd" : NULL, "x");
    up_batch_free(batch);
}

static void a_new_row_begins_unset(void **state)
{
    (void)state;
    up_batch *batch = folding_batch();
    for (int round = 0; round < 40; round++) { /* over a growth or two */
        for (size_t i = 0; i < COLUMNS; i++)
            assert_int_equal(up_batch_pending(batch, i), UP_CELL_UNSET);
        set(batch, 0, "k");
        assert_int_equal(up_batch_pending(batch, 0), UP_CELL_TEXT);
        assert_int_equal(up_batch_pending(batch, 1), UP_CELL_UNSET);
        set(batch, 1, NULL);
        assert_int_equal(up_batch_pending(batch, 1), UP_CELL_NULL);
        char key[16];
        snprintf(key, sizeof key, "%d", round / 2); /* every other one folds */
        assert_int_equal(put(batch, round, key, "x", "y"), round % 2);
    }
    up_batch_free(batch);
}

static void a_cell_set_twice_has_its_last_value(void **state)
{
    (void)state;
    up_batch *batch = folding_batch();
    set(batch, 0, "first");
    set(batch, 1, "value");
    set(batch, 1, NULL);
    set(batch, 2, NULL);
    put(batch, 1, "second", NULL, "value");
    assert_row(batch, 0, 1, "second", NULL, "value");
    up_batch_free(batch);
}

static void a_cleared_row_leaves_nothing(void **state)
{
    (void)state;
    up_batch *batch = folding_batch();
    up_batch_clear(batch);
    put(batch, 1, "k", "x", "y");
    set(batch, 0, "k");
    set(batch, 2, "gone");
    up_batch_clear(batch);
    for (size_t i = 0; i < COLUMNS; i++)
        assert_int_equal(up_batch_pending(batch, i), UP_CELL_UNSET);
    assert_int_equal(up_batch_rows(batch), 1);
    put(batch, 2, "j", "v", "w");
    assert_row(batch, 0, 1, "k", "x", "y");
    assert_row(batch, 1, 2, "j", "v", "w");
    up_batch_free(batch);
}

static void a_reset_batch_is_as_good_as_new(void **state)
{
    (void)state;
    up_batch *batch = folding_batch();
    up_batch_reset(batch);
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 3000; i++) {
            char text[32];
            snprintf(text, sizeof text, "%d.%d", round, i);
            assert_false(put(batch, i, text, text, NULL));
        }
        assert_int_equal(up_batch_rows(batch), 3000);
        assert_int_equal(up_batch_settle(batch, NULL), UPSERT_OK);
        assert_cell(batch, 2999, 2, NULL);
        set(batch, 1, "pending");
        up_batch_reset(batch);
        assert_int_equal(up_batch_rows(batch), 0);
        assert_int_equal(up_batch_size(batch), 0);
        assert_int_equal(up_batch_pending(batch, 1), UP_CELL_UNSET);
    }
    assert_false(put(batch, 1, "2.0", "x", "y"));
    assert_row(batch, 0, 1, "2.0", "x", "y");
    up_batch_free(batch);
}

static void the_size_covers_what_is_held(void **state)
{
    (void)state;
    up_batch *batch = folding_batch();
    size_t held = 0;
    for (int i = 0; i < 5000; i++) {
        char key[16], text[64];
        snprintf(key, sizeof key, "%d", i * i % 1009); /* some are folded */
        snprintf(text, sizeof text, "%0*d", i % 50 + 1, i);
        bool folded = put(batch, i, key, text, text);
        held += strlen(key) + 2 * strlen(text);
        held += folded ? 0 : sizeof(int64_t);
        assert_true(up_batch_size(batch) >= held);
        assert_true(up_batch_size(batch) >= up_batch_rows(batch) * 64);
    }
    assert_true(up_batch_size(batch) < held + up_batch_rows(batch) * 256);
    up_batch_free(batch);
}

/* What one row at a time leaves of random rows: of each key the place, and of
   its row the first and the last value. */
enum { ROWS = 200000, KEYS = 50000 };

typedef struct reference {
    size_t place[KEYS]; /* in the batch, plus one; 0: not there */
    uint32_t first[KEYS], last[KEYS];
    int64_t number[KEYS];
    size_t count;
} reference;

static uint32_t random_number(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*seed >> 33);
}

/* Every seventh value is NULL. */
static const char *value_of(uint32_t value, char text[16])
{
    snprintf(text, 16, "%u", value);
    return value % 7 ? text : NULL;
}

static bool apply(reference *all, uint32_t key, uint32_t value, int64_t number)
{
    bool repeated = all->place[key] != 0;
    if (!repeated) {
        all->place[key] = ++all->count;
        all->first[key] = value;
    }
    all->last[key] = value;
    all->number[key] = number;
    return repeated;
}

static void assert_as_reference(up_batch *batch, const reference *all)
{
    assert_int_equal(up_batch_rows(batch), all->count);
    assert_int_equal(up_batch_settle(batch, NULL), UPSERT_OK);
    for (uint32_t key = 0; key < KEYS; key++) {
        if (!all->place[key])
            continue;
        char name[16], first[16], last[16];
        snprintf(name, sizeof name, "%u", key);
        assert_settled_row(batch, all->place[key] - 1, all->number[key], name,
                           value_of(all->first[key], first),
                           value_of(all->last[key], last));
    }
}

static void many_random_rows_fold_as_one_at_a_time_would(void **state)
{
    (void)state;
    uint64_t seed = 1;
    up_batch *batch = folding_batch();
    reference *all = NULL;
    for (int round = 0; round < 2; round++) { /* once more after a reset */
        all = calloc(1, sizeof *all);
        assert_non_null(all);
        for (int64_t i = 1; i <= ROWS; i++) {
            uint32_t key = random_number(&seed) % KEYS;
            uint32_t value = random_number(&seed);
            char name[16], text[16];
            snprintf(name, sizeof name, "%u", key);
            const char *cell = value_of(value, text);
            assert_int_equal(put(batch, i, name, cell, cell),
                             apply(all, key, value, i));
        }
        assert_as_reference(batch, all);
        free(all);
        up_batch_reset(batch);
    }
    up_batch_free(batch);
}

/* ------------------------------------------------------------- folding */

/* A row's three cells as one text, "k,a,-": a dash for NULL. */
static void assert_shown(up_batch *batch, const char *wanted)
{
    char text[200] = "";
    size_t rounds, length = 0;
    assert_int_equal(up_batch_settle(batch, NULL), UPSERT_OK);
    const up_round *round = up_batch_rounds(batch, &rounds);
    for (size_t i = 0; i < rounds; i++) {
        for (size_t p = 0; p < round[i].count; p++)
            for (size_t c = 0; c < COLUMNS; c++) {
                up_cell cell = up_batch_cell(batch, round[i].first + p, c);
                length += (size_t)snprintf(
                    text + length, sizeof text - length, "%s%.*s",
                    c   ? ","
                    : p ? " "
                        : "",
                    cell.kind == UP_CELL_TEXT ? (int)cell.length : 1,
                    cell.kind == UP_CELL_TEXT     ? cell.data
                    : cell.kind == UP_CELL_ABSENT ? "?"
                                                  : "-");
            }
        length += (size_t)snprintf(text + length, sizeof text - length, "|");
    }
    assert_string_equal(text, wanted);
}

typedef struct fold_case {
    upsert_rule rule;
    upsert_type type;
    const char *a, *b, *folded; /* NULL: they stay two rows */
} fold_case;

#define NULLS "-"

static const fold_case FOLD_CASES[] = {
    {UPSERT_RULE_REPLACE, UPSERT_TYPE_TEXT, "a", "b", "b"},
    {UPSERT_RULE_REPLACE, UPSERT_TYPE_TEXT, "a", NULLS, NULLS},
    {UPSERT_RULE_INSERT_ONLY, UPSERT_TYPE_TEXT, "a", "b", "a"},
    {UPSERT_RULE_INSERT_ONLY, UPSERT_TYPE_TEXT, NULLS, "b", NULLS},
    {UPSERT_RULE_KEEP_IF_NULL, UPSERT_TYPE_TEXT, "a", "b", "b"},
    {UPSERT_RULE_KEEP_IF_NULL, UPSERT_TYPE_TEXT, "a", NULLS, "a"},
    {UPSERT_RULE_KEEP_IF_NULL, UPSERT_TYPE_TEXT, NULLS, "b", "b"},
    {UPSERT_RULE_ADD, UPSERT_TYPE_INTEGER, "2", "3", "5"},
    {UPSERT_RULE_ADD, UPSERT_TYPE_INTEGER, "-2", "-3", "-5"},
    {UPSERT_RULE_ADD, UPSERT_TYPE_INTEGER, NULLS, "3", "3"},
    {UPSERT_RULE_ADD, UPSERT_TYPE_INTEGER, "2", NULLS, "2"},
    {UPSERT_RULE_ADD, UPSERT_TYPE_INTEGER, NULLS, NULLS, NULLS},
    {UPSERT_RULE_ADD, UPSERT_TYPE_INTEGER, "2", "-3", NULL},
    {UPSERT_RULE_ADD, UPSERT_TYPE_INTEGER, "2", "x", NULL},
    {UPSERT_RULE_ADD, UPSERT_TYPE_INTEGER, "9223372036854775807", "1", NULL},
    {UPSERT_RULE_ADD, UPSERT_TYPE_FLOAT, "1", "2", NULL},
    {UPSERT_RULE_GREATEST, UPSERT_TYPE_INTEGER, "9", "10", "10"},
    {UPSERT_RULE_GREATEST, UPSERT_TYPE_INTEGER, "10", "9", "10"},
    {UPSERT_RULE_GREATEST, UPSERT_TYPE_INTEGER, "7", "07", "7"},
    {UPSERT_RULE_GREATEST, UPSERT_TYPE_INTEGER, NULLS, "-9", "-9"},
    {UPSERT_RULE_GREATEST, UPSERT_TYPE_INTEGER, "-9", NULLS, "-9"},
    {UPSERT_RULE_GREATEST, UPSERT_TYPE_TEXT, "a", "b", NULL},
    {UPSERT_RULE_LEAST, UPSERT_TYPE_INTEGER, "9", "10", "9"},
    {UPSERT_RULE_LEAST, UPSERT_TYPE_INTEGER, "10", "9", "9"},
    {UPSERT_RULE_LEAST, UPSERT_TYPE_INTEGER, "10", NULLS, "10"},
    {UPSERT_RULE_APPEND, UPSERT_TYPE_TEXT, "a", "b", "ab"},
    {UPSERT_RULE_APPEND, UPSERT_TYPE_TEXT, "a", NULLS, "a"},
    {UPSERT_RULE_APPEND, UPSERT_TYPE_TEXT, NULLS, "b", "b"},
    {UPSERT_RULE_SQL, UPSERT_TYPE_TEXT, "a", "a", NULL},
};

static const char *cell_text(const char *text)
{
    return strcmp(text, NULLS) == 0 ? NULL : text;
}

static void check_fold(const fold_case *c)
{
    const up_batch_column ruled = {.rule = c->rule,
                                   .type = TYPE(c->type, UP_COLLATION_BYTES)};
    up_batch *batch = new_batch((up_batch_column[]){KEY, ruled, LAST}, true);
    char wanted[64];
    put(batch, 1, "k", cell_text(c->a), "1");
    assert_int_equal(put(batch, 2, "k", cell_text(c->b), "2"),
                     c->folded != NULL);
    if (c->folded)
        snprintf(wanted, sizeof wanted, "k,%s,2|", c->folded);
    else
        snprintf(wanted, sizeof wanted, "k,%s,1|k,%s,2|", c->a, c->b);
    assert_shown(batch, wanted);
    up_batch_free(batch);
}

static void each_rule_folds_where_it_is_exact(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH(FOLD_CASES); i++)
        check_fold(&FOLD_CASES[i]);
}

static void the_newest_of_plain_rows_stays(void **state)
{
    (void)state;
    up_batch_facts facts = facts_of((up_batch_column[]){KEY, VERSION, LAST});
    facts.newer = 1;
    up_batch *batch = batch_of(&facts);
    put(batch, 1, "k", "2", "a");
    assert_true(put(batch, 2, "k", "1", "older"));
    assert_true(put(batch, 3, "k", "2", "as old"));
    assert_true(put(batch, 4, "k", NULL, "no version"));
    assert_shown(batch, "k,2,a|");
    assert_true(put(batch, 5, "k", "10", "newer"));
    assert_shown(batch, "k,10,newer|");
    put(batch, 6, "j", NULL, "a");
    assert_true(put(batch, 7, "j", "-5", "b"));
    assert_shown(batch, "k,10,newer j,-5,b|");
    assert_false(put(batch, 8, "j", "x", "what is that?"));
    up_batch_free(batch);
}

static void
insert_only_columns_are_the_first_ones_whatever_is_newest(void **state)
{
    (void)state;
    up_batch_facts facts = facts_of((up_batch_column[]){KEY, VERSION, FIRST});
    facts.newer = 1;
    up_batch *batch = batch_of(&facts);
    put(batch, 1, "k", "2", "a");
    put(batch, 2, "k", "3", "b");
    assert_shown(batch, "k,3,a|");
    up_batch_free(batch);
}

/* Under touch, a condition, or only_newer with rules that are not plain, a row
   that says the same again is all that folds. */
static void rows_that_say_the_same_fold_where_others_do_not(void **state)
{
    (void)state;
    const up_batch_column kept = {.rule = UPSERT_RULE_KEEP_IF_NULL,
                                  .type = TEXT};
    const up_batch_column sum = {.rule = UPSERT_RULE_ADD, .type = INTEGER};
    up_batch_facts all[] = {
        facts_of((up_batch_column[]){KEY, VERSION, LAST}),
        facts_of((up_batch_column[]){KEY, VERSION, LAST}),
        facts_of((up_batch_column[]){KEY, VERSION, kept}),
        facts_of((up_batch_column[]){KEY, VERSION, sum}),
    };
    all[0].touch = true;
    all[1].where = true;
    all[2].newer = all[3].newer = 1;
    for (size_t i = 0; i < LENGTH(all); i++) {
        up_batch *batch = batch_of(&all[i]);
        put(batch, 1, "k", "1", "7");
        assert_true(put(batch, 2, "k", "1", "7"));
        assert_false(put(batch, 3, "k", "2", "7"));
        assert_false(put(batch, 4, "k", "1", "7"));
        assert_shown(batch, "k,1,7|k,2,7|k,1,7|");
        up_batch_free(batch);
    }
}

static void nothing_folds_that_would_count_twice(void **state)
{
    (void)state;
    const up_batch_column sum = {.rule = UPSERT_RULE_ADD, .type = INTEGER};
    up_batch_facts all[] = {
        facts_of((up_batch_column[]){KEY, LAST, sum}),
        facts_of((up_batch_column[]){KEY, LAST, sum}),
        facts_of((up_batch_column[]){KEY, LAST, LAST}),
    };
    all[0].touch = true;
    all[1].where = true;
    all[2].mode = UPSERT_MODE_INSERT;
    for (size_t i = 0; i < LENGTH(all); i++) {
        up_batch *batch = batch_of(&all[i]);
        put(batch, 1, "k", "1", "7");
        assert_false(put(batch, 2, "k", "1", "7"));
        up_batch_free(batch);
    }
}

static void a_null_that_may_be_refused_is_not_folded_away(void **state)
{
    (void)state;
    const up_batch_column required = {
        .rule = UPSERT_RULE_REPLACE, .type = TEXT, .required = true};
    up_batch *batch = new_batch((up_batch_column[]){KEY, required, LAST}, true);
    put(batch, 1, "k", "1", NULL);
    assert_true(put(batch, 2, "k", "2", NULL));
    assert_false(put(batch, 3, "k", NULL, "3"));
    assert_false(put(batch, 4, "k", "4", "4"));
    assert_shown(batch, "k,2,-|k,-,3|k,4,4|");
    up_batch_free(batch);
}

/* -------------------------------------------------------------- rounds */

static void repeats_that_do_not_fold_go_into_later_rounds(void **state)
{
    (void)state;
    up_batch *batch = new_batch((up_batch_column[]){KEY, LAST, LAST}, false);
    put(batch, 1, "a", "1", "");
    put(batch, 2, "b", "2", "");
    put(batch, 3, "a", "3", "");
    put(batch, 4, "c", "4", "");
    put(batch, 5, "a", "5", "");
    assert_shown(batch, "a,1, b,2, c,4,|a,3,|a,5,|");
    up_batch_free(batch);
}

static void one_round_does_where_a_statement_keeps_the_order(void **state)
{
    (void)state;
    up_batch_facts facts = facts_of((up_batch_column[]){KEY, LAST, LAST});
    facts.folds = false;
    facts.repeats = UPSERT_REPEATS_IN_ORDER;
    up_batch *batch = batch_of(&facts);
    put(batch, 1, "a", "1", "");
    put(batch, 2, "b", "2", "");
    put(batch, 3, "a", "3", "");
    assert_shown(batch, "a,1, b,2, a,3,|");
    up_batch_free(batch);
}

static void rows_keep_the_order_of_the_input_where_it_counts(void **state)
{
    (void)state;
    up_batch_facts facts = facts_of((up_batch_column[]){KEY, LAST, LAST});
    facts.folds = false;
    facts.in_order = true;
    up_batch *batch = batch_of(&facts);
    put(batch, 1, "a", "1", "");
    put(batch, 2, "a", "2", "");
    put(batch, 3, "b", "3", "");
    assert_shown(batch, "a,1,|a,2, b,3,|");
    up_batch_free(batch);
}

/* Of each shape and round; a key beyond the bytes that are compared keeps the
   order of the input. */
static void rows_go_in_the_order_of_their_keys_where_that_helps(void **state)
{
    (void)state;
    static const up_batch_column NUMBER_KEY = {true, UPSERT_RULE_KEY, INTEGER,
                                               false};
    up_batch_facts facts = facts_of((up_batch_column[]){NUMBER_KEY, KEY, LAST});
    facts.sorts = true;
    up_batch *batch = batch_of(&facts);
    put(batch, 1, "10", "b", "1");
    put(batch, 2, "9", "aa", "2");
    put(batch, 3, "-5", "c", "3");
    put(batch, 4, "9", "a", "4");
    put(batch, 5, "-12", "", "5");
    put(batch, 6, "0", "alike in sixteen bytes: 2", "6");
    put(batch, 7, "0", "alike in sixteen bytes: 1", "7");
    assert_shown(batch, "-12,,5 -5,c,3 "
                        "0,alike in sixteen bytes: 2,6 "
                        "0,alike in sixteen bytes: 1,7 "
                        "9,a,4 9,aa,2 10,b,1|");
    up_batch_free(batch);
}

/* Where a statement may hold two rows of a key, sorting them could swap them.
 */
static void rows_are_not_sorted_where_their_order_counts(void **state)
{
    (void)state;
    up_batch_facts facts = facts_of((up_batch_column[]){KEY, LAST, LAST});
    facts.sorts = true;
    up_batch_facts in_order = facts, unknown = facts, inserts = facts;
    in_order.in_order = true;
    unknown.key_unknown = true;
    inserts.mode = UPSERT_MODE_INSERT;
    const up_batch_facts cases[] = {in_order, unknown, inserts};
    for (size_t i = 0; i < LENGTH(cases); i++) {
        up_batch *batch = batch_of(&cases[i]);
        put(batch, 1, "b", "1", "");
        put(batch, 2, "a", "2", "");
        assert_shown(batch, "b,1, a,2,|");
        up_batch_free(batch);
    }
}

/* A statement may hold them all where it takes them one after the other. */
static void rows_of_one_key_keep_their_order_when_sorted(void **state)
{
    (void)state;
    static const up_batch_column WORD = {
        true,
        UPSERT_RULE_KEY,
        {UPSERT_TYPE_TEXT, UP_COLLATION_WORDS, 20, 0, false, false},
        false};
    static const up_batch_column NUMBER_KEY = {true, UPSERT_RULE_KEY, INTEGER,
                                               false};
    up_batch_facts facts =
        facts_of((up_batch_column[]){WORD, NUMBER_KEY, LAST});
    facts.sorts = true;
    facts.repeats = UPSERT_REPEATS_IN_ORDER;
    up_batch *batch = batch_of(&facts);
    put(batch, 1, "b", "1", "1");
    put(batch, 2, "b", "7", "2");
    put(batch, 3, "B", "007", "3");
    put(batch, 4, "b", "+7", "4");
    put(batch, 5, "A", "1", "5");
    put(batch, 6, "a", "1", "6");
    assert_shown(batch, "A,1,5 a,1,6 b,1,1 b,7,2 B,007,3 b,+7,4|");
    up_batch_free(batch);
}

/* Of LapTop, laptop, LapTop the third must not be folded into the first. */
static void another_spelling_between_keeps_rows_apart(void **state)
{
    (void)state;
    up_batch *batch =
        new_batch((up_batch_column[]){WORD_KEY, LAST, LAST}, true);
    put(batch, 1, "LapTop", "1", "");
    assert_false(put(batch, 2, "laptop", "2", ""));
    assert_false(put(batch, 3, "LapTop", "3", ""));
    assert_true(put(batch, 4, "LapTop", "4", ""));
    assert_false(put(batch, 5, "anvil", "5", ""));
    assert_shown(batch, "LapTop,1, anvil,5,|laptop,2,|LapTop,4,|");
    up_batch_free(batch);
}

/* Nothing is known of an accent: the rows before and behind it may be its
   like. */
static void keys_of_which_nothing_is_known_end_all_folding(void **state)
{
    (void)state;
    up_batch *batch =
        new_batch((up_batch_column[]){WORD_KEY, LAST, LAST}, true);
    put(batch, 1, "cafe", "1", "");
    put(batch, 2, "caf\xc3\xa9", "2", "");
    assert_false(put(batch, 3, "cafe", "3", ""));
    assert_true(put(batch, 4, "cafe", "4", ""));
    assert_false(put(batch, 5, "caf\xc3\xa9", "5", ""));
    put(batch, 6, "x", "6", "");
    assert_shown(batch, "cafe,1,|caf\xc3\xa9,2, cafe,4,|caf\xc3\xa9,5, x,6,|");
    up_batch_reset(batch);
    put(batch, 1, "cafe", "1", "");
    put(batch, 2, "x", "2", "");
    assert_true(put(batch, 3, "cafe", "3", ""));
    up_batch_free(batch);
}

static void two_spellings_of_a_number_are_one_key(void **state)
{
    (void)state;
    const up_batch_column number = {true, UPSERT_RULE_KEY, INTEGER, false};
    up_batch *batch = new_batch((up_batch_column[]){number, LAST, LAST}, true);
    put(batch, 1, "7", "1", "");
    assert_true(put(batch, 2, "007", "2", ""));
    assert_false(put(batch, 3, "-7", "3", ""));
    assert_shown(batch, "7,2, -7,3,|");
    up_batch_free(batch);
}

/* --------------------------------------------------------------- shapes */

static void leave_out(up_batch *batch, size_t column)
{
    assert_int_equal(up_batch_set(batch, column, UP_CELL_ABSENT, NULL, 0, NULL),
                     UPSERT_OK);
}

/* b NULL: it is left out. */
static bool put_part(up_batch *batch, int64_t number, const char *a,
                     const char *b, const char *c)
{
    bool folded;
    set(batch, 0, a);
    if (b)
        set(batch, 1, b);
    else
        leave_out(batch, 1);
    set(batch, 2, c);
    assert_int_equal(up_batch_put(batch, number, &folded, NULL), UPSERT_OK);
    return folded;
}

static bool put_delete(up_batch *batch, int64_t number, const char *key)
{
    bool folded;
    set(batch, 0, key);
    up_batch_set_delete(batch);
    assert_true(up_batch_deletes(batch));
    assert_int_equal(up_batch_put(batch, number, &folded, NULL), UPSERT_OK);
    assert_false(up_batch_deletes(batch));
    return folded;
}

static void rows_of_one_shape_go_together_and_keep_their_order(void **state)
{
    (void)state;
    up_batch *batch = folding_batch();
    put_part(batch, 1, "a", "1", "1");
    put_part(batch, 2, "b", NULL, "2");
    put_part(batch, 3, "c", "3", "3");
    assert_false(put_part(batch, 4, "a", NULL, "4"));
    assert_false(put_part(batch, 5, "a", "5", "5"));
    assert_true(put_part(batch, 6, "b", NULL, "6"));
    assert_shown(batch, "a,1,1 c,3,3|b,?,6 a,?,4|a,5,5|");
    size_t count;
    const up_round *rounds = up_batch_rounds(batch, &count);
    assert_int_equal(count, 3);
    assert_int_equal(rounds[0].shape, rounds[2].shape);
    assert_int_equal(up_batch_shape(batch, rounds[1].shape).parts[1],
                     UP_PART_ABSENT);
    assert_false(up_batch_shape(batch, rounds[1].shape).deletes);
    up_batch_free(batch);
}

static void a_row_that_is_deleted_at_once_is_only_deleted(void **state)
{
    (void)state;
    up_batch *batch = folding_batch();
    put(batch, 1, "a", "1", "1");
    put(batch, 2, "b", "2", "2");
    assert_true(put_delete(batch, 3, "a"));
    assert_true(put_delete(batch, 4, "a"));
    assert_false(put(batch, 5, "a", "5", "5"));
    assert_true(put(batch, 6, "a", "6", "6"));
    size_t count;
    assert_shown(batch, "b,2,2|a,-,-|a,5,6|");
    const up_round *rounds = up_batch_rounds(batch, &count);
    assert_true(up_batch_shape(batch, rounds[1].shape).deletes);
    assert_int_equal(up_batch_number(batch, rounds[1].first), 4);
    up_batch_free(batch);
}

static void a_null_in_the_key_is_a_shape_of_its_own(void **state)
{
    (void)state;
    up_batch_facts facts = facts_of((up_batch_column[]){KEY, FIRST, LAST});
    facts.null_keys = UP_NULL_KEYS_MATCH;
    up_batch *batch = batch_of(&facts);
    put(batch, 1, NULL, "1", "1");
    put(batch, 2, "a", "2", "2");
    assert_true(put(batch, 3, NULL, "3", "3"));
    assert_shown(batch, "-,1,3|a,2,2|");
    up_batch_free(batch);
    facts.null_keys = UP_NULL_KEYS_INSERT;
    batch = batch_of(&facts);
    put(batch, 1, NULL, "1", "1");
    put(batch, 2, "a", "2", "2");
    assert_false(put(batch, 3, NULL, "3", "3"));
    assert_shown(batch, "-,1,1 -,3,3|a,2,2|");
    up_batch_free(batch);
}

static void too_many_rounds_are_told(void **state)
{
    (void)state;
    up_batch *batch = new_batch((up_batch_column[]){KEY, LAST, LAST}, false);
    int64_t rows = 0;
    while (!up_batch_crowded(batch) && rows < 10000)
        put(batch, ++rows, "k", "x", "y");
    assert_in_range(rows, 2, 1000);
    up_batch_reset(batch);
    assert_false(up_batch_crowded(batch));
    up_batch_free(batch);
}

static void freeing_nothing_is_legal(void **state)
{
    (void)state;
    up_batch_free(NULL);
    up_batch_free(folding_batch());
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_come_back_in_the_order_of_their_keys),
        cmocka_unit_test(a_column_of_empty_texts_is_not_null),
        cmocka_unit_test(columns_fold_to_their_first_or_last_value),
        cmocka_unit_test(a_null_folds_as_any_value_does),
        cmocka_unit_test(keys_are_compared_cell_by_cell),
        cmocka_unit_test(columns_outside_of_the_key_tell_no_rows_apart),
        cmocka_unit_test(text_and_bytes_are_different_keys),
        cmocka_unit_test(bytes_may_hold_zeros),
        cmocka_unit_test(nothing_is_folded_unless_asked_for),
        cmocka_unit_test(a_new_row_begins_unset),
        cmocka_unit_test(a_cell_set_twice_has_its_last_value),
        cmocka_unit_test(a_cleared_row_leaves_nothing),
        cmocka_unit_test(a_reset_batch_is_as_good_as_new),
        cmocka_unit_test(the_size_covers_what_is_held),
        cmocka_unit_test(many_random_rows_fold_as_one_at_a_time_would),
        cmocka_unit_test(each_rule_folds_where_it_is_exact),
        cmocka_unit_test(the_newest_of_plain_rows_stays),
        cmocka_unit_test(
            insert_only_columns_are_the_first_ones_whatever_is_newest),
        cmocka_unit_test(rows_that_say_the_same_fold_where_others_do_not),
        cmocka_unit_test(nothing_folds_that_would_count_twice),
        cmocka_unit_test(a_null_that_may_be_refused_is_not_folded_away),
        cmocka_unit_test(repeats_that_do_not_fold_go_into_later_rounds),
        cmocka_unit_test(one_round_does_where_a_statement_keeps_the_order),
        cmocka_unit_test(rows_keep_the_order_of_the_input_where_it_counts),
        cmocka_unit_test(rows_go_in_the_order_of_their_keys_where_that_helps),
        cmocka_unit_test(rows_are_not_sorted_where_their_order_counts),
        cmocka_unit_test(rows_of_one_key_keep_their_order_when_sorted),
        cmocka_unit_test(another_spelling_between_keeps_rows_apart),
        cmocka_unit_test(keys_of_which_nothing_is_known_end_all_folding),
        cmocka_unit_test(two_spellings_of_a_number_are_one_key),
        cmocka_unit_test(rows_of_one_shape_go_together_and_keep_their_order),
        cmocka_unit_test(a_row_that_is_deleted_at_once_is_only_deleted),
        cmocka_unit_test(a_null_in_the_key_is_a_shape_of_its_own),
        cmocka_unit_test(too_many_rounds_are_told),
        cmocka_unit_test(freeing_nothing_is_legal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
