/* The order of assignments that are made one after the other. */
#ifndef UP_DIALECT_ORDER_H
#define UP_DIALECT_ORDER_H

#include <upsert/dialect.h>

/**
 * The columns that upsert_plan_assigns(), each behind all whose expressions
 * read its old value, and otherwise as the plan has them. Where there is no
 * such order, the plan is refused.
 * @param[out] count  how many there are.
 * @return owned by the caller, for free(); NULL when memory is short or the
 *         plan was refused: `sql` then knows.
 */
size_t *up_assignment_order(const upsert_plan *plan, size_t *count,
                            upsert_sql *sql);

#endif
