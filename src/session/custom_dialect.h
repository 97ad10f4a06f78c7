/* A dialect that the user brings: a plugin or a dialect file. */
#ifndef UP_SESSION_CUSTOM_DIALECT_H
#define UP_SESSION_CUSTOM_DIALECT_H

#include "dialect/plugin.h"
#include "dialect/profile_file.h"
#include "schema/options.h"

/** All NULL: the options name none. */
typedef struct up_custom_dialect {
    const upsert_dialect *dialect; /* borrowed from one of these */
    up_plugin *plugin;
    up_profile_file *file;
} up_custom_dialect;

/**
 * Load what target.dialect_plugin or target.dialect_file names.
 * @param[out] custom  up_custom_dialect_dispose() ends it, also after an
 *                     error, and not before the last use of the dialect.
 * @return UPSERT_OK; UPSERT_OPTION, also when more than one dialect is asked
 *         for; UPSERT_FILE; UPSERT_MEMORY.
 */
upsert_status up_custom_dialect_load(const upsert_options *options,
                                     up_custom_dialect *custom,
                                     upsert_error *error);

void up_custom_dialect_dispose(up_custom_dialect *custom);

#endif
