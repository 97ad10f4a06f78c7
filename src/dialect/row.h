/* Statements that every database takes alike. */
#ifndef UP_DIALECT_ROW_H
#define UP_DIALECT_ROW_H

#include <upsert/dialect.h>

/** Append the DELETE of the rows that have one of `rows` keys. Only the key's
    cells have markers. */
void up_render_delete(const upsert_plan *plan, size_t rows, upsert_sql *sql);

/** Append a query of one number: the rows that have the key of one row. Only
    the key's cells have markers. */
void up_render_find(const upsert_plan *plan, upsert_sql *sql);

/** Append the INSERT of rows into the plan's stage, by the plan's transport. */
void up_render_fill(const upsert_plan *plan, size_t rows, upsert_sql *sql);

#endif
