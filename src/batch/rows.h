/* A batch from the inside. */
#ifndef UP_BATCH_ROWS_H
#define UP_BATCH_ROWS_H

#include "batch/batch.h"
#include "batch/fold.h"
#include "batch/key_index.h"

/** Where a cell's bytes lie in its column's arena. */
typedef struct up_stored_cell {
    size_t offset;
    uint32_t length;
    uint32_t kind; /* up_cell_kind */
} up_stored_cell;

typedef struct up_arena {
    up_batch_column facts;
    up_buffer bytes;       /* never without room of its own */
    up_stored_cell folded; /* while two rows are being folded */
} up_arena;

typedef struct up_row {
    int64_t number; /* of the last input row in it; UP_VACANT: none */
    uint32_t round;
    uint32_t shape;
} up_row;

#define UP_VACANT ((int64_t)-1)

struct up_batch {
    up_batch_facts facts; /* whose columns are in the arenas */
    up_folding folding;
    up_arena *columns;
    size_t column_count;
    size_t arena_count; /* the columns, and one behind them for attachments */
    /* Of each row, and of the one being built behind them. */
    up_stored_cell *cells; /* arena_count a row */
    up_row *rows;
    size_t row_count, row_capacity;
    size_t bytes;

    up_key_index index; /* the last row of each key since `keys_from` */
    bool key_unknown;   /* two keys may be equal, whatever their forms are */
    up_buffer normal;   /* of a key's cell; for a moment */

    up_round *rounds; /* `first` is set when the batch is settled */
    size_t round_count, round_capacity;
    size_t least_round; /* of rows to come */
    uint32_t *order;    /* the row of each place */
    size_t order_capacity;

    up_buffer shapes; /* the parts of each, and 'u' or 'd' */
    up_buffer parts;  /* of the row being built; for a moment */
    bool pending_deletes;
    bool pending_special; /* a cell was left out, or is NULL in the key */
};

/** A row's cells; `row_count` is the row being built. */
static inline up_stored_cell *up_rows_at(const up_batch *batch, size_t row)
{
    return batch->cells + row * batch->arena_count;
}

/** The cell of a row. */
static inline up_cell up_rows_cell(const up_batch *batch, size_t row,
                                   size_t column)
{
    const up_stored_cell *cell = up_rows_at(batch, row) + column;
    if (cell->kind < UP_CELL_TEXT)
        return (up_cell){.kind = (up_cell_kind)cell->kind};
    return (up_cell){
        .kind = (up_cell_kind)cell->kind,
        .data = batch->columns[column].bytes.data + cell->offset,
        .length = cell->length,
    };
}

/** Append bytes to a column's arena. @return false when memory is short. */
bool up_rows_store(up_batch *batch, size_t column, const void *data,
                   size_t length, up_stored_cell *cell);

/* key.c */

/** What the key of the row being built is. */
typedef struct up_key {
    uint64_t hash; /* equal for equal keys, unless one is unknown */
    bool unknown;
    bool null; /* in one of its columns */
} up_key;

up_key up_key_read(up_batch *batch);

/** Whether a row and the row being built have one key for certain. */
bool up_key_same(up_batch *batch, size_t row);

/** The normal form of a key's cell, or the cell itself where it has none.
    @param buffer  may hold its bytes. */
up_cell up_key_form(const up_value_type *type, up_cell cell, up_buffer *buffer);

/* sort.c */

/** Put rows in the order of their keys, about; equal ones keep theirs. @return
    false when memory is short. */
bool up_rows_sort(const up_batch *batch, uint32_t *rows, size_t count);

/* shape.c */

/** The shape of the row being built. @return false when memory is short. */
bool up_shape_of_pending(up_batch *batch, uint32_t *shape);

#endif
