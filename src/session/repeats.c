/* Keys that came before, over the whole run. */
#include <inttypes.h>

#include "base/error.h"
#include "session/session.h"

/* The keys take this share of what the run may hold. */
#define SEEN_SHARE 4

static const up_column *inexact_column(const upsert_session *session)
{
    const up_plan *plan = &session->run.plan;
    for (size_t i = 0; i < plan->input_count; i++) {
        const upsert_plan_column *column = &plan->facts.columns[i];
        const up_column *facts =
            up_table_column(&session->run.table, column->name);
        up_value_type type =
            up_value_type_of(session->run.dialect, column->type,
                             column->type_name, facts->collation);
        if (column->rule == UPSERT_RULE_KEY && !up_value_exact(&type))
            return facts;
    }
    return NULL;
}

upsert_status up_repeats_open(upsert_session *session, upsert_error *error)
{
    if (session->run.plan.duplicates == UP_DUPLICATES_APPLY)
        return UPSERT_OK;
    if (!session->run.plan.index)
        return up_error_set(error, UPSERT_OPTION,
                            "upsert.duplicates needs a key");
    const up_column *column = inexact_column(session);
    if (column)
        return up_error_set(
            error, UPSERT_SCHEMA,
            "upsert.duplicates: when two keys are one only the database can "
            "tell, for column %s is %s%s%s",
            column->name, column->type_name,
            column->collation[0] ? " with collation " : "", column->collation);
    return up_seen_new(session->run.batch_memory / SEEN_SHARE, &session->seen,
                       error);
}

static upsert_status not_plain(const upsert_session *session,
                               upsert_error *error)
{
    return up_error_row(error, session->rows_put + 1, "",
                        "its key is not written plainly enough to tell whether "
                        "it came before, which upsert.duplicates asks for");
}

bool up_row_finds_nothing(const upsert_session *session)
{
    const up_plan *plan = &session->run.plan;
    if (!plan->index)
        return true;
    for (size_t i = 0; i < plan->input_count; i++)
        if (plan->facts.columns[i].rule == UPSERT_RULE_KEY &&
            up_batch_pending(session->batch, i) == UP_CELL_NULL)
            return plan->null_keys == UP_NULL_KEYS_INSERT;
    return false;
}

upsert_status up_repeats_check(upsert_session *session, bool *passed,
                               upsert_error *error)
{
    *passed = false;
    /* Such a row has no key to come again. */
    if (!session->seen || up_row_finds_nothing(session))
        return UPSERT_OK;
    up_buffer key = {0};
    int64_t before = 0;
    upsert_status status = UPSERT_OK;
    if (up_batch_key(session->batch, &key) != UP_NORMAL_EXACT)
        status = not_plain(session, error);
    else if (key.failed)
        status = up_error_memory(error);
    else
        status = up_seen_add(session->seen, key.data, key.length,
                             session->rows_put + 1, &before, error);
    up_buffer_dispose(&key);
    *passed = before && session->run.plan.duplicates == UP_DUPLICATES_FIRST;
    if (status == UPSERT_OK && before && !*passed)
        return up_error_row(error, session->rows_put + 1, "",
                            "its key came before, in row %" PRId64, before);
    return status;
}
