/* up_buffer: growth, the sticky failure, the maximum. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"

static void appends_in_order(void **state)
{
    (void)state;
    up_buffer buffer = {0};
    up_buffer_text(&buffer, "a");
    up_buffer_format(&buffer, "%d-%s", 12, "b");
    up_buffer_append(&buffer, "c\0d", 3);
    assert_int_equal(buffer.length, 8);
    assert_memory_equal(up_buffer_string(&buffer), "a12-bc\0d", 9);
    up_buffer_dispose(&buffer);
}

static void grows_over_many_appends(void **state)
{
    (void)state;
    up_buffer buffer = {0};
    for (int i = 0; i < 100000; i++)
        up_buffer_append(&buffer, "xyz", 3);
    assert_false(buffer.failed);
    assert_int_equal(buffer.length, 300000);
    assert_int_equal(strlen(up_buffer_string(&buffer)), 300000);
    up_buffer_dispose(&buffer);
}

static void refuses_to_pass_its_maximum(void **state)
{
    (void)state;
    up_buffer buffer = {.maximum = 4};
    up_buffer_text(&buffer, "1234");
    assert_false(buffer.failed);
    up_buffer_text(&buffer, "5");
    assert_true(buffer.failed);
    up_buffer_text(&buffer, "");
    assert_null(up_buffer_string(&buffer));
    up_buffer_reset(&buffer);
    up_buffer_text(&buffer, "ok");
    assert_string_equal(up_buffer_string(&buffer), "ok");
    up_buffer_dispose(&buffer);
}

static void array_keeps_its_elements(void **state)
{
    (void)state;
    int *numbers = NULL;
    size_t capacity = 0;
    for (size_t i = 0; i < 1000; i++) {
        assert_true(up_array_reserve(&numbers, &capacity, i, sizeof *numbers));
        numbers[i] = (int)i;
    }
    for (size_t i = 0; i < 1000; i++)
        assert_int_equal(numbers[i], (int)i);
    free(numbers);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(appends_in_order),
        cmocka_unit_test(grows_over_many_appends),
        cmocka_unit_test(refuses_to_pass_its_maximum),
        cmocka_unit_test(array_keeps_its_elements),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
