/* A value in a file that MySQL and MariaDB load. */
#ifndef UP_BASE_LOAD_TEXT_H
#define UP_BASE_LOAD_TEXT_H

#include <stddef.h>

#include "base/buffer.h"

/**
 * Append a value as LOAD DATA .. FIELDS ESCAPED BY '!' reads it.
 * @param data  text or bytes; NULL for NULL.
 * Source: MySQL Reference Manual, LOAD DATA Statement.
 */
void up_load_text(up_buffer *file, const char *data, size_t length);

#endif
