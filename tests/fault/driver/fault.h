/* What the files of the faulty driver share. */
#ifndef UPSERT_TESTS_FAULT_FAULT_H
#define UPSERT_TESTS_FAULT_FAULT_H

#include <stddef.h>

#include <sql.h>
#include <sqlext.h>

#include "plan.h"

/** The real driver's functions. */
#define REAL_FUNCTIONS(X)                                                      \
    X(SQLAllocHandle)                                                          \
    X(SQLBindParameter)                                                        \
    X(SQLCloseCursor)                                                          \
    X(SQLColumns)                                                              \
    X(SQLDisconnect)                                                           \
    X(SQLDriverConnect)                                                        \
    X(SQLEndTran)                                                              \
    X(SQLExecDirect)                                                           \
    X(SQLExecute)                                                              \
    X(SQLFetch)                                                                \
    X(SQLFreeHandle)                                                           \
    X(SQLFreeStmt)                                                             \
    X(SQLGetConnectAttr)                                                       \
    X(SQLGetData)                                                              \
    X(SQLGetDiagRec)                                                           \
    X(SQLGetInfo)                                                              \
    X(SQLGetStmtAttr)                                                          \
    X(SQLMoreResults)                                                          \
    X(SQLNumResultCols)                                                        \
    X(SQLPrepare)                                                              \
    X(SQLPrimaryKeys)                                                          \
    X(SQLRowCount)                                                             \
    X(SQLSetConnectAttr)                                                       \
    X(SQLSetEnvAttr)                                                           \
    X(SQLSetStmtAttr)                                                          \
    X(SQLStatistics)

typedef struct real_driver {
#define MEMBER(name) __typeof__(name) *name;
    REAL_FUNCTIONS(MEMBER)
#undef MEMBER
} real_driver;

extern real_driver real;
extern fault_plan plan;

/** A diagnostic record. */
typedef struct record {
    const char *sqlstate;
    SQLINTEGER native;
    char text[64];
} record;

enum { RECORDS_MAXIMUM = 16 };

/** What the driver manager holds, around the real driver's own handle. */
typedef struct handle {
    SQLSMALLINT type;
    SQLHANDLE own; /* the real one */
    SQLHENV env;   /* of a connection: its real environment */
    struct handle *connection;
    bool lost; /* of a connection */

    bool fails; /* this call is the one */
    size_t record_count;
    record records[RECORDS_MAXIMUM];

    SQLULEN rows; /* of a statement: its parameter arrays' length */
    SQLUSMALLINT *statuses;
} handle;

/** What was sent to the server last was the question whether the connection is
    dead, or a COMMIT. */
extern bool fault_near_commit;

/** What a call does, which says what can hit it. */
typedef enum fault_target {
    TARGET_HANDLE,    /* makes one: no driver has more to say to that */
    TARGET_CLIENT,    /* nothing that the server hears of */
    TARGET_COUNT,     /* likewise, and it asks for a row count */
    TARGET_PING,      /* asks the server whether it is there */
    TARGET_SERVER,    /* speaks with the server */
    TARGET_FETCH,     /* likewise, and so on */
    TARGET_EXECUTION, /* of a statement */
    TARGET_COMMIT,
    TARGET_COMMITTING_EXECUTION
} fault_target;

/**
 * Before a call: let it fail, if it is its turn, or the connection is lost.
 * @return whether `code` is what came of it, without the real driver.
 */
bool fault_before(handle *h, const char *function, fault_target target,
                  SQLRETURN *code);

/** After a call. @return what it says instead of `code`. */
SQLRETURN fault_after(handle *h, SQLRETURN code);

/** Whether the call is hit by a fault of this kind. */
bool fault_is(const handle *h, fault_kind kind);

#endif
