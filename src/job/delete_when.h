/* upsert.delete_when: which rows delete. */
#ifndef UP_JOB_DELETE_WHEN_H
#define UP_JOB_DELETE_WHEN_H

#include <stdbool.h>
#include <stddef.h>

#include "source/source.h"

/** A field of the source, and its value in a row that deletes. */
typedef struct up_delete_when {
    char *field; /* owned; NULL: no row deletes */
    char *value; /* owned */
    size_t value_length;
} up_delete_when;

/**
 * Read the option's text, as in `op:D` or `"a:b":" D "`: white space around the
 * field and the value is dropped, and either may stand in double quotes, in
 * which a double quote is doubled. Without quotes the field ends at the first
 * colon, and neither is empty.
 * @param text  "" says that no row deletes.
 * @return UPSERT_OK; UPSERT_OPTION, naming the option; UPSERT_MEMORY.
 */
upsert_status up_delete_when_parse(const char *text, up_delete_when *when,
                                   upsert_error *error);

void up_delete_when_dispose(up_delete_when *when);

/** Whether a row with this field deletes. A truth value is the text true or
    false; NULL and an absent field have no value. */
bool up_delete_when_holds(const up_delete_when *when, const up_field *field);

#endif
