/* Numbers as text: the same under every locale, and back. */
#include <float.h>
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/number.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))

typedef struct number_case {
    double value;
    const char *text;
} number_case;

static const number_case CASES[] = {
    {0.0, "0"},
    {-0.0, "-0"},
    {1.0, "1"},
    {-42.0, "-42"},
    {0.1, "0.1"},
    {0.1 + 0.2, "0.30000000000000004"},
    {1.0 / 3.0, "0.3333333333333333"},
    {2.0 / 3.0, "0.6666666666666666"},
    {1234.5, "1234.5"},
    {1e15, "1e+15"},
    {123456789012345.0, "123456789012345"},
    {9007199254740992.0, "9007199254740992"},
    {9007199254740993.0, "9007199254740992"},
    {1e22, "1e+22"},
    {1e23, "1e+23"},
    {1e300, "1e+300"},
    {-1.5e-7, "-1.5e-07"},
    {3.141592653589793, "3.141592653589793"},
    {DBL_MAX, "1.7976931348623157e+308"},
    {DBL_MIN, "2.2250738585072014e-308"},
    {DBL_EPSILON, "2.220446049250313e-16"},
    {5e-324, "5e-324"},
    {-5e-324, "-5e-324"},
    {1e-310, "1e-310"},
};

static void check_cases(void)
{
    for (size_t i = 0; i < LENGTH(CASES); i++) {
        char text[UP_NUMBER_SIZE];
        size_t length = up_number_format(CASES[i].value, text);
        assert_string_equal(text, CASES[i].text);
        assert_int_equal(length, strlen(text));
    }
}

static void formats_the_shortest_text(void **state)
{
    (void)state;
    check_cases();
}

static uint64_t random_bits(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

/* Reading is left to the library that formats nothing. */
static void every_double_reads_back_as_itself(void **state)
{
    (void)state;
    uint64_t seed = 88172645463325252u;
    for (int i = 0; i < 20000; i++) {
        uint64_t bits = random_bits(&seed);
        if ((bits >> 52 & 0x7ff) == 0x7ff)
            continue; /* an infinity or a NaN */
        double value, back;
        memcpy(&value, &bits, sizeof value);
        char text[UP_NUMBER_SIZE];
        up_number_format(value, text);
        assert_int_equal(sscanf(text, "%lf", &back), 1);
        assert_memory_equal(&back, &value, sizeof value);
    }
}

static void integers_up_to_a_billion_have_no_exponent(void **state)
{
    (void)state;
    for (int64_t i = 1; i <= 1000000000; i = i * 7 / 2 + 1) {
        char text[UP_NUMBER_SIZE], expected[UP_NUMBER_SIZE];
        up_number_format((double)i, text);
        snprintf(expected, sizeof expected, "%lld", (long long)i);
        assert_string_equal(text, expected);
    }
}

#define NAME "de_DE.UTF-8"

/* Take on a locale with a decimal comma, made in the build folder where the
   machine has none. */
static void take_comma_locale(void)
{
    static const char folder[] = UPSERT_TEST_LOCALES "/" NAME;
    if (setlocale(LC_ALL, NAME))
        return;
    /* The C library looks into a folder once. */
    if (access(folder, F_OK) != 0 &&
        system("localedef --no-archive -i de_DE -f UTF-8 '" UPSERT_TEST_LOCALES
               "/" NAME "'") != 0)
        fail_msg("there is no locale " NAME ", and localedef makes none");
    assert_int_equal(setenv("LOCPATH", UPSERT_TEST_LOCALES, 1), 0);
    assert_non_null(setlocale(LC_ALL, NAME));
}

static void assert_comma(void)
{
    char text[16];
    snprintf(text, sizeof text, "%.1f", 0.5);
    assert_string_equal(text, "0,5");
}

static void the_locale_of_the_process_changes_nothing(void **state)
{
    (void)state;
    take_comma_locale();
    assert_comma();
    check_cases();
    assert_comma();
    assert_true(uselocale((locale_t)0) == LC_GLOBAL_LOCALE);
    setlocale(LC_ALL, "C");
}

static void the_locale_of_the_thread_changes_nothing(void **state)
{
    (void)state;
    take_comma_locale();
    locale_t comma = duplocale(LC_GLOBAL_LOCALE);
    assert_true(comma != (locale_t)0);
    setlocale(LC_ALL, "C");
    locale_t before = uselocale(comma);
    assert_comma();
    check_cases();
    assert_comma();
    assert_true(uselocale((locale_t)0) == comma);
    uselocale(before);
    freelocale(comma);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(formats_the_shortest_text),
        cmocka_unit_test(every_double_reads_back_as_itself),
        cmocka_unit_test(integers_up_to_a_billion_have_no_exponent),
        cmocka_unit_test(the_locale_of_the_thread_changes_nothing),
        cmocka_unit_test(the_locale_of_the_process_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
