/* From a driver's words to a status and a message without values. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "odbc/diagnose.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))

static void a_sqlstate_has_a_status(void **state)
{
    (void)state;
    static const struct {
        const char *sqlstate;
        upsert_status status;
    } CASES[] = {
        {"23505", UPSERT_DUPLICATE_KEY},
        {"23000", UPSERT_CONSTRAINT},
        {"23502", UPSERT_CONSTRAINT},
        {"23503", UPSERT_CONSTRAINT},
        {"23514", UPSERT_CONSTRAINT},
        {"23P01", UPSERT_CONSTRAINT},
        {"44000", UPSERT_CONSTRAINT},
        {"P0001", UPSERT_CONSTRAINT},
        {"45000", UPSERT_CONSTRAINT},
        {"22001", UPSERT_VALUE},
        {"22003", UPSERT_VALUE},
        {"22P02", UPSERT_VALUE},
        {"22007", UPSERT_VALUE},
        {"21000", UPSERT_ROW_TWICE},
        {"21506", UPSERT_ROW_TWICE},
        {"40001", UPSERT_RETRY_TRANSACTION},
        {"40P01", UPSERT_RETRY_TRANSACTION},
        {"55P03", UPSERT_RETRY_STATEMENT},
        {"57014", UPSERT_CANCELLED},
        {"HY008", UPSERT_CANCELLED},
        {"HYT00", UPSERT_CANCELLED},
        {"HYT01", UPSERT_CANCELLED},
        {"57P01", UPSERT_CONNECTION},
        {"57P03", UPSERT_CONNECTION},
        {"08001", UPSERT_CONNECTION},
        {"08S01", UPSERT_CONNECTION},
        {"28000", UPSERT_CONNECTION},
        {"28P01", UPSERT_CONNECTION},
        {"3D000", UPSERT_CONNECTION},
        {"IM002", UPSERT_CONNECTION},
        {"HY001", UPSERT_MEMORY},
        {"53200", UPSERT_MEMORY},
        {"42601", UPSERT_SQL},
        {"42P01", UPSERT_SQL},
        {"42S02", UPSERT_SQL},
        {"21S01", UPSERT_SQL},
        {"55006", UPSERT_SQL},
        {"57000", UPSERT_SQL},
        {"53100", UPSERT_SQL},
        {"HY000", UPSERT_SQL},
        {"01000", UPSERT_SQL},
        {"00000", UPSERT_SQL},
        {"", UPSERT_SQL},
    };
    for (size_t i = 0; i < LENGTH(CASES); i++)
        if (up_sqlstate_status(CASES[i].sqlstate) != CASES[i].status)
            fail_msg("%s is %s, not %s", CASES[i].sqlstate,
                     upsert_status_name(up_sqlstate_status(CASES[i].sqlstate)),
                     upsert_status_name(CASES[i].status));
}

typedef struct mask_case {
    const char *message, *masked;
} mask_case;

static void check_masks(const mask_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char message[2048];
        snprintf(message, sizeof message, "%s", cases[i].message);
        up_message_mask(message);
        assert_string_equal(message, cases[i].masked);
    }
}

static void values_in_postgresql_messages_are_masked(void **state)
{
    (void)state;
    static const mask_case CASES[] = {
        {"ERROR: invalid input syntax for type integer: \"secret\";\n"
         "Error while executing the query",
         "ERROR: invalid input syntax for type integer: \"...\";\n"
         "Error while executing the query"},
        {"ERROR: invalid input syntax for type integer: \"sec\"ret\nsecret\"",
         "ERROR: invalid input syntax for type integer: \"...\""},
        {"ERROR: duplicate key value violates unique constraint \"t_pkey\"\n"
         "DETAIL: Key (id)=(secret) already exists.;\n"
         "Error while executing the query",
         "ERROR: duplicate key value violates unique constraint \"t_pkey\""},
        {"ERROR: null value in column \"a\" of relation \"t\" violates "
         "not-null constraint\nDETAIL: Failing row contains (secret, null).",
         "ERROR: null value in column \"a\" of relation \"t\" violates "
         "not-null constraint"},
        {"ERROR: new row for relation \"t\" violates check constraint "
         "\"t_check\"\nDETAIL: Failing row contains (secret).",
         "ERROR: new row for relation \"t\" violates check constraint "
         "\"t_check\""},
        {"ERROR: insert or update on table \"t\" violates foreign key "
         "constraint \"t_fk\"\nDETAIL: Key (a)=(secret) is not present.",
         "ERROR: insert or update on table \"t\" violates foreign key "
         "constraint \"t_fk\""},
        {"ERROR: \"secret\" is out of range for type double precision",
         "ERROR: \"...\" is out of range for type double precision"},
        {"ERROR: value \"secret\" is out of range for type integer",
         "ERROR: value \"...\" is out of range for type integer"},
        {"ERROR: date/time field value out of range: \"secret\"",
         "ERROR: date/time field value out of range: \"...\""},
        {"ERROR: time zone \"secret\" not recognized",
         "ERROR: time zone \"...\" not recognized"},
        {"ERROR: \"secret\" is not a valid binary digit",
         "ERROR: \"...\" is not a valid binary digit"},
        {"ERROR: invalid input value for enum mood: \"secret\"",
         "ERROR: invalid input value for enum mood: \"...\""},
        {"ERROR: malformed array literal: \"{secret\"\nDETAIL: Unexpected.",
         "ERROR: malformed array literal: \"...\""},
        {"ERROR: invalid byte sequence for encoding \"UTF8\": 0x736563 "
         "0x726574",
         "ERROR: invalid byte sequence for encoding \"UTF8\": 0x... 0x..."},
        {"ERROR: value too long for type character varying(3)",
         "ERROR: value too long for type character varying(3)"},
        {"ERROR: ON CONFLICT DO UPDATE command cannot affect row a second time",
         "ERROR: ON CONFLICT DO UPDATE command cannot affect row a second "
         "time"},
        {"ERROR: column \"x\" does not exist",
         "ERROR: column \"x\" does not exist"},
        {"ERROR: syntax error at or near \"FROM\"",
         "ERROR: syntax error at or near \"FROM\""},
        {"connection to server at \"127.0.0.1\", port 1 failed: FATAL:  "
         "password authentication failed for user \"shop\"\n",
         "connection to server at \"127.0.0.1\", port 1 failed: FATAL:  "
         "password authentication failed for user \"shop\""},
    };
    check_masks(CASES, LENGTH(CASES));
}

static void values_in_mysql_messages_are_masked(void **state)
{
    (void)state;
    static const mask_case CASES[] = {
        {"[ma-3.1.15][10.11.6-MariaDB]Duplicate entry 'secret' for key "
         "'PRIMARY'",
         "Duplicate entry '...' for key 'PRIMARY'"},
        {"Duplicate entry 'sec' for key 'secret' for key 't.PRIMARY'",
         "Duplicate entry '...' for key 't.PRIMARY'"},
        {"Duplicate entry '' for key 'name'",
         "Duplicate entry '' for key 'name'"},
        {"Incorrect integer value: 'secret' for column `shop`.`t`.`qty` at "
         "row 1",
         "Incorrect integer value: '...' for column `shop`.`t`.`qty` at row "
         "1"},
        {"Incorrect integer value: 'secret' for column 'qty' at row 1",
         "Incorrect integer value: '...' for column 'qty' at row 1"},
        {"Incorrect datetime value: 'it's secret' for column 'd' at row 1",
         "Incorrect datetime value: '...' for column 'd' at row 1"},
        {"Truncated incorrect DOUBLE value: 'a' for column 'secret'",
         "Truncated incorrect DOUBLE value: '...'"},
        {"Out of range value for column 'qty' at row 1",
         "Out of range value for column 'qty' at row 1"},
        {"Data too long for column 'name' at row 1",
         "Data too long for column 'name' at row 1"},
        {"Column 'name' cannot be null", "Column 'name' cannot be null"},
        {"Field 'name' doesn't have a default value",
         "Field 'name' doesn't have a default value"},
        {"Table 'shop.t' doesn't exist", "Table 'shop.t' doesn't exist"},
        {"Cannot add or update a child row: a foreign key constraint fails "
         "(`shop`.`t`, CONSTRAINT `t_fk` FOREIGN KEY (`a`) REFERENCES `p`)",
         "Cannot add or update a child row: a foreign key constraint fails "
         "(`shop`.`t`, CONSTRAINT `t_fk` FOREIGN KEY (`a`) REFERENCES `p`)"},
        {"You have an error in your SQL syntax; check the manual for the "
         "right syntax to use near 'secret' at line 1",
         "You have an error in your SQL syntax; check the manual for the "
         "right syntax to use near '...' at line 1"},
        {"Access denied for user 'shop'@'localhost' (using password: YES)",
         "Access denied for user 'shop'@'...' (using password: YES)"},
    };
    check_masks(CASES, LENGTH(CASES));
}

static void values_in_sql_server_messages_are_masked(void **state)
{
    (void)state;
    static const mask_case CASES[] = {
        {"[Microsoft][ODBC Driver 18 for SQL Server][SQL Server]Violation of "
         "PRIMARY KEY constraint 'PK_t'. Cannot insert duplicate key in "
         "object 'dbo.t'. The duplicate key value is (1, sec)ret).",
         "Violation of PRIMARY KEY constraint 'PK_t'. Cannot insert duplicate "
         "key in object 'dbo.t'. The duplicate key value is (...)."},
        {"Conversion failed when converting the varchar value 'secret' to "
         "data type int.",
         "Conversion failed when converting the varchar value '...' to data "
         "type int."},
        {"String or binary data would be truncated in table 'shop.dbo.t', "
         "column 'name'. Truncated value: 'secret'.",
         "String or binary data would be truncated in table 'shop.dbo.t', "
         "column 'name'. Truncated value: '...'."},
        {"Arithmetic overflow error for data type tinyint, value = 30012.",
         "Arithmetic overflow error for data type tinyint, value = ..."},
        {"Cannot insert the value NULL into column 'id', table 'shop.dbo.t'; "
         "column does not allow nulls. INSERT fails.",
         "Cannot insert the value NULL into column 'id', table 'shop.dbo.t'; "
         "column does not allow nulls. INSERT fails."},
        {"The INSERT statement conflicted with the FOREIGN KEY constraint "
         "\"FK_t\". The conflict occurred in database \"shop\", table "
         "\"dbo.p\", column 'id'.",
         "The INSERT statement conflicted with the FOREIGN KEY constraint "
         "\"FK_t\". The conflict occurred in database \"shop\", table "
         "\"dbo.p\", column 'id'."},
        {"[FreeTDS][SQL Server]Invalid column name 'nme'.",
         "Invalid column name 'nme'."},
    };
    check_masks(CASES, LENGTH(CASES));
}

static void values_in_other_messages_are_masked(void **state)
{
    (void)state;
    static const mask_case CASES[] = {
        {"[SQLite]UNIQUE constraint failed: t.a, t.b (19)",
         "UNIQUE constraint failed: t.a, t.b (19)"},
        {"[SQLite]CHECK constraint failed: qty < 5 (19)",
         "CHECK constraint failed: qty < 5 (19)"},
        {"[SQLite]cannot store TEXT value in INT column t.id (19)",
         "cannot store TEXT value in INT column t.id (19)"},
        {"[SQLite]near \"selec\": syntax error (1)",
         "near \"selec\": syntax error (1)"},
        {"[unixODBC][Driver Manager]Can't open lib 'Nope' : file not found",
         "Can't open lib 'Nope' : file not found"},
        {"[IBM][CLI Driver][DB2/LINUXX8664] SQL0433N  Value \"secret\" is too "
         "long.  SQLSTATE=22001",
         "SQL0433N  Value \"...\" is too long.  SQLSTATE=22001"},
        {"violation of PRIMARY or UNIQUE KEY constraint \"INTEG_2\" on table "
         "\"T\"\nProblematic key value is (\"ID\" = 'sec\"ret')",
         "violation of PRIMARY or UNIQUE KEY constraint \"INTEG_2\" on table "
         "\"T\"\nProblematic key value is (...)"},
        {"conversion error from string \"secret\"",
         "conversion error from string \"...\""},
        {"ORA-12899: value too large for column \"S\".\"T\".\"C\" (actual: "
         "10, maximum: 3)",
         "ORA-12899: value too large for column \"S\".\"T\".\"C\" (actual: "
         "10, maximum: 3)"},
        {"ORA-01438: value 123456 greater than specified precision",
         "ORA-01438: value ... greater than specified precision"},
        {"row with column values (ID:secret) already exists",
         "row with column values (...) already exists"},
        {"Constraint Error: Duplicate key \"id: secret\" violates primary key "
         "constraint.",
         "Constraint Error: Duplicate key \"...\" violates primary key "
         "constraint."},
        {"could not parse \"secret\" as type int: parsing \"secret\": invalid",
         "could not parse \"...\": invalid"},
        {"FEHLER: ung\u00fcltige Eingabesyntax f\u00fcr Typ integer: "
         "\u00bbsecret\u00ab",
         "FEHLER: ung\u00fcltige Eingabesyntax f\u00fcr Typ integer: "
         "\u00bb...\u00ab"},
        {"ERREUR: syntaxe en entr\u00e9e invalide pour l'integer : \u00ab "
         "secret \u00bb",
         "ERREUR: syntaxe en entr\u00e9e invalide pour l'integer : "
         "\u00ab...\u00bb"},
    };
    check_masks(CASES, LENGTH(CASES));
}

static void broken_messages_are_masked_to_their_end(void **state)
{
    (void)state;
    static const mask_case CASES[] = {
        {"", ""},
        {"[", "["},
        {"[a][b]", ""},
        {"[a]  x \n ", "x"},
        {"type integer: \"secret", "type integer: \"..."},
        {"type integer: \"", "type integer: \""},
        {"type integer: \"\"", "type integer: \"\""},
        {"'secret' and \"secret", "'...' and \"..."},
        {"column \"cut", "column \"cut"},
        {"subcolumn \"secret\"", "subcolumn \"...\""},
        {"the duplicate key value is (secret",
         "the duplicate key value is (..."},
        {"value ", "value"},
    };
    check_masks(CASES, LENGTH(CASES));
}

/* A driver cuts a long message: the quote that ends it may be the value's. */
static void a_long_value_is_masked_though_its_end_is_missing(void **state)
{
    (void)state;
    char message[2048] = "ERROR: invalid input syntax for type integer: \"a\"";
    size_t length = strlen(message);
    memset(message + length, 'b', 1000);
    message[length + 1000] = '\0';
    up_message_mask(message);
    assert_string_equal(message,
                        "ERROR: invalid input syntax for type integer: \"...");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sqlstate_has_a_status),
        cmocka_unit_test(values_in_postgresql_messages_are_masked),
        cmocka_unit_test(values_in_mysql_messages_are_masked),
        cmocka_unit_test(values_in_sql_server_messages_are_masked),
        cmocka_unit_test(values_in_other_messages_are_masked),
        cmocka_unit_test(broken_messages_are_masked_to_their_end),
        cmocka_unit_test(a_long_value_is_masked_though_its_end_is_missing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
