/* What is said to be certain, against SQLite's own verdict: spellings in
   columns of every affinity and collation, each with each. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "batch/value.h"
#include "dialect/registry.h"
#include "dialect/types.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))

enum { NORMALS_MAXIMUM = 400 };

static const char *const TEXTS[] = {
    "0",
    "00",
    "-0",
    "+0",
    "0.0",
    "-0.00",
    "0e0",
    "7",
    "07",
    "+7",
    " 7",
    "7 ",
    "\t7\n",
    "\v7\f\r",
    "7.0",
    "7.",
    "7.00",
    "007.000",
    "7e0",
    "70e-1",
    "0.7e1",
    "7E0",
    "-7",
    "-7.0",
    "- 7",
    "--7",
    "+-7",
    "7-",
    "7a",
    "a7",
    "0x7",
    "7_0",
    "7,0",
    ("\xc2\xa0"
     "7"),
    "\xd9\xa7",
    "70",
    "700",
    "7e2",
    "7e",
    "7e+",
    "7e+0",
    "7 e0",
    "e7",
    ".7",
    "0.7",
    "0.70",
    "00.7",
    "+.7",
    "-.7",
    ".",
    "-",
    "+",
    "+.",
    "e",
    ".e1",
    "",
    " ",
    "  ",
    "1.2.3",
    "1..2",
    "2024-01-02",
    "20240102",
    "12:00",
    "inf",
    "Inf",
    "nan",
    "NaN",
    "infinity",
    "true",
    "TRUE",
    "NULL",
    "9007199254740992",
    "9007199254740993",
    "9007199254740993.0",
    "9007199254740992.0",
    "123456789012345",
    "123456789012345.0",
    "123456789012346",
    "123456789012345.6",
    "123456789012345000",
    "123456789012345000.0",
    "12345678901234.5",
    "12345678901234.50",
    "12345678901234.6",
    "999999999999999",
    "999999999999998",
    "99999999999999.9",
    "99999999999999.8",
    "9.99999999999999",
    "9.99999999999998",
    "0.123456789012345",
    "0.123456789012346",
    "0.1234567890123456",
    "0.000000000000001",
    "0.000000000000002",
    "0.1",
    "0.10000000000000000000000",
    "0.10000000000000000000001",
    "0.1000000000000000055511151231257827",
    "0.2",
    "0.3",
    "0.30000000000000004",
    "1.1",
    "01.10",
    "4.35",
    "4.350",
    "9223372036854775806",
    "9223372036854775807",
    "+9223372036854775807",
    "9223372036854775807.0",
    "9223372036854775808",
    "9223372036854775809",
    "-9223372036854775808",
    "-9223372036854775809",
    "00000000000000000000000000000007",
    "100000000000000000000",
    "1e20",
    "100000000000000000001",
    "1e400",
    "1e-400",
    "laptop",
    "LapTop",
    "LAPTOP ",
    "laptop ",
    "laptop  ",
    " laptop",
    "laptop\t",
    "[",
    "{",
    "@",
    "`",
    "k",
    "K",
    "\xe2\x84\xaa", /* the Kelvin sign */
    "\xc3\xa4",
    "\xc3\x84",
    "\xef\xbf\xbd",
    "\xf0\x9f\x98\x80",
    "\x7f",
    "a",
    "A",
    "ab",
    "b",
    "n7",
    "t7",
    "b7",
};

/* Cells with a zero byte in them, and bytes. */
static const up_cell OTHERS[] = {
    {UP_CELL_TEXT, "7\0", 2},       {UP_CELL_TEXT, "7\0x", 3},
    {UP_CELL_TEXT, "a\0b", 3},      {UP_CELL_TEXT, "A\0c", 3},
    {UP_CELL_BYTES, "7", 1},        {UP_CELL_BYTES, "", 0},
    {UP_CELL_BYTES, "a", 1},        {UP_CELL_BYTES, "A", 1},
    {UP_CELL_BYTES, "a ", 2},       {UP_CELL_BYTES, "\0", 1},
    {UP_CELL_BYTES, "\x80\xff", 2}, {UP_CELL_BYTES, "laptop", 6},
    {UP_CELL_BYTES, "a\0b", 3},     {UP_CELL_BYTES, "a\0c", 3},
};

enum { CELLS = LENGTH(TEXTS) + LENGTH(OTHERS) };

static up_cell cell_at(size_t i)
{
    if (i >= LENGTH(TEXTS))
        return OTHERS[i - LENGTH(TEXTS)];
    return (up_cell){UP_CELL_TEXT, TEXTS[i], strlen(TEXTS[i])};
}

static const char *const TYPES[] = {
    "INTEGER", "BIGINT", "NUMERIC", "DECIMAL(10,2)",
    "REAL",    "DOUBLE", "TEXT",    "CHAR(3)",
    "BLOB",    "",       "DATE",    "BOOLEAN",
};

static const char *const COLLATIONS[] = {"BINARY", "NOCASE", "RTRIM"};

static const char *const ENCODINGS[] = {"UTF-8", "UTF-16le"};

/* One column in one database. */
typedef struct column {
    sqlite3 *db;
    const char *encoding, *type_name, *collation;
    up_value_type type;
    struct {
        up_normal normal;
        char form[NORMALS_MAXIMUM];
        size_t length;
    } forms[CELLS];
    size_t exact; /* pairs of which both forms are exact */
    size_t equal; /* of those */
    size_t ordered;
} column;

static void run(sqlite3 *db, const char *sql)
{
    char *message = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s: %s", sql, message);
}

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    return statement;
}

static void insert(column *c)
{
    char sql[200];
    snprintf(sql, sizeof sql, "PRAGMA encoding = '%s'", c->encoding);
    run(c->db, sql);
    snprintf(sql, sizeof sql, "CREATE TABLE v (i INTEGER, k %s COLLATE %s)",
             c->type_name, c->collation);
    run(c->db, sql);
    sqlite3_stmt *statement = prepare(c->db, "INSERT INTO v VALUES (?, ?)");
    for (size_t i = 0; i < CELLS; i++) {
        up_cell cell = cell_at(i);
        sqlite3_bind_int64(statement, 1, (sqlite3_int64)i);
        if (cell.kind == UP_CELL_TEXT)
            sqlite3_bind_text(statement, 2, cell.data, (int)cell.length, NULL);
        else
            sqlite3_bind_blob(statement, 2, cell.data, (int)cell.length, NULL);
        assert_int_equal(sqlite3_step(statement), SQLITE_DONE);
        sqlite3_reset(statement);
    }
    sqlite3_finalize(statement);
}

static void make_forms(column *c)
{
    upsert_dialect dialect = *up_dialect_find("sqlite");
    dialect.types_are_affinities = true;
    c->type = up_value_type_of(
        &dialect, up_type_of(&dialect, c->type_name), c->type_name,
        strcmp(c->collation, "BINARY") == 0 ? "" : c->collation);
    for (size_t i = 0; i < CELLS; i++) {
        up_buffer form = {0};
        c->forms[i].normal = up_value_normal(&c->type, cell_at(i), &form);
        assert_true(form.length < NORMALS_MAXIMUM);
        if (form.length)
            memcpy(c->forms[i].form, form.data, form.length);
        c->forms[i].length = form.length;
        up_buffer_dispose(&form);
    }
}

static void fail_pair(const column *c, size_t i, size_t k, const char *what)
{
    up_cell a = cell_at(i), b = cell_at(k);
    fail_msg("%s COLLATE %s in %s: '%.*s' and '%.*s': %s", c->type_name,
             c->collation, c->encoding, (int)a.length, a.data, (int)b.length,
             b.data, what);
}

static void check_equality(column *c, size_t i, size_t k, bool equal)
{
    if (c->forms[i].normal == UP_NORMAL_UNKNOWN ||
        c->forms[k].normal == UP_NORMAL_UNKNOWN)
        return;
    bool same =
        c->forms[i].length == c->forms[k].length &&
        memcmp(c->forms[i].form, c->forms[k].form, c->forms[i].length) == 0;
    assert_int_equal(c->forms[i].normal, UP_NORMAL_EXACT);
    c->exact++;
    c->equal += equal;
    if (same != equal)
        fail_pair(c, i, k, equal ? "equal" : "not equal");
}

static void check_order(column *c, size_t i, size_t k, bool equal, bool less)
{
    int order;
    if (!up_value_compare(&c->type, cell_at(i), cell_at(k), &order))
        return;
    c->ordered++;
    if ((order < 0) != less || (order == 0) != equal)
        fail_pair(c, i, k, less ? "less" : "not less");
}

/* The number of pairs that are certain says that the test tests something. */
static void check_column(column *c)
{
    assert_int_equal(sqlite3_open(":memory:", &c->db), SQLITE_OK);
    insert(c);
    make_forms(c);
    sqlite3_stmt *statement =
        prepare(c->db, "SELECT a.i, b.i, a.k = b.k, a.k < b.k FROM v a, v b");
    while (sqlite3_step(statement) == SQLITE_ROW) {
        size_t i = (size_t)sqlite3_column_int64(statement, 0);
        size_t k = (size_t)sqlite3_column_int64(statement, 1);
        bool equal = sqlite3_column_int(statement, 2);
        check_equality(c, i, k, equal);
        check_order(c, i, k, equal, sqlite3_column_int(statement, 3));
    }
    sqlite3_finalize(statement);
    assert_int_equal(sqlite3_close(c->db), SQLITE_OK);
    assert_true(c->exact > (size_t)CELLS * CELLS / 3);
    assert_true(c->equal > CELLS / 2 && c->equal < c->exact / 2);
    assert_true(c->ordered > (size_t)CELLS * 10);
}

static void sqlite_takes_for_equal_what_is_said_to_be(void **state)
{
    (void)state;
    static column c;
    for (size_t e = 0; e < LENGTH(ENCODINGS); e++)
        for (size_t t = 0; t < LENGTH(TYPES); t++)
            for (size_t k = 0; k < LENGTH(COLLATIONS); k++) {
                c = (column){.encoding = ENCODINGS[e],
                             .type_name = TYPES[t],
                             .collation = COLLATIONS[k]};
                check_column(&c);
            }
}

/* ------------------------------------------------------------- the sums */

/* x + a + b, one after the other, and x + sum. */
static void check_sum(sqlite3_stmt *statement, const char *x, const char *a,
                      const char *b)
{
    up_value_type type = {.type = UPSERT_TYPE_INTEGER, .affinity = true};
    up_buffer sum = {0};
    if (up_value_add(&type, (up_cell){UP_CELL_TEXT, a, strlen(a)},
                     (up_cell){UP_CELL_TEXT, b, strlen(b)}, &sum)) {
        sqlite3_bind_text(statement, 1, x, -1, NULL);
        sqlite3_bind_text(statement, 2, a, -1, NULL);
        sqlite3_bind_text(statement, 3, b, -1, NULL);
        sqlite3_bind_text(statement, 4, sum.data, (int)sum.length, NULL);
        assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
        if (!sqlite3_column_int(statement, 0))
            fail_msg("%s + %s + %s is not %s + %.*s", x, a, b, x,
                     (int)sum.length, sum.data);
        sqlite3_reset(statement);
    }
    up_buffer_dispose(&sum);
}

static void sqlite_adds_the_sum_as_both(void **state)
{
    (void)state;
    static const char *const NUMBERS[] = {"0",
                                          "-0",
                                          "1",
                                          "01",
                                          "+2",
                                          "-1",
                                          "99",
                                          "10",
                                          "-50",
                                          "7.0",
                                          "1e2",
                                          "4294967296",
                                          "-4294967296",
                                          "1.5",
                                          "x",
                                          "",
                                          "12 ",
                                          "0x10",
                                          "1000000000000000000"};
    sqlite3 *db;
    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    sqlite3_stmt *statement =
        prepare(db, "SELECT (CAST(?1 AS INTEGER) + CAST(?2 AS INTEGER))"
                    " + CAST(?3 AS INTEGER)"
                    " IS CAST(?1 AS INTEGER) + CAST(?4 AS INTEGER)");
    for (size_t x = 0; x < LENGTH(NUMBERS); x++)
        for (size_t a = 0; a < LENGTH(NUMBERS); a++)
            for (size_t b = 0; b < LENGTH(NUMBERS); b++)
                check_sum(statement, NUMBERS[x], NUMBERS[a], NUMBERS[b]);
    sqlite3_finalize(statement);
    sqlite3_close(db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sqlite_takes_for_equal_what_is_said_to_be),
        cmocka_unit_test(sqlite_adds_the_sum_as_both),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
