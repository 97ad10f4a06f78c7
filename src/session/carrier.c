/* Executing the statements of a plan. */
#include <string.h>

#include "base/error.h"
#include "dialect/sql.h"
#include "session/session.h"

upsert_status up_carrier_render(const upsert_plan *plan, up_render *render,
                                size_t rows, up_buffer *text,
                                upsert_error *error)
{
    upsert_sql sql;
    up_sql_init(&sql, plan->dialect);
    render(plan, rows, &sql);
    const char *rendered;
    upsert_status status = up_sql_take(&sql, &rendered, error);
    if (status == UPSERT_OK)
        up_buffer_text(text, rendered);
    up_sql_dispose(&sql);
    return status;
}

static upsert_status make_statement(const upsert_session *session,
                                    const up_carrier *carrier, size_t rows,
                                    up_statement **statement,
                                    upsert_error *error)
{
    bool full = rows == carrier->plan.statement_rows;
    up_prepare when =
        full && !carrier->direct ? UP_PREPARE_ONCE : UP_PREPARE_NEVER;
    up_buffer text = {0};
    upsert_status status = up_carrier_render(
        &carrier->plan.facts, carrier->render, rows, &text, error);
    const char *sql = up_buffer_string(&text);
    if (status == UPSERT_OK && !sql)
        status = up_error_memory(error);
    if (status == UPSERT_OK)
        status = up_statement_new(session->connection, sql,
                                  rows * carrier->plan.marker_count, when,
                                  statement, error);
    up_buffer_dispose(&text);
    return status;
}

/* The statement for a number of rows: the one of full size is prepared and
   kept to the end (freeing it within a transaction costs round trips, and ends
   the transaction on H2), any other lives until the next size comes. */
static upsert_status statement_for(const upsert_session *session,
                                   up_carrier *carrier, size_t rows,
                                   up_statement **statement,
                                   upsert_error *error)
{
    bool full = rows == carrier->plan.statement_rows;
    up_statement **kept = full ? &carrier->full : &carrier->tail;
    upsert_status status = UPSERT_OK;
    if (!full && carrier->tail_rows != rows) {
        up_statement_free(carrier->tail);
        carrier->tail = NULL;
        carrier->tail_rows = rows;
    }
    if (!*kept)
        status = make_statement(session, carrier, rows, kept, error);
    *statement = *kept;
    return status;
}

static up_value value_of(const upsert_session *session, size_t place,
                         size_t column)
{
    if (column == UP_CLOCK_CELL)
        return (up_value){session->clock, strlen(session->clock), false};
    up_cell cell = up_batch_cell(session->batch, place, column);
    return (up_value){cell.data, cell.length, cell.kind == UP_CELL_BYTES};
}

static upsert_status bind_rows(const upsert_session *session,
                               const up_carrier *carrier,
                               up_statement *statement, size_t first,
                               size_t rows, upsert_error *error)
{
    const up_plan *plan = &carrier->plan;
    /* From the last parameter to the first: drivers that grow an array of
       parameters then grow it once. */
    for (size_t i = rows * plan->marker_count; i-- > 0;) {
        up_value value = value_of(session, first + i / plan->marker_count,
                                  plan->markers[i % plan->marker_count]);
        upsert_status status = up_statement_bind(statement, i, &value, error);
        if (status != UPSERT_OK)
            return status;
    }
    return UPSERT_OK;
}

upsert_status up_carrier_execute(upsert_session *session, up_carrier *carrier,
                                 size_t first, size_t rows,
                                 up_statement **statement, int64_t *affected,
                                 upsert_error *error)
{
    *affected = UP_ROW_COUNT_UNKNOWN;
    upsert_status status =
        statement_for(session, carrier, rows, statement, error);
    if (status == UPSERT_OK)
        status = bind_rows(session, carrier, *statement, first, rows, error);
    if (status != UPSERT_OK)
        return status;
    session->statements++;
    return up_statement_execute(*statement, affected, error);
}
