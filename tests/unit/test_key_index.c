/* up_key_index: growth, collisions, and what a reset leaves. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "batch/key_index.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))

static uint64_t mixed(uint64_t key)
{
    key *= 0x9e3779b97f4a7c15u;
    return key ^ key >> 29;
}

/* All rows begin within three slots from the end, and go round. */
static uint64_t at_the_end(uint64_t key)
{
    return ((0xFFF - key % 3) << 52) | (key << 24);
}

static void nothing_is_found_in_an_empty_index(void **state)
{
    (void)state;
    up_key_index index = {0};
    assert_true(up_key_index_find(&index, 0) == UP_KEY_ABSENT);
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
        assert_true(up_key_index_find(&index, hash(keys[i])) == UP_KEY_ABSENT);
        assert_true(up_key_index_put(&index, hash(keys[i]), i));
        assert_int_equal(up_key_index_find(&index, hash(keys[i])), i);
    }
    assert_int_equal(index.count, count);
    assert_true(index.capacity >= count * 2 || index.capacity == 1024);
    assert_int_equal(index.capacity & (index.capacity - 1), 0);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(up_key_index_find(&index, hash(i * 7)), i);
        assert_true(up_key_index_find(&index, hash(i * 7 + 1)) ==
                    UP_KEY_ABSENT);
    }
    up_key_index_dispose(&index);
    free(keys);
}

static void every_key_is_found_after_growth(void **state)
{
    (void)state;
    check_many(mixed, MANY);
}

static void the_last_row_of_a_hash_is_found(void **state)
{
    (void)state;
    up_key_index index = {0};
    for (size_t i = 0; i < 1500; i++)
        assert_true(up_key_index_put(&index, (42 + i % 3) << 24, i));
    assert_int_equal(index.count, 3);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(up_key_index_find(&index, (42 + i) << 24), 1497 + i);
    up_key_index_dispose(&index);
}

static void slots_go_round_at_the_end(void **state)
{
    (void)state;
    check_many(at_the_end, 1500);
}

static void the_table_never_fills_up(void **state)
{
    (void)state;
    up_key_index index = {0};
    for (size_t i = 0; i < 10000; i++) {
        assert_true(up_key_index_put(&index, mixed(i), i));
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
            assert_true(up_key_index_find(&index, mixed(keys[i])) ==
                        UP_KEY_ABSENT);
            assert_true(up_key_index_put(&index, mixed(keys[i]), i));
        }
        size_t capacity = index.capacity;
        up_key_index_reset(&index);
        assert_int_equal(index.count, 0);
        assert_int_equal(index.capacity, capacity);
        for (size_t i = 0; i < LENGTH(keys); i++)
            assert_true(up_key_index_find(&index, mixed(keys[i])) ==
                        UP_KEY_ABSENT);
    }
    up_key_index_dispose(&index);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_found_in_an_empty_index),
        cmocka_unit_test(every_key_is_found_after_growth),
        cmocka_unit_test(the_last_row_of_a_hash_is_found),
        cmocka_unit_test(slots_go_round_at_the_end),
        cmocka_unit_test(the_table_never_fills_up),
        cmocka_unit_test(a_reset_forgets_rows_and_keeps_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
