/* The command as a black box: files in a folder, a process, what it said. */
#ifndef UPSERT_TESTS_COMMAND_H
#define UPSERT_TESTS_COMMAND_H

#include "../conformance/conformance.h"

/** What a run of the command came to. */
typedef struct outcome {
    int status; /* of its exit; 128 and more: it was killed */
    char *out, *err;
} outcome;

/** The folder that the command runs in; made before the tests. */
bool folder_make(void);
void folder_remove(void);

/** Write a file there; `text` may be NULL to remove it. */
void write_file(const char *name, const char *text);

/** Write bytes there. */
void write_bytes(const char *name, const char *bytes, size_t length);

/** A file's bytes, with a zero behind; the caller frees them. NULL: there is
    none. */
char *read_bytes(const char *name, size_t *size);

/** Run the command in the folder; `input` is a file for its standard input, or
    NULL. outcome_dispose() ends what it said. */
#define COMMAND(input, ...)                                                    \
    run_command(input, (const char *const[]){__VA_ARGS__, NULL})
outcome run_command(const char *input, const char *const *arguments);

void outcome_dispose(outcome *o);

/** Run it, and expect an exit status and a part of what it says on standard
    error; "" means that it says nothing there. */
#define EXPECT(status, text, ...)                                              \
    expect_command(status, text, (const char *const[]){__VA_ARGS__, NULL})
void expect_command(int status, const char *text, const char *const *arguments);

#endif
