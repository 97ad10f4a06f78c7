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
    size_t *markers;       /* the column of each marker of a row */
    size_t marker_count;   /* of a row */
} up_plan;

/** What a plan is made from, all borrowed for the plan's life but for the
    options and the names of the columns, which are only read. */
typedef struct up_plan_request {
    const upsert_dialect *dialect;
    const upsert_server *server;
    const up_table *table;
    const upsert_options *options;
    const char *const *columns; /* of the target, one for each cell of a row */
    size_t count;
} up_plan_request;

/**
 * Plan a run.
 * @param[out] plan  up_plan_dispose() ends it, also after an error.
 * @return UPSERT_OK; UPSERT_SCHEMA for a column or key that is not there, is
 *         generated, or has no unique index; UPSERT_OPTION for names that do
 *         not go together; UPSERT_MEMORY.
 */
upsert_status up_plan_make(const up_plan_request *request, up_plan *plan,
                           upsert_error *error);

void up_plan_dispose(up_plan *plan);

#endif
