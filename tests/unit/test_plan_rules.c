/* up_plan_make: rules and conditions, on columns of every kind. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "dialect/registry.h"
#include "session/plan.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))

#define COLUMN(n, text, t)                                                     \
    {                                                                          \
        .name = n, .type_name = text, .cast_name = text, .type = t,            \
        .collation = ""                                                        \
    }

static up_column COLUMNS[] = {
    COLUMN("id", "integer", UPSERT_TYPE_INTEGER),
    COLUMN("Qty", "integer", UPSERT_TYPE_INTEGER),
    COLUMN("price", "numeric(9,2)", UPSERT_TYPE_DECIMAL),
    COLUMN("ratio", "real", UPSERT_TYPE_FLOAT),
    COLUMN("name", "text", UPSERT_TYPE_TEXT),
    COLUMN("A \"b\"", "text", UPSERT_TYPE_TEXT),
    COLUMN("seen_at", "timestamp", UPSERT_TYPE_TIMESTAMP),
    COLUMN("sold_at", "timestamptz", UPSERT_TYPE_TIMESTAMP_TZ),
    COLUMN("day", "date", UPSERT_TYPE_DATE),
    COLUMN("clock", "time", UPSERT_TYPE_TIME),
    COLUMN("ok", "boolean", UPSERT_TYPE_BOOLEAN),
    COLUMN("raw", "bytea", UPSERT_TYPE_BINARY),
    COLUMN("body", "jsonb", UPSERT_TYPE_JSON),
    COLUMN("guid", "uuid", UPSERT_TYPE_UUID),
    COLUMN("span", "", UPSERT_TYPE_OTHER),
    {.name = "total",
     .type_name = "integer",
     .cast_name = "",
     .collation = "",
     .type = UPSERT_TYPE_INTEGER,
     .generated = true},
};
static up_index INDEXES[] = {
    {.name = "pk",
     .primary = true,
     .unusable = "",
     .predicate = "",
     .columns = (char *[]){"id"},
     .count = 1},
};
static const up_table SALES = {
    .schema = "shop",
    .name = "sales",
    .columns = COLUMNS,
    .column_count = LENGTH(COLUMNS),
    .indexes = INDEXES,
    .index_count = LENGTH(INDEXES),
};
static const upsert_server SERVER = {sizeof SERVER, "Server", "1", "", ""};

/* A plan that is asked for: columns with '|' between, NULL for all; options,
   NULL where they are not set. */
typedef struct request {
    const char *input;
    const char *update, *newer, *where, *mode;
    bool affinities; /* types_are_affinities of the dialect */
} request;

enum { INPUT_MAXIMUM = 16 };

static size_t split(char *text, const char *columns[INPUT_MAXIMUM])
{
    size_t count = 0;
    for (char *next = text; next; count++) {
        assert_true(count < INPUT_MAXIMUM);
        columns[count] = next;
        next = strchr(next, '|');
        if (next)
            *next++ = '\0';
    }
    return count;
}

static void set(upsert_options *options, const char *name, const char *value)
{
    upsert_error error = UPSERT_ERROR_INIT;
    if (value && upsert_options_set(options, name, value, &error) != UPSERT_OK)
        fail_msg("%s", error.message);
}

static upsert_status make(const request *asked, up_plan *plan,
                          upsert_error *error)
{
    char text[256];
    const char *columns[INPUT_MAXIMUM];
    snprintf(text, sizeof text, "%s", asked->input ? asked->input : "");
    size_t count = asked->input ? split(text, columns) : 0;
    upsert_options *options = NULL;
    assert_int_equal(upsert_options_new(&options, NULL), UPSERT_OK);
    set(options, "upsert.update", asked->update);
    set(options, "upsert.only_newer", asked->newer);
    set(options, "upsert.where", asked->where);
    set(options, "upsert.mode", asked->mode);
    static upsert_dialect dialect; /* the plan borrows it */
    dialect = *up_dialect_find("postgresql");
    dialect.types_are_affinities = asked->affinities;
    const up_plan_request all = {
        .dialect = &dialect,
        .server = &SERVER,
        .table = &SALES,
        .options = options,
        .columns = asked->input ? columns : NULL,
        .count = count,
    };
    upsert_status status = up_plan_make(&all, plan, error);
    upsert_options_free(options);
    return status;
}

/* What the plan keeps must not be the options'. */
static void expect_plan(const request *asked, up_plan *plan)
{
    upsert_error error = UPSERT_ERROR_INIT;
    if (make(asked, plan, &error) != UPSERT_OK)
        fail_msg("%s: %s", asked->update ? asked->update : "", error.message);
    assert_ptr_equal(plan->facts.columns, plan->columns);
    assert_true(plan->input_count <= plan->facts.column_count);
}

/* "id:key Qty:add; seen_at:touch": what comes in, and what the clock fills. */
static const char *rules_of(const up_plan *plan, up_buffer *text)
{
    up_buffer_reset(text);
    for (size_t i = 0; i < plan->facts.column_count; i++) {
        const upsert_plan_column *column = &plan->facts.columns[i];
        const char *before = i == plan->input_count ? "; " : i ? " " : "";
        up_buffer_format(text, "%s%s:%s", before, column->name,
                         up_rule_name(column->rule));
        if (column->expression)
            up_buffer_format(text, "[%s]", column->expression);
        assert_int_equal(column->expression != NULL,
                         column->rule == UPSERT_RULE_SQL);
    }
    return up_buffer_string(text);
}

static void each_column_gets_its_rule(void **state)
{
    (void)state;
    static const struct {
        request asked;
        const char *rules;
    } CASES[] = {
        {{.input = "id|qty|price|ratio",
          .update = "qty:add, PRICE:add, ratio:add"},
         "id:key Qty:add price:add ratio:add"},
        {{.input = "id|name|qty|day",
          .update = "name:append, qty:greatest, day:least"},
         "id:key name:append Qty:greatest day:least"},
        {{.input = "qty|id|name", .update = "name:keep_if_null"},
         "Qty:insert_only id:key name:keep_if_null"},
        {{.input = "id|name|qty", .update = "name:insert_only, qty:replace"},
         "id:key name:insert_only Qty:replace"},
        {{.input = "id|name", .update = "name, seen_at:touch"},
         "id:key name:replace; seen_at:touch"},
        {{.input = "id|name|qty",
          .update = "sold_at:touch, qty, \"A \"\"b\"\"\":touch, "
                    "day:touch"},
         "id:key name:insert_only Qty:replace; sold_at:touch A \"b\":touch "
         "day:touch"},
        {{.input = "id|ok|guid|span|clock",
          .update = "ok:greatest, guid:least, span:greatest, clock:least"},
         "id:key ok:greatest guid:least span:greatest clock:least"},
        {{.input = "id|raw|body|span",
          .update = "raw:keep_if_null, body:keep_if_null, span"},
         "id:key raw:keep_if_null body:keep_if_null span:replace"},
        {{.input = "id|name",
          .update = "name:insert_only",
          .mode = "insert_missing"},
         "id:key name:insert_only"},
        {{.input = "id|name|qty", .update = "name", .mode = "insert"},
         "id:key name:replace Qty:insert_only"},
        {{.input = "id|name",
          .update = "name, span:touch, clock:touch",
          .affinities = true},
         "id:key name:replace; span:touch clock:touch"},
    };
    up_buffer text = {0};
    for (size_t i = 0; i < LENGTH(CASES); i++) {
        up_plan plan;
        expect_plan(&CASES[i].asked, &plan);
        assert_string_equal(rules_of(&plan, &text), CASES[i].rules);
        up_plan_dispose(&plan);
    }
    up_buffer_dispose(&text);
}

static void expressions_name_columns_as_the_catalog_does(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {
        {"1", "1"},
        {"old.qty + new.QTY", "old.\"Qty\" + new.\"Qty\""},
        {"OLD.price*New.qty", "old.\"price\"*new.\"Qty\""},
        {"greatest(old.total, new.price)",
         "greatest(old.\"total\", new.\"price\")"},
        {"old.\"\"A \"\"\"\"b\"\"\"\"\"\" || 'old.x'",
         "old.\"A \"\"b\"\"\" || 'old.x'"},
        {"new.[Qty] + old.`price`", "new.\"Qty\" + old.\"price\""},
        {" gold.x + qty ", " gold.x + qty "},
    };
    up_buffer text = {0};
    for (size_t i = 0; i < LENGTH(CASES); i++) {
        char update[128], rules[160];
        snprintf(update, sizeof update, "price:sql(\"%s\"), day:touch",
                 CASES[i][0]);
        snprintf(rules, sizeof rules,
                 "id:key price:sql[%s] Qty:insert_only; day:touch",
                 CASES[i][1]);
        up_plan plan;
        expect_plan(&(request){.input = "id|price|qty", .update = update},
                    &plan);
        assert_string_equal(rules_of(&plan, &text), rules);
        up_plan_dispose(&plan);
    }
    up_buffer_dispose(&text);
}

static void conditions_are_taken(void **state)
{
    (void)state;
    up_plan plan;
    expect_plan(&(request){.input = "id|name"}, &plan);
    assert_null(plan.facts.newer);
    assert_null(plan.facts.where);
    up_plan_dispose(&plan);
    expect_plan(&(request){.input = "id|name|QTY",
                           .newer = "qty",
                           .where = "old.name <> 'x' AND NEW.qty > 0"},
                &plan);
    assert_string_equal(plan.facts.newer, "Qty");
    assert_string_equal(plan.facts.where,
                        "old.\"name\" <> 'x' AND new.\"Qty\" > 0");
    up_plan_dispose(&plan);
    assert_null(plan.where);
    static const char *const NEWER[] = {"price",   "ratio",   "name",
                                        "A \"b\"", "seen_at", "sold_at",
                                        "day",     "clock",   "guid"};
    for (size_t i = 0; i < LENGTH(NEWER); i++) {
        char input[64];
        snprintf(input, sizeof input, "id|%s", NEWER[i]);
        expect_plan(&(request){.input = input,
                               .newer = NEWER[i],
                               .mode = "update_existing"},
                    &plan);
        assert_string_equal(plan.facts.newer, NEWER[i]);
        up_plan_dispose(&plan);
    }
}

#define ALL                                                                    \
    "id:key Qty:replace price:replace ratio:replace name:replace "             \
    "A \"b\":replace seen_at:replace sold_at:replace day:replace "             \
    "clock:replace ok:replace raw:replace body:replace guid:replace "          \
    "span:replace"

static void no_columns_are_all_that_can_be_written(void **state)
{
    (void)state;
    up_buffer text = {0};
    up_plan plan;
    expect_plan(&(request){.input = NULL}, &plan);
    assert_string_equal(rules_of(&plan, &text), ALL);
    assert_int_equal(plan.input_count, 15);
    up_plan_dispose(&plan);
    expect_plan(&(request){.update = "qty:add, DAY:touch"}, &plan);
    assert_int_equal(plan.input_count, 14);
    assert_int_equal(plan.facts.column_count, 15);
    assert_string_equal(plan.facts.columns[8].name, "clock");
    assert_string_equal(plan.facts.columns[14].name, "day");
    assert_int_equal(plan.facts.columns[14].rule, UPSERT_RULE_TOUCH);
    up_plan_dispose(&plan);
    up_buffer_dispose(&text);
}

#define NO_ROW(what)                                                           \
    "upsert.update: mode insert_missing updates no row, so that " what         \
    " has nothing to do: leave the rule out, or take mode upsert or "          \
    "update_existing"

static const struct {
    request asked;
    upsert_status status;
    const char *message;
} REFUSED[] = {
    {{.input = "id|qty", .update = "nme:add"},
     UPSERT_SCHEMA,
     "upsert.update: table sales has no column nme"},
    {{.input = "id|qty", .update = "qty:add, QTY:least"},
     UPSERT_OPTION,
     "upsert.update: column Qty is named twice"},
    {{.input = "id|qty", .update = "id:greatest"},
     UPSERT_OPTION,
     "upsert.update: id is in the key, which finds the row and does not "
     "change"},
    {{.input = "id|qty", .update = "qty, id:touch"},
     UPSERT_OPTION,
     "upsert.update: id is in the key, which finds the row and does not "
     "change"},
    {{.update = "qty, id:touch"},
     UPSERT_OPTION,
     "upsert.update: id is in the key, which finds the row and does not "
     "change"},
    {{.input = "id|qty", .update = "qty, total:touch"},
     UPSERT_OPTION,
     "upsert.update: total is generated by the database and cannot be "
     "written: leave it out"},
    {{.input = "id|qty", .update = "price:add"},
     UPSERT_OPTION,
     "upsert.update: the input has no column for price"},
    {{.input = "id|name", .update = "name:add"},
     UPSERT_SCHEMA,
     "upsert.update: name:add needs a column of numbers, and name is text: "
     "take another rule"},
    {{.input = "id|day", .update = "day:add"},
     UPSERT_SCHEMA,
     "upsert.update: day:add needs a column of numbers, and day is date: take "
     "another rule"},
    {{.input = "id|span", .update = "span:add"},
     UPSERT_SCHEMA,
     "upsert.update: span:add needs a column of numbers, and span is of no "
     "type: take another rule"},
    {{.input = "id|qty", .update = "qty:append"},
     UPSERT_SCHEMA,
     "upsert.update: Qty:append needs a column of text, and Qty is integer: "
     "take another rule"},
    {{.input = "id|body", .update = "body:append"},
     UPSERT_SCHEMA,
     "upsert.update: body:append needs a column of text, and body is jsonb: "
     "take another rule"},
    {{.input = "id|body", .update = "body:greatest"},
     UPSERT_SCHEMA,
     "upsert.update: body:greatest needs a column whose values have an order, "
     "and body is jsonb: take another rule"},
    {{.input = "id|raw", .update = "raw:least"},
     UPSERT_SCHEMA,
     "upsert.update: raw:least needs a column whose values have an order, and "
     "raw is bytea: take another rule"},
    {{.input = "id|name", .update = "name, qty:touch"},
     UPSERT_SCHEMA,
     "upsert.update: Qty:touch needs a column of dates, timestamps or text, "
     "and Qty is integer: take another rule"},
    {{.input = "id|name", .update = "name, clock:touch"},
     UPSERT_SCHEMA,
     "upsert.update: clock:touch needs a column of dates, timestamps or text, "
     "and clock is time: take another rule"},
    {{.input = "id|name|day", .update = "name, day:touch"},
     UPSERT_OPTION,
     "upsert.update: day is filled by the run's clock: leave it out of the "
     "input (columns.map)"},
    {{.input = "id|name", .update = "day:touch"},
     UPSERT_OPTION,
     "upsert.update: day:touch moves when another column changes, and no "
     "other is listed: list the columns to update, too"},
    {{.input = "id|qty", .update = "qty:add", .mode = "insert_missing"},
     UPSERT_OPTION,
     NO_ROW("Qty:add")},
    {{.input = "id|qty", .update = "qty, day:touch", .mode = "insert_missing"},
     UPSERT_OPTION,
     NO_ROW("day:touch")},
    {{.input = "id|qty", .update = "qty:sql(\"1\")", .mode = "insert"},
     UPSERT_OPTION,
     "upsert.update: mode insert updates no row, so that Qty:sql has nothing "
     "to do: leave the rule out, or take mode upsert or update_existing"},

    {{.input = "id|qty", .update = "qty:sql(\"old.qty + ?\")"},
     UPSERT_OPTION,
     "upsert.update: the expression of Qty has a \"?\", which ODBC takes for "
     "a parameter"},
    {{.input = "id|qty", .update = "qty:sql(\"old.qyt + 1\")"},
     UPSERT_SCHEMA,
     "upsert.update: the expression of Qty names old.qyt, but table sales has "
     "no such column"},
    {{.input = "id|qty", .update = "qty:sql(\"old.\"\"qty\"\" + 1\")"},
     UPSERT_SCHEMA,
     "upsert.update: the expression of Qty names old.\"qty\", but table sales "
     "has no such column"},
    {{.input = "id|qty", .update = "qty:sql(\"old.price + new.price\")"},
     UPSERT_OPTION,
     "upsert.update: the expression of Qty names new.price, but the input has "
     "no column for price: send it, or take old."},
    {{.input = "id|qty", .update = "qty:sql(\"new.day\"), day:touch"},
     UPSERT_OPTION,
     "upsert.update: the expression of Qty names new.day, but the input has "
     "no column for day: send it, or take old."},

    {{.input = "id|qty", .newer = "vers"},
     UPSERT_SCHEMA,
     "upsert.only_newer: table sales has no column vers"},
    {{.input = "id|qty", .newer = "Day"},
     UPSERT_OPTION,
     "upsert.only_newer: the input has no column for day: send it, or name "
     "another"},
    {{.input = "id|qty", .update = "qty, day:touch", .newer = "day"},
     UPSERT_OPTION,
     "upsert.only_newer: the input has no column for day: send it, or name "
     "another"},
    {{.input = "id|qty", .newer = "id"},
     UPSERT_OPTION,
     "upsert.only_newer: id is in the key, which is the same in both rows: "
     "name another column"},
    {{.input = "id|ok", .newer = "ok"},
     UPSERT_SCHEMA,
     "upsert.only_newer: ok is boolean, which says nothing of newer or older: "
     "name another column"},
    {{.input = "id|raw", .newer = "raw"},
     UPSERT_SCHEMA,
     "upsert.only_newer: raw is bytea, which says nothing of newer or older: "
     "name another column"},
    {{.input = "id|body", .newer = "body"},
     UPSERT_SCHEMA,
     "upsert.only_newer: body is jsonb, which says nothing of newer or older: "
     "name another column"},
    {{.input = "id|span", .newer = "span"},
     UPSERT_SCHEMA,
     "upsert.only_newer: span is of no type, which says nothing of newer or "
     "older: name another column"},
    {{.input = "id|qty", .newer = "qty", .mode = "insert_missing"},
     UPSERT_OPTION,
     "upsert.only_newer: mode insert_missing updates no row, so that there is "
     "nothing to hold back: leave it out, or take mode upsert or "
     "update_existing"},

    {{.input = "id|qty", .where = "old.qty > 0", .mode = "insert"},
     UPSERT_OPTION,
     "upsert.where: mode insert updates no row, so that there is nothing to "
     "hold back: leave it out, or take mode upsert or update_existing"},
    {{.input = "id|qty", .where = " "},
     UPSERT_OPTION,
     "upsert.where: the condition is empty"},
    {{.input = "id|qty", .where = "old.qty > 0) OR (1=1"},
     UPSERT_OPTION,
     "upsert.where: the condition closes a parenthesis that it did not open"},
    {{.input = "id|qty", .where = "new.price > 0"},
     UPSERT_OPTION,
     "upsert.where: the condition names new.price, but the input has no "
     "column for price: send it, or take old."},
    {{.input = "id|qty", .where = "old.qty > 0 AND old.nothing = 'x'"},
     UPSERT_SCHEMA,
     "upsert.where: the condition names old.nothing, but table sales has no "
     "such column"},
};

static void a_request_that_cannot_be_met_says_why(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH(REFUSED); i++) {
        up_plan plan;
        upsert_error error = UPSERT_ERROR_INIT;
        upsert_status status = make(&REFUSED[i].asked, &plan, &error);
        assert_string_equal(error.message, REFUSED[i].message);
        assert_int_equal(status, REFUSED[i].status);
        up_plan_dispose(&plan);
    }
}

static void a_table_of_generated_columns_takes_no_rows(void **state)
{
    (void)state;
    upsert_options *options = NULL;
    assert_int_equal(upsert_options_new(&options, NULL), UPSERT_OK);
    set(options, "upsert.mode", "insert");
    const up_table table = {.schema = "",
                            .name = "sums",
                            .columns = &COLUMNS[LENGTH(COLUMNS) - 1],
                            .column_count = 1};
    const up_plan_request all = {.dialect = up_dialect_find("postgresql"),
                                 .server = &SERVER,
                                 .table = &table,
                                 .options = options};
    up_plan plan;
    upsert_error error = UPSERT_ERROR_INIT;
    assert_int_equal(up_plan_make(&all, &plan, &error), UPSERT_SCHEMA);
    assert_string_equal(error.message,
                        "table sums has no column that can be written");
    up_plan_dispose(&plan);
    upsert_options_free(options);
}

/* Of names that differ in case alone a reference means the one that is spelt
   so. */
static void a_reference_must_be_plain(void **state)
{
    (void)state;
    static up_column columns[] = {COLUMN("id", "int", UPSERT_TYPE_INTEGER),
                                  COLUMN("x", "int", UPSERT_TYPE_INTEGER),
                                  COLUMN("X", "int", UPSERT_TYPE_INTEGER),
                                  COLUMN("Yes", "int", UPSERT_TYPE_INTEGER),
                                  COLUMN("yeS", "int", UPSERT_TYPE_INTEGER)};
    up_table table = SALES;
    table.columns = columns;
    table.column_count = LENGTH(columns);
    upsert_options *options = NULL;
    assert_int_equal(upsert_options_new(&options, NULL), UPSERT_OK);
    const up_plan_request all = {.dialect = up_dialect_find("postgresql"),
                                 .server = &SERVER,
                                 .table = &table,
                                 .options = options};
    up_plan plan;
    set(options, "upsert.where", "old.x > new.X");
    assert_int_equal(up_plan_make(&all, &plan, NULL), UPSERT_OK);
    assert_string_equal(plan.facts.where, "old.\"x\" > new.\"X\"");
    up_plan_dispose(&plan);
    set(options, "upsert.where", "old.yes > 0");
    upsert_error error = UPSERT_ERROR_INIT;
    assert_int_equal(up_plan_make(&all, &plan, &error), UPSERT_SCHEMA);
    assert_string_equal(error.message, "upsert.where: the condition names "
                                       "old.yes, but table sales has no such "
                                       "column");
    up_plan_dispose(&plan);
    upsert_options_free(options);
}

static void policies_are_the_options(void **state)
{
    (void)state;
    upsert_options *options = NULL;
    assert_int_equal(upsert_options_new(&options, NULL), UPSERT_OK);
    const up_plan_request all = {.dialect = up_dialect_find("sqlite"),
                                 .server = &SERVER,
                                 .table = &SALES,
                                 .options = options};
    up_plan plan;
    assert_int_equal(up_plan_make(&all, &plan, NULL), UPSERT_OK);
    assert_int_equal(plan.duplicates, UP_DUPLICATES_APPLY);
    assert_int_equal(plan.null_keys, UP_NULL_KEYS_REJECT);
    up_plan_dispose(&plan);
    set(options, "upsert.duplicates", "reject");
    set(options, "upsert.null_keys", "match");
    assert_int_equal(up_plan_make(&all, &plan, NULL), UPSERT_OK);
    assert_int_equal(plan.duplicates, UP_DUPLICATES_REJECT);
    assert_int_equal(plan.null_keys, UP_NULL_KEYS_MATCH);
    up_plan_dispose(&plan);
    upsert_options_free(options);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_column_gets_its_rule),
        cmocka_unit_test(expressions_name_columns_as_the_catalog_does),
        cmocka_unit_test(conditions_are_taken),
        cmocka_unit_test(no_columns_are_all_that_can_be_written),
        cmocka_unit_test(a_request_that_cannot_be_met_says_why),
        cmocka_unit_test(a_table_of_generated_columns_takes_no_rows),
        cmocka_unit_test(a_reference_must_be_plain),
        cmocka_unit_test(policies_are_the_options),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
