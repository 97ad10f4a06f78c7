/* Dialect files: what they say, what they render, what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unistd.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "dialect/profile_file.h"
#include "dialect/profile_keys.h"
#include "dialect/registry.h"
#include "dialect/sql.h"
#include "dialect/types.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))

typedef struct fixture {
    char path[64];
    up_profile_file *profile;
    const upsert_dialect *dialect; /* of the profile */
    upsert_error error;
} fixture;

static int set_up(void **state)
{
    static const char TEMPLATE[] = "/tmp/upsert-dialect-XXXXXX";
    fixture *f = calloc(1, sizeof *f);
    if (!f)
        return -1;
    memcpy(f->path, TEMPLATE, sizeof TEMPLATE);
    int file = mkstemp(f->path);
    *state = f;
    return file < 0 ? -1 : close(file);
}

static int tear_down(void **state)
{
    fixture *f = *state;
    unlink(f->path);
    up_profile_file_free(f->profile);
    free(f);
    return 0;
}

static upsert_status read_path(fixture *f, const char *path)
{
    up_profile_file_free(f->profile);
    f->profile = NULL;
    upsert_error_clear(&f->error);
    upsert_status status = up_profile_file_read(path, &f->profile, &f->error);
    f->dialect = f->profile ? up_profile_file_dialect(f->profile) : NULL;
    return status;
}

static upsert_status read_text(fixture *f, const char *text)
{
    FILE *file = fopen(f->path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fclose(file), 0);
    return read_path(f, f->path);
}

static const upsert_dialect *expect(fixture *f, const char *text)
{
    if (read_text(f, text) != UPSERT_OK)
        fail_msg("%s: %s", text, f->error.message);
    return f->dialect;
}

/* ---------------------------------------------------------------- values */

static void has_the_defaults(void **state)
{
    const upsert_dialect *dialect = expect(*state, "[dialect]\nname = x\n");
    const upsert_merge *merge = dialect->profile;
    assert_string_equal(dialect->name, "x");
    assert_null(dialect->summary);
    assert_int_equal(dialect->quote_open, '"');
    assert_int_equal(dialect->quote_close, '"');
    assert_int_equal(dialect->name_case, UPSERT_NAMES_AS_THEY_ARE);
    assert_int_equal(dialect->limits.parameters, 2000);
    assert_int_equal(dialect->limits.rows, 1000);
    assert_int_equal(dialect->limits.bytes, 0);
    assert_int_equal(dialect->repeats, UPSERT_REPEATS_UNNOTICED);
    assert_int_equal(dialect->fraction_digits, 6);
    assert_string_equal(dialect->concat, "||");
    assert_null(dialect->clock_query);
    assert_int_equal(dialect->transport, UPSERT_TRANSPORT_VALUES);
    assert_null(dialect->savepoint);
    assert_null(dialect->columns_query);
    assert_null(dialect->connect_statements
                    ? (const void *)dialect->connect_statements[0]
                    : NULL);
    assert_int_equal(dialect->error_codes[0].status, UPSERT_OK);
    assert_null(dialect->types[0].beginning);
    assert_int_equal(merge->source, UPSERT_MERGE_VALUES);
    assert_string_equal(merge->from, "");
    assert_true(merge->column_list && merge->table_as && merge->source_as);
    assert_false(merge->on_parentheses);
    assert_string_equal(merge->hint, "");
    assert_int_equal(merge->casts, UPSERT_CAST_FIRST_ROW);
    assert_int_equal(merge->condition, UPSERT_MERGE_CONDITION_AND);
    assert_int_equal(merge->differs, UPSERT_MERGE_DISTINCT);
    assert_string_equal(merge->terminator, "");
    assert_int_equal(dialect->match(NULL), 0);
}

static const char EVERY_KEY[] =
    "[dialect]\nbase =\nname = my db\nsummary = mine\nquote = []\n"
    "name_case = upper\nmax_parameters = 2100\nmax_rows = 1000\n"
    "max_bytes = 8M\nsavepoint = SAVE s\nrollback_to_savepoint = BACK s\n"
    "release_savepoint = DROP s\nbegin = B\ncommit = C\nrollback = R\n"
    "banner_query = Q1\n"
    "columns_query = a\ncolumns_query_2 = b\ncolumns_query_3 = c\n"
    "columns_query_4 = d\n"
    "indexes_query = e\nindexes_query_2 = f\nindexes_query_3 = g\n"
    "indexes_query_4 = h\n"
    "effects_query = i\neffects_query_2 = j\neffects_query_3 = k\n"
    "effects_query_4 = l\n"
    "limits_query = Q2\n"
    "repeats = in_order\nconcat = +\nfraction_digits = 3\n"
    "clock_query = Q3\n"
    "connect_statement_1 = S1\nconnect_statement_2 = S2\n"
    "connect_statement_3 = S3\nconnect_statement_4 =\n"
    "connect_statement_5 = S5\nconnect_statement_6 = S6\n"
    "[merge]\nsource = select\nfrom = FROM DUAL\ncolumn_list = no\n"
    "table_as = no\nsource_as = no\nhint = WITH (HOLDLOCK)\n"
    "on_parentheses = yes\ncasts = every\ncondition = where\n"
    "differs = decode\nterminator = \";\"\n"
    "[errors]\nretry_statement = 55P03\nretry_transaction = 40001, -911\n"
    "duplicate_key = 23505, 2627, +12860\nconstraint = 23503\nvalue = -302\n"
    "row_twice = 21000, 8672\ncancelled = 57014\nconnection = 08S01\n"
    "[types]\ninteger = WHOLE\ndecimal = EXACT\nfloat = ROUGH\n"
    "boolean = TRUTH\ntext = WORDS, \"LONG, WORDS\"\nbinary = BYTES\n"
    "date = DAY\ntime = HOUR\ntimestamp = DATE\ntimestamp_tz = DATE ZONED\n"
    "uuid = ID\njson = TREE\nother = INTEGER SET\n";

static void reads_every_key(void **state)
{
    const upsert_dialect *dialect = expect(*state, EVERY_KEY);
    static const char *const CONNECT[] = {"S1", "S2", "S3", "S5", "S6"};
    const char *const texts[][2] = {
        {dialect->name, "my db"},
        {dialect->summary, "mine"},
        {dialect->savepoint, "SAVE s"},
        {dialect->rollback_to_savepoint, "BACK s"},
        {dialect->release_savepoint, "DROP s"},
        {dialect->begin, "B"},
        {dialect->commit, "C"},
        {dialect->rollback, "R"},
        {dialect->banner_query, "Q1"},
        {dialect->columns_query, "a b c d"},
        {dialect->indexes_query, "e f g h"},
        {dialect->effects_query, "i j k l"},
        {dialect->limits_query, "Q2"},
        {dialect->concat, "+"},
        {dialect->clock_query, "Q3"},
    };
    for (size_t i = 0; i < LENGTH(texts); i++)
        assert_string_equal(texts[i][0], texts[i][1]);
    for (size_t i = 0; i < LENGTH(CONNECT); i++)
        assert_string_equal(dialect->connect_statements[i], CONNECT[i]);
    assert_null(dialect->connect_statements[LENGTH(CONNECT)]);
    assert_int_equal(dialect->quote_open, '[');
    assert_int_equal(dialect->quote_close, ']');
    assert_int_equal(dialect->name_case, UPSERT_NAMES_UPPER);
    assert_int_equal(dialect->limits.parameters, 2100);
    assert_int_equal(dialect->limits.bytes, 8 << 20);
    assert_int_equal(dialect->repeats, UPSERT_REPEATS_IN_ORDER);
    assert_int_equal(dialect->fraction_digits, 3);
}

/* Every key that there is stands in the text of the test above. */
static void knows_no_other_key(void **state)
{
    (void)state;
    for (size_t i = 0; i < up_profile_options.count; i++) {
        char line[64];
        snprintf(line, sizeof line,
                 "\n%s =", up_option_key(&up_profile_options.options[i]));
        if (!strstr(EVERY_KEY, line))
            fail_msg("%s is not tested", up_profile_options.options[i].name);
    }
}

static const upsert_error_code *code_of(const upsert_dialect *dialect,
                                        const char *sqlstate, int32_t native)
{
    const upsert_error_code *code = dialect->error_codes;
    for (; code->status != UPSERT_OK; code++)
        if (sqlstate ? code->sqlstate && strcmp(code->sqlstate, sqlstate) == 0
                     : !code->sqlstate && code->native == native)
            break;
    return code;
}

static void reads_error_codes(void **state)
{
    static const struct {
        const char *sqlstate;
        int32_t native;
        upsert_status status;
    } CASES[] = {
        {"55P03", 0, UPSERT_RETRY_STATEMENT},
        {"40001", 0, UPSERT_RETRY_TRANSACTION},
        {NULL, -911, UPSERT_RETRY_TRANSACTION},
        {"23505", 0, UPSERT_DUPLICATE_KEY},
        {NULL, 2627, UPSERT_DUPLICATE_KEY},
        {NULL, 12860, UPSERT_DUPLICATE_KEY},
        {"23503", 0, UPSERT_CONSTRAINT},
        {NULL, -302, UPSERT_VALUE},
        {"21000", 0, UPSERT_ROW_TWICE},
        {NULL, 8672, UPSERT_ROW_TWICE},
        {"57014", 0, UPSERT_CANCELLED},
        {"08S01", 0, UPSERT_CONNECTION},
        {"99999", 0, UPSERT_OK},
    };
    const upsert_dialect *dialect = expect(*state, EVERY_KEY);
    for (size_t i = 0; i < LENGTH(CASES); i++)
        assert_int_equal(
            code_of(dialect, CASES[i].sqlstate, CASES[i].native)->status,
            CASES[i].status);
}

static void reads_types(void **state)
{
    static const struct {
        const char *name;
        upsert_type type;
    } CASES[] = {
        {"whole", UPSERT_TYPE_INTEGER},
        {"EXACT(10, 2)", UPSERT_TYPE_DECIMAL},
        {"ROUGH", UPSERT_TYPE_FLOAT},
        {"TRUTH", UPSERT_TYPE_BOOLEAN},
        {"WORDS(20)", UPSERT_TYPE_TEXT},
        {"LONG, WORDS", UPSERT_TYPE_TEXT},
        {"BYTES", UPSERT_TYPE_BINARY},
        {"DAY", UPSERT_TYPE_DATE},
        {"HOUR", UPSERT_TYPE_TIME},
        {"DATE", UPSERT_TYPE_TIMESTAMP},
        {"DATE ZONED", UPSERT_TYPE_TIMESTAMP_TZ}, /* the longest counts */
        {"ID", UPSERT_TYPE_UUID},
        {"TREE", UPSERT_TYPE_JSON},
        {"INTEGER SET", UPSERT_TYPE_OTHER},
        {"INTEGER", UPSERT_TYPE_INTEGER}, /* by itself */
        {"WORDSY", UPSERT_TYPE_OTHER},
    };
    const upsert_dialect *dialect = expect(*state, EVERY_KEY);
    for (size_t i = 0; i < LENGTH(CASES); i++)
        if (up_type_of(dialect, CASES[i].name) != CASES[i].type)
            fail_msg("%s: %d", CASES[i].name,
                     (int)up_type_of(dialect, CASES[i].name));
}

static void starts_from_a_base(void **state)
{
    const upsert_dialect *base = up_dialect_find("h2");
    const upsert_dialect *dialect =
        expect(*state, "[merge]\nhint = X\n[dialect]\nmax_rows = 7\nbase = h2\n"
                       "[errors]\nvalue = 23505\n[types]\ntext = GEOMETRY\n");
    const upsert_merge *merge = dialect->profile;
    const upsert_merge *old = base->profile;
    assert_string_equal(dialect->name, "h2");
    assert_int_equal(dialect->limits.rows, 7);
    assert_int_equal(dialect->limits.parameters, base->limits.parameters);
    assert_ptr_equal(dialect->columns_query, base->columns_query);
    assert_ptr_equal(dialect->match, base->match);
    assert_string_equal(merge->hint, " X");
    assert_int_equal(merge->casts, old->casts);
    assert_int_equal(code_of(dialect, "23505", 0)->status, UPSERT_VALUE);
    assert_int_equal(code_of(dialect, "HYT00", 0)->status,
                     UPSERT_RETRY_STATEMENT);
    assert_int_equal(up_type_of(dialect, "GEOMETRY"), UPSERT_TYPE_TEXT);
    assert_int_equal(up_type_of(dialect, "BIGINT"), UPSERT_TYPE_INTEGER);
}

static void changes_only_what_is_named(void **state)
{
    fixture *f = *state;
    const upsert_dialect *dialect =
        expect(f, "[dialect]\nbase = merge:postgresql\n");
    const upsert_merge *merge = dialect->profile;
    assert_non_null(merge->render_changed);
    assert_string_equal(dialect->connect_statements[0],
                        "SET client_encoding TO 'UTF8'");
    dialect = expect(f, "[dialect]\nbase = merge:postgresql\nname = p\n"
                        "release_savepoint =\nconnect_statement_3 = S\n"
                        "[merge]\ndiffers = portable\n");
    merge = dialect->profile;
    assert_string_equal(dialect->name, "p");
    assert_null(merge->render_changed);
    assert_int_equal(merge->differs, UPSERT_MERGE_PORTABLE);
    assert_null(dialect->release_savepoint);
    assert_non_null(dialect->savepoint);
    assert_string_equal(dialect->connect_statements[0], "S");
    assert_null(dialect->connect_statements[1]);
    dialect = expect(f, "[dialect]\nbase = merge:postgresql\n"
                        "connect_statement_1 =\n");
    assert_null(dialect->connect_statements[0]);
}

/* ------------------------------------------------------------- rendering */

static void expect_sql(const upsert_dialect *dialect, const char *wanted)
{
    static const upsert_plan_column COLUMNS[] = {
        {"id", "integer", "integer", UPSERT_TYPE_INTEGER, UPSERT_RULE_KEY,
         NULL},
        {"a]\"b", "varchar(9)", "varchar", UPSERT_TYPE_TEXT,
         UPSERT_RULE_REPLACE, NULL},
    };
    static const upsert_server SERVER = {sizeof SERVER, "", "", "", ""};
    const upsert_plan plan = {
        .struct_size = sizeof plan,
        .dialect = dialect,
        .server = &SERVER,
        .schema = "s",
        .table = "t",
        .columns = COLUMNS,
        .column_count = 2,
        .only_changed = true,
        .lock_hint = true,
    };
    upsert_sql sql;
    const char *text = NULL;
    up_sql_init(&sql, dialect);
    dialect->render(&plan, 2, &sql);
    assert_int_equal(up_sql_take(&sql, &text, NULL), UPSERT_OK);
    assert_string_equal(text, wanted);
    up_sql_dispose(&sql);
}

static void renders_what_it_says(void **state)
{
    expect_sql(expect(*state, "[dialect]\nname = x\n"),
               "MERGE INTO \"s\".\"t\" AS t USING (VALUES (CAST(? AS integer), "
               "CAST(? AS varchar)), (?, ?)) AS s (\"id\", \"a]\"\"b\") ON "
               "t.\"id\" = s.\"id\" WHEN MATCHED AND (t.\"a]\"\"b\" IS "
               "DISTINCT FROM s.\"a]\"\"b\") THEN UPDATE SET \"a]\"\"b\" = "
               "s.\"a]\"\"b\" WHEN NOT MATCHED THEN INSERT (\"id\", "
               "\"a]\"\"b\") VALUES (s.\"id\", s.\"a]\"\"b\")");
    expect_sql(expect(*state, EVERY_KEY),
               "MERGE INTO [s].[t] WITH (HOLDLOCK) t USING (SELECT CAST(? AS "
               "integer) AS [id], CAST(? AS varchar) AS [a]]\"b] FROM DUAL "
               "UNION ALL SELECT CAST(? AS integer), CAST(? AS varchar) FROM "
               "DUAL) s ON (t.[id] = s.[id]) WHEN MATCHED THEN UPDATE SET "
               "[a]]\"b] = s.[a]]\"b] WHERE (DECODE(t.[a]]\"b], s.[a]]\"b], 0, "
               "1) = 1) WHEN NOT MATCHED THEN INSERT ([id], [a]]\"b]) VALUES "
               "(s.[id], s.[a]]\"b]);");
}

static void reads_the_example(void **state)
{
    fixture *f = *state;
    if (read_path(f, UPSERT_SOURCE_DIR
                  "/examples/dialects/postgresql-merge.ini") != UPSERT_OK)
        fail_msg("%s", f->error.message);
    assert_string_equal(f->dialect->name, "my-postgresql");
}

/* ---------------------------------------------------------------- errors */

#define X "[dialect]\nname = x\n"
#define NEITHER                                                                \
    "is neither an SQLSTATE, of five digits or capital letters, nor a native " \
    "code, a number that has a sign if it has five digits"

/* A message that ends in a blank is the beginning of one. */
static const struct {
    const char *text;
    int line;
    const char *message;
} ERRORS[] = {
    {"", 1,
     "dialect.name is not set, and there is no dialect.base to take it from"},
    {"[merge]\nsource = values\n", 1,
     "dialect.name is not set, and there is no dialect.base to take it from"},
    {"[dialect]\n\nname = \"\"\n", 3, "dialect.name is missing"},
    {X "[target]\n", 3,
     "unknown section [target]; there are [dialect], [merge], [errors], "
     "[types]"},
    {X "[error]\n", 3, "unknown section [error]; did you mean [errors]?"},
    {X "hint = a\n", 3,
     "unknown key \"hint\" in [dialect]; did you mean merge.hint?"},
    {X "savepiont = a\n", 3,
     "unknown key \"savepiont\" in [dialect]; did you mean \"savepoint\"?"},
    {X "name = y\n", 3, "dialect.name is set in line 2 already"},
    {X "[merge]\nterminator = a;\n", 4, "a ';' or '#' would cut the value; "},
    {X "[merge]\nterminator = \"a'\n", 4,
     "the value's opening quote is not closed on its line"},
    {X "savepoint = a;\"'\n", 3,
     "a ';' or '#' would cut the value; no value in a dialect file can hold "
     "both kinds of quotes and a ';' or '#'"},

    {"[dialect]\nbase = sqlite\n", 2,
     "dialect.base: \"sqlite\" is no built-in dialect of the MERGE family; "
     "there are "},
    {X "base = H3\n", 3,
     "dialect.base: \"H3\" is no built-in dialect of the MERGE family; there "
     "are "},
    {X "quote =\n", 3,
     "dialect.quote: \"\" is not one or two of \" ` [ ] and other signs"},
    {X "quote = \"[]]\"\n", 3,
     "dialect.quote: \"[]]\" is not one or two of \" ` [ ] and other signs"},
    {X "quote = ab\n", 3,
     "dialect.quote: \"ab\" is not one or two of \" ` [ ] and other signs"},
    {X "quote = ?\n", 3,
     "dialect.quote: \"?\" is not one or two of \" ` [ ] and other signs"},
    {X "name_case = uper\n", 3,
     "dialect.name_case: \"uper\" is not one of as_is, upper, lower; did you "
     "mean \"upper\"?"},
    {X "name_case =\n", 3,
     "dialect.name_case: \"\" is not one of as_is, upper, lower"},
    {X "max_rows = -1\n", 3,
     "dialect.max_rows: \"-1\" is not a whole number from 0 to 1000000000"},
    {X "max_bytes = 1T\n", 3,
     "dialect.max_bytes: \"1T\" is not a number of bytes from 0 to 1024G"},
    {X "\nindexes_query_2 = b\n", 4,
     "dialect.indexes_query_2 continues dialect.indexes_query, which is not "
     "set"},
    {X "columns_query = a\ncolumns_query_3 = c\nindexes_query = i\n", 4,
     "dialect.columns_query_3 continues dialect.columns_query_2, which is not "
     "set"},
    {X "columns_query = a\n", 3,
     "dialect.indexes_query is missing beside dialect.columns_query"},
    {X "\neffects_query = a\n", 4,
     "dialect.columns_query is missing beside dialect.effects_query"},
    {"[dialect]\nbase = h2\n\nindexes_query =\n", 4,
     "dialect.indexes_query is missing beside dialect.columns_query"},
    {X "begin = BEGIN\ncommit = COMMIT\n", 3,
     "dialect.rollback is missing beside dialect.begin"},
    {X "savepoint = S\n", 3,
     "dialect.rollback_to_savepoint is missing beside dialect.savepoint"},
    {X "release_savepoint = S\n", 3,
     "dialect.savepoint is missing beside dialect.release_savepoint"},

    {X "[merge]\nsource = value\n", 4,
     "merge.source: \"value\" is not one of values, select, from_values, "
     "one_row; did you mean "
     "\"values\"?"},
    {X "[merge]\ncolumn_list = maybe\n", 4,
     "merge.column_list: \"maybe\" is not yes or no"},
    {X "[merge]\n\n\ndiffers = null\n", 6,
     "merge.differs: \"null\" is not one of distinct, decode, except, "
     "portable"},

    {X "[errors]\nvalue = 2350x\n", 4, "errors.value: \"2350x\" " NEITHER},
    {X "[errors]\nvalue = 0\n", 4, "errors.value: \"0\" " NEITHER},
    {X "[errors]\nvalue = 23 505\n", 4, "errors.value: \"23 505\" " NEITHER},
    {X "[errors]\nvalue = 2147483648\n", 4,
     "errors.value: \"2147483648\" " NEITHER},
    {X "[errors]\nvalue = 40001,\n", 4, "errors.value: a name is empty"},
    {X "[errors]\nvalue = 40001, 40001\n", 4,
     "errors.value: the name \"40001\" is repeated"},
    {X "[errors]\nduplicate_key = 1\nvalue = 7, +1\n", 5,
     "errors.value: \"+1\" has a meaning already"},
    {X "[errors]\nvalue = 40001\nduplicate_key = 40001\n", 4,
     "errors.value: \"40001\" has a meaning already"},
    {X "[errors]\nok = 1\n", 4,
     "unknown key \"ok\" in [errors]; there are retry_statement, "
     "retry_transaction, duplicate_key, constraint, value, row_twice, "
     "cancelled, connection"},

    {X "[types]\ninteger = A\ntext = B, a\n", 5,
     "types.text: \"a\" has a class already"},
    {X "[types]\ntext = \"B\" C\n", 4, "text after the value's closing "},
    {X "[types]\nnumber = B\n", 4, "unknown key \"number\" in [types]; "},
};

static bool ends_in_blank(const char *text)
{
    return text[strlen(text) - 1] == ' ';
}

static void says_what_is_wrong_and_where(void **state)
{
    fixture *f = *state;
    for (size_t i = 0; i < LENGTH(ERRORS); i++) {
        char wanted[sizeof f->error.message];
        snprintf(wanted, sizeof wanted, "%s:%d: %s", f->path, ERRORS[i].line,
                 ERRORS[i].message);
        if (read_text(f, ERRORS[i].text) != UPSERT_OPTION)
            fail_msg("%s", ERRORS[i].text);
        assert_null(f->profile);
        if (strncmp(f->error.message, wanted,
                    ends_in_blank(wanted) ? strlen(wanted) : sizeof wanted) !=
            0)
            fail_msg("%s\n%s\n%s", ERRORS[i].text, f->error.message, wanted);
    }
}

static void refuses_what_is_no_file(void **state)
{
    fixture *f = *state;
    assert_int_equal(read_path(f, "/nowhere.ini"), UPSERT_FILE);
    assert_string_equal(f->error.message,
                        "/nowhere.ini: No such file or directory");
}

/* ------------------------------------------------------------------ docs */

static void the_document_lists_every_key(void **state)
{
    up_buffer keys = {0}, document = {0};
    (void)state;
    up_option_set_document(&up_profile_options, &keys);
    FILE *file = fopen(UPSERT_SOURCE_DIR "/docs/dialects.md", "rb");
    char block[4096];
    for (size_t length;
         file && (length = fread(block, 1, sizeof block, file)) > 0;)
        up_buffer_append(&document, block, length);
    if (file)
        fclose(file);
    bool found = up_buffer_string(&keys) && up_buffer_string(&document) &&
                 strstr(document.data, keys.data);
    up_buffer_dispose(&keys);
    up_buffer_dispose(&document);
    if (!found)
        fail_msg("%s", "docs/dialects.md does not hold what "
                       "upsert-profile-doc prints");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(has_the_defaults),
        TEST(reads_every_key),
        TEST(knows_no_other_key),
        TEST(reads_error_codes),
        TEST(reads_types),
        TEST(starts_from_a_base),
        TEST(changes_only_what_is_named),
        TEST(renders_what_it_says),
        TEST(reads_the_example),
        TEST(says_what_is_wrong_and_where),
        TEST(refuses_what_is_no_file),
        TEST(the_document_lists_every_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
