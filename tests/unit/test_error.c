/* upsert_error: the first one wins, and its message is one line of UTF-8. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/error.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))
#define MESSAGE_MAXIMUM (sizeof((upsert_error *)0)->message - 1)

static void sets_status_and_message(void **state)
{
    (void)state;
    upsert_error error = UPSERT_ERROR_INIT;
    assert_int_equal(up_error_set(&error, UPSERT_FILE, "no %s %d", "file", 3),
                     UPSERT_FILE);
    assert_int_equal(error.status, UPSERT_FILE);
    assert_string_equal(error.message, "no file 3");
    assert_string_equal(error.sqlstate, "");
    assert_string_equal(error.column, "");
    assert_int_equal(error.native, 0);
    assert_int_equal(error.row, 0);
}

static void the_first_error_wins(void **state)
{
    (void)state;
    upsert_error error = UPSERT_ERROR_INIT;
    up_error_set(&error, UPSERT_ROW, "first");
    assert_int_equal(up_error_set(&error, UPSERT_SQL, "second"), UPSERT_SQL);
    assert_int_equal(up_error_memory(&error), UPSERT_MEMORY);
    assert_int_equal(error.status, UPSERT_ROW);
    assert_string_equal(error.message, "first");
}

static void a_cleared_error_can_be_set_again(void **state)
{
    (void)state;
    upsert_error error = UPSERT_ERROR_INIT;
    up_error_set(&error, UPSERT_ROW, "first");
    error.row = 7;
    error.native = 8;
    memcpy(error.sqlstate, "23505", 6);
    upsert_error_clear(&error);
    assert_int_equal(error.status, UPSERT_OK);
    assert_string_equal(error.message, "");
    assert_string_equal(error.sqlstate, "");
    assert_int_equal(error.row, 0);
    assert_int_equal(error.native, 0);
    up_error_set(&error, UPSERT_SQL, "second");
    assert_string_equal(error.message, "second");
}

static void a_missing_error_is_legal(void **state)
{
    (void)state;
    assert_int_equal(up_error_set(NULL, UPSERT_SQL, "%s", "x"), UPSERT_SQL);
    assert_int_equal(up_error_memory(NULL), UPSERT_MEMORY);
    up_error_prefix(NULL, "x");
    upsert_error_clear(NULL);
}

static void short_memory_is_said_in_one_way(void **state)
{
    (void)state;
    upsert_error error = UPSERT_ERROR_INIT;
    assert_int_equal(up_error_memory(&error), UPSERT_MEMORY);
    assert_int_equal(error.status, UPSERT_MEMORY);
    assert_string_equal(error.message, "out of memory");
}

static void a_prefix_stands_before_the_message(void **state)
{
    (void)state;
    upsert_error error = UPSERT_ERROR_INIT;
    up_error_set(&error, UPSERT_ROW, "bad cell");
    up_error_prefix(&error, "row %d", 3);
    up_error_prefix(&error, "file\n.csv");
    assert_string_equal(error.message, "file .csv: row 3: bad cell");
    assert_int_equal(error.status, UPSERT_ROW);
}

static void a_message_is_one_line_of_utf8(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        {"a\nb\tc\rd", "a b c d"},
        {"a\x1b[0mb\x7f"
         "c\x01",
         "a [0mb c "},
        {"gr\u00fc\u00df \u20ac \U0001f600",
         "gr\u00fc\u00df \u20ac \U0001f600"},
        {"latin\xe9 1", "latin? 1"},
        {"\xff\xfe\u00e4\xe2\x82", "??\u00e4??"},
        {"", ""},
    };
    for (size_t i = 0; i < LENGTH(CASES); i++) {
        upsert_error error = UPSERT_ERROR_INIT;
        up_error_set(&error, UPSERT_SQL, "%s", CASES[i][0]);
        assert_string_equal(error.message, CASES[i][1]);
    }
}

/* A text of `length` bytes, all of them `c`, in a buffer of 3,000. */
static const char *text_of(char text[3000], size_t length, char c)
{
    memset(text, c, length);
    text[length] = '\0';
    return text;
}

static void a_message_is_cut_at_its_maximum(void **state)
{
    (void)state;
    static const size_t LENGTHS[] = {MESSAGE_MAXIMUM - 1, MESSAGE_MAXIMUM,
                                     MESSAGE_MAXIMUM + 1, 2999};
    for (size_t i = 0; i < LENGTH(LENGTHS); i++) {
        char text[3000];
        upsert_error error = UPSERT_ERROR_INIT;
        up_error_set(&error, UPSERT_SQL, "%s", text_of(text, LENGTHS[i], 'x'));
        size_t expected =
            LENGTHS[i] < MESSAGE_MAXIMUM ? LENGTHS[i] : MESSAGE_MAXIMUM;
        assert_int_equal(strlen(error.message), expected);
        assert_memory_equal(error.message, text, expected);
    }
}

static void a_cut_leaves_no_half_character(void **state)
{
    (void)state;
    char text[3000];
    text_of(text, MESSAGE_MAXIMUM - 1, 'x');
    memcpy(text + MESSAGE_MAXIMUM - 1, "\u20ac", sizeof "\u20ac");
    upsert_error error = UPSERT_ERROR_INIT;
    up_error_set(&error, UPSERT_SQL, "%s", text);
    assert_string_equal(error.message + MESSAGE_MAXIMUM - 2, "x?");
}

static void a_prefix_cuts_the_message_behind_it(void **state)
{
    (void)state;
    char text[3000];
    upsert_error error = UPSERT_ERROR_INIT;
    up_error_set(&error, UPSERT_SQL, "%s", text_of(text, MESSAGE_MAXIMUM, 'x'));
    up_error_prefix(&error, "row");
    assert_int_equal(strlen(error.message), MESSAGE_MAXIMUM);
    assert_memory_equal(error.message, "row: xx", 7);
    assert_int_equal(error.message[MESSAGE_MAXIMUM - 1], 'x');
}

static void a_prefix_that_leaves_no_room_is_left_out(void **state)
{
    (void)state;
    char text[3000];
    for (size_t length = MESSAGE_MAXIMUM - 3; length < MESSAGE_MAXIMUM + 3;
         length++) {
        upsert_error error = UPSERT_ERROR_INIT;
        up_error_set(&error, UPSERT_SQL, "message");
        up_error_prefix(&error, "%s", text_of(text, length, 'x'));
        bool prefixed = error.message[0] == 'x';
        assert_int_equal(prefixed, length < MESSAGE_MAXIMUM - 1);
        assert_true(strlen(error.message) <= MESSAGE_MAXIMUM);
    }
}

static void every_status_has_a_name_of_its_own(void **state)
{
    (void)state;
    for (int i = 0; i < UPSERT_STATUS_COUNT_; i++) {
        const char *name = upsert_status_name((upsert_status)i);
        assert_non_null(name);
        assert_string_not_equal(name, "unknown");
        for (int k = 0; k < i; k++)
            assert_string_not_equal(name, upsert_status_name((upsert_status)k));
    }
}

static void status_names_are_those_of_the_report(void **state)
{
    (void)state;
    static const struct {
        upsert_status status;
        const char *name;
    } CASES[] = {
        {UPSERT_OK, "ok"},
        {UPSERT_DONE, "done"},
        {UPSERT_MEMORY, "memory"},
        {UPSERT_ARGUMENT, "argument"},
        {UPSERT_OPTION, "option"},
        {UPSERT_FILE, "file"},
        {UPSERT_ROW, "row"},
        {UPSERT_SCHEMA, "schema"},
        {UPSERT_DUPLICATE_KEY, "duplicate_key"},
        {UPSERT_CONSTRAINT, "constraint"},
        {UPSERT_VALUE, "value"},
        {UPSERT_ROW_TWICE, "row_twice"},
        {UPSERT_RETRY_STATEMENT, "retry_statement"},
        {UPSERT_RETRY_TRANSACTION, "retry_transaction"},
        {UPSERT_CANCELLED, "cancelled"},
        {UPSERT_CONNECTION, "connection"},
        {UPSERT_UNKNOWN_OUTCOME, "unknown_outcome"},
        {UPSERT_SQL, "sql"},
    };
    assert_int_equal(LENGTH(CASES), UPSERT_STATUS_COUNT_);
    for (size_t i = 0; i < LENGTH(CASES); i++)
        assert_string_equal(upsert_status_name(CASES[i].status), CASES[i].name);
}

static void what_is_no_status_is_unknown(void **state)
{
    (void)state;
    static const int CASES[] = {UPSERT_STATUS_COUNT_,
                                UPSERT_STATUS_COUNT_ + 1,
                                1000,
                                INT32_MAX,
                                -1,
                                INT32_MIN};
    for (size_t i = 0; i < LENGTH(CASES); i++)
        assert_string_equal(upsert_status_name((upsert_status)CASES[i]),
                            "unknown");
}

static void values_are_hidden(void **state)
{
    (void)state;
    static const struct {
        const char *message, *value, *hidden;
    } CASES[] = {
        {"no hunter2 here", "hunter2", "no ... here"},
        {"hunter2", "hunter2", "..."},
        {"(hunter2),hunter2", "hunter2", "(...),..."},
        {"hunter22, xhunter2", "hunter2", "hunter22, xhunter2"},
        {"-1.5 and 1.5", "-1.5", "... and 1.5"},
        {"ab is short", "ab", "ab is short"},
        {"abc is not", "abc", "... is not"},
        {"two lines", "two\nlines", "..."},
        {"said: 0123456789 0123456789 0123456789 0",
         "0123456789 0123456789 0123456789 0123456789", "said: ..."},
        {"said: 0123456789 0123456789", "0123456789 0123456789 0123456789",
         "said: 0123456789 0123456789"},
        {"\xc3\xa4\xc3\xb6 fehlt", "\xc3\xa4\xc3\xb6", "... fehlt"},
        {"...", "...", "..."},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        upsert_error error = UPSERT_ERROR_INIT;
        up_error_set(&error, UPSERT_SQL, "%s", CASES[i].message);
        up_error_hide(&error, CASES[i].value, strlen(CASES[i].value));
        assert_string_equal(error.message, CASES[i].hidden);
    }
    up_error_hide(NULL, "hunter2", 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sets_status_and_message),
        cmocka_unit_test(the_first_error_wins),
        cmocka_unit_test(a_cleared_error_can_be_set_again),
        cmocka_unit_test(a_missing_error_is_legal),
        cmocka_unit_test(short_memory_is_said_in_one_way),
        cmocka_unit_test(a_prefix_stands_before_the_message),
        cmocka_unit_test(a_message_is_one_line_of_utf8),
        cmocka_unit_test(a_message_is_cut_at_its_maximum),
        cmocka_unit_test(a_cut_leaves_no_half_character),
        cmocka_unit_test(a_prefix_cuts_the_message_behind_it),
        cmocka_unit_test(a_prefix_that_leaves_no_room_is_left_out),
        cmocka_unit_test(every_status_has_a_name_of_its_own),
        cmocka_unit_test(status_names_are_those_of_the_report),
        cmocka_unit_test(what_is_no_status_is_unknown),
        cmocka_unit_test(values_are_hidden),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
