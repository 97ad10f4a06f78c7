#include "batch/key_index.h"

#include <stdlib.h>
#include <string.h>

typedef struct up_key_slot {
    uint64_t hash;
    size_t row_plus_one; /* 0: empty */
} up_key_slot;

size_t up_key_index_find(const up_key_index *index, uint64_t hash,
                         bool (*equal)(const void *context, size_t row),
                         const void *context)
{
    if (!index->capacity)
        return UP_KEY_ABSENT;
    size_t mask = index->capacity - 1;
    for (size_t i = hash & mask;; i = (i + 1) & mask) {
        const up_key_slot *slot = &index->slots[i];
        if (!slot->row_plus_one)
            return UP_KEY_ABSENT;
        if (slot->hash == hash && equal(context, slot->row_plus_one - 1))
            return slot->row_plus_one - 1;
    }
}

static void place(up_key_slot *slots, size_t capacity, up_key_slot slot)
{
    size_t i = slot.hash & (capacity - 1);
    while (slots[i].row_plus_one)
        i = (i + 1) & (capacity - 1);
    slots[i] = slot;
}

static bool grow(up_key_index *index)
{
    size_t capacity = index->capacity ? index->capacity * 2 : 1024;
    up_key_slot *slots = calloc(capacity, sizeof *slots);
    if (!slots)
        return false;
    for (size_t i = 0; i < index->capacity; i++)
        if (index->slots[i].row_plus_one)
            place(slots, capacity, index->slots[i]);
    free(index->slots);
    index->slots = slots;
    index->capacity = capacity;
    return true;
}

bool up_key_index_add(up_key_index *index, uint64_t hash, size_t row)
{
    if (index->count * 2 >= index->capacity && !grow(index))
        return false;
    place(index->slots, index->capacity, (up_key_slot){hash, row + 1});
    index->count++;
    return true;
}

void up_key_index_move(up_key_index *index, uint64_t hash, size_t from,
                       size_t to)
{
    size_t mask = index->capacity - 1;
    size_t i = hash & mask;
    while (index->slots[i].row_plus_one != from + 1)
        i = (i + 1) & mask;
    index->slots[i].row_plus_one = to + 1;
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
