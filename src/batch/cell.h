/* One cell of a row. */
#ifndef UP_BATCH_CELL_H
#define UP_BATCH_CELL_H

#include <stddef.h>

typedef enum up_cell_kind {
    UP_CELL_UNSET,
    UP_CELL_NULL,
    UP_CELL_ABSENT, /* the row leaves the column alone */
    UP_CELL_TEXT,
    UP_CELL_BYTES
} up_cell_kind;

/** One cell, borrowed from what holds it. */
typedef struct up_cell {
    up_cell_kind kind;
    const char *data; /* NULL unless it is TEXT or BYTES */
    size_t length;    /* bytes */
} up_cell;

#endif
