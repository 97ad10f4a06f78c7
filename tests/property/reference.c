/* The law itself: rows one at a time, by statements that everybody knows. The
   row that is applied stands in [n~] n, under its number; the row that it
   finds goes to [p~] o as it was before. */
#include "property.h"

typedef struct reference {
    const fixture *f;
    const property_case *c;
    const property_row *row;
    size_t number; /* of the row, from 1 */
    bool strict;
    const property_outcome *run;
    property_outcome *outcome;
} reference;

/* ---------------------------------------------------------------- errors */

/* The row is an error. @return false. */
static bool refuse(reference *r, upsert_status status, const char *reason)
{
    r->outcome->failed_row = (int64_t)r->number;
    r->outcome->error.status = status;
    snprintf(r->outcome->error.message, sizeof r->outcome->error.message, "%s",
             reason);
    return false;
}

/* Run what was written to `sql`. @return the rows; -1: the row is an error. */
static SQLLEN execute(reference *r, property_sql *sql)
{
    char *text = property_sql_end(sql);
    SQLLEN rows = property_execute(r->f, text);
    free(text);
    if (rows < 0)
        refuse(r, UPSERT_OK, property_refusal());
    return rows;
}

/* ------------------------------------------------------------ statements */

static bool is_given(const reference *r, size_t column)
{
    return property_in_input(r->c, column) &&
           r->row->cells[column] != property_absent;
}

static bool is_clocked(const reference *r, size_t column)
{
    return property_rule(r->c, column) == UPSERT_RULE_TOUCH;
}

static bool is_unfit(const reference *r, size_t column)
{
    return property_staged()->unfit[r->number - 1] >> column & 1;
}

static void put_inserted(const reference *r, bool values, FILE *out)
{
    const char *comma = "";
    for (size_t i = 0; i < r->c->column_count; i++) {
        if (!is_given(r, i) && !is_clocked(r, i))
            continue;
        fputs(comma, out);
        if (values && is_clocked(r, i))
            fputs("CURRENT_TIMESTAMP", out);
        else
            fprintf(out, "%s[%s]", values ? "n." : "", r->c->columns[i].name);
        comma = ", ";
    }
}

/* @return false when the row is an error; likewise below. */
static bool insert_row(reference *r)
{
    for (size_t i = 0; i < r->c->column_count; i++)
        if (is_given(r, i) && is_unfit(r, i))
            return refuse(r, UPSERT_OK, "a value does not fit");
    property_sql sql;
    property_sql_begin(&sql);
    fputs("INSERT INTO @other (", sql.out);
    put_inserted(r, false, sql.out);
    fputs(") SELECT ", sql.out);
    put_inserted(r, true, sql.out);
    fprintf(sql.out, " FROM [n~] n WHERE n.[i] = %zu", r->number);
    r->outcome->counts.inserted++;
    return execute(r, &sql) >= 0;
}

static bool delete_row(reference *r)
{
    property_sql sql;
    property_sql_begin(&sql);
    fprintf(sql.out,
            "DELETE FROM @other WHERE EXISTS (SELECT 1 FROM [n~] n"
            " WHERE n.[i] = %zu AND ",
            r->number);
    property_put_same_key(sql.out, r->c, "@other", "n");
    fputc(')', sql.out);
    SQLLEN rows = execute(r, &sql);
    r->outcome->counts.deleted += rows > 0;
    r->outcome->counts.skipped += rows == 0;
    return rows >= 0;
}

/* Keep the row that is there. @return how many there are. */
static SQLLEN keep_old_row(reference *r)
{
    property_sql sql;
    property_sql_begin(&sql);
    fprintf(sql.out,
            "INSERT INTO [p~] SELECT n.[i], t.* FROM [n~] n, @other t"
            " WHERE n.[i] = %zu AND ",
            r->number);
    property_put_same_key(sql.out, r->c, "t", "n");
    return execute(r, &sql);
}

/* -------------------------------------------------------------- updating */

/* " FROM .. WHERE" the rows o and n. */
static void put_both_rows(const reference *r, FILE *out)
{
    fprintf(out, " FROM [p~] o, [n~] n WHERE o.[i] = %zu AND n.[i] = %zu",
            r->number, r->number);
}

static bool is_assigned(const reference *r, size_t column)
{
    upsert_rule rule = property_rule(r->c, column);
    return is_given(r, column) && rule != UPSERT_RULE_KEY &&
           rule != UPSERT_RULE_INSERT_ONLY;
}

static size_t put_assignments(const reference *r, FILE *out)
{
    size_t count = 0;
    for (size_t i = 0; i < r->c->column_count; i++) {
        if (!is_assigned(r, i))
            continue;
        fprintf(out, "%s[%s] = (SELECT ", count++ ? ", " : "",
                r->c->columns[i].name);
        property_put_value(r->f, r->c, i, out);
        put_both_rows(r, out);
        fputc(')', out);
    }
    return count;
}

static void put_row_there(const reference *r, FILE *out)
{
    fputs(" WHERE EXISTS (SELECT 1", out);
    put_both_rows(r, out);
    fputs(" AND ", out);
    property_put_same_key(out, r->c, "@other", "n");
}

/* @return how many rows the conditions let change. */
static SQLLEN update(reference *r)
{
    property_sql sql;
    property_sql_begin(&sql);
    fputs("UPDATE @other SET ", sql.out);
    if (put_assignments(r, sql.out) == 0) {
        free(property_sql_end(&sql));
        return 0;
    }
    put_row_there(r, sql.out);
    property_put_conditions(r->c, sql.out);
    fputc(')', sql.out);
    return execute(r, &sql);
}

static bool is_value(const property_case *c, size_t column)
{
    return !property_in_key(c, column);
}

/* Whether the row that is there is another one than it was. */
static bool is_changed(const reference *r)
{
    property_sql sql;
    property_sql_begin(&sql);
    fputs("SELECT ", sql.out);
    property_put_names(sql.out, r->c, "p.", is_value);
    fprintf(sql.out, " FROM [p~] p WHERE p.[i] = %zu UNION ALL SELECT ",
            r->number);
    property_put_names(sql.out, r->c, "", is_value);
    fputs(" FROM @other", sql.out);
    put_row_there(r, sql.out);
    fputc(')', sql.out);
    char *text = property_sql_end(&sql);
    char *rows = property_query(r->f, text);
    free(text);
    size_t length = strlen(rows);
    assert_true(length > 0);
    bool changed = length % 2 || memcmp(rows, rows + length / 2, length / 2);
    free(rows);
    return changed;
}

static bool touches(const property_case *c)
{
    return c->touch < COLUMNS &&
           property_rule(c, c->touch) == UPSERT_RULE_TOUCH;
}

static bool touch(reference *r)
{
    if (!touches(r->c))
        return true;
    property_sql sql;
    property_sql_begin(&sql);
    fprintf(sql.out, "UPDATE @other SET [%s] = CURRENT_TIMESTAMP",
            r->c->columns[r->c->touch].name);
    put_row_there(r, sql.out);
    fputc(')', sql.out);
    return execute(r, &sql) >= 0;
}

/* Whether the column gets the value that comes in, whatever it is. */
static bool is_stored(const reference *r, size_t column)
{
    upsert_rule rule = property_rule(r->c, column);
    return is_assigned(r, column) && rule != UPSERT_RULE_GREATEST &&
           rule != UPSERT_RULE_LEAST;
}

/* A value that does not fit, and need not. */
static bool doubt(reference *r)
{
    if (!property_staged()->unfit[r->number - 1])
        return true;
    if (r->strict || (r->c->rejects && r->run->rejected[r->number - 1]))
        return refuse(r, UPSERT_OK, "a value does not fit");
    r->outcome->doubtful_row = (int64_t)r->number;
    return true;
}

static bool update_row(reference *r)
{
    SQLLEN rows = update(r);
    if (rows < 0)
        return false;
    for (size_t i = 0; rows > 0 && i < r->c->column_count; i++)
        if (is_stored(r, i) && is_unfit(r, i))
            return refuse(r, UPSERT_OK, "a value does not fit");
    /* Rows that are sent together are only counted together. */
    bool told = touches(r->c) || r->c->batch == 1;
    if (rows == 0 || (told && !is_changed(r))) {
        r->outcome->counts.unchanged++;
        return doubt(r);
    }
    r->outcome->counts.updated++;
    return touch(r) && doubt(r);
}

/* ------------------------------------------------------------------ rows */

static bool skip_row(reference *r)
{
    r->outcome->counts.skipped++;
    return doubt(r);
}

static bool put_row(reference *r)
{
    upsert_mode mode = r->c->mode;
    SQLLEN there = keep_old_row(r);
    if (there < 0)
        return false;
    if (there == 0)
        return mode == UPSERT_MODE_UPDATE_EXISTING ? skip_row(r)
                                                   : insert_row(r);
    if (mode == UPSERT_MODE_INSERT)
        return refuse(r, r->row->spoilt ? UPSERT_OK : UPSERT_DUPLICATE_KEY,
                      "the key is there");
    return mode == UPSERT_MODE_INSERT_MISSING ? skip_row(r) : update_row(r);
}

static bool apply_row(reference *r)
{
    if (property_has_null_key(r->c, r->row) &&
        r->c->null_keys == NULL_KEYS_REJECT)
        return refuse(r, UPSERT_ROW, "NULL in the key");
    if (property_staged()->repeats[r->number - 1]) {
        if (r->c->duplicates == DUPLICATES_FIRST)
            return skip_row(r);
        if (r->c->duplicates == DUPLICATES_REJECT)
            return refuse(r, UPSERT_OK, "the key came before");
    }
    return r->row->deletes ? delete_row(r) : put_row(r);
}

/* A row that is an error is left out. */
static void reject_bad(reference *r)
{
    property_outcome *outcome = r->outcome;
    const upsert_counts before = outcome->counts;
    bool good = apply_row(r);
    end_transaction(r->f->hdbc, good ? SQL_COMMIT : SQL_ROLLBACK);
    if (good)
        return;
    outcome->counts = before;
    outcome->counts.rejected++;
    outcome->rejected[r->number - 1] = true;
    outcome->failed_row = 0;
    outcome->error.status = UPSERT_OK;
}

void property_apply(const fixture *f, const property_case *c, bool strict,
                    const property_outcome *run, property_outcome *outcome)
{
    *outcome = (property_outcome){.error = UPSERT_ERROR_INIT};
    reference r = {
        .f = f, .c = c, .strict = strict, .run = run, .outcome = outcome};
    set_autocommit(f->hdbc, false);
    for (size_t i = 0; i < c->row_count && !outcome->failed_row; i++) {
        r.row = &c->rows[i];
        r.number = i + 1;
        if (c->rejects)
            reject_bad(&r);
        else if (apply_row(&r) && c->interval && (i + 1) % c->interval == 0)
            end_transaction(f->hdbc, SQL_COMMIT);
        outcome->counts.rows_read++;
    }
    end_transaction(f->hdbc, outcome->failed_row ? SQL_ROLLBACK : SQL_COMMIT);
    set_autocommit(f->hdbc, true);
}
