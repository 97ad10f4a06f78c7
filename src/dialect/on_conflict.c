/* INSERT .. ON CONFLICT: PostgreSQL, SQLite and their kin. */
#include <upsert/dialect.h>

static void name(const upsert_plan *plan, size_t column, upsert_sql *sql)
{
    upsert_sql_name(sql, plan->columns[column].name);
}

/* The source of an UPDATE is a VALUES list, whose columns are named column1,
   column2, ... by PostgreSQL and SQLite alike. */
void upsert_render_incoming(const upsert_plan *plan, size_t column,
                            upsert_sql *sql)
{
    if (plan->mode == UPSERT_MODE_UPDATE_EXISTING) {
        upsert_sql_text(sql, "s.column");
        upsert_sql_number(sql, column + 1);
    } else {
        upsert_sql_text(sql, "excluded.");
        upsert_sql_name(sql, plan->columns[column].name);
    }
}

static void assignment(const upsert_plan *plan, size_t column, upsert_sql *sql)
{
    upsert_sql_name(sql, plan->columns[column].name);
    upsert_sql_text(sql, " = ");
    upsert_render_incoming(plan, column, sql);
}

static void key_equal(const upsert_plan *plan, size_t column, upsert_sql *sql)
{
    upsert_render_there(plan, column, sql);
    upsert_sql_text(sql, " = ");
    upsert_render_incoming(plan, column, sql);
}

static void marker(const upsert_plan *plan, size_t column, bool cast,
                   upsert_sql *sql)
{
    if (!cast) {
        upsert_sql_text(sql, "?");
        return;
    }
    upsert_sql_text(sql, "CAST(? AS ");
    upsert_sql_text(sql, plan->columns[column].cast_name);
    upsert_sql_text(sql, ")");
}

/* The first row gives a VALUES list its types. */
static void values(const upsert_plan *plan, size_t rows, bool cast,
                   upsert_sql *sql)
{
    upsert_sql_text(sql, "VALUES ");
    for (size_t row = 0; row < rows; row++) {
        upsert_sql_text(sql, row ? ", (" : "(");
        for (size_t i = 0; i < plan->column_count; i++) {
            if (i)
                upsert_sql_text(sql, ", ");
            marker(plan, i, cast && row == 0, sql);
        }
        upsert_sql_text(sql, ")");
    }
}

static bool has_rule(const upsert_plan *plan, upsert_rule rule)
{
    for (size_t i = 0; i < plan->column_count; i++)
        if (plan->columns[i].rule == rule)
            return true;
    return false;
}

static void conflict(const upsert_on_conflict *profile, const upsert_plan *plan,
                     upsert_sql *sql)
{
    if (plan->mode == UPSERT_MODE_INSERT)
        return;
    upsert_sql_text(sql, " ON CONFLICT (");
    upsert_render_each(plan, UPSERT_RULE_KEY, ", ", name, sql);
    if (plan->mode == UPSERT_MODE_INSERT_MISSING ||
        !has_rule(plan, UPSERT_RULE_REPLACE)) {
        upsert_sql_text(sql, ") DO NOTHING");
        return;
    }
    upsert_sql_text(sql, ") DO UPDATE SET ");
    upsert_render_each(plan, UPSERT_RULE_REPLACE, ", ", assignment, sql);
    if (plan->only_changed) {
        upsert_sql_text(sql, " WHERE ");
        profile->render_changed(plan, sql);
    }
}

static void insert(const upsert_on_conflict *profile, const upsert_plan *plan,
                   size_t rows, upsert_sql *sql)
{
    bool returning = plan->counting == UPSERT_COUNTING_RESULT;
    if (returning)
        upsert_sql_text(sql, "WITH counted AS (");
    upsert_sql_text(sql, "INSERT INTO ");
    upsert_render_table(plan, sql);
    upsert_sql_text(sql, " AS t (");
    for (size_t i = 0; i < plan->column_count; i++) {
        if (i)
            upsert_sql_text(sql, ", ");
        name(plan, i, sql);
    }
    upsert_sql_text(sql, ") ");
    values(plan, rows, false, sql);
    conflict(profile, plan, sql);
    if (returning) {
        upsert_sql_text(sql, " RETURNING ");
        upsert_sql_text(sql, profile->was_inserted);
        upsert_sql_text(sql, " AS inserted) SELECT"
                             " count(*) FILTER (WHERE inserted),"
                             " count(*) FILTER (WHERE NOT inserted)"
                             " FROM counted");
    }
}

/* A subquery of two rows, which is an error, where two rows of the source are
   one row to the database: the UPDATE would take either. */
static void refuse_row_twice(const upsert_plan *plan, upsert_sql *sql)
{
    upsert_sql_text(sql, " AND (SELECT 0 FROM s GROUP BY ");
    upsert_render_each(plan, UPSERT_RULE_KEY, ", ", upsert_render_incoming,
                       sql);
    upsert_sql_text(sql, " HAVING count(*) > 1 UNION ALL SELECT 0) = 0");
}

static void update(const upsert_on_conflict *profile, const upsert_plan *plan,
                   size_t rows, upsert_sql *sql)
{
    bool guarded = rows > 1 && profile->refuse_row_twice;
    if (guarded) {
        upsert_sql_text(sql, "WITH s AS (");
        values(plan, rows, profile->cast_markers, sql);
        upsert_sql_text(sql, ") ");
    }
    upsert_sql_text(sql, "UPDATE ");
    upsert_render_table(plan, sql);
    upsert_sql_text(sql, " AS t SET ");
    if (!upsert_render_each(plan, UPSERT_RULE_REPLACE, ", ", assignment, sql))
        upsert_sql_refuse(sql, "mode update_existing has no column to update: "
                               "every column is in the key");
    if (!guarded) {
        upsert_sql_text(sql, " FROM (");
        values(plan, rows, profile->cast_markers, sql);
        upsert_sql_text(sql, ") AS");
    } else {
        upsert_sql_text(sql, " FROM");
    }
    upsert_sql_text(sql, " s WHERE ");
    upsert_render_each(plan, UPSERT_RULE_KEY, " AND ", key_equal, sql);
    if (plan->only_changed) {
        upsert_sql_text(sql, " AND (");
        profile->render_changed(plan, sql);
        upsert_sql_text(sql, ")");
    }
    if (guarded)
        refuse_row_twice(plan, sql);
}

void upsert_render_on_conflict(const upsert_plan *plan, size_t rows,
                               upsert_sql *sql)
{
    const upsert_on_conflict *profile = plan->dialect->profile;
    if (profile->prefix && plan->counting == UPSERT_COUNTING_SESSION)
        upsert_sql_text(sql, profile->prefix);
    if (plan->mode == UPSERT_MODE_UPDATE_EXISTING)
        update(profile, plan, rows, sql);
    else
        insert(profile, plan, rows, sql);
}
