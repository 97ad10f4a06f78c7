/* INSERT .. ON DUPLICATE KEY UPDATE: MySQL, MariaDB and their kin. */
#include <stdlib.h>

#include <upsert/dialect.h>

#include "dialect/order.h"

/* Columns of the row that is there are qualified by the table's name, for an
   INSERT gives it no alias. */
static void there_named(const upsert_plan *plan, const char *name,
                        upsert_sql *sql)
{
    upsert_sql_name(sql, plan->table);
    upsert_sql_text(sql, ".");
    upsert_sql_name(sql, name);
}

static void there(const upsert_plan *plan, size_t column, upsert_sql *sql)
{
    there_named(plan, plan->columns[column].name, sql);
}

/* A query has no alias for its rows. */
static bool has_row_alias(const upsert_plan *plan)
{
    const upsert_on_duplicate_key *profile = plan->dialect->profile;
    return (plan->transport == UPSERT_TRANSPORT_ROW ||
            plan->transport == UPSERT_TRANSPORT_VALUES) &&
           profile->has_row_alias(plan->server);
}

static void incoming(const upsert_plan *plan, size_t column, upsert_sql *sql)
{
    bool alias = has_row_alias(plan);
    upsert_sql_text(sql, alias ? "incoming." : "VALUES(");
    upsert_render_name(plan, column, sql);
    if (!alias)
        upsert_sql_text(sql, ")");
}

static void marker(const upsert_plan *plan, size_t column, upsert_sql *sql)
{
    upsert_render_marker(plan, column, false, sql);
}

/* In an expression a marker has no type, and a number would pass through a
   double: what the catalog query tells for CAST serves here alone. */
static void typed_marker(const upsert_plan *plan, size_t column,
                         upsert_sql *sql)
{
    upsert_render_marker(plan, column, true, sql);
}

/* The row that an INSERT could not add is of the table: its values are
   rounded. */
static const upsert_sides INSERT_SIDES = {
    .there = there_named,
    .incoming = incoming,
};
static const upsert_sides UPDATE_SIDES = {
    .there = there_named,
    .incoming = marker,
    .stored = typed_marker,
};

/* The columns of a stage have the types of the table's. */
static void staged(const upsert_plan *plan, size_t column, upsert_sql *sql)
{
    (void)plan;
    upsert_sql_text(sql, "s.column");
    upsert_sql_number(sql, column + 1);
}

static const upsert_sides STAGE_SIDES = {
    .there = there_named,
    .incoming = staged,
};

/* ------------------------------------------------------------ conditions */

/* Its value as the column would store it: rounded. */
static void stored(const upsert_plan *plan, size_t column,
                   const upsert_sides *sides, upsert_sql *sql)
{
    const upsert_plan_column *of = &plan->columns[column];
    bool computed = of->rule == UPSERT_RULE_SQL || of->rule == UPSERT_RULE_ADD;
    bool cast = computed && of->cast_name[0];
    upsert_sql_text(sql, cast ? "CAST(" : "");
    upsert_render_value(plan, column, sides, sql);
    upsert_sql_text(sql, cast ? " AS " : "");
    upsert_sql_text(sql, cast ? of->cast_name : "");
    upsert_sql_text(sql, cast ? ")" : "");
}

/* Texts are compared byte by byte, whatever their character sets. */
static void differs(const upsert_plan *plan, size_t column,
                    const upsert_sides *sides, upsert_sql *sql)
{
    bool text = plan->columns[column].type == UPSERT_TYPE_TEXT ||
                plan->columns[column].type == UPSERT_TYPE_JSON;
    const char *open = text ? "CAST(CONVERT(" : "";
    const char *close = text ? " USING utf8mb4) AS BINARY)" : "";
    upsert_sql_text(sql, "NOT (");
    upsert_sql_text(sql, open);
    there(plan, column, sql);
    upsert_sql_text(sql, close);
    upsert_sql_text(sql, " <=> ");
    upsert_sql_text(sql, open);
    stored(plan, column, sides, sql);
    upsert_sql_text(sql, close);
    upsert_sql_text(sql, ")");
}

static void changed(const upsert_plan *plan, const upsert_sides *sides,
                    upsert_sql *sql)
{
    const char *between = "";
    for (size_t i = 0; i < plan->column_count; i++) {
        if (!upsert_plan_compares(plan, i))
            continue;
        upsert_sql_text(sql, between);
        differs(plan, i, sides, sql);
        between = " OR ";
    }
}

static bool touches(const upsert_plan *plan)
{
    return upsert_plan_first(plan, UPSERT_RULE_TOUCH) < plan->column_count;
}

/* An equal row is never written: only a column that is touched needs to know
   whether another one changes. */
static void conditions(const upsert_plan *plan, const char *before,
                       const upsert_sides *sides, upsert_sql *sql)
{
    if (touches(plan)) {
        upsert_sql_text(sql, before);
        upsert_sql_text(sql, "(");
        changed(plan, sides, sql);
        upsert_sql_text(sql, ")");
        before = " AND ";
    }
    upsert_render_conditions(plan, before, sides, NULL, sql);
}

/* ----------------------------------------------------------- assignments */

static void value(const upsert_plan *plan, size_t column,
                  const upsert_sides *sides, upsert_sql *sql)
{
    upsert_rule rule = plan->columns[column].rule;
    if (rule == UPSERT_RULE_REPLACE || rule == UPSERT_RULE_TOUCH)
        sides->incoming(plan, column, sql);
    else
        upsert_render_value(plan, column, sides, sql);
}

/* Assignments are made from left to right: what an expression reads is
   assigned behind it. `taken` says whether the row is to change. */
static void assignments(const upsert_plan *plan, const upsert_sides *sides,
                        const char *taken, upsert_sql *sql)
{
    up_ends ends = sides->incoming == incoming && !has_row_alias(plan)
                       ? UP_ENDS_FAR_INCOMING
                       : UP_ENDS_OLD;
    size_t count = 0, *order = up_assignment_order(plan, ends, &count, sql);
    for (size_t i = 0; order && i < count; i++) {
        upsert_sql_text(sql, i ? ", " : "");
        (sides == &STAGE_SIDES ? there : upsert_render_name)(plan, order[i],
                                                             sql);
        upsert_sql_text(sql, taken ? " = IF(" : " = ");
        upsert_sql_text(sql, taken);
        upsert_sql_text(sql, taken ? ", " : "");
        value(plan, order[i], sides, sql);
        if (!taken)
            continue;
        upsert_sql_text(sql, ", ");
        there(plan, order[i], sql);
        upsert_sql_text(sql, ")");
    }
    free(order);
}

/* An INSERT has no condition for its update: what it would be is found out
   once a row, before anything is assigned. */
#define TAKEN "@upsert_taken"

static void take(const upsert_plan *plan, size_t key, upsert_sql *sql)
{
    upsert_sql_text(sql, "IF(" TAKEN " := ");
    conditions(plan, "", &INSERT_SIDES, sql);
    upsert_sql_text(sql, ", ");
    there(plan, key, sql);
    upsert_sql_text(sql, ", ");
    there(plan, key, sql);
    upsert_sql_text(sql, ")");
}

static void key_equal(const upsert_plan *plan, size_t column, upsert_sql *sql)
{
    there(plan, column, sql);
    upsert_sql_text(sql, " = ");
    incoming(plan, column, sql);
}

/*
 * A column of the key keeps its value. That is how to do nothing, for INSERT
 * IGNORE would swallow every other error, too; and it stands first, to see the
 * row as it is. A row that another unique index found has another key: then a
 * subquery of two rows where one may stand fails the statement.
 */
static void keep_key(const upsert_plan *plan, bool conditional, upsert_sql *sql)
{
    size_t key = upsert_plan_first(plan, UPSERT_RULE_KEY);
    upsert_render_name(plan, key, sql);
    upsert_sql_text(sql, " = ");
    if (plan->guard_key) {
        upsert_sql_text(sql, "IF(");
        upsert_render_each(plan, UPSERT_RULE_KEY, " AND ", key_equal, sql);
        upsert_sql_text(sql, ", ");
    }
    if (conditional)
        take(plan, key, sql);
    else
        there(plan, key, sql);
    if (!plan->guard_key)
        return;
    upsert_sql_text(sql, ", (SELECT "); /* of the key's type, as IF wants it */
    there(plan, key, sql);
    upsert_sql_text(sql, " UNION ALL SELECT ");
    there(plan, key, sql);
    upsert_sql_text(sql, "))");
}

static void on_duplicate(const upsert_plan *plan, upsert_sql *sql)
{
    if (plan->mode == UPSERT_MODE_INSERT)
        return;
    bool updates = upsert_plan_updates(plan);
    bool conditional = updates && (plan->newer || plan->where || touches(plan));
    bool keeps = !updates || conditional || plan->guard_key;
    upsert_sql_text(sql, " ON DUPLICATE KEY UPDATE ");
    if (keeps)
        keep_key(plan, conditional, sql);
    if (!updates)
        return;
    upsert_sql_text(sql, keeps ? ", " : "");
    assignments(plan, &INSERT_SIDES, conditional ? TAKEN : NULL, sql);
}

/* ------------------------------------------------------------ statements */

static void insert(const upsert_plan *plan, size_t rows, upsert_sql *sql)
{
    upsert_sql_text(sql, "INSERT INTO ");
    upsert_render_table(plan, sql);
    upsert_sql_text(sql, " (");
    upsert_render_names(plan, sql);
    upsert_sql_text(sql, ") ");
    if (!upsert_render_query(plan, sql)) {
        upsert_sql_text(sql, "VALUES ");
        upsert_render_rows(plan, rows, "(", UPSERT_CAST_NONE, sql);
    }
    if (has_row_alias(plan) && plan->mode != UPSERT_MODE_INSERT)
        upsert_sql_text(sql, " AS incoming");
    on_duplicate(plan, sql);
}

/* One row, or those of the stage, each of which finds its row by the key: a
   marker in a list of rows would have no type, and would be compared with the
   key as a double or lose its trailing spaces. */
static void update(const upsert_plan *plan, upsert_sql *sql)
{
    bool stage = plan->transport == UPSERT_TRANSPORT_STAGING;
    const upsert_sides *sides = stage ? &STAGE_SIDES : &UPDATE_SIDES;
    if (!upsert_plan_updates(plan))
        upsert_render_no_update(sql);
    upsert_sql_text(sql, "UPDATE ");
    if (stage) {
        upsert_render_stage(plan, sql);
        upsert_sql_text(sql, " AS s STRAIGHT_JOIN ");
    }
    upsert_render_table(plan, sql);
    upsert_sql_text(sql, " SET ");
    assignments(plan, sides, NULL, sql);
    upsert_sql_text(sql, " WHERE ");
    upsert_render_key(plan, sides, sql);
    conditions(plan, " AND ", sides, sql);
}

void upsert_render_on_duplicate_key(const upsert_plan *plan, size_t rows,
                                    upsert_sql *sql)
{
    if (plan->mode == UPSERT_MODE_UPDATE_EXISTING)
        update(plan, sql);
    else
        insert(plan, rows, sql);
}
