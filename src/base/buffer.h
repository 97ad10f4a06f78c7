/* A run of bytes that grows at its end. */
#ifndef UP_BASE_BUFFER_H
#define UP_BASE_BUFFER_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/**
 * Bytes that grow at their end, up to a stated maximum. An append that fails
 * sets `failed`, and every later append does nothing: look once, at the end.
 * All zero is an empty buffer with the default maximum.
 */
typedef struct up_buffer {
    char *data; /* owned; NULL while nothing was appended */
    size_t length;
    size_t capacity;
    size_t maximum; /* bytes; 0 means UP_BUFFER_MAXIMUM */
    bool failed;
} up_buffer;

#define UP_BUFFER_MAXIMUM ((size_t)1 << 31)

void up_buffer_dispose(up_buffer *buffer);

/** Empty it and keep its memory. */
void up_buffer_reset(up_buffer *buffer);

/** Make room for `length` more bytes. @return false, with `failed` set, when
    that is too many. */
bool up_buffer_reserve(up_buffer *buffer, size_t length);

/** Append `length` bytes; `data` must not point into the buffer. */
static inline void up_buffer_append(up_buffer *buffer, const void *data,
                                    size_t length)
{
    bool room = length <= buffer->capacity - buffer->length && !buffer->failed;
    if (!room && !up_buffer_reserve(buffer, length))
        return;
    if (length)
        memcpy(buffer->data + buffer->length, data, length);
    buffer->length += length;
}

void up_buffer_text(up_buffer *buffer, const char *text);

/** Append printf's output. */
__attribute__((format(printf, 2, 3))) void
up_buffer_format(up_buffer *buffer, const char *format, ...);

/**
 * The bytes as a C string.
 * @return borrowed until the next append; NULL when an append failed.
 */
const char *up_buffer_string(up_buffer *buffer);

/**
 * Room for one more element of `size` bytes in a growing array.
 * @param[in,out] array     the array, owned by the caller; NULL at first.
 * @param[in,out] capacity  in elements.
 * @param count             elements in use.
 * @return false when memory is short; the array is then as it was.
 */
bool up_array_reserve(void *array, size_t *capacity, size_t count, size_t size);

#endif
