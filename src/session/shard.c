/* Which rows of the input are this run's, of several that take disjoint keys of
   it without talking to each other. */
#include <inttypes.h>

#include "base/error.h"
#include "session/session.h"

static upsert_status refuse(const up_shard *shard, const char *reason,
                            upsert_error *error)
{
    return up_error_set(error, UPSERT_SCHEMA,
                        "run.shard: the input cannot be taken by %" PRIu32
                        " runs: %s",
                        shard->count, reason);
}

/* Of no value of such a column it is known which others are equal. */
static const up_column *opaque_column(const up_run *run)
{
    for (size_t i = 0; i < run->plan.input_count; i++)
        if (run->batch_columns[i].key &&
            !up_value_compares(&run->batch_columns[i].type))
            return up_table_column(&run->table,
                                   run->plan.facts.columns[i].name);
    return NULL;
}

upsert_status up_shard_plan(upsert_session *session,
                            const upsert_options *options, upsert_error *error)
{
    up_run *run = &session->run;
    int64_t option = up_options_number(options, UP_RUN_SHARD);
    run->shard = (up_shard){.number = (uint32_t)(option & UINT32_MAX),
                            .count = (uint32_t)(option >> 32)};
    if (run->shard.count <= 1)
        return UPSERT_OK;
    const char *reason = up_workers_tie(run);
    if (reason)
        return refuse(&run->shard, reason, error);
    const up_column *column = run->plan.index ? opaque_column(run) : NULL;
    if (column)
        return up_error_set(error, UPSERT_SCHEMA,
                            "run.shard: when two keys are one only the "
                            "database can tell, for column %s is %s",
                            column->name, column->type_name);
    return UPSERT_OK;
}

/* ---------------------------------------------------------------- the rows */

/* The workers take the upper half of a key's number, and a batch's index the
   lower one: among the rows of a shard both must still differ. This mixes all
   of it (splitmix64), the same way on every machine. */
static uint64_t mixed(uint64_t number)
{
    number = (number ^ number >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    number = (number ^ number >> 27) * UINT64_C(0x94d049bb133111eb);
    return number ^ number >> 31;
}

bool up_shard_takes(const up_shard *shard, uint64_t number)
{
    return shard->count <= 1 ||
           mixed(number) % shard->count + 1 == shard->number;
}

bool up_shard_has_row(const upsert_session *session, int64_t row)
{
    return up_shard_takes(&session->run.shard, (uint64_t)row);
}

upsert_status up_shard_find(upsert_session *session, bool *ours,
                            upsert_error *error)
{
    uint64_t key;
    *ours = up_shard_has_row(session, session->rows_put + 1);
    if (up_row_finds_nothing(session))
        return UPSERT_OK;
    if (!up_batch_key_number(session->batch, &key))
        return up_error_row(error, session->rows_put + 1, "",
                            "its key is not written plainly enough to tell "
                            "which shard takes it (run.shard)");
    *ours = up_shard_takes(&session->run.shard, key);
    return UPSERT_OK;
}
