/*
 * A connection and the batches on their way to it: one is filled while the
 * other is sent, by a thread that begins with the first full batch.
 */
#ifndef UP_SESSION_WORKER_H
#define UP_SESSION_WORKER_H

#include "session/run.h"
#include "session/tally.h"

typedef struct up_worker up_worker;

/**
 * @param connection   owned by the worker from now on, also after an error.
 * @param[out] worker  owned by the caller; up_worker_free() ends it.
 */
upsert_status up_worker_new(const up_run *run, up_connection *connection,
                            up_worker **worker, upsert_error *error);

/** Wait for what is being sent, and roll back what is not committed. */
void up_worker_free(up_worker *worker);

/** Borrowed, for the plan's description. */
const up_connection *up_worker_connection(const up_worker *worker);

/** The batch to be filled, until the next up_worker_send(). */
up_batch *up_worker_batch(const up_worker *worker);

/** Rows that came and were not put into the batch. */
void up_worker_pass(up_worker *worker, const up_tally *tally);

/**
 * Have the batch sent, where batches overlap while the caller goes on to fill
 * the next.
 * @return the status of the batch before it, when that failed: then this one
 *         is not sent, and up_worker_give_up() should follow.
 */
upsert_status up_worker_send(up_worker *worker, bool commit,
                             upsert_error *error);

/** Wait until what was to be sent is sent. @return its status. */
upsert_status up_worker_wait(up_worker *worker, upsert_error *error);

/** Wait, send what is left, and commit if asked to; all of it is done, or has
    failed, on return. */
upsert_status up_worker_finish(up_worker *worker, bool commit,
                               upsert_error *error);

/** After an error: roll back, and drop all rows. */
void up_worker_give_up(up_worker *worker);

/** What a worker has done so far, once the batch is sent that is on its way. */
typedef struct up_worker_done {
    up_tally committed;
    int64_t statements, splits, retries;
} up_worker_done;

up_worker_done up_worker_tell(up_worker *worker);

#endif
