/* The fields that a file of rejected rows has behind those of its source. */
#ifndef UP_SOURCE_REJECT_FIELDS_H
#define UP_SOURCE_REJECT_FIELDS_H

#include <stdbool.h>
#include <stddef.h>

/** Their order in the file. */
enum {
    UP_REJECT_LINE,
    UP_REJECT_COLUMN,
    UP_REJECT_SQLSTATE,
    UP_REJECT_MESSAGE,
    UP_REJECT_FIELD_COUNT
};

extern const char *const up_reject_fields[UP_REJECT_FIELD_COUNT];

/** How many of a header's fields stand before them; all, where it does not end
    in them. */
size_t up_reject_fields_before(const char *const *names, size_t count);

/** Whether a name is one of them. */
bool up_reject_fields_have(const char *name, size_t length);

#endif
