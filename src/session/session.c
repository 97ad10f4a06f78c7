/* The public face: options in, rows in, counts out. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistr.h>

#include "base/error.h"
#include "base/number.h"
#include "dialect/registry.h"
#include "schema/names.h"
#include "session/session.h"

const char *upsert_version(void)
{
    return UPSERT_VERSION;
}

/* Rows of a batch with batch_rows = auto. */
#define BATCH_ROWS ((size_t)65536)

static upsert_status open_connection(upsert_session *session,
                                     const upsert_target *target,
                                     const upsert_options *options,
                                     upsert_error *error)
{
    session->owns_transactions = true;
    if (target->hdbc) {
        upsert_status status =
            up_connection_borrow(target->hdbc, &session->connection, error);
        if (status == UPSERT_OK)
            session->owns_transactions =
                up_connection_autocommit(session->connection);
        return status;
    }
    const char *string = target->connection;
    if (!string) {
        upsert_status status =
            up_options_require(options, UP_TARGET_CONNECTION, error);
        if (status != UPSERT_OK)
            return status;
        string = up_options_text(options, UP_TARGET_CONNECTION);
    }
    return up_connection_open(string, &session->connection, error);
}

static upsert_status read_catalog(upsert_session *session,
                                  const upsert_options *options,
                                  upsert_error *error)
{
    upsert_status status = up_options_require(options, UP_TARGET_TABLE, error);
    if (status != UPSERT_OK)
        return status;
    const char *dialect = up_options_text(options, UP_TARGET_DIALECT);
    session->dialect_forced = strcmp(dialect, "auto") != 0;
    session->dialect = session->custom.dialect;
    status = up_catalog_dialect(session->connection, dialect, &session->dialect,
                                &session->server, session->banner, error);
    if (status != UPSERT_OK)
        return status;
    up_table_name name = {0};
    status = up_table_name_parse(up_options_text(options, UP_TARGET_TABLE),
                                 &name, error);
    if (status == UPSERT_OK)
        status = up_catalog_table(session->connection, session->dialect, &name,
                                  &session->table, error);
    up_table_name_dispose(&name);
    return status;
}

/* Whether two keys are equal to the database just when their bytes are. */
static bool key_is_bytes(const upsert_session *session)
{
    const upsert_plan *plan = &session->plan.facts;
    for (size_t i = 0; i < plan->column_count; i++) {
        const upsert_plan_column *column = &plan->columns[i];
        if (column->rule != UPSERT_RULE_KEY)
            continue;
        const up_column *facts = up_table_column(&session->table, column->name);
        if ((column->type != UPSERT_TYPE_TEXT &&
             column->type != UPSERT_TYPE_BINARY) ||
            facts->collation[0])
            return false;
    }
    return true;
}

/* What may be done with rows whose keys are the same bytes, when rows between
   them may have the same key in other bytes. */
static up_repeats choose_repeats(const upsert_session *session)
{
    const upsert_plan *plan = &session->plan.facts;
    /* A repeat in mode insert is an error, which the database reports; and of
       rows outside a partial index only the database knows. */
    if (plan->mode == UPSERT_MODE_INSERT || plan->predicate)
        return UP_REPEATS_KEEP;
    if (plan->mode == UPSERT_MODE_INSERT_MISSING || key_is_bytes(session))
        return UP_REPEATS_FOLD;
    bool first_counts =
        upsert_plan_first(plan, UPSERT_RULE_INSERT_ONLY) < plan->column_count;
    return first_counts ? UP_REPEATS_KEEP : UP_REPEATS_FOLD_LATE;
}

static upsert_status make_batch(upsert_session *session, upsert_error *error)
{
    const upsert_plan *plan = &session->plan.facts;
    up_batch_column *columns = calloc(plan->column_count, sizeof *columns);
    if (!columns)
        return up_error_memory(error);
    for (size_t i = 0; i < plan->column_count; i++)
        columns[i] = (up_batch_column){
            .key = plan->columns[i].rule == UPSERT_RULE_KEY,
            .fold = plan->mode != UPSERT_MODE_INSERT_MISSING &&
                            plan->columns[i].rule == UPSERT_RULE_REPLACE
                        ? UP_FOLD_LAST
                        : UP_FOLD_FIRST,
        };
    upsert_status status =
        up_batch_new(columns, plan->column_count, choose_repeats(session),
                     &session->batch, error);
    free(columns);
    return status;
}

static void take_run_options(upsert_session *session,
                             const upsert_options *options)
{
    size_t rows = (size_t)up_options_number(options, UP_RUN_BATCH_ROWS);
    session->batch_rows = rows ? rows : BATCH_ROWS;
    /* The other half is for what the driver and the source hold. */
    session->batch_memory =
        (size_t)up_options_number(options, UP_RUN_MEMORY) / 2;
    session->commit_rows = up_options_number(options, UP_RUN_COMMIT);
    if (session->plan.statement_rows > session->batch_rows)
        session->plan.statement_rows = session->batch_rows;
}

static upsert_status make_plan(upsert_session *session,
                               const upsert_options *options,
                               const char *const *columns, size_t count,
                               upsert_error *error)
{
    const up_plan_request request = {
        .dialect = session->dialect,
        .server = &session->server,
        .table = &session->table,
        .options = options,
        .columns = columns,
        .count = count,
    };
    return up_plan_make(&request, &session->plan, error);
}

/* The bytes of a statement that this server takes, with room for its frame. */
static upsert_status read_limits(upsert_session *session, upsert_error *error)
{
    int64_t most = 0;
    session->statement_bytes = session->dialect->limits.bytes;
    if (!session->dialect->limits_query)
        return UPSERT_OK;
    upsert_status status = up_connection_numbers(
        session->connection, session->dialect->limits_query, &most, 1, error);
    size_t usable = (size_t)(most / 10 * 9);
    if (status == UPSERT_OK &&
        (!session->statement_bytes || usable < session->statement_bytes))
        session->statement_bytes = usable;
    return status;
}

static upsert_status build(upsert_session *session, const upsert_target *target,
                           const upsert_options *options,
                           const char *const *columns, size_t count,
                           upsert_error *error)
{
    upsert_status status =
        up_custom_dialect_load(options, &session->custom, error);
    if (status == UPSERT_OK)
        status = open_connection(session, target, options, error);
    if (status == UPSERT_OK)
        status = read_catalog(session, options, error);
    if (status == UPSERT_OK)
        status = read_limits(session, error);
    if (status == UPSERT_OK)
        status = make_plan(session, options, columns, count, error);
    if (status == UPSERT_OK)
        status = make_batch(session, error);
    if (status == UPSERT_OK)
        take_run_options(session, options);
    return status;
}

upsert_status upsert_session_new(const upsert_target *target,
                                 const upsert_options *options,
                                 const char *const *columns, size_t count,
                                 upsert_session **out, upsert_error *error)
{
    if (count == 0)
        return up_error_set(error, UPSERT_ARGUMENT, "a row has no columns");
    upsert_session *session = calloc(1, sizeof *session);
    if (!session)
        return up_error_memory(error);
    upsert_status status =
        build(session, target, options, columns, count, error);
    if (status != UPSERT_OK) {
        upsert_session_free(session);
        return status;
    }
    *out = session;
    return UPSERT_OK;
}

void upsert_session_free(upsert_session *session)
{
    if (!session)
        return;
    if (session->connection) {
        up_transaction_rollback(session);
        up_statement_free(session->full);
        up_statement_free(session->tail);
        up_transaction_teardown(session);
    }
    up_connection_free(session->connection);
    up_batch_free(session->batch);
    up_plan_dispose(&session->plan);
    up_table_dispose(&session->table);
    up_buffer_dispose(&session->fact);
    up_custom_dialect_dispose(&session->custom);
    free(session);
}

/* Say which row and column an error is about. */
static upsert_status cell_error(const upsert_session *session, size_t column,
                                const char *problem, upsert_error *error)
{
    const char *name = session->plan.facts.columns[column].name;
    bool first = error && error->status == UPSERT_OK;
    up_error_set(error, UPSERT_ROW, "row %" PRId64 ", column %s: %s",
                 session->rows_put + 1, name, problem);
    if (first) {
        error->row = session->rows_put + 1;
        snprintf(error->column, sizeof error->column, "%s", name);
    }
    return UPSERT_ROW;
}

static upsert_status usable(const upsert_session *session, size_t column,
                            upsert_error *error)
{
    if (session->failed != UPSERT_OK)
        return up_error_set(error, UPSERT_ARGUMENT,
                            "the session ended with an error and takes no "
                            "more rows");
    if (column >= session->plan.facts.column_count)
        return up_error_set(error, UPSERT_ARGUMENT,
                            "there is no column %zu: the row has %zu", column,
                            session->plan.facts.column_count);
    return UPSERT_OK;
}

static upsert_status set_cell(upsert_session *session, size_t column,
                              up_cell_kind kind, const void *data,
                              size_t length, upsert_error *error)
{
    upsert_status status = usable(session, column, error);
    if (status != UPSERT_OK)
        return status;
    if (length > UP_CELL_MAXIMUM)
        return cell_error(session, column, "longer than 1 GiB", error);
    return up_batch_set(session->batch, column, kind, data, length, error);
}

upsert_status upsert_row_text(upsert_session *session, size_t column,
                              const char *text, size_t length,
                              upsert_error *error)
{
    upsert_status status = usable(session, column, error);
    if (status != UPSERT_OK)
        return status;
    if (length == UPSERT_NTS)
        length = strlen(text);
    if (memchr(text, 0, length))
        return cell_error(session, column, "the text holds a NUL byte", error);
    if (u8_check((const uint8_t *)text, length))
        return cell_error(session, column, "the text is not UTF-8", error);
    return set_cell(session, column, UP_CELL_TEXT, text, length, error);
}

upsert_status upsert_row_int64(upsert_session *session, size_t column,
                               int64_t value, upsert_error *error)
{
    char text[32];
    int length = snprintf(text, sizeof text, "%" PRId64, value);
    return set_cell(session, column, UP_CELL_TEXT, text, (size_t)length, error);
}

upsert_status upsert_row_double(upsert_session *session, size_t column,
                                double value, upsert_error *error)
{
    upsert_status status = usable(session, column, error);
    if (status != UPSERT_OK)
        return status;
    if (!isfinite(value))
        return cell_error(session, column, "the number is not finite", error);
    char text[UP_NUMBER_SIZE];
    size_t length = up_number_format(value, text);
    return set_cell(session, column, UP_CELL_TEXT, text, length, error);
}

upsert_status upsert_row_bytes(upsert_session *session, size_t column,
                               const void *data, size_t length,
                               upsert_error *error)
{
    upsert_status status = usable(session, column, error);
    if (status != UPSERT_OK)
        return status;
    if (session->plan.facts.columns[column].type != UPSERT_TYPE_BINARY)
        return cell_error(session, column, "bytes need a binary column", error);
    return set_cell(session, column, UP_CELL_BYTES, data, length, error);
}

upsert_status upsert_row_null(upsert_session *session, size_t column,
                              upsert_error *error)
{
    return set_cell(session, column, UP_CELL_NULL, NULL, 0, error);
}

void upsert_row_clear(upsert_session *session)
{
    up_batch_clear(session->batch);
}

static upsert_status check_row(upsert_session *session, upsert_error *error)
{
    const upsert_plan *plan = &session->plan.facts;
    for (size_t i = 0; i < plan->column_count; i++) {
        up_cell_kind kind = up_batch_pending(session->batch, i);
        if (kind == UP_CELL_UNSET)
            return cell_error(session, i, "the cell was not set", error);
        if (kind == UP_CELL_NULL && plan->columns[i].rule == UPSERT_RULE_KEY)
            return cell_error(session, i,
                              "NULL in the key: no row could be found by it",
                              error);
    }
    return UPSERT_OK;
}

/* An error of the database ends the session: nothing half-done stays. */
static upsert_status give_up(upsert_session *session, upsert_status status)
{
    session->failed = status;
    up_transaction_rollback(session);
    up_batch_reset(session->batch);
    return status;
}

static upsert_status flush(upsert_session *session, upsert_error *error)
{
    if (up_batch_rows(session->batch) == 0)
        return UPSERT_OK;
    upsert_status status = up_transaction_begin(session, error);
    if (status == UPSERT_OK)
        status = up_send_batch(session, error);
    if (status != UPSERT_OK)
        return give_up(session, status);
    session->pending.folded += session->batch_folded;
    session->batch_folded = 0;
    up_batch_reset(session->batch);
    /* A transaction of the application's own has no end that is seen here. */
    return session->owns_transactions ? UPSERT_OK
                                      : up_transaction_commit(session, error);
}

static upsert_status commit(upsert_session *session, upsert_error *error)
{
    upsert_status status = flush(session, error);
    if (status != UPSERT_OK)
        return status;
    session->uncommitted_rows = 0;
    status = up_transaction_commit(session, error);
    return status == UPSERT_OK ? status : give_up(session, status);
}

static bool batch_is_full(const upsert_session *session)
{
    return up_batch_rows(session->batch) >= session->batch_rows ||
           up_batch_size(session->batch) >= session->batch_memory;
}

upsert_status upsert_row_put(upsert_session *session, upsert_error *error)
{
    upsert_status status = usable(session, 0, error);
    if (status == UPSERT_OK)
        status = check_row(session, error);
    if (status != UPSERT_OK)
        return status;
    bool folded;
    session->rows_put++;
    status = up_batch_put(session->batch, session->rows_put, &folded, error);
    if (status != UPSERT_OK)
        return give_up(session, status);
    session->batch_folded += folded;
    session->uncommitted_rows++;
    if (session->commit_rows &&
        session->uncommitted_rows >= session->commit_rows)
        return commit(session, error);
    return batch_is_full(session) ? flush(session, error) : UPSERT_OK;
}

upsert_status upsert_session_flush(upsert_session *session, upsert_error *error)
{
    upsert_status status = usable(session, 0, error);
    return status == UPSERT_OK ? flush(session, error) : status;
}

upsert_status upsert_session_commit(upsert_session *session,
                                    upsert_error *error)
{
    upsert_status status = usable(session, 0, error);
    return status == UPSERT_OK ? commit(session, error) : status;
}

void upsert_session_counts(const upsert_session *session, upsert_counts *counts)
{
    *counts = (upsert_counts){.rows_read = session->rows_put};
    up_tally_counts(&session->committed, session->plan.facts.mode,
                    session->plan.facts.only_changed, counts);
}

const char *upsert_session_fact(upsert_session *session, const char *fact)
{
    up_buffer *text = &session->fact;
    up_buffer_reset(text);
    if (strcmp(fact, "dialect") == 0)
        up_buffer_text(text, session->dialect->name);
    else if (strcmp(fact, "dbms") == 0)
        up_buffer_text(text, up_connection_dbms_name(session->connection));
    else if (strcmp(fact, "version") == 0)
        up_buffer_text(text, session->banner);
    else if (strcmp(fact, "transport") == 0)
        up_buffer_text(text, up_transport_name(session->plan.facts.transport));
    else if (strcmp(fact, "batches") == 0)
        up_buffer_format(text, "%" PRId64, session->statements);
    else if (strcmp(fact, "plan") == 0)
        up_describe_plan(session, text);
    else
        return NULL;
    return up_buffer_string(text);
}
