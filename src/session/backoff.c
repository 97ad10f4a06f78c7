#include "session/backoff.h"

#include <time.h>

#include <xxhash.h>

/* From half to one and a half times as long. */
static int64_t vary(const up_backoff *backoff)
{
    struct timespec now = {0};
    clock_gettime(CLOCK_MONOTONIC, &now);
    /* Two that wait have two stacks, or start at two times. */
    uint64_t chance =
        XXH3_64bits_withSeed(&now, sizeof now, (uintptr_t)backoff);
    int64_t wait = backoff->wait_ms;
    return wait / 2 + (int64_t)(chance % (uint64_t)(wait + 1));
}

/* @return false when it is cancelled. */
static bool sleep_for(int64_t wait_ms, up_cancel *cancel)
{
    if (cancel)
        return up_cancel_wait(cancel, (long)wait_ms, NULL) == UPSERT_OK;
    const struct timespec span = {wait_ms / 1000, wait_ms % 1000 * 1000000};
    nanosleep(&span, NULL);
    return true;
}

bool up_backoff_wait(up_backoff *backoff, up_cancel *cancel)
{
    if (backoff->tries-- <= 0)
        return false;
    if (!sleep_for(vary(backoff), cancel))
        return false;
    backoff->wait_ms *= 2;
    if (backoff->wait_ms > backoff->longest_ms)
        backoff->wait_ms = backoff->longest_ms;
    return true;
}
