/* What happened, for people and for programs. */
#ifndef UP_CLI_REPORT_H
#define UP_CLI_REPORT_H

#include <stdio.h>

#include <upsert/upsert.h>

typedef struct up_report {
    FILE *file;       /* NULL: none is written */
    const char *path; /* borrowed */
    char dialect[64], dbms[128], transport[32], checkpoint[16];
    int64_t batches;
    int64_t splits; /* of batches, over a statement that failed */
    int64_t retries, workers;
    upsert_counts counts;
    double seconds;
} up_report;

/** Open the file, before anything is done that it should report. */
upsert_status up_report_open(up_report *report, const char *path,
                             upsert_error *error);

/** Take a session's counts and facts; NULL where there was no session. */
void up_report_take(up_report *report, upsert_session *session);

/** One line for people. */
void up_report_print(const up_report *report, FILE *file);

/**
 * Write the JSON object and close the file, if one is open.
 * @param outcome  how the run ended.
 */
upsert_status up_report_close(up_report *report, const upsert_error *outcome,
                              upsert_error *error);

#endif
