/* Text that is UTF-8 and holds no NUL. */
#ifndef UP_BASE_UTF8_H
#define UP_BASE_UTF8_H

#include <stddef.h>

/** The first byte that is NUL or no part of UTF-8; NULL: there is none. */
const char *up_utf8_fault(const char *text, size_t length);

#endif
