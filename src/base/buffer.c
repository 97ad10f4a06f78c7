#include "base/buffer.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void up_buffer_dispose(up_buffer *buffer)
{
    free(buffer->data);
    *buffer = (up_buffer){.maximum = buffer->maximum};
}

void up_buffer_reset(up_buffer *buffer)
{
    buffer->length = 0;
    buffer->failed = false;
}

static bool grow(up_buffer *buffer, size_t extra)
{
    size_t maximum = buffer->maximum ? buffer->maximum : UP_BUFFER_MAXIMUM;
    if (buffer->failed || extra > maximum - buffer->length)
        return false;
    size_t needed = buffer->length + extra;
    if (needed <= buffer->capacity)
        return true;
    size_t capacity = buffer->capacity ? buffer->capacity : 64;
    while (capacity < needed)
        capacity *= 2;
    capacity = capacity < maximum ? capacity : maximum;
    char *data = realloc(buffer->data, capacity);
    if (!data)
        return false;
    buffer->data = data;
    buffer->capacity = capacity;
    return true;
}

bool up_buffer_reserve(up_buffer *buffer, size_t length)
{
    buffer->failed |= !grow(buffer, length);
    return !buffer->failed;
}

void up_buffer_text(up_buffer *buffer, const char *text)
{
    up_buffer_append(buffer, text, strlen(text));
}

void up_buffer_format(up_buffer *buffer, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length < 0 || !grow(buffer, (size_t)length + 1)) {
        buffer->failed = true;
        return;
    }
    va_start(arguments, format);
    vsnprintf(buffer->data + buffer->length, (size_t)length + 1, format,
              arguments);
    va_end(arguments);
    buffer->length += (size_t)length;
}

const char *up_buffer_string(up_buffer *buffer)
{
    if (!grow(buffer, 1))
        return NULL;
    buffer->data[buffer->length] = '\0';
    return buffer->data;
}

bool up_array_reserve(void *array, size_t *capacity, size_t count, size_t size)
{
    if (count < *capacity)
        return true;
    size_t wanted = *capacity ? *capacity * 2 : 8;
    if (wanted > SIZE_MAX / size)
        return false;
    void *old;
    memcpy(&old, array, sizeof old);
    void *grown = realloc(old, wanted * size);
    if (!grown)
        return false;
    memcpy(array, &grown, sizeof grown);
    *capacity = wanted;
    return true;
}
