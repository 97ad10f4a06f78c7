#include "batch/batch.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "batch/rows.h"

/* More open rounds than this cost more than they save. */
#define ROUNDS_MAXIMUM ((size_t)256)

/* Room for one more row and, behind it, the one being built. */
static bool reserve_row(up_batch *batch)
{
    size_t wanted = batch->row_count + 2;
    if (wanted <= batch->row_capacity)
        return true;
    size_t capacity = batch->row_capacity ? batch->row_capacity * 2 : 8;
    up_stored_cell *cells =
        realloc(batch->cells, capacity * batch->arena_count * sizeof *cells);
    if (cells)
        batch->cells = cells;
    up_row *rows = realloc(batch->rows, capacity * sizeof *rows);
    if (rows)
        batch->rows = rows;
    if (cells && rows)
        batch->row_capacity = capacity;
    return cells && rows;
}

static bool set_up(up_batch *batch, const up_batch_facts *facts)
{
    size_t arenas = facts->column_count + facts->attachments;
    batch->columns = calloc(arenas, sizeof *batch->columns);
    if (!batch->columns)
        return false;
    batch->column_count = facts->column_count;
    batch->arena_count = arenas;
    bool done = reserve_row(batch);
    for (size_t i = 0; i < arenas && done; i++) {
        if (i < facts->column_count)
            batch->columns[i].facts = facts->columns[i];
        done = up_buffer_reserve(&batch->columns[i].bytes, 1);
    }
    if (done)
        up_batch_clear(batch);
    return done;
}

upsert_status up_batch_new(const up_batch_facts *facts, up_batch **out,
                           upsert_error *error)
{
    up_batch *batch = calloc(1, sizeof *batch);
    if (!batch || !set_up(batch, facts)) {
        up_batch_free(batch);
        return up_error_memory(error);
    }
    batch->folding = up_folding_of(facts);
    batch->facts = *facts;
    batch->facts.columns = NULL;
    batch->key_unknown = facts->key_unknown;
    *out = batch;
    return UPSERT_OK;
}

void up_batch_free(up_batch *batch)
{
    if (!batch)
        return;
    for (size_t i = 0; i < batch->arena_count; i++)
        up_buffer_dispose(&batch->columns[i].bytes);
    free(batch->columns);
    free(batch->cells);
    free(batch->rows);
    free(batch->rounds);
    free(batch->order);
    up_buffer_dispose(&batch->normal);
    up_buffer_dispose(&batch->shapes);
    up_buffer_dispose(&batch->parts);
    up_key_index_dispose(&batch->index);
    free(batch);
}

/* ------------------------------------------------- the row being built */

bool up_rows_store(up_batch *batch, size_t column, const void *data,
                   size_t length, up_stored_cell *cell)
{
    up_buffer *bytes = &batch->columns[column].bytes;
    cell->offset = bytes->length;
    cell->length = (uint32_t)length;
    up_buffer_append(bytes, data, length);
    batch->bytes += length;
    return !bytes->failed;
}

upsert_status up_batch_set(up_batch *batch, size_t index, up_cell_kind kind,
                           const void *data, size_t length, upsert_error *error)
{
    assert(index < batch->arena_count && length <= UP_CELL_MAXIMUM);
    up_stored_cell *cell = up_rows_at(batch, batch->row_count) + index;
    if (!up_rows_store(batch, index, data, length, cell))
        return up_error_memory(error);
    cell->kind = (uint32_t)kind;
    if (kind == UP_CELL_ABSENT ||
        (kind == UP_CELL_NULL && batch->columns[index].facts.key))
        batch->pending_special = true;
    return UPSERT_OK;
}

upsert_status up_batch_attach(up_batch *batch, const void *data, size_t length,
                              upsert_error *error)
{
    if (!batch->facts.attachments)
        return UPSERT_OK;
    return up_batch_set(batch, batch->column_count, UP_CELL_BYTES, data, length,
                        error);
}

void up_batch_set_delete(up_batch *batch)
{
    batch->pending_deletes = true;
}

bool up_batch_deletes(const up_batch *batch)
{
    return batch->pending_deletes;
}

up_cell_kind up_batch_pending(const up_batch *batch, size_t index)
{
    return (up_cell_kind)up_rows_at(batch, batch->row_count)[index].kind;
}

void up_batch_clear(up_batch *batch)
{
    up_stored_cell *cells = up_rows_at(batch, batch->row_count);
    for (size_t i = 0; i < batch->arena_count; i++)
        cells[i].kind = UP_CELL_UNSET;
    batch->pending_deletes = false;
    batch->pending_special = false;
}

up_cell up_batch_pending_cell(const up_batch *batch, size_t column)
{
    return up_rows_cell(batch, batch->row_count, column);
}

static up_cell attachment(const up_batch *batch, size_t row)
{
    return batch->facts.attachments
               ? up_rows_cell(batch, row, batch->column_count)
               : (up_cell){UP_CELL_UNSET, NULL, 0};
}

up_cell up_batch_attached(const up_batch *batch)
{
    return attachment(batch, batch->row_count);
}

upsert_status up_batch_move(up_batch *batch, up_batch *to, upsert_error *error)
{
    upsert_status status = UPSERT_OK;
    for (size_t i = 0; i < batch->arena_count && status == UPSERT_OK; i++) {
        if (up_batch_pending(batch, i) == UP_CELL_UNSET)
            continue;
        up_cell cell = up_rows_cell(batch, batch->row_count, i);
        status = up_batch_set(to, i, cell.kind, cell.data, cell.length, error);
    }
    to->pending_deletes = batch->pending_deletes;
    up_batch_reset(batch);
    return status;
}

bool up_batch_key_number(up_batch *batch, uint64_t *number)
{
    up_key key = up_key_read(batch);
    *number = key.hash;
    return !key.unknown;
}

/* --------------------------------------------------------------- rounds */

/* A row joins the first round of its shape that is not before `least`. */
static bool find_round(up_batch *batch, uint32_t shape, size_t least,
                       uint32_t *round)
{
    size_t i = least;
    while (i < batch->round_count && batch->rounds[i].shape != shape)
        i++;
    if (i == batch->round_count) {
        if (!up_array_reserve(&batch->rounds, &batch->round_capacity, i,
                              sizeof *batch->rounds))
            return false;
        batch->rounds[batch->round_count++] = (up_round){.shape = shape};
    }
    batch->rounds[i].count++;
    *round = (uint32_t)i;
    return true;
}

static upsert_status append_pending(up_batch *batch, int64_t number,
                                    uint32_t shape, size_t least,
                                    upsert_error *error)
{
    uint32_t round;
    if (!reserve_row(batch) || !find_round(batch, shape, least, &round))
        return up_error_memory(error);
    batch->rows[batch->row_count++] = (up_row){number, round, shape};
    batch->bytes +=
        batch->arena_count * sizeof(up_stored_cell) + sizeof *batch->rows;
    up_batch_clear(batch);
    return UPSERT_OK;
}

/* Rows to come stand behind all that are there. */
static void close_rounds(up_batch *batch)
{
    batch->least_round = batch->round_count;
}

static void vacate(up_batch *batch, size_t row)
{
    batch->rounds[batch->rows[row].round].count--;
    batch->rows[row].number = UP_VACANT;
}

/* ----------------------------------------------------------- one more row */

/* What the row being built meets. */
typedef struct meeting {
    uint32_t shape;
    size_t row;  /* the last one that may have its key, or UP_KEY_ABSENT */
    bool same;   /* it has it for certain */
    bool direct; /* no row between them may have it */
} meeting;

/* Nothing that is known of the keys before tells them from those to come. */
static void forget_keys(up_batch *batch)
{
    batch->key_unknown = true;
    up_key_index_reset(&batch->index);
    close_rounds(batch);
}

static meeting meet(up_batch *batch, uint32_t shape, const up_key *key)
{
    meeting m = {.shape = shape};
    m.row = up_key_index_find(&batch->index, key->hash);
    m.same = m.row != UP_KEY_ABSENT && up_key_same(batch, m.row);
    m.direct = !batch->key_unknown || m.row + 1 == batch->row_count;
    return m;
}

/* Fold where the shapes go together: rows of one shape; rows that do nothing
   once the first is there; a row that is deleted in the end. */
static upsert_status fold_pending(up_batch *batch, const meeting *m,
                                  int64_t number, bool *folded,
                                  upsert_error *error)
{
    *folded = false;
    if (batch->folding == UP_FOLDING_NONE || !m->same || !m->direct)
        return UPSERT_OK;
    up_row *row = &batch->rows[m->row];
    bool deleted = up_batch_shape(batch, row->shape).deletes;
    bool deletes = batch->pending_deletes;
    if (deleted && deletes)
        *folded = true;
    else if (!deleted && !deletes &&
             (row->shape == m->shape || batch->folding == UP_FOLDING_FIRST) &&
             !up_fold(batch, m->row, folded))
        return up_error_memory(error);
    if (*folded) {
        row->number = number;
        up_batch_clear(batch);
    }
    return UPSERT_OK;
}

/* The first round that a row may join. */
static size_t least_round(const up_batch *batch, const meeting *m)
{
    size_t least = batch->least_round;
    bool behind_all = batch->facts.in_order || batch->key_unknown;
    if (behind_all && batch->round_count && least < batch->round_count - 1)
        least = batch->round_count - 1;
    if (batch->key_unknown && batch->facts.repeats == UPSERT_REPEATS_UNNOTICED)
        return batch->round_count;
    if (m->row == UP_KEY_ABSENT)
        return least;
    size_t round = batch->rows[m->row].round;
    round += batch->facts.repeats != UPSERT_REPEATS_IN_ORDER;
    return round > least ? round : least;
}

/* A row that is there and is deleted now was for nothing. */
static bool absorbs(const up_batch *batch, const meeting *m)
{
    return batch->pending_deletes && m->same && m->direct &&
           batch->folding != UP_FOLDING_NONE;
}

static upsert_status put_keyed(up_batch *batch, int64_t number, uint32_t shape,
                               const up_key *key, bool *folded,
                               upsert_error *error)
{
    if (key->unknown && !batch->key_unknown)
        forget_keys(batch);
    meeting m = meet(batch, shape, key);
    upsert_status status = fold_pending(batch, &m, number, folded, error);
    if (status != UPSERT_OK || *folded)
        return status;
    size_t least = least_round(batch, &m);
    if (absorbs(batch, &m)) {
        vacate(batch, m.row);
        *folded = true;
    }
    if (!up_key_index_put(&batch->index, key->hash, batch->row_count))
        return up_error_memory(error);
    return append_pending(batch, number, shape, least, error);
}

upsert_status up_batch_put(up_batch *batch, int64_t number, bool *folded,
                           upsert_error *error)
{
    const up_batch_facts *facts = &batch->facts;
    uint32_t shape;
    *folded = false;
    if (!up_shape_of_pending(batch, &shape))
        return up_error_memory(error);
    /* A repeat in mode insert is an error, which the database reports. */
    if (facts->mode == UPSERT_MODE_INSERT)
        return append_pending(batch, number, shape,
                              batch->round_count ? batch->round_count - 1 : 0,
                              error);
    up_key key = up_key_read(batch);
    if (key.null && facts->null_keys == UP_NULL_KEYS_INSERT)
        return append_pending(
            batch, number, shape,
            least_round(batch, &(meeting){.row = UP_KEY_ABSENT}), error);
    return put_keyed(batch, number, shape, &key, folded, error);
}

/* ------------------------------------------------------------ the batch */

size_t up_batch_rows(const up_batch *batch)
{
    return batch->row_count;
}

/* What the index takes for a key: up to four slots. A share of the memory that
   it keeps over a reset would make an empty batch look full. */
#define KEY_BYTES (4 * sizeof(uint64_t))

size_t up_batch_size(const up_batch *batch)
{
    return batch->bytes + batch->index.count * KEY_BYTES +
           batch->row_count * sizeof *batch->order;
}

bool up_batch_crowded(const up_batch *batch)
{
    return batch->round_count >= ROUNDS_MAXIMUM;
}

void up_batch_reset(up_batch *batch)
{
    for (size_t i = 0; i < batch->arena_count; i++)
        up_buffer_reset(&batch->columns[i].bytes);
    up_key_index_reset(&batch->index);
    batch->key_unknown = batch->facts.key_unknown;
    batch->row_count = 0;
    batch->round_count = 0;
    batch->least_round = 0;
    batch->bytes = 0;
    up_batch_clear(batch);
}

/* Not where two rows of a round may have one key that is written in ways of
   which nothing is known. */
static bool sort_rounds(const up_batch *batch)
{
    const up_batch_facts *facts = &batch->facts;
    if (!facts->sorts || facts->in_order || batch->key_unknown ||
        facts->mode == UPSERT_MODE_INSERT)
        return true;
    for (size_t i = 0; i < batch->round_count; i++) {
        const up_round *round = &batch->rounds[i];
        if (!up_rows_sort(batch, batch->order + round->first, round->count))
            return false;
    }
    return true;
}

upsert_status up_batch_settle(up_batch *batch, upsert_error *error)
{
    if (batch->row_count > batch->order_capacity) {
        uint32_t *order =
            realloc(batch->order, batch->row_count * sizeof *order);
        if (!order)
            return up_error_memory(error);
        batch->order = order;
        batch->order_capacity = batch->row_count;
    }
    size_t place = 0;
    for (size_t i = 0; i < batch->round_count; i++) {
        batch->rounds[i].first = place;
        place += batch->rounds[i].count;
        batch->rounds[i].count = 0;
    }
    for (size_t row = 0; row < batch->row_count; row++) {
        if (batch->rows[row].number == UP_VACANT)
            continue;
        up_round *round = &batch->rounds[batch->rows[row].round];
        batch->order[round->first + round->count++] = (uint32_t)row;
    }
    return sort_rounds(batch) ? UPSERT_OK : up_error_memory(error);
}

const up_round *up_batch_rounds(const up_batch *batch, size_t *count)
{
    *count = batch->round_count;
    return batch->rounds;
}

up_cell up_batch_cell(const up_batch *batch, size_t place, size_t column)
{
    return up_rows_cell(batch, batch->order[place], column);
}

void up_batch_cells(const up_batch *batch, size_t first, size_t count,
                    size_t column, up_cell *cells)
{
    const uint32_t *order = batch->order + first;
    for (size_t i = 0; i < count; i++) {
        cells[i] = up_rows_cell(batch, order[i], column);
        __builtin_prefetch(cells[i].data);
    }
}

up_cell up_batch_attachment(const up_batch *batch, size_t place)
{
    return attachment(batch, batch->order[place]);
}

int64_t up_batch_number(const up_batch *batch, size_t place)
{
    return batch->rows[batch->order[place]].number;
}
