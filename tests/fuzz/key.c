/* Keys: forms that are equal and exact stand for values that are equal, in
   SQLite's own verdict where the column is SQLite's. The first byte picks the
   type; NUL parts the two values. */
#include "fuzz.h"

#include <sqlite3.h>

#include "batch/value.h"
#include "dialect/registry.h"
#include "dialect/types.h"

static const struct {
    const char *dialect, *type, *collation;
} TYPES[] = {
    {"sqlite", "INTEGER", ""},
    {"sqlite", "NUMERIC", ""},
    {"sqlite", "REAL", ""},
    {"sqlite", "TEXT", ""},
    {"sqlite", "TEXT", "NOCASE"},
    {"sqlite", "TEXT", "RTRIM"},
    {"sqlite", "", "NOCASE"},
    {"sqlite", "BLOB", ""},
    {"postgresql", "integer", ""},
    {"postgresql", "numeric(10,2)", ""},
    {"postgresql", "numeric", ""},
    {"postgresql", "double precision", ""},
    {"postgresql", "boolean", ""},
    {"postgresql", "text", ""},
    {"postgresql", "character(5)", ""},
    {"postgresql", "date", ""},
    {"postgresql", "time(3) without time zone", ""},
    {"postgresql", "timestamp(6) without time zone", ""},
    {"postgresql", "timestamp(6) with time zone", ""},
    {"postgresql", "uuid", ""},
    {"postgresql", "bytea", ""},
    {"postgresql", "jsonb", ""},
    {"mysql", "varchar(20)", "utf8mb4_general_ci"},
    {"mysql", "varchar(20)", "utf8mb4_0900_ai_ci"},
    {"mariadb", "datetime(3)", ""},
    {"h2", "CHARACTER VARYING(5)", ""},
    {"mariadb", "decimal(5,1)", ""},
};
enum { TYPE_COUNT = sizeof TYPES / sizeof *TYPES };

typedef struct form {
    up_normal normal;
    up_buffer bytes;
} form;

static void make_form(const up_value_type *type, up_cell cell, form *f)
{
    *f = (form){0};
    f->normal = up_value_normal(type, cell, &f->bytes);
    HOLD(!f->bytes.failed);
    HOLD(f->normal != UP_NORMAL_UNKNOWN || f->bytes.length == 0);
}

static bool same(const form *a, const form *b)
{
    return a->bytes.length == b->bytes.length &&
           (!a->bytes.length ||
            memcmp(a->bytes.data, b->bytes.data, a->bytes.length) == 0);
}

/* Whether SQLite takes two texts for one in such a column. */
static bool sqlite_equal(size_t type, up_cell a, up_cell b)
{
    static sqlite3_stmt *inserts[TYPE_COUNT], *counts[TYPE_COUNT];
    static sqlite3 *db;
    if (!db)
        HOLD(sqlite3_open(":memory:", &db) == SQLITE_OK);
    if (!inserts[type]) {
        char sql[200];
        snprintf(sql, sizeof sql, "CREATE TABLE t%zu (v %s COLLATE %s)", type,
                 TYPES[type].type,
                 TYPES[type].collation[0] ? TYPES[type].collation : "BINARY");
        HOLD(sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK);
        snprintf(sql, sizeof sql, "INSERT INTO t%zu VALUES (?), (?)", type);
        sqlite3_prepare_v2(db, sql, -1, &inserts[type], NULL);
        snprintf(sql, sizeof sql, "SELECT count(DISTINCT v) FROM t%zu", type);
        sqlite3_prepare_v2(db, sql, -1, &counts[type], NULL);
    }
    sqlite3_exec(db, "BEGIN", NULL, NULL, NULL);
    sqlite3_bind_text(inserts[type], 1, a.data, (int)a.length, NULL);
    sqlite3_bind_text(inserts[type], 2, b.data, (int)b.length, NULL);
    HOLD(sqlite3_step(inserts[type]) == SQLITE_DONE);
    HOLD(sqlite3_step(counts[type]) == SQLITE_ROW);
    int count = sqlite3_column_int(counts[type], 0);
    sqlite3_reset(inserts[type]);
    sqlite3_reset(counts[type]);
    sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
    return count == 1;
}

static void hold_order(const up_value_type *type, up_cell a, up_cell b,
                       bool exact, bool equal)
{
    int there = 0, back = 0;
    bool certain = up_value_compare(type, a, b, &there);
    HOLD(certain == up_value_compare(type, b, a, &back));
    if (!certain)
        return;
    HOLD((there > 0) == (back < 0) && (there == 0) == (back == 0));
    if (exact)
        HOLD((there == 0) == equal);
}

static void hold_sum(const up_value_type *type, up_cell a, up_cell b)
{
    up_buffer there = {0}, back = {0};
    bool certain = up_value_add(type, a, b, &there);
    HOLD(certain == up_value_add(type, b, a, &back));
    if (certain) {
        const up_cell sums[] = {{UP_CELL_TEXT, there.data, there.length},
                                {UP_CELL_TEXT, back.data, back.length}};
        form forms[2];
        make_form(type, sums[0], &forms[0]);
        make_form(type, sums[1], &forms[1]);
        HOLD(forms[0].normal == forms[1].normal && same(&forms[0], &forms[1]));
        up_buffer_dispose(&forms[0].bytes);
        up_buffer_dispose(&forms[1].bytes);
    } else {
        HOLD(!there.length);
    }
    up_buffer_dispose(&there);
    up_buffer_dispose(&back);
}

static up_value_type type_of(size_t i)
{
    upsert_dialect dialect = *up_dialect_find(TYPES[i].dialect);
    return up_value_type_of(&dialect, up_type_of(&dialect, TYPES[i].type),
                            TYPES[i].type, TYPES[i].collation);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    size_t i = data[0] % TYPE_COUNT;
    const char *text = (const char *)data + 1;
    size--;
    const char *end = memchr(text, 0, size);
    size_t length = end ? (size_t)(end - text) : size / 2;
    const up_cell a = {UP_CELL_TEXT, text, length};
    const up_cell b = {UP_CELL_TEXT, text + length + (end != NULL),
                       size - length - (end != NULL)};
    const up_value_type type = type_of(i);
    form forms[2];
    make_form(&type, a, &forms[0]);
    make_form(&type, b, &forms[1]);
    bool exact = forms[0].normal == UP_NORMAL_EXACT &&
                 forms[1].normal == UP_NORMAL_EXACT;
    bool known = forms[0].normal != UP_NORMAL_UNKNOWN &&
                 forms[1].normal != UP_NORMAL_UNKNOWN;
    bool equal = same(&forms[0], &forms[1]);
    hold_order(&type, a, b, exact, equal);
    hold_sum(&type, a, b);
    if (known && strcmp(TYPES[i].dialect, "sqlite") == 0) {
        bool verdict = sqlite_equal(i, a, b);
        HOLD(!verdict || equal);
        HOLD(verdict || !equal || !exact);
    }
    up_buffer_dispose(&forms[0].bytes);
    up_buffer_dispose(&forms[1].bytes);
    return 0;
}
