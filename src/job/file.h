/* What a file is, for those who read it more than once. */
#ifndef UP_JOB_FILE_H
#define UP_JOB_FILE_H

#include <stdbool.h>

#include <sys/stat.h>

#include <upsert/upsert.h>

/** What tells that a file has changed; zero for what is not a regular one. */
typedef struct up_file_facts {
    bool again; /* it can be read again: a pipe, say, would wait for more */
    dev_t device;
    ino_t number;
    off_t size;
    struct timespec changed;
} up_file_facts;

up_file_facts up_file_look(const char *path);

/** Whether the file can be read again, and is as it was. */
bool up_file_same(const up_file_facts *facts, const char *path);

/** The longest hash, with its NUL. */
#define UP_FILE_HASH_SIZE 48

/**
 * A hash of a file's bytes.
 * @param[out] hash  a text that names the hash's kind.
 * @return UPSERT_OK, UPSERT_FILE or UPSERT_MEMORY.
 */
upsert_status up_file_hash(const char *path, char hash[UP_FILE_HASH_SIZE],
                           upsert_error *error);

#endif
