/* Finding the row of a key. */
#ifndef UP_BATCH_KEY_INDEX_H
#define UP_BATCH_KEY_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** A hash table of row numbers, open addressing; all zero is an empty one. */
typedef struct up_key_index {
    struct up_key_slot *slots; /* owned; a power of two of them */
    size_t capacity;
    size_t count;
} up_key_index;

#define UP_KEY_ABSENT ((size_t)-1)

/**
 * The row of a key that was added.
 * @param hash   of the key.
 * @param equal  whether a row's key is the one looked for.
 * @return the row, or UP_KEY_ABSENT.
 */
size_t up_key_index_find(const up_key_index *index, uint64_t hash,
                         bool (*equal)(const void *context, size_t row),
                         const void *context);

/** Add a row whose key is absent. @return false when memory is short. */
bool up_key_index_add(up_key_index *index, uint64_t hash, size_t row);

/** Let the key of row `from`, which is there, find row `to`. */
void up_key_index_move(up_key_index *index, uint64_t hash, size_t from,
                       size_t to);

/** Drop all rows and keep the memory. */
void up_key_index_reset(up_key_index *index);

void up_key_index_dispose(up_key_index *index);

#endif
