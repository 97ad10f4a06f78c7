/* up_utf8_fault: as if byte by byte, whatever stands where. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <unistr.h>

#include "base/utf8.h"

/* The first NUL, or the first byte that is no UTF-8. */
static const char *slow_fault(const char *text, size_t length)
{
    const char *wrong = (const char *)u8_check((const uint8_t *)text, length);
    const char *nul =
        memchr(text, '\0', wrong ? (size_t)(wrong - text) : length);
    return nul ? nul : wrong;
}

static void good_texts_have_no_fault(void **state)
{
    (void)state;
    static const char *const TEXTS[] = {"",
                                        "a",
                                        "1234567",
                                        "12345678",
                                        "123456789",
                                        "\xC3\xA9",
                                        "1234567\xC3\xA9",
                                        "12345678\xF0\x9F\x98\x80 and more"};
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++)
        assert_null(up_utf8_fault(TEXTS[i], strlen(TEXTS[i])));
}

/* Each of some bytes at each place of texts of each length up to 40. */
static void a_fault_is_found_wherever_it_stands(void **state)
{
    (void)state;
    static const char BYTES[] = {0,          1,          0x7F,
                                 (char)0x80, (char)0xC3, (char)0xFF};
    char text[48];
    for (size_t length = 1; length <= 40; length++)
        for (size_t at = 0; at < length; at++)
            for (size_t i = 0; i < sizeof BYTES; i++) {
                memset(text, 'x', sizeof text);
                text[at] = BYTES[i];
                assert_ptr_equal(up_utf8_fault(text, length),
                                 slow_fault(text, length));
            }
}

/* 0x01 behind NUL looks like NUL to the subtraction of eight bytes at once. */
static void of_two_faults_the_first_is_found(void **state)
{
    (void)state;
    const char text[] = "abc\0\1\0\xFFxyz";
    assert_ptr_equal(up_utf8_fault(text, sizeof text - 1), text + 3);
    const char other[] = "abcdefgh\xFF\0";
    assert_ptr_equal(up_utf8_fault(other, sizeof other - 1), other + 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_texts_have_no_fault),
        cmocka_unit_test(a_fault_is_found_wherever_it_stands),
        cmocka_unit_test(of_two_faults_the_first_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
