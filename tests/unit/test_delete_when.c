/* upsert.delete_when: what it is read as, and which rows it marks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "job/delete_when.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))

static void reads_a_field_and_a_value(void **state)
{
    (void)state;
    static const struct {
        const char *text, *field, *value;
    } CASES[] = {
        {"op:D", "op", "D"},
        {"  op \t:  D ", "op", "D"},
        {"op:a:b", "op", "a:b"},
        {"change type:to be deleted", "change type", "to be deleted"},
        {"a.b:x,y=z", "a.b", "x,y=z"},
        {"op:in\"ch", "op", "in\"ch"},
        {"\"op\":D", "op", "D"},
        {" \"a:b\" : D", "a:b", "D"},
        {"\"a\"\"b\":D", "a\"b", "D"},
        {"\" op\":D", " op", "D"},
        {"op:\" D \"", "op", " D "},
        {"op: \"D\" ", "op", "D"},
        {"op:\"\"", "op", ""},
        {"op:\"a\"\"b\"", "op", "a\"b"},
        {"op:\"\"\"\"", "op", "\""},
        {"3:\xC3\xA9", "3", "\xC3\xA9"},
    };
    for (size_t i = 0; i < LENGTH(CASES); i++) {
        up_delete_when when;
        upsert_error error = UPSERT_ERROR_INIT;
        assert_int_equal(up_delete_when_parse(CASES[i].text, &when, &error),
                         UPSERT_OK);
        assert_string_equal(when.field, CASES[i].field);
        assert_string_equal(when.value, CASES[i].value);
        assert_int_equal(when.value_length, strlen(CASES[i].value));
        up_delete_when_dispose(&when);
        assert_null(when.field);
    }
}

static void reads_nothing(void **state)
{
    (void)state;
    static const char *const TEXTS[] = {"", "  \t"};
    for (size_t i = 0; i < LENGTH(TEXTS); i++) {
        up_delete_when when;
        assert_int_equal(up_delete_when_parse(TEXTS[i], &when, NULL),
                         UPSERT_OK);
        assert_null(when.field);
        up_delete_when_dispose(&when);
    }
}

static void refuses_what_is_neither(void **state)
{
    (void)state;
    static const struct {
        const char *text, *says;
    } CASES[] = {
        {"op", "no colon"},
        {"op=D", "no colon"},
        {"o\"p:D", "no colon"},
        {"\"op\" x:D", "no colon"},
        {"\"op", "not closed"},
        {"\"op:D", "not closed"},
        {"op:\"D", "not closed"},
        {"op:\"D\"\"", "not closed"},
        {":D", "is missing"},
        {" : ", "is missing"},
        {"op:", "is missing"},
        {"op:  ", "is missing"},
        {"\"\":D", "is empty"},
        {"op:\"D\" E", "after the closing quote"},
        {"op:\"D\"E\"", "after the closing quote"},
    };
    for (size_t i = 0; i < LENGTH(CASES); i++) {
        up_delete_when when;
        upsert_error error = UPSERT_ERROR_INIT;
        assert_int_equal(up_delete_when_parse(CASES[i].text, &when, &error),
                         UPSERT_OPTION);
        assert_null(when.field);
        assert_ptr_equal(strstr(error.message, "upsert.delete_when: "),
                         error.message);
        if (!strstr(error.message, CASES[i].says))
            fail_msg("%s: %s", CASES[i].text, error.message);
        up_delete_when_dispose(&when);
    }
}

static up_field text_field(const char *text)
{
    return (up_field){UP_FIELD_TEXT, text, strlen(text)};
}

static void holds_for_the_value_alone(void **state)
{
    (void)state;
    up_delete_when when;
    assert_int_equal(up_delete_when_parse("op:D", &when, NULL), UPSERT_OK);
    static const char *const OTHERS[] = {"", "d", "D ", " D", "DD", "E"};
    for (size_t i = 0; i < LENGTH(OTHERS); i++) {
        up_field other = text_field(OTHERS[i]);
        assert_false(up_delete_when_holds(&when, &other));
    }
    up_field field = text_field("D");
    assert_true(up_delete_when_holds(&when, &field));
    up_delete_when_dispose(&when);
}

static void tells_null_from_empty(void **state)
{
    (void)state;
    static const up_field NOTHING[] = {{UP_FIELD_ABSENT, NULL, 0},
                                       {UP_FIELD_NULL, NULL, 0},
                                       {UP_FIELD_FALSE, "false", 5}};
    up_delete_when when;
    up_field empty = text_field("");
    assert_int_equal(up_delete_when_parse("op:\"\"", &when, NULL), UPSERT_OK);
    for (size_t i = 0; i < LENGTH(NOTHING); i++)
        assert_false(up_delete_when_holds(&when, &NOTHING[i]));
    assert_true(up_delete_when_holds(&when, &empty));
    up_delete_when_dispose(&when);
}

static void holds_for_a_truth_value(void **state)
{
    (void)state;
    up_delete_when when;
    up_field yes = {UP_FIELD_TRUE, "true", 4};
    up_field no = {UP_FIELD_FALSE, "false", 5};
    assert_int_equal(up_delete_when_parse("gone:true", &when, NULL), UPSERT_OK);
    assert_true(up_delete_when_holds(&when, &yes));
    assert_false(up_delete_when_holds(&when, &no));
    up_delete_when_dispose(&when);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_a_field_and_a_value),
        cmocka_unit_test(reads_nothing),
        cmocka_unit_test(refuses_what_is_neither),
        cmocka_unit_test(holds_for_the_value_alone),
        cmocka_unit_test(tells_null_from_empty),
        cmocka_unit_test(holds_for_a_truth_value),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
