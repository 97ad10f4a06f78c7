/* A statement that carries rows. */
#ifndef UP_ODBC_STATEMENT_H
#define UP_ODBC_STATEMENT_H

#include <stddef.h>
#include <stdint.h>

#include "odbc/connection.h"

typedef struct up_statement up_statement;

/** The values of one parameter for several rows, side by side; they stay the
    caller's until the statement is executed. */
typedef struct up_values {
    const char *data;   /* the value of row i begins at i * width */
    size_t width;       /* bytes, at least 1 */
    ptrdiff_t *lengths; /* bytes, or UP_NULL_LENGTH; one a row */
    bool binary;
} up_values;

#define UP_NULL_LENGTH ((ptrdiff_t)-1)

/** One parameter's value; the bytes stay the caller's until it is executed. */
typedef struct up_value {
    const void *data; /* NULL: the parameter is NULL */
    size_t length;    /* bytes */
    bool binary;
} up_value;

/** When a statement is prepared. */
typedef enum up_prepare {
    UP_PREPARE_ONCE, /* now, to be executed often */
    UP_PREPARE_NEVER /* it is executed directly, which saves round trips */
} up_prepare;

/**
 * Make a statement.
 * @param sql             copied where it is not prepared.
 * @param parameters      how many markers it has, at most 32,767.
 * @param[out] statement  owned by the caller.
 */
upsert_status up_statement_new(up_connection *connection, const char *sql,
                               size_t parameters, up_prepare when,
                               up_statement **statement, upsert_error *error);

void up_statement_free(up_statement *statement);

/**
 * Bind one parameter for the next execution: text or bytes with an explicit
 * length, and the server converts. Every driver takes this form.
 * @param index  from 0.
 */
upsert_status up_statement_bind(up_statement *statement, size_t index,
                                const up_value *value, upsert_error *error);

/**
 * Bind the values of one parameter for the next execution, which is of `rows`
 * rows: of all parameters the same number. The driver must take parameter
 * arrays.
 */
upsert_status up_statement_bind_array(up_statement *statement, size_t index,
                                      const up_values *values, size_t rows,
                                      upsert_error *error);

/**
 * Execute with the values bound.
 * @param[out] affected  SQLRowCount, or UP_ROW_COUNT_UNKNOWN.
 */
upsert_status up_statement_execute(up_statement *statement, int64_t *affected,
                                   upsert_error *error);

/**
 * Read the first row of the result as integers.
 * @return UPSERT_SQL when there is no such row.
 */
upsert_status up_statement_numbers(up_statement *statement, int64_t *numbers,
                                   size_t count, upsert_error *error);

/** Close the result, so that it can be executed again. NULL is legal. */
void up_statement_close(up_statement *statement);

#endif
