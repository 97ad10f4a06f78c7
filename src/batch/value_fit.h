/*
 * Values that no row of a column can have, told before they are sent. Only what
 * is certain counts: whatever the database might take, round or cut passes.
 */
#ifndef UP_BATCH_VALUE_FIT_H
#define UP_BATCH_VALUE_FIT_H

#include "batch/value.h"

/** What the values of a column must be. All zero: nothing is asked. */
typedef struct up_fit {
    enum { UP_FIT_ANY, UP_FIT_NUMBER, UP_FIT_TEXT, UP_FIT_DATE } kind;
    /* Of an integer: the digits of the greatest and of the least one; NULL in
       a decimal. */
    const char *greatest, *least;
    size_t most; /* digits in front of the point; characters of a text */
    bool days;   /* a date must have a day that its month has */
} up_fit;

/** What is wrong with a value. */
typedef struct up_misfit {
    const char *sqlstate; /* that a database gives it */
    const char *problem;
} up_misfit;

/**
 * What is known of a column's values. Nothing, unless the dialect was run on a
 * server.
 * @param type       what up_value_type_of() made.
 * @param type_name  in full, as the catalog tells it.
 */
up_fit up_fit_of(const upsert_dialect *dialect, const up_value_type *type,
                 const char *type_name);

/** @return what is wrong with a value, a constant; NULL: nothing, or it is not
    certain. */
const up_misfit *up_fit_misfit(const up_fit *fit, up_cell cell);

#endif
