/* The job file: an ini file that sets options. */
#ifndef UP_JOB_JOB_FILE_H
#define UP_JOB_JOB_FILE_H

#include <upsert/upsert.h>

/**
 * Set options from an ini file.
 *
 * iniparser reads it; before that, a check over the raw file turns into errors
 * what iniparser would pass over in silence: an unknown section or key (the
 * message names the nearest known one), a repeated section.key, an unquoted
 * value cut by ';' or '#', text after a closing quote or bracket, a line over
 * 1,000 bytes, a line that ends in a backslash, a NUL byte. Nothing is set
 * when there is an error.
 *
 * @param path     of the file.
 * @param options  what to set.
 * @param error    the caller's, or NULL; the message begins "path:line: ".
 * @return UPSERT_OK; UPSERT_OPTION; UPSERT_FILE; UPSERT_MEMORY.
 */
upsert_status up_job_file_read(const char *path, upsert_options *options,
                               upsert_error *error);

#endif
