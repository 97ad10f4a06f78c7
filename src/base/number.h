/* Numbers as text, whatever the locale. */
#ifndef UP_BASE_NUMBER_H
#define UP_BASE_NUMBER_H

#include <stddef.h>

#define UP_NUMBER_SIZE 40

/**
 * A finite double, rounded to the fewest significant digits that read back as
 * the same double.
 * @param[out] text  NUL-terminated.
 * @return its length.
 */
size_t up_number_format(double value, char text[UP_NUMBER_SIZE]);

#endif
