/* JSON Lines files: what is read, what is refused, wherever a chunk ends. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sys/resource.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "source/jsonl.h"

#define FILE_NAME "in.jsonl"
#define MARK "\xEF\xBB\xBF"
#define LENGTH(array) (sizeof(array) / sizeof *(array))

static const size_t CHUNKS[] = {0, 1, 2, 3, 7};

static const char *const AB[] = {"a", "b"};

/* One input and all that reading its fields a and b must give, as text():
   "LINE:<v>,NULL" for each row, then "." or the error. */
typedef struct jsonl_case {
    const char *title;
    const char *input;
    const char *gives;
    size_t length;   /* of the input; 0: up to its NUL */
    bool passes;     /* fields of other names are passed over */
    bool exact_case; /* of names */
} jsonl_case;

static char folder[] = "/tmp/test_jsonl.XXXXXX";
static char start[4096];

static int enter_folder(void **state)
{
    (void)state;
    if (!getcwd(start, sizeof start) || !mkdtemp(folder))
        return -1;
    return chdir(folder);
}

static int leave_folder(void **state)
{
    (void)state;
    unlink(FILE_NAME);
    return chdir(start) || rmdir(folder);
}

static void write_input(const char *data, size_t length)
{
    FILE *file = fopen(FILE_NAME, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(data, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

static void write_text(const char *text)
{
    write_input(text, strlen(text));
}

static const up_expected BOTH = {AB, 2, true, "not here"};

static up_source *open_file(size_t chunk, const up_expected *expected)
{
    up_jsonl_format format = {FILE_NAME, chunk};
    up_source *source;
    upsert_error error = UPSERT_ERROR_INIT;
    assert_int_equal(up_jsonl_open(&format, &source, &error), UPSERT_OK);
    assert_string_equal(source->name, FILE_NAME);
    assert_true(up_source_varies(source));
    assert_int_equal(source->count, 0);
    if (!expected)
        return source;
    assert_int_equal(up_source_expect(source, expected, &error), UPSERT_OK);
    assert_int_equal(source->count, expected->count);
    for (size_t i = 0; i < source->count; i++)
        assert_string_equal(source->names[i], expected->names[i]);
    return source;
}

/* ------------------------------------------------- a reading, as text */

static void show_error(up_buffer *text, const upsert_error *error)
{
    up_buffer_format(text, "!%s %s", upsert_status_name(error->status),
                     error->message);
    if (error->row)
        up_buffer_format(text, " [row %d]", (int)error->row);
    if (*error->column)
        up_buffer_format(text, " [%s]", error->column);
}

static void show_field(up_buffer *text, const up_field *field)
{
    static const char *const WORDS[] = {[UP_FIELD_ABSENT] = "-",
                                        [UP_FIELD_NULL] = "NULL",
                                        [UP_FIELD_FALSE] = "false",
                                        [UP_FIELD_TRUE] = "true"};
    if (field->kind == UP_FIELD_TEXT) {
        up_buffer_text(text, "<");
        up_buffer_append(text, field->data, field->length);
        up_buffer_text(text, ">");
        return;
    }
    up_buffer_text(text, WORDS[field->kind]);
    if (field->kind == UP_FIELD_FALSE || field->kind == UP_FIELD_TRUE)
        assert_string_equal(field->data, WORDS[field->kind]);
    else
        assert_null(field->data);
}

static void show_row(up_buffer *text, const up_source_row *row)
{
    up_buffer_format(text, "%d:", (int)row->line);
    for (size_t i = 0; i < row->count; i++) {
        up_buffer_text(text, i ? "," : "");
        show_field(text, &row->fields[i]);
    }
    up_buffer_text(text, "\n");
}

/* An end or an error stays what it is. */
static void check_end(up_source *source, upsert_status status,
                      const upsert_error *error)
{
    for (int i = 0; i < 2; i++) {
        up_source_row row;
        upsert_error again = UPSERT_ERROR_INIT;
        assert_int_equal(up_source_next(source, &row, &again), status);
        assert_memory_equal(&again, error, sizeof again);
        assert_int_equal(up_source_next(source, &row, NULL), status);
    }
}

static void show_rows(up_buffer *text, up_source *source)
{
    up_source_row row;
    upsert_error error = UPSERT_ERROR_INIT;
    upsert_status status;
    int64_t number = 0;
    while ((status = up_source_next(source, &row, &error)) == UPSERT_OK) {
        assert_int_equal(row.number, ++number);
        assert_int_equal(row.count, source->count);
        show_row(text, &row);
    }
    assert_int_equal(error.status, status == UPSERT_DONE ? UPSERT_OK : status);
    if (status == UPSERT_DONE)
        up_buffer_text(text, ".");
    else
        show_error(text, &error);
    check_end(source, status, &error);
}

/* The caller disposes of the buffer. */
static const char *text(up_buffer *buffer, size_t chunk,
                        const up_expected *expected)
{
    up_source *source = open_file(chunk, expected);
    show_rows(buffer, source);
    up_source_free(source);
    up_buffer_append(buffer, "", 1);
    assert_false(buffer->failed);
    return buffer->data;
}

static void check_case(const jsonl_case *c)
{
    up_expected expected = {AB, 2, !c->exact_case,
                            c->passes ? NULL : "not here"};
    write_input(c->input, c->length ? c->length : strlen(c->input));
    for (size_t i = 0; i < LENGTH(CHUNKS); i++) {
        up_buffer buffer = {0};
        const char *got = text(&buffer, CHUNKS[i], &expected);
        if (strcmp(got, c->gives) != 0)
            print_error("%s, chunk %zu\n", c->title, CHUNKS[i]);
        assert_string_equal(got, c->gives);
        up_buffer_dispose(&buffer);
    }
}

#define CHECK_CASES(cases)                                                     \
    do {                                                                       \
        for (size_t i_ = 0; i_ < LENGTH(cases); i_++)                          \
            check_case(&(cases)[i_]);                                          \
    } while (0)

/* ------------------------------------------------------------ the cases */

static void reads_rows(void **state)
{
    (void)state;
    static const jsonl_case cases[] = {
        {"nothing", "", .gives = "."},
        {"rows", "{\"a\":1,\"b\":\"x\"}\n{\"b\":2,\"a\":3}\n",
         .gives = "1:<1>,<x>\n2:<3>,<2>\n."},
        {"no last newline", "{\"a\":1}\n{\"a\":2}",
         .gives = "1:<1>,-\n2:<2>,-\n."},
        {"CRLF", "{\"a\":1}\r\n\r\n{\"a\":2}\r\n",
         .gives = "1:<1>,-\n3:<2>,-\n."},
        {"blank lines", "\n \t\n{\"a\":1}\n\n\r\n{\"a\":2}\n  ",
         .gives = "3:<1>,-\n6:<2>,-\n."},
        {"blank lines alone", "\n\n \n", .gives = "."},
        {"spaces between all tokens",
         " { \"a\" : 1 ,\t\"b\" : [ ] } \n{\"a\":2}\n",
         .gives = "1:<1>,<[]>\n2:<2>,-\n."},
        {"an empty object", "{}\n{ }\n", .gives = "1:-,-\n2:-,-\n."},
        {"mark", MARK "{\"a\":1}\n", .gives = "1:<1>,-\n."},
        {"mark alone", MARK, .gives = "."},
        {"mark and a newline", MARK "\n{\"a\":1}", .gives = "2:<1>,-\n."},
        {"mark further on", "{\"a\":\"" MARK "\"}\n",
         .gives = "1:<" MARK ">,-\n."},
    };
    CHECK_CASES(cases);
}

static void tells_absent_null_and_empty(void **state)
{
    (void)state;
    static const jsonl_case cases[] = {
        {"null", "{\"a\":null}\n{\"b\":null}\n",
         .gives = "1:NULL,-\n2:-,NULL\n."},
        {"an empty string", "{\"a\":\"\",\"b\":null}\n",
         .gives = "1:<>,NULL\n."},
        {"the text null", "{\"a\":\"null\"}\n", .gives = "1:<null>,-\n."},
        {"truth values", "{\"a\":true,\"b\":false}\n{\"a\":\"true\",\"b\":0}\n",
         .gives = "1:true,false\n2:<true>,<0>\n."},
        {"nothing stays of the row before",
         "{\"a\":1,\"b\":\"\\n\"}\n{}\n{\"a\":{\"b\":1}}\n{\"b\":true}\n",
         .gives = "1:<1>,<\n>\n2:-,-\n3:<{\"b\":1}>,-\n4:-,true\n."},
    };
    CHECK_CASES(cases);
}

static void keeps_numbers_as_they_are_written(void **state)
{
    (void)state;
    static const jsonl_case cases[] = {
        {"decimals", "{\"a\":0.10,\"b\":12345678901234567890.12}\n",
         .gives = "1:<0.10>,<12345678901234567890.12>\n."},
        {"beyond a double", "{\"a\":1e400,\"b\":-1E-400}\n",
         .gives = "1:<1e400>,<-1E-400>\n."},
        {"beyond 64 bits",
         "{\"a\":18446744073709551616,\"b\":-98765432109876543210}\n",
         .gives = "1:<18446744073709551616>,<-98765432109876543210>\n."},
        {"beyond 53 bits",
         "{\"a\":9007199254740993,\"b\":-9223372036854775808}\n",
         .gives = "1:<9007199254740993>,<-9223372036854775808>\n."},
        {"zeros", "{\"a\":-0,\"b\":0.0e+00}\n", .gives = "1:<-0>,<0.0e+00>\n."},
        {"of many digits",
         "{\"a\":3.14159265358979323846264338327950288419716939937510582097494}"
         "\n",
         .gives = "1:<3."
                  "14159265358979323846264338327950288419716939937510582097494>"
                  ",-\n."},
    };
    CHECK_CASES(cases);
}

static void reads_strings(void **state)
{
    (void)state;
    static const jsonl_case cases[] = {
        {"UTF-8", "{\"a\":\"\xC3\xA9\xF0\x9F\x98\x80\"}\n",
         .gives = "1:<\xC3\xA9\xF0\x9F\x98\x80>,-\n."},
        {"escapes", "{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"}\n",
         .gives = "1:<\"\\/\b\f\n\r\t>,-\n."},
        {"codes",
         "{\"a\":\"\\u0041\\u00e9\\u20AC\\uFFFF\",\"b\":\"\\u0001\"}\n",
         .gives = "1:<A\xC3\xA9\xE2\x82\xAC\xEF\xBF\xBF>,<\x01>\n."},
        {"a surrogate pair", "{\"a\":\"x\\ud83d\\uDE00y\"}\n",
         .gives = "1:<x\xF0\x9F\x98\x80y>,-\n."},
        {"a backslash before u", "{\"a\":\"\\\\ud83d\"}\n",
         .gives = "1:<\\ud83d>,-\n."},
        {"with escapes and without",
         "{\"a\":\"\\u0078\\u0079\",\"b\":\"z\"}\n{\"a\":\"z\",\"b\":\"\\t\"}"
         "\n",
         .gives = "1:<xy>,<z>\n2:<z>,<\t>\n."},
        {"DEL and what is outside of Unicode's characters",
         "{\"a\":\"\x7F\",\"b\":\"\xEF\xBF\xBE\"}\n",
         .gives = "1:<\x7F>,<\xEF\xBF\xBE>\n."},
    };
    CHECK_CASES(cases);
}

static void keeps_nested_values_as_text(void **state)
{
    (void)state;
    static const jsonl_case cases[] = {
        {"empty", "{\"a\":{},\"b\":[]}\n", .gives = "1:<{}>,<[]>\n."},
        {"without white space between tokens",
         "{\"a\":{ \"x\" : [ 1 ,\t2.50 ] , \"y y\":\" z \"} ,\"b\":[ null ]}\n",
         .gives = "1:<{\"x\":[1,2.50],\"y y\":\" z \"}>,<[null]>\n."},
        {"strings as they are",
         "{\"a\":[\" \\\" ] \\\\\", \"\\u00e9\\\\\\\" \"]}\n",
         .gives = "1:<[\" \\\" ] \\\\\",\"\\u00e9\\\\\\\" \"]>,-\n."},
        {"numbers as they are", "{\"a\":[0.10, 1e400, 18446744073709551616]}\n",
         .gives = "1:<[0.10,1e400,18446744073709551616]>,-\n."},
        {"a name of the row inside", "{\"a\":{\"a\":{\"a\":1},\"b\":2}}\n",
         .gives = "1:<{\"a\":{\"a\":1},\"b\":2}>,-\n."},
        {"names that come twice inside", "{\"a\":{\"x\":1,\"x\":2}}\n",
         .gives = "1:<{\"x\":1,\"x\":2}>,-\n."},
        {"NUL inside, which stays an escape", "{\"a\":[\"\\u0000\"]}\n",
         .gives = "1:<[\"\\u0000\"]>,-\n."},
        {"between others", "{\"a\":[ [ ] ],\"b\":\"\\t\"}\n",
         .gives = "1:<[[]]>,<\t>\n."},
    };
    CHECK_CASES(cases);
}

static void finds_fields_by_name(void **state)
{
    (void)state;
    static const jsonl_case cases[] = {
        {"in another case", "{\"A\":1,\"B\":2}\n{\"b\":3,\"A\":4}\n",
         .gives = "1:<1>,<2>\n2:<4>,<3>\n."},
        {"in one case only", "{\"A\":1,\"b\":2}\n",
         .gives = "!row in.jsonl:1:2: field \"A\": not here [row 1] [A]",
         .exact_case = true},
        {"a name with escapes", "{\"\\u0061\":1,\"\\u0042\":2}\n",
         .gives = "1:<1>,<2>\n."},
        {"an unknown one", "{\"a\":1}\n{\"a\":1, \"c\" :2}\n",
         .gives =
             "1:<1>,-\n!row in.jsonl:2:9: field \"c\": not here [row 2] [c]"},
        {"an unknown one that begins alike", "{\"aa\":1}\n",
         .gives = "!row in.jsonl:1:2: field \"aa\": not here [row 1] [aa]"},
        {"an empty name", "{\"\":1}\n",
         .gives = "!row in.jsonl:1:2: field \"\": not here [row 1]"},
        {"others passed over",
         "{\"c\":1,\"a\":2,\"\":[3],\"d\":{\"a\":4},\"c\":\"\\u0000\","
         "\"b\":5,\"e\":null}\n{\"A\":true}\n",
         .gives = "1:<2>,<5>\n2:true,-\n.", .passes = true},
        {"others passed over, one case", "{\"A\":1,\"b\":2}\n",
         .gives = "1:-,<2>\n.", .passes = true, .exact_case = true},
    };
    CHECK_CASES(cases);
}

static void tells_names_that_differ_in_case(void **state)
{
    (void)state;
    static const char *const NAMES[] = {"id", "ID", "v", "xy", "x"};
    up_expected expected = {NAMES, 5, true, NULL};
    write_text("{\"id\":1,\"ID\":2,\"V\":3}\n{\"ID\":4,\"x\":5,\"XY\":6}\n"
               "{\"Id\":7,\"v\":8,\"X\":9}\n{\"xy\":1,\"id\":2}\n");
    up_buffer buffer = {0};
    assert_string_equal(text(&buffer, 0, &expected),
                        "1:<1>,<2>,<3>,-,-\n2:-,<4>,-,<6>,<5>\n"
                        "3:-,-,<8>,-,<9>\n4:<2>,-,-,<1>,-\n.");
    up_buffer_dispose(&buffer);
}

/* Every name is found, in whatever order they come. */
static void finds_many_names(void **state)
{
    (void)state;
    enum { COUNT = 1000 };
    static char texts[COUNT][16];
    const char *names[COUNT];
    up_buffer line = {0};
    for (int i = 0; i < COUNT; i++) {
        snprintf(texts[i], sizeof texts[i], "%s%d", i % 3 ? "n" : "N",
                 i * 7919 % COUNT);
        names[i] = texts[i];
    }
    for (int row = 0; row < 3; row++)
        for (int i = 0; i < COUNT; i++) {
            int name = row == 1 ? i * 37 % COUNT : i;
            up_buffer_format(&line, "%s\"%s\":%d%s", i ? "," : "{", texts[name],
                             name, i + 1 < COUNT ? "" : "}\n");
        }
    write_input(line.data, line.length);
    up_source *source = open_file(0, &(up_expected){names, COUNT, true, "no"});
    up_source_row row;
    for (int r = 0; r < 3; r++) {
        assert_int_equal(up_source_next(source, &row, NULL), UPSERT_OK);
        for (int i = 0; i < COUNT; i++)
            assert_int_equal(strtol(row.fields[i].data, NULL, 10), i);
    }
    up_source_free(source);
    up_buffer_dispose(&line);
}

/* Before it is said which fields are wanted, none is; the rows are checked. */
static void wants_nothing_at_first(void **state)
{
    (void)state;
    up_buffer buffer = {0};
    write_text("{\"x\":1,\"x\":2}\n{}\n{\"x\"}\n");
    assert_string_equal(
        text(&buffer, 0, NULL),
        "1:\n2:\n!row in.jsonl:3:5: no JSON: object key and value must be "
        "separated by a colon (':') [row 3]");
    up_buffer_dispose(&buffer);
}

/* --------------------------------------------------------------- errors */

static void refuses_names_twice(void **state)
{
    (void)state;
    static const jsonl_case cases[] = {
        {"twice", "{\"a\":1,\"b\":2, \"a\":1}\n",
         .gives = "!row in.jsonl:1:15: field \"a\": the row has it twice [row "
                  "1] [a]"},
        {"twice in another case", "{}\n{\"a\":1,\"A\":1}\n",
         .gives = "1:-,-\n!row in.jsonl:2:8: field \"A\": the row has it twice "
                  "[row 2] "
                  "[A]"},
        {"twice with an escape", "{\"a\":1,\"\\u0061\":1}\n",
         .gives = "!row in.jsonl:1:8: field \"a\": the row has it twice [row "
                  "1] [a]"},
        {"null twice", "{\"a\":null,\"a\":null}\n",
         .gives = "!row in.jsonl:1:11: field \"a\": the row has it twice [row "
                  "1] [a]"},
        {"nested twice", "{\"b\":[],\"b\":[]}\n",
         .gives = "!row in.jsonl:1:9: field \"b\": the row has it twice [row "
                  "1] [b]"},
    };
    CHECK_CASES(cases);
}

static void refuses_what_is_no_object(void **state)
{
    (void)state;
    static const jsonl_case cases[] = {
        {"a mark on the second line", "{}\n" MARK "{}\n",
         .gives = "1:-,-\n!row in.jsonl:2:1: the line is no JSON object "
                  "[row 2]"},
        {"an array", "{\"a\":1}\n\n [1]\n",
         .gives =
             "1:<1>,-\n!row in.jsonl:3:2: the line is no JSON object [row 2]"},
        {"a number", "12\n",
         .gives = "!row in.jsonl:1:1: the line is no JSON object [row 1]"},
        {"a word", "null\n",
         .gives = "!row in.jsonl:1:1: the line is no JSON object [row 1]"},
        {"a text", "a,b\n1,2\n",
         .gives = "!row in.jsonl:1:1: the line is no JSON object [row 1]"},
        {"a second mark", MARK MARK "{\"a\":1}\n",
         .gives = "!row in.jsonl:1:1: the line is no JSON object [row 1]"},
        {"two objects", "{\"a\":1} {\"a\":2}\n",
         .gives = "!row in.jsonl:1:9: text after the object [row 1]"},
        {"an object and a comma", "{\"a\":1},\n{\"a\":2}\n",
         .gives = "!row in.jsonl:1:8: text after the object [row 1]"},
        {"an object and a digit", "{\"a\":1}5\n",
         .gives = "!row in.jsonl:1:8: text after the object [row 1]"},
        {"an object on two lines", "{\"a\":\n1}\n",
         .gives =
             "!row in.jsonl:1:6: field \"a\": the line ends before its object "
             "does [row 1] [a]"},
        {"a string on two lines", "{\"a\":\"x\ny\"}\n",
         .gives =
             "!row in.jsonl:1:8: field \"a\": the line ends before its object "
             "does [row 1] [a]"},
        {"cut off", "{\"a\":1}\n{\"a\":1,\"b\":tr",
         .gives = "1:<1>,-\n!row in.jsonl:2:14: field \"b\": the line ends "
                  "before its "
                  "object does [row 2] [b]"},
        {"cut off before the brace", "{\"a\":1",
         .gives =
             "!row in.jsonl:1:7: field \"a\": the line ends before its object "
             "does [row 1] [a]"},
        {"cut off in a name", "{\"a\":1,\"b",
         .gives = "!row in.jsonl:1:10: the line ends before its object does "
                  "[row 1]"},
    };
    CHECK_CASES(cases);
}

#define BROKEN(title, input, offset, what)                                     \
    {                                                                          \
        title, "{\"b\":0}\n" input "\n",                                       \
            .gives = "1:-,<0>\n!row in.jsonl:2:" offset                        \
                     ": field \"a\": no JSON: " what " [row 2] [a]"            \
    }
#define BROKEN_OUTSIDE(title, input, offset, what)                             \
    {                                                                          \
        title, "{\"b\":0}\n" input "\n",                                       \
            .gives = "1:-,<0>\n!row in.jsonl:2:" offset ": no JSON: " what     \
                     " [row 2]"                                                \
    }

static void refuses_broken_json(void **state)
{
    (void)state;
    static const char AFTER[] = "after key and value, inside map, I expect ','"
                                " or '}'";
    static const jsonl_case cases[] = {
        BROKEN("a plus", "{\"a\":+1}", "6", "invalid char in json text"),
        BROKEN("no digit before the point", "{\"a\":.5}", "6",
               "invalid char in json text"),
        BROKEN("no digit behind it", "{\"a\": 1.}", "7",
               "malformed number, a digit is required after the decimal "
               "point"),
        BROKEN("no exponent", "{\"a\":1e}", "6",
               "malformed number, a digit is required after the exponent"),
        BROKEN("a minus alone", "{\"a\":-}", "6",
               "malformed number, a digit is required after the minus sign"),
        BROKEN("not a number", "{\"a\":NaN}", "6", "invalid char in json text"),
        BROKEN("no literal", "{\"a\":tru}", "6", "invalid string in json text"),
        BROKEN("a capital", "{\"a\":True}", "6", "invalid char in json text"),
        BROKEN("a comment", "{\"a\":/**/1}", "6",
               "probable comment found in input text, comments are not "
               "enabled"),
        BROKEN("single quotes", "{\"a\":'x'}", "6",
               "invalid char in json text"),
        BROKEN("a tab in a string", "{\"a\":\"xyz\tu\"}", "10",
               "invalid character inside string"),
        BROKEN("an unknown escape", "{\"a\":\"x\\q\"}", "9",
               "inside a string, '\\' occurs before a character which it may "
               "not"),
        BROKEN("no code", "{\"a\":\"\\u12G4\"}", "11",
               "invalid (non-hex) character occurs after '\\u' inside string"),
        BROKEN("no value", "{\"a\":}", "6",
               "unallowed token at this point in JSON text"),
        BROKEN("an array not closed", "{\"a\":[1, 2}", "11",
               "after array element, I expect ',' or ']'"),
        BROKEN_OUTSIDE("a comma before the brace", "{\"a\":1, }", "9",
                       "invalid object key (must be a string)"),
        BROKEN_OUTSIDE("a comma alone", "{,}", "2",
                       "invalid object key (must be a string)"),
        BROKEN_OUTSIDE("a name without quotes", "{a:1}", "2",
                       "invalid char in json text"),
        BROKEN_OUTSIDE("a number for a name", "{ 1:2}", "3",
                       "invalid object key (must be a string)"),
    };
    CHECK_CASES(cases);
    static const char *const INPUTS[] = {"{\"a\":01}", "{\"a\":1 2}",
                                         "{\"a\":1]", "{\"a\":1 \"b\":2}",
                                         "{\"a\":\"x\"  \"y\"}"};
    static const char *const OFFSETS[] = {"7", "8", "7", "8", "11"};
    for (size_t i = 0; i < LENGTH(INPUTS); i++) {
        char gives[200];
        snprintf(gives, sizeof gives, "!row in.jsonl:1:%s: no JSON: %s [row 1]",
                 OFFSETS[i], AFTER);
        check_case(
            &(jsonl_case){AFTER, INPUTS[i], .gives = gives, .passes = true});
    }
}

static void refuses_bad_bytes(void **state)
{
    (void)state;
    static const jsonl_case cases[] = {
        {"a bad byte", "{\"a\":1}\n{\"a\":\"x\xFF\"}\n",
         .gives = "1:<1>,-\n!row in.jsonl:2:8: not valid UTF-8 [row 2]"},
        {"overlong", "{\"a\":\"\xC0\xAF\"}\n",
         .gives = "!row in.jsonl:1:7: not valid UTF-8 [row 1]"},
        {"a surrogate", "{\"a\":\"\xED\xA0\x80\"}\n",
         .gives = "!row in.jsonl:1:7: not valid UTF-8 [row 1]"},
        {"past U+10FFFF", "{\"a\":\"\xF4\x90\x80\x80\"}\n",
         .gives = "!row in.jsonl:1:7: not valid UTF-8 [row 1]"},
        {"in a name", "{\"\xFF\":1}\n",
         .gives = "!row in.jsonl:1:3: not valid UTF-8 [row 1]", .passes = true},
        {"cut off", "{\"a\":\"\xC3",
         .gives = "!row in.jsonl:1:7: not valid UTF-8 [row 1]"},
        {"UTF-16", "\xFF\xFE{\0\"\0",
         .gives = "!row in.jsonl:1:1: not valid UTF-8 "
                  "[row 1]",
         .length = 6},
        {"half a mark", "\xEF\xBB",
         .gives = "!row in.jsonl:1:1: not valid UTF-8 "
                  "[row 1]"},
        {"NUL in a string", "{\"a\":\"x\0\"}\n",
         .gives = "!row in.jsonl:1:8: field \"a\": this is NUL [row 1] [a]",
         .length = 12},
        {"NUL between tokens", "{\"a\":1\0}\n",
         .gives = "!row in.jsonl:1:7: this is NUL [row 1]", .length = 9},
        {"NUL alone", "{}\n\0\n",
         .gives =
             "1:-,-\n!row in.jsonl:2:1: the line is no JSON object [row 2]",
         .length = 5},
    };
    CHECK_CASES(cases);
}

/* The first eights of bytes are looked at together. */
static void finds_a_bad_byte_anywhere(void **state)
{
    (void)state;
    static const char X[] = "xxxxxxxxxxxxxxxxxxxx";
    for (int before = 0; before < 20; before++)
        for (int after = 0; after < 20; after += 19) {
            char input[64], gives[80];
            snprintf(input, sizeof input, "{\"a\":\"%.*s\xFF%.*s\"}", before, X,
                     after, X);
            snprintf(gives, sizeof gives,
                     "!row in.jsonl:1:%d: not valid UTF-8 [row 1]", 7 + before);
            check_case(&(jsonl_case){input, input, .gives = gives});
        }
}

static void refuses_escapes_that_are_no_text(void **state)
{
    (void)state;
    static const char HALF[] =
        "!row in.jsonl:1:8: half of a surrogate pair [row 1]";
    static const char *const INPUTS[] = {
        "{\"a\":\"x\\ud83d\"}\n",        "{\"a\":\"x\\ud83dx\"}\n",
        "{\"a\":\"x\\ude00\"}\n",        "{\"a\":\"x\\ud83d\\u0041\"}\n",
        "{\"a\":\"x\\ud83d\\ud83d\"}\n", "{\"a\":\"x\\uDBFF\\n\"}\n",
        "{\"a\":[\"\\ude00\"]}\n",       "{\"a\":\"x\\ud83d",
        "{\"a\":\"x\\ud83d\\ude",        "{\"c\":\"x\\ud83d\"}\n"};
    for (size_t i = 0; i < LENGTH(INPUTS); i++)
        check_case(&(jsonl_case){INPUTS[i], INPUTS[i], .gives = HALF});
    static const jsonl_case cases[] = {
        {"after a pair", "{\"a\":\"\\ud83d\\ude00\\ude00\"}\n",
         .gives = "!row in.jsonl:1:19: half of a surrogate pair [row 1]"},
        {"NUL in a string", "{\"a\":1,\"b\": \"x\\u0000y\"}\n",
         .gives = "!row in.jsonl:1:13: field \"b\": the string holds NUL [row "
                  "1] [b]"},
        {"NUL in a name", "{\"a\\u0000\":1}\n",
         .gives = "!row in.jsonl:1:2: a name holds NUL [row 1]",
         .passes = true},
        {"a backslash at the end", "{\"a\":\"\\",
         .gives =
             "!row in.jsonl:1:8: field \"a\": the line ends before its object "
             "does [row 1] [a]"},
        {"a backslash outside", "{\"a\":\\u0041}\n",
         .gives = "!row in.jsonl:1:6: field \"a\": no JSON: invalid char in "
                  "json text "
                  "[row 1] [a]"},
    };
    CHECK_CASES(cases);
}

static void says_no_value(void **state)
{
    (void)state;
    static const char *const INPUTS[] = {"{\"a\":\"secret\tsecret\"}",
                                         "{\"a\":\"secret\",\"b\":secret}",
                                         "{\"a\":\"secret",
                                         "{\"a\":\"secret\"]",
                                         "{\"a\":\"secret\xFF\"}",
                                         "{\"a\":\"secret\\u0000\"}",
                                         "\"secret\"",
                                         "{\"a\":\"secret\"} \"secret\"",
                                         "{\"a\":\"secret\",\"a\":1}"};
    for (size_t i = 0; i < LENGTH(INPUTS); i++) {
        write_text(INPUTS[i]);
        up_buffer buffer = {0};
        const char *got = text(&buffer, 0, &BOTH);
        assert_memory_equal(got, "!row in.jsonl:1:", 16);
        assert_null(strstr(got, "secret"));
        up_buffer_dispose(&buffer);
    }
}

static void cuts_a_long_name(void **state)
{
    (void)state;
    up_buffer input = {0};
    up_buffer_text(&input, "{\"");
    for (int i = 0; i < 100; i++)
        up_buffer_text(&input, "\xC3\xA9");
    up_buffer_text(&input, "\":1}\n");
    write_input(input.data, input.length);
    up_source *source = open_file(0, &BOTH);
    up_source_row row;
    upsert_error error = UPSERT_ERROR_INIT;
    assert_int_equal(up_source_next(source, &row, &error), UPSERT_ROW);
    assert_int_equal(strlen(error.column), 128);
    assert_memory_equal(error.column, input.data + 2, 128);
    assert_non_null(strstr(error.message, "\": not here"));
    up_source_free(source);
    up_buffer_dispose(&input);
}

/* ------------------------------------------------ any bytes, any chunk */

/* The same on every run. */
static uint32_t random_state = 1;

static uint32_t random_below(uint32_t bound)
{
    random_state = random_state * 1664525u + 1013904223u;
    return (random_state >> 8) % bound;
}

static void append_random(up_buffer *input)
{
    static const char *const PIECES[] = {
        "{",     "}",        "[",       "]",       "\"",    "\"",  "\\",
        ",",     ":",        "\n",      "\r\n",    " ",     "1",   "-",
        "0.5",   "e9",       "true",    "null",    "u",     "\\u", "d83d",
        "\xFF",  "\xC3\xA9", "\"a\":",  "\"b\":",  "\"c\"", "{}",  "\\n",
        "\"a\"", "\\ud83d",  "\\ude00", "{\"a\":", "}\n",   "[]",  "\"x\""};
    up_buffer_text(input, PIECES[random_below(LENGTH(PIECES))]);
}

static void chunks_change_nothing(void **state)
{
    (void)state;
    for (int i = 0; i < 4000; i++) {
        up_buffer input = {0};
        up_buffer_text(&input, i % 2 ? "{\"a\":" : "{\"b\":[0]}\n{");
        for (uint32_t n = random_below(16); n > 0; n--)
            append_random(&input);
        write_input(input.data, input.length);
        up_expected expected = {AB, 2, true, i % 4 < 2 ? NULL : "not here"};
        up_buffer whole = {0}, parts = {0};
        text(&whole, 0, &expected);
        assert_string_equal(
            text(&parts, CHUNKS[1 + random_below(4)], &expected), whole.data);
        up_buffer_dispose(&whole);
        up_buffer_dispose(&parts);
        up_buffer_dispose(&input);
    }
}

/* ---------------------------------------------------------------- files */

static void says_why_a_file_cannot_be_read(void **state)
{
    (void)state;
    static const struct {
        const char *path, *message;
    } CASES[] = {
        {"none.jsonl", "none.jsonl: cannot read: No such file or directory"},
        {".", ".: cannot read: Is a directory"},
    };
    for (size_t i = 0; i < LENGTH(CASES); i++) {
        up_source *source;
        up_jsonl_format format = {CASES[i].path, 0};
        upsert_error error = UPSERT_ERROR_INIT;
        assert_int_equal(up_jsonl_open(&format, &source, &error), UPSERT_FILE);
        assert_null(source);
        assert_int_equal(error.status, UPSERT_FILE);
        assert_string_equal(error.message, CASES[i].message);
        assert_int_equal(up_jsonl_open(&format, &source, NULL), UPSERT_FILE);
    }
}

static void reads_standard_input(void **state)
{
    (void)state;
    static const char ROWS[] = "{\"a\":1}\n[]\n";
    int ends[2], saved = dup(STDIN_FILENO);
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], ROWS, sizeof ROWS - 1), sizeof ROWS - 1);
    close(ends[1]);
    assert_int_equal(dup2(ends[0], STDIN_FILENO), STDIN_FILENO);
    close(ends[0]);
    up_jsonl_format format = {"-", 0};
    up_source *source;
    up_buffer buffer = {0};
    assert_int_equal(up_jsonl_open(&format, &source, NULL), UPSERT_OK);
    assert_int_equal(source->bytes_all, 0);
    assert_int_equal(up_source_expect(source, &BOTH, NULL), UPSERT_OK);
    show_rows(&buffer, source);
    assert_string_equal(up_buffer_string(&buffer),
                        "1:<1>,-\n!row standard input:2:1: the line is no JSON "
                        "object [row 2]");
    up_source_free(source);
    up_buffer_dispose(&buffer);
    assert_int_equal(dup2(saved, STDIN_FILENO), STDIN_FILENO);
    close(saved);
}

static void counts_bytes(void **state)
{
    (void)state;
    write_text("{\"a\":1}\n{\"a\":2}\n");
    up_source *source = open_file(8, &BOTH);
    up_source_row row;
    assert_int_equal(source->bytes_all, 16);
    assert_int_equal(source->bytes_read, 8);
    assert_int_equal(up_source_next(source, &row, NULL), UPSERT_OK);
    assert_int_equal(source->bytes_read, 8);
    assert_int_equal(up_source_next(source, &row, NULL), UPSERT_OK);
    assert_int_equal(source->bytes_read, 16);
    assert_int_equal(up_source_next(source, &row, NULL), UPSERT_DONE);
    up_source_free(source);
}

static void keeps_the_callers_first_error(void **state)
{
    (void)state;
    write_text("[]\n");
    up_source *source = open_file(0, &BOTH);
    up_source_row row;
    upsert_error error = {.status = UPSERT_SQL, .message = "before"};
    assert_int_equal(up_source_next(source, &row, &error), UPSERT_ROW);
    assert_int_equal(error.status, UPSERT_SQL);
    assert_string_equal(error.message, "before");
    up_source_free(source);
}

static void expects_again(void **state)
{
    (void)state;
    static const char *const NAMES[] = {"b", "x", "a"};
    write_text("{\"a\":1,\"b\":2}\n");
    up_source *source = open_file(0, &BOTH);
    up_expected expected = {NAMES, 3, false, NULL};
    up_buffer buffer = {0};
    assert_int_equal(up_source_expect(source, &expected, NULL), UPSERT_OK);
    show_rows(&buffer, source);
    assert_string_equal(up_buffer_string(&buffer), "1:<2>,-,<1>\n.");
    up_source_free(source);
    up_buffer_dispose(&buffer);
}

/* --------------------------------------------------------------- limits */

#define LINE_MAXIMUM ((size_t)64 * 1024 * 1024)

/* A row, then one whose line has `length` bytes, then another one. */
static void write_long_line(size_t length, const char *first, const char *fill,
                            const char *last)
{
    FILE *file = fopen(FILE_NAME, "wb");
    assert_non_null(file);
    fprintf(file, "{\"a\":1}\n%s", first);
    size_t left = length - strlen(first) - strlen(last);
    char block[4096];
    for (size_t i = 0; i < sizeof block; i++)
        block[i] = fill[i % strlen(fill)];
    while (left > 0) {
        size_t piece = left < sizeof block ? left : sizeof block;
        left -= fwrite(block, 1, piece, file);
    }
    fprintf(file, "%s\n{\"a\":2}\n", last);
    assert_int_equal(fclose(file), 0);
}

static void expect_long_line(const char *first, const char *fill,
                             const char *last, size_t length)
{
    write_long_line(LINE_MAXIMUM, first, fill, last);
    up_source *source = open_file(0, &BOTH);
    up_source_row row;
    assert_int_equal(up_source_next(source, &row, NULL), UPSERT_OK);
    assert_int_equal(up_source_next(source, &row, NULL), UPSERT_OK);
    assert_int_equal(row.fields[0].length, length);
    assert_int_equal(up_source_next(source, &row, NULL), UPSERT_OK);
    assert_int_equal(row.line, 3);
    assert_int_equal(up_source_next(source, &row, NULL), UPSERT_DONE);
    up_source_free(source);
}

static void reads_the_longest_line(void **state)
{
    (void)state;
    expect_long_line("{\"a\":\"", "x", "\"}", LINE_MAXIMUM - 8);
    expect_long_line("{\"a\":\"", "\\t", "\"}", LINE_MAXIMUM / 2 - 4);
    expect_long_line("{\"a\":[1", " ", "]}", 3);
}

static void refuses_a_longer_line(void **state)
{
    (void)state;
    /* The large chunk holds the line and what comes after it. */
    static const size_t SIZES[] = {0, LINE_MAXIMUM * 2};
    write_long_line(LINE_MAXIMUM + 1, "{\"a\":\"", "x", "\"}");
    for (size_t i = 0; i < LENGTH(SIZES); i++) {
        up_buffer buffer = {0};
        assert_string_equal(text(&buffer, SIZES[i], &BOTH),
                            "1:<1>,-\n!row in.jsonl:2:67108865: the line is "
                            "longer than 64 MiB [row 2]");
        up_buffer_dispose(&buffer);
    }
}

/* Before any field was looked for. */
static void refuses_a_longer_first_line(void **state)
{
    (void)state;
    write_text("");
    assert_int_equal(truncate(FILE_NAME, LINE_MAXIMUM + 1), 0);
    const up_expected *expected[] = {NULL, &BOTH};
    for (size_t i = 0; i < LENGTH(expected); i++) {
        up_buffer buffer = {0};
        assert_string_equal(text(&buffer, 0, expected[i]),
                            "!row in.jsonl:1:67108865: the line is longer than "
                            "64 MiB [row 1]");
        up_buffer_dispose(&buffer);
    }
}

static void check_depth(char open, char close, int depth, const char *gives)
{
    up_buffer input = {0};
    up_buffer_text(&input, "{\"a\":");
    for (int i = 1; i < depth; i++)
        up_buffer_text(&input, open == '{' ? "{\"b\":" : "[");
    up_buffer_text(&input, "0");
    for (int i = 1; i < depth; i++)
        up_buffer_append(&input, &close, 1);
    up_buffer_text(&input, "}\n");
    write_input(input.data, input.length);
    up_source *source = open_file(0, &BOTH);
    up_source_row row;
    upsert_error error = UPSERT_ERROR_INIT;
    assert_int_equal(up_source_next(source, &row, &error),
                     gives ? UPSERT_ROW : UPSERT_OK);
    if (gives)
        assert_string_equal(error.message, gives);
    else
        assert_int_equal(row.fields[0].length, input.length - 7);
    up_source_free(source);
    up_buffer_dispose(&input);
}

static void bounds_the_depth(void **state)
{
    (void)state;
    check_depth('[', ']', 512, NULL);
    check_depth('{', '}', 512, NULL);
    check_depth('[', ']', 513,
                "in.jsonl:1:517: field \"a\": values stand more than 512 deep "
                "in each other");
    check_depth('[', ']', 1000000,
                "in.jsonl:1:517: field \"a\": values stand more than 512 deep "
                "in each other");
    check_depth('{', '}', 513,
                "in.jsonl:1:2561: field \"a\": values stand more than 512 deep "
                "in each other");
}

/* 200,000 rows, 20 MB; the rows' values stay in one small piece of memory. */
static void memory_stays_flat(void **state)
{
    (void)state;
    FILE *file = fopen(FILE_NAME, "wb");
    assert_non_null(file);
    for (int i = 0; i < 200000; i++)
        fprintf(file,
                "{\"n\":%d,\"a\":\"a value with \\\"escapes\\\"\\n in it\","
                "\"b\":[\"and\", \"another one\"],\"other%d\":true}\n",
                i, i);
    assert_int_equal(fclose(file), 0);
    up_source *source = open_file(0, &(up_expected){AB, 2, true, NULL});
    up_source_row row;
    struct rusage before, after;
    for (int i = 0; i < 200000; i++) {
        assert_int_equal(up_source_next(source, &row, NULL), UPSERT_OK);
        assert_int_equal(row.line, 1 + i);
        assert_int_equal(row.fields[0].length, 29);
        if (i == 10000)
            getrusage(RUSAGE_SELF, &before);
    }
    getrusage(RUSAGE_SELF, &after);
    assert_int_equal(up_source_next(source, &row, NULL), UPSERT_DONE);
    assert_true(after.ru_maxrss - before.ru_maxrss < 2048);
    up_source_free(source);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        /* First, as it looks at the largest memory the process had. */
        cmocka_unit_test(memory_stays_flat),
        cmocka_unit_test(reads_rows),
        cmocka_unit_test(tells_absent_null_and_empty),
        cmocka_unit_test(keeps_numbers_as_they_are_written),
        cmocka_unit_test(reads_strings),
        cmocka_unit_test(keeps_nested_values_as_text),
        cmocka_unit_test(finds_fields_by_name),
        cmocka_unit_test(tells_names_that_differ_in_case),
        cmocka_unit_test(finds_many_names),
        cmocka_unit_test(wants_nothing_at_first),
        cmocka_unit_test(refuses_names_twice),
        cmocka_unit_test(refuses_what_is_no_object),
        cmocka_unit_test(refuses_broken_json),
        cmocka_unit_test(refuses_bad_bytes),
        cmocka_unit_test(finds_a_bad_byte_anywhere),
        cmocka_unit_test(refuses_escapes_that_are_no_text),
        cmocka_unit_test(says_no_value),
        cmocka_unit_test(cuts_a_long_name),
        cmocka_unit_test(chunks_change_nothing),
        cmocka_unit_test(says_why_a_file_cannot_be_read),
        cmocka_unit_test(reads_standard_input),
        cmocka_unit_test(counts_bytes),
        cmocka_unit_test(keeps_the_callers_first_error),
        cmocka_unit_test(expects_again),
        cmocka_unit_test(reads_the_longest_line),
        cmocka_unit_test(refuses_a_longer_line),
        cmocka_unit_test(refuses_a_longer_first_line),
        cmocka_unit_test(bounds_the_depth),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
