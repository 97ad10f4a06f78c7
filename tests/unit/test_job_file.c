/* Job files: what iniparser reads, and what is refused before it may. */
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
#include "job/job_file.h"
#include "schema/options.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))

/* A temporary file, and the options that it sets. */
typedef struct fixture {
    char path[64];
    upsert_options *options;
    upsert_error error;
} fixture;

static int set_up(void **state)
{
    static const char TEMPLATE[] = "/tmp/upsert-job-XXXXXX";
    fixture *f = calloc(1, sizeof *f);
    if (!f || upsert_options_new(&f->options, NULL) != UPSERT_OK)
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
    upsert_options_free(f->options);
    free(f);
    return 0;
}

static upsert_status read_text(fixture *f, const char *text, size_t length)
{
    FILE *file = fopen(f->path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
    upsert_error_clear(&f->error);
    return up_job_file_read(f->path, f->options, &f->error);
}

static void expect(fixture *f, const char *text, up_option_id id,
                   const char *value)
{
    if (read_text(f, text, strlen(text)) != UPSERT_OK)
        fail_msg("%s: %s", text, f->error.message);
    if (strcmp(up_options_text(f->options, id), value) != 0)
        fail_msg("%s: %s", text, up_options_text(f->options, id));
}

static void expect_error(fixture *f, const char *text, size_t length, int line,
                         const char *message)
{
    char wanted[sizeof f->error.message];
    snprintf(wanted, sizeof wanted, "%s:%d: %s", f->path, line, message);
    assert_int_equal(read_text(f, text, length), UPSERT_OPTION);
    assert_int_equal(f->error.status, UPSERT_OPTION);
    assert_string_equal(f->error.message, wanted);
}

static const char SAMPLE[] =
    "; products into the shop\n"
    "[source]\n"
    "type      = csv                ; csv | jsonl | odbc\n"
    "path      = products.csv       ; \"-\" = standard input\n"
    "delimiter = \",\"\n"
    "header    = yes\n"
    "null      = \"\"                 ; the unquoted text that means NULL\n"
    "; type = odbc:  connection = \"DSN=legacy\"   query = \"SELECT ...\"\n"
    "\n"
    "[target]\n"
    "connection = \"Driver=SQLite3;Database=shop.db\"\n"
    "dialect    = auto\n"
    "table      = products\n"
    "\n"
    "[columns]\n"
    "map = name=Name, description=Text      ; target=source\n"
    "\n"
    "[upsert]\n"
    "mode       = upsert\n"
    "key        = name              ; a, b | auto\n"
    "update     = description, qty:add, price:sql(\"old.price + 1\") ; x\n"
    "where      = old.qty <> 'none' or new.qty > 0 ; what is there changes\n"
    "only_changed = yes             ; a row that would not change\n"
    "\n"
    "[run]\n"
    "batch_rows = auto\n"
    "commit     = all               ; all | a number of rows\n"
    "memory     = 64M\n";

static void check_sample(const upsert_options *options)
{
    static const char *const VALUES[UP_OPTION_COUNT] = {
        [UP_SOURCE_TYPE] = "csv",
        [UP_SOURCE_PATH] = "products.csv",
        [UP_SOURCE_DELIMITER] = ",",
        [UP_SOURCE_HEADER] = "yes",
        [UP_SOURCE_NULL] = "",
        [UP_TARGET_CONNECTION] = "Driver=SQLite3;Database=shop.db",
        [UP_TARGET_DIALECT] = "auto",
        [UP_TARGET_TABLE] = "products",
        [UP_COLUMNS_MAP] = "name=Name, description=Text",
        [UP_UPSERT_MODE] = "upsert",
        [UP_UPSERT_KEY] = "name",
        [UP_UPSERT_UPDATE] =
            "description, qty:add, price:sql(\"old.price + 1\")",
        [UP_UPSERT_WHERE] = "old.qty <> 'none' or new.qty > 0",
        [UP_UPSERT_ONLY_CHANGED] = "yes",
        [UP_RUN_BATCH_ROWS] = "auto",
        [UP_RUN_COMMIT] = "all",
        [UP_RUN_MEMORY] = "64M",
    };
    for (int id = 0; id < UP_OPTION_COUNT; id++) {
        assert_int_equal(up_options_given(options, (up_option_id)id),
                         VALUES[id] && VALUES[id][0]);
        if (VALUES[id])
            assert_string_equal(up_options_text(options, (up_option_id)id),
                                VALUES[id]);
    }
    assert_int_equal(up_options_number(options, UP_RUN_MEMORY), 64 << 20);
}

static void reads_a_whole_job(void **state)
{
    fixture *f = *state;
    assert_int_equal(read_text(f, SAMPLE, sizeof SAMPLE - 1), UPSERT_OK);
    check_sample(f->options);
}

static void reads_dos_line_ends(void **state)
{
    fixture *f = *state;
    up_buffer text = {0};
    for (const char *c = SAMPLE; *c; c++) {
        up_buffer_text(&text, *c == '\n' ? "\r" : "");
        up_buffer_append(&text, c, 1);
    }
    assert_int_equal(read_text(f, text.data, text.length), UPSERT_OK);
    check_sample(f->options);
    up_buffer_dispose(&text);
}

static void reads_values(void **state)
{
    static const struct {
        const char *text;
        const char *value;
    } CASES[] = {
        {"[target]\ntable=t", "t"},
        {"[target]\ntable = t\n", "t"},
        {" [ TARGET ] \n\tTable\t=\tt\t\n", "t"},
        {"[target]\r\ntable = t\r\n", "t"},
        {"[target]\ntable = order lines ; x\n", "order lines"},
        {"[target]\ntable = t ;\n", "t"},
        {"[target]\ntable = t\t#\tx\n", "t"},
        {"[target]\ntable = t # it's \"x\" ; [y] = z\n", "t"},
        {"[target]\ntable = a = b\n", "a = b"},
        {"[target]\ntable = a]\n", "a]"},
        {"[target]\ntable = it's\n", "it's"},
        {"[target]\ntable = s.\"t\"\n", "s.\"t\""},
        {"[target]\ntable = a\\b\n", "a\\b"},
        {"[target]\ntable = \"a;b#c\"\n", "a;b#c"},
        {"[target]\ntable=\"a ; b # c\"\n", "a ; b # c"},
        {"[target]\ntable = 'a;b#c' ; x\n", "a;b#c"},
        {"[target]\ntable = '\"s\".\"t\"' # it's\n", "\"s\".\"t\""},
        {"[target]\ntable = \"it's\" ; it's \"x\"\n", "it's"},
        {"[target]\ntable = \" a \"\n", " a "},
        {"[target]\ntable = \"\t\"\n", "\t"},
        {"[target]\ntable = \"C:\\\\a\\\" ; x\n", "C:\\\\a\\"},
        {"[target]\ntable = \"[a]\"\n", "[a]"},
        {"[target]\ntable = \xc3\x9c \xe4\xbe\xa1\xc2\xa0\n",
         "\xc3\x9c \xe4\xbe\xa1\xc2\xa0"},
        {"[target]\n[run]\n[target]\ntable = t\n", "t"},
        {"# a;b\n  ; c = \"\n\n[target]\n;table = x\ntable = t\n", "t"},
    };
    for (size_t i = 0; i < LENGTH(CASES); i++)
        expect(*state, CASES[i].text, UP_TARGET_TABLE, CASES[i].value);
}

static void reads_rules(void **state)
{
    static const struct {
        const char *line;
        const char *value;
    } CASES[] = {
        {"update = a, b:add", "a, b:add"},
        {"update = a:add ; b", "a:add"},
        {"update = a:sql(\"old.a = 'it''s' = new.a\"), b",
         "a:sql(\"old.a = 'it''s' = new.a\"), b"},
        {"update = a:sql(\"old.\"\"A b\"\" * 2\") # c",
         "a:sql(\"old.\"\"A b\"\" * 2\")"},
        {"update = '\"a:b\":add, c:sql(\"\"\"x;#\"\"\")'",
         "\"a:b\":add, c:sql(\"\"\"x;#\"\"\")"},
        {"update = \"a:add, b\"", "a:add, b"},
    };
    for (size_t i = 0; i < LENGTH(CASES); i++) {
        char text[128];
        snprintf(text, sizeof text, "[upsert]\n%s\n", CASES[i].line);
        expect(*state, text, UP_UPSERT_UPDATE, CASES[i].value);
    }
}

static void empty_values_are_the_default(void **state)
{
    static const char *const CASES[] = {
        "commit =",      "commit=",         "commit = ; x",
        "commit = #",    "commit = \"\"",   "commit = '' ; x",
        "commit = ''\r", "commit = \"\" #", "commit =\t;\tx",
    };
    for (size_t i = 0; i < LENGTH(CASES); i++) {
        char text[64];
        expect(*state, "[run]\ncommit = 7\n", UP_RUN_COMMIT, "7");
        snprintf(text, sizeof text, "[run]\n%s\n", CASES[i]);
        expect(*state, text, UP_RUN_COMMIT, "all");
    }
    expect(*state, "", UP_RUN_COMMIT, "all");
    expect(*state, "\n\n", UP_RUN_COMMIT, "all");
    expect(*state, ";", UP_RUN_COMMIT, "all");
}

static void keeps_a_connection_string(void **state)
{
    expect(*state,
           "[target]\nconnection = \"Driver=SQLite3;Database=a.db\" ; x\n",
           UP_TARGET_CONNECTION, "Driver=SQLite3;Database=a.db");
    expect(*state, "[target]\nconnection = 'DSN=a;PWD={\"#\"}'\n",
           UP_TARGET_CONNECTION, "DSN=a;PWD={\"#\"}");
    expect(*state, "[target]\nconnection = DSN=a\n", UP_TARGET_CONNECTION,
           "DSN=a");
}

#define CUT "a ';' or '#' would cut the value; "
#define CUT_DOUBLE                                                             \
    CUT "put the value in double quotes, or white space on both sides of "     \
        "the ';' or '#' if it begins a comment"
#define CUT_SINGLE CUT "put the value in single quotes"
#define CUT_NEVER                                                              \
    CUT "no value in a job file can hold both kinds of quotes and a ';' or "   \
        "'#'"
#define BEHIND_QUOTE                                                           \
    "text after the value's closing quote; a comment needs white space on "    \
    "both sides of its ';' or '#', and a value that holds quotes stands in "   \
    "quotes of the other kind"
#define UNCLOSED "the value's opening quote is not closed on its line"
#define BACKSLASH                                                              \
    "the line ends in a backslash, which would join the next line to it; put " \
    "a value in double quotes"
#define BEHIND_BRACKET                                                         \
    "text after the section's ']'; a comment needs a line of its own"
#define NEITHER "neither a [section], nor key = value, nor a comment"
#define EARLY "a key stands before the first section"
#define TARGETS                                                                \
    "connection, connection_2, connection_3, connection_4, connection_5, "     \
    "connection_6, connection_7, connection_8, connection_9, dialect, "        \
    "dialect_file, dialect_plugin, table, lock_hint"
#define SECTIONS "[source], [target], [columns], [upsert], [run]"

static const struct {
    const char *text;
    int line;
    const char *message;
} ERRORS[] = {
    {"[sorce]", 1, "unknown section [sorce]; did you mean [source]?"},
    {"\n[Columsn]\n", 2, "unknown section [Columsn]; did you mean [columns]?"},
    {"[run]\n[other]\n", 2, "unknown section [other]; there are " SECTIONS},
    {"[]", 1, "unknown section; there are " SECTIONS},
    {"[a;PWD=x]", 1, "unknown section; there are " SECTIONS},
    {"[run", 1, "the section's ']' is missing"},
    {"[run] ; x\n", 1, BEHIND_BRACKET},
    {"[run]x\n", 1, BEHIND_BRACKET},
    {"\r\n[run] ; x]\r\n", 2, BEHIND_BRACKET},
    {"[run]\rcommit = 1\r", 1, BEHIND_BRACKET},

    {"[run]\nmemroy = 1M", 2,
     "unknown key \"memroy\" in [run]; did you mean \"memory\"?"},
    {"[run]\n\n# x\nBATCHROWS = 1", 4,
     "unknown key \"BATCHROWS\" in [run]; did you mean \"batch_rows\"?"},
    {"[target]\nkey = a", 2,
     "unknown key \"key\" in [target]; did you mean upsert.key?"},
    {"[target]\nowner = a", 2,
     "unknown key \"owner\" in [target]; there are " TARGETS},
    {"[run]\nlanes = 1", 2,
     "unknown key \"lanes\" in [run]; there are transport, batch_rows, "
     "commit, workers, shard, checkpoint, job, input, restart, on_bad_row, rejects, "
     "max_rejects, memory"},
    {"[target]\nDriver=a;PWD = x", 2,
     "unknown key \"Driver\" in [target]; there are " TARGETS},
    {"[target]\n;PWD=x\nUID=a;PWD=x\n", 3,
     "unknown key \"UID\" in [target]; there are " TARGETS},
    {"[target]\nsecret;UID=a\n", 2,
     "unknown key in [target]; there are " TARGETS},
    {"[target]\ntable ; x = t\n", 2,
     "unknown key in [target]; there are " TARGETS},
    {"[source]\ntarget.table = t\n", 2,
     "unknown key \"target.table\" in [source]; there are type, path, "
     "delimiter, header, null"},
    {"table = t", 1, EARLY},
    {"; x\n\ntable = t\n[target]\n", 3, EARLY},
    {"[run]\n= 1", 2, "there is no key before the '='"},
    {"[run]\n = 1", 2, "there is no key before the '='"},

    {"[run]\ncommit = 1\ncommit = 1", 3, "run.commit is set in line 2 already"},
    {"[run]\ncommit =\n[target]\n[RUN]\nCommit = 1", 5,
     "run.commit is set in line 2 already"},

    {"[source]\nnull = a;b", 2, CUT_DOUBLE},
    {"[source]\nnull = a#b", 2, CUT_DOUBLE},
    {"[source]\nnull = a ;b", 2, CUT_DOUBLE},
    {"[source]\nnull = a; b", 2, CUT_DOUBLE},
    {"[source]\nnull = a;", 2, CUT_DOUBLE},
    {"[source]\nnull =;", 2, CUT_DOUBLE},
    {"[source]\nnull = ;x", 2, CUT_DOUBLE},
    {"[source]\nnull = #x", 2, CUT_DOUBLE},
    {"[source]\nnull = a;b ; x", 2, CUT_DOUBLE},
    {"[source]\nnull = it's;x", 2, CUT_DOUBLE},
    {"[source]\nnull = a\"b\";c", 2, CUT_SINGLE},
    {"[source]\nnull = a\"b';c", 2, CUT_NEVER},
    {"[target]\nconnection = DSN=a;PWD=x", 2, CUT_DOUBLE},

    {"[source]\nnull = \"a\" b", 2, BEHIND_QUOTE},
    {"[source]\nnull = \"a\"b", 2, BEHIND_QUOTE},
    {"[source]\nnull = \"a\";x", 2, BEHIND_QUOTE},
    {"[source]\nnull = \"a\" ;x", 2, BEHIND_QUOTE},
    {"[source]\nnull = \"a\"; x", 2, BEHIND_QUOTE},
    {"[source]\nnull = \"\"a\"\"", 2, BEHIND_QUOTE},
    {"[source]\nnull = \"\" x", 2, BEHIND_QUOTE},
    {"[source]\nnull = 'a'b'", 2, BEHIND_QUOTE},
    {"[source]\nnull = '' ''", 2, BEHIND_QUOTE},
    {"[source]\nnull = \"a\\\"b\"", 2, BEHIND_QUOTE},
    {"[source]\nnull = \"it's \"x\"\"", 2, BEHIND_QUOTE},
    {"[upsert]\nkey = \"a\", \"b\"", 2, BEHIND_QUOTE},
    {"[upsert]\nupdate = \"a:b\":add", 2, BEHIND_QUOTE},
    {"[upsert]\nupdate = a:sql(\"old.a # 1\")\n", 2,
     "upsert.update: \"a\": the expression of the rule sql does not end in "
     "\"); a double quote inside is doubled"},
    {"[upsert]\nupdate = a:sql(\"old.a#1\")\n", 2, CUT_SINGLE},
    {"[upsert]\nupdate = a:sql(\"old.a; 1\")\n", 2, CUT_SINGLE},
    {"[upsert]\nupdate = a:sql(\"';'\")\n", 2, CUT_NEVER},
    {"[upsert]\nmode = upsert\nupdate = a, b:ad\n", 3,
     "upsert.update: \"b\": there is no rule \"ad\"; did you mean \"add\"?"},
    {"[source]\nnull = \"a", 2, UNCLOSED},
    {"[source]\nnull = \"", 2, UNCLOSED},
    {"[source]\nnull = 'a\n'\n", 2, UNCLOSED},
    {"[source]\nnull = 'a\" ; x", 2, UNCLOSED},

    {"[source]\nnull = a \\\n b\n", 2, BACKSLASH},
    {"[source]\nnull = \\", 2, BACKSLASH},
    {"[source]\n; C:\\\nnull = a\n", 2, BACKSLASH},
    {"[source] \\\r\n", 1, BACKSLASH},
    {"[source]\nnull = a\\ \t\r\n", 2, BACKSLASH},

    {"[run]\ncommit\n", 2, NEITHER},
    {"[run]\ncommit: 1\n", 2, NEITHER},
    {"[run]\nx", 2, NEITHER},
    {"[run]\n\"commit\n", 2, NEITHER},
    {"hello", 1, NEITHER},

    {"\xef\xbb\xbf[run]\n", 1,
     "the file begins with a byte order mark; save it as UTF-8 without one"},
    {"[run]\n# caf\xe9\n", 2, "the line is not valid UTF-8"},
    {"[source]\nnull = \"\xc3\"\n", 2, "the line is not valid UTF-8"},
    {"[source]\nnull = \"\xed\xa0\x80\"\n", 2, "the line is not valid UTF-8"},

    {"[run]\nmemory = 1M\n\ncommit = none ; x\n", 4,
     "run.commit: \"none\" is not all or a whole number from 1 to 1000000000"},
    {"[upsert]\nkey = a,,b\nupdate = a\n", 2, "upsert.key: a name is empty"},
    {"[upsert]\nmode = upser\n", 2,
     "upsert.mode: \"upser\" is not one of upsert, insert_missing, "
     "update_existing, insert; did you mean \"upsert\"?"},
};

static void says_what_is_wrong_and_where(void **state)
{
    for (size_t i = 0; i < LENGTH(ERRORS); i++)
        expect_error(*state, ERRORS[i].text, strlen(ERRORS[i].text),
                     ERRORS[i].line, ERRORS[i].message);
}

static void refuses_nul_bytes(void **state)
{
    static const char TEXT[] = "[run]\ncommit = 1\0\nmemory = 1M\n";
    static const char WIDE[] = "[\0r\0u\0n\0]\0\n\0";
    expect_error(*state, TEXT, sizeof TEXT - 1, 2, "the line holds a NUL byte");
    expect_error(*state, WIDE, sizeof WIDE - 1, 1, "the line holds a NUL byte");
}

/* "[source]", a line of `length` bytes, and `end`. */
static size_t make_line(char *text, size_t length, const char *end)
{
    static const char START[] = "[source]\npath = \"";
    size_t head = sizeof START - 1;
    size_t line = strlen("[source]\n");
    memcpy(text, START, head);
    memset(text + head, 'x', length);
    text[line + length - 1] = '"';
    memcpy(text + line + length, end, strlen(end) + 1);
    return line + length + strlen(end);
}

static void bounds_a_line(void **state)
{
    static const char *const ENDS[] = {"", "\n", "\r\n", "\n[run]\n"};
    fixture *f = *state;
    char text[2000];
    for (size_t i = 0; i < LENGTH(ENDS); i++) {
        size_t length = make_line(text, 1000, ENDS[i]);
        assert_int_equal(read_text(f, text, length), UPSERT_OK);
        assert_int_equal(strlen(up_options_text(f->options, UP_SOURCE_PATH)),
                         1000 - strlen("path = \"\""));
        length = make_line(text, 1001, ENDS[i]);
        expect_error(f, text, length, 2, "the line is longer than 1000 bytes");
    }
}

static void sets_nothing_when_it_fails(void **state)
{
    static const char *const CASES[] = {
        "[target]\ntable = new\n[run]\ncommit = 2\nmemory = x\n",
        "[target]\ntable = new\n[run]\ncommit = 2\nmemroy = 1M\n",
        "[run]\ncommit = 2\n[target]\ntable = new\ntable = new\n",
    };
    fixture *f = *state;
    expect(f, "[target]\ntable = old\n", UP_TARGET_TABLE, "old");
    for (size_t i = 0; i < LENGTH(CASES); i++) {
        assert_int_equal(read_text(f, CASES[i], strlen(CASES[i])),
                         UPSERT_OPTION);
        assert_string_equal(up_options_text(f->options, UP_TARGET_TABLE),
                            "old");
        assert_false(up_options_given(f->options, UP_RUN_COMMIT));
    }
}

static void keeps_what_the_file_leaves_out(void **state)
{
    fixture *f = *state;
    expect(f, "[target]\ntable = t\n", UP_TARGET_TABLE, "t");
    expect(f, "[run]\ncommit = 2\n", UP_TARGET_TABLE, "t");
}

static void the_first_error_stays(void **state)
{
    fixture *f = *state;
    upsert_error error = UPSERT_ERROR_INIT;
    assert_int_equal(read_text(f, "x", 1), UPSERT_OPTION);
    assert_int_equal(up_job_file_read("/nowhere", f->options, &error),
                     UPSERT_FILE);
    assert_int_equal(up_job_file_read(f->path, f->options, &error),
                     UPSERT_OPTION);
    assert_string_equal(error.message, "/nowhere: No such file or directory");
    assert_int_equal(up_job_file_read(f->path, f->options, NULL),
                     UPSERT_OPTION);
}

static void refuses_what_is_no_file(void **state)
{
    fixture *f = *state;
    upsert_error error = UPSERT_ERROR_INIT;
    assert_int_equal(up_job_file_read("/", f->options, &error), UPSERT_FILE);
    assert_string_equal(error.message, "/: not a regular file");
    assert_int_equal(truncate(f->path, (1 << 20) + 1), 0);
    upsert_error_clear(&error);
    assert_int_equal(up_job_file_read(f->path, f->options, &error),
                     UPSERT_FILE);
    assert_non_null(strstr(error.message, ": longer than 1048576 bytes"));
}

/* Every short value: it is refused, or iniparser's reading is the strict one's
   ("cannot be read as written" would say that it is not). */
/* The example that begins at `text`. @return what follows it. */
static const char *read_example(fixture *f, const char *text)
{
    const char *end = strstr(text, "```");
    assert_non_null(end);
    if (read_text(f, text, (size_t)(end - text)) != UPSERT_OK)
        fail_msg("%s", f->error.message);
    return end;
}

static void reads_the_examples_of_the_rules(void **state)
{
    static const char START[] = "```ini\n";
    char text[32768];
    FILE *file = fopen(UPSERT_TEST_DOCS "/rules.md", "rb");
    assert_non_null(file);
    size_t length = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    text[length] = '\0';
    int examples = 0;
    for (const char *at = text; (at = strstr(at, START)) != NULL; examples++)
        at = read_example(*state, at + sizeof START - 1);
    assert_int_equal(examples, 3);
}

static void agrees_with_iniparser(void **state)
{
    static const char LETTERS[] = "\"'; #a\\=]\t";
    static const char *const STARTS[] = {"null =", "null = \"a", "null = a "};
    enum { COUNT = sizeof LETTERS - 1, CODES = COUNT * COUNT * COUNT };
    fixture *f = *state;
    for (int code = 0; code < (int)LENGTH(STARTS) * CODES; code++) {
        char text[64];
        snprintf(text, sizeof text, "[source]\n%s%c%c%c\n",
                 STARTS[code / CODES], LETTERS[code % COUNT],
                 LETTERS[code / COUNT % COUNT],
                 LETTERS[code / COUNT / COUNT % COUNT]);
        if (read_text(f, text, strlen(text)) != UPSERT_OK &&
            (f->error.status != UPSERT_OPTION ||
             strstr(f->error.message, "as written")))
            fail_msg("%s: %s", text, f->error.message);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(reads_a_whole_job),
        TEST(reads_dos_line_ends),
        TEST(reads_values),
        TEST(reads_rules),
        TEST(empty_values_are_the_default),
        TEST(keeps_a_connection_string),
        TEST(says_what_is_wrong_and_where),
        TEST(refuses_nul_bytes),
        TEST(bounds_a_line),
        TEST(sets_nothing_when_it_fails),
        TEST(keeps_what_the_file_leaves_out),
        TEST(the_first_error_stays),
        TEST(refuses_what_is_no_file),
        TEST(reads_the_examples_of_the_rules),
        TEST(agrees_with_iniparser),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
