/* What each dialect can do, as text. */
#ifndef UP_DIALECT_MATRIX_H
#define UP_DIALECT_MATRIX_H

#include "base/buffer.h"

/** What `upsert dialects` prints: a line a dialect. */
void up_dialects_table(up_buffer *text);

/** docs/databases.md, whole. */
void up_dialects_document(up_buffer *text);

#endif
