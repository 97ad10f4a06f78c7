/* INSERT .. ON DUPLICATE KEY UPDATE: MySQL, MariaDB and their kin. */
#include <upsert/dialect.h>

/* Columns of the row that is there are qualified by the table's name, for an
   INSERT gives it no alias. */
static void there(const upsert_plan *plan, size_t column, upsert_sql *sql)
{
    upsert_sql_name(sql, plan->table);
    upsert_sql_text(sql, ".");
    upsert_render_name(plan, column, sql);
}

static void incoming(const upsert_plan *plan, size_t column, upsert_sql *sql)
{
    const upsert_on_duplicate_key *profile = plan->dialect->profile;
    bool alias = profile->has_row_alias(plan->server);
    upsert_sql_text(sql, alias ? "incoming." : "VALUES(");
    upsert_render_name(plan, column, sql);
    if (!alias)
        upsert_sql_text(sql, ")");
}

static void assignment(const upsert_plan *plan, size_t column, upsert_sql *sql)
{
    upsert_render_name(plan, column, sql);
    upsert_sql_text(sql, " = ");
    incoming(plan, column, sql);
}

/* Nothing is done by a column that keeps its value: INSERT IGNORE would
   swallow every other error, too. */
static void no_op(const upsert_plan *plan, upsert_sql *sql)
{
    size_t key = upsert_plan_first(plan, UPSERT_RULE_KEY);
    upsert_render_name(plan, key, sql);
    upsert_sql_text(sql, " = ");
    there(plan, key, sql);
}

static void key_equal(const upsert_plan *plan, size_t column, upsert_sql *sql)
{
    there(plan, column, sql);
    upsert_sql_text(sql, " = ");
    incoming(plan, column, sql);
}

/* A row that another unique index found has another key: then a subquery of
   two rows where one may stand fails the statement. It stands first, for
   assignments are made from left to right. */
static void guard(const upsert_plan *plan, upsert_sql *sql)
{
    size_t key = upsert_plan_first(plan, UPSERT_RULE_KEY);
    upsert_render_name(plan, key, sql);
    upsert_sql_text(sql, " = IF(");
    upsert_render_each(plan, UPSERT_RULE_KEY, " AND ", key_equal, sql);
    upsert_sql_text(sql, ", ");
    there(plan, key, sql);
    upsert_sql_text(sql, ", (SELECT 1 UNION ALL SELECT 2))");
}

static void on_duplicate(const upsert_plan *plan, upsert_sql *sql)
{
    if (plan->mode == UPSERT_MODE_INSERT)
        return;
    bool updates =
        plan->mode == UPSERT_MODE_UPSERT &&
        upsert_plan_first(plan, UPSERT_RULE_REPLACE) < plan->column_count;
    upsert_sql_text(sql, " ON DUPLICATE KEY UPDATE ");
    if (plan->guard_key)
        guard(plan, sql);
    else if (!updates)
        no_op(plan, sql);
    if (!updates)
        return;
    if (plan->guard_key)
        upsert_sql_text(sql, ", ");
    upsert_render_each(plan, UPSERT_RULE_REPLACE, ", ", assignment, sql);
}

static void insert(const upsert_on_duplicate_key *profile,
                   const upsert_plan *plan, size_t rows, upsert_sql *sql)
{
    upsert_sql_text(sql, "INSERT INTO ");
    upsert_render_table(plan, sql);
    upsert_sql_text(sql, " (");
    upsert_render_names(plan, sql);
    upsert_sql_text(sql, ") VALUES ");
    upsert_render_rows(plan, rows, "(", UPSERT_CAST_NONE, sql);
    if (profile->has_row_alias(plan->server) &&
        plan->mode != UPSERT_MODE_INSERT)
        upsert_sql_text(sql, " AS incoming");
    on_duplicate(plan, sql);
}

static void equals_marker(const upsert_plan *plan, size_t column,
                          upsert_sql *sql)
{
    upsert_render_name(plan, column, sql);
    upsert_sql_text(sql, " = ");
    upsert_sql_marker(sql, column);
}

/* One row a statement: a marker in a list of rows would have no type, and
   would be compared with the key as a double or lose its trailing spaces. */
static void update(const upsert_plan *plan, upsert_sql *sql)
{
    upsert_sql_text(sql, "UPDATE ");
    upsert_render_table(plan, sql);
    upsert_sql_text(sql, " SET ");
    if (!upsert_render_each(plan, UPSERT_RULE_REPLACE, ", ", equals_marker,
                            sql))
        upsert_render_no_update(sql);
    upsert_sql_text(sql, " WHERE ");
    upsert_render_each(plan, UPSERT_RULE_KEY, " AND ", equals_marker, sql);
}

void upsert_render_on_duplicate_key(const upsert_plan *plan, size_t rows,
                                    upsert_sql *sql)
{
    if (plan->mode == UPSERT_MODE_UPDATE_EXISTING)
        update(plan, sql);
    else
        insert(plan->dialect->profile, plan, rows, sql);
}
