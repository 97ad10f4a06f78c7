/*
 * Ending what connections do, from another thread. One of these serves all
 * connections of a session, and outlives them.
 */
#ifndef UP_ODBC_CANCEL_H
#define UP_ODBC_CANCEL_H

#include <upsert/upsert.h>

typedef struct up_cancel up_cancel;

/** @param[out] cancel  owned by the caller. */
upsert_status up_cancel_new(up_cancel **cancel, upsert_error *error);

/** No connection may use it any more. NULL is legal. */
void up_cancel_free(up_cancel *cancel);

/**
 * Have the calls that are under way end, and those to come fail. Asks each
 * driver by SQLCancel, again for a while where that does not help: a call that
 * had hardly begun does not notice. Thread-safe.
 */
void up_cancel_ask(up_cancel *cancel);

/** @return UPSERT_CANCELLED once it was asked for, else UPSERT_OK. */
upsert_status up_cancel_check(const up_cancel *cancel, upsert_error *error);

/** Wait for a time, or until it is asked for. @return like up_cancel_check().
 */
upsert_status up_cancel_wait(up_cancel *cancel, long wait_ms,
                             upsert_error *error);

#endif
