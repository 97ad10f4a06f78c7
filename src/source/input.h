/* A file, or standard input, read in pieces, until it ends or is cancelled. */
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
    int64_t size;  /* in bytes, or 0 where it is not known */
    int cancel[2]; /* a pipe that wakes who waits for the file; -1 where no
                      file keeps anybody waiting */
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
 * @return UPSERT_OK; UPSERT_FILE; UPSERT_CANCELLED.
 */
upsert_status up_input_read(up_input *input, char *to, size_t wanted,
                            size_t *length, upsert_error *error);

/** End the wait for more of a pipe or a terminal, now and from now on.
    Thread-safe. */
void up_input_cancel(const up_input *input);

void up_input_close(up_input *input);

#endif
