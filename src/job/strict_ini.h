/* What a job file says, read more strictly than iniparser reads it. */
#ifndef UP_JOB_STRICT_INI_H
#define UP_JOB_STRICT_INI_H

#include <stddef.h>

#include "schema/options.h"

/** What the file gives an option. */
typedef struct up_ini_entry {
    char *value; /* owned; NULL when the file does not name the option */
    size_t line;
} up_ini_entry;

typedef struct up_strict_ini {
    up_ini_entry entries[UP_OPTION_COUNT];
    size_t line; /* the last one looked at: the one at fault in an error */
} up_strict_ini;

/** The longest line, in bytes without its end. */
#define UP_INI_LINE_MAXIMUM 1000

/**
 * Check a whole file.
 * @param text      its bytes; a NUL byte among them is an error.
 * @param[out] ini  end it with up_strict_ini_dispose(), error or not.
 * @return UPSERT_OK; UPSERT_OPTION, without file and line; UPSERT_MEMORY.
 */
upsert_status up_strict_ini_check(const char *text, size_t length,
                                  up_strict_ini *ini, upsert_error *error);

void up_strict_ini_dispose(up_strict_ini *ini);

#endif
