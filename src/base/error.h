/* Filling in the caller's upsert_error. */
#ifndef UP_BASE_ERROR_H
#define UP_BASE_ERROR_H

#include <stdarg.h>
#include <stddef.h>

#include <upsert/upsert.h>

/**
 * Set an error, unless one is set already: the first one wins.
 * @param error   the caller's, or NULL.
 * @param status  what to set; returned as it is.
 * @param format  printf's; one line, no value of a row, no password.
 * @return `status`.
 */
__attribute__((format(printf, 3, 4))) upsert_status
up_error_set(upsert_error *error, upsert_status status, const char *format,
             ...);

/** Pass an error on, unless one is set already. @return its status. */
upsert_status up_error_pass(upsert_error *error, const upsert_error *failure);

/** Out of memory, said in the one way. @return UPSERT_MEMORY. */
upsert_status up_error_memory(upsert_error *error);

/**
 * Set an UPSERT_ROW error: "row 7, column x: " and what printf makes.
 * @param row     counted from 1.
 * @param column  the target column at fault, or "".
 */
__attribute__((format(printf, 4, 5))) upsert_status
up_error_row(upsert_error *error, int64_t row, const char *column,
             const char *format, ...);

/** Take what up_error_row() puts before the text out of a message. */
void up_error_strip_row(upsert_error *error);

/**
 * Put "text: " before the message, for what only the caller knows, such as
 * the file and line of a row.
 */
__attribute__((format(printf, 2, 3))) void
up_error_prefix(upsert_error *error, const char *format, ...);

/**
 * Put "..." wherever the message has a value of a row, or how it begins where
 * it is long, as words of their own. One of less than three bytes stays: it is
 * in most messages by chance.
 */
void up_error_hide(upsert_error *error, const char *value, size_t length);

#endif
