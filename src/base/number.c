#include "base/number.h"

#include <float.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

/* The only place that prints or reads a floating number: under the C locale,
   which is set for this thread and set back. glibc keeps that locale ready, so
   newlocale() does not run out of memory for it. */
size_t up_number_format(double value, char text[UP_NUMBER_SIZE])
{
    locale_t c_locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    locale_t before = uselocale(c_locale);
    int length = 0;
    /* A subnormal has fewer digits than 15. */
    int digits = value > -DBL_MIN && value < DBL_MIN ? 1 : 15;
    for (; digits <= 17; digits++) {
        length = snprintf(text, UP_NUMBER_SIZE, "%.*g", digits, value);
        if (strtod(text, NULL) == value)
            break;
    }
    uselocale(before);
    if (c_locale)
        freelocale(c_locale);
    return (size_t)length;
}
