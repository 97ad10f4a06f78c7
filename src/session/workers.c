/*
 * Which rows go by which connection. Rows of one key meet one worker, and so
 * keep their order; of rows with different keys none depends on another.
 */
#include <stdlib.h>
#include <unistd.h>

#include "base/error.h"
#include "session/session.h"

/* What `workers = auto` takes at most: more were not measured. */
#define WORKERS_BY_THEMSELVES 4

/* ---------------------------------------------------------------- how many */

const char *up_workers_tie(const up_run *run)
{
    if (run->plan.others_collide)
        return "rows of different keys may meet in another unique index";
    if (run->batch.key_unknown)
        return "only the database can tell which rows have one key";
    if (run->table.self_references != 0)
        return "rows of the table may refer to one another";
    if (run->batch.in_order)
        return "the database numbers rows in the order in which they come";
    return NULL;
}

/* Why the run has one worker; NULL: it may have several. */
static const char *obstacle(const up_run *run)
{
    if (run->dialect->one_writer)
        return "the database has one writer at a time";
    if (!run->overlaps)
        return "the connection is the application's";
    if (!run->plan.index)
        return "without a key there is nothing to part rows by";
    const char *tie = up_workers_tie(run);
    if (tie)
        return tie;
    return run->commit_rows ? NULL : "all rows are committed at once";
}

static size_t workers_of_this_machine(void)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    if (processors < 1)
        return 1;
    return processors < WORKERS_BY_THEMSELVES ? (size_t)processors
                                              : WORKERS_BY_THEMSELVES;
}

upsert_status up_workers_plan(upsert_session *session,
                              const upsert_options *options,
                              upsert_error *error)
{
    up_run *run = &session->run;
    size_t asked = (size_t)up_options_number(options, UP_RUN_WORKERS);
    if (asked > 1 && !run->commit_rows)
        return up_error_set(error, UPSERT_OPTION,
                            "run.workers: %zu connections cannot commit all "
                            "rows at once: give run.commit a number of rows",
                            asked);
    run->workers = asked ? asked : workers_of_this_machine();
    if (run->workers > 1)
        run->one_worker = obstacle(run);
    if (run->one_worker)
        run->workers = 1;
    return UPSERT_OK;
}

/* A run that is continued has as many as it had before. */
static upsert_status check_number(up_run *run, upsert_error *error)
{
    const char *reason = run->workers > 1 ? obstacle(run) : NULL;
    if (reason)
        return up_error_set(error, UPSERT_OPTION,
                            "run.checkpoint: the run that is continued has "
                            "sent its rows by %zu connections, and %s",
                            run->workers, reason);
    /* One batch of each is filled while another is sent. */
    run->batch_memory /= run->workers * (run->overlaps ? 2 : 1);
    return UPSERT_OK;
}

static upsert_status add_worker(upsert_session *session, size_t index,
                                upsert_error *error)
{
    up_connection *connection = session->connection;
    upsert_status status = UPSERT_OK;
    if (index) {
        connection = NULL;
        status =
            up_connection_open_beside(session->connection, &connection, error);
        if (status == UPSERT_OK)
            status = up_catalog_greet(connection, session->run.dialect, error);
    }
    if (status != UPSERT_OK) {
        up_connection_free(connection);
        return status;
    }
    return up_worker_new(&session->run, index, &session->marks[index],
                         connection, &session->workers[index], error);
}

upsert_status up_workers_open(upsert_session *session, upsert_error *error)
{
    size_t count = session->run.workers;
    upsert_status status = check_number(&session->run, error);
    if (status != UPSERT_OK)
        return status;
    session->workers = calloc(count, sizeof(up_worker *));
    if (!session->workers)
        return up_error_memory(error);
    for (size_t i = 0; i < count && status == UPSERT_OK; i++)
        status = add_worker(session, i, error);
    if (status == UPSERT_OK && count > 1)
        status = up_batch_new(&session->run.batch, &session->parting, error);
    if (status == UPSERT_OK)
        up_workers_begin(session);
    return status;
}

void up_workers_begin(upsert_session *session)
{
    session->parted = session->run.workers > 1;
    session->alone_from = 0;
    session->rows_put = session->rows_elsewhere = 0;
    session->uncommitted_rows = 0;
    if (session->parted)
        up_batch_reset(session->parting);
    session->batch = session->parted ? session->parting
                                     : up_worker_batch(session->workers[0]);
}

void up_workers_free(upsert_session *session)
{
    for (size_t i = 0; session->workers && i < session->run.workers; i++)
        up_worker_free(session->workers[i]);
    free(session->workers);
    up_batch_free(session->parting);
}

up_worker_done up_workers_tell(const upsert_session *session)
{
    up_worker_done all = {0};
    for (size_t i = 0; i < session->run.workers; i++) {
        up_worker_done done = up_worker_tell(session->workers[i]);
        up_tally_add(&all.mark.tally, &done.mark.tally);
        if (done.mark.position > all.mark.position)
            all.mark.position = done.mark.position;
        all.statements += done.statements;
        all.splits += done.splits;
        all.retries += done.retries;
    }
    return all;
}

/* --------------------------------------------------------------- their rows */

static void refresh(upsert_session *session)
{
    if (!session->parted)
        session->batch = up_worker_batch(session->workers[0]);
}

upsert_status up_workers_send(upsert_session *session, up_sending how,
                              upsert_error *error)
{
    upsert_status status = UPSERT_OK;
    for (size_t i = 0; i < session->run.workers && status == UPSERT_OK; i++)
        status = up_worker_send(session->workers[i], how, error);
    refresh(session);
    return status;
}

upsert_status up_workers_finish(upsert_session *session, up_sending how,
                                upsert_error *error)
{
    upsert_status status = UPSERT_OK;
    if (session->parted)
        status = up_workers_send(
            session, (up_sending){.through = how.through, .commit = true},
            error);
    for (size_t i = 0; i < session->run.workers && status == UPSERT_OK; i++)
        status = up_worker_finish(session->workers[i], how, error);
    refresh(session);
    return status;
}

/* From a row on whose key only the database can compare, all rows go to one
   worker: nothing that came before is on its way any more. */
static upsert_status join(upsert_session *session, upsert_error *error)
{
    const up_sending before = {.through = session->rows_put - 1,
                               .commit = true};
    upsert_status status = up_workers_finish(session, before, error);
    if (status != UPSERT_OK)
        return status;
    session->parted = false;
    session->alone_from = session->rows_put;
    refresh(session);
    return up_batch_move(session->parting, session->batch, error);
}

/* The number of the worker that the row belongs to. */
static upsert_status part(upsert_session *session, size_t *worker,
                          upsert_error *error)
{
    uint64_t number;
    *worker = 0;
    if (!session->parted)
        return UPSERT_OK;
    if (!up_batch_key_number(session->parting, &number))
        return join(session, error);
    /* The upper bits tell keys apart within a batch. */
    *worker = (uint32_t)number % session->run.workers;
    return UPSERT_OK;
}

bool up_workers_have(const upsert_session *session, size_t worker)
{
    return session->found == UP_CHECKPOINT_FINISHED ||
           session->rows_put <= session->marks[worker].position;
}

static bool is_full(const upsert_session *session, const up_batch *batch)
{
    const up_run *run = &session->run;
    size_t rows = up_batch_rows(batch);
    return rows >= run->batch_rows ||
           up_batch_size(batch) >= run->batch_memory ||
           up_batch_crowded(batch) ||
           (session->parted && (int64_t)rows >= run->commit_rows);
}

static bool is_full_of_refused(const upsert_session *session,
                               const up_reject_list *refused)
{
    const up_run *run = &session->run;
    return refused->count >= run->batch_rows ||
           refused->bytes.length >= run->batch_memory ||
           up_reject_log_overflows(run->rejects, refused->count);
}

/* A batch keeps what was set of a row until it is sent. */
upsert_status up_workers_refuse(upsert_session *session,
                                const upsert_error *reason, upsert_error *error)
{
    up_worker *worker = session->workers[0];
    upsert_status status = UPSERT_OK;
    if (!up_workers_have(session, 0))
        status = up_worker_refuse(worker, reason,
                                  up_batch_attached(session->batch), error);
    if (status != UPSERT_OK)
        return status;
    if (session->parted)
        up_batch_reset(session->parting);
    else
        up_batch_clear(session->batch);
    if (!is_full(session, up_worker_batch(worker)) &&
        !is_full_of_refused(session, up_worker_refused(worker)))
        return UPSERT_OK;
    status = up_worker_send(
        worker,
        (up_sending){.through = session->rows_put, .commit = session->parted},
        error);
    refresh(session);
    return status;
}

static upsert_status put(upsert_session *session, up_worker *worker,
                         upsert_error *error)
{
    bool folded;
    up_batch *batch = up_worker_batch(worker);
    upsert_status status = session->parted
                               ? up_batch_move(session->parting, batch, error)
                               : UPSERT_OK;
    if (status == UPSERT_OK)
        status = up_batch_put(batch, session->rows_put, &folded, error);
    if (status != UPSERT_OK)
        return status;
    const up_tally passed = {.folded = folded};
    if (folded)
        up_worker_pass(worker, &passed);
    if (!is_full(session, batch))
        return UPSERT_OK;
    /* Each batch of several workers is a transaction of its own. */
    status = up_worker_send(
        worker,
        (up_sending){.through = session->rows_put, .commit = session->parted},
        error);
    refresh(session);
    return status;
}

/* Rows that the worker has committed come first of all that are its own: no
   other one waits in the batch. */
upsert_status up_workers_put(upsert_session *session, upsert_error *error)
{
    size_t worker;
    upsert_status status = part(session, &worker, error);
    if (status != UPSERT_OK)
        return status;
    if (!up_workers_have(session, worker))
        return put(session, session->workers[worker], error);
    up_batch_reset(session->batch);
    return UPSERT_OK;
}
