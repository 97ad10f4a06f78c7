#include "session/cut.h"

#include <stdint.h>
#include <stdlib.h>

#include "base/error.h"
#include "dialect/row.h"
#include "dialect/sql.h"
#include "session/transport.h"

up_render *up_plan_renderer(const upsert_plan *plan)
{
    return plan->mode == UPSERT_MODE_DELETE ? up_render_delete
                                            : plan->dialect->render;
}

/* What the markers of a row stand for: a statement of one row tells. */
static upsert_status read_markers(up_render *render, up_plan *plan,
                                  upsert_error *error)
{
    upsert_sql sql;
    const char *ignored;
    up_sql_init(&sql, plan->facts.dialect);
    render(&plan->facts, 1, &sql);
    upsert_status status = up_sql_take(&sql, &ignored, error);
    plan->marker_count = up_sql_markers(&sql);
    plan->markers = calloc(plan->marker_count + 1, sizeof *plan->markers);
    if (status == UPSERT_OK && !plan->markers)
        status = up_error_memory(error);
    for (size_t i = 0; status == UPSERT_OK && i < plan->marker_count; i++)
        plan->markers[i] = up_sql_marker_column(&sql, i);
    up_sql_dispose(&sql);
    return status;
}

/* ODBC counts parameters in 16 bits, and drivers crash above. */
#define PARAMETERS_MAXIMUM ((size_t)32767)

static size_t smaller(size_t a, size_t limit)
{
    return limit && limit < a ? limit : a;
}

static upsert_status cut_statements(up_plan *plan, upsert_error *error)
{
    const upsert_plan *facts = &plan->facts;
    const upsert_limits *limits = &facts->dialect->limits;
    size_t parameters = smaller(PARAMETERS_MAXIMUM, limits->parameters);
    bool bulk = up_transport_is_bulk(facts->transport);
    if (plan->marker_count > parameters)
        return up_error_set(error, UPSERT_SCHEMA,
                            "%zu columns are more than the %zu parameters of "
                            "one statement",
                            facts->column_count, parameters);
    /* a row that is found by NULL alone has no marker */
    size_t rows = plan->marker_count ? parameters / plan->marker_count : 1;
    rows = smaller(rows, limits->rows);
    if (facts->mode == UPSERT_MODE_UPDATE_EXISTING)
        rows = smaller(rows, limits->update_rows);
    if (bulk &&
        (plan->marker_count || up_transport_is_staged(facts->transport)))
        rows = facts->dialect->bulk_rows ? facts->dialect->bulk_rows : SIZE_MAX;
    if (facts->transport == UPSERT_TRANSPORT_ROW)
        rows = 1;
    plan->statement_rows = rows;
    return UPSERT_OK;
}

/* The dialect's way to count, unless something would be counted with it. */
static upsert_counting choose_counting(const upsert_plan *plan,
                                       const up_table *table)
{
    if (plan->mode == UPSERT_MODE_DELETE)
        return UPSERT_COUNTING_AFFECTED;
    for (size_t i = 0; i < table->effect_count; i++)
        if (table->effects[i].uncountable)
            return UPSERT_COUNTING_AFFECTED;
    return plan->mode == UPSERT_MODE_UPSERT ? plan->dialect->counting_upsert
                                            : plan->dialect->counting_other;
}

upsert_status up_plan_cut(const up_table *table, up_render *render,
                          up_plan *plan, upsert_error *error)
{
    plan->facts.counting = choose_counting(&plan->facts, table);
    upsert_status status = read_markers(render, plan, error);
    return status == UPSERT_OK ? cut_statements(plan, error) : status;
}
