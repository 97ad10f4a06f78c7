/* Two rows of one key as one: when that is exact, and what the one is. */
#ifndef UP_BATCH_FOLD_H
#define UP_BATCH_FOLD_H

#include <stdbool.h>
#include <stddef.h>

#include "batch/batch.h"

/** Which rows of one key may become one; docs/law.md proves each. */
typedef enum up_folding {
    UP_FOLDING_NONE,
    UP_FOLDING_FIRST,  /* all: the first of them stays */
    UP_FOLDING_EQUAL,  /* rows that are equal, cell by cell */
    UP_FOLDING_NEWEST, /* all: the newest one's values count */
    UP_FOLDING_RULES   /* as the rule of each column says */
} up_folding;

up_folding up_folding_of(const up_batch_facts *facts);

/**
 * Fold the row being built into a row before it that has its key and, unless
 * the first row stays anyway, its shape.
 * @param[out] folded  whether that was exact; if not, nothing has changed.
 * @return false when memory is short.
 */
bool up_fold(up_batch *batch, size_t row, bool *folded);

#endif
