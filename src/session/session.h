/* A session from the inside. */
#ifndef UP_SESSION_SESSION_H
#define UP_SESSION_SESSION_H

#include <stdbool.h>

#include <upsert/dialect.h>

#include "base/buffer.h"
#include "batch/batch.h"
#include "odbc/connection.h"
#include "odbc/statement.h"
#include "session/catalog.h"
#include "session/custom_dialect.h"
#include "session/plan.h"
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
    int64_t batch_folded;   /* rows folded into others of the batch */
    int64_t rows_put;
    int64_t uncommitted_rows; /* rows put since the last commit */

    up_statement *full; /* for plan.statement_rows rows, prepared; or NULL */
    up_statement *tail; /* for tail_rows rows; or NULL */
    size_t tail_rows;
    int64_t statements; /* sent so far */

    bool owns_transactions;
    bool prepared; /* the dialect's set-up ran */
    bool in_transaction;
    int64_t commit_rows; /* commit after this many rows; 0: all in one */
    int64_t counted[2];  /* the counting query at the transaction's begin */
    int64_t affected;    /* SQLRowCount, added up over the transaction */
    bool counter_known;  /* the counting query speaks of these rows only */
    up_tally pending;    /* of the open transaction */
    up_tally committed;

    upsert_status failed; /* what ended the session, or UPSERT_OK */
    up_buffer fact;       /* the last answer of upsert_session_fact() */
};

/* transaction.c */

/** Begin a transaction if none is open. */
upsert_status up_transaction_begin(upsert_session *session,
                                   upsert_error *error);

/** Commit the open transaction, if there is one, and count its rows. */
upsert_status up_transaction_commit(upsert_session *session,
                                    upsert_error *error);

/** Roll the open transaction back, whatever comes of it. */
void up_transaction_rollback(upsert_session *session);

/** Undo what the dialect's set-up did to the connection. */
void up_transaction_teardown(upsert_session *session);

/* send.c */

/** Send the batch's rows within the open transaction. */
upsert_status up_send_batch(upsert_session *session, upsert_error *error);

/** The statement of the plan for a number of rows, appended to `text`. */
upsert_status up_send_render(const upsert_session *session, size_t rows,
                             up_buffer *text, upsert_error *error);

/* describe.c */

/** The plan in words, appended to `text`. */
void up_describe_plan(const upsert_session *session, up_buffer *text);

#endif
