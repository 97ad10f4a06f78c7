/* A session from the inside. */
#ifndef UP_SESSION_SESSION_H
#define UP_SESSION_SESSION_H

#include <stdbool.h>

#include <upsert/dialect.h>

#include "base/buffer.h"
#include "batch/batch.h"
#include "batch/seen.h"
#include "odbc/connection.h"
#include "odbc/statement.h"
#include "session/catalog.h"
#include "session/custom_dialect.h"
#include "session/plan.h"
#include "session/shape.h"
#include "session/tally.h"

struct upsert_session {
    up_connection *connection;
    up_custom_dialect custom;
    const upsert_dialect *dialect;
    char banner[UP_BANNER_MAXIMUM];
    upsert_server server;
    bool dialect_forced;
    up_table table;
    up_plan plan;

    up_batch *batch;
    size_t statement_bytes; /* text and values of one; 0: no limit */
    size_t batch_rows;      /* a batch is sent at this many rows */
    size_t batch_memory;    /* or bytes */
    up_seen *seen; /* the keys of the run, where repeats are not applied */
    up_tally batch_tally; /* of rows that are not sent */
    int64_t rows_put;
    int64_t uncommitted_rows; /* rows put since the last commit */

    up_shape *shapes; /* by their numbers in the batch */
    size_t shape_count;
    char clock[64];     /* the run's, where a column takes it */
    int64_t statements; /* sent so far */
    int64_t splits;     /* of these, how many were halved */

    bool owns_transactions;
    bool prepared; /* the dialect's set-up ran */
    bool in_transaction;
    int64_t commit_rows;  /* commit after this many rows; 0: all in one */
    int64_t counted[2];   /* the counting query at the transaction's begin */
    int64_t paused[2];    /* and when its answers ceased to matter */
    int64_t affected;     /* SQLRowCount, added up over the transaction */
    int64_t deleted_rows; /* of the table, in the transaction */
    int64_t surplus_rows; /* updated by a row that had updated one already */
    bool counter_known;   /* the counting query speaks of these rows only */
    up_tally pending;     /* of the open transaction */
    up_tally committed;

    upsert_status failed; /* what ended the session, or UPSERT_OK */
    up_buffer fact;       /* the last answer of upsert_session_fact() */
};

/* transaction.c */

/** Begin a transaction if none is open. */
upsert_status up_transaction_begin(upsert_session *session,
                                   upsert_error *error);

/** Let the counter of UPSERT_COUNTING_UPDATED pass over the rows that are sent
    until it is resumed: an UPDATE moves it for a row that does not change. */
upsert_status up_transaction_pause_counting(upsert_session *session,
                                            upsert_error *error);
upsert_status up_transaction_resume_counting(upsert_session *session,
                                             upsert_error *error);

/** Commit the open transaction, if there is one, and count its rows. */
upsert_status up_transaction_commit(upsert_session *session,
                                    upsert_error *error);

/** Roll the open transaction back, whatever comes of it. */
void up_transaction_rollback(upsert_session *session);

/** Undo what the dialect's set-up did to the connection. */
void up_transaction_teardown(upsert_session *session);

/* session.c */

/** Send the batch and begin the next one. */
upsert_status up_session_flush(upsert_session *session, upsert_error *error);

/** Send the batch and commit. */
upsert_status up_session_commit(upsert_session *session, upsert_error *error);

/** End the session with an error of the database: nothing half-done stays.
    @return `status`. */
upsert_status up_session_give_up(upsert_session *session, upsert_status status);

/** What a shape of the batch is made from. */
up_shape_request up_session_shape_request(const upsert_session *session,
                                          size_t shape);

/** Have a shape of the batch planned. */
upsert_status up_session_make_shape(upsert_session *session, size_t shape,
                                    upsert_error *error);

/* row.c */

/** @return UPSERT_ARGUMENT once an error has ended the session. */
upsert_status up_session_usable(const upsert_session *session,
                                upsert_error *error);

/* repeats.c */

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

/* carrier.c */

/** The statement for a number of rows, appended to `text`. */
upsert_status up_carrier_render(const upsert_plan *plan, up_render *render,
                                size_t rows, up_buffer *text,
                                upsert_error *error);

/**
 * Execute a plan's statement for rows of the batch.
 * @param first            a place in the batch.
 * @param[out] statement   up_statement_close() it, also after an error; NULL
 *                         when there is none.
 * @param[out] affected    SQLRowCount, or UP_ROW_COUNT_UNKNOWN.
 */
upsert_status up_carrier_execute(upsert_session *session, up_carrier *carrier,
                                 size_t first, size_t rows,
                                 up_statement **statement, int64_t *affected,
                                 upsert_error *error);

/* count.c */

/** Count the rows of a statement that succeeded. */
upsert_status up_count_bulk(upsert_session *session, const upsert_plan *plan,
                            up_statement *statement, size_t rows,
                            int64_t affected, upsert_error *error);

/** Count a row that was looked up, and then updated or inserted. */
void up_count_looked_up(upsert_session *session, upsert_mode mode,
                        int64_t affected);

/* send.c */

/** Send the batch's rows within the open transaction. */
upsert_status up_send_batch(upsert_session *session, upsert_error *error);

/* describe.c */

/** The plan in words, appended to `text`. */
void up_describe_plan(const upsert_session *session, up_buffer *text);

#endif
