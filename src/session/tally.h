/* From what the database says of its writes to counts of rows. */
#ifndef UP_SESSION_TALLY_H
#define UP_SESSION_TALLY_H

#include <stdbool.h>

#include <upsert/dialect.h>

/** What is known of rows; a member is UPSERT_COUNT_UNKNOWN where the database
    did not tell. */
typedef struct up_tally {
    int64_t sent;     /* rows that were sent, but for those that delete */
    int64_t inserted; /* of these */
    int64_t written;  /* inserted or updated */
    int64_t folded;   /* rows that are in others and were not sent */
    int64_t deleted;  /* rows that deleted one */
    int64_t skipped;  /* rows that were passed over */
    int64_t unclear;  /* rows that are unchanged or skipped; nobody asked */
    int64_t rejected; /* rows that were refused and left out */
} up_tally;

/** `a` and `b` together; unknown stays unknown. */
void up_tally_add(up_tally *a, const up_tally *b);

/** All of its rows together. */
int64_t up_tally_rows(const up_tally *tally);

/** The counts, each exact or UPSERT_COUNT_UNKNOWN; rows_read is left alone.
    @param leaves  whether a row that is there may be left as it is. */
void up_tally_counts(const up_tally *tally, upsert_mode mode, bool leaves,
                     upsert_counts *counts);

#endif
