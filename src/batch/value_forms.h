/* What value.c is made of: each kind of value read and written. */
#ifndef UP_BATCH_VALUE_FORMS_H
#define UP_BATCH_VALUE_FORMS_H

#include "batch/value.h"

/* ------------------------------------------------------- value_number.c */

/** A plain decimal number, as pieces of the text that it was read from. */
typedef struct up_number {
    bool minus;             /* as it is written: also of -0 */
    const char *whole;      /* without zeros in front */
    size_t whole_length;    /* 0 when it is less than 1 */
    const char *fraction;   /* without zeros behind */
    size_t fraction_length; /* 0 when it is whole */
    size_t scale;           /* digits that are written behind the point */
} up_number;

/** Read [+-]digits[.digits]. @return false for anything else. */
bool up_number_read(up_cell cell, up_number *number);

bool up_number_is_zero(const up_number *number);

/** Whether 64 bits hold it, of which no digits stand behind the point. */
bool up_number_is_int64(const up_number *number);

/** Whether no two such numbers become one in a column of the type. */
bool up_number_is_exact(const up_number *number, const up_value_type *type);

/** Append its one spelling: no plus, no zeros that do not count, no -0. */
void up_number_write(const up_number *number, up_buffer *text);

int up_number_order(const up_number *a, const up_number *b);

/**
 * Append the sum of two numbers that are not of opposite signs, with as many
 * digits behind the point as the longer of them is written with, and no more
 * than `scale`, which both fit into.
 * @return false, with nothing appended, when their signs differ, or when the
 *         sum has more than `digits` in front of the point (0: no limit).
 */
bool up_number_add(const up_number *a, const up_number *b, size_t scale,
                   size_t digits, up_buffer *sum);

/* --------------------------------------------------------- value_time.c */

/** The longest normal form of a time, and more. */
#define UP_TIME_SIZE 40

/**
 * Read a DATE, TIME, TIMESTAMP or TIMESTAMP_TZ.
 * @param[out] text  its normal form, which orders as the times do.
 * @return its length; 0 when nothing is certain.
 */
size_t up_time_read(const up_value_type *type, up_cell cell,
                    char text[UP_TIME_SIZE]);

/** @param month  from 1 to 12. */
int up_days_of_month(int year, int month);

/* --------------------------------------------------------- value_text.c */

/** The normal form of a TEXT cell under the type's collation. */
up_normal up_text_normal(const up_value_type *type, up_cell cell,
                         up_buffer *normal);

up_normal up_boolean_normal(up_cell cell, up_buffer *normal);

up_normal up_uuid_normal(up_cell cell, up_buffer *normal);

up_normal up_binary_normal(const up_value_type *type, up_cell cell,
                           up_buffer *normal);

/* ----------------------------------------------------- value_affinity.c */

/** As up_value_normal() and up_value_compare(), of types that are affinities.
 */
up_normal up_affinity_normal(const up_value_type *type, up_cell cell,
                             up_buffer *normal);
bool up_affinity_compare(const up_value_type *type, up_cell a, up_cell b,
                         int *order);

#endif
