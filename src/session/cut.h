/* From what a plan does to how many of its rows go into one statement. */
#ifndef UP_SESSION_CUT_H
#define UP_SESSION_CUT_H

#include "session/plan.h"

/**
 * Say how a plan's rows are counted, what its markers stand for, and how many
 * rows one statement takes.
 * @param plan  its facts are complete but for `counting`.
 * @return UPSERT_OK; UPSERT_SCHEMA when the dialect cannot render it;
 *         UPSERT_MEMORY.
 */
upsert_status up_plan_cut(const up_table *table, up_plan *plan,
                          upsert_error *error);

#endif
