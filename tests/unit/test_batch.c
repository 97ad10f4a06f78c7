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

static const up_batch_column KEY = {.key = true};
static const up_batch_column FIRST = {.fold = UP_FOLD_FIRST};
static const up_batch_column LAST = {.fold = UP_FOLD_LAST};

/* The most columns that a batch here has. */
enum { COLUMNS = 3 };

static up_batch *new_batch(const up_batch_column columns[COLUMNS], bool fold)
{
    up_batch *batch = NULL;
    upsert_error error = UPSERT_ERROR_INIT;
    assert_int_equal(up_batch_new(columns, COLUMNS, fold, &batch, &error),
                     UPSERT_OK);
    return batch;
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

static void assert_row(const up_batch *batch, size_t row, int64_t number,
                       const char *a, const char *b, const char *c)
{
    assert_int_equal(up_batch_number(batch, row), number);
    assert_cell(batch, row, 0, a);
    assert_cell(batch, row, 1, b);
    assert_cell(batch, row, 2, c);
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
    up_batch *batch = folding_batch();
    bool folded;
    put(batch, 1, "k", "x", "x");
    set(batch, 1, "y");
    set(batch, 2, "y");
    assert_int_equal(up_batch_set(batch, 0, UP_CELL_BYTES, "k", 1, NULL),
                     UPSERT_OK);
    assert_int_equal(up_batch_put(batch, 2, &folded, NULL), UPSERT_OK);
    assert_false(folded);
    assert_int_equal(up_batch_cell(batch, 1, 0).kind, UP_CELL_BYTES);
    up_batch_free(batch);
}

static void bytes_may_hold_zeros(void **state)
{
    (void)state;
    up_batch *batch = folding_batch();
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

static void assert_as_reference(const up_batch *batch, const reference *all)
{
    assert_int_equal(up_batch_rows(batch), all->count);
    for (uint32_t key = 0; key < KEYS; key++) {
        if (!all->place[key])
            continue;
        char name[16], first[16], last[16];
        snprintf(name, sizeof name, "%u", key);
        assert_row(batch, all->place[key] - 1, all->number[key], name,
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
        cmocka_unit_test(freeing_nothing_is_legal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
