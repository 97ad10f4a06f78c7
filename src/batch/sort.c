/* Rows in the order of their keys, about: a server walks its index instead of
   jumping about in it. No more than that hangs on the order. */
#include <stdlib.h>
#include <string.h>

#include "batch/rows.h"

/* What stands for a key: its first bytes, so that the first key is the
   smallest. */
enum { WORDS = 3, KEY_BYTES = WORDS * 8 };

typedef struct ranked {
    uint64_t words[WORDS];
    uint32_t row;
} ranked;

static size_t put_bytes(unsigned char *key, size_t used, const char *bytes,
                        size_t length)
{
    size_t room = KEY_BYTES - used;
    size_t count = length < room ? length : room;
    if (count)
        memcpy(key + used, bytes, count);
    return used + count + (count < room); /* a shorter text comes first */
}

/* Digits compare as texts where they have one length; the sign goes first. */
static size_t put_integer(unsigned char *key, size_t used, up_cell cell)
{
    bool negative = cell.length && cell.data[0] == '-';
    uint64_t value = 0;
    for (size_t i = negative; i < cell.length; i++)
        if (cell.data[i] >= '0' && cell.data[i] <= '9')
            value = value * 10 + (uint64_t)(cell.data[i] - '0');
    value = negative ? ~value >> 1 : value | (uint64_t)1 << 63;
    char bytes[8];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)(value >> (56 - 8 * i));
    size_t room = KEY_BYTES - used;
    memcpy(key + used, bytes, room < 8 ? room : 8);
    return used + (room < 8 ? room : 8);
}

static ranked rank(const up_batch *batch, uint32_t row)
{
    unsigned char key[KEY_BYTES] = {0};
    size_t used = 0;
    for (size_t i = 0; i < batch->column_count && used < KEY_BYTES; i++) {
        const up_batch_column *facts = &batch->columns[i].facts;
        if (!facts->key)
            continue;
        up_cell cell = up_rows_cell(batch, row, i);
        used = facts->type.type == UPSERT_TYPE_INTEGER
                   ? put_integer(key, used, cell)
                   : put_bytes(key, used, cell.data, cell.length);
    }
    ranked r = {.row = row};
    for (size_t i = 0; i < KEY_BYTES; i++)
        r.words[i / 8] = r.words[i / 8] << 8 | key[i];
    return r;
}

static int compare(const void *first, const void *second)
{
    const ranked *a = first, *b = second;
    for (size_t i = 0; i < WORDS; i++)
        if (a->words[i] != b->words[i])
            return a->words[i] < b->words[i] ? -1 : 1;
    return a->row < b->row ? -1 : 1;
}

bool up_rows_sort(const up_batch *batch, uint32_t *rows, size_t count)
{
    ranked *all = malloc(count * sizeof *all);
    if (!all)
        return false;
    for (size_t i = 0; i < count; i++)
        all[i] = rank(batch, rows[i]);
    qsort(all, count, sizeof *all, compare);
    for (size_t i = 0; i < count; i++)
        rows[i] = all[i].row;
    free(all);
    return true;
}
