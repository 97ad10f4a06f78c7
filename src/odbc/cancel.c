/*
 * SQLCancel is the one ODBC call that may be made on a handle that another
 * thread uses, and only while it does: between two calls it would close a
 * result, and SQLite would keep it for the next lock that is waited for. So
 * each call says when it begins and ends, and none ends while it is being
 * cancelled.
 */
#include "odbc/cancel.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

#include "base/error.h"
#include "odbc/handles.h"

/* How long a call may take to notice, in milliseconds, before it is cancelled
   again; and how often that is done. */
enum { FIRST_PATIENCE = 10, LONGEST_PATIENCE = 200, TIMES = 15 };

typedef struct up_call {
    SQLHSTMT statement;
    struct up_call *next;
} up_call;

struct up_cancel {
    atomic_bool asked; /* written under the mutex */
    pthread_mutex_t mutex;
    pthread_cond_t changed; /* asked for, or a call has ended */
    up_call *calls;         /* those under way */
};

upsert_status up_cancel_new(up_cancel **out, upsert_error *error)
{
    up_cancel *cancel = calloc(1, sizeof *cancel);
    if (!cancel)
        return up_error_memory(error);
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&cancel->changed, &attributes);
    pthread_condattr_destroy(&attributes);
    pthread_mutex_init(&cancel->mutex, NULL);
    *out = cancel;
    return UPSERT_OK;
}

void up_cancel_free(up_cancel *cancel)
{
    if (!cancel)
        return;
    pthread_mutex_destroy(&cancel->mutex);
    pthread_cond_destroy(&cancel->changed);
    free(cancel);
}

static struct timespec time_after(long wait_ms)
{
    struct timespec end;
    clock_gettime(CLOCK_MONOTONIC, &end);
    end.tv_sec += wait_ms / 1000;
    end.tv_nsec += wait_ms % 1000 * 1000000;
    if (end.tv_nsec >= 1000000000) {
        end.tv_sec++;
        end.tv_nsec -= 1000000000;
    }
    return end;
}

/* Wait for a change, the mutex held. @return whether the time is over. */
static bool wait_until(up_cancel *cancel, const struct timespec *end)
{
    return pthread_cond_timedwait(&cancel->changed, &cancel->mutex, end) ==
           ETIMEDOUT;
}

static void cancel_calls(up_cancel *cancel, long patience_ms)
{
    for (const up_call *call = cancel->calls; call; call = call->next)
        SQLCancel(call->statement);
    const struct timespec end = time_after(patience_ms);
    while (cancel->calls && !wait_until(cancel, &end))
        ;
}

void up_cancel_ask(up_cancel *cancel)
{
    long patience = FIRST_PATIENCE;
    pthread_mutex_lock(&cancel->mutex);
    cancel->asked = true;
    pthread_cond_broadcast(&cancel->changed);
    for (int i = 0; i < TIMES && cancel->calls; i++) {
        cancel_calls(cancel, patience);
        patience =
            patience * 2 < LONGEST_PATIENCE ? patience * 2 : LONGEST_PATIENCE;
    }
    pthread_mutex_unlock(&cancel->mutex);
}

upsert_status up_cancel_check(const up_cancel *cancel, upsert_error *error)
{
    return atomic_load(&cancel->asked)
               ? up_error_set(error, UPSERT_CANCELLED, "cancelled")
               : UPSERT_OK;
}

upsert_status up_cancel_wait(up_cancel *cancel, long wait_ms,
                             upsert_error *error)
{
    const struct timespec end = time_after(wait_ms);
    pthread_mutex_lock(&cancel->mutex);
    while (!cancel->asked && !wait_until(cancel, &end))
        ;
    pthread_mutex_unlock(&cancel->mutex);
    return up_cancel_check(cancel, error);
}

/* -------------------------------------------------------------- the calls */

static bool begin(up_cancel *cancel, up_call *call)
{
    pthread_mutex_lock(&cancel->mutex);
    bool may = !cancel->asked;
    if (may) {
        call->next = cancel->calls;
        cancel->calls = call;
    }
    pthread_mutex_unlock(&cancel->mutex);
    return may;
}

static void end(up_cancel *cancel, const up_call *call)
{
    pthread_mutex_lock(&cancel->mutex);
    up_call **at = &cancel->calls;
    while (*at != call)
        at = &(*at)->next;
    *at = call->next;
    pthread_cond_broadcast(&cancel->changed);
    pthread_mutex_unlock(&cancel->mutex);
}

SQLRETURN up_call_prepare(up_connection *connection, SQLHSTMT statement,
                          const char *sql)
{
    up_call call = {.statement = statement};
    if (!begin(connection->cancel, &call))
        return SQL_ERROR;
    SQLRETURN code = SQLPrepare(statement, (SQLCHAR *)sql, SQL_NTS);
    end(connection->cancel, &call);
    return code;
}

SQLRETURN up_call_execute(up_connection *connection, SQLHSTMT statement,
                          const char *sql)
{
    up_call call = {.statement = statement};
    if (!begin(connection->cancel, &call))
        return SQL_ERROR;
    SQLRETURN code = sql ? SQLExecDirect(statement, (SQLCHAR *)sql, SQL_NTS)
                         : SQLExecute(statement);
    end(connection->cancel, &call);
    return code;
}

upsert_status up_call_failed(up_connection *connection, SQLHSTMT statement,
                             upsert_error *error)
{
    upsert_status status = up_cancel_check(connection->cancel, error);
    return status == UPSERT_OK ? up_diagnose(SQL_HANDLE_STMT, statement,
                                             &connection->reader, error)
                               : status;
}
