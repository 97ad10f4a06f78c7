#include "session/worker.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>

#include "base/error.h"
#include "session/backoff.h"
#include "session/sender.h"

typedef struct task {
    up_batch *batch;
    up_tally passed;         /* rows that came and are not in the batch */
    up_reject_list *refused; /* likewise */
    up_sending how;
} task;

/* What one task came to. */
typedef struct outcome {
    upsert_status status;
    upsert_error error;
    int64_t retries;
    bool exhausted; /* it failed, and trying again did not help */
} outcome;

struct up_worker {
    up_sender sender; /* the thread's while `busy` */
    up_batch *batches[2];
    size_t filled; /* the one that the caller fills */
    up_tally passed;
    up_reject_list refused[2]; /* with each batch */

    bool threaded; /* the thread runs */
    pthread_t thread;
    pthread_mutex_t mutex; /* of all that follows */
    pthread_cond_t changed;
    bool busy, ends;
    task task;
    outcome last;
    up_worker_done done;
};

/* ------------------------------------------------------------- the sending */

/* Rows that came and are in no batch change nothing in the table: only a
   checkpoint has to hear of them. */
static bool needs_transaction(const up_sender *sender, const task *t)
{
    const up_mark *mark = &sender->mark;
    return up_batch_rows(t->batch) || t->refused->count ||
           (sender->run->checkpoint.job && t->how.commit &&
            (t->how.through > mark->position ||
             t->how.finishes != mark->finished));
}

static void pass_rows(up_sender *sender, const task *t)
{
    up_tally passed = t->passed;
    passed.rejected = (int64_t)sender->rejects.count;
    up_tally_add(sender->in_transaction ? &sender->pending
                                        : &sender->mark.tally,
                 &passed);
    sender->reached = t->how.through;
    sender->finishes = t->how.finishes;
    if (!sender->in_transaction)
        sender->mark.position = t->how.through;
}

static upsert_status send_rows(up_sender *sender, const task *t,
                               upsert_error *error)
{
    upsert_status status = up_rejects_begin(sender, t->refused, error);
    if (status == UPSERT_OK && needs_transaction(sender, t))
        status = up_transaction_begin(sender, error);
    if (status == UPSERT_OK && up_batch_rows(t->batch))
        status = up_send_batch(sender, t->batch, error);
    if (status == UPSERT_OK)
        pass_rows(sender, t);
    return status;
}

/* An error on a connection that was lost is often of another kind. */
static upsert_status name_loss(const up_sender *sender, upsert_status status,
                               upsert_error *error)
{
    if (status != UPSERT_UNKNOWN_OUTCOME &&
        up_connection_dead(sender->connection))
        status = error->status = UPSERT_CONNECTION;
    return status;
}

static upsert_status try_task(up_sender *sender, const task *t,
                              upsert_error *error)
{
    /* A transaction of the application's own has no end that is seen here. */
    bool commit = t->how.commit || !sender->run->owns_transactions;
    upsert_status status = send_rows(sender, t, error);
    if (status == UPSERT_OK)
        status =
            (commit ? up_transaction_commit : up_rejects_tell)(sender, error);
    if (status == UPSERT_OK)
        return status;
    up_transaction_rollback(sender);
    return name_loss(sender, status, error);
}

/* After a COMMIT without an answer the checkpoint may tell that all is in. */
static bool is_in(const up_sender *sender, const task *t)
{
    const up_mark *mark = &sender->mark;
    return sender->run->checkpoint.job && t->how.commit &&
           mark->position == t->how.through &&
           mark->finished == t->how.finishes;
}

static upsert_status try_again(up_sender *sender, const task *t,
                               upsert_status failed, upsert_error *error)
{
    upsert_error_clear(error);
    upsert_status status = up_sender_recover(sender, failed, error);
    if (status != UPSERT_OK || is_in(sender, t))
        return status;
    return try_task(sender, t, error);
}

/* A transaction that is this batch alone can be had again. */
static void run_task(up_worker *worker, task *t, outcome *o)
{
    up_sender *sender = &worker->sender;
    /* A worker that is ahead of the others does not fall back to where they
       are. */
    if (t->how.through < sender->mark.position)
        t->how.through = sender->mark.position;
    up_backoff backoff = UP_BACKOFF_TRANSACTION;
    bool alone = sender->run->owns_transactions && !sender->in_transaction;
    *o = (outcome){.error = UPSERT_ERROR_INIT};
    o->status = try_task(sender, t, &o->error);
    while (alone && !sender->behind &&
           up_run_may_try_again(sender->run, o->status)) {
        o->exhausted = !up_backoff_wait(&backoff, sender->run->cancel);
        if (o->exhausted)
            break;
        o->retries++;
        o->status = try_again(sender, t, o->status, &o->error);
    }
    up_batch_reset(t->batch);
    up_reject_list_reset(t->refused);
}

/* What one task came to, for others to read. */
static void take_result(up_worker *worker, const outcome *o)
{
    worker->last = *o;
    worker->done.mark = worker->sender.mark;
    worker->done.statements = worker->sender.statements;
    worker->done.splits = worker->sender.splits;
    worker->done.retries += o->retries;
}

static void *work(void *argument)
{
    up_worker *worker = argument;
    pthread_mutex_lock(&worker->mutex);
    for (;;) {
        while (!worker->busy && !worker->ends)
            pthread_cond_wait(&worker->changed, &worker->mutex);
        if (!worker->busy)
            break;
        task t = worker->task;
        pthread_mutex_unlock(&worker->mutex);
        outcome o;
        run_task(worker, &t, &o);
        pthread_mutex_lock(&worker->mutex);
        take_result(worker, &o);
        worker->busy = false;
        pthread_cond_broadcast(&worker->changed);
    }
    pthread_mutex_unlock(&worker->mutex);
    return NULL;
}

/* No signal is the thread's: they are for the application's own. */
static bool start_thread(up_worker *worker)
{
    sigset_t all, before;
    sigfillset(&all);
    if (pthread_sigmask(SIG_SETMASK, &all, &before) != 0)
        return false;
    bool started = pthread_create(&worker->thread, NULL, work, worker) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return started;
}

/* The second batch comes with the thread: a run of few rows needs neither. */
static upsert_status start(up_worker *worker, upsert_error *error)
{
    if (worker->threaded)
        return UPSERT_OK;
    upsert_status status =
        up_batch_new(&worker->sender.run->batch, &worker->batches[1], error);
    if (status != UPSERT_OK)
        return status;
    worker->threaded = start_thread(worker);
    return worker->threaded
               ? UPSERT_OK
               : up_error_set(error, UPSERT_MEMORY, "cannot start a thread");
}

/* The rows are put in their order here, while the last batch is being sent. */
static upsert_status next_task(up_worker *worker, up_sending how, task *t,
                               upsert_error *error)
{
    *t = (task){worker->batches[worker->filled], worker->passed,
                &worker->refused[worker->filled], how};
    worker->passed = (up_tally){0};
    return up_batch_settle(t->batch, error);
}

static upsert_status send_at_once(up_worker *worker, task *t,
                                  upsert_error *error)
{
    outcome o;
    run_task(worker, t, &o);
    pthread_mutex_lock(&worker->mutex);
    take_result(worker, &o);
    pthread_mutex_unlock(&worker->mutex);
    return o.status == UPSERT_OK ? o.status : up_error_pass(error, &o.error);
}

static upsert_status hand_over(up_worker *worker, task *t, upsert_error *error)
{
    upsert_status status = start(worker, error);
    if (status != UPSERT_OK)
        return status;
    worker->filled = 1 - worker->filled;
    pthread_mutex_lock(&worker->mutex);
    worker->task = *t;
    worker->busy = true;
    pthread_cond_broadcast(&worker->changed);
    pthread_mutex_unlock(&worker->mutex);
    return UPSERT_OK;
}

/* ----------------------------------------------------------- for the caller */

upsert_status up_worker_wait(up_worker *worker, upsert_error *error)
{
    pthread_mutex_lock(&worker->mutex);
    while (worker->busy)
        pthread_cond_wait(&worker->changed, &worker->mutex);
    upsert_status status = worker->last.status;
    if (status != UPSERT_OK)
        up_error_pass(error, &worker->last.error);
    pthread_mutex_unlock(&worker->mutex);
    return status;
}

static upsert_status send_next(up_worker *worker, up_sending how, bool at_once,
                               upsert_error *error)
{
    task next;
    upsert_status status = next_task(worker, how, &next, error);
    upsert_status before = up_worker_wait(worker, error);
    if (status != UPSERT_OK || before != UPSERT_OK)
        return before != UPSERT_OK ? before : status;
    return (at_once ? send_at_once : hand_over)(worker, &next, error);
}

upsert_status up_worker_send(up_worker *worker, up_sending how,
                             upsert_error *error)
{
    return send_next(worker, how, !worker->sender.run->overlaps, error);
}

upsert_status up_worker_finish(up_worker *worker, up_sending how,
                               upsert_error *error)
{
    return send_next(worker, how, true, error);
}

void up_worker_give_up(up_worker *worker)
{
    upsert_status status = up_worker_wait(worker, NULL);
    (void)status; /* it has been told, or another was */
    up_transaction_rollback(&worker->sender);
    for (size_t i = 0; i < 2; i++) {
        up_reject_list_reset(&worker->refused[i]);
        if (worker->batches[i])
            up_batch_reset(worker->batches[i]);
    }
    worker->passed = (up_tally){0};
}

bool up_worker_exhausted(const up_worker *worker)
{
    return worker->last.exhausted;
}

upsert_status up_worker_recover(up_worker *worker, upsert_status failed,
                                upsert_error *error)
{
    upsert_status status = up_sender_recover(&worker->sender, failed, error);
    take_result(worker, &(outcome){.error = UPSERT_ERROR_INIT});
    return status;
}

const up_connection *up_worker_connection(const up_worker *worker)
{
    return worker->sender.connection;
}

up_batch *up_worker_batch(const up_worker *worker)
{
    return worker->batches[worker->filled];
}

void up_worker_pass(up_worker *worker, const up_tally *tally)
{
    up_tally_add(&worker->passed, tally);
}

upsert_status up_worker_refuse(up_worker *worker, const upsert_error *reason,
                               up_cell attachment, upsert_error *error)
{
    return up_reject_list_add(&worker->refused[worker->filled], reason,
                              attachment, error);
}

const up_reject_list *up_worker_refused(const up_worker *worker)
{
    return &worker->refused[worker->filled];
}

up_worker_done up_worker_tell(up_worker *worker)
{
    pthread_mutex_lock(&worker->mutex);
    while (worker->busy)
        pthread_cond_wait(&worker->changed, &worker->mutex);
    up_worker_done done = worker->done;
    pthread_mutex_unlock(&worker->mutex);
    return done;
}

upsert_status up_worker_new(const up_run *run, size_t number,
                            const up_mark *mark, up_connection *connection,
                            up_worker **out, upsert_error *error)
{
    up_worker *worker = calloc(1, sizeof *worker);
    if (!worker) {
        up_connection_free(connection);
        return up_error_memory(error);
    }
    worker->sender.run = run;
    worker->sender.worker = number;
    worker->sender.mark = worker->done.mark = *mark;
    worker->sender.connection = connection;
    pthread_mutex_init(&worker->mutex, NULL);
    pthread_cond_init(&worker->changed, NULL);
    upsert_status status =
        up_batch_new(&run->batch, &worker->batches[0], error);
    if (status != UPSERT_OK) {
        up_worker_free(worker);
        return status;
    }
    *out = worker;
    return UPSERT_OK;
}

static void end_thread(up_worker *worker)
{
    if (!worker->threaded)
        return;
    pthread_mutex_lock(&worker->mutex);
    worker->ends = true;
    pthread_cond_broadcast(&worker->changed);
    pthread_mutex_unlock(&worker->mutex);
    pthread_join(worker->thread, NULL);
}

void up_worker_free(up_worker *worker)
{
    if (!worker)
        return;
    end_thread(worker);
    up_transaction_rollback(&worker->sender);
    up_sender_forget(&worker->sender);
    up_transaction_teardown(&worker->sender);
    up_connection_free(worker->sender.connection);
    free(worker->sender.shapes);
    up_reject_list_dispose(&worker->sender.rejects);
    up_reject_list_dispose(&worker->refused[0]);
    up_reject_list_dispose(&worker->refused[1]);
    up_batch_free(worker->batches[0]);
    up_batch_free(worker->batches[1]);
    pthread_cond_destroy(&worker->changed);
    pthread_mutex_destroy(&worker->mutex);
    free(worker);
}
