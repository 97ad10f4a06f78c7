/* JSON's text for a string. */
#ifndef UP_BASE_JSON_TEXT_H
#define UP_BASE_JSON_TEXT_H

#include <stddef.h>

#include "base/buffer.h"

/** The most bytes that one byte of a text becomes, and what stands around it:
    quotes, a comma and a bracket. */
#define UP_JSON_GROWTH ((size_t)6)
#define UP_JSON_FRAME ((size_t)4)

/**
 * Append a string in its quotes.
 * @param text  UTF-8; NULL for null.
 * Source: RFC 8259, 7.
 */
void up_json_text(up_buffer *json, const char *text, size_t length);

#endif
