/* Waiting before another try. */
#ifndef UP_SESSION_BACKOFF_H
#define UP_SESSION_BACKOFF_H

#include <stdbool.h>
#include <stdint.h>

#include "odbc/cancel.h"

/** How often something is tried again, and after what; a copy of one of those
    below is used up. */
typedef struct up_backoff {
    int tries;       /* that are left */
    int64_t wait_ms; /* before the next one, about */
    int64_t longest_ms;
} up_backoff;

/** What another transaction was in the way of: three seconds in all, about. */
#define UP_BACKOFF_TRANSACTION                                                 \
    ((up_backoff){.tries = 10, .wait_ms = 5, .longest_ms = 1000})

/** A server that cannot be reached: two minutes, in which one starts. */
#define UP_BACKOFF_CONNECT                                                     \
    ((up_backoff){.tries = 22, .wait_ms = 10, .longest_ms = 10000})

/** Wait: twice as long each time, but for a share that chance decides, so that
    two that met do not meet again. @return false when no try is left, or it is
    cancelled. @param cancel  NULL: it cannot be. */
bool up_backoff_wait(up_backoff *backoff, up_cancel *cancel);

#endif
