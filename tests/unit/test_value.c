/* What is certain of values, type by type. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "batch/value.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))

static up_cell text_cell(const char *text)
{
    return (up_cell){UP_CELL_TEXT, text, strlen(text)};
}

/* "exact 7", "coarse abc" or "unknown". */
static void describe(const up_value_type *type, up_cell cell, char *text,
                     size_t size)
{
    static const char *const NAMES[] = {"exact ", "coarse ", "unknown"};
    up_buffer buffer = {0};
    up_buffer_append(&buffer, "before", 6);
    up_normal normal = up_value_normal(type, cell, &buffer);
    assert_false(buffer.failed);
    assert_true(buffer.length >= 6);
    snprintf(text, size, "%s%.*s", NAMES[normal], (int)(buffer.length - 6),
             buffer.data + 6);
    up_buffer_dispose(&buffer);
}

typedef struct normal_case {
    up_value_type type;
    const char *text;
    const char *normal;
} normal_case;

static void check_normals(const normal_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char text[256];
        describe(&cases[i].type, text_cell(cases[i].text), text, sizeof text);
        if (strcmp(text, cases[i].normal) != 0)
            fail_msg("'%s': %s, not %s", cases[i].text, text, cases[i].normal);
    }
}

#define TYPE(name, ...)                                                        \
    {                                                                          \
        .type = UPSERT_TYPE_##name, __VA_ARGS__                                \
    }
#define INTEGER TYPE(INTEGER, .limit = UP_VALUE_UNLIMITED)
#define DECIMAL(scale) TYPE(DECIMAL, .limit = scale)
#define FLOAT TYPE(FLOAT, .limit = UP_VALUE_UNLIMITED)
#define BOOLEAN TYPE(BOOLEAN, .limit = UP_VALUE_UNLIMITED)
#define TEXT(how, length)                                                      \
    TYPE(TEXT, .collation = UP_COLLATION_##how, .limit = length)
#define DATE TYPE(DATE, .limit = 0)
#define TIME(digits) TYPE(TIME, .limit = digits)
#define TIMESTAMP(digits) TYPE(TIMESTAMP, .limit = digits)
#define TIMESTAMP_TZ(digits) TYPE(TIMESTAMP_TZ, .limit = digits)
#define UUID TYPE(UUID, .limit = UP_VALUE_UNLIMITED)
#define AFFINITY(name, how)                                                    \
    {                                                                          \
        .type = UPSERT_TYPE_##name, .limit = UP_VALUE_UNLIMITED,               \
        .collation = UP_COLLATION_##how, .affinity = true                      \
    }

static void numbers_have_one_spelling(void **state)
{
    (void)state;
    static const normal_case CASES[] = {
        {INTEGER, "7", "exact 7"},
        {INTEGER, "007", "exact 7"},
        {INTEGER, "+7", "exact 7"},
        {INTEGER, "-07", "exact -7"},
        {INTEGER, "0", "exact 0"},
        {INTEGER, "-000", "exact 0"},
        {INTEGER, "700", "exact 700"},
        {INTEGER, "00123456789012345678901234567890",
         "exact 123456789012345678901234567890"},
        {INTEGER, "", "unknown"},
        {INTEGER, "+", "unknown"},
        {INTEGER, "-", "unknown"},
        {INTEGER, "--7", "unknown"},
        {INTEGER, " 7", "unknown"},
        {INTEGER, "7 ", "unknown"},
        {INTEGER, "7.0", "unknown"},
        {INTEGER, "7.", "unknown"},
        {INTEGER, "7e1", "unknown"},
        {INTEGER, "0x10", "unknown"},
        {INTEGER, "1_000", "unknown"},
        {INTEGER, "\xd9\xa7", "unknown"}, /* an Arabic digit */
        {DECIMAL(2), "1.5", "exact 1.5"},
        {DECIMAL(2), "01.50", "exact 1.5"},
        {DECIMAL(2), "+1.500", "exact 1.5"},
        {DECIMAL(2), "-0.00", "exact 0"},
        {DECIMAL(2), "-0.50", "exact -0.5"},
        {DECIMAL(2), "10.00", "exact 10"},
        {DECIMAL(2), "1.23", "exact 1.23"},
        {DECIMAL(2), "1.234", "unknown"},
        {DECIMAL(2), "1.2300", "exact 1.23"},
        {DECIMAL(0), "1.5", "unknown"},
        {DECIMAL(0), "1.0", "exact 1"},
        {DECIMAL(UP_VALUE_UNLIMITED), "0.1234567890123456789010",
         "exact 0.123456789012345678901"},
        {DECIMAL(2), ".5", "unknown"},
        {DECIMAL(2), "5.", "unknown"},
        {DECIMAL(2), ".", "unknown"},
        {DECIMAL(2), "1.5.", "unknown"},
        {DECIMAL(2), "1.5 ", "unknown"},
        {DECIMAL(2), "1,5", "unknown"},
        {DECIMAL(2), "1e1", "unknown"},
        {DECIMAL(2), "NaN", "unknown"},
        {TYPE(DECIMAL, .limit = 2, .digits = 3), "123.4", "exact 123.4"},
        {TYPE(DECIMAL, .limit = 2, .digits = 3), "1234", "unknown"},
        {FLOAT, "0.1", "exact 0.1"},
        {FLOAT, "00.10", "exact 0.1"},
        {FLOAT, "1.23456", "exact 1.23456"},
        {FLOAT, "1.234567", "unknown"},
        {FLOAT, "123456", "exact 123456"},
        {FLOAT, "1234567", "unknown"},
        {FLOAT, "12345600", "exact 12345600"},
        {FLOAT, "12345600.1", "unknown"},
        {FLOAT, "0.000123456", "exact 0.000123456"},
        {FLOAT, "0.0001234567", "unknown"},
        {FLOAT, "0", "exact 0"},
        {FLOAT, "0.0", "exact 0"},
        {FLOAT, "-0", "unknown"},
        {FLOAT, "-1.5", "exact -1.5"},
        {FLOAT, "100000000000000000000000000000",
         "exact 100000000000000000000000000000"},
        {FLOAT, "1000000000000000000000000000000", "unknown"},
        {FLOAT, "0.000000000000000000000000000001",
         "exact 0.000000000000000000000000000001"},
        {FLOAT, "0.0000000000000000000000000000001", "unknown"},
        {FLOAT, "1e3", "unknown"},
        {FLOAT, "inf", "unknown"},
    };
    check_normals(CASES, LENGTH(CASES));
}

static void booleans_are_two(void **state)
{
    (void)state;
    static const normal_case CASES[] = {
        {BOOLEAN, "1", "exact 1"},     {BOOLEAN, "T", "exact 1"},
        {BOOLEAN, "tRue", "exact 1"},  {BOOLEAN, "0", "exact 0"},
        {BOOLEAN, "f", "exact 0"},     {BOOLEAN, "FALSE", "exact 0"},
        {BOOLEAN, "", "unknown"},      {BOOLEAN, "yes", "unknown"},
        {BOOLEAN, "on", "unknown"},    {BOOLEAN, "2", "unknown"},
        {BOOLEAN, "01", "unknown"},    {BOOLEAN, "tr", "unknown"},
        {BOOLEAN, " true", "unknown"}, {BOOLEAN, "truex", "unknown"},
    };
    check_normals(CASES, LENGTH(CASES));
}

static void times_have_one_spelling(void **state)
{
    (void)state;
    static const normal_case CASES[] = {
        {DATE, "2024-02-29", "exact 2024-02-29"},
        {DATE, "2000-02-29", "exact 2000-02-29"},
        {DATE, "0001-01-01", "exact 0001-01-01"},
        {DATE, "9999-12-31", "exact 9999-12-31"},
        {DATE, "2023-02-29", "unknown"},
        {DATE, "1900-02-29", "unknown"},
        {DATE, "0000-01-01", "unknown"},
        {DATE, "2024-00-10", "unknown"},
        {DATE, "2024-13-10", "unknown"},
        {DATE, "2024-04-31", "unknown"},
        {DATE, "2024-04-00", "unknown"},
        {DATE, "2024-1-02", "unknown"},
        {DATE, "20240102", "unknown"},
        {DATE, "2024-0/-02", "unknown"},
        {DATE, "2024-0:-02", "unknown"},
        {DATE, "2024/01/02", "unknown"},
        {DATE, "2024-01-02 ", "unknown"},
        {DATE, "2024-01-02 00:00:00", "unknown"},
        {DATE, "-2024-01-02", "unknown"},
        {DATE, "", "unknown"},
        {TIME(3), "23:59:59", "exact 23:59:59"},
        {TIME(3), "23:59:59.120", "exact 23:59:59.12"},
        {TIME(3), "23:59:59.000000", "exact 23:59:59"},
        {TIME(3), "23:59:59.123", "exact 23:59:59.123"},
        {TIME(3), "23:59:59.1234", "unknown"},
        {TIME(0), "23:59:59.5", "unknown"},
        {TIME(20), "23:59:59.1234567890123", "unknown"},
        {TIME(3), "24:00:00", "unknown"},
        {TIME(3), "12:60:00", "unknown"},
        {TIME(3), "12:00:60", "unknown"},
        {TIME(3), "12:00", "unknown"},
        {TIME(3), "12:00:00.", "unknown"},
        {TIME(3), "12:00:00Z", "unknown"},
        {TIME(3), "-12:00:00", "unknown"},
        {TIME(3), "1:00:00", "unknown"},
        {TIMESTAMP(6), "2024-01-02 03:04:05", "exact 2024-01-02 03:04:05"},
        {TIMESTAMP(6), "2024-01-02T03:04:05.50", "exact 2024-01-02 03:04:05.5"},
        {TIMESTAMP(6), "2024-01-02", "exact 2024-01-02 00:00:00"},
        {TIMESTAMP(6), "2024-01-02 03:04:05.1234567", "unknown"},
        {TIMESTAMP(6), "2024-01-02 03:04:05Z", "unknown"},
        {TIMESTAMP(6), "2024-01-02 03:04:05+00", "unknown"},
        {TIMESTAMP(6), "2024-01-02  03:04:05", "unknown"},
        {TIMESTAMP(6), "2024-01-02t03:04:05", "unknown"},
        {TIMESTAMP(6), "2024-01-02 03:04", "unknown"},
        {TIMESTAMP(6), "2024-01-02 ", "unknown"},
        {TIMESTAMP(6), "2024-01-02 24:00:00", "unknown"},
        {TIMESTAMP(6), "infinity", "unknown"},
        {TIMESTAMP_TZ(6), "2024-01-02 03:04:05Z", "exact 2024-01-02 03:04:05"},
        {TIMESTAMP_TZ(6), "2024-01-02T03:04:05.10+00",
         "exact 2024-01-02 03:04:05.1"},
        {TIMESTAMP_TZ(6), "2024-01-02 03:04:05+0530",
         "exact 2024-01-01 21:34:05"},
        {TIMESTAMP_TZ(6), "2024-01-01 00:00:00+01",
         "exact 2023-12-31 23:00:00"},
        {TIMESTAMP_TZ(6), "2024-03-01 00:00:00+00:30",
         "exact 2024-02-29 23:30:00"},
        {TIMESTAMP_TZ(6), "2023-12-31 23:30:00-00:30",
         "exact 2024-01-01 00:00:00"},
        {TIMESTAMP_TZ(6), "2024-02-29 20:00:00-04",
         "exact 2024-03-01 00:00:00"},
        {TIMESTAMP_TZ(6), "2024-01-02 03:04:05-14:00",
         "exact 2024-01-02 17:04:05"},
        {TIMESTAMP_TZ(6), "2024-01-02 03:04:05-14:01", "unknown"},
        {TIMESTAMP_TZ(6), "2024-01-02 03:04:05+01:60", "unknown"},
        {TIMESTAMP_TZ(6), "2024-01-02 03:04:05+1", "unknown"},
        {TIMESTAMP_TZ(6), "2024-01-02 03:04:05+01:", "unknown"},
        {TIMESTAMP_TZ(6), "2024-01-02 03:04:05+01:3", "unknown"},
        {TIMESTAMP_TZ(6), "2024-01-02 03:04:05+01:30:00", "unknown"},
        {TIMESTAMP_TZ(6), "2024-01-02 03:04:05 +01", "unknown"},
        {TIMESTAMP_TZ(6), "2024-01-02 03:04:05", "unknown"},
        {TIMESTAMP_TZ(6), "2024-01-02", "unknown"},
        {TIMESTAMP_TZ(6), "2024-01-02 03:04:05 UTC", "unknown"},
        {TIMESTAMP_TZ(6), "0001-01-01 00:00:00+01", "unknown"},
        {TIMESTAMP_TZ(6), "9999-12-31 23:59:59-01", "unknown"},
    };
    check_normals(CASES, LENGTH(CASES));
}

static void texts_follow_their_collation(void **state)
{
    (void)state;
    static const normal_case CASES[] = {
        {TEXT(BYTES, 5), "aB ", "exact aB "},
        {TEXT(BYTES, 5), "", "exact "},
        {TEXT(BYTES, 5), "abcde", "exact abcde"},
        {TEXT(BYTES, 5), "abcdef", "unknown"},
        {TEXT(BYTES, 5), "ab    ", "unknown"},
        {TEXT(BYTES, 5), "\xc3\xa4\xc3\xb6", "exact \xc3\xa4\xc3\xb6"},
        {TEXT(NOCASE, 20), "aBZ[\xc3\x84", "exact abz[\xc3\x84"},
        {TEXT(PADDED, 20), "aB  ", "exact aB"},
        {TEXT(PADDED, 20), "   ", "exact "},
        {TEXT(PADDED, 20), " a\t ", "exact  a\t"},
        {TEXT(LETTERS, 40), "  Why jVWQ-01 ", "coarse   uhi iuuk-01"},
        {TEXT(LETTERS, 40), "caf\xc3\xa9", "unknown"},
        {TEXT(LETTERS, 40), "a\tb", "unknown"},
        {TEXT(LETTERS, 40), "a\x7f", "unknown"},
        {TEXT(LETTERS, 3), "abcd", "unknown"},
        {TEXT(WORDS, 40), "Co-op. No 1-01_0", "coarse coopno11"},
        {TEXT(WORDS, 40), "CCS ddzs Ggy", "coarse ccddgg"},
        {TEXT(WORDS, 40), "cscs dzsdzs gYGy", "coarse ccddgg"},
        {TEXT(WORDS, 40), "K'V q", "coarse kuk"},
        {TEXT(WORDS, 40), "Chat", "coarse cat"},
        {TEXT(WORDS, 40), "-", "coarse "},
        {TEXT(WORDS, 40), "caf\xc3\xa9", "unknown"},
    };
    check_normals(CASES, LENGTH(CASES));
}

/* The forms are made in pieces. */
static void a_long_text_is_whole(void **state)
{
    (void)state;
    char text[1001], expected[1008] = "exact ", found[1100];
    for (size_t i = 0; i < 1000; i++) {
        text[i] = (char)('A' + i % 26);
        expected[6 + i] = (char)('a' + i % 26);
    }
    text[1000] = expected[1006] = '\0';
    up_value_type type = TEXT(NOCASE, UP_VALUE_UNLIMITED);
    describe(&type, text_cell(text), found, sizeof found);
    assert_string_equal(found, expected);
}

static void uuids_have_one_spelling(void **state)
{
    (void)state;
#define EXACT_UUID "exact a0eebc999c0b4ef8bb6d6bb9bd380a11"
    static const normal_case CASES[] = {
        {UUID, "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11", EXACT_UUID},
        {UUID, "A0EEBC999C0B4EF8BB6D6BB9BD380A11", EXACT_UUID},
        {UUID, "{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380A11}", EXACT_UUID},
        {UUID, "{a0eebc999c0b4ef8bb6d6bb9bd380a11}", EXACT_UUID},
        {UUID, "a0eebc99-9c0b4ef8bb6d6bb9bd380a11", "unknown"},
        {UUID, "a0ee-bc99-9c0b-4ef8-bb6d-6bb9-bd38-0a11", "unknown"},
        {UUID, "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a1", "unknown"},
        {UUID, "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a111", "unknown"},
        {UUID, "g0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11", "unknown"},
        {UUID, "{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11", "unknown"},
        {UUID, "{a0eebc999c0b4ef8bb6d6bb9bd380a11)", "unknown"},
        {UUID, "", "unknown"},
        {UUID, "{}", "unknown"},
    };
    check_normals(CASES, LENGTH(CASES));
}

static void a_column_of_an_affinity_keeps_kinds_apart(void **state)
{
    (void)state;
    static const normal_case CASES[] = {
        {AFFINITY(INTEGER, BYTES), "7", "exact n7"},
        {AFFINITY(INTEGER, BYTES), " 07.0\n", "exact n7"},
        {AFFINITY(INTEGER, BYTES), "+7", "exact n7"},
        {AFFINITY(INTEGER, BYTES),
         "1.50000000000000000000000000000000000000000", "unknown"},
        {AFFINITY(INTEGER, BYTES), "-0.0", "exact n0"},
        {AFFINITY(INTEGER, BYTES), "0.50", "exact n0.5"},
        {AFFINITY(INTEGER, BYTES), "9223372036854775807",
         "exact n9223372036854775807"},
        {AFFINITY(INTEGER, BYTES), "-9223372036854775808",
         "exact n-9223372036854775808"},
        {AFFINITY(INTEGER, BYTES), "9223372036854775808", "unknown"},
        {AFFINITY(INTEGER, BYTES), "123456789012345.0",
         "exact n123456789012345"},
        {AFFINITY(INTEGER, BYTES), "1234567890123450.0", "unknown"},
        {AFFINITY(INTEGER, BYTES), "0.123456789012345",
         "exact n0.123456789012345"},
        {AFFINITY(INTEGER, BYTES), "0.1234567890123456", "unknown"},
        {AFFINITY(INTEGER, BYTES), "1e2", "unknown"},
        {AFFINITY(INTEGER, BYTES), "1e", "unknown"},
        {AFFINITY(INTEGER, BYTES), ".5", "unknown"},
        {AFFINITY(INTEGER, BYTES), "5.", "unknown"},
        {AFFINITY(INTEGER, BYTES), "", "exact t"},
        {AFFINITY(INTEGER, BYTES), ".", "exact t."},
        {AFFINITY(INTEGER, BYTES), "1.2.3", "exact t1.2.3"},
        {AFFINITY(INTEGER, BYTES), "n7", "exact tn7"},
        {AFFINITY(INTEGER, BYTES), "0x10", "exact t0x10"},
        {AFFINITY(INTEGER, BYTES), " Abc", "exact t Abc"},
        {AFFINITY(INTEGER, BYTES), "2024-01-02", "exact t2024-01-02"},
        {AFFINITY(INTEGER, NOCASE), "Abc", "exact tabc"},
        {AFFINITY(INTEGER, WORDS), "Abc", "unknown"},
        {AFFINITY(INTEGER, WORDS), "07", "exact n7"},
        {AFFINITY(DECIMAL, BYTES), "1.50", "exact n1.5"},
        {AFFINITY(FLOAT, BYTES), "1.50", "exact n1.5"},
        {AFFINITY(FLOAT, BYTES), "123456789012345", "exact n123456789012345"},
        {AFFINITY(FLOAT, BYTES), "1234567890123456", "unknown"},
        {AFFINITY(TEXT, BYTES), "007", "exact t007"},
        {AFFINITY(TEXT, PADDED), "Abc ", "exact tAbc"},
        {AFFINITY(TEXT, WORDS), "Abc", "coarse tabc"},
        {AFFINITY(BINARY, BYTES), "007", "exact t007"},
        {AFFINITY(OTHER, BYTES), "007", "unknown"},
    };
    check_normals(CASES, LENGTH(CASES));
}

static void check_bytes(up_value_type type, const void *bytes, size_t length,
                        const char *normal)
{
    char text[256];
    describe(&type, (up_cell){UP_CELL_BYTES, bytes, length}, text, sizeof text);
    assert_string_equal(text, normal);
}

static void bytes_are_bytes(void **state)
{
    (void)state;
    up_value_type any = TYPE(BINARY, .limit = 4);
    up_value_type fixed =
        TYPE(BINARY, .limit = 4, .collation = UP_COLLATION_PADDED);
    up_value_type doubtful =
        TYPE(BINARY, .limit = 4, .collation = UP_COLLATION_WORDS);
    check_bytes(any, "ab", 2, "exact ab");
    check_bytes(any, NULL, 0, "exact ");
    check_bytes(any, "ab\0", 3, "exact ab");
    check_bytes(any, "abcde", 5, "unknown");
    check_bytes(fixed, "abcd", 4, "exact abcd");
    check_bytes(fixed, "abc", 3, "unknown");
    check_bytes(doubtful, "abc", 3, "exact abc");
    check_bytes(doubtful, "ab\0", 3, "unknown");
    check_bytes(doubtful, NULL, 0, "exact ");
    check_bytes((up_value_type)INTEGER, "7", 1, "unknown");
    check_bytes((up_value_type)TEXT(BYTES, 9), "a", 1, "unknown");
    check_bytes((up_value_type)DATE, "2024-01-02", 10, "unknown");
    check_bytes((up_value_type)BOOLEAN, "1", 1, "unknown");
    check_bytes((up_value_type)UUID, "a0eebc999c0b4ef8bb6d6bb9bd380a11", 32,
                "unknown");
    check_bytes((up_value_type)AFFINITY(INTEGER, BYTES), "7", 1, "exact b7");
    check_bytes((up_value_type)AFFINITY(TEXT, NOCASE), "A", 1, "exact bA");
    check_bytes((up_value_type)AFFINITY(TEXT, WORDS), "A", 1, "unknown");
    const normal_case text = {TYPE(BINARY, .limit = 9), "ab", "unknown"};
    check_normals(&text, 1);
}

static void nothing_is_certain_of_a_zero_byte(void **state)
{
    (void)state;
    char text[64];
    up_value_type types[] = {TEXT(BYTES, 9), TEXT(NOCASE, 9), INTEGER,
                             AFFINITY(TEXT, NOCASE), AFFINITY(INTEGER, BYTES)};
    for (size_t i = 0; i < LENGTH(types); i++) {
        describe(&types[i], (up_cell){UP_CELL_TEXT, "7\0b", 3}, text,
                 sizeof text);
        assert_string_equal(text, "unknown");
    }
}

static void an_empty_text_may_have_no_data(void **state)
{
    (void)state;
    char text[64];
    up_value_type bytes = TEXT(BYTES, 9), integer = INTEGER;
    up_cell empty = {UP_CELL_TEXT, NULL, 0};
    describe(&bytes, empty, text, sizeof text);
    assert_string_equal(text, "exact ");
    describe(&integer, empty, text, sizeof text);
    assert_string_equal(text, "unknown");
    int order;
    assert_false(up_value_compare(&integer, empty, empty, &order));
    up_buffer sum = {0};
    assert_false(up_value_add(&integer, empty, empty, &sum));
}

/* ---------------------------------------------------------------- orders */

typedef struct order_case {
    up_value_type type;
    const char *a, *b;
    char order; /* '<', '=', '>' or '?' */
} order_case;

static char order_of(const up_value_type *type, const char *a, const char *b)
{
    int order = 0;
    if (!up_value_compare(type, text_cell(a), text_cell(b), &order))
        return '?';
    return order < 0 ? '<' : order > 0 ? '>' : '=';
}

static void check_order(const order_case *c, const char *a, const char *b,
                        char expected)
{
    char order = order_of(&c->type, a, b);
    if (order != expected)
        fail_msg("'%s' %c '%s', not %c", a, order, b, expected);
}

static void orders_are_the_databases_own(void **state)
{
    (void)state;
    static const order_case CASES[] = {
        {INTEGER, "9", "10", '<'},
        {INTEGER, "-9", "-10", '>'},
        {INTEGER, "-1", "1", '<'},
        {INTEGER, "-1", "0", '<'},
        {INTEGER, "007", "+7", '='},
        {INTEGER, "0", "-0", '='},
        {INTEGER, "123", "124", '<'},
        {INTEGER, "7", "x", '?'},
        {INTEGER, "7", "7.0", '?'},
        {DECIMAL(2), "1.5", "1.50", '='},
        {DECIMAL(2), "1.5", "1.25", '>'},
        {DECIMAL(2), "1.5", "1.55", '<'},
        {DECIMAL(2), "1", "1.01", '<'},
        {DECIMAL(2), "-1.5", "-1.25", '<'},
        {DECIMAL(2), "0.10", "0.09", '>'},
        {DECIMAL(2), "1.234", "1.23", '?'},
        {FLOAT, "0.5", "10", '<'},
        {FLOAT, "0.1234567", "10", '?'},
        {BOOLEAN, "0", "1", '?'},
        {DATE, "2024-01-02", "2023-12-31", '>'},
        {DATE, "2024-01-02", "x", '?'},
        {TIME(6), "12:00:00", "12:00:00.1", '<'},
        {TIME(6), "12:00:00.5", "12:00:00.25", '>'},
        {TIME(6), "12:00:00.0", "12:00:00", '='},
        {TIMESTAMP(6), "2024-01-02", "2024-01-02T00:00:00", '='},
        {TIMESTAMP(6), "2024-01-02", "2024-01-01 23:59:59", '>'},
        {TIMESTAMP(0), "2024-01-02", "2024-01-01 23:59:59.9", '?'},
        {TIMESTAMP_TZ(6), "2024-01-02 00:00:00Z", "2024-01-02 00:30:00+01",
         '>'},
        {TIMESTAMP_TZ(6), "2024-01-02 00:00:00Z", "2024-01-02 00:30:00", '?'},
        {TEXT(BYTES, 9), "a", "b", '?'},
        {UUID, "a0eebc999c0b4ef8bb6d6bb9bd380a11",
         "a0eebc999c0b4ef8bb6d6bb9bd380a12", '?'},
        {TYPE(JSON, .limit = 0), "1", "2", '?'},
        {AFFINITY(INTEGER, BYTES), "9", "10.5", '<'},
        {AFFINITY(INTEGER, BYTES), "9", " 9.0", '='},
        {AFFINITY(INTEGER, BYTES), "9", "abc", '<'},
        {AFFINITY(INTEGER, NOCASE), "9", "abc", '<'},
        {AFFINITY(INTEGER, BYTES), "9", "1e9", '?'},
        {AFFINITY(INTEGER, BYTES), "abc", "abd", '<'},
        {AFFINITY(TEXT, BYTES), "9", "10", '>'},
        {AFFINITY(TEXT, BYTES), "ab", "abc", '<'},
        {AFFINITY(TEXT, BYTES), "", "", '='},
        {AFFINITY(TEXT, BYTES), "a", "\xc3\xa4", '?'},
        {AFFINITY(TEXT, NOCASE), "a", "b", '?'},
        {AFFINITY(OTHER, BYTES), "1", "2", '?'},
    };
    for (size_t i = 0; i < LENGTH(CASES); i++) {
        const order_case *c = &CASES[i];
        check_order(c, c->a, c->b, c->order);
        check_order(c, c->b, c->a,
                    c->order == '<'   ? '>'
                    : c->order == '>' ? '<'
                                      : c->order);
    }
}

static void bytes_are_the_greatest_of_an_affinity(void **state)
{
    (void)state;
    up_value_type type = AFFINITY(INTEGER, BYTES);
    up_cell x = {UP_CELL_BYTES, "\x80", 1}, y = {UP_CELL_BYTES, "\x7f\x01", 2};
    int order = 0;
    assert_true(up_value_compare(&type, x, y, &order) && order > 0);
    assert_true(up_value_compare(&type, x, text_cell("zzz"), &order) &&
                order > 0);
    assert_true(up_value_compare(&type, text_cell("7"), y, &order) &&
                order < 0);
    up_value_type typed = TYPE(BINARY, .limit = UP_VALUE_UNLIMITED);
    assert_false(up_value_compare(&typed, x, y, &order));
}

/* ------------------------------------------------------------------ sums */

typedef struct sum_case {
    up_value_type type;
    const char *a, *b;
    const char *sum; /* NULL: refused */
} sum_case;

static void check_sum(const sum_case *c, const char *a, const char *b)
{
    up_buffer sum = {0};
    up_buffer_append(&sum, "sum ", 4);
    bool certain = up_value_add(&c->type, text_cell(a), text_cell(b), &sum);
    const char *text = up_buffer_string(&sum);
    assert_non_null(text);
    if (certain != (c->sum != NULL) || strncmp(text, "sum ", 4) != 0 ||
        strcmp(text + 4, certain ? c->sum : "") != 0)
        fail_msg("'%s' + '%s': %s, not %s", a, b, text, c->sum);
    up_buffer_dispose(&sum);
}

static void sums_are_exact_or_refused(void **state)
{
    (void)state;
#define NINES "999999999999999999999999999999"
    static const sum_case CASES[] = {
        {INTEGER, "1", "2", "3"},
        {INTEGER, "0099", "+1", "100"},
        {INTEGER, "0", "0", "0"},
        {INTEGER, "-0", "0", "0"},
        {INTEGER, "-5", "-6", "-11"},
        {INTEGER, "-5", "0", "-5"},
        {INTEGER, "-5", "6", NULL},
        {INTEGER, "9223372036854775806", "1", "9223372036854775807"},
        {INTEGER, "9223372036854775807", "1", NULL},
        {INTEGER, "9223372036854775808", "0", NULL},
        {INTEGER, "10000000000000000000", "0", NULL},
        {INTEGER, "-9223372036854775807", "-1", "-9223372036854775808"},
        {INTEGER, "-9223372036854775808", "-1", NULL},
        {INTEGER, "1", "1.0", NULL},
        {INTEGER, "1", "x", NULL},
        {TYPE(INTEGER, .digits = 2), "98", "1", "99"},
        {TYPE(INTEGER, .digits = 2), "99", "1", NULL},
        {DECIMAL(4), "1.5", "1.50", "3.00"},
        {DECIMAL(4), "1", "2", "3"},
        {DECIMAL(4), "0.0", "0", "0.0"},
        {DECIMAL(4), "0.5", "0.5", "1.0"},
        {DECIMAL(4), "0.05", "0.05", "0.10"},
        {DECIMAL(4), "99.99", "0.01", "100.00"},
        {DECIMAL(4), "-1.25", "-0.75", "-2.00"},
        {DECIMAL(4), "1.5", "-1", NULL},
        {DECIMAL(4), "1.5", "-0.0", "1.5"},
        {DECIMAL(1), "1.5", "1.500", "3.0"},
        {DECIMAL(1), "1.5", "1.55", NULL},
        {DECIMAL(4), NINES, "1", "1000000000000000000000000000000"},
        {DECIMAL(UP_VALUE_UNLIMITED), "0." NINES, "0.1",
         "1.099999999999999999999999999999"},
        {TYPE(DECIMAL, .limit = 2, .digits = 3), "999.98", "0.01", "999.99"},
        {TYPE(DECIMAL, .limit = 2, .digits = 3), "999.99", "0.01", NULL},
        {TYPE(DECIMAL, .limit = 2, .rounds = true), "1", "1", NULL},
        {FLOAT, "1", "1", NULL},
        {TEXT(BYTES, 9), "1", "1", NULL},
        {AFFINITY(INTEGER, BYTES), "1", "2", "3"},
        {AFFINITY(INTEGER, BYTES), "1", "2.0", NULL},
        {AFFINITY(INTEGER, BYTES), "9223372036854775807", "1", NULL},
        {AFFINITY(DECIMAL, BYTES), "1", "2", NULL},
        {AFFINITY(FLOAT, BYTES), "1", "2", NULL},
        {AFFINITY(TEXT, BYTES), "1", "2", NULL},
    };
    for (size_t i = 0; i < LENGTH(CASES); i++) {
        check_sum(&CASES[i], CASES[i].a, CASES[i].b);
        check_sum(&CASES[i], CASES[i].b, CASES[i].a);
    }
}

/* A number of nines, with a point behind `whole` of them. */
static void check_room(size_t length, size_t whole)
{
    char number[600];
    up_value_type type = DECIMAL(UP_VALUE_UNLIMITED);
    up_buffer sum = {0};
    memset(number, '9', length);
    number[length] = '\0';
    number[whole] = '.';
    if (up_value_add(&type, text_cell(number), text_cell(number), &sum))
        assert_int_equal(sum.length, length + 1);
    else
        assert_true(length > 90);
    up_buffer_dispose(&sum);
}

static void a_sum_has_room(void **state)
{
    (void)state;
    for (size_t length = 3; length < 600; length++) {
        check_room(length, 1);
        check_room(length, length / 2);
        check_room(length, length - 2);
    }
}

static void exactness_is_told_by_the_type(void **state)
{
    (void)state;
    static const struct {
        up_value_type type;
        bool exact;
    } CASES[] = {
        {INTEGER, true},
        {DECIMAL(2), true},
        {FLOAT, false},
        {BOOLEAN, true},
        {DATE, true},
        {TIME(0), true},
        {TIMESTAMP(0), true},
        {TIMESTAMP_TZ(0), false},
        {UUID, true},
        {TEXT(BYTES, 1), true},
        {TEXT(NOCASE, 1), true},
        {TEXT(PADDED, 1), true},
        {TEXT(WORDS, 1), false},
        {TEXT(LETTERS, 1), false},
        {{0}, false},
        {TYPE(BINARY, .limit = 1), true},
    };
    for (size_t i = 0; i < LENGTH(CASES); i++)
        assert_int_equal(up_value_exact(&CASES[i].type), CASES[i].exact);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_have_one_spelling),
        cmocka_unit_test(booleans_are_two),
        cmocka_unit_test(times_have_one_spelling),
        cmocka_unit_test(texts_follow_their_collation),
        cmocka_unit_test(a_long_text_is_whole),
        cmocka_unit_test(uuids_have_one_spelling),
        cmocka_unit_test(a_column_of_an_affinity_keeps_kinds_apart),
        cmocka_unit_test(bytes_are_bytes),
        cmocka_unit_test(nothing_is_certain_of_a_zero_byte),
        cmocka_unit_test(an_empty_text_may_have_no_data),
        cmocka_unit_test(orders_are_the_databases_own),
        cmocka_unit_test(bytes_are_the_greatest_of_an_affinity),
        cmocka_unit_test(sums_are_exact_or_refused),
        cmocka_unit_test(a_sum_has_room),
        cmocka_unit_test(exactness_is_told_by_the_type),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
