/* JSON Lines files: one JSON object (RFC 8259) a line, read as a stream. */
#ifndef UP_SOURCE_JSONL_H
#define UP_SOURCE_JSONL_H

#include <stddef.h>

#include "source/source.h"

/** How a JSON Lines file is written. */
typedef struct up_jsonl_format {
    const char *path; /* "-" is standard input */
    size_t chunk;     /* bytes read at a time; 0 is 64 KiB */
} up_jsonl_format;

/**
 * Open a JSON Lines file. Its rows name their own fields: up_source_expect()
 * says which are wanted; before that none is.
 *
 * A field that a row does not have is absent, null is NULL, true and false are
 * truth values; a string is its text, a number the text that stands there, an
 * object or an array the text that stands there without the white space between
 * its tokens. A line of white space is no row. A byte order mark at the start
 * is passed over, as is the CR of a CRLF.
 *
 * A line that is no JSON object, a wanted field that comes twice, a text that
 * is no UTF-8 or half a surrogate pair, NUL in a name or in a wanted string, a
 * line over 64 MiB and values more than 512 deep are errors that name file,
 * line and byte. The rows before them are read first. Memory grows with the
 * longest line, not with the file.
 *
 * @param format       borrowed during the call.
 * @param[out] source  owned by the caller; up_source_free() ends it.
 * @param error        the caller's, or NULL.
 * @return UPSERT_OK, UPSERT_FILE or UPSERT_MEMORY.
 */
upsert_status up_jsonl_open(const up_jsonl_format *format, up_source **source,
                            upsert_error *error);

#endif
