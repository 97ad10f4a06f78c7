#include "base/error.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistr.h>

#include "base/ascii.h"

static const char *const STATUS_NAMES[UPSERT_STATUS_COUNT_] = {
    [UPSERT_OK] = "ok",
    [UPSERT_DONE] = "done",
    [UPSERT_MEMORY] = "memory",
    [UPSERT_ARGUMENT] = "argument",
    [UPSERT_OPTION] = "option",
    [UPSERT_FILE] = "file",
    [UPSERT_ROW] = "row",
    [UPSERT_SCHEMA] = "schema",
    [UPSERT_DUPLICATE_KEY] = "duplicate_key",
    [UPSERT_CONSTRAINT] = "constraint",
    [UPSERT_VALUE] = "value",
    [UPSERT_ROW_TWICE] = "row_twice",
    [UPSERT_RETRY_STATEMENT] = "retry_statement",
    [UPSERT_RETRY_TRANSACTION] = "retry_transaction",
    [UPSERT_CANCELLED] = "cancelled",
    [UPSERT_CONNECTION] = "connection",
    [UPSERT_UNKNOWN_OUTCOME] = "unknown_outcome",
    [UPSERT_SQL] = "sql",
};

const char *upsert_status_name(upsert_status status)
{
    if ((int)status < 0 || status >= UPSERT_STATUS_COUNT_)
        return "unknown";
    return STATUS_NAMES[status];
}

void upsert_error_clear(upsert_error *error)
{
    if (error)
        memset(error, 0, sizeof *error);
}

/* A message is one line of UTF-8: whatever a driver put in it, and wherever it
   was cut. */
static void flatten(char *message)
{
    char *c = message;
    for (; *c; c++)
        if ((unsigned char)*c < ' ' || *c == 0x7f)
            *c = ' ';
    const uint8_t *wrong = (uint8_t *)message;
    const uint8_t *end = (uint8_t *)c;
    while ((wrong = u8_check(wrong, (size_t)(end - wrong))) != NULL)
        message[wrong - (uint8_t *)message] = '?';
}

upsert_status up_error_set(upsert_error *error, upsert_status status,
                           const char *format, ...)
{
    if (!error || error->status != UPSERT_OK)
        return status;
    error->status = status;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(error->message, sizeof error->message, format, arguments);
    va_end(arguments);
    flatten(error->message);
    return status;
}

#define ROW_PREFIX "row %" PRId64 "%s%s: "

void up_error_strip_row(upsert_error *error)
{
    char prefix[sizeof error->column + 64];
    const char *column = error->column;
    int length = snprintf(prefix, sizeof prefix, ROW_PREFIX, error->row,
                          *column ? ", column " : "", column);
    char *message = error->message;
    if (strncmp(message, prefix, (size_t)length) == 0)
        memmove(message, message + length, strlen(message + length) + 1);
}

upsert_status up_error_row(upsert_error *error, int64_t row, const char *column,
                           const char *format, ...)
{
    if (!error || error->status != UPSERT_OK)
        return UPSERT_ROW;
    char text[sizeof error->message];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    error->row = row;
    snprintf(error->column, sizeof error->column, "%s", column);
    return up_error_set(error, UPSERT_ROW, ROW_PREFIX "%s", row,
                        *column ? ", column " : "", column, text);
}

upsert_status up_error_pass(upsert_error *error, const upsert_error *failure)
{
    if (error && error->status == UPSERT_OK)
        *error = *failure;
    return failure->status;
}

upsert_status up_error_memory(upsert_error *error)
{
    return up_error_set(error, UPSERT_MEMORY, "out of memory");
}

void up_error_prefix(upsert_error *error, const char *format, ...)
{
    if (!error)
        return;
    char text[sizeof error->message];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (length < 0 || (size_t)length >= sizeof text - 2)
        return;
    snprintf(text + length, sizeof text - (size_t)length, ": %.*s",
             (int)(sizeof text - (size_t)length - 3), error->message);
    memcpy(error->message, text, sizeof text);
    flatten(error->message);
}

enum { HIDDEN_MINIMUM = 3, HIDDEN_BEGINNING = 32 };

/* A byte of a value as a message has it. */
static bool shows(char of_message, char of_value)
{
    return of_message == of_value ||
           (of_message == ' ' && of_value > 0 && of_value < ' ');
}

/* How many bytes of a value stand at `at`, in whole characters. */
static size_t shown(const char *at, const char *value, size_t length)
{
    size_t count = 0;
    while (count < length && at[count] && shows(at[count], value[count]))
        count++;
    while (count && ((unsigned char)at[count] & 0xc0) == 0x80)
        count--;
    return count;
}

static bool in_word(char c)
{
    char lower = up_ascii_lower(c);
    return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

void up_error_hide(upsert_error *error, const char *value, size_t length)
{
    if (!error || length < HIDDEN_MINIMUM)
        return;
    for (char *at = error->message; *at; at++) {
        size_t count = shown(at, value, length);
        bool whole = count == length &&
                     !(in_word(at[count]) && in_word(value[length - 1]));
        if (!whole && count < HIDDEN_BEGINNING)
            continue;
        if (at > error->message && in_word(at[-1]) && in_word(*at))
            continue;
        memset(at, '.', HIDDEN_MINIMUM);
        memmove(at + HIDDEN_MINIMUM, at + count, strlen(at + count) + 1);
        at += HIDDEN_MINIMUM - 1;
    }
}
