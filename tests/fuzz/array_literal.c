/* Arrays as PostgreSQL reads them: a reader that was written from its manual
   finds what was written. Elements end at 0xFF; one that begins with 0xFE is
   bytes, one that is 0xFD alone is NULL. */
#include "fuzz.h"

#include "base/array_literal.h"

typedef struct element {
    const uint8_t *data;
    size_t length;
    bool null, bytes;
} element;

enum { ELEMENTS = 64 };

static size_t part(const uint8_t *data, size_t size, element *elements)
{
    size_t count = 0;
    while (count < ELEMENTS && size) {
        const uint8_t *end = memchr(data, 0xff, size);
        size_t length = end ? (size_t)(end - data) : size;
        element e = {data, length, length == 1 && *data == 0xfd,
                     length && *data == 0xfe};
        e.data += e.bytes;
        e.length -= e.bytes;
        if (e.bytes || !memchr(e.data, 0, e.length))
            elements[count++] = e;
        data += length;
        size -= length;
        data += size > 0;
        size -= size > 0;
    }
    return count;
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* One element; a backslash takes what is behind it as it is, and an element
   without quotes ends at a comma or a brace, and may not have white space at
   its ends. @return its length, or -1 for NULL. */
static ptrdiff_t read_element(const char **at, const char *end, char *to)
{
    bool quoted = *at < end && **at == '"';
    size_t length = 0;
    *at += quoted;
    for (;; ++*at) {
        HOLD(*at < end);
        char c = **at;
        if (quoted ? c == '"' : c == ',' || c == '}')
            break;
        HOLD(quoted || (c != '"' && c != '{' && c != '\\' && !is_space(c)));
        if (c == '\\')
            ++*at;
        HOLD(*at < end);
        to[length++] = **at;
    }
    *at += quoted;
    HOLD(quoted || length);
    bool null = !quoted && length == 4 && (to[0] | 32) == 'n' &&
                (to[1] | 32) == 'u' && (to[2] | 32) == 'l' &&
                (to[3] | 32) == 'l';
    return null ? -1 : (ptrdiff_t)length;
}

static void hold_bytes(const element *e, const char *text, size_t length)
{
    static const char DIGITS[] = "0123456789abcdef";
    HOLD(length == 2 + 2 * e->length && memcmp(text, "\\x", 2) == 0);
    for (size_t i = 0; i < e->length; i++)
        HOLD((text[2 + 2 * i] | 32) == (DIGITS[e->data[i] >> 4] | 32) &&
             (text[3 + 2 * i] | 32) == (DIGITS[e->data[i] & 15] | 32));
}

static void hold_element(const element *e, const char *text, ptrdiff_t length)
{
    HOLD((length < 0) == e->null);
    if (e->null)
        return;
    if (e->bytes)
        hold_bytes(e, text, (size_t)length);
    else
        HOLD((size_t)length == e->length &&
             memcmp(text, e->data, e->length) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    element elements[ELEMENTS];
    size_t count = part(data, size, elements);
    up_buffer literal = {0};
    for (size_t i = 0; i < count; i++)
        if (elements[i].bytes)
            up_array_literal_bytes(&literal, elements[i].data,
                                   elements[i].length);
        else
            up_array_literal_text(
                &literal,
                elements[i].null ? NULL : (const char *)elements[i].data,
                elements[i].null ? 0 : elements[i].length);
    up_array_literal_end(&literal);
    HOLD(!literal.failed);
    const char *at = literal.data, *end = literal.data + literal.length;
    char *text = malloc(literal.length);
    HOLD(text && *at == '{');
    for (size_t i = 0; i < count; i++) {
        HOLD(*at++ == (i ? ',' : '{'));
        hold_element(&elements[i], text, read_element(&at, end, text));
    }
    HOLD(strncmp(at, count ? "}" : "{}", (size_t)(end - at)) == 0);
    free(text);
    up_buffer_dispose(&literal);
    return 0;
}
