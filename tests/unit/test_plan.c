/* up_plan_make: from options and hand-made tables to a plan, or a reason. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "dialect/registry.h"
#include "session/plan.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))

#define COLUMN(n)                                                              \
    {                                                                          \
        .name = n, .type_name = "text(9)", .cast_name = "text",                \
        .collation = ""                                                        \
    }
#define INDEX(n, why, ...)                                                     \
    {                                                                          \
        .name = n, .unusable = why, .predicate = "",                           \
        .columns = (char *[]){__VA_ARGS__},                                    \
        .count = LENGTH(((char *[]){__VA_ARGS__}))                             \
    }

/* id is the primary key, (Region, code) a unique index, the others cannot
   serve. */
static up_column PRODUCT_COLUMNS[] = {
    COLUMN("id"),
    COLUMN("Region"),
    COLUMN("code"),
    COLUMN("name"),
    COLUMN("qty"),
    {.name = "total",
     .type_name = "",
     .cast_name = "",
     .collation = "",
     .generated = true},
    COLUMN("sku"),
    COLUMN("mail"),
    COLUMN("a b"),
    COLUMN("q\"x"),
};
static up_index PRODUCT_INDEXES[] = {
    {.name = "p_pkey",
     .primary = true,
     .unusable = "",
     .predicate = "",
     .columns = (char *[]){"id"},
     .count = 1},
    INDEX("p_code", "", "Region", "code"),
    {.name = "p_sku",
     .unusable = "",
     .predicate = "qty > 0",
     .columns = (char *[]){"sku"},
     .count = 1},
    INDEX("p_mail", "it is on an expression", NULL),
    INDEX("p_name", "its constraint is deferrable", "name"),
};
static const up_table PRODUCTS = {
    .schema = "shop",
    .name = "products",
    .columns = PRODUCT_COLUMNS,
    .column_count = LENGTH(PRODUCT_COLUMNS),
    .indexes = PRODUCT_INDEXES,
    .index_count = LENGTH(PRODUCT_INDEXES),
};

static const up_table KEYLESS = {
    .schema = "shop",
    .name = "odd \"name",
    .columns = PRODUCT_COLUMNS,
    .column_count = LENGTH(PRODUCT_COLUMNS),
};

static const upsert_server SERVER = {sizeof SERVER, "Server", "1", "", ""};

/* A plan that is asked for. */
typedef struct request {
    const up_table *table;
    const char *input;               /* the columns, with '|' between */
    const char *mode, *key, *update; /* NULL: not set */
} request;

enum { INPUT_MAXIMUM = 16 };

/* Cut "a|b" in place. @return how many columns there are. */
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
    if (value)
        assert_int_equal(upsert_options_set(options, name, value, NULL),
                         UPSERT_OK);
}

static upsert_status make_for(const upsert_dialect *dialect,
                              const request *asked, up_plan *plan,
                              upsert_error *error)
{
    char text[256];
    snprintf(text, sizeof text, "%s", asked->input);
    const char *columns[INPUT_MAXIMUM];
    size_t count = split(text, columns);
    upsert_options *options = NULL;
    assert_int_equal(upsert_options_new(&options, NULL), UPSERT_OK);
    set(options, "upsert.mode", asked->mode);
    set(options, "upsert.key", asked->key);
    set(options, "upsert.update", asked->update);
    upsert_status status =
        up_plan_make(&(up_plan_request){dialect, &SERVER, asked->table, options,
                                        columns, count},
                     plan, error);
    upsert_options_free(options);
    return status;
}

static upsert_status make(const request *asked, up_plan *plan,
                          upsert_error *error)
{
    return make_for(up_dialect_find("postgresql"), asked, plan, error);
}

/* "id:key name:replace qty:insert_only", as the plan has it. */
static const char *rules_of(const up_plan *plan, char text[256])
{
    static const char *const RULES[] = {
        [UPSERT_RULE_KEY] = "key",
        [UPSERT_RULE_REPLACE] = "replace",
        [UPSERT_RULE_INSERT_ONLY] = "insert_only",
    };
    size_t length = 0;
    for (size_t i = 0; i < plan->facts.column_count; i++) {
        const upsert_plan_column *column = &plan->facts.columns[i];
        length +=
            (size_t)snprintf(text + length, 256 - length, "%s%s:%s",
                             i ? " " : "", column->name, RULES[column->rule]);
        assert_true(length < 256);
    }
    return text;
}

static void each_column_gets_its_rule(void **state)
{
    (void)state;
    static const struct {
        request asked;
        const char *rules, *index;
    } CASES[] = {
        {{&PRODUCTS, "id|name|qty", NULL, NULL, NULL},
         "id:key name:replace qty:replace",
         "p_pkey"},
        {{&PRODUCTS, "qty|id", NULL, "auto", NULL},
         "qty:replace id:key",
         "p_pkey"},
        {{&PRODUCTS, "ID|NAME", NULL, "Id", NULL},
         "id:key name:replace",
         "p_pkey"},
        {{&PRODUCTS, "id", NULL, NULL, NULL}, "id:key", "p_pkey"},
        {{&PRODUCTS, "code|name|region", NULL, "code, region", NULL},
         "code:key name:replace Region:key",
         "p_code"},
        {{&PRODUCTS, "code|name|Region", NULL, "REGION, Code", NULL},
         "code:key name:replace Region:key",
         "p_code"},
        {{&PRODUCTS, "id|Region|code", NULL, "Region,code", NULL},
         "id:replace Region:key code:key",
         "p_code"},
        {{&PRODUCTS, "id|name|qty", NULL, NULL, "qty"},
         "id:key name:insert_only qty:replace",
         "p_pkey"},
        {{&PRODUCTS, "id|name|qty", NULL, NULL, "QTY, Name"},
         "id:key name:replace qty:replace",
         "p_pkey"},
        {{&PRODUCTS, "id|name", "insert_missing", NULL, NULL},
         "id:key name:replace",
         "p_pkey"},
        {{&PRODUCTS, "id|name", "update_existing", NULL, NULL},
         "id:key name:replace",
         "p_pkey"},
        {{&PRODUCTS, "name|qty", "insert", NULL, NULL},
         "name:replace qty:replace",
         "p_pkey"},
        {{&KEYLESS, "name|a b", "insert", NULL, NULL},
         "name:replace a b:replace",
         NULL},
    };
    for (size_t i = 0; i < LENGTH(CASES); i++) {
        up_plan plan;
        char text[256];
        upsert_error error = UPSERT_ERROR_INIT;
        upsert_status status = make(&CASES[i].asked, &plan, &error);
        if (status != UPSERT_OK)
            fail_msg("%s: %s", CASES[i].asked.input, error.message);
        assert_string_equal(rules_of(&plan, text), CASES[i].rules);
        assert_string_equal(plan.index ? plan.index->name : "none",
                            CASES[i].index ? CASES[i].index : "none");
        up_plan_dispose(&plan);
    }
}

static void the_plan_speaks_of_the_table_as_the_catalog_does(void **state)
{
    (void)state;
    up_plan plan;
    const request asked = {&PRODUCTS, "REGION|CODE|qty", "update_existing",
                           "code, region", NULL};
    assert_int_equal(make(&asked, &plan, NULL), UPSERT_OK);
    assert_int_equal(plan.facts.struct_size, sizeof(upsert_plan));
    assert_ptr_equal(plan.facts.dialect, up_dialect_find("postgresql"));
    assert_ptr_equal(plan.facts.server, &SERVER);
    assert_string_equal(plan.facts.schema, "shop");
    assert_string_equal(plan.facts.table, "products");
    assert_int_equal(plan.facts.mode, UPSERT_MODE_UPDATE_EXISTING);
    assert_true(plan.facts.only_changed);
    assert_int_equal(plan.facts.transport, UPSERT_TRANSPORT_COLUMNS);
    assert_int_equal(plan.facts.column_count, 3);
    assert_string_equal(plan.facts.columns[0].name, "Region");
    assert_string_equal(plan.facts.columns[0].type_name, "text(9)");
    assert_string_equal(plan.facts.columns[0].cast_name, "text");
    up_plan_dispose(&plan);
    assert_null(plan.facts.columns);
}

static void a_request_that_cannot_be_met_says_why(void **state)
{
    (void)state;
    static const struct {
        request asked;
        upsert_status status;
        const char *message;
    } CASES[] = {
        {{&PRODUCTS, "id|nme", NULL, NULL, NULL},
         UPSERT_SCHEMA,
         "table products has no column nme"},
        {{&PRODUCTS, "id|Total", NULL, NULL, NULL},
         UPSERT_SCHEMA,
         "column total of table products is generated by the database and "
         "cannot be written: leave it out of the input"},
        {{&PRODUCTS, "id|name|id", NULL, NULL, NULL},
         UPSERT_OPTION,
         "column id is filled twice"},
        {{&PRODUCTS, "id|name|Name", NULL, NULL, NULL},
         UPSERT_OPTION,
         "column name is filled twice"},
        {{&PRODUCTS, "name|qty", NULL, NULL, NULL},
         UPSERT_SCHEMA,
         "the input has no column for id, which is in the key"},
        {{&PRODUCTS, "code|qty", NULL, "region, code", NULL},
         UPSERT_SCHEMA,
         "the input has no column for Region, which is in the key"},
        {{&PRODUCTS, "id|qty", NULL, "idd", NULL},
         UPSERT_SCHEMA,
         "table products has no column idd"},
        {{&KEYLESS, "id|qty", NULL, NULL, NULL},
         UPSERT_SCHEMA,
         "table odd \"name has no primary key: name the key's columns in "
         "upsert.key"},
        {{&KEYLESS, "id|qty", "update_existing", NULL, NULL},
         UPSERT_SCHEMA,
         "table odd \"name has no primary key: name the key's columns in "
         "upsert.key"},
        {{&PRODUCTS, "id|qty", NULL, NULL, "qty, nme"},
         UPSERT_SCHEMA,
         "upsert.update: table products has no column nme"},
        {{&PRODUCTS, "id|qty", NULL, NULL, "name"},
         UPSERT_OPTION,
         "upsert.update: the input has no column for name"},
        {{&PRODUCTS, "id|qty", NULL, NULL, "qty, ID"},
         UPSERT_OPTION,
         "upsert.update: id is in the key, which finds the row and does not "
         "change"},
    };
    for (size_t i = 0; i < LENGTH(CASES); i++) {
        up_plan plan;
        upsert_error error = UPSERT_ERROR_INIT;
        assert_int_equal(make(&CASES[i].asked, &plan, &error), CASES[i].status);
        assert_string_equal(error.message, CASES[i].message);
        up_plan_dispose(&plan);
        assert_int_equal(make(&CASES[i].asked, &plan, NULL), CASES[i].status);
        up_plan_dispose(&plan);
    }
}

static void a_key_without_an_index_is_told_which_would_help(void **state)
{
    (void)state;
    static const struct {
        request asked;
        const char *message;
    } CASES[] = {
        {{&PRODUCTS, "qty|name", NULL, "qty", NULL},
         "table products has no unique index on (qty) that could find a row "
         "to update; this would help: CREATE UNIQUE INDEX \"products_qty_key\" "
         "ON \"products\" (\"qty\")"},
        {{&PRODUCTS, "Region|name", NULL, "region", NULL},
         "table products has no unique index on (Region) that could find a "
         "row to update; this would help: CREATE UNIQUE INDEX "
         "\"products_Region_key\" ON \"products\" (\"Region\")"},
        {{&PRODUCTS, "id|code|Region", NULL, "id, code, region", NULL},
         "table products has no unique index on (id, code, Region) that could "
         "find a row to update; this would help: CREATE UNIQUE INDEX "
         "\"products_id_code_Region_key\" ON \"products\" (\"id\", \"code\", "
         "\"Region\")"},
        {{&PRODUCTS, "sku|name", NULL, "sku", NULL},
         "table products has no unique index on (sku) that could find a row "
         "to update; p_sku is partial: key = index:p_sku takes it; this would "
         "help: CREATE "
         "UNIQUE INDEX \"products_sku_key\" ON \"products\" (\"sku\")"},
        {{&PRODUCTS, "name|qty", NULL, "name", NULL},
         "table products has no unique index on (name) that could find a row "
         "to update; p_name cannot, for its constraint is deferrable; this "
         "would help: CREATE UNIQUE INDEX \"products_name_key\" ON "
         "\"products\" (\"name\")"},
        {{&PRODUCTS, "mail|qty", NULL, "mail", NULL},
         "table products has no unique index on (mail) that could find a row "
         "to update; this would help: CREATE UNIQUE INDEX "
         "\"products_mail_key\" ON \"products\" (\"mail\")"},
        {{&KEYLESS, "a b|q\"x", NULL, "a b, \"q\"\"x\"", NULL},
         "table odd \"name has no unique index on (a b, q\"x) that could find "
         "a row to update; this would help: CREATE UNIQUE INDEX "
         "\"odd \"\"name_a b_q\"\"x_key\" ON \"odd \"\"name\" (\"a b\", "
         "\"q\"\"x\")"},
    };
    for (size_t i = 0; i < LENGTH(CASES); i++) {
        up_plan plan;
        upsert_error error = UPSERT_ERROR_INIT;
        assert_int_equal(make(&CASES[i].asked, &plan, &error), UPSERT_SCHEMA);
        assert_string_equal(error.message, CASES[i].message);
        up_plan_dispose(&plan);
    }
}

static void an_unusable_primary_key_is_refused(void **state)
{
    (void)state;
    up_index deferrable = PRODUCT_INDEXES[0];
    deferrable.unusable = "its constraint is deferrable";
    up_table table = PRODUCTS;
    table.indexes = &deferrable;
    table.index_count = 1;
    up_plan plan;
    upsert_error error = UPSERT_ERROR_INIT;
    const request asked = {&table, "id|name", NULL, NULL, NULL};
    assert_int_equal(make(&asked, &plan, &error), UPSERT_SCHEMA);
    assert_string_equal(error.message,
                        "the primary key of table products cannot be the key: "
                        "its constraint is deferrable");
    up_plan_dispose(&plan);
}

static void names_that_differ_in_case_alone_must_be_spelt_exactly(void **state)
{
    (void)state;
    up_column columns[] = {COLUMN("id"), COLUMN("ID"), COLUMN("x")};
    up_index indexes[] = {INDEX("upper", "", "ID")};
    const up_table table = {.schema = "s",
                            .name = "t",
                            .columns = columns,
                            .column_count = LENGTH(columns),
                            .indexes = indexes,
                            .index_count = LENGTH(indexes)};
    up_plan plan;
    char text[256];
    upsert_error error = UPSERT_ERROR_INIT;
    const request exact = {&table, "id|ID|X", NULL, "ID", NULL};
    assert_int_equal(make(&exact, &plan, &error), UPSERT_OK);
    assert_string_equal(rules_of(&plan, text), "id:replace ID:key x:replace");
    up_plan_dispose(&plan);
    const request vague = {&table, "Id", NULL, "ID", NULL};
    assert_int_equal(make(&vague, &plan, &error), UPSERT_SCHEMA);
    assert_string_equal(error.message, "table t has no column Id");
    up_plan_dispose(&plan);
}

static void a_statement_holds_what_the_limits_allow(void **state)
{
    (void)state;
    static const struct {
        size_t parameters, rows;
        upsert_transport transport;
        size_t expected; /* rows of three columns */
    } CASES[] = {
        {0, 0, UPSERT_TRANSPORT_VALUES, 10922},
        {100000, 0, UPSERT_TRANSPORT_VALUES, 10922},
        {2100, 0, UPSERT_TRANSPORT_VALUES, 700},
        {2099, 0, UPSERT_TRANSPORT_VALUES, 699},
        {3, 0, UPSERT_TRANSPORT_VALUES, 1},
        {2100, 500, UPSERT_TRANSPORT_VALUES, 500},
        {2100, 1000, UPSERT_TRANSPORT_VALUES, 700},
        {2100, 0, UPSERT_TRANSPORT_ROW, 1},
    };
    const request asked = {&PRODUCTS, "id|name|qty", NULL, NULL, NULL};
    for (size_t i = 0; i < LENGTH(CASES); i++) {
        upsert_dialect dialect = *up_dialect_find("postgresql");
        dialect.limits.parameters = CASES[i].parameters;
        dialect.limits.rows = CASES[i].rows;
        dialect.transport = CASES[i].transport;
        up_plan plan;
        assert_int_equal(make_for(&dialect, &asked, &plan, NULL), UPSERT_OK);
        assert_int_equal(plan.statement_rows, CASES[i].expected);
        assert_int_equal(plan.facts.transport, CASES[i].transport);
        up_plan_dispose(&plan);
    }
}

/* Its parameters are one a column, and its rows those of a batch. */
static void a_bulk_statement_holds_what_the_dialect_says(void **state)
{
    (void)state;
    const request asked = {&PRODUCTS, "id|name|qty", NULL, NULL, NULL};
    upsert_dialect dialect = *up_dialect_find("postgresql");
    up_plan plan;
    dialect.bulk_rows = 500;
    assert_int_equal(make_for(&dialect, &asked, &plan, NULL), UPSERT_OK);
    assert_int_equal(plan.facts.transport, UPSERT_TRANSPORT_COLUMNS);
    assert_int_equal(plan.statement_rows, 500);
    up_plan_dispose(&plan);
    dialect.bulk_rows = 0;
    assert_int_equal(make_for(&dialect, &asked, &plan, NULL), UPSERT_OK);
    assert_true(plan.statement_rows > 1000000);
    up_plan_dispose(&plan);
}

static bool carries_one_by_one(const upsert_plan *plan,
                               upsert_transport transport)
{
    assert_int_equal(plan->column_count, 3);
    return transport == UPSERT_TRANSPORT_ROW;
}

static void a_transport_must_carry_the_columns(void **state)
{
    (void)state;
    const request asked = {&PRODUCTS, "id|name|qty", NULL, NULL, NULL};
    upsert_dialect dialect = *up_dialect_find("postgresql");
    dialect.carries = carries_one_by_one;
    up_plan plan;
    assert_int_equal(make_for(&dialect, &asked, &plan, NULL), UPSERT_OK);
    assert_int_equal(plan.facts.transport, UPSERT_TRANSPORT_ROW);
    assert_int_equal(plan.statement_rows, 1);
    up_plan_dispose(&plan);
}

static void a_row_must_fit_into_one_statement(void **state)
{
    (void)state;
    upsert_dialect dialect = *up_dialect_find("postgresql");
    dialect.limits.parameters = 2;
    up_plan plan;
    upsert_error error = UPSERT_ERROR_INIT;
    const request asked = {&PRODUCTS, "id|name|qty", NULL, NULL, NULL};
    assert_int_equal(make_for(&dialect, &asked, &plan, &error), UPSERT_SCHEMA);
    assert_string_equal(error.message, "3 columns are more than the 2 "
                                       "parameters of one statement");
    up_plan_dispose(&plan);
}

static void writes_of_others_are_not_counted_for_ours(void **state)
{
    (void)state;
    static const struct {
        upsert_counting counting;
        bool effects;
        upsert_counting expected;
    } CASES[] = {
        {UPSERT_COUNTING_SESSION, false, UPSERT_COUNTING_SESSION},
        {UPSERT_COUNTING_SESSION, true, UPSERT_COUNTING_AFFECTED},
        {UPSERT_COUNTING_RESULT, false, UPSERT_COUNTING_RESULT},
        {UPSERT_COUNTING_RESULT, true, UPSERT_COUNTING_AFFECTED},
        {UPSERT_COUNTING_UPDATED, true, UPSERT_COUNTING_AFFECTED},
        {UPSERT_COUNTING_AFFECTED, true, UPSERT_COUNTING_AFFECTED},
    };
    for (size_t i = 0; i < LENGTH(CASES); i++) {
        upsert_dialect dialect = *up_dialect_find("sqlite");
        dialect.counting_upsert = CASES[i].counting;
        up_table table = PRODUCTS;
        table.effects = (up_effect[]){
            {.text = (char[]){"trigger audit"}, .uncountable = true}};
        table.effect_count = CASES[i].effects;
        const request asked = {&table, "id|name", NULL, NULL, NULL};
        up_plan plan;
        assert_int_equal(make_for(&dialect, &asked, &plan, NULL), UPSERT_OK);
        assert_int_equal(plan.facts.counting, CASES[i].expected);
        up_plan_dispose(&plan);
    }
}

static void the_mode_chooses_how_to_count(void **state)
{
    (void)state;
    static const struct {
        const char *mode;
        upsert_counting expected;
    } CASES[] = {
        {"upsert", UPSERT_COUNTING_RESULT},
        {"insert_missing", UPSERT_COUNTING_AFFECTED},
        {"update_existing", UPSERT_COUNTING_AFFECTED},
        {"insert", UPSERT_COUNTING_AFFECTED},
    };
    for (size_t i = 0; i < LENGTH(CASES); i++) {
        up_plan plan;
        const request asked = {&PRODUCTS, "id|name", CASES[i].mode, NULL, NULL};
        assert_int_equal(make(&asked, &plan, NULL), UPSERT_OK);
        assert_int_equal(plan.facts.counting, CASES[i].expected);
        up_plan_dispose(&plan);
    }
}

static void only_changed_can_be_turned_off(void **state)
{
    (void)state;
    upsert_options *options = NULL;
    assert_int_equal(upsert_options_new(&options, NULL), UPSERT_OK);
    set(options, "upsert.only_changed", "no");
    up_plan plan;
    const char *columns[] = {"id", "qty"};
    const up_plan_request always = {up_dialect_find("sqlite"),
                                    &SERVER,
                                    &PRODUCTS,
                                    options,
                                    columns,
                                    LENGTH(columns)};
    assert_int_equal(up_plan_make(&always, &plan, NULL), UPSERT_OK);
    assert_false(plan.facts.only_changed);
    up_plan_dispose(&plan);
    upsert_options_free(options);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_column_gets_its_rule),
        cmocka_unit_test(the_plan_speaks_of_the_table_as_the_catalog_does),
        cmocka_unit_test(a_request_that_cannot_be_met_says_why),
        cmocka_unit_test(a_key_without_an_index_is_told_which_would_help),
        cmocka_unit_test(an_unusable_primary_key_is_refused),
        cmocka_unit_test(names_that_differ_in_case_alone_must_be_spelt_exactly),
        cmocka_unit_test(a_statement_holds_what_the_limits_allow),
        cmocka_unit_test(a_bulk_statement_holds_what_the_dialect_says),
        cmocka_unit_test(a_transport_must_carry_the_columns),
        cmocka_unit_test(a_row_must_fit_into_one_statement),
        cmocka_unit_test(writes_of_others_are_not_counted_for_ours),
        cmocka_unit_test(the_mode_chooses_how_to_count),
        cmocka_unit_test(only_changed_can_be_turned_off),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
