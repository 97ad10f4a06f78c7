/* From a seed to a table, a job and rows. */
#include "property.h"

/* ------------------------------------------------------------- numbers */

/* splitmix64: the same numbers everywhere. */
typedef struct source {
    uint64_t state;
} source;

static uint64_t next(source *s)
{
    uint64_t z = s->state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static unsigned draw(source *s, unsigned below)
{
    return (unsigned)(next(s) % below);
}

static bool one_in(source *s, unsigned n)
{
    return draw(s, n) == 0;
}

/* -------------------------------------------------------------- values */

#define VALUES(...) ((const char *const[]){__VA_ARGS__, NULL})
#define TEN "0123456789"
#define HUNDRED TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN

typedef struct choice {
    const char *type;
    const char *const *values;
} choice;

/* Few values, so that they come again, some in two spellings. */
static const choice KEYS[] = {
    {"<integer>", VALUES("7", "07", "007", "1", "2", "-3", "0", "10")},
    {"<integer>", VALUES("1", "2", "3", "4", "5", "6", "8", "9", "10", "11",
                         "12", "13", "14", "15", "16", "17", "18", "19")},
    {"<bigint>", VALUES("5000000000", "05000000000", "-1", "1", "01", "2")},
    {"<decimal>", VALUES("1.5", "1.50", "1.500", "2", "2.0", "-0.25", "0")},
    {"<text>", VALUES("a", "A", "b", "a ", "", "it's", "?", "\"q\"",
                      "\xf0\x9f\x98\x80", "\xc3\xa9", "e")},
    {"<text:40>", VALUES("anvil", "bolt", "crate", "drill", "Anvil", "BOLT")},
    {"<date>", VALUES("2024-01-01", "2024-02-29", "1999-12-31", "2000-01-01")},
    {"<boolean>", VALUES("0", "1")},
};

static const choice OTHERS[] = {
    {"<integer>", VALUES("0", "1", "-1", "01", "2147483647", "-2147483648")},
    {"<bigint>", VALUES("0", "1", "9007199254740993", "9223372036854775807",
                        "-9223372036854775808")},
    {"<decimal>", VALUES("0", "1.5", "1.50", "-12.25", "1000000", "0.0001")},
    {"<text>", VALUES("", "a", "A", "a ", " a", "it's", "''", "?", "\"q\"",
                      "\\", "a,b", "two\nlines", "%s", "\xf0\x9f\x98\x80",
                      "caf\xc3\xa9", "cafe", HUNDRED)},
    {"<longtext>", VALUES("", "x", "X", "x  ", "\xf0\x9f\x98\x80'?\\",
                          HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED)},
    {"<date>", VALUES("2024-02-29", "1999-12-31", "2000-01-01")},
    {"<boolean>", VALUES("0", "1")},
    {"<double>", VALUES("0.5", "-2.25", "1024", "0", "3")},
};

/* ------------------------------------------------------------- the table */

static const char *const NAMES[COLUMNS] = {"k1", "k2", "k3", "v1",
                                           "v2", "v3", "v4", "v5"};
enum { FIRST_OTHER = 3 };

/* A type of which the database takes two texts for one key. */
static bool spelt_key(const database *d, source *s, property_column *column)
{
    static const char *pairs[COLUMNS][3];
    static size_t used;
    size_t count = 0;
    while (d->spellings && d->spellings[count].type)
        count++;
    if (count == 0)
        return false;
    const spelling *found = &d->spellings[draw(s, (unsigned)count)];
    const char **pair = pairs[used++ % COLUMNS];
    pair[0] = found->first;
    pair[1] = found->second;
    column->type = found->type;
    column->values = pair;
    return true;
}

static void draw_key(const database *d, source *s, property_column *column)
{
    if (one_in(s, 4) && spelt_key(d, s, column))
        return;
    const choice *chosen = &KEYS[draw(s, LENGTH(KEYS))];
    column->type = chosen->type;
    column->values = chosen->values;
}

static void draw_table(const database *d, source *s, property_case *c)
{
    c->key_count = one_in(s, 2) ? 1 : 1 + draw(s, 3);
    size_t others = 1 + draw(s, COLUMNS - FIRST_OTHER);
    c->column_count = c->key_count + others;
    for (size_t i = 0; i < c->key_count; i++) {
        c->columns[i] = (property_column){.name = NAMES[i]};
        draw_key(d, s, &c->columns[i]);
    }
    for (size_t i = 0; i < others; i++) {
        const choice *chosen = &OTHERS[draw(s, LENGTH(OTHERS))];
        c->columns[c->key_count + i] =
            (property_column){NAMES[FIRST_OTHER + i], chosen->type,
                              chosen->values, !one_in(s, 3)};
    }
    c->unique_index = one_in(s, 3);
    /* Not every database has an index on a long text. */
    c->extra_index = one_in(s, 4) &&
                     strcmp(c->columns[c->key_count].type, "<longtext>") != 0;
}

/* --------------------------------------------------------------- the job */

bool property_in_key(const property_case *c, size_t column)
{
    return column < c->key_count;
}

bool property_in_input(const property_case *c, size_t column)
{
    for (size_t i = 0; i < c->input_count; i++)
        if (c->input[i] == column)
            return true;
    return false;
}

bool property_updates(const property_case *c, size_t column)
{
    return property_in_input(c, column) && !property_in_key(c, column) &&
           (c->update == 0 || (c->update >> column & 1));
}

static bool needs(const property_case *c, size_t column)
{
    if (c->mode == UPSERT_MODE_UPDATE_EXISTING)
        return column <= c->key_count;
    return column < c->key_count || !c->columns[column].nullable;
}

/* Columns may be missing where a row can do without them. */
static void draw_input(source *s, property_case *c)
{
    bool some = one_in(s, 4);
    c->input_count = 0;
    for (size_t i = 0; i < c->column_count; i++) {
        if (!needs(c, i) && some && one_in(s, 2))
            continue;
        size_t at = draw(s, (unsigned)++c->input_count);
        c->input[c->input_count - 1] = c->input[at];
        c->input[at] = i;
    }
}

static void draw_update(source *s, property_case *c)
{
    c->update = 0;
    if (!one_in(s, 3))
        return;
    for (size_t i = c->key_count; i < c->column_count; i++)
        if (property_in_input(c, i) && one_in(s, 2))
            c->update |= 1u << i;
}

static void draw_job(source *s, property_case *c)
{
    static const upsert_mode MODES[] = {
        UPSERT_MODE_UPSERT,          UPSERT_MODE_UPSERT,
        UPSERT_MODE_UPSERT,          UPSERT_MODE_INSERT_MISSING,
        UPSERT_MODE_UPDATE_EXISTING, UPSERT_MODE_INSERT,
    };
    c->mode = MODES[draw(s, LENGTH(MODES))];
    c->only_changed = !one_in(s, 3);
    draw_input(s, c);
    draw_update(s, c);
    c->batch = one_in(s, 3) ? 0 : one_in(s, 4) ? 1 : 1 + draw(s, 50);
    c->interval = !one_in(s, 3)                   ? 0
                  : c->batch == 1 && one_in(s, 2) ? 1
                                                  : 1 + draw(s, 30);
}

/* -------------------------------------------------------------- the rows */

static void draw_row(source *s, const property_case *c, property_row *row)
{
    for (size_t i = 0; i < COLUMNS; i++)
        row->cells[i] = NULL;
    for (size_t i = 0; i < c->column_count; i++) {
        const property_column *column = &c->columns[i];
        unsigned count = 0;
        while (column->values[count])
            count++;
        if (!column->nullable || !one_in(s, 5))
            row->cells[i] = column->values[draw(s, count)];
    }
}

/* Where keys come again the first row stays. */
static void draw_initial(source *s, property_case *c)
{
    c->initial_count = draw(s, INITIAL_ROWS + 1);
    for (size_t i = 0; i < c->initial_count; i++)
        draw_row(s, c, &c->initial[i]);
}

static void draw_rows(source *s, property_case *c)
{
    c->row_count = one_in(s, 8) ? draw(s, INPUT_ROWS + 1) : draw(s, 30);
    for (size_t i = 0; i < c->row_count; i++)
        draw_row(s, c, &c->rows[i]);
}

void property_generate(const database *d, uint64_t seed, property_case *c)
{
    source table = {seed >> 3}, rest = {~seed};
    *c = (property_case){.seed = seed};
    draw_table(d, &table, c);
    draw_job(&rest, c);
    draw_initial(&rest, c);
    draw_rows(&rest, c);
}
