#include "batch/key_index.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* A slot is the upper part of a hash and, below it, a row and one; 0 is an
   empty one. The upper part alone tells where a slot lies, so that the table
   can grow. */
enum { ROW_BITS = 24 };
#define ROW_MASK (((uint64_t)1 << ROW_BITS) - 1)

_Static_assert(UP_KEY_ROWS == ROW_MASK, "a row and one must fit");

static unsigned bits_of(size_t capacity)
{
    unsigned bits = 0;
    while (capacity >> bits > 1)
        bits++;
    return bits;
}

/* The slot of a hash, or the empty one where it would go. */
static uint64_t *slot_of(const up_key_index *index, uint64_t hash)
{
    size_t i = (size_t)(hash >> (64 - index->bits));
    while (index->slots[i] && (index->slots[i] ^ hash) >> ROW_BITS)
        i = (i + 1) & (index->capacity - 1);
    return &index->slots[i];
}

size_t up_key_index_find(const up_key_index *index, uint64_t hash)
{
    if (!index->capacity)
        return UP_KEY_ABSENT;
    uint64_t slot = *slot_of(index, hash);
    return slot ? (size_t)(slot & ROW_MASK) - 1 : UP_KEY_ABSENT;
}

static bool grow(up_key_index *index)
{
    size_t capacity = index->capacity ? index->capacity * 2 : 1024;
    up_key_index larger = {calloc(capacity, sizeof *larger.slots), capacity,
                           index->count, bits_of(capacity)};
    if (!larger.slots)
        return false;
    for (size_t i = 0; i < index->capacity; i++)
        if (index->slots[i])
            *slot_of(&larger, index->slots[i]) = index->slots[i];
    free(index->slots);
    *index = larger;
    return true;
}

bool up_key_index_put(up_key_index *index, uint64_t hash, size_t row)
{
    assert(row < UP_KEY_ROWS);
    if (index->count * 2 >= index->capacity && !grow(index))
        return false;
    uint64_t *slot = slot_of(index, hash);
    index->count += *slot == 0;
    *slot = (hash & ~ROW_MASK) | (row + 1);
    return true;
}

void up_key_index_reset(up_key_index *index)
{
    if (index->capacity)
        memset(index->slots, 0, index->capacity * sizeof *index->slots);
    index->count = 0;
}

void up_key_index_dispose(up_key_index *index)
{
    free(index->slots);
    *index = (up_key_index){0};
}
