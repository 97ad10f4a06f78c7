#include "dialect/row.h"

/* Every marker is compared with a column, which gives it its type. */
static void key_part(const upsert_plan *plan, size_t column, upsert_sql *sql)
{
    upsert_render_name(plan, column, sql);
    if (plan->columns[column].rule == UPSERT_RULE_KEY_NULL) {
        upsert_sql_text(sql, " IS NULL");
        return;
    }
    upsert_sql_text(sql, " = ");
    upsert_sql_marker(sql, column);
}

static void key(const upsert_plan *plan, upsert_sql *sql)
{
    const char *between = "";
    for (size_t i = 0; i < plan->column_count; i++) {
        if (plan->columns[i].rule != UPSERT_RULE_KEY &&
            plan->columns[i].rule != UPSERT_RULE_KEY_NULL)
            continue;
        upsert_sql_text(sql, between);
        key_part(plan, i, sql);
        between = " AND ";
    }
}

static void predicate(const upsert_plan *plan, upsert_sql *sql)
{
    if (!plan->predicate)
        return;
    upsert_sql_text(sql, " AND (");
    upsert_sql_text(sql, plan->predicate);
    upsert_sql_text(sql, ")");
}

void up_render_delete(const upsert_plan *plan, size_t rows, upsert_sql *sql)
{
    bool several = rows > 1 && plan->predicate;
    upsert_sql_text(sql, "DELETE FROM ");
    upsert_render_table(plan, sql);
    upsert_sql_text(sql, several ? " WHERE (" : " WHERE ");
    for (size_t row = 0; row < rows; row++) {
        upsert_sql_text(sql, row ? " OR (" : "(");
        key(plan, sql);
        upsert_sql_text(sql, ")");
    }
    upsert_sql_text(sql, several ? ")" : "");
    predicate(plan, sql);
}

void up_render_find(const upsert_plan *plan, upsert_sql *sql)
{
    upsert_sql_text(sql, "SELECT count(*) FROM ");
    upsert_render_table(plan, sql);
    upsert_sql_text(sql, " WHERE ");
    key(plan, sql);
    predicate(plan, sql);
}

void up_render_fill(const upsert_plan *plan, size_t rows, upsert_sql *sql)
{
    if (plan->transport == UPSERT_TRANSPORT_LOAD) {
        plan->dialect->stage->render_load(plan, sql);
        return;
    }
    upsert_sql_text(sql, "INSERT INTO ");
    upsert_render_stage(plan, sql);
    for (size_t i = 0; i < plan->column_count; i++) {
        upsert_sql_text(sql, i ? ", column" : " (column");
        upsert_sql_number(sql, i + 1);
    }
    upsert_sql_text(sql, ") ");
    if (upsert_render_query(plan, sql))
        return;
    upsert_sql_text(sql, "VALUES ");
    upsert_render_rows(plan, rows, "(", UPSERT_CAST_NONE, sql);
}
