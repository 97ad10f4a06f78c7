/* A dialect of the MERGE family that an ini file describes. */
#ifndef UP_DIALECT_PROFILE_FILE_H
#define UP_DIALECT_PROFILE_FILE_H

#include <upsert/dialect.h>

typedef struct up_profile_file up_profile_file;

/**
 * Read a dialect file: docs/dialects.md says what stands in it, and
 * dialect/profile_keys.c is the table of its keys. It is checked as strictly
 * as a job file.
 * @param[out] profile  owned by the caller; up_profile_file_free() ends it.
 * @return UPSERT_OK; UPSERT_OPTION, the message beginning "path:line: ";
 *         UPSERT_FILE; UPSERT_MEMORY.
 */
upsert_status up_profile_file_read(const char *path, up_profile_file **profile,
                                   upsert_error *error);

/** Its dialect, borrowed until up_profile_file_free(). */
const upsert_dialect *up_profile_file_dialect(const up_profile_file *profile);

/** NULL is legal. */
void up_profile_file_free(up_profile_file *profile);

#endif
