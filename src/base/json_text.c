#include "base/json_text.h"

#include <string.h>

static char *escaped(char *at, unsigned char c)
{
    static const char DIGITS[] = "0123456789abcdef";
    *at++ = '\\';
    if (c >= ' ') {
        *at++ = (char)c;
        return at;
    }
    memcpy(at, "u00", 3);
    at[3] = DIGITS[c >> 4];
    at[4] = DIGITS[c & 15];
    return at + 5;
}

void up_json_text(up_buffer *json, const char *text, size_t length)
{
    if (!text) {
        up_buffer_text(json, "null");
        return;
    }
    if (!up_buffer_reserve(json, UP_JSON_GROWTH * length + 2))
        return;
    char *at = json->data + json->length;
    *at++ = '"';
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c < ' ' || c == '"' || c == '\\')
            at = escaped(at, c);
        else
            *at++ = text[i];
    }
    *at++ = '"';
    json->length = (size_t)(at - json->data);
}
