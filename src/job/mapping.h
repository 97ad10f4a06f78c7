/* Which field of the source goes into which column of the target. */
#ifndef UP_JOB_MAPPING_H
#define UP_JOB_MAPPING_H

#include <stddef.h>

#include "schema/options.h"
#include "source/source.h"

/** No field: the column is left alone. */
#define UP_MAPPING_NONE ((size_t)-1)

typedef struct up_mapping {
    size_t *fields; /* owned; of the source, one for each of `count` columns of
                       the session */
    size_t count;
    size_t delete_field; /* of upsert.delete_when; UP_MAPPING_NONE: not given */
} up_mapping;

/**
 * Open a session on the columns that the source's fields go to by columns.map,
 * or else by their names, and say to a source that varies which those are.
 *
 * @param delete_field  of upsert.delete_when, or NULL. It goes to a column only
 *                      by columns.map.
 * @param[in,out] mapping  zero, or that of the source's last reading;
 *                         up_mapping_dispose() ends it, also after an error.
 * @param[in,out] session  NULL, or the one that goes on; owned by the caller,
 *                         also after an error.
 */
upsert_status up_mapping_open(const upsert_options *options, up_source *source,
                              const char *delete_field, up_mapping *mapping,
                              upsert_session **session, upsert_error *error);

void up_mapping_dispose(up_mapping *mapping);

#endif
