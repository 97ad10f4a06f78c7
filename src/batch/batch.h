/*
 * Rows on their way: cells in one arena a column, keys in a hash table, and
 * the rows of one key folded into one.
 */
#ifndef UP_BATCH_BATCH_H
#define UP_BATCH_BATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <upsert/upsert.h>

#include "batch/cell.h"

/** What a later row of the same key does to a column. */
typedef enum up_fold {
    UP_FOLD_FIRST, /* the first row's value stays */
    UP_FOLD_LAST   /* the last row's value replaces it */
} up_fold;

/** What becomes of several rows of one key. */
typedef enum up_repeats {
    UP_REPEATS_KEEP, /* each stays a row of its own */
    UP_REPEATS_FOLD, /* they become one, where the first of them stood */
    /* They become one, where the last of them stood: right also when rows of
       other keys between them are of the same key to the database, as long as
       the last row's values are all that counts. */
    UP_REPEATS_FOLD_LATE
} up_repeats;

/** One column of a batch. */
typedef struct up_batch_column {
    bool key;
    up_fold fold;
} up_batch_column;

typedef struct up_batch up_batch;

/** The longest cell, in bytes. */
#define UP_CELL_MAXIMUM ((size_t)1 << 30)

/**
 * @param columns     `count` of them, copied.
 * @param repeats     of a key's bytes; folding needs a key.
 * @param[out] batch  owned by the caller.
 */
upsert_status up_batch_new(const up_batch_column *columns, size_t count,
                           up_repeats repeats, up_batch **batch,
                           upsert_error *error);

void up_batch_free(up_batch *batch);

/** Set a cell of the row being built; the data is copied. @return UPSERT_OK
    or UPSERT_MEMORY. */
upsert_status up_batch_set(up_batch *batch, size_t column, up_cell_kind kind,
                           const void *data, size_t length,
                           upsert_error *error);

/** The kind of a cell of the row being built. */
up_cell_kind up_batch_pending(const up_batch *batch, size_t column);

/** Forget the row being built. */
void up_batch_clear(up_batch *batch);

/**
 * Add the row being built, all of whose cells are set and whose key cells are
 * not NULL, or fold it into the row of its key.
 * @param number       of the row in the input.
 * @param[out] folded  whether it was folded.
 */
upsert_status up_batch_put(up_batch *batch, int64_t number, bool *folded,
                           upsert_error *error);

/** Rows in the batch, and places of rows that were folded into later ones. */
size_t up_batch_rows(const up_batch *batch);

/** Close up the places of rows that were folded into later ones. Only
    up_batch_reset() may change the batch after that. */
void up_batch_settle(up_batch *batch);

/** Bytes held for the rows, about. */
size_t up_batch_size(const up_batch *batch);

up_cell up_batch_cell(const up_batch *batch, size_t row, size_t column);

/** The input row that last went into a row of the batch. */
int64_t up_batch_number(const up_batch *batch, size_t row);

/** Drop all rows and keep the memory. */
void up_batch_reset(up_batch *batch);

#endif
