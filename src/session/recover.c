/* After a transaction that failed: what may still do, and how to get there. */
#include <string.h>

#include "base/error.h"
#include "session/backoff.h"
#include "session/sender.h"

/* A key that was not there when it was looked for, and is when the row is
   inserted: another writer was faster. No other index can be the one that
   refuses the row. */
static bool lost_a_race(const up_run *run)
{
    const upsert_plan *plan = &run->plan.facts;
    return run->plan.index && !run->plan.others_collide &&
           (plan->mode == UPSERT_MODE_UPSERT ||
            plan->mode == UPSERT_MODE_INSERT_MISSING);
}

bool up_run_may_try_again(const up_run *run, upsert_status failed)
{
    switch (failed) {
    case UPSERT_RETRY_STATEMENT:
    case UPSERT_RETRY_TRANSACTION:
        return true;
    case UPSERT_DUPLICATE_KEY:
        return lost_a_race(run);
    case UPSERT_CONNECTION:
        return run->overlaps;
    case UPSERT_UNKNOWN_OUTCOME:
        return run->overlaps && run->checkpoint.job;
    default:
        return false;
    }
}

bool up_failure_is_permanent(const upsert_error *failure)
{
    static const char *const STATES[] = {"28", "3D", "IM"};
    for (size_t i = 0; i < sizeof STATES / sizeof *STATES; i++)
        if (strncmp(failure->sqlstate, STATES[i], 2) == 0)
            return true;
    return false;
}

/* An asynchronous replica that took over, or a server that does not wait for
   its disk, may have forgotten what it said was committed. */
static upsert_status compare(up_sender *sender, const up_mark *before,
                             upsert_error *error)
{
    sender->behind = sender->mark.position < before->position;
    if (!sender->behind)
        return UPSERT_OK;
    return up_error_set(error, UPSERT_CONNECTION,
                        "the server has lost rows that it had committed");
}

static upsert_status connect_once(up_sender *sender, upsert_error *error)
{
    up_mark before = sender->mark;
    sender->prepared = false;
    upsert_status status = up_connection_reopen(sender->connection, error);
    if (status == UPSERT_OK)
        status =
            up_catalog_greet(sender->connection, sender->run->dialect, error);
    if (status != UPSERT_OK || !sender->run->checkpoint.job)
        return status;
    status = up_checkpoint_read(sender->run, sender->connection, sender->worker,
                                &sender->mark, error);
    return status == UPSERT_OK ? compare(sender, &before, error) : status;
}

static bool may_connect_again(const up_sender *sender, upsert_status failed,
                              const upsert_error *failure)
{
    return up_run_may_try_again(sender->run, failed) &&
           !up_failure_is_permanent(failure);
}

static upsert_status connect_again(up_sender *sender, upsert_error *error)
{
    up_backoff backoff = UP_BACKOFF_CONNECT;
    upsert_error failure = UPSERT_ERROR_INIT;
    upsert_status status = connect_once(sender, &failure);
    while (status != UPSERT_OK && !sender->behind &&
           may_connect_again(sender, status, &failure) &&
           up_backoff_wait(&backoff, sender->run->cancel)) {
        upsert_error_clear(&failure);
        status = connect_once(sender, &failure);
    }
    return status == UPSERT_OK ? status : up_error_pass(error, &failure);
}

upsert_status up_sender_recover(up_sender *sender, upsert_status failed,
                                upsert_error *error)
{
    up_sender_forget(sender);
    if (failed != UPSERT_CONNECTION && failed != UPSERT_UNKNOWN_OUTCOME)
        return UPSERT_OK;
    return connect_again(sender, error);
}
