/* From a failed ODBC call to an upsert_error. */
#ifndef UP_ODBC_DIAGNOSE_H
#define UP_ODBC_DIAGNOSE_H

#include <upsert/dialect.h>

/** How a dialect reads errors: a table first, then a function. */
typedef struct up_error_reader {
    const upsert_error_code *codes; /* NULL: none */
    upsert_status (*classify)(const char *sqlstate, int32_t native,
                              const char *message); /* NULL: none */
} up_error_reader;

/**
 * The status behind an SQLSTATE: standard classes, and the codes that
 * PostgreSQL adds to them.
 * @param sqlstate  five characters.
 */
upsert_status up_sqlstate_status(const char *sqlstate);

/** The status behind an error as a driver tells it: the dialect's own reading,
    or else the SQLSTATE's. */
upsert_status up_error_read(const up_error_reader *reader, const char *sqlstate,
                            int32_t native, const char *message);

/**
 * Read every diagnostic record of a handle and set the error from them. It
 * must be the first call on the handle after the one that failed: any other
 * frees the records.
 * @param handle_type  SQL_HANDLE_ENV, _DBC or _STMT.
 * @param handle       the handle.
 * @param reader       the dialect's, or NULL.
 * @param error        the caller's, or NULL.
 * @return the status, never UPSERT_OK.
 */
upsert_status up_diagnose(short handle_type, void *handle,
                          const up_error_reader *reader, upsert_error *error);

/**
 * Take what may be a value of a row out of a driver's message, in place: what
 * follows "DETAIL:", quoted text that no word such as "column" or "constraint"
 * makes a name, and bare values behind words that announce one. Leading
 * "[vendor][driver]" tags go too.
 */
void up_message_mask(char *message);

#endif
