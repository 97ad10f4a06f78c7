/*
 * Rows on their way: cells in one arena a column; the rows of one key folded
 * into one where that is exact, and otherwise sent in rounds.
 */
#ifndef UP_BATCH_BATCH_H
#define UP_BATCH_BATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <upsert/dialect.h>

#include "base/buffer.h"
#include "batch/cell.h"
#include "batch/value.h"

/** One column of a batch. */
typedef struct up_batch_column {
    bool key;
    upsert_rule rule;   /* of a column that is not in the key */
    up_value_type type; /* of the key and of what rules compare or add */
    bool required;      /* NULL there may be an error of its row */
} up_batch_column;

/** What becomes of NULL in a key. */
typedef enum up_null_keys {
    UP_NULL_KEYS_REJECT, /* the caller lets none in */
    UP_NULL_KEYS_INSERT, /* the row finds no row */
    UP_NULL_KEYS_MATCH   /* NULL finds NULL */
} up_null_keys;

#define UP_NO_COLUMN ((size_t)-1)

/** What a batch must know of the run. */
typedef struct up_batch_facts {
    const up_batch_column *columns;
    size_t column_count;
    upsert_mode mode;
    up_null_keys null_keys;
    upsert_repeats repeats; /* what a statement does with rows of one key */
    size_t newer;           /* the column of only_newer, or UP_NO_COLUMN */
    bool where;             /* there is another condition */
    bool touch;             /* a column that is not in the batch tells that a
                               row changed */
    bool folds;             /* rows of one key may be folded */
    bool attachments;       /* rows have bytes with them that are not sent */
    bool in_order; /* rows are sent in input order, whatever their key is */
    bool sorts;    /* and else in the order of their keys, as far as may be */
    bool key_unknown; /* nothing is known of when two keys are equal */
} up_batch_facts;

typedef struct up_batch up_batch;

/** The longest cell, in bytes. */
#define UP_CELL_MAXIMUM ((size_t)1 << 30)

/**
 * @param facts       copied, with its columns.
 * @param[out] batch  owned by the caller.
 */
upsert_status up_batch_new(const up_batch_facts *facts, up_batch **batch,
                           upsert_error *error);

void up_batch_free(up_batch *batch);

/* ------------------------------------------------- the row being built */

/** Set a cell; the data is copied. @return UPSERT_OK or UPSERT_MEMORY. */
upsert_status up_batch_set(up_batch *batch, size_t column, up_cell_kind kind,
                           const void *data, size_t length,
                           upsert_error *error);

/** Give the row bytes that stay with it, where the batch has attachments; the
    data is copied. @return UPSERT_OK or UPSERT_MEMORY. */
upsert_status up_batch_attach(up_batch *batch, const void *data, size_t length,
                              upsert_error *error);

/** What was attached to the row being built; UNSET: nothing. */
up_cell up_batch_attached(const up_batch *batch);

/** Make the row one that deletes the row of its key. */
void up_batch_set_delete(up_batch *batch);

bool up_batch_deletes(const up_batch *batch);

/** The kind of a cell. */
up_cell_kind up_batch_pending(const up_batch *batch, size_t column);

/** A cell that is set, borrowed until the next one is. */
up_cell up_batch_pending_cell(const up_batch *batch, size_t column);

/** Forget the row. */
void up_batch_clear(up_batch *batch);

/** Move the row to another batch of the same columns. @return UPSERT_OK or
    UPSERT_MEMORY. */
upsert_status up_batch_move(up_batch *batch, up_batch *to, upsert_error *error);

/** A number for the row's key: rows of one key have one. @return false when
    that is not certain. */
bool up_batch_key_number(up_batch *batch, uint64_t *number);

/**
 * Append the key's normal form.
 * @return the least certain of its columns' normal forms; after
 *         UP_NORMAL_UNKNOWN what was appended means nothing.
 */
up_normal up_batch_key(const up_batch *batch, up_buffer *normal);

/**
 * Add the row, all of whose cells are set, or fold it and the row of its key
 * into one.
 * @param number       of the row in the input.
 * @param[out] folded  whether that was done.
 */
upsert_status up_batch_put(up_batch *batch, int64_t number, bool *folded,
                           upsert_error *error);

/* ------------------------------------------------------------ the batch */

/** Rows held, and places of rows that were folded into later ones. */
size_t up_batch_rows(const up_batch *batch);

/** Bytes held for the rows, about. */
size_t up_batch_size(const up_batch *batch);

/** Whether so many rounds are open that sending is better than going on. */
bool up_batch_crowded(const up_batch *batch);

/** Drop all rows and keep the memory, and the shapes. */
void up_batch_reset(up_batch *batch);

/* -------------------------------------------- what there is to send, in order
 */

/** Rows of one shape that one statement may carry, if it holds them all. */
typedef struct up_round {
    size_t shape;
    size_t first, count; /* places: rows in the order in which they are sent */
} up_round;

/** Put the rows in the order of their rounds. Only up_batch_reset() may change
    the batch after that. @return UPSERT_OK or UPSERT_MEMORY. */
upsert_status up_batch_settle(up_batch *batch, upsert_error *error);

/** The rounds, to be sent one after the other; some may be empty. */
const up_round *up_batch_rounds(const up_batch *batch, size_t *count);

up_cell up_batch_cell(const up_batch *batch, size_t place, size_t column);

/** The cells of a column at several places: rows lie apart in memory, and many
    are fetched in the time of one. */
void up_batch_cells(const up_batch *batch, size_t first, size_t count,
                    size_t column, up_cell *cells);

/** What was attached to a row; UNSET: nothing. */
up_cell up_batch_attachment(const up_batch *batch, size_t place);

/** The input row that last went into a row. */
int64_t up_batch_number(const up_batch *batch, size_t place);

/* --------------------------------------------------------------- shapes */

/** What a row brings of a column. */
typedef enum up_part {
    UP_PART_VALUE = 'v',  /* a value, or NULL */
    UP_PART_ABSENT = '-', /* nothing */
    UP_PART_NULL = 'n'    /* NULL in the key */
} up_part;

/**
 * Which columns the rows of a shape bring, and what they do. Shapes are counted
 * from 0, which is that of rows that bring every column; their numbers stay for
 * the batch's life.
 */
typedef struct up_shape_parts {
    const char *parts; /* an up_part for each column */
    bool deletes;
} up_shape_parts;

up_shape_parts up_batch_shape(const up_batch *batch, size_t shape);

#endif
