/* up_shard: which keys are whose, on every machine and in every version. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "session/session.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))

enum { MANY = 10000 };

static up_batch *new_batch(upsert_type type, up_collation collation)
{
    const up_batch_column columns[] = {
        {.key = true,
         .rule = UPSERT_RULE_KEY,
         .type = {.type = type,
                  .collation = collation,
                  .limit = UP_VALUE_UNLIMITED}},
    };
    const up_batch_facts facts = {
        .columns = columns,
        .column_count = LENGTH(columns),
        .mode = UPSERT_MODE_UPSERT,
        .newer = UP_NO_COLUMN,
    };
    up_batch *batch = NULL;
    assert_int_equal(up_batch_new(&facts, &batch, NULL), UPSERT_OK);
    return batch;
}

static uint64_t number_of(up_batch *batch, const char *key)
{
    uint64_t number = 0;
    up_batch_clear(batch);
    assert_int_equal(
        up_batch_set(batch, 0, UP_CELL_TEXT, key, strlen(key), NULL),
        UPSERT_OK);
    assert_true(up_batch_key_number(batch, &number));
    return number;
}

/* The one of `count` shards that takes a number. */
static uint32_t shard_of(uint64_t number, uint32_t count)
{
    uint32_t found = 0;
    for (uint32_t i = 1; i <= count; i++)
        if (up_shard_takes(&(up_shard){i, count}, number)) {
            assert_int_equal(found, 0);
            found = i;
        }
    assert_int_not_equal(found, 0);
    return found;
}

/* Two runs of one input may be on two machines: what is here stays. */
static void a_key_stays_with_its_shard(void **state)
{
    static const struct {
        upsert_type type;
        up_collation collation;
        const char *key;
        uint32_t of_2, of_3, of_1000;
    } KEYS[] = {
        {UPSERT_TYPE_INTEGER, UP_COLLATION_BYTES, "1", 1, 3, 225},
        {UPSERT_TYPE_INTEGER, UP_COLLATION_BYTES, "-20", 2, 3, 286},
        {UPSERT_TYPE_INTEGER, UP_COLLATION_BYTES, "123456789", 2, 3, 992},
        {UPSERT_TYPE_TEXT, UP_COLLATION_BYTES, "", 1, 2, 517},
        {UPSERT_TYPE_TEXT, UP_COLLATION_BYTES, "laptop", 1, 1, 529},
        {UPSERT_TYPE_TEXT, UP_COLLATION_LETTERS, "Laptop", 1, 1, 529},
        {UPSERT_TYPE_DATE, UP_COLLATION_BYTES, "2024-02-29", 2, 2, 26},
        {UPSERT_TYPE_UUID, UP_COLLATION_BYTES,
         "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11", 2, 1, 782},
    };
    (void)state;
    for (size_t i = 0; i < LENGTH(KEYS); i++) {
        up_batch *batch = new_batch(KEYS[i].type, KEYS[i].collation);
        uint64_t number = number_of(batch, KEYS[i].key);
        up_batch_free(batch);
        uint32_t found[] = {shard_of(number, 2), shard_of(number, 3),
                            shard_of(number, 1000)};
        if (found[0] != KEYS[i].of_2 || found[1] != KEYS[i].of_3 ||
            found[2] != KEYS[i].of_1000)
            fail_msg("key %zu \"%s\": %u, %u, %u", i, KEYS[i].key, found[0],
                     found[1], found[2]);
    }
}

static void expect_about(size_t found, size_t expected)
{
    assert_in_range(found, expected - expected / 10, expected + expected / 10);
}

/* What the keys of one shard are to its workers, and to the index of a batch:
   their numbers' upper and lower halves. */
static void the_keys_of_a_shard_differ_in_every_way(void **state)
{
    (void)state;
    up_batch *batch = new_batch(UPSERT_TYPE_INTEGER, UP_COLLATION_BYTES);
    size_t ours = 0, first_worker = 0, even_slot = 0;
    for (int i = 0; i < MANY; i++) {
        char key[16];
        snprintf(key, sizeof key, "%d", i);
        uint64_t number = number_of(batch, key);
        if (!up_shard_takes(&(up_shard){2, 4}, number))
            continue;
        ours++;
        first_worker += (number >> 32) % 4 == 0;
        even_slot += number % 4 == 0;
    }
    up_batch_free(batch);
    expect_about(ours, MANY / 4);
    expect_about(first_worker, MANY / 16);
    expect_about(even_slot, MANY / 16);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_key_stays_with_its_shard),
        cmocka_unit_test(the_keys_of_a_shard_differ_in_every_way),
    };
    return cmocka_run_group_tests_name("shard", tests, NULL, NULL);
}
