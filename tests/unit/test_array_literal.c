/* Arrays as PostgreSQL writes them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/array_literal.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))

static void an_element_is_written_so_that_it_is_read_back(void **state)
{
    (void)state;
    static const struct {
        const char *text, *literal;
    } CASES[] = {
        {NULL, "{NULL}"},
        {"NULL", "{\"NULL\"}"},
        {"null", "{\"null\"}"},
        {"", "{\"\"}"},
        {" ", "{\" \"}"},
        {"12", "{12}"},
        {"-1.50", "{-1.50}"},
        {"2024-02-29", "{2024-02-29}"},
        {"1e5", "{\"1e5\"}"},
        {"a,b", "{\"a,b\"}"},
        {"{1}", "{\"{1}\"}"},
        {"\"", "{\"\\\"\"}"},
        {"\\", "{\"\\\\\"}"},
        {"a\"b\\c\\", "{\"a\\\"b\\\\c\\\\\"}"},
        {"na\xc3\xafve\n", "{\"na\xc3\xafve\n\"}"},
    };
    for (size_t i = 0; i < LENGTH(CASES); i++) {
        up_buffer literal = {0};
        up_array_literal_text(&literal, CASES[i].text,
                              CASES[i].text ? strlen(CASES[i].text) : 0);
        up_array_literal_end(&literal);
        assert_string_equal(up_buffer_string(&literal), CASES[i].literal);
        up_buffer_dispose(&literal);
    }
}

static void elements_follow_each_other(void **state)
{
    (void)state;
    up_buffer literal = {0};
    up_array_literal_text(&literal, "1", 1);
    up_array_literal_text(&literal, NULL, 0);
    up_array_literal_bytes(&literal, "\0\xffz", 3);
    up_array_literal_bytes(&literal, "", 0);
    up_array_literal_end(&literal);
    assert_string_equal(up_buffer_string(&literal),
                        "{1,NULL,\"\\\\x00ff7a\",\"\\\\x\"}");
    up_buffer_dispose(&literal);
}

static void an_array_may_be_empty(void **state)
{
    (void)state;
    up_buffer literal = {0};
    up_array_literal_end(&literal);
    assert_string_equal(up_buffer_string(&literal), "{}");
    up_buffer_dispose(&literal);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_element_is_written_so_that_it_is_read_back),
        cmocka_unit_test(elements_follow_each_other),
        cmocka_unit_test(an_array_may_be_empty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
