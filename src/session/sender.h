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

    up_reject_list rejects; /* of this batch, and not told of yet */
    int64_t rejects_told;   /* of the open transaction */

    unsigned stages; /* numbers that were given to stages so far */
    bool staged;     /* some of them may be there */
    bool prepared;   /* the dialect's set-up ran */
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

/* load.c */

/** Have the server load rows of the batch out of a pipe, by the statement of a
    carrier whose transport is LOAD. */
upsert_status up_load_rows(up_sender *sender, up_carrier *carrier, size_t first,
                           size_t rows, upsert_error *error);

/* stage.c */

/** Make a carrier's stage, and put rows of the batch into it. */
upsert_status up_stage_fill(up_sender *sender, up_carrier *carrier,
                            size_t first, size_t rows, upsert_error *error);

/** Drop all stages; those that rows to come need are made again. */
void up_stage_drop(up_sender *sender);

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

/** Appends the `index`-th of some statements. @return false when there are no
    more. */
typedef bool up_render_nth(const upsert_plan *plan, unsigned index,
                           upsert_sql *sql);

/** up_connection_execute(), or up_connection_undo(). */
typedef upsert_status up_run_one(up_connection *connection, const char *sql,
                                 upsert_error *error);

/** Run all statements that `render` has; NULL: there are none. */
upsert_status up_sender_run(up_sender *sender, const upsert_plan *plan,
                            up_render_nth *render, up_run_one *run,
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

/* rejects.c */

/** Begin a batch. @param refused  rows that came with it and are rejected. */
upsert_status up_rejects_begin(up_sender *sender, const up_reject_list *refused,
                               upsert_error *error);

/** Whether a row that failed so by itself is rejected, and the run goes on. */
bool up_rejects_take(const up_sender *sender, upsert_status status);

/** Reject a row of the batch. @return UPSERT_OK; UPSERT_MEMORY; the row's
    status when it is one too many. */
upsert_status up_rejects_note(up_sender *sender, size_t place,
                              const upsert_error *failure, upsert_error *error);

/** Tell of the batch's rejected rows; the transaction goes on. */
upsert_status up_rejects_tell(up_sender *sender, upsert_error *error);

/** Tell of them, have them kept, and commit; nobody else tells of any in
    between. @return the first status that is not UPSERT_OK. */
typedef upsert_status up_commit_call(up_sender *sender, upsert_error *error);
upsert_status up_rejects_commit(up_sender *sender, up_commit_call *commit,
                                upsert_error *error);

/** After a rollback: they are not rejected, or not yet. */
void up_rejects_undo(up_sender *sender);

/* carrier.c */

/** The statement for a number of rows, appended to `text`. */
upsert_status up_carrier_render(const upsert_plan *plan, up_render *render,
                                size_t rows, up_buffer *text,
                                upsert_error *error);

/** A row's cell; or the run's clock. */
up_value up_carrier_value(const up_sender *sender, size_t place, size_t cell);

/** Say of a row that not even it fits. */
upsert_status up_carrier_too_large(up_sender *sender, size_t place,
                                   upsert_error *error);

/** How many of `rows` rows fit into one statement; 0: not even one. */
size_t up_carrier_fit(const up_sender *sender, const up_carrier *carrier,
                      size_t first, size_t rows);

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
