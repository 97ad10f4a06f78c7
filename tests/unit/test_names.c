/* Lists, pairs and table names, and every way to get one wrong. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "schema/names.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))

/* Names with '|' behind each, so that a test can hold them in one text. */
static void join(const up_names *names, up_buffer *text)
{
    for (size_t i = 0; i < names->count; i++)
        up_buffer_format(text, "%s|", names->items[i]);
}

static void reads_lists(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        {"", ""},
        {" \t ", ""},
        {"a", "a|"},
        {"a,b", "a|b|"},
        {" a , b\t,\r\n c ", "a|b|c|"},
        {"first name, last name", "first name|last name|"},
        {"\"a\"", "a|"},
        {" \"c, d\" , e", "c, d|e|"},
        {"\" x \"", " x |"},
        {"\"a\"\"b\"", "a\"b|"},
        {"\"\"\"\"", "\"|"},
        {"\"a.b\",\"c=d\"", "a.b|c=d|"},
        {"A, a", "A|a|"},
        {"a'b, c:d", "a'b|c:d|"},
        {"Stra\xc3\x9f"
         "e, \xe4\xbe\xa1",
         "Stra\xc3\x9f"
         "e|\xe4\xbe\xa1|"},
    };
    for (size_t i = 0; i < LENGTH(CASES); i++) {
        up_names names;
        upsert_error error = UPSERT_ERROR_INIT;
        up_buffer text = {0};
        assert_int_equal(up_names_parse(CASES[i][0], &names, &error),
                         UPSERT_OK);
        join(&names, &text);
        assert_string_equal(up_buffer_string(&text), CASES[i][1]);
        assert_int_equal(error.status, UPSERT_OK);
        up_buffer_dispose(&text);
        up_names_dispose(&names);
        assert_null(names.items);
    }
}

static void refuses_bad_lists(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        {",", "a name is empty"},
        {"a,", "a name is empty"},
        {"a,,b", "a name is empty"},
        {",a", "a name is empty"},
        {"\"\"", "a name is empty"},
        {"a, b, a", "the name \"a\" is repeated"},
        {"a, \"a\"", "the name \"a\" is repeated"},
        {"\"a", "the opening quote of a name is not closed"},
        {"\"a\"\"", "the opening quote of a name is not closed"},
        {"\"a\" b", "text after the closing quote of a name"},
        {"\"a\"b\"", "text after the closing quote of a name"},
        {"a\"b\"", "a quote inside a name; put the whole name in double "
                   "quotes and double those inside"},
        {"a.b", "misplaced '.'; a name that holds one stands in double "
                "quotes"},
        {"a=b", "misplaced '='; a name that holds one stands in double "
                "quotes"},
    };
    for (size_t i = 0; i < LENGTH(CASES); i++) {
        up_names names;
        upsert_error error = UPSERT_ERROR_INIT;
        assert_int_equal(up_names_parse(CASES[i][0], &names, &error),
                         UPSERT_OPTION);
        assert_string_equal(error.message, CASES[i][1]);
        assert_null(names.items);
        assert_int_equal(names.count, 0);
    }
}

static void bounds_the_number_of_names(void **state)
{
    (void)state;
    up_buffer text = {0};
    for (int i = 0; i < 4096; i++)
        up_buffer_format(&text, "%sn%d", i ? "," : "", i);
    up_names names;
    upsert_error error = UPSERT_ERROR_INIT;
    assert_int_equal(up_names_parse(up_buffer_string(&text), &names, &error),
                     UPSERT_OK);
    assert_int_equal(names.count, 4096);
    up_names_dispose(&names);
    up_buffer_text(&text, ",more");
    assert_int_equal(up_names_parse(up_buffer_string(&text), &names, &error),
                     UPSERT_OPTION);
    assert_string_equal(error.message, "more than 4096 names");
    up_buffer_dispose(&text);
}

static void cuts_a_long_name_between_characters(void **state)
{
    (void)state;
    up_buffer text = {0};
    up_buffer_text(&text, "x");
    for (int i = 0; i < 100; i++)
        up_buffer_text(&text, "\xc3\xa9");
    up_buffer list = {0};
    up_buffer_format(&list, "%s,%s", up_buffer_string(&text),
                     up_buffer_string(&text));
    up_names names;
    upsert_error error = UPSERT_ERROR_INIT;
    assert_int_equal(up_names_parse(up_buffer_string(&list), &names, &error),
                     UPSERT_OPTION);
    /* 60 bytes would end inside a character. */
    assert_int_equal(strlen(error.message),
                     strlen("the name \"\" is repeated") + 59);
    up_buffer_dispose(&text);
    up_buffer_dispose(&list);
}

static void reads_maps(void **state)
{
    (void)state;
    static const char *const CASES[][3] = {
        {"", "", ""},
        {"a=b", "a|", "b|"},
        {" a = b , c=d ", "a|c|", "b|d|"},
        {"name=Name, description=Text", "name|description|", "Name|Text|"},
        {"a=x, b=x", "a|b|", "x|x|"},
        {"\"a=b\"=\"c,d\"", "a=b|", "c,d|"},
        {"\"a\" = \"b\"\"c\"", "a|", "b\"c|"},
    };
    for (size_t i = 0; i < LENGTH(CASES); i++) {
        up_name_map map;
        up_buffer text = {0};
        assert_int_equal(up_name_map_parse(CASES[i][0], &map, NULL), UPSERT_OK);
        assert_int_equal(map.targets.count, map.sources.count);
        join(&map.targets, &text);
        assert_string_equal(up_buffer_string(&text), CASES[i][1]);
        up_buffer_reset(&text);
        join(&map.sources, &text);
        assert_string_equal(up_buffer_string(&text), CASES[i][2]);
        up_buffer_dispose(&text);
        up_name_map_dispose(&map);
    }
}

static void refuses_bad_maps(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        {"a", "the name \"a\" has no '=' behind it"},
        {"a, b=c", "the name \"a\" has no '=' behind it"},
        {"b=c, a", "the name \"a\" has no '=' behind it"},
        {"a=", "a name is empty"},
        {"=b", "a name is empty"},
        {"a=b,", "a name is empty"},
        {"a=b, a=c", "the name \"a\" is repeated"},
        {"a=b=c", "misplaced '='; a name that holds one stands in double "
                  "quotes"},
        {"a=b.c", "misplaced '.'; a name that holds one stands in double "
                  "quotes"},
        {"a=\"b", "the opening quote of a name is not closed"},
    };
    for (size_t i = 0; i < LENGTH(CASES); i++) {
        up_name_map map;
        upsert_error error = UPSERT_ERROR_INIT;
        assert_int_equal(up_name_map_parse(CASES[i][0], &map, &error),
                         UPSERT_OPTION);
        assert_string_equal(error.message, CASES[i][1]);
        assert_null(map.targets.items);
        assert_null(map.sources.items);
    }
}

static void reads_table_names(void **state)
{
    (void)state;
    static const char *const CASES[][3] = {
        {"t", NULL, "t"},
        {" t ", NULL, "t"},
        {"s.t", "s", "t"},
        {" s . t ", "s", "t"},
        {"\"a.b\"", NULL, "a.b"},
        {"\"a.b\".\"c\"\"d\"", "a.b", "c\"d"},
        {"dbo.order lines", "dbo", "order lines"},
    };
    for (size_t i = 0; i < LENGTH(CASES); i++) {
        up_table_name name;
        assert_int_equal(up_table_name_parse(CASES[i][0], &name, NULL),
                         UPSERT_OK);
        if (CASES[i][1])
            assert_string_equal(name.schema, CASES[i][1]);
        else
            assert_null(name.schema);
        assert_string_equal(name.table, CASES[i][2]);
        up_table_name_dispose(&name);
        assert_null(name.table);
    }
}

static void refuses_bad_table_names(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        {"", "a name is empty"},
        {"s.", "a name is empty"},
        {".t", "a name is empty"},
        {"a.b.c", "more than a schema and a table; a name that holds a dot "
                  "stands in double quotes"},
        {"a,b", "misplaced ','; a name that holds one stands in double "
                "quotes"},
        {"s.\"t", "the opening quote of a name is not closed"},
        {"\"s\"t", "text after the closing quote of a name"},
    };
    for (size_t i = 0; i < LENGTH(CASES); i++) {
        up_table_name name;
        upsert_error error = UPSERT_ERROR_INIT;
        assert_int_equal(up_table_name_parse(CASES[i][0], &name, &error),
                         UPSERT_OPTION);
        assert_string_equal(error.message, CASES[i][1]);
        assert_null(name.schema);
        assert_null(name.table);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_lists),
        cmocka_unit_test(refuses_bad_lists),
        cmocka_unit_test(bounds_the_number_of_names),
        cmocka_unit_test(cuts_a_long_name_between_characters),
        cmocka_unit_test(reads_maps),
        cmocka_unit_test(refuses_bad_maps),
        cmocka_unit_test(reads_table_names),
        cmocka_unit_test(refuses_bad_table_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
