/* What became of the rows of a statement. */
#include "base/error.h"
#include "session/sender.h"

/* Whether the statements are not counted one by one: a counter of the
   connection tells of all, at the end of the transaction. */
static bool counts_at_the_end(const up_sender *sender)
{
    upsert_counting counting = sender->run->plan.facts.counting;
    return counting == UPSERT_COUNTING_SESSION ||
           counting == UPSERT_COUNTING_UPDATED;
}

/* What SQLRowCount says of the rows written: nothing certain where it counts
   an updated row twice. */
static int64_t written_rows(const upsert_plan *plan, int64_t affected)
{
    if (affected == UP_ROW_COUNT_UNKNOWN)
        return UPSERT_COUNT_UNKNOWN;
    bool twice = plan->mode == UPSERT_MODE_UPSERT &&
                 plan->dialect->affected_by_update != 1;
    return twice && affected ? UPSERT_COUNT_UNKNOWN : affected;
}

static bool only_inserts(upsert_mode mode)
{
    return mode == UPSERT_MODE_INSERT || mode == UPSERT_MODE_INSERT_MISSING;
}

static upsert_status count_one_by_one(const upsert_plan *plan,
                                      up_statement *statement, int64_t affected,
                                      up_tally *tally, upsert_error *error)
{
    int64_t numbers[2]; /* inserted, updated */
    upsert_status status = UPSERT_OK;
    switch (plan->counting) {
    case UPSERT_COUNTING_RESULT:
        status = up_statement_numbers(statement, numbers, 2, error);
        if (status == UPSERT_OK) {
            tally->inserted = numbers[0];
            tally->written = numbers[0] + numbers[1];
        }
        return status;
    case UPSERT_COUNTING_NONE:
        tally->inserted = tally->written = UPSERT_COUNT_UNKNOWN;
        return UPSERT_OK;
    default:
        tally->written = written_rows(plan, affected);
        tally->inserted = only_inserts(plan->mode) ? tally->written
                          : plan->mode == UPSERT_MODE_UPSERT
                              ? UPSERT_COUNT_UNKNOWN
                              : 0;
        return UPSERT_OK;
    }
}

/* Rows that deleted one; of several rows that a NULL finds one counts. */
static void count_deletes(up_sender *sender, size_t rows, int64_t affected)
{
    up_tally tally = {.deleted = UPSERT_COUNT_UNKNOWN,
                      .skipped = UPSERT_COUNT_UNKNOWN};
    if (affected != UP_ROW_COUNT_UNKNOWN) {
        tally.deleted = affected < (int64_t)rows ? affected : (int64_t)rows;
        tally.skipped = (int64_t)rows - tally.deleted;
    }
    up_tally_add(&sender->pending, &tally);
}

upsert_status up_count_bulk(up_sender *sender, const upsert_plan *plan,
                            up_statement *statement, size_t rows,
                            int64_t affected, upsert_error *error)
{
    if (plan->mode == UPSERT_MODE_DELETE) {
        count_deletes(sender, rows, affected);
        return UPSERT_OK;
    }
    up_tally tally = {.sent = (int64_t)rows};
    upsert_status status = UPSERT_OK;
    if (!counts_at_the_end(sender))
        status = count_one_by_one(plan, statement, affected, &tally, error);
    else if (affected == UP_ROW_COUNT_UNKNOWN &&
             sender->run->plan.facts.counting == UPSERT_COUNTING_UPDATED)
        sender->counter_known = false;
    else
        sender->affected += affected;
    if (status == UPSERT_OK)
        up_tally_add(&sender->pending, &tally);
    return status;
}

void up_count_looked_up(up_sender *sender, upsert_mode mode, int64_t affected)
{
    up_tally tally = {.sent = 1};
    int64_t written = affected > 1 ? 1 : affected;
    if (affected == UP_ROW_COUNT_UNKNOWN) {
        sender->counter_known = false;
        tally.inserted = tally.written = UPSERT_COUNT_UNKNOWN;
    } else if (sender->run->plan.facts.counting == UPSERT_COUNTING_SESSION) {
        sender->surplus_rows += affected - written;
    } else {
        tally.written = written;
        tally.inserted = mode == UPSERT_MODE_INSERT ? written : 0;
    }
    up_tally_add(&sender->pending, &tally);
}
