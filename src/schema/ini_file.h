/* An ini file on disk, read by iniparser and checked more strictly. */
#ifndef UP_SCHEMA_INI_FILE_H
#define UP_SCHEMA_INI_FILE_H

#include "schema/strict_ini.h"

typedef struct up_ini_file {
    const char *path; /* borrowed */
    up_strict_ini ini;
} up_ini_file;

/**
 * Read an ini file.
 *
 * iniparser reads it; before that, a check over the raw file turns into errors
 * what iniparser would pass over in silence: an unknown section or key (the
 * message names the nearest known one), a repeated section.key, an unquoted
 * value cut by ';' or '#', text after a closing quote or bracket, a line over
 * 1,000 bytes, a line that ends in a backslash, a NUL byte.
 *
 * @param path  of the file; outlives `file`.
 * @param set   the options that such a file knows; outlives `file`.
 * @param[out] file  end it with up_ini_file_dispose(), error or not.
 * @return UPSERT_OK; UPSERT_OPTION, the message beginning "path:line: ";
 *         UPSERT_FILE; UPSERT_MEMORY.
 */
upsert_status up_ini_file_read(const char *path, const up_option_set *set,
                               up_ini_file *file, upsert_error *error);

/** Say where in the file something is wrong. @return `why->status`. */
upsert_status up_ini_file_fault(const up_ini_file *file, size_t line,
                                const upsert_error *why, upsert_error *error);

void up_ini_file_dispose(up_ini_file *file);

#endif
