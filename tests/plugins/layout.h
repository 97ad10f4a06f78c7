/* Where things lie in the structs of a plugin interface. */
#ifndef LAYOUT_H
#define LAYOUT_H

#include <stddef.h>

typedef struct layout_entry {
    const char *name; /* NULL ends the list */
    size_t place;     /* an offset, a number or a size */
    size_t size;      /* of a member */
} layout_entry;

extern const layout_entry layout_v1[], layout_now[];

#endif
