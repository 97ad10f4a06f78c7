/* From what a plan does to how many of its rows go into one statement. */
#ifndef UP_SESSION_CUT_H
#define UP_SESSION_CUT_H

#include "session/plan.h"

/** Appends the statement that carries some rows of a plan. */
typedef void up_render(const upsert_plan *plan, size_t rows, upsert_sql *sql);

/** What renders a plan: its dialect, or the core where every database takes the
    same statement. */
up_render *up_plan_renderer(const upsert_plan *plan);

/**
 * Say how a plan's rows are counted, what its markers stand for, and how many
 * rows one statement takes.
 * @param plan  its facts are complete but for `counting`.
 * @return UPSERT_OK; UPSERT_SCHEMA when it cannot be rendered;
 *         UPSERT_MEMORY.
 */
upsert_status up_plan_cut(const up_table *table, up_render *render,
                          up_plan *plan, upsert_error *error);

#endif
