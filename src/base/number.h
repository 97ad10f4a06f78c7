/* Numbers as text, whatever the locale. */
#ifndef UP_BASE_NUMBER_H
#define UP_BASE_NUMBER_H

#include <stddef.h>

#define UP_NUMBER_SIZE 40

/**
 * A finite double as the shortest of 15, 16 and 17 significant digits that
 * reads back as the same double.
 * @param[out] text  NUL-terminated.
 * @return its length.
 */
size_t up_number_format(double value, char text[UP_NUMBER_SIZE]);

#endif
