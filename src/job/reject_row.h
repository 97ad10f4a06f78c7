/* A rejected row as text: as it came, and why behind it. */
#ifndef UP_JOB_REJECT_ROW_H
#define UP_JOB_REJECT_ROW_H

#include "base/buffer.h"
#include "source/source.h"

/** A row and what was wrong with it, all borrowed. */
typedef struct up_reject_row {
    const char *raw; /* without its line end */
    size_t raw_length;
    int64_t line;
    const upsert_error *reason;
} up_reject_row;

/** Append the header of a CSV file of rejected rows, with its line end. */
void up_reject_row_header(const up_source *source, char delimiter,
                          up_buffer *text);

/** Append a row of a CSV file. Where the row was rejected before, its old
    reason gives way to the new one. */
void up_reject_row_csv(const up_source *source, char delimiter,
                       const up_reject_row *row, up_buffer *text);

/** Append a row that is a JSON object, likewise. @return false when memory is
    short. */
bool up_reject_row_json(const up_reject_row *row, up_buffer *text);

#endif
