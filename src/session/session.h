/* A session from the inside: rows come in, and go to the workers' batches. */
#ifndef UP_SESSION_SESSION_H
#define UP_SESSION_SESSION_H

#include <stdbool.h>

#include "base/buffer.h"
#include "batch/seen.h"
#include "session/backoff.h"
#include "session/run.h"
#include "session/worker.h"

struct upsert_session {
    up_run run;
    up_connection *connection; /* the first worker's, once there is one */

    up_checkpoint_found found; /* what an earlier run has left */
    up_mark *marks;  /* owned; of each worker, when the rows began to come */
    int64_t rewinds; /* how often they began anew */
    int64_t rewind_from; /* the rows that were in when they last did */
    up_backoff rewind_backoff;

    up_worker **workers; /* run.workers of them */
    bool parted;         /* rows go to workers by their keys */
    int64_t alone_from;  /* the row from which all go to one; 0: none */
    up_batch *parting;   /* the row being built, while they are parted */
    up_batch *batch;     /* what holds the row being built */

    up_seen *seen; /* the keys of the run, where repeats are not applied */
    int64_t rows_put;
    int64_t rows_elsewhere;   /* of these, how many are of other shards */
    int64_t uncommitted_rows; /* rows put since the last commit */

    upsert_error failure; /* what ended the session */
    up_buffer fact;       /* the last answer of upsert_session_fact() */
};

/* workers.c */

/** How many connections the run uses. @return UPSERT_OPTION when it asks for
    several and for one commit. */
upsert_status up_workers_plan(upsert_session *session,
                              const upsert_options *options,
                              upsert_error *error);

/** Begin with the first connection, and open the others. @return UPSERT_OPTION
    when the run that is continued had several and may have one. */
upsert_status up_workers_open(upsert_session *session, upsert_error *error);

/** Let the rows come from the first on. */
void up_workers_begin(upsert_session *session);

/** Whether the row that was put last is in already, if it is a worker's. */
bool up_workers_have(const upsert_session *session, size_t worker);

void up_workers_free(upsert_session *session);

/** Why rows of different keys cannot go apart; NULL: they can. */
const char *up_workers_tie(const up_run *run);

/** Put the row being built into the batch of the worker that it belongs to, and
    send what is full. */
upsert_status up_workers_put(upsert_session *session, upsert_error *error);

/** Reject the row being built, with what was attached to it. */
upsert_status up_workers_refuse(upsert_session *session,
                                const upsert_error *reason,
                                upsert_error *error);

/** Have all rows sent, and committed if asked to, and wait for it. */
upsert_status up_workers_finish(upsert_session *session, up_sending how,
                                upsert_error *error);

/** Let the batches go that are not waited for. */
upsert_status up_workers_send(upsert_session *session, up_sending how,
                              upsert_error *error);

/** What all of them have done. */
up_worker_done up_workers_tell(const upsert_session *session);

/* session.c */

/** End the session after an error of the database, which is in
    session->failure: nothing half-done stays. @return its status. */
upsert_status up_session_give_up(upsert_session *session, upsert_error *error);

/** End the session where that was asked for. @return UPSERT_CANCELLED then and
    from then on; UPSERT_ARGUMENT once another error has ended it. */
upsert_status up_session_usable(upsert_session *session, upsert_error *error);

/* shard.c */

/** Read which part of the input the run takes. @return UPSERT_SCHEMA when it
    cannot be taken in parts. */
upsert_status up_shard_plan(upsert_session *session,
                            const upsert_options *options, upsert_error *error);

/** Whether a number, of a key or of a row, is a shard's. */
bool up_shard_takes(const up_shard *shard, uint64_t number);

/** Whether a row whose key does not matter, or cannot be read, is this shard's:
    its number says. */
bool up_shard_has_row(const upsert_session *session, int64_t row);

/**
 * Whether the row being built is this shard's. Its cells must be in order.
 * @return UPSERT_ROW when its key does not say; then `ours` tells whether this
 *         shard is to refuse it.
 */
upsert_status up_shard_find(upsert_session *session, bool *ours,
                            upsert_error *error);

/* row.c */

/** After a row was put or rejected: commit where it is time.
    @param status  what came of the row. @return the status for the caller. */
upsert_status up_session_pass_row(upsert_session *session, upsert_status status,
                                  upsert_error *error);

/* reject.c */

/** Get ready for rows that are rejected, where run.on_bad_row asks for it.
    @return UPSERT_OPTION when the database cannot take a single statement back.
 */
upsert_status up_rejects_open(upsert_session *session,
                              const upsert_options *options,
                              upsert_error *error);

/** @return UPSERT_ARGUMENT when rows are rejected and nobody would be told. */
upsert_status up_rejects_ready(const upsert_session *session,
                               upsert_error *error);

/* repeats.c */

/** Whether the row being built has no key that could find a row. */
bool up_row_finds_nothing(const upsert_session *session);

/** Get ready to tell a key that came before, where upsert.duplicates asks for
    it. @return UPSERT_SCHEMA when that cannot be told of this key. */
upsert_status up_repeats_open(upsert_session *session, upsert_error *error);

/**
 * Look at the key of the row being built.
 * @param[out] passed  whether the row is passed over.
 * @return UPSERT_ROW when it is refused.
 */
upsert_status up_repeats_check(upsert_session *session, bool *passed,
                               upsert_error *error);

/* describe.c */

/** The plan in words, appended to `text`. */
void up_describe_plan(const upsert_session *session, up_buffer *text);

#endif
