/* What an ini file says, read more strictly than iniparser reads it. */
#ifndef UP_SCHEMA_STRICT_INI_H
#define UP_SCHEMA_STRICT_INI_H

#include <stddef.h>

#include "schema/options.h"

/** What the file gives an option. */
typedef struct up_ini_entry {
    char *value; /* owned; NULL when the file does not name the option */
    size_t line;
} up_ini_entry;

typedef struct up_strict_ini {
    const up_option_set *set;
    up_ini_entry *entries; /* one for each option of the set */
    size_t line; /* the last one looked at: the one at fault in an error */
} up_strict_ini;

/** The longest line, in bytes without its end. */
#define UP_INI_LINE_MAXIMUM 1000

/**
 * Check a whole file.
 * @param text      its bytes; a NUL byte among them is an error.
 * @param set       the options that such a file knows; outlives `ini`.
 * @param[out] ini  end it with up_strict_ini_dispose(), error or not.
 * @return UPSERT_OK; UPSERT_OPTION, without file and line; UPSERT_MEMORY.
 */
upsert_status up_strict_ini_check(const char *text, size_t length,
                                  const up_option_set *set, up_strict_ini *ini,
                                  upsert_error *error);

void up_strict_ini_dispose(up_strict_ini *ini);

#endif
