/* PostgreSQL's text for an array: {1,NULL,"a \"b\""}. */
#ifndef UP_BASE_ARRAY_LITERAL_H
#define UP_BASE_ARRAY_LITERAL_H

#include <stddef.h>

#include "base/buffer.h"

/**
 * Append one element, and before it "{" or ",".
 * @param literal  holds this array's text and nothing else.
 * @param text     NULL for NULL; without NUL bytes.
 * Source: PostgreSQL manual, 8.15.6 Array Input and Output Syntax.
 */
void up_array_literal_text(up_buffer *literal, const char *text, size_t length);

/** The same of bytes, in the hexadecimal form of bytea. */
void up_array_literal_bytes(up_buffer *literal, const void *bytes,
                            size_t length);

/** Append what ends the array, of no elements, too. */
void up_array_literal_end(up_buffer *literal);

#endif
