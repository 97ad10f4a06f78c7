/* CSV files (RFC 4180), read as a stream. */
#ifndef UP_SOURCE_CSV_H
#define UP_SOURCE_CSV_H

#include <stdbool.h>
#include <stddef.h>

#include "source/source.h"

/** How a CSV file is written. */
typedef struct up_csv_format {
    const char *path;      /* "-" is standard input */
    char delimiter;        /* any byte but a quote, CR, LF or NUL */
    bool header;           /* the first record holds the names */
    const char *null_text; /* the unquoted field that means NULL */
    bool keeps_raw;        /* rows are handed out as they came, too */
    size_t chunk;          /* bytes parsed at a time; 0 is 64 KiB */
} up_csv_format;

/**
 * Open a CSV file and read its header. Without a header the fields are named
 * "1", "2", ... after the first record.
 *
 * A record with more or fewer fields than the first, a quote where none may
 * stand, an unterminated quote, a record over 64 MiB, more than 65,536 fields,
 * a NUL byte or a text that is no UTF-8 are errors that name file, line and
 * column. The rows before them are read first. A line without a character is
 * no record. Memory does not grow with the file.
 *
 * @param format       borrowed during the call.
 * @param[out] source  owned by the caller; up_source_free() ends it.
 * @param error        the caller's, or NULL.
 * @return UPSERT_OK, UPSERT_FILE, UPSERT_ROW or UPSERT_MEMORY.
 */
upsert_status up_csv_open(const up_csv_format *format, up_source **source,
                          upsert_error *error);

#endif
