/* The public face: options in, rows in, counts out. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/error.h"
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

/* Whether the database numbers a column that the input may leave to it: then
   rows go in input order, so that the numbers follow it. */
static bool numbers_rows(const upsert_session *session)
{
    for (size_t i = 0; i < session->table.column_count; i++) {
        const up_column *column = &session->table.columns[i];
        if (column->identity &&
            (!session->plan.index ||
             !up_index_covers_one(session->plan.index, column->name)))
            return true;
    }
    return false;
}

static size_t input_named(const up_plan *plan, const char *name)
{
    for (size_t i = 0; name && i < plan->input_count; i++)
        if (strcmp(plan->facts.columns[i].name, name) == 0)
            return i;
    return UP_NO_COLUMN;
}

static up_batch_column batch_column(const upsert_session *session, size_t index)
{
    const upsert_plan_column *column = &session->plan.facts.columns[index];
    const up_column *facts = up_table_column(&session->table, column->name);
    return (up_batch_column){
        .key = column->rule == UPSERT_RULE_KEY,
        .rule = column->rule,
        .type = up_value_type_of(session->dialect, column->type,
                                 column->type_name, facts->collation),
        .required = !facts->null_by_default,
    };
}

/* Whether a statement of several rows might let a value of another unique index
   pass between them though it could not in input order: a join has its own. */
static bool one_at_a_time(const upsert_session *session)
{
    upsert_repeats repeats = session->dialect->repeats;
    bool joins = repeats == UPSERT_REPEATS_UNNOTICED ||
                 (repeats == UPSERT_REPEATS_REFUSED &&
                  session->plan.facts.mode == UPSERT_MODE_UPDATE_EXISTING);
    return joins && session->plan.others_collide;
}

/* Of rows outside a partial index only the database knows which are one; and
   where another unique index may refuse a row, each must come at its time. */
static upsert_status make_batch(upsert_session *session, upsert_error *error)
{
    const up_plan *plan = &session->plan;
    up_batch_column *columns = calloc(plan->input_count, sizeof *columns);
    if (!columns)
        return up_error_memory(error);
    for (size_t i = 0; i < plan->input_count; i++)
        columns[i] = batch_column(session, i);
    bool apart = one_at_a_time(session);
    const up_batch_facts facts = {
        .columns = columns,
        .column_count = plan->input_count,
        .mode = plan->facts.mode,
        .null_keys = session->plan.null_keys,
        .repeats = apart ? UPSERT_REPEATS_UNNOTICED : session->dialect->repeats,
        .newer = input_named(plan, plan->facts.newer),
        .where = plan->facts.where != NULL,
        .touch = plan->facts.column_count > plan->input_count,
        .folds = !plan->facts.predicate && !plan->others_collide,
        .in_order = numbers_rows(session) || plan->others_collide ||
                    session->table.self_references > 0,
        .sorts = session->dialect->prefers_key_order && plan->index &&
                 session->table.self_references == 0,
        .key_unknown = plan->facts.predicate || apart,
    };
    upsert_status status = up_batch_new(&facts, &session->batch, error);
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

/* This machine's, in UTC, where the dialect does not ask the server. */
static void own_clock(upsert_session *session)
{
    time_t now = time(NULL);
    struct tm utc;
    if (gmtime_r(&now, &utc))
        strftime(session->clock, sizeof session->clock, "%Y-%m-%d %H:%M:%S",
                 &utc);
}

/* The run has one clock: each row that changes is touched at the same time. */
static upsert_status read_clock(upsert_session *session, upsert_error *error)
{
    if (session->plan.facts.column_count == session->plan.input_count)
        return UPSERT_OK;
    if (session->dialect->clock_query)
        return up_connection_text(session->connection,
                                  session->dialect->clock_query, session->clock,
                                  sizeof session->clock, error);
    own_clock(session);
    return UPSERT_OK;
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
    if (status != UPSERT_OK)
        return status;
    take_run_options(session, options);
    status = make_batch(session, error);
    if (status == UPSERT_OK)
        status = read_clock(session, error);
    if (status == UPSERT_OK)
        status = up_repeats_open(session, error);
    return status;
}

upsert_status upsert_session_new(const upsert_target *target,
                                 const upsert_options *options,
                                 const char *const *columns, size_t count,
                                 upsert_session **out, upsert_error *error)
{
    if (count == 0 && columns)
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
        for (size_t i = 0; i < session->shape_count; i++)
            up_shape_dispose(&session->shapes[i]);
        up_transaction_teardown(session);
    }
    up_connection_free(session->connection);
    free(session->shapes);
    up_batch_free(session->batch);
    up_seen_free(session->seen);
    up_plan_dispose(&session->plan);
    up_table_dispose(&session->table);
    up_buffer_dispose(&session->fact);
    up_custom_dialect_dispose(&session->custom);
    free(session);
}

up_shape_request up_session_shape_request(const upsert_session *session,
                                          size_t shape)
{
    return (up_shape_request){
        .base = &session->plan,
        .table = &session->table,
        .parts = up_batch_shape(session->batch, shape),
        .null_keys = session->plan.null_keys,
        .batch_rows = session->batch_rows,
    };
}

upsert_status up_session_make_shape(upsert_session *session, size_t shape,
                                    upsert_error *error)
{
    if (shape >= session->shape_count) {
        size_t count = shape + 1;
        up_shape *shapes =
            realloc(session->shapes, count * sizeof *session->shapes);
        if (!shapes)
            return up_error_memory(error);
        memset(shapes + session->shape_count, 0,
               (count - session->shape_count) * sizeof *shapes);
        session->shapes = shapes;
        session->shape_count = count;
    }
    if (session->shapes[shape].made)
        return UPSERT_OK;
    up_shape_request request = up_session_shape_request(session, shape);
    return up_shape_make(&request, &session->shapes[shape], error);
}

size_t upsert_session_columns(const upsert_session *session)
{
    return session->plan.input_count;
}

const char *upsert_session_column(const upsert_session *session, size_t column)
{
    return column < session->plan.input_count
               ? session->plan.facts.columns[column].name
               : NULL;
}

/* An error of the database ends the session: nothing half-done stays. */
upsert_status up_session_give_up(upsert_session *session, upsert_status status)
{
    session->failed = status;
    up_transaction_rollback(session);
    up_batch_reset(session->batch);
    return status;
}

/* Count the rows that came and were not sent. */
static void count_passed(upsert_session *session, up_tally *tally)
{
    up_tally_add(tally, &session->batch_tally);
    session->batch_tally = (up_tally){0};
}

upsert_status up_session_flush(upsert_session *session, upsert_error *error)
{
    if (up_batch_rows(session->batch) == 0) {
        count_passed(session, session->in_transaction ? &session->pending
                                                      : &session->committed);
        return UPSERT_OK;
    }
    upsert_status status = up_transaction_begin(session, error);
    if (status == UPSERT_OK)
        status = up_send_batch(session, error);
    if (status != UPSERT_OK)
        return up_session_give_up(session, status);
    count_passed(session, &session->pending);
    up_batch_reset(session->batch);
    /* A transaction of the application's own has no end that is seen here. */
    return session->owns_transactions ? UPSERT_OK
                                      : up_transaction_commit(session, error);
}

upsert_status up_session_commit(upsert_session *session, upsert_error *error)
{
    upsert_status status = up_session_flush(session, error);
    if (status != UPSERT_OK)
        return status;
    session->uncommitted_rows = 0;
    status = up_transaction_commit(session, error);
    return status == UPSERT_OK ? status : up_session_give_up(session, status);
}

upsert_status upsert_session_flush(upsert_session *session, upsert_error *error)
{
    upsert_status status = up_session_usable(session, error);
    return status == UPSERT_OK ? up_session_flush(session, error) : status;
}

upsert_status upsert_session_commit(upsert_session *session,
                                    upsert_error *error)
{
    upsert_status status = up_session_usable(session, error);
    return status == UPSERT_OK ? up_session_commit(session, error) : status;
}

void upsert_session_counts(const upsert_session *session, upsert_counts *counts)
{
    *counts = (upsert_counts){.rows_read = session->rows_put};
    const upsert_plan *plan = &session->plan.facts;
    up_tally_counts(&session->committed, plan->mode,
                    plan->only_changed || plan->newer || plan->where, counts);
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
    else if (strcmp(fact, "splits") == 0)
        up_buffer_format(text, "%" PRId64, session->splits);
    else if (strcmp(fact, "plan") == 0)
        up_describe_plan(session, text);
    else
        return NULL;
    return up_buffer_string(text);
}
