/* What goes in comes out, and is known again when it comes in once more. */
#include "conformance.h"

#include <float.h>

static const sample COMMON[] = {
    {"<text>", "", NULL},
    {"<text>", " outer spaces  ", NULL},
    {"<text>", "it's \"quoted\" `thrice`", NULL},
    {"<text>", "C:\\new\\\\table\\", NULL},
    {"<text>", "a; DROP TABLE t; --", NULL},
    {"<text>", "-- a comment?", NULL},
    {"<text>", "/* another */ # {fn now()} {d '2024-01-01'}", NULL},
    {"<text>", "? ?? ?1 :name $1 %s %n @x", NULL},
    {"<text>", "line\nline\r\n\ttab", NULL},
    {"<text>", "null", NULL},
    {"<text>", "\xc3\xa9 e\xcc\x81 \xe2\x82\xac \xe4\xb8\xad", NULL},
    {"<text>", "\xf0\x9f\x98\x80\xf0\x9d\x94\x98", NULL},
    {"<text:5>", "false", NULL},
    {"<text:5>", "12345", NULL},
    {"<text:1>", "1", NULL},
    {"<longtext>", "long", NULL},
    {"<integer>", "0", NULL},
    {"<integer>", "2147483647", NULL},
    {"<integer>", "-2147483648", NULL},
    {"<bigint>", "9223372036854775807", NULL},
    {"<bigint>", "-9223372036854775808", NULL},
    {"<bigint>", "9007199254740993", NULL},
    {"<decimal>", "12.3456", NULL},
    {"<decimal>", "-0.0001", NULL},
    {"<double>", "0.5", NULL},
    {"<double>", "-1e3", "-1000"},
    {"<date>", "2024-02-29", NULL},
    {"<date>", "0001-01-01", NULL},
    {"<date>", "9999-12-31", NULL},
    {"<timestamp>", "2024-02-29 12:34:56.789012", NULL},
    {"<timestamp>", "1999-12-31 23:59:59.000001", NULL},
    {"<boolean>", "1", NULL},
    {"<boolean>", "0", NULL},
};

static void upsert_one(fixture *f, const char *mode, const char *value,
                       upsert_counts *counts)
{
    upsert_session *session = borrow_session(f, f->hdbc, "k|v", OPTIONS(mode));
    assert_int_equal(upsert_row_int64(session, 0, 1, NULL), UPSERT_OK);
    assert_int_equal(value
                         ? upsert_row_text(session, 1, value, UPSERT_NTS, NULL)
                         : upsert_row_null(session, 1, NULL),
                     UPSERT_OK);
    assert_int_equal(upsert_row_put(session, NULL), UPSERT_OK);
    commit(session);
    upsert_session_counts(session, counts);
    close_session(f, session);
}

static void expect_reading(const fixture *f, const char *value)
{
    size_t size = strlen(value) + 2;
    char *row = malloc(size);
    snprintf(row, size, "%s\n", value);
    expect_rows(f, "SELECT [v] FROM @", row);
    free(row);
}

/* In by an insert, equal, out by NULL, in by an update, equal. */
static void check_value(fixture *f, const char *value, const char *reads)
{
    upsert_counts counts;
    upsert_one(f, "upsert.mode=upsert", value, &counts);
    expect_reading(f, reads);
    expect_counts(f, UPSERT_MODE_UPSERT, &counts, (counted){.inserted = 1});
    upsert_one(f, "upsert.mode=upsert", value, &counts);
    expect_counts(f, UPSERT_MODE_UPSERT, &counts, (counted){.unchanged = 1});
    upsert_one(f, "upsert.mode=upsert", NULL, &counts);
    expect_counts(f, UPSERT_MODE_UPSERT, &counts, (counted){.updated = 1});
    expect_reading(f, "NULL");
    upsert_one(f, "upsert.mode=update_existing", value, &counts);
    assert_int_equal(counts.updated, 1);
    expect_reading(f, reads);
    upsert_one(f, "upsert.mode=update_existing", value, &counts);
    assert_int_equal(counts.updated, 0);
    expect_reading(f, reads);
}

/* A message of cmocka does not say which of the samples it is about. */
static void check_sample(fixture *f, const sample *s, const char *reads)
{
    char columns[128];
    snprintf(columns, sizeof columns,
             "[k] <integer> NOT NULL PRIMARY KEY, [v] %s", s->type);
    create(f, columns);
    print_message("%s '%s'\n", s->type, s->value);
    check_value(f, s->value, reads);
    run(f, "DROP TABLE @");
}

static const char *reading_of(const fixture *f, const sample *s)
{
    const sample *reading = f->database->readings;
    for (; reading && reading->type; reading++)
        if (strcmp(reading->type, s->type) == 0 &&
            strcmp(reading->value, s->value) == 0)
            return reading->reads;
    return s->reads ? s->reads : s->value;
}

static void values_stay_what_they_are(void **state)
{
    fixture *f = *state;
    for (size_t i = 0; i < LENGTH(COMMON); i++)
        check_sample(f, &COMMON[i], reading_of(f, &COMMON[i]));
}

static void values_of_other_types_do(void **state)
{
    fixture *f = *state;
    const sample *s = f->database->samples;
    for (; s && s->type; s++)
        check_sample(f, s, s->reads ? s->reads : s->value);
}

static void decimals_keep_twenty_digits(void **state)
{
    fixture *f = *state;
    if (!f->database->exact_decimals)
        return;
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <decimal>");
    check_value(f, "1234567890123456.7891", "1234567890123456.7891");
    run(f, "DELETE FROM @");
    check_value(f, "-9999999999999999.9999", "-9999999999999999.9999");
}

static void a_text_of_a_megabyte(void **state)
{
    fixture *f = *state;
    enum { SIZE = 1 << 20 };
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <longtext>");
    char *text = malloc(SIZE + 1);
    for (size_t i = 0; i < SIZE; i++)
        text[i] = (char)('!' + i * 7 % 90);
    text[SIZE] = '\0';
    check_value(f, text, text);
    free(text);
}

/* Each NULL and each text of several columns stays in its own. */
static void null_and_empty_are_two(void **state)
{
    fixture *f = *state;
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [a] <text>, [b] <integer>,"
              " [c] <text>, [d] <date>");
    static const char ROWS[] = "1|NULL|NULL|NULL|NULL\n2||1|NULL|NULL\n"
                               "3|NULL|NULL||2024-01-01\n4||NULL||NULL\n";
    upsert_rows(f, "k|a|b|c|d", NULL, ROWS);
    expect_rows(f, "SELECT [k], [a], [b], [c], [d] FROM @ ORDER BY [k]", ROWS);
    upsert_counts counts = upsert_rows(f, "k|a|b|c|d", NULL, ROWS);
    expect_counts(f, UPSERT_MODE_UPSERT, &counts, (counted){.unchanged = 4});
    run(f, "DELETE FROM @ WHERE [k] = 1");
    upsert_rows(f, "k|a|b|c|d", OPTIONS("upsert.mode=update_existing"),
                "2|NULL|NULL|x|NULL\n3||3|NULL|NULL\n4|y|4|z|2024-01-02\n");
    expect_rows(f, "SELECT [k], [a], [b], [c], [d] FROM @ ORDER BY [k]",
                "2|NULL|NULL|x|NULL\n3||3|NULL|NULL\n4|y|4|z|2024-01-02\n");
}

static void integers_have_a_setter(void **state)
{
    fixture *f = *state;
    create(f, "[k] <bigint> NOT NULL PRIMARY KEY, [v] <bigint>");
    static const int64_t NUMBERS[] = {0, -1, INT64_MAX, INT64_MIN};
    upsert_session *session = open_session(f, "k|v", NULL);
    for (size_t i = 0; i < LENGTH(NUMBERS); i++) {
        assert_int_equal(upsert_row_int64(session, 0, NUMBERS[i], NULL),
                         UPSERT_OK);
        assert_int_equal(upsert_row_int64(session, 1, NUMBERS[i], NULL),
                         UPSERT_OK);
        assert_int_equal(upsert_row_put(session, NULL), UPSERT_OK);
    }
    commit(session);
    expect_rows(f, "SELECT [k], [v] FROM @ ORDER BY [k]",
                "-9223372036854775808|-9223372036854775808\n-1|-1\n0|0\n"
                "9223372036854775807|9223372036854775807\n");
}

static const double DOUBLES[] = {
    0.0,     0.1,     1.0 / 3, -1e-7,  123456789012345680.0,
    1e23,    DBL_MAX, DBL_MIN, 5e-324, -2.2250738585072011e-308,
    1e15 / 3};

static void put_doubles(upsert_session *session)
{
    for (size_t i = 0; i < LENGTH(DOUBLES); i++) {
        assert_int_equal(upsert_row_int64(session, 0, (int64_t)i, NULL),
                         UPSERT_OK);
        assert_int_equal(upsert_row_double(session, 1, DOUBLES[i], NULL),
                         UPSERT_OK);
        assert_int_equal(upsert_row_put(session, NULL), UPSERT_OK);
    }
    commit(session);
}

static void doubles_come_back_as_they_went(void **state)
{
    fixture *f = *state;
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <double>");
    upsert_session *session = open_session(f, "k|v", NULL);
    put_doubles(session);
    char query[128];
    snprintf(query, sizeof query, "SELECT %s FROM @ ORDER BY [k]",
             f->database->exact_double);
    char *rows = read_on(f, f->hdbc, query);
    char *at = rows;
    for (size_t i = 0; i < LENGTH(DOUBLES); i++, at++) {
        double found = strtod(at, &at);
        if (memcmp(&found, &DOUBLES[i], sizeof found) != 0)
            fail_msg("%.17g instead of %.17g", found, DOUBLES[i]);
    }
    assert_string_equal(at, "");
    free(rows);
    put_doubles(session);
    upsert_counts counts;
    upsert_session_counts(session, &counts);
    expect_counts(
        f, UPSERT_MODE_UPSERT, &counts,
        (counted){.inserted = LENGTH(DOUBLES), .unchanged = LENGTH(DOUBLES)});
}

/* Lengths that shrink and grow from row to row in one statement. */
static const size_t LENGTHS[] = {10, 3, 20, 0, 1, 256, 5, 70000, 2};

static void put_bytes(upsert_session *session, const unsigned char *bytes)
{
    for (size_t i = 0; i < LENGTH(LENGTHS); i++) {
        assert_int_equal(upsert_row_int64(session, 0, (int64_t)i, NULL),
                         UPSERT_OK);
        upsert_error error = UPSERT_ERROR_INIT;
        if (upsert_row_bytes(session, 1, LENGTHS[i] ? bytes : NULL, LENGTHS[i],
                             &error) != UPSERT_OK)
            fail_msg("%s", error.message);
        assert_int_equal(upsert_row_put(session, NULL), UPSERT_OK);
    }
    commit(session);
}

static void expect_bytes(const fixture *f, const unsigned char *bytes)
{
    char *expected;
    size_t size;
    FILE *out = open_memstream(&expected, &size);
    for (size_t i = 0; i < LENGTH(LENGTHS); i++) {
        for (size_t k = 0; k < LENGTHS[i]; k++)
            fprintf(out, "%02x", bytes[k]);
        fputc('\n', out);
    }
    fclose(out);
    expect_rows(f, "SELECT [v] FROM @ ORDER BY [k]", expected);
    free(expected);
}

static void bytes_keep_their_lengths(void **state)
{
    fixture *f = *state;
    if (f->database->no_bytes)
        return;
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <binary>");
    static unsigned char bytes[70000];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)(i % 7 == 2 ? 0 : i % 251 + 5);
    static const char *const BATCHES[] = {"run.batch_rows=1",
                                          "run.batch_rows=auto"};
    for (size_t i = 0; i < LENGTH(BATCHES); i++) {
        run(f, "DELETE FROM @");
        upsert_session *session = open_session(f, "k|v", OPTIONS(BATCHES[i]));
        put_bytes(session, bytes);
        expect_bytes(f, bytes);
        put_bytes(session, bytes);
        upsert_counts counts;
        upsert_session_counts(session, &counts);
        expect_counts(f, UPSERT_MODE_UPSERT, &counts,
                      (counted){.inserted = LENGTH(LENGTHS),
                                .unchanged = LENGTH(LENGTHS)});
        close_session(f, session);
        run(f, "UPDATE @ SET [v] = NULL");
        session = open_session(
            f, "k|v", OPTIONS(BATCHES[i], "upsert.mode=update_existing"));
        put_bytes(session, bytes);
        expect_bytes(f, bytes);
        close_session(f, session);
    }
}

static void bytes_are_refused_where_they_would_suffer(void **state)
{
    fixture *f = *state;
    if (!f->database->no_bytes)
        return;
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <binary>");
    upsert_session *session = open_session(f, "k|v", NULL);
    upsert_error error = UPSERT_ERROR_INIT;
    expect_status(upsert_row_bytes(session, 1, "\xff", 1, &error), UPSERT_ROW,
                  &error);
}

static void bytes_and_null_take_turns(void **state)
{
    fixture *f = *state;
    if (f->database->no_bytes)
        return;
    create(f, "[k] <integer> NOT NULL PRIMARY KEY, [v] <binary>, [w] <text>");
    upsert_session *session = open_session(f, "k|v|w", NULL);
    for (int64_t i = 0; i < 6; i++) {
        assert_int_equal(upsert_row_int64(session, 0, i, NULL), UPSERT_OK);
        assert_int_equal(i % 2 ? upsert_row_null(session, 1, NULL)
                               : upsert_row_bytes(session, 1, "\0\1\2",
                                                  (size_t)i / 2 + 1, NULL),
                         UPSERT_OK);
        assert_int_equal(i % 2 ? upsert_row_text(session, 2, "x", 1, NULL)
                               : upsert_row_null(session, 2, NULL),
                         UPSERT_OK);
        assert_int_equal(upsert_row_put(session, NULL), UPSERT_OK);
    }
    commit(session);
    expect_rows(f, "SELECT [k], [v], [w] FROM @ ORDER BY [k]",
                "0|00|NULL\n1|NULL|x\n2|0001|NULL\n3|NULL|x\n4|000102|NULL\n"
                "5|NULL|x\n");
}

/* Trailing spaces and characters of four bytes, in statements of one row and
   of several. */
static void every_mode_keeps_a_text_whole(void **state)
{
    fixture *f = *state;
    static const char *const MODES[] = {
        "upsert.mode=insert", "upsert.mode=insert_missing",
        "upsert.mode=upsert", "upsert.mode=update_existing"};
    static const char *const BATCHES[] = {"run.batch_rows=auto",
                                          "run.batch_rows=1"};
    static const char ROWS[] = "\xf0\x9f\x98\x80|a  \nb|\xf0\x9f\x92\xa9 \n"
                               "c| \nd|  \xe4\xb8\xad  \n";
    create(f, "[k] <text> NOT NULL PRIMARY KEY, [v] <text>");
    for (size_t i = 0; i < LENGTH(MODES); i++)
        for (size_t k = 0; k < LENGTH(BATCHES); k++) {
            run(f, "DELETE FROM @");
            if (i > 1)
                upsert_rows(f, "k|v", NULL,
                            "\xf0\x9f\x98\x80|x\nb|x\nc|\nd|x\n");
            upsert_rows(f, "k|v", OPTIONS(MODES[i], BATCHES[k]), ROWS);
            expect_rows(f,
                        "SELECT [k], [v] FROM @ ORDER BY CASE [k] WHEN 'b'"
                        " THEN 1 WHEN 'c' THEN 2 WHEN 'd' THEN 3 ELSE 0 END",
                        ROWS);
        }
}

/* Keys of every kind find their rows again. */
static void values_serve_as_keys(void **state)
{
    fixture *f = *state;
    static const sample KEYS[] = {
        {"<text>", "\xf0\x9f\x98\x80 it's?", NULL},
        {"<bigint>", "9223372036854775807", NULL},
        {"<decimal>", "12.3456", NULL},
        {"<date>", "2024-02-29", NULL},
        {"<timestamp>", "2024-02-29 12:34:56.789012", NULL},
        {"<text>", "", NULL},
    };
    for (size_t i = 0; i < LENGTH(KEYS); i++) {
        char columns[128], row[128];
        snprintf(columns, sizeof columns,
                 "[k] %s NOT NULL PRIMARY KEY, [v] <text>", KEYS[i].type);
        create(f, columns);
        static const char *const MODES[] = {"upsert.mode=upsert",
                                            "upsert.mode=upsert",
                                            "upsert.mode=update_existing"};
        for (size_t k = 0; k < LENGTH(MODES); k++) {
            snprintf(row, sizeof row, "%s|%zu\n", KEYS[i].value, k);
            upsert_rows(f, "k|v", OPTIONS(MODES[k]), row);
            expect_rows(f, "SELECT [k], [v] FROM @", row);
        }
        run(f, "DROP TABLE @");
    }
}

static const struct CMUnitTest TESTS[] = {
    cmocka_unit_test(values_stay_what_they_are),
    cmocka_unit_test(values_of_other_types_do),
    cmocka_unit_test(decimals_keep_twenty_digits),
    cmocka_unit_test(a_text_of_a_megabyte),
    cmocka_unit_test(null_and_empty_are_two),
    cmocka_unit_test(integers_have_a_setter),
    cmocka_unit_test(doubles_come_back_as_they_went),
    cmocka_unit_test(bytes_keep_their_lengths),
    cmocka_unit_test(bytes_are_refused_where_they_would_suffer),
    cmocka_unit_test(bytes_and_null_take_turns),
    cmocka_unit_test(every_mode_keeps_a_text_whole),
    cmocka_unit_test(values_serve_as_keys),
};
AREA(values, TESTS);
