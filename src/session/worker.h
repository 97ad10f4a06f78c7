/*
 * A connection and the batches on their way to it: one is filled while the
 * other is sent, by a thread that begins with the first full batch.
 */
#ifndef UP_SESSION_WORKER_H
#define UP_SESSION_WORKER_H

#include "session/checkpoint.h"
#include "session/run.h"
#include "session/tally.h"

typedef struct up_worker up_worker;

/**
 * @param number       of the worker, from 0.
 * @param mark         how far it has come in an earlier run.
 * @param connection   owned by the worker from now on, also after an error.
 * @param[out] worker  owned by the caller; up_worker_free() ends it.
 */
upsert_status up_worker_new(const up_run *run, size_t number,
                            const up_mark *mark, up_connection *connection,
                            up_worker **worker, upsert_error *error);

/** Wait for what is being sent, and roll back what is not committed. */
void up_worker_free(up_worker *worker);

/** Borrowed, for the plan's description. */
const up_connection *up_worker_connection(const up_worker *worker);

/** The batch to be filled, until the next up_worker_send(). */
up_batch *up_worker_batch(const up_worker *worker);

/** Rows that came and were not put into the batch. */
void up_worker_pass(up_worker *worker, const up_tally *tally);

/** A row that came with the batch's and is rejected. @param attachment  copied.
 */
upsert_status up_worker_refuse(up_worker *worker, const upsert_error *reason,
                               up_cell attachment, upsert_error *error);

/** Those of the batch to be filled. */
const up_reject_list *up_worker_refused(const up_worker *worker);

/** What becomes of a batch. */
typedef struct up_sending {
    int64_t through; /* the input row up to which the worker has all its rows */
    bool commit;     /* what is sent then */
    bool finishes;   /* and no row follows */
} up_sending;

/**
 * Have the batch sent, where batches overlap while the caller goes on to fill
 * the next.
 * @return the status of the batch before it, when that failed: then this one
 *         is not sent, and up_worker_give_up() should follow.
 */
upsert_status up_worker_send(up_worker *worker, up_sending how,
                             upsert_error *error);

/** Wait until what was to be sent is sent. @return its status. */
upsert_status up_worker_wait(up_worker *worker, upsert_error *error);

/** Wait, send what is left, and commit if asked to; all of it is done, or has
    failed, on return. */
upsert_status up_worker_finish(up_worker *worker, up_sending how,
                               upsert_error *error);

/** After an error: roll back, and drop all rows. */
void up_worker_give_up(up_worker *worker);

/** Whether it has given up on its rows, and all that may help was tried. */
bool up_worker_exhausted(const up_worker *worker);

/** After up_worker_give_up(): get ready for the rows that are not committed.
    @param failed  the status that ended the session. Errors as
    up_sender_recover(). */
upsert_status up_worker_recover(up_worker *worker, upsert_status failed,
                                upsert_error *error);

/** What a worker has done so far, once the batch is sent that is on its way. */
typedef struct up_worker_done {
    up_mark mark;
    int64_t statements, splits, retries;
} up_worker_done;

up_worker_done up_worker_tell(up_worker *worker);

#endif
