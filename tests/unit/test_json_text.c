/* Strings as JSON writes them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/json_text.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))

static void a_string_is_written_so_that_it_is_read_back(void **state)
{
    (void)state;
    static const struct {
        const char *text, *json;
    } CASES[] = {
        {NULL, "null"},
        {"null", "\"null\""},
        {"", "\"\""},
        {" a ", "\" a \""},
        {"1.50", "\"1.50\""},
        {"\"", "\"\\\"\""},
        {"C:\\new", "\"C:\\\\new\""},
        {"\t\n\x01\x1f", "\"\\u0009\\u000a\\u0001\\u001f\""},
        {"\x7f/na\xc3\xafve \xf0\x9f\x98\x80",
         "\"\x7f/na\xc3\xafve \xf0\x9f\x98\x80\""},
    };
    for (size_t i = 0; i < LENGTH(CASES); i++) {
        up_buffer json = {0};
        size_t length = CASES[i].text ? strlen(CASES[i].text) : 0;
        up_json_text(&json, CASES[i].text, length);
        assert_string_equal(up_buffer_string(&json), CASES[i].json);
        assert_true(json.length <= length * UP_JSON_GROWTH + UP_JSON_FRAME);
        up_buffer_dispose(&json);
    }
}

static void strings_follow_each_other(void **state)
{
    (void)state;
    up_buffer json = {0};
    up_json_text(&json, "a", 1);
    up_json_text(&json, NULL, 0);
    up_json_text(&json, "bc", 1);
    assert_string_equal(up_buffer_string(&json), "\"a\"null\"b\"");
    up_buffer_dispose(&json);
}

static void a_string_that_finds_no_room_is_known(void **state)
{
    (void)state;
    up_buffer json = {.maximum = 8};
    up_json_text(&json, "abcdefgh", 8);
    assert_true(json.failed);
    up_buffer_dispose(&json);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_string_is_written_so_that_it_is_read_back),
        cmocka_unit_test(strings_follow_each_other),
        cmocka_unit_test(a_string_that_finds_no_room_is_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
