/* What the fuzzers share. Each is a file NAME.c with LLVMFuzzerTestOneInput();
   corpus/NAME holds inputs, which replay.c feeds to it without libFuzzer. */
#ifndef UPSERT_TESTS_FUZZ_FUZZ_H
#define UPSERT_TESTS_FUZZ_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <upsert/upsert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/** End the process where something does not hold. */
#define HOLD(condition)                                                        \
    do {                                                                       \
        if (!(condition))                                                      \
            fuzz_fail(__FILE__, __LINE__, #condition);                         \
    } while (0)
_Noreturn void fuzz_fail(const char *file, int line, const char *condition);

/** The input as a file. @return its path, the same one each time. */
const char *fuzz_file(const uint8_t *data, size_t size);

/** The input as a text, cut at its first NUL; the caller frees it. */
char *fuzz_text(const uint8_t *data, size_t size);

/** What every error must be: a status, and one line of UTF-8. */
void fuzz_hold_error(upsert_status status, const upsert_error *error);

#endif
