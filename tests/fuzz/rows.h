/* Rows of a source, however it is cut into pieces. */
#ifndef UPSERT_TESTS_FUZZ_ROWS_H
#define UPSERT_TESTS_FUZZ_ROWS_H

#include "base/buffer.h"
#include "source/source.h"

/** All that a source says, as one text: its names, its rows, its error. */
void rows_describe(up_source *source, up_buffer *text);

/** The end of such a text, and of the source; NULL is legal. */
void rows_end(up_source *source, upsert_status status,
              const upsert_error *error, up_buffer *text);

#endif
