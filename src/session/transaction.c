/* Transactions: begun late, ended once, counted at their end. */
#include "base/error.h"
#include "dialect/sql.h"
#include "session/sender.h"

upsert_status up_sender_run(up_sender *sender, const upsert_plan *plan,
                            up_render_nth *render, up_run_one *run,
                            upsert_error *error)
{
    upsert_status status = UPSERT_OK;
    for (unsigned i = 0; render && status == UPSERT_OK; i++) {
        upsert_sql sql;
        up_sql_init(&sql, sender->run->dialect);
        bool more = render(plan, i, &sql);
        const char *text = NULL;
        if (more)
            status = up_sql_take(&sql, &text, error);
        if (more && status == UPSERT_OK)
            status = run(sender->connection, text, error);
        up_sql_dispose(&sql);
        if (!more)
            break;
    }
    return status;
}

/* In a transaction of the application's own it comes after each batch: what the
   set-up made would not outlive a rollback, and a statement after the commit
   would begin a transaction that nobody ends. */
void up_transaction_teardown(up_sender *sender)
{
    upsert_error ignored = UPSERT_ERROR_INIT;
    upsert_status status = UPSERT_OK;
    if (sender->prepared)
        status = up_sender_run(sender, &sender->run->plan.facts,
                               sender->run->dialect->render_teardown,
                               up_connection_undo, &ignored);
    (void)status; /* the connection ends, and its temporary objects with it */
    up_stage_drop(sender);
    sender->prepared = false;
}

static upsert_status prepare(up_sender *sender, upsert_error *error)
{
    if (sender->prepared ||
        sender->run->plan.facts.counting != UPSERT_COUNTING_SESSION)
        return UPSERT_OK;
    sender->prepared = true; /* or in part, when it fails */
    upsert_status status = up_sender_run(sender, &sender->run->plan.facts,
                                         sender->run->dialect->render_setup,
                                         up_connection_execute, error);
    if (status != UPSERT_OK)
        up_transaction_teardown(sender);
    return status;
}

/* How many numbers the counting query returns; 0: there is none. */
static size_t counters(const up_sender *sender)
{
    switch (sender->run->plan.facts.counting) {
    case UPSERT_COUNTING_SESSION:
        return 2;
    case UPSERT_COUNTING_UPDATED:
        return 1;
    default:
        return 0;
    }
}

static upsert_status read_count(up_sender *sender, int64_t numbers[2],
                                upsert_error *error)
{
    upsert_sql sql;
    up_sql_init(&sql, sender->run->dialect);
    sender->run->dialect->render_count(&sender->run->plan.facts, &sql);
    const char *text;
    upsert_status status = up_sql_take(&sql, &text, error);
    if (status == UPSERT_OK)
        status = up_connection_numbers(sender->connection, text, numbers,
                                       counters(sender), error);
    up_sql_dispose(&sql);
    return status;
}

/* SQLite draws row numbers when there are no higher ones. */
#define COUNTER_MAXIMUM (INT64_MAX / 2)

static upsert_status start_counting(up_sender *sender, upsert_error *error)
{
    sender->pending = (up_tally){0};
    sender->affected = 0;
    sender->surplus_rows = 0;
    sender->counter_known = true;
    if (!counters(sender))
        return UPSERT_OK;
    upsert_status status = read_count(sender, sender->counted, error);
    sender->counter_known = sender->counted[0] < COUNTER_MAXIMUM;
    return status;
}

/* SQLRowCount counts an updated row `affected_by_update` times. Rows that were
   looked up are counted already. */
static void count_updated(up_sender *sender, int64_t updated)
{
    const int64_t times = (int64_t)sender->run->dialect->affected_by_update;
    up_tally tally = {.inserted = sender->affected - updated * times};
    tally.written = tally.inserted + updated;
    up_tally_add(&sender->pending, &tally);
}

upsert_status up_transaction_pause_counting(up_sender *sender,
                                            upsert_counting counting,
                                            upsert_error *error)
{
    if (sender->run->plan.facts.counting != counting)
        return UPSERT_OK;
    return read_count(sender, sender->paused, error);
}

upsert_status up_transaction_resume_counting(up_sender *sender,
                                             upsert_counting counting,
                                             upsert_error *error)
{
    int64_t now[2] = {0, 0};
    if (sender->run->plan.facts.counting != counting)
        return UPSERT_OK;
    upsert_status status = read_count(sender, now, error);
    for (size_t i = 0; i < counters(sender) && status == UPSERT_OK; i++)
        sender->counted[i] += now[i] - sender->paused[i];
    return status;
}

static upsert_status stop_counting(up_sender *sender, upsert_error *error)
{
    if (!counters(sender))
        return UPSERT_OK;
    up_tally *pending = &sender->pending;
    int64_t now[2] = {0, 0};
    upsert_status status = read_count(sender, now, error);
    if (status != UPSERT_OK)
        return status;
    now[0] -= sender->counted[0];
    now[1] -= sender->counted[1];
    if (!sender->counter_known) {
        pending->inserted = pending->written = UPSERT_COUNT_UNKNOWN;
    } else if (sender->run->plan.facts.counting == UPSERT_COUNTING_UPDATED) {
        count_updated(sender, now[0]);
    } else {
        pending->inserted = now[0];
        pending->written = now[1] - sender->surplus_rows;
    }
    return UPSERT_OK;
}

upsert_status up_transaction_control(const upsert_dialect *dialect,
                                     up_connection *connection, up_control what,
                                     upsert_error *error)
{
    const char *const texts[] = {dialect->begin, dialect->commit,
                                 dialect->rollback};
    if (dialect->begin)
        return (what == UP_CONTROL_ROLLBACK
                    ? up_connection_undo
                    : up_connection_execute)(connection, texts[what], error);
    return what == UP_CONTROL_BEGIN
               ? up_connection_begin(connection, error)
               : up_connection_end(connection, what == UP_CONTROL_COMMIT,
                                   error);
}

static upsert_status control(const up_sender *sender, up_control what,
                             upsert_error *error)
{
    return up_transaction_control(sender->run->dialect, sender->connection,
                                  what, error);
}

upsert_status up_transaction_begin(up_sender *sender, upsert_error *error)
{
    if (sender->in_transaction)
        return UPSERT_OK;
    upsert_status status = prepare(sender, error);
    if (status != UPSERT_OK)
        return status;
    if (sender->run->owns_transactions)
        status = control(sender, UP_CONTROL_BEGIN, error);
    if (status != UPSERT_OK)
        return status;
    sender->in_transaction = true;
    return start_counting(sender, error);
}

/* After a COMMIT that failed: was it answered? */
static upsert_status commit_failed(const up_sender *sender,
                                   upsert_error *failure, upsert_error *error)
{
    if (failure->status == UPSERT_CONNECTION ||
        up_connection_dead(sender->connection)) {
        failure->status = UPSERT_UNKNOWN_OUTCOME;
        up_error_prefix(failure, "the connection was lost during COMMIT: the "
                                 "rows may or may not be in the table");
    }
    return up_error_pass(error, failure);
}

static upsert_status commit(up_sender *sender, upsert_error *error)
{
    if (!sender->run->owns_transactions)
        return UPSERT_OK;
    /* Some drivers answer a COMMIT on a lost connection with success. */
    if (up_connection_dead(sender->connection))
        return up_error_set(error, UPSERT_CONNECTION,
                            "the connection was lost before COMMIT: nothing "
                            "was committed");
    upsert_error failure = UPSERT_ERROR_INIT;
    upsert_status status = control(sender, UP_CONTROL_COMMIT, &failure);
    return status == UPSERT_OK ? status
                               : commit_failed(sender, &failure, error);
}

static upsert_status write_checkpoint(const up_sender *sender,
                                      upsert_error *error)
{
    return sender->run->checkpoint.job
               ? up_checkpoint_write(sender->run, sender->connection,
                                     sender->worker, &sender->next, error)
               : UPSERT_OK;
}

upsert_status up_transaction_commit(up_sender *sender, upsert_error *error)
{
    if (!sender->in_transaction)
        return UPSERT_OK;
    upsert_status status = stop_counting(sender, error);
    sender->next = (up_mark){.position = sender->reached,
                             .finished = sender->finishes,
                             .tally = sender->mark.tally};
    up_tally_add(&sender->next.tally, &sender->pending);
    if (status == UPSERT_OK)
        status = write_checkpoint(sender, error);
    if (status == UPSERT_OK)
        status = up_rejects_commit(sender, commit, error);
    if (status != UPSERT_OK)
        return status;
    sender->in_transaction = false;
    if (!sender->run->owns_transactions)
        up_transaction_teardown(sender);
    sender->mark = sender->next;
    return UPSERT_OK;
}

void up_transaction_rollback(up_sender *sender)
{
    up_rejects_undo(sender);
    if (!sender->in_transaction)
        return;
    sender->in_transaction = false;
    if (!sender->run->owns_transactions) {
        up_transaction_teardown(sender);
        return;
    }
    upsert_error ignored = UPSERT_ERROR_INIT;
    upsert_status status = control(sender, UP_CONTROL_ROLLBACK, &ignored);
    (void)status; /* a connection that cannot roll back is lost, and with it
                     what it had not committed */
}
