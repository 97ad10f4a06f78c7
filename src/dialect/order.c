#include "dialect/order.h"

#include <stdlib.h>
#include <string.h>

#include "dialect/expression.h"
#include "dialect/sql.h"

/* A type whose values stand outside of their row. */
static bool is_far(const upsert_plan_column *column)
{
    return column->type == UPSERT_TYPE_OTHER ||
           strstr(column->type_name, "text") ||
           strstr(column->type_name, "blob");
}

/* Whether a column's expression reads what the assignment of another ends. */
static bool reads(const upsert_plan *plan, size_t reader, size_t column,
                  up_ends ends)
{
    const upsert_plan_column *from = &plan->columns[reader];
    up_reference reference;
    if (from->rule != UPSERT_RULE_SQL || !from->expression ||
        reader == column || up_expression_fault(from->expression))
        return false;
    bool far = ends == UP_ENDS_FAR_INCOMING && is_far(&plan->columns[column]);
    const char *at = from->expression;
    while (up_expression_next(&at, &reference))
        if ((far || !reference.incoming) &&
            up_reference_column(&reference, plan) == column)
            return true;
    return false;
}

/* Whether no other column that is still to come reads this one. */
static bool is_free(const upsert_plan *plan, const size_t *rest, size_t count,
                    size_t column, up_ends ends)
{
    for (size_t i = 0; i < count; i++)
        if (reads(plan, rest[i], column, ends))
            return false;
    return true;
}

/* Move one to the front, and those before it one place on. */
static void move_up(size_t *columns, size_t from)
{
    size_t column = columns[from];
    for (; from > 0; from--)
        columns[from] = columns[from - 1];
    columns[0] = column;
}

static bool sort(const upsert_plan *plan, size_t *columns, size_t count,
                 up_ends ends, upsert_sql *sql)
{
    for (size_t done = 0; done < count; done++) {
        size_t *rest = columns + done, left = count - done, next = 0;
        while (next < left && !is_free(plan, rest, left, rest[next], ends))
            next++;
        if (next == left) {
            up_sql_refuse(sql,
                          "the expressions read each other's values in a "
                          "circle, which this database cannot follow, for it "
                          "assigns one column after the other: one of the "
                          "columns is %s",
                          plan->columns[rest[0]].name);
            return false;
        }
        move_up(rest, next);
    }
    return true;
}

size_t *up_assignment_order(const upsert_plan *plan, up_ends ends,
                            size_t *count, upsert_sql *sql)
{
    size_t *columns = calloc(plan->column_count + 1, sizeof *columns);
    *count = 0;
    if (!columns) {
        sql->text.failed = true;
        return NULL;
    }
    for (size_t i = 0; i < plan->column_count; i++)
        if (upsert_plan_assigns(plan, i))
            columns[(*count)++] = i;
    if (sort(plan, columns, *count, ends, sql))
        return columns;
    free(columns);
    return NULL;
}
