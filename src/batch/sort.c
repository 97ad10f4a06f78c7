/* Rows in the order of their keys, about: a server walks its index instead of
   jumping about in it, and two runs at once take their locks in one order. Rows
   that may have one key keep theirs, for keys are compared by their normal
   forms. */
#include <stdlib.h>
#include <string.h>

#include "batch/rows.h"

/* What stands for a key: its first bytes, so that the first key is the
   smallest. */
enum { KEY_BYTES = 24 };

typedef struct key_bytes {
    unsigned char bytes[KEY_BYTES];
} key_bytes;

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

static key_bytes key_of(const up_batch *batch, uint32_t row, up_buffer *buffer)
{
    key_bytes k = {{0}};
    size_t used = 0;
    for (size_t i = 0; i < batch->column_count && used < KEY_BYTES; i++) {
        const up_batch_column *facts = &batch->columns[i].facts;
        if (!facts->key)
            continue;
        up_cell cell =
            up_key_form(&facts->type, up_rows_cell(batch, row, i), buffer);
        used = facts->type.type == UPSERT_TYPE_INTEGER
                   ? put_integer(k.bytes, used, cell)
                   : put_bytes(k.bytes, used, cell.data, cell.length);
    }
    return k;
}

/* The bytes that are not the same in all keys, from the last to the first.
   @return how many. */
static size_t telling_bytes(const key_bytes *keys, size_t count,
                            size_t telling[KEY_BYTES])
{
    key_bytes differ = {{0}};
    size_t found = 0;
    for (size_t i = 1; i < count; i++)
        for (size_t at = 0; at < KEY_BYTES; at++)
            differ.bytes[at] |= keys[i].bytes[at] ^ keys[0].bytes[at];
    for (size_t at = KEY_BYTES; at-- > 0;)
        if (differ.bytes[at])
            telling[found++] = at;
    return found;
}

/* By one byte of the keys; those that are equal there keep their order. */
static void sort_by(const key_bytes *keys, size_t byte, const uint32_t *from,
                    uint32_t *to, size_t count)
{
    size_t places[257] = {0};
    for (size_t i = 0; i < count; i++)
        places[keys[i].bytes[byte] + 1]++;
    for (size_t i = 1; i < 256; i++)
        places[i] += places[i - 1];
    for (size_t i = 0; i < count; i++)
        to[places[keys[from[i]].bytes[byte]]++] = from[i];
}

/* A radix sort: of most keys a few bytes tell them apart. */
bool up_rows_sort(const up_batch *batch, uint32_t *rows, size_t count)
{
    if (count < 2)
        return true;
    size_t telling[KEY_BYTES];
    key_bytes *keys = malloc(count * sizeof *keys);
    uint32_t *order = malloc(2 * count * sizeof *order);
    up_buffer buffer = {0};
    bool done = keys && order;
    for (size_t i = 0; i < count && done; i++) {
        keys[i] = key_of(batch, rows[i], &buffer);
        order[i] = (uint32_t)i;
    }
    done = done && !buffer.failed;
    up_buffer_dispose(&buffer);
    size_t found = done ? telling_bytes(keys, count, telling) : 0;
    uint32_t *from = order, *to = order + count;
    for (size_t i = 0; i < found; i++) {
        sort_by(keys, telling[i], from, to, count);
        uint32_t *sorted = to;
        to = from;
        from = sorted;
    }
    for (size_t i = 0; i < count && done; i++)
        to[i] = rows[from[i]];
    if (done)
        memcpy(rows, to, count * sizeof *rows);
    free(keys);
    free(order);
    return done;
}
