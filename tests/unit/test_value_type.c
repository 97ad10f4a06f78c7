/* What is made of the names of types and collations, as catalogs give them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "batch/value.h"
#include "dialect/registry.h"
#include "dialect/types.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))
#define NO UP_VALUE_UNLIMITED

typedef struct type_case {
    const char *dialect;
    const char *name, *collation;
    upsert_type type;
    up_collation how;
    size_t limit;
    size_t digits;
} type_case;

static const type_case CASES[] = {
#define B UP_COLLATION_BYTES
    {"postgresql", "integer", "", UPSERT_TYPE_INTEGER, B, NO, 9},
    {"postgresql", "smallint", "", UPSERT_TYPE_INTEGER, B, NO, 4},
    {"postgresql", "bigint", "", UPSERT_TYPE_INTEGER, B, NO, 18},
    {"postgresql", "numeric", "", UPSERT_TYPE_DECIMAL, B, NO, 0},
    {"merge:postgresql", "numeric", "", UPSERT_TYPE_DECIMAL, B, NO, 0},
    {"postgresql", "numeric(10)", "", UPSERT_TYPE_DECIMAL, B, 0, 10},
    {"postgresql", "numeric(10,2)", "", UPSERT_TYPE_DECIMAL, B, 2, 8},
    {"postgresql", "numeric(3,3)", "", UPSERT_TYPE_DECIMAL, B, 3, 0},
    {"postgresql", "numeric(3,5)", "", UPSERT_TYPE_DECIMAL, B, 5, 0},
    {"postgresql", "numeric(3,-2)", "", UPSERT_TYPE_OTHER, B, 0, 18},
    {"postgresql", "numeric[]", "", UPSERT_TYPE_OTHER, B, NO, 0},
    {"postgresql", "money", "", UPSERT_TYPE_OTHER, B, NO, 0},
    {"postgresql", "real", "", UPSERT_TYPE_FLOAT, B, NO, 0},
    {"postgresql", "boolean", "", UPSERT_TYPE_BOOLEAN, B, NO, 0},
    {"postgresql", "text", "", UPSERT_TYPE_TEXT, B, NO, 0},
    {"postgresql", "character varying(20)", "", UPSERT_TYPE_TEXT, B, 20, 0},
    {"postgresql", "character varying", "de-x-icu", UPSERT_TYPE_TEXT,
     UP_COLLATION_WORDS, NO, 0},
    {"postgresql", "character(5)", "padded", UPSERT_TYPE_TEXT,
     UP_COLLATION_PADDED, 5, 0},
    {"postgresql", "citext", "", UPSERT_TYPE_OTHER, B, NO, 0},
    {"postgresql", "bytea", "", UPSERT_TYPE_BINARY, B, NO, 0},
    {"postgresql", "date", "", UPSERT_TYPE_DATE, B, 0, 0},
    {"postgresql", "time(2) without time zone", "", UPSERT_TYPE_TIME, B, 2, 0},
    {"postgresql", "time(2) with time zone", "", UPSERT_TYPE_OTHER, B, 2, 0},
    {"postgresql", "timestamp(3) without time zone", "", UPSERT_TYPE_TIMESTAMP,
     B, 3, 0},
    {"postgresql", "timestamp(3) with time zone", "", UPSERT_TYPE_TIMESTAMP_TZ,
     B, 3, 0},
    {"postgresql", "uuid", "", UPSERT_TYPE_UUID, B, NO, 0},
    {"postgresql", "jsonb", "", UPSERT_TYPE_JSON, B, NO, 0},

    {"mysql", "tinyint(1)", "", UPSERT_TYPE_INTEGER, B, NO, 2},
    {"mysql", "int(11) unsigned zerofill", "", UPSERT_TYPE_INTEGER, B, NO, 9},
    {"mysql", "mediumint", "", UPSERT_TYPE_INTEGER, B, NO, 6},
    {"mysql", "year", "", UPSERT_TYPE_OTHER, B, NO, 0},
    {"mysql", "year(4)", "", UPSERT_TYPE_OTHER, B, NO, 0},
    {"mysql", "decimal(10,2) unsigned", "", UPSERT_TYPE_DECIMAL, B, 2, 8},
    {"mysql", "float", "", UPSERT_TYPE_FLOAT, B, NO, 0},
    {"mysql", "float(7,4)", "", UPSERT_TYPE_OTHER, B, NO, 0},
    {"mysql", "double(53,2)", "", UPSERT_TYPE_OTHER, B, NO, 0},
    {"mysql", "varchar(20)", "utf8mb4_0900_ai_ci", UPSERT_TYPE_TEXT,
     UP_COLLATION_LETTERS, 20, 0},
    {"mysql", "text", "latin1_swedish_ci", UPSERT_TYPE_TEXT,
     UP_COLLATION_LETTERS, NO, 0},
    {"mysql", "char(5)", "utf8mb4_bin", UPSERT_TYPE_TEXT, UP_COLLATION_LETTERS,
     5, 0},
    {"mariadb", "char(5)", "utf8mb4_uca1400_hungarian_ai_ci", UPSERT_TYPE_TEXT,
     UP_COLLATION_WORDS, 5, 0},
    {"mysql", "char(5)", "utf8mb4_hu_0900_ai_ci", UPSERT_TYPE_TEXT,
     UP_COLLATION_WORDS, 5, 0},
    {"mysql", "char(5)", "utf8mb4_lithuanian_ci", UPSERT_TYPE_OTHER,
     UP_COLLATION_LETTERS, 5, 0},
    {"mysql", "char(5)", "big5_chinese_ci", UPSERT_TYPE_OTHER,
     UP_COLLATION_LETTERS, 5, 0},
    {"mysql", "char(5)", "macce_general_ci", UPSERT_TYPE_OTHER,
     UP_COLLATION_LETTERS, 5, 0},
    {"mysql", "enum('a','(9)')", "utf8mb4_bin", UPSERT_TYPE_OTHER, B, NO, 0},
    {"mysql", "binary(16)", "padded", UPSERT_TYPE_BINARY, UP_COLLATION_PADDED,
     16, 0},
    {"mysql", "varbinary(16)", "", UPSERT_TYPE_BINARY, B, 16, 0},
    {"mysql", "longblob", "", UPSERT_TYPE_BINARY, B, NO, 0},
    {"mysql", "datetime(6)", "", UPSERT_TYPE_TIMESTAMP, B, 6, 0},
    {"mysql", "datetime", "", UPSERT_TYPE_TIMESTAMP, B, 0, 0},
    {"mysql", "timestamp", "", UPSERT_TYPE_TIMESTAMP_TZ, B, 0, 0},
    {"mysql", "time(6)", "", UPSERT_TYPE_TIME, B, 6, 0},

    {"h2", "NUMERIC(10, 2)", "", UPSERT_TYPE_DECIMAL, B, 2, 8},
    {"h2", "DECFLOAT", "", UPSERT_TYPE_OTHER, B, NO, 0},
    {"h2", "CHARACTER VARYING(20)", "", UPSERT_TYPE_TEXT, B, 20, 0},
    {"h2", "CHARACTER(5)", "padded", UPSERT_TYPE_TEXT, UP_COLLATION_PADDED, 5,
     0},
    {"h2", "VARCHAR_IGNORECASE(20)", "ignore case", UPSERT_TYPE_TEXT,
     UP_COLLATION_LETTERS, 20, 0},
    {"h2", "CHARACTER VARYING(20)", "ENGLISH", UPSERT_TYPE_TEXT,
     UP_COLLATION_WORDS, 20, 0},
    {"h2", "BINARY VARYING(20)", "", UPSERT_TYPE_OTHER, B, NO, 0},
    {"h2", "TIMESTAMP(9)", "", UPSERT_TYPE_TIMESTAMP, B, 9, 0},
    {"h2", "TIMESTAMP(9) WITH TIME ZONE", "", UPSERT_TYPE_TIMESTAMP_TZ, B, 9,
     0},
    {"h2", "TIME(0)", "", UPSERT_TYPE_TIME, B, 0, 0},
    {"h2", "TIME(0) WITH TIME ZONE", "", UPSERT_TYPE_OTHER, B, 0, 0},

    {"oracle", "NUMBER", "", UPSERT_TYPE_DECIMAL, B, 0, 18},
    {"oracle", "NUMBER(*,0)", "", UPSERT_TYPE_DECIMAL, B, 0, 38},
    {"oracle", "NUMBER(5,-2)", "", UPSERT_TYPE_OTHER, B, 0, 18},
    {"oracle", "FLOAT(10)", "", UPSERT_TYPE_OTHER, B, NO, 0},
    {"oracle", "VARCHAR2(20 BYTE)", "", UPSERT_TYPE_TEXT, B, 20, 0},
    {"oracle", "CHAR(5 CHAR)", "", UPSERT_TYPE_TEXT, UP_COLLATION_WORDS, 5, 0},
    {"oracle", "DATE", "", UPSERT_TYPE_TIMESTAMP, B, 0, 0},
    {"oracle", "RAW(16)", "", UPSERT_TYPE_BINARY, UP_COLLATION_WORDS, 16, 0},
    {"db2", "CHARACTER(8) FOR BIT DATA", "padded", UPSERT_TYPE_BINARY,
     UP_COLLATION_PADDED, 8, 0},
    {"db2", "CHARACTER(8) FOR BIT DATA", "", UPSERT_TYPE_BINARY,
     UP_COLLATION_PADDED, 8, 0},
    {"db2", "DECFLOAT(34)", "", UPSERT_TYPE_OTHER, B, NO, 0},
    {"sqlserver", "varbinary(max)", "", UPSERT_TYPE_BINARY, UP_COLLATION_WORDS,
     NO, 0},
    {"sqlserver", "binary(16)", "", UPSERT_TYPE_BINARY, UP_COLLATION_PADDED, 16,
     0},
    {"sqlserver", "nvarchar(40)", "Latin1_General_CI_AS", UPSERT_TYPE_TEXT,
     UP_COLLATION_WORDS, 40, 0},
    {"sqlserver", "smalldatetime", "", UPSERT_TYPE_OTHER, B, 0, 0},
    {"sqlserver", "money", "", UPSERT_TYPE_OTHER, B, NO, 0},
    {"teradata", "VARCHAR(20)", "", UPSERT_TYPE_TEXT, UP_COLLATION_WORDS, 20,
     0},
    {"hana", "SECONDDATE", "", UPSERT_TYPE_TIMESTAMP, B, 0, 0},

    {"sqlite", "INTEGER", "", UPSERT_TYPE_INTEGER, B, NO, 0},
    {"sqlite", "VARCHAR(20)", "", UPSERT_TYPE_TEXT, B, NO, 0},
    {"sqlite", "TEXT", "nocase", UPSERT_TYPE_TEXT, UP_COLLATION_NOCASE, NO, 0},
    {"sqlite", "TEXT", "RTRIM", UPSERT_TYPE_TEXT, UP_COLLATION_PADDED, NO, 0},
    {"sqlite", "TEXT", "de_DE", UPSERT_TYPE_TEXT, UP_COLLATION_WORDS, NO, 0},
    {"sqlite", "DECIMAL(10,2)", "", UPSERT_TYPE_DECIMAL, B, NO, 0},
    {"sqlite", "", "", UPSERT_TYPE_BINARY, B, NO, 0},
    {"sqlite", "ANY", "", UPSERT_TYPE_OTHER, B, NO, 0},
};

/* What a dialect says of its types, said here once more. */
static up_value_type type_of(const type_case *c, unsigned fraction_digits)
{
    const upsert_dialect *found = up_dialect_find(c->dialect);
    assert_non_null(found);
    upsert_dialect dialect = *found;
    dialect.fraction_digits = fraction_digits;
    dialect.types_are_affinities = strcmp(c->dialect, "sqlite") == 0;
    return up_value_type_of(&dialect, up_type_of(found, c->name), c->name,
                            c->collation);
}

static void names_say_how_values_compare(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH(CASES); i++) {
        const type_case *c = &CASES[i];
        up_value_type t = type_of(c, 0);
        if (t.type != c->type || t.limit != c->limit || t.digits != c->digits ||
            t.collation != c->how ||
            t.affinity != (strcmp(c->dialect, "sqlite") == 0))
            fail_msg("%s %s: type %d, collation %d, limit %zu, digits %zu",
                     c->dialect, c->name, (int)t.type, (int)t.collation,
                     t.limit, t.digits);
    }
}

static void a_dialect_says_how_many_digits_a_time_has(void **state)
{
    (void)state;
    static const type_case TYPES[] = {
        {.dialect = "postgresql",
         .name = "timestamp without time zone",
         .collation = "",
         .type = UPSERT_TYPE_TIMESTAMP,
         .limit = 6},
        {.dialect = "postgresql",
         .name = "date",
         .collation = "",
         .type = UPSERT_TYPE_DATE},
        {.dialect = "hana",
         .name = "SECONDDATE",
         .collation = "",
         .type = UPSERT_TYPE_TIMESTAMP},
        {.dialect = "sqlserver",
         .name = "datetime2",
         .collation = "",
         .type = UPSERT_TYPE_TIMESTAMP,
         .limit = 6},
        {.dialect = "sqlserver",
         .name = "datetime",
         .collation = "",
         .type = UPSERT_TYPE_OTHER,
         .limit = 6},
    };
    for (size_t i = 0; i < LENGTH(TYPES); i++) {
        up_value_type t = type_of(&TYPES[i], 6);
        assert_int_equal(t.type, TYPES[i].type);
        assert_int_equal(t.limit, TYPES[i].limit);
    }
}

static void sums_are_refused_where_they_may_be_rounded(void **state)
{
    (void)state;
    static const struct {
        const char *dialect, *name;
        bool rounds;
    } TYPES[] = {
        {"postgresql", "integer", false},      {"postgresql", "numeric", false},
        {"postgresql", "numeric(5,2)", false}, {"postgresql", "real", true},
        {"postgresql", "numeric(2,2)", true},  {"oracle", "NUMBER", true},
    };
    for (size_t i = 0; i < LENGTH(TYPES); i++) {
        const type_case c = {.dialect = TYPES[i].dialect,
                             .name = TYPES[i].name,
                             .collation = ""};
        assert_int_equal(type_of(&c, 0).rounds, TYPES[i].rounds);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_say_how_values_compare),
        cmocka_unit_test(a_dialect_says_how_many_digits_a_time_has),
        cmocka_unit_test(sums_are_refused_where_they_may_be_rounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
