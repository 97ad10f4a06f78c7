/* What a run does, the same for every connection that it sends by. */
#ifndef UP_SESSION_RUN_H
#define UP_SESSION_RUN_H

#include <stdbool.h>

#include <upsert/dialect.h>

#include "batch/batch.h"
#include "batch/value_fit.h"
#include "odbc/cancel.h"
#include "session/catalog.h"
#include "session/checkpoint.h"
#include "session/custom_dialect.h"
#include "session/plan.h"
#include "session/reject_list.h"

/** The part of the input that a run takes. */
typedef struct up_shard {
    uint32_t number, count; /* from 1; a count of 1: all of it */
} up_shard;

/** Written while the session is opened, only read after that. */
typedef struct up_run {
    up_cancel *cancel; /* owned; what ends it before its time */
    up_custom_dialect custom;
    const upsert_dialect *dialect;
    char banner[UP_BANNER_MAXIMUM];
    upsert_server server;
    bool dialect_forced;
    up_table table;
    up_plan plan;

    up_batch_facts batch;           /* what every batch is made from */
    up_batch_column *batch_columns; /* owned; batch.columns */
    up_fit *fits;                   /* owned; what the values of each must be */
    size_t statement_bytes;         /* text and values of one; 0: no limit */
    size_t batch_rows;              /* a batch is sent at this many rows */
    size_t batch_memory;            /* or bytes */
    int64_t commit_rows; /* commit after this many rows; 0: all in one */
    char clock[64];      /* the run's, where a column takes it */

    up_shard shard;
    up_checkpoint checkpoint;
    up_reject_log *rejects; /* who is told of bad rows; NULL: they stop the
                               run */

    bool owns_transactions;
    bool overlaps;          /* the connections are the run's own: batches are
                               sent while others are filled, and one that is
                               lost is made again */
    size_t workers;         /* connections */
    const char *one_worker; /* why not more of them; NULL: no more were asked
                               for, or they are there */
} up_run;

/* recover.c */

/** Whether a transaction that failed may do when it is sent again. */
bool up_run_may_try_again(const up_run *run, upsert_status failed);

/** Whether a connection that could not be made cannot be made later, either:
   the server refuses the user or has no such database, or there is no driver.
 */
bool up_failure_is_permanent(const upsert_error *failure);

#endif
