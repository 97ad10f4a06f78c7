/* The option table, its defaults, what each type takes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <upsert/dialect.h>

#include "schema/options.h"
#include "session/plan.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))

static int set_up(void **state)
{
    upsert_options *options = NULL;
    if (upsert_options_new(&options, NULL) != UPSERT_OK)
        return -1;
    *state = options;
    return 0;
}

static int tear_down(void **state)
{
    upsert_options_free(*state);
    return 0;
}

static void set(upsert_options *options, up_option_id id, const char *value)
{
    upsert_error error = UPSERT_ERROR_INIT;
    if (upsert_options_set(options, up_option_table[id].name, value, &error) !=
        UPSERT_OK)
        fail_msg("%s", error.message);
}

static void table_is_complete(void **state)
{
    (void)state;
    for (int id = 0; id < UP_OPTION_COUNT; id++) {
        const up_option *option = &up_option_table[id];
        assert_non_null(option->name);
        assert_non_null(strchr(option->name, '.'));
        assert_string_equal(option->since, "0.1");
        assert_true(strlen(option->text) > 20);
        assert_int_equal(option->choices != NULL,
                         option->type == UP_OPTION_CHOICE);
        bool ranged = option->type == UP_OPTION_INTEGER ||
                      option->type == UP_OPTION_SHARE ||
                      option->type == UP_OPTION_SIZE;
        assert_int_equal(option->maximum != 0, ranged);
        assert_ptr_equal(up_option_find(&up_job_options, option->name), option);
    }
}

static void starts_at_the_defaults(void **state)
{
    static const struct {
        up_option_id id;
        const char *text;
        int64_t number;
    } CASES[UP_OPTION_COUNT] = {
        {UP_SOURCE_TYPE, "csv", 0},
        {UP_SOURCE_PATH, "", 0},
        {UP_SOURCE_DELIMITER, ",", ','},
        {UP_SOURCE_HEADER, "yes", 1},
        {UP_SOURCE_NULL, "", 0},
        {UP_TARGET_CONNECTION, "", 0},
        {UP_TARGET_CONNECTION_2, "", 0},
        {UP_TARGET_CONNECTION_3, "", 0},
        {UP_TARGET_CONNECTION_4, "", 0},
        {UP_TARGET_CONNECTION_5, "", 0},
        {UP_TARGET_CONNECTION_6, "", 0},
        {UP_TARGET_CONNECTION_7, "", 0},
        {UP_TARGET_CONNECTION_8, "", 0},
        {UP_TARGET_CONNECTION_9, "", 0},
        {UP_TARGET_DIALECT, "auto", 0},
        {UP_TARGET_DIALECT_FILE, "", 0},
        {UP_TARGET_DIALECT_PLUGIN, "", 0},
        {UP_TARGET_TABLE, "", 0},
        {UP_TARGET_LOCK_HINT, "yes", 1},
        {UP_COLUMNS_MAP, "", 0},
        {UP_UPSERT_MODE, "upsert", UPSERT_MODE_UPSERT},
        {UP_UPSERT_KEY, "auto", 0},
        {UP_UPSERT_UPDATE, "", 0},
        {UP_UPSERT_ONLY_NEWER, "", 0},
        {UP_UPSERT_ONLY_CHANGED, "yes", 1},
        {UP_UPSERT_WHERE, "", 0},
        {UP_UPSERT_DUPLICATES, "apply", UP_DUPLICATES_APPLY},
        {UP_UPSERT_NULL_KEYS, "reject", UP_NULL_KEYS_REJECT},
        {UP_UPSERT_DELETE_WHEN, "", 0},
        {UP_UPSERT_OTHER_UNIQUE, "refuse", 0},
        {UP_RUN_TRANSPORT, "auto", 0},
        {UP_RUN_BATCH_ROWS, "auto", 0},
        {UP_RUN_COMMIT, "all", 0},
        {UP_RUN_WORKERS, "1", 1},
        {UP_RUN_SHARD, "1/1", INT64_C(1) << 32 | 1},
        {UP_RUN_CHECKPOINT, "no", 0},
        {UP_RUN_JOB, "", 0},
        {UP_RUN_INPUT, "", 0},
        {UP_RUN_RESTART, "no", 0},
        {UP_RUN_ON_BAD_ROW, "stop", 0},
        {UP_RUN_REJECTS, "rejects.csv", 0},
        {UP_RUN_MAX_REJECTS, "0", 0},
        {UP_RUN_MEMORY, "64M", 64 * 1024 * 1024},
    };
    for (size_t i = 0; i < LENGTH(CASES); i++) {
        assert_int_equal(CASES[i].id, i);
        assert_false(up_options_given(*state, CASES[i].id));
        assert_string_equal(up_options_text(*state, CASES[i].id),
                            CASES[i].text);
        assert_int_equal(up_options_number(*state, CASES[i].id),
                         CASES[i].number);
    }
}

static void takes_good_values(void **state)
{
    static const struct {
        up_option_id id;
        const char *value;
        const char *text;
        int64_t number;
    } CASES[] = {
        {UP_SOURCE_TYPE, "CSV", "csv", 0},
        {UP_SOURCE_PATH, " a;b#c ", " a;b#c ", 0},
        {UP_SOURCE_PATH, "-", "-", 0},
        {UP_SOURCE_DELIMITER, ";", ";", ';'},
        {UP_SOURCE_DELIMITER, "\t", "\t", '\t'},
        {UP_SOURCE_DELIMITER, "\\t", "\\t", '\t'},
        {UP_SOURCE_DELIMITER, "Tab", "Tab", '\t'},
        {UP_SOURCE_DELIMITER, "\\", "\\", '\\'},
        {UP_SOURCE_DELIMITER, "~", "~", '~'},
        {UP_SOURCE_HEADER, "yes", "yes", 1},
        {UP_SOURCE_HEADER, "No", "No", 0},
        {UP_SOURCE_HEADER, "true", "true", 1},
        {UP_SOURCE_HEADER, "FALSE", "FALSE", 0},
        {UP_SOURCE_HEADER, "on", "on", 1},
        {UP_SOURCE_HEADER, "off", "off", 0},
        {UP_SOURCE_HEADER, "1", "1", 1},
        {UP_SOURCE_HEADER, "0", "0", 0},
        {UP_SOURCE_NULL, "\\N", "\\N", 0},
        {UP_UPSERT_MODE, "upsert", "upsert", UPSERT_MODE_UPSERT},
        {UP_UPSERT_MODE, "insert_missing", "insert_missing",
         UPSERT_MODE_INSERT_MISSING},
        {UP_UPSERT_MODE, "Update_Existing", "update_existing",
         UPSERT_MODE_UPDATE_EXISTING},
        {UP_UPSERT_MODE, "insert", "insert", UPSERT_MODE_INSERT},
        {UP_UPSERT_KEY, "AUTO", "auto", 0},
        {UP_UPSERT_KEY, "\"auto\"", "\"auto\"", 0},
        {UP_UPSERT_KEY, "a, b", "a, b", 0},
        {UP_UPSERT_UPDATE, "auto", "auto", 0},
        {UP_UPSERT_UPDATE, "a, b:Add, c:sql(\"old.c, 1\")",
         "a, b:Add, c:sql(\"old.c, 1\")", 0},
        {UP_UPSERT_DUPLICATES, "First", "first", UP_DUPLICATES_FIRST},
        {UP_UPSERT_DUPLICATES, "reject", "reject", UP_DUPLICATES_REJECT},
        {UP_UPSERT_NULL_KEYS, "insert", "insert", UP_NULL_KEYS_INSERT},
        {UP_UPSERT_NULL_KEYS, "match", "match", UP_NULL_KEYS_MATCH},
        {UP_COLUMNS_MAP, "a=b, c=\"d.e\"", "a=b, c=\"d.e\"", 0},
        {UP_RUN_BATCH_ROWS, "1", "1", 1},
        {UP_RUN_BATCH_ROWS, "1000000", "1000000", 1000000},
        {UP_RUN_BATCH_ROWS, "0000012", "0000012", 12},
        {UP_RUN_BATCH_ROWS, "Auto", "auto", 0},
        {UP_RUN_COMMIT, "1000000000", "1000000000", 1000000000},
        {UP_RUN_COMMIT, "ALL", "all", 0},
        {UP_RUN_SHARD, "2/3", "2/3", INT64_C(3) << 32 | 2},
        {UP_RUN_SHARD, "1000000/1000000", "1000000/1000000",
         INT64_C(1000000) << 32 | 1000000},
        {UP_RUN_MEMORY, "1M", "1M", 1 << 20},
        {UP_RUN_MEMORY, "1024k", "1024k", 1 << 20},
        {UP_RUN_MEMORY, "1048576", "1048576", 1 << 20},
        {UP_RUN_MEMORY, "64G", "64G", INT64_C(64) << 30},
        {UP_RUN_MEMORY, "68719476736", "68719476736", INT64_C(64) << 30},
    };
    for (size_t i = 0; i < LENGTH(CASES); i++) {
        set(*state, CASES[i].id, CASES[i].value);
        assert_true(up_options_given(*state, CASES[i].id));
        assert_string_equal(up_options_text(*state, CASES[i].id),
                            CASES[i].text);
        assert_int_equal(up_options_number(*state, CASES[i].id),
                         CASES[i].number);
    }
}

#define MODES " is not one of upsert, insert_missing, update_existing, insert"
#define BATCH " is not auto or a whole number from 1 to 1000000"
#define SHARD " is not i/n, a part of n equal ones, n at most 1000000"
#define MEMORY " is not a number of bytes from 1M to 64G"
#define CHARACTER                                                              \
    " is not one printable ASCII character other than a double quote, or tab"

static const char *const REFUSED[][3] = {
    {"source.type", "cvs",
     "source.type: \"cvs\" is not one of csv, jsonl; did you mean \"csv\"?"},
    {"source.type", "parquet",
     "source.type: \"parquet\" is not one of csv, jsonl"},
    {"source.delimiter", "ab", "source.delimiter: \"ab\"" CHARACTER},
    {"source.delimiter", "\"", "source.delimiter: \"\"\"" CHARACTER},
    {"source.delimiter", "\n", "source.delimiter: \" \"" CHARACTER},
    {"source.delimiter", "\xc2\xa7",
     "source.delimiter: \"\xc2\xa7\"" CHARACTER},
    {"source.header", "maybe", "source.header: \"maybe\" is not yes or no"},
    {"source.header", "2", "source.header: \"2\" is not yes or no"},
    {"source.header", "yes ", "source.header: \"yes \" is not yes or no"},
    {"upsert.mode", "upser",
     "upsert.mode: \"upser\"" MODES "; did you mean \"upsert\"?"},
    {"upsert.mode", "isnert",
     "upsert.mode: \"isnert\"" MODES "; did you mean \"insert\"?"},
    {"upsert.mode", "insert_mising",
     "upsert.mode: \"insert_mising\"" MODES
     "; did you mean \"insert_missing\"?"},
    {"upsert.mode", "replace", "upsert.mode: \"replace\"" MODES},
    {"upsert.mode", "upsert|insert_missing",
     "upsert.mode: \"upsert|insert_missing\"" MODES},
    {"run.shard", "3", "run.shard: \"3\"" SHARD},
    {"run.shard", "0/3", "run.shard: \"0/3\"" SHARD},
    {"run.shard", "4/3", "run.shard: \"4/3\"" SHARD},
    {"run.shard", "1/", "run.shard: \"1/\"" SHARD},
    {"run.shard", "/3", "run.shard: \"/3\"" SHARD},
    {"run.shard", "1/3/5", "run.shard: \"1/3/5\"" SHARD},
    {"run.shard", "1/ 3", "run.shard: \"1/ 3\"" SHARD},
    {"run.shard", "1/1000001", "run.shard: \"1/1000001\"" SHARD},
    {"upsert.key", "a,,b", "upsert.key: a name is empty"},
    {"upsert.key", "a, a", "upsert.key: the name \"a\" is repeated"},
    {"upsert.update", "a.b",
     "upsert.update: misplaced '.'; a name that holds one stands in double "
     "quotes"},
    {"upsert.update", "qty:ad",
     "upsert.update: \"qty\": there is no rule \"ad\"; did you mean \"add\"?"},
    {"columns.map", "a", "columns.map: the name \"a\" has no '=' behind it"},
    {"run.batch_rows", "0", "run.batch_rows: \"0\"" BATCH},
    {"run.batch_rows", "1000001", "run.batch_rows: \"1000001\"" BATCH},
    {"run.batch_rows", "-1", "run.batch_rows: \"-1\"" BATCH},
    {"run.batch_rows", "+1", "run.batch_rows: \"+1\"" BATCH},
    {"run.batch_rows", " 1", "run.batch_rows: \" 1\"" BATCH},
    {"run.batch_rows", "1 ", "run.batch_rows: \"1 \"" BATCH},
    {"run.batch_rows", "1.5", "run.batch_rows: \"1.5\"" BATCH},
    {"run.batch_rows", "1K", "run.batch_rows: \"1K\"" BATCH},
    {"run.batch_rows", "0x10", "run.batch_rows: \"0x10\"" BATCH},
    {"run.batch_rows", "all", "run.batch_rows: \"all\"" BATCH},
    {"run.batch_rows", "18446744073709551617",
     "run.batch_rows: \"18446744073709551617\"" BATCH},
    {"run.commit", "1000000001",
     "run.commit: \"1000000001\" is not all or a whole number from 1 to "
     "1000000000"},
    {"run.memory", "1023K", "run.memory: \"1023K\"" MEMORY},
    {"run.memory", "65G", "run.memory: \"65G\"" MEMORY},
    {"run.memory", "68719476737", "run.memory: \"68719476737\"" MEMORY},
    {"run.memory", "17179869185G", "run.memory: \"17179869185G\"" MEMORY},
    {"run.memory", "64MB", "run.memory: \"64MB\"" MEMORY},
    {"run.memory", "64T", "run.memory: \"64T\"" MEMORY},
    {"run.memory", "M", "run.memory: \"M\"" MEMORY},
    {"target.table", "a\xff", "target.table: not valid UTF-8"},
    {"target.connection", "PWD=secret\xff",
     "target.connection: not valid UTF-8"},
    {"sourc.path", "x",
     "there is no option \"sourc.path\"; did you mean \"source.path\"?"},
    {"table", "x",
     "there is no option \"table\"; did you mean "
     "\"target.table\"?"},
    {"target.key", "x",
     "there is no option \"target.key\"; did you mean "
     "\"upsert.key\"?"},
    {"", "x", "there is no option \"\""},
    {"target.owner", "x", "there is no option \"target.owner\""},
};

static void refuses_bad_values(void **state)
{
    for (size_t i = 0; i < LENGTH(REFUSED); i++) {
        upsert_error error = UPSERT_ERROR_INIT;
        assert_int_equal(
            upsert_options_set(*state, REFUSED[i][0], REFUSED[i][1], &error),
            UPSERT_OPTION);
        assert_int_equal(error.status, UPSERT_OPTION);
        assert_string_equal(error.message, REFUSED[i][2]);
    }
    for (int id = 0; id < UP_OPTION_COUNT; id++)
        assert_false(up_options_given(*state, (up_option_id)id));
}

static void bounds_a_value(void **state)
{
    char *value = calloc(1, UP_OPTION_VALUE_MAXIMUM + 2);
    assert_non_null(value);
    memset(value, 'x', UP_OPTION_VALUE_MAXIMUM);
    set(*state, UP_TARGET_CONNECTION, value);
    value[UP_OPTION_VALUE_MAXIMUM] = 'x';
    upsert_error error = UPSERT_ERROR_INIT;
    assert_int_equal(
        upsert_options_set(*state, "target.connection", value, &error),
        UPSERT_OPTION);
    assert_string_equal(error.message,
                        "target.connection: longer than 65536 bytes");
    free(value);
}

static void keeps_the_last_good_value(void **state)
{
    upsert_error error = UPSERT_ERROR_INIT;
    set(*state, UP_RUN_COMMIT, "10");
    set(*state, UP_RUN_COMMIT, "20");
    assert_int_equal(upsert_options_set(*state, "run.commit", "x", &error),
                     UPSERT_OPTION);
    assert_int_equal(up_options_number(*state, UP_RUN_COMMIT), 20);
    assert_string_equal(up_options_text(*state, UP_RUN_COMMIT), "20");
}

static void empty_text_is_the_default(void **state)
{
    set(*state, UP_RUN_MEMORY, "2M");
    set(*state, UP_SOURCE_NULL, "NULL");
    set(*state, UP_TARGET_TABLE, "t");
    set(*state, UP_RUN_MEMORY, "");
    set(*state, UP_SOURCE_NULL, "");
    set(*state, UP_TARGET_TABLE, "");
    assert_false(up_options_given(*state, UP_RUN_MEMORY));
    assert_int_equal(up_options_number(*state, UP_RUN_MEMORY), 64 << 20);
    assert_string_equal(up_options_text(*state, UP_SOURCE_NULL), "");
    assert_int_equal(up_options_require(*state, UP_TARGET_TABLE, NULL),
                     UPSERT_OPTION);
}

static void names_are_case_insensitive(void **state)
{
    assert_int_equal(upsert_options_set(*state, "Target.TABLE", "t", NULL),
                     UPSERT_OK);
    assert_string_equal(up_options_text(*state, UP_TARGET_TABLE), "t");
    assert_null(up_option_find(&up_job_options, "target"));
    assert_null(up_option_find(&up_job_options, "target.table "));
}

static void misses_what_was_not_set(void **state)
{
    upsert_error error = UPSERT_ERROR_INIT;
    assert_int_equal(up_options_require(*state, UP_TARGET_TABLE, &error),
                     UPSERT_OPTION);
    assert_string_equal(error.message, "target.table is not set");
    upsert_error_clear(&error);
    assert_int_equal(up_options_require(*state, UP_SOURCE_NULL, &error),
                     UPSERT_OK);
    set(*state, UP_TARGET_TABLE, "t");
    assert_int_equal(up_options_require(*state, UP_TARGET_TABLE, &error),
                     UPSERT_OK);
}

static void first_error_wins(void **state)
{
    upsert_error error = UPSERT_ERROR_INIT;
    assert_int_equal(upsert_options_set(*state, "nope", "", &error),
                     UPSERT_OPTION);
    assert_int_equal(upsert_options_set(*state, "upsert.key", ",", &error),
                     UPSERT_OPTION);
    assert_string_equal(error.message, "there is no option \"nope\"");
}

static void copies_and_swaps(void **state)
{
    upsert_options *copy = NULL;
    set(*state, UP_RUN_COMMIT, "5");
    set(*state, UP_TARGET_TABLE, "old");
    assert_int_equal(up_options_copy(*state, &copy, NULL), UPSERT_OK);
    set(copy, UP_TARGET_TABLE, "new");
    assert_string_equal(up_options_text(*state, UP_TARGET_TABLE), "old");
    assert_int_equal(up_options_number(copy, UP_RUN_COMMIT), 5);
    assert_int_equal(up_options_number(copy, UP_RUN_MEMORY), 64 << 20);
    up_options_swap(*state, copy);
    assert_string_equal(up_options_text(*state, UP_TARGET_TABLE), "new");
    assert_string_equal(up_options_text(copy, UP_TARGET_TABLE), "old");
    upsert_options_free(copy);
    upsert_options_free(NULL);
}

static void finds_the_nearest_name(void **state)
{
    (void)state;
    static const char *const CASES[][3] = {
        {"run.memroy", "run.", "run.memory"},
        {"run.commits", "run.", "run.commit"},
        {"run.batchrows", "", "run.batch_rows"},
        {"upsert.kye", "upsert.", "upsert.key"},
        {"upsert.KEYS", "", "upsert.key"},
        {"upsert.uptade", "upsert.", "upsert.update"},
        {"traget.table", "", "target.table"},
        {"run.key", "run.", NULL},
        {"run.x", "run.", NULL},
        {"nothing.like.it", "", NULL},
    };
    for (size_t i = 0; i < LENGTH(CASES); i++) {
        const char *found =
            up_option_nearest(&up_job_options, CASES[i][0], CASES[i][1]);
        if (!CASES[i][2])
            assert_null(found);
        else if (!found || strcmp(found, CASES[i][2]) != 0)
            fail_msg("%s: %s", CASES[i][0], found ? found : "none");
    }
    char longest[200];
    memset(longest, 'x', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    assert_null(up_option_nearest(&up_job_options, longest, ""));
}

static void finds_sections(void **state)
{
    (void)state;
    assert_ptr_equal(up_section_find(&up_job_options, "Target"),
                     &up_option_table[UP_TARGET_CONNECTION]);
    assert_null(up_section_find(&up_job_options, "tar"));
    assert_null(up_section_find(&up_job_options, ""));
    assert_ptr_equal(up_section_nearest(&up_job_options, "tragets"),
                     &up_option_table[UP_TARGET_CONNECTION]);
    assert_ptr_equal(up_section_nearest(&up_job_options, "column"),
                     &up_option_table[UP_COLUMNS_MAP]);
    assert_null(up_section_nearest(&up_job_options, "elsewhere"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(table_is_complete),
        TEST(starts_at_the_defaults),
        TEST(takes_good_values),
        TEST(refuses_bad_values),
        TEST(bounds_a_value),
        TEST(keeps_the_last_good_value),
        TEST(empty_text_is_the_default),
        TEST(names_are_case_insensitive),
        TEST(misses_what_was_not_set),
        TEST(first_error_wins),
        TEST(copies_and_swaps),
        TEST(finds_the_nearest_name),
        TEST(finds_sections),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
