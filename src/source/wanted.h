/* The fields that are wanted of each row, found by their names. */
#ifndef UP_SOURCE_WANTED_H
#define UP_SOURCE_WANTED_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "source/source.h"

#define UP_WANTED_NONE ((size_t)-1)

typedef struct up_wanted_name {
    const char *text;
    size_t length;
    size_t index;
    bool alone; /* no other one differs from it in ASCII case only */
} up_wanted_name;

/** All zero: no field is wanted. */
typedef struct up_wanted {
    up_wanted_name *names;
    size_t count;
    bool any_case;
    char *why_no_other; /* NULL: other fields are passed over */

    const char **texts;     /* of `names`, for up_source.names */
    up_wanted_name *sorted; /* without regard to ASCII case */
    size_t *next;           /* the name that came after each, the last time */
    size_t before;          /* the name that was found last */
    up_buffer bytes;
} up_wanted;

/** @param[out] wanted  up_wanted_dispose() ends it, also after an error. */
upsert_status up_wanted_init(up_wanted *wanted, const up_expected *expected,
                             upsert_error *error);

void up_wanted_dispose(up_wanted *wanted);

/** Which of the names a field has; UP_WANTED_NONE: another one. Rows whose
    fields come in one order cost one comparison a field. */
size_t up_wanted_find(up_wanted *wanted, const char *name, size_t length);

#endif
