/* What the columns of a row that is there get, and when. */
#include <string.h>

#include <upsert/dialect.h>

#include "dialect/expression.h"
#include "dialect/sql.h"

/* ----------------------------------------------------------- the columns */

bool upsert_plan_compares(const upsert_plan *plan, size_t column)
{
    switch (plan->columns[column].rule) {
    case UPSERT_RULE_REPLACE:
    case UPSERT_RULE_KEEP_IF_NULL:
    case UPSERT_RULE_ADD:
    case UPSERT_RULE_GREATEST:
    case UPSERT_RULE_LEAST:
    case UPSERT_RULE_APPEND:
    case UPSERT_RULE_SQL:
        return true;
    default:
        return false;
    }
}

bool upsert_plan_assigns(const upsert_plan *plan, size_t column)
{
    return plan->columns[column].rule == UPSERT_RULE_TOUCH ||
           upsert_plan_compares(plan, column);
}

bool upsert_plan_updates(const upsert_plan *plan)
{
    if (plan->mode != UPSERT_MODE_UPSERT &&
        plan->mode != UPSERT_MODE_UPDATE_EXISTING)
        return false;
    for (size_t i = 0; i < plan->column_count; i++)
        if (upsert_plan_compares(plan, i))
            return true;
    return false;
}

/* ------------------------------------------------------------ the values */

static void there(const upsert_plan *plan, size_t column,
                  const upsert_sides *sides, upsert_sql *sql)
{
    sides->there(plan, plan->columns[column].name, sql);
}

static void stored(const upsert_plan *plan, size_t column,
                   const upsert_sides *sides, upsert_sql *sql)
{
    (sides->stored ? sides->stored : sides->incoming)(plan, column, sql);
}

static void sum(const upsert_plan *plan, size_t column,
                const upsert_sides *sides, upsert_sql *sql)
{
    if (sides->sum) {
        sides->sum(plan, column, sides, sql);
        return;
    }
    there(plan, column, sides, sql);
    upsert_sql_text(sql, " + ");
    stored(plan, column, sides, sql);
}

static void joined(const upsert_plan *plan, size_t column,
                   const upsert_sides *sides, upsert_sql *sql)
{
    const char *concat = plan->dialect->concat;
    bool call = concat && !concat[0];
    upsert_sql_text(sql, call ? "CONCAT(" : "");
    there(plan, column, sides, sql);
    upsert_sql_text(sql, call ? ", " : " ");
    upsert_sql_text(sql, call ? "" : concat ? concat : "||");
    upsert_sql_text(sql, call ? "" : " ");
    stored(plan, column, sides, sql);
    upsert_sql_text(sql, call ? ")" : "");
}

typedef void render_both(const upsert_plan *plan, size_t column,
                         const upsert_sides *sides, upsert_sql *sql);

/* NULL when one of them is NULL: then the other. */
static void combined(const upsert_plan *plan, size_t column,
                     render_both *combine, const upsert_sides *sides,
                     upsert_sql *sql)
{
    upsert_sql_text(sql, "COALESCE(");
    combine(plan, column, sides, sql);
    upsert_sql_text(sql, ", ");
    stored(plan, column, sides, sql);
    upsert_sql_text(sql, ", ");
    there(plan, column, sides, sql);
    upsert_sql_text(sql, ")");
}

static void extreme(const upsert_plan *plan, size_t column,
                    const char *comparison, const upsert_sides *sides,
                    upsert_sql *sql)
{
    upsert_sql_text(sql, "CASE WHEN ");
    stored(plan, column, sides, sql);
    upsert_sql_text(sql, comparison);
    there(plan, column, sides, sql);
    upsert_sql_text(sql, " OR ");
    there(plan, column, sides, sql);
    upsert_sql_text(sql, " IS NULL THEN ");
    stored(plan, column, sides, sql);
    upsert_sql_text(sql, " ELSE ");
    there(plan, column, sides, sql);
    upsert_sql_text(sql, " END");
}

static void unless_null(const upsert_plan *plan, size_t column,
                        const upsert_sides *sides, upsert_sql *sql)
{
    upsert_sql_text(sql, "COALESCE(");
    stored(plan, column, sides, sql);
    upsert_sql_text(sql, ", ");
    there(plan, column, sides, sql);
    upsert_sql_text(sql, ")");
}

void upsert_render_value(const upsert_plan *plan, size_t column,
                         const upsert_sides *sides, upsert_sql *sql)
{
    switch (plan->columns[column].rule) {
    case UPSERT_RULE_KEEP_IF_NULL:
        unless_null(plan, column, sides, sql);
        break;
    case UPSERT_RULE_ADD:
        combined(plan, column, sum, sides, sql);
        break;
    case UPSERT_RULE_APPEND:
        combined(plan, column, joined, sides, sql);
        break;
    case UPSERT_RULE_GREATEST:
        extreme(plan, column, " > ", sides, sql);
        break;
    case UPSERT_RULE_LEAST:
        extreme(plan, column, " < ", sides, sql);
        break;
    case UPSERT_RULE_SQL:
        upsert_render_expression(plan, plan->columns[column].expression, sides,
                                 sql);
        break;
    default:
        stored(plan, column, sides, sql);
    }
}

/* A number with fractions, or a time, whose name has no digits takes as many as
   there are. */
static bool rounds(const upsert_plan_column *column)
{
    switch (column->type) {
    case UPSERT_TYPE_INTEGER:
    case UPSERT_TYPE_FLOAT:
        return true;
    case UPSERT_TYPE_DECIMAL:
    case UPSERT_TYPE_TIME:
    case UPSERT_TYPE_TIMESTAMP:
    case UPSERT_TYPE_TIMESTAMP_TZ:
        return strchr(column->type_name, '(') != NULL;
    default:
        return false;
    }
}

void upsert_render_rounded(const upsert_plan *plan, size_t column,
                           upsert_render_part *value, upsert_sql *sql)
{
    bool cast = rounds(&plan->columns[column]);
    upsert_sql_text(sql, cast ? "CAST(" : "");
    value(plan, column, sql);
    upsert_sql_text(sql, cast ? " AS " : "");
    upsert_sql_text(sql, cast ? plan->columns[column].type_name : "");
    upsert_sql_text(sql, cast ? ")" : "");
}

/* ----------------------------------------------------- SQL of the user's */

static void append_part(upsert_sql *sql, const char *begin, const char *end)
{
    up_buffer_append(&sql->text, begin, (size_t)(end - begin));
}

/* A column that is not in the plan, as the expression spells it. */
static void unplanned(const upsert_plan *plan, const up_reference *reference,
                      const upsert_sides *sides, upsert_sql *sql)
{
    up_buffer name = {0};
    const char *end = reference->name + reference->length;
    for (const char *at = reference->name; at < end; at++) {
        if (reference->quote && *at == reference->quote)
            at++;
        up_buffer_append(&name, at, 1);
    }
    if (up_buffer_string(&name))
        sides->there(plan, name.data, sql);
    else
        sql->text.failed = true;
    up_buffer_dispose(&name);
}

static void reference(const upsert_plan *plan, const up_reference *named,
                      const upsert_sides *sides, upsert_sql *sql)
{
    size_t column = up_reference_column(named, plan);
    bool planned = column < plan->column_count;
    if (named->incoming && planned && sides->typed)
        sides->typed(plan, column, sql);
    else if (named->incoming && planned)
        stored(plan, column, sides, sql);
    else if (named->incoming)
        up_sql_refuse(sql,
                      "the expression names %.*s, which the rows do not "
                      "bring",
                      (int)(named->end - named->begin), named->begin);
    else if (planned)
        there(plan, column, sides, sql);
    else
        unplanned(plan, named, sides, sql);
}

void upsert_render_expression(const upsert_plan *plan, const char *expression,
                              const upsert_sides *sides, upsert_sql *sql)
{
    const char *fault =
        expression ? up_expression_fault(expression) : "is missing";
    if (fault) {
        up_sql_refuse(sql, "the expression %s%s%s",
                      expression ? expression : "", expression ? " " : "",
                      fault);
        return;
    }
    up_reference named;
    const char *at = expression;
    upsert_sql_text(sql, "(");
    while (up_expression_next(&at, &named)) {
        append_part(sql, expression, named.begin);
        reference(plan, &named, sides, sql);
        expression = at;
    }
    upsert_sql_text(sql, expression);
    upsert_sql_text(sql, ")");
}

/* ------------------------------------------------ assignments, conditions */

static void touch(const upsert_plan *plan, size_t column,
                  const upsert_sides *sides, upsert_render_change *changed,
                  upsert_sql *sql)
{
    if (plan->only_changed) {
        sides->incoming(plan, column, sql);
        return;
    }
    upsert_sql_text(sql, "CASE WHEN ");
    changed(plan, sides, sql);
    upsert_sql_text(sql, " THEN ");
    sides->incoming(plan, column, sql);
    upsert_sql_text(sql, " ELSE ");
    there(plan, column, sides, sql);
    upsert_sql_text(sql, " END");
}

/* The left side is never qualified: PostgreSQL and DuckDB refuse that in a
 * MERGE.
 */
void upsert_render_assignments(const upsert_plan *plan,
                               const upsert_sides *sides,
                               upsert_render_change *changed, upsert_sql *sql)
{
    const char *between = "";
    for (size_t i = 0; i < plan->column_count; i++) {
        if (!upsert_plan_assigns(plan, i))
            continue;
        upsert_sql_text(sql, between);
        upsert_render_name(plan, i, sql);
        upsert_sql_text(sql, " = ");
        if (plan->columns[i].rule == UPSERT_RULE_TOUCH)
            touch(plan, i, sides, changed, sql);
        else if (plan->columns[i].rule == UPSERT_RULE_REPLACE)
            sides->incoming(plan, i, sql);
        else
            upsert_render_value(plan, i, sides, sql);
        between = ", ";
    }
}

static size_t newer_column(const upsert_plan *plan, upsert_sql *sql)
{
    size_t i = 0;
    while (i < plan->column_count &&
           strcmp(plan->columns[i].name, plan->newer) != 0)
        i++;
    if (i == plan->column_count)
        up_sql_refuse(sql,
                      "the column that tells which row is newer is %s, "
                      "which the rows do not bring",
                      plan->newer);
    return i;
}

static void newer(const upsert_plan *plan, const upsert_sides *sides,
                  upsert_sql *sql)
{
    size_t column = newer_column(plan, sql);
    if (column == plan->column_count)
        return;
    stored(plan, column, sides, sql);
    upsert_sql_text(sql, " > ");
    there(plan, column, sides, sql);
    upsert_sql_text(sql, " OR (");
    there(plan, column, sides, sql);
    upsert_sql_text(sql, " IS NULL AND ");
    stored(plan, column, sides, sql);
    upsert_sql_text(sql, " IS NOT NULL)");
}

void upsert_render_conditions(const upsert_plan *plan, const char *before,
                              const upsert_sides *sides,
                              upsert_render_change *changed, upsert_sql *sql)
{
    if (plan->newer) {
        upsert_sql_text(sql, before);
        upsert_sql_text(sql, "(");
        newer(plan, sides, sql);
        upsert_sql_text(sql, ")");
        before = " AND ";
    }
    if (plan->where) {
        upsert_sql_text(sql, before);
        upsert_render_expression(plan, plan->where, sides, sql);
        before = " AND ";
    }
    /* Last: the new values of a row that is left alone may be out of range. */
    if (plan->only_changed && changed) {
        upsert_sql_text(sql, before);
        upsert_sql_text(sql, "(");
        changed(plan, sides, sql);
        upsert_sql_text(sql, ")");
    }
}

void upsert_render_key(const upsert_plan *plan, const upsert_sides *sides,
                       upsert_sql *sql)
{
    const char *before = "";
    for (size_t i = 0; i < plan->column_count; i++) {
        bool null = plan->columns[i].rule == UPSERT_RULE_KEY_NULL;
        if (!null && plan->columns[i].rule != UPSERT_RULE_KEY)
            continue;
        upsert_sql_text(sql, before);
        there(plan, i, sides, sql);
        upsert_sql_text(sql, null ? " IS NULL" : " = ");
        if (!null)
            sides->incoming(plan, i, sql);
        before = " AND ";
    }
}
