/* Rows on their way through a temporary table. */
#include "base/error.h"
#include "dialect/sql.h"
#include "session/sender.h"

/* What the last transaction left of it went with a rollback, perhaps. */
static upsert_status make(up_sender *sender, const upsert_plan *plan,
                          upsert_error *error)
{
    upsert_error failure = UPSERT_ERROR_INIT;
    sender->staged = true;
    if (up_sender_run(sender, plan, sender->run->dialect->stage->render_make,
                      up_connection_execute, &failure) == UPSERT_OK)
        return UPSERT_OK;
    if (failure.status == UPSERT_SQL || failure.status == UPSERT_SCHEMA)
        up_error_prefix(&failure,
                        "cannot make a temporary table, without which "
                        "run.transport = row would do");
    return up_error_pass(error, &failure);
}

upsert_status up_stage_fill(up_sender *sender, up_carrier *carrier,
                            size_t first, size_t rows, upsert_error *error)
{
    upsert_status status = make(sender, &carrier->plan.facts, error);
    if (status == UPSERT_OK &&
        carrier->plan.facts.transport == UPSERT_TRANSPORT_LOAD)
        return up_load_rows(sender, carrier->fill, first, rows, error);
    while (rows && status == UPSERT_OK) {
        up_statement *statement = NULL;
        int64_t affected;
        size_t some = up_carrier_fit(sender, carrier->fill, first, rows);
        status = some ? up_carrier_execute(sender, carrier->fill, first, some,
                                           &statement, &affected, error)
                      : up_carrier_too_large(sender, first, error);
        up_statement_close(statement);
        first += some;
        rows -= some;
    }
    return status;
}

static void drop(up_sender *sender, unsigned number)
{
    upsert_error ignored = UPSERT_ERROR_INIT;
    upsert_plan plan = sender->run->plan.facts;
    plan.stage = number;
    upsert_sql sql;
    up_sql_init(&sql, plan.dialect);
    plan.dialect->stage->render_drop(&plan, &sql);
    const char *text;
    upsert_status status = up_sql_take(&sql, &text, &ignored);
    if (status == UPSERT_OK)
        status = up_connection_undo(sender->connection, text, &ignored);
    (void)status; /* it goes with the transaction, or with the connection */
    up_sql_dispose(&sql);
}

void up_stage_drop(up_sender *sender)
{
    for (unsigned i = 0; sender->staged && i < sender->stages; i++)
        drop(sender, i);
    sender->staged = false;
}
