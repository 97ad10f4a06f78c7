#include "fuzz.h"

#include <unistd.h>
#include <unistr.h>

void fuzz_fail(const char *file, int line, const char *condition)
{
    fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, condition);
    abort();
}

const char *fuzz_file(const uint8_t *data, size_t size)
{
    static char path[32];
    static FILE *file;
    if (!file) {
        file = tmpfile();
        HOLD(file);
        snprintf(path, sizeof path, "/proc/self/fd/%d", fileno(file));
    }
    HOLD(ftruncate(fileno(file), 0) == 0);
    HOLD(pwrite(fileno(file), data, size, 0) == (ssize_t)size);
    return path;
}

char *fuzz_text(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1);
    HOLD(text);
    if (size)
        memcpy(text, data, size);
    text[size] = '\0';
    return text;
}

void fuzz_hold_error(upsert_status status, const upsert_error *error)
{
    size_t length = strlen(error->message);
    HOLD(status == error->status);
    HOLD(status > UPSERT_DONE && status < UPSERT_STATUS_COUNT_);
    HOLD(length > 0);
    HOLD(!strpbrk(error->message, "\r\n"));
    HOLD(!u8_check((const uint8_t *)error->message, length));
}
