#include "batch/batch.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include <xxhash.h>

#include "base/buffer.h"
#include "base/error.h"
#include "batch/key_index.h"

/* Where a cell's bytes lie in its column's arena. */
typedef struct stored_cell {
    size_t offset;
    uint32_t length;
    uint32_t kind; /* up_cell_kind */
} stored_cell;

typedef struct arena {
    up_batch_column facts;
    up_buffer bytes;
    stored_cell *cells; /* one a row, and the row being built behind them */
    size_t capacity;
} arena;

struct up_batch {
    arena *columns;
    size_t column_count;
    up_repeats repeats;
    size_t rows;
    size_t vacant; /* of these */
    int64_t
        *numbers; /* one a row; VACANT where it was folded into a later one */
    size_t numbers_capacity;
    up_key_index index;
    size_t bytes;
};

upsert_status up_batch_new(const up_batch_column *columns, size_t count,
                           up_repeats repeats, up_batch **out,
                           upsert_error *error)
{
    up_batch *batch = calloc(1, sizeof *batch);
    if (!batch)
        return up_error_memory(error);
    batch->columns = calloc(count, sizeof *batch->columns);
    if (!batch->columns) {
        free(batch);
        return up_error_memory(error);
    }
    batch->column_count = count;
    batch->repeats = repeats;
    for (size_t i = 0; i < count; i++)
        batch->columns[i].facts = columns[i];
    *out = batch;
    return UPSERT_OK;
}

void up_batch_free(up_batch *batch)
{
    if (!batch)
        return;
    for (size_t i = 0; i < batch->column_count; i++) {
        up_buffer_dispose(&batch->columns[i].bytes);
        free(batch->columns[i].cells);
    }
    free(batch->columns);
    free(batch->numbers);
    up_key_index_dispose(&batch->index);
    free(batch);
}

/* Room for the cell of the row being built, which begins unset. */
static stored_cell *pending_cell(up_batch *batch, arena *column)
{
    size_t before = column->capacity;
    if (!up_array_reserve(&column->cells, &column->capacity, batch->rows,
                          sizeof *column->cells))
        return NULL;
    if (column->capacity > before)
        memset(column->cells + before, 0,
               (column->capacity - before) * sizeof *column->cells);
    return &column->cells[batch->rows];
}

upsert_status up_batch_set(up_batch *batch, size_t index, up_cell_kind kind,
                           const void *data, size_t length, upsert_error *error)
{
    assert(index < batch->column_count && length <= UP_CELL_MAXIMUM);
    arena *column = &batch->columns[index];
    stored_cell *cell = pending_cell(batch, column);
    size_t offset = column->bytes.length;
    if (cell)
        up_buffer_append(&column->bytes, data, length);
    if (!cell || column->bytes.failed)
        return up_error_memory(error);
    *cell = (stored_cell){offset, (uint32_t)length, (uint32_t)kind};
    batch->bytes += length;
    return UPSERT_OK;
}

up_cell_kind up_batch_pending(const up_batch *batch, size_t index)
{
    const arena *column = &batch->columns[index];
    if (batch->rows >= column->capacity)
        return UP_CELL_UNSET;
    return (up_cell_kind)column->cells[batch->rows].kind;
}

void up_batch_clear(up_batch *batch)
{
    for (size_t i = 0; i < batch->column_count; i++)
        if (batch->rows < batch->columns[i].capacity)
            batch->columns[i].cells[batch->rows].kind = UP_CELL_UNSET;
}

up_cell up_batch_cell(const up_batch *batch, size_t row, size_t index)
{
    const arena *column = &batch->columns[index];
    const stored_cell *cell = &column->cells[row];
    bool value = cell->kind == UP_CELL_TEXT || cell->kind == UP_CELL_BYTES;
    return (up_cell){
        .kind = (up_cell_kind)cell->kind,
        /* a column of empty texts has no arena yet */
        .data = !value               ? NULL
                : column->bytes.data ? column->bytes.data + cell->offset
                                     : "",
        .length = value ? cell->length : 0,
    };
}

/* The length goes into the hash, so that ("a", "bc") is not ("ab", "c"). */
static uint64_t key_hash(const up_batch *batch)
{
    uint64_t hash = 0;
    for (size_t i = 0; i < batch->column_count; i++) {
        if (!batch->columns[i].facts.key)
            continue;
        up_cell cell = up_batch_cell(batch, batch->rows, i);
        hash = XXH3_64bits_withSeed(cell.data, cell.length,
                                    hash * 31 + cell.length);
    }
    return hash;
}

static bool same_key_as_pending(const void *context, size_t row)
{
    const up_batch *batch = context;
    for (size_t i = 0; i < batch->column_count; i++) {
        if (!batch->columns[i].facts.key)
            continue;
        up_cell a = up_batch_cell(batch, row, i);
        up_cell b = up_batch_cell(batch, batch->rows, i);
        if (a.kind != b.kind || a.length != b.length ||
            memcmp(a.data, b.data, a.length) != 0)
            return false;
    }
    return true;
}

static void fold_pending(up_batch *batch, size_t row)
{
    for (size_t i = 0; i < batch->column_count; i++) {
        arena *column = &batch->columns[i];
        if (!column->facts.key && column->facts.fold == UP_FOLD_LAST)
            column->cells[row] = column->cells[batch->rows];
    }
    up_batch_clear(batch);
}

#define VACANT ((int64_t)-1)

static void vacate(up_batch *batch, size_t row)
{
    batch->numbers[row] = VACANT;
    batch->vacant++;
}

static upsert_status append_pending(up_batch *batch, int64_t number,
                                    upsert_error *error)
{
    if (!up_array_reserve(&batch->numbers, &batch->numbers_capacity,
                          batch->rows, sizeof *batch->numbers))
        return up_error_memory(error);
    batch->numbers[batch->rows++] = number;
    batch->bytes +=
        batch->column_count * sizeof(stored_cell) + sizeof *batch->numbers;
    up_batch_clear(batch);
    return UPSERT_OK;
}

upsert_status up_batch_put(up_batch *batch, int64_t number, bool *folded,
                           upsert_error *error)
{
    *folded = false;
    if (batch->repeats == UP_REPEATS_KEEP)
        return append_pending(batch, number, error);
    uint64_t hash = key_hash(batch);
    size_t row =
        up_key_index_find(&batch->index, hash, same_key_as_pending, batch);
    *folded = row != UP_KEY_ABSENT;
    if (*folded && batch->repeats == UP_REPEATS_FOLD) {
        fold_pending(batch, row);
        batch->numbers[row] = number;
        return UPSERT_OK;
    }
    if (*folded) {
        vacate(batch, row);
        up_key_index_move(&batch->index, hash, row, batch->rows);
    } else if (!up_key_index_add(&batch->index, hash, batch->rows)) {
        return up_error_memory(error);
    }
    return append_pending(batch, number, error);
}

/* Move a row's cells to a place before it. */
static void move_row(up_batch *batch, size_t from, size_t to)
{
    for (size_t i = 0; i < batch->column_count; i++)
        batch->columns[i].cells[to] = batch->columns[i].cells[from];
    batch->numbers[to] = batch->numbers[from];
}

void up_batch_settle(up_batch *batch)
{
    if (!batch->vacant)
        return;
    size_t settled = 0;
    for (size_t row = 0; row < batch->rows; row++) {
        if (batch->numbers[row] == VACANT)
            continue;
        if (row != settled)
            move_row(batch, row, settled);
        settled++;
    }
    batch->rows = settled;
    batch->vacant = 0;
}

size_t up_batch_rows(const up_batch *batch)
{
    return batch->rows;
}

/* What the index takes for a key: up to four slots. A share of the memory that
   it keeps over a reset would make an empty batch look full. */
#define KEY_BYTES (4 * 2 * sizeof(uint64_t))

size_t up_batch_size(const up_batch *batch)
{
    return batch->bytes + batch->index.count * KEY_BYTES;
}

int64_t up_batch_number(const up_batch *batch, size_t row)
{
    return batch->numbers[row];
}

void up_batch_reset(up_batch *batch)
{
    for (size_t i = 0; i < batch->column_count; i++)
        up_buffer_reset(&batch->columns[i].bytes);
    up_key_index_reset(&batch->index);
    batch->rows = 0;
    batch->vacant = 0;
    batch->bytes = 0;
    up_batch_clear(batch);
}
