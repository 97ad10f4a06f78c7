/* The order of assignments that are made one after the other. */
#ifndef UP_DIALECT_ORDER_H
#define UP_DIALECT_ORDER_H

#include <upsert/dialect.h>

/** What an expression cannot read any more once a column is assigned. */
typedef enum up_ends {
    UP_ENDS_OLD, /* its old value */
    /* And its incoming one, where it is stored outside of the row: MariaDB
       lets the assignment write into the text that VALUES() returns. Seen in
       10.11. */
    UP_ENDS_FAR_INCOMING
} up_ends;

/**
 * The columns that upsert_plan_assigns(), each behind all whose expressions
 * read what its assignment ends, and otherwise as the plan has them. Where there is no
 * such order, the plan is refused.
 * @param[out] count  how many there are.
 * @return owned by the caller, for free(); NULL when memory is short or the
 *         plan was refused: `sql` then knows.
 */
size_t *up_assignment_order(const upsert_plan *plan, up_ends ends,
                            size_t *count, upsert_sql *sql);

#endif
