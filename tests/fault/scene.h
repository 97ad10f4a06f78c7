/*
 * A small run of the command, over and over, each time with another fault: a
 * table, a job with repeats, NULL, rules, deletes and three commits, and the
 * tables that it may leave behind.
 */
#ifndef UPSERT_TESTS_FAULT_SCENE_H
#define UPSERT_TESTS_FAULT_SCENE_H

#include "../conformance/conformance.h"

/** The exit status and the report of a run. */
typedef struct run_outcome {
    int exit_status;
    char status[32];    /* as the report names it; "" without a report */
    char message[1024]; /* on standard error */
    int64_t counts[6];  /* by COUNT_NAMES; UNKNOWN */
} run_outcome;

/** Whether the command runs just now. */
extern bool scene_running;

/** The command is run in this folder, which scene_end() removes. */
bool scene_begin(fixture *f, const database *d);
void scene_end(fixture *f);

/** Set how the command connects, and where the rows come from: "csv" or
    "jsonl". */
void scene_write_job(const fixture *f, const char *connection,
                     const char *type);

/** Have the job keep a checkpoint, from now on. */
void scene_keep_checkpoint(const fixture *f);

/** Put the table back to what it was, forget the checkpoint, and run the
    command. */
run_outcome scene_run(const fixture *f);

/** Run the command once more. */
run_outcome scene_run_again(void);

/** Put the table back. */
void scene_reset(const fixture *f);

/**
 * Expect that the outcome and the table tell the truth: all rows are in and
 * counted, or the run says that it failed, and the table has the rows of the
 * commits that it counts.
 * @param committing  a COMMIT may have been left without an answer.
 */
void scene_expect_truth(const fixture *f, const run_outcome *o, bool committing,
                        const char *fault);

#endif
