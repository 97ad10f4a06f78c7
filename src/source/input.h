/* A file, or standard input, read in pieces. */
#ifndef UP_SOURCE_INPUT_H
#define UP_SOURCE_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <upsert/upsert.h>

typedef struct up_input {
    char *name; /* for messages: the path, or "standard input" */
    int fd;
    bool own_fd;
    int64_t size; /* in bytes, or 0 where it is not known */
} up_input;

/**
 * @param path        "-" is standard input.
 * @param[out] input  up_input_close() ends it, also after an error.
 * @return UPSERT_OK, UPSERT_FILE or UPSERT_MEMORY.
 */
upsert_status up_input_open(up_input *input, const char *path,
                            upsert_error *error);

/**
 * Read what there is, `wanted` bytes at most.
 * @param[out] length  0 at the end.
 * @return UPSERT_OK or UPSERT_FILE.
 */
upsert_status up_input_read(up_input *input, char *to, size_t wanted,
                            size_t *length, upsert_error *error);

void up_input_close(up_input *input);

#endif
