/* From names of types to classes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "dialect/types.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))

static const struct {
    const char *name;
    upsert_type type;
} CASES[] = {
    {"integer", UPSERT_TYPE_INTEGER},
    {"INT", UPSERT_TYPE_INTEGER},
    {"INT(11) UNSIGNED", UPSERT_TYPE_INTEGER},
    {"int8", UPSERT_TYPE_INTEGER},
    {"int8range", UPSERT_TYPE_OTHER},
    {"interval", UPSERT_TYPE_OTHER},
    {"interval day to second", UPSERT_TYPE_OTHER},
    {"integer[]", UPSERT_TYPE_OTHER},
    {"INTEGER ARRAY[3]", UPSERT_TYPE_OTHER},
    {"INTEGER ARRAY", UPSERT_TYPE_OTHER},
    {"ARRAY", UPSERT_TYPE_OTHER},
    {"", UPSERT_TYPE_OTHER},
    {"money", UPSERT_TYPE_DECIMAL},
    {"NUMBER(10, 2)", UPSERT_TYPE_DECIMAL},
    {"NUMERIC", UPSERT_TYPE_DECIMAL},
    {"double precision", UPSERT_TYPE_FLOAT},
    {"BINARY_DOUBLE", UPSERT_TYPE_FLOAT},
    {"boolean", UPSERT_TYPE_BOOLEAN},
    {"bit", UPSERT_TYPE_BOOLEAN},
    {"bit(3)", UPSERT_TYPE_OTHER},
    {"bit varying(3)", UPSERT_TYPE_OTHER},
    {"character varying(20)", UPSERT_TYPE_TEXT},
    {"CHARACTER LARGE OBJECT", UPSERT_TYPE_TEXT},
    {"VARCHAR2(20 CHAR)", UPSERT_TYPE_TEXT},
    {"VARCHAR(10) FOR BIT DATA", UPSERT_TYPE_BINARY},
    {"\"char\"", UPSERT_TYPE_OTHER},
    {"bytea", UPSERT_TYPE_BINARY},
    {"BINARY LARGE OBJECT", UPSERT_TYPE_BINARY},
    {"LONG RAW", UPSERT_TYPE_BINARY},
    {"date", UPSERT_TYPE_DATE},
    {"daterange", UPSERT_TYPE_OTHER},
    {"time without time zone", UPSERT_TYPE_TIME},
    {"timestamp without time zone", UPSERT_TYPE_TIMESTAMP},
    {"timestamp(3) with time zone", UPSERT_TYPE_TIMESTAMP_TZ},
    {"TIMESTAMP(6) WITH LOCAL TIME ZONE", UPSERT_TYPE_TIMESTAMP_TZ},
    {"datetimeoffset(7)", UPSERT_TYPE_TIMESTAMP_TZ},
    {"uuid", UPSERT_TYPE_UUID},
    {"jsonb", UPSERT_TYPE_JSON},
};

static void knows_common_names(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH(CASES); i++)
        if (upsert_type_of_name(CASES[i].name) != CASES[i].type)
            fail_msg("%s: %d", CASES[i].name,
                     (int)upsert_type_of_name(CASES[i].name));
}

static upsert_type always_json(const char *type_name)
{
    (void)type_name;
    return UPSERT_TYPE_JSON;
}

static void asks_the_dialect_first(void **state)
{
    static const upsert_type_name TYPES[] = {
        {"int unsigned", UPSERT_TYPE_DECIMAL},
        {"date", UPSERT_TYPE_TIMESTAMP},
        {NULL, UPSERT_TYPE_OTHER},
    };
    upsert_dialect dialect = {.types = TYPES};
    (void)state;
    assert_int_equal(up_type_of(&dialect, "DATE"), UPSERT_TYPE_TIMESTAMP);
    assert_int_equal(up_type_of(&dialect, "Int Unsigned"), UPSERT_TYPE_DECIMAL);
    assert_int_equal(up_type_of(&dialect, "int"), UPSERT_TYPE_INTEGER);
    dialect.type_of = always_json;
    assert_int_equal(up_type_of(&dialect, "int"), UPSERT_TYPE_JSON);
    assert_int_equal(up_type_of(&dialect, "date"), UPSERT_TYPE_TIMESTAMP);
    dialect.types = NULL;
    assert_int_equal(up_type_of(&dialect, "date"), UPSERT_TYPE_JSON);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_common_names),
        cmocka_unit_test(asks_the_dialect_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
