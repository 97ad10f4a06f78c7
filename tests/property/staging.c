/* The rows of a case as the database stores them, before they are applied. */
#include "property.h"

/* Rows of one INSERT. */
enum { CHUNK = 64 };

/* Rows with their numbers. */
typedef struct rows {
    const property_row *first;
    int number; /* of the first */
    size_t count;
} rows;

static property_staging staged;

const property_staging *property_staged(void)
{
    return &staged;
}

/* ---------------------------------------------------------------- INSERT */

static void put_insert(FILE *out, const property_case *c, const rows *r)
{
    fputs("INSERT INTO [n~] ([i], ", out);
    property_put_names(out, c, "", property_any);
    fputs(") VALUES ", out);
    for (size_t i = 0; i < r->count; i++) {
        fprintf(out, "%s(%d", i ? ", " : "", r->number + (int)i);
        for (size_t column = 0; column < c->column_count; column++)
            fputs(", ?", out);
        fputc(')', out);
    }
}

static property_value value_of(const property_case *c, const property_row *row,
                               size_t column)
{
    const char *cell = row->cells[column];
    bool there = cell != property_absent;
    return (property_value){there ? cell : NULL,
                            property_has_trait(c, column, BYTES)};
}

/* @return false when the database refused. */
static bool insert_rows(const fixture *f, const property_case *c, const rows *r)
{
    property_value values[CHUNK * COLUMNS];
    size_t count = 0;
    for (size_t i = 0; i < r->count; i++)
        for (size_t column = 0; column < c->column_count; column++)
            values[count++] = value_of(c, &r->first[i], column);
    property_sql sql;
    property_sql_begin(&sql);
    put_insert(sql.out, c, r);
    char *text = property_sql_end(&sql);
    SQLLEN stored = property_execute_with(f, text, values, count);
    free(text);
    return stored == (SQLLEN)r->count;
}

static unsigned misfits_of(const property_case *c, const property_row *row)
{
    unsigned set = 0;
    for (size_t i = 0; i < c->column_count; i++)
        set |= property_is_misfit(c, row, i) ? 1u << i : 0;
    return set;
}

/* Insert one row with NULL in the columns of a set. */
static bool insert_without(const fixture *f, const property_case *c,
                           const rows *r, unsigned set)
{
    property_row row = *r->first;
    for (size_t i = 0; i < c->column_count; i++)
        if (set >> i & 1)
            row.cells[i] = NULL;
    return insert_rows(f, c, &(rows){&row, r->number, 1});
}

/* A row with values that may not fit: without those that do not. What was done
   before must not go with it. */
static void insert_doubtful(const fixture *f, const property_case *c,
                            const rows *r)
{
    unsigned misfits = misfits_of(c, r->first);
    unsigned *unfit = &staged.unfit[r->number - 1];
    end_transaction(f->hdbc, SQL_COMMIT);
    for (size_t i = 0; i < c->column_count; i++)
        if (misfits >> i & 1) {
            bool fits = insert_without(f, c, r, misfits & ~(1u << i));
            *unfit |= fits ? 0 : 1u << i;
            end_transaction(f->hdbc, SQL_ROLLBACK);
        }
    if (!insert_without(f, c, r, *unfit))
        fail_msg("row %d does not fit: %s", r->number, property_refusal());
}

/* The rows up to the first one with a value that may not fit. */
static size_t count_fitting(const property_case *c, const rows *r)
{
    size_t count = 0;
    while (count < r->count && count < CHUNK &&
           !misfits_of(c, &r->first[count]))
        count++;
    return count;
}

static void insert_all(const fixture *f, const property_case *c, rows r)
{
    while (r.count > 0) {
        rows part = r;
        part.count = count_fitting(c, &r);
        if (part.count == 0) {
            part.count = 1;
            insert_doubtful(f, c, &part);
        } else if (!insert_rows(f, c, &part)) {
            fail_msg("rows from %d do not fit: %s", part.number,
                     property_refusal());
        }
        r.first += part.count;
        r.number += (int)part.count;
        r.count -= part.count;
    }
}

/* ------------------------------------------------------------------ keys */

void property_put_same_key(FILE *out, const property_case *c, const char *a,
                           const char *b)
{
    for (size_t i = 0; i < c->key_count; i++) {
        const char *name = c->columns[i].name;
        fprintf(out, "%s(%s.[%s] = %s.[%s]", i ? " AND " : "", a, name, b,
                name);
        if (c->null_keys == NULL_KEYS_MATCH && c->columns[i].nullable)
            fprintf(out, " OR (%s.[%s] IS NULL AND %s.[%s] IS NULL)", a, name,
                    b, name);
        fputc(')', out);
    }
}

/* Of initial rows, whose numbers are negative, the first with each key. */
static void fill(const fixture *f, const property_case *c)
{
    property_sql sql;
    property_sql_begin(&sql);
    fputs("INSERT INTO @ (", sql.out);
    property_put_names(sql.out, c, "", property_any);
    fputs(") SELECT ", sql.out);
    property_put_names(sql.out, c, "n.", property_any);
    fputs(" FROM [n~] n WHERE n.[i] < 0 AND NOT EXISTS (SELECT 1 FROM [n~] m"
          " WHERE m.[i] < n.[i] AND ",
          sql.out);
    property_put_same_key(sql.out, c, "m", "n");
    fputc(')', sql.out);
    char *text = property_sql_end(&sql);
    run(f, text);
    free(text);
    run(f, "INSERT INTO @other SELECT * FROM @");
}

/* Note the rows whose key came before. */
static void find_repeats(const fixture *f, const property_case *c)
{
    property_sql sql;
    property_sql_begin(&sql);
    fputs("SELECT n.[i] FROM [n~] n WHERE n.[i] > 0 AND EXISTS (SELECT 1 FROM"
          " [n~] m WHERE m.[i] > 0 AND m.[i] < n.[i] AND ",
          sql.out);
    property_put_same_key(sql.out, c, "m", "n");
    fputc(')', sql.out);
    char *text = property_sql_end(&sql);
    char *numbers = property_query(f, text);
    free(text);
    for (const char *at = numbers; *at; at = strchr(at, '\n') + 1)
        staged.repeats[strtol(at, NULL, 10) - 1] = true;
    free(numbers);
}

/* ---------------------------------------------------------------- public */

void property_stage(const fixture *f, const property_case *c)
{
    memset(&staged, 0, sizeof staged);
    rows initial = {c->initial, -(int)c->initial_count, c->initial_count};
    insert_all(f, c, initial);
    insert_all(f, c, (rows){c->rows, 1, c->row_count});
    if (c->initial_count)
        fill(f, c);
    if (c->duplicates != DUPLICATES_APPLY)
        find_repeats(f, c);
}
