/* All rows once more, but for those that are in. */
#include <string.h>

#include "base/error.h"
#include "session/session.h"

/* Whether the rows may do if they come once more: a worker that had its batch
   in memory has tried that already. */
static bool may_do(const upsert_session *session)
{
    const up_run *run = &session->run;
    for (size_t i = 0; i < run->workers; i++)
        if (up_worker_exhausted(session->workers[i]))
            return false;
    return run->owns_transactions &&
           up_run_may_try_again(run, session->failure.status);
}

/* As long as rows get in between, there is no end to it. */
static bool wait_before(upsert_session *session)
{
    int64_t position = up_workers_tell(session).mark.position;
    if (session->rewinds == 0 || position > session->rewind_from)
        session->rewind_backoff = UP_BACKOFF_TRANSACTION;
    session->rewind_from = position;
    return up_backoff_wait(&session->rewind_backoff, session->run.cancel);
}

static upsert_status recover(upsert_session *session)
{
    upsert_status failed = session->failure.status;
    upsert_status status = UPSERT_OK;
    for (size_t i = 0; i < session->run.workers && status == UPSERT_OK; i++)
        status = up_worker_recover(session->workers[i], failed, NULL);
    for (size_t i = 0; i < session->run.workers && status == UPSERT_OK; i++)
        session->marks[i] = up_worker_tell(session->workers[i]).mark;
    return status;
}

static upsert_status forget_repeats(upsert_session *session)
{
    up_seen_free(session->seen);
    session->seen = NULL;
    return up_repeats_open(session, NULL);
}

upsert_status upsert_session_rewind(upsert_session *session,
                                    upsert_error *error)
{
    if (session->failure.status == UPSERT_OK)
        return up_error_set(error, UPSERT_ARGUMENT,
                            "no error has ended the session");
    if (!may_do(session) || !wait_before(session) ||
        recover(session) != UPSERT_OK || forget_repeats(session) != UPSERT_OK)
        return up_error_pass(error, &session->failure);
    session->rewinds++;
    upsert_error_clear(&session->failure);
    up_workers_begin(session);
    return UPSERT_OK;
}
