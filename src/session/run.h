/* What a run does, the same for every connection that it sends by. */
#ifndef UP_SESSION_RUN_H
#define UP_SESSION_RUN_H

#include <stdbool.h>

#include <upsert/dialect.h>

#include "batch/batch.h"
#include "session/catalog.h"
#include "session/custom_dialect.h"
#include "session/plan.h"

/** Written while the session is opened, only read after that. */
typedef struct up_run {
    up_custom_dialect custom;
    const upsert_dialect *dialect;
    char banner[UP_BANNER_MAXIMUM];
    upsert_server server;
    bool dialect_forced;
    up_table table;
    up_plan plan;

    up_batch_facts batch;           /* what every batch is made from */
    up_batch_column *batch_columns; /* owned; batch.columns */
    size_t statement_bytes;         /* text and values of one; 0: no limit */
    size_t batch_rows;              /* a batch is sent at this many rows */
    size_t batch_memory;            /* or bytes */
    int64_t commit_rows; /* commit after this many rows; 0: all in one */
    char clock[64];      /* the run's, where a column takes it */

    bool owns_transactions;
    bool overlaps;          /* batches are sent while others are filled */
    size_t workers;         /* connections */
    const char *one_worker; /* why not more of them; NULL: no more were asked
                               for, or they are there */
} up_run;

#endif
