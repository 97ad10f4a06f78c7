/* A job: rows from a source into a session, as options say. */
#ifndef UP_JOB_JOB_H
#define UP_JOB_JOB_H

#include <stdint.h>

#include "job/delete_when.h"
#include "job/file.h"
#include "job/mapping.h"
#include "job/rejects_file.h"
#include "schema/options.h"
#include "source/source.h"

/** What a job tells while it runs. */
typedef struct up_progress {
    int64_t rows;
    int64_t bytes_read;
    int64_t bytes_all; /* 0: not known */
} up_progress;

/** Called after each row; must be quick. */
typedef void up_progress_call(void *context, const up_progress *progress);

typedef struct up_job {
    upsert_options *options; /* owned; with the input of its checkpoint */
    up_file_facts file;      /* when the source was opened */
    up_source *source;
    upsert_session *session;
    up_delete_when delete_when;
    up_mapping mapping;
    bool rejects_rows; /* bad rows go to a file, and the run goes on */
    up_rejects_file rejects;
} up_job;

/**
 * Open the source, connect, plan, and take the checkpoint over. No row is read
 * or sent.
 * @param options  copied.
 * @param[out] job  up_job_dispose() ends it, also after an error.
 */
upsert_status up_job_open(const upsert_options *options, up_job *job,
                          upsert_error *error);

/**
 * Run it to its end and commit. A transaction that may do when it is sent again
 * is, where its rows can be read again.
 * @param progress  may be NULL.
 * @param error     not NULL.
 */
upsert_status up_job_run(up_job *job, up_progress_call *progress, void *context,
                         upsert_error *error);

/** End a job that runs, from another thread: it fails with UPSERT_CANCELLED,
   and what is not committed is rolled back. Thread-safe. */
void up_job_cancel(up_job *job);

void up_job_dispose(up_job *job);

#endif
