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
#include "session/transport.h"

const char *upsert_version(void)
{
    return UPSERT_VERSION;
}

/* Rows of a batch with batch_rows = auto: within a batch repeats are folded. */
#define BATCH_ROWS ((size_t)65536)

/* The strings to connect by, borrowed. */
static up_addresses addresses(const upsert_target *target,
                              const upsert_options *options)
{
    up_addresses all = {.strings = {target->connection}};
    if (!target->connection)
        all.strings[0] = up_options_text(options, UP_TARGET_CONNECTION);
    all.count = 1;
    for (up_option_id id = UP_TARGET_CONNECTION_2; id <= UP_TARGET_CONNECTION_9;
         id++)
        if (up_options_given(options, id))
            all.strings[all.count++] = up_options_text(options, id);
    return all;
}

static upsert_status borrow_connection(upsert_session *session, void *hdbc,
                                       upsert_error *error)
{
    upsert_status status = up_connection_borrow(hdbc, session->run.cancel,
                                                &session->connection, error);
    if (status == UPSERT_OK)
        session->run.owns_transactions =
            up_connection_autocommit(session->connection);
    return status;
}

static upsert_status open_connection(upsert_session *session,
                                     const upsert_target *target,
                                     const upsert_options *options,
                                     upsert_error *error)
{
    if (target->hdbc)
        return borrow_connection(session, target->hdbc, error);
    upsert_status status = UPSERT_OK;
    session->run.owns_transactions = session->run.overlaps = true;
    if (!target->connection)
        status = up_options_require(options, UP_TARGET_CONNECTION, error);
    if (status != UPSERT_OK)
        return status;
    const up_addresses all = addresses(target, options);
    return up_connection_open(&all, session->run.cancel, &session->connection,
                              error);
}

static upsert_status read_catalog(upsert_session *session,
                                  const upsert_options *options,
                                  upsert_error *error)
{
    upsert_status status = up_options_require(options, UP_TARGET_TABLE, error);
    if (status != UPSERT_OK)
        return status;
    const char *dialect = up_options_text(options, UP_TARGET_DIALECT);
    session->run.dialect_forced = strcmp(dialect, "auto") != 0;
    session->run.dialect = session->run.custom.dialect;
    status =
        up_catalog_dialect(session->connection, dialect, &session->run.dialect,
                           &session->run.server, session->run.banner, error);
    if (status != UPSERT_OK)
        return status;
    up_table_name name = {0};
    status = up_table_name_parse(up_options_text(options, UP_TARGET_TABLE),
                                 &name, error);
    if (status == UPSERT_OK)
        status = up_catalog_table(session->connection, session->run.dialect,
                                  &name, &session->run.table, error);
    up_table_name_dispose(&name);
    return status;
}

/* Whether the database numbers a column that the input may leave to it: then
   rows go in input order, so that the numbers follow it. */
static bool numbers_rows(const upsert_session *session)
{
    for (size_t i = 0; i < session->run.table.column_count; i++) {
        const up_column *column = &session->run.table.columns[i];
        if (column->identity &&
            (!session->run.plan.index ||
             !up_index_covers_one(session->run.plan.index, column->name)))
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
    const upsert_plan_column *column = &session->run.plan.facts.columns[index];
    const up_column *facts = up_table_column(&session->run.table, column->name);
    return (up_batch_column){
        .key = column->rule == UPSERT_RULE_KEY,
        .rule = column->rule,
        .type = up_value_type_of(session->run.dialect, column->type,
                                 column->type_name, facts->collation),
        .required = !facts->null_by_default,
    };
}

/* An expression may make a value that fits of one that does not. */
static up_fit fit_of(const upsert_session *session, size_t index)
{
    const upsert_plan_column *column = &session->run.plan.facts.columns[index];
    return column->rule == UPSERT_RULE_SQL
               ? (up_fit){0}
               : up_fit_of(session->run.dialect,
                           &session->run.batch_columns[index].type,
                           column->type_name);
}

/* Whether a statement of several rows might let a value of another unique index
   pass between them though it could not in input order: a join has its own. */
static bool one_at_a_time(const upsert_session *session)
{
    upsert_repeats repeats = up_transport_repeats(&session->run.plan.facts);
    bool joins = repeats == UPSERT_REPEATS_UNNOTICED ||
                 (repeats == UPSERT_REPEATS_REFUSED &&
                  session->run.plan.facts.mode == UPSERT_MODE_UPDATE_EXISTING);
    return joins && session->run.plan.others_collide;
}

/* Of rows outside a partial index only the database knows which are one; and
   where another unique index may refuse a row, each must come at its time. */
static upsert_status plan_batch(upsert_session *session, upsert_error *error)
{
    const up_plan *plan = &session->run.plan;
    up_batch_column *columns = calloc(plan->input_count, sizeof *columns);
    session->run.batch_columns = columns;
    session->run.fits = calloc(plan->input_count, sizeof *session->run.fits);
    if (!columns || !session->run.fits)
        return up_error_memory(error);
    for (size_t i = 0; i < plan->input_count; i++) {
        columns[i] = batch_column(session, i);
        session->run.fits[i] = fit_of(session, i);
    }
    bool apart = one_at_a_time(session);
    session->run.batch = (up_batch_facts){
        .columns = columns,
        .column_count = plan->input_count,
        .mode = plan->facts.mode,
        .null_keys = session->run.plan.null_keys,
        .repeats = apart ? UPSERT_REPEATS_UNNOTICED
                         : up_transport_repeats(&plan->facts),
        .newer = input_named(plan, plan->facts.newer),
        .where = plan->facts.where != NULL,
        .touch = plan->facts.column_count > plan->input_count,
        /* A row that is folded away is not seen, and so not refused. */
        .folds = !plan->facts.predicate && !plan->others_collide &&
                 !session->run.rejects,
        .attachments = session->run.rejects != NULL,
        .in_order = numbers_rows(session) || plan->others_collide ||
                    session->run.table.self_references > 0,
        /* Two runs at once that lock rows in one order do not wait for each
           other. */
        .sorts = (session->run.dialect->prefers_key_order ||
                  !session->run.dialect->one_writer) &&
                 plan->index && session->run.table.self_references == 0,
        .key_unknown = plan->facts.predicate || apart,
    };
    return UPSERT_OK;
}

static void take_run_options(upsert_session *session,
                             const upsert_options *options)
{
    size_t rows = (size_t)up_options_number(options, UP_RUN_BATCH_ROWS);
    session->run.batch_rows = rows ? rows : BATCH_ROWS;
    /* The other half is for what the driver and the source hold. */
    session->run.batch_memory =
        (size_t)up_options_number(options, UP_RUN_MEMORY) / 2;
    session->run.commit_rows = up_options_number(options, UP_RUN_COMMIT);
    if (session->run.plan.statement_rows > session->run.batch_rows)
        session->run.plan.statement_rows = session->run.batch_rows;
}

static upsert_status make_plan(upsert_session *session,
                               const upsert_options *options,
                               const char *const *columns, size_t count,
                               upsert_error *error)
{
    const up_plan_request request = {
        .dialect = session->run.dialect,
        .server = &session->run.server,
        .table = &session->run.table,
        .options = options,
        .columns = columns,
        .count = count,
    };
    return up_plan_make(&request, &session->run.plan, error);
}

/* Asked for before a row is read: a server mostly does not. */
static upsert_status check_load(upsert_session *session, upsert_error *error)
{
    int64_t takes_files = 0;
    const upsert_dialect *dialect = session->run.dialect;
    if (session->run.plan.facts.transport != UPSERT_TRANSPORT_LOAD)
        return UPSERT_OK;
    upsert_status status =
        up_connection_numbers(session->connection, dialect->stage->load_query,
                              &takes_files, 1, error);
    return status != UPSERT_OK || takes_files
               ? status
               : up_error_set(error, UPSERT_OPTION,
                              "run.transport: load needs a server that takes "
                              "LOAD DATA LOCAL INFILE, and this one is set not "
                              "to (local_infile)");
}

/* The bytes of a statement that this server takes, with room for its frame. */
static upsert_status read_limits(upsert_session *session, upsert_error *error)
{
    int64_t most = 0;
    session->run.statement_bytes = session->run.dialect->limits.bytes;
    if (!session->run.dialect->limits_query)
        return UPSERT_OK;
    upsert_status status = up_connection_numbers(
        session->connection, session->run.dialect->limits_query, &most, 1,
        error);
    size_t usable = (size_t)(most / 10 * 9);
    if (status == UPSERT_OK && (!session->run.statement_bytes ||
                                usable < session->run.statement_bytes))
        session->run.statement_bytes = usable;
    return status;
}

/* This machine's, in UTC, where the dialect does not ask the server. */
static void own_clock(upsert_session *session)
{
    time_t now = time(NULL);
    struct tm utc;
    if (gmtime_r(&now, &utc))
        strftime(session->run.clock, sizeof session->run.clock,
                 "%Y-%m-%d %H:%M:%S", &utc);
}

/* The run has one clock: each row that changes is touched at the same time. */
static upsert_status read_clock(upsert_session *session, upsert_error *error)
{
    if (session->run.plan.facts.column_count == session->run.plan.input_count)
        return UPSERT_OK;
    if (session->run.dialect->clock_query)
        return up_connection_text(
            session->connection, session->run.dialect->clock_query,
            session->run.clock, sizeof session->run.clock, error);
    own_clock(session);
    return UPSERT_OK;
}

static upsert_status build(upsert_session *session, const upsert_target *target,
                           const upsert_options *options,
                           const char *const *columns, size_t count,
                           upsert_error *error)
{
    upsert_status status = up_cancel_new(&session->run.cancel, error);
    if (status == UPSERT_OK)
        status = up_custom_dialect_load(options, &session->run.custom, error);
    if (status == UPSERT_OK)
        status = open_connection(session, target, options, error);
    if (status == UPSERT_OK)
        status = read_catalog(session, options, error);
    if (status == UPSERT_OK)
        status = read_limits(session, error);
    if (status == UPSERT_OK)
        status = make_plan(session, options, columns, count, error);
    if (status == UPSERT_OK)
        status = check_load(session, error);
    if (status != UPSERT_OK)
        return status;
    take_run_options(session, options);
    status = up_rejects_open(session, options, error);
    if (status == UPSERT_OK)
        status = plan_batch(session, error);
    if (status == UPSERT_OK)
        status = read_clock(session, error);
    if (status == UPSERT_OK)
        status = up_repeats_open(session, error);
    if (status == UPSERT_OK)
        status = up_shard_plan(session, options, error);
    if (status == UPSERT_OK)
        status = up_workers_plan(session, options, error);
    if (status == UPSERT_OK)
        status = up_checkpoint_open(&session->run, session->connection, options,
                                    &session->marks, &session->found, error);
    return status == UPSERT_OK ? up_workers_open(session, error) : status;
}

/* How an opening may go on. */
typedef struct opening {
    const upsert_target *target;
    const upsert_options *options;
    const char *const *columns;
    size_t count;
    bool connected; /* there is a server, for it has answered */
} opening;

static upsert_status open_once(opening *o, upsert_session **out,
                               upsert_error *error)
{
    upsert_session *session = calloc(1, sizeof *session);
    if (!session)
        return up_error_memory(error);
    upsert_status status =
        build(session, o->target, o->options, o->columns, o->count, error);
    /* A server that is starting, or ends connections, is there, too. */
    o->connected |=
        session->connection || strncmp(error->sqlstate, "57P", 3) == 0;
    if (status != UPSERT_OK && session->connection && !session->workers &&
        up_connection_dead(session->connection))
        status = error->status = UPSERT_CONNECTION;
    if (status == UPSERT_OK)
        *out = session;
    else
        upsert_session_free(session);
    return status;
}

/* A connection that was lost on the way, whatever the error was then called, is
   worth another; that there is none to
   begin with is told at once. */
static bool may_open_again(const opening *o, const upsert_error *failure)
{
    return (failure->status == UPSERT_CONNECTION ||
            failure->status == UPSERT_RETRY_TRANSACTION) &&
           o->connected && !o->target->hdbc &&
           !up_failure_is_permanent(failure);
}

upsert_status upsert_session_new(const upsert_target *target,
                                 const upsert_options *options,
                                 const char *const *columns, size_t count,
                                 upsert_session **out, upsert_error *error)
{
    if (count == 0 && columns)
        return up_error_set(error, UPSERT_ARGUMENT, "a row has no columns");
    opening o = {target, options, columns, count, false};
    up_backoff backoff = UP_BACKOFF_CONNECT;
    upsert_error failure = UPSERT_ERROR_INIT;
    upsert_status status = open_once(&o, out, &failure);
    while (may_open_again(&o, &failure) && up_backoff_wait(&backoff, NULL)) {
        upsert_error_clear(&failure);
        status = open_once(&o, out, &failure);
    }
    return status == UPSERT_OK ? status : up_error_pass(error, &failure);
}

void upsert_session_free(upsert_session *session)
{
    if (!session)
        return;
    bool given_away = session->workers != NULL;
    up_workers_free(session);
    if (!given_away)
        up_connection_free(session->connection);
    up_seen_free(session->seen);
    free(session->marks);
    free(session->run.batch_columns);
    free(session->run.fits);
    up_checkpoint_dispose(&session->run.checkpoint);
    up_reject_log_free(session->run.rejects);
    up_plan_dispose(&session->run.plan);
    up_table_dispose(&session->run.table);
    up_buffer_dispose(&session->fact);
    up_custom_dialect_dispose(&session->run.custom);
    up_cancel_free(session->run.cancel);
    free(session);
}

size_t upsert_session_columns(const upsert_session *session)
{
    return session->run.plan.input_count;
}

const char *upsert_session_column(const upsert_session *session, size_t column)
{
    return column < session->run.plan.input_count
               ? session->run.plan.facts.columns[column].name
               : NULL;
}

void upsert_session_cancel(upsert_session *session)
{
    up_cancel_ask(session->run.cancel);
}

upsert_status up_session_usable(upsert_session *session, upsert_error *error)
{
    upsert_error *failure = &session->failure;
    if (failure->status == UPSERT_OK &&
        up_cancel_check(session->run.cancel, failure) != UPSERT_OK)
        return up_session_give_up(session, error);
    if (failure->status == UPSERT_OK)
        return UPSERT_OK;
    if (up_cancel_check(session->run.cancel, error) != UPSERT_OK)
        return UPSERT_CANCELLED;
    return up_error_set(error, UPSERT_ARGUMENT,
                        "the session ended with an error and takes no more "
                        "rows");
}

/* A call that was cancelled fails in ways of its own, and so does what comes
   after it. Only what a COMMIT left unknown stays that. */
static void blame_cancel(const upsert_session *session, upsert_error *failure)
{
    upsert_error cancelled = UPSERT_ERROR_INIT;
    if (failure->status != UPSERT_UNKNOWN_OUTCOME &&
        up_cancel_check(session->run.cancel, &cancelled) != UPSERT_OK)
        *failure = cancelled;
}

/* Of the rows at fault that several workers found the first is told. */
upsert_status up_session_give_up(upsert_session *session, upsert_error *error)
{
    upsert_error *failure = &session->failure;
    for (size_t i = 0; i < session->run.workers; i++) {
        upsert_error other = UPSERT_ERROR_INIT;
        if (up_worker_wait(session->workers[i], &other) != UPSERT_OK &&
            other.row && (!failure->row || other.row < failure->row))
            *failure = other;
    }
    for (size_t i = 0; i < session->run.workers; i++)
        up_worker_give_up(session->workers[i]);
    blame_cancel(session, failure);
    return up_error_pass(error, failure);
}

static upsert_status finish(upsert_session *session, up_sending how,
                            upsert_error *error)
{
    upsert_status status = up_session_usable(session, error);
    if (status != UPSERT_OK)
        return status;
    how.through = session->rows_put;
    status = up_workers_finish(session, how, &session->failure);
    if (how.commit)
        session->uncommitted_rows = 0;
    return status == UPSERT_OK ? status : up_session_give_up(session, error);
}

upsert_status upsert_session_flush(upsert_session *session, upsert_error *error)
{
    return finish(session, (up_sending){.commit = false}, error);
}

upsert_status upsert_session_commit(upsert_session *session,
                                    upsert_error *error)
{
    return finish(session, (up_sending){.commit = true}, error);
}

upsert_status upsert_session_finish(upsert_session *session,
                                    upsert_error *error)
{
    return finish(session, (up_sending){.commit = true, .finishes = true},
                  error);
}

void upsert_session_counts(const upsert_session *session, upsert_counts *counts)
{
    const upsert_plan *plan = &session->run.plan.facts;
    const up_worker_done done = up_workers_tell(session);
    *counts = (upsert_counts){
        .rows_read = done.mark.position > session->rows_put ? done.mark.position
                                                            : session->rows_put,
    };
    counts->rows_read -= session->rows_elsewhere;
    /* Nobody has looked which of a finished run's rows were other shards'. */
    if (session->found == UP_CHECKPOINT_FINISHED &&
        session->run.shard.count > 1)
        counts->rows_read = up_tally_rows(&done.mark.tally);
    up_tally_counts(&done.mark.tally, plan->mode,
                    plan->only_changed || plan->newer || plan->where, counts);
}

static const char *found_name(up_checkpoint_found found)
{
    switch (found) {
    case UP_CHECKPOINT_BEGUN:
        return "begun";
    case UP_CHECKPOINT_CONTINUED:
        return "continued";
    case UP_CHECKPOINT_FINISHED:
        return "finished";
    default:
        return "none";
    }
}

const char *upsert_session_fact(upsert_session *session, const char *fact)
{
    up_buffer *text = &session->fact;
    up_buffer_reset(text);
    if (strcmp(fact, "dialect") == 0)
        up_buffer_text(text, session->run.dialect->name);
    else if (strcmp(fact, "dbms") == 0)
        up_buffer_text(text, up_connection_dbms_name(session->connection));
    else if (strcmp(fact, "version") == 0)
        up_buffer_text(text, session->run.banner);
    else if (strcmp(fact, "transport") == 0)
        up_buffer_text(text,
                       up_transport_name(session->run.plan.facts.transport));
    else if (strcmp(fact, "batches") == 0)
        up_buffer_format(text, "%" PRId64, up_workers_tell(session).statements);
    else if (strcmp(fact, "splits") == 0)
        up_buffer_format(text, "%" PRId64, up_workers_tell(session).splits);
    else if (strcmp(fact, "retries") == 0)
        up_buffer_format(text, "%" PRId64,
                         up_workers_tell(session).retries + session->rewinds);
    else if (strcmp(fact, "workers") == 0)
        up_buffer_format(text, "%zu",
                         session->parted ? session->run.workers : 1);
    else if (strcmp(fact, "checkpoint") == 0)
        up_buffer_text(text, found_name(session->found));
    else if (strcmp(fact, "plan") == 0)
        up_describe_plan(session, text);
    else
        return NULL;
    return up_buffer_string(text);
}
