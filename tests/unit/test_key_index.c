/* up_key_index: growth, collisions, and what a reset leaves. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "batch/key_index.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))

/* Keys of the rows, and the key that is looked for. */
typedef struct lookup {
    const uint64_t *keys;
    uint64_t wanted;
    size_t compared; /* rows that were compared */
} lookup;

static bool equal(const void *context, size_t row)
{
    lookup *what = (lookup *)(uintptr_t)context;
    what->compared++;
    return what->keys[row] == what->wanted;
}

static uint64_t mixed(uint64_t key)
{
    key *= 0x9e3779b97f4a7c15u;
    return key ^ key >> 29;
}

static uint64_t constant(uint64_t key)
{
    (void)key;
    return 42;
}

/* All rows begin at the third slot from the end, and go round. */
static uint64_t at_the_end(uint64_t key)
{
    (void)key;
    return UINT64_MAX - 2;
}

static size_t find(const up_key_index *index, const uint64_t *keys,
                   uint64_t (*hash)(uint64_t), uint64_t wanted)
{
    lookup what = {keys, wanted, 0};
    return up_key_index_find(index, hash(wanted), equal, &what);
}

static void nothing_is_found_in_an_empty_index(void **state)
{
    (void)state;
    up_key_index index = {0};
    assert_true(find(&index, NULL, mixed, 0) == UP_KEY_ABSENT);
    up_key_index_reset(&index);
    up_key_index_dispose(&index);
    assert_null(index.slots);
}

enum { MANY = 50000 };

/* Add `count` keys, 7 apart, and find each of them and none between. */
static void check_many(uint64_t (*hash)(uint64_t), size_t count)
{
    up_key_index index = {0};
    uint64_t *keys = calloc(count, sizeof *keys);
    assert_non_null(keys);
    for (size_t i = 0; i < count; i++) {
        keys[i] = i * 7;
        assert_true(find(&index, keys, hash, keys[i]) == UP_KEY_ABSENT);
        assert_true(up_key_index_add(&index, hash(keys[i]), i));
        assert_int_equal(find(&index, keys, hash, keys[i]), i);
    }
    assert_int_equal(index.count, count);
    assert_true(index.capacity >= count * 2 || index.capacity == 1024);
    assert_int_equal(index.capacity & (index.capacity - 1), 0);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(find(&index, keys, hash, i * 7), i);
        assert_true(find(&index, keys, hash, i * 7 + 1) == UP_KEY_ABSENT);
    }
    up_key_index_dispose(&index);
    free(keys);
}

static void every_key_is_found_after_growth(void **state)
{
    (void)state;
    check_many(mixed, MANY);
}

static void rows_of_one_hash_are_told_apart(void **state)
{
    (void)state;
    check_many(constant, 1500);
}

static void slots_go_round_at_the_end(void **state)
{
    (void)state;
    check_many(at_the_end, 1500);
}

static void only_rows_of_the_same_hash_are_compared(void **state)
{
    (void)state;
    static const uint64_t KEYS[] = {1, 2, 3};
    up_key_index index = {0};
    /* neighbours in the table, of different hashes */
    for (size_t i = 0; i < LENGTH(KEYS); i++)
        assert_true(up_key_index_add(&index, (uint64_t)i << 32, i));
    lookup what = {KEYS, 3, 0};
    assert_int_equal(up_key_index_find(&index, (uint64_t)2 << 32, equal, &what),
                     2);
    assert_int_equal(what.compared, 1);
    up_key_index_dispose(&index);
}

static void the_table_never_fills_up(void **state)
{
    (void)state;
    up_key_index index = {0};
    for (size_t i = 0; i < 10000; i++) {
        assert_true(up_key_index_add(&index, mixed(i), i));
        assert_true(index.count * 2 <= index.capacity);
    }
    up_key_index_dispose(&index);
}

static void a_reset_forgets_rows_and_keeps_memory(void **state)
{
    (void)state;
    uint64_t keys[3000];
    up_key_index index = {0};
    for (size_t round = 0; round < 3; round++) {
        for (size_t i = 0; i < LENGTH(keys); i++) {
            keys[i] = i + round;
            assert_true(find(&index, keys, mixed, keys[i]) == UP_KEY_ABSENT);
            assert_true(up_key_index_add(&index, mixed(keys[i]), i));
        }
        size_t capacity = index.capacity;
        up_key_index_reset(&index);
        assert_int_equal(index.count, 0);
        assert_int_equal(index.capacity, capacity);
        for (size_t i = 0; i < LENGTH(keys); i++)
            assert_true(find(&index, keys, mixed, keys[i]) == UP_KEY_ABSENT);
    }
    up_key_index_dispose(&index);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_found_in_an_empty_index),
        cmocka_unit_test(every_key_is_found_after_growth),
        cmocka_unit_test(rows_of_one_hash_are_told_apart),
        cmocka_unit_test(slots_go_round_at_the_end),
        cmocka_unit_test(only_rows_of_the_same_hash_are_compared),
        cmocka_unit_test(the_table_never_fills_up),
        cmocka_unit_test(a_reset_forgets_rows_and_keeps_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
