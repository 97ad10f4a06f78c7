/* From what was asked and what the table is to what will be done. */
#ifndef UP_SESSION_PLAN_H
#define UP_SESSION_PLAN_H

#include <upsert/dialect.h>

#include "schema/options.h"
#include "schema/table.h"

/** A plan and what it is made of. The strings are the table's. */
typedef struct up_plan {
    upsert_plan facts;
    const up_index *index; /* behind the key; NULL: mode insert without one */
    size_t statement_rows; /* in one full statement */
} up_plan;

/**
 * Plan a run.
 * @param columns  target columns, one for each cell of a row.
 * @param[out] plan  up_plan_dispose() ends it, also after an error; it lives
 *                   no longer than the table.
 * @return UPSERT_OK; UPSERT_SCHEMA for a column or key that is not there, is
 *         generated, or has no unique index; UPSERT_OPTION for names that do
 *         not go together; UPSERT_MEMORY.
 */
upsert_status up_plan_make(const upsert_dialect *dialect, const up_table *table,
                           const upsert_options *options,
                           const char *const *columns, size_t count,
                           up_plan *plan, upsert_error *error);

void up_plan_dispose(up_plan *plan);

#endif
