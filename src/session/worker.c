#include "session/worker.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>

#include "base/error.h"
#include "session/sender.h"

/* Another transaction was in the way: how often it is tried again, and how long
   it waits before, in milliseconds. */
enum { TRIES = 10, FIRST_WAIT = 5, LONGEST_WAIT = 1000 };

typedef struct task {
    up_batch *batch;
    up_tally passed; /* rows that came and are not in the batch */
    bool commit;
} task;

struct up_worker {
    up_sender sender; /* the thread's while `busy` */
    up_batch *batches[2];
    size_t filled; /* the one that the caller fills */
    up_tally passed;

    bool threaded; /* the thread runs */
    pthread_t thread;
    pthread_mutex_t mutex; /* of all that follows */
    pthread_cond_t changed;
    bool busy, ends;
    task task;
    upsert_status status; /* of the last task */
    upsert_error error;
    up_worker_done done;
};

/* ------------------------------------------------------------- the sending */

static upsert_status send_rows(up_sender *sender, const task *t,
                               upsert_error *error)
{
    up_tally *passed_into =
        sender->in_transaction ? &sender->pending : &sender->committed;
    upsert_status status = UPSERT_OK;
    if (up_batch_rows(t->batch)) {
        status = up_transaction_begin(sender, error);
        if (status == UPSERT_OK)
            status = up_send_batch(sender, t->batch, error);
        passed_into = &sender->pending;
    }
    if (status == UPSERT_OK)
        up_tally_add(passed_into, &t->passed);
    return status;
}

static upsert_status try_task(up_sender *sender, const task *t,
                              upsert_error *error)
{
    /* A transaction of the application's own has no end that is seen here. */
    bool commit = t->commit || !sender->run->owns_transactions;
    upsert_status status = send_rows(sender, t, error);
    if (status == UPSERT_OK && commit)
        status = up_transaction_commit(sender, error);
    if (status != UPSERT_OK)
        up_transaction_rollback(sender);
    return status;
}

/* Twice as long each time, but for a share that differs between workers, so
   that two that met do not meet again. */
static void wait_before(const up_worker *worker, int64_t retries)
{
    long most = FIRST_WAIT;
    for (int64_t i = 0; i < retries && most < LONGEST_WAIT; i++)
        most *= 2;
    unsigned seed = (unsigned)((uintptr_t)worker >> 6) ^ (unsigned)time(NULL) ^
                    (unsigned)retries;
    long wait = most / 2 + (long)((unsigned)rand_r(&seed) % (unsigned)most);
    const struct timespec span = {wait / 1000, wait % 1000 * 1000000};
    nanosleep(&span, NULL);
}

/* A transaction that is this batch alone can be had again. */
static upsert_status run_task(up_worker *worker, const task *t,
                              int64_t *retries, upsert_error *error)
{
    up_sender *sender = &worker->sender;
    bool alone = sender->run->owns_transactions && !sender->in_transaction;
    upsert_status status = try_task(sender, t, error);
    for (int64_t i = 0;
         i < TRIES && alone && status == UPSERT_RETRY_TRANSACTION; i++) {
        ++*retries;
        upsert_error_clear(error);
        up_sender_forget(sender);
        wait_before(worker, i);
        status = try_task(sender, t, error);
    }
    up_batch_reset(t->batch);
    return status;
}

/* What one task came to, for others to read. */
static void take_result(up_worker *worker, upsert_status status,
                        int64_t retries, const upsert_error *error)
{
    worker->status = status;
    worker->error = *error;
    worker->done.committed = worker->sender.committed;
    worker->done.statements = worker->sender.statements;
    worker->done.splits = worker->sender.splits;
    worker->done.retries += retries;
}

/* -------------------------------------------------------------- the thread */

static void *work(void *data)
{
    up_worker *worker = data;
    pthread_mutex_lock(&worker->mutex);
    for (;;) {
        while (!worker->busy && !worker->ends)
            pthread_cond_wait(&worker->changed, &worker->mutex);
        if (!worker->busy)
            break;
        task t = worker->task;
        pthread_mutex_unlock(&worker->mutex);
        upsert_error error = UPSERT_ERROR_INIT;
        int64_t retries = 0;
        upsert_status status = run_task(worker, &t, &retries, &error);
        pthread_mutex_lock(&worker->mutex);
        take_result(worker, status, retries, &error);
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
static upsert_status next_task(up_worker *worker, bool commit, task *t,
                               upsert_error *error)
{
    *t = (task){worker->batches[worker->filled], worker->passed, commit};
    worker->passed = (up_tally){0};
    return up_batch_settle(t->batch, error);
}

static upsert_status send_at_once(up_worker *worker, const task *t,
                                  upsert_error *error)
{
    upsert_error failure = UPSERT_ERROR_INIT;
    int64_t retries = 0;
    upsert_status status = run_task(worker, t, &retries, &failure);
    pthread_mutex_lock(&worker->mutex);
    take_result(worker, status, retries, &failure);
    pthread_mutex_unlock(&worker->mutex);
    return status == UPSERT_OK ? status : up_error_pass(error, &failure);
}

static upsert_status hand_over(up_worker *worker, const task *t,
                               upsert_error *error)
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
    upsert_status status = worker->status;
    if (status != UPSERT_OK)
        up_error_pass(error, &worker->error);
    pthread_mutex_unlock(&worker->mutex);
    return status;
}

static upsert_status send_next(up_worker *worker, bool commit, bool at_once,
                               upsert_error *error)
{
    task next;
    upsert_status status = next_task(worker, commit, &next, error);
    upsert_status before = up_worker_wait(worker, error);
    if (status != UPSERT_OK || before != UPSERT_OK)
        return before != UPSERT_OK ? before : status;
    return (at_once ? send_at_once : hand_over)(worker, &next, error);
}

upsert_status up_worker_send(up_worker *worker, bool commit,
                             upsert_error *error)
{
    return send_next(worker, commit, !worker->sender.run->overlaps, error);
}

upsert_status up_worker_finish(up_worker *worker, bool commit,
                               upsert_error *error)
{
    return send_next(worker, commit, true, error);
}

void up_worker_give_up(up_worker *worker)
{
    upsert_status status = up_worker_wait(worker, NULL);
    (void)status; /* it has been told, or another was */
    up_transaction_rollback(&worker->sender);
    for (size_t i = 0; i < 2; i++)
        if (worker->batches[i])
            up_batch_reset(worker->batches[i]);
    worker->passed = (up_tally){0};
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

up_worker_done up_worker_tell(up_worker *worker)
{
    pthread_mutex_lock(&worker->mutex);
    while (worker->busy)
        pthread_cond_wait(&worker->changed, &worker->mutex);
    up_worker_done done = worker->done;
    pthread_mutex_unlock(&worker->mutex);
    return done;
}

upsert_status up_worker_new(const up_run *run, up_connection *connection,
                            up_worker **out, upsert_error *error)
{
    up_worker *worker = calloc(1, sizeof *worker);
    if (!worker) {
        up_connection_free(connection);
        return up_error_memory(error);
    }
    worker->sender.run = run;
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
    up_batch_free(worker->batches[0]);
    up_batch_free(worker->batches[1]);
    pthread_cond_destroy(&worker->changed);
    pthread_mutex_destroy(&worker->mutex);
    free(worker);
}
