/* The rejected rows of a transaction: they are told of when it is known that
   they belong to it, and have their place before it is committed. */
#include "base/error.h"
#include "session/sender.h"

upsert_status up_rejects_begin(up_sender *sender, const up_reject_list *refused,
                               upsert_error *error)
{
    up_reject_list_reset(&sender->rejects);
    return up_reject_list_copy(refused, &sender->rejects, error);
}

bool up_rejects_take(const up_sender *sender, upsert_status status)
{
    return sender->run->rejects &&
           (status == UPSERT_DUPLICATE_KEY || status == UPSERT_CONSTRAINT ||
            status == UPSERT_VALUE || status == UPSERT_ROW);
}

upsert_status up_rejects_note(up_sender *sender, size_t place,
                              const upsert_error *failure, upsert_error *error)
{
    up_reject_log *log = sender->run->rejects;
    upsert_error reason = *failure;
    up_error_strip_row(&reason);
    reason.row = up_batch_number(sender->batch, place);
    if (up_reject_log_overflows(log, sender->rejects.count + 1))
        return up_reject_log_stop(log, &reason, error);
    return up_reject_list_add(&sender->rejects, &reason,
                              up_batch_attachment(sender->batch, place), error);
}

/* The caller holds the mutex, here and below. */
static upsert_status tell(up_sender *sender, upsert_error *error)
{
    up_reject_list_sort(&sender->rejects);
    upsert_status status = up_reject_log_tell(
        sender->run->rejects, &sender->rejects, &sender->rejects_told, error);
    up_reject_list_reset(&sender->rejects);
    return status;
}

static void end(up_sender *sender, bool kept)
{
    up_reject_log *log = sender->run->rejects;
    if (!sender->rejects_told)
        return;
    if (!kept)
        log->told -= sender->rejects_told;
    sender->rejects_told = 0;
    if (log->listener.end)
        log->listener.end(log->listener.context, kept);
}

upsert_status up_rejects_tell(up_sender *sender, upsert_error *error)
{
    up_reject_log *log = sender->run->rejects;
    if (!log || !sender->rejects.count)
        return UPSERT_OK;
    pthread_mutex_lock(&log->mutex);
    upsert_status status = tell(sender, error);
    pthread_mutex_unlock(&log->mutex);
    return status;
}

static upsert_status settle(up_sender *sender, upsert_error *error)
{
    const upsert_reject_listener *listener = &sender->run->rejects->listener;
    upsert_status status = tell(sender, error);
    return status == UPSERT_OK && listener->settle
               ? listener->settle(listener->context, error)
               : status;
}

/* Whether its rows are in the table nobody knows where the outcome is not
   known: of a row that is in both places more is left than of one in neither.
 */
upsert_status up_rejects_commit(up_sender *sender, up_commit_call *commit,
                                upsert_error *error)
{
    up_reject_log *log = sender->run->rejects;
    if (!log || (!sender->rejects.count && !sender->rejects_told))
        return commit(sender, error);
    pthread_mutex_lock(&log->mutex);
    upsert_status status = settle(sender, error);
    if (status == UPSERT_OK)
        status = commit(sender, error);
    end(sender, status == UPSERT_OK || status == UPSERT_UNKNOWN_OUTCOME);
    pthread_mutex_unlock(&log->mutex);
    return status;
}

void up_rejects_undo(up_sender *sender)
{
    up_reject_log *log = sender->run->rejects;
    up_reject_list_reset(&sender->rejects);
    if (!log || !sender->rejects_told)
        return;
    pthread_mutex_lock(&log->mutex);
    end(sender, false);
    pthread_mutex_unlock(&log->mutex);
}
