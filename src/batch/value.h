/*
 * What is known of values before they are sent: which of them the database
 * takes for equal, which it takes for greater, what their sum is. Every answer
 * is either certain or refused.
 */
#ifndef UP_BATCH_VALUE_H
#define UP_BATCH_VALUE_H

#include <stdbool.h>
#include <stddef.h>

#include <upsert/dialect.h>

#include "base/buffer.h"
#include "batch/cell.h"

/** How a column compares texts. */
typedef enum up_collation {
    UP_COLLATION_BYTES,  /* byte by byte */
    UP_COLLATION_NOCASE, /* the same, but for the case of ASCII letters */
    UP_COLLATION_PADDED, /* the same, but for spaces at the end */
    UP_COLLATION_WORDS,  /* as people do: case, accents, digits, punctuation
                            may or may not count */
    UP_COLLATION_LETTERS /* likewise, but digits and punctuation do count, but
                            for spaces at the end */
} up_collation;

/** A column's type, as far as it says how values compare. */
typedef struct up_value_type {
    upsert_type type;
    up_collation collation; /* of a text */
    /* Of a text: its longest, in characters; of a decimal: digits behind the
       point; of a time: digits of a second. UP_VALUE_UNLIMITED: no limit. */
    size_t limit;
    /* Of a number: as many digits in front of the point as every value of the
       type may have; 0: no limit. */
    size_t digits;
    bool affinity; /* SQLite: a value that is not of the type stays what it is
                    */
    bool rounds;   /* a sum of two values of the type may be rounded */
} up_value_type;

#define UP_VALUE_UNLIMITED ((size_t)-1)

/**
 * The type behind what the catalog tells.
 * @param type_name  in full, such as "numeric(10,2)".
 * @param collation  "" where text is compared byte by byte.
 */
up_value_type up_value_type_of(const upsert_dialect *dialect, upsert_type type,
                               const char *type_name, const char *collation);

/** What up_value_normal() made. */
typedef enum up_normal {
    UP_NORMAL_EXACT,  /* equal just when the database takes them for equal */
    UP_NORMAL_COARSE, /* equal at least when it does */
    UP_NORMAL_UNKNOWN /* nothing is known, and nothing was appended */
} up_normal;

/** Whether every well-formed value of the type has an exact normal form. */
bool up_value_exact(const up_value_type *type);

/** Whether any value of the type has a normal form. */
bool up_value_compares(const up_value_type *type);

/**
 * Append a value's normal form, which is compared byte by byte.
 * @param cell  TEXT or BYTES.
 */
up_normal up_value_normal(const up_value_type *type, up_cell cell,
                          up_buffer *normal);

/**
 * Compare two values as the database does.
 * @param[out] order  less than, equal to or greater than 0.
 * @return false when that is not certain.
 */
bool up_value_compare(const up_value_type *type, up_cell a, up_cell b,
                      int *order);

/**
 * Add two numbers such that adding the sum to any third is adding both, one
 * after the other, overflow and rounding included.
 * @param sum  the text of the sum is appended.
 * @return false when that is not certain, and nothing was appended.
 */
bool up_value_add(const up_value_type *type, up_cell a, up_cell b,
                  up_buffer *sum);

#endif
