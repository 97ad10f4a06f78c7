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

bool up_backoff_wait(up_backoff *backoff)
{
    if (backoff->tries-- <= 0)
        return false;
    int64_t wait = vary(backoff);
    const struct timespec span = {wait / 1000, wait % 1000 * 1000000};
    nanosleep(&span, NULL);
    backoff->wait_ms *= 2;
    if (backoff->wait_ms > backoff->longest_ms)
        backoff->wait_ms = backoff->longest_ms;
    return true;
}
