/* Values in a file that MySQL and MariaDB load. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/load_text.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))

static void a_value_is_written_so_that_it_is_read_back(void **state)
{
    (void)state;
    static const struct {
        const char *data, *text;
    } CASES[] = {
        {NULL, "!N"},
        {"", ""},
        {"NULL", "NULL"},
        {"N", "N"},
        {"!N", "!!N"},
        {"\\N \\", "\\N \\"},
        {" a\tb\nc\r\n ", " a!tb!nc\r!n "},
        {"na\xc3\xafve", "na\xc3\xafve"},
    };
    for (size_t i = 0; i < LENGTH(CASES); i++) {
        up_buffer file = {0};
        up_load_text(&file, CASES[i].data,
                     CASES[i].data ? strlen(CASES[i].data) : 0);
        up_load_text(&file, "\0\xff", 2);
        assert_int_equal(file.length, strlen(CASES[i].text) + 3);
        assert_memory_equal(file.data, CASES[i].text, strlen(CASES[i].text));
        assert_memory_equal(file.data + strlen(CASES[i].text), "!0\xff", 3);
        up_buffer_dispose(&file);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_value_is_written_so_that_it_is_read_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
