/* From a batch to statements. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "session/sender.h"

/* Rows of one shape that stand together. */
typedef struct span {
    size_t shape;
    size_t first, rows; /* places in the batch */
} span;

/* -------------------------------------------------------------- the shapes */

static up_shape_request request_of(const up_sender *sender,
                                   up_shape_parts parts)
{
    const up_run *run = sender->run;
    return (up_shape_request){
        .base = &run->plan,
        .table = &run->table,
        .parts = parts,
        .null_keys = run->plan.null_keys,
        .stage = sender->stages,
        .batch_rows = run->batch_rows,
    };
}

static bool same_shape(const up_sender *sender, const up_shape *shape,
                       up_shape_parts parts)
{
    return shape->deletes == parts.deletes &&
           memcmp(shape->parts, parts.parts, sender->run->plan.input_count) ==
               0;
}

static upsert_status make_shape(up_sender *sender, up_shape_parts parts,
                                upsert_error *error)
{
    size_t count = sender->shape_count + 1;
    up_shape *shapes = realloc(sender->shapes, count * sizeof *shapes);
    if (!shapes)
        return up_error_memory(error);
    sender->shapes = shapes;
    shapes[count - 1] = (up_shape){0};
    const up_shape_request request = request_of(sender, parts);
    sender->stages++;
    upsert_status status = up_shape_make(&request, &shapes[count - 1], error);
    if (status == UPSERT_OK)
        sender->shape_count = count;
    else
        up_shape_dispose(&shapes[count - 1]);
    return status;
}

/* The sender's own shape for one of the batch. */
static upsert_status find_shape(up_sender *sender, size_t of_batch,
                                size_t *shape, upsert_error *error)
{
    up_shape_parts parts = up_batch_shape(sender->batch, of_batch);
    for (*shape = 0; *shape < sender->shape_count; ++*shape)
        if (same_shape(sender, &sender->shapes[*shape], parts))
            return UPSERT_OK;
    return make_shape(sender, parts, error);
}

void up_sender_forget(up_sender *sender)
{
    for (size_t i = 0; i < sender->shape_count; i++)
        up_shape_dispose(&sender->shapes[i]);
    sender->shape_count = 0;
}

/* ---------------------------------------------------------------- one span */

static upsert_status control(up_sender *sender, const char *sql,
                             upsert_error *error)
{
    return sql ? up_connection_execute(sender->connection, sql, error)
               : UPSERT_OK;
}

/* Write rows by a plan's statement. */
static upsert_status write_rows(up_sender *sender, up_carrier *carrier,
                                size_t first, size_t rows,
                                up_statement **statement, int64_t *affected,
                                upsert_error *error)
{
    upsert_status status = up_carrier_execute(sender, carrier, first, rows,
                                              statement, affected, error);
    if (status == UPSERT_OK && *affected == UP_ROW_COUNT_UNKNOWN &&
        sender->run->dialect->tells_row_counts)
        status = up_error_set(error, UPSERT_SQL,
                              "the driver lost the server's answer: it told "
                              "no row count");
    return status;
}

static upsert_status send_once(up_sender *sender, const span *s,
                               upsert_error *error)
{
    up_shape *shape = &sender->shapes[s->shape];
    up_carrier *carrier =
        s->rows == 1 && shape->one.render ? &shape->one : &shape->bulk;
    up_statement *statement = NULL;
    int64_t affected;
    upsert_status status = write_rows(sender, carrier, s->first, s->rows,
                                      &statement, &affected, error);
    if (status == UPSERT_OK)
        status = up_count_bulk(sender, &carrier->plan.facts, statement, s->rows,
                               affected, error);
    up_statement_close(statement);
    return status;
}

/* -------------------------------------------------------- failed statements */

/* A statement of one row that fails leaves nothing behind where rows go one by
   one by themselves. */
static bool is_guarded(const up_sender *sender)
{
    const upsert_dialect *dialect = sender->run->dialect;
    bool several = dialect->transport != UPSERT_TRANSPORT_ROW;
    for (size_t i = 0; !several && i < sender->shape_count; i++)
        several = sender->shapes[i].bulk.plan.statement_rows > 1;
    return dialect->savepoint && several;
}

/* Where rows go one by one by themselves a savepoint stands before the batch,
   while rows may be rejected: it is gone if a row has ended the transaction, as
   ON CONFLICT ROLLBACK does. */
static upsert_status set_mark(up_sender *sender, bool set, upsert_error *error)
{
    const upsert_dialect *dialect = sender->run->dialect;
    if (!sender->run->rejects || is_guarded(sender))
        return UPSERT_OK;
    return control(
        sender, set ? dialect->savepoint : dialect->release_savepoint, error);
}

static upsert_status check_mark(up_sender *sender, upsert_error *error)
{
    upsert_status status = set_mark(sender, false, error);
    if (status == UPSERT_OK)
        return set_mark(sender, true, error);
    up_error_prefix(error, "a row that the database refused has ended the "
                           "transaction");
    return status;
}

/* After a statement that failed: all is as it was before it. */
static upsert_status take_back(up_sender *sender, upsert_error *error)
{
    return is_guarded(sender)
               ? control(sender, sender->run->dialect->rollback_to_savepoint,
                         error)
               : check_mark(sender, error);
}

/* Drivers and triggers tell values in words that nobody foresees. */
static void hide_values(const up_sender *sender, const span *s,
                        upsert_error *error)
{
    for (size_t i = 0; i < s->rows; i++)
        for (size_t k = 0; k < sender->run->plan.input_count; k++) {
            up_cell cell = up_batch_cell(sender->batch, s->first + i, k);
            if (cell.data)
                up_error_hide(error, cell.data, cell.length);
        }
}

static upsert_status note(up_sender *sender, const span *one,
                          const upsert_error *failure, upsert_error *error)
{
    upsert_error reason = *failure;
    hide_values(sender, one, &reason);
    return up_rejects_note(sender, one->first, &reason, error);
}

/* Pass a failed statement's error on, with the row if there was only one. */
static upsert_status report(const up_sender *sender, const span *s,
                            const upsert_error *failure, upsert_error *error)
{
    if (error && error->status == UPSERT_OK) {
        *error = *failure;
        hide_values(sender, s, error);
        if (s->rows == 1 && failure->status != UPSERT_CANCELLED) {
            error->row = up_batch_number(sender->batch, s->first);
            up_error_prefix(error, "row %" PRId64, error->row);
        }
    }
    return failure->status;
}

/* ------------------------------------------------- one row, looked up first */

/* How many rows a row's key finds. */
static upsert_status count_found(up_sender *sender, up_shape *shape,
                                 size_t place, int64_t *found,
                                 upsert_error *error)
{
    up_statement *statement = NULL;
    int64_t ignored;
    upsert_status status = up_carrier_execute(sender, &shape->find, place, 1,
                                              &statement, &ignored, error);
    if (status == UPSERT_OK)
        status = up_statement_numbers(statement, found, 1, error);
    up_statement_close(statement);
    return status;
}

/* The one statement that the row takes; a row that nothing is done about has
   no carrier. */
static upsert_status write_found(up_sender *sender, up_carrier *carrier,
                                 size_t place, upsert_error *error)
{
    up_statement *statement = NULL;
    int64_t affected = 0;
    upsert_mode mode = UPSERT_MODE_UPDATE_EXISTING;
    upsert_status status = UPSERT_OK;
    if (carrier->render) {
        mode = carrier->plan.facts.mode;
        status =
            write_rows(sender, carrier, place, 1, &statement, &affected, error);
    }
    up_statement_close(statement);
    if (status == UPSERT_OK)
        up_count_looked_up(sender, mode, affected);
    return status;
}

static upsert_status look_up(up_sender *sender, size_t id, size_t place,
                             upsert_error *error)
{
    up_shape *shape = &sender->shapes[id];
    const up_shape_request request =
        request_of(sender, (up_shape_parts){shape->parts, shape->deletes});
    int64_t found = 0;
    upsert_status status = up_shape_look_up(&request, shape, error);
    if (status == UPSERT_OK)
        status = count_found(sender, shape, place, &found, error);
    if (status == UPSERT_OK && found &&
        sender->run->plan.facts.mode == UPSERT_MODE_INSERT)
        status = up_error_set(error, UPSERT_DUPLICATE_KEY,
                              "a row with its key is there");
    if (status != UPSERT_OK)
        return status;
    return write_found(sender, found ? &shape->update : &shape->insert, place,
                       error);
}

static upsert_status look_up_guarded(up_sender *sender, const span *one,
                                     upsert_error *error)
{
    const upsert_dialect *dialect = sender->run->dialect;
    bool guarded = sender->run->rejects && is_guarded(sender);
    upsert_error failure = UPSERT_ERROR_INIT;
    upsert_status status =
        control(sender, guarded ? dialect->savepoint : NULL, error);
    if (status != UPSERT_OK)
        return status;
    status = look_up(sender, one->shape, one->first, &failure);
    if (status != UPSERT_OK && !up_rejects_take(sender, status))
        return report(sender, one, &failure, error);
    if (status != UPSERT_OK) {
        status = take_back(sender, error);
        if (status == UPSERT_OK)
            status = note(sender, one, &failure, error);
    }
    return status == UPSERT_OK && guarded
               ? control(sender, dialect->release_savepoint, error)
               : status;
}

/* Send a span's rows one at a time, each looked up first. */
static upsert_status send_looked_up(up_sender *sender, const span *s,
                                    upsert_error *error)
{
    /* An UPDATE moves that counter for a row that does not change. */
    upsert_status status =
        up_transaction_pause_counting(sender, UPSERT_COUNTING_UPDATED, error);
    for (size_t i = 0; i < s->rows && status == UPSERT_OK; i++) {
        const span one = {s->shape, s->first + i, 1};
        status = look_up_guarded(sender, &one, error);
    }
    return status == UPSERT_OK ? up_transaction_resume_counting(
                                     sender, UPSERT_COUNTING_UPDATED, error)
                               : status;
}

/* ------------------------------------------------------------- what failed */

/* Whether fewer rows might do better: one of them is at fault, or two of them
   are one row to the database. */
static bool worth_splitting(upsert_status status)
{
    return status == UPSERT_DUPLICATE_KEY || status == UPSERT_CONSTRAINT ||
           status == UPSERT_VALUE || status == UPSERT_ROW_TWICE;
}

/* Whether a row may have failed as an insert though it is an update: most
   databases look at NOT NULL and CHECK before they look for the key. */
static bool worth_looking_up(const up_sender *sender, const span *s,
                             upsert_status status)
{
    const upsert_plan *plan = &sender->shapes[s->shape].bulk.plan.facts;
    return status == UPSERT_CONSTRAINT && s->rows == 1 && !plan->predicate &&
           (plan->mode == UPSERT_MODE_UPSERT ||
            plan->mode == UPSERT_MODE_INSERT_MISSING);
}

static upsert_status send_span(up_sender *sender, const span *s,
                               upsert_error *error);

static upsert_status send_halves(up_sender *sender, const span *s,
                                 upsert_error *error)
{
    const span halves[] = {
        {s->shape, s->first, s->rows / 2},
        {s->shape, s->first + s->rows / 2, s->rows - s->rows / 2},
    };
    sender->splits++;
    if (!sender->run->rejects) /* the counter was not asked before */
        sender->counter_known = false;
    upsert_status status = send_span(sender, &halves[0], error);
    return status == UPSERT_OK ? send_span(sender, &halves[1], error) : status;
}

/* When many rows of a shape come through only that way, all go it. */
#define RESCUED_SHARE 8

static upsert_status rescue(up_sender *sender, const span *s,
                            upsert_error *error)
{
    size_t rejected = sender->rejects.count;
    upsert_status status = send_looked_up(sender, s, error);
    up_shape *shape = &sender->shapes[s->shape];
    shape->rescued += sender->rejects.count == rejected;
    shape->looked_up = shape->rescued * RESCUED_SHARE > shape->sent;
    return status;
}

/* What a failed statement has added to a counter of the server's does not
   count; no server takes it back with a savepoint. */
static upsert_status skip_count(up_sender *sender, upsert_error *error)
{
    return sender->run->rejects ? up_transaction_resume_counting(
                                      sender, UPSERT_COUNTING_UPDATED, error)
                                : UPSERT_OK;
}

/* After a failure: what still may do. */
static upsert_status recover(up_sender *sender, const span *s,
                             const upsert_error *failure, upsert_error *error)
{
    bool split =
        is_guarded(sender) && s->rows > 1 && worth_splitting(failure->status);
    bool look = worth_looking_up(sender, s, failure->status);
    bool reject = s->rows == 1 && up_rejects_take(sender, failure->status);
    if (!split && !look && !reject)
        return report(sender, s, failure, error);
    upsert_status status = take_back(sender, error);
    if (status == UPSERT_OK)
        status = skip_count(sender, error);
    if (status != UPSERT_OK)
        return status;
    return split  ? send_halves(sender, s, error)
           : look ? rescue(sender, s, error)
                  : note(sender, s, failure, error);
}

/*
 * Send rows in one statement, and where it fails over a row, in halves, in
 * order. This finds the row at fault in about log2(rows) statements, and gets
 * rows past a database that takes two spellings of a key for one.
 */
static upsert_status send_span(up_sender *sender, const span *s,
                               upsert_error *error)
{
    const upsert_dialect *dialect = sender->run->dialect;
    bool guarded = is_guarded(sender);
    upsert_status status =
        control(sender, guarded ? dialect->savepoint : NULL, error);
    if (status == UPSERT_OK && sender->run->rejects)
        status = up_transaction_pause_counting(sender, UPSERT_COUNTING_UPDATED,
                                               error);
    if (status != UPSERT_OK)
        return status;
    upsert_error failure = UPSERT_ERROR_INIT;
    if (send_once(sender, s, &failure) != UPSERT_OK)
        status = recover(sender, s, &failure, error);
    if (status == UPSERT_OK && guarded)
        status = control(sender, dialect->release_savepoint, error);
    return status;
}

/* --------------------------------------------------------------- the batch */

/* Rows that can change nothing. Where one of them may be there nobody has
   looked whether it is. */
static void pass_over(up_sender *sender, const span *s)
{
    int64_t rows = (int64_t)s->rows;
    bool finds = sender->shapes[s->shape].finds;
    up_tally tally = {.skipped = finds ? 0 : rows, .unclear = finds ? rows : 0};
    up_tally_add(&sender->pending, &tally);
}

static upsert_status send_spans(up_sender *sender, span rest,
                                upsert_error *error)
{
    const up_shape *shape = &sender->shapes[rest.shape];
    upsert_status status = UPSERT_OK;
    while (rest.rows && status == UPSERT_OK && !shape->looked_up) {
        const span s = {
            rest.shape, rest.first,
            up_carrier_fit(sender, &shape->bulk, rest.first, rest.rows)};
        status = s.rows ? send_span(sender, &s, error)
                        : up_carrier_too_large(sender, rest.first, error);
        size_t done = s.rows ? s.rows : 1;
        rest.first += done;
        rest.rows -= done;
    }
    return status == UPSERT_OK && rest.rows
               ? send_looked_up(sender, &rest, error)
               : status;
}

static upsert_status send_round(up_sender *sender, span rest,
                                upsert_error *error)
{
    up_shape *shape = &sender->shapes[rest.shape];
    shape->sent += (int64_t)rest.rows;
    if (shape->idle) {
        pass_over(sender, &rest);
        return UPSERT_OK;
    }
    if (!shape->deletes)
        return send_spans(sender, rest, error);
    upsert_status status =
        up_transaction_pause_counting(sender, UPSERT_COUNTING_SESSION, error);
    if (status == UPSERT_OK)
        status = send_spans(sender, rest, error);
    if (status == UPSERT_OK)
        status = up_transaction_resume_counting(sender, UPSERT_COUNTING_SESSION,
                                                error);
    return status;
}

upsert_status up_send_batch(up_sender *sender, const up_batch *batch,
                            upsert_error *error)
{
    upsert_status status = UPSERT_OK;
    size_t count;
    const up_round *rounds = up_batch_rounds(batch, &count);
    sender->batch = batch;
    status = set_mark(sender, true, error);
    for (size_t i = 0; i < count && status == UPSERT_OK; i++) {
        size_t shape;
        if (!rounds[i].count)
            continue;
        status = find_shape(sender, rounds[i].shape, &shape, error);
        if (status == UPSERT_OK)
            status = send_round(
                sender, (span){shape, rounds[i].first, rounds[i].count}, error);
    }
    if (status == UPSERT_OK)
        status = set_mark(sender, false, error);
    sender->batch = NULL;
    return status;
}
