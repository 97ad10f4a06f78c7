/* The law itself: rows one at a time, by statements that everybody knows. */
#include "property.h"

/* ----------------------------------------------------------- statements */

typedef void column_text(FILE *out, const char *name);

static void put_column(FILE *out, const char *name)
{
    fprintf(out, "[%s]", name);
}

static void put_marker(FILE *out, const char *name)
{
    (void)name;
    fputc('?', out);
}

static void put_equals(FILE *out, const char *name)
{
    fprintf(out, "[%s] = ?", name);
}

typedef bool column_choice(const property_case *c, size_t column);

static bool any(const property_case *c, size_t column)
{
    return column < c->column_count;
}

/* Each column that is chosen, with a text between them. */
static void put_list(FILE *out, const property_case *c, column_choice *chosen,
                     column_text *put, const char *between)
{
    bool first = true;
    for (size_t i = 0; i < c->column_count; i++) {
        if (!chosen(c, i))
            continue;
        if (!first)
            fputs(between, out);
        put(out, c->columns[i].name);
        first = false;
    }
}

static void bind_list(property_statement *statement, size_t marker,
                      const property_case *c, column_choice *chosen,
                      const property_row *row)
{
    for (size_t i = 0; i < c->column_count; i++)
        if (chosen(c, i))
            property_bind(statement, marker++, row->cells[i]);
}

static void prepare_insert(const fixture *f, const property_case *c,
                           const char *table, column_choice *chosen,
                           property_statement *statement)
{
    char *sql = NULL;
    size_t size;
    FILE *out = open_memstream(&sql, &size);
    fprintf(out, "INSERT INTO %s (", table);
    put_list(out, c, chosen, put_column, ", ");
    fputs(") VALUES (", out);
    put_list(out, c, chosen, put_marker, ", ");
    fputc(')', out);
    assert_int_equal(fclose(out), 0);
    property_prepare(f, sql, statement);
    free(sql);
}

static void prepare_select(const fixture *f, const property_case *c,
                           const char *table, property_statement *statement)
{
    char *sql = NULL;
    size_t size;
    FILE *out = open_memstream(&sql, &size);
    fputs("SELECT ", out);
    put_list(out, c, any, put_column, ", ");
    fprintf(out, " FROM %s WHERE ", table);
    put_list(out, c, property_in_key, put_equals, " AND ");
    assert_int_equal(fclose(out), 0);
    property_prepare(f, sql, statement);
    free(sql);
}

static bool updates_any(const property_case *c)
{
    for (size_t i = 0; i < c->column_count; i++)
        if (property_updates(c, i))
            return true;
    return false;
}

static void prepare_update(const fixture *f, const property_case *c,
                           property_statement *statement)
{
    char *sql = NULL;
    size_t size;
    FILE *out = open_memstream(&sql, &size);
    fputs("UPDATE @other SET ", out);
    put_list(out, c, property_updates, put_equals, ", ");
    fputs(" WHERE ", out);
    put_list(out, c, property_in_key, put_equals, " AND ");
    assert_int_equal(fclose(out), 0);
    property_prepare(f, sql, statement);
    free(sql);
}

/* ----------------------------------------------------------------- rows */

typedef struct reference {
    const property_case *c;
    property_statement select, insert, update;
    bool updates; /* there is a column to update */
    property_outcome *outcome;
} reference;

static void must(bool done, const char *what)
{
    if (!done)
        fail_msg("the reference cannot %s", what);
}

static void insert_row(reference *r, const property_row *row)
{
    bind_list(&r->insert, 0, r->c, property_in_input, row);
    must(property_execute(&r->insert), "insert");
    r->outcome->counts.inserted++;
}

static size_t count_updated(const property_case *c)
{
    size_t count = 0;
    for (size_t i = 0; i < c->column_count; i++)
        count += property_updates(c, i);
    return count;
}

/* `before` is the row that is there. */
static void update_row(reference *r, const property_row *row,
                       const char *before)
{
    bool same = !r->updates;
    if (r->updates) {
        bind_list(&r->update, 0, r->c, property_updates, row);
        bind_list(&r->update, count_updated(r->c), r->c, property_in_key, row);
        must(property_execute(&r->update), "update");
        char *after = property_fetch(&r->select);
        must(after, "find what it updated");
        same = r->c->only_changed && strcmp(before, after) == 0;
        free(after);
    }
    if (same)
        r->outcome->counts.unchanged++;
    else
        r->outcome->counts.updated++;
}

/* @return false when the row is an error. */
static bool apply_row(reference *r, const property_row *row)
{
    bind_list(&r->select, 0, r->c, property_in_key, row);
    char *before = property_fetch(&r->select);
    upsert_mode mode = r->c->mode;
    bool fails = before && mode == UPSERT_MODE_INSERT;
    if (before ? mode == UPSERT_MODE_INSERT_MISSING
               : mode == UPSERT_MODE_UPDATE_EXISTING)
        r->outcome->counts.skipped++;
    else if (before && !fails)
        update_row(r, row, before);
    else if (!before)
        insert_row(r, row);
    free(before);
    return !fails;
}

/* ---------------------------------------------------------------- public */

static void fill_rows(const property_case *c, property_statement *select,
                      property_statement *insert)
{
    for (size_t i = 0; i < c->initial_count; i++) {
        bind_list(select, 0, c, property_in_key, &c->initial[i]);
        char *there = property_fetch(select);
        if (!there) {
            bind_list(insert, 0, c, any, &c->initial[i]);
            must(property_execute(insert), "fill the table");
        }
        free(there);
    }
}

void property_fill(const fixture *f, const property_case *c)
{
    property_statement select, insert;
    prepare_select(f, c, "@", &select);
    prepare_insert(f, c, "@", any, &insert);
    set_autocommit(f->hdbc, false);
    fill_rows(c, &select, &insert);
    run(f, "INSERT INTO @other SELECT * FROM @");
    end_transaction(f->hdbc, SQL_COMMIT);
    set_autocommit(f->hdbc, true);
    property_close(&select);
    property_close(&insert);
}

static void prepare_all(const fixture *f, reference *r)
{
    prepare_select(f, r->c, "@other", &r->select);
    if (r->c->mode != UPSERT_MODE_UPDATE_EXISTING)
        prepare_insert(f, r->c, "@other", property_in_input, &r->insert);
    r->updates = updates_any(r->c);
    if (r->updates)
        prepare_update(f, r->c, &r->update);
}

static void close_all(reference *r)
{
    property_close(&r->select);
    if (r->c->mode != UPSERT_MODE_UPDATE_EXISTING)
        property_close(&r->insert);
    if (r->updates)
        property_close(&r->update);
}

void property_apply(const fixture *f, const property_case *c,
                    property_outcome *outcome)
{
    *outcome = (property_outcome){.counts = {.rows_read = 0}};
    reference r = {.c = c, .outcome = outcome};
    prepare_all(f, &r);
    set_autocommit(f->hdbc, false);
    for (size_t i = 0; i < c->row_count && !outcome->failed_row; i++) {
        if (!apply_row(&r, &c->rows[i]))
            outcome->failed_row = (int64_t)i + 1;
        else if (c->interval && (i + 1) % c->interval == 0)
            end_transaction(f->hdbc, SQL_COMMIT);
        outcome->counts.rows_read++;
    }
    end_transaction(f->hdbc, outcome->failed_row ? SQL_ROLLBACK : SQL_COMMIT);
    set_autocommit(f->hdbc, true);
    close_all(&r);
}
