/* CSV files: what is read, what is refused, wherever a chunk ends. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "source/csv.h"

#define FILE_NAME "in.csv"
#define MARK "\xEF\xBB\xBF"

static const size_t CHUNKS[] = {0, 1, 2, 3, 7};
#define CHUNK_COUNT (sizeof CHUNKS / sizeof *CHUNKS)

/* One input and all that reading it must give, as text():
   "a|b" the names, then "LINE:<v>,NULL" for each row, then "." or the error. */
typedef struct csv_case {
    const char *title;
    const char *input;
    const char *gives;
    size_t length;  /* of the input; 0: up to its NUL */
    char delimiter; /* 0: comma */
    bool no_header;
    const char *null_text; /* NULL: "" */
} csv_case;

static char folder[] = "/tmp/test_csv.XXXXXX";
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

static up_csv_format plain(void)
{
    return (up_csv_format){
        .path = FILE_NAME, .delimiter = ',', .header = true, .null_text = ""};
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

static void show_names(up_buffer *text, const up_source *source)
{
    for (size_t i = 0; i < source->count; i++)
        up_buffer_format(text, "%s%s", i ? "|" : "", source->names[i]);
    up_buffer_text(text, "\n");
}

static void show_row(up_buffer *text, const up_source_row *row)
{
    up_buffer_format(text, "%d:", (int)row->line);
    for (size_t i = 0; i < row->count; i++) {
        const up_field *field = &row->fields[i];
        up_buffer_text(text, i ? "," : "");
        if (field->kind == UP_FIELD_NULL) {
            assert_int_equal(field->length, 0);
            up_buffer_text(text, "NULL");
            continue;
        }
        up_buffer_text(text, "<");
        up_buffer_append(text, field->data, field->length);
        up_buffer_text(text, ">");
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
static const char *text(up_buffer *buffer, const up_csv_format *format)
{
    up_source *source;
    upsert_error error = UPSERT_ERROR_INIT;
    upsert_status status = up_csv_open(format, &source, &error);
    if (status == UPSERT_OK) {
        assert_string_equal(source->name, format->path);
        show_names(buffer, source);
        show_rows(buffer, source);
        up_source_free(source);
    } else {
        assert_null(source);
        assert_int_equal(error.status, status);
        show_error(buffer, &error);
    }
    up_buffer_append(buffer, "", 1);
    assert_false(buffer->failed);
    return buffer->data;
}

static void check_case(const csv_case *c)
{
    write_input(c->input, c->length ? c->length : strlen(c->input));
    up_csv_format format = plain();
    format.delimiter = c->delimiter ? c->delimiter : ',';
    format.header = !c->no_header;
    format.null_text = c->null_text ? c->null_text : "";
    for (size_t i = 0; i < CHUNK_COUNT; i++) {
        format.chunk = CHUNKS[i];
        up_buffer buffer = {0};
        const char *got = text(&buffer, &format);
        if (strcmp(got, c->gives) != 0)
            print_error("%s, chunk %zu\n", c->title, format.chunk);
        assert_string_equal(got, c->gives);
        up_buffer_dispose(&buffer);
    }
}

#define CHECK_CASES(cases)                                                     \
    do {                                                                       \
        for (size_t i_ = 0; i_ < sizeof(cases) / sizeof *(cases); i_++)        \
            check_case(&(cases)[i_]);                                          \
    } while (0)

/* ------------------------------------------------------------ the cases */

static void reads_rows(void **state)
{
    (void)state;
    static const csv_case cases[] = {
        {"rows", "a,b\n1,2\n3,4\n", .gives = "a|b\n2:<1>,<2>\n3:<3>,<4>\n."},
        {"no last newline", "a,b\n1,2", .gives = "a|b\n2:<1>,<2>\n."},
        {"ends after a delimiter", "a,b\n1,", .gives = "a|b\n2:<1>,NULL\n."},
        {"ends after a quote", "a,b\n1,\"2\"", .gives = "a|b\n2:<1>,<2>\n."},
        {"ends after an empty quote", "a\n\"\"", .gives = "a\n2:<>\n."},
        {"header only", "a,b\n", .gives = "a|b\n."},
        {"header without a newline", "a,b", .gives = "a|b\n."},
        {"one field", "a\n1\n", .gives = "a\n2:<1>\n."},
        {"quoted fields", "\"a\",\"b\"\n\"1\",\"2\"\n",
         .gives = "a|b\n2:<1>,<2>\n."},
        {"quoted delimiter", "a,b\n\"1,2\",3\n",
         .gives = "a|b\n2:<1,2>,<3>\n."},
        {"quoted quotes", "a,b\n\"1\"\"2\",\"\"\"\"\n",
         .gives = "a|b\n2:<1\"2>,<\">\n."},
        {"quotes at both ends", "a,b\n\"\"\"x\"\"\",\n",
         .gives = "a|b\n2:<\"x\">,NULL\n."},
        {"spaces are data", " a ,b\n 1 , \n\t,\" 2 \"\n",
         .gives = " a |b\n2:< 1 >,< >\n3:<\t>,< 2 >\n."},
        {"spaces alone", "a\n \n", .gives = "a\n2:< >\n."},
        {"semicolon", "a;b\n1,5;2\n", .gives = "a|b\n2:<1,5>,<2>\n.",
         .delimiter = ';'},
        {"tab", "a\tb\n1 \t\n", .gives = "a|b\n2:<1 >,NULL\n.",
         .delimiter = '\t'},
        {"space", "a b\n1 \n", .gives = "a|b\n2:<1>,NULL\n.", .delimiter = ' '},
        {"UTF-8", "é,b\nüñ,\xF0\x9F\x98\x80\n",
         .gives = "é|b\n2:<üñ>,<\xF0\x9F\x98\x80>\n."},
    };
    CHECK_CASES(cases);
}

static void counts_lines(void **state)
{
    (void)state;
    static const csv_case cases[] = {
        {"CRLF", "a,b\r\n1,2\r\n3,4\r\n",
         .gives = "a|b\n2:<1>,<2>\n3:<3>,<4>\n."},
        {"CR", "a,b\r1,2\r3,4", .gives = "a|b\n2:<1>,<2>\n3:<3>,<4>\n."},
        {"mixed", "a\r1\n2\r\n3\n4\r5",
         .gives = "a\n2:<1>\n3:<2>\n4:<3>\n5:<4>\n6:<5>\n."},
        {"blank lines", "\n\na\n\n1\n\n\n2\n\n", .gives = "a\n5:<1>\n8:<2>\n."},
        {"blank CRLF lines", "\r\na\r\n\r\n1\r\n\r\n2\r\n",
         .gives = "a\n4:<1>\n6:<2>\n."},
        {"blank CR lines", "\ra\r\r1\r\r2", .gives = "a\n4:<1>\n6:<2>\n."},
        {"LF CR", "a\n\r1\n\r2", .gives = "a\n3:<1>\n5:<2>\n."},
        {"empty fields at line ends", "a,b\r\n,\r\n,\r\n",
         .gives = "a|b\n2:NULL,NULL\n3:NULL,NULL\n."},
        {"quoted LF", "a,b\n1,\"x\n\ny\"\n2,z\n",
         .gives = "a|b\n2:<1>,<x\n\ny>\n5:<2>,<z>\n."},
        {"quoted CRLF", "a,b\r\n1,\"x\r\ny\"\r\n2,z\r\n",
         .gives = "a|b\n2:<1>,<x\r\ny>\n4:<2>,<z>\n."},
        {"quoted CR", "a,b\r1,\"x\ry\"\r2,z",
         .gives = "a|b\n2:<1>,<x\ry>\n4:<2>,<z>\n."},
        {"newlines at quotes", "a\n\"\nx\r\"\n\"\r\"\r\n\"\n\"\r3",
         .gives = "a\n2:<\nx\r>\n5:<\r>\n7:<\n>\n9:<3>\n."},
        {"CR before a quoted LF", "a\r\"\n\"\r1",
         .gives = "a\n2:<\n>\n4:<1>\n."},
        {"two quoted in a row", "a,b\n\"1\n\",\"\n2\"\n3,4",
         .gives = "a|b\n2:<1\n>,<\n2>\n5:<3>,<4>\n."},
        {"quoted newline in the header", "\"a\nb\",c\n1,2",
         .gives = "a\nb|c\n3:<1>,<2>\n."},
    };
    CHECK_CASES(cases);
}

static void skips_a_byte_order_mark(void **state)
{
    (void)state;
    static const csv_case cases[] = {
        {"mark", MARK "a,b\n1,2\n", .gives = "a|b\n2:<1>,<2>\n."},
        {"mark and quote", MARK "\"a\",b\n1,2\n", .gives = "a|b\n2:<1>,<2>\n."},
        {"mark, no header", MARK "1,\n", .gives = "1|2\n1:<1>,NULL\n.",
         .no_header = true},
        {"mark alone", MARK, .gives = "\n.", .no_header = true},
        {"second mark", MARK MARK "a\n1\n", .gives = MARK "a\n2:<1>\n."},
        {"mark further on", "a\n" MARK "1\n", .gives = "a\n2:<" MARK "1>\n."},
        {"half a mark", "\xEF\xBB",
         .gives = "!row in.csv:1: field 1: byte 1 is not valid UTF-8"},
    };
    CHECK_CASES(cases);
}

static void names_the_fields(void **state)
{
    (void)state;
    static const csv_case cases[] = {
        {"no header", "x,y\n1,2\n", .gives = "1|2\n1:<x>,<y>\n2:<1>,<2>\n.",
         .no_header = true},
        {"no header, many", "a,b,c,d,e,f,g,h,i,j,k\n",
         .gives = "1|2|3|4|5|6|7|8|9|10|11\n"
                  "1:<a>,<b>,<c>,<d>,<e>,<f>,<g>,<h>,<i>,<j>,<k>\n.",
         .no_header = true},
        {"no header, one byte", "x", .gives = "1\n1:<x>\n.", .no_header = true},
        {"no header, two bytes", ",\n", .gives = "1|2\n1:NULL,NULL\n.",
         .no_header = true},
        {"no header, empty", "\n", .gives = "\n.", .no_header = true},
        {"header missing", "\r\n\n",
         .gives = "!row in.csv: the header is missing"},
        {"empty name", "a,,c\n1,2,3\n",
         .gives = "!row in.csv:1: field 2 of the header has no name"},
        {"empty quoted name", "\na,\"\"\n",
         .gives = "!row in.csv:2: field 2 of the header has no name"},
        {"empty last name", "a,\n",
         .gives = "!row in.csv:1: field 2 of the header has no name"},
        {"name twice", "b,a,c,\"a\"\n1,2,3,4\n",
         .gives = "!row in.csv:1: the header names \"a\" twice [a]"},
        {"names that differ in case", "a,A\n1,2\n",
         .gives = "a|A\n2:<1>,<2>\n."},
        {"a name that is the null text", "NULL,b\n1,NULL\n",
         .gives = "NULL|b\n2:<1>,NULL\n.", .null_text = "NULL"},
        {"bad byte in the header", "a,b\xFF\n1,2\n",
         .gives = "!row in.csv:1: field 2: byte 2 is not valid UTF-8"},
        {"bad quote in the header", "a,b\"\n1,2\n",
         .gives = "!row in.csv:1: field 2: a quote inside an unquoted field"},
        {"open quote in the header", "a,\"b\n1,2\n",
         .gives = "!row in.csv:1: field 2: the quote is never closed"},
    };
    CHECK_CASES(cases);
    write_text("");
    up_buffer buffer = {0};
    up_csv_format format = plain();
    assert_string_equal(text(&buffer, &format),
                        "!row in.csv: the header is missing");
    up_buffer_reset(&buffer);
    format.header = false;
    assert_string_equal(text(&buffer, &format), "\n.");
    up_buffer_dispose(&buffer);
}

static void tells_null_from_text(void **state)
{
    (void)state;
    static const csv_case cases[] = {
        {"empty", "a,b,c\n,\"\",x\n", .gives = "a|b|c\n2:NULL,<>,<x>\n."},
        {"empty, quoted last", "a,b\n,\"\"\n\"\",\n",
         .gives = "a|b\n2:NULL,<>\n3:<>,NULL\n."},
        {"backslash N", "a,b,c,d\n\\N,\"\\N\",,\"\"\n",
         .gives = "a|b|c|d\n2:NULL,<\\N>,<>,<>\n.", .null_text = "\\N"},
        {"backslash N at the end", "a,b\n\"\\N\",\\N",
         .gives = "a|b\n2:<\\N>,NULL\n.", .null_text = "\\N"},
        {"quoted backslash N at the end", "a,b\n\\N,\"\\N\"",
         .gives = "a|b\n2:NULL,<\\N>\n.", .null_text = "\\N"},
        {"nearly", "a,b,c\nNULLS,NUL, NULL\n",
         .gives = "a|b|c\n2:<NULLS>,<NUL>,< NULL>\n.", .null_text = "NULL"},
        {"after quotes, newlines and blanks",
         "a,b\r\n\"x\"\"\"\"\r\n\",NULL\r\n\r\n\r\nNULL,\"NULL\"\r\n\"NULL\","
         "NULL\r\n",
         .gives = "a|b\n2:<x\"\"\r\n>,NULL\n6:NULL,<NULL>\n7:<NULL>,NULL\n.",
         .null_text = "NULL"},
        {"after empty fields", "a,b,c\n,,NULL\n,\"\",\"NULL\"\n",
         .gives = "a|b|c\n2:<>,<>,NULL\n3:<>,<>,<NULL>\n.",
         .null_text = "NULL"},
        {"after a mark", MARK "NULL,\"NULL\"\n",
         .gives = "1|2\n1:NULL,<NULL>\n.", .no_header = true,
         .null_text = "NULL"},
        {"one quote more than the text", "a\n\"\"\"\"\n-\n\"-\"\n",
         .gives = "a\n2:<\">\n3:NULL\n4:<->\n.", .null_text = "-"},
    };
    CHECK_CASES(cases);
}

static void refuses_a_wrong_number_of_fields(void **state)
{
    (void)state;
    static const csv_case cases[] = {
        {"too few", "a,b,c\n1,2,3\n4,5\n6,7,8\n",
         .gives =
             "a|b|c\n2:<1>,<2>,<3>\n!row in.csv:3: found 2 fields, expected 3 "
             "[row 2]"},
        {"one", "a,b\n1\n",
         .gives = "a|b\n!row in.csv:2: found 1 field, expected 2 [row 1]"},
        {"too many", "a,b\n1,2\n1,2,3,4\n",
         .gives = "a|b\n2:<1>,<2>\n!row in.csv:3: found 4 fields, expected 2 "
                  "[row 2]"},
        {"at the end", "a,b\n1,2\n3",
         .gives = "a|b\n2:<1>,<2>\n!row in.csv:3: found 1 field, expected 2 "
                  "[row 2]"},
        {"no header", "1,2\n3\n",
         .gives =
             "1|2\n1:<1>,<2>\n!row in.csv:2: found 1 field, expected 2 [row 2]",
         .no_header = true},
        {"the line where it begins", "a,b\n\n\"x\n\n\",2,3\n",
         .gives = "a|b\n!row in.csv:3: found 3 fields, expected 2 [row 1]"},
        {"a bad byte in an extra field", "a\n1,\xFF\n",
         .gives =
             "a\n!row in.csv:2: field 2: byte 1 is not valid UTF-8 [row 1]"},
    };
    CHECK_CASES(cases);
}

static void refuses_bad_bytes(void **state)
{
    (void)state;
    static const csv_case cases[] = {
        {"bad byte", "a,b\n1,2\n3,xy\xC3\n4,5\n",
         .gives =
             "a|b\n2:<1>,<2>\n!row in.csv:3: column \"b\": byte 3 is not valid "
             "UTF-8 [row 2] [b]"},
        {"in a quoted field of several lines", "a,b\n1,\"x\r\ny\n\xFF\n\"\n",
         .gives = "a|b\n!row in.csv:4: column \"b\": byte 6 is not valid UTF-8 "
                  "[row 1] "
                  "[b]"},
        {"after a quoted field", "a,b\n\"1\n2\",\xFF\n",
         .gives = "a|b\n!row in.csv:3: column \"b\": byte 1 is not valid UTF-8 "
                  "[row 1] "
                  "[b]"},
        {"overlong", "a\n\xC0\xAF\n",
         .gives = "a\n!row in.csv:2: column \"a\": byte 1 is not valid UTF-8 "
                  "[row 1] "
                  "[a]"},
        {"surrogate", "a\nx\xED\xA0\x80\n",
         .gives = "a\n!row in.csv:2: column \"a\": byte 2 is not valid UTF-8 "
                  "[row 1] "
                  "[a]"},
        {"past U+10FFFF", "a\n\xF4\x90\x80\x80\n",
         .gives = "a\n!row in.csv:2: column \"a\": byte 1 is not valid UTF-8 "
                  "[row 1] "
                  "[a]"},
        {"no header", "1,\xFF\n",
         .gives = "!row in.csv:1: field 2: byte 1 is not valid UTF-8 [row 1]",
         .no_header = true},
        {"no header, second row", "1,2\n3,\xFF\n",
         .gives = "1|2\n1:<1>,<2>\n!row in.csv:2: field 2: byte 1 is not valid "
                  "UTF-8 "
                  "[row 2] [2]",
         .no_header = true},
        {"NUL", "a,b\n1,x\0y\n",
         .gives = "a|b\n!row in.csv:2: column \"b\": byte 2 is NUL [row 1] [b]",
         .length = 10},
        {"NUL in a quoted field of several lines", "a,b\n1,\"\n\n\0\"\n",
         .gives = "a|b\n!row in.csv:4: column \"b\": byte 3 is NUL [row 1] [b]",
         .length = 12},
        {"NUL before a bad byte", "a\n\0\xFF\n",
         .gives = "a\n!row in.csv:2: column \"a\": byte 1 is NUL [row 1] [a]",
         .length = 5},
        {"bad byte before NUL", "a\n\xFF\0\n",
         .gives = "a\n!row in.csv:2: column \"a\": byte 1 is not valid UTF-8 "
                  "[row 1] "
                  "[a]",
         .length = 5},
        {"NUL in the header", "a,b\0\n",
         .gives = "!row in.csv:1: field 2: byte 2 is NUL", .length = 5},
    };
    CHECK_CASES(cases);
}

static void refuses_misplaced_quotes(void **state)
{
    (void)state;
    static const csv_case cases[] = {
        {"inside an unquoted field", "a,b\n1,2\n3,x\"y\n",
         .gives =
             "a|b\n2:<1>,<2>\n!row in.csv:3: column \"b\": a quote inside an "
             "unquoted field [row 2] [b]"},
        {"after a space", "a,b\n1, \"y\"\n",
         .gives = "a|b\n!row in.csv:2: column \"b\": a quote inside an "
                  "unquoted field "
                  "[row 1] [b]"},
        {"text after a quote", "a,b\n\"1\"x,2\n",
         .gives =
             "a|b\n!row in.csv:2: column \"a\": text after the closing quote "
             "[row 1] [a]"},
        {"space after a quote", "a,b\n\"1\" ,2\n",
         .gives =
             "a|b\n!row in.csv:2: column \"a\": text after the closing quote "
             "[row 1] [a]"},
        {"text after an empty quote", "a\n\"\"x\n",
         .gives =
             "a\n!row in.csv:2: column \"a\": text after the closing quote "
             "[row 1] [a]"},
        {"some lines on", "a,b\n1,2\n3,\"x\n4,\"y\"\n",
         .gives = "a|b\n2:<1>,<2>\n!row in.csv:4: column \"b\": text after the "
                  "closing "
                  "quote, in the record that begins on line 3 [row 2] [b]"},
        {"after a field of several lines", "a,b\n\"\n\n\",x\"\n",
         .gives = "a|b\n!row in.csv:4: column \"b\": a quote inside an "
                  "unquoted field, "
                  "in the record that begins on line 2 [row 1] [b]"},
        {"in an extra field", "a\n1,2\"\n",
         .gives = "a\n!row in.csv:2: field 2: a quote inside an unquoted field "
                  "[row 1]"},
        {"never closed", "a,b\n1,2\n3,\"x\ny\nz\n",
         .gives =
             "a|b\n2:<1>,<2>\n!row in.csv:3: column \"b\": the quote is never "
             "closed [row 2] [b]"},
        {"never closed, the record's line", "a,b\n\"1\n\n\",\"x\n",
         .gives = "a|b\n!row in.csv:2: column \"b\": the quote is never closed "
                  "[row 1] "
                  "[b]"},
        {"one quote", "a\n\"",
         .gives = "a\n!row in.csv:2: column \"a\": the quote is never closed "
                  "[row 1] "
                  "[a]"},
        {"the first error", "a,b\n1\n2,\"x\"y\n3,\xFF\n",
         .gives = "a|b\n!row in.csv:2: found 1 field, expected 2 [row 1]"},
    };
    CHECK_CASES(cases);
}

/* ------------------------------------------------ any bytes, any chunk */

/* The same on every run. */
static uint32_t random_state = 1;

static uint32_t random_below(uint32_t bound)
{
    random_state = random_state * 1664525u + 1013904223u;
    return (random_state >> 8) % bound;
}

static void chunks_change_nothing(void **state)
{
    (void)state;
    static const char *const PIECES[] = {
        "a",    "N",        ",",    ",", "\"",    "\"",  "\"\"", "\n",  "\r",
        "\r\n", "\xC3\xA9", "\xFF", " ", "\"N\"", ",\"", "\",",  "\"\n"};
    for (int i = 0; i < 3000; i++) {
        up_buffer input = {0};
        up_buffer_text(&input, "a,b\n");
        for (uint32_t n = random_below(16); n > 0; n--)
            up_buffer_text(&input, PIECES[random_below(17)]);
        write_input(input.data, input.length);
        up_csv_format format = plain();
        format.null_text = "N";
        up_buffer whole = {0};
        text(&whole, &format);
        for (size_t k = 1; k < CHUNK_COUNT; k++) {
            format.chunk = CHUNKS[k];
            up_buffer parts = {0};
            assert_string_equal(text(&parts, &format), whole.data);
            up_buffer_dispose(&parts);
        }
        up_buffer_dispose(&whole);
        up_buffer_dispose(&input);
    }
}

/* Append a random field to the file and what it must be read as. */
static void random_field(up_buffer *file, up_buffer *expected, bool last)
{
    static const char *const PLAIN[] = {"", "x", "N", "NN", " y ", "\xC3\xA9"};
    static const char *const QUOTED[] = {
        "", "x", "N", "a,b", "\"\"", "x\"\"y\"\"", "\r\n", "\n\"\"\n", " "};
    if (random_below(2)) {
        const char *value = PLAIN[random_below(6)];
        up_buffer_text(file, value);
        up_buffer_format(expected, strcmp(value, "N") ? "<%s>" : "NULL", value);
    } else {
        const char *value = QUOTED[random_below(9)];
        up_buffer_format(file, "\"%s\"", value);
        up_buffer_text(expected, "<");
        for (const char *c = value; *c; c += 1 + (*c == '"'))
            up_buffer_append(expected, c, 1);
        up_buffer_text(expected, ">");
    }
    up_buffer_text(file, last ? "\r\n" : ",");
    up_buffer_text(expected, last ? "\n" : ",");
}

/* Drop the "LINE:" that begins each row. A value holds no colon. */
static void drop_lines(char *rows)
{
    char *to = rows;
    for (const char *from = rows; *from; from++) {
        if (*from == ':')
            while (to > rows && to[-1] >= '0' && to[-1] <= '9')
                to--;
        else
            *to++ = *from;
    }
    *to = '\0';
}

static void reads_back_what_was_written(void **state)
{
    (void)state;
    for (int i = 0; i < 300; i++) {
        up_buffer file = {0}, expected = {0}, got = {0};
        up_buffer_text(&file, "a,b,c\r\n");
        up_buffer_text(&expected, "a|b|c\n");
        for (int field = 0; field < 60; field++)
            random_field(&file, &expected, field % 3 == 2);
        up_buffer_append(&expected, ".", 2);
        write_input(file.data, file.length);
        up_csv_format format = plain();
        format.null_text = "N";
        format.chunk = random_below(40);
        text(&got, &format);
        drop_lines(got.data);
        assert_string_equal(got.data, expected.data);
        up_buffer_dispose(&file);
        up_buffer_dispose(&expected);
        up_buffer_dispose(&got);
    }
}

/* ------------------------------------------------------------- messages */

static void says_no_value(void **state)
{
    (void)state;
    static const char *const INPUTS[] = {
        "a,b\nsecret\n",          "a,b\nsecret,secret,secret\n",
        "a,b\nsecret,secret\xFF", "a,b\nsecret\"secret,1",
        "a,b\n\"secret\"secret",  "a,b\n\"secret\nsecret",
    };
    for (size_t i = 0; i < sizeof INPUTS / sizeof *INPUTS; i++) {
        write_text(INPUTS[i]);
        up_csv_format format = plain();
        up_buffer buffer = {0};
        const char *got = text(&buffer, &format);
        assert_non_null(strstr(got, "!row in.csv:2: "));
        assert_null(strstr(got, "secret"));
        up_buffer_dispose(&buffer);
    }
}

static void cuts_a_long_name(void **state)
{
    (void)state;
    up_buffer input = {0};
    for (int i = 0; i < 100; i++)
        up_buffer_text(&input, "\xC3\xA9");
    up_buffer_text(&input, "\n\xFF\n");
    write_input(input.data, input.length);
    up_csv_format format = plain();
    up_source *source;
    up_source_row row;
    upsert_error error = UPSERT_ERROR_INIT;
    assert_int_equal(up_csv_open(&format, &source, &error), UPSERT_OK);
    assert_int_equal(up_source_next(source, &row, &error), UPSERT_ROW);
    assert_int_equal(strlen(error.column), 128);
    assert_memory_equal(error.column, input.data, 128);
    up_source_free(source);
    up_buffer_dispose(&input);
}

static void keeps_the_callers_first_error(void **state)
{
    (void)state;
    write_text("a\n1,2\n");
    up_csv_format format = plain();
    up_source *source;
    up_source_row row;
    assert_int_equal(up_csv_open(&format, &source, NULL), UPSERT_OK);
    upsert_error error = {.status = UPSERT_SQL, .message = "before"};
    assert_int_equal(up_source_next(source, &row, &error), UPSERT_ROW);
    assert_int_equal(error.status, UPSERT_SQL);
    assert_string_equal(error.message, "before");
    up_source_free(source);
    up_source_free(NULL);
}

/* ---------------------------------------------------------------- files */

static void expect_no_file(const char *path, const char *message)
{
    up_csv_format format = plain();
    format.path = path;
    up_source *source;
    upsert_error error = UPSERT_ERROR_INIT;
    assert_int_equal(up_csv_open(&format, &source, &error), UPSERT_FILE);
    assert_null(source);
    assert_int_equal(error.status, UPSERT_FILE);
    assert_string_equal(error.message, message);
    assert_int_equal(up_csv_open(&format, &source, NULL), UPSERT_FILE);
}

static void says_why_a_file_cannot_be_read(void **state)
{
    (void)state;
    write_text("a\n");
    expect_no_file("none.csv",
                   "none.csv: cannot read: No such file or directory");
    expect_no_file(".", ".: cannot read: Is a directory");
    expect_no_file(FILE_NAME "/x", "in.csv/x: cannot read: Not a directory");
    if (geteuid() != 0) {
        assert_int_equal(chmod(FILE_NAME, 0), 0);
        expect_no_file(FILE_NAME, "in.csv: cannot read: Permission denied");
    }
    unlink(FILE_NAME);
}

static int replace_stdin(int fd)
{
    int saved = dup(STDIN_FILENO);
    assert_true(saved >= 0);
    assert_int_equal(dup2(fd, STDIN_FILENO), STDIN_FILENO);
    close(fd);
    return saved;
}

static void restore_stdin(int saved)
{
    assert_int_equal(dup2(saved, STDIN_FILENO), STDIN_FILENO);
    close(saved);
}

/* A pipe that holds the text. */
static int pipe_of(const char *content)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    ssize_t length = (ssize_t)strlen(content);
    assert_int_equal(write(ends[1], content, (size_t)length), length);
    close(ends[1]);
    return ends[0];
}

static void reads_standard_input(void **state)
{
    (void)state;
    int saved = replace_stdin(pipe_of("a,b\n1,2\n3\n"));
    up_csv_format format = plain();
    format.path = "-";
    up_source *source;
    up_buffer buffer = {0};
    assert_int_equal(up_csv_open(&format, &source, NULL), UPSERT_OK);
    assert_string_equal(source->name, "standard input");
    assert_int_equal(source->bytes_all, 0);
    show_rows(&buffer, source);
    assert_string_equal(up_buffer_string(&buffer),
                        "2:<1>,<2>\n!row standard input:3: found 1 field, "
                        "expected 2 [row 2]");
    up_source_free(source);
    up_buffer_dispose(&buffer);
    assert_true(fcntl(STDIN_FILENO, F_GETFD) >= 0);
    restore_stdin(saved);
}

/* A socket that has this text, and then an error: who wrote it has left without
   having read all. */
static int reset_after(const char *text)
{
    int ends[2];
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    assert_int_equal(write(ends[1], text, strlen(text)), strlen(text));
    assert_int_equal(write(ends[0], "", 1), 1);
    close(ends[1]);
    return ends[0];
}

static void gives_the_rows_before_a_read_error(void **state)
{
    (void)state;
    int saved = replace_stdin(reset_after("a,b\n1,2\n3,"));
    up_csv_format format = plain();
    format.path = "-";
    up_source *source;
    up_buffer buffer = {0};
    assert_int_equal(up_csv_open(&format, &source, NULL), UPSERT_OK);
    show_rows(&buffer, source);
    assert_string_equal(up_buffer_string(&buffer),
                        "2:<1>,<2>\n!file standard input: cannot read: "
                        "Connection reset by peer");
    up_source_free(source);
    up_buffer_dispose(&buffer);
    restore_stdin(saved);
}

static void counts_bytes(void **state)
{
    (void)state;
    write_text(MARK "a,b\n1,2\n3,4\n");
    up_csv_format format = plain();
    format.chunk = 4;
    up_source *source;
    up_source_row row;
    assert_int_equal(up_csv_open(&format, &source, NULL), UPSERT_OK);
    assert_int_equal(source->bytes_all, 15);
    assert_int_equal(source->bytes_read, 7);
    assert_int_equal(up_source_next(source, &row, NULL), UPSERT_OK);
    assert_int_equal(source->bytes_read, 11);
    assert_int_equal(up_source_next(source, &row, NULL), UPSERT_OK);
    assert_int_equal(up_source_next(source, &row, NULL), UPSERT_DONE);
    assert_int_equal(source->bytes_read, 15);
    up_source_free(source);
}

static void closes_its_file(void **state)
{
    (void)state;
    write_text("a\n1\n");
    up_csv_format format = plain();
    up_source *source;
    int before = dup(STDIN_FILENO);
    close(before);
    assert_int_equal(up_csv_open(&format, &source, NULL), UPSERT_OK);
    up_source_free(source);
    int after = dup(STDIN_FILENO);
    close(after);
    assert_int_equal(after, before);
}

/* --------------------------------------------------------------- limits */

#define RECORD_MAXIMUM ((size_t)64 * 1024 * 1024)

/* A row, then a record of `length` bytes, then another row. */
static void write_long_record(size_t length, const char *first,
                              const char *last)
{
    FILE *file = fopen(FILE_NAME, "wb");
    assert_non_null(file);
    fprintf(file, "a\n1\n%s", first);
    char block[4096];
    memset(block, 'x', sizeof block);
    size_t left = length - strlen(first) - strlen(last);
    while (left > 0) {
        size_t piece = left < sizeof block ? left : sizeof block;
        left -= fwrite(block, 1, piece, file);
    }
    fprintf(file, "%s\n2\n", last);
    assert_int_equal(fclose(file), 0);
}

/* The second chunk ends where the record does. */
static void reads_the_longest_record(void **state)
{
    (void)state;
    const size_t chunks[] = {0, RECORD_MAXIMUM + 4 - strlen(MARK)};
    write_long_record(RECORD_MAXIMUM, "\"", "\"");
    for (size_t i = 0; i < 2; i++) {
        up_csv_format format = plain();
        format.chunk = chunks[i];
        up_source *source;
        up_source_row row;
        assert_int_equal(up_csv_open(&format, &source, NULL), UPSERT_OK);
        assert_int_equal(up_source_next(source, &row, NULL), UPSERT_OK);
        assert_int_equal(up_source_next(source, &row, NULL), UPSERT_OK);
        assert_int_equal(row.fields[0].length, RECORD_MAXIMUM - 2);
        assert_int_equal(up_source_next(source, &row, NULL), UPSERT_OK);
        assert_int_equal(row.line, 4);
        up_source_free(source);
    }
}

static void refuse_long_record(const char *first, const char *last,
                               size_t chunk)
{
    write_long_record(RECORD_MAXIMUM + 1, first, last);
    up_csv_format format = plain();
    format.chunk = chunk;
    up_buffer buffer = {0};
    assert_string_equal(text(&buffer, &format),
                        "a\n2:<1>\n!row in.csv:3: the record is longer than "
                        "64 MiB [row 2]");
    up_buffer_dispose(&buffer);
}

/* The large chunk holds the record and what comes after it. */
static void refuses_a_longer_record(void **state)
{
    (void)state;
    refuse_long_record("", "", 0);
    refuse_long_record("\"", "", 0);
    refuse_long_record("\"", "\"", RECORD_MAXIMUM * 2);
}

/* Extra fields are counted, not kept. */
static void memory_holds_no_extra_fields(void **state)
{
    (void)state;
    FILE *file = fopen(FILE_NAME, "wb");
    assert_non_null(file);
    fputs("a\n", file);
    for (int i = 0; i < 1000000; i++)
        fputc(',', file);
    assert_int_equal(fclose(file), 0);
    up_csv_format format = plain();
    up_buffer buffer = {0};
    struct rusage before, after;
    getrusage(RUSAGE_SELF, &before);
    assert_string_equal(text(&buffer, &format),
                        "a\n!row in.csv:2: found 1000001 fields, expected 1 "
                        "[row 1]");
    getrusage(RUSAGE_SELF, &after);
    assert_true(after.ru_maxrss - before.ru_maxrss < 4096);
    up_buffer_dispose(&buffer);
}

static void refuses_too_many_fields(void **state)
{
    (void)state;
    up_csv_format format = plain();
    format.header = false;
    for (size_t fields = 65536; fields <= 65537; fields++) {
        up_buffer input = {0};
        for (size_t i = 1; i < fields; i++)
            up_buffer_text(&input, ",");
        up_buffer_text(&input, "\n");
        write_input(input.data, input.length);
        up_buffer_dispose(&input);
        up_source *source;
        upsert_error error = UPSERT_ERROR_INIT;
        upsert_status status = up_csv_open(&format, &source, &error);
        assert_int_equal(status, fields > 65536 ? UPSERT_ROW : UPSERT_OK);
        if (status)
            assert_string_equal(error.message,
                                "in.csv:1: more than 65536 fields");
        else
            assert_int_equal(source->count, fields);
        up_source_free(source);
    }
}

/* 200,000 rows, 16 MB; the rows' values stay in one small piece of memory. */
static void memory_stays_flat(void **state)
{
    (void)state;
    FILE *file = fopen(FILE_NAME, "wb");
    assert_non_null(file);
    fputs("a,b,c\n", file);
    for (int i = 0; i < 200000; i++)
        fprintf(file,
                "%d,\"a value, of \"\"some\"\" length\nto fill it\","
                "and another one of this kind\n",
                i);
    assert_int_equal(fclose(file), 0);

    up_csv_format format = plain();
    up_source *source;
    up_source_row row;
    struct rusage before, after;
    uintptr_t low = UINTPTR_MAX, high = 0;
    assert_int_equal(up_csv_open(&format, &source, NULL), UPSERT_OK);
    for (int i = 0; i < 200000; i++) {
        assert_int_equal(up_source_next(source, &row, NULL), UPSERT_OK);
        assert_int_equal(row.line, 2 + 2 * i);
        if (i == 10000)
            getrusage(RUSAGE_SELF, &before);
        uintptr_t at = (uintptr_t)row.fields[0].data;
        if (i >= 10000 && at < low)
            low = at;
        if (i >= 10000 && at > high)
            high = at;
    }
    getrusage(RUSAGE_SELF, &after);
    assert_int_equal(up_source_next(source, &row, NULL), UPSERT_DONE);
    assert_true(high - low < 128 * 1024);
    assert_true(after.ru_maxrss - before.ru_maxrss < 2048);
    up_source_free(source);
}

/* Whatever the chunks cut: the bytes of a record, and not its line end. */
static void rows_are_kept_as_they_came(void **state)
{
    (void)state;
    static const char *const RAW[] = {"1,\"on\"\"e\"", "2,\"t\r\nw,o\"", ",",
                                      "4,", "\"5\",\"x\""};
    write_text("\xEF\xBB\xBF"
               "a,b\n1,\"on\"\"e\"\r\n\r\n2,\"t\r\nw,o\"\n,\r4,"
               "\n\"5\",\"x\"");
    for (size_t chunk = 1; chunk < 60; chunk++) {
        up_csv_format format = plain();
        up_source *source;
        up_source_row row;
        format.chunk = chunk;
        format.keeps_raw = true;
        assert_int_equal(up_csv_open(&format, &source, NULL), UPSERT_OK);
        for (size_t i = 0; i < sizeof RAW / sizeof *RAW; i++) {
            assert_int_equal(up_source_next(source, &row, NULL), UPSERT_OK);
            assert_int_equal(row.raw_length, strlen(RAW[i]));
            assert_memory_equal(row.raw, RAW[i], row.raw_length);
        }
        assert_int_equal(up_source_next(source, &row, NULL), UPSERT_DONE);
        up_source_free(source);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        /* First, as they look at the largest memory the process had. */
        cmocka_unit_test(memory_stays_flat),
        cmocka_unit_test(memory_holds_no_extra_fields),
        cmocka_unit_test(reads_rows),
        cmocka_unit_test(counts_lines),
        cmocka_unit_test(skips_a_byte_order_mark),
        cmocka_unit_test(names_the_fields),
        cmocka_unit_test(tells_null_from_text),
        cmocka_unit_test(refuses_a_wrong_number_of_fields),
        cmocka_unit_test(refuses_bad_bytes),
        cmocka_unit_test(refuses_misplaced_quotes),
        cmocka_unit_test(chunks_change_nothing),
        cmocka_unit_test(reads_back_what_was_written),
        cmocka_unit_test(says_no_value),
        cmocka_unit_test(cuts_a_long_name),
        cmocka_unit_test(keeps_the_callers_first_error),
        cmocka_unit_test(says_why_a_file_cannot_be_read),
        cmocka_unit_test(reads_standard_input),
        cmocka_unit_test(gives_the_rows_before_a_read_error),
        cmocka_unit_test(counts_bytes),
        cmocka_unit_test(closes_its_file),
        cmocka_unit_test(reads_the_longest_record),
        cmocka_unit_test(refuses_a_longer_record),
        cmocka_unit_test(refuses_too_many_fields),
        cmocka_unit_test(rows_are_kept_as_they_came),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
