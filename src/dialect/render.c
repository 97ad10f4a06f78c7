/* What the families of renderers share. */
#include <upsert/dialect.h>

void upsert_render_table(const upsert_plan *plan, upsert_sql *sql)
{
    if (plan->schema) {
        upsert_sql_name(sql, plan->schema);
        upsert_sql_text(sql, ".");
    }
    upsert_sql_name(sql, plan->table);
}

void upsert_render_there(const upsert_plan *plan, size_t column,
                         upsert_sql *sql)
{
    upsert_sql_text(sql, "t.");
    upsert_sql_name(sql, plan->columns[column].name);
}

size_t upsert_render_each(const upsert_plan *plan, upsert_rule rule,
                          const char *between,
                          void (*append)(const upsert_plan *plan, size_t column,
                                         upsert_sql *sql),
                          upsert_sql *sql)
{
    size_t count = 0;
    for (size_t i = 0; i < plan->column_count; i++) {
        if (plan->columns[i].rule != rule)
            continue;
        if (count++)
            upsert_sql_text(sql, between);
        append(plan, i, sql);
    }
    return count;
}
