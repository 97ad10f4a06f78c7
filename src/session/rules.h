/* A plan's columns, and what each does to a row that is there. */
#ifndef UP_SESSION_RULES_H
#define UP_SESSION_RULES_H

#include <stdbool.h>

#include "session/plan.h"

/** The plan's column of a name as the catalog spells it; NULL: none. */
upsert_plan_column *up_plan_find(const up_plan *plan, const char *name);

/** Append a column, for which there is room. */
void up_plan_append(up_plan *plan, const up_column *column, upsert_rule rule);

/**
 * Read upsert.update into plan->rules, its names made the catalog's, and check
 * each rule against its column, the key and the mode.
 * @return UPSERT_OK; UPSERT_OPTION or UPSERT_SCHEMA, saying what to do;
 *         UPSERT_MEMORY.
 */
upsert_status up_rules_read(const up_plan_request *request, up_plan *plan,
                            upsert_error *error);

/** Whether plan->rules let the run's clock fill a column. */
bool up_rules_touch(const up_plan *plan, const up_column *column);

/** Give the columns of the input, which are all that the plan has yet, their
    rules, and append those that the run's clock fills. Likewise. */
upsert_status up_rules_apply(const up_plan_request *request, up_plan *plan,
                             upsert_error *error);

/** Take upsert.only_newer and upsert.where. Likewise. */
upsert_status up_conditions_take(const up_plan_request *request, up_plan *plan,
                                 upsert_error *error);

#endif
