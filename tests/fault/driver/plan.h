/*
 * A driver that fails on purpose. It stands between the driver manager and a
 * real driver of the same process, passes every call on, and lets the k-th one
 * fail as real drivers do. The test sets the plan, connects by
 * "Driver=FAULT_DRIVER", and reads in the plan what came of it.
 */
#ifndef UPSERT_TESTS_FAULT_PLAN_H
#define UPSERT_TESTS_FAULT_PLAN_H

#include <stdbool.h>

/** How a call fails. */
typedef enum fault_kind {
    FAULT_NONE,

    /* The call is not made, and fails. */
    FAULT_MUTE,      /* with no record */
    FAULT_PIECES,    /* 23505, its message in pieces over several records, and
                        in it FAULT_SECRET as a value */
    FAULT_SERIALISE, /* 40001, and the transaction is gone */
    FAULT_FULL,      /* HY000, and the transaction is gone, as of SQLite when
                        the disk is full */
    FAULT_LOST,      /* 08S01, as all calls after it; but SQLEndTran says
                        success, as psqlodbc's */

    /* The call is made, and then: */
    FAULT_ANSWER_LOST,  /* 08S01, as if the answer was lost with the connection
                         */
    FAULT_LOST_QUIETLY, /* it tells what it came to, and then the connection is
                           lost */
    FAULT_INFO,         /* SQL_SUCCESS_WITH_INFO instead of SQL_SUCCESS */
    FAULT_NO_COUNT,     /* SQLRowCount leaves the count as it was */
    FAULT_NO_DATA,      /* an execution that touched no row says SQL_NO_DATA; a
                           result ends before its next row */
    FAULT_ROWS_LOST,    /* the last row of a parameter array is not sent:
                           SQL_SUCCESS_WITH_INFO, and the status array says so */
    FAULT_ROWS_UNTOLD,  /* likewise, and no status is written */

    FAULT_KIND_COUNT
} fault_kind;

#define FAULT_SECRET "hunter2"

typedef struct fault_plan {
    /* set by the test */
    const char *real;       /* the real driver, a file */
    const char *connection; /* its connection string */
    fault_kind kind;
    long at; /* which of the calls that can fail so does; from 1, 0: none */

    /* set by the driver */
    long calls;           /* that can fail so, so far */
    const char *function; /* that failed; NULL: none has yet */
    bool commits;         /* it was to commit, or came just before or behind */
    long handles;         /* that live */
} fault_plan;

/** The name of the driver's function that returns its plan. */
#define FAULT_PLAN "fault_plan_of_driver"
typedef fault_plan *fault_plan_call(void);

#endif
