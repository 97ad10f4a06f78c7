/* Which transports there are for a plan. */
#ifndef UP_SESSION_TRANSPORT_H
#define UP_SESSION_TRANSPORT_H

#include <stdbool.h>

#include <upsert/dialect.h>

/** Whether one text carries any number of rows. */
bool up_transport_is_bulk(upsert_transport transport);

/** Whether a row by itself goes by another transport: it then fails by a
    statement that holds no more than its values. */
bool up_transport_is_for_several(upsert_transport transport);

/** Whether the rows pass through the plan's stage. */
bool up_transport_is_staged(upsert_transport transport);

/** Whether the plan's rows can go by a transport. */
bool up_transport_carries(const upsert_plan *plan, upsert_transport transport);

/** The fastest that carries the plan's rows. */
upsert_transport up_transport_choose(const upsert_plan *plan);

/** The plan of the rows on their way to the stage of a plan. */
upsert_plan up_transport_fill(const upsert_plan *plan);

/** What two rows of one key become in a statement of the plan. */
upsert_repeats up_transport_repeats(const upsert_plan *plan);

#endif
