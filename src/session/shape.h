/*
 * How the rows of one shape are sent. Rows that bring the same columns and do
 * the same share their plans and their statements.
 */
#ifndef UP_SESSION_SHAPE_H
#define UP_SESSION_SHAPE_H

#include <stdbool.h>

#include "batch/batch.h"
#include "odbc/statement.h"
#include "session/cut.h"
#include "session/plan.h"

/** Markers that stand for the run's clock, and for its date alone. */
#define UP_CLOCK_CELL ((size_t)-2)
#define UP_CLOCK_DATE_CELL ((size_t)-3)

/** One marker's values for all rows of a statement. */
typedef struct up_marker_values {
    up_buffer bytes;
    ptrdiff_t *lengths;
    size_t capacity; /* of lengths */
} up_marker_values;

/** A plan on its way: its statements. */
typedef struct up_carrier {
    up_plan plan; /* its markers stand for cells of the batch */
    up_render *render;
    bool direct;        /* its statements are never prepared */
    up_statement *full; /* for plan.statement_rows rows, or any number where
                           its text does not depend on it; or NULL */
    up_statement *tail; /* for tail_rows rows; or NULL */
    size_t tail_rows;
    up_marker_values *values; /* one a marker, where it holds many rows */
    up_buffer file;           /* the rows, where the server loads them */
    struct up_carrier *fill;  /* owned; of the rows on their way to the plan's
                                 stage; NULL where there is none */
} up_carrier;

typedef struct up_shape {
    char *parts; /* owned; what its rows bring: an up_part for each column */
    bool deletes;
    bool idle;  /* its rows can change nothing */
    bool finds; /* a row may have their key */
    /* Its rows are sent one at a time: each is looked up, and then updated or
       inserted. */
    bool looked_up;
    int64_t sent, rescued; /* rows; those that only looking up got in */
    up_carrier bulk;
    up_carrier one; /* for a row by itself, where bulk takes several */
    up_carrier find, update, insert; /* for looked-up rows; made when needed */
} up_shape;

/** What shapes are made from. */
typedef struct up_shape_request {
    const up_plan *base; /* of the rows that bring every column */
    const up_table *table;
    up_shape_parts parts;
    up_null_keys null_keys;
    size_t batch_rows; /* the most rows of a statement that were asked for */
    unsigned stage;    /* the number of its stage, should it have one */
} up_shape_request;

/** Plan the rows of a shape. @param shape  all zero before; up_shape_dispose()
    ends it, also after an error. */
upsert_status up_shape_make(const up_shape_request *request, up_shape *shape,
                            upsert_error *error);

/** Plan how its rows are looked up, once. */
upsert_status up_shape_look_up(const up_shape_request *request, up_shape *shape,
                               upsert_error *error);

void up_shape_dispose(up_shape *shape);

#endif
