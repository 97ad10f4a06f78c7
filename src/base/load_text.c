#include "base/load_text.h"

/* What stands for a byte behind "!"; NUL: it is itself. */
static char escape_of(char c)
{
    switch (c) {
    case '\0':
        return '0';
    case '\n':
        return 'n';
    case '\t':
        return 't';
    case '!':
        return '!';
    default:
        return '\0';
    }
}

void up_load_text(up_buffer *file, const char *data, size_t length)
{
    if (!data) {
        up_buffer_text(file, "!N");
        return;
    }
    if (!up_buffer_reserve(file, 2 * length))
        return;
    char *at = file->data + file->length;
    for (size_t i = 0; i < length; i++) {
        char escape = escape_of(data[i]);
        if (escape)
            *at++ = '!';
        *at++ = escape ? escape : data[i];
    }
    file->length = (size_t)(at - file->data);
}
