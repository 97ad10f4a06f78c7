#include "session/transport.h"

bool up_transport_is_bulk(upsert_transport transport)
{
    return transport != UPSERT_TRANSPORT_ROW &&
           transport != UPSERT_TRANSPORT_VALUES;
}

bool up_transport_is_for_several(upsert_transport transport)
{
    return transport == UPSERT_TRANSPORT_DOCUMENT ||
           up_transport_is_staged(transport);
}

bool up_transport_is_staged(upsert_transport transport)
{
    return transport == UPSERT_TRANSPORT_STAGING ||
           transport == UPSERT_TRANSPORT_LOAD;
}

/* A text of JSON holds no bytes. */
static bool fits_document(const upsert_plan *plan)
{
    for (size_t i = 0; i < plan->column_count; i++)
        if (plan->columns[i].type == UPSERT_TYPE_BINARY)
            return false;
    return plan->dialect->render_document != NULL;
}

bool up_transport_carries(const upsert_plan *plan, upsert_transport transport)
{
    const upsert_dialect *dialect = plan->dialect;
    if (transport == UPSERT_TRANSPORT_DOCUMENT && !fits_document(plan))
        return false;
    if (up_transport_is_staged(transport) && !dialect->stage)
        return false;
    if (transport == UPSERT_TRANSPORT_LOAD && !dialect->stage->render_load)
        return false;
    if (dialect->carries)
        return dialect->carries(plan, transport);
    return transport == dialect->transport ||
           transport == UPSERT_TRANSPORT_ROW ||
           (transport == UPSERT_TRANSPORT_VALUES &&
            dialect->transport != UPSERT_TRANSPORT_ROW);
}

upsert_transport up_transport_choose(const upsert_plan *plan)
{
    const upsert_transport choices[] = {
        plan->dialect->transport, UPSERT_TRANSPORT_COLUMNS,
        UPSERT_TRANSPORT_ARRAY,   UPSERT_TRANSPORT_VALUES,
        UPSERT_TRANSPORT_STAGING,
    };
    for (size_t i = 0; i < sizeof choices / sizeof *choices; i++)
        if (up_transport_carries(plan, choices[i]))
            return choices[i];
    return UPSERT_TRANSPORT_ROW;
}

upsert_plan up_transport_fill(const upsert_plan *plan)
{
    upsert_plan fill = *plan;
    fill.mode = UPSERT_MODE_INSERT;
    if (plan->transport != UPSERT_TRANSPORT_LOAD)
        fill.transport = up_transport_choose(&fill);
    return fill;
}

/* The stage of an UPDATE refuses a key that comes twice. */
upsert_repeats up_transport_repeats(const upsert_plan *plan)
{
    upsert_repeats repeats = plan->dialect->repeats;
    return repeats == UPSERT_REPEATS_IN_ORDER &&
                   plan->mode == UPSERT_MODE_UPDATE_EXISTING &&
                   up_transport_is_staged(plan->transport)
               ? UPSERT_REPEATS_REFUSED
               : repeats;
}
