/* From what was asked and what the table is to what will be done. */
#ifndef UP_SESSION_PLAN_H
#define UP_SESSION_PLAN_H

#include <upsert/dialect.h>

#include "batch/batch.h"
#include "schema/options.h"
#include "schema/rules.h"
#include "schema/table.h"

/** What becomes of a row whose key came before: upsert.duplicates. */
typedef enum up_duplicates {
    UP_DUPLICATES_APPLY,
    UP_DUPLICATES_FIRST,
    UP_DUPLICATES_REJECT
} up_duplicates;

/** A plan and what it is made of. Its names are the table's, its SQL is its
    own. */
typedef struct up_plan {
    upsert_plan facts;
    upsert_plan_column *columns; /* owned; facts.columns */
    size_t input_count; /* the columns of a row that comes in stand first; the
                           run's clock fills those behind them */
    up_rules rules;     /* upsert.update, with the expressions */
    char *where;        /* owned; facts.where */
    up_duplicates duplicates;
    up_null_keys null_keys;
    const up_index *index; /* behind the key; NULL: mode insert without one */
    bool others_collide;   /* a row may meet another unique index */
    size_t statement_rows; /* in one full statement */
    size_t *cells;         /* of a carrier's plan: the batch's cell of each
                              column; else NULL */
    size_t *markers;       /* the cell of each marker of a row; before there is
                              a carrier, the column; or UP_DOCUMENT */
    size_t marker_count;   /* of a row */
} up_plan;

/** What a plan is made from, all borrowed for the plan's life but for the
    options and the names of the columns, which are only read. */
typedef struct up_plan_request {
    const upsert_dialect *dialect;
    const upsert_server *server;
    const up_table *table;
    const upsert_options *options;
    /* Of the target, one for each cell of a row; NULL: all that can be
       written and that the run's clock does not fill. */
    const char *const *columns;
    size_t count;
} up_plan_request;

/**
 * Plan a run.
 * @param[out] plan  up_plan_dispose() ends it, also after an error.
 * @return UPSERT_OK; UPSERT_SCHEMA for a column or key that is not there, is
 *         generated, has no unique index, or whose type a rule cannot serve;
 *         UPSERT_OPTION for names, rules and conditions that do not go
 *         together; UPSERT_MEMORY.
 */
upsert_status up_plan_make(const up_plan_request *request, up_plan *plan,
                           upsert_error *error);

void up_plan_dispose(up_plan *plan);

#endif
