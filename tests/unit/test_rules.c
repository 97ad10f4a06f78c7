/* Column rules in an option's value, and every way to get one wrong. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "schema/rules.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))

/* "name:rule[expression]|" for each, so that a test can hold them. */
static void join(const up_rules *rules, up_buffer *text)
{
    for (size_t i = 0; i < rules->count; i++) {
        const up_column_rule *item = &rules->items[i];
        up_buffer_format(text, "%s:%s", item->name, up_rule_name(item->rule));
        if (item->expression)
            up_buffer_format(text, "[%s]", item->expression);
        up_buffer_text(text, "|");
    }
}

static void reads_rules(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        {"", ""},
        {" \t ", ""},
        {"a", "a:replace|"},
        {"a, b:replace", "a:replace|b:replace|"},
        {"a:keep_if_null,b:insert_only,c:add,d:greatest,e:least,f:append,"
         "g:touch",
         "a:keep_if_null|b:insert_only|c:add|d:greatest|e:least|f:append|"
         "g:touch|"},
        {" a : ADD , b\t:\tLeast ", "a:add|b:least|"},
        {"first name:add, last name", "first name:add|last name:replace|"},
        {"\"a:b\":add, \"c,d\"", "a:b:add|c,d:replace|"},
        {"\"x\"\"y\" : append", "x\"y:append|"},
        {"add:add", "add:add|"},
        {"a:sql(\"1\")", "a:sql[1]|"},
        {"a : SQL ( \" old.a + new.a \" ) , b", "a:sql[ old.a + new.a ]|"
                                                "b:replace|"},
        {"a:sql(\"old.\"\"A b\"\" || ', (;:='\"),b:add",
         "a:sql[old.\"A b\" || ', (;:=']|b:add|"},
        {"a:sql(\"coalesce(old.a, 0)\")", "a:sql[coalesce(old.a, 0)]|"},
    };
    for (size_t i = 0; i < LENGTH(CASES); i++) {
        up_rules rules;
        upsert_error error = UPSERT_ERROR_INIT;
        up_buffer text = {0};
        if (up_rules_parse(CASES[i][0], &rules, &error) != UPSERT_OK)
            fail_msg("%s: %s", CASES[i][0], error.message);
        join(&rules, &text);
        assert_string_equal(up_buffer_string(&text), CASES[i][1]);
        assert_int_equal(error.status, UPSERT_OK);
        up_buffer_dispose(&text);
        up_rules_dispose(&rules);
        assert_null(rules.items);
    }
}

#define KNOWN                                                                  \
    "; there are replace, keep_if_null, insert_only, add, greatest, least, "   \
    "append, touch, sql; a name that holds a colon stands in double quotes"
#define NO_EXPRESSION                                                          \
    "the rule sql takes an expression in double quotes: "                      \
    "sql(\"old.n + new.n\")"
#define NOT_CLOSED                                                             \
    "the expression of the rule sql does not end in \"); a double quote "      \
    "inside is doubled"

static void refuses_bad_rules(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        {",", "a name is empty"},
        {"a:add,", "a name is empty"},
        {":add", "a name is empty"},
        {"a, b:add, a:least", "the name \"a\" is repeated"},
        {"a.b", "misplaced '.'; a name that holds one stands in double "
                "quotes"},
        {"a=add", "misplaced '='; a name that holds one stands in double "
                  "quotes"},
        {"\"a:add", "the opening quote of a name is not closed"},
        {"a:", "\"a\": there is no rule behind the colon"},
        {"a: ,b", "\"a\": there is no rule behind the colon"},
        {"a:\"add\"", "\"a\": there is no rule behind the colon"},
        {"a:ad", "\"a\": there is no rule \"ad\"; did you mean \"add\"?"},
        {"a:greatets",
         "\"a\": there is no rule \"greatets\"; did you mean \"greatest\"?"},
        {"a:keepifnull", "\"a\": there is no rule \"keepifnull\"; did you mean "
                         "\"keep_if_null\"?"},
        {"a:max, b", "\"a\": there is no rule \"max\"" KNOWN},
        {"unit:price", "\"unit\": there is no rule \"price\"" KNOWN},
        {"a:key", "\"a\": there is no rule \"key\"" KNOWN},
        {"a:add b", "\"a\": text after the rule"},
        {"a:add(1)", "\"a\": text after the rule"},
        {"a:add:least", "\"a\": there is no rule \"add:least\"" KNOWN},
        {"a:sql", "\"a\": " NO_EXPRESSION},
        {"a:sql, b", "\"a\": " NO_EXPRESSION},
        {"a:sql()", "\"a\": " NO_EXPRESSION},
        {"a:sql('1')", "\"a\": " NO_EXPRESSION},
        {"a:sql\"1\"", "\"a\": " NO_EXPRESSION},
        {"a:sql(\"\")", "\"a\": the expression of the rule sql is empty"},
        {"a:sql(\" \")", "\"a\": the expression of the rule sql is empty"},
        {"a:sql(\"1)", "\"a\": " NOT_CLOSED},
        {"a:sql(\"1\"", "\"a\": " NOT_CLOSED},
        {"a:sql(\"1\"\")", "\"a\": " NOT_CLOSED},
        {"a:sql(\"old.\"A b\"\")", "\"a\": " NOT_CLOSED},
        {"a:sql(\"1\") b", "\"a\": text after the rule"},
    };
    for (size_t i = 0; i < LENGTH(CASES); i++) {
        up_rules rules;
        upsert_error error = UPSERT_ERROR_INIT;
        assert_int_equal(up_rules_parse(CASES[i][0], &rules, &error),
                         UPSERT_OPTION);
        assert_string_equal(error.message, CASES[i][1]);
        assert_null(rules.items);
        assert_int_equal(rules.count, 0);
    }
}

static void bounds_the_number_of_rules(void **state)
{
    (void)state;
    up_buffer text = {0};
    for (int i = 0; i < 4096; i++)
        up_buffer_format(&text, "%sn%d:add", i ? "," : "", i);
    up_rules rules;
    upsert_error error = UPSERT_ERROR_INIT;
    assert_int_equal(up_rules_parse(up_buffer_string(&text), &rules, &error),
                     UPSERT_OK);
    assert_int_equal(rules.count, 4096);
    up_rules_dispose(&rules);
    up_buffer_text(&text, ",more");
    assert_int_equal(up_rules_parse(up_buffer_string(&text), &rules, &error),
                     UPSERT_OPTION);
    assert_string_equal(error.message, "more than 4096 names");
    up_buffer_dispose(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_rules),
        cmocka_unit_test(refuses_bad_rules),
        cmocka_unit_test(bounds_the_number_of_rules),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
