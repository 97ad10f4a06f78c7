/* From a batch to statements. */
#include <inttypes.h>

#include "base/error.h"
#include "dialect/sql.h"
#include "session/session.h"

upsert_status up_send_render(const upsert_session *session, size_t rows,
                             up_buffer *text, upsert_error *error)
{
    upsert_sql sql;
    up_sql_init(&sql, session->dialect);
    session->dialect->render(&session->plan.facts, rows, &sql);
    const char *rendered;
    upsert_status status = up_sql_take(&sql, &rendered, error);
    if (status == UPSERT_OK)
        up_buffer_text(text, rendered);
    up_sql_dispose(&sql);
    return status;
}

static upsert_status make_statement(upsert_session *session, size_t rows,
                                    up_statement **statement,
                                    upsert_error *error)
{
    up_prepare when = rows == session->plan.statement_rows ? UP_PREPARE_ONCE
                                                           : UP_PREPARE_NEVER;
    up_buffer text = {0};
    upsert_status status = up_send_render(session, rows, &text, error);
    const char *sql = up_buffer_string(&text);
    if (status == UPSERT_OK && !sql)
        status = up_error_memory(error);
    if (status == UPSERT_OK)
        status = up_statement_new(session->connection, sql,
                                  rows * session->plan.marker_count, when,
                                  statement, error);
    up_buffer_dispose(&text);
    return status;
}

/* The statement for a number of rows: the one of full size is prepared and
   kept to the end (freeing it within a transaction costs round trips, and ends
   the transaction on H2), any other lives until the next size comes. */
static upsert_status statement_for(upsert_session *session, size_t rows,
                                   up_statement **statement,
                                   upsert_error *error)
{
    bool full = rows == session->plan.statement_rows;
    up_statement **kept = full ? &session->full : &session->tail;
    upsert_status status = UPSERT_OK;
    if (!full && session->tail_rows != rows) {
        up_statement_free(session->tail);
        session->tail = NULL;
        session->tail_rows = rows;
    }
    if (!*kept)
        status = make_statement(session, rows, kept, error);
    *statement = *kept;
    return status;
}

static upsert_status bind_rows(upsert_session *session, up_statement *statement,
                               size_t first, size_t rows, upsert_error *error)
{
    const up_plan *plan = &session->plan;
    /* From the last parameter to the first: drivers that grow an array of
       parameters then grow it once. */
    for (size_t i = rows * plan->marker_count; i-- > 0;) {
        up_cell cell =
            up_batch_cell(session->batch, first + i / plan->marker_count,
                          plan->markers[i % plan->marker_count]);
        up_value value = {cell.data, cell.length, cell.kind == UP_CELL_BYTES};
        upsert_status status = up_statement_bind(statement, i, &value, error);
        if (status != UPSERT_OK)
            return status;
    }
    return UPSERT_OK;
}

/* What SQLRowCount says of the rows written: nothing certain where it counts
   an updated row twice. */
static int64_t written_rows(const upsert_session *session, int64_t affected)
{
    if (affected == UP_ROW_COUNT_UNKNOWN)
        return UPSERT_COUNT_UNKNOWN;
    bool twice = session->plan.facts.mode == UPSERT_MODE_UPSERT &&
                 session->dialect->affected_by_update != 1;
    return twice && affected ? UPSERT_COUNT_UNKNOWN : affected;
}

static upsert_status count_rows(upsert_session *session,
                                up_statement *statement, size_t rows,
                                int64_t affected, upsert_error *error)
{
    up_tally tally = {(int64_t)rows, UPSERT_COUNT_UNKNOWN, UPSERT_COUNT_UNKNOWN,
                      0};
    switch (session->plan.facts.counting) {
    case UPSERT_COUNTING_AFFECTED:
        tally.written = written_rows(session, affected);
        break;
    case UPSERT_COUNTING_RESULT: {
        int64_t numbers[2]; /* inserted, updated */
        upsert_status status =
            up_statement_numbers(statement, numbers, 2, error);
        if (status != UPSERT_OK)
            return status;
        tally.inserted = numbers[0];
        tally.written = numbers[0] + numbers[1];
        break;
    }
    case UPSERT_COUNTING_UPDATED:
        if (affected == UP_ROW_COUNT_UNKNOWN)
            session->counter_known = false;
        else
            session->affected += affected;
        tally.inserted = tally.written = 0;
        break;
    case UPSERT_COUNTING_SESSION: /* at the end of the transaction */
        tally.inserted = tally.written = 0;
        break;
    case UPSERT_COUNTING_NONE:
        break;
    }
    up_tally_add(&session->pending, &tally);
    return UPSERT_OK;
}

static upsert_status send_once(upsert_session *session, size_t first,
                               size_t rows, upsert_error *error)
{
    int64_t affected = UP_ROW_COUNT_UNKNOWN;
    up_statement *statement = NULL;
    upsert_status status = statement_for(session, rows, &statement, error);
    if (status == UPSERT_OK)
        status = bind_rows(session, statement, first, rows, error);
    if (status != UPSERT_OK)
        return status;
    session->statements++;
    status = up_statement_execute(statement, &affected, error);
    if (status == UPSERT_OK && affected == UP_ROW_COUNT_UNKNOWN &&
        session->dialect->tells_row_counts)
        status = up_error_set(error, UPSERT_SQL,
                              "the driver lost the server's answer: it told "
                              "no row count");
    if (status == UPSERT_OK)
        status = count_rows(session, statement, rows, affected, error);
    up_statement_close(statement);
    return status;
}

/* Whether fewer rows might do better: one of them is at fault, or two of them
   are one row to the database. */
static bool worth_splitting(upsert_status status)
{
    return status == UPSERT_DUPLICATE_KEY || status == UPSERT_CONSTRAINT ||
           status == UPSERT_VALUE || status == UPSERT_ROW_TWICE;
}

/* Pass a failed statement's error on, with the row if there was only one. */
static upsert_status report(const upsert_session *session, size_t first,
                            size_t rows, const upsert_error *failure,
                            upsert_error *error)
{
    if (error && error->status == UPSERT_OK) {
        *error = *failure;
        if (rows == 1) {
            error->row = up_batch_number(session->batch, first);
            up_error_prefix(error, "row %" PRId64, error->row);
        }
    }
    return failure->status;
}

static upsert_status send_range(upsert_session *session, size_t first,
                                size_t rows, upsert_error *error);

static upsert_status control(upsert_session *session, const char *sql,
                             upsert_error *error)
{
    return sql ? up_connection_execute(session->connection, sql, error)
               : UPSERT_OK;
}

static upsert_status send_halves(upsert_session *session, size_t first,
                                 size_t rows, upsert_error *error)
{
    session->counter_known = false; /* no server takes back what it counted */
    upsert_status status =
        control(session, session->dialect->rollback_to_savepoint, error);
    if (status == UPSERT_OK)
        status = send_range(session, first, rows / 2, error);
    if (status == UPSERT_OK)
        status = send_range(session, first + rows / 2, rows - rows / 2, error);
    return status;
}

/*
 * Send rows in one statement, and where it fails over a row, in halves, in
 * order. This finds the row at fault in about log2(rows) statements, and gets
 * rows past a database that takes two spellings of a key for one.
 */
static upsert_status send_range(upsert_session *session, size_t first,
                                size_t rows, upsert_error *error)
{
    const upsert_dialect *dialect = session->dialect;
    bool splittable = rows > 1 && dialect->savepoint;
    upsert_status status =
        control(session, splittable ? dialect->savepoint : NULL, error);
    if (status != UPSERT_OK)
        return status;
    upsert_error failure = UPSERT_ERROR_INIT;
    status = send_once(session, first, rows, &failure);
    if (splittable && worth_splitting(status))
        status = send_halves(session, first, rows, error);
    else if (status != UPSERT_OK)
        return report(session, first, rows, &failure, error);
    if (status == UPSERT_OK && splittable)
        status = control(session, dialect->release_savepoint, error);
    return status;
}

static size_t row_bytes(const upsert_session *session, size_t row)
{
    size_t bytes = 0;
    for (size_t i = 0; i < session->plan.facts.column_count; i++)
        bytes += up_batch_cell(session->batch, row, i).length;
    return bytes;
}

/* How many rows from `first` on fit into one statement; 0: not even one. */
static size_t rows_that_fit(const upsert_session *session, size_t first)
{
    size_t most = up_batch_rows(session->batch) - first;
    if (most > session->plan.statement_rows)
        most = session->plan.statement_rows;
    size_t limit = session->statement_bytes;
    size_t bytes = 0;
    for (size_t i = 0; limit && i < most; i++) {
        bytes += row_bytes(session, first + i);
        if (bytes > limit)
            return i;
    }
    return most;
}

static upsert_status too_large(const upsert_session *session, size_t row,
                               upsert_error *error)
{
    bool first = error && error->status == UPSERT_OK;
    int64_t number = up_batch_number(session->batch, row);
    up_error_set(error, UPSERT_ROW,
                 "row %" PRId64 ": its %zu bytes are more than the %zu that "
                 "one statement can carry to this server",
                 number, row_bytes(session, row), session->statement_bytes);
    if (first)
        error->row = number;
    return UPSERT_ROW;
}

upsert_status up_send_batch(upsert_session *session, upsert_error *error)
{
    up_batch_settle(session->batch);
    size_t all = up_batch_rows(session->batch);
    for (size_t first = 0; first < all;) {
        size_t rows = rows_that_fit(session, first);
        upsert_status status = rows ? send_range(session, first, rows, error)
                                    : too_large(session, first, error);
        if (status != UPSERT_OK)
            return status;
        first += rows;
    }
    return UPSERT_OK;
}
