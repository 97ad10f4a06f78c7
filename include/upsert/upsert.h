/*
 * libupsert: put rows into any database that has an ODBC driver.
 *
 * Rows whose key is new are inserted, rows whose key is there are updated, and
 * the table after a run equals what applying the rows one at a time, in input
 * order, would have left.
 *
 *     upsert_options   what to do: a bag of typed, named settings
 *     upsert_session   one connection, one target table, a stream of rows
 *     upsert_counts    what happened to the rows
 *     upsert_error     what went wrong, owned by the caller
 *
 * Text is UTF-8 throughout. Nothing here prints, exits or keeps global state.
 */
#ifndef UPSERT_UPSERT_H
#define UPSERT_UPSERT_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define UPSERT_API __attribute__((visibility("default")))
#define UPSERT_CHECK_RESULT __attribute__((warn_unused_result))
#else
#define UPSERT_API
#define UPSERT_CHECK_RESULT
#endif

/** Length that means "up to the terminating NUL". */
#define UPSERT_NTS ((size_t)-1)

/** A count that the database cannot tell exactly. */
#define UPSERT_COUNT_UNKNOWN ((int64_t)-1)

/** What a call came to. Everything but UPSERT_OK and UPSERT_DONE is an error.
 */
typedef enum upsert_status {
    UPSERT_OK = 0,
    UPSERT_DONE = 1,        /**< A reader has no more rows; not an error. */
    UPSERT_MEMORY,          /**< Out of memory, or a stated maximum reached. */
    UPSERT_ARGUMENT,        /**< The caller broke the call's contract. */
    UPSERT_OPTION,          /**< An option or a job file is wrong. */
    UPSERT_FILE,            /**< A file cannot be read or written. */
    UPSERT_ROW,             /**< An input row is malformed. */
    UPSERT_SCHEMA,          /**< The table does not fit what was asked. */
    UPSERT_DUPLICATE_KEY,   /**< The database: a unique index refuses a row. */
    UPSERT_CONSTRAINT,      /**< The database: another constraint does. */
    UPSERT_VALUE,           /**< The database: a value does not fit its type. */
    UPSERT_ROW_TWICE,       /**< One statement met one row twice. */
    UPSERT_RETRY_STATEMENT, /**< Lock not had; the transaction is intact. */
    UPSERT_RETRY_TRANSACTION, /**< Deadlock or serialisation failure. */
    UPSERT_CANCELLED,         /**< Cancelled or timed out. */
    UPSERT_CONNECTION,        /**< No connection, or it was lost. */
    UPSERT_UNKNOWN_OUTCOME,   /**< A COMMIT was sent and never answered. */
    UPSERT_SQL,               /**< Any other error of the database. */
    UPSERT_STATUS_COUNT_      /**< How many there are; never returned. */
} upsert_status;

/**
 * The name of a status, such as "duplicate_key".
 * @param status  any value.
 * @return a constant string; "unknown" for a value that is no status.
 * @since 0.1. Thread-safe.
 */
UPSERT_API const char *upsert_status_name(upsert_status status);

/**
 * What went wrong. The caller owns it, it never allocates, and NULL may be
 * passed wherever one is asked for. The first error wins: a call that fails
 * while `status` is already set leaves it as it is.
 */
typedef struct upsert_error {
    upsert_status status; /**< UPSERT_OK when nothing went wrong. */
    int32_t native;       /**< The driver's native code, or 0. */
    int64_t row;        /**< Input row counted from 1, or 0 if none is at fault
                             or it is not known. */
    char sqlstate[6];   /**< Five characters and NUL; "" outside ODBC. */
    char column[130];   /**< Target column at fault, or "". Cut if longer. */
    char message[1024]; /**< One line, no value of a row, no password. */
} upsert_error;

/** An error that says nothing yet: `upsert_error error = UPSERT_ERROR_INIT;` */
#define UPSERT_ERROR_INIT                                                      \
    {                                                                          \
        UPSERT_OK, 0, 0, "", "", ""                                            \
    }

/**
 * Make an error say nothing again.
 * @param error  the caller's, or NULL.
 * @since 0.1. Thread-safe on distinct objects.
 */
UPSERT_API void upsert_error_clear(upsert_error *error);

/** The library's version, such as "0.1.0". @since 0.1. Thread-safe. */
UPSERT_API const char *upsert_version(void);

/* ------------------------------------------------------------- options */

/** Settings by name, such as "upsert.key"; docs/options.md lists them all. */
typedef struct upsert_options upsert_options;

/**
 * Make a set of options, each at its default.
 * @param[out] options  owned by the caller; upsert_options_free() ends it.
 * @param error         the caller's, or NULL.
 * @return UPSERT_OK or UPSERT_MEMORY.
 * @since 0.1. Thread-safe on distinct objects.
 */
UPSERT_API UPSERT_CHECK_RESULT upsert_status
upsert_options_new(upsert_options **options, upsert_error *error);

/** End a set of options; NULL is legal. @since 0.1. */
UPSERT_API void upsert_options_free(upsert_options *options);

/**
 * Set one option from its text, as a job file would.
 * @param options  the set.
 * @param name     "section.key", case-insensitive.
 * @param value    the text, copied; "" sets the option back to its default
 *                 where the option does not say otherwise.
 * @param error    the caller's, or NULL.
 * @return UPSERT_OK; UPSERT_OPTION for an unknown name (the message names the
 *         nearest known one) or a bad value; UPSERT_MEMORY.
 * @since 0.1.
 */
UPSERT_API UPSERT_CHECK_RESULT upsert_status
upsert_options_set(upsert_options *options, const char *name, const char *value,
                   upsert_error *error);

/* ------------------------------------------------------------- session */

/**
 * One target table on one connection, and the rows on their way to it. A
 * session belongs to one thread at a time.
 */
typedef struct upsert_session upsert_session;

/** Where a session's connection comes from: one of the two. */
typedef struct upsert_target {
    const char *connection; /**< ODBC connection string, borrowed during the
                                 call; NULL takes "target.connection". */
    void *hdbc;             /**< A connected SQLHDBC of the application's own,
                                 borrowed for the session's life; NULL: none. */
} upsert_target;

/**
 * Connect, learn what the server and the table are, and plan the run. No row
 * is sent and nothing is changed.
 *
 * With a connection of its own the session runs transactions as
 * "run.commit" says. With a borrowed HDBC it does so only when that
 * connection is in autocommit mode; otherwise the application's transaction
 * is used and only the application ends it.
 *
 * @param target   where to connect.
 * @param options  what to do, borrowed during the call. "target.table" must
 *                 be set.
 * @param columns  `count` target column names, one for each cell of a row, in
 *                 the order of the cells; copied. NULL: every column of the
 *                 table that can be written, but for those that the run's
 *                 clock fills, in the table's order.
 * @param count    at least 1, or 0 where `columns` is NULL.
 * @param[out] session  owned by the caller; upsert_session_free() ends it.
 * @param error    the caller's, or NULL.
 * @return UPSERT_OK; UPSERT_CONNECTION; UPSERT_SCHEMA for a table, column or
 *         key that is not there or cannot serve; UPSERT_OPTION;
 *         UPSERT_ARGUMENT; UPSERT_SQL; UPSERT_MEMORY.
 * @since 0.1.
 */
UPSERT_API UPSERT_CHECK_RESULT upsert_status
upsert_session_new(const upsert_target *target, const upsert_options *options,
                   const char *const *columns, size_t count,
                   upsert_session **session, upsert_error *error);

/**
 * End a session. Rows that were put and not committed are rolled back where
 * the session runs the transaction. NULL is legal.
 * @since 0.1.
 */
UPSERT_API void upsert_session_free(upsert_session *session);

/** The columns of a row's cells, as many as there are. @since 0.1. */
UPSERT_API size_t upsert_session_columns(const upsert_session *session);

/** The name of a row's column, as the catalog spells it.
 * @return borrowed from the session; NULL when there is no such column.
 * @since 0.1. */
UPSERT_API const char *upsert_session_column(const upsert_session *session,
                                             size_t column);

/**
 * Set one cell of the row being built to a text.
 * @param session  the session.
 * @param column   index into the columns of upsert_session_new().
 * @param text     UTF-8 without NUL; copied.
 * @param length   in bytes, or UPSERT_NTS.
 * @param error    the caller's, or NULL.
 * @return UPSERT_OK; UPSERT_ROW when the text is no UTF-8, holds NUL or is
 *         longer than 1 GiB; UPSERT_ARGUMENT; UPSERT_MEMORY.
 * @since 0.1.
 */
UPSERT_API UPSERT_CHECK_RESULT upsert_status
upsert_row_text(upsert_session *session, size_t column, const char *text,
                size_t length, upsert_error *error);

/** Set one cell to an integer. Errors as upsert_row_text(). @since 0.1. */
UPSERT_API UPSERT_CHECK_RESULT upsert_status upsert_row_int64(
    upsert_session *session, size_t column, int64_t value, upsert_error *error);

/**
 * Set one cell to a double, sent as the shortest text that reads back as the
 * same double. UPSERT_ROW for an infinity or a NaN, which not every database
 * has. Other errors as upsert_row_text().
 * @since 0.1.
 */
UPSERT_API UPSERT_CHECK_RESULT upsert_status upsert_row_double(
    upsert_session *session, size_t column, double value, upsert_error *error);

/**
 * Set one cell to bytes. The column must be binary.
 * @param data    copied; may be NULL when `length` is 0.
 * @param length  in bytes.
 * Errors as upsert_row_text(), and UPSERT_ROW for a column that is not
 * binary.
 * @since 0.1.
 */
UPSERT_API UPSERT_CHECK_RESULT upsert_status
upsert_row_bytes(upsert_session *session, size_t column, const void *data,
                 size_t length, upsert_error *error);

/**
 * Set one cell to a truth value: 1 or 0 where the column holds numbers or
 * truth values, "true" or "false" elsewhere. Errors as upsert_row_text().
 * @since 0.1.
 */
UPSERT_API UPSERT_CHECK_RESULT upsert_status upsert_row_boolean(
    upsert_session *session, size_t column, int value, upsert_error *error);

/** Set one cell to NULL. Errors as upsert_row_text(). @since 0.1. */
UPSERT_API UPSERT_CHECK_RESULT upsert_status
upsert_row_null(upsert_session *session, size_t column, upsert_error *error);

/**
 * Leave one cell out: an update does not touch its column, an insert gives it
 * the column's default. Not for a column of the key. Errors as
 * upsert_row_text().
 * @since 0.1.
 */
UPSERT_API UPSERT_CHECK_RESULT upsert_status
upsert_row_skip(upsert_session *session, size_t column, upsert_error *error);

/**
 * Make the row being built one that deletes the row of its key, in order with
 * the other rows. Only its key cells count; the others need not be set.
 * @return UPSERT_OK; UPSERT_ARGUMENT when the session has no key.
 * @since 0.1.
 */
UPSERT_API UPSERT_CHECK_RESULT upsert_status
upsert_row_delete(upsert_session *session, upsert_error *error);

/**
 * Put the row that was built, and begin the next one. The row may stay in
 * memory until its batch is full, so an error here can be that of an earlier
 * row: `error->row` says which. A row that is refused at once may have rows
 * before it that still wait; upsert_session_flush() tells whether one of them
 * is refused, too. After an error of the database everything
 * that was not committed has been rolled back and the session takes no more
 * rows.
 *
 * On a connection of the session's own a full batch is sent, and what
 * `run.commit` asks for is committed, by a thread while this one goes on: an
 * error of it comes with a later call, upsert_session_flush() at the latest.
 * The session still belongs to one thread at a time.
 * @return UPSERT_OK; UPSERT_ROW when a cell was not set, a key cell is NULL or
 *         a value cannot be in its column: then the session goes on, and
 *         upsert_row_clear() forgets the row; any status of the database.
 * @since 0.1.
 */
UPSERT_API UPSERT_CHECK_RESULT upsert_status
upsert_row_put(upsert_session *session, upsert_error *error);

/**
 * Give the row being built bytes of the application's own, such as the line
 * that it came from: they stay with it until its fate is known, and come back
 * when it is rejected. Without "run.on_bad_row" = reject they are not kept.
 * @param data    copied; may be NULL when `length` is 0.
 * @param length  in bytes, 1 GiB at most; it counts as the row's memory.
 * @return UPSERT_OK; UPSERT_ARGUMENT; UPSERT_MEMORY.
 * @since 0.1.
 */
UPSERT_API UPSERT_CHECK_RESULT upsert_status
upsert_row_attach(upsert_session *session, const void *data, size_t length,
                  upsert_error *error);

/**
 * Reject the row being built, which upsert_row_text() or upsert_row_put()
 * refused with UPSERT_ROW, or which the application itself finds wrong, and
 * begin the next one. It counts as read and rejected, and is told of as the
 * rows that the database refuses are.
 * @param reason  why, copied; its row is set where it is 0.
 * @return UPSERT_OK; UPSERT_ARGUMENT without upsert_session_on_reject(); any
 *         status of upsert_row_put().
 * @since 0.1.
 */
UPSERT_API UPSERT_CHECK_RESULT upsert_status upsert_row_reject(
    upsert_session *session, const upsert_error *reason, upsert_error *error);

/** Forget the cells set since the last row was put. @since 0.1. */
UPSERT_API void upsert_row_clear(upsert_session *session);

/**
 * Send the rows that are still in memory, and wait until that is done. With
 * several workers it also commits them.
 * @return UPSERT_OK or any status of the database.
 * @since 0.1.
 */
UPSERT_API UPSERT_CHECK_RESULT upsert_status
upsert_session_flush(upsert_session *session, upsert_error *error);

/**
 * Send the rows that are still in memory and commit, where the session runs
 * the transaction; only then do the counts speak of what is in the table.
 * @return UPSERT_OK; UPSERT_UNKNOWN_OUTCOME when the COMMIT was sent and the
 *         connection died before its answer; any status of the database.
 * @since 0.1.
 */
UPSERT_API UPSERT_CHECK_RESULT upsert_status
upsert_session_commit(upsert_session *session, upsert_error *error);

/**
 * As upsert_session_commit(), and say that no row follows: with
 * "run.checkpoint" a run that was finished is not applied again.
 * @return as upsert_session_commit().
 * @since 0.1.
 */
UPSERT_API UPSERT_CHECK_RESULT upsert_status
upsert_session_finish(upsert_session *session, upsert_error *error);

/**
 * After an error that ended the session, get ready to take all rows once more,
 * from the first one on: those that are committed are passed over. That may do
 * when a transaction of several batches met a deadlock, another one's lock or a
 * lost connection; one of a single batch is sent again without the caller. A
 * connection of the session's own is made again where it was lost.
 *
 * The rows must be the same, in the same order. The call waits before, longer
 * each time, and gives up after a number of times in which no row was
 * committed.
 * @return UPSERT_OK when the rows should be put again; otherwise the error that
 *         ended the session, which then stays ended: where another try would
 * not help, where it is not known whether rows are committed, and in a
 *         transaction of the application's own.
 * @since 0.1.
 */
UPSERT_API UPSERT_CHECK_RESULT upsert_status
upsert_session_rewind(upsert_session *session, upsert_error *error);

/**
 * End what the session is doing, from another thread: the statements that its
 * workers run are cancelled, as their drivers can (SQLCancel), waits for a lock
 * or before another try end, and what is not committed is rolled back, where
 * the session runs the transaction. A COMMIT that is under way is left to end.
 * Every later call that puts rows or sends them fails with UPSERT_CANCELLED.
 * Returns when no statement runs any more, or after about two seconds. In a
 * transaction of the application's own the rows sent so far stay in it.
 *
 * It takes locks, so that it cannot be called from a signal handler: let a
 * thread wait for the signal. The session must not be freed meanwhile.
 * @param session  the session.
 * @since 0.1. Thread-safe, unlike the other functions of a session.
 */
UPSERT_API void upsert_session_cancel(upsert_session *session);

/** A row that was refused and left out, borrowed during the call. */
typedef struct upsert_reject {
    int64_t row;                /**< Counted from 1, as all rows put are. */
    const void *attachment;     /**< Of upsert_row_attach(); NULL: none. */
    size_t attachment_length;   /**< In bytes. */
    const upsert_error *reason; /**< Its message does not name the row. */
} upsert_reject;

/**
 * Who is told of rejected rows. The calls come from the thread that sends rows,
 * which may be another one than the application's, but never two at a time;
 * none of them may call the session.
 *
 * A transaction's rejected rows are told by take(); then, when all its rows are
 * sent, settle() says that it is about to be committed, and end() what came of
 * it. A transaction may end without settle(), and be sent again. With several
 * workers the rows of two transactions do not mix, and come in no certain
 * order; with one they come in input order.
 */
typedef struct upsert_reject_listener {
    void *context; /**< Handed to each call. */
    /** A row is rejected. Any status but UPSERT_OK stops the run, as the
        session's error. */
    upsert_status (*take)(void *context, const upsert_reject *reject,
                          upsert_error *error);
    /** What was taken must last from now on, for the rest is committed next.
        Likewise; NULL: nothing is done. */
    upsert_status (*settle)(void *context, upsert_error *error);
    /** The transaction is over. `kept` is 0 where it was rolled back, and what
        was taken since the last end() with it; it is 1 where it was committed,
        or may have been. NULL: nothing is done. */
    void (*end)(void *context, int kept);
} upsert_reject_listener;

/**
 * Say who is told of rejected rows; before the first row, and where
 * "run.on_bad_row" is reject, without which no row is rejected.
 * @param listener  copied; its context must live as long as the session.
 * @return UPSERT_OK; UPSERT_ARGUMENT.
 * @since 0.1.
 */
UPSERT_API UPSERT_CHECK_RESULT upsert_status upsert_session_on_reject(
    upsert_session *session, const upsert_reject_listener *listener,
    upsert_error *error);

/** What happened to the rows; a member is UPSERT_COUNT_UNKNOWN where the
    database cannot tell. rows_read is the sum of the others. */
typedef struct upsert_counts {
    int64_t rows_read; /**< Rows put that are of the run's shard. */
    int64_t inserted;  /**< Rows whose key was new. */
    int64_t updated;   /**< Rows that changed a row that was there. */
    int64_t unchanged; /**< Rows that left the row that was there as it is:
                            they are equal, or a condition held them back. */
    int64_t skipped;   /**< Rows passed over: by the mode, by
                            upsert.duplicates = first, or because the row to
                            delete was not there. */
    int64_t deleted;   /**< Rows that deleted a row. */
    int64_t rejected;  /**< Rows refused and left out. */
    int64_t folded;    /**< Rows combined with another row of their key before
                            they were sent. */
} upsert_counts;

/**
 * What happened to the rows that are committed (or, in a transaction of the
 * application's own, sent). It waits for a batch that is on its way.
 * @param session      the session.
 * @param[out] counts  filled in.
 * @since 0.1.
 */
UPSERT_API void upsert_session_counts(const upsert_session *session,
                                      upsert_counts *counts);

/**
 * How the session works, as text for people and reports.
 * @param session  the session.
 * @param fact     "dialect", "dbms", "version", "transport", "batches",
 *                 "splits" (how often a statement was halved over a row),
 *                 "retries" (how often a transaction was sent again), "workers"
 *                 (connections that send), "checkpoint" (what an earlier run
 *                 has left: "none" without "run.checkpoint", "begun",
 *                 "continued" or "finished") or "plan" (several lines).
 * @return borrowed until the next call of this function on the session or its
 *         end; NULL for an unknown fact or when memory is short.
 * @since 0.1.
 */
UPSERT_API const char *upsert_session_fact(upsert_session *session,
                                           const char *fact);

#ifdef __cplusplus
}
#endif

#endif
