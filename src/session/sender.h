/* One connection's part of a run: from batches to the table. */
#ifndef UP_SESSION_SENDER_H
#define UP_SESSION_SENDER_H

#include "odbc/connection.h"
#include "odbc/statement.h"
#include "session/checkpoint.h"
#include "session/run.h"
#include "session/shape.h"
#include "session/tally.h"

/** All of it is one thread's at a time. */
typedef struct up_sender {
    const up_run *run;
    size_t worker;             /* its number */
    up_connection *connection; /* owned */
    const up_batch *batch;     /* the one that is sent, settled */

    up_shape *shapes; /* that came so far */
    size_t shape_count;
    int64_t statements; /* sent so far */
    int64_t splits;     /* of these, how many were halved */

    bool prepared; /* the dialect's set-up ran */
    bool in_transaction;
    int64_t counted[2];   /* the counting query at the transaction's begin */
    int64_t paused[2];    /* and when its answers ceased to matter */
    int64_t affected;     /* SQLRowCount, added up over the transaction */
    int64_t surplus_rows; /* updated by a row that had updated one already */
    bool counter_known;   /* the counting query speaks of these rows only */
    up_tally pending;     /* of the open transaction */
    int64_t reached;      /* the input row up to which all is sent */
    bool finishes;        /* and no row follows */
    up_mark mark;         /* what is committed */
    up_mark next;         /* or will be by the COMMIT under way */
    bool behind; /* the server has lost what it had committed: rows that it had
                    got must come once more */
} up_sender;

/* send.c */

/** Send the rows of a batch that is settled within the open transaction. */
upsert_status up_send_batch(up_sender *sender, const up_batch *batch,
                            upsert_error *error);

/** Drop all statements; those that rows to come need are made again. */
void up_sender_forget(up_sender *sender);

/* transaction.c */

/** What a dialect may do in a way of its own. */
typedef enum up_control {
    UP_CONTROL_BEGIN,
    UP_CONTROL_COMMIT,
    UP_CONTROL_ROLLBACK
} up_control;

/** Begin or end a transaction on a connection. */
upsert_status up_transaction_control(const upsert_dialect *dialect,
                                     up_connection *connection, up_control what,
                                     upsert_error *error);

/** Begin a transaction if none is open. */
upsert_status up_transaction_begin(up_sender *sender, upsert_error *error);

/** Where rows are counted in one way, let the counter pass over the rows that
    are sent until it is resumed. */
upsert_status up_transaction_pause_counting(up_sender *sender,
                                            upsert_counting counting,
                                            upsert_error *error);
upsert_status up_transaction_resume_counting(up_sender *sender,
                                             upsert_counting counting,
                                             upsert_error *error);

/** Commit the open transaction, if there is one, with the checkpoint, and count
    its rows. */
upsert_status up_transaction_commit(up_sender *sender, upsert_error *error);

/** Roll the open transaction back, whatever comes of it. */
void up_transaction_rollback(up_sender *sender);

/** Undo what the dialect's set-up did to the connection. */
void up_transaction_teardown(up_sender *sender);

/* recover.c */

/**
 * Get ready for that: connect again where the connection was lost, and find out
 * what is committed.
 * @param failed  what the transaction came to.
 * @return UPSERT_OK; UPSERT_CONNECTION when the server cannot be reached, or
 *         has lost what it had committed; any status of the database.
 */
upsert_status up_sender_recover(up_sender *sender, upsert_status failed,
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
upsert_status up_carrier_execute(up_sender *sender, up_carrier *carrier,
                                 size_t first, size_t rows,
                                 up_statement **statement, int64_t *affected,
                                 upsert_error *error);

/* count.c */

/** Count the rows of a statement that succeeded. */
upsert_status up_count_bulk(up_sender *sender, const upsert_plan *plan,
                            up_statement *statement, size_t rows,
                            int64_t affected, upsert_error *error);

/** Count a row that was looked up, and then updated or inserted. */
void up_count_looked_up(up_sender *sender, upsert_mode mode, int64_t affected);

#endif
