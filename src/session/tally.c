#include "session/tally.h"

static int64_t plus(int64_t a, int64_t b)
{
    if (a == UPSERT_COUNT_UNKNOWN || b == UPSERT_COUNT_UNKNOWN)
        return UPSERT_COUNT_UNKNOWN;
    return a + b;
}

static int64_t minus(int64_t a, int64_t b)
{
    if (a == UPSERT_COUNT_UNKNOWN || b == UPSERT_COUNT_UNKNOWN)
        return UPSERT_COUNT_UNKNOWN;
    return a - b;
}

void up_tally_add(up_tally *a, const up_tally *b)
{
    a->sent += b->sent;
    a->folded += b->folded;
    a->inserted = plus(a->inserted, b->inserted);
    a->written = plus(a->written, b->written);
    a->deleted = plus(a->deleted, b->deleted);
    a->skipped = plus(a->skipped, b->skipped);
    a->rejected += b->rejected;
    a->unclear += b->unclear;
}

int64_t up_tally_rows(const up_tally *tally)
{
    return plus(
        plus(tally->sent + tally->folded + tally->unclear, tally->deleted),
        tally->skipped);
}

void up_tally_counts(const up_tally *tally, upsert_mode mode, bool leaves,
                     upsert_counts *counts)
{
    int64_t rest = minus(tally->sent, tally->written);
    counts->folded = tally->folded;
    counts->rejected = tally->rejected;
    counts->deleted = tally->deleted;
    counts->inserted = counts->updated = counts->unchanged = 0;
    counts->skipped = tally->skipped;
    switch (mode) {
    case UPSERT_MODE_UPSERT:
        counts->inserted = tally->written == 0 ? 0 : tally->inserted;
        counts->updated = minus(tally->written, counts->inserted);
        counts->unchanged = rest;
        break;
    case UPSERT_MODE_INSERT_MISSING:
        counts->inserted = tally->written;
        counts->skipped = plus(tally->skipped, rest);
        break;
    case UPSERT_MODE_UPDATE_EXISTING:
        counts->updated = tally->written;
        /* A row that leaves what is there and one that finds nothing both write
           nothing. */
        if ((leaves && rest != 0) || tally->unclear)
            counts->unchanged = counts->skipped = UPSERT_COUNT_UNKNOWN;
        else
            counts->skipped = plus(tally->skipped, rest);
        break;
    case UPSERT_MODE_INSERT:
        counts->inserted = tally->written;
        break;
    case UPSERT_MODE_DELETE: /* not the mode of a run */
        break;
    }
}
