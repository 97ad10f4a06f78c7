/* Plugins: where they are looked for, and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "dialect/plugin.h"
#include "session/custom_dialect.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))
#define OPTION "target.dialect_plugin: "

/* Load one that must be right, and see what it is called. */
static void expect(const char *name, const char *dialect)
{
    up_plugin *plugin = NULL;
    upsert_error error = UPSERT_ERROR_INIT;
    if (up_plugin_load(name, &plugin, &error) != UPSERT_OK)
        fail_msg("%s: %s", name, error.message);
    assert_string_equal(up_plugin_dialect(plugin)->name, dialect);
    up_plugin_free(plugin);
}

static void expect_error(const char *name, const char *message)
{
    up_plugin *plugin = NULL;
    upsert_error error = UPSERT_ERROR_INIT;
    if (up_plugin_load(name, &plugin, &error) != UPSERT_OPTION)
        fail_msg("%s was loaded", name);
    assert_null(plugin);
    assert_int_equal(error.status, UPSERT_OPTION);
    assert_string_equal(error.message, message);
}

static void loads_what_is_right(void **state)
{
    (void)state;
    expect(PLUGINS "/libright.so", "right");
    expect(PLUGINS "/liblarger.so", "right");
    expect(PLUGINS "/libabi1.so", "abi1");
    expect(PLUGINS "/libtemplate.so", "template");
}

static const struct {
    const char *plugin;
    const char *message;
} BROKEN[] = {
    {"no_entry", "it defines no upsert_dialect_plugin()"},
    {"null_table", "upsert_dialect_plugin() returns no dialect"},
    {"version_0", "too old: it was made for version 0 of the plugin interface, "
                  "and libupsert " VERSION " takes versions 1 to 1"},
    {"too_new", "too new: it was made for version 2 of the plugin interface, "
                "and libupsert " VERSION " has version 1"},
    {"no_name", "name is missing"},
    {"empty_name", "name is missing"},
    {"no_quote_open", "quote_open is missing"},
    {"no_quote_close", "quote_close is missing"},
    {"no_match", "match is missing"},
    {"no_render", "render is missing"},
    {"no_profile", "profile is missing beside render"},
    {"no_columns", "columns_query is missing beside indexes_query"},
    {"no_indexes", "indexes_query is missing beside columns_query"},
    {"no_commit", "commit is missing beside begin"},
    {"no_way_back", "rollback_to_savepoint is missing beside savepoint"},
    {"no_count", "render_count is missing beside counting_upsert"},
    {"odd_transport", "transport has a value that means nothing"},
    {"odd_affected", "affected_by_update has a value that means nothing"},
    {"odd_repeats", "repeats has a value that means nothing"},
};

static void says_what_is_wrong(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH(BROKEN); i++) {
        char path[512], message[1024];
        snprintf(path, sizeof path, PLUGINS "/lib%s.so", BROKEN[i].plugin);
        snprintf(message, sizeof message, OPTION "%s: %s", path,
                 BROKEN[i].message);
        expect_error(path, message);
    }
}

static void refuses_sizes(void **state)
{
    static const struct {
        const char *plugin;
        size_t size;
    } CASES[] = {
        {"small", UPSERT_DIALECT_SIZE_1 - 1},
        {"empty", 0},
        {"huge", SIZE_MAX},
        {"too_large", 65537},
    };
    (void)state;
    for (size_t i = 0; i < LENGTH(CASES); i++) {
        char path[512], message[1024];
        snprintf(path, sizeof path, PLUGINS "/lib%s.so", CASES[i].plugin);
        snprintf(message, sizeof message,
                 OPTION "%s: struct_size is %zu, which is no size of an "
                        "upsert_dialect: it has at least %zu bytes and at most "
                        "65536",
                 path, CASES[i].size, UPSERT_DIALECT_SIZE_1);
        expect_error(path, message);
    }
}

static void refuses_what_cannot_be_loaded(void **state)
{
    up_plugin *plugin;
    upsert_error error = UPSERT_ERROR_INIT;
    (void)state;
    expect_error("/nowhere/libmydb.so",
                 OPTION "/nowhere/libmydb.so: cannot open shared object file: "
                        "No such file or directory");
    expect_error(PLUGINS "/libunresolved.so",
                 OPTION PLUGINS "/libunresolved.so: undefined symbol: "
                                "upsert_sql_nothing");
    assert_int_equal(up_plugin_load(__FILE__, &plugin, &error), UPSERT_OPTION);
    assert_non_null(strstr(error.message, "test_plugin.c: "));
}

/* ---------------------------------------------------------------- search */

static void copy(const char *from, const char *to)
{
    char block[4096];
    FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
    assert_non_null(in);
    assert_non_null(out);
    for (size_t length; (length = fread(block, 1, sizeof block, in)) > 0;)
        assert_int_equal(fwrite(block, 1, length, out), length);
    fclose(in);
    assert_int_equal(fclose(out), 0);
}

/* A folder "a" with right, libother.so and third.so, a folder "b" with a
   libright.so that is the template; the current folder is above them. */
static int make_folders(void **state)
{
    static const char TEMPLATE[] = "/tmp/upsert-plugin-XXXXXX";
    static char folder[sizeof TEMPLATE];
    memcpy(folder, TEMPLATE, sizeof TEMPLATE);
    if (!mkdtemp(folder) || chdir(folder) != 0)
        return -1;
    mkdir("a", 0700);
    mkdir("b", 0700);
    copy(PLUGINS "/libright.so", "a/right");
    copy(PLUGINS "/libright.so", "a/libother.so");
    copy(PLUGINS "/libright.so", "a/third.so");
    copy(PLUGINS "/libtemplate.so", "b/libright.so");
    copy(PLUGINS "/libright.so", "libhere.so");
    *state = folder;
    return 0;
}

static int remove_folders(void **state)
{
    static const char *const FILES[] = {"a/right",    "a/libother.so",
                                        "a/third.so", "b/libright.so",
                                        "libhere.so", NULL};
    for (size_t i = 0; FILES[i]; i++)
        unlink(FILES[i]);
    rmdir("a");
    rmdir("b");
    unsetenv("UPSERT_PLUGIN_PATH");
    return chdir("/") != 0 || rmdir(*state) != 0;
}

/* %s is the folder. */
static void set_path(const char *format, const char *folder)
{
    char path[512];
    snprintf(path, sizeof path, format, folder, folder);
    setenv("UPSERT_PLUGIN_PATH", path, 1);
}

static void expect_nowhere(const char *name)
{
    char message[1024];
    snprintf(message, sizeof message,
             OPTION "there is no %s, lib%s.so or %s.so in the absolute folders "
                    "of UPSERT_PLUGIN_PATH or in " FOLDER
                    "; a path has a slash in it, as in ./%s",
             name, name, name, name);
    expect_error(name, message);
}

static void finds_by_name(void **state)
{
    set_path("%s/a:%s/b", *state);
    expect("right", "right");
    expect("libother.so", "right");
    expect("other", "right");
    expect("third", "right");
    expect("libright.so", "template");
    set_path("%s/b:%s/a", *state);
    expect("right", "template");
    expect_nowhere("absent");
}

static void passes_over_folders(void **state)
{
    set_path("::/nowhere:%s/a:", *state);
    expect("other", "right");
    set_path(":a:./a:", *state);
    expect_nowhere("other");
    expect_nowhere("here");
    expect_nowhere("libhere.so");
    setenv("UPSERT_PLUGIN_PATH", "", 1);
    expect_nowhere("here");
    unsetenv("UPSERT_PLUGIN_PATH");
    expect_nowhere("libhere.so");
    expect("./libhere.so", "right");
    expect("a/third.so", "right");
    set_path("%s", *state);
    expect_nowhere("a"); /* a folder */
    expect("here", "right");
}

/* --------------------------------------------------------------- options */

static void expect_conflict(const char *const (*settings)[2],
                            const char *message)
{
    upsert_options *options = NULL;
    up_custom_dialect custom;
    upsert_error error = UPSERT_ERROR_INIT;
    assert_int_equal(upsert_options_new(&options, NULL), UPSERT_OK);
    for (size_t i = 0; i < 2; i++)
        assert_int_equal(
            upsert_options_set(options, settings[i][0], settings[i][1], NULL),
            UPSERT_OK);
    upsert_status status = up_custom_dialect_load(options, &custom, &error);
    assert_int_equal(status, message ? UPSERT_OPTION : UPSERT_OK);
    assert_string_equal(error.message, message ? message : "");
    assert_int_equal(custom.dialect == NULL, message != NULL);
    up_custom_dialect_dispose(&custom);
    upsert_options_free(options);
}

#define PLUGIN "target.dialect_plugin"
#define FILE_ "target.dialect_file"

static void takes_one_dialect(void **state)
{
    static const char *const CASES[][2][2] = {
        {{PLUGIN, PLUGINS "/libright.so"}, {FILE_, "mydb.ini"}},
        {{PLUGIN, PLUGINS "/libright.so"}, {"target.dialect", "sqlite"}},
        {{"target.dialect", "mysql"}, {FILE_, "mydb.ini"}},
        {{PLUGIN, PLUGINS "/libright.so"}, {"target.dialect", "AUTO"}},
    };
    (void)state;
    expect_conflict(CASES[0], FILE_ " and " PLUGIN " each bring a dialect: set "
                                    "one of them");
    expect_conflict(CASES[1], PLUGIN " brings the dialect: target.dialect must "
                                     "be auto, and is \"sqlite\"");
    expect_conflict(CASES[2], FILE_ " brings the dialect: target.dialect must "
                                    "be auto, and is \"mysql\"");
    expect_conflict(CASES[3], NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(loads_what_is_right),
        cmocka_unit_test(says_what_is_wrong),
        cmocka_unit_test(refuses_sizes),
        cmocka_unit_test(refuses_what_cannot_be_loaded),
        cmocka_unit_test(takes_one_dialect),
        cmocka_unit_test_setup_teardown(finds_by_name, make_folders,
                                        remove_folders),
        cmocka_unit_test_setup_teardown(passes_over_folders, make_folders,
                                        remove_folders),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
