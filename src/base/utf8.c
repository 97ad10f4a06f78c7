#include "base/utf8.h"

#include <stdint.h>
#include <string.h>

#include <unistr.h>

/* Eight bytes at a time, up to the first that is NUL or no ASCII: of most texts
   that is all of them, and u8_check() takes five times as long. */
static size_t skip_ascii(const char *text, size_t length)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    size_t at = 0;
    uint64_t eight;
    for (; length - at >= sizeof eight; at += sizeof eight) {
        memcpy(&eight, text + at, sizeof eight);
        if (((eight - ones) | eight) & ones << 7)
            break;
    }
    /* A rest that is shorter may be looked at with what stands before it. */
    if (length >= sizeof eight && at + sizeof eight > length) {
        memcpy(&eight, text + length - sizeof eight, sizeof eight);
        if (!(((eight - ones) | eight) & ones << 7))
            return length;
    }
    while (at < length && (signed char)text[at] > 0)
        at++;
    return at;
}

const char *up_utf8_fault(const char *text, size_t length)
{
    size_t ascii = skip_ascii(text, length);
    if (ascii == length)
        return NULL;
    text += ascii;
    length -= ascii;
    const char *wrong = (const char *)u8_check((const uint8_t *)text, length);
    const char *nul =
        memchr(text, '\0', wrong ? (size_t)(wrong - text) : length);
    return nul ? nul : wrong;
}
