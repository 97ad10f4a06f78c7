/* The keys of a whole run, in bounded memory: what does not fit lies on disk.
 */
#ifndef UP_BATCH_SEEN_H
#define UP_BATCH_SEEN_H

#include <stddef.h>
#include <stdint.h>

#include <upsert/upsert.h>

typedef struct up_seen up_seen;

/**
 * @param memory     bytes held in memory at most, about.
 * @param[out] seen  owned by the caller.
 */
upsert_status up_seen_new(size_t memory, up_seen **seen, upsert_error *error);

/** NULL is legal. */
void up_seen_free(up_seen *seen);

/**
 * Remember a key.
 * @param key          `length` bytes; two keys are equal when their bytes are.
 * @param row          the input row, counted from 1.
 * @param[out] before  the row that the key was first seen in; 0: it is new.
 * @return UPSERT_OK; UPSERT_FILE when the disk is full; UPSERT_MEMORY.
 */
upsert_status up_seen_add(up_seen *seen, const void *key, size_t length,
                          int64_t row, int64_t *before, upsert_error *error);

#endif
