#include "base/array_literal.h"

#include <stdbool.h>

static void begin(up_buffer *literal)
{
    up_buffer_append(literal, literal->length ? "," : "{", 1);
}

/* Digits and the like are taken as they are; anything else stands in quotes,
   where NULL is a text and space counts. */
static bool is_plain(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if ((text[i] < '0' || text[i] > '9') && text[i] != '.' &&
            text[i] != '-' && text[i] != '+')
            return false;
    return length > 0;
}

static void quoted(up_buffer *literal, const char *text, size_t length)
{
    size_t begin = 0;
    up_buffer_append(literal, "\"", 1);
    for (size_t i = 0; i < length; i++) {
        if (text[i] != '"' && text[i] != '\\')
            continue;
        up_buffer_append(literal, text + begin, i - begin);
        up_buffer_append(literal, "\\", 1);
        begin = i;
    }
    up_buffer_append(literal, text + begin, length - begin);
    up_buffer_append(literal, "\"", 1);
}

void up_array_literal_text(up_buffer *literal, const char *text, size_t length)
{
    begin(literal);
    if (!text)
        up_buffer_append(literal, "NULL", 4);
    else if (is_plain(text, length))
        up_buffer_append(literal, text, length);
    else
        quoted(literal, text, length);
}

void up_array_literal_bytes(up_buffer *literal, const void *bytes,
                            size_t length)
{
    static const char DIGITS[] = "0123456789abcdef";
    const unsigned char *at = bytes;
    begin(literal);
    up_buffer_append(literal, "\"\\\\x", 4);
    for (size_t i = 0; i < length; i++) {
        const char pair[] = {DIGITS[at[i] >> 4], DIGITS[at[i] & 15]};
        up_buffer_append(literal, pair, sizeof pair);
    }
    up_buffer_append(literal, "\"", 1);
}

void up_array_literal_end(up_buffer *literal)
{
    up_buffer_append(literal, literal->length ? "}" : "{}",
                     literal->length ? 1 : 2);
}
