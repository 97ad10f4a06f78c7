#include "base/array_literal.h"

#include <stdbool.h>
#include <string.h>

/* Room for the longest form of so many bytes. @return where it begins, with the
   mark that stands before a value written; NULL when memory is short. */
static char *begin(up_buffer *literal, size_t bytes)
{
    if (bytes >= literal->capacity - literal->length &&
        !up_buffer_reserve(literal, bytes + 1))
        return NULL;
    char *at = literal->data + literal->length;
    *at = literal->length ? ',' : '{';
    return at + 1;
}

static void end(up_buffer *literal, const char *at)
{
    literal->length = (size_t)(at - literal->data);
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

static char *plain(char *at, const char *text, size_t length)
{
    memcpy(at, text, length);
    return at + length;
}

static char *quoted(char *at, const char *text, size_t length)
{
    *at++ = '"';
    if (!memchr(text, '"', length) && !memchr(text, '\\', length))
        at = plain(at, text, length);
    else
        for (size_t i = 0; i < length; i++) {
            *at = '\\';
            at += text[i] == '"' || text[i] == '\\';
            *at++ = text[i];
        }
    *at++ = '"';
    return at;
}

void up_array_literal_text(up_buffer *literal, const char *text, size_t length)
{
    char *at = begin(literal, text ? 2 * length + 2 : 4);
    if (!at)
        return;
    at = !text                    ? plain(at, "NULL", 4)
         : is_plain(text, length) ? plain(at, text, length)
                                  : quoted(at, text, length);
    end(literal, at);
}

void up_array_literal_bytes(up_buffer *literal, const void *bytes,
                            size_t length)
{
    static const char DIGITS[] = "0123456789abcdef";
    const unsigned char *byte = bytes;
    char *at = begin(literal, 2 * length + 5);
    if (!at)
        return;
    at = plain(at, "\"\\\\x", 4);
    for (size_t i = 0; i < length; i++) {
        *at++ = DIGITS[byte[i] >> 4];
        *at++ = DIGITS[byte[i] & 15];
    }
    *at++ = '"';
    end(literal, at);
}

void up_array_literal_end(up_buffer *literal)
{
    up_buffer_append(literal, literal->length ? "}" : "{}",
                     literal->length ? 1 : 2);
}
