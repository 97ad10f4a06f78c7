/* The lexer of the user's own SQL. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "dialect/expression.h"

/* The references of an expression, as "o:name n:name". */
static const char *references(const char *expression)
{
    static char text[256];
    up_reference reference;
    text[0] = '\0';
    while (up_expression_next(&expression, &reference)) {
        strcat(text, text[0] ? " " : "");
        strcat(text, reference.incoming ? "n:" : "o:");
        strncat(text, reference.name, reference.length);
    }
    return text;
}

static void references_are_found(void **state)
{
    (void)state;
    assert_string_equal(references("old.a + new.b"), "o:a n:b");
    assert_string_equal(references("OLD.Ab_1-NEW.\"x y\""), "o:Ab_1 n:x y");
    assert_string_equal(references("f(new.`a`, new.[b])"), "n:a n:b");
    assert_string_equal(references("old.\"a\"\"b\"||old.c"), "o:a\"\"b o:c");
    assert_string_equal(references("old.größe"), "o:größe");
    assert_string_equal(references("ARRAY[old.a]"), "o:a");
    assert_string_equal(references("old.a.new.b"), "o:a");
    assert_string_equal(references("old.a(new.b)"), "o:a n:b");
}

static void what_is_none_is_passed_over(void **state)
{
    (void)state;
    assert_string_equal(references("'old.a' || \"new.b\" || `old.c`"), "");
    assert_string_equal(references("'it''s old.a'"), "");
    assert_string_equal(references("told.a, _new.b, x.old.c, 1old.d"), "");
    assert_string_equal(references("old, old . a, old.*, old.'a', new."), "");
    assert_string_equal(references(""), "");
}

static void the_rest_stays_around_a_reference(void **state)
{
    (void)state;
    const char *expression = "1 + old.[a] - 2", *cursor = expression;
    up_reference reference;
    assert_true(up_expression_next(&cursor, &reference));
    assert_int_equal(reference.begin - expression, 4);
    assert_ptr_equal(reference.end, cursor);
    assert_string_equal(cursor, " - 2");
    assert_false(up_expression_next(&cursor, &reference));
}

static void names_are_compared(void **state)
{
    (void)state;
    const char *cursor = "old.Qty old.\"Qty\" old.\"a\"\"b\"";
    up_reference bare, quoted, doubled;
    assert_true(up_expression_next(&cursor, &bare));
    assert_true(up_expression_next(&cursor, &quoted));
    assert_true(up_expression_next(&cursor, &doubled));
    assert_true(up_reference_is(&bare, "Qty"));
    assert_false(up_reference_is(&bare, "qty"));
    assert_true(up_reference_is_like(&bare, "qTY"));
    assert_false(up_reference_is_like(&bare, "qty2"));
    assert_false(up_reference_is_like(&bare, "qt"));
    assert_true(up_reference_is(&quoted, "Qty"));
    assert_true(up_reference_is_like(&quoted, "Qty"));
    assert_false(up_reference_is_like(&quoted, "qty"));
    assert_true(up_reference_is(&doubled, "a\"b"));
    assert_false(up_reference_is(&doubled, "a\"\"b"));
}

static void faults_are_told(void **state)
{
    (void)state;
    static const char *const RIGHT[] = {
        "old.a + 1",       "'a?;--b/*c#'", "\"a?\"",     "new.[it's]",
        "(old.a - 1) * 2", "a - -1",       "x / y",      "ARRAY[1]",
        "'a\\b'",          "'it''s'",      "money > $1", "v$x$y",
    };
    static const char *const WRONG[][2] = {
        {"", "is empty"},         {" \t", "is empty"},
        {"a ? b", "\"?\""},       {"a; b", "\";\""},
        {"a -- b", "comment"},    {"a /* b */", "comment"},
        {"a # b", "comment"},     {"'a", "closing quote"},
        {"\"a", "closing"},       {"`a", "closing quote"},
        {"'a''", "closing"},      {"'a\\'", "backslash"},
        {"'a\\' '", "backslash"}, {"$$a$$", "dollar"},
        {"$x$a$x$", "dollar"},    {"(a", "does not close"},
        {"a)", "did not open"},   {"a) OR (b", "did not open"},
    };
    for (size_t i = 0; i < sizeof RIGHT / sizeof *RIGHT; i++)
        if (up_expression_fault(RIGHT[i]))
            fail_msg("%s: %s", RIGHT[i], up_expression_fault(RIGHT[i]));
    for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++) {
        const char *fault = up_expression_fault(WRONG[i][0]);
        if (!fault || !strstr(fault, WRONG[i][1]))
            fail_msg("%s: %s", WRONG[i][0], fault ? fault : "no fault");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(references_are_found),
        cmocka_unit_test(what_is_none_is_passed_over),
        cmocka_unit_test(the_rest_stays_around_a_reference),
        cmocka_unit_test(names_are_compared),
        cmocka_unit_test(faults_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
