/* Names that need quoting, and names that are nearly the same. */
#include "conformance.h"

/* What comes before the part of a table's name that makes it unique. */
static const char *const ODD_TABLES[] = {
    "with space ", "quo\"te",
    "apos'trophe", "select ",
    "MixedCase",   "what?",
    "semi;colon",  "dot.ted",
    "com,ma",      "dash--ed",
    "back`tick",   "back\\slash",
    "{brace",      "\xc3\xbcml\xc3\xa4ut",
    "eq=ual",      "per%cent",
    "a/*b*/c",     "$dollar:colon",
};

static void name_table(fixture *f, const char *odd)
{
    snprintf(f->table, sizeof f->table, "%s%s", odd, f->suffix);
}

static void tables_have_any_name(void **state)
{
    fixture *f = *state;
    for (size_t i = 0; i < LENGTH(ODD_TABLES); i++) {
        name_table(f, ODD_TABLES[i]);
        create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <text>");
        upsert_rows(f, "k|v", NULL, "1|one\n2|two\n");
        upsert_counts counts = upsert_rows(f, "k|v", NULL, "1|uno\n3|tre\n");
        expect_counts(f, UPSERT_MODE_UPSERT, &counts,
                      (counted){.inserted = 1, .updated = 1});
        upsert_rows(f, "k|v", OPTIONS("upsert.mode=update_existing"),
                    "3|three\n");
        expect_rows(f, "SELECT [k], [v] FROM @ ORDER BY [k]",
                    "1|uno\n2|two\n3|three\n");
        run(f, "DROP TABLE @");
    }
}

/* What lies beyond 16 bits of Unicode, where names may hold it. */
static void names_have_any_character(void **state)
{
    fixture *f = *state;
    if (f->database->quote_open == '`')
        return; /* MySQL and MariaDB refuse it */
    name_table(f, "\xf0\x9f\x98\x80");
    create(f, "[\xf0\x9d\x94\x98] <integer> NOT NULL PRIMARY KEY,"
              " [\xf0\x9f\x92\xa9\"?;\\] <text>");
    upsert_rows(f, "\xf0\x9d\x94\x98|\xf0\x9f\x92\xa9\"?;\\", NULL,
                "1|one\n1|uno\n2|\xf0\x9f\x98\x80\n");
    expect_rows(f, "SELECT * FROM @ ORDER BY 1", "1|uno\n2|\xf0\x9f\x98\x80\n");
}

static void columns_have_any_name(void **state)
{
    fixture *f = *state;
    create(f, "[order] <integer> NOT NULL, [select] <text> NOT NULL,"
              " [with space] <text>, [quo\"te] <text>, [Capital] <text>,"
              " [what?] <text>, [dot.ted] <text>, [a'b;c--d] <text>,"
              " [\xc3\xbcml\xc3\xa4ut] <text>, [t] <text>, [excluded] <text>,"
              " [column1] <text>, [eq=ual, com] <text>,"
              " PRIMARY KEY ([select], [order])");
    static const char COLUMNS[] =
        "order|select|with space|quo\"te|Capital|what?|dot.ted|a'b;c--d|"
        "\xc3\xbcml\xc3\xa4ut|t|excluded|column1|eq=ual, com";
    static const char *const OPTION_SETS[][3] = {
        {"upsert.key=select, order", "upsert.mode=upsert", NULL},
        {"upsert.key=order, select", "upsert.mode=update_existing", NULL},
        {"upsert.update=\"with space\", \"quo\"\"te\", Capital, what?,"
         " \"dot.ted\", a'b;c--d, \xc3\xbcml\xc3\xa4ut, t, excluded, column1,"
         " \"eq=ual, com\"",
         "upsert.mode=upsert", NULL},
        {"upsert.mode=insert_missing", NULL, NULL},
    };
    upsert_rows(f, COLUMNS, NULL, "1|k|a|a|a|a|a|a|a|a|a|a|a\n");
    for (size_t i = 0; i < LENGTH(OPTION_SETS); i++) {
        char row[64], expected[64];
        const char *letter = i == 0 ? "b" : i == 1 ? "c" : "d";
        snprintf(row, sizeof row, "1|k%s\n", "|x|x|x|x|x|x|x|x|x|x|x");
        for (char *c = row; (c = strchr(c, 'x')); c++)
            *c = *letter;
        snprintf(expected, sizeof expected, "%s", row);
        upsert_rows(f, COLUMNS, OPTION_SETS[i], row);
        expect_rows(f, "SELECT * FROM @", expected);
    }
}

/* Where names differ only in an underscore, which catalogs take for a
   wildcard. */
static void lookalikes_are_told_apart(void **state)
{
    fixture *f = *state;
    snprintf(f->table, sizeof f->table, "k_1_%s", f->suffix);
    snprintf(f->other, sizeof f->other, "kx1x%s", f->suffix);
    create_other(f, "[kx1] <integer> NOT NULL PRIMARY KEY, [extra] <text>,"
                    " [k_1] <text>");
    create(f, "[kx1] <text>, [k_1] <integer> NOT NULL PRIMARY KEY");
    upsert_rows(f, "k_1|kx1", NULL, "1|a\n1|b\n");
    expect_rows(f, "SELECT [k_1], [kx1] FROM @", "1|b\n");
    expect_rows(f, "SELECT count(*) FROM @other", "0\n");
    expect_refused(f, "k_1|extra", NULL, UPSERT_SCHEMA, "no column extra");
}

static void names_are_found_without_case(void **state)
{
    fixture *f = *state;
    create(f, "[Key] <integer> NOT NULL PRIMARY KEY, [Value] <text>");
    upsert_rows(f, "KEY|value", OPTIONS("upsert.key=key"), "1|a\n1|b\n");
    f->table[0] = 'T';
    upsert_rows(f, "KEY|value", OPTIONS("upsert.update=VALUE"), "1|c\n");
    f->table[0] = 't';
    expect_rows(f, "SELECT [Key], [Value] FROM @", "1|c\n");
}

static void names_that_differ_in_case_are_told_apart(void **state)
{
    fixture *f = *state;
    if (!f->database->tells_case)
        return;
    snprintf(f->table, sizeof f->table, "tt%s", f->suffix);
    snprintf(f->other, sizeof f->other, "TT%s", f->suffix);
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <text>, [V] <text>");
    create_other(f, "[K] <integer> NOT NULL PRIMARY KEY, [x] <text>");
    upsert_rows(f, "k|v|V", NULL, "1|small|large\n");
    upsert_rows(f, "k|V", OPTIONS("upsert.update=V"), "1|LARGE\n");
    expect_rows(f, "SELECT [k], [v], [V] FROM @", "1|small|LARGE\n");
    f->table[0] = 'T';
    f->table[1] = 'T';
    upsert_rows(f, "k|x", NULL, "2|x\n");
    expect_rows(f, "SELECT [K], [x] FROM @other", "2|x\n");
    f->table[0] = 't';
    expect_refused(f, "k|v", NULL, UPSERT_SCHEMA, "several tables");
    f->table[1] = 't';
}

static void schemas_are_searched(void **state)
{
    fixture *f = *state;
    if (!f->database->creates_schemas)
        return;
    run(f, "CREATE SCHEMA [odd \"schema\".~]");
    create(f, "[x] <integer> NOT NULL PRIMARY KEY");
    char schema[96];
    snprintf(schema, sizeof schema, "odd \"schema\".%s", f->suffix);
    f->schema = schema;
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <text>");
    upsert_rows(f, "k|v", NULL, "1|a\n2|b\n1|c\n");
    expect_rows(f, "SELECT [k], [v] FROM @ ORDER BY [k]", "1|c\n2|b\n");
    run(f, "DROP TABLE @");
    expect_refused(f, "k|v", NULL, UPSERT_SCHEMA, "there is no table");
    run(f, "DROP SCHEMA [odd \"schema\".~]");
    f->schema = NULL;
    expect_rows(f, "SELECT count(*) FROM @", "0\n");
}

static void what_is_not_there_is_named(void **state)
{
    fixture *f = *state;
    expect_refused(f, "k|v", NULL, UPSERT_SCHEMA, f->table);
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <text>");
    expect_refused(f, "k|missing", NULL, UPSERT_SCHEMA, "missing");
    expect_refused(f, "k|v", OPTIONS("upsert.key=absent"), UPSERT_SCHEMA,
                   "absent");
    expect_refused(f, "k|v", OPTIONS("upsert.update=gone"), UPSERT_SCHEMA,
                   "gone");
    expect_refused(f, "k|v", OPTIONS("upsert.update=k"), UPSERT_OPTION, "k");
    expect_refused(f, "v", NULL, UPSERT_SCHEMA, "k");
    expect_refused(f, "k|v|V", NULL, UPSERT_OPTION, "twice");
    expect_refused(f, "k|v", OPTIONS("target.dialect=none"), UPSERT_OPTION,
                   "none");
}

static const struct CMUnitTest TESTS[] = {
    cmocka_unit_test(tables_have_any_name),
    cmocka_unit_test(columns_have_any_name),
    cmocka_unit_test(names_have_any_character),
    cmocka_unit_test(lookalikes_are_told_apart),
    cmocka_unit_test(names_are_found_without_case),
    cmocka_unit_test(names_that_differ_in_case_are_told_apart),
    cmocka_unit_test(schemas_are_searched),
    cmocka_unit_test(what_is_not_there_is_named),
};
AREA(identifiers, TESTS);
