/* Which values are known not to fit their column before they are sent. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "batch/value_fit.h"
#include "dialect/registry.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))
#define E_ACUTE "\xc3\xa9"

typedef struct fit_case {
    const char *dialect, *type_name;
    upsert_type type;
    const char *value;
    const char *sqlstate; /* "": it may fit */
} fit_case;

#define PG "postgresql"
#define INT UPSERT_TYPE_INTEGER
#define DEC UPSERT_TYPE_DECIMAL
#define TEXT UPSERT_TYPE_TEXT
#define DATE UPSERT_TYPE_DATE
#define STAMP UPSERT_TYPE_TIMESTAMP

static const fit_case CASES[] = {
    {PG, "smallint", INT, "32767", ""},
    {PG, "smallint", INT, "32768", "22003"},
    {PG, "smallint", INT, "-32768", ""},
    {PG, "smallint", INT, "-32769", "22003"},
    {PG, "integer", INT, "2147483647", ""},
    {PG, "integer", INT, "+2147483647", ""},
    {PG, "integer", INT, "0000002147483647", ""},
    {PG, "integer", INT, "2147483648", "22003"},
    {PG, "integer", INT, "-2147483648", ""},
    {PG, "integer", INT, "-2147483649", "22003"},
    {PG, "integer", INT, "99999999999", "22003"},
    {PG, "integer", INT, " 99999999999 ", ""},
    {PG, "integer", INT, "99999999999.0", ""},
    {PG, "integer", INT, "1e20", ""},
    {PG, "integer", INT, "0x7fffffffff", ""},
    {PG, "integer", INT, "", ""},
    {PG, "integer", INT, "-", ""},
    {PG, "bigint", INT, "9223372036854775807", ""},
    {PG, "bigint", INT, "9223372036854775808", "22003"},
    {PG, "bigint", INT, "-9223372036854775808", ""},
    {PG, "bigint", INT, "-9223372036854775809", "22003"},
    {PG, "oid", INT, "99999999999", ""},
    {"merge:postgresql", "integer", INT, "2147483648", "22003"},
    {"h2", "INTEGER", INT, "2147483648", "22003"},
    {"h2", "TINYINT", INT, "-129", "22003"},
    {"mysql", "int", INT, "2147483648", "22003"},
    {"mysql", "int(11)", INT, "2147483648", "22003"},
    {"mysql", "int unsigned", INT, "2147483648", ""},
    {"mysql", "int unsigned", INT, "4294967296", "22003"},
    {"mysql", "int(10) unsigned zerofill", INT, "-1", "22003"},
    {"mysql", "int unsigned", INT, "-0", ""},
    {"mysql", "mediumint", INT, "8388608", "22003"},
    {"mysql", "bigint unsigned", INT, "18446744073709551615", ""},
    {"mysql", "bigint unsigned", INT, "18446744073709551616", "22003"},
    {"mysql", "tinyint(1)", UPSERT_TYPE_BOOLEAN, "127", ""},
    {"mysql", "tinyint(1)", UPSERT_TYPE_BOOLEAN, "128", "22003"},
    {PG, "boolean", UPSERT_TYPE_BOOLEAN, "128", ""},
    {"mysql", "year", INT, "99999", ""},
    /* no such limit, or it was not seen on a server */
    {"sqlite", "INTEGER", INT, "99999999999", ""},
    {"sqlite", "VARCHAR(2)", TEXT, "abc", ""},
    {"vertica", "int", INT, "99999999999", ""},

    {PG, "numeric(4,2)", DEC, "99.99", ""},
    {PG, "numeric(4,2)", DEC, "99.999", ""}, /* the database rounds */
    {PG, "numeric(4,2)", DEC, "100", "22003"},
    {PG, "numeric(4,2)", DEC, "-100.00", "22003"},
    {PG, "numeric(4,2)", DEC, "00099", ""},
    {PG, "numeric(4,2)", DEC, "1e9", ""},
    {PG, "numeric(4,2)", DEC, "NaN", ""},
    {PG, "numeric(2,2)", DEC, "100", ""},
    {PG, "numeric", DEC, "123456789012345678901234567890", ""},
    {"mysql", "decimal(10,0)", DEC, "10000000000", "22003"},
    {"h2", "DECIMAL", DEC, "12345678901234567890", ""},

    {PG, "character varying(3)", TEXT, "abc", ""},
    {PG, "character varying(3)", TEXT, "abcd", "22001"},
    {PG, "character varying(3)", TEXT, E_ACUTE E_ACUTE E_ACUTE, ""},
    {PG, "character varying(3)", TEXT, E_ACUTE E_ACUTE E_ACUTE "a", "22001"},
    {PG, "character varying(3)", TEXT, "abc   ", ""},
    {PG, "character varying(3)", TEXT, "abc   d", "22001"},
    {PG, "character(3)", TEXT, "abc  ", ""},
    {PG, "character varying", TEXT, "abcdefgh", ""},
    {PG, "text", TEXT, "abcdefgh", ""},
    {"mysql", "varchar(3)", TEXT, "abcd", "22001"},
    {"mysql", "enum('a','b')", TEXT, "abcdefgh", ""},
    {"sqlserver", "varchar(3)", TEXT, "abcd", ""},

    {PG, "date", DATE, "2024-02-29", ""},
    {PG, "date", DATE, "2023-02-29", "22008"},
    {PG, "date", DATE, "2024-13-01", "22008"},
    {PG, "date", DATE, "2024-00-01", "22008"},
    {PG, "date", DATE, "2024-04-31", "22008"},
    {PG, "date", DATE, "2024-04-00", "22008"},
    {PG, "date", DATE, "2023-02-29 BC", ""},
    {PG, "date", DATE, "infinity", ""},
    {PG, "date", DATE, "today", ""},
    {PG, "date", DATE, "02/30/2024", ""},
    {PG, "date", DATE, "2024-2-30", ""},
    {PG, "date", DATE, "20240230", ""},
    {PG, "date", DATE, "2024-02-300", ""},
    {PG, "timestamp without time zone", STAMP, "2024-02-30 12:00:00.5+01",
     "22008"},
    {PG, "timestamp without time zone", STAMP, "2024-02-30T12:00:00", "22008"},
    {PG, "timestamp without time zone", STAMP, "2024-02-29 12:00:00", ""},
    {"mysql", "date", DATE, "0000-00-00", ""},
    {"mysql", "date", DATE, "2024-02-31", ""},
    {"mysql", "datetime", STAMP, "2024-13-01 00:00:00", "22008"},
    {"mysql", "date", DATE, "2024-01-32", "22008"},
};

static void each_value(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH(CASES); i++) {
        const fit_case *c = &CASES[i];
        const upsert_dialect *dialect = up_dialect_find(c->dialect);
        assert_non_null(dialect);
        up_value_type type =
            up_value_type_of(dialect, c->type, c->type_name, "");
        if (c->type == TEXT) /* the tests of types know of collations */
            type.type = strncmp(c->type_name, "enum", 4) ? TEXT : type.type;
        up_fit fit = up_fit_of(dialect, &type, c->type_name);
        const up_cell cell = {UP_CELL_TEXT, c->value, strlen(c->value)};
        const up_misfit *misfit = up_fit_misfit(&fit, cell);
        if (strcmp(misfit ? misfit->sqlstate : "", c->sqlstate) != 0)
            fail_msg("%s, %s, '%s': %s", c->dialect, c->type_name, c->value,
                     misfit ? misfit->problem : "it may fit");
    }
}

static void null_and_bytes_are_not_looked_at(void **state)
{
    (void)state;
    const up_fit fit = {.kind = UP_FIT_TEXT, .most = 1};
    assert_null(up_fit_misfit(&fit, (up_cell){UP_CELL_NULL, NULL, 0}));
    assert_null(up_fit_misfit(&fit, (up_cell){UP_CELL_ABSENT, NULL, 0}));
    assert_null(up_fit_misfit(&fit, (up_cell){UP_CELL_BYTES, "abc", 3}));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_value),
        cmocka_unit_test(null_and_bytes_are_not_looked_at),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
