/* Shapes: which columns rows bring, and what they do. */
#include <string.h>

#include "batch/rows.h"

/* A shape is kept as its parts and a letter behind them. */
enum { UPSERTS = 'u', DELETES = 'd' };

static size_t shape_size(const up_batch *batch)
{
    return batch->column_count + 1;
}

static up_part part_of(const up_batch *batch, size_t column)
{
    bool key = batch->columns[column].facts.key;
    switch (up_batch_pending(batch, column)) {
    case UP_CELL_ABSENT:
        return UP_PART_ABSENT;
    case UP_CELL_NULL:
        return key ? UP_PART_NULL : UP_PART_VALUE;
    default:
        return UP_PART_VALUE;
    }
}

/* Of a row that deletes only the key counts. */
static void read_parts(up_batch *batch)
{
    bool deletes = batch->pending_deletes;
    up_buffer_reset(&batch->parts);
    for (size_t i = 0; i < batch->column_count; i++) {
        bool counts = !deletes || batch->columns[i].facts.key;
        char part = counts ? (char)part_of(batch, i) : (char)UP_PART_ABSENT;
        up_buffer_append(&batch->parts, &part, 1);
    }
    up_buffer_append(&batch->parts, &(char){deletes ? DELETES : UPSERTS}, 1);
}

/* The first shape brings every column. */
static void add_first(up_batch *batch)
{
    for (size_t i = 0; i < batch->column_count; i++)
        up_buffer_append(&batch->shapes, &(char){UP_PART_VALUE}, 1);
    up_buffer_append(&batch->shapes, &(char){UPSERTS}, 1);
}

bool up_shape_of_pending(up_batch *batch, uint32_t *shape)
{
    size_t size = shape_size(batch);
    *shape = 0;
    if (batch->shapes.length == 0)
        add_first(batch);
    if (!batch->pending_special && !batch->pending_deletes)
        return !batch->shapes.failed;
    read_parts(batch);
    if (batch->parts.failed || batch->shapes.failed)
        return false;
    size_t count = batch->shapes.length / size;
    for (size_t i = 0; i < count; i++)
        if (memcmp(batch->shapes.data + i * size, batch->parts.data, size) ==
            0) {
            *shape = (uint32_t)i;
            return true;
        }
    up_buffer_append(&batch->shapes, batch->parts.data, size);
    *shape = (uint32_t)count;
    return !batch->shapes.failed;
}

up_shape_parts up_batch_shape(const up_batch *batch, size_t shape)
{
    const char *parts = batch->shapes.data + shape * shape_size(batch);
    return (up_shape_parts){
        .parts = parts,
        .deletes = parts[batch->column_count] == DELETES,
    };
}
