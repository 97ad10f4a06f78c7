/* Rows that are left out: what the application asks for and says. */
#include "base/error.h"
#include "session/session.h"

/* In the order of the choices of run.on_bad_row. */
enum { ON_BAD_ROW_STOP, ON_BAD_ROW_REJECT };

upsert_status up_rejects_open(upsert_session *session,
                              const upsert_options *options,
                              upsert_error *error)
{
    up_run *run = &session->run;
    if (up_options_number(options, UP_RUN_ON_BAD_ROW) != ON_BAD_ROW_REJECT)
        return UPSERT_OK;
    if (up_options_number(options, UP_RUN_CHECKPOINT))
        return up_error_set(error, UPSERT_OPTION,
                            "run.on_bad_row = reject does not go with "
                            "run.checkpoint");
    if (up_options_number(options, UP_RUN_SHARD) >> 32 > 1)
        return up_error_set(error, UPSERT_OPTION,
                            "run.on_bad_row = reject does not go with "
                            "run.shard");
    if (!run->dialect->savepoint)
        return up_error_set(error, UPSERT_OPTION,
                            "run.on_bad_row: dialect %s has no savepoints, so "
                            "that a row that fails would end its transaction",
                            run->dialect->name);
    return up_reject_log_new(up_options_number(options, UP_RUN_MAX_REJECTS),
                             &run->rejects, error);
}

upsert_status up_rejects_ready(const upsert_session *session,
                               upsert_error *error)
{
    if (!session->run.rejects || session->run.rejects->listening)
        return UPSERT_OK;
    return up_error_set(error, UPSERT_ARGUMENT,
                        "run.on_bad_row = reject: nobody would be told of "
                        "rejected rows; see upsert_session_on_reject()");
}

upsert_status upsert_session_on_reject(upsert_session *session,
                                       const upsert_reject_listener *listener,
                                       upsert_error *error)
{
    up_reject_log *log = session->run.rejects;
    if (!log)
        return up_error_set(error, UPSERT_ARGUMENT,
                            "no row is rejected without run.on_bad_row");
    if (session->rows_put || !listener->take)
        return up_error_set(error, UPSERT_ARGUMENT,
                            session->rows_put ? "rows were put already"
                                              : "there is no take()");
    log->listener = *listener;
    log->listening = true;
    return UPSERT_OK;
}

upsert_status upsert_row_attach(upsert_session *session, const void *data,
                                size_t length, upsert_error *error)
{
    upsert_status status = up_session_usable(session, error);
    if (status == UPSERT_OK && length > UP_CELL_MAXIMUM)
        status = up_error_set(error, UPSERT_ARGUMENT,
                              "the attachment is longer than 1 GiB");
    return status == UPSERT_OK
               ? up_batch_attach(session->batch, data, length, error)
               : status;
}

/* Its key came, whatever becomes of the row. */
static upsert_status note_key(upsert_session *session, upsert_error *error)
{
    const up_plan *plan = &session->run.plan;
    bool ignored;
    for (size_t i = 0; i < plan->input_count; i++)
        if (plan->facts.columns[i].rule == UPSERT_RULE_KEY &&
            up_batch_pending(session->batch, i) < UP_CELL_TEXT)
            return UPSERT_OK;
    upsert_error failure = UPSERT_ERROR_INIT;
    upsert_status status = up_repeats_check(session, &ignored, &failure);
    return status == UPSERT_OK || status == UPSERT_ROW
               ? UPSERT_OK
               : up_error_pass(error, &failure);
}

upsert_status upsert_row_reject(upsert_session *session,
                                const upsert_error *reason, upsert_error *error)
{
    upsert_status status = up_session_usable(session, error);
    if (status == UPSERT_OK && !session->run.rejects)
        return up_error_set(error, UPSERT_ARGUMENT,
                            "no row is rejected without run.on_bad_row");
    if (status == UPSERT_OK)
        status = up_rejects_ready(session, error);
    if (status == UPSERT_OK)
        status = note_key(session, error);
    if (status != UPSERT_OK)
        return status;
    upsert_error why = *reason;
    up_error_strip_row(&why);
    why.row = ++session->rows_put;
    session->uncommitted_rows += !up_workers_have(session, 0);

    status = up_workers_refuse(session, &why, &session->failure);
    return up_session_pass_row(session, status, error);
}
