/* Finding the last row of a key. */
#ifndef UP_BATCH_KEY_INDEX_H
#define UP_BATCH_KEY_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** A hash table from a key's hash to a row, open addressing; all zero is an
    empty one. Of a hash the upper 40 bits count. Keys of one hash share a row:
    it is the caller who compares. */
typedef struct up_key_index {
    uint64_t *slots; /* owned; a power of two of them */
    size_t capacity;
    size_t count;
    unsigned bits; /* capacity is 2 to their number */
} up_key_index;

/** Rows are numbered below this. */
#define UP_KEY_ROWS ((size_t)0xFFFFFF)

#define UP_KEY_ABSENT ((size_t)-1)

/** The row that was last put under a hash, or UP_KEY_ABSENT. */
size_t up_key_index_find(const up_key_index *index, uint64_t hash);

/** Put a row under a hash, in the place of the one that is there. @return false
    when memory is short. */
bool up_key_index_put(up_key_index *index, uint64_t hash, size_t row);

/** Drop all rows and keep the memory. */
void up_key_index_reset(up_key_index *index);

void up_key_index_dispose(up_key_index *index);

#endif
