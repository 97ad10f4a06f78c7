/* What the families of renderers share. */
#include <stdio.h>

#include <upsert/dialect.h>

size_t upsert_plan_first(const upsert_plan *plan, upsert_rule rule)
{
    size_t i = 0;
    while (i < plan->column_count && plan->columns[i].rule != rule)
        i++;
    return i;
}

void upsert_render_table(const upsert_plan *plan, upsert_sql *sql)
{
    if (plan->schema && plan->schema[0]) {
        upsert_sql_name(sql, plan->schema);
        upsert_sql_text(sql, ".");
    }
    upsert_sql_name(sql, plan->table);
}

void upsert_render_name(const upsert_plan *plan, size_t column, upsert_sql *sql)
{
    upsert_sql_name(sql, plan->columns[column].name);
}

void upsert_render_there_named(const upsert_plan *plan, const char *name,
                               upsert_sql *sql)
{
    (void)plan;
    upsert_sql_text(sql, "t.");
    upsert_sql_name(sql, name);
}

void upsert_render_there(const upsert_plan *plan, size_t column,
                         upsert_sql *sql)
{
    upsert_render_there_named(plan, plan->columns[column].name, sql);
}

void upsert_render_source(const upsert_plan *plan, size_t column,
                          upsert_sql *sql)
{
    upsert_sql_text(sql, "s.");
    upsert_render_name(plan, column, sql);
}

void upsert_render_names(const upsert_plan *plan, upsert_sql *sql)
{
    for (size_t i = 0; i < plan->column_count; i++) {
        if (i)
            upsert_sql_text(sql, ", ");
        upsert_render_name(plan, i, sql);
    }
}

size_t upsert_render_each(const upsert_plan *plan, upsert_rule rule,
                          const char *between, upsert_render_part *append,
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

void upsert_render_marker(const upsert_plan *plan, size_t column, bool cast,
                          upsert_sql *sql)
{
    cast = cast && plan->columns[column].cast_name[0];
    if (cast)
        upsert_sql_text(sql, "CAST(");
    upsert_sql_marker(sql, column);
    if (cast) {
        upsert_sql_text(sql, " AS ");
        upsert_sql_text(sql, plan->columns[column].cast_name);
        upsert_sql_text(sql, ")");
    }
}

static bool casts_row(upsert_casts casts, size_t row)
{
    return casts == UPSERT_CAST_EVERY ||
           (casts == UPSERT_CAST_FIRST_ROW && row == 0);
}

void upsert_render_rows(const upsert_plan *plan, size_t rows, const char *open,
                        upsert_casts casts, upsert_sql *sql)
{
    for (size_t row = 0; row < rows; row++) {
        if (row)
            upsert_sql_text(sql, ", ");
        upsert_sql_text(sql, open);
        for (size_t i = 0; i < plan->column_count; i++) {
            if (i)
                upsert_sql_text(sql, ", ");
            upsert_render_marker(plan, i, casts_row(casts, row), sql);
        }
        upsert_sql_text(sql, ")");
    }
}

void upsert_render_select(const upsert_plan *plan, size_t rows,
                          const char *from, upsert_casts casts, upsert_sql *sql)
{
    for (size_t row = 0; row < rows; row++) {
        upsert_sql_text(sql, row ? " UNION ALL SELECT " : "SELECT ");
        for (size_t i = 0; i < plan->column_count; i++) {
            if (i)
                upsert_sql_text(sql, ", ");
            upsert_render_marker(plan, i, casts_row(casts, row), sql);
            if (row == 0) {
                upsert_sql_text(sql, " AS ");
                upsert_render_name(plan, i, sql);
            }
        }
        upsert_sql_text(sql, from);
    }
}

/* In the list of what is selected, where rows pass one by one: behind FROM each
   array would be written out as a table first, a tenth of the server's time. */
static void unnest(const upsert_plan *plan, upsert_sql *sql)
{
    for (size_t i = 0; i < plan->column_count; i++) {
        upsert_sql_text(sql, i ? ", unnest(CAST(" : "SELECT unnest(CAST(");
        upsert_sql_marker(sql, i);
        upsert_sql_text(sql, " AS ");
        upsert_sql_text(sql, plan->columns[i].cast_name);
        upsert_sql_text(sql, "[])) AS column");
        upsert_sql_number(sql, i + 1);
    }
}

void upsert_render_stage(const upsert_plan *plan, upsert_sql *sql)
{
    const char *schema = plan->dialect->stage->schema;
    char name[32];
    snprintf(name, sizeof name, "upsert_stage_%u", plan->stage);
    schema = schema ? schema : plan->schema;
    if (schema && schema[0]) {
        upsert_sql_name(sql, schema);
        upsert_sql_text(sql, ".");
    }
    upsert_sql_name(sql, name);
}

static void staged(const upsert_plan *plan, upsert_sql *sql)
{
    for (size_t i = 0; i < plan->column_count; i++) {
        upsert_sql_text(sql, i ? ", column" : "SELECT column");
        upsert_sql_number(sql, i + 1);
    }
    upsert_sql_text(sql, " FROM ");
    upsert_render_stage(plan, sql);
    upsert_sql_text(sql, " ORDER BY " UPSERT_STAGE_PLACE);
}

bool upsert_render_query(const upsert_plan *plan, upsert_sql *sql)
{
    switch (plan->transport) {
    case UPSERT_TRANSPORT_COLUMNS:
        unnest(plan, sql);
        return true;
    case UPSERT_TRANSPORT_DOCUMENT:
        plan->dialect->render_document(plan, sql);
        return true;
    case UPSERT_TRANSPORT_STAGING:
    case UPSERT_TRANSPORT_LOAD:
        staged(plan, sql);
        return true;
    default:
        return false;
    }
}

void upsert_render_no_update(upsert_sql *sql)
{
    upsert_sql_refuse(sql, "mode update_existing has no column to update: "
                           "each is in the key, or kept as it is, or only "
                           "touched when another one changes");
}
