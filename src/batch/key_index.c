#include "batch/key_index.h"

#include <stdlib.h>
#include <string.h>

typedef struct up_key_slot {
    uint64_t hash;
    size_t row_plus_one; /* 0: empty */
} up_key_slot;

/* The slot of a hash, or the empty one where it would go. */
static up_key_slot *slot_of(up_key_slot *slots, size_t capacity, uint64_t hash)
{
    size_t i = hash & (capacity - 1);
    while (slots[i].row_plus_one && slots[i].hash != hash)
        i = (i + 1) & (capacity - 1);
    return &slots[i];
}

size_t up_key_index_find(const up_key_index *index, uint64_t hash)
{
    if (!index->capacity)
        return UP_KEY_ABSENT;
    const up_key_slot *slot = slot_of(index->slots, index->capacity, hash);
    return slot->row_plus_one ? slot->row_plus_one - 1 : UP_KEY_ABSENT;
}

static bool grow(up_key_index *index)
{
    size_t capacity = index->capacity ? index->capacity * 2 : 1024;
    up_key_slot *slots = calloc(capacity, sizeof *slots);
    if (!slots)
        return false;
    for (size_t i = 0; i < index->capacity; i++)
        if (index->slots[i].row_plus_one)
            *slot_of(slots, capacity, index->slots[i].hash) = index->slots[i];
    free(index->slots);
    index->slots = slots;
    index->capacity = capacity;
    return true;
}

bool up_key_index_put(up_key_index *index, uint64_t hash, size_t row)
{
    if (index->count * 2 >= index->capacity && !grow(index))
        return false;
    up_key_slot *slot = slot_of(index->slots, index->capacity, hash);
    index->count += slot->row_plus_one == 0;
    *slot = (up_key_slot){hash, row + 1};
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
