/* Transactions: begun late, ended once, counted at their end. */
#include "base/error.h"
#include "dialect/sql.h"
#include "session/session.h"

typedef bool render_nth(const upsert_plan *plan, unsigned index,
                        upsert_sql *sql);

/* Run the statements of the dialect's set-up or its undoing. */
static upsert_status run_all(upsert_session *session, render_nth *render,
                             upsert_error *error)
{
    upsert_status status = UPSERT_OK;
    for (unsigned i = 0; render && status == UPSERT_OK; i++) {
        upsert_sql sql;
        up_sql_init(&sql, session->dialect);
        bool more = render(&session->plan.facts, i, &sql);
        const char *text = NULL;
        if (more)
            status = up_sql_take(&sql, &text, error);
        if (more && status == UPSERT_OK)
            status = up_connection_execute(session->connection, text, error);
        up_sql_dispose(&sql);
        if (!more)
            break;
    }
    return status;
}

static upsert_status prepare(upsert_session *session, upsert_error *error)
{
    if (session->prepared ||
        session->plan.facts.counting != UPSERT_COUNTING_SESSION)
        return UPSERT_OK;
    session->prepared = true; /* or in part, when it fails */
    return run_all(session, session->dialect->render_setup, error);
}

/* In a transaction of the application's own it comes after each batch: what the
   set-up made would not outlive a rollback, and a statement after the commit
   would begin a transaction that nobody ends. */
void up_transaction_teardown(upsert_session *session)
{
    upsert_error ignored = UPSERT_ERROR_INIT;
    upsert_status status = UPSERT_OK;
    if (session->prepared)
        status = run_all(session, session->dialect->render_teardown, &ignored);
    (void)status; /* the connection ends, and its temporary objects with it */
    session->prepared = false;
}

/* How many numbers the counting query returns; 0: there is none. */
static size_t counters(const upsert_session *session)
{
    switch (session->plan.facts.counting) {
    case UPSERT_COUNTING_SESSION:
        return 2;
    case UPSERT_COUNTING_UPDATED:
        return 1;
    default:
        return 0;
    }
}

static upsert_status read_count(upsert_session *session, int64_t numbers[2],
                                upsert_error *error)
{
    upsert_sql sql;
    up_sql_init(&sql, session->dialect);
    session->dialect->render_count(&session->plan.facts, &sql);
    const char *text;
    upsert_status status = up_sql_take(&sql, &text, error);
    if (status == UPSERT_OK)
        status = up_connection_numbers(session->connection, text, numbers,
                                       counters(session), error);
    up_sql_dispose(&sql);
    return status;
}

static upsert_status start_counting(upsert_session *session,
                                    upsert_error *error)
{
    session->pending = (up_tally){0};
    session->affected = 0;
    session->deleted_rows = session->surplus_rows = 0;
    session->counter_known = true;
    if (!counters(session))
        return UPSERT_OK;
    return read_count(session, session->counted, error);
}

/* SQLRowCount counts an updated row `affected_by_update` times. Rows that were
   looked up are counted already. */
static void count_updated(upsert_session *session, int64_t updated)
{
    const int64_t times = (int64_t)session->dialect->affected_by_update;
    up_tally tally = {.inserted = session->affected - updated * times};
    tally.written = tally.inserted + updated;
    up_tally_add(&session->pending, &tally);
}

upsert_status up_transaction_pause_counting(upsert_session *session,
                                            upsert_error *error)
{
    if (session->plan.facts.counting != UPSERT_COUNTING_UPDATED)
        return UPSERT_OK;
    return read_count(session, session->paused, error);
}

upsert_status up_transaction_resume_counting(upsert_session *session,
                                             upsert_error *error)
{
    int64_t now[2];
    if (session->plan.facts.counting != UPSERT_COUNTING_UPDATED)
        return UPSERT_OK;
    upsert_status status = read_count(session, now, error);
    if (status == UPSERT_OK)
        session->counted[0] += now[0] - session->paused[0];
    return status;
}

static upsert_status stop_counting(upsert_session *session, upsert_error *error)
{
    if (!counters(session))
        return UPSERT_OK;
    up_tally *pending = &session->pending;
    int64_t now[2] = {0, 0};
    upsert_status status = read_count(session, now, error);
    if (status != UPSERT_OK)
        return status;
    now[0] -= session->counted[0];
    now[1] -= session->counted[1];
    if (!session->counter_known) {
        pending->inserted = pending->written = UPSERT_COUNT_UNKNOWN;
    } else if (session->plan.facts.counting == UPSERT_COUNTING_UPDATED) {
        count_updated(session, now[0]);
    } else {
        pending->inserted = now[0];
        pending->written =
            now[1] - session->deleted_rows - session->surplus_rows;
    }
    return UPSERT_OK;
}

upsert_status up_transaction_begin(upsert_session *session, upsert_error *error)
{
    if (session->in_transaction)
        return UPSERT_OK;
    upsert_status status = prepare(session, error);
    if (status != UPSERT_OK)
        return status;
    if (session->owns_transactions)
        status = session->dialect->begin
                     ? up_connection_execute(session->connection,
                                             session->dialect->begin, error)
                     : up_connection_begin(session->connection, error);
    if (status != UPSERT_OK)
        return status;
    session->in_transaction = true;
    return start_counting(session, error);
}

/* After a COMMIT that failed: was it answered? */
static upsert_status commit_failed(const upsert_session *session,
                                   upsert_error *failure, upsert_error *error)
{
    if (failure->status == UPSERT_CONNECTION ||
        up_connection_dead(session->connection)) {
        failure->status = UPSERT_UNKNOWN_OUTCOME;
        up_error_prefix(failure, "the connection was lost during COMMIT: the "
                                 "rows may or may not be in the table");
    }
    if (error && error->status == UPSERT_OK)
        *error = *failure;
    return failure->status;
}

static upsert_status commit(upsert_session *session, upsert_error *error)
{
    /* Some drivers answer a COMMIT on a lost connection with success. */
    if (up_connection_dead(session->connection))
        return up_error_set(error, UPSERT_CONNECTION,
                            "the connection was lost before COMMIT: nothing "
                            "was committed");
    upsert_error failure = UPSERT_ERROR_INIT;
    upsert_status status =
        session->dialect->begin
            ? up_connection_execute(session->connection,
                                    session->dialect->commit, &failure)
            : up_connection_end(session->connection, true, &failure);
    return status == UPSERT_OK ? status
                               : commit_failed(session, &failure, error);
}

upsert_status up_transaction_commit(upsert_session *session,
                                    upsert_error *error)
{
    if (!session->in_transaction)
        return UPSERT_OK;
    upsert_status status = stop_counting(session, error);
    if (status == UPSERT_OK && session->owns_transactions)
        status = commit(session, error);
    if (status != UPSERT_OK)
        return status;
    session->in_transaction = false;
    if (!session->owns_transactions)
        up_transaction_teardown(session);
    up_tally_add(&session->committed, &session->pending);
    return UPSERT_OK;
}

void up_transaction_rollback(upsert_session *session)
{
    if (!session->in_transaction)
        return;
    session->in_transaction = false;
    if (!session->owns_transactions) {
        up_transaction_teardown(session);
        return;
    }
    upsert_error ignored = UPSERT_ERROR_INIT;
    upsert_status status =
        session->dialect->begin
            ? up_connection_execute(session->connection,
                                    session->dialect->rollback, &ignored)
            : up_connection_end(session->connection, false, &ignored);
    (void)status; /* a connection that cannot roll back is lost, and with it
                     what it had not committed */
}
